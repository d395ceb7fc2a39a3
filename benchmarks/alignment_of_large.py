"""What the alignment of a large initiative costs (1,000 stakeholders, 300 indicators, 2,000 activities): under 1 s."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import collective_impact as ci
from benchmarks import Result, duel, timed
from benchmarks._documents import YEARS, document

if TYPE_CHECKING:
    from collections.abc import Iterator

PERIODS = YEARS[-2:]
SIZES = {"stakeholders": 1000, "indicators": 300, "activities": 2000, "convenings": 200, "ties": 5000}
SMALL = {"stakeholders": 50, "indicators": 15, "activities": 100, "convenings": 20, "ties": 100}


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result: the card with every partner's part, against reading the same initiative's JSON."""
    text = json.dumps(document(0, periods=PERIODS, **(SMALL if smoke else SIZES)))
    initiative = ci.loads(text)
    ci.alignment(initiative, as_of="2022-12-31")
    ours, peers = duel(
        timed(lambda: ci.alignment(initiative, as_of="2022-12-31")),
        timed(lambda: json.loads(text)),
        rounds=1 if smoke else 7,
    )
    yield Result(what="alignment of a large one", seconds=ours, peer="json.loads of the same", peer_seconds=peers)
