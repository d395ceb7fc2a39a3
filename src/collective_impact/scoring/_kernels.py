"""The arithmetic of scores: pure functions over arrays, without any validation.

Rows are initiatives, columns are the children of one node; NaN marks a missing cell.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

TOP = 100.0
TOLERANCE = 1e-9
"""Shares of weight are compared with this tolerance: three thirds make one."""
NEAR_0 = 1e-12
"""Means of powers nearer to 0 equal the geometric one in all digits that are kept."""


class Mean(NamedTuple):
    """A power mean: its power (``-inf`` is the minimum), and the least that a score counts as."""

    power: float
    floor: float


def normalize(raw: Floats, worst: ArrayLike, best: ArrayLike) -> Floats:
    """Bring values between goalposts to 0-100, clipped; either end may be the larger one."""
    low = np.asarray(worst, dtype=float)
    share = (raw - low) / (np.asarray(best, dtype=float) - low)
    scores: Floats = np.clip(share, 0.0, 1.0) * TOP
    return scores


def power_mean(scores: Floats, weights: Floats, mean: Mean) -> Floats:
    """Return the weighted power mean over the last axis.

    Parameters
    ----------
    scores, weights : ndarray, shapes (..., C) that broadcast
        Scores 0-100. A missing one makes the mean missing, unless its weight is 0.
    mean : Mean

    Returns
    -------
    ndarray, shape (...)
        0-100; NaN where all weights are 0.
    """
    counted = weights > 0
    power = mean.power
    y = np.where(counted, np.maximum(scores, mean.floor) / TOP, 1.0)
    total = weights.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if power == -np.inf:
            lowest = np.where(counted, y, np.inf).min(axis=-1)
            result = np.where(np.isinf(lowest), np.nan, lowest)
        elif abs(power) < NEAR_0:
            result = np.exp((weights * np.log(y)).sum(axis=-1) / total)
        elif power == 1:
            result = (weights * y).sum(axis=-1) / total
        else:
            result = _general_mean(y, counted, weights / total[..., None], power)
    return np.clip(result, 0.0, 1.0) * TOP


def _general_mean(y: Floats, counted: Bools, shares: Floats, power: float) -> Floats:
    """Scale by the child that rules the mean, so that no power overflows, and none near 0 vanishes."""
    ruling = np.where(counted, y, -np.inf).max(axis=-1) if power > 0 else np.where(counted, y, np.inf).min(axis=-1)
    scaled = np.where(counted & (ruling[..., None] > 0), y / ruling[..., None], 1.0)
    above_one = (shares * np.expm1(power * np.log(scaled))).sum(axis=-1)
    mean: Floats = ruling * np.exp(np.log1p(above_one) / power)
    return mean


def fill(scores: Floats, low: Floats, high: Floats, weights: Floats, mean: Mean) -> Floats:
    """Put the mean of the known siblings, clipped into its own bounds, in each missing place.

    This keeps the mean inside the mean of the bounds for every power. Where no sibling is
    known, all stay missing.
    """
    known = ~np.isnan(scores)
    if known.all():
        return scores
    siblings = power_mean(np.where(known, scores, 0.0), weights * known, mean)
    return np.where(known, scores, np.clip(siblings[..., None], low, high))


def points_lost(scores: Sequence[float], weights: Sequence[float], score: float, mean: Mean) -> Floats:
    """Share out the points that a mean lost among its parts; they add up to ``100 - score``.

    lost_i = (100 - S) w_i (1 - y_i^p) / sum_j w_j (1 - y_j^p), with ln(1/y) in the place of
    1 - y^p at p = 0, and the lowest parts alone where the minimum decides.
    """
    y = np.maximum(np.asarray(scores, dtype=float), mean.floor) / TOP
    w = np.asarray(weights, dtype=float)
    if mean.power == -np.inf:
        pull = w * (y <= y.min() + TOLERANCE) * (y < 1)
    elif mean.power == 0:
        pull = -w * np.log(y)
    else:
        pull = w * _fallen_short(y, mean.power)
    total = pull.sum()
    if total == 0:
        return np.zeros_like(w)
    lost: Floats = (TOP - score) * pull / total + 0.0  # no minus zero
    return lost


def _fallen_short(y: Floats, power: float) -> Floats:
    """Return 1 - y^p up to a factor that all parts share, so that no power overflows, and none near 0 vanishes."""
    with np.errstate(divide="ignore"):
        short: Floats = -np.expm1(abs(power) * np.log(y))
    return short if power > 0 else short * (y / y.min()) ** power
