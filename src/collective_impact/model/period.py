"""Spans of time as real files spell them."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Literal, TypeAlias, get_args

from attrs import field

from collective_impact.errors import InvalidValueError
from collective_impact.model._record import Value, as_date, record

Convention: TypeAlias = Literal["month", "split_year", "years"]
Span: TypeAlias = tuple[date, date]
Grain: TypeAlias = Literal["named", "half", "years", "months", "days"]

SPLIT_YEAR_STARTS = 7
"""The month in which a split year such as 2018-19 begins unless the caller says otherwise."""

# English wherever we run: the names in the module calendar follow the locale of the host.
_NAMES = "January February March April May June July August September October November December".casefold().split()
_MONTHS = {name[:cut]: number for number, name in enumerate(_NAMES, start=1) for cut in (3, 9)} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_TO = re.compile(r" to | ?\.\. ?| - ", re.IGNORECASE)
_OVER_THE_TURN = 20  # 1998-02 could be four years; 2019-05 is no span of 86
_WANTED = "a period such as '2018-19', '2013 Q1' or '2018 to 2020'"


@record(kw_only=True)
class Period(Value):
    """A span of days, both ends included.

    Parameters
    ----------
    start, end : date or str
        First and last day.
    label : str, optional
        The spelling of the source, which is printed. It does not take part in comparisons:
        2018-19 and 2018/19 are one period.

    Examples
    --------
    >>> Period.parse("2013 Q1")
    Period(start=datetime.date(2013, 1, 1), end=datetime.date(2013, 3, 31), label='2013 Q1')
    >>> str(Period.parse("2000/01")), Period.parse("2000/01").days
    ('2000/01', 365)
    >>> print(Period(start="2024-07-01", end="2024-12-31"))
    2024 H2
    """

    start: date = field(converter=as_date)
    end: date = field(converter=as_date)
    label: str | None = field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidValueError("Period.end", str(self.end), f"on or after the start, {self.start}")

    @classmethod
    def parse(
        cls, text: str, *, convention: Convention | None = None, split_year_starts: int = SPLIT_YEAR_STARTS
    ) -> "Period":
        """Read a period as it is spelled in reports and spreadsheets.

        Understood are ``2010``, ``2000/01``, ``2018-19``, ``2018/2019``, ``2013 Q1``,
        ``2013 H2``, ``2018 to 2020``, ``2016-2020``, ``2019-05``, ``May 2019``,
        ``2019-05-17``, ``17 May 2019``, ``17 May to 11 June 2023`` and any two of these
        joined by ``to``.

        Parameters
        ----------
        text : str
            The spelling.
        convention : {"month", "split_year", "years"}, optional
            What a spelling means that could be two things: ``2003-05`` is May 2003 or the
            years 2003 to 2005, ``2011-12`` is December 2011 or a split year, ``2018-2019``
            is a split year or two years. ``2018-19`` is a split year unless it says ``"years"``.
        split_year_starts : int
            The month (1-12) in which a split year begins; July unless given.

        Returns
        -------
        Period
            With the spelling as its label.

        Raises
        ------
        InvalidValueError
            The spelling is unknown, or could be two things and no convention was given.

        Examples
        --------
        >>> Period.parse("2011-12", convention="split_year").start
        datetime.date(2011, 7, 1)
        """
        if not isinstance(text, str):
            raise InvalidValueError("period", text, _WANTED)
        if convention not in (None, *get_args(Convention)):
            raise InvalidValueError("convention", convention, f"one of {', '.join(get_args(Convention))}")
        if not 1 <= split_year_starts <= 12:  # noqa: PLR2004 - months
            raise InvalidValueError("split_year_starts", split_year_starts, "a month from 1 to 12")
        clean = " ".join(text.replace("–", "-").replace("—", "-").split())
        try:
            span = _span(clean, convention, split_year_starts) or _between(clean, convention, split_year_starts)
        except (ValueError, OverflowError) as error:
            if isinstance(error, InvalidValueError):
                raise
            span = None  # a 31st of February, a year 0
        if span is None or span[1] < span[0]:
            raise InvalidValueError("period", text, _WANTED)
        return cls(start=span[0], end=span[1], label=text)

    @property
    def days(self) -> int:
        """The length in days, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def name(self) -> str:
        """One spelling for one span, whatever its label, as addresses have it; `Period.parse` reads it back."""
        first, last = self.start, self.end
        if (first, last) == _months(first.year, 1, 12):
            return f"{first.year:04d}"
        if first.year < date.max.year and (first, last) == _months(first.year, SPLIT_YEAR_STARTS, 12):
            return _split_name(first.year)
        if first.day == 1 and first.month % 3 == 1 and (first, last) == _months(first.year, first.month, 3):
            return f"{first.year:04d}-Q{(first.month + 2) // 3}"
        return str(first) if first == last else f"{first}..{last}"

    def __str__(self) -> str:
        """Return the spelling of the source, or one for people; `Period.parse` reads that back, too."""
        if self.label:
            return self.label
        if self.grain == "half":
            return f"{self.start.year:04d} H{(self.start.month + 5) // 6}"
        if self.grain == "named":
            return self.name.replace("-Q", " Q")
        return " to ".join(dict.fromkeys(_in_words(day, self.grain) for day in (self.start, self.end)))

    @property
    def grain(self) -> Grain:
        """What it is a whole one of, or the longest of years, months and days that are whole at both ends."""
        first, last = self.start, self.end
        if ".." not in self.name:
            return "named"
        if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
            if first.month % 6 == 1 and (first.year, first.month + 5) == (last.year, last.month):
                return "half"
            return "years" if (first.month, last.month) == (1, 12) else "months"
        return "days"


def as_period(value: Period | str) -> Period:
    """Return a period, from itself or from its spelling."""
    return value if isinstance(value, Period) else Period.parse(value)


def _split_name(year: int) -> str:
    """2018-19; with a slash where the hyphen would be read as a month."""
    short = f"{(year + 1) % 100:02d}"
    return f"{year:04d}{'/' if 1 <= int(short) <= 12 else '-'}{short}"  # noqa: PLR2004 - months


def _in_words(day: date, grain: Grain) -> str:
    """2024, June 2024 or 2024-06-30."""
    month = f"{_NAMES[day.month - 1].title()} " if grain == "months" else ""
    return str(day) if grain == "days" else f"{month}{day.year:04d}"


def _months(year: int, month: int, count: int) -> Span:
    last = month + count - 2  # months counted from January of that year, from 0
    end_year, end_month = year + last // 12, last % 12 + 1
    return date(year, month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])


def _span(text: str, convention: Convention | None, starts: int) -> Span | None:
    for pattern, read in _SPELLINGS:
        if match := pattern.fullmatch(text):
            return read(match, convention, starts)
    return None


def _between(text: str, convention: Convention | None, starts: int) -> Span | None:
    """Read ``A to B``, where A may leave the year to B (17 May to 11 June 2023)."""
    ends = _TO.split(text)
    if len(ends) != 2:  # noqa: PLR2004 - two ends
        return None
    last = _span(ends[1], convention, starts)
    if last is None:
        return None
    first = _span(ends[0], convention, starts) or _span(f"{ends[0]} {last[1].year}", convention, starts)
    return None if first is None else (first[0], last[1])


Reader: TypeAlias = Callable[[re.Match[str], Convention | None, int], Span | None]


def _year(match: re.Match[str], _convention: Convention | None, _starts: int) -> Span:
    return _months(int(match[1]), 1, 12)


def _part_of_year(match: re.Match[str], _convention: Convention | None, _starts: int) -> Span:
    months = 3 if match["kind"].casefold() == "q" else 6
    return _months(int(match["year"]), (int(match["part"]) - 1) * months + 1, months)


def _day(match: re.Match[str], _convention: Convention | None, _starts: int) -> Span:
    day = date.fromisoformat(match[0])
    return day, day


def _spelled_day(match: re.Match[str], _convention: Convention | None, _starts: int) -> Span:
    day = date(int(match["year"]), _MONTHS[match["month"].casefold()], int(match["day"]))
    return day, day


def _spelled_month(match: re.Match[str], _convention: Convention | None, _starts: int) -> Span:
    return _months(int(match["year"]), _MONTHS[match["month"].casefold()], 1)


def _two_numbers(match: re.Match[str], convention: Convention | None, starts: int) -> Span | None:
    """Read ``2018-19``, ``2018/2019``, ``2003-05``: a split year, years or a month."""
    meanings = _meanings(int(match[1]), match[2], match[3], starts)
    if convention is not None and convention in meanings:
        return meanings[convention]
    usual = set(meanings) == {"split_year", "years"} and len(match[3]) == len("19")
    if len(meanings) == 1 or usual:
        return next(iter(meanings.values()))
    if meanings:
        choices = " or ".join(repr(name) for name in meanings)
        ways = f"say which by convention=, or spell it '{match[1]} to ...' or 'May {match[1]}'"
        raise InvalidValueError("period", match[0], f"one period: it could be {choices} ({ways})")
    return None


def _meanings(first: int, mark: str, written: str, starts: int) -> dict[Convention, Span]:
    """Return what two numbers can mean; a split year before years."""
    second, full = int(written), len(written) == len("2019")
    turn = 100 if second <= first % 100 else 0
    year = second if full else first - first % 100 + second + turn
    found: dict[Convention, Span] = {}
    if mark == "-" and not full and 1 <= second <= 12:  # noqa: PLR2004 - months
        found["month"] = _months(first, second, 1)
    if year == first + 1:
        found["split_year"] = _months(first, starts, 12)
    if mark == "-" and year > first and (full or not turn or year - first <= _OVER_THE_TURN):
        found["years"] = (date(first, 1, 1), date(year, 12, 31))
    return found


_SPELLINGS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(spelling, re.ASCII | re.IGNORECASE), read)
    for spelling, read in (
        (r"(\d{4})", _year),
        (r"(?P<year>\d{4})[ -]?(?P<kind>Q)(?P<part>[1-4])", _part_of_year),
        (r"(?P<kind>Q)(?P<part>[1-4])[ -](?P<year>\d{4})", _part_of_year),
        (r"(?P<year>\d{4})[ -]?(?P<kind>H)(?P<part>[12])", _part_of_year),
        (r"(?P<kind>H)(?P<part>[12])[ -](?P<year>\d{4})", _part_of_year),
        (r"\d{4}-\d\d-\d\d", _day),
        (rf"(?P<day>\d{{1,2}}) {_MONTH},? (?P<year>\d{{4}})", _spelled_day),
        (rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})", _spelled_day),
        (rf"{_MONTH},? (?P<year>\d{{4}})", _spelled_month),
        (r"(\d{4})([-/])(\d{4}|\d{2})", _two_numbers),
    )
)
