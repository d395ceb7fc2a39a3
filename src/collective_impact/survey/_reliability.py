"""Whether the items of a construct say one thing: Cronbach's alpha, McDonald's omega, item-rest correlations."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from attrs import field

from collective_impact.errors import Message
from collective_impact.model._record import record
from collective_impact.survey._arrays import Array, known_or_none, share, table_of, whole
from collective_impact.survey._by_chance import ByChance, by_chance
from collective_impact.survey._covariances import LEAST_ITEMS, Covariances, MissingAnswers
from collective_impact.survey._one_factor import one_factor


@record(kw_only=True)
class ReliabilityCoefficient:
    """A coefficient of the reliability of several items taken together.

    Parameters
    ----------
    value : float, optional
        None where answers do not give one.
    items : tuple of str
        Names of the items; of a table without names, the numbers of its columns from 1.
    n : int
        Respondents that it rests on; where they differ between pairs of items, the fewest.
    of : int
        Respondents that answered any of the items.
    missing : MissingAnswers
        What was done with those that left some items unanswered.
    warnings : tuple of Message
    """

    value: float | None
    items: tuple[str, ...] = field(converter=tuple[str, ...])
    n: int
    of: int
    missing: MissingAnswers = field(converter=MissingAnswers)
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])


@record(kw_only=True)
class Alpha(ReliabilityCoefficient):
    """Cronbach's alpha, with its interval.

    Parameters
    ----------
    low, high : float, optional
        The interval; None where there is no value.
    confidence : float
    """

    low: float | None = None
    high: float | None = None
    confidence: float = 0.95

    def by_chance(self, *, draws: int = 10_000, seed: int = 0) -> ByChance:
        """Return what as many random answers to as many items would give.

        Parameters
        ----------
        draws : int
        seed : int

        Returns
        -------
        ByChance
            No value for fewer than two items or respondents.

        Notes
        -----
        Random answers are drawn from one normal distribution, whatever the respondent and the
        item; with five levels they give nearly the same. What few of them give by chance can
        be high: alpha is 0 on average in a large survey, and nothing keeps it there in a small.

        Examples
        --------
        >>> from collective_impact.survey import cronbach_alpha
        >>> ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
        >>> print(cronbach_alpha(ratings).by_chance())
        by chance: -0.63 on average, nine of ten between -3.60 and 0.66
        """
        size, people, items = whole("draws", draws, 1), self.n - 1, len(self.items) - 1
        if people < 1 or items < 1:
            return by_chance(self.value, np.full(size, np.nan))
        rng = np.random.default_rng(seed)
        between, left = (rng.chisquare(freedom, size) / freedom for freedom in (people, people * items))
        return by_chance(self.value, 1 - left / between)

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row of figures as columns, as data frames take them."""
        return {name: [getattr(self, name)] for name in ("value", "low", "high", "confidence", "n", "of")}

    def __str__(self) -> str:
        if self.value is None or self.low is None or self.high is None:
            return f"alpha: no value ({_basis(self)})"
        return f"alpha {self.value:.2f} ({self.low:.2f} to {self.high:.2f}; {_basis(self)})"


@record(kw_only=True)
class Omega(ReliabilityCoefficient):
    """McDonald's omega, with the loadings of the factor.

    Parameters
    ----------
    loadings : tuple of float or None
        The correlation of each item with the common factor; None of one that does not vary.
    """

    loadings: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])

    def to_columns(self) -> dict[str, list[object]]:
        """Return the loadings of the items as columns, as data frames take them."""
        return {"item": list(self.items), "loading": list(self.loadings)}

    def __str__(self) -> str:
        value = "omega: no value" if self.value is None else f"omega {self.value:.2f}"
        return f"{value} ({_basis(self)})"


@record(kw_only=True)
class ItemRest:
    """How each item goes together with the sum of the others.

    Parameters
    ----------
    values : tuple of float or None
        A correlation for each item; None where the item or the rest does not vary.
    items : tuple of str
        Names of the items; of a table without names, the numbers of its columns from 1.
    n, of : int
        Respondents that it rests on, and that answered any of the items.
    missing : MissingAnswers
    warnings : tuple of Message
    """

    values: tuple[float | None, ...] = field(converter=tuple[float | None, ...])
    items: tuple[str, ...] = field(converter=tuple[str, ...])
    n: int
    of: int
    missing: MissingAnswers = field(converter=MissingAnswers)
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def to_columns(self) -> dict[str, list[object]]:
        """Return the correlations as columns, as data frames take them."""
        return {"item": list(self.items), "r": list(self.values)}

    def __str__(self) -> str:
        width = max(map(len, self.items))
        told = ("  no value" if r is None else f"{r:6.2f}" for r in self.values)
        return "\n".join(f"{item:<{width}}{r}" for item, r in zip(self.items, told, strict=True))


def _basis(found: ReliabilityCoefficient) -> str:
    return f"{len(found.items)} items, {found.n} respondents"


def cronbach_alpha(table: object, *, confidence: float = 0.95, missing: MissingAnswers | str = "complete") -> Alpha:
    """Return Cronbach's alpha of items that are meant to measure one thing, with its interval.

    Alpha rises with the number of items and is no test of whether they measure one thing; it is
    a lower bound of reliability where they do and their errors are independent. Items have to
    run in the same direction: reversed ones are turned first.

    Parameters
    ----------
    table : array_like
        A row for each respondent, a column for each item; None or NaN where one is missing.
    confidence : float
        Of the interval, which takes respondents as independent and items as parallel. Where
        several respondents come from one organisation it is too narrow.
    missing : {"complete", "pairwise"}
        Count respondents that answered all items, or compare each two items over those that
        answered both; then the interval takes the fewest of them as n.

    Returns
    -------
    Alpha

    Raises
    ------
    InvalidValueError
        The table holds something else than numbers, or the confidence is none.

    References
    ----------
    Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16.
    Interval: Feldt, Woodruff & Salih (1987), Statistical inference for coefficient alpha,
    Applied Psychological Measurement 11.

    Examples
    --------
    The ratings of Shrout & Fleiss (1979), whose ICC(3, 4) of 0.91 is alpha.

    >>> from collective_impact.survey import cronbach_alpha
    >>> ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> found = cronbach_alpha(ratings)
    >>> print(found)
    alpha 0.91 (0.68 to 0.99; 4 items, 6 respondents)
    >>> print(*found.warnings)
    6 respondents: below 30 a coefficient of reliability is not settled, look at its interval
    """
    return alpha_of(Covariances.among(table_of("table", table), None, missing), share("confidence", confidence))


def mcdonald_omega(table: object, *, missing: MissingAnswers | str = "complete") -> Omega:
    """Return McDonald's omega of the sum of items with one common factor.

    The share of the variance of the sum that the common factor explains. Unlike alpha it does
    not ask that all items be equally good; where they are, both are the same. The factor is
    fitted to correlations by minimum residuals, and omega is that of the items as they are
    answered, not standardised.

    Parameters
    ----------
    table : array_like
        A row for each respondent, a column for each item; None or NaN where one is missing.
    missing : {"complete", "pairwise"}
        Count respondents that answered all items, or compare each two items over those that
        answered both.

    Returns
    -------
    Omega
        Without a value for fewer than three items, which cannot tell a factor.

    Raises
    ------
    InvalidValueError
        The table holds something else than numbers.

    References
    ----------
    McDonald (1999), Test theory: a unified treatment, chapter 6.

    Examples
    --------
    >>> from collective_impact.survey import mcdonald_omega
    >>> ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> found = mcdonald_omega(ratings)
    >>> print(found)
    omega 0.92 (4 items, 6 respondents)
    >>> [round(loading, 2) for loading in found.loadings]
    [0.83, 0.93, 0.91, 0.82]
    """
    return omega_of(Covariances.among(table_of("table", table), None, missing))


def item_rest(table: object, *, missing: MissingAnswers | str = "complete") -> ItemRest:
    """Return the correlation of each item with the sum of the others.

    An item that runs against the rest (below 0) is often one that was worded the other way
    round and not turned.

    Parameters
    ----------
    table : array_like
        A row for each respondent, a column for each item; None or NaN where one is missing.
    missing : {"complete", "pairwise"}
        Count respondents that answered all items, or compare each two items over those that
        answered both.

    Returns
    -------
    ItemRest

    Raises
    ------
    InvalidValueError
        The table holds something else than numbers.

    References
    ----------
    Nunnally & Bernstein (1994), Psychometric theory, chapter 8.

    Examples
    --------
    >>> from collective_impact.survey import item_rest
    >>> print(item_rest([[1, 2, 4], [2, 2, 3], [3, 4, 1], [4, 5, 2], [5, 5, 1]]))
    1  0.38
    2  0.47
    3 -0.86
    """
    return item_rest_of(Covariances.among(table_of("table", table), None, missing))


def alpha_of(found: Covariances, confidence: float) -> Alpha:
    """Return alpha of covariances."""
    items, total = len(found.items), found.matrix.sum()
    defined = found.varies and items > 1
    value = float(items / (items - 1) * (1 - found.matrix.trace() / total)) if defined else None
    low, high = (None, None) if value is None else feldt_interval(value, items, found.n, confidence)
    return Alpha(value=value, low=low, high=high, confidence=confidence, **_account(found))


def feldt_interval(alpha: float, items: int, n: int, confidence: float) -> tuple[float, float]:
    """Return the interval of an alpha: (1 - population's) / (1 - sample's) is distributed as F."""
    from scipy.special import fdtri

    tail = (1 - confidence) / 2
    low, high = (1 - (1 - alpha) * fdtri(n - 1, (n - 1) * (items - 1), [1 - tail, tail])).tolist()
    return low, high


def omega_of(found: Covariances) -> Omega:
    """Return omega of covariances; items that do not vary have no part in it."""
    varies = np.diag(found.matrix) > 0
    value, loadings = None, np.full(len(varies), np.nan)
    doubts: list[Message] = []
    if found.varies and varies.sum() >= LEAST_ITEMS:
        fitted = one_factor(found.correlations[np.ix_(varies, varies)])
        if fitted is not None:
            loadings[varies] = fitted
            value = _explained(fitted * found.deviations[varies], found.matrix.diagonal()[varies])
        doubts = list(_doubts(found.items, loadings))
    return Omega(value=value, loadings=tuple(map(known_or_none, loadings)), **_account(found, doubts))


def _explained(shared: Array, variances: Array) -> float:
    """Return the share of the variance of a sum that what its parts share explains."""
    common = shared.sum() ** 2
    return float(common / (common + (variances - shared**2).sum()))


def _doubts(items: tuple[str, ...], loadings: Array) -> Iterator[Message]:
    if np.isnan(loadings).all():
        yield Message("reliability.no_factor")
    for item, loading in zip(items, loadings, strict=True):
        if abs(loading) >= 1:
            yield Message("reliability.factor_alone", {"item": item})


def _account(found: Covariances, doubts: Sequence[Message] = ()) -> dict[str, Any]:
    warnings = (*found.warnings(), *doubts)
    return {"items": found.items, "n": found.n, "of": found.of, "missing": found.missing, "warnings": warnings}


def item_rest_of(found: Covariances) -> ItemRest:
    """Return item-rest correlations of covariances."""
    return ItemRest(values=tuple(map(known_or_none, found.with_rest)), **_account(found))
