"""The four orders in which answers become a score, as sums by organisation.

A score is a mean of ratios of sums: numerators and denominators by organisation and column.
With them a score of other organisations (one left out, or drawn again) is a matrix product.
"""

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.model._record import Vocabulary
from collective_impact.survey._answers import Sheet
from collective_impact.survey._arrays import Array


class Order(Vocabulary):
    """What is averaged first."""

    RESPONDENT_FIRST = "respondent_first"
    """Each respondent's answers, then respondents: each person counts alike."""
    ITEM_FIRST = "item_first"
    """The answers to each item, then items: each item counts alike."""
    ORGANIZATION_FIRST = "organization_first"
    """Each respondent's answers, then the respondents of each organisation, then organisations."""
    POOLED = "pooled"
    """All answers at once: each answer counts alike."""


@attrs.frozen(eq=False)
class Sums:
    """Numerators and denominators of a score, organisations by columns."""

    over: Array
    under: Array

    def score(self, weights: Array | None = None) -> Array:
        """Return the score, or one for each row of weights of the organisations.

        Parameters
        ----------
        weights : ndarray, optional
            Rows of how often each organisation is there.
        """
        weights = np.ones((1, len(self.over))) if weights is None else weights
        over, under = weights @ self.over, weights @ self.under
        there = under > 0
        ratios = np.divide(over, under, out=np.zeros_like(over), where=there)
        found: Array = ratios.sum(axis=1) / there.sum(axis=1)
        return found


def sums(sheet: Sheet, order: Order) -> Sums:
    """Return the sums that a score is made of, for the organisations that answered anything."""
    known = ~np.isnan(sheet.values)
    filled = np.where(known, sheet.values, 0.0)
    if order is Order.ITEM_FIRST:
        over, under = filled, known.astype(float)
    elif order is Order.POOLED:
        over, under = filled.sum(axis=1, keepdims=True), known.sum(axis=1, keepdims=True).astype(float)
    else:
        over = np.nan_to_num(row_means(sheet.values))[:, np.newaxis]
        under = known.any(axis=1, keepdims=True).astype(float)
    units, index = np.unique(sheet.units, return_inverse=True)
    over, under = _by_unit(over, index, len(units)), _by_unit(under, index, len(units))
    there = under.any(axis=1)
    over, under = over[there], under[there]
    if order is Order.ORGANIZATION_FIRST:
        over, under = np.divide(over, under), np.ones_like(under)
    return Sums(over, under)


def _by_unit(cells: Array, units: npt.NDArray[np.intp], count: int) -> Array:
    summed = np.zeros((count, cells.shape[1]))
    np.add.at(summed, units, cells)
    return summed


def row_means(values: Array) -> Array:
    """Return the mean of each respondent's answers; NaN of those who gave none."""
    known = ~np.isnan(values)
    total, count = np.where(known, values, 0.0).sum(axis=1), known.sum(axis=1)
    means: Array = np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)
    return means


def bounds(sheet: Sheet, order: Order, value: float, ends: tuple[float, float], silent: int) -> tuple[float, float]:
    """Return how far a score could move if all that is unknown were the worst, and the best.

    They follow from the score and from counts alone, so that they tell nothing more about
    anybody's answers; where some answered only a part they are a little wider than need be.

    Parameters
    ----------
    sheet : Sheet
    order : Order
    value : float
        The score.
    ends : tuple of float
        The ends of the scale.
    silent : int
        How many were asked and did not answer at all: organisations where these come first,
        respondents otherwise.
    """
    wholly, partly = _unknown(sheet, order, silent)
    worst, best = ends
    reach = partly * (best - worst)
    low = (1 - wholly) * max(worst, value - reach) + wholly * worst
    high = (1 - wholly) * min(best, value + reach) + wholly * best
    return min(low, value), max(high, value)


def _unknown(sheet: Sheet, order: Order, silent: int) -> tuple[float, float]:
    """Return the share of a score's weight of which nothing is known, and of the rest the unknown part."""
    asked, known = sheet.asked, ~np.isnan(sheet.values)
    if order is Order.POOLED:
        cells = asked.sum() + silent * asked.shape[1]
        return float(1 - known.sum() / cells), 0.0
    if order is Order.ITEM_FIRST:
        return _of_items(asked.sum(axis=0) + silent, known.sum(axis=0))
    put = asked.any(axis=1)
    shares = known[put].sum(axis=1) / asked[put].sum(axis=1)
    if order is Order.ORGANIZATION_FIRST:
        shares = _means(shares, sheet.units[put])
    some = shares > 0
    return float(1 - some.sum() / (len(shares) + silent)), float(1 - shares[some].mean())


def _of_items(asked: npt.NDArray[np.int_], known: npt.NDArray[np.int_]) -> tuple[float, float]:
    some = known > 0
    unknown = 1 - known[some] / asked[some]
    common = float(unknown.min())
    reached = some.sum() / (asked > 0).sum()
    partly = float(unknown.mean() - common) / (1 - common)
    return float(1 - reached * (1 - common)), partly


def _means(shares: Array, units: npt.NDArray[np.int64]) -> Array:
    _, index, count = np.unique(units, return_inverse=True, return_counts=True)
    means: Array = np.bincount(index, weights=shares) / count
    return means
