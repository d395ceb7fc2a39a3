"""What the readiness of one initiative costs (50 stakeholders, 20 indicators, 100 convenings); the aim is 5 ms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import collective_impact as ci
from benchmarks import Result, duel, timed
from benchmarks._documents import document

if TYPE_CHECKING:
    from collections.abc import Iterator


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result: scoring alone, against reading the same initiative's JSON."""
    text = json.dumps(document(0))
    initiative = ci.loads(text)
    framework = ci.FIVE_CONDITIONS
    ci.readiness(initiative, framework=framework, as_of="2022-12-31")
    ours, peers = duel(
        timed(lambda: ci.readiness(initiative, framework=framework, as_of="2022-12-31")),
        timed(lambda: json.loads(text)),
        rounds=1 if smoke else 200,
    )
    yield Result(what="readiness of one", seconds=ours, peer="json.loads of the same", peer_seconds=peers)
