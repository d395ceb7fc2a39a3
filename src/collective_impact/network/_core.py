"""Core and periphery: whether there are a few who are all tied to each other, and others who are tied to them alone."""

from typing import Any, Literal, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.network._account import Result, account
from collective_impact.network._core_search import FEW, Image, Mask
from collective_impact.network._coreness import coreness
from collective_impact.network._snapshot import Graph, snapshot

Blocks: TypeAlias = Literal["ones", "ignored"]

BLOCKS = ("ones", "ignored")


@attrs.frozen(kw_only=True)  # no `record`: it holds a number for each node, made here
class CorePeriphery(Result):
    """Who is in the core, and how well a core and a periphery describe the network.

    Parameters
    ----------
    core : tuple
        The nodes in it, in the order of the graph; empty where there is no fit.
    correlation : float, optional
        Of the network with the image of a core and a periphery. None where there is none:
        nobody or everybody is tied, or there are too few nodes.
    unique : bool, optional
        Whether no other core fits as well; of several the first of the largest is given. None where
        there is no fit, and where not all cores were compared.
    exact : bool
        Whether all cores were compared.
    nodes : tuple
    values : tuple of float, optional
        The coreness of each node in the continuous model; None where nobody is tied.
    coreness_correlation : float, optional
        Of the network with the products of coreness; None where they are all the same.
    """

    core: tuple[Any, ...]
    correlation: float | None
    unique: bool | None
    exact: bool
    nodes: tuple[Any, ...] = attrs.field(repr=False)
    values: tuple[float, ...] | None = attrs.field(repr=False)
    coreness_correlation: float | None

    @property
    def coreness(self) -> dict[Any, float | None]:
        """How much each node is of the core, from 0 to 1; None for all where nobody is tied."""
        values = [None] * len(self.nodes) if self.values is None else self.values
        return dict(zip(self.nodes, values, strict=True))


def core_periphery(graph: Graph, *, blocks: Blocks = "ones", seed: int = 0) -> CorePeriphery:
    """Return the core that fits best: all tied in it, nobody outside it.

    The fit is the correlation, over all pairs of different nodes, of the network with an
    image that has ones among the core and zeros in the periphery. Up to 20 nodes all cores
    are compared, so that the fit is the best there is. Beyond, it is the best of many
    climbs, each to where no change of one node and no likely exchange of two makes it
    better: there may be a better one.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out, parallel ties are one, and strengths do not count. In a directed
        graph each arc is a cell.
    blocks : {"ones", "ignored"}
        What the image has for pairs of one in the core and one in the periphery.
    seed : int
        Where climbs begin, beyond 20 nodes.

    Returns
    -------
    CorePeriphery
        With the continuous model beside: a coreness of each node from 0 to 1 whose products
        come as near to the ties as they can, by least squares over all pairs of different
        nodes. (The coreness whose products only correlate most has no limit in a star and no
        spread in most other networks.)

    Raises
    ------
    InvalidValueError
        The kind of blocks is none of the two.

    References
    ----------
    Borgatti & Everett (2000), Models of core/periphery structures, Social Networks 21;
    Comrey (1962), The minimum residual method of factor analysis, Psychological Reports 11.

    Examples
    --------
    Three who all work together, each of them with one who works with nobody else:

    >>> import networkx as nx
    >>> graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("a", "x"), ("b", "y"), ("c", "z")])
    >>> found = core_periphery(graph, blocks="ignored")
    >>> found.core, found.correlation, found.unique
    (('a', 'b', 'c'), 1.0, True)
    >>> round(core_periphery(graph).correlation, 3)
    0.408
    """
    if blocks not in BLOCKS:
        raise InvalidValueError("blocks", blocks, f"one of {', '.join(BLOCKS)}")
    arrays = snapshot(graph)
    image = Image(arrays=arrays, between=blocks == "ones")
    found = _best(image, seed)
    core = np.zeros(arrays.n, dtype=np.bool_) if found is None else found[0]
    continuous = coreness(arrays)
    is_member = arrays.by_node(core, graph)
    return CorePeriphery(
        **account(graph),
        convention=blocks,
        seed=None if arrays.n <= FEW else seed,
        core=tuple(node for node, member in is_member.items() if member),
        correlation=None if found is None else found[1],
        unique=None if found is None else found[2],
        exact=arrays.n <= FEW,
        nodes=tuple(graph),
        values=None if continuous is None else tuple(arrays.by_node(continuous[0], graph).values()),
        coreness_correlation=None if continuous is None else continuous[1],
    )


def _best(image: Image, seed: int) -> tuple[Mask, float, bool | None] | None:
    """Return the core that fits best, its fit and whether it is the only one; None where none fits."""
    arrays = image.arrays
    if arrays.n <= FEW:
        found: tuple[Mask, float, bool | None] = image.all_cores()
        return None if np.isneginf(found[1]) else found
    if not 0 < len(arrays.targets) < arrays.n * (arrays.n - 1):
        return None
    return *image.searched(seed), None
