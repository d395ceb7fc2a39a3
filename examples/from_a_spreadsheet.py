"""Read a workbook, or a folder of CSV files, as a person filled it in; say what was not understood; score the rest.

Run: python examples/from_a_spreadsheet.py [a workbook or a folder]
"""

import csv
import sys
import tempfile
from pathlib import Path

import collective_impact as ci

GOAL = "More children read by the end of grade three"
TABLES = {
    "Initiative": [["Name", "Place"], ["Hidalgo Reads", "Hidalgo County"]],
    "Partners": [
        ["Organization", "Also known as", "Sector", "Joined"],
        ["Riverside Library", "", "government", "2019-05-01"],
        ["YMCA of Hidalgo", "YMCA", "nonprofit", "3/4/2019"],
        ["Eastside School District", "Eastside ISD", "schools", "2020-03-01"],
    ],
    "Goals": [["Goal", "Horizon"], [GOAL, "long term"]],
    "Activities": [
        ["Activity", "Led by", "Other partners", "Goals", "Status"],
        ["Summer reading camp", "YMCA", "Riverside Library; Eastside ISD", GOAL, "under way"],
        ["Book buses", "Riverside Libary", "", GOAL, "planned"],
    ],
    "Attendance": [
        ["Partner", "2024-09-10", "2024-10-08", "2024-11-12"],
        ["Riverside Library", "x", "x", "x"],
        ["YMCA", "x", "", "x"],
    ],
}


def written(folder: Path) -> Path:
    """Write invented tables into a folder, with the faults of real ones, and return it."""
    for name, rows in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def told(source: Path) -> None:
    """Print what was not understood, and the profile of what was."""
    reading = ci.read_tables(source)
    print(f"{reading}\n")
    print(f"{reading.account}\n")
    print(ci.readiness(reading.initiative))


def main() -> None:
    """Read what is given on the command line; invented tables, and then how they are understood, otherwise."""
    if len(sys.argv) > 1:
        told(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        tables = written(Path(folder))
        told(tables)

        # What only the house knows, said once.
        reading = ci.read_tables(tables, codes={"Sector": {"schools": "education"}}, dates="mdy")
        print(f"\nWith a word for schools and an order of dates: {reading.account.summary()}")

        # Figures come in tables of their own; the calendar and the survey have readers, too.
        figures = ci.read_observations(
            {"Indicator": ["Third-grade reading"], "2021-22": ["38% (a)"], "2022-23": ["*"], "2023-24": ["44-46%"]}
        )
        for indicator, figure in figures.observations:
            known = f"from {figure.low} to {figure.high}" if figure.value is None and figure.low else figure.value
            print(f"{indicator}, {figure.period}: {figure.status if known is None else known}")


if __name__ == "__main__":
    main()
