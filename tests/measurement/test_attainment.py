"""Attainment, against published figures, of groups, and as a record."""

import math

import pytest
from tests.measurement.judged import codes, observed, of

import collective_impact as ci
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._movement import Movement

# Published figures ---------------------------------------------------------------------


def test_kindergarten_readiness_in_cincinnati():
    """44 % in 2005, 53 in 2011, target 85 in 2020: 9 of 41 points after 6 of 15 years."""
    found = of(("2005", 44), ("2020", 85), ("2011", 53))
    assert pytest.approx(100 * 9 / 41) == found.value == found.raw
    assert pytest.approx(40, abs=0.02) == found.expected
    assert ("behind", "improved") == (found.status, found.movement)
    assert (9.0, "percentage_point", pytest.approx(100 * 9 / 44)) == (
        found.change.value,
        found.change.unit,
        found.change.relative,
    )


def test_kindergarten_readiness_in_cincinnati_later():
    """57 % in 2014: 13 of 41 points after 9 of 15 years, and the figure of 2011 is not the latest."""
    found = of(("2005", 44), ("2020", 85), ("2011", 53), ("2014", 57))
    assert pytest.approx(100 * 13 / 41) == found.value
    assert pytest.approx(60, abs=0.02) == found.expected
    assert ("behind", 57.0, 3) == (found.status, found.latest.value, found.n)
    assert "grad: 32 % of the way, behind" == str(found)


def test_graduation_in_tacoma():
    """55.3 to 82.6 % is 27.3 points, 49.4 % relative: not the "27.3-percent increase" of the press."""
    found = of(("2010", 55.3), ("2020", 85), ("2015", 82.6))
    assert (27.3, "percentage_point", "49.4") == (found.change.value, found.change.unit, f"{found.change.relative:.1f}")
    assert pytest.approx(100 * 27.3 / 29.7) == found.value
    assert "ahead" == found.status


@pytest.mark.parametrize(("target", "raw"), [(85, 100 * 34 / 29.7), (87, 100 * 34 / 31.7)])
def test_tacoma_passed_its_targets(target, raw):
    """89.3 % passes 85 and 87: all of the way, and the raw share beside it."""
    found = of(("2010", 55.3), ("2020", target), ("2018", 89.3))
    assert ("reached", 100.0, 100.0, 100.0) == (found.status, found.value, found.low, found.high)
    assert pytest.approx(raw) == found.raw
    assert f"grad: 100 % of the way (raw {raw:.0f} %), reached" == str(found)


RGV = {  # points from the baseline of 2011-12 to 2018-19 (2019 RGV FOCUS Scorecard); 4-year graduates since 2015
    "staar_reading_3": 13,
    "staar_math_8": 23,
    "graduation": 5,
    "fafsa": 14,
    "ap_dual_credit": 19,
    "immediate_enrollment": 1,
    "graduation_2_year": 12,
    "employed_2_year": -3,
    "employed_4_year": 2,
}


def test_every_published_difference_of_rgv_focus():
    """Nine indicators have a baseline: eight rose and one fell by the points that were published."""
    initiative = ci.examples.load("rgv_focus")
    found = [attainment(indicator, as_of="2019-08-31") for indicator in initiative.indicators]
    changes = {one.indicator: one.change.value for one in found if one.change and one.change.since == "baseline"}
    assert RGV == changes
    assert {"percentage_point"} == {one.change.unit for one in found if one.change}
    assert [8, 0, 1, 3] == [sum(one.movement is movement for one in found) for movement in Movement]
    assert {"no_target"} == {one.status for one in found}
    assert {None} == {one.value for one in found}


def test_the_year_after_in_rgv_focus():
    """2019-20: points since 2011-12; the two tests were not administered and stay at 2018-19."""
    initiative = ci.examples.load("rgv_focus")
    found = [attainment(indicator) for indicator in initiative.indicators]
    changes = [one.change.value for one in found if one.change and one.change.since == "baseline"]
    # 44-31, 54-31, 93-87, 68-59, 54-32, 58-56, 29-17, 90-92, 80-78
    assert sorted([13, 23, 6, 9, 22, 2, 12, -2, 2]) == sorted(changes)
    # Pre-K 58 to 59, college-ready 41 to 45, 4-year graduation 25 to 30: since the first figure, for want of a baseline
    since_first = [one for one in found if one.change and one.change.since == "first_figure"]
    assert [1, 4, 5] == sorted(one.change.value for one in since_first)
    assert {"not_evaluable"} == {one.movement for one in since_first}
    assert all("no_baseline" in codes(one.reasons) for one in since_first)


# Groups --------------------------------------------------------------------------------


def test_a_group_starts_from_its_own_figure_of_the_baseline_period():
    """Starr County stood at 40 in 2010; the baseline of all, 50, is not its baseline. The target is that of all."""
    figures = [observed("2010", 40, group="Starr"), observed("2015", 50, group="Starr"), observed("2015", 55)]
    found = of(("2010", 50), ("2020", 60), *figures, group="Starr")
    assert (50.0, 40.0, 10.0) == (found.value, found.baseline.value, found.change.value)
    assert ["baseline_of_period", "target_of_all"] == codes(found.warnings)
    assert "indicators/grad/observations/2010;group=Starr" in found.rests_on


def test_a_group_without_a_baseline():
    """No figure of its own in the baseline's period, no attainment."""
    found = of(("2010", 50), ("2020", 60), observed("2015", 50, group="Starr"), group="Starr")
    assert (None, ["no_baseline"]) == (found.value, codes(found.reasons))


def test_the_target_of_another_group_is_none():
    """What is to be reached for one group is not to be reached for all."""
    assert "no_target" == of(("2010", 50), observed("2020", 60, group="Starr"), ("2015", 55)).status


def test_a_baseline_whose_figure_stands_in_the_series():
    """A baseline that names its period alone is the figure of that period."""
    found = of(observed("2010"), ("2020", 60), ("2010", 50), ("2015", 55))
    assert (50.0, ("indicators/grad/observations/2010",)) == (found.value, found.baseline.rests_on)


def test_a_baseline_before_the_break():
    """The figure of the baseline's period follows the old definition."""
    figures = [observed("2010", 50, definition_version="1"), observed("2015", 55, definition_version="2")]
    assert "baseline_definition" in codes(of(observed("2010"), ("2020", 60), *figures).reasons)


# The record ----------------------------------------------------------------------------


def test_what_it_rests_on():
    """Addresses of baseline, latest figure and target."""
    assert (
        "indicators/grad/baseline",
        "indicators/grad/observations/2015",
        "indicators/grad/target",
    ) == of(("2010", 50), ("2020", 60), ("2012", 51), ("2015", 55)).rests_on


def test_the_definition_has_a_fingerprint():
    """It changes with what is measured, not with what was found or is wanted."""
    first = of(("2010", 50), ("2020", 60), ("2015", 55))
    assert first.definition == of(("2011", 51), None, name="Graduation").definition
    assert first.definition != of(("2010", 50), ("2020", 60), ("2015", 55), definition="Cohort").definition


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"minimal_change": -1}, "minimal_change"),
        ({"minimal_change": True}, "minimal_change"),
        ({"tolerance": math.inf}, "tolerance"),
        ({"tolerance": "10"}, "tolerance"),
        ({"as_of": "2015"}, "date"),
    ],
)
def test_options_out_of_range(options, what):
    """What matters and what is tolerated are numbers from 0; a date is a date."""
    with pytest.raises(ci.InvalidValueError) as caught:
        of(("2010", 50), ("2020", 60), ("2015", 55), **options)
    assert what == caught.value.what


def test_only_an_indicator_has_an_attainment():
    """A list of numbers has no baseline."""
    with pytest.raises(ci.InvalidValueError, match="indicator: "):
        attainment([1, 2, 3])
