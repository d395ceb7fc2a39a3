"""What a sheet of a workbook says of its cells that openpyxl does not pass on when it reads row by row.

Hidden rows and columns, merged cells, and formulas without a value: nobody computes them here.
"""

import re
import zipfile
from xml.parsers import expat

import attrs

from collective_impact.io._archives import EnoughError, parse
from collective_impact.io._limits import LONGEST_FORMULA, MOST_COLUMNS, MOST_ROWS

Area = tuple[int, int, int, int]

_TELLING = re.compile(rb"hidden|mergeCell|<(?:\w+:)?f[ >/]|\0")
_OVERLAP = 32
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@attrs.define
class Marks:
    """What was found.

    Parameters
    ----------
    hidden_rows, hidden_columns : set of int
        From 1.
    merged : list of tuple of int
        Top row, left column, bottom row and right column, from 1.
    uncomputed : dict of (int, int) to str
        Formulas without a value, by row and column.
    """

    hidden_rows: set[int] = attrs.Factory(set)
    hidden_columns: set[int] = attrs.Factory(set)
    merged: list[Area] = attrs.Factory(list)
    uncomputed: dict[tuple[int, int], str] = attrs.Factory(dict)


def marks(archive: zipfile.ZipFile, part: str, file: str) -> Marks:
    """Return the marks of a sheet; most have none, which a look at the bytes tells sooner than a parser."""
    found = Marks()
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(2**20):
            if _TELLING.search(tail + chunk):
                break
            tail = chunk[-_OVERLAP:]
        else:
            return found
    with archive.open(part) as stream:
        parse(stream, file, _Scan(found).parser)
    return found


class _Scan:
    """A walk through the elements of a sheet that knows in which row and cell it is."""

    def __init__(self, found: Marks) -> None:
        self.found = found
        self.row = self.column = self.rows = 0
        self.formula: str | None = None
        self.has_value = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.starts = {
            "row": self.start_row,
            "c": self.start_cell,
            "f": self.start_formula,
            "v": self.start_value,
            "mergeCell": self.merge,
            "col": self.columns,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        act = self.starts.get(name) or self.starts.get(name.rpartition(":")[2])
        if act is not None:
            act(attributes)

    def end(self, name: str) -> None:
        if name[-1] == "c" and name.rpartition(":")[2] == "c":
            self.end_cell()
        elif name[-1] in "fv":
            self.parser.CharacterDataHandler = None

    def start_row(self, attributes: dict[str, str]) -> None:
        self.row = _number(attributes.get("r"), self.row + 1)
        self.column = 0
        self.rows += 1
        if self.row > MOST_ROWS or self.rows > MOST_ROWS:
            raise EnoughError
        if _is_true(attributes.get("hidden")):
            self.found.hidden_rows.add(self.row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        place = _place(attributes.get("r", ""))
        self.column = place[1] if place else self.column + 1
        self.formula = None
        self.has_value = attributes.get("t") in {"str", "inlineStr"}  # a computed empty text has no value

    def start_formula(self, _attributes: dict[str, str]) -> None:
        self.formula = "="
        self.parser.CharacterDataHandler = self.formula_text

    def formula_text(self, text: str) -> None:
        self.formula = f"{self.formula}{text}"[: LONGEST_FORMULA + 1]

    def start_value(self, _attributes: dict[str, str]) -> None:
        if self.formula is not None:
            self.parser.CharacterDataHandler = self.value_text

    def value_text(self, text: str) -> None:
        self.has_value = self.has_value or bool(text)

    def end_cell(self) -> None:
        if self.formula is not None and not self.has_value:
            self.found.uncomputed[self.row, self.column] = self.formula

    def merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        ends = _place(first), _place(last or first)
        if ends[0] and ends[1] and len(self.found.merged) < MOST_ROWS:
            self.found.merged.append((*ends[0], *ends[1]))

    def columns(self, attributes: dict[str, str]) -> None:
        if _is_true(attributes.get("hidden")):
            first, last = (_number(attributes.get(name), 0) for name in ("min", "max"))
            self.found.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 12 else otherwise  # noqa: PLR2004


def _place(reference: str) -> tuple[int, int] | None:
    """Return the row and column of a reference such as "AB12"."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]), column
