import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import knoke_information

import collective_impact as ci
from collective_impact.network import stakeholder_graph, undirected
from collective_impact.network._unknown import unknown_arcs

RULES = ["either", "both", "strongest"]


def arc(graph, source, target, *reporters, **said):
    """Lay an arc as the stakeholder graph has it."""
    graph.add_edge(source, target, status="observed", reporters=reporters, confirmed=None, **said)


def test_each_rule_on_a_real_network():
    """Of the ten Knoke organisations: 49 arcs, 17 pairs of them mutual (networkx's reciprocity counts 34 arcs)."""
    graph = knoke_information()
    mutual = round(nx.overall_reciprocity(graph) * graph.number_of_edges()) // 2
    assert (49, 17) == (graph.number_of_edges(), mutual)
    assert 49 - 17 == undirected(graph).number_of_edges() == undirected(graph, rule="strongest").number_of_edges()
    assert 17 == undirected(graph, rule="both").number_of_edges()
    assert nx.utils.edges_equal(undirected(graph).edges, graph.to_undirected().edges)
    assert nx.utils.edges_equal(undirected(graph, rule="both").edges, graph.to_undirected(reciprocal=True).edges)


@pytest.mark.parametrize(("rule", "expected"), [("either", 2), ("both", 1), ("strongest", 3)])
def test_the_strength_by_each_rule(rule, expected):
    """The mean, the smaller and the greater of 1 and 3."""
    graph = nx.DiGraph()
    graph.add_edge("b", "a", strength=1, weight=5)
    graph.add_edge("a", "b", strength=3)
    tie = undirected(graph, rule=rule).edges["a", "b"]
    assert (expected, 5, True) == (tie["strength"], tie["weight"], tie["confirmed"])


def test_what_is_said_of_the_arcs_goes_together():
    """Tuples are put together, what both agree on is kept, what they do not agree on is not."""
    graph = nx.DiGraph(initiative="x", roster=True)
    graph.add_node("a", sector="health")
    arc(graph, "a", "b", "a", strength=None, kinds=("trust",), since="2020", colour="red", seen=True)
    arc(graph, "b", "a", "b", strength=None, kinds=("funding", "trust"), since="2020", colour="blue", seen=True)
    graph.add_edge("a", "a")
    made = undirected(graph)
    assert nx.Graph is type(made)
    assert {"initiative": "x", "roster": True, "rule": "either", "absent": (), "unknown": ()} == made.graph
    assert [("a", "b")] == list(made.edges)
    assert {
        "status": "observed",
        "reporters": ("a", "b"),
        "confirmed": True,
        "strength": None,
        "kinds": ("funding", "trust"),
        "since": "2020",
        "seen": True,
    } == made.edges["a", "b"]
    made.nodes["a"]["sector"] = "education"
    assert "health" == graph.nodes["a"]["sector"]


@pytest.mark.parametrize(
    ("arcs", "expected"),
    [
        ([("a", "b", "a")], False),  # b answered, and does not name a
        ([("a", "b", "a"), ("b", "a", "b")], True),
        ([("a", "b", "a", "b")], True),  # an arc that both report, such as a grant
        ([("a", "b", "a"), ("b", "a", "a")], None),  # both arcs, but b was not asked
        ([("a", "b"), ("b", "a")], True),  # nobody says who reported it
        ([("a", "b", "c"), ("b", "a", "c")], None),  # seen by a third
    ],
)
def test_a_tie_that_both_confirm(arcs, expected):
    """Both ends say so; two arcs that one end reported are not enough."""
    graph = nx.DiGraph()
    graph.add_nodes_from("abc", answered=True)
    for one in arcs:
        arc(graph, *one)
    assert (expected is True) == undirected(graph, rule="both").has_edge("a", "b")
    assert expected is undirected(graph).edges["a", "b"]["confirmed"]
    absent, unknown = (undirected(graph, rule="both").graph[name] for name in ("absent", "unknown"))
    assert ((("a", "b"),) if expected is False else ()) == absent
    assert ((("a", "b"),) if expected is None else ()) == unknown


def test_undirected_reports_are_confirmed_by_the_other():
    """The arc back that one report makes is not the other's word for it."""
    people = [ci.Stakeholder(id=name) for name in "abc"]
    ties = [ci.Tie(source="a", target="b", kind="trust", reporter="a", directed=False, wave="w")]
    one = ci.Initiative(id="x", stakeholders=people, ties=ties, waves=[ci.Wave(id="w", answered=["a", "b"])])
    graph = stakeholder_graph(one, "trust", "w")
    assert undirected(graph, rule="either").has_edge("a", "b")
    assert (("a", "b"),) == undirected(graph, rule="both").graph["absent"]
    half = ci.Initiative(id="x", stakeholders=people, ties=ties, waves=[ci.Wave(id="w", answered=["a"])])
    assert (("a", "b"),) == undirected(stakeholder_graph(half, "trust", "w"), rule="both").graph["unknown"]


def test_what_is_absent_and_unknown():
    """Either needs two denials for an absence, both needs one."""
    graph = nx.DiGraph(absent=(("a", "b"), ("c", "a")), unknown=(("b", "a"), ("d", "c")))
    graph.add_nodes_from("abd", answered=True)
    graph.add_node("c", answered=False)
    either, both = undirected(graph), undirected(graph, rule="both")
    assert ((("a", "c"),), (("a", "b"), ("c", "d"))) == (either.graph["absent"], either.graph["unknown"])
    assert ((("a", "b"), ("a", "c")), (("c", "d"),)) == (both.graph["absent"], both.graph["unknown"])


NODES = "abcd"
PAIRS = list(itertools.combinations(NODES, 2))
ARCS = list(itertools.permutations(NODES, 2))


@st.composite
def graphs(draw):
    """Graphs in which each source reports its own arcs; some answered, some did not."""
    graph = nx.DiGraph(complete=draw(st.sampled_from([None, True, False])))
    for node in NODES:
        graph.add_node(node, answered=draw(st.sampled_from([None, True, False])))
    status = {one: draw(st.sampled_from(["observed", "absent", "unknown", "nothing"])) for one in ARCS}
    graph.add_edges_from(one for one in ARCS if status[one] == "observed")
    graph.graph |= {name: tuple(one for one in ARCS if status[one] == name) for name in ("absent", "unknown")}
    return graph


@given(graphs(), st.sampled_from(RULES))
def test_what_is_known_of_a_pair_is_what_cannot_turn_out_otherwise(graph, rule):
    """A pair is unknown where what nobody knows of its arcs decides, and only there."""
    test = any if rule != "both" else all
    made = undirected(graph, rule=rule)
    open_arcs, open_pairs = (
        {(NODES[code // 4], NODES[code % 4]) for code in unknown_arcs(each).tolist()} for each in (graph, made)
    )
    for one, other in PAIRS:
        arcs = [(one, other), (other, one)]
        could_be = [[False, True] if each in open_arcs else [graph.has_edge(*each)] for each in arcs]
        outcomes = {test(chosen) for chosen in itertools.product(*could_be)}
        is_sure = {True} if made.has_edge(one, other) else {False}
        found = {False, True} if (one, other) in open_pairs else is_sure
        assert outcomes == found, (one, other)


@given(graphs(), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_arcs_changes_nothing(graph, rule, chance):
    """Nor does the name of a node."""
    nodes, arcs = list(graph.nodes(data=True)), list(graph.edges(data=True))
    chance.shuffle(nodes)
    chance.shuffle(arcs)
    turned = nx.DiGraph(**graph.graph)
    turned.add_nodes_from(nodes)
    turned.add_edges_from(arcs)
    one, other = undirected(graph, rule=rule), undirected(turned, rule=rule)
    assert one.graph == other.graph
    assert nx.utils.graphs_equal(one, other)


@pytest.mark.parametrize("graph", [nx.DiGraph(), nx.DiGraph([(1, 1)]), nx.DiGraph([(1, "x"), ("x", (2, 3))])])
def test_graphs_of_any_nodes(graph):
    """Empty, with a loop alone, with nodes that are no text."""
    assert [set(pair) for pair in graph.edges if pair[0] != pair[1]] == [set(pair) for pair in undirected(graph).edges]
    assert list(graph) == list(undirected(graph))


@pytest.mark.parametrize("graph", [nx.Graph(), nx.MultiDiGraph(), [("a", "b")]])
def test_graphs_without_arcs(graph):
    """There is nothing to make undirected, or no rule for parallel edges."""
    with pytest.raises(ci.InvalidValueError, match="DiGraph"):
        undirected(graph)


def test_an_unknown_rule():
    """The error says which there are."""
    with pytest.raises(ci.InvalidValueError, match="either, both, strongest"):
        undirected(nx.DiGraph(), rule="weakest")
