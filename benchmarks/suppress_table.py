"""What protecting a table of counts costs, against looking once how far each withheld cell can be narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

import collective_impact as ci
from benchmarks import Result, duel, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SHAPE = (20, 4, 5)
"""Schools by groups by grades."""
SMALL_SHAPE = (4, 2, 2)
THRESHOLD = 5


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result: a table with all margins, protected and audited, against one audit written plainly."""
    shape, rounds = (SMALL_SHAPE, 1) if smoke else (SHAPE, 3)
    counts = np.random.default_rng(1).negative_binomial(1, 0.04, size=shape)
    protected = ci.measurement.suppress(counts, threshold=THRESHOLD)
    ours, peers = duel(
        timed(lambda: ci.measurement.suppress(counts, threshold=THRESHOLD)),
        timed(lambda: _audit(protected)),
        rounds=rounds,
    )
    peer = "one audit of it, two linprog a cell"
    yield Result(
        what=f"suppress {' x '.join(map(str, shape))} with margins", seconds=ours, peer=peer, peer_seconds=peers
    )


def _audit(table: ci.measurement.Suppressed) -> None:
    """Bound every withheld cell from the published ones, as an auditor would."""
    details = [cell for cell in table.cells if len(cell.key) == len(table.columns)]
    shown = [cell for cell in table.cells if cell.count is not None]
    equations = np.array([_below(cell, details) for cell in shown])
    known = np.array([cell.count for cell in shown], dtype=float)
    for cell in table.cells:
        if cell.count is None:
            sums = _below(cell, details)
            for sign in (1, -1):
                linprog(sign * sums, A_eq=equations, b_eq=known, bounds=(0, None))


def _below(cell: ci.measurement.Cell, details: list[ci.measurement.Cell]) -> NDArray[np.float64]:
    return np.array([set(cell.key) <= set(detail.key) for detail in details], dtype=float)
