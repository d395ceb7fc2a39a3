"""What reading 3,000 coalitions from one table costs, against the plain parse of the same file."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

import collective_impact as ci
from benchmarks import Result, duel, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

COALITIONS, PARTNERS = 3_000, 10
SECTORS = ("nonprofit", "government", "education", "health")
TITLES = ("Coalition", "Partner", "Sector", "Joined", "Budget", "Currency", "FTE")


def results(*, smoke: bool) -> Iterator[Result]:
    """Yield one result for each kind of file and each way to parse it."""
    rows = _rows(COALITIONS // 100 if smoke else COALITIONS)
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder, "partners.csv"), Path(folder, "partners.xlsx")
        with text.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([TITLES, *rows])
        _write_workbook(book, rows)
        peers = (
            (text, _parse_lines, "csv.reader alone"),
            (text, _parse_records, "csv.DictReader alone"),
            (book, _parse_workbook, "openpyxl alone"),
        )
        for path, parse, peer in peers:
            ours, theirs = duel(
                timed(lambda: ci.read_tables(path, by="Coalition")),  # noqa: B023 - called before the next turn
                timed(lambda: parse(path)),  # noqa: B023
                rounds=1 if smoke else 5,
            )
            what = f"{len(rows):,} partners of coalitions in one {path.suffix[1:]}"
            yield Result(what=what, seconds=ours, peer=peer, peer_seconds=theirs)


def _rows(coalitions: int) -> list[tuple[object, ...]]:
    return [
        (f"Coalition {c}", f"Partner {c}-{p}", SECTORS[p % 4], f"2015-0{1 + p % 9}-1{p % 9}", p * 1000, "USD", 1.5)
        for c in range(coalitions)
        for p in range(PARTNERS)
    ]


def _write_workbook(path: Path, rows: list[tuple[object, ...]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Partners")
    for row in (TITLES, *rows):
        sheet.append(row)
    book.save(path)


def _parse_lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _parse_records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parse_workbook(path: Path) -> list[tuple[object, ...]]:
    book = load_workbook(path, read_only=True, data_only=True)
    rows: list[tuple[object, ...]] = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows
