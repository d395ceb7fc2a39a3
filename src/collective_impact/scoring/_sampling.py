"""What chance does to scores, since of those who could answer a survey only some did."""

from collections.abc import Mapping
from math import sqrt

import numpy as np

from collective_impact.scoring.arrays import engine
from collective_impact.scoring.assembly import cells_of
from collective_impact.scoring.profiles import Profile, answers_of
from collective_impact.scoring.readings import TOP, Answered, ReadingKind


def standard_errors(card: Profile) -> Mapping[str, float]:
    """Return the standard error of every score of a card, in points; 0 where no survey informs it.

    Each criterion in turn is moved by its own standard error, all are added up by the engine
    at once, and what that does to a score is added up in squares (the delta method).
    """
    answered = answers_of(card)
    errors = np.array([_error(answer) for answer in answered])
    moved = np.flatnonzero(errors)
    if not moved.size:
        return {}
    cells = cells_of(answered, rows=moved.size + 1)
    rows = np.arange(moved.size)
    before = cells.likely[rows, moved]
    cells.likely[rows, moved] = np.where(before + errors[moved] > TOP, before - errors[moved], before + errors[moved])
    cells.low[rows, moved] = np.minimum(cells.low[rows, moved], cells.likely[rows, moved])
    cells.high[rows, moved] = np.maximum(cells.high[rows, moved], cells.likely[rows, moved])
    columns = engine(card.framework, cells).columns
    return {path: sqrt(float(np.nansum((one.value[:-1] - one.value[-1]) ** 2))) for path, one in columns.items()}


def _error(answer: Answered) -> float:
    """Return the standard error of a criterion: that of its survey, of as many readings as its mean is of."""
    if not answer.applies or not answer.own:
        return 0.0
    known = [
        reading
        for reading in answer.readings
        if reading.counts_as is not None and reading.kind is not ReadingKind.SELF_ASSESSED
    ]
    return sum(reading.standard_error or 0.0 for reading in known) / len(known) if known else 0.0
