"""Moments and zones of calendars."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._calendar_lines import components
from collective_impact.io._calendar_times import Moment, Zones, moment, world_zone
from collective_impact.io._grids import Grid

HALVES = """BEGIN:{kind}
DTSTART:{start}
{more}
TZOFFSETFROM:{before}
TZOFFSETTO:{after}
END:{kind}
"""
SUMMER = HALVES.format(
    kind="DAYLIGHT",
    start="16010325T020000",
    more="RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    before="+0100",
    after="+0200",
)
WINTER = HALVES.format(
    kind="STANDARD",
    start="16011028T030000",
    more="RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    before="+0200",
    after="+0100",
)


def zones(*halves, name="Here"):
    """Return the zones of a calendar that defines one."""
    text = f"BEGIN:VTIMEZONE\nTZID:{name}\n{''.join(halves)}END:VTIMEZONE"
    return Zones(components(text, Grid(), Remarks()))


def test_a_zone_that_a_calendar_defines_is_that_of_the_world():
    """Hour by hour around both changes of the clocks in 2024, there and back (of the hour that comes twice, once)."""
    ours, theirs = zones(SUMMER, WINTER).named("Here"), ZoneInfo("Europe/Berlin")
    for start in (datetime(2024, 3, 30, tzinfo=UTC), datetime(2024, 10, 26, tzinfo=UTC)):
        for hour in range(72):
            when = start + timedelta(hours=hour)
            local = when.astimezone(theirs).replace(tzinfo=None)
            assert Moment(local, ours) == Moment(when.replace(tzinfo=None), UTC).seen_from(ours)
            came_twice = local == datetime.fromisoformat("2024-10-27T02:00:00")
            assert came_twice or when.replace(tzinfo=None) == Moment(local, ours).seen_from(UTC).local


def test_before_all_changes_the_first_offset_holds():
    """Which is the one that it changes from."""
    ours = zones(HALVES.format(kind="STANDARD", start="20000101T000000", more="X-A:1", before="+0300", after="+0100"))
    there = Moment(datetime.fromisoformat("1990-01-01T00:00:00"), UTC).seen_from(ours.named("Here"))
    assert datetime.fromisoformat("1990-01-01T03:00:00") == there.local


def test_changes_may_be_listed():
    """As dates of their own."""
    more = "RDATE:20200101T000000,20210101T000000"
    ours = zones(HALVES.format(kind="STANDARD", start="20190101T000000", more=more, before="+0000", after="-023015"))
    assert (
        datetime.fromisoformat("2021-06-30T21:29:45")
        == Moment(datetime.fromisoformat("2021-07-01T00:00:00"), UTC).seen_from(ours.named("Here")).local
    )


BROKEN = [
    {"before": "1", "after": "+0100"},
    {"start": "x", "before": "+0000", "after": "+0100"},
    {"start": "00010101T000000", "before": "+0100", "after": "+0100"},
    {"more": "RRULE:FREQ=NEVER", "before": "+0000", "after": "+0100"},
]


@pytest.mark.parametrize("given", BROKEN)
def test_a_definition_that_is_none_is_unknown(given):
    """And listed for the account."""
    ours = zones(HALVES.format(**{"kind": "STANDARD", "start": "20190101T000000", "more": "X-A:1"} | given))
    assert (None, ["Here"]) == (ours.named("Here"), ours.unknown)


def test_an_offset_of_more_than_a_day_changes_nothing():
    """No zone has it, and the moment stays as it is written."""
    ours = zones(HALVES.format(kind="STANDARD", start="20190101T000000", more="X-A:1", before="+0000", after="+9900"))
    here = Moment(datetime.fromisoformat("2024-01-01T00:00:00"), ours.named("Here"))
    assert here == here.seen_from(UTC)


def test_zones_of_the_world_are_found_behind_the_names_of_programs():
    """Evolution puts its own name in front; what names a path is no zone."""
    assert ZoneInfo("Europe/Berlin") == world_zone("/freeassociation.sourceforge.net/Europe/Berlin")
    assert ZoneInfo("America/Argentina/Salta") == world_zone("/x.example/20070129_1/America/Argentina/Salta")
    for name in ("../../etc/passwd", "/etc/passwd", "Europe", "", "a\0b", "W. Europe Standard Time"):
        assert world_zone(name) is None


def test_days_are_the_same_everywhere():
    """A day as a whole has no zone, and neither has a time of nowhere in particular."""
    for words in ("20240101", "20240101T233000"):
        assert moment(words, None) == moment(words, None).seen_from(ZoneInfo("Asia/Tokyo"))


def test_moments_are_exact():
    """With seconds or without; leap seconds are the second before."""
    assert datetime.fromisoformat("2016-12-31T23:59:59") == moment("20161231t235960z", None).local
    for words in ("2024-01-01", "20240101T", "20241301", "20240101T2500", "²0240101"):
        with pytest.raises(NotUnderstoodError):
            moment(words, None)


def test_a_zone_that_a_calendar_defines_has_an_offset_and_nothing_else():
    """Neither a name nor a summer that it could tell from winter."""
    ours = zones(SUMMER, WINTER).named("Here")
    assert (None, None, None) == (ours.utcoffset(None), ours.dst(None), ours.tzname(None))
