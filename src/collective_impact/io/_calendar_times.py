"""Moments in calendars: days, times of nowhere in particular, of zones, and of the world."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._calendar_lines import Component, Property
from collective_impact.io._recurrence import Rule

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_LAST_ONSET = date(2100, 1, 1)
_MOST_ONSETS = 2_000


@attrs.frozen
class Moment:
    """When something is: a local time, the zone that it is local in, and whether it is a day as a whole."""

    local: datetime
    zone: tzinfo | None = None
    is_day: bool = False

    @property
    def on(self) -> date:
        """The day."""
        return self.local.date()

    def seen_from(self, zone: tzinfo | None) -> "Moment":
        """Return the same moment in another zone; days, and times of nowhere in particular, are the same in all."""
        if self.is_day or self.zone is None or zone is None or self.zone is zone:
            return self
        try:
            there = self.local.replace(tzinfo=self.zone).astimezone(zone)
        except (OverflowError, ValueError):  # at either end of the calendar
            return self
        return Moment(there.replace(tzinfo=None), zone)


def moments(found: Property, zones: "Zones") -> Iterator[Moment]:
    """Yield the moments of a property; of periods, the beginning.

    Raises
    ------
    NotUnderstoodError
    """
    zone = zones.named(found.params["TZID"]) if "TZID" in found.params else None
    for part in found.value.split(","):
        yield moment(part.partition("/")[0], zone)


def moment(words: str, zone: tzinfo | None) -> Moment:
    """Return a moment from its spelling, and the zone that stands beside it.

    Raises
    ------
    NotUnderstoodError
    """
    found = _MOMENT.fullmatch(words.strip().upper())
    if found is None:
        raise NotUnderstoodError("calendar.moment")
    year, month, number, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        local = datetime(year, month, number, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone stands beside it
    except ValueError:
        raise NotUnderstoodError("calendar.moment") from None
    if found[4] is None:
        return Moment(local, is_day=True)
    return Moment(local, UTC if found[7] else zone)


class Zones:
    """The zones of a calendar: those of the world by name, and those that it defines itself."""

    def __init__(self, definitions: Iterable[Component]) -> None:
        self._defined = {component.value("TZID"): component for component in definitions}
        self._known: dict[str, tzinfo | None] = {}
        self.unknown: list[str] = []

    def named(self, name: str) -> tzinfo | None:
        """Return a zone; None where nobody knows it, which is then listed."""
        if name not in self._known:
            self._known[name] = world_zone(name) or self._own(name)
            if self._known[name] is None:
                self.unknown.append(name)
        return self._known[name]

    def _own(self, name: str) -> tzinfo | None:
        if name not in self._defined:
            return None
        onsets = sorted(onset for part in self._defined[name].parts for onset in _onsets(part))
        return DefinedZone(onsets) if onsets else None


def world_zone(name: str) -> tzinfo | None:
    """Return a zone of the IANA data base, whose name some programs put behind their own; None where it has none."""
    plain = name.strip().strip("/")
    behind = ["/".join(plain.split("/")[-parts:]) for parts in (3, 2)]
    for candidate in dict.fromkeys([plain, *behind]):
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


@attrs.frozen(order=True)
class _Onset:
    """When an offset from the world's time begins, in that time."""

    when: datetime
    before: timedelta
    after: timedelta


class DefinedZone(tzinfo):
    """A zone as a calendar defines it (VTIMEZONE): the offsets, and when each begins."""

    def __init__(self, onsets: list[_Onset]) -> None:
        self._onsets = onsets
        self._world = [onset.when for onset in onsets]
        self._local = [onset.when + onset.before for onset in onsets]

    def _offset(self, begun: int) -> timedelta:
        return self._onsets[begun - 1].after if begun else self._onsets[0].before

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return the offset at a local time."""
        return None if when is None else self._offset(bisect_right(self._local, when.replace(tzinfo=None)))

    def dst(self, _when: datetime | None) -> timedelta | None:
        """Return nothing: a calendar says the offset alone."""
        return None

    def tzname(self, _when: datetime | None) -> str | None:
        """Return nothing: it may have a name in each half of the year."""
        return None

    def fromutc(self, when: datetime) -> datetime:
        """Return the local time of a time of the world."""
        plain = when.replace(tzinfo=None)
        return (plain + self._offset(bisect_right(self._world, plain))).replace(tzinfo=self)


def _onsets(part: Component) -> Iterator[_Onset]:
    """Yield when an offset begins, each year anew; nothing where its definition is not understood."""
    before, after = _offset(part.value("TZOFFSETFROM")), _offset(part.value("TZOFFSETTO"))
    try:
        start = moment(part.value("DTSTART"), None).local
        rule = Rule.parse(part.value("RRULE")) if part.one("RRULE") else None
        more = [found.local for line in part.all("RDATE") for found in moments(line, Zones(()))]
        until = _LAST_ONSET if rule is None or rule.until is None else moment(rule.until, None).on
    except NotUnderstoodError:
        return
    if before is None or after is None:
        return
    days = rule.days(start.date(), start.date(), until) if rule else iter([start.date()])
    repeated = [datetime.combine(found, start.time()) for found in itertools.islice(days, _MOST_ONSETS) if found]
    for when in {start, *repeated, *more}:
        try:
            yield _Onset(when - before, before, after)
        except OverflowError:
            continue


def _offset(words: str) -> timedelta | None:
    found = _OFFSET.fullmatch(words)
    if found is None:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return size if found[1] == "+" else -size
