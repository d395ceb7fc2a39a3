"""The template as a workbook: drop-downs for choices, notes on the titles, the sheets to begin with in colour."""

import textwrap
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collective_impact.errors import Message
from collective_impact.io import _workbook_out
from collective_impact.io._cells import Cell
from collective_impact.io._kinds import FIRST_HOUR, Column, term_in

if TYPE_CHECKING:
    from collective_impact.io._templates import Page

LAST_ROW = 1000
"""Down to which there are drop-downs."""

LONGEST_LIST = 255
"""Characters that a list of choices may have in a workbook."""

_TOLD_BY = {"convenings": "on", "comparisons": "name", "responses": "respondent"}
"""Columns by which rows of other sheets call records that have no name."""

_COLOUR, _GREY = "1F6F8B", "808080"

_WIDTH, _LINE = 24, 15
"""How many characters a column is wide, and how many points a line is high."""


def write(path: Path, pages: "Sequence[Page]", about: tuple[str, Sequence[str]], locale: str) -> None:
    """Write the template."""
    from openpyxl.utils import get_column_letter

    book = _workbook_out.new()
    sheet: Any = book.active
    sheet.title = about[0]
    for line in about[1]:
        sheet.append([line])
    sheet.column_dimensions["A"].width = 100
    places = {
        page.kind.name: f"'{page.title}'!${letter}${page.first}:${letter}${LAST_ROW}"
        for page in pages
        for index, column in enumerate(page.columns, 1)
        if column.name == _TOLD_BY.get(page.kind.name, page.kind.spoken or "id")
        for letter in [get_column_letter(index)]
    }
    for page in pages:
        _page(book.create_sheet(page.title), page, places, locale)
    _workbook_out.save(book, path)


def _page(sheet: Any, page: "Page", places: dict[str, str], locale: str) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(page.rows, 1):
        is_ours = row not in (page.question, page.titles)
        if is_ours:
            sheet.row_dimensions[number].height = _LINE * _lines(row)
        for index, cell in enumerate(row, 1):
            written = sheet.cell(number, index, cell)
            if row is page.titles:
                written.font = Font(bold=True)
            elif is_ours:
                written.font = Font(italic=True, color=_GREY)
                written.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A3"
    if page.kind.name in FIRST_HOUR:
        sheet.sheet_properties.tabColor = _COLOUR
    for index, column in enumerate(page.columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = _WIDTH
        choices = _choices(column, places.get(page.tables[index - 1]), locale)
        if choices is not None:
            _drop_down(sheet, choices, f"{letter}{page.first}:{letter}{LAST_ROW}")
    if page.question:
        answers = ("yes", "no", "unknown")
        _drop_down(sheet, _listed([Message(f"tables.template.{word}").text(locale) for word in answers]), "B1")


def _lines(row: Sequence[Cell]) -> int:
    """Return how many lines the longest text of a row takes; some programs show the first alone unless told."""
    return max(len(textwrap.wrap(str(cell), _WIDTH - 2)) for cell in row)


def _choices(column: Column, records: str | None, locale: str) -> str | None:
    """Return what a column chooses from, as a workbook says it; None where it is free, or takes several."""
    leaf = column.form.leaf
    if records is not None:
        return records if leaf is not None else None
    if leaf is bool:
        return _listed([Message(f"tables.template.{word}").text(locale) for word in ("yes", "no")])
    if isinstance(leaf, type) and issubclass(leaf, StrEnum):
        return _listed([term_in(term, locale) for term in leaf])
    return None


def _listed(terms: Sequence[str]) -> str | None:
    words = f'"{",".join(terms)}"'
    return words if len(words) <= LONGEST_LIST else None


def _drop_down(sheet: Any, choices: str | None, cells: str) -> None:  # noqa: ANN401 - openpyxl has no types
    """Let cells offer choices; they take other words too, since the reader says which it does not know."""
    from openpyxl.worksheet.datavalidation import DataValidation

    validation = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=False)
    validation.add(cells)
    sheet.add_data_validation(validation)
