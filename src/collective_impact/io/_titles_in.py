"""What the columns of a table of indicators hold, by their titles."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from collective_impact import units
from collective_impact.errors import InvalidValueError, UnitError, nearest
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import folded
from collective_impact.io._grids import Sheet
from collective_impact.io._limits import MOST_COLUMNS
from collective_impact.io._periods_in import Calendar
from collective_impact.io._title_words import AVERAGES, EVERYBODY, ROLES, STATUSES
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

KEYS = ("indicator", "period", "group", "reporter", "unit", "status", "source", "definition_version", "comparison")
"""Roles of columns that say something about a whole row."""

ENDS = ("baseline", "target")
END_PERIODS = {"baseline_period": "baseline", "target_period": "target"}
PARTS = ("low", "high", "level", "numerator", "denominator")
"""Roles of columns that hold parts of the figure of a row."""

MOST_WORDS = 40
"""Words of a title that is looked at as one of two parts. Longer ones are texts that stand where titles do."""

Said: TypeAlias = dict[str, Any]
"""What a title says: fields of `Figures`."""

KNOWN = (*KEYS, "value", *PARTS, *ENDS, *END_PERIODS)


@attrs.frozen(kw_only=True)
class Figures:
    """A column of figures, with what its title says of all of them.

    Parameters
    ----------
    index : int
    end : {"baseline", "target"}, optional
    period : Period, optional
    indicator, group, comparison, unit : str, optional
    status : ObservationStatus, optional
    """

    index: int
    end: str | None = None
    period: Period | None = None
    indicator: str | None = None
    group: str | None = None
    comparison: str | None = None
    unit: str | None = None
    status: ObservationStatus | None = None


@attrs.frozen(kw_only=True)
class Names:
    """What titles may speak of besides periods and roles: each folded name with the name itself.

    Parameters
    ----------
    columns : mapping of str to str or None
        The caller's: titles, or parts of titles, and their role; None for what is to be left out.
    ours : frozenset of str
        What stands for the initiative.
    comparisons, groups, indicators : dict of str to str
    """

    columns: Mapping[str, str | None]
    ours: frozenset[str]
    comparisons: dict[str, str]
    groups: dict[str, str]
    indicators: dict[str, str]


@attrs.define(kw_only=True)
class Titles:
    """The columns of a sheet by what they hold.

    Parameters
    ----------
    keys : dict of str to int
        Where each role stands that is about a whole row.
    figures : list of Figures
    school : bool
        Whether the column of periods says that it holds school years.
    """

    keys: dict[str, int] = attrs.Factory(dict)
    figures: list[Figures] = attrs.Factory(list)
    school: bool = False


def checked_columns(columns: Mapping[str, str | None] | None) -> dict[str, str | None]:
    """Return what the caller says of titles, folded; `InvalidValueError` for a role that there is not."""
    for role in (columns or {}).values():
        if role is not None and role not in KNOWN:
            raise InvalidValueError("columns", role, f"one of {', '.join(KNOWN)}, or None for what is left out")
    given = (columns or {}).items()
    return {keyed(title): role for title, role in given} | {folded(title): role for title, role in given}


def titles_of(sheet: Sheet, names: Names, calendar: Calendar, remarks: Remarks) -> Titles:
    """Return what the columns of a sheet hold, with a remark for each that cannot be told."""
    found = Titles()
    if len(sheet.columns) > MOST_COLUMNS:
        remarks.add(sheet, None, None, "sheets.cut_columns", most=str(MOST_COLUMNS))
    for index, title in enumerate(sheet.columns[:MOST_COLUMNS]):
        if not title.strip():
            if any(cells[index] is not None for cells in sheet.rows.cells):
                remarks.add(sheet, None, _letter(index), "observations.untitled")
            continue
        try:
            _place(found, index, title, names, calendar)
        except NotUnderstoodError as error:
            remarks.refuse(sheet, None, title, title, error)
    _one_way(found, sheet, remarks)
    return found


def _one_way(found: Titles, sheet: Sheet, remarks: Remarks) -> None:
    """Leave out columns that name indicators in another way than the table: by titles, or in a column of their own."""
    across = "indicator" not in found.keys and any(figures.indicator for figures in found.figures)
    for figures in found.figures:
        if across != (figures.indicator is not None):
            title = sheet.columns[figures.index]
            remarks.add(sheet, None, title, "observations.column", given=title, part=title)
    found.figures = [figures for figures in found.figures if across == (figures.indicator is not None)]


def _letter(index: int) -> str:
    """Return what a spreadsheet calls a column."""
    first, last = divmod(index, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)


def _place(found: Titles, index: int, title: str, names: Names, calendar: Calendar) -> None:
    """Put a column where it belongs."""
    plain = bare(title)
    if folded(title) in names.columns:
        role = names.columns[folded(title)]
    elif plain in names.columns:
        role = names.columns[plain]
    elif plain in names.indicators and plain not in ROLES:
        found.figures.append(Figures(index=index, indicator=names.indicators[plain], unit=unit_in(title)))
        return
    else:
        role = ROLES.get(plain, "")
    if role is None:
        return
    if role in {*KEYS, *PARTS, *END_PERIODS}:
        if role in found.keys:
            raise NotUnderstoodError("observations.same_role", params={"role": role})
        found.keys[role] = index
        found.school = found.school or (role == "period" and _speaks_of_school(plain))
        return
    found.figures.append(_figures(index, title, role, names, calendar))


def _speaks_of_school(plain: str) -> bool:
    return re.search("school|escolar|schul|scolaire|curso", plain) is not None


def bare(title: str) -> str:
    """Return a title or a name folded, without marks of footnotes and a unit in parentheses."""
    plain = re.sub(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[[0-9a-z]\]|\([a-z]\)$", "", title)
    if unit_in(plain):
        plain = re.sub(r"\([^()]*\)\s*$", "", plain)
    return folded(plain).rstrip(": ")


def unit_in(title: str) -> str | None:
    """Return the unit in parentheses at the end of a title."""
    match = re.search(r"\(([^()]*)\)\W*$", title)
    return _unit(match[1]) if match else None


def _unit(words: str) -> str | None:
    try:
        return units.check(words.strip().removeprefix("in ")) if words.strip() else None
    except UnitError:
        return None


def _figures(index: int, title: str, role: str, names: Names, calendar: Calendar) -> Figures:
    """Read a title that may name a period, an end, somebody else, a group, a status and a unit."""
    found = Figures(index=index, end=role if role in ENDS else None)
    if role:
        return attrs.evolve(found, unit=_unit(title))
    period, left = calendar.titled(title)
    said: Said = {} if period is None else {"period": period}
    parts = [_plain(part) for part in re.split(r" / |[,;|:\n]", left)]
    if _known(_plain(left), names) is not None:
        parts = [_plain(left)]  # the name of a group may have a comma
    for part in filter(None, parts):
        said = _joined(said, _part(part, names), part)
    return attrs.evolve(found, **said)


def _plain(part: str) -> str:
    return keyed(re.sub(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+", "", part)).strip("()[]-. /")


def keyed(name: str) -> str:
    """Return a name as titles are compared: folded, with one kind of dash."""
    return re.sub(" ?[-–—] ?", "-", folded(name))


def _joined(first: Said, second: Said, part: str) -> Said:
    """Return what two parts of a title say, if they do not say two things of one kind."""
    if first.keys() & second.keys():
        raise NotUnderstoodError("observations.column", None, {"part": part})
    return first | second


def _part(part: str, names: Names) -> Said:
    """Return what one part of a title says; parts joined by a space are tried as two."""
    said = _known(part, names)
    if said is not None:
        return said
    words = part.split(" ")
    for cut in range(1, len(words) if len(words) <= MOST_WORDS else 1):
        first, second = (_known(_plain(" ".join(some)), names) for some in (words[:cut], words[cut:]))
        if first is not None and second is not None:
            return _joined(first, second, part)
    near = nearest(part, [*names.columns, *names.comparisons, *names.groups, *names.indicators, *ROLES])
    shown = names.comparisons | names.groups
    raise NotUnderstoodError("observations.column", near and shown.get(near, near), {"part": part})


def _known(part: str, names: Names) -> Said | None:
    """Return what a part of a title says; None where it is not known.

    Names of our own and words such as "total" or "rate" say nothing more than the rest of the title.
    """
    if part in names.columns:
        role = names.columns[part]
        return {"end": role} if role in ENDS else {} if role == "value" else None
    for field, there in (("comparison", names.comparisons), ("group", names.groups)):
        if part in there:
            return {field: there[part]}
    named = ROLES.get(part)
    if named in ENDS:
        return {"end": named}
    if part in STATUSES and part not in {"not available", "not collected"}:
        return {"status": ObservationStatus(STATUSES[part])}
    if part in names.ours or part in AVERAGES or part in EVERYBODY or named in {"value", "period"}:
        return {"unit": unit} if (unit := _unit(part)) else {}
    return {"unit": unit} if (unit := _unit(part)) else None
