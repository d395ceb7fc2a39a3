import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import KNOKE, knoke_information

import collective_impact as ci
from collective_impact.network import from_edges, from_matrix
from collective_impact.network._account import account

SURVEY = [
    {"who": "ymca", "partner": "library", "trust": 3, "open": 1},
    {"who": "ymca", "partner": "bank", "trust": 1, "open": None},
    {"who": "library", "partner": "ymca", "trust": 2, "open": 4},
    {"who": "library", "partner": "bank", "trust": 0, "open": 0},
]
MEMBERS = ["bank", "library", "school", "ymca"]
NAMES = {"source": "who", "target": "partner"}


def faults_of(error):
    """Return place and code of each fault."""
    return [(fault.path, fault.code.removeprefix("network.table.")) for fault in error.value.faults]


# Tables of ties


def test_a_table_of_ties():
    """Rows are ties, and nothing is known of who reported them, or of members that no tie names."""
    graph = from_edges(SURVEY[:2], **NAMES)
    assert nx.DiGraph is type(graph)
    assert [("ymca", "bank"), ("ymca", "library")] == sorted(graph.edges)
    assert {
        "initiative": None,
        "kind": None,
        "wave": None,
        "roster": False,
        "complete": True,
        "absent": (),
        "unknown": (),
    } == graph.graph
    assert {"strength": None, "status": "observed", "kinds": (), "reporters": (), "confirmed": None} == graph.edges[
        "ymca", "bank"
    ]
    assert {None} == {said for _, said in graph.nodes(data="answered")}
    assert ["network.no_roster"] == [warning.code for warning in account(graph)["warnings"]]


def test_a_survey():
    """Who reports has answered; zero is a no; further columns are kept; the kind is what it is called."""
    graph = from_edges(
        SURVEY, **NAMES, strength="trust", reporter="who", attributes=["open"], kind=ci.TieKind.TRUST, roster=MEMBERS
    )
    assert {"strength": 3.0, "open": 1.0, "kinds": ("trust",), "reporters": ("ymca",)}.items() <= graph.edges[
        "ymca", "library"
    ].items()
    assert None is graph.edges["ymca", "bank"]["open"]
    assert ("trust", True, (("library", "bank"),)) == tuple(graph.graph[name] for name in ("kind", "roster", "absent"))
    assert {"bank": False, "library": True, "school": False, "ymca": True} == dict(graph.nodes(data="answered"))
    found = account(graph)
    assert (4, 2, 1) == (found["n"], found["respondents"], found["isolates"])
    assert ["network.missing_respondents"] == [warning.code for warning in found["warnings"]]


def test_a_strength_that_is_missing_or_zero():
    """Where it is missing the tie is there; zero is a no, unless a status says otherwise."""
    rows = {
        "source": list("aabb"),
        "target": list("bcac"),
        "n": [None, 0, math.nan, 0],
        "is": ["", None, "absent", "observed"],
    }
    plain = from_edges(rows, strength="n")
    assert {("a", "b"): None, ("b", "a"): None} == nx.get_edge_attributes(plain, "strength")
    assert (("a", "c"), ("b", "c")) == plain.graph["absent"]
    told = from_edges(rows, strength="n", status="is")
    assert {("a", "b"): None, ("b", "c"): 0.0} == nx.get_edge_attributes(told, "strength")
    assert (("a", "c"), ("b", "a")) == told.graph["absent"]
    unknown = from_edges([{"source": "a", "target": "b", "is": "unknown"}], status="is")
    assert (("a", "b"),) == unknown.graph["unknown"]


def test_ties_without_direction():
    """They run both ways, and are confirmed where both ends report them."""
    rows = [("a", "b", "a"), ("b", "a", "b"), ("a", "c", "a"), ("c", "d", "c"), ("a", "d", "a"), ("e", "f", "a")]
    table = [dict(zip(("source", "target", "by"), row, strict=True)) for row in rows]
    graph = from_edges(table, directed=False, reporter="by")
    assert graph.edges == graph.reverse().edges
    confirmed = nx.get_edge_attributes(graph, "confirmed")
    # c answered and does not name a; d reports nothing; e and f do not either
    assert [True, False, None, None] == [confirmed[tuple(pair)] for pair in ("ab", "ac", "ad", "ef")]
    assert ("a", "b") == graph.edges["a", "b"]["reporters"] == graph.edges["b", "a"]["reporters"]


def test_who_answered_and_named_nobody():
    """A row with a reporter and no partner says so; without a reporter it says nothing."""
    rows = [{"source": "a", "target": "b"}, {"source": "c", "target": None}]
    graph = from_edges(rows, reporter="source")
    assert {"a": True, "b": False, "c": True} == dict(graph.nodes(data="answered"))
    with pytest.raises(ci.InvalidError) as error:
        from_edges(rows)
    assert [("$[1].target", "missing")] == faults_of(error)


def test_a_reporter_that_is_neither_end():
    """A third that saw a tie is a member, and has answered; a reporter that is missing is nobody known."""
    rows = [{"source": "a", "target": "b", "by": "c"}, {"source": "b", "target": "a", "by": ""}]
    graph = from_edges(rows, reporter="by")
    assert {"a": False, "b": False, "c": True} == dict(graph.nodes(data="answered"))
    assert (("c",), ()) == (graph.edges["a", "b"]["reporters"], graph.edges["b", "a"]["reporters"])


def test_who_answered_is_said():
    """By a list, or by the roster; a list may name members that no tie names."""
    rows = [{"source": "a", "target": "b"}]
    graph = from_edges(rows, respondents=["a", "c"])
    assert {"a": True, "b": False, "c": True} == dict(graph.nodes(data="answered"))
    roster = {"id": ["a", "b", "c", "d"], "answered": [1, False, True, None]}
    said = from_edges(rows, roster=roster, reporter="source")
    assert {"a": True, "b": False, "c": True, "d": None} == dict(said.nodes(data="answered"))
    unsure = from_edges(rows, roster={"id": ["a", "b"], "answered": [None, True]}, reporter="source")
    assert {"a": True, "b": True} == dict(unsure.nodes(data="answered"))
    with pytest.raises(ci.UnknownNameError, match="node that answered"):
        from_edges(rows, roster=["a", "b"], respondents=["c"])


@pytest.mark.parametrize(
    "roster",
    [
        [{"member": "b", "sector": "health"}, {"member": "a", "sector": ""}],
        {"member": ["b", "a"], "sector": ["health", math.nan]},
    ],
)
def test_a_roster_says_who_is_there(roster):
    """Its members are the nodes, in its order; its other columns are said of them."""
    graph = from_edges([], roster=roster, node="member")
    assert [("b", {"sector": "health", "answered": None}), ("a", {"sector": None, "answered": None})] == list(
        graph.nodes(data=True)
    )
    assert graph.graph["roster"] is True
    assert ["b", "a"] == list(from_edges([], roster=iter("ba")))
    assert [] == list(from_edges([], roster=[]))
    assert [] == list(from_edges([]))


def test_all_faults_at_once():
    """Each names row and column, and says what is wrong there."""
    rows = [
        {"source": "a", "target": "b", "n": 1, "by": "a", "is": "observed"},
        {"source": "a", "target": "b", "n": 1, "by": "a", "is": "observed"},
        {"source": None, "target": ["b"], "n": 1, "by": "a", "is": "observed"},
        {"source": "c", "target": "c", "n": 1, "by": "a", "is": "observed"},
        {"source": "a", "target": "c", "n": -1, "by": "libary", "is": "observed"},
        {"source": "a", "target": "c", "n": "3", "by": "a", "is": "seen"},
        {"source": "b", "target": "c", "n": True, "by": "zzz", "is": "absent"},
        {"source": "b", "target": "a", "n": math.inf, "by": "b", "is": 3},
    ]
    roster = [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "library"}, {"id": "a"}, {"id": None}, {"id": ["a"]}]
    roster += [{"id": "d", "answered": "yes"}, {"id": "e", "answered": ["no"]}]
    with pytest.raises(ci.InvalidError) as error:
        from_edges(rows, strength="n", reporter="by", status="is", roster=roster)
    assert [
        ("$.roster[4].id", "twice"),
        ("$.roster[5].id", "missing"),
        ("$.roster[6].id", "no_node"),
        ("$.roster[7].answered", "answered"),
        ("$.roster[8].answered", "answered"),
        ("$[1]", "repeated"),
        ("$[2].source", "missing"),
        ("$[2].target", "no_node"),
        ("$[3].target", "oneself"),
        ("$[4].by", "off_roster_near"),
        ("$[5].n", "number"),
        ("$[5].is", "status"),
        ("$[6].by", "off_roster"),
        ("$[7].n", "number"),
        ("$[7].is", "status"),
    ] == faults_of(error)
    assert "did you mean 'library'" in str(error.value)
    assert "3 is none of: observed, absent, unknown" in str(error.value)


def test_who_did_not_answer_cannot_report():
    """Two sources contradict each other; the first row in which it happens is named."""
    rows = [{"source": "a", "target": "b"}, {"source": "a", "target": "c"}]
    with pytest.raises(ci.InvalidError) as error:
        from_edges(rows, reporter="source", respondents=["b"])
    assert [("$[0].source", "did_not_answer")] == faults_of(error)


def test_many_names_off_the_roster():
    """All of them are faults; only for the first hundred is the nearest name looked up."""
    rows = [{"source": "library", "target": f"libary{number}"} for number in range(101)]
    with pytest.raises(ci.InvalidError) as error:
        from_edges(rows, roster=["library"])
    assert ["off_roster_near"] * 100 + ["off_roster"] == [code for _, code in faults_of(error)]


def test_wrong_columns_and_rosters():
    """A column that is not there, and a roster that is none."""
    with pytest.raises(ci.UnknownNameError, match="column of the table of ties 'source'"):
        from_edges(SURVEY)
    with pytest.raises(ci.UnknownNameError, match="column of the roster 'id'"):
        from_edges([], roster={"name": ["a"]})
    with pytest.raises(ci.InvalidValueError, match="roster"):
        from_edges([], roster="abc")


NODES = st.sampled_from(["a", "b", "c", 1, (2, 3)])
ROWS = st.lists(st.tuples(NODES, NODES, st.sampled_from([None, 0, 1, 2.5])), max_size=8, unique_by=lambda row: row[:2])


@given(ROWS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rows_changes_nothing(rows, chance, directed):
    """Nor does it matter whether they come as rows or as columns; nodes need not be text."""
    rows = [row for row in rows if row[0] != row[1]]
    turned = list(rows)
    chance.shuffle(turned)
    columns = {name: [row[at] for row in turned] for at, name in enumerate(("source", "target", "strength"))}
    table = [dict(zip(("source", "target", "strength"), row, strict=True)) for row in rows]
    options = {"strength": "strength", "reporter": "source", "directed": directed}
    one, other = from_edges(table, **options), from_edges(columns, **options)
    assert nx.utils.graphs_equal(one, other)


# Matrices


def test_a_printed_matrix():
    """The Knoke information network, as networkx reads the same rows."""
    ours = from_matrix(nx.to_numpy_array(knoke_information(), nodelist=KNOKE), KNOKE)
    assert set(knoke_information().edges) == set(ours.edges)
    assert list(KNOKE) == list(ours)
    assert (True, 90 - 49) == (ours.graph["roster"], len(ours.graph["absent"]))
    assert {1.0} == {strength for _, _, strength in ours.edges(data="strength")}
    assert {True} == {said for _, said in ours.nodes(data="answered")}


def test_rows_of_those_who_did_not_answer():
    """A row of nothing is no answer; a cell of nothing is an unknown arc; the diagonal is not read."""
    table = [[9, 1, None], [0, None, math.nan], [5, None, None]]
    graph = from_matrix([*table[:2], [None, None, 7]], "abc", kind="trust")
    assert {"a": True, "b": True, "c": False} == dict(graph.nodes(data="answered"))
    assert [("a", "b")] == list(graph.edges)
    assert ((("b", "a"),), (("a", "c"), ("b", "c"))) == (graph.graph["absent"], graph.graph["unknown"])
    assert (("trust",), ("a",)) == (graph.edges["a", "b"]["kinds"], graph.edges["a", "b"]["reporters"])
    filled = from_matrix([[0, 1, 1], [0, 0, 0], [0, 0, 0]], "abc", respondents=["a", "b"])
    assert {"a": True, "b": True, "c": False} == dict(filled.nodes(data="answered"))
    assert (("b", "a"), ("b", "c")) == filled.graph["absent"]
    silent = from_matrix([[None, None], [0, 0]], "ab", respondents="ab")
    assert (True, (("a", "b"),)) == (silent.nodes["a"]["answered"], silent.graph["unknown"])


def test_a_matrix_of_ties_without_direction():
    """Each of two cells is one end's report."""
    graph = from_matrix([[0, 2, 1], [3, 0, 0], [0, None, 0]], "abc", directed=False)
    assert (3.0, True, ("a", "b")) == tuple(
        graph.edges["b", "a"][name] for name in ("strength", "confirmed", "reporters")
    )
    assert False is graph.edges["c", "a"]["confirmed"]
    assert (("b", "c"), ("c", "b")) == graph.graph["unknown"]


@pytest.mark.parametrize(("matrix", "n"), [([], 0), ([[0]], 1), (np.zeros((0, 0)), 0)])
def test_small_matrices(matrix, n):
    """Nobody, and one alone, who has nobody to leave out."""
    graph = from_matrix(matrix, range(n))
    assert ([True] * n, 0) == ([said for _, said in graph.nodes(data="answered")], graph.size())


@pytest.mark.parametrize(
    "matrix",
    [[[0, 1]], [[0, 1], [1]], [["0", "1"], ["1", "0"]], [[0, "1"], [None, 0]], [[0, {}], [None, 0]], 3, [0, None]],
)
def test_what_is_no_matrix(matrix):
    """It is square, of numbers, with a row for each node."""
    with pytest.raises(ci.InvalidValueError, match="each of 2 nodes"):
        from_matrix(matrix, "ab")


def test_faults_of_a_matrix():
    """All at once, by row and column; nodes are there once; who answered is a node."""
    with pytest.raises(ci.InvalidError) as error:
        from_matrix([[0, -1, np.inf], [1, 0, 0], [0, 0, 0]], "abc", respondents=["a"])
    assert [("$[0][1]", "number"), ("$[0][2]", "number"), ("$[1][0]", "silent_row")] == faults_of(error)
    with pytest.raises(ci.InvalidValueError, match="each of them once"):
        from_matrix(np.zeros((2, 2)), "aa")
    with pytest.raises(ci.UnknownNameError, match="node that answered"):
        from_matrix(np.zeros((2, 2)), "ab", respondents=["c"])


CELLS = st.sampled_from([0, 1, 2.5, None])


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=3), st.permutations(range(3)))
def test_the_order_of_a_matrix_changes_nothing(matrix, order):
    """Rows and columns in another order are the same network."""
    turned = [[matrix[row][column] for column in order] for row in order]
    one, other = from_matrix(matrix, "abc"), from_matrix(turned, ["abc"[at] for at in order])
    assert nx.utils.graphs_equal(one, other)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=3), st.booleans())
def test_a_matrix_and_its_rows_are_one_network(matrix, directed):
    """Cell by cell as a table, with who answered, it makes the same graph."""
    answered = [
        name for name, row in zip("abc", matrix, strict=True) if any(cell is not None for cell in off(row, name))
    ]
    rows = [
        {"source": one, "target": other, "n": cell, "is": "unknown" if cell is None else None}
        for one, row in zip("abc", matrix, strict=True)
        for other, cell in zip("abc", row, strict=True)
        if one != other and one in answered
    ]
    table = from_edges(rows, strength="n", status="is", reporter="source", roster=list("abc"), directed=directed)
    assert nx.utils.graphs_equal(from_matrix(matrix, "abc", directed=directed), table)


def off(row, name):
    """Return the cells of a row beside the diagonal."""
    return [cell for other, cell in zip("abc", row, strict=True) if other != name]
