"""How far a network has fallen apart."""

import numpy as np

from collective_impact.network._components import connected_pairs
from collective_impact.network._snapshot import Floats, Graph, Ints, Snapshot, snapshot
from collective_impact.network._spread import harmonic


def fragmentation(graph: Graph) -> float:
    """Return how far a graph has fallen apart: the share of pairs of nodes that no way connects.

    1 - sum of s (s - 1) / (n (n - 1)), where s are the sizes of the components (ways may run
    against the direction of ties) and n is the number of nodes.

    Parameters
    ----------
    graph : networkx graph
        Isolates count.

    Returns
    -------
    float
        0 where all are connected, 1 where nobody is. With fewer than two nodes there is
        nothing to fall apart: 0.

    Raises
    ------
    InvalidValueError
        It is no graph of networkx.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12.

    Examples
    --------
    >>> import networkx as nx
    >>> star = nx.DiGraph([("backbone", "ymca"), ("backbone", "library"), ("backbone", "bank")])
    >>> fragmentation(star)
    0.0
    >>> star.remove_node("backbone")
    >>> fragmentation(star)
    1.0
    """
    arrays = snapshot(graph)
    return 1.0 - connected_pairs(np.bincount(component_labels(arrays)).tolist(), arrays.n)


def distance_fragmentation(graph: Graph) -> float:
    """Return how far apart the nodes of a graph are: 1 - the mean of 1 / distance over all pairs.

    Pairs that no way connects count as infinitely far apart. Where all connected pairs are
    tied directly it equals `fragmentation`; otherwise it is greater. As there, ways may run
    against the direction of ties.

    Parameters
    ----------
    graph : networkx graph
        Isolates count. Loops are ignored.

    Returns
    -------
    float
        0 where all are tied to all, 1 where there is no tie. With fewer than two nodes there
        is nothing to be apart: 0.

    Raises
    ------
    InvalidValueError
        It is no graph of networkx.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12.

    Examples
    --------
    Three pairs of a chain of four are tied, two are two steps apart, one is three steps apart.

    >>> import networkx as nx
    >>> chain = nx.path_graph(["school", "ymca", "library", "bank"])
    >>> round(distance_fragmentation(chain), 4) == round(1 - (3 + 2 / 2 + 1 / 3) / 6, 4)
    True
    """
    arrays = snapshot(graph)
    return float(apart(arrays.either.distances.sum(axis=0, keepdims=True), arrays.n)[0])


def apart(pairs: Ints, n: int) -> Floats:
    """Return distance fragmentation for rows of how many ordered pairs of n nodes are at distance 1, 2 and so on."""
    possible = n * (n - 1)
    return 1.0 - harmonic(pairs) / possible if possible > 0 else np.zeros(len(pairs))


def component_labels(arrays: Snapshot) -> Ints:
    """Return the number of the component of each node, ways running both ways; numbered from 0."""
    from scipy.sparse import csgraph

    return csgraph.connected_components(arrays.matrix, directed=arrays.directed, connection="weak")[1].astype(np.int64)
