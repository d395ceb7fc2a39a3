"""Rules of repetition, against the examples of RFC 5545 and another implementation."""

from datetime import date, datetime
from itertools import islice, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._recurrence import WEEKDAYS, Rule

FAR = date(2100, 1, 1)


def days(words, start, most=99, since=None, last=FAR):
    """Return the first days of a rule in ISO 8601."""
    first = date.fromisoformat(start)
    found = Rule.parse(words).days(first, since or first, last)
    return [str(day) for day in islice((day for day in found if day), most)]


# Examples of RFC 5545, section 3.8.5.3; all but the last begin on 2 September 1997, or as is said
RFC = [
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "09-02 09-12 09-22 10-02 10-12"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH", "1997-09-02", "09-02 09-04 09-16 09-18 09-30"),
    ("FREQ=MONTHLY;BYDAY=1FR", "1997-09-05", "09-05 10-03 11-07 12-05"),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU", "1997-09-07", "09-07 09-28 11-02 11-30"),
    ("FREQ=MONTHLY;BYDAY=-2MO", "1997-09-22", "09-22 10-20 11-17 12-22"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "09-28 10-29 11-28 12-29"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,-1", "1997-09-30", "09-30 10-01 10-31 11-01 11-30 12-01 12-31"),
    ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "09-04 10-07 11-06"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "09-29 10-30 11-27 12-30"),
    ("FREQ=DAILY;BYMONTH=12;BYDAY=MO", "1997-12-01", "12-01 12-08 12-15 12-22 12-29"),
    ("FREQ=DAILY;BYMONTHDAY=-1,1", "1997-09-30", "09-30 10-01 10-31 11-01"),
]


@pytest.mark.parametrize(("words", "start", "expected"), RFC)
def test_examples_of_the_standard(words, start, expected):
    """What the standard says that a rule means is what it means."""
    wanted = [f"1997-{day}" for day in expected.split()]
    assert wanted == days(words, start, len(wanted))


YEARLY = [
    ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", "1997-03-13 1997-03-20 1997-03-27 1998-03-05"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13", "1998-02-13 1998-03-13 1998-11-13 1999-08-13"),
    (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996-11-05",
        "1996-11-05 2000-11-07 2004-11-02",
    ),
    ("FREQ=YEARLY", "1996-02-29", "1996-02-29 2000-02-29"),
    ("FREQ=MONTHLY", "1997-01-31", "1997-01-31 1997-03-31 1997-05-31"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08-05 1997-08-10 1997-08-19 1997-08-24"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08-05 1997-08-17 1997-08-19 1997-08-31"),
    ("FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2", "2023-01-01", "2024-02-29 2028-02-29"),
    ("freq=weekly;", "1997-09-02", "1997-09-02 1997-09-09"),
]


@pytest.mark.parametrize(("words", "start", "expected"), YEARLY)
def test_more_examples_of_the_standard(words, start, expected):
    """Years, days that not every month has, and weeks that begin on another day."""
    assert expected.split() == days(words, start, len(expected.split()))


def test_a_rule_ends_with_the_calendar():
    """After 9999 there are no days."""
    start, far = date(9999, 12, 1), date.max
    for frequency, expected in (("DAILY", 31), ("WEEKLY", 5), ("MONTHLY", 1), ("YEARLY", 1)):
        found = Rule.parse(f"FREQ={frequency}").days(start, start, far)
        assert expected == len(list(found))


def test_stretches_without_any_day_are_told():
    """A caller who has patience for some hundred of them can count them."""
    found = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=31").days(date(2024, 1, 31), date(2024, 1, 31), date(2024, 3, 31))
    assert [date(2024, 1, 31), None, date(2024, 3, 31)] == list(found)


WRONG = [
    "", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=x", "FREQ=DAILY;COUNT=99999999999999", "FREQ=DAILY;COUNT=٣",
    "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=WEEKLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=0TU", "FREQ=MONTHLY;BYDAY=XX",
    "FREQ=YEARLY;BYMONTH=13", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYSETPOS=",
]  # fmt: skip


@pytest.mark.parametrize("words", WRONG)
def test_other_rules_are_not_understood(words):
    """Rather than half of them."""
    with pytest.raises(NotUnderstoodError):
        Rule.parse(words)


WEEKDAY = st.sampled_from(WEEKDAYS)


@st.composite
def rules(draw):
    """Rules as programs write them, of one kind of weekdays each: dateutil reads a mixture as nothing at all."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}", f"WKST={draw(WEEKDAY)}"]
    if draw(st.booleans()):
        ordinals = [""] if frequency in {"DAILY", "WEEKLY"} or draw(st.booleans()) else ["1", "2", "5", "-1", "-2"]
        listed = draw(st.lists(st.tuples(st.sampled_from(ordinals), WEEKDAY), min_size=1, max_size=3, unique=True))
        parts.append("BYDAY=" + ",".join(map("".join, listed)))
    if frequency != "WEEKLY" and draw(st.booleans()):
        numbers = st.sampled_from([1, 13, 15, 28, 29, 30, 31, -1, -2, -31])
        parts.append("BYMONTHDAY=" + ",".join(map(str, draw(st.lists(numbers, min_size=1, max_size=3)))))
    if draw(st.booleans()):
        parts.append("BYMONTH=" + ",".join(map(str, draw(st.lists(st.integers(1, 12), min_size=1, max_size=3)))))
    if len(parts) > 3 and frequency != "WEEKLY" and draw(st.booleans()):  # of its first week dateutil forgets days
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '2', '1,-1']))}")
    return ";".join(parts)


@given(rules(), st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 1500))
def test_rules_mean_what_dateutil_takes_them_for(words, start, later):
    """Another implementation, day by day for five years; and passing over what is not wanted changes nothing."""
    from dateutil import rrule

    last = start.replace(year=start.year + 5, day=1)
    theirs = rrule.rrulestr(words, dtstart=datetime.combine(start, datetime.min.time()))
    expected = [str(when.date()) for when in takewhile(lambda when: when.date() <= last, islice(theirs, 3000))]
    assert expected == days(words, str(start), 3000, last=last)
    since = date.fromordinal(start.toordinal() + later)
    wanted = [day for day in expected if day >= str(since)]
    assert wanted == [day for day in days(words, str(start), 3000, since, last) if day >= str(since)]
