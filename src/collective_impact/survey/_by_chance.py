"""What answers at random would give: a coefficient means something only beside that."""

from collections.abc import Iterator
from itertools import combinations
from math import comb, lgamma, log

import numpy as np

from collective_impact.model._record import record
from collective_impact.survey._arrays import Array, Whole

SHARE = 0.9
"""Of the random sets of answers, so many lie between low and high (ours)."""

MOST = 50_000
"""Up to so many ways to answer are all gone through; beyond, they are drawn (ours)."""

ROUNDING = 9
"""Decimals to which two ways to answer give the same."""


@record(kw_only=True)
class ByChance:
    """What a coefficient comes to where everybody answers at random.

    Parameters
    ----------
    mean : float, optional
        None where random answers never give a value.
    low, high : float, optional
        Between them lie nine of ten random sets of answers.
    as_high : float, optional
        The share of random sets that come to at least the value that was found.
    as_low : float, optional
        The share that come to at most that.
    draws : int, optional
        How many sets were drawn; None where all possible ones were gone through.
    undefined : float
        The share of sets that give no value, and are left out.

    Notes
    -----
    A random answer is any level of the scale, each as likely as the others; a random ranking
    any order.
    """

    mean: float | None
    low: float | None
    high: float | None
    as_high: float | None
    as_low: float | None
    draws: int | None
    undefined: float = 0.0

    def __str__(self) -> str:
        if self.mean is None:
            return "by chance: no value"
        return f"by chance: {self.mean:z.2f} on average, nine of ten between {self.low:z.2f} and {self.high:z.2f}"


def by_chance(found: float | None, values: Array, likelihood: Array | None = None) -> ByChance:
    """Return where the values of random answers lie, and how many reach what was found.

    Parameters
    ----------
    found : float, optional
    values : array of float
        One for each set of random answers, NaN where it has none.
    likelihood : array of float, optional
        Of each set; None where they were drawn.

    Examples
    --------
    >>> import numpy as np
    >>> print(by_chance(0.5, np.array([0.0, 0.5, 1.0, 0.5])))
    by chance: 0.50 on average, nine of ten between 0.00 and 1.00
    """
    draws = len(values) if likelihood is None else None
    weights = np.full(len(values), 1 / len(values)) if likelihood is None else likelihood
    has = ~np.isnan(values)
    undefined = float(weights[~has].sum())
    if not has.any():
        return ByChance(mean=None, low=None, high=None, as_high=None, as_low=None, draws=draws, undefined=1.0)
    order = np.argsort(values[has], kind="stable")
    weights = weights[has][order] / weights[has].sum()
    mean, reached = float(values[has][order] @ weights), np.cumsum(weights)
    values = np.round(values[has][order], ROUNDING)
    low, high = values[np.minimum(np.searchsorted(reached, _tails(), side="left"), len(values) - 1)].tolist()
    mark = None if found is None else round(found, ROUNDING)
    return ByChance(
        mean=mean,
        low=low,
        high=high,
        as_high=None if mark is None else float(weights[values >= mark].sum()),
        as_low=None if mark is None else float(weights[values <= mark].sum()),
        draws=draws,
        undefined=undefined,
    )


def _tails() -> tuple[float, float]:
    """Return up to where the lower tail and all but the upper tail reach, a rounding error allowed for."""
    tail = (1 - SHARE) / 2
    return tail - 1e-12, 1 - tail - 1e-12


def random_counts(n: int, levels: int, draws: int, seed: int) -> tuple[Whole, Array | None]:
    """Return counts of random answers: all that are possible with their likelihood, or many that were drawn.

    Parameters
    ----------
    n, levels : int
        So many answers on so many levels.
    draws : int
        How many to draw where there are too many.
    seed : int

    Examples
    --------
    >>> every, likelihood = random_counts(1, 2, draws=10, seed=0)
    >>> every.tolist(), likelihood.round(2).tolist()
    ([[0, 1], [1, 0]], [0.5, 0.5])
    """
    if comb(n + levels - 1, n) > MOST:
        return np.random.default_rng(seed).multinomial(n, np.full(levels, 1 / levels), size=draws), None
    every = np.array(list(_ways(n, levels)), dtype=np.int64)
    logs = np.array([lgamma(k + 1) for k in range(n + 1)])
    return every, np.exp(logs[n] - logs[every].sum(axis=1) - n * log(levels))


def _ways(n: int, levels: int) -> Iterator[list[int]]:
    """Yield all ways in which n answers fall on the levels: n stars, and bars between the levels."""
    last = n + levels - 1
    for bars in combinations(range(last), levels - 1):
        ends = (-1, *bars, last)
        yield [ends[level + 1] - ends[level] - 1 for level in range(levels)]
