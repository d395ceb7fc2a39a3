"""Change without mutation: each verb returns another initiative, checked once."""

import enum
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, get_origin

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model import _walk
from collective_impact.model._record import Record

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
            raise InvalidValueError(f"with_{kind.__name__}", record, f"a {kind.__name__} or several")
    return tuple(found)


def without(owner: V, addresses: Iterable[str]) -> V:
    """Return an owner without the records at the addresses.

    Raises
    ------
    UnknownNameError
        There is no record at an address.
    """
    patch: dict[str, Any] = {}
    for address in addresses:
        *way, last = address.split("/")
        here = patch
        for step in way:
            here = here.setdefault(step, {})
            if here is REMOVE:  # its owner goes, so it goes too
                break
        else:
            here[last] = REMOVE
    return patched(owner, patch, new=False)


def patched(owner: V, changes: Mapping[str, Any], *, new: bool = True, where: str = "") -> V:
    """Return a record with changes laid over it: fields by name, collections by key.

    Parameters
    ----------
    owner : record
    changes : mapping
    new : bool
        Whether a key that is not there makes a new record.
    where : str
        The owner's address, for errors.
    """
    cls: Any = type(owner)
    fields = attrs.fields_dict(cls)
    plan = _walk.shape(cls)
    laid: dict[str, Any] = {}
    for name, change in changes.items():
        if name not in fields or not fields[name].init:
            raise UnknownNameError(f"field of {where or cls.__name__}", name, fields)
        here = f"{where}/{name}" if where else name
        present = getattr(owner, name)
        if change is REMOVE:
            laid[name] = None if fields[name].default is attrs.NOTHING else fields[name].default
        elif change is None and get_origin(fields[name].type) is tuple:
            laid[name] = ()
        elif isinstance(change, Mapping) and name in plan.many:
            laid[name] = _patched_many(present, change, plan.kinds[name], new=new, where=here)
        elif isinstance(change, Mapping) and name in plan.single:
            laid[name] = _patched_one(present, change, plan.kinds[name], new=new, where=here)
        else:
            laid[name] = _parts(change, plan.kinds[name], here) if name in plan.many else change
    return cls(**{name: getattr(owner, name) for name in fields if fields[name].init} | laid)  # type: ignore[no-any-return]


def _patched_one(present: Any, change: Mapping[str, Any], kind: type, *, new: bool, where: str) -> Any:  # noqa: ANN401
    if present is not None:
        return patched(present, change, new=new, where=where)
    if not new:
        raise UnknownNameError("record at address", where, ())
    return _made(kind, change, where)


def _patched_many(  # noqa: D417
    present: tuple[Any, ...], changes: Mapping[str, Any], kind: type, *, new: bool, where: str
) -> tuple[Any, ...]:
    """Lay changes over the records of a collection, each under its key."""
    if not issubclass(kind, Record):
        raise InvalidValueError(where, dict(changes), f"a sequence of {kind.__name__} (they have no keys)")
    records: dict[str, Any] = {record.key: record for record in present}
    for key, change in changes.items():
        here = f"{where}/{key}"
        if key not in records and (change is REMOVE or not new):
            raise UnknownNameError("record at address", here, (f"{where}/{known}" for known in records))
        if change is REMOVE:
            del records[key]
        elif isinstance(change, kind):
            records[key] = change
        elif not isinstance(change, Mapping):
            raise InvalidValueError(here, change, f"a mapping of fields, a {kind.__name__} or REMOVE")
        elif key in records:
            records[key] = patched(records[key], change, new=new, where=here)
        else:
            records[key] = _made(kind, {kind.KEY[0]: key, **change}, here)
    return tuple(records.values())


def _made(kind: type, fields: Mapping[str, Any], where: str) -> Any:  # noqa: ANN401 - one of our records
    """Make a record from plain fields; what it holds is made in turn."""
    known = attrs.fields_dict(kind)
    unknown = next((name for name in fields if name not in known), None)
    if unknown is not None:
        raise UnknownNameError(f"field of {where}", unknown, known)
    missing = [name for name, field in known.items() if field.default is attrs.NOTHING and name not in fields]
    if missing:
        raise InvalidValueError(where, dict(fields), f"a new {kind.__name__}, which needs {', '.join(missing)}")
    plan = _walk.shape(kind)
    given = dict(fields)
    for name in plan.single:
        if isinstance(given.get(name), Mapping):
            given[name] = _made(plan.kinds[name], given[name], f"{where}/{name}")
    for name in plan.many:
        values = given.get(name, ())
        if isinstance(values, Mapping):
            given[name] = _patched_many((), values, plan.kinds[name], new=True, where=f"{where}/{name}")
        else:
            given[name] = _parts(values, plan.kinds[name], f"{where}/{name}")
    return kind(**given)


def _parts(values: Any, kind: type, where: str) -> Any:  # noqa: ANN401 - the record refuses what is no sequence
    if isinstance(values, str) or not isinstance(values, Iterable):
        return values
    return tuple(_made(kind, value, where) if isinstance(value, Mapping) else value for value in values)
