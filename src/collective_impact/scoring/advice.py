"""What would raise a score (act), and what would narrow its bounds (find out)."""

import functools
from collections.abc import Mapping, Sequence

import numpy as np
from attrs import field

from collective_impact.errors import Message
from collective_impact.model._record import record
from collective_impact.scoring.arrays import Floats, Scores, engine
from collective_impact.scoring.assembly import cells_of
from collective_impact.scoring.framework import OVERALL, Framework
from collective_impact.scoring.readings import Answered

LEAST = 1e-6
"""Points below which a change is no change."""


@record(kw_only=True)
class Gap:
    """A criterion that is known and not fully met.

    Parameters
    ----------
    path, label : str
    value : float
        Its score, 0-100.
    gain : float
        Points that the overall score would gain if it were fully met, all else as it is;
        where the overall score is withheld, what it would gain on the evidence there is.
    act : Message
        What to do.
    rests_on : tuple of str
        Addresses of the records that show it.
    """

    path: str
    label: str
    value: float
    gain: float
    act: Message
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def __str__(self) -> str:
        return f"{self.act} (+{self.gain:.1f})"

    def to_dict(self, locale: str = "en") -> dict[str, object]:
        """Return it as plain data, with the sentence in a language."""
        plain: dict[str, object] = {name: getattr(self, name) for name in ("path", "label", "value", "gain")}
        return plain | {"act": self.act.to_dict(locale), "rests_on": list(self.rests_on)}


@record(kw_only=True)
class Unknown:
    """A criterion that is not, or not fully, known.

    Parameters
    ----------
    path, label : str
    bounds : tuple of float
        Of its score, 0-100.
    narrows : float
        Points by which the bounds of the overall score would come closer if it were known: to
        be as it is scored, or in the middle of its bounds where it is not.
    find_out : Message
        What to find out.
    """

    path: str
    label: str
    bounds: tuple[float, float]
    narrows: float
    find_out: Message

    def __str__(self) -> str:
        return f"{self.find_out} (narrows by {self.narrows:.1f})"

    def to_dict(self, locale: str = "en") -> dict[str, object]:
        """Return it as plain data, with the sentence in a language."""
        plain: dict[str, object] = {"path": self.path, "label": self.label, "bounds": list(self.bounds)}
        return plain | {"narrows": self.narrows, "find_out": self.find_out.to_dict(locale)}


def gaps(framework: Framework, answered: Sequence[Answered]) -> tuple[Gap, ...]:
    """Return what would raise the overall score, the largest gain first."""
    best = _supposing(framework, answered, np.full(len(answered), 100.0)).column(OVERALL)
    now = _as_is(framework, answered).column(OVERALL)
    gains = best.likely - now.likely if np.isnan(now.value[0]) else best.value - now.value
    found = [
        Gap(
            path=answer.criterion.path,
            label=answer.criterion.label,
            value=answer.value,
            gain=float(gain),
            act=_advice(answer, "act", answer.criterion.act),
            rests_on=tuple(dict.fromkeys(address for reading in answer.readings for address in reading.rests_on)),
        )
        for answer, gain in zip(answered, gains, strict=True)
        if answer.applies and answer.value is not None and gain > LEAST
    ]
    return tuple(sorted(found, key=lambda gap: -round(gap.gain, 6)))


def unknowns(framework: Framework, answered: Sequence[Answered]) -> tuple[Unknown, ...]:
    """Return what would narrow the bounds of the overall score, the most narrowing first."""
    settled = np.array([(a.low + a.high) / 2 if a.value is None else a.value for a in answered])
    then = _supposing(framework, answered, settled).column(OVERALL)
    now = _as_is(framework, answered).column(OVERALL)
    narrowing = (now.high - now.low) - (then.high - then.low)
    found = [
        Unknown(
            path=answer.criterion.path,
            label=answer.criterion.label,
            bounds=(answer.low, answer.high),
            narrows=float(narrows),
            find_out=_advice(answer, "find_out", answer.criterion.find_out),
        )
        for answer, narrows in zip(answered, narrowing, strict=True)
        if answer.applies and narrows > LEAST
    ]
    return tuple(sorted(found, key=lambda unknown: -round(unknown.narrows, 6)))


def _advice(answer: Answered, kind: str, words: str | None) -> Message:
    """Return the framework's own sentence, or a plain one where it has none.

    Only a sentence of the package's own has translations under its code.
    """
    criterion = answer.criterion
    if words is None:
        return Message(f"advice.{kind}", {"label": criterion.label})
    code = f"{kind}.{criterion.id}" if _ours().get((kind, criterion.id)) == words else f"{kind}.of_the_framework"
    return Message(code, {}, words.replace("{", "{{").replace("}", "}}"))


@functools.cache
def _ours() -> Mapping[tuple[str, str], str | None]:
    from collective_impact.scoring.standard import ALIGNMENT, FIVE_CONDITIONS

    criteria = (*FIVE_CONDITIONS.criteria, *ALIGNMENT.criteria)
    return {(kind, c.id): getattr(c, kind) for c in criteria for kind in ("act", "find_out")}


def _as_is(framework: Framework, answered: Sequence[Answered]) -> Scores:
    return engine(framework, cells_of(answered))


def _supposing(framework: Framework, answered: Sequence[Answered], supposed: Floats) -> Scores:
    """Score one row for each criterion, in which that criterion alone scores what is supposed."""
    cells = cells_of(answered, rows=len(answered))
    for part in (cells.likely, cells.low, cells.high):
        np.fill_diagonal(part, supposed)
    np.fill_diagonal(cells.told, val=True)
    return engine(framework, cells)
