"""From answered criteria to a scorecard: the face of the engine."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan
from typing import Any

import attrs
import numpy as np

from collective_impact.errors import Message
from collective_impact.scoring.arrays import ARITHMETIC, EQUITY, Cells, Column, Floats, engine
from collective_impact.scoring.framework import OVERALL, Framework, Group
from collective_impact.scoring.readings import (
    GAP_POINTS,
    Answered,
    CriterionReading,
    ReadingKind,
    counting,
    perception_gap,
)
from collective_impact.scoring.scores import Node, Score

DIGITS = 9
"""Scores are rounded to it: the last bits of a float depend on the machine."""


@attrs.frozen(kw_only=True)
class Assembled:
    """The part of a scorecard that the engine makes."""

    tree: tuple[Node, ...]
    overall: Score
    arithmetic: Score
    equity: Score | None
    warnings: tuple[Message, ...]
    caveats: tuple[Message, ...]

    def fields(self) -> dict[str, Any]:
        """Return the fields of a scorecard, but for the warnings, which it may have more of."""
        return {name: getattr(self, name) for name in ("tree", "overall", "arithmetic", "equity", "caveats")}


def assemble(answered: Sequence[Answered], framework: Framework) -> Assembled:
    """Add up answered criteria, which are in the order of the framework's."""
    columns = engine(framework, cells_of(answered)).columns
    below = _below(answered, framework)
    scores = {path: _score(column, below[path], _method(framework, path)) for path, column in columns.items()}
    answers = {answer.criterion.path: answer for answer in answered}
    listed = [*(group.path for group in framework.groups), *(criterion.path for criterion in framework.criteria)]
    nodes = {
        path: _node(framework.label(path), path, columns[path], scores[path], answers.get(path)) for path in listed
    }
    nodes |= _with_gap_warnings(framework, nodes)
    return Assembled(
        tree=tuple(nodes.values()),
        overall=scores[OVERALL],
        arithmetic=scores[ARITHMETIC],
        equity=scores.get(EQUITY),
        warnings=(*_unique(nodes.values()), *_withheld(framework, nodes)),
        caveats=caveats(scores[OVERALL].assessed_by),
    )


def cells_of(answered: Sequence[Answered], rows: int = 1) -> Cells:
    """Return what the engine takes, each row the same."""
    given = {
        "likely": [np.nan if answer.likely is None else answer.likely for answer in answered],
        **{name: [getattr(answer, name) for answer in answered] for name in ("low", "high", "coverage", "own")},
    }
    arrays = {name: np.tile(np.array(cells, dtype=float), (rows, 1)) for name, cells in given.items()}
    flags = {
        "told": [answer.value is not None for answer in answered],
        "applies": [answer.applies for answer in answered],
    }
    return Cells(**arrays, **{name: np.tile(np.array(cells, dtype=bool), (rows, 1)) for name, cells in flags.items()})


def _below(answered: Iterable[Answered], framework: Framework) -> Mapping[str, list[Answered]]:
    """Return, for every path of a card, the criteria that it adds up."""
    gates = {gate.path for gate in framework.gates}
    below: dict[str, list[Answered]] = defaultdict(list)
    for answer in answered:
        steps = answer.criterion.path.split("/")
        for depth in range(len(steps)):
            below["/".join(steps[: depth + 1])].append(answer)
        if steps[0] not in gates:
            below[OVERALL].append(answer)
            below[ARITHMETIC].append(answer)
        if answer.criterion.equity:
            below[EQUITY].append(answer)
    return below


def _score(column: Column, below: Sequence[Answered], method: str) -> Score:
    counted = [reading for answer in below if answer.applies for reading in counting(answer.readings)]
    assessed = {reading.kind for reading in counted if reading.coverage > 0}
    low, high = _number(column.low), _number(column.high)
    return Score(
        value=_number(column.value),
        bounds=(0.0 if low is None else low, 100.0 if high is None else high),
        n=_counts(counted),
        coverage=_number(column.coverage) or 0.0,
        rests_on=tuple(dict.fromkeys(address for reading in counted for address in reading.rests_on)),
        method=method,
        assessed_by=tuple(kind.value for kind in ReadingKind if kind in assessed),
    )


def _counts(readings: Iterable[CriterionReading]) -> int:
    """Return how many units, respondents and ratings there are; a rating of a whole counts once."""
    judged = (ReadingKind.JUDGED, ReadingKind.SELF_ASSESSED)
    ratings = {address for reading in readings if reading.kind in judged for address in reading.rests_on}
    return sum(reading.n for reading in readings if reading.kind not in judged) + len(ratings)


def _number(cell: Floats) -> float | None:
    number = cell.item()
    return None if isnan(number) else round(number, DIGITS) + 0.0  # no minus zero


def _method(framework: Framework, path: str) -> str:
    mean: Group | Framework | None = framework if path in (OVERALL, ARITHMETIC) else None
    mean = mean or next((group for group in framework.groups if group.path == path), None)
    name = f"{framework.id} {framework.version}"
    if path == ARITHMETIC:
        return f"{name}: weighted arithmetic mean"
    if path == EQUITY:
        return f"{name}: minimum of the criteria marked equity"
    if mean is None:
        return f"{name}: mean of the readings, between goalposts"
    if mean.minimum:
        return f"{name}: minimum"
    named = {1.0: "arithmetic", 0.0: "geometric", -1.0: "harmonic"}
    return f"{name}: weighted {named.get(mean.power, f'power ({mean.power:g})')} mean"


def _node(label: str, path: str, column: Column, score: Score, answer: Answered | None) -> Node:
    readings = () if answer is None else answer.readings
    gap = perception_gap(readings)
    if gap is not None:
        code = "score.seen_higher" if gap > 0 else "score.seen_lower"
        message = Message(code, {"label": label, "points": f"{abs(gap):.0f}"})
        score = attrs.evolve(score, warnings=(message,))
    return Node(
        path=path,
        label=label,
        score=score,
        applies=bool(column.applies[0]),
        likely=_number(column.likely),
        own=_number(column.own) or 0.0,
        readings=readings,
    )


def _with_gap_warnings(framework: Framework, nodes: Mapping[str, Node]) -> dict[str, Node]:
    """Warn where a condition looks much better on paper than in what people do."""
    warned: dict[str, Node] = {}
    for group in framework.top:
        paper, practice = (nodes.get(f"{group.path}/{half}") for half in ("in_place", "in_practice"))
        if paper is None or practice is None or paper.score.value is None or practice.score.value is None:
            continue
        gap = paper.score.value - practice.score.value
        if gap > GAP_POINTS:
            message = Message("score.paper_practice_gap", {"label": group.label, "points": f"{gap:.0f}"})
            node = nodes[group.path]
            score = attrs.evolve(node.score, warnings=(*node.score.warnings, message))
            warned[group.path] = attrs.evolve(node, score=score)
    return warned


def _unique(nodes: Iterable[Node]) -> tuple[Message, ...]:
    return tuple(dict.fromkeys(message for node in nodes for message in node.score.warnings))


def _withheld(framework: Framework, nodes: Mapping[str, Node]) -> tuple[Message, ...]:
    """Say which conditions are scored and yet do not count, since mainly the backbone says so."""
    own = [framework.label(path) for path in self_assessed(framework, nodes)]
    return (Message("card.self_assessed", {"labels": ", ".join(own)}),) if own else ()


def self_assessed(framework: Framework, nodes: Mapping[str, Node]) -> Iterator[str]:
    """Yield the paths of the top groups that are scored mainly by what the initiative says of itself."""
    for path in (group.path for group in framework.top):
        if nodes[path].score.value is not None and nodes[path].own < framework.independent - 1e-9:
            yield path


def caveats(assessed_by: Iterable[str]) -> tuple[Message, ...]:
    """Return what no scorecard may be used for, and what it rests on."""
    sources = ", ".join(assessed_by) or "nothing yet"
    return (
        Message("card.not_predictive"),
        Message("card.not_comparable"),
        Message("card.assessed_by", {"sources": sources}),
        Message("card.not_for_funds"),
    )
