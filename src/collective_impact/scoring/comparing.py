"""Two scorecards beside each other: what moved, by how much against its uncertainty, and because of what."""

from collections.abc import Iterator
from datetime import date
from math import isclose
from typing import TypeVar

from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.model._record import Vocabulary, as_date, record
from collective_impact.scoring.cards import Scorecard
from collective_impact.scoring.framework import OVERALL
from collective_impact.scoring.profiles import Profile
from collective_impact.scoring.readings import CriterionReading, ReadingKind
from collective_impact.scoring.scores import Node, Score

DIGITS = 9
"""Scores are rounded to it; so are their differences."""


class Shift(Vocabulary):
    """What became of a score."""

    ROSE = "rose"
    FELL = "fell"
    WITHIN_BOUNDS = "within_bounds"
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
        have moved the other way; ``same`` where neither is. ``scored`` and ``not_scored``
        where it has a value, or has none, for the first time.
    new, gone : tuple of str
        Addresses of the records on which only the later, or only the earlier, score rests.
    readings : tuple of ReadingChange
        Of a criterion: what was found otherwise than before.
    """

    path: str
    label: str
    before: Score | None
    after: Score | None
    shift: Shift = field(converter=Shift)
    new: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    gone: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    readings: tuple[ReadingChange, ...] = field(default=(), converter=tuple[ReadingChange, ...])

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

    def __str__(self) -> str:
        moved = "" if self.moved is None else f"{_signed(self.moved)} "
        within = "" if self.bounds is None else f"({_signed(self.bounds[0])} to {_signed(self.bounds[1])}), "
        return f"{moved}{within}{self.shift.value.replace('_', ' ')}"


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
        """Return a plain table of all places, and the warnings below it."""
        width = max((len(change.label) + _depth(change) for change in self.changes), default=0)
        title = f"{self.kind} of {self.initiative}: {self.earlier} to {self.later}"
        rows = [f"  {' ' * _depth(one)}{one.label:<{width - _depth(one)}}  {one}" for one in self.changes]
        return "\n".join([title, *rows, *(f"  ! {warning}" for warning in self.warnings)])

    def _repr_html_(self) -> str:
        """Return the table for notebooks."""
        from html import escape

        title, cells = escape(str(self).partition("\n")[0]), ""
        for one in self.changes:
            cells += f"<tr><th>{escape(one.label)}</th><td>{escape(str(one))}</td></tr>"
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
        "shift": change.shift.value,
        "new": "; ".join(change.new),
        "gone": "; ".join(change.gone),
        "readings": "; ".join(str(reading.now) for reading in change.readings if reading.now is not None),
    }


C = TypeVar("C", bound=Scorecard)


def compare(earlier: C, later: C) -> CardComparison:
    """Say what moved between two scorecards of one kind, by how much, and because of which records.

    Parameters
    ----------
    earlier, later : Readiness, Alignment or Progress
        Both of the same kind.

    Returns
    -------
    CardComparison

    Raises
    ------
    InvalidValueError
        They are no scorecards, or not of one kind.

    Notes
    -----
    Bounds are not a statistical interval: they say how far each score could move with what is
    not recorded. Where those of the two do not overlap, nothing unknown can undo the change.
    A card knows the addresses of the records that it rests on and not what they said: that a
    record was changed shows in the readings, not among the records that are new or gone.

    Examples
    --------
    >>> import collective_impact as ci
    >>> riverbend = ci.examples.load("fictional_riverbend")
    >>> found = ci.compare(ci.alignment(riverbend, "2024-06-30"), ci.alignment(riverbend, "2025-06-11"))
    >>> print(found["reporting"])
    -19 (-20 to -10), fell
    >>> found["reporting"].new
    ('indicators/evening_childcare',)
    """
    for name, card in (("earlier", earlier), ("later", later)):
        if not isinstance(card, Scorecard):
            raise InvalidValueError(name, card, "a scorecard (readiness, alignment and progress make them)")
    if type(earlier) is not type(later):
        raise InvalidValueError(
            "later", type(later).__name__, f"a scorecard of the same kind ({type(earlier).__name__})"
        )
    return CardComparison(
        kind=type(later).__name__,
        initiative=later.initiative,
        earlier=earlier.as_of,
        later=later.as_of,
        changes=_changes(earlier, later),
        warnings=_warnings(earlier, later),
    )


def _warnings(earlier: Scorecard, later: Scorecard) -> Iterator[Message]:
    if earlier.initiative != later.initiative:
        yield Message("comparison.initiatives", {"earlier": earlier.initiative, "later": later.initiative})
    if earlier.as_of > later.as_of:
        yield Message("comparison.order", {"earlier": str(earlier.as_of), "later": str(later.as_of)})
    elif earlier.as_of == later.as_of:
        yield Message("comparison.same_day", {"on": str(later.as_of)})
    if isinstance(earlier, Profile) and isinstance(later, Profile):
        one, other = earlier.framework, later.framework
        if one.fingerprint() != other.fingerprint():
            named = {"earlier": f"{one.id} {one.version}", "later": f"{other.id} {other.version}"}
            yield Message("comparison.frameworks", named)


def _changes(earlier: Scorecard, later: Scorecard) -> Iterator[ScoreChange]:
    if isinstance(earlier, Profile) and isinstance(later, Profile):
        yield _change(OVERALL, "Overall", earlier.overall, later.overall)
    before = {node.path: node for node in earlier.tree}
    after = {node.path: node for node in later.tree}
    for path in dict.fromkeys((*after, *before)):
        yield _of_nodes(path, before.get(path), after.get(path))


def _of_nodes(path: str, before: Node | None, after: Node | None) -> ScoreChange:
    node = after or before
    label = path if node is None else node.label
    readings = (before.readings if before else (), after.readings if after else ())
    scores = (before.score if before else None, after.score if after else None)
    return _change(path, label, *scores, tuple(_of_readings(*readings)))


def _change(
    path: str, label: str, before: Score | None, after: Score | None, readings: tuple[ReadingChange, ...] = ()
) -> ScoreChange:
    was = () if before is None else before.rests_on
    now = () if after is None else after.rests_on
    return ScoreChange(
        path=path,
        label=label,
        before=before,
        after=after,
        shift=_shift(before, after),
        new=sorted({*now}.difference(was)),
        gone=sorted({*was}.difference(now)),
        readings=readings,
    )


def _shift(before: Score | None, after: Score | None) -> Shift:
    if before is None or after is None:
        return Shift.NEW if before is None else Shift.GONE
    if after.bounds[0] > before.bounds[1]:
        return Shift.ROSE
    if after.bounds[1] < before.bounds[0]:
        return Shift.FELL
    if (before.value is None) is not (after.value is None):
        return Shift.SCORED if before.value is None else Shift.NOT_SCORED
    ends = zip((before.value, *before.bounds), (after.value, *after.bounds), strict=True)
    same = all(one == other or _close(one, other) for one, other in ends)
    return Shift.SAME if same else Shift.WITHIN_BOUNDS


def _close(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and isclose(one, other, abs_tol=10**-DIGITS)


def _of_readings(before: tuple[CriterionReading, ...], after: tuple[CriterionReading, ...]) -> Iterator[ReadingChange]:
    """Yield the readings that say something else than before, kind by kind."""
    was, now = ({reading.kind: reading for reading in readings} for readings in (before, after))
    for kind in ReadingKind:
        one, other = was.get(kind), now.get(kind)
        if one != other:
            yield ReadingChange(
                kind=kind,
                before=None if one is None else one.value,
                after=None if other is None else other.value,
                was=None if one is None else one.note,
                now=None if other is None else other.note,
            )
