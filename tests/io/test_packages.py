import json

import pytest

from collective_impact import InvalidDocumentError
from collective_impact.io import _packages
from collective_impact.io._accounts import Remarks
from collective_impact.io._sheets import sheets


@pytest.fixture
def read(tmp_path):
    """Return what reads a package of resources beside a file."""
    (tmp_path / "secret.csv").write_text("x\n1\n")
    folder = tmp_path / "package"
    folder.mkdir()

    def read(*resources, text="name,n\nYMCA,1\n"):
        (folder / "a.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
        remarks = Remarks()
        found = sheets(folder, account=remarks)
        return found, [(remark.file, remark.message.code) for remark in remarks.account()]

    return read


def described(*fields, **more):
    """Return a resource with fields of (name, type)."""
    schema = {"fields": [{"name": name, "type": kind} for name, kind in fields]} | more.pop("schema", {})
    return {"name": "partners", "path": "a.csv", "schema": schema} | more


# Resources


def test_a_resource_is_a_sheet(read):
    """With the name that the descriptor gives it; a path may be a list of one."""
    (sheet,), said = read({"name": "partners", "path": ["a.csv"]})
    assert ("a.csv", "partners", ("name", "n")) == (sheet.file, sheet.name, sheet.columns)
    assert ([(2, ("YMCA", "1"))], []) == ([(row.number, row.cells) for row in sheet.rows], said)


@pytest.mark.parametrize(
    "data", [[{"name": "YMCA", "n": 1}], [["name", "n"], ["YMCA", 1]], {"name": ["YMCA"], "n": [1]}]
)
def test_data_may_stand_in_the_descriptor(data, read):
    """As objects, as lists below one of titles, or as columns."""
    (sheet,), said = read({"name": "partners", "data": data})
    assert ("datapackage.json", "partners", ("name", "n")) == (sheet.file, sheet.name, sheet.columns)
    assert ([("YMCA", 1)], []) == ([row.cells for row in sheet.rows], said)


@pytest.mark.parametrize("resource", [3, {}, {"path": 3}, {"path": []}, {"path": ["a.csv", "b.csv"]}, {"data": 3}])
def test_a_resource_of_nothing_gets_a_remark(resource, read):
    """The others are read."""
    found, said = read(resource, {"path": "a.csv"})
    assert (["a"], ["sheets.no_resource"]) == ([sheet.name for sheet in found], [code for _, code in said])


@pytest.mark.parametrize(
    "path",
    [
        "../secret.csv",
        "x/../../secret.csv",
        "/etc/passwd",
        "~/secret.csv",
        "https://example.org/a.csv",
        "file:///etc/passwd",
        "C:\\secret.csv",
        "..\\secret.csv",
        "link.csv",
        "loop.csv",
        "",
        "a\0.csv",
        "x" * 5000,
    ],
    ids=lambda path: repr(path)[:30],
)
def test_no_path_leads_out_of_the_package(path, read, tmp_path):
    """Neither by steps, nor by links, nor to the net; nothing is fetched."""
    (tmp_path / "package" / "link.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "package" / "loop.csv").symlink_to(tmp_path / "package" / "loop.csv")
    found, said = read({"path": path})
    assert ((), 1) == (found, len(said))
    assert said[0][1] in {"sheets.elsewhere", "sheets.no_file"}


def test_a_file_that_is_not_there_gets_a_remark(read):
    """So does one that is no text."""
    assert ((), [("b.csv", "sheets.no_file")]) == read({"path": "b.csv"})
    assert ((), [("datapackage.json", "sheets.kind")]) == read({"path": "datapackage.json"})


# How files are written


def test_the_dialect_and_the_encoding_are_those_of_the_descriptor(read):
    """They need not be found out."""
    resource = {"path": "a.csv", "encoding": "iso-8859-1", "dialect": {"delimiter": ";"}}
    (sheet,), said = read(resource, text="name;x\nJosé, the one;1\n".encode("latin-1"))
    assert (("name", "x"), ("José, the one", "1"), []) == (sheet.columns, sheet.rows[0].cells, said)


def test_a_file_without_titles_has_those_of_the_schema(read):
    """The dialect says that it has none."""
    (sheet,), _ = read(described(("name", "string"), ("n", "integer"), dialect={"header": False}), text="YMCA,1\n")
    assert (("name", "n"), (1, ("YMCA", 1))) == (sheet.columns, (sheet.rows[0].number, sheet.rows[0].cells))


@pytest.mark.parametrize("encoding", ["utf-7", "idna", "zlib", "rot13", "unicode_escape", "no such", "a\0b"])
def test_an_encoding_of_nobody_is_refused(encoding, read):
    """Python knows some that are none of text, or take hours."""
    assert ((), [("a.csv", "sheets.encoding")]) == read({"path": "a.csv", "encoding": encoding})


@pytest.mark.parametrize("more", [{"encoding": 3}, {"dialect": 3}, {"dialect": {"delimiter": ";;"}}, {"schema": []}])
def test_what_a_descriptor_says_without_sense_is_ignored(more, read):
    """It is found out instead."""
    (sheet,), said = read({"path": "a.csv"} | more)
    assert (("name", "n"), []) == (sheet.columns, said)


# What the schema says


@pytest.mark.parametrize(
    ("field", "text", "cell"),
    [
        ({"type": "integer"}, "68379", 68379),
        ({"type": "integer"}, "68.5", "68.5"),
        ({"type": "integer"}, "1" * 20, "1" * 20),
        ({"type": "number"}, "68.379", 68.379),
        ({"type": "number"}, "68", 68.0),
        ({"type": "number"}, "-1.5e3", -1500.0),
        ({"type": "number"}, "1e999", "1e999"),
        ({"type": "number"}, "about 3", "about 3"),
        ({"type": "number", "groupChar": ".", "decimalChar": ","}, "68.379", 68379.0),
        ({"type": "number", "groupChar": 3, "decimalChar": None}, "68.379", 68.379),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]}, "nein", False),
        ({"type": "boolean"}, "perhaps", "perhaps"),
        ({"type": "date"}, "2020-04-03", "2020-04-03"),
        ({}, "1", "1"),
        ({"type": "string"}, "n/a", None),
        ({"type": "string"}, "NA", "NA"),
    ],
)
def test_cells_are_what_the_schema_says_where_they_can_be(field, text, cell, read):
    """Others stay texts, which a reader reports."""
    schema = {"fields": [{"name": "name"}, {"name": "n", **field}], "missingValues": ["", "n/a", 3]}
    (sheet,), _ = read({"path": "a.csv", "schema": schema}, text=f'name,n\nYMCA,"{text}"\n')
    assert (cell, type(cell)) == (sheet.rows[0].cells[1], type(sheet.rows[0].cells[1]))


def test_cells_beyond_the_fields_stay(read):
    """They are reported as in any file."""
    (sheet,), said = read(described(("name", "string")), text="name\nYMCA,1\nx\ny\n")
    assert (("YMCA", "1"), [("a.csv", "sheets.untitled")]) == (sheet.rows[0].cells, said)


def test_a_file_of_nothing_has_the_fields_of_the_schema(read):
    """It has no rows."""
    (sheet,), _ = read(described(("name", "string")), text="")
    assert (("name",), ()) == (sheet.columns, sheet.rows)


# Descriptors


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"resources": 3}', "[" * 100_000, '{"resources": {}}'])
def test_what_describes_no_resources_is_no_descriptor(text, tmp_path):
    """Any other JSON file is refused as a whole."""
    (tmp_path / "ours.json").write_text(text)
    with pytest.raises(InvalidDocumentError, match=r"no JSON|no descriptor of a Data Package|nested too deeply"):
        sheets(tmp_path / "ours.json", account=Remarks())


@pytest.mark.parametrize(("limit", "words"), [("LARGEST_PART", "bytes are too many"), ("MOST_SHEETS", "too many; at")])
def test_a_descriptor_of_too_much_is_refused(limit, words, read, monkeypatch):
    """It is as long as a folder is large."""
    monkeypatch.setattr(_packages, limit, 1)
    with pytest.raises(InvalidDocumentError, match=words):
        read({"path": "a.csv"}, {"path": "a.csv"})
