import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.network import from_edges, graphs

EDGES = [
    {"coalition": "south", "wave": 2, "source": "a", "target": "b", "n": 2},
    {"coalition": "north", "wave": 2, "source": "a", "target": "c", "n": 0},
    {"coalition": "north", "wave": 1, "source": "b", "target": "a", "n": 3},
]
BY = ["coalition", "wave"]


def sizes(found):
    """Return nodes and edges of each network."""
    return {key: (sorted(graph), sorted(graph.edges)) for key, graph in found.items()}


def test_many_networks_in_one_table():
    """By the values of their columns, in order; what is said of a row is said as in one network."""
    found = graphs(EDGES, BY, strength="n", reporter="source", kind="trust")
    assert [("north", 1), ("north", 2), ("south", 2)] == list(found)
    assert {
        ("north", 1): (["a", "b"], [("b", "a")]),
        ("north", 2): (["a", "c"], []),
        ("south", 2): (["a", "b"], [("a", "b")]),
    } == sizes(found)
    assert (("a", "c"),) == found["north", 2].graph["absent"]
    assert [False] * 3 == [graph.graph["roster"] for graph in found.values()]
    rows = [{name: row[name] for name in ("source", "target", "n")} for row in EDGES[2:]]
    alone = from_edges(rows, strength="n", reporter="source", kind="trust")
    assert nx.utils.graphs_equal(alone, found["north", 1])


@pytest.mark.parametrize(
    "roster",
    [
        {"coalition": ["south", "north", "south", "south"], "id": ["a", "z", "c", "b"]},
        [
            {"coalition": name, "id": node}
            for name, node in zip(("south", "north", "south", "south"), "azcb", strict=True)
        ],
        {"south": ["a", "c", "b"], "north": [{"id": "z"}]},
        {("south",): iter("acb"), ("north",): {"id": ["z"]}},
    ],
    ids=["columns", "rows", "by key", "by tuple"],
)
def test_a_network_without_ties_is_not_lost(roster):
    """It is on the roster, so it is a graph of isolates; members without a tie are there."""
    found = graphs(EDGES[:1], "coalition", roster=roster)
    assert {("north",): (["z"], []), ("south",): (["a", "b", "c"], [("a", "b")])} == sizes(found)
    assert [True, True] == [graph.graph["roster"] for graph in found.values()]


def test_nobody_is_on_a_roster():
    """A network of which the roster names nobody is an empty graph; without networks there are no graphs."""
    assert {("south",): ([], [])} == sizes(graphs([], "coalition", roster={"south": None}))
    assert {("south",): ([], [])} == sizes(graphs([], "coalition", roster={"south": []}))
    assert {} == graphs([], "coalition")


def test_who_answered_in_each():
    """The roster says it, network by network."""
    roster = {"coalition": ["south", "south", "north"], "id": ["a", "b", "a"], "answered": [True, False, True]}
    found = graphs(EDGES[:1], "coalition", roster=roster)
    answered = {key: dict(graph.nodes(data="answered")) for key, graph in found.items()}
    assert {("north",): {"a": True}, ("south",): {"a": True, "b": False}} == answered


def test_keys_of_several_types():
    """They cannot be compared, and come in an order of their own all the same."""
    rows = [{"by": by, "source": "a", "target": "b"} for by in ("x", 2, 1)]
    assert list(graphs(rows, "by")) == list(graphs(rows[::-1], "by"))


def test_faults_of_all_networks_at_once():
    """By the row of the whole table; a network without a roster is one, too."""
    rows = [
        {"by": "x", "source": "a", "target": "q"},
        {"by": None, "source": "a", "target": "b"},
        {"by": "y", "source": "a", "target": "b"},
        {"by": ["x"], "source": "a", "target": "b"},
        {"by": "x", "source": "b", "target": "a"},
    ]
    with pytest.raises(ci.InvalidError) as error:
        graphs(rows, "by", roster=[{"by": "x", "id": "a"}, {"by": math.nan, "id": "b"}, {"by": ["x"], "id": "c"}])
    assert [
        ("$.roster[1].by", "missing"),
        ("$.roster[2].by", "no_node"),
        ("$[0].target", "off_roster"),
        ("$[1].by", "missing"),
        ("$[2].by", "no_roster"),
        ("$[3].by", "no_node"),
        ("$[4].source", "off_roster"),
    ] == [(fault.path, fault.code.removeprefix("network.table.")) for fault in error.value.faults]
    with pytest.raises(ci.InvalidError, match=r"there is no roster for \('north', 1\)"):
        graphs(EDGES[2:], BY, roster={("south", 1): []})


def test_wrong_arguments():
    """Without columns there is nothing to tell networks apart; a key has a part for each."""
    with pytest.raises(ci.InvalidValueError, match="by"):
        graphs(EDGES, [])
    with pytest.raises(ci.InvalidValueError, match="one of coalition, wave"):
        graphs(EDGES, BY, roster={"north": ["a"]})
    with pytest.raises(ci.UnknownNameError, match="did you mean 'coalition'"):
        graphs(EDGES, "coaliton")


ROWS = st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from(["ab", "ba", "bc"])), unique=True, max_size=6).map(
    lambda rows: [{"by": by, "source": ends[0], "target": ends[1]} for by, ends in rows]
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, chance):
    """The same networks in the same order; together they have all rows."""
    turned = list(rows)
    chance.shuffle(turned)
    one, other = graphs(rows, "by"), graphs(turned, "by")
    assert list(one) == list(other) == sorted(one)
    assert all(nx.utils.graphs_equal(one[key], other[key]) for key in one)
    assert len(rows) == sum(graph.size() for graph in one.values())
