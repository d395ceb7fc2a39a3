"""What scoring many initiatives at once in arrays costs, against plain numpy and against a loop over the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import collective_impact as ci
from benchmarks import Result, duel, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROWS = 10_000
SOME = 100
"""Rows that the loop takes, which would take long for all of them."""
UNRECORDED = 0.1


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield two results: many rows at once, against the bare means and against one row after the other."""
    framework = ci.FIVE_CONDITIONS
    rows, rounds = (SOME, 1) if smoke else (ROWS, 15)
    dice = np.random.default_rng(0)
    X = dice.uniform(0, 100, (rows, len(framework.criteria)))
    X[dice.uniform(size=X.shape) < UNRECORDED] = np.nan

    ours, peers = duel(timed(lambda: ci.score(framework, X)), timed(lambda: _bare_means(framework, X)), rounds=rounds)
    peer = "a weighted mean for each group, in numpy"
    yield Result(what=f"score {rows:,} rows with bounds and coverage", seconds=ours, peer=peer, peer_seconds=peers)

    some = X[:SOME]
    ours, peers = duel(timed(lambda: ci.score(framework, some)), timed(lambda: _loop(framework, some)), rounds=rounds)
    yield Result(what=f"score {SOME} rows at once", seconds=ours, peer="one row after the other", peer_seconds=peers)


def _bare_means(framework: ci.Framework, X: NDArray[np.float64]) -> None:
    """Add up the tree as anybody would who needs neither bounds nor coverage nor stand-ins."""
    columns = {criterion.path: X[:, index] for index, criterion in enumerate(framework.criteria)}
    for path in [*sorted((group.path for group in framework.groups), key=lambda path: -path.count("/")), ""]:
        children = framework.children(path)
        table = np.stack([columns[child.path] for child in children], axis=1)
        weights = np.array([child.weight for child in children])
        known = ~np.isnan(table)
        with np.errstate(invalid="ignore"):  # where nothing is known
            columns[path] = np.where(known, table, 0.0) @ weights / (known @ weights)


def _loop(framework: ci.Framework, X: NDArray[np.float64]) -> None:
    for row in X:
        ci.score(framework, row[None, :])
