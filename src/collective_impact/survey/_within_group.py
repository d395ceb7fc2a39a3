"""Whether one group agrees on items with a common scale: r*wg, r*wg(j) and the average deviation.

All of them follow from how many chose each level, so that random answers need no people.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param, UnknownNameError
from collective_impact.model._record import record
from collective_impact.survey._arrays import Array, Whole, columns, described, numbers, whole
from collective_impact.survey._by_chance import ByChance, by_chance
from collective_impact.survey._told import Told
from collective_impact.survey._within_kernels import DEVIATIONS, SKEWED, null_of, of_random, variances

ENOUGH = 10
"""Fewer raters make within-group agreement look smaller and less certain than it is (ours)."""

LIMIT = 6
"""An average deviation up to the number of levels over six is agreement (Burke & Dunlap 2002)."""


@record(kw_only=True)
class WithinGroup(Told):
    """How far less a group's ratings vary than answers that mean nothing.

    Parameters
    ----------
    value : float, optional
        r*wg or r*wg(j) of Lindell, Brandt & Whitney: 1 where everybody says the same, 0 where
        ratings vary as the null does, negative where they vary more. None with fewer than two
        answers to every item.
    classic : float, optional
        rwg or rwg(j) of James, Demaree & Wolf: negative ones become 0, and with more items it
        rises as the reliability of a mean would, whether people agree or not.
    variance : float, optional
        Of ratings (n - 1 below), on average over items.
    null_variance : float
        Of answers that mean nothing.
    null : str
        Which they are; ``"own"`` where their shares were given.
    n : int
        Raters with an answer.
    answers : tuple of int
        To each item.
    levels : int
    warnings : tuple of Message
    """

    value: float | None
    classic: float | None
    variance: float | None
    null_variance: float
    null: str
    n: int
    answers: tuple[int, ...] = field(converter=tuple[int, ...])
    levels: int
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def by_chance(self, *, draws: int = 10_000, seed: int = 0) -> ByChance:
        """Return what as many random answers would give, all levels equally likely.

        Parameters
        ----------
        draws : int
        seed : int

        Returns
        -------
        ByChance

        Examples
        --------
        >>> from collective_impact.survey import rwg
        >>> print(rwg([4, 5, 4, 4, 3], levels=5).by_chance())
        by chance: 0.00 on average, nine of ten between -0.75 and 0.75
        """
        answers = [n for n in self.answers if n > 1]
        variance, likelihood = of_random(variances, answers, self.levels, whole("draws", draws, 1), seed)
        return by_chance(self.value, 1 - variance / self.null_variance, likelihood)


@record(kw_only=True)
class AverageDeviation(Told):
    """How far ratings lie from their middle, in levels of the scale.

    Parameters
    ----------
    value : float, optional
        0 where everybody says the same; None without answers.
    about : str
        The middle: ``"mean"`` or ``"median"``.
    limit : float
        Up to it a group agrees, as Burke & Dunlap put it: the number of levels over six.
    n : int
        Raters with an answer.
    answers : tuple of int
        To each item.
    levels : int
    warnings : tuple of Message
    """

    value: float | None
    about: str
    limit: float
    n: int
    answers: tuple[int, ...] = field(converter=tuple[int, ...])
    levels: int
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def by_chance(self, *, draws: int = 10_000, seed: int = 0) -> ByChance:
        """Return what as many random answers would give, all levels equally likely.

        Parameters
        ----------
        draws : int
        seed : int

        Returns
        -------
        ByChance

        Examples
        --------
        >>> from collective_impact.survey import average_deviation
        >>> print(average_deviation([4, 5, 4, 4, 3], levels=5).by_chance())
        by chance: 1.06 on average, nine of ten between 0.48 and 1.60
        """
        kernel, answers = DEVIATIONS[self.about], [n for n in self.answers if n > 0]
        values, likelihood = of_random(kernel, answers, self.levels, whole("draws", draws, 1), seed)
        return by_chance(self.value, values, likelihood)


def rwg(ratings: object, *, levels: int, null: str | Sequence[float] = "uniform") -> WithinGroup:
    """Return how far a group agrees on one item: r*wg.

    Parameters
    ----------
    ratings : array_like
        One of each rater, from 1 to the number of levels; None or NaN where there is none.
    levels : int
        Of the scale.
    null : str or sequence of float
        What answers that mean nothing look like: ``"uniform"``, ``"triangular"`` (towards the
        middle), ``"maximum"`` (half at either end, so that the value lies between 0 and 1),
        on five levels also ``"slight_skew"``, ``"moderate_skew"`` or ``"heavy_skew"``; or the
        share of each level.

    Returns
    -------
    WithinGroup

    Raises
    ------
    InvalidValueError
        A rating is no level of the scale, or shares do not fit it.
    UnknownNameError
        There is no such null.

    References
    ----------
    James, Demaree & Wolf (1984), Estimating within-group interrater reliability with and
    without response bias, Journal of Applied Psychology 69. Lindell, Brandt & Whitney (1999), A
    revised index of interrater agreement for multi-item ratings of a single target, Applied
    Psychological Measurement 23. LeBreton & Senter (2008), Answers to 20 questions about
    interrater reliability and interrater agreement, Organizational Research Methods 11.

    Examples
    --------
    >>> from collective_impact.survey import rwg
    >>> found = rwg([3, 4, 4, 5, 3, 4, 2, 4], levels=5)
    >>> round(found.value, 2), found.null_variance
    (0.58, 2.0)
    """
    return _within(numbers("ratings", ratings)[:, None], ratings, levels, null)


def rwg_j(table: object, *, levels: int, null: str | Sequence[float] = "uniform") -> WithinGroup:
    """Return how far a group agrees on several items of one scale: r*wg(j).

    Parameters
    ----------
    table : array_like
        A row for each rater, a column for each item: from 1 to the number of levels; None or
        NaN where there is no answer. Reverse-keyed items are reversed before.
    levels : int
        Of the scale.
    null : str or sequence of float
        As `rwg` takes it.

    Returns
    -------
    WithinGroup

    Raises
    ------
    InvalidValueError
        A rating is no level of the scale, or shares do not fit it.
    UnknownNameError
        There is no such null.

    References
    ----------
    As those of `rwg`.

    Examples
    --------
    The ten judges and four items of James, Demaree & Wolf (1984).

    >>> from collective_impact.survey import rwg_j
    >>> items = [
    ...     [5, 4, 5, 4, 5, 4, 5, 4, 5, 4],
    ...     [4, 5, 4, 5, 4, 5, 4, 5, 4, 5],
    ...     [5, 5, 5, 5, 5, 4, 4, 4, 4, 4],
    ...     [5, 4, 4, 5, 5, 5, 4, 5, 4, 5],
    ... ]
    >>> found = rwg_j([list(judge) for judge in zip(*items)], levels=5)
    >>> round(found.value, 4), round(found.classic, 4)
    (0.8625, 0.9617)
    """
    return _within(numbers("table", table, dimensions=2), table, levels, null)


def average_deviation(ratings: object, *, levels: int, about: Literal["mean", "median"] = "mean") -> AverageDeviation:
    """Return how far ratings lie from their mean or median, in levels of the scale.

    It needs no idea of what answers that mean nothing look like.

    Parameters
    ----------
    ratings : array_like
        Of one item, one of each rater; or a row for each rater and a column for each item, of
        which the average is taken. From 1 to the number of levels; None or NaN where there is
        no answer.
    levels : int
        Of the scale.
    about : {"mean", "median"}

    Returns
    -------
    AverageDeviation

    Raises
    ------
    InvalidValueError
        A rating is no level of the scale.
    UnknownNameError
        The middle is neither of both.

    References
    ----------
    Burke, Finkelstein & Dusig (1999), On average deviation indices for estimating interrater
    agreement, Organizational Research Methods 2. Burke & Dunlap (2002), Estimating interrater
    agreement with the average deviation index: a user's guide, Organizational Research
    Methods 5.

    Examples
    --------
    >>> from collective_impact.survey import average_deviation
    >>> found = average_deviation([3, 4, 4, 5, 3, 4, 2, 4], levels=5)
    >>> found.value, round(found.limit, 2)
    (0.71875, 0.83)
    """
    if about not in DEVIATIONS:
        raise UnknownNameError("middle", about, DEVIATIONS)
    table = columns("ratings", ratings)
    rows = _counted("ratings", table, ratings, whole("levels", levels, 2))
    values = DEVIATIONS[about](rows[rows.sum(axis=1) > 0])
    n = _raters(table)
    return AverageDeviation(
        value=float(values.mean()) if len(values) else None,
        about=about,
        limit=levels / LIMIT,
        n=n,
        answers=rows.sum(axis=1).tolist(),
        levels=levels,
        warnings=_few(n, rows, 1),
    )


def _within(table: Array, given: object, levels: int, null: str | Sequence[float]) -> WithinGroup:
    rows = _counted("ratings", table, given, whole("levels", levels, 2))
    name, null_variance = null_of(null, levels)
    of_items = variances(rows[rows.sum(axis=1) > 1])
    variance = float(of_items.mean()) if len(of_items) else None
    ratio = None if variance is None else variance / null_variance
    value, n = None if ratio is None else 1 - ratio, _raters(table)
    return WithinGroup(
        value=value,
        classic=None if ratio is None else _stepped_up(min(ratio, 1.0), len(of_items)),
        variance=variance,
        null_variance=null_variance,
        null=name,
        n=n,
        answers=rows.sum(axis=1).tolist(),
        levels=levels,
        warnings=(*_few(n, rows, 2), *_warnings(value, name, rows)),
    )


def _stepped_up(ratio: float, items: int) -> float:
    """Return rwg(j) of James, Demaree & Wolf: Spearman and Brown's formula on 1 less the ratio."""
    return items * (1 - ratio) / (items * (1 - ratio) + ratio)


def _raters(table: Array) -> int:
    return int((~np.isnan(table)).any(axis=1).sum())


def _counted(what: str, table: Array, given: object, levels: int) -> Whole:
    """Return how many chose each level, a row for each item."""
    known = table[~np.isnan(table)]
    if not table.shape[1] or (known % 1).any() or (known < 1).any() or (known > levels).any():
        raise InvalidValueError(what, described(given), f"levels of a scale, whole numbers from 1 to {levels}")
    return np.array([(table == level).sum(axis=0) for level in range(1, levels + 1)]).T


def _few(n: int, rows: Whole, least: int) -> tuple[Message, ...]:
    """Return what is to be said where there is little to go by."""
    said = []
    if n < ENOUGH:
        said.append(Message("within.few_raters", {"n": n}))
    left = int((rows.sum(axis=1) < least).sum())
    if left:
        said.append(Message("within.items_left_out", {"n": left}))
    return tuple(said)


def _warnings(value: float | None, null: str, rows: Whole) -> Iterator[Message]:
    if null in SKEWED or null == "own":
        yield Message("within.skewed_null", {"null": null})
    elif null == "uniform":
        n = rows.sum(axis=1)
        piled = int(((n > 1) & (2 * np.maximum(rows[:, 0], rows[:, -1]) >= n)).sum())
        items: dict[str, Param] = {"n": piled, "of": len(rows)}
        if piled:
            yield Message("within.skewed_answers", items)
    if value is not None and value < 0:
        yield Message("within.more_than_null", {"value": value})
