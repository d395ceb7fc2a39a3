"""All that is wrong with the shape of a document, each fault at its place.

The examination reads as the converter does but goes on after a fault, leaving out what is
faulty, so that relations between records can still be looked at.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from collective_impact.errors import Fault, InvalidError, InvalidValueError, Message, nearest
from collective_impact.io import _extras
from collective_impact.io._forms import EXTRAS, Form, fields, keeps_extras, keys, part_for
from collective_impact.io._leaves import RefusedError, leaf_reader, shown
from collective_impact.io._text import Location, step_of
from collective_impact.model._record import Extra, escaped
from collective_impact.model.period import Period


class Faulty(Enum):
    """What stands for a part that could not be read."""

    FAULTY = "faulty"


FAULTY = Faulty.FAULTY

SUGGESTIONS = 100
"""How often the nearest known key is looked for; a document that is wrong everywhere needs another remedy."""


class Examination:
    """One walk through the content of a document.

    Parameters
    ----------
    newer : bool
        Whether unknown keys come from a newer minor version, and are kept.

    Attributes
    ----------
    faults : list of Fault
    origins : dict
        For lists that parts were left out of: where those that remain stood.
    also_known : set of str
        Addresses of records that could not be made.
    lost : set of tuple
        Places of lists with records that could not even be named.
    """

    def __init__(self, *, newer: bool) -> None:
        self.newer = newer
        self.faults: list[Fault] = []
        self.origins: dict[Location, list[int]] = {}
        self.also_known: set[str] = set()
        self.lost: set[Location] = set()
        self._suggestions = SUGGESTIONS

    def read(self, value: object, form: Form, location: Location) -> object:
        """Return what a part of the document stands for, or ``FAULTY``."""
        if value is None and form.nullable:
            return None
        if form.item is not None:
            return self._list(value, form.item, location)
        if form.leaf is Period and isinstance(value, dict):
            return self._part(value, (Period,), location)
        if form.leaf is not None:
            return self._leaf(value, form.leaf, location)
        return self._part(value, form.parts, location)

    def given(self, value: Mapping[object, object], cls: type, location: Location) -> tuple[dict[str, Any], bool]:
        """Return what the keys of an object stand for, and whether an instance of the class can be made of it."""
        taken: dict[str, Any] = {}
        for field in fields(cls):
            place = (*location, field.name)
            if field.name in value:
                part = self.read(value[field.name], field.form, place)
                if part is not FAULTY:
                    taken[field.name] = part
            elif field.required:
                self._fault(place, "shape.missing", key=field.name)
        complete = all(field.name in taken for field in fields(cls) if field.required)
        if extras := self._extras(value, cls, location):
            taken[EXTRAS] = extras
        return taken, complete

    def made(self, cls: type, taken: Mapping[str, Any], location: Location) -> object:
        """Return the instance of a class, or ``FAULTY`` where it refuses what it is given."""
        try:
            return cls(**taken)
        except InvalidError as error:
            self.faults += rooted(error, location)
        except InvalidValueError as error:
            self._fault(location, "shape.value", what=error.what, given=shown(error.given), wanted=error.wanted)
        return FAULTY

    def _fault(self, location: Location, code: str, **params: str | int) -> Faulty:
        self.faults.append(Fault(message=Message(code, params), location=location))
        return FAULTY

    def _leaf(self, value: object, leaf: type, location: Location) -> object:
        try:
            return leaf_reader(leaf)(value)
        except RefusedError as error:
            self.faults.append(Fault(message=error.message, location=location))
            return FAULTY

    def _list(self, values: object, item: Form, location: Location) -> object:
        if not isinstance(values, list | tuple):
            self.lost.add(location)
            return self._fault(location, "shape.list", given=shown(values))
        parts = [self.read(value, item, (*location, index)) for index, value in enumerate(values)]
        read = [index for index, part in enumerate(parts) if part is not FAULTY]
        if len(read) < len(parts):
            self.origins[location] = read
            if item.parts:
                self._name_unread(values, parts, location)
        return tuple(parts[index] for index in read)

    def _name_unread(self, values: list[object] | tuple[object, ...], parts: list[object], location: Location) -> None:
        """Note the ids of the records that could not be made, so that nobody is said to refer to nothing."""
        collection = "/".join(str(step) for step in location[1:])
        for value, part in zip(values, parts, strict=True):
            if part is not FAULTY:
                continue
            name = value.get("id") if isinstance(value, dict) else None
            if isinstance(name, str):
                self.also_known.add(f"{collection}/{escaped(name)}")
            else:
                self.lost.add(location)

    def _part(self, value: object, parts: tuple[type, ...], location: Location) -> object:
        if not isinstance(value, dict):
            self.lost.add(location)
            return self._fault(location, "shape.object", given=shown(value))
        cls = part_for(parts, value)
        if cls is None:
            return self._fault(location, "shape.no_part", known=", ".join(part.__name__ for part in parts))
        taken, complete = self.given(value, cls, location)
        return self.made(cls, taken, location) if complete else FAULTY

    def _extras(self, value: Mapping[object, object], cls: type, location: Location) -> tuple[Extra, ...]:
        """Keep the keys that can be kept; the others are faults."""
        known = keys(cls)
        kept = []
        for key in value:
            if key in known:
                continue
            place = (*location, step_of(key))
            if not _extras.may_be_kept(key, newer=self.newer):
                self._unknown(key, known, place)
            elif not keeps_extras(cls):
                self._fault(place, "shape.no_place", key=shown(key))
            else:
                try:
                    kept.append(_extras.kept(str(key), value[key]))
                except RefusedError as error:
                    self.faults.append(Fault(message=error.message, location=place))
        return tuple(kept)

    def _unknown(self, key: object, known: frozenset[str], place: Location) -> None:
        self._suggestions -= 1
        message = unknown_key(key, sorted(known) if self._suggestions >= 0 else ())
        self.faults.append(Fault(message=message, location=place))


def unknown_key(key: object, known: Iterable[str]) -> Message:
    """Say of a key that there is none such, and which one may be meant."""
    near = nearest(key, known) if isinstance(key, str) else None
    if near is None:
        return Message("shape.unknown_key", {"key": shown(key)})
    return Message("shape.unknown_key_near", {"key": shown(key), "near": near})


def rooted(error: InvalidError, root: Location) -> list[Fault]:
    """Return the faults of a value at their places in the document that it stands in."""
    return [rerooted(fault, (*root, *fault.location)) for fault in error.faults]


def rerooted(fault: Fault, location: Location) -> Fault:
    """Return a fault at its place in the document, with long parameters shortened."""
    params = {name: _brief(value) for name, value in fault.message.params}
    message = Message(fault.message.code, params, fault.message.template)
    return Fault(message=message, location=location, address=fault.address, severity=fault.severity)


def _brief(value: Any) -> Any:  # noqa: ANN401 - a parameter of a message
    longest = 200
    return f"{value[:longest]}…" if isinstance(value, str) and len(value) > longest else value
