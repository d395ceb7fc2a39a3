"""Attendance as people keep it: a grid of partners and dates with a mark for who was there, or a list.

A list has a row for each partner at each meeting; where a column of it says who came, not all of them did.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._attendance_marks import ATTENDANCES, Marks
from collective_impact.io._cells import folded, is_empty, joined, text
from collective_impact.io._columns_in import Plan, words_of
from collective_impact.io._days import day, order_of
from collective_impact.io._drafts import Draft, Origin
from collective_impact.io._fields_in import is_example
from collective_impact.io._grids import Sheet, letter
from collective_impact.io._kinds import Kind, kinds
from collective_impact.io._listed_in import Listing, listing, of_drafts
from collective_impact.model.vocabulary import Completeness

_WHETHER = """
present|presence|attended|attendance|attendance status|came|was there|here|status
asistio|asistencia|presente|estado|anwesend|anwesenheit|teilgenommen|teilnahme|participe|statut
"""
WHETHER = frozenset(re.split(r"[|\n]", _WHETHER.strip()))
"""What the column of a list is called that says who came, in English, Spanish, German and French: folded."""

_NUMBERS = re.compile(r"\d{1,4}\s*([./-])\s*\d{1,2}\s*\1\s*\d{1,4}")

Days: TypeAlias = Mapping[int, date | NotUnderstoodError]


@attrs.frozen(eq=False)
class _Row:
    """What a row with a name says: of whom, and below which column that it was there (True) or was not (False)."""

    number: int
    name: str
    whose: str | None
    came: dict[int, bool | None]


def attendance(kind: Kind, sheet: Sheet, plan: Plan, remarks: Remarks) -> Listing:
    """Return what a sheet says of who was where."""
    days = _days(sheet, plan)
    if days:
        return of_drafts(kind, _of_grid(sheet, days, plan, remarks))
    index = _index_of_whether(sheet, plan)
    if index is None:
        return listing(kind, sheet, plan, remarks)
    rest = attrs.evolve(sheet, columns=(*sheet.columns[:index], "", *sheet.columns[index + 1 :]))
    found = listing(kind, rest, plan, remarks)
    rows = [found.draft(place, remarks) for place in found.whose]
    return of_drafts(kind, _of_list(sheet, index, rows, Marks(sheet, [index], plan), remarks))


# Grids ---------------------------------------------------------------------------------


def _days(sheet: Sheet, plan: Plan) -> Days:
    """Return the columns of a sheet whose titles are days, or why a title that is meant as one is not understood.

    There are none where it has a column of days or of meetings: it is no grid then.
    """
    if {plan.column_of(ATTENDANCES, title) for title in sheet.columns if title} & {"on", "convening"}:
        return {}
    order = plan.dates or order_of(sheet.columns)
    found: dict[int, date | NotUnderstoodError] = {}
    for index, title in enumerate(sheet.columns):
        try:
            on = day(title, order=order) if title else None
        except NotUnderstoodError as error:
            if error.code in {"cells.two_days", "cells.short_year", "cells.serial"} or _NUMBERS.fullmatch(title):
                found[index] = error
            continue
        if on is not None:
            found[index] = on
    return found


def _of_grid(sheet: Sheet, days: Days, plan: Plan, remarks: Remarks) -> Iterator[Draft]:
    """Yield who was there, for each mark that says yes, and the meetings at which all marks say no."""
    who = _index_of_partner(sheet, days, plan)
    if who is None:
        remarks.add(sheet, None, None, "tables.no_columns", table=ATTENDANCES)
        return
    by = next((index for index, title in enumerate(sheet.columns) if plan.is_by(title)), None)
    for index, title in enumerate(sheet.columns):
        unknown = title and index not in {who, by, *days}
        if unknown and any(row.cells[index] is not None for row in sheet.rows):
            remarks.add(sheet, None, title, "tables.column", severity="warning")
    meetings = _meetings(sheet, days, remarks)
    rows = list(_rows(sheet, who, by, days, Marks(sheet, meetings, plan), remarks))
    origin = Origin(sheet, {"stakeholder": sheet.columns[who]})
    for index, on in meetings.items():
        for row in rows:
            if row.came.get(index):
                yield _draft(row, on, origin)
        for some in _by_initiative(rows):
            yield from _nobody(some, index, on, origin, remarks)


def _index_of_partner(sheet: Sheet, days: Days, plan: Plan) -> int | None:
    for table in (ATTENDANCES, "stakeholders"):
        for index, title in enumerate(sheet.columns):
            if title and index not in days and plan.column_of(table, title) in ("stakeholder", "name", "id"):
                return index
    return next((index for index in range(len(sheet.columns)) if index not in days), None)


def _meetings(sheet: Sheet, days: Days, remarks: Remarks) -> dict[int, date]:
    """Return the columns that are meetings; of the others it is said why they are none."""
    found: dict[int, date] = {}
    for index, on in days.items():
        title = sheet.columns[index]
        if isinstance(on, NotUnderstoodError):
            remarks.refuse(sheet, None, title, title, on)
        elif all(is_empty(cell) for cell in sheet.rows.column(index)):
            remarks.add(sheet, None, title, "tables.no_marks", severity="note")
        else:
            found[index] = on
    for on in dict.fromkeys(found.values()):
        same = [index for index, other in found.items() if other == on]
        if len(same) > 1:  # two meetings, or one that somebody copied
            called = ", ".join(f"{letter(index + 1)} ({sheet.columns[index]})" for index in same)
            remarks.add(sheet, None, sheet.columns[same[0]], "tables.same_day", given=str(on), columns=called)
            found = {index: other for index, other in found.items() if other != on}
    return found


def _rows(  # noqa: PLR0913, PLR0917 - a sheet, and which of its columns are what
    sheet: Sheet, who: int, by: int | None, days: Days, marks: Marks, remarks: Remarks
) -> Iterator[_Row]:
    """Yield the rows with a name; of marks without one it is said that nobody knows whose they are."""
    for place, row in enumerate(sheet.rows):
        name = remarks.tried(sheet, row.number, sheet.columns[who], row.cells[who], text)
        if name is None:
            if is_empty(row.cells[who]) and not all(is_empty(row.cells[index]) for index in days):
                remarks.add(sheet, row.number, sheet.columns[who], "tables.whose_marks")
            continue
        if not is_example(name):
            whose = None if by is None else words_of(row.cells[by])
            yield _Row(row.number, name, whose, marks.of(place, remarks))


def _by_initiative(rows: Iterable[_Row]) -> Iterable[list[_Row]]:
    """Return the rows of each initiative."""
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(joined(row.whose or ""), []).append(row)
    return found.values()


def _draft(row: _Row, on: date, origin: Origin) -> Draft:
    draft = Draft(kind=kinds()[ATTENDANCES], values={"stakeholder": row.name}, owned={"on": on}, origin=origin)
    draft.row, draft.whose = row.number, row.whose
    return draft


def _nobody(rows: list[_Row], index: int, on: date, origin: Origin, remarks: Remarks) -> Iterator[Draft]:
    """Yield that there was a meeting, where nobody is said to have been there and somebody not to have been."""
    came = [row.came[index] for row in rows]
    if True in came or False not in came:
        return
    first = rows[came.index(False)]
    where = None if first.whose is None else first.number
    title = origin.sheet.columns[index] if origin.sheet else None
    remarks.add(origin.sheet, where, title, "tables.nobody_came", severity="warning")
    yield _none(_draft(first, on, origin), is_known=None not in came)


def _none(draft: Draft, *, is_known: bool) -> Draft:
    """Return that nobody was at a meeting, or that there was one, in the place of who was there."""
    draft.values = {"stakeholder": None}
    draft.listed = Completeness.COMPLETE if is_known else Completeness.UNKNOWN
    return draft


# Lists ---------------------------------------------------------------------------------


def _index_of_whether(sheet: Sheet, plan: Plan) -> int | None:
    """Return the column of a list that says who came, where anything stands in it."""
    for index, title in enumerate(sheet.columns):
        is_free = not plan.is_by(title) and plan.column_of(ATTENDANCES, title) is None
        if is_free and folded(title).strip(" ?¿") in WHETHER and not all(map(is_empty, sheet.rows.column(index))):
            return index
    return None


def _of_list(sheet: Sheet, index: int, rows: list[Draft], marks: Marks, remarks: Remarks) -> Iterator[Draft]:
    """Yield the rows of those who came, and the meetings to which none of those who are listed did."""
    places = {number: place for place, number in enumerate(sheet.rows.numbers)}
    said = {row.row: marks.of(places[row.row or 0], remarks)[index] for row in rows}
    for number, place in places.items():
        cells = sheet.rows.cells[place]
        first = next((cell for cell in cells if cell is not None), None)
        if number not in said and not is_empty(cells[index]) and not is_example(first):
            remarks.add(sheet, number, None, "tables.whose_marks")
    meetings: dict[tuple[object, ...], list[Draft]] = {}
    for row in rows:
        is_silent = is_empty(sheet.rows[places[row.row or 0]].cells[index])
        if is_silent and False in said.values():  # where all others say yes, it says no
            remarks.add(sheet, row.row, sheet.columns[index], "tables.missing")
        meetings.setdefault((joined(row.whose or ""), *sorted(row.owned.items())), []).append(row)
    for listed in meetings.values():
        came = [said[row.row] for row in listed]
        yield from (row for row, is_there in zip(listed, came, strict=True) if is_there)
        if True not in came and False in came:
            row = listed[came.index(False)]
            if row.owned:  # else it is no meeting, which is said where it is looked for
                remarks.add(sheet, row.row, sheet.columns[index], "tables.nobody_listed", severity="warning")
            yield _none(row, is_known=None not in came)
