"""What is told beside the scores, since more of it is not better."""

from datetime import date
from itertools import combinations

import pytest
from tests.conditions.test_aligned_relationships import NAMES, tie, towns

import collective_impact as ci
from collective_impact.conditions._described import described

TODAY = date(2020, 6, 30)


def beside(initiative):
    """Return what is told, by id."""
    return {one.id: one for one in described(initiative, TODAY)}


def test_nothing_is_told_of_nothing():
    """What was not asked about has no description."""
    assert {} == beside(ci.Initiative(id="new"))
    assert {} == beside(towns())


def test_e_i_index_beside_chance():
    """4 ties, 2 outside: 0; by chance 1 - 2 (4/15) = 0.467 as 4 of 15 pairs are of one sector."""
    found = beside(towns(tie("a-b"), tie("b-c"), tie("c-d"), tie("e-f")))["cross_sector_ties"]
    assert (0.0, 0.0, 0.0, 4) == (found.value, found.low, found.high, found.n)
    assert str(found.note).startswith("E-I index of 0.00 over 4 ties of collaboration; by chance 0.47, give or take 0.")


def test_e_i_index_where_not_all_is_known():
    """Without an answer, or a sector, it could be anything; with no tie between known sectors there is none."""
    found = beside(towns(tie("c-d"), answered=NAMES[:5]))["cross_sector_ties"]
    assert (1.0, -1.0, 1.0) == (found.value, found.low, found.high)
    people = [ci.Stakeholder(id=name) for name in NAMES]
    assert "cross_sector_ties" not in beside(towns(tie("c-d"), stakeholders=people))


def test_trust_of_all_of_few_is_not_told():
    """All 30 ways of six would be each of them."""
    ties = [tie(f"{one}-{other}", "trust") for one, other in combinations(NAMES, 2)]
    assert "trust_density" not in beside(towns(*ties))
    assert "trust_density" in beside(towns(*ties[1:]))


def test_trust_density():
    """30 ways among six, three of them trust; of f nobody knows the five."""
    given = [tie("a-b", "trust"), tie("c>d", "trust")]
    found = beside(towns(*given, answered=NAMES[:5]))["trust_density"]
    assert pytest.approx((3 / 25, 3 / 30, 8 / 30)) == (found.value, found.low, found.high)
    assert "trust_density" not in beside(towns(*given, answered=NAMES[:4]))


def test_trust_where_nothing_is_known():
    """Where the list of ties may go on, only what is seen is known."""
    partial = [ci.Extent(collection="ties", completeness="partial")]
    found = beside(towns(tie("a-b", "trust"), extents=partial))["trust_density"]
    assert (1.0, 2 / 30, 1.0) == (found.value, found.low, found.high)
    found = beside(towns(tie("a?b", "trust"), extents=partial))["trust_density"]
    assert (None, 0.0, 1.0) == (found.value, found.low, found.high)


def test_competing_pairs():
    """One pair competes; with f, who did not answer, five more may."""
    found = beside(towns(tie("a>b", "competition"), answered=NAMES[:5]))["competing_pairs"]
    assert (1, 1, 6, 15) == (found.value, found.low, found.high, found.n)


def test_gaps_orphans_and_indicators_of_one_partner_by_name():
    """Nobody works; the visits have a figure of the library alone; the smiles were never collected."""
    figure = ci.Observation(period="2019", value=4, reporter="library")
    none = ci.Observation(period="2019", status="not_collected", reporter="library")
    reads = ci.Initiative(
        id="reads",
        agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="ride", statement="All ride")]),
        stakeholders=[ci.Stakeholder(id="library")],
        indicators=[
            ci.Indicator(id="visits", goals=["read"], name="Visits", observations=[figure]),
            ci.Indicator(id="smiles", goals=["read"], observations=[none]),
        ],
        activities=[ci.Activity(id="fair", goals=["read"], status="under_way")],
    )
    found = beside(reads)
    assert ("goals that nobody advances: All ride", 1, 2, ("agenda/goals/ride",)) == (
        str(found["gaps"]),
        found["gaps"].value,
        found["gaps"].n,
        found["gaps"].rests_on,
    )
    assert "indicators that nobody reports, or that are tied to nothing: smiles" == str(found["orphans"])
    assert "indicators that only one partner is known to use: Visits" == str(found["indicators_of_one_partner"])
    known = beside(
        reads.without(
            ["agenda/goals/ride", "indicators/smiles", "indicators/visits/observations/2019;reporter=library"]
        )
    )
    assert "no goal is known to be advanced by nobody" == str(known["gaps"])
    assert "no indicator is known to be an orphan" == str(known["orphans"])
    assert "no indicator is known to be used by one partner alone" == str(known["indicators_of_one_partner"])


def test_goals_and_capabilities_of_one_partner():
    """Tutors are the Y's alone, and so is reading; buses are brought by two."""
    reads = ci.Initiative(
        id="reads",
        agenda=ci.CommonAgenda(goals=[ci.Goal(id="read", statement="All read"), ci.Goal(id="ride")]),
        stakeholders=[ci.Stakeholder(id="ymca", name="The Y"), ci.Stakeholder(id="city")],
        activities=[
            ci.Activity(id="a", led_by="ymca", goals=["read"], capability="Tutors", status="under_way"),
            ci.Activity(
                id="b", led_by="city", partners=["ymca"], goals=["ride"], capability="buses", status="under_way"
            ),
        ],
    )
    goals, capabilities = beside(reads)["goals_on_one_partner"], beside(reads)["capabilities_of_one_partner"]
    assert ("goals that hang on one partner: All read: The Y", ("agenda/goals/read",)) == (
        str(goals),
        goals.rests_on,
    )
    assert "1 of 2 capabilities are brought by one partner alone: tutors" == str(capabilities)
    assert ("activities/a",) == capabilities.rests_on
    shared = beside(reads.without(["activities/a"]))
    assert "no goal is known to hang on one partner" == str(shared["goals_on_one_partner"])
    assert "no capability is brought by one partner alone" == str(shared["capabilities_of_one_partner"])
