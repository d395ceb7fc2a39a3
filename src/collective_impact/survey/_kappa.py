"""Cohen's kappa of two raters, and Fleiss' of any number."""

from collections.abc import Sequence

import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.survey import _chance_kernels as kernels
from collective_impact.survey._arrays import described, numbers
from collective_impact.survey._chance_agreement import (
    COHEN,
    FLEISS,
    ChanceCorrected,
    Weights,
    categories_of,
    counted,
    matrix_of,
    packed,
)


def cohen_kappa(
    first: object,
    second: object,
    *,
    weights: Weights = "identity",
    categories: Sequence[float] | None = None,
    confidence: float = 0.95,
) -> ChanceCorrected:
    """Return how far two raters agree on categories beyond chance: Cohen's kappa.

    Chance is what each of them would do by his own shares of the categories.

    Parameters
    ----------
    first, second : array_like
        The answers of both to the same units: numbers that stand for categories; None or NaN
        where there is none.
    weights : str or sequence of sequence of float
        As `gwet` takes them; with any but ``"identity"`` it is the weighted kappa.
    categories : sequence of float, optional
        All that could be chosen; those that were, unless given.
    confidence : float
        Of the interval.

    Returns
    -------
    ChanceCorrected

    Raises
    ------
    InvalidValueError
        They have not the same units, or weights do not fit the categories.
    UnknownNameError
        There are no such weights.

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological
    Measurement 20. Cohen (1968), Weighted kappa, Psychological Bulletin 70. Fleiss, Cohen &
    Everitt (1969), Large sample standard errors of kappa and weighted kappa, Psychological
    Bulletin 72.

    Examples
    --------
    >>> from collective_impact.survey import cohen_kappa
    >>> found = cohen_kappa([1, 1, 2, 2, 1, 2, 1, 1], [1, 1, 2, 1, 1, 2, 1, 2])
    >>> round(found.value, 3), found.observed
    (0.467, 0.75)
    """
    one, other = numbers("first", first), numbers("second", second)
    if len(one) != len(other):
        raise InvalidValueError("second", described(second), f"the answers to the same {len(one)} units")
    both = ~np.isnan(one) & ~np.isnan(other)
    known = categories_of(np.array([one[both], other[both]]), categories, second)
    matrix = matrix_of(weights, known)
    rows, columns = ((answers[both][:, None] == known).astype(np.float64) for answers in (one, other))
    result = kernels.cohen_of(rows.T @ columns, matrix)
    return packed(COHEN, result, rows + columns, (known, matrix), int((~both).sum()), confidence, _normal)


def fleiss_kappa(
    table: object, *, categories: Sequence[float] | None = None, confidence: float = 0.95
) -> ChanceCorrected:
    """Return how far raters agree on categories beyond chance: Fleiss' kappa.

    Units may have been rated by different raters; chance is what the shares of the categories,
    over all of them, would give.

    Parameters
    ----------
    table : array_like
        A row for each rater, a column for each unit: numbers that stand for categories; None
        or NaN where there is no answer.
    categories : sequence of float, optional
        All that could be chosen; those that were, unless given.
    confidence : float
        Of the interval.

    Returns
    -------
    ChanceCorrected
        With a null error and p where all units have as many answers.

    Raises
    ------
    InvalidValueError
        The table holds something else than categories.

    References
    ----------
    Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin
    76. Fleiss, Nee & Landis (1979), Large sample variance of kappa in the case of different
    sets of raters, Psychological Bulletin 86: the null error. Gwet (2014), Handbook of
    Inter-Rater Reliability, 4th edition: the standard error.

    Examples
    --------
    >>> from collective_impact.survey import fleiss_kappa
    >>> round(fleiss_kappa([[1, 1, 2, 2, 1], [1, 1, 2, 1, 1], [1, 2, 2, 2, 1]]).value, 3)
    0.444
    """
    counts, known, left_out = counted(table, categories)
    matrix = np.eye(len(known))
    return packed(FLEISS, kernels.fleiss_of(counts, matrix), counts, (known, matrix), left_out, confidence)


def _normal(share: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(share))
