"""See how far each indicator is, what the portfolio is worth, and whether a series moves.

Run: python examples/progress_of_indicators.py
"""

import collective_impact as ci


def main() -> None:
    """Print the progress of a bundled initiative, its portfolio with intervals, and the trend of a real series."""
    initiative = ci.examples.load("fictional_riverbend")
    card = ci.progress(initiative)
    print(card)

    print("\nWhy some can't be judged:")
    for one in card.attainments:
        for reason in one.reasons:
            print(f"  {reason}")

    print("\nThe portfolio, and what chance alone would do:")
    print(f"  {card.portfolio.wilson()}")
    print(f"  {card.portfolio.sign_test(correlation=0.1)}")

    print("\nReports that partners owe:")
    owed = ci.outstanding(initiative)
    for partner, reports in owed.by_partner.items():
        print(f"  {initiative.stakeholder(partner).name}: {len(reports)}")

    # Graduation on time in Tacoma, as newspapers reported it (The News Tribune; Tacoma Weekly).
    classes, rates = [2010, 2011, 2014, 2015, 2017, 2018], [55.3, 61.7, 78.3, 82.6, 86.1, 89.3]
    trend = ci.measurement.trend(rates, classes, direction="increase")
    print(f"\nTacoma, graduation on time: {trend.status.value}, {trend.slope:.1f} points a year, p = {trend.p:.4f}")


if __name__ == "__main__":
    main()
