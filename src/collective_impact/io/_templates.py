"""Empty tables to be filled in: a workbook with drop-downs, or a folder of text files."""

import csv
import io
import os
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

import attrs

from collective_impact.errors import Message, UnknownNameError, locales
from collective_impact.io import _files, _template_book, _workbook_out
from collective_impact.io._cells import Cell
from collective_impact.io._forms import EXTRAS
from collective_impact.io._kinds import FIRST_HOUR, Column, Kind, kinds, term_in, titles_of_table, words
from collective_impact.model.period import Period

_MADE = frozenset({"staff", "funding", "systems_changes", "contribution_claims"})
"""Tables whose ids nobody speaks of; they are made, as those of records with names are."""

ROW_OF_TITLES = 2
"""Above it stands the question whether the list is complete."""


@attrs.frozen(kw_only=True)
class Page:
    """A sheet of the template.

    Parameters
    ----------
    kind : Kind
    title : str
    columns : tuple of Column
    tables : tuple of str
        The table whose records a column names; empty for those that name none.
    question : tuple of Cell
        The row that asks whether the list is complete; empty where nothing is listed.
    titles, explained, example : tuple of Cell
        The rows below it.
    """

    kind: Kind
    title: str
    columns: tuple[Column, ...]
    tables: tuple[str, ...]
    question: tuple[Cell, ...]
    titles: tuple[Cell, ...]
    explained: tuple[Cell, ...]
    example: tuple[Cell, ...]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows of the sheet."""
        return (self.question, self.titles, self.explained, self.example)


def template(path: str | os.PathLike[str], *, locale: str = "en") -> str:
    """Write empty tables that a person can fill in, and `read_tables` reads.

    There is a sheet for each kind of record; those to begin with come first. Records are called by their names, ids
    are made. Each sheet asks above its titles whether its list is complete, explains its columns and shows an example;
    the reader leaves out explanation and example. A workbook has choices as drop-downs. Whatever is left empty is
    unknown.

    Parameters
    ----------
    path : str or path
        Of a workbook where it ends in ``.xlsx`` (needs ``collective-impact[excel]``); else of a folder, which gets a
        file of comma-separated values for each sheet. Files of the same names are replaced.
    locale : str
        Of titles, choices and explanations (``"en"``, ``"es"``).

    Returns
    -------
    str
        The path.

    Raises
    ------
    InvalidValueError
        The path is named like a file of another kind.
    UnknownNameError
        There are no words in that language.
    MissingExtraError
        A workbook is asked for, and openpyxl is not installed.
    OSError
        As the operating system says.

    Examples
    --------
    >>> import tempfile
    >>> import collective_impact as ci
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     reading = ci.read_tables(ci.template(folder))
    >>> reading.initiative.stakeholders, len(reading.account.errors)
    ((), 0)
    """
    if locale not in locales():
        raise UnknownNameError("locale", locale, locales())
    target = Path(path)
    pages = [*_pages(locale)]
    help_ = [Message(f"tables.template.help.{number}").text(locale) for number in range(1, 6)]
    about = words()["sheets"][locale]["about"][0]
    if _workbook_out.is_asked_for(target):
        _template_book.write(target, pages, (about, help_), locale)
    else:
        target.mkdir(parents=True, exist_ok=True)
        _files.replace(target / f"{about}.csv", _text([[line] for line in help_]))
        for page in pages:
            _files.replace(target / f"{page.title}.csv", _text(page.rows))
    return os.fspath(target)


def _text(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return rows as text that Excel takes for UTF-8."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(row for row in rows if row)
    return written.getvalue().encode("utf-8-sig")


def _pages(locale: str) -> Iterator[Page]:
    first = [kinds()[name] for name in FIRST_HOUR]
    for kind in [*first, *(kind for kind in kinds().values() if kind not in first and kind.name != "extents")]:
        columns = tuple(column for column in kind.columns if _is_asked(kind, column))
        titles = titles_of_table(kind.name, locale)
        question: list[Cell] = []
        if not kind.single:
            asked = (Message(f"tables.template.{name}").text(locale) for name in ("complete", "total"))
            question = [cell for one in asked for cell in (one, None)]
        explained: list[Cell] = [_explained(column, locale) for column in columns]
        example: list[Cell] = [_example(kind, column, locale) for column in columns]
        for code, row in (("tables.template.explained", explained), ("tables.template.example", example)):
            row[0] = f"{Message(code).text(locale)} {row[0]}"
        yield Page(
            kind=kind,
            title=words()["sheets"][locale][kind.name][0],
            columns=columns,
            tables=tuple(_table(column) if column.refers or column.owner else "" for column in columns),
            question=tuple(question),
            titles=tuple(titles[column.name][0] for column in columns),
            explained=tuple(explained),
            example=tuple(example),
        )


def _is_asked(kind: Kind, column: Column) -> bool:
    """Say whether people are asked for a column: not for ids where there are names, nor for what programs write."""
    if column.name == EXTRAS or column.form.parts or (column.form.item and column.form.item.parts):
        return False
    is_made = column.name == "id" and (kind.spoken is not None or kind.name in _MADE or kind.name == "convenings")
    return not is_made and column.name != "convening"


def _explained(column: Column, locale: str) -> str:
    """Return what to write into a column."""
    form = column.form
    leaf = form.leaf or (form.item.leaf if form.item else str)
    if column.refers or (column.owner and leaf is str):
        code = "tables.template.names" if form.item else "tables.template.name"
        table = _table(column)
        return Message(code, {"sheet": words()["sheets"][locale].get(table, [table])[0]}).text(locale)
    if isinstance(leaf, type) and issubclass(leaf, StrEnum):
        code = "tables.template.terms" if form.item else "tables.template.term"
        return Message(code, {"terms": ", ".join(term_in(term, locale) for term in leaf)}).text(locale)
    return Message(f"tables.template.kinds.{_kind(leaf, is_list=form.item is not None)}").text(locale)


def _table(column: Column) -> str:
    """Return the table whose records a column names."""
    named = {"reinforcing": "activities", "on": "convenings", "body": "bodies", "respondent": "responses"}
    return column.refers or named.get(column.name, f"{column.name}s")


def _kind(leaf: type | None, *, is_list: bool) -> str:
    named = {str: "texts" if is_list else "text", float: "number", int: "whole", bool: "truth", date: "day"}
    return "period" if leaf is Period or leaf is None else named[leaf]


def _example(kind: Kind, column: Column, locale: str) -> str:
    """Return what an example has in a column, as text; nothing where a made-up one would explain nothing."""
    form, shown = column.form, words()["examples"][locale]
    leaf = form.leaf or (form.item.leaf if form.item else str)
    if column.name == kind.spoken:
        return str(shown.get(kind.name, shown["text"]))
    if column.refers or (column.owner and leaf is str):
        return str(shown.get(column.name) or shown.get(_table(column), ""))
    if isinstance(leaf, type) and issubclass(leaf, StrEnum):
        return term_in(next(iter(leaf)), locale)
    known: dict[object, str] = {float: "2", int: "2", bool: Message("tables.template.yes").text(locale)}
    known |= {date: "2026-01-31", Period: "2025-26"}
    if column.name.endswith("currency"):
        return "USD"
    if column.name.endswith("year"):
        return "2026"
    return known.get(leaf, str(shown["text"]) if column.required else "")
