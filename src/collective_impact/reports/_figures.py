"""By how much figures differ, as numbers: since the baseline, and from those of others.

A censored figure ("at least 95 percent") is a range that may be open, and so is every
difference from it or to it.
"""

import math

import attrs

from collective_impact.errors import UnitError
from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._differences import GRADE, difference_between
from collective_impact.measurement._movement import Movement, Since
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
    chance : bool
        Whether sampling error alone could have brought it about.
    neither : bool
        Whether it is known to be neither, for what is to stay where it is.
    """

    amount: Amount
    relative: float | None = None
    better: bool = False
    worse: bool = False
    chance: bool = False
    neither: bool = False

    @property
    def as_good(self) -> bool | None:
        """Whether it ends as good as it began, or better; None where that cannot be said."""
        if self.better or self.worse:
            return self.better
        return True if self.amount.value == 0 else None


class IncomparableError(Exception):
    """Two figures cannot be compared, since their units do not convert."""


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
        raise IncomparableError from error


def since_baseline(found: Attainment) -> Change | None:
    """Return what an attainment says of the change since the baseline; None where it says nothing."""
    change = found.change
    if change is None or change.since is not Since.BASELINE:
        return None
    low = -math.inf if change.low is None else change.low
    high = math.inf if change.high is None else change.high
    is_even = found.movement is Movement.MAINTAINED
    return Change(
        amount=Amount(low=low, high=high, unit=change.unit),
        relative=change.relative,
        better=found.movement is Movement.IMPROVED,
        worse=found.movement is Movement.WORSENED,
        chance=is_even and (found.direction is not Direction.MAINTAIN or _spans_nothing(change.interval)),
        neither=is_even and found.direction is Direction.MAINTAIN and not _spans_nothing(change.interval),
    )


def _spans_nothing(interval: tuple[float, float] | None) -> bool:
    return interval is not None and interval[0] <= 0 <= interval[1]


def against(indicator: Indicator, other: Observation, ours: Observation) -> Change | None:
    """Return by how much our figure differs from that of somebody else in the same period."""
    return _between(amount(indicator, other), amount(indicator, ours), indicator.direction)


def _between(first: Amount | None, last: Amount | None, direction: Direction | None) -> Change | None:
    if first is None or last is None or (first.unit == GRADE) != (last.unit == GRADE):
        return None
    low, unit = difference_between(first.high, last.low, last.unit)
    high, _ = difference_between(first.low, last.high, last.unit)
    up, down = low > 0, high < 0
    return Change(
        amount=Amount(low=low, high=high, unit=unit),
        better=(up and direction is Direction.INCREASE) or (down and direction is Direction.DECREASE),
        worse=(down and direction is Direction.INCREASE) or (up and direction is Direction.DECREASE),
    )
