"""Figures gathered into the series of their indicators; what is said twice and differently is listed, not chosen."""

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from collective_impact.io._accounts import Remarks
from collective_impact.io._figures_in import canonical
from collective_impact.io._grids import Sheet
from collective_impact.model.indicators import Comparison, Indicator, Observation
from collective_impact.model.period import Period

Place: TypeAlias = tuple[Sheet, int, str]  # sheet, row and title
Holder: TypeAlias = str | None  # None for the series itself; "baseline", "target"; "comparison/" and its name
Key: TypeAlias = tuple[str, Holder, int | None, str | None, str | None]

COMPARISON = "comparison/"
_SAID = ("value", "low", "high", "level", "numerator", "denominator", "unit", "status")


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
        self._entries: dict[Key, tuple[Observation, Place | None]] = {}
        self._refused: set[Key] = set()
        self._new: set[str] = set()
        for id_, indicator in self.indicators.items():
            self._remember(id_, indicator)

    def _remember(self, id_: str, indicator: Indicator) -> None:
        held: list[tuple[Holder, Observation]] = [(None, observation) for observation in indicator.observations]
        held += [(name, end) for name in ("baseline", "target") if (end := getattr(indicator, name)) is not None]
        for comparison in indicator.comparisons:
            held += [(COMPARISON + comparison.name, observation) for observation in comparison.observations]
        for holder, observation in held:
            self._entries[self._key(id_, holder, observation)] = observation, None

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
        if holder in {"baseline", "target"}:
            return id_, holder, None, None, None
        return id_, holder, id(self.same(observation.period)), observation.group, observation.reporter

    def add(self, id_: str, holder: Holder, period: int | None, observation: Observation, place: Place) -> None:
        """Take an observation; ``period`` is the identity of its period from `same`, None for a baseline or target."""
        key = (
            (id_, holder, period, observation.group, observation.reporter)
            if period
            else (id_, holder, None, None, None)
        )
        there = self._entries.setdefault(key, (observation, place))
        if there[0] is not observation:
            self._twice(key, there, observation, place)

    def _twice(self, key: Key, there: tuple[Observation, Place | None], observation: Observation, place: Place) -> None:
        first, elsewhere = there
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

    def _differ(self, code: str, place: Place, key: Key, given: Observation, other: Observation) -> None:
        self._remarks.add(*place, code, given=_spelled(given), indicator=key[0], others=_spelled(other))

    def results(self) -> tuple[tuple[Indicator, ...], tuple[tuple[str, Observation], ...]]:
        """Return the indicators with what was added, and what was added to their own series."""
        added: dict[str, dict[Holder, list[Observation]]] = {}
        read: list[tuple[str, Observation]] = []
        for key, (observation, place) in self._entries.items():
            if place is not None and key not in self._refused:
                added.setdefault(key[0], {}).setdefault(key[1], []).append(observation)
                if key[1] is None:
                    read.append((key[0], observation))
        changed = {id_: _added(self.indicators[id_], holders) for id_, holders in added.items()}
        changed |= {id_: _in_one_unit(changed[id_]) for id_ in self._new & changed.keys()}
        for id_, holders in added.items():
            self._doubt_shares(changed[id_], holders.get(None, []))
        found = self.indicators | changed
        bare = {id_ for id_ in self._new if found[id_].unit}
        return tuple(found.values()), tuple((id_, _without_unit(it)) if id_ in bare else (id_, it) for id_, it in read)

    def _doubt_shares(self, indicator: Indicator, new: list[Observation]) -> None:
        """Say so where percentages look like shares of one."""
        values = [observation.value for observation in new if observation.value is not None and not observation.unit]
        few = 2  # a single small percentage is nothing strange
        if len(values) < few or not all(0 <= value <= 1 for value in values) or not any(value % 1 for value in values):
            return
        if canonical(indicator.unit) == "percent":
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
        observations=tuple(map(_without_unit, indicator.observations)),
        baseline=indicator.baseline and _without_unit(indicator.baseline),
        target=indicator.target and _without_unit(indicator.target),
        comparisons=tuple(
            attrs.evolve(comparison, observations=tuple(map(_without_unit, comparison.observations)))
            for comparison in indicator.comparisons
        ),
    )


def _without_unit(observation: Observation) -> Observation:
    return observation if observation.unit is None else attrs.evolve(observation, unit=None)


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
