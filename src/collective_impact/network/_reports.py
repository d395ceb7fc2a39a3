"""What several people say of the same two, put together as a graph."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from collective_impact.model.vocabulary import TieStatus
from collective_impact.network._snapshot import in_order

if TYPE_CHECKING:
    import networkx as nx

Node: TypeAlias = Hashable
Arc: TypeAlias = tuple[Any, Any]
Key = TypeVar("Key", bound=tuple[Any, ...])
Layer: TypeAlias = tuple[str | None, str | None]
"""The kind of tie and the wave that were asked about."""

OBSERVED, ABSENT, UNKNOWN = TieStatus.OBSERVED, TieStatus.ABSENT, TieStatus.UNKNOWN

BODY, ACTIVITY = "body", "activity"
"""Kinds of a tie that nobody reports: it follows from what is recorded otherwise."""


class Report(NamedTuple):
    """What one source says of two nodes.

    Parameters
    ----------
    source, target : hashable
    status : TieStatus
    strength : float, optional
    reporter : hashable, optional
    kind, wave : str, optional
    directed : bool
        False speaks of both ways at once.
    via : str, optional
        The body or activity that both are in.
    ratings : tuple
        Further strengths, in an order that all reports have in common.
    """

    source: Node
    target: Node
    status: TieStatus = OBSERVED
    strength: float | None = None
    reporter: Node | None = None
    kind: str | None = None
    wave: str | None = None
    directed: bool = True
    via: str | None = None
    ratings: tuple[float | None, ...] = ()


def put_together(
    graph: "nx.DiGraph[Any]",
    reports: Iterable[Report],
    answered: Mapping[Layer, Collection[Node]],
    *,
    through: Iterable[str] = (),
    ratings: Iterable[str] = (),
) -> None:
    """Lay the arcs that are reported into a graph that has the nodes.

    Of several reports about an arc one that saw it outweighs one that does not know, and that
    one outweighs one that denies it. Its strength is the greatest of those who saw it.

    Parameters
    ----------
    graph : networkx.DiGraph
        Gets edges, and in ``graph.graph`` the arcs that are ``absent`` and ``unknown``.
    reports : iterable of Report
        Those about others than the nodes of the graph are left out.
    answered : mapping
        Who answered, by layer; a layer of which nobody knows is not in it.
    through : iterable of str
        `BODY`, `ACTIVITY`: edges say which of them the two have in common.
    ratings : iterable of str
        The names of the ratings of each report.
    """
    through, ratings = tuple(through), tuple(ratings)
    open_: dict[TieStatus, list[Arc]] = {ABSENT: [], UNKNOWN: []}
    for arc, told in _by_arc(reports).items():
        if arc[0] not in graph or arc[1] not in graph:
            continue
        seen = [report for report in told if report.status is OBSERVED]
        if seen:
            said = _said(seen)
            said["confirmed"] = _confirmed(arc, told, answered)
            said.update((_PLURAL[kind], _names(r.via for r in seen if r.kind == kind)) for kind in through)
            said.update((name, _greatest(r.ratings[at] for r in seen)) for at, name in enumerate(ratings))
            graph.add_edge(*arc, **said)
        else:
            open_[UNKNOWN if any(report.status is UNKNOWN for report in told) else ABSENT].append(arc)
    graph.graph.update(absent=in_order_of_parts(open_[ABSENT]), unknown=in_order_of_parts(open_[UNKNOWN]))


def in_order_of_parts(arcs: Iterable[Key]) -> tuple[Key, ...]:
    """Return arcs or other tuples in the order of their parts, or in that of what they look like."""
    listed = list(arcs)
    try:
        return tuple(sorted(listed))
    except TypeError:
        return tuple(sorted(listed, key=repr))


_PLURAL = {BODY: "bodies", ACTIVITY: "activities"}


def _by_arc(reports: Iterable[Report]) -> Mapping[Arc, list[Report]]:
    told: dict[Arc, list[Report]] = {}
    for report in reports:
        told.setdefault((report.source, report.target), []).append(report)
        if not report.directed:
            told.setdefault((report.target, report.source), []).append(report)
    return told


def _said(seen: list[Report]) -> dict[str, Any]:
    """Return what those say of an arc who saw it."""
    return {
        "strength": _greatest(report.strength for report in seen),
        "status": OBSERVED.value,
        "kinds": _names(report.kind for report in seen),
        "reporters": _names(report.reporter for report in seen),
    }


def _greatest(numbers: Iterator[float | None]) -> float | None:
    return max((number for number in numbers if number is not None), default=None)


def _names(given: Iterator[Any]) -> tuple[Any, ...]:
    names = set(given)
    names.discard(None)
    return tuple(in_order(names)) if len(names) > 1 else tuple(names)


def _confirmed(arc: Arc, told: list[Report], answered: Mapping[Layer, Collection[Node]]) -> bool | None:
    """Say whether both ends report an arc; one confirmation, of any kind in any wave, is enough."""
    if len(told) == 1 and told[0].directed:  # most of them
        return None
    layers = {(report.kind, report.wave) for report in told if report.status is OBSERVED and report.via is None}
    found = set()
    for layer in layers:
        same = told if len(layers) == 1 else [report for report in told if (report.kind, report.wave) == layer]
        found.add(_by_both(arc, same, answered.get(layer, ())))
    if True in found:
        return True
    return False if found == {False} else None


def _by_both(arc: Arc, told: list[Report], answered: Collection[Node]) -> bool | None:
    """Say whether both ends report an arc in one layer; None where an end was not asked or did not say.

    Who answered and left out a tie that has no direction denies it; of the ties that others
    send to them people are not asked.
    """
    seen, denied, unsure = (
        {report.reporter for report in told if report.status is status} for status in (OBSERVED, ABSENT, UNKNOWN)
    )
    others = [end for end in arc if end not in seen]
    if not others:
        return True
    mutual = any(not report.directed for report in told if report.status is OBSERVED)
    silent = {end for end in others if mutual and end in answered and end not in unsure}
    return False if any(end in silent or end in denied for end in others) else None
