"""What remains of a network without some of its nodes, in figures."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from collective_impact.network._centralization import most_lead_of_degrees
from collective_impact.network._fragmentation import apart
from collective_impact.network._snapshot import Floats, Ints, Snapshot
from collective_impact.network._spread import Worlds, without

Figures: TypeAlias = dict[str, Floats]
Flags: TypeAlias = npt.NDArray[np.bool_]

HARM = {
    "fragmentation": 1,
    "distance_fragmentation": 1,
    "components": 1,
    "new_isolates": 1,
    "density": -1,
    "ties_between_groups": -1,
    "degree_centralization": 0,
}
"""Which way each figure goes when a network loses something: up, down, or neither."""

SMALL = 128
"""Nodes up to which distances cost no more than components."""
AT_ONCE = 64


def remains(arrays: Snapshot, missing: Ints, *, distances: bool, between: Snapshot | None = None) -> Figures:
    """Return figures of what remains of a network, one of each for each set of missing nodes.

    Parameters
    ----------
    arrays : Snapshot
    missing : ndarray of int, shape (sets, nodes)
        The positions of the missing nodes.
    distances : bool
        Whether distance fragmentation is one of them.
    between : Snapshot, optional
        The ties between groups alone, if their number is one of them.
    """
    in_bits = distances or arrays.n <= SMALL
    worlds = without(arrays.either, missing) if in_bits else _components_without(arrays, missing)
    tables = [_figures(arrays, some, distances=distances, between=between) for some in worlds]
    measures = [measure for measure in HARM if tables and measure in tables[0]]
    return {measure: np.concatenate([table[measure] for table in tables]) for measure in measures}


def _figures(arrays: Snapshot, worlds: Worlds, *, distances: bool, between: Snapshot | None) -> Figures:
    here = worlds.reached >= 0
    n = int(here[0].sum())  # all sets are of one size
    tied = (arrays.out_degree + arrays.in_degree > 0)[None, :]
    possible = n * (n - 1)
    connected = np.where(here, worlds.reached, 0).sum(axis=1)
    figures = {
        "fragmentation": 1.0 - connected / possible if possible > 0 else np.zeros(len(here)),
        "components": np.round(np.where(here, 1.0 / (1.0 + np.abs(worlds.reached)), 0.0).sum(axis=1)),
        "new_isolates": ((worlds.reached == 0) & tied).sum(axis=1).astype(np.float64),
    } | _degree_figures(arrays, here, n)
    if distances:
        figures["distance_fragmentation"] = apart(worlds.pairs, n)
    if between is not None:
        figures["ties_between_groups"] = degrees_left(between, here).sum(axis=1) / 2  # each has two ends
    return figures


def _degree_figures(arrays: Snapshot, here: Flags, n: int) -> Figures:
    """Return density and degree centralization among those who are here, in each world."""
    degrees = degrees_left(arrays, here)
    possible, most = n * (n - 1), most_lead_of_degrees(n, directed=arrays.directed)
    ends, highest = degrees.sum(axis=1), degrees.max(axis=1, initial=0.0)
    nothing = np.zeros(len(here))
    return {
        "density": ends / (2 if arrays.directed else 1) / possible if possible > 0 else nothing,
        "degree_centralization": (n * highest - ends) / most if most > 0 else nothing,
    }


def degrees_left(arrays: Snapshot, here: Flags) -> Floats:
    """Return how many ties each node has with those who are here, in each world; 0 of those who are not."""
    ties = arrays.matrix + arrays.backward.matrix if arrays.directed else arrays.matrix
    degrees: Floats = (ties @ here.T.astype(np.float64)).T * here
    return degrees


def _components_without(arrays: Snapshot, missing: Ints) -> Iterator[Worlds]:
    for first in range(0, len(missing), AT_ONCE):
        reached = np.stack([_reached_without(arrays, nodes) for nodes in missing[first : first + AT_ONCE]])
        yield Worlds(pairs=np.zeros((len(reached), 0), dtype=np.int64), reached=reached)


def _reached_without(arrays: Snapshot, missing: Ints) -> Ints:
    """Return how many others each node is connected to without some nodes, which have -1."""
    from scipy import sparse
    from scipy.sparse import csgraph

    here = np.ones(arrays.n, dtype=bool)
    here[missing] = False
    kept = here[arrays.sources] & here[arrays.targets]
    ends = arrays.sources[kept], arrays.targets[kept]
    ties = sparse.csr_array((np.ones(len(ends[0])), ends), shape=(arrays.n, arrays.n))
    labels = csgraph.connected_components(ties, directed=arrays.directed, connection="weak")[1]
    return np.where(here, np.bincount(labels, minlength=1)[labels] - 1, -1)
