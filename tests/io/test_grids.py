"""Rows side by side are a tuple of rows to everybody else."""

import pytest

from collective_impact.io._grids import Grid, Row, Rows, rows_of

ROWS = (Row(2, ("a", 1)), Row(3, ("b", None), hidden=True), Row(7, ("c", 3)))


def test_rows_side_by_side_are_the_rows():
    """One by one, by place, in parts, and as many; and equal to a tuple of them alone."""
    rows = rows_of(iter(ROWS))
    assert list(ROWS) == list(rows)
    assert [ROWS[1], ROWS[-1]] == [rows[1], rows[-1]]
    assert ROWS[1:] == rows[1:]
    assert (3, hash(ROWS)) == (len(rows), hash(rows))
    assert rows != list(ROWS)
    assert rows is rows_of(rows) is Grid(rows=rows).rows


def test_rows_of_nothing_are_none():
    """As of an empty sheet."""
    assert () == Grid().rows == rows_of([]) == Rows()


@pytest.mark.parametrize("keep", [[True, True, True], [False, True, True], [False, False, False]])
def test_rows_that_are_kept_keep_their_numbers(keep):
    """And stay hidden where they are."""
    kept = tuple(row for row, stays in zip(ROWS, keep, strict=True) if stays)
    assert kept == rows_of(ROWS).where(keep)


def test_a_column_has_a_cell_of_each_row():
    """Also where it is empty."""
    assert [1, None, 3] == rows_of(ROWS).column(1)
