"""Tables from wherever they are, as sheets: titles, and rows of cells that know their number.

Nothing here knows what a column means. What a file holds besides cells (links, macros, formulas) is never followed,
run or computed.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from collective_impact.errors import InvalidDocumentError, InvalidValueError
from collective_impact.io import _archives, _delimited, _frames, _packages, _workbooks
from collective_impact.io._accounts import Remarks
from collective_impact.io._grids import Grid as Grid  # noqa: PLC0414 - readers of tables meet them here
from collective_impact.io._grids import Row as Row  # noqa: PLC0414
from collective_impact.io._grids import Sheet as Sheet  # noqa: PLC0414
from collective_impact.io._headers import headed
from collective_impact.io._leaves import shown
from collective_impact.io._limits import MOST_SHEETS, refused

SUFFIXES = _delimited.SUFFIXES | _workbooks.SUFFIXES


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
    if source == "":  # the folder that a program happens to be in is nobody's source
        raise InvalidValueError("source", source, "the path of a file or folder, or a table")
    if isinstance(source, str | os.PathLike):
        yield from _of_path(Path(source), account)
    else:
        yield from _frames.grids(source, account)


def _of_path(path: Path, account: Remarks) -> Iterable[Grid]:
    if path.is_dir():
        described = path / _packages.DESCRIPTOR
        return _packages.grids(described, account) if described.is_file() else _of_folder(path, account)
    if path.suffix.lower() == ".json":
        return _packages.grids(path, account)
    return _of_file(path, path.name, account)


def _of_folder(folder: Path, account: Remarks) -> Iterator[Grid]:
    """Yield the tables of the files of a folder, by name; what is none gets a remark, and what is hidden does not."""
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    if len(paths) > MOST_SHEETS:
        raise refused(folder.name, "sheets.many_files", count=len(paths), most=MOST_SHEETS)
    for path in paths:
        place = Grid(file=path.name)
        found = _packages.inside(folder, path.name)
        if found is None or not found.is_file() or path.suffix.lower() not in SUFFIXES:
            account.add(place, None, None, "sheets.no_table", given=path.name, severity="warning")
            continue
        try:
            yield from _of_file(path, path.name, account)
        except InvalidDocumentError as error:
            account.unreadable(place, error)


def _of_file(path: Path, file: str, account: Remarks) -> Iterable[Grid]:
    """Return the tables of a file: by what it is, which its suffix does not always say."""
    suffix = path.suffix.lower()
    if path.exists() and (suffix not in SUFFIXES or not path.is_file()):
        raise refused(file, "sheets.kind", given=shown(path.name))
    with path.open("rb") as stream:
        begin = stream.read(len(_archives.OLD_OFFICE))
    if suffix in _workbooks.SUFFIXES or begin.startswith((_archives.ZIP, _archives.OLD_OFFICE)):
        return _workbooks.grids(path, file, account)
    return (_delimited.grid(path, file, account),)
