"""What every kind of table becomes before anyone asks what it says: rows of cells, and then sheets with titles."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any, overload

import attrs

from collective_impact.io._cells import Cell, Epoch


@attrs.frozen
class Row:
    """A row of a sheet.

    Parameters
    ----------
    number : int
        As a spreadsheet counts, from 1.
    cells : tuple of Cell
        One for each column of its sheet; None where nothing stands.
    hidden : bool
        Whether the spreadsheet hides the row (a filter, or a hand).
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@attrs.frozen(repr=False, eq=False)
class Rows(Sequence[Row]):
    """A tuple of rows that keeps them side by side: tables have many, and readers mostly want the cells of all.

    Parameters
    ----------
    numbers : tuple of int
    cells : tuple of tuple of Cell
    hidden : frozenset of int
        The numbers of those that are hidden.
    """

    numbers: tuple[int, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    hidden: frozenset[int] = frozenset()

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows": ...
    def __getitem__(self, index: int | slice) -> "Row | Rows":
        if isinstance(index, slice):
            return Rows(self.numbers[index], self.cells[index], self.hidden)
        return Row(self.numbers[index], self.cells[index], self.numbers[index] in self.hidden)

    def __iter__(self) -> Iterator[Row]:
        return map(Row, self.numbers, self.cells, map(self.hidden.__contains__, self.numbers))

    def __len__(self) -> int:
        return len(self.numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def where(self, keep: Sequence[bool]) -> "Rows":
        """Return the rows that are to be kept."""
        if all(keep):
            return self
        return Rows(tuple(compress(self.numbers, keep)), tuple(compress(self.cells, keep)), self.hidden)

    def column(self, index: int) -> list[Cell]:
        """Return the cells of a column that all rows have."""
        return list(map(itemgetter(index), self.cells))


def rows_of(rows: Iterable[Row]) -> Rows:
    """Return rows side by side, from wherever they come."""
    if isinstance(rows, Rows):
        return rows
    found = tuple(rows)
    hidden = frozenset(row.number for row in found if row.hidden)
    return Rows(tuple(row.number for row in found), tuple(row.cells for row in found), hidden)


@attrs.frozen(kw_only=True)
class Grid:
    """The filled rows of a sheet, titles and all, as they stand; rows without any cell are left out.

    Parameters
    ----------
    file, name : str
    rows : Rows
        Of any iterable of `Row`; each as long as its last filled cell.
    merged : tuple of tuple of int
        Merged cells: top row and left column, bottom row and right column, from 1.
    uncomputed : tuple
        Row, column and text of each formula without a value.
    hidden : bool
    epoch : int, optional
        The year from which the file counts days, where it does.
    fields : tuple of str, optional
        The titles, where the source says itself what they are; the rows then hold none.
    """

    file: str = ""
    name: str = ""
    rows: Rows = attrs.field(default=Rows(), converter=rows_of)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    uncomputed: tuple[tuple[int, int, str], ...] = ()
    hidden: bool = False
    epoch: Epoch | None = None
    fields: tuple[str, ...] | None = None


@attrs.frozen(kw_only=True)
class Sheet:
    """A table with titles.

    Parameters
    ----------
    file : str
        As it was given or found in its folder; empty for tables in memory.
    name : str
        Of the sheet, the file without its suffix, the resource or the key.
    columns : tuple of str
        The titles as they are written, empty where there is none; several rows of titles are joined by `` / ``.
    rows : Rows
        Those with anything in them, each as long as the columns.
    hidden : bool
        Whether the workbook hides the sheet.
    epoch : int, optional
        The year from which a workbook counts days, for numbers that stand where days should; None elsewhere.
    """

    file: str = ""
    name: str = ""
    columns: tuple[str, ...] = ()
    rows: Rows = attrs.field(default=Rows(), converter=rows_of)
    hidden: bool = False
    epoch: Epoch | None = None


def trimmed(cells: Iterable[Any]) -> tuple[Any, ...]:
    """Return cells without the empty ones behind the last filled one."""
    row = list(cells)
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def letter(column: int) -> str:
    """Return what a spreadsheet calls a column, from 1: A to Z, AA, AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
