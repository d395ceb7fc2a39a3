"""From the observations of an indicator to at most one figure a period."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TypeAlias

import attrs

from collective_impact.errors import InvalidValueError, Message, UnitError
from collective_impact.measurement._comparable import Terms, months, same_unit, unit_given, version_followed
from collective_impact.measurement._differences import rounded
from collective_impact.model._record import escaped
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus
from collective_impact.units import convert

Open: TypeAlias = tuple[float | None, float | None]
"""From where to where; an open end is None."""


@attrs.frozen(kw_only=True)
class Figure:
    """What is known of an indicator in one period, and the range recorded beside a value; an open end is None."""

    period: Period
    low: float | None
    high: float | None
    range: Open | None = None
    numerator: float | None
    denominator: float | None
    version: str | None
    reporters: tuple[str, ...]
    addresses: tuple[str, ...]

    @property
    def value(self) -> float | None:
        """The one number, where there is one."""
        return self.low if self.low == self.high else None

    @property
    def terms(self) -> Terms:
        """What figures of its series have in common; all are converted to one unit."""
        return Terms(None, self.version, months(self.period))


def observed(
    indicator: Indicator, group: str | None, as_of: date | None
) -> list[tuple[Period, tuple[Observation, ...]]]:
    """Return what was observed of everybody, or of a group, period by period; forecasts were not."""
    found = [
        (one.period, one)
        for one in indicator.observations
        if one.period is not None
        and one.group == group
        and one.status is not ObservationStatus.FORECAST
        and (as_of is None or one.period.end <= as_of)
    ]
    found.sort(key=lambda pair: (pair[0].end, pair[0].start, pair[1].key))
    return [(period, tuple(one for _, one in same)) for period, same in groupby(found, key=lambda pair: pair[0])]


def unit_of(indicator: Indicator, as_of: date | None) -> str | None:
    """Return the unit that values are given in, those of all groups alike; none of grades.

    It is the indicator's, or else that of the latest figure of everybody, or of any group.
    """
    if indicator.levels or indicator.unit is not None:
        return None if indicator.levels else indicator.unit
    given = [
        (one.group is None, one.period.end, one.key, one.unit)
        for one in indicator.observations
        if one.is_figure and one.unit and one.period is not None and (as_of is None or one.period.end <= as_of)
    ]
    return max(given)[-1] if given else None


class LeftOutError(Exception):
    """Why there is no figure: a code of our words, and what its sentence speaks of."""

    def __init__(self, code: str, **params: str | int | None) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


@attrs.frozen
class Reader:
    """Makes figures of observations, and keeps why it could make none of others."""

    indicator: Indicator
    unit: str | None
    warnings: list[Message] = attrs.field(factory=list)

    def figures(self, by_period: Iterable[tuple[Period, Sequence[Observation]]]) -> Iterator[Figure]:
        """Yield the figure of each period that has one."""
        for period, reports in by_period:
            given = [one for one in reports if one.is_figure]
            read = [figure for one in given if (figure := self._tried(period, one)) is not None]
            try:
                if read:
                    yield chosen(read, self.unit, is_whole=len(given) == len(reports))
            except LeftOutError as why:
                self._note(period, why)

    def _tried(self, period: Period, one: Observation) -> Figure | None:
        try:
            low, high = ends(self.indicator, one, self.unit)
            beside = range_beside(self.indicator, one, self.unit)
        except LeftOutError as why:
            self._note(period, why)
            return None
        return Figure(
            period=period,
            low=low,
            high=high,
            range=beside,
            numerator=one.numerator,
            denominator=one.denominator,
            version=version_followed(self.indicator, one),
            reporters=() if one.reporter is None else (one.reporter,),
            addresses=(f"indicators/{escaped(self.indicator.id)}/observations/{one.key}",),
        )

    def _note(self, period: Period, why: LeftOutError) -> None:
        where = {"indicator": self.indicator.id, "period": str(period)}
        self.warnings.append(Message(why.code, {**where, **why.params}))


def ends(indicator: Indicator, one: Observation, unit: str | None) -> Open:
    """Return from where to where an observation says that the value lies; both are the same where it is known.

    Raises
    ------
    LeftOutError
        It says so in a unit that does not convert, as a grade of no scale, or with its ends crossed.
    """
    if indicator.levels:
        if one.level not in indicator.levels:
            raise LeftOutError("series.no_grade")
        rank = float(indicator.levels.index(one.level))
        return rank, rank
    if one.value is not None:
        value = converted(indicator, one, one.value, unit)
        return value, value
    if one.low is None and one.high is None:
        raise LeftOutError("series.no_number")
    return _between(indicator, one, unit)


def range_beside(indicator: Indicator, one: Observation, unit: str | None) -> Open | None:
    """Return the range recorded beside a value; None where there is none, and of grades.

    Raises
    ------
    LeftOutError
        It is in a unit that does not convert, has its ends crossed or does not hold the value.
    """
    low, high, value = one.low, one.high, one.value
    if indicator.levels or value is None or (low is None and high is None):
        return None
    found = _between(indicator, one, unit)
    if (low is not None and value < low) or (high is not None and value > high):
        raise LeftOutError("series.outside", value=str(value), low=str(low), high=str(high))
    return found


def _between(indicator: Indicator, one: Observation, unit: str | None) -> Open:
    if one.low is not None and one.high is not None and one.low > one.high:
        raise LeftOutError("series.crossed", low=str(one.low), high=str(one.high))
    return converted(indicator, one, one.low, unit), converted(indicator, one, one.high, unit)


def converted(indicator: Indicator, one: Observation, number: float | None, unit: str | None) -> float | None:
    """Return a number of an observation in the unit of the series.

    Raises
    ------
    LeftOutError
        The unit does not convert, or is not known.
    """
    given = unit_given(indicator, one)
    if number is None or given == unit:
        return number
    if given is None or unit is None:
        raise LeftOutError("series.no_unit")
    if not same_unit(given, unit):
        raise LeftOutError("series.inconvertible", given=given, wanted=unit)
    return rounded(convert(number, given, unit))


def chosen(read: Sequence[Figure], unit: str | None, *, is_whole: bool) -> Figure:
    """Return the figure that nobody signed, else the one that somebody did, else that of all together.

    Raises
    ------
    LeftOutError
        None of these is there.
    """
    unsigned = [figure for figure in read if not figure.reporters]
    if len(unsigned) == 1:
        return unsigned[0]
    if not is_whole:  # a partner withheld or did not collect its part: the others are not everybody
        raise LeftOutError("series.part_withheld")
    if len(read) == 1:
        return read[0]
    found = None if unsigned else pooled(read, unit)
    if found is None:
        raise LeftOutError("series.several", n=len(read))
    return found


def pooled(read: Sequence[Figure], unit: str | None) -> Figure | None:
    """Return the share of all together; None unless the counts behind each are known, and those of a share."""
    counts = [(one.numerator, one.denominator) for one in read]
    pairs = [(part, whole) for part, whole in counts if part is not None and whole is not None and 0 <= part <= whole]
    above, below = sum(part for part, _ in pairs), sum(whole for _, whole in pairs)
    if unit is None or below == 0 or len(pairs) < len(read) or len({one.version for one in read}) > 1:
        return None
    try:
        share = rounded(convert(above / below, "ratio", unit))
    except UnitError:  # no share
        return None
    return Figure(
        period=read[0].period,
        low=share,
        high=share,
        numerator=above,
        denominator=below,
        version=read[0].version,
        reporters=tuple(sorted(name for one in read for name in one.reporters)),
        addresses=tuple(address for one in read for address in one.addresses),
    )


def checked_indicator(indicator: object) -> Indicator:
    """Return an indicator as it is.

    Raises
    ------
    InvalidValueError
        It is something else.
    """
    if not isinstance(indicator, Indicator):
        raise InvalidValueError("indicator", indicator, "an Indicator (initiative.indicator(id) returns one)")
    return indicator
