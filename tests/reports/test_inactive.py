import pytest
from tests.reports.made import card, initiative, setting, texts

import collective_impact as ci
from collective_impact.reports._inactive import inactive

IDS = ["leader", "partner", "attender", "reporter", "backbone", "provider", "funder", "idle"]


def everybody(**fields):
    """Return an initiative on 30 June 2024 in which all but one do something."""
    acts = {
        "stakeholders": [ci.Stakeholder(id=name, name=name.title()) for name in IDS],
        "activities": [ci.Activity(id="tutoring", led_by="leader", partners=["partner"], status="under_way")],
        "convenings": [ci.Convening(on="2024-01-10", attendances=[ci.Attendance(stakeholder="attender")])],
        "indicators": [
            ci.Indicator(id="x", observations=[ci.Observation(period="2023", value=1, reporter="reporter")])
        ],
        "backbone": ci.Backbone(
            organizations=["backbone"],
            provisions=[ci.Provision(function="advance_policy", providers=["provider"])],
            funding=[ci.Funding(id="grant", funder="funder"), ci.Funding(id="other")],
        ),
    }
    return initiative(**acts | fields)


def named(of, audience="backbone", **options):
    """Return the names in the section, in any case; None where there is no section."""
    section = inactive(setting(of, audience, of_card=card(), **options))
    return None if section is None else [name for name in map(str.title, IDS) if name in texts(section)]


def test_only_partners_without_any_act_are_named():
    """To lead, join, attend, report, serve, provide or fund is to act."""
    assert ["Idle"] == named(everybody())


def test_partners_are_named_to_the_backbone_alone():
    """The committee learns how many there are, the public and readers of a redacted report nothing."""
    assert [] == named(everybody(), "committee")
    assert named(everybody(), "public") is None
    assert named(everybody(), redacted=True) is None
    assert "For 1 of 8 partners" in texts(inactive(setting(everybody(), "committee", of_card=card())))[0]


def test_the_name_leads_back_to_the_partner():
    """By id where it has no name."""
    nameless = everybody(stakeholders=[*everybody().stakeholders[:-1], ci.Stakeholder(id="idle")])
    listing = inactive(setting(nameless, of_card=card())).blocks[1]
    assert [("idle", ("stakeholders/idle",))] == [(line.text, line.grounds.addresses) for line in listing.lines]


def test_the_count_leads_back_to_partners_whom_the_backbone_alone_may_know():
    """A committee learns that there is one record."""
    found = [inactive(setting(everybody(), who, of_card=card())).blocks[0].grounds for who in ("backbone", "committee")]
    assert [(("stakeholders/idle",), 0), ((), 1)] == [(grounds.addresses, grounds.unnamed) for grounds in found]


def test_where_everybody_acts_there_is_no_section():
    """Nothing is wrong, nothing is said."""
    assert named(everybody().without("stakeholders/idle")) is None


def test_where_no_act_is_recorded_of_anybody_nobody_is_called_inactive():
    """A first hour lists partners before it lists what they do."""
    assert named(initiative(stakeholders=[ci.Stakeholder(id="a")])) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"activities": [ci.Activity(id="a", led_by="leader", status="planned")]},
        {"activities": [ci.Activity(id="a", led_by="leader", starts="2024-07-01")]},
        {"activities": [ci.Activity(id="a", led_by="leader", ends="2022-06-30")]},
    ],
)
def test_what_is_planned_or_long_over_is_no_act(fields):
    """As of 30 June 2024, 24 months back is 30 June 2022."""
    assert "Leader" in named(everybody(**fields))


@pytest.mark.parametrize("fields", [{}, {"status": "completed", "ends": "2022-07-01"}, {"starts": "2024-06-30"}])
def test_what_was_done_of_late_is_an_act(fields):
    """Also where nobody wrote down when it began."""
    assert "Leader" not in named(everybody(activities=[ci.Activity(id="a", led_by="leader", **fields)]))


@pytest.mark.parametrize(
    "observation",
    [
        ci.Observation(period="2025", value=1, reporter="reporter"),
        ci.Observation(period="2021", value=1, reporter="reporter"),
        ci.Observation(period="2023", status="not_collected", reporter="reporter"),
    ],
)
def test_a_report_that_is_missing_old_or_yet_to_come_is_no_act(observation):
    """Only figures that came in count."""
    assert "Reporter" in named(everybody(indicators=[ci.Indicator(id="x", observations=[observation])]))


def test_a_meeting_long_ago_is_no_act():
    """Who came once, in 2021, and never again."""
    old = ci.Convening(on="2021-01-10", attendances=[ci.Attendance(stakeholder="attender")])
    assert "Attender" in named(everybody(convenings=[old]))


def test_an_incomplete_file_speaks_carefully():
    """What is not listed may be the act that is missing."""
    warning = "Activities or meetings are not all listed, so some of them may well be active."
    partial = [ci.Extent(collection="activities", completeness="partial")]
    assert warning in texts(inactive(setting(everybody(extents=partial), of_card=card())))
    assert warning not in texts(inactive(setting(everybody(), of_card=card())))


def test_an_initiative_without_a_backbone_is_no_exception():
    """Nobody serves or funds there."""
    assert ["Backbone", "Provider", "Funder", "Idle"] == named(everybody(backbone=None))
