"""Entries of a calendar, and the occasions that they stand for: series, taken-out dates, moved and cancelled ones."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

import attrs

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._calendar_lines import Component
from collective_impact.io._calendar_times import Moment, Zones, moment, moments
from collective_impact.io._grids import Grid
from collective_impact.io._recurrence import Rule

MOST_OF_SERIES = 2_000
"""Occasions of one series: daily for five years."""

MOST_EFFORT = 200_000
"""Days and stretches of days that are looked at for one calendar; people's need some thousands."""

_EMPTY_STRETCH = 20
"""What a stretch without any occasion costs: its days are looked at, too."""

_BEYOND = timedelta(days=2)
"""As far as zones may shift a day."""

_HIDDEN = frozenset({"PRIVATE", "CONFIDENTIAL"})


@attrs.frozen
class Entry:
    """An event as it stands in the file.

    Parameters
    ----------
    component : Component
    uid : str
    start : Moment
    instead_of : Moment, optional
        The occasion of its series that it replaces.
    """

    component: Component
    uid: str
    start: Moment
    instead_of: Moment | None = None

    @property
    def title(self) -> str:
        """What it is called, on one line."""
        found = self.component.one("SUMMARY")
        longest = 200
        return "" if found is None else " ".join(found.text.split())[:longest]

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called off."""
        return self.component.value("STATUS").upper() == "CANCELLED"

    @property
    def is_hidden(self) -> bool:
        """Whether it is nobody else's business."""
        return self.component.value("CLASS").upper() in _HIDDEN

    @property
    def version(self) -> int:
        """How often it was changed."""
        digits = self.component.value("SEQUENCE")
        return int(digits) if digits.isdecimal() and len(digits) < 10 else 0  # noqa: PLR2004 - no number of changes

    @property
    def repeats(self) -> bool:
        """Whether it stands for several occasions."""
        return any(self.component.one(name) for name in ("RRULE", "RDATE"))


@attrs.frozen
class Occasion:
    """One meeting of an entry: when it is, and when it was meant to be at first (None for what does not repeat)."""

    entry: Entry
    when: Moment
    of_series: Moment | None = None

    @property
    def id(self) -> str:
        """An id that stays the same when the meeting is moved, and tells nothing of who made the entry."""
        digest = hashlib.sha256(self.entry.uid.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if self.of_series is None:
            return f"calendar-{digest}"
        local = self.of_series.local
        spelled = local.date().isoformat() if self.of_series.is_day else local.isoformat(timespec="seconds")
        return f"calendar-{digest}-{spelled.replace('-', '').replace(':', '')}"


@attrs.define
class Expansion:
    """Makes occasions of entries, within bounds.

    Parameters
    ----------
    since, last : date
        Between what days occasions are wanted.
    horizon : date, optional
        Until when a series without an end is read, with a remark; None where ``last`` says it.
    """

    since: date
    last: date
    horizon: date | None
    zones: Zones
    place: Grid
    remarks: Remarks
    effort: int = MOST_EFFORT
    is_tired: bool = False

    def occasions(self, entries: Iterable[Entry]) -> Iterator[Occasion]:
        """Yield the occasions of the entries of one series: of the entry itself, and of those instead of some."""
        group = list(entries)
        masters = [entry for entry in group if entry.instead_of is None]
        others = [entry for entry in group if entry.instead_of is not None]
        zone = masters[0].start.zone if masters else None
        replaced = [entry.instead_of.seen_from(zone) for entry in others if entry.instead_of is not None]
        for master in masters:
            if not master.repeats and not others:
                yield Occasion(master, master.start)
                continue
            for when in self._series(master):
                if not any(_is_same(when, gone) for gone in replaced):
                    yield Occasion(master, when, when)
        for entry, instead_of in zip(others, replaced, strict=True):
            yield Occasion(entry, entry.start, instead_of)

    def _series(self, master: Entry) -> list[Moment]:
        """Return when a series is, in the order of time."""
        start = master.start
        taken_out = self._listed(master, "EXDATE")
        days = {found.on for found in taken_out if found.is_day or start.is_day}
        exact = {found.seen_from(start.zone).local for found in taken_out}
        found = {start.local, *(more.seen_from(start.zone).local for more in self._listed(master, "RDATE"))}
        for line in master.component.all("RRULE"):
            try:
                found |= set(self._repeated(master, Rule.parse(line.value)))
            except NotUnderstoodError as error:
                where = master.component.line
                self.remarks.add(self.place, where, None, error.code, given=line.value, severity="warning")
        kept = sorted(local for local in found if local not in exact and local.date() not in days)
        if len(kept) < len(found):
            out = {"title": master.title, "times": str(len(found) - len(kept))}
            self.remarks.add(self.place, master.component.line, None, "calendar.taken_out", severity="note", **out)
        return [attrs.evolve(start, local=local) for local in kept]

    def _listed(self, master: Entry, name: str) -> list[Moment]:
        listed: list[Moment] = []
        for line in master.component.all(name):
            try:
                listed += moments(line, self.zones)
            except NotUnderstoodError as error:
                self.remarks.add(self.place, master.component.line, None, error.code, given=line.value)
        return listed

    def _repeated(self, master: Entry, rule: Rule) -> Iterator[datetime]:
        """Yield when a rule falls, after the start, as far as is wanted."""
        start = master.start
        clock = start.local.time()
        until = _until(rule, start)
        is_endless = rule.count is None and rule.until is None
        last = self.horizon if is_endless and self.horizon is not None else self.last
        beyond = min(last, date.max - _BEYOND) + _BEYOND
        since = max(self.since, date.min + _BEYOND) - _BEYOND
        left = most = MOST_OF_SERIES if rule.count is None else min(rule.count - 1, MOST_OF_SERIES)
        for day in rule.days(start.on, since, min(beyond, until.date())):
            self.effort -= 1 if day else _EMPTY_STRETCH
            if day is None or day == start.on:
                if self.effort > 0:
                    continue
            elif left > 0 and self.effort > 0 and datetime.combine(day, clock) <= until:
                left -= 1
                yield datetime.combine(day, clock)
                continue
            break
        if self.effort <= 0:
            if not self.is_tired:
                self._say(master, "calendar.cut_series", "warning", most=MOST_OF_SERIES)
            self.is_tired = True
        elif left == 0 and most != (rule.count or 0) - 1:
            self._say(master, "calendar.cut_series", "warning", most=MOST_OF_SERIES)
        elif is_endless and self.horizon is not None:
            self._say(master, "calendar.endless", "note", last=self.horizon.isoformat())

    def _say(self, master: Entry, code: str, severity: str, **params: str | int) -> None:
        line = master.component.line
        self.remarks.add(self.place, line, None, code, severity=severity, title=master.title, **params)  # type: ignore[arg-type]


def _until(rule: Rule, start: Moment) -> datetime:
    """Return the last local time at which a series can be."""
    if rule.until is None:
        return datetime.combine(date.max, time.max)
    last = moment(rule.until, start.zone)
    if last.is_day or start.is_day:
        return datetime.combine(last.on, time.max)
    return last.seen_from(start.zone).local


def _is_same(when: Moment, gone: Moment) -> bool:
    return when.local == gone.local or (gone.is_day and when.on == gone.on)


def entries(calendars: Sequence[Component], zones: Zones, place: Grid, remarks: Remarks) -> Iterator[Entry]:
    """Yield the events of calendars that say when they are."""
    for component in (part for calendar in calendars for part in calendar.parts if part.name == "VEVENT"):
        try:
            start = _moment(component, "DTSTART", zones)
            instead_of = _moment(component, "RECURRENCE-ID", zones) if component.one("RECURRENCE-ID") else None
        except NotUnderstoodError as error:
            remarks.add(place, component.line, None, error.code)
            continue
        entry = Entry(component, component.value("UID"), start, instead_of)
        yield entry if entry.uid else attrs.evolve(entry, uid=f"{entry.title} {start.local.isoformat()}")


def _moment(component: Component, name: str, zones: Zones) -> Moment:
    found = component.one(name)
    if found is None:
        raise NotUnderstoodError("calendar.no_start")
    return next(moments(found, zones))


def latest_versions(found: Iterable[Entry]) -> list[list[Entry]]:
    """Return the entries by series, each occasion in its latest version."""
    series: dict[str, dict[Moment | None, Entry]] = {}
    for entry in found:
        versions = series.setdefault(entry.uid, {})
        before = versions.get(entry.instead_of)
        if before is None or before.version <= entry.version:
            versions[entry.instead_of] = entry
    return [list(versions.values()) for versions in series.values()]
