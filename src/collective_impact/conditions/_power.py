"""Who was there when it was decided."""

from collections.abc import Iterator
from datetime import date

from collective_impact.conditions import _listing, _meetings
from collective_impact.conditions._counting import Part, all_of, any_of
from collective_impact.conditions.finding import Finding
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Convening
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.vocabulary import BodyKind, StakeholderKind


def power(initiative: Initiative, as_of: date) -> Finding:
    """Return how far people affected by the problem are there when it is decided.

    The share of steering meetings of the last 24 months (ours), and of the decisions
    recorded at them, at which people affected were present: an organisation or group of
    theirs, or a person who is compensated for taking part. Where no body steers, the
    meetings of all members do.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Meetings held until this date count.

    Returns
    -------
    Finding
        A share of meetings and decisions, 0 to 1; 0 where no steering meeting was held in
        that time. A head count does not say who was there.

    References
    ----------
    Collective Impact Forum (2016), Collective Impact Principles of Practice.
    Kania et al. (2022), Centering Equity in Collective Impact, Stanford Social Innovation Review 20(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> came = [ci.Attendance(stakeholder="parents")]
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="parents", kind="informal_group", affected=True)],
    ...     bodies=[ci.Body(id="steering", kind="steering_committee")],
    ...     convenings=[
    ...         ci.Convening(on="2019-03-01", body="steering", attendances=came, decisions=["Start", "Hire"]),
    ...         ci.Convening(on="2019-06-01", body="steering", head_count=8),
    ...     ],
    ... )
    >>> found = power(reads, date(2020, 1, 1))  # a meeting with two decisions is known, one meeting is not
    >>> found.value, found.low, found.high
    (1.0, 0.75, 1.0)
    """
    held = _meetings.Held.until(initiative, as_of)
    register = _meetings.Register(initiative, as_of)
    people = {person.id: person for person in initiative.stakeholders}
    parts: list[Part] = []
    for meeting, is_steering in _steering(initiative, held.recent):
        there = any_of(
            (
                *(_counts(people[attendance.stakeholder]) for attendance in meeting.attendances),
                False if register.knows_names(meeting) else None,
            )
        )
        unit = _listing.answered(_meetings.address(meeting), is_steering and there)
        parts += [unit] * (1 + len(meeting.decisions))
    if not parts:
        return held.none("backbone_support.no_steering")
    return _listing.counted(parts, "backbone_support.power", extent=held.extent, listed=held.listed)


def _counts(person: Stakeholder) -> bool | None:
    """Say whether a stakeholder's presence counts: affected, and compensated where it is a person."""
    is_free = True if person.kind is not StakeholderKind.PERSON else person.compensated
    return all_of((person.affected, is_free))


def _steering(initiative: Initiative, meetings: tuple[Convening, ...]) -> Iterator[tuple[Convening, bool | None]]:
    """Yield the meetings at which it was, or may have been, decided."""
    kinds = {body.id: body.kind for body in initiative.bodies}
    if BodyKind.STEERING_COMMITTEE in kinds.values():
        of_all: bool | None = False
    else:
        of_all = None if None in kinds.values() else True
    for meeting in meetings:
        kind = None if meeting.body is None else kinds[meeting.body]
        is_steering = of_all if meeting.body is None else None if kind is None else kind is BodyKind.STEERING_COMMITTEE
        if is_steering is not False:
            yield meeting, is_steering
