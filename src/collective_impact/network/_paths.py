"""Shortest paths counted from many nodes at once: how much of what passes between others passes through each node.

Brandes' sums, level by level, for a whole batch of starting points: a level is one product of
a sparse matrix with a narrow dense one. That pays as long as a graph is a few ties wide, as
those of people and organisations are; along a road or a chain the levels are many and nearly
empty, and the arcs of each level are listed instead.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError
from collective_impact.network._snapshot import FEW, Floats, Ints, Snapshot
from collective_impact.network._spread import distance_counts

if TYPE_CHECKING:
    from scipy import sparse

Bytes: TypeAlias = npt.NDArray[np.uint8]
Matrix: TypeAlias = "Floats | sparse.csr_array[Any, Any]"

CELLS = 2**17
"""Cells of the matrix of a batch (nodes by starting points): about what fits a processor's cache."""
NARROW, BROAD = 8, 128
DEEP = 32
"""Levels beyond which most cells of the matrix stand still at any one of them."""


def dependencies(arrays: Snapshot, sources: Ints) -> Floats:
    """Return how much the shortest paths from some nodes depend on each node.

    The dependency of a source on a node is the sum, over all targets, of the share of the
    shortest paths from that source to the target that pass through the node between them.

    Parameters
    ----------
    arrays : Snapshot
    sources : ndarray of int
        Positions of the nodes where paths start, each once.

    Returns
    -------
    ndarray, shape (2, n)
        The sum over the sources, and the sum of squares. Over all nodes as sources the first
        row is betweenness, each pair counted in both directions.

    Raises
    ------
    InvalidValueError
        There are more shortest paths between two nodes than a float can count (10**308).
    """
    sums = np.zeros((2, arrays.n))
    deep = False
    for batch in _batches(sources, arrays.n):
        depends = None if deep else _by_levels(arrays, batch)
        if depends is None:
            deep = True
            depends = _by_arcs(arrays, batch)
        sums[0] += depends.sum(axis=1)
        sums[1] += np.square(depends).sum(axis=1)
    if not np.isfinite(sums).all():
        raise InvalidValueError("graph", f"{arrays.n} nodes", "one with fewer than 10**308 shortest paths of a pair")
    return sums


def _batches(sources: Ints, n: int) -> Iterator[Ints]:
    width = min(max(CELLS // max(n, 1), NARROW), BROAD)
    for first in range(0, len(sources), width):
        yield sources[first : first + width]


def of_few(arrays: Snapshot) -> tuple[Floats, Ints]:
    """Return betweenness and how many nodes are at each distance, from one sweep over a graph of few nodes.

    Parameters
    ----------
    arrays : Snapshot
        Of at most 64 nodes.

    Returns
    -------
    ndarray, shape (n,)
        As the first row of `dependencies` of all.
    ndarray of int, shape (n, longest distance)
        As `distance_counts`.
    """
    n = arrays.n
    along, back = _matrices(arrays)
    found = _found(along, n, np.arange(n))
    if found is None:
        return dependencies(arrays, np.arange(n))[0], distance_counts(arrays, np.arange(n))
    paths, distance, deepest = found
    levels = deepest + 1
    reached = distance.astype(np.int64) + np.where(paths > 0, np.arange(n) * levels, n * levels)
    counts = np.bincount(reached.ravel(), minlength=n * levels)[: n * levels].reshape(n, levels)[:, 1:]
    longest = int(np.count_nonzero(counts.any(axis=0)))
    return _gathered(back, paths, distance, deepest).sum(axis=1), counts[:, :longest]


def _by_levels(arrays: Snapshot, sources: Ints) -> Floats | None:
    """Return the dependency of each source (a column) on each node; None where paths are too long for this way."""
    along, back = _matrices(arrays)
    found = _found(along, arrays.n, sources)
    return None if found is None else _gathered(back, *found)


def _found(along: Matrix, n: int, sources: Ints) -> tuple[Floats, Bytes, int] | None:
    """Return how many shortest paths lead from each source (a column) to each node, how long they are, and the longest.

    Where no path leads, the length is that of the longest or more.
    """
    front = np.zeros((n, len(sources)))
    front[sources, np.arange(len(sources))] = 1.0
    paths = front.copy()
    unseen = paths == 0
    many = np.count_nonzero(unseen)
    distance = unseen.astype(np.uint8)
    for level in range(1, DEEP):
        front = along @ front
        front *= unseen
        paths += front
        unseen = paths == 0
        before, many = many, np.count_nonzero(unseen)
        if many in (0, before):  # everybody is seen, or nobody came new
            return paths, distance, level
        distance += unseen
    return None


def _matrices(arrays: Snapshot) -> tuple[Matrix, Matrix]:
    """Return the matrix whose rows have those from whom a node is reached, and that of those whom it reaches."""
    if arrays.n <= FEW:
        table = arrays.dense()
        return table.T, table
    return arrays.backward.matrix, arrays.matrix


def _gathered(back: Matrix, paths: Floats, distance: Bytes, deepest: int) -> Floats:
    """Return dependencies, added up from the farthest nodes to the nearest, each divided by its number of paths."""
    inverse = np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)
    depends = np.zeros_like(paths)
    for level in range(deepest, 1, -1):
        front = inverse + depends
        front *= distance == level
        front = back @ front
        front *= distance == level - 1
        depends += front
    depends *= paths
    return depends


def _by_arcs(arrays: Snapshot, sources: Ints) -> Floats:
    """Return the dependency of each source (a column) on each node, from lists of the arcs between levels."""
    width = len(sources)
    paths = np.zeros(arrays.n * width)  # one cell for each node and source
    unseen = np.ones(arrays.n * width, dtype=bool)
    last = np.zeros(arrays.n * width, dtype=np.int64)
    front = sources * width + np.arange(width)
    paths[front] = 1.0
    unseen[front] = False
    levels: list[tuple[Ints, Ints]] = []
    with np.errstate(over="ignore", invalid="ignore"):  # who calls looks for what is not finite
        while len(front):
            tails, heads = _arcs_from(arrays, front, width)
            new = unseen[heads]
            tails, heads = tails[new], heads[new]
            np.add.at(paths, heads, paths[tails])
            last[heads] = np.arange(len(heads))
            front = heads[last[heads] == np.arange(len(heads))]  # each cell once
            unseen[front] = False
            levels.append((tails, heads))
        depends = np.zeros_like(paths)
        for tails, heads in reversed(levels[1:]):  # the first leave the source, which is not between
            np.add.at(depends, tails, paths[tails] / paths[heads] * (1.0 + depends[heads]))
    return depends.reshape(arrays.n, width)


def _arcs_from(arrays: Snapshot, cells: Ints, width: int) -> tuple[Ints, Ints]:
    """Return the cells at the tails and at the heads of all arcs that leave some cells."""
    nodes, columns = np.divmod(cells, width)
    many = arrays.out_degree[nodes]
    before = np.cumsum(many) - many
    arcs = np.repeat(arrays.starts[nodes] - before, many) + np.arange(many.sum())
    return np.repeat(cells, many), arrays.targets[arcs] * width + np.repeat(columns, many)
