"""Intervals of measures of inequality: the delta method, or a bootstrap with a seed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.measurement._disparity_groups import Group
from collective_impact.measurement._disparity_kernels import MEASURES, Numbers, Plan, standard_error
from collective_impact.measurement._proportions import Ends, normal_quantile

Method: TypeAlias = Literal["delta method", "bootstrap"]

RATIOS = ("ratio", "relative_index")
NEVER_NEGATIVE = (
    "between_group_variance",
    "index_of_disparity",
    "weighted_index_of_disparity",
    "mean_log_deviation",
    "theil",
)


@attrs.frozen(kw_only=True)
class Interval:
    """How intervals are made.

    Parameters
    ----------
    method : {"delta method", "bootstrap"}
    confidence : float
    draws, seed : int
    scale : float, optional
        What everybody is in the unit of the values; None where they are no shares.
    """

    method: Method
    confidence: float
    draws: int
    seed: int
    scale: float | None = None

    def __attrs_post_init__(self) -> None:
        if self.method not in ("delta method", "bootstrap"):
            raise InvalidValueError("interval", self.method, "'delta method' or 'bootstrap'")
        if not 0 < self.confidence < 1:
            raise InvalidValueError("confidence", self.confidence, "between 0 and 1")
        if self.draws < 1:
            raise InvalidValueError("draws", self.draws, "1 or more")


def errors_of(groups: Iterable[Group]) -> Numbers:
    """Return the standard errors; NaN where one is not known."""
    return np.array([np.nan if one.se is None else one.se for one in groups])


def intervals(
    names: Iterable[str], groups: Sequence[Group], y: Numbers, plan: Plan, how: Interval
) -> Mapping[str, Ends]:
    """Return the intervals of measures by name, as far as the standard errors are known that they need."""
    if how.method == "delta method":
        errors = errors_of(groups)
        found = {name: _delta(name, y, errors, plan, how.confidence) for name in names}
    else:
        drawn = _draws(groups, y, how)
        found = {name: _quantiles(name, drawn, plan, how.confidence) for name in names}
    return {name: ends for name, ends in found.items() if ends is not None}


def _delta(name: str, y: Numbers, errors: Numbers, plan: Plan, confidence: float) -> Ends | None:
    """Return an interval; none at a least value, where a measure can only rise and its slope is zero."""
    value, error = float(MEASURES[name](y, plan)), standard_error(name, y, errors, plan)
    half = normal_quantile(confidence) * error
    if np.isnan(half) or (error == 0 and errors.any()) or (name in RATIOS and value <= 0):
        return None
    if name in RATIOS:
        return value * float(np.exp(-half / value)), value * float(np.exp(half / value))
    low = value - half
    return max(low, 0.0) if name in NEVER_NEGATIVE else low, value + half


def _draws(groups: Sequence[Group], y: Numbers, how: Interval) -> Numbers:
    dice = np.random.default_rng(how.seed)
    return np.stack([_drawn(one, value, how, dice) for one, value in zip(groups, y, strict=True)], axis=-1)


def _drawn(group: Group, value: float, how: Interval, dice: np.random.Generator) -> Numbers:
    """Draw counts where they are known and vary, else values about the value."""
    if group.denominator and how.scale is not None and 0 < value < how.scale:
        counts = dice.binomial(round(group.denominator), value / how.scale, how.draws)
        return np.asarray(how.scale * counts / round(group.denominator))
    if group.se is None:
        return np.full(how.draws, np.nan)
    return dice.normal(value, group.se, how.draws)


def _quantiles(name: str, drawn: Numbers, plan: Plan, confidence: float) -> Ends | None:
    """Return the middle part of the draws; none where one of them has no value."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values = MEASURES[name](drawn, plan)
    if not np.isfinite(values).all():
        return None
    low, high = np.quantile(values, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return float(low), float(high)
