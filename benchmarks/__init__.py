"""What the library costs, each time as a ratio against a named peer in the same run."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True)
class Result:
    """Our time beside that of a peer; seconds differ between machines, ratios hardly."""

    what: str
    seconds: float
    peer: str
    peer_seconds: float

    @property
    def ratio(self) -> float:
        """Our time in units of the peer's."""
        return self.seconds / self.peer_seconds


def duel(ours: Callable[[], float], peers: Callable[[], float], *, rounds: int) -> tuple[float, float]:
    """Return the median seconds of both, measured in turns so that a busy moment hurts both alike."""
    turns = [(ours(), peers()) for _ in range(rounds)]
    return median(turn[0] for turn in turns), median(turn[1] for turn in turns)


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return a function that does the work once and says how many seconds it took."""

    def measure() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return measure
