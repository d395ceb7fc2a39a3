"""Workbooks (.xlsx, .xlsm) by openpyxl, row by row: the values that were saved, and nothing computed or followed."""

import functools
import math
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collective_impact.errors import MissingExtraError
from collective_impact.io._accounts import Remarks
from collective_impact.io._archives import opened, sheet_names
from collective_impact.io._cells import Cell
from collective_impact.io._grids import Grid, Row, letter, trimmed
from collective_impact.io._limits import MOST_CELLS, MOST_ROWS, MOST_SHEETS, refused
from collective_impact.io._marks import Marks, marks

if TYPE_CHECKING:
    from openpyxl import Workbook


SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PARTIAL_FORMATS = re.compile(r'"[^"]*"|\\.|_.')
"""What a number format only shows or leaves room for: texts in quotes, characters behind a backslash."""


def grids(path: Path, file: str, remarks: Remarks) -> tuple[Grid, ...]:
    """Return the sheets of a workbook in their order, hidden ones among them."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingExtraError("workbooks", "openpyxl", "excel") from error
    with opened(path, file) as archive, warnings.catch_warnings(), path.open("rb") as stream:
        warnings.simplefilter("ignore")  # openpyxl warns of what it would not write again
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        _account_for_sheets(book, sheet_names(archive, file), file, remarks)
        return tuple(_grid(book, sheet, archive, file, remarks) for sheet in book.worksheets)


def _account_for_sheets(book: "Workbook", listed: tuple[str, ...], file: str, remarks: Remarks) -> None:
    """Say which sheets have no cells, since they are charts or broken; refuse a book of too many."""
    if len(book.worksheets) > MOST_SHEETS:
        raise refused(file, "sheets.many_sheets", count=len(book.worksheets), most=MOST_SHEETS)
    if not listed and not book.sheetnames:
        raise refused(file, "sheets.no_workbook")
    charts = {chart.title for chart in book.chartsheets}
    for name in listed:
        place = Grid(file=file, name=name)
        if name in charts:
            remarks.add(place, None, None, "sheets.chart", severity="note")
        elif name not in book.sheetnames:
            remarks.add(place, None, None, "sheets.lost_sheet")


def _grid(book: "Workbook", sheet: Any, archive: zipfile.ZipFile, file: str, remarks: Remarks) -> Grid:  # noqa: ANN401 - read-only sheets have no type of their own in the stubs
    place = Grid(file=file, name=sheet.title)
    found = marks(archive, sheet._worksheet_path, file)  # noqa: SLF001 - openpyxl says nowhere else where the sheet is
    sheet.reset_dimensions()  # they may claim a million columns, or too few
    rows = tuple(_rows(sheet, found, place, remarks))
    is_hidden = sheet.sheet_state != "visible"
    _account_for_hidden(place, rows, found, remarks, is_hidden=is_hidden)
    return Grid(
        file=file,
        name=sheet.title,
        rows=rows,
        merged=tuple(found.merged),
        uncomputed=tuple((*place, formula) for place, formula in found.uncomputed.items()),
        hidden=is_hidden,
        epoch=1904 if book.epoch.year == 1904 else 1900,  # noqa: PLR2004 - the other way to count days
    )


def _account_for_hidden(place: Grid, rows: tuple[Row, ...], found: Marks, remarks: Remarks, *, is_hidden: bool) -> None:
    """Say that what is hidden was read all the same."""
    if is_hidden and rows:
        remarks.add(place, None, None, "sheets.hidden_sheet", severity="note")
    hidden = [row.number for row in rows if row.hidden]
    if hidden:
        remarks.add(place, hidden[0], None, "sheets.hidden_rows", count=str(len(hidden)), severity="note")
    width = max((len(row.cells) for row in rows), default=0)
    columns = [column for column in sorted(found.hidden_columns) if column <= width]
    if columns:
        letters = ", ".join(map(letter, columns[:20]))
        remarks.add(place, None, None, "sheets.hidden_columns", columns=letters, severity="note")


def _rows(sheet: Any, found: Marks, place: Grid, remarks: Remarks) -> Iterator[Row]:  # noqa: ANN401 - as above
    room = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        room += 1 + len(cells)
        if number > MOST_ROWS or room > MOST_CELLS:
            remarks.add(place, number, None, "sheets.cut_rows")
            return
        row = trimmed(map(_value, cells))
        if row:
            yield Row(number, row, number in found.hidden_rows)


def _value(cell: Any) -> Cell:  # noqa: ANN401 - as above
    """Return what stands in a cell; a share that is shown in percent is what is shown, to its last digit."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        return None if not value or value.isspace() else unescaped(value)
    if isinstance(value, bool | date):
        return value
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return "#NUM!"
        return _percent(value) if is_percent(cell.number_format) else value
    return str(value)  # a time of day, or a duration


@functools.cache
def is_percent(number_format: str) -> bool:
    """Say whether a format multiplies by a hundred, rather than writing a sign behind the number."""
    return "%" in number_format and "%" in _PARTIAL_FORMATS.sub("", number_format)


def _percent(value: float) -> str:
    """Return a share as a percentage that has no mark before decimals: it is no number that could be two."""
    sign, digits, exponent = (Decimal(repr(value)) * 100).normalize().as_tuple()
    figures = f"{'-' * sign}{''.join(map(str, digits))}"
    return f"{figures}e{exponent}%" if int(exponent) < 0 else f"{figures}{'0' * int(exponent)}%"


def unescaped(text: str) -> str:
    """Return a text with the characters for which a workbook writes their number, such as ``_x000D_``."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
