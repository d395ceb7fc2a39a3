"""What the main job costs, from the text of documents to scorecards, against `json.loads` of the same texts."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import collective_impact as ci
from benchmarks import Result, duel, timed
from benchmarks._documents import document

if TYPE_CHECKING:
    from collections.abc import Iterator

DISTINCT = 100
SIZES = {1: 25, 100: 5, 10_000: 1}  # how many documents, and how many rounds are enough for a steady median


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result for each number of documents; ten thousand are a hundred different ones in turn."""
    texts = [json.dumps(document(seed)) for seed in range(1 if smoke else DISTINCT)]
    _main_job(texts)  # the frameworks and the libraries below are loaded once, and not by the first document
    for size, rounds in ({1: 1} if smoke else SIZES).items():
        batch = list(itertools.islice(itertools.cycle(texts), size))
        ours, peers = duel(timed(lambda: _main_job(batch)), timed(lambda: _peer(batch)), rounds=rounds)  # noqa: B023
        what = f"load, check and score {size:,} of 50 stakeholders"
        yield Result(what=what, seconds=ours, peer="json.loads of the same", peer_seconds=peers)


def _main_job(texts: list[str]) -> None:
    for text in texts:
        ci.readiness(ci.loads(text), as_of="2022-12-31")


def _peer(texts: list[str]) -> None:
    for text in texts:
        json.loads(text)
