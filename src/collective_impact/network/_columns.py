"""Tables of other programs, by protocol: rows that are mappings, columns by name, or a data frame."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from collective_impact.errors import InvalidValueError, UnknownNameError

_WANTED = "rows that are mappings, a mapping of columns, or a data frame"


class Columns:
    """The columns of a table as lists.

    Parameters
    ----------
    what : str
        What the table is of, for errors.
    table : iterable of mappings, mapping of columns, or data frame
        Of pandas, polars, pyarrow or anything else that lists the names of its ``columns``
        and gives one by its name.
    """

    def __init__(self, what: str, table: object) -> None:
        self.what = what
        self.columns = _columns(what, table)
        lengths = {name: len(column) for name, column in self.columns.items()}
        if len(set(lengths.values())) > 1:
            raise InvalidValueError(what, lengths, "a table whose columns are all of one length")
        self.length = next(iter(lengths.values()), 0)

    def __getitem__(self, name: str) -> list[Any]:
        if name in self.columns:
            return self.columns[name]
        if not self.columns:  # a table without rows need not say what it has none of
            return []
        raise UnknownNameError(f"column of the {self.what}", name, map(str, self.columns))

    def optional(self, name: str | None) -> list[Any]:
        """Return a column that need not be asked for; of None alone where it is not."""
        return [None] * self.length if name is None else self[name]


def _columns(what: str, table: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - any table
    if isinstance(table, Mapping):
        return {name: _listed(what, column) for name, column in table.items()}
    names = getattr(table, "column_names", None)  # pyarrow's columns are no names
    names = getattr(table, "columns", None) if names is None else names
    if names is not None:
        return {name: _listed(what, table[name]) for name in names}
    return _of_rows(what, table)


def _listed(what: str, column: Any) -> list[Any]:  # noqa: ANN401 - any column
    for method in ("to_list", "to_pylist", "tolist"):
        if hasattr(column, method):
            values: list[Any] = getattr(column, method)()
            return values
    if isinstance(column, str | bytes) or not isinstance(column, Iterable):
        raise InvalidValueError(what, column, _WANTED)
    return list(column)


def _of_rows(what: str, table: object) -> dict[str, list[Any]]:
    if isinstance(table, str | bytes) or not isinstance(table, Iterable):
        raise InvalidValueError(what, table, _WANTED)
    rows: Sequence[Any] = list(table)
    for row in rows:
        if not isinstance(row, Mapping):
            raise InvalidValueError(what, row, _WANTED)
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def is_missing(value: object) -> bool:
    """Say whether a cell has nothing in it: None, an empty text, or what is not equal to itself (NaN, NaT, NA)."""
    if type(value) is str:
        return not value
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - NaN is what differs from itself
    except TypeError:  # NA of pandas, of which nobody knows whether it does
        return True
    except ValueError:  # an array
        return False
