"""Attendance as people keep it: a row for each partner, a column for each date, and a mark for who was there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell, folded, is_empty, joined, text, truth
from collective_impact.io._columns_in import Plan, words_of
from collective_impact.io._days import day, order_of
from collective_impact.io._drafts import Draft, Origin
from collective_impact.io._fields_in import is_example
from collective_impact.io._grids import Sheet, letter
from collective_impact.io._kinds import kinds
from collective_impact.io._spellings import YES
from collective_impact.model.vocabulary import Completeness

TABLE = "attendances"

_HERE = """
present|present(e)|presente|presentes|presents|anwesend|here|attended|asistio|participo|teilgenommen|zugegen|participe
"""
_AWAY = """
absent|absent(e)|absente|ausente|abwesend|not present|no presente|nicht anwesend|non present|did not attend|not there
no asistio|falto|inasistente|nicht teilgenommen|fehlt|gefehlt|no show|no-show|unexcused|unentschuldigt
excused|excusado|excusada|justificado|justificada|entschuldigt|excuse|excuse(e)|excusee|apologies|sent apologies|regrets
"""
PRESENT, ABSENT = (frozenset(re.split(r"[|\n]", words.strip())) for words in (_HERE, _AWAY))
"""What people write of who came beside yes and no, in English, Spanish, German and French: folded."""

_LETTERS = {"p": True, "a": False, "e": False}
"""Present, absent and excused, where it is plain that they are: "A" alone may be *anwesend* and *asistió*, too."""

_BESIDE_LETTERS = frozenset({*_LETTERS, "l", "n"})
"""Letters beside which they are plain; F, say, is *falta*, and then A is *asistió*, and P has leave (*permiso*)."""

_NUMBERS = re.compile(r"\d{1,4}\s*([./-])\s*\d{1,2}\s*\1\s*\d{1,4}")

Days: TypeAlias = Mapping[int, date | NotUnderstoodError]


@attrs.frozen(eq=False)
class _Row:
    """What a row with a name says: of whom, and below which column that it was there (True) or was not (False)."""

    number: int
    name: str
    whose: str | None
    came: dict[int, bool | None]


def grid_days(sheet: Sheet, plan: Plan) -> Days:
    """Return the columns of a sheet whose titles are days, or why a title that is meant as one is not understood.

    There are none where it has a column of days or of meetings: it is no grid then.
    """
    if {plan.column_of(TABLE, title) for title in sheet.columns if title} & {"on", "convening"}:
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


def drafts(sheet: Sheet, days: Days, plan: Plan, remarks: Remarks) -> Iterator[Draft]:
    """Yield who was there, for each mark that says yes, and the meetings at which all marks say no."""
    who = _index_of_partner(sheet, days, plan)
    if who is None:
        remarks.add(sheet, None, None, "tables.no_columns", table=TABLE)
        return
    by = next((index for index, title in enumerate(sheet.columns) if plan.is_by(title)), None)
    for index, title in enumerate(sheet.columns):
        unknown = title and index not in {who, by, *days}
        if unknown and any(row.cells[index] is not None for row in sheet.rows):
            remarks.add(sheet, None, title, "tables.column", severity="warning")
    meetings = _meetings(sheet, days, remarks)
    rows = list(_rows(sheet, who, by, days, _explained(sheet, meetings, plan), remarks))
    origin = Origin(sheet, {"stakeholder": sheet.columns[who]})
    for index, on in meetings.items():
        for row in rows:
            if row.came.get(index):
                yield _draft(row, on, origin, row.name)
        for some in _by_initiative(rows):
            yield from _nobody(some, index, on, origin, remarks)


def _index_of_partner(sheet: Sheet, days: Days, plan: Plan) -> int | None:
    for table in (TABLE, "stakeholders"):
        for index, title in enumerate(sheet.columns):
            if title and index not in days and plan.column_of(table, title) in ("stakeholder", "name", "id"):
                return index
    return next((index for index in range(len(sheet.columns)) if index not in days), None)


# Columns -------------------------------------------------------------------------------


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


def _explained(sheet: Sheet, meetings: Iterable[int], plan: Plan) -> dict[int, list[Cell]]:
    """Return the marks below each day, those that the caller explains as what they mean."""
    found = {}
    for index in meetings:
        codes = plan.codes_of(sheet.columns[index], TABLE)
        cells = sheet.rows.column(index)
        found[index] = [codes.get(str(words_of(cell)), cell) for cell in cells] if codes else cells
    return found


# Marks ---------------------------------------------------------------------------------


def _came(cell: Cell, letters: Mapping[str, bool]) -> bool | None:
    """Return whether a mark says that somebody was there."""
    word = folded(text(cell) or "").rstrip(".!")
    if word in letters:
        return letters[word]
    if word in _LETTERS:
        raise NotUnderstoodError("tables.letter")
    return word in PRESENT if word in PRESENT | ABSENT else truth(cell)


def _letters(marks: Iterable[Cell]) -> Mapping[str, bool]:
    """Return what single letters mean, where P stands in a grid and no other mark says that somebody was there."""
    words = {folded(words_of(cell) or "").rstrip(".!") for cell in marks}
    others = {word for word in words if len(word) == 1 and word.isalpha()} - _BESIDE_LETTERS
    return _LETTERS if "p" in words and not others and words.isdisjoint(YES | PRESENT) else {}


# Rows ----------------------------------------------------------------------------------


def _rows(  # noqa: PLR0913, PLR0917 - a sheet, and which of its columns are what
    sheet: Sheet, who: int, by: int | None, days: Days, marks: dict[int, list[Cell]], remarks: Remarks
) -> Iterator[_Row]:
    """Yield the rows with a name; of marks without one it is said that nobody knows whose they are."""
    letters = _letters(cell for cells in marks.values() for cell in cells)
    for place, row in enumerate(sheet.rows):
        name = remarks.tried(sheet, row.number, sheet.columns[who], row.cells[who], text)
        if name is None:
            if is_empty(row.cells[who]) and not all(is_empty(row.cells[index]) for index in days):
                remarks.add(sheet, row.number, sheet.columns[who], "tables.whose_marks")
            continue
        if is_example(name):
            continue
        came = {
            index: remarks.tried(
                sheet, row.number, sheet.columns[index], cells[place], lambda cell: _came(cell, letters)
            )
            for index, cells in marks.items()
        }
        yield _Row(row.number, name, None if by is None else words_of(row.cells[by]), came)


def _by_initiative(rows: Iterable[_Row]) -> Iterable[list[_Row]]:
    """Return the rows of each initiative."""
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(joined(row.whose or ""), []).append(row)
    return found.values()


def _draft(row: _Row, on: date, origin: Origin, name: str | None) -> Draft:
    draft = Draft(kind=kinds()[TABLE], values={"stakeholder": name}, owned={"on": on}, origin=origin)
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
    draft = _draft(first, on, origin, None)
    draft.listed = Completeness.UNKNOWN if None in came else Completeness.COMPLETE
    yield draft
