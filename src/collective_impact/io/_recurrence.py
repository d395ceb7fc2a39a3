"""Rules of repetition (RFC 5545, section 3.3.10), day by day.

Meetings keep their hour, so that a rule is one of days. Rules that repeat within a day, or count weeks or days of the
year, are of no use for meetings and are not understood.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, TypeAlias

import attrs

from collective_impact.io._accounts import NotUnderstoodError

Frequency: TypeAlias = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_WEEK = 7
_MONTHS = 12
_LARGEST = 10**9
"""Beyond any count or interval that ends in this era."""


@attrs.frozen(kw_only=True)
class Rule:
    """How a meeting repeats.

    Parameters
    ----------
    frequency : {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
    interval : int
    count : int, optional
        How many meetings there are, the first among them.
    until : str, optional
        The last moment, as it is written.
    by_day : tuple of pairs of int and int
        Which (0 is all; -1 the last) of the weekdays (0 is Monday).
    by_month, by_month_day, by_set_pos : tuple of int
    week_start : int
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: str | None = None
    by_day: tuple[tuple[int, int], ...] = ()
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    week_start: int = 0

    @classmethod
    def parse(cls, words: str) -> "Rule":
        """Return the rule that a text says.

        Raises
        ------
        NotUnderstoodError
        """
        pairs = [part.partition("=")[::2] for part in words.strip().rstrip(";").upper().split(";")]
        said = dict(pairs)
        frequency = next((name for name in _FREQUENCIES if name == said.get("FREQ")), None)
        if frequency is None or not said.keys() <= _PARTS or len(said) < len(pairs):
            raise NotUnderstoodError("calendar.rule")
        rule = cls(
            frequency=frequency,  # type: ignore[arg-type] # one of them
            interval=_whole(said.get("INTERVAL", "1")),
            count=_whole(said["COUNT"]) if "COUNT" in said else None,
            until=said.get("UNTIL"),
            by_day=tuple(map(_weekday, _listed(said, "BYDAY"))),
            by_month=tuple(sorted(_within(part, 1, _MONTHS) for part in _listed(said, "BYMONTH"))),
            by_month_day=tuple(_within(part, -31, 31) for part in _listed(said, "BYMONTHDAY")),
            by_set_pos=tuple(_within(part, -366, 366) for part in _listed(said, "BYSETPOS")),
            week_start=_weekday(said.get("WKST", "MO"))[1],
        )
        in_months = frequency in {"MONTHLY", "YEARLY"}
        if (frequency == "WEEKLY" and rule.by_month_day) or (not in_months and any(nth for nth, _ in rule.by_day)):
            raise NotUnderstoodError("calendar.rule")
        return rule

    def days(self, start: date, since: date, last: date) -> Iterator[date | None]:
        """Yield the days on which the rule falls, from the start to a last one; None for a stretch without any.

        Where the rule does not count, stretches before ``since`` are passed over.
        """
        skipped = 0 if self.count is not None else max(0, self._stretches(start, since) // self.interval - 1)
        steps = skipped * self.interval
        while (first := self._first(start, steps)) is not None and first <= last:
            found = self._chosen(sorted(set(self._stretch(first, start))))
            yield from (found_day for found_day in found if start <= found_day <= last)
            if not found:
                yield None
            steps += self.interval

    def _stretches(self, start: date, since: date) -> int:
        """Return how many days, weeks, months or years lie between two days."""
        if self.frequency in {"DAILY", "WEEKLY"}:
            return (since - start).days // (1 if self.frequency == "DAILY" else _WEEK)
        years = since.year - start.year
        return years if self.frequency == "YEARLY" else years * _MONTHS + since.month - start.month

    def _first(self, start: date, steps: int) -> date | None:
        """Return the first day of the stretch some steps after that of the start; None beyond the calendar."""
        try:
            if self.frequency == "DAILY":
                return start + timedelta(days=steps)
            if self.frequency == "WEEKLY":
                into = (start.weekday() - self.week_start) % _WEEK
                return start + timedelta(days=steps * _WEEK - into)
            if self.frequency == "YEARLY":
                return date(start.year + steps, 1, 1)
            years, month = divmod(start.month - 1 + steps, _MONTHS)
            return date(start.year + years, month + 1, 1)
        except (OverflowError, ValueError):
            return None

    def _stretch(self, first: date, start: date) -> Iterator[date]:
        if self.frequency == "DAILY":
            days: Iterable[date] = [first]
        elif self.frequency == "WEEKLY":
            wanted = {weekday for _, weekday in self.by_day} or {start.weekday()}
            days = [found for found in _following(first, _WEEK) if found.weekday() in wanted]
        elif self.frequency == "MONTHLY" or self.by_month:
            months = [first.month] if self.frequency == "MONTHLY" else self.by_month
            days = (found for month in months for found in self._in_month(first.year, month, start))
        elif self.by_day or self.by_month_day:
            days = self._in_year(first.year)
        else:
            days = _dated(first.year, start.month, start.day)
        for found in days:
            if (not self.by_month or found.month in self.by_month) and (
                self.frequency != "DAILY" or (self._is_numbered(found) and self._is_weekday(found))
            ):
                yield found

    def _in_month(self, year: int, month: int, start: date) -> Iterator[date]:
        if not self.by_day and not self.by_month_day:
            yield from _dated(year, month, start.day)
            return
        days = list(_following(date(year, month, 1), calendar.monthrange(year, month)[1]))
        yield from self._among(days)

    def _in_year(self, year: int) -> Iterator[date]:
        """Yield days of a year, whose weekdays are counted from its beginning or end."""
        yield from self._among(list(_following(date(year, 1, 1), 365 + calendar.isleap(year))))

    def _among(self, days: list[date]) -> Iterator[date]:
        """Yield those of the days of a month or year that have a number and a weekday of the rule."""
        by_weekday = [[found for found in days if found.weekday() == weekday] for weekday in range(_WEEK)]
        chosen = {found for nth, weekday in self.by_day for found in _nth(by_weekday[weekday], nth)}
        yield from (found for found in days if (not self.by_day or found in chosen) and self._is_numbered(found))

    def _is_numbered(self, found: date) -> bool:
        length = calendar.monthrange(found.year, found.month)[1]
        return not self.by_month_day or found.day in self.by_month_day or found.day - length - 1 in self.by_month_day

    def _is_weekday(self, found: date) -> bool:
        return not self.by_day or found.weekday() in {weekday for _, weekday in self.by_day}

    def _chosen(self, days: list[date]) -> list[date]:
        """Return the days at the places of the rule, of those of one stretch."""
        if not self.by_set_pos:
            return days
        return sorted({found for place in self.by_set_pos for found in _nth(days, place)})


def _following(first: date, length: int) -> Iterator[date]:
    ordinal = first.toordinal()
    yield from (date.fromordinal(number) for number in range(ordinal, min(ordinal + length, date.max.toordinal() + 1)))


def _dated(year: int, month: int, number: int) -> list[date]:
    """Return the day of a date; none where there is no such day, as in most months no 31st."""
    return [date(year, month, number)] if number <= calendar.monthrange(year, month)[1] else []


def _nth(days: list[date], place: int) -> list[date]:
    if place == 0:
        return days
    index = place - 1 if place > 0 else len(days) + place
    return [days[index]] if 0 <= index < len(days) else []


def _listed(said: dict[str, str], name: str) -> list[str]:
    return said[name].split(",") if name in said else []


def _weekday(part: str) -> tuple[int, int]:
    found = _BYDAY.fullmatch(part.strip())
    nth = int((found and found[1]) or 0)
    if found is None or (found[1] is not None and nth == 0):
        raise NotUnderstoodError("calendar.rule")
    return nth, WEEKDAYS.index(found[2])


def _within(part: str, low: int, high: int) -> int:
    if not re.fullmatch(r"\s*[+-]?\d{1,3}\s*", part, re.ASCII) or not low <= int(part) <= high or int(part) == 0:
        raise NotUnderstoodError("calendar.rule")
    return int(part)


def _whole(part: str) -> int:
    if not re.fullmatch(r"\d{1,9}", part, re.ASCII) or not 0 < int(part) < _LARGEST:
        raise NotUnderstoodError("calendar.rule")
    return int(part)
