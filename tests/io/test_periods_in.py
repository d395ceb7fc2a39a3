from datetime import date, datetime

import pytest

import collective_impact as ci
from collective_impact.io import _periods_in
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._periods_in import Calendar


def span(first, last):
    """Return a period."""
    return ci.Period(start=first, end=last)


YEAR_2019 = span("2019-01-01", "2019-12-31")
SCHOOL_YEAR = span("2018-07-01", "2019-06-30")
MAY = span("2019-05-01", "2019-05-31")
SUMMER = span("2019-07-01", "2019-09-30")


@pytest.mark.parametrize(
    ("cell", "period", "left"),
    [
        (None, None, ""),
        ("", None, ""),
        ("per 1000", None, "per 1000"),
        ("x" * 1000, None, "x" * 1000),
        (2019, YEAR_2019, ""),
        (2019.0, YEAR_2019, ""),
        ("2019", YEAR_2019, ""),
        ("2019*", YEAR_2019, "*"),
        ("Texas 2019", YEAR_2019, "texas"),
        ("Class of 2019", YEAR_2019, "class of"),
        ("2018–19", SCHOOL_YEAR, ""),
        ("2018/2019", SCHOOL_YEAR, ""),
        ("SY2018-19", SCHOOL_YEAR, ""),
        ("School year 2018-2019", SCHOOL_YEAR, ""),
        ("Curso escolar 2018-19", SCHOOL_YEAR, ""),
        ("Schuljahr 2018/19", SCHOOL_YEAR, ""),
        ("Année scolaire 2018-2019", SCHOOL_YEAR, ""),
        ("2016 – 2018 (3-year average)", span("2016-01-01", "2018-12-31"), "(3-year average)"),
        ("2016 bis 2018", span("2016-01-01", "2018-12-31"), ""),
        ("May 2019", MAY, ""),
        ("mayo de 2019", MAY, ""),
        ("Mai 2019", MAY, ""),
        ("mai 2019", MAY, ""),
        ("2019 Q3", SUMMER, ""),
        ("T3 2019", SUMMER, ""),
        ("2019-T3", SUMMER, ""),
        ("3. Quartal 2019", SUMMER, ""),
        ("3er trimestre 2019", SUMMER, ""),
        ("3e trimestre 2019", SUMMER, ""),
        ("S1 2019", span("2019-01-01", "2019-06-30"), ""),
        ("17 de mayo de 2019", span("2019-05-17", "2019-05-17"), ""),
        ("17 May to 11 June 2019", span("2019-05-17", "2019-06-11"), ""),
        ("2019-05-17", span("2019-05-17", "2019-05-17"), ""),
        ("2019-05-17 00:00:00", span("2019-05-17", "2019-05-17"), ""),
        ("17/5/2019", span("2019-05-17", "2019-05-17"), ""),
        (date(2019, 5, 17), span("2019-05-17", "2019-05-17"), ""),
        (datetime(2019, 5, 17), span("2019-05-17", "2019-05-17"), ""),  # noqa: DTZ001 - a cell has no place
    ],
)
def test_periods_as_tables_spell_them(cell, period, left):
    """In four languages, and beside other words, which are handed back."""
    assert (period, left) == Calendar().period(cell)


@pytest.mark.parametrize(("cell", "label"), [("Texas 2018–19", "2018–19"), ("Mitte März 2020", "März 2020")])
def test_a_period_keeps_its_spelling(cell, label):
    """The label is what the table says, dashes and accents included."""
    assert label == Calendar().period(cell)[0].label


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2011-12", ("periods.two", None)),
        ("2018-2019", ("periods.two", None)),
        ("2019-13", ("periods.unknown", None)),
        ("2018-19 / 2019-20", ("periods.several", None)),
        ("FY2019", ("periods.fiscal_year", None)),
        ("SY 2019", ("periods.school_year", "2018-19")),
        ("3/4/2020", ("cells.two_days", None)),
        (date(2019, 5, 1), ("periods.day_or_month", "May 2019")),
        (43602, ("cells.serial", "2019-05-17")),
    ],
)
def test_what_could_be_two_periods_is_refused(cell, reason):
    """Nothing is guessed; what is probably meant is suggested."""
    with pytest.raises(NotUnderstoodError) as caught:
        Calendar().period(cell)
    assert reason == (caught.value.code, caught.value.suggestion)


@pytest.mark.parametrize(
    ("said", "cell", "period"),
    [
        ({"convention": "split_year"}, "2011-12", span("2011-07-01", "2012-06-30")),
        ({"convention": "years"}, "2011-12", span("2011-01-01", "2012-12-31")),
        ({"convention": "month"}, "2011-12", span("2011-12-01", "2011-12-31")),
        ({"split_year_starts": 9}, "2018-19", span("2018-09-01", "2019-08-31")),
        ({"school": True}, "2011-12", span("2011-07-01", "2012-06-30")),
        ({"dates": "month"}, date(2019, 5, 1), MAY),
        ({"dates": "dmy"}, date(2019, 5, 1), span("2019-05-01", "2019-05-01")),
        ({"dates": "dmy"}, "3/4/2020", span("2020-04-03", "2020-04-03")),
        ({"dates": "mdy"}, "3/4/2020", span("2020-03-04", "2020-03-04")),
        ({"epoch": 1900}, 43602, span("2019-05-17", "2019-05-17")),  # as Excel counts
    ],
)
def test_the_caller_says_what_is_meant(said, cell, period):
    """What could be two periods is one where the convention is known."""
    assert (period, "") == Calendar(**said).period(cell)


@pytest.mark.parametrize(
    ("cells", "convention"),
    [
        (["2011-12", "2018-19"], "split_year"),
        (["Baseline 2011–12", "Texas 2018–19"], "split_year"),
        (["1999-00", "2011-12"], "split_year"),
        (["2010-12", "2013-15"], "years"),
        (["2011-11", "2011-12"], None),
        (["2011-12", "2018-19", "2016-18"], None),
        ([2019, None, "2019"], None),
    ],
)
def test_the_other_periods_show_the_convention(cells, convention):
    """Where 2018-19 stands, 2011-12 is no December; periods of both kinds show nothing."""
    assert convention == _periods_in.convention_of(cells)


def test_periods_that_need_a_convention():
    """Only what could be two is open."""
    assert [True, False, False, False] == [*map(_periods_in.is_open, ["2011-12", "2018-19", "2011", 2011])]
