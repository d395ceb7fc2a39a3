"""What shows that an initiative has come so far: one question for each component and phase.

Each answers yes, no or unknown, and gives the addresses of the records that say so. The
questions follow the tasks that Hanleybrown, Kania & Kramer (2012) name for each component
and phase; what counts as an answer is ours.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias

from collective_impact.conditions import _activities, _backbone, _definitions, _listing, _view
from collective_impact.conditions._counting import Answer, all_of, any_of, written
from collective_impact.conditions._meetings import Held, address, latest
from collective_impact.model.indicators import Indicator
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import BodyKind

Shown: TypeAlias = tuple[bool | None, tuple[str, ...]]

SECTORS = 2
"""From how many sectors on a group is cross-sector."""

YEAR = 12
"""Months in which what goes on shows itself (ours)."""

SERIES = 2
"""How many periods must be observed before anything is tracked."""


def several_sectors(initiative: Initiative, as_of: date) -> Shown:
    """Say whether the members come from two sectors at least."""
    members = [person for person in _view.members(initiative, as_of) if person.sector is not None]
    told = tuple(f"stakeholders/{person.key}" for person in members)
    if len({person.sector for person in members}) >= SECTORS:
        return True, told
    everybody = _view.members(initiative, as_of)
    is_known = len(members) == len(everybody) and _listing.stakeholders(initiative, as_of).is_complete
    return (False if is_known else None), told


def backbone_and_steering(initiative: Initiative, as_of: date) -> Shown:  # noqa: ARG001 - they have no date
    """Say whether somebody serves the whole and a body steers it."""
    answers = (_backbone.named(initiative), _backbone.body_of(initiative, [BodyKind.STEERING_COMMITTEE]))
    return all_of(answer for _, answer in answers), tuple(address for address, _ in answers if address)


def meets(initiative: Initiative, as_of: date) -> Shown:
    """Say whether people met in the last 12 months."""
    held = Held.until(initiative, as_of, YEAR)
    known = held.recent or held.before
    told = (address(latest(known)),) if known else ()
    if held.recent:
        return True, told
    return False if held.extent.is_complete else None, told


def problem_described(initiative: Initiative, as_of: date) -> Shown:  # noqa: ARG001 - texts have no date
    """Say whether the problem is put in words."""
    return _told(initiative, "agenda", written(initiative.agenda.problem if initiative.agenda else None))


def goals_set(initiative: Initiative, as_of: date) -> Shown:  # noqa: ARG001 - goals have no date
    """Say whether there is a goal."""
    goals = tuple(f"agenda/goals/{goal.key}" for goal in initiative.goals)
    if goals:
        return True, goals
    return _told(initiative, "agenda/goals", False if initiative.extent("agenda/goals").is_complete else None)


def goals_worked_on(initiative: Initiative, as_of: date) -> Shown:
    """Say whether an activity under way serves a goal or an indicator."""
    said = _listing.completeness(initiative)
    answers = [
        (f"activities/{activity.key}", all_of((activity.under_way(as_of), _activities.tied(activity, said))))
        for activity in initiative.activities
        if activity.starts is None or activity.starts <= as_of
    ]
    return _some(answers, is_complete=_activities.extent(initiative, as_of).is_complete)


def affected_are_members(initiative: Initiative, as_of: date) -> Shown:
    """Say whether people who live with the problem are members."""
    answers = [(f"stakeholders/{person.key}", person.affected) for person in _view.members(initiative, as_of)]
    return _some(answers, is_complete=_listing.stakeholders(initiative, as_of).is_complete)


def affected_have_seats(initiative: Initiative, as_of: date) -> Shown:
    """Say whether people who live with the problem sit in a body."""
    people = {person.id: person for person in _view.members(initiative, as_of)}
    bodies = initiative.bodies
    lists = (_view.is_complete(initiative, f"bodies/{body.key}/members", len(body.members)) for body in bodies)
    is_complete = initiative.extent("bodies").is_complete and all(lists)
    seats = {name for body in bodies for name in body.members if name in people}
    answers = [(f"stakeholders/{people[name].key}", people[name].affected) for name in seats]
    return _some(answers, is_complete=is_complete)


def results_returned(initiative: Initiative, as_of: date) -> Shown:
    """Say whether results were given back to the community in the last 12 months."""
    held = Held.until(initiative, as_of, YEAR)
    answers = [(address(meeting), meeting.results_returned) for meeting in held.recent]
    return _some(answers, is_complete=held.extent.is_complete)


def baseline_known(initiative: Initiative, as_of: date) -> Shown:
    """Say whether it is known from where an indicator starts."""
    return _of_indicators(initiative, lambda indicator: _definitions.has_baseline(indicator, as_of))


def targets_set(initiative: Initiative, as_of: date) -> Shown:  # noqa: ARG001 - targets are plans
    """Say whether an indicator of a goal has a target."""
    return _of_indicators(
        initiative,
        lambda indicator: all_of((True if indicator.goals else None, _definitions.has_target(indicator))),
    )


def progress_tracked(initiative: Initiative, as_of: date) -> Shown:
    """Say whether an indicator was observed for two periods, the last one in the last 24 months."""
    since = _view.months_before(as_of, _view.MEMORY)

    def is_tracked(indicator: Indicator) -> bool | None:
        ends: set[date] = set()
        for observation in reversed(indicator.observations):  # the last ones mostly settle it
            if observation.period and observation.is_figure and observation.period.end <= as_of:
                ends.add(observation.period.end)
                if len(ends) >= SERIES and max(ends) > since:
                    return True
        here = f"indicators/{indicator.key}/observations"
        return False if _view.is_complete(initiative, here, len(ends)) else None

    return _of_indicators(initiative, is_tracked)


def _told(initiative: Initiative, collection: str, answer: bool | None) -> Shown:  # noqa: FBT001 - yes and no
    if answer is None:
        return None, ()
    default = ("agenda",) if initiative.agenda is not None else ()
    return answer, tuple(filter(None, [_listing.source(initiative, collection, default)]))


def _of_indicators(initiative: Initiative, question: Callable[[Indicator], bool | None]) -> Shown:
    answers = [(f"indicators/{indicator.key}", question(indicator)) for indicator in initiative.indicators]
    return _some(answers, is_complete=initiative.extent("indicators").is_complete)


def _some(answers: Iterable[Answer], *, is_complete: bool) -> Shown:
    """Say whether one answer is yes, and which say so; no only where all are no and there are no others."""
    given = list(answers)
    shown = any_of((*(answer for _, answer in given), False if is_complete else None))
    return shown, tuple(address for address, answer in given if answer is not None and answer is shown)
