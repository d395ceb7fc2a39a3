"""Empty tables to be filled in: a workbook with drop-downs, or a folder of text files."""

import csv
import functools
import io
import os
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

import attrs

from collective_impact.errors import Message, UnknownNameError, locales
from collective_impact.io import _files, _template_book, _workbook_out
from collective_impact.io._cells import Cell
from collective_impact.io._forms import EXTRAS
from collective_impact.io._kinds import FIRST_HOUR, Column, Kind, kinds, term_in, titles_of_table, words

_MADE = frozenset({"staff", "funding", "systems_changes", "contribution_claims"})
"""Tables whose ids nobody speaks of; they are made, as those of records with names are."""


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
    titles, explained : tuple of Cell
        The rows below it.
    examples : tuple of tuple of Cell
        The rows below these.
    """

    kind: Kind
    title: str
    columns: tuple[Column, ...]
    tables: tuple[str, ...]
    question: tuple[Cell, ...]
    titles: tuple[Cell, ...]
    explained: tuple[Cell, ...]
    examples: tuple[tuple[Cell, ...], ...]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows of the sheet."""
        return (self.question, self.titles, self.explained, *self.examples)

    @property
    def first(self) -> int:
        """The number of the row in which people begin."""
        return len(self.rows) + 1


def template(path: str | os.PathLike[str], *, locale: str = "en") -> str:
    """Write empty tables that a person can fill in, and `read_tables` reads.

    There is a sheet for each kind of record; those to begin with come first. Records are called by their names, ids
    are made. Each sheet asks above its titles whether its list is complete, explains its columns and shows an example;
    the reader leaves out explanation and example. A workbook has choices as drop-downs. Whatever is left empty is
    unknown. Nothing that is there already is replaced, since somebody may have filled it in.

    Parameters
    ----------
    path : str or path
        Of a workbook where it ends in ``.xlsx`` (needs ``collective-impact[excel]``); else of a folder, which gets a
        file of comma-separated values for each sheet. There must be no such workbook, and no such folder unless it is
        empty.
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
    FileExistsError
        There is a file at the path, or a folder with anything in it; it stays as it is.
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
    is_workbook = _workbook_out.is_asked_for(target)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise FileExistsError(f"{os.fspath(path)} is there already")
    pages = [*_pages(locale)]
    help_ = [Message(f"tables.template.help.{number}").text(locale) for number in range(1, 6)]
    about = words()["sheets"][locale]["about"][0]
    if is_workbook:
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
        yield Page(
            kind=kind,
            title=words()["sheets"][locale][kind.name][0],
            columns=columns,
            tables=tuple(_table(column) if _is_name(column) else "" for column in columns),
            question=tuple(question),
            titles=tuple(titles[column.name][0] for column in columns),
            explained=_marked("explained", [_explained(kind, column, locale) for column in columns], locale),
            examples=tuple(
                _marked("example", [_shown(column, row.get(column.name), locale) for column in columns], locale)
                for row in _told()["examples"][kind.name]
            ),
        )


@functools.cache
def _told() -> dict[str, Any]:
    """Return the examples, and what is to be known of single columns, by table."""
    found: dict[str, Any] = tomllib.loads((resources.files(__package__) / "template.toml").read_text("utf-8"))
    return found


def _marked(mark: str, row: Sequence[Cell], locale: str) -> tuple[Cell, ...]:
    """Return a row that says in its first cell that it is not one of the user's."""
    return (f"{Message(f'tables.template.{mark}').text(locale)} {row[0]}", *row[1:])


def _is_asked(kind: Kind, column: Column) -> bool:
    """Say whether people are asked for a column: not for ids where there are names, nor for what programs write."""
    if column.name == EXTRAS or column.form.parts or (column.form.item and column.form.item.parts):
        return False
    is_made = column.name == "id" and (kind.spoken is not None or kind.name in _MADE or kind.name == "convenings")
    return not is_made and column.name != "convening"


def _leaf(column: Column) -> type | None:
    return column.form.item.leaf if column.form.item else column.form.leaf


def _is_name(column: Column) -> bool:
    """Say whether cells name records of a sheet."""
    return bool(column.refers) or column.owner


def _table(column: Column) -> str:
    """Return the table whose records a column names."""
    named = {"reinforcing": "activities", "on": "convenings", "body": "bodies", "respondent": "responses"}
    return column.refers or named.get(column.name, f"{column.name}s")


# What to write -------------------------------------------------------------------------


def _explained(kind: Kind, column: Column, locale: str) -> str:
    """Return what to write into a column: what its cells are, and what is to be known besides."""
    aside = _told()["asides"].get(kind.name, {}).get(column.name, {}).get(locale)
    leaf, is_list = _leaf(column), column.form.item is not None
    if column.refers or (column.owner and leaf is str):
        sheet = words()["sheets"][locale][_table(column)][0]
        said = Message("tables.template.names" if is_list else "tables.template.name", {"sheet": sheet})
    elif isinstance(leaf, type) and issubclass(leaf, StrEnum):
        terms = ", ".join(term_in(term, locale) for term in leaf)
        said = Message("tables.template.terms" if is_list else "tables.template.term", {"terms": terms})
    elif leaf is str and aside and not column.part:
        several = Message("tables.template.several", {"words": aside})
        return several.text(locale) if is_list else str(aside)
    else:
        said = Message(f"tables.template.kinds.{_kind(column)}")
    return f"{said.text(locale)} ({aside})" if aside else said.text(locale)


def _kind(column: Column) -> str:
    """Return what the cells of a column are, where they are neither names nor terms."""
    leaf = _leaf(column)
    if column.part in ("currency", "year"):
        return column.part
    named = {str: "texts" if column.form.item else "text", float: "number", int: "whole", bool: "truth", date: "day"}
    return "period" if leaf is None else named.get(leaf, "period")


def _shown(column: Column, cell: Any, locale: str) -> Cell:  # noqa: ANN401 - as the file of examples has it
    """Return what an example has in a column, in a language; None where it is left empty."""
    leaf = _leaf(column)
    if isinstance(cell, dict):
        return str(cell[locale])
    if isinstance(cell, bool):
        return Message("tables.template.yes" if cell else "tables.template.no").text(locale)
    if cell is not None and isinstance(leaf, type) and issubclass(leaf, StrEnum):
        return "; ".join(term_in(leaf(term), locale) for term in (cell if isinstance(cell, list) else [cell]))
    return cell  # type: ignore[no-any-return] # a text, a number or a day
