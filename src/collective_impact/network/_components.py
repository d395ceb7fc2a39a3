"""How a network falls apart: its components, from pairs alone and with nothing but Python."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

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
