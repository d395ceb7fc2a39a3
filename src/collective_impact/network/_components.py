"""How a network falls apart: its components."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import networkx as nx

Node = TypeVar("Node", bound=Hashable)


def component_sizes(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> tuple[int, ...]:
    """Return how many nodes each component has, the largest first.

    Parameters
    ----------
    nodes : iterable
        Isolates are components of one.
    pairs : iterable of (node, node)
        Which nodes are tied, whichever way a tie points; pairs with others are left out.
    """
    above = {node: node for node in nodes}

    def top(node: Node) -> Node:
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for one, other in pairs:
        if one in above and other in above:
            above[top(one)] = top(other)
    return tuple(sorted(Counter(map(top, above)).values(), reverse=True))


def connected_pairs(sizes: Iterable[int], n: int) -> float:
    """Return the share of pairs among n nodes that are in one component; 1 where there is no pair.

    Parameters
    ----------
    sizes : iterable of int
        How many nodes each component has; nodes beyond those of the components are isolates.
    n : int
        How many nodes there are in all.
    """
    pairs = n * (n - 1)
    return sum(size * (size - 1) for size in sizes) / pairs if pairs > 0 else 1.0


def fragmentation(graph: "nx.DiGraph[Any]") -> float:
    """Return how far a graph has fallen apart: the share of pairs of nodes that no way connects.

    1 - sum of s (s - 1) / (n (n - 1)), where s are the sizes of the components (ways may run
    against the direction of edges) and n is the number of nodes.

    Parameters
    ----------
    graph : networkx.DiGraph
        Isolates count.

    Returns
    -------
    float
        0 where all are connected, 1 where nobody is. With fewer than two nodes there is
        nothing to fall apart: 0.

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
    return 1.0 - connected_pairs(component_sizes(graph.nodes, graph.edges), graph.number_of_nodes())
