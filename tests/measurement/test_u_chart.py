"""Charts of rates, against Montgomery and other programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measurement.charted import codes, counted, lines

from collective_impact.measurement import CountKind, u_chart

# Montgomery (2009), table 7.10: errors in 20 weeks, 50 shipments each; compared with the example of a u chart
# in the npm package process-control-charts-es6.
SHIPMENTS = (2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4)

# Table 7.11: nonconformities in ten rolls of dyed cloth, in inspection units of 50 square metres; compared with
# dyedcloth of qcc.
CLOTH = (14, 12, 20, 11, 7, 10, 21, 16, 19, 23)
UNITS = (10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5)


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


def test_cloth_in_a_laney_chart():
    """As controlchartspy 0.1.3 computes it: spc(chart_type="up"), ll99, target and ul99."""
    chart = u_chart(CLOTH, UNITS, laney=True)
    assert pytest.approx((0.6550073023432719, 1.4232558139534883, 2.191504325563705)) == lines(chart)
    assert pytest.approx((0.7361134557240963, 1.4232558139534883, 2.1103981721828804)) == lines(chart, 9)
    assert CountKind.U_PRIME is chart.kind


def test_overdispersion_is_said():
    """Shipments: steps of 66/19 on average, by sqrt(3.7) and 1.128, 1.60; above 1 + 1.96 × sqrt(0.826/20) = 1.40."""
    chart = u_chart(SHIPMENTS, [50] * 20)
    assert pytest.approx(66 / 19 / 3.7**0.5 / 1.128) == chart.sigma_z
    assert ["overdispersion"] == codes(chart)


def test_rates_end_at_none():
    """Limits stop at 0."""
    assert 0 == u_chart([1, 0, 2, 1, 0], [1] * 5).points[0].lower


def test_exposures_need_not_be_whole():
    """Half an inspection unit is an exposure."""
    assert pytest.approx(10 / 4) == u_chart([4, 6], [1.5, 2.5]).centre


@given(pairs=counted, scale=st.sampled_from([2, 4, 8]))
def test_exposure_in_other_units(pairs, scale):
    """Rates per thousand are a thousand times rates per one: lines scale, and signals stay."""
    counts, exposures = zip(*pairs, strict=True)
    chart, other = u_chart(counts, exposures), u_chart(counts, [exposure / scale for exposure in exposures])
    assert pytest.approx(chart.centre * scale) == other.centre
    assert [signal.positions for signal in chart.signals] == [signal.positions for signal in other.signals]
