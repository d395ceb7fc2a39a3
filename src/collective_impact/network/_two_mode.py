"""Stakeholders and what they are in: activities, indicators, convenings, bodies; and what that makes of pairs."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from collective_impact.errors import InvalidValueError
from collective_impact.model._record import Record, as_date
from collective_impact.model.activities import Activity
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Body, Convening
from collective_impact.model.vocabulary import ConveningStatus, ObservationStatus
from collective_impact.network._graph import attributes, is_roster, is_under_way, people
from collective_impact.network._snapshot import in_order

if TYPE_CHECKING:
    import networkx as nx

Mode: TypeAlias = Literal["activities", "indicators", "convenings", "bodies"]
Weighting: TypeAlias = Literal["count", "jaccard", "newman"]
Links: TypeAlias = dict[str, dict[str, Any]]
"""What an edge says, by stakeholder."""

STAKEHOLDERS, EVENTS = 0, 1
"""Values of networkx's node attribute ``bipartite``."""


def two_mode(initiative: Initiative, mode: Mode, *, on: date | str | None = None) -> "nx.Graph[str]":
    """Return stakeholders and what they take part in as a graph of two kinds of nodes.

    Parameters
    ----------
    initiative : Initiative
    mode : {"activities", "indicators", "convenings", "bodies"}
        What stakeholders are tied to.
    on : date or str, optional
        Leaves members on that date, activities under way on it, convenings held until then,
        and reports of periods that were over. Without it, all but activities that are only
        planned and convenings that were not held.

    Returns
    -------
    networkx.Graph
        Stakeholders under their ids with what `stakeholder_graph` says of them, and
        ``bipartite`` 0; the others under their addresses (``"activities/tutoring"``), with
        ``name`` and ``bipartite`` 1. Each edge has a ``link``: ``"leads"`` or ``"partner"``;
        ``"reports"`` (an indicator: a figure is there) or ``"to report"`` (it is only meant
        to); ``"attended"``, with ``mandated``; ``"member"``. The graph itself has
        ``initiative``, ``mode``, ``roster``, ``absent`` (none) and ``unknown``: the links to
        activities of which nobody knows whether they are under way.

    Raises
    ------
    InvalidValueError
        There is no such mode or date, or a stakeholder's id is the address of a record.

    See Also
    --------
    projection : Which stakeholders have how much of it in common.

    Examples
    --------
    >>> import collective_impact as ci
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")],
    ...     activities=[ci.Activity(id="tutoring", led_by="ymca", partners=["library"])],
    ... )
    >>> graph = two_mode(reads, "activities")
    >>> sorted(graph.edges(data="link"))
    [('library', 'activities/tutoring', 'partner'), ('ymca', 'activities/tutoring', 'leads')]
    """
    import networkx as nx

    if mode not in _LINKS:
        raise InvalidValueError("mode", mode, f"one of {', '.join(_LINKS)}")
    day = None if on is None else as_date(on)
    graph: nx.Graph[str] = nx.Graph(initiative=initiative.id, mode=mode, roster=is_roster(initiative))
    for person in people(initiative, day):
        graph.add_node(person.id, **attributes(person), bipartite=STAKEHOLDERS)
    unknown = []
    for record in getattr(initiative, mode):
        there = _IS_THERE[mode](record, day)
        address = f"{mode}/{record.key}"
        if address in graph:
            raise InvalidValueError("id of a stakeholder", address, f"one that is not the address of {mode}")
        if there is not False:
            graph.add_node(address, name=getattr(record, "name", None), bipartite=EVENTS)
            links = [(name, address, link) for name, link in _LINKS[mode](record, day).items() if name in graph]
            if there:
                graph.add_edges_from(links)
            else:
                unknown += [(name, address) for name, address, _ in links]
    graph.graph.update(absent=(), unknown=tuple(sorted(unknown)))
    return graph


def _is_held(convening: Convening, on: date | None) -> bool:
    return convening.status is ConveningStatus.HELD and (on is None or convening.on <= on)


def _always(_: Record, __: date | None) -> bool:
    return True


_IS_THERE: Mapping[str, Callable[[Any, date | None], bool | None]] = {
    "activities": is_under_way,
    "indicators": _always,
    "convenings": _is_held,
    "bodies": _always,
}


def _of_activity(activity: Activity, _: date | None) -> Links:
    return {name: {"link": "leads" if name == activity.led_by else "partner"} for name in activity.people}


def _of_indicator(indicator: Indicator, on: date | None) -> Links:
    there = (ObservationStatus.ACTUAL, ObservationStatus.PROVISIONAL)
    reported = {each.reporter for each in indicator.observations if each.status in there and _is_over(each, on)}
    links: Links = {name: {"link": "to report"} for name in indicator.reporters}
    return links | {name: {"link": "reports"} for name in sorted(filter(None, reported))}


def _is_over(observation: Observation, on: date | None) -> bool:
    return on is None or (observation.period is not None and observation.period.end <= on)


def _of_convening(convening: Convening, _: date | None) -> Links:
    return {each.stakeholder: {"link": "attended", "mandated": each.mandated} for each in convening.attendances}


def _of_body(body: Body, _: date | None) -> Links:
    return {name: {"link": "member"} for name in body.members}


_LINKS: Mapping[str, Callable[[Any, date | None], Links]] = {
    "activities": _of_activity,
    "indicators": _of_indicator,
    "convenings": _of_convening,
    "bodies": _of_body,
}


def projection(graph: "nx.Graph[Any]", *, weighting: Weighting = "count") -> "nx.Graph[Any]":
    """Return which stakeholders are in the same things, and how much they have in common.

    Parameters
    ----------
    graph : networkx.Graph
        Of two kinds of nodes, as `two_mode` makes it: ``bipartite`` is 0 for those that become
        the nodes, 1 for what ties them.
    weighting : {"count", "jaccard", "newman"}
        The ``strength`` of a tie: how many things both are in; as a share of those that either
        is in; or the sum over them of 1 / (how many are in it - 1), so that a tie in a small
        group counts for more, and the strengths of a node add up to how many things it is
        in with others. networkx computes them.

    Returns
    -------
    networkx.Graph
        Nodes with what is said of them, also those without a tie. Edges have ``strength``,
        ``status`` (``"observed"``) and ``shared``: what both are in, in order. The graph
        itself has what the given one has, and the ``weighting``; two that are tied only if
        a link exists that is ``unknown`` are among its own ``unknown`` pairs.

    Raises
    ------
    InvalidValueError
        There is no such weighting, or the graph is none of two kinds of nodes.

    References
    ----------
    Newman (2001), Scientific collaboration networks II: shortest paths, weighted networks,
    and centrality, Physical Review E 64:016132.

    Examples
    --------
    >>> import networkx as nx
    >>> parties = nx.davis_southern_women_graph()
    >>> projection(parties).edges["Evelyn Jefferson", "Laura Mandeville"]["strength"]
    6
    >>> round(projection(parties, weighting="jaccard").edges["Evelyn Jefferson", "Laura Mandeville"]["strength"], 3)
    0.667
    """
    import networkx as nx

    project: Mapping[str, Callable[[Any, Any], nx.Graph[Any]]] = {
        "count": nx.bipartite.weighted_projected_graph,
        "jaccard": nx.bipartite.overlap_weighted_projected_graph,
        "newman": nx.bipartite.collaboration_weighted_projected_graph,
    }
    if weighting not in project:
        raise InvalidValueError("weighting", weighting, f"one of {', '.join(project)}")
    sides = _sides(graph)
    nodes = [node for node, side in sides.items() if side == STAKEHOLDERS]
    is_any = len(nodes) < len(sides)  # networkx projects onto no graph of one kind of nodes
    found: nx.Graph[Any] = project[weighting](graph, nodes) if is_any else nx.Graph()
    made: nx.Graph[Any] = nx.Graph(**graph.graph | {"weighting": weighting, "absent": ()})
    for node in nodes:
        made.add_node(node, **{name: said for name, said in graph.nodes[node].items() if name != "bipartite"})
    for one, other in found.edges:
        shared = tuple(in_order(set(graph.adj[one]) & set(graph.adj[other])))
        made.add_edge(one, other, strength=found.edges[one, other]["weight"], status="observed", shared=shared)
    made.graph["unknown"] = tuple(sorted(_could_share(graph, made)))
    return made


def _sides(graph: "nx.Graph[Any]") -> dict[Any, Any]:
    """Return of which kind each node is, or raise `InvalidValueError` unless edges run from one to the other."""
    wanted = "a networkx.Graph of two kinds of nodes, told apart by bipartite 0 and 1 (two_mode makes one)"
    if not hasattr(graph, "is_directed") or graph.is_directed() or graph.is_multigraph():
        raise InvalidValueError("graph", graph, wanted)
    sides: dict[Any, Any] = dict(graph.nodes(data="bipartite"))
    for node, side in sides.items():
        if side not in (STAKEHOLDERS, EVENTS):
            raise InvalidValueError(f"bipartite of {node!r}", side, wanted)
    for one, other in graph.edges:
        if sides[one] == sides[other]:
            raise InvalidValueError("edge", (one, other), wanted)
    return sides


def _could_share(graph: "nx.Graph[Any]", made: "nx.Graph[Any]") -> Iterator[tuple[Any, Any]]:
    """Yield pairs, each once, that an unknown link would tie."""
    unsure: dict[Any, set[Any]] = {}
    for name, event in graph.graph.get("unknown", ()):
        unsure.setdefault(event, set()).add(name)
    found = {
        frozenset((one, other))
        for event, names in unsure.items()
        for one in names
        for other in names | set(graph.adj[event])
        if one != other and not made.has_edge(one, other)
    }
    for pair in found:
        one, other = in_order(pair)
        yield one, other
