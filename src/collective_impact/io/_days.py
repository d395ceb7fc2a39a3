"""Days as people write them, in English, Spanish, German and French, and as spreadsheets count them.

What could be two days is none: "3/4/2020" is read only where its order is said or its column shows it.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell, Epoch, folded, not_understood, text
from collective_impact.io._spellings import BESIDE_DATES, MONTHS

Order: TypeAlias = Literal["dmy", "mdy", "ymd"]

_TIME = re.compile(
    r"(?<=\d)(?:[t,]|\s|,\s)\s*\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?|uhr|h)?"
    r"\s*(?:z|[a-z]{3,5})?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?$",
    re.ASCII,
)
_NUMBERS = re.compile(
    r"(\d{4}(?=\s*.\s*\d{1,2}\s*.\s*\d{1,2}$)|\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{1,2})", re.ASCII
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_FIGURE = re.compile(r"(\d{4}|\d{1,2})(?:st|nd|rd|th|er|o|a|°)?", re.ASCII)
_YEAR = 4
"""Digits of a year."""

_FIRST_SERIAL = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
"""Day 0. Excel counts a 29 February 1900 that never was, so that its days are right from March 1900 on."""

_BELIEVED = (date(1950, 1, 1), date(2099, 12, 31))
"""Between what days a number is believed to count days."""


def day(cell: Cell, order: Order | None = None, epoch: Epoch | None = None) -> date | None:
    """Return a day.

    Parameters
    ----------
    cell : Cell
    order : {"dmy", "mdy", "ymd"}, optional
        What "3/4/2020" is, and that years of two digits are meant: 69 to 99 in the last century, as POSIX has it.
    epoch : {1900, 1904}, optional
        From when numbers count days; a number is no day where it is not given.

    Raises
    ------
    NotUnderstoodError
        It is no day, or could be two.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _counted(cell, epoch)
    words = text(cell)
    if words is None:
        return None
    return _spelled(words, order, epoch)


def order_of(cells: Iterable[Cell]) -> Order | None:
    """Return the order of day and month that a column shows as a whole; None where it shows none, or both."""
    shown: set[Order] = set()
    for cell in cells:
        numbers = _NUMBERS.fullmatch(_without_time(cell)) if isinstance(cell, str) else None
        if numbers:
            possible = _possible(numbers, _century(numbers[4]))
            shown |= possible.keys() if len(possible) == 1 else set()
    return shown.pop() if len(shown) == 1 else None


def _counted(number: float, epoch: Epoch | None) -> date:
    """Return the day that a number is: 20200403, or a count of days."""
    compact = _COMPACT.fullmatch(repr(number).removesuffix(".0"))
    if compact:
        return _made(str(number), *map(int, compact.groups()))
    found = _since(_FIRST_SERIAL[epoch or 1900], number)
    if found is None:
        raise NotUnderstoodError("cells.day")
    if epoch is None:
        raise NotUnderstoodError("cells.serial", found.isoformat())
    return found


def _since(first: date, number: float) -> date | None:
    try:
        found = first + timedelta(days=int(number))
    except (OverflowError, ValueError):  # infinity and NaN among them
        return None
    return found if _BELIEVED[0] <= found <= _BELIEVED[1] else None


def _spelled(words: str, order: Order | None, epoch: Epoch | None) -> date:
    plain = _without_time(words)
    numbers = _NUMBERS.fullmatch(plain)
    if numbers:
        return _ordered(words, numbers, order)
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?|[0-9]{8}", plain):
        return _counted(float(plain) if "." in plain else int(plain), epoch)
    return _named(words, plain, order)


def _without_time(words: str) -> str:
    longest = 60
    return _TIME.sub("", folded(words)) if len(words) <= longest else ""


def _ordered(words: str, numbers: re.Match[str], order: Order | None) -> date:
    """Return the day that three numbers are."""
    if len(numbers[1]) == _YEAR:
        return _made(words, int(numbers[1]), int(numbers[3]), int(numbers[4]))
    possible = _possible(numbers, _century(numbers[4]))
    if order in possible:
        return possible[order]
    suggestion = next(iter(possible.values())).isoformat() if len(set(possible.values())) == 1 else None
    if not possible or order is not None:
        raise not_understood("cells.day", words, suggestion)
    if len(numbers[4]) < _YEAR:
        raise NotUnderstoodError("cells.short_year", suggestion)
    if suggestion is None:
        raise NotUnderstoodError("cells.two_days", params={name: str(found) for name, found in possible.items()})
    return next(iter(possible.values()))


def _possible(numbers: re.Match[str], year: int) -> dict[Order, date]:
    """Return the days that three numbers can be, by the order in which they then stand."""
    first, second = int(numbers[1]), int(numbers[3])
    days: dict[Order, date] = {}
    for order, month, number in (("dmy", second, first), ("mdy", first, second)):
        try:
            days[order] = date(year, month, number)  # type: ignore[index] # mypy takes the orders for any text
        except ValueError:
            continue
    return days


def _century(digits: str) -> int:
    """Return a year; of two digits, as POSIX has it."""
    short, turn = 2, 69
    year = int(digits)
    if len(digits) != short:
        return year
    return year + (1900 if year >= turn else 2000)


def _named(words: str, plain: str, order: Order | None) -> date:
    """Return the day whose month has a name."""
    parts = [part for part in re.split(r"[\s.,/-]+", plain) if part and part not in BESIDE_DATES]
    months = [MONTHS[part] for part in parts if part in MONTHS]
    figures = [match[1] for part in parts if (match := _FIGURE.fullmatch(part))]
    others = [part for part in parts if part not in MONTHS and not _FIGURE.fullmatch(part)]
    if others or len(months) != 1 or len(figures) != 2:  # noqa: PLR2004 - a day and a year
        raise not_understood("cells.day", words)
    number, year = sorted(figures, key=len) if len(figures[0]) != len(figures[1]) else figures
    found = _made(words, _century(year), months[0], int(number))
    if len(year) < _YEAR and order is None:
        raise NotUnderstoodError("cells.short_year", found.isoformat())
    return found


def _made(words: str, year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise not_understood("cells.day", words) from None
