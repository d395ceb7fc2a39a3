"""What was read from several sources, put together; where two of them disagree, nobody wins in silence."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_origin

import attrs

from collective_impact.errors import Fault, InvalidInitiativeError, InvalidValueError, Message, Step
from collective_impact.model import _walk
from collective_impact.model._record import Extra, Record
from collective_impact.model.indicators import Observation
from collective_impact.model.meetings import Convening

Prefer: TypeAlias = Literal["recorded", "read"]
Fields: TypeAlias = Mapping[str, Any]
Place: TypeAlias = tuple[Step, ...]

_LISTS = ("convenings", "extents", "indicators", "responses")
"""What a reading may hold that was read for no initiative."""

_BORNE_OUT: Mapping[type, tuple[str, ...]] = {
    Observation: ("value", "low", "high", "level", "numerator"),
    Convening: ("attendances", "head_count", "decisions"),
}
"""What shows that a figure is known and that a meeting was held, also where a source does not say so."""


def joined(initiative: Any, readings: Iterable[object], prefer: Prefer | None) -> dict[str, Any]:  # noqa: ANN401 - an initiative
    """Return the fields of an initiative with those of readings beside them.

    Raises
    ------
    InvalidValueError
        A reading is none, or holds several initiatives of which none has the id.
    InvalidInitiativeError
        Sources disagree, and nobody says which is preferred.
    """
    if prefer not in (None, "recorded", "read"):
        raise InvalidValueError("prefer", prefer, "'recorded', 'read' or None")
    join = _Join(prefer)
    fields = {field.name: getattr(initiative, field.name) for field in attrs.fields(type(initiative)) if field.init}
    for number, reading in enumerate(readings, 1):
        join.source = number
        said = _said(reading, initiative)
        fields = join.fields(type(initiative), fields, {**said, "id": initiative.id}, (), "")
    if join.faults:
        raise InvalidInitiativeError(f"initiative {initiative.id!r}, put together,", join.faults)
    return fields


def _said(reading: Any, initiative: Any) -> dict[str, Any]:  # noqa: ANN401 - anything with initiatives
    """Return the fields of which a reading says something."""
    if isinstance(reading, type(initiative)):
        return {field.name: getattr(reading, field.name) for field in attrs.fields(type(initiative)) if field.init}
    found = getattr(reading, "initiatives", None)
    if not isinstance(found, tuple):
        raise InvalidValueError("reading", reading, "what a reader of tables returns, or an initiative")
    if not found:
        return {name: tuple(getattr(reading, name)) for name in _LISTS if hasattr(reading, name)}
    one = found[0] if len(found) == 1 else next((each for each in found if each.id == initiative.id), None)
    if one is None:
        ids = tuple(each.id for each in found)
        raise InvalidValueError(
            "initiatives of the reading", ids, f"one initiative, or several with {initiative.id!r} among them"
        )
    return _said(one, initiative)


class _Join:
    """Records laid beside each other, with all disagreements."""

    def __init__(self, prefer: Prefer | None) -> None:
        self.prefer = prefer
        self.source = 0
        self.faults: list[Fault] = []
        self._sources: dict[Place, int] = {}  # what was not recorded, and which source says it
        self._listed: set[tuple[Place, str]] = set()

    def fields(self, kind: type, old: Fields, new: Fields, place: Place, address: str) -> dict[str, Any]:
        """Return the fields of a record as both say them."""
        made = dict(old)
        sided = _of_one_side(kind, old, new)
        for field in attrs.fields(kind):
            if field.name in new and field.init:
                one, other = old[field.name], new[field.name]
                if field.name in sided:
                    made[field.name] = self._of_side(field.name, one, other, (*place, field.name), address)
                elif one is not other and one != other and not _is_unsaid(field, other):
                    made[field.name] = self._value(field, one, other, (*place, field.name), address)
        return made

    def _value(self, field: "attrs.Attribute[Any]", one: Any, other: Any, place: Place, address: str) -> Any:  # noqa: ANN401 - what the field takes
        """Return what a field holds of which both say something else."""
        kind, many = _walk.part_type(field.type), get_origin(field.type) is tuple
        if one is None or one == ():
            self._sources[place] = self.source
            return other
        if many and kind is Extra:
            return self._records(one, other, place, address, by=lambda extra: extra.key)
        if many and attrs.has(kind) and issubclass(kind, Record):
            return self._records(one, other, place, f"{address}/{field.name}" if address else field.name)
        if many and "refers" in field.metadata:
            return tuple(dict.fromkeys((*one, *other)))
        if not many and isinstance(one, Record) and _is_the_same(one, other):
            below = f"{address}/{field.name}" if address else field.name
            return self._record(one, other, place, below)
        return self._disagreement(one, other, place, address)

    def _records(
        self,
        old: tuple[Any, ...],
        new: tuple[Any, ...],
        place: Place,
        address: str,
        by: Any = None,  # noqa: ANN401
    ) -> tuple[Any, ...]:
        """Return the records of both, those of the same key as one."""
        key = by or (lambda record: record.key)
        found = {key(record): record for record in old}
        at = {name: index for index, name in enumerate(found)}
        for record in new:
            name = key(record)
            there = found.get(name)
            if there is None:
                self._sources[*place, len(found)] = self.source
                found[name] = record
            elif there is not record and there != record:
                here = (*place, at.get(name, len(at)))
                found[name] = self._record(there, record, here, address if by else f"{address}/{name}")
        return tuple(found.values())

    def _record(self, old: Any, new: Any, place: Place, address: str) -> Any:  # noqa: ANN401 - a record
        kind = type(old)
        names = [field.name for field in attrs.fields(kind) if field.init]
        fields = self.fields(
            kind,
            {name: getattr(old, name) for name in names},
            {name: getattr(new, name) for name in names},
            place,
            address,
        )
        return attrs.evolve(old, **{name: fields[name] for name in names if fields[name] is not getattr(old, name)})

    def _of_side(self, name: str, one: Any, other: Any, place: Place, address: str) -> Any:  # noqa: ANN401 - of a field
        """Return what the preferred side says, or does not say; of all that hangs on a status, the status is listed."""
        if name == "status":
            return self._disagreement(one, other, place, address)
        return other if self.prefer == "read" else one

    def _disagreement(self, one: Any, other: Any, place: Place, address: str) -> Any:  # noqa: ANN401 - of a field
        """Return what is preferred; where nothing is, both are named."""
        if self.prefer is not None:
            return one if self.prefer == "recorded" else other
        params = {"one": _shown(one), "other": _shown(other), "source": str(self.source)}
        if (place, params["other"]) in self._listed:  # another source says the same
            return one
        self._listed.add((place, params["other"]))
        first = next((found for depth in range(len(place)) if (found := self._sources.get(place[: depth + 1]))), None)
        code = "fault.conflict" if first is None else "fault.conflict_of_sources"
        message = Message(code, params if first is None else {**params, "first": str(first)})
        self.faults.append(Fault(message=message, location=place, address=address))
        return one


def _of_one_side(kind: type, old: Fields, new: Fields) -> tuple[str, ...]:
    """Return the fields that are to be taken from one side together: one has a figure, and the other has none.

    A status that was not said is the usual one. Where it comes with a figure, or with who was there, it is meant.
    """
    borne_out = _BORNE_OUT.get(kind, ())
    if not borne_out or "status" not in new or old["status"] == new["status"]:
        return ()
    told = [any(side[name] not in (None, ()) for name in borne_out) for side in (old, new)]
    return ("status", *borne_out) if told[0] != told[1] else ()


def _is_the_same(one: Record, other: Record) -> bool:
    """Say whether two parts are of the same thing: the agenda is, a baseline is where its period is."""
    return not one.KEY or not hasattr(one, one.KEY[0]) or one.key == other.key


def _is_unsaid(field: "attrs.Attribute[Any]", value: object) -> bool:
    return value is None or bool(value == field.default)


def _shown(value: Any) -> str:  # noqa: ANN401 - any value of ours
    """Return a value short enough for a sentence."""
    longest = 80
    words = repr(str(value)) if isinstance(value, str) else str(value)
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
