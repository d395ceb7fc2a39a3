"""What the cells of figures say for themselves, before anything is known of their rows but how they are read.

A table repeats itself: each text is read once for all rows that have it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import attrs

from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell
from collective_impact.io._figures_in import Code, Figure, Plain, figure
from collective_impact.io._numerals_in import Decimal, Writing
from collective_impact.model._record import Extra
from collective_impact.model.indicators import Observation
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

Asked: TypeAlias = Cell | tuple[Cell, ...]
"""The figure of a row; with its parts, where these stand in columns of their own."""

_WITHHELD = (ObservationStatus.SUPPRESSED, ObservationStatus.NOT_COLLECTED)


@attrs.frozen(kw_only=True)
class Stated:
    """What the caller says of a whole source.

    Parameters
    ----------
    period : Period, optional
    group, reporter, citation : str, optional
    decimal : {".", ","}, optional
    codes : mapping of str to str, float or None
    """

    period: Period | None = None
    group: str | None = None
    reporter: str | None = None
    citation: str | None = None
    decimal: Decimal | None = None
    codes: Mapping[str, Code]


@attrs.frozen(kw_only=True)
class Meaning:
    """How the cells of some rows are read.

    Parameters
    ----------
    unit : str, optional
        What they are in.
    reported : str, optional
        The same, where the indicator does not say it.
    levels : tuple of str
    writing : frozenset of tuple of str
    status : ObservationStatus, optional
        What rows or titles say of them.
    parts : tuple of (str, str)
        Role and title of the columns that hold their parts.
    """

    unit: str | None
    reported: str | None
    levels: tuple[str, ...]
    writing: frozenset[Writing]
    status: ObservationStatus | None
    parts: tuple[tuple[str, str], ...]


class Draft(NamedTuple):
    """What cells say.

    Parameters
    ----------
    made : Observation, optional
        All but its value; None where nothing is said, or nothing that can stand.
    value : float, optional
    doubts : tuple of (object, NotUnderstoodError)
        What there is to say of it, and of what.
    refused : NotUnderstoodError, optional
        Why it was not understood.
    """

    made: Observation | None = None
    value: float | None = None
    doubts: tuple[tuple[object, NotUnderstoodError], ...] = ()
    refused: NotUnderstoodError | None = None


NOTHING = Draft()


class Texts(dict[Asked, Draft]):
    """What cells say that are read in one way; asked for others, it reads them.

    Parameters
    ----------
    meaning : Meaning or NotUnderstoodError
        Why none of them can be read, where that is so.
    stated : Stated
    """

    def __init__(self, meaning: Meaning | NotUnderstoodError, stated: Stated) -> None:
        super().__init__()
        self._meaning = meaning
        self._stated = stated
        self._numbers: Observation | None = None  # what all plain numbers say but for their value
        self._plain: Plain | None = None
        if isinstance(meaning, Meaning) and not meaning.levels and not meaning.parts:
            self._plain = Plain.of(meaning.unit, stated.decimal, meaning.writing)

    def __missing__(self, asked: Asked) -> Draft:
        cell, *parts = asked if isinstance(asked, tuple) else (asked,)
        found = self._of_number(cell) or self._read(cell, parts)
        if _REMEMBERED.issuperset(map(type, (cell, *parts))):
            self[asked] = found
        return found

    def _of_number(self, cell: Cell) -> Draft | None:
        """Return what a plain number says: what the first one did, and its value."""
        value = self._plain.number(cell) if self._plain and cell not in self._stated.codes else None
        if value is None:
            return None
        if self._numbers is None:
            self._numbers = self._read(cell, ()).made
        return None if self._numbers is None else Draft(self._numbers, value)

    def _read(self, cell: Cell, parts: Sequence[Cell]) -> Draft:
        if isinstance(self._meaning, NotUnderstoodError):
            return Draft(refused=self._meaning)
        try:
            read = self._with_parts(self._figure(cell, self._meaning), parts, self._meaning)
            read = read if self._meaning.status is None else _with_status(read, self._meaning.status)
        except NotUnderstoodError as error:
            return Draft(refused=error.with_traceback(None))
        return NOTHING if read is None else _draft(read, self._meaning, cell)

    def _figure(self, cell: Cell, meaning: Meaning) -> Figure | None:
        return figure(
            cell,
            unit=meaning.unit,
            decimal=self._stated.decimal,
            writing=meaning.writing,
            levels=meaning.levels,
            codes=self._stated.codes,
        )

    def _with_parts(self, read: Figure | None, cells: Sequence[Cell], meaning: Meaning) -> Figure | None:
        """Return a figure with what stands in columns of their own: its bounds, its grade, its counts."""
        found: dict[str, object] = {}
        for (role, title), cell in zip(meaning.parts, cells, strict=True):
            counted = role in {"numerator", "denominator"}
            part = self._figure(cell, attrs.evolve(meaning, unit="person", levels=()) if counted else meaning)
            if part is None:
                continue
            value = part.level if role == "level" else part.value
            if value is None:
                raise NotUnderstoodError("observations.part", None, {"part": title})
            found[role] = value
        return attrs.evolve(read or Figure(), **found) if found else read  # type: ignore[arg-type] # fields of it


_REMEMBERED = frozenset({str, type(None)})
"""What is in no danger of being taken for an equal that is something else: 1 is 1.0 and true."""


def _with_status(read: Figure | None, status: ObservationStatus) -> Figure | None:
    """Return a figure with a status that its row or title gives it."""
    if read is None:
        return Figure(status=status) if status in _WITHHELD else None
    if read.status in _WITHHELD:
        return read
    if status in _WITHHELD:
        raise NotUnderstoodError("observations.value_and_status", None, {"status": status.value})
    return attrs.evolve(read, status=status)


def _draft(read: Figure, meaning: Meaning, cell: Cell) -> Draft:
    doubts: list[tuple[object, NotUnderstoodError]] = []
    if read.value is not None and read.numerator is not None and read.denominator is None:
        doubts.append((read.numerator, NotUnderstoodError("fault.numerator_alone", severity="warning")))
        read = attrs.evolve(read, numerator=None)
    made = _observation(read, meaning)
    for _, message in made.contradictions():
        params = dict(message.params)
        return Draft(doubts=((params.pop("given", cell), NotUnderstoodError(message.code, None, params)),))
    if read.fractional:
        doubts.append((cell, NotUnderstoodError("observations.fractional", severity="warning")))
    if read.marks:
        marks = ", ".join(read.marks)
        doubts.append((cell, NotUnderstoodError("observations.marks", None, {"marks": marks}, severity="note")))
    return Draft(made, read.value, tuple(doubts))


def _observation(read: Figure, meaning: Meaning) -> Observation:
    marks = (Extra(key="x_marks", text=json.dumps(" ".join(read.marks), ensure_ascii=False)),) if read.marks else ()
    return Observation(
        value=read.value,
        low=read.low,
        high=read.high,
        level=read.level,
        unit=read.unit or (None if read.status in _WITHHELD else meaning.reported),
        numerator=read.numerator,
        denominator=read.denominator,
        status=read.status,
        extras=marks,
    )
