"""Cells of a column as what its field takes: leniently, and back exactly where the library wrote them.

A cell that is JSON (a text in quotes, a list, an object, ``null``) is what a document would have there. So the writer
can put into a cell what plain words cannot hold: ``"=1+1"``, which no spreadsheet computes, or ``["a; b"]``.
"""

import functools
import json
import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, TypeAlias

import attrs

from collective_impact.errors import CollectiveImpactError, Message, locales
from collective_impact.io import _converter, _extras, _leaves
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell, Epoch, choice, folded, not_understood, text, truth
from collective_impact.io._days import Order, day
from collective_impact.io._figures_in import Figure, figure
from collective_impact.io._forms import EXTRAS
from collective_impact.io._kinds import Column, synonyms
from collective_impact.io._numerals_in import NUMERAL, WRITINGS, Writing, readings
from collective_impact.io._spellings import FAILED
from collective_impact.model.money import Money
from collective_impact.model.period import Period

Read: TypeAlias = Callable[[Cell], Any]

LIST = re.compile(r"[;\n|]")
"""What stands between the parts of a list."""

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007"), " ") | {ord("\u2212"): "-", ord("’"): "'"}

_PLAIN = re.compile(r"[!#-Z\\^-z|}~](?:[ -~]*[!-~])?")
_TAKEN = FAILED | {"null"}


@attrs.frozen
class Manner:
    """How the cells of a column are written.

    Parameters
    ----------
    order : {"dmy", "mdy"}, optional
    epoch : int, optional
    writings : frozenset
        Ways to write numbers that the column agrees with.
    figures : bool
        Whether what stands where figures do is understood besides numbers: a range, a mark for what is withheld.
    """

    order: Order | None = None
    epoch: Epoch | None = None
    writings: frozenset[Writing] = WRITINGS
    figures: bool = False


def reader(column: Column, manner: Manner) -> Read:
    """Return what reads the cells of a column, or raises `NotUnderstoodError`."""
    plain = _plain(column, manner)
    as_document = partial(_of_document, column)

    def read(cell: Cell) -> Any:  # noqa: ANN401 - what the field takes
        if isinstance(cell, str) and (cell[:1] in {'"', "[", "{"} or cell == "null"):
            value = _json(cell)
            if value is not NotImplemented:
                return as_document(value)
        return plain(cell)

    return read


def _json(cell: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what a cell of JSON says; NotImplemented where it only looks like it."""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return NotImplemented


def _of_document(column: Column, value: object) -> Any:  # noqa: ANN401 - what the field takes
    try:
        if column.name == EXTRAS:
            return tuple(_extras.kept(key, part) for key, part in _mapping(value).items())
        whole_money = column.part == "amount" and isinstance(value, dict)
        return _converter.read(Money, value) if whole_money else _converter.taken(column.form, value)
    except (CollectiveImpactError, KeyError, RecursionError, TypeError):
        raise NotUnderstoodError("tables.document") from None


def _mapping(value: object) -> Mapping[str, object]:
    if isinstance(value, Mapping) and all(
        _extras.may_be_kept(key, newer=True) or key.startswith(_extras.ROOT) for key in value
    ):
        return value
    raise NotUnderstoodError("tables.document")


def _plain(column: Column, manner: Manner) -> Read:
    """Return what reads cells that people filled in."""
    form = column.form
    if manner.figures:
        return partial(number_or_figure, writings=manner.writings)
    if form.item is not None and form.item.leaf is not None:
        if form.item.leaf is str:
            return parts_of
        one = _leaf(form.item.leaf, manner)
        return lambda cell: tuple(one(part) for part in parts_of(cell, r"[;\n|,]"))
    if form.leaf is None:
        return _only_json
    return _leaf(form.leaf, manner)


def _only_json(cell: Cell) -> None:
    raise not_understood("tables.only_json", text(cell) or "")


def _leaf(leaf: type, manner: Manner) -> Read:
    readers: dict[type, Read] = {
        str: text,
        bool: truth,
        float: partial(number, writings=manner.writings),
        int: partial(whole, writings=manner.writings),
        Period: period,
    }
    if leaf in readers:
        return readers[leaf]
    if hasattr(leaf, "__members__"):
        return partial(choice, kind=leaf, synonyms=synonyms(leaf))
    return partial(day, order=manner.order, epoch=manner.epoch)


def parts_of(cell: Cell, between: str | re.Pattern[str] = LIST) -> tuple[str, ...]:
    """Return the parts of a list in a cell."""
    words = text(cell)
    return tuple(part for each in re.split(between, words or "") if (part := each.strip()))


def number(cell: Cell, writings: frozenset[Writing] = WRITINGS) -> float | None:
    """Return a number; one that could be two is not understood."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _float(cell)
    words = text(cell)
    if words is None:
        return None
    plain = words.translate(_SPACES)
    found = readings(plain) if re.fullmatch(NUMERAL, plain) else {}
    values = {value for writing, value in found.items() if writing in writings}
    if len(values) == 1:
        return values.pop()
    if values:
        raise NotUnderstoodError("tables.two_numbers", params={"one": str(min(values)), "other": str(max(values))})
    raise not_understood("tables.number", words)


def _float(cell: float) -> float:
    """Return a number as one that a figure can be; data frames and Python know larger ones."""
    try:
        return float(cell)
    except OverflowError:
        raise NotUnderstoodError("tables.number") from None


def number_or_figure(cell: Cell, writings: frozenset[Writing] = WRITINGS) -> float | Figure | None:
    """Return a number, or what else stands where figures do: a range, a bound, a mark for what is withheld."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _float(cell)
    found = figure(cell, writing=writings)
    if found is not None and found == Figure(value=found.value):
        return found.value
    return found


def are_plain(cells: Collection[str]) -> bool:
    """Say whether texts mean themselves: none is JSON, and `text` would neither change nor refuse any."""
    return all(map(_PLAIN.fullmatch, cells)) and _TAKEN.isdisjoint(cells)


def whole(cell: Cell, writings: frozenset[Writing] = WRITINGS) -> int | None:
    """Return a whole number."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    words = text(cell)
    if words is not None and re.fullmatch(r"[0-9]{1,16}", words):
        return int(words)
    found = number(cell, writings)
    if found is not None and not found.is_integer():
        raise NotUnderstoodError("tables.whole")
    return None if found is None else int(found)


def period(cell: Cell) -> Period | None:
    """Return a period in one of its spellings."""
    words = text(cell)
    if words is None:
        return None
    try:
        return _leaves.period(words)
    except _leaves.RefusedError as error:
        code = "tables.two_periods" if error.message.code == "shape.two_periods" else "tables.period"
        raise not_understood(code, words) from None


# Rows that say nothing ----------------------------------------------------------------


@functools.cache
def _examples() -> tuple[str, ...]:
    codes = ("tables.template.example", "tables.template.explained")
    return tuple(folded(Message(code).text(locale)) for code in codes for locale in locales())


@functools.cache
def _initials() -> frozenset[str]:
    return frozenset(words[0] for words in _examples())


def is_example(cell: Cell) -> bool:
    """Say whether a row that begins with a cell is an example or an explanation of the template."""
    if not isinstance(cell, str):
        return False
    begin = cell.lstrip()[:1]
    if begin.isascii() and begin.isprintable() and begin.casefold() not in _initials():
        return False  # most cells
    return folded(cell).startswith(_examples())
