import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.network import core_periphery
from collective_impact.network._coreness import Fit, coreness
from collective_impact.network._snapshot import snapshot

REAL = {
    "marriages": nx.florentine_families_graph(),
    "business": florentine_business(),
    "club": nx.karate_club_graph(),
    "women": nx.davis_southern_women_graph(),
    "novel": nx.les_miserables_graph(),
    "information": knoke_information(),
    "advice": managers(),
    "friendship": managers(FRIENDSHIP),
}


def ideal(core, periphery, *, between):
    """Return a perfect core and periphery, the nodes of the core first; with all ties in between, or one in two."""
    graph = nx.complete_graph(core)
    pairs = itertools.product(range(core), range(core, core + periphery))
    graph.add_edges_from((a, b) for a, b in pairs if between or (a + b) % 2)
    return graph


# The core


@pytest.mark.parametrize("make", [nx.Graph, nx.DiGraph])
@pytest.mark.parametrize(("core", "periphery"), [(2, 5), (4, 4), (6, 30), (10, 25)])
@pytest.mark.parametrize("blocks", ["ones", "ignored"])
def test_an_ideal_core_is_found(make, core, periphery, blocks):
    """With a correlation of 1, whether all cores are compared or climbed to."""
    graph = make(ideal(core, periphery, between=blocks == "ones"))
    found = core_periphery(graph, blocks=blocks)
    assert (tuple(range(core)), 1.0) == (found.core, pytest.approx(found.correlation))
    assert found.exact == (core + periphery <= 20)
    assert (True if found.exact else None) == found.unique
    assert (blocks, None if found.exact else 0) == (found.convention, found.seed)


def test_a_star_has_its_middle_as_core():
    """All ties touch it: 1. Ties in between ignored, there is nothing that two of a core could be tied by."""
    assert ((0,), 1.0, True) == tuple(
        getattr(core_periphery(nx.star_graph(6)), name) for name in ("core", "correlation", "unique")
    )
    assert ((), None, None) == tuple(
        getattr(core_periphery(nx.star_graph(2), blocks="ignored"), name) for name in ("core", "correlation", "unique")
    )


def test_three_with_one_partner_each():
    """Of 30 cells 12 are ties, and 24 ones in the image: (30 x 12 - 24 x 12) / sqrt(24 x 6 x 12 x 18)."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("a", "x"), ("b", "y"), ("c", "z")])
    expected = (30 * 12 - 24 * 12) / (24 * 6 * 12 * 18) ** 0.5
    assert expected == pytest.approx(core_periphery(graph).correlation)


@pytest.mark.parametrize("name", ["marriages", "information", "women", "friendship"])
def test_it_does_not_depend_on_names_or_order(name):
    """Of the same graph put together otherwise the core fits as well, and is the same where it is the only one."""
    graph = REAL[name]
    for blocks in ("ones", "ignored"):
        one = core_periphery(graph, blocks=blocks)
        other = type(graph)()
        other.add_nodes_from(reversed(list(graph)))
        other.add_edges_from(reversed(list(graph.edges)))
        two = core_periphery(other, blocks=blocks)
        assert (set(one.core), one.correlation) == (set(two.core), two.correlation)
        renamed = core_periphery(
            nx.relabel_nodes(graph, lambda node: f"{hash(str(node)) % 97:02} {node}"), blocks=blocks
        )
        assert one.correlation == pytest.approx(renamed.correlation)
        assert one.coreness_correlation == pytest.approx(renamed.coreness_correlation, abs=1e-6)


@pytest.mark.parametrize("name", ["marriages", "business", "club", "women", "novel"])
def test_without_direction_is_the_same_as_both_ways(name):
    """Each cell of the table is there in either case."""
    one, two = core_periphery(REAL[name]), core_periphery(REAL[name].to_directed())
    assert (one.core, one.unique) == (two.core, two.unique)
    assert one.correlation == pytest.approx(two.correlation)
    assert list(one.coreness.values()) == pytest.approx(list(two.coreness.values()), abs=1e-4)


@pytest.mark.parametrize("blocks", ["ones", "ignored"])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 25])
@pytest.mark.parametrize("make", [nx.empty_graph, nx.complete_graph])
def test_where_all_pairs_are_alike_there_is_no_core(make, n, blocks):
    """Nobody or everybody is tied: no correlation, and so nobody in it."""
    found = core_periphery(make(n), blocks=blocks)
    assert ((), None, None) == (found.core, found.correlation, found.unique)
    assert found.coreness_correlation is None
    if not nx.number_of_edges(make(n)):
        assert dict.fromkeys(range(n)) == found.coreness
    else:
        assert [1.0] * n == pytest.approx(list(found.coreness.values()))


def test_loops_and_parallel_ties_count_for_nothing():
    """A multigraph with loops has the core of the simple graph."""
    graph = nx.MultiGraph([(0, 1), (0, 1), (1, 2), (0, 2), (0, 3), (3, 3), (4, 1)])
    assert core_periphery(nx.Graph([(0, 1), (1, 2), (0, 2), (0, 3), (1, 4)])).core == core_periphery(graph).core


def test_what_cannot_be_is_refused():
    """The error says what there is."""
    with pytest.raises(InvalidValueError, match="one of ones, ignored"):
        core_periphery(nx.path_graph(3), blocks="zeros")
    assert core_periphery is ci.network.core_periphery
    assert hash(core_periphery(nx.path_graph(3)))


# Coreness


@pytest.mark.parametrize("name", REAL)
def test_what_is_left_and_its_slope_are_those_of_the_table(name):
    """Squares summed cell by cell; slopes by small steps; the correlation as numpy has it."""
    arrays = snapshot(REAL[name])
    fit = Fit(arrays)
    values = np.random.default_rng(3).random(arrays.n)
    cells = ~np.eye(arrays.n, dtype=bool)
    products = np.outer(values, values)
    left, slope = fit(values)
    assert ((arrays.dense() - products)[cells] ** 2).sum() == pytest.approx(left)
    assert np.corrcoef(arrays.dense()[cells], products[cells])[0, 1] == pytest.approx(fit.correlation(values))
    step = 1e-6
    for node in range(arrays.n):
        there = values.copy()
        there[node] += step
        assert (fit(there)[0] - left) / step == pytest.approx(slope[node], abs=1e-3)


@pytest.mark.parametrize("name", REAL)
def test_no_other_start_leaves_less(name):
    """Of eight climbs from anywhere none comes nearer to the network, and nobody can change alone."""
    from scipy import optimize

    arrays = snapshot(REAL[name])
    fit = Fit(arrays)
    values, _ = coreness(arrays)
    least = fit(values)[0]
    rng = np.random.default_rng(0)
    for _ in range(8):
        run = optimize.minimize(fit, rng.random(arrays.n), jac=True, method="L-BFGS-B", bounds=[(0, 1)] * arrays.n)
        assert least <= run.fun + 1e-6
    assert 0 <= values.min() <= values.max() <= 1


def test_coreness_of_a_star_and_a_ring():
    """The middle has 1, and each of ten leaves l with least 20 (1 - l)^2 + 90 l^4; in a ring all have the same."""
    found = core_periphery(nx.star_graph(10))
    leaf = min(np.linspace(0, 1, 100_001), key=lambda value: 20 * (1 - value) ** 2 + 90 * value**4)
    assert [1.0, *[leaf] * 10] == pytest.approx(list(found.coreness.values()), abs=1e-4)
    assert 1.0 == pytest.approx(found.coreness_correlation)
    # 56 cells, 16 ties: least squares of one product for all is their mean
    ring = core_periphery(nx.cycle_graph(8))
    assert [(16 / 56) ** 0.5] * 8 == pytest.approx(list(ring.coreness.values()), abs=1e-6)
    assert ring.coreness_correlation is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20), st.booleans())
def test_coreness_is_there_wherever_anybody_is_tied(edges, directed):
    """From 0 to 1, 0 for isolates, None for all where nobody is tied."""
    graph = (nx.DiGraph if directed else nx.Graph)(edges)
    graph.add_node("alone")
    found = core_periphery(graph)
    tied = any(a != b for a, b in edges)
    assert (0.0 if tied else None) == found.coreness["alone"]
    assert all(0 <= value <= 1 for value in found.coreness.values() if tied)
