import attrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from collective_impact.errors import InvalidValueError
from collective_impact.measurement import Assurance, Convention, Rule, Side, Variation, run_chart, xmr_chart

# Costs of processing mortgage loans, 20 weeks, after the manner of Montgomery's table 6.6, of which no printed copy
# was at hand: what is expected of them is worked out by hand.
LOANS = (310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304)

# Montgomery (2005), table 5.6: viscosity of an aircraft primer paint, 15 batches. Compared cell by cell with the
# example of individual observations in the manual of the R package qcc (there of an earlier edition, p. 242).
VISCOSITY = (33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84)

# Vignette "Deviations from Excel defaults" of NHSRplotthedots 0.2.2 (vignettes/deviations.Rmd, "Treatment of
# outlying points").
DEVIATIONS = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)

# Tests of the same package (tests/testthat/test-ptd_spc.R): set.seed(123); rnorm(20), R 4.2.2.
RANDOM = (
    *(-0.5604756466, -0.2301774895, 1.5587083141, 0.0705083914, 0.1292877352, 1.7150649869, 0.4609162060),
    *(-1.2650612346, -0.6868528519, -0.4456619701, 1.2240817974, 0.3598138271, 0.4007714506, 0.1106827159),
    *(-0.5558411348, 1.7869131368, 0.4978504782, -1.9666171566, 0.7013559016, -0.4727914077),
)


def found(chart):
    """Return rule, side and positions of each signal."""
    return [(signal.rule, signal.side, signal.positions) for signal in chart.signals]


def limits(chart):
    """Return the three lines of the last phase."""
    return chart.lower, chart.centre, chart.upper


# Published charts


def test_limits_by_hand():
    """The mean is 6,010/20 = 300.5, the mean moving range 148/19 = 7.789; all are within.

    Limits lie 3 × 7.789/1.128 = 20.716 away, and that of ranges is 3.267 × 7.789 = 25.45 (D4 of two values).
    """
    chart = xmr_chart(LOANS)
    assert pytest.approx((279.78, 300.5, 321.22), abs=0.005) == limits(chart)
    assert pytest.approx(7.79, abs=0.005) == chart.phases[0].mean_range
    assert pytest.approx(25.45, abs=0.005) == chart.moving_ranges[1].upper
    assert (None, 22, 9) == tuple(point.value for point in chart.moving_ranges[:3])
    assert (0, ()) == (chart.moving_ranges[1].lower, chart.signals)
    assert not any(point.signals for point in chart.moving_ranges)
    assert () == chart.warnings


def test_viscosity_of_montgomery():
    """Example 5.5 of the fifth edition: mean 33.52, mean moving range 0.48, limits 32.24 and 34.80; all within.

    The R package qcc prints more digits: 33.52333, 32.24484 and 34.80183.
    """
    chart = xmr_chart(VISCOSITY)
    assert pytest.approx((32.24, 33.52, 34.80), abs=0.005) == limits(chart)
    assert pytest.approx((32.24484, 33.52333, 34.80183), abs=5e-6) == limits(chart)
    assert pytest.approx(0.48, abs=0.005) == chart.phases[0].mean_range
    assert () == chart.signals


def test_deviations_of_plotthedots():
    """Its caption says 4.6, 1.94 and -0.72: two moving ranges, 8 and 9, were screened out; the fifth is improvement.

    By hand: the fifteen ranges left are 1 each, and 35/18 ± 2.66 is 4.604 and -0.716.
    """
    chart = xmr_chart(DEVIATIONS, convention="nhs", direction="increase")
    assert pytest.approx((-0.72, 1.94, 4.6), abs=0.005) == limits(chart)
    assert (2, 1) == (chart.phases[0].screened, chart.phases[0].mean_range)
    assert [4, 5] == [point.position for point in chart.moving_ranges if point.excluded]
    expected = [Variation.COMMON_CAUSE] * 4 + [Variation.IMPROVEMENT] + [Variation.COMMON_CAUSE] * 13
    assert expected == [point.variation for point in chart.points]


def test_random_numbers_of_plotthedots():
    """A snapshot of its tests has -3.01, 0.142 and 3.29 for twenty random numbers, of which nothing is a signal.

    That is tests/testthat/_snaps/ptd_spc.md, "it outputs expected content".
    """
    chart = xmr_chart(RANDOM, convention="nhs")
    assert pytest.approx((-3.01, 0.142, 3.29), abs=0.005) == limits(chart)
    assert () == chart.signals


def test_halves_of_random_numbers_of_plotthedots():
    """The same snapshot has -2.60, 0.0746 and 2.75 for the first ten, -3.28, 0.209 and 3.70 for the others."""
    first, second = xmr_chart(RANDOM, convention="nhs", phases=[10]).phases
    assert pytest.approx((-2.60, 0.0746, 2.75), abs=0.005) == (first.lower, first.centre, first.upper)
    assert pytest.approx((-3.28, 0.209, 3.70), abs=0.005) == (second.lower, second.centre, second.upper)


def test_vignette_of_qicharts2():
    """Its I chart of a series shifted midway has 1.057091 and limits -2.114884 and 4.229067.

    So prints summary(o) in the vignette "Quality Improvement Charts" (vignettes/qicharts2.Rmd), "The Anhøj rules",
    with a longest run of 13.
    """
    from_r = (
        *(-1.1894537453, 0.3885812296, -0.3443333492, -0.5478961384, 0.9806622158, -0.2366460073),
        *(0.8097397043, -0.7447795287, -0.2597870131, -0.1830838304, 0.5186299876, 0.8834651007),
        *(1.0012847526, 2.5348299923, 1.8762320483, 4.1193033079, 0.4865241261, 2.2551948706),
        *(3.5047414384, 1.6099195253, 2.5793581701, 2.2103558397, 2.9440427755, 0.1733067664),
    )
    assert pytest.approx((-2.114884, 1.057091, 4.229067), abs=1e-6) == limits(xmr_chart(from_r))
    # It also says that rule 4 of Western Electric sees the shift: thirteen values in a row are below the mean.
    assert (Rule.SHIFT, Side.BELOW, tuple(range(13))) in found(xmr_chart(from_r))


def test_random_numbers_of_qicharts2():
    """The same vignette: 24 random numbers have common cause variation alone; a 22nd value of 4 is outside limits."""
    # set.seed(19); rnorm(24), R 4.2.2
    from_r = [
        *(-1.1894537453, 0.3885812296, -0.3443333492, -0.5478961384, 0.9806622158, -0.2366460073),
        *(0.8097397043, -0.7447795287, -0.2597870131, -0.1830838304, 0.5186299876, 0.8834651007),
        *(0.5898290726, -0.1967046508, 0.6595937779, -0.2605846274, -0.5725055097, 1.4065584070),
        *(0.5042705078, -0.7002809257, 1.4234234789, -1.0426581199, 0.0011691947, 1.0904551661),
    ]
    assert () == xmr_chart(from_r).signals == run_chart(from_r).signals
    from_r[21] = 4
    assert [(Rule.OUTSIDE_LIMITS, Side.ABOVE, (21,))] == found(xmr_chart(from_r))


# Limits


def test_the_first_convention_screens_nothing():
    """The sum of ranges is 32 of 17: 1.9444 ± 3 × 32/17/1.128 = -3.0618 and 6.9507 (Excel tools of the NHS: 2.66)."""
    chart = xmr_chart(DEVIATIONS)
    assert pytest.approx((35 / 18 - 3 * 32 / 17 / 1.128, 35 / 18, 35 / 18 + 3 * 32 / 17 / 1.128)) == limits(chart)
    assert 0 == chart.phases[0].screened


def test_a_wide_moving_range_is_a_signal_of_its_chart():
    """8 and 9 exceed 3.267 × 32/17 = 6.15 where they are not screened out; the values have their own signal."""
    chart = xmr_chart(DEVIATIONS)
    wide = [point for point in chart.moving_ranges if point.signals]
    assert [(4, 8), (5, 9)] == [(point.position, point.value) for point in wide]
    assert {Variation.NEUTRAL} == {point.variation for point in wide}


def test_no_range_reaches_across_a_gap():
    """Ranges of 1 beside the gap, not the 10 across it: mean 6.2, of ten values, limits ± 3 × 1/1.128."""
    chart = xmr_chart([1, 2, 1, 2, 1, None, 11, 12, 11, 12, 11])
    assert 1 == chart.phases[0].mean_range
    assert [None, 1, 1, 1, 1, None, None, 1, 1, 1, 1] == [point.value for point in chart.moving_ranges]
    assert (10, 6.4) == (chart.phases[0].n, chart.centre)


def test_excluded_points_are_shown_and_not_used():
    """As if it were missing, save that its value stands there."""
    values = [5, 6, 5, 7, 50, 6, 5, 6, 7]
    chart, gap = xmr_chart(values, exclude=[4]), xmr_chart([*values[:4], None, *values[5:]])
    assert limits(gap) == limits(chart)
    assert (50, True, ()) == (chart.points[4].value, chart.points[4].excluded, chart.points[4].signals)
    assert [5, 7, 6, 7] == [xmr_chart(values, exclude=[4]).points[place].value for place in (0, 3, 5, 8)]


def test_the_latest_point_counts_unless_it_is_excluded():
    """An excluded or missing last point says nothing of the process."""
    values = [5, 6, 5, 7, 6, 5, 6, 7, 50]
    assert Variation.CONCERN is xmr_chart(values, convention="nhs", direction="decrease").variation
    assert Variation.COMMON_CAUSE is xmr_chart(values, convention="nhs", direction="decrease", exclude=[8]).variation
    assert Variation.CONCERN is xmr_chart([*values, None], convention="nhs", direction="decrease").variation


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([5], "no_limits"),
        ([5, 6, 7, 5], "no_limits"),
        ([5, None, 6, None, 7, None, 5, None, 6], "no_limits"),
        ([5] * 20, "no_variation"),
        ([5, 6] * 7, "trial_limits"),
    ],
)
def test_what_limits_rest_on_is_said(values, code):
    """One point, few, none beside another, or all equal have no limits; fewer than 15 have trial limits."""
    chart = xmr_chart(values, target=3, direction="increase")
    assert [f"charts.{code}"] == [warning.code for warning in chart.warnings]
    has_limits = code == "trial_limits"
    assert (has_limits, has_limits) == (chart.upper is not None, chart.assurance is not None)
    assert (Variation.COMMON_CAUSE if has_limits else None, ()) == (chart.variation, chart.signals)


@pytest.mark.parametrize("values", [[], [None, None]])
def test_nothing_at_all(values):
    """Nothing known has no mean, no limits, and shows nothing."""
    chart = xmr_chart(values, direction="increase", target=5)
    assert ((None, None, None), 0, None, None) == (limits(chart), chart.phases[0].n, chart.variation, chart.assurance)
    assert len(values) == len(chart.points) == len(chart.moving_ranges)
    assert ["charts.no_values" if values else "charts.nothing"] == [warning.code for warning in chart.warnings]


def test_everything_excluded():
    """What is excluded cannot be used."""
    chart = xmr_chart([1, 2], exclude=[0, 1])
    assert (0, None, ["charts.no_values"]) == (chart.phases[0].n, chart.variation, [one.code for one in chart.warnings])


def test_a_phase_without_values():
    """It has no lines and says so."""
    chart = xmr_chart([5, 6] * 8 + [None] * 2, phases=[16])
    assert (None, None, None, None) == (*limits(chart), chart.phases[1].mean_range)
    assert ["charts.no_values"] == [warning.code for warning in chart.warnings]


# Assurance


@pytest.mark.parametrize(
    ("target", "direction", "expected"),
    [
        (270, "increase", Assurance.WILL_PASS),
        (270, "decrease", Assurance.WILL_FAIL),
        (300, "increase", Assurance.HIT_OR_MISS),
        (300, "decrease", Assurance.HIT_OR_MISS),
        (330, "increase", Assurance.WILL_FAIL),
        (330, "decrease", Assurance.WILL_PASS),
        (330, "maintain", None),
        (330, None, None),
        (None, "increase", None),
    ],
)
def test_assurance(target, direction, expected):
    """Limits of 279.78 and 321.22 promise a target outside of them, or its failure, and leave one inside open."""
    assert expected is xmr_chart(LOANS, target=target, direction=direction).assurance


# Arguments


def test_unknown_convention():
    """It names those there are."""
    with pytest.raises(InvalidValueError, match="one of individuals, nhs"):
        xmr_chart(LOANS, convention="excel")


def test_the_record_is_a_value():
    """Charts are hashable and equal where everything is."""
    assert hash(xmr_chart(LOANS)) == hash(xmr_chart(LOANS))
    assert Convention.NHS is xmr_chart(LOANS, convention="nhs").convention


# Properties


series = st.lists(st.one_of(st.none(), st.integers(-40, 40)), min_size=1, max_size=50).filter(any)
conventions = st.sampled_from(list(Convention))


def near_ties(chart):
    """Say whether a value lies so close to a line of the rules that rounding decides."""
    if chart.upper is None:
        return False
    sigma = (chart.upper - chart.centre) / 3
    known = [point.value for point in chart.points if point.value is not None]
    return any(
        abs(abs(value - chart.centre) - k * sigma) < 1e-9 * (1 + abs(value)) for value in known for k in (0, 1, 2, 3)
    )


@given(values=series, convention=conventions, shift=st.integers(-50, 50), scale=st.sampled_from([0.25, 2, 3]))
def test_shifted_and_scaled(values, convention, shift, scale):
    """Moving and stretching a series moves and stretches its lines, and changes no signal."""
    chart = xmr_chart(values, convention=convention)
    assume(not near_ties(chart))
    other = xmr_chart([None if value is None else scale * value + shift for value in values], convention=convention)
    for mine, theirs in zip(limits(chart), limits(other), strict=True):
        assert (None if mine is None else pytest.approx(scale * mine + shift)) == theirs
    assert found(chart) == found(other)


@given(values=series, convention=conventions)
def test_reversed_direction(values, convention):
    """What is improvement one way is concern the other, and neutral where neither is better."""
    swap = {Variation.IMPROVEMENT: Variation.CONCERN, Variation.CONCERN: Variation.IMPROVEMENT}
    up = xmr_chart(values, convention=convention, direction="increase")
    down = xmr_chart(values, convention=convention, direction="decrease")
    level = xmr_chart(values, convention=convention, direction="maintain")
    assert [swap[signal.meaning] for signal in up.signals] == [signal.meaning for signal in down.signals]
    assert [swap.get(point.variation, point.variation) for point in up.points] == [
        point.variation for point in down.points
    ]
    assert {signal.meaning for signal in level.signals} <= {Variation.NEUTRAL}


@given(first=series, second=series, convention=conventions)
def test_phases_are_separate_charts(first, second, convention):
    """A chart with two phases has the lines and signals of two charts."""
    both = xmr_chart([*first, *second], convention=convention, phases=[len(first)])
    parts = [xmr_chart(first, convention=convention), xmr_chart(second, convention=convention)]
    starts = [0, len(first)]
    assert [limits(part) for part in parts] == [(phase.lower, phase.centre, phase.upper) for phase in both.phases]
    expected = [
        attrs.evolve(signal, phase=number, positions=[start + place for place in signal.positions])
        for number, (part, start) in enumerate(zip(parts, starts, strict=True))
        for signal in part.signals
    ]
    assert expected == list(both.signals)
    assert [point.variation for part in parts for point in part.points] == [point.variation for point in both.points]


@given(values=series)
def test_nhs_rules_point_by_point(values):
    """The flags of "Making data count", found by looking at every window of every point."""
    chart = xmr_chart(values, convention="nhs")
    assume(not near_ties(chart))
    x = np.array([np.nan if value is None else value for value in values])
    reach = np.nan if chart.upper is None else chart.upper - chart.centre
    flags = [set() for _ in x]
    for sign in (1, -1):
        z = sign * (x - chart.centre)
        for i in range(len(x)):
            if z[i] > reach:
                flags[i].add(Rule.OUTSIDE_LIMITS)
            if (window := z[i : i + 7]).shape == (7,) and (window > 0).all():
                for j in range(i, i + 7):
                    flags[j].add(Rule.SHIFT)
            if (sign * np.diff(x[i : i + 7]) > 0).sum() == 6:
                for j in range(i, i + 7):
                    flags[j].add(Rule.TREND)
            near = [j for j in range(i, min(i + 3, len(x))) if 2 * reach / 3 < z[j] <= reach]
            if (z[i : i + 3] > 0).sum() == 3 and len(near) >= 2:
                for j in near:
                    flags[j].add(Rule.TWO_OF_THREE)
    assert flags == [set(point.signals) for point in chart.points]
