import numpy as np
import pytest

from collective_impact.measurement import Rule, Side
from collective_impact.measurement._chart_rules import making_data_count, western_electric

ZERO, THREE = np.zeros((1, 1)), np.full((1, 1), 3.0)


def found(rules, z):
    """Return the positions of each pattern in points that are so many sigma from the centre."""
    X = np.array([z], dtype=float)
    return {(one.rule, one.side): groups for one in rules(X, ZERO, THREE) if (groups := list(one.groups(0)))}


# Western Electric


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([3.1], {Rule.OUTSIDE_LIMITS: [[0]]}),
        ([3.0], {}),
        ([3.1, 0, 3.1], {Rule.OUTSIDE_LIMITS: [[0], [2]], Rule.TWO_OF_THREE: [[0, 2]]}),
        ([2.1, -1, 2.1], {Rule.TWO_OF_THREE: [[0, 2]]}),
        ([2.0, 0, 2.1], {}),
        ([2.1, np.nan, 2.1], {}),
        ([2.1, 2.1], {}),
        ([2.1, -1, -1, 2.1, -1], {}),
        ([1.1, 1.1, -1, 1.1, 1.1], {Rule.FOUR_OF_FIVE: [[0, 1, 3, 4]]}),
        ([1.1, 1.1, 1.1, -1, -1, 1.1], {}),
        ([0.1] * 7, {}),
        ([0.1] * 9, {Rule.SHIFT: [[*range(9)]]}),
        ([0.1] * 4 + [0] + [0.1] * 4, {}),
        ([0.1] * 4 + [np.nan] + [0.1] * 4, {}),
        ([0.1] * 8 + [np.nan] + [0.1] * 8, {Rule.SHIFT: [[*range(8)], [*range(9, 17)]]}),
    ],
)
def test_western_electric(z, expected):
    """A point outside, 2 of 3 beyond two sigma, 4 of 5 beyond one, 8 in a row; the same below as above."""
    z = np.array(z)
    assert {(rule, Side.ABOVE): places for rule, places in expected.items()} == found(western_electric, z)
    assert {(rule, Side.BELOW): places for rule, places in expected.items()} == found(western_electric, -z)


# Making data count


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([3.1], {(Rule.OUTSIDE_LIMITS, Side.ABOVE): [[0]]}),
        ([2.1, 0.1, 2.1], {(Rule.TWO_OF_THREE, Side.ABOVE): [[0, 2]]}),
        ([0.1, 2.1, 2.1], {(Rule.TWO_OF_THREE, Side.ABOVE): [[1, 2]]}),
        ([2.1, -0.1, 2.1], {}),  # all three on one side of the mean
        ([2.1, 0.1, 3.1], {(Rule.OUTSIDE_LIMITS, Side.ABOVE): [[2]]}),  # near is not beyond
        ([2.1, -2.1, 2.1], {}),
        ([0.2, 0.1] * 3 + [0.2], {(Rule.SHIFT, Side.ABOVE): [[*range(7)]]}),
        ([0.2, 0.1] * 3, {}),
    ],
)
def test_making_data_count(z, expected):
    """As the tests of NHSRplotthedots have them (test-ptd_calculate_point_type.R, test-ptd_spc_standard.R)."""
    assert expected == found(making_data_count, z)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], {}),
        ([1, 2, 3, 3, 4, 5, 6], {}),
        ([1, 2, 3, 4, 5, 6, 7], {Side.RISING: [[*range(7)]]}),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], {Side.RISING: [[*range(1, 8)]]}),
        ([7, 6, 5, 4, 3, 2, 1], {Side.FALLING: [[*range(7)]]}),
        ([*range(1, 8), *range(6, 0, -1)], {Side.RISING: [[*range(7)]], Side.FALLING: [[*range(6, 13)]]}),
        ([*range(7), *range(7)], {Side.RISING: [[*range(7)], [*range(7, 14)]]}),
        ([1, 2, 3, np.nan, 5, 6, 7, 8], {}),
    ],
)
def test_trends(values, expected):
    """Seven points of which each is beyond the one before; equal ones end a trend, and each trend is a signal."""
    X = np.array([values], dtype=float)
    groups = {
        one.side: list(one.groups(0)) for one in making_data_count(X, ZERO, np.nan * THREE) if one.rule is Rule.TREND
    }
    assert expected == {side: places for side, places in groups.items() if places}


def test_limits_that_are_none_are_not_broken():
    """Without limits no point is outside or near."""
    X = np.array([[100.0, -100, 100, -100]])
    for rules in (western_electric, making_data_count):
        assert not any(one.members.any() for one in rules(X, ZERO, np.nan * THREE))
