import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.network import projection, stakeholder_graph, two_mode

WEIGHTINGS = ["count", "jaccard", "newman"]
PEOPLE = [ci.Stakeholder(id="a", sector="health", joined="2020-01-01"), ci.Stakeholder(id="b"), ci.Stakeholder(id="c")]


def initiative(**fields):
    """Return an initiative of three with some records."""
    return ci.Initiative(id="x", stakeholders=PEOPLE, **fields)


def links(graph):
    """Return what ties whom to what."""
    sides = nx.get_node_attributes(graph, "bipartite")
    ends = (sorted((one, other), key=sides.__getitem__) for one, other in graph.edges)
    return {(one, other): graph.edges[one, other]["link"] for one, other in ends}


# Two kinds of nodes


def test_stakeholders_and_bodies():
    """Stakeholders are as in the stakeholder graph; bodies stand under their address; everybody is there."""
    graph = two_mode(
        initiative(bodies=[ci.Body(id="a", name="Steering", members=["a", "b"]), ci.Body(id="b")]), "bodies"
    )
    assert nx.Graph is type(graph)
    assert {("a", "bodies/a"): "member", ("b", "bodies/a"): "member"} == links(graph)
    assert {"name": "Steering", "bipartite": 1} == graph.nodes["bodies/a"]
    assert ["a", "b", "c", "bodies/a", "bodies/b"] == list(graph)
    node = dict(stakeholder_graph(initiative()).nodes["a"])
    assert (node | {"bipartite": 0}) == (graph.nodes["a"] | {"answered": None})
    assert {
        "initiative": "x",
        "mode": "bodies",
        "roster": True,
        "absent": (),
        "unknown": (),
    } == graph.graph
    assert nx.bipartite.is_bipartite(graph)


ACTIVITIES = [
    ci.Activity(id="camp", led_by="a", partners=["a", "b"], starts="2020-06-01", ends="2020-08-31"),
    ci.Activity(id="fair", partners=["c"], starts="2020-06-01"),
    ci.Activity(id="plan", led_by="b", status="planned"),
]


def test_stakeholders_and_activities():
    """Who leads is no partner beside; what is only planned is not there."""
    graph = two_mode(initiative(activities=ACTIVITIES), "activities")
    assert {
        ("a", "activities/camp"): "leads",
        ("b", "activities/camp"): "partner",
        ("c", "activities/fair"): "partner",
    } == links(graph)
    assert "activities/plan" not in graph


def test_activities_on_a_date():
    """Under way, with those who are members then; what nobody knows of is unknown."""
    summer = two_mode(initiative(activities=ACTIVITIES), "activities", on="2020-07-01")
    assert {("a", "activities/camp"): "leads", ("b", "activities/camp"): "partner"} == links(summer)
    assert (("c", "activities/fair"),) == summer.graph["unknown"]
    before = two_mode(initiative(activities=ACTIVITIES), "activities", on="2019-07-01")
    assert ["b", "c"] == list(before)


def test_stakeholders_and_indicators():
    """Who has reported, and who is only meant to; a forecast is no report, nor is one of a later period."""
    observations = [
        ci.Observation(period="2019", value=1, reporter="a"),
        ci.Observation(period="2021", value=1, reporter="b"),
        ci.Observation(period="2018", value=1, reporter="c", status="forecast"),
        ci.Observation(period="2017", value=1),
    ]
    one = initiative(indicators=[ci.Indicator(id="grad", observations=observations, reporters=["c", "a"])])
    told = {("a", "indicators/grad"): "reports", ("c", "indicators/grad"): "to report"}
    assert told | {("b", "indicators/grad"): "reports"} == links(two_mode(one, "indicators"))
    assert told == links(two_mode(one, "indicators", on="2020-12-31"))


def test_stakeholders_and_convenings():
    """Those held until the date, with who was there, mandated or not."""
    there = [ci.Attendance(stakeholder="a", mandated=True), ci.Attendance(stakeholder="b")]
    one = initiative(
        convenings=[
            ci.Convening(on="2020-01-01", attendances=there),
            ci.Convening(id="late", on="2021-01-01", attendances=there[1:]),
            ci.Convening(on="2022-01-01", status="planned"),
        ]
    )
    graph = two_mode(one, "convenings")
    assert ["convenings/2020-01-01", "convenings/late"] == list(graph)[3:]
    assert {"link": "attended", "mandated": True} == graph.edges["a", "convenings/2020-01-01"]
    assert None is graph.edges["b", "convenings/late"]["mandated"]
    assert ["convenings/2020-01-01"] == list(two_mode(one, "convenings", on="2020-12-31"))[3:]


def test_addresses_are_those_of_the_initiative():
    """The record can be found under the name of its node."""
    one = initiative(bodies=[ci.Body(id="a/b", members=["a"])])
    address = list(two_mode(one, "bodies"))[-1]
    assert one.bodies[0] == one.find(address)


def test_wrong_modes_and_ids():
    """There are four modes, and no stakeholder has the name of another node."""
    with pytest.raises(ci.InvalidValueError, match="activities, indicators, convenings, bodies"):
        two_mode(initiative(), "goals")
    clash = ci.Initiative(id="x", stakeholders=[ci.Stakeholder(id="bodies/a")], bodies=[ci.Body(id="a")])
    with pytest.raises(ci.InvalidValueError, match="not the address of bodies"):
        two_mode(clash, "bodies")


# Projections


@pytest.mark.parametrize(
    ("weighting", "peer"),
    [
        ("count", nx.bipartite.weighted_projected_graph),
        ("jaccard", nx.bipartite.overlap_weighted_projected_graph),
        ("newman", nx.bipartite.collaboration_weighted_projected_graph),
    ],
)
def test_projections_of_a_real_network(weighting, peer):
    """Davis' women by the parties that they went to, as networkx projects them."""
    parties = nx.davis_southern_women_graph()
    women = parties.graph["top"]
    found = projection(parties, weighting=weighting)
    expected = peer(parties, women)
    assert 18 == len(found) == len(expected)
    assert {frozenset((u, v)): w for u, v, w in expected.edges(data="weight")} == {
        frozenset((u, v)): w for u, v, w in found.edges(data="strength")
    }
    assert weighting == found.graph["weighting"]


def test_newman_by_hand():
    """Two papers of three and two authors (Newman 2001): each pair 1 / (authors - 1), summed."""
    graph = nx.Graph()
    graph.add_nodes_from("abc", bipartite=0)
    graph.add_nodes_from([1, 2, 3], bipartite=1)
    graph.add_edges_from([("a", 1), ("b", 1), ("c", 1), ("a", 2), ("b", 2), ("c", 3)])
    found = projection(graph, weighting="newman")
    assert {("a", "b"): 1.5, ("a", "c"): 0.5, ("b", "c"): 0.5} == nx.get_edge_attributes(found, "strength")
    assert (1, 2) == found.edges["a", "b"]["shared"]
    assert {"strength": 1.5, "status": "observed", "shared": (1, 2)} == found.edges["a", "b"]


def test_what_stakeholders_have_in_common():
    """Attributes come along; a link that is unknown makes a tie unknown unless there is another."""
    bodies = [ci.Activity(id="x", led_by="a", partners=["b"], starts="2020-01-01", ends="2021-01-01")]
    unsure = [ci.Activity(id="y", led_by="a", partners=["b", "c"], starts="2020-01-01")]
    found = projection(two_mode(initiative(activities=[*bodies, *unsure]), "activities", on="2020-06-01"))
    assert {("a", "b"): 1} == nx.get_edge_attributes(found, "strength")
    assert ((("a", "c"), ("b", "c")), True) == (found.graph["unknown"], found.graph["roster"])
    assert "health" == found.nodes["a"]["sector"]
    assert "bipartite" not in found.nodes["a"]


@st.composite
def memberships(draw):
    """Graphs of some people and some bodies."""
    graph = nx.Graph()
    graph.add_nodes_from("abcd", bipartite=0)
    graph.add_nodes_from(range(4), bipartite=1)
    pairs = st.sampled_from(list(itertools.product("abcd", range(4))))
    graph.add_edges_from(draw(st.lists(pairs, unique=True)))
    return graph


@given(memberships())
def test_laws_of_projections(graph):
    """The same ties whatever the weighting; a Jaccard is a share; Newman's strengths add up to shared memberships."""
    count, jaccard, newman = (projection(graph, weighting=weighting) for weighting in WEIGHTINGS)
    assert nx.utils.edges_equal(count.edges, jaccard.edges)
    assert nx.utils.edges_equal(count.edges, newman.edges)
    assert all(0 < share <= 1 for _, _, share in jaccard.edges(data="strength"))
    assert all(len(said["shared"]) == said["strength"] for _, _, said in count.edges(data=True))
    for node in newman:
        together = sum(len(graph.adj[body]) > 1 for body in graph.adj[node])
        assert together == pytest.approx(newman.degree(node, weight="strength"))


def test_a_graph_without_ties():
    """Nobody is in anything, or nobody is there."""
    assert (3, 0) == (len(found := projection(two_mode(initiative(), "bodies"))), found.size())
    assert 0 == len(projection(nx.Graph()))


@pytest.mark.parametrize(
    "graph",
    [
        nx.DiGraph(),
        nx.MultiGraph(),
        [("a", "b")],
        nx.Graph([("a", "b")]),
        nx.complete_multipartite_graph(1, 1, 1),
    ],
    ids=["directed", "parallel", "list", "one mode", "three modes"],
)
def test_what_cannot_be_projected(graph):
    """It takes two kinds of nodes, told apart, and edges between them only."""
    with pytest.raises(ci.InvalidValueError, match="two kinds of nodes"):
        projection(graph)


def test_an_edge_within_a_kind():
    """And a weighting that there is."""
    graph = nx.Graph([("a", "b")])
    nx.set_node_attributes(graph, 0, "bipartite")
    with pytest.raises(ci.InvalidValueError, match="edge"):
        projection(graph)
    with pytest.raises(ci.InvalidValueError, match="count, jaccard, newman"):
        projection(nx.Graph(), weighting="cosine")
