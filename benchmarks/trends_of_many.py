"""What trends cost: a hundred thousand series of twelve points, in one call."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import Result, duel, timed
from collective_impact.measurement import trend, trends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

POINTS = 12
SAMPLE = 300


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result for each peer: its time for a sample of the series, scaled up to all of them."""
    count = 2_000 if smoke else 100_000
    sample = 20 if smoke else SAMPLE
    table = np.random.default_rng(0).normal(size=(count, POINTS))
    trends(table[:POINTS])  # the tables of the exact distribution are made once in a process
    for peer, one in _peers().items():
        ours, theirs = duel(timed(lambda: trends(table)), timed(_loop(one, table[:sample])), rounds=1 if smoke else 7)
        yield Result(
            what=f"trends of {count:,} series of {POINTS} points",
            seconds=ours,
            peer=f"{peer} ({sample} series measured)",
            peer_seconds=theirs * count / sample,
        )


def _peers() -> dict[str, Callable[[npt.NDArray[np.float64]], object]]:
    peers: dict[str, Callable[[npt.NDArray[np.float64]], object]] = {"our own trend, one after the other": trend}
    if importlib.util.find_spec("pymannkendall") is None:
        print("pymannkendall is not installed: trends are not measured against it")
        return peers
    pymannkendall = importlib.import_module("pymannkendall")
    return {"pymannkendall.original_test, one after the other": pymannkendall.original_test} | peers


def _loop(one: Callable[[npt.NDArray[np.float64]], object], rows: npt.NDArray[np.float64]) -> Callable[[], object]:
    return lambda: [one(row) for row in rows]
