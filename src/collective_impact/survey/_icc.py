"""Intraclass correlations: how much of the variance of ratings lies between the units that were rated."""

from collections.abc import Iterator

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import Message, Param, UnknownNameError
from collective_impact.model._record import record
from collective_impact.survey._arrays import Array, complete_table, known_or_none, share, whole
from collective_impact.survey._by_chance import ByChance, by_chance
from collective_impact.survey._told import Told

ENOUGH_UNITS, ENOUGH_RATERS = 30, 3
"""Koo and Li (2016): at least 30 units that differ, and at least 3 raters."""

SIGNIFICANT = 0.05

ROUNDING = 1e-12
"""A denominator below this share of the mean squares is none."""

NAMES = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")

Ends = tuple[float, float]


@record(kw_only=True)
class IccForm(Told):
    """One of the six forms of the intraclass correlation.

    Parameters
    ----------
    name : str
        As Shrout and Fleiss write it: ``"ICC(2,1)"``.
    value : float, optional
        None where nothing varies.
    interval : tuple of float, optional
    f : float, optional
        Between units, over what is left; None where nothing is left.
    df : tuple of int
        Degrees of freedom of f.
    p : float, optional
        If units did not differ.
    """

    name: str
    value: float | None
    interval: tuple[float, float] | None
    f: float | None
    df: tuple[int, int]
    p: float | None


@record(kw_only=True)
class MeanSquares(Told):
    """What ratings vary by.

    Parameters
    ----------
    units, raters : float
        Between units, and between raters.
    residual : float
        What neither of them explains.
    within : float
        Within units, whoever rated them.
    """

    units: float
    raters: float
    residual: float
    within: float


@record(kw_only=True)
class Icc(Told):
    """The six intraclass correlations of a table; ``found["ICC(2,1)"]`` is one of them.

    Parameters
    ----------
    forms : tuple of IccForm
    units, raters : int
    confidence : float
        Of the intervals.
    mean_squares : MeanSquares
    warnings : tuple of Message
    """

    forms: tuple[IccForm, ...] = field(converter=tuple[IccForm, ...])
    units: int
    raters: int
    confidence: float
    mean_squares: MeanSquares
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __getitem__(self, name: str) -> IccForm:
        for form in self.forms:
            if form.name == name:
                return form
        raise UnknownNameError("form of the intraclass correlation", name, NAMES)

    def by_chance(self, name: str, *, draws: int = 10_000, seed: int = 0) -> ByChance:
        """Return what random ratings of as many units by as many raters would give.

        Parameters
        ----------
        name : str
            Of the form.
        draws : int
        seed : int

        Returns
        -------
        ByChance

        Raises
        ------
        UnknownNameError
            There is no such form.

        Notes
        -----
        Random ratings are drawn from one normal distribution, whatever the unit and the rater.

        Examples
        --------
        >>> from collective_impact.survey import icc
        >>> found = icc([[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]])
        >>> print(found.by_chance("ICC(1,1)"))
        by chance: 0.00 on average, nine of ten between -0.24 and 0.31
        """
        rng, size = np.random.default_rng(seed), whole("draws", draws, 1)
        n, k = self.units, self.raters
        freedoms = (n - 1, k - 1, (n - 1) * (k - 1))
        units, raters, residual = (rng.chisquare(freedom, size) / freedom for freedom in freedoms)
        values = _coefficients(units, raters, residual, n, k)
        return by_chance(self[name].value, values[NAMES.index(name)])


def icc(table: object, *, confidence: float = 0.95) -> Icc:
    """Return the six intraclass correlations of ratings.

    Which of them is meant depends on where raters come from and what is to be said. 1: each
    unit was rated by others. 2: the same raters rated all units, and stand for others like
    them; differences of their level count as disagreement. 3: these raters are the only ones
    of interest, and their levels may differ (consistency). With 1 behind the comma it is the
    reliability of one rating, with k that of the mean over the raters. McGraw and Wong call
    the second kind ICC(A,1) and ICC(A,k), the third ICC(C,1) and ICC(C,k).

    Parameters
    ----------
    table : array_like
        A row for each rater, a column for each unit, nothing missing.
    confidence : float
        Of the intervals.

    Returns
    -------
    Icc

    Raises
    ------
    InvalidValueError
        Something is missing, or there are fewer than two raters or two units.

    References
    ----------
    Shrout & Fleiss (1979), Intraclass correlations, Psychological Bulletin 86.
    McGraw & Wong (1996), Forming inferences about some intraclass correlation coefficients,
    Psychological Methods 1. Koo & Li (2016), A guideline of selecting and reporting intraclass
    correlation coefficients for reliability research, Journal of Chiropractic Medicine 15.

    Examples
    --------
    The example of Shrout and Fleiss (1979): four judges, six targets.

    >>> from collective_impact.survey import icc
    >>> found = icc([[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]])
    >>> [round(form.value, 2) for form in found.forms]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    known = complete_table("table", table)
    k, n = known.shape
    squares = _mean_squares(known)
    values = _of(squares, n, k)
    intervals = _intervals(squares, n, k, 1 - share("confidence", confidence))
    forms = []
    for name, value, interval in zip(NAMES, values, intervals, strict=True):
        alone = name.startswith("ICC(1")
        df = (n - 1, n * (k - 1) if alone else (n - 1) * (k - 1))
        f, p = _f_test(squares.units, squares.within if alone else squares.residual, df)
        ends = interval if np.isfinite(interval).all() else None
        forms.append(IccForm(name=name, value=known_or_none(float(value)), interval=ends, f=f, df=df, p=p))
    found = Icc(forms=forms, units=n, raters=k, confidence=confidence, mean_squares=squares)
    return attrs.evolve(found, warnings=tuple(_warnings(found)))


def _mean_squares(table: Array) -> MeanSquares:
    k, n = table.shape
    centred = table - table.mean()
    of_units, of_raters = centred.mean(axis=0), centred.mean(axis=1)
    left = centred - of_units - of_raters[:, None]
    return MeanSquares(
        units=k * float(of_units @ of_units) / (n - 1),
        raters=n * float(of_raters @ of_raters) / (k - 1),
        residual=float((left**2).sum()) / ((n - 1) * (k - 1)),
        within=float(((centred - of_units) ** 2).sum()) / (n * (k - 1)),
    )


def _coefficients(units: Array, raters: Array, residual: Array, n: int, k: int) -> list[Array]:
    """Return the six forms, in the order of their names, from mean squares."""
    within = (raters + (n - 1) * residual) / n
    level = (raters - residual) / n
    pairs = (
        (units - within, units + (k - 1) * within),
        (units - residual, units + (k - 1) * residual + k * level),
        (units - residual, units + (k - 1) * residual),
        (units - within, units),
        (units - residual, units + level),
        (units - residual, units),
    )
    rounding = ROUNDING * (units + raters + residual)
    return [_quotient(above, np.where(np.abs(below) > rounding, below, 0.0)) for above, below in pairs]


def _of(squares: MeanSquares, n: int, k: int) -> list[Array]:
    return _coefficients(np.array(squares.units), np.array(squares.raters), np.array(squares.residual), n, k)


def _quotient(above: Array, below: Array) -> Array:
    """Return quotients; NaN where nothing stands below."""
    out: Array = np.full(np.shape(below), np.nan)
    np.divide(above, below, out=out, where=below != 0)
    return out


def _f_test(between: float, left: float, df: tuple[int, int]) -> tuple[float | None, float | None]:
    from scipy.special import fdtrc

    if left == 0:
        return None, 0.0 if between else None
    f = between / left
    return f, float(fdtrc(*df, f))


def _intervals(squares: MeanSquares, n: int, k: int, alpha: float) -> list[Ends]:
    """Return the intervals of the six forms, in the order of their names."""
    one = _ends(squares.units, squares.within, (n - 1, n * (k - 1)), k, alpha)
    two = _ends_with_levels(squares, n, k, alpha)
    three = _ends(squares.units, squares.residual, (n - 1, (n - 1) * (k - 1)), k, alpha)
    single = (one, two, three)
    return [*single, *((_of_mean(low, k), _of_mean(high, k)) for low, high in single)]


def _ends(between: float, left: float, df: tuple[int, int], k: int, alpha: float) -> Ends:
    """Return the ends for one rating, from those of the ratio of variances."""
    low, high = between / _f(*df, alpha), between * _f(df[1], df[0], alpha)
    return _over(low - left, low + (k - 1) * left), _over(high - left, high + (k - 1) * left)


def _ends_with_levels(squares: MeanSquares, n: int, k: int, alpha: float) -> Ends:
    """Return the ends where levels of raters count, with Satterthwaite's degrees of freedom."""
    units, raters, residual = squares.units, squares.raters, squares.residual
    value = float(_of(squares, n, k)[1])
    of_raters = k * value * raters
    of_rest = (n * (1 + (k - 1) * value) - k * value) * residual
    free = (k - 1) * (n - 1) * _over((of_raters + of_rest) ** 2, (n - 1) * of_raters**2 + of_rest**2)
    rest = k * raters + (k * n - k - n) * residual
    low, high = _f(n - 1, free, alpha), _f(free, n - 1, alpha)
    return (
        _over(n * (units - low * residual), low * rest + n * units),
        _over(n * (high * units - residual), rest + n * high * units),
    )


def _f(above: float, below: float, alpha: float) -> float:
    """Return the value that F exceeds in half of the cases that the interval leaves out."""
    from scipy.special import fdtri

    return float(fdtri(above, below, 1 - alpha / 2))


def _over(above: float, below: float) -> float:
    return above / below if below else np.nan


def _of_mean(value: float, k: int) -> float:
    """Return the reliability of the mean of k ratings from that of one (Spearman and Brown)."""
    return _over(k * value, 1 + (k - 1) * value)


def _warnings(found: Icc) -> Iterator[Message]:
    squares = found.mean_squares
    if found.raters < ENOUGH_RATERS:
        yield Message("icc.few_raters", {"n": found.raters})
    if found.units < ENOUGH_UNITS:
        yield Message("icc.few_units", {"n": found.units})
    if squares.units <= squares.residual:
        yield Message("icc.units_alike")
    df = (found.raters - 1, (found.raters - 1) * (found.units - 1))
    _, p = _f_test(squares.raters, squares.residual, df)
    if p is not None and p < SIGNIFICANT:
        values: dict[str, Param] = {"agreement": found["ICC(2,1)"].value, "consistency": found["ICC(3,1)"].value}
        yield Message("icc.raters_differ", values)
