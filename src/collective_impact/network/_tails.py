"""A value beside what chance gives: how unusual it is, on either side."""

from typing import Any

import numpy as np

from collective_impact.model._record import record
from collective_impact.network._account import Result
from collective_impact.network._snapshot import Floats


@record(kw_only=True)
class AgainstChance(Result):
    """A value beside the values of networks that were drawn at random.

    Parameters
    ----------
    value : float, optional
        What was observed; None where it has no value.
    expected, sd : float, optional
        Mean and standard deviation of the draws.
    z : float, optional
        How many of these standard deviations the value lies above the mean; None where all
        draws are alike. A distance, not a normal deviate: p comes from the draws.
    p_low, p_high : float, optional
        The share of draws that are as low, or as high, as the value: (b + 1) / (draws + 1).
    p : float, optional
        Both sides: twice the smaller of the two, at most 1.
    draws : int
    undefined : int
        In how many draws there was no value. They count as if they were as unusual as what was
        observed, on both sides.
    """

    value: float | None = None
    expected: float | None = None
    sd: float | None = None
    z: float | None = None
    p_low: float | None = None
    p_high: float | None = None
    p: float | None = None
    draws: int = 0
    undefined: int = 0


def against(value: float | None, draws: Floats) -> dict[str, Any]:
    """Return the fields of a `AgainstChance`: a value beside draws, of which some may be NaN."""
    known = draws[~np.isnan(draws)]
    found: dict[str, Any] = {"value": value, "draws": len(draws), "undefined": len(draws) - len(known)}
    if len(known):
        found["expected"], found["sd"] = float(known.mean()), spread(known)
    if value is None:
        return found
    low, high = shares(value, draws)
    if found.get("sd"):
        found["z"] = (value - found["expected"]) / found["sd"]
    return found | {"p_low": low, "p_high": high, "p": min(1.0, 2 * min(low, high))}


def shares(value: float, draws: Floats) -> tuple[float, float]:
    """Return the share of draws as low as a value, and as high, the value itself among them.

    What differs by rounding alone is equal; where a draw is NaN it counts on both sides.
    """
    slack = 1e-9 * float(np.max(np.abs(draws[np.isfinite(draws)]), initial=abs(value) if np.isfinite(value) else 0.0))
    low = int(np.count_nonzero(~(draws > value + slack)))
    high = int(np.count_nonzero(~(draws < value - slack)))
    return (low + 1) / (len(draws) + 1), (high + 1) / (len(draws) + 1)


def spread(known: Floats) -> float:
    """Return the standard deviation; 0 where values differ by rounding alone."""
    sd = float(known.std())
    return 0.0 if sd <= 1e-12 * float(np.abs(known).max()) else sd
