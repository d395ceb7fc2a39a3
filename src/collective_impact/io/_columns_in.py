"""Which kind of record a sheet lists, and what its columns hold."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError, nearest
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell, joined, text
from collective_impact.io._days import Order, order_of
from collective_impact.io._fields_in import Manner, reader
from collective_impact.io._figures_in import writing_of
from collective_impact.io._grids import Grid, Row, Sheet
from collective_impact.io._headers import LOOKED_AT, headed
from collective_impact.io._kinds import Column, Kind, kinds, names_of_columns, names_of_tables
from collective_impact.io._numerals_in import Decimal, of_decimal, writings

OWN = "x_"
"""How titles begin of columns that are the user's own."""

OF_FIGURES = ("indicators", "observations")
OF_A_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)", re.ASCII)
"""How titles begin where figures stand below their years, as `read_observations` takes them."""


@attrs.frozen(kw_only=True)
class Plan:
    """What the caller says of tables.

    Parameters
    ----------
    columns : mapping of str to str
        What titles mean: a column, or a table and its column (``"stakeholders.name"``), by their names or by any
        title that they may have.
    codes : mapping of str to mapping
        What cells mean, by title or column.
    dates : str, optional
    decimal : str, optional
    by : str, optional
        The title of the column that says which initiative a row belongs to.
    sheets : mapping of str to str
        Which table a sheet is, by its name or by any that a sheet of it may have.
    """

    columns: Mapping[str, str] = attrs.field(factory=dict)
    codes: Mapping[str, Mapping[Any, Any]] = attrs.field(factory=dict)
    dates: Order | None = None
    decimal: Decimal | None = None
    by: str | None = None
    sheets: Mapping[str, str] = attrs.field(factory=dict)

    def table_of(self, grid: Grid) -> str | None:
        """Return the table that a sheet is by its name; None where its name says nothing."""
        if grid.name in self.sheets:
            return _table(self.sheets[grid.name])
        return names_of_tables().get(joined(grid.name))

    def column_of(self, table: str, title: str) -> str | None:
        """Return the column of a table that a title means."""
        if title in self.columns:
            owner, dot, title = self.columns[title].rpartition(".")
            if dot and _table(owner) != table:
                return None
        return names_of_columns(table).get(joined(title))

    def is_by(self, title: str) -> bool:
        """Say whether a column says which initiative a row belongs to."""
        return self.by is not None and joined(title) == joined(self.by)

    def codes_of(self, title: str, column: str) -> dict[str, Any]:
        """Return what the cells of a column mean that the caller explained."""
        found = self.codes.get(title) or self.codes.get(column) or {}
        return {str(code): meaning for code, meaning in found.items()}


def checked(plan: Plan) -> Plan:
    """Return what the caller said, or raise where it names no table, column, order of dates or decimal mark."""
    for what, given, allowed in (("dates", plan.dates, get_args(Order)), ("decimal", plan.decimal, get_args(Decimal))):
        if given is not None and given not in allowed:
            raise InvalidValueError(what, given, f"one of {', '.join(map(repr, allowed))}")
    for listed in plan.sheets.values():
        _table(listed)
    for meaning in plan.columns.values():
        owner, dot, name = meaning.rpartition(".")
        tables = [_table(owner)] if dot else list(kinds())
        known = {title: None for table in tables for title in names_of_columns(table)}
        if joined(name) not in known:
            raise UnknownNameError("column", name, known)
    return plan


def _table(given: str) -> str:
    """Return the table that a name means, or raise `UnknownNameError`."""
    found = names_of_tables().get(joined(given))
    if found not in kinds():
        raise UnknownNameError("table", given, names_of_tables())
    return found


# Sheets --------------------------------------------------------------------------------


def titled(grid: Grid, table: str | None, plan: Plan, remarks: Remarks) -> tuple[Sheet, Sequence[Row]]:
    """Return a sheet with its titles, and the rows above them."""
    if table is None or grid.fields is not None:
        return headed(grid, remarks), ()
    found = [sum(plan.column_of(table, title) is not None for title in _titles(row)) for row in grid.rows[:LOOKED_AT]]
    if max(found, default=0) == 0:
        return headed(grid, remarks), ()
    first = found.index(max(found))
    below = attrs.evolve(grid, rows=grid.rows[first + 1 :], fields=tuple(_titles(grid.rows[first])))
    return headed(below, remarks), grid.rows[:first]


def _titles(row: Row) -> list[str]:
    return [" ".join((words_of(cell) or "").split()) for cell in row.cells]


def words_of(cell: Cell) -> str | None:
    """Return the text of a cell; None where it is empty or is no text that can be written."""
    try:
        return text(cell)
    except NotUnderstoodError:
        return None


def table_by_columns(sheet: Sheet, plan: Plan) -> str | None:
    """Return the only table that has all titles of a sheet, where one has them and more than the others."""
    titles = [title for title in sheet.columns if title and not plan.is_by(title)]
    known = {
        name: len({plan.column_of(name, title) for title in titles} - {None})
        for name in kinds()
        if _names(name, titles, plan)
    }
    best = max(known.values(), default=0)
    candidates = [name for name, count in known.items() if count == best]
    return candidates[0] if best and 2 * best > len(titles) and len(candidates) == 1 else None


def _names(table: str, titles: Iterable[str], plan: Plan) -> bool:
    """Say whether titles have what a row of a table cannot do without."""
    kind = kinds()[table]
    there = {plan.column_of(table, title) for title in titles}
    needed = {column.name for column in kind.needed}
    named = {"id"} if kind.spoken in there else set()
    owners = {column.name for column in kind.columns if column.owner}
    if plan.by is not None and table == "initiative":
        return True  # its name stands in the column that tells initiatives apart
    can_be_told = bool(needed) or kind.name == "observations"  # an agenda, say, cannot
    return can_be_told and needed - named <= there and (not owners or bool(owners & there))


# Columns -------------------------------------------------------------------------------


@attrs.frozen
class Reader:
    """What reads one column of a sheet.

    Parameters
    ----------
    index : int
    column : Column
    title : str
    read : callable
    explained : bool
        Whether the caller says what cells mean.
    """

    index: int
    column: Column
    title: str
    read: Callable[[Cell], Any]
    explained: bool = False


def readers(kind: Kind, sheet: Sheet, plan: Plan, remarks: Remarks) -> list[Reader]:
    """Return what reads the columns of a sheet; a title that means nothing gets a remark."""
    found: dict[str, Reader] = {}
    for index, title in enumerate(sheet.columns):
        if not title or plan.is_by(title) or title.startswith(OWN):
            continue
        name = plan.column_of(kind.name, title)
        if name is None or name not in kind.by_name:
            if any(cell is not None for cell in sheet.rows.column(index)):
                is_of_figures = kind.name in OF_FIGURES and OF_A_YEAR.match(title) is not None
                near = None if is_of_figures else nearest(joined(title), names_of_columns(kind.name))
                code = "tables.column_of_figures" if is_of_figures else "tables.column"
                remarks.add(sheet, None, title, code, severity="warning", suggestion=near)
        elif name in found:
            remarks.add(sheet, None, title, "tables.column_twice", severity="warning", other=found[name].title)
        else:
            column = kind.by_name[name]
            manner = _manner(kind, column, sheet.rows.column(index), sheet, plan)
            codes = plan.codes_of(title, name)
            found[name] = Reader(index, column, title, _reader(column, codes, manner), bool(codes))
    return list(found.values())


def _reader(column: Column, codes: Mapping[str, Any], manner: Manner) -> Callable[[Cell], Any]:
    """Return what reads a column; texts that come again are read once."""
    read = reader(column, manner)
    known: dict[str, Any] = {}

    def once(cell: Cell) -> Any:  # noqa: ANN401 - what the field takes
        if codes:
            cell = codes.get(str(words_of(cell)), cell)
        if type(cell) is not str:
            return read(cell)
        if cell not in known:
            known[cell] = read(cell)
        return known[cell]

    return once


def _manner(kind: Kind, column: Column, cells: Sequence[Cell], sheet: Sheet, plan: Plan) -> Manner:
    leaf = column.form.leaf
    if leaf in (float, int):
        figures = kind.name == "observations" and column.name == "value"
        agreed = writing_of(cells) if figures else writings(cell.strip() for cell in _texts(cells))
        return Manner(writings=of_decimal(plan.decimal) if plan.decimal else agreed, figures=figures)
    if leaf is not None and leaf.__name__ == "date":
        return Manner(order=plan.dates or order_of(_texts(cells)), epoch=sheet.epoch)
    return Manner()


def _texts(cells: Iterable[Cell]) -> set[str]:
    """Return the texts of a column, each once: what they show does not depend on their number or order."""
    return {cell for cell in cells if isinstance(cell, str)}
