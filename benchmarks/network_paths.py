"""What paths cost: betweenness, closeness, pivots, removal; against networkx, igraph and rustworkx in one process."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module, util
from typing import TYPE_CHECKING, Any

import networkx as nx

from benchmarks import Result, duel, timed
from collective_impact.network import betweenness, closeness, distance_fragmentation, path_estimates, removal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALL = ((30, 90), (100, 400), (300, 1_500), (1_000, 5_000))
LARGE = ((1_000, 5_000), (3_000, 15_000), (10_000, 50_000))
HUGE = (100_000, 500_000)
PIVOTS, FEW_PIVOTS = 64, 2
REMOVED_FROM = (200, 1_000)


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield betweenness and closeness by size and peer, the second measure, pivots, and removal of each node."""
    _both(_made(*SMALL[0]))  # loads what is loaded once
    for n, m in SMALL[:1] if smoke else SMALL:
        graph = _made(n, m)
        rounds = 1 if smoke else max(3, 3_000 // n)
        yield _against(f"{n:,} nodes, conversion too", rounds, partial(_both, graph), "networkx", partial(_nx, graph))
        yield _against(f"{n:,} nodes, converted", rounds, partial(_again, graph), "networkx", partial(_nx, graph))
    for n, m in SMALL[:1] if smoke else LARGE:
        yield from _against_compiled(n, m, rounds=1 if smoke or n > LARGE[0][0] else 5)
    yield _pivots(*(SMALL[0] if smoke else HUGE))
    yield _removals(*(SMALL[0] if smoke else REMOVED_FROM))


def _made(n: int, m: int) -> nx.Graph[Any]:
    """Return a graph with as many ties, drawn in the manner that networks grow: some have many."""
    return nx.barabasi_albert_graph(n, m // n, seed=1)


def _both(graph: nx.Graph[Any]) -> None:
    """Work out both on a graph as if it had just changed."""
    graph.__networkx_cache__.clear()
    betweenness(graph)
    closeness(graph)


def _again(graph: nx.Graph[Any]) -> None:
    """Work out both on a graph that has been converted to arrays, but from nothing else that was worked out."""
    kept = graph.__networkx_cache__["collective_impact"]
    graph.__networkx_cache__["collective_impact"] = type(kept)(
        nodes=kept.nodes, index=kept.index, directed=kept.directed, sources=kept.sources, targets=kept.targets
    )
    betweenness(graph)
    closeness(graph)


def _nx(graph: nx.Graph[Any]) -> None:
    nx.betweenness_centrality(graph)
    nx.harmonic_centrality(graph)


def _igraph(graph: Any) -> None:  # noqa: ANN401 - of a peer that one may not have
    graph.betweenness()
    graph.harmonic_centrality()


def _rustworkx(peer: Any, graph: Any) -> None:  # noqa: ANN401 - a peer that one may not have
    one_core = len(graph) + 1
    peer.betweenness_centrality(graph, parallel_threshold=one_core)
    peer.closeness_centrality(graph, parallel_threshold=one_core)


def _against(what: str, rounds: int, ours: Callable[[], object], peer: str, theirs: Callable[[], object]) -> Result:
    seconds, peers = duel(timed(ours), timed(theirs), rounds=rounds)
    return Result(what=f"betweenness, harmonic closeness; {what}", seconds=seconds, peer=peer, peer_seconds=peers)


def _against_compiled(n: int, m: int, *, rounds: int) -> Iterator[Result]:
    """Yield two comparisons with peers in C and Rust, whose graphs are converted beforehand while ours is not."""
    graph = _made(n, m)
    what = f"{n:,} nodes, conversion too"
    if igraph := _peer("igraph"):
        other = igraph.Graph.from_networkx(graph)
        yield _against(what, rounds, partial(_both, graph), "igraph", partial(_igraph, other))
    if rustworkx := _peer("rustworkx"):
        rust = rustworkx.networkx_converter(graph)
        theirs = partial(_rustworkx, rustworkx, rust)
        yield _against(what, rounds, partial(_both, graph), "rustworkx, one core, closeness not harmonic", theirs)


def _peer(name: str) -> Any:  # noqa: ANN401 - a module
    """Return a module that one may have or not; say so if not."""
    if util.find_spec(name) is None:
        print(f"{name} is not installed: nothing is compared with it", file=sys.stderr)
        return None
    return import_module(name)


def _pivots(n: int, m: int) -> Result:
    """Return what a pivot costs, conversion divided among them, against networkx."""
    graph = _made(n, m)
    ours = timed(partial(path_estimates, graph, pivots=PIVOTS))
    theirs = timed(partial(nx.betweenness_centrality, graph, k=FEW_PIVOTS, seed=1))
    seconds, peers = duel(ours, theirs, rounds=1)
    many = min(PIVOTS, n)
    return Result(
        what=f"a pivot of {many}, {n:,} nodes, with conversion, closeness and errors",
        seconds=seconds / many,
        peer=f"networkx, a pivot of {FEW_PIVOTS}, betweenness alone",
        peer_seconds=peers / FEW_PIVOTS,
    )


def _removals(n: int, m: int) -> Result:
    """Return what each node's removal costs, against working out one of its figures for each node in turn."""
    graph = _made(n, m)

    def one_by_one() -> None:
        for node in list(graph):
            rest = graph.copy()
            rest.remove_node(node)
            distance_fragmentation(rest)

    seconds, peers = duel(timed(partial(removal, graph)), timed(one_by_one), rounds=1)
    peer = "a copy without each node, and its distance fragmentation"
    return Result(what=f"removal of each of {n} nodes, six figures", seconds=seconds, peer=peer, peer_seconds=peers)
