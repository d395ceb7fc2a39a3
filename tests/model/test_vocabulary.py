import pytest

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.model import vocabulary
from collective_impact.model._record import Vocabulary

TERMS = {
    "Condition": "common_agenda shared_measurement mutually_reinforcing_activities continuous_communication"
    " backbone_support",
    "InitiativeStatus": "active completed terminated",
    "Completeness": "complete partial unknown",
    "Horizon": "short_term long_term",
    "Strategy": "program system",
    "StakeholderKind": "organization informal_group person",
    "FunderPosition": "embedded external",
    "Direction": "increase decrease maintain",
    "IndicatorLevel": "population performance",
    "Tier": "core contributing",
    "ObservationStatus": "actual provisional forecast suppressed not_collected",
    "ConveningStatus": "held planned cancelled",
    "TieKind": "communication collaboration trust referral funding data_sharing dissemination competition",
    "TieStatus": "observed absent unknown",
    "BodyKind": "steering_committee working_group community_table",
    "EvidenceKind": "document survey interview administrative observation expert",
    "NoAnswer": "not_applicable dont_know skipped",
    "SystemsChangeKind": "practice policy resource_flow relationship power mental_model",
    "BackboneFunction": "guide_vision_and_strategy support_aligned_activities establish_shared_measurement"
    " build_public_will advance_policy mobilize_funding",
}
"""The terms that other programs and files may rely on."""

KINDS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Vocabulary)][1:]


@pytest.mark.parametrize(("name", "terms"), TERMS.items())
def test_the_terms_of_the_contract_exist(name, terms):
    """The members are these, in this order, and each is its own spelling."""
    assert terms.split() == [str(member) for member in getattr(ci, name)]


@pytest.mark.parametrize("kind", KINDS)
def test_members_are_named_as_they_are_spelled(kind):
    """The name in programs and the spelling in files are one word."""
    assert [member.name.lower() for member in kind] == [member.value for member in kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_term_is_public(kind):
    """Whoever reads a field can import its enumeration."""
    assert kind is getattr(ci, kind.__name__)


def test_an_unknown_term_is_answered_with_the_known_ones():
    """The error says what was given, what there is, and what is near."""
    with pytest.raises(InvalidValueError) as caught:
        ci.Direction("increasee")
    assert "Direction: 'increasee' is not one of increase, decrease, maintain (did you mean 'increase'?)" == str(
        caught.value
    )


@pytest.mark.parametrize(
    ("frequency", "months"),
    [("monthly", 1), ("quarterly", 3), ("semiannual", 6), ("annual", 12), ("biennial", 24)],
)
def test_a_frequency_knows_its_months(frequency, months):
    """A year has twelve months."""
    assert months == ci.Frequency(frequency).months
