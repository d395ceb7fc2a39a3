import itertools
import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import florentine_business, knoke_information, managers

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._introductions import introductions


def nearness(graph):
    """Return the sum of 1 / distance over all ordered pairs."""
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    return sum(1 / lengths[a][b] for a, b in itertools.permutations(graph, 2) if b in lengths[a])


def connected(graph):
    """Return how many ordered pairs a way connects."""
    return sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph))


def best_by_trying(graph):
    """Return, over all ties that could be added, the most pairs connected, and then the greatest nearness."""
    found = []
    for pair in nx.non_edges(graph):
        tried = graph.copy()
        tried.add_edge(*pair)
        found.append((connected(tried), nearness(tried)))
    return max(found, key=lambda each: (each[0], round(each[1], 6)))


def small_graphs():
    """Return graphs of two to eight nodes, by density and seed."""
    return st.builds(
        nx.gnp_random_graph, st.integers(2, 8), st.sampled_from([0.0, 0.15, 0.3, 0.6]), seed=st.integers(0, 999)
    )


@given(small_graphs())
def test_each_suggestion_is_the_best_single_tie(graph):
    """As found by trying every tie there could be, one after the other."""
    n = len(graph)
    for each in introductions(graph, 3).suggested:
        pairs, near = best_by_trying(graph)
        assert each.fragmentation == pytest.approx(1 - pairs / (n * (n - 1)))
        assert each.distance_fragmentation == pytest.approx(1 - near / (n * (n - 1)))
        assert not graph.has_edge(each.one, each.other)
        graph.add_edge(each.one, each.other)


def test_no_better_one_is_passed_over_among_thousands():
    """The characters of a novel: of 2,672 pairs this one.

    networkx: all_pairs_shortest_path_length of the graph with each edge of non_edges added in turn,
    and 1 - sum(1 / length) / (n (n - 1)); the next best, of Jondrette and Valjean, has 0.560703.
    """
    [found] = introductions(nx.les_miserables_graph(), 1).suggested
    assert ("Gavroche", "Myriel") == (found.one, found.other)
    assert found.distance_fragmentation == pytest.approx(0.560514924, abs=1e-9)


def test_of_very_many_pairs_the_most_promising_are_tried():
    """Two stars of a hundred leaves on a chain: a tie of the centres brings all leaves three steps closer."""
    stars = nx.path_graph([f"c{place}" for place in range(5)])
    stars.add_edges_from((centre, f"{centre} leaf {leaf}") for centre in ("c0", "c4") for leaf in range(100))
    [found] = introductions(stars, 1).suggested
    assert (("c0", "c4"), 0) == ((found.one, found.other), found.equally_good)
    assert 4 == dict(found.reason.params)["distance"]


def test_nothing_is_suggested_where_all_are_tied():
    """Nor in an empty graph, or one of a single node."""
    for graph in (nx.complete_graph(4), nx.empty_graph(0), nx.empty_graph(1)):
        assert () == introductions(graph).suggested
    assert (0.0, 0.0) == (
        introductions(nx.empty_graph(1)).fragmentation,
        introductions(nx.empty_graph(1)).distance_fragmentation,
    )


def test_two_stars_are_joined_at_their_centres():
    """Any tie connects all; from centre to centre the ways are shortest, and no other does as well."""
    stars = nx.union(nx.star_graph(4), nx.star_graph(3), rename=("a", "b"))
    found = introductions(stars, 1).suggested[0]
    assert ("a0", "b0", 0) == (found.one, found.other, found.equally_good)
    assert {"one": 5, "other": 4, "pairs": 20} == dict(found.reason.params)


def test_a_ring_is_cut_short():
    """In a ring of six a tie over one node gains 1/2 + 1/6 + 1/6, one to the opposite only 2/3; six are as good."""
    # A tie of 0 and 2: their distance falls from 2 to 1, that of 5 and 2 and that of 0 and 3 from 3 to 2.
    # A tie of 0 and 3: their distance falls from 3 to 1, and no other way becomes shorter.
    found = introductions(nx.cycle_graph(6), 1).suggested[0]
    assert abs(found.one - found.other) in (2, 4)
    assert 5 == found.equally_good
    assert {"distance": 2, "pairs": 3} == dict(found.reason.params)


def test_a_tie_counts_whichever_way_it_points():
    """A directed network is read without its directions."""
    graph = knoke_information()
    assert introductions(graph, 2, seed=4).suggested == introductions(graph.to_undirected(), 2, seed=4).suggested


@pytest.mark.parametrize(
    "make",
    [florentine_business, managers, lambda: nx.gnp_random_graph(120, 0.03, seed=3), lambda: nx.cycle_graph(200)],
    ids=["business", "managers", "large", "ring"],
)
def test_the_order_of_nodes_changes_no_suggestion(make):
    """Chance is drawn in an order that does not depend on how the graph was put together."""
    graph = make()
    nodes, edges = list(graph), list(graph.edges)
    random.Random(1).shuffle(nodes)  # noqa: S311 - a shuffle, no secret
    random.Random(2).shuffle(edges)  # noqa: S311 - a shuffle, no secret
    other = type(graph)()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    assert introductions(graph, 2, seed=7).suggested == introductions(other, 2, seed=7).suggested


def test_each_suggestion_brings_all_closer_together():
    """Of Florentine firms the five without any business are brought in one by one."""
    found = introductions(florentine_business(), 6)
    parts = [found.fragmentation, *(each.fragmentation for each in found.suggested)]
    by_distance = [found.distance_fragmentation, *(each.distance_fragmentation for each in found.suggested)]
    assert parts == sorted(parts, reverse=True)
    assert by_distance == sorted(by_distance, reverse=True)
    assert 0.0 == parts[5]
    assert ["network.introduction.joins"] * 5 + ["network.introduction.shortens"] == [
        each.reason.code for each in found.suggested
    ]


@pytest.mark.parametrize("most", [0, -1, True])
def test_how_many_is_checked(most):
    """At least one."""
    with pytest.raises(InvalidValueError, match="most"):
        introductions(nx.path_graph(3), most)


def test_a_graph_of_too_many_nodes_is_refused():
    """The error says how many there may be."""
    with pytest.raises(InvalidValueError, match="at most 5000"):
        introductions(nx.empty_graph(5001))


def test_some_get_no_new_tie():
    """With the centres left out, the stars are joined at their rims; a part of them alone stays apart."""
    stars = nx.union(nx.star_graph(2), nx.star_graph(2), rename=("a", "b"))
    stars.add_node("c")
    found = introductions(stars, 5, without=["a0", "b0", "c"])
    ends = {end for each in found.suggested for end in (each.one, each.other)}
    assert ends == {"a1", "a2", "b1", "b2"}
    assert {"one": 3, "other": 3, "pairs": 9} == dict(found.suggested[0].reason.params)
    assert () == introductions(stars, without=list(stars)).suggested
    with pytest.raises(UnknownNameError, match="no node 'd'"):
        introductions(stars, without=["d"])


def test_who_may_be_tied_already_is_said():
    """Of one who did not answer, nobody knows; of those who did, it is known that they are not tied."""
    graph = nx.DiGraph([("a", "b"), ("c", "d")])
    nx.set_node_attributes(graph, {node: node != "a" for node in graph}, "answered")
    graph.graph["absent"] = (("a", "c"),)
    by_pair = {}
    for seed in range(20):
        each = introductions(graph, 1, seed=seed).suggested[0]
        by_pair[each.one, each.other] = each.may_be_tied
        assert each.may_be_tied == ("may be tied" in str(each))
    assert {("a", "c"): False, ("a", "d"): True, ("b", "c"): False, ("b", "d"): False} == by_pair
