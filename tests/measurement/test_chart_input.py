import numpy as np
import pytest

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.measurement import c_chart, p_chart, run_chart, series, u_chart, xmr_chart
from collective_impact.model.vocabulary import Direction


def indicator(figures, **fields):
    """Return an indicator with a figure for each period: a value, or a numerator and a denominator."""
    observations = [
        ci.Observation(period=period, numerator=figure[0], denominator=figure[1], value=100 * figure[0] / figure[1])
        if isinstance(figure, tuple)
        else ci.Observation(period=period, value=figure)
        for period, figure in figures.items()
    ]
    return ci.Indicator(id="grad", **{"unit": "percent", "direction": "increase"} | fields, observations=observations)


YEARLY = {str(year): value for year, value in zip(range(2005, 2021), [71, 73, 72, 74] * 4, strict=True)}


# Indicators


def test_an_indicator_brings_direction_target_and_periods():
    """What it records counts unless something else is asked for."""
    grad = indicator(YEARLY, target=ci.Observation(value=0.8, unit="ratio"))
    chart = xmr_chart(grad)
    assert (Direction.INCREASE, 80) == (chart.direction, chart.target)
    assert ("2005", 71) == (chart.points[0].period, chart.points[0].value)
    asked = xmr_chart(grad, direction="decrease", target=70)
    assert (Direction.DECREASE, 70) == (asked.direction, asked.target)
    assert run_chart(grad).points[15].period == "2020"
    assert chart.points == xmr_chart(series(grad)).points
    assert xmr_chart(series(grad)).target is None


@pytest.mark.parametrize(
    "target",
    [ci.Observation(low=80), ci.Observation(value=5, unit="meters"), ci.Observation(status="not_collected")],
)
def test_a_target_that_is_no_number_is_said(target):
    """A bound alone, another unit, or nothing."""
    chart = xmr_chart(indicator(YEARLY, target=target))
    assert chart.target is None
    assert ["charts.target"] == [warning.code for warning in chart.warnings]


def test_a_target_of_a_group_is_theirs():
    """It says nothing of everybody."""
    chart = xmr_chart(indicator(YEARLY, target=ci.Observation(value=80, group="girls")))
    assert (None, ()) == (chart.target, chart.warnings)


def test_a_missing_period_is_a_gap():
    """Without 2009 and 2010 two points are missing, and no moving range reaches across."""
    figures = {year: value for year, value in YEARLY.items() if year not in {"2009", "2010"}}
    chart = xmr_chart(indicator(figures))
    missing = [point for point in chart.points if point.value is None]
    assert [(4, None), (5, None)] == [(point.position, point.period) for point in missing]
    assert ["2011", None] == [chart.points[6].period, chart.moving_ranges[6].value]
    assert ["charts.missing_periods", "charts.trial_limits"] == [warning.code for warning in chart.warnings]
    assert "2 missing between 2008 and 2011" == str(chart.warnings[0])


def test_a_censored_figure_is_a_gap():
    """Of ">= 95 %" no point can be drawn."""
    grad = indicator(YEARLY)
    censored = ci.Indicator(
        id="grad", unit="percent", observations=[*grad.observations, ci.Observation(period="2021", low=95)]
    )
    assert xmr_chart(censored).points[16].value is None


def test_school_years_have_no_gaps():
    """Days between their starts vary with leap years, and nothing is missing."""
    figures = {f"{year}/{(year + 1) % 100:02}": 70 + year % 3 for year in range(2000, 2016)}
    assert 16 == len(run_chart(indicator(figures)).points)


def test_one_figure_is_a_chart():
    """With one point, and a warning."""
    chart = run_chart(indicator({"2020": 70}))
    assert (70, ["charts.run_too_short"]) == (chart.median, [warning.code for warning in chart.warnings])


def test_only_the_unbroken_stretch_is_used():
    """A new definition begins a new chart, and it says so."""
    old = [ci.Observation(period=str(year), value=50, definition_version="1") for year in range(2000, 2005)]
    grad = indicator(YEARLY, definition_version="2")
    chart = xmr_chart(ci.Indicator(id="grad", definition_version="2", observations=[*old, *grad.observations]))
    assert "2005" == chart.points[0].period
    assert ["series.definition", "charts.stretch"] == [warning.code for warning in chart.warnings]
    assert "begins with 2005" in str(chart.warnings[1])


@pytest.mark.parametrize("chart", [run_chart, xmr_chart])
def test_moving_averages_are_refused(chart):
    """Three-year averages share two years with their neighbours."""
    figures = {f"{year} to {year + 2}": 70 + year % 5 for year in range(2000, 2016)}
    with pytest.raises(InvalidValueError, match="periods do not overlap"):
        chart(indicator(figures))


def test_an_indicator_without_figures():
    """There is nothing to draw, and the chart says so."""
    chart = run_chart(indicator({}))
    assert ((), ["charts.nothing"]) == (chart.points, [warning.code for warning in chart.warnings])


def test_a_target_of_another_definition():
    """It is no target of these figures."""
    seen = [ci.Observation(period=str(year), value=50, definition_version="1") for year in range(2000, 2006)]
    given = ci.Indicator(
        id="x", definition_version="2", observations=seen, target=ci.Observation(period="2030", value=60)
    )
    chart = xmr_chart(given)
    assert (None, "progress.target_definition") == (chart.target, chart.warnings[0].code)


def test_grades_have_a_median_and_no_mean():
    """Ranks can be ordered, not averaged."""
    observations = [ci.Observation(period=str(year), level="AB"[year % 2]) for year in range(2000, 2012)]
    grades = ci.Indicator(id="stage", levels=["A", "B"], observations=observations)
    assert 0.5 == run_chart(grades).median
    with pytest.raises(InvalidValueError, match="grades have no mean"):
        xmr_chart(grades)


def test_counts_of_an_indicator():
    """Its numerators and denominators make p and u charts, whose target is another than that of its values."""
    counts = {str(year): (40 + year % 4, 100 + year % 3) for year in range(2000, 2016)}
    grad = indicator(counts, target=ci.Observation(value=60))
    chart = p_chart(grad)
    numerators, denominators = zip(*counts.values(), strict=True)
    plain = p_chart(numerators, denominators)
    assert [(p.value, p.upper) for p in plain.points] == [(p.value, p.upper) for p in chart.points]
    assert (None, Direction.INCREASE, "2000") == (chart.target, chart.direction, chart.points[0].period)
    assert [p.upper for p in u_chart(numerators, denominators).points] == [p.upper for p in u_chart(grad).points]
    assert 0.5 == p_chart(grad, target=0.5).target
    with pytest.raises(InvalidValueError, match="left out where an indicator is given"):
        p_chart(grad, denominators)


def test_an_indicator_without_counts():
    """Percentages alone do not say of how many."""
    with pytest.raises(InvalidValueError, match="an indicator with numerators and denominators"):
        p_chart(indicator(YEARLY))


def test_plain_counts_of_an_indicator():
    """A c chart takes its values."""
    chart = c_chart(indicator(YEARLY, unit="count", target=ci.Observation(value=60)))
    assert (72.5, 60) == (chart.centre, chart.target)


# Arguments


@pytest.mark.parametrize("exclude", [[3], [-1], [1.0], [True], ["1"], 1])
def test_positions_that_are_none(exclude):
    """Positions are whole numbers of points that there are."""
    with pytest.raises(InvalidValueError, match=r"exclude: .* is not positions of points, from 0 to 2"):
        run_chart([1, 2, 3], exclude=exclude)


@pytest.mark.parametrize("phases", [[0], [3]])
def test_phases_that_are_none(phases):
    """A phase begins after the first point."""
    with pytest.raises(InvalidValueError, match=r"phases: .* from 1 to 2"):
        run_chart([1, 2, 3], phases=phases)


def test_positions_in_any_order():
    """They are sorted, and twice is once; numpy's whole numbers will do."""
    chart = run_chart([1, 2, 3, 4, 5, 6], phases=[4, 2, 4], exclude=np.array([5, 1]))
    assert [(0, 2), (2, 4), (4, 6)] == [(phase.start, phase.stop) for phase in chart.phases]
    assert [1, 5] == [point.position for point in chart.points if point.excluded]


@pytest.mark.parametrize("target", ["80", float("inf"), True])
def test_targets_that_are_none(target):
    """A target is a finite number."""
    with pytest.raises(InvalidValueError, match=r"target: .* is not a finite number"):
        xmr_chart([1, 2, 3], target=target)


def test_unknown_directions():
    """The nearest that there is is named."""
    with pytest.raises(InvalidValueError, match="did you mean 'increase'"):
        xmr_chart([1, 2, 3], direction="increse")


@pytest.mark.parametrize("values", ["12", [True, False], [1, float("inf")], [[1, 2]], None])
def test_values_that_are_none(values):
    """Text, answers, infinity, tables and nothing."""
    with pytest.raises(InvalidValueError, match="values"):
        run_chart(values)
