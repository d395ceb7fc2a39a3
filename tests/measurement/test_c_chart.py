"""Charts of counts, against Montgomery and other programs."""

import pytest
from tests.measurement.charted import codes, lines, outside

from collective_impact.measurement import CountKind, Side, c_chart

# Montgomery (2009), table 7.7: nonconformities in 26 samples of 100 printed circuit boards; compared with circuit
# of qcc.
BOARDS = (21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15)


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


def test_limits_that_qcc_prints():
    """The R package qcc prints seven digits of them, for circuit."""
    assert pytest.approx((6.481447, 19.84615, 33.21086), rel=5e-7) == lines(c_chart(BOARDS))


def test_underdispersion_is_said():
    """Counts more alike than chance would have them: sigma z of sqrt(20)-wide steps of 1 is far below 1."""
    chart = c_chart([20, 21] * 10)
    # Each step is 1/sqrt(20.5), so sigma z is 1/sqrt(20.5)/1.128; its interval is 1 ± 1.96 × sqrt(0.826/20).
    assert pytest.approx(1 / 20.5**0.5 / 1.128) == chart.sigma_z
    assert ["underdispersion"] == codes(chart)


def test_all_equal_counts_have_limits_of_chance():
    """A plain chart rests on a distribution, not on how points vary: 7 ± 3 × sqrt(7)."""
    chart = c_chart([7] * 20)
    assert pytest.approx((0, 7, 7 + 3 * 7**0.5)) == lines(chart)
    assert (0, ["underdispersion"]) == (chart.sigma_z, codes(chart))


def test_a_phase_without_counts():
    """It has no lines and says so."""
    chart = c_chart([5, 6] * 8 + [None] * 2, phases=[16])
    assert (None, None, "no_values") == (chart.centre, chart.sigma_z, codes(chart)[-1])
