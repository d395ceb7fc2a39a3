"""Figures gathered into the series of their indicators; what is said twice and differently is listed, not chosen."""

import functools
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, repeat
from operator import attrgetter, call, eq
from typing import TypeAlias, overload

import attrs

from collective_impact.io._accounts import Remarks, Severity
from collective_impact.io._figures_in import canonical
from collective_impact.io._grids import Sheet
from collective_impact.io._titles_in import ENDS
from collective_impact.model._copies import evolved
from collective_impact.model.indicators import Comparison, Indicator, Observation
from collective_impact.model.period import Period

Place: TypeAlias = tuple[Sheet, int, str]  # sheet, row and title
Holder: TypeAlias = str | None  # None for the series itself; "baseline", "target"; "comparison/" and its name
Key: TypeAlias = tuple[int | None, str | None, str | None]  # identity of the period, group and reporter

COMPARISON = "comparison/"
_ONE = frozenset(ENDS)
"""Holders of one observation, whatever its period, group and reporter."""
_ONLY: Key = (None, None, None)
_PERIOD = attrgetter("period")
_SAID = ("value", "low", "high", "level", "numerator", "denominator", "unit", "status")


@attrs.frozen(repr=False, eq=False)
class Read(Sequence[tuple[str, Observation]]):
    """A tuple of pairs, ids and observations, that keeps them side by side: there are many, and mostly nobody asks.

    Parameters
    ----------
    ids : tuple of str
    observations : tuple of Observation
    """

    ids: tuple[str, ...] = ()
    observations: tuple[Observation, ...] = ()

    @overload
    def __getitem__(self, index: int) -> tuple[str, Observation]: ...
    @overload
    def __getitem__(self, index: slice) -> "Read": ...
    def __getitem__(self, index: int | slice) -> "tuple[str, Observation] | Read":
        if isinstance(index, slice):
            return Read(self.ids[index], self.observations[index])
        return self.ids[index], self.observations[index]

    def __iter__(self) -> Iterator[tuple[str, Observation]]:
        return zip(self.ids, self.observations, strict=True)

    def __len__(self) -> int:
        return len(self.ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Read | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@attrs.frozen
class Batch:
    """Observations of one column of a sheet, with the rows where they stand, and whose they are."""

    sheet: Sheet
    title: str
    rows: Sequence[int]
    indicators: Sequence[str]
    holders: Sequence[Holder]
    observations: Sequence[Observation]

    def of(self, holder: Holder) -> tuple[Sequence[str], Sequence[Observation]]:
        """Return the indicators and the observations that belong to one holder."""
        belongs = list(map(eq, self.holders, repeat(holder)))
        if all(belongs):
            return self.indicators, self.observations
        return list(compress(self.indicators, belongs)), list(compress(self.observations, belongs))


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
        self._batches: list[Batch] = []
        self._left_out: set[int] = set()  # the observations that do not stand, by identity
        self._new: set[str] = set()
        for indicator in self.indicators.values():
            holders = (None, *(COMPARISON + comparison.name for comparison in indicator.comparisons))
            for observation in chain.from_iterable(_held(indicator, holder) for holder in holders):
                self.same(observation.period)

    def indicator(self, id_: str) -> Indicator:
        """Return an indicator; a new one where there is none of that id."""
        if id_ not in self.indicators:
            self.indicators[id_] = Indicator(id=id_)
            self._new.add(id_)
        return self.indicators[id_]

    def same(self, period: Period | None) -> Period | None:
        """Return the one object that stands for a period, whatever its label."""
        return None if period is None else self._periods.setdefault(period, period)

    def add(self, batch: Batch) -> None:
        """Take observations, whose periods are of `same`."""
        self._batches.append(batch)

    def results(self) -> tuple[tuple[Indicator, ...], "Read"]:
        """Return the indicators with what was added, and what was added to their own series."""
        added = self._gathered()
        for id_, of_it in added.items():
            standing = {holder: self._standing(id_, holder, made) for holder, made in of_it.items()}
            added[id_] = {holder: made for holder, made in standing.items() if made}
        changed = {id_: _added(self.indicators[id_], of_it) for id_, of_it in added.items()}
        changed |= {id_: _in_one_unit(changed[id_]) for id_ in self._new & changed.keys()}
        for id_, of_it in added.items():
            self._doubt_shares(changed[id_], of_it.get(None, []))
        found = self.indicators | changed
        return tuple(found.values()), self._respelled(self._own(), changed)

    def _gathered(self) -> dict[str, dict[Holder, list[Observation]]]:
        """Return all observations by their indicator, and by what of it they belong to."""
        gathered: dict[str, dict[Holder, list[Observation]]] = defaultdict(lambda: defaultdict(list))
        for batch in self._batches:
            for holder in dict.fromkeys(batch.holders):
                ids, made = batch.of(holder)
                take = {id_: gathered[id_][holder].append for id_ in dict.fromkeys(ids)}
                deque(map(call, map(take.__getitem__, ids), made), maxlen=0)
        return gathered

    def _own(self) -> "Read":
        """Return what was added to the series themselves, in the order in which it was read."""
        own = [batch.of(None) for batch in self._batches]
        ids = tuple(chain.from_iterable(ids for ids, _ in own))
        made = tuple(chain.from_iterable(made for _, made in own))
        if not self._left_out:
            return Read(ids, made)
        stands = [id(one) not in self._left_out for one in made]
        return Read(tuple(compress(ids, stands)), tuple(compress(made, stands)))

    def _standing(self, id_: str, holder: Holder, made: list[Observation]) -> list[Observation]:
        """Return the observations of a series that stand: what is said twice once, what is said differently never."""
        held = _held(self.indicators[id_], holder)
        keys = [*_keys(holder, held, map(self.same, map(_PERIOD, held))), *_keys(holder, made, map(_PERIOD, made))]
        if len(set(keys)) == len(keys):
            return made
        known = dict(zip(keys, held, strict=False))
        together: dict[Key, list[Observation]] = {}
        for key, observation in zip(keys[len(held) :], made, strict=True):
            together.setdefault(key, []).append(observation)
        for key, of_key in together.items():
            if key in known:
                self._beside_known(id_, known[key], of_key)
            elif len(of_key) > 1:
                self._beside_each_other(id_, of_key, is_dated=key is not _ONLY)
        return [observation for observation in made if id(observation) not in self._left_out]

    def _beside_known(self, id_: str, known: Observation, made: list[Observation]) -> None:
        """Leave out what was read of what is known already, and say so where it says anything else."""
        self._left_out.update(map(id, made))
        for one in made:
            if not _says_the_same(known, one):
                given, others = _apart(one, known)
                self._say(one, "observations.differs", given=given, indicator=id_, others=others)
            elif one.source not in {None, known.source}:
                self._say(one, "observations.other_source", given=_spelled(one), indicator=id_, severity="note")

    def _beside_each_other(self, id_: str, made: list[Observation], *, is_dated: bool) -> None:
        """Leave out all but the first of what says the same; all of it where it does not."""
        first, *others = made
        if all(_says_the_same(first, one) for one in others):
            self._left_out.update(map(id, others))
            for one in others if is_dated else ():
                self._repeated(one, first)
            return
        self._left_out.update(map(id, made))
        for one in made:
            other = next(other for other in made if not (_says_the_same(other, one) and _says_the_same(one, other)))
            given, elsewhere = _apart(one, other)
            self._say(one, "observations.conflict", given=given, indicator=id_, others=elsewhere)

    def _repeated(self, one: Observation, first: Observation) -> None:
        """Say where a figure stands already."""
        (here, _, _), (there, row, _) = self._places[id(one)], self._places[id(first)]
        params = {"given": _spelled(one), "row": str(row)}
        if there is here:
            self._say(one, "observations.repeated", severity="note", **params)
        else:
            sheet = there.file if there.file != here.file else there.name
            self._say(one, "observations.repeated_elsewhere", severity="note", sheet=sheet, **params)

    def _say(self, one: Observation, code: str, *, severity: Severity = "error", **params: str) -> None:
        sheet, row, title = self._places[id(one)]
        self._remarks.add(sheet, row, title, code, severity=severity, **params)

    @functools.cached_property
    def _places(self) -> Mapping[int, Place]:
        """Where the observations stand that were read, by identity; mostly nobody asks."""
        places = (
            (batch.observations, zip(repeat(batch.sheet), batch.rows, repeat(batch.title))) for batch in self._batches
        )
        return {id(it): place for made, there in places for it, place in zip(made, there, strict=False)}

    def _respelled(self, own: Read, changed: Mapping[str, Indicator]) -> Read:
        """Return what was read as new indicators have it, whose unit need not stand with each figure."""
        new = {id_: iter(changed[id_].observations) for id_ in self._new & changed.keys() if changed[id_].unit}
        return Read(own.ids, tuple(next(new[id_]) if id_ in new else it for id_, it in own)) if new else own

    def _doubt_shares(self, indicator: Indicator, new: list[Observation]) -> None:
        """Say so where percentages look like shares of one."""
        if canonical(indicator.unit) != "percent":
            return
        values = [observation.value for observation in new if observation.value is not None and not observation.unit]
        few = 2  # a single small percentage is nothing strange
        if len(values) >= few and all(0 <= value <= 1 for value in values) and any(value % 1 for value in values):
            self._remarks.add(None, None, None, "observations.shares", severity="warning", indicator=indicator.id)


def _keys(holder: Holder, observations: Sequence[Observation], periods: Iterable[Period | None]) -> list[Key]:
    """Return what no two observations of one series have in common; their periods are of `Series.same`."""
    if holder in _ONE:
        return [_ONLY] * len(observations)
    groups, reporters = (map(attrgetter(name), observations) for name in ("group", "reporter"))
    return list(zip(map(id, periods), groups, reporters, strict=True))


def _held(indicator: Indicator, holder: Holder) -> tuple[Observation, ...]:
    """Return what an indicator has already of a series of its own, of a comparison, as a baseline or a target."""
    if holder is None:
        return indicator.observations
    if holder in _ONE:
        end: Observation | None = getattr(indicator, holder)
        return () if end is None else (end,)
    named = (comparison for comparison in indicator.comparisons if comparison.name == holder.removeprefix(COMPARISON))
    return tuple(observation for comparison in named for observation in comparison.observations)


def _says_the_same(first: Observation, one: Observation) -> bool:
    """Say whether nothing that one observation says is lost beside another."""
    by_another = one.definition_version not in {None, first.definition_version}
    return not by_another and all(getattr(first, name) == getattr(one, name) for name in ("period", *_SAID))


def _apart(one: Observation, other: Observation) -> tuple[str, str]:
    """Return two observations in a few characters, with whatever tells them apart."""
    spelled = _spelled(one), _spelled(other)
    if spelled[0] != spelled[1]:
        return spelled
    all_names = ("unit", "period", "definition_version", "status", "numerator", "denominator")
    names = [name for name in all_names if getattr(one, name) != getattr(other, name)]
    first, last = (
        ", ".join("–" if (told := getattr(it, name)) is None else str(told) for name in names) for it in (one, other)
    )
    return f"{spelled[0]} ({first})", f"{spelled[1]} ({last})"


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
