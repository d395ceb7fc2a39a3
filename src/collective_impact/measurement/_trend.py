"""Whether an indicator is really moving: the tests of Mann and Kendall, the slope of Theil and Sen."""

from collections.abc import Iterator

import attrs
import numpy as np
import numpy.typing as npt
from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.measurement import _trend_kernels as kernels
from collective_impact.measurement._differences import GRADE, difference_between
from collective_impact.measurement._series import Series, series
from collective_impact.measurement._times import are_even, times
from collective_impact.measurement._trend_kernels import Array
from collective_impact.measurement._values import Numbers, not_extreme, numbers
from collective_impact.model._record import Vocabulary, record
from collective_impact.model.indicators import Indicator
from collective_impact.model.vocabulary import Direction

ENOUGH = 8
"""From it on a trend worth speaking of has a fair chance to be shown, and its absence says something (ours)."""


class TrendStatus(Vocabulary):
    """What a series shows; better and worse only where it is known in which direction it is to move."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    RISING = "rising"
    FALLING = "falling"
    NO_TREND_SHOWN = "no_trend_shown"
    TOO_SHORT_TO_TELL = "too_short_to_tell"
    INSUFFICIENT_DATA = "insufficient_data"


@record(kw_only=True)
class Trend:
    """What a series shows of its direction, with all that it rests on.

    Parameters
    ----------
    status : TrendStatus
        Below 5 values always insufficient data, and nothing else is said. "No trend shown" only
        from 8 values on, and it does not mean that there is none; below that a series without
        a significant trend is too short to tell. Rising and falling stand where it is not
        known which of both is better, and where the value is to be maintained.
    n : int
        How many values there are.
    missing : int
        How many times have none.
    s : int, optional
        Mann's and Kendall's S: pairs of values that rise less pairs that fall.
    variance : float, optional
        Of S, corrected for ties.
    tau : float, optional
        Kendall's tau-b.
    p : float, optional
        Two-sided.
    method : str, optional
        Where p is from: ``"exact"``, or ``"normal"`` (with continuity correction) where there
        are ties or many values.
    slope : float, optional
        Theil's and Sen's, per year where times are dates or periods. None where values are
        known as ranges: see `slope_bounds`.
    slope_bounds : tuple of float, optional
        The least and the greatest that the slope can be; None for an end that is open.
    interval : tuple of float, optional
        Of the slope: all slopes that the test would not reject.
    confidence : float
        Of the interval, at least.
    alpha : float
        Up to which p a trend counts as shown.
    intercept : float, optional
        The line at time 0, through the medians of times and values (Conover).
    autocorrelation : float, optional
        Of neighbouring residuals; None where times are uneven or nothing varies.
    unordered : int
        Pairs of ranges of which it is not known which is higher; they count for neither side.
    unit : str, optional
        What the slope is in, per year.
    direction : Direction, optional
        In which direction it is to move.
    times : tuple of float
        As given, or in years since the first period.
    values : tuple of float
        In order of time, None where one is missing or known as a range only.
    rests_on : tuple of str
        Addresses of the figures, where they come from an indicator.
    warnings : tuple of Message
    """

    status: TrendStatus
    n: int
    missing: int = 0
    s: int | None = None
    variance: float | None = None
    tau: float | None = None
    p: float | None = None
    method: str | None = None
    slope: float | None = None
    slope_bounds: tuple[float | None, float | None] | None = None
    interval: tuple[float | None, float | None] | None = None
    confidence: float = 0.95
    alpha: float = 0.05
    intercept: float | None = None
    autocorrelation: float | None = None
    unordered: int = 0
    unit: str | None = None
    direction: Direction | None = None
    times: tuple[float, ...] = field(default=(), converter=tuple[float, ...])
    values: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __str__(self) -> str:
        """Say what it shows, how steep it is, and how sure that is."""
        said = self.status.value.replace("_", " ")
        if self.interval is not None:
            slope = _ends(self.slope_bounds) if self.slope is None else f"{self.slope:.3g}"
            said += f": slope {slope} ({_ends(self.interval)} at {100 * self.confidence:.4g} %)"
        return f"{said}, n = {self.n}" + ("" if self.p is None else f", p = {self.p:.3g}")


def _ends(interval: tuple[float | None, float | None] | None) -> str:
    return " to ".join("open" if end is None else f"{end:.3g}" for end in interval or (None, None))


def trend(
    values: object,
    periods: object = None,
    *,
    direction: Direction | str | None = None,
    confidence: float = 0.95,
    alpha: float = 0.05,
) -> Trend:
    """Return whether values show a trend, and how steep it is.

    The test of Mann and Kendall asks whether later values tend to be higher, and needs no
    assumption on their distribution but that they are independent; the slope of Theil and Sen
    is the median of those between all pairs, in which one outlier hardly counts. p is exact
    where there are no ties and at most 50 values.

    Values that are known as ranges ("at least 95 percent") count where two of them can be
    ordered; pairs that cannot count for neither side, as Helsel does with values below a
    detection limit, and the slope is a range as well.

    Parameters
    ----------
    values : array_like, Series or Indicator
        Numbers in order of time, None or NaN where one is missing. Of an indicator or a series
        that breaks, the last stretch is used.
    periods : sequence of float, date, Period or str, optional
        When they were observed, where that is not evenly spaced or the slope is to be per
        year; a series has its own.
    direction : Direction or str, optional
        In which direction it is to move; the indicator's unless given.
    confidence : float
        Of the interval of the slope.
    alpha : float
        Up to which p a trend counts as shown.

    Returns
    -------
    Trend

    Raises
    ------
    InvalidValueError
        Values are no numbers, periods do not ascend, or they share days as the years of moving
        averages do: those would look like trends where there are none.

    Notes
    -----
    The ends of the interval are the slopes of those ranks that the test gives: exact ones where
    p is exact, else those of the normal approximation (Gilbert 1987), rounded outwards where
    Gilbert interpolates.

    Who looks at many indicators will find trends by chance; `trends_of` adjusts the p of all of
    them together.

    References
    ----------
    Mann (1945), Nonparametric tests against trend, Econometrica 13. Kendall (1975), Rank
    Correlation Methods. Sen (1968), Journal of the American Statistical Association 63.
    Gilbert (1987), Statistical Methods for Environmental Pollution Monitoring, ch. 16.
    Helsel (2012), Statistics for Censored Environmental Data. Helsel et al. (2020),
    Statistical Methods in Water Resources, ch. 10 and 12.

    Examples
    --------
    >>> from collective_impact.measurement import trend
    >>> rates = [55, 57, 61, 60, 64, 68, 70, 71]
    >>> found = trend(rates, range(2012, 2020), direction="increase")
    >>> found.status.value, found.s, round(found.p, 4), round(found.slope, 2)
    ('improving', 26, 0.0004, 2.33)
    >>> print(found)
    improving: slope 2.33 (1.67 to 3 at 95 %), n = 8, p = 0.000397
    >>> trend([87, 92, 93], direction="increase").status.value
    'insufficient_data'
    """
    if isinstance(values, Indicator):
        values = series(values)
    if isinstance(values, Series):
        if periods is not None:
            raise InvalidValueError("periods", periods, "None where the values are a series: it has its own")
        return _of_series(values, direction, confidence, alpha)
    known = numbers("values", values)
    at = times(periods, len(known))
    return _packed(known, known, at, checked(direction), share("confidence", confidence), share("alpha", alpha))


def _of_series(whole: Series, direction: Direction | str | None, confidence: float, alpha: float) -> Trend:
    """Return the trend of the last stretch of a series."""
    current = whole.current
    lows, highs = ends_of(current)
    known = np.array_equal(lows, highs)
    found = _packed(
        lows,
        lows if known else highs,
        times(current.periods, len(current)),
        checked(direction) or current.direction,
        share("confidence", confidence),
        share("alpha", alpha),
    )
    unit = difference_between(0.0, 0.0, GRADE if current.levels else current.unit)[1]
    warnings = (*current.warnings, *left_out(whole, current), *found.warnings)
    return attrs.evolve(found, unit=unit, rests_on=current.rests_on, warnings=warnings)


def ends_of(current: Series) -> tuple[Numbers, Numbers]:
    """Return from where to where each value of a series lies; an open end is infinite."""
    lows = [-np.inf if low is None else low for low in current.lows]
    highs = [np.inf if high is None else high for high in current.highs]
    both = not_extreme("values", np.array([lows, highs], dtype=np.float64))
    return both[0], both[1]


def left_out(whole: Series, current: Series) -> Iterator[Message]:
    """Yield how many figures stand before the last stretch of a series."""
    left = len(whole) - len(current)
    if left:
        what: dict[str, Param] = {"n": left, "period": str(current.periods[0])}
        yield Message("trend.earlier", what)


def _packed(  # noqa: PLR0913, PLR0917 - what a trend is
    lows: Numbers, highs: Numbers, at: Numbers, direction: Direction | None, confidence: float, alpha: float
) -> Trend:
    ranges = None if lows is highs else highs[None, :]
    rows = kernels.examined(lows[None, :], at, 1 - confidence, even=are_even(at), highs=ranges)
    is_known = lows == highs
    status = TrendStatus(str(statuses(rows.n, rows.s, rows.p, sign_of(direction), alpha)[0]))
    n, tells = int(rows.n[0]), status is not TrendStatus.INSUFFICIENT_DATA
    ends = _number(rows.low[0]), _number(rows.high[0])
    unordered = 0 if ranges is None else _unordered(lows, highs)
    found = Trend(
        status=status,
        n=n,
        missing=len(lows) - n,
        s=int(rows.s[0]) if tells else None,
        variance=_number(rows.variance[0]),
        tau=_number(rows.tau[0]),
        p=_number(rows.p[0]),
        method=("exact" if rows.exact[0] else "normal") if tells else None,
        slope=ends[0] if ends[0] == ends[1] else None,
        slope_bounds=ends if tells else None,
        interval=None if np.isnan(rows.lower[0]) else (_number(rows.lower[0]), _number(rows.upper[0])),
        confidence=confidence,
        alpha=alpha,
        intercept=_number(rows.intercept[0]),
        autocorrelation=_number(rows.autocorrelation[0]),
        unordered=unordered,
        direction=direction,
        times=tuple(at.tolist()),
        values=tuple(value if sure else None for value, sure in zip(lows.tolist(), is_known.tolist(), strict=True)),
    )
    return attrs.evolve(found, warnings=tuple(_warnings(found, int((~is_known & ~np.isnan(lows)).sum()))))


def _number(value: float) -> float | None:
    """Return a number, or None of what is missing or open."""
    return float(value) if np.isfinite(value) else None


def _unordered(lows: Numbers, highs: Numbers) -> int:
    """Return how many pairs of ranges overlap, two equal values apart."""
    first, second = np.triu_indices(len(lows), 1)
    overlap = (lows[first] <= highs[second]) & (lows[second] <= highs[first])
    equal = (lows[first] == highs[second]) & (lows[second] == highs[first])
    return int((overlap & ~equal).sum())


def _warnings(found: Trend, ranges: int) -> Iterator[Message]:
    if ranges:
        counts: dict[str, Param] = {"n": ranges, "of": found.n, "pairs": found.unordered}
        yield Message("trend.ranges", counts)
    if found.s is not None and found.tau is None:
        yield Message("trend.all_alike", {"n": found.n})
    lag = found.autocorrelation
    if lag is not None and lag > kernels.autocorrelation_limit(np.array([found.n]))[0]:
        yield Message("trend.autocorrelated", {"lag": lag})
    if found.direction is Direction.MAINTAIN and found.status in (TrendStatus.RISING, TrendStatus.FALLING):
        yield Message("trend.to_be_maintained")


def checked(direction: Direction | str | None) -> Direction | None:
    """Return a direction, of itself or its spelling."""
    return None if direction is None else Direction(direction)


def share(what: str, given: object) -> float:
    """Return a number between 0 and 1, both left out.

    Raises
    ------
    InvalidValueError
        It is none.
    """
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given < 1:
        raise InvalidValueError(what, given, "a number between 0 and 1, such as 0.95")
    return float(given)


def sign_of(direction: Direction | None) -> int:
    """Return 1 where more is better, -1 where less is; 0 where neither is, or nobody knows."""
    return int(direction is Direction.INCREASE) - int(direction is Direction.DECREASE)


def statuses(
    n: kernels.Whole, s: Array, p: Array, better: int | npt.NDArray[np.int64], alpha: float
) -> npt.NDArray[np.str_]:
    """Return the status of each row; ``better`` is the sign of what is better."""
    shown = p <= alpha
    told = {
        TrendStatus.INSUFFICIENT_DATA: n < kernels.FEWEST,
        TrendStatus.IMPROVING: shown & (better * s > 0),
        TrendStatus.WORSENING: shown & (better * s < 0),
        TrendStatus.RISING: shown & (s > 0),
        TrendStatus.FALLING: shown & (s < 0),
        TrendStatus.TOO_SHORT_TO_TELL: n < ENOUGH,
    }
    words = [status.value for status in told]
    return np.select(list(told.values()), words, default=TrendStatus.NO_TREND_SHOWN.value)
