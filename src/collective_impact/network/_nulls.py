"""Networks drawn at random that share something with an observed one, all of them equally probable."""

from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from collective_impact.errors import UnknownNameError
from collective_impact.network._account import Result
from collective_impact.network._draws import dice
from collective_impact.network._snapshot import CACHE, Graph, Ints, Snapshot, snapshot
from collective_impact.network._swaps import swapped, together
from collective_impact.network._unknown import unknown_arcs

Condition: TypeAlias = Literal["size", "edges", "dyads", "degrees"]
CONDITIONS: tuple[Condition, ...] = get_args(Condition)


@attrs.frozen(kw_only=True, eq=False)
class Null:
    """What is drawn, and from what.

    Parameters
    ----------
    observed : networkx graph
        The network as all draws are: its ties there or not, loops left out, parallel ones once.
    arrays : Snapshot
    unknown : ndarray of int
        Arcs of which nothing is known; no draw has a tie there.
    """

    observed: Graph
    arrays: Snapshot
    unknown: Ints

    @classmethod
    def of(cls, graph: Graph) -> "Null":
        arrays, unknown = snapshot(graph), unknown_arcs(graph)
        return cls(observed=_graph(_bare(graph, arrays, unknown), arrays), arrays=arrays, unknown=unknown)

    def graphs(self, condition: Condition, draws: int, seed: int) -> Iterator[tuple[Graph, float]]:
        """Yield graphs with the nodes of the observed one and other ties, each with its snapshot made.

        Beside each stands how many swaps there were for each tie; 0 where nothing is swapped.
        """
        rng = dice(seed, CONDITIONS.index(condition))
        drawn = self._degrees(draws, rng) if condition == "degrees" else self._others(condition, draws, rng)
        for ties, swaps in drawn:
            yield _graph(self.observed, self._with(ties)), swaps

    def _others(self, condition: Condition, draws: int, rng: np.random.Generator) -> Iterator[tuple[Ints, float]]:
        draw = _DRAWS[condition](self.arrays, self.unknown)
        return ((draw(rng), 0.0) for _ in range(draws))

    def _degrees(self, draws: int, rng: np.random.Generator) -> Iterator[tuple[Ints, float]]:
        arrays, step = self.arrays, together(self.arrays.n)
        ties = arrays.codes if arrays.directed else arrays.codes[arrays.sources < arrays.targets]
        for begun in range(0, draws, step):
            many = min(step, draws - begun)
            networks, swaps = swapped(ties, max(arrays.n, 1), self.unknown, many, rng, directed=arrays.directed)
            yield from ((network, swaps) for network in networks)

    def _with(self, ties: Ints) -> Snapshot:
        n = max(self.arrays.n, 1)
        if not self.arrays.directed:
            ties = np.concatenate([ties, ties % n * n + ties // n])
        sources, targets = np.divmod(np.sort(ties), n)
        return attrs.evolve(self.arrays, sources=sources, targets=targets)


def known_condition(given: str) -> Condition:
    """Return the condition of a name."""
    for condition in CONDITIONS:
        if condition == given:
            return condition
    raise UnknownNameError("condition", given, CONDITIONS)


def _bare(graph: Graph, arrays: Snapshot, unknown: Ints) -> Graph:
    """Return the nodes of a graph; who answered is not said, but which arcs are unknown."""
    import networkx as nx

    bare: nx.Graph[Any] = nx.DiGraph() if arrays.directed else nx.Graph()
    bare.add_nodes_from(
        (node, {name: value for name, value in said.items() if name != Result.RESPONSE})
        for node, said in graph.nodes(data=True)
    )
    bare.graph.update({name: value for name, value in graph.graph.items() if name not in {"absent", "complete"}})
    bare.graph["unknown"] = tuple((arrays.nodes[code // arrays.n], arrays.nodes[code % arrays.n]) for code in unknown)
    return bare


def _graph(like: Graph, arrays: Snapshot) -> Graph:
    """Return a graph with the nodes of another and the ties of a snapshot, which it keeps as its own."""
    made = like.__class__()
    made.graph.update(like.graph)
    made.add_nodes_from(like.nodes(data=True))
    names = arrays.nodes
    made.add_edges_from(
        (names[one], names[other])
        for one, other in zip(arrays.sources.tolist(), arrays.targets.tolist(), strict=True)
        if arrays.directed or one < other
    )
    made.__networkx_cache__[CACHE] = arrays
    return made


Draw: TypeAlias = Callable[[np.random.Generator], Ints]


def _sizes(arrays: Snapshot, unknown: Ints) -> Draw:
    """Each tie is there or not, as a coin falls: every network of that many nodes."""
    places = _Places.of(arrays, unknown)

    def draw(rng: np.random.Generator) -> Ints:
        return places.ties(np.flatnonzero(rng.integers(0, 2, places.open, dtype=np.int8)))

    return draw


def _edges(arrays: Snapshot, unknown: Ints) -> Draw:
    """As many ties as there are."""
    places = _Places.of(arrays, unknown)

    def draw(rng: np.random.Generator) -> Ints:
        return places.ties(rng.choice(places.open, arrays.m, replace=False, shuffle=False))

    return draw


def _dyads(arrays: Snapshot, unknown: Ints) -> Draw:
    """As many pairs with a tie both ways, one way and none; where one way is unknown, as many with the other."""
    if not arrays.directed:
        return _edges(arrays, unknown)
    n = arrays.n
    back = arrays.targets * n + arrays.sources
    half_known = np.setdiff1d(unknown % max(n, 1) * n + unknown // max(n, 1), unknown)
    alone = int(np.isin(arrays.codes, half_known).sum())
    mutual = int(np.isin(back, arrays.codes).sum()) // 2
    single = arrays.m - 2 * mutual - alone
    pairs = _Places.of(attrs.evolve(arrays, directed=False), np.union1d(unknown, half_known))

    def draw(rng: np.random.Generator) -> Ints:
        chosen = pairs.ties(rng.choice(pairs.open, mutual + single, replace=False))
        turned = chosen % n * n + chosen // n
        one_way = np.where(rng.integers(0, 2, single) == 1, chosen[mutual:], turned[mutual:])
        return np.concatenate([chosen[:mutual], turned[:mutual], one_way, rng.choice(half_known, alone, replace=False)])

    return draw


_DRAWS: dict[str, Callable[[Snapshot, Ints], Draw]] = {"size": _sizes, "edges": _edges, "dyads": _dyads}


@attrs.frozen(kw_only=True, eq=False)
class _Places:
    """Where a tie may be: the dyads of a network, numbered without those that are closed.

    Ordered pairs are numbered row by row without the diagonal; unordered ones by how far the two are
    apart when all nodes stand in a circle, and then by the one from which the other comes next.
    """

    n: int
    directed: bool
    closed: Ints

    @classmethod
    def of(cls, arrays: Snapshot, unknown: Ints) -> "_Places":
        n = max(arrays.n, 1)
        sources, targets = np.divmod(unknown, n)
        if arrays.directed:
            numbers = sources * (n - 1) + targets - (targets > sources)
        else:
            ahead = (targets - sources) % n
            near = np.minimum(ahead, n - ahead)
            numbers = (near - 1) * n + np.where(ahead == near, sources, targets)
            numbers = np.where(2 * near == n, (near - 1) * n + np.minimum(sources, targets), numbers)
        return cls(n=n, directed=arrays.directed, closed=np.unique(numbers))

    @property
    def open(self) -> int:
        """How many dyads are open."""
        return self.n * (self.n - 1) // (1 if self.directed else 2) - len(self.closed)

    def ties(self, chosen: Ints) -> Ints:
        """Return the codes of dyads from their numbers among the open ones; undirected, the smaller end first."""
        numbers = chosen + np.searchsorted(self.closed - np.arange(len(self.closed)), chosen, side="right")
        if self.directed:
            sources, targets = np.divmod(numbers, max(self.n - 1, 1))
            return np.asarray(sources * self.n + targets + (targets >= sources))
        step, one = np.divmod(numbers, self.n)
        other = (one + step + 1) % self.n
        return np.asarray(np.minimum(one, other) * self.n + np.maximum(one, other))
