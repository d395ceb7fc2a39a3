"""Numbers in one unit and in another."""

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from collective_impact.errors import Message, UnitError
from collective_impact.units._allow_list import OWN, catalogue
from collective_impact.units._spelling import OFFSETS, Unit, parse, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pint import UnitRegistry
    from pint.registry import Quantity
    from pint.util import UnitsContainer

_LOCK = threading.RLock()  # pint's registries fill their caches while they read
_READ: "WeakKeyDictionary[UnitRegistry[Any], dict[str, UnitsContainer]]" = WeakKeyDictionary()  # those with our units


def quantity(value: float, unit: str, *, registry: "UnitRegistry[Any] | None" = None) -> "Quantity[Any]":
    """Return a pint quantity, for arithmetic beside our values.

    Parameters
    ----------
    value : float
    unit : str
        Any unit that `check` accepts.
    registry : pint.UnitRegistry, optional
        Where the quantity belongs; by default the application registry of the moment, which
        a host application may have set. Our units are defined in it if they are not there.

    Returns
    -------
    pint.Quantity

    Raises
    ------
    UnitError
        If the unit is refused, or the registry does not know it.

    Examples
    --------
    >>> from collective_impact import units
    >>> rate = units.quantity(5, "per 1,000")
    >>> rate.to("percent").magnitude
    0.5
    """
    understood = parse(unit)
    with _ready(registry) as ready:
        return ready.Quantity(value, _read(ready, understood.text))


def convert(value: float, from_unit: str, to_unit: str, *, registry: "UnitRegistry[Any] | None" = None) -> float:
    """Return a value in another unit.

    Parameters
    ----------
    value : float
    from_unit, to_unit : str
        Any units that `check` accepts.
    registry : pint.UnitRegistry, optional
        What says how times and physical units convert; by default the application registry.

    Returns
    -------
    float

    Raises
    ------
    UnitError
        If a unit is refused, or the two do not convert into each other; both are named.

    Examples
    --------
    >>> from collective_impact import units
    >>> units.convert(5, "per 1,000", "per 100,000"), units.convert(5, "per 1,000", "percent")
    (500.0, 0.5)
    >>> units.convert(1, "mile", "m")
    1609.344
    >>> units.convert(1_500_000, "USD", "EUR")
    Traceback (most recent call last):
    ...
    collective_impact.errors.UnitError: 'USD' does not convert to 'EUR' without a dated rate; give one to units.exchange
    """
    source, target = parse(from_unit), parse(to_unit)
    converted = _converted(float(value), source, target, registry)
    if converted is None:
        raise UnitError(from_unit, Message(_reason(source, target), {"given": from_unit, "wanted": to_unit}))
    return converted


def compatible(a: str, b: str, *, registry: "UnitRegistry[Any] | None" = None) -> bool:
    """Say whether values in two units can be compared after conversion.

    Parameters
    ----------
    a, b : str
        Any units that `check` accepts.
    registry : pint.UnitRegistry, optional
        As for `convert`.

    Returns
    -------
    bool

    Raises
    ------
    UnitError
        If a unit is refused: what is not understood is neither the same nor different.

    Examples
    --------
    >>> from collective_impact import units
    >>> units.compatible("meetings per month", "meetings per year"), units.compatible("student", "household")
    (True, False)
    """
    return _converted(1.0, parse(a), parse(b), registry) is not None


def difference(a: float, b: float, unit: str) -> tuple[float, str]:
    """Return the change from one value to another, in the unit that a change is given in.

    Parameters
    ----------
    a, b : float
        The earlier and the later value.
    unit : str
        The unit of both.

    Returns
    -------
    tuple of float and str
        ``b - a``, and its unit: percentage points where the values are in percent, degrees
        of difference where they are temperatures, else the canonical spelling of `unit`.

    Raises
    ------
    UnitError
        If the unit is refused.

    Examples
    --------
    High-school graduation in Tacoma rose by 27.3 percentage points, which the press called
    27.3 percent; relative to where it began, it rose by 49.4 percent.

    >>> from collective_impact import units
    >>> change, unit = units.difference(55.3, 82.6, "percent")
    >>> round(change, 1), unit
    (27.3, 'percentage_point')
    >>> round(100 * change / 55.3, 1)
    49.4
    """
    understood = parse(unit)
    steps = {} if understood.counted else OFFSETS | {"percent": "percentage_point"}
    return b - a, spelled((steps.get(name, name), power) for name, power in understood.atoms)


def _converted(value: float, source: Unit, target: Unit, registry: "UnitRegistry[Any] | None") -> float | None:
    """Return the value in the target unit, or None if the two are of different kinds."""
    if source.counted != target.counted:
        return None
    scale = source.scale / target.scale
    scaled = value * scale.numerator / scale.denominator
    if source.physical == target.physical:
        return scaled
    return _physically_converted(scaled, source.physical, target.physical, registry)


def _physically_converted(value: float, source: str, target: str, registry: "UnitRegistry[Any] | None") -> float | None:
    from pint import DimensionalityError

    with _ready(registry) as ready:
        number = ready.non_int_type(value)  # a registry may calculate in decimals or fractions
        try:
            return float(ready.convert(number, _read(ready, source), _read(ready, target)))
        except DimensionalityError:
            return None


def _reason(source: Unit, target: Unit) -> str:
    known = catalogue().kinds
    ours, theirs = (dict(unit.counted) for unit in (source, target))
    differing = {name for name in ours | theirs if ours.get(name) != theirs.get(name)}
    if differing == {"percentage_point"} and source.physical == target.physical:
        return "unit.level_and_change"
    if len(differing) > 1 and {known[name] for name in differing} == {"currency"}:
        return "unit.currencies"
    return "unit.inconvertible"


@contextmanager
def _ready(registry: "UnitRegistry[Any] | None") -> "Iterator[UnitRegistry[Any]]":
    """Hold the lock and give the registry to use, with our units in it."""
    from pint import UndefinedUnitError

    with _LOCK:
        ready = _actual(registry)
        if ready not in _READ:
            _define(ready)
            _READ[ready] = {}
        try:
            yield ready
        except UndefinedUnitError as error:
            unit = ", ".join(error.unit_names)
            raise UnitError(unit, Message("unit.undefined", {"given": unit})) from None


def _read(registry: "UnitRegistry[Any]", text: str) -> "UnitsContainer":
    """Let pint read a canonical spelling, once for each registry."""
    read = _READ[registry]
    if text not in read:
        read[text] = registry.parse_units_as_container(text, case_sensitive=True)
    return read[text]


def _actual(registry: "UnitRegistry[Any] | None") -> "UnitRegistry[Any]":
    """Return the registry behind pint's wrappers.

    The application registry is looked up each time, since a host may replace it, and makes
    itself at the first look at an attribute, which threads must not do together.
    """
    import pint
    from pint.registry import ApplicationRegistry, LazyRegistry

    wanted = pint.application_registry if registry is None else registry
    actual: Any = wanted.get() if isinstance(wanted, ApplicationRegistry) else wanted  # type: ignore[no-untyped-call]
    if isinstance(actual, LazyRegistry):
        _ = actual.non_int_type
    return cast("UnitRegistry[Any]", actual)


def _define(registry: "UnitRegistry[Any]") -> None:
    """Add the units of ours that the registry lacks; what a host has defined stays."""
    known, present = catalogue(), set(registry)
    ours = {name: f"[{name}]" for name, kind in known.kinds.items() if kind in OWN} | dict(known.definitions)
    for name, definition in ours.items():
        if name not in present:
            registry.define(f"{name} = {definition}")
