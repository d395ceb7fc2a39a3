"""Shares, the sign test and GRIM, against published figures and other implementations."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.measurement._proportions import clopper_pearson, grim, sign_test, wilson

# Intervals -----------------------------------------------------------------------------


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


# The sign test -------------------------------------------------------------------------


def exact(k, n):
    """Return how likely k or more of n are heads, as a fraction."""
    return Fraction(sum(comb(n, i) for i in range(k, n + 1)), 2**n)


def test_sign_test_of_strive():
    """34 of 53: 0.0267 one-sided and 0.0534 two-sided where none was flat; 0.0002 where ten were."""
    assert 0.0267 == round(sign_test(34, 19, alternative="greater").p, 4)
    assert 0.0534 == round(sign_test(34, 19).p, 4)
    assert 0.0002 == round(sign_test(34, 9, unchanged=10).p, 4)


def test_indicators_that_move_together():
    """At a correlation of 0.1 chance alone does it with a p of about 0.37."""
    found = sign_test(34, 19, correlation=0.1)
    assert (0.0534, 0.37) == (round(found.p, 4), round(found.p_correlated, 2))
    assert "34 better, 19 worse, 0 unchanged: p = 0.05344 (two-sided); at a correlation of 0.1, p = 0.3723" == str(
        found
    )


def test_at_a_correlation_of_a_half_all_counts_are_equally_likely():
    """The chance of each is then uniform, so 34 or more of 53 have 20 of 54 counts, twice for two sides."""
    assert pytest.approx(40 / 54, abs=1e-9) == sign_test(34, 19, correlation=0.5).p_correlated


@given(st.integers(0, 60), st.integers(0, 60))
def test_sign_test_by_counting(better, worse):
    """The p is the share of all outcomes that are as extreme."""
    n = better + worse
    if n == 0:
        assert sign_test(better, worse).p is None
        return
    greater, less = exact(better, n), exact(worse, n)
    assert pytest.approx(float(greater)) == sign_test(better, worse, alternative="greater").p
    assert pytest.approx(float(less)) == sign_test(better, worse, alternative="less").p
    assert pytest.approx(min(1.0, float(2 * min(greater, less)))) == sign_test(better, worse).p


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.001, 0.99))
def test_what_moves_together_proves_less(better, worse, correlation):
    """Correlation never makes p smaller where more than half are on one side; no correlation changes nothing."""
    if better + worse == 0:
        return
    found = sign_test(better, worse, correlation=correlation)
    assert found.p_correlated >= found.p - 1e-9
    assert found.p == sign_test(better, worse, correlation=0).p_correlated


def test_nothing_moved():
    """Without a movement there is no p, and the record says why."""
    found = sign_test(0, 0, unchanged=7, correlation=0.1)
    assert (0, None, None) == (found.n, found.p, found.p_correlated)
    assert ["progress.nothing_moved"] == [warning.code for warning in found.warnings]
    assert "0 better, 0 worse, 7 unchanged: no p" == str(found)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"alternative": "both"}, "alternative"),
        ({"correlation": 1}, "correlation"),
        ({"correlation": -0.1}, "correlation"),
        ({"correlation": True}, "correlation"),
        ({"correlation": "0.1"}, "correlation"),
        ({"unchanged": -1}, "unchanged"),
    ],
)
def test_what_cannot_be_tested(options, what):
    """Alternatives have names, correlations lie from 0 to below 1, counts are counts."""
    with pytest.raises(ci.InvalidValueError) as caught:
        sign_test(3, 2, **options)
    assert what == caught.value.what


# GRIM ----------------------------------------------------------------------------------


def test_81_percent_of_34_cannot_be():
    """27 of 34 are 79 %, 28 are 82 %; of 32 there are 26."""
    found = grim(81, 34)
    assert (False, ()) == (found.is_possible, found.counts)
    assert "81 % of 34 cannot be: no count of 34 rounds to it" == str(found)
    assert (26,) == grim(81, 32).counts
    assert "81 % of 32 is 26" == str(grim(81, 32))


def test_numbers_nearby():
    """The nearest come first: 26 of 32 and 29 of 36 are 81 %, of 33 and 35 there is none (81.8, 80.0 and 82.9 %)."""
    assert ["26 of 32", "29 of 36"] == [str(fit) for fit in grim(81, 34, within=2).near]
    assert str(grim(81, 34, within=2)).endswith("; 26 of 32; 29 of 36")


def test_halves_may_be_rounded_either_way():
    """1 of 8 is 12.5 %, which some write as 12 and some as 13."""
    assert ((1,), (1,), ()) == (grim(12, 8).counts, grim(13, 8).counts, grim(14, 8).counts)


def test_brown_and_heathers_example():
    """A mean of 5.19 of 28 whole answers cannot be (Brown & Heathers 2017); as percent of 28 hundreds, 5.19 cannot."""
    assert not grim(5.19, 28, 2).is_possible


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 3))
def test_every_count_fits_its_own_percentage(counts, decimals):
    """What was computed from counts and rounded is always possible."""
    count, n = counts
    assert count in grim(round(100 * count / n, decimals), n, decimals).counts


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ((81.5, 34), "percentage"),
        ((101, 34), "percentage"),
        ((float("nan"), 34), "percentage"),
        (("81", 34), "percentage"),
        ((True, 34), "percentage"),
        ((81, 0), "n"),
        ((81, 10**7), "n"),
        ((81, 34, 7), "decimals"),
        ((81, 34, -1), "decimals"),
    ],
)
def test_what_grim_cannot_check(given, what):
    """A percentage has no more decimals than it was rounded to, and it is one of something."""
    with pytest.raises(ci.InvalidValueError) as caught:
        grim(*given)
    assert what == caught.value.what
