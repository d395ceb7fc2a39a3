"""Where indicators began, what they did since and how far they are, in words: what their attainments say."""

from collections.abc import Iterator

import attrs

from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._waypoints import Waypoint
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.vocabulary import ObservationStatus
from collective_impact.reports._figures import Change, since_baseline
from collective_impact.reports._setting import Setting
from collective_impact.reports._standing import Standing
from collective_impact.reports._wording import change_in_words, spelled
from collective_impact.reports.sections import Cell

WHY_NO_CHANGE = {
    "series.inconvertible": "other_unit",
    "series.no_unit": "other_unit",
    "progress.baseline_definition": "other_definition",
    "progress.baseline_length": "other_length",
    "progress.overlap": "overlap",
    "progress.no_later_figure": "no_later",
    "series.several": "several",
    "series.part_withheld": "several",
}
"""What is said in the place of a change, by the reason of the attainment."""


def end_cell(setting: Setting, indicator: Indicator, end: Observation | None) -> Cell:
    """Say where an indicator began, or is to be."""
    if end is None:
        return setting.cell("figure.unknown")
    words = figure_in_words(setting, indicator, end)
    if end.period is None:
        return Cell(text=words, value=end.value)
    return Cell(text=setting.say("figure.dated", figure=words, period=setting.period(end.period)), value=end.value)


def figure_in_words(setting: Setting, indicator: Indicator, observation: Observation) -> str:
    """Return a figure in words, or why there is none to show."""
    if observation.status in (ObservationStatus.SUPPRESSED, ObservationStatus.NOT_COLLECTED):
        return setting.word(f"figure.{observation.status.value}")
    words = spelled(setting, indicator, observation) or setting.word("figure.unknown")
    provisional = observation.status is ObservationStatus.PROVISIONAL
    return setting.word("figure.provisional", figure=words) if provisional else words


def baseline_cell(setting: Setting, indicator: Indicator, found: Attainment) -> Cell:
    """Say where an indicator began: as recorded where that is the figure counted from, or where none is."""
    recorded, counted = indicator.baseline, found.baseline
    if counted is None:
        is_later = recorded is not None and recorded.period is not None and recorded.period.end > setting.card.as_of
        of_others = recorded is not None and recorded.group is not None
        return end_cell(setting, indicator, None if is_later or of_others else recorded)
    is_recorded = recorded is not None and recorded.group is None and recorded.is_figure
    return end_cell(setting, indicator, recorded if is_recorded else _as_figure(counted, found.unit))


def together(standing: Standing, found: Attainment) -> Observation | None:
    """Return the figure of several reports together, where the attainment has one."""
    if standing.moment is None or standing.figure is not None or found.latest is None:
        return None
    if found.latest.period != standing.moment.period or found.latest.value is None:
        return None
    return Observation(period=found.latest.period, value=_short(found.latest.value), unit=found.unit)


def _as_figure(point: Waypoint, unit: str | None) -> Observation:
    if point.level is not None:
        return Observation(period=point.period, level=point.level)
    if point.value is not None:
        return Observation(period=point.period, value=point.value, unit=unit)
    return Observation(period=point.period, low=point.low, high=point.high, unit=unit)


def change_cell(setting: Setting, standing: Standing, found: Attainment) -> Cell:
    """Say the change since the baseline; to which period where that is another than the row's, or why there is none."""
    change = since_baseline(found)
    if change is None:
        why = next(_hindrances(standing.indicator, found), None)
        return setting.cell("figure.unknown" if why is None else f"change.{why}")
    is_reckoned = any(point and len(point.rests_on) > 1 for point in (found.baseline, found.latest))
    words = change_in_words(setting, _shortened(change) if is_reckoned else change)
    end = found.latest.period if found.latest else None
    if end is not None and standing.moment is not None and end != standing.moment.period:
        words = setting.word("figure.dated", figure=words, period=setting.period(end))
    return Cell(text=words, value=change.amount.value)


def _shortened(change: Change) -> Change:
    """Return a change without the tail of digits that shares have which nobody published."""
    amount = attrs.evolve(change.amount, low=_short(change.amount.low), high=_short(change.amount.high))
    return attrs.evolve(change, amount=amount)


def _short(number: float) -> float:
    return round(number, 1) or number  # what is there does not become nothing


def _hindrances(indicator: Indicator, found: Attainment) -> Iterator[str]:
    """Yield why the figures of a baseline that is shown and of later periods cannot be compared."""
    if indicator.baseline is None or not indicator.baseline.is_figure or indicator.baseline.group is not None:
        return
    said = found.reasons if found.latest is not None else (*found.warnings, *found.reasons)
    yield from (WHY_NO_CHANGE[message.code] for message in said if message.code in WHY_NO_CHANGE)


def way_cell(setting: Setting, found: Attainment) -> Cell:
    """Say the share of the way, whether that is enough, and what would be expected by now."""
    status = setting.word(f"indicators.status.{found.status.value}")
    if found.value is None and (found.low, found.high) == (0, 100):
        return Cell(text=status)
    share = _share(setting, found)
    if found.expected is None:
        return setting.cell("indicators.way", value=found.value, share=share, status=status)
    expected = _whole(found.expected)
    return setting.cell("indicators.way_expected", value=found.value, share=share, status=status, expected=expected)


def _share(setting: Setting, found: Attainment) -> str:
    """Return the share of the way in words, with its range where the figures have one."""
    ends = {"low": _whole(found.low), "high": _whole(found.high)}
    if found.value is None:
        return setting.word("score.range", **ends)
    value = _whole(found.value)
    return value if found.low == found.high else setting.word("score.ranged", value=value, **ends)


def _whole(share: float) -> str:
    return f"{share:.0f}"
