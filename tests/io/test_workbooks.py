import sys
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from tests.io import books

import collective_impact as ci
from collective_impact import InvalidDocumentError, MissingExtraError
from collective_impact.io import _workbooks
from collective_impact.io._accounts import Remarks
from collective_impact.io._sheets import sheets
from collective_impact.io._workbooks import is_percent


def read(path):
    """Return the sheets of a workbook, and what was said of them."""
    remarks = Remarks()
    return sheets(path, account=remarks), remarks.account()


def said(account):
    """Return where and what an account says."""
    return [(remark.row, remark.column, remark.message.code) for remark in account]


@pytest.fixture
def book():
    """Return an empty workbook with a sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Data"
    return book


@pytest.fixture
def again(book, tmp_path):
    """Return what saves the workbook and reads it."""

    def again():
        book.save(tmp_path / "ours.xlsx")
        return read(tmp_path / "ours.xlsx")

    return again


# Values


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (3, 3),
        (0.25, 0.25),
        (True, True),
        ("68.379", "68.379"),
        ("José", "José"),
        (datetime(2020, 4, 3, 9, 30), datetime(2020, 4, 3, 9, 30)),  # noqa: DTZ001 - spreadsheets know no zones
        (date(2020, 4, 3), datetime(2020, 4, 3)),  # noqa: DTZ001 - as above
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("  ", None),
    ],
    ids=repr,
)
def test_values_are_what_was_saved(value, cell, book, again):
    """Numbers are numbers and texts texts, also such as look like numbers."""
    book.active.append(["name", "value"])
    book.active.append(["YMCA", value])
    (sheet,), account = again()
    assert ("ours.xlsx", "Data", ("name", "value"), 1900) == (sheet.file, sheet.name, sheet.columns, sheet.epoch)
    assert [(2, ("YMCA", cell), False)] == [(row.number, row.cells, row.hidden) for row in sheet.rows]
    assert not account


@pytest.mark.parametrize(
    ("value", "number_format", "cell"),
    [
        (0.442, "0%", "442e-1%"),
        (-0.4425, "0.00%", "-4425e-2%"),
        (0.68379, "0.000%", "68379e-3%"),
        (5e-324, "0%", "5e-322%"),
        (0, "0%", "0%"),
        (1, "0%", "100%"),
        (12.0, "0%", "1200%"),
        (44.2, '0.0"%"', 44.2),
        (0.1, "0.0", 0.1),
    ],
)
def test_a_share_shown_in_percent_is_read_as_it_is_shown(value, number_format, cell, book, again):
    """The saved 0.442 would be taken for less than half a percent; no digit is lost."""
    book.active.append(["name", "value"])
    book.active.append(["YMCA", value])
    book.active["B2"].number_format = number_format
    (sheet,), _ = again()
    assert ("YMCA", cell) == sheet.rows[0].cells


@pytest.mark.parametrize("beside", [0.5, "44,5%", "44.5%", "1.234,5"])
def test_a_share_that_is_a_number_is_never_one_of_two(beside, tmp_path):
    """However the texts beside it are written: 68.379 percent were saved, and no other number."""
    book = openpyxl.Workbook()
    book.active.append(["Indicator", 2019, 2020])
    book.active.append(["Graduation", 0.68379, beside])
    for cell in book.active[2][1:]:
        cell.number_format = "0.000%"
    book.save(tmp_path / "a.xlsx")
    (indicator,) = ci.read_observations(tmp_path / "a.xlsx", decimal=None).indicators
    assert 68.379 == indicator.observations[0].value


def test_a_remark_repeats_a_share_as_people_write_it(tmp_path):
    """With a mark before decimals."""
    book = openpyxl.Workbook()
    book.active.append(["Indicator", "Unit", 2019])
    book.active.append(["Children", "children", 0.684])
    book.active["C2"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    (remark,) = ci.read_observations(tmp_path / "a.xlsx").account
    assert "68.4%" == remark.given
    assert '"68.4%"' in str(remark)


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [("0%", True), ("0.00%;[Red]-0.00%", True), ('0"%"', False), ("0\\%", False), ("0_%", False), ("General", False)],
)
def test_a_percent_sign_that_is_only_shown_multiplies_nothing(number_format, expected):
    """Quoted, escaped and invisible signs are decoration."""
    assert expected is is_percent(number_format)


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path):
    """Old workbooks of the Macintosh."""
    row = '<row><c s="1"><v>42462</v></c><c><v>42462</v></c></row>'
    (sheet,), _ = read(books.write(tmp_path / "a.xlsx", books.texts("day", "n") + row, date1904=True))
    assert (1904, (datetime(2020, 4, 3), 42462)) == (sheet.epoch, sheet.rows[0].cells)  # noqa: DTZ001 - as above


def test_a_day_that_cannot_be_is_reported(tmp_path):
    """Excel shows hashes."""
    row = '<row><c s="1"><v>99999999999</v></c><c t="str"><v>x</v></c></row>'
    (sheet,), account = read(books.write(tmp_path / "a.xlsx", books.texts("day", "n") + row))
    assert ((None, "x"), [(2, "day", "sheets.failed")]) == (sheet.rows[0].cells, said(account))


def test_a_number_without_end_is_reported(tmp_path):
    """No spreadsheet can show infinity."""
    row = "<row><c><v>1e999</v></c><c><v>2</v></c></row>"
    (sheet,), account = read(books.write(tmp_path / "a.xlsx", books.texts("a", "b") + row))
    assert ((None, 2), [(2, "a", "sheets.failed")]) == (sheet.rows[0].cells, said(account))


def test_characters_that_are_written_as_numbers_are_read(tmp_path):
    """Excel writes the carriage return of a cell as _x000D_."""
    (sheet,), _ = read(books.write(tmp_path / "a.xlsx", books.texts("a") + books.texts("x_x000D_y_x005F_x000D_")))
    assert ("x\ry_x000D_",) == sheet.rows[0].cells


def test_elements_may_have_a_prefix_and_cells_no_place(tmp_path):
    """As some libraries of .NET write them; hidden and merged cells are found all the same."""
    first = '<x:row r="1"><x:c><x:v>2019</x:v></x:c><x:c/></x:row>'
    rows = f'{first}<x:row r="4" hidden="true"><x:c><x:v>1</x:v></x:c><x:c><x:f>A1</x:f></x:c></x:row>'
    (sheet,), account = read(books.write(tmp_path / "a.xlsx", rows, prefix="x"))
    assert [(4, (1,), True)] == [(row.number, row.cells, row.hidden) for row in sheet.rows]
    assert [(4, None, "sheets.hidden_rows"), (4, "B", "sheets.uncomputed")] == said(account)


# Formulas


def test_formulas_are_read_as_they_were_last_computed_and_never_computed(tmp_path):
    """Also where the value is an empty text; one without a value is reported with the formula."""
    rows = books.texts("a", "b", "c", "d") + (
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>IF(1,"","")</f><v></v></c>'
        '<c r="C2"><f>cmd|"/c calc"!A1</f><v/></c><c r="D2" t="e"><f>[1]x!A1</f><v>#REF!</v></c></row>'
    )
    (sheet,), account = read(books.write(tmp_path / "a.xlsx", rows))
    assert [(2, None, None, None)] == [row.cells for row in sheet.rows]
    assert [(2, "c", "sheets.uncomputed"), (2, "d", "sheets.failed")] == said(account)
    assert '=cmd|"/c calc"!A1' == account[0].given


def test_openpyxl_saves_formulas_without_values(book, again):
    """They are missing, not zero."""
    book.active.append(["a", "b"])
    book.active.append([1, "=A2*2"])
    (sheet,), account = again()
    assert (1, None) == sheet.rows[0].cells
    assert [(2, "b", "sheets.uncomputed")] == said(account)


# What is hidden, merged or elsewhere


def test_hidden_sheets_rows_and_columns_are_read_and_said_to_be(book, again):
    """A filter is no deletion."""
    book.active.append(["name", "fee"])
    for fee in range(3):
        book.active.append(["YMCA", fee])
    book.active.row_dimensions[3].hidden = book.active.row_dimensions[4].hidden = True
    book.active.column_dimensions["B"].hidden = book.active.column_dimensions["M"].hidden = True
    other = book.create_sheet("Lists")
    other.append(["x"])
    other.sheet_state = "veryHidden"
    (data, lists), account = again()
    assert [False, True, True] == [row.hidden for row in data.rows]
    assert (False, True) == (data.hidden, lists.hidden)
    codes = ["sheets.hidden_columns", "sheets.hidden_rows", "sheets.hidden_sheet"]
    assert codes == [remark.message.code for remark in account]
    assert ["note"] * 3 == [remark.severity for remark in account]
    assert "columns are hidden (B); they were read all the same" == str(account[0].message)
    assert (3, "2") == (account[1].row, dict(account[1].message.params)["count"])


def test_merged_titles_stand_on_each_of_their_columns(book, again):
    """Whatever stands above the table is left out with a note."""
    sheet = book.active
    sheet["B2"] = "Our schools"
    for row in (["School", 2019, None, 2020], [None, "n", "%", "n", "%"], ["Pharr", 1, 2, 3, 4]):
        sheet.append([None, *row])
    for area in ("B2:F2", "B3:B4", "C3:D3", "E3:F3"):
        sheet.merge_cells(area)
    (found,), _ = again()
    assert ("", "School", "2019 / n", "2019 / %", "2020 / n", "2020 / %") == found.columns
    assert {5: (None, "Pharr", 1, 2, 3, 4)} == {row.number: row.cells for row in found.rows}


def test_sheets_without_cells_are_said_to_be_none(book, again):
    """Charts are no tables, and an empty sheet has nothing."""
    book.create_chartsheet("Trend").add_chart(openpyxl.chart.LineChart())
    found, account = again()
    assert [("Data", ())] == [(sheet.name, sheet.columns) for sheet in found]
    assert [("Trend", "sheets.chart", "note")] == [(s.sheet, s.message.code, s.severity) for s in account]


def test_a_sheet_that_the_workbook_lost_is_reported(tmp_path):
    """It is listed and not there."""
    path = books.write(tmp_path / "a.xlsx", "", **{"xl/_rels/workbook.xml.rels": lost()})
    found, account = read(path)
    assert ((), [("Data", "sheets.lost_sheet")]) == (found, [(said.sheet, said.message.code) for said in account])


def lost():
    """Return relations that lead to a sheet that is not there."""
    relation = f'<Relationship Id="r1" Type="{books.RELATIONS}/worksheet" Target="worksheets/sheet9.xml"/>'
    return f'<Relationships xmlns="{books.PACKAGE}/relationships">{relation}</Relationships>'


# What is missing or too much


def test_without_openpyxl_the_error_says_what_to_install(monkeypatch, tmp_path):
    """It is an extra."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r'pip install "collective-impact\[excel\]"'):
        read(books.write(tmp_path / "a.xlsx", ""))


def test_a_workbook_of_too_many_sheets_is_refused(book, again, monkeypatch):
    """A thousand are more than anyone reads."""
    monkeypatch.setattr(_workbooks, "MOST_SHEETS", 1)
    book.create_sheet("Other")
    with pytest.raises(InvalidDocumentError, match="2 sheets are too many; at most 1 are read"):
        again()


@pytest.mark.parametrize(("limit", "most"), [("MOST_ROWS", 2), ("MOST_CELLS", 6)])
def test_a_sheet_of_too_many_rows_or_cells_is_cut_with_a_remark(limit, most, book, again, monkeypatch):
    """What is read is bounded, and said to be."""
    monkeypatch.setattr(_workbooks, limit, most)
    for row in (["a", "b"], [1, 2], [3, 4], [5, 6]):
        book.active.append(row)
    (sheet,), account = again()
    assert [(1, 2)] == [row.cells for row in sheet.rows]
    assert [(3, None, "sheets.cut_rows")] == said(account)
