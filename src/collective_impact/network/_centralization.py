"""How far a network turns around one node: Freeman's centralization.

Each is the sum, over all nodes, of how far the most central one is ahead of them, divided by
the largest such sum that a network of that size can have. A star has 1, a ring 0. None of them
says that more, or less, is better.
"""

from typing import Literal, TypeAlias

from collective_impact.network._distances import Way, check_mode, mean_nearness, raw_betweenness
from collective_impact.network._snapshot import Floats, Graph, Ints, Snapshot, snapshot

Mode: TypeAlias = Literal["total", "in", "out"]


def degree_centralization(graph: Graph, *, mode: Mode = "total") -> float:
    """Return how far ties gather around one node.

    The largest possible sum of differences is (n - 1)(n - 2) in an undirected graph, twice
    that for in- and out-degree together in a directed one (a star whose ties are all
    returned), and (n - 1)**2 for in- or out-degree alone.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored (some packages count them, and give a star 0.8), parallel ties count
        once. Isolates count: say how many there are.
    mode : {"total", "in", "out"}
        Which ties of a node in a directed graph; an undirected one has no difference.

    Returns
    -------
    float
        0 where all have as many ties (also where there are too few nodes to differ), 1 in a star.

    Raises
    ------
    InvalidValueError
        There is no such mode, or it is no graph of networkx.

    References
    ----------
    Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1.

    Examples
    --------
    >>> import networkx as nx
    >>> degree_centralization(nx.star_graph(4)), degree_centralization(nx.cycle_graph(5))
    (1.0, 0.0)
    >>> referrals = nx.DiGraph([("ymca", "clinic"), ("school", "clinic"), ("clinic", "school")])
    >>> degree_centralization(referrals, mode="in")
    0.75
    """
    arrays = snapshot(graph)
    check_mode(mode, "total", "in", "out")
    return _lead(_degrees(arrays, mode), most_lead_of_degrees(arrays.n, directed=arrays.directed, mode=mode))


def betweenness_centralization(graph: Graph) -> float:
    """Return how far the shortest ways between nodes lead through one of them.

    On betweenness as counted, not divided by the number of pairs. The largest possible sum of
    differences is (n - 1)**2 (n - 2) in a directed graph, half of it in an undirected one.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once. Isolates count.

    Returns
    -------
    float
        0 where all are between as many (also where there are fewer than three nodes), 1 in a star.

    Raises
    ------
    InvalidValueError
        It is no graph of networkx.

    References
    ----------
    Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1.

    Examples
    --------
    >>> import networkx as nx
    >>> round(betweenness_centralization(nx.florentine_families_graph()), 6)
    0.436813
    """
    arrays = snapshot(graph)
    n = arrays.n
    most = (n - 1) ** 2 * (n - 2)
    return _lead(raw_betweenness(arrays), most if arrays.directed else most / 2)


def closeness_centralization(graph: Graph, *, mode: Way = "out") -> float:
    """Return how much closer to all others one node is than the rest.

    On `closeness`, so that networks that are not connected have a value too. The largest
    possible sum of differences is n / 2 - 1 in an undirected graph (a star), n - 1 in a
    directed one (a star whose ties all leave, or all reach, the centre). It is not the figure
    that other packages give for Freeman's closeness.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once. Isolates count.
    mode : {"out", "in"}
        Distances from a node, or to it; an undirected graph has no difference.

    Returns
    -------
    float
        0 where all are as close (also where there are too few nodes to differ), 1 in a star.

    Raises
    ------
    InvalidValueError
        There is no such mode, or it is no graph of networkx.

    References
    ----------
    Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1.

    Examples
    --------
    >>> import networkx as nx
    >>> round(closeness_centralization(nx.star_graph(9)), 9)
    1.0
    """
    arrays = snapshot(graph)
    check_mode(mode, "out", "in")
    return _lead(mean_nearness(arrays, mode), arrays.n - 1 if arrays.directed else arrays.n / 2 - 1)


def most_lead_of_degrees(n: int, *, directed: bool, mode: Mode = "total") -> int:
    """Return the largest sum that the differences to the highest degree can have among n nodes."""
    if directed and mode != "total":
        return (n - 1) ** 2
    return (n - 1) * (n - 2) * (2 if directed else 1)


def _degrees(arrays: Snapshot, mode: Mode) -> Ints:
    if mode == "in":
        return arrays.in_degree
    if mode == "out" or not arrays.directed:
        return arrays.out_degree
    return arrays.in_degree + arrays.out_degree


def _lead(values: Floats | Ints, most: float) -> float:
    """Return the sum of how far the greatest is ahead, as a share of the most it could be; 0 where that is nothing."""
    return float((values.max() - values).sum() / most) if len(values) and most > 0 else 0.0
