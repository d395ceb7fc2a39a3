"""What may be shown of what people said: never so little that one of them could be heard.

A group of people may be shown where at least the minimum said something and not all of
them, or all but one, said the same: then each would be known to all, or to the one. From
twice the minimum on, agreement is a finding about a group. What figures tell together is
the business of `_ledger`, and which figures there are that of `_plan`.
"""

from collections import Counter
from typing import TYPE_CHECKING

from collective_impact.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collective_impact.survey._arrays import Array, Whole

MINIMUM_RESPONDENTS = 5
"""Fewer respondents are never shown, whatever an initiative's own rule says."""

ALIKE = 9
"""Decimals to which two means are the same."""


def may_be_shown(said: "Sequence[float] | Array", minimum: int) -> bool:
    """Say whether the mean of what respondents said may be shown.

    Parameters
    ----------
    said : sequence of float
        One number of each respondent that said something.
    minimum : int

    Examples
    --------
    >>> may_be_shown([5, 5, 5, 4, 4], minimum=5), may_be_shown([5, 5, 5, 5, 4], minimum=5)
    (True, False)
    """
    if len(said) < minimum:
        return False
    return len(said) >= 2 * minimum or not are_alike(said)


def are_alike(said: "Sequence[float] | Array") -> bool:
    """Say whether all respondents, or all but one, said the same."""
    times = Counter(round(float(one), ALIKE) for one in said)
    return max(times.values()) >= len(said) - 1


def may_be_spread(said: "Array", sizes: "Whole", minimum: int) -> bool:
    """Say whether it may be told how organisations differ, as an interval over them does.

    A mean and its error are two equations. Where organisations are of different size, so that
    their people count differently, whole numbers of answers often solve them; so people of
    organisations of each size must be a group that may be shown.

    Parameters
    ----------
    said : array of float
        One number of each respondent that said something.
    sizes : array of int
        How many of these are of the same organisation.
    minimum : int

    Examples
    --------
    >>> import numpy as np
    >>> said = np.array([1.0, 2, 3, 4, 5, 2, 4])
    >>> may_be_spread(said, np.array([1, 1, 1, 1, 1, 2, 2]), 5), may_be_spread(said[:5], np.array([1, 1, 1, 1, 1]), 5)
    (False, True)
    """
    return all(may_be_shown(said[sizes == size], minimum) for size in set(sizes.tolist()))


def checked_minimum(given: object) -> int:
    """Return how many must have answered, if it is a number that may be asked for.

    Raises
    ------
    InvalidValueError
        It is no whole number, or below five.
    """
    if type(given) is not int or given < MINIMUM_RESPONDENTS:
        raise InvalidValueError("minimum", given, f"a whole number, {MINIMUM_RESPONDENTS} or more")
    return given
