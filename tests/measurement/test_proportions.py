"""Shares and their intervals, against published tables."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.measurement._proportions import clopper_pearson, newcombe, wilson


def test_wilson_of_strive():
    """34 of 53: 64.15 %, 50.69-75.70 % (Kania & Kramer 2011; the interval by Wilson's formula)."""
    found = wilson(34, 53)
    assert ("64.15", "50.69", "75.70") == tuple(f"{100 * part:.2f}" for part in (found.share, found.low, found.high))
    assert "34 of 53: 64.15 % (50.69–75.70 % at 95 %)" == str(found)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(successes, n, low, high):
    """Newcombe's examples, by the score method without continuity correction."""
    found = wilson(successes, n)
    assert (low, high) == (round(found.low, 4), round(found.high, 4))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # The same table, method 5
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_clopper_pearson_as_published(successes, n, low, high):
    """Newcombe's examples, by the method of Clopper and Pearson."""
    found = clopper_pearson(successes, n)
    assert (low, high) == (round(found.low, 4), round(found.high, 4))


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_all_and_none(interval):
    """The intervals of none and all end at 0 and 1 and mirror each other."""
    none, all_of_them = interval(0, 12), interval(12, 12)
    assert (0.0, 1.0) == (none.low, all_of_them.high)
    assert pytest.approx(none.high) == 1 - all_of_them.low


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_nothing_counted(interval):
    """Of nothing there is no share, and nothing is ruled out."""
    found = interval(0, 0)
    assert (None, 0.0, 1.0) == (found.share, found.low, found.high)
    assert "0 of 0: no share (0.00–100.00 % at 95 %)" == str(found)


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_clopper_pearson_by_its_definition(counts):
    """At the lower end, so many or more are seen with half of what the confidence leaves."""
    k, n = counts
    low = clopper_pearson(k, n, 0.9).low
    seen = sum(comb(n, i) * low**i * (1 - low) ** (n - i) for i in range(k, n + 1))
    assert pytest.approx(0.05 if k else 1.0) == seen


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
@pytest.mark.parametrize(
    ("given", "what"),
    [
        ((5, 4), "successes"),
        ((-1, 4), "successes"),
        ((1.5, 4), "successes"),
        ((True, 4), "successes"),
        ((1, "4"), "n"),
        ((1, 4, 1.0), "confidence"),
        ((1, 4, 0), "confidence"),
        ((1, 4, "0.95"), "confidence"),
        ((1, 4, True), "confidence"),
    ],
)
def test_what_is_no_share(interval, given, what):
    """Counts are whole, none is above the number, and a confidence lies between 0 and 1."""
    with pytest.raises(ci.InvalidValueError) as caught:
        interval(*given)
    assert what == caught.value.what


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10 (there: first less second)
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_as_published(before, after, low, high):
    """The interval of the difference of two shares."""
    assert (low, high) == tuple(round(end, 4) for end in newcombe(before, after))
