"""The figures of one column, with what their rows and titles say of them, to the observations of indicators."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, repeat
from operator import getitem, is_, itemgetter
from typing import TypeAlias

import attrs

from collective_impact import units
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell
from collective_impact.io._figures_in import canonical
from collective_impact.io._grids import Sheet
from collective_impact.io._numerals_in import Writing
from collective_impact.io._observation_texts import NOTHING, Draft, Meaning, Stated, Texts
from collective_impact.io._series_in import COMPARISON, Batch, Holder, Series
from collective_impact.io._titles_in import ENDS, Figures
from collective_impact.model._copies import evolved
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

Memory: TypeAlias = dict[Meaning, Texts]
"""What was read already in any column of a sheet."""

MADE, VALUE, *_ = range(len(Draft._fields))

Said: TypeAlias = tuple[str, str | None, ObservationStatus | str | None, str | None]
"""What rows say of how their cells are read and what for: indicator, unit, status and comparison."""


@attrs.frozen(kw_only=True)
class About:
    """What rows of a sheet are about, column by column.

    Parameters
    ----------
    number : sequence of int
    cells : sequence of Cell
        The figures.
    asked : sequence of Cell or of tuple of Cell
        The same, each with its parts where these have columns of their own.
    period, indicator, group, reporter, source, unit, status, definition_version, comparison
    """

    number: Sequence[int]
    cells: Sequence[Cell]
    asked: Sequence[Cell | tuple[Cell, ...]]
    period: Sequence[Period | None]
    indicator: Sequence[str | None]
    group: Sequence[str | None]
    reporter: Sequence[str | None]
    source: Sequence[str | None]
    unit: Sequence[str | None]
    status: Sequence[ObservationStatus | str | None]
    definition_version: Sequence[str | None]
    comparison: Sequence[str | None]

    def where(self, keep: Sequence[object]) -> "About":
        """Return the rows that are to be kept."""
        if all(keep):
            return self
        columns = {field.name: list(compress(getattr(self, field.name), keep)) for field in attrs.fields(About)}
        return About(**columns)


class Column:
    """One column of figures."""

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
        self.stated = stated
        self.writing = writing
        self.read = read
        self.series = series
        self.remarks = remarks
        self.beside = figures.end is not None or figures.comparison is not None
        own = {} if self.beside else parts
        self.parts = tuple((role, sheet.columns[index]) for role, index in own.items())
        self.places = (figures.index, *own.values())

    def take(self, rows: About) -> None:
        """Read the cells of rows, with what these say, into the series."""
        if self.beside:  # the status is that of the figure of the row, which stands elsewhere
            rows = attrs.evolve(rows, status=[None] * len(rows.number))
        rows = self._filled(rows)
        texts = {said: self._texts(*said) for said in dict.fromkeys(_said(rows))}
        holders = {said: self._holder(*said) for said in texts}
        drafts = list(map(getitem, map(texts.__getitem__, _said(rows)), rows.asked))
        self._add(rows, drafts, list(map(holders.__getitem__, _said(rows))))

    def _filled(self, rows: About) -> About:
        """Return the rows that are about an indicator and say anything."""
        if None not in rows.indicator and (self.parts or None not in rows.cells):
            return rows
        alone = not self.parts
        return rows.where(
            [
                indicator is not None and (cell is not None or status is not None or not alone)
                for indicator, cell, status in zip(rows.indicator, rows.cells, rows.status, strict=True)
            ]
        )

    def _holder(self, _indicator: str, _unit: str | None, status: str | None, other: str | None) -> Holder:
        """Return what the figures of rows belong to."""
        if self.figures.end is not None:
            return self.figures.end
        if status in ENDS:
            return status
        other = other or self.figures.comparison
        return None if other is None else COMPARISON + other

    def _texts(self, indicator: str, unit: str | None, status: str | None, _comparison: str | None) -> Texts:
        """Return what their cells say, as far as it is known."""
        status = None if status in ENDS else status
        try:
            meaning = self._meaning(indicator, unit or self.figures.unit, status or self.figures.status)
        except NotUnderstoodError as error:
            return Texts(error.with_traceback(None), self.stated)
        return self.read.setdefault(meaning, Texts(meaning, self.stated))

    def _meaning(self, id_: str, said: str | None, status: ObservationStatus | str | None) -> Meaning:
        """Return how the cells of an indicator are read, where they are said to be in a unit."""
        indicator = self.series.indicator(id_)
        wanted = indicator.unit
        if said is None or wanted is None or said == canonical(wanted):
            unit, reported = wanted or said, said if wanted is None else None
        elif canonical(wanted) is not None and not units.compatible(said, wanted):
            raise NotUnderstoodError("figure.other_unit", None, {"said": said, "wanted": wanted})
        else:
            unit = reported = said
        return Meaning(
            unit=unit,
            reported=reported,
            levels=indicator.levels,
            writing=self.writing,
            status=None if status is None else ObservationStatus(status),
            parts=self.parts,
        )

    def _add(self, rows: About, drafts: Sequence[Draft], holders: Sequence[Holder]) -> None:
        """Make the observations of drafts that stand."""
        undated = list(map(is_, rows.period, repeat(None)))
        if any(undated):
            undated = [none and holder not in ENDS for none, holder in zip(undated, holders, strict=True)]
        self._doubt(rows, drafts, undated)
        made, values = ([*map(itemgetter(at), drafts)] for at in (MADE, VALUE))
        if None in made or any(undated):
            stands = [one is not None and not without for one, without in zip(made, undated, strict=True)]
            rows = rows.where(stands)
            made, values, holders = (list(compress(column, stands)) for column in (made, values, holders))
        names = ("group", "reporter", "definition_version", "source")
        said = {name: column for name in names if any(column := getattr(rows, name))}  # mostly one or two of them
        observations = evolved(
            made,
            value=values,
            period=rows.period,
            **said,
        )
        self.series.add(Batch(self.sheet, self.title, rows.number, rows.indicator, holders, observations))  # type: ignore[arg-type] # as above

    def _doubt(self, rows: About, drafts: Sequence[Draft], undated: Sequence[bool]) -> None:
        """Say of rows why they were not understood, that nobody knows when they were, and what is doubtful in them."""
        odd = [draft.doubts or draft.refused or without for draft, without in zip(drafts, undated, strict=True)]
        told = zip(rows.number, rows.cells, drafts, undated, strict=True)
        for number, cell, draft, without in compress(told, odd):
            if draft.refused is not None:
                self.remarks.refuse(self.sheet, number, self.title or None, cell, draft.refused)
            elif not without:
                for given, doubt in draft.doubts:
                    self.remarks.refuse(self.sheet, number, self.title or None, given, doubt)
            elif draft is not NOTHING:
                self.remarks.add(self.sheet, number, self.title, "observations.no_period", given=cell)


def _said(rows: About) -> Iterable[Said]:
    """Return what rows say, of which few are different."""
    return zip(rows.indicator, rows.unit, rows.status, rows.comparison, strict=True)  # type: ignore[arg-type] # filled rows have an indicator
