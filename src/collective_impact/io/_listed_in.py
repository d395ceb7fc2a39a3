"""Rows of a sheet, read by column: each spelling is looked at once, and an ordinary row by itself not at all.

A row is ordinary where every cell is understood and no other row is needed to make a record of it. All others are
read cell by cell, by `_rows_in`, which also says what was not understood. Where what is left of them is no record, or
records contradict each other, all rows of their initiative are put together with care, by `_assembly`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import compress, count
from operator import is_
from types import NoneType
from typing import Any, TypeAlias, TypeGuard

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._assembly import slug, slugs
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

Cells: TypeAlias = Sequence[Cell]

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
        What rows are that are records by themselves, each in its place.
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
        """Return the records of some rows; None where one of them is none by itself."""
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
    whose = _meant(words_of, sheet.rows.column(known.by))
    records = _records(known, {*whose.places(None)})
    drafts = {
        place: draft
        for place in _places(records, None)
        if (draft := known.draft(sheet.rows[place], remarks)) is not None
    }
    said = {place: name for place, name in enumerate(whose.values) if records[place] is not None or place in drafts}
    for place, draft in drafts.items():
        records[place] = _record(draft)
    return Listing(kind, said, drafts, records, known)


def _stand_alone(kind: Kind, columns: list[Reader]) -> bool:
    """Say whether the rows of a table belong to the initiative itself, have an id and name no other record."""
    names = {reader.column.name for reader in columns}
    needed = {column.name for column in kind.needed} - {"id"}
    has_id = not kind.has_id or not names.isdisjoint({"id", kind.spoken})
    refers = any(reader.column.refers or reader.column.owner for reader in columns)
    return len(kind.path) == 1 and not kind.single and not kind.owner and has_id and needed <= names and not refers


# Columns -------------------------------------------------------------------------------


@attrs.frozen(eq=False)
class _Column:
    """What the cells of a column mean.

    Parameters
    ----------
    values : sequence
        None where nothing stands, and ODD where something else does that is nothing by itself.
    distinct : collection
        The same, each once where that is known.
    """

    values: Sequence[Any]
    distinct: Collection[Any]

    def places(self, wanted: object) -> Iterator[int]:
        """Yield the places where something stands."""
        return _places(self.values, wanted) if any(value is wanted for value in self.distinct) else iter(())


def _places(values: Iterable[Any], wanted: object) -> Iterator[int]:
    return compress(count(), map(partial(is_, wanted), values))


class _Once(dict[Any, Any]):
    """What is read of texts, or of several in a row, each read when it is first met."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, spelling: Any) -> Any:  # noqa: ANN401 - a text or several
        self[spelling] = self.read(spelling)
        return self[spelling]


def _meant(read: Callable[[Cell], Any], cells: Cells) -> _Column:
    """Return what is read of each cell; of texts, once of each."""
    return _read(read, cells, are_texts=_are_texts(cells))


def _meant_together(read: Callable[[Cells], Any], columns: Sequence[Cells]) -> _Column:
    """Return what is read of the cells of several columns, row by row; of texts, once of those that come again."""
    return _read(read, zip(*columns, strict=True), are_texts=all(map(_are_texts, columns)))


def _read(read: Callable[[Any], Any], cells: Iterable[Any], *, are_texts: bool) -> _Column:
    if are_texts:
        once = _Once(read)
        return _Column(list(map(once.__getitem__, cells)), once.values())
    values = list(map(read, cells))
    return _Column(values, values)


def _are_texts(cells: Cells) -> TypeGuard[Sequence[str | None]]:
    """Say whether cells that are equal are the same, which 1, 1.0 and True are not."""
    return set(map(type, cells)) <= {str, NoneType}


def _meaning_of(reader: Reader, cells: Cells) -> _Column:
    """Return what the cells of a column mean; texts that mean themselves are taken as they are."""
    if reader.column.form.leaf is str and not reader.explained and _are_texts(cells):
        filled = {cell for cell in cells if cell is not None}
        if are_plain(filled):
            return _Column(cells, (None,) if None in cells else ())
    return _meant(partial(_meaning, reader), cells)


def _meaning(reader: Reader, cell: Cell) -> Any:  # noqa: ANN401 - what the field takes, None or ODD
    if cell is None or (type(cell) is str and not cell.strip()):
        return None
    try:
        value = reader.read(cell)
    except NotUnderstoodError:
        return ODD
    return ODD if value is None else value


def _amount(readers: Sequence[Reader], cells: Cells) -> Any:  # noqa: ANN401 - Money, None or ODD
    parts = {reader.column.part: _meaning(reader, cell) for reader, cell in zip(readers, cells, strict=True)}
    amount = parts.get("amount")
    if all(part is None for part in parts.values()):
        return None
    if isinstance(amount, Money) and ODD not in parts.values():
        return amount
    try:
        return Money(**parts)
    except (InvalidValueError, TypeError):  # a part is not there, or was not understood
        return ODD


# Records -------------------------------------------------------------------------------


def _records(sheet: Opened, homeless: set[int]) -> list[Record | None]:
    """Return the record of each ordinary row, and None in the place of each other one."""
    columns = _columns(sheet)
    odd = homeless.union(
        *(column.places(ODD) for column in columns.values()),
        *(columns[column.field].places(None) for column in sheet.kind.needed),
        _beside(sheet),
    )
    usual = {column.field: column.default for column in sheet.kind.columns}
    ordinary = [place not in odd for place in range(len(sheet.sheet.rows))] if odd else None
    given = {name: _filled(column, usual[name], ordinary) for name, column in columns.items()}
    records: list[Record | None] = made(sheet.kind.cls, given)
    if ordinary is None:
        return records
    following = iter(records)
    return [next(following) if is_ordinary else None for is_ordinary in ordinary]


def _record(draft: Draft) -> Record | None:
    """Return what is left of a row in which something was not understood; None where that is no record."""
    kind, values = draft.kind, draft.values
    if kind.has_id and "id" not in values:
        values = values | {"id": slug(values.get(str(kind.spoken)) or "")}
    is_whole = all(values.get(column.field) for column in kind.needed)
    return kind.cls(**values) if is_whole else None


def _columns(sheet: Opened) -> dict[str, _Column]:
    """Return what the cells say of each field, and ids where there are none."""
    rows, columns = sheet.sheet.rows, dict[str, _Column]()
    amounts: dict[str, list[Reader]] = {}
    for reader in sheet.columns:
        if reader.column.part:
            amounts.setdefault(reader.column.field, []).append(reader)
        else:
            columns[reader.column.name] = _meaning_of(reader, rows.column(reader.index))
    for field, readers in amounts.items():
        columns[field] = _meant_together(partial(_amount, readers), [rows.column(reader.index) for reader in readers])
    if sheet.kind.has_id and "id" not in columns:
        columns["id"] = _named(columns[str(sheet.kind.spoken)])
    return columns


def _named(names: _Column) -> _Column:
    """Return the ids that are made of names."""
    ids = slugs([name if isinstance(name, str) else "" for name in names.values])
    return _Column(ids, ()) if all(ids) else _Column([identity or ODD for identity in ids], (ODD,))


def _beside(sheet: Opened) -> Iterator[int]:
    """Yield the rows that are examples or hold something of the user's own."""
    rows = sheet.sheet.rows
    firsts = rows.column(0)
    if None in firsts:
        firsts = [next((cell for cell in row if cell is not None), None) for row in rows.cells]
    yield from _meant(is_example, firsts).places(wanted=True)
    for index, _ in sheet.own:
        yield from (place for place, cell in enumerate(rows.column(index)) if cell is not None)


def _filled(column: _Column, usual: object, chosen: Sequence[bool] | None) -> Sequence[Any]:
    """Return what chosen rows, or all, say of a field, and what it usually is where they say nothing."""
    values = column.values if chosen is None else list(compress(column.values, chosen))
    return values if usual is None else [usual if value is None else value for value in values]
