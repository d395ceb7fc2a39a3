import itertools
from collections import Counter

import networkx as nx
import numpy as np
import pytest

from collective_impact.errors import UnknownNameError
from collective_impact.network import _swaps
from collective_impact.network._nulls import CONDITIONS, Null, known_condition
from collective_impact.network._snapshot import snapshot

RING = nx.DiGraph([(0, 1), (1, 2), (2, 0)])
FIVE = nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 3), (3, 1)])
SIX = nx.Graph([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 5)])


def ties(graph):
    """Return the ties of a graph, an undirected one the smaller end first."""
    return frozenset(pair if graph.is_directed() else tuple(sorted(pair)) for pair in graph.edges)


def every(graph):
    """Yield every graph among the nodes of one, but with no tie where it is unknown."""
    dyads = itertools.permutations if graph.is_directed() else itertools.combinations
    places = [pair for pair in dyads(sorted(graph), 2) if pair not in graph.graph.get("unknown", ())]
    for there in itertools.product((False, True), repeat=len(places)):
        made = graph.__class__()
        made.add_nodes_from(sorted(graph))
        made.add_edges_from(pair for pair, is_there in zip(places, there, strict=True) if is_there)
        yield made


def shared(graph, condition):
    """Return what all graphs on a condition have in common."""
    if condition == "size":
        return None
    if condition == "edges":
        return graph.number_of_edges()
    if condition == "dyads":
        mutual = sum(graph.has_edge(b, a) for a, b in graph.edges)
        half = [(b, a) for a, b in graph.graph.get("unknown", ())]
        return mutual, graph.number_of_edges(), sum(graph.has_edge(*pair) for pair in half)
    return [(graph.degree[node], getattr(graph, "in_degree", graph.degree)[node]) for node in sorted(graph)]


def with_unknown(graph, *arcs):
    """Return a graph with arcs of which nothing is known."""
    graph = graph.copy()
    graph.graph["unknown"] = arcs
    return graph


@pytest.mark.parametrize(
    ("graph", "condition"),
    [
        (RING, "size"),
        (nx.path_graph(4), "size"),
        (FIVE, "edges"),
        (SIX.subgraph(range(5)).copy(), "edges"),
        (nx.path_graph(4), "edges"),
        (FIVE, "dyads"),
        (nx.path_graph(4), "dyads"),
        (RING, "degrees"),
        (FIVE, "degrees"),
        (SIX, "degrees"),
        (nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3), (3, 0)]), "degrees"),
        (with_unknown(FIVE, (0, 2), (0, 3)), "edges"),
        (with_unknown(FIVE, (0, 2), (0, 3), (3, 0)), "dyads"),
        (with_unknown(FIVE, (0, 2), (3, 2)), "degrees"),
        (with_unknown(nx.path_graph(4), (0, 2), (0, 3)), "edges"),
        (with_unknown(nx.path_graph(5), (0, 3), (1, 4)), "edges"),
    ],
)
def test_all_networks_on_a_condition_are_equally_probable(graph, condition):
    """Each of those that brute force finds comes up, none beside them, and chi squared is as it should be."""
    alike = {ties(one) for one in every(graph) if shared(with_(one, graph), condition) == shared(graph, condition)}
    draws = 60 * len(alike)
    counts = Counter(ties(one) for one, _ in Null.of(graph).graphs(condition, draws, 0))
    assert alike == set(counts)
    chi2 = sum((count - 60) ** 2 / 60 for count in counts.values())
    df = len(alike) - 1
    assert df + 4 * np.sqrt(2 * df) >= chi2  # four standard deviations


def with_(graph, like):
    """Return a graph that knows as little as another."""
    graph.graph.update(like.graph)
    return graph


def test_a_draw_is_a_plain_graph_that_brings_its_snapshot():
    """Nodes keep their order and attributes; ties have none; and the snapshot is that of the graph."""
    graph = nx.MultiDiGraph(name="reads", complete=True)
    graph.add_nodes_from([("ymca", {"sector": "social", "answered": False}), "bank", "library"], answered=True)
    graph.add_edges_from([("bank", "ymca"), ("bank", "ymca"), ("library", "library"), ("bank", "library")])
    null = Null.of(graph)
    assert [("bank", "library"), ("bank", "ymca")] == sorted(null.observed.edges)
    for condition in CONDITIONS:
        for drawn, _ in null.graphs(condition, 3, 0):
            assert nx.DiGraph is type(drawn)
            assert ["ymca", "bank", "library"] == list(drawn)
            assert {"sector": "social"} == drawn.nodes["ymca"]
            assert {"name": "reads", "unknown": (("ymca", "bank"), ("ymca", "library"))} == drawn.graph
            arrays = snapshot(drawn)
            drawn.__networkx_cache__.clear()
            assert snapshot(drawn).codes.tolist() == arrays.codes.tolist()
            assert not drawn.out_degree["ymca"]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_networks_of_no_or_one_node_have_draws(kind, condition):
    """There is one such network."""
    for nodes in (0, 1, 2):
        graph = kind()
        graph.add_nodes_from(range(nodes))
        drawn = [one for one, _ in Null.of(graph).graphs(condition, 3, 0)]
        assert [nodes] * 3 == [len(one) for one in drawn]
        assert condition == "size" or not any(one.edges for one in drawn)


def test_a_condition_has_a_name():
    """The error knows the others."""
    with pytest.raises(UnknownNameError, match="did you mean 'degrees'"):
        known_condition("degree")


def test_swaps_are_enough_to_forget_the_observed_network():
    """Of the ties of the karate club as many are left as after ten times as many swaps, within four errors."""
    graph = nx.karate_club_graph()
    left = []
    for enough in (10.0, 100.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_swaps, "ENOUGH", enough)
            drawn = list(Null.of(graph).graphs("degrees", 300, 1))
        assert enough <= drawn[0][1] <= 1.2 * enough
        left.append([len(ties(one) & ties(graph)) for one, _ in drawn])
    error = np.hypot(*(np.std(counts) / np.sqrt(300) for counts in left))
    assert pytest.approx(np.mean(left[1]), abs=4 * error) == np.mean(left[0])


def test_a_large_network_is_swapped_without_a_table_of_all_pairs(monkeypatch):
    """Degrees stay the same, also where ties are sorted instead."""
    graph = nx.gnm_random_graph(40, 120, seed=2, directed=True)
    monkeypatch.setattr(_swaps, "TOGETHER", 1)
    drawn, swaps = next(Null.of(graph).graphs("degrees", 1, 0))
    assert dict(graph.in_degree) == dict(drawn.in_degree)
    assert dict(graph.out_degree) == dict(drawn.out_degree)
    assert ties(graph) != ties(drawn)
    assert 10 <= swaps
