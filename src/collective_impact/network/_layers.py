"""Several relations among the same stakeholders: which of them go together, and how many tie two."""

import functools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.network._account import Result, account
from collective_impact.network._compared import Compared, compared
from collective_impact.network._snapshot import Graph, Node, in_order, snapshot
from collective_impact.network._unknown import same_nodes

if TYPE_CHECKING:
    import networkx as nx

Layers: TypeAlias = "Mapping[str, Graph] | nx.MultiGraph[Any] | nx.MultiDiGraph[Any]"
Measure: TypeAlias = Literal["jaccard", "coverage", "simple_matching", "pearson"]


def overlap(a: Graph, b: Graph, *, measure: Measure = "jaccard") -> float | None:
    """Return how far two relations among the same stakeholders tie the same pairs.

    Only pairs count of which both graphs know whether they are tied; of a node that did not
    answer all pairs or none.

    Parameters
    ----------
    a, b : networkx graph
        Both directed or both not, over the same nodes. Loops are no ties, parallel ties are
        one, and their strength does not count.
    measure : {"jaccard", "coverage", "simple_matching", "pearson"}
        - ``"jaccard"``: the ties in both as a share of those in either;
        - ``"coverage"``: as a share of those in the first: how far the second covers it;
        - ``"simple_matching"``: the pairs that both tie or both do not tie, as a share of all
          pairs; high wherever ties are few;
        - ``"pearson"``: the correlation of ties, from -1 to 1 (`qap_correlation` tests it).

    Returns
    -------
    float or None
        None where the measure has no value: there are no ties to share (nor pairs to match),
        or one of the graphs ties all pairs or none and so cannot correlate.

    Raises
    ------
    InvalidValueError
        There is no such measure, the nodes differ, or one is directed and the other is not.

    References
    ----------
    Bródka, Chmiel, Magnani & Ragozini (2018), Quantifying layer similarity in multiplex
    networks: a systematic study, Royal Society Open Science 5:171747.

    Examples
    --------
    >>> import networkx as nx
    >>> trust, funding = nx.path_graph("abcd"), nx.path_graph("abc")
    >>> funding.add_node("d")
    >>> round(overlap(trust, funding), 3)
    0.667
    >>> overlap(funding, trust, measure="coverage")
    1.0
    """
    if measure not in _OVERLAP:
        raise InvalidValueError("measure", measure, f"one of {', '.join(_OVERLAP)}")
    same_nodes(a, b)
    return _OVERLAP[measure](compared(a, b, list(a)))


def share(part: float, whole: float) -> float | None:
    """Return a share; None of nothing."""
    return part / whole if whole else None


def jaccard(found: Compared) -> float | None:
    """Return the ties in both as a share of those in either."""
    return share(len(found.both), found.either)


def _pearson(found: Compared) -> float | None:
    both, one, other = len(found.both), len(found.first), len(found.second)
    ties = both + one, both + other
    spread = math.prod(count * (found.pairs - count) for count in ties)
    return share(both * found.pairs - math.prod(ties), math.sqrt(spread))


_OVERLAP: Mapping[str, Callable[[Compared], float | None]] = {
    "jaccard": jaccard,
    "coverage": lambda found: share(len(found.both), len(found.both) + len(found.first)),
    "simple_matching": lambda found: share(found.pairs - len(found.first) - len(found.second), found.pairs),
    "pearson": _pearson,
}


@attrs.frozen(kw_only=True)
class NodeLayers:
    """What the layers are to one node.

    Parameters
    ----------
    neighbours : int
        How many it is tied to in any layer, whichever way ties point.
    by_layer : tuple of int
        How many it is tied to in each.
    only : tuple of int
        How many it is tied to in each and in no other.
    layers : tuple of str
        The names of the layers.
    """

    neighbours: int
    by_layer: tuple[int, ...]
    only: tuple[int, ...]
    layers: tuple[str, ...]

    @property
    def relevance(self) -> dict[str, float | None]:
        """Of its neighbours, the share that it is tied to in each layer; None where it has none."""
        return {name: share(count, self.neighbours) for name, count in zip(self.layers, self.by_layer, strict=True)}

    @property
    def exclusive_relevance(self) -> dict[str, float | None]:
        """Of its neighbours, the share that it would lose without each layer; None where it has none."""
        return {name: share(count, self.neighbours) for name, count in zip(self.layers, self.only, strict=True)}

    @property
    def redundancy(self) -> float | None:
        """Of its ties in all layers, the share that lead to nobody new; None where it has none.

        Two arcs between the same two in one layer are one tie.
        """
        ties = sum(self.by_layer)
        return share(ties - self.neighbours, ties)


@attrs.frozen(kw_only=True)
class Multiplexity(Result):
    """In how many relations stakeholders are tied, pair by pair and node by node.

    Parameters
    ----------
    layers : tuple of str
    counts : tuple of ((source, target), int)
        Every tie with the number of layers that have it; an undirected one once.
    nodes : tuple of (node, NodeLayers)
    """

    layers: tuple[str, ...]
    counts: tuple[tuple[tuple[Any, Any], int], ...] = attrs.field(repr=False)
    nodes: tuple[tuple[Any, NodeLayers], ...] = attrs.field(repr=False)

    @functools.cached_property
    def by_tie(self) -> dict[tuple[Any, Any], int]:
        """The number of layers of each tie."""
        return dict(self.counts)

    @functools.cached_property
    def by_node(self) -> dict[Any, NodeLayers]:
        """What the layers are to each node."""
        return dict(self.nodes)

    @property
    def distribution(self) -> tuple[int, ...]:
        """How many ties are in one layer, in two, and so on to all of them."""
        depths = [count for _, count in self.counts]
        return tuple(depths.count(depth) for depth in range(1, len(self.layers) + 1))

    @property
    def mean(self) -> float | None:
        """The number of layers of a tie, on average; None where there are no ties."""
        return share(sum(count for _, count in self.counts), len(self.counts))


def multiplexity(layers: Layers) -> Multiplexity:
    """Return in how many relations stakeholders are tied, and what each relation adds for whom.

    Parameters
    ----------
    layers : mapping of str to networkx graph, or a multigraph
        By name, all over the same nodes and all directed or none; or as `multigraph` makes it,
        with the layer as the key of each edge. Loops are no ties.

    Returns
    -------
    Multiplexity
        ``by_tie``: the number of layers of each tie; ``by_node``: relevance and exclusive
        relevance of each layer, and connective redundancy, of which nodes without a tie have
        none. Only ties that were seen count, and so of nodes that did not answer only those
        that others reported. Of several graphs those have answered who answered in all.

    Raises
    ------
    InvalidValueError
        There are no layers, their nodes differ, or some are directed and some are not.

    References
    ----------
    Berlingerio, Coscia, Giannotti, Monreale & Pedreschi (2011), Foundations of
    multidimensional network analysis, ASONAM 2011, and (2013), Multidimensional networks:
    foundations of structural analysis, World Wide Web 16 (dimension relevance; exclusive:
    XOR). Dickison, Magnani & Rossi (2016), Multilayer Social Networks, Cambridge University
    Press (connective redundancy).

    Examples
    --------
    >>> import networkx as nx
    >>> trust, funding = nx.path_graph("abc"), nx.Graph([("a", "b")])
    >>> funding.add_node("c")
    >>> found = multiplexity({"trust": trust, "funding": funding})
    >>> found.by_tie
    {('a', 'b'): 2, ('b', 'c'): 1}
    >>> found.by_node["b"].exclusive_relevance
    {'trust': 0.5, 'funding': 0.0}
    >>> round(found.by_node["b"].redundancy, 3)
    0.333
    """
    named = _layers(layers)
    first = next(iter(named.values()))
    for layer in named.values():
        same_nodes(first, layer)
    if len({layer.is_directed() for layer in named.values()}) > 1:
        raise InvalidValueError("layers", sorted(named), "either all directed or none of them")
    near = [_neighbours(layer) for layer in named.values()]
    nodes = [(node, _of_node([layer[node] for layer in near], tuple(named))) for node in first]
    return Multiplexity(
        layers=tuple(named),
        counts=tuple(_counted(named.values())),
        nodes=tuple(nodes),
        **together(named.values() if isinstance(layers, Mapping) else [layers], first)
        | {"isolates": sum(found.neighbours == 0 for _, found in nodes)},
    )


def _layers(given: Any) -> dict[str, Graph]:  # noqa: ANN401 - whatever was given
    """Return the layers by name."""
    if isinstance(given, Mapping):
        named = dict(given)
    elif hasattr(given, "is_multigraph") and given.is_multigraph():
        keys = {*given.graph.get("layers", ()), *(key for _, _, key in given.edges(keys=True))}
        named = {str(key): _layer(given, key) for key in in_order(keys)}
    else:
        named = {}
    if not named:
        raise InvalidValueError("layers", given, "graphs by name, or a multigraph, with at least one kind of tie")
    return named


def _layer(given: "nx.MultiGraph[Any]", key: Node) -> Graph:
    layer = given.__class__(**given.graph)
    layer.add_nodes_from(given.nodes(data=True))
    layer.add_edges_from((one, other) for one, other, kind in given.edges(keys=True) if kind == key)
    return layer


def together(graphs: Iterable[Graph], nodes: Collection[Node]) -> dict[str, Any]:
    """Return what a record says of several graphs: of the nodes that all of them have, and all that each warns of."""
    each = list(graphs)
    answers = [[graph.nodes[node].get(Result.RESPONSE) for node in nodes] for graph in each]
    is_known = len(nodes) > 0 and all(None not in said for said in answers)
    warnings = dict.fromkeys(warning for graph in each for warning in account(graph)["warnings"])
    return {
        "n": len(nodes),
        "respondents": sum(map(all, zip(*answers, strict=True))) if is_known else None,
        "warnings": tuple(warnings),
    }


def _neighbours(layer: Graph) -> dict[Node, set[Node]]:
    near: dict[Node, set[Node]] = {node: set() for node in layer}
    for one, other in layer.edges():
        if one != other:
            near[one].add(other)
            near[other].add(one)
    return near


def _of_node(near: list[set[Node]], layers: tuple[str, ...]) -> NodeLayers:
    return NodeLayers(
        neighbours=len(set().union(*near)),
        by_layer=tuple(map(len, near)),
        only=tuple(len(here.difference(*near[:at], *near[at + 1 :])) for at, here in enumerate(near)),
        layers=layers,
    )


def _counted(layers: Iterable[Graph]) -> Iterator[tuple[tuple[Node, Node], int]]:
    """Yield every tie, in order, with the number of layers that have it."""
    arrays = [snapshot(layer) for layer in layers]
    codes, counts = np.unique(np.concatenate([each.codes for each in arrays]), return_counts=True)
    nodes = arrays[0].nodes
    for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
        source, target = divmod(code, len(nodes))
        if arrays[0].directed or source < target:
            yield (nodes[source], nodes[target]), count
