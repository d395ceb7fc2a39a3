"""One factor behind several items, fitted so that the least is left of their correlations."""

import numpy as np

from collective_impact.survey._arrays import Array

SWEEPS = 20_000
STILL = 1e-13
"""Loadings that move by less stand still."""


def one_factor(correlations: Array) -> Array | None:
    """Return the loadings of one common factor; None where they do not settle.

    Minimum residuals: the sum of squares of what the factor leaves of the correlations between
    different items is the smallest that there is with no loading beyond 1. Each loading in turn
    is put where it is best given the others, which needs no inversion and never leads uphill.

    Parameters
    ----------
    correlations : array of float
        Of items with items, 1 on the diagonal.

    Returns
    -------
    array of float
        Their sum is not negative.

    References
    ----------
    Harman & Jones (1966), Factor analysis by minimizing residuals (minres), Psychometrika 31;
    Harman & Fukuda (1966), Resolution of the Heywood case in the minres solution, Psychometrika 31.

    Examples
    --------
    Where each correlation is the product of two loadings, these are found again.

    >>> loadings = np.array([0.9, 0.8, 0.6, 0.5])
    >>> correlations = np.outer(loadings, loadings)
    >>> np.fill_diagonal(correlations, 1)
    >>> one_factor(correlations).round(6).tolist()
    [0.9, 0.8, 0.6, 0.5]
    """
    between = correlations - np.diag(np.diag(correlations))
    sizes, directions = np.linalg.eigh(correlations)
    loadings: Array = directions[:, -1] * np.sqrt(min(sizes[-1], 1.0))
    for _ in range(SWEEPS):
        before = loadings.copy()
        for item, row in enumerate(between):
            others = loadings @ loadings - loadings[item] ** 2
            best = row @ loadings / others if others > 0 else 0.0
            loadings[item] = min(max(best, -1.0), 1.0)
        if np.abs(loadings - before).max() < STILL:
            return loadings * (1 if loadings.sum() >= 0 else -1)
    return None
