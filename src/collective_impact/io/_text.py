"""JSON text to plain data and back: strict on the way in, easy to compare on the way out."""

import functools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from collective_impact.errors import Fault, Message, Step
from collective_impact.io._leaves import RefusedError, shown

Location: TypeAlias = tuple[Step, ...]
Pairs: TypeAlias = list[tuple[str, object]]

WIDTH = 120
"""Columns up to which a list or object of single values stands on one line."""

_INDENT = "  "


class _Doubled(dict[str, object]):
    """An object in which keys stood more than once."""

    doubled: tuple[str, ...] = ()


def parsed(source: str | bytes) -> tuple[object, tuple[Fault, ...]]:
    """Return the data of a JSON text, and a fault for each key that stands twice in its object.

    Raises
    ------
    RefusedError
        It is no JSON text.
    """
    found: list[_Doubled] = []
    data = _decoded(_unmarked(source), functools.partial(_object, found))
    return data, tuple(_doubled_keys(data)) if found else ()


def _unmarked(source: str | bytes) -> str:
    """Return the text, without the mark that some editors put in front."""
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RefusedError("document.encoding", position=error.start) from None
    return source.removeprefix("\ufeff")


def _decoded(
    text: str, hook: Callable[[Pairs], object], parse_int: Callable[[str], int | float] | None = None
) -> object:
    try:
        return json.loads(text, object_pairs_hook=hook, parse_int=parse_int)
    except json.JSONDecodeError as error:
        raise RefusedError("document.syntax", reason=error.msg, line=error.lineno, column=error.colno) from None
    except ValueError:  # a number of more digits than Python reads
        return _decoded(text, hook, _int_or_infinity)
    except RecursionError:
        raise RefusedError("document.deep") from None


def _int_or_infinity(digits: str) -> int | float:
    few = 400  # a float ends before
    return int(digits) if len(digits) < few else float(digits)


def _object(found: list[_Doubled], pairs: Pairs) -> dict[str, object]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    doubled = _Doubled(plain)
    times = Counter(name for name, _ in pairs)
    doubled.doubled = tuple(name for name in plain if times[name] > 1)
    found.append(doubled)
    return doubled


def _doubled_keys(data: object) -> Iterator[Fault]:
    """Yield a fault for each doubled key, in the order of the document, however deep it is."""
    waiting: list[tuple[Location, object]] = [((), data)]
    while waiting:
        location, value = waiting.pop()
        if isinstance(value, _Doubled):
            for name in value.doubled:
                message = Message("shape.doubled_key", {"key": shown(name)})
                yield Fault(message=message, location=(*location, step_of(name)))
        below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        waiting += reversed([((*location, step_of(step)), part) for step, part in below])


def step_of(key: object) -> Step:
    """Return a key as a step of a path, short enough to be read."""
    longest = 80
    if isinstance(key, int):
        return key
    text = str(key)
    return text if len(text) <= longest else f"{text[:longest]}…"


def written(data: object) -> str:
    """Return plain data as JSON text, two spaces an indent, with an end of line."""
    return f"{_block(data, '', 0)}\n"


_one_line: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _block(value: object, indent: str, before: int) -> str:
    """Write a value that begins after an indent and some characters of its line."""
    if not isinstance(value, dict | list):
        return _one_line(value)
    if not any(isinstance(part, dict | list) for part in (value.values() if isinstance(value, dict) else value)):
        line = _one_line(value)
        if not value or len(indent) + before + len(line) < WIDTH:
            return line
    inner = indent + _INDENT
    if isinstance(value, list):
        rows = [inner + _block(part, inner, 0) for part in value]
        return "\n".join(["[", ",\n".join(rows), f"{indent}]"])
    rows = []
    for key, part in value.items():
        name = f"{_one_line(key)}: "
        rows.append(inner + name + _block(part, inner, len(name)))
    return "\n".join(["{", ",\n".join(rows), indent + "}"])
