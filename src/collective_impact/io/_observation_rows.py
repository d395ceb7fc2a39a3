"""One sheet of figures, row by row: what each row is about, and what its cells say."""

from collections.abc import Callable, Sequence
from itertools import compress
from operator import not_
from typing import Any, TypeAlias

import attrs

from collective_impact import units
from collective_impact.errors import UnitError
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell, folded, text
from collective_impact.io._directories_in import Directory
from collective_impact.io._figures_in import coded, writing_of
from collective_impact.io._grids import Rows, Sheet
from collective_impact.io._numerals_in import WRITINGS, Writing
from collective_impact.io._observation_cells import About, Column, Memory
from collective_impact.io._observation_texts import Stated
from collective_impact.io._periods_in import Calendar, convention_of, is_open
from collective_impact.io._series_in import Series
from collective_impact.io._title_words import AVERAGES, EVERYBODY, STATUSES
from collective_impact.io._titles_in import END_PERIODS, ENDS, PARTS, Figures, Names, Titles, keyed
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

Reader: TypeAlias = Callable[[Cell], Any]

ROLES = ("indicator", "group", "reporter", "source", "unit", "status", "definition_version", "comparison")
"""Columns that say something of each row besides when it was."""

_FAILED = object()


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
        self.failed: set[str] = set()  # roles of columns that hold what is not understood
        self.read: Memory = {}
        self.parts = {role: index for role, index in titles.keys.items() if role in PARTS}

    def _filled(self) -> Rows:
        """Return the rows with figures; what stands alone in a row is a heading or a footnote."""
        places = [figures.index for figures in self.titles.figures if figures.index >= 0]
        places += [index for role, index in self.titles.keys.items() if role in {*PARTS, "status"}]
        rows = self.sheet.rows
        if any(None not in rows.column(place) for place in places):
            return rows
        filled = [any(cells[place] is not None for place in places) for cells in rows.cells]
        for row in compress(rows, map(not_, filled)):
            said = next((cell for cell in row.cells if cell is not None), None)
            self.remarks.add(self.sheet, row.number, None, "observations.no_figures", given=said, severity="note")
        return rows.where(filled)

    def _cells(self, index: int) -> Sequence[Cell]:
        """Return the cells of a column; none of one that there is not."""
        return self.rows.column(index) if index >= 0 else [None] * len(self.rows)

    # What the rows are about ---------------------------------------------------------------

    def _column(self, role: str, read: Reader) -> list[Any] | None:
        """Return what a column says of each row, `_FAILED` where it is not understood; None for no column."""
        index = self.titles.keys.get(role)
        if index is None:
            return None
        cells = self._cells(index)
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
                self.failed.add(role)
        for number, cell in zip(self.rows.numbers, cells, strict=True) if errors else ():
            if cell in errors:
                self.remarks.refuse(self.sheet, number, self.sheet.columns[index], cell, errors[cell])
        return [known[cell] for cell in cells]

    def _columns(self) -> dict[str, list[Any]]:
        readers: dict[str, Reader] = {
            "indicator": self._indicator,
            "period": self._period("period"),
            "group": self._group,
            "reporter": self.reporters.find,
            "unit": _unit,
            "status": _status,
            "source": text,
            "definition_version": text,
            "comparison": self._comparison,
            **{role: self._period(role) for role in END_PERIODS},
        }
        found = {role: self._column(role, read) for role, read in readers.items()}
        return {role: column for role, column in found.items() if column is not None}

    def _indicator(self, cell: Cell) -> str:
        found = self.indicators.find(cell)
        if found is None:
            raise NotUnderstoodError("observations.no_indicator")
        return found

    def _period(self, role: str) -> Reader:
        index = self.titles.keys.get(role)
        cells = [] if index is None else self._cells(index)
        calendar = agreed(self.calendar, cells, self.sheet, self.remarks)
        calendar = attrs.evolve(calendar, school=role == "period" and self.titles.school)

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
        return self.names.groups.get(keyed(words), words)

    def _comparison(self, cell: Cell) -> str | None:
        words = text(cell)
        if words is None or keyed(words) in self.names.ours:
            return None
        return self.names.comparisons.get(keyed(words), words)

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
        return writing_of(set().union(*map(self._cells, places)))

    def _writing_of(self, figures: Figures, together: frozenset[Writing]) -> frozenset[Writing]:
        if together or figures.index < 0 or self.stated.decimal is not None:
            return together or WRITINGS
        alone = writing_of(self._cells(figures.index))
        if not alone:
            title = self.sheet.columns[figures.index]
            self.remarks.add(self.sheet, None, title, "observations.two_marks", severity="warning")
        return alone or WRITINGS

    def _read_column(
        self, figures: Figures, about: dict[str, list[Any]], together: frozenset[Writing], series: Series
    ) -> None:
        title = self.sheet.columns[figures.index] if figures.index >= 0 else ""
        for role in ("group", "comparison"):
            if role in about and getattr(figures, role):
                self.remarks.add(self.sheet, None, title, "observations.same_role", given=title, role=role)
                return
        periods = self._periods_of(figures, about, title)
        if periods is None:
            return
        column = Column(
            self.sheet,
            figures,
            parts=self.parts,
            stated=self.stated,
            writing=self._writing_of(figures, together),
            read=self.read,
            series=series,
            remarks=self.remarks,
        )
        column.take(self._rows_of(column, periods, about, series))

    def _rows_of(self, column: Column, periods: list[Any], about: dict[str, list[Any]], series: Series) -> About:
        """Return the rows of which all is understood that they say of themselves."""
        fixed = {
            "indicator": column.figures.indicator,
            "group": column.figures.group or self.stated.group,
            "reporter": self.stated.reporter,
            "source": self.stated.citation,
        }
        said: dict[str, list[Any]] = {role: [fixed.get(role)] * len(self.rows) for role in ROLES} | about
        first = {id(period): period for period in periods}
        same = {key: period if period is _FAILED else series.same(period) for key, period in first.items()}
        said["period"] = [same[key] for key in map(id, periods)]
        cells, *parts = map(self._cells, column.places)
        asked = list(zip(cells, *parts, strict=True)) if parts else cells
        rows = About(
            number=self.rows.numbers, cells=cells, asked=asked, **{role: said[role] for role in (*ROLES, "period")}
        )
        failed = [said[role] for role in self.failed.intersection(ROLES)]
        failed += [said["period"]] if id(_FAILED) in first else []
        return rows.where([all(one is not _FAILED for one in row) for row in zip(*failed, strict=True)])

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


def agreed(calendar: Calendar, cells: Sequence[Cell], sheet: Sheet, remarks: Remarks) -> Calendar:
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
        params = {name: value for name, value in error.message.params if name != "given"}
        raise NotUnderstoodError(error.message.code, None, params) from None


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
