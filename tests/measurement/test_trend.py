"""Trends of one series, against published examples, other implementations and hand calculations."""

from datetime import date, datetime
from math import erfc, sqrt

import attrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact import errors
from collective_impact.measurement import TrendStatus, series, trend

# US EPA (2009), Statistical Analysis of Groundwater Monitoring Data at RCRA Facilities, Unified
# Guidance, EPA 530/R-09-007, example 17-7: sodium (ppm) over time (years).
SODIUM = [56, 53, 51, 55, 52, 60, 62, 59, 61, 63]
SODIUM_TIMES = [89.6, 90.1, 90.8, 91.1, 92.1, 93.1, 94.1, 95.6, 96.1, 96.3]

# Little (College of the Holy Cross), "A Mann-Kendall Example (By Hand)": one pair of ties.
BY_HAND = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7]

# Wisconsin Administrative Code, Natural Resources, table A of the Mann-Kendall statistic.
WISCONSIN = [100, 50, 85, 75, 50]


def yearly(*values, **fields):
    """Return an indicator in percent with a figure for each year from 2010."""
    observations = [
        ci.Observation(period=str(2010 + n), **(value if isinstance(value, dict) else {"value": value}))
        for n, value in enumerate(values)
        if value is not None
    ]
    return ci.Indicator(**{"id": "rate", "unit": "percent", **fields}, observations=observations)


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


# Published examples


def test_the_example_of_the_epa():
    """Slope, intercept and tau as EnvStats 2.3 (R) prints them for it; p as cor.test of R 4.2 does, exact."""
    found = trend(SODIUM, SODIUM_TIMES)
    assert (10, 25, 125) == (found.n, found.s, found.variance)
    assert pytest.approx(0.5555556) == found.tau
    assert pytest.approx(1.3333333) == found.slope
    assert pytest.approx(-65.9666667) == found.intercept
    assert ("exact", pytest.approx(0.02861, abs=5e-6)) == (found.method, found.p)


def test_the_interval_of_the_example_lies_between_the_ranks():
    """Exact: of 45 slopes the 12th from either end, since P(|S| >= 23) = 0.046 is the first below 0.05.

    EnvStats interpolates between the 11th and the 12th by the normal approximation, and prints
    0.3992083 to 2.3333333.
    """
    at, values = np.array(SODIUM_TIMES), np.array(SODIUM)
    slopes = sorted((values[j] - values[i]) / (at[j] - at[i]) for i in range(10) for j in range(i + 1, 10))
    found = trend(SODIUM, SODIUM_TIMES)
    assert (slopes[11], slopes[-12]) == pytest.approx(found.interval)
    assert slopes[10] <= 0.3992083 <= slopes[11]
    assert 2.3333333 == pytest.approx(found.interval[1])


def test_the_example_by_hand():
    """72 pairs rise, 18 fall, one is tied: S = 54, Z = 2.9058 with the variance of the tie taken off."""
    found = trend(BY_HAND)
    assert (54, 14 * 13 * 33 / 18 - 2 * 1 * 9 / 18) == (found.s, pytest.approx(found.variance))
    assert ("normal", pytest.approx(erfc(2.9058 / sqrt(2)), abs=1e-6)) == (found.method, found.p)
    assert 54 / sqrt(91 * 90) == pytest.approx(found.tau)


def test_the_example_of_wisconsin():
    """Five samples with a tie: S = -4 + 2 - 2 - 1 = -5."""
    found = trend(WISCONSIN)
    assert (-5, TrendStatus.TOO_SHORT_TO_TELL) == (found.s, found.status)


# Hand calculations


def test_unequal_spacing_is_honoured():
    """Of 1, 2, 4, 8, 16 at the same numbers every slope is 1."""
    found = trend([1, 2, 4, 8, 16], [1, 2, 4, 8, 16])
    assert (1.0, (1.0, 1.0), 0.0) == (found.slope, found.interval, found.intercept)
    even = [1, 1.5, 2, 7 / 3, 3, 3.75, 4, 14 / 3, 6, 8]  # the slopes at 0, 1, 2, 3, 4
    assert (even[4] + even[5]) / 2 == trend([1, 2, 4, 8, 16]).slope


def test_periods_make_slopes_per_year():
    """Years, school years and quarters count in years from the first, whatever leap years do."""
    rises = [1, 2, 3, 4, 5]
    years = trend(rises, ["2015", "2016", "2017", "2018", "2019"])
    assert (1.0, 1.0, (0.0, 1.0, 2.0, 3.0, 4.0)) == (years.slope, years.intercept, years.times)
    assert 1.0 == trend(rises, ["2015-16", "2016-17", "2017-18", "2018-19", "2019-20"]).slope
    assert 4.0 == trend(rises, [f"2015 Q{n}" for n in (1, 2, 3, 4)] + ["2016 Q1"]).slope
    days = trend(rises, [date(2015 + n, 3, 1) for n in range(5)])
    assert 1.0 == pytest.approx(days.slope, rel=1e-3)


def test_a_year_without_a_figure_is_a_gap():
    """Periods that are not there are not drawn together: 1 a year before and after."""
    found = trend([1, 2, 3, 7, 8], ["2010", "2011", "2012", "2016", "2017"])
    assert 1.0 == found.slope
    assert None is found.autocorrelation  # neighbours of four years are none


@pytest.mark.parametrize(
    ("values", "direction", "status"),
    [
        ([1, 2, 3, 4], "increase", "insufficient_data"),  # even in perfect order p is 2/24
        ([1, 2, 3, 4, 5], "increase", "improving"),  # 2/120
        ([1, 2, 3, 4, 5], "decrease", "worsening"),
        ([5, 4, 3, 2, 1], "increase", "worsening"),
        ([5, 4, 3, 2, 1], "decrease", "improving"),
        ([1, 2, 3, 4, 5], None, "rising"),
        ([5, 4, 3, 2, 1], None, "falling"),
        ([1, 2, 3, 4, 5], "maintain", "rising"),
        ([1, 2, 3, 5, 4], "increase", "too_short_to_tell"),  # S = 8: p = 0.083
        ([1, 3, 2, 4, 3.5, 2.5, 1.5], "increase", "too_short_to_tell"),
        ([1, 3, 2, 4, 3.5, 2.5, 1.5, 2.2], "increase", "no_trend_shown"),
        ([4, None, 4, 4, 4, 4, 4, 4, 4], "maintain", "no_trend_shown"),
    ],
)
def test_the_status_follows_n_p_and_direction(values, direction, status):
    """Below 5 insufficient, from 8 on no trend shown, between them too short; better only where that is known."""
    assert status == trend(values, direction=direction).status


def test_alpha_decides_what_counts_as_shown():
    """S = 8 of five values has a p of 10/120."""
    assert TrendStatus.RISING is trend([1, 2, 3, 5, 4], alpha=0.1).status
    assert TrendStatus.TOO_SHORT_TO_TELL is trend([1, 2, 3, 4, 5], alpha=0.01).status


@pytest.mark.parametrize("values", [[], [3], [None] * 9, [1, 2, None, 3, 4]])
def test_too_little_is_said_and_nothing_else(values):
    """No number that means nothing: only how many values there are, and how many are missing."""
    found = trend(values)
    assert TrendStatus.INSUFFICIENT_DATA is found.status
    assert sum(value is not None for value in values) == found.n == len(values) - found.missing
    said = (found.s, found.variance, found.tau, found.p, found.method, found.slope, found.interval, found.intercept)
    assert (None,) * 8 == said
    assert None is found.slope_bounds is found.autocorrelation


def test_values_that_are_all_alike():
    """There is no trend to show, no tau and no interval; the slope is 0."""
    found = trend([4] * 9)
    assert (0, 1.0, 0.0, None, None) == (found.s, found.p, found.slope, found.tau, found.interval)
    assert ["trend.all_alike"] == codes(found)
    assert None is found.autocorrelation


def test_what_is_to_be_maintained_and_moves():
    """Neither direction is better by itself, and the trend says so."""
    assert ["trend.to_be_maintained"] == codes(trend([1, 2, 3, 4, 5], direction="maintain"))
    assert [] == codes(trend([1, 3, 2, 4, 3.5, 2.5, 1.5, 2.2], direction="maintain"))


def test_neighbours_that_resemble_each_other_warn():
    """Two steps, each of five alike, are no ten independent values; noise around a line is."""
    waves = trend([1, 2, 3, 3, 2, 1, -1, -2, -3, -3, -2, -1, 1, 2, 3, 3])
    assert ["trend.autocorrelated"] == codes(waves)
    assert waves.autocorrelation > 0.7
    assert [] == codes(trend([1, 3, 2, 4, 3, 5, 4, 6, 5, 7]))


def test_a_perfect_line_has_no_autocorrelation():
    """What binary fractions leave over is no pattern."""
    assert None is trend([0.1 * n for n in range(12)]).autocorrelation


# Ranges


def test_ranges_count_where_they_can_be_ordered():
    """Hand count: ">=95" is above 90, 91, 92 and 93; of two such nobody knows which is higher.

    Ten pairs: the six of the first four rise, with the fifth four more; the sixth adds four, and
    one pair of the fifteen is not ordered. The row sums are -5, -3, -1, 1, 4 and 4, so that the
    variance is (25 + 9 + 1 + 1 + 16 + 16 + 14) / 3.
    """
    found = trend(yearly(90, 91, 92, 93, {"low": 95}, {"low": 95}))
    assert (14, 1, 82 / 3) == (found.s, found.unordered, pytest.approx(found.variance))
    assert erfc(13 / sqrt(82 / 3) / sqrt(2)) == pytest.approx(found.p)
    assert 14 / sqrt(15 * 14) == pytest.approx(found.tau)
    assert (None, None, None) == (found.slope, found.intercept, found.autocorrelation)
    assert (90.0, 91.0, 92.0, 93.0, None, None) == found.values
    assert ["trend.ranges"] == codes(found)
    assert "2 of 6 figures are known as ranges only; 1 pairs" in str(found.warnings[0])


def test_the_slope_of_ranges_is_a_range():
    """Of 0, 1, 2, 3 and 4 to 6, the last four slopes are 1 to 1.5, 1 to 1.67, 1 to 2 and 1 to 3; the others 1."""
    found = trend(yearly(0, 1, 2, 3, {"low": 4, "high": 6}))
    assert ((1.0, 1.0), 10, "exact") == (found.slope_bounds, found.s, found.method)
    assert (1.0, 3.0) == found.interval
    wide = trend(yearly({"high": 1}, {"high": 2}, {"high": 3}, 4, 5, 6))
    assert (None, None) == (wide.slope, wide.slope_bounds[1])
    assert 1.0 == wide.slope_bounds[0]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=5, max_size=9), st.data())
def test_a_slope_within_ranges_is_within_its_bounds(pairs, data):
    """Whatever the values are within their ranges, the bounds hold their slope."""
    assume(any(width for _, width in pairs))
    ranged = trend(yearly(*({"low": low, "high": low + width} for low, width in pairs)))
    values = [data.draw(st.floats(low, low + width)) for low, width in pairs]
    known = trend(values)
    low, high = ranged.slope_bounds
    assert low - 1e-9 <= known.slope <= high + 1e-9


def test_equal_values_among_ranges_are_ties():
    """Two known values that are the same are ordered, as neither higher."""
    assert 0 == trend(yearly(1, 1, 2, 3, {"low": 4})).unordered


# Series and indicators


def test_an_indicator_brings_its_direction_unit_and_addresses():
    """The slope is in percentage points a year, and the trend leads back to the figures."""
    rate = yearly(50, 52, 53, 55, 57, 58, 61, 64, direction="increase")
    found = trend(rate)
    assert (TrendStatus.IMPROVING, "percentage_point", 8) == (found.status, found.unit, len(found.rests_on))
    assert "indicators/rate/observations/2010" == found.rests_on[0]
    assert trend(series(rate)) == found
    assert TrendStatus.WORSENING is trend(rate, direction="decrease").status


@pytest.mark.parametrize(("fields", "unit"), [({"unit": None}, None), ({"unit": "student"}, "student")])
def test_other_units_stay(fields, unit):
    """A change of students is in students."""
    assert unit == trend(yearly(1, 2, 3, 4, 5, **fields)).unit


def test_grades_have_a_slope_in_grades():
    """One grade better every year."""
    grades = [{"level": grade} for grade in "FDCBA"]
    found = trend(yearly(*grades, levels=tuple("FDCBA"), direction="increase"))
    assert (1.0, "grade", TrendStatus.IMPROVING) == (found.slope, found.unit, found.status)


def test_only_the_last_stretch_counts():
    """What came before a break is left out, and the trend says how much that was."""
    first = [{"value": n, "definition_version": "1"} for n in range(3)]
    found = trend(yearly(*first, 9, 8, 7, 6, 5, definition_version="2"))
    assert (5, TrendStatus.FALLING) == (found.n, found.status)
    assert ["series.definition", "trend.earlier"] == codes(found)
    assert "only the figures from 2013 on are used: 3" in str(found.warnings[1])


def test_an_indicator_without_figures_is_insufficient():
    """No figures, no trend, no error."""
    assert (0, TrendStatus.INSUFFICIENT_DATA) == (trend(yearly()).n, trend(yearly()).status)


def test_a_trend_is_a_value():
    """It can be compared, and used as a key."""
    assert 1 == len({trend(yearly(1, 2, 3, 4, {"low": 5})), trend(yearly(1, 2, 3, 4, {"low": 5}))})


# Moving averages


def test_averages_over_overlapping_years_are_refused():
    """The error says why, for an indicator and for periods given beside values."""
    rolling = [f"{2010 + n} to {2014 + n}" for n in range(8)]
    found = ci.Indicator(id="rate", observations=[ci.Observation(period=period, value=1) for period in rolling])
    with pytest.raises(errors.InvalidValueError, match=r"2010 to 2014 and 2011 to 2015.*look like a trend"):
        trend(found)
    with pytest.raises(errors.InvalidValueError, match="share no days"):
        trend(range(8), rolling)


def test_the_reason_is_true():
    """Five-year averages of twelve independent years give about 32 % false alarms, the years themselves 5 % at most."""
    years = np.random.default_rng(20260101).normal(size=(20_000, 12))
    averages = np.lib.stride_tricks.sliding_window_view(years, 5, axis=1).mean(axis=2)
    from collective_impact.measurement import trends

    assert 0.32 == pytest.approx(np.mean(trends(averages).p <= 0.05), abs=0.02)
    assert 0.05 >= np.mean(trends(years).p <= 0.05) >= 0.03


# Refusals


@pytest.mark.parametrize("values", ["text", [1, "2"], [True, False], [1, float("inf")], [[1, 2]], 5])
def test_what_is_no_series_of_numbers(values):
    """Text, answers, infinite values, tables and single numbers are refused by name."""
    with pytest.raises(errors.InvalidValueError, match="values"):
        trend(values)


@pytest.mark.parametrize(
    ("periods", "wanted"),
    [
        ([1, 2], "one for each of the 3 values"),
        ([1, 3, 2], "in order of time"),
        ([1, 1, 2], "in order of time"),
        ([1, None, 2], "in order of time"),
        (["2012", "2011", "2010"], "in order of time"),
        (["2012", "2012", "2013"], "share no days"),
        (["2012", "2013", 2014], "a date or a period"),
        ([date(2012, 1, 1), date(2013, 1, 1), datetime(2014, 1, 1)], "a date or a period"),  # noqa: DTZ001 - of no zone
        ("2010", "numbers, dates or periods"),
        (2010, "dates or periods, one for each"),
        (["one", "two", "three"], "a period such as"),
    ],
)
def test_periods_have_to_be_times(periods, wanted):
    """One for each value, ascending, of one kind."""
    with pytest.raises(errors.InvalidValueError, match=wanted):
        trend([1, 2, 3], periods)


@pytest.mark.parametrize("name", ["alpha", "confidence"])
@pytest.mark.parametrize("given", [0, 1, 95, -0.1, True, "0.95", None, float("nan")])
def test_shares_are_between_0_and_1(name, given):
    """95 is not taken for 0.95."""
    with pytest.raises(errors.InvalidValueError, match=name):
        trend(SODIUM, **{name: given})


def test_a_series_has_its_own_periods():
    """Others beside it are refused, and so are directions that are none."""
    with pytest.raises(errors.InvalidValueError, match="it has its own"):
        trend(yearly(1, 2), [1, 2])
    with pytest.raises(errors.InvalidValueError, match="did you mean 'increase'"):
        trend([1, 2], direction="increases")


# Laws

VALUES = st.lists(st.integers(-20, 20), min_size=5, max_size=15)


@given(VALUES, st.integers(-50, 50), st.sampled_from([0.5, 2, 8]))
def test_shift_and_scale(values, shift, scale):
    """Another zero and another unit change neither S nor p, and the slope by the scale alone."""
    plain, moved = trend(values), trend([shift + scale * value for value in values])
    assert (plain.s, plain.p, plain.status) == (moved.s, moved.p, moved.status)
    assert scale * plain.slope == pytest.approx(moved.slope)
    assert shift + scale * plain.intercept == pytest.approx(moved.intercept)


@given(VALUES)
def test_turning_values_or_time_round_turns_the_trend(values):
    """The other sign and the other order give the other direction with the same p."""
    plain = trend(values)
    for other in (trend([-value for value in values]), trend(values[::-1])):
        assert (-plain.s, plain.p, plain.variance) == (other.s, other.p, other.variance)
        assert -plain.slope == pytest.approx(other.slope)
        if plain.interval is not None:
            assert tuple(-end for end in reversed(plain.interval)) == pytest.approx(other.interval)


@given(VALUES, st.integers(0, 15))
def test_a_missing_value_is_as_if_it_were_not_there(values, place):
    """A gap changes times, and nothing else."""
    at = [n + (n >= place) for n in range(len(values))]
    gap = [*values[:place], None, *values[place:]]
    times = sorted({*at, min(place, len(values))})
    plain, found = trend(values, at), trend(gap, times)
    assert 1 == found.missing
    assert (plain.s, plain.p, plain.slope, plain.interval) == (found.s, found.p, found.slope, found.interval)


@given(VALUES)
def test_the_interval_agrees_with_the_test(values):
    """It holds the slope, and where it leaves out 0 p is at most 5 %; without ties the other way round as well."""
    found = trend(values)
    if found.interval is None:
        assert None is found.tau or found.p > 0.05
        return
    low, high = found.interval
    assert low <= found.slope <= high
    if not low <= 0 <= high:
        assert found.p <= 0.05
    elif len(set(values)) == len(values):
        assert found.p > 0.05


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ([87, 92, 93], "insufficient data, n = 3"),
        ([10, 20, 30, 40, 50], "improving: slope 10 (10 to 10 at 95 %), n = 5, p = 0.0167"),
    ],
)
def test_a_trend_prints_as_a_line(values, printed):
    """All ten pairs of five rise: of 120 orders two are as lopsided, 2 / 120 = 0.0167."""
    assert printed == str(trend(values, direction="increase"))


def test_a_slope_of_ranges_prints_as_its_bounds():
    """An end that nobody knows is open."""
    found = trend([10, 20, 30, 40, 50], direction="increase")
    ranges = attrs.evolve(found, slope=None, slope_bounds=(8, 12.5), interval=(4, None))
    assert "improving: slope 8 to 12.5 (4 to open at 95 %), n = 5, p = 0.0167" == str(ranges)
