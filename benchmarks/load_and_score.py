"""What the main job costs, from the text of documents to scorecards, against `json.loads` of the same texts."""

from __future__ import annotations

import itertools
import json
from statistics import median
from typing import TYPE_CHECKING

import collective_impact as ci
from benchmarks import Result, timed
from benchmarks._documents import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DISTINCT = 100
SIZES = {1: 25, 100: 5, 10_000: 1}  # how many documents, and how many rounds are enough for a steady median


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result for each number of documents; ten thousand are a hundred different ones, again and again."""
    texts = [json.dumps(document(seed)) for seed in range(1 if smoke else DISTINCT)]
    _main_job(texts[0])  # the frameworks and the libraries below are loaded once, and not for the first document
    for size, rounds in ({1: 1} if smoke else SIZES).items():
        turns = [_relay(itertools.islice(itertools.cycle(texts), size)) for _ in range(rounds)]
        yield Result(
            what=f"load, check and score {size:,} of 50 stakeholders",
            seconds=median(ours for ours, _ in turns),
            peer="json.loads of the same",
            peer_seconds=median(peers for _, peers in turns),
        )


def _relay(texts: Iterable[str]) -> tuple[float, float]:
    """Return the seconds of both for all texts, taken in turns at each, so that a busy minute hurts both alike."""
    turns = [(timed(lambda: _main_job(text))(), timed(lambda: json.loads(text))()) for text in texts]  # noqa: B023
    return sum(ours for ours, _ in turns), sum(peers for _, peers in turns)


def _main_job(text: str) -> None:
    ci.readiness(ci.loads(text), as_of="2022-12-31")
