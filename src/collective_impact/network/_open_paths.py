"""Who stands between two who are not tied: open two-paths by the groups of all three, counted without listing them."""

import numpy as np

from collective_impact.network._grouped import inside_and_between
from collective_impact.network._snapshot import Ints, Snapshot
from collective_impact.network._triangles import around

COORDINATOR, ITINERANT, GATEKEEPER, REPRESENTATIVE, LIAISON, UNKNOWN = range(6)
KINDS = 6
BOTH_WAYS = [COORDINATOR, ITINERANT, LIAISON, UNKNOWN]
"""What a two-path is whichever way it is walked; a gatekeeper walked back is a representative."""


def open_paths(arrays: Snapshot, codes: Ints) -> Ints:
    """Return how many open two-paths of each kind lead through each node.

    All two-paths follow from how many ties each node has with each group; those that are
    closed are found among the triangles, and taken off.

    Parameters
    ----------
    arrays : Snapshot
        Of an undirected one each pair of ends counts once.
    codes : ndarray of int, shape (n,)
        The group of each node; -1 where it is unknown.

    Returns
    -------
    ndarray, shape (n, 7)
        Coordinator, itinerant, gatekeeper, representative, liaison, those in which the
        group of one of the three is unknown, and all of them.
    """
    found = _two_paths(arrays, codes) - _closed(arrays, codes)
    total = found.sum(axis=1)
    if not arrays.directed:
        found[:, BOTH_WAYS] //= 2
        total //= 2
    return np.column_stack([found, total])


def _two_paths(arrays: Snapshot, codes: Ints) -> Ints:
    """Return how many two-paths of each kind lead through each node to another, open or closed."""
    own, other = inside_and_between(arrays, codes)
    back = arrays.both
    own_back, other_back = (_count(back.sources[arcs], arrays.n) for arcs in inside_and_between(back, codes))
    own_in, other_in = (_count(arrays.targets[arcs], arrays.n) for arcs in (own, other))
    own_out, other_out = (_count(arrays.sources[arcs], arrays.n) for arcs in (own, other))
    alike = _alike(arrays.sources[other], arrays.targets[other], codes)
    kinds = [
        own_in * own_out - own_back,
        alike - other_back,
        other_in * own_out,
        own_in * other_out,
        other_in * other_out - alike,
    ]
    total = arrays.in_degree * arrays.out_degree - back.out_degree
    return np.column_stack([*kinds, total - sum(kinds)])


def _count(nodes: Ints, n: int) -> Ints:
    return np.bincount(nodes, minlength=n)


def _alike(sources: Ints, targets: Ints, codes: Ints) -> Ints:
    """Return how many pairs of an arc into and an arc out of each node have other ends of one group."""
    groups = int(codes.max(initial=0)) + 1
    into = np.sort(targets * groups + codes[sources])
    out = sources * groups + codes[targets]
    pairs = np.searchsorted(into, out, side="right") - np.searchsorted(into, out)
    return np.bincount(sources, pairs, len(codes)).astype(np.int64)


def _closed(arrays: Snapshot, codes: Ints) -> Ints:
    """Return how many two-paths of each kind lead through each node to another that is tied to the first."""
    either = arrays.either
    there = np.zeros(len(either.targets), dtype=np.bool_)
    there[np.searchsorted(either.codes, arrays.codes)] = True
    found = np.zeros((arrays.n, KINDS), dtype=np.int64)
    for av, vc, ac in around(either):
        closed = np.flatnonzero(there[av] & there[vc] & there[ac])
        a, v, c = either.sources[av[closed]], either.sources[vc[closed]], either.targets[vc[closed]]
        kinds = _kinds(codes[a], codes[v], codes[c])
        found += np.bincount(v * KINDS + kinds, minlength=found.size).reshape(found.shape)
    return found


def _kinds(a: Ints, v: Ints, c: Ints) -> Ints:
    """Return which kind of two-path leads through each v, by the groups of the three."""
    unknown = np.minimum(np.minimum(a, v), c) < 0
    cases = [unknown, (a == v) & (v == c), v == c, a == v, a == c]
    return np.select(cases, [UNKNOWN, COORDINATOR, GATEKEEPER, REPRESENTATIVE, ITINERANT], LIAISON)
