"""Who reaches whom in how many steps, for 64 nodes in one word.

Each node has a row of bits, one for each node that it may reach. A step along all ties at once
joins to the row of a node those of the nodes that it is tied to. Several worlds, in each of
which other nodes are missing, stand side by side in the row.
"""

from collections.abc import Iterator
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.network._snapshot import Floats, Ints, Snapshot

Words: TypeAlias = npt.NDArray[np.uint64]

WORD = 64
LITTLE = np.dtype("<u8")
"""The same order of bytes on each platform, so that bits can be unpacked."""
GATHERED = 2**21
"""Words that a step may gather at once, 16 MB."""
WIDEST = 16
ONES = np.array([number.bit_count() for number in range(256)], dtype=np.uint8)


def distance_counts(arrays: Snapshot, among: Ints | None = None) -> Ints:
    """Return how many nodes each node reaches at each distance.

    Parameters
    ----------
    arrays : Snapshot
    among : ndarray of int, optional
        Count these nodes alone, by position; all unless given.

    Returns
    -------
    ndarray of int, shape (n, longest distance)
        The first column is for distance 1. Nobody reaches itself.
    """
    among = np.arange(arrays.n) if among is None else among
    counts: list[Ints] = []
    step = WORD * min(WIDEST, _room(arrays))
    for first in range(0, len(among), step):
        front = _bits(arrays.n, among[first : first + step])
        for taken, new in enumerate(_steps(arrays, front, _others(front))):
            if taken == len(counts):
                counts.append(np.zeros(arrays.n, dtype=np.int64))
            counts[taken] += _ones(new, 1)[:, 0]
    return np.stack(counts, axis=1) if counts else np.zeros((arrays.n, 0), dtype=np.int64)


def harmonic(counts: Ints | Floats) -> Floats:
    """Return the sum of 1 / distance for each row of counts."""
    sums: Floats = (counts / np.arange(1, counts.shape[1] + 1)).sum(axis=1)
    return sums


def nearness(arrays: Snapshot) -> Floats:
    """Return 1 / distance from each node (a row) to each other; 0 where no way leads, and of a node to itself."""
    table = np.zeros((arrays.n, arrays.n))
    front = _bits(arrays.n, np.arange(arrays.n))
    for distance, new in enumerate(_steps(arrays, front, _others(front)), 1):
        bits = np.unpackbits(new.view(np.uint8), axis=1, count=arrays.n, bitorder="little")
        table += bits / distance
    return table


@attrs.frozen(kw_only=True, eq=False)
class Worlds:
    """What is left of a graph in several worlds, in each of which some nodes are missing.

    Parameters
    ----------
    pairs : ndarray of int, shape (worlds, longest distance)
        How many ordered pairs of nodes are at each distance.
    reached : ndarray of int, shape (worlds, n)
        How many others each node reaches; -1 of a missing node.
    """

    pairs: Ints
    reached: Ints


def without(arrays: Snapshot, missing: Ints) -> Iterator[Worlds]:
    """Yield what is left of a graph without some nodes, for some worlds at a time.

    Parameters
    ----------
    arrays : Snapshot
    missing : ndarray of int, shape (worlds, nodes)
        The nodes that are missing in each world, by position.
    """
    wide = -(-arrays.n // WORD)
    batch = max(1, _room(arrays) // max(wide, 1))
    for first in range(0, len(missing), batch):
        yield _worlds(arrays, missing[first : first + batch])


def _worlds(arrays: Snapshot, missing: Ints) -> Worlds:
    many = len(missing)
    worlds = np.repeat(np.arange(many), missing.shape[1])
    gone = np.zeros((arrays.n, many), dtype=bool)
    gone[missing.ravel(), worlds] = True
    one = _bits(arrays.n, np.arange(arrays.n))
    front = (one[:, None, :] * ~gone[:, :, None]).reshape(arrays.n, many * one.shape[1])
    left = _others(front) * np.repeat(~gone, one.shape[1], axis=1)
    reached = np.where(gone, -1, 0)
    pairs: list[Ints] = []
    for new in _steps(arrays, front, left):
        came = _ones(new, many)
        reached += came
        pairs.append(came.sum(axis=0))
    return Worlds(pairs=np.array(pairs, dtype=np.int64).reshape(-1, many).T, reached=reached.T)


def _room(arrays: Snapshot) -> int:
    return max(1, GATHERED // max(len(arrays.targets), 1))


def _bits(n: int, nodes: Ints) -> Words:
    """Return a row for each node, with a bit for each of some nodes: set where it is the same."""
    bits = np.zeros((n, -(-len(nodes) // WORD)), dtype=LITTLE)
    place = np.arange(len(nodes))
    bits[nodes, place // WORD] = np.left_shift(np.uint64(1), (place % WORD).astype(LITTLE))
    return bits


def _others(front: Words) -> Words:
    """Return the bits that each node does not have, of those that somebody has."""
    everybody: Words = np.bitwise_or.reduce(front, axis=0)
    return everybody & ~front


def _steps(arrays: Snapshot, front: Words, left: Words) -> Iterator[Words]:
    """Yield the bits that come new to each node with each step, as long as there are any.

    Parameters
    ----------
    arrays : Snapshot
    front : ndarray
        The bits of each node at the beginning.
    left : ndarray
        The bits that may still come to it.
    """
    tied = np.flatnonzero(arrays.out_degree)
    starts = arrays.starts[tied]
    while len(tied) and np.count_nonzero(left):
        new = np.zeros_like(front)
        new[tied] = np.bitwise_or.reduceat(front[arrays.targets], starts, axis=0)
        new &= left
        if not np.count_nonzero(new):
            return
        yield new
        left = left ^ new
        front = new


def _ones(words: Words, many: int) -> Ints:
    """Return how many bits are set in each row, in each of so many parts of it."""
    counts: Ints = ONES[words.view(np.uint8)].reshape(len(words), many, -1).sum(axis=2, dtype=np.int64)
    return counts
