"""The figures of one column, cell by cell: what they say in their unit, with what their rows and titles say of them."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from collective_impact import units
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell
from collective_impact.io._figures_in import Code, Figure, canonical, figure
from collective_impact.io._grids import Row, Sheet
from collective_impact.io._numerals_in import Decimal, Writing
from collective_impact.io._series_in import COMPARISON, Holder, Series
from collective_impact.io._titles_in import ENDS, Figures
from collective_impact.model._record import Extra
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

Memory: TypeAlias = dict[tuple[str | None, tuple[str, ...], frozenset[Writing]], dict[str, Figure | None]]
"""Texts that were read: under the unit, the grades and the writing that they were read with."""

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


@attrs.frozen
class _Meant:
    """How the cells of an indicator are read, and those that were: a table repeats its few figures."""

    levels: tuple[str, ...]
    unit: str | None
    reported: str | None
    writing: frozenset[Writing]
    read: dict[str, Figure | None]


class Column:
    """One column of figures, taken row by row."""

    def __init__(  # noqa: PLR0913 - all that a cell is read with
        self,
        sheet: Sheet,
        figures: Figures,
        *,
        parts: Mapping[str, int],
        stated: Stated,
        writing: frozenset[Writing],
        read: Memory,
        series: Series,
        remarks: Remarks,
    ) -> None:
        self.sheet = sheet
        self.figures = figures
        self.title = sheet.columns[figures.index] if figures.index >= 0 else ""
        self.parts = parts
        self.stated = stated
        self.writing = writing
        self.read = read
        self.series = series
        self.remarks = remarks
        self.beside = figures.end is not None or figures.comparison is not None
        self.alone = not parts or self.beside
        self._meant: dict[tuple[str, str | None], _Meant | NotUnderstoodError] = {}

    def take(  # noqa: PLR0913, PLR0917 - the columns of a table
        self,
        row: Row,
        period: Period | None,
        indicator: str | None,
        group: str | None,
        reporter: str | None,
        source: str | None,
        unit: str | None,
        status: ObservationStatus | str | None,
        version: str | None,
        comparison: str | None,
    ) -> None:
        """Read one cell, with what its row says, into the series."""
        cell = row.cells[self.figures.index] if self.figures.index >= 0 else None
        if self.beside:
            status = None  # it is that of the figure of the row, which stands elsewhere
        if indicator is None or (cell is None and self.alone and status is None):
            return
        try:
            meant = self._meaning(indicator, unit)
            read = self._figure(cell, meant)
            if not self.alone:
                read = self._with_parts(read, row, meant)
            holder: Holder = self.figures.end
            if isinstance(status, str) and status in ENDS:
                holder, status = status, None
            status = status or self.figures.status
            read = read if status is None else _with_status(read, status)
        except NotUnderstoodError as error:
            self.remarks.refuse(self.sheet, row.number, self.title or None, cell, error)
            return
        if read is None:
            return
        other = comparison or self.figures.comparison
        holder = COMPARISON + other if other is not None and holder is None else holder
        if period is None and holder not in ENDS:
            self.remarks.add(self.sheet, row.number, self.title, "observations.no_period", given=cell)
            return
        made = _observation(read, meant, period, group, reporter, source, version)
        if self._stands(read, made, row, cell):
            key = None if holder in ENDS else id(period)
            self.series.add(indicator, holder, key, made, (self.sheet, row.number, self.title))

    def _figure(self, cell: Cell, meant: _Meant) -> Figure | None:
        if type(cell) is not str:
            return self._read(cell, meant)
        try:
            return meant.read[cell]
        except KeyError:
            found = meant.read[cell] = self._read(cell, meant)
            return found

    def _read(self, cell: Cell, meant: _Meant) -> Figure | None:
        return figure(
            cell,
            unit=meant.unit,
            decimal=self.stated.decimal,
            writing=meant.writing,
            levels=meant.levels,
            codes=self.stated.codes,
        )

    def _meaning(self, indicator: str, unit: str | None) -> _Meant:
        """Return how the cells of an indicator are read, where they are said to be in a unit."""
        said = unit or self.figures.unit
        found = self._meant.get((indicator, said))
        if found is None:
            try:
                found = self._made(self.series.indicator(indicator), said)
            except NotUnderstoodError as error:
                found = error
            self._meant[indicator, said] = found
        if isinstance(found, NotUnderstoodError):
            raise found
        return found

    def _made(self, indicator: Indicator, said: str | None) -> _Meant:
        wanted = indicator.unit
        if said is None or wanted is None or said == canonical(wanted):
            unit, reported = wanted or said, said if wanted is None else None
        elif canonical(wanted) is not None and not units.compatible(said, wanted):
            raise NotUnderstoodError("figure.other_unit", None, {"said": said, "wanted": wanted})
        else:
            unit = reported = said
        return self._read_as(unit, reported, indicator.levels)

    def _read_as(self, unit: str | None, reported: str | None, levels: tuple[str, ...]) -> _Meant:
        read = self.read.setdefault((unit, levels, self.writing), {})
        return _Meant(levels, unit, reported, self.writing, read)

    def _with_parts(self, read: Figure | None, row: Row, meant: _Meant) -> Figure | None:
        """Return a figure with what stands in columns of their own: its bounds, its grade, its counts."""
        found: dict[str, object] = {}
        for role, index in self.parts.items():
            cell = row.cells[index]
            counted = role in {"numerator", "denominator"}
            part = self._figure(cell, self._read_as("person", None, ()) if counted else meant)
            if part is None:
                continue
            value = part.level if role == "level" else part.value
            if value is None:
                raise NotUnderstoodError("observations.part", None, {"part": self.sheet.columns[index]})
            found[role] = value
        return attrs.evolve(read or Figure(), **found) if found else read  # type: ignore[arg-type] # fields of it

    def _stands(self, read: Figure, made: Observation, row: Row, cell: Cell) -> bool:
        """Say whether an observation contradicts nothing, and say what is doubtful in it."""
        add, place = self.remarks.add, (self.sheet, row.number, self.title or None)
        if read.value is None or read.low is not None or read.high is not None or read.denominator is not None:
            for _, message in made.contradictions():
                about: dict[str, Any] = {"given": cell} | dict(message.params)
                add(*place, message.code, **about)
                return False
        if read.fractional:
            add(*place, "observations.fractional", given=cell, severity="warning")
        if read.marks:
            add(*place, "observations.marks", given=cell, severity="note", marks=", ".join(read.marks))
        return True


def _with_status(read: Figure | None, status: ObservationStatus | str) -> Figure | None:
    """Return a figure with a status that its row or title gives it."""
    status = ObservationStatus(status)
    if read is None:
        return Figure(status=status) if status in _WITHHELD else None
    if read.status in _WITHHELD:
        return read
    if status in _WITHHELD:
        raise NotUnderstoodError("observations.value_and_status", None, {"status": status.value})
    return attrs.evolve(read, status=status)


def _observation(  # noqa: PLR0913, PLR0917 - the fields of one
    read: Figure,
    meant: _Meant,
    period: Period | None,
    group: str | None,
    reporter: str | None,
    source: str | None,
    version: str | None,
) -> Observation:
    marks = (Extra(key="x_marks", text=json.dumps(" ".join(read.marks), ensure_ascii=False)),) if read.marks else ()
    return Observation(
        period=period,
        value=read.value,
        low=read.low,
        high=read.high,
        level=read.level,
        unit=read.unit or (None if read.status in _WITHHELD else meant.reported),
        numerator=read.numerator,
        denominator=read.denominator,
        group=group,
        reporter=reporter,
        status=read.status,
        definition_version=version,
        source=source,
        extras=marks,
    )
