"""When people met: how long they went without it, and in which quarters they did."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

import attrs

from collective_impact.conditions import _listing, _meetings, _view
from collective_impact.conditions._counting import Part, mean
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message, Param
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Convening
from collective_impact.model.vocabulary import BodyKind

WINDOW = 12
"""The months over which a rhythm is taken (ours): half of them without a meeting, and there is none."""

TOO_LONG = 183
"""Days between meetings from which on there is no rhythm (ours)."""

OFTEN = 31
SELDOM = 92
DUE = {
    BodyKind.STEERING_COMMITTEE: SELDOM,
    BodyKind.WORKING_GROUP: OFTEN,
    BodyKind.COMMUNITY_TABLE: SELDOM,
}
"""Days between meetings that are often enough for a body of a kind (ours)."""

QUARTER = 3
QUARTERS = 12
"""How many quarters back it is asked whether people met (ours)."""


@attrs.frozen(kw_only=True)
class Beat:
    """How often a body meets, in days and as a part of the mean; all members have no name as a body."""

    name: str | None
    days: int | None
    part: Part


def of_bodies(initiative: Initiative, as_of: date) -> Finding:
    """Return the mean regularity of all bodies; meetings of all members are those of a body of their own."""
    meetings = _meetings.held(initiative, as_of)
    is_complete = _view.is_complete(initiative, "convenings", len(meetings))
    by_body: defaultdict[str | None, list[Convening]] = defaultdict(list)
    for meeting in meetings:
        by_body[meeting.body].append(meeting)
    beats = [
        _beat(f"bodies/{body.key}", body.name or body.id, _dues(body.kind), by_body[body.id], as_of)
        for body in initiative.bodies
    ]
    if None in by_body:
        beats.append(_beat(_meetings.address(_meetings.latest(by_body[None])), None, (SELDOM,), by_body[None], as_of))
    parts = [_allowing(beat.part, is_complete, bool(meetings)) for beat in beats]
    listed = len(initiative.bodies)
    found = mean(parts, "continuous_communication.rhythm", extent=initiative.extent("bodies"), listed=listed)
    if not parts:
        return found
    since = _view.months_before(as_of, WINDOW)
    recent = (meeting for meeting in meetings if meeting.on > since)
    rests_on = {*found.rests_on, *map(_meetings.address, recent)} if found.is_known else ()
    return attrs.evolve(found, rests_on=tuple(sorted(rests_on)), note=_sentence(beats, found.n))


def _sentence(beats: Sequence[Beat], of: int) -> Message:
    """Name the body that goes longest without a meeting."""
    met = [(beat.days, beat.name or "") for beat in beats if beat.days is not None]
    if not met:
        return Message("continuous_communication.rhythm.none", {"of": of})
    days, name = max(met)
    code = "body" if name else "all"
    params: dict[str, Param] = {"of": of, "days": days, "body": name}
    return Message(f"continuous_communication.rhythm.{code}", params)


def _dues(kind: BodyKind | None) -> tuple[int, ...]:
    """Return what may be due of a body."""
    return (OFTEN, SELDOM) if kind is None else (DUE[kind],)


def _beat(address: str, name: str | None, dues: tuple[int, ...], meetings: Sequence[Convening], as_of: date) -> Beat:
    """Return the regularity of a body; a complete list of meetings is supposed."""
    days = sorted({meeting.on for meeting in meetings})
    if not days:
        return Beat(name=name, days=None, part=_listing.answered(address, answer=False))
    gap = median_gap(days, as_of)
    low = regularity(gap, min(dues)) if len(days) > 1 else 0.0
    high = regularity(gap, max(dues))
    value = low if low == high else None
    return Beat(name=name, days=gap, part=Part(address, value, low, high, 0.0 if value is None else 1.0))


def _allowing(part: Part, is_complete: bool, any_held: bool) -> Part:  # noqa: FBT001 - plain facts
    """Allow for meetings that are not listed."""
    if is_complete:
        return part
    if not any_held:
        return _listing.answered(part.address, None)
    return Part(part.address, part.value, 0.0, 1.0, part.coverage * _listing.SO_FAR)


def regularity(days: int, due: int) -> float:
    """Return 1 where a gap is as short as is due, 0 where it is half a year, and evenly in between."""
    return min(max((TOO_LONG - days) / (TOO_LONG - due), 0.0), 1.0)


def median_gap(days: Sequence[date], as_of: date) -> int:
    """Return how long the gap between meetings is on the median day of the last months.

    Parameters
    ----------
    days : sequence of date
        Of the meetings, in order, at least one.
    as_of : date
        Until when the last gap has come.
    """
    since = max(days[0], _view.months_before(as_of, WINDOW))
    gaps = sorted(((end - start).days, (end - max(start, since)).days) for start, end in pairwise((*days, as_of)))
    inside = [(length, weight) for length, weight in gaps if weight > 0]
    if not inside:
        return 0
    reached = list(accumulate(weight for _, weight in inside))
    return inside[bisect_left(reached, reached[-1] / 2)][0]


def of_quarters(initiative: Initiative, as_of: date) -> Finding:
    """Return the share of quarters since the start with a meeting."""
    meetings = _meetings.held(initiative, as_of)
    extent = _view.extent(initiative, "convenings", len(meetings))
    is_complete = _listing.closed(extent, len(initiative.convenings))
    last_in = _by_quarter(meetings, as_of)
    started = initiative.started or min((meeting.on for meeting in meetings), default=None)
    last = [_meetings.address(_meetings.latest(meetings))] if meetings else []
    missed = _listing.source(initiative, "convenings", last)
    parts = [
        _listing.answered(last_in[k], answer=True) if k in last_in else _listing.not_named(missed, is_complete)
        for k in range(_quarters_since(started, as_of))
    ]
    found = _listing.told(_listing.counted(parts, "continuous_communication.endurance"), is_complete)
    if initiative.started is not None:
        return found
    shares = [sum(k in last_in for k in range(n)) / n for n in range(1, QUARTERS + 1)]
    high = max(shares) if is_complete else 1.0
    return attrs.evolve(found, low=min(shares), high=high, coverage=found.coverage * _listing.SO_FAR)


def _by_quarter(meetings: Sequence[Convening], as_of: date) -> Mapping[int, str]:
    """Return the last meeting of each quarter, which are counted back from a date."""
    edges = [_view.months_before(as_of, QUARTER * k) for k in range(QUARTERS, -1, -1)]
    found: defaultdict[int, list[Convening]] = defaultdict(list)
    for meeting in meetings:
        if place := bisect_left(edges, meeting.on):
            found[QUARTERS - place].append(meeting)
    return {k: _meetings.address(_meetings.latest(those)) for k, those in found.items()}


def _quarters_since(started: date | None, as_of: date) -> int:
    """Return how many quarters back from a date lie wholly after the start: at least one."""
    if started is None:
        return QUARTERS
    if started > as_of:
        return 0
    edges = (_view.months_before(as_of, QUARTER * (k + 1)) for k in range(QUARTERS))
    return max(sum((started - edge).days <= 1 for edge in edges), 1)
