import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import ADVICE, FRIENDSHIP, florentine_business, managers, with_missing

import collective_impact.network as net
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import _qap
from collective_impact.network._snapshot import snapshot
from collective_impact.network._unknown import cells, unknown_arcs


@st.composite
def pairs(draw):
    """Return two networks among the same few nodes, with strengths and with arcs of which nothing is known."""
    n = draw(st.integers(2, 7))
    ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    found = []
    for _ in range(2):
        graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
        graph.add_nodes_from(range(n), answered=True)
        ties = draw(st.lists(st.tuples(ends, st.integers(1, 4)), max_size=20))
        graph.add_edges_from((a, b, {"strength": strength}) for (a, b), strength in ties)
        graph.graph["unknown"] = tuple(draw(st.lists(ends, max_size=6)))
        for node in draw(st.sets(st.integers(0, n - 1), max_size=2)):
            graph.nodes[node]["answered"] = False
        found.append(graph)
    return found


def brute(one, two, order):
    """Return Pearson's correlation of two tables with NaN in them, the first with its nodes in an order."""
    place = np.argsort(order)
    x, y = one[np.ix_(place, place)].ravel(), two.ravel()
    known = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[known], y[known]
    if len(x) == 0 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    return np.corrcoef(x, y)[0, 1]


# The value


def test_advice_and_friendship_of_managers():
    """As R sna 2.7.1: gcor(a, f) and, with seed 1, qaptest(list(a, f), gcor, g1 = 1, g2 = 2, reps = 5000)."""
    found = net.qap_correlation(managers(ADVICE), managers(FRIENDSHIP), permutations=5000)
    assert pytest.approx(0.154585452048) == found.value
    assert pytest.approx(0.0002, abs=0.004) == found.expected  # their mean; standard error of either 0.001
    assert pytest.approx(0.0719, abs=0.003) == found.sd
    assert pytest.approx(0.0220, abs=0.009) == found.p_high  # three standard errors of two runs
    assert pytest.approx(0.9852, abs=0.009) == found.p_low
    assert pytest.approx(min(1, 2 * found.p_high)) == found.p
    assert (420, 0, 21, 5000, 0) == (found.dyads, found.unknown, found.n, found.draws, found.seed)


def test_marriage_and_business_of_families():
    """15 and 20 ties among 16 families, 8 of them of both kinds: the correlation of a table of counts."""
    marriages = nx.florentine_families_graph()
    marriages.add_node("Pucci")
    business = florentine_business()
    both = len({frozenset(tie) for tie in business.edges} & {frozenset(tie) for tie in marriages.edges})
    assert 8 == both
    expected = (120 * 8 - 15 * 20) / np.sqrt((120 * 15 - 15**2) * (120 * 20 - 20**2))
    found = net.qap_correlation(marriages, business)
    assert pytest.approx(expected) == found.value
    assert 0.005 > found.p_high  # Wasserman & Faust and many after them: the two go together
    assert 120 == found.dyads


@given(pairs(), st.randoms())
def test_value_and_every_permutation_are_those_of_plain_tables(networks, chance):
    """Sums over what is not 0 give what numpy computes from whole tables, unknown cells left out."""
    strength = "strength" if any(graph.edges(data="strength") for graph in networks) else None
    one, two = _qap.compared(*networks, strength)
    order = list(range(len(networks[0])))
    ways = 1 if any(graph.is_directed() for graph in networks) else 2
    pair = _qap._Pair.of(one, two, ways)
    for _ in range(3):
        expected = brute(one.dense(), two.dense(), np.array(order))
        found = pair.correlation(np.array(order))
        assert (expected is None) is bool(np.isnan(found))
        assert expected is None or pytest.approx(expected, abs=1e-9) == found
        chance.shuffle(order)


@given(pairs())
def test_a_large_network_is_looked_up_and_a_small_one_laid_out(networks):
    """Both ways give the same, to the last bit."""
    found = net.qap_correlation(*networks, permutations=20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_qap, "DENSE", 0)
        assert found == net.qap_correlation(*networks, permutations=20)


# p


def test_p_is_that_of_all_permutations():
    """With six nodes there are 720: a sample of 20,000 has the same share beyond the value."""
    one = nx.DiGraph([(0, 1), (1, 0), (1, 2), (3, 2), (4, 5), (5, 0)])
    two = nx.DiGraph([(0, 1), (2, 1), (1, 2), (3, 4), (4, 5), (5, 3), (0, 3)])
    tables = [nx.to_numpy_array(graph, nodelist=range(6)) + np.diag([np.nan] * 6) for graph in (one, two)]
    every = np.array([brute(*tables, np.array(order)) for order in itertools.permutations(range(6))])
    found = net.qap_correlation(one, two, permutations=20_000)
    assert pytest.approx(every[0]) == found.value
    assert pytest.approx(np.mean(every >= every[0] - 1e-9), abs=0.012) == found.p_high
    assert pytest.approx(np.mean(every <= every[0] + 1e-9), abs=0.012) == found.p_low
    assert pytest.approx(every.std(), abs=0.005) == found.sd
    assert pytest.approx((found.value - found.expected) / found.sd) == found.z


def test_independent_networks_have_any_p():
    """Of sixty pairs drawn apart, p is about evenly spread: mean and lowest fifth, three standard errors wide."""
    drawn = [nx.gnp_random_graph(15, 0.3, seed=seed, directed=True) for seed in range(120)]
    found = [
        net.qap_correlation(one, two, permutations=99).p_high for one, two in zip(drawn[::2], drawn[1::2], strict=True)
    ]
    assert pytest.approx(0.5, abs=3 / np.sqrt(12 * 60)) == np.mean(found)
    assert pytest.approx(0.2, abs=3 * 0.4 / np.sqrt(60)) == np.mean(np.array(found) < 0.2)


def test_order_of_nodes_and_of_the_two_changes_nothing():
    """The same seed draws the same permutations of nodes by their names."""
    one, two = managers(ADVICE), managers(FRIENDSHIP)
    found = net.qap_correlation(one, two, permutations=50, seed=3)
    assert found != net.qap_correlation(one, two, permutations=50, seed=4)
    turned = nx.DiGraph()
    turned.add_nodes_from(reversed(list(one)))
    turned.add_edges_from(reversed(list(one.edges)))
    assert found == net.qap_correlation(turned, two, permutations=50, seed=3)
    assert found == net.qap_correlation(two, one, permutations=50, seed=3)


# Strengths


def test_strengths_are_compared_where_they_are_known():
    """A tie without strength is an unknown dyad; a network without any strength counts by its ties."""
    one = nx.DiGraph([(0, 1, {"strength": 2}), (1, 2, {"strength": 5}), (2, 0)])
    two = nx.DiGraph([(0, 1), (1, 2), (1, 0)])
    found = net.qap_correlation(one, two, strength="strength", permutations=5)
    # dyads 01 02 10 12 21: strengths 2 0 0 5 0 beside ties 1 0 1 1 0; 20 is left out
    assert pytest.approx(np.corrcoef([2, 0, 0, 5, 0], [1, 0, 1, 1, 0])[0, 1]) == found.value
    assert (5, 1) == (found.dyads, found.unknown)
    with pytest.raises(UnknownNameError, match="did you mean 'strength'"):
        net.qap_correlation(one, two, strength="strenght")


# Missing respondents


def test_of_who_did_not_answer_nothing_is_used():
    """Two rows of twenty arcs are left out, also those that partners reported: they would be ties alone."""
    found = net.qap_correlation(with_missing(managers(ADVICE), 3, 15), managers(FRIENDSHIP), permutations=50)
    rows = [node for node in range(1, 22) if node not in (3, 15)]
    tables = [nx.to_numpy_array(managers(kind), nodelist=range(1, 22)) for kind in (ADVICE, FRIENDSHIP)]
    cases = [[table[a - 1, b - 1] for a in rows for b in range(1, 22) if a != b] for table in tables]
    assert pytest.approx(np.corrcoef(*cases)[0, 1]) == found.value
    assert (380, 40) == (found.dyads, found.unknown)
    assert ["network.missing_respondents"] == [warning.code for warning in found.warnings]


def test_respondents_are_those_who_answered_in_both():
    """And an isolate is who has a tie in neither; where one network does not say who answered, nobody knows."""
    one, two = nx.DiGraph([(0, 1)]), nx.DiGraph([(1, 2)])
    one.add_nodes_from([0, 1, 2, 3])
    two.add_nodes_from([0, 1, 2, 3])
    assert (None, 1) == _counts(one, two)
    nx.set_node_attributes(one, {0: True, 1: True, 2: False, 3: True}, "answered")
    assert (None, 1) == _counts(one, two)
    nx.set_node_attributes(two, {0: False, 1: True, 2: True, 3: True}, "answered")
    assert (2, 1) == _counts(one, two)


def _counts(one, two):
    found = net.qap_correlation(one, two, permutations=1)
    return found.respondents, found.isolates


# What cannot be compared


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_without_variation_there_is_no_value(kind):
    """An empty network goes with nothing, and neither do networks of no or one node."""
    for nodes in (0, 1, 4):
        one, two = kind(), kind()
        one.add_nodes_from(range(nodes))
        two.add_nodes_from(range(nodes))
        found = net.qap_correlation(one, two, permutations=3)
        assert (None, None, None) == (found.value, found.p, found.expected)
        assert "network.no_variation" in [warning.code for warning in found.warnings]
        assert nodes * (nodes - 1) // (1 if one.is_directed() else 2) == found.dyads


def test_networks_of_others_are_refused():
    """The error names who is in only one of them; a number of permutations is one."""
    one, two = nx.DiGraph([(0, 1)]), nx.DiGraph([(0, 2)])
    with pytest.raises(InvalidValueError, match=r"\['1', '2'\]"):
        net.qap_correlation(one, two)
    for permutations in (0, 1.5, True):
        with pytest.raises(InvalidValueError, match="permutations"):
            net.qap_correlation(one, one, permutations=permutations)


# What is unknown


def arcs(graph):
    """Return the unknown arcs of a graph by the names of their ends."""
    nodes = snapshot(graph).nodes
    return {(nodes[code // len(nodes)], nodes[code % len(nodes)]) for code in unknown_arcs(graph).tolist()}


def test_an_arc_is_unknown_if_its_source_did_not_answer_and_nobody_saw_or_denied_it():
    """Listed ones are unknown, too; those of nodes that are gone and loops are none."""
    graph = nx.DiGraph([("a", "b"), ("b", "a")])
    graph.add_node("c", answered=True)
    assert set() == arcs(graph)
    graph.nodes["a"]["answered"] = False
    assert {("a", "c")} == arcs(graph)
    graph.graph["absent"] = (("a", "c"),)
    assert set() == arcs(graph)
    graph.graph["unknown"] = (("c", "a"), ("c", "gone"), ("c", "c"), ("a", "b"))
    assert {("c", "a")} == arcs(graph)
    graph.graph["complete"] = False
    assert {("c", "a"), ("b", "c"), ("c", "b")} == arcs(graph)


def test_a_pair_is_unknown_if_either_could_have_reported_it():
    """Unless both have to, where one who denies it is enough."""
    graph = nx.Graph([("a", "b")])
    graph.add_nodes_from(["a", "b", "c", "d"], answered=True)
    for node in ("a", "c"):
        graph.nodes[node]["answered"] = False
    open_ = {("a", "c"), ("a", "d"), ("b", "c"), ("c", "d")}
    assert open_ | {(b, a) for a, b in open_} == arcs(graph)
    graph.graph["rule"] = "both"
    assert {("a", "c"), ("c", "a")} == arcs(graph)


def test_arcs_of_who_did_not_answer_are_used_all_or_not_at_all():
    """To those who answered all are known here; to another who did not, one is and one is not."""
    graph = nx.DiGraph([("a", "b"), ("a", "x")], absent=(("a", "c"), ("x", "b"), ("x", "c"), ("y", "b")))
    graph.add_nodes_from("abcxy", answered=True)
    for node in "axy":
        graph.nodes[node]["answered"] = False
    table = cells(graph).dense()
    assert [1.0, 0.0] == table[0, 1:3].tolist()
    assert np.isnan(table[0, 3:]).all()
    assert [0.0, 0.0] == table[3, 1:3].tolist()
    assert np.isnan(table[4, 1:3]).all()  # y is known to have no tie to b, and nothing is known of c


def test_too_many_unknown_pairs_are_refused(monkeypatch):
    """They would fill the memory one by one."""
    monkeypatch.setattr("collective_impact.network._unknown.LARGEST", 10)
    with pytest.raises(InvalidValueError, match="4 of 6 nodes"):
        unknown_arcs(with_missing(nx.path_graph(6, nx.DiGraph), 0, 1, 2, 3))
