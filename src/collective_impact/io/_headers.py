"""Where the titles of a sheet are, and what the columns are called."""

from collective_impact.io._accounts import Remarks
from collective_impact.io._grids import Grid, Row, Sheet


def headed(grid: Grid, remarks: Remarks, titles: int | None = None) -> Sheet:
    """Return a sheet with titles; what stands above them and is left out gets a remark."""
    if grid.fields is not None:
        columns, rows = grid.fields, grid.rows
    elif grid.rows:
        columns, rows = tuple("" if cell is None else str(cell) for cell in grid.rows[0].cells), grid.rows[1:]
    else:
        columns, rows = (), ()
    width = max([len(columns), *(len(row.cells) for row in rows)])
    columns += ("",) * (width - len(columns))
    padded = tuple(Row(row.number, row.cells + (None,) * (width - len(row.cells)), row.hidden) for row in rows)
    return Sheet(file=grid.file, name=grid.name, columns=columns, rows=padded, hidden=grid.hidden, epoch=grid.epoch)
