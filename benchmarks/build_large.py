"""What a large initiative costs: 500 stakeholders, 200 indicators x 40 observations, 5,000 ties."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import attrs

import collective_impact as ci
from benchmarks import Result, duel, timed
from benchmarks._documents import large

if TYPE_CHECKING:
    from collections.abc import Iterator


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield three results: build it of plain data, check it, and read its text, which does both."""
    document = large()
    text = json.dumps(document)
    initiative = ci.loads(text)
    plain = json.loads(text)
    work = {
        "build and check a large one, from plain data": lambda: ci.from_dict(plain),
        "check a large one alone": lambda: attrs.evolve(initiative),
        "build and check a large one, from its text": lambda: ci.loads(text),
    }
    for what, job in work.items():
        ours, peers = duel(timed(job), timed(lambda: json.loads(text)), rounds=1 if smoke else 9)
        yield Result(what=what, seconds=ours, peer="json.loads of the same", peer_seconds=peers)
