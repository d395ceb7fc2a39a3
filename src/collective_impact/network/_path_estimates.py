"""Betweenness and closeness of large networks, estimated from some of their nodes."""

from typing import Any

import numpy as np

from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._distances import Way, check_mode
from collective_impact.network._draws import counted, dice
from collective_impact.network._paths import dependencies
from collective_impact.network._snapshot import Floats, Graph, Ints, Node, Snapshot, snapshot
from collective_impact.network._spread import distance_counts, harmonic

FEWEST = 2


@record(kw_only=True)
class PathEstimates(Result):
    """Betweenness and closeness as estimated from pivots, in the order of ``nodes``.

    Parameters
    ----------
    pivots : int
        How many nodes they rest on.
    mode : str
        Of which closeness it is.
    nodes : tuple
        In the graph's own order.
    betweenness, closeness : tuple of float
        Not biased; on the scales of `betweenness` and `closeness`.
    betweenness_errors, closeness_errors : tuple of float
        The standard error of each, over other choices of pivots; 0 where all nodes are pivots.
    """

    pivots: int
    mode: str
    nodes: tuple[object, ...]
    betweenness: tuple[float, ...]
    betweenness_errors: tuple[float, ...]
    closeness: tuple[float, ...]
    closeness_errors: tuple[float, ...]

    @property
    def by_node(self) -> dict[Node, dict[str, float]]:
        """The figures of each node by name."""
        names = ("betweenness", "betweenness_errors", "closeness", "closeness_errors")
        rows = zip(*(getattr(self, name) for name in names), strict=True)
        return {node: dict(zip(names, row, strict=True)) for node, row in zip(self.nodes, rows, strict=True)}


def path_estimates(graph: Graph, *, pivots: int = 256, mode: Way = "out", seed: int = 0) -> PathEstimates:
    """Return betweenness and closeness as estimated from the paths of some nodes, for large networks.

    Paths are followed from a random choice of nodes, each as likely as any other, and what
    they show is taken for all. With four times as many pivots the errors are half as large.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    pivots : int
        How many nodes to start from, at least two. All of them if there are no more; then the
        figures are exact.
    mode : {"out", "in"}
        Of closeness, as there.
    seed : int
        The same choice of pivots for the same seed and the same nodes.

    Returns
    -------
    PathEstimates

    Raises
    ------
    InvalidValueError
        There is no such mode, fewer than two pivots are asked for, or it is no graph of
        networkx.

    References
    ----------
    Brandes & Pich (2007), Centrality estimation in large networks, International Journal of
    Bifurcation and Chaos 17.

    Examples
    --------
    >>> import networkx as nx
    >>> found = path_estimates(nx.star_graph(40), pivots=20)
    >>> found.by_node[1]["betweenness"], found.by_node[1]["betweenness_errors"]
    (0.0, 0.0)
    """
    arrays = snapshot(graph)
    check_mode(mode, "out", "in")
    many = min(counted(pivots, "pivots", least=FEWEST), arrays.n)
    chosen = np.sort(dice(seed).choice(arrays.n, many, replace=False)) if many else np.arange(0)
    between = _scaled(dependencies(arrays, chosen), many, arrays, 1 if arrays.directed else 2)
    near = _scaled(_nearness(arrays if mode == "out" else arrays.backward, chosen), many, arrays, max(arrays.n - 1, 1))
    names = ("betweenness", "betweenness_errors", "closeness", "closeness_errors")
    columns = zip(names, (*between, *near), strict=True)
    listed: dict[str, Any] = {name: arrays.by_node(values, graph).values() for name, values in columns}
    return PathEstimates(
        **account(graph), convention="pivots", seed=seed, pivots=many, mode=mode, nodes=tuple(graph), **listed
    )


def _nearness(arrays: Snapshot, pivots: Ints) -> Floats:
    """Return the sum of 1 / distance from each node to the pivots, and the sum of its squares."""
    counts = distance_counts(arrays, pivots)
    return np.stack([harmonic(counts), harmonic(counts / np.arange(1, counts.shape[1] + 1))])


def _scaled(sums: Floats, pivots: int, arrays: Snapshot, divisor: float) -> tuple[Floats, Floats]:
    """Return the estimate of a sum over all nodes, and its standard error, from those of some drawn without return."""
    if not pivots:
        return sums[0], sums[1]
    mean = sums[0] / pivots
    spread = np.sqrt(np.maximum(sums[1] - pivots * mean**2, 0.0) / max(pivots - 1, 1))
    error = spread * np.sqrt((1 - pivots / arrays.n) / pivots)
    return arrays.n * mean / divisor, arrays.n * error / divisor
