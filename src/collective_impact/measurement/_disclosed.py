"""An indicator as it may be published: without figures from which few people could be known.

The figures of one period are tied to each other: groups add up to everybody, and so do the
parts of reporters. Each such sum is a line, and `suppress` protects it. Lines that have only
published figures in common are protected apart; where they share one that is withheld, or one
is in none of them, nothing of the period is published but what is known of everybody.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from typing import TypeAlias

import attrs

from collective_impact.errors import InvalidValueError, Message, UnitError
from collective_impact.measurement._series_figures import checked_indicator
from collective_impact.measurement._suppress import Cell, suppress
from collective_impact.model.indicators import Comparison, Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus
from collective_impact.units import check

Key: TypeAlias = tuple[str | None, str | None]
"""Whom a figure is about, and who reported it."""
Line: TypeAlias = tuple[Key | None, tuple[Key, ...]]
"""The figure of all, where there is one, and those of its parts."""

ALL: Key = (None, None)
PEOPLE = frozenset(
    {
        *("person", "child", "youth", "adult", "woman", "man", "parent", "household", "family"),
        *("student", "graduate", "teacher", "leader", "volunteer", "worker"),
        *("participant", "client", "patient", "voter"),
        *("birth", "death", "case", "incident", "enrollment", "referral", "scholarship", "credential", "job"),
    }
)
"""Units in which a value is itself a count of people, or of what happened to one each."""
SHARES = {"ratio": 1, "percent": 100, "per_mille": 1000, **{f"per_{10**power}": 10**power for power in (3, 4, 5, 6, 9)}}


@attrs.frozen
class _People:
    """How many people a figure tells of.

    Parameters
    ----------
    counted : float
    of : float, optional
        The denominator, where there is one.
    """

    counted: float
    of: float | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a whole number, at most that of all."""
        numbers = [self.counted] if self.of is None else [self.counted, self.of, self.of - self.counted]
        return all(number >= 0 and number == int(number) for number in numbers)

    def counts_few(self, threshold: int) -> bool:
        """Say whether one of its counts is small."""
        return 0 < self.counted < threshold or (self.of is not None and 0 < self.of < threshold)

    def is_small(self, threshold: int) -> bool:
        """Say whether it tells of few people, of all but few, or of each."""
        if self.counts_few(threshold) or not self.of:
            return self.counts_few(threshold)
        return self.counted == 0 or 0 <= self.of - self.counted < threshold


def disclosed(indicator: Indicator, *, threshold: int) -> Indicator:
    """Return an indicator as it may be published, without figures from which few people could be known.

    Looked at are the counts behind shares (where only the denominator is recorded, the
    numerator that the share implies) and values that count people. What is withheld is left
    with the status *suppressed*. It is what `suppress` withholds in the figures of each period:
    those of groups, of reporters and of everybody, whose sums a reader knows. Where groups
    overlap and one tells of few, all of them are withheld. Of a figure without counts nothing is
    known, and it stays.

    Reports do this with the rule of the initiative, for all readers but the backbone.

    Parameters
    ----------
    indicator : Indicator
    threshold : int
        The least count of people that may be shown, such as `Disclosure.minimum_count`.

    Returns
    -------
    Indicator

    Raises
    ------
    InvalidValueError
        It is no indicator, or the threshold is no whole number from 1.

    Examples
    --------
    >>> import collective_impact as ci
    >>> north, south = (
    ...     ci.Observation(period="2024", value=50, numerator=n, denominator=2 * n, group=group)
    ...     for group, n in {"north": 4, "south": 40}.items()
    ... )
    >>> of_all = ci.Observation(period="2024", value=50, numerator=44, denominator=88)
    >>> graduation = ci.Indicator(id="graduation", unit="percent", observations=[north, south, of_all])
    >>> [observation.value for observation in disclosed(graduation, threshold=10).observations]
    [None, None, 50.0]
    """
    checked_indicator(indicator)
    if type(threshold) is not int or threshold < 1:
        raise InvalidValueError("threshold", threshold, "a whole number of people, 1 or more")
    start, target = indicator.baseline, indicator.target
    begun = [] if start is None or start.period is None else [start]
    hidden = _hidden(indicator, [*indicator.observations, *begun], threshold)
    changes: dict[str, object] = {}
    if start is not None and (_place(start) in hidden or _tells(indicator, start, _People.is_small, threshold)):
        changes["baseline"] = _withheld(start)
    if target is not None and _tells(indicator, target, _People.counts_few, threshold):
        changes["target"] = _withheld(target)
    if hidden:
        changes["observations"] = tuple(_withheld(o) if _place(o) in hidden else o for o in indicator.observations)
    comparisons = tuple(_compared(indicator, comparison, threshold) for comparison in indicator.comparisons)
    if comparisons != indicator.comparisons:
        changes["comparisons"] = comparisons
    return attrs.evolve(indicator, **changes) if changes else indicator  # type: ignore[arg-type] # the fields by name


def may_be_shown(initiative: Initiative, day: date) -> tuple[tuple[Indicator, ...], tuple[Message, ...]]:
    """Return the indicators as the disclosure rule lets them be shown, and how many figures it withholds."""
    rule = initiative.disclosure
    if rule is None or rule.minimum_count is None:
        return initiative.indicators, ()
    shown = tuple(disclosed(one, threshold=rule.minimum_count) for one in initiative.indicators)
    n = sum(map(withheld, initiative.indicators, shown, repeat(day)))
    return shown, (Message("progress.withheld", {"n": n, "least": rule.minimum_count}),) if n else ()


def withheld(recorded: Indicator, shown: Indicator, as_of: date, *, with_comparisons: bool = False) -> int:
    """Return how many figures for everybody, of periods that were over, one lacks that the other has."""
    if recorded is shown:
        return 0
    before, after = _figures(recorded), _figures(shown)
    if with_comparisons:
        before, after = chain(before, _figures_of_others(recorded)), chain(after, _figures_of_others(shown))
    return sum(
        one.status is not other.status
        and one.group is None
        and (one is recorded.target or one.period is None or one.period.end <= as_of)
        for one, other in zip(before, after, strict=True)
    )


def _figures(indicator: Indicator) -> Iterable[Observation]:
    """Yield all figures of an indicator itself, in one order."""
    yield from (end for end in (indicator.baseline, indicator.target) if end is not None)
    yield from indicator.observations


def _figures_of_others(indicator: Indicator) -> Iterable[Observation]:
    yield from (observation for comparison in indicator.comparisons for observation in comparison.observations)


def _compared(indicator: Indicator, comparison: Comparison, threshold: int) -> Comparison:
    hidden = _hidden(indicator, comparison.observations, threshold)
    shown = tuple(_withheld(o) if _place(o) in hidden else o for o in comparison.observations)
    return attrs.evolve(comparison, observations=shown) if hidden else comparison


def _withheld(observation: Observation) -> Observation:
    """Return what is left of an observation that is withheld: that there is one."""
    return Observation(
        period=observation.period,
        group=observation.group,
        reporter=observation.reporter,
        unit=observation.unit,
        definition_version=observation.definition_version,
        source=observation.source,
        status=ObservationStatus.SUPPRESSED,
    )


def _people(indicator: Indicator, observation: Observation) -> _People | None:
    """Return how many people a figure tells of, where that is known."""
    numerator, denominator = observation.numerator, observation.denominator
    counted = _implied(indicator, observation) if numerator is None else numerator
    if counted is not None:
        return _People(counted, denominator)
    return None if denominator is None else _People(denominator)


def _implied(indicator: Indicator, observation: Observation) -> float | None:
    """Return the count that a value is, or implies beside its denominator."""
    exact = observation.low if observation.low == observation.high else None
    value = exact if observation.value is None else observation.value
    unit = _unit(indicator, observation) or ""
    if value is None or unit in PEOPLE:
        return value
    base, of = _base(unit), observation.denominator
    return None if base is None or of is None else float(round(value / base * of))


def _base(unit: str) -> int | None:
    """Return of how many a share or a rate is, such as 1,000 of deaths per 1,000 persons; None of anything else."""
    above, _, below = unit.partition("/")
    rest = [part for part in above.split("*") if part not in PEOPLE]
    if len(rest) > 1 or (below and below not in PEOPLE):
        return None
    return SHARES.get(rest[0]) if rest else 1


def _unit(indicator: Indicator, observation: Observation) -> str | None:
    unit = observation.unit or indicator.unit
    try:
        return None if unit is None else check(unit)
    except UnitError:
        return None


def _place(observation: Observation) -> tuple[Period | None, Key]:
    return observation.period, (observation.group, observation.reporter)


def _tells(indicator: Indicator, end: Observation, of_few: Callable[[_People, int], bool], threshold: int) -> bool:
    counted = _people(indicator, end)
    return counted is not None and of_few(counted, threshold)


# Of one period -------------------------------------------------------------------------


def _hidden(
    indicator: Indicator, observations: Collection[Observation], threshold: int
) -> set[tuple[Period | None, Key]]:
    """Return the places of the figures that are withheld."""
    periods: dict[Period | None, dict[Key, _People | None]] = {}
    telling = [one for one in observations if _tells_anything(one)]
    for observation in telling:
        period, key = _place(observation)
        found = periods.setdefault(period, {})
        found[key] = found.get(key) or _people(indicator, observation)
    hidden = {(period, key) for period, found in periods.items() for key in _hidden_of(found, threshold)}
    return hidden | {_place(one) for one in telling if one.status is ObservationStatus.SUPPRESSED}


def _tells_anything(observation: Observation) -> bool:
    """Say whether there is any number or grade, whatever its status: counts may stand where there is no value."""
    names = ("value", "low", "high", "level", "numerator", "denominator")
    return any(getattr(observation, name) is not None for name in names)


def _hidden_of(found: Mapping[Key, _People | None], threshold: int) -> set[Key]:
    lines = tuple(_lines(found))
    hidden = {key for key, counted in found.items() if counted is not None and counted.is_small(threshold)}
    for line in lines:
        hidden |= _hidden_in(line, found, threshold)
    shared = any(sum(key == whole or key in parts for whole, parts in lines) > 1 for key in hidden)
    return hidden | (found.keys() - {ALL}) if shared or _are_loose(found, lines, hidden) else hidden


def _are_loose(found: Collection[Key], lines: Sequence[Line], hidden: Collection[Key]) -> bool:
    """Say whether figures that are withheld may follow from others with which they share no line.

    All groups have the sum of all reporters, though no line says so; and where the groups of
    several reporters are parts of everybody, each line takes those of the others for nobody's.
    """
    tied = {key for whole, parts in lines for key in (whole, *parts)}
    loose = any(_overlap(key, other) for key in hidden if key not in tied for other in found if other != key)
    of_reporters = sum(whole == ALL and None not in parts[0] for whole, parts in lines)
    return loose or (bool(hidden) and of_reporters > 1)


def _overlap(one: Key, other: Key) -> bool:
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in zip(one, other, strict=True))


def _lines(found: Collection[Key]) -> Iterator[Line]:
    """Yield what adds up: groups to everybody, for each reporter, and reporters to those of nobody in particular."""
    of_everybody = [key for key in found if key[0] is None]
    for reporter in dict.fromkeys(reporter for _, reporter in found):
        groups = tuple(key for key in found if key[0] is not None and key[1] == reporter)
        if groups and of_everybody:
            yield _whole(reporter, of_everybody), groups
    for group in dict.fromkeys(group for group, _ in found):
        parts = tuple(key for key in found if key[0] == group and key[1] is not None)
        if parts and (group, None) in found:
            yield (group, None), parts


def _whole(reporter: str | None, of_everybody: Sequence[Key]) -> Key | None:
    """Return what the groups of a reporter add up to; None where that is spread over several figures."""
    own = [key for key in ((None, reporter), ALL) if key in of_everybody]
    if own:
        return own[0]
    return of_everybody[0] if len(of_everybody) == 1 else None


def _hidden_in(line: Line, found: Mapping[Key, _People | None], threshold: int) -> set[Key]:
    """Return the figures of a line that are withheld; all parts, where they do not add up and one is small."""
    whole, parts = line
    total = None if whole is None else found[whole]
    counted = [one for one in map(found.get, parts) if one is not None]
    rest = None if total is None else _without(total, counted)
    tied = [*counted, *(one for one in (total, rest) if one is not None)]
    apart = [] if total is None or rest is None or rest.is_plain else [_without(total, [one]) for one in counted]
    if not any(one.is_small(threshold) for one in (*counted, *(one for one in (*tied, *apart) if one.is_plain))):
        return set()
    alike = len({one.of is None for one in tied}) == 1 and all(one.is_plain for one in tied)
    if not alike or len(counted) < len(parts):
        return set(parts)
    hidden = _suppressed(counted, rest, threshold)
    return {key for key, is_hidden in zip((*parts, whole), hidden, strict=True) if key and is_hidden}


def _suppressed(parts: Sequence[_People], rest: _People | None, threshold: int) -> list[bool]:
    """Return which parts are withheld and, last, whether their sum is; all parts where some are not enough."""
    rows = [_row(str(place), one) for place, one in enumerate(parts)]
    others = [] if rest is None or not (rest.counted or rest.of) else [_row("rest", rest)]
    table = suppress([*rows, *others], threshold=threshold, unpublished=[{"part": "rest"}] if others else ())
    exposed = any(warning.code == "disclosure.exposed" for warning in table.warnings)
    cells = [table.cell({"part": str(place)}) for place in range(len(parts))]
    return [*(exposed or _is_withheld(cell) for cell in cells), _is_withheld(table.cell())]


def _is_withheld(cell: Cell) -> bool:
    return cell.reason is not None or cell.denominator_reason is not None


def _without(total: _People, parts: Collection[_People]) -> _People:
    """Return those of a total who are in none of some parts; fewer than none where parts overlap."""
    of = None if total.of is None else total.of - sum(part.of or 0 for part in parts)
    return _People(total.counted - sum(part.counted for part in parts), of)


def _row(name: str, one: _People) -> tuple[object, ...]:
    key = {"part": name}
    return (key, int(one.counted)) if one.of is None else (key, int(one.counted), int(one.of))
