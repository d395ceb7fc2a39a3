import math

import numpy as np
import pytest

import collective_impact as ci
from collective_impact.network._columns import Columns, is_missing


class NotAvailable:
    """As pandas has it: nobody knows whether it differs from itself."""

    def __ne__(self, other):
        return self

    __hash__ = None

    def __bool__(self):
        raise TypeError


class Series:
    """A column of a data frame."""

    def __init__(self, values, method):
        setattr(self, method, lambda: list(values))


class Frame:
    """A data frame as pandas, polars and pyarrow have it: not iterable by rows, and no mapping."""

    def __init__(self, columns, method, names="columns"):
        self._columns = {name: Series(values, method) for name, values in columns.items()}
        setattr(self, names, list(columns))

    def __getitem__(self, name):
        return self._columns[name]


COLUMNS = {"who": ["a", "b"], "trust": [1, None]}
ROWS = [{"who": "a", "trust": 1}, {"who": "b"}]


@pytest.mark.parametrize(
    "table",
    [
        COLUMNS,
        ROWS,
        iter(ROWS),
        {name: iter(values) for name, values in COLUMNS.items()},
        {name: np.array(values, dtype=object) for name, values in COLUMNS.items()},
        Frame(COLUMNS, "to_list"),
        Frame(COLUMNS, "to_pylist", "column_names"),
        ci.network.Table(COLUMNS),
    ],
    ids=["columns", "rows", "iterator", "iterators", "arrays", "frame", "arrow", "ours"],
)
def test_tables_of_any_program(table):
    """Rows, columns and data frames have the same columns; what a row does not have is missing."""
    columns = Columns("table", table)
    assert (COLUMNS, 2) == (columns.columns, columns.length)
    assert ["a", "b"] == columns["who"]
    assert [None, None] == columns.optional(None)


@pytest.mark.parametrize("table", ["text", b"bytes", 3, ["a"], {"who": "text"}, {"who": 3}])
def test_what_is_no_table(table):
    """The error says what a table can be."""
    with pytest.raises(ci.InvalidValueError, match="rows that are mappings"):
        Columns("table", table)


def test_columns_of_one_length():
    """A column that ends early would shift what is said of whom."""
    with pytest.raises(ci.InvalidValueError, match="of one length"):
        Columns("table", {"who": ["a"], "trust": []})


def test_a_column_that_is_not_there():
    """The error names the nearest that is; a table without rows need not have any."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'trust'"):
        Columns("table", ROWS)["trusts"]
    assert [] == Columns("table", [])["trust"]


@pytest.mark.parametrize(
    "value",
    [None, "", math.nan, np.float32("nan"), np.datetime64("NaT", "D"), NotAvailable()],
    ids=["None", "empty", "nan", "nan of numpy", "no time", "not available"],
)
def test_what_is_missing(value):
    """Every program has its own way to say so."""
    assert is_missing(value)


@pytest.mark.parametrize("value", [0, False, " ", "nan", 0.0, np.array([1, 2]), ()])
def test_what_is_not_missing(value):
    """Zero and no are answers."""
    assert not is_missing(value)
