"""Score one initiative from its file.

Run: python examples/score_one.py initiative.json (without a file, a bundled example is scored).
"""

import sys

import collective_impact as ci


def main() -> None:
    """Print the profile, what it rests on, and what was improbable in the file."""
    initiative = ci.read_json(sys.argv[1]) if len(sys.argv) > 1 else ci.examples.load("fictional_riverbend")
    card = ci.readiness(initiative)
    print(card)

    print(f"\nBottleneck: {card.bottleneck}")
    print(f"Equity line: {card.equity}")
    print(f"Preconditions: {card.preconditions}")

    lowest = card[card.bottleneck.path] if card.bottleneck.path else card.overall
    print(f"\nThe lowest condition rests on {len(lowest.rests_on)} records, for example:")
    for address in lowest.rests_on[:3]:
        print(f"  {address}")

    print("\nBefore you quote it:")
    for message in (*card.warnings, *card.caveats):
        print(f"  {message}")
    for warning in initiative.warnings():
        print(f"  {warning}")


if __name__ == "__main__":
    main()
