"""Brokerage: who stands between whom, by the groups of all three, and how much of it is more than chance."""

import functools
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result
from collective_impact.network._brokerage_chance import Moments, Odds, as_dense, as_many_ties, of_a_node, of_all
from collective_impact.network._grouped import grouped_account
from collective_impact.network._open_paths import open_paths
from collective_impact.network._snapshot import Graph, groups, snapshot
from collective_impact.network._table import Table

Chance: TypeAlias = Literal["ties", "density"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
KINDS = (*ROLES, "unknown", "total")
CHANCES = {"ties": as_many_ties, "density": as_dense}


@record(kw_only=True)
class Role:
    """How often somebody, or everybody together, brokers in a role, beside chance.

    Parameters
    ----------
    role : str
    count : int
        Open two-paths that are certainly of this role.
    expected, sd : float, optional
        What chance alone would give; None where the group of the broker is unknown, and
        for the two-paths whose role is unknown.
    """

    role: str
    count: int
    expected: float | None = None
    sd: float | None = None

    @property
    def z(self) -> float | None:
        """How many standard deviations the count is above what is expected; None where chance has no spread."""
        if self.expected is None or not self.sd:
            return None
        return (self.count - self.expected) / self.sd


@attrs.frozen(
    kw_only=True
)  # no `record`: this room makes it, and to look at each count again takes longer than counting
class Brokerage(Result):
    """Who brokers in which role; it describes positions and does not say what comes of them.

    Parameters
    ----------
    nodes : tuple
        In the order of the graph.
    counts : tuple of tuple of int
        The open two-paths of each node as coordinator, of each as itinerant broker,
        gatekeeper, representative and liaison, those whose role is unknown, and all of them.
    group_of : tuple of int
        For each node the place of its group in ``groups``; -1 where it is unknown.
    groups : tuple
        The groups that there are.
    sizes : tuple of int
        How many nodes each group has.
    ties : int
        How many ties the graph has.
    directed : bool
    """

    nodes: tuple[Any, ...] = attrs.field(repr=False)
    counts: tuple[tuple[int, ...], ...] = attrs.field(repr=False)
    group_of: tuple[int, ...] = attrs.field(repr=False)
    groups: tuple[Any, ...]
    sizes: tuple[int, ...]
    ties: int
    directed: bool

    @functools.cached_property
    def by_node(self) -> dict[Any, dict[str, int]]:
        """How often each node brokers in each role, in a role unknown, and in all (``"total"``)."""
        rows = zip(*self.counts, strict=True)
        return {node: dict(zip(KINDS, row, strict=True)) for node, row in zip(self.nodes, rows, strict=True)}

    @property
    def total(self) -> dict[str, int]:
        """How often all nodes together broker in each role, in a role unknown, and in all (``"total"``)."""
        return dict(zip(KINDS, map(sum, self.counts), strict=True))

    @property
    def table(self) -> Table:
        """A row for each node: how often it brokers in each role."""
        return Table({"node": self.nodes} | dict(zip(KINDS, self.counts, strict=True)))

    def roles(self, node: Any = None) -> dict[str, Role]:  # noqa: ANN401 - networkx takes any node but None
        """Return the roles of a node, or of all nodes together where none is named, beside chance.

        Parameters
        ----------
        node : optional

        Returns
        -------
        dict
            A `Role` for each role, for ``"unknown"`` and for ``"total"``.

        Raises
        ------
        UnknownNameError
            The node is not in the graph.
        """
        if node is None:
            return _beside(self.total, of_all(self.n, self.sizes, self._odds, directed=self.directed))
        if node not in self.by_node:
            raise UnknownNameError("node", node, map(str, self.nodes))
        return _beside(self.by_node[node], self._of_a_member[self._place[node]])

    @functools.cached_property
    def _place(self) -> dict[Any, int]:
        return dict(zip(self.nodes, self.group_of, strict=True))

    @functools.cached_property
    def _of_a_member(self) -> tuple[Mapping[str, Moments], ...]:
        """What chance gives a member of each group; last, of none that is known."""
        of_size = {
            size: of_a_node(self.n, self.sizes, size, self._odds, directed=self.directed) for size in {1, *self.sizes}
        }
        return (*(of_size[size] for size in self.sizes), {"total": of_size[1]["total"]})

    @property
    def _odds(self) -> Odds:
        places = self.n * (self.n - 1)
        return CHANCES[self.convention](self.ties, places if self.directed else places // 2)


def _beside(counts: Mapping[str, int], chance: Mapping[str, Moments]) -> dict[str, Role]:
    nothing = (None, None)
    return {
        role: Role(role=role, count=count, expected=expected, sd=sd)
        for role, count in counts.items()
        for expected, sd in [chance.get(role, nothing)]
    }


def brokerage(graph: Graph, attribute: str | Mapping[Any, object], *, chance: Chance = "ties") -> Brokerage:
    """Count who stands between two who are not tied, in which role, and how much of it chance alone would give.

    An open two-path leads from a through the broker v to c, where a is not tied to c. By
    the groups of the three the broker is a

    - coordinator: all three of one group,
    - itinerant broker: a and c of one group, v of another,
    - gatekeeper: a of another group than v and c,
    - representative: c of another group than a and v,
    - liaison: all three of different groups.

    Where the group of one of them is unknown so is the role: those are counted as
    ``unknown``, and each role may be as much higher. Roles and unknown add up to the number
    of open two-paths. In an undirected graph each pair of ends counts once; gatekeeper and
    representative are then two names for the same two-paths, which count once in the total.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one.
    attribute : str or mapping
        The group of each node: the name of a node attribute, or a mapping.
    chance : {"ties", "density"}
        What counts are compared with, given the sizes of the groups: all graphs with as many
        ties, equally likely; or each tie there by itself with the density as its odds, as in
        the paper's formulas. Expectation and standard deviation are exact for both. Counts
        are skewed in small graphs, so a z is no more than a yardstick.

    Returns
    -------
    Brokerage

    Raises
    ------
    UnknownNameError
        No node has the attribute, or the mapping names nodes that are not there.
    InvalidValueError
        A value cannot name a group, or the kind of chance is none of the two.

    References
    ----------
    Gould & Fernandez (1989), Structures of mediation: a formal approach to brokerage in
    transaction networks, Sociological Methodology 19.

    Examples
    --------
    One school hears from a bank, and tells two other schools:

    >>> import networkx as nx
    >>> graph = nx.DiGraph([("bank", "north"), ("north", "south"), ("north", "east")])
    >>> sector = {"bank": "business", "north": "school", "south": "school", "east": "school"}
    >>> found = brokerage(graph, sector)
    >>> found.by_node["north"]["gatekeeper"]
    2
    >>> role = found.roles("north")["gatekeeper"]
    >>> round(role.expected, 3), round(role.sd, 3), round(role.z, 2)
    (0.082, 0.29, 6.61)
    """
    if chance not in CHANCES:
        raise InvalidValueError("chance", chance, f"one of {', '.join(CHANCES)}")
    arrays = snapshot(graph)
    grouped = groups(graph, attribute, arrays)
    counts = open_paths(arrays, grouped.codes)
    order = [arrays.index[node] for node in graph]
    return Brokerage(
        **grouped_account(graph, grouped),
        convention=chance,
        nodes=tuple(graph),
        counts=tuple(map(tuple, counts[order].T.tolist())),
        group_of=tuple(grouped.codes[order].tolist()),
        groups=grouped.labels,
        sizes=tuple(grouped.sizes.tolist()),
        ties=arrays.m,
        directed=arrays.directed,
    )
