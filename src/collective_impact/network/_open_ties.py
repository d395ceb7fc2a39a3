"""The ties of a graph of which nothing is known, and the graph in which they are decided."""

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.network._account import Result
from collective_impact.network._snapshot import Graph, Ints, Snapshot, snapshot
from collective_impact.network._unknown import Mask, cells, listed, silent, turned, unknown_arcs

if TYPE_CHECKING:
    from collections.abc import Iterable

Model: TypeAlias = Literal["partner", "density"]


@attrs.frozen(kw_only=True, eq=False)
class Open:
    """A graph, and the ties that it may have or not.

    Parameters
    ----------
    graph : networkx graph
    arrays : Snapshot
    ties : ndarray of int
        Codes of the arcs of which nothing is known, ascending; of an undirected graph each pair once.
    """

    graph: Graph
    arrays: Snapshot
    ties: Ints

    @classmethod
    def of(cls, graph: Graph) -> "Open":
        """Return what is open in a graph."""
        arrays = snapshot(graph)
        unknown = unknown_arcs(graph)
        once = (unknown // max(arrays.n, 1) < unknown % max(arrays.n, 1)) | arrays.directed
        return cls(graph=graph, arrays=arrays, ties=unknown[once])

    @property
    def ends(self) -> tuple[Ints, Ints]:
        """The positions of both ends of each tie."""
        return self.ties // max(self.arrays.n, 1), self.ties % max(self.arrays.n, 1)

    @property
    def owners(self) -> Ints:
        """Who leaves each tie open: the source, unless only the other end did not answer."""
        sources, targets = self.ends
        return np.where(silent(self.graph, self.arrays)[sources], sources, targets)

    def decided(self, there: Mask) -> Graph:
        """Return the graph with some of the ties, and with nothing left open."""
        nodes = self.arrays.nodes
        decided = self.graph.copy()
        for name in ("absent", "unknown", "complete"):
            decided.graph.pop(name, None)
        for _, said in decided.nodes(data=True):
            said.pop(Result.RESPONSE, None)
        sources, targets = (ends[there].tolist() for ends in self.ends)
        decided.add_edges_from((nodes[one], nodes[other]) for one, other in zip(sources, targets, strict=True))
        return decided


@attrs.frozen(kw_only=True, eq=False)
class Odds:
    """How probable ties are, as those dyads say of which all is known.

    Parameters
    ----------
    density : float
    after_tie, after_none : float
        Where the arc back is there, and where it is not.
    """

    density: float
    after_tie: float
    after_none: float

    @classmethod
    def of(cls, graph: Graph, model: Model) -> "Odds":
        """Learn from the known dyads of a graph."""
        known = cells(graph)
        n = known.arrays.n
        dyads = n * (n - 1) - len(known.unknown)
        if not dyads:
            raise InvalidValueError("known dyads", dyads, "at least one, to learn from how probable a tie is")
        density = len(known.codes) / dyads
        if model == "density" or not known.arrays.directed:
            return cls(density=density, after_tie=density, after_none=density)
        half = np.isin(turned(known.codes, n), known.unknown)
        arcs = known.codes[~half]
        whole = n * (n - 1) - len(np.union1d(known.unknown, turned(known.unknown, n)))
        mutual = int(np.isin(turned(arcs, n), arcs).sum())
        single = len(arcs) - mutual
        return cls(
            density=density,
            after_tie=mutual / len(arcs) if len(arcs) else density,
            after_none=single / (whole - len(arcs)) if whole > len(arcs) else density,
        )

    def draw(self, open_: Open, rng: np.random.Generator) -> Mask:
        """Draw which of the open ties are there."""
        n, chance = max(open_.arrays.n, 1), rng.random(len(open_.ties))
        backs = turned(open_.ties, n)
        if not open_.arrays.directed:
            return chance < self.density
        told = np.isin(backs, open_.arrays.codes)
        both = np.isin(backs, open_.ties)
        first = both & (open_.ties < backs)
        there = chance < np.where(first, self.density, np.where(told, self.after_tie, self.after_none))
        second = both & ~first
        before = there[np.searchsorted(open_.ties, backs[second])]
        there[second] = chance[second] < np.where(before, self.after_tie, self.after_none)
        return there


def reconstruct(graph: Graph) -> Graph:
    """Return a graph in which a partner's word stands for what somebody did not say.

    An arc of which nothing is known is there if the arc back is there, and absent if that one is
    known to be absent. In an undirected graph, where it is enough that one reports a tie, a pair is
    untied if one of the two answered and did not report it. Between two who did not answer nothing
    is known after it either. This takes all ties to be mutual, which overstates how many are.

    Parameters
    ----------
    graph : networkx graph
        It is not changed.

    Returns
    -------
    networkx graph
        Ties that are added have ``reconstructed=True``, and the ``strength`` of the arc back; what is
        taken to be absent is listed as ``absent``.

    Raises
    ------
    InvalidValueError
        It is no graph of networkx.

    References
    ----------
    Stork & Richards (1992), Nonrespondents in communication network studies, Group & Organization
    Management 17. Huisman (2009), Imputation of missing network data, Journal of Social Structure 10.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph([("bank", "ymca")])
    >>> graph.add_nodes_from([("ymca", {"answered": False}), ("bank", {"answered": True})])
    >>> graph.add_node("library", answered=True)
    >>> whole = reconstruct(graph)
    >>> sorted(whole.edges), whole.graph["absent"]
    ([('bank', 'ymca'), ('ymca', 'bank')], (('ymca', 'library'),))
    """
    open_ = Open.of(graph)
    arrays, ties = open_.arrays, open_.ties
    n = max(arrays.n, 1)
    if arrays.directed:
        backs = turned(ties, n)
        told, settled = np.isin(backs, arrays.codes), ~np.isin(backs, ties)
    else:
        quiet = silent(graph, arrays)
        told = np.zeros(len(ties), dtype=bool)
        settled = (quiet[ties // n] != quiet[ties % n]) & ~np.isin(ties, listed(graph, "unknown", arrays))
    made = graph.copy()
    for one, other in _pairs(arrays, ties[told]):
        made.add_edge(one, other, **_returned(graph, one, other), reconstructed=True)
    absent = _pairs(arrays, ties[settled & ~told])
    still = [pair for pair in graph.graph.get("unknown") or () if pair not in {*absent, *_pairs(arrays, ties[told])}]
    made.graph["absent"] = tuple(graph.graph.get("absent") or ()) + absent
    made.graph["unknown"] = tuple(still)
    return made


def _pairs(arrays: Snapshot, codes: Ints) -> tuple[tuple[Any, Any], ...]:
    n = max(arrays.n, 1)
    return tuple((arrays.nodes[code // n], arrays.nodes[code % n]) for code in codes.tolist())


def _returned(graph: Graph, one: object, other: object) -> dict[str, object]:
    """Return the strength of the arc back, where it has one."""
    said: Iterable[tuple[object, object, float | None]] = graph.edges(other, data="strength")
    known = [strength for _, end, strength in said if end == one and strength is not None]
    return {"strength": max(known)} if known else {}
