import json
import os

import pytest
from tests.io import books

from collective_impact import InvalidDocumentError
from collective_impact.errors import InvalidValueError
from collective_impact.io import _sheets
from collective_impact.io._accounts import Remarks
from collective_impact.io._sheets import sheets


def read(path, **given):
    """Return the sheets of a path and what was said by file."""
    remarks = Remarks()
    found = sheets(path, account=remarks, **given)
    return found, [(remark.file, remark.message.code) for remark in remarks.account()]


# Files


@pytest.mark.parametrize("path", [str, lambda path: path, os.fspath], ids=["text", "path", "fspath"])
def test_a_path_is_a_path_or_a_text(path, tmp_path):
    """As everywhere in Python."""
    (tmp_path / "a.csv").write_text("a\n1\n")
    (sheet,), said = read(path(tmp_path / "a.csv"))
    assert (("a",), []) == (sheet.columns, said)


def test_rows_of_titles_can_be_counted_out(tmp_path):
    """It is passed on to each sheet."""
    (tmp_path / "a.csv").write_text("a,b\nc,d\n1,2\n")
    (sheet,), _ = read(tmp_path / "a.csv", titles=2)
    assert ("a / c", "b / d") == sheet.columns


def test_a_workbook_is_one_whatever_it_is_called(tmp_path):
    """Some portals name it .csv."""
    (sheet,), _ = read(books.write(tmp_path / "a.csv", books.texts("a", "b")))
    assert ("a.csv", "Data") == (sheet.file, sheet.name)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF", r'"a.pdf" is no kind of file that is read; save it as .xlsx or .csv'),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is no kind of file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password"),
        ("a.xlsx", b"a,b\n1,2\n", "no workbook, whatever its name says"),
        ("a.xlsx", b"", "no workbook, whatever its name says"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(name, content, words, tmp_path):
    """Most are saved again as what is read."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidDocumentError, match=words):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["no.csv", "no.xlsx", "no.json", "no"])
def test_a_file_that_is_not_there_is_what_the_system_says(name, tmp_path):
    """It is no fault of a table."""
    with pytest.raises(FileNotFoundError, match=name):
        read(tmp_path / name)


def test_a_pipe_is_no_file(tmp_path):
    """It would be waited for, without end."""
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(InvalidDocumentError, match="no kind of file"):
        read(tmp_path / "a.csv")


# Folders


def test_a_folder_has_its_files_in_the_order_of_their_names(tmp_path):
    """What is no table gets a remark, and what programs hide does not."""
    for name in ("b.csv", "a.tsv", ".hidden.csv", "~$b.csv", "notes.docx"):
        (tmp_path / name).write_text("x\n1\n")
    (tmp_path / "below").mkdir()
    found, said = read(tmp_path)
    assert [("a.tsv", "a"), ("b.csv", "b")] == [(sheet.file, sheet.name) for sheet in found]
    assert [("below", "sheets.no_table"), ("notes.docx", "sheets.no_table")] == said


def test_one_broken_file_does_not_keep_the_others_from_being_read(tmp_path):
    """It gets a remark."""
    (tmp_path / "a.xlsx").write_text("x")
    (tmp_path / "b.csv").write_text("x\n1\n")
    found, said = read(tmp_path)
    assert (["b.csv"], [("a.xlsx", "sheets.no_workbook")]) == ([sheet.file for sheet in found], said)


def test_a_link_out_of_a_folder_is_not_followed(tmp_path):
    """A folder that came by mail could lead anywhere."""
    (tmp_path / "secret.csv").write_text("x\n1\n")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "a.csv").symlink_to(tmp_path / "secret.csv")
    assert ((), [("a.csv", "sheets.no_table")]) == read(tmp_path / "ours")


def test_a_folder_of_too_many_files_is_refused(tmp_path, monkeypatch):
    """Nobody means to read a whole disk."""
    monkeypatch.setattr(_sheets, "MOST_SHEETS", 1)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x\n")
    with pytest.raises(InvalidDocumentError, match="2 files are too many"):
        read(tmp_path)


def test_a_folder_with_a_descriptor_is_a_package(tmp_path):
    """What it does not describe is not read."""
    (tmp_path / "a.csv").write_text("x\n1\n")
    (tmp_path / "b.csv").write_text("x\n1\n")
    resources = [{"name": "partners", "path": "a.csv"}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
    for path in (tmp_path, tmp_path / "datapackage.json"):
        (sheet,), _ = read(path)
        assert ("a.csv", "partners") == (sheet.file, sheet.name)


def test_an_empty_path_is_no_folder():
    """It would be the one that the program happens to be in."""
    with pytest.raises(InvalidValueError, match="source: '' is not the path of a file or folder, or a table"):
        sheets("", account=Remarks())
