"""Measures by name: those of this package, and functions of yours."""

import functools
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TypeAlias, cast

from collective_impact.conditions.finding import Finding
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Condition

Measure: TypeAlias = Callable[[Initiative, date], Finding]

_ROOMS = (*(condition.value for condition in Condition), "preconditions")


@functools.cache
def measure_names() -> tuple[str, ...]:
    """Return the names of the measures of this package, such as ``"common_agenda.adoption"``.

    Returns
    -------
    tuple of str
        In the order of the conditions.

    Examples
    --------
    >>> "common_agenda.adoption" in measure_names()
    True
    """
    return tuple(f"{room}.{name}" for room in _ROOMS for name in _room(room).__all__)


def _room(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a module has no type of its own
    return import_module(f"collective_impact.conditions.{name}")


@functools.cache
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
    module, colon, function = name.partition(":")
    if not colon:
        if name not in measure_names():
            raise UnknownNameError("measure", name, measure_names())
        module, _, function = name.partition(".")
        return cast("Measure", getattr(_room(module), function))
    try:
        return cast("Measure", functools.reduce(getattr, function.split("."), import_module(module)))
    except (ImportError, AttributeError) as error:
        raise UnknownNameError("measure", name, measure_names()) from error


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
    module, qualified = getattr(function, "__module__", None), getattr(function, "__qualname__", "")
    if module is None or "<" in qualified:
        raise InvalidValueError("measure", function, "a function that can be imported by name (no lambda, no closure)")
    return f"{module}:{qualified}"
