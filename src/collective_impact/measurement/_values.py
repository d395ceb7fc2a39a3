"""Numbers as callers give them: arrays with NaN, or sequences with None, where one is missing."""

import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError

Numbers = npt.NDArray[np.float64]

LARGEST = 1e100
"""Nothing that people count or measure is as large, and squares of what is larger overflow."""
SMALLEST = 1e-100
"""Above zero nothing to divide by is as small."""


def numbers(what: str, values: object, *, dimensions: int = 1) -> Numbers:
    """Return values as an array of floats, in which NaN alone marks what is missing.

    Parameters
    ----------
    what : str
        Name of the argument, for errors.
    values : array_like
        Numbers; None or NaN where one is missing.
    dimensions : int
        How many the array must have.

    Raises
    ------
    InvalidValueError
        It holds something other than finite numbers and missing ones, some that cannot be reckoned
        with, or has other dimensions.

    Examples
    --------
    >>> numbers("values", [1, None, 2.5])
    array([1. , nan, 2.5])
    """
    wanted = f"numbers in {dimensions} dimension{'s' if dimensions > 1 else ''}; None or NaN where one is missing"
    given = values
    if isinstance(values, np.ma.MaskedArray):
        raise InvalidValueError(what, given, f"{wanted} (fill a masked array with NaN first)")
    if not hasattr(values, "__array__"):
        values = _objects(what, values, wanted)
    array = np.asarray(values)
    if array.dtype == object:
        array = _floats(what, array, given, wanted)
    elif array.dtype.kind not in "iuf":
        raise InvalidValueError(what, given, wanted)
    if array.ndim != dimensions or np.isinf(array).any():
        raise InvalidValueError(what, given, wanted)
    return not_extreme(what, np.array(array, dtype=np.float64))


def not_extreme(what: str, array: Numbers) -> Numbers:
    """Return numbers as they are; infinite ones are open ends.

    Raises
    ------
    InvalidValueError
        One is too large to be reckoned with.
    """
    for number in array[(np.abs(array) > LARGEST) & np.isfinite(array)]:
        raise InvalidValueError(what, float(number), f"numbers of at most {LARGEST:g}")
    return array


def _objects(what: str, values: object, wanted: str) -> npt.NDArray[np.object_]:
    """Return nested sequences as an array whose cells are still what was given."""
    try:
        return np.array(values if isinstance(values, list | tuple) else list(values), dtype=object)  # type: ignore[call-overload]
    except (TypeError, ValueError):  # not iterable, or rows of unequal lengths
        raise InvalidValueError(what, values, wanted) from None


def _floats(what: str, array: npt.NDArray[np.object_], given: object, wanted: str) -> Numbers:
    cells = [np.nan if cell is None else cell for cell in array.ravel()]
    if any(isinstance(cell, bool | str | bytes | list | tuple) for cell in cells):
        raise InvalidValueError(what, given, wanted)
    try:
        return np.array([float(cell) for cell in cells]).reshape(array.shape)
    except (TypeError, ValueError, OverflowError):
        raise InvalidValueError(what, given, wanted) from None
