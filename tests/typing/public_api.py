"""The types that users get, read by mypy and never run."""

from typing import assert_type

import collective_impact as ci

initiative = ci.examples.load("rgv_focus")
assert_type(initiative, ci.Initiative)
assert_type(ci.read_json("initiative.json"), ci.Initiative)
assert_type(ci.loads(ci.dumps(initiative)), ci.Initiative)
assert_type(initiative.fingerprint(), str)

card = ci.readiness(initiative)
assert_type(card, ci.Readiness)
assert_type(card["shared_measurement"], ci.Score)
assert_type(card.overall, ci.Score)
assert_type(card.overall.value, float | None)

assert_type(ci.FIVE_CONDITIONS, ci.Framework)

# A misspelt name is found before the program runs; mypy would report an ignore that nothing needs.
_ = ci.reddiness  # type: ignore[attr-defined]
