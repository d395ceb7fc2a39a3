"""What reading a hundred thousand answers costs, against the plain parse of the same file."""

from __future__ import annotations

import csv
import random
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import collective_impact as ci
from benchmarks import Result, duel, timed
from benchmarks.read_observations import PEERS

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
ODD = ("don't know", "n/a", "", "4", "5 - Strongly agree")
ODD_SHARE = 0.05
ITEMS = tuple(f"q{number}" for number in range(1, 11))
KEY = "a key that nobody else has"
PEOPLE = 10_000

Table = list[list[str]]


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result for each layout and peer."""
    instrument = ci.Instrument(id="pulse", levels=LEVELS, items=[ci.Item(id=name) for name in ITEMS])
    ci.read_responses([{"Email": "jo@example.org", ITEMS[0]: LEVELS[0]}], instrument, key=KEY)  # modules load once
    with tempfile.TemporaryDirectory() as folder:
        for layout, table in (("wide", _wide(smoke=smoke)), ("long", _long(smoke=smoke))):
            path = Path(folder, f"{layout}.csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(table)
            yield from _results(path, len(table) - 1, instrument, smoke=smoke)


def _results(path: Path, rows: int, instrument: ci.Instrument, *, smoke: bool) -> Iterator[Result]:
    layout: Literal["wide", "long"] = "long" if path.stem == "long" else "wide"
    for peer, parse in PEERS.items():
        ours, peers = duel(
            timed(lambda: ci.read_responses(path, instrument, layout=layout, key=KEY)),
            timed(partial(parse, path)),
            rounds=1 if smoke else 3,
        )
        yield Result(
            what=f"answers of a {path.stem} csv, {rows:,} rows", seconds=ours, peer=f"{peer} alone", peer_seconds=peers
        )


def _wide(*, smoke: bool) -> Table:
    dice = random.Random(1)  # noqa: S311 - nothing here is secret
    people = range(PEOPLE // 100 if smoke else PEOPLE)
    return [["Email", *ITEMS], *([f"{person}@example.org", *(_answer(dice) for _ in ITEMS)] for person in people)]


def _long(*, smoke: bool) -> Table:
    titles, *rows = _wide(smoke=smoke)
    answers = [[row[0], item, cell] for row in rows for item, cell in zip(titles[1:], row[1:], strict=True)]
    return [["Email", "Item", "Answer"], *answers]


def _answer(dice: random.Random) -> str:
    return dice.choice(ODD) if dice.random() < ODD_SHARE else dice.choice(LEVELS)
