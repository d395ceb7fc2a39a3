"""Workbooks as the archives that they are, looked at before anything is unpacked.

A workbook is a folder of XML files in a ZIP archive. An archive of some kilobytes can hold gigabytes, and XML can
declare entities that grow as they are read; a workbook that a spreadsheet wrote does neither.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from xml.parsers import expat

from collective_impact.errors import InvalidDocumentError
from collective_impact.io._leaves import shown
from collective_impact.io._limits import (
    HIGHEST_RATIO,
    LARGEST_FILE,
    LARGEST_PART,
    LARGEST_UNPACKED,
    MOST_PARTS,
    SMALL_PART,
    refused,
)

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that Excel wrote before 2007, or locked with a password."""

_ENCRYPTED = 0x1
_STRICT = "http://purl.oclc.org/ooxml/"
"""How the names begin that "Strict Open XML" uses, a variant of the format that hardly any program reads."""


class EnoughError(Exception):
    """What was looked for in a part was found."""


@contextmanager
def opened(path: Path, file: str) -> Iterator[zipfile.ZipFile]:
    """Open the archive of a workbook, once it is clear what it would unpack to.

    Raises
    ------
    InvalidDocumentError
        It is none, or holds more than a workbook does.
    """
    with path.open("rb") as stream:
        begin = stream.read(len(OLD_OFFICE))
        if begin == OLD_OFFICE:
            raise refused(file, "sheets.old_or_locked")
        if not begin.startswith(ZIP):
            raise refused(file, "sheets.no_workbook")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise refused(file, "sheets.large_file", size=size, largest=LARGEST_FILE)
        with reading(file), zipfile.ZipFile(stream) as archive:
            _measured(archive, file)
            _without_entities(archive, file)
            yield archive


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Turn whatever the reading of a broken workbook ends in into the error that says so."""
    try:
        yield
    except InvalidDocumentError:
        raise
    except Exception as error:  # a broken file breaks openpyxl, zipfile and expat in any way
        raise refused(file, "sheets.broken", reason=shown(f"{type(error).__name__}: {error}", 100)) from error


def _measured(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse an archive by the sizes that it declares, which are also all that zipfile unpacks of a part."""
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > LARGEST_UNPACKED:
        raise refused(file, "sheets.large_archive", size=size, largest=LARGEST_UNPACKED)
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise refused(file, "sheets.old_or_locked")
        is_sheet = "sheet" in part.filename  # rows are read one by one, all else is held at once
        tight = part.file_size > SMALL_PART and part.file_size > HIGHEST_RATIO * part.compress_size
        if tight or (part.file_size > LARGEST_PART and not is_sheet):
            raise refused(file, "sheets.bomb", part=shown(part.filename), size=part.file_size)


def _without_entities(archive: zipfile.ZipFile, file: str) -> None:
    """Look at the head of each part; one that is no XML is openpyxl's to complain about, if it is used at all."""
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream, suppress(expat.ExpatError):
                parse(stream, file, _until_root(file))


def _until_root(file: str) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def root(_name: str, attributes: dict[str, str]) -> None:
        if any(value.startswith(_STRICT) for value in attributes.values()):
            raise refused(file, "sheets.strict")
        raise EnoughError

    parser.StartElementHandler = root
    return parser


def parse(stream: IO[bytes], file: str, parser: expat.XMLParserType) -> None:
    """Feed a part to a parser until its end or an `EnoughError`; one that declares entities is refused."""

    def doctype(*_declared: object) -> None:
        raise refused(file, "sheets.entities")

    parser.StartDoctypeDeclHandler = doctype
    try:
        while chunk := stream.read(65_536):
            parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position alone
    except EnoughError:
        return


def sheet_names(archive: zipfile.ZipFile, file: str) -> tuple[str, ...]:
    """Return the names of the sheets that the workbook lists, whether they are there or not."""
    names: list[str] = []
    parser = expat.ParserCreate()

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            names.append(attributes.get("name", ""))

    parser.StartElementHandler = element
    for part in archive.namelist():
        if part.rpartition("/")[2] == "workbook.xml":
            with archive.open(part) as stream:
                parse(stream, file, parser)
    return tuple(names)
