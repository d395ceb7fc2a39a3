"""Which figures of an indicator can be compared: the one place where it is decided for series and for readiness."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import attrs

from collective_impact.errors import UnitError
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.period import Period

DAYS_PER_MONTH = 365.25 / 12


@attrs.frozen
class Terms:
    """What figures must have in common to stand in one series: unit, version of the definition, length in months."""

    unit: str | None
    version: str | None
    months: int | None


@attrs.frozen
class Comparability:
    """Which terms two figures share; None where nobody knows."""

    unit: bool | None
    version: bool | None
    length: bool | None

    @property
    def together(self) -> bool | None:
        """Whether both can stand in one series."""
        said = self.unit, self.version, self.length
        return False if False in said else None if None in said else True


def compared(one: Terms, other: Terms) -> Comparability:
    """Return which terms two figures share.

    A series takes on only what is known to be alike, and breaks elsewhere; the criteria of
    readiness keep what nobody knows apart from what is different.
    """
    return Comparability(
        unit=same_unit(one.unit, other.unit),
        version=_same(one.version, other.version),
        length=_same(one.months, other.months),
    )


@lru_cache(maxsize=4096)
def same_unit(given: str | None, wanted: str | None) -> bool | None:
    """Say whether a unit is another or converts to it; None where one is not known, or not understood."""
    if given == wanted or given is None or wanted is None:
        return _same(given, wanted)
    from collective_impact.units import compatible

    try:
        return compatible(given, wanted)
    except UnitError:
        return None


def _same(one: object, other: object) -> bool | None:
    """Say whether two are the same; two of which nothing is said are, one alone is not known."""
    return one == other if (one is None) == (other is None) else None


def unit_given(indicator: Indicator, one: Observation) -> str | None:
    """Return the unit that an observation is given in: its own, or else the indicator's."""
    return one.unit or indicator.unit


def version_followed(indicator: Indicator, one: Observation) -> str | None:
    """Return the version of the definition that an observation follows: its own, or else the indicator's."""
    return one.definition_version or indicator.definition_version


def months(period: Period) -> int:
    """Return the length of a period in months, one at least: how long a survey is in the field does not matter."""
    return max(1, round(period.days / DAYS_PER_MONTH))


def usual_length(lengths: Iterable[int]) -> int | None:
    """Return the most common length, of several the shortest, since it says more; None of none."""
    counts = Counter(lengths)
    return min(counts, key=lambda length: (-counts[length], length), default=None)
