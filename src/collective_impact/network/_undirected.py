"""From arcs to ties without a direction, by a rule that is named."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from collective_impact.errors import InvalidValueError
from collective_impact.network._snapshot import Node, in_order

if TYPE_CHECKING:
    import networkx as nx

Rule: TypeAlias = Literal["either", "both", "strongest"]
Pair: TypeAlias = tuple[Any, Any]

_NUMBER: Mapping[str, Callable[[list[float]], float]] = {
    "either": lambda numbers: sum(numbers) / len(numbers),
    "both": min,
    "strongest": max,
}


def undirected(graph: "nx.DiGraph[Any]", *, rule: Rule = "either") -> "nx.Graph[Any]":
    """Return a graph in which a tie has no direction.

    Parameters
    ----------
    graph : networkx.DiGraph
        As `stakeholder_graph` makes it, or any other; it is left as it is.
    rule : {"either", "both", "strongest"}
        Which two are tied, and how strongly:

        - ``"either"``: there is an arc, whichever way; its strength, or the mean of both.
        - ``"both"``: both ends say so, which is what confirms a tie; the smaller strength.
          Both say so where both are among the ``reporters`` of the arcs between them; an
          arc of which no reporter is known is taken to be said by its source.
        - ``"strongest"``: as ``"either"``, with the greater strength.

    Returns
    -------
    networkx.Graph
        Nodes with all that is said of them; loops are left out. Edges have ``confirmed`` (True
        where both ends say that they are tied, False where one of them answered and does not,
        else None), and of what is said of the arcs: numbers, such as ``strength``, by the
        rule; tuples, such as ``kinds`` and ``reporters``, put together; anything else as far
        as both agree. The graph itself has the ``rule`` too, and its ``absent`` and
        ``unknown`` are pairs, each in order.

    Raises
    ------
    InvalidValueError
        There is no such rule, or the graph has no direction, or parallel edges.

    Notes
    -----
    By ``"either"`` and ``"strongest"`` two that no arc ties are not tied if both are known to
    say so; by ``"both"`` it is enough that one is. Otherwise the pair is unknown. So where one
    of two did not answer and the other does not name it, their tie is open by ``"either"`` and
    absent by ``"both"``; where the other does name it, it is there by ``"either"`` and
    unknown by ``"both"``. Pairs of which nobody says anything are in neither list.

    Examples
    --------
    >>> import networkx as nx
    >>> arcs = nx.DiGraph()
    >>> arcs.add_weighted_edges_from([("a", "b", 1), ("b", "a", 3), ("b", "c", 2)], weight="strength")
    >>> sorted(undirected(arcs).edges(data="strength"))
    [('a', 'b', 2.0), ('b', 'c', 2.0)]
    >>> sorted(undirected(arcs, rule="both").edges(data="strength"))
    [('a', 'b', 1)]
    """
    import networkx as nx

    if rule not in _NUMBER:
        raise InvalidValueError("rule", rule, f"one of {', '.join(_NUMBER)}")
    arcs_only(graph)
    made: nx.Graph[Any] = nx.Graph(**graph.graph, rule=rule)
    made.add_nodes_from((node, dict(said)) for node, said in graph.nodes(data=True))
    known = Known(graph)
    absent, unknown = [], []
    for one, other in _spoken_of(graph):
        arcs = [graph.edges[arc] for arc in ((one, other), (other, one)) if graph.has_edge(*arc)]
        said = votes(graph, known, one, other)
        if arcs and (rule != "both" or all(said)):
            made.add_edge(one, other, **_joined(arcs, rule) | {"confirmed": confirmed(said)})
        elif False in said if rule == "both" else None not in said:
            absent.append((one, other))
        else:
            unknown.append((one, other))
    made.graph.update(absent=tuple(absent), unknown=tuple(unknown))
    return made


def arcs_only(graph: "nx.Graph[Any] | nx.DiGraph[Any]") -> None:
    """Raise `InvalidValueError` unless a graph has arcs, and one at most from one node to another."""
    if not getattr(graph, "is_directed", bool)() or graph.is_multigraph():
        raise InvalidValueError("graph", graph, "a networkx.DiGraph (stakeholder_graph makes one)")


class Known:
    """Which pairs of a graph are known to be tied or not to be tied, asked pair by pair.

    A pair is unknown where the graph lists it as ``unknown``; where it is neither an edge nor
    listed as ``absent`` and its source did not answer (``answered`` is False); and where it is
    neither and the list of ties may go on (``complete`` is False).

    Parameters
    ----------
    graph : networkx.DiGraph
    """

    def __init__(self, graph: "nx.DiGraph[Any]") -> None:
        said = graph.graph
        answers: dict[Node, Any] = dict(graph.nodes(data="answered"))
        self.graph = graph
        self.is_complete = said.get("complete") is not False
        self.silent = frozenset(node for node, answered in answers.items() if answered is not None and not answered)
        self.absent = frozenset(said.get("absent", ()))
        self.unknown = frozenset(said.get("unknown", ()))

    def knows(self, source: Node, target: Node) -> bool:
        """Say whether it is known if the one is tied to the other."""
        if (source, target) in self.unknown:
            return False
        if self.graph.has_edge(source, target) or (source, target) in self.absent:
            return True
        return self.is_complete and source not in self.silent


def votes(graph: "nx.DiGraph[Any]", known: Known, one: object, other: object) -> tuple[bool | None, bool | None]:
    """Return of each of two whether it says that they are tied; None where nobody knows."""
    arcs = [(one, other), (other, one)]
    said_by = {voice for arc in arcs if graph.has_edge(*arc) for voice in graph.edges[arc].get("reporters") or arc[:1]}
    there, back = (True if arc[0] in said_by else _denies(graph, known, arc) for arc in arcs)
    return there, back


def _denies(graph: "nx.DiGraph[Any]", known: Known, arc: Pair) -> bool | None:
    """Return False if the source of an arc, which does not report it, is known to say no."""
    is_reported = graph.has_edge(*arc)  # by somebody else
    no = graph.edges[arc].get("confirmed") is False if is_reported else known.knows(*arc)
    return False if no else None


def confirmed(said: Iterable[bool | None]) -> bool | None:
    """Say whether a tie is confirmed by the votes of both ends."""
    each = set(said)
    return False if False in each else None if None in each else True


def _spoken_of(graph: "nx.DiGraph[Any]") -> Iterable[Pair]:
    """Return all pairs of which the graph says anything, each of them once and in order."""
    arcs = [*graph.edges, *graph.graph.get("absent", ()), *graph.graph.get("unknown", ())]
    place = {node: at for at, node in enumerate(in_order(graph))}
    pairs = {tuple(sorted(arc, key=place.__getitem__)) for arc in arcs if arc[0] != arc[1]}
    return sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))


def _joined(arcs: list[dict[str, Any]], rule: Rule) -> dict[str, Any]:
    """Return what the one or two arcs of a tie say together."""
    joined: dict[str, Any] = {}
    for name in dict.fromkeys(name for arc in arcs for name in arc):
        given = [arc[name] for arc in arcs if arc.get(name) is not None]
        if all(isinstance(value, tuple) for value in given):
            joined[name] = tuple(in_order({part for value in given for part in value})) if given else None
        elif all(_is_number(value) for value in given):
            joined[name] = _NUMBER[rule](given)
        elif all(value == given[0] for value in given):
            joined[name] = given[0]
    return joined


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
