"""Read many coalitions from one table of their partners and one of their meetings, and set them side by side.

Run: python examples/three_thousand_coalitions.py [how many; 300 unless given]
"""

import sys
from collections.abc import Iterator
from random import Random

import numpy as np

import collective_impact as ci

CRITERIA = ("rhythm", "attendance")
SECTORS = ("nonprofit", "government", "education", "health", "business", "community")
QUARTERS = (0.25, 0.5, 0.75)


def tables(many: int) -> dict[str, list[dict[str, str]]]:
    """Return invented tables: one column says which coalition a row is about."""
    dice = Random(2011)  # noqa: S311 - dice for an example
    found: dict[str, list[dict[str, str]]] = {"Partners": [], "Attendance": []}
    for number in range(1, many + 1):
        coalition, zeal = f"Coalition {number}", dice.random()
        names = [f"Partner {k}" for k in range(1, dice.randint(5, 12) + 1)]
        found["Partners"] += [{"Coalition": coalition, "Name": name, "Sector": dice.choice(SECTORS)} for name in names]
        found["Attendance"] += [
            {"Coalition": coalition, "Date": day, "Partner": name} for day, name in present(names, zeal, dice)
        ]
    found["Partners"][0]["Sector"] = "sports"
    return found


def present(names: list[str], zeal: float, dice: Random) -> Iterator[tuple[str, str]]:
    """Yield who came when in an invented year; more of them where there is zeal."""
    for month in range(1, 13):
        if dice.random() < 0.2 + 0.8 * zeal:
            for name in names:
                if dice.random() < 0.4 + 0.5 * zeal:
                    yield f"2024-{month:02}-10", name


def main() -> None:
    """Print what was not understood, and how the coalitions differ in what all of them are scored on."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    reading = ci.read_tables(tables(many), by="Coalition")
    print(f"{reading}\n\n{reading.account}\n")

    # Cards can be made in other processes as well: ProcessPoolExecutor().map(ci.readiness, reading.initiatives).
    cards = [ci.readiness(initiative, as_of="2025-01-01") for initiative in reading.initiatives]
    table = np.array([[card.nodes[name].value for name in CRITERIA] for card in cards], dtype=float)
    for name, column in zip(CRITERIA, table.T, strict=True):
        low, middle, high = np.nanquantile(column, QUARTERS)
        scored = np.isfinite(column).mean()
        print(f"{name:<12} {middle:3.0f} ({low:.0f}–{high:.0f} for the middle half), {scored:.0%} scored")

    coverage = np.mean([card.coverage for card in cards])
    print(f"\nOf the evidence for a whole profile, two tables hold {coverage:.0%}; the rest is unknown, not zero.")


if __name__ == "__main__":
    main()
