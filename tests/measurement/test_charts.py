import pytest

import collective_impact as ci
from collective_impact.measurement import Rule, Side, Variation, run_chart, xmr_chart
from collective_impact.measurement._signals import Signal, variation

RISING = [1, 2, 3, 4, 5, 6, 7, 6, 7, 6, 7, 6, 7, 6, 7, 6]


def test_columns():
    """A column for each field of a point, with plain cells."""
    columns = xmr_chart([5, 6, 5, None, 6, 5, 6, 5, 30], convention="nhs", direction="decrease").to_columns()
    assert [*columns] == [
        *("position", "period", "value", "centre", "lower", "upper", "excluded", "phase", "variation", "signals")
    ]
    assert {9} == {len(column) for column in columns.values()}
    assert [5, 6, 5, None, 6, 5, 6, 5, 30] == columns["value"]
    # Ranges 1, 1, then 1, 1, 1, 24, which is screened out: 8.5 ± 2.66, so that 5 is below 5.84 and 6 below 8.5 - 1.77.
    outside, near = "outside_limits", "two_of_three"
    assert [outside, "", outside, "", near, outside, near, outside, outside] == columns["signals"]
    good, bad, noise = "improvement", "concern", "common_cause"
    assert [good, noise, good, None, good, good, good, good, bad] == columns["variation"]
    assert {str} == {type(cell) for cell in columns["variation"] if cell}


@pytest.mark.parametrize("chart", [run_chart, xmr_chart])
def test_points_that_cannot_be_judged(chart):
    """Three points, a missing and an excluded one show nothing, not even noise; beside enough others known ones do."""
    few, enough = chart([5, 6, 7]), chart([5, None, *[6, 7] * 8], exclude=[2])
    assert [None] * 3 == few.to_columns()["variation"]
    assert [1, 2] == [place for place, one in enumerate(enough.to_columns()["variation"]) if one is None]


def test_several_signals_in_a_cell():
    """They are joined by a space."""
    columns = run_chart([1, 2] * 4 + [8, 9] * 4).to_columns()
    assert {"shift few_crossings"} == set(columns["signals"])


def test_signals_in_order_of_time():
    """By phase, then by their first point."""
    chart = xmr_chart(RISING * 2, convention="nhs", phases=[16])
    assert [(0, Rule.TREND, 0), (1, Rule.TREND, 16)] == [
        (signal.phase, signal.rule, signal.positions[0]) for signal in chart.signals if signal.rule is Rule.TREND
    ]
    starts = [(signal.phase, signal.positions[0]) for signal in chart.signals]
    assert sorted(starts) == starts


def test_a_trend_means_where_it_goes():
    """Rising is good where up is, also below the mean."""
    chart = xmr_chart(RISING, convention="nhs", direction="increase")
    (trend,) = [signal for signal in chart.signals if signal.rule is Rule.TREND]
    assert (Side.RISING, tuple(range(7)), Variation.IMPROVEMENT) == (trend.side, trend.positions, trend.meaning)


@pytest.mark.parametrize("order", [1, -1])
def test_where_a_point_lies_counts_first(order):
    """A point below its limit in a rising trend is a concern, whichever signal comes first."""
    below = Signal(rule="outside_limits", side="below", meaning="concern", positions=[3])
    rising = Signal(rule="trend", side="rising", meaning="improvement", positions=[3])
    crossings = Signal(rule="few_crossings", positions=[3])
    assert Variation.CONCERN is variation((crossings, rising, below)[::order])
    assert Variation.IMPROVEMENT is variation((crossings, rising)[::order])
    assert Variation.NEUTRAL is variation((crossings,))
    assert Variation.COMMON_CAUSE is variation(())


def test_a_chart_prints_what_it_shows():
    """The latest points, the target, and a line for each signal with the points that take part, counted from 1."""
    attendance = [88.1, 87.6, 88.9, 88.3, 87.9, 88.5, 88.0, 88.7, 89.6, 90.1, 89.8, 90.4, 89.9, 90.6, 90.2, 90.8]
    printed = str(run_chart(attendance, direction="increase")).splitlines()
    assert "16 points, the latest: improvement" == printed[0]
    assert {"  shift, concern: 1 to 8", "  shift, improvement: 9 to 16"} < set(printed)
    limits = xmr_chart(attendance, convention="nhs", direction="increase", target=85)
    assert "16 points, the latest: improvement; the target: will pass" == str(limits).splitlines()[0]
    assert "3 points, the latest: too little to judge" == str(run_chart([1, 2, 3]))


def test_a_chart_of_an_indicator_prints_its_periods():
    """Who reads it knows months, not positions."""
    figures = [ci.Observation(period=str(2000 + n), value=n // 8 * 10 + n % 2) for n in range(16)]
    printed = str(run_chart(ci.Indicator(id="jobs", unit="percent", direction="increase", observations=figures)))
    assert "  shift, improvement: 2008 to 2015" in printed.splitlines()
