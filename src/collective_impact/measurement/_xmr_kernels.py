"""The arithmetic of XmR charts over many series at once: rows of values, NaN where one is missing."""

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.measurement._chart_rules import Found, making_data_count, western_electric
from collective_impact.measurement._values import Numbers
from collective_impact.model._record import Vocabulary


class Convention(Vocabulary):
    """How an XmR chart finds its limits, and by which rules it is read."""

    INDIVIDUALS = "individuals"
    NHS = "nhs"


REACH = {Convention.INDIVIDUALS: 3 / 1.128, Convention.NHS: 2.66}
"""How many mean moving ranges the limits are from the mean: three sigma, with d2 of pairs at 1.128, or that rounded."""

RULES = {Convention.INDIVIDUALS: western_electric, Convention.NHS: making_data_count}

RANGE_LIMIT = 3.267
"""D4 of pairs: moving ranges hardly ever exceed so many times their mean (Montgomery, appendix VI)."""

FEWEST_RANGES = 4
"""Moving ranges that limits need: Wheeler (2000) calls those from five or six values useful."""


@attrs.frozen(kw_only=True, eq=False)
class Lines:
    """What is computed of each row; NaN where it cannot be.

    Parameters
    ----------
    n : array of int
        Values that are known.
    centre, mean_range, reach : array
        Columns; the limits are the centre plus and minus the reach.
    ranges : array
        The distance between each value and the next, all columns but one.
    screened : array of bool
        Which of these were too wide to count.
    """

    n: npt.NDArray[np.intp]
    centre: Numbers
    mean_range: Numbers
    reach: Numbers
    ranges: Numbers
    screened: npt.NDArray[np.bool_]


def lines_of(X: Numbers, convention: Convention) -> Lines:
    """Return the lines of each row. A moving range takes two neighbours, so none reaches across a missing value."""
    ranges = np.abs(np.diff(X, axis=1))
    mean_range = mean(ranges)
    screened = np.zeros_like(ranges, dtype=np.bool_)
    if convention is Convention.NHS:
        screened = ranges > RANGE_LIMIT * mean_range
        mean_range = mean(np.where(screened, np.nan, ranges))
    is_enough = (~np.isnan(ranges)).sum(axis=1, keepdims=True) >= FEWEST_RANGES
    return Lines(
        n=(~np.isnan(X)).sum(axis=1),
        centre=mean(X),
        mean_range=mean_range,
        reach=np.where(is_enough & (mean_range > 0), REACH[convention] * mean_range, np.nan),
        ranges=ranges,
        screened=screened,
    )


def find(X: Numbers, lines: Lines, convention: Convention) -> tuple[Found, ...]:
    """Return which points break a rule of the convention."""
    return RULES[convention](X, lines.centre, lines.reach)


def mean(X: Numbers) -> Numbers:
    """Return the mean of what is known in each row, as a column; NaN where nothing is."""
    is_known = ~np.isnan(X)
    n = is_known.sum(axis=1, keepdims=True)
    total: Numbers = np.where(is_known, X, 0.0).sum(axis=1, keepdims=True)
    return total / np.where(n, n, np.nan)
