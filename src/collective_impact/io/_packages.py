"""Data Packages: files of separated values with a descriptor that says how they are written and what they hold.

Follows Data Package and Table Schema, versions 1 and 2 (https://datapackage.org, 2024), as far as cells need it.
A resource is a file in the folder of the descriptor, or data in it; addresses and paths that lead elsewhere are
refused, and nothing is ever fetched.
"""

import functools
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from collective_impact.errors import InvalidDocumentError, InvalidValueError
from collective_impact.io import _delimited, _frames, _text
from collective_impact.io._accounts import Remarks
from collective_impact.io._cells import Cell
from collective_impact.io._grids import Grid, Row
from collective_impact.io._leaves import RefusedError
from collective_impact.io._limits import LARGEST_PART, MOST_SHEETS, refused

DESCRIPTOR = "datapackage.json"
Converter: TypeAlias = Callable[[str], Cell]

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_FIGURE = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]{0,300})?|\.[0-9]{1,300})(?:[eE][+-]?[0-9]{1,2})?")
"""Numbers that a float holds without becoming infinite."""


def grids(path: Path, remarks: Remarks) -> tuple[Grid, ...]:
    """Return the resources of the package that a descriptor describes."""
    resources = _resources(path)
    if len(resources) > MOST_SHEETS:
        raise refused(path.name, "sheets.many_sheets", count=len(resources), most=MOST_SHEETS)
    return tuple(grid for resource in resources for grid in _resource(path.parent, resource, remarks))


def inside(folder: Path, path: str) -> Path | None:
    """Return a file of a folder by its path there; None where it leads elsewhere, by whatever way."""
    steps = path.split("/")
    if not path or "\\" in path or ":" in path or "\0" in path or ".." in steps or path.startswith(("/", "~")):
        return None
    try:
        found = (folder / path).resolve()
        return found if found.is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # a loop of links, a path that is too long
        return None


def _resources(path: Path) -> list[Any]:
    size = path.stat().st_size
    if size > LARGEST_PART:
        raise refused(path.name, "sheets.large_file", size=size, largest=LARGEST_PART)
    try:
        descriptor, _ = _text.parsed(path.read_bytes())
    except RefusedError as error:
        raise refused(path.name, error.message.code, **dict(error.message.params)) from None
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list):
        raise refused(path.name, "sheets.no_package")
    return resources


def _resource(folder: Path, resource: object, remarks: Remarks) -> Iterator[Grid]:
    """Yield the table of a resource, if it can be read; why it cannot is a remark."""
    described = resource if isinstance(resource, dict) else {}
    name, path = described.get("name"), described.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    place = Grid(file=path if isinstance(path, str) else DESCRIPTOR, name=name if isinstance(name, str) else "")
    if path is None and "data" in described:
        yield from _inline(described["data"], place, remarks)
    elif not isinstance(path, str):
        remarks.add(place, None, None, "sheets.no_resource")
    elif (found := inside(folder, path)) is None:
        remarks.add(place, None, None, "sheets.elsewhere", given=path)
    elif not os.path.isfile(found):  # noqa: PTH113 - unlike pathlib's, it takes names that no system takes
        remarks.add(place, None, None, "sheets.no_file", given=path)
    elif found.suffix.lower() not in _delimited.SUFFIXES:
        remarks.add(place, None, None, "sheets.kind", given=path)
    else:
        yield from _described(found, place, described, remarks)


def _inline(data: object, place: Grid, remarks: Remarks) -> Iterator[Grid]:
    """Yield the table that stands in the descriptor: rows that are objects, or lists below one of titles."""
    if isinstance(data, list) and data and all(isinstance(row, list) for row in data):
        titles = [str(title) for title in data[0]]
        data = [dict(zip(titles, row, strict=False)) for row in data[1:]]
    try:
        yield _frames.grid(data, place, remarks)
    except InvalidValueError:
        remarks.add(place, None, None, "sheets.no_resource")


def _described(path: Path, place: Grid, resource: Mapping[str, Any], remarks: Remarks) -> Iterator[Grid]:
    dialect = _mapping(resource.get("dialect"))
    separator, encoding = dialect.get("delimiter"), resource.get("encoding")
    try:
        grid = _delimited.grid(
            path,
            place.file,
            remarks,
            name=place.name,
            encoding=encoding if isinstance(encoding, str) else None,
            separator=separator if isinstance(separator, str) and len(separator) == 1 else None,
        )
    except InvalidDocumentError as error:
        remarks.unreadable(place, error)
        return
    yield _typed(grid, _mapping(resource.get("schema")), has_titles=dialect.get("header") is not False)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


# What the schema says ------------------------------------------------------------------


def _typed(grid: Grid, schema: Mapping[str, Any], *, has_titles: bool) -> Grid:
    """Return a table whose cells are what the schema says, where they can be; others stay the texts that they are."""
    fields = [field for field in _list(schema.get("fields")) if isinstance(field, dict)]
    titles = tuple(str(field.get("name", "")) for field in fields)
    rows = grid.rows
    if has_titles:
        titles = tuple("" if cell is None else str(cell) for cell in rows[0].cells) if rows else titles
        rows = rows[1:]
    named = {field.get("name"): _converter(field) for field in fields}
    converters = [named.get(title) for title in titles]
    missing = frozenset(value for value in _list(schema.get("missingValues")) if isinstance(value, str))
    taken = (Row(row.number, _converted(row.cells, converters, missing)) for row in rows)
    return Grid(file=grid.file, name=grid.name, fields=titles, rows=taken)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _converted(
    cells: tuple[Cell, ...], converters: list[Converter | None], missing: frozenset[str]
) -> tuple[Cell, ...]:
    taken: list[Cell] = []
    for index, cell in enumerate(cells):
        convert = converters[index] if index < len(converters) else None
        if not isinstance(cell, str) or cell in missing:
            taken.append(None)
        else:
            taken.append(cell if convert is None else convert(cell))
    return tuple(taken)


def _converter(field: Mapping[str, Any]) -> Converter | None:
    """Return what makes a field's texts what its type says; None where texts are what readers take."""
    match field.get("type"):
        case "integer" | "number" as kind:
            marks = field.get("groupChar", ""), field.get("decimalChar", ".")
            return functools.partial(_number, kind, *(mark if isinstance(mark, str) else "" for mark in marks))
        case "boolean":
            words = {str(word): True for word in _list(field.get("trueValues")) or ["true", "True", "TRUE", "1"]}
            words |= {str(word): False for word in _list(field.get("falseValues")) or ["false", "False", "FALSE", "0"]}
            return lambda text: words.get(text, text)
        case _:
            return None


def _number(kind: str, group: str, decimal: str, text: str) -> Cell:
    plain = text.replace(group, "") if group else text
    plain = plain.replace(decimal, ".") if decimal else plain
    if _WHOLE.fullmatch(plain):
        return int(plain) if kind == "integer" else float(plain)
    return float(plain) if kind == "number" and _FIGURE.fullmatch(plain) else text
