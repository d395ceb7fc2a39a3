"""The rules of control charts over many series at once: rows of points, their centre and their limits.

Kernels without validation. A missing point is NaN and belongs to no pattern: no rule reaches
across it. Limits that could not be computed are NaN and are never broken.
"""

from collections.abc import Iterator
from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.measurement._signals import Rule, Side
from collective_impact.measurement._values import Numbers

Mask = npt.NDArray[np.bool_]

NHS_SHIFT = 7
NHS_TREND = 7
WESTERN_ELECTRIC_SHIFT = 8


@attrs.frozen(eq=False)
class Found:
    """Which points break a rule on one side.

    Parameters
    ----------
    rule : Rule
    side : Side, optional
    members : array of bool
        A row for each series, a column for each point.
    joined : array of bool
        One column fewer: whether a point and the next stand in one pattern.
    """

    rule: Rule
    side: Side | None
    members: Mask
    joined: Mask

    def groups(self, row: int) -> Iterator[list[int]]:
        """Yield the positions of each pattern of a series."""
        places: list[int] = [int(place) for place in np.flatnonzero(self.members[row])]
        group = places[:1]
        for before, after in pairwise(places):
            if not self.joined[row, before:after].all():
                yield group
                group = []
            group.append(after)
        if group:
            yield group


def western_electric(X: Numbers, centre: Numbers, reach: Numbers) -> tuple[Found, ...]:
    """Return what the four rules of the Western Electric handbook (1956) find; limits are three sigma away."""
    found: list[Found] = []
    known = ~np.isnan(X)
    for side, from_centre in _sides(X, centre):
        found += [
            outside(side, from_centre, reach),
            _zone(Rule.TWO_OF_THREE, side, from_centre > reach * 2 / 3, known, (2, 3)),
            _zone(Rule.FOUR_OF_FIVE, side, from_centre > reach / 3, known, (4, 5)),
            _shift(side, from_centre, WESTERN_ELECTRIC_SHIFT),
        ]
    return tuple(found)


def making_data_count(X: Numbers, centre: Numbers, reach: Numbers) -> tuple[Found, ...]:
    """Return what the four rules of NHS England's "Making data count" find, as NHSRplotthedots defines them.

    Two of three are near a limit and not beyond it, and all three lie on its side of the mean.
    """
    found: list[Found] = []
    for side, from_centre in _sides(X, centre):
        beyond = outside(side, from_centre, reach)
        near = (from_centre > reach * 2 / 3) & ~beyond.members
        found += [
            beyond,
            _shift(side, from_centre, NHS_SHIFT),
            _zone(Rule.TWO_OF_THREE, side, near, from_centre > 0, (2, 3)),
        ]
    steps = np.diff(X, axis=1)
    found += [_trend(Side.RISING, steps > 0, NHS_TREND), _trend(Side.FALLING, steps < 0, NHS_TREND)]
    return tuple(found)


def _sides(X: Numbers, centre: Numbers) -> Iterator[tuple[Side, Numbers]]:
    """Yield each side with how far points lie on it."""
    above = X - centre
    yield Side.ABOVE, above
    yield Side.BELOW, -above


def outside(side: Side | None, from_centre: Numbers, reach: Numbers) -> Found:
    """Return the points beyond a limit, each a pattern of its own; one on the limit is within."""
    beyond = from_centre > reach
    return Found(Rule.OUTSIDE_LIMITS, side, beyond, np.zeros_like(beyond[:, 1:]))


def _shift(side: Side, from_centre: Numbers, length: int) -> Found:
    span = _spread(_hits(from_centre > 0, length, length), from_centre.shape[1])
    return Found(Rule.SHIFT, side, span, span[:, :-1] & span[:, 1:])


def _trend(side: Side, steps: Mask, length: int) -> Found:
    """Return points of which each is beyond the one before; equal neighbours end a trend."""
    span = _spread(_hits(steps, length - 1, length - 1), steps.shape[1])
    members = np.zeros((len(steps), steps.shape[1] + 1), dtype=np.bool_)
    members[:, :-1] |= span
    members[:, 1:] |= span
    return Found(Rule.TREND, side, members, span)


def _zone(rule: Rule, side: Side, beyond: Mask, allowed: Mask, out_of: tuple[int, int]) -> Found:
    """Return the points beyond a line where so many out of so many neighbours are, all of which are allowed."""
    k, n = out_of
    span = _spread(_hits(beyond, k, n) & _hits(allowed, n, n), beyond.shape[1])
    return Found(rule, side, span & beyond, span[:, :-1] & span[:, 1:])


def _hits(mask: Mask, k: int, n: int) -> Mask:
    """Return for each n neighbours in a row whether at least k of them are true."""
    if mask.shape[1] < n:
        return np.zeros((len(mask), 0), dtype=np.bool_)
    last = mask.shape[1] - n + 1
    counts = np.zeros((len(mask), last), dtype=np.uint8)
    for offset in range(n):
        counts += mask[:, offset : offset + last]
    return counts >= k


def _spread(hits: Mask, columns: int) -> Mask:
    """Return the points that belong to any of the neighbourhoods that were hit."""
    span = np.zeros((len(hits), columns), dtype=np.bool_)
    last = hits.shape[1]
    for offset in range(columns - last + 1 if last else 0):
        span[:, offset : offset + last] |= hits
    return span
