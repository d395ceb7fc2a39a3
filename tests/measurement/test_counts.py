import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.errors import InvalidValueError
from collective_impact.measurement import Assurance, CountKind, Rule, Side, Variation, c_chart, p_chart, u_chart

# Montgomery (2009), table 7.1: nonconforming cans of orange juice, 30 samples of 50. Compared cell by cell with the
# data set orangejuice of the R package qcc (of the second edition, 1991, pp. 152-155), and so the next table.
CANS = (
    *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
    *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
)

# Table 7.2: 24 further samples after the machine was adjusted.
ADJUSTED = (9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5)

# Table 7.4: purchase orders with errors, 25 weeks. No printed copy was at hand to compare each cell; the totals
# are the printed ones, 2,450 and 234.
ORDERS = (100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100)
ORDERS = (*ORDERS, 90, 90)
ERRORS = (12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9)

# Table 7.7: nonconformities in 26 samples of 100 printed circuit boards; compared with circuit of qcc.
BOARDS = (21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15)

# Table 7.10: errors in 20 weeks, 50 shipments each; compared with the example of a u chart in the npm package
# process-control-charts-es6.
SHIPMENTS = (2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4)

# Table 7.11: nonconformities in ten rolls of dyed cloth, in inspection units of 50 square metres; compared with
# dyedcloth of qcc.
CLOTH = (14, 12, 20, 11, 7, 10, 21, 16, 19, 23)
UNITS = (10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5)

# The first six weeks of Mohammed et al. (2013), BMJ Quality & Safety 22: 362-368: patients of
# emergency departments, and how many of them were seen within four hours.
SEEN = (266501, 264225, 276532, 281461, 269071, 261215)
PATIENTS = (280443, 276823, 291681, 296155, 282343, 275888)


def lines(chart, position=0):
    """Return the three lines at a point."""
    point = chart.points[position]
    return point.lower, point.centre, point.upper


def outside(chart):
    """Return the points beyond a limit, with their side."""
    return [(s.positions[0], s.side) for s in chart.signals if s.rule is Rule.OUTSIDE_LIMITS]


def codes(chart):
    """Return the codes of warnings."""
    return [warning.code.removeprefix("charts.") for warning in chart.warnings]


# Published charts


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
        (c_chart(BOARDS), (6.481447, 19.84615, 33.21086)),
    ],
)
def test_limits_that_qcc_prints(chart, expected):
    """The R package qcc prints seven digits of them, for orangejuice and circuit."""
    assert pytest.approx(expected, rel=5e-7) == lines(chart)


def test_purchase_orders_of_montgomery():
    """Of 2,450 orders 234, 0.096; limits of 100 are 0.007 and 0.184, the upper of 110 is 0.180; week 11 is outside."""
    assert (2450, 234) == (sum(ORDERS), sum(ERRORS))
    chart = p_chart(ERRORS, ORDERS)
    assert pytest.approx((0.007, 0.096, 0.184), abs=7e-4) == lines(chart)
    assert pytest.approx(0.180, abs=7e-4) == chart.points[10].upper
    assert [(10, Side.ABOVE)] == outside(chart)


def test_circuit_boards_of_montgomery():
    """Example 7.3: 19.85, limits 6.48 and 33.22 (from that rounded mean); samples 6 and 20 are outside."""
    chart = c_chart(BOARDS)
    assert pytest.approx((6.48, 19.85, 33.22), abs=0.01) == lines(chart)
    assert [(5, Side.BELOW), (19, Side.ABOVE)] == outside(chart)
    assert CountKind.C is chart.kind


def test_circuit_boards_without_two_samples():
    """472 in 24 samples: 19.67, limits 6.36 and 32.97."""
    chart = c_chart(BOARDS, exclude=[5, 19])
    assert pytest.approx((6.36, 19.67, 32.97), abs=0.005) == lines(chart)


def test_shipments_of_montgomery():
    """Example 7.4: 0.0740 errors a shipment, limits 0 (computed as -0.0414) and 0.1894; none outside."""
    chart = u_chart(SHIPMENTS, [50] * 20)
    assert pytest.approx((0, 0.0740, 0.1894), abs=5e-5) == lines(chart)
    assert () == chart.signals
    assert CountKind.U is chart.kind


def test_dyed_cloth_of_montgomery():
    """Example 7.5: 153 in 107.5 units, 1.42; limits for 10, 8, 13 and 9.5 units as printed (from that rounded mean)."""
    chart = u_chart(CLOTH, UNITS)
    printed = {0: (0.29, 2.55), 1: (0.16, 2.68), 2: (0.43, 2.41), 4: (0.26, 2.58)}
    for place, (lower, upper) in printed.items():
        assert pytest.approx((lower, 1.42, upper), abs=0.01) == lines(chart, place)


# Laney


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


def test_cloth_in_a_laney_chart():
    """As controlchartspy 0.1.3 computes it: spc(chart_type="up"), ll99, target and ul99."""
    chart = u_chart(CLOTH, UNITS, laney=True)
    assert pytest.approx((0.6550073023432719, 1.4232558139534883, 2.191504325563705)) == lines(chart)
    assert pytest.approx((0.7361134557240963, 1.4232558139534883, 2.1103981721828804)) == lines(chart, 9)
    assert CountKind.U_PRIME is chart.kind


def test_underdispersion_is_said():
    """Counts more alike than chance would have them: sigma z of sqrt(20)-wide steps of 1 is far below 1."""
    chart = c_chart([20, 21] * 10)
    # Each step is 1/sqrt(20.5), so sigma z is 1/sqrt(20.5)/1.128; its interval is 1 ± 1.96 × sqrt(0.826/20).
    assert pytest.approx(1 / 20.5**0.5 / 1.128) == chart.sigma_z
    assert ["underdispersion"] == codes(chart)


def test_chance_alone_is_not_warned_of():
    """Cans after the adjustment: steps of 58/23 on average, by sqrt(50 × 0.11083 × 0.88917) = 2.2198 and 1.128."""
    chart = p_chart(ADJUSTED, [50] * 24)
    assert pytest.approx(58 / 23 / 2.2198 / 1.128, rel=1e-4) == chart.sigma_z  # 1.007
    assert [] == codes(chart)


def test_overdispersion_is_said():
    """Shipments: steps of 66/19 on average, by sqrt(3.7) and 1.128, 1.60; above 1 + 1.96 × sqrt(0.826/20) = 1.40."""
    chart = u_chart(SHIPMENTS, [50] * 20)
    assert pytest.approx(66 / 19 / 3.7**0.5 / 1.128) == chart.sigma_z
    assert ["overdispersion"] == codes(chart)


# Limits


def test_limits_are_possible():
    """Proportions of nearly all and nearly none: limits stop at 1 and 0, and a point there is within."""
    high = p_chart([10, 10, 9, 10, 10, 10], [10] * 6)
    low = p_chart([0, 0, 1, 0, 0, 0], [10] * 6)
    assert (1, 0) == (high.points[0].upper, low.points[0].lower)
    assert [] == outside(high) + outside(low)
    assert 0 == u_chart([1, 0, 2, 1, 0], [1] * 5).points[0].lower


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


@pytest.mark.parametrize(
    ("chart", "expected"),
    [
        (c_chart([3]), "no_limits"),
        (c_chart([0] * 20), "no_variation"),
        (p_chart([0] * 20, [9] * 20), "no_variation"),
        (p_chart([9] * 20, [9] * 20), "no_variation"),
        (u_chart([0] * 20, [1.5] * 20), "no_variation"),
        (u_chart([7] * 20, [1.5] * 20, laney=True), "no_variation"),
        (u_chart([7, 8] * 3, [1.5] * 6, laney=True), "trial_limits"),
    ],
)
def test_what_limits_rest_on_is_said(chart, expected):
    """One point, nothing that varies, or few points."""
    assert [expected] == codes(chart)
    has_limits = expected == "trial_limits"
    assert has_limits == (chart.points[0].upper is not None)
    assert (Variation.COMMON_CAUSE if has_limits else None) is chart.variation


def test_all_equal_counts_have_limits_of_chance():
    """A plain chart rests on a distribution, not on how points vary: 7 ± 3 × sqrt(7)."""
    chart = c_chart([7] * 20)
    assert pytest.approx((0, 7, 7 + 3 * 7**0.5)) == lines(chart)
    assert (0, ["underdispersion"]) == (chart.sigma_z, codes(chart))


def test_a_phase_without_counts():
    """It has no lines and says so."""
    chart = c_chart([5, 6] * 8 + [None] * 2, phases=[16])
    assert (None, None, "no_values") == (chart.centre, chart.sigma_z, codes(chart)[-1])


# Refusals


@pytest.mark.parametrize(
    ("chart", "given", "message"),
    [
        (
            p_chart,
            (
                [5, 11],
                [10, 10],
            ),
            r"numerators\[1\]: 11.0 is not at most its denominator",
        ),
        (
            p_chart,
            (
                [5, -1],
                [10, 10],
            ),
            r"numerators\[1\]: -1.0 is not a whole number from 0 on",
        ),
        (
            p_chart,
            (
                [5, 1.5],
                [10, 10],
            ),
            r"numerators\[1\]: 1.5 is not a whole number",
        ),
        (
            p_chart,
            (
                [5, 0],
                [10, 0],
            ),
            r"denominators\[1\]: 0.0 is not above 0",
        ),
        (
            p_chart,
            (
                [5, 1],
                [10, -3],
            ),
            r"denominators\[1\]: -3.0 is not above 0",
        ),
        (
            p_chart,
            (
                [5, 1],
                [10, 2.5],
            ),
            r"denominators\[1\]: 2.5 is not a whole number",
        ),
        (
            p_chart,
            (
                [5, 1],
                [10],
            ),
            "denominators: 1 is not as many as there are numerators, 2",
        ),
        (p_chart, ([5, 1],), "denominators: None is not given"),
        (
            u_chart,
            (
                [5, 1.5],
                [10, 2],
            ),
            r"counts\[1\]: 1.5",
        ),
        (
            u_chart,
            (
                [5, 1],
                [10, -2.5],
            ),
            r"exposures\[1\]: -2.5 is not above 0",
        ),
        (
            u_chart,
            (
                ["a"],
                [10],
            ),
            "counts",
        ),
        (c_chart, ([5, 1.5],), r"counts\[1\]: 1.5"),
        (c_chart, ([5, -1],), r"counts\[1\]: -1.0"),
    ],
)
def test_what_is_no_count(chart, given, message):
    """Errors say which number, and what would be right."""
    with pytest.raises(InvalidValueError, match=message):
        chart(*given)


def test_exposures_need_not_be_whole():
    """Half an inspection unit is an exposure."""
    assert pytest.approx(10 / 4) == u_chart([4, 6], [1.5, 2.5]).centre


# Properties


counted = st.lists(
    st.tuples(st.integers(0, 30), st.integers(30, 60)).map(lambda pair: pair if sum(pair) % 7 else (None, pair[1])),
    min_size=1,
    max_size=25,
).filter(lambda pairs: any(count is not None for count, _ in pairs))


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


@given(pairs=counted, scale=st.sampled_from([2, 4, 8]))
def test_exposure_in_other_units(pairs, scale):
    """Rates per thousand are a thousand times rates per one: lines scale, and signals stay."""
    counts, exposures = zip(*pairs, strict=True)
    chart, other = u_chart(counts, exposures), u_chart(counts, [exposure / scale for exposure in exposures])
    assert pytest.approx(chart.centre * scale) == other.centre
    assert [signal.positions for signal in chart.signals] == [signal.positions for signal in other.signals]


@given(pairs=counted)
def test_the_other_share(pairs):
    """Those who are not among the counted make the chart upside down."""
    counts, sizes = zip(*pairs, strict=True)
    chart = p_chart(counts, sizes)
    other = p_chart([None if k is None else n - k for k, n in pairs], sizes)
    for mine, theirs in zip(chart.points, other.points, strict=True):
        for line, opposite in ((mine.centre, theirs.centre), (mine.lower, theirs.upper)):
            assert (None if line is None else pytest.approx(1 - line, abs=1e-12)) == opposite
