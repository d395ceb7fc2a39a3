"""The ranges recorded beside figures, and what they leave of a change and of the way."""

import math

import pytest

import collective_impact as ci
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._proportions import newcombe, share_estimated, square_and_add


def of(first, last, *, target=None, **fields):
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
    found = of((50, 48, 54), (56, 53, 57))
    assert pytest.approx((1, 6 + math.sqrt(5))) == found.change.interval
    assert "improved" == found.movement
    assert "worsened" == of((50, 48, 54), (56, 53, 57), direction="decrease").movement
    assert "maintained" == of((50, 48, 56), (56, 53, 57)).movement  # 6 - sqrt(3² + 6²) = -0.71


def test_the_rule_for_shares_is_that_of_newcombe():
    """56 of 70 less 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    found = square_and_add(share_estimated(48, 80), share_estimated(56, 70))
    assert newcombe((48, 80), (56, 70)) == found
    assert (0.0524, 0.3339) == tuple(round(end, 4) for end in found)


def test_a_range_counts_before_the_counts():
    """Who published it knew how the sample was drawn: 60 % of 80 to 80 % of 70 is beyond chance, ± 20 is not."""
    first, last = {"value": 60, "numerator": 48, "denominator": 80}, {"value": 80, "numerator": 56, "denominator": 70}
    assert "improved" == of(first, last).movement
    found = of(first | {"low": 40, "high": 80}, last | {"low": 60, "high": 100})
    assert ("maintained", pytest.approx((20 - 20 * math.sqrt(2), 20 + 20 * math.sqrt(2)))) == (
        found.movement,
        found.change.interval,
    )


def test_a_range_beside_counts():
    """Wilson's interval of 48 of 80 is 49.05 to 70.04 (R: prop.test(48, 80, correct = FALSE)); 70 is 68 to 72."""
    found = of({"value": 60, "numerator": 48, "denominator": 80}, (70, 68, 72))
    assert pytest.approx((10 - math.hypot(2, 10.04), 10 + math.hypot(2, 10.95)), abs=0.02) == found.change.interval
    assert "maintained" == found.movement
    counts = {"value": 48, "numerator": 48, "denominator": 80}
    assert None is of(counts, (70, 68, 72), unit="student").change.interval  # 48 of 80 are no share of students


def test_ranges_in_a_unit_that_is_none_of_shares():
    """They are in the unit of the figures, whatever it is; those of another are converted."""
    found = of((6, 5, 7), (8, 7, 9), unit="hour")
    assert pytest.approx((2 - math.sqrt(2), 2 + math.sqrt(2))) == found.change.interval
    in_minutes = {"value": 480, "low": 420, "high": 540, "unit": "minute"}
    assert found.change.interval == of((6, 5, 7), in_minutes, unit="hour").change.interval


@pytest.mark.parametrize("last", [{"value": 56}, {"value": 56, "low": 55}, {"value": 56, "low": 56, "high": 56}])
def test_one_range_alone_does_not_tell_chance_from_change(last):
    """Nor does one with an open end, or of no width."""
    found = of((50, 48, 54), last)
    assert ("improved", None) == (found.movement, found.change.interval)


def test_an_open_end_leaves_the_way_open():
    """From 50 to at least 55 and probably 60, of 100: 20 percent of the way, at least 10."""
    found = of({"value": 50}, {"value": 60, "low": 55}, target=ci.Observation(period="2025", value=100))
    assert (20.0, 10.0, 100.0) == (found.value, found.low, found.high)
    assert (10.0, None) == (found.raw_low, found.raw_high)


def test_a_beginning_that_may_have_been_the_end():
    """From 48 (45-52) there may be no way to 50: anything may be true of it."""
    found = of((48, 45, 52), (49, 48, 50), target=ci.Observation(period="2025", value=50))
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
    found = of(first, last, target=ci.Observation(period="2025", low=50, high=75), direction="maintain")
    assert expected == (found.status, found.value, found.low, found.high)


def test_a_range_that_does_not_hold_its_value():
    """It is left out, and that is said."""
    found = of((50, 48, 54), (60, 61, 62))
    assert ["series.outside"] == [message.code for message in found.warnings]
    assert None is found.latest
    found = of((50, 51, 54), (60, 58, 62))
    assert "series.outside" in [message.code for message in found.reasons]


def test_a_trend_is_that_of_the_values():
    """Ranges beside them do not make them unknown."""
    figures = [ci.Observation(period=str(2015 + n), value=50 + n, low=45 + n, high=55 + n) for n in range(5)]
    indicator = ci.Indicator(id="work", unit="percent", direction="increase", observations=figures)
    assert "improving" == ci.measurement.trend(indicator).status
    found = ci.measurement.series(indicator)
    assert ((50.0, 45.0, 55.0), 50.0) == ((found.values[0], *found.ranges[0]), found.lows[0])
