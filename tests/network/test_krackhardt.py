from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact import InvalidValueError
from collective_impact.network import fragmentation, krackhardt

DIAMONDS = [(1, 2), (1, 3), (2, 4), (3, 4), (2, 5), (3, 5)]
TREE = nx.balanced_tree(2, 3, nx.DiGraph)
SMALL = nx.DiGraph([(1, 2), (1, 3), (2, 3), (4, 5), (5, 4), (3, 2), (6, 5)])
SMALL.add_node(7)


def four(graph, **options):
    """Return the four dimensions."""
    found = krackhardt(graph, **options)
    return [found.connectedness, found.hierarchy, found.efficiency, found.least_upper_boundedness]


def literal_boundedness(graph):
    """Return least upper boundedness as the definition reads, pair by pair."""
    reach = {node: {node, *nx.descendants(graph, node)} for node in graph}
    failed = most = 0
    for part in nx.weakly_connected_components(graph):
        most += (len(part) - 1) * (len(part) - 2) // 2
        for one, other in combinations(part, 2):
            upper = [node for node in part if {one, other} <= reach[node]]
            failed += not any(all(least in reach[node] for node in upper) for least in upper) if len(part) > 2 else 0
    return 1 - failed / most if most else None


@pytest.mark.parametrize("convention", ["arcs", "edges"])
@pytest.mark.parametrize("graph", [TREE, nx.DiGraph([(0, 1), (0, 2), (0, 3)])])
def test_out_trees(graph, convention):
    """A chain of command has 1 in all four, by either convention."""
    assert [1, 1, 1, 1] == four(graph, convention=convention)


@pytest.mark.parametrize(
    ("graph", "connected", "efficient", "hierarchical"),
    [
        (managers(), 1, 0.575, 0),
        (managers(FRIENDSHIP), 1, 0.795, 0.181818181818),
        (knoke_information(), 1, 0.506172839506, 0),
        (SMALL, 0.285714285714, 0.625, 0.666666666667),
        (florentine_business(), 0.458333333333, 0.8, 0),
    ],
)
def test_three_dimensions_as_another_package_has_them(graph, connected, efficient, hierarchical):
    """R sna 2.7.1: connectedness(m), efficiency(m), hierarchy(m, measure = "krackhardt"); efficiency counts arcs."""
    found = krackhardt(graph)
    assert pytest.approx(connected) == found.connectedness
    assert pytest.approx(1 - fragmentation(graph)) == found.connectedness
    assert pytest.approx(efficient) == found.efficiency
    assert pytest.approx(hierarchical) == found.hierarchy


def test_efficiency_of_underlying_edges():
    """By hand: SMALL has edges 12 13 23 in a three (one too many of one), 45 56 in a three (none too many of one)."""
    assert pytest.approx(1 - 1 / 2) == krackhardt(SMALL, convention="edges").efficiency
    # a triangle whose ties all point both ways has one edge too many of one, and four arcs too many of four
    triangle = nx.complete_graph(3, nx.DiGraph)
    assert [0, 0] == [krackhardt(triangle, convention=name).efficiency for name in ("edges", "arcs")]


def test_two_common_superiors_of_whom_none_is_above_the_other():
    """Four and five have 1, 2 and 3 above them; neither 2 nor 3 reaches the other: one of six possible pairs fails.

    R sna 2.7.1 gives lubness 1 here, against its own documentation.
    """
    assert pytest.approx(1 - 1 / 6) == krackhardt(nx.DiGraph(DIAMONDS)).least_upper_boundedness


def test_no_common_superior_at_all():
    """Two directors of one clerk have nobody above both: of the one pair that may fail, one does."""
    assert 0 == krackhardt(nx.DiGraph([("a", "clerk"), ("b", "clerk")])).least_upper_boundedness


def test_superiors_who_reach_each_other():
    """Two who reach each other are one superior: everybody's, in a ring."""
    assert [1, 0, 1 - 1 / 9, 1] == pytest.approx(four(nx.cycle_graph(4, nx.DiGraph)))


@given(st.integers(1, 8), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16))
def test_boundedness_as_defined(n, pairs):
    """Counting superiors finds what the definition says, whatever the graph."""
    graph = nx.empty_graph(n, nx.DiGraph)
    graph.add_edges_from((one % n, other % n) for one, other in pairs)
    assert pytest.approx(literal_boundedness(graph)) == krackhardt(graph).least_upper_boundedness


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_to_command(n):
    """Nothing is unconnected, and the rest has no value."""
    assert [1, None, None, None] == four(nx.empty_graph(n, nx.DiGraph))


def test_no_ties():
    """Nobody is connected; without a component there is nothing else to say."""
    assert [0, None, None, None] == four(nx.empty_graph(4, nx.DiGraph))


def test_two_of_whom_one_commands():
    """Two can have an arc too many, but no edge; and there is no pair whose superiors may differ."""
    pair = nx.DiGraph([("a", "b")])
    assert [1, 1, 1, None] == four(pair)
    assert krackhardt(pair, convention="edges").efficiency is None
    assert [1, 0, 0, None] == four(pair.to_undirected())


def test_an_undirected_graph_is_one_with_ties_each_way():
    """All four agree."""
    families = nx.florentine_families_graph()
    assert four(families) == four(families.to_directed())


def test_the_record_says_what_it_is_of():
    """How many there were, and what efficiency counted."""
    found = krackhardt(SMALL, convention="edges")
    assert (7, 1, "edges") == (found.n, found.isolates, found.convention)


def test_no_such_convention():
    """A misspelt convention is refused."""
    with pytest.raises(InvalidValueError, match="one of arcs, edges"):
        krackhardt(SMALL, convention="ties")
