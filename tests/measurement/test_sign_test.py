"""The sign test, against published figures and by counting."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.measurement._sign_test import sign_test


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
