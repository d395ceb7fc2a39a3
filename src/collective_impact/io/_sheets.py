"""Tables from wherever they are, as sheets: titles, and rows of cells that know their number.

Nothing here knows what a column means. What a file holds besides cells (links, macros, formulas) is never followed,
run or computed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from collective_impact.io import _delimited, _frames
from collective_impact.io._accounts import Remarks
from collective_impact.io._grids import Grid as Grid  # noqa: PLC0414 - readers of tables meet them here
from collective_impact.io._grids import Row as Row  # noqa: PLC0414
from collective_impact.io._grids import Sheet as Sheet  # noqa: PLC0414
from collective_impact.io._headers import headed


def sheets(source: object, *, account: Remarks, titles: int | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a source, each with its titles.

    Parameters
    ----------
    source : path, mapping, iterable of mappings or data frame
        A workbook, a file of separated values, a folder of them, a Data Package; or tables in memory.
    account : Remarks
        Gets what was not understood.
    titles : int, optional
        How many rows of titles the sheets of files have; found out where it is not given.

    Raises
    ------
    InvalidDocumentError
        A file cannot be read at all.
    InvalidValueError
        The source is nothing of the kind.
    OSError
        As the operating system says.
    """
    return tuple(headed(grid, account, titles) for grid in grids(source, account=account))


def grids(source: object, *, account: Remarks) -> Iterator[Grid]:
    """Yield the sheets of a source as they stand, before anything is taken for a title."""
    if isinstance(source, str | os.PathLike):
        yield from _of_path(Path(source), account)
    else:
        yield from _frames.grids(source, account)


def _of_path(path: Path, account: Remarks) -> Iterator[Grid]:
    yield _delimited.grid(path, path.name, account)
