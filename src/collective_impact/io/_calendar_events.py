"""Occasions that the entries of a calendar stand for: series, taken-out dates, moved and cancelled ones."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import attrs

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._calendar_entries import Entry
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

FARTHEST = timedelta(days=366)
"""As far as all later meetings of a series may be moved."""


@attrs.frozen
class Occasion:
    """One meeting of an entry.

    Parameters
    ----------
    entry : Entry
    when : Moment
    of_series : Moment, optional
        When it was meant to be at first; None for what does not repeat.
    last : date
        The day until which its series is read.
    """

    entry: Entry
    when: Moment
    of_series: Moment | None = None
    last: date = date.max

    @property
    def id(self) -> str:
        """An id that stays the same when the meeting is moved, and tells nothing of who made the entry."""
        digest = hashlib.sha256(self.entry.uid.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if self.of_series is None:
            return f"calendar-{digest}"
        local = self.of_series.local
        spelled = local.date().isoformat() if self.of_series.is_day else local.isoformat(timespec="seconds")
        return f"calendar-{digest}-{spelled.replace('-', '').replace(':', '')}"


@attrs.frozen
class Change:
    """What an entry says of an occasion of its series, or of that and all later ones."""

    entry: Entry
    instead_of: Moment

    @property
    def start(self) -> Moment:
        """When it is: in the zone of its series where the entry has only the time of the world."""
        start = self.entry.start
        return start.seen_from(self.instead_of.zone) if start.zone is UTC else start

    @property
    def shift(self) -> timedelta:
        """By how much it moves an occasion; as far as all later ones may be moved."""
        shift = self.start.local - self.instead_of.local
        return min(max(shift, -FARTHEST), FARTHEST)

    @property
    def rank(self) -> tuple[int, bool]:
        """Which of several counts for the occasion itself."""
        return self.entry.version, not self.entry.and_later

    def moved(self, when: Moment) -> Moment | None:
        """Return where a later occasion goes; None where that is too far."""
        start, first = self.start, self.instead_of
        later = when.on - first.on if when.is_day != first.is_day else when.local - first.local
        try:
            local = start.local + later
        except OverflowError:
            return None
        return attrs.evolve(start, local=local) if abs(local - when.local) <= FARTHEST else None


def _begin(change: Change) -> datetime:
    return change.instead_of.local


def _latest(changes: Iterable[Change]) -> Iterable[Change]:
    """Return one change of each occasion: of the latest version, and rather of that one alone."""
    found: dict[Moment, Change] = {}
    for change in changes:
        before = found.get(change.instead_of)
        if before is None or before.rank <= change.rank:
            found[change.instead_of] = change
    return found.values()


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
    far: set[int] = attrs.Factory(set)

    def occasions(self, entries: Iterable[Entry]) -> Iterator[Occasion]:
        """Yield the occasions of the entries of one series: of the entry itself, and of those instead of some."""
        group = list(entries)
        masters = [entry for entry in group if entry.instead_of is None]
        zone = masters[0].start.zone if masters else None
        changes = [Change(entry, entry.instead_of.seen_from(zone)) for entry in group if entry.instead_of is not None]
        later = self._later(changes, is_whole=bool(masters))
        reach = max((abs(change.shift) for change in later), default=timedelta())
        gone = {change.instead_of.local for change in changes}
        gone_days = {change.instead_of.on for change in changes if change.instead_of.is_day}
        for master in masters:
            if not master.repeats and not changes:
                yield Occasion(master, master.start)
                continue
            for when, last in self._series(master, reach):
                if when.local not in gone and when.on not in gone_days:
                    yield from self._changed(Occasion(master, when, when, last), later)
        for change in _latest(changes):
            yield Occasion(change.entry, change.start, change.instead_of)

    def _later(self, changes: list[Change], *, is_whole: bool) -> list[Change]:
        """Return the changes of all later meetings, in the order of time; that there is no series is said."""
        found = [change for change in changes if change.entry.and_later]
        for change in found:
            if not is_whole:
                self._say(change.entry, "calendar.no_series", "warning")
        return sorted(found, key=_begin)

    def _changed(self, occasion: Occasion, later: list[Change]) -> Iterator[Occasion]:
        """Yield an occasion of a series as the last change before it has it, moved as far as the changed one was."""
        number = bisect_right(later, occasion.when.local, key=_begin)
        if number == 0:
            yield occasion
            return
        change = later[number - 1]
        when = change.moved(occasion.when)
        if when is not None:
            yield attrs.evolve(occasion, entry=change.entry, when=when)
        elif change.entry.component.line not in self.far:
            self.far.add(change.entry.component.line)
            self._say(change.entry, "calendar.moved_far", "error", most=FARTHEST.days)

    def _series(self, master: Entry, reach: timedelta) -> list[tuple[Moment, date]]:
        """Return when a series is, in the order of time, and until when each of its parts is read."""
        start = master.start
        taken_out = self._listed(master, "EXDATE")
        days = {found.on for found in taken_out if found.is_day or start.is_day}
        exact = {found.seen_from(start.zone).local for found in taken_out}
        listed = (start, *(more.seen_from(start.zone) for more in self._listed(master, "RDATE")))
        found = dict.fromkeys((one.local for one in listed), date.max)
        for line in master.component.all("RRULE"):
            try:
                rule = Rule.parse(line.value)
                last = (self._is_endless(rule) and self.horizon) or date.max
                for when in self._repeated(master, rule, reach):
                    found[when] = max(last, found.get(when, last))
            except NotUnderstoodError as error:
                where = master.component.line
                self.remarks.add(self.place, where, None, error.code, given=line.value, severity="warning")
        kept = sorted(local for local in found if local not in exact and local.date() not in days)
        if len(kept) < len(found):
            out = {"title": master.title, "times": str(len(found) - len(kept))}
            self.remarks.add(self.place, master.component.line, None, "calendar.taken_out", severity="note", **out)
        return [(attrs.evolve(start, local=local), found[local]) for local in kept]

    def _listed(self, master: Entry, name: str) -> list[Moment]:
        listed: list[Moment] = []
        for line in master.component.all(name):
            try:
                listed += moments(line, self.zones)
            except NotUnderstoodError as error:
                self.remarks.add(self.place, master.component.line, None, error.code, given=line.value)
        return listed

    def _is_endless(self, rule: Rule) -> bool:
        """Say whether a series is read until some day only because it has no end."""
        return rule.count is None and rule.until is None and self.horizon is not None

    def _repeated(self, master: Entry, rule: Rule, reach: timedelta) -> Iterator[datetime]:
        """Yield when a rule falls, after the start, as far as is wanted and farther by as much as it may be moved."""
        start = master.start
        clock = start.local.time()
        until = _until(rule, start)
        last = (self._is_endless(rule) and self.horizon) or self.last
        reach += _BEYOND
        beyond = min(last, date.max - reach) + reach
        since = max(self.since, date.min + reach) - reach
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
        elif self._is_endless(rule) and self.horizon is not None:
            self._say(master, "calendar.endless", "note", last=self.horizon.isoformat())

    def _say(self, master: Entry, code: str, severity: str, **params: str | int) -> None:
        line, title = master.component.line, "…" if master.is_hidden else master.title
        self.remarks.add(self.place, line, None, code, severity=severity, title=title, **params)  # type: ignore[arg-type]


def _until(rule: Rule, start: Moment) -> datetime:
    """Return the last local time at which a series can be."""
    if rule.until is None:
        return datetime.combine(date.max, time.max)
    last = moment(rule.until, start.zone)
    if last.is_day or start.is_day:
        return datetime.combine(last.on, time.max)
    return last.seen_from(start.zone).local
