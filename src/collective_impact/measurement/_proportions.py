"""How many of how many: a share and its interval, and that of the difference of two."""

import math
from numbers import Integral
from statistics import NormalDist
from typing import TypeAlias

from collective_impact.errors import InvalidValueError
from collective_impact.model._record import record

Ends: TypeAlias = tuple[float, float]

Estimate: TypeAlias = tuple[float, float, float]
"""A figure, and from where to where its interval reaches."""

CONFIDENCE = 0.95

ROUNDED = 0.006
"""How far a share may be from its counts: published percentages are rounded to whole ones."""

MOST = 2**53
"""Beyond it not every whole number is a float."""


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
    z = normal_quantile(confidence)
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
    return square_and_add(share_estimated(*before, confidence), share_estimated(*after, confidence))


def share_estimated(part: float, whole: float, confidence: float = CONFIDENCE) -> Estimate:
    """Return a share and the ends of Wilson's interval."""
    return part / whole, *_score(part, whole, normal_quantile(confidence))


def square_and_add(before: Estimate, after: Estimate) -> Ends:
    """Return the interval of the difference of two estimates, after less before, from an interval of each.

    References
    ----------
    Zou & Donner (2008), Construction of confidence limits about effect measures: a general
    approach, Statistics in Medicine 27.
    """
    (first, low, high), (last, least, most) = before, after
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
        check_count(name, count)
    if successes > n:  # type: ignore[operator] # they are whole numbers
        raise InvalidValueError("successes", successes, f"a count of at most n, which is {n}")


def check_count(name: str, count: object) -> None:
    """Refuse what is no count.

    Raises
    ------
    InvalidValueError
        It is none.
    """
    if isinstance(count, bool) or not isinstance(count, Integral) or not 0 <= int(count) <= MOST:
        raise InvalidValueError(name, count, f"a count, 0 or more (and at most {MOST:,})")


def _check_confidence(confidence: object) -> None:
    if not isinstance(confidence, int | float) or not 0 < confidence < 1:
        raise InvalidValueError("confidence", confidence, "between 0 and 1, such as 0.95")


def normal_quantile(confidence: float) -> float:
    """Return how many standard errors an interval reaches to either side.

    Raises
    ------
    InvalidValueError
        The confidence is not between 0 and 1.
    """
    _check_confidence(confidence)
    return NormalDist().inv_cdf(0.5 + confidence / 2)
