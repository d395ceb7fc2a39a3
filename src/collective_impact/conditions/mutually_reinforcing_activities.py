"""The third condition, mutually reinforcing activities: who does what for the agenda, joined up with whom.

In place stand `fit`, `coverage` and `roles`; in practice `participation`, `coordination`,
`reinforcement`, `no_duplication` and `systems_change`.

In place, an activity counts while it is planned or under way; in practice, while it is
under way. Where that is not recorded it may count, and widens the bounds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from collective_impact.conditions import _activities, _listing
from collective_impact.conditions._activities_in_practice import (
    coordination,
    no_duplication,
    participation,
    reinforcement,
    systems_change,
)
from collective_impact.conditions._counting import all_of, any_of, share_among, written
from collective_impact.conditions._listing import answered, counted, not_named
from collective_impact.conditions.finding import Finding
from collective_impact.model.activities import Activity
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Completeness, Tier

__all__ = [
    "coordination",
    "coverage",
    "fit",
    "no_duplication",
    "participation",
    "reinforcement",
    "roles",
    "systems_change",
]


def fit(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the activities serve the agenda.

    The share of activities, planned or under way, that are tied to a goal or an indicator.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities that are over or begin later do not count; plans count whatever their
        first day.

    Returns
    -------
    Finding
        A share of the activities, 0 to 1. An activity of which neither is recorded may be
        tied to one.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read")]),
    ...     activities=[
    ...         ci.Activity(id="tutoring", goals=["read"], status="under_way"),
    ...         ci.Activity(id="gala", status="under_way"),
    ...     ],
    ... )
    >>> found = fit(reads, date(2020, 1, 1))
    >>> found.value, found.low, found.high
    (1.0, 0.5, 1.0)
    """
    said = _listing.completeness(initiative)
    answers = (
        (f"activities/{activity.key}", is_current, _activities.tied(activity, said))
        for activity, is_current in _activities.in_place(initiative, as_of)
    )
    extent = _activities.extent(initiative, as_of)
    return share_among(answers, "mutually_reinforcing_activities.fit", extent=extent)


def roles(initiative: Initiative, as_of: date) -> Finding:
    """Return for how many of the activities it is clear who leads them and what they bring.

    The share of activities, planned or under way, with a lead and a named capability.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities that are over or begin later do not count; plans count whatever their
        first day.

    Returns
    -------
    Finding
        A share of the activities, 0 to 1. An empty capability is a recorded none.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca")],
    ...     activities=[
    ...         ci.Activity(id="tutoring", led_by="ymca", capability="tutors", status="under_way"),
    ...         ci.Activity(id="gala", led_by="ymca", capability="", status="planned"),
    ...     ],
    ... )
    >>> roles(reads, date(2020, 1, 1)).value
    0.5
    """
    answers = (
        (f"activities/{activity.key}", is_current, _is_clear(activity))
        for activity, is_current in _activities.in_place(initiative, as_of)
    )
    extent = _activities.extent(initiative, as_of)
    return share_among(answers, "mutually_reinforcing_activities.roles", extent=extent)


def coverage(initiative: Initiative, as_of: date) -> Finding:
    """Return for how much of the agenda something is done.

    The share of goals and core indicators with an activity, planned or under way. A goal
    has one where an activity names it or is to move one of its indicators; an indicator
    has one where an activity is to move it.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities that are over or begin later do not count; plans count whatever their
        first day.

    Returns
    -------
    Finding
        A share of goals and core indicators, 0 to 1. An indicator of unknown tier may be a
        core one. What an activity serves is taken as recorded once anything is. No value
        where nobody knows how many activities are missing from the list.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")]),
    ...     indicators=[ci.Indicator(id="grade3", tier="core", goals=["read"])],
    ...     activities=[ci.Activity(id="tutoring", advances=["grade3"], status="under_way")],
    ... )
    >>> round(coverage(reads, date(2020, 1, 1)).value, 3)  # the goal "read" and its indicator
    0.667
    """
    served, is_complete = _served(initiative, as_of)
    parts = []
    for address, aim, is_aim in _aims(initiative):
        if is_aim is None or aim in served:
            parts.append(answered(address, is_aim and any_of(served[aim])))
        else:
            parts.append(not_named(address, is_complete))
    listed = len(initiative.goals) + len(initiative.indicators)
    extent = _extent_of_aims(initiative)
    found = counted(parts, "mutually_reinforcing_activities.coverage", extent=extent, listed=listed)
    return _listing.told(found, is_complete) if parts else found


_Aim = tuple[str, str]
"""What something is done for: the kind and the id of a goal or an indicator."""


def _is_clear(activity: Activity) -> bool | None:
    return all_of((None if activity.led_by is None else True, written(activity.capability)))


def _served(initiative: Initiative, as_of: date) -> tuple[Mapping[_Aim, set[bool | None]], bool | None]:
    """Return what activities serve, surely or perhaps, and whether that is all; None where nobody knows."""
    goals_of = {indicator.id: indicator.goals for indicator in initiative.indicators}
    said = _listing.completeness(initiative)
    served: defaultdict[_Aim, set[bool | None]] = defaultdict(set)
    alive = [(one, is_sure) for one, is_sure in _activities.in_place(initiative, as_of) if is_sure is not False]
    for activity, is_sure in alive:
        for name in activity.advances:
            served["indicator", name].add(is_sure)
        for goal in {*activity.goals, *(goal for name in activity.advances for goal in goals_of[name])}:
            served["goal", goal].add(is_sure)
    is_traced = all(_is_traced(activity, goals_of, said) for activity, _ in alive)
    extent = _activities.extent(initiative, as_of)
    return served, _listing.closed(extent, len(initiative.activities), is_complete=is_traced)


def _is_traced(activity: Activity, goals_of: Mapping[str, tuple[str, ...]], said: Mapping[str, bool]) -> bool:
    """Say whether all that an activity serves is recorded, up to the goals."""
    here, any_listed = f"activities/{activity.key}", bool(activity.goals or activity.advances)
    is_tied = all(said.get(f"{here}/{name}", any_listed) for name in ("goals", "advances"))
    return is_tied and all(goals_of[name] for name in activity.advances)


def _aims(initiative: Initiative) -> Iterator[tuple[str, _Aim, bool | None]]:
    """Yield all that something should be done for, and whether it is certain that it should."""
    for goal in initiative.goals:
        yield f"agenda/goals/{goal.key}", ("goal", goal.id), True
    for indicator in initiative.indicators:
        if indicator.tier is not Tier.CONTRIBUTING:
            yield f"indicators/{indicator.key}", ("indicator", indicator.id), True if indicator.tier else None


def _extent_of_aims(initiative: Initiative) -> Extent:
    """Return how complete goals and indicators are, taken together."""
    goals, indicators = initiative.extent("agenda/goals"), initiative.extent("indicators")
    if goals.is_complete and indicators.is_complete:
        return goals
    unlisted = (goals.unlisted(len(initiative.goals)), indicators.unlisted(len(initiative.indicators)))
    listed = len(initiative.goals) + len(initiative.indicators)
    total = None if None in unlisted else listed + sum(filter(None, unlisted))
    return attrs.evolve(goals, completeness=Completeness.PARTIAL, total=total)
