"""Of which arcs nothing is known, and what can be compared cell by cell all the same."""

from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._account import Result
from collective_impact.network._snapshot import Floats, Graph, Ints, Snapshot, arc_values, snapshot

Mask: TypeAlias = npt.NDArray[np.bool_]

LARGEST = 200_000_000
"""How many cells can be laid out of which nothing is known."""


def unknown_arcs(graph: Graph) -> Ints:
    """Return the arcs of which nothing is known, as codes of the graph's snapshot, ascending.

    An arc that is no edge is unknown if the graph lists it as ``unknown``; and, unless listed as
    ``absent``, if its source did not answer, or if the graph says of itself that its list of ties
    is not ``complete``. In an undirected graph each pair is there both ways; it is enough that one of
    the two did not answer, unless both have to report a tie (``rule`` is ``"both"``).
    """
    arrays = snapshot(graph)
    n, quiet = max(arrays.n, 1), silent(graph, arrays)
    if quiet.sum() * arrays.n > LARGEST:
        wanted = "a smaller network, or one of respondents alone: what is unknown is laid out pair by pair"
        raise InvalidValueError("graph", f"{quiet.sum():,} of {n:,} nodes without an answer", wanted)
    both = not arrays.directed and graph.graph.get("rule") == "both"
    others = np.flatnonzero(quiet) if both else np.arange(arrays.n)
    rows = (np.flatnonzero(quiet)[:, None] * n + others).ravel()
    found = np.setdiff1d(_both_ways(rows, arrays), listed(graph, "absent", arrays))
    found = np.union1d(found, listed(graph, "unknown", arrays))
    return np.setdiff1d(found[found // n != found % n], arrays.codes)


def silent(graph: Graph, arrays: Snapshot) -> Mask:
    """Return of which nodes no whole list of ties is known, in the order of the snapshot."""
    if graph.graph.get("complete") is False:
        return np.ones(arrays.n, dtype=bool)
    answers = graph.nodes(data=Result.RESPONSE)
    return np.array([answers[node] is not None and not answers[node] for node in arrays.nodes], dtype=bool)


def listed(graph: Graph, name: str, arrays: Snapshot) -> Ints:
    """Return arcs that the graph lists; those of nodes that are not in it (any more) are left out."""
    index = arrays.index
    pairs = graph.graph.get(name) or ()
    codes = [index[one] * arrays.n + index[other] for one, other in pairs if one in index and other in index]
    return _both_ways(np.array(codes, dtype=np.int64), arrays)


def _both_ways(codes: Ints, arrays: Snapshot) -> Ints:
    return codes if arrays.directed else np.union1d(codes, turned(codes, arrays.n))


def turned(codes: Ints, n: int) -> Ints:
    """Return the codes of the same arcs the other way round."""
    return codes % max(n, 1) * n + codes // max(n, 1)


@attrs.frozen(kw_only=True, eq=False)
class Cells:
    """What is known of each dyad of a network: a table that is nearly all zeros.

    Parameters
    ----------
    arrays : Snapshot
    codes : ndarray of int
        The cells that are not 0, ascending; an undirected tie has two.
    values : ndarray of float
        What stands in them.
    unknown : ndarray of int
        The cells that cannot be used, ascending.
    """

    arrays: Snapshot
    codes: Ints
    values: Floats
    unknown: Ints

    def dense(self) -> Floats:
        """Return the whole table, with NaN where nothing can be used, and on the diagonal."""
        n = self.arrays.n
        table = np.zeros(n * n)
        table[self.codes] = self.values
        table[self.unknown] = np.nan
        table[:: n + 1] = np.nan
        return table.reshape(n, n)


def cells(graph: Graph, strength: str | None = None) -> Cells:
    """Return a network cell by cell: ties 1 or their strength, absent ones 0, the rest unknown.

    Of a node that did not answer only such arcs are known as others spoke of, and they speak of ties
    rather than of their absence. To use these alone would be to look where there are ties. So the arcs
    of such a node to all who answered are used all or not at all, and those to the others likewise;
    after `reconstruct` they can be used. A tie whose strength is asked for and missing is unknown too.
    """
    arrays = snapshot(graph)
    values = np.ones(len(arrays.codes)) if strength is None else _strengths(graph, strength, arrays)
    half_seen = _half_seen(unknown_arcs(graph), silent(graph, arrays))
    left_out = _both_ways(np.union1d(half_seen, arrays.codes[np.isnan(values)]), arrays)
    used = ~np.isin(arrays.codes, left_out) & (values != 0)
    return Cells(arrays=arrays, codes=arrays.codes[used], values=values[used], unknown=left_out)


def _half_seen(unknown: Ints, quiet: Mask) -> Ints:
    """Return unknown arcs, and those of silent nodes that belong together with unknown ones."""
    n = len(quiet)
    rows = (np.flatnonzero(quiet)[:, None] * n + np.arange(n)).ravel()
    together = rows[np.isin(_blocks(rows, quiet), _blocks(unknown, quiet))]
    return np.union1d(unknown, together[together // max(n, 1) != together % max(n, 1)])


def _strengths(graph: Graph, name: str, arrays: Snapshot) -> Floats:
    known = attributes_of_ties(graph)
    if known and name not in known:
        raise UnknownNameError("attribute of ties", name, known)
    return arc_values(graph, name, arrays)


def attributes_of_ties(graph: Graph) -> list[str]:
    """Return the names of what is said of any tie."""
    return sorted({str(name) for _, _, data in graph.edges(data=True) for name in data})


def _blocks(codes: Ints, quiet: Mask) -> Ints:
    """Return which arcs belong together: of one silent node, to those who answered or to those who did not."""
    sources, targets = np.divmod(codes, max(len(quiet), 1))
    return np.where(quiet[sources], 2 * sources + quiet[targets], -1)


def same_nodes(one: Graph, other: Graph) -> None:
    """Refuse two networks that are not among the same nodes."""
    here, there = set(one), set(other)
    if here != there:
        only = sorted({*map(str, here ^ there)})
        raise InvalidValueError("nodes of only one network", only, "the same nodes in both (take subgraphs of them)")
