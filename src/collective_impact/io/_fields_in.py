"""Cells of a column as what its field takes: leniently, and back exactly where the library wrote them.

A cell that is JSON (a text in quotes, a list, an object, ``null``) is what a document would have there. So the writer
can put into a cell what plain words cannot hold: ``"=1+1"``, which no spreadsheet computes, or ``["a; b"]``.
"""

import functools
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeAlias

import attrs

from collective_impact.errors import CollectiveImpactError, InvalidValueError, Message, locales, nearest
from collective_impact.io import _converter, _extras, _leaves
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell, Epoch, choice, folded, joined, not_understood, text, truth
from collective_impact.io._days import Order, day
from collective_impact.io._figures_in import Figure, figure
from collective_impact.io._forms import EXTRAS
from collective_impact.io._kinds import Column, synonyms
from collective_impact.io._numerals_in import NUMERAL, WRITINGS, Writing, readings
from collective_impact.model.money import Money
from collective_impact.model.period import Period

Read: TypeAlias = Callable[[Cell], Any]

LIST = re.compile(r"[;\n|]")
"""What stands between the parts of a list."""

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007"), " ") | {ord("\u2212"): "-", ord("’"): "'"}


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
        return float(cell)
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


def number_or_figure(cell: Cell, writings: frozenset[Writing] = WRITINGS) -> float | Figure | None:
    """Return a number, or what else stands where figures do: a range, a bound, a mark for what is withheld."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    found = figure(cell, writing=writings)
    if found is not None and found == Figure(value=found.value):
        return found.value
    return found


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


# What is called by name ----------------------------------------------------------------


class Names:
    """The records of one kind that others speak of, by id, name and alias."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._named: dict[str, set[str]] = {}
        self._asked = 0

    def add(self, identity: str, *names: str | None) -> None:
        """Let a record be called by its id and by its names."""
        self._ids.add(identity)
        for name in (identity, *names):
            if name:
                self._named.setdefault(joined(name), set()).add(identity)

    def find(self, given: str) -> str:
        """Return the id of the record that is meant, or raise `NotUnderstoodError`; a near name is suggested."""
        if given in self._ids:
            return given
        found = self._named.get(joined(given), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise NotUnderstoodError("tables.two_records", params={"ids": ", ".join(sorted(found))})
        raise not_understood("tables.unknown_name", given, self._near(given))

    def _near(self, given: str) -> str | None:
        """Return the nearest name, for the first hundred that are not known."""
        enough = 100
        self._asked += 1
        return nearest(joined(given), self._named) if self._asked <= enough else None

    def known(self, given: str) -> bool:
        """Say whether a name is known."""
        return given in self._ids or joined(given) in self._named


# Back ----------------------------------------------------------------------------------


def cell_of(column: Column, value: Any, manner: Manner, *, native: bool) -> Cell:  # noqa: ANN401 - what the field holds
    """Return the cell that stands for a value: one that reads back as exactly that.

    Parameters
    ----------
    column : Column
    value : object
    manner : Manner
    native : bool
        Whether the file has cells of numbers, days and answers, and not only of text.

    Raises
    ------
    InvalidValueError
        No cell can hold it.
    """
    if value == column.default and type(value) is type(column.default) and value in (None, ()):
        return None
    plain = _written(column, value, native=native)
    if plain is not NotImplemented and _comes_back(column, plain, value, manner):
        return plain  # type: ignore[no-any-return] # a cell
    return as_json(_document_of(column, value))


def as_json(value: object) -> str:
    """Return JSON that all files hold: ASCII, and without what a workbook takes for the number of a character."""
    return json.dumps(value, allow_nan=False).replace("_x", "\\u005fx")


def _written(column: Column, value: Any, *, native: bool) -> Any:  # noqa: ANN401 - what the field holds, and a cell
    """Return a value as people would fill it in; NotImplemented where they could not."""
    leaf = column.form.leaf or (column.form.item.leaf if column.form.item else None)
    if leaf is None or value is None:
        return NotImplemented
    if isinstance(value, tuple):
        return "; ".join(str(part.value if hasattr(part, "value") else part) for part in value)
    if isinstance(value, Period):
        return value.label if _leaves.label_says_all(value) else NotImplemented
    if hasattr(leaf, "__members__"):
        return value.value
    if isinstance(value, str):
        return value if _harmless(value) else NotImplemented
    return _native(value) if native else _spelled(value)


def _native(value: Any) -> Cell:  # noqa: ANN401 - a number, day or answer
    """Return the cell of a workbook that stands for a value; some have no cell of their own kind."""
    if isinstance(value, date) and value < FIRST_DAY:
        return value.isoformat()
    if isinstance(value, float) and float(f"{value:.16g}") != value:  # openpyxl writes as many digits
        return repr(value)
    return value  # type: ignore[no-any-return] # a cell


def _spelled(value: Any) -> str:  # noqa: ANN401 - as above
    """Return a number, day or answer as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else repr(value).removesuffix(".0")


FIRST_DAY = date(1900, 3, 1)
"""From here on all spreadsheets count days alike."""

_COMPUTED = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r|%]")
_CHANGED = re.compile(r"_x[0-9A-Fa-f]{4}_|[\r\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""What does not come back from the XML of a workbook."""


def _harmless(words: str) -> bool:
    """Say whether no spreadsheet takes a text for a formula or changes it, and no reader takes it for an example."""
    return not (_COMPUTED.match(words) or _CHANGED.search(words) or is_example(words))


@functools.cache
def _examples() -> tuple[str, ...]:
    codes = ("tables.template.example", "tables.template.explained")
    return tuple(folded(Message(code).text(locale)) for code in codes for locale in locales())


def is_example(cell: Cell) -> bool:
    """Say whether a row that begins with a cell is an example or an explanation of the template."""
    return isinstance(cell, str) and folded(cell).startswith(_examples())


def _comes_back(column: Column, cell: Cell, value: Any, manner: Manner) -> bool:  # noqa: ANN401 - what the field holds
    if isinstance(cell, str) and (not _harmless(cell) and isinstance(value, str | tuple)):
        return False
    try:
        back = reader(column, manner)(cell)
    except NotUnderstoodError:
        return False
    return bool(back == value) and (not isinstance(value, Period) or back.label == value.label)


def _document_of(column: Column, value: Any) -> object:  # noqa: ANN401 - what the field holds
    if column.name == EXTRAS:
        return {extra.key: _kept_exactly(extra) for extra in value}
    return _converter.given(column.form, value)


def _kept_exactly(extra: Any) -> object:  # noqa: ANN401 - an extra
    value = _extras.value_of(extra)
    if _extras.kept(extra.key, value) != extra:
        raise InvalidValueError("Extra.text", extra.text, "JSON text without spaces between its parts")
    return value
