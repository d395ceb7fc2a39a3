import struct
import time
import tracemalloc
import zipfile

import pytest
from tests.io import books

from collective_impact import InvalidDocumentError
from collective_impact.io import _archives
from collective_impact.io._accounts import Remarks
from collective_impact.io._sheets import sheets

ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'


def read(path):
    """Return the sheets of a workbook, and the codes of what was said."""
    remarks = Remarks()
    found = sheets(path, account=remarks)
    return found, [remark.message.code for remark in remarks.account()]


def refusal(path):
    """Return the code with which a workbook is refused."""
    with pytest.raises(InvalidDocumentError) as error:
        read(path)
    return error.value.faults[0].code


# Too much


def test_a_bomb_is_not_unpacked(tmp_path):
    """Half a gigabyte in half a megabyte, and the time and room that it takes to see that."""
    path = books.write(tmp_path / "a.xlsx", "")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as part:
        for _ in range(64):
            part.write(bytes(2**20))
    tracemalloc.start()
    began = time.perf_counter()
    code = refusal(path)
    assert ("sheets.bomb", True) == (code, time.perf_counter() - began < 10)
    assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("limit", "most", "code"),
    [
        ("LARGEST_UNPACKED", 1000, "sheets.large_archive"),
        ("MOST_PARTS", 3, "sheets.large_archive"),
        ("LARGEST_FILE", 500, "sheets.large_file"),
        ("LARGEST_PART", 100, "sheets.bomb"),
    ],
)
def test_a_workbook_of_too_much_is_refused(limit, most, code, tmp_path, monkeypatch):
    """By its own size, and by the sizes that it declares."""
    monkeypatch.setattr(_archives, limit, most)
    assert code == refusal(books.write(tmp_path / "a.xlsx", books.texts("a")))


def test_a_size_that_is_a_lie_is_not_exceeded(tmp_path):
    """What is unpacked ends where the part says that it does, and then it is broken."""
    path = books.write(tmp_path / "a.xlsx", "".join(ROW.format(n) for n in range(1, 100_000)))
    content = bytearray(path.read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    directory = content.rindex(name) - 46  # the fixed part of an entry of the directory (APPNOTE 4.3.12)
    assert b"PK\x01\x02" == content[directory : directory + 4]
    struct.pack_into("<I", content, directory + 24, 1000)
    path.write_bytes(content)
    assert "sheets.broken" == refusal(path)


def test_a_million_empty_rows_are_none(tmp_path):
    """They are passed over."""
    path = books.write(tmp_path / "a.xlsx", books.texts("a", "b") + '<row r="1048576"><c r="A1048576"/></row>')
    ((sheet,), said) = read(path)
    assert (("a", "b"), (), []) == (sheet.columns, sheet.rows, said)


@pytest.mark.parametrize("row", ["99999999999", "1048577"])
def test_rows_beyond_the_last_are_not_waited_for(row, tmp_path):
    """Excel ends at 1,048,576; what follows is left out with a remark."""
    path = books.write(tmp_path / "a.xlsx", books.texts("a", "b") + f'<row r="{row}"><c><v>1</v></c></row>')
    ((sheet,), said) = read(path)
    assert ((), ["sheets.cut_rows"]) == (sheet.rows, said)


def test_cells_far_to_the_right_are_bounded(tmp_path):
    """Two thousand rows whose only cell is in the last column would be thirty million cells."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 2001))
    ((sheet,), said) = read(books.write(tmp_path / "a.xlsx", rows))
    assert ["sheets.cut_rows"] == said
    assert len(sheet.rows) < 1300  # 20,000,000 / 16,384


# What no spreadsheet writes


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_are_not_expanded(part, tmp_path):
    """Those of a part of a few lines could fill the memory, or name a file of the reader's."""
    path = books.write(tmp_path / "a.xlsx", "", **{part: f"<?xml version='1.0'?><!-- x -->{ENTITY}<x>&b;</x>"})
    assert "sheets.entities" == refusal(path)


def test_entities_behind_the_beginning_are_no_xml(tmp_path):
    """A type can only be declared before the first element."""
    assert "sheets.broken" == refusal(books.write(tmp_path / "a.xlsx", f"{ENTITY}{books.texts('&b;')}"))


def test_external_links_are_not_followed(tmp_path):
    """The value that was saved is read, and the address never opened."""
    relation = f'<Relationship Id="r1" Type="{books.RELATIONS}/externalLinkPath" Target="http://127.0.0.1:9/x.xlsx" '
    rows = books.texts("a") + "<row><c><f>[1]Sheet1!A1</f><v>4</v></c></row>"
    link = f'<externalLink xmlns="{books.MAIN}"><externalBook r:id="r1" xmlns:r="{books.RELATIONS}"/></externalLink>'
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            f'<Relationships xmlns="{books.PACKAGE}/relationships">{relation}TargetMode="External"/></Relationships>'
        ),
    }
    ((sheet,), said) = read(books.write(tmp_path / "a.xlsx", rows, **parts))
    assert ((4,), []) == (sheet.rows[0].cells, said)


def test_a_part_of_no_use_may_be_broken(tmp_path):
    """Whether it is XML is only asked where it is read."""
    ((sheet,), _) = read(
        books.write(tmp_path / "a.xlsx", books.texts("a"), **{"docProps/other.xml": "<", "a.png": "x"})
    )
    assert ("a",) == sheet.columns


def test_a_strict_workbook_is_refused_with_what_to_do(tmp_path):
    """Openpyxl would find nothing in it, without a word."""
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert "sheets.strict" == refusal(books.write(tmp_path / "a.xlsx", books.texts("a"), main=strict))


def test_a_locked_part_is_refused(tmp_path):
    """Whoever wants it read unlocks it."""
    path = books.write(tmp_path / "a.xlsx", "")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "sheets.old_or_locked" == refusal(path)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet"),
        ("xl/styles.xml", "x"),
        ("[Content_Types].xml", "<x/>"),
        (
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{books.MAIN}"><sheetData><row r="x"/></sheetData></worksheet>',
        ),
    ],
)
def test_a_broken_workbook_says_that_it_is(part, content, tmp_path):
    """However it breaks what reads it."""
    assert "sheets.broken" == refusal(books.write(tmp_path / "a.xlsx", "", **{part: content}))


def test_a_workbook_without_sheets_is_none(tmp_path):
    """It is another kind of package."""
    assert "sheets.no_workbook" == refusal(books.write(tmp_path / "a.xlsx", "", **{"xl/workbook.xml": "<x/>"}))


def test_a_workbook_may_have_another_name_inside(tmp_path):
    """Its sheets are then those that are found."""
    path = books.write(tmp_path / "a.xlsx", books.texts("a"))
    renamed = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(renamed, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"/workbook.xml", b"/book.xml")
            new.writestr(name.replace("workbook.xml", "book.xml"), content)
    ((sheet,), said) = read(renamed)
    assert (("a",), []) == (sheet.columns, said)


def test_the_end_of_a_workbook_can_be_missing(tmp_path):
    """A download that stopped."""
    path = books.write(tmp_path / "a.xlsx", books.texts("a"))
    path.write_bytes(path.read_bytes()[:-40])
    assert "sheets.broken" == refusal(path)
