"""Where everything is: the records below a record, their places and their addresses."""

import functools
import types
from collections.abc import Iterator
from typing import Any, TypeAlias, get_args, get_origin

import attrs

from collective_impact.errors import Step
from collective_impact.model._record import Extra, Record

Location: TypeAlias = tuple[Step, ...]
Place: TypeAlias = tuple[Location, Any]


@attrs.frozen
class Shape:
    """What a class holds: its parts (single and many) and its references."""

    single: tuple[str, ...]
    many: tuple[str, ...]
    references: tuple[tuple[str, str], ...]
    kinds: dict[str, type]
    """The class of each part, by field."""
    listed: tuple[str, ...]
    """The fields that hold many records, which have keys."""
    may_contradict: bool
    """Whether what it holds can be contradictory in itself."""


@functools.cache
def shape(cls: type) -> Shape:
    """Return what a class holds, read once from its annotations."""
    single: list[str] = []
    many: list[str] = []
    kinds: dict[str, type] = {}
    for field in attrs.fields(cls):
        kind = part_type(field.type)
        if attrs.has(kind) and kind is not Extra:
            (many if get_origin(field.type) is tuple else single).append(field.name)
            kinds[field.name] = kind
    marked = ((field.name, field.metadata["refers"]) for field in attrs.fields(cls) if "refers" in field.metadata)
    listed = tuple(name for name in many if issubclass(kinds[name], Record))
    may_contradict = getattr(cls, "contradictions", Record.contradictions) is not Record.contradictions
    return Shape(tuple(single), tuple(many), tuple(marked), kinds, listed, may_contradict)


@functools.cache
def _fields(cls: type) -> "dict[str, attrs.Attribute[Any]]":
    return attrs.fields_dict(cls)


def part_type(annotation: Any) -> type:  # noqa: ANN401 - an annotation may be anything
    """Return ``X`` of ``X``, ``X | None`` and ``tuple[X, ...]``."""
    parts = [part for part in get_args(annotation) if part not in (types.NoneType, ...)]
    kind: type = parts[0] if parts else annotation
    return kind


def places(owner: object, cls: type, location: Location = ()) -> Iterator[Place]:
    """Yield the owner and everything below it, each with the steps that lead to it.

    Parameters
    ----------
    owner : object
        A record, or anything with a record's fields.
    cls : type
        The class whose fields it has.
    location : tuple
        The steps to the owner.
    """
    yield location, owner
    plan = shape(cls)
    for name in plan.single:
        part = getattr(owner, name)
        if part is not None:
            yield from places(part, type(part), (*location, name))
    for name in plan.many:
        for index, part in enumerate(getattr(owner, name)):
            below = (*location, name, index)
            kind: type = type(part)
            if shape(kind).kinds:
                yield from places(part, kind, below)
            else:
                yield below, part


def address_of(owner: object, location: Location) -> str:
    """Return the address of the record that a location lies in."""
    steps: list[str] = []
    waiting: list[str] = []
    here: Any = owner
    for step in location:
        if isinstance(step, int):
            here = here[step]
        else:
            waiting.append(step)
            here = getattr(here, step, None)
        if isinstance(here, Record):
            steps += waiting
            waiting = []
            if isinstance(step, int):
                steps.append(here.key)
    return "/".join(steps)


def addresses(owner: object, cls: type, prefix: str = "") -> Iterator[tuple[str, Record]]:
    """Yield every record below an owner with its address."""
    plan = shape(cls)
    for name in plan.single:
        part = getattr(owner, name)
        if isinstance(part, Record):
            yield f"{prefix}{name}", part
            yield from addresses(part, type(part), f"{prefix}{name}/")
    for name in plan.many:
        if not issubclass(plan.kinds[name], Record):
            continue
        for part in getattr(owner, name):
            here = f"{prefix}{name}/{part.key}"
            yield here, part
            yield from addresses(part, type(part), f"{here}/")


def listed(owner: object, cls: type, address: str) -> tuple[object, ...] | None:
    """Return what a collection lists; None where no such collection can be."""
    name, slash, rest = address.partition("/")
    field = _fields(cls).get(name)
    if field is None or name == "extras":
        return None
    values = () if owner is None else getattr(owner, name)
    if not slash:
        return values if get_origin(field.type) is tuple else None
    below = part_type(field.type)
    if not attrs.has(below):
        return None
    if get_origin(field.type) is not tuple:
        return listed(values or None, below, rest)
    key, _, rest = rest.partition("/")
    part = next((part for part in values if part.key == key), None)
    return None if part is None or not rest else listed(part, below, rest)
