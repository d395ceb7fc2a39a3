"""E-I: whether ties lead out of groups or stay inside, and whether that is more than chance."""

import functools
import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs
import numpy as np

from collective_impact.errors import UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result
from collective_impact.network._draws import counted
from collective_impact.network._ei_chance import Alike, once
from collective_impact.network._grouped import Mask, grouped_account, inside_and_between
from collective_impact.network._snapshot import Graph, Groups, Ints, Snapshot, groups, snapshot
from collective_impact.network._table import Table


@attrs.frozen(kw_only=True)  # no `record`: there is one for each node
class EICounts:
    """How many ties lead out and how many stay inside.

    Parameters
    ----------
    external, internal : int
        To others who are known to be in another group, or in the same.
    unknown : int
        Where the group of one end is unknown.
    may_be_internal : int
        How many of the unknown can be internal, all at once.
    """

    external: int
    internal: int
    unknown: int = 0
    may_be_internal: int = 0

    @property
    def value(self) -> float | None:
        """(E - I) / (E + I) over the ties that are known: 1 if all lead out, -1 if none does; None without any."""
        known = self.external + self.internal
        return (self.external - self.internal) / known if known else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The value with as many of the unknown ties inside as can be, and with all outside; None without any tie."""
        ties = self.external + self.internal + self.unknown
        if not ties:
            return None
        return 1 - 2 * (self.internal + self.may_be_internal) / ties, 1 - 2 * self.internal / ties


@record(kw_only=True)
class EIChance:
    """What the E-I index would be if groups were dealt out among the nodes, and the ties stayed as they are.

    Parameters
    ----------
    expected, sd : float
        Exact, over all permutations.
    z : float, optional
        None where all permutations give the same.
    p : float, optional
        How often a drawn permutation is as far from what is expected as what is there, to
        either side: (b + 1) / (draws + 1). None without draws.
    draws : int
    """

    expected: float
    sd: float
    z: float | None = None
    p: float | None = None
    draws: int = 0


@attrs.frozen(kw_only=True)  # no `record`: it holds a number for each node, made here
class EI(Result):
    """The E-I index of a graph, of its groups and of its nodes; it describes and does not explain.

    Parameters
    ----------
    whole : EICounts
        Each tie once: an arc of a directed graph, an edge of an undirected one.
    chance : EIChance, optional
        Over the nodes whose group is known and the ties among them; None without such ties.
    groups : tuple
    of_groups : tuple of EICounts
        For each group the ties of its members, as each of them sees them: a tie inside has
        two ends, and counts twice.
    nodes : tuple
    of_nodes : tuple of tuple of int
        External, internal, unknown and possibly internal ties of each node, by kind.
    """

    whole: EICounts
    chance: EIChance | None
    groups: tuple[Any, ...]
    of_groups: tuple[EICounts, ...] = attrs.field(repr=False)
    nodes: tuple[Any, ...] = attrs.field(repr=False)
    of_nodes: tuple[tuple[int, ...], ...] = attrs.field(repr=False)

    @property
    def value(self) -> float | None:
        """(E - I) / (E + I) over the ties whose ends are both of known groups; None without any."""
        return self.whole.value

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The index with as many of the unknown ties inside as can be, and with all of them outside."""
        return self.whole.bounds

    @property
    def by_group(self) -> dict[Any, EICounts]:
        """The ties of each group's members."""
        return dict(zip(self.groups, self.of_groups, strict=True))

    @property
    def table(self) -> Table:
        """A row for each group, and one for all."""
        rows = [*self.by_group.items(), ("all", self.whole)]
        parts = ("external", "internal", "unknown", "value")
        return Table({"group": [name for name, _ in rows]} | {p: [getattr(each, p) for _, each in rows] for p in parts})

    @functools.cached_property
    def by_node(self) -> dict[Any, EICounts]:
        """The ties of each node; all unknown for a node of unknown group."""
        names = ("external", "internal", "unknown", "may_be_internal")
        rows = zip(*self.of_nodes, strict=True)
        return {
            node: EICounts(**dict(zip(names, row, strict=True))) for node, row in zip(self.nodes, rows, strict=True)
        }


def ei_index(
    graph: Graph,
    attribute: str | Mapping[Any, object],
    *,
    draws: int = 1000,
    seed: int = 0,
    without: Collection[Any] = (),
) -> EI:
    """Return the E-I index: external less internal ties, as a share of all.

    1 where all ties lead to other groups, -1 where none does. What it would be by chance
    depends on the sizes of the groups alone, and is seldom 0: so the index stands beside
    its exact expectation and standard deviation over all ways to deal the groups out, and
    beside a p from drawn ones.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one; each arc of a directed graph counts.
    attribute : str or mapping
        The group of each node: the name of a node attribute, or a mapping. Ties of those
        whose group is unknown count in the bounds.
    draws : int
        How many permutations to draw for p; 0 for none.
    seed : int
    without : collection of nodes
        Whom to leave out, such as the backbone, who is tied to all by its office.

    Returns
    -------
    EI

    Raises
    ------
    UnknownNameError
        No node has the attribute, or a node to be left out is not there.
    InvalidValueError
        A value cannot name a group, or the number of draws is none.

    References
    ----------
    Krackhardt & Stern (1988), Informal networks and organizational crises: an experimental
    simulation, Social Psychology Quarterly 51.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("north", "south"), ("south", "east"), ("east", "bank"), ("bank", "shop")])
    >>> sector = {"north": "school", "south": "school", "east": "school", "bank": "firm", "shop": "firm"}
    >>> found = ei_index(graph, sector)
    >>> found.value, found.by_group["school"].value, found.by_node["east"].value
    (-0.5, -0.6, 0.0)
    >>> round(found.chance.expected, 3), round(found.chance.sd, 3)
    (0.2, 0.458)
    """
    graph, attribute = _rest(graph, attribute, without)
    arrays = snapshot(graph)
    grouped = groups(graph, attribute, arrays)
    ends = _ends(arrays, grouped.codes)
    order = [arrays.index[node] for node in graph]
    return EI(
        **grouped_account(graph, grouped),
        seed=seed if draws else None,
        convention="arcs" if arrays.directed else "edges",
        whole=_whole(ends, arrays, grouped.codes),
        chance=by_chance(among_known(arrays, grouped.codes), draws, seed),
        groups=grouped.labels,
        of_groups=tuple(_of_groups(ends, grouped)),
        nodes=tuple(graph),
        of_nodes=tuple(map(tuple, ends[:, order].tolist())),
    )


def _rest(
    graph: Graph, attribute: str | Mapping[Any, object], without: Collection[Any]
) -> tuple[Graph, str | Mapping[Any, object]]:
    """Return the graph and the groups of the nodes that are not left out."""
    gone = set(without)
    for node in gone:
        if node not in graph:
            raise UnknownNameError("node", node, map(str, graph))
    if not gone:
        return graph, attribute
    rest = graph.subgraph([node for node in graph if node not in gone]).copy()  # of a view no snapshot is kept
    if isinstance(attribute, str):
        return rest, attribute
    return rest, {node: group for node, group in attribute.items() if node not in gone}


def _ends(arrays: Snapshot, codes: Ints) -> Ints:
    """Return external, internal, unknown and possibly internal ties of each node: shape (4, n)."""
    inside, between = inside_and_between(arrays, codes)
    unknown = ~(inside | between)
    external, internal, open_ = (at_ends(arrays, used) for used in (between, inside, unknown))
    strangers = codes < 0
    among = at_ends(arrays, strangers[arrays.sources] & strangers[arrays.targets])
    may_be = np.where(strangers, _most(arrays, codes) + among, open_)
    return np.stack([external, internal, open_, may_be])


def at_ends(arrays: Snapshot, used: Mask) -> Ints:
    """Return how many of some arcs each node is an end of; of an undirected tie's two it is the source of one."""
    found = np.bincount(arrays.sources[used], minlength=arrays.n)
    return found + np.bincount(arrays.targets[used], minlength=arrays.n) if arrays.directed else found


def _most(arrays: Snapshot, codes: Ints) -> Ints:
    """Return with how many members of a known group a node of unknown group is tied, at the most."""
    found = np.zeros(arrays.n, dtype=np.int64)
    groups_ = int(codes.max(initial=0)) + 1
    ways = [(arrays.sources, arrays.targets), (arrays.targets, arrays.sources)][: 2 if arrays.directed else 1]
    keys = [one[used] * groups_ + codes[other[used]] for one, other in ways for used in [_half(one, other, codes)]]
    key, times = np.unique(np.concatenate(keys), return_counts=True)
    np.maximum.at(found, key // groups_, times)
    return found


def _half(one: Ints, other: Ints, codes: Ints) -> Mask:
    return (codes[one] < 0) & (codes[other] >= 0)


def _whole(ends: Ints, arrays: Snapshot, codes: Ints) -> EICounts:
    external, internal, unknown, _ = (ends.sum(axis=1) // 2).tolist()
    strangers = codes < 0
    among, _ = once(arrays, strangers[arrays.sources] & strangers[arrays.targets])
    may_be = int(_most(arrays, codes).sum()) + len(among)
    return EICounts(external=external, internal=internal, unknown=unknown, may_be_internal=may_be)


def _of_groups(ends: Ints, grouped: Groups) -> Iterator[EICounts]:
    known = grouped.codes >= 0
    sums = [np.bincount(grouped.codes[known], row[known], len(grouped.labels)).astype(np.int64) for row in ends]
    for external, internal, unknown, may_be in np.stack(sums, axis=1).tolist():
        yield EICounts(external=external, internal=internal, unknown=unknown, may_be_internal=may_be)


def among_known(arrays: Snapshot, kinds: Ints, alike: Mask | None = None) -> Alike:
    """Return the ties among the nodes whose kind is known."""
    known = kinds >= 0
    place = np.cumsum(known) - 1
    sources, targets = once(arrays, known[arrays.sources] & known[arrays.targets])
    return Alike(kinds=kinds[known], sources=place[sources], targets=place[targets], alike=alike)


def by_chance(ties: Alike, draws: int, seed: int) -> EIChance | None:
    """Return what the index of some ties would be by chance; None without any.

    Raises
    ------
    InvalidValueError
        The number of draws is negative.
    """
    counted(draws, "draws", least=0)
    m = len(ties.sources)
    if not m:
        return None
    mean, variance = ties.moments()
    sd = math.sqrt(variance)
    return EIChance(
        expected=float(1 - 2 * mean / m),
        sd=2 * sd / m,
        z=float(mean - ties.internal) / sd if sd else None,
        p=ties.p(draws, seed) if draws else None,
        draws=draws,
    )
