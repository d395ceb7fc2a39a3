import networkx as nx
import numpy as np
import pytest

from collective_impact import InvalidValueError
from collective_impact.network import _paths
from collective_impact.network._snapshot import snapshot

DEEP = [nx.path_graph(70), nx.grid_2d_graph(30, 4), nx.cycle_graph(80, nx.DiGraph), nx.ladder_graph(45)]


def of_networkx(graph):
    """Return the betweenness of networkx over ordered pairs, in the order of the snapshot."""
    by_node = nx.betweenness_centrality(graph, normalized=False)
    return np.array([by_node[node] for node in snapshot(graph).nodes]) * (1 if graph.is_directed() else 2)


@pytest.mark.parametrize("graph", DEEP)
def test_long_ways_are_followed_by_their_arcs(graph):
    """Where ways are longer than the levels of a matrix, the figures are still those of networkx."""
    arrays = snapshot(graph)
    assert _paths._by_levels(arrays, np.arange(3)) is None
    np.testing.assert_allclose(arrays.between, of_networkx(graph))


@pytest.mark.parametrize("directed", [True, False])
def test_both_ways_agree(directed):
    """Level by level in matrices, and by lists of arcs: the dependencies of each source are the same."""
    arrays = snapshot(nx.gnp_random_graph(60, 0.05, seed=3, directed=directed))
    sources = np.arange(0, 60, 7)
    np.testing.assert_allclose(_paths._by_levels(arrays, sources), _paths._by_arcs(arrays, sources))


def test_in_batches(monkeypatch):
    """However many sources go together, the sums and the sums of squares are the same."""
    arrays = snapshot(nx.gnp_random_graph(40, 0.1, seed=1))
    whole = _paths.dependencies(arrays, np.arange(40))
    monkeypatch.setattr(_paths, "CELLS", 0)
    np.testing.assert_allclose(whole, _paths.dependencies(arrays, np.arange(40)))
    one_by_one = np.stack([_paths.dependencies(arrays, np.array([source]))[0] for source in range(40)])
    np.testing.assert_allclose(whole, [one_by_one.sum(axis=0), (one_by_one**2).sum(axis=0)])


def test_more_ways_than_can_be_counted():
    """A chain of 1,100 diamonds has 2**1100 shortest paths from end to end, which no float holds."""
    chain = nx.DiGraph()
    for step in range(0, 3300, 3):
        chain.add_edges_from([(step, step + 1), (step, step + 2), (step + 1, step + 3), (step + 2, step + 3)])
    arrays = snapshot(chain)
    with pytest.raises(InvalidValueError, match=r"10\*\*308"):
        _paths.dependencies(arrays, np.array([arrays.index[0]]))


def test_nothing_to_follow():
    """No nodes, no sources, no ties."""
    assert (2, 0) == _paths.dependencies(snapshot(nx.Graph()), np.arange(0)).shape
    assert [[0, 0], [0, 0]] == _paths.dependencies(snapshot(nx.empty_graph(2)), np.arange(2)).tolist()
