"""One text for one value: what a fingerprint is taken of."""

import hashlib
import json
from datetime import date
from typing import Any

import attrs

from collective_impact.model._record import Extra, Record
from collective_impact.model.indicators import Code
from collective_impact.model.instruments import Answer, Band

_UNORDERED = (Record, Answer, Band, Code, Extra)
"""Parts whose order in a list says nothing."""


def fingerprint(value: object) -> str:
    """Return the SHA-256 of a value's canonical text, in hexadecimal.

    Fields at their default do not take part (so that a new field of a later version
    changes no fingerprint), nor does the order in which records and ids are listed.
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return the canonical JSON text of a value."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of ours
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        plain = [_plain(part) for part in value]
        return sorted(plain, key=json.dumps) if value and isinstance(value[0], _UNORDERED) else plain
    return _fields(value)


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of ours
    plain: dict[str, Any] = {}
    for field in sorted(attrs.fields(type(value)), key=lambda field: field.name):
        part = getattr(value, field.name)
        if field.init and field.eq and part != field.default:
            ids = "refers" in field.metadata and isinstance(part, tuple)
            plain[field.name] = sorted(part) if ids else _plain(part)
    return plain
