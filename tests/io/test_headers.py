import pytest

from collective_impact.io import _headers
from collective_impact.io._accounts import Remarks
from collective_impact.io._grids import Grid, Row, letter
from collective_impact.io._headers import headed


def grid(*rows, merged=(), uncomputed=()):
    """Return rows of cells as a grid; an empty one counts, but is none."""
    filled = [Row(number, cells) for number, cells in enumerate(rows, 1) if cells]
    return Grid(file="ours.xlsx", name="Data", rows=filled, merged=merged, uncomputed=uncomputed)


def read(*rows, titles=None, **given):
    """Return the columns, the rows by number, and the codes of what was said by row."""
    remarks = Remarks()
    sheet = headed(grid(*rows, **given), remarks, titles)
    said = [(remark.row, remark.message.code) for remark in remarks.account()]
    return sheet.columns, {row.number: row.cells for row in sheet.rows}, said


# Where the titles are


def test_titles_stand_in_the_first_row_with_as_many_cells_as_the_others():
    """Headings and notes above them are left out, and said to be."""
    columns, rows, said = read(("Our indicators",), (), ("as of", 2020), (), ("School", 1, 2), ("Pharr", 3, 4))
    assert ("School", "1", "2") == columns
    assert {6: ("Pharr", 3, 4)} == rows
    assert [(1, "sheets.above"), (3, "sheets.above")] == said


@pytest.mark.parametrize("rows", [(("Name",), ("YMCA",)), (("Name",),)])
def test_one_column_has_a_title_too(rows):
    """Its first cell."""
    columns, below, said = read(*rows)
    assert (("Name",), len(rows) - 1, []) == (columns, len(below), said)


def test_a_row_that_is_too_long_does_not_move_the_titles():
    """A broken row is wider than the table."""
    broken = ("Pharr", "a", "b", "c", "d", "e", "f")
    columns, _, _ = read(("School", "Note"), broken, ("Edinburg", "x"), ("Donna", "y"))
    assert ("School", "Note", "", "", "", "", "") == columns


def test_nothing_has_no_titles():
    """An empty sheet is empty."""
    assert ((), {}, []) == read()


def test_titles_are_as_they_are_written():
    """On one line; numbers, days and what failed among them."""
    columns, _, _ = read(("Name\n of  school", 2019.0, True, "#REF!", None, "x"), ("Pharr", 1, 2, 3, 4, 5))
    assert ("Name of school", "2019", "TRUE", "", "", "x") == columns


def test_fields_that_the_source_names_are_the_titles():
    """A data frame has no row of titles."""
    sheet = headed(Grid(fields=("a", "b"), rows=[Row(1, (1, 2))]), Remarks())
    assert (("a", "b"), (Row(1, (1, 2)),)) == (sheet.columns, sheet.rows)


# Rows of titles


DATA = ("Pharr", 10, 0.4, 12, 0.5)


@pytest.mark.parametrize(
    "merged",
    [(), ((1, 2, 1, 3), (1, 4, 1, 5)), ((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5))],
    ids=["gaps", "wide", "all"],
)
def test_two_rows_of_titles_are_joined(merged):
    """Whether their cells are merged, or were before the sheet became a text."""
    columns, rows, said = read(("School", 2019, None, 2020), (None, "n", "%", "n", "%"), DATA, merged=merged)
    assert ("School", "2019 / n", "2019 / %", "2020 / n", "2020 / %") == columns
    assert ({3: DATA}, []) == (rows, said)


def test_groups_with_few_cells_belong_to_the_titles():
    """The name of the first column may stand in the second row."""
    columns, rows, said = read((None, 2019, None, 2020), ("School", "n", "%", "n", "%"), DATA)
    assert ("School", "2019 / n", "2019 / %", "2020 / n", "2020 / %") == columns
    assert ({3: DATA}, []) == (rows, said)


def test_three_rows_of_titles_are_joined():
    """Groups of groups."""
    merged = ((1, 1, 3, 1), (1, 2, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5))
    columns, rows, _ = read(
        ("School", "Graduation"), (None, 2019, None, 2020), (None, "n", "%", "n", "%"), DATA, merged=merged
    )
    assert ("School", "Graduation / 2019 / n", "Graduation / 2019 / %") == columns[:3]
    assert {4: DATA} == rows


def test_four_rows_of_titles_are_too_many():
    """What follows the third is data."""
    columns, rows, _ = read(("a", "b"), ("c", "d"), ("e", "f"), ("g", "h"), merged=((1, 1, 9, 1),))
    assert (("a / c / e", "b / d / f"), {4: ("g", "h")}) == (columns, rows)


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        (("School", "Type", None, "Town"), ("Pharr", "high", "x", "Pharr "), ()),
        (("School", "Type", None), ("Pharr", 1, 1), ()),
        (("School", "Note", None), ("Pharr", 3.5, 4), ((1, 2, 1, 3),)),
        (("School", "Note", None), ("Pharr", None, "x"), ((1, 2, 1, 3),)),
        (("School", "Note"), ("Pharr", "Pharr"), ((5, 1, 6, 1),)),
    ],
    ids=["gap", "numbers", "merged over numbers", "merged over nothing", "merged elsewhere"],
)
def test_data_below_a_gap_or_a_merged_title_stay_data(first, second, merged):
    """Only what says the same again, or stands below a merged cell as a text, is a title."""
    _, rows, _ = read(first, second, merged=merged)
    assert [2] == list(rows)


def test_titles_can_be_counted_out():
    """Whoever knows how many rows there are says so; Qualtrics has three."""
    columns, rows, _ = read(("Q1", "Q2"), ("How?", "Why?"), ("{1}", "{2}"), (5, 4), titles=3)
    assert (("Q1 / How? / {1}", "Q2 / Why? / {2}"), {4: (5, 4)}) == (columns, rows)


def test_more_titles_than_rows_leave_none():
    """It is no error to have no data yet."""
    assert (("a", "b"), {}, []) == read(("a", "b"), titles=3)


def test_merged_cells_beyond_the_titles_are_ignored():
    """A sheet may merge what nobody filled."""
    columns, _, _ = read(("a", "b"), (1, 2), merged=((1, 5, 1, 9),))
    assert ("a", "b") == columns


# The rest


def test_titles_that_stand_again_are_left_out():
    """Printed pages repeat them."""
    _, rows, said = read(("a", "b"), (1, 2), ("a", "b"), (3, 4))
    assert ({2: (1, 2), 4: (3, 4)}, [(3, "sheets.titles_again")]) == (rows, said)


def test_failed_formulas_are_nothing_and_reported():
    """A row of nothing else is no row."""
    _, rows, said = read(("a", "b"), ("#REF!", 2), ("#N/A", "Err:502"))
    assert {2: (None, 2)} == rows
    assert [(2, "sheets.failed"), (3, "sheets.failed"), (3, "sheets.failed")] == said


def test_formulas_without_a_value_are_reported_by_their_title():
    """Or by the letter of their column where it has none."""
    remarks = Remarks()
    headed(grid(("a", "b"), (1, None), uncomputed=((2, 2, "=A1"), (2, 28, "=A2"))), remarks)
    assert [("b", "=A1"), ("AB", "=A2")] == [(remark.column, remark.given) for remark in remarks.account()]


def test_megabytes_in_a_cell_are_cut_off(monkeypatch):
    """And said to be."""
    monkeypatch.setattr(_headers, "LONGEST_CELL", 4)
    _, rows, said = read(("a", "b"), ("12345", "1234"))
    assert ({2: ("1234", "1234")}, [(2, "sheets.cut_cell")]) == (rows, said)


@pytest.mark.parametrize(("column", "called"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_columns_have_letters(column, called):
    """As spreadsheets count; Excel ends at XFD."""
    assert called == letter(column)
