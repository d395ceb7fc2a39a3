"""Files that were damaged at random: whatever is read of them, no error is another's than the library's.

``TABLES_FUZZ=10000 python -m pytest tests/io/test_tables_fuzz.py`` tries as many files of each of five kinds.
"""

import json
import os
import random
import zipfile

import pytest
from tests.io import books

from collective_impact import (
    CollectiveImpactError,
    Indicator,
    Initiative,
    Instrument,
    Item,
    read_observations,
    read_responses,
    read_tables,
)
from collective_impact.io._accounts import Remarks
from collective_impact.io._sheets import Sheet, sheets

TRIES = int(os.environ.get("TABLES_FUZZ", "150"))
SEED = 6


def read_sheets(path):
    """Read the sheets of a path, and see that they are what they say."""
    remarks = Remarks()
    for sheet in sheets(path, account=remarks):
        assert isinstance(sheet, Sheet)
        assert {len(sheet.columns)} >= {len(row.cells) for row in sheet.rows}
        assert all(isinstance(title, str) for title in sheet.columns)
    str(remarks.account()).encode()


def read_initiative(path):
    """Read a path as any kind of record, and see that there is an initiative and an account."""
    reading = read_tables(path)
    assert isinstance(reading.initiative, Initiative)
    str(reading.account).encode()


PULSE = Instrument(id="pulse", levels=["no", "yes"], items=[Item(id="Grade"), Item(id="Share")])


def read_answers(path):
    """Read the answers of a path, and see that they are on their scale."""
    reading = read_responses(path, PULSE, key="sixteen bytes and more")
    assert {answer.value for response in reading.responses for answer in response.answers} <= {1, 2, None}
    str(reading.account).encode()


OURS = Initiative(
    id="ours", indicators=[Indicator(id="graduation", name="Graduation"), Indicator(id="josé", name="José")]
)


def read_figures(path):
    """Read the figures of a path, for indicators that are known and for those that it names."""
    for indicators in (OURS, None):
        reading = read_observations(path, indicators, convention="split_year")
        assert all(isinstance(indicator, Indicator) for indicator in reading.indicators)
        str(reading.account).encode()


READERS = [read_sheets, read_initiative, read_answers, read_figures]
"""Whatever takes the path of a table; a reader that is added here is tried on every file."""


# Seeds ---------------------------------------------------------------------------------

CSV = (
    "Indicator;Grade;2018-19;2019-20;Comment\r\n"
    'Graduation;12;94,2%;"90-94%";"a ""quoted"" line\r\nand another"\r\n'
    "Kindergarten readiness;K;68.379;S;n/a\r\n"
    "José;;#REF!;>=95%;3.4.2020\r\n"
)
ROWS = (
    books.texts("Name", "Since", "Share", "Member", "Note")
    + '<row r="2"><c r="A2" t="str"><v>YMCA</v></c><c r="B2" s="1"><v>43924</v></c><c r="C2" s="2"><v>0.442</v></c>'
    '<c r="D2" t="b"><v>1</v></c><c r="E2"><f>SUM(A1:A2)</f></c></row>'
    '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>Library &amp; co</t></is></c>'
    '<c r="C3" t="e"><v>#N/A</v></c></row>'
)
DESCRIPTOR = {
    "resources": [
        {
            "name": "partners",
            "path": "partners.csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ";", "header": True},
            "schema": {
                "fields": [{"name": "Indicator", "type": "string"}, {"name": "Grade", "type": "integer"}],
                "missingValues": ["", "n/a"],
            },
        },
        {"name": "inline", "data": [{"a": 1, "b": [None, True]}, {"a": "x"}]},
    ]
}


def seeds(folder):
    """Write the files that are damaged, and return the parts of each that damage goes into, by their names."""
    workbook = books.write(folder / "seed.xlsx", ROWS, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    with zipfile.ZipFile(workbook) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {
        "text": {"ours.csv": CSV.encode()},
        "wide": {"ours.csv": CSV.encode("utf-16")},
        "archive": {"ours.xlsx": workbook.read_bytes()},
        "parts": parts,
        "package": {"datapackage.json": json.dumps(DESCRIPTOR).encode(), "partners.csv": CSV.encode()},
    }


# Damage --------------------------------------------------------------------------------

STRANGE = [
    b"", b"\0", b'"', b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n" * 40, b"<", b"&b;", b"<!DOCTYPE x>", b"]]>", b"{",
    b"[" * 99, b"../../etc/passwd", b"http://127.0.0.1:9/", b"-1", b"1e999", b"99999999999999999999", b"NaN",
    b"\xed\xa0\x80", b"XFD1048576", b";" * 300, "\u2028\u0085\ufeff".encode(), b'sep="\n', b"true", b"null",
    b"PK\x03\x04", b"A" * 5000,
]  # fmt: skip


def damaged(content, chance):
    """Return content in which some bytes were changed, cut out, doubled, or replaced by strange ones."""
    damage = bytearray(content)
    for _ in range(chance.choice([1, 1, 1, 2, 4, 16])):
        start = chance.randrange(len(damage) + 1)
        end = min(len(damage), start + chance.choice([0, 1, 1, 2, 8, 64, 512]))
        match chance.randrange(4):
            case 0:
                damage[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 1:
                damage[start:end] = b""
            case 2:
                damage[start:start] = damage[start:end] * chance.choice([1, 3, 50])
            case _:
                damage[start:end] = chance.choice(STRANGE)
    return bytes(damage)


def with_damage(parts, chance):
    """Return the parts, one of them damaged."""
    name = chance.choice(list(parts))
    return parts | {name: damaged(parts[name], chance)}


def written(folder, kind, parts):
    """Write the parts of a kind, and return the path of what is to be read."""
    folder.mkdir(exist_ok=True)
    if kind == "parts":
        with zipfile.ZipFile(folder / "ours.xlsx", "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        return folder / "ours.xlsx"
    for part, content in parts.items():
        (folder / part).write_bytes(content)
    return folder if kind == "package" else folder / next(iter(parts))


EACH_KIND = pytest.mark.parametrize("kind", ["text", "wide", "archive", "parts", "package"])
EACH_READER = pytest.mark.parametrize("read", READERS)


@EACH_KIND
@EACH_READER
def test_whole_files_are_read(kind, read, tmp_path):
    """Else no damage would try more than the first check."""
    read(written(tmp_path / "whole", kind, seeds(tmp_path)[kind]))


@EACH_KIND
@EACH_READER
def test_damaged_files_end_in_tables_or_in_our_own_errors(kind, read, tmp_path):
    """Neither in an error of a library below, nor in a table that is none."""
    parts = seeds(tmp_path)[kind]
    read_in_part = 0
    for number in range(TRIES):
        chance = random.Random(f"{SEED} {kind} {number}")  # noqa: S311 - no secrets
        path = written(tmp_path / "damaged", kind, with_damage(parts, chance))
        try:
            read(path)
            read_in_part += 1
        except CollectiveImpactError:
            continue
        except Exception as error:
            error.add_note(f"number {number} of kind {kind}")
            raise
    assert read_in_part > TRIES / 25  # where nothing can be read, nothing is tried
