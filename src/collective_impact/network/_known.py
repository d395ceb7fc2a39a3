"""Of which pairs a graph says whether they are tied: a tie is observed, absent, or nobody knows."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from collective_impact.network._snapshot import Graph, Node


@attrs.frozen(kw_only=True)
class Others:
    """Some of the others: those named, or all but those named.

    Parameters
    ----------
    named : set
    all_but : bool
    """

    named: frozenset[Node]
    all_but: bool = False

    def __contains__(self, node: Node) -> bool:
        return (node in self.named) is not self.all_but

    def __and__(self, other: "Others") -> "Others":
        if self.all_but and other.all_but:
            return Others(named=self.named | other.named, all_but=True)
        few, rest = (other, self) if self.all_but else (self, other)
        return Others(named=frozenset(node for node in few.named if node in rest))

    def among(self, nodes: Collection[Node]) -> int:
        """Return how many of some nodes they are."""
        there = len(self.named.intersection(nodes))
        return len(nodes) - there if self.all_but else there


class Known:
    """Which pairs of a graph are known to be tied or not to be tied.

    A pair is unknown where the graph lists it as ``unknown``; where it is neither an edge nor
    listed as ``absent`` and its source did not answer (``answered`` is False); and where it is
    neither and the list of ties may go on (``complete`` is False). In an undirected graph
    either end that did not answer leaves a pair open; one that both ends have to report
    (``rule`` is ``"both"``) is open only if both did not.

    Parameters
    ----------
    graph : networkx graph
    """

    def __init__(self, graph: Graph) -> None:
        said = graph.graph
        answers: Mapping[Node, object] = dict(graph.nodes(data="answered"))
        self.graph = graph
        self.is_complete = said.get("complete") is not False
        self.is_mutual = said.get("rule") == "both" and not graph.is_directed()
        self.silent = frozenset(node for node, answered in answers.items() if answered is False)
        self.absent = _by_source(said.get("absent", ()), directed=graph.is_directed())
        self.unknown = _by_source(said.get("unknown", ()), directed=graph.is_directed())

    def of(self, node: Node) -> Others:
        """Return the others of which it is known whether the node is tied to them."""
        unknown = self.unknown.get(node, frozenset())
        told = frozenset(self.graph.adj[node]) | self.absent.get(node, frozenset())
        open_ = self._open(node)
        if open_ is None:
            return Others(named=told - unknown - {node})
        return Others(named=open_ - told | unknown | {node}, all_but=True)

    def knows(self, source: Node, target: Node) -> bool:
        """Say whether it is known if the one is tied to the other."""
        if target in self.unknown.get(source, ()):
            return False
        if self.graph.has_edge(source, target) or target in self.absent.get(source, ()):
            return True
        open_ = self._open(source)
        return open_ is not None and target not in open_

    def _open(self, node: Node) -> frozenset[Node] | None:
        """Return to whom a node may be tied though nobody says so; None is to anybody."""
        if not self.is_complete:
            return None
        if node in self.silent:
            return self.silent if self.is_mutual else None
        return frozenset() if self.is_mutual or self.graph.is_directed() else self.silent


def _by_source(pairs: Iterable[tuple[Node, Node]], *, directed: bool) -> Mapping[Node, frozenset[Node]]:
    found: dict[Node, set[Node]] = {}
    for source, target in pairs:
        found.setdefault(source, set()).add(target)
        if not directed:
            found.setdefault(target, set()).add(source)
    return {source: frozenset(targets) for source, targets in found.items()}


@attrs.frozen(kw_only=True)
class Compared:
    """Two graphs over the pairs of some nodes that are known in both.

    Parameters
    ----------
    both, first, second : tuple of (source, target)
        Ties in both, in the first alone, in the second alone; an undirected one once.
    pairs : int
        How many pairs are known in both.
    of : int
        How many pairs there are.
    """

    both: tuple[tuple[Any, Any], ...]
    first: tuple[tuple[Any, Any], ...]
    second: tuple[tuple[Any, Any], ...]
    pairs: int
    of: int


def compared(one: Graph, other: Graph, nodes: Iterable[Node]) -> Compared:
    """Compare the ties of two graphs among nodes that both have, where both are known.

    Parameters
    ----------
    one, other : networkx graph
        Both directed or both not. Loops are no ties, and parallel ties are one.
    nodes : iterable
        The ties come out in their order.
    """
    place = {node: at for at, node in enumerate(nodes)}
    sides = Known(one), Known(other)
    directed = one.is_directed()
    found: dict[tuple[bool, bool], list[tuple[Node, Node]]] = {(a, b): [] for a in (True, False) for b in (True, False)}
    pairs = 0
    for node, here in place.items():
        sure = sides[0].of(node) & sides[1].of(node)
        pairs += sure.among(place.keys())
        for target in _tied(node, one, other, place):
            if target in sure and (directed or here < place[target]):
                found[target in one.adj[node], target in other.adj[node]].append((node, target))
    of = len(place) * (len(place) - 1)
    return Compared(
        both=tuple(found[True, True]),
        first=tuple(found[True, False]),
        second=tuple(found[False, True]),
        pairs=pairs if directed else pairs // 2,
        of=of if directed else of // 2,
    )


def _tied(node: Node, one: Graph, other: Graph, place: dict[Node, int]) -> Iterator[Node]:
    """Yield those to whom a node is tied in either graph, in order."""
    near = {*one.adj[node], *other.adj[node]} - {node}
    yield from sorted(near & place.keys(), key=place.__getitem__)
