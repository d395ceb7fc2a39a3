"""Activities: gaps, what complements what, and single points of failure."""

from datetime import date

import pytest

import collective_impact as ci
from collective_impact.conditions.aligned_activities import complementarity, goals_advanced, shared_load

TODAY = date(2020, 6, 30)


def doing(*activities, **fields):
    """Return an initiative with one goal, one indicator of it, three partners and activities."""
    plain = {
        "stakeholders": [ci.Stakeholder(id=name) for name in ("ymca", "library", "city")],
        "agenda": ci.CommonAgenda(goals=[ci.Goal(id="read")]),
        "indicators": [ci.Indicator(id="grade3", goals=["read"]), ci.Indicator(id="loose")],
        "activities": activities,
    }
    return ci.Initiative(id="reads", **plain | fields)


def activity(name, led_by="ymca", **fields):
    """Return an activity under way for the goal."""
    plain = {"goals": ["read"], "capability": "tutors", "place": "here", "status": "under_way"}
    return ci.Activity(id=name, led_by=led_by, **plain | fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, 1.0),
        ({"goals": [], "advances": ["grade3"]}, 1.0),
        ({"status": "planned"}, 0.0),
        ({"status": None}, None),
        ({"goals": []}, None),  # it may be for any goal
        ({"goals": [], "advances": ["loose"]}, None),  # and so may its indicator
        ({"status": "completed", "ends": "2020-01-01"}, 0.0),
    ],
)
def test_gaps(fields, expected):
    """A goal is advanced by an activity under way, tied to it or to an indicator of it."""
    assert expected == goals_advanced(doing(activity("a", **fields)), TODAY).value


def test_gap_where_activities_are_not_listed():
    """Somebody may work on it."""
    assert (None, 1.0) == (goals_advanced(doing(), TODAY).value, goals_advanced(doing(), TODAY).high)


LINK = ci.Reinforcement(activity="b")
BUSES = activity("b", "city", capability="buses")


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ([activity("a", reinforces=[LINK]), BUSES], 1.0),
        ([activity("a", reinforces=[LINK]), activity("b", "city")], 0.0),  # linked, and the same
        ([activity("a"), activity("b", "ymca", capability="buses")], 1.0),  # one partner is in both
        ([activity("a", partners=["city"]), BUSES], 1.0),
        ([activity("a"), BUSES], None),  # no link is recorded of anything
        ([activity("a"), BUSES, activity("c", "library", reinforces=[LINK], capability="")], 0.0),
        ([activity("a", reinforces=[LINK]), activity("b", "city", capability=None)], None),
        ([activity("a", reinforces=[LINK]), activity("b", "city", capability="buses", status=None)], None),
        ([activity("a", reinforces=[LINK]), activity("b", "city", capability="buses", goals=[])], None),
        ([activity("a", reinforces=[LINK], led_by=None), activity("b", "city", capability="Tutors ")], 0.0),
        ([activity("a")], 0.0),
        ([], None),
    ],
)
def test_complementarity(activities, expected):
    """Different capabilities for one goal, linked or with a member in common."""
    assert expected == complementarity(doing(*activities), TODAY).value


@pytest.mark.parametrize(
    ("activities", "expected", "n"),
    [
        ([activity("a")], 0.0, 1),
        ([activity("a", partners=["city"])], 1.0, 1),
        ([activity("a"), activity("b", "city")], 1.0, 1),
        ([activity("a"), activity("b", "city", status=None)], None, 1),
        ([activity("a"), activity("b", "city", status="planned")], 0.0, 1),
        ([activity("a", led_by=None)], None, 1),
        ([activity("a", status="planned")], 0.0, 1),  # nobody advances it, so it hangs on nobody
    ],
)
def test_single_points_of_failure(activities, expected, n):
    """A goal that is advanced hangs on one partner where no second is in an activity for it."""
    found = shared_load(doing(*activities), TODAY)
    assert (expected, n) == (found.value, found.n)


def test_gap_is_no_single_point_of_failure():
    """Of two goals one is advanced, by two partners: all that are advanced are safe."""
    goals = ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")])
    found = shared_load(doing(activity("a", partners=["city"]), agenda=goals), TODAY)
    assert (1.0, 1) == (found.value, found.n)
