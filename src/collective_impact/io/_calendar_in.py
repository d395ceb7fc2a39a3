"""Calendars, as programs export them, to convenings."""

import contextlib
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta, tzinfo
from pathlib import Path

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.io._accounts import Account, NotUnderstoodError, Reading, Remarks
from collective_impact.io._calendar_entries import Entry, entries, latest_versions
from collective_impact.io._calendar_events import Expansion
from collective_impact.io._calendar_lines import components
from collective_impact.io._calendar_recorded import recognized, together
from collective_impact.io._calendar_seats import Bodies, Hall
from collective_impact.io._calendar_times import Zones, moment, world_zone
from collective_impact.io._delimited import decoded
from collective_impact.io._grids import Grid
from collective_impact.io._limits import refused
from collective_impact.io._organizations_in import Directory
from collective_impact.io._tallies import Tally, without_addresses, without_cells
from collective_impact.model._record import as_date, record
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Convening
from collective_impact.model.vocabulary import Completeness

LARGEST = 64 * 2**20
"""Bytes of a calendar: some hundred thousand meetings."""

MOST = 20_000
"""Convenings of one calendar."""

AHEAD = timedelta(days=366)
"""How long a series without an end is read beyond the latest day that the calendar itself names."""


@record(kw_only=True)
class CalendarReading(Reading):
    """What a calendar says of meetings, and what was not understood of it.

    Parameters
    ----------
    initiatives : tuple of Initiative
        The initiative that was given, with the convenings; none where none was given.
    account : Account
        Without addresses and names of attendees. Titles of entries that are not private are repeated in it.
    convenings : tuple of Convening
        By day.
    extents : tuple of Extent
        Of whose expected stakeholders not all are known.
    """

    convenings: tuple[Convening, ...] = attrs.field(default=(), converter=tuple[Convening, ...])
    extents: tuple[Extent, ...] = attrs.field(default=(), converter=tuple[Extent, ...])

    def __str__(self) -> str:
        return f"convenings: {len(self.convenings)}; {self.account.summary()}"


def read_calendar(  # noqa: PLR0913 - a calendar, and what it leaves open
    source: str | os.PathLike[str],
    *,
    initiative: Initiative | None = None,
    body: str | Mapping[str, str | None] | None = None,
    between: tuple[date | str, date | str] | None = None,
    held_until: date | str | None = None,
    domains: Mapping[str, str] | None = None,
    zone: str | None = None,
) -> CalendarReading:
    """Return the meetings of a calendar file (iCalendar, ``.ics``) as convenings.

    A calendar shows what was planned. Its meetings are planned ones, and those that it calls off (by their status, or
    by a title such as "Canceled: Steering") cancelled; that one was held, it cannot know. Say ``held_until`` if you
    know that all that it does not call off took place until a day.

    Whoever was invited and did not decline was expected; whoever accepted was expected, too, and no more: nobody is
    ever read as having attended. Names and addresses of people stay behind: they are only matched with stakeholders.

    A meeting that is on record in ``initiative`` already (by its id, or as the only one of its day and body) stays one:
    the record learns who was expected, and keeps what it says of a meeting that has taken place.

    Parameters
    ----------
    source : path or str
        A file, or (text that begins with ``BEGIN:``) its content.
    initiative : Initiative, optional
        Has the stakeholders and bodies that people and titles are matched with. Without it nobody is expected.
    body : str or mapping of str to str, optional
        Id of the body that all meetings are of. Or a mapping from titles of entries to ids of bodies (None for a
        meeting of all members); entries with other titles are then left out. Where nothing is said, a title that is
        the id or name of a body is its meeting, and any other a meeting of all members, with a remark.
    between : pair of date or str, optional
        First and last day of the meetings that are wanted. Otherwise a series without an end is read until a year
        after the latest day that the calendar names, with a remark.
    held_until : date or str, optional
    domains : mapping of str to str, optional
        From e-mail domains to ids of stakeholders, as in `read_responses`.
    zone : str, optional
        In what zone (``"America/Chicago"``) it is a day where the calendar says only the time of the world (UTC);
        the calendar's own (``X-WR-TIMEZONE``) otherwise.

    Returns
    -------
    CalendarReading

    Raises
    ------
    InvalidDocumentError
        It is no calendar, or too large.
    InvalidValueError
        An argument is nothing that it can be.
    UnknownNameError
        An argument names a body, a stakeholder or a zone that there is none of.

    References
    ----------
    Desruisseaux, B. (Ed.) (2009). *Internet Calendaring and Scheduling Core Object Specification (iCalendar)*
    (RFC 5545).

    Examples
    --------
    >>> import collective_impact as ci
    >>> text = '''BEGIN:VCALENDAR
    ... BEGIN:VEVENT
    ... UID:1
    ... SUMMARY:Steering
    ... DTSTART;TZID=America/Chicago:20240312T180000
    ... RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3
    ... EXDATE;TZID=America/Chicago:20240409T180000
    ... END:VEVENT
    ... END:VCALENDAR'''
    >>> [str(convening.on) for convening in ci.read_calendar(text).convenings]
    ['2024-03-12', '2024-05-14']
    """
    people = Directory.of(initiative, domains)
    bodies = Bodies.of(body, initiative)
    home = _zone(zone)
    wanted = _window(between)
    seen, remarks, tally = Remarks(), Remarks(), Tally()
    place, words = _words(source, seen)
    calendars = [part for part in components(words, place, remarks) if part.name == "VCALENDAR"]
    if not calendars:
        raise refused(place.file, "calendar.none")
    zones = Zones(part for calendar in calendars for part in calendar.parts if part.name == "VTIMEZONE")
    found = list(entries(calendars, zones, place, remarks))
    since, last = wanted or (date.min, date.max)
    hall = Hall(
        initiative=initiative,
        people=people,
        bodies=bodies,
        home=home or next(filter(None, (world_zone(calendar.value("X-WR-TIMEZONE")) for calendar in calendars)), None),
        held_until=None if held_until is None else as_date(held_until),
        is_called_off=any(calendar.value("METHOD").upper() == "CANCEL" for calendar in calendars),
        tally=tally,
    )
    expansion = Expansion(since, last, None if wanted else _horizon(found), zones, place, remarks)
    meetings = list(itertools.islice(_meetings(expansion, hall, found), MOST + 1))
    if len(meetings) > MOST:
        remarks.add(place, None, None, "calendar.many", most=MOST, severity="warning")
    for name in zones.unknown:
        remarks.add(place, None, None, "calendar.zone", given=name, severity="warning")
    tally.into(remarks, place)
    made = _reading(initiative, meetings[:MOST], place, remarks)
    said = [*map(without_cells, seen.account()), *remarks.account()]
    return attrs.evolve(made, account=Account(map(without_addresses, said)))


def _zone(name: str | None) -> tzinfo | None:
    found = None if name is None else world_zone(name)
    if name is not None and found is None:
        raise InvalidValueError("zone", name, "a zone of the IANA time zone data base, such as 'America/Chicago'")
    return found


def _window(between: tuple[date | str, date | str] | None) -> tuple[date, date] | None:
    if between is None:
        return None
    first, last = map(as_date, between)
    if last < first:
        raise InvalidValueError("between", between, "a first day and a last one that is no earlier")
    return first, last


def _words(source: str | os.PathLike[str], remarks: Remarks) -> tuple[Grid, str]:
    """Return where a text is from, and the text."""
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n")[:6].upper() == "BEGIN:":
        if len(source) > LARGEST:
            raise refused("", "sheets.large_file", size=len(source), largest=LARGEST)
        return Grid(), source.encode("utf-8", "replace").decode("utf-8")  # half characters cannot be written
    path = Path(source)
    place = Grid(file=path.name)
    size = path.stat().st_size
    if not path.is_file():  # a pipe or a device has no end
        raise refused(place.file, "calendar.none")
    if size > LARGEST:
        raise refused(place.file, "sheets.large_file", size=size, largest=LARGEST)
    return place, decoded(path.read_bytes(), place, remarks)


def _horizon(found: Iterable[Entry]) -> date:
    """Return a year after the latest day that the calendar names, that of its making among them."""
    days = [entry.start.on for entry in found]
    for entry in found:
        for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"):
            with contextlib.suppress(NotUnderstoodError):
                days.append(moment(entry.component.value(name), None).on)
    latest = max(days, default=date.min)
    return latest + AHEAD if latest < date.max - AHEAD else date.max


def _meetings(expansion: Expansion, hall: Hall, found: Iterable[Entry]) -> Iterator[tuple[Convening, bool]]:
    """Yield the meetings of entries, as far as they are wanted, and whether all who were expected are known."""
    shown = []
    for entry in found:
        if entry.is_hidden:
            hall.tally.add(None, "calendar.hidden", severity="note")
        if not entry.is_hidden or entry.instead_of is not None:  # whose meeting is no longer where its series has it
            shown.append(entry)
    for series in latest_versions(shown):
        master = next((entry for entry in series if entry.instead_of is None), series[0])
        for occasion in expansion.occasions(series):
            is_wanted = expansion.since <= hall.day(occasion) <= min(expansion.last, occasion.last)
            if is_wanted and not occasion.entry.is_hidden:
                meeting = hall.convening(occasion, master)
                if meeting is not None:
                    yield meeting


def _reading(
    initiative: Initiative | None, meetings: list[tuple[Convening, bool]], place: Grid, remarks: Remarks
) -> CalendarReading:
    """Return what a calendar says; what is on record of its meetings stays, and is not recorded twice."""
    ordered = sorted(meetings, key=lambda meeting: (meeting[0].on, meeting[0].id or ""))
    if initiative is None:
        convenings = [convening for convening, _ in ordered]
        return CalendarReading(convenings=convenings, extents=_extents(ordered))
    pairs = recognized(initiative, [convening for convening, _ in ordered])
    known = [one if record is None else together(one, record, place, remarks) for one, record in pairs]
    count = sum(record is not None for _, record in pairs)
    if count:
        remarks.add(place, None, None, "calendar.recorded", times=str(count), severity="note")
    said = {extent.collection for extent in initiative.extents}
    extents = _extents(zip(known, (is_complete for _, is_complete in ordered), strict=True))
    whole = initiative.with_convenings(known).with_extents(one for one in extents if one.collection not in said)
    return CalendarReading(initiatives=(whole,), convenings=[one for one, _ in pairs], extents=extents)


def _extents(meetings: Iterable[tuple[Convening, bool]]) -> list[Extent]:
    """Return of which meetings not all who were expected are known."""
    return [
        Extent(collection=f"convenings/{convening.key}/expected", completeness=Completeness.PARTIAL)
        for convening, is_complete in meetings
        if convening.expected and not is_complete
    ]
