"""Figures gathered into the series of their indicators; what is said twice and differently is listed, not chosen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, repeat
from operator import attrgetter, is_
from typing import TypeAlias

import attrs

from collective_impact.io._accounts import Remarks
from collective_impact.io._figures_in import canonical
from collective_impact.io._grids import Sheet
from collective_impact.io._titles_in import ENDS
from collective_impact.model._copies import evolved
from collective_impact.model.indicators import Comparison, Indicator, Observation
from collective_impact.model.period import Period

Place: TypeAlias = tuple[Sheet, int, str]  # sheet, row and title
Holder: TypeAlias = str | None  # None for the series itself; "baseline", "target"; "comparison/" and its name
Key: TypeAlias = tuple[str, Holder, int | None, str | None, str | None]

COMPARISON = "comparison/"
_ONE = frozenset(ENDS)
"""Holders of one observation, whatever its period, group and reporter."""
_SAID = ("value", "low", "high", "level", "numerator", "denominator", "unit", "status")


@attrs.frozen
class Batch:
    """Observations of one column of a sheet, with the rows where they stand, and whose they are."""

    sheet: Sheet
    title: str
    rows: Sequence[int]
    indicators: Sequence[str]
    holders: Sequence[Holder]
    observations: Sequence[Observation]

    def place(self, at: int) -> Place:
        """Return where one of them stands."""
        return self.sheet, self.rows[at], self.title


class Series:
    """Observations of many indicators, each with the place where it stands.

    Parameters
    ----------
    indicators : mapping of str to Indicator
        What is there already; it stays as it is.
    remarks : Remarks
    """

    def __init__(self, indicators: Mapping[str, Indicator], remarks: Remarks) -> None:
        self.indicators = dict(indicators)
        self._remarks = remarks
        self._periods: dict[Period, Period] = {}
        self._entries: dict[Key, Observation] = {}
        self._batches: list[Batch] = []
        self._places: dict[int, tuple[Batch, int]] = {}  # of the batches before `_looked_up`
        self._looked_up = 0
        self._refused: set[Key] = set()
        self._new: set[str] = set()
        for id_, indicator in self.indicators.items():
            self._remember(id_, indicator)
        self._held = len(self._entries)

    def _remember(self, id_: str, indicator: Indicator) -> None:
        held: list[tuple[Holder, Observation]] = [(None, observation) for observation in indicator.observations]
        held += [(name, end) for name in ENDS if (end := getattr(indicator, name)) is not None]
        for comparison in indicator.comparisons:
            held += [(COMPARISON + comparison.name, observation) for observation in comparison.observations]
        for holder, observation in held:
            self._entries[self._key(id_, holder, observation)] = observation

    def indicator(self, id_: str) -> Indicator:
        """Return an indicator; a new one where there is none of that id."""
        if id_ not in self.indicators:
            self.indicators[id_] = Indicator(id=id_)
            self._new.add(id_)
        return self.indicators[id_]

    def same(self, period: Period | None) -> Period | None:
        """Return the one object that stands for a period, whatever its label."""
        return None if period is None else self._periods.setdefault(period, period)

    def _key(self, id_: str, holder: Holder, observation: Observation) -> Key:
        if holder in _ONE:
            return id_, holder, None, None, None
        return id_, holder, id(self.same(observation.period)), observation.group, observation.reporter

    def add(self, batch: Batch) -> None:
        """Take observations, whose periods are of `same`."""
        self._batches.append(batch)
        made = batch.observations
        spans, groups, reporters = (map(attrgetter(name), made) for name in ("period", "group", "reporter"))
        keys: list[Key] = list(zip(batch.indicators, batch.holders, map(id, spans), groups, reporters, strict=True))
        if not _ONE.isdisjoint(batch.holders):
            keys = [(*key[:2], None, None, None) if key[1] in _ONE else key for key in keys]
        there = list(map(self._entries.setdefault, keys, made))
        if all(map(is_, there, made)):
            return
        for at, first in enumerate(there):
            if first is not made[at]:
                self._twice(keys[at], first, made[at], batch.place(at))

    def _twice(self, key: Key, first: Observation, observation: Observation, place: Place) -> None:
        elsewhere = self._place_of(first)
        sheet, row, title = place
        if _said(first, key) == _said(observation, key):
            if elsewhere is not None and key[2] is not None:
                self._remarks.add(
                    sheet,
                    row,
                    title,
                    "observations.repeated",
                    given=_spelled(observation),
                    row=str(elsewhere[1]),
                    severity="note",
                )
            return
        if elsewhere is None:
            self._differ("observations.differs", place, key, observation, first)
            return
        self._differ("observations.conflict", place, key, observation, first)
        if key not in self._refused:
            self._refused.add(key)
            self._differ("observations.conflict", elsewhere, key, first, observation)

    def _place_of(self, observation: Observation) -> Place | None:
        """Return where an observation stands; None for one that was there already. Few are asked for."""
        for batch in self._batches[self._looked_up :]:
            self._places.update((id(it), (batch, at)) for at, it in enumerate(batch.observations))
        self._looked_up = len(self._batches)
        batch_and_row = self._places.get(id(observation))
        return None if batch_and_row is None else batch_and_row[0].place(batch_and_row[1])

    def _differ(self, code: str, place: Place, key: Key, given: Observation, other: Observation) -> None:
        self._remarks.add(*place, code, given=_spelled(given), indicator=key[0], others=_spelled(other))

    def results(self) -> tuple[tuple[Indicator, ...], tuple[tuple[str, Observation], ...]]:
        """Return the indicators with what was added, and what was added to their own series."""
        for key in self._refused:
            del self._entries[key]
        keys, made = list(self._entries)[self._held :], list(self._entries.values())[self._held :]
        ids, holders = [key[0] for key in keys], [key[1] for key in keys]
        added: dict[str, dict[Holder, list[Observation]]] = {id_: defaultdict(list) for id_ in dict.fromkeys(ids)}
        for id_, holder, observation in zip(ids, holders, made, strict=True):
            added[id_][holder].append(observation)
        changed = {id_: _added(self.indicators[id_], of_it) for id_, of_it in added.items()}
        changed |= {id_: _in_one_unit(changed[id_]) for id_ in self._new & changed.keys()}
        for id_, of_it in added.items():
            self._doubt_shares(changed[id_], of_it.get(None, []))
        found = self.indicators | changed
        own = compress(zip(ids, made, strict=True), map(is_, holders, repeat(None)))
        return tuple(found.values()), tuple(self._respelled(own, changed))

    def _respelled(
        self, read: Iterable[tuple[str, Observation]], changed: Mapping[str, Indicator]
    ) -> Iterable[tuple[str, Observation]]:
        """Return what was read as new indicators have it, whose unit need not stand with each figure."""
        new = {id_: iter(changed[id_].observations) for id_ in self._new & changed.keys() if changed[id_].unit}
        return ((id_, next(new[id_]) if id_ in new else it) for id_, it in read) if new else read

    def _doubt_shares(self, indicator: Indicator, new: list[Observation]) -> None:
        """Say so where percentages look like shares of one."""
        if canonical(indicator.unit) != "percent":
            return
        values = [observation.value for observation in new if observation.value is not None and not observation.unit]
        few = 2  # a single small percentage is nothing strange
        if len(values) >= few and all(0 <= value <= 1 for value in values) and any(value % 1 for value in values):
            self._remarks.add(None, None, None, "observations.shares", severity="warning", indicator=indicator.id)


def _said(observation: Observation, key: Key) -> tuple[object, ...]:
    """Return what an observation says; of a baseline or target also the period, which is no part of its key."""
    return (*(getattr(observation, name) for name in _SAID), observation.period if key[2] is None else None)


def _spelled(observation: Observation) -> str:
    """Return a figure in a few characters."""
    if observation.level is not None:
        return observation.level
    if observation.value is not None:
        return f"{observation.value:g}" if abs(observation.value) < 1e5 else f"{observation.value:.10g}"  # noqa: PLR2004
    if observation.low is not None or observation.high is not None:
        low, high = ("" if end is None else f"{end:g}" for end in (observation.low, observation.high))
        return f"{low}–{high}"
    return observation.status.value


def _in_one_unit(indicator: Indicator) -> Indicator:
    """Return a new indicator with the unit of its figures, if all are in one."""
    figures = [observation for observation in indicator.observations if observation.is_figure]
    said = {observation.unit for observation in figures if observation.level is None}
    ends = [end for end in (indicator.baseline, indicator.target) if end is not None]
    said |= {observation.unit for observation in ends}
    others = [observation for comparison in indicator.comparisons for observation in comparison.observations]
    said |= {observation.unit for observation in others if observation.is_figure}
    if len(said) != 1 or None in said:
        return indicator
    return attrs.evolve(
        indicator,
        unit=said.pop(),
        observations=_without_units(indicator.observations),
        baseline=indicator.baseline and attrs.evolve(indicator.baseline, unit=None),
        target=indicator.target and attrs.evolve(indicator.target, unit=None),
        comparisons=tuple(
            attrs.evolve(comparison, observations=_without_units(comparison.observations))
            for comparison in indicator.comparisons
        ),
    )


def _without_units(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    return tuple(evolved(observations, unit=[None] * len(observations)))


def _added(indicator: Indicator, holders: Mapping[Holder, list[Observation]]) -> Indicator:
    """Return an indicator with new observations behind those that it has."""
    ends = {name: holders[name][0] for name in ("baseline", "target") if name in holders}
    compared = {comparison.name: comparison for comparison in indicator.comparisons}
    for holder, new in holders.items():
        if holder is not None and holder.startswith(COMPARISON):
            name = holder.removeprefix(COMPARISON)
            present = compared.get(name, Comparison(name=name))
            compared[name] = attrs.evolve(present, observations=(*present.observations, *new))
    return attrs.evolve(
        indicator,
        observations=(*indicator.observations, *holders.get(None, ())),
        comparisons=tuple(compared.values()),
        **ends,  # type: ignore[arg-type] # its baseline and its target
    )
