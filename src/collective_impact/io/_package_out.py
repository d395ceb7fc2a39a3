"""Tables as a Data Package: files of separated values, and a descriptor of their columns and keys.

Follows the first version of Data Package and Table Schema, which programs of the second understand as well.
"""

import csv
import io
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from collective_impact.io import _files
from collective_impact.io._cells import Cell
from collective_impact.io._kinds import ABOUT, Column, Kind, kinds, owners, titles_of_table
from collective_impact.io._packages import DESCRIPTOR
from collective_impact.io._rows_out import Table

_NAME = "collective-impact-tables"
_TYPES: dict[type, str] = {float: "number", int: "integer", bool: "boolean", date: "date"}


def write(path: Path, tables: Sequence[Table], about: Sequence[Sequence[Cell]]) -> None:
    """Write the files of a package into a folder, and then what describes them."""
    path.mkdir(parents=True, exist_ok=True)
    written = {table.kind.name: table for table in tables}
    _clear(path, kinds().keys() - written.keys())
    resources = [_resource(table, written) for table in tables]
    for table in tables:
        _files.replace(path / _file(table.kind.name), _text([column.name for column in table.kind.columns], table.rows))
    _files.replace(path / _file(ABOUT), _text(["key", "value"], about))
    fields = [{"name": "key", "type": "string"}, {"name": "value", "type": "string"}]
    resources.append(_described(ABOUT, {"fields": fields, "primaryKey": ["key"]}))
    package = {"profile": "tabular-data-package", "name": _NAME, "resources": resources}
    _files.replace(path / DESCRIPTOR, f"{json.dumps(package, indent=2)}\n".encode())


def _clear(path: Path, tables: Iterable[str]) -> None:
    """Remove tables of an earlier package of ours, which may hold what is to be withheld now."""
    try:
        package = json.loads((path / DESCRIPTOR).read_bytes())
    except (OSError, ValueError, RecursionError):
        return
    if isinstance(package, dict) and package.get("name") == _NAME:
        for table in tables:
            (path / _file(table)).unlink(missing_ok=True)


def _file(table: str) -> str:
    return f"{table}.csv"


def _text(titles: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bytes:
    words = io.StringIO(newline="")
    writer = csv.writer(words, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return words.getvalue().encode()


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": _file(name),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _resource(table: Table, written: dict[str, Table]) -> dict[str, Any]:
    kind = table.kind
    documents = [any(map(_is_document, cells)) for cells in zip(*table.rows, strict=True)]
    fields = [_field(kind, column, has_documents=documents[index]) for index, column in enumerate(kind.columns)]
    schema: dict[str, Any] = {"fields": fields}
    if key := _primary_key(kind):
        schema["primaryKey"] = key
    foreign = [*_foreign_keys(kind, written)]
    if foreign:
        schema["foreignKeys"] = foreign
    return _described(kind.name, schema)


def _is_document(cell: Cell) -> bool:
    """Say whether a cell holds JSON in the place of what its column is for, such as money with keys of its own."""
    return isinstance(cell, str) and cell.startswith("{")


def _field(kind: Kind, column: Column, *, has_documents: bool) -> dict[str, Any]:
    leaf = column.form.leaf
    field: dict[str, Any] = {"name": column.name, "title": titles_of_table(kind.name, "en")[column.name][0]}
    says_nothing = column.form.nullable and column.default is not None  # by the text "null"
    field["type"] = "string" if leaf is None or says_nothing or has_documents else _TYPES.get(leaf, "string")
    terms = getattr(leaf, "__members__", None)
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if terms:
        constraints["enum"] = [term.value for term in terms.values()]
    return field | ({"constraints": constraints} if constraints else {})


def _primary_key(kind: Kind) -> list[str]:
    """Return the columns that tell the rows of a table from each other, where none of them may be empty."""
    if kind.name == "comparisons":
        return ["indicator", "name"]
    own = [name for name in getattr(kind.cls, "KEY", ()) if name in kind.by_name]
    named = [column for column, _ in owners(kind.name)]
    if own and all(kind.by_name[name].required for name in own) and kind.name not in ("attendances", "ties"):
        return [*named, *own]
    return []


def _foreign_keys(kind: Kind, written: Collection[str]) -> list[dict[str, Any]]:
    """Return which columns name rows of which other tables; lists of names are no keys of a Table Schema."""
    keys = [
        {"fields": [column.name], "reference": {"resource": column.refers, "fields": ["id"]}}
        for column in kind.columns
        if column.refers in written and column.form.item is None
    ]
    if owned := owners(kind.name):
        fields = [column for column, _ in owned]
        keys.insert(0, {"fields": fields, "reference": {"resource": kind.owner, "fields": [name for _, name in owned]}})
    return keys
