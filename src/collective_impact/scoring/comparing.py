"""Two scorecards beside each other: what moved, by how much against its uncertainty, and because of what."""

from collections.abc import Iterable, Iterator, Mapping
from math import hypot, isclose
from typing import TypeVar

import attrs

from collective_impact.errors import InvalidValueError, Message
from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._movement import Since, change_between, sampled
from collective_impact.scoring._sampling import standard_errors
from collective_impact.scoring.cards import Scorecard
from collective_impact.scoring.comparisons import (
    DIGITS,
    CardComparison,
    FigureChange,
    ReadingChange,
    ScoreChange,
    Shift,
)
from collective_impact.scoring.framework import OVERALL
from collective_impact.scoring.profiles import Profile
from collective_impact.scoring.progressing import Progress
from collective_impact.scoring.readings import GAP_ERRORS, CriterionReading, ReadingKind
from collective_impact.scoring.scores import Node, Score

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
    Where a survey informs a score, or counts stand behind an indicator's shares, chance is asked
    as well: readings are taken as independent of each other, and so are the two waves, which
    makes too much of chance where the same people answer twice.
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
    if isinstance(earlier, Progress) and isinstance(later, Progress):
        meant = {one.indicator: one.definition for one in earlier.attainments}
        names = [
            one.indicator for one in later.attainments if meant.get(one.indicator, one.definition) != one.definition
        ]
        if names:
            yield Message("comparison.definitions", {"names": ", ".join(names)})


def _changes(earlier: Scorecard, later: Scorecard) -> Iterator[ScoreChange]:
    before = {node.path: node for node in earlier.tree}
    after = {node.path: node for node in later.tree}
    changes = [_of_nodes(path, before.get(path), after.get(path)) for path in dict.fromkeys((*after, *before))]
    if isinstance(earlier, Progress) and isinstance(later, Progress):
        figures = _figures(earlier, later)
        changes = [_with_figures(change, *figures.get(change.path, (None, False))) for change in changes]
    if isinstance(earlier, Profile) and isinstance(later, Profile):
        overall = _change(OVERALL, "Overall", earlier.overall, later.overall)
        first, last = standard_errors(earlier), standard_errors(later)
        changes = [_with_error(change, first, last) for change in (overall, *_parts_below_wholes(changes))]
    yield from changes


def _with_error(change: ScoreChange, first: Mapping[str, float], last: Mapping[str, float]) -> ScoreChange:
    """Return a change with what chance does to it, and without certainty where that is enough."""
    error = round(hypot(first.get(change.path, 0.0), last.get(change.path, 0.0)), DIGITS)
    is_noise = change.moved is not None and abs(change.moved) < GAP_ERRORS * error
    return attrs.evolve(change, standard_error=error, shift=_less_certain(change.shift, is_noise=is_noise))


def _with_figures(change: ScoreChange, figures: FigureChange | None, is_noise: bool) -> ScoreChange:  # noqa: FBT001 - of a pair
    return attrs.evolve(change, figures=figures, shift=_less_certain(change.shift, is_noise=is_noise))


def _less_certain(shift: Shift, *, is_noise: bool) -> Shift:
    return Shift.WITHIN_SAMPLING_ERROR if is_noise and shift in (Shift.ROSE, Shift.FELL) else shift


def _parts_below_wholes(changes: Iterable[ScoreChange]) -> list[ScoreChange]:
    """Return changes in their order, and yet each below the one that it is a part of."""
    given = list(changes)
    rank = {change.path: number for number, change in enumerate(given)}

    def place(change: ScoreChange) -> list[int]:
        steps = change.path.split("/")
        return [rank.get("/".join(steps[: depth + 1]), rank[change.path]) for depth in range(len(steps))]

    return sorted(given, key=place)


def _figures(earlier: Progress, later: Progress) -> dict[str, tuple[FigureChange, bool]]:
    """Return how far the latest figures of each indicator are apart, and whether chance could have done it."""
    before = {one.indicator: one for one in earlier.attainments}
    return {
        one.indicator: told
        for one in later.attainments
        if (was := before.get(one.indicator)) is not None and (told := _of_figures(was, one)) is not None
    }


def _of_figures(before: Attainment, after: Attainment) -> tuple[FigureChange, bool] | None:
    first, last = before.latest, after.latest
    if first is None or last is None or before.definition != after.definition or first.period == last.period:
        return None
    found = change_between(first, last, after.unit, Since.FIRST_FIGURE)
    noise = sampled(first, last, after.unit)
    change = FigureChange(
        start=first.period,
        end=last.period,
        before=first.value,
        after=last.value,
        value=found.value,
        unit=found.unit,
        interval=found.interval,
    )
    return change, noise is not None and noise.is_noise


def _of_nodes(path: str, before: Node | None, after: Node | None) -> ScoreChange:
    node = after or before
    label = path if node is None else node.label
    readings = (before.readings if before else (), after.readings if after else ())
    scores = (before.score if before else None, after.score if after else None)
    change = _change(path, label, *scores, tuple(_of_readings(*readings)))
    likely = (before.likely if before else None, after.likely if after else None)
    if change.shift is Shift.SAME and likely[0] != likely[1] and not _close(*likely):
        return attrs.evolve(change, shift=Shift.WITHIN_BOUNDS)  # too little is known to be told, and it moved wholes
    return change


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
