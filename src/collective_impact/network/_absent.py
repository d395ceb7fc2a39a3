"""Who is missing from the table, or sits at it and is connected to nobody."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import field

from collective_impact.errors import Message, Param
from collective_impact.model._record import as_date, record
from collective_impact.model.activities import Activity
from collective_impact.model.agenda import Goal
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import ActivityStatus, Sector, TieKind
from collective_impact.network._account import Result, account
from collective_impact.network._graph import among_members
from collective_impact.network._introductions import Introductions, introductions

if TYPE_CHECKING:
    import networkx as nx


@record(kw_only=True)
class Presence:
    """Whether somebody is there, and connected.

    Parameters
    ----------
    what : str
        A sector, the id of a goal, or ``"affected"``.
    there : tuple of str
        Ids of the members that are of the sector, own the goal, or are affected.
    connected : tuple of str
        Those of them with a tie.
    present : bool, optional
        Whether there is any; None where records leave that open.
    alone : bool, optional
        Whether there is somebody, and nobody of them has a tie; None where that is not known,
        since one of them did not answer or not all ties are listed.
    """

    what: str
    there: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    connected: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    present: bool | None = None
    alone: bool | None = False


@record(kw_only=True)
class Absences(Result):
    """Who is missing from an initiative, as far as its records show.

    Parameters
    ----------
    initiative : str
        Its id.
    kind : TieKind
        The ties that make somebody connected.
    on : date, optional
        Members that belong on this date.
    sectors : tuple of Presence
        One for each sector of the vocabulary.
    affected : Presence
        Members affected by the problem themselves.
    goals : tuple of Presence
        One for each goal: who leads or shares an activity for it, or sits in a body that
        works on it.
    groups : tuple of str
        The groups whose gaps goals are to close, and those that indicators tell apart. No
        record says who of the members belongs to them, so it is for people to ask.
    introductions : Introductions
        The ties that would bring the network together most, without more of them for the
        backbone.
    """

    initiative: str
    kind: TieKind
    on: date | None = None
    sectors: tuple[Presence, ...] = field(default=(), converter=tuple[Presence, ...])
    affected: Presence
    goals: tuple[Presence, ...] = field(default=(), converter=tuple[Presence, ...])
    groups: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    introductions: Introductions

    @property
    def findings(self) -> tuple[Message, ...]:
        """What is missing, in sentences: first what is recorded, then what is not known."""
        return (*self._gaps(), *self._open())

    def _gaps(self) -> Iterator[Message]:
        for code, of in (("sector", self.sectors), ("affected", [self.affected]), ("goal", self.goals)):
            yield from _listed(f"network.absent.{code}", (each for each in of if each.present is False))
            alone = (each for each in of if each.alone)
            yield from _listed(f"network.absent.{code}_alone", alone)

    def _open(self) -> Iterator[Message]:
        for code, of in (("sector", self.sectors), ("affected", [self.affected]), ("goal", self.goals)):
            yield from _listed(f"network.absent.{code}_unknown", (each for each in of if each.present is None))
            yield from _listed(f"network.absent.{code}_alone_unknown", (each for each in of if each.alone is None))
        if self.groups:
            yield Message("network.absent.groups", {"what": ", ".join(self.groups)})

    def __str__(self) -> str:
        lines = [f"  {finding}" for finding in self.findings]
        return "\n".join([f"Missing from {self.initiative}:", *lines, f"Introductions: {self.introductions}"])


def _listed(code: str, of: Iterable[Presence]) -> Iterator[Message]:
    """Yield one sentence about all of some; none where there are none."""
    names = [each.what for each in of]
    if names:
        params: dict[str, Param] = {"what": ", ".join(names), "n": len(names)}
        yield Message(code, params)


def who_is_missing(
    initiative: Initiative,
    kind: TieKind | str = TieKind.COMMUNICATION,
    *,
    wave: str | None = None,
    on: date | str | None = None,
    seed: int = 0,
) -> Absences:
    """Say who is missing: sectors, people affected, and owners of goals who are connected to others.

    Parameters
    ----------
    initiative : Initiative
    kind : TieKind or str
        The ties that make somebody connected: to anybody, whichever way the tie points.
    wave : str, optional
        Id of the wave in which ties were reported; all unless given.
    on : date or str, optional
        Members that belong on this date, and waves over on it; who has not left unless given.
        Activities count whenever they are under way, planned and ended ones too.
    seed : int
        Chooses among introductions equally good.

    Returns
    -------
    Absences
        Printed, it lists what is missing. Where members without a sector, or not listed at
        all, might be of one that seems missing, it says that this is not known.

    Raises
    ------
    InvalidValueError
        There is no such kind, or ``on`` is no date.
    UnknownNameError
        There is no wave with that id.

    References
    ----------
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="count")]),
    ...     stakeholders=[
    ...         ci.Stakeholder(id="ymca", sector="nonprofit", affected=False),
    ...         ci.Stakeholder(id="city", sector="government", affected=False),
    ...         ci.Stakeholder(id="bank", sector="business", affected=False),
    ...     ],
    ...     activities=[ci.Activity(id="tutoring", led_by="bank", goals=["read"], status="under_way")],
    ...     ties=[ci.Tie(source="ymca", target="city", kind="communication")],
    ... )
    >>> missing = who_is_missing(reads)
    >>> print(missing.findings[1])
    there, but connected to nobody: members of business
    >>> [goal.present for goal in missing.goals]  # no body is listed that might work on the second
    [True, None]
    """
    day = None if on is None else as_date(on)
    graph = among_members(initiative, kind, wave, day)
    ours = [name for name in initiative.backbone_organizations if name in graph]
    look = _Look(initiative, graph, day)
    suggested = introductions(graph, without=ours, seed=seed)
    return Absences(
        initiative=initiative.id,
        kind=TieKind(kind),
        on=day,
        sectors=tuple(look.sector(sector) for sector in Sector if sector is not Sector.OTHER),
        affected=look.affected(),
        goals=tuple(look.goal(goal) for goal in initiative.goals),
        groups=_groups(initiative),
        introductions=suggested,
        seed=seed,
        convention=suggested.convention,
        **account(graph),
    )


class _Look:
    """The members in a graph, asked who of them is there and connected."""

    def __init__(self, initiative: Initiative, graph: "nx.DiGraph[str]", on: date | None) -> None:
        self.initiative = initiative
        self.on = on
        self.graph = graph
        self.members = [person for person in initiative.stakeholders if person.id in graph]
        self.complete = initiative.extent("stakeholders").is_complete

    def presence(self, what: str, there: Iterable[str], *, is_open: bool) -> Presence:
        """Return who is there; that nobody is only where nothing is open."""
        ids = tuple(name for name in dict.fromkeys(there) if name in self.graph)
        tied = tuple(name for name in ids if any(other != name for other in self.neighbors(name)))
        alone = None if any(map(self.may_be_tied, ids)) else bool(ids)
        return Presence(
            what=what,
            there=ids,
            connected=tied,
            present=True if ids else None if is_open else False,
            alone=False if tied else alone,
        )

    def may_be_tied(self, name: str) -> bool:
        """Say whether a member without a tie may have one that nobody reported."""
        return self.graph.graph["complete"] is False or self.graph.nodes[name][Result.RESPONSE] is False

    def neighbors(self, name: str) -> Iterator[str]:
        """Yield those who are tied to a node, whichever way."""
        yield from self.graph.successors(name)
        yield from self.graph.predecessors(name)

    def sector(self, sector: Sector) -> Presence:
        """Return the members of a sector."""
        is_open = not self.complete or any(person.sector is None for person in self.members)
        return self.presence(sector.value, (p.id for p in self.members if p.sector is sector), is_open=is_open)

    def affected(self) -> Presence:
        """Return the members that are affected by the problem."""
        is_open = not self.complete or any(person.affected is None for person in self.members)
        return self.presence("affected", (p.id for p in self.members if p.affected), is_open=is_open)

    def goal(self, goal: Goal) -> Presence:
        """Return who works on a goal."""
        activities = self.initiative.activities_for(goal.id)
        under_way = [(activity, is_going_on(activity, self.on)) for activity in activities]
        owners = [name for activity, now in under_way if now for name in activity.people]
        owners += [name for body in self.initiative.bodies if goal.id in body.goals for name in body.members]
        is_open = not all(self.initiative.extent(of).is_complete for of in ("activities", "bodies"))
        return self.presence(goal.id, owners, is_open=is_open or any(now is None for _, now in under_way))


def is_going_on(activity: Activity, on: date | None) -> bool | None:
    """Say whether an activity is under way on a date; without one, whether its status says so."""
    if on is not None:
        return activity.under_way(on)
    return None if activity.status is None else activity.status is ActivityStatus.UNDER_WAY


def _groups(initiative: Initiative) -> tuple[str, ...]:
    """Return the groups that the agenda and the indicators speak of, each once."""
    aimed_at = [goal.closes_gap_for for goal in initiative.goals]
    told_apart = [o.group for indicator in initiative.indicators for o in indicator.observations]
    return tuple(dict.fromkeys(group for group in (*aimed_at, *told_apart) if group))
