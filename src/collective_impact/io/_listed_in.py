"""Rows of a sheet, read by column: each spelling is looked at once, and an ordinary row by itself not at all.

A row is ordinary where every cell is understood and no other row is needed to make a record of it. All others are
read cell by cell, by `_rows_in`, which also says what was not understood; so are ordinary rows in odd company.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress, count
from operator import is_, itemgetter
from types import NoneType
from typing import Any, TypeAlias

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._assembly import slugs
from collective_impact.io._cells import Cell
from collective_impact.io._columns_in import Plan, Reader, words_of
from collective_impact.io._drafts import Draft
from collective_impact.io._fields_in import are_plain, is_example
from collective_impact.io._grids import Sheet
from collective_impact.io._kinds import Kind
from collective_impact.io._rows_in import Opened, opened
from collective_impact.model._many import made
from collective_impact.model._record import Record
from collective_impact.model.money import Money

Cells: TypeAlias = tuple[Cell, ...]
Values: TypeAlias = Sequence[Any]

ODD = object()
"""Stands where a row has to be looked at as a whole."""


@attrs.frozen(eq=False)
class Listing:
    """What the rows of a sheet say.

    Parameters
    ----------
    kind : Kind
    whose : dict of int to str or None
        What each row that says anything calls its initiative, by its place in the sheet.
    drafts : dict of int to Draft
        What rows say that are not ordinary.
    records : sequence of Record or None
        What the ordinary rows are, each in its place.
    opened : Opened, optional
        The sheet that ordinary rows stand in.
    """

    kind: Kind
    whose: dict[int, str | None] = attrs.field(factory=dict)
    drafts: dict[int, Draft] = attrs.field(factory=dict)
    records: Sequence[Record | None] = ()
    opened: Opened | None = None

    def draft(self, place: int, remarks: Remarks) -> Draft:
        """Return what a row says that says anything."""
        if place not in self.drafts and self.opened is not None:
            found = self.opened.draft(self.opened.sheet.rows[place], remarks)
            self.drafts[place] = found  # type: ignore[assignment] # an ordinary row says something
        return self.drafts[place]

    def ordinary(self, places: Sequence[int]) -> tuple[Record, ...] | None:
        """Return the records of some rows; None where one of them is not ordinary."""
        records = [self.records[place] for place in places] if self.records else [None]
        return tuple(records) if all(records) else None  # type: ignore[arg-type] # none of them is None


def of_drafts(kind: Kind, drafts: Iterable[Draft]) -> Listing:
    """Return what rows say that have all been looked at."""
    found = dict(enumerate(drafts))
    return Listing(kind, {place: draft.whose for place, draft in found.items()}, found)


def listing(kind: Kind, sheet: Sheet, plan: Plan, remarks: Remarks) -> Listing:
    """Return what the rows of a sheet say; what is not understood of them gets a remark."""
    known = opened(kind, sheet, plan, remarks)
    if known is None:
        return Listing(kind)
    if known.by is None or not _stand_alone(kind, known.columns):
        return of_drafts(kind, known.drafts(remarks))
    cells = [row.cells for row in sheet.rows]
    whose = _each(words_of, list(map(itemgetter(known.by), cells)))
    records = _records(known, cells, whose)
    drafts = {
        place: draft
        for place, record in enumerate(records)
        if record is None and (draft := known.draft(sheet.rows[place], remarks)) is not None
    }
    said = {place: name for place, name in enumerate(whose) if records[place] is not None or place in drafts}
    return Listing(kind, said, drafts, records, known)


def _stand_alone(kind: Kind, columns: list[Reader]) -> bool:
    """Say whether the rows of a table belong to the initiative itself, have an id and name no other record."""
    names = {reader.column.name for reader in columns}
    needed = {column.name for column in kind.columns if column.required} - {"id"}
    has_id = not kind.has_id or not names.isdisjoint({"id", kind.spoken})
    refers = any(reader.column.refers or reader.column.owner for reader in columns)
    return len(kind.path) == 1 and not kind.single and not kind.owner and has_id and needed <= names and not refers


# Columns -------------------------------------------------------------------------------


def _each(read: Callable[[Cell], Any], cells: Values) -> list[Any]:
    """Return what is read of each cell; of texts, once of each."""
    if not set(map(type, cells)) <= {str, NoneType}:
        return list(map(read, cells))
    known = {cell: read(cell) for cell in set(cells)}
    return list(map(known.__getitem__, cells))


def _meanings(reader: Reader, cells: Values) -> Values:
    """Return what the cells of a column mean: None where nothing stands, and ODD where something else does."""
    is_text = reader.column.form.leaf is str and not reader.explained and set(map(type, cells)) <= {str, NoneType}
    if is_text and are_plain(set(cells) - {None}):
        return cells

    def meaning(cell: Cell) -> Any:  # noqa: ANN401 - what the field takes, or ODD
        if cell is None or (type(cell) is str and not cell.strip()):
            return None
        try:
            value = reader.read(cell)
        except NotUnderstoodError:
            return ODD
        return ODD if value is None else value

    return _each(meaning, cells)


def _amounts(parts: Mapping[str, Values]) -> Values:
    """Return the amounts of money that the cells of several columns are."""
    told = [values if name == "currency" else map(id, values) for name, values in parts.items()]  # 0.0 is not -0.0
    keys, rows = list(zip(*told, strict=True)), zip(*parts.values(), strict=True)
    distinct = dict(zip(keys, rows, strict=True))
    known = {key: _amount(dict(zip(parts, row, strict=True))) for key, row in distinct.items()}
    return list(map(known.__getitem__, keys))


def _amount(parts: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Money, None or ODD
    amount, currency = parts.get("amount"), parts.get("currency")
    if ODD in parts.values():
        return ODD
    if isinstance(amount, Money):
        return amount
    if amount is None or currency is None:
        return None if all(part is None for part in parts.values()) else ODD
    try:
        return Money(**parts)
    except InvalidValueError:
        return ODD


# Records -------------------------------------------------------------------------------


def _records(sheet: Opened, cells: Sequence[Cells], whose: Values) -> Sequence[Record | None]:
    """Return the record of each ordinary row, and None in the place of each other one."""
    columns = _columns(sheet, cells)
    odd = {place for values in columns.values() for place in _places(values, ODD)}
    odd.update(_places(whose, None), _without(sheet.kind, columns), _beside(sheet, cells))
    ordinary = [place not in odd for place in range(len(cells))]
    usual = {column.field: column.default for column in sheet.kind.columns}
    given = {name: _filled(compress(values, ordinary), usual[name]) for name, values in columns.items()}
    try:
        records: Iterator[Record] = iter(made(sheet.kind.cls, given))
    except InvalidValueError:
        return [None] * len(cells)
    return [next(records) if is_ordinary else None for is_ordinary in ordinary]


def _columns(sheet: Opened, cells: Sequence[Cells]) -> dict[str, Values]:
    """Return what the cells say of each field, and ids where there are none."""
    columns: dict[str, Values] = {}
    amounts: dict[str, dict[str, Values]] = {}
    for reader in sheet.columns:
        values = _meanings(reader, list(map(itemgetter(reader.index), cells)))
        if reader.column.part:
            amounts.setdefault(reader.column.field, {})[reader.column.part] = values
        else:
            columns[reader.column.name] = values
    columns |= {field: _amounts(parts) for field, parts in amounts.items()}
    if sheet.kind.has_id and "id" not in columns:
        names = [name if type(name) is str else "" for name in columns[str(sheet.kind.spoken)]]
        columns["id"] = [identity or ODD for identity in slugs(names)]
    return columns


def _places(values: Values, wanted: object) -> Iterator[int]:
    """Yield the places where something stands."""
    return compress(count(), map(partial(is_, wanted), values))


def _without(kind: Kind, columns: Mapping[str, Values]) -> Iterator[int]:
    """Yield the rows that lack what their record cannot do without."""
    needed = [column.field for column in kind.columns if column.required]
    return chain.from_iterable(_places(columns[name], None) for name in needed)


def _beside(sheet: Opened, cells: Sequence[Cells]) -> Iterator[int]:
    """Yield the rows that are examples or hold something of the user's own."""
    firsts = [next((cell for cell in row if cell is not None), None) for row in cells]
    yield from compress(count(), _each(is_example, firsts))
    for index, _ in sheet.own:
        yield from (place for place, row in enumerate(cells) if row[index] is not None)


def _filled(values: Iterable[Any], usual: object) -> list[Any]:
    """Return what is said of a field, and what it usually is where nothing is said."""
    return [usual if value is None else value for value in values]
