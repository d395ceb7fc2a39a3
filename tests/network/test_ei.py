import itertools
import math
from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import ei_index

REAL = {
    "advice": (managers(), dict(managers().nodes(data="department"))),
    "friendship": (managers(FRIENDSHIP), dict(managers().nodes(data="level"))),
    "information": (knoke_information(), {node: len(node) for node in knoke_information()}),
    "club": (nx.karate_club_graph(), dict(nx.karate_club_graph().nodes(data="club"))),
    "women": (nx.davis_southern_women_graph(), dict(nx.davis_southern_women_graph().nodes(data="bipartite"))),
    "marriages": (nx.florentine_families_graph(), {node: len(node) % 3 for node in nx.florentine_families_graph()}),
    "business": (florentine_business(), {node: node[0] for node in florentine_business()}),
}


def index(graph, group):
    """Return (E - I) / (E + I) of the ties whose ends are both of known groups, or None."""
    known = [(a, b) for a, b in graph.edges if a != b and None not in (group[a], group[b])]
    external = sum(group[a] != group[b] for a, b in known)
    return (2 * external - len(known)) / len(known) if known else None


def all_deals(graph, group):
    """Return the index for each way to deal the groups out."""
    return np.array(
        [index(graph, dict(zip(graph, deal, strict=True))) for deal in itertools.permutations(group.values())]
    )


def same(expected, actual):
    """Return whether two numbers are the same up to rounding, or both None."""
    return expected is actual is None or expected == pytest.approx(actual, abs=1e-9)


@st.composite
def grouped(draw, kinds=(None, "a", "b"), nodes=6):
    """Return a small graph and a group for each node."""
    graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from(range(nodes))
    ends = st.integers(0, nodes - 1)
    graph.add_edges_from(draw(st.lists(st.tuples(ends, ends), max_size=14)))
    return graph, dict(enumerate(draw(st.lists(st.sampled_from(kinds), min_size=nodes, max_size=nodes))))


# The index


@pytest.mark.parametrize("name", REAL)
def test_it_is_external_less_internal_over_all(name):
    """On seven real networks, as counted tie by tie."""
    graph, group = REAL[name]
    assert index(graph, group) == pytest.approx(ei_index(graph, group, draws=0).value)


def test_two_bipartite_classes_have_no_tie_inside():
    """Women go to events: 1."""
    graph = nx.davis_southern_women_graph()
    assert 1.0 == ei_index(graph, "bipartite", draws=0).value


def test_the_club_by_its_factions():
    """Of 78 ties 11 lead to the other side, far fewer than if sides had been drawn."""
    found = ei_index(nx.karate_club_graph(), "club")
    assert (11, 78 - 11, (2 * 11 - 78) / 78) == (found.whole.external, found.whole.internal, found.value)
    assert found.chance.z < -5
    assert found.chance.p == 1 / 1001


@given(grouped())
def test_groups_and_nodes_see_the_ties_of_their_own(given_):
    """A node its own ties, a group those of its members: each tie inside has two ends in it."""
    graph, group = given_
    found = ei_index(graph, group, draws=0)
    ends = [(a, b) for a, b in graph.edges if a != b]
    for node, kind in group.items():
        others = [b if a == node else a for a, b in ends if node in (a, b)]
        known = [other for other in others if None not in (kind, group[other])]
        ties = found.by_node[node]
        assert sum(group[other] != kind for other in known) == ties.external
        assert sum(group[other] == kind for other in known) == ties.internal
        assert len(others) - len(known) == ties.unknown
    for kind, ties in found.by_group.items():
        members = [found.by_node[node] for node in graph if group[node] == kind]
        for name in ("external", "internal", "unknown", "may_be_internal"):
            assert sum(getattr(member, name) for member in members) == getattr(ties, name)


@given(grouped(nodes=5))
def test_whatever_the_unknown_groups_are_the_index_is_within_its_bounds(given_):
    """Of the whole, of nodes and of groups; all outside can be, and all inside if no two unknown are tied."""
    graph, group = given_
    found = ei_index(graph, group, draws=0)
    unknown = [node for node, kind in group.items() if kind is None]
    assume(len(unknown) <= 3)  # each may be in any group, or in one of its own
    values, at_nodes = [], {node: [] for node in graph}
    for deal in itertools.product(["a", "b", *range(len(unknown))], repeat=len(unknown)):
        full = ei_index(graph, group | dict(zip(unknown, deal, strict=True)), draws=0)
        values.append(full.value)
        for node in graph:
            at_nodes[node].append(full.by_node[node].value)
    assert (found.bounds is None) == (values[0] is None)
    if found.bounds is None:
        return
    low, high = found.bounds
    assert low - 1e-12 <= min(values)
    assert max(values) == pytest.approx(high)
    if not any(a != b for a, b in graph.subgraph(unknown).edges):
        assert min(values) == pytest.approx(low)
    for node, seen in at_nodes.items():
        if seen[0] is not None:
            assert (min(seen), max(seen)) == pytest.approx(found.by_node[node].bounds)


def test_actors_of_unknown_group_are_never_dropped():
    """They are counted, and their ties stand in the bounds: 1 in, 1 out, 1 unknown."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    found = ei_index(graph, {"a": "x", "b": "x", "c": "y"})
    assert (0.0, (-1 / 3, 1 / 3)) == (found.value, pytest.approx(found.bounds))
    assert (4, 1) == (found.n, found.whole.unknown)
    assert (None, (-1.0, 1.0)) == (found.by_node["d"].value, found.by_node["d"].bounds)
    assert ["network.groups.unknown"] == [warning.code for warning in found.warnings]


# Chance


@given(grouped(kinds="abc", nodes=5))
def test_moments_are_those_of_all_permutations(given_):
    """Expectation and standard deviation are exact, for directed graphs with ties returned as well."""
    graph, group = given_
    found = ei_index(graph, group, draws=0)
    if found.chance is None:
        assert found.value is None
        return
    values = all_deals(graph, group)
    assert (values.mean(), values.std()) == pytest.approx((found.chance.expected, found.chance.sd), abs=1e-7)
    if values.std() > 1e-9:
        assert (found.value - values.mean()) / values.std() == pytest.approx(found.chance.z)
    else:
        assert found.chance.z is None


@pytest.mark.parametrize("name", REAL)
def test_moments_are_those_of_the_formula(name):
    """E = 1 - 2 f2; Var(I) = m f2 + 2 P f3 + 2 D f4 + 2 R f2 - (m f2)^2, with P, D and R counted pair by pair."""
    graph, group = REAL[name]
    n, sizes = len(graph), Counter(group.values()).values()
    f2 = sum(math.perm(size, 2) for size in sizes) / math.perm(n, 2)
    f3 = sum(math.perm(size, 3) for size in sizes) / math.perm(n, 3)
    unlike = sum(math.perm(a, 2) * math.perm(b, 2) for a, b in itertools.permutations(sizes, 2))
    f4 = (sum(math.perm(size, 4) for size in sizes) + unlike) / math.perm(n, 4)
    shared = Counter(len({*one} & {*other}) for one, other in itertools.combinations(graph.edges, 2))
    m = graph.number_of_edges()
    variance = m * f2 + 2 * (shared[1] * f3 + shared[0] * f4 + shared[2] * f2) - (m * f2) ** 2
    found = ei_index(graph, group, draws=0).chance
    assert 1 - 2 * f2 == pytest.approx(found.expected)
    assert 2 * math.sqrt(variance) / m == pytest.approx(found.sd)


@pytest.mark.parametrize("name", ["advice", "club"])
def test_moments_agree_with_simulation(name):
    """Groups dealt out 3,000 times, within four standard errors."""
    graph, group = REAL[name]
    rng = np.random.default_rng(7)
    kinds = np.array(list(group.values()), dtype=object)
    drawn = np.array([index(graph, dict(zip(graph, rng.permutation(kinds), strict=True))) for _ in range(3000)])
    found = ei_index(graph, group, draws=0).chance
    assert abs(drawn.mean() - found.expected) < 4 * found.sd / math.sqrt(3000)
    assert found.sd == pytest.approx(drawn.std(), rel=0.06)


def test_p_is_that_of_all_permutations():
    """Of six nodes in two groups all 720 can be looked at; 4,000 draws come within four standard errors."""
    graph = nx.Graph([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (2, 3)])
    group = dict(enumerate("aaabbb"))
    values = all_deals(graph, group)
    exact = np.mean(abs(values - values.mean()) >= abs(index(graph, group) - values.mean()) - 1e-12)
    found = ei_index(graph, group, draws=4000, seed=3).chance
    assert abs(exact - found.p) < 4 * math.sqrt(exact * (1 - exact) / 4000)


def test_draws_do_not_depend_on_the_order_of_nodes():
    """The same seed, the same p, however the graph was put together."""
    graph, group = REAL["advice"]
    other = nx.DiGraph()
    other.add_nodes_from(reversed(list(graph)))
    other.add_edges_from(reversed(list(graph.edges)))
    one, two = (ei_index(each, group, draws=99, seed=5) for each in (graph, other))
    assert (one.chance, one.value, 5) == (two.chance, two.value, one.seed)
    assert one.chance.p != ei_index(graph, group, draws=99, seed=6).chance.p
    assert (None, None) == (ei_index(graph, group, draws=0).chance.p, ei_index(graph, group, draws=0).seed)


@pytest.mark.parametrize("name", ["club", "marriages", "business"])
def test_without_direction_is_the_same_as_both_ways(name):
    """Each tie twice: the same index, expectation and standard deviation."""
    graph, group = REAL[name]
    one, two = (ei_index(each, group, draws=0) for each in (graph, graph.to_directed()))
    assert (one.value, one.chance.expected) == (two.value, two.chance.expected)
    assert one.chance.sd == pytest.approx(two.chance.sd)
    assert [ties.value for ties in one.by_node.values()] == [ties.value for ties in two.by_node.values()]


# Without somebody


def test_the_backbone_can_be_left_out():
    """Who is tied to all by its office makes ties external; without it those of the others are left."""
    graph = nx.Graph([("a", "b"), ("c", "d"), ("b", "c")])
    graph.add_edges_from(("backbone", node) for node in "abcd")
    group = {"a": "x", "b": "x", "c": "y", "d": "y", "backbone": "z"}
    assert (5 - 2) / 7 == ei_index(graph, group).value
    for attribute in (group, "sector"):
        nx.set_node_attributes(graph, group, "sector")
        found = ei_index(graph, attribute, without=["backbone"])
        assert (-1 / 3, 4) == (pytest.approx(found.value), found.n)
        assert "backbone" not in found.by_node
        assert {"x", "y"} == set(found.by_group)


# Odd graphs


@pytest.mark.parametrize(
    ("graph", "value"),
    [
        (nx.empty_graph(0), None),
        (nx.empty_graph(3), None),
        (nx.MultiGraph([(0, 0), (0, 0)]), None),
        (nx.path_graph(2), -1),
        (nx.star_graph(4), -1),
        (nx.complete_graph(4), -1),
        (nx.MultiDiGraph([(0, 1), (0, 1), (1, 1)]), -1),
    ],
    ids=str,
)
def test_in_one_group_no_tie_is_external(graph, value):
    """And without ties there is no index; of a single way to deal nothing out there is no spread."""
    found = ei_index(graph, dict.fromkeys(graph, "all"), draws=9)
    assert value == found.value
    if value is None:
        assert found.chance is found.bounds is None
    else:
        assert (-1, 0, None, 1) == (found.chance.expected, found.chance.sd, found.chance.z, found.chance.p)


def test_nodes_may_be_anything():
    """Numbers, text and tuples."""
    graph = nx.Graph([(1, "b"), ("b", ("c", 2))])
    assert 0.0 == ei_index(graph, {1: "x", "b": "x", ("c", 2): 3}).value


def test_what_cannot_be_is_refused():
    """The error says what there is."""
    graph = managers()
    with pytest.raises(UnknownNameError, match="did you mean 'department'"):
        ei_index(graph, "departmen")
    with pytest.raises(UnknownNameError, match="no node 99"):
        ei_index(graph, "department", without=[99])
    with pytest.raises(InvalidValueError, match="draws: -1"):
        ei_index(graph, "department", draws=-1)
    assert hash(ei_index(graph, "department", draws=0))
