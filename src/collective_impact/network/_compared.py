"""The ties of two networks, side by side, as far as both are known."""

from collections.abc import Collection
from typing import Any

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.network._snapshot import Graph, Ints, Node
from collective_impact.network._unknown import cells


@attrs.frozen(kw_only=True)
class Compared:
    """Two networks over the pairs of some nodes of which both know whether they are tied.

    Parameters
    ----------
    both, first, second : tuple of (source, target)
        Ties in both, in the first alone, in the second alone; an undirected one once.
    pairs : int
        How many pairs are known in both.
    of : int
        How many pairs there are.
    """

    both: tuple[tuple[Any, Any], ...]
    first: tuple[tuple[Any, Any], ...]
    second: tuple[tuple[Any, Any], ...]
    pairs: int
    of: int

    @property
    def either(self) -> int:
        """How many ties are in one or the other."""
        return len(self.both) + len(self.first) + len(self.second)


def compared(one: Graph, other: Graph, nodes: Collection[Node]) -> Compared:
    """Compare the ties of two networks among nodes that both have.

    Of somebody who did not answer, others speak only of the ties that there are: to compare
    these alone would be to look where there are ties. So the pairs of such a node are
    compared all or not at all.

    Parameters
    ----------
    one, other : networkx graph
    nodes : collection
        Ties with others do not count.

    Raises
    ------
    InvalidValueError
        One is directed and the other is not.
    """
    if one.is_directed() is not other.is_directed():
        raise InvalidValueError("graphs", "one directed and one not", "two directed graphs or two that are not")
    first, second = cells(_among(one, nodes)), cells(_among(other, nodes))
    arrays, directed = first.arrays, one.is_directed()
    unusable = np.union1d(first.unknown, second.unknown)
    here, there = (np.setdiff1d(side.codes, unusable) for side in (first, second))

    def ties(codes: Ints) -> tuple[tuple[Any, Any], ...]:
        ends = (divmod(code, arrays.n) for code in codes.tolist())
        return tuple((arrays.nodes[u], arrays.nodes[v]) for u, v in ends if directed or u < v)

    of, once = arrays.n * (arrays.n - 1), 1 if directed else 2
    return Compared(
        both=ties(np.intersect1d(here, there)),
        first=ties(np.setdiff1d(here, there)),
        second=ties(np.setdiff1d(there, here)),
        pairs=(of - len(unusable)) // once,
        of=of // once,
    )


def _among(graph: Graph, nodes: Collection[Node]) -> Graph:
    """Return a graph of some nodes that keeps its snapshot; a view would be converted again and again."""
    return graph if len(nodes) == len(graph) else graph.subgraph(nodes).copy()
