"""What may be shown of what people said: never so little that one of them could be heard.

A group of people may be shown where at least the minimum said something and not all of
them, or all but one, said the same: then each would be known to all, or to the one. From
twice the minimum on, agreement is a finding about a group. How finely an error may be told
is decided here, too. What means tell together is the business of `_ledger`, and which there
are that of `_plan`.
"""

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from collective_impact.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from collective_impact.survey._arrays import Array, Whole

    Labels: TypeAlias = npt.NDArray[Any]
    Rows: TypeAlias = npt.NDArray[np.bool_]

MINIMUM_RESPONDENTS = 5
"""Fewer respondents are never shown, whatever an initiative's own rule says."""

ALIKE = 9
"""Decimals to which two means are the same."""

GRAIN = 0.1
"""In points of the scale: a standard error is rounded up to a multiple of it where exactly it would tell of few (ours).
Of all tables of small surveys that were gone through, none was left with an organisation whose answers follow."""

FINE = 0.01
"""The grain where organisations are so many that any of them could have said something else (ours)."""

MANY = 15
"""From so many organisations on an interval tells little of any one; and they are drawn again (ours)."""

MANY_STEPS = 40
"""So many steps of their scale people must have between them (ten on five levels, forty who say yes or no) if
figures that are no sums are to be told of people who cannot exchange all that they said (ours)."""


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


def grain_of(
    said: "Array", units: "Labels", minimum: int, parts: "Labels | None" = None, *, is_large: bool
) -> float | None:
    """Return to what the standard error of a mean over organisations is rounded up; None where it is not told.

    Of people one by one it is told as it is. Where people share organisations, whole numbers of
    answers solve it too often in a small survey.

    Parameters
    ----------
    said : array of float
        One number of each respondent that said something.
    units : array
        The organisation of each.
    minimum : int
    parts : array, optional
        Of which of the groups each is that are shown apart.
    is_large : bool
        Whether the survey is no small one.
    """
    from collective_impact.survey._arrays import sizes_of

    sizes = sizes_of(units)
    if not is_large and (sizes > 1).any():
        return None
    if may_be_spread(said, sizes, minimum):
        return 0.0
    if len(set(units.tolist())) >= MANY:
        return FINE
    return GRAIN if len(said) >= 2 * minimum and stays_open(said, units, parts) else None


def stays_open(said: "Array", units: "Labels", parts: "Labels | None" = None) -> bool:
    """Say whether a mean and its error, rounded up to the grain, leave open what each said, and any few together.

    Two people can have said what the other did if the rounded error stays the same; mean and
    number of answers of each kind do so anyway. Where such exchanges link all people, the sum
    of no part of them is known; and where they do so without any one person, nobody finds
    more out from his or her own answer. Each error is looked at by itself; that several tell
    no more together is left to the rounding.

    Parameters
    ----------
    said : array of float
        One number of each respondent that said something.
    units : array
        The organisation of each.
    parts : array, optional
        Of which of the groups each is that are shown apart, so that exchanges between them would be seen.

    Examples
    --------
    >>> import numpy as np
    >>> units = np.array(list("aabbccddeef"))
    >>> differ, agree = np.array([1.0, 2, 2, 2, 3, 3, 4, 3, 4, 5, 4]), np.array([2.0, 4, 4, 2, 4, 2, 3, 3, 2, 4, 3])
    >>> stays_open(differ, units), stays_open(agree, units)
    (True, False)

    Where all organisations say the same on average, the error is 0, and tells of each.
    """
    import numpy as np

    _, places = np.unique(units, return_inverse=True)
    shares = np.bincount(places) / len(places)
    pulls = (np.bincount(places, weights=said - said.mean()) / len(said) / np.sqrt(1 - shares))[places]
    steps = 1 / len(said) / np.sqrt(1 - shares[places])
    apart = said[:, np.newaxis] - said
    falls, rises = apart * steps[:, np.newaxis], apart * steps
    change = falls**2 + rises**2 - 2 * falls * pulls[:, np.newaxis] + 2 * rises * pulls
    change[places[:, np.newaxis] == places] = 0.0
    variance = float(((np.bincount(places, weights=pulls) / np.bincount(places)) ** 2).sum())
    links = (apart != 0) & (_steps(variance + change) == _steps(np.array(variance)))
    groups = np.zeros(len(said)) if parts is None else parts
    return all(
        _are_linked(links[np.ix_(those, those)]) for those in (groups == group for group in set(groups.tolist()))
    )


def _steps(variance: "Array") -> "Array":
    """Return errors as multiples of the grain, rounded up."""
    import numpy as np

    return np.ceil(np.round(np.sqrt(np.maximum(variance, 0.0)) / GRAIN, ALIKE))


def _are_linked(links: "Rows") -> bool:
    """Say whether all of some people are linked, directly or through others, and without any one of them, too."""
    import numpy as np

    everybody = np.ones(len(links), dtype=bool)
    for there in (everybody, *(~np.eye(len(links), dtype=bool))):
        reached = np.zeros(len(links), dtype=bool)
        reached[np.flatnonzero(there)[:1]] = True
        while (more := there & (reached | links[reached].any(axis=0))).sum() > reached.sum():
            reached = more
        if (there & ~reached).any():
            return False
    return True


def rounded_up(error: float, grain: float = GRAIN) -> float:
    """Return a standard error rounded up, where it is not told as it is.

    Parameters
    ----------
    error : float
    grain : float
        0 where it is.

    Examples
    --------
    >>> rounded_up(0.21), rounded_up(0.3), rounded_up(0.21, 0.0)
    (0.3, 0.3, 0.21)
    """
    return round(math.ceil(round(error / grain, ALIKE)) * grain, ALIKE) if grain else error


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
