import networkx as nx
import pytest

import collective_impact as ci
from collective_impact.network import stakeholder_graph

STATUSES = ["observed", "absent", "unknown"]


def initiative(*ties):
    """Return an initiative of three with some ties, and two waves."""
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
        waves=[ci.Wave(id="first"), ci.Wave(id="second")],
        ties=ties,
    )


def tie(source="a", target="b", kind="trust", **fields):
    """Return a tie."""
    return ci.Tie(source=source, target=target, kind=kind, **fields)


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


def test_directed_and_undirected_ties():
    """A tie that is not directed makes an arc each way."""
    graph = stakeholder_graph(initiative(tie(), tie("c", "b", directed=False)))
    assert [("a", "b"), ("b", "c"), ("c", "b")] == sorted(graph.edges)


def test_by_kind_and_wave():
    """Only what was asked for becomes an edge, and the graph says what that was."""
    ties = [tie(wave="first"), tie("b", "c", wave="second"), tie("c", "a", kind="funding")]
    graph = stakeholder_graph(initiative(*ties), kind="trust", wave="second")
    assert [("b", "c")] == list(graph.edges)
    assert {"initiative": "x", "kind": "trust", "wave": "second"} == graph.graph
    assert 3 == stakeholder_graph(initiative(*ties)).number_of_edges()
    assert 2 == stakeholder_graph(initiative(*ties), ci.TieKind.TRUST).number_of_edges()


def test_only_observed_ties_are_edges_unless_asked():
    """An absence is no edge; asked for, absences and unknowns can be told apart."""
    one = initiative(tie(), tie("b", "c", status="absent"), tie("c", "a", status="unknown"))
    assert [("a", "b", "observed")] == list(stakeholder_graph(one).edges(data="status"))
    told = {(u, v): status for u, v, status in stakeholder_graph(one, statuses=STATUSES).edges(data="status")}
    assert {("a", "b"): "observed", ("b", "c"): "absent", ("c", "a"): "unknown"} == told
    assert {str} == {type(status) for status in told.values()}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["observed", "absent"], "observed"),
        (["absent", "unknown"], "unknown"),
        (["unknown", "observed"], "observed"),
        (["absent", "absent"], "absent"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_several_reports_about_an_arc(statuses, expected, turned):
    """Who saw it outweighs who does not know, and that one who denies it, in whatever order they are listed."""
    ties = [tie(status=status, reporter=reporter) for status, reporter in zip(statuses, "ab", strict=True)]
    graph = stakeholder_graph(initiative(*(ties[::-1] if turned else ties)), statuses=STATUSES)
    assert [("a", "b", expected)] == list(graph.edges(data="status"))


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


def test_wrong_names():
    """An unknown kind, status or wave is an error that says what there is."""
    with pytest.raises(ci.InvalidValueError, match="did you mean 'trust'"):
        stakeholder_graph(initiative(), kind="trusts")
    with pytest.raises(ci.InvalidValueError, match="one of observed, absent, unknown"):
        stakeholder_graph(initiative(), statuses=["seen"])
    with pytest.raises(ci.UnknownNameError, match="did you mean 'first'"):
        stakeholder_graph(initiative(), wave="frist")
