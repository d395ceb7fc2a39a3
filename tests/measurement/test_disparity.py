import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.measurement._disparity import disparity
from collective_impact.measurement._disparity_groups import Group
from collective_impact.measurement._disparity_kernels import MEASURES

FIVE = [
    Group("poorest", value=55, se=3, population=400),
    Group("second", value=63, se=2.5, population=380),
    Group("third", value=70, se=2, population=350),
    Group("fourth", value=74, se=2.2, population=300),
    Group("richest", value=82, se=1.8, population=250),
]
"""Invented figures, computed in R 4.2.2 below."""
Z = 1.959963984540054


def close(expected, **tolerances):
    """Return what is as good as a number to the digits that R printed."""
    return pytest.approx(expected, **(tolerances or {"rel": 1e-6}))


def half(measure):
    """Return half the width of an interval in standard errors."""
    return (measure.high - measure.low) / 2 / Z


# Against R


def test_the_ordered_measures_of_r():
    """Slope and relative index by lm with weights, once; concentration by the regression that healthequal runs."""
    # v <- predict(lm(y ~ X, weights = pop), data.frame(X = c(0, 1))); SII = v[2] - v[1]; RII = v[2] / v[1].
    # As in the source of R's healthequal, typed into R 4.2.2 (the package itself was not run): rci() and aci() are
    # glm(2 * sigma2 * (y / mu) * sqrt(pop) ~ 0 + rank * sqrt(pop) + sqrt(pop)).
    found = disparity(FIVE, ordered=True, direction="increase")
    assert close(31.89336) == found.slope_index.value
    assert close(1.620511) == found.relative_index.value
    assert close(5.086451) == found.absolute_concentration_index.value
    assert close(0.075528) == found.concentration_index.value
    assert close(67.34524) == found.mean


def test_the_unordered_measures_of_r():
    """The formulas in the source of R's healthequal (mld, ti, bgv, idisu, idisw), without their factor of 1,000."""
    found = disparity(FIVE, direction="increase")
    assert close(0.00911961) == found.mean_log_deviation.value
    assert close(0.009047939) == found.theil.value
    assert close(81.89272) == found.between_group_variance.value
    assert close(12.07354) == found.index_of_disparity.value
    assert close(11.64802) == found.weighted_index_of_disparity.value


def test_attributable_risk_is_what_the_best_level_would_add():
    """The best less the mean, and the same in percent of the mean (as parisk and paf of healthequal)."""
    found = disparity(FIVE, direction="increase")
    assert close(14.65476) == found.attributable_risk.value
    assert close(21.76065) == found.attributable_fraction.value


def test_the_standard_errors_of_mld_and_theil_have_the_scale_of_their_values():
    """The formulas of Ahn et al. 2018, as healthequal writes them, beside values that are not multiplied by 1,000."""
    found = disparity(FIVE, direction="increase")
    assert close(0.00261507) == half(found.mean_log_deviation)
    assert close(0.002505501) == half(found.theil)


def test_the_delta_method_of_car():
    """Standard errors by deltaMethod of car 3.1.1, which differentiates symbols."""
    ordered, unordered = disparity(FIVE, ordered=True, direction="increase"), disparity(FIVE, direction="increase")
    assert close(4.07364) == half(ordered.slope_index)
    assert close(0.01025714) == half(ordered.concentration_index)
    assert close(2.928252) == half(unordered.attributable_fraction)
    assert close(1.754637) == half(unordered.index_of_disparity)
    assert close(20.71349) == half(unordered.between_group_variance)
    in_logs = math.log(ordered.relative_index.high / ordered.relative_index.value) / Z
    assert close(0.06813521) == in_logs
    assert close(0.05879679) == math.log(ordered.ratio.value / ordered.ratio.low) / Z


def test_a_difference_has_the_error_of_two_groups():
    """82 - 55 = 27 ± 1.96 × sqrt(3² + 1.8²)."""
    found = disparity(FIVE, direction="increase").difference
    assert close(27 - Z * math.sqrt(9 + 3.24)) == found.low
    assert close(27 + Z * math.sqrt(9 + 3.24)) == found.high


# Whom to compare with whom


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"direction": "increase"}, ("a", "c", 30, 2.5)),
        ({"direction": "decrease"}, ("c", "a", 30, 2.5)),
        ({}, ("a", "c", 30, 2.5)),
        ({"direction": "maintain"}, ("a", "c", 30, 2.5)),
        ({"direction": "increase", "reference": "b"}, ("a", "b", 15, 1.75)),
        ({"direction": "decrease", "reference": "b"}, ("c", "b", 15, 50 / 35)),
        ({"direction": "increase", "reference": "best"}, ("a", "c", 30, 2.5)),
        ({"direction": "increase", "reference": "largest"}, ("b", "a", -15, 20 / 35)),
        ({"direction": "increase", "reference": "total"}, ("a", "total", 10, 1.5)),
        ({"direction": "increase", "reference": "total", "total": 40}, ("a", "total", 20, 2)),
        ({"direction": "increase", "ordered": True}, ("a", "c", 30, 2.5)),
        ({"direction": "decrease", "ordered": True}, ("a", "c", -30, 0.4)),
        ({"direction": "increase", "ordered": True, "reference": "b"}, ("a", "b", 15, 1.75)),
    ],
)
def test_difference_and_ratio_stand_together_with_whom_they_compare(options, expected):
    """The worst off is compared; positive, and above 1, where it is worse off than the reference."""
    # The mean is (20 × 300 + 35 × 200 + 50 × 100) / 600 = 30.
    sizes = {"a": 300, "b": 200, "c": 100}
    found = disparity([Group(n, value=v, population=sizes[n]) for n, v in (("a", 20), ("b", 35), ("c", 50))], **options)
    measured = found.compared, found.reference, found.difference.value, found.ratio.value
    assert expected[:2] == measured[:2]
    assert expected[2:] == pytest.approx(measured[2:])


def test_a_mapping_of_values_is_enough_for_the_simple_measures():
    """Without populations there are difference, ratio and nothing that needs sizes, each with its reason."""
    found = disparity({"north": 20, "south": 50}, direction="increase")
    assert (30, 2.5) == (found.difference.value, found.ratio.value)
    assert "equity.absent.no_sizes" == found.theil.absent.code
    assert "equity.absent.no_sizes" == found.attributable_risk.absent.code
    assert None is found.mean
    assert None is found.difference.low
    assert ["equity.warning.no_errors"] == [warning.code for warning in found.warnings]


def test_the_figure_of_everybody_serves_where_sizes_are_not_known():
    """Index of disparity and attributable risk need a mean, not the sizes: (|20 - 40| + |50 - 40|) / 2 / 40."""
    found = disparity({"north": 20, "south": 50}, direction="increase", total=40)
    assert close(37.5) == found.index_of_disparity.value
    assert close(10) == found.attributable_risk.value
    assert close(25) == found.attributable_fraction.value


def test_an_attributable_risk_below_zero_is_none():
    """Where the most advantaged are worse than the mean, nothing is to be gained from their level."""
    found = disparity(FIVE, ordered=True, direction="decrease")
    assert 0 == found.attributable_risk.value


# Properties of the measures


values = st.lists(st.tuples(st.floats(1, 90), st.integers(1, 500)), min_size=2, max_size=6)


@given(values=values, factor=st.floats(0.1, 10))
def test_relative_measures_do_not_know_the_unit(values, factor):
    """Ratios, indices and logarithms are the same in percent and in shares; differences scale."""
    one, other = (
        disparity([Group(str(i), value=v * by, population=n) for i, (v, n) in enumerate(values)], direction="increase")
        for by in (1, factor)
    )
    for name in ("ratio", "theil", "mean_log_deviation", "index_of_disparity", "attributable_fraction"):
        assert getattr(one, name).value == pytest.approx(getattr(other, name).value, abs=1e-9)
    assert one.difference.value * factor == pytest.approx(other.difference.value)
    assert one.between_group_variance.value * factor**2 == pytest.approx(other.between_group_variance.value)


@given(values=values)
def test_a_group_may_be_split_without_changing_weighted_measures(values):
    """Population counts once: halves of a group with its figure are the group."""
    groups = [Group(str(i), value=v, population=n) for i, (v, n) in enumerate(values)]
    halves = [Group(f"{one.name}{h}", value=one.value, population=one.population / 2) for one in groups for h in "ab"]
    for name in ("between_group_variance", "theil", "mean_log_deviation", "weighted_index_of_disparity"):
        one, other = (getattr(disparity(those), name).value for those in (groups, halves))
        assert one == pytest.approx(other, abs=1e-9)


@given(value=st.floats(1, 90), n=st.integers(2, 6))
def test_equal_groups_are_not_unequal(value, n):
    """No difference, a ratio of one, and zero for all others."""
    ordered = disparity(
        [Group(str(i), value=value, population=i + 1) for i in range(n)], ordered=True, direction="increase"
    )
    unordered = disparity([Group(str(i), value=value, population=i + 1) for i in range(n)], direction="increase")
    for measure in (*ordered.measures, *unordered.measures):
        if measure.value is not None:
            expected = 1 if measure.name in ("ratio", "relative_index") else 0
            assert expected == pytest.approx(measure.value, abs=1e-9)


def test_derivatives_are_those_of_small_steps():
    """The standard error of each measure is that of central differences of its own kernel."""
    for ordered in (False, True):
        found = disparity(FIVE, ordered=ordered, direction="increase")
        for measure in found.measures:
            if measure.value is None or measure.name in ("ratio", "relative_index"):
                continue
            steps = []
            for place in range(5):
                moved = [
                    disparity(
                        [
                            Group(g.name, value=g.value + (h if i == place else 0), population=g.population)
                            for i, g in enumerate(FIVE)
                        ],
                        ordered=ordered,
                        direction="increase",
                    )
                    for h in (-1e-4, 1e-4)
                ]
                low, high = (getattr(one, measure.name).value for one in moved)
                steps.append((high - low) / 2e-4 * FIVE[place].se)
            assert math.hypot(*steps) == pytest.approx(half(measure), rel=1e-4), measure.name


# Intervals


COUNTED = [Group("a", numerator=40, denominator=100), Group("b", numerator=70, denominator=100)]


def test_standard_errors_come_from_counts():
    """0.4 and 0.7 of 100: 0.3 ± 1.96 × sqrt(0.24 / 100 + 0.21 / 100)."""
    found = disparity(COUNTED, direction="increase").difference
    assert close(0.3 - Z * math.sqrt(0.0045)) == found.low


def test_a_share_of_everybody_is_not_certain():
    """100 of 100: two more of either kind are added for the error (Agresti & Coull 1998), so it is not zero."""
    found = disparity([Group("c", numerator=100, denominator=100), COUNTED[0]], direction="increase")
    share = 102 / 104
    assert close(math.sqrt(share * (1 - share) / 104)) == found.groups[0].se


def test_the_bootstrap_has_a_seed_and_agrees_with_the_delta_method():
    """The same seed gives the same interval; many draws come near the other method."""
    first, again = (disparity(COUNTED, interval="bootstrap", seed=3, draws=20_000) for _ in range(2))
    assert first == again
    assert disparity(FIVE, interval="bootstrap", seed=3) != disparity(FIVE, interval="bootstrap", seed=4)
    many = [Group("a", numerator=400, denominator=1000), Group("b", numerator=700, denominator=1000)]
    by_delta, by_draws = disparity(many), disparity(many, interval="bootstrap", draws=20_000)
    assert by_delta.difference.low == pytest.approx(by_draws.difference.low, abs=0.003)
    assert by_delta.ratio.high == pytest.approx(by_draws.ratio.high, rel=0.01)
    assert "bootstrap" == first.interval


def test_the_bootstrap_draws_values_where_there_are_no_counts():
    """27 ± 1.96 × sqrt(3² + 1.8²) once more, by draws from two normal distributions."""
    found = disparity(FIVE, direction="increase", interval="bootstrap", draws=20_000).difference
    assert 27 - Z * math.sqrt(9 + 3.24) == pytest.approx(found.low, abs=0.2)


def test_a_bootstrap_without_errors_has_no_interval():
    """Nobody knows from what to draw, or a draw has no ratio."""
    assert None is disparity({"a": 1, "b": 2}, interval="bootstrap").difference.low
    near_zero = [Group("a", value=1, se=3), Group("b", value=2, se=3)]
    found = disparity(near_zero, interval="bootstrap", draws=20_000, total=1.5)
    assert None is not found.difference.low
    assert None is disparity([Group("a", numerator=1, denominator=3), COUNTED[1]], interval="bootstrap").ratio.high


def test_no_interval_by_the_delta_method_at_the_least_value():
    """Where all are equal a variance can only rise; its slope is zero, and that is no certainty."""
    found = disparity([Group(n, value=50, se=5, population=100) for n in "abc"])
    assert None is found.between_group_variance.low
    assert {"equity.warning.no_interval", "equity.warning.noise", "equity.warning.picked"} == {
        warning.code for warning in found.warnings
    }
    assert None is disparity([Group("a", value=0, se=1), Group("b", value=5, se=1)], ordered=True).difference.absent


def test_a_ratio_of_zero_has_no_interval():
    """0 against 5 has no logarithm."""
    found = disparity([Group("a", value=5, se=1), Group("b", value=0, se=1)], ordered=True)
    assert (0, None) == (found.ratio.value, found.ratio.low)


def test_measures_that_cannot_be_negative_have_no_negative_end():
    """A small variance with a large error begins at zero."""
    found = disparity([Group(n, value=v, se=10, population=100) for n, v in (("a", 50), ("b", 52))])
    assert 0 == found.between_group_variance.low


# What makes no sense


@pytest.mark.parametrize(
    ("figures", "absent"),
    [
        ((-5, 10), {"ratio", "mean_log_deviation", "theil"}),
        ((0, 10), {"ratio", "mean_log_deviation"}),
        ((-10, 4), {"ratio", "mean_log_deviation", "theil", "index_of_disparity", "weighted_index_of_disparity"}),
        ((0, 0), {"ratio", "mean_log_deviation", "theil", "index_of_disparity", "weighted_index_of_disparity"}),
    ],
)
def test_negative_figures_and_zeros_have_no_relative_measures(figures, absent):
    """Each says why; difference and variance are there all the same."""
    found = disparity([Group(str(i), value=v, population=10) for i, v in enumerate(figures)])
    ordered_only = {"slope_index", "relative_index", "absolute_concentration_index", "concentration_index"}
    no_direction = {"attributable_risk", "attributable_fraction"}
    assert absent | ordered_only | no_direction == {one.name for one in found.measures if one.absent}
    assert None not in (found.difference.value, found.between_group_variance.value)


RELATIVE = {"ratio", "index_of_disparity", "weighted_index_of_disparity", "mean_log_deviation", "theil"} | {
    "relative_index",
    "concentration_index",
    "attributable_fraction",
}


@pytest.mark.parametrize("unit", ["°C", "degree_Fahrenheit", "scale_point"])
@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("last", [30, None])
def test_what_zero_does_not_mean_none_of_has_no_ratios(unit, ordered, last):
    """20 °C is not twice 10 °C: in Fahrenheit it is 68 to 50. Differences stand, unless a group has no figure."""
    figures = [Group(str(i), value=v, population=10) for i, v in enumerate((10, 20, last))]
    found = disparity(figures, unit=unit, direction="decrease", ordered=ordered)
    said = {one.name: one.absent.code.rpartition(".")[2] for one in found.measures if one.absent}
    assert {"no_zero", "ordered_only", "unordered_only"} >= {said[name] for name in RELATIVE}
    assert "no_zero" == said["ratio"] == said["attributable_fraction"]
    assert (None if last is None else 20 if not ordered else -20) == found.difference.value


def test_negative_figures_in_order_have_no_ratio_of_ends():
    """A line that begins below zero has no relative index; its slope stands."""
    found = disparity([Group(str(i), value=v, population=10) for i, v in enumerate((-5, 10, 20))], ordered=True)
    assert {"not_positive"} == {
        getattr(found, name).absent.code.rpartition(".")[2] for name in ("relative_index", "ratio")
    }
    assert None is not found.slope_index.value
    below = disparity([Group(str(i), value=v, population=10) for i, v in enumerate((10, -5))], ordered=True)
    assert "equity.absent.negative" == below.ratio.absent.code


# Groups without a figure


def test_groups_without_a_figure_leave_bounds_or_nothing():
    """Of 20, ? and 50 percent the difference is 30 to 80, or less of a hole: bounds by hand."""
    groups = [Group("a", value=20, population=100), Group("b", population=100), Group("c", value=50, population=100)]
    found = disparity(groups, direction="increase", unit="percent")
    assert ("b",) == found.missing
    assert (None, 30, 80) == (found.difference.value, found.difference.least, found.difference.most)  # b: 20-50, or 100
    assert (2.5, None) == (found.ratio.least, found.ratio.most)  # b might be 0
    # Risk: least with b at 50, 50 - 40; most with b at 100, 100 - 170 / 3.
    assert close((10, 100 - 170 / 3)) == (found.attributable_risk.least, found.attributable_risk.most)
    assert "equity.absent.missing" == found.theil.absent.code
    assert "equity.absent.ordered_only" == found.slope_index.absent.code
    assert ["equity.warning.missing"] == [warning.code for warning in found.warnings]
    assert (None, "a", "c") == (found.mean, found.compared, found.reference)


@given(
    known=st.lists(st.tuples(st.floats(1, 99), st.integers(1, 99)), min_size=2, max_size=3),
    open_=st.lists(
        st.tuples(st.floats(1, 99), st.floats(1, 99), st.floats(0, 1), st.integers(1, 99)), min_size=1, max_size=2
    ),
    ordered=st.booleans(),
    reference=st.sampled_from([None, "k0", "total"]),
    direction=st.sampled_from(["increase", "decrease"]),
)
@example([(3.0, 1), (3.0, 1)], [(1.0, 2.0, 1.0, 1), (1.0, 3.0, 0.5, 1)], False, None, "decrease")  # both at 2
def test_whatever_missing_figures_are_the_bounds_hold(known, open_, ordered, reference, direction):
    """A figure between its bounds gives measures between theirs; nothing outside is possible."""
    groups = [Group(f"k{i}", value=v, population=n) for i, (v, n) in enumerate(known)]
    missing = [Group(f"m{i}", low=min(a, b), high=max(a, b), population=n) for i, (a, b, _, n) in enumerate(open_)]
    filled = [Group(f"m{i}", value=min(a, b) + at * abs(a - b), population=n) for i, (a, b, at, n) in enumerate(open_)]
    options = {"ordered": ordered, "reference": reference, "direction": direction}
    bounds, truth = disparity([*groups, *missing], **options), disparity([*groups, *filled], **options)
    for measure, true in zip(bounds.measures, truth.measures, strict=True):
        if measure.least is not None and true.value is not None:
            assert measure.least - 1e-7 <= true.value
            assert measure.most is None or true.value <= measure.most + 1e-7


def test_the_ends_of_an_order_are_known_whoever_is_missing_between():
    """Difference and ratio of the ends have values; the slope has bounds, here at the ends of what b can be."""
    groups = [
        Group("a", value=20, population=100),
        Group("b", low=30, high=40, population=100),
        Group("c", value=50, population=100),
    ]
    found = disparity(groups, ordered=True, direction="increase", unit="percent")
    assert (30, 2.5) == (found.difference.value, found.ratio.value)
    # Ranks 1/6, 1/2, 5/6: b stands in the middle and does not move the slope, 30 / (2/3) = 45.
    assert close(45) == found.slope_index.value
    # The line goes through the mean in the middle: 100/3 ± 22.5 and 110/3 ± 22.5.
    assert close((59.16667 / 14.16667, 55.83333 / 10.83333)) == (found.relative_index.least, found.relative_index.most)
    assert "equity.absent.unordered_only" == found.theil.absent.code


def test_missing_figures_without_bounds_leave_nothing():
    """A rate of unknown scale may be anything; so may many missing at once."""
    found = disparity([Group("a", value=20), Group("b"), Group("c", value=50)])
    assert {"equity.absent.missing", "equity.absent.ordered_only"} == {one.absent.code for one in found.measures}
    several = [Group(str(i)) for i in range(5)]
    assert None is disparity([*several, Group("a", value=20), Group("c", value=50)], unit="percent").difference.least


def test_the_reference_may_be_missing():
    """Compared with a withheld figure, the difference is what that leaves open: 0 to 100 less 20."""
    groups = [Group("a", value=20), Group("b", value=50), Group("majority")]
    found = disparity(groups, reference="majority", direction="increase", unit="percent")
    assert "majority" == found.reference
    assert (-20, 80) == (found.difference.least, found.difference.most)


# What to bear in mind


def test_everybody_and_the_groups_should_agree():
    """Groups that overlap, or leave people out, have another mean than everybody."""
    found = disparity(FIVE, direction="increase", total=60)
    assert "equity.warning.total" in [warning.code for warning in found.warnings]
    assert "equity.warning.total" not in [warning.code for warning in disparity(FIVE, total=67.3).warnings]


def test_the_measures_are_a_table():
    """One row a measure, with the reason in words where there is none."""
    columns = disparity(FIVE, direction="increase").to_columns()
    assert list(MEASURES) == columns["measure"]
    assert "Only for groups in an order." == columns["absent"][columns["measure"].index("slope_index")]
    assert {13} == {len(column) for column in columns.values()}


# Indicators


def observed(group, period="2019", **figure):
    """Return an observation of a group."""
    return ci.Observation(period=period, group=group, **figure)


def graduation(*observations, **options):
    """Return an indicator in percent."""
    return ci.Indicator(id="grad", unit="percent", direction="increase", observations=observations, **options)


def test_an_indicator_has_groups_direction_and_unit():
    """The latest period with groups; counts give errors, and everybody's figure is taken."""
    indicator = graduation(
        observed("a", "2018", value=1),
        observed("a", numerator=40, denominator=100, value=40),
        observed("b", numerator=70, denominator=100, value=70),
        observed(None, value=60),
    )
    found = disparity(indicator)
    assert ("percent", "increase", "a", "b") == (found.unit, found.direction, found.compared, found.reference)
    assert close(30 - 100 * Z * math.sqrt(0.0045)) == found.difference.low
    assert ["equity.warning.total"] == [warning.code for warning in found.warnings]  # 60, and 55 together


def test_a_suppressed_group_is_named():
    """Withheld is not absent: the group is there, without a figure, with the bounds of what is known."""
    indicator = graduation(
        observed("a", value=40),
        observed("b", value=70),
        observed("c", status="suppressed"),
        observed("d", low=90, high=94),
    )
    found = disparity(indicator, period="2019")
    assert ("c", "d") == found.missing
    assert (90, 94) == (found.groups[3].low, found.groups[3].high)
    # c between 40 and 90 and d at 90; or c at 100 and a at 40, c at 0 and d at 94.
    assert (50, 94) == (found.difference.least, found.difference.most)


def test_a_period_must_have_groups():
    """Asking for another names those that there are."""
    with pytest.raises(UnknownNameError, match="2019"):
        disparity(graduation(observed("a", value=40), observed("b", value=70)), period="2017")
    with pytest.raises(InvalidValueError, match="observations name groups"):
        disparity(graduation(observed(None, value=40)))


# What is refused


@pytest.mark.parametrize(
    ("groups", "options", "words"),
    [
        ([Group("a", value=1)], {}, "two groups or more"),
        ([Group("a", value=1), Group("b")], {}, "two groups with a figure"),
        ([Group("a", value=1), Group("a", value=2)], {}, "listed once"),
        ([Group("a", value=1), 2], {}, "a Group"),
        ("ab", {}, "groups, a mapping"),
        (5, {}, "groups, a mapping"),
        ({"a": 1, "b": 120}, {"unit": "percent"}, "between 0 and 100"),
        ({"a": 1, "b": 2}, {"period": "2019"}, "with an indicator only"),
        ({"a": 1, "b": 2}, {"interval": "exact"}, "'delta method' or 'bootstrap'"),
        ({"a": 1, "b": 2}, {"confidence": 95}, "between 0 and 1"),
        ({"a": 1, "b": 2}, {"draws": 0}, "1 or more"),
        ({"a": 1, "b": 2}, {"reference": "largest"}, "no population"),
        ({"a": 1, "b": 2}, {"reference": "total"}, "no population"),
        (
            [Group("a", value=40, numerator=40, denominator=100), Group("b", value=0.7, numerator=70, denominator=100)],
            {},
            "one unit",
        ),
        (
            [Group("a", value=40, numerator=70, denominator=100), Group("b", value=1)],
            {"unit": "percent"},
            "its counts give",
        ),
    ],
)
def test_groups_that_make_no_sense_are_refused(groups, options, words):
    """Each error says what would be right."""
    with pytest.raises(InvalidValueError, match=words):
        disparity(groups, **options)


def test_the_reference_must_be_a_group():
    """A misspelt group is named with the nearest."""
    with pytest.raises(UnknownNameError, match="latino"):
        disparity({"latino": 1, "white": 2}, reference="latin")


@pytest.mark.parametrize(
    "figures",
    [
        {"value": math.nan},
        {"value": math.inf},
        {"value": True},
        {"se": -1},
        {"population": -1},
        {"numerator": 5},
        {"numerator": 5, "denominator": 4},
        {"low": 2, "high": 1},
    ],
)
def test_groups_have_figures_that_can_be(figures):
    """No NaN, no negative counts, no numerator above its denominator or without one."""
    with pytest.raises(InvalidValueError):
        Group("a", **figures)


def test_counts_tell_the_scale():
    """Where no unit is given, 30 beside 12 of 40 is percent, and counts alone are shares."""
    percent = disparity([Group("a", value=30, numerator=12, denominator=40), Group("b", numerator=20, denominator=40)])
    assert 50 == percent.groups[1].value
    assert (
        0.5
        == disparity([Group("a", numerator=12, denominator=40), Group("b", numerator=20, denominator=40)])
        .groups[1]
        .value
    )
    assert np.isclose(percent.difference.value, 20)
    assert None is disparity([Group("a", value=2, denominator=40), Group("b", value=3, denominator=40)]).groups[0].se


def test_groups_reported_in_different_units():
    """41 percent and 0.58 are 17 points apart, and nothing else."""
    observations = [
        ci.Observation(period="2020", group="a", value=41, unit="percent"),
        ci.Observation(period="2020", group="b", value=0.58, unit="ratio"),
        ci.Observation(period="2020", value=50, unit="percent"),
    ]
    found = disparity(ci.Indicator(id="x", direction="increase", observations=observations))
    assert (17, "percent", close(58 / 41)) == (found.difference.value, found.unit, found.ratio.value)


@pytest.mark.parametrize(
    ("fields", "figures"),
    [
        ({"unit": "percent"}, [{"value": 41, "definition_version": "1"}, {"value": 58, "definition_version": "2"}]),
        ({"levels": ["C", "B", "A"]}, [{"level": "B"}, {"level": "A"}]),
    ],
)
def test_groups_that_cannot_be_compared(fields, figures):
    """Figures of two definitions have no gap, and grades no ratio: A is not twice B."""
    observed = [ci.Observation(period="2020", group=name, **one) for name, one in zip("ab", figures, strict=True)]
    with pytest.raises(InvalidValueError, match="indicator"):
        disparity(ci.Indicator(id="x", observations=observed, **fields))


@pytest.mark.parametrize("ordered", [True, False])
def test_one_group_of_all_people_has_no_slope(ordered):
    """No line goes through one point."""
    found = disparity([Group("a", value=3, population=0), Group("b", value=30, population=10)], ordered=ordered)
    expected = "equity.absent.one_group" if ordered else "equity.absent.ordered_only"
    assert (None, expected, expected) == (
        found.slope_index.value,
        found.slope_index.absent.code,
        found.relative_index.absent.code,
    )


# In print


def test_disparity_prints_a_line_for_each_measure():
    """Both are 10 from their mean of 50: a variance of 100, 10 / 50 = 20 %; all at 60 would be 10 more."""
    # Mean log deviation -(ln 0.8 + ln 1.2) / 2 = 0.0204; Theil (0.8 ln 0.8 + 1.2 ln 1.2) / 2 = 0.0201.
    groups = [Group("south", value=40, population=100), Group("north", value=60, population=100)]
    ordered = "slope index, relative index, absolute concentration index, concentration index"
    lines = [
        "south compared with north, 2 groups, percent",
        "  difference: 20",
        "  ratio: 1.5",
        "  between group variance: 100",
        "  index of disparity: 20",
        "  weighted index of disparity: 20",
        "  mean log deviation: 0.0204",
        "  theil: 0.0201",
        "  attributable risk: 10",
        "  attributable fraction: 20",
        f"  {ordered}: Only for groups in an order.",
    ]
    assert lines == str(disparity(groups, direction="increase", unit="percent")).splitlines()


def test_disparity_prints_intervals_and_every_digit_of_large_figures():
    """Of 30,000 and 42,500: 12,500 apart with a standard error of 500, so 12,500 - 980 to 12,500 + 980."""
    groups = [Group("south", value=30000, se=300), Group("north", value=42500, se=400)]
    lines = str(disparity(groups, direction="increase")).splitlines()
    assert ["south compared with north, 2 groups", "  difference: 12500 (11520 to 13480 at 95 %)"] == lines[:2]


def test_disparity_prints_bounds_where_a_group_has_no_figure():
    """Were c at 100 %, a would be 59 behind, between the two 9; at 0 % nothing would be a multiple of it."""
    groups = [Group("a", value=41), Group("b", value=50), Group("c")]
    lines = str(disparity(groups, direction="increase", unit="percent")).splitlines()
    assert {"  difference: 9 to 59", "  ratio: 1.22 to open"} < set(lines)
    indices = "between group variance, index of disparity, weighted index of disparity, mean log deviation, theil"
    assert f"  {indices}, attributable risk, attributable fraction: Groups without a figure: c." in lines
