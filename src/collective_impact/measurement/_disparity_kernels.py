"""Measures of inequality between groups, as pure functions of their figures.

Definitions are those of the World Health Organization (Handbook on health inequality
monitoring, 2013; technical notes of HEAT). All take figures along the last axis, so that one
call serves many draws; and complex figures, so that derivatives are exact: the imaginary part
of f(y + ih) / h is the derivative, with no difference taken (Squire & Trapp 1998).
"""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Figures = npt.NDArray[Any]
"""Real, or complex for a derivative."""

STEP = 1e-30


@attrs.frozen(eq=False)
class Plan:
    """Whom to compare with whom, and with what weights.

    Parameters
    ----------
    sign : int
        1 where more is better, -1 where less is, 0 where nobody said.
    compared : int
        The group that is compared.
    reference : int, optional
        With which; None is everybody.
    best : int, optional
        Whose level all could reach.
    shares : array, optional
        Of the population; None where they are not known.
    total : float, optional
        The figure of everybody, where it is given.
    """

    sign: int
    compared: int
    reference: int | None
    best: int | None
    shares: Numbers | None
    total: float | None


def mean(y: Figures, plan: Plan) -> Figures:
    """Return the figure of all groups together; where nobody knows their sizes, the given one of everybody."""
    if plan.shares is None:
        return np.full(y.shape[:-1], np.nan if plan.total is None else plan.total)
    return y @ plan.shares


def pair(y: Figures, plan: Plan) -> tuple[Figures, Figures]:
    """Return the two figures that are compared, the one first that is higher where the compared group is worse off."""
    if plan.reference is None:
        other = mean(y, plan) if plan.total is None else np.full(y.shape[:-1], plan.total)
    else:
        other = y[..., plan.reference]
    compared = y[..., plan.compared]
    return (compared, other) if plan.sign < 0 else (other, compared)


def difference(y: Figures, plan: Plan) -> Figures:
    """Return how far the compared group is behind."""
    high, low = pair(y, plan)
    return high - low


def ratio(y: Figures, plan: Plan) -> Figures:
    """Return the same as a ratio."""
    high, low = pair(y, plan)
    return high / low


def between_group_variance(y: Figures, plan: Plan) -> Figures:
    """Return the mean squared distance from the mean."""
    return np.asarray(((y - mean(y, plan)[..., None]) ** 2) @ _shares(plan))


def index_of_disparity(y: Figures, plan: Plan) -> Figures:
    """Return the mean distance from the mean in percent of it, every group counting alike."""
    centre = mean(y, plan)
    return np.asarray(100 * _distance(y, centre).mean(axis=-1) / centre)


def weighted_index_of_disparity(y: Figures, plan: Plan) -> Figures:
    """Return the mean distance from the mean in percent of it, every person counting alike."""
    centre = mean(y, plan)
    return 100 * (_distance(y, centre) @ _shares(plan)) / centre


def mean_log_deviation(y: Figures, plan: Plan) -> Figures:
    """Return the mean logarithm of the mean over the figure; not scaled by 1,000."""
    return -np.log(y / mean(y, plan)[..., None]) @ _shares(plan)


def theil(y: Figures, plan: Plan) -> Figures:
    """Return the Theil index; not scaled by 1,000. A figure of zero adds nothing."""
    share = y / mean(y, plan)[..., None]
    return (share * np.log(np.where(share == 0, 1, share))) @ _shares(plan)


def ranks(shares: Numbers) -> Numbers:
    """Return where the middle of each group stands among all people, from the most disadvantaged, 0, to 1."""
    return np.asarray(np.cumsum(shares) - shares / 2)


def ends(y: Figures, plan: Plan) -> tuple[Figures, Figures]:
    """Return the figures at ranks 0 and 1 on the line through the groups, fitted with weights once."""
    shares = _shares(plan)
    place = ranks(shares) - 0.5  # the mean rank is a half whatever the shares
    slope = (y @ (shares * place)) / (shares @ place**2)
    middle = y @ shares
    return middle - slope / 2, middle + slope / 2


def slope_index(y: Figures, plan: Plan) -> Figures:
    """Return the figure at the most advantaged end of the line less that at the other."""
    low, high = ends(y, plan)
    return high - low


def relative_index(y: Figures, plan: Plan) -> Figures:
    """Return the same as a ratio."""
    low, high = ends(y, plan)
    return high / low


def absolute_concentration_index(y: Figures, plan: Plan) -> Figures:
    """Return the sum of figures weighted by share and by distance from the middle rank."""
    shares = _shares(plan)
    return y @ (shares * (2 * ranks(shares) - 1))


def concentration_index(y: Figures, plan: Plan) -> Figures:
    """Return the same over the mean, between -1 and 1 for figures that are not negative."""
    return absolute_concentration_index(y, plan) / mean(y, plan)


def attributable_risk(y: Figures, plan: Plan) -> Figures:
    """Return how much the mean would change if all groups had the best figure; 0 where it would not improve."""
    gain = y[..., plan.best] - mean(y, plan)
    return np.where(plan.sign * np.real(gain) > 0, gain, 0)


def attributable_fraction(y: Figures, plan: Plan) -> Figures:
    """Return the same in percent of the mean."""
    return 100 * attributable_risk(y, plan) / mean(y, plan)


MEASURES: Mapping[str, Callable[[Figures, Plan], Figures]] = {
    "difference": difference,
    "ratio": ratio,
    "between_group_variance": between_group_variance,
    "index_of_disparity": index_of_disparity,
    "weighted_index_of_disparity": weighted_index_of_disparity,
    "mean_log_deviation": mean_log_deviation,
    "theil": theil,
    "slope_index": slope_index,
    "relative_index": relative_index,
    "absolute_concentration_index": absolute_concentration_index,
    "concentration_index": concentration_index,
    "attributable_risk": attributable_risk,
    "attributable_fraction": attributable_fraction,
}


def _shares(plan: Plan) -> Numbers:
    return np.array([]) if plan.shares is None else plan.shares


def _distance(y: Figures, centre: Figures) -> Figures:
    apart = y - centre[..., None]
    return np.where(np.real(apart) < 0, -apart, apart)


def standard_error(name: str, y: Numbers, errors: Numbers, plan: Plan) -> float:
    """Return the standard error of a measure by the delta method: groups are independent, their sizes are given."""
    steps = y + 1j * STEP * np.eye(len(y))
    derivatives = np.imag(MEASURES[name](steps, plan)) / STEP
    return float(np.sqrt(((derivatives * errors) ** 2).sum()))
