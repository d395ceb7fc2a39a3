import codecs
import csv

import pytest

from collective_impact import InvalidDocumentError
from collective_impact.io import _delimited
from collective_impact.io._accounts import Remarks
from collective_impact.io._sheets import sheets

TEXT = "Träger,Größe\r\nMünchen,3\r\n"


@pytest.fixture
def read(tmp_path):
    """Return what reads the content of a file."""

    def read(content, name="ours.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        remarks = Remarks()
        (sheet,) = sheets(path, account=remarks)
        return sheet, remarks.account()

    return read


def rows(sheet):
    """Return the cells of a sheet's rows by the numbers of the rows."""
    return {row.number: row.cells for row in sheet.rows}


# Encodings


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["UTF-8", "with a mark", "UTF-16", "big-endian", "UTF-32", "unmarked", "unmarked big-endian"],
)
def test_unicode_in_all_its_encodings(content, read):
    """As Excel, LibreOffice and Google Sheets write it."""
    sheet, account = read(content)
    assert ("ours.csv", "ours", ("Träger", "Größe")) == (sheet.file, sheet.name, sheet.columns)
    assert {2: ("München", "3")} == rows(sheet)
    assert not account


@pytest.mark.parametrize(("encoding", "word"), [("cp1252", "–"), ("latin-1", "Träger"), ("latin-1", "\x81ä")])
def test_what_is_not_unicode_is_read_as_windows_with_a_warning(encoding, word, read):
    """With a word by which a person sees whether that was right."""
    sheet, account = read(f"{word},a\nb,c\n".encode(encoding))
    assert 2 == len(sheet.columns)
    assert [("sheets.windows", f"{word},a", "warning")] == [(s.message.code, s.given, s.severity) for s in account]


def test_a_space_that_does_not_break_is_no_word(read):
    """It is warned of as well."""
    _, account = read(b"a\xa0,b\n")
    assert ["\xa0"] == [said.given for said in account]


@pytest.mark.parametrize("content", [codecs.BOM_UTF16_LE + b"\x00\xd8a", b"\xff\0\0\xfe\x01"])
def test_what_is_no_text_is_refused(content, read):
    """Neither broken UTF-16 nor a picture is a table."""
    with pytest.raises(InvalidDocumentError, match="no text in the encoding"):
        read(content)


# Dialects


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(separator, read):
    """It is what gives most rows the same width."""
    lines = ["School;2019;2020", "Edinburg;44,2;45,0", "Pharr;39,9;41,5"]
    if separator == ",":
        lines = [line.replace(",", ".") for line in lines]
    sheet, _ = read("\n".join(lines).replace(";", separator))
    assert ("School", "2019", "2020") == sheet.columns
    assert ["Edinburg", "Pharr"] == [cells[0] for cells in rows(sheet).values()]


@pytest.mark.parametrize("declared", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_first_line_can_declare_the_separator(declared, read):
    """Excel takes it for no row, so that rows keep their numbers."""
    sheet, _ = read(f"{declared}\r\na,b;c\r\n1;2\r\n")
    assert ("a,b", "c") == sheet.columns
    assert {2: ("1", "2")} == rows(sheet)


def test_a_file_of_tabs_has_tabs(read):
    """Whatever else is in it."""
    sheet, _ = read("a,b\tc,d\n1,2\t3,4\n", "ours.tsv")
    assert ("a,b", "c,d") == sheet.columns


def test_a_file_with_one_column_has_no_separator(read):
    """A list of names is a table."""
    sheet, account = read("Name\nYMCA\n\nLibrary\n")
    assert {2: ("YMCA",), 4: ("Library",)} == rows(sheet)
    assert not account


def test_quoted_cells_hold_lines_and_separators(read):
    """They are one row to a spreadsheet, and to us."""
    sheet, _ = read('a,b\n"x, ""y""\nz",1\n2,3\n')
    assert {2: ('x, "y"\nz', "1"), 3: ("2", "3")} == rows(sheet)


def test_characters_that_only_look_like_ends_of_lines_stay(read):
    """Unicode has more of them than spreadsheets."""
    sheet, _ = read("a,b\nx\u2028y\x0bz,1\n")
    assert {2: ("x\u2028y\x0bz", "1")} == rows(sheet)


@pytest.mark.parametrize("separator", ['"', "\r"])
def test_a_separator_that_separates_nothing_is_refused(separator, tmp_path):
    """Neither a quotation mark nor the end of a line stands between cells."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a")
    with pytest.raises(InvalidDocumentError, match="separates no cells"):
        _delimited.grid(path, "a.csv", Remarks(), separator=separator)


# Ragged, broken, huge


def test_short_rows_are_filled_up_and_long_ones_reported(read):
    """A row that goes on beyond the titles is often a text without its quotation marks."""
    sheet, account = read("a,b\n1\n1,2,3,4\n,,\n5,6\n")
    assert ("a", "b", "", "") == sheet.columns
    assert {2: ("1", None, None, None), 3: ("1", "2", "3", "4"), 5: ("5", "6", None, None)} == rows(sheet)
    assert [(3, "3 4", "sheets.untitled")] == [(said.row, said.given, said.message.code) for said in account]


def test_many_long_rows_are_counted(read):
    """A column without a title is reported row by row for a while."""
    _, account = read("a,b\n" + "1,2,3\n" * 25)
    assert 21 == len(account)
    assert (22, "from this row on, 5 more rows go on beyond the last title") == (
        account[-1].row,
        str(account[-1].message),
    )


def test_a_quotation_mark_that_is_never_closed_ends_the_reading_with_a_remark(read):
    """A cell of megabytes is the rest of a file."""
    sheet, account = read('a,b\n1,2\n3,"' + "x\n" * 100_000)
    assert {2: ("1", "2")} == rows(sheet)
    assert [(3, "sheets.endless_cell")] == [(said.row, said.message.code) for said in account]


def test_an_endless_cell_is_seen_whatever_others_let_csv_read(read):
    """The limit of the csv module is everybody's, and other libraries raise it."""
    before = csv.field_size_limit(10_000_000)
    try:
        sheet, account = read('a,b\n1,2\n3,"' + "x\n" * 100_000)
    finally:
        csv.field_size_limit(before)
    assert {2: ("1", "2")} == rows(sheet)
    assert ["sheets.endless_cell"] == [said.message.code for said in account]


def test_a_table_of_too_many_rows_is_cut_with_a_remark(read, monkeypatch):
    """What is read is bounded."""
    monkeypatch.setattr(_delimited, "MOST_ROWS", 3)
    sheet, account = read("a\n1\n2\n3\n4\n")
    assert [2, 3] == list(rows(sheet))
    assert [(4, "sheets.cut_rows")] == [(said.row, said.message.code) for said in account]


def test_a_file_that_is_too_large_is_not_opened(read, monkeypatch):
    """Its size is known before."""
    monkeypatch.setattr(_delimited, "LARGEST_FILE", 5)
    with pytest.raises(InvalidDocumentError, match="6 bytes are too many; a file has at most 5"):
        read("123456")


def test_a_million_empty_rows_are_none(read):
    """They take no room."""
    sheet, account = read("a,b\n" + ",\n" * 1_000_000)
    assert (("a", "b"), ()) == (sheet.columns, sheet.rows)
    assert not account


@pytest.mark.parametrize("content", [b"", b"\n\n", codecs.BOM_UTF8])
def test_an_empty_file_is_an_empty_sheet(content, read):
    """It has neither titles nor rows."""
    sheet, _ = read(content)
    assert ((), ()) == (sheet.columns, sheet.rows)


def test_a_sample_that_is_one_long_cell_has_no_separator():
    """It is judged no further."""
    assert "," == _delimited.sniffed('"' + "x" * 200_000)
