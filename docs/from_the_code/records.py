"""The kinds of records in a document, from their classes: what each key takes, and what it means."""

from __future__ import annotations

import inspect
import itertools
import re
import types
import typing
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs

import collective_impact as ci

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAVES = {str: "text", float: "a number", int: "a whole number", bool: "true or false", date: "a date"}
ENTRY = re.compile(r"^(?P<names>\w+(?:, \w+)*) : .*$")


def listed(root: type) -> Iterator[str]:
    """Yield a section for each kind of record that a document of a class can hold, in Markdown."""
    for kind, places in _kinds(root).items():
        yield from (f"### {kind.__name__}", "", *_opening(kind, places), "")
        yield from ("| key | takes | meaning |", "| --- | --- | --- |")
        yield from (_row(fields, meaning) for fields, meaning in _rows(kind))
        yield ""


def _kinds(root: type) -> dict[type, list[str]]:
    """Return the classes from the root down, each with the places where it stands."""
    found: dict[type, list[str]] = {root: []}
    waiting = [(root, "")]
    while waiting:
        kind, above = waiting.pop(0)
        for field in _own(kind):
            part, many = _part(field.type)
            if not attrs.has(part) or part in (ci.Period, ci.Message):
                continue
            place = f"{above}{field.name}" + ("[]" if many else "")
            if part not in found:
                waiting.append((part, f"{place}."))
            found.setdefault(part, []).append(place)
    return found


def _own(kind: type) -> list[attrs.Attribute[Any]]:
    hints = typing.get_type_hints(kind)
    fields = (field.evolve(type=hints[field.name]) for field in attrs.fields(kind))
    return [field for field in fields if field.init and field.name != "extras"]


def _part(annotation: Any) -> tuple[type, bool]:  # noqa: ANN401 - an annotation may be anything
    """Return ``X`` of ``X``, ``X | None`` and ``tuple[X, ...]``, and whether there may be several."""
    options = [option for option in get_args(annotation) if option not in (types.NoneType, ...)]
    return (options or [annotation])[0], get_origin(annotation) is tuple


def _opening(kind: type, places: list[str]) -> Iterator[str]:
    yield inspect.getdoc(kind).partition("\n\n")[0].replace("\n", " ")  # type: ignore[union-attr]
    yield ""
    where = ", ".join(f"`{place}`" for place in places) or "the content of the document"
    yield f"Stands at: {where}."
    if any(place.endswith("[]") for place in places) and hasattr(kind, "key"):
        own = vars(kind).get("key")
        names = ", ".join(f"`{name}`" for name in kind.KEY)  # type: ignore[attr-defined]
        yield f"Its part of an address: {names if own is None else own.__doc__.rstrip('.').lower()}."


def _rows(kind: type) -> Iterator[tuple[list[attrs.Attribute[Any]], str]]:
    """Yield the fields that the docstring describes together, where they take the same."""
    meanings = _meanings(kind)

    def alike(field: attrs.Attribute[Any]) -> tuple[str, str]:
        return meanings.get(field.name, field.name) or field.name, _takes(field)

    for _, fields in itertools.groupby(_own(kind), alike):
        together = list(fields)
        yield together, meanings.get(together[0].name, "")


def _meanings(kind: type) -> dict[str, str]:
    """Return what the docstring says of each field."""
    section = (inspect.getdoc(kind) or "").partition("Parameters\n----------\n")[2]
    section = re.split(r"\n\n\w+\n-+\n", section)[0]
    meanings: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        if entry := ENTRY.match(line):
            names = entry["names"].split(", ")
            meanings.update(dict.fromkeys(names, ""))
        for name in names if line.startswith("    ") else ():
            meanings[name] = f"{meanings[name]} {line.strip()}".strip()
    return meanings


def _row(fields: list[attrs.Attribute[Any]], meaning: str) -> str:
    required = " (required)" if fields[0].default is attrs.NOTHING else ""
    names = ", ".join(f"`{field.name}`" for field in fields)
    text = meaning.replace("``", "`").replace("|", "\\|")
    return f"| {names}{required} | {_takes(fields[0])} | {text} |"


def _takes(field: attrs.Attribute[Any]) -> str:
    part, many = _part(field.type)
    if "refers" in field.metadata:
        words = f"{'ids' if many else 'the id'} from `{field.metadata['refers']}`"
    elif issubclass(part, StrEnum):
        words = "one of " + ", ".join(f"`{member.value}`" for member in part)
    elif part in (ci.Period, ci.Message):
        words = "a period" if part is ci.Period else "a message"
    elif attrs.has(part):
        words = f"[{part.__name__}](#{part.__name__.lower()})"
    else:
        words = LEAVES[part]
    return f"a list: {words}" if many and "refers" not in field.metadata else words
