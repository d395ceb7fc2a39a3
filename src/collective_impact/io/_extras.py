"""Keys that the library does not know: what begins ``x_``, and what a newer minor version brings.

They stay on their record as `Extra` values. Those of the document itself stay on the record
that it holds, under keys that begin ``$.``, as its paths do.
"""

import json
from collections.abc import Iterable
from contextvars import ContextVar

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.io._leaves import LONGEST, RefusedError, shown
from collective_impact.model._record import Extra

OWN = "x_"
"""How keys begin that belong to the user."""

ROOT = "$."
"""How the key of an `Extra` begins that belongs to the document instead of a record."""

DEEPEST = 64

NEWER: ContextVar[bool] = ContextVar("NEWER", default=False)
"""Whether the document that is being written declares a newer minor version."""


def may_be_kept(key: object, *, newer: bool) -> bool:
    """Say whether a key that the library does not know may stand on a record."""
    return isinstance(key, str) and (key.startswith(OWN) or (newer and not key.startswith(ROOT)))


def kept(key: str, value: object) -> Extra:
    """Return a key and its value as an `Extra`.

    Raises
    ------
    RefusedError
        The value is no JSON, or too large to be kept.
    """
    _bounded(value)
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        f"{key}{text}".encode()
    except UnicodeEncodeError:
        raise RefusedError("shape.surrogate", given=shown(key)) from None
    except (TypeError, ValueError):
        raise RefusedError("shape.no_json", given=shown(key)) from None
    if (length := max(len(key), len(text))) > LONGEST:
        raise RefusedError("shape.long_text", length=length, longest=LONGEST)
    return Extra(key=key, text=text)


def _bounded(value: object) -> None:
    """Refuse what is deeper, or has more parts, than anything that people or programs note on a record."""
    level, count = [value], 0
    for _ in range(DEEPEST):
        level = [part for container in level for part in _parts(container)]
        count += len(level)
        if not level:
            return
        if count > LONGEST:
            break
    raise RefusedError("document.deep")


def _parts(container: object) -> Iterable[object]:
    if isinstance(container, dict):
        return container.values()
    return container if isinstance(container, list | tuple) else ()


def laid(data: dict[str, object], extras: Iterable[Extra], known: Iterable[str]) -> dict[str, object]:
    """Return the object of a record with its extras behind its own keys.

    Raises
    ------
    InvalidValueError
        An extra has a key that is taken or reserved, or a text that is no JSON.
    """
    taken = {*known}
    for extra in extras:
        if extra.key in taken:
            raise InvalidValueError("Extra.key", extra.key, "a key that is not yet taken")
        if not extra.key.startswith(OWN) and not NEWER.get():
            raise InvalidValueError("Extra.key", extra.key, f"a key that begins with {OWN!r}")
        taken.add(extra.key)
        data[extra.key] = value_of(extra)
    return data


def value_of(extra: Extra) -> object:
    """Return the value that an extra stands for, or raise `InvalidValueError`."""
    try:
        value = json.loads(extra.text)
        kept(extra.key, value)
    except (ValueError, RecursionError):
        raise InvalidValueError("Extra.text", extra.text, "JSON text") from None
    return value


def split(extras: Iterable[Extra]) -> tuple[tuple[Extra, ...], tuple[Extra, ...]]:
    """Return the extras of the document itself, and those of the record that it holds."""
    extras = tuple(extras)
    own = tuple(attrs.evolve(extra, key=extra.key.removeprefix(ROOT)) for extra in extras if extra.key.startswith(ROOT))
    return own, tuple(extra for extra in extras if not extra.key.startswith(ROOT))


def of_document(key: str, value: object) -> Extra:
    """Return a key of the document itself as an extra of the record that it holds."""
    return kept(f"{ROOT}{key}", value)
