"""The stakeholder graph: made from an initiative, a plain graph of networkx."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model._record import as_date
from collective_impact.model.activities import Activity
from collective_impact.model.initiative import Initiative
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie
from collective_impact.model.vocabulary import ActivityStatus, Completeness, TieKind
from collective_impact.network import _reports
from collective_impact.network._layer import ended, latest_layer, respondents
from collective_impact.network._reports import ACTIVITY, BODY, OBSERVED, UNKNOWN, Report

if TYPE_CHECKING:
    import networkx as nx


def stakeholder_graph(  # noqa: PLR0913 - each picks what becomes a tie
    initiative: Initiative,
    kind: TieKind | str | None = None,
    wave: str | None = None,
    *,
    bodies: bool = False,
    activities: bool = False,
    on: date | str | None = None,
) -> "nx.DiGraph[str]":
    """Return who is tied to whom as a graph of networkx.

    Each call makes a new graph, which is the caller's to change. Stakeholders are nodes, under
    their ids, also those without a tie. Every edge is a tie that somebody saw, so that all
    functions of networkx read the graph rightly; what was denied and what nobody knows stands
    beside it. A tie that is not directed makes an arc each way. Of several reports about an
    arc (by other reporters, in other waves, of other kinds) one that saw it outweighs one that
    does not know, and that one outweighs one that denies it.

    Parameters
    ----------
    initiative : Initiative
    kind : TieKind or str, optional
        The kind of tie; all kinds unless given.
    wave : str, optional
        Id of the wave in which the ties were reported; all ties unless given.
    bodies : bool
        Whether two that are members of the same body are tied, too.
    activities : bool
        Whether two that are in the same activity under way are tied, too. Without a date
        (``on``) an activity counts unless it is only planned. Where nobody knows whether it
        is under way, the ties that it would make are unknown.
    on : date or str, optional
        Leaves members on that date, activities under way on it, and, unless a wave is asked
        for by its id, ties of waves that were over on it (and ties of no wave).

    Returns
    -------
    networkx.DiGraph
        What is not recorded is None, everywhere.

        Nodes have ``name``, ``sector``, ``kind``, ``roles``, ``affected``, ``capabilities``,
        ``staff_fte``, ``joined`` and ``left``, and ``answered``: True for those that answered
        in the wave (in the latest one in which the kind was asked about), False for all
        others, asked or not, since nothing is known from them; None for all where nobody
        knows who answered. If the wave does not list who answered, its reporters did.

        Edges have ``strength`` (the greatest that was reported; larger is stronger, never a
        distance), ``status`` (``"observed"``), ``kinds`` and ``reporters`` (tuples), and
        ``confirmed``: True where both ends reported the arc, False where an end denied it, or
        answered and left out a tie that has no direction, else None. Where asked for, also
        ``bodies`` and ``activities``: tuples of the ids of those that both are in; they stand
        among the ``kinds`` as ``"body"`` and ``"activity"``.

        The graph itself has ``initiative``, ``kind`` and ``wave``; ``absent`` and ``unknown``:
        the arcs that were denied, and those said to be unknown, as sorted tuples of (source,
        target); ``roster``: whether all stakeholders are listed; and ``complete``: whether all
        ties are listed that the respondents have. Where it is False, every arc that is
        neither an edge nor absent is unknown.

    Raises
    ------
    InvalidValueError
        There is no such kind, or no such date.
    UnknownNameError
        There is no wave with that id.

    See Also
    --------
    multigraph : Each kind of tie as an edge of its own.

    Examples
    --------
    >>> import collective_impact as ci
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name, sector="nonprofit") for name in ("ymca", "library", "bank")],
    ...     ties=[ci.Tie(source="ymca", target="library", kind="trust", strength=3, directed=False)],
    ...     bodies=[ci.Body(id="steering", members=["library", "bank"])],
    ... )
    >>> graph = stakeholder_graph(reads, kind="trust")
    >>> sorted(graph.edges(data="strength"))
    [('library', 'ymca', 3.0), ('ymca', 'library', 3.0)]
    >>> graph.nodes["bank"]["sector"]
    'nonprofit'
    >>> stakeholder_graph(reads, bodies=True).edges["library", "bank"]["bodies"]
    ('steering',)
    """
    view = _view(initiative, kind, wave, on)
    return view.graph(bodies=bodies, activities=activities)


def among_members(initiative: Initiative, kind: TieKind | str, wave: str | None, on: date | None) -> "nx.DiGraph[str]":
    """Return the stakeholder graph of those who belong: on a date, or who have not left."""
    graph = stakeholder_graph(initiative, kind, wave, on=on)
    graph.remove_nodes_from([person.id for person in initiative.stakeholders if not person.belongs(on)])
    return graph


def multigraph(
    initiative: Initiative,
    wave: str | None = None,
    *,
    bodies: bool = True,
    activities: bool = True,
    on: date | str | None = None,
) -> "nx.MultiDiGraph[str]":
    """Return all kinds of ties at once, each of them as an edge of its own.

    Parameters
    ----------
    initiative : Initiative
    wave : str, optional
        As for `stakeholder_graph`, and so are the others; only that ties by a shared body and
        by a joint activity are there unless they are not wanted.
    bodies, activities : bool
    on : date or str, optional

    Returns
    -------
    networkx.MultiDiGraph
        As `stakeholder_graph` makes it, but with parallel edges whose key is the kind:
        ``"trust"``, ``"body"``, ``"activity"``. The graph itself also has ``layers``: the
        kinds that were asked about or are recorded, also those without a tie.

    Raises
    ------
    InvalidValueError
        There is no such date.
    UnknownNameError
        There is no wave with that id.

    Examples
    --------
    >>> import collective_impact as ci
    >>> two = [ci.Stakeholder(id=name) for name in ("ymca", "library")]
    >>> ties = [ci.Tie(source="ymca", target="library", kind=kind) for kind in ("trust", "funding")]
    >>> layers = multigraph(ci.Initiative(id="reads", stakeholders=two, ties=ties))
    >>> sorted(layers["ymca"]["library"])
    ['funding', 'trust']
    """
    import networkx as nx

    view = _view(initiative, None, wave, on)
    flat = view.graph(bodies=bodies, activities=activities)
    layers: nx.MultiDiGraph[str] = nx.MultiDiGraph(**flat.graph)
    layers.add_nodes_from(flat.nodes(data=True))
    for kind, reports in _by_kind(view.reports(bodies=bodies, activities=activities)).items():
        layer: nx.DiGraph[str] = nx.DiGraph()
        layer.add_nodes_from(flat)
        _reports.put_together(layer, reports, view.answered(), through=[kind] if kind in (BODY, ACTIVITY) else ())
        for source, target, said in layer.edges(data=True):
            layers.add_edge(source, target, key=kind, **said)
        layers.graph["layers"] = (*layers.graph.get("layers", ()), kind)
    layers.graph.setdefault("layers", ())
    return layers


def _by_kind(reports: Iterable[Report]) -> Mapping[str, list[Report]]:
    kinds: dict[str, list[Report]] = {}
    for report in reports:
        kinds.setdefault(report.kind or "", []).append(report)
    return dict(sorted(kinds.items()))


@attrs.frozen(kw_only=True)
class _View:
    """What of an initiative was asked for."""

    initiative: Initiative
    kind: TieKind | None
    wave: str | None
    on: date | None
    ties: tuple[Tie, ...]

    def graph(self, *, bodies: bool, activities: bool) -> "nx.DiGraph[str]":
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph(
            initiative=self.initiative.id,
            kind=None if self.kind is None else self.kind.value,
            wave=self.wave,
            roster=is_roster(self.initiative),
            complete=self.is_complete(bodies=bodies, activities=activities),
        )
        reported = self.reported()
        for person in people(self.initiative, self.on):
            answered = person.id in reported if reported else None
            graph.add_node(person.id, **attributes(person), answered=answered)
        through = [kind for kind, wanted in ((BODY, bodies), (ACTIVITY, activities)) if wanted]
        reports = self.reports(bodies=bodies, activities=activities)
        _reports.put_together(graph, reports, self.answered(), through=through)
        return graph

    def reports(self, *, bodies: bool, activities: bool) -> Iterator[Report]:
        yield from map(_as_report, self.ties)
        if bodies:
            for body in self.initiative.bodies:
                yield from _shared(body.members, BODY, body.id)
        if activities:
            for activity in self.initiative.activities:
                under_way = is_under_way(activity, self.on)
                if under_way is not False:
                    yield from _shared(activity.people, ACTIVITY, activity.id, known=under_way is True)

    def reported(self) -> frozenset[str]:
        """Return who answered in the wave, or in the latest one."""
        if self.wave is not None:
            return respondents((wave for wave in self.initiative.waves if wave.id == self.wave), self.ties)
        layer = latest_layer(self.initiative, self.kind, self.on or date.max)
        return frozenset() if layer is None else layer.reported

    def answered(self) -> Mapping[_reports.Layer, frozenset[str]]:
        """Return who answered, by kind of tie and wave."""
        waves = {wave.id: wave for wave in self.initiative.waves}
        layers: dict[tuple[str, str | None], list[Tie]] = {}
        for tie in self.ties:
            layers.setdefault((tie.kind.value, tie.wave), []).append(tie)
        return {
            (kind, wave): respondents(() if wave is None else (waves[wave],), ties)
            for (kind, wave), ties in layers.items()
        }

    def is_complete(self, *, bodies: bool, activities: bool) -> bool:
        """Say whether there are no ties beside those listed; of a kind of which nothing is said nobody knows."""
        said_of = bool(self.ties) or not self.initiative.ties
        lists = ["ties", *["bodies"] * bodies, *["activities"] * activities]
        return said_of and all(self.initiative.extent(collection).is_complete for collection in lists)


def _view(initiative: Initiative, kind: TieKind | str | None, wave: str | None, on: date | str | None) -> _View:
    if not isinstance(initiative, Initiative):
        raise InvalidValueError("initiative", initiative, "an Initiative (read_json reads one from a file)")
    kind = None if kind is None else TieKind(kind)
    day = None if on is None else as_date(on)
    if wave is not None and wave not in (waves := [known.id for known in initiative.waves]):
        raise UnknownNameError("wave with id", wave, waves)
    days = ended(initiative)
    ties = (tie for tie in initiative.ties if kind in (None, tie.kind) and wave in (None, tie.wave))
    told = tuple(tie for tie in ties if day is None or wave is not None or days[tie.wave] <= day)
    return _View(initiative=initiative, kind=kind, wave=wave, on=day, ties=told)


def people(initiative: Initiative, on: date | None) -> tuple[Stakeholder, ...]:
    """Return the members on a date; without one, all stakeholders that are listed."""
    return initiative.stakeholders if on is None else initiative.members(on)


def is_roster(initiative: Initiative) -> bool | None:
    """Say whether all stakeholders are listed; None where nobody knows."""
    extent = initiative.extent("stakeholders")
    return None if extent.completeness is Completeness.UNKNOWN else extent.is_complete


def is_under_way(activity: Activity, on: date | None) -> bool | None:
    """Say whether an activity is under way on a date; without one, whether it ever was."""
    return activity.status is not ActivityStatus.PLANNED if on is None else activity.under_way(on)


def attributes(person: Stakeholder) -> dict[str, Any]:
    """Return what a stakeholder's node says of it, in plain values."""
    return {
        "name": person.name,
        "sector": None if person.sector is None else person.sector.value,
        "kind": person.kind.value,
        "roles": tuple(role.value for role in person.roles),
        "affected": person.affected,
        "capabilities": person.capabilities,
        "staff_fte": person.staff_fte,
        "joined": person.joined,
        "left": person.left,
    }


def _as_report(tie: Tie) -> Report:
    return Report(
        source=tie.source,
        target=tie.target,
        status=tie.status,
        strength=tie.strength,
        reporter=tie.reporter,
        kind=tie.kind.value,
        wave=tie.wave,
        directed=tie.directed,
    )


def _shared(members: Iterable[str], kind: str, via: str, *, known: bool = True) -> Iterator[Report]:
    """Yield a tie between any two that are in the same body or activity."""
    status = OBSERVED if known else UNKNOWN
    for one, other in itertools.combinations(members, 2):
        yield Report(one, other, status, kind=kind, directed=False, via=via)
