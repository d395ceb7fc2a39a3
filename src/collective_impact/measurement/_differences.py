"""Differences in the unit that a change is given in."""

import math

from collective_impact.errors import UnitError
from collective_impact.units import check, difference

GRADE = "grade"
"""The unit of ranks among an indicator's ordered levels."""

ARBITRARY_ZERO = frozenset({GRADE, "degree_Celsius", "degree_Fahrenheit", "scale_point", "grade_level"})
"""Units of scales whose zero is not none of anything: 20 °C is not twice as warm as 10, nor a 4 twice a 2."""

DIGITS = 9
"""To how many digits numbers are rounded: 82.6 - 55.3 is 27.3, and binary fractions add a tail."""


def rounded(number: float) -> float:
    """Take away what only binary fractions add; infinite stays infinite, and there is no minus zero."""
    return number if math.isinf(number) else round(number, DIGITS) + 0.0


def difference_between(first: float, last: float, unit: str | None) -> tuple[float, str | None]:
    """Return a difference in its own unit; in that of the figures where the unit is none that we know."""
    if unit is None or unit == GRADE:
        return rounded(last - first), unit
    try:
        number, of_change = difference(first, last, unit)
        return rounded(number), unit if of_change == check(unit) else of_change
    except UnitError:
        return rounded(last - first), unit


def has_zero(unit: str | None) -> bool:
    """Say whether zero means none in a unit, so that figures can be multiples of others; in unknown ones it does."""
    try:
        known = unit if unit in {None, GRADE} else check(str(unit))
    except UnitError:
        return True
    return known not in ARBITRARY_ZERO


def relative_change(first: float | None, last: float | None, unit: str | None) -> float | None:
    """Return the change in percent of the beginning; None where zero does not mean none, or an end is not known."""
    if not has_zero(unit) or first is None or last is None or first <= 0:
        return None
    return rounded(100 * (last - first) / first)
