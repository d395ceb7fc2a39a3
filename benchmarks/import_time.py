"""What `import collective_impact` costs, against `import attrs`, each time in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks import Result, duel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLOCK = "import time; begun = time.perf_counter(); import {}; print(time.perf_counter() - begun)"


def fresh_import(module: str) -> Callable[[], float]:
    """Return a function that says how many seconds the import takes, without the start of the interpreter."""

    def measure() -> float:
        run = [sys.executable, "-c", CLOCK.format(module)]
        return float(subprocess.run(run, capture_output=True, check=True, text=True).stdout)

    return measure


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result: the façade's import."""
    rounds = 1 if smoke else 25
    ours, peers = duel(fresh_import("collective_impact"), fresh_import("attrs"), rounds=rounds)
    yield Result(what="import collective_impact", seconds=ours, peer="import attrs", peer_seconds=peers)
