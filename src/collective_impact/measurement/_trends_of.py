"""The trends of an initiative's indicators, looked at together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.measurement._disclosed import may_be_shown
from collective_impact.measurement._series import series
from collective_impact.measurement._series_figures import checked_indicator
from collective_impact.measurement._trend import Trend, TrendStatus, share, sign_of, statuses, trend
from collective_impact.measurement._trends import METHODS, benjamini_hochberg
from collective_impact.model._record import as_date, record
from collective_impact.model.indicators import Indicator
from collective_impact.model.initiative import Initiative


@record(kw_only=True)
class IndicatorTrend:
    """What one indicator shows, alone and beside the others.

    Parameters
    ----------
    indicator : str
        Its id.
    name : str, optional
    trend : Trend, optional
        What it shows alone; None where it is refused.
    p_adjusted : float, optional
        Its p, adjusted for looking at all indicators; None where it has none.
    status : TrendStatus, optional
        What is left of its status with that p; None where it is refused.
    refused : Message, optional
        Why no trend is looked for.
    """

    indicator: str
    name: str | None = None
    trend: Trend | None = None
    p_adjusted: float | None = None
    status: TrendStatus | None = None
    refused: Message | None = None

    def __str__(self) -> str:
        """Say what it shows, and how sure that is."""
        title = self.name or self.indicator
        if self.trend is None or self.status is None:
            return f"{title}: refused: {self.refused}"
        said = f"{title}: {self.status.value.replace('_', ' ')} (n = {self.trend.n}"
        if self.p_adjusted is not None:
            said += f", p = {self.trend.p:.3g}, adjusted {self.p_adjusted:.3g}"
        return said + ")"


@record(kw_only=True)
class IndicatorTrends:
    """The trends of several indicators, one row for each, with p adjusted for looking at all of them.

    Parameters
    ----------
    rows : tuple of IndicatorTrend
        In the order of the indicators.
    adjustment : str
        How p was adjusted.
    alpha : float
        Up to which adjusted p a trend counts as shown.
    as_of : date, optional
        Nothing of a period that ended later was used.
    warnings : tuple of Message
        How many figures the disclosure rule withheld.
    """

    rows: tuple[IndicatorTrend, ...] = field(default=(), converter=tuple[IndicatorTrend, ...])
    adjustment: str
    alpha: float
    as_of: date | None = None
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __iter__(self) -> Iterator[IndicatorTrend]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def tested(self) -> int:
        """How many indicators have a p, which is how many it was adjusted for."""
        return sum(row.p_adjusted is not None for row in self.rows)

    @property
    def refused(self) -> tuple[IndicatorTrend, ...]:
        """Those for which no trend is looked for, each with its reason."""
        return tuple(row for row in self.rows if row.refused is not None)

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row for each indicator as columns, as data frames take them."""
        told = [(row, row.trend) for row in self.rows]
        return {
            "indicator": [row.indicator for row in self.rows],
            "name": [row.name for row in self.rows],
            "status": [row.status and row.status.value for row in self.rows],
            "alone": [one and one.status.value for _, one in told],
            "n": [one and one.n for _, one in told],
            "p": [one and one.p for _, one in told],
            "p_adjusted": [row.p_adjusted for row in self.rows],
            "adjustment": [self.adjustment for _ in self.rows],
            "slope": [one and one.slope for _, one in told],
            "unit": [one and one.unit for _, one in told],
            "refused": [row.refused and str(row.refused) for row in self.rows],
        }

    def __str__(self) -> str:
        """Return the adjustment, and a line for each indicator."""
        method = self.adjustment.replace("_", "-").title()
        return "\n".join([f"p of {self.tested} indicators adjusted: {method}", *(f"  {row}" for row in self.rows)])


def trends_of(  # noqa: PLR0913 - keywords, each with a default
    indicators: Initiative | Iterable[Indicator],
    *,
    as_of: date | str | None = None,
    adjust: str = "benjamini_hochberg",
    confidence: float = 0.95,
    alpha: float = 0.05,
    small_figures: bool = False,
) -> IndicatorTrends:
    """Return the trend of each indicator, with p adjusted for looking at all of them together.

    Of twenty indicators that stand still one "moves" on average. Of those that are still shown
    after the adjustment, no more than alpha are expected to be false alarms, where indicators
    are independent or hang together positively. Indicators whose periods share days, as
    moving averages do, are refused and named, and count as no test; so do those with too few
    figures.

    Parameters
    ----------
    indicators : Initiative, or iterable of Indicator
        Of an initiative with a disclosure rule, figures that the rule withholds are not used,
        and a warning says how many they are; indicators alone know no rule (see `disclosed`).
        Rows come in the order given, so those of several initiatives can be told apart.
    as_of : date or str, optional
        Nothing of a period that ended later is used; None uses all.
    adjust : {"benjamini_hochberg"}
    confidence : float
        Of the intervals of the slopes.
    alpha : float
        Up to which p a trend counts as shown.
    small_figures : bool
        Whether figures are used that the disclosure rule withholds: for those who hold the
        data, not to be passed on.

    Returns
    -------
    IndicatorTrends

    Raises
    ------
    InvalidValueError
        They are no indicators, ``as_of`` is no date, or a share is out of range.
    UnknownNameError
        There is no such adjustment.

    References
    ----------
    Benjamini & Hochberg (1995), Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57.

    Examples
    --------
    >>> import collective_impact as ci
    >>> def yearly(name, values):
    ...     figures = [ci.Observation(period=str(2010 + n), value=value) for n, value in enumerate(values)]
    ...     return ci.Indicator(id=name, unit="percent", direction="increase", observations=figures)
    >>> reading = yearly("reading", [31, 33, 34, 37, 38, 41])
    >>> attendance = yearly("attendance", [90, 91, 93, 92, 94, 95])
    >>> print(ci.measurement.trends_of([reading, attendance, yearly("fafsa", [59, 73])]))
    p of 2 indicators adjusted: Benjamini-Hochberg
      reading: improving (n = 6, p = 0.00278, adjusted 0.00556)
      attendance: improving (n = 6, p = 0.0167, adjusted 0.0167)
      fafsa: insufficient data (n = 2)
    """
    if adjust not in METHODS:
        raise UnknownNameError("adjustment", adjust, METHODS)
    day = None if as_of is None else as_date(as_of)
    alpha, confidence = share("alpha", alpha), share("confidence", confidence)
    given, warnings = _listed(indicators, day, small_figures=small_figures)
    alone = [_alone(one, day, confidence, alpha) for one in given]
    return IndicatorTrends(rows=_adjusted(alone, alpha), adjustment=adjust, alpha=alpha, as_of=day, warnings=warnings)


def _listed(
    indicators: Initiative | Iterable[Indicator], day: date | None, *, small_figures: bool
) -> tuple[Sequence[Indicator], tuple[Message, ...]]:
    """Return the indicators as they may be shown, and how many figures are withheld."""
    if isinstance(indicators, Initiative):
        return (indicators.indicators, ()) if small_figures else may_be_shown(indicators, day or date.max)
    if not isinstance(indicators, Iterable):
        raise InvalidValueError("indicators", indicators, "an Initiative, or several of type Indicator")
    return [checked_indicator(one) for one in indicators], ()


def _alone(indicator: Indicator, day: date | None, confidence: float, alpha: float) -> IndicatorTrend:
    found = series(indicator, as_of=day)
    blank = IndicatorTrend(indicator=indicator.id, name=indicator.name)
    if found.current.overlapping:
        return attrs.evolve(blank, refused=Message("trend.overlapping"))
    return attrs.evolve(blank, trend=trend(found, confidence=confidence, alpha=alpha))


def _adjusted(alone: Sequence[IndicatorTrend], alpha: float) -> Iterator[IndicatorTrend]:
    """Yield each with its adjusted p, and the status that follows from it."""
    told = [row.trend for row in alone]
    p = benjamini_hochberg([one and one.p for one in told])
    s = np.array([np.nan if one is None or one.s is None else one.s for one in told], dtype=np.float64)
    n = np.array([one.n if one else 0 for one in told], dtype=np.int64)
    better = np.array([sign_of(one.direction) if one else 0 for one in told], dtype=np.int64)
    for row, value, status in zip(alone, p.tolist(), statuses(n, s, p, better, alpha).tolist(), strict=True):
        known = None if np.isnan(value) else value
        yield row if row.trend is None else attrs.evolve(row, p_adjusted=known, status=TrendStatus(status))
