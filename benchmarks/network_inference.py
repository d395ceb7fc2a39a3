"""What permutation tests of networks cost, against the plain way to do each permutation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

import collective_impact.network as net
from benchmarks import Result, duel, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Table = NDArray[np.float64]

PERMUTATIONS = 1000
SOME = 20
"""Permutations that the plain way makes; what they take is counted up to all of them."""
MANY = 200
"""Permutations of a large network."""
PREDICTORS = 4
LARGE, TIES = 100_000, 500_000


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield results of QAP, of MRQAP, of QAP in a large sparse network, and of swaps."""
    rounds = 1 if smoke else 5
    for n in (30,) if smoke else (200, 500):
        yield _qap(n, rounds)
    for n in (20,) if smoke else (20, 50, 200):
        yield _mrqap(n, rounds)
    yield _sparse(1000 if smoke else LARGE, 5000 if smoke else TIES)
    yield _swaps(30 if smoke else 100, rounds)


def _graph(n: int, seed: int) -> nx.DiGraph[Any]:
    graph: nx.DiGraph[Any] = nx.gnp_random_graph(n, 0.1, seed=seed, directed=True)
    return graph


def _counted_up(work: Callable[[], object], times: int) -> Callable[[], float]:
    """Return a function that measures some of many repetitions and says what all would take."""
    some = timed(lambda: [work() for _ in range(SOME)])
    return lambda: some() / SOME * times


def _qap(n: int, rounds: int) -> Result:
    x, y = _graph(n, 1), _graph(n, 2)
    one, other = nx.to_numpy_array(x), nx.to_numpy_array(y)
    apart, dice = ~np.eye(n, dtype=bool), np.random.default_rng(0)

    def plain() -> object:
        order = dice.permutation(n)
        return np.corrcoef(one[np.ix_(order, order)][apart], other[apart])

    ours = timed(lambda: net.qap_correlation(x, y, permutations=PERMUTATIONS))
    mine, peers = duel(ours, _counted_up(plain, PERMUTATIONS), rounds=rounds)
    what = f"QAP, {PERMUTATIONS:,} permutations, n = {n}"
    return Result(what=what, seconds=mine, peer="numpy.corrcoef for each", peer_seconds=peers)


def _mrqap(n: int, rounds: int) -> Result:
    graph, other, dice = _graph(n, 1), _graph(n, 3), np.random.default_rng(0)
    for _, said in graph.nodes(data=True):
        said.update(sector=int(dice.integers(4)), budget=float(dice.normal()), age=float(dice.normal()))
    terms = [net.same("sector"), net.absdiff("budget"), net.ego("age"), net.layer(other)]
    design = np.column_stack([np.ones(n * (n - 1)), dice.normal(size=(n * (n - 1), PREDICTORS))])

    ours = timed(lambda: net.mrqap(graph, terms, permutations=PERMUTATIONS))
    peer = _counted_up(lambda: np.linalg.qr(design), PERMUTATIONS * PREDICTORS)
    mine, peers = duel(ours, peer, rounds=rounds)
    what = f"MRQAP, {PREDICTORS} predictors, {PERMUTATIONS:,} repetitions, n = {n}"
    return Result(what=what, seconds=mine, peer="a QR of the dyads for each", peer_seconds=peers)


def _sparse(n: int, ties: int) -> Result:
    x, y = (nx.gnm_random_graph(n, ties, seed=seed, directed=True) for seed in (1, 2))
    one, other = (nx.to_scipy_sparse_array(graph, format="csr") for graph in (x, y))
    dice = np.random.default_rng(0)
    net.qap_correlation(x, y, permutations=1)  # both are converted once

    def plain() -> object:
        order = dice.permutation(n)
        return one[order][:, order].multiply(other).sum()

    ours = timed(lambda: net.qap_correlation(x, y, permutations=MANY))
    mine, peers = duel(ours, _counted_up(plain, MANY), rounds=1)
    what = f"QAP, {MANY} permutations, n = {n:,}, {ties:,} ties"
    return Result(what=what, seconds=mine, peer="scipy.sparse for each", peer_seconds=peers)


def _swaps(n: int, rounds: int) -> Result:
    graph = _graph(n, 1)
    swaps = 5 * graph.number_of_edges()  # each exchanges two of the ties: ten for each tie, as ours

    def plain() -> object:
        return nx.directed_edge_swap(graph.copy(), nswap=swaps // 3, max_tries=100 * swaps, seed=1)

    ours = timed(lambda: net.conditional_uniform_test(graph, "degree_centralization", condition="degrees", draws=200))
    mine, peers = duel(ours, _counted_up(plain, 200), rounds=rounds)
    what = f"200 networks with the same degrees, n = {n}"
    return Result(what=what, seconds=mine, peer="networkx.directed_edge_swap", peer_seconds=peers)
