import zipfile

import pytest
from tests.io import books

from collective_impact.io import _marks
from collective_impact.io._marks import Marks, marks


@pytest.fixture
def read(tmp_path):
    """Return what looks for the marks of a sheet with rows as XML text."""

    def read(rows, **given):
        with zipfile.ZipFile(books.write(tmp_path / "a.xlsx", rows, **given)) as archive:
            return marks(archive, "xl/worksheets/sheet1.xml", "a.xlsx")

    return read


def test_most_sheets_have_no_marks(read):
    """They are told by their bytes, in steps that overlap."""
    assert Marks() == read('<row r="1"><c r="A1"><v>1</v></c></row>' * 50_000)


@pytest.mark.parametrize("place", range(-4, 5))
def test_a_mark_between_two_steps_is_found(place, read):
    """The steps are of a megabyte."""
    head = len(f'<worksheet xmlns="{books.MAIN}"><sheetData>')
    filler = 2**20 - head - len("<row><c></c></row>") + place
    rows = f"<row><c>{' ' * filler}</c></row><row><c><f>A1</f></c></row>"
    assert {(2, 1): "=A1"} == read(rows).uncomputed


def test_rows_and_columns_are_hidden(read):
    """Columns in spans, which may claim more than there are."""
    cols = (
        '<cols><col min="2" max="3" hidden="1"/><col min="9" max="9"/><col min="16384" max="99999" hidden="1"/></cols>'
    )
    found = read('<row/><row hidden="1"/><row r="7" hidden="true"/><row hidden="0"/>', before=cols)
    assert ({2, 7}, {2, 3, 16384}) == (found.hidden_rows, found.hidden_columns)


def test_areas_are_merged(read):
    """What is no area is passed over."""
    refs = ("B3:AA4", "A1", "$A$1:$B$1", "x", "A1:x", "")
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    found = read("<row/>", after=f"<mergeCells>{merged}<mergeCell/></mergeCells>")
    assert [(3, 2, 4, 27), (1, 1, 1, 1), (1, 1, 1, 2)] == found.merged


def test_formulas_without_values_are_found_where_they_are(read):
    """By their place, or by counting where they have none; a computed empty text is a value."""
    cells = (
        "<c><f>A9</f></c><c r='D1'><f>x</f><v></v></c><c><f/><v>1</v></c><c><f/></c><c t='str'><f>y</f></c><c><v/></c>"
    )
    assert {(1, 1): "=A9", (1, 4): "=x", (1, 6): "="} == read(f"<row>{cells}</row>").uncomputed


def test_a_long_formula_is_cut(read):
    """A remark repeats its beginning."""
    (formula,) = read(f"<row><c><f>{'A' * 300_000}</f></c></row>").uncomputed.values()
    assert len(formula) <= 1 + _marks.LONGEST_FORMULA


def test_looking_ends_after_the_last_row(read, monkeypatch):
    """Whatever a sheet claims."""
    monkeypatch.setattr(_marks, "MOST_ROWS", 2)
    assert {1, 2} == read('<row hidden="1"/>' * 5).hidden_rows
    assert {1} == read('<row hidden="1"/><row r="9" hidden="1"/>').hidden_rows
