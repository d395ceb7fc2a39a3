"""What measures of structure cost that follow no paths: holes, brokers, mixing, cores; up to 100,000 nodes."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module, util
from typing import TYPE_CHECKING, Any

import networkx as nx

import collective_impact.network as net
from benchmarks import Result, duel, timed
from collective_impact.network._snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Work = Callable[[], object]

SMALL = (30, 150)
SIZES = ((1_000, 10_000), (3_000, 30_000))
HUGE = (100_000, 500_000)
SECTORS = ("school", "clinic", "firm", "charity", "agency")
LARGE: dict[str, Callable[[Any], object]] = {
    "degree centralization": net.degree_centralization,
    "density with bounds": net.density,
    "fragmentation": net.fragmentation,
    "brokerage": partial(net.brokerage, attribute="sector"),
    "constraint": net.constraint,
    "hierarchy": net.hierarchy,
    "effective size": net.effective_size,
    "mixing": partial(net.mixing_matrix, attribute="sector"),
    "E-I, exact chance": partial(net.ei_index, attribute="sector", draws=0),
    "core and periphery": net.core_periphery,
}


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield each measure against its peers, what it costs in a large network, and what a second one costs."""
    for n, m in (SMALL,) if smoke else SIZES:
        rounds = 1 if smoke else max(3, 15_000 // n)
        for directed in (True, False):
            yield from _against_peers(_made(n, m, directed=directed), rounds)
    graph = _made(*(SMALL if smoke else HUGE), directed=True)
    for name in LARGE:
        yield _against_conversion(graph, name, rounds=1 if smoke else 3)
    yield from _of_layers(graph, rounds=1 if smoke else 3)
    yield _second(graph, rounds=1 if smoke else 3)


def _made(n: int, m: int, *, directed: bool) -> nx.Graph[Any]:
    """Return a drawn graph whose nodes have sectors."""
    graph: nx.Graph[Any] = nx.gnm_random_graph(n, m, seed=1, directed=directed)
    nx.set_node_attributes(graph, {node: SECTORS[node % len(SECTORS)] for node in graph}, "sector")
    return graph


def _against_peers(graph: nx.Graph[Any], rounds: int) -> Iterator[Result]:
    """Yield measures of a graph that is converted beforehand, as igraph's is."""
    size = f"n = {len(graph):,}, {'arcs' if graph.is_directed() else 'edges'}"
    for what, ours, peer, theirs in _pairs(graph):
        yield _against(f"{what}, {size}", ours, peer, theirs, rounds=rounds)


def _pairs(graph: nx.Graph[Any]) -> Iterator[tuple[str, Work, str, Work]]:
    """Yield each measure and what does the same."""
    snapshot(graph)
    yield "constraint", partial(net.constraint, graph), "networkx", partial(nx.constraint, graph)
    if igraph := _peer("igraph"):
        yield "constraint", partial(net.constraint, graph), "igraph", igraph.Graph.from_networkx(graph).constraint
    yield "effective size", partial(net.effective_size, graph), "networkx", partial(nx.effective_size, graph)
    mixing = partial(net.mixing_matrix, graph, "sector")
    yield "mixing", mixing, "networkx, matrix and coefficient", partial(_networkx_mixing, graph)
    if isinstance(graph, nx.DiGraph):
        yield "brokerage", partial(_brokers, graph), "a loop over sets", partial(_loop, graph)


def _against(what: str, ours: Work, peer: str, theirs: Work, *, rounds: int) -> Result:
    seconds, peers = duel(timed(ours), timed(theirs), rounds=rounds)
    return Result(what=what, seconds=seconds, peer=peer, peer_seconds=peers)


def _peer(name: str) -> Any:  # noqa: ANN401 - a module
    """Return a module that one may have or not; say so if not."""
    if util.find_spec(name) is None:
        print(f"{name} is not installed: nothing is compared with it", file=sys.stderr)
        return None
    return import_module(name)


def _networkx_mixing(graph: nx.Graph[Any]) -> None:
    nx.attribute_mixing_matrix(graph, "sector", normalized=False)
    nx.attribute_assortativity_coefficient(graph, "sector")


def _brokers(graph: nx.Graph[Any]) -> object:
    return net.brokerage(graph, "sector").by_node


def _loop(graph: nx.DiGraph[Any]) -> dict[Any, dict[str, int]]:
    """Count roles as one does in plain Python, with sets for who is not tied."""
    group = dict(graph.nodes(data="sector"))
    after = {node: set(graph.succ[node]) for node in graph}
    before = {node: set(graph.pred[node]) for node in graph}
    found = {}
    for v in graph:
        roles = dict.fromkeys(("coordinator", "itinerant", "gatekeeper", "representative", "liaison"), 0)
        for a in before[v]:
            for c in after[v] - after[a] - {a}:
                if group[a] == group[v]:
                    roles["coordinator" if group[c] == group[v] else "representative"] += 1
                elif group[c] == group[v]:
                    roles["gatekeeper"] += 1
                else:
                    roles["itinerant" if group[a] == group[c] else "liaison"] += 1
        found[v] = roles
    return found


def _convert(graph: nx.Graph[Any]) -> None:
    """Convert a graph as if it had just changed."""
    graph.__networkx_cache__.clear()
    snapshot(graph)


def _against_conversion(graph: nx.Graph[Any], name: str, *, rounds: int) -> Result:
    """Compare a measure of a converted graph, from which nothing else was worked out, with the conversion."""
    conversion = timed(partial(_convert, graph))
    measure = timed(partial(LARGE[name], graph))
    turns = [(conversion(), measure()) for _ in range(rounds)]  # each measure follows a conversion
    peers, seconds = (sorted(column)[rounds // 2] for column in zip(*turns, strict=True))
    what = f"{name}, n = {len(graph):,}, m = {graph.number_of_edges():,}"
    return Result(what=what, seconds=seconds, peer="one conversion to arrays", peer_seconds=peers)


def _of_layers(graph: nx.Graph[Any], *, rounds: int) -> Iterator[Result]:
    """Compare what is said of two layers, which are converted, with the conversion of both."""
    other: nx.Graph[Any] = nx.gnm_random_graph(len(graph), graph.number_of_edges(), seed=2, directed=True)
    size = f"n = {len(graph):,}, m = {graph.number_of_edges():,} each"

    def conversions() -> None:
        _convert(graph)
        _convert(other)

    conversions()
    works: dict[str, Work] = {
        "overlap of two layers": partial(net.overlap, graph, other),
        "multiplexity of two layers": partial(net.multiplexity, {"one": graph, "other": other}),
    }
    for what, work in works.items():
        yield _against(f"{what}, {size}", work, "both conversions to arrays", conversions, rounds=rounds)


def _second(graph: nx.Graph[Any], *, rounds: int) -> Result:
    """Compare a measure of an unchanged graph with the same measure of one that has changed."""

    def changed() -> None:
        _convert(graph)
        net.effective_size(graph)

    what = f"effective size once more, n = {len(graph):,}, unchanged"
    return _against(what, partial(net.effective_size, graph), "changed: converted again", changed, rounds=rounds)
