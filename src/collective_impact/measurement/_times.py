"""When values were observed: numbers as they are, dates and periods in years."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.measurement._values import Numbers, numbers
from collective_impact.model.period import Period, as_period

MONTHS = 12
DAYS = 365.25
EVENLY = 0.1
"""By how much of a step evenly spaced times may differ: months do, by three days of 31."""

_SHARED = (
    "periods that share no days: averages over overlapping years carry most of one value on to the next, so that "
    "they look like a trend where there is none (averages of five years in about a third of all series)"
)


def times(periods: object, count: int) -> Numbers:
    """Return the times of so many values: 0, 1, 2, ... where nothing is said of them.

    Numbers stay as they are. Dates and periods become years since the first one; of a
    period, its middle counts.

    Raises
    ------
    InvalidValueError
        They are not one for each value, do not ascend, or share days.
    """
    if periods is None:
        return np.arange(float(count))
    dated = spans(periods)
    found = numbers("periods", periods) if dated is None else _years(dated)
    if len(found) != count:
        raise InvalidValueError("periods", f"{len(found)} of them", f"one for each of the {count} values")
    if not (np.diff(found) > 0).all() or np.isnan(found).any():
        raise InvalidValueError("periods", periods, "in order of time, each later than the one before")
    return found


def spans(periods: object) -> Sequence[Period] | None:
    """Return dates and periods as periods; None of numbers."""
    listed = _listed(periods)
    return [_period(one) for one in listed] if _are_dated(listed) else None


def _listed(periods: object) -> Sequence[object]:
    if isinstance(periods, str | bytes):
        raise InvalidValueError("periods", periods, "numbers, dates or periods, one for each value")
    try:
        return list(periods)  # type: ignore[call-overload, no-any-return]
    except TypeError:
        raise InvalidValueError("periods", periods, "numbers, dates or periods, one for each value") from None


def _are_dated(listed: Sequence[object]) -> bool:
    return any(isinstance(one, Period | date | str) for one in listed)


def _period(one: object) -> Period:
    if isinstance(one, date) and not isinstance(one, datetime):
        return Period(start=one, end=one)
    if isinstance(one, Period | str):
        return as_period(one)
    raise InvalidValueError("periods", one, "a date or a period, as the others are")


def _years(periods: Sequence[Period]) -> Numbers:
    """Return the middles of periods in years since the first; months are even where all periods are whole months."""
    for before, after in pairwise(periods):
        if before.start <= after.end and after.start <= before.end:
            raise InvalidValueError("periods", f"{before} and {after}", _SHARED)
    if all(_is_whole_months(one) for one in periods):
        middles = [(_month(one.start) + _month(one.end) + 1) / 2 for one in periods]
        return np.array([(middle - middles[0]) / MONTHS for middle in middles])
    days = [(one.start.toordinal() + one.end.toordinal()) / 2 for one in periods]
    return np.array([(day - days[0]) / DAYS for day in days])


def _is_whole_months(one: Period) -> bool:
    return one.start.day == 1 and (one.end == date.max or (one.end + timedelta(1)).day == 1)


def _month(day: date) -> int:
    return day.year * MONTHS + day.month


def are_even(found: Numbers) -> bool:
    """Say whether all times are about as far from the one before."""
    steps = np.diff(found)
    return len(steps) > 0 and bool((np.abs(steps - np.median(steps)) <= EVENLY * np.median(steps)).all())
