import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.measurement import Convention, Rule, xmr_chart, xmr_charts

tables = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.integers(1, 30)),
    elements=st.one_of(st.floats(-100, 100, width=16), st.just(np.nan)),
)


@given(X=tables, convention=st.sampled_from(list(Convention)))
def test_row_by_row_as_one_chart(X, convention):
    """Each row has the lines and signals that its own chart has."""
    charts = xmr_charts(X, convention=convention)
    for row, values in enumerate(X):
        if np.isnan(values).all():
            assert np.isnan([charts.centre[row], charts.lower[row], charts.upper[row]]).all()
            continue
        chart = xmr_chart(values, convention=convention)
        lines = [chart.centre, chart.phases[0].mean_range, chart.lower, chart.upper]
        expected = [np.nan if line is None else line for line in lines]
        actual = [charts.centre[row], charts.mean_range[row], charts.lower[row], charts.upper[row]]
        np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12)
        for rule in charts.rules:
            expected = [rule in point.signals for point in chart.points]
            assert expected == charts.mask(rule)[row].tolist()


def test_rules_of_the_conventions():
    """Each convention has its four rules."""
    one = [[1.0, 2.0]]
    western = (Rule.OUTSIDE_LIMITS, Rule.TWO_OF_THREE, Rule.FOUR_OF_FIVE, Rule.SHIFT)
    assert western == xmr_charts(one).rules
    assert {Rule.OUTSIDE_LIMITS, Rule.SHIFT, Rule.TWO_OF_THREE, Rule.TREND} == set(
        xmr_charts(one, convention="nhs").rules
    )


def test_sides():
    """Signals on one side alone, or on both."""
    charts = xmr_charts([[1, 2, 3, 4, 5, 6, 7, 7], [7, 6, 5, 4, 3, 2, 1, 1]], convention="nhs")
    assert [7, 0] == charts.mask("trend", "rising").sum(axis=1).tolist()
    assert [0, 7] == charts.mask("trend", "falling").sum(axis=1).tolist()
    assert [7, 7] == charts.mask("trend").sum(axis=1).tolist()
    assert ("XmRCharts(2 series, convention='nhs')", 2) == (repr(charts), len(charts))


def test_unknown_rules_and_sides():
    """What a convention lacks is named with what it has."""
    charts = xmr_charts([[1.0, 2.0]], convention="nhs")
    with pytest.raises(UnknownNameError, match="rule 'four_of_five'"):
        charts.mask("four_of_five")
    with pytest.raises(UnknownNameError, match="there are: rising, falling"):
        charts.mask("trend", "above")


def test_nothing_can_be_written():
    """Arrays are read-only."""
    charts = xmr_charts([[1.0, 2.0]])
    for array in (charts.n, charts.centre, charts.upper, charts.mask("shift"), charts.mask("shift", "above")):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_table_is_wanted():
    """One series is not many."""
    with pytest.raises(InvalidValueError, match="2 dimensions"):
        xmr_charts([1.0, 2.0])


def test_no_series():
    """None have nothing, and no error."""
    assert 0 == len(xmr_charts(np.empty((0, 12))))


@pytest.mark.parametrize(("points", "fewest", "most"), [(12, 0.045, 0.08), (24, 0.14, 0.2)])
@pytest.mark.parametrize("convention", list(Convention))
def test_false_alarms(points, fewest, most, convention):
    """Of noise in 12 points about one series in sixteen has a signal, of noise in 24 about one in six."""
    charts = xmr_charts(np.random.default_rng(3).normal(size=(20_000, points)), convention=convention)
    has_signal = np.logical_or.reduce([charts.mask(rule) for rule in charts.rules]).any(axis=1)
    assert fewest < has_signal.mean() < most
