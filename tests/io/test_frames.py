from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np
import pytest

from collective_impact import InvalidValueError, Sector
from collective_impact.io._accounts import Remarks
from collective_impact.io._sheets import sheets


class Column:
    """A column of somebody's data frame."""

    def __init__(self, method, values):
        setattr(self, method, lambda: values)


class Frame:
    """A data frame, which lists its names where pandas and polars do, or where pyarrow does."""

    def __init__(self, names, method, **columns):
        self._columns = {name: Column(method, values) for name, values in columns.items()}
        setattr(self, names, list(columns))

    def __getitem__(self, name):
        return self._columns[name]


class Twice(Frame):
    """A data frame of pandas with a title that stands twice."""

    def __init__(self, names, method):
        super().__init__(names, method, a=[1])
        self.columns = ["a", "a"]


class Colour(Enum):
    """Somebody's own enumeration."""

    RED = 3


class Missing:
    """NA of pandas: nobody knows whether it differs from itself."""

    def __ne__(self, other):
        return self

    def __bool__(self):
        raise TypeError

    __hash__ = None


class Stamp(datetime):
    """A moment of pandas, which knows how to become one of Python."""

    def to_pydatetime(self):
        """Return it."""
        return datetime(*self.timetuple()[:6])  # noqa: DTZ001 - as spreadsheets have it


def read(source):
    """Return the sheets of a source and what was not understood."""
    remarks = Remarks()
    return sheets(source, account=remarks), remarks.account()


ROWS = [(1, ("YMCA", 3)), (2, ("Library", None))]


@pytest.mark.parametrize(
    "table",
    [
        {"name": ["YMCA", "Library"], "fee": [3, None]},
        {"name": ("YMCA", "Library"), "fee": np.array([3.0, np.nan])},
        [{"name": "YMCA", "fee": 3}, {"name": "Library"}],
        iter([{"name": "YMCA", "fee": 3}, {"name": "Library", "fee": float("nan")}]),
        Frame("columns", "to_list", name=["YMCA", "Library"], fee=[3, None]),
        Frame("column_names", "to_pylist", name=["YMCA", "Library"], fee=[3, None]),
        Frame("columns", "tolist", name=["YMCA", "Library"], fee=[np.int64(3), Missing()]),
    ],
    ids=["columns", "arrays", "rows", "iterator", "polars", "pyarrow", "pandas"],
)
def test_a_table_in_memory_is_a_sheet(table):
    """Whatever library it is of, nobody has to import it."""
    (sheet,), account = read(table)
    assert ("", "", ("name", "fee")) == (sheet.file, sheet.name, sheet.columns)
    assert ROWS == [(row.number, row.cells) for row in sheet.rows]
    assert not account


def test_several_tables_have_names():
    """A mapping of names to tables is as a workbook; one without rows has no columns."""
    (first, second, third), _ = read({"partners": [{"name": "YMCA"}], "ties": {"a": [1]}, "staff": []})
    assert ("partners", ("name",)) == (first.name, first.columns)
    assert ("ties", ("a",)) == (second.name, second.columns)
    assert ("staff", (), ()) == (third.name, third.columns, third.rows)


def test_a_mapping_of_frames_is_several_tables():
    """As pandas reads a workbook."""
    (sheet,), _ = read({"partners": Frame("columns", "to_list", name=["YMCA"])})
    assert ("partners", ("name",)) == (sheet.name, sheet.columns)


def test_empty_rows_are_left_out_and_numbers_stay():
    """A row is called what it is called where it stands."""
    (sheet,), _ = read({"name": ["", None, "YMCA"]})
    assert [(3, ("YMCA",))] == [(row.number, row.cells) for row in sheet.rows]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.float32(0.5), 0.5),
        (np.str_("YMCA"), "YMCA"),
        (Decimal("44.2"), 44.2),
        (Fraction(1, 4), 0.25),
        (Sector.NONPROFIT, "nonprofit"),
        (Colour.RED, 3),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=9), "9:00:00"),
        (date(2020, 4, 3), date(2020, 4, 3)),
        (Stamp(2020, 4, 3, 9), datetime(2020, 4, 3, 9)),  # noqa: DTZ001 - as spreadsheets have it
        (np.datetime64("2020-04-03"), date(2020, 4, 3)),
        (np.datetime64("NaT", "D"), None),
        (Decimal("NaN"), None),
    ],
    ids=repr,
)
def test_values_of_other_libraries_become_plain_cells(value, cell):
    """Numbers, texts and days of Python, or nothing."""
    (sheet,), account = read([{"fee": value, "name": "YMCA"}])
    assert (cell, type(cell)) == (sheet.rows[0].cells[0], type(sheet.rows[0].cells[0]))
    assert not account


@pytest.mark.parametrize(
    "value",
    [object(), [1], {"a": 1}, b"YMCA", float("inf"), Fraction(10**400), Decimal("Infinity"), 1j, np.array([1, 2])],
    ids=["object", "list", "mapping", "bytes", "infinite", "huge", "infinite decimal", "complex", "array"],
)
def test_what_is_no_cell_gets_a_remark(value):
    """It is left out, and the account says so."""
    (sheet,), account = read([{"fee": value, "name": "YMCA"}])
    assert (None, "YMCA") == sheet.rows[0].cells
    assert [(1, "fee", "sheets.no_cell")] == [(said.row, said.column, said.message.code) for said in account]


@pytest.mark.parametrize("source", [3, [3], {"name": 3}, {"name": "YMCA"}, b"name", [{"a": 1}, "b"]])
def test_what_is_no_table_is_refused(source):
    """With the kinds of tables that there are."""
    with pytest.raises(InvalidValueError, match="mapping of columns"):
        read(source)


def test_columns_of_different_lengths_are_no_table():
    """Nobody knows which cells belong together."""
    with pytest.raises(InvalidValueError, match="of one length"):
        read({"a": [1, 2], "b": [1]})


@pytest.mark.parametrize("table", [{1: [1], "1": [2]}, [{1: 1, "1": 2}], Twice("columns", "to_list")])
def test_columns_with_one_title_are_no_table(table):
    """One of them would be lost; pandas allows it."""
    with pytest.raises(InvalidValueError, match="titles of their own"):
        read(table)


class Index:
    """The index of a data frame of pandas."""

    def __init__(self, *names):
        self.names = names


class Indexed(Frame):
    """A data frame of pandas, whose index may have a name."""

    def __init__(self, index, **columns):
        super().__init__("columns", "tolist", **columns)
        self.index = index

    def reset_index(self):
        """Return the index among the columns, which pandas does if there is no other of its name."""
        if "city" in self.columns:
            raise ValueError("cannot insert city, already exists")
        return Frame("columns", "tolist", city=["Riverbend"], a=[1])


def test_an_index_with_a_name_is_a_column():
    """It is what the rows are about; one without a name only counts them."""
    (sheet,) = sheets(Indexed(Index("city"), a=[1]), account=Remarks())
    assert (("city", "a"), ("Riverbend", 1)) == (sheet.columns, sheet.rows[0].cells)
    (sheet,) = sheets(Indexed(Index(None), a=[1]), account=Remarks())
    assert (("a",), (1,)) == (sheet.columns, sheet.rows[0].cells)
    with pytest.raises(InvalidValueError, match="called like none"):
        sheets(Indexed(Index("city"), city=["x"]), account=Remarks())


def test_a_lazy_frame_is_to_be_collected():
    """It holds no rows yet, and reading it would run whatever somebody planned."""
    lazy = Frame("columns", "tolist", a=[1])
    lazy.collect = list
    with pytest.raises(InvalidValueError, match="has to be collected"):
        sheets(lazy, account=Remarks())
