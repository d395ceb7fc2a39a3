import networkx as nx
import pytest
from tests.network.networks import knoke_information, managers, with_missing

from collective_impact.network._density import density


def test_the_density_of_printed_networks():
    """Florentine marriages 20 of 105; information 49 of 90 (Hanneman & Riddle 2005); advice 190 of 420."""
    assert 20 / 105 == pytest.approx(density(nx.florentine_families_graph()).value)
    assert 49 / 90 == pytest.approx(density(knoke_information()).value)
    assert 190 / 420 == pytest.approx(density(managers()).value)


def test_where_all_is_known_there_is_nothing_to_bound():
    """Value and bounds are one number, which networkx computes too."""
    found = density(knoke_information())
    assert found.low == found.value == found.high == pytest.approx(nx.density(knoke_information()))
    assert (1.0, 49) == (found.known, found.ties)


def test_missing_respondents_are_left_out_of_the_value_and_open_the_bounds():
    """Of ten organisations COUN did not answer: its row is open, and its column is known only together with it."""
    found = density(with_missing(knoke_information(), "COUN"))
    # COUN sends 4 and receives 5 of 49; the other nine have 40 ties in 72 pairs.
    assert 40 / 72 == pytest.approx(found.value)
    # 45 ties are seen, and 9 arcs of COUN's are open.
    assert (45 / 90, 54 / 90, 1 - 9 / 90) == pytest.approx((found.low, found.high, found.known))
    assert 9 == found.respondents
    assert found.low <= 49 / 90 <= found.high


@pytest.mark.parametrize("n", [0, 1])
def test_without_a_pair_there_is_no_density(n):
    """Nothing could be there, so nothing is said of it."""
    found = density(nx.empty_graph(n))
    assert (None, 0.0, 0.0) == (found.value, found.low, found.high)
    assert "unknown (0.00–0.00)" == str(found)


def test_nobody_answered():
    """No value, and any density could be."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["a", "b"], answered=False)
    found = density(graph)
    assert (None, 0.0, 1.0, 0.0) == (found.value, found.low, found.high, found.known)


def test_the_value_lies_within_its_bounds():
    """Nobody who answered named anybody, but partners of the one who did not are known: at least 2 of 12."""
    graph = nx.DiGraph([("s", "a"), ("s", "b")])
    graph.add_node("c")
    nx.set_node_attributes(graph, {node: node != "s" for node in graph}, "answered")
    found = density(graph)
    assert found.value == found.low == pytest.approx(2 / 12)
    assert found.high == pytest.approx(3 / 12)
