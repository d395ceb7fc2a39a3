"""Krippendorff's alpha of many weightings of items: arithmetic alone, nothing is checked here.

Answers come as a sparse matrix with a row for each unit, a column for each value that occurs,
and in it how often the unit got the value. No array has values by values by units, or values
by values: the ordinal metric is the interval metric of mid-ranks, since the distance of two
values is the number of answers between them; that of two intervals follows from sums and sums
of squares; and the ratio metric goes through pairs of values one distance at a time.
"""

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from collective_impact.model._record import Vocabulary
from collective_impact.survey._arrays import Array, Whole

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    Counts: TypeAlias = csr_array[np.float64, tuple[int, int]]

PAIR = 2  # fewer answers to a unit say nothing of agreement

LEVELS = 32  # so few values are counted one after the other, which takes no memory


class Metric(Vocabulary):
    """What values are: names, an order, numbers with equal steps, or numbers with a true zero."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Answers(NamedTuple):
    """Answers to units that got at least two, units in an order that does not depend on how they came."""

    counts: "Counts"
    values: Array
    sizes: Array  # answers of each unit

    def of_values(self, weights: Array) -> Array:
        """Return how often each value was given, for each weighting of the units."""
        return np.asarray(self.counts.T @ weights, dtype=np.float64)

    def of_units(self, scores: Array) -> Array:
        """Return the sum of the answers to each unit, for each scoring of the values."""
        return np.asarray(self.counts @ scores, dtype=np.float64)


class Parts(NamedTuple):
    """Observed and expected disagreement, for each weighting; their ratio is what alpha lacks to 1."""

    observed: Array
    expected: Array

    @property
    def alpha(self) -> Array:
        """The coefficients; NaN where nothing varies."""
        out: Array = np.full(len(self.observed), np.nan)
        np.divide(self.observed, self.expected, out=out, where=self.expected > 0)
        return 1 - out


def answers_of(table: Array) -> Answers:
    """Return the answers of a table to units that got at least two.

    Parameters
    ----------
    table : array of float
        Raters by units, NaN where an answer is missing.
    """
    from scipy.sparse import csr_array

    paired = table[:, (~np.isnan(table)).sum(axis=0) >= PAIR].T  # units by raters
    values = np.unique(paired)
    values = values[~np.isnan(values)]
    if len(values) <= LEVELS:
        dense = [(paired == value).sum(axis=1, dtype=np.float64) for value in values]
        return _of(csr_array(np.reshape(dense, (len(values), len(paired))).T), values)
    known = ~np.isnan(paired)
    units = np.repeat(np.arange(len(paired)), known.sum(axis=1))
    return _tallied(units, np.searchsorted(values, paired[known]), values, len(paired))


def _tallied(units: Whole, codes: Whole, values: Array, size: int) -> Answers:
    """Return answers to so many units, of which unit and place among the values are known."""
    from scipy.sparse import csr_array

    keys, times = np.unique(units * len(values) + codes, return_counts=True)
    rows, columns = np.divmod(keys, len(values))
    starts = np.searchsorted(rows, np.arange(size + 1))
    return _of(csr_array((times.astype(np.float64), columns, starts), shape=(size, len(values))), values)


def _of(counts: "Counts", values: Array) -> Answers:
    if counts.shape[0]:
        counts = counts[np.argsort(_marks(counts), kind="stable")]
    return Answers(counts, values, np.asarray(counts.sum(axis=1), dtype=np.float64))


def at_random(sizes: Whole, values: Array, rng: np.random.Generator) -> Answers:
    """Return as many answers to as many units, each one of the values, all equally likely.

    Parameters
    ----------
    sizes : array of int
        Answers to each unit.
    values : array of float
    rng : numpy.random.Generator
    """
    from scipy.sparse import csr_array

    if len(sizes) * len(values) <= sizes.sum():
        counts = rng.multinomial(sizes, np.full(len(values), 1 / len(values)))
        return _of(csr_array(counts.astype(np.float64)), values)
    units = np.repeat(np.arange(len(sizes)), sizes)
    return _tallied(units, rng.integers(len(values), size=len(units)), values, len(sizes))


def _marks(counts: "Counts") -> Array:
    """Return a number for each unit that depends on its answers alone, to put units in order by."""
    mark = np.random.default_rng(0).integers(2**62, size=counts.shape[1], dtype=np.uint64)
    terms = counts.data.astype(np.uint64) * mark[counts.indices]  # wraps around, the same in any order
    marks: Array = np.add.reduceat(terms, counts.indptr[:-1])
    return marks


def disagreements(answers: Answers, metric: Metric, weights: Array) -> Parts:
    """Return the disagreement within units, and that of answers whatever unit they belong to.

    Parameters
    ----------
    answers : Answers
    metric : Metric
    weights : array of float
        Units by weightings: how often each unit counts.
    """
    totals = answers.of_values(weights)
    n = totals.sum(axis=0)
    if metric is Metric.RATIO:
        within, between = _by_ratio(answers, totals, weights)
    elif metric is Metric.NOMINAL:
        alike = np.asarray((answers.counts**2).sum(axis=1), dtype=np.float64)
        within = ((answers.sizes**2 - alike) / (answers.sizes - 1)) @ weights
        between = n**2 - (totals**2).sum(axis=0)
    else:
        within, between = _by_squares(answers, _scores(answers, metric, totals), totals, weights)
    varies = (totals > 0).sum(axis=0) > 1
    return Parts(within / n, np.where(varies, between, 0.0) / (n * (n - 1)))


def _scores(answers: Answers, metric: Metric, totals: Array) -> Array:
    """Return numbers for values whose differences are their distances: mid-ranks where order alone counts."""
    if metric is Metric.INTERVAL:
        scores: Array = (answers.values - answers.values.mean())[:, None]
    else:
        scores = np.cumsum(totals, axis=0) - totals / 2 - totals.sum(axis=0) / 2
    return scores


def _by_squares(answers: Answers, scores: Array, totals: Array, weights: Array) -> tuple[Array, Array]:
    """Return sums of squared differences: n times the squares less the square of the sum."""
    share = weights / (answers.sizes - 1)[:, None]
    squares = (answers.of_values(share * answers.sizes[:, None]) * scores**2).sum(axis=0)
    sums = (share * answers.of_units(scores) ** 2).sum(axis=0)
    between = totals.sum(axis=0) * (totals * scores**2).sum(axis=0) - (totals * scores).sum(axis=0) ** 2
    return 2 * np.maximum(squares - sums, 0.0), 2 * between


def _by_ratio(answers: Answers, totals: Array, weights: Array) -> tuple[Array, Array]:
    """Return sums over pairs of different values, those that stand as far apart in a row at a time."""
    counts, values = answers.counts, answers.values
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    within = np.zeros(counts.shape[0])
    for step in range(1, int(np.diff(counts.indptr).max(initial=1))):
        one = np.flatnonzero(rows[step:] == rows[:-step])
        other = one + step
        apart = _squared_ratio(values[counts.indices[one]], values[counts.indices[other]])
        within += np.bincount(rows[one], 2 * counts.data[one] * counts.data[other] * apart, minlength=len(within))
    between = np.zeros(totals.shape[1])
    for step in range(1, len(values)):
        apart = _squared_ratio(values[:-step], values[step:])
        between += 2 * (totals[:-step] * totals[step:] * apart[:, None]).sum(axis=0)
    return (within / (answers.sizes - 1)) @ weights, between


def _squared_ratio(one: Array, other: Array) -> Array:
    """Return squared distances of different values, none negative, on a scale with a true zero."""
    return ((one - other) / (one + other)) ** 2


def exact_agreement(answers: Answers) -> float:
    """Return the share of pairs of answers to one unit that are the same."""
    return float(1 - disagreements(answers, Metric.NOMINAL, np.ones((len(answers.sizes), 1))).observed[0])
