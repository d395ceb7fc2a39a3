import itertools
from functools import partial

import networkx as nx
import numpy as np
import pytest
from tests.network.networks import FRIENDSHIP, knoke_information, managers, with_missing

import collective_impact.network as net
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import _swaps

ALL = ("size", "edges", "dyads", "degrees")
IN_DEGREE = partial(net.degree_centralization, mode="in")


def of_one_group(graph):
    """Return brokerage among stakeholders that are all of one group: open two-paths."""
    return net.brokerage(graph, dict.fromkeys(graph, "all"))


# One statistic


@pytest.mark.parametrize(
    ("statistic", "condition", "value", "expected", "sd", "p_high", "p_low"),
    [
        ("reciprocity", "size", 0.4509804, 0.5012256, 0.04283276, 0.888, 0.1145),
        (IN_DEGREE, "size", 0.27, 0.2181625, 0.05521315, 0.1705, 0.8405),
        ("reciprocity", "edges", 0.4509804, 0.2406961, 0.05207027, 0.0005, 0.9995),
        (IN_DEGREE, "edges", 0.27, 0.198915, 0.05541775, 0.187, 0.9475),
        ("reciprocity", "dyads", 0.4509804, 0.4509804, 0.0, 1.0, 1.0),
        (IN_DEGREE, "dyads", 0.27, 0.19734, 0.05359283, 0.1815, 0.957),
    ],
)
def test_friendship_of_managers(statistic, condition, value, expected, sd, p_high, p_low):  # noqa: PLR0913, PLR0917
    """As R sna 2.7.1: cug.test(f, grecip or centralization of indegree, cmode, reps = 2000); four errors wide."""
    found = net.conditional_uniform_test(managers(FRIENDSHIP), statistic, condition=condition, draws=2000)
    error = np.sqrt(2 / 2000)
    assert pytest.approx(value, abs=1e-7) == found.value
    assert pytest.approx(expected, abs=4 * error * sd + 1e-7) == found.expected
    assert pytest.approx(sd, rel=0.1) == found.sd
    assert pytest.approx(p_high, abs=0.0011 + 4 * error * np.sqrt(p_high * (1 - p_high))) == found.p_high
    assert pytest.approx(p_low, abs=0.0011 + 4 * error * np.sqrt(p_low * (1 - p_low))) == found.p_low
    assert min(1.0, 2 * min(found.p_low, found.p_high)) == found.p
    assert (condition, 2000, 0, 21) == (found.condition, found.draws, found.undefined, found.n)


def test_reciprocity_given_degrees_is_that_of_all_such_networks():
    """Five ties among five: the mean over the networks with these degrees, found one by one."""
    graph = nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 3), (3, 4)])
    ends = [sorted(one) for one in zip(*graph.edges, strict=True)]
    values = [
        nx.reciprocity(nx.DiGraph(there))
        for there in itertools.combinations(itertools.permutations(range(5), 2), 5)
        if ends == [sorted(one) for one in zip(*there, strict=True)]
    ]
    assert 1 < len(set(values))
    found = net.conditional_uniform_test(graph, nx.reciprocity, condition="degrees", draws=3000)
    assert pytest.approx(np.mean(values), abs=4 * np.std(values) / np.sqrt(3000)) == found.expected
    assert pytest.approx(np.mean(np.array(values) >= 0.4), abs=0.03) == found.p_high
    assert 10 <= found.swaps


def test_what_the_condition_fixes_has_no_z():
    """Density is the same in all networks with as many ties: nothing is unusual about it."""
    found = net.conditional_uniform_test(knoke_information(), "density", draws=20)
    assert (0.0, None, 1.0) == (found.sd, found.z, found.p)
    assert found.swaps is None


def test_order_of_nodes_changes_nothing():
    """The same seed draws the same networks, by the names of their nodes."""
    graph = managers(FRIENDSHIP)
    turned = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges)))
    for condition in ALL:
        test = partial(net.conditional_uniform_test, statistic=IN_DEGREE, condition=condition, draws=20)
        assert test(graph, seed=5) == test(turned, seed=5)
    assert test(graph, seed=5, condition="edges") != test(graph, seed=6, condition="edges")


def test_attributes_of_nodes_can_be_used():
    """Friendship within departments is more than chance has, by a function of one's own."""

    def within(graph):
        part = graph.nodes(data="department")
        return sum(part[a] == part[b] for a, b in graph.edges)

    found = net.conditional_uniform_test(managers(FRIENDSHIP), within, draws=200)
    part = nx.get_node_attributes(managers(), "department")
    pairs = sum(part[a] == part[b] for a in part for b in part if a != b)
    assert pytest.approx(102 * pairs / 420, abs=4 * found.sd / np.sqrt(200)) == found.expected  # a hypergeometric mean
    assert ("within", 1 / 201) == (found.statistic, found.p_high)


# Several statistics


def test_an_office_stands_between_others_as_often_as_its_degree_gives():
    """The mayor's office among ten organisations: more ties than chance, no more brokerage than such degrees have."""
    asked = {"degree": "degree", "betweenness": net.betweenness, "brokerage": of_one_group}
    found = net.compare_to_chance(knoke_information(), asked, node="MAYR", draws=500)
    assert 16 == found["degree", "edges"].value
    assert 0.05 > found["degree", "edges"].p
    assert 0.05 > found["brokerage", "edges"].p
    assert 0.05 > found["betweenness", "edges"].p
    assert 0.2 < found["brokerage", "degrees"].p
    assert 0.2 < found["betweenness", "degrees"].p
    assert "MAYR" == found["degree", "size"].node
    assert pytest.approx(16 - 9, abs=0.4) == 16 - found["degree", "size"].expected  # 18 ties to be had, half of them


def test_a_row_is_the_test_alone():
    """Which other statistics and conditions are asked for changes no draw."""
    graph = knoke_information()
    found = net.compare_to_chance(graph, [nx.transitivity, "reciprocity"], conditions=["degrees", "dyads"], draws=30)
    for condition in ("degrees", "dyads"):
        alone = net.conditional_uniform_test(graph, "reciprocity", condition=condition, draws=30)
        assert alone == found["reciprocity", condition]


def test_it_prints_as_a_table():
    """A row for each statistic, what chance gives and p for each condition; columns for a data frame."""
    found = net.compare_to_chance(knoke_information(), ["density", IN_DEGREE], conditions=["edges"], draws=9)
    head, density, _ = str(found).splitlines()
    assert ["statistic", "value", "edges", "p", "edges"] == head.split()
    assert ["density", "0.544", "0.544", "1.000"] == density.split()  # 49 of 90
    columns = found.to_columns()
    assert ["density", "degree_centralization(in)"] == columns["statistic"]
    assert ["statistic", "condition", "value", "expected", "sd", "z", "p_low", "p_high", "p"] == list(columns)
    with pytest.raises(UnknownNameError, match="density, edges"):
        found["density", "size"]


# What can be asked


def test_a_statistic_is_a_number_a_record_or_one_of_each_node():
    """A record by its value; of a node the entry in a dict, in a view or in the table of a record, or its total."""
    graph = knoke_information()
    record = net.conditional_uniform_test(graph, "density", draws=1)
    test = partial(net.conditional_uniform_test, graph, draws=1)
    assert record.value == test(lambda _: record).value
    assert 16 == test("degree", node="MAYR").value
    assert nx.betweenness_centrality(graph)["UWAY"] == test("betweenness_centrality", node="UWAY").value
    assert of_one_group(graph).by_node["UWAY"]["total"] == test(of_one_group, node="UWAY").value
    assert "<lambda>" == test(lambda _: 1).statistic
    assert "partial" not in test(partial(IN_DEGREE)).statistic


@pytest.mark.parametrize(
    ("statistic", "node", "error", "said"),
    [
        ("densety", None, UnknownNameError, "densety"),
        ("nx.density", None, UnknownNameError, "nx.density"),
        (3, None, InvalidValueError, "a function of a graph"),
        ("degree", "MAIR", UnknownNameError, "did you mean 'MAYR'"),
        ("density", "MAYR", InvalidValueError, "a value for 'MAYR'"),
        (lambda _: "high", None, InvalidValueError, "'high'"),
        (lambda _: float("inf"), None, InvalidValueError, "inf"),
    ],
    ids=["unknown", "no name", "no function", "node", "not of a node", "text", "infinite"],
)
def test_what_is_no_statistic_is_refused(statistic, node, error, said):
    """The error says what would be right."""
    with pytest.raises(error, match=said):
        net.conditional_uniform_test(knoke_information(), statistic, node=node, draws=1)


def test_what_cannot_be_compared_is_refused():
    """No statistics, two of a name, no condition or an unknown one, and no draws."""
    graph = knoke_information()
    for asked in ([], ["density", "density"]):
        with pytest.raises(InvalidValueError, match="statistics"):
            net.compare_to_chance(graph, asked)
    with pytest.raises(InvalidValueError, match="conditions"):
        net.compare_to_chance(graph, "density", conditions=[])
    with pytest.raises(UnknownNameError, match="condition"):
        net.compare_to_chance(graph, "density", conditions=["ties"])
    with pytest.raises(InvalidValueError, match="draws"):
        net.compare_to_chance(graph, "density", draws=0)


# What is said of the draws


def said(found):
    """Return the codes of the warnings of a test."""
    return [warning.code for warning in found.warnings]


def test_draws_without_a_value_count_as_unusual():
    """Where a statistic has no value, neither side gains by it; of the observed network it has none then either."""

    def only_if_mutual(graph):
        return 1.0 if graph.has_edge(0, 1) and graph.has_edge(1, 0) else None

    graph = nx.DiGraph([(0, 1), (1, 0), (1, 2)])
    found = net.conditional_uniform_test(graph, only_if_mutual, draws=50)
    assert 0 < found.undefined < 50
    assert ["network.undefined_draws"] == said(found)
    assert (1.0, 1.0, 1.0, 1.0) == (found.expected, found.p, found.p_low, found.p_high)
    graph.remove_edge(0, 1)
    found = net.conditional_uniform_test(graph, only_if_mutual, draws=5)
    assert (None, None, None) == (found.value, found.p, found.expected)


def test_unknown_ties_stay_empty():
    """Draws have no tie where nobody knows of one, and the record says in how many places."""
    graph = with_missing(knoke_information(), "NEWS")
    found = net.conditional_uniform_test(graph, "out_degree_centrality", node="NEWS", condition="size", draws=10)
    assert (0, 0, 0) == (found.value, found.expected, found.sd)
    assert ["network.missing_respondents", "network.unknown_left_empty"] == said(found)
    assert 9 == found.respondents


def test_degrees_can_leave_no_other_network(monkeypatch):
    """Of a star there is only one, which is said; and so is it if there were few swaps."""
    found = net.conditional_uniform_test(nx.star_graph(5), "density", condition="degrees", draws=3)
    assert (0, ["network.no_other_network"]) == (found.swaps, said(found))
    monkeypatch.setattr(_swaps, "ENOUGH", 1.0)
    monkeypatch.setattr(_swaps, "FIRST", 1)
    found = net.conditional_uniform_test(knoke_information(), "density", condition="degrees", draws=100)
    assert ["network.few_swaps"] == said(found)
