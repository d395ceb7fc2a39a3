"""Measures by name: those of this package, and functions of yours."""

import functools
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from importlib import import_module
from typing import TypeAlias, cast

from collective_impact.conditions.finding import Finding
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Condition

Measure: TypeAlias = Callable[[Initiative, date], Finding]

FACETS = ("agenda", "measurement", "activities", "relationships")
"""The facets of alignment, each with a room of measures of its own."""

CONFIDENTIAL = frozenset({"aligned_relationships.mutual_trust", "aligned_relationships.competition"})
"""Measures that read who trusts, or competes with, whom: for the backbone alone, also in sums."""

_ROOMS = (*(condition.value for condition in Condition), "preconditions", *(f"aligned_{facet}" for facet in FACETS))


@functools.cache
def measure_names() -> tuple[str, ...]:
    """Return the names of the measures of this package, such as ``"common_agenda.adoption"``.

    Returns
    -------
    tuple of str
        In the order of the conditions; those of alignment last.

    Examples
    --------
    >>> "common_agenda.adoption" in measure_names()
    True
    """
    return tuple(f"{room}.{name}" for room in _ROOMS for name in _room(room).__all__)


def _room(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a module has no type of its own
    return import_module(f"collective_impact.conditions.{name}")


def find_measure(name: str) -> Measure:
    """Return the measure with a name.

    Parameters
    ----------
    name : str
        ``"condition.criterion"`` for one of this package, ``"module:function"`` for one of yours.

    Returns
    -------
    callable
        ``(initiative, as_of) -> Finding``.

    Raises
    ------
    UnknownNameError
        There is no such measure.
    """
    if ":" not in name:
        if name not in measure_names():
            raise UnknownNameError("measure", name, measure_names())
        room, _, function = name.partition(".")
        return cast("Measure", getattr(_room(room), function))
    try:
        found = pkgutil.resolve_name(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnknownNameError("measure", name, measure_names()) from error
    if not callable(found):
        raise UnknownNameError("measure", name, measure_names())
    return cast("Measure", found)


def name_of(function: Measure) -> str:
    """Return the name under which other processes find a function.

    Parameters
    ----------
    function : callable

    Returns
    -------
    str
        ``"module:function"``.

    Raises
    ------
    InvalidValueError
        It cannot be imported by name (a lambda, a function inside a function).
    """
    name = f"{getattr(function, '__module__', '')}:{getattr(function, '__qualname__', '')}"
    with suppress(UnknownNameError):
        if find_measure(name) == function:
            return name
    raise InvalidValueError("measure", function, "a function that can be imported by name (no lambda, no closure)")
