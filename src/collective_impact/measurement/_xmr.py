"""XmR charts: single values around their mean, with limits from how far neighbours lie apart."""

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt
from attrs import field

from collective_impact.errors import Message
from collective_impact.measurement._chart_input import Asked, Given, Source, given_values
from collective_impact.measurement._chart_rules import outside
from collective_impact.measurement._charts import (
    Chart,
    ChartPhase,
    ChartPoint,
    Stretch,
    known,
    limit_warnings,
    points_of,
    signals_in,
)
from collective_impact.measurement._values import Numbers
from collective_impact.measurement._xmr_kernels import RANGE_LIMIT, Convention, Lines, find, lines_of
from collective_impact.model._record import record
from collective_impact.model.vocabulary import Direction


@record(kw_only=True)
class XmRPhase(ChartPhase):
    """A phase of an XmR chart; its centre is the mean.

    Parameters
    ----------
    mean_range : float, optional
        The mean of the moving ranges that count.
    screened : int
        Moving ranges that were too wide to count.
    lower, upper : float, optional
        The limits; None where there are fewer than four moving ranges or nothing varies.
    """

    mean_range: float | None = None
    screened: int = 0
    lower: float | None = None
    upper: float | None = None


@record(kw_only=True)
class XmRChart(Chart):
    """An XmR chart.

    Parameters
    ----------
    convention : Convention
    phases : tuple of XmRPhase
    moving_ranges : tuple of ChartPoint
        How far each value lies from the one before, around their mean, with an upper limit
        of 3.267 times that. The first of a phase and those beside a gap are missing, and
        those that were screened are excluded.
    """

    convention: Convention = Convention.INDIVIDUALS
    phases: tuple[XmRPhase, ...] = field(default=(), converter=tuple[XmRPhase, ...])
    moving_ranges: tuple[ChartPoint, ...] = field(default=(), converter=tuple[ChartPoint, ...])

    @property
    def centre(self) -> float | None:
        """The mean of the last phase."""
        return self.phases[-1].centre

    @property
    def lower(self) -> float | None:
        """The lower limit of the last phase."""
        return self.phases[-1].lower

    @property
    def upper(self) -> float | None:
        """The upper limit of the last phase."""
        return self.phases[-1].upper


def xmr_chart(  # noqa: PLR0913 - what is asked of every chart, by name
    values: Source,
    *,
    convention: Convention | str = Convention.INDIVIDUALS,
    direction: Direction | str | None = None,
    target: float | None = None,
    exclude: Iterable[int] = (),
    phases: Iterable[int] = (),
) -> XmRChart:
    """Return a chart of single values and their moving ranges, with limits and signals.

    ============== ======================================== ===============================
    convention     limits                                   rules
    ============== ======================================== ===============================
    individuals    mean ± 3 × mean moving range / 1.128     Western Electric: a point
                   (Montgomery)                             outside; 2 of 3 beyond two
                                                            sigma; 4 of 5 beyond one; 8 in
                                                            a row on one side
    nhs            mean ± 2.66 × mean moving range, after   Making data count: a point
                   those above 3.267 times the mean were    outside; 7 in a row on one
                   taken out once                           side; 7 in a row up or down;
                                                            2 of 3 in the outer third, all
                                                            3 on that side
    ============== ======================================== ===============================

    The NHS rules are those of the R package NHSRplotthedots, with one difference: a trend
    means what its way says, not what the side of the mean says on which its points lie. The
    more rules, the more false alarms: with the four of Western Electric one comes about
    every 92 points of pure noise, with the first alone every 370 (Champ & Woodall 1987). Of
    noise in 12 points about one series in sixteen has a signal, in 24 about one in six.

    No moving range and no rule reaches across a missing value, an excluded one, or into
    another phase. Limits need four moving ranges, and a warning tells below 15 points that
    they are trial limits. They are not clipped: whoever draws them knows what values there
    can be.

    Parameters
    ----------
    values : array_like, Indicator or Series
        In order of time, NaN or None where one is missing. Of an indicator the last
        unbroken stretch is used, with a missing point for each period left out; overlapping
        averages are refused.
    convention : Convention or str
    direction : Direction or str, optional
        Which way is good; an indicator's own unless given. What is to be maintained, or has
        no direction, has neutral signals.
    target : float, optional
        An indicator's own unless given.
    exclude : iterable of int
        Positions in the chart, from 0, of points that are shown and not used.
    phases : iterable of int
        Positions at which limits are computed anew.

    Returns
    -------
    XmRChart

    Raises
    ------
    InvalidValueError
        An argument is of the wrong kind, or periods overlap.

    References
    ----------
    Montgomery, D. C. (2009). Introduction to statistical quality control, 6th ed., 6.4.
    Champ, C. W. & Woodall, W. H. (1987). Exact results for Shewhart control charts with
    supplementary runs rules. Technometrics 29(4): 393-399.
    NHS England. Making data count.
    Nelson, L. S. (1982). Control charts for individual measurements. Journal of Quality
    Technology 14(3): 172-173.
    Western Electric (1956). Statistical quality control handbook.

    Examples
    --------
    >>> from collective_impact.measurement import xmr_chart
    >>> waiting = [22, 25, 21, 24, 23, 26, 22, 24, 21, 25, 23, 24, 22, 23, 25, 24, 36]
    >>> chart = xmr_chart(waiting, convention="nhs", direction="decrease", target=40)
    >>> round(chart.lower, 2), round(chart.centre, 2), round(chart.upper, 2)
    (17.73, 24.12, 30.5)
    >>> chart.variation.value, chart.assurance.value
    ('concern', 'will_pass')
    """
    convention = Convention(convention)
    asked = Asked(direction, target, exclude, phases)
    given = given_values(values, asked)
    used = np.where(given.used, given.values, np.nan)
    rows = [used[None, span] for span in given.spans]
    lines = [lines_of(row, convention) for row in rows]
    stretches = [_stretch(row, one, convention) for row, one in zip(rows, lines, strict=True)]
    judged = tuple(_phase(span, one) for span, one in zip(given.spans, lines, strict=True))
    signals = signals_in(given.spans, stretches, given.direction)
    return XmRChart(
        convention=convention,
        points=points_of(given, stretches, signals),
        phases=judged,
        moving_ranges=_moving_ranges(given, lines),
        signals=signals,
        direction=given.direction,
        target=given.target,
        warnings=(*given.warnings, *(warning for phase in judged for warning in _warnings(phase))),
    )


def _stretch(row: Numbers, lines: Lines, convention: Convention) -> Stretch:
    centre, reach = (np.broadcast_to(column, row.shape)[0] for column in (lines.centre, lines.reach))
    return Stretch(centre=centre, lower=centre - reach, upper=centre + reach, found=find(row, lines, convention))


def _phase(span: slice, lines: Lines) -> XmRPhase:
    centre, reach = float(lines.centre[0, 0]), float(lines.reach[0, 0])
    return XmRPhase(
        start=span.start,
        stop=span.stop,
        n=int(lines.n[0]),
        centre=known(centre),
        mean_range=known(lines.mean_range[0, 0]),
        screened=int(lines.screened.sum()),
        lower=known(centre - reach),
        upper=known(centre + reach),
    )


def _warnings(phase: XmRPhase) -> Iterator[Message]:
    yield from limit_warnings(phase, has_limits=phase.upper is not None, varies=phase.mean_range != 0)


def _moving_ranges(given: Given, phases: Sequence[Lines]) -> tuple[ChartPoint, ...]:
    """Return how far values lie from those before; what was screened is excluded."""
    sizes = [span.stop - span.start for span in given.spans]
    sized = list(zip(phases, sizes, strict=True))
    values = np.concatenate([_before_each(np.nan, lines.ranges[0], size) for lines, size in sized])
    screened = np.concatenate([_before_each(0, lines.screened[0], size) for lines, size in sized])
    ranges = attrs.evolve(given, values=values, excluded=tuple(int(place) for place in np.flatnonzero(screened)))
    stretches = [_range_stretch(lines, size) for lines, size in sized]
    return points_of(ranges, stretches, signals_in(given.spans, stretches, None))


def _before_each(first: float, ranges: npt.NDArray[np.generic], size: int) -> Numbers:
    """Return what stands between points at the later of the two; nothing where there are none."""
    return np.concatenate([[first], ranges])[:size]


def _range_stretch(lines: Lines, size: int) -> Stretch:
    counting = _before_each(np.nan, np.where(lines.screened, np.nan, lines.ranges)[0], size)
    centre = np.full_like(counting, lines.mean_range[0, 0])
    reach = np.where(np.isnan(lines.reach[0, 0]), np.nan, (RANGE_LIMIT - 1) * centre)
    wide = outside(None, (counting - centre)[None], reach)
    return Stretch(centre=centre, lower=0 * reach, upper=centre + reach, found=(wide,))
