"""Readings of a criterion: what records show, what people say, what raters judge.

They are alternatives, not parts: the criterion scores their mean, and its bounds span them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeAlias

import attrs
from attrs import field

from collective_impact.conditions.finding import TOLERANCE, Finding
from collective_impact.conditions.measures import Measure, find_measure
from collective_impact.errors import Fault, InvalidFrameworkError, InvalidValueError, Message, UnknownNameError
from collective_impact.model._record import Value, Vocabulary, record
from collective_impact.model.evidence import BEST, Evidence
from collective_impact.model.initiative import Initiative
from collective_impact.scoring.framework import Criterion, Framework
from collective_impact.survey.perceived import Perceived, perceived

TOP = 100.0
GAP_POINTS = 25.0
GAP_ERRORS = 2.0
INHERITED = 0.5
"""How complete the evidence of a criterion is that was only rated as part of a whole (ours)."""


class ReadingKind(Vocabulary):
    """Where a reading comes from."""

    STRUCTURAL = "structural"
    PERCEIVED = "perceived"
    JUDGED = "judged"
    SELF_ASSESSED = "self_assessed"


Ratings: TypeAlias = Mapping[ReadingKind, Sequence[Evidence]]
"""Rated evidence of one criterion, by what it counts as."""


@record(kw_only=True)
class CriterionReading(Value):
    """One answer to a criterion.

    Parameters
    ----------
    kind : ReadingKind or str
    value : float, optional
        0-100; None where nothing is known, or too little to tell.
    likely : float, optional
        Where there is no value: what is known all the same, however little, 0-100.
    low, high : float
        How far it could move, 0-100.
    raw : float, optional
        What was measured, in the criterion's unit (a share for surveys, 0-4 for ratings).
    n : int
        Units, respondents or ratings.
    coverage : float
        The share of its evidence that is there, 0-1.
    rests_on : tuple of str
        Addresses of records.
    note : Message, optional
        The finding in a sentence.
    standard_error : float, optional
        Of surveys, in points.
    """

    kind: ReadingKind = field(converter=ReadingKind)
    value: float | None = None
    likely: float | None = None
    low: float = 0.0
    high: float = TOP
    raw: float | None = None
    n: int = 0
    coverage: float = 0.0
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    note: Message | None = None
    standard_error: float | None = None

    @property
    def counts_as(self) -> float | None:
        """What it counts as in means: its value, or else what is likely; None where nothing is known."""
        return self.likely if self.value is None else self.value


@attrs.frozen(kw_only=True)
class Answered:
    """A criterion with its readings, combined: what the engine takes.

    Parameters
    ----------
    criterion : Criterion
    applies : bool
    readings : tuple of CriterionReading
    value : float, optional
        0-100; None where there is too little evidence to tell it.
    likely : float, optional
        As the value, but with whatever is known, however little: it is what a mean takes. The
        value unless given.
    low, high : float
    coverage : float
    own : bool
        Whether it has a value that rests on more than self-assessment.
    """

    criterion: Criterion
    applies: bool = True
    readings: tuple[CriterionReading, ...] = ()
    value: float | None = None
    likely: float | None = field(default=attrs.Factory(attrgetter("value"), takes_self=True))
    low: float = 0.0
    high: float = TOP
    coverage: float = 0.0
    own: bool = False


def answer_all(initiative: Initiative, framework: Framework, as_of: date) -> tuple[Answered, ...]:
    """Ask every criterion of a framework of an initiative.

    Raises
    ------
    InvalidFrameworkError
        A measure of the framework cannot be found.
    """
    said = perceived(initiative, as_of)
    rated = _ratings(initiative, framework, as_of)
    findings = _findings(initiative, framework, as_of)
    return tuple(
        _answered(criterion, finding, said.get(criterion.id), rated.get(criterion.path, {}))
        for criterion, finding in zip(framework.criteria, findings, strict=True)
    )


def _findings(initiative: Initiative, framework: Framework, as_of: date) -> list[Finding | None]:
    found: list[Finding | None] = []
    faults: list[Fault] = []
    for index, criterion in enumerate(framework.criteria):
        measure = None
        if criterion.measure is not None:
            try:
                measure = find_measure(criterion.measure)
            except UnknownNameError:
                message = Message("framework.unknown_measure", {"given": criterion.measure})
                faults.append(Fault(message=message, location=("criteria", index, "measure")))
        found.append(None if measure is None else _measured(measure, criterion, initiative, as_of))
    if faults:
        raise InvalidFrameworkError(f"framework {framework.id!r}", faults)
    return found


def _measured(measure: Measure, criterion: Criterion, initiative: Initiative, as_of: date) -> Finding:
    """Ask one measure; what goes wrong in a measure of the caller's says in which."""
    where = f"measure {criterion.measure!r} of criterion {criterion.id!r}"
    try:
        found: object = measure(initiative, as_of)
    except Exception as error:
        error.add_note(f"in {where}")
        raise
    if not isinstance(found, Finding):
        raise InvalidValueError(where, found, "a Finding")
    return found


def _answered(criterion: Criterion, finding: Finding | None, said: Perceived | None, rated: Ratings) -> Answered:
    if finding is not None and not finding.applicable and criterion.not_applicable is not None:
        structural = CriterionReading(kind=ReadingKind.STRUCTURAL, note=finding.note, rests_on=finding.rests_on)
        return Answered(criterion=criterion, applies=False, readings=(structural,))
    readings = [
        *([] if finding is None or not finding.applicable else [_structural(criterion, finding)]),
        *([] if said is None else [_perceived(said)]),
        *(_of_ratings(kind, ratings, criterion) for kind, ratings in rated.items()),
    ]
    return combine(criterion, tuple(readings))


def combine(criterion: Criterion, readings: tuple[CriterionReading, ...]) -> Answered:
    """Combine the readings of a criterion.

    What is known always counts; how much is known decides only whether the value is told.
    Otherwise a mean could rise because one of its parts is no longer told. A self-assessment counts only
    where nothing else is known, and narrows no bounds. A structural reading that asked about
    something but learnt nothing widens them: what was judged could turn out otherwise.
    """
    own = [reading for reading in readings if reading.kind is not ReadingKind.SELF_ASSESSED]
    counted = counting(readings)
    spanning = [reading for reading in own if reading.n > 0 or reading.counts_as is not None]
    values = [reading.counts_as for reading in counted if reading.counts_as is not None]
    low = min((reading.low for reading in spanning), default=0.0)
    high = max((reading.high for reading in spanning), default=TOP)
    likely = min(max(sum(values) / len(values), low), high) if values else None
    is_told = any(reading.value is not None for reading in counted)
    return Answered(
        criterion=criterion,
        readings=readings,
        value=likely if is_told else None,
        likely=likely,
        low=low,
        high=high,
        coverage=max((reading.coverage for reading in own), default=0.0),
        own=is_told and counted == own,
    )


def counting(readings: Sequence[CriterionReading]) -> list[CriterionReading]:
    """Return the readings that count: a self-assessment does where nothing else is known."""
    own = [reading for reading in readings if reading.kind is not ReadingKind.SELF_ASSESSED]
    return own if any(reading.counts_as is not None for reading in own) else list(readings)


def _structural(criterion: Criterion, finding: Finding) -> CriterionReading:
    """Return what the records show; with too little of the evidence there are bounds and no value."""
    enough = finding.coverage >= criterion.needs - TOLERANCE
    less_is_better = criterion.best < criterion.worst
    at_worst, at_best = (finding.high, finding.low) if less_is_better else (finding.low, finding.high)
    is_told = finding.value is not None and enough
    known = finding.likely if finding.value is None else finding.value
    score = None if known is None else _score(criterion, known, 0.0)
    return CriterionReading(
        kind=ReadingKind.STRUCTURAL,
        value=score if is_told else None,
        likely=None if is_told else score,
        low=_score(criterion, at_worst, 0.0),
        high=_score(criterion, at_best, TOP),
        raw=finding.value,
        n=finding.n,
        coverage=min(max(finding.coverage, 0.0), 1.0),
        rests_on=finding.rests_on,
        note=finding.note,
    )


def _score(criterion: Criterion, raw: float | None, unbounded: float) -> float:
    if raw is None:
        return unbounded
    share = (raw - criterion.worst) / (criterion.best - criterion.worst)
    return min(max(share, 0.0), 1.0) * TOP


def _perceived(said: Perceived) -> CriterionReading:
    return CriterionReading(
        kind=ReadingKind.PERCEIVED,
        value=said.value * TOP,
        low=said.low * TOP,
        high=said.high * TOP,
        raw=said.value,
        n=said.n,
        coverage=said.coverage,
        rests_on=said.instruments,
        note=Message("reading.perceived", {"n": said.n, "value": said.value * TOP}),
        standard_error=said.standard_error * TOP,
    )


def _of_ratings(kind: ReadingKind, evidence: Sequence[Evidence], criterion: Criterion) -> CriterionReading:
    """Return what raters judge; a rating of a whole half or condition is half the evidence of each part."""
    is_of_whole = all(piece.about not in (criterion.id, criterion.path) for piece in evidence)
    ratings = sorted(piece.rating for piece in evidence if piece.rating is not None)
    mean = sum(ratings) / len(ratings)
    return CriterionReading(
        kind=kind,
        value=mean / BEST * TOP,
        low=ratings[0] / BEST * TOP,
        high=ratings[-1] / BEST * TOP,
        raw=mean,
        n=len(ratings),
        coverage=INHERITED if is_of_whole else 1.0,
        rests_on=sorted(f"evidence/{piece.key}" for piece in evidence),
        note=Message(f"reading.{kind.value}", {"n": len(ratings), "mean": mean}),
    )


def _ratings(initiative: Initiative, framework: Framework, as_of: date) -> Mapping[str, Ratings]:
    """Return rated evidence by path of criterion: what is said of a whole goes down to its parts.

    The nearest level counts: a rating of the criterion itself, else of its half, else of
    its condition; raters and the backbone are looked up apart.
    """
    backbone = _backbone(initiative)
    about: dict[tuple[ReadingKind, str], list[Evidence]] = defaultdict(list)
    for evidence in initiative.evidence:
        if evidence.rating is not None and (evidence.on is None or evidence.on <= as_of):
            own = evidence.self_assessed or evidence.rater in backbone
            about[ReadingKind.SELF_ASSESSED if own else ReadingKind.JUDGED, evidence.about].append(evidence)
    if not about:
        return {}
    found: dict[str, Ratings] = {}
    for criterion in framework.criteria:
        levels = [(criterion.id, criterion.path), *((path,) for path in _above(criterion.group))]
        nearest = {kind: _nearest(about, kind, levels) for kind in (ReadingKind.JUDGED, ReadingKind.SELF_ASSESSED)}
        found[criterion.path] = {kind: evidence for kind, evidence in nearest.items() if evidence}
    return found


def _backbone(initiative: Initiative) -> frozenset[str]:
    """Return the ids and names of the organisations that share the backbone."""
    ids = initiative.backbone.organizations if initiative.backbone else ()
    names = (initiative.stakeholder(organization).name for organization in ids)
    return frozenset(ids).union(name for name in names if name is not None)


def _above(path: str) -> list[str]:
    return [path, *_above(path.rpartition("/")[0])] if path else []


def _nearest(
    about: Mapping[tuple[ReadingKind, str], list[Evidence]], kind: ReadingKind, levels: Iterable[tuple[str, ...]]
) -> list[Evidence]:
    """Return the ratings at the first level that has any; a level may have two names."""
    for names in levels:
        found = [evidence for name in names for evidence in about.get((kind, name), ())]
        if found:
            return found
    return []


def perception_gap(readings: Iterable[CriterionReading]) -> float | None:
    """Return how much better (or worse) people see a criterion than records show, if it matters.

    Parameters
    ----------
    readings : iterable of CriterionReading

    Returns
    -------
    float or None
        In points; None up to 25 points or two standard errors, or where one is missing.
    """
    by_kind = {reading.kind: reading for reading in readings}
    shown, said = by_kind.get(ReadingKind.STRUCTURAL), by_kind.get(ReadingKind.PERCEIVED)
    if shown is None or said is None or shown.value is None or said.value is None:
        return None
    gap = said.value - shown.value
    least = max(GAP_POINTS, GAP_ERRORS * (said.standard_error or 0.0))
    return gap if abs(gap) > least else None
