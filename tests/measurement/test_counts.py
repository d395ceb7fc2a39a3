"""What charts of shares, rates and counts have in common."""

import pytest
from tests.measurement.charted import codes

from collective_impact.errors import InvalidValueError
from collective_impact.measurement import Variation, c_chart, p_chart, u_chart


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


@pytest.mark.parametrize(
    ("chart", "given", "message"),
    [
        (p_chart, ([5, 11], [10, 10]), r"numerators\[1\]: 11.0 is not at most its denominator"),
        (p_chart, ([5, -1], [10, 10]), r"numerators\[1\]: -1.0 is not a whole number from 0 on"),
        (p_chart, ([5, 1.5], [10, 10]), r"numerators\[1\]: 1.5 is not a whole number"),
        (p_chart, ([5, 0], [10, 0]), r"denominators\[1\]: 0.0 is not above 0"),
        (p_chart, ([5, 1], [10, -3]), r"denominators\[1\]: -3.0 is not above 0"),
        (p_chart, ([5, 1], [10, 2.5]), r"denominators\[1\]: 2.5 is not a whole number"),
        (p_chart, ([5, 1], [10]), "denominators: 1 is not as many as there are numerators, 2"),
        (p_chart, ([5, 1],), "denominators: None is not given"),
        (u_chart, ([5, 1.5], [10, 2]), r"counts\[1\]: 1.5"),
        (u_chart, ([5, 1], [10, -2.5]), r"exposures\[1\]: -2.5 is not above 0"),
        (u_chart, (["a"], [10]), "counts"),
        (c_chart, ([5, 1.5],), r"counts\[1\]: 1.5"),
        (c_chart, ([5, -1],), r"counts\[1\]: -1.0"),
    ],
)
def test_what_is_no_count(chart, given, message):
    """Errors say which number, and what would be right."""
    with pytest.raises(InvalidValueError, match=message):
        chart(*given)
