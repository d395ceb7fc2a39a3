"""More of them better than worse: by chance, or by more than that."""

import math
from typing import Literal, TypeAlias, get_args

import attrs
from attrs import field

from collective_impact.errors import InvalidValueError, Message
from collective_impact.measurement._proportions import check_count
from collective_impact.model._record import record

Alternative: TypeAlias = Literal["two-sided", "greater", "less"]


@record(kw_only=True)
class SignTest:
    """Whether more became better than worse than chance alone would bring about.

    Parameters
    ----------
    better, worse, unchanged : int
        The unchanged say nothing about the way, and stand apart.
    alternative : str
    p : float, optional
        If each moves on its own; None where nothing moved.
    correlation : float, optional
        What was assumed of the movements of any two.
    p_correlated : float, optional
        Under that assumption; None where none was made.
    warnings : tuple of Message
    """

    better: int
    worse: int
    unchanged: int = 0
    alternative: str = "two-sided"
    p: float | None = None
    correlation: float | None = None
    p_correlated: float | None = None
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    @property
    def n(self) -> int:
        """How many moved."""
        return self.better + self.worse

    def __str__(self) -> str:
        counts = f"{self.better} better, {self.worse} worse, {self.unchanged} unchanged"
        if self.p is None:
            return f"{counts}: no p"
        correlated = "" if self.p_correlated is None else f"; at a correlation of {self.correlation:g}, p = {{:.4g}}"
        return f"{counts}: p = {self.p:.4g} ({self.alternative}){correlated.format(self.p_correlated)}"


def sign_test(
    better: int,
    worse: int,
    *,
    unchanged: int = 0,
    alternative: Alternative = "two-sided",
    correlation: float | None = None,
) -> SignTest:
    """Return how likely so many of those that moved would be better if chance alone moved them.

    The test is exact. Indicators of one place move together: graduation and enrollment see
    the same economy. Under ``correlation`` each is better where a normal variable is above
    0, and any two of these variables have that correlation; all of them then share one
    normal factor, over which the exact p is averaged.

    Parameters
    ----------
    better, worse : int
        How many moved in the direction wanted, and in the other.
    unchanged : int
        How many did not move: they are reported and not tested.
    alternative : {"two-sided", "greater", "less"}
        Greater: more are better than worse.
    correlation : float, optional
        Of the movements of any two, from 0 to less than 1; an assumption, since the counts
        alone do not tell it.

    Returns
    -------
    SignTest

    Raises
    ------
    InvalidValueError
        A count is no count, or the correlation or the alternative is none.

    References
    ----------
    Conover (1999), Practical Nonparametric Statistics, 3rd edition, section 3.4.
    Vasicek (2002), Loan portfolio value, Risk 15: the distribution under one normal factor.

    Examples
    --------
    34 of 53 is less than it seems: if none of the 19 others was flat, p is above 0.05, and
    if indicators move together only a little, chance does it every third time.

    >>> import collective_impact as ci
    >>> print(ci.measurement.sign_test(34, 19, correlation=0.1))
    34 better, 19 worse, 0 unchanged: p = 0.05344 (two-sided); at a correlation of 0.1, p = 0.3723
    >>> print(ci.measurement.sign_test(34, 9, unchanged=10))
    34 better, 9 worse, 10 unchanged: p = 0.0001702 (two-sided)
    """
    for name, count in (("better", better), ("worse", worse), ("unchanged", unchanged)):
        check_count(name, count)
    if alternative not in get_args(Alternative):
        raise InvalidValueError("alternative", alternative, f"one of {', '.join(get_args(Alternative))}")
    if correlation is not None:
        _check_correlation(correlation)
    counted = SignTest(
        better=better, worse=worse, unchanged=unchanged, alternative=alternative, correlation=correlation
    )
    if counted.n == 0:
        return attrs.evolve(counted, warnings=(Message("progress.nothing_moved"),))
    correlated = None if correlation is None else _p(better, worse, alternative, float(correlation))
    return attrs.evolve(counted, p=_p(better, worse, alternative, 0.0), p_correlated=correlated)


def _check_correlation(correlation: object) -> None:
    if isinstance(correlation, bool) or not isinstance(correlation, int | float) or not 0 <= correlation < 1:
        raise InvalidValueError("correlation", correlation, "from 0 to less than 1")


def _p(better: int, worse: int, alternative: str, correlation: float) -> float:
    if alternative == "two-sided":
        return min(1.0, 2 * _tail(max(better, worse), better + worse, correlation))
    return _tail(better if alternative == "greater" else worse, better + worse, correlation)


def _tail(least: int, n: int, correlation: float) -> float:
    """Return how likely at least so many of n are better by chance alone.

    The trapezoidal rule is exact to the last digits for what is smooth and ends at zero.
    """
    import numpy as np
    from scipy.special import betainc, ndtr

    if least == 0:
        return 1.0
    if correlation == 0:
        return float(betainc(least, n - least + 1, 0.5))
    factor = np.linspace(-9.0, 9.0, 18_001)
    chance = ndtr(factor * math.sqrt(correlation / (1 - correlation)))
    weight = np.exp(-(factor**2) / 2)
    return float(weight @ betainc(least, n - least + 1, chance) / weight.sum())
