import pytest

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._table import Table


def test_a_table_is_a_mapping_of_its_columns():
    """In the order in which they were given."""
    table = Table({"b": [1, 2], "a": iter("xy")})
    assert ["b", "a"] == list(table)
    assert {"b": (1, 2), "a": ("x", "y")} == dict(table)
    assert (2, 2) == (len(table), table.rows)
    assert {"b": [1, 2], "a": ["x", "y"]} == table.to_columns()
    assert [{"b": 1, "a": "x"}, {"b": 2, "a": "y"}] == table.to_records()


def test_an_empty_table_is_one():
    """No columns, no rows, nothing to print."""
    assert (0, 0, "", []) == (len(Table({})), Table({}).rows, str(Table({})), Table({}).to_records())


def test_columns_have_one_length():
    """A cell too few would move all that follow."""
    with pytest.raises(InvalidValueError, match="one length"):
        Table({"a": [1], "b": []})


def test_a_column_that_is_not_there_is_named():
    """With the one that was meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'degree'"):
        _ = Table({"degree": [1]})["degre"]


def test_it_prints_numbers_to_the_right_and_what_has_no_value_as_a_dash():
    """Long cells are cut, and so are long tables."""
    table = Table({"name": ["a" * 50, *"b" * 31], "x": [0.5, None, *range(30)], "is": [True] * 32})
    lines = str(table).splitlines()
    assert f"name{' ' * 42}x  is" == lines[0]
    assert f"{'a' * 39}…  0.500  True" == lines[1]
    assert f"b{' ' * 39}      –  True" == lines[2]
    assert "… 2 more" == lines[-1]
    assert 32 == len(lines)
