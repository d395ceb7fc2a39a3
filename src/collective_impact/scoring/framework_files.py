"""Frameworks in TOML: whole ones, and those that say only how they differ from one of ours."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import attrs

from collective_impact.conditions.measures import Measure, name_of
from collective_impact.errors import (
    Fault,
    InvalidDocumentError,
    InvalidError,
    InvalidFrameworkError,
    InvalidValueError,
    Message,
    UnknownNameError,
)
from collective_impact.scoring.framework import Framework

CHANGES = ("drop", "labels", "weights", "goalposts")
"""What a file that extends another framework may say beside a framework's own fields."""


def read_toml(path: Path, measures: Mapping[str, Measure]) -> Framework:
    """Read a framework from a file; see `Framework.from_toml`."""
    return parse_toml(path.read_bytes(), str(path), measures)


def shipped_names() -> tuple[str, ...]:
    """Return the ids of the frameworks of this package.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> "five_conditions" in shipped_names()
    True
    """
    files = (resources.files(__package__) / "frameworks").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def shipped(name: str) -> Framework:
    """Return a framework of this package.

    Parameters
    ----------
    name : str
        Its id.

    Returns
    -------
    Framework

    Raises
    ------
    UnknownNameError
        There is none with that id.
    """
    if name not in shipped_names():
        raise UnknownNameError("framework", name, shipped_names())
    file = resources.files(__package__) / "frameworks" / f"{name}.toml"
    return parse_toml(file.read_bytes(), file.name, {})


def parse_toml(text: bytes, what: str, measures: Mapping[str, Measure]) -> Framework:
    """Make a framework of TOML text; ``what`` names the file in errors."""
    try:
        table = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        message = Message("framework.toml", {"error": str(error)})
        raise InvalidDocumentError(what, [Fault(message=message)]) from None
    _bind(table, measures)
    if "extends" not in table:
        return _framework(table)
    return _extended(table, what)


def _bind(table: Mapping[str, Any], measures: Mapping[str, Measure]) -> None:
    """Put the importable names of the caller's functions in the place of the caller's names."""
    criteria = table.get("criteria")
    for criterion in criteria if isinstance(criteria, list) else ():
        if isinstance(criterion, dict) and criterion.get("measure") in measures:
            criterion["measure"] = name_of(measures[criterion["measure"]])


def _framework(table: Mapping[str, Any]) -> Framework:
    from collective_impact.io.documents import FORMAT, SCHEMA_VERSION, from_dict

    return from_dict({"format": FORMAT, "schema_version": SCHEMA_VERSION, "framework": dict(table)}, Framework)


def _extended(table: dict[str, Any], what: str) -> Framework:
    changes = {name: table.pop(name) for name in CHANGES if name in table}
    faults: list[Fault] = []
    try:
        base = shipped(table.pop("extends"))
    except UnknownNameError as error:
        raise InvalidFrameworkError(what, [_fault(("extends",), error)]) from None
    base = _applied(base, {"drop": changes.pop("drop", [])}, faults)
    framework = _applied(_merged(base, table), changes, faults)
    if faults:
        raise InvalidFrameworkError(what, faults)
    return framework


def _merged(base: Framework, table: dict[str, Any]) -> Framework:
    """Lay the fields of a file over those of the framework that it extends."""
    from collective_impact.io.documents import to_dict

    document = to_dict(base)["framework"]
    before = {name: document.get(name, []) for name in ("groups", "criteria")}
    added = {name: [*before[name], *table[name]] for name in before if isinstance(table.get(name), list)}
    try:
        return _framework(document | table | added)
    except InvalidError as error:
        raise type(error)(error.what, [_in_file(fault, before) for fault in error.faults]) from None


def _in_file(fault: Fault, before: Mapping[str, list[Any]]) -> Fault:
    """Count records from the file's own first one."""
    at = next((k for k, step in enumerate(fault.location) if step in before), None)
    if at is None or at + 1 >= len(fault.location):
        return fault
    name, index = fault.location[at : at + 2]
    offset = len(before[str(name)])
    moved = (*fault.location[: at + 1], int(index) - offset, *fault.location[at + 2 :])
    return attrs.evolve(fault, location=moved)


def _applied(framework: Framework, changes: Mapping[str, Any], faults: list[Fault]) -> Framework:
    """Apply the changes one by one, so that each fault has its own place."""
    for kind, given in changes.items():
        for name in given:
            value = given[name] if isinstance(given, Mapping) else None
            try:
                framework = _change(framework, kind, name, value)
            except (UnknownNameError, InvalidValueError) as error:
                faults.append(_fault((kind, name), error))
            except InvalidFrameworkError as error:
                faults += [attrs.evolve(fault, location=(kind, name)) for fault in error.faults]
    return framework


def _change(framework: Framework, kind: str, name: str, value: Any) -> Framework:  # noqa: ANN401 - as in the file
    if kind == "drop":
        return framework.without(name)
    if kind == "labels":
        return framework.relabelled({name: value})
    if kind == "weights":
        return framework.with_weights({name: value})
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - worst and best
        raise InvalidValueError("goalposts", value, "a pair [worst, best]")
    return framework.with_goalposts({name: (value[0], value[1])})


def _fault(location: tuple[str, ...], error: UnknownNameError | InvalidValueError) -> Fault:
    return Fault(message=Message("framework.change", {"error": str(error)}), location=location)
