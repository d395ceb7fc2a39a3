"""Answers as callers give them: arrays with NaN, or sequences with None, where one is missing."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError

Array: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]


def numbers(what: str, given: object, *, dimensions: int = 1) -> Array:
    """Return what was given as an array of floats, in which NaN alone marks what is missing.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : array_like
        Numbers; None or NaN where one is missing.
    dimensions : int
        How many the array must have.

    Raises
    ------
    InvalidValueError
        It holds something other than finite numbers and missing ones, or has other dimensions.

    Examples
    --------
    >>> numbers("answers", [4, None, 2.5])
    array([4. , nan, 2.5])
    """
    array = None if np.ma.isMaskedArray(given) else _array(given)
    if array is None or array.ndim != dimensions or np.isinf(array).any():
        raise InvalidValueError(what, described(given), _wanted(dimensions))
    return array


def columns(what: str, given: object) -> Array:
    """Return ratings as a table with a column for each item; ratings of one item are its only column.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : array_like
        Numbers; None or NaN where one is missing.

    Raises
    ------
    InvalidValueError
        It holds something other than finite numbers and missing ones, or has other dimensions.

    Examples
    --------
    >>> columns("ratings", [4, 5]).shape
    (2, 1)
    """
    array = None if np.ma.isMaskedArray(given) else _array(given)
    return array[:, None] if array is not None and array.ndim == 1 else numbers(what, given, dimensions=2)


def described(given: object) -> str:
    """Return what something is without showing what it holds: answers stand in no error.

    Parameters
    ----------
    given : object

    Examples
    --------
    >>> described([[1, 5, 3], [2, 4, 1]])
    'list'
    >>> described(np.array([[1, 5, 3], [2, 4, 1]]))
    'ndarray of 2 × 3'
    """
    shape = getattr(given, "shape", None)
    of = f" of {' × '.join(map(str, shape))}" if isinstance(shape, tuple) and shape else ""
    return f"{type(given).__name__}{of}"


def _array(given: object) -> Array | None:
    """Return a copy as floats, in which None is NaN; None of what holds anything but numbers."""
    try:
        array = np.asarray(given if hasattr(given, "__array__") else _cells(given))
        if array.dtype.kind == "O" and any(isinstance(cell, bool | str | bytes) for cell in array.flat):
            return None
        return array.astype(np.float64) if array.dtype.kind in "iufO" else None
    except (TypeError, ValueError, OverflowError):
        return None


def _cells(given: object) -> npt.NDArray[np.object_]:
    """Return nested sequences as an array whose cells are still what was given."""
    return np.array(given if isinstance(given, list | tuple) else list(given), dtype=object)  # type: ignore[call-overload]


def _wanted(dimensions: int) -> str:
    shape = ("a row of numbers", "a table of numbers, with a row for each rater and a column for each item")
    return f"{shape[dimensions - 1]}; None or NaN where one is missing"


def level_counts(what: str, given: object, *, levels: int) -> Whole:
    """Return how many chose each level, in the order of the levels.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : array_like
        Whole numbers, not negative.
    levels : int
        How many there must be, at least.

    Raises
    ------
    InvalidValueError
        They are no counts, or of too few levels.

    Examples
    --------
    >>> level_counts("counts", [1, 0, 4], levels=3)
    array([1, 0, 4])
    """
    known = numbers(what, given)
    most = 2**53  # beyond it not every whole number is a float
    if len(known) < levels or np.isnan(known).any() or (known < 0).any() or (known % 1).any() or known.sum() > most:
        raise InvalidValueError(
            what, described(given), f"a whole number of answers for each of at least {levels} ordered levels"
        )
    return known.astype(np.int64)


def table_of(what: str, given: object) -> Array:
    """Return a table of answers, with a row for each rater and a column for each item, both at least one.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : array_like
        Numbers; None or NaN where one is missing.

    Raises
    ------
    InvalidValueError
        It is no such table.

    Examples
    --------
    >>> table_of("table", [[1, 2], [1, None]]).shape
    (2, 2)
    """
    table = numbers(what, given, dimensions=2)
    if not table.size:
        raise InvalidValueError(what, described(given), _wanted(2))
    return table


def complete_table(what: str, given: object) -> Array:
    """Return a table of at least two raters and two items in which nothing is missing.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : array_like
        Numbers.

    Raises
    ------
    InvalidValueError
        Something is missing, or there are fewer.

    Examples
    --------
    >>> complete_table("table", [[1, 2], [1, 3]]).shape
    (2, 2)
    """
    table = table_of(what, given)
    if np.isnan(table).any():
        raise InvalidValueError(
            what,
            described(given),
            "complete: leave out raters or items with missing answers, or ask krippendorff_alpha",
        )
    if min(table.shape) < 2:  # noqa: PLR2004 - nobody agrees alone, or on a single thing
        raise InvalidValueError(what, described(given), "a table of at least two raters (rows) and two items (columns)")
    return table


def sizes_of(units: npt.NDArray[Any]) -> Whole:
    """Return of each respondent how many are of the same organisation.

    Parameters
    ----------
    units : array
        Their organisations.

    Examples
    --------
    >>> sizes_of(np.array(["x", "y", "x"]))
    array([2, 1, 2])
    """
    _, places, counts = np.unique(units, return_inverse=True, return_counts=True)
    sizes: Whole = counts[places]
    return sizes


def whole(what: str, given: object, least: int) -> int:
    """Return a whole number that is not too small.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : int
    least : int

    Raises
    ------
    InvalidValueError
        It is none.

    Examples
    --------
    >>> whole("levels", 5, 2)
    5
    """
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < least:
        raise InvalidValueError(what, given, f"a whole number, at least {least}")
    return int(given)


def share(what: str, given: object) -> float:
    """Return a number between 0 and 1, both left out.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : float

    Raises
    ------
    InvalidValueError
        It is none.

    Examples
    --------
    >>> share("confidence", 0.95)
    0.95
    """
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given < 1:
        raise InvalidValueError(what, given, "a number between 0 and 1, such as 0.95")
    return float(given)


def whether(what: str, given: object) -> bool:
    """Return True or False.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    given : bool

    Raises
    ------
    InvalidValueError
        It is something else.

    Examples
    --------
    >>> whether("backbone", True)
    True
    """
    if not isinstance(given, bool):
        raise InvalidValueError(what, given, "True or False")
    return given


def known_or_none(value: float | np.floating | None) -> float | None:
    """Return a number, or None where it is none.

    Parameters
    ----------
    value : float, optional

    Examples
    --------
    >>> known_or_none(float("nan"))
    """
    return None if value is None or not np.isfinite(value) else float(value)
