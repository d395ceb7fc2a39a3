"""What became of scores between two cards: a change for each place, and all of them together."""

import functools
from collections.abc import Iterator
from datetime import date

from attrs import field

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import Vocabulary, as_date, record
from collective_impact.model.period import Period
from collective_impact.scoring.framework import OVERALL
from collective_impact.scoring.readings import GAP_ERRORS, ReadingKind
from collective_impact.scoring.scores import Score

DIGITS = 9
"""Scores are rounded to it; so are their differences."""


class Shift(Vocabulary):
    """What became of a score."""

    ROSE = "rose"
    FELL = "fell"
    WITHIN_BOUNDS = "within_bounds"
    WITHIN_SAMPLING_ERROR = "within_sampling_error"
    SAME = "same"
    SCORED = "scored"
    NOT_SCORED = "not_scored"
    NEW = "new"
    GONE = "gone"


@record(kw_only=True)
class ReadingChange:
    """A reading of a criterion that is another one now.

    Parameters
    ----------
    kind : ReadingKind or str
    before, after : float, optional
        0-100; None where there is none, or nothing is known.
    was, now : Message, optional
        What was found, in sentences.
    """

    kind: ReadingKind = field(converter=ReadingKind)
    before: float | None = None
    after: float | None = None
    was: Message | None = None
    now: Message | None = None


@record(kw_only=True)
class FigureChange:
    """From the latest figure of an indicator on one card to that on the other.

    Parameters
    ----------
    start, end : Period, optional
        The periods of both.
    before, after : float, optional
        None where only bounds are known. Of grades their ranks, from 0.
    value : float, optional
        The difference; None where only bounds are known.
    unit : str, optional
        Of the difference: ``percentage_point`` for percentages, ``grade`` for ranks.
    interval : tuple of float, optional
        What the sampling error leaves of the difference at 95 %, where the counts behind both
        shares are known.
    """

    start: Period | None = None
    end: Period | None = None
    before: float | None = None
    after: float | None = None
    value: float | None = None
    unit: str | None = None
    interval: tuple[float, float] | None = None

    def __str__(self) -> str:
        moved = "not known" if self.value is None else f"{self.value:+.3g}"
        unit = "" if self.unit is None else f" {self.unit.replace('_', ' ')}"
        error = "" if self.interval is None else f" (95 % {self.interval[0]:+.3g} to {self.interval[1]:+.3g})"
        return f"{_figure(self.before)} ({self.start}) to {_figure(self.after)} ({self.end}): {moved}{unit}{error}"


def _figure(value: float | None) -> str:
    return "a range" if value is None else f"{value:.6g}"


@record(kw_only=True)
class ScoreChange:
    """What became of one score.

    Parameters
    ----------
    path, label : str
    before, after : Score, optional
        None where one of the cards has no such place.
    shift : Shift or str
        ``rose`` and ``fell`` where the bounds of the two don't overlap: then it moved whatever
        is unknown. ``within_bounds`` where the value is another, or the bounds are, and it may
        have moved the other way; ``within_sampling_error`` where only chance speaks against
        it: the scores are less than two standard errors apart, or the latest figures of an
        indicator are within the 95 % of their counts; ``same`` where nothing is otherwise.
        ``scored`` and ``not_scored`` where only the later, or only the earlier, has a value.
    new, gone : tuple of str
        Addresses of the records on which only the later, or only the earlier, score rests.
    readings : tuple of ReadingChange
        Of a criterion: what was found otherwise than before.
    figures : FigureChange, optional
        Of an indicator: its latest figures, where they are of one definition and two periods.
    standard_error : float
        Of the difference, in points: what chance does to it since not everybody was asked; 0
        where no survey informs the score.
    """

    path: str
    label: str
    before: Score | None
    after: Score | None
    shift: Shift = field(converter=Shift)
    new: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    gone: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    readings: tuple[ReadingChange, ...] = field(default=(), converter=tuple[ReadingChange, ...])
    figures: FigureChange | None = None
    standard_error: float = 0.0

    @property
    def moved(self) -> float | None:
        """By how many points the value moved; None where there is none before or after."""
        if self.before is None or self.after is None or self.before.value is None or self.after.value is None:
            return None
        return round(self.after.value - self.before.value, DIGITS) + 0.0

    @property
    def bounds(self) -> tuple[float, float] | None:
        """By how many points it may have moved, whatever is unknown; None of what is new or gone."""
        if self.before is None or self.after is None:
            return None
        (low, high), (later_low, later_high) = self.before.bounds, self.after.bounds
        return round(later_low - high, DIGITS) + 0.0, round(later_high - low, DIGITS) + 0.0

    @property
    def because(self) -> tuple[str, ...]:
        """What was found otherwise, and the records that are new or gone, as lines to read."""
        told = [] if self.figures is None else [f"figures: {self.figures}"]
        for reading in self.readings:
            told += [f"{name}: {note}" for name, note in (("was", reading.was), ("now", reading.now)) if note]
        told += [f"{name}: {_some(records)}" for name, records in (("new", self.new), ("gone", self.gone)) if records]
        return tuple(told)

    def __str__(self) -> str:
        shift = self.shift.value.replace("_", " ")
        if self.moved is not None and self.bounds is not None:
            error = f"; sampling ±{GAP_ERRORS * self.standard_error:.0f}" if self.standard_error else ""
            return f"{_signed(self.moved)} ({_signed(self.bounds[0])} to {_signed(self.bounds[1])}{error}), {shift}"
        if self.shift is Shift.SAME:
            return "not scored, now or before"
        told = [f"{when} {_brief(score)}" for when, score in (("before", self.before), ("now", self.after)) if score]
        return f"{shift}: {', '.join(told)}" if self.shift is not Shift.WITHIN_BOUNDS else ", ".join(told)


MOST = 3
"""How many records a line names."""


def _some(records: tuple[str, ...]) -> str:
    more = f" and {len(records) - MOST} more" if len(records) > MOST else ""
    return ", ".join(records[:MOST]) + more


def _brief(score: Score) -> str:
    return str(score).partition(",")[0]


def _signed(points: float) -> str:
    return f"{points:+.0f}" if abs(points) >= 0.5 else "0"  # noqa: PLR2004 - what is rounded to 0 has no sign


@record(kw_only=True)
class CardComparison:
    """Two scorecards of one kind, place by place.

    Parameters
    ----------
    kind : str
        Name of their class.
    initiative : str
        Id of the initiative of the later one.
    earlier, later : date or str
        The dates that they are as of.
    changes : tuple of ScoreChange
        One for each place of either card, the overall score first.
    warnings : tuple of Message
        Why they may not be comparable.
    """

    kind: str
    initiative: str
    earlier: date = field(converter=as_date)
    later: date = field(converter=as_date)
    changes: tuple[ScoreChange, ...] = field(default=(), converter=tuple[ScoreChange, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __getitem__(self, path: str) -> ScoreChange:
        """Return what became of the score at a path, or at the one path that ends in the name.

        Raises
        ------
        UnknownNameError
            No path ends so, or several do.
        """
        exact = [change for change in self.changes if change.path == path]
        found = exact or [change for change in self.changes if change.path.endswith(f"/{path}")]
        if len(found) != 1:
            raise UnknownNameError("path", path, (change.path for change in found or self.changes))
        return found[0]

    def __iter__(self) -> Iterator[ScoreChange]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @property
    def moved(self) -> tuple[ScoreChange, ...]:
        """Those of which anything is otherwise, those that moved for certain first, then the largest."""
        certain = (Shift.ROSE, Shift.FELL)
        changed = [change for change in self.changes if change.shift is not Shift.SAME]
        return tuple(sorted(changed, key=lambda change: (change.shift not in certain, -abs(change.moved or 0.0))))

    def to_records(self) -> list[dict[str, object]]:
        """Return one plain row for each place."""
        return [_row(change) for change in self.changes]

    def to_columns(self) -> dict[str, list[object]]:
        """Return the rows of `to_records` as columns, as data frames take them."""
        rows = self.to_records()
        return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}

    def __str__(self) -> str:
        """Return a plain table of all places, each part with what it is because of, and the warnings below it."""
        width = max((len(change.label) + _depth(change) for change in self.changes), default=0)
        lines = [f"{self.kind} of {self.initiative}: {self.earlier} to {self.later}"]
        for one in self.changes:
            lines.append(f"  {' ' * _depth(one)}{one.label:<{width - _depth(one)}}  {one}")
            lines += [f"  {' ' * _depth(one)}    {line}" for line in self._because(one)]
        return "\n".join([*lines, *(f"  ! {warning}" for warning in self.warnings)])

    def _because(self, change: ScoreChange) -> tuple[str, ...]:
        """Return what a part is because of; what adds up parts, or is the same, has nothing of its own."""
        return () if change.shift is Shift.SAME or change.path in self._wholes else change.because

    @functools.cached_property
    def _wholes(self) -> frozenset[str]:
        return frozenset({OVERALL, *(change.path.rpartition("/")[0] for change in self.changes)})

    def _repr_html_(self) -> str:
        """Return the table for notebooks."""
        from html import escape

        title, cells = escape(str(self).partition("\n")[0]), ""
        for one in self.changes:
            told = "<br/>".join(map(escape, (str(one), *self._because(one))))
            cells += f"<tr><th>{escape(one.label)}</th><td>{told}</td></tr>"
        return f"<table><caption>{title}</caption>{cells}</table>"


def _depth(change: ScoreChange) -> int:
    return 2 * change.path.count("/")


def _row(change: ScoreChange) -> dict[str, object]:
    low, high = change.bounds or (None, None)
    return {
        "path": change.path,
        "label": change.label,
        "before": None if change.before is None else change.before.value,
        "after": None if change.after is None else change.after.value,
        "moved": change.moved,
        "low": low,
        "high": high,
        "standard_error": change.standard_error,
        "shift": change.shift.value,
        "new": "; ".join(change.new),
        "gone": "; ".join(change.gone),
        "figures": "" if change.figures is None else str(change.figures),
        "readings": "; ".join(str(reading.now) for reading in change.readings if reading.now is not None),
    }
