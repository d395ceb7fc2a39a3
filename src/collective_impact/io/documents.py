"""Documents in JSON: one object that names its format, its version and the one thing that it holds.

>>> import collective_impact as ci
>>> print(ci.dumps(ci.Initiative(id="reads", place="Hidalgo")), end="")
{
  "format": "collective-impact",
  "schema_version": "1.0",
  "initiative": {"id": "reads", "place": "Hidalgo"}
}

Initiatives and instruments are documents, and so are frameworks and scorecards.
"""

import os
import warnings
from pathlib import Path
from typing import Any, overload

import attrs

from collective_impact.errors import InvalidDocumentError, InvalidValueError
from collective_impact.io import _envelope, _files, _text
from collective_impact.io._reading import Check, D, Document, checked, checked_text
from collective_impact.model.initiative import Initiative


class FormatWarning(UserWarning):
    """A document is of a newer minor version; what is not understood of it is kept."""


# In ------------------------------------------------------------------------------------


@overload
def read_json(path: str | os.PathLike[str]) -> Initiative: ...
@overload
def read_json(path: str | os.PathLike[str], kind: type[D]) -> D: ...
def read_json(path: str | os.PathLike[str], kind: type[Any] = Initiative) -> Any:
    """Read a document from a file.

    Parameters
    ----------
    path : str or path
    kind : type
        What it is to hold: `Initiative`, `Instrument`, `Framework` or a scorecard's class.

    Returns
    -------
    Initiative, or an instance of the kind

    Raises
    ------
    InvalidDocumentError
        It cannot be read; all its faults are listed, each with its path.
    InvalidValueError
        The path is the text of a document.
    OSError
        The file cannot be read, as the operating system says it.

    Warns
    -----
    FormatWarning
        The document is of a newer minor version.

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.write_json(ci.Initiative(id="reads"), "reads.json")
    >>> ci.read_json("reads.json").id
    'reads'
    """
    try:
        content = Path(path).read_bytes()
    except OSError:
        if isinstance(path, str) and path.lstrip().startswith("{"):
            raise InvalidValueError("path", path, "the path of a file (loads reads JSON text)") from None
        raise
    return _value(checked_text(content, kind), str(path))


@overload
def loads(text: str | bytes) -> Initiative: ...
@overload
def loads(text: str | bytes, kind: type[D]) -> D: ...
def loads(text: str | bytes, kind: type[Any] = Initiative) -> Any:
    """Read a document from JSON text.

    Parameters
    ----------
    text : str or bytes
        The document itself; `read_json` takes a path. Bytes are UTF-8.
    kind : type
        What it is to hold.

    Returns
    -------
    Initiative, or an instance of the kind

    Raises
    ------
    InvalidDocumentError
        It cannot be read; all its faults are listed, each with its path.
    InvalidValueError
        It is no text.

    Warns
    -----
    FormatWarning
        The document is of a newer minor version.

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.loads('{"format": "collective-impact", "schema_version": "1.0", "initiative": {"id": 7, "nmae": "Reads"}}')
    Traceback (most recent call last):
        ...
    collective_impact.errors.InvalidDocumentError: document has 2 faults:
      $.initiative.id: 7 is no text
      $.initiative.nmae: there is no key "nmae"; did you mean "name"?
    """
    if not isinstance(text, str | bytes):
        raise InvalidValueError("text", text, "JSON text (from_dict takes plain data, and read_json a path)")
    return _value(checked_text(text, kind), "document")


@overload
def from_dict(document: dict[str, Any]) -> Initiative: ...
@overload
def from_dict(document: dict[str, Any], kind: type[D]) -> D: ...
def from_dict(document: dict[str, Any], kind: type[Any] = Initiative) -> Any:
    """Read a document from plain data, as `json.loads` or another reader of JSON gives it.

    Parameters
    ----------
    document : dict
        It is not changed.
    kind : type
        What it is to hold.

    Returns
    -------
    Initiative, or an instance of the kind

    Raises
    ------
    InvalidDocumentError
        It cannot be read; all its faults are listed, each with its path.

    Warns
    -----
    FormatWarning
        The document is of a newer minor version.

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.from_dict(ci.to_dict(ci.Initiative(id="reads"))).id
    'reads'
    """
    return _value(checked(document, kind), "document")


@overload
def check(document: dict[str, Any] | str | bytes | os.PathLike[str]) -> Check[Initiative]: ...
@overload
def check(document: dict[str, Any] | str | bytes | os.PathLike[str], kind: type[D]) -> Check[D]: ...
def check(document: dict[str, Any] | str | bytes | os.PathLike[str], kind: type[Any] = Initiative) -> Check[Any]:
    """Say what is wrong with a document and what is improbable, without raising: for drafts.

    Parameters
    ----------
    document : dict, str, bytes or path
        Plain data, JSON text, or a path object (a `str` is always text).
    kind : type
        What it is to hold.

    Returns
    -------
    Check

    Raises
    ------
    OSError
        The file cannot be read, as the operating system says it.

    Examples
    --------
    >>> import collective_impact as ci
    >>> draft = ci.to_dict(ci.Initiative(id="reads")) | {"initiative": {"id": "reads", "started": "2020"}}
    >>> print(*ci.check(draft).faults)
    $.initiative.started: "2020" is no date such as "2026-01-31"
    """
    if isinstance(document, os.PathLike):
        found = checked_text(Path(document).read_bytes(), kind)
    elif isinstance(document, str | bytes):
        found = checked_text(document, kind)
    else:
        found = checked(document, kind)
    doubts = found.value.warnings() if isinstance(found.value, Initiative) else ()
    placed = (attrs.evolve(doubt, location=(kind.DOCUMENT, *doubt.location)) for doubt in doubts)
    return attrs.evolve(found, warnings=(*found.warnings, *placed))


def _value(found: Check[Any], name: str) -> Any:  # noqa: ANN401 - what the caller asked for
    """Return what a document holds, or raise its faults."""
    if found.faults:
        raise InvalidDocumentError(name, found.faults)
    for warning in found.warnings:
        warnings.warn(f"{name}: {warning.message}", FormatWarning, stacklevel=3)
    return found.value


# Out -----------------------------------------------------------------------------------


def to_dict(value: object) -> dict[str, object]:
    """Return a value as plain data, fit for `json.dumps`.

    Parameters
    ----------
    value : Initiative, Instrument, Framework, scorecard, or any part of one
        A document comes in its frame, which `from_dict` reads back; a part of one, such as a
        stakeholder, a score or a finding, comes as it stands in a document.

    Returns
    -------
    dict
        Keys in the order of the class; what equals its default is left out.

    Raises
    ------
    InvalidValueError
        It is no value of this library, or holds something that no document can.

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.to_dict(ci.Initiative(id="reads", started="2020-01-31"))["initiative"]
    {'id': 'reads', 'started': '2020-01-31'}
    >>> ci.to_dict(ci.Money(amount=100, currency="USD"))
    {'amount': 100, 'currency': 'USD'}
    """
    return _envelope.closed(value) if hasattr(value, "DOCUMENT") else _envelope.part(value)


def dumps(value: Document) -> str:
    """Return a document as JSON text.

    Parameters
    ----------
    value : Initiative, Instrument, Framework or scorecard

    Returns
    -------
    str
        The same for the same value, always; `loads` gives the value back.

    Raises
    ------
    InvalidValueError
        It is no document, or holds something that no document can.

    Examples
    --------
    >>> import collective_impact as ci
    >>> initiative = ci.Initiative(id="reads")
    >>> ci.loads(ci.dumps(initiative)) == initiative
    True
    """
    return _text.written(_envelope.closed(value))


def write_json(value: Document, path: str | os.PathLike[str]) -> None:
    """Write a document to a file, whole or not at all.

    Parameters
    ----------
    value : Initiative, Instrument, Framework or scorecard
    path : str or path
        Whoever reads it meanwhile finds the old file or the new one. Its permissions stay.

    Raises
    ------
    InvalidValueError
        It is no document, or holds something that no document can.
    OSError
        The file cannot be written, as the operating system says it; an old one is as it was.

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.write_json(ci.Initiative(id="reads"), "reads.json")
    """
    _files.replace(path, dumps(value).encode("utf-8"))
