"""The lowest and the highest that a function of many yes-or-no decisions can be, or that a search finds."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import attrs
import numpy as np

from collective_impact.network._snapshot import Ints
from collective_impact.network._unknown import Mask

Function: TypeAlias = Callable[[Mask], float]


@attrs.define
class Extremes:
    """What was found so far.

    Parameters
    ----------
    function : callable
        Takes decisions and returns a number, NaN where there is none.
    budget : int
        How often it may be asked at the most; both extremes are asked in any case.
    """

    function: Function
    budget: int
    tried: int = 0
    low: float = np.nan
    high: float = np.nan
    lowest: Mask = attrs.field(factory=lambda: np.zeros(0, dtype=bool))
    highest: Mask = attrs.field(factory=lambda: np.zeros(0, dtype=bool))

    @property
    def is_spent(self) -> bool:
        """Whether there is nothing left to ask with."""
        return self.tried >= self.budget

    def ask(self, there: Mask) -> float:
        """Ask for some decisions, and remember what leads further."""
        found = self.function(there)
        self.tried += 1
        if found < self.low or np.isnan(self.low):
            self.low, self.lowest = found, there
        if found > self.high or np.isnan(self.high):
            self.high, self.highest = found, there
        return found


def extremes(function: Function, groups: Ints, *, budget: int, every: bool, rng: np.random.Generator) -> Extremes:
    """Return the lowest and the highest value of a function of decisions.

    Parameters
    ----------
    function : callable
    groups : ndarray of int
        To whom each decision belongs; those of one are also taken together.
    budget : int
    every : bool
        Whether to try all ways.
    rng : Generator
        In what order single decisions are turned.
    """
    found = Extremes(function, budget)
    if every:
        for number in range(2 ** len(groups)):
            found.ask(np.array([number >> at & 1 for at in range(len(groups))], dtype=bool))
        return found
    for there in _together(groups):
        found.ask(there)
        if found.is_spent:
            return found
    _climb(found, found.lowest, -1, (found.tried + budget) // 2, rng)
    _climb(found, found.highest, 1, budget, rng)
    while not found.is_spent:
        for way in (-1, 1):
            _climb(found, rng.random(len(groups)) < rng.random(), way, budget, rng)
    return found


def _together(groups: Ints) -> Iterable[Mask]:
    """Yield none, all, and those of each group alone and left out."""
    yield np.zeros(len(groups), dtype=bool)
    yield np.ones(len(groups), dtype=bool)
    for group in np.unique(groups):
        yield groups == group
        yield groups != group


def _climb(found: Extremes, there: Mask, way: int, until: int, rng: np.random.Generator) -> None:
    """From some decisions turn one at a time, as long as any of them leads further down (-1) or up (1)."""
    if found.tried >= until:
        return
    best, before = _height(found.ask(there), way), None
    while before != best:
        before = best
        for at in rng.permutation(len(there)):
            if found.tried >= until:
                return
            turned = there.copy()
            turned[at] = not turned[at]
            if (value := _height(found.ask(turned), way)) > best:
                best, there = value, turned


def _height(value: float, way: int) -> float:
    """Return how far a value leads; one that there is not, nowhere."""
    return -np.inf if np.isnan(value) else way * value
