"""Kendall's W: whether raters put things in the same order."""

from collections.abc import Iterator

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import Message, Param
from collective_impact.model._record import record
from collective_impact.survey._arrays import Array, complete_table, whole
from collective_impact.survey._by_chance import ByChance, by_chance
from collective_impact.survey._told import Told

MANY = 20
"""From so many raters on the chi-square approximation is good; below, it finds too little (Legendre 2005)."""

FEW = 5
"""Below it, W is far from 0 by chance alone: it is 1/m on average (ours)."""


@record(kw_only=True)
class Concordance(Told):
    """How far raters put items in the same order.

    Parameters
    ----------
    value : float, optional
        Kendall's W, corrected for ties: 1 where all orders are the same, 0 where the items'
        mean ranks are all the same. None where every rater ranks all items alike.
    raters, items : int
    ranks : tuple of float
        The mean rank of each item, in the order given; small numbers have small ranks.
    tied : int
        Raters with ties.
    chi_square : float, optional
        With a degree of freedom less than there are items.
    p : float, optional
        If orders were random.
    method : str, optional
        Where p is from: ``"permutation"``, or ``"chi-square"`` with 20 raters or more.
    warnings : tuple of Message
    """

    value: float | None
    raters: int
    items: int
    ranks: tuple[float, ...] = field(converter=tuple[float, ...])
    tied: int
    chi_square: float | None
    p: float | None
    method: str | None
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def by_chance(self, *, draws: int = 10_000, seed: int = 0) -> ByChance:
        """Return what as many random orders, without ties, would give.

        Parameters
        ----------
        draws : int
        seed : int

        Returns
        -------
        ByChance

        Examples
        --------
        >>> from collective_impact.survey import kendalls_w
        >>> found = kendalls_w([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]])
        >>> print(found.by_chance())
        by chance: 0.34 on average, nine of ten between 0.09 and 0.64
        """
        orders = np.tile(np.arange(1.0, self.items + 1), (self.raters, 1))
        rng = np.random.default_rng(seed)
        return by_chance(self.value, _shuffled(orders, whole("draws", draws, 1), rng))


def kendalls_w(ranks: object, *, draws: int = 9_999, seed: int = 0) -> Concordance:
    """Return how far raters put items in the same order: Kendall's coefficient of concordance.

    Parameters
    ----------
    ranks : array_like
        A row for each rater, a column for each item, nothing missing: ranks, or any numbers
        that put items in order. Equal numbers share the mean of their ranks.
    draws : int
        How many random orders to draw for p, with fewer than 20 raters.
    seed : int

    Returns
    -------
    Concordance

    Raises
    ------
    InvalidValueError
        Something is missing, or there are fewer than two raters or two items.

    Notes
    -----
    A permutation puts the ranks of each rater in random order, ties kept; p counts the order
    found as one of them.

    References
    ----------
    Kendall & Babington Smith (1939), The problem of m rankings, Annals of Mathematical
    Statistics 10. Kendall (1948), Rank Correlation Methods. Siegel (1956), Nonparametric
    Statistics for the Behavioral Sciences, ch. 9. Legendre (2005), Species associations: the
    Kendall coefficient of concordance revisited, Journal of Agricultural, Biological, and
    Environmental Statistics 10.

    Examples
    --------
    The example of Siegel (1956): three executives rank six applicants.

    >>> from collective_impact.survey import kendalls_w
    >>> found = kendalls_w([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]])
    >>> round(found.value, 2)
    0.16
    """
    from scipy.special import chdtrc

    table = np.array([_midranks(row) for row in complete_table("ranks", ranks)])
    size = whole("draws", draws, 1)
    m, n = table.shape
    value = _w(table.sum(axis=0), table)
    means, tied = table.mean(axis=0).tolist(), sum(_ties(row) > 0 for row in table)
    found = Concordance(value=value, raters=m, items=n, ranks=means, tied=tied, chi_square=None, p=None, method=None)
    if value is not None:
        chi_square, many = m * (n - 1) * value, m >= MANY
        p = float(chdtrc(n - 1, chi_square)) if many else _p(value, table, size, np.random.default_rng(seed))
        found = attrs.evolve(found, chi_square=chi_square, p=p, method="chi-square" if many else "permutation")
    return attrs.evolve(found, warnings=tuple(_warnings(found, sum(np.ptp(row) == 0 for row in table))))


def _midranks(row: Array) -> Array:
    """Return ranks from 1, ties sharing the mean of theirs."""
    _, places, times = np.unique(row, return_inverse=True, return_counts=True)
    ranks: Array = (np.cumsum(times) - (times - 1) / 2)[places]
    return ranks


def _ties(row: Array) -> float:
    """Return the sum of t^3 - t over groups of ties."""
    times = np.unique(row, return_counts=True)[1].astype(np.float64)
    return float((times**3 - times).sum())


def _most(table: Array) -> float:
    """Return the sum of squares of rank sums where all raters agree, ties corrected for."""
    m, n = table.shape
    return float(m**2 * (n**3 - n) - m * sum(_ties(row) for row in table)) / 12


def _w(sums: Array, table: Array) -> float | None:
    squares, most = float(((sums - sums.mean()) ** 2).sum()), _most(table)
    return min(squares / most, 1.0) if most else None


def _shuffled(table: Array, draws: int, rng: np.random.Generator) -> Array:
    """Return W of random orders of each rater's ranks; the order of raters and items does not matter."""
    rows = np.sort(table, axis=1)
    sums = np.zeros((draws, table.shape[1]))
    for row in rows[np.lexsort(rows.T)]:
        sums += rng.permuted(np.tile(row, (draws, 1)), axis=1)
    values: Array = ((sums - sums.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) / _most(table)
    return values


def _p(value: float, table: Array, draws: int, rng: np.random.Generator) -> float:
    as_high = int((_shuffled(table, draws, rng) >= value - 1e-9).sum())
    return (as_high + 1) / (draws + 1)


def _warnings(found: Concordance, alike: int) -> Iterator[Message]:
    if alike:
        yield Message("concordance.all_alike", {"n": alike})
    if found.raters == 2:  # noqa: PLR2004 - two are a special case
        yield Message("concordance.two_raters")
    elif found.raters < FEW:
        few: dict[str, Param] = {"n": found.raters, "chance": 1 / found.raters}
        yield Message("concordance.few_raters", few)
    if found.items == 2:  # noqa: PLR2004 - an order of two is a vote
        yield Message("concordance.two_items")
