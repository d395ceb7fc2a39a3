import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact import InvalidValueError
from collective_impact.network import betweenness, closeness

NETWORKS = {
    "marriages": nx.florentine_families_graph,
    "business": florentine_business,
    "karate": nx.karate_club_graph,
    "les miserables": nx.les_miserables_graph,
    "women": nx.davis_southern_women_graph,
    "information": knoke_information,
    "advice": managers,
    "friendship": lambda: managers(FRIENDSHIP),
}
graphs = st.builds(
    lambda n, p, seed, directed: nx.gnp_random_graph(n, p, seed=seed, directed=directed),
    st.integers(1, 25),
    st.floats(0, 0.5),
    st.integers(0, 1000),
    st.booleans(),
)


def shuffled(graph, seed=0):
    """Return the same graph with nodes and edges added in another order."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    other = graph.__class__()
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    other.add_nodes_from(dice.sample(nodes, len(nodes)))
    other.add_edges_from(dice.sample(edges, len(edges)))
    return other


# Published figures, and those of other packages


def test_families_in_florence():
    """Raw betweenness of the fifteen families; R igraph 1.3.5, betweenness(g)."""
    expected = {"Medici": 47.5, "Guadagni": 139 / 6, "Albizzi": 58 / 3, "Salviati": 13, "Pazzi": 0, "Ginori": 0}
    found = betweenness(nx.florentine_families_graph())
    assert pytest.approx(expected) == {name: found[name] for name in expected}


def test_information_between_organisations():
    """Directed betweenness and closeness; R igraph 1.3.5, betweenness(g), harmonic_centrality(g, normalized=TRUE)."""
    graph = knoke_information()
    # fmt: off
    between = [0.666666666667, 12.3333333333, 11.6944444444, 0.805555555556, 17.8333333333,
               0.333333333333, 2.75, 0, 1.22222222222, 0.361111111111]
    out = [0.703703703704, 0.888888888889, 0.833333333333, 0.703703703704, 0.944444444444,
           0.62962962963, 0.648148148148, 0.814814814815, 0.648148148148, 0.777777777778]
    into = [0.759259259259, 0.944444444444, 0.722222222222, 0.777777777778, 0.944444444444,
            0.462962962963, 1, 0.592592592593, 0.777777777778, 0.611111111111]
    # fmt: on
    assert pytest.approx(between) == list(betweenness(graph).values())
    assert pytest.approx(out) == list(closeness(graph).values())
    assert pytest.approx(into) == list(closeness(graph, mode="in").values())


@pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
def test_real_networks_as_networkx_has_them(make):
    """Betweenness, normalized or not, and closeness to and from; networkx sums up distances to a node."""
    graph = make()
    n = len(graph)
    assert pytest.approx(nx.betweenness_centrality(graph, normalized=False)) == betweenness(graph)
    assert pytest.approx(nx.betweenness_centrality(graph)) == betweenness(graph, normalized=True)
    into = {node: near / (n - 1) for node, near in nx.harmonic_centrality(graph).items()}
    assert pytest.approx(into) == closeness(graph, mode="in")
    turned = graph.reverse() if graph.is_directed() else graph
    assert pytest.approx(closeness(turned, mode="in")) == closeness(graph)
    assert list(graph) == list(betweenness(graph)) == list(closeness(graph))


@given(graphs)
def test_any_network_as_networkx_has_it(graph):
    """Whatever the graph, in pieces or whole."""
    assert pytest.approx(nx.betweenness_centrality(graph, normalized=False)) == betweenness(graph)
    into = {node: near / max(len(graph) - 1, 1) for node, near in nx.harmonic_centrality(graph).items()}
    assert pytest.approx(into) == closeness(graph, mode="in")


# Graphs whose values follow from formulas


def test_star():
    """The centre is between all C(9, 2) pairs of leaves; a leaf is tied to one and two steps from eight."""
    star = nx.star_graph(9)
    assert [36, *[0] * 9] == list(betweenness(star).values())
    assert [1, *[0] * 9] == list(betweenness(star, normalized=True).values())
    assert pytest.approx([1, *[(1 + 8 / 2) / 9] * 9]) == list(closeness(star).values())


def test_complete_and_empty():
    """Nobody is between those who are tied directly, nor between those whom nothing ties."""
    complete = nx.complete_graph(6, nx.DiGraph)
    assert {0} == set(betweenness(complete).values())
    assert {1} == set(closeness(complete).values())
    assert {0} == set(betweenness(nx.empty_graph(6)).values()) | set(closeness(nx.empty_graph(6)).values())


def test_ring():
    """In a ring of five each is between the one pair two steps apart through it; two are near, two two steps away."""
    assert pytest.approx([1] * 5) == list(betweenness(nx.cycle_graph(5)).values())
    assert pytest.approx([(2 + 2 / 2) / 4] * 5) == list(closeness(nx.cycle_graph(5)).values())


@pytest.mark.parametrize("normalized", [True, False])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_small(n, normalized):
    """With fewer than three nodes nobody is between; one alone reaches nobody."""
    assert [0] * n == list(betweenness(nx.complete_graph(n), normalized=normalized).values())
    assert [1 if n > 1 else 0] * n == list(closeness(nx.complete_graph(n)).values())


# What makes no difference, and what does


@pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
def test_order_makes_no_difference(make):
    """Not even in the last digit, since the arrays have an order of their own."""
    graph = make()
    assert betweenness(graph) == betweenness(shuffled(graph))
    assert closeness(graph) == closeness(shuffled(graph))


@pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
def test_names_make_no_difference(make):
    """Another name for each node, and its value is the same."""
    graph = make()
    names = {node: f"{place * 37 % 101:03}" for place, node in enumerate(graph)}
    renamed = nx.relabel_nodes(graph, names)
    assert pytest.approx(list(betweenness(graph).values())) == list(betweenness(renamed).values())
    assert pytest.approx(list(closeness(graph).values())) == list(closeness(renamed).values())


def test_undirected_and_both_ways():
    """A tie each way is an undirected tie: closeness is the same, betweenness counts each pair twice."""
    families = nx.florentine_families_graph()
    both = nx.DiGraph(families)
    assert pytest.approx(closeness(families)) == closeness(both)
    assert pytest.approx({name: 2 * value for name, value in betweenness(families).items()}) == betweenness(both)
    assert pytest.approx(betweenness(families, normalized=True)) == betweenness(both, normalized=True)


def test_loops_and_parallel_ties():
    """A loop leads nowhere, and two ties between the same are one step, not two ways."""
    chain = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "b"), ("b", "c"), ("a", "d"), ("d", "c")])
    assert {"a": 0, "b": 0.5, "c": 0, "d": 0.5} == betweenness(chain)
    assert pytest.approx({"a": (2 + 1 / 2) / 3, "b": 1 / 3, "c": 0, "d": 1 / 3}) == closeness(chain)


def test_any_hashable_node():
    """Nodes need not be text."""
    graph = nx.Graph([((0, 1), 3), (3, "x")])
    assert {(0, 1): 0, 3: 1, "x": 0} == betweenness(graph)


def test_no_such_mode():
    """A misspelt mode is refused, and no graph is no graph."""
    with pytest.raises(InvalidValueError, match="one of out, in"):
        closeness(nx.Graph(), mode="both")
    with pytest.raises(InvalidValueError, match="a graph of networkx"):
        betweenness([("a", "b")])


# Ties that have a length


def test_lengths():
    """The long way round is the shorter one: from a over b to c are 2, directly 5. Directions of closeness as ever."""
    ties = [("a", "b", 1), ("b", "c", 1), ("a", "c", 5)]
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(ties, weight="km")
    assert {"a": 0, "b": 1, "c": 0} == betweenness(graph, distance="km")
    assert {"a": 0, "b": 0.5, "c": 0} == betweenness(graph, normalized=True, distance="km")
    assert {"a": (1 + 1 / 2) / 2, "b": 1 / 2, "c": 0} == closeness(graph, distance="km")
    assert {"a": 0, "b": 1 / 2, "c": (1 + 1 / 2) / 2} == closeness(graph, mode="in", distance="km")
    assert {"a": 0.75, "b": 1.0, "c": 0.75} == closeness(graph.to_undirected(), distance="km")


def test_the_shortest_of_parallel_ties():
    """Loops are no ties, and need no length."""
    graph = nx.MultiGraph()
    graph.add_weighted_edges_from([("a", "b", 4), ("b", "a", 2), ("b", "c", 1)], weight="km")
    graph.add_edge("c", "c")
    assert pytest.approx({"a": (1 / 2 + 1 / 3) / 2, "b": 0.75, "c": 2 / 3}) == closeness(graph, distance="km")


def test_lengths_of_one_are_steps():
    """If each tie has the length one, all is as without lengths."""
    graph = managers()
    nx.set_edge_attributes(graph, 1, "km")
    assert pytest.approx(betweenness(graph)) == betweenness(graph, distance="km")
    assert pytest.approx(closeness(graph)) == closeness(graph, distance="km")


@pytest.mark.parametrize("given", [None, 0, -1, float("inf"), float("nan"), "far", True])
@pytest.mark.parametrize("measure", [betweenness, closeness])
def test_no_length(measure, given):
    """A missing length is not taken for one, and none is zero or less."""
    graph = nx.Graph([("a", "b")])
    graph.edges["a", "b"]["km"] = given
    with pytest.raises(InvalidValueError, match=r"km of 'a' to 'b': .* is not a number above zero"):
        measure(graph, distance="km")


def test_numbers_of_numpy():
    """Lengths may be numbers of numpy."""
    graph = nx.Graph()
    graph.add_edge("a", "b", km=np.float64(2))
    assert {"a": 0.5, "b": 0.5} == closeness(graph, distance="km")
