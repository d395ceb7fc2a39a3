import pytest

import collective_impact as ci
from collective_impact.network._governance import governance

NAMES = ("trust", "ymca", "library", "bank", "city")


def reads(**changes):
    """Return an initiative of five whose backbone is at the centre of a star with one more tie."""
    ties = [ci.Tie(source="trust", target=name, kind="collaboration") for name in NAMES[1:]]
    ties += [ci.Tie(source="ymca", target="library", kind="collaboration")]
    ties += [
        ci.Tie(source=one, target=two, kind="trust")
        for one, two in [("ymca", "trust"), ("trust", "ymca"), ("bank", "ymca")]
    ]
    given = {
        "id": "reads",
        "stakeholders": [ci.Stakeholder(id=name) for name in NAMES],
        "backbone": ci.Backbone(organizations=["trust"]),
        "bodies": [ci.Body(id="steering", kind="steering_committee"), ci.Body(id="tutors", kind="working_group")],
        "agenda": ci.CommonAgenda(
            adoptions=[
                ci.Adoption(stakeholder="ymca", on="2020-01-01"),
                ci.Adoption(stakeholder="ymca", on="2021-01-01", adopted=False),
                ci.Adoption(stakeholder="bank", on="2020-01-01"),
                ci.Adoption(stakeholder="city", adopted=None),
            ]
        ),
        "ties": ties,
    }
    return ci.Initiative(**given | changes)


def test_centre_size_and_trust_are_described():
    """Degrees of 4, 2, 2, 1 and 1 give (2 + 2 + 3 + 3) / 12; 5 of 10 pairs; 3 of 20 arcs of trust, 2 of 3 returned."""
    found = governance(reads())
    assert 10 / 12 == pytest.approx(found.centralization)
    assert (("trust",), 0.8, True) == (found.around, found.around_share, found.around_backbone)
    assert 5 / 10 == pytest.approx(found.density.value)
    assert 3 / 20 == pytest.approx(found.trust.value)
    assert 2 / 3 == pytest.approx(found.trust_returned)
    assert (1, 5, ("steering",)) == (found.adopted, found.members, found.steering)


def test_the_last_word_on_the_agenda_counts():
    """Who adopted it and then declined has not adopted it; on an earlier date they had."""
    assert 2 == governance(reads(), on="2020-06-01").adopted
    assert 1 == governance(reads(), on="2021-06-01").adopted
    assert 0 == governance(reads(agenda=None)).adopted


def test_several_may_be_at_the_centre():
    """Even ones are all named, in the order of the document."""
    pairs = [("bank", "city"), ("city", "ymca"), ("bank", "library")]
    found = governance(reads(ties=[ci.Tie(source=one, target=two, kind="collaboration") for one, two in pairs]))
    assert ("bank", "city") == found.around
    assert found.around_backbone is False
    assert "others than the backbone are at the centre (bank, city)" in str(found)


def test_without_ties_there_is_no_centre():
    """Nothing is said of a centre, of trust only what is known, and nothing fails."""
    found = governance(reads(ties=[], backbone=None))
    assert ((), None, None, None) == (found.around, found.around_share, found.around_backbone, found.trust_returned)
    assert ["size", "consensus"] == [finding.code.rpartition(".")[2] for finding in found.findings]


def test_two_members_have_no_centralization():
    """A star of two is a pair."""
    two = [ci.Stakeholder(id="a"), ci.Stakeholder(id="b")]
    found = governance(
        ci.Initiative(id="two", stakeholders=two, ties=[ci.Tie(source="a", target="b", kind="trust")]), "trust"
    )
    assert found.centralization is None
    assert 0.5 == found.trust.value


def test_it_prints_as_evidence():
    """One line each, and no verdict."""
    text = str(governance(reads()))
    assert "centralization by degree 0.83; around trust, an end of 80 % of the ties" in text
    assert "the backbone is at the centre, or one of those there (trust)" in text
    assert "1 of 5 members are recorded to have adopted the agenda" in text
