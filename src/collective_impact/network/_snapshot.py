"""A graph as arrays: made once, kept with the graph, and thrown away when it changes.

networkx holds a graph as dictionaries, which is right for changing it and slow for sums over
all of it. Every measure that is not delegated to networkx runs on a snapshot instead.

The nodes of a snapshot stand in an order of their own, which follows from what they are called
and not from when they were added: so no result depends on the order of nodes or on hashes.
"""

import functools
import itertools
from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    import networkx as nx
    from scipy import sparse

Graph: TypeAlias = "nx.Graph[Any] | nx.DiGraph[Any]"
Node: TypeAlias = Hashable
Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

FEW = 64
"""Nodes up to which whole matrices take less time than anything cleverer."""

CACHE = "collective_impact"
"""The snapshot's key in the cache that networkx empties whenever nodes or edges change."""


@attrs.frozen(kw_only=True, eq=False)
class Snapshot:
    """Who is tied to whom in arrays: loops left out, parallel ties once.

    Parameters
    ----------
    nodes : tuple
        In an order that follows from their names alone.
    index : mapping
        The position of each node.
    directed : bool
    sources, targets : ndarray of int, shape (arcs,)
        Positions of the ends of each arc, sorted by source and then by target. A tie of an
        undirected graph is an arc each way.
    """

    nodes: tuple[Node, ...]
    index: Mapping[Node, int]
    directed: bool
    sources: Ints
    targets: Ints

    @property
    def n(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    @property
    def m(self) -> int:
        """How many ties there are: arcs of a directed graph, edges of an undirected one."""
        return len(self.sources) if self.directed else len(self.sources) // 2

    @functools.cached_property
    def starts(self) -> Ints:
        """Where the arcs of each node begin in ``targets``, and behind the last where they end: shape (n + 1,)."""
        return _starts(self.sources, self.n)

    @functools.cached_property
    def backward(self) -> "Snapshot":
        """The same with every arc turned round."""
        if not self.directed:
            return self
        return _sorted(self, self.targets, self.sources, directed=True)

    @functools.cached_property
    def either(self) -> "Snapshot":
        """The undirected one: tied if either says so."""
        if not self.directed:
            return self
        ends = np.concatenate([self.sources, self.targets]), np.concatenate([self.targets, self.sources])
        return _sorted(self, *ends, directed=False)

    @functools.cached_property
    def both(self) -> "Snapshot":
        """The undirected one of the ties that are returned."""
        if not self.directed:
            return self
        back = self.backward
        mutual = np.isin(self.codes, back.codes, assume_unique=True)
        return _sorted(self, self.sources[mutual], self.targets[mutual], directed=False)

    @property
    def codes(self) -> Ints:
        """One number for each arc: source times n, plus target. Ascending."""
        return self.sources * self.n + self.targets

    @functools.cached_property
    def out_degree(self) -> Ints:
        """How many arcs leave each node."""
        return np.diff(self.starts)

    @functools.cached_property
    def in_degree(self) -> Ints:
        """How many arcs reach each node."""
        return np.bincount(self.targets, minlength=self.n)

    @functools.cached_property
    def isolates(self) -> int:
        """How many nodes have no tie at all."""
        return int(np.count_nonzero(self.out_degree + self.in_degree == 0))

    @functools.cached_property
    def matrix(self) -> "sparse.csr_array[Any, Any]":
        """The adjacency matrix in compressed rows, with a 1.0 for each arc."""
        from scipy import sparse

        shape = (self.n, self.n)
        return sparse.csr_array((np.ones(len(self.targets)), self.targets, self.starts), shape=shape)

    @functools.cached_property
    def distances(self) -> Ints:
        """How many nodes each node reaches at distance 1, 2 and so on: shape (n, longest distance)."""
        from collective_impact.network._spread import distance_counts

        return self._of_few[1] if self.n <= FEW else distance_counts(self)

    @functools.cached_property
    def between(self) -> Floats:
        """How much of what passes between others passes through each node: betweenness over ordered pairs."""
        from collective_impact.network._paths import dependencies

        sums: Floats = self._of_few[0] if self.n <= FEW else dependencies(self, np.arange(self.n))[0]
        return sums

    @functools.cached_property
    def _of_few(self) -> tuple[Floats, Ints]:
        from collective_impact.network._paths import of_few

        return of_few(self)

    def dense(self) -> Floats:
        """Return the adjacency matrix with zeros in it, for small graphs."""
        table = np.zeros((self.n, self.n))
        table[self.sources, self.targets] = 1.0
        return table

    def by_node(self, values: npt.NDArray[Any] | Iterable[Any], graph: Graph) -> dict[Node, Any]:
        """Return values that stand in the order of the snapshot by node, in the order of the graph."""
        listed = values.tolist() if isinstance(values, np.ndarray) else list(values)
        return {node: listed[self.index[node]] for node in graph}


def snapshot(graph: Graph) -> Snapshot:
    """Return the snapshot of a graph; the same one again as long as no node or edge comes or goes.

    Parameters
    ----------
    graph : networkx.Graph or networkx.DiGraph
        Or one of their multigraphs, whose parallel ties count once.

    Raises
    ------
    InvalidValueError
        It is no graph of networkx.
    """
    if not hasattr(graph, "adj") or not hasattr(graph, "is_directed"):
        raise InvalidValueError("graph", graph, "a graph of networkx (stakeholder_graph makes one)")
    # A view (`graph.subgraph`, `graph.reverse(copy=False)`) does not hear of changes to what it looks at.
    cache = None if hasattr(graph, "_graph") else getattr(graph, "__networkx_cache__", None)
    if cache is None:
        return _made(graph)
    if CACHE not in cache:
        cache[CACHE] = _made(graph)
    kept: Snapshot = cache[CACHE]
    return kept


def _made(graph: Graph) -> Snapshot:
    nodes = tuple(in_order(graph))
    index = {node: place for place, node in enumerate(nodes)}
    rows = [*graph.adjacency()]  # an undirected tie stands in the row of either end
    ends = itertools.chain.from_iterable(row for _, row in rows)
    targets = np.fromiter(map(index.__getitem__, ends), dtype=np.int64)
    begins = np.fromiter((index[node] for node, _ in rows), dtype=np.int64, count=len(rows))
    sources = np.repeat(begins, [len(row) for _, row in rows])
    directed = graph.is_directed()
    empty = Snapshot(nodes=nodes, index=index, directed=directed, sources=begins[:0], targets=begins[:0])
    return _sorted(empty, sources, targets, directed=directed)


def _sorted(like: Snapshot, sources: Ints, targets: Ints, *, directed: bool) -> Snapshot:
    """Return a snapshot of the same nodes with other arcs, each of them once and none of them a loop."""
    no_loop = sources != targets
    codes = np.sort(sources[no_loop] * like.n + targets[no_loop])
    first = np.ones(len(codes), dtype=bool)
    first[1:] = codes[1:] != codes[:-1]  # `numpy.unique` takes many times as long
    codes = codes[first]
    sources, targets = np.divmod(codes, max(like.n, 1))
    return attrs.evolve(like, sources=sources, targets=targets, directed=directed)


def _starts(sources: Ints, n: int) -> Ints:
    return np.searchsorted(sources, np.arange(n + 1))


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes in an order that follows from what they are, not from when they came.

    Text in the order of its characters; anything else by the name of its type and by what
    ``repr`` shows.
    """
    listed = list(nodes)
    types = set(map(type, listed))
    if len(types) <= 1:  # nearly always; the name of the type tells nothing apart then
        return sorted(listed, key=str if types == {str} else repr)
    return sorted(listed, key=lambda node: (type(node).__name__, repr(node)))


def arc_values(graph: Graph, name: str, within: Snapshot) -> Floats:
    """Return an attribute of the ties (``strength``, ``distance``) for each arc; NaN where it is missing.

    It is read anew each time, since nobody is told when an attribute changes. Of parallel
    ties the greatest counts.

    Parameters
    ----------
    graph : networkx graph
    name : str
    within : Snapshot
        The graph's own.

    Returns
    -------
    ndarray, shape (arcs,)

    Raises
    ------
    InvalidValueError
        A value is no number, or negative.
    """
    index = within.index
    codes: list[int] = []
    values: list[float] = []
    for source, target, given in _edges(graph, name):
        codes.append(index[source] * within.n + index[target])
        values.append(_strength(name, source, target, given))
    into = np.full(len(within.targets), -np.inf)
    placed, numbers = np.array(codes, dtype=np.int64), np.array(values)
    ways = [placed] if within.directed else [placed, placed % max(within.n, 1) * within.n + placed // max(within.n, 1)]
    for way in ways:
        at = np.searchsorted(within.codes, way)
        kept = (at < len(into)) & (within.codes[np.minimum(at, len(into) - 1)] == way) if len(into) else way < 0
        np.fmax.at(into, at[kept], numbers[kept])  # loops are no arcs
    return np.where(np.isneginf(into), np.nan, into)


def _edges(graph: Graph, name: str) -> Iterable[tuple[Node, Node, object]]:
    ties: Iterable[tuple[Node, Node, object]] = graph.edges(data=name)
    return ties


def _strength(name: str, source: Node, target: Node, given: object) -> float:
    if given is None:
        return np.nan
    if isinstance(given, bool) or not isinstance(given, int | float | np.integer | np.floating):
        raise InvalidValueError(f"{name} of {source!r} to {target!r}", given, "a number of zero or more")
    number = float(given)
    if number < 0 or np.isinf(number):
        raise InvalidValueError(f"{name} of {source!r} to {target!r}", given, "a number of zero or more")
    return number


@attrs.frozen(kw_only=True, eq=False)
class Groups:
    """Which group each node of a snapshot is in.

    Parameters
    ----------
    labels : tuple
        The groups there are, in an order of their own.
    codes : ndarray of int, shape (n,)
        The position of each node's group in ``labels``; -1 where it is unknown.
    """

    labels: tuple[Node, ...]
    codes: Ints

    @property
    def sizes(self) -> Ints:
        """How many nodes each group has."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.labels))

    @property
    def unknown(self) -> int:
        """How many nodes are of no known group."""
        return int(np.count_nonzero(self.codes < 0))


def groups(graph: Graph, attribute: str | Mapping[Any, object], within: Snapshot) -> Groups:
    """Return the groups that an attribute makes of the nodes.

    Parameters
    ----------
    graph : networkx graph
    attribute : str or mapping
        The name of an attribute of nodes, or a value for each node. Where it is missing or
        None the group is unknown.
    within : Snapshot
        The graph's own.

    Raises
    ------
    UnknownNameError
        No node has the attribute, or the mapping names a node that is not in the graph.
    InvalidValueError
        It is neither a name nor a mapping, or a value cannot name a group, because it is not
        hashable.
    """
    if isinstance(attribute, str):
        given: dict[Node, Any] = {node: data[attribute] for node, data in graph.nodes(data=True) if attribute in data}
        if within.n and not given:
            known = sorted({str(name) for _, data in graph.nodes(data=True) for name in data})
            raise UnknownNameError("node attribute", attribute, known)
    else:
        if not hasattr(attribute, "keys"):
            wanted = "the name of an attribute of nodes, or a mapping of node to value"
            raise InvalidValueError("attribute", attribute, wanted)
        given = dict(attribute)
        for node in given:
            if node not in within.index:
                raise UnknownNameError("node", node, map(str, within.nodes))
    values: list[Any] = [_label(node, given.get(node)) for node in within.nodes]
    labels = in_order({value for value in values if value is not None})
    place = {label: at for at, label in enumerate(labels)}
    codes = np.array([-1 if value is None else place[value] for value in values], dtype=np.int64)
    return Groups(labels=tuple(labels), codes=codes)


def _label(node: Node, value: Node | None) -> Node | None:
    try:
        hash(value)
    except TypeError:
        wanted = "something that can name a group, such as text"
        raise InvalidValueError(f"attribute of {node!r}", value, wanted) from None
    return value
