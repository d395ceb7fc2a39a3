"""What was to be expected if all had gone on as before: a line through the past, or what experts said."""

from collections.abc import Iterator
from datetime import date

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.measurement import _trend_kernels as kernels
from collective_impact.measurement._times import are_even, spans, times
from collective_impact.measurement._values import Numbers, numbers
from collective_impact.model._record import as_date
from collective_impact.model.period import Period, as_period

PARTS = 3  # a forecast with its bounds: value, low, high
ALPHA = 0.05  # of an interval of the slope, which is not looked at


@attrs.frozen(kw_only=True)
class Course:
    """What was observed, and from which place on that was after the start."""

    lows: Numbers
    highs: Numbers
    at: Numbers
    start: int
    labels: tuple[str, ...]

    @classmethod
    def of(cls, lows: Numbers, highs: Numbers, periods: object, started: object) -> "Course":
        """Sort values into those before the start and those since."""
        at = times(periods, len(lows))
        dated = None if periods is None else spans(periods)
        if dated is None:
            begun = _number(started)
            labels, before = [repr(one).removesuffix(".0") for one in at.tolist()], [one < begun for one in at]
        else:
            first = _day(started)
            labels, before = [str(one) for one in dated], [one.end < first for one in dated]
        return cls(lows=lows, highs=highs, at=at, start=sum(before), labels=tuple(labels))

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Where there is one number."""
        return np.asarray(self.lows == self.highs)

    @property
    def baseline(self) -> tuple[Numbers, Numbers]:
        """Times and values from before the start."""
        known = self.known[: self.start]
        return self.at[: self.start][known], self.lows[: self.start][known]


def _number(started: object) -> float:
    try:
        (begun,) = numbers("started", [started])
    except InvalidValueError:
        begun = np.nan
    if np.isnan(begun):
        raise InvalidValueError("started", started, "a number, as the times are")
    return float(begun)


def _day(started: object) -> date:
    if isinstance(started, date):
        return as_date(started)
    if isinstance(started, str | Period):
        return as_period(started).start
    raise InvalidValueError("started", started, "a date or a period, as the periods are")


@attrs.frozen(kw_only=True)
class Expected:
    """A forecast for each time since the start."""

    values: Numbers
    lower: Numbers
    upper: Numbers
    slope: float | None = None
    intercept: float | None = None
    scatter: float | None = None


def by_experts(forecast: object, count: int) -> Expected:
    """Return what experts gave, with bounds where there are some.

    Raises
    ------
    InvalidValueError
        There is not one forecast for each time, or a value is not between its bounds.
    """
    rows = list(forecast) if not isinstance(forecast, str) and hasattr(forecast, "__iter__") else forecast
    is_table = isinstance(rows, list) and any(hasattr(row, "__len__") for row in rows)
    table = numbers("forecast", forecast, dimensions=2 if is_table else 1)
    if len(table) != count or (is_table and table.shape[1] != PARTS):
        wanted = f"a number, or value, low and high, for each of the {count} times since the start"
        raise InvalidValueError("forecast", forecast, wanted)
    middle, lower, upper = table.T if is_table else (table, table, table)
    if (lower > middle).any() or (middle > upper).any():
        raise InvalidValueError("forecast", forecast, "value, low and high, with the value between its bounds")
    return Expected(values=middle, lower=lower, upper=upper)


def by_line(course: Course, confidence: float) -> Expected:
    """Return the line of Theil and Sen through the values before the start, with Student's bounds."""
    from scipy.special import stdtrit

    at, values = course.baseline
    n = len(at)
    row = kernels.examined(values[None, :], at, ALPHA, even=False)
    slope, intercept = float(row.low[0]), float(row.intercept[0])
    left = kernels.residuals(values[None, :], (intercept + slope * at)[None, :])[0]
    scatter = float(np.sqrt((left**2).sum() / (n - 2)))
    ahead = course.at[course.start :]
    spread = np.sqrt(1 + 1 / n + (ahead - at.mean()) ** 2 / ((at - at.mean()) ** 2).sum())
    reach = stdtrit(n - 2, (1 + confidence) / 2) * scatter * spread
    line = intercept + slope * ahead
    noise = kernels.NOISE * np.abs(values).max()
    return Expected(
        values=line,
        lower=line - reach - noise,
        upper=line + reach + noise,
        slope=slope,
        intercept=intercept,
        scatter=scatter,
    )


def level(course: Course, expected: Expected) -> float:
    """Return where the curve stood before the start: on the line, else as last observed; NaN where nobody knows."""
    at, values = course.baseline
    if expected.slope is not None and expected.intercept is not None:
        return expected.intercept + expected.slope * float(at[-1])
    return float(values[-1]) if len(values) else np.nan


def doubts(course: Course, given: Expected | None, expected: Expected | None) -> Iterator[Message]:
    """Yield what to keep in mind of a comparison with a forecast."""
    yield Message("curve.not_causal")
    before = ~np.isnan(course.lows[: course.start]) & ~course.known[: course.start]
    if before.any():
        params: dict[str, Param] = {"n": int(before.sum())}
        yield Message("curve.ranges", params)
    if given is not None:
        if np.array_equal(given.lower, given.upper, equal_nan=True):
            yield Message("curve.no_bounds")
    elif expected is not None:
        yield from _doubts_of_line(course, expected)


def _doubts_of_line(course: Course, expected: Expected) -> Iterator[Message]:
    if expected.scatter == 0:
        yield Message("curve.no_scatter")
    values = np.where(course.known, course.lows, np.nan)[None, : course.start]
    at = course.at[: course.start]
    if are_even(at):
        lag = kernels.examined(values, at, ALPHA, even=True).autocorrelation
        n = course.known[: course.start].sum(keepdims=True)
        if lag[0] > kernels.autocorrelation_limit(n)[0]:
            yield Message("curve.autocorrelated", {"lag": float(lag[0])})
