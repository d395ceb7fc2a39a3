import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact.network._core_search import Image
from collective_impact.network._snapshot import snapshot

REAL = {
    "marriages": nx.florentine_families_graph(),
    "business": florentine_business(),
    "information": knoke_information(),
}
LARGER = {
    "club": nx.karate_club_graph(),
    "women": nx.davis_southern_women_graph(),
    "novel": nx.les_miserables_graph(),
    "advice": managers(),
    "friendship": managers(FRIENDSHIP),
}


def correlation(arrays, core, *, between):
    """Return Pearson's correlation cell by cell of the network and the image of a core, or None."""
    member = np.array(core, dtype=bool)
    cells = ~np.eye(arrays.n, dtype=bool)
    image = np.logical_or.outer(member, member) if between else np.logical_and.outer(member, member)
    if not between:
        cells &= member[:, None] == member
    ties, ideal = arrays.dense()[cells], image[cells].astype(float)
    if not len(ties) or not ties.std() or not ideal.std():
        return None
    return np.corrcoef(ties, ideal)[0, 1]


def all_fits(arrays, *, between):
    """Return the correlation of each core that has one, as sets of places."""
    found = {}
    for core in itertools.product([False, True], repeat=arrays.n):
        fit = correlation(arrays, core, between=between)
        if fit is not None:
            found[frozenset(np.flatnonzero(core).tolist())] = fit
    return found


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=30),
    st.integers(0, 7),
    st.booleans(),
    st.booleans(),
)
def test_the_best_of_all_is_found(edges, n, directed, between):
    """As brute force over all cores finds it, cell by cell; and whether it is the only one."""
    graph = (nx.DiGraph if directed else nx.Graph)()
    graph.add_nodes_from(range(n))
    graph.add_edges_from((a, b) for a, b in edges if max(a, b) < n)
    arrays = snapshot(graph)
    fits = all_fits(arrays, between=between)
    core, fit, unique = Image(arrays=arrays, between=between).all_cores()
    if not fits:
        assert fit == -np.inf
        return
    best = max(fits.values())
    as_good = [found for found, value in fits.items() if value > best - 1e-9]
    assert best == pytest.approx(fit)
    assert frozenset(np.flatnonzero(core).tolist()) in as_good
    assert core.sum() == max(map(len, as_good))
    assert unique == (len(as_good) == 1)


@pytest.mark.parametrize("between", [True, False])
@pytest.mark.parametrize("name", REAL)
def test_the_best_of_all_is_no_worse_than_any(name, between):
    """On three real networks: its fit is the correlation cell by cell, and no core of three has a higher one."""
    arrays = snapshot(REAL[name])
    core, fit, _ = Image(arrays=arrays, between=between).all_cores()
    assert correlation(arrays, core, between=between) == pytest.approx(fit)
    for three in itertools.combinations(range(arrays.n), 3):
        other = correlation(arrays, np.isin(np.arange(arrays.n), three), between=between)
        assert other is None or other <= fit + 1e-9


@pytest.mark.parametrize("between", [True, False])
@pytest.mark.parametrize("name", REAL)
def test_climbs_reach_the_best_of_all(name, between):
    """On three real networks that are small enough to know it."""
    image = Image(arrays=snapshot(REAL[name]), between=between)
    core, fit = image.searched(0)
    assert image.all_cores()[1] == pytest.approx(fit)
    assert correlation(image.arrays, core, between=between) == pytest.approx(fit)


@pytest.mark.parametrize("between", [True, False])
def test_searches_reach_the_best_of_all_in_drawn_networks(between):
    """Of five networks of sixteen, as far as all cores can be compared."""
    for seed in range(5):
        graph = nx.gnp_random_graph(16, 0.3, seed=seed, directed=bool(seed % 2))
        image = Image(arrays=snapshot(graph), between=between)
        assert image.all_cores()[1] == pytest.approx(image.searched(seed)[1])


@pytest.mark.parametrize("between", [True, False])
@pytest.mark.parametrize("name", LARGER)
def test_no_change_of_one_and_no_exchange_makes_a_climb_better(name, between):
    """Where climbs end, on five real networks, tried one by one."""
    arrays = snapshot(LARGER[name])
    core, fit = Image(arrays=arrays, between=between).climbed(np.arange(arrays.n) % 3 == 0)
    assert correlation(arrays, core, between=between) == pytest.approx(fit)
    changed = [[node] for node in range(arrays.n)]
    exchanged = [[a, b] for a in np.flatnonzero(core)[:4] for b in np.flatnonzero(~core)]
    for nodes in [*changed, *exchanged]:
        other = core.copy()
        other[nodes] ^= True
        seen = correlation(arrays, other, between=between)
        assert seen is None or seen <= fit + 1e-9


@pytest.mark.parametrize("between", [True, False])
def test_the_best_of_an_order_is_the_best_of_its_beginnings(between):
    """By degree, as each beginning taken by itself shows."""
    arrays = snapshot(nx.karate_club_graph())
    order = np.argsort(-arrays.out_degree, kind="stable")
    fits = [correlation(arrays, np.isin(np.arange(arrays.n), order[:size]), between=between) for size in range(1, 34)]
    best = max(fit for fit in fits if fit is not None)
    core = Image(arrays=arrays, between=between).best_of_order(order)
    assert best == pytest.approx(correlation(arrays, core, between=between))
    assert set(np.flatnonzero(core)) == set(order[: core.sum()])
