"""The outermost object of a document: its format, its version, and the one thing that it holds."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final

import attrs

from collective_impact.errors import Fault, InvalidValueError, Message, Param
from collective_impact.io import _extras
from collective_impact.io._converter import plain
from collective_impact.io._examination import unknown_key
from collective_impact.io._forms import EXTRAS, keeps_extras
from collective_impact.io._leaves import RefusedError, shown
from collective_impact.io._text import step_of
from collective_impact.io.migrations import CURRENT, migrated
from collective_impact.model._record import Extra

FORMAT = "collective-impact"
KINDS = ("initiative", "scorecard", "framework", "instrument")
"""What a document can hold, under the key that holds it."""

_FRAME = ("format", "schema_version")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


class Absent(Enum):
    """The type of `ABSENT`."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""What a document holds that holds nothing; ``null`` would be something."""


@attrs.frozen(kw_only=True)
class Envelope:
    """What stands around the content of a document.

    Parameters
    ----------
    content : object
        What the document holds; ``ABSENT`` where that cannot be said.
    faults, warnings : tuple of Fault
    newer : bool
        Whether keys that nobody knows here may come from a newer minor version.
    extras : tuple of Extra
        Keys of the document itself that its record is to keep.
    """

    content: object = ABSENT
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    newer: bool = False
    extras: tuple[Extra, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is special about it."""
        return not (self.faults or self.warnings or self.extras)


def _fault(code: str, *location: str, **params: Param) -> Fault:
    return Fault(message=Message(code, params), location=location)


def kind_of(cls: Any) -> str:  # noqa: ANN401 - any class may be asked for
    """Return the key under which documents hold an instance of a class.

    Raises
    ------
    InvalidValueError
        They hold no such thing.
    """
    kind: str | None = getattr(cls, "DOCUMENT", None)
    if kind is None:
        raise InvalidValueError("kind", cls, f"what a document holds: {', '.join(KINDS)}")
    return kind


def opened(document: object, cls: Any) -> Envelope:  # noqa: ANN401 - a class of documents
    """Look at what stands around the content of a document that is to hold an instance of a class."""
    kind = kind_of(cls)
    if not isinstance(document, dict):
        return Envelope(faults=(_fault("document.no_object", given=shown(document)),))
    version, faults = _frame_of(document)
    older = migrated(document, version[0]) if version[0] < CURRENT[0] and not faults else None
    if older is not None:
        document, version = older, CURRENT
    if version[0] != CURRENT[0]:
        code = "document.newer" if version > CURRENT else "document.older"
        faults.append(_fault(code, "schema_version", given=_spelled(version), known=_spelled(CURRENT)))
        return Envelope(faults=tuple(faults))
    extras, warnings = _newer(version) if version > CURRENT else ([], ())
    keeps = keeps_extras(cls)
    faults += _strangers(document, kind, extras, newer=version > CURRENT, keeps=keeps)
    return Envelope(
        content=document.get(kind, ABSENT),
        faults=tuple(faults),
        warnings=warnings,
        newer=version > CURRENT and keeps,
        extras=tuple(extras) if keeps else (),
    )


def _frame_of(document: Mapping[str, object]) -> tuple[tuple[int, int], list[Fault]]:
    """Return the version that a document declares, and what is wrong with how it declares itself."""
    faults = [_fault("shape.missing", key, key=key) for key in _FRAME if key not in document]
    given = document.get("format", FORMAT)
    if given != FORMAT:
        faults.append(_fault("document.format", "format", given=shown(given), known=FORMAT))
    version = document.get("schema_version", _spelled(CURRENT))
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        faults.append(_fault("document.version", "schema_version", given=shown(version), known=_spelled(CURRENT)))
        return CURRENT, faults
    return (int(match[1]), int(match[2])), faults


def _spelled(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _newer(version: tuple[int, int]) -> tuple[list[Extra], tuple[Fault, ...]]:
    """Return what keeps the version of a newer document, and the warning."""
    message = Message("document.newer_minor", {"given": _spelled(version), "known": _spelled(CURRENT)})
    warning = Fault(message=message, location=("schema_version",), severity="warning")
    return [_extras.of_document("schema_version", _spelled(version))], (warning,)


def _strangers(
    document: Mapping[Any, object], kind: str, extras: list[Extra], *, newer: bool, keeps: bool
) -> Iterator[Fault]:
    """Keep the keys of the document itself that can be kept, and yield the faults of the others."""
    for key, value in document.items():
        if key in (kind, *_FRAME):
            continue
        if key in KINDS or not keeps or not _extras.may_be_kept(key, newer=newer):
            yield _stranger(key, kind)
            continue
        try:
            extras.append(_extras.of_document(str(key), value))
        except RefusedError as error:
            yield Fault(message=error.message, location=(step_of(key),))
    if not any(key in document for key in (kind, *KINDS)):
        yield _fault("shape.missing", kind, key=kind)


def _stranger(key: object, kind: str) -> Fault:
    """Say of a key of the document that it does not belong there."""
    if key in KINDS:
        message = Message("document.other_kind", {"given": str(key), "kind": kind})
    elif _extras.may_be_kept(key, newer=False):
        message = Message("shape.no_place", {"key": shown(key)})
    else:
        message = unknown_key(key, (kind, *_FRAME))
    return Fault(message=message, location=(step_of(key),))


def closed(value: Any) -> dict[str, object]:  # noqa: ANN401 - a document
    """Return the document that holds a value.

    Raises
    ------
    InvalidValueError
        No document can hold it.
    """
    kind = kind_of(type(value))
    own, extras = _extras.split(getattr(value, EXTRAS, ()))
    version = next((_declared(extra) for extra in own if extra.key == "schema_version"), _spelled(CURRENT))
    reset = _extras.NEWER.set(version != _spelled(CURRENT))
    try:
        frame: dict[str, object] = {"format": FORMAT, "schema_version": version, kind: plain(value, extras)}
        return _extras.laid(frame, [extra for extra in own if extra.key != "schema_version"], frame)
    finally:
        _extras.NEWER.reset(reset)


def part(value: Any) -> dict[str, object]:  # noqa: ANN401 - a part of a document
    """Return the object that stands for a part of a document.

    Raises
    ------
    InvalidValueError
        No document can hold it.
    """
    try:
        if attrs.has(type(value)) and type(value).__module__.startswith("collective_impact."):
            return plain(value)
    except TypeError:
        pass  # it holds what no document can, such as an array
    raise InvalidValueError(
        "value", value, "a document, or a part of one (of a network's result take .table.to_records())"
    )


def _declared(extra: Extra) -> str:
    """Return the newer minor version that an extra declares."""
    given = _extras.value_of(extra)
    match = _VERSION.fullmatch(given) if isinstance(given, str) else None
    if match is None or int(match[1]) != CURRENT[0] or int(match[2]) <= CURRENT[1]:
        raise InvalidValueError("schema_version", given, f"a newer minor version than {_spelled(CURRENT)}")
    return match[0]
