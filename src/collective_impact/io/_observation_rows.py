"""One sheet of figures, row by row: what each row is about, and what its cells say."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs

from collective_impact import units
from collective_impact.errors import UnitError
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell, folded, text
from collective_impact.io._directories_in import Directory
from collective_impact.io._figures_in import Code, Figure, canonical, coded, figure, writing_of
from collective_impact.io._grids import Row, Sheet
from collective_impact.io._numerals_in import WRITINGS, Decimal, Writing
from collective_impact.io._periods_in import Calendar, convention_of, is_open
from collective_impact.io._series_in import COMPARISON, Holder, Series
from collective_impact.io._title_words import AVERAGES, EVERYBODY, STATUSES
from collective_impact.io._titles_in import END_PERIODS, ENDS, PARTS, Figures, Names, Titles
from collective_impact.model._record import Extra
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

Reader: TypeAlias = Callable[[Cell], Any]

_FAILED = object()
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


class Table:
    """A sheet and what its columns hold, to be read into series."""

    def __init__(  # noqa: PLR0913 - all that a sheet is read with
        self,
        sheet: Sheet,
        titles: Titles,
        *,
        stated: Stated,
        calendar: Calendar,
        names: Names,
        indicators: Directory,
        reporters: Directory,
        remarks: Remarks,
    ) -> None:
        self.sheet = sheet
        self.titles = titles
        self.stated = stated
        self.calendar = calendar
        self.names = names
        self.indicators = indicators
        self.reporters = reporters
        self.remarks = remarks
        self.rows = self._filled()
        self.read: dict[tuple[str | None, tuple[str, ...], frozenset[Writing]], dict[str, Figure | None]] = {}
        self.parts = {role: index for role, index in titles.keys.items() if role in PARTS}

    def _filled(self) -> tuple[Row, ...]:
        """Return the rows with figures; what stands alone in a row is a heading or a footnote."""
        places = [figures.index for figures in self.titles.figures if figures.index >= 0]
        places += [index for role, index in self.titles.keys.items() if role in {*PARTS, "status"}]
        filled = []
        for row in self.sheet.rows:
            if any(row.cells[place] is not None for place in places):
                filled.append(row)
            else:
                said = next((cell for cell in row.cells if cell is not None), None)
                self.remarks.add(self.sheet, row.number, None, "observations.no_figures", given=said, severity="note")
        return tuple(filled)

    # What the rows are about ---------------------------------------------------------------

    def _column(self, role: str, read: Reader) -> list[Any] | None:
        """Return what a column says of each row, `_FAILED` where it is not understood; None for no column."""
        index = self.titles.keys.get(role)
        if index is None:
            return None
        cells = [row.cells[index] for row in self.rows]
        if bool in set(map(type, cells)):  # which equal 1 and 0, and are no names
            cells = [text(cell) if isinstance(cell, bool) else cell for cell in cells]
        known: dict[Cell, Any] = {}
        errors: dict[Cell, NotUnderstoodError] = {}
        for cell in dict.fromkeys(cells):
            try:
                known[cell] = read(coded(cell, self.stated.codes) if role in {"indicator", "group"} else cell)
            except NotUnderstoodError as error:
                known[cell] = _FAILED
                errors[cell] = error
        for row, cell in zip(self.rows, cells, strict=True) if errors else ():
            if cell in errors:
                self.remarks.refuse(self.sheet, row.number, self.sheet.columns[index], cell, errors[cell])
        return [known[cell] for cell in cells]

    def _columns(self) -> dict[str, list[Any]]:
        readers: dict[str, Reader] = {
            "indicator": self._indicator,
            "period": self._period(self.titles.school),
            "group": self._group,
            "reporter": self.reporters.find,
            "unit": _unit,
            "status": _status,
            "source": text,
            "definition_version": text,
            "comparison": self._comparison,
            **dict.fromkeys(END_PERIODS, self._period(school=False)),
        }
        found = {role: self._column(role, read) for role, read in readers.items()}
        return {role: column for role, column in found.items() if column is not None}

    def _indicator(self, cell: Cell) -> str:
        found = self.indicators.find(cell)
        if found is None:
            raise NotUnderstoodError("observations.no_indicator")
        return found

    def _period(self, school: bool) -> Reader:  # noqa: FBT001 - which calendar
        index = self.titles.keys.get("period")
        cells = [] if index is None else [row.cells[index] for row in self.rows]
        calendar = agreed(self.calendar, cells, self.sheet, self.remarks)
        calendar = attrs.evolve(calendar, school=school)

        def read(cell: Cell) -> Period | None:
            period, left = calendar.period(cell)
            left = folded(left).strip("()*†‡[]., ")
            if (left and left not in AVERAGES and left not in STATUSES) or (period is None and left):
                raise NotUnderstoodError("periods.unknown", None, {"known": ""})
            return period

        return read

    def _group(self, cell: Cell) -> str | None:
        words = text(cell)
        if words is None or folded(words) in EVERYBODY:
            return None
        return self.names.groups.get(folded(words), words)

    def _comparison(self, cell: Cell) -> str | None:
        words = text(cell)
        if words is None or folded(words) in self.names.ours:
            return None
        return self.names.comparisons.get(folded(words), words)

    # What the cells say --------------------------------------------------------------------

    def read_into(self, series: Series) -> None:
        """Read all figures of the sheet, column by column."""
        about = self._columns()
        together = self._writing()
        for figures in self.titles.figures:
            self._read_column(figures, about, together, series)

    def _writing(self) -> frozenset[Writing]:
        """Return how the numbers of the sheet are written, as far as all its figures agree."""
        places = [*(figures.index for figures in self.titles.figures if figures.index >= 0), *self.parts.values()]
        return writing_of(row.cells[place] for place in places for row in self.rows)

    def _writing_of(self, figures: Figures, together: frozenset[Writing]) -> frozenset[Writing]:
        if together or figures.index < 0 or self.stated.decimal is not None:
            return together or WRITINGS
        alone = writing_of(row.cells[figures.index] for row in self.rows)
        if not alone:
            title = self.sheet.columns[figures.index]
            self.remarks.add(self.sheet, None, title, "observations.two_marks", severity="warning")
        return alone or WRITINGS

    def _read_column(
        self, figures: Figures, about: dict[str, list[Any]], together: frozenset[Writing], series: Series
    ) -> None:
        count = len(self.rows)
        title = self.sheet.columns[figures.index] if figures.index >= 0 else ""
        periods = self._periods_of(figures, about, title)
        if periods is None:
            return
        column = _Column(self, figures, title, self._writing_of(figures, together), series)
        same = {period: series.same(period) for period in dict.fromkeys(periods) if period is not _FAILED}
        fixed = (figures.indicator, figures.group or self.stated.group, self.stated.reporter, self.stated.citation)
        plain = [
            about[role] if role in about else [value] * count
            for role, value in zip(("indicator", "group", "reporter", "source"), fixed, strict=True)
        ]
        others = [about.get(role) or [None] * count for role in ("unit", "status", "definition_version", "comparison")]
        said: list[Any]
        for row, period, *said in zip(self.rows, periods, *plain, *others, strict=True):
            if period is not _FAILED and _FAILED not in said:
                column.take(row, same[period], *said)

    def _periods_of(self, figures: Figures, about: dict[str, list[Any]], title: str) -> list[Any] | None:
        """Return the period of each row; None, and a remark, where a column has none."""
        end = next((role for role, name in END_PERIODS.items() if name == figures.end), "")
        if figures.period is not None or figures.end is not None:
            return about[end] if figures.period is None and end in about else [figures.period] * len(self.rows)
        if "period" in about:
            return about["period"]
        if self.stated.period is None:
            self.remarks.add(self.sheet, None, title, "observations.no_period")
            return None
        return [self.stated.period] * len(self.rows)


class _Column:
    """One column of figures, taken row by row."""

    def __init__(self, table: Table, figures: Figures, title: str, writing: frozenset[Writing], series: Series) -> None:
        self.table = table
        self.figures = figures
        self.title = title
        self.writing = writing
        self.series = series
        self.alone = not table.parts or figures.end is not None
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
            read = _with_status(read, status or self.figures.status)
        except NotUnderstoodError as error:
            self.table.remarks.refuse(self.table.sheet, row.number, self.title or None, cell, error)
            return
        if read is None:
            return
        other = comparison or self.figures.comparison
        holder = COMPARISON + other if other is not None and holder is None else holder
        if period is None and holder not in ENDS:
            self.table.remarks.add(self.table.sheet, row.number, self.title, "observations.no_period", given=cell)
            return
        made = _observation(read, meant, period, group, reporter, source, version)
        if self._stands(read, made, row, cell):
            key = None if holder in ENDS else id(period)
            self.series.add(indicator, holder, key, made, (self.table.sheet, row.number, self.title))

    def _figure(self, cell: Cell, meant: _Meant) -> Figure | None:
        if type(cell) is not str:
            return self._read(cell, meant)
        try:
            return meant.read[cell]
        except KeyError:
            found = meant.read[cell] = self._read(cell, meant)
            return found

    def _read(self, cell: Cell, meant: _Meant) -> Figure | None:
        stated = self.table.stated
        return figure(
            cell,
            unit=meant.unit,
            decimal=stated.decimal,
            writing=meant.writing,
            levels=meant.levels,
            codes=stated.codes,
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
        read = self.table.read.setdefault((unit, levels, self.writing), {})
        return _Meant(levels, unit, reported, self.writing, read)

    def _with_parts(self, read: Figure | None, row: Row, meant: _Meant) -> Figure | None:
        """Return a figure with what stands in columns of their own: its bounds, its grade, its counts."""
        found: dict[str, object] = {}
        for role, index in self.table.parts.items():
            cell = row.cells[index]
            counted = role in {"numerator", "denominator"}
            part = self._figure(cell, self._read_as("person", None, ()) if counted else meant)
            if part is None:
                continue
            value = part.level if role == "level" else part.value
            if value is None:
                raise NotUnderstoodError("observations.part", None, {"part": self.table.sheet.columns[index]})
            found[role] = value
        return attrs.evolve(read or Figure(), **found) if found else read  # type: ignore[arg-type] # fields of it

    def _stands(self, read: Figure, made: Observation, row: Row, cell: Cell) -> bool:
        """Say whether an observation contradicts nothing, and say what is doubtful in it."""
        add, place = self.table.remarks.add, (self.table.sheet, row.number, self.title or None)
        if read.value is None or read.low is not None or read.high is not None or read.denominator is not None:
            for _, message in made.contradictions():
                add(*place, message.code, given=cell, **dict(message.params))  # type: ignore[arg-type] # what it speaks of
                return False
        if read.fractional:
            add(*place, "observations.fractional", given=cell, severity="warning")
        if read.marks:
            add(*place, "observations.marks", given=cell, severity="note", marks=", ".join(read.marks))
        return True


def _with_status(read: Figure | None, status: ObservationStatus | str | None) -> Figure | None:
    """Return a figure with a status that its row or title gives it."""
    if status is None:
        return read
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


def agreed(calendar: Calendar, cells: list[Cell], sheet: Sheet, remarks: Remarks) -> Calendar:
    """Return a calendar with the convention that the periods of a column show as a whole, and note that it was used."""
    if calendar.convention is not None:
        return calendar
    shown = convention_of(cells)
    opened = [cell for cell in dict.fromkeys(cells) if is_open(cell)] if shown else []
    if not opened:
        return calendar
    remarks.add(sheet, None, None, "observations.convention", given=opened[0], severity="note", convention=str(shown))
    return attrs.evolve(calendar, convention=shown)


def _unit(cell: Cell) -> str | None:
    words = text(cell)
    try:
        return None if words is None else units.check(words)
    except UnitError as error:
        raise NotUnderstoodError(error.message.code, None, dict(error.message.params)) from None


def _status(cell: Cell) -> ObservationStatus | str | None:
    """Return a status, or the name of an end of the series; None for an empty cell."""
    words = text(cell)
    if words is None:
        return None
    word = folded(words)
    if word in ENDS:
        return word
    name = STATUSES.get(word, word.replace(" ", "_"))
    if name not in tuple(ObservationStatus):
        raise NotUnderstoodError("observations.status", None, {"known": ", ".join(ObservationStatus)})
    return ObservationStatus(name)
