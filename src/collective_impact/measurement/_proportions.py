"""How many of how many: intervals, the sign test, and whether a published percentage can be."""

import math
from fractions import Fraction
from numbers import Integral
from typing import Literal, TypeAlias, get_args

import attrs
from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.model._record import record

Alternative: TypeAlias = Literal["two-sided", "greater", "less"]
Ends: TypeAlias = tuple[float, float]

CONFIDENCE = 0.95
MOST_DECIMALS = 6
MOST_COUNTED = 1_000_000
"""Counts of indicators, pupils, households: beyond it a rounded percentage fits almost any count."""


@record(kw_only=True)
class Proportion:
    """A share with its interval.

    Parameters
    ----------
    successes, n : int
    share : float, optional
        0 to 1; None where nothing was counted.
    low, high : float
        Ends of the interval, 0 to 1; with nothing counted they are 0 and 1.
    confidence : float
    method : str
        ``"wilson"`` or ``"clopper_pearson"``.
    """

    successes: int
    n: int
    share: float | None
    low: float
    high: float
    confidence: float
    method: str

    def __str__(self) -> str:
        interval = f"{100 * self.low:.2f}–{100 * self.high:.2f} % at {100 * self.confidence:g} %"
        share = "no share" if self.share is None else f"{100 * self.share:.2f} %"
        return f"{self.successes} of {self.n}: {share} ({interval})"


def wilson(successes: int, n: int, confidence: float = CONFIDENCE) -> Proportion:
    """Return a share with the score interval of Wilson, whose coverage is right on average.

    Parameters
    ----------
    successes, n : int
        So many of so many.
    confidence : float
        0 to 1.

    Returns
    -------
    Proportion

    Raises
    ------
    InvalidValueError
        The counts are no whole numbers, or more succeeded than there are.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22.
    Agresti & Coull (1998), Approximate is better than "exact" for interval estimation of
    binomial proportions, The American Statistician 52.

    Examples
    --------
    Of Strive it was reported in 2011 (Kania & Kramer) that 34 of its 53 indicators had improved.

    >>> import collective_impact as ci
    >>> print(ci.measurement.wilson(34, 53))
    34 of 53: 64.15 % (50.69–75.70 % at 95 %)
    """
    _check_counts(successes, n)
    z = _normal_quantile(confidence)
    if n == 0:
        return _proportion(0, 0, (0.0, 1.0), confidence, "wilson")
    return _proportion(successes, n, _score(successes, n, z), confidence, "wilson")


def clopper_pearson(successes: int, n: int, confidence: float = CONFIDENCE) -> Proportion:
    """Return a share with the exact interval of Clopper and Pearson, which is never too narrow.

    Parameters
    ----------
    successes, n : int
        So many of so many.
    confidence : float
        0 to 1.

    Returns
    -------
    Proportion

    Raises
    ------
    InvalidValueError
        The counts are no whole numbers, or more succeeded than there are.

    References
    ----------
    Clopper & Pearson (1934), The use of confidence or fiducial limits illustrated in the
    case of the binomial, Biometrika 26.

    Examples
    --------
    >>> import collective_impact as ci
    >>> print(ci.measurement.clopper_pearson(34, 53))
    34 of 53: 64.15 % (49.80–76.86 % at 95 %)
    """
    from scipy.special import betaincinv

    _check_counts(successes, n)
    _check_confidence(confidence)
    tail = (1 - confidence) / 2
    low = float(betaincinv(successes, n - successes + 1, tail)) if successes else 0.0
    high = float(betaincinv(successes + 1, n - successes, 1 - tail)) if successes < n else 1.0
    return _proportion(successes, n, (low, high), confidence, "clopper_pearson")


def newcombe(before: tuple[float, float], after: tuple[float, float], confidence: float = CONFIDENCE) -> Ends:
    """Return the interval of the difference of two shares, each a part of a whole, after less before.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17, method 10.
    """
    z = _normal_quantile(confidence)
    (first, low, high), (last, least, most) = (
        (part / whole, *_score(part, whole, z)) for part, whole in (before, after)
    )
    return (
        last - first - math.hypot(last - least, high - first),
        last - first + math.hypot(most - last, first - low),
    )


def _score(successes: float, n: float, z: float) -> Ends:
    """Return the ends of Wilson's interval."""
    share, shrunk = successes / n, 1 + z**2 / n
    middle = (share + z**2 / (2 * n)) / shrunk
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / shrunk
    return (middle - half if successes else 0.0), (middle + half if successes < n else 1.0)


def _proportion(successes: int, n: int, ends: Ends, confidence: float, method: str) -> Proportion:
    share = successes / n if n else None
    low, high = ends
    return Proportion(successes=successes, n=n, share=share, low=low, high=high, confidence=confidence, method=method)


def _check_counts(successes: object, n: object) -> None:
    for name, count in (("successes", successes), ("n", n)):
        _check_count(name, count)
    if successes > n:  # type: ignore[operator] # they are whole numbers
        raise InvalidValueError("successes", successes, f"a count of at most n, which is {n}")


def _check_count(name: str, count: object) -> None:
    if isinstance(count, bool) or not isinstance(count, Integral) or count < 0:
        raise InvalidValueError(name, count, "a count, 0 or more")


def _check_confidence(confidence: object) -> None:
    if not isinstance(confidence, int | float) or not 0 < confidence < 1:
        raise InvalidValueError("confidence", confidence, "between 0 and 1, such as 0.95")


def _normal_quantile(confidence: float) -> float:
    from scipy.special import ndtri

    _check_confidence(confidence)
    return float(ndtri(0.5 + confidence / 2))


# More of them better than worse --------------------------------------------------------


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
        _check_count(name, count)
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


# Can it be? ----------------------------------------------------------------------------


@record(kw_only=True)
class Fit:
    """A count of a number that rounds to a percentage.

    Parameters
    ----------
    count, n : int
    """

    count: int
    n: int

    def __str__(self) -> str:
        return f"{self.count} of {self.n}"


@record(kw_only=True)
class Grim:
    """Whether a percentage of a number can be, and of which numbers near it.

    Parameters
    ----------
    percentage : float
    n, decimals : int
    counts : tuple of int
        The counts of n that round to it; none where it cannot be.
    near : tuple of Fit
        Other numbers for which a count fits, the nearest first; empty unless asked for.
    """

    percentage: float
    n: int
    decimals: int
    counts: tuple[int, ...] = field(default=(), converter=tuple[int, ...])
    near: tuple[Fit, ...] = field(default=(), converter=tuple[Fit, ...])

    @property
    def is_possible(self) -> bool:
        """Whether any count of n rounds to the percentage."""
        return bool(self.counts)

    @property
    def note(self) -> Message:
        """The finding in a sentence."""
        params: dict[str, Param] = {"percentage": f"{self.percentage:.{self.decimals}f}", "n": self.n}
        if not self.counts:
            return Message("progress.grim_impossible", params)
        return Message("progress.grim_possible", params | {"counts": ", ".join(map(str, self.counts))})

    def __str__(self) -> str:
        return "; ".join([str(self.note), *map(str, self.near)])


def grim(percentage: float, n: int, decimals: int = 0, *, within: int = 0) -> Grim:
    """Say whether a published percentage of a number of whole things can be.

    Halves may have been rounded up or down: both count as possible.

    Parameters
    ----------
    percentage : float
        As published.
    n : int
        Of how many, 1 or more.
    decimals : int
        To how many decimals it was rounded.
    within : int
        How far from n other numbers are tried.

    Returns
    -------
    Grim

    Raises
    ------
    InvalidValueError
        The percentage is not from 0 to 100 or has more decimals, or n is none.

    References
    ----------
    Brown & Heathers (2017), The GRIM test: a simple technique detects numerous anomalies in
    the reporting of results in psychology, Social Psychological and Personality Science 8.

    Examples
    --------
    "81 % of 34 indicators" cannot exist; 26 of 32 would be 81 %.

    >>> import collective_impact as ci
    >>> claim = ci.measurement.grim(81, 34, within=2)
    >>> claim.is_possible, [str(fit) for fit in claim.near]
    (False, ['26 of 32', '29 of 36'])
    """
    for name, count in (("n", n), ("decimals", decimals), ("within", within)):
        _check_count(name, count)
    for name, count, most in (("n", n, MOST_COUNTED), ("decimals", decimals, MOST_DECIMALS)):
        if count > most or (name == "n" and count == 0):
            raise InvalidValueError(name, count, f"a whole number from {int(name == 'n')} to {most:,}")
    units = _units(percentage, decimals)
    others = sorted(range(max(1, n - within), n + within + 1), key=lambda other: abs(other - n))
    near = [Fit(count=count, n=other) for other in others if other != n for count in _fitting(units, other, decimals)]
    return Grim(percentage=percentage, n=n, decimals=decimals, counts=_fitting(units, n, decimals), near=tuple(near))


def _units(percentage: object, decimals: int) -> int:
    """Return a percentage in units of its last decimal."""
    wanted = f"a percentage from 0 to 100 with at most {decimals} decimals"
    if isinstance(percentage, bool) or not isinstance(percentage, int | float) or not 0 <= percentage <= 100:  # noqa: PLR2004 - percent
        raise InvalidValueError("percentage", percentage, wanted)
    exact = Fraction(str(float(percentage))) * Fraction(10) ** decimals
    if exact.denominator != 1:
        raise InvalidValueError("percentage", percentage, wanted)
    return exact.numerator


def _fitting(units: int, n: int, decimals: int) -> tuple[int, ...]:
    """Return the counts whose share of n lies within half a unit of the percentage."""
    whole = 2 * 100 * 10**decimals
    first = -(-n * (2 * units - 1) // whole)
    last = n * (2 * units + 1) // whole
    return tuple(range(max(first, 0), min(last, n) + 1))
