import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import KNOKE, knoke_information

import collective_impact as ci
from collective_impact.network import from_edges, from_matrix, stakeholder_graph, ties, undirected

NODES = "abcd"


def recorded(graph):
    """Return an initiative with the ties of a graph, and a wave in which those answered who did."""
    answered = [node for node, said in graph.nodes(data="answered") if said]
    wave = ci.Wave(id="w", invited=list(graph), answered=answered)
    people = [ci.Stakeholder(id=node) for node in graph]
    return ci.Initiative(id="x", stakeholders=people, waves=[wave]).with_ties(ties(graph, kind="trust", wave="w"))


def told(graph):
    """Return all that a graph says of ties and answers."""
    said = {name: graph.graph[name] for name in ("absent", "unknown", "roster", "kind")}
    return said, dict(graph.nodes(data="answered")), {(u, v): data for u, v, data in graph.edges(data=True)}


def test_ties_of_a_plain_graph():
    """Nobody reports them; an undirected graph makes them without a direction."""
    assert (ci.Tie(source="a", target="b", kind="trust", strength=2),) == ties(
        nx.DiGraph([("a", "b", {"strength": 2})]), kind="trust"
    )
    assert (ci.Tie(source="a", target="b", kind="trust", directed=False),) == ties(nx.Graph([("a", "b")]), kind="trust")


def test_each_reporter_makes_a_tie_and_who_does_not_confirm_denies_it():
    """So that an initiative says of it what the graph said."""
    rows = [{"source": "a", "target": "b"}, {"source": "b", "target": "c"}]
    graph = from_edges(rows, reporter="source", directed=False, kind="trust", roster=list("abc"))
    assert {("a", "b"): False, ("b", "c"): None} == {
        arc: graph.edges[arc]["confirmed"] for arc in [("a", "b"), ("b", "c")]
    }
    found = [tie for tie in ties(graph, kind="trust") if (tie.source, tie.target) == ("a", "b")]
    assert [("a", "observed"), ("b", "absent")] == [(tie.reporter, tie.status) for tie in found]


def test_what_follows_from_other_records_is_no_tie():
    """Of an edge that only a body makes nobody reported anything."""
    people = [ci.Stakeholder(id=name) for name in "ab"]
    one = ci.Initiative(
        id="x",
        stakeholders=people,
        ties=[ci.Tie(source="a", target="b", kind="trust")],
        bodies=[ci.Body(id="steering", members=["a", "b"])],
    )
    assert one.ties == ties(stakeholder_graph(one, bodies=True), kind="trust")


def test_a_real_network_there_and_back():
    """The Knoke information network, with its strengths and all that is absent."""
    graph = from_matrix(nx.to_numpy_array(knoke_information(), nodelist=KNOKE), KNOKE, kind="trust")
    assert told(graph) == told(stakeholder_graph(recorded(graph), "trust", "w"))


@st.composite
def surveys(draw):
    """Graphs of surveys: directed or not, some of the four answered."""
    answered = draw(st.lists(st.sampled_from(NODES), unique=True, min_size=1))
    pairs = draw(
        st.lists(st.sampled_from([p for p in itertools.permutations(NODES, 2) if p[0] in answered]), unique=True)
    )
    rows = [
        {
            "source": u,
            "target": v,
            "n": draw(st.sampled_from([None, 0, 1, 2])),
            "is": draw(st.sampled_from(["", "unknown"])),
        }
        for u, v in pairs
    ]
    return from_edges(
        rows,
        strength="n",
        status="is",
        reporter="source",
        directed=draw(st.booleans()),
        roster=list(NODES),
        respondents=answered,
        kind="trust",
    )


@given(surveys())
def test_there_and_back(graph):
    """Ties, reporters, confirmation, absences, unknowns and answers are the same in an initiative."""
    assert told(graph) == told(stakeholder_graph(recorded(graph), "trust", "w"))


@given(surveys(), st.sampled_from(["either", "both", "strongest"]))
def test_an_undirected_graph_there_and_back(graph, rule):
    """Its ties, and which of them are confirmed."""
    flat = undirected(graph, rule=rule)
    again = undirected(stakeholder_graph(recorded(flat), "trust", "w"), rule="either")
    assert set(map(frozenset, flat.edges)) == set(map(frozenset, again.edges))
    assert all(again.edges[pair]["strength"] == strength for *pair, strength in flat.edges(data="strength"))


def test_what_makes_no_ties():
    """Parallel edges, kinds that are none, nodes that are no ids."""
    with pytest.raises(ci.InvalidValueError, match="parallel"):
        ties(nx.MultiDiGraph(), kind="trust")
    with pytest.raises(ci.InvalidValueError, match="TieKind"):
        ties(nx.DiGraph(), kind="love")
    with pytest.raises(ci.InvalidValueError, match=r"Tie\.source"):
        ties(nx.DiGraph([(1, 2)]), kind="trust")
