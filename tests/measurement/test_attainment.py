"""Attainment, against published figures and hand calculations."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._movement import Movement, approach, classed, gain
from collective_impact.measurement._way import (
    AttainmentStatus,
    compared_with_path,
    edge,
    expected_share,
    share_of_way,
    wanted,
    within,
)
from collective_impact.model.vocabulary import Direction


def observed(period, value=None, **fields):
    """Return an observation."""
    return ci.Observation(period=period, value=value, **fields)


def of(baseline, target, *figures, **fields):
    """Return the attainment of percentages: ends as (period, value) or observations, figures likewise."""
    options = {name: fields.pop(name) for name in ("group", "as_of", "minimal_change", "tolerance") if name in fields}
    ends = [
        None if end is None else end if isinstance(end, ci.Observation) else observed(*end)
        for end in (baseline, target)
    ]
    seen = [figure if isinstance(figure, ci.Observation) else observed(*figure) for figure in figures]
    plain = {"id": "grad", "unit": "percent", "direction": "increase"}
    indicator = ci.Indicator(**plain | fields, baseline=ends[0], target=ends[1], observations=seen)
    return attainment(indicator, **options)


def codes(messages):
    """Return the codes of messages without their room."""
    return [message.code.partition(".")[2] for message in messages]


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


# The way -------------------------------------------------------------------------------


def test_falling_is_progress_where_it_is_to_fall():
    """40 to 30 of a way from 40 to 20 is half of it; the straight path is at 5 of 10 years."""
    found = of(("2010", 40), ("2020", 20), ("2015", 30), direction="decrease")
    assert (50.0, "on_track", "improved") == (found.value, found.status, found.movement)


@pytest.mark.parametrize(
    ("value", "status"), [(53.9, "behind"), (54.1, "on_track"), (55, "on_track"), (55.9, "on_track"), (56.1, "ahead")]
)
def test_on_track_is_within_ten_points_of_the_way(value, status):
    """From 50 to 60 in ten years, after five: half of the way, give or take ten points of it (the rest rounds days)."""
    assert status == of(("2010", 50), ("2020", 60), ("2015", value)).status


def test_the_tolerance_can_be_chosen():
    """At 57 of a way from 50 to 60, 70 % are gone where 50 are expected."""
    assert "ahead" == of(("2010", 50), ("2020", 60), ("2015", 57)).status
    assert "on_track" == of(("2010", 50), ("2020", 60), ("2015", 57), tolerance=21).status


def test_what_went_back_has_none_of_the_way():
    """45 after 50 with a target of 60 is 50 points of the way back: 0, and -50 beside it."""
    found = of(("2010", 50), ("2020", 60), ("2015", 45))
    assert (0.0, -50.0, "behind", "worsened") == (found.value, found.raw, found.status, found.movement)


def test_no_target():
    """Without a target there is no way, but the movement is told."""
    found = of(("2010", 50), None, ("2015", 57))
    assert (None, 0.0, 100.0, None, "no_target", "improved") == (
        found.value,
        found.low,
        found.high,
        found.expected,
        found.status,
        found.movement,
    )
    assert "grad: no target" == str(found)
    assert "no_target" == of(("2010", 50), observed("2020", status="not_collected"), ("2015", 57)).status
    assert "no_target" == of(("2010", 50), observed("2020"), ("2015", 57)).status


def test_no_baseline():
    """The first figure is not taken for one; the change since it is shown as what it is."""
    found = of(None, ("2020", 60), ("2012", 50), ("2015", 55))
    assert (None, None, "insufficient_data", "not_evaluable") == (
        found.value,
        found.raw,
        found.status,
        found.movement,
    )
    assert (5.0, "first_figure", "2012", 2) == (
        found.change.value,
        found.change.since,
        str(found.change.start),
        found.n,
    )
    assert ["no_baseline"] == codes(found.reasons)


def test_a_target_may_be_reached_without_a_baseline():
    """61 meets a target of 60 wherever it began; how much of the way that is, nobody knows."""
    found = of(None, ("2020", 60), ("2015", 61))
    assert ("reached", None) == (found.status, found.value)
    assert found.change is None


def test_no_figure():
    """An indicator that was never observed has nothing to judge."""
    found = of(("2010", 50), ("2020", 60))
    assert ("insufficient_data", None, None, 1) == (found.status, found.latest, found.change, found.n)
    assert ["no_figure"] == codes(found.reasons)


def test_no_figure_after_the_baseline():
    """A figure of the baseline's own period shows no way."""
    found = of(("2010", 50), ("2020", 60), ("2010", 50))
    assert ("insufficient_data", "not_evaluable") == (found.status, found.movement)
    assert ["no_later_figure"] == codes(found.reasons)


def test_later_figures_are_not_used():
    """As of 2013 the figure of 2015 is not known, and the baseline of 2014 not either."""
    figures = [("2012", 52), ("2015", 57)]
    assert 52.0 == of(("2010", 50), ("2020", 60), *figures, as_of="2013-12-31").latest.value
    assert ["no_baseline"] == codes(of(("2014", 50), ("2020", 60), *figures, as_of="2013-12-31").reasons)


def test_a_baseline_that_meets_the_target():
    """There is no way to go from 60 to 60: it holds or it does not."""
    held, lost = of(("2010", 60), ("2020", 60), ("2015", 61)), of(("2010", 60), ("2020", 60), ("2015", 59))
    assert (100.0, None, "reached") == (held.value, held.raw, held.status)
    assert (0.0, None, "behind") == (lost.value, lost.raw, lost.status)
    assert ["no_way"] == codes(held.warnings) == codes(lost.warnings)
    assert ("improved", "worsened") == (held.movement, lost.movement)


@pytest.mark.parametrize(
    ("direction", "target", "expected"),
    [
        ("increase", 50, "target_behind"),
        ("decrease", 70, "target_behind"),
        ("increase", 60, None),
        ("increase", observed("2020", low=50), None),
        ("increase", observed("2020", low=40, high=50), "target_behind"),
        ("decrease", observed("2020", low=40, high=70), None),
        ("maintain", 50, None),
        (None, 50, None),
    ],
)
def test_a_target_behind_the_baseline(direction, target, expected):
    """From 60, nobody who wants more aims at 50, and 61 does not reach it; to hold at least 50 is an aim."""
    aim = target if isinstance(target, ci.Observation) else ("2020", target)
    found = of(("2010", 60), aim, ("2015", 61), direction=direction)
    assert (expected is not None) == ("target_behind" in codes(found.reasons))
    if expected:
        assert ("insufficient_data", None) == (found.status, found.value)


def test_the_target_of_all_behind_the_baseline_of_a_group():
    """A group may be there already; and a baseline that follows another definition says nothing of the target."""
    seen = [observed("2010", 60, group="g"), observed("2015", 61, group="g")]
    assert "reached" == of(("2010", 40), ("2020", 50), *seen, group="g").status
    old = observed("2010", 60, definition_version="1")
    redefined = of(old, ("2020", 50), ("2015", 55), definition_version="2")
    assert ("reached", ["baseline_definition"]) == (redefined.status, codes(redefined.reasons))


@pytest.mark.parametrize(("group", "expected"), [(None, "insufficient_data"), ("g", "no_target")])
def test_a_target_that_is_withheld(group, expected):
    """It is one, for those whose target it is."""
    found = of(("2010", 50), observed("2020", status="suppressed", group=group), ("2015", 55))
    assert (expected, group is None) == (found.status, "target_withheld" in codes(found.reasons))


def test_a_target_of_the_definition_that_the_indicator_has_now():
    """It names no version, so it is of version 2 as the indicator is; the figures still follow version 1."""
    old = observed("2015", 55, definition_version="1"), observed("2010", 50, definition_version="1")
    found = of(old[1], ("2020", 60), old[0], definition_version="2")
    assert ("insufficient_data", None, ["target_definition"]) == (found.status, found.target, codes(found.reasons))
    named = of(old[1], observed("2020", 60, definition_version="1"), old[0], definition_version="2")
    assert 50.0 == named.value


@pytest.mark.parametrize(("unit", "expected"), [("°C", None), ("scale_point", None), ("student", 10.0), ("?", 10.0)])
def test_a_change_in_percent_of_what_zero_is_none_of(unit, expected):
    """From 20 to 22 students are 10 percent more; 22 °C are not 10 percent more than 20."""
    found = of(("2010", 20), None, ("2015", 22), unit=unit)
    assert (2.0, expected) == (found.change.value, found.change.relative)


@pytest.mark.parametrize(("baseline", "target"), [(("2010", 50), (None, 60)), ((None, 50), ("2020", 60))])
def test_without_dates_there_is_no_path(baseline, target):
    """The share is known and whether that is enough is not."""
    found = of(baseline, target, ("2015", 55))
    assert (50.0, None, "insufficient_data", ["undated"]) == (
        found.value,
        found.expected,
        found.status,
        codes(found.reasons),
    )


def test_a_target_before_the_baseline():
    """A path that ends before it starts is none."""
    found = of(("2010", 50), ("2009", 60), ("2015", 55))
    assert (50.0, None, ["target_date"]) == (found.value, found.expected, codes(found.reasons))


def test_after_the_date_of_the_target_all_of_the_way_is_expected():
    """In 2022 the way to 2020 should be gone."""
    found = of(("2010", 50), ("2020", 60), ("2022", 58))
    assert (100.0, 80.0, "behind") == (found.expected, found.value, found.status)


# Where it is to be ---------------------------------------------------------------------


def test_a_band_is_entered_at_its_near_edge():
    """From 50 into 60-70: 55 is half of the way, 65 and 75 are all of it."""
    band = observed("2020", low=60, high=70)
    assert [50.0, 100.0, 100.0] == [of(("2010", 50), band, ("2015", value)).value for value in (55, 65, 75)]
    assert 250.0 == of(("2010", 50), band, ("2015", 75)).raw


def test_a_band_around_a_target_value():
    """65 with bounds 60 and 70 is the band."""
    assert 50.0 == of(("2010", 50), observed("2020", 65, low=60, high=70), ("2015", 55)).value


def test_a_band_of_an_indicator_that_was_never_observed():
    """It is read in the unit of the indicator, and waits."""
    found = of(None, observed("2020", 65, low=60, high=70))
    assert ((60.0, 70.0), "insufficient_data") == (found.target.range, found.status)


@pytest.mark.parametrize(
    ("direction", "target", "value"),
    [("increase", {"low": 60}, 55), ("decrease", {"high": 40}, 45), ("decrease", {"low": 40}, 45)],
)
def test_an_open_target(direction, target, value):
    """At least 60, at most 40: the bound is where the way ends."""
    found = of(("2010", 50), observed("2020", **target), ("2015", value), direction=direction)
    assert (50.0, "on_track") == (found.value, found.status)


@pytest.mark.parametrize(
    ("value", "status", "movement", "share"),
    [(65, "reached", "maintained", 100.0), (71, "behind", "worsened", 0.0), (59, "behind", "worsened", 0.0)],
)
def test_what_is_to_be_maintained_stays_in_its_band(value, status, movement, share):
    """From 62, in 60-70: within it all is well; outside it is lost."""
    band = observed("2020", low=60, high=70)
    found = of(("2010", 62), band, ("2015", value), direction="maintain")
    assert (status, movement, share) == (found.status, found.movement, found.value)
    assert [] == codes(found.warnings)


def test_coming_back_into_the_band():
    """From 80 to 75 with a band of 60-70 is half of the way, and better."""
    band = observed("2020", low=60, high=70)
    found = of(("2010", 80), band, ("2015", 75), direction="maintain")
    assert (50.0, "improved", "on_track") == (found.value, found.movement, found.status)


def test_what_is_to_be_maintained_without_a_band():
    """Nobody says how far it may stray: only what did not move is maintained."""
    still, moved = (of(("2010", 60), None, ("2015", value), direction="maintain") for value in (60, 61))
    assert ("maintained", "not_evaluable") == (still.movement, moved.movement)
    assert ["no_band"] == codes(moved.reasons)
    ranged = of(observed("2010", low=60, high=64), None, ("2015", 61), direction="maintain")
    assert ("not_evaluable", ["censored"]) == (ranged.movement, codes(ranged.reasons))


def test_what_is_to_be_maintained_within_the_smallest_change_that_matters():
    """60 may become 62 and not 62.5 where two points matter."""
    kept, lost = (
        of(("2010", 60), None, ("2015", value), direction="maintain", minimal_change=2) for value in (62, 62.5)
    )
    assert ("maintained", "worsened") == (kept.movement, lost.movement)


def test_a_point_that_is_to_be_kept():
    """To be held at 60: 61 is near enough where two points matter, and an open question where nothing is said."""
    ends = ("2010", 60), ("2020", 60)
    near = of(*ends, ("2015", 61), direction="maintain", minimal_change=2)
    assert ("reached", "maintained", 100.0) == (near.status, near.movement, near.value)
    unsaid = of(*ends, ("2015", 61), direction="maintain")
    assert ("insufficient_data", "not_evaluable", ["no_band"]) == (
        unsaid.status,
        unsaid.movement,
        codes(unsaid.reasons),
    )
    assert "reached" == of(*ends, ("2015", 60), direction="maintain").status


def test_maintained_but_for_the_sampling_error():
    """30 of 50 to 33 of 50 could be chance, 30 of 50 to 45 of 50 not: Newcombe's interval is above 0."""
    before = observed("2010", 60, numerator=30, denominator=50)
    kept = of(before, None, observed("2015", 66, numerator=33, denominator=50), direction="maintain")
    lost = of(before, None, observed("2015", 90, numerator=45, denominator=50), direction="maintain")
    assert ("maintained", "worsened") == (kept.movement, lost.movement)


@pytest.mark.parametrize(
    ("baseline", "target", "expected"),
    [(50, {"value": 60}, "increase"), (50, {"value": 40}, "decrease"), (50, {"low": 45, "high": 55}, "maintain")],
)
def test_a_direction_that_the_target_implies(baseline, target, expected):
    """Where no direction is recorded, the target says where it is to move, and that is said."""
    found = of(("2010", baseline), observed("2020", **target), ("2015", 50), direction=None)
    assert (expected, ["direction_inferred"]) == (found.direction, codes(found.warnings))


def test_no_direction_at_all():
    """What rose is neither better nor worse where nobody says where it is to move."""
    for found in (
        of(("2010", 50), None, ("2015", 55), direction=None),
        of(("2010", 50), ("2020", 50), ("2015", 55), direction=None),
    ):
        assert ("not_evaluable", ["no_direction"], 5.0) == (found.movement, codes(found.reasons), found.change.value)


def test_grades_are_ranks():
    """F to C on the way to B is two of three steps; grades stand from worst to best."""
    levels = ["F", "D", "C", "B", "A"]
    found = of(
        observed("2010", level="F"),
        observed("2020", level="B"),
        observed("2015", level="C"),
        levels=levels,
        unit=None,
        direction=None,
    )
    assert (pytest.approx(200 / 3), "ahead", "improved") == (found.value, found.status, found.movement)
    assert (2.0, "grade", None) == (found.change.value, found.change.unit, found.change.relative)
    assert ("F", "C", "B") == (found.baseline.level, found.latest.level, found.target.level)


# What cannot be compared ---------------------------------------------------------------


def test_another_definition_breaks_the_way():
    """A figure of version 2 is not set beside a baseline of version 1."""
    found = of(("2010", 50), ("2020", 60), observed("2015", 55, definition_version="2"), definition_version="1")
    assert (None, "insufficient_data", "not_evaluable") == (found.value, found.status, found.movement)
    assert "baseline_definition" in codes(found.reasons)


def test_a_series_that_breaks_says_so():
    """2012 and 2015 follow different versions; the baseline is recorded in the new one and serves."""
    found = of(
        observed("2010", 50, definition_version="2"),
        observed("2020", 60, definition_version="2"),
        observed("2012", 70, definition_version="1"),
        observed("2015", 55, definition_version="2"),
    )
    assert (50.0, [], ["definition"]) == (found.value, codes(found.reasons), codes(found.warnings))


def test_a_target_of_another_definition():
    """A target that was set for version 1 says nothing of a figure of version 2."""
    target = observed("2020", 60, definition_version="1")
    found = of(("2010", 50), target, ("2015", 55), definition_version="2")
    assert ("insufficient_data", None, ["target_definition"]) == (found.status, found.target, codes(found.reasons))


def test_a_new_baseline_year():
    """Figures before the baseline of 2012 are not used, and that is said."""
    found = of(("2012", 50), ("2020", 60), ("2010", 20), ("2012", 50), ("2015", 55))
    assert (50.0, 5.0, 2, ["before_baseline"]) == (found.value, found.change.value, found.n, codes(found.warnings))


def test_three_year_averages_are_no_yearly_figures():
    """An average of 2013 to 2015 is not set beside the single year 2010."""
    found = of(("2010", 50), ("2020", 60), ("2013 to 2015", 55))
    assert (None, "not_evaluable", ["baseline_length"]) == (found.value, found.movement, codes(found.reasons))


def test_averages_that_share_years():
    """2008 to 2010 and 2010 to 2012 share a year."""
    found = of(("2008 to 2010", 50), ("2020", 60), ("2010 to 2012", 55))
    assert (None, ["overlap"], None) == (found.value, codes(found.reasons), found.change)
    apart = of(("2008 to 2010", 50), ("2018 to 2020", 60), ("2013 to 2015", 55))
    assert (50.0, "on_track") == (apart.value, apart.status)


def test_units_convert():
    """A baseline of 0.5 is 50 percent; one in students is nothing to compare with."""
    assert 50.0 == of(observed("2010", 0.5, unit="ratio"), ("2020", 60), ("2015", 55)).value
    odd = of(observed("2010", 500, unit="student"), ("2020", 60), ("2015", 55))
    assert (None, None, ["inconvertible"]) == (odd.value, odd.baseline, codes(odd.reasons))
    aim = of(("2010", 50), observed("2020", 500, unit="student"), ("2015", 55))
    assert ("insufficient_data", ["inconvertible"]) == (aim.status, codes(aim.reasons))


def test_a_change_of_a_count_is_in_its_unit():
    """36 to 45 seats are 9 seats, 25 percent."""
    found = of(("2010", 36), None, ("2015", 45), unit="student")
    assert (9.0, "student", 25.0) == (found.change.value, found.change.unit, found.change.relative)


# Ranges --------------------------------------------------------------------------------


def test_a_censored_figure_gives_a_range():
    """Between 54.5 and 55.5 on a way from 50 to 60 is 45 to 55 %."""
    found = of(("2010", 50), ("2020", 60), observed("2015", low=54.5, high=55.5))
    assert (None, 45.0, 55.0, None, 45.0, 55.0) == (
        found.value,
        found.low,
        found.high,
        found.raw,
        found.raw_low,
        found.raw_high,
    )
    assert ("on_track", "improved") == (found.status, found.movement)
    assert (None, 4.5, 5.5, None) == (found.change.value, found.change.low, found.change.high, found.change.relative)


def test_at_least_95_percent():
    """It is 50 % of the way from 90 to 100 or more, which may be on track or ahead; it meets 95 for sure."""
    figure = observed("2015", low=95)
    open_end = of(("2010", 90), ("2020", 100), figure)
    assert (None, 50.0, 100.0, 50.0, None) == (
        open_end.value,
        open_end.low,
        open_end.high,
        open_end.raw_low,
        open_end.raw_high,
    )
    assert ("insufficient_data", ["censored"]) == (open_end.status, codes(open_end.reasons))
    sure = of(("2010", 90), ("2020", 95), figure)
    assert ("reached", 100.0, None) == (sure.status, sure.value, sure.raw)


def test_a_censored_baseline():
    """From 48-52 to 55 with a target of 60 is between 3/8 and 7/12 of the way."""
    found = of(observed("2010", low=48, high=52), ("2020", 60), ("2015", 55))
    assert (pytest.approx(37.5), pytest.approx(100 * 7 / 12)) == (found.low, found.high)
    assert ("insufficient_data", ["censored"]) == (found.status, codes(found.reasons))
    assert "on_track" == of(observed("2010", low=48, high=52), ("2020", 60), ("2015", 55), tolerance=20).status


def test_a_baseline_that_may_have_met_the_target():
    """At most 60 may be 60."""
    found = of(observed("2010", high=60), ("2020", 60), ("2015", 55))
    assert (None, 0.0, 100.0, ["censored"]) == (found.value, found.low, found.high, codes(found.reasons))


def test_a_movement_that_may_be_either():
    """49-51 after 50 rose or fell."""
    found = of(("2010", 50), None, observed("2015", low=49, high=51))
    assert ("not_evaluable", ["censored"]) == (found.movement, codes(found.reasons))


# Better, or chance ---------------------------------------------------------------------


def test_improvement_exceeds_the_sampling_error():
    """60 % of 80 to 80 % of 70 is beyond chance (5 to 33 points, Newcombe); of 8 and 7 it is not."""
    found = of(
        observed("2010", 60, numerator=48, denominator=80), None, observed("2015", 80, numerator=56, denominator=70)
    )
    assert ("improved", (5.24, 33.39)) == (found.movement, tuple(round(end, 2) for end in found.change.interval))
    few = of(
        observed("2010", 62.5, numerator=5, denominator=8), None, observed("2015", 85.7, numerator=6, denominator=7)
    )
    assert "maintained" == few.movement


def test_improvement_is_no_less_than_what_matters():
    """2 points more are kept where 3 matter, and better where 2 do; as much less is worse."""
    ends = ("2010", 50), None
    assert "maintained" == of(*ends, ("2015", 52), minimal_change=3).movement
    assert "improved" == of(*ends, ("2015", 52), minimal_change=2).movement
    assert "worsened" == of(*ends, ("2015", 48), minimal_change=2).movement
    assert "maintained" == of(*ends, ("2015", 50)).movement
    assert "improved" == of(("2010", 82.3), None, ("2015", 82.6), minimal_change=0.3).movement


@pytest.mark.parametrize(("numerator", "denominator"), [(60, 50), (0, 0)])
def test_counts_that_no_share_has(numerator, denominator):
    """More than all, or a share of none, is not used, and that is said."""
    odd = observed("2015", low=55, numerator=numerator, denominator=denominator)
    found = of(observed("2010", 50, numerator=25, denominator=50), None, odd)
    assert ("improved", None) == (found.movement, found.change.interval)
    assert ["odd_counts"] == codes(found.warnings)


def test_counts_that_say_the_contrary():
    """50 to 55 percent, and 25 of 50 to 10 of 50: one of them is wrong."""
    found = of(
        observed("2010", 50, numerator=25, denominator=50), None, observed("2015", 55, numerator=10, denominator=50)
    )
    assert ("not_evaluable", ["counts_disagree"]) == (found.movement, codes(found.reasons))


def test_counts_of_another_share():
    """50 percent are not 20 of 4,000, though both rise: such counts have no say, and that is said; rounding is fine."""
    ends = observed("2010", 50, numerator=20, denominator=4000), None
    found = of(*ends, observed("2015", 60, numerator=2400, denominator=4000))
    assert ("improved", None) == (found.movement, found.change.interval)
    assert ["odd_counts"] == codes(found.warnings)
    assert [] == codes(of(observed("2010", 50, numerator=2018, denominator=4000), None, ("2015", 60)).warnings)


def test_no_interval_in_a_unit_of_no_share():
    """Where the unit is none of shares, or none is known, the counts still tell chance from change."""
    ends = observed("2010", 48, numerator=48, denominator=80), None
    for unit in ("student", None):
        found = of(*ends, observed("2015", 56, numerator=49, denominator=80), unit=unit)
        assert ("maintained", None) == (found.movement, found.change.interval)


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


# Kernels -------------------------------------------------------------------------------

numbers = st.floats(-1e6, 1e6)
ranges = st.tuples(numbers, numbers).map(sorted).map(tuple)


@given(ranges, ranges, numbers, st.floats(0, 1), st.floats(0, 1))
def test_every_share_lies_in_the_range_of_shares(start, now, end, first, last):
    """Whatever the figures are within their bounds, their share is within its bounds."""
    assume(edge(start, (end, end)) is not None)
    assume(min(abs(end - part) for part in start) > 1e-3)
    low, high = share_of_way(start, now, end)
    began, is_now = (part[0] + way * (part[1] - part[0]) for part, way in ((start, first), (now, last)))
    share = 100 * (is_now - began) / (end - began)
    slack = 1e-6 * max(1, abs(low), abs(high))
    assert low - slack <= share <= high + slack


def test_from_an_open_beginning():
    """Seen from infinitely far away all of the way is gone; with both open nothing is known."""
    assert (50.0, 100.0) == share_of_way((-math.inf, 0.0), (5.0, 5.0), 10.0)
    assert (-math.inf, math.inf) == share_of_way((-math.inf, 0.0), (5.0, math.inf), 10.0)


@given(ranges, ranges, ranges)
def test_the_gain_back_is_the_loss_there(first, last, band):
    """What is gained from one to the other is lost the other way round."""
    for there, back in (
        (gain(first, last, Direction.INCREASE), gain(last, first, Direction.INCREASE)),
        (gain(first, last, Direction.INCREASE), gain(first, last, Direction.DECREASE)),
        (approach(first, last, band), approach(last, first, band)),
    ):
        assert there == (-back[1], -back[0])


def test_where_it_is_to_be():
    """At or beyond the near edge, or within the band; a bound on the wrong side is still the edge."""
    low, high = -math.inf, math.inf
    assert (60, high) == wanted((60, 70), Direction.INCREASE) == wanted((low, 60), Direction.INCREASE)
    assert (low, 70) == wanted((60, 70), Direction.DECREASE) == wanted((70, high), Direction.DECREASE)
    assert (60, 70) == wanted((60, 70), Direction.MAINTAIN)


@pytest.mark.parametrize(
    ("figure", "expected"), [((60, 70), True), ((61, 61), True), ((59, 61), None), ((71, 72), False), ((50, 59), False)]
)
def test_within_a_band(figure, expected):
    """Yes, no, or perhaps."""
    assert within(figure, (60, 70)) is expected


def test_the_straight_path():
    """Half of the days, half of the way; never more than all; none where it ends at its start."""
    year = {name: ci.Period.parse(name) for name in ("2010", "2015", "2020", "2025")}
    assert pytest.approx(50, abs=0.02) == expected_share(year["2010"], year["2015"], year["2020"])
    assert 100.0 == expected_share(year["2010"], year["2025"], year["2020"])
    assert expected_share(year["2010"], year["2015"], year["2010"]) is None


def test_a_range_beside_the_path():
    """It is decided where both ends say the same."""
    assert AttainmentStatus.BEHIND is compared_with_path((10, 39), 50, 10)
    assert compared_with_path((39, 41), 50, 10) is None


@pytest.mark.parametrize(
    ("gained", "least", "expected"),
    [
        ((0.1, 0.1), 0, "improved"),
        ((0, 0), 0, "maintained"),
        ((-0.5, 0.9), 1, "maintained"),
        ((0.5, 1.5), 1, "not_evaluable"),
        ((1, 2), 1, "improved"),
        ((-2, -1), 1, "worsened"),
        ((-2, -0.5), 1, "not_evaluable"),
    ],
)
def test_classes(gained, least, expected):
    """Better and worse are at least what matters in all of the range."""
    assert expected == classed(gained, least)


def test_a_unit_that_nobody_understands():
    """Figures in it are compared all the same: 3 furbles to 5 are 2 furbles."""
    found = of(("2010", 3), None, ("2015", 5), unit="furble")
    assert (2.0, "furble", None) == (found.change.value, found.change.unit, found.change.interval)
