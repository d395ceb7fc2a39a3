"""Trends of many series at once."""

import pickle

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from collective_impact import errors
from collective_impact.measurement import Trends, benjamini_hochberg, trend, trends

TABLE = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 12)),
    elements=st.integers(-4, 4).map(float) | st.just(np.nan) | st.floats(-4, 4),
)
NUMBERS = ("n", "missing", "s", "variance", "tau", "p", "slope", "intercept", "autocorrelation")


def as_columns(found):
    """Return the numbers of a trend as they stand in columns."""
    row = {name: getattr(found, name) for name in NUMBERS}
    row["lower"], row["upper"] = found.interval or (None, None)
    return {name: np.nan if value is None else value for name, value in row.items()}


@given(TABLE, st.sampled_from([None, "increase", "decrease", "maintain"]))
def test_each_row_is_what_trend_says_of_it(table, direction):
    """One call for many is many calls for one."""
    at = np.cumsum(np.arange(1.0, table.shape[1] + 1))
    together = trends(table, at, direction=direction)
    assert len(table) == len(together)
    columns = together.to_columns()
    for place, row in enumerate(table):
        found = trend(row, at, direction=direction)
        assert found.status == together.status[place]
        for name, value in as_columns(found).items():
            assert value == pytest.approx(columns[name][place], rel=1e-9, abs=1e-9, nan_ok=True), name
        assert together.autocorrelated[place] == any(one.code == "trend.autocorrelated" for one in found.warnings)
        assert found.method is None or together.exact[place] == (found.method == "exact")


def test_p_and_slope_are_those_of_pymannkendall():
    """Where there are ties p is normal, and the same; without ties the exact p is another, S and slope are not."""
    import pymannkendall as mk

    table = np.random.default_rng(11).integers(0, 8, size=(60, 12)).astype(float)
    found = trends(table)
    assert not found.exact.all()
    for place, row in enumerate(table):
        other = mk.original_test(row)
        assert (other.s, other.var_s, other.slope, other.intercept) == pytest.approx(
            (found.s[place], found.variance[place], found.slope[place], found.intercept[place])
        )
        if not found.exact[place]:
            assert other.p == pytest.approx(found.p[place])


def test_every_row_has_its_own_direction():
    """Or all have one."""
    rows = [[1, 2, 3, 4, 5]] * 4
    mixed = trends(rows, direction=["increase", "decrease", None, "maintain"])
    assert ["improving", "worsening", "rising", "rising"] == mixed.status.tolist()
    assert ["worsening"] * 4 == trends(rows, direction="decrease").status.tolist()


def test_periods_are_those_of_all_rows():
    """Slopes are per year."""
    found = trends([[1, 2, 3, 4, 5]], ["2010", "2012", "2014", "2016", "2018"])
    assert [0.5] == found.slope.tolist()


def test_no_rows_and_no_columns():
    """A table without rows has no trends, one without columns says nothing of any row."""
    assert 0 == len(trends(np.empty((0, 12))))
    assert ["insufficient_data"] * 2 == trends(np.empty((2, 0))).status.tolist()


@pytest.mark.parametrize(
    ("values", "fields", "what"),
    [
        ([1, 2, 3], {}, "values"),
        ([["1", "2"]], {}, "values"),
        ([[1, 2], [1]], {}, "values"),
        ([[1, 2]], {"periods": [1, 2, 3]}, "periods"),
        ([[1, 2]], {"direction": ["increase", "increase"]}, "direction"),
        ([[1, 2]], {"direction": ["increases"]}, "Direction"),
        ([[1, 2]], {"alpha": 5}, "alpha"),
        ([[1, 2]], {"confidence": 95}, "confidence"),
    ],
)
def test_refusals(values, fields, what):
    """Values are a table, directions as many as rows, and all else as for one series."""
    with pytest.raises(errors.InvalidValueError, match=what):
        trends(values, **fields)


def test_arrays_cannot_be_changed():
    """A result is a result; what it was computed from belongs to the caller."""
    table = np.arange(12.0).reshape(2, 6)
    found = trends(table)
    for column in found.to_columns().values():
        with pytest.raises(ValueError, match="read-only"):
            column[0] = column[1]
    table[0, 0] = 5  # still the caller's


def test_a_summary_in_one_line():
    """How many of which status."""
    found = trends([[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [1, 2, 3, 4, 5]], direction="increase")
    assert "<Trends of 3 series: 2 improving, 1 worsening>" == repr(found)


def test_trends_travel_to_other_processes():
    """They pickle."""
    found = trends([[1, 2, 3, 4, 5]])
    assert isinstance(found, Trends)
    assert found.status.tolist() == pickle.loads(pickle.dumps(found)).status.tolist()  # noqa: S301 - our own


# Many tests at once

# Benjamini & Hochberg (1995), section 4.1: fifteen p-values, of which their procedure rejects the
# first four at 0.05, and Bonferroni's three.
THROMBOLYSIS = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000),
]


def test_the_example_of_benjamini_and_hochberg():
    """Four are shown at 0.05."""
    assert 4 == sum(benjamini_hochberg(THROMBOLYSIS) <= 0.05)


P = st.lists(st.floats(0, 1), min_size=1, max_size=12)


@given(P)
def test_adjusted_p_is_that_of_scipy(p):
    """scipy.stats.false_discovery_control."""
    assert scipy.stats.false_discovery_control(p) == pytest.approx(benjamini_hochberg(p))


@given(P, st.integers(0, 12))
def test_what_has_no_p_is_no_test(p, place):
    """A series without a p changes nothing for the others."""
    found = benjamini_hochberg([*p[:place], None, *p[place:]])
    at = min(place, len(p))
    assert np.isnan(found[at])
    assert benjamini_hochberg(p) == pytest.approx(np.delete(found, at))


@pytest.mark.parametrize("p", [[1.1], [-0.1], ["0.1"]])
def test_p_is_a_share(p):
    """Nothing below 0 or above 1."""
    with pytest.raises(errors.InvalidValueError, match="p"):
        benjamini_hochberg(p)


def test_nothing_to_adjust():
    """No tests, no p."""
    assert [] == benjamini_hochberg([]).tolist()


def test_adjusted_trends_follow_the_adjusted_p():
    """Of 1,000 series without a trend some look like one alone, and none together."""
    table = np.random.default_rng(2).normal(size=(1000, 10))
    alone = trends(table, direction="increase")
    found = alone.adjusted()
    assert (None, "benjamini_hochberg") == (alone.adjustment, found.adjustment)
    assert benjamini_hochberg(alone.p).tolist() == found.p.tolist()
    assert sum(alone.status == "improving") > 10
    assert {"no_trend_shown"} == set(found.status)
    assert alone.s.tolist() == found.s.tolist()


def test_adjusting_twice_is_adjusting_once():
    """It starts from the p of each series alone."""
    once = trends(np.random.default_rng(2).normal(size=(20, 10))).adjusted()
    assert once.p.tolist() == once.adjusted().p.tolist()


def test_only_methods_that_there_are():
    """An unknown one is refused with those that exist."""
    with pytest.raises(errors.UnknownNameError, match="benjamini_hochberg"):
        trends([[1, 2]]).adjusted("bonferroni")
