"""Three nodes that are all tied: what brokerage, constraint and effective size are sums over."""

import itertools
from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from collective_impact.network._snapshot import Ints, Snapshot

Corners: TypeAlias = tuple[Ints, Ints, Ints]

BLOCK = 1 << 20
"""How many pairs of neighbours are looked at in one go; more take more memory and hardly less time."""


def turned(within: Snapshot) -> Ints:
    """Return the place of the arc that runs the other way, for each arc of an undirected snapshot."""
    from scipy import sparse

    places = np.arange(len(within.targets))
    table = sparse.csr_array((places, within.targets, within.starts), shape=(within.n, within.n))
    order: Ints = table.tocsc().data
    return order


def triangles(within: Snapshot) -> Iterator[Corners]:
    """Yield the triangles of an undirected snapshot in blocks, each triangle once.

    Each edge points to the end of the higher degree. Then no node has more than the square
    root of 2 m edges going out, and trying all pairs of them takes the time of m ** 1.5 at
    most, and the memory of a block.

    Parameters
    ----------
    within : Snapshot
        An undirected one.

    Yields
    ------
    tuple of three ndarrays of int
        The arcs from x to y, from x to z and from y to z, as places in the snapshot.
    """
    rank = np.empty(within.n, dtype=np.int64)
    rank[np.argsort(within.out_degree, kind="stable")] = np.arange(within.n)
    up = np.flatnonzero(rank[within.sources] < rank[within.targets])
    ends = np.cumsum(np.bincount(within.sources[up], minlength=within.n))
    after = ends[within.sources[up]] - np.arange(len(up)) - 1
    places = _places(within.codes)
    for begin, end in _blocks(after):
        first = np.repeat(np.arange(begin, end), after[begin:end])
        place = np.arange(len(first)) - np.repeat(np.cumsum(after[begin:end]) - after[begin:end], after[begin:end])
        xy, xz = up[first], up[first + 1 + place]
        wanted = within.targets[xy] * within.n + within.targets[xz]
        closed, yz = places(wanted)
        yield xy[closed], xz[closed], yz


def around(within: Snapshot) -> Iterator[Corners]:
    """Yield all a, v and c of an undirected snapshot that are all tied, in each order, in blocks.

    Yields
    ------
    tuple of three ndarrays of int
        The arcs from a to v, from v to c and from a to c, as places in the snapshot.
    """
    back = turned(within)
    for xy, xz, yz in triangles(within):
        yx, zx, zy = back[xy], back[xz], back[yz]
        yield (
            np.concatenate([xy, zy, yx, zx, xz, yz]),
            np.concatenate([yz, yx, xz, xy, zy, zx]),
            np.concatenate([xz, zx, yz, zy, xy, yx]),
        )


def _places(codes: Ints) -> Callable[[Ints], tuple[Ints, Ints]]:
    """Return a function that says which of some numbers are among ascending ones, and where.

    Most are not. A table of marks, where several numbers may share one, tells so at a glance,
    and only those that it lets pass are looked up.
    """
    last_bits = (1 << (16 * len(codes)).bit_length()) - 1
    marks = np.zeros(last_bits + 1, dtype=np.bool_)
    marks[codes & last_bits] = True

    def look_up(wanted: Ints) -> tuple[Ints, Ints]:
        marked = np.flatnonzero(marks[wanted & last_bits])
        found = np.minimum(np.searchsorted(codes, wanted[marked]), len(codes) - 1)
        there = codes[found] == wanted[marked]
        return marked[there], found[there]

    return look_up


def _blocks(counts: Ints) -> Iterator[tuple[int, int]]:
    """Yield runs of places whose counts add up to about a block."""
    if not len(counts):
        return
    number = np.cumsum(counts) // BLOCK
    cuts = np.flatnonzero(np.diff(number)) + 1
    yield from itertools.pairwise([0, *cuts.tolist(), len(counts)])
