import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.network import composite, from_edges, from_matrix, undirected

TRUST = ["reliable", "mission", "open"]
COLUMNS = ("who", "whom", *TRUST)
ROWS = [
    ("a", "b", 4, 3, 2),
    ("b", "a", 1, 2, 3),
    ("c", "b", 1, 1, 1),
    ("a", "d", 4, 4, 4),
    ("b", "d", 2, None, 3),
]


def survey(rows=ROWS, **options):
    """Return what a, b and c say of each other and of d, who did not answer."""
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return from_edges(table, source="who", target="whom", reporter="who", attributes=TRUST, **options)


def test_trust_by_tie_and_by_node():
    """By hand: a-b 3, b-a 2, both confirmed; c-b 1, which b does not name; a-d 4, of which d says nothing."""
    found = composite(survey(), TRUST)
    assert [
        ("a", "b", 3.0, 3, True),
        ("a", "d", 4.0, 3, None),
        ("b", "a", 2.0, 3, True),
        ("b", "d", None, 2, None),
        ("c", "b", 1.0, 3, False),
    ] == [(tie.source, tie.target, tie.value, tie.items, tie.confirmed) for tie in found.ties]
    assert (2.5, 2.5, 1.0, 4.0, (4, 2, 1, 1)) == (
        found.value,
        found.whole.confirmed,
        found.whole.unconfirmed,
        found.whole.unsure,
        found.whole.ties,
    )
    b = found.by_node["b"]
    assert (2.0, 3.0, 1.0, None, (2, 1, 1, 0)) == (b.value, b.confirmed, b.unconfirmed, b.unsure, b.ties)
    assert (None, (0, 0, 0, 0)) == (found.by_node["c"].value, found.by_node["c"].ties)
    assert (1, 4, 3, ("reliable", "mission", "open")) == (found.unrated, found.n, found.respondents, found.items)


def test_fewer_items_may_do():
    """B rated two of three of d: 2 and 3."""
    found = composite(survey(), TRUST, needs=2)
    assert (0, 2.5) == (found.unrated, next(tie.value for tie in found.ties if (tie.source, tie.target) == ("b", "d")))
    assert 3.25 == found.by_node["d"].value


def test_a_relation_for_each_item():
    """Strengths are ratings, and an absence is a rating of zero."""
    reliable = from_matrix([[0, 4, 1], [2, 0, None], [None, None, None]], "abc")
    open_ = from_matrix([[0, 2, 0], [0, 0, 3], [None, None, None]], "abc")
    found = composite({"reliable": reliable, "open": open_, "other": nx.DiGraph()}, ["reliable", "open"])
    values = {(tie.source, tie.target): (tie.value, tie.confirmed) for tie in found.ties}
    # a-c: 1 and 0; b-c: not known in one, 3 in the other
    assert {
        ("a", "b"): (3.0, True),
        ("a", "c"): (0.5, None),
        ("b", "a"): (1.0, True),
        ("b", "c"): (None, None),
    } == values
    assert (1, 2) == (found.unrated, found.respondents)
    alone = composite({"reliable": from_matrix([[0, 0], [1, 0]], "ab")}, ["reliable"])
    assert [("b", "a", 1.0, False)] == [(tie.source, tie.target, tie.value, tie.confirmed) for tie in alone.ties]


def test_relations_that_not_everybody_answered():
    """Who did not answer about one of them is not known to leave a tie out."""
    rows = [{"source": "a", "target": "b", "n": 2}]
    options = {"strength": "n", "reporter": "source", "roster": ["a", "b"]}
    one, other = from_edges(rows, respondents=["a", "b"], **options), from_edges(rows, respondents=["a"], **options)
    assert [False] == [tie.confirmed for tie in composite({"x": one, "y": one}, "xy").ties]
    assert [None] == [tie.confirmed for tie in composite({"x": one, "y": other}, "xy").ties]
    nx.set_node_attributes(other, None, "answered")
    assert None is composite({"x": one, "y": other}, "xy").respondents


def test_ties_without_direction():
    """Each tie is of both its ends, and says itself whether it is confirmed."""
    graph = undirected(survey(), rule="either")
    found = composite(graph, ["reliable"])
    assert {("a", "b"): True, ("a", "d"): None, ("b", "c"): False, ("b", "d"): None} == {
        (tie.source, tie.target): tie.confirmed for tie in found.ties
    }
    assert (2.5 + 4) / 2 == found.by_node["a"].value
    assert (2, 2.5, 1.0) == (found.by_node["d"].ties[0], found.by_node["b"].confirmed, found.by_node["b"].unconfirmed)
    layers = composite({"x": graph, "y": graph}, ["x"])
    assert (4, 4) == (len(layers.ties), layers.unrated)  # nobody gave a strength


def test_undirected_relations_are_confirmed_in_any():
    """A tie that both confirm in one relation is confirmed."""
    one = nx.Graph([("a", "b", {"strength": 1, "confirmed": False}), ("b", "c", {"strength": 1})])
    other = nx.Graph([("b", "a", {"strength": 3, "confirmed": True}), ("b", "c", {"strength": 2, "confirmed": False})])
    found = composite({"x": one, "y": other}, "xy")
    assert [("a", "b", 2.0, True), ("b", "c", 1.5, False)] == [
        (tie.source, tie.target, tie.value, tie.confirmed) for tie in found.ties
    ]


def test_graphs_without_ties():
    """There is nothing to rate, and nobody is rated; loops are no ties."""
    assert (None, {}) == ((found := composite(nx.DiGraph(), ["x"])).value, found.by_node)
    alone = nx.DiGraph()
    alone.add_edge("a", "a", x=3)
    assert (None, ()) == ((found := composite(alone, ["x"])).value, found.ties)


@pytest.mark.parametrize("given", [-1, "high", True, float("inf")])
def test_what_is_no_rating(given):
    """It is a number of zero or more, or missing."""
    graph = nx.DiGraph([("a", "b", {"x": given})])
    with pytest.raises(ci.InvalidValueError, match="x of 'a' to 'b'"):
        composite(graph, ["x"])


def test_numbers_of_numpy():
    """They are numbers, and NaN is missing."""
    graph = nx.DiGraph([("a", "b", {"x": np.int64(3), "y": np.float64("nan")})])
    assert 3.0 == composite(graph, ["x", "y"], needs=1).value


def test_wrong_items():
    """Names that are not there, none at all, more needed than there are, graphs that do not fit."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'reliable'"):
        composite(survey(), ["reliabel"])
    with pytest.raises(ci.UnknownNameError, match="layer 'y'"):
        composite({"x": nx.DiGraph()}, ["y"])
    for items, needs in (([], None), (["open"], 2), (["open"], 0), (["open", "open"], 2)):
        with pytest.raises(ci.InvalidValueError, match="needs"):
            composite(survey(), items, needs=needs)
    with pytest.raises(ci.InvalidValueError, match="parallel"):
        composite(nx.MultiDiGraph(), ["x"])
    with pytest.raises(ci.InvalidValueError, match="parallel"):
        composite({"x": nx.MultiDiGraph()}, ["x"])
    with pytest.raises(ci.InvalidValueError, match="directed"):
        composite({"x": nx.DiGraph(), "y": nx.Graph()}, "xy")
    with pytest.raises(ci.InvalidValueError, match="nodes"):
        composite({"x": nx.DiGraph([(1, 2)]), "y": nx.DiGraph([(1, 3)])}, "xy")


NUMBERS = st.sampled_from([None, 0, 1, 2.5, 4])
PAIRS = [(one, other) for one in "abcd" for other in "abcd" if one != other]
TABLES = st.lists(
    st.tuples(st.sampled_from(PAIRS), NUMBERS, NUMBERS, NUMBERS), unique_by=lambda row: row[0], max_size=8
).map(lambda rows: [(*ends, *numbers) for ends, *numbers in rows])


@given(TABLES, st.randoms(use_true_random=False), st.sampled_from([1, 2, 3]))
def test_laws_of_composites(rows, chance, needs):
    """Means lie among the ratings, parts add up to the whole, and the order of rows changes nothing."""
    turned = chance.sample(rows, len(rows))
    found = composite(survey(rows), TRUST if rows else ["x"], needs=needs if rows else 1)
    again = composite(survey(turned), TRUST if rows else ["x"], needs=needs if rows else 1)
    assert (found.whole, found.ties) == (again.whole, again.ties)
    whole, *parts = found.whole.ties
    assert sum(parts) == whole == len(rows) - found.unrated == sum(each.ties[0] for each in found.by_node.values())
    for tie, numbers in zip(found.ties, (sorted(rows)[at][2:] for at in range(len(rows))), strict=True):
        given_numbers = [number for number in numbers if number is not None]
        assert len(given_numbers) == tie.items
        if tie.value is not None:
            assert min(given_numbers) <= tie.value <= max(given_numbers)


@pytest.mark.parametrize(("rosters", "expected"), [((True, False), ["network.no_roster"]), ((True, True), [])])
def test_one_item_without_a_roster_is_enough_for_a_warning(rosters, expected):
    """Whoever is isolated in that network cannot be seen, in whichever place it stands."""
    layers = {}
    for name, roster in zip(("reliable", "open"), rosters, strict=True):
        layers[name] = nx.DiGraph(roster=roster)
        layers[name].add_edge("ymca", "bank", strength=2)
    found = composite(layers, ["reliable", "open"])
    assert expected == [warning.code for warning in found.warnings]
