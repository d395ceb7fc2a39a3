"""Turning the curve."""

from datetime import date, datetime

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact import errors
from collective_impact.measurement import CurveStatus, ForecastSide, series, trend, turn_the_curve

FALLING = [80, 78, 77, 74, 73, 71]
ABOVE, WITHIN, BELOW = ForecastSide.ABOVE, ForecastSide.WITHIN, ForecastSide.BELOW


def since(*values, before=FALLING, **fields):
    """Return the curve of values that follow others, in an initiative that began between them."""
    return turn_the_curve([*before, *values], **{"started": len(before), "direction": "increase", **fields})


def yearly(*values, **fields):
    """Return an indicator in percent with a figure for each year from 2010."""
    observations = [
        ci.Observation(period=str(2010 + n), **(value if isinstance(value, dict) else {"value": value}))
        for n, value in enumerate(values)
    ]
    return ci.Indicator(
        **{"id": "rate", "unit": "percent", "direction": "increase", **fields}, observations=observations
    )


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


# The forecast


def test_the_line_and_its_bounds_by_hand():
    """Slopes of 80, 78, 77, 74, 73, 71: the 8th of 15 is -1.8; through the medians 2.5 and 75.5.

    Residuals 0, -0.2, 0.6, -0.6, 0.2, 0; their squares sum to 0.8, over 4 degrees of freedom 0.2.
    At 6: 69.2 +- 2.1318 sqrt(0.2) sqrt(1 + 1/6 + 3.5^2 / 17.5) = 1.3026; 2.1318 is Student's t
    of 4 at 0.95.
    """
    found = since(70)
    assert (-1.8, 80.0) == pytest.approx((found.slope, found.intercept))
    assert (69.2, 69.2 - 1.3026, 69.2 + 1.3026) == pytest.approx(
        (found.forecast[0], found.lower[0], found.upper[0]), abs=1e-4
    )
    assert ("sen_line", 0.9, 6) == (found.method, found.confidence, found.baseline)


@given(st.lists(st.integers(0, 30), min_size=5, max_size=9), st.integers(1, 3))
def test_bounds_are_no_narrower_than_those_of_least_squares(before, steps):
    """The same formula with the least residuals that a line can have (scipy.stats.linregress)."""
    found = since(*[None] * steps, before=before)
    n, at = len(before), np.arange(len(before))
    fit = scipy.stats.linregress(at, before)
    scatter = np.sqrt(((before - fit.intercept - fit.slope * at) ** 2).sum() / (n - 2))
    ahead = n - 1 + steps
    reach = scipy.stats.t.ppf(0.95, n - 2) * scatter * np.sqrt(1 + 1 / n + (ahead - at.mean()) ** 2 / (n * at.var()))
    assert found.upper[-1] - found.lower[-1] >= 2 * reach - 1e-9


def test_the_bounds_hold_what_they_say():
    """Of 2,000 series that go on as before, about 90 % of the third values lie within (seeded)."""
    rng = np.random.default_rng(90)
    told = [since(*rng.normal(size=3), before=rng.normal(size=6), direction=None).status for _ in range(2000)]
    assert 0.9 == pytest.approx(told.count(CurveStatus.AS_FORECAST) / 2000, abs=0.025)


# What the last value says


@pytest.mark.parametrize(
    ("values", "direction", "status", "began"),
    [
        ([69, 68, 66], "increase", "as_forecast", None),
        ([70, 74, 75], "increase", "turned", "7"),  # better than before the start (71)
        ([70, 70, 69], "increase", "bent", "7"),  # still falling, more slowly
        ([66, 64, 60], "increase", "worsened", "6"),
        ([66, 64, 60], "decrease", "turned", "6"),  # falling as wanted, and faster
        ([70, 74, 75], "decrease", "worsened", "7"),
        ([70, 74, 75], None, "above_forecast", "7"),
        ([66, 64, 60], "maintain", "below_forecast", "6"),
        ([75, 68, 66], "increase", "as_forecast", None),  # it left, and came back
        ([60, 75, None], "increase", "turned", "7"),  # the last one known
        ([75, None, 75], "increase", "turned", "6"),  # a gap is no return
    ],
)
def test_the_status_follows_the_last_value(values, direction, status, began):
    """Beyond the bounds on the better side is turned, or bent where it is still worse than before the start."""
    found = since(*values, direction=direction)
    assert (status, began) == (found.status, found.since)


def test_sides_are_told_for_every_period():
    """Above, within and below the bounds; nothing where nothing was observed."""
    found = since(75, None, 66, 50)
    assert (ABOVE, None, WITHIN, BELOW) == found.sides
    assert (75.0, None, 66.0, 50.0) == found.values
    assert ("6", "7", "8", "9") == found.periods


def test_the_reason_is_a_sentence():
    """It says since when, how it is, and what was expected."""
    assert "since 7 it is better than forecast: 75 instead of 65.6" == str(since(70, 74, 75).reason)
    assert "in 6 it is within the bounds of the forecast" == str(since(70).reason)
    bent = str(since(70, 70, 69).reason)
    assert "it is worse than before the start, but since 7 better than forecast: 69 instead of 65.6" == bent


def test_a_curve_is_a_value():
    """It can be compared, and used as a key."""
    assert 1 == len({since(70), since(70)})


def test_it_never_speaks_of_causes():
    """The first warning of every curve."""
    for found in (since(70), since(), since(70, before=[1]), since(70, forecast=[60])):
        assert "curve.not_causal" == codes(found)[0]


# Too little


def test_five_values_from_before_are_needed():
    """With fewer there is no line, and that is what is said."""
    found = since(70, before=[80, None, 78, 77, None, 74])
    assert (CurveStatus.INSUFFICIENT_DATA, 4, ()) == (found.status, found.baseline, found.forecast)
    assert "a forecast takes 5 values from before the start, and there are 4" == str(found.reason)
    assert CurveStatus.AS_FORECAST is since(72, before=[80, None, 78, 77, None, 74, 73]).status


@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_nothing_since_the_start(values):
    """The forecast stands, and nothing beside it."""
    found = since(*values)
    assert (CurveStatus.INSUFFICIENT_DATA, "curve.nothing_since") == (found.status, found.reason.code)
    assert len(values) == len(found.forecast)


def test_nothing_at_all():
    """An empty series is insufficient, and no error."""
    assert CurveStatus.INSUFFICIENT_DATA is turn_the_curve([], started=0).status


# Doubts


def test_values_on_one_line_have_no_scatter():
    """Any difference counts then, but not what binary fractions leave over."""
    before = [0.1 * n for n in range(6)]
    assert CurveStatus.AS_FORECAST is since(0.6, before=before).status
    found = since(0.6001, before=before)
    assert (CurveStatus.TURNED, ["curve.not_causal", "curve.no_scatter"]) == (found.status, codes(found))


def test_neighbours_that_resemble_each_other_warn():
    """Waves before the start make the bounds too narrow; times that are not even say nothing of neighbours."""
    waves = [1, 2, 3, 3, 2, 1, -1, -2, -3, -3, -2, -1, 1, 2, 3, 3]
    assert "curve.autocorrelated" in codes(since(0, before=waves))
    uneven = turn_the_curve([*waves, 0], [*range(15), 20, 21], started=21)
    assert ["curve.not_causal"] == codes(uneven)


def test_no_percentage_goes_on_beyond_100():
    """A line in percent that leaves 0 to 100 warns; a count may."""
    rising = [80, 84, 87, 92, 95, 99, 99]
    assert "curve.beyond_percent" in codes(turn_the_curve(yearly(*rising), started="2016"))
    assert "curve.beyond_percent" not in codes(turn_the_curve(yearly(*rising, unit="student"), started="2016"))
    for unit in (None, "nonsense"):
        assert "curve.beyond_percent" not in codes(turn_the_curve(yearly(*rising, unit=unit), started="2016"))


# Experts


def test_experts_forecast():
    """Where they give no bounds, any difference counts, and a warning says so."""
    found = since(70, 75, before=[80, 78], forecast=[76, 75])
    assert ("experts", None, None, 2) == (found.method, found.confidence, found.slope, found.baseline)
    assert (CurveStatus.AS_FORECAST, (BELOW, WITHIN)) == (found.status, found.sides)
    assert ["curve.not_causal", "curve.no_bounds"] == codes(found)


def test_experts_with_bounds():
    """Value, low and high; what they did not say of a time is not compared."""
    told = [[76, 70, 80], [75, 65, 85], [None, None, None]]
    found = since(82, 86, 10, before=[80, 78], forecast=told)
    assert (ABOVE, ABOVE, None) == found.sides
    assert (CurveStatus.TURNED, "2", (80.0, 85.0, None)) == (found.status, found.since, found.upper)
    assert ["curve.not_causal"] == codes(found)
    assert found == since(82, 86, 10, before=[80, 78], forecast=np.array(told, dtype=float))


def test_experts_decide_what_was_expected_of_a_decline():
    """The last value before the start is what it is compared with; where there is none, better is turned."""
    assert CurveStatus.BENT is since(72, before=[80, 78], forecast=[70]).status
    assert CurveStatus.TURNED is since(79, before=[80, 78], forecast=[70]).status
    assert CurveStatus.TURNED is since(72, before=[], forecast=[70]).status


@pytest.mark.parametrize(
    "forecast",
    [
        [76],
        [76, 75, 74],
        [[76, 75], [75, 74]],
        [[76, 77, 80], [75, 65, 85]],
        [[76, 70, 75], [75, 65, 85]],
        "76",
        76,
        [[1]],
    ],
    ids=repr,
)
def test_forecasts_have_to_fit(forecast):
    """One for each time since the start, and values between their bounds."""
    with pytest.raises(errors.InvalidValueError, match="forecast"):
        since(70, 75, forecast=forecast)


# Indicators


def test_an_indicator_brings_all_but_the_start():
    """Direction, unit, addresses and years; a period that ended before the start is the baseline."""
    rate = yearly(*FALLING, 70, 74, 75)
    found = turn_the_curve(rate, started="2016-01-01")
    assert (CurveStatus.TURNED, "2017", "percent", 6) == (found.status, found.since, found.unit, found.baseline)
    assert "indicators/rate/observations/2010" == found.rests_on[0]
    assert ("2016", "2017", "2018") == found.periods
    assert turn_the_curve(series(rate), started=date(2016, 1, 1)) == found
    assert CurveStatus.WORSENED is turn_the_curve(rate, started="2016", direction="decrease").status


@pytest.mark.parametrize(
    ("started", "baseline"),
    [("2015", 5), ("2015-12-31", 5), ("2016-06-15", 6), (ci.Period.parse("2016"), 6), (date(2030, 1, 1), 9)],
)
def test_a_period_in_which_it_began_is_since_the_start(started, baseline):
    """Before is only what was over."""
    assert baseline == turn_the_curve(yearly(*FALLING, 70, 74, 75), started=started).baseline


def test_only_the_last_stretch_counts():
    """Figures of another definition are no baseline."""
    old = [{"value": n, "definition_version": "1"} for n in FALLING]
    found = turn_the_curve(yearly(*old, 70, 74, 75, definition_version="2"), started="2016")
    assert (CurveStatus.INSUFFICIENT_DATA, 0) == (found.status, found.baseline)
    assert ["series.definition", "trend.earlier", "curve.not_causal"] == codes(found)


def test_ranges():
    """Before the start they are left out and named; since then they count where they lie wholly beyond."""
    values = [*FALLING, {"low": 60}, {"low": 75}, {"low": 60, "high": 62}, {"low": 64, "high": 90}]
    found = turn_the_curve(yearly(*values), started="2016")
    assert (WITHIN, ABOVE, BELOW, WITHIN) == found.sides
    assert (None,) * 4 == found.values
    assert "since 2018 it is worse than forecast: 62 instead of 65.6" == str(
        turn_the_curve(yearly(*values[:-1]), started="2016").reason
    )
    named = turn_the_curve(yearly({"low": 80}, *FALLING, 70), started="2017")
    assert (6, ["curve.not_causal", "curve.ranges"]) == (named.baseline, codes(named))


def test_grades_have_no_unit():
    """Ranks are forecast like numbers."""
    grades = [{"level": grade} for grade in "FFDDCCA"]
    found = turn_the_curve(yearly(*grades, levels=tuple("FDCBA"), unit=None), started="2016")
    assert (None, 4.0) == (found.unit, found.values[0])


# Refusals


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"started": None}, "started"),
        ({"started": True}, "started"),
        ({"started": float("nan")}, "started"),
        ({"started": date(2016, 1, 1)}, "started"),
        ({"started": 6, "confidence": 90}, "confidence"),
        ({"started": 6, "direction": "up"}, "Direction"),
        ({"started": 2016, "periods": [str(2010 + n) for n in range(6)]}, "started"),
        ({"started": datetime(2016, 1, 1), "periods": [str(2010 + n) for n in range(6)]}, "date"),  # noqa: DTZ001
        ({"started": 6, "periods": [f"{2010 + n} to {2014 + n}" for n in range(6)]}, "share no days"),
    ],
    ids=["none", "yes", "nan", "date", "confidence", "direction", "number", "moment", "averages"],
)
def test_refusals(fields, what):
    """The start is a time as the others are, and no moving average is a baseline."""
    with pytest.raises(errors.InvalidValueError, match=what):
        turn_the_curve(FALLING, **fields)


def test_a_series_has_its_own_periods():
    """Others beside it are refused."""
    with pytest.raises(errors.InvalidValueError, match="it has its own"):
        turn_the_curve(yearly(1, 2), [1, 2], started="2011")


# Laws

VALUES = st.lists(st.integers(-20, 20), min_size=7, max_size=10)


@given(VALUES, st.integers(-50, 50), st.sampled_from([1, 4, -1, -4]))
def test_shift_and_scale(values, shift, scale):
    """Another zero and another unit change nothing; the other sign with the other direction neither."""
    plain = turn_the_curve(values, started=5, direction="increase")
    direction = "increase" if scale > 0 else "decrease"
    moved = turn_the_curve([shift + scale * value for value in values], started=5, direction=direction)
    assert (plain.status, plain.since) == (moved.status, moved.since)
    assert [shift + scale * value for value in plain.forecast] == pytest.approx(moved.forecast)


@given(VALUES)
def test_the_line_is_that_of_the_trend(values):
    """The forecast goes on where the trend of the values before the start ends."""
    found, before = turn_the_curve(values, started=5), trend(values[:5])
    assert (before.slope, before.intercept) == (found.slope, found.intercept)


def test_a_turned_curve_prints_its_status_and_reason():
    """The question is answered in one line."""
    curve = turn_the_curve([31, 33, 32, 35, 36, 38, 39], range(2010, 2017), started=2016, direction="decrease")
    assert str(curve) == f"as forecast: {curve.reason}"
