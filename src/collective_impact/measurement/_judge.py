"""Judges the waypoints of an indicator."""

import math

import attrs

from collective_impact.errors import Message, Param
from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._movement import (
    Change,
    Movement,
    Sampled,
    Since,
    approach,
    change_between,
    classed,
    counts_are_odd,
    counts_contradict,
    gain,
    sampled,
)
from collective_impact.measurement._way import (
    ALL,
    AttainmentStatus,
    Range,
    clipped,
    compared_with_path,
    edge,
    expected_share,
    is_behind,
    share_of_way,
    wanted,
    within,
)
from collective_impact.measurement._waypoints import Points, Waypoint
from collective_impact.model import _canonical
from collective_impact.model.indicators import Indicator
from collective_impact.model.vocabulary import Direction

HEX_DIGITS = 12


def definition_of(indicator: Indicator) -> str:
    """Return what stands for the definition of an indicator."""
    names = ("id", "definition", "definition_version", "unit", "levels", "direction", "level")
    return _canonical.fingerprint(Indicator(**{name: getattr(indicator, name) for name in names}))[:HEX_DIGITS]


@attrs.frozen
class Judge:
    """Judges the points of an indicator, and keeps why it could not."""

    indicator: Indicator
    points: Points
    least: float
    tolerance: float
    reasons: list[Message] = attrs.field(factory=list)
    warnings: list[Message] = attrs.field(factory=list)

    def judged(self) -> Attainment:
        """Return the attainment."""
        of, found = self.indicator, self.points
        direction = self._direction()
        blank = Attainment(
            indicator=of.id,
            name=of.name,
            group=found.series.group,
            unit=found.series.unit,
            direction=direction,
            definition=definition_of(of),
            definition_version=of.definition_version,
            status=AttainmentStatus.INSUFFICIENT_DATA if found.has_target else AttainmentStatus.NO_TARGET,
            baseline=found.baseline,
            latest=found.latest,
            target=found.target,
            change=self._change(),
            n=found.n,
        )
        judged = self._on_the_way(blank, direction)
        movement = self._movement(direction)
        reasons = _unique((*found.reasons, *self.reasons))
        return attrs.evolve(
            judged, movement=movement, reasons=reasons, warnings=_unique((*found.warnings, *self.warnings))
        )

    def _direction(self) -> Direction | None:
        """Return where it is to move: as recorded; else where grades, or the target, say that it is."""
        if self.indicator.direction is not None:
            return self.indicator.direction
        if self.indicator.levels:
            return Direction.INCREASE  # they stand from worst to best
        first, aim = self.points.baseline, self.points.target
        if first is None or aim is None:
            return None
        end = edge(first.best, aim.range)
        if end is None and (aim.value is not None or within(first.best, aim.range) is not True):
            return None
        rises = end is not None and end > first.best[0]
        found = Direction.MAINTAIN if end is None else Direction.INCREASE if rises else Direction.DECREASE
        self._say(self.warnings, "direction_inferred", direction=found.value)
        return found

    # The way ------------------------------------------------------------------------

    def _on_the_way(self, blank: Attainment, direction: Direction | None) -> Attainment:
        found = self.points
        if found.target is None or found.latest is None or direction is None:
            return blank
        if self._target_is_behind(found.target, direction):
            self._say(self.reasons, "target_behind")
            return blank
        band = self._band(found.target.range, direction)
        met = within(found.latest.best, band)
        if band[0] == band[1] and not met:
            self._say(self.reasons, "no_band")
            return blank
        judged = attrs.evolve(blank, status=AttainmentStatus.REACHED) if met else blank
        if found.baseline is None or not found.comparable:
            return judged
        end = edge(found.baseline.best, band)
        if end is None:
            return self._without_a_way(judged, band, met=met)
        share, expected = share_of_way(found.baseline.best, found.latest.best, end), self._expected()
        reach = share_of_way(found.baseline.range, found.latest.range, end)
        placed = attrs.evolve(_placed(judged, share, reach), expected=expected)
        return placed if met or expected is None else attrs.evolve(placed, status=self._beside_path(share, expected))

    def _target_is_behind(self, target: Waypoint, direction: Direction) -> bool:
        """Say whether the target lies behind the baseline; that of all may well lie behind that of a group."""
        found, recorded = self.points, self.indicator.target
        is_ours = recorded is not None and recorded.group == found.series.group
        start = found.baseline if is_ours and found.comparable else None
        return start is not None and is_behind(target.range, start.best, direction)

    def _band(self, target: Range, direction: Direction) -> Range:
        """Return where the figure is to be; around one number as far as nothing matters."""
        low, high = wanted(target, direction)
        return (low - self.least, high + self.least) if low == high else (low, high)

    def _without_a_way(self, judged: Attainment, band: Range, *, met: bool | None) -> Attainment:
        """Judge what met its target at the baseline: it holds or does not."""
        start, latest = self.points.baseline, self.points.latest
        if start is None or latest is None or not within(start.best, band) or met is None:
            self._say(self.reasons, "censored")
            return judged
        if judged.direction is not Direction.MAINTAIN:
            self._say(self.warnings, "no_way")
        value = ALL if met else 0.0
        status = AttainmentStatus.REACHED if met else AttainmentStatus.BEHIND
        is_sure = within(start.range, band) and within(latest.range, band) is met
        low, high = (value, value) if is_sure else (0.0, ALL)
        return attrs.evolve(judged, value=value, low=low, high=high, status=status)

    def _expected(self) -> float | None:
        """Return the share of the straight path that would be gone, where its ends have dates."""
        found = self.points
        start, now, end = (point.period if point else None for point in (found.baseline, found.latest, found.target))
        if start is None or now is None or end is None:
            self._say(self.reasons, "undated")
            return None
        expected = expected_share(start, now, end)
        if expected is None:
            self._say(self.reasons, "target_date")
        return expected

    def _beside_path(self, share: Range, expected: float) -> AttainmentStatus:
        status = compared_with_path(share, expected, self.tolerance)
        if status is None:
            self._say(self.reasons, "censored")
        return status or AttainmentStatus.INSUFFICIENT_DATA

    # What it did --------------------------------------------------------------------

    def _change(self) -> Change | None:
        found = self.points
        last, unit = found.latest, found.series.unit
        if found.comparable and found.baseline is not None and last is not None:
            return change_between(found.baseline, last, unit, Since.BASELINE)
        if found.first is None or last is None:
            return None
        return change_between(found.first, last, unit, Since.FIRST_FIGURE)

    def _movement(self, direction: Direction | None) -> Movement:
        first, last = self.points.baseline, self.points.latest
        if first is None or last is None or not self.points.comparable:
            return Movement.NOT_EVALUABLE
        if direction is None:
            return self._not_evaluable("no_direction")
        if counts_contradict(first, last):
            return self._not_evaluable("counts_disagree")
        agreed = self._sampled(first, last)
        if agreed is not None and agreed.is_noise:
            return Movement.MAINTAINED
        if direction is Direction.MAINTAIN:
            return self._strayed(first, last, is_certain=agreed is not None)
        return self._classed(gain(first.best, last.best, direction), self.least)

    def _strayed(self, first: Waypoint, last: Waypoint, *, is_certain: bool) -> Movement:
        """Return whether what is to be maintained came closer to its band, stayed or strayed."""
        aim = self.points.target
        if aim is None and first.value is None:
            return self._not_evaluable("censored")
        band = self._band(first.best if aim is None else aim.range, Direction.MAINTAIN)
        says_how_far = is_certain or band[0] < band[1]
        if within(first.best, band) and first.best != last.best and not says_how_far:
            return self._not_evaluable("no_band")
        return self._classed(approach(first.best, last.best, band), 0.0 if aim is None else self.least)

    def _classed(self, gained: Range, least: float) -> Movement:
        movement = classed(gained, least)
        return self._not_evaluable("censored") if movement is Movement.NOT_EVALUABLE else movement

    def _not_evaluable(self, code: str) -> Movement:
        self._say(self.reasons, code)
        return Movement.NOT_EVALUABLE

    def _sampled(self, first: Waypoint, last: Waypoint) -> Sampled | None:
        unit = self.points.series.unit
        if counts_are_odd(first, unit) or counts_are_odd(last, unit):
            self._say(self.warnings, "odd_counts")
        return sampled(first, last, unit)

    def _say(self, where: list[Message], code: str, **params: Param) -> None:
        where.append(Message(f"progress.{code}", {"indicator": self.indicator.id, **params}))


def _placed(judged: Attainment, share: Range, reach: Range) -> Attainment:
    """Return an attainment with its share of the way, raw and clipped, and how far that reaches either way."""
    (least, most), (low, high) = share, reach
    return attrs.evolve(
        judged,
        value=clipped(least) if clipped(least) == clipped(most) else None,
        low=clipped(low),
        high=clipped(high),
        raw=least if least == most else None,
        raw_low=None if math.isinf(low) else low,
        raw_high=None if math.isinf(high) else high,
    )


def _unique(said: tuple[Message, ...]) -> tuple[Message, ...]:
    return tuple(dict.fromkeys(said))
