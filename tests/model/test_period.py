import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.generated import periods

from collective_impact.errors import InvalidValueError
from collective_impact.model.period import Period, as_period


def day(text):
    """Return a date from its ISO spelling."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("spelling", "start", "end"),
    [
        # a year
        ("2010", "2010-01-01", "2010-12-31"),
        (" 2010 ", "2010-01-01", "2010-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        # a split year begins in July
        ("2000/01", "2000-07-01", "2001-06-30"),
        ("2018-19", "2018-07-01", "2019-06-30"),
        ("2018–19", "2018-07-01", "2019-06-30"),  # with an en dash, as reports print it
        ("2018—19", "2018-07-01", "2019-06-30"),
        ("2018/19", "2018-07-01", "2019-06-30"),
        ("2018/2019", "2018-07-01", "2019-06-30"),
        ("2011/12", "2011-07-01", "2012-06-30"),
        ("2012-13", "2012-07-01", "2013-06-30"),  # no month 13
        ("2019/20", "2019-07-01", "2020-06-30"),
        ("1999-00", "1999-07-01", "2000-06-30"),  # the turn of the century
        ("1999/2000", "1999-07-01", "2000-06-30"),
        ("1899-00", "1899-07-01", "1900-06-30"),
        # quarters and halves
        ("2013 Q1", "2013-01-01", "2013-03-31"),
        ("2013Q2", "2013-04-01", "2013-06-30"),
        ("2013-q3", "2013-07-01", "2013-09-30"),
        ("Q4 2013", "2013-10-01", "2013-12-31"),
        ("q4-2013", "2013-10-01", "2013-12-31"),
        ("2016 Q1", "2016-01-01", "2016-03-31"),
        ("2013 H1", "2013-01-01", "2013-06-30"),
        ("H2 2013", "2013-07-01", "2013-12-31"),
        # months
        ("2019-05", "2019-05-01", "2019-05-31"),  # 2019 to 2105 is no span
        ("2013-02", "2013-02-01", "2013-02-28"),
        ("2012-12", "2012-12-01", "2012-12-31"),
        ("May 2019", "2019-05-01", "2019-05-31"),
        ("FEBRUARY 2020", "2020-02-01", "2020-02-29"),
        ("Feb 1900", "1900-02-01", "1900-02-28"),  # 1900 was no leap year
        ("Feb. 2000", "2000-02-01", "2000-02-29"),  # 2000 was
        ("Sept 2018", "2018-09-01", "2018-09-30"),
        ("september, 2018", "2018-09-01", "2018-09-30"),
        ("Dec 9999", "9999-12-01", "9999-12-31"),
        # days
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        ("17 May 2019", "2019-05-17", "2019-05-17"),
        ("May 17, 2019", "2019-05-17", "2019-05-17"),
        ("1 Jan. 2019", "2019-01-01", "2019-01-01"),
        # spans
        ("2018 to 2020", "2018-01-01", "2020-12-31"),
        ("2018 TO 2020", "2018-01-01", "2020-12-31"),
        ("2016-2020", "2016-01-01", "2020-12-31"),
        ("2016 - 2020", "2016-01-01", "2020-12-31"),
        ("2014-18", "2014-01-01", "2018-12-31"),
        ("1998-00", "1998-01-01", "2000-12-31"),
        ("2018..2020", "2018-01-01", "2020-12-31"),
        ("2018-01-15..2018-02-15", "2018-01-15", "2018-02-15"),
        ("2018-19 to 2020-21", "2018-07-01", "2021-06-30"),
        ("2013 Q1 to 2013 Q3", "2013-01-01", "2013-09-30"),
        ("17 May to 11 June 2023", "2023-05-17", "2023-06-11"),
        ("17 May 2022 to 11 June 2023", "2022-05-17", "2023-06-11"),
        ("May 17 - June 11, 2023", "2023-05-17", "2023-06-11"),
        ("May to June 2023", "2023-05-01", "2023-06-30"),
        ("17\u00a0May  to\t11 June 2023", "2023-05-17", "2023-06-11"),
        ("December 2022 to January 2023", "2022-12-01", "2023-01-31"),
    ],
)
def test_spellings_of_real_files_are_understood(spelling, start, end):
    """Both ends of the span are days that belong to it, and the spelling stays as the label."""
    period = Period.parse(spelling)
    assert (day(start), day(end), spelling) == (period.start, period.end, period.label)


@pytest.mark.parametrize(
    ("spelling", "choices"),
    [
        ("2003-05", "'month' or 'years'"),
        ("2011-12", "'month' or 'split_year' or 'years'"),
        ("2000-01", "'month' or 'split_year' or 'years'"),
        ("1998-02", "'month' or 'years'"),
        ("2018-2019", "'split_year' or 'years'"),
        ("2010-11 to 2012-13", "'month' or 'split_year' or 'years'"),
    ],
)
def test_a_spelling_that_could_be_two_things_is_refused(spelling, choices):
    """A month or years? A school year or two years? Nobody guesses: the error lists the choices."""
    with pytest.raises(InvalidValueError) as caught:
        Period.parse(spelling)
    assert f"one period: it could be {choices} " in caught.value.wanted


@pytest.mark.parametrize(
    ("spelling", "convention", "start", "end"),
    [
        ("2003-05", "month", "2003-05-01", "2003-05-31"),
        ("2003-05", "years", "2003-01-01", "2005-12-31"),
        ("2011-12", "month", "2011-12-01", "2011-12-31"),
        ("2011-12", "split_year", "2011-07-01", "2012-06-30"),
        ("2011-12", "years", "2011-01-01", "2012-12-31"),
        ("2018-2019", "split_year", "2018-07-01", "2019-06-30"),
        ("2018-2019", "years", "2018-01-01", "2019-12-31"),
        ("2018-19", "years", "2018-01-01", "2019-12-31"),
        ("2018-19", "month", "2018-07-01", "2019-06-30"),  # there is no month 19
        ("2018/19", "years", "2018-07-01", "2019-06-30"),  # a slash divides one year
        ("1998-02", "years", "1998-01-01", "2002-12-31"),
        ("2010-11 to 2012-13", "split_year", "2010-07-01", "2013-06-30"),
    ],
)
def test_a_convention_settles_what_is_meant(spelling, convention, start, end):
    """The caller says what such a spelling means, and is believed."""
    period = Period.parse(spelling, convention=convention)
    assert (day(start), day(end)) == (period.start, period.end)


def test_a_convention_that_is_none_is_refused():
    """A misspelled convention is not passed over, even where none is needed."""
    with pytest.raises(InvalidValueError, match="convention: 'months' is not one of month, split_year, years"):
        Period.parse("2010", convention="months")


def test_a_convention_that_does_not_fit_settles_nothing():
    """2003 and 2005 are no split year, so saying so leaves the question open."""
    with pytest.raises(InvalidValueError, match="'month' or 'years'"):
        Period.parse("2003-05", convention="split_year")


@pytest.mark.parametrize(
    ("month", "start", "end"),
    [(1, "2018-01-01", "2018-12-31"), (9, "2018-09-01", "2019-08-31"), (12, "2018-12-01", "2019-11-30")],
)
def test_a_split_year_begins_when_the_caller_says(month, start, end):
    """School years begin in August or September, fiscal years in October."""
    period = Period.parse("2018-19", split_year_starts=month)
    assert (day(start), day(end)) == (period.start, period.end)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_split_year_begins_in_a_month_that_exists(month):
    """A month from 1 to 12 is wanted, and the error says which argument is wrong."""
    with pytest.raises(InvalidValueError, match=r"split_year_starts: .* is not a month from 1 to 12"):
        Period.parse("2010", split_year_starts=month)


@pytest.mark.parametrize(
    "spelling",
    [
        "",
        "to",
        "19",
        "20190",
        "0000",
        "2019-13-01",
        "2019-02-29",
        "31 February 2019",
        "May",
        "Maytember 2019",
        "2013 Q5",
        "2013 H3",
        "2016-16",
        "2016/18",
        "2019/05",
        "2016/2018",
        "2020-2018",
        "2020 to 2018",
        "17 December to 11 January 2023",
        "2018 to 2019 to 2020",
        "2018 to 19",
        "to 2019",
        "2019 to",
        "05/17/2019",
        "Jan-19",
        "9999-00",
        "9999/10000",
        "٢٠١٩",  # digits, but not those of our files
        "aprİl 2019",  # a dotted capital I folds to two letters
        "2019\ud800",
        "2019\x00",
    ],
)
def test_what_is_no_period_is_refused(spelling):
    """The error keeps what was given and shows what would be right."""
    with pytest.raises(InvalidValueError) as caught:
        Period.parse(spelling)
    assert spelling == caught.value.given
    assert "a period such as '2018-19', '2013 Q1' or '2018 to 2020'" == caught.value.wanted


@pytest.mark.parametrize("given", [2019, 2019.0, None, b"year", date(2019, 1, 1)])
def test_only_text_is_parsed(given):
    """A number is no spelling, however much it looks like a year."""
    with pytest.raises(InvalidValueError, match="a period such as"):
        Period.parse(given)


def test_months_are_english_in_every_locale():
    """The language of the host application does not change how files are read."""
    script = (
        "import calendar\n"
        "calendar.month_name = calendar.month_abbr = ['', *'abcdefghijkl']\n"
        "from collective_impact.model.period import Period\n"
        "print(Period.parse('17 May to 11 June 2023').name)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert "2023-05-17..2023-06-11\n" == run.stdout


def test_ends_must_be_in_order():
    """A period that ends before it begins is none."""
    with pytest.raises(InvalidValueError, match=r"Period\.end: '2019-01-01' is not on or after the start, 2019-01-02"):
        Period(start="2019-01-02", end="2019-01-01")


def test_the_label_does_not_take_part_in_comparisons():
    """2018-19 and 2018/19 are one period, whatever the source called it."""
    hyphen, slash = Period.parse("2018-19"), Period.parse("2018/19")
    assert hyphen == slash
    assert hash(hyphen) == hash(slash)
    assert ("2018-19", "2018/19") == (str(hyphen), str(slash))


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2010-01-01", "2010-12-31", "2010"),
        ("2018-07-01", "2019-06-30", "2018-19"),
        ("1999-07-01", "2000-06-30", "1999-00"),
        ("2011-07-01", "2012-06-30", "2011/12"),  # with a hyphen it could be a month
        ("2012-07-01", "2013-06-30", "2012-13"),
        ("2013-10-01", "2013-12-31", "2013-Q4"),
        ("2019-05-01", "2019-05-31", "2019-05-01..2019-05-31"),
        ("2018-09-01", "2019-08-31", "2018-09-01..2019-08-31"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        ("0999-01-01", "0999-12-31", "0999"),
        ("9999-02-01", "9999-12-31", "9999-02-01..9999-12-31"),
        ("2020-01-01", "9999-12-31", "2020-01-01..9999-12-31"),
    ],
)
def test_a_span_has_one_name(start, end, name):
    """The name depends on the days alone; it is what addresses use."""
    period = Period(start=start, end=end, label="whatever the source says")
    assert name == period.name
    assert "whatever the source says" == str(period)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2010-01-01", "2010-12-31", "2010"),
        ("2018-01-01", "2020-12-31", "2018 to 2020"),
        ("2018-07-01", "2019-06-30", "2018-19"),
        ("2018-09-01", "2019-08-31", "September 2018 to August 2019"),
        ("2024-07-01", "2024-09-30", "2024 Q3"),
        ("2024-01-01", "2024-06-30", "2024 H1"),
        ("2024-07-01", "2024-12-31", "2024 H2"),
        ("2024-07-01", "2025-12-31", "July 2024 to December 2025"),
        ("2024-08-01", "2025-01-31", "August 2024 to January 2025"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2019-02-01", "2020-02-28", "2019-02-01 to 2020-02-28"),
        ("2023-05-17", "2023-06-11", "2023-05-17 to 2023-06-11"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        ("2020-01-01", "9999-12-31", "2020 to 9999"),
    ],
)
def test_a_span_that_no_source_spelled_is_printed_in_words(start, end, words):
    """A partner that is asked for a report reads 2024 H2, not 2024-07-01..2024-12-31."""
    assert words == str(Period(start=start, end=end))


@given(periods())
def test_the_name_of_any_span_is_read_back(period):
    """`Period.parse` is the inverse of `name` and of what is printed, without any convention."""
    assert period == Period.parse(period.name)
    assert period == Period.parse(str(Period(start=period.start, end=period.end)))


@given(st.integers(1, 9998), st.integers(1, 12), st.sampled_from([1, 3, 6, 12]))
def test_the_name_of_whole_months_is_read_back(year, month, length):
    """So it is for months, quarters, halves and years, which have names of their own."""
    start = date(year, month, 1)
    later = month - 1 + length
    end = date(year + later // 12, later % 12 + 1, 1) - timedelta(days=1)
    period = Period(start=start, end=end)
    assert period == Period.parse(period.name) == Period.parse(str(period))


@given(periods(), periods())
def test_two_spans_have_two_names(one, other):
    """What tells two observations apart tells their addresses apart."""
    assert (one == other) == (one.name == other.name)


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_refused(text):
    """No text makes the parser fail in another way."""
    with suppress(InvalidValueError):
        assert text == Period.parse(text).label


@pytest.mark.parametrize(("spelling", "days"), [("2019", 365), ("2020", 366), ("2020-02-29", 1), ("2000/01", 365)])
def test_both_ends_count(spelling, days):
    """One day is a period of one day, and leap years are longer."""
    assert days == Period.parse(spelling).days


def test_a_period_is_taken_as_it_is():
    """What already is a period is not made anew."""
    period = Period.parse("2019")
    assert period is as_period(period)
    assert period == as_period("2019")


def test_nonsense_of_ten_megabytes_is_refused_at_once():
    """The parser looks at a long text once, and the error does not repeat it."""
    with pytest.raises(InvalidValueError) as caught:
        Period.parse("2019 - " * 1_500_000)
    assert 200 > len(str(caught.value))
