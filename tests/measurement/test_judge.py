"""How far an indicator is on its way, against hand calculations."""

import pytest
from tests.measurement.judged import codes, observed, of

import collective_impact as ci

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
