"""What an indicator did, as far as counts and ranges tell it from chance."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measurement.judged import codes, observed, of

import collective_impact as ci
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._movement import approach, classed, gain
from collective_impact.measurement._proportions import newcombe, share_estimated, square_and_add
from collective_impact.model.vocabulary import Direction

numbers = st.floats(-1e6, 1e6)
ranges = st.tuples(numbers, numbers).map(sorted).map(tuple)
estimates = st.lists(st.integers(-100, 200), min_size=3, max_size=3).map(sorted)


def between(first, last, *, target=None, **fields):
    """Return the attainment from (value, low, high) in 2015 to another in 2020; fields may say more."""
    before, after = (
        end if isinstance(end, dict) else dict(zip(("value", "low", "high"), end, strict=True)) for end in (first, last)
    )
    plain = {"id": "work", "unit": "percent", "direction": "increase"}
    indicator = ci.Indicator(
        **plain | fields,
        baseline=ci.Observation(period="2015", **before),
        target=target,
        observations=[ci.Observation(period="2020", **after)],
    )
    return attainment(indicator)


def test_riverbend_rose_by_more_than_its_survey_may_err():
    """79.6 (77.9-81.3) to 82.4 (80.7-84.1): 2.8 ± sqrt(1.7² + 1.7²) = 2.8 ± 2.404, which leaves out no change.

    On the way from 79.6 to 90 these are 2.8 of 10.4 points, at worst 80.7 - 81.3 of 8.7, less than none, and at best
    84.1 - 77.9 = 6.2 of 12.1.
    """
    found = ci.progress(ci.examples.load("fictional_riverbend")).attainment("connected_rate")
    assert ("improved", 2.8) == (found.movement, found.change.value)
    assert pytest.approx((2.8 - 1.7 * math.sqrt(2), 2.8 + 1.7 * math.sqrt(2))) == found.change.interval
    assert pytest.approx((100 * 2.8 / 10.4, 0, 100 * 6.2 / 12.1)) == (found.value, found.low, found.high)
    assert pytest.approx((-100 * 0.6 / 8.7, 100 * 6.2 / 12.1)) == (found.raw_low, found.raw_high)


def test_riverbend_a_year_before_may_be_chance():
    """79.6 (77.9-81.3) to 81 (79.3-82.7): 1.4 ± 2.404; and the card of then does not say that it rose since."""
    initiative = ci.examples.load("fictional_riverbend")
    before = ci.progress(initiative, as_of="2024-06-30")
    assert "maintained" == before.attainment("connected_rate").movement
    assert "within_bounds" == ci.compare(before, ci.progress(initiative))["connected_rate"].shift


def test_lopsided_ranges_are_squared_and_added_side_by_side():
    """50 (48-54) to 56 (53-57): 6 - sqrt(3² + 4²) = 1 to 6 + sqrt(1² + 2²)."""
    found = between((50, 48, 54), (56, 53, 57))
    assert pytest.approx((1, 6 + math.sqrt(5))) == found.change.interval
    assert "improved" == found.movement
    assert "worsened" == between((50, 48, 54), (56, 53, 57), direction="decrease").movement
    assert "maintained" == between((50, 48, 56), (56, 53, 57)).movement  # 6 - sqrt(3² + 6²) = -0.71


def test_the_rule_for_shares_is_that_of_newcombe():
    """56 of 70 less 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    found = square_and_add(share_estimated(48, 80), share_estimated(56, 70))
    assert newcombe((48, 80), (56, 70)) == found
    assert (0.0524, 0.3339) == tuple(round(end, 4) for end in found)


def test_a_range_counts_before_the_counts():
    """Who published it knew how the sample was drawn: 60 % of 80 to 80 % of 70 is beyond chance, ± 20 is not."""
    first, last = {"value": 60, "numerator": 48, "denominator": 80}, {"value": 80, "numerator": 56, "denominator": 70}
    assert "improved" == between(first, last).movement
    found = between(first | {"low": 40, "high": 80}, last | {"low": 60, "high": 100})
    assert ("maintained", pytest.approx((20 - 20 * math.sqrt(2), 20 + 20 * math.sqrt(2)))) == (
        found.movement,
        found.change.interval,
    )


def test_a_range_beside_counts():
    """Wilson's interval of 48 of 80 is 49.05 to 70.04 (R: prop.test(48, 80, correct = FALSE)); 70 is 68 to 72."""
    found = between({"value": 60, "numerator": 48, "denominator": 80}, (70, 68, 72))
    assert pytest.approx((10 - math.hypot(2, 10.04), 10 + math.hypot(2, 10.95)), abs=0.02) == found.change.interval
    assert "maintained" == found.movement
    counts = {"value": 48, "numerator": 48, "denominator": 80}
    assert None is between(counts, (70, 68, 72), unit="student").change.interval  # 48 of 80 are no share of students


def test_ranges_in_a_unit_that_is_none_of_shares():
    """They are in the unit of the figures, whatever it is; those of another are converted."""
    found = between((6, 5, 7), (8, 7, 9), unit="hour")
    assert pytest.approx((2 - math.sqrt(2), 2 + math.sqrt(2))) == found.change.interval
    in_minutes = {"value": 480, "low": 420, "high": 540, "unit": "minute"}
    assert found.change.interval == between((6, 5, 7), in_minutes, unit="hour").change.interval


@pytest.mark.parametrize("last", [{"value": 56}, {"value": 56, "low": 55}, {"value": 56, "low": 56, "high": 56}])
def test_one_range_alone_does_not_tell_chance_from_change(last):
    """Nor does one with an open end, or of no width."""
    found = between((50, 48, 54), last)
    assert ("improved", None) == (found.movement, found.change.interval)


def test_an_open_end_leaves_the_way_open():
    """From 50 to at least 55 and probably 60, of 100: 20 percent of the way, at least 10."""
    found = between({"value": 50}, {"value": 60, "low": 55}, target=ci.Observation(period="2025", value=100))
    assert (20.0, 10.0, 100.0) == (found.value, found.low, found.high)
    assert (10.0, None) == (found.raw_low, found.raw_high)


def test_a_beginning_that_may_have_been_the_end():
    """From 48 (45-52) there may be no way to 50: anything may be true of it."""
    found = between((48, 45, 52), (49, 48, 50), target=ci.Observation(period="2025", value=50))
    assert (50.0, 0.0, 100.0) == (found.value, found.low, found.high)
    assert (None, None) == (found.raw_low, found.raw_high)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((60, 58, 62), (61, 59, 63), ("reached", 100.0, 100.0, 100.0)),
        ((60, 58, 62), (61, 49, 73), ("reached", 100.0, 0.0, 100.0)),
        ((60, 45, 75), (61, 59, 63), ("reached", 100.0, 0.0, 100.0)),
        ((60, 58, 62), (48, 46, 49), ("behind", 0.0, 0.0, 0.0)),
        ((60, 58, 62), (48, 46, 51), ("behind", 0.0, 0.0, 100.0)),
    ],
)
def test_what_met_its_target_from_the_start(first, last, expected):
    """It is to stay between 50 and 75, and does or does not; for sure where the ranges say so, too."""
    found = between(first, last, target=ci.Observation(period="2025", low=50, high=75), direction="maintain")
    assert expected == (found.status, found.value, found.low, found.high)


def test_a_range_that_does_not_hold_its_value():
    """It is left out, and that is said."""
    found = between((50, 48, 54), (60, 61, 62))
    assert ["series.outside"] == [message.code for message in found.warnings]
    assert None is found.latest
    found = between((50, 51, 54), (60, 58, 62))
    assert "series.outside" in [message.code for message in found.reasons]


def test_a_trend_is_that_of_the_values():
    """Ranges beside them do not make them unknown."""
    figures = [ci.Observation(period=str(2015 + n), value=50 + n, low=45 + n, high=55 + n) for n in range(5)]
    indicator = ci.Indicator(id="work", unit="percent", direction="increase", observations=figures)
    assert "improving" == ci.measurement.trend(indicator).status
    found = ci.measurement.series(indicator)
    assert ((50.0, 45.0, 55.0), 50.0) == ((found.values[0], *found.ranges[0]), found.lows[0])


@given(ranges, ranges, ranges)
def test_the_gain_back_is_the_loss_there(first, last, band):
    """What is gained from one to the other is lost the other way round."""
    for there, back in (
        (gain(first, last, Direction.INCREASE), gain(last, first, Direction.INCREASE)),
        (gain(first, last, Direction.INCREASE), gain(first, last, Direction.DECREASE)),
        (approach(first, last, band), approach(last, first, band)),
    ):
        assert there == (-back[1], -back[0])


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


# From counts ---------------------------------------------------------------------


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


def test_a_unit_that_nobody_understands():
    """Figures in it are compared all the same: 3 furbles to 5 are 2 furbles."""
    found = of(("2010", 3), None, ("2015", 5), unit="furble")
    assert (2.0, "furble", None) == (found.change.value, found.change.unit, found.change.interval)


@given(estimates, estimates, st.integers(-100, 200), st.sampled_from(["increase", "decrease", "maintain"]))
def test_a_share_lies_within_its_bounds(first, last, end, direction):
    """Whatever the figures, their ranges and the target; and what improved did so in all of the interval."""
    (low, value, high), (least, now, most) = first, last
    aim = ci.Observation(period="2025", value=end)
    found = between((value, low, high), (now, least, most), target=aim, direction=direction, unit="hour")
    assert found.value is None or 0 <= found.low <= found.value <= found.high <= 100
    assert found.raw is None or found.raw_low is None or found.raw_low <= found.raw
    low, high = found.change.interval or (1, 1)
    assert found.movement not in {"improved", "worsened"} or low > 0 or high < 0
