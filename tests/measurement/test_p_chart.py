"""Charts of shares, against Montgomery and other programs."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measurement.charted import codes, counted, lines, outside

from collective_impact.measurement import Assurance, CountKind, Side, Variation, p_chart

# Montgomery (2009), table 7.1: nonconforming cans of orange juice, 30 samples of 50. Compared cell by cell with the
# data set orangejuice of the R package qcc (of the second edition, 1991, pp. 152-155), and so the next table.
CANS = (
    *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
    *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
)

# Table 7.2: 24 further samples after the machine was adjusted.
ADJUSTED = (9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5)

# Purchase orders with errors, 25 weeks, after the manner of Montgomery's table 7.4, of which no printed copy was at
# hand: what is expected of them is worked out by hand.
ORDERS = (100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100)
ORDERS = (*ORDERS, 90, 90)
ERRORS = (12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9)

# The first six weeks of Mohammed et al. (2013), BMJ Quality & Safety 22: 362-368: patients of
# emergency departments, and how many of them were seen within four hours.
SEEN = (266501, 264225, 276532, 281461, 269071, 261215)
PATIENTS = (280443, 276823, 291681, 296155, 282343, 275888)


def test_orange_juice_of_montgomery():
    """Example 7.1: 0.2313, limits 0.0524 and 0.4102; samples 15 and 23 are outside."""
    chart = p_chart(CANS, [50] * 30, direction="decrease")
    assert pytest.approx((0.0524, 0.2313, 0.4102), abs=5e-5) == lines(chart)
    assert [(14, Side.ABOVE), (22, Side.ABOVE)] == outside(chart)
    assert Variation.CONCERN is chart.points[14].variation
    assert CountKind.P is chart.kind


def test_orange_juice_without_two_samples():
    """With both left out, for each had its reason: 0.2150, limits 0.0407 and 0.3893."""
    chart = p_chart(CANS, [50] * 30, exclude=[14, 22])
    assert pytest.approx((0.0407, 0.2150, 0.3893), abs=5e-5) == lines(chart)
    assert (0.44, True, (), 0.0407) == (
        chart.points[14].value,
        chart.points[14].excluded,
        chart.points[14].signals,
        pytest.approx(chart.points[14].lower, abs=5e-5),
    )


def test_orange_juice_after_the_adjustment():
    """A new phase: 0.1108, limits 0 (computed as -0.0224) and 0.2440."""
    chart = p_chart(CANS + ADJUSTED, [50] * 54, exclude=[14, 22], phases=[30])
    assert pytest.approx((0, 0.1108, 0.2440), abs=5e-5) == lines(chart, 53)
    assert pytest.approx((0.0407, 0.2150, 0.3893), abs=5e-5) == lines(chart, 29)
    assert pytest.approx(0.1108, abs=5e-5) == chart.centre


@pytest.mark.parametrize(
    ("chart", "expected"),
    [
        (p_chart(CANS, [50] * 30), (0.05242755, 0.2313333, 0.4102391)),
        (p_chart(CANS, [50] * 30, exclude=[14, 22]), (0.04070284, 0.215, 0.3892972)),
        (p_chart(ADJUSTED, [50] * 24), (0, 0.1108333, 0.2440207)),
    ],
)
def test_limits_that_qcc_prints(chart, expected):
    """The R package qcc prints seven digits of them, for orangejuice."""
    assert pytest.approx(expected, rel=5e-7) == lines(chart)


def test_limits_of_weeks_of_different_size():
    """Of 2,450 orders 234 have errors, 0.09551, with a variance of 0.09551 × 0.90449 = 0.086388 for each order.

    Limits of 100 orders lie 3 × sqrt(0.086388 / 100) = 0.088176 away, of 110 orders 0.084073; 20 of 110 are 0.1818.
    """
    assert (2450, 234) == (sum(ORDERS), sum(ERRORS))
    chart = p_chart(ERRORS, ORDERS)
    assert pytest.approx((0.007334, 0.095510, 0.183686), abs=2e-6) == lines(chart)
    assert pytest.approx(0.179583, abs=2e-6) == chart.points[10].upper
    assert [(10, Side.ABOVE)] == outside(chart)


def test_patients_in_a_laney_chart():
    """As controlchartspy 0.1.3 computes them: spc(chart_type="pp"), ll99, target and ul99 in percent."""
    chart = p_chart(SEEN, PATIENTS, laney=True)
    assert pytest.approx((0.9389113140780312, 0.9504923582176826, 0.9620734023573341)) == lines(chart)
    assert pytest.approx((0.9388161020745164, 0.9504923582176826, 0.9621686143608488)) == lines(chart, 5)
    assert (CountKind.P_PRIME, []) == (chart.kind, outside(chart))


def test_patients_without_laney():
    """Nearly 300,000 patients make limits so narrow that most points are outside, and the chart says why."""
    chart = p_chart(SEEN, PATIENTS)
    sigma = (0.9504923582176826 * 0.0495076417823174 / 280443) ** 0.5  # 0.000409623
    assert pytest.approx(0.9504923582176826 + 3 * sigma) == chart.points[0].upper
    assert [1, 2, 4, 5] == [place for place, _ in outside(chart)]
    # Laney's limits are sigma z times as far: (0.96207340 - 0.95049236) / 3 sigma = 9.424.
    assert pytest.approx((0.9620734023573341 - 0.9504923582176826) / 3 / sigma) == chart.sigma_z
    assert ["trial_limits", "overdispersion"] == codes(chart)
    assert "9.4 times" in str(chart.warnings[1])
    assert ["trial_limits"] == codes(p_chart(SEEN, PATIENTS, laney=False))
    assert ["trial_limits"] == codes(p_chart(SEEN, PATIENTS, laney=True))


def test_chance_alone_is_not_warned_of():
    """Cans after the adjustment: steps of 58/23 on average, by sqrt(50 × 0.11083 × 0.88917) = 2.2198 and 1.128."""
    chart = p_chart(ADJUSTED, [50] * 24)
    assert pytest.approx(58 / 23 / 2.2198 / 1.128, rel=1e-4) == chart.sigma_z  # 1.007
    assert [] == codes(chart)


def test_limits_are_possible():
    """Proportions of nearly all and nearly none: limits stop at 1 and 0, and a point there is within."""
    high = p_chart([10, 10, 9, 10, 10, 10], [10] * 6)
    low = p_chart([0, 0, 1, 0, 0, 0], [10] * 6)
    assert (1, 0) == (high.points[0].upper, low.points[0].lower)
    assert [] == outside(high) + outside(low)


def test_assurance_by_the_latest_limits():
    """Those of the last point, since they vary with what was counted in."""
    shares = [0.5, 0.52, 0.48, 0.51, 0.5, 0.49]
    sizes = [100, 100, 100, 100, 100, 10000]
    counts = [round(share * size) for share, size in zip(shares, sizes, strict=True)]
    assert Assurance.WILL_PASS is p_chart(counts, sizes, target=0.4, direction="increase").assurance
    assert Assurance.HIT_OR_MISS is p_chart(counts[::-1], sizes[::-1], target=0.4, direction="increase").assurance


def test_a_missing_count_is_a_gap():
    """Numerator or denominator alone says nothing."""
    chart = p_chart([4, None, 5, 6, 4, 5, 6], [10, 10, None, 10, 10, 10, 10])
    assert [0.4, None, None, 0.6, 0.4, 0.5, 0.6] == [point.value for point in chart.points]
    assert (0.5, 5) == (chart.centre, chart.phases[0].n)
    assert (None, None) == (chart.points[2].upper, chart.points[2].lower)


@given(first=counted, second=counted, laney=st.booleans())
def test_phases_are_separate_charts(first, second, laney):
    """A chart with two phases has the lines and signals of two charts."""
    numerators, denominators = zip(*(first + second), strict=True)
    both = p_chart(numerators, denominators, phases=[len(first)], laney=laney)
    start = 0
    for number, pairs in enumerate((first, second)):
        part = p_chart(*zip(*pairs, strict=True), laney=laney)
        mine = both.points[start : start + len(pairs)]
        assert [(p.lower, p.centre, p.upper, p.variation) for p in part.points] == [
            (p.lower, p.centre, p.upper, p.variation) for p in mine
        ]
        moved = [
            attrs.evolve(signal, phase=number, positions=[start + place for place in signal.positions])
            for signal in part.signals
        ]
        assert moved == [signal for signal in both.signals if signal.phase == number]
        start += len(pairs)


@given(pairs=counted)
def test_the_other_share(pairs):
    """Those who are not among the counted make the chart upside down."""
    counts, sizes = zip(*pairs, strict=True)
    chart = p_chart(counts, sizes)
    other = p_chart([None if k is None else n - k for k, n in pairs], sizes)
    for mine, theirs in zip(chart.points, other.points, strict=True):
        for line, opposite in ((mine.centre, theirs.centre), (mine.lower, theirs.upper)):
            assert (None if line is None else pytest.approx(1 - line, abs=1e-12)) == opposite
