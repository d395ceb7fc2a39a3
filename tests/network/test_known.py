import itertools

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.network._known import Compared, Known, Others, compared

NODES = "abcd"
ARCS = st.lists(st.sampled_from(list(itertools.permutations(NODES, 2))), max_size=6, unique=True)


@st.composite
def graphs(draw, kinds=(nx.DiGraph, nx.Graph)):
    """Graphs of four of which much may be unknown."""
    graph = draw(st.sampled_from(kinds))(complete=draw(st.sampled_from([None, True, False])))
    if draw(st.booleans()):
        graph.graph["rule"] = "both"
    for node in NODES:
        graph.add_node(node, answered=draw(st.sampled_from([None, True, False])))
    graph.add_edges_from(draw(ARCS))
    graph.graph["absent"] = tuple(arc for arc in draw(ARCS) if not graph.has_edge(*arc))
    graph.graph["unknown"] = tuple(arc for arc in draw(ARCS) if not graph.has_edge(*arc))
    return graph


def test_a_plain_graph_says_all():
    """Whoever is not tied in a graph of networkx is known not to be tied."""
    graph = nx.DiGraph([("a", "b")])
    assert all(Known(graph).knows(*pair) for pair in itertools.permutations("ab", 2))


def test_what_leaves_an_arc_open():
    """It is listed as unknown, its source did not answer, or the list of ties may go on."""
    graph = nx.DiGraph([("c", "a")], unknown=(("a", "b"),), absent=(("c", "b"),))
    graph.add_node("c", answered=False)
    known = Known(graph)
    assert [("a", "c"), ("b", "a"), ("b", "c"), ("c", "a"), ("c", "b")] == sorted(
        pair for pair in itertools.permutations("abc", 2) if known.knows(*pair)
    )
    graph.graph["complete"] = False
    known = Known(graph)
    assert [("c", "a"), ("c", "b")] == sorted(pair for pair in itertools.permutations("abc", 2) if known.knows(*pair))


def test_undirected_pairs():
    """One silent end leaves a pair open; where both have to report it, only two do."""
    graph = nx.Graph()
    graph.add_nodes_from("ab", answered=False)
    graph.add_nodes_from("cd", answered=True)
    pairs = list(itertools.combinations("abcd", 2))
    assert [("c", "d")] == [pair for pair in pairs if Known(graph).knows(*pair)]
    graph.graph["rule"] = "both"
    assert [pair for pair in pairs if pair != ("a", "b")] == [pair for pair in pairs if Known(graph).knows(*pair)]


@given(graphs())
def test_pair_by_pair_and_all_at_once(graph):
    """Both ways to ask have one answer, and an undirected pair has one from either end."""
    known = Known(graph)
    for one, other in itertools.permutations(NODES, 2):
        assert known.knows(one, other) == (other in known.of(one))
        assert graph.is_directed() or known.knows(one, other) == known.knows(other, one)
    assert not any(node in known.of(node) for node in NODES)


SETS = st.frozensets(st.sampled_from(NODES))
OTHERS = st.builds(Others, named=SETS, all_but=st.booleans())


@given(OTHERS, OTHERS, SETS)
def test_some_of_the_others(one, other, nodes):
    """What both are, and how many, as one would count them."""
    assert [n for n in NODES if n in one and n in other] == [n for n in NODES if n in (one & other)]
    assert sum(node in one for node in nodes) == one.among(nodes)


@given(st.sampled_from([nx.DiGraph, nx.Graph]).flatmap(lambda kind: st.tuples(graphs((kind,)), graphs((kind,)))))
def test_two_graphs_are_compared_where_both_are_known(both):
    """The same as pair by pair."""
    one, other = both
    known = Known(one), Known(other)
    every = itertools.permutations if one.is_directed() else itertools.combinations
    sure = [pair for pair in every(NODES, 2) if all(each.knows(*pair) for each in known)]
    found = {
        wanted: tuple(pair for pair in sure if (one.has_edge(*pair), other.has_edge(*pair)) == wanted)
        for wanted in [(True, True), (True, False), (False, True)]
    }
    assert compared(one, other, NODES) == Compared(
        both=found[True, True],
        first=found[True, False],
        second=found[False, True],
        pairs=len(sure),
        of=12 if one.is_directed() else 6,
    )


def test_loops_and_others_are_left_out():
    """Only ties among the nodes count."""
    one = nx.DiGraph([("a", "a"), ("a", "b"), ("b", "c")])
    assert Compared(both=(("a", "b"),), first=(), second=(), pairs=2, of=2) == compared(one, one, "ab")
