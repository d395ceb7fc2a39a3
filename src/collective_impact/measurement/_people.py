"""How many people a figure tells of, exactly or as a range, as far as it can be known from what is recorded."""

import math
from collections.abc import Iterator

import attrs

from collective_impact.errors import UnitError
from collective_impact.measurement._suppress_table import LARGEST
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.units import check

PEOPLE = frozenset(
    {
        *("person", "child", "youth", "adult", "woman", "man", "parent", "household", "family"),
        *("student", "graduate", "teacher", "leader", "volunteer", "worker"),
        *("participant", "client", "patient", "voter"),
        *("birth", "death", "case", "incident", "visit", "call"),
        *("enrollment", "referral", "scholarship", "credential", "job"),
        "count",
    }
)
"""Units in which a value is itself a count of people, or of what happened to one each; a bare count is taken for one.

Meetings, schools, meals and the like are counted too, and nobody is known from them; full-time equivalents are
positions, and no people.
"""
SHARES = {"ratio": 1, "percent": 100, "per_mille": 1000, **{f"per_{10**power}": 10**power for power in (3, 4, 5, 6, 9)}}
NOISE = 1e-9
"""Of binary fractions: 90 % of 40 are 36."""


@attrs.frozen
class People:
    """How many people a figure tells of.

    Parameters
    ----------
    low, high : float
        At least and at most so many; the same where the count is known.
    of : float, optional
        The denominator, where there is one.
    """

    low: float
    high: float
    of: float | None = None

    @classmethod
    def exactly(cls, counted: float, of: float | None = None) -> "People":
        """Return what a known count tells."""
        return cls(counted, counted, of)

    @property
    def is_known(self) -> bool:
        """Whether the count is one number."""
        return self.low == self.high

    @property
    def is_plain(self) -> bool:
        """Whether it is a whole number, at most that of all, and no more than tables take."""
        numbers = [self.low] if self.of is None else [self.low, self.of, self.of - self.low]
        return self.is_known and all(0 <= number <= LARGEST and number == int(number) for number in numbers)

    def counts_few(self, threshold: int) -> bool:
        """Say whether one of its counts is known and small."""
        few = self.is_known and 0 < self.low < threshold
        return few or (self.of is not None and 0 < self.of < threshold)

    def is_small(self, threshold: int) -> bool:
        """Say whether it tells of few people, of all but few, or of each."""
        if self.counts_few(threshold) or (self.is_known and not self.of):
            return self.counts_few(threshold)
        if self.is_known:
            return self.low == 0 or 0 <= self._of - self.low < threshold
        others = not math.isinf(self._of) and _is_narrow(self._of - self.high, self._of - self.low, threshold)
        return others or _is_narrow(self.low, self.high, threshold)

    @property
    def _of(self) -> float:
        return math.inf if self.of is None else self.of


def _is_narrow(low: float, high: float, threshold: int) -> bool:
    """Say whether a range reaches into the small counts and leaves some of them out.

    "Fewer than 10" says nothing but that it is small, which is what withholding it would say;
    "1 to 4" says more where 10 is the least that may be shown.
    """
    return low < threshold and high > 0 and not (low <= 1 and high >= threshold - 1)


@attrs.frozen
class Teller:
    """Tells of the figures of an indicator how many people they are about.

    Parameters
    ----------
    indicator : Indicator
    has_bare_counts : bool
        Whether numbers without a unit that we know are taken for counts of people.
    """

    indicator: Indicator
    has_bare_counts: bool

    @classmethod
    def of(cls, indicator: Indicator) -> "Teller":
        """Return one for an indicator; where all numbers without a unit are whole, they are taken for counts."""
        numbers = [
            number
            for one in _figures(indicator)
            if _unit(indicator, one) is None
            for number in (one.value, one.low, one.high)
            if number is not None
        ]
        return cls(indicator, bool(numbers) and all(number >= 0 and number == int(number) for number in numbers))

    def people(self, observation: Observation) -> People | None:
        """Return how many people a figure tells of, where that is known."""
        of = observation.denominator
        if observation.numerator is not None:
            return People.exactly(observation.numerator, of)
        ends = _ends(observation)
        base = None if ends is None else self._base(observation)
        if ends is None or base is None:
            return None if of is None else People.exactly(of)
        return _counted(ends, base, of)

    def _base(self, observation: Observation) -> float | None:
        """Return of how many a figure is so many; 0 where it is the count itself, None where it is neither."""
        unit, of = _unit(self.indicator, observation), observation.denominator
        if unit is None:
            return 0 if self.has_bare_counts and of is None else None
        return 0 if unit in PEOPLE else None if of is None else _of_how_many(unit)


def _counted(ends: tuple[float, float], base: float, of: float | None) -> People:
    """Return the count that a figure is, or implies beside its denominator."""
    if base == 0 or of is None:
        return People(ends[0], ends[1] if of is None else min(ends[1], max(of, ends[0])), of)
    low, high = ends[0] / base * of, of if math.isinf(ends[1]) else ends[1] / base * of
    least, most = math.ceil(low - NOISE), math.floor(high + NOISE)
    if ends[0] == ends[1] or least > most:  # published shares are rounded
        return People.exactly(float(round((low + high) / 2)), of)
    return People(float(least), float(most), of)


def _ends(observation: Observation) -> tuple[float, float] | None:
    """Return from where to where a figure lies; none of people are fewer than none."""
    if observation.value is not None:
        return observation.value, observation.value
    if observation.low is None and observation.high is None:
        return None
    low = 0.0 if observation.low is None else observation.low
    return low, math.inf if observation.high is None else observation.high


def _of_how_many(unit: str) -> int | None:
    """Return of how many a share or a rate is, such as 1,000 of deaths per 1,000 persons; None of anything else."""
    above, _, below = unit.partition("/")
    rest = [part for part in above.split("*") if part not in PEOPLE]
    if len(rest) > 1 or (below and below not in PEOPLE):
        return None
    return SHARES.get(rest[0]) if rest else 1


def is_rate(unit: str | None) -> bool:
    """Say whether a unit is one of shares or rates, in which nothing is counted; none that we do not know is."""
    try:
        above, _, below = ("" if unit is None else check(unit)).partition("/")
    except UnitError:
        return False
    return bool(below) or not SHARES.keys().isdisjoint(above.split("*"))


def _unit(indicator: Indicator, observation: Observation) -> str | None:
    unit = observation.unit or indicator.unit
    try:
        return None if unit is None else check(unit)
    except UnitError:
        return None


def _figures(indicator: Indicator) -> Iterator[Observation]:
    """Yield all figures of an indicator and of those it is compared with."""
    yield from (end for end in (indicator.baseline, indicator.target) if end is not None)
    yield from indicator.observations
    for comparison in indicator.comparisons:
        yield from comparison.observations
