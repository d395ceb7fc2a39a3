"""Agreement corrected for chance, from counts: arithmetic alone, nothing is checked here."""

from math import comb
from typing import NamedTuple

import numpy as np

from collective_impact.survey._arrays import Array

PAIR = 2  # answers that a unit needs to say something of agreement


class Corrected(NamedTuple):
    """A coefficient with what it is made of; NaN where it has no value."""

    value: float
    observed: float
    expected: float
    error: float  # standard error
    null_error: float  # the same if there were no agreement beyond chance; NaN where no formula is known


NOTHING = Corrected(*[float("nan")] * 5)


class Shares(NamedTuple):
    """What an expectation of chance takes: shares of categories, in each unit and on average."""

    of_units: Array
    mean: Array
    weights: Array


def by_equal_chance(shares: Shares) -> tuple[float, Array]:
    """Return Gwet's expected agreement and what each unit adds to it.

    Parameters
    ----------
    shares : Shares
    """
    q = len(shares.mean)
    scale = shares.weights.sum() / (q * (q - 1)) if q > 1 else np.nan
    return float(scale * (shares.mean @ (1 - shares.mean))), scale * (shares.of_units @ (1 - shares.mean))


def by_shares(shares: Shares) -> tuple[float, Array]:
    """Return Fleiss' expected agreement and what each unit adds to it.

    Parameters
    ----------
    shares : Shares
    """
    nearby = (shares.weights + shares.weights.T) @ shares.mean / 2
    return float(shares.mean @ nearby), shares.of_units @ nearby


def gwet_of(counts: Array, weights: Array) -> Corrected:
    """Return AC1 or AC2 (Gwet 2014) of counts.

    Parameters
    ----------
    counts : array of float
        Units by categories; each unit with an answer at least.
    weights : array of float
        Categories by categories.
    """
    if not len(counts):
        return NOTHING
    return _corrected(counts, weights, *by_equal_chance(_shares(counts, weights)))


def fleiss_of(counts: Array, weights: Array) -> Corrected:
    """Return the kappa of Fleiss (1971) of counts, with his null error (1979) where sizes are equal.

    Parameters
    ----------
    counts : array of float
        Units by categories; each unit with an answer at least.
    weights : array of float
        Categories by categories.
    """
    if not len(counts):
        return NOTHING
    shares = _shares(counts, weights)
    found = _corrected(counts, weights, *by_shares(shares))
    sizes = counts.sum(axis=1)
    if np.isnan(found.value) or np.ptp(sizes) > 0:
        return found
    p, m = shares.mean, sizes[0]
    spread = p @ (1 - p)
    variance = 2 * (spread**2 - (p * (1 - p)) @ (1 - 2 * p)) / (len(counts) * m * (m - 1) * spread**2)
    return found._replace(null_error=float(np.sqrt(variance)))


def _shares(counts: Array, weights: Array) -> Shares:
    of_units = counts / counts.sum(axis=1, keepdims=True)
    return Shares(of_units, of_units.mean(axis=0), weights)


def _corrected(counts: Array, weights: Array, expected: float, expected_of: Array) -> Corrected:
    """Return the coefficient with Gwet's standard error, from what each unit adds to it."""
    sizes, n = counts.sum(axis=1), len(counts)
    paired = sizes >= PAIR
    pairs = np.where(paired, sizes * (sizes - 1), 1)
    agree = (counts * (counts @ weights.T - 1)).sum(axis=1) / pairs
    n_paired = int(paired.sum())
    observed = float(agree[paired].mean()) if n_paired else np.nan
    left = 1 - expected
    if not left > 1e-12 or not n_paired:  # noqa: PLR2004 - a rounding error
        return Corrected(np.nan, observed, expected, np.nan, np.nan)
    value = (observed - expected) / left
    own = n / n_paired * (agree - expected) * paired / left - 2 * (1 - value) * (expected_of - expected) / left
    error = float(np.sqrt(((own - value) ** 2).sum() / (n * (n - 1)))) if n > 1 else np.nan
    return Corrected(value, observed, expected, error, np.nan)


def cohen_of(table: Array, weights: Array) -> Corrected:
    """Return the kappa of Cohen (1960, 1968), with the errors of Fleiss, Cohen & Everitt (1969).

    Parameters
    ----------
    table : array of float
        How often one rater chose a category (rows) and the other one (columns).
    weights : array of float
        Categories by categories.
    """
    n = table.sum()
    if not n:
        return NOTHING
    p = table / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    observed, expected = float((weights * p).sum()), float(rows @ weights @ columns)
    left = 1 - expected
    if not left > 1e-12:  # noqa: PLR2004 - a rounding error
        return Corrected(np.nan, observed, expected, np.nan, np.nan)
    means = (weights @ columns)[:, None] + rows @ weights
    centre = observed * expected - 2 * expected + observed
    variance = (p * (weights * left - means * (1 - observed)) ** 2).sum() - centre**2
    null_variance = (np.outer(rows, columns) * (weights - means) ** 2).sum() - expected**2
    errors = np.sqrt(np.maximum([variance / left**4, null_variance / left**2], 0) / n)
    return Corrected((observed - expected) / left, observed, expected, float(errors[0]), float(errors[1]))


def weights_of(name: str, categories: Array) -> Array:
    """Return how far two categories agree, from 1 on the diagonal to 0 for the ends of the scale.

    Parameters
    ----------
    name : {"identity", "linear", "quadratic", "radical", "ordinal"}
    categories : array of float
    """
    apart = np.abs(categories[:, None] - categories)
    if name == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(len(categories)), np.arange(len(categories))))
        apart = np.array([[comb(int(step) + 1, 2) for step in row] for row in steps], dtype=np.float64)
    power = {"quadratic": 2.0, "radical": 0.5}.get(name, 1.0)
    alike: Array = np.eye(len(categories)) if name == "identity" else 1 - (apart / apart.max(initial=1e-300)) ** power
    return alike
