"""What r*wg and the average deviation are made of: counts of levels, and answers that mean nothing.

A row of counts is an item, everywhere in this module.
"""

from collections.abc import Callable, Sequence

import numpy as np

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.survey._arrays import Array, Whole, numbers
from collective_impact.survey._by_chance import random_counts

SKEWED = {
    "slight_skew": (0.05, 0.15, 0.20, 0.35, 0.25),
    "moderate_skew": (0.00, 0.10, 0.15, 0.40, 0.35),
    "heavy_skew": (0.00, 0.00, 0.10, 0.40, 0.50),
}
"""Lenient answers on five levels, as James, Demaree & Wolf (1984) draw them: variances 1.34, 0.90, 0.44."""

NAMES = ("uniform", "triangular", "maximum", *SKEWED)


def null_of(null: str | Sequence[float], levels: int) -> tuple[str, float]:
    """Return the name and the variance of answers that mean nothing.

    Parameters
    ----------
    null : str or sequence of float
        Its name, or the share of each level.
    levels : int

    Raises
    ------
    InvalidValueError
        Shares, or a skewed null, do not fit the levels.
    UnknownNameError
        There is no such null.
    """
    if not isinstance(null, str):
        return "own", _spread(_shares(null, levels))
    if null not in NAMES:
        raise UnknownNameError("null distribution", null, NAMES)
    if null in SKEWED and levels != len(SKEWED[null]):
        raise InvalidValueError("null", null, f"drawn for {levels} levels: give the share of each level instead")
    places = np.arange(levels)
    middle = 1 + np.minimum(places, places[::-1])
    ends = (places == 0) | (places == levels - 1)
    shares = {"uniform": np.ones(levels), "triangular": middle, "maximum": ends} | SKEWED
    return null, _spread(np.asarray(shares[null], dtype=np.float64))


def _shares(null: Sequence[float], levels: int) -> Array:
    shares = numbers("null", null)
    if len(shares) != levels or np.isnan(shares).any() or (shares < 0).any() or not np.isclose(shares.sum(), 1):
        raise InvalidValueError("null", null, f"the shares of {levels} levels, which sum to 1")
    if shares.max() == 1:
        raise InvalidValueError(
            "null", null, "shares of more than one level: without variance there is nothing to expect"
        )
    return shares


def _spread(shares: Array) -> float:
    places = np.arange(len(shares))
    mean = shares @ places / shares.sum()
    return float(shares @ (places - mean) ** 2 / shares.sum())


def variances(rows: Whole) -> Array:
    """Return the variance of each row of counts, n - 1 below; NaN of fewer than two answers.

    Parameters
    ----------
    rows : array of int
    """
    places = np.arange(rows.shape[1])
    n = rows.sum(axis=1)
    squares = n * (rows @ places**2) - (rows @ places) ** 2  # whole numbers, so that unanimity is exactly 0
    out: Array = np.full(len(rows), np.nan)
    np.divide(squares, n * (n - 1), out=out, where=n > 1)
    return out


def _about_the_mean(rows: Whole) -> Array:
    n = rows.sum(axis=1)
    return _deviations(rows, rows @ np.arange(rows.shape[1]) / n)


def _about_the_median(rows: Whole) -> Array:
    """Return deviations from the lower median; those from any other are the same."""
    reached = 2 * np.cumsum(rows, axis=1) >= rows.sum(axis=1)[:, None]
    return _deviations(rows, reached.argmax(axis=1).astype(np.float64))


def _deviations(rows: Whole, middles: Array) -> Array:
    places = np.arange(rows.shape[1])
    sums: Array = (rows * np.abs(places - middles[:, None])).sum(axis=1) / rows.sum(axis=1)
    return sums


DEVIATIONS: dict[str, Callable[[Whole], Array]] = {"mean": _about_the_mean, "median": _about_the_median}


def of_random(
    kernel: Callable[[Whole], Array], answers: list[int], levels: int, draws: int, seed: int
) -> tuple[Array, Array | None]:
    """Return averages over items of random answers, with their likelihood where all are gone through.

    Parameters
    ----------
    kernel : callable
        From rows of counts to a number for each.
    answers : list of int
        To each item that counts.
    levels, draws, seed : int
    """
    sizes = sorted(answers)
    if not sizes:
        return np.full(draws, np.nan), None
    if len(sizes) == 1:
        rows, likelihood = random_counts(sizes[0], levels, draws, seed)
        return kernel(rows), likelihood
    rng, shares = np.random.default_rng(seed), np.full(levels, 1 / levels)
    values: Array = np.mean([kernel(rng.multinomial(n, shares, size=draws)) for n in sizes], axis=0)
    return values, None
