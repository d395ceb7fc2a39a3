import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import florentine_business, knoke_information, managers

from collective_impact.network import _triangles
from collective_impact.network._snapshot import snapshot
from collective_impact.network._triangles import around, triangles, turned

REAL = [
    nx.florentine_families_graph(),
    nx.karate_club_graph(),
    nx.davis_southern_women_graph(),
    nx.les_miserables_graph(),
    florentine_business(),
    knoke_information(),
    managers(),
]
SHAPES = [nx.empty_graph(0), nx.empty_graph(3), nx.star_graph(5), nx.cycle_graph(6), nx.complete_graph(6)]


def listed(arrays):
    """Return the triangles as sets of nodes, each as often as it comes, after a look at their arcs."""
    found = []
    for xy, xz, yz in triangles(arrays):
        assert (arrays.sources[xy] == arrays.sources[xz]).all()
        assert (arrays.targets[xy] == arrays.sources[yz]).all()
        assert (arrays.targets[xz] == arrays.targets[yz]).all()
        corners = zip(arrays.sources[xy], arrays.targets[xy], arrays.targets[xz], strict=True)
        found += [frozenset(map(int, three)) for three in corners]
    return found


@pytest.mark.parametrize("graph", [*REAL, *SHAPES], ids=str)
def test_each_triangle_is_found_once(graph):
    """As many as networkx counts, which counts each at all three corners."""
    arrays = snapshot(graph).either
    found = listed(arrays)
    assert len(set(found)) == len(found)
    assert sum(nx.triangles(nx.Graph(nx.Graph(graph).edges)).values()) // 3 == len(found)


@pytest.mark.parametrize("block", [1, 7])
def test_blocks_change_nothing(block, monkeypatch):
    """A graph whose pairs of neighbours do not fit one block has the same triangles."""
    arrays = snapshot(nx.karate_club_graph())
    expected = sorted(map(sorted, listed(arrays)))
    monkeypatch.setattr(_triangles, "BLOCK", block)
    assert 1 < sum(1 for _ in triangles(arrays))
    assert expected == sorted(map(sorted, listed(arrays)))


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_around_walks_each_triangle_in_all_orders(edges):
    """All (a, v, c) with a - v, v - c and a - c, as three loops find them."""
    graph = nx.Graph(edges)
    arrays = snapshot(graph)
    expected = {
        (a, v, c) for a in graph for v in graph[a] for c in graph[v] if len({a, v, c}) == 3 and graph.has_edge(a, c)
    }
    found = []
    for av, vc, ac in around(arrays):
        assert (arrays.targets[av] == arrays.sources[vc]).all()
        assert (arrays.sources[ac] == arrays.sources[av]).all()
        assert (arrays.targets[ac] == arrays.targets[vc]).all()
        ends = zip(arrays.sources[av], arrays.targets[av], arrays.targets[vc], strict=True)
        found += [tuple(arrays.nodes[node] for node in three) for three in ends]
    assert len(expected) == len(found)
    assert expected == set(found)


@pytest.mark.parametrize("graph", [*REAL, *SHAPES], ids=str)
def test_turned_finds_the_way_back(graph):
    """The arc at the place of an arc turned leads from its target to its source."""
    arrays = snapshot(graph).either
    back = turned(arrays)
    assert arrays.targets.tolist() == arrays.sources[back].tolist()
    assert arrays.sources.tolist() == arrays.targets[back].tolist()
