import itertools
from functools import partial

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, knoke_information, managers, with_missing

import collective_impact.network as net
from collective_impact.errors import InvalidValueError, UnknownNameError

SECTOR = {node: node % 2 for node in range(5)}

WHOLE = {
    "degree_centralization": net.degree_centralization,
    "in-degree": partial(net.degree_centralization, mode="in"),
    "betweenness_centralization": net.betweenness_centralization,
    "closeness_centralization": net.closeness_centralization,
    "fragmentation": net.fragmentation,
    "distance_fragmentation": net.distance_fragmentation,
    "density": nx.density,
    "E-I index": lambda graph: net.ei_index(graph, {node: SECTOR[node] for node in graph}, draws=1).value,
    "connectedness": lambda graph: net.krackhardt(graph).connectedness,
    "hierarchy": lambda graph: net.krackhardt(graph).hierarchy,
    "efficiency": lambda graph: net.krackhardt(graph).efficiency,
    "least upper boundedness": lambda graph: net.krackhardt(graph).least_upper_boundedness,
    "core-periphery": lambda graph: net.core_periphery(graph).correlation,
    "ties returned": lambda graph: sum(graph.has_edge(b, a) for a, b in graph.edges),
}
"""Measures of a whole network that are a number; None where there is none."""


@st.composite
def with_unknown(draw):
    """Return a graph of few nodes with up to six unknown ties, and one of the graphs that it may be."""
    n = draw(st.integers(2, 5))
    graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from(range(n), answered=True)
    ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda pair: pair[0] != pair[1])
    graph.add_edges_from(draw(st.lists(ends, max_size=10)))
    silent = draw(st.one_of(st.none(), st.integers(0, n - 1)))
    if silent is not None:
        graph.nodes[silent]["answered"] = False
    graph.graph["unknown"] = tuple(draw(st.lists(ends, max_size=2)))
    open_ = {pair for pair in graph.graph["unknown"] if not graph.has_edge(*pair)}
    open_ |= {(silent, other) for other in graph if silent not in {None, other} and not graph.has_edge(silent, other)}
    if not graph.is_directed():
        open_ = {tuple(sorted(pair)) for pair in open_}
    truth = graph.__class__()
    truth.add_nodes_from(graph)
    truth.add_edges_from([*graph.edges, *(pair for pair in sorted(open_) if draw(st.booleans()))])
    return graph, truth, len(open_)


# Bounds


@pytest.mark.parametrize("name", WHOLE)
@given(networks=with_unknown())
def test_a_measure_lies_within_its_bounds(name, networks):
    """Whatever the truth is, and as the graph stands; few unknown ties are tried in all ways."""
    graph, truth, unknown = networks
    found = net.bounds(graph, WHOLE[name])
    assert unknown == found.unknown
    assert found.exact
    for value in (WHOLE[name](truth), found.value):
        assert value is None or found.low - 1e-12 <= value <= found.high + 1e-12


def test_bounds_of_all_ways_by_hand():
    """One who did not answer may name either of two: reciprocity from none of two arcs to two of three."""
    graph = nx.DiGraph([(0, 1), (1, 2)])
    nx.set_node_attributes(graph, {0: True, 1: True, 2: False}, "answered")
    # as it stands 0; 20: 0 of 3; 21: 2 of 3; both: 2 of 4
    found = net.bounds(graph, "overall_reciprocity")
    assert (0, 0, pytest.approx(2 / 3)) == (found.value, found.low, found.high)
    assert (True, 2, 4, "all ways") == (found.exact, found.unknown, found.tried, found.convention)
    assert ["network.missing_respondents"] == [warning.code for warning in found.warnings]


def test_what_only_rises_or_falls_needs_both_extremes():
    """With sixty unknown ties two looks are enough."""
    graph = with_missing(managers(FRIENDSHIP), 3, 15, 20)
    known = graph.number_of_edges()
    found = net.bounds(graph, "density")
    assert (known / 420, (known + found.unknown) / 420) == (found.low, found.high)
    assert (True, 2, "both extremes") == (found.exact, found.tried, found.convention)
    assert found.unknown == 60 - sum(graph.out_degree[node] for node in (3, 15, 20))
    assert net.bounds(graph, partial(net.fragmentation)).exact
    arcs = net.bounds(graph, lambda one: one.number_of_edges(), monotone=True)
    assert (known, known + found.unknown) == (arcs.low, arcs.high)


def test_a_search_names_itself_and_finds_what_all_ways_find():
    """With fewer evaluations than ways it climbs; on nine unknown ties it finds the bounds of all 512 ways."""
    graph = with_missing(knoke_information(), "MAYR")
    every = net.bounds(graph, net.betweenness_centralization)
    assert (True, 9, 512) == (every.exact, every.unknown, every.tried)
    found = net.bounds(graph, net.betweenness_centralization, evaluations=200)
    assert (False, "search") == (found.exact, found.convention)
    assert "network.range_found" in [warning.code for warning in found.warnings]
    assert 200 >= found.tried
    assert (pytest.approx(every.low), pytest.approx(every.high)) == (found.low, found.high)


@pytest.mark.parametrize("evaluations", [1, 2, 3, 4, 5, 10, 60])
def test_a_search_keeps_to_its_budget(evaluations):
    """Both extremes are always looked at, and the range only grows with more evaluations."""
    graph = with_missing(managers(FRIENDSHIP), 3, 15)
    few = net.bounds(graph, net.degree_centralization, evaluations=evaluations)
    more = net.bounds(graph, net.degree_centralization, evaluations=200)
    assert max(evaluations, 2) == few.tried
    assert more.low <= few.low <= few.high <= more.high


def test_a_search_does_not_depend_on_the_order_of_nodes():
    """Unknown ties stand in the order of their names."""
    graph = with_missing(managers(FRIENDSHIP), 3, 15)
    turned = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(graph.edges)
    for function in (net.bounds, net.simulate_missing):
        budget = {"evaluations": 80} if function is net.bounds else {"draws": 30}
        one = function(graph, net.betweenness_centralization, seed=1, **budget)
        assert one == function(turned, net.betweenness_centralization, seed=1, **budget)


def test_bounds_of_a_node():
    """How many ties somebody may have who did not answer."""
    found = net.bounds(with_missing(knoke_information(), "WRO"), "degree", node="WRO")
    assert (1, 1, 10) == (found.value, found.low, found.high)  # one of nine named it


def test_a_statistic_may_have_no_value_in_some_ways_or_in_any():
    """Those without are left out of the range."""
    graph = nx.DiGraph([(0, 1)], unknown=((1, 0),))
    found = net.bounds(graph, lambda one: 1 if one.has_edge(1, 0) else None)
    assert (None, 1, 1) == (found.value, found.low, found.high)
    found = net.bounds(graph, lambda _: None)
    assert (None, None, None) == (found.value, found.low, found.high)
    many = nx.DiGraph(complete=False)
    many.add_nodes_from(range(5))
    found = net.bounds(many, lambda _: None, evaluations=30)
    assert (None, None, 30) == (found.low, found.high, found.tried)


def test_a_graph_that_is_known_has_one_value():
    """Also the empty one."""
    for graph in (nx.DiGraph(), nx.Graph(), knoke_information()):
        found = net.bounds(graph, "density")
        assert found.low == found.high == found.value
        assert (0, True) == (found.unknown, found.exact)
    with pytest.raises(InvalidValueError, match="evaluations"):
        net.bounds(nx.DiGraph(), "density", evaluations=0)


def test_the_decided_graph_has_nothing_open():
    """A function sees a graph of the same kind and attributes, in which all answered or nobody says."""
    graph = nx.MultiDiGraph([("a", "b", {"strength": 2})], absent=(("b", "c"),), unknown=(("a", "c"),), kind="trust")
    graph.add_nodes_from(["b", "c"], answered=False)
    seen = []
    net.bounds(graph, lambda one: seen.append(one) or len(one.edges))
    assert {nx.MultiDiGraph} == set(map(type, seen))
    assert all({"kind": "trust"} == one.graph and not any(one.nodes[node] for node in one) for one in seen[:-1])
    assert 2**4 + 1 == len(seen)  # ac, ba, ca, cb; and the graph as it stands
    assert all(("a", "b", 2) in set(one.edges(data="strength")) for one in seen)


# Simulation


def test_simulated_ties_have_the_density_of_known_ones():
    """Of 380 known dyads of friendship some are tied; so is that share of those of two who did not answer."""
    graph = with_missing(managers(FRIENDSHIP), 3, 15)
    rows = [node for node in range(1, 22) if node not in (3, 15)]
    density = sum(graph.out_degree[node] for node in rows) / 380
    found = net.simulate_missing(graph, "number_of_edges", model="density", draws=400)
    expected = graph.number_of_edges() + found.unknown * density
    sd = np.sqrt(found.unknown * density * (1 - density))
    assert pytest.approx(expected, abs=4 * sd / 20) == found.expected
    assert pytest.approx(sd, rel=0.15) == found.sd
    assert found.low < found.expected < found.high
    assert ("density", 400, 0) == (found.convention, found.draws, found.undefined)
    assert graph.number_of_edges() == found.value


def test_simulated_ties_follow_what_the_partner_says():
    """Whoever is named names back as often as the others do, and likewise who is not."""
    graph = with_missing(managers(FRIENDSHIP), 3, 15)
    rows = [node for node in range(1, 22) if node not in (3, 15)]
    whole = graph.subgraph(rows)
    mutual = sum(whole.has_edge(b, a) for a, b in whole.edges)
    after_tie = mutual / len(whole.edges)
    after_none = (len(whole.edges) - mutual) / (19 * 18 - len(whole.edges))
    # both did not answer: what is open between 3 and 15 is drawn by density
    density = sum(graph.out_degree[node] for node in rows) / 380
    expected = float(graph.number_of_edges())
    for node, other in itertools.product((3, 15), rows):
        if not graph.has_edge(node, other):
            expected += after_tie if graph.has_edge(other, node) else after_none
    assert not graph.has_edge(3, 15)
    assert not graph.has_edge(15, 3)
    expected += density + density * after_tie + (1 - density) * after_none
    found = net.simulate_missing(graph, "number_of_edges", draws=400)
    assert pytest.approx(expected, abs=4 * found.sd / 20) == found.expected


def test_undirected_ties_are_simulated_by_density():
    """There is no arc back to learn from."""
    graph = nx.Graph([(0, 1), (1, 2), (2, 3), (3, 0)])
    graph.add_node(4, answered=False)
    found = net.simulate_missing(graph, "number_of_edges", draws=400)
    assert pytest.approx(4 + 4 * 4 / 6, abs=4 * found.sd / 20) == found.expected
    assert found.expected == net.simulate_missing(graph, "number_of_edges", draws=400, model="density").expected


def test_where_nothing_varies_the_density_stands_in():
    """Without a known tie nobody is named back, and where all are tied nobody is left out."""
    for ties in ([], [(0, 1), (1, 0)]):
        graph = nx.DiGraph(ties)
        graph.add_nodes_from([0, 1], answered=True)
        graph.add_node(2, answered=False)
        found = net.simulate_missing(graph, lambda one: one.out_degree[2], draws=20)
        # nobody names 2, and of all known dyads none, or two of four, are tied; 01 and 10 are alone in being mutual
        assert (0 if not ties else pytest.approx(1, abs=0.7)) == found.expected


def test_a_draw_may_have_no_value():
    """They are counted and left out."""
    graph = nx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 2)], unknown=((1, 0),))
    found = net.simulate_missing(graph, lambda one: 1 if one.has_edge(1, 0) else None, draws=50)
    assert 0 < found.undefined < 50
    assert (1, 0, 1, 1) == (found.expected, found.sd, found.low, found.high)
    found = net.simulate_missing(graph, lambda _: None, draws=5)
    assert (None, None, None, 5) == (found.expected, found.sd, found.low, found.undefined)


def test_what_cannot_be_simulated_is_refused():
    """No dyad to learn from, no such model, no draws."""
    with pytest.raises(InvalidValueError, match="known dyads"):
        net.simulate_missing(nx.DiGraph(), "density")
    with pytest.raises(UnknownNameError, match="did you mean 'partner'"):
        net.simulate_missing(knoke_information(), "density", model="partners")
    with pytest.raises(InvalidValueError, match="draws"):
        net.simulate_missing(knoke_information(), "density", draws=0)


# Reconstruction


def test_a_partners_word_stands_for_what_was_not_said():
    """Whoever names 3 is named by 3, nobody else is; between 3 and 15, who did not answer either, nothing is known."""
    graph = with_missing(managers(FRIENDSHIP), 3, 15)
    before = set(graph.edges)
    whole = net.reconstruct(graph)
    assert before == set(graph.edges)
    for node in (3, 15):
        assert {other for other in graph if graph.has_edge(other, node)} == set(whole[node])
        assert all(whole.edges[node, other].get("reconstructed") for other in whole[node])
    assert 2 * 19 - whole.out_degree[3] - whole.out_degree[15] == len(
        [pair for pair in whole.graph["absent"] if 3 not in pair or 15 not in pair]
    )
    assert 2 == net.bounds(whole, "density").unknown
    assert 418 == net.qap_correlation(whole, managers(FRIENDSHIP), permutations=1).dyads


def test_what_comes_back_is_as_strong():
    """The strength of the arc back is taken over, the greatest of several; what was listed and settled is not open."""
    graph = nx.MultiDiGraph([("a", "b", {"strength": 2}), ("a", "b", {"strength": 3}), ("c", "b")])
    graph.graph["unknown"] = (("b", "a"), ("b", "c"), ("b", "d"), ("d", "b"))
    graph.add_node("d")
    whole = net.reconstruct(graph)
    assert [("a", 3), ("c", None)] == [(end, strength) for _, end, strength in whole.out_edges("b", data="strength")]
    assert (("b", "d"), ("d", "b")) == whole.graph["unknown"]
    assert () == whole.graph["absent"]


def test_a_pair_is_untied_if_one_of_two_answered_and_saw_nothing():
    """Unless that one said not to know."""
    graph = nx.Graph([("a", "b")], unknown=(("d", "c"),))
    graph.add_nodes_from(["a", "b", "c"], answered=True)
    graph.add_nodes_from(["d", "e"], answered=False)
    whole = net.reconstruct(graph)
    assert (("a", "d"), ("a", "e"), ("b", "d"), ("b", "e"), ("c", "e")) == whole.graph["absent"]
    assert 2 == net.bounds(whole, "density").unknown  # c and d, d and e
    assert (("d", "c"),) == whole.graph["unknown"]
    assert 0 == len(net.reconstruct(nx.Graph()))
