"""Values as cells that read back as exactly these: in plain words where that is possible, else as JSON."""

import json
import re
from datetime import date
from typing import Any

from collective_impact.errors import InvalidValueError
from collective_impact.io import _converter, _extras, _leaves
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell
from collective_impact.io._fields_in import Manner, is_example, reader
from collective_impact.io._forms import EXTRAS
from collective_impact.io._kinds import Column
from collective_impact.model._record import Extra
from collective_impact.model.period import Period


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


def _kept_exactly(extra: Extra) -> object:
    value = _extras.value_of(extra)
    if _extras.kept(extra.key, value) != extra:
        raise InvalidValueError("Extra.text", extra.text, "JSON text without spaces between its parts")
    return value
