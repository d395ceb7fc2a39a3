"""Scores of a card as words, bars and rows, for every section that shows some."""

from typing import Any

from collective_impact.errors import Message
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Cell
from collective_impact.scoring.advice import LEAST
from collective_impact.scoring.profiles import Profile
from collective_impact.scoring.scores import Score

COLUMNS = ("score", "range", "bar", "coverage")
"""What stands of a score in every table."""


def whole(value: float) -> str:
    """Write a score: more digits would say more than anybody knows."""
    return f"{value:.0f}"


def scored(setting: Setting, score: Score) -> str:
    """Return a score in words, with its range."""
    low, high = score.bounds
    value = setting.word("score.none") if score.value is None else whole(score.value)
    return setting.word("score.ranged", value=value, low=whole(low), high=whole(high))


def by_whom(setting: Setting, card: Profile, path: str, value: float) -> Message:
    """Return a score in words, which say where it rests mainly on self-assessment."""
    is_independent = card.nodes.node(path).own >= card.framework.independent - LEAST
    return setting.say("score.value" if is_independent else "score.self_assessed", score=whole(value))


def cells_of(setting: Setting, card: Profile, path: str) -> list[Cell]:
    """Return the cells of a score, as `COLUMNS` has them."""
    score = card.nodes[path]
    low, high = score.bounds
    span: dict[str, Any] = {"low": whole(low), "high": whole(high)}
    text = setting.say("score.none") if score.value is None else by_whom(setting, card, path, score.value)
    return [
        Cell(text=text, value=score.value),
        setting.cell("score.range", **span),
        Cell(text=setting.say("profile.bar", **span), value=score.value, span=score.bounds),
        setting.cell("score.coverage", value=score.coverage, coverage=whole(100 * score.coverage)),
    ]
