"""An initiative as rows of cells, table by table."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.io._cells import Cell
from collective_impact.io._cells_out import as_json, cell_of
from collective_impact.io._converter import plain
from collective_impact.io._fields_in import Manner
from collective_impact.io._kinds import Column, Kind, Series, kinds, owners
from collective_impact.io._limits import LONGEST_CELL
from collective_impact.io._numerals_in import of_decimal
from collective_impact.model.initiative import Initiative
from collective_impact.model.money import Money

Fields: TypeAlias = Mapping[str, Any]
Row: TypeAlias = tuple[Cell, ...]

EXACT = Manner(writings=of_decimal("."), order="ymd")
"""How the library itself writes."""


@attrs.frozen
class Table:
    """The rows of one kind of record."""

    kind: Kind
    rows: tuple[Row, ...]


def tables(initiative: Initiative, *, native: bool) -> tuple[Table, ...]:
    """Return the tables of an initiative that have rows.

    Raises
    ------
    InvalidValueError
        A cell would be longer than spreadsheets read.
    """
    found = (Table(kind, tuple(_rows(kind, initiative, native=native))) for kind in kinds().values())
    return tuple(table for table in found if table.rows)


def _rows(kind: Kind, initiative: Initiative, *, native: bool) -> Iterator[Row]:
    for record, owned in _records(kind, initiative):
        row = tuple(_cell(kind, column, record, owned, native=native) for column in kind.columns)
        yield row if any(cell is not None for cell in row) else (*row[:-1], "{}")  # an empty row is none to readers


def _cell(kind: Kind, column: Column, record: Any, owned: Fields, *, native: bool) -> Cell:  # noqa: ANN401 - a record
    value = owned[column.name] if column.owner else getattr(record, column.field)
    if column.part and value is not None:
        cell = _of_money(column, value, native=native)
    else:
        cell = cell_of(column, value, EXACT, native=native)
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        wanted = f"short enough for a cell ({LONGEST_CELL:,} characters); write_json has room for it"
        raise InvalidValueError(f"{kind.name}.{column.name}", value, wanted)
    return cell


def _of_money(column: Column, money: Money, *, native: bool) -> Cell:
    """Return a part of an amount of money; all of it in one cell where it has more than its own parts."""
    if not money.extras:
        return cell_of(column, getattr(money, column.part), EXACT, native=native)
    return as_json(plain(money)) if column.part == "amount" else None


def _records(kind: Kind, initiative: Initiative) -> Iterator[tuple[Any, Fields]]:
    """Yield the records of a kind, each with what its row says of its owner."""
    if not kind.path:
        yield initiative, {}
        return
    holders: list[Any] = [initiative]
    for step in kind.path[:-1]:
        holders = [part for holder in holders for part in _parts(holder, step)]
    for holder in holders:
        named = {column: getattr(holder, field) for column, field in owners(kind.name)}
        if kind.name == "observations":
            yield from _figures(holder, named)
        else:
            yield from ((record, named) for record in _parts(holder, kind.field))


def _parts(holder: Any, name: str) -> tuple[Any, ...]:  # noqa: ANN401 - any record
    value = getattr(holder, name)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _figures(indicator: Any, named: Fields) -> Iterator[tuple[Any, Fields]]:  # noqa: ANN401 - an indicator
    """Yield all observations of an indicator with the series that each is of."""
    for series in (Series.BASELINE, Series.TARGET):
        for end in _parts(indicator, series.value):
            yield end, {**named, "series": series, "comparison": None}
    for observation in indicator.observations:
        yield observation, {**named, "series": None, "comparison": None}
    for comparison in indicator.comparisons:
        for observation in comparison.observations:
            yield observation, {**named, "series": None, "comparison": comparison.name}
