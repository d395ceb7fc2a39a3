"""The arithmetic of a way, against hand calculations and properties."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.measurement._way import (
    AttainmentStatus,
    compared_with_path,
    edge,
    expected_share,
    share_of_way,
    wanted,
    within,
)
from collective_impact.model.vocabulary import Direction

numbers = st.floats(-1e6, 1e6)
ranges = st.tuples(numbers, numbers).map(sorted).map(tuple)


@given(ranges, ranges, numbers, st.floats(0, 1), st.floats(0, 1))
def test_every_share_lies_in_the_range_of_shares(start, now, end, first, last):
    """Whatever the figures are within their bounds, their share is within its bounds."""
    assume(edge(start, (end, end)) is not None)
    assume(min(abs(end - part) for part in start) > 1e-3)
    low, high = share_of_way(start, now, end)
    began, is_now = (part[0] + way * (part[1] - part[0]) for part, way in ((start, first), (now, last)))
    share = 100 * (is_now - began) / (end - began)
    slack = 1e-6 * max(1, abs(low), abs(high))
    assert low - slack <= share <= high + slack


def test_from_an_open_beginning():
    """Seen from infinitely far away all of the way is gone; with both open nothing is known."""
    assert (50.0, 100.0) == share_of_way((-math.inf, 0.0), (5.0, 5.0), 10.0)
    assert (-math.inf, math.inf) == share_of_way((-math.inf, 0.0), (5.0, math.inf), 10.0)


def test_where_it_is_to_be():
    """At or beyond the near edge, or within the band; a bound on the wrong side is still the edge."""
    low, high = -math.inf, math.inf
    assert (60, high) == wanted((60, 70), Direction.INCREASE) == wanted((low, 60), Direction.INCREASE)
    assert (low, 70) == wanted((60, 70), Direction.DECREASE) == wanted((70, high), Direction.DECREASE)
    assert (60, 70) == wanted((60, 70), Direction.MAINTAIN)


@pytest.mark.parametrize(
    ("figure", "expected"), [((60, 70), True), ((61, 61), True), ((59, 61), None), ((71, 72), False), ((50, 59), False)]
)
def test_within_a_band(figure, expected):
    """Yes, no, or perhaps."""
    assert within(figure, (60, 70)) is expected


def test_the_straight_path():
    """Half of the days, half of the way; never more than all; none where it ends at its start."""
    year = {name: ci.Period.parse(name) for name in ("2010", "2015", "2020", "2025")}
    assert pytest.approx(50, abs=0.02) == expected_share(year["2010"], year["2015"], year["2020"])
    assert 100.0 == expected_share(year["2010"], year["2025"], year["2020"])
    assert expected_share(year["2010"], year["2015"], year["2010"]) is None


def test_a_range_beside_the_path():
    """It is decided where both ends say the same."""
    assert AttainmentStatus.BEHIND is compared_with_path((10, 39), 50, 10)
    assert compared_with_path((39, 41), 50, 10) is None
