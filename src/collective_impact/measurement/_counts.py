"""Charts of counts: proportions, rates and plain counts, with limits from chance alone or as Laney widens them."""

import itertools
import math
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from attrs import field

from collective_impact.errors import Message
from collective_impact.measurement._chart_input import Asked, Given, Source, given_counts, given_values, refuse
from collective_impact.measurement._chart_rules import western_electric
from collective_impact.measurement._charts import (
    Chart,
    ChartPhase,
    Stretch,
    known,
    limit_warnings,
    points_of,
    signals_in,
)
from collective_impact.measurement._count_kernels import Spread, spread
from collective_impact.measurement._values import Numbers
from collective_impact.model._record import Vocabulary, record
from collective_impact.model.vocabulary import Direction

NINETY_FIVE = 1.96
"""Standard deviations on either side that hold 95 % of a normal distribution."""

SPREAD_OF_SIGMA = 0.826
"""Variance of an estimate of sigma from n values by moving ranges, times n (Cryer & Ryan 1990)."""


class CountKind(Vocabulary):
    """What a chart of counts counts; those with a prime have limits as Laney corrects them."""

    P = "p"
    P_PRIME = "p_prime"
    U = "u"
    U_PRIME = "u_prime"
    C = "c"


@record(kw_only=True)
class CountPhase(ChartPhase):
    """A phase of a chart of counts; its centre is all that was counted over all it was counted in.

    Parameters
    ----------
    sigma_z : float, optional
        How widely points spread from one to the next, in units of what chance alone would
        do: 1 where that is all. Laney's charts multiply their limits by it.
    """

    sigma_z: float | None = None


@record(kw_only=True)
class CountChart(Chart):
    """A p, u or c chart.

    Parameters
    ----------
    kind : CountKind
    phases : tuple of CountPhase
    """

    kind: CountKind = CountKind.C
    phases: tuple[CountPhase, ...] = field(default=(), converter=tuple[CountPhase, ...])

    @property
    def centre(self) -> float | None:
        """The centre of the last phase."""
        return self.phases[-1].centre

    @property
    def sigma_z(self) -> float | None:
        """The overdispersion of the last phase."""
        return self.phases[-1].sigma_z


def p_chart(  # noqa: PLR0913 - what is asked of every chart, by name
    numerators: Source,
    denominators: npt.ArrayLike | None = None,
    *,
    laney: bool | None = None,
    direction: Direction | str | None = None,
    target: float | None = None,
    exclude: Iterable[int] = (),
    phases: Iterable[int] = (),
) -> CountChart:
    """Return a chart of proportions: of so many, so many.

    The centre is the sum of numerators over the sum of denominators; limits are three
    standard deviations of a binomial distribution away, narrower where denominators are
    large, and clipped to 0 and 1. Very large denominators make them so narrow that every
    point is outside: proportions vary from period to period for more reasons than chance.
    Laney's P' chart widens the limits by how much they really do.

    Read by the four rules of Western Electric, see `xmr_chart`; no rule reaches across a
    missing value, an excluded one, or into another phase. Limits need five points.

    Parameters
    ----------
    numerators : array_like, Indicator or Series
        Whole numbers in order of time, NaN or None where one is missing. An indicator
        brings its denominators along.
    denominators : array_like, optional
        Whole numbers, each at least its numerator and above 0.
    laney : bool, optional
        True for the P' chart. Unless False, the plain chart warns where points spread more,
        or less, than chance would have them: where sigma z leaves its 95 % interval around 1.
    direction : Direction or str, optional
        Which way is good; an indicator's own unless given.
    target : float, optional
        A proportion, 0 to 1.
    exclude : iterable of int
        Positions in the chart, from 0, of points that are shown and not used.
    phases : iterable of int
        Positions at which limits are computed anew.

    Returns
    -------
    CountChart

    Raises
    ------
    InvalidValueError
        Counts are negative, fractions, or above their denominators; a denominator is 0 or
        negative; or an argument is of the wrong kind.

    References
    ----------
    Montgomery, D. C. (2009). Introduction to statistical quality control, 6th ed., 7.2.
    Laney, D. B. (2002). Improved control charts for attributes. Quality Engineering 14(4): 531-537.
    Cryer, J. D. & Ryan, T. P. (1990). The estimation of sigma for an X chart. Journal of
    Quality Technology 22(3): 187-192.

    Examples
    --------
    >>> from collective_impact.measurement import p_chart
    >>> chart = p_chart([40, 44, 38, 47, 43, 41], [100, 110, 100, 100, 105, 95], direction="increase")
    >>> round(chart.centre, 3), round(chart.points[0].lower, 3), round(chart.points[0].upper, 3)
    (0.415, 0.267, 0.563)
    """
    given = given_counts(
        numerators, denominators, Asked(direction, target, exclude, phases), names=("numerators", "denominators")
    )
    return _chart(given, CountKind.P_PRIME if laney else CountKind.P, warn=laney is None)


def u_chart(  # noqa: PLR0913 - as p_chart
    counts: Source,
    exposures: npt.ArrayLike | None = None,
    *,
    laney: bool | None = None,
    direction: Direction | str | None = None,
    target: float | None = None,
    exclude: Iterable[int] = (),
    phases: Iterable[int] = (),
) -> CountChart:
    """Return a chart of rates: so many events in so much time, or among so many people.

    As `p_chart`, with limits from a Poisson distribution, clipped at 0. The rate is one per
    unit of exposure: with exposures in thousands it is a rate per thousand.

    Parameters
    ----------
    counts : array_like, Indicator or Series
        Whole numbers in order of time, NaN or None where one is missing. An indicator
        brings its denominators along as exposures.
    exposures : array_like, optional
        Above 0; they need not be whole.
    laney : bool, optional
        True for the U' chart, see `p_chart`.
    direction : Direction or str, optional
        Which way is good; an indicator's own unless given.
    target : float, optional
        A rate.
    exclude : iterable of int
        Positions in the chart, from 0, of points that are shown and not used.
    phases : iterable of int
        Positions at which limits are computed anew.

    Returns
    -------
    CountChart

    Raises
    ------
    InvalidValueError
        Counts are negative or fractions; an exposure is 0 or negative; or an argument is
        of the wrong kind.

    References
    ----------
    Montgomery, D. C. (2009). Introduction to statistical quality control, 6th ed., 7.3.
    Laney, D. B. (2002). Improved control charts for attributes. Quality Engineering 14(4): 531-537.

    Examples
    --------
    >>> from collective_impact.measurement import u_chart
    >>> chart = u_chart([14, 9, 20, 11, 7], [1.2, 0.8, 1.5, 1.1, 0.9])
    >>> round(chart.centre, 2)
    11.09
    """
    given = given_counts(counts, exposures, Asked(direction, target, exclude, phases), names=("counts", "exposures"))
    return _chart(given, CountKind.U_PRIME if laney else CountKind.U, warn=laney is None)


def c_chart(
    counts: Source,
    *,
    direction: Direction | str | None = None,
    target: float | None = None,
    exclude: Iterable[int] = (),
    phases: Iterable[int] = (),
) -> CountChart:
    """Return a chart of counts, each of the same stretch of time among equally many.

    As `u_chart` with exposures of one each.

    Parameters
    ----------
    counts : array_like, Indicator or Series
        Whole numbers in order of time, NaN or None where one is missing; the values of an
        indicator.
    direction : Direction or str, optional
        Which way is good; an indicator's own unless given.
    target : float, optional
        An indicator's own unless given.
    exclude : iterable of int
        Positions in the chart, from 0, of points that are shown and not used.
    phases : iterable of int
        Positions at which limits are computed anew.

    Returns
    -------
    CountChart

    Raises
    ------
    InvalidValueError
        Counts are negative or fractions, an indicator is given that has shares or rates, or an
        argument is of the wrong kind.

    References
    ----------
    Montgomery, D. C. (2009). Introduction to statistical quality control, 6th ed., 7.3.

    Examples
    --------
    >>> from collective_impact.measurement import c_chart
    >>> chart = c_chart([21, 24, 16, 12, 15, 28, 20, 31, 25, 60])
    >>> round(chart.centre, 1), round(chart.points[0].upper, 1), chart.points[9].signals[0].value
    (25.2, 40.3, 'outside_limits')
    """
    given = given_values(counts, Asked(direction, target, exclude, phases), what="counts", are_counts=True)
    refuse("counts", given.values, (given.values < 0) | (given.values % 1 > 0), "a whole number from 0 on")
    return _chart(given, CountKind.C, warn=True)


def _chart(given: Given, kind: CountKind, *, warn: bool) -> CountChart:
    is_share = kind in (CountKind.P, CountKind.P_PRIME)
    is_laney = kind in (CountKind.P_PRIME, CountKind.U_PRIME)
    used = np.where(given.used, given.values, np.nan)
    spreads = [spread(used[span], given.counts[span], given.sizes[span], is_share=is_share) for span in given.spans]
    reaches = [one.reach(laney=is_laney) for one in spreads]
    stretches = [
        _stretch(used[span], one.centre, reach, top=1.0 if is_share else math.inf)
        for span, one, reach in zip(given.spans, spreads, reaches, strict=True)
    ]
    judged = tuple(_phase(span, one) for span, one in zip(given.spans, spreads, strict=True))
    signals = signals_in(given.spans, stretches, given.direction)
    warnings = [_warnings(phase, reach, warn=warn) for phase, reach in zip(judged, reaches, strict=True)]
    return CountChart(
        kind=kind,
        points=points_of(given, stretches, signals),
        phases=judged,
        signals=signals,
        direction=given.direction,
        target=given.target,
        warnings=(*given.warnings, *itertools.chain.from_iterable(warnings)),
    )


def _stretch(used: Numbers, centre: float, reach: Numbers, *, top: float) -> Stretch:
    """Return the lines of a phase, within what is possible, and what is found in it."""
    middle = np.full_like(reach, centre)
    return Stretch(
        centre=middle,
        lower=np.maximum(middle - reach, 0.0),
        upper=np.minimum(middle + reach, top),
        found=western_electric(used[None], middle[None], reach[None]),
    )


def _phase(span: slice, one: Spread) -> CountPhase:
    return CountPhase(start=span.start, stop=span.stop, n=one.n, centre=known(one.centre), sigma_z=known(one.sigma_z))


def _warnings(phase: CountPhase, reach: Numbers, *, warn: bool) -> Iterator[Message]:
    yield from limit_warnings(phase, has_limits=not np.isnan(reach).all(), varies=bool(phase.sigma_z))
    if phase.sigma_z is None or not warn:
        return
    where = {"first": phase.start + 1, "last": phase.stop, "sigma_z": phase.sigma_z}
    tolerance = NINETY_FIVE * math.sqrt(SPREAD_OF_SIGMA / phase.n)
    if phase.sigma_z > 1 + tolerance:
        yield Message("charts.overdispersion", where)
    elif phase.sigma_z < 1 - tolerance:
        yield Message("charts.underdispersion", where)
