"""Strive as it was described in 2011 (Kania & Kramer 2011)."""

import json
from datetime import date

import pytest

import collective_impact as ci


@pytest.fixture(scope="module")
def strive():
    """Return Strive."""
    return ci.examples.load("strive_2011")


def test_three_hundred_leaders_of_whom_some_are_listed(strive):
    """The extent has the published total and the list is partial."""
    extent = strive.extent("stakeholders")
    assert ("partial", 300) == (extent.completeness.value, extent.total)
    assert 0 < len(strive.stakeholders) < 300


def test_fifty_three_indicators_of_which_few_are_named(strive):
    """What cannot be listed stays unknown and is counted."""
    extent = strive.extent("indicators")
    assert ("partial", 53) == (extent.completeness.value, extent.total)
    assert 47 == extent.unlisted(len(strive.indicators))  # six are named


def test_fifteen_student_success_networks_are_working_groups(strive):
    """Each network is a body, although the type of activity of only two is named."""
    networks = [body for body in strive.bodies if body.kind is ci.BodyKind.WORKING_GROUP]
    assert 15 == len(networks)
    assert 2 == sum(network.name is not None for network in networks)


def test_the_backbone_has_its_published_budget_and_three_roles(strive):
    """1.5 million dollars a year, a project manager, a data manager and a facilitator."""
    assert ci.Money(amount=1_500_000, currency="USD", year=2011) == strive.backbone.budget
    assert ["project_manager", "data_manager", "facilitator"] == [one.role.value for one in strive.backbone.staff]


def test_budgets_coordinated_are_kept_apart_from_the_budget(strive):
    """Seven billion dollars are coordinated, 4,666.7 for each dollar of the backbone."""
    (kept,) = [extra for extra in strive.backbone.extras if extra.key == "x_budgets_coordinated"]
    coordinated = json.loads(kept.text)
    assert 7_000_000_000 == coordinated["amount"]
    assert "Kania & Kramer" in coordinated["source"]
    assert 4666.7 == round(coordinated["amount"] / strive.backbone.budget.amount, 1)


def test_kindergarten_readiness_in_cincinnati(strive):
    """44 percent in 2005 and 53 percent in 2011; the target of 2020 came later and is not there."""
    indicator = strive.indicator("kindergarten_readiness_cincinnati")
    (seen,) = indicator.observations
    assert (ci.Period.parse("2005"), 44) == (indicator.baseline.period, indicator.baseline.value)
    assert (ci.Period.parse("2011"), 53) == (seen.period, seen.value)
    assert indicator.target is None


def test_nothing_is_dated_after_2011(strive):
    """A file about 2011 knows nothing of later years."""
    ends = [seen.period.end for indicator in strive.indicators for seen in indicator.observations]
    dated = [piece.on for piece in strive.evidence if piece.on]
    assert max(ends + dated) <= date(2011, 12, 31)


def test_meetings_without_dates_are_evidence_and_no_convenings(strive):
    """That the networks met every two weeks is kept, but no date is invented."""
    assert () == strive.convenings
    assert "unknown" == strive.extent("convenings").completeness.value
    (kept,) = [piece for piece in strive.evidence if piece.about == "continuous_communication.rhythm"]
    assert kept.rating is None
