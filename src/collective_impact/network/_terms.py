"""What may go with a tie: properties of the two at its ends, or another network among them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._snapshot import Floats, Graph, Node, groups, snapshot
from collective_impact.network._unknown import cells, same_nodes

Attribute: TypeAlias = str | Mapping[Any, object]
Layers: TypeAlias = Mapping[str, Graph]


@attrs.frozen(eq=False)
class Term:
    """A predictor of ties, made by `same`, `absdiff`, `ego`, `alter` or `layer`.

    Parameters
    ----------
    name : str
        What tables call it.
    table : callable
        Takes the network to explain and other networks by name, and returns a value for each
        ordered pair of nodes, NaN where it is unknown.
    network : networkx graph or str, optional
        The other network that it is about, or its name.
    """

    name: str
    table: Callable[[Graph, Layers], Floats]
    network: "Graph | str | None" = None


def same(attribute: Attribute, *, name: str | None = None) -> Term:
    """Return the term "both have the same value": 1 if they do, 0 if not.

    Parameters
    ----------
    attribute : str or mapping
        The name of an attribute of nodes, or a value for each node.
    name : str, optional
        What tables call the term; needed to tell mappings apart.

    Returns
    -------
    Term
        Unknown where either value is. `mrqap` raises if no node has the attribute.

    Examples
    --------
    >>> same("sector").name
    'same sector'
    """

    def table(graph: Graph, _: Layers) -> Floats:
        codes = groups(graph, attribute, snapshot(graph)).codes
        known = np.where(codes < 0, np.nan, 0.0)
        alike: Floats = (codes[:, None] == codes) + known[:, None] + known
        return alike

    return Term(name or f"same {_spelled(attribute)}", table)


def absdiff(attribute: Attribute, *, name: str | None = None) -> Term:
    """Return the term "how far apart the two are": the absolute difference of two numbers.

    Parameters
    ----------
    attribute : str or mapping
        The name of an attribute of nodes, or a number for each node.
    name : str, optional
        What tables call the term.

    Returns
    -------
    Term
        Unknown where either number is. `mrqap` raises if no node has the attribute, or a value
        is no number.

    Examples
    --------
    >>> absdiff("budget").name
    'difference in budget'
    """

    def table(graph: Graph, _: Layers) -> Floats:
        numbers = _numbers(graph, attribute)
        return np.abs(numbers[:, None] - numbers)

    return Term(name or f"difference in {_spelled(attribute)}", table)


def ego(attribute: Attribute, *, name: str | None = None) -> Term:
    """Return the term "what the one who names a partner has", such as whether large ones name more.

    Parameters
    ----------
    attribute : str or mapping
        The name of an attribute of nodes, or a number for each node; True is 1, False 0.
    name : str, optional
        What tables call the term.

    Returns
    -------
    Term
        In an undirected network nobody names the other: there it is the sum of both ends.
        Unknown where the number is; `mrqap` raises as for `absdiff`.

    Examples
    --------
    >>> ego("size").name
    'size of ego'
    """
    return Term(name or f"{_spelled(attribute)} of ego", _of_an_end(attribute, ego=True))


def alter(attribute: Attribute, *, name: str | None = None) -> Term:
    """Return the term "what the one who is named has", such as whether large ones are named more.

    Parameters
    ----------
    attribute : str or mapping
        The name of an attribute of nodes, or a number for each node; True is 1, False 0.
    name : str, optional
        What tables call the term.

    Returns
    -------
    Term
        In an undirected network nobody is named by the other: there it is the sum of both ends.
        Unknown where the number is; `mrqap` raises as for `absdiff`.

    Examples
    --------
    >>> alter("size").name
    'size of alter'
    """
    return Term(name or f"{_spelled(attribute)} of alter", _of_an_end(attribute, ego=False))


def layer(
    network: "Graph | str", *, strength: str | None = None, returned: bool = False, name: str | None = None
) -> Term:
    """Return the term "tied in another network too".

    Parameters
    ----------
    network : networkx graph or str
        Among the same nodes; or the name of one of the ``layers`` that `mrqap` was given.
    strength : str, optional
        How strong the tie is, instead of whether there is one. A tie without it is unknown.
    returned : bool
        Take each arc the other way round: does a tie go with one that comes back? With the
        network to explain itself this is reciprocity.
    name : str, optional
        What tables call the term; otherwise the ``kind`` or the name of the network.

    Returns
    -------
    Term
        Unknown where nothing is known of the other network's dyad. `mrqap` raises if there is
        no layer of that name, if the nodes differ, or if this network is directed and the one
        to explain is not.

    Examples
    --------
    >>> import networkx as nx
    >>> layer("trust").name, layer(nx.DiGraph(kind="trust"), returned=True).name
    ('trust', 'trust returned')
    """
    known = network if isinstance(network, str) else network.graph.get("kind") or network.graph.get("name") or "layer"

    def table(graph: Graph, layers: Layers) -> Floats:
        other = found(network, layers)
        same_nodes(graph, other)
        if other.is_directed() and not graph.is_directed():
            raise InvalidValueError(
                f"layer {known}", "a directed network", "an undirected one, as the one to explain is"
            )
        cell = cells(other, strength).dense()
        return cell.T if returned else cell

    return Term(name or f"{known} returned" if returned else name or str(known), table, network)


def found(network: "Graph | str", layers: Layers) -> Graph:
    """Return a network from itself, or from its name among layers."""
    if not isinstance(network, str):
        return network
    if network not in layers:
        raise UnknownNameError("layer", network, layers)
    return layers[network]


def _of_an_end(attribute: Attribute, *, ego: bool) -> Callable[[Graph, Layers], Floats]:
    def table(graph: Graph, _: Layers) -> Floats:
        numbers = _numbers(graph, attribute)
        rows = np.broadcast_to(numbers[:, None], (len(numbers), len(numbers)))
        if not graph.is_directed():
            return rows + rows.T
        return rows if ego else rows.T

    return table


def _numbers(graph: Graph, attribute: Attribute) -> Floats:
    """Return an attribute that is a number, in the order of the snapshot; NaN where it is missing."""
    arrays = snapshot(graph)
    found = groups(graph, attribute, arrays)
    each = zip(arrays.nodes, found.codes.tolist(), strict=True)
    return np.array([np.nan if code < 0 else _number(attribute, node, found.labels[code]) for node, code in each])


def _number(attribute: Attribute, node: Node, given: Node) -> float:
    if not isinstance(given, int | float | np.bool_ | np.integer | np.floating) or not np.isfinite(given):
        wanted = "a number, or None (for groups there is `same`)"
        raise InvalidValueError(f"{_spelled(attribute)} of {node!r}", given, wanted)
    return float(given)


def _spelled(attribute: Attribute) -> str:
    return attribute if isinstance(attribute, str) else "attribute"
