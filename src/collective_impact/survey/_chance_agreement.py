"""Agreement on categories beyond chance: Gwet's AC1 and AC2, and what kappas share with them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param, UnknownNameError
from collective_impact.model._record import record
from collective_impact.survey import _chance_kernels as kernels
from collective_impact.survey._arrays import Array, described, known_or_none, numbers, share, table_of, whole
from collective_impact.survey._by_chance import ByChance, by_chance
from collective_impact.survey._chance_kernels import Corrected
from collective_impact.survey._told import Told

Weights: TypeAlias = str | Sequence[Sequence[float]]

WEIGHTS = ("identity", "linear", "quadratic", "radical", "ordinal")

FEW = 10
"""Below it, standard errors of the coefficients are too small (ours)."""

MOSTLY, LOW = 0.8, 0.6
"""Raters agree in most cases, and kappa is low all the same (ours)."""

PARADOX = 0.2
"""From this difference of AC and kappa on, it matters which of them is read (ours)."""

COHEN, FLEISS = "Cohen's kappa", "Fleiss' kappa"


@record(kw_only=True)
class ChanceCorrected(Told):
    """How far raters agree on categories, beyond what chance would have them agree.

    Parameters
    ----------
    coefficient : str
        ``"AC1"``, ``"AC2"``, ``"Fleiss' kappa"`` or ``"Cohen's kappa"``.
    value : float, optional
        1 where all agree, 0 where agreement is that of chance. None where chance alone would
        have all agree, or no unit has two answers.
    observed, expected : float, optional
        Agreement, and that of chance: shares of pairs of answers, weighted.
    standard_error : float, optional
        Over units as those of a larger population, the raters as they are.
    interval : tuple of float, optional
    confidence : float
        Of the interval.
    null_error : float, optional
        The standard error if there were no agreement beyond chance; kappas alone.
    p : float, optional
        Two-sided, from the null error.
    units : int
        With an answer (of Cohen's kappa: from both raters).
    left_out : int
        Units with fewer.
    categories : tuple of float
    weights : tuple of tuple of float
        How far two categories agree.
    sizes : tuple of tuple of int
        Answers to a unit, and how many units have so many.
    warnings : tuple of Message
    """

    coefficient: str
    value: float | None
    observed: float | None
    expected: float | None
    standard_error: float | None
    interval: tuple[float, float] | None
    confidence: float
    null_error: float | None
    p: float | None
    units: int
    left_out: int
    categories: tuple[float, ...] = field(converter=tuple[float, ...])
    weights: tuple[tuple[float, ...], ...] = field(converter=tuple[tuple[float, ...], ...], repr=False)
    sizes: tuple[tuple[int, int], ...] = field(converter=tuple[tuple[int, int], ...], repr=False)
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def by_chance(self, *, draws: int = 1000, seed: int = 0) -> ByChance:
        """Return what as many random answers would give, all categories equally likely.

        Parameters
        ----------
        draws : int
        seed : int

        Returns
        -------
        ByChance

        Examples
        --------
        >>> from collective_impact.survey import cohen_kappa
        >>> found = cohen_kappa([1, 1, 2, 2, 1, 2, 1, 1], [1, 1, 2, 1, 1, 2, 1, 2])
        >>> print(found.by_chance())
        by chance: 0.00 on average, nine of ten between -0.50 and 0.50
        """
        rng, q = np.random.default_rng(seed), len(self.categories)
        size = whole("draws", draws, 1)
        if not self.units or not q:
            return by_chance(self.value, np.full(size, np.nan))
        weights = np.array(self.weights)
        if self.coefficient == COHEN:
            tables = rng.multinomial(self.units, np.full(q * q, 1 / (q * q)), size=size).reshape(size, q, q)
            kappas = [kernels.cohen_of(table, weights).value for table in tables.astype(np.float64)]
            return by_chance(self.value, np.array(kappas))
        sizes = np.repeat(*np.array(self.sizes, dtype=np.int64).T)
        kernel = kernels.fleiss_of if self.coefficient == FLEISS else kernels.gwet_of
        chance = np.full(q, 1 / q)
        values = [kernel(rng.multinomial(sizes, chance).astype(np.float64), weights).value for _ in range(size)]
        return by_chance(self.value, np.array(values))


def gwet(
    table: object,
    *,
    weights: Weights = "identity",
    categories: Sequence[float] | None = None,
    confidence: float = 0.95,
) -> ChanceCorrected:
    """Return how far raters agree on categories beyond chance: Gwet's AC1, with weights AC2.

    Chance is taken to make people agree where they would have to guess, which is rare where
    nearly all units are of one category: there, AC1 stays near the share of pairs that agree,
    and kappa does not.

    Parameters
    ----------
    table : array_like
        A row for each rater, a column for each unit: numbers that stand for categories; None
        or NaN where there is no answer.
    weights : str or sequence of sequence of float
        How far two categories agree: ``"identity"`` (AC1), ``"linear"``, ``"quadratic"``,
        ``"radical"`` or ``"ordinal"`` (AC2), or a table of them.
    categories : sequence of float, optional
        All that could be chosen; those that were, unless given. AC depends on how many there are.
    confidence : float
        Of the interval.

    Returns
    -------
    ChanceCorrected

    Raises
    ------
    InvalidValueError
        The table holds something else than categories, or weights do not fit them.
    UnknownNameError
        There are no such weights.

    References
    ----------
    Gwet (2008), Computing inter-rater reliability and its variance in the presence of high
    agreement, British Journal of Mathematical and Statistical Psychology 61. Gwet (2014),
    Handbook of Inter-Rater Reliability, 4th edition.

    Examples
    --------
    Four raters and twelve units, from Gwet's handbook (2014).

    >>> from collective_impact.survey import gwet
    >>> table = [
    ...     [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    ...     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None],
    ...     [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    ...     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ... ]
    >>> found = gwet(table)
    >>> round(found.value, 3), round(found.standard_error, 3)
    (0.775, 0.143)
    """
    counts, known, left_out = counted(table, categories)
    matrix = matrix_of(weights, known)
    name = "AC1" if np.array_equal(matrix, np.eye(len(known))) else "AC2"
    result = kernels.gwet_of(counts, matrix)
    found = packed(name, result, counts, (known, matrix), left_out, confidence)
    return attrs.evolve(found, warnings=(*found.warnings, *_prevalence(found, counts, matrix)))


def counted(table: object, categories: Sequence[float] | None) -> tuple[Array, Array, int]:
    """Return units by categories, the categories, and how many units have no answer.

    Parameters
    ----------
    table : array_like
    categories : sequence of float, optional
    """
    known = table_of("table", table)
    values = categories_of(known, categories, table)
    counts = np.array([(known == value).sum(axis=0) for value in values], dtype=np.float64)
    counts = counts.T.reshape(known.shape[1], len(values))
    answered = counts.sum(axis=1) > 0
    return counts[answered], values, int((~answered).sum())


def categories_of(known: Array, categories: Sequence[float] | None, given: object) -> Array:
    """Return all categories in order: those given, or those that occur.

    Parameters
    ----------
    known : array of float
    categories : sequence of float, optional
    given : object
        What the answers came from, for errors.

    Raises
    ------
    InvalidValueError
        An answer is none of the categories, or these are no different numbers.
    """
    occur = np.unique(known[~np.isnan(known)])
    if categories is None:
        return occur
    values = np.unique(numbers("categories", categories))
    if len(values) != len(categories) or np.isnan(values).any():
        raise InvalidValueError("categories", categories, "different numbers")
    if not np.isin(occur, values).all():
        raise InvalidValueError("table", described(given), "made of the categories given")
    return values


def matrix_of(weights: Weights, categories: Array) -> Array:
    """Return how far each two categories agree.

    Parameters
    ----------
    weights : str or sequence of sequence of float
    categories : array of float

    Raises
    ------
    InvalidValueError
        They are not symmetric, from 0 to 1, with 1 for a category and itself.
    UnknownNameError
        There are none of this name.
    """
    if isinstance(weights, str):
        if weights not in WEIGHTS:
            raise UnknownNameError("weights", weights, WEIGHTS)
        return kernels.weights_of(weights, categories)
    q = len(categories)
    matrix = numbers("weights", weights, dimensions=2)
    fits = matrix.shape == (q, q) and ((matrix >= 0) & (matrix <= 1)).all() and (np.diag(matrix) == 1).all()
    if not fits or not np.array_equal(matrix, matrix.T):
        raise InvalidValueError("weights", weights, f"{q} × {q} numbers from 0 to 1, symmetric, 1 on the diagonal")
    return matrix


def packed(  # noqa: PLR0913, PLR0917 - what a coefficient is
    name: str,
    result: Corrected,
    counts: Array,
    scale: tuple[Array, Array],
    left_out: int,
    confidence: float,
    quantile: Callable[[float], float] | None = None,
) -> ChanceCorrected:
    """Return the record of a coefficient, with what is to be said of it.

    Parameters
    ----------
    name : str
    result : Corrected
    counts : array of float
        Units by categories.
    scale : tuple of array of float
        Categories, and weights.
    left_out : int
    confidence : float
    quantile : callable, optional
        Of the distribution that the interval takes; t over units unless given.
    """
    from scipy.special import ndtr, stdtrit

    half, units = (1 + share("confidence", confidence)) / 2, len(counts)
    error, null_error = known_or_none(result.error), known_or_none(result.null_error)
    interval = None
    if error is not None:
        reach = error * (quantile(half) if quantile else float(stdtrit(units - 1, half)))
        interval = (max(result.value - reach, -1.0), min(result.value + reach, 1.0))
    sizes, times = np.unique(counts.sum(axis=1).astype(np.int64), return_counts=True)
    found = ChanceCorrected(
        coefficient=name,
        value=known_or_none(result.value),
        observed=known_or_none(result.observed),
        expected=known_or_none(result.expected),
        standard_error=error,
        interval=interval,
        confidence=confidence,
        null_error=null_error,
        p=2 * float(ndtr(-abs(result.value / null_error))) if null_error else None,
        units=units,
        left_out=left_out,
        categories=scale[0].tolist(),
        weights=scale[1].tolist(),
        sizes=zip(sizes.tolist(), times.tolist(), strict=True),
    )
    return attrs.evolve(found, warnings=tuple(_warnings(found)))


def _warnings(found: ChanceCorrected) -> Iterator[Message]:
    if found.left_out:
        yield Message("kappa.left_out", {"n": found.left_out})
    if found.value is None:
        yield Message("kappa.no_pairs" if found.observed is None else "kappa.one_category")
        return
    if found.units < FEW:
        yield Message("kappa.few_units", {"n": found.units})
    is_kappa = found.coefficient in (COHEN, FLEISS)
    if is_kappa and found.observed is not None and found.observed >= MOSTLY and found.value < LOW:
        shares: dict[str, Param] = {"share": 100 * found.observed, "value": found.value}
        yield Message("kappa.prevalence", shares)


def _prevalence(found: ChanceCorrected, counts: Array, weights: Array) -> Iterator[Message]:
    """Yield what kappa would say, where it says something else."""
    kappa = kernels.fleiss_of(counts, weights).value
    most = float(counts.sum(axis=0).max(initial=0)) / max(float(counts.sum()), 1.0)
    if found.value is not None and found.value - kappa > PARADOX and most >= MOSTLY:
        values: dict[str, Param] = {"value": found.value, "kappa": kappa, "share": 100 * most}
        yield Message("kappa.ac_under_prevalence", values)
