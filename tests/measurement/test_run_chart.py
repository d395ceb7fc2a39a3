import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.measurement import Rule, Side, Variation, run_chart
from collective_impact.measurement._run_chart import crossings_limit, longest_run_limit

# Random numbers of the vignette "Quality Improvement Charts" of qicharts2 (vignettes/qicharts2.Rmd; R 4.2.2:
# set.seed(19); y <- rnorm(24); y[22] <- 4; y[13:24] <- rnorm(12, mean = 2)), in which a shift of two standard
# deviations was made at the 13th.
SHIFTED = (
    *(-1.1894537453, 0.3885812296, -0.3443333492, -0.5478961384, 0.9806622158, -0.2366460073),
    *(0.8097397043, -0.7447795287, -0.2597870131, -0.1830838304, 0.5186299876, 0.8834651007),
    *(1.0012847526, 2.5348299923, 1.8762320483, 4.1193033079, 0.4865241261, 2.2551948706),
    *(3.5047414384, 1.6099195253, 2.5793581701, 2.2103558397, 2.9440427755, 0.1733067664),
)

# Limits of the vignette of qicharts2, appendix 2, for 10 to 100 useful points (Anhøj & Olesen 2014).
LONGEST_RUN = {10: 6, 11: 6, 12: 7, 22: 7, 23: 8, 45: 8, 46: 9, 90: 9, 91: 10, 100: 10}
CROSSINGS = {10: 2, 11: 2, 12: 3, 13: 3, 14: 4, 16: 4, 17: 5, 19: 6, 22: 7, 24: 8, 27: 9, 30: 10, 36: 13}
CROSSINGS |= {40: 14, 45: 17, 50: 19, 56: 21, 60: 23, 65: 25, 74: 29, 80: 32, 85: 34, 91: 37, 96: 39, 100: 41}


def rules(chart):
    """Return rule, side and positions of each signal."""
    return [(signal.rule, signal.side, signal.positions) for signal in chart.signals]


# The limits


@pytest.mark.parametrize(("useful", "expected"), [*LONGEST_RUN.items()])
def test_longest_run_as_published(useful, expected):
    """The upper limit of the longest run is that of the published table."""
    assert expected == longest_run_limit(useful)


@pytest.mark.parametrize(("useful", "expected"), [*CROSSINGS.items()])
def test_crossings_as_published(useful, expected):
    """The lower limit of crossings is that of the published table."""
    assert expected == crossings_limit(useful)


@pytest.mark.parametrize(("useful", "expected"), [*enumerate((0, 0, 0, 0, 0, 1, 1, 1, 2), start=1)])
def test_crossings_of_few(useful, expected):
    """As qbinom(0.05, n - 1, 0.5) of R 4.2.2 has them."""
    assert expected == crossings_limit(useful)


# The chart


def test_a_shift_is_found():
    """A median splits a shifted series in few runs; 24 points may have runs of 8 and need 8 crossings (qicharts2)."""
    chart = run_chart(SHIFTED, direction="increase")
    phase = chart.phases[0]
    assert (24, 24, 8, 8) == (phase.n, phase.useful, phase.longest_run_limit, phase.crossings_limit)
    # Sorted, the 12th and 13th are 0.8097397043 and 0.8834651007; their mean is 0.8466024025. Below and above it:
    # ---- + ------ +++++ - ++++++ -, with one crossing fewer than the seven runs.
    assert pytest.approx(0.8466024025) == chart.median
    assert (6, 6, 24) == (chart.longest_run, chart.crossings, chart.useful)
    assert [(Rule.FEW_CROSSINGS, None, tuple(range(24)))] == rules(chart)
    assert Variation.NEUTRAL is chart.variation
    assert () == chart.warnings


def test_a_long_run_is_a_shift():
    """Of 12 useful points in two blocks of six none is too long a run, eight of fourteen are."""
    six = [1, 2, 3, 1, 2, 3, 7, 8, 9, 7, 8, 9]
    assert [Rule.FEW_CROSSINGS] == [signal.rule for signal in run_chart(six).signals]
    # Median of eight 1s and 2s, then eight 8s and 9s is 5: two runs of eight, above the limit of 7 for 16.
    chart = run_chart([1, 2] * 4 + [8, 9] * 4, direction="decrease")
    assert (5, 8, 1) == (chart.median, chart.longest_run, chart.crossings)
    assert rules(chart) == [
        (Rule.SHIFT, Side.BELOW, tuple(range(8))),
        (Rule.FEW_CROSSINGS, None, tuple(range(16))),
        (Rule.SHIFT, Side.ABOVE, tuple(range(8, 16))),
    ]
    assert [Variation.IMPROVEMENT] * 8 + [Variation.CONCERN] * 8 == [point.variation for point in chart.points]
    assert (Rule.SHIFT, Rule.FEW_CROSSINGS) == chart.points[0].signals


def test_points_on_the_median_do_not_count():
    """They neither break a run nor add to it: 16 useful of 19, in two runs."""
    chart = run_chart([1, 2, 1, 2, 5, 1, 2, 1, 2, 5, 5, 8, 9, 8, 9, 8, 9, 8, 9])
    assert (5, 16, 8, 1) == (chart.median, chart.useful, chart.longest_run, chart.crossings)
    assert (0, 1, 2, 3, 5, 6, 7, 8) == chart.signals[0].positions


def test_missing_and_excluded_points_do_not_count():
    """They are dropped like points on the median, and shown."""
    plain = run_chart([1, 2] * 4 + [8, 9] * 4)
    chart = run_chart([1, 2, None, *[1, 2] * 3, 99, *[8, 9] * 4], exclude=[9])
    assert (plain.median, plain.useful, plain.longest_run) == (chart.median, chart.useful, chart.longest_run)
    assert (None, False, 99, True) == (
        chart.points[2].value,
        chart.points[2].excluded,
        chart.points[9].value,
        chart.points[9].excluded,
    )
    assert () == chart.points[9].signals


def test_few_useful_points_are_not_judged():
    """Below ten useful points there is no limit and no signal; ten and eleven carry a warning."""
    eight = run_chart([1, 1, 1, 1, 5, 8, 8, 8, 8])
    assert (8, None, None) == (eight.useful, eight.phases[0].longest_run_limit, eight.phases[0].crossings_limit)
    assert ((), ["charts.run_too_short"]) == (eight.signals, [warning.code for warning in eight.warnings])
    ten = run_chart([1, 2] * 5)
    assert (6, 2, 9) == (ten.phases[0].longest_run_limit, ten.phases[0].crossings_limit, ten.crossings)
    assert ((), ["charts.run_short"]) == (ten.signals, [warning.code for warning in ten.warnings])
    assert str(ten.warnings[0]).startswith("points 1 to 10: with 10 points")


@pytest.mark.parametrize("values", [[4], [4] * 30])
def test_nothing_off_the_median(values):
    """One point, or all equal: the median is known, and nothing else."""
    chart = run_chart(values)
    assert (4, 0, 0, 0, ()) == (chart.median, chart.useful, chart.longest_run, chart.crossings, chart.signals)
    assert ["charts.run_too_short"] == [warning.code for warning in chart.warnings]
    assert chart.variation is None
    assert chart.assurance is None


@pytest.mark.parametrize("values", [[], [None, float("nan")]])
def test_nothing_at_all(values):
    """Nothing known has no median, and shows nothing."""
    chart = run_chart(values)
    assert (None, 0, None, ()) == (chart.median, chart.phases[0].n, chart.variation, chart.signals)
    assert ["charts.run_too_short" if values else "charts.nothing"] == [warning.code for warning in chart.warnings]


def test_a_phase_without_values():
    """It has no median and says so; the others do."""
    chart = run_chart([1, 2, None, None, 5], phases=[2, 4])
    assert [1.5, None, 5] == [phase.centre for phase in chart.phases]
    assert [1.5, 1.5, None, None, 5] == [point.centre for point in chart.points]
    assert (0, 0, 3) == (chart.phases[1].useful, chart.phases[1].n, len(chart.warnings))


# Properties


values = st.lists(st.integers(-5, 5), min_size=1, max_size=60)


@given(values=values, shift=st.integers(-9, 9), scale=st.sampled_from([0.5, 2, 4]))
def test_shifted_and_scaled(values, shift, scale):
    """Moving and stretching a series moves and stretches its median, and changes no signal."""
    chart, other = run_chart(values), run_chart([scale * value + shift for value in values])
    assert scale * chart.median + shift == other.median
    assert rules(chart) == rules(other)


@given(values=values)
def test_upside_down(values):
    """A series upside down has its signals on the other sides."""
    swap = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE, None: None}
    chart, other = run_chart(values), run_chart([-value for value in values])
    assert {(rule, swap[side], places) for rule, side, places in rules(chart)} == set(rules(other))


@given(values=values)
def test_runs_as_counted_one_by_one(values):
    """Longest run and crossings are those that a walk along the series counts."""
    median = float(np.median(values))
    longest = length = crossings = last = 0
    for value in values:
        side = (value > median) - (value < median)
        if side == 0:
            continue
        length = length + 1 if side == last else 1
        crossings += last == -side
        longest, last = max(longest, length), side
    chart = run_chart(values)
    assert (longest, crossings) == (chart.longest_run, chart.crossings)
