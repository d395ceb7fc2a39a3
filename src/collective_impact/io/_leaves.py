"""The single values of a document: what each kind takes, and what is said of anything else.

Python would take ``true`` and ``"44"`` for numbers and NaN for a figure; a document may not.
"""

import functools
import json
import math
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, get_args

from collective_impact.errors import CollectiveImpactError, InvalidValueError, Message, Param
from collective_impact.model._record import as_date
from collective_impact.model.period import Convention, Period

Reader: TypeAlias = Callable[..., Any]

LONGEST = 1_000_000
"""Characters of one text. A longer one is a file that got into a field."""

LARGEST = 2**53 - 1
"""Whole numbers beyond it come back changed from programs that compute in floats (RFC 8259, section 6)."""


class RefusedError(CollectiveImpactError, ValueError):
    """A part of a document that cannot be read; it never leaves this room."""

    def __init__(self, code: str, **params: Param) -> None:
        self.message = Message(code, params)
        super().__init__(code)


def shown(value: object, width: int = 60) -> str:
    """Return a value as JSON, short enough for a sentence and fit to be printed."""
    if isinstance(value, str):
        text = json.dumps(value[:width], ensure_ascii=False)
        shortened = text if len(value) <= width else f"{text[:-1]}…{text[-1]}"
        return shortened.encode("utf-8", "backslashreplace").decode("utf-8")  # lone surrogates cannot be printed
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list | tuple):
        return "[…]" if value else "[]"
    if isinstance(value, int) and abs(value) >= 10**width:
        return f"{'-' if value < 0 else ''}1e{round(value.bit_length() * math.log10(2))}"
    if value is None or isinstance(value, int | float):
        return json.dumps(value)
    return f"<{type(value).__name__}>"


def text(value: object, _form: object = None) -> str:
    """Take a text that can be written as UTF-8."""
    if not isinstance(value, str):
        raise RefusedError("shape.text", given=shown(value))
    if len(value) > LONGEST:
        raise RefusedError("shape.long_text", length=len(value), longest=LONGEST)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise RefusedError("shape.surrogate", given=shown(value)) from None
    return value


def number(value: object, _form: object = None) -> float:
    """Take a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RefusedError("shape.number", given=shown(value))
    try:
        taken = float(value)
    except OverflowError:
        taken = math.inf
    if not math.isfinite(taken):
        raise RefusedError("shape.finite", given=shown(value))
    return taken


def whole(value: object, _form: object = None) -> int:
    """Take a whole number; 2.0 is one in JSON."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusedError("shape.whole", given=shown(value))
    if abs(value) > LARGEST:
        raise RefusedError("shape.large", given=shown(value))
    return value


def yes_or_no(value: object, _form: object = None) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise RefusedError("shape.yes_or_no", given=shown(value))
    return value


def day(value: object, _form: object = None) -> date:
    """Take a date in its ISO 8601 spelling."""
    try:
        return as_date(value)  # type: ignore[arg-type] # it refuses what it cannot take
    except InvalidValueError:
        raise RefusedError("shape.date", given=shown(value)) from None


def period(value: object, _form: object = None) -> Period:
    """Take a period in one of its spellings."""
    spelled = _spelled(value) if isinstance(value, str) else None
    if spelled is None:
        code = "shape.two_periods" if isinstance(value, str) and _is_ambiguous(value) else "shape.period"
        raise RefusedError(code, given=shown(value))
    return spelled


def label_says_all(value: Period) -> bool:
    """Say whether the label of a period reads back as the same span."""
    return value.label is not None and _spelled(value.label) == value


def _spelled(label: str) -> Period | None:
    longest = 100
    return _period_of(label) if len(label) <= longest else None


@functools.lru_cache(maxsize=4096)
def _period_of(label: str, convention: Convention | None = None) -> Period | None:
    """Read a spelling once; a document repeats its few periods thousands of times."""
    try:
        return Period.parse(label, convention=convention)
    except InvalidValueError:
        return None


def _is_ambiguous(label: str) -> bool:
    longest = 20
    return len(label) <= longest and any(_period_of(label, convention) for convention in get_args(Convention))


def message(value: object, _form: object = None) -> Message:
    """Take a sentence: its code, its parameters, and its words where they are the user's own."""
    if not isinstance(value, dict) or not value.keys() <= {"code", "params", "template"}:
        raise RefusedError("shape.message", given=shown(value))
    params = value.get("params", {})
    template = value.get("template")
    if not isinstance(params, Mapping):
        raise RefusedError("shape.message", given=shown(value))
    taken = {text(name): _param(param) for name, param in params.items()}
    try:
        return Message(text(value.get("code")), taken, None if template is None else text(template))
    except InvalidValueError as error:
        raise RefusedError("shape.value", what=error.what, given=shown(error.given), wanted=error.wanted) from None


def _param(value: object) -> Param:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return text(value)
    number(value)
    return value  # type: ignore[return-value] # 2 and 2.0 are spoken differently, so it stays what it was


def term(kind: type[StrEnum], value: object, _form: object = None) -> StrEnum:
    """Take a term of an enumeration."""
    found = kind._value2member_map_.get(value) if isinstance(value, str) else None  # unlike a call, it looks no further
    if found is None:
        raise RefusedError("shape.term", given=shown(value), known=", ".join(kind))
    return found  # type: ignore[return-value] # its members


_READERS: dict[type, Reader] = {
    str: text,
    float: number,
    int: whole,
    bool: yes_or_no,
    date: day,
    Period: period,
    Message: message,
}


def leaf_reader(leaf: type) -> Reader:
    """Return what takes the values of one kind, or raises `RefusedError`."""
    return _READERS.get(leaf) or functools.partial(term, leaf)
