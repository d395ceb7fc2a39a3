"""What may be shown of what people said: never so little that one of them could be heard.

The rules, each of which withholds and none of which changes a figure:

1. Fewer than the minimum answered.
2. All said the same, and they are fewer than twice the minimum: then the mean is
   everybody's answer. From twice the minimum on agreement is a finding about a group.
3. One of the items of a construct falls under 1 or 2: then no item of it is shown, since
   the construct and the other items would give it away.
4. Fewer than the minimum answered only a part of a construct's items: then the least
   answered of them is not shown, where respondents are averaged first, since the construct
   and all of its items would give their answers away.

Groups that make up a whole are shown so that nobody is left over whom the whole and the
others would give away; `perception_gap` sees to it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collective_impact.survey._arrays import Array

MINIMUM_RESPONDENTS = 5
"""Fewer respondents are never shown, whatever an initiative's own rule says."""

ALIKE = 1e-12


def may_be_shown(said: "Sequence[float] | Array", minimum: int) -> bool:
    """Say whether the mean of what respondents said may be shown (rules 1 and 2).

    Parameters
    ----------
    said : sequence of float
        One number of each respondent that said something.
    minimum : int

    Examples
    --------
    >>> may_be_shown([5, 5, 5, 5, 4], minimum=5), may_be_shown([5, 5, 5, 5, 5], minimum=5)
    (True, False)
    """
    return len(said) >= minimum and (len(said) >= 2 * minimum or max(said) - min(said) > ALIKE)


def shown_items(values: "Array", minimum: int, *, respondents_first: bool) -> list[bool]:
    """Say of each item of a construct that is shown itself whether it may be shown beside it (rules 3 and 4).

    Parameters
    ----------
    values : ndarray
        Respondents by items, NaN where there is no answer.
    minimum : int
    respondents_first : bool
        Whether the construct is a mean of means of respondents.
    """
    import numpy as np

    known = ~np.isnan(values)
    counts = known.sum(axis=0)
    said = [values[known[:, column], column] for column in range(values.shape[1])]
    if not all(may_be_shown(one, minimum) for one in said if len(one)):
        return [False] * len(said)
    answered = known.sum(axis=1)
    parts = int(((answered > 0) & (answered < values.shape[1])).sum())
    least = int(np.argmin(counts)) if respondents_first and 0 < parts < minimum else None
    return [bool(count) and column != least for column, count in enumerate(counts)]
