"""Meetings of a calendar that are on record already: they stay one meeting."""

import attrs
import pytest

import collective_impact as ci

WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"


def calendar(*events):
    """Return a calendar of events, each given by its lines."""
    inside = "".join("BEGIN:VEVENT\n" + "\n".join(lines) + "\nEND:VEVENT\n" for lines in events)
    return f"BEGIN:VCALENDAR\n{inside}END:VCALENDAR\n"


def members(*lines, uid="m", day="20250107"):
    """Return the lines of an event of all members."""
    return (f"UID:{uid}", "SUMMARY:Members", f"DTSTART;VALUE=DATE:{day}", *lines)


@pytest.fixture
def ours():
    """Return an initiative with an attendance list of two meetings, and a group."""
    tables = {
        "Partners": [{"Name": "YMCA"}, {"Name": "Library"}],
        "Groups": [{"Name": "Steering"}],
        "Attendance": [{"Partner": "YMCA", "2025-01-07": "x", "2025-01-14": "x"}],
    }
    return ci.read_tables(tables).initiative


def codes(reading):
    """Return what was said besides that titles are of no group."""
    return [one.message.code.partition(".")[2] for one in reading.account if "all_members" not in one.message.code]


def test_a_meeting_that_is_on_record_stays_one(ours):
    """Who came stays on record, who was expected is learned, and what is not on record is added."""
    invited = "ATTENDEE;CN=Library:mailto:x@example.org"
    reading = ci.read_calendar(calendar(members(WEEKLY, invited)), initiative=ours, held_until="2025-01-10")
    found = [(str(one.on), one.id, one.status.value, one.expected) for one in reading.initiative.convenings]
    new = reading.convenings[2].id
    assert [
        ("2025-01-07", None, "held", ("library",)),
        ("2025-01-14", None, "held", ("library",)),
        ("2025-01-21", new, "planned", ("library",)),
    ] == found
    assert ["ymca"] == [one.stakeholder for one in reading.initiative.convenings[0].attendances]
    assert ["recorded"] == codes(reading)
    assert reading.initiative == ours.with_readings(reading)


def test_the_same_calendar_again_changes_nothing(ours):
    """Its meetings have the ids of the first time."""
    text = calendar(
        members(WEEKLY, "ATTENDEE;CN=Library:mailto:x@example.org", "ATTENDEE;CN=Unknown:mailto:y@example.org")
    )
    once = ci.read_calendar(text, initiative=ours).initiative
    assert once == ci.read_calendar(text, initiative=once).initiative
    assert 3 == len(once.extents)


def test_what_has_taken_place_is_not_called_off_by_a_calendar(ours):
    """The disagreement is said, and the record stays."""
    reading = ci.read_calendar(calendar(members("STATUS:CANCELLED")), initiative=ours)
    assert ours.convenings == reading.initiative.convenings
    assert ["recorded_otherwise", "recorded"] == codes(reading)
    assert ["2025-01-07 that is on record as 2025-01-07, held"] == [
        str(one).partition("meeting on ")[2].partition(";")[0] for one in reading.account.errors
    ]


def test_plans_follow_the_calendar(ours):
    """A planned meeting that was moved, or called off, is so on record too."""
    planned = ci.read_calendar(calendar(members(uid="p", day="20250301")), initiative=ours).initiative
    moved = ci.read_calendar(calendar(members(uid="p", day="20250308")), initiative=planned).initiative
    assert ["2025-01-07", "2025-01-14", "2025-03-08"] == [str(one.on) for one in moved.convenings]
    off = ci.read_calendar(calendar(members("STATUS:CANCELLED", uid="p", day="20250308")), initiative=moved).initiative
    assert ["held", "held", "cancelled"] == [one.status.value for one in off.convenings]


def test_a_meeting_that_was_held_is_not_moved(ours):
    """A calendar that has it on another day by now is not believed."""
    held = ci.read_calendar(
        calendar(members(uid="p", day="20250301")), initiative=ours, held_until="2025-03-02"
    ).initiative
    reading = ci.read_calendar(calendar(members(uid="p", day="20250308")), initiative=held)
    assert held.convenings == reading.initiative.convenings
    assert "recorded_otherwise" in codes(reading)


def test_two_meetings_on_a_day_are_not_told_apart_by_it(ours):
    """Which of them is on record nobody knows, unless the other was called off."""
    two = [members(uid="a"), members(uid="b")]
    assert 4 == len(ci.read_calendar(calendar(*two), initiative=ours).initiative.convenings)
    two[0] = (*two[0], "STATUS:CANCELLED")
    reading = ci.read_calendar(calendar(*two), initiative=ours)
    assert ["held", "held", "cancelled"] == [one.status.value for one in reading.initiative.convenings]


def test_a_meeting_of_another_group_is_another_meeting(ours):
    """Steering met on the day on which all members met."""
    reading = ci.read_calendar(calendar(members()), initiative=ours, body="steering")
    assert [None, None, "steering"] == [one.body for one in reading.initiative.convenings]
    other = attrs.evolve(ours.convenings[0], id="first")
    named = ci.read_calendar(calendar(members()), initiative=attrs.evolve(ours, convenings=[other])).initiative
    assert ["first"] == [one.id for one in named.convenings]
