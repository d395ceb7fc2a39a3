"""Questionnaires in TOML: those of this package, and those of yours."""

import os
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs

from collective_impact.errors import (
    Fault,
    InvalidDocumentError,
    InvalidInitiativeError,
    InvalidValueError,
    Message,
    UnknownNameError,
)
from collective_impact.model import _walk
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument

HOLDER = ("instruments", 0)
"""Where an instrument stands in the initiative that it is checked in."""


def instruments() -> tuple[str, ...]:
    """Return the names of the questionnaires of this package.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.survey.instruments()
    ('collective_impact_pulse', 'partner_trust_value', 'psat_2002', 'wilder_2018')
    """
    return _names_in(_folder())


def instrument(
    source: str | os.PathLike[str], *, language: str | None = None, own: os.PathLike[str] | None = None
) -> Instrument:
    """Return a questionnaire of this package, or one from a TOML file.

    Of those that others hold the rights to, the package has structure and scoring without the
    wording; their ``note`` says what was verified, and where.

    Parameters
    ----------
    source : str or path
        The name of one of this package (text), or a file (a path object).
    language : str, optional
        Another language that the package has the words in.
    own : path, optional
        A TOML file of yours that says more of the same questionnaire: the wording of its
        items and answers, or what construct or criteria an item is about.

    Returns
    -------
    Instrument

    Raises
    ------
    UnknownNameError
        The package has no questionnaire of that name or not in that language, or a file has a
        key, an item or a construct that there is none of.
    InvalidDocumentError
        A file is no TOML, or contradicts itself.
    InvalidValueError
        A value is not of its kind.

    Examples
    --------
    >>> import collective_impact as ci
    >>> pulse = ci.survey.instrument("collective_impact_pulse")
    >>> pulse.items[0].text
    'The partners understand the problem in the same way.'
    >>> ci.survey.instrument("collective_impact_pulse", language="es").levels[-1]
    'Totalmente'
    """
    if isinstance(source, str):
        file, what = _shipped(source), source
    else:
        file, what = Path(source), str(source)
    table = _read(file, what)
    if language is not None and language != table.get("language"):
        table = _overlaid(table, _read(_translation(source, language), what))
    if own is not None:
        table = _overlaid(table, _read(Path(own), str(own)))
    return _checked(_made(Instrument, table, "instrument"), what)


def _folder() -> Traversable:
    return resources.files(__package__) / "instruments"


def _names_in(folder: Traversable) -> tuple[str, ...]:
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def _shipped(name: str) -> Traversable:
    if name not in instruments():
        raise UnknownNameError("instrument", name, instruments())
    return _folder() / f"{name}.toml"


def _translation(source: object, language: str) -> Traversable:
    folders = [folder for folder in _folder().iterdir() if folder.is_dir()]
    there = sorted(folder.name for folder in folders if source in _names_in(folder))
    if language not in there:
        raise UnknownNameError("language", language, there)
    return _folder() / language / f"{source}.toml"


def _read(file: Traversable, what: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        message = Message("survey.toml", {"error": str(error)})
        raise InvalidDocumentError(what, [Fault(message=message)]) from None


def _overlaid(table: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Lay what a file says over a table; items and constructs are found by their ids."""
    merged: dict[str, Any] = table | more
    if "constructs" in more:
        merged["constructs"] = _by_id(table.get("constructs", []), more["constructs"], "construct", may_add=True)
    if "items" in more:
        merged["items"] = _by_id(table.get("items", []), more["items"], "item", may_add=False)
    return merged


def _by_id(before: list[dict[str, Any]], more: object, kind: str, *, may_add: bool) -> list[dict[str, Any]]:
    found = {part["id"]: part for part in before}
    if not isinstance(more, list) or not all(
        isinstance(part, dict) and isinstance(part.get("id"), str) for part in more
    ):
        raise InvalidValueError(f"{kind}s", more, "a list of tables with an id each")
    for part in more:
        if part["id"] not in found and not may_add:
            raise UnknownNameError(kind, part["id"], sorted(found))
        found[part["id"]] = found.get(part["id"], {}) | part
    return list(found.values())


def _made(cls: Any, table: object, where: str) -> Any:  # noqa: ANN401 - a class of records, and one of them
    """Return the record that a table describes, with all that it holds."""
    if not isinstance(table, dict):
        raise InvalidValueError(where, table, "a table")
    fields = {field.name: field for field in attrs.fields(cls) if field.name != "extras"}
    for key in table:
        if key not in fields:
            raise UnknownNameError(f"key of {where}", key, sorted(fields))
    for name, field in fields.items():
        if field.default is attrs.NOTHING and name not in table:
            raise InvalidValueError(where, table, f"a table with the key {name!r}")
    kinds = _walk.shape(cls).kinds
    return cls(
        **{key: _part(kinds[key], value, f"{where}.{key}") if key in kinds else value for key, value in table.items()}
    )


def _part(cls: Any, value: object, where: str) -> object:  # noqa: ANN401 - a class of records
    if isinstance(value, list):
        return tuple(_made(cls, one, f"{where}[{index}]") for index, one in enumerate(value))
    return _made(cls, value, where)


def _checked(made: Instrument, what: str) -> Instrument:
    """Return an instrument that does not contradict itself, as an initiative that held it would find."""
    try:
        Initiative(id="holder", instruments=[made])
    except InvalidInitiativeError as error:
        faults = [attrs.evolve(fault, location=fault.location[len(HOLDER) :], address="") for fault in error.faults]
        raise InvalidDocumentError(what, faults) from None
    return made
