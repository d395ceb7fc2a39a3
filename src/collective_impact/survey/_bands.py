"""Values on a scale in words: rounded first, by a rule that is stated, and then named."""

import numpy as np

from collective_impact.model.instruments import TOLERANCE, Banding
from collective_impact.model.vocabulary import Rounding
from collective_impact.survey._arrays import Array
from collective_impact.survey._intervals import Spread


def rounded(value: float, banding: Banding) -> float:
    """Return a value as it is compared with the ends of bands.

    Half way is what a number is up to the ninth decimal: 2.95 is, however it is stored.
    """
    if banding.decimals is None:
        return value
    scaled = value * 10.0**banding.decimals
    if banding.rounding is Rounding.DOWN:
        whole = np.floor(scaled + TOLERANCE)
    else:
        whole = np.floor(scaled + 0.5 + TOLERANCE)
        is_half = abs(scaled - np.floor(scaled) - 0.5) < TOLERANCE
        if banding.rounding is Rounding.HALF_EVEN and is_half and whole % 2:
            whole -= 1
    return float(whole / 10.0**banding.decimals)


def band_of(value: float, banding: Banding) -> str:
    """Return the name of the highest band whose low end a value reaches, once it is rounded.

    What lies below the lowest band belongs to it.
    """
    reached = rounded(value, banding) + TOLERANCE
    return next((band.name for band in reversed(banding.ordered) if band.low <= reached), banding.ordered[0].name)


def chances(spread: Spread, banding: Banding) -> tuple[tuple[str, float], ...]:
    """Return how probable each band is."""
    below = spread.below(edges(banding))
    parts = np.diff(np.concatenate([[0.0], below, [1.0]]))
    return tuple((band.name, float(part)) for band, part in zip(banding.ordered, parts, strict=True))


def edges(banding: Banding) -> Array:
    """Return where each band but the lowest begins for values that are not rounded yet."""
    rounds_up = banding.decimals is not None and banding.rounding is not Rounding.DOWN
    half = 0.5 * 10.0 ** -(banding.decimals or 0) if rounds_up else 0.0
    return np.array([band.low - half for band in banding.ordered[1:]])
