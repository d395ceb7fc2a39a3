"""Change without mutation: each verb returns another initiative, checked once."""

import enum
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, get_origin

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model import _walk
from collective_impact.model._record import Extra, Record


class Removal(enum.Enum):
    """The type of `REMOVE`."""

    REMOVE = "remove"

    def __repr__(self) -> str:
        return "REMOVE"


REMOVE: Final = Removal.REMOVE
"""In `Initiative.patched`: take this record out."""

R = TypeVar("R", bound=Record)
V = TypeVar("V")


def merged(present: tuple[R, ...], new: Iterable[R]) -> tuple[R, ...]:
    """Return the records with new ones in the place of those with the same key, or behind them."""
    by_key = {record.key: record for record in present}
    by_key.update((record.key, record) for record in new)
    return tuple(by_key.values())


def flat(kind: type[R], records: Iterable[R | Iterable[R]]) -> tuple[R, ...]:
    """Return the records of one or many arguments, each a record or an iterable of them."""
    found: list[R] = []
    for record in records:
        if isinstance(record, kind):
            found.append(record)
        elif isinstance(record, Iterable) and not isinstance(record, str | Mapping):
            found += flat(kind, record)
        else:
            raise InvalidValueError("record", record, f"of type {kind.__name__} or several of them")
    return tuple(found)


def removal(addresses: Iterable[str]) -> Mapping[str, Any]:
    """Return the changes that take the records at the addresses out."""
    changes: dict[str, Any] = {}
    for address in addresses:
        *way, last = address.split("/")
        here = changes
        for step in way:
            here = here.setdefault(step, {})
            if here is REMOVE:  # its owner goes, so it goes too
                break
        else:
            here[last] = REMOVE
    return changes


def patched(present: V, changes: Mapping[str, Any]) -> V:
    """Return a record with changes laid over it: fields by name, collections by key."""
    return _made(type(present), changes, "", present)  # type: ignore[no-any-return]


def _made(kind: type, changes: Mapping[str, Any], where: str, present: object = None) -> Any:  # noqa: ANN401 - of that kind
    """Lay changes over a record, or make a new one of them; errors say where."""
    if not isinstance(changes, Mapping):
        raise InvalidValueError(where or "changes", changes, f"a mapping of fields of {kind.__name__}")
    known = attrs.fields_dict(kind)
    fields = {} if present is None else {name: getattr(present, name) for name in known}
    for name, change in changes.items():
        if name not in known:
            raise UnknownNameError(f"field of {where or kind.__name__}", name, known)
        fields[name] = _field(known[name], change, fields.get(name), f"{where}/{name}" if where else name)
    missing = [name for name, field in known.items() if field.default is attrs.NOTHING and name not in fields]
    if missing:
        raise InvalidValueError(where, dict(changes), f"a new {kind.__name__}, which needs {', '.join(missing)}")
    try:
        return kind(**fields)
    except InvalidValueError as error:
        what = f"{where}/{error.what.rpartition('.')[2]}" if where else error.what
        raise InvalidValueError(what, error.given, error.wanted) from None


def _field(field: "attrs.Attribute[Any]", change: Any, present: Any, where: str) -> Any:  # noqa: ANN401 - what a field takes
    """Return what a change makes of a field."""
    kind, many = _walk.part_type(field.type), get_origin(field.type) is tuple
    if change is REMOVE:
        return None if field.default is attrs.NOTHING else field.default
    if change is None and many:
        return ()
    if not attrs.has(kind) or kind is Extra:
        return change
    if isinstance(change, Mapping):
        return _collection(present or (), change, kind, where) if many else _made(kind, change, where, present)
    return _listed(change, kind, where) if many else change


def _collection(present: tuple[Any, ...], changes: Mapping[str, Any], kind: type, where: str) -> tuple[Any, ...]:
    """Lay changes over the records of a collection, each under its key."""
    if not issubclass(kind, Record):
        raise InvalidValueError(where, dict(changes), f"a sequence of {kind.__name__} (they have no keys)")
    records: dict[str, Any] = {record.key: record for record in present}
    for key, change in changes.items():
        here = f"{where}/{key}"
        if not isinstance(key, str):
            raise InvalidValueError(where, key, "the key of a record")
        if change is REMOVE:
            if key not in records:
                raise UnknownNameError("record at address", here, (f"{where}/{known}" for known in records))
            del records[key]
        elif isinstance(change, Mapping) and key in records:
            records[key] = _made(kind, change, here, records[key])
        elif isinstance(change, Mapping | kind):
            records[key] = _new(kind, change, key, here)
        else:
            raise InvalidValueError(here, change, f"a mapping of fields, a {kind.__name__} or REMOVE")
    return tuple(records.values())


def _new(kind: type[R], change: Mapping[str, Any] | R, key: str, where: str) -> R:
    """Return a record that is what the key says, where it says more than the change."""
    record: R = change if isinstance(change, kind) else _made(kind, {**kind.of_key(key), **change}, where)  # type: ignore[dict-item]
    if record.key != key:
        raise InvalidValueError(where, record.key, f"the key {key!r} that the record is given under")
    return record


def _listed(values: Any, kind: type, where: str) -> Any:  # noqa: ANN401 - the record refuses what is no sequence
    if isinstance(values, str) or not isinstance(values, Iterable):
        return values
    return tuple(_made(kind, value, where) if isinstance(value, Mapping) else value for value in values)
