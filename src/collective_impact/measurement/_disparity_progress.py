"""Progress by group: who is left behind while everybody together improves, and whether gaps close."""

import math
from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message
from collective_impact.measurement._differences import has_zero
from collective_impact.measurement._disparity import SIGNS
from collective_impact.measurement._disparity_gap import NO_GAP, Gap, Gaps, gaps
from collective_impact.measurement._disparity_groups import (
    Group,
    at,
    definitions,
    estimated,
    group_names,
    scale_of,
    scaled,
)
from collective_impact.measurement._disparity_plan import EVERYBODY, Question
from collective_impact.measurement._printed import bracketed, number, printed, span
from collective_impact.measurement._proportions import normal_quantile, square_and_add
from collective_impact.measurement._series import Series, series
from collective_impact.model._record import record
from collective_impact.model.indicators import Indicator
from collective_impact.model.period import Period, as_period
from collective_impact.model.vocabulary import Direction


@record(kw_only=True)
class GroupProgress:
    """How the figure of a group changed.

    Parameters
    ----------
    name : str
    before, after, change : float
        Change in the unit of the figures (points, for shares).
    low, high : float, optional
        The interval of the change; None where neither counts nor standard errors are known.
    better : bool, optional
        Whether it changed in the direction wanted; None where it did not change or nobody said.
    certain : bool, optional
        Whether the interval leaves out no change; None without an interval.
    """

    name: str
    before: float
    after: float
    change: float
    low: float | None = None
    high: float | None = None
    better: bool | None = None
    certain: bool | None = None


@record(kw_only=True)
class ProgressByGroup:
    """How groups moved beside everybody together.

    Parameters
    ----------
    indicator : str
    first, last : Period
    unit : str, optional
    direction : Direction, optional
    total : GroupProgress, optional
        Everybody together, where that was observed in both periods.
    groups : tuple of GroupProgress
        Those with a figure in both periods.
    left_behind : tuple of str
        Groups that did not improve while everybody together did.
    reversed : bool
        Whether everybody together moved one way and every group the other (Simpson).
    compared, reference : str, optional
        Whose gap is followed, chosen in the first period.
    absolute, relative : Gap, optional
        The difference and the ratio; they may disagree. No ratio where one is not above zero,
        nor of grades, temperatures and the like; neither where groups follow different definitions.
    composition : float, optional
        The part of the total's change that comes from groups growing and shrinking (Kitagawa
        1955), where the denominators of all groups are known.
    missing : tuple of str
        Groups without a figure in one of the periods.
    confidence : float
    warnings : tuple of Message
    """

    indicator: str
    first: Period
    last: Period
    unit: str | None
    direction: Direction | None
    total: GroupProgress | None
    groups: tuple[GroupProgress, ...]
    left_behind: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    reversed: bool = False
    compared: str | None = None
    reference: str | None = None
    absolute: Gap | None = None
    relative: Gap | None = None
    composition: float | None = None
    missing: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    confidence: float = 0.95
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __str__(self) -> str:
        """Return a line for everybody and for each group, what becomes of the gap, and the warnings."""
        heading = ", ".join(filter(None, [self.indicator, self.unit, f"{self.first} to {self.last}"]))
        moved = [one for one in (self.total, *self.groups) if one is not None]
        followed = (("difference", self.absolute, "change"), ("ratio", self.relative, "times"))
        gaps_told = [self._gap_told(name, gap, by) for name, gap, by in followed if gap is not None]
        return printed(heading, map(self._told, moved), after=[*gaps_told, *map(str, self.warnings)])

    def _told(self, one: GroupProgress) -> str:
        ends = bracketed(one.low, one.high, self.confidence)
        return f"{one.name}: {span(one.before, one.after)}, change {number(one.change)}{ends}"

    def _gap_told(self, name: str, gap: Gap, by: str) -> str:
        ends = bracketed(gap.low, gap.high, self.confidence)
        of = f"{name} of {self.compared} and {self.reference}"
        return f"{of}: {span(gap.before, gap.after)}, {gap.became.value}, {by} {number(gap.change)}{ends}"


@attrs.frozen(kw_only=True)
class _Pair:
    """A group, or everybody, then and now."""

    before: Group
    after: Group

    @property
    def is_known(self) -> bool:
        return self.before.value is not None and self.after.value is not None


def progress_by_group(  # noqa: PLR0913 - each option is a choice, stated in the record
    indicator: Indicator,
    *,
    first: Period | str | None = None,
    last: Period | str | None = None,
    ordered: bool = False,
    reference: str | None = None,
    confidence: float = 0.95,
) -> ProgressByGroup:
    """Return how the groups of an indicator moved between two periods, and the gap between them.

    The gap is that of the group that is worst off in the first period, so that the same two
    are compared in both. A group picked for being lowest tends to rise by chance alone.

    Parameters
    ----------
    indicator : Indicator
    first, last : Period or str, optional
        By default the earliest and the latest in which two groups have a figure.
    ordered : bool
        Whether the groups stand, as first observed, from the most disadvantaged to the most
        advantaged; then these two are compared.
    reference : str, optional
        With whom the gap is, as for `disparity`.
    confidence : float

    Returns
    -------
    ProgressByGroup

    Raises
    ------
    InvalidValueError
        No two groups have a figure in a period, or the periods are not in order.

    Notes
    -----
    Intervals take the people of the two periods, and of the groups, for independent samples.
    Those of a group's change are Newcombe's where counts are known, and those of gaps are by
    the delta method. A range recorded beside a value is taken for an interval at 95 percent.

    References
    ----------
    World Health Organization, Handbook on health inequality monitoring, 2013, on time trends.
    Kitagawa, Components of a difference between two rates, 1955. Newcombe, Interval estimation
    for the difference between independent proportions, 1998.

    Examples
    --------
    >>> import collective_impact as ci
    >>> observed = [("2015", "a", 40), ("2015", "b", 60), ("2019", "a", 44), ("2019", "b", 68)]
    >>> graduation = ci.Indicator(
    ...     id="grad",
    ...     unit="percent",
    ...     direction="increase",
    ...     observations=[ci.Observation(period=when, group=who, value=value) for when, who, value in observed],
    ... )
    >>> found = ci.measurement.progress_by_group(graduation)
    >>> found.compared, found.absolute.change, found.absolute.became.value
    ('a', 4.0, 'widening')
    >>> print(found)
    grad, percent, 2015 to 2019
      a: 40 to 44, change 4
      b: 60 to 68, change 8
      difference of a and b: 20 to 24, widening, change 4
      ratio of a and b: 1.5 to 1.55, widening, times 1.03
    """
    z = normal_quantile(confidence)
    found = {name: series(indicator, group=name).current for name in group_names(indicator)}
    begun, ended = _periods(list(found.values()), first, last)
    everybody = series(indicator).current
    pairs = [_pair(one, name, begun, ended) for name, one in found.items()]
    unit = next((one.unit for one in found.values()), None)
    scale = scale_of([group for pair in pairs for group in (pair.before, pair.after)], unit)
    known = [pair for pair in pairs if pair.is_known]
    of_all = _pair(everybody, EVERYBODY, begun, ended)
    in_unit, total = [_scaled(pair, scale) for pair in known], _scaled(of_all, scale)
    direction = everybody.direction
    sign = 0 if direction is None else SIGNS.get(direction, 0)
    moved = [_moved(pair, scale, sign, confidence) for pair in known]
    whole = _moved(of_all, scale, sign, confidence) if total.is_known else None
    missing = [pair.before.name for pair in pairs if not pair.is_known]
    behind = [one.name for one in moved if whole is not None and whole.better and not one.better]
    reversal = _is_reversed(whole, moved)
    question = Question(ordered=ordered, sign=sign, reference=reference, total=total.before.value)
    versions = len(definitions(indicator, (begun, ended)))
    gap = _gap(in_unit, total, question, z) if len(known) > 1 and versions == 1 else NO_GAP
    if indicator.levels or not has_zero(unit):
        gap = attrs.evolve(gap, relative=None)  # a rank, or a temperature, is no multiple of another
    return ProgressByGroup(
        indicator=indicator.id,
        first=begun,
        last=ended,
        unit=unit,
        direction=direction,
        total=whole,
        groups=tuple(moved),
        left_behind=tuple(behind),
        reversed=reversal,
        compared=gap.compared,
        reference=gap.reference,
        absolute=gap.absolute,
        relative=gap.relative,
        composition=None if missing or versions > 1 else _composition(in_unit),
        missing=tuple(missing),
        confidence=confidence,
        warnings=tuple(_warnings((begun, ended), missing, behind, None if versions > 1 else gap, is_reversed=reversal)),
    )


def _periods(found: Sequence[Series], first: Period | str | None, last: Period | str | None) -> tuple[Period, Period]:
    seen = [period for one in found for period, value in zip(one.periods, one.values, strict=True) if value is not None]
    shared = sorted({period for period in seen if seen.count(period) > 1}, key=lambda one: (one.end, one.start))
    if not shared:
        raise InvalidValueError("indicator", [], "one with two groups that have a figure in one period")
    begun = shared[0] if first is None else as_period(first)
    ended = shared[-1] if last is None else as_period(last)
    if not begun.end < ended.start:
        raise InvalidValueError("last", str(ended), f"a period after {begun}")
    return begun, ended


def _pair(found: Series, name: str, first: Period, last: Period) -> _Pair:
    return _Pair(before=at(found, first, name), after=at(found, last, name))


def _scaled(pair: _Pair, scale: float | None) -> _Pair:
    return _Pair(before=scaled(pair.before, scale), after=scaled(pair.after, scale))


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _moved(pair: _Pair, scale: float | None, sign: int, confidence: float) -> GroupProgress:
    """Return how a group moved, with the interval that `attainment` gives its change as well."""
    now = _scaled(pair, scale)
    before, after = _number(now.before.value), _number(now.after.value)
    first, last = (estimated(group, scale, confidence) for group in (pair.before, pair.after))
    low, high = (None, None) if first is None or last is None else square_and_add(first, last)
    change = after - before
    return GroupProgress(
        name=pair.before.name,
        before=before,
        after=after,
        change=change,
        low=low,
        high=high,
        better=sign * change > 0 if sign * change else None,
        certain=None if low is None or high is None else low > 0 or high < 0,
    )


def _is_reversed(whole: GroupProgress | None, moved: Sequence[GroupProgress]) -> bool:
    """Say whether every group went the other way than everybody together."""
    return whole is not None and bool(moved) and all(whole.change * one.change < 0 for one in moved)


def _composition(pairs: Sequence[_Pair]) -> float | None:
    """Return the change of the mean that comes from changed sizes, at the mean of both figures."""
    sizes = [(pair.before.size, pair.after.size) for pair in pairs]
    if any(not size for both in sizes for size in both):
        return None
    before, after = np.array(sizes, dtype=float).T
    figures = np.array([(_number(pair.before.value) + _number(pair.after.value)) / 2 for pair in pairs])
    return float((after / after.sum() - before / before.sum()) @ figures)


def _gap(pairs: Sequence[_Pair], total: _Pair, question: Question, z: float) -> Gaps:
    then, now = [pair.before for pair in pairs], [pair.after for pair in pairs]
    return gaps(then, now, (question, attrs.evolve(question, total=total.after.value)), z)


def _warnings(
    periods: tuple[Period, Period],
    missing: Sequence[str],
    behind: Sequence[str],
    gap: Gaps | None,
    *,
    is_reversed: bool,
) -> Iterator[Message]:
    """Yield what to bear in mind; of a gap that nobody can follow, None, why."""
    first, last = map(str, periods)
    if missing:
        yield Message("equity.progress.no_figure", {"first": first, "last": last, "groups": ", ".join(missing)})
    if is_reversed:
        yield Message("equity.progress.reversed")
    if behind:
        yield Message("equity.progress.left_behind", {"groups": ", ".join(behind)})
    if gap is None:
        yield Message("equity.progress.definitions")
    elif gap.absolute is None:
        yield Message("equity.progress.no_gap", {"first": first, "last": last})
    elif gap.relative is not None and gap.relative.became is not gap.absolute.became:
        told = {
            "compared": gap.compared,
            "reference": gap.reference,
            "before": gap.absolute.before,
            "after": gap.absolute.after,
            "ratio_before": gap.relative.before,
            "ratio_after": gap.relative.after,
        }
        yield Message("equity.progress.disagree", told)
