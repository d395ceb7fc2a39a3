"""Figures and how they changed, as numbers.

A censored figure ("at least 95 percent") is a range that may be open, and so is every
change that begins or ends with one.
"""

import math

import attrs

from collective_impact.errors import UnitError
from collective_impact.measurement._comparable import months, version_followed
from collective_impact.measurement._differences import GRADE, difference_between, relative_change
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.vocabulary import Direction
from collective_impact.units import convert


@attrs.frozen(kw_only=True)
class Amount:
    """How much something is, as far as that is known.

    Parameters
    ----------
    low, high : float
        The same where it is known exactly; infinite where it is open.
    unit : str, optional
    """

    low: float
    high: float
    unit: str | None = None

    @property
    def value(self) -> float | None:
        """The one number, where there is one."""
        return self.low if self.low == self.high else None


@attrs.frozen(kw_only=True)
class Change:
    """From one figure to another.

    Parameters
    ----------
    amount : Amount
        The difference, in the unit of differences.
    relative : float, optional
        In percent of where it began; None where that makes no sense.
    better : bool, optional
        Whether it is in the direction wanted; None where it is not, neither or unknown.
    worse : bool
        Whether it is in the other direction.
    """

    amount: Amount
    relative: float | None = None
    better: bool = False
    worse: bool = False

    @property
    def as_good(self) -> bool | None:
        """Whether it ends as good as it began, or better; None where that cannot be said."""
        if self.better or self.worse:
            return self.better
        return True if self.amount.value == 0 else None


class IncomparableError(Exception):
    """Two figures cannot be compared; the text says why, as a code of the report's words."""


def amount(indicator: Indicator, observation: Observation) -> Amount | None:
    """Return how much an observation says, in the unit of its indicator; a grade is its rank.

    Raises
    ------
    IncomparableError
        It is in a unit that does not convert.
    """
    if observation.level is not None:
        return _rank(indicator, observation.level)
    if observation.value is not None:
        low = high = observation.value
    elif observation.low is None and observation.high is None:
        return None
    else:
        low = -math.inf if observation.low is None else observation.low
        high = math.inf if observation.high is None else observation.high
    unit = observation.unit or indicator.unit
    return Amount(low=_in(indicator.unit, low, unit), high=_in(indicator.unit, high, unit), unit=indicator.unit or unit)


def _rank(indicator: Indicator, level: str) -> Amount | None:
    if not indicator.levels:
        return None
    rank = float(indicator.levels.index(level))
    return Amount(low=rank, high=rank, unit=GRADE)


def _in(wanted: str | None, value: float, unit: str | None) -> float:
    if unit is None or wanted is None or unit == wanted or math.isinf(value):
        return value
    try:
        return convert(value, unit, wanted)
    except UnitError as error:
        raise IncomparableError("other_unit") from error


def change(indicator: Indicator, first: Observation, last: Observation) -> Change | None:
    """Return the change from one observation to another; None where one says nothing.

    Raises
    ------
    IncomparableError
        The unit, the definition or the length of the period is another, or the periods share days.
    """
    if first.period is not None and last.period is not None and first.period != last.period:
        if months(first.period) != months(last.period):
            raise IncomparableError("other_length")
        if last.period.start <= first.period.end:
            raise IncomparableError("overlap")
    if version_followed(indicator, first) != version_followed(indicator, last):
        raise IncomparableError("other_definition")
    return _between(amount(indicator, first), amount(indicator, last), indicator.direction)


def against(indicator: Indicator, other: Observation, ours: Observation) -> Change | None:
    """Return by how much our figure differs from that of somebody else in the same period."""
    found = _between(amount(indicator, other), amount(indicator, ours), indicator.direction)
    return None if found is None else attrs.evolve(found, relative=None)


def _between(first: Amount | None, last: Amount | None, direction: Direction | None) -> Change | None:
    if first is None or last is None or (first.unit == GRADE) != (last.unit == GRADE):
        return None
    low, unit = difference_between(first.high, last.low, last.unit)
    high, _ = difference_between(first.low, last.high, last.unit)
    up, down = low > 0, high < 0
    return Change(
        amount=Amount(low=low, high=high, unit=unit),
        relative=relative_change(first.value, last.value, unit),
        better=(up and direction is Direction.INCREASE) or (down and direction is Direction.DECREASE),
        worse=(down and direction is Direction.INCREASE) or (up and direction is Direction.DECREASE),
    )
