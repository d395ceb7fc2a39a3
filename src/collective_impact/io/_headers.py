"""Where the titles of a sheet are, and what its columns are called.

People put a heading above their table, merge cells over groups of columns, and use two or three rows for titles.
What is decided here follows from filled and merged cells alone, never from what the words mean; every row that is
left out gets a remark.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell, text
from collective_impact.io._grids import Grid, Row, Rows, Sheet, letter, rows_of
from collective_impact.io._limits import LONGEST_CELL
from collective_impact.io._spellings import FAILED

LOOKED_AT = 30
"""Rows among which the titles are looked for. Headings, notes and logos take fewer."""

USUAL = 0.7
"""Which of the rows looked at, from the narrowest, is as wide as the table: not a heading, nor a broken row."""

MOST_TITLES = 3
"""Rows of titles, one above the other: a group, a subgroup and what is counted."""

NAMED_ROWS = 20
"""Rows that are named one by one where all rows may have the same fault."""

JOINT = " / "

_AT_ONCE = 500
"""Rows that are looked at together."""


def headed(grid: Grid, remarks: Remarks, titles: int | None = None) -> Sheet:
    """Return a sheet with titles; what stands above them and is left out gets a remark."""
    if grid.fields is not None:
        columns, rows = grid.fields, grid.rows
    else:
        first, last = _place_of_titles(grid, titles)
        columns, rows = _joined(grid, grid.rows[first:last]), grid.rows[last:]
        for row in grid.rows[:first]:
            remarks.add(grid, row.number, None, "sheets.above", given=_line(row), severity="note")
    width = max([len(columns), *map(len, rows.cells)])
    if width > len(columns):
        _account_for_untitled(grid, [row for row in rows if len(row.cells) > len(columns)], len(columns), remarks)
        columns += ("",) * (width - len(columns))
    body = _body(grid, columns, rows, remarks)
    return Sheet(file=grid.file, name=grid.name, columns=columns, rows=body, hidden=grid.hidden, epoch=grid.epoch)


# Where ---------------------------------------------------------------------------------


def _place_of_titles(grid: Grid, titles: int | None) -> tuple[int, int]:
    """Return where among the rows the titles begin and end."""
    head = grid.rows[:LOOKED_AT]
    widths = [_filled(row, grid) for row in head]
    usual = sorted(widths)[int(USUAL * len(widths))] if widths else 0
    wide = [index for index, width in enumerate(widths) if 2 * width > usual]
    first = next((index for index in wide if not _stands_apart(head, widths, index)), 0)
    if titles is not None:
        return first, min(first + titles, len(grid.rows))
    if first and _is_group(head[first - 1], head[first]):
        first -= 1
    last = first + 1
    while last < len(head) and last - first < MOST_TITLES and _goes_on(grid, head[first:last], head[last]):
        last += 1
    return first, min(last, len(grid.rows))


def _stands_apart(head: Sequence[Row], widths: Sequence[int], index: int) -> bool:
    """Say whether an empty row divides a row from a wider one: it is a note on the table, such as "as of | 2020"."""
    after = index + 1
    return after < len(head) and head[after].number > head[index].number + 1 and widths[after] > widths[index]


def _filled(row: Row, grid: Grid) -> int:
    """Count the cells of a row that are filled, or merged with one that is; a heading is one, however wide."""
    filled = sum(cell is not None for cell in row.cells)
    merged = sum(right - left for top, left, _, right in grid.merged if top == row.number)
    return filled if filled == 1 else filled + merged


def _is_group(above: Row, below: Row) -> bool:
    """Say whether a row names groups of columns: it has gaps where the titles below say the same again."""
    return sum(cell is not None for cell in above.cells) > 1 and _says_again(below) and _are_titles(above)


def _goes_on(grid: Grid, above: Sequence[Row], row: Row) -> bool:
    """Say whether a row below titles has titles too."""
    upper = above[-1]
    areas = [area for area in grid.merged if area[0] <= upper.number < row.number and area[0] >= above[0].number]
    if any(bottom >= row.number for _, _, bottom, _ in areas):
        return True
    groups = [(left, right) for top, left, _, right in areas if top == upper.number and right > left]
    if groups:
        return _are_titles(row) and all(_at(row, left) is not None for left, _ in groups)
    filled = [index for index, cell in enumerate(upper.cells) if cell is not None]
    gaps = [index for index in range(filled[0], len(row.cells)) if index >= len(upper.cells) or index not in filled]
    return bool(gaps) and _are_titles(row) and _says_again(row) and all(row.cells[index] is not None for index in gaps)


def _are_titles(row: Row) -> bool:
    return all(cell is None or isinstance(cell, str) or _is_year(cell) for cell in row.cells)


def _is_year(cell: Cell) -> bool:
    return isinstance(cell, int | float) and 1900 <= cell <= 2100  # noqa: PLR2004 - years


def _says_again(row: Row) -> bool:
    return any(times > 1 for cell, times in Counter(row.cells).items() if cell is not None)


def _at(row: Row, column: int) -> Cell:
    return row.cells[column - 1] if column <= len(row.cells) else None


# What ----------------------------------------------------------------------------------


def _joined(grid: Grid, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the titles of the columns, those of groups before their own."""
    width = max((len(row.cells) for row in rows), default=0)
    last = len(rows) - 1
    lines = [_spread(row, grid, width, is_last=index == last) for index, row in enumerate(rows)]
    return tuple(JOINT.join(dict.fromkeys(filter(None, column))) for column in zip(*lines, strict=True))


def _spread(row: Row, grid: Grid, width: int, *, is_last: bool) -> list[str]:
    """Return the titles of a row, those of a group on each of its columns."""
    line = [_title(_at(row, column)) for column in range(1, width + 1)]
    areas = [area for area in grid.merged if area[0] == row.number]
    for _, left, _, right in areas:
        line[left - 1 : right] = [line[left - 1]] * (min(right, width) - left + 1) if left <= width else []
    if not areas and not is_last:
        for column in range(1, width):
            line[column] = line[column] or line[column - 1]
    return line


def _title(cell: Cell) -> str:
    try:
        return " ".join((text(cell) or "").split())
    except NotUnderstoodError:
        return ""


# The rest ------------------------------------------------------------------------------


def _body(grid: Grid, columns: tuple[str, ...], rows: Rows, remarks: Remarks) -> Rows:
    """Return the rows below the titles, as long as these and without what is none of their cells."""
    for number, column, formula in grid.uncomputed:
        remarks.add(grid, number, _called(columns, column), "sheets.uncomputed", given=formula)
    parts = []
    short: set[Cell] = set()
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        parts.append(some if _are_plain(some, columns, short) else rows_of(_repaired(grid, columns, some, remarks)))
    numbers, cells = chain(*(part.numbers for part in parts)), chain(*(part.cells for part in parts))
    return Rows(tuple(numbers), tuple(cells), rows.hidden)


def _are_plain(rows: Rows, columns: tuple[str, ...], short: set[Cell]) -> bool:
    """Say whether rows can stay as they are; it is asked of all at once, since few tables have any that cannot.

    Parameters
    ----------
    rows : Rows
    columns : tuple of str
    short : set of Cell
        Those of which it is known that they can stay; more are added.
    """
    if {*map(len, rows.cells)} != {len(columns)} or columns in rows.cells:
        return False
    cells = {*chain(*rows.cells)} - short
    if not _are_short(cells):
        return False
    short |= cells
    return True


def _are_short(cells: Collection[Cell]) -> bool:
    """Say whether no formula failed and no text is too long."""
    return FAILED.isdisjoint(cells) and not any(type(cell) is str and len(cell) > LONGEST_CELL for cell in cells)


def _repaired(grid: Grid, columns: tuple[str, ...], rows: Rows, remarks: Remarks) -> Iterator[Row]:
    width = len(columns)
    for row in rows:
        cells = row.cells
        if not _are_short(cells):
            cells = _cleared(grid, columns, row, remarks)
            if not any(cell is not None for cell in cells):
                continue
        if len(cells) < width:
            cells += (None,) * (width - len(cells))
        if cells == columns:
            remarks.add(grid, row.number, None, "sheets.titles_again", severity="note")
        else:
            yield row if cells is row.cells else Row(row.number, cells, row.hidden)


def _account_for_untitled(grid: Grid, rows: Sequence[Row], width: int, remarks: Remarks) -> None:
    """Say which rows go on where the titles have ended: often a separator in a text that has no quotation marks."""
    for row in rows[:NAMED_ROWS]:
        beyond = _line(Row(row.number, row.cells[width:]))
        remarks.add(grid, row.number, None, "sheets.untitled", given=beyond, severity="warning")
    if len(rows) > NAMED_ROWS:
        more, first = str(len(rows) - NAMED_ROWS), rows[NAMED_ROWS].number
        remarks.add(grid, first, None, "sheets.untitled_more", count=more, severity="warning")


def _cleared(grid: Grid, columns: tuple[str, ...], row: Row, remarks: Remarks) -> tuple[Cell, ...]:
    """Return a row without failed formulas, and with its longest texts cut off."""
    cells = list(row.cells)
    for index, cell in enumerate(cells):
        if cell in FAILED:
            remarks.add(grid, row.number, _called(columns, index + 1), "sheets.failed", given=cell)
            cells[index] = None
        elif isinstance(cell, str) and len(cell) > LONGEST_CELL:
            column, longest = _called(columns, index + 1), str(LONGEST_CELL)
            remarks.add(grid, row.number, column, "sheets.cut_cell", given=cell, longest=longest)
            cells[index] = cell[:LONGEST_CELL]
    return tuple(cells)


def _called(columns: tuple[str, ...], column: int) -> str:
    return (columns[column - 1] if column <= len(columns) else "") or letter(column)


def _line(row: Row) -> str:
    return " ".join(_title(cell) for cell in row.cells if cell is not None)
