"""How near a network is to a chain of command: Krackhardt's four dimensions."""

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._fragmentation import component_labels
from collective_impact.network._snapshot import Graph, Ints, Snapshot, snapshot
from collective_impact.network._spread import nearness

Convention: TypeAlias = Literal["arcs", "edges"]


@record(kw_only=True)
class Krackhardt(Result):
    """Four ways in which a network may differ from an out-tree, which has 1 in each of them.

    Parameters
    ----------
    connectedness : float
        The share of pairs that some way connects, whichever way its ties point:
        1 - `fragmentation`.
    hierarchy : float, optional
        Of the pairs of which one reaches the other along the direction of ties, the share of
        which the other does not reach the one. None where nobody reaches anybody.
    efficiency : float, optional
        1 - the ties beyond those that each component needs to hang together, as a share of the
        most that there could be beyond them. None where there could be none. By ``convention``
        ties are arcs, or pairs tied in any way.
    least_upper_boundedness : float, optional
        1 - the pairs within components that have no common superior through whom all their
        other common superiors reach them, as a share of the most there could be. A node is a
        superior of itself and of all whom it reaches. None without a component of three.
    """

    connectedness: float
    hierarchy: float | None
    efficiency: float | None
    least_upper_boundedness: float | None


def krackhardt(graph: Graph, *, convention: Convention = "arcs") -> Krackhardt:
    """Return how near a network is to a chain of command: its four graph-theoretical dimensions.

    An undirected graph is taken as one whose ties all point both ways; its hierarchy is 0. It
    takes tables of nodes by nodes: a gigabyte for 10,000 of them.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    convention : {"arcs", "edges"}
        What efficiency counts: each arc, as R's sna does, or each pair that is tied either way
        (the underlying graph), as Krackhardt's text can also be read. Trees have 1 in both.

    Returns
    -------
    Krackhardt

    Raises
    ------
    InvalidValueError
        There is no such convention, or it is no graph of networkx.

    Notes
    -----
    R's sna says to compute least upper boundedness as here, but finds no violation where two
    have several highest-placed superiors in common, of whom none is above the other.

    References
    ----------
    Krackhardt (1994), Graph theoretical dimensions of informal organizations, in: Carley &
    Prietula (eds.), Computational Organization Theory.

    Examples
    --------
    Two who have two superiors in common, both of them under one director:

    >>> import networkx as nx
    >>> staff = nx.DiGraph(
    ...     [("director", "a"), ("director", "b"), ("a", "clerk"), ("b", "clerk"), ("a", "guard"), ("b", "guard")]
    ... )
    >>> found = krackhardt(staff)
    >>> found.connectedness, found.hierarchy, found.efficiency
    (1.0, 1.0, 0.875)
    >>> round(found.least_upper_boundedness, 4)  # one pair of the six that may fail: clerk and guard
    0.8333
    """
    arrays = snapshot(graph)
    if convention not in ("arcs", "edges"):
        raise InvalidValueError("convention", convention, "one of arcs, edges")
    labels = component_labels(arrays)
    sizes = np.bincount(labels, minlength=1)
    reaches = nearness(arrays) > 0
    possible = arrays.n * (arrays.n - 1)
    return Krackhardt(
        **account(graph),
        convention=convention,
        connectedness=int((sizes * (sizes - 1)).sum()) / possible if possible > 0 else 1.0,
        hierarchy=_hierarchy(reaches),
        efficiency=_efficiency(arrays, sizes, convention),
        least_upper_boundedness=_boundedness(reaches, labels, sizes),
    )


def _hierarchy(reaches: npt.NDArray[np.bool_]) -> float | None:
    pairs = np.count_nonzero(reaches | reaches.T) // 2
    mutual = np.count_nonzero(reaches & reaches.T) // 2
    return 1 - mutual / pairs if pairs else None


def _efficiency(arrays: Snapshot, sizes: Ints, convention: Convention) -> float | None:
    if convention == "arcs":
        ties, most = len(arrays.sources), (sizes * (sizes - 1)).sum()
    else:
        ties, most = arrays.either.m, (sizes * (sizes - 1)).sum() // 2
    needed = (sizes - 1)[sizes > 0].sum()
    return float(1 - (ties - needed) / (most - needed)) if most > needed else None


def _boundedness(reaches: npt.NDArray[np.bool_], labels: Ints, sizes: Ints) -> float | None:
    most = ((sizes - 1) * (sizes - 2))[sizes > 0].sum() // 2
    if not most:
        return None
    above = reaches | np.eye(len(reaches), dtype=bool)
    superiors = above.sum(axis=0)
    common = above.T.astype(np.float32) @ above.astype(np.float32)
    # All superiors of a common superior are common ones too: it is the least if they are all there are.
    least = np.zeros(common.shape, dtype=np.float32)
    classes = np.unique(above, axis=0, return_index=True)[1]  # those who reach each other have the same superiors
    for node in classes[np.argsort(superiors[classes], kind="stable")]:
        below = np.flatnonzero(above[node])
        least[np.ix_(below, below)] = superiors[node]
    bounded = (least == common) & (common > 0)
    together = labels[:, None] == labels[None, :]
    return float(1 - np.count_nonzero(together & ~bounded) / 2 / most)
