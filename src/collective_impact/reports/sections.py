"""What a report is made of: sections of lines, lists and tables, before anything is drawn.

Each line and row knows the records that it rests on; `notes` numbers them, so that every
way of drawing the page refers to the same list.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from collective_impact.errors import Message

Text: TypeAlias = Message | str
"""A sentence of ours, or a text that stands in the file."""

MOST_ADDRESSES = 6

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


@attrs.frozen(kw_only=True)
class Grounds:
    """The records that something rests on.

    Parameters
    ----------
    addresses : tuple of str
        Their addresses in the initiative.
    unnamed : int
        How many more there are whose addresses are not for the readers of this version.
    """

    addresses: tuple[str, ...] = ()
    unnamed: int = 0

    def __bool__(self) -> bool:
        return bool(self.addresses or self.unnamed)


@attrs.frozen(kw_only=True)
class Line:
    """A paragraph, or an item of a list.

    Parameters
    ----------
    text : Message or str
    label : Message, optional
        What it is about, set off in front of it.
    grounds : Grounds
    """

    text: Text
    label: Message | None = None
    grounds: Grounds = Grounds()

    def to_dict(self, locale: str) -> dict[str, object]:
        """Return it as plain data."""
        label = {} if self.label is None else {"label": self.label.to_dict(locale)}
        return label | plain(self.text, locale) | _grounds(self.grounds)


@attrs.frozen(kw_only=True)
class Cell:
    """A place in a table.

    Parameters
    ----------
    text : Message or str
    value : float, optional
        The number that the text tells.
    span : tuple of float, optional
        From where to where it could be, between 0 and 100: drawn as a bar.
    """

    text: Text = ""
    value: float | None = None
    span: tuple[float, float] | None = None

    def to_dict(self, locale: str) -> dict[str, object]:
        """Return it as plain data."""
        span = {} if self.span is None else {"low": self.span[0], "high": self.span[1]}
        return plain(self.text, locale) | {"value": self.value} | span


@attrs.frozen(kw_only=True)
class Row:
    """A line of a table.

    Parameters
    ----------
    key : str
        What it is about: a path of a scorecard, the id of an indicator.
    cells : tuple of Cell
        One for each column; the first is the row's heading.
    grounds : Grounds
    """

    key: str
    cells: tuple[Cell, ...]
    grounds: Grounds = Grounds()


@attrs.frozen(kw_only=True)
class Table:
    """Rows under columns.

    Parameters
    ----------
    title : Message
    columns : tuple of (str, Message)
        The key of each column, and its heading.
    rows : tuple of Row
    most : int, optional
        How many rows the page shows; plain data has them all.
    """

    title: Message
    columns: tuple[tuple[str, Message], ...]
    rows: tuple[Row, ...]
    most: int | None = None

    def to_dict(self, locale: str) -> dict[str, object]:
        """Return it as plain data: for each row its cells by column."""
        headings = {key: heading.to_dict(locale) for key, heading in self.columns}
        rows = [self._row(row, locale) for row in self.rows]
        return {"title": self.title.to_dict(locale), "columns": headings, "rows": rows}

    def _row(self, row: Row, locale: str) -> dict[str, object]:
        keyed = zip(self.columns, row.cells, strict=True)
        cells = {key: cell.to_dict(locale) for (key, _), cell in keyed}
        return {"key": row.key, "cells": cells, **_grounds(row.grounds)}


@attrs.frozen(kw_only=True)
class Listing:
    """Lines under each other.

    Parameters
    ----------
    lines : tuple of Line
    label : Message, optional
    grounds : Grounds
        The records that all of it rests on; they stand at the label.
    ordered : bool
        Whether their order says something.
    most : int, optional
        How many of them the page shows; plain data has them all.
    """

    lines: tuple[Line, ...]
    label: Message | None = None
    grounds: Grounds = Grounds()
    ordered: bool = False
    most: int | None = None

    def to_dict(self, locale: str) -> dict[str, object]:
        """Return it as plain data."""
        label = {} if self.label is None else {"label": self.label.to_dict(locale)}
        return {**label, "lines": [line.to_dict(locale) for line in self.lines], **_grounds(self.grounds)}


Block: TypeAlias = Line | Listing | Table


@attrs.frozen(kw_only=True)
class Section:
    """A part of a report.

    Parameters
    ----------
    key : str
        Stable, for programs: ``"profile"``, ``"indicators"``.
    title : Message
    blocks : tuple of Line, Listing or Table
    """

    key: str
    title: Message
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in it."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def to_dict(self, locale: str = "en") -> dict[str, object]:
        """Return it as plain data."""
        title = self.title.to_dict(locale)
        return {"key": self.key, "title": title, "blocks": [block.to_dict(locale) for block in self.blocks]}


def plain(text: Text, locale: str) -> dict[str, object]:
    """Return a text as plain data: a sentence of ours with its code."""
    return {"text": text} if isinstance(text, str) else text.to_dict(locale)


def _grounds(grounds: Grounds) -> dict[str, object]:
    unnamed = {"unnamed_records": grounds.unnamed} if grounds.unnamed else {}
    return {"rests_on": list(grounds.addresses), **unnamed}


def notes(sections: Iterable[Section]) -> dict[Grounds, int]:
    """Return a number for all that lines and rows rest on, in the order of the page; the same has one number."""
    found = dict.fromkeys(grounds for section in sections for grounds in _in_order(section) if grounds)
    return {grounds: number for number, grounds in enumerate(found, start=1)}


def _in_order(section: Section) -> Iterator[Grounds]:
    for block in section.blocks:
        if isinstance(block, Table):
            yield from (row.grounds for row in block.rows[: block.most])
            continue
        yield block.grounds
        if isinstance(block, Listing):
            yield from (line.grounds for line in block.lines[: block.most])


def in_short(grounds: Grounds) -> Iterator[tuple[str | None, Message | None]]:
    """Yield what a page says of the records: a few addresses with what is in them, and how many more there are."""
    gathered = _gathered(grounds.addresses)
    for address, inside in list(gathered.items())[:MOST_ADDRESSES]:
        yield address, _counted("inside", inside)
    yield None, _counted("more", len(gathered) - MOST_ADDRESSES)
    yield None, _counted("unnamed", grounds.unnamed)


def _gathered(addresses: Iterable[str]) -> dict[str, int]:
    """Count the records that lie inside another one that is there, with that one."""
    there = dict.fromkeys(addresses)
    inside: dict[str, int] = {}
    for address in there:
        owner = next(above for above in _way_to(address) if above in there)
        inside[owner] = inside.get(owner, -1) + 1
    return inside


def _way_to(address: str) -> Iterator[str]:
    steps = address.split("/")
    return ("/".join(steps[:n]) for n in range(1, len(steps) + 1))


def _counted(what: str, n: int) -> Message | None:
    if n <= 0:
        return None
    return Message(f"report.records.{what}_one" if n == 1 else f"report.records.{what}", {"n": n})


def one_line(text: str) -> str:
    """Return a text without line breaks and without characters that no page can show."""
    return _CONTROL.sub("", " ".join(text.split()))
