"""What scoring many initiatives at once in arrays costs, against plain numpy and against a loop over the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import collective_impact as ci
from benchmarks import Result, duel, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 10_000
SOME = 100
"""Rows that the loop takes, which would take minutes for all of them."""


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield two results: a whole profile with bounds and coverage is a few dozen means of plain numpy."""
    framework = ci.FIVE_CONDITIONS
    rows, rounds = (SOME, 1) if smoke else (ROWS, 15)
    X = np.random.default_rng(0).uniform(0, 100, (rows, len(framework.criteria)))
    X[np.random.default_rng(1).uniform(size=X.shape) < 0.1] = np.nan  # noqa: PLR2004 - a tenth is missing
    weights = np.array([criterion.weight for criterion in framework.criteria])
    what = f"score {rows:,} rows"

    def mean() -> object:
        known = ~np.isnan(X)
        return np.where(known, X, 0.0) @ weights / (known @ weights)

    ours, peers = duel(timed(lambda: ci.score(framework, X)), timed(mean), rounds=rounds)
    yield Result(what=what, seconds=ours, peer="one weighted mean in numpy", peer_seconds=peers)

    def loop() -> None:
        for row in X[:SOME]:
            ci.score(framework, row[None, :])

    ours, peers = duel(timed(lambda: ci.score(framework, X[:SOME])), timed(loop), rounds=1 if smoke else 5)
    yield Result(what=f"score {SOME} rows", seconds=ours, peer="the same one by one", peer_seconds=peers)
