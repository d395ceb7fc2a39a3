"""Turning the curve: what would have come without the initiative, if all had gone on as before, and what came."""

import itertools
from collections.abc import Iterator
from datetime import date

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param, UnitError
from collective_impact.measurement import _trend_kernels as kernels
from collective_impact.measurement._expected import Course, Expected, by_experts, by_line, doubts, level
from collective_impact.measurement._series import Series, series
from collective_impact.measurement._trend import checked, ends_of, left_out, share, sign_of
from collective_impact.measurement._values import Numbers, numbers
from collective_impact.model._record import Vocabulary, record
from collective_impact.model.indicators import Indicator
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import Direction
from collective_impact.units import check

SEN_LINE = "sen_line"
EXPERTS = "experts"

_PERCENT = 100.0


class CurveStatus(Vocabulary):
    """Whether a curve left its forecast; better and worse only where it is known what is better."""

    TURNED = "turned"
    BENT = "bent"
    AS_FORECAST = "as_forecast"
    WORSENED = "worsened"
    ABOVE_FORECAST = "above_forecast"
    BELOW_FORECAST = "below_forecast"
    INSUFFICIENT_DATA = "insufficient_data"


class ForecastSide(Vocabulary):
    """Where a value is, seen from the bounds of its forecast."""

    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"


@record(kw_only=True)
class TurnedCurve:
    """What was forecast for the time since an initiative began, and what was observed.

    Parameters
    ----------
    status : CurveStatus
        By the last value: turned where it is better than the bounds of the forecast; bent where
        it is better than those, but worse than before the start, so that the decline has become
        slower; above or below where nobody knows which is better.
    reason : Message
        Why, in a sentence.
    since : str, optional
        The first period of those up to the last one in which values lay on this side.
    method : str
        ``"sen_line"`` or ``"experts"``.
    confidence : float, optional
        Of the bounds; None of those that experts gave.
    baseline : int
        How many values there are from before the start.
    slope, intercept : float, optional
        The line through these, where it is the forecast.
    direction : Direction, optional
        In which direction it is to move.
    unit : str, optional
        Of the values.
    periods : tuple of str
        The times since the start; the tuples below have a place for each.
    values : tuple of float
        What was observed; None where it is missing or known as a range only.
    forecast, lower, upper : tuple of float
        What was expected, and its bounds.
    sides : tuple of ForecastSide
        None where nothing was observed or expected. A range that may lie within does so.
    rests_on : tuple of str
        Addresses of the figures, where they come from an indicator.
    warnings : tuple of Message
    """

    status: CurveStatus
    reason: Message
    since: str | None = None
    method: str
    confidence: float | None = None
    baseline: int
    slope: float | None = None
    intercept: float | None = None
    direction: Direction | None = None
    unit: str | None = None
    periods: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    values: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    forecast: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    lower: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    upper: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    sides: tuple[ForecastSide | None, ...] = field(default=(), converter=tuple[ForecastSide | None, ...])
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __str__(self) -> str:
        """Say whether the curve was turned, and why that is said."""
        return f"{self.status.value.replace('_', ' ')}: {self.reason}"


def turn_the_curve(  # noqa: PLR0913 - the question, the forecast and the say about both
    values: object,
    periods: object = None,
    *,
    started: date | Period | str | float,
    forecast: object = None,
    direction: Direction | str | None = None,
    confidence: float = 0.9,
) -> TurnedCurve:
    """Return whether values left, since an initiative began, the forecast made of those before.

    The forecast is the line of Theil and Sen through the values from before, which takes at
    least five of them, or what experts expect. The curve is turned where the last value lies
    beyond the bounds on the better side. A decline that became slower counts: against the
    forecast of more decline that is a success. Nothing is said of the cause: something else
    may have bent the curve.

    Parameters
    ----------
    values : array_like, Series or Indicator
        Numbers in order of time, None or NaN where one is missing. Of an indicator or a series
        that breaks, the last stretch is used.
    periods : sequence of float, date, Period or str, optional
        When they were observed; a series has its own.
    started : date, Period, str or float
        When the initiative began: values of periods that ended before are the baseline. A
        number where periods are numbers, or the place of the first value after the start
        where there are no periods.
    forecast : array_like, optional
        What experts expected: one number, or a row of value, low and high, for each time
        since the start.
    direction : Direction or str, optional
        In which direction it is to move; the indicator's unless given.
    confidence : float
        Of the bounds for one value. The status goes by the last value alone, so that it is a
        false alarm in no more than one minus this share of all cases, half of them on either
        side.

    Returns
    -------
    TurnedCurve

    Raises
    ------
    InvalidValueError
        Values or periods are none, or there is not one forecast for each time since the start.

    Notes
    -----
    The bounds are those of a prediction from a straight line with Student's t (n - 2 degrees
    of freedom), where the residuals are those from the line of Theil and Sen. That line fits no
    better than least squares do, so that the bounds are a little wider than those.

    References
    ----------
    Friedman (2005), Trying Hard Is Not Good Enough. Helsel et al. (2020), Statistical Methods
    in Water Resources, ch. 9 and 10.

    Examples
    --------
    >>> from collective_impact.measurement import turn_the_curve
    >>> rates = [80, 78, 77, 74, 73, 71, 70, 70, 69]
    >>> found = turn_the_curve(rates, range(2010, 2019), started=2016, direction="increase")
    >>> found.status.value, found.since
    ('bent', '2017')
    >>> print(found.reason)
    it is worse than before the start, but since 2017 better than forecast: 69 instead of 65.6
    """
    share("confidence", confidence)
    if isinstance(values, Indicator):
        values = series(values)
    if not isinstance(values, Series):
        known = numbers("values", values)
        return _compared(Course.of(known, known, periods, started), forecast, checked(direction), confidence)
    if periods is not None:
        raise InvalidValueError("periods", periods, "None where the values are a series: it has its own")
    current = values.current
    course = Course.of(*ends_of(current), current.periods, started)
    found = _compared(course, forecast, checked(direction) or current.direction, confidence)
    warnings = (*current.warnings, *left_out(values, current), *_beyond(current, found), *found.warnings)
    return attrs.evolve(found, unit=current.unit, rests_on=current.rests_on, warnings=warnings)


def _beyond(current: Series, found: TurnedCurve) -> Iterator[Message]:
    """Yield that a line in percent leads out of what percentages can be."""
    beyond = any(not 0 <= one <= _PERCENT for one in found.forecast if one is not None)
    if beyond and found.method == SEN_LINE and _is_percent(current.unit):
        yield Message("curve.beyond_percent")


def _is_percent(unit: str | None) -> bool:
    try:
        return unit is not None and check(unit) == "percent"
    except UnitError:
        return False


def _compared(course: Course, forecast: object, direction: Direction | None, confidence: float) -> TurnedCurve:
    n = len(course.baseline[0])
    method = SEN_LINE if forecast is None else EXPERTS
    given = None if forecast is None else by_experts(forecast, len(course.at) - course.start)
    expected = given or (by_line(course, confidence) if n >= kernels.FEWEST else None)
    found = TurnedCurve(
        status=CurveStatus.INSUFFICIENT_DATA,
        reason=Message("curve.short_baseline", {"n": n, "needed": kernels.FEWEST}),
        method=method,
        confidence=confidence if given is None else None,
        baseline=n,
        direction=direction,
        periods=course.labels[course.start :],
        values=_plain(np.where(course.known, course.lows, np.nan)[course.start :]),
        warnings=tuple(doubts(course, given, expected)),
    )
    if expected is None:
        return found
    sides = _sides(course, expected)
    found = attrs.evolve(
        found,
        slope=expected.slope,
        intercept=expected.intercept,
        forecast=_plain(expected.values),
        lower=_plain(expected.lower),
        upper=_plain(expected.upper),
        sides=sides,
    )
    return _judged(found, course, expected)


def _sides(course: Course, expected: Expected) -> tuple[ForecastSide | None, ...]:
    """Return on which side of its bounds each value lies."""
    lows, highs = course.lows[course.start :], course.highs[course.start :]
    above, below = lows > expected.upper, highs < expected.lower
    nothing = np.isnan(lows) | np.isnan(expected.lower) | np.isnan(expected.upper)
    words = np.select(
        [nothing, above, below], ["", ForecastSide.ABOVE.value, ForecastSide.BELOW.value], ForecastSide.WITHIN.value
    )
    return tuple(ForecastSide(word) if word else None for word in words.tolist())


def _judged(found: TurnedCurve, course: Course, expected: Expected) -> TurnedCurve:
    """Return the curve with what its last value says."""
    known = [(place, side) for place, side in enumerate(found.sides) if side is not None]
    if not known:
        return attrs.evolve(found, reason=Message("curve.nothing_since"))
    last, side = known[-1]
    if side is ForecastSide.WITHIN:
        reason = Message("curve.as_forecast", {"period": found.periods[last]})
        return attrs.evolve(found, status=CurveStatus.AS_FORECAST, reason=reason)
    run = itertools.takewhile(lambda pair: pair[1] is side, reversed(known))
    since = found.periods[min(place for place, _ in run)]
    better = sign_of(found.direction)
    value = course.lows[course.start + last] if side is ForecastSide.ABOVE else course.highs[course.start + last]
    status = _status(side, better, better * (value - level(course, expected)))
    params: dict[str, Param] = {"since": since, "value": float(value), "forecast": float(expected.values[last])}
    return attrs.evolve(found, status=status, since=since, reason=Message(f"curve.{status.value}", params))


def _status(side: ForecastSide, better: int, gained: float) -> CurveStatus:
    """Return what a value beyond its bounds means.

    ``better`` is the sign of what is better, ``gained`` by how much it is better than before the start.
    """
    if better == 0:
        return CurveStatus.ABOVE_FORECAST if side is ForecastSide.ABOVE else CurveStatus.BELOW_FORECAST
    if (better > 0) != (side is ForecastSide.ABOVE):
        return CurveStatus.WORSENED
    return CurveStatus.BENT if gained < 0 else CurveStatus.TURNED


def _plain(array: Numbers) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(one) else one for one in array.tolist())
