"""What an indicator's definition says, and which goals are measured by indicators of a kind."""

from collections.abc import Callable, Iterator
from datetime import date

from collective_impact.conditions import _view
from collective_impact.conditions._counting import Answer, any_of, written
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import ObservationStatus

_OF_WHAT_IS = (ObservationStatus.ACTUAL, ObservationStatus.PROVISIONAL)


def reported(observation: Observation) -> bool | None:
    """Say whether an observation is a report of what is; None where it has no figure as yet.

    A figure that is withheld for confidentiality was reported; a forecast was not, and
    neither was what was not collected.
    """
    if observation.is_figure:
        return True
    return None if observation.status in _OF_WHAT_IS else observation.status is ObservationStatus.SUPPRESSED


def has_unit(indicator: Indicator) -> bool | None:
    """Say whether its figures have a unit; the grades of an ordinal indicator are one."""
    return True if indicator.levels else written(indicator.unit)


def has_baseline(indicator: Indicator, as_of: date) -> bool | None:
    """Say whether there is a figure to start from, of a period that was over on the date."""
    baseline = indicator.baseline
    if baseline is None or (baseline.period is not None and baseline.period.end > as_of):
        return None
    return reported(baseline)


def has_target(indicator: Indicator) -> bool | None:
    """Say whether there is something to reach; "not collected" is a recorded none."""
    target = indicator.target
    if target is None:
        return None
    if target.status is ObservationStatus.NOT_COLLECTED:
        return False
    said = (target.value, target.low, target.high, target.level)
    return any(part is not None for part in said) or None


def has_direction(indicator: Indicator) -> bool | None:
    """Say whether it is known where it is to move; there is no word for "nowhere"."""
    return None if indicator.direction is None else True


def by_goal(initiative: Initiative, answer: Callable[[Indicator], bool | None]) -> Iterator[Answer]:
    """Yield for each goal whether it has an indicator that is answered with yes.

    An indicator of which no goal is recorded may be one of any goal.
    """
    met: dict[str, list[Answer]] = {}
    may_be_more = not _view.is_complete(initiative, "indicators", len(initiative.indicators))
    for indicator in initiative.indicators:
        here = f"indicators/{indicator.key}"
        said = answer(indicator)
        for name in indicator.goals:
            met.setdefault(name, []).append((here, said))
        tied = _view.is_complete(initiative, f"{here}/goals", len(indicator.goals))
        may_be_more = may_be_more or (said is not False and not tied)
    for goal in initiative.goals:
        given = met.get(goal.id, ())
        found = any_of(said for _, said in given)
        if found:
            yield min(here for here, said in given if said), True
        else:
            yield f"agenda/goals/{goal.key}", None if may_be_more else found
