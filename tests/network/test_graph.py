from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.network import multigraph, stakeholder_graph
from collective_impact.network._layer import latest_layer


def initiative(*ties, **fields):
    """Return an initiative of three with some ties, and two waves."""
    waves = fields.pop("waves", [ci.Wave(id="first"), ci.Wave(id="second")])
    return ci.Initiative(
        id="x",
        stakeholders=[
            ci.Stakeholder(
                id="a",
                name="Alder",
                sector="health",
                roles=["funder"],
                affected=False,
                capabilities=["money"],
                staff_fte=2,
                joined="2020-01-01",
            ),
            ci.Stakeholder(id="b", kind="person"),
            ci.Stakeholder(id="c"),
        ],
        waves=waves,
        ties=ties,
        **fields,
    )


def tie(source="a", target="b", kind="trust", **fields):
    """Return a tie."""
    return ci.Tie(source=source, target=target, kind=kind, **fields)


def answers(graph):
    """Return who answered, in one line."""
    return dict(graph.nodes(data="answered"))


# Nodes


def test_all_stakeholders_are_nodes():
    """Isolates are kept, attributes come along as plain values, and what is not recorded is None."""
    graph = stakeholder_graph(initiative())
    assert ["a", "b", "c"] == list(graph)
    assert {
        "name": "Alder",
        "sector": "health",
        "kind": "organization",
        "roles": ("funder",),
        "affected": False,
        "capabilities": ("money",),
        "staff_fte": 2.0,
        "joined": initiative().stakeholders[0].joined,
        "left": None,
        "answered": None,
    } == graph.nodes["a"]
    assert (None, "person", ()) == tuple(graph.nodes["b"][name] for name in ("sector", "kind", "roles"))
    assert {str} == {type(graph.nodes["a"][name]) for name in ("sector", "kind")}


def test_it_is_a_plain_graph_and_a_new_one():
    """It belongs to whoever asked for it."""
    one = initiative(tie())
    graph = stakeholder_graph(one)
    assert nx.DiGraph is type(graph)
    graph.clear()
    assert [("a", "b")] == list(stakeholder_graph(one).edges)


def test_members_on_a_date():
    """Who had not joined yet, or has left, is no node, and neither are their ties."""
    one = initiative(tie(), tie("b", "c"))
    assert [("b", "c")] == list(stakeholder_graph(one, on="2019-12-31").edges)
    assert ["a", "b", "c"] == list(stakeholder_graph(one, on="2020-01-01"))


# Ties


def test_directed_and_undirected_ties():
    """A tie that is not directed makes an arc each way."""
    graph = stakeholder_graph(initiative(tie(), tie("c", "b", directed=False)))
    assert [("a", "b"), ("b", "c"), ("c", "b")] == sorted(graph.edges)


def test_by_kind_and_wave():
    """Only what was asked for becomes an edge, and the graph says what that was."""
    ties = [tie(wave="first"), tie("b", "c", wave="second"), tie("c", "a", kind="funding")]
    graph = stakeholder_graph(initiative(*ties), kind="trust", wave="second")
    assert [("b", "c")] == list(graph.edges)
    assert {
        "initiative": "x",
        "kind": "trust",
        "wave": "second",
        "roster": True,
        "complete": True,
        "absent": (),
        "unknown": (),
    } == graph.graph
    assert 3 == stakeholder_graph(initiative(*ties)).number_of_edges()
    assert 2 == stakeholder_graph(initiative(*ties), ci.TieKind.TRUST).number_of_edges()


def test_only_observed_ties_are_edges():
    """What was denied and what nobody knows stands beside the edges, in an order of its own."""
    one = initiative(tie(), tie("c", "b", status="absent", directed=False), tie("c", "a", status="unknown"))
    graph = stakeholder_graph(one)
    assert [("a", "b", "observed")] == list(graph.edges(data="status"))
    assert str is type(graph.edges["a", "b"]["status"])
    assert (("b", "c"), ("c", "b")) == graph.graph["absent"]
    assert (("c", "a"),) == graph.graph["unknown"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["observed", "absent"], "observed"),
        (["absent", "unknown"], "unknown"),
        (["unknown", "observed"], "observed"),
        (["absent", "absent"], "absent"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_several_reports_about_an_arc(told, expected, turned):
    """Who saw it outweighs who does not know, and that one who denies it, in whatever order they are listed."""
    ties = [tie(status=status, reporter=reporter) for status, reporter in zip(told, "ab", strict=True)]
    graph = stakeholder_graph(initiative(*(ties[::-1] if turned else ties)))
    found = {"observed": tuple(graph.edges), "absent": graph.graph["absent"], "unknown": graph.graph["unknown"]}
    assert {"observed": (), "absent": (), "unknown": ()} | {expected: (("a", "b"),)} == found


def test_the_strongest_report_counts():
    """Of those who saw it; a strength of what was not there is none."""
    ties = [
        tie(strength=2, reporter="a"),
        tie(strength=3, reporter="b"),
        tie(strength=9, reporter="c", status="absent"),
        tie("b", "c", reporter="b"),
        tie("b", "c", strength=0, reporter="c"),
        tie("c", "a"),
    ]
    strengths = {(u, v): strength for u, v, strength in stakeholder_graph(initiative(*ties)).edges(data="strength")}
    assert {("a", "b"): 3, ("b", "c"): 0, ("c", "a"): None} == strengths


def test_kinds_and_reporters_of_an_edge():
    """Of those who saw it, each once and in order; who denied it is no reporter of it."""
    ties = [
        tie(reporter="b"),
        tie(reporter="a", kind="funding"),
        tie(reporter="a"),
        tie(reporter="c", status="absent", kind="referral"),
    ]
    edge = stakeholder_graph(initiative(*ties)).edges["a", "b"]
    assert (("funding", "trust"), ("a", "b")) == (edge["kinds"], edge["reporters"])


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ([tie()], None),  # nobody says who reported it
        ([tie(reporter="a")], None),  # b is not asked whether a trusts it
        ([tie(reporter="a"), tie(reporter="b")], True),
        ([tie(reporter="a"), tie(reporter="b", status="absent")], False),
        ([tie(reporter="a"), tie(reporter="b", status="unknown")], None),
        ([tie(reporter="a"), tie(reporter="b", kind="funding")], None),  # of another tie
        ([tie(reporter="a"), tie(reporter="b", wave="first")], None),  # at another time
        ([tie(reporter="a"), tie(reporter="a", kind="funding"), tie(reporter="b", kind="funding")], True),
        ([tie(reporter="c")], None),
        ([tie(reporter="a", directed=False)], None),  # b did not answer
        ([tie(reporter="a", directed=False), tie("b", "c", reporter="b")], False),  # b did, and left a out
        ([tie(reporter="a", directed=False), tie(reporter="b", directed=False)], True),
        ([tie(reporter="a", directed=False), tie(reporter="b", directed=False, status="unknown")], None),
        (
            [
                tie(reporter="a", directed=False),
                tie("b", "c", reporter="b"),
                tie(reporter="a", directed=False, kind="funding"),
            ],
            None,
        ),
    ],
)
def test_a_tie_is_confirmed_by_the_other_end(ties, expected):
    """Both ends report it: True; one denies it, or answered and left it out: False; else nobody knows."""
    assert expected is stakeholder_graph(initiative(*ties)).edges["a", "b"]["confirmed"]


def test_who_answered_confirms_or_does_not():
    """The wave says who answered; a tie without a direction that one of them left out is not confirmed."""
    waves = [ci.Wave(id="first", answered=["a", "b"])]
    ties = [tie(reporter="a", wave="first", directed=False), tie("a", "c", reporter="a", wave="first", directed=False)]
    graph = stakeholder_graph(initiative(*ties, waves=waves))
    assert (False, None) == (graph.edges["a", "b"]["confirmed"], graph.edges["a", "c"]["confirmed"])


# Who answered


def test_who_answered_in_a_wave():
    """Nothing is known from anybody else, whether they were asked or not; without such a list nobody knows."""
    waves = [ci.Wave(id="first", invited=["a", "b"], answered=["a"]), ci.Wave(id="second", invited=["a"])]
    one = initiative(tie(wave="first"), waves=waves)
    assert {"a": True, "b": False, "c": False} == answers(stakeholder_graph(one, "trust", "first"))
    assert {"a": None, "b": None, "c": None} == answers(stakeholder_graph(one, "trust", "second"))
    assert {"a": True, "b": False, "c": False} == answers(stakeholder_graph(one, "trust"))
    assert {"a": None, "b": None, "c": None} == answers(stakeholder_graph(one, "funding"))


def test_reporters_answered_where_the_wave_does_not_list_who_did():
    """Who reports anything, even that there is no tie, has answered."""
    one = initiative(tie(reporter="a", wave="first"), tie("b", "c", reporter="c", status="absent", wave="first"))
    assert {"a": True, "b": False, "c": True} == answers(stakeholder_graph(one, "trust", "first"))


def test_who_answered_last():
    """Without a wave those of the latest one count in which the kind was asked about, and on a date was over."""
    waves = [
        ci.Wave(id="first", ends="2024-06-30", answered=["a"]),
        ci.Wave(id="second", ends="2022-06-30", answered=["b"]),
        ci.Wave(id="third", ends="2025-06-30", answered=["c"]),
    ]
    ties = [tie(wave="first"), tie("b", "c", wave="second"), tie("c", "a", wave="third", kind="funding")]
    one = initiative(*ties, waves=waves)
    assert {"a": True, "b": False, "c": False} == answers(stakeholder_graph(one, "trust"))
    assert {"a": False, "b": False, "c": True} == answers(stakeholder_graph(one))
    then = stakeholder_graph(one, "trust", on="2024-06-29")
    assert {"a": False, "b": True, "c": False} == answers(then)
    assert [("b", "c")] == list(then.edges)
    assert [("a", "b")] == list(stakeholder_graph(one, "trust", "first", on="2021-01-01").edges)  # asked for by name


def test_the_graph_agrees_with_the_layer_that_readiness_uses():
    """Both take the same people for those who answered."""
    one = ci.examples.load("fictional_riverbend")
    graph = stakeholder_graph(one, "communication")
    layer = latest_layer(one, ci.TieKind.COMMUNICATION, date.max)
    assert layer is not None
    assert layer.reported
    assert {person.id for person in one.stakeholders if person.id in layer.reported} == {
        name for name, answered in graph.nodes(data="answered") if answered
    }


# How much is listed


@pytest.mark.parametrize(
    ("completeness", "expected"), [(None, True), ("complete", True), ("partial", False), ("unknown", None)]
)
def test_whether_all_members_are_listed(completeness, expected):
    """As the initiative says of its list of stakeholders."""
    extents = [ci.Extent(collection="stakeholders", completeness=completeness)] if completeness else []
    assert expected is stakeholder_graph(initiative(extents=extents)).graph["roster"]


def test_whether_all_ties_are_listed():
    """A list that may go on leaves every other arc open, and so does a kind of which nothing is recorded."""
    partial, none = (ci.Extent(collection="ties", completeness=given) for given in ("partial", "complete"))
    assert stakeholder_graph(initiative(tie())).graph["complete"] is True
    assert stakeholder_graph(initiative(tie(), extents=[partial])).graph["complete"] is False
    assert stakeholder_graph(initiative()).graph["complete"] is False
    assert stakeholder_graph(initiative(extents=[none])).graph["complete"] is True
    assert stakeholder_graph(initiative(tie()), "funding").graph["complete"] is False
    assert stakeholder_graph(initiative(tie()), bodies=True).graph["complete"] is False


# Bodies and activities


def gathered(**fields):
    """Return an initiative with bodies and activities."""
    return initiative(
        tie(status="absent"),
        tie("c", "b", status="unknown"),
        tie("b", "a", strength=2),
        bodies=[ci.Body(id="steering", members=["a", "b"]), ci.Body(id="data", members=["b", "a"])],
        activities=[
            ci.Activity(id="camp", led_by="b", partners=["c"], starts="2020-06-01", ends="2020-08-31"),
            ci.Activity(id="fair", led_by="a", partners=["c"], starts="2020-06-01"),
            ci.Activity(id="plan", led_by="a", partners=["c"], status="planned"),
        ],
        **fields,
    )


def test_ties_by_a_shared_body():
    """Both ways, with the bodies that the two are in; they outweigh what somebody denied."""
    graph = stakeholder_graph(gathered(), bodies=True)
    assert [("a", "b"), ("b", "a")] == sorted(graph.edges)
    assert {
        "strength": None,
        "status": "observed",
        "kinds": ("body",),
        "reporters": (),
        "confirmed": None,
        "bodies": ("data", "steering"),
    } == graph.edges["a", "b"]
    both = graph.edges["b", "a"]
    assert (2.0, ("body", "trust")) == (both["strength"], both["kinds"])
    assert ((), (("c", "b"),)) == (graph.graph["absent"], graph.graph["unknown"])
    assert "bodies" not in stakeholder_graph(gathered()).edges["b", "a"]


def test_a_body_is_no_report():
    """That both are in a body neither confirms a tie nor takes its confirmation away."""
    ties = [tie(reporter="a"), tie(reporter="b")]
    one = initiative(*ties, bodies=[ci.Body(id="steering", members=["a", "b"])])
    assert stakeholder_graph(one, bodies=True).edges["a", "b"]["confirmed"] is True


def test_ties_by_a_joint_activity():
    """Under way on the date; where nobody knows whether it is, neither is the tie known."""
    summer = stakeholder_graph(gathered(), "trust", activities=True, on="2020-07-01")
    assert ("camp",) == summer.edges["b", "c"]["activities"]
    assert () == summer.edges["b", "a"]["activities"]
    assert (("a", "c"), ("c", "a")) == summer.graph["unknown"]
    winter = stakeholder_graph(gathered(), "trust", activities=True, on="2021-01-01")
    assert [("b", "a")] == list(winter.edges)
    assert (("a", "c"), ("c", "a"), ("c", "b")) == winter.graph["unknown"]


def test_activities_without_a_date():
    """Each that was begun counts; one that is only planned ties nobody."""
    graph = stakeholder_graph(gathered(), activities=True)
    assert ("fair",) == graph.edges["a", "c"]["activities"]
    assert ("camp",) == graph.edges["c", "b"]["activities"]


# All kinds at once


def test_a_multigraph_has_an_edge_for_each_kind():
    """Under the kind as its key, and with what is said of that kind alone."""
    one = initiative(
        tie(strength=2, reporter="a"),
        tie(strength=3, reporter="b", kind="funding"),
        tie("b", "c", kind="referral", status="absent"),
        bodies=[ci.Body(id="steering", members=["a", "b"])],
    )
    layers = multigraph(one, activities=False)
    assert nx.MultiDiGraph is type(layers)
    assert {
        "initiative": "x",
        "kind": None,
        "wave": None,
        "roster": True,
        "complete": True,
        "absent": (("b", "c"),),
        "unknown": (),
        "layers": ("body", "funding", "referral", "trust"),
    } == layers.graph
    assert [("a", "b", "body"), ("a", "b", "funding"), ("a", "b", "trust"), ("b", "a", "body")] == sorted(layers.edges)
    assert {
        "strength": 3.0,
        "status": "observed",
        "kinds": ("funding",),
        "reporters": ("b",),
        "confirmed": None,
    } == layers.edges["a", "b", "funding"]
    assert ("steering",) == layers.edges["b", "a", "body"]["bodies"]
    assert stakeholder_graph(one).nodes(data=True) == layers.nodes(data=True)
    assert ["funding", "trust"] == sorted(multigraph(one, bodies=False)["a"]["b"])


def test_a_multigraph_of_nothing():
    """There are no layers, and everybody is there."""
    layers = multigraph(initiative())
    assert ((), 3) == (layers.graph["layers"], len(layers))


def test_a_multigraph_of_a_wave_and_a_date():
    """As for the graph of one kind."""
    one = initiative(tie(wave="first"), tie("b", "c", wave="second"))
    assert [("b", "c", "trust")] == list(multigraph(one, "second").edges)
    assert ["b", "c"] == list(multigraph(one, on="2019-12-31"))


# Faults and laws


def test_wrong_names():
    """An unknown kind, date or wave is an error that says what there is."""
    with pytest.raises(ci.InvalidValueError, match="did you mean 'trust'"):
        stakeholder_graph(initiative(), kind="trusts")
    with pytest.raises(ci.InvalidValueError, match="is not a date"):
        stakeholder_graph(initiative(), on="2020")
    with pytest.raises(ci.UnknownNameError, match="did you mean 'first'"):
        stakeholder_graph(initiative(), wave="frist")
    with pytest.raises(ci.UnknownNameError, match="did you mean 'first'"):
        multigraph(initiative(), wave="frist")


PAIRS = st.sampled_from([(one, other) for one in "abc" for other in "abc" if one != other])
TIES = st.builds(
    lambda ends, **fields: tie(*ends, **fields),
    PAIRS,
    kind=st.sampled_from(["trust", "funding"]),
    status=st.sampled_from(ci.TieStatus),
    reporter=st.sampled_from([None, "a", "b", "c"]),
    wave=st.sampled_from([None, "first"]),
    strength=st.sampled_from([None, 0, 1, 2]),
    directed=st.booleans(),
)
SOME_TIES = st.lists(TIES, max_size=6, unique_by=lambda each: each.key)


@given(SOME_TIES, st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(ties, chance):
    """Neither edges, nor what is said of them, nor what is absent or unknown."""
    turned = list(ties)
    chance.shuffle(turned)
    one, other = stakeholder_graph(initiative(*ties)), stakeholder_graph(initiative(*turned))
    assert nx.utils.graphs_equal(one, other)


@given(SOME_TIES)
def test_an_arc_is_one_thing(ties):
    """Every arc that is spoken of is observed, absent or unknown, and only one of them."""
    graph = stakeholder_graph(initiative(*ties))
    told = [*graph.edges, *graph.graph["absent"], *graph.graph["unknown"]]
    spoken = {arc for each in ties for arc in [(each.source, each.target)]}
    spoken |= {(each.target, each.source) for each in ties if not each.directed}
    assert sorted(spoken) == sorted(told)


@given(SOME_TIES)
def test_the_layers_make_the_graph(ties):
    """An arc is an edge where it is one in any layer, and as strong as in the strongest."""
    one = initiative(*ties)
    layers, flat = multigraph(one), stakeholder_graph(one)
    assert set(flat.edges) == {(source, target) for source, target, _ in layers.edges}
    for source, target, said in flat.edges(data=True):
        edges = layers[source][target]
        assert said["kinds"] == tuple(sorted(edges))
        strengths = [edge["strength"] for edge in edges.values() if edge["strength"] is not None]
        assert said["strength"] == max(strengths, default=None)
