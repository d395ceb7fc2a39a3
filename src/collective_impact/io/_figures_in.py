"""Figures as tables of the field have them: "90-94%", ">=95%", "<5", "*", "23 of 53", "44.2 (a)", "1'234"."""

import functools
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from collective_impact import units
from collective_impact.errors import InvalidValueError, UnitError
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell, folded, is_empty
from collective_impact.io._numerals_in import WRITINGS, Decimal, Writing, of_decimal, plain_numerals, readings, writings
from collective_impact.io._shapes_in import Shape, shape
from collective_impact.model.vocabulary import ObservationStatus

Code: TypeAlias = str | float | None

_LARGE = 1e15
"""Numbers beyond it are looked at: they may be endless."""

_FRACTIONAL = frozenset({"FTE", "NTU", "CFU"})  # counted, but not in whole numbers


@attrs.frozen(kw_only=True)
class Figure:
    """What a cell says.

    Parameters
    ----------
    value, low, high, numerator, denominator, level, unit, status
        As in `Observation`; ``unit`` only where it is another than the one that was asked for.
    marks : tuple of str
        Marks of footnotes.
    fractional : bool
        Whether it is a part of something that is counted in whole numbers, which is doubtful.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    level: str | None = None
    unit: str | None = None
    status: ObservationStatus = ObservationStatus.ACTUAL
    marks: tuple[str, ...] = ()
    fractional: bool = False


def writing_of(cells: Iterable[Cell]) -> frozenset[Writing]:
    """Return the ways to write numbers that all cells agree with; none where they disagree."""
    return writings((cell for cell in {*cells} if isinstance(cell, str)), _numerals)


def _numerals(cell: str) -> tuple[str, ...]:
    try:
        found = shape(cell)
    except NotUnderstoodError:
        return ()
    return () if found is None else found.numerals


def figure(  # noqa: PLR0913 - all that may be known of a cell
    cell: Cell,
    *,
    unit: str | None = None,
    decimal: Decimal | None = None,
    writing: frozenset[Writing] = WRITINGS,
    levels: tuple[str, ...] = (),
    codes: Mapping[str, Code] | None = None,
) -> Figure | None:
    """Return what a cell says; None where nothing stands in it.

    Parameters
    ----------
    cell : Cell
    unit : str, optional
        What the figure should be in. Counts of people are whole, which can tell what "68.379" is.
    decimal : {".", ","}, optional
        The mark before decimals, where it is known.
    writing : frozenset of tuple of str
        How the rest of the column writes its numbers, from `writing_of`.
    levels : tuple of str
        The grades, for ordinal indicators.
    codes : mapping of str to str, float or None, optional
        What texts of the table mean: a status, another spelling, a number, or nothing.

    Raises
    ------
    NotUnderstoodError
        It cannot be read, or could be two things.

    Examples
    --------
    >>> figure("90–94 %", unit="percent").low, figure("*").status.value, figure("23 of 53", unit="percent").denominator
    (90.0, 'suppressed', 53.0)
    """
    cell = coded(cell, codes or {})
    if is_empty(cell):
        return None
    if isinstance(cell, ObservationStatus):
        return Figure(status=cell)
    if levels and (level := _level(cell, levels)):
        return Figure(level=level)
    if isinstance(cell, bool | date):
        raise NotUnderstoodError("figure.day" if isinstance(cell, date) else "figure.truth")
    if isinstance(cell, int | float):
        return _whole_or_not(Figure(value=_finite(cell)), unit)
    found = shape(cell or "")
    known = _known(decimal, writing)
    return None if found is None else _read(found, unit, known, certain=decimal is not None)


@attrs.frozen
class Plain:
    """What `figure` reads as the number that it is, and as nothing else: most cells, which so take no long.

    Parameters
    ----------
    texts : re.Pattern
    counted : bool
        Whether numbers of something that is counted are meant, which are whole.
    """

    _texts: re.Pattern[str]
    _counted: bool

    @classmethod
    def of(cls, unit: str | None, decimal: Decimal | None, writing: frozenset[Writing]) -> "Plain":
        """Return the plain numbers of a column, of which the same is known as for `figure`."""
        counted = _is_counted(unit)
        return cls(plain_numerals(_known(decimal, writing), whole=counted), counted)

    def number(self, cell: Cell) -> float | None:
        """Return the number that a cell is; None where that takes thought."""
        if type(cell) is str:
            return float(cell) if self._texts.fullmatch(cell) else None
        if type(cell) is float and abs(cell) < _LARGE and not (self._counted and cell % 1):
            return cell
        return None


def coded(cell: Cell, codes: Mapping[str, Code]) -> Cell:
    """Return what the caller says that a text means, or the cell itself."""
    if not codes or not isinstance(cell, str) or cell.strip() not in codes:
        return cell
    meant = codes[cell.strip()]
    return ObservationStatus(meant) if isinstance(meant, str) and meant in tuple(ObservationStatus) else meant


def _known(decimal: Decimal | None, writing: frozenset[Writing]) -> frozenset[Writing]:
    if decimal is None:
        return writing or WRITINGS
    if decimal not in (".", ","):
        raise InvalidValueError("decimal", decimal, "'.' or ','")
    return of_decimal(decimal) & writing or of_decimal(decimal)


def _level(cell: Cell, levels: tuple[str, ...]) -> str | None:
    """Return the grade that a cell names, with its capitals or without."""
    written = repr(cell).removesuffix(".0") if isinstance(cell, float) else str(cell).strip()
    if written in levels:
        return written
    alike = [level for level in levels if folded(level) == folded(written)]
    return alike[0] if len(alike) == 1 else None


def _finite(cell: float) -> float:
    try:
        value = float(cell)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise NotUnderstoodError("figure.endless")
    return value


def _whole_or_not(read: Figure, unit: str | None) -> Figure:
    """Mark what is no whole number of something that is counted."""
    parts = (read.value, read.low, read.high)
    if _is_counted(unit) and any(part is not None and not part.is_integer() for part in parts):
        return attrs.evolve(read, fractional=True)
    return read


def _is_counted(unit: str | None) -> bool:
    return canonical(unit) not in _FRACTIONAL and kind_of(unit) == "count"


@functools.cache
def kind_of(unit: str | None) -> str | None:
    """Return the kind of a unit that is one word of the allow-list; None for all others."""
    kinds = ("count", "share", "currency")
    return next((kind for kind in kinds if canonical(unit) in units.allowed(kind)), None)


@functools.cache
def canonical(unit: str | None) -> str | None:
    """Return the canonical spelling of a unit; None where nobody understands it."""
    try:
        return None if unit is None else units.check(unit)
    except UnitError:
        return None


# Shapes to figures -------------------------------------------------------------------------


def _read(found: Shape, unit: str | None, writing: frozenset[Writing], *, certain: bool) -> Figure:
    if found.kind == "status":
        return Figure(status=found.status)
    said = _unit_of(found.units, unit)
    numbers = [_number(numeral, said or unit, writing, certain=certain) for numeral in found.numerals]
    if found.kind == "minus":
        numbers = [_below_zero(found, unit, *numbers)]
    read = _READ[found.kind](numbers, said or unit) if found.kind in _READ else Figure(value=numbers[0])
    return _whole_or_not(attrs.evolve(read, unit=said, marks=found.marks), said or unit)


def _unit_of(said: tuple[str, ...], wanted: str | None) -> str | None:
    """Return the unit that a cell names, where it is another than the one that was asked for."""
    right = canonical(wanted)
    if not said or right in said:
        return None
    if len(said) > 1:
        raise NotUnderstoodError("figure.currency", None, {"known": ", ".join(said)})
    if right is not None and not units.compatible(said[0], right):
        raise NotUnderstoodError("figure.other_unit", None, {"said": said[0], "wanted": right})
    return said[0]


def _number(numeral: str, unit: str | None, writing: frozenset[Writing], *, certain: bool) -> float:
    """Return the number that a numeral is, if it can be only one."""
    possible = readings(numeral)
    if not possible:
        raise NotUnderstoodError("figure.unknown")
    values = {possible[way] for way in writing if way in possible}
    if not values:
        raise NotUnderstoodError("figure.other_writing", None, {"others": _spelled(possible.values())})
    whole = {value for value in set(possible.values()) if value.is_integer()}
    if _is_counted(unit) and not certain and len(set(possible.values())) > 1:
        values = values & whole if len(values) > 1 else values if values <= whole else set(possible.values())
    if len(values) > 1:
        raise NotUnderstoodError("figure.two_numbers", None, {"others": _spelled(possible.values())})
    return values.pop()


def _spelled(values: Iterable[float]) -> str:
    return " / ".join(f"{value:g}" if not value.is_integer() else f"{value:.0f}" for value in sorted(set(values)))


def _below_zero(found: Shape, unit: str | None, number: float) -> float:
    """Accounts write amounts of money below zero in parentheses; elsewhere they may mean anything."""
    if not found.units and kind_of(unit) != "currency":
        raise NotUnderstoodError("figure.parentheses", f"-{found.numerals[0]}")
    return -number


def _low(numbers: list[float], _unit: str | None) -> Figure:
    return Figure(low=numbers[0])


def _high(numbers: list[float], _unit: str | None) -> Figure:
    return Figure(high=numbers[0])


def _range(numbers: list[float], _unit: str | None) -> Figure:
    low, high = numbers
    if high < low:
        raise NotUnderstoodError("figure.range", None)
    return Figure(low=low, high=high)


def _share(numbers: list[float], unit: str | None) -> Figure:
    """Return a share with its counts; of what is counted, the value is the first of them."""
    some, of = numbers
    if not 0 <= some <= of:
        raise NotUnderstoodError("figure.share")
    if of and kind_of(unit) == "share":
        value: float | None = units.convert(some / of, "ratio", unit or "ratio")
    else:
        value = some if _is_counted(unit) else None
    return Figure(value=value, numerator=some, denominator=of)


def _value_and_share(numbers: list[float], unit: str | None) -> Figure:
    """Return a percentage with its counts, if they are its counts."""
    value, *counts = numbers
    share = _share(counts, "percent")
    if canonical(unit) != "percent":
        raise NotUnderstoodError("figure.unknown")
    decimals = len(f"{value:.10g}".partition(".")[2])
    if share.value is None or abs(share.value - value) > 10.0**-decimals:
        raise NotUnderstoodError("figure.other_share")
    return attrs.evolve(share, value=value)


_READ = {"low": _low, "high": _high, "range": _range, "share": _share, "value_and_share": _value_and_share}
