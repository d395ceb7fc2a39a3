"""Measurement: reports that compare, orphans, and indicators that more than one partner uses."""

from datetime import date

import pytest

import collective_impact as ci
from collective_impact.conditions.aligned_measurement import no_orphans, reporting, shared_use

TODAY = date(2020, 6, 30)
PEOPLE = [ci.Stakeholder(id=name) for name in ("district", "ymca", "library")]
GOALS = ci.CommonAgenda(goals=[ci.Goal(id="read")])


def reads(*indicators, **fields):
    """Return an initiative with indicators."""
    return ci.Initiative(id="reads", stakeholders=PEOPLE, agenda=GOALS, indicators=indicators, **fields)


def figure(reporter=None, period="2019", **fields):
    """Return an observation."""
    return ci.Observation(**{"period": period, "value": 4, "reporter": reporter} | fields)


def grade3(*observations, **fields):
    """Return an annual indicator in percent that all three are to report."""
    plain = {"id": "grade3", "unit": "percent", "frequency": "annual", "reporters": ["district", "ymca", "library"]}
    return ci.Indicator(**plain | {"observations": observations, "definition_version": "1"} | fields)


class TestReporting:
    """Reports that came in and can be compared."""

    def test_late_and_incomparable_reports_do_not_count(self):
        """One is as agreed, one in another unit, one is of the year before last: one of three."""
        given = grade3(figure("district"), figure("ymca", unit="student"), figure("library", "2018"))
        found = reporting(reads(given), TODAY)
        assert (1 / 3, 3, 1.0) == (found.value, found.n, found.coverage)

    def test_another_definition_does_not_compare(self):
        """The latest report counts: an old one by the right version does not help."""
        given = grade3(figure("district", definition_version="2"), figure("district", "2018"), reporters=["district"])
        assert 0.0 == reporting(reads(given), TODAY).value

    def test_converted_units_compare(self):
        """A ratio converts to percent."""
        assert 1.0 == reporting(reads(grade3(figure(unit="ratio"), reporters=["district"])), TODAY).value

    def test_unit_that_nobody_understands_is_unknown(self):
        """Whether it compares is not known."""
        found = reporting(reads(grade3(figure("ymca", unit="smiles"), reporters=["ymca"])), TODAY)
        assert (None, 0.0, 1.0) == (found.value, found.low, found.high)

    def test_public_sources_owe_nothing(self):
        """The question does not arise."""
        public = grade3(reporters=[], public_source="The state")
        assert not reporting(reads(public), TODAY).applicable

    def test_reporters_that_nobody_named(self):
        """Anybody may owe a report: nothing is known."""
        found = reporting(reads(grade3(reporters=[])), TODAY)
        assert (None, 0.0, 1.0) == (found.value, found.low, found.high)


class TestNoOrphans:
    """Indicators that are fed and followed."""

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"goals": ["read"], "observations": [figure()]}, 1.0),
            ({"goals": ["read"], "observations": [figure(status="not_collected", value=None)]}, 0.0),
            ({"goals": ["read"]}, None),
            ({"observations": [figure()]}, None),  # of which goal is not recorded
        ],
    )
    def test_alone(self, fields, expected):
        """A figure and a goal; without a figure an orphan; without either on record unknown."""
        activity = ci.Activity(id="fair", goals=["read"], status="under_way")
        assert expected == no_orphans(reads(ci.Indicator(id="i", **fields), activities=[activity]), TODAY).value

    def test_tied_to_nothing(self):
        """Where it is recorded that it has no goal, and no activity is to move it, it is an orphan."""
        none = [ci.Extent(collection="indicators/i/goals", completeness="complete")]
        alone = ci.Indicator(id="i", observations=[figure()])
        idle = ci.Activity(id="fair", goals=["read"], status="under_way")
        moving = ci.Activity(id="fair", advances=["i"], status="planned")
        over = ci.Activity(id="old", advances=["i"], status="completed", ends="2019-01-01")
        assert 0.0 == no_orphans(reads(alone, activities=[idle, over], extents=none), TODAY).value
        assert 1.0 == no_orphans(reads(alone, activities=[moving], extents=none), TODAY).value
        assert None is no_orphans(reads(alone, extents=none), TODAY).value  # nobody knows of activities
        loose = ci.Activity(id="fair", status="under_way")
        assert None is no_orphans(reads(alone, activities=[loose], extents=none), TODAY).value


class TestSharedUse:
    """Indicators that at least two members report or act on."""

    @pytest.mark.parametrize(
        ("observations", "activity", "expected"),
        [
            ([figure("district"), figure("ymca")], {}, 1.0),
            ([figure("district")], {}, 0.0),
            ([figure("district")], {"led_by": "ymca", "advances": ["grade3"]}, 1.0),
            ([figure("district")], {"led_by": "district", "advances": ["grade3"]}, 0.0),
            ([figure("district")], {"led_by": "ymca", "advances": ["grade3"], "status": None}, None),
            ([figure("district")], {"led_by": None, "advances": ["grade3"]}, None),
            ([figure("district")], {"led_by": "ymca", "goals": []}, None),  # what it is to move is not recorded
            ([figure()], {}, None),  # nobody signed it: it is from one of three
            ([figure("district"), figure("ymca", status="forecast")], {}, 0.0),
            ([figure("district"), figure("ymca", value=None)], {}, None),
            ([], {}, None),
        ],
    )
    def test_users(self, observations, activity, expected):
        """Who reports it, and whose activity under way is to move it, uses an indicator."""
        given = {"id": "fair", "led_by": "library", "goals": ["read"], "status": "under_way"} | activity
        initiative = reads(grade3(*observations), activities=[ci.Activity(**given)])
        assert expected == shared_use(initiative, TODAY).value

    def test_activities_that_are_not_listed(self):
        """Where nothing is said of activities, somebody else may use it."""
        assert None is shared_use(reads(grade3(figure("district"))), TODAY).value

    def test_only_reporter_signs_unsigned_figures(self):
        """A figure that nobody signed is from the only reporter, where there is but one."""
        initiative = reads(
            grade3(figure(), reporters=["district"]),
            activities=[ci.Activity(id="fair", led_by="ymca", advances=["grade3"], status="under_way")],
        )
        assert 1.0 == shared_use(initiative, TODAY).value

    def test_unnamed_reporters(self):
        """Where nobody is named, an unsigned figure may be from several."""
        initiative = reads(
            grade3(figure(), reporters=[]), activities=[ci.Activity(id="f", led_by="ymca", goals=["read"])]
        )
        assert None is shared_use(initiative, TODAY).value
