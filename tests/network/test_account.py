import networkx as nx
import pytest
from tests.network.networks import florentine_business, knoke_information, managers, with_missing

import collective_impact as ci
from collective_impact import network as net


def test_results_print_their_figures():
    """One line each; what is no number or word, and what came of chance alone, is left out."""
    lines = str(net.krackhardt(knoke_information())).splitlines()
    assert "Krackhardt (arcs)" == lines[0]
    assert "connectedness            1.000" in lines
    assert "respondents              –" in lines


def test_results_print_what_has_to_be_known_of_them():
    """Warnings stand below, as notes."""
    seen = with_missing(knoke_information(), "COUN")
    assert str(net.bounds(seen, "density")).splitlines()[-1].startswith("note: 9 of 10 answered")


def test_results_print_their_tables():
    """Ties between groups, roles of brokers, E-I by group, and what is left without each node."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    group = {"a": "x", "b": "x", "c": "y"}
    assert ("x", "y", "unknown") == net.mixing_matrix(graph, group).table["from"]
    assert (1, 1, 0) == net.mixing_matrix(graph, group).table["x"]
    assert ("a", "b", "c", "d") == net.brokerage(graph, group).table["node"]
    assert (0, 1, 1, 0) == net.brokerage(graph, group).table["total"]
    assert {"group": ("x", "y", "all"), "external": (1, 1, 1), "internal": (2, 0, 1)}.items() <= dict(
        net.ei_index(graph, group, draws=0).table
    ).items()
    assert (0.0, 2 / 3, 2 / 3, 0.0) == pytest.approx(net.removal(graph).table["fragmentation"])
    assert "fragmentation" in str(net.joint_removal(graph, ["b"]))
    assert {"without"} == set(net.removal(graph, []).table)


def test_short_lists_are_printed_in_one_line():
    """Who is in the core; a list of many is not printed, nor one of records."""
    assert "core                  " in str(net.core_periphery(florentine_business()))
    assert "losses" not in str(net.removal(florentine_business()))


def test_where_nothing_was_drawn_there_is_no_seed():
    """Exact results do not name one, and all say that they are about structure."""
    graph = florentine_business()
    assert net.removal(graph).seed is None
    assert net.joint_removal(graph, ["Medici"]).seed is None
    assert 3 == net.joint_removal(graph, ["Medici", "Peruzzi", "Ginori"], draws=5, seed=3).seed
    assert net.bounds(with_missing(managers(), 1), "density").seed is None
    assert "structural, not causal" == net.removal(graph).convention


def test_a_regression_warns_of_every_network():
    """Also of those that explain, given themselves or by name."""
    y, known = managers(), managers()
    silent = with_missing(managers(), 3)
    assert () == net.mrqap(y, [net.layer(known, name="a")], permutations=5).warnings
    for terms, layers in ([[net.layer(silent, name="a")], None], [[net.layer("a")], {"a": silent}]):
        found = net.mrqap(y, terms, layers=layers, permutations=5)
        assert ["network.missing_respondents"] == [warning.code for warning in found.warnings]


def test_transitivity_asks_for_no_direction():
    """The same alone, in the description, and against chance; None where nobody has two contacts."""
    graph = managers()
    expected = nx.transitivity(nx.Graph(graph))
    assert expected == pytest.approx(net.transitivity(graph))
    assert expected == pytest.approx(net.describe(graph)["transitivity"])
    tried = net.compare_to_chance(graph, ["transitivity"], conditions=["edges"], draws=5)
    assert expected == pytest.approx(tried["transitivity", "edges"].value)
    assert net.transitivity(nx.path_graph(2)) is None
    assert net.transitivity(nx.Graph()) is None


@pytest.mark.parametrize("make", [ci.stakeholder_graph, net.backbone_dependence, net.multigraph])
def test_what_is_no_initiative_is_refused(make):
    """By name, and with what would be right."""
    with pytest.raises(ci.InvalidValueError, match="an Initiative"):
        make(None)
