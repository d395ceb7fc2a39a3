"""Tables in memory: rows that are mappings, columns by name, data frames by protocol, and several of them by name."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from collective_impact.errors import InvalidValueError
from collective_impact.io._accounts import Remarks
from collective_impact.io._cells import Cell
from collective_impact.io._grids import Grid, Row

_WANTED = "a path, rows that are mappings, a mapping of columns, a data frame, or a mapping of sheet names to them"


def grids(tables: object, remarks: Remarks) -> Iterable[Grid]:
    """Yield one grid for each table; a mapping of names to tables has several."""
    if isinstance(tables, Mapping) and any(map(_is_table, tables.values())):
        for name, table in tables.items():
            yield _grid(str(name), table, remarks)
    else:
        yield _grid("", tables, remarks)


def _is_table(value: object) -> bool:
    """Say whether a value is a table of its own rather than a column."""
    if isinstance(value, Mapping) or _names(value) is not None:
        return True
    return isinstance(value, list | tuple) and any(isinstance(row, Mapping) for row in value)


def _grid(name: str, table: object, remarks: Remarks) -> Grid:
    columns = _columns(table)
    lengths = {title: len(column) for title, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InvalidValueError("table", lengths, "a table whose columns are all of one length")
    place = Grid(name=name)
    rows = []
    for number, values in enumerate(zip(*columns.values(), strict=True), 1):
        taken = tuple(_cell(value, place, number, title, remarks) for title, value in zip(columns, values, strict=True))
        if any(cell is not None for cell in taken):
            rows.append(Row(number, taken))
    return Grid(name=name, rows=rows, fields=tuple(columns))


def _names(table: Any) -> Iterable[object] | None:  # noqa: ANN401 - any table
    names = getattr(table, "column_names", None)  # pyarrow's columns are no names
    return getattr(table, "columns", None) if names is None else names


def _columns(table: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - any table
    if isinstance(table, Mapping):
        return {str(name): _listed(column) for name, column in table.items()}
    names = _names(table)
    if names is not None:
        return {str(name): _listed(table[name]) for name in names}
    return _of_rows(table)


def _listed(column: Any) -> list[Any]:  # noqa: ANN401 - any column
    for method in ("to_list", "to_pylist", "tolist"):
        if hasattr(column, method):
            values: list[Any] = getattr(column, method)()
            return values
    if isinstance(column, str | bytes) or not isinstance(column, Iterable):
        raise InvalidValueError("table", column, _WANTED)
    return list(column)


def _of_rows(table: object) -> dict[str, list[Any]]:
    if isinstance(table, str | bytes) or not isinstance(table, Iterable):
        raise InvalidValueError("table", table, _WANTED)
    rows = list(table)
    for row in rows:
        if not isinstance(row, Mapping):
            raise InvalidValueError("table", row, _WANTED)
    names = dict.fromkeys(name for row in rows for name in row)
    return {str(name): [row.get(name) for row in rows] for name in names}


def _cell(value: Any, place: Grid, number: int, title: str, remarks: Remarks) -> Cell:  # noqa: ANN401 - any value
    if value is None or type(value) in _PLAIN:
        return value or None if type(value) is str else value  # type: ignore[no-any-return] # a cell
    taken = _plain(value)
    if taken is NotImplemented:
        remarks.add(place, number, title, "sheets.no_cell", given=type(value).__name__)
        return None
    return taken


_PLAIN = {str, int, bool, date, datetime}


def _plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - one line for each kind of value
    """Return a value of another library as one of Python's; NotImplemented where it is none that a cell can hold."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, str):
        return str(value) or None
    if _is_missing(value):
        return None
    for method in ("to_pydatetime", "item", "as_py"):
        if hasattr(value, method):
            return _plain(getattr(value, method)())
    if isinstance(value, bool | int | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    try:
        number = float(value) if hasattr(value, "__float__") else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    return number if math.isfinite(number) else NotImplemented


def _is_missing(value: object) -> bool:
    try:
        return bool(value != value)  # noqa: PLR0124 - NaN is what differs from itself
    except (TypeError, ValueError):  # NA of pandas, of which nobody knows whether it does; an array
        return type(value).__name__ == "NAType"
