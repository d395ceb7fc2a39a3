"""Each partner at a glance: what to know before a call with them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import attrs
from attrs import field
from attrs.converters import optional

from collective_impact.conditions import _meetings, _view
from collective_impact.conditions._active import Active
from collective_impact.conditions._activities import Doing
from collective_impact.conditions._agenda_in_practice import adopted
from collective_impact.conditions._dyads import Dyads
from collective_impact.conditions.aligned_measurement import received
from collective_impact.errors import Message
from collective_impact.model._record import Value, as_date, escaped, record
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Sector, TieKind

NEW = 6
"""Months for which a partner is new (ours)."""

CONNECTING = (TieKind.COMMUNICATION, TieKind.COLLABORATION)
"""The ties by which a partner is connected; trust is nobody's to read off a profile."""


TOLERANCE = 1e-9
"""Shares are quotients; a count that is made of one again may miss by its last bits."""


@record(kw_only=True)
class Aspect(Value):
    """One thing asked of a partner: yes, no, a share or unknown.

    Parameters
    ----------
    value : float, optional
        1 is yes, 0 no, between them a share; None is unknown.
    n : int
        How many reports, meetings, activities or ties it is about.
    known : int
        Of how many of them the answer is known.
    rests_on : tuple of str
        Addresses of records.
    applies : bool
        False where nothing is asked of the partner, such as a report.
    """

    value: float | None = None
    n: int = 0
    known: int = 0
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    applies: bool = True

    @property
    def note(self) -> Message:
        """It in words: yes, no, how many of how many, or what share."""
        if not self.applies:
            return Message("partner.not_asked")
        if self.value is None:
            return Message("partner.unknown")
        if self.value in (0, 1):
            return Message("partner.yes" if self.value else "partner.no")
        counted = self.value * self.known
        if abs(counted - round(counted)) < TOLERANCE:
            return Message("partner.counted", {"n": round(counted), "of": self.known})
        return Message("partner.share", {"percent": round(100 * self.value)})  # a mean of shares counts nothing

    def __str__(self) -> str:
        return str(self.note)


@record(kw_only=True)
class Partner(Value):
    """A member's part in what is shared.

    Parameters
    ----------
    stakeholder : str
        Its id.
    name : str, optional
    sector : Sector or str, optional
    adopts : Aspect
        Whether it adopted the agenda.
    reports : Aspect
        Of the reports that it owes, how many have come in and can be compared.
    acts : Aspect
        Whether it is in an activity under way; ``n`` counts them.
    attends : Aspect
        Of the meetings of the last 24 months at which it was expected, how many it came to.
    connects : Aspect
        Whether it has ties of communication or collaboration; ``n`` counts to how many partners.
    active : bool, optional
        Whether it took part in an activity, came to a meeting or reported a figure in the last
        24 months. None where its own records leave that open, and where activities or meetings
        are not listed.
    is_certain : bool
        False where a list that goes on may tell of an act that is not recorded.
    serves : bool
        Whether it is, provides for or funds the backbone.
    is_new : bool
        Whether it joined in the last six months (ours), which is too short a time to drift.
    last : str, optional
        Address of what tells of its last act.
    last_on : date or str, optional
        Its day.
    """

    stakeholder: str
    name: str | None = None
    sector: Sector | None = field(default=None, converter=optional(Sector))
    adopts: Aspect
    reports: Aspect
    acts: Aspect
    attends: Aspect
    connects: Aspect
    active: bool | None = None
    is_certain: bool = True
    serves: bool = False
    is_new: bool = False
    last: str | None = None
    last_on: date | None = field(default=None, converter=optional(as_date))

    @property
    def drifts(self) -> bool:
        """Whether it is declared for a while and no act of it is recorded, nor that it serves the whole."""
        return self.active is False and not self.serves and not self.is_new

    @property
    def evidence(self) -> tuple[str, ...]:
        """Addresses of what it declared, and of its last act."""
        declared = (f"stakeholders/{escaped(self.stakeholder)}", *(self.adopts.rests_on if self.adopts.value else ()))
        return declared if self.last is None else (*declared, self.last)

    def __str__(self) -> str:
        aspects = "; ".join(f"{name} {getattr(self, name)}" for name in ASPECTS)
        if not self.drifts:
            return f"{self.name or self.stakeholder}: {aspects}"
        since = "no act is recorded" if self.last_on is None else f"no act since {self.last_on}"
        return f"{self.name or self.stakeholder}: {aspects}; drifting, {since}"


ASPECTS = ("adopts", "reports", "acts", "attends", "connects")


def partners(initiative: Initiative, as_of: date) -> tuple[Partner, ...]:
    """Return each member's part in what is shared, in the order of the document."""
    active, serving = Active.until(initiative, as_of), _serving(initiative)
    adopts, reports, acts = _adopts(initiative, as_of), _reports_of(initiative, as_of), _acts(initiative, as_of)
    lately = _view.months_before(as_of, NEW)
    attends, connects = _attends(initiative, as_of), _connects(initiative, as_of)
    return tuple(
        Partner(
            stakeholder=person.id,
            name=person.name,
            sector=person.sector,
            adopts=adopts[person.id],
            reports=reports[person.id],
            acts=acts[person.id],
            attends=attends[person.id],
            connects=connects[person.id],
            active=active.seen(person.id),
            is_certain=active.is_certain,
            serves=person.id in serving,
            is_new=person.joined is not None and person.joined > lately,
            last=active.last[person.id][1] if person.id in active.last else None,
            last_on=active.last[person.id][0] if person.id in active.last else None,
        )
        for person in initiative.members(as_of)
    )


_Aspects = Mapping[str, Aspect]

UNKNOWN = Aspect()
NOT_ASKED = Aspect(applies=False)


def _verdict(answer: bool | None, *rests_on: str, n: int = 1) -> Aspect:  # noqa: FBT001 - yes and no are the subject
    """Return a yes or no as an aspect."""
    there = tuple(address for address in rests_on if address)
    return Aspect(value=None if answer is None else float(answer), n=n, known=int(answer is not None), rests_on=there)


def _adopts(initiative: Initiative, as_of: date) -> _Aspects:
    answers = adopted(initiative, as_of)
    return {person.id: _verdict(said, "" if said is None else address) for person, (address, said) in answers}


def _reports_of(initiative: Initiative, as_of: date) -> _Aspects:
    answers: defaultdict[str | None, list[tuple[str, bool | None]]] = defaultdict(list)
    for indicator, name, answer in received(initiative, as_of):
        answers[name].append((f"indicators/{indicator.key}", answer))
    otherwise = UNKNOWN if None in answers else NOT_ASKED
    of: defaultdict[str, Aspect] = defaultdict(lambda: otherwise)
    of.update({name: _share(given) for name, given in answers.items() if name is not None})
    return of


def _share(answers: list[tuple[str, bool | None]]) -> Aspect:
    known = [answer for _, answer in answers if answer is not None]
    return Aspect(
        value=sum(known) / len(known) if known else None,
        n=len(answers),
        known=len(known),
        rests_on=tuple(sorted({address for address, _ in answers})),
    )


def _acts(initiative: Initiative, as_of: date) -> _Aspects:
    doing = Doing.on(initiative, as_of)
    sure: defaultdict[str, list[str]] = defaultdict(list)
    perhaps: defaultdict[str, list[str]] = defaultdict(list)
    for activity in doing.activities:
        for name in activity.people:
            (sure if activity.id in doing.sure else perhaps)[name].append(f"activities/{activity.key}")
    absent = _verdict(None if doing.is_named is not True else False, n=0)
    of: defaultdict[str, Aspect] = defaultdict(lambda: absent)
    of.update({name: _verdict(None, *sorted(there), n=len(there)) for name, there in perhaps.items()})
    of.update({name: _verdict(True, *sorted(there), n=len(there)) for name, there in sure.items()})  # noqa: FBT003
    return of


def _attends(initiative: Initiative, as_of: date) -> _Aspects:
    held, register = _meetings.Held.until(initiative, as_of), _meetings.Register(initiative, as_of)
    answers: defaultdict[str, list[tuple[str, bool | None]]] = defaultdict(list)
    for meeting in held.recent:
        here, seats = _meetings.address(meeting), register.expected(meeting)
        came = {attendance.stakeholder for attendance in meeting.attendances}
        absent = False if register.knows_names(meeting) else None
        expected = {person.id for person in seats.people} if seats is not None else came
        for name in expected:
            answers[name].append((here, True if name in came else absent))
    otherwise = NOT_ASKED if held.extent.is_complete and held.recent else UNKNOWN
    of: defaultdict[str, Aspect] = defaultdict(lambda: otherwise)
    of.update({name: _share(given) for name, given in answers.items()})
    return of


def _connects(initiative: Initiative, as_of: date) -> _Aspects:
    layers = [layer for kind in CONNECTING if (layer := Dyads.last(initiative, kind, as_of)) is not None]
    others: defaultdict[str, set[str]] = defaultdict(set)
    for layer in layers:
        for source, target in layer.arcs:
            if layer.tied(source, target):
                others[source].add(target)
                others[target].add(source)
    rests_on = sorted({address for layer in layers for address in layer.rests_on})
    settled = [layer.people for layer in layers if layer.is_settled]
    alone = frozenset.intersection(*settled) if settled and len(settled) == len(layers) else frozenset[str]()
    of: defaultdict[str, Aspect] = defaultdict(lambda: UNKNOWN)
    of.update({name: _verdict(False, *rests_on, n=0) for name in alone})  # noqa: FBT003 - yes and no are the subject
    of.update({name: _verdict(True, *rests_on, n=len(tied)) for name, tied in others.items()})  # noqa: FBT003
    return of


def _serving(initiative: Initiative) -> frozenset[str]:
    """Return who is, provides for or funds the backbone."""
    backbone = initiative.backbone
    named = set(initiative.backbone_organizations)
    if backbone is not None:
        named.update(name for provision in backbone.provisions for name in provision.providers)
        named.update(funding.funder for funding in backbone.funding if funding.funder is not None)
    return frozenset(named)


def mean_of(aspects: list[Aspect]) -> Aspect:
    """Return the mean over partners, of those of whom it is asked and known."""
    asked = [aspect for aspect in aspects if aspect.applies]
    known = [aspect.value for aspect in asked if aspect.value is not None]
    rests_on = tuple(sorted({address for aspect in asked for address in aspect.rests_on}))
    if not asked:
        return NOT_ASKED
    value = sum(known) / len(known) if known else None
    return attrs.evolve(UNKNOWN, value=value, n=len(asked), known=len(known), rests_on=rests_on)
