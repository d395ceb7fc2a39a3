"""What an indicator did since its baseline, and whether that is better: pure arithmetic, and its records."""

import math
from typing import TypeAlias

import attrs
from attrs import field

from collective_impact.errors import UnitError
from collective_impact.measurement._differences import GRADE, difference_between, relative_change, rounded
from collective_impact.measurement._proportions import ROUNDED, Estimate, share_estimated, square_and_add
from collective_impact.measurement._waypoints import Waypoint
from collective_impact.model._record import Value, Vocabulary, record
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import Direction
from collective_impact.units import convert

Range: TypeAlias = tuple[float, float]


class Movement(Vocabulary):
    """What an indicator did since its baseline."""

    IMPROVED = "improved"
    MAINTAINED = "maintained"
    WORSENED = "worsened"
    NOT_EVALUABLE = "not_evaluable"


class Since(Vocabulary):
    """What a change is counted from."""

    BASELINE = "baseline"
    FIRST_FIGURE = "first_figure"


@record(kw_only=True)
class Change(Value):
    """From one figure of an indicator to a later one.

    Parameters
    ----------
    since : Since
        The recorded baseline, or, where none can be used, the first comparable figure: from
        that one no attainment is reckoned.
    start, end : Period, optional
        The periods of both.
    value : float, optional
        The difference; None where only bounds are known.
    low, high : float, optional
        The difference where it is known, else what is known of it. An open end is None.
    unit : str, optional
        Of the difference: ``percentage_point`` for percentages, ``grade`` for ranks.
    relative : float, optional
        In percent of where it began; None where that makes no sense.
    interval : tuple of float, optional
        What the sampling error leaves of the difference, where that of both figures is known:
        from the ranges recorded beside them (taken for intervals at 95 %), or else, at 95 %,
        from the counts behind shares.
    """

    since: Since = field(converter=Since)
    start: Period | None = None
    end: Period | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    relative: float | None = None
    interval: tuple[float, float] | None = None


def change_between(first: Waypoint, last: Waypoint, unit: str | None, since: Since) -> Change:
    """Return the change from one point to another, in the unit of differences."""
    (least, most), (low, high) = first.best, last.best
    unit = GRADE if last.level is not None else unit
    down, of_change = difference_between(most, low, unit)
    up, _ = difference_between(least, high, unit)
    return Change(
        since=since,
        start=first.period,
        end=last.period,
        value=down if down == up else None,
        low=None if math.isinf(down) else down,
        high=None if math.isinf(up) else up,
        unit=of_change,
        relative=relative_change(first.value, last.value, unit),
        interval=_interval(sampled(first, last, unit)),
    )


# Sampling error ------------------------------------------------------------------------


@attrs.frozen
class Sampled:
    """What two samples say of the difference of their figures.

    Parameters
    ----------
    interval : tuple of float
        What the sampling error leaves of it, at 95 %.
    in_their_unit : bool
        Whether that is in the unit of the figures, and not in shares of one.
    """

    interval: Range
    in_their_unit: bool

    @property
    def is_noise(self) -> bool:
        """Whether sampling error alone could have brought the difference about."""
        return self.interval[0] <= 0 <= self.interval[1]


def sampled(first: Waypoint, last: Waypoint, unit: str | None) -> Sampled | None:
    """Return what is known of the sampling error between two figures; None where that of one is not known.

    A recorded range comes before the counts: who published it knew how the sample was drawn.
    """
    scale = _everybody(unit)
    ranged = [_ranged(point) for point in (first, last)]
    in_their_unit = scale is not None or None not in ranged
    if not in_their_unit and any(ranged):
        return None  # a share of one beside a figure in another unit
    counted = [_estimated(_counts(point, unit), scale or 1.0) for point in (first, last)]
    before, after = (beside or shared for beside, shared in zip(ranged, counted, strict=True))
    return None if before is None or after is None else Sampled(square_and_add(before, after), in_their_unit)


def _ranged(point: Waypoint) -> Estimate | None:
    """Return a value with the range recorded beside it; None where there is none, or an end of it is open."""
    low, value, high = point.low, point.value, point.high
    return None if value is None or low is None or high is None or low == high else (value, low, high)


def _estimated(counts: tuple[float, float] | None, scale: float) -> Estimate | None:
    """Return a share with its interval, in a unit in which everybody is so many."""
    if counts is None:
        return None
    share, low, high = share_estimated(*counts)
    return scale * share, scale * low, scale * high


def counts_contradict(first: Waypoint, last: Waypoint) -> bool:
    """Say whether the figures moved the other way than their own counts."""
    before, after = _counts(first, None), _counts(last, None)
    if before is None or after is None:
        return False
    difference = after[0] / after[1] - before[0] / before[1]
    (least, most), (low, high) = first.best, last.best
    return (low > most and difference < 0) or (high < least and difference > 0)


def _counts(point: Waypoint, unit: str | None) -> tuple[float, float] | None:
    """Return the counts behind a share; None where they are not known, are those of no share, or of another."""
    part, whole = point.numerator, point.denominator
    if part is None or whole is None or not 0 <= part <= whole or whole == 0:
        return None
    scale = _everybody(unit)
    is_another = scale is not None and point.value is not None and abs(point.value / scale - part / whole) > ROUNDED
    return None if is_another else (part, whole)


def counts_are_odd(point: Waypoint, unit: str | None) -> bool:
    """Say whether there are counts that the figure cannot have: of more than there are, of none, of another share."""
    return point.numerator is not None and point.denominator is not None and _counts(point, unit) is None


def _interval(found: Sampled | None) -> Range | None:
    """Return the interval in the unit of the figures; None where that is none of shares."""
    if found is None or not found.in_their_unit:
        return None
    low, high = found.interval
    return rounded(low), rounded(high)


def _everybody(unit: str | None) -> float | None:
    """Return what all of everybody are in a unit of shares; None in any other."""
    try:
        return None if unit is None else convert(1.0, "ratio", unit)
    except UnitError:
        return None


# Better or worse -----------------------------------------------------------------------


def gain(first: Range, last: Range, direction: Direction) -> Range:
    """Return by how much a figure moved in the direction wanted."""
    up = rounded(last[0] - first[1]), rounded(last[1] - first[0])
    return up if direction is Direction.INCREASE else (0.0 - up[1], 0.0 - up[0])


def approach(first: Range, last: Range, band: Range) -> Range:
    """Return by how much a figure came closer to a band that it is to stay in."""
    before, after = _distance(first, band), _distance(last, band)
    return rounded(before[0] - after[1]), rounded(before[1] - after[0])


def _distance(figure: Range, band: Range) -> Range:
    """Return how far a figure at least and at most lies outside a band."""
    outside = [max(band[0] - end, end - band[1], 0.0) for end in figure]
    overlaps = figure[0] <= band[1] and band[0] <= figure[1]
    return (0.0 if overlaps else min(outside)), max(outside)


def classed(gained: Range, least: float) -> Movement:
    """Return the class of a movement.

    Parameters
    ----------
    gained : tuple of float
        From where to where the gain can lie.
    least : float
        The smallest gain or loss that matters.
    """
    low, high = gained
    if low == high == 0 or max(abs(low), abs(high)) < least:
        return Movement.MAINTAINED
    if low > 0 and low >= least:
        return Movement.IMPROVED
    return Movement.WORSENED if high < 0 and -high >= least else Movement.NOT_EVALUABLE
