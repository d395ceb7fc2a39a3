"""Every public function beside input of which nothing can be told: a clear error, or stated that it is not enough."""

import inspect
import math

import attrs
import numpy as np
import pytest

import collective_impact as ci
from collective_impact import measurement as m
from collective_impact.errors import CollectiveImpactError

NAN = math.nan
YEARS = range(2000, 2012)

VALUES = {
    "empty": [],
    "one missing": [None],
    "all missing": [None] * 12,
    "all NaN": [NAN] * 12,
    "one": [5.0],
    "two": [5.0, 6.0],
    "all equal": [5.0] * 12,
    "zeros": [0.0] * 12,
    "negative": [float(n) for n in range(-12, 0)],
    "with gaps": [1, None, 2, NAN, 3, None, 5, 6, 7, 8, 9, 11],
    "infinite": [1.0, math.inf] * 6,
    "huge": [1e308, -1e308] * 6,
    "tiny": [5e-324, 1e-323] * 6,
    "too large for floats": [10**400] * 6,
    "words": ["a"] * 6,
    "truths": [True] * 6,
    "complex": [1j] * 6,
    "a table": [[1, 2], [3, 4]],
}


def yearly(values, **fields):
    """Return an indicator with a value for each year."""
    observed = [ci.Observation(period=str(year), value=value) for year, value in zip(YEARS, values, strict=False)]
    return ci.Indicator(id="x", direction="increase", observations=observed, **{"unit": "percent"} | fields)


def grouped(values):
    """Return an indicator with the same values of groups in two years."""
    observed = [
        ci.Observation(period=year, group=str(place), value=value)
        for year in ("2010", "2015")
        for place, value in enumerate(values)
    ]
    return ci.Indicator(id="x", unit="percent", direction="increase", observations=observed)


def ended(values):
    """Return an indicator that goes from the first value to the last."""
    ends = {"baseline": values[:1], "target": values[-1:]}
    return yearly(values, **{name: ci.Observation(period="1999", value=one[0]) for name, one in ends.items() if one})


def initiative(values):
    """Return an initiative with the indicator, and a rule."""
    return ci.Initiative(id="i", indicators=[ended(values)], disclosure=ci.Disclosure(minimum_count=10))


def counted(values, which):
    """Return groups that have the values as numerators, denominators, populations or standard errors."""
    others = {"value": 1} if which in ("population", "se") else {"numerator": 1} if which == "denominator" else {}
    others |= {"denominator": 20} if which == "numerator" else {}
    return [m.Group(str(place), **others, **{which: value}) for place, value in enumerate(values)]


def first(values):
    """Return the first value, or None of none."""
    return values[0] if values else None


CALLS = {
    "attainment": [
        lambda v: m.attainment(ended(v)),
        lambda v: m.attainment(yearly([1, 2]), minimal_change=first(v)),
        lambda v: m.attainment(yearly([1, 2]), tolerance=first(v)),
    ],
    "benjamini_hochberg": [m.benjamini_hochberg],
    "c_chart": [m.c_chart, lambda v: m.c_chart(yearly(v, unit="student"))],
    "changed_indicators": [lambda v: m.changed_indicators(initiative(v), initiative([1.0]))],
    "clopper_pearson": [lambda v: m.clopper_pearson(first(v), 20), lambda v: m.clopper_pearson(3, 4, first(v))],
    "disclosed": [
        lambda v: m.disclosed(yearly(v, unit="students"), threshold=10),
        lambda v: m.disclosed(yearly(v, unit=None), threshold=10),
        lambda v: m.disclosed(grouped(v), threshold=10),
        lambda v: m.disclosed(yearly([1]), threshold=first(v)),
    ],
    "disparity": [
        lambda v: m.disparity({str(place): value for place, value in enumerate(v)}),
        lambda v: m.disparity({str(place): value for place, value in enumerate(v)}, ordered=True, direction="increase"),
        lambda v: m.disparity(grouped(v)),
        lambda v: m.disparity(counted(v, "numerator"), direction="decrease", unit="percent"),
        lambda v: m.disparity(counted(v, "numerator"), interval="bootstrap", draws=20, unit="percent"),
        lambda v: m.disparity(counted(v, "denominator"), direction="decrease", unit="percent"),
        lambda v: m.disparity(counted(v, "population"), direction="decrease"),
        lambda v: m.disparity(counted(v, "se"), ordered=True),
    ],
    "grim": [lambda v: m.grim(first(v), 20), lambda v: m.grim(50, first(v))],
    "p_chart": [lambda v: m.p_chart(v, v), lambda v: m.p_chart([1] * len(v), v), lambda v: m.p_chart(v, [90] * len(v))],
    "progress_by_group": [lambda v: m.progress_by_group(grouped(v))],
    "run_chart": [m.run_chart, lambda v: m.run_chart(yearly(v))],
    "series": [lambda v: m.series(ended(v))],
    "sign_test": [lambda v: m.sign_test(first(v), 5), lambda v: m.sign_test(3, 4, correlation=first(v))],
    "suppress": [
        lambda v: m.suppress(v, threshold=10),
        lambda v: m.suppress(v, threshold=10, denominators=v),
        lambda v: m.suppress([1, 2], threshold=first(v)),
    ],
    "trend": [
        m.trend,
        lambda v: m.trend(yearly(v)),
        lambda v: m.trend([1] * len(v), v),
        lambda v: m.trend([1], alpha=first(v)),
    ],
    "trends": [m.trends, lambda v: m.trends([v])],
    "trends_of": [lambda v: m.trends_of([yearly(v)]), lambda v: m.trends_of(initiative(v))],
    "turn_the_curve": [
        lambda v: m.turn_the_curve(v, started=6),
        lambda v: m.turn_the_curve(yearly(v), started="2006"),
        lambda v: m.turn_the_curve([5.0] * len(v), started=0, forecast=v),
    ],
    "u_chart": [lambda v: m.u_chart(v, [2] * len(v)), lambda v: m.u_chart([2] * len(v), v, laney=True)],
    "wilson": [lambda v: m.wilson(first(v), 20), lambda v: m.wilson(3, 4, first(v))],
    "xmr_chart": [m.xmr_chart, lambda v: m.xmr_chart(v, convention="nhs", target=5), lambda v: m.xmr_chart(yearly(v))],
    "xmr_charts": [m.xmr_charts, lambda v: m.xmr_charts([v])],
    "progress": [lambda v: ci.progress(initiative(v), as_of="2020-01-01")],
    "Portfolio": [lambda v: portfolio(initiative(v))],
    "Group": [lambda v: m.Group("g", value=first(v)), lambda v: m.Group("g", population=first(v))],
}


def portfolio(given):
    """Return all that a portfolio says."""
    found = ci.progress(given, as_of="2020-01-01", small_figures=True).portfolio
    return found, found.wilson(), found.clopper_pearson(), found.sign_test(correlation=0.1), found.share


def odd(found, path=""):
    """Yield where a result has a number that is none."""
    if isinstance(found, float | np.floating) and not math.isfinite(found):
        yield path
    elif attrs.has(type(found)):
        for one in attrs.fields(type(found)):
            yield from odd(getattr(found, one.name), f"{path}.{one.name}")
    elif isinstance(found, tuple | list):
        for place, one in enumerate(found):
            yield from odd(one, f"{path}[{place}]")


def test_every_function_is_asked():
    """Whatever is added to the room has to be added here."""
    functions = {name for name in m.__all__ if inspect.isfunction(getattr(m, name))}
    assert set() == functions - CALLS.keys()


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("name", CALLS)
def test_no_number_that_means_nothing(name, values):
    """Each function refuses odd input with an error of ours, or returns numbers that are numbers, without warnings."""
    assert [[]] * len(CALLS[name]) == [answered(call, values) for call in CALLS[name]]


def answered(call, values):
    """Return where the answer has a number that is none; a refusal has none."""
    try:
        return list(odd(call(values)))
    except CollectiveImpactError:
        return []


FEW = {name: VALUES[name] for name in ("empty", "one missing", "all missing", "all NaN", "one")}


@pytest.mark.parametrize("values", FEW.values(), ids=FEW)
def test_too_little_is_said_to_be_so(values):
    """Of nothing and of one point, trends are insufficient, curves too, and no chart says what it shows."""
    n = sum(value is not None and not math.isnan(value) for value in values)
    trend, curve = m.trend(values), m.turn_the_curve(values, started=6)
    assert ("insufficient_data", n, None, None) == (trend.status.value, trend.n, trend.p, trend.slope)
    assert ("insufficient_data", None) == (curve.status.value, curve.slope)
    charts = [m.run_chart(values), m.xmr_chart(values), m.xmr_chart(values, convention="nhs"), m.c_chart(values)]
    charts += [m.p_chart(values, [9] * len(values)), m.u_chart(values, [9] * len(values))]
    for chart in charts:
        assert (n, None, None) == (chart.phases[0].n, chart.variation, chart.assurance)
        assert chart.warnings


@pytest.mark.parametrize("values", [[], [None], [5.0], [None, 5.0]])
def test_fewer_than_two_groups_are_no_comparison(values):
    """One group alone is neither behind nor ahead."""
    for call in CALLS["disparity"][:3] + CALLS["progress_by_group"]:
        with pytest.raises(CollectiveImpactError):
            call(values)


@pytest.mark.parametrize("values", FEW.values(), ids=FEW)
def test_an_indicator_with_too_little_is_not_evaluable(values):
    """It is insufficient or has no way, and the portfolio has no share of nothing."""
    indicators = [] if any(value is not None and math.isnan(value) for value in values) else [yearly(values)]
    found = ci.progress(ci.Initiative(id="i", indicators=indicators), "2020-01-01").portfolio
    interval = found.wilson()
    assert (None, 0, None) == (found.share, found.evaluable, found.sign_test().p)
    assert (None, 0.0, 1.0) == (interval.share, interval.low, interval.high)


# What cannot be


@pytest.mark.parametrize(
    ("call", "refused"),
    [
        (lambda n, of: m.p_chart([n] * 6, [of] * 6), {(15, 10), (-5, 10), (5, -10), (0, 0), (2.5, 10)}),
        (lambda n, of: m.u_chart([n] * 6, [of] * 6), {(-5, 10), (5, -10), (0, 0), (2.5, 10)}),
        (m.wilson, {(15, 10), (-5, 10), (5, -10), (2.5, 10)}),
        (m.clopper_pearson, {(15, 10), (-5, 10), (5, -10), (2.5, 10)}),
        (lambda n, of: m.suppress([[n]], denominators=[[of]], threshold=5), {(15, 10), (-5, 10), (5, -10), (2.5, 10)}),
        (lambda n, of: m.Group("g", value=5, numerator=n, denominator=of), {(15, 10), (-5, 10), (5, -10), (0, 0)}),
    ],
)
def test_counts_that_cannot_be(call, refused):
    """More than all, fewer than none, of fewer than none, of nobody, and halves: refused where they mean nothing.

    15 events in 10 hours are a rate, and a half may be a weight. Of nobody there is no share, or one from 0 to 1.
    """
    for counts in ((15, 10), (-5, 10), (5, -10), (0, 0), (2.5, 10), (5, 10)):
        if counts in refused:
            with pytest.raises(CollectiveImpactError):
                call(*counts)
        else:
            assert [] == list(odd(call(*counts)))


@pytest.mark.parametrize(("numerator", "denominator"), [(15, 10), (0, 0)])
def test_counts_that_no_share_has_are_not_used(numerator, denominator):
    """An attainment goes by the values then, and warns."""
    figures = [ci.Observation(period="2015", value=60, numerator=numerator, denominator=denominator)]
    start = ci.Observation(period="2010", value=50, numerator=5, denominator=10)
    given = ci.Indicator(id="x", unit="percent", direction="increase", baseline=start, observations=figures)
    found = m.attainment(given)
    assert ("improved", None) == (found.movement.value, found.change.interval)
    assert ["progress.odd_counts"] == [warning.code for warning in found.warnings]


def test_units_that_do_not_convert():
    """Figures in another unit are left out by name, and one year alone is not enough for anything."""
    units = ["percent", *["student", "kilogram", "USD"] * 3]
    observed = [ci.Observation(period=str(2000 + n), value=n, unit=unit) for n, unit in enumerate(units)]
    given = ci.Indicator(id="x", unit="percent", direction="increase", observations=observed)
    found = m.trend(given)
    assert ("insufficient_data", 1) == (found.status.value, found.n)
    for told in (m.series(given), m.xmr_chart(given)):
        assert 9 == sum(warning.code == "series.inconvertible" for warning in told.warnings)


def test_groups_in_units_that_do_not_convert():
    """A group in students beside one in percent has no figure, so that there is nothing to compare."""
    observed = [
        ci.Observation(period=year, group=unit, value=5, unit=unit)
        for year in ("2010", "2015")
        for unit in ("percent", "student")
    ]
    given = ci.Indicator(id="x", unit="percent", direction="increase", observations=observed)
    for call in (m.disparity, m.progress_by_group):
        with pytest.raises(CollectiveImpactError, match="two groups"):
            call(given)


@pytest.mark.parametrize("unit", ["percent", "per 1,000", "student per year"])
def test_a_chart_of_counts_takes_no_shares(unit):
    """Limits of a count are its square root, which those of a percentage are not."""
    with pytest.raises(CollectiveImpactError, match="for shares and rates see p, u"):
        m.c_chart(yearly([5.0] * 12, unit=unit))
    assert 5.0 == m.c_chart(yearly([5.0] * 12, unit="student")).centre == m.c_chart(yearly([5.0] * 12, unit="?")).centre


def test_ranges_whose_ends_are_crossed():
    """From 9 to 1 is no range: it is left out, and says why."""
    given = ci.Indicator(id="x", unit="percent", observations=[ci.Observation(period="2020", low=9, high=1)])
    found = m.series(given)
    assert ((), ["series.crossed"]) == (found.values, [warning.code for warning in found.warnings])
