import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.network import _spread
from collective_impact.network._snapshot import snapshot


def table(graph):
    """Return the distances between all nodes as networkx finds them, 0 where there is no way."""
    arrays = snapshot(graph)
    found = dict(nx.all_pairs_shortest_path_length(graph))
    return np.array([[found[source].get(target, 0) for target in arrays.nodes] for source in arrays.nodes])


def counted(distances):
    """Return how many of each row there are of each distance from 1 on."""
    return np.array([[np.sum(row == step) for step in range(1, distances.max(initial=0) + 1)] for row in distances])


@given(
    n=st.integers(1, 12),
    pairs=st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
    directed=st.booleans(),
)
def test_distances_of_networkx(n, pairs, directed):
    """How many each node reaches at each distance, and 1 / distance, are what networkx finds."""
    graph = nx.empty_graph(n, nx.DiGraph if directed else nx.Graph)
    graph.add_edges_from((one % n, other % n) for one, other in pairs)
    distances = table(graph)
    arrays = snapshot(graph)
    assert counted(distances).reshape(n, -1).tolist() == _spread.distance_counts(arrays).tolist()
    inverse = np.divide(1, distances, out=np.zeros(distances.shape), where=distances > 0)
    np.testing.assert_allclose(inverse, _spread.nearness(arrays))
    np.testing.assert_allclose(inverse.sum(axis=1), _spread.harmonic(_spread.distance_counts(arrays)))


@pytest.mark.parametrize("room", [1, 2**21])
def test_more_nodes_than_bits_in_a_word(monkeypatch, room):
    """Two hundred nodes in words of 64, all at once or a word at a time, and some of them alone."""
    monkeypatch.setattr(_spread, "GATHERED", room)
    arrays = snapshot(graph := nx.gnp_random_graph(200, 0.012, seed=2, directed=True))
    distances = table(graph)
    assert counted(distances).tolist() == _spread.distance_counts(arrays).tolist()
    some = np.arange(3, 200, 2)
    expected = counted(distances[:, some])
    assert expected.tolist() == _spread.distance_counts(arrays, some).tolist()


@pytest.mark.parametrize("room", [1, 2**21])
@pytest.mark.parametrize("n", [20, 70])
def test_worlds_without_some(monkeypatch, room, n):
    """Each world is the graph that networkx has when the nodes are taken out of it."""
    monkeypatch.setattr(_spread, "GATHERED", room)
    graph = nx.gnp_random_graph(n, 2.5 / n, seed=5)
    arrays = snapshot(graph)
    missing = np.array([[0, 1], [2, 7], [n - 2, n - 1]])
    row = 0
    for worlds in _spread.without(arrays, missing):
        for pairs, reached in zip(worlds.pairs, worlds.reached, strict=True):
            left = graph.copy()
            gone = {arrays.nodes[place] for place in missing[row]}
            left.remove_nodes_from(gone)
            sizes = {node: len(part) - 1 for part in nx.connected_components(left) for node in part}
            assert [sizes.get(node, -1) for node in arrays.nodes] == reached.tolist()
            expected = counted(table(left)).sum(axis=0)
            assert expected.tolist() == np.trim_zeros(pairs, "b").tolist()
            row += 1
    assert row == len(missing)
