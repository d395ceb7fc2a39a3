"""How sure a score is, with organisations as what was drawn: few of them, or many.

People of one organisation answer alike, so that a sample of thirty people from eight
organisations is one of eight.
"""

import functools
import math

import attrs
import numpy as np

from collective_impact.survey._aggregation import Sums
from collective_impact.survey._arrays import Array
from collective_impact.survey._withheld import MANY, rounded_up

FEWEST = 4
"""Fewer organisations have no interval. It would say little, and too much: of two organisations both means follow
from a score and its error, and of three for whoever knows one of them; and behind a mean there may be one person."""

ALIKE = 1e-12
"""Standard errors below it are rounding."""


@attrs.frozen(eq=False)
class Spread:
    """Where a score could lie, as far as the choice of organisations goes.

    Parameters
    ----------
    value : float
    units : int
        Organisations that it rests on.
    error : float
        The standard error, where there are few.
    draws : ndarray, optional
        Scores of organisations drawn again, where there are many.
    """

    value: float
    units: int
    error: float = 0.0
    draws: Array | None = None

    @property
    def method(self) -> str:
        """What it was found by: ``"t"`` or ``"bootstrap"``."""
        return "t" if self.draws is None else "bootstrap"

    def interval(self, confidence: float) -> tuple[float, float]:
        """Return the ends of the interval."""
        from scipy.special import ndtr, stdtrit

        tail = (1 - confidence) / 2
        reach = -float(stdtrit(self.units - 1, tail))
        if self.draws is None:
            return self.value - reach * self.error, self.value + reach * self.error
        wider = float(ndtr(-math.sqrt(self.units / (self.units - 1)) * reach))
        low, high = np.quantile(self.draws, [wider, 1 - wider], method="weibull")
        return float(low), float(high)

    def below(self, edges: Array) -> Array:
        """Return the probability of lying below each edge."""
        if self.draws is not None:
            return np.searchsorted(np.sort(self.draws), edges) / len(self.draws)
        from scipy.special import stdtr

        return np.asarray(stdtr(self.units - 1, (edges - self.value) / self.error))


def spread(sums: Sums, *, population: int | None, draws: int, seed: int, grain: float = 0.0) -> Spread | None:
    """Return where a score could lie; None where organisations are too few or too alike to tell.

    Below fifteen organisations it is Student's t over their jackknife values, which are the
    means of the organisations where each of them counts alike; from fifteen on, percentiles
    of organisations drawn again, expanded to the width that is right for so many.

    Parameters
    ----------
    sums : Sums
    population : int, optional
        How many organisations there are, where the score is to speak for those alone.
    draws, seed : int
    grain : float
        To what the error of few is rounded up, before anything is made of it.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 11.
    Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician
    69: the expanded percentile interval.
    Cameron, Gelbach & Miller (2008), Bootstrap-based improvements for inference with clustered
    errors, The Review of Economics and Statistics 90.
    """
    units = len(sums.over)
    if units < FEWEST:
        return None
    value = float(sums.score()[0])
    left = math.sqrt(1 - units / population) if population else 1.0
    if units < MANY:
        without = sums.score(1 - np.eye(units))
        pseudo = units * value - (units - 1) * without
        error = float(pseudo.std(ddof=1)) / math.sqrt(units)
        return Spread(value, units, error=left * rounded_up(error, grain)) if left * error > ALIKE else None
    again = value + left * (resampled(sums, draws, seed) - value)
    return Spread(value, units, draws=again) if np.ptp(again) > ALIKE else None


def resampled(sums: Sums, draws: int, seed: int) -> Array:
    """Return scores of organisations drawn with replacement, as many as there are."""
    return sums.score(_weights(len(sums.over), draws, seed))


@functools.lru_cache(maxsize=1)
def _weights(units: int, draws: int, seed: int) -> Array:
    """Return how often each organisation is drawn; most constructs are answered by the same number of them."""
    weights = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=draws).astype(float)
    weights.flags.writeable = False
    return weights
