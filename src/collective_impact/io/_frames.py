"""Tables in memory: rows that are mappings, columns by name, data frames by protocol, and several of them by name."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from numbers import Real
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
            yield grid(table, Grid(name=str(name)), remarks)
    else:
        yield grid(tables, Grid(), remarks)


def _is_table(value: object) -> bool:
    """Say whether a value is a table of its own rather than a column."""
    if isinstance(value, Mapping) or _names(value) is not None:
        return True
    return isinstance(value, list | tuple) and any(isinstance(row, Mapping) for row in value)


def grid(table: object, place: Grid, remarks: Remarks) -> Grid:
    """Return the cells of one table."""
    columns = _columns(table)
    lengths = {title: len(column) for title, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InvalidValueError("table", lengths, "a table whose columns are all of one length")
    rows = []
    for number, values in enumerate(zip(*columns.values(), strict=True), 1):
        taken = tuple(_cell(value, place, number, title, remarks) for title, value in zip(columns, values, strict=True))
        if any(cell is not None for cell in taken):
            rows.append(Row(number, taken))
    return Grid(file=place.file, name=place.name, rows=rows, fields=tuple(columns))


def _names(table: Any) -> Iterable[object] | None:  # noqa: ANN401 - any table
    names = getattr(table, "column_names", None)  # pyarrow's columns are no names
    return getattr(table, "columns", None) if names is None else names


def _columns(table: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - any table
    if isinstance(table, Mapping):
        return _titled(table, lambda: map(_listed, table.values()))
    if hasattr(table, "collect"):
        raise InvalidValueError("table", type(table).__name__, "a data frame in memory; a lazy one has to be collected")
    table = _with_index(table)
    names = _names(table)
    if names is None:
        return _of_rows(table)
    return _titled(names, lambda: [_listed(table[name]) for name in names])


def _with_index(table: Any) -> Any:  # noqa: ANN401 - any table
    """Return a table with its index among its columns, where that has a name, as what rows are about has in pandas."""
    named = getattr(getattr(table, "index", None), "names", None)
    if not named or not hasattr(table, "reset_index") or any(name is None for name in named):
        return table
    try:
        return table.reset_index()
    except ValueError:  # there is a column of that name
        raise InvalidValueError(
            "table", list(named), "a table whose index is called like none of its columns"
        ) from None


def _titled(names: Iterable[object], columns: Callable[[], Iterable[list[Any]]]) -> dict[str, list[Any]]:
    """Return columns by their titles, which pandas and mappings allow to be alike once they are texts."""
    titles = [str(name) for name in names]
    if len(set(titles)) < len(titles):
        raise InvalidValueError("table", titles, "a table whose columns all have titles of their own")
    return dict(zip(titles, columns(), strict=True))


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
    return _titled(names, lambda: [[row.get(name) for row in rows] for name in names])


def _cell(value: object, place: Grid, number: int, title: str, remarks: Remarks) -> Cell:
    kind = type(value)
    if kind is str:
        return value or None  # type: ignore[return-value] # a text
    if kind in _PLAIN:
        return value  # type: ignore[return-value] # one of these
    taken = _plain(value)
    if taken is NotImplemented:
        remarks.add(place, number, title, "sheets.no_cell", given=kind.__name__)
        return None
    return taken  # type: ignore[no-any-return] # a cell


_PLAIN = {type(None), int, bool, date, datetime}


def _plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - one line for each kind of value
    """Return a value of another library as one of Python's; NotImplemented where it is none that a cell can hold."""
    if isinstance(value, str):
        return str.__str__(value) or None  # a member of an enumeration is its value, not its name
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, bool | int | date) and type(value) in {bool, int, date, datetime}:
        return value
    if _is_missing(value):
        return None
    if isinstance(value, time | timedelta):
        return str(value)
    for method in ("to_pydatetime", "as_py", "item"):
        if hasattr(value, method):
            plain = _called(value, method)
            return NotImplemented if type(plain) is type(value) else _plain(plain)
    return _finite(value) if isinstance(value, Real | Decimal) else NotImplemented


def _called(value: Any, method: str) -> Any:  # noqa: ANN401 - as above
    try:
        return getattr(value, method)()
    except ValueError:  # an array of many
        return value


def _finite(value: Any) -> Any:  # noqa: ANN401 - as above
    try:
        number = float(value)
    except OverflowError:
        return NotImplemented
    return number if math.isfinite(number) else NotImplemented


def _is_missing(value: object) -> bool:
    """Say whether a value is None, or what is not equal to itself (NaN, NaT, NA)."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - NaN is what differs from itself
    except TypeError:  # NA of pandas, of which nobody knows whether it does
        return True
    except ValueError:  # an array
        return False
