"""From a graph back to ties, for an initiative."""

from collections.abc import Iterator
from typing import Any

from collective_impact.errors import InvalidValueError
from collective_impact.model.ties import Tie
from collective_impact.model.vocabulary import TieKind, TieStatus
from collective_impact.network._reports import ABSENT, ACTIVITY, BODY, OBSERVED, UNKNOWN
from collective_impact.network._snapshot import Graph


def ties(graph: Graph, *, kind: TieKind | str, wave: str | None = None) -> tuple[Tie, ...]:
    """Return the ties of a graph as records, to hand to ``initiative.with_ties(...)``.

    Each reporter of an edge makes a tie of its own; where one end is known not to confirm it,
    it denies it. What is absent and unknown comes along. Edges that only follow from a shared
    body or a joint activity are no reports, and are left out.

    Parameters
    ----------
    graph : networkx.DiGraph or networkx.Graph
        As `stakeholder_graph`, `from_edges` or `from_matrix` make it, of one kind and wave;
        nodes are ids of stakeholders. An undirected graph makes ties without a direction.
    kind : TieKind or str
        What kind of ties they are in the initiative.
    wave : str, optional
        Id of its wave. The wave has to say itself who ``answered``.

    Returns
    -------
    tuple of Tie

    Raises
    ------
    InvalidValueError
        There is no such kind, a node is no text, or the graph has parallel edges.

    Examples
    --------
    >>> import collective_impact as ci
    >>> graph = ci.network.from_matrix([[0, 3], [0, 0]], ["ymca", "library"])
    >>> people = [ci.Stakeholder(id=node) for node in graph]
    >>> wave = ci.Wave(id="2024", answered=[node for node, said in graph.nodes(data="answered") if said])
    >>> reads = ci.Initiative(id="reads", stakeholders=people, waves=[wave])
    >>> reads = reads.with_ties(ties(graph, kind="trust", wave="2024"))
    >>> [(tie.key, tie.strength) for tie in reads.ties if tie.status == "observed"]
    [('ymca>library;kind=trust;wave=2024;reporter=ymca', 3.0)]
    """
    if graph.is_multigraph():
        raise InvalidValueError("graph", graph, "a graph without parallel edges, of one kind of tie")
    said: dict[str, Any] = {"kind": TieKind(kind), "wave": wave, "directed": graph.is_directed()}
    return tuple(Tie(**ends, **said) for ends in _told(graph))


def _told(graph: Graph) -> Iterator[dict[str, Any]]:
    for source, target, data in graph.edges(data=True):
        kinds = set(data.get("kinds", ()))
        if not kinds or kinds - {BODY, ACTIVITY}:
            reporters = data.get("reporters") or (None,)
            for reporter in reporters:
                yield _fields(source, target, OBSERVED, reporter) | {"strength": data.get("strength")}
            if data.get("confirmed") is False:
                for end in (source, target):
                    if end not in reporters and graph.nodes[end].get("answered") is not False:
                        yield _fields(source, target, ABSENT, end)
    for status in (ABSENT, UNKNOWN):
        for source, target in graph.graph.get(status.value, ()):
            yield _fields(source, target, status, None)


def _fields(source: object, target: object, status: TieStatus, reporter: object) -> dict[str, Any]:
    return {"source": source, "target": target, "status": status, "reporter": reporter}
