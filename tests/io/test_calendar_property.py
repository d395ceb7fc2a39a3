"""Calendars that were written from known meetings, and read: what is read is what was written."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

import collective_impact as ci

SHAPES = ["day", "local", "world"]
FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
NAMES = {"a": "YMCA, Río", "b": "Library; North", "c": "City"}
OURS = ci.Initiative(
    id="ours",
    stakeholders=[ci.Stakeholder(id=key, name=name) for key, name in NAMES.items()],
    bodies=[ci.Body(id="team", name="The team, small; and \\ loud — " + "long " * 12 + "name")],
)


def days_of(start, frequency, interval, count):
    """Return the days of a series by plain arithmetic: every so many days, or the same date in every so many months."""
    if frequency in ("DAILY", "WEEKLY"):
        step = interval * (7 if frequency == "WEEKLY" else 1)
        return [start + timedelta(days=step * number) for number in range(count)]
    step = interval * (12 if frequency == "YEARLY" else 1)
    months = [start.year * 12 + start.month - 1 + step * number for number in range(count)]
    return [date(month // 12, month % 12 + 1, start.day) for month in months]


@st.composite
def series(draw):
    """Return a series of meetings: its days, and which are moved (with all later ones), called off or taken out."""
    frequency = draw(st.sampled_from(FREQUENCIES))
    start = draw(st.dates(date(2015, 1, 1), date(2030, 1, 1)).filter(lambda day: day.day <= 28))
    interval, count = draw(st.integers(1, 3)), draw(st.integers(1, 12))
    days = days_of(start, frequency, interval, count)
    fate = st.sampled_from(["as planned", "as planned", "moved", "all moved", "cancelled", "taken out"])
    fates = draw(st.lists(fate, min_size=count, max_size=count))
    return {
        "shape": draw(st.sampled_from(SHAPES)),
        "rule": f"FREQ={frequency};INTERVAL={interval}",
        "ends_by": draw(st.sampled_from(["COUNT", "UNTIL"])),
        "days": days,
        "fates": ["as planned", *fates[1:]],
        "shifts": draw(st.lists(st.integers(-20, 20), min_size=count, max_size=count)),
        "invited": draw(st.lists(st.sampled_from(sorted(NAMES)), unique=True)),
        "declined": draw(st.sets(st.sampled_from(sorted(NAMES)))),
    }


def escaped(text):
    """Return a text as iCalendar has it (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def folded(line):
    """Return a line in pieces of at most 75 bytes, as it is to be cut (RFC 5545, 3.1)."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > 74:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])


def moment(name, day, shape):
    """Return a property that holds a time: a day, nine in Chicago, or 15:00 of the world."""
    if shape == "day":
        return f"{name};VALUE=DATE:{day:%Y%m%d}"
    return f"{name};TZID=America/Chicago:{day:%Y%m%d}T090000" if shape == "local" else f"{name}:{day:%Y%m%d}T150000Z"


def written(plan, number):
    """Return the lines of the events of a series."""
    body, shape, days = OURS.bodies[0].name, plan["shape"], plan["days"]
    last = datetime.combine(days[-1], time(23, 59)) if shape != "day" else days[-1]
    until = f"{last:%Y%m%dT%H%M%SZ}" if shape != "day" else f"{last:%Y%m%d}"
    end = f"COUNT={len(days)}" if plan["ends_by"] == "COUNT" else f"UNTIL={until}"
    lines = ["BEGIN:VEVENT", f"UID:{number}@example.org", f"SUMMARY:{escaped(body)}", moment("DTSTART", days[0], shape)]
    lines.append(f"RRULE:{plan['rule']};{end}")
    gone = [day for day, fate in zip(days, plan["fates"], strict=True) if fate == "taken out"]
    lines += [moment("EXDATE", day, shape) for day in gone]
    said = {one: "DECLINED" if one in plan["declined"] else "ACCEPTED" for one in plan["invited"]}
    people = [f'ATTENDEE;CN="{NAMES[one]}";PARTSTAT={status}:mailto:x@example.org' for one, status in said.items()]
    lines += [*people, "END:VEVENT"]
    for day, fate, shift in zip(days, plan["fates"], plan["shifts"], strict=True):
        if fate in ("moved", "all moved", "cancelled"):
            to = day + timedelta(days=0 if fate == "cancelled" else shift)
            name = "RECURRENCE-ID;RANGE=THISANDFUTURE" if fate == "all moved" else "RECURRENCE-ID"
            lines += ["BEGIN:VEVENT", f"UID:{number}@example.org", moment(name, day, shape)]
            lines += [moment("DTSTART", to, shape), *(["STATUS:CANCELLED"] if fate == "cancelled" else []), *people]
            lines += ["END:VEVENT"]
    return lines


def meant(plan):
    """Return the meetings of a series: when, whether called off, and who was expected."""
    expected = tuple(one for one in plan["invited"] if one not in plan["declined"])
    from_then_on = 0
    for day, fate, shift in zip(plan["days"], plan["fates"], plan["shifts"], strict=True):
        from_then_on = shift if fate == "all moved" else from_then_on
        own = {"moved": shift, "cancelled": 0}
        if fate != "taken out":
            on = day + timedelta(days=own.get(fate, from_then_on))
            yield on, "cancelled" if fate == "cancelled" else "held", expected


@settings(deadline=None)
@given(st.lists(series(), max_size=3))
def test_calendars_say_what_was_written_into_them(plans):
    """Series with their ends, moved, cancelled and taken-out meetings, in days, local times and times of the world."""
    inside = [line for number, plan in enumerate(plans) for line in written(plan, number)]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-TIMEZONE:America/Chicago", *inside, "END:VCALENDAR", ""]
    text = "\r\n".join(map(folded, lines))
    reading = ci.read_calendar(text, initiative=OURS, held_until="2099-12-31")
    read = [(one.on, one.status.value, one.expected) for one in reading.convenings]
    assert sorted(one for plan in plans for one in meant(plan)) == sorted(read)
    assert {"team"} >= {one.body for one in reading.convenings}
    assert not any(one.attendances for one in reading.convenings)
    assert {"calendar.taken_out"} >= {remark.message.code for remark in reading.account}
