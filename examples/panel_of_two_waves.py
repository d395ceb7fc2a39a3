"""Compare two waves of a survey in which the same people answered, and see who left in between.

Run: python examples/panel_of_two_waves.py
"""

from collections.abc import Iterator
from random import Random

import collective_impact as ci

PULSE = ci.survey.instrument("collective_impact_pulse")
WAVES = (ci.Wave(id="2024", starts="2024-05-06"), ci.Wave(id="2025", starts="2025-05-12"))
ORGANIZATIONS = ["school district", "college", "city", "health department", "parents", "youth council", "union", "ymca"]
LEFT, CAME = range(6), range(40, 46)
DONT_KNOW = 0.05


def answers(wave: str, number: int) -> Iterator[ci.Answer]:
    """Yield what an invented person says: what they always think, the wave, and the day."""
    dice = Random(f"{wave} {number}")  # noqa: S311 - dice for an example
    mood = 2 + 2 * Random(number).random()  # noqa: S311 - the same in both waves
    for item in PULSE.items:
        better = 0.6 if wave == "2025" and item.construct == "trust" else 0.0
        level = min(max(round(mood + better + 2 * dice.random() - 1), 1), 5)
        if dice.random() < DONT_KNOW:
            yield ci.Answer(item=item.id, reason="dont_know")
        else:
            yield ci.Answer(item=item.id, value=6 - level if item.reverse else level)


def responses() -> Iterator[ci.Response]:
    """Yield the responses of both waves; six people left after the first, and six others came."""
    for wave, absent in zip(WAVES, (CAME, LEFT), strict=True):
        for number in range(46):
            if number not in absent:
                yield ci.Response(
                    instrument=PULSE.id,
                    respondent=f"p{number}",
                    organization=ORGANIZATIONS[number % len(ORGANIZATIONS)],
                    role="partner",
                    wave=wave.id,
                    answers=answers(wave.id, number),
                )


def main() -> None:
    """Print both waves, what changed among those who stayed, and how those who left had differed."""
    given = tuple(responses())
    for wave in WAVES:
        scores = ci.survey.construct_scores(PULSE, given, wave=wave, invited=60)
        print(f"{wave.id}: {scores.respondents} people, response rate {scores.response_rate:.0%}")
        print(f"  {scores['trust']}")

    panel = ci.survey.compare_waves(PULSE, given, *WAVES)
    print(f"\n{panel}")

    print("\nThose who left, less those who stayed, in 2024:")
    for one in panel.departures:
        print(f"  {one.id}: {one.value:+.2f} (p = {one.adjusted_p:.2f} by Holm)")

    print("\nWhat to know of it:")
    for warning in panel.warnings:
        print(f"  {warning}")

    # A table of all constructs and items, as data frames take it; what is withheld is empty.
    columns = panel.to_columns()
    print(f"\n{len(columns['id'])} rows of {', '.join(columns)}")


if __name__ == "__main__":
    main()
