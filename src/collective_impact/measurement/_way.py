"""How far along a straight way something is: pure arithmetic over ranges, whose open ends are infinite."""

import math
from itertools import product
from typing import TypeAlias

from collective_impact.measurement._differences import rounded
from collective_impact.model._record import Vocabulary
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import Direction

Range: TypeAlias = tuple[float, float]

ALL = 100.0
ANYWHERE: Range = (-math.inf, math.inf)

TOLERANCE = 10.0
"""By how many points of the way an indicator may lie before or behind the straight path and be on track (ours)."""


class AttainmentStatus(Vocabulary):
    """Where an indicator is on its way to the target."""

    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    REACHED = "reached"
    NO_TARGET = "no_target"
    INSUFFICIENT_DATA = "insufficient_data"


def wanted(target: Range, direction: Direction) -> Range:
    """Return where the figure is to be: at or beyond the near edge of the target, or within it."""
    low, high = target
    if direction is Direction.INCREASE:
        return (high if math.isinf(low) else low), math.inf
    if direction is Direction.DECREASE:
        return -math.inf, (low if math.isinf(high) else high)
    return target


def is_behind(target: Range, start: Range, direction: Direction) -> bool:
    """Say whether a target lies where nobody wants to go from a start; a least that is to be held does not."""
    if direction is Direction.INCREASE:
        return target[1] < start[0]
    return direction is Direction.DECREASE and target[0] > start[1]


def within(figure: Range, band: Range) -> bool | None:
    """Say whether a figure lies in a band; None where it may or may not."""
    if band[0] <= figure[0] and figure[1] <= band[1]:
        return True
    return False if figure[1] < band[0] or figure[0] > band[1] else None


def edge(start: Range, band: Range) -> float | None:
    """Return where the way from a start into a band ends; None where there may be no way to go."""
    if start[1] < band[0]:
        return band[0]
    return band[1] if start[0] > band[1] else None


def share_of_way(start: Range, now: Range, end: float) -> Range:
    """Return from where to where the share of the way can lie, in percent and not clipped.

    The share rises or falls steadily with each of its ends, so its extremes lie at corners,
    unless the way may be none at all.
    """
    if start[0] <= end <= start[1]:
        return ANYWHERE
    corners = [_share(first, last, end) for first, last in product(start, now)]
    return ANYWHERE if any(map(math.isnan, corners)) else (min(corners), max(corners))


def _share(first: float, last: float, end: float) -> float:
    if math.isinf(first):  # seen from far away, where it is and where it is to be are one
        return math.nan if math.isinf(last) else ALL
    return rounded(ALL * (last - first) / (end - first))


def clipped(share: float) -> float:
    """Return a share of the way between none and all of it."""
    return min(max(share, 0.0), ALL)


def expected_share(start: Period, now: Period, end: Period) -> float | None:
    """Return the share of the straight way that would be gone by now; None where it ends before it starts."""
    whole = (end.end - start.end).days
    return clipped(rounded(ALL * (now.end - start.end).days / whole)) if whole > 0 else None


def compared_with_path(share: Range, expected: float, tolerance: float) -> AttainmentStatus | None:
    """Return whether a share lies on the straight path, before or behind it; None where it may be either."""
    ends = {_one_compared(end, expected, tolerance) for end in share}
    return ends.pop() if len(ends) == 1 else None


def _one_compared(share: float, expected: float, tolerance: float) -> AttainmentStatus:
    if share < rounded(expected - tolerance):
        return AttainmentStatus.BEHIND
    return AttainmentStatus.AHEAD if share > rounded(expected + tolerance) else AttainmentStatus.ON_TRACK
