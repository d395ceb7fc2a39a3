"""What XmR charts of many series cost, against a plain numpy loop over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks import Result, duel, timed
from collective_impact.measurement import xmr_charts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SERIES = 10_000
SOME = 100
POINTS = 24


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result: limits and signals by the rules of "Making data count", all at once and one by one."""
    rows, rounds = (SOME, 1) if smoke else (SERIES, 5)
    X = np.random.default_rng(0).normal(50, 10, (rows, POINTS))
    ours, peers = duel(
        timed(lambda: xmr_charts(X, convention="nhs")), timed(lambda: [_chart(x) for x in X]), rounds=rounds
    )
    peer = "a plain numpy loop"
    yield Result(what=f"XmR charts of {rows:,} series", seconds=ours, peer=peer, peer_seconds=peers)


def _chart(x: NDArray[np.float64]) -> tuple[float, float, float, NDArray[np.bool_]]:
    """Return limits and flagged points of one series, as anybody would write them who has no gaps."""
    ranges = np.abs(np.diff(x))
    mean_range = ranges[ranges <= 3.267 * ranges.mean()].mean()
    centre, reach = x.mean(), 2.66 * mean_range
    z, steps = x - centre, np.sign(np.diff(x))
    flags = np.abs(z) > reach
    near = (np.abs(z) > 2 * reach / 3) & ~flags
    for start in range(len(x) - 2):
        window = slice(start, start + 3)
        if abs(np.sign(z[window]).sum()) == 3 and near[window].sum() > 1:  # noqa: PLR2004 - two of three
            flags[window] |= near[window]
    for start in range(len(x) - 6):
        window = slice(start, start + 7)
        if abs(np.sign(z[window]).sum()) == 7 or abs(steps[start : start + 6].sum()) == 6:  # noqa: PLR2004 - seven
            flags[window] = True
    return centre, centre - reach, centre + reach, flags
