"""Attendance as people keep it: a row for each partner, a column for each date, and a mark for who was there."""

from collections.abc import Iterator
from datetime import date

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import truth
from collective_impact.io._columns_in import Plan, words_of
from collective_impact.io._days import day, order_of
from collective_impact.io._drafts import Draft, Origin
from collective_impact.io._fields_in import is_example
from collective_impact.io._grids import Sheet
from collective_impact.io._kinds import kinds

TABLE = "attendances"


def grid_days(sheet: Sheet, plan: Plan) -> dict[int, date]:
    """Return the columns of a sheet whose titles are days; none where it has a column of days or of meetings."""
    if {plan.column_of(TABLE, title) for title in sheet.columns if title} & {"on", "convening"}:
        return {}
    order = plan.dates or order_of(sheet.columns)
    found: dict[int, date] = {}
    for index, title in enumerate(sheet.columns):
        try:
            on = day(title, order=order) if title else None
        except NotUnderstoodError:
            continue
        if on is not None:
            found[index] = on
    return found


def drafts(sheet: Sheet, days: dict[int, date], plan: Plan, remarks: Remarks) -> Iterator[Draft]:
    """Yield who was there, for each mark that says yes, and what is known of each meeting."""
    who = _index_of_partner(sheet, days, plan)
    if who is None:
        remarks.add(sheet, None, None, "tables.no_columns", table=TABLE)
        return
    by = next((index for index, title in enumerate(sheet.columns) if plan.is_by(title)), None)
    for index, title in enumerate(sheet.columns):
        unknown = title and index not in {who, by, *days}
        if unknown and any(row.cells[index] is not None for row in sheet.rows):
            remarks.add(sheet, None, title, "tables.column", severity="warning")
    origin = Origin(sheet, {"stakeholder": sheet.columns[who]})
    marks = {index: plan.codes_of(sheet.columns[index], TABLE) for index in days}
    for row in sheet.rows:
        name = words_of(row.cells[who])
        if name is None or is_example(name):
            continue
        whose = None if by is None else words_of(row.cells[by])
        for index, on in days.items():
            cell = row.cells[index]
            meant = marks[index].get(str(words_of(cell)), cell) if marks[index] else cell
            there = remarks.tried(sheet, row.number, sheet.columns[index], meant, truth)
            if there:
                draft = Draft(kind=kinds()[TABLE], values={"stakeholder": name}, owned={"on": on}, origin=origin)
                draft.row, draft.whose = row.number, whose
                yield draft


def _index_of_partner(sheet: Sheet, days: dict[int, date], plan: Plan) -> int | None:
    for table in (TABLE, "stakeholders"):
        for index, title in enumerate(sheet.columns):
            if title and index not in days and plan.column_of(table, title) in ("stakeholder", "name", "id"):
                return index
    return next((index for index in range(len(sheet.columns)) if index not in days), None)
