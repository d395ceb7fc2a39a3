"""Trust, value and the like: several ratings of a tie taken together."""

import functools
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._account import Result, account
from collective_impact.network._layers import share
from collective_impact.network._snapshot import Graph, in_order
from collective_impact.network._snapshot import _strength as number_of
from collective_impact.network._undirected import Known, confirmed, votes
from collective_impact.network._unknown import same_nodes

if TYPE_CHECKING:
    import networkx as nx

Rated: TypeAlias = "Mapping[str, Graph] | nx.Graph[Any] | nx.DiGraph[Any]"


@attrs.frozen(kw_only=True)
class RatedTie:
    """A tie with the mean of its ratings.

    Parameters
    ----------
    source, target : object
        Who rates whom.
    value : float or None
        The mean of the items; None where too few of them were rated.
    items : int
        How many of the items were rated.
    confirmed : bool or None
        Whether both ends say that they are tied; None where of one end nobody knows.
    """

    source: Any
    target: Any
    value: float | None
    items: int
    confirmed: bool | None


@attrs.frozen(kw_only=True)
class Ratings:
    """The mean of some rated ties, and of those apart that both ends confirm and do not.

    Parameters
    ----------
    value, confirmed, unconfirmed, unsure : float or None
        Of all ties that have a value; of those confirmed; of those that the other end, which
        answered, does not name; of those of which nobody knows. None where there are none.
    ties : tuple of int
        How many ties that are, in the same order.
    """

    value: float | None
    confirmed: float | None
    unconfirmed: float | None
    unsure: float | None
    ties: tuple[int, int, int, int]


@attrs.frozen(kw_only=True)
class Composite(Result):
    """Several ratings taken together: by tie, by who is rated, and for the whole network.

    Parameters
    ----------
    items : tuple of str
    whole : Ratings
        Over all ties.
    ties : tuple of RatedTie
    unrated : int
        How many ties have no value, because too few items were rated.
    nodes : tuple
        In the order of the graph.
    directed : bool
        Whether ratings go from a source to a target.
    """

    items: tuple[str, ...]
    whole: Ratings
    ties: tuple[RatedTie, ...] = attrs.field(repr=False)
    unrated: int
    nodes: tuple[Any, ...] = attrs.field(repr=False)
    directed: bool = attrs.field(repr=False)

    @property
    def value(self) -> float | None:
        """The mean over all ties."""
        return self.whole.value

    @functools.cached_property
    def by_node(self) -> dict[Any, Ratings]:
        """How the others rate each node; in an undirected graph, how all its ties are rated."""
        received: dict[Any, list[RatedTie]] = {node: [] for node in self.nodes}
        for tie in self.ties:
            for end in (tie.target,) if self.directed else (tie.source, tie.target):
                received[end].append(tie)
        return {node: _ratings(ties) for node, ties in received.items()}


def composite(rated: Rated, items: Iterable[str], *, needs: int | None = None) -> Composite:
    """Return several ratings of each tie taken together: the mean of the items that are named.

    For trust, surveys of partnerships commonly ask for reliability, support of the mission and
    openness to discussion; for value, for influence, level of involvement and resources. What
    is asked, on which scale, and so what a mean is worth, is for the caller to say; the mean
    keeps the scale of the items.

    Parameters
    ----------
    rated : networkx graph, or mapping of str to networkx graph
        A graph whose edges have the items as attributes, as ``from_edges(..., attributes=...)``
        makes it; or for each item a graph of its own, all over the same nodes, in which the
        ``strength`` is the rating and an arc that is ``absent`` was rated 0.
    items : iterable of str
        Names of attributes of edges, or of graphs.
    needs : int, optional
        How many items must be rated for a tie to have a value; all of them unless given. What
        was not rated does not count as anything.

    Returns
    -------
    Composite
        ``value``, ``whole`` and ``by_node`` have the mean over all ties, and apart over those
        that both ends confirm, those that the other end does not name though it answered, and
        those of which nobody knows. ``ties`` has them one by one.

    Raises
    ------
    InvalidValueError
        There are no items, or fewer than are needed; a rating is no number of zero or more; the
        graphs have parallel edges, other nodes, or only some of them are directed.
    UnknownNameError
        No edge has such an attribute, or there is no such graph.

    References
    ----------
    Varda, Chandra, Stern & Lurie (2008), Core dimensions of connectivity in public health
    collaboratives, Journal of Public Health Management and Practice 14 (PARTNER: trust by
    reliability, mission and openness; value by influence, involvement and resources).

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_edge("ymca", "library", reliable=4, open=3)
    >>> graph.add_edge("library", "ymca", reliable=2, open=2)
    >>> graph.add_edge("bank", "library", reliable=1, open=2)
    >>> trust = composite(graph, ["reliable", "open"])
    >>> trust.by_node["library"].value, trust.by_node["library"].confirmed
    (2.5, 3.5)
    """
    named = tuple(dict.fromkeys(items))
    least = len(named) if needs is None else needs
    if not named or not 1 <= least <= len(named):
        raise InvalidValueError(
            "needs", needs, f"a number from 1 to that of the items, of which there are {len(named)}"
        )
    graph = _joined(rated, named) if isinstance(rated, Mapping) else _with_items(rated, named)
    ties = tuple(_rated_ties(graph, named, least))
    return Composite(
        **account(graph),
        convention="mean of the items",
        items=named,
        whole=_ratings(ties),
        ties=ties,
        unrated=sum(tie.value is None for tie in ties),
        nodes=tuple(graph),
        directed=graph.is_directed(),
    )


def _with_items(graph: Graph, items: tuple[str, ...]) -> Graph:
    if not hasattr(graph, "is_multigraph") or graph.is_multigraph():
        raise InvalidValueError("graph", graph, "a graph without parallel edges, or a mapping of such by item")
    known = {str(name) for _, _, said in graph.edges(data=True) for name in said}
    for item in items if graph.size() else ():
        if item not in known:
            raise UnknownNameError("attribute of ties", item, sorted(known))
    return graph


def _joined(layers: Mapping[str, Graph], items: tuple[str, ...]) -> Graph:
    """Return one graph whose edges have the strength in each layer as an attribute."""
    for item in items:
        if item not in layers:
            raise UnknownNameError("layer", item, map(str, layers))
        _with_items(layers[item], ())
        same_nodes(layers[items[0]], layers[item])
    first = layers[items[0]]
    if len({layers[item].is_directed() for item in items}) > 1:
        raise InvalidValueError("layers", sorted(items), "either all directed or none of them")
    made = first.__class__(roster=_in_all(layers[item].graph.get("roster") for item in items))
    for node in first:
        made.add_node(node, answered=_in_all(layers[item].nodes[node].get(Result.RESPONSE) for item in items))
    for item in items:
        for one, other, said in layers[item].edges(data=True):
            voices = (*made.edges.get((one, other), {}).get("reporters", ()), *(said.get("reporters") or ()))
            heard = [made.edges.get((one, other), {}).get("confirmed"), said.get("confirmed")]
            made.add_edge(one, other, reporters=tuple(in_order(set(voices))), confirmed=_any(heard))
            made.edges[one, other][item] = said.get("strength")
    for item in items:
        for one, other in layers[item].graph.get("absent", ()):
            if made.has_edge(one, other):
                made.edges[one, other][item] = 0.0
    told = {name: {arc for item in items for arc in layers[item].graph.get(name, ())} for name in ("absent", "unknown")}
    made.graph.update({name: tuple(arc for arc in arcs if not made.has_edge(*arc)) for name, arcs in told.items()})
    made.graph["complete"] = all(layers[item].graph.get("complete") is not False for item in items)
    return made


def _in_all(said: Iterable[Any]) -> bool | None:
    """Say whether something holds of every layer, such as that somebody answered about it."""
    answers = set(said)
    return False if False in answers else None if None in answers else True


def _any(said: Iterable[bool | None]) -> bool | None:
    """Say whether a tie is confirmed in any layer."""
    heard = set(said)
    return True if True in heard else False if False in heard else None


def _rated_ties(graph: Any, items: tuple[str, ...], least: int) -> Iterator[RatedTie]:  # noqa: ANN401 - of any kind
    known = Known(graph) if graph.is_directed() else None
    place = {node: at for at, node in enumerate(in_order(graph))}
    for one, other, said in sorted(graph.edges(data=True), key=lambda edge: (place[edge[0]], place[edge[1]])):
        if one != other:
            source, target = (one, other) if known or place[one] < place[other] else (other, one)
            given = (number_of(item, one, other, said.get(item)) for item in items)
            ratings = [number for number in given if not math.isnan(number)]
            yield RatedTie(
                source=source,
                target=target,
                value=sum(ratings) / len(ratings) if len(ratings) >= least else None,
                items=len(ratings),
                confirmed=said.get("confirmed") if known is None else confirmed(votes(graph, known, one, other)),
            )


def _ratings(ties: Iterable[RatedTie]) -> Ratings:
    apart: dict[bool | None, list[float]] = {True: [], False: [], None: []}
    for tie in ties:
        if tie.value is not None:
            apart[tie.confirmed].append(tie.value)
    kinds = [[number for numbers in apart.values() for number in numbers], *apart.values()]
    means = [share(sum(numbers), len(numbers)) for numbers in kinds]
    value, both, one, unsure = means
    return Ratings(
        value=value,
        confirmed=both,
        unconfirmed=one,
        unsure=unsure,
        ties=(len(kinds[0]), len(kinds[1]), len(kinds[2]), len(kinds[3])),
    )
