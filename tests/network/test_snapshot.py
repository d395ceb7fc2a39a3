import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._account import account, respondents
from collective_impact.network._snapshot import arc_values, groups, in_order, snapshot

KINDS = st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])


@st.composite
def graphs(draw):
    """Return a small graph of any kind, with loops and, where it can have them, parallel ties."""
    nodes = draw(st.lists(st.integers(0, 9), unique=True, max_size=8))
    graph = draw(KINDS)()
    graph.add_nodes_from(nodes)
    if nodes:
        ends = st.sampled_from(nodes)
        graph.add_edges_from(draw(st.lists(st.tuples(ends, ends), max_size=20)))
    return graph


def pairs(arrays):
    """Return the arcs of a snapshot by the names of their ends."""
    return {(arrays.nodes[a], arrays.nodes[b]) for a, b in zip(arrays.sources, arrays.targets, strict=True)}


def without_loops(edges):
    """Return pairs of two."""
    return {(a, b) for a, b in edges if a != b}


# What a snapshot holds


@given(graphs())
def test_a_snapshot_holds_each_tie_once_and_no_loop(graph):
    """The arcs are those of the graph as a set; an undirected tie is one each way."""
    ties = without_loops((a, b) for a, b in graph.edges())
    expected = ties if graph.is_directed() else ties | {(b, a) for a, b in ties}
    arrays = snapshot(graph)
    assert expected == pairs(arrays)
    assert len(expected) == len(arrays.sources)
    assert len(ties | {(b, a) for a, b in ties}) // 2 == arrays.either.m


@given(graphs())
def test_its_matrix_is_that_of_networkx(graph):
    """Row by row as networkx writes it, but for loops and for how many parallel ties there are."""
    arrays = snapshot(graph)
    expected = np.zeros((0, 0)) if not arrays.n else nx.to_numpy_array(graph, nodelist=arrays.nodes) > 0
    np.fill_diagonal(expected, 0)
    assert (expected == arrays.dense()).all()
    assert (expected == arrays.matrix.toarray()).all()
    assert (expected.sum(axis=1) == arrays.out_degree).all()
    assert (expected.sum(axis=0) == arrays.in_degree).all()
    assert (expected.T == arrays.backward.dense()).all()
    assert ((expected + expected.T > 0) == arrays.either.dense()).all()
    assert (expected * expected.T == arrays.both.dense()).all()


@given(graphs(), st.randoms())
def test_the_order_of_nodes_and_edges_changes_nothing(graph, chance):
    """The same graph put together otherwise has the same arrays."""
    nodes, edges = list(graph), list(graph.edges())
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other = type(graph)()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    one, two = snapshot(graph), snapshot(other)
    assert one.nodes == two.nodes
    assert one.codes.tolist() == two.codes.tolist()


def test_nodes_may_be_anything():
    """Nodes of several types have an order, by type and by what they look like."""
    assert [2, 10, ("a", 1), "b", "a"] != in_order(["b", ("a", 1), 10, "a", 2])
    assert [10, 2, "a", "b", ("a", 1)] == in_order(["b", ("a", 1), 10, "a", 2])
    assert ["a", "b"] == in_order(["b", "a"])


def test_values_come_back_in_the_order_of_the_graph():
    """A caller sees nodes in the order in which they were added."""
    graph = nx.DiGraph([("ymca", "bank")])
    arrays = snapshot(graph)
    assert {"ymca": 1, "bank": 0} == arrays.by_node(arrays.out_degree, graph)
    assert ["ymca", "bank"] == list(arrays.by_node(arrays.out_degree, graph))
    assert {"ymca": "second", "bank": "first"} == arrays.by_node(["first", "second"], graph)


# When it is made


def test_a_snapshot_is_made_once():
    """A second measure of an unchanged graph pays for no conversion."""
    graph = nx.path_graph(3)
    assert snapshot(graph) is snapshot(graph)


@pytest.mark.parametrize(
    "change",
    [
        lambda graph: graph.add_node("new"),
        lambda graph: graph.remove_node(0),
        lambda graph: graph.add_edge(0, 2),
        lambda graph: graph.remove_edge(0, 1),
        lambda graph: graph.clear_edges(),
    ],
    ids=["node added", "node removed", "edge added", "edge removed", "edges cleared"],
)
def test_a_changed_graph_has_another_snapshot(change):
    """What was made before a node or an edge came or went is not used again."""
    graph = nx.path_graph(3)
    before = pairs(snapshot(graph)), snapshot(graph).n
    change(graph)
    assert before != (pairs(snapshot(graph)), snapshot(graph).n)


def test_a_view_is_read_anew():
    """A view does not hear of changes to the graph that it looks at, so nothing of it is kept."""
    graph = nx.path_graph(3)
    view = graph.subgraph([0, 1])
    assert 1 == snapshot(view).m
    graph.remove_edge(0, 1)
    assert 0 == snapshot(view).m


def test_what_is_no_graph_is_refused():
    """The error says what would be right."""
    with pytest.raises(InvalidValueError, match="graph of networkx"):
        snapshot([("a", "b")])


# Attributes


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_strengths_are_read_for_each_arc(kind):
    """A missing one is NaN, never a number, and what stands on a loop counts nowhere."""
    graph = kind([("b", "a", {"strength": 2}), ("b", "c"), ("c", "c", {"strength": 9})])
    found = dict(zip(sorted(pairs(snapshot(graph))), arc_values(graph, "strength", snapshot(graph)), strict=True))
    assert 2.0 == found["b", "a"]
    assert np.isnan(found["b", "c"])
    assert ("a", "b") not in found if graph.is_directed() else 2.0 == found["a", "b"]


def test_of_parallel_ties_the_greatest_strength_counts():
    """Several reports of a tie are one tie, as strong as it was reported at most."""
    graph = nx.MultiDiGraph([("a", "b", {"strength": 1}), ("a", "b", {"strength": 3}), ("a", "b", {})])
    assert [3.0] == arc_values(graph, "strength", snapshot(graph)).tolist()
    assert [] == arc_values(nx.DiGraph(), "strength", snapshot(nx.DiGraph())).tolist()


@pytest.mark.parametrize("strength", [-1, float("inf"), "strong", True])
def test_a_strength_that_is_none_is_refused(strength):
    """The error names the tie."""
    graph = nx.DiGraph([("ymca", "bank", {"strength": strength})])
    with pytest.raises(InvalidValueError, match="'ymca' to 'bank'"):
        arc_values(graph, "strength", snapshot(graph))


def test_groups_come_from_an_attribute_or_a_mapping():
    """Where nothing is said, or None, the group is unknown."""
    graph = nx.DiGraph()
    graph.add_nodes_from([("a", {"sector": "school"}), ("b", {"sector": None}), ("c", {"sector": "bank"}), "d"])
    for given_ in ("sector", {"a": "school", "c": "bank", "d": None}):
        found = groups(graph, given_, snapshot(graph))
        assert ("bank", "school") == found.labels
        assert [1, -1, 0, -1] == found.codes.tolist()
        assert [1, 1] == found.sizes.tolist()
        assert 2 == found.unknown


def test_an_unknown_attribute_is_refused():
    """The error knows the attributes that there are, and the nodes."""
    graph = nx.DiGraph()
    graph.add_node("a", sector="school")
    with pytest.raises(UnknownNameError, match="did you mean 'sector'"):
        groups(graph, "sektor", snapshot(graph))
    with pytest.raises(UnknownNameError, match="no node 'z'"):
        groups(graph, {"z": "school"}, snapshot(graph))
    with pytest.raises(InvalidValueError, match="attribute of 'a'"):
        groups(graph, {"a": ["school"]}, snapshot(graph))
    assert () == groups(nx.DiGraph(), "sector", snapshot(nx.DiGraph())).labels


@pytest.mark.parametrize("attribute", [None, ["school"], 3])
def test_what_is_neither_a_name_nor_a_mapping_is_refused(attribute):
    """A list would have to be in the order of the nodes, and nobody checks whether it is."""
    graph = nx.DiGraph()
    graph.add_node("a")
    with pytest.raises(InvalidValueError, match=r"attribute: .* is not the name of an attribute of nodes"):
        groups(graph, attribute, snapshot(graph))


# Who answered


def test_every_record_says_how_many_answered():
    """Where it is not known of all nodes it is None; who did not answer is warned of."""
    graph = nx.DiGraph([("a", "b")])
    graph.add_node("c")
    assert {"n": 3, "respondents": None, "isolates": 1, "warnings": ()} == account(graph)
    nx.set_node_attributes(graph, {"a": True, "b": False, "c": True}, "answered")
    assert 2 == respondents(graph)
    assert ["network.missing_respondents"] == [warning.code for warning in account(graph)["warnings"]]
    graph.graph["roster"] = False
    assert "network.no_roster" == account(graph)["warnings"][0].code
    assert respondents(nx.DiGraph()) is None
