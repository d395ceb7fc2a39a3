"""Mann-Kendall, Theil and Sen over rows of series: arithmetic alone, nothing is checked here.

A row is a series; a missing cell is NaN in both arrays of bounds. Where all values are known,
both are one and the same array. All rows share their times.
"""

import functools
import math
from statistics import NormalDist

import attrs
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Yes = npt.NDArray[np.bool_]

FEWEST = 5
"""Below it no order of the values has a p of less than 0.05 (four in perfect order: 0.083)."""

EXACT_UP_TO = 50
"""How many values the exact distribution of S is used for; from there on the normal one is as good."""

CELLS = 2**18
"""How many slopes are held at a time; more of them leave the processor's cache and take longer."""

NOISE = 1e-9
"""Residuals that are smaller, relative to the values, are what binary fractions leave over."""


@attrs.frozen(kw_only=True)
class Rows:
    """What is found of each row; NaN where there is nothing to say."""

    n: Whole
    exact: Yes
    s: Array
    variance: Array
    tau: Array
    p: Array
    low: Array
    high: Array
    lower: Array
    upper: Array
    intercept: Array
    autocorrelation: Array


def examined(lows: Array, times: Array, alpha: float, *, even: bool, highs: Array | None = None) -> Rows:
    """Return what is found of each row; below `FEWEST` values no more than how many there are.

    Values are known unless there is an array of upper bounds as well.
    """
    size = max(1, CELLS // max(1, len(times) * (len(times) - 1) // 2))
    cuts = [slice(start, start + size) for start in range(0, max(1, len(lows)), size)]
    blocks = []
    for cut in cuts:
        low = lows[cut]
        blocks.append(_block(low, low if highs is None else highs[cut], times, alpha, even=even))
    return Rows(**{field.name: np.concatenate([getattr(one, field.name) for one in blocks]) for field in _FIELDS})


def _block(lows: Array, highs: Array, times: Array, alpha: float, *, even: bool) -> Rows:
    of = scores(lows, highs)
    line = slopes(lows, highs, times, of, alpha)
    intercept, lag = np.full((2, len(lows)), np.nan)
    if lows is highs:
        intercept = medians(lows) - line.low * medians(np.where(np.isnan(lows), np.nan, times))
        if even:
            lag = autocorrelations(residuals(lows, intercept[:, None] + line.low[:, None] * times))
    found = {"s": of.s.astype(np.float64), "variance": of.variance, "tau": of.tau, "p": p_values(of)}
    found |= {"intercept": intercept, "autocorrelation": lag, **attrs.asdict(line)}
    few = of.n < FEWEST
    return Rows(n=of.n, exact=of.exact, **{name: np.where(few, np.nan, column) for name, column in found.items()})


def residuals(values: Array, fitted: Array) -> Array:
    """Return what a line leaves over, without what only binary fractions do."""
    left, size = values - fitted, np.where(np.isnan(values), 0.0, np.abs(values))
    return np.where(np.abs(left) <= NOISE * size.max(axis=1, initial=0.0)[:, None], 0.0, left)


@attrs.frozen(kw_only=True)
class Scores:
    """What the order of the values says, a place for each row."""

    n: Whole
    s: Whole
    ordered: Whole
    """Pairs of which it is known which is higher."""
    variance: Array

    @property
    def pairs(self) -> Whole:
        """How many pairs there are."""
        return self.n * (self.n - 1) // 2

    @property
    def exact(self) -> Yes:
        """Whether the exact distribution of S is that of values without ties, and used."""
        return np.asarray((self.ordered == self.pairs) & (self.n <= EXACT_UP_TO))

    @property
    def tau(self) -> Array:
        """Kendall's tau-b; NaN where no pair is ordered."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.s / np.sqrt(self.pairs * self.ordered.astype(np.float64)))


def scores(lows: Array, highs: Array) -> Scores:
    """Return S and its variance; a pair counts where one value is certainly higher than the other.

    The variance is that of all orders of the row (Daniels 1944; Mantel 1967 for ranges): a
    third of the sum of the squared net wins of each value plus the number of ordered pairs.
    Without ties this is n(n - 1)(2n + 5) / 18, with ties what their usual correction gives.
    """
    low, high = np.ascontiguousarray(lows.T), np.ascontiguousarray(highs.T)
    wins = np.zeros(low.shape, dtype=np.int64)
    s, ordered = np.zeros((2, low.shape[1]), dtype=np.int64)
    for place in range(len(low)):
        above = low[place + 1 :] > high[place]
        below = high[place + 1 :] < low[place]
        signs = above.view(np.int8) - below.view(np.int8)
        net = signs.sum(axis=0, dtype=np.int64)
        wins[place + 1 :] += signs
        wins[place] -= net
        s += net
        ordered += (above | below).sum(axis=0, dtype=np.int64)
    n = (~np.isnan(low)).sum(axis=0)
    return Scores(n=n, s=s, ordered=ordered, variance=((wins**2).sum(axis=0) + ordered) / 3)


def p_values(of: Scores) -> Array:
    """Return the two-sided p of each row: exact where it can be, else normal with a continuity correction."""
    exact, size = of.exact, np.abs(of.s)
    p = np.ones(len(of.n))
    for n in np.unique(of.n[exact]):
        rows = exact & (of.n == n)
        p[rows] = exact_tail(int(n))[size[rows]]
    rows = ~exact & (of.s != 0)
    z = (size[rows] - 1) / np.sqrt(of.variance[rows])
    p[rows] = [math.erfc(one / math.sqrt(2)) for one in z]
    return p


@functools.cache
def exact_tail(n: int) -> Array:
    """Return the probability of an S of at least 0, 1, 2, ... either way, in a random order of n values.

    The number of pairs out of order is distributed as the sum of independent uniform numbers
    from 0 to 0, 1, ..., n - 1 (Kendall 1938).
    """
    chance = np.ones(1)
    for size in range(2, n + 1):
        chance = np.convolve(chance, np.full(size, 1 / size))
    most = len(chance) - 1
    below = np.cumsum(chance)
    tail = np.minimum(1.0, 2 * below[(most - np.arange(most + 1)) // 2])
    tail[0] = 1.0
    tail.flags.writeable = False
    return tail


def critical(of: Scores, alpha: float) -> Whole:
    """Return from which size of S on p is at most alpha; more than there are pairs where none is large enough."""
    z = NormalDist().inv_cdf(1 - alpha / 2)
    sizes = np.ceil(z * np.sqrt(of.variance) + 1).astype(np.int64)
    exact = of.exact
    for n in np.unique(of.n[exact]):
        sizes[exact & (of.n == n)] = np.searchsorted(-exact_tail(int(n)), -alpha)
    return sizes


@attrs.frozen(kw_only=True)
class Slopes:
    """The median of all slopes between two values, and the interval from their ranks."""

    low: Array
    high: Array
    lower: Array
    upper: Array


def slopes(lows: Array, highs: Array, times: Array, of: Scores, alpha: float) -> Slopes:
    """Return Theil's and Sen's slope with its interval, NaN where there is none.

    The interval holds the slopes that the test would not reject at alpha (Sen 1968). Of
    ranges, ``low`` and ``high`` are the least and the greatest that the median can be, and
    the interval is that of values without ties, wherever in their ranges they are.
    """
    if lows is not highs:
        n = of.n.astype(np.float64)
        of = attrs.evolve(of, ordered=of.pairs, variance=n * (n - 1) * (2 * n + 5) / 18)
    earlier, later = np.triu_indices(len(times), 1)
    gaps = times[later] - times[earlier]
    least = np.sort((lows[:, later] - highs[:, earlier]) / gaps, axis=1)
    most = least if lows is highs else np.sort((highs[:, later] - lows[:, earlier]) / gaps, axis=1)
    last = of.pairs - 1
    rank = (of.pairs - critical(of, alpha)) // 2
    reached = (rank >= 0) & (of.ordered > 0)
    return Slopes(
        low=_median(least, of.pairs),
        high=_median(most, of.pairs),
        lower=np.where(reached, _at(least, rank), np.nan),
        upper=np.where(reached, _at(most, last - rank), np.nan),
    )


def medians(values: Array) -> Array:
    """Return the median of each row, NaN where all is missing."""
    ordered = np.sort(values, axis=1)
    return _median(ordered, (~np.isnan(values)).sum(axis=1))


def _median(ordered: Array, count: Whole) -> Array:
    """Return the middle of the first values of each sorted row."""
    return (_at(ordered, (count - 1) // 2) + _at(ordered, count // 2)) / 2


def _at(ordered: Array, place: Whole) -> Array:
    """Return the value at a place of each row; where there is no such place, whatever stands at an end."""
    if ordered.shape[1] == 0:
        return np.full(len(ordered), np.nan)
    return ordered[np.arange(len(ordered)), np.clip(place, 0, ordered.shape[1] - 1)]


def autocorrelations(residuals: Array) -> Array:
    """Return the lag-1 autocorrelation of each row around its mean, NaN where nothing varies.

    Of rows with missing cells, the mean product of the pairs that are complete is taken.
    """
    known = ~np.isnan(residuals)
    n = known.sum(axis=1)
    pairs = (known[:, 1:] & known[:, :-1]).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, residuals, 0.0).sum(axis=1) / n
        apart = np.where(known, residuals - mean[:, None], 0.0)
        spread = (apart**2).sum(axis=1) / n
        along = (apart[:, 1:] * apart[:, :-1]).sum(axis=1) / (pairs + 1)
        return np.asarray(along / spread)


_FIELDS = attrs.fields(Rows)


def autocorrelation_limit(n: Whole) -> Array:
    """Return what the lag-1 autocorrelation of independent values exceeds once in twenty (Anderson 1942)."""
    z = NormalDist().inv_cdf(0.95)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((z * np.sqrt(np.maximum(n - 2.0, 0.0)) - 1) / (n - 1.0))
