from datetime import date, datetime

import pytest

from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._days import day, order_of

APRIL_3 = date(2020, 4, 3)


def refused(*arguments):
    """Return why something is no day, and what is suggested."""
    with pytest.raises(NotUnderstoodError) as error:
        day(*arguments)
    return error.value.code, error.value.suggestion


@pytest.mark.parametrize(
    "cell",
    [
        APRIL_3,
        datetime(2020, 4, 3, 18),  # noqa: DTZ001 - as spreadsheets have it
        "2020-04-03",
        "2020/4/3",
        "2020.04.03",
        "20200403",
        20200403,
        20200403.0,
        "2020-04-03T18:00:00Z",
        "2020-04-03 18:00:00.000+02:00",
        "2020/04/03 6:04:22 PM GMT-5",
        "2020/04/03 6:04:22 PM EST",
        "2020/04/03 6:04:22 p. m. MESZ",
        "3 April 2020",
        "April 3, 2020",
        "Apr. 3rd 2020",
        "Friday, April 3, 2020, 6:30 p.m.",
        "03-Apr-2020",
        "3 de abril de 2020",
        "viernes 3 de abr. del 2020",
        "3. April 2020, 18:30 Uhr",
        "Freitag, den 3. Apr 2020",
        "3 avril 2020",
        "vendredi 3 avr. 2020 18h30",
    ],
    ids=repr,
)
def test_a_day_in_four_languages(cell):
    """What can only be one day is that day, whoever wrote it."""
    assert APRIL_3 == day(cell)


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("1 enero 2020", 1), ("1. Jänner 2020", 1), ("1er janvier 2020", 1), ("1 febrero 2020", 2),
        ("1 févr. 2020", 2), ("1 marzo 2020", 3), ("1. März 2020", 3), ("1. Maerz 2020", 3), ("1er mars 2020", 3),
        ("1º de mayo de 2020", 5), ("1. Mai 2020", 5), ("1 juin 2020", 6), ("1. Juli 2020", 7),
        ("1 juillet 2020", 7), ("1 ago 2020", 8), ("1er août 2020", 8), ("1 setiembre 2020", 9),
        ("1. Okt 2020", 10), ("1 nov 2020", 11), ("1 dic 2020", 12), ("1. Dezember 2020", 12), ("1 déc. 2020", 12),
    ],
)  # fmt: skip
def test_months_have_names(cell, month):
    """In full or short, with or without accents."""
    assert date(2020, month, 1) == day(cell)


def test_nothing_is_no_day():
    """An empty cell says nothing."""
    assert day("  ") is None
    assert day(None) is None


# Orders


@pytest.mark.parametrize("cell", ["3/4/2020", "3.4.2020", "03-04-2020"])
def test_what_could_be_two_days_is_reported(cell):
    """April in most of the world, March in the United States."""
    with pytest.raises(NotUnderstoodError) as error:
        day(cell)
    assert ("cells.two_days", {"dmy": "2020-04-03", "mdy": "2020-03-04"}) == (error.value.code, error.value.params)


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("3/4/2020", "dmy", APRIL_3),
        ("4/3/2020", "mdy", APRIL_3),
        ("4/3/2020 18:04:22", "mdy", APRIL_3),
        ("3/4/20", "dmy", APRIL_3),
        ("3/4/69", "dmy", date(1969, 4, 3)),
        ("3-Apr-20", "dmy", APRIL_3),
        ("2020-04-03", "dmy", APRIL_3),
    ],
)
def test_an_order_decides(cell, order, expected):
    """Whoever says how days are written is believed."""
    assert expected == day(cell, order)


@pytest.mark.parametrize(("cell", "expected"), [("25/12/2020", date(2020, 12, 25)), ("4/4/2020", date(2020, 4, 4))])
def test_what_can_only_be_one_day_needs_no_order(cell, expected):
    """There is no month 25, and the fourth of April is itself either way."""
    assert expected == day(cell)


def test_a_day_against_its_order_is_refused_with_the_other():
    """An order is a statement, and a cell that contradicts it is a mistake of one of them."""
    assert ("cells.day", "2020-12-25") == refused("25/12/2020", "mdy")


def test_a_year_without_a_century_is_reported():
    """25.12.20 may be of 1920."""
    assert ("cells.short_year", "2020-12-25") == refused("25.12.20")
    assert ("cells.short_year", None) == refused("3.4.20")
    assert ("cells.short_year", "2020-04-03") == refused("3-Apr-20")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["3/4/2020", None, 7, "25/4/2020 10:00"], "dmy"),
        (["3/4/2020", "4/25/2020"], "mdy"),
        (["3/4/2020", "5/6/2020"], None),
        (["25/4/2020", "4/25/2020"], None),
        (["2020-04-03", "31/31/2020"], None),
    ],
)
def test_a_column_can_show_its_order(cells, order):
    """If one cell of it has a twenty-fifth, and no other contradicts."""
    assert order == order_of(cells)


# Counts


@pytest.mark.parametrize(
    ("cell", "epoch", "expected"),
    [
        # Excel shows these for 43924 and, in a workbook that counts from 1904, for 42462 (support.microsoft.com,
        # "Date systems in Excel": the systems lie 1,462 days apart)
        (43924, 1900, APRIL_3),
        (43924.75, 1900, APRIL_3),
        ("43924", 1900, APRIL_3),
        ("43924.75", 1900, APRIL_3),
        (43924 - 1462, 1904, APRIL_3),
    ],
    ids=repr,
)
def test_spreadsheets_count_days(cell, epoch, expected):
    """A workbook says from when."""
    assert expected == day(cell, None, epoch)


def test_a_count_of_days_is_reported_where_nothing_says_that_it_is_one():
    """It is suggested, and not taken."""
    assert ("cells.serial", "2020-04-03") == refused(43924)
    assert ("cells.serial", "2020-04-03") == refused("43924")


@pytest.mark.parametrize(
    "cell",
    [
        2020, "2020", "2020-04", "April 2020", "2020-W14", "31.2.2020", "2020-13-01", "31 February 2020", "soon",
        "99/99/2020", "3/4/2020/5", "3 mars avril 2020", "20201301", 20201301, True, 1e300, float("inf"), float("nan"),
        "x" * 1_000_000, "123/4/2020", "12:30",
    ],
    ids=lambda cell: repr(cell)[:20],
)  # fmt: skip
def test_anything_else_is_no_day(cell):
    """Years, months, weeks and days that never were."""
    assert ("cells.day", None) == refused(cell, None, 1900)


def test_a_cell_that_says_that_no_day_is_known_is_noted():
    """It is no mistake."""
    assert ("cells.unknown", None) == refused("tbd")
