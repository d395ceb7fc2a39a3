"""How far an indicator is on its way from the baseline to the target, and what it did since."""

from datetime import date

from collective_impact.errors import InvalidValueError
from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._judge import Judge
from collective_impact.measurement._series_figures import checked_indicator
from collective_impact.measurement._values import LARGEST
from collective_impact.measurement._way import TOLERANCE
from collective_impact.measurement._waypoints import points
from collective_impact.model._record import as_date
from collective_impact.model.indicators import Indicator


def attainment(
    indicator: Indicator,
    *,
    group: str | None = None,
    as_of: date | str | None = None,
    minimal_change: float | None = None,
    tolerance: float = TOLERANCE,
) -> Attainment:
    """Return how far an indicator is on its way from the baseline to the target, and what it did since.

    The share of the way is that of the latest figure. A censored figure ("at least 95
    percent") makes it a range, and a range recorded beside a figure gives it bounds.
    Without a recorded baseline there is no attainment: the first figure is none, though the
    change since then is shown. Figures are not compared across a break: another version of
    the definition, periods of another length (three-year averages are no yearly figures), or
    periods that share days.

    To rise above a target, or fall below one, is to reach it; a target that lies behind the
    baseline is a fault that `reasons` tells, and no attainment is reckoned from it. Where an indicator is to be
    maintained, it reaches its target while it lies in the target's band.

    An indicator improved if it gained more than the sampling error, where that of both figures
    is known, and no less than the smallest change that matters where that is given. Whatever
    did less is maintained. The sampling error is that of the range recorded beside a figure,
    taken for an interval at 95 %, or else, at 95 %, of the counts behind a share; those of both
    figures are squared and added.

    Parameters
    ----------
    indicator : Indicator
    group : str, optional
        None asks for everybody. A group starts from its own baseline, or from its figure of
        the baseline's period, and is to reach the target of all unless it has one.
    as_of : date or str, optional
        Nothing of a period that ended later is used; None uses all.
    minimal_change : float, optional
        The smallest change that matters, in the unit of differences (percentage points, ranks).
        Around the baseline, it is also how far an indicator without a target may stray that
        is to be maintained.
    tolerance : float
        By how many points of the way it may lie before or behind the straight path and be on
        track; 10 unless given (ours).

    Returns
    -------
    Attainment

    Raises
    ------
    InvalidValueError
        It is no indicator, or an option is out of range.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17. Zou & Donner (2008), Construction of confidence limits about
    effect measures: a general approach, Statistics in Medicine 27.

    Examples
    --------
    Kindergarten readiness in Cincinnati stood at 44 percent in 2005 and at 57 in 2014; the
    target for 2020 was 85. After 60 percent of the time, 32 percent of the way were gone.

    >>> import collective_impact as ci
    >>> from collective_impact.measurement import attainment
    >>> readiness = ci.Indicator(
    ...     id="kindergarten",
    ...     unit="percent",
    ...     direction="increase",
    ...     baseline=ci.Observation(period="2005", value=44),
    ...     target=ci.Observation(period="2020", value=85),
    ...     observations=[ci.Observation(period="2011", value=53), ci.Observation(period="2014", value=57)],
    ... )
    >>> found = attainment(readiness)
    >>> print(found)
    kindergarten: 32 % of the way, behind
    >>> found.change.value, found.change.unit, round(found.expected), found.movement.value
    (13.0, 'percentage_point', 60, 'improved')
    """
    checked_indicator(indicator)
    least = 0.0 if minimal_change is None else _not_negative("minimal_change", minimal_change)
    judge = Judge(
        indicator=indicator,
        points=points(indicator, group, None if as_of is None else as_date(as_of)),
        least=least,
        tolerance=_not_negative("tolerance", tolerance),
    )
    return judge.judged()


def _not_negative(name: str, number: object) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= LARGEST:
        raise InvalidValueError(name, number, "a number, 0 or more")
    return float(number)
