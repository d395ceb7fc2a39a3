"""Do the numbers tell the stories? Five generated initiatives against what an evaluator would say of them."""

import pytest
from tests.validity import profiles

import collective_impact as ci

FAR_BELOW = 40.0
"""Points that make "well below": more than two of five conditions between strong and absent."""

SCORED = (profiles.community_led, profiles.rural)
UNSCORED = (profiles.start_up, profiles.poor_records)


def card_of(profile):
    """Return the readiness of a profile."""
    return ci.readiness(profile(), as_of=profiles.TODAY)


@pytest.mark.parametrize("practised", SCORED)
def test_paper_without_practice_scores_far_below_practice_without_paper(practised):
    """A perfect paper with nobody in the room must not look ready; even at its best it stays far below."""
    paper, practice = card_of(profiles.paper), card_of(practised)
    assert paper.overall.value + FAR_BELOW < practice.overall.value
    assert paper.overall.bounds[1] + FAR_BELOW < practice.overall.bounds[0]


@pytest.mark.parametrize("practised", SCORED)
def test_thin_paper_does_not_hide_practice(practised):
    """Who meets, acts and decides together scores well in practice, however little is written."""
    card = card_of(practised)
    for condition in ci.Condition:
        assert card.nodes[f"{condition}/in_practice"].value > 80
    assert card.nodes["common_agenda/in_place"].value < card.nodes["common_agenda/in_practice"].value


def test_paper_is_perfect_in_place_and_absent_in_practice():
    """The profile is what it is said to be, so that the comparison is fair; figures by group alone it cannot have."""
    card = card_of(profiles.paper)
    for condition in ci.Condition:
        expected = 75 if condition is ci.Condition.SHARED_MEASUREMENT else 100
        assert card.nodes[f"{condition}/in_place"].value == expected
        assert card.nodes[f"{condition}/in_practice"].value < 10


def test_paper_practice_gap_warns():
    """Every condition of the perfect paper is named; none of an initiative that does more than it writes."""
    codes = [warning.code for warning in card_of(profiles.paper).warnings]
    assert codes.count("score.paper_practice_gap") == 5
    for practised in SCORED:
        assert "score.paper_practice_gap" not in [warning.code for warning in card_of(practised).warnings]


def test_means_that_make_up_for_weakness_would_have_been_fooled():
    """The arithmetic version gives the perfect paper about half; the geometric one does not."""
    card = card_of(profiles.paper)
    assert card.arithmetic.value > 45
    assert card.overall.value < 15


@pytest.mark.parametrize("unknown", UNSCORED)
def test_too_little_known_is_no_score_but_still_a_profile(unknown):
    """A start-up and poor records get no score, honest bounds, and what to do and find out next."""
    card = card_of(unknown)
    low, high = card.overall.bounds
    assert card.overall.value is None
    assert high - low > 50
    assert 0 < card.coverage < 0.5
    assert card.bottleneck.unscored == tuple(card)
    assert len(card.unknowns(5)) == 5
    assert any(score.value is not None for score in card.nodes.values())


def test_no_money_is_no_fault_of_volunteers():
    """Committed funding is not asked of those who work without a cash budget, and it is said by which rule."""
    card = card_of(profiles.rural)
    assert "preconditions/financial_resources" in card.not_applicable


@pytest.mark.parametrize("profile", [*SCORED, *UNSCORED, profiles.paper])
def test_profiles_are_valid_initiatives(profile):
    """Each survives being written and read, and scores the same."""
    initiative = profile()
    again = ci.loads(ci.dumps(initiative))
    assert again == initiative
    assert ci.readiness(again, as_of=profiles.TODAY) == card_of(profile)
