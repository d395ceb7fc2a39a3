"""Rows of a sheet, read: what they say, and what was not understood of them."""

import json
from collections.abc import Iterator
from typing import Any

import attrs

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell
from collective_impact.io._columns_in import OWN, Plan, Reader, readers, words_of
from collective_impact.io._drafts import Draft, Origin
from collective_impact.io._fields_in import is_example
from collective_impact.io._figures_in import Figure
from collective_impact.io._forms import EXTRAS
from collective_impact.io._grids import Row, Sheet
from collective_impact.io._kinds import Kind
from collective_impact.model._record import Extra
from collective_impact.model.money import Money
from collective_impact.model.vocabulary import ObservationStatus


@attrs.frozen(eq=False)
class Opened:
    """A sheet whose columns are known.

    Parameters
    ----------
    kind : Kind
    sheet : Sheet
    columns : list of Reader
    origin : Origin
    by : int, optional
        The column that says which initiative a row belongs to.
    own : list of tuple of int and str
        The columns that are the user's own, with their titles.
    amounts : bool
        Whether some columns are parts of amounts of money.
    """

    kind: Kind
    sheet: Sheet
    columns: list[Reader]
    origin: Origin
    by: int | None
    own: list[tuple[int, str]]
    amounts: bool

    def drafts(self, remarks: Remarks) -> Iterator[Draft]:
        """Yield what each row says that says anything."""
        for row in self.sheet.rows:
            draft = self.draft(row, remarks)
            if draft is not None:
                yield draft

    def draft(self, row: Row, remarks: Remarks) -> Draft | None:
        """Return what a row says; examples, empty rows and figures that were not understood say nothing."""
        if is_example(next((cell for cell in row.cells if cell is not None), None)):
            return None
        draft = Draft(kind=self.kind, origin=self.origin, row=row.number, single=self.kind.single)
        draft.whose = None if self.by is None else words_of(row.cells[self.by])
        if not _fill(draft, row, self.columns, remarks) | _fill_own(draft, row, self.own):
            return None
        if self.amounts:
            _money(draft, remarks)
        return draft if _figure(draft, remarks) else None


def opened(kind: Kind, sheet: Sheet, plan: Plan, remarks: Remarks) -> Opened | None:
    """Return a sheet whose columns are known; None, and a remark, where none of them is."""
    columns = readers(kind, sheet, plan, remarks)
    if not columns:
        if sheet.rows:
            remarks.add(sheet, None, None, "tables.no_columns", table=kind.name)
        return None
    origin = Origin(sheet, {reader.column.name: reader.title for reader in columns})
    by = next((index for index, title in enumerate(sheet.columns) if plan.is_by(title)), None)
    own = [(index, title) for index, title in enumerate(sheet.columns) if title.startswith(OWN)]
    return Opened(kind, sheet, columns, origin, by, own, any(reader.column.part for reader in columns))


def _fill(draft: Draft, row: Row, columns: list[Reader], remarks: Remarks) -> bool:
    """Take what the cells of a row say; whether any says something."""
    filled = False
    for reader in columns:
        cell = row.cells[reader.index]
        if cell is None or (type(cell) is str and not cell.strip()):
            continue
        filled = True
        try:
            value = reader.read(cell)
        except NotUnderstoodError as error:
            remarks.refuse(draft.origin.sheet, row.number, reader.title, cell, error)
            draft.refused.add(reader.column.name)
            continue
        if reader.column.owner:
            draft.owned[reader.column.name] = value
        elif reader.column.part:
            draft.values.setdefault(reader.column.field, {})[reader.column.part] = value
        elif value is not None or cell == "null":
            draft.values[reader.column.name] = value
    return filled


def _fill_own(draft: Draft, row: Row, own: list[tuple[int, str]]) -> bool:
    """Keep the cells of the user's own columns as they are."""
    kept = [
        Extra(key=title, text=json.dumps(_plain(row.cells[index]), ensure_ascii=False, separators=(",", ":")))
        for index, title in own
        if row.cells[index] is not None
    ]
    if kept:
        draft.values[EXTRAS] = (*draft.values.get(EXTRAS, ()), *kept)
    return bool(kept)


def _plain(cell: Cell) -> Any:  # noqa: ANN401 - a value of JSON
    return cell if isinstance(cell, str | int | float) else str(cell)


_FIGURES = ("value", "low", "high", "level", "numerator", "status")


def _figure(draft: Draft, remarks: Remarks) -> bool:
    """Let what was read of a figure say all that it says; without its period or its only figure a row says nothing."""
    read = draft.values.get("value")
    if isinstance(read, Figure):
        said = {name: getattr(read, name) for name in (*_FIGURES, "denominator", "unit")}
        said["status"] = None if read.status is ObservationStatus.ACTUAL else read.status
        del draft.values["value"]
        draft.values |= {name: value for name, value in said.items() if value is not None and name not in draft.values}
        if read.marks:
            marks = " ".join(read.marks)
            remarks.add(
                draft.origin.sheet, draft.row, draft.title("value"), "tables.marks", given=marks, severity="note"
            )
    if "period" in draft.refused:
        return False
    return "value" not in draft.refused or any(name in draft.values for name in _FIGURES)


def _money(draft: Draft, remarks: Remarks) -> None:
    """Put the parts of amounts together; an amount without a currency is none."""
    for field, parts in list(draft.values.items()):
        if not isinstance(parts, dict):
            continue
        del draft.values[field]
        amount = parts.get("amount")
        if isinstance(amount, Money):
            draft.values[field] = amount
        elif amount is not None and parts.get("currency") is not None:
            draft.values[field] = Money(**parts)
        elif field not in draft.refused:
            code = "tables.no_currency" if amount is not None else "tables.no_amount"
            title = draft.title(field) or draft.title(f"{field}_currency") or draft.title(f"{field}_year")
            remarks.add(draft.origin.sheet, draft.row, title, code, given=amount)
            draft.refused.add(field)
