"""How often two who share a contact are tied."""

from typing import Any

from collective_impact.network._snapshot import Graph, snapshot


def transitivity(graph: Graph) -> float | None:
    """Return how often two who share a contact are tied themselves, whichever way ties point.

    networkx counts the triangles. Given a directed graph it would follow arcs in part; here a
    tie is one whichever way it points, as in `describe`.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.

    Returns
    -------
    float or None
        0 to 1; None where nobody has two contacts.

    References
    ----------
    Newman, Watts & Strogatz (2002), Random graph models of social networks, PNAS 99.

    Examples
    --------
    >>> import networkx as nx
    >>> transitivity(nx.Graph([("ymca", "bank"), ("bank", "school"), ("school", "ymca"), ("school", "mall")]))
    0.6
    """
    import networkx as nx

    arrays = snapshot(graph).either
    if arrays.out_degree.max(initial=0) <= 1:
        return None
    plain: nx.Graph[Any] = nx.Graph(zip(arrays.sources.tolist(), arrays.targets.tolist(), strict=True))
    return float(nx.transitivity(plain))
