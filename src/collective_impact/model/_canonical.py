"""One text for one value: what a fingerprint is taken of."""

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from collective_impact.model._record import Record


def fingerprint(value: object) -> str:
    """Return the SHA-256 of a value's canonical text, in hexadecimal.

    Fields at their default do not take part (so that a new field of a later version
    changes no fingerprint), nor does the order in which records are listed.
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return the canonical JSON text of a value."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of ours
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        plain = [_plain(part) for part in value]
        return sorted(plain, key=json.dumps) if value and isinstance(value[0], Record) else plain
    return _fields(value)


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of ours
    fields = sorted(attrs.fields(type(value)), key=lambda field: field.name)
    given = ((field.name, getattr(value, field.name)) for field in fields if field.init and field.eq)
    defaults = {field.name: field.default for field in fields}
    return {name: _plain(part) for name, part in given if part != defaults[name]}
