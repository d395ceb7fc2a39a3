"""Tables of an initiative whose cells were changed at random: there is always an initiative and an account."""

import csv
import os
import random

import pytest

import collective_impact as ci

TRIES = int(os.environ.get("TABLES_FUZZ", "40"))
STRANGE = [
    "", " ", "null", '""', "{}", "[]", '{"x_a": 1}', '["a"]', "[1, {}]", '{"start": 1}', "x" * 300, "=1+1", "#REF!",
    "n/a", "yes", "maybe", "-1", "1e999", "68.379", "3/4/2020", "31.02.2020", "2018-19", "2011-12", "90-94%", "S", "<5",
    "ymca", "YMCA; Riverbend Library", "\ud83d", "0", "100000000000000000000", "Example: x", "NaN", "true",
]  # fmt: skip


def tables_of(name, folder):
    """Return the tables of an example as they are written, by name."""
    ci.write_tables(ci.examples.load(name), folder, disclose=True)
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as text:
            found[path.stem] = list(csv.reader(text))
    return found


def changed(tables, chance):
    """Return the tables with some cells, rows and titles changed."""
    made = {name: [list(row) for row in rows] for name, rows in tables.items()}
    for _ in range(chance.choice([1, 2, 8, 64])):
        rows = made[chance.choice(list(made))]
        row = rows[chance.randrange(1 if chance.random() < 0.9 and len(rows) > 1 else 0, len(rows))]
        match chance.randrange(8):
            case 0:
                rows.append(list(row))
            case 1 if len(rows) > 2:
                rows.remove(row)
            case 2:
                chance.shuffle(row)
            case _:
                row[chance.randrange(len(row))] = chance.choice([*STRANGE, chance.choice(chance.choice(rows))])
    return made


@pytest.mark.parametrize("name", ci.examples.names())
def test_damaged_tables_are_an_initiative_and_an_account(name, tmp_path):
    """No cell, row or title that is wrong keeps the others from being read."""
    whole = tables_of(name, tmp_path)
    remarks = 0
    for number in range(TRIES):
        chance = random.Random(f"{name} {number}")  # noqa: S311 - no secrets
        tables = changed(whole, chance)
        rows = {table: [dict(zip(cells[0], row, strict=True)) for row in cells[1:]] for table, cells in tables.items()}
        reading = ci.read_tables(rows, decimal=chance.choice([None, "."]))
        assert isinstance(reading.initiative, ci.Initiative)
        assert str(reading.account).encode()
        remarks += len(reading.account)
    assert remarks > TRIES  # else nothing was damaged
