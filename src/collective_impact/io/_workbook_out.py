"""Tables as the sheets of a workbook."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from collective_impact.errors import InvalidValueError, MissingExtraError
from collective_impact.io import _files
from collective_impact.io._cells import Cell
from collective_impact.io._kinds import ABOUT
from collective_impact.io._rows_out import Table

if TYPE_CHECKING:
    from openpyxl import Workbook


SUFFIX = ".xlsx"
_OF_A_FILE = re.compile(r"\.[0-9]*[a-z][a-z0-9]*", re.ASCII)
"""How the name of a file ends; that of a folder may end in a number ("ours.2025") or in words ("St. Louis")."""


def is_asked_for(path: Path) -> bool:
    """Say whether a path is to be a workbook rather than a folder.

    Raises
    ------
    InvalidValueError
        It is named like a file of another kind.
    """
    suffix = path.suffix.lower()
    if suffix != SUFFIX and _OF_A_FILE.fullmatch(suffix) and not path.is_dir():
        wanted = f"the name of a workbook ({SUFFIX}), or of a folder for files of text, which has no such ending"
        raise InvalidValueError("path", str(path), wanted)
    return suffix == SUFFIX


def write(path: Path, tables: Sequence[Table], about: Sequence[Sequence[Cell]]) -> None:
    """Write a workbook: a sheet for each table, and one that says what it is."""
    book = new(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.kind.name)
        sheet.freeze_panes = "A2"
        for row in ([column.name for column in table.kind.columns], *table.rows):
            sheet.append(row)
    last = book.create_sheet(ABOUT)
    for pair in (("key", "value"), *about):
        last.append(pair)
    save(book, path)


def new(*, write_only: bool = False) -> "Workbook":
    """Return an empty workbook, or raise `MissingExtraError`."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("workbooks", "openpyxl", "excel") from error
    return Workbook(write_only=write_only)


def save(book: "Workbook", path: Path) -> None:
    """Save a workbook whole or not at all."""
    content = io.BytesIO()
    book.save(content)
    _files.replace(path, content.getvalue())
