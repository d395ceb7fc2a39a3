import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import knoke_information, managers

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import alignment, ei_index

STATEMENTS = st.one_of(st.none(), st.sets(st.sampled_from("rht"), max_size=3))


@st.composite
def stated(draw, statements=STATEMENTS, nodes=5):
    """Return a small graph and what each node stated."""
    graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from(range(nodes))
    ends = st.integers(0, nodes - 1)
    graph.add_edges_from(draw(st.lists(st.tuples(ends, ends), max_size=12)))
    return graph, dict(enumerate(draw(st.lists(statements, min_size=nodes, max_size=nodes))))


def index(graph, named):
    """Return external less internal ties, as a share of those whose ends both stated something; None without any."""
    known = [(a, b) for a, b in graph.edges if a != b and None not in (named[a], named[b])]
    internal = sum(not named[a].isdisjoint(named[b]) for a, b in known)
    return (len(known) - 2 * internal) / len(known) if known else None


@given(stated())
def test_a_tie_is_internal_if_a_priority_is_shared(given_):
    """As counted tie by tie, for the whole and for each node."""
    graph, named = given_
    found = alignment(graph, named, draws=0)
    assert index(graph, named) == (None if found.value is None else pytest.approx(found.value))
    for node in graph:
        own = nx.Graph((a, b) for a, b in graph.to_undirected().edges if node in (a, b))
        seen = found.by_node[node]
        if not graph.is_directed():
            assert index(own, named) == (None if seen.value is None else pytest.approx(seen.value))


@given(stated())
def test_a_priority_has_the_ties_of_those_who_named_it(given_):
    """Internal where the other named it too, external where they named others, unknown where they did not say."""
    graph, named = given_
    for priority, ties in alignment(graph, named, draws=0).by_group.items():
        ends = [end for a, b in graph.edges if a != b for end in ((a, b), (b, a))]
        others = [named[other] for one, other in ends if named[one] is not None and priority in named[one]]
        known = [other for other in others if other is not None]
        assert sum(priority in other for other in known) == ties.internal
        assert sum(priority not in other for other in known) == ties.external
        assert len(others) - len(known) == ties.unknown == ties.may_be_internal


@given(stated())
def test_bounds_hold_whatever_was_not_said(given_):
    """They are reached by who shares nothing, and by who shares all that there is."""
    graph, named = given_
    found = alignment(graph, named, draws=0)
    nothing, everything = (
        index(graph, {node: said if said is not None else instead for node, said in named.items()})
        for instead in (set(), set("rht?"))
    )
    assert (found.bounds is None) == (nothing is None)
    if nothing is not None:
        assert (everything, nothing) == pytest.approx(found.bounds)


@given(stated(st.sets(st.sampled_from("rht"), max_size=3)))
def test_moments_are_those_of_all_permutations(given_):
    """Expectation and standard deviation over all ways to deal the statements out."""
    graph, named = given_
    found = alignment(graph, named, draws=0)
    if found.chance is None:
        assert found.value is None
        return
    deals = itertools.permutations(named.values())
    values = np.array([index(graph, dict(zip(graph, deal, strict=True))) for deal in deals])
    assert (values.mean(), values.std()) == pytest.approx((found.chance.expected, found.chance.sd), abs=1e-7)


@pytest.mark.parametrize("graph", [managers(), knoke_information(), nx.karate_club_graph()], ids=str)
def test_with_one_priority_each_it_is_the_index_of_groups(graph):
    """The whole, the nodes, the groups, chance and the draws."""
    group = {node: place % 3 for place, node in enumerate(graph)}
    expected = ei_index(graph, group, draws=50, seed=2)
    actual = alignment(graph, {node: [kind] for node, kind in group.items()}, draws=50, seed=2)
    assert (expected.whole, expected.chance, expected.by_group) == (actual.whole, actual.chance, actual.by_group)
    assert expected.by_node == actual.by_node


def test_priorities_may_stand_with_the_nodes():
    """By the name of an attribute; who has none said nothing."""
    graph = nx.Graph([("ymca", "school"), ("school", "bank")])
    nx.set_node_attributes(graph, {"ymca": ("reading",), "school": ("health", "reading")}, "priorities")
    found = alignment(graph, "priorities")
    assert (-1.0, 1, ("health", "reading")) == (found.value, found.whole.unknown, found.groups)
    assert ["network.groups.unknown"] == [warning.code for warning in found.warnings]
    assert 0 == alignment(nx.Graph(), "priorities").n


def test_what_cannot_be_is_refused():
    """A text is one priority and no collection of letters."""
    graph = nx.Graph([("ymca", "school")])
    graph.nodes["ymca"]["priorities"] = ["reading"]
    with pytest.raises(InvalidValueError, match="priorities of 'ymca': 'reading' is not a collection"):
        alignment(graph, {"ymca": "reading"})
    with pytest.raises(UnknownNameError, match="did you mean 'priorities'"):
        alignment(graph, "prioritys")
    with pytest.raises(UnknownNameError, match="no node 'bank'"):
        alignment(graph, {"bank": ["reading"]})
