"""Whether a published percentage can be."""

from fractions import Fraction

from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.measurement._proportions import check_count
from collective_impact.model._record import record

MOST_DECIMALS = 6
MOST_COUNTED = 1_000_000
"""Counts of indicators, pupils, households: beyond it a rounded percentage fits almost any count."""


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
        check_count(name, count)
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
