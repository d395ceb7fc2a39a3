"""Trends of very many series at once, and what is left of them when all are looked at together."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.measurement import _trend_kernels as kernels
from collective_impact.measurement._times import are_even, times
from collective_impact.measurement._trend import checked, share, sign_of, statuses
from collective_impact.measurement._values import Numbers, numbers
from collective_impact.model.vocabulary import Direction

Cell = TypeVar("Cell", bound=np.generic)

METHODS = ("benjamini_hochberg",)

Column = npt.NDArray[np.float64] | npt.NDArray[np.int64] | npt.NDArray[np.bool_] | npt.NDArray[np.str_]


class Trends:
    """The trends of many series, as read-only arrays with a place for each.

    What a `Trend` has as None is NaN here.

    Attributes
    ----------
    status : ndarray of str
        The values of `TrendStatus`.
    n, missing : ndarray of int
        How many values there are, and how many are missing.
    s, variance, tau, p : ndarray of float
        As in `Trend`; p is that of each series alone unless `adjustment` names a method.
    exact : ndarray of bool
        Where p is exact.
    slope, lower, upper, intercept : ndarray of float
        The line, and the interval of its slope.
    autocorrelation : ndarray of float
        Of neighbouring residuals.
    autocorrelated : ndarray of bool
        Where that is more than independent values have once in twenty: p is too small there.
    confidence, alpha : float
        Of the interval, and up to which p a trend counts as shown.
    adjustment : str or None
        How p was adjusted for looking at many series.
    """

    def __init__(  # noqa: PLR0913 - what trends are made of
        self,
        rows: kernels.Rows,
        size: int,
        *,
        better: npt.NDArray[np.int64],
        confidence: float,
        alpha: float,
        p: Numbers | None = None,
        adjustment: str | None = None,
    ) -> None:
        self._rows, self._size, self._better = rows, size, better
        self.confidence, self.alpha, self.adjustment = confidence, alpha, adjustment
        self.n, self.missing = _sealed(rows.n), _sealed(size - rows.n)
        self.s, self.variance, self.tau = _sealed(rows.s), _sealed(rows.variance), _sealed(rows.tau)
        self.p, self.exact = _sealed(rows.p if p is None else p), _sealed(rows.exact)
        self.slope, self.lower, self.upper = _sealed(rows.low), _sealed(rows.lower), _sealed(rows.upper)
        self.intercept, self.autocorrelation = _sealed(rows.intercept), _sealed(rows.autocorrelation)
        self.autocorrelated = _sealed(rows.autocorrelation > kernels.autocorrelation_limit(rows.n))
        self.status = _sealed(statuses(rows.n, rows.s, self.p, better, alpha))

    def __len__(self) -> int:
        return len(self.n)

    def __repr__(self) -> str:
        told, counts = np.unique(self.status, return_counts=True)
        return f"<Trends of {len(self)} series: {', '.join(f'{n} {one}' for one, n in zip(told, counts, strict=True))}>"

    def to_columns(self) -> dict[str, Column]:
        """Return a table as a dictionary of columns, one row for each series."""
        return {name: getattr(self, name) for name in _COLUMNS}

    def adjusted(self, method: str = "benjamini_hochberg") -> "Trends":
        """Return the trends with p adjusted for looking at all of them together, and the status that follows.

        Of the trends that are shown then, no more than alpha are expected to be false alarms,
        where series are independent or hang together positively.

        Parameters
        ----------
        method : {"benjamini_hochberg"}

        Returns
        -------
        Trends
            Its `adjustment` names the method. Series without a p don't count.

        Raises
        ------
        UnknownNameError
            There is no such method.
        """
        if method not in METHODS:
            raise UnknownNameError("method", method, METHODS)
        return Trends(
            self._rows,
            self._size,
            better=self._better,
            confidence=self.confidence,
            alpha=self.alpha,
            p=benjamini_hochberg(self._rows.p),
            adjustment=method,
        )


_COLUMNS = (
    *("status", "n", "missing", "s", "variance", "tau", "p", "exact", "slope", "lower", "upper"),
    *("intercept", "autocorrelation", "autocorrelated"),
)


def trends(
    values: object,
    periods: object = None,
    *,
    direction: Direction | str | Sequence[Direction | str | None] | None = None,
    confidence: float = 0.95,
    alpha: float = 0.05,
) -> Trends:
    """Return the trends of many series at once; each is what `trend` says of it.

    Parameters
    ----------
    values : array_like
        A row for each series, NaN or None where a value is missing.
    periods : sequence of float, date, Period or str, optional
        When the columns were observed.
    direction : Direction or str, or one for each row, optional
        In which direction the series are to move.
    confidence : float
        Of the intervals of the slopes.
    alpha : float
        Up to which p a trend counts as shown.

    Returns
    -------
    Trends

    Raises
    ------
    InvalidValueError
        Values are no table of numbers, directions are not one for each row, periods do not
        ascend or share days.

    Examples
    --------
    >>> from collective_impact.measurement import trends
    >>> found = trends([[1, 2, 3, 4, 5, 7], [5, 4, None, 3, 2, 1], [1, 3, 2, 3, 1, 2]], direction="increase")
    >>> found.status.tolist()
    ['improving', 'worsening', 'too_short_to_tell']
    >>> found.slope.tolist()
    [1.0, -0.775, 0.0]
    """
    table = numbers("values", values, dimensions=2)
    at = times(periods, table.shape[1])
    better = _better(direction, len(table))
    confidence, alpha = share("confidence", confidence), share("alpha", alpha)
    rows = kernels.examined(table, at, 1 - confidence, even=are_even(at))
    return Trends(rows, table.shape[1], better=better, confidence=confidence, alpha=alpha)


def _better(direction: object, count: int) -> npt.NDArray[np.int64]:
    if direction is None or isinstance(direction, str):
        return np.full(count, sign_of(checked(direction)))
    signs = [sign_of(checked(one)) for one in direction]  # type: ignore[attr-defined]
    if len(signs) != count:
        raise InvalidValueError("direction", f"{len(signs)} of them", f"one, or one for each of the {count} series")
    return np.array(signs, dtype=np.int64)


def _sealed(array: npt.NDArray[Cell]) -> npt.NDArray[Cell]:
    view = array.view()
    view.flags.writeable = False
    return view


def benjamini_hochberg(p: object) -> Numbers:
    """Return p-values adjusted for the share of false alarms among all that count as shown.

    Parameters
    ----------
    p : array_like
        One for each test; None or NaN where there is none, which counts as no test.

    Returns
    -------
    ndarray
        In the same order, NaN where there was none.

    Raises
    ------
    InvalidValueError
        They are no numbers from 0 to 1.

    References
    ----------
    Benjamini & Hochberg (1995), Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57.

    Examples
    --------
    >>> from collective_impact.measurement import benjamini_hochberg
    >>> benjamini_hochberg([0.01, None, 0.02, 0.6]).tolist()
    [0.03, nan, 0.03, 0.6]
    """
    given = numbers("p", p)
    known = ~np.isnan(given)
    if ((given[known] < 0) | (given[known] > 1)).any():
        raise InvalidValueError("p", p, "numbers from 0 to 1; None or NaN where there is none")
    order = np.argsort(-given[known], kind="stable")
    count = len(order)
    least = np.minimum.accumulate(given[known][order] * count / np.arange(count, 0, -1))
    adjusted = np.empty(count)
    adjusted[order] = least
    found = np.full(len(given), np.nan)
    found[known] = adjusted
    return found
