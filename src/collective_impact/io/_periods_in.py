"""Periods as tables have them: in titles, beside other words, in four languages, and as spreadsheets mangle them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell, Epoch, folded, text
from collective_impact.io._days import Order, day
from collective_impact.io._spellings import MONTHS
from collective_impact.io._title_words import FISCAL_YEAR, ORDINALS, QUARTER, SCHOOL_YEAR
from collective_impact.model.period import SPLIT_YEAR_STARTS, Convention, Period

Dates: TypeAlias = Literal["month"] | Order

_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_YEARS = range(1500, 2500)
_LONGEST = 100

_SCHOOL = re.compile(rf"\b(?:{SCHOOL_YEAR})\b\.?|\bsy(?=[0-9])")
_FISCAL = re.compile(rf"\b(?:{FISCAL_YEAR})\b|\bfy(?=[0-9])")
_YEAR = r"(?<![0-9.,])(?:1[5-9]|20|21)[0-9]{2}"
_PERIOD = re.compile(
    rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}(?: 00:00:00)?(?![0-9])"
    rf"|{_YEAR} ?(?:-|/|to|through|bis|a|hasta|al) ?(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
    rf"|{_YEAR}[ -]?[qhst][1-4]\b|\b[qhst][1-4][ /-]?{_YEAR}(?![0-9])"
    rf"|\b[1-4](?:\.|{ORDINALS})? (?:{QUARTER}) (?:de |of )?{_YEAR}(?![0-9])"
    rf"|(?:[0-9]{{1,2}}\.? (?:de )?)?\b(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?(?: [0-9]{{1,2}},)?"
    rf"(?: de| del|,)? {_YEAR}(?![0-9])"
    rf"|{_YEAR}(?![0-9])"
)
_TWO_DIGITS = re.compile(rf"({_YEAR}) ?[-–—] ?([0-9]{{2}})(?![0-9-])")
_QUARTER = re.compile(rf"([1-4])(?:\.|[a-z]+)? (?:{QUARTER}) (?:de |of )?({_YEAR})")


@attrs.frozen(kw_only=True)
class Calendar:
    """How a table means its periods.

    Parameters
    ----------
    convention : {"month", "split_year", "years"}, optional
        As for `Period.parse`.
    split_year_starts : int
    dates : {"dmy", "mdy", "ymd", "month"}, optional
        The order of day and month; or that a date which is the first of a month stands for the month.
    epoch : {1900, 1904}, optional
        From when numbers count days.
    school : bool
        Whether a title says that the years are school years.
    """

    convention: Convention | None = None
    split_year_starts: int = SPLIT_YEAR_STARTS
    dates: Dates | None = None
    epoch: Epoch | None = None
    school: bool = False

    def period(self, cell: Cell) -> tuple[Period | None, str]:
        """Return the period of a cell and what else it says; None where it names none.

        Raises
        ------
        NotUnderstoodError
            What it names is no period, or could be two.
        """
        if isinstance(cell, date):
            return self._dated(cell), ""
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._numbered(cell), ""
        words = text(cell)
        if words is None or len(words) > _LONGEST:
            return None, words or ""
        return self._written(words)

    def titled(self, title: str) -> tuple[Period | None, str]:
        """Return the period of a title as `period` does; a title is text, also where it was a date."""
        found, left = self.period(title)
        if found is not None and found.start == found.end and re.match("[0-9]{4}-", found.label or ""):
            return self._dated(found.start), left
        return found, left

    def _dated(self, cell: date) -> Period:
        """Return a day, or the month that a spreadsheet has made the first day of."""
        on = cell.date() if isinstance(cell, datetime) else cell
        if on.day == 1 and self.dates in {None, "month"}:
            month = f"{_ENGLISH[on.month - 1]} {on.year:04d}"
            if self.dates is None:
                raise NotUnderstoodError("periods.day_or_month", month)
            return Period.parse(month)
        return Period(start=on, end=on, label=on.isoformat())

    def _numbered(self, cell: float) -> Period:
        if cell in _YEARS:
            return self._parsed(str(int(cell)), None, school=self.school)
        return self._dated(day(cell, None, self.epoch) or date.min)

    def _written(self, words: str) -> tuple[Period | None, str]:
        plain = re.sub(" ?[-–—] ?", "-", folded(words))
        if re.fullmatch(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{2,4}", plain):
            return self._exactly(day(words, None if self.dates == "month" else self.dates)), ""
        unsaid, school = _SCHOOL.subn(" ", plain)
        unsaid, fiscal = _FISCAL.subn(" ", unsaid)
        match = _PERIOD.search(unsaid)
        if match is None:
            return None, words
        if fiscal:
            raise NotUnderstoodError("periods.fiscal_year")
        left = f"{unsaid[: match.start()]} {unsaid[match.end() :]}".strip()
        whole = self._joined(plain, words) if re.search("[0-9]", left) else None
        if whole is not None:
            return whole, ""
        if _PERIOD.search(left):
            raise NotUnderstoodError("periods.several")
        return self._parsed(match[0], words, school=bool(school) or self.school), left

    @staticmethod
    def _exactly(on: date | None) -> Period | None:
        return None if on is None else Period(start=on, end=on, label=on.isoformat())

    def _joined(self, plain: str, label: str) -> Period | None:
        """Return a period that is spelled with two others, as in "May 2019 to June 2020"."""
        spelled = _months(re.sub(" (?:bis|a|hasta|al|au|through|until) ", " to ", plain))
        try:
            found = Period.parse(spelled, convention=self.convention, split_year_starts=self.split_year_starts)
        except InvalidValueError:
            return None
        return attrs.evolve(found, label=label)

    def _parsed(self, spelled: str, label: str | None, *, school: bool) -> Period:
        plain = _english(spelled)
        if school and re.fullmatch("[0-9]{4}", plain):
            year = int(plain)
            raise NotUnderstoodError("periods.school_year", f"{year - 1}-{year % 100:02d}")
        convention = "split_year" if school else self.convention
        try:
            found = Period.parse(plain, convention=convention, split_year_starts=self.split_year_starts)
        except InvalidValueError:
            known = ", ".join(_meanings(plain))
            raise NotUnderstoodError("periods.two" if known else "periods.unknown", None, {"known": known}) from None
        return attrs.evolve(found, label=_spelling(spelled, label))


def convention_of(cells: Iterable[Cell]) -> Convention | None:
    """Return what "2011-12" is among periods that show what is meant, such as "2018-19"; None where they do not."""
    shown: set[Convention] = set()
    for cell in dict.fromkeys(cells):
        for first, second in _TWO_DIGITS.findall(cell) if isinstance(cell, str) else ():
            if int(second) > 12 or second == "00":  # noqa: PLR2004 - months
                shown.add("split_year" if (int(first) + 1) % 100 == int(second) else "years")
    return shown.pop() if len(shown) == 1 else None


def is_open(cell: Cell) -> bool:
    """Say whether a cell names a period that could be two."""
    return isinstance(cell, str) and any(_meanings(f"{first}-{second}") for first, second in _TWO_DIGITS.findall(cell))


def _meanings(spelled: str) -> list[Convention]:
    """Return the conventions under which a spelling is a period, if it needs one."""
    try:
        Period.parse(spelled)
    except InvalidValueError:
        return [convention for convention in get_args(Convention) if _is_period(spelled, convention)]
    return []


def _is_period(spelled: str, convention: Convention) -> bool:
    try:
        Period.parse(spelled, convention=convention)
    except InvalidValueError:
        return False
    return True


def _spelling(spelled: str, label: str | None) -> str:
    """Return the spelling of the table for the period alone."""
    plain = "" if label is None else folded(label).replace("–", "-").replace("—", "-")
    at = plain.find(spelled)
    return spelled if at < 0 or label is None or len(plain) != len(label) else label[at : at + len(spelled)]


def _english(spelled: str) -> str:
    """Return a spelling as `Period.parse` reads it."""
    plain = spelled.removesuffix(" 00:00:00")
    if quarter := _QUARTER.fullmatch(plain):
        return f"{quarter[2]} Q{quarter[1]}"
    if re.search(r"\b[qhst][1-4]|[0-9][qhst][1-4]", plain):
        return plain.replace("t", "q").replace("s", "h").upper().replace("/", " ")
    plain = re.sub(r" (?:bis|a|hasta|al|through) ", " to ", plain)
    return _months(plain)


def _months(plain: str) -> str:
    """Return a text with its months in English, without what joins the parts of dates."""
    words = re.split(r"(\W)", plain)
    named = "".join(_ENGLISH[MONTHS[word] - 1] if word in MONTHS else word for word in words)
    return named if named == plain else re.sub(r" (?:de|del) | (?=,)|\.(?= |$)", " ", named).replace(",", "").strip()
