"""What Krippendorff's alpha costs: 200 raters, 10,000 items on five levels, and an interval from 1,000 draws."""

from __future__ import annotations

import importlib
import importlib.util
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import Result, duel, timed
from collective_impact.survey import krippendorff_alpha

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    Table = npt.NDArray[np.float64]

DRAWS = 1000
MEASURED = 10  # draws of the peer; all of them take half a minute each time


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield alpha alone, then alpha with its interval; print the peak memory of both."""
    if importlib.util.find_spec("krippendorff") is None:
        print("krippendorff is not installed: alpha is not measured against it")
        return
    peer = importlib.import_module("krippendorff").alpha
    raters, items = (20, 500) if smoke else (200, 10_000)
    table = _table(raters, items)
    rounds, draws, measured = (1, 20, 2) if smoke else (5, DRAWS, MEASURED)

    def ours() -> object:
        return krippendorff_alpha(table, metric="ordinal", draws=0)

    def theirs() -> object:
        return peer(table, level_of_measurement="ordinal")

    def with_interval() -> object:
        return krippendorff_alpha(table, metric="ordinal", draws=draws)

    def drawn_again() -> None:
        rng = np.random.default_rng(0)
        for _ in range(measured):
            peer(table[:, rng.integers(items, size=items)], level_of_measurement="ordinal")

    what, name = f"ordinal alpha of {raters:,} raters × {items:,} items", "krippendorff.alpha"
    ours()  # imports what it needs
    one, its = duel(timed(ours), timed(theirs), rounds=rounds)
    yield Result(what=what, seconds=one, peer=name, peer_seconds=its)
    many, sample = duel(timed(with_interval), timed(drawn_again), rounds=rounds)
    yield Result(
        what=f"the same with {draws:,} draws of items",
        seconds=many,
        peer=f"{name} of each draw ({measured} measured)",
        peer_seconds=its + sample / measured * draws,
    )
    print(f"peak memory: {_peak(with_interval):.0f} MB with {draws:,} draws; {name} of one draw {_peak(theirs):.0f} MB")


def _table(raters: int, items: int) -> Table:
    """Return answers on five levels, one in ten of them missing."""
    rng = np.random.default_rng(0)
    table = np.clip(np.round(3 + rng.normal(size=items) + rng.normal(size=(raters, items))), 1, 5)
    table[rng.random(table.shape) < 0.1] = np.nan  # noqa: PLR2004 - one in ten
    return table


def _peak(work: Callable[[], object]) -> float:
    """Return the most megabytes that work holds at a time, beyond what was there before."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
