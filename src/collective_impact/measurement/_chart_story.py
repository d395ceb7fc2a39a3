"""An indicator as the points of a chart: its last unbroken stretch, with a place for each period that is missing."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median_low
from typing import TypeVar

import attrs

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.measurement._comparable import version_followed
from collective_impact.measurement._series import Series, series
from collective_impact.measurement._series_figures import LeftOutError, ends
from collective_impact.model.indicators import Indicator
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import Direction

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Story:
    """What a chart takes from an indicator.

    Parameters
    ----------
    indicator : str
        Its id.
    has_grades : bool
        Whether values are ranks of grades.
    unit : str, optional
    periods, values, numerators, denominators : tuple
        Parallel; all are None where a period is missing between two others.
    direction : Direction, optional
    target : float, optional
        In the unit of the values.
    warnings : tuple of Message
    """

    indicator: str
    has_grades: bool
    unit: str | None
    periods: tuple[str | None, ...]
    values: tuple[float | None, ...]
    numerators: tuple[float | None, ...]
    denominators: tuple[float | None, ...]
    direction: Direction | None
    target: float | None
    warnings: tuple[Message, ...]


def story(source: object) -> Story | None:
    """Return what an indicator or a series says; None of anything else.

    Raises
    ------
    InvalidValueError
        Its periods overlap.
    """
    told = series(source) if isinstance(source, Indicator) else source
    if not isinstance(told, Series):
        return None
    current = told.current
    if current.overlapping:
        wanted = "an indicator whose periods do not overlap; in moving averages neighbours are alike by construction"
        raise InvalidValueError("values", current.indicator, wanted)
    target, untold = _target(source, current) if isinstance(source, Indicator) else (None, ())
    gaps = list(_gaps(current))
    stretch = [Message("charts.stretch", {"period": str(current.periods[0])})] if told.breaks else []
    missing = [
        Message("charts.missing_periods", _between(n, before, after))
        for (before, after), n in zip(pairwise(current.periods), gaps, strict=True)
        if n
    ]
    return Story(
        indicator=current.indicator,
        has_grades=bool(current.levels),
        unit=current.unit,
        periods=_spaced(tuple(str(period) for period in current.periods), gaps),
        values=_spaced(current.values, gaps),
        numerators=_spaced(current.numerators, gaps),
        denominators=_spaced(current.denominators, gaps),
        direction=current.direction,
        target=target,
        warnings=(*told.warnings, *stretch, *missing, *untold),
    )


def _gaps(told: Series) -> Iterator[int]:
    """Yield how many periods are missing between each and the next, going by the usual distance of two."""
    days = [(after.start - before.start).days for before, after in pairwise(told.periods)]
    usual = median_low(days) if days else 0
    for distance in days:
        yield max(0, round(distance / usual) - 1)


def _between(n: int, before: Period, after: Period) -> dict[str, Param]:
    return {"n": n, "after": str(before), "before": str(after)}


def _spaced(cells: tuple[T, ...], gaps: list[int]) -> tuple[T | None, ...]:
    spaced: list[T | None] = []
    for cell, gap in zip(cells, [*gaps, 0], strict=False):
        spaced += [cell, *[None] * gap]
    return tuple(spaced)


def _target(indicator: Indicator, told: Series) -> tuple[float | None, tuple[Message, ...]]:
    """Return the recorded target for those whom the series is about, in its unit, where it is a number."""
    target = indicator.target
    if target is None or target.group != told.group:
        return None, ()
    if version_followed(indicator, target) != told.version:
        return None, (Message("progress.target_definition", {"indicator": indicator.id}),)
    try:
        low, high = ends(indicator, target, told.unit)
    except LeftOutError:
        low, high = None, None
    if low is None or low != high:
        return None, (Message("charts.target", {"indicator": indicator.id}),)
    return low, ()
