"""Ask what would raise the score, what would make it surer, and what if.

Run: python examples/what_if.py
"""

import collective_impact as ci


def main() -> None:
    """Print three acts, three questions, and the profile as it would be if the first act succeeded."""
    card = ci.readiness(ci.examples.load("fictional_riverbend"))
    print(f"Now: {card.overall}")

    print("\nWhat would raise it most (points of the overall score):")
    for gap in card.gaps(most=3):
        print(f"  {gap.label}, now {gap.value:.0f}: {gap}")

    print("\nWhat would narrow its bounds most:")
    for unknown in card.unknowns(most=3):
        print(f"  {unknown.label}: {unknown}")

    first = card.gaps(most=1)[0]
    supposed = card.what_if({first.path: 100})
    print(f"\nIf {first.label.lower()} were fully met: {supposed.overall}")
    print(f"  {supposed.warnings[0]}")

    print("\nWhere the points of the lowest condition were lost:")
    print(card.explain(card.bottleneck.path or "overall"))


if __name__ == "__main__":
    main()
