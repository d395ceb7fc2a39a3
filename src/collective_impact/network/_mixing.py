"""Mixing: who is tied within groups and between them."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result
from collective_impact.network._grouped import grouped_account
from collective_impact.network._snapshot import Graph, Groups, Ints, Snapshot, groups, snapshot
from collective_impact.network._table import Table
from collective_impact.network._unknown import cells

Rows: TypeAlias = tuple[tuple[int, ...], ...]

MOST = 2_000
"""Of more groups than that a table says nothing that anybody could read, and fills the memory."""


@record(kw_only=True)
class Mixing(Result):
    """How often members of each group are tied to members of each; it describes and does not explain.

    Parameters
    ----------
    groups : tuple
        In an order of their own; last None, where the group of a node is unknown.
    sizes : tuple of int
        How many nodes each has.
    counts : tuple of tuple of int
        Ties from the group of a row to that of a column. In an undirected graph those
        between two groups stand in both places, those within a group once.
    pairs : tuple of tuple of int
        How many there could be: the pairs of which it is known whether they are tied. Of
        somebody who did not answer others report the ties and seldom that there is none; so
        such pairs count only where all of them are known, as in `density`.
    tied : tuple of tuple of int
        How many of these pairs are tied: fewer than ``counts`` where somebody did not answer.
    odds_ratio : float, optional
        The odds of a tie within a group over those between groups, of known groups alone.
        None where it would be divided by zero: no tie between groups, or all there could be
        within them. It has no interval:
        ties hang together, and an interval that takes them for independent is too narrow;
        whether it is more than chance `ei_index` says.
    assortativity : float, optional
        Newman's coefficient of the ties among known groups: 1 if all are within groups, 0
        if as many as groups tied by chance would have. None where it is 0 / 0: without
        ties, or with all in one group.
    directed : bool
    """

    groups: tuple[object, ...] = attrs.field(converter=tuple[object, ...])
    sizes: tuple[int, ...] = attrs.field(converter=tuple[int, ...])
    counts: Rows = attrs.field(converter=tuple[tuple[int, ...], ...])
    pairs: Rows = attrs.field(converter=tuple[tuple[int, ...], ...])
    tied: Rows = attrs.field(converter=tuple[tuple[int, ...], ...])
    odds_ratio: float | None = None
    assortativity: float | None = None
    directed: bool

    @property
    def densities(self) -> tuple[tuple[float | None, ...], ...]:
        """The share of pairs that are tied; None where there is no pair, or nothing is known of any."""
        return tuple(
            tuple(many / of if of else None for many, of in zip(tied, pairs, strict=True))
            for tied, pairs in zip(self.tied, self.pairs, strict=True)
        )

    @property
    def table(self) -> Table:
        """Ties from the group of a row to that of a column."""
        names = ["unknown" if group is None else str(group) for group in self.groups]
        columns = zip(*self.counts, strict=True)
        return Table({"from": names} | dict(zip(names, columns, strict=True)))

    def count(self, source: object, target: object) -> int:
        """Return how many ties lead from one group to another.

        Parameters
        ----------
        source, target
            None for the nodes of unknown group.

        Raises
        ------
        UnknownNameError
            There is no such group.
        """
        return self.counts[self._place(source)][self._place(target)]

    def density(self, source: object, target: object) -> float | None:
        """Return the share of pairs that are tied; parameters and errors are those of `count`."""
        return self.densities[self._place(source)][self._place(target)]

    def _place(self, group: object) -> int:
        if group not in self.groups:
            raise UnknownNameError("group", group, map(str, self.groups))
        return self.groups.index(group)


def mixing_matrix(graph: Graph, attribute: str | Mapping[Any, object]) -> Mixing:
    """Count ties within and between groups, beside how many there could be.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one. Pairs of which nothing is known are no
        pairs, nor are those of somebody who did not answer with others who speak of ties alone.
    attribute : str or mapping
        The group of each node: the name of a node attribute, or a mapping. Nodes whose
        group is unknown have a row and a column of their own.

    Returns
    -------
    Mixing

    Raises
    ------
    UnknownNameError
        No node has the attribute, or the mapping names nodes that are not there.
    InvalidValueError
        A value cannot name a group, or there are more than 2,000 groups.

    References
    ----------
    Newman (2003), Mixing patterns in networks, Physical Review E 67; Moody (2001), Race,
    school integration, and friendship segregation in America, American Journal of Sociology 107.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("north", "south"), ("south", "east"), ("east", "bank"), ("bank", "shop")])
    >>> sector = {"north": "school", "south": "school", "east": "school", "bank": "firm", "shop": "firm"}
    >>> found = mixing_matrix(graph, sector)
    >>> found.groups, found.counts
    (('firm', 'school'), ((1, 1), (1, 2)))
    >>> round(found.density("school", "school"), 3), found.odds_ratio
    (0.667, 15.0)
    """
    arrays = snapshot(graph)
    grouped = groups(graph, attribute, arrays)
    if len(grouped.labels) > MOST:
        raise InvalidValueError("attribute", f"{len(grouped.labels):,} groups", f"of at most {MOST:,}")
    codes, known = grouped.codes, len(grouped.labels)
    arcs = _table(arrays.sources, arrays.targets, codes, known)
    sizes = np.append(grouped.sizes, grouped.unknown)
    tables = (arcs, *_compared(graph, grouped, arcs, np.outer(sizes, sizes) - np.diag(sizes)))
    counts, tied, pairs = (_ties(table, arrays) for table in tables)
    shown = slice(None, None if grouped.unknown else known)
    return Mixing(
        **grouped_account(graph, grouped),
        convention="arcs" if arrays.directed else "edges",
        groups=(*grouped.labels, *[None] * bool(grouped.unknown)),
        sizes=sizes[shown].tolist(),
        counts=counts[shown, shown].tolist(),
        pairs=pairs[shown, shown].tolist(),
        tied=tied[shown, shown].tolist(),
        odds_ratio=_odds_ratio(tied[:known, :known], pairs[:known, :known], directed=arrays.directed),
        assortativity=_assortativity(arcs[:known, :known]),
        directed=arrays.directed,
    )


def _table(sources: Ints, targets: Ints, codes: Ints, known: int) -> Ints:
    """Return how many arcs lead from each group to each, unknown groups last."""
    side = known + 1
    rows, columns = codes[sources] % side, codes[targets] % side  # -1 is the last
    return np.bincount(rows * side + columns, minlength=side * side).reshape(side, side)


def _compared(graph: Graph, grouped: Groups, arcs: Ints, possible: Ints) -> tuple[Ints, Ints]:
    """Return how many arcs there are, and how many there could be, as far as the one can be held against the other."""
    if not _is_open(graph):
        return arcs, possible
    usable, side = cells(graph), max(len(grouped.codes), 1)
    tied, unusable = (
        _table(*np.divmod(codes, side), grouped.codes, len(grouped.labels)) for codes in (usable.codes, usable.unknown)
    )
    return tied, possible - unusable


def _is_open(graph: Graph) -> bool:
    """Return whether there are pairs of which nothing is known."""
    if graph.graph.get("unknown") or graph.graph.get("complete") is False:
        return True
    said: Iterable[tuple[Any, Any]] = graph.nodes(data=Result.RESPONSE)
    return not all(answered is None or answered for _, answered in said)


def _ties(arcs: Ints, arrays: Snapshot) -> Ints:
    """Return counts of arcs as counts of ties: within a group an edge is two arcs."""
    return arcs if arrays.directed else arcs - np.diag(arcs.diagonal() // 2)


def _odds_ratio(counts: Ints, pairs: Ints, *, directed: bool) -> float | None:
    between = ~np.eye(len(counts), dtype=np.bool_) if directed else np.tri(len(counts), k=-1, dtype=np.bool_)
    inside, of_inside = int(counts.trace()), int(pairs.trace())
    outside, of_outside = int(counts[between].sum()), int(pairs[between].sum())
    below = (of_inside - inside) * outside
    return inside * (of_outside - outside) / below if below else None


def _assortativity(arcs: Ints) -> float | None:
    """Return (sum of e_ii - sum of a_i b_i) / (1 - sum of a_i b_i), with shares times the square of the arcs."""
    ties = int(arcs.sum())
    chance = int((arcs.sum(axis=0) * arcs.sum(axis=1)).sum())
    return (int(arcs.trace()) * ties - chance) / (ties**2 - chance) if ties**2 > chance else None
