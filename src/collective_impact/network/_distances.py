"""Who is between others, and who is close to them."""

import math
import numbers
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from collective_impact.errors import InvalidValueError
from collective_impact.network._snapshot import Floats, Graph, Node, Snapshot, snapshot
from collective_impact.network._spread import harmonic

if TYPE_CHECKING:
    import networkx as nx

Way: TypeAlias = Literal["out", "in"]


def betweenness(graph: Graph, *, normalized: bool = False, distance: str | None = None) -> dict[Node, float]:
    """Return how often each node is between two others: on the shortest ways from one to the other.

    The sum over all pairs of others of the share of the shortest ways between them that pass
    through the node. Ways follow the direction of ties; in an undirected graph each pair
    counts once. It is exact at every size; above some 20,000 nodes `path_estimates` takes
    seconds where this takes minutes.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    normalized : bool
        Divide by the number of pairs of others, (n - 1)(n - 2), or half of it in an undirected
        graph; 0 where there are none.
    distance : str, optional
        The attribute of ties that says how long each is (of parallel ties the shortest counts).
        networkx then does the work. Each tie is one step unless this is given. ``strength`` is
        no distance: the stronger a tie, the shorter it would have to be.

    Returns
    -------
    dict
        Node to value, in the graph's own order.

    Raises
    ------
    InvalidValueError
        A distance is missing or not above zero; or it is no graph of networkx.

    References
    ----------
    Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40.
    Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical
    Sociology 25.

    Examples
    --------
    >>> import networkx as nx
    >>> coalition = nx.Graph([("school", "backbone"), ("bank", "backbone"), ("backbone", "ymca"), ("ymca", "library")])
    >>> betweenness(coalition)
    {'school': 0.0, 'backbone': 5.0, 'bank': 0.0, 'ymca': 3.0, 'library': 0.0}
    >>> round(betweenness(coalition, normalized=True)["backbone"], 3)
    0.833
    """
    arrays = snapshot(graph)
    values = raw_betweenness(arrays) if distance is None else _weighted_betweenness(graph, arrays, distance)
    pairs = (arrays.n - 1) * (arrays.n - 2) / (1 if arrays.directed else 2)
    return arrays.by_node(values / pairs if normalized and pairs > 0 else values, graph)


def closeness(graph: Graph, *, mode: Way = "out", distance: str | None = None) -> dict[Node, float]:
    """Return how close each node is to all others: the mean of 1 / distance, 0 for those out of reach.

    This is harmonic closeness over n - 1. Unlike Freeman's closeness it has a meaning in
    networks that are not connected.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    mode : {"out", "in"}
        ``"out"``: from the node to others, along the direction of ties. ``"in"``: from others
        to the node; this is what `networkx.harmonic_centrality` sums up. Undirected ties lead
        both ways.
    distance : str, optional
        The attribute of ties that says how long each is; as in `betweenness`.

    Returns
    -------
    dict
        Node to value, in the graph's own order: between 0 (reaches nobody, also when there is
        nobody else) and 1 (tied to all), unless distances below one are given.

    Raises
    ------
    InvalidValueError
        There is no such mode; a distance is missing or not above zero; or it is no graph of
        networkx.

    References
    ----------
    Rochat (2009), Closeness centrality extended to unconnected graphs: the harmonic centrality
    index, ASNA.
    Boldi & Vigna (2014), Axioms for centrality, Internet Mathematics 10.

    Examples
    --------
    >>> import networkx as nx
    >>> reports = nx.DiGraph([("ymca", "backbone"), ("library", "backbone"), ("backbone", "funder")])
    >>> [round(value, 2) for value in closeness(reports).values()]
    [0.5, 0.33, 0.5, 0.0]
    >>> [round(value, 2) for value in closeness(reports, mode="in").values()]
    [0.0, 0.67, 0.0, 0.67]
    """
    arrays = snapshot(graph)
    check_mode(mode, "out", "in")
    if distance is None:
        return arrays.by_node(mean_nearness(arrays, mode), graph)
    return arrays.by_node(_weighted_nearness(graph, arrays, mode, distance), graph)


def raw_betweenness(arrays: Snapshot) -> Floats:
    """Return the betweenness of each node; each pair of an undirected graph counts once."""
    return arrays.between if arrays.directed else arrays.between / 2


def mean_nearness(arrays: Snapshot, mode: Way) -> Floats:
    """Return the harmonic closeness of each node, over n - 1."""
    seen = arrays if mode == "out" else arrays.backward
    return harmonic(seen.distances) / max(arrays.n - 1, 1)


def check_mode(mode: str, *known: str) -> None:
    """Raise unless a mode is one of those known."""
    if mode not in known:
        raise InvalidValueError("mode", mode, f"one of {', '.join(known)}")


def _weighted_betweenness(graph: Graph, arrays: Snapshot, distance: str) -> Floats:
    import networkx as nx
    import numpy as np

    by_node = nx.betweenness_centrality(_with_lengths(graph, arrays, distance), weight="distance", normalized=False)
    return np.array([by_node[node] for node in arrays.nodes], dtype=np.float64)


def _weighted_nearness(graph: Graph, arrays: Snapshot, mode: Way, distance: str) -> Floats:
    import networkx as nx
    import numpy as np

    plain = _with_lengths(graph, arrays, distance)
    inward = plain.reverse(copy=False) if isinstance(plain, nx.DiGraph) and mode == "out" else plain
    by_node = nx.harmonic_centrality(inward, distance="distance")
    return np.array([by_node[node] for node in arrays.nodes], dtype=np.float64) / max(arrays.n - 1, 1)


def _with_lengths(graph: Graph, arrays: Snapshot, distance: str) -> "nx.Graph[Any] | nx.DiGraph[Any]":
    """Return a graph without loops and parallel ties, in an order of its own, whose ties have a length."""
    import networkx as nx

    plain: nx.Graph[Any] = nx.DiGraph() if arrays.directed else nx.Graph()
    plain.add_nodes_from(arrays.nodes)
    ties: list[tuple[Node, Node, object]] = list(graph.edges(data=distance))
    for source, target, given in sorted(ties, key=lambda tie: (arrays.index[tie[0]], arrays.index[tie[1]])):
        if source != target:
            length = _length(f"{distance} of {source!r} to {target!r}", given)
            known = plain.get_edge_data(source, target, {"distance": math.inf})["distance"]
            plain.add_edge(source, target, distance=min(length, known))
    return plain


def _length(what: str, given: object) -> float:
    if not isinstance(given, bool) and isinstance(given, numbers.Real) and 0 < float(given) < math.inf:
        return float(given)
    raise InvalidValueError(what, given, "a number above zero")
