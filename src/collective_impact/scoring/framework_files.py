"""Frameworks in TOML: whole ones, and those that say only how they differ from one of ours."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import attrs

from collective_impact.conditions.measures import Measure, name_of
from collective_impact.errors import (
    Fault,
    InvalidDocumentError,
    InvalidFrameworkError,
    InvalidValueError,
    Message,
    Step,
    UnknownNameError,
)
from collective_impact.scoring.framework import Framework, is_below

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
    framework, faults = _extended(table) if "extends" in table else _read(table)
    if framework is None or faults:
        cannot_score = all(fault.code.startswith("framework.") for fault in faults)
        raise (InvalidFrameworkError if cannot_score else InvalidDocumentError)(what, faults)
    return framework


def _bind(table: Mapping[str, Any], measures: Mapping[str, Measure]) -> None:
    """Put the importable names of the caller's functions in the place of the caller's names."""
    criteria = table.get("criteria")
    for criterion in criteria if isinstance(criteria, list) else ():
        name = criterion.get("measure") if isinstance(criterion, dict) else None
        if isinstance(name, str) and name in measures:
            criterion["measure"] = name_of(measures[name])


def _read(table: Mapping[str, Any]) -> tuple[Framework | None, list[Fault]]:
    from collective_impact.io.documents import check
    from collective_impact.io.migrations import CURRENT

    frame = {"format": "collective-impact", "schema_version": f"{CURRENT[0]}.{CURRENT[1]}"}
    found = check({**frame, Framework.DOCUMENT: dict(table)}, Framework)
    return found.value, [attrs.evolve(fault, location=fault.location[1:]) for fault in found.faults]


def _extended(table: dict[str, Any]) -> tuple[Framework | None, list[Fault]]:
    """Read a file that says how it differs from a framework of this package."""
    try:
        base = shipped(table.pop("extends"))
    except UnknownNameError as error:
        return None, [_fault(("extends",), error)]
    changes = {name: table.pop(name) for name in CHANGES if name in table}
    faults = list(_shape_faults(changes))
    if "id" not in table:
        faults.append(Fault(message=Message("framework.needs_id"), location=("id",)))
    if faults:
        return None, faults
    before = _without(base, changes.pop("drop", []), faults)
    framework, more = _merged(before, table)
    if framework is None:
        return None, [*faults, *more]
    return _applied(framework, changes, faults), faults


def _shape_faults(changes: Mapping[str, Any]) -> Iterator[Fault]:
    for kind, given in changes.items():
        if kind == "drop":
            if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
                yield _fault((kind,), InvalidValueError(kind, given, "a list of paths or ids"))
        elif not isinstance(given, dict):
            yield _fault((kind,), InvalidValueError(kind, given, "a table with paths or ids as keys"))


def _without(base: Framework, drop: Iterable[str], faults: list[Fault]) -> dict[str, Any]:
    """Return a framework's fields without groups and criteria, which the file may put others in the place of."""
    from collective_impact.io.documents import to_dict

    gone = set()
    for index, name in enumerate(drop):
        try:
            gone.add(base.path_of(name))
        except UnknownNameError as error:
            faults.append(_fault(("drop", index), error))
    document: dict[str, Any] = to_dict(base)[Framework.DOCUMENT]  # type: ignore[assignment] # a table
    for records in ("groups", "criteria"):
        pairs = zip(document[records], getattr(base, records), strict=True)
        document[records] = [plain for plain, part in pairs if not is_below(part.path, gone)]
    return document


def _merged(before: dict[str, Any], table: dict[str, Any]) -> tuple[Framework | None, list[Fault]]:
    """Lay the fields of a file over those of the framework that it extends."""
    lists = {name: before[name] for name in ("groups", "criteria")}
    added = {name: [*lists[name], *table[name]] for name in lists if isinstance(table.get(name), list)}
    framework, faults = _read(before | table | added)
    return framework, [_in_file(fault, lists) for fault in faults]


def _in_file(fault: Fault, before: Mapping[str, list[Any]]) -> Fault:
    """Count records from the file's own first one; what is wrong before it comes of what was dropped."""
    if len(fault.location) == 1 or fault.location[0] not in before:
        return fault
    name, index, *rest = fault.location
    own = int(index) - len(before[str(name)])
    return attrs.evolve(fault, location=("drop",) if own < 0 else (name, own, *rest))


def _applied(framework: Framework, changes: Mapping[str, Mapping[str, Any]], faults: list[Fault]) -> Framework:
    """Apply the changes one by one, so that each fault has its own place."""
    for kind, given in changes.items():
        for name, value in given.items():
            try:
                framework = _change(framework, kind, name, value)
            except (UnknownNameError, InvalidValueError) as error:
                faults.append(_fault((kind, name), error))
            except InvalidFrameworkError as error:
                faults += [attrs.evolve(fault, location=(kind, name)) for fault in error.faults]
    return framework


def _change(framework: Framework, kind: str, name: str, value: Any) -> Framework:  # noqa: ANN401 - as in the file
    if kind == "labels":
        return framework.relabelled({name: value})
    if kind == "weights":
        return framework.with_weights({name: value})
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - worst and best
        raise InvalidValueError("goalposts", value, "a pair [worst, best]")
    return framework.with_goalposts({name: (value[0], value[1])})


def _fault(location: tuple[Step, ...], error: UnknownNameError | InvalidValueError) -> Fault:
    return Fault(message=Message("framework.change", {"error": str(error)}), location=location)
