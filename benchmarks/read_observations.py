"""What reading 100,000 figures of indicators costs, against the plain parse of the same file."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

import collective_impact as ci
from benchmarks import Result, duel, timed

INDICATORS = tuple(f"Indicator {number}" for number in range(200))
GROUPS = tuple(f"Group {number}" for number in range(25))
YEARS = tuple(f"{year}-{(year + 1) % 100:02d}" for year in range(2013, 2033))  # 200 x 25 x 20 figures
ODD = ("*", "n/a", "90-94%", "<5", "44.2 (a)")
ODD_SHARE = 0.05

Table = list[list[str]]
Rows = Sequence[Sequence[object]]
Records = Sequence[Mapping[str, str]]


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result for each layout and file."""
    indicators = [ci.Indicator(id=name, unit="percent") for name in INDICATORS]
    ci.read_observations([{"Indicator": INDICATORS[0], "2019": "44%"}], indicators)  # units load once
    with tempfile.TemporaryDirectory() as folder:
        for layout, table in (("long", _long(smoke=smoke)), ("wide", _wide(smoke=smoke))):
            path = Path(folder, f"{layout}.csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(table)
            for peer, parse in {**PEERS, **(OF_FIGURES if layout == "wide" else {})}.items():
                yield _result(path, f"{len(table) - 1:,} rows", indicators, peer, parse, smoke=smoke)
        path = _workbook(Path(folder, "long.xlsx"), _long(smoke=smoke))
        yield _result(path, "the same", indicators, "openpyxl", _parse_workbook, smoke=smoke)


def _result(  # noqa: PLR0913 - two things to time, and what to call them
    path: Path, rows: str, indicators: list[ci.Indicator], peer: str, parse: Callable[[Path], object], *, smoke: bool
) -> Result:
    ours, peers = duel(
        timed(lambda: ci.read_observations(path, indicators)), timed(lambda: parse(path)), rounds=1 if smoke else 3
    )
    what = f"figures of a {path.stem} {path.suffix[1:]}, {rows}"
    return Result(what=what, seconds=ours, peer=f"{peer} alone", peer_seconds=peers)


def _parse_lines(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _parse_records(path: Path) -> Records:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parse_figures(path: Path) -> Records:
    """Return as many records as the file has figures: what years across come to, before anybody asks what they say."""
    return [
        {"Indicator": row["Indicator"], "Group": row["Group"], "School year": year, "Value": row[year]}
        for row in _parse_records(path)
        for year in YEARS
    ]


PEERS = {"csv.reader": _parse_lines, "csv.DictReader": _parse_records}
"""The plain parse of a text file: lists of cells, and records by the titles of their columns."""

OF_FIGURES = {"csv.DictReader, a record for each figure,": _parse_figures}
"""The plain parse of years across to as many records as a long file of the same figures has."""


def _parse_workbook(path: Path) -> Rows:
    book = load_workbook(path, read_only=True, data_only=True)
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows


def _workbook(path: Path, table: Table) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    titles, *rows = table
    sheet.append(titles)
    for *about, figure in rows:
        sheet.append([*about, float(figure) if figure.replace(".", "").isdecimal() else figure])
    book.save(path)
    return path


def _long(*, smoke: bool) -> Table:
    dice = random.Random(1)  # noqa: S311 - nothing here is secret
    rows = [
        [name, year, group, _figure(dice)] for name in INDICATORS for year in YEARS for group in _groups(smoke=smoke)
    ]
    return [["Indicator", "School year", "Group", "Value"], *rows]


def _wide(*, smoke: bool) -> Table:
    dice = random.Random(1)  # noqa: S311 - as above
    rows = [[name, group, *(_figure(dice) for _ in YEARS)] for name in INDICATORS for group in _groups(smoke=smoke)]
    return [["Indicator", "Group", *YEARS], *rows]


def _groups(*, smoke: bool) -> tuple[str, ...]:
    return GROUPS[:1] if smoke else GROUPS


def _figure(dice: random.Random) -> str:
    return dice.choice(ODD) if dice.random() < ODD_SHARE else f"{dice.uniform(0, 100):.1f}"
