"""Calendars as Google Calendar and Outlook write them: what was planned, moved, called off, and who was expected."""

import os
import pickle
import random
from datetime import date

import pytest

import collective_impact as ci
from collective_impact.io import _calendar_events, _calendar_in

RIVER = ci.Initiative(
    id="river",
    stakeholders=[
        ci.Stakeholder(id="ymca", name="YMCA of the River", aliases=["ymca-river.org"]),
        ci.Stakeholder(id="city", name="City of Riverbend"),
        ci.Stakeholder(id="library", name="Public Library", aliases=["desk@books.example"]),
        ci.Stakeholder(id="gmail_club", name="Mail club", aliases=["gmail.com"]),
    ],
    bodies=[ci.Body(id="steering", name="Steering Committee", members=["ymca", "city"])],
)

TRIES = int(os.environ.get("TABLES_FUZZ", "300"))

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:River table
X-WR-TIMEZONE:America/Chicago
BEGIN:VTIMEZONE
TZID:America/Chicago
BEGIN:DAYLIGHT
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
TZNAME:CDT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
TZNAME:CST
DTSTART:19701101T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=America/Chicago:20240109T180000
DTEND;TZID=America/Chicago:20240109T193000
RRULE:FREQ=MONTHLY;UNTIL=20240515T045959Z;BYDAY=2TU
EXDATE;TZID=America/Chicago:20240213T180000
DTSTAMP:20240601T120000Z
ORGANIZER;CN=Ana Roe:mailto:ana.roe@ymca-river.org
UID:5k3d0f@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ana Roe
 ;X-NUM-GUESTS=0:mailto:ana.roe@ymca-river.org
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;CN="Ci
 ty of Riverbend":mailto:mayor.private@gmail.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Lib:mai
 lto:desk@books.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=jo.doe@
 gmail.com:mailto:jo.doe@gmail.com
ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN=Hall:mailto:room7@resource.example
CREATED:20231201T150000Z
LAST-MODIFIED:20240102T150000Z
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Steering Committee
DESCRIPTION:Call +1 512 555 0100\\, ask for Ana\\nBring figures
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/Chicago:20240314T180000
DTEND;TZID=America/Chicago:20240314T193000
DTSTAMP:20240601T120000Z
UID:5k3d0f@google.com
RECURRENCE-ID;TZID=America/Chicago:20240312T180000
SUMMARY:Steering Committee
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/Chicago:20240409T180000
UID:5k3d0f@google.com
RECURRENCE-ID;TZID=America/Chicago:20240409T180000
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20240420
DTEND;VALUE=DATE:20240421
UID:day@google.com
SUMMARY:Community day
END:VEVENT
BEGIN:VEVENT
DTSTART:20240502T013000Z
UID:late@google.com
SUMMARY:Working group
END:VEVENT
BEGIN:VEVENT
DTSTART:20240502T013000Z
UID:mine@google.com
CLASS:PRIVATE
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
DTSTART;TZID="W. Europe Standard Time":20240624T003000
DURATION:PT1H
DTSTAMP:20240101T000000Z
RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO
EXDATE:20240630T223000Z
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=de:Lenkungskreis
X-ALT-DESC;FMTTYPE=text/html:<html>: "x"</html>
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID="W. Europe Standard Time":20240709T100000
RECURRENCE-ID:20240707T223000Z
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=de:Lenkungskreis
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def event(*lines, calendar=()):
    """Return a calendar with one event of some lines."""
    return "\n".join(["BEGIN:VCALENDAR", *calendar, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


def series(*changes):
    """Return a calendar of a weekly meeting on 12, 19 and 26 March and 2 April, with changes of some of them."""
    rule = ["UID:1", "SUMMARY:Team", "DTSTART;TZID=Europe/Berlin:20240312T090000", "RRULE:FREQ=WEEKLY;COUNT=4"]
    return event(*rule, *[line for lines in changes for line in ("END:VEVENT", "BEGIN:VEVENT", "UID:1", *lines)])


def days(reading):
    """Return the days of the convenings, without the year where that is 2024."""
    return [str(convening.on).removeprefix("2024-") for convening in reading.convenings]


def codes(reading):
    """Return the codes of the remarks."""
    return [remark.message.code for remark in getattr(reading, "account", reading)]


# What is when


def test_a_calendar_of_google():
    """Its series ends, one of its meetings was deleted, one moved and one called off; a day is a day."""
    read = ci.read_calendar(GOOGLE, initiative=RIVER)
    # second Tuesdays: 9 January, (13 February deleted), 12 March moved to the 14th, 9 April called off, 14 May (18:00
    # in Chicago is 23:00 UTC, after the end of the series at 04:59:59 UTC of the 15th? no, before it); 2 May 01:30 UTC
    # is the evening of the 1st in Chicago
    assert ["01-09", "03-14", "04-09", "04-20", "05-01", "05-14"] == days(read)
    assert ["planned"] * 2 + ["cancelled"] + ["planned"] * 3 == [convening.status for convening in read.convenings]
    assert ["steering"] * 3 + [None, None, "steering"] == [convening.body for convening in read.convenings]
    assert read.convenings == tuple(sorted(read.initiative.convenings, key=lambda convening: convening.on))


def test_a_calendar_of_outlook():
    """The zone is one of its own; what replaces or takes out a meeting speaks in the time of the world."""
    read = ci.read_calendar(OUTLOOK)
    # Mondays 24 June, 1 July (00:30 there is 22:30 UTC of 30 June: taken out), 8 July (moved to the 9th), 15 July
    assert ["06-24", "07-09", "07-15"] == days(read)


def test_a_file_is_read_as_its_text(tmp_path):
    """In UTF-8, with a mark or without, and in the encoding of old programs."""
    text = GOOGLE.replace("Community day", "Día")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "windows-1252"):
        path = tmp_path / f"{encoding}.ics"
        path.write_bytes(text.encode(encoding))
        assert ci.read_calendar(text).convenings == ci.read_calendar(path).convenings
    assert "sheets.windows" in codes(ci.read_calendar(path))
    assert not any("Día" in str(remark) for remark in ci.read_calendar(path).account if remark.given is None)


def test_between_chooses_days():
    """First and last day belong to it; a meeting that was moved is where it was moved to."""
    read = ci.read_calendar(GOOGLE, between=("2024-03-14", date(2024, 4, 20)))
    assert ["03-14", "04-09", "04-20"] == days(read)


def test_a_series_without_end_is_read_for_a_year():
    """A year from the latest day that the calendar names, and the account says so; not where days are asked for."""
    text = event("UID:1", "SUMMARY:Talk", "DTSTART:20240101T090000", "RRULE:FREQ=MONTHLY", "DTSTAMP:20240201T000000Z")
    read = ci.read_calendar(text)
    assert 14 == len(read.convenings)  # January 2024 to February 2025: 366 days after 1 February 2024 is the 1st
    assert ["2025-02-01"] == [dict(r.message.params)["last"] for r in read.account if "endless" in r.message.code]
    assert "calendar.endless" not in codes(ci.read_calendar(text, between=("2024-01-01", "2024-03-01")))


def test_a_series_without_end_ends_on_the_day_that_is_named():
    """Words and deed agree, in days of the place, also where its later meetings were moved; added days stay."""
    lines = ["UID:1", "DTSTART:20240312T090000", "RRULE:FREQ=DAILY", "RDATE:20260101T090000"]
    moved = ["END:VEVENT", "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20240401T090000"]
    for more, added in (([], "2026-01-01"), (["20240411T090000"], "2026-01-11"), (["20240329T090000"], "2025-12-29")):
        read = ci.read_calendar(event(*lines, *(part for to in more for part in (*moved, f"DTSTART:{to}"))))
        (last,) = [dict(one.message.params)["last"] for one in read.account if "endless" in one.message.code]
        assert [last, added] == [str(one.on) for one in read.convenings][-2:]
    # 366 days after 12 March 2024 (02:00 UTC, the evening of the 11th in Chicago) is 13 March 2025: the last meeting
    # is that of 14 March, 02:00 UTC
    read = ci.read_calendar(event("UID:1", "DTSTART:20240312T020000Z", "RRULE:FREQ=DAILY"), zone="America/Chicago")
    assert ("03-11", "2025-03-13") == (days(read)[0], days(read)[-1])


LATER = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin"

CHANGES = [
    (
        [[f"{LATER}:20240319T090000", "DTSTART;TZID=Europe/Berlin:20240320T090000"]],
        "03-12 03-20 03-27 04-03",
    ),
    ([["RECURRENCE-ID;RANGE=thisandfuture:20240319T080000Z", "DTSTART:20240318T233000Z"]], "03-12 03-19 03-26 04-02"),
    ([[f"{LATER}:20240319T090000", "DTSTART;VALUE=DATE:20240318"]], "03-12 03-18 03-25 04-01"),
    ([["RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20240319", "DTSTART:20240320T180000"]], "03-12 03-20 03-27 04-03"),
    (  # one of the later ones has a change of its own
        [
            [f"{LATER}:20240319T090000", "DTSTART;TZID=Europe/Berlin:20240320T090000"],
            ["RECURRENCE-ID;TZID=Europe/Berlin:20240326T090000", "DTSTART;TZID=Europe/Berlin:20240328T090000"],
        ],
        "03-12 03-20 03-28 04-03",
    ),
    (  # the last change before a meeting counts, wherever it stands
        [
            [f"{LATER}:20240326T090000", "DTSTART;TZID=Europe/Berlin:20240325T090000"],
            [f"{LATER}:20240319T090000", "DTSTART;TZID=Europe/Berlin:20240320T090000"],
        ],
        "03-12 03-20 03-25 04-01",
    ),
    (  # of the meeting itself, what is said of it alone, unless it is older
        [
            [f"{LATER}:20240319T090000", "DTSTART;TZID=Europe/Berlin:20240320T090000"],
            ["RECURRENCE-ID;TZID=Europe/Berlin:20240319T090000", "DTSTART;TZID=Europe/Berlin:20240321T090000"],
        ],
        "03-12 03-21 03-27 04-03",
    ),
    (
        [
            [f"{LATER}:20240319T090000", "SEQUENCE:2", "DTSTART;TZID=Europe/Berlin:20240320T090000"],
            ["RECURRENCE-ID;TZID=Europe/Berlin:20240319T090000", "DTSTART;TZID=Europe/Berlin:20240321T090000"],
        ],
        "03-12 03-20 03-27 04-03",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), CHANGES)
def test_all_later_meetings_may_be_moved(changes, expected):
    """By as much as the one that is changed (RFC 5545, 3.8.4.4), at the hour of the place before and after 31 March."""
    read = ci.read_calendar(series(*changes))
    assert expected.split() == days(read)
    assert ["calendar.all_members", "calendar.planned"] == sorted(codes(read))
    plain = [one.id for one in ci.read_calendar(series()).convenings]
    assert plain[2:] == [one.id for one in read.convenings[2:]]


def test_a_change_that_does_not_say_when_is_in_place():
    """As programs send what was called off (RFC 5546, 3.2.5)."""
    read = ci.read_calendar(series(["RECURRENCE-ID;TZID=Europe/Berlin:20240319T090000", "STATUS:CANCELLED"]))
    assert (["planned", "cancelled", "planned", "planned"], []) == (
        [one.status for one in read.convenings],
        codes(read.account.errors),
    )


@pytest.mark.parametrize(
    ("name", "expected"), [("RECURRENCE-ID;TZID=Europe/Berlin", "03-12 03-26 04-02"), (LATER, "03-12")]
)
def test_a_meeting_that_became_private_is_not_where_it_was(name, expected):
    """It is left out as any private one, and so is its title."""
    hidden = ["SUMMARY:Dentist", "CLASS:PRIVATE"]
    read = ci.read_calendar(series([f"{name}:20240319T090000", "DTSTART:20240320T090000", *hidden]))
    assert (expected.split(), 1) == (days(read), codes(read).count("calendar.hidden"))
    alone = ci.read_calendar(event("UID:1", f"{name}:20240319T090000", "DTSTART:20240320T090000", *hidden))
    assert ([], False) == (days(alone), "Dentist" in repr(alone) + str(alone.account))


def test_a_moved_series_is_found_between_days():
    """Where it was moved to, however far that is from where it was."""
    moved = [f"{LATER}:20240319T090000", "DTSTART;TZID=Europe/Berlin:20240619T090000"]
    assert ["06-26", "07-03"] == days(ci.read_calendar(series(moved), between=("2024-06-20", "2024-12-31")))


def test_all_later_meetings_may_be_changed_otherwise():
    """Their title and people are those of the change, or they are called off."""
    changed = [f"{LATER}:20240326T090000", "DTSTART;TZID=Europe/Berlin:20240326T090000"]
    people = ["SUMMARY:Steering committee", "ATTENDEE;CN=Public Library:mailto:x@example.org"]
    read = ci.read_calendar(series([*changed, *people]), initiative=RIVER)
    assert [(None, ())] * 2 + [("steering", ("library",))] * 2 == [(one.body, one.expected) for one in read.convenings]
    read = ci.read_calendar(series([*changed, "STATUS:CANCELLED"]), held_until="2024-12-31")
    assert ["held", "held", "cancelled", "cancelled"] == [one.status for one in read.convenings]


def test_later_meetings_of_a_series_that_is_not_there_are_unknown():
    """The one that the entry itself is about is taken, with a warning."""
    read = ci.read_calendar(event("UID:1", f"{LATER}:20240319T090000", "DTSTART:20240320T090000"))
    assert (["03-20"], True) == (days(read), "calendar.no_series" in codes(read.account.warnings))


def test_changes_of_earlier_meetings_are_not_understood():
    """RANGE=THISANDPRIOR is of an older standard (RFC 2445): the meeting is taken, with a warning."""
    earlier = LATER.replace("FUTURE", "PRIOR")
    read = ci.read_calendar(series([f"{earlier}:20240319T090000", "DTSTART:20240320T090000"]))
    assert ["03-12", "03-20", "03-26", "04-02"] == days(read)
    assert [("calendar.range", "THISANDPRIOR")] == [
        (one.message.code, one.given) for one in read.account if one.row is not None
    ]


@pytest.mark.parametrize("to", ["20260319T090000", "99991231T090000"])
def test_what_is_moved_too_far_is_left_out(to):
    """Once and as an error, however many meetings it is about."""
    read = ci.read_calendar(series([f"{LATER}:20240319T090000", f"DTSTART;TZID=Europe/Berlin:{to}"]))
    assert ["03-12", f"{to[:4]}-{to[4:6]}-{to[6:8]}"] == days(read)
    assert ["calendar.moved_far"] == codes(read.account.errors)


def test_a_time_of_the_world_has_no_place():
    """Its day is that of UTC, with a remark, unless it is said where people were."""
    text = event("UID:1", "DTSTART:20240502T013000Z")
    assert (["05-02"], True) == (days(read := ci.read_calendar(text)), "calendar.world_time" in codes(read))
    assert (["05-01"], False) == (
        days(read := ci.read_calendar(text, zone="America/Chicago")),
        "calendar.world_time" in codes(read),
    )
    assert ["05-01"] == days(ci.read_calendar(event(*text.split("\n")[2:4], calendar=["X-WR-TIMEZONE:America/Lima"])))


SERIES = ["UID:1", "DTSTART;TZID=Europe/Berlin:20240325T003000", "RRULE:FREQ=WEEKLY;COUNT=3"]

VARIANTS = [
    ([], ["03-25", "04-01", "04-08"]),  # the clocks change on 31 March
    (["EXDATE:20240331T223000Z"], ["03-25", "04-08"]),  # 00:30 in summer time
    (["EXDATE;VALUE=DATE:20240401"], ["03-25", "04-08"]),
    (["RDATE;TZID=Europe/Berlin:20240403T120000"], ["03-25", "04-01", "04-03", "04-08"]),
    (["RDATE;VALUE=PERIOD:20240403T100000Z/PT1H"], ["03-25", "04-01", "04-03", "04-08"]),
    (["EXDATE;TZID=Europe/Berlin:20240325T003000,20240401T003000"], ["04-08"]),
    (["RRULE:FREQ=DAILY;UNTIL=20240326"], ["03-25", "03-26", "04-01", "04-08"]),
    (["RRULE:FREQ=DAILY;UNTIL=20240325T223000Z"], ["03-25", "04-01", "04-08"]),  # 23:30, an hour before the next
    (["RRULE:FREQ=DAILY;UNTIL=20240325T233000Z"], ["03-25", "03-26", "04-01", "04-08"]),
    (["RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=FR"], ["03-25", "03-29", "04-01", "04-08"]),  # the start is the first of two
]


@pytest.mark.parametrize(("lines", "expected"), VARIANTS)
def test_series(lines, expected):
    """Days that are added and taken out, in whatever zone they are written, and more than one rule."""
    assert expected == days(ci.read_calendar(event(*SERIES, *lines)))


def test_a_series_of_whole_days():
    """Its end may be a time, its exceptions days."""
    lines = ["UID:1", "DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=DAILY;UNTIL=20240103T230000Z", "EXDATE:20240102"]
    assert ["01-01", "01-03"] == days(ci.read_calendar(event(*lines)))


def test_the_last_version_of_an_entry_counts():
    """By its sequence, else by where it stands."""
    both = "\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\n"
    for first, second, expected in ((3, 2, "01-01"), (2, 3, "01-02"), (0, 0, "01-02"), ("x", 0, "01-02")):
        lines = ["UID:1", f"SEQUENCE:{first}", f"DTSTART:20240101T090000{both}SEQUENCE:{second}"]
        assert [expected] == days(ci.read_calendar(event(*lines, "DTSTART:20240102T090000")))


def test_an_exception_without_its_series_stands_alone():
    """Google exports what was changed even where the series is not shown."""
    lines = ["UID:1", "RECURRENCE-ID:20240101T090000Z", "DTSTART:20240102T090000Z"]
    read = ci.read_calendar(event(*lines))
    assert ["01-02"] == days(read)
    assert read.convenings[0].id.endswith("-20240101T090000")


def test_the_id_of_a_meeting_stays_when_it_is_moved():
    """So that a calendar that is read again replaces what it said before."""
    moved = [convening.id for convening in ci.read_calendar(GOOGLE).convenings]
    plain = GOOGLE.replace("20240314T18", "20240312T18")
    assert moved == [convening.id for convening in ci.read_calendar(plain).convenings]
    assert len(moved) == len(set(moved))


def test_an_entry_without_an_id_is_known_by_title_and_time():
    """Two of them are two meetings."""
    text = event("SUMMARY:A", "DTSTART:20240101T090000\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:B", "DTSTART:20240101T090000")
    assert 2 == len({convening.id for convening in ci.read_calendar(text).convenings})


# What it was


def test_what_a_calendar_plans_is_planned():
    """Unless somebody says that it took place; what was called off did not."""
    read = ci.read_calendar(GOOGLE, held_until="2024-04-20")
    assert ["held", "held", "cancelled", "held", "planned", "planned"] == [c.status for c in read.convenings]
    assert "calendar.planned" not in codes(read)
    assert "calendar.planned" in codes(ci.read_calendar(GOOGLE))


@pytest.mark.parametrize(
    "title",
    [
        "Canceled: Steering committee",
        "CANCELLED:Steering Committee",
        "Cancelado: Steering committee",
        "Abgesagt: Steering committee",
        "Annulé : Steering committee",
        "Annule\u0301e: Steering committee",
        "Entfällt: Canceled: Steering committee",
        "Cancelled - Steering committee",
        "[Cancelled] Steering committee",
        "Steering committee (abgesagt)",
        "Steering committee – cancelada",
    ],
)
def test_a_title_may_call_off(title):
    """As Outlook and people write it; the note names the meeting, and its body is found all the same."""
    text = event("UID:1", "STATUS:CONFIRMED", f"SUMMARY:{title}", "DTSTART:20240101T090000")
    read = ci.read_calendar(text, initiative=RIVER, held_until="2024-12-31")
    assert [("cancelled", "steering")] == [(one.status, one.body) for one in read.convenings]
    assert ["calendar.cancelled_by_title"] == codes(read.account.notes)
    assert "committee" in str(read.account).casefold()


@pytest.mark.parametrize("title", ["Cancelled flights group", "Why it was cancelled", "Talk: cancelled, and then?"])
def test_a_title_may_speak_of_what_was_called_off(title):
    """Without being called off itself."""
    read = ci.read_calendar(event("UID:1", f"SUMMARY:{title}", "DTSTART:20240101T090000"))
    assert ["planned"] == [one.status for one in read.convenings]


def test_the_title_of_a_series_calls_off_all_of_it():
    """Save a meeting with a title of its own; one whose status says so needs no note."""
    own = "RECURRENCE-ID;TZID=Europe/Berlin:202403{}T090000"
    start = "DTSTART;TZID=Europe/Berlin:202403{}T090000"
    changes = [
        [own.format(19), start.format(19), "SUMMARY:Team after all"],
        [own.format(26), start.format(26), "STATUS:CANCELLED"],
    ]
    read = ci.read_calendar(series(*changes).replace("SUMMARY:Team\n", "SUMMARY:Canceled: Team\n"))
    assert ["cancelled", "planned", "cancelled", "cancelled"] == [one.status for one in read.convenings]
    (note,) = [one for one in read.account if one.message.code == "calendar.cancelled_by_title"]
    assert {"title": "Team", "times": "2"} == dict(note.message.params)


def test_a_message_that_calls_off_calls_off():
    """METHOD:CANCEL is about all that it holds."""
    read = ci.read_calendar(
        event("UID:1", "DTSTART:20240101T090000", calendar=["METHOD:CANCEL"]), held_until="2025-01-01"
    )
    assert ["cancelled"] == [convening.status for convening in read.convenings]


def test_whoever_accepted_was_expected_and_no_more():
    """Decliners and rooms were not; nobody is said to have attended; of whom is unknown there may be more."""
    read = ci.read_calendar(GOOGLE, initiative=RIVER, held_until="2024-12-31")
    assert {("ymca", "city")} == {c.expected for c in read.convenings if c.body == "steering"}
    assert all(convening.attendances == () for convening in read.convenings)
    assert [f"convenings/{c.key}/expected" for c in read.convenings if c.body] == [e.collection for e in read.extents]
    assert set(read.extents) == set(read.initiative.extents)
    (said,) = [remark for remark in read.account if remark.message.code == "calendar.nobody"]
    assert {"title": "Steering Committee", "times": "4"} == dict(said.message.params)


def test_an_attendee_of_whom_name_and_address_differ_is_nobody():
    """Rather than one of the two."""
    attendee = 'ATTENDEE;CN="Public Library":mailto:x@ymca-river.org'
    read = ci.read_calendar(event("UID:1", "DTSTART:20240101T090000", attendee), initiative=RIVER)
    assert ((), "calendar.nobody" in codes(read)) == (read.convenings[0].expected, True)


def test_addresses_may_be_aliases_and_domains_may_be_told():
    """An address with or without its scheme."""
    lines = [
        "ATTENDEE:MAILTO:desk@books.example",
        "ATTENDEE:x@city.example",
        "ATTENDEE;ROLE=OPT-PARTICIPANT:x@ymca-river.org",
    ]
    text = event("UID:1", "DTSTART:20240101T090000", *lines)
    read = ci.read_calendar(text, initiative=RIVER, domains={"city.example": "city"})
    assert (("library", "city"), ()) == (read.convenings[0].expected, read.extents)


def test_nobody_is_expected_without_an_initiative():
    """And the account says why."""
    read = ci.read_calendar(GOOGLE)
    assert ((), ()) == (read.initiatives, tuple(c.expected for c in read.convenings if c.expected))
    assert "calendar.no_initiative" in codes(read)


def test_a_reading_may_be_laid_beside_an_initiative():
    """Whether it was read for it or not."""
    for initiative in (None, RIVER):
        read = ci.read_calendar(GOOGLE, initiative=initiative)
        assert set(read.convenings) == set(RIVER.with_readings(read).convenings)


# Whose it was


def test_titles_are_those_of_bodies_or_of_meetings_of_all():
    """A title with the name of a body in it is suggested, never taken; of one that is like it, too."""
    for title, suggestion in (
        ("Steering Committee (online)", "steering"),
        ("Stering Comittee", "steering"),
        ("Fair", None),
    ):
        read = ci.read_calendar(event("UID:1", f"SUMMARY:{title}", "DTSTART:20240101T090000"), initiative=RIVER)
        (said,) = [remark for remark in read.account if remark.message.code == "calendar.all_members"]
        assert (None, title, suggestion) == (read.convenings[0].body, said.given, said.suggestion)


def test_the_body_may_be_said():
    """Of all entries, or by their titles; others are then left out and counted."""
    assert {"steering"} == {c.body for c in ci.read_calendar(GOOGLE, initiative=RIVER, body="steering").convenings}
    named = {"steering  committee": "steering", "Community Day": None}
    read = ci.read_calendar(GOOGLE, initiative=RIVER, body=named)
    assert ["01-09", "03-14", "04-09", "04-20", "05-14"] == days(read)
    assert "calendar.other_title" in codes(read)
    assert "calendar.all_members" not in codes(read)
    assert {"team"} == {convening.body for convening in ci.read_calendar(GOOGLE, body="team").convenings}


# What must not be repeated


def test_nothing_of_people_gets_out():
    """No name, address or number of the source stands in what is read, printed or stored."""
    for initiative in (None, RIVER):
        read = ci.read_calendar(GOOGLE, initiative=initiative)
        given = "" if initiative is None else repr(initiative) + str(pickle.dumps(initiative))
        got = repr(read) + str(read) + str(read.account) + str(pickle.dumps(read)) + str(read.account.to_records())
        for secret in (
            "ana.roe",
            "Ana Roe",
            "jo.doe",
            "mayor.private",
            "books.example",
            "room7",
            "555",
            "5k3d0f",
            "Dentist",
        ):
            assert secret not in got.replace(given, "").replace("desk@books.example", ""), secret


def test_addresses_in_titles_are_covered():
    """A title is repeated where it belongs to no body."""
    read = ci.read_calendar(event("UID:1", "SUMMARY:Call jo@x.example", "DTSTART:20240101T090000"), initiative=RIVER)
    assert "jo@x" not in repr(read)
    (said,) = [remark for remark in read.account if remark.message.code == "calendar.all_members"]
    assert "…" == said.given


# What is not understood


def test_lines_that_are_none_are_named_by_their_number():
    """And nothing of them is repeated."""
    read = ci.read_calendar(event("UID:1", "jo@x.example", "DTSTART:20240101T090000", "BEGIN:VALARM", "END:VALARM"))
    assert [("calendar.line", 4)] == [(r.message.code, r.row) for r in read.account.warnings if r.row]
    assert "jo@x" not in repr(read)


BROKEN = [
    (["UID:1"], [], ["calendar.no_start"]),
    (["UID:1", "DTSTART:tomorrow"], [], ["calendar.moment"]),
    (["UID:1", "DTSTART:20240230T090000"], [], ["calendar.moment"]),
    (["UID:1", "DTSTART:20240101T0900", "RRULE:FREQ=HOURLY"], ["01-01"], ["calendar.rule"]),
    (["UID:1", "DTSTART:20240101T0900", "RRULE:FREQ=DAILY;UNTIL=never"], ["01-01"], ["calendar.moment"]),
    (
        ["UID:1", "DTSTART:20240101T0900", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:x"],
        ["01-01", "01-02"],
        ["calendar.moment"],
    ),
    (["UID:1", "DTSTART;TZID=Mars/Dunes:20240101T090000"], ["01-01"], ["calendar.zone"]),
]


@pytest.mark.parametrize(("lines", "expected", "said"), BROKEN)
def test_what_is_not_understood_is_accounted_for(lines, expected, said):
    """What can be taken is taken."""
    read = ci.read_calendar(event(*lines), between=("2024-01-01", "2024-12-31"), held_until="2024-12-31")
    assert expected == days(read)
    assert said == [code for code in codes(read) if code != "calendar.all_members"]


def test_a_calendar_that_breaks_off_is_read_as_far_as_it_goes():
    """The download was cut."""
    read = ci.read_calendar(GOOGLE[: GOOGLE.index("UID:day@")])
    assert 5 == len(read.convenings)
    assert "calendar.cut" in codes(read)
    assert 1 == len(
        ci.read_calendar("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240101\nEND:X\nEND:VCALENDAR").convenings
    )


def test_what_is_no_calendar_is_refused(tmp_path):
    """An error of ours, and not an empty list."""
    path = tmp_path / "page.ics"
    path.write_text("<html>BEGIN:VCALENDAR</html>")
    for source in (path, str(path), "BEGIN:VCARD\nEND:VCARD"):
        with pytest.raises(ci.InvalidDocumentError, match="no calendar"):
            ci.read_calendar(source)


def test_arguments_that_cannot_be_are_refused():
    """At once, and with what there is."""
    for options in ({"zone": "Texas"}, {"between": ("2024-02-01", "2024-01-01")}, {"held_until": "May"}):
        with pytest.raises(ci.InvalidValueError):
            ci.read_calendar(GOOGLE, **options)
    for options in ({"body": "stering"}, {"body": {"Fair": "fare"}}, {"domains": {"x.example": "ymcaa"}}):
        with pytest.raises(ci.UnknownNameError):
            ci.read_calendar(GOOGLE, initiative=RIVER, **options)


# Hostile calendars


def test_a_series_of_millions_is_cut(monkeypatch):
    """It ends in a bounded list and a remark."""
    lines = ["UID:1", "DTSTART:00010101T000000", "RRULE:FREQ=DAILY", "DTSTAMP:99990101T000000Z"]
    read = ci.read_calendar(event(*lines))
    assert (_calendar_events.MOST_OF_SERIES + 1, True) == (len(read.convenings), "calendar.cut_series" in codes(read))
    read = ci.read_calendar(event(*lines[:2], "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=9", *lines[3:]))
    assert (1, True) == (len(read.convenings), "calendar.cut_series" in codes(read))
    idle = ["DTSTART:00010101T000000", "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=9", lines[3]]
    read = ci.read_calendar(event("UID:1", *idle, "END:VEVENT", "BEGIN:VEVENT", "UID:2", *idle))
    assert (2, 1) == (len(read.convenings), codes(read).count("calendar.cut_series"))
    monkeypatch.setattr(_calendar_in, "MOST", 100)
    read = ci.read_calendar(event(*lines))
    assert (100, True) == (len(read.convenings), "calendar.many" in codes(read))


def test_a_calendar_of_gigabytes_is_refused(monkeypatch, tmp_path):
    """Before it is read."""
    path = tmp_path / "big.ics"
    path.write_text(GOOGLE)
    monkeypatch.setattr(_calendar_in, "LARGEST", 100)
    for source in (path, GOOGLE):
        with pytest.raises(ci.InvalidDocumentError):
            ci.read_calendar(source)


def test_components_within_components_have_an_end():
    """Depth is no way to exhaust a reader."""
    deep = "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 10_000
    assert () == ci.read_calendar(deep).convenings


def test_a_series_with_an_end_is_read_to_its_end():
    """However long it lasts; only one without an end is cut off after a year, and one of very many meetings."""
    reading = ci.read_calendar(event("UID:1", "DTSTART:20200101T090000Z", "RRULE:FREQ=YEARLY;COUNT=30"))
    assert [2020 + number for number in range(30)] == [one.on.year for one in reading.convenings]
    reading = ci.read_calendar(event("UID:1", "DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY;COUNT=2001"))
    assert (2001, []) == (len(reading.convenings), [one for one in reading.account if "cut" in one.message.code])
    reading = ci.read_calendar(event("UID:1", "DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY;COUNT=2002"))
    assert (2001, 1) == (len(reading.convenings), sum("cut" in one.message.code for one in reading.account))


def test_a_pipe_is_no_calendar(tmp_path):
    """It has no end, and nobody writes into it."""
    os.mkfifo(tmp_path / "a.ics")
    with pytest.raises(ci.InvalidDocumentError, match="no calendar"):
        ci.read_calendar(tmp_path / "a.ics")


def test_damaged_calendars_end_in_readings_or_our_own_errors():
    """Whatever bytes were changed, cut out or doubled."""
    changed = series(*(change for changes, _ in CHANGES[:4] for change in (*changes, ["SUMMARY:Canceled: Team"])))
    for number in range(TRIES):
        chance = random.Random(f"6 {number}")  # noqa: S311 - no secrets
        text = list(chance.choice([GOOGLE, OUTLOOK, changed]))
        for _ in range(chance.choice([1, 4, 32])):
            start = chance.randrange(len(text) + 1)
            end = start + chance.choice([0, 1, 8, 99])
            strange = [chr(chance.randrange(0x2FF)), "", "\n", "9999", "BEGIN:VEVENT\r\n", "\ud800", ";", '"', "00"]
            text[start:end] = chance.choice([*strange, "".join(text[start:end]) * 3])
        try:
            read = ci.read_calendar("BEGIN:" + "".join(text)[6:], initiative=RIVER)
        except ci.CollectiveImpactError:
            continue
        str(read.account).encode()
        pickle.dumps(read)


def test_a_reading_is_short_in_words():
    """Its parts are long enough."""
    assert "convenings: 1; 2 notes" == str(ci.read_calendar(event("UID:1", "DTSTART:20240101T090000Z"), body="team"))
