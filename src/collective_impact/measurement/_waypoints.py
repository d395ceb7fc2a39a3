"""Where an indicator began, is and is to be: the three points that a way is measured by."""

import math
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

import attrs
from attrs import field

from collective_impact.errors import Message, Param
from collective_impact.measurement._comparable import months, version_followed
from collective_impact.measurement._series import Series, series
from collective_impact.measurement._series_figures import LeftOutError, ends, range_beside
from collective_impact.model._record import Value, escaped, record
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

Range: TypeAlias = tuple[float, float]


@record(kw_only=True)
class Waypoint(Value):
    """A figure as a point on the way from a baseline to a target, in the unit of the series.

    Parameters
    ----------
    period : Period, optional
    value : float, optional
        None where only bounds are known. Of a grade it is its rank, from 0.
    low, high : float, optional
        What is known of it: the range recorded beside the value, else the value itself; of a
        target the band that is to be reached. An open end is None.
    level : str, optional
        The grade.
    numerator, denominator : float, optional
        The counts behind a share.
    rests_on : tuple of str
        Addresses of the records.
    """

    period: Period | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @property
    def range(self) -> Range:
        """From where to where it can be; infinite where it is open."""
        return -math.inf if self.low is None else self.low, math.inf if self.high is None else self.high

    @property
    def best(self) -> Range:
        """The value at both ends where it is known, whatever its range; else from where to where it can be."""
        return self.range if self.value is None else (self.value, self.value)


@attrs.frozen(kw_only=True)
class Points:
    """The three points of an indicator, and what is to be said of them.

    Parameters
    ----------
    series : Series
        The last stretch that nothing breaks.
    baseline, latest, target : Waypoint, optional
    has_target : bool
        Whether a target is recorded, even if it cannot be used.
    comparable : bool
        Whether the latest figure can be set beside the baseline.
    reasons : tuple of Message
        Why it cannot, or which point is missing.
    warnings : tuple of Message
    """

    series: Series
    baseline: Waypoint | None
    latest: Waypoint | None
    target: Waypoint | None
    has_target: bool
    comparable: bool
    reasons: tuple[Message, ...]
    warnings: tuple[Message, ...]

    @property
    def first(self) -> Waypoint | None:
        """The first figure of the last stretch, where the last one shares no days with it."""
        periods = self.series.periods
        return _at(self.series, 0) if periods and periods[0].end < periods[-1].start else None

    @property
    def n(self) -> int:
        """How many periods are known since the baseline, its own among them; all, where there is no baseline."""
        if self.baseline is None or self.baseline.period is None:
            return len(self.series) + (self.baseline is not None)
        start = self.baseline.period.end
        return 1 + sum(period.end > start for period in self.series.periods)


def points(indicator: Indicator, group: str | None, as_of: date | None) -> Points:
    """Return the three points of an indicator as they stood on a date."""
    finder = _Finder(indicator, series(indicator, group=group, as_of=as_of), as_of)
    baseline, target = finder.baseline(), finder.target()
    latest = finder.latest(baseline)
    comparable = baseline is not None and latest is not None and finder.can_compare(baseline, latest)
    return Points(
        series=finder.current,
        baseline=baseline,
        latest=latest,
        target=target,
        has_target=finder.recorded_target is not None or finder.is_target_withheld,
        comparable=comparable,
        reasons=tuple(finder.reasons),
        warnings=(*finder.whole.warnings, *finder.warnings),
    )


@attrs.frozen
class _Finder:
    """Looks for the points, and keeps why it did not find one."""

    indicator: Indicator
    whole: Series
    as_of: date | None
    reasons: list[Message] = attrs.field(factory=list)
    warnings: list[Message] = attrs.field(factory=list)

    @property
    def current(self) -> Series:
        return self.whole.current

    @property
    def unit(self) -> str | None:
        return self.whole.unit or self.indicator.unit

    @property
    def here(self) -> str:
        return f"indicators/{escaped(self.indicator.id)}"

    def latest(self, baseline: Waypoint | None) -> Waypoint | None:
        if not len(self.whole):
            self._reason("no_figure")
            return None
        found = _at(self.whole, len(self.whole) - 1)
        if (
            baseline is None
            or baseline.period is None
            or found.period is None
            or found.period.end > baseline.period.end
        ):
            return found
        self._reason("no_later_figure")
        return None

    def baseline(self) -> Waypoint | None:
        """Return the recorded baseline; else the figure of its period, which may be that of the group."""
        given = self.indicator.baseline
        if given is None or (self.as_of is not None and given.period is not None and given.period.end > self.as_of):
            self._reason("no_baseline")
            return None
        if given.group == self.whole.group and given.is_figure:
            return self._read(given, "baseline")
        if given.period in self.whole.periods:
            self._warn("baseline_of_period", period=str(given.period))
            return _at(self.whole, self.whole.periods.index(given.period))
        self._reason("no_baseline")
        return None

    @property
    def recorded_target(self) -> Observation | None:
        given = self.indicator.target
        if given is None or given.status is ObservationStatus.NOT_COLLECTED:
            return None
        said = (given.value, given.low, given.high, given.level)
        is_ours = given.group in (None, self.whole.group)
        return given if is_ours and any(part is not None for part in said) else None

    @property
    def is_target_withheld(self) -> bool:
        given = self.indicator.target
        is_ours = given is not None and given.group in (None, self.whole.group)
        return is_ours and given is not None and given.status is ObservationStatus.SUPPRESSED

    def target(self) -> Waypoint | None:
        given = self.recorded_target
        if given is None:
            if self.is_target_withheld:
                self._reason("target_withheld")
            return None
        if len(self.whole) and version_followed(self.indicator, given) != self.whole.version:
            self._reason("target_definition")
            return None
        if given.group != self.whole.group:
            self._warn("target_of_all")
        return self._read(given, "target")

    def _read(self, given: Observation, name: str) -> Waypoint | None:
        try:
            low, high = ends(self.indicator, given, self.unit)
            beside = range_beside(self.indicator, given, self.unit)
        except LeftOutError as why:
            period = str(given.period or name)
            self.reasons.append(Message(why.code, {"indicator": self.indicator.id, "period": period, **why.params}))
            return None
        least, most = beside or (low, high)
        return Waypoint(
            period=given.period,
            value=low if low == high else None,
            low=least,
            high=most,
            level=given.level,
            numerator=given.numerator,
            denominator=given.denominator,
            rests_on=(f"{self.here}/{name}",),
        )

    def can_compare(self, baseline: Waypoint, latest: Waypoint) -> bool:
        """Say whether the latest figure can be set beside the baseline, and note why not."""
        found = list(self._hindrances(baseline, latest))
        self.reasons.extend(found)
        return not found

    def _hindrances(self, baseline: Waypoint, latest: Waypoint) -> Iterator[Message]:
        before, now = baseline.period, latest.period
        if not self._follows_the_same_definition(baseline):
            yield self._message("baseline_definition")
        if before is None or now is None:
            return
        if months(before) != months(now):
            yield self._message("baseline_length", before=months(before), after=months(now))
        elif now.start <= before.end:
            yield self._message("overlap")
        earlier = sum(period.end < before.end for period in self.current.periods)
        if earlier:
            self._warn("before_baseline", n=earlier, period=str(before))

    def _follows_the_same_definition(self, baseline: Waypoint) -> bool:
        """Say so of the baseline and the latest figure; a figure of the series does where nothing broke it since."""
        given = self.indicator.baseline
        if given is not None and baseline.rests_on == (f"{self.here}/baseline",):
            return version_followed(self.indicator, given) == self.whole.version
        return baseline.period in self.current.periods

    def _reason(self, code: str) -> None:
        self.reasons.append(self._message(code))

    def _warn(self, code: str, **params: Param) -> None:
        self.warnings.append(self._message(code, **params))

    def _message(self, code: str, **params: Param) -> Message:
        return Message(f"progress.{code}", {"indicator": self.indicator.id, **params})


def _at(found: Series, place: int) -> Waypoint:
    """Return the figure at a place of a series."""
    value = found.values[place]
    low, high = found.ranges[place] or (found.lows[place], found.highs[place])
    return Waypoint(
        period=found.periods[place],
        value=value,
        low=low,
        high=high,
        level=found.levels[int(value)] if found.levels and value is not None else None,
        numerator=found.numerators[place],
        denominator=found.denominators[place],
        rests_on=found.addresses[place],
    )
