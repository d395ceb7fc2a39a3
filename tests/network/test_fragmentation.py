import networkx as nx
import pytest
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact.network import distance_fragmentation, fragmentation

BOTH = [fragmentation, distance_fragmentation]


def test_families_in_florence():
    """Marriages of fifteen families: one component, 0; with Pucci, who married nobody, 1 - 210/240 (Borgatti 2006)."""
    families = nx.florentine_families_graph()
    assert 0 == fragmentation(families)
    families.add_node("Pucci")
    assert pytest.approx(1 - 15 * 14 / (16 * 15)) == fragmentation(families)


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (nx.florentine_families_graph(), 0.499841269841),
        (florentine_business(), 0.747777777778),
        (nx.karate_club_graph(), 0.507991681521),
        (knoke_information(), 0.144444444444),
        (managers(), 0.154761904762),
        (managers(FRIENDSHIP), 0.315873015873),
    ],
)
def test_distances_in_real_networks(graph, expected):
    """R igraph 1.3.5: d = distances(as.undirected(g, mode = "collapse")); 1 - sum(1 / d) / (n (n - 1)), no diagonal."""
    assert pytest.approx(expected) == distance_fragmentation(graph)


def test_business_in_florence():
    """Eleven firms hang together and five have no ties: 1 - 110/240."""
    assert pytest.approx(1 - 11 * 10 / (16 * 15)) == fragmentation(florentine_business())


def test_distances_in_a_chain():
    """Three pairs of a chain of four are tied, two are two steps apart, one is three: 1 - (3 + 2/2 + 1/3)/6."""
    assert pytest.approx(1 - (3 + 1 + 1 / 3) / 6) == distance_fragmentation(nx.path_graph(4))


def test_distances_of_cliques():
    """Where connected pairs are tied directly both are one (Borgatti 2006)."""
    cliques = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(4))
    assert pytest.approx(1 - (3 * 2 + 4 * 3) / (7 * 6)) == fragmentation(cliques)
    assert pytest.approx(fragmentation(cliques)) == distance_fragmentation(cliques)


@pytest.mark.parametrize("measure", BOTH)
@pytest.mark.parametrize("n", [0, 1])
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_nothing_to_fall_apart(measure, n, kind):
    """Fewer than two nodes are not fragmented."""
    assert 0 == measure(nx.empty_graph(n, kind))


@pytest.mark.parametrize("measure", BOTH)
def test_nobody_and_everybody(measure):
    """Isolates alone are as fragmented as can be, a complete graph not at all."""
    assert 1 == measure(nx.empty_graph(5, nx.DiGraph))
    assert 0 == measure(nx.complete_graph(5))


def test_star():
    """Of ten pairs in a star of five, four are tied and six two steps apart: 1 - (4 + 6/2)/10."""
    assert pytest.approx(0.3) == distance_fragmentation(nx.star_graph(4))


@pytest.mark.parametrize("measure", BOTH)
@pytest.mark.parametrize("graph", [knoke_information(), managers(FRIENDSHIP), nx.gn_graph(20, seed=1)])
def test_ways_run_against_the_direction_of_ties(measure, graph):
    """A directed graph is as fragmented as the same without directions."""
    assert pytest.approx(measure(graph.to_undirected())) == measure(graph)


@pytest.mark.parametrize("measure", BOTH)
def test_loops_and_parallel_ties(measure):
    """They connect nobody who is not connected."""
    messy = nx.MultiGraph([("a", "a"), ("a", "b"), ("a", "b"), ("c", "c")])
    assert pytest.approx(1 - 1 / 3) == measure(messy)
