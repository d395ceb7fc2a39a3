import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.io import _numerals_in
from collective_impact.io._numerals_in import WRITINGS


def values(numeral):
    """Return all that a numeral can be."""
    return sorted(set(_numerals_in.readings(numeral).values()))


@pytest.mark.parametrize(
    ("numeral", "expected"),
    [
        ("44", [44]),
        ("44.2", [44.2]),
        ("44,2", [44.2]),
        ("68.379", [68.379, 68379]),
        ("68,379", [68.379, 68379]),
        ("-68,379", [-68379, -68.379]),
        ("0.123", [0.123]),
        (".5", [0.5]),
        ("1234.567", [1234.567]),
        ("1,234.5", [1234.5]),
        ("1.234,5", [1234.5]),
        ("1.234.567", [1234567]),
        ("1'234", [1234]),
        ("1 234,5", [1234.5]),
        ("1e5", [100000]),
        ("1.234E+05", [123400]),
        ("1,2,3", []),
        ("12,34,567", []),
        ("1.234'567", []),
        ("5.", []),
        ("1e999", []),
        ("4 4", []),
    ],
)
def test_a_numeral_is_all_that_its_marks_can_mean(numeral, expected):
    """Three digits behind a single mark are decimals or thousands; anything else is one of them, or no number."""
    assert expected == values(numeral)


@pytest.mark.parametrize("writing", sorted(WRITINGS))
@given(
    number=st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    thousands=st.booleans(),
)
def test_a_number_is_read_as_it_was_written(writing, number, thousands):
    """Whatever the marks of a language, what was written in it comes back."""
    decimal, group = writing
    written = f"{number:,.2f}" if thousands else f"{number:.2f}"
    numeral = written.translate({ord(","): group, ord("."): decimal})
    assert float(number) == _numerals_in.readings(numeral)[writing]


@pytest.mark.parametrize(
    ("numerals", "decimals"),
    [
        (["44", "7"], {".", ","}),
        (["44", "44.2"], {"."}),
        (["44,2", "68.379"], {","}),
        (["1,234,567"], {"."}),
        (["44.2", "44,2"], set()),
        (["44.2", "no number"], {"."}),
    ],
)
def test_a_column_shows_which_mark_stands_before_decimals(numerals, decimals):
    """The ways to write that all numerals agree with; none where they disagree."""
    assert decimals == {decimal for decimal, _ in _numerals_in.writings(numerals)}


def test_an_apostrophe_between_thousands_says_what_a_point_is():
    """In Switzerland 68.379 next to 1'234 can only be a fraction."""
    (value,) = {_numerals_in.readings("68.379")[way] for way in _numerals_in.writings(["1'234", "68.379"])}
    assert 68.379 == value
