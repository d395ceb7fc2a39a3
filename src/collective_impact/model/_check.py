"""What is wrong with an initiative, all of it at once, and what is only improbable."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from collective_impact.errors import Fault, Message, Param, nearest
from collective_impact.model import _walk
from collective_impact.model._record import Record, escaped, listed_twice
from collective_impact.model.instruments import Instrument, Response

if TYPE_CHECKING:
    from collective_impact.model.indicators import Indicator
    from collective_impact.model.initiative import Initiative

Found: TypeAlias = Iterator[tuple[_walk.Location, Message]]

_class_of: Callable[[object], type] = type

TARGETS = {
    "stakeholders": "stakeholder",
    "indicators": "indicator",
    "activities": "activity",
    "agenda/goals": "goal",
    "bodies": "body",
    "waves": "wave",
    "instruments": "instrument",
    "evidence": "evidence",
}
"""The collections that records refer to by id, and what one of them is called."""


def faults(initiative: Any, cls: type, also_known: Iterable[str] = ()) -> tuple[Fault, ...]:  # noqa: ANN401 - see below
    """Return everything that is wrong with an initiative.

    Parameters
    ----------
    initiative : Initiative, or anything with its fields
        A document with faults of shape is no initiative yet, but what can be read of it is
        checked all the same.
    cls : type
        The class of the initiative.
    also_known : iterable of str
        Addresses that exist although no record could be made of them.
    """
    found = _Checker(initiative, cls, frozenset(also_known)).run()
    return tuple(
        Fault(message=message, location=location, address=_walk.address_of(initiative, location))
        for location, message in found
    )


class _Known(dict[str, dict[str, Any]]):
    """The records that others refer to, by collection and id; a collection is indexed when it is first asked for."""

    def __init__(self, initiative: Any, cls: type) -> None:  # noqa: ANN401 - see `faults`
        super().__init__()
        self.initiative = initiative
        self.cls = cls

    def __missing__(self, target: str) -> dict[str, Any]:
        listed = _walk.listed(self.initiative, self.cls, target) or ()
        self[target] = {part.id: part for part in listed}  # type: ignore[attr-defined]
        return self[target]


class _Checker:
    """One pass over all records; what they refer to is known before it begins."""

    def __init__(self, initiative: Any, cls: type, also_known: frozenset[str]) -> None:  # noqa: ANN401 - see `faults`
        self.initiative = initiative
        self.cls = cls
        self.known = _Known(initiative, cls)
        self.also_known = also_known
        self.near: dict[tuple[str, str], str | None] = {}
        self.found: list[tuple[_walk.Location, Message]] = []

    def run(self) -> list[tuple[_walk.Location, Message]]:
        self._look(self.initiative, _walk.shape(self.cls), ())
        self.found += [*self._answers(), *self._extents(), *self._frame()]
        return self.found

    def _look(self, part: Any, plan: _walk.Shape, location: _walk.Location) -> None:  # noqa: ANN401 - a record
        """Look at a part and then at everything below it, in the order of `_walk.places`."""
        if plan.may_contradict:
            for place, message in part.contradictions():
                self.found.append(((*location, *place), message))
        if plan.listed:
            self.found += self._duplicates(location, part, plan)
        for name, target in plan.references:
            value = getattr(part, name)
            if value is not None and value not in self.known[target]:
                self.found += self._references((*location, name), target, value)
        if plan.kinds:
            self._look_below(part, plan, location)

    def _look_below(self, part: Any, plan: _walk.Shape, location: _walk.Location) -> None:  # noqa: ANN401 - a record
        for name in plan.single:
            below = getattr(part, name)
            if below is not None:
                self._look(below, _walk.shape(_class_of(below)), (*location, name))
        for name in plan.many:
            parts = getattr(part, name)
            if parts:
                for index, below in enumerate(parts):
                    self._look(below, _walk.shape(_class_of(below)), (*location, name, index))

    def _duplicates(self, location: _walk.Location, part: Any, plan: _walk.Shape) -> Found:  # noqa: ANN401 - a record
        for name in plan.listed:
            records = getattr(part, name)
            if not records or _differ(records):
                continue
            seen: dict[str, int] = {}
            for index, record in enumerate(records):
                key = record.key
                here = (*location, name, index)
                if not key.strip():
                    yield (*here, "id" if hasattr(record, "id") else record.KEY[0]), Message("fault.empty_id")
                first = seen.setdefault(key, index)
                if first != index:
                    yield here, Message("fault.duplicate", {"key": key, "first": first, "name": name})

    def _references(self, location: _walk.Location, target: str, value: str | tuple[str, ...]) -> Found:
        if isinstance(value, str):
            yield from self._reference(location, target, value)
            return
        for index, given in enumerate(value):
            yield from self._reference((*location, index), target, given)
        for place, message in listed_twice(location[-1], value):
            yield (*location[:-1], *place), message

    def _reference(self, location: _walk.Location, target: str, given: str) -> Found:
        if given in self.known[target] or f"{target}/{escaped(given)}" in self.also_known:
            return
        kind = TARGETS[target]
        near = self._near(target, given)
        if near is None:
            yield location, Message("fault.unknown_id", {"kind": kind, "given": given})
        else:
            yield location, Message("fault.unknown_id_near", {"kind": kind, "given": given, "near": near})

    def _near(self, target: str, given: str) -> str | None:
        """Return the most similar id; for the first hundred, since comparing takes time and nobody reads thousands."""
        enough = 100
        if (target, given) not in self.near and len(self.near) < enough:
            self.near[target, given] = nearest(given, self.known[target])
        return self.near.get((target, given))

    def _answers(self) -> Found:
        for index, response in enumerate(self.initiative.responses):
            instrument = self.known["instruments"].get(response.instrument)
            if isinstance(instrument, Instrument):
                for place, message in _answer_faults(response, instrument):
                    yield ("responses", index, "answers", place), message

    def _extents(self) -> Found:
        for index, extent in enumerate(self.initiative.extents):
            listed = _walk.listed(self.initiative, self.cls, extent.collection)
            place = ("extents", index, "collection")
            if listed is None:
                if extent.collection.rpartition("/")[0] not in self.also_known:
                    yield place, Message("fault.unknown_collection", {"given": extent.collection})
            elif extent.total is not None and 0 <= extent.total < len(listed):
                yield place, Message("fault.total", {"total": extent.total, "listed": len(listed)})
            elif extent.is_complete and extent.total is not None and extent.total != len(listed):
                yield place, Message("fault.complete_total", {"total": extent.total, "listed": len(listed)})

    def _frame(self) -> Found:
        initiative = self.initiative
        started, ended = initiative.started, initiative.ended
        if started and ended and ended < started:
            yield ("ended",), Message("fault.dates", {"later": str(ended), "earlier": str(started)})
        if initiative.parent is not None and initiative.parent == initiative.id:
            yield ("parent",), Message("fault.own_parent", {"given": initiative.parent})
        if isinstance(initiative.id, str) and not initiative.id.strip():
            yield ("id",), Message("fault.empty_id")


def _differ(records: tuple[Record, ...]) -> bool:
    """Say whether records whose ids are their keys have one each, and each its own; it is asked of every collection."""
    kind = type(records[0])
    if set(map(type, records)) != {kind} or not kind.has_id_for_key():
        return False
    ids = {record.id for record in records}  # type: ignore[attr-defined] # these have one
    return len(ids) == len(records) and all(map(str.strip, ids))


def _answer_faults(response: Response, instrument: Instrument) -> Iterator[tuple[int, Message]]:
    items = {item.id: item for item in instrument.items}
    seen: set[str] = set()
    for index, answer in enumerate(response.answers):
        item = items.get(answer.item)
        if item is None:
            yield index, Message("fault.unknown_item", {"given": answer.item, "instrument": instrument.id})
        elif answer.value is not None and not 1 <= answer.value <= instrument.top(item):
            yield index, Message("fault.answer_off_scale", {"top": instrument.top(item)})
        if answer.item in seen:
            yield index, Message("fault.answered_twice", {"given": answer.item})
        seen.add(answer.item)


def warnings(initiative: "Initiative") -> tuple[Fault, ...]:
    """Return what is improbable about a valid initiative, record by record."""
    found = [*_own_doubts(initiative), *_time_doubts(initiative)]
    return tuple(
        Fault(
            message=message,
            location=location,
            address=_walk.address_of(initiative, location),
            severity="warning",
        )
        for location, message in found
    )


def _own_doubts(initiative: "Initiative") -> Found:
    for location, part in _walk.places(initiative, type(initiative)):
        if isinstance(part, Record):
            for place, message in part.doubts():
                yield (*location, *place), message


def _time_doubts(initiative: "Initiative") -> Found:
    """Yield what only the dates of other records make improbable."""
    left = {person.id: person.left for person in initiative.stakeholders if person.left is not None}
    for index, indicator in enumerate(initiative.indicators):
        place: _walk.Location = ("indicators", index, "observations")
        if initiative.started is not None:
            early = sum(1 for o in indicator.observations if o.period and o.period.end < initiative.started)
            if early:
                params: dict[str, Param] = {"n": early, "started": str(initiative.started)}
                yield place, Message("warning.before_beginning", params)
        for number, reporter in _late_reports(indicator, left):
            day = str(left[reporter])
            yield (*place, number), Message("warning.left_but_reports", {"stakeholder": reporter, "left": day})


def _late_reports(indicator: "Indicator", left: dict[str, date]) -> Iterator[tuple[int, str]]:
    """Yield the first observation from after its reporter left, for each such reporter."""
    told: set[str] = set()
    for number, observation in enumerate(indicator.observations):
        reporter, period = observation.reporter, observation.period
        if reporter in left and reporter not in told and period and period.start >= left[reporter]:
            told.add(reporter)
            yield number, reporter
