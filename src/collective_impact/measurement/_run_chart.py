"""Run charts: points around their median, and whether they cross it as often as chance would."""

import functools
import itertools
import math
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from attrs import field

from collective_impact.errors import Message
from collective_impact.measurement._chart_input import Asked, Given, Source, given_values
from collective_impact.measurement._chart_rules import Found
from collective_impact.measurement._charts import Chart, ChartPhase, Stretch, points_of, signals_in
from collective_impact.measurement._signals import Rule, Side
from collective_impact.model._record import record
from collective_impact.model.vocabulary import Direction

FEWEST = 10
"""Useful points from which on the limits are tabulated (Anhøj & Wentzel-Larsen 2018)."""

FEW = 12
"""Useful points below which a warning says that only a very large shift can be seen."""

Runs = list[npt.NDArray[np.intp]]
"""For each run the positions of its points."""


@record(kw_only=True)
class RunPhase(ChartPhase):
    """A phase of a run chart; its centre is the median.

    Parameters
    ----------
    useful : int
        Points that do not lie on the median.
    longest_run : int
        The most useful points in a row on one side.
    crossings : int
        How often a useful point lies on the other side than the one before.
    longest_run_limit, crossings_limit : int, optional
        Chance alone hardly makes a longer run, or fewer crossings; None where there are too
        few useful points to tell.
    """

    useful: int = 0
    longest_run: int = 0
    crossings: int = 0
    longest_run_limit: int | None = None
    crossings_limit: int | None = None


@record(kw_only=True)
class RunChart(Chart):
    """A run chart.

    Parameters
    ----------
    phases : tuple of RunPhase
    """

    phases: tuple[RunPhase, ...] = field(default=(), converter=tuple[RunPhase, ...])

    @property
    def median(self) -> float | None:
        """The median of the last phase."""
        return self.phases[-1].centre

    @property
    def useful(self) -> int:
        """The points of the last phase that do not lie on its median."""
        return self.phases[-1].useful

    @property
    def longest_run(self) -> int:
        """The longest run of the last phase."""
        return self.phases[-1].longest_run

    @property
    def crossings(self) -> int:
        """The crossings of the last phase."""
        return self.phases[-1].crossings


def run_chart(
    values: Source,
    *,
    direction: Direction | str | None = None,
    target: float | None = None,
    exclude: Iterable[int] = (),
    phases: Iterable[int] = (),
) -> RunChart:
    """Return a run chart: the median, and signals where points stay on one side of it too long.

    A shift is a run longer than ``round(log2(n) + 3)`` of the n useful points; too few
    crossings are fewer than the 5 % quantile of a binomial distribution of n - 1 throws of a
    coin. Both keep false alarms near 5 % whatever n is. Points on the median neither break a
    run nor add to it; nor do missing and excluded ones, as in the R package qicharts2.
    With fewer than 10 useful points, or none at all, nothing is judged; below 12 a warning says how little
    such a chart can see.

    Parameters
    ----------
    values : array_like, Indicator or Series
        In order of time, NaN or None where one is missing. Of an indicator the last
        unbroken stretch is used, with a missing point for each period left out; overlapping
        averages are refused.
    direction : Direction or str, optional
        Which way is good; an indicator's own unless given.
    target : float, optional
        Kept for those who draw it; a run chart has no limits to hold it against.
    exclude : iterable of int
        Positions in the chart, from 0, of points that are shown and not used.
    phases : iterable of int
        Positions at which a new phase with its own median begins.

    Returns
    -------
    RunChart

    Raises
    ------
    InvalidValueError
        An argument is of the wrong kind, or periods overlap.

    References
    ----------
    Anhøj, J. & Olesen, A. V. (2014). Run charts revisited. PLoS ONE 9(11): e113825.
    Anhøj, J. & Wentzel-Larsen, T. (2018). Sense and sensibility: on the diagnostic value of
    control chart rules for detection of shifts in time series data. BMC Medical Research
    Methodology 18: 100.

    Examples
    --------
    >>> from collective_impact.measurement import run_chart
    >>> chart = run_chart([61, 60, 63, 62, 60, 61, 64, 66, 67, 65, 66, 68], direction="increase")
    >>> chart.median, chart.useful, chart.longest_run, chart.crossings
    (63.5, 12, 6, 1)
    >>> [signal.rule.value for signal in chart.signals]
    ['few_crossings']
    """
    asked = Asked(direction, target, exclude, phases)
    given = given_values(values, asked, are_ranks_fine=True)
    judged, stretches = zip(*(_judged(given, span) for span in given.spans), strict=True)
    signals = signals_in(given.spans, stretches, given.direction)
    return RunChart(
        points=points_of(given, stretches, signals),
        phases=judged,
        signals=signals,
        direction=given.direction,
        target=given.target,
        warnings=(*given.warnings, *(warning for phase in judged for warning in _warnings(phase))),
    )


def _judged(given: Given, span: slice) -> tuple[RunPhase, Stretch]:
    """Return a phase, its centre line, and what is found in it."""
    values = np.where(given.used[span], given.values[span], np.nan)
    n = int(given.used[span].sum())
    lines = np.full_like(values, np.nan)
    centre = float(np.median(values[given.used[span]])) if n else None
    sides = np.zeros_like(values) if centre is None else np.nan_to_num(np.sign(values - centre))
    runs = _runs(sides)
    useful = sum(map(len, runs))
    is_enough = useful >= FEWEST
    phase = RunPhase(
        start=span.start,
        stop=span.stop,
        n=n,
        centre=centre,
        useful=useful,
        longest_run=max(map(len, runs), default=0),
        crossings=max(0, len(runs) - 1),
        longest_run_limit=longest_run_limit(useful) if is_enough else None,
        crossings_limit=crossings_limit(useful) if is_enough else None,
    )
    middle = lines if centre is None else np.full_like(lines, centre)
    found = tuple(_found(phase, sides, runs))
    return phase, Stretch(centre=middle, lower=lines, upper=lines, is_judged=is_enough, found=found)


def _runs(sides: npt.NDArray[np.float64]) -> Runs:
    useful = np.flatnonzero(sides)
    turns = np.flatnonzero(np.diff(sides[useful])) + 1
    return [run for run in np.split(useful, turns) if len(run)]


def _found(phase: RunPhase, sides: npt.NDArray[np.float64], runs: Runs) -> Iterator[Found]:
    """Yield the runs that are too long, and all useful points where they cross too seldom."""
    if phase.longest_run_limit is None or phase.crossings_limit is None:
        return
    is_long = np.zeros(len(sides), dtype=np.bool_)
    together = np.ones((1, len(sides) - 1), dtype=np.bool_)
    in_runs = together.copy()
    for run in runs:
        is_long[run] = len(run) > phase.longest_run_limit
    for run in runs[1:]:
        in_runs[0, run[0] - 1] = False
    yield Found(Rule.SHIFT, Side.ABOVE, (is_long & (sides > 0))[None], in_runs)
    yield Found(Rule.SHIFT, Side.BELOW, (is_long & (sides < 0))[None], in_runs)
    if phase.crossings < phase.crossings_limit:
        yield Found(Rule.FEW_CROSSINGS, None, (sides != 0)[None], together)


def longest_run_limit(useful: int) -> int:
    """Return how long a run of n useful points may be by chance, rounded as it was published."""
    return round(math.log2(useful) + 3)


@functools.cache
def crossings_limit(useful: int) -> int:
    """Return how few crossings n useful points may have by chance: the 5 % quantile of n - 1 throws of a coin."""
    throws = useful - 1
    ways = itertools.accumulate(range(throws), lambda ways, k: ways * (throws - k) // (k + 1), initial=1)
    return next(k for k, up_to in enumerate(itertools.accumulate(ways)) if 20 * up_to >= 2**throws)


def _warnings(phase: RunPhase) -> Iterator[Message]:
    """Yield how little can be told from a phase with few useful points."""
    where = {"first": phase.start + 1, "last": phase.stop, "useful": phase.useful, "fewest": FEWEST}
    if phase.start == phase.stop:
        yield Message("charts.nothing")
    elif phase.useful < FEWEST:
        yield Message("charts.run_too_short", where)
    elif phase.useful < FEW:
        yield Message("charts.run_short", where)
