"""The arithmetic of trends, against published tables, scipy and permutations counted one by one."""

from collections import Counter
from itertools import combinations, permutations

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st

from collective_impact.measurement import _trend_kernels as kernels

# Kendall (1975), Rank Correlation Methods, appendix table 1, as printed in Gilbert (1987), table
# A18: the probability that S is at least so large, for n values without ties.
KENDALL = {
    4: {2: 0.375, 4: 0.167, 6: 0.042},
    5: {2: 0.408, 4: 0.242, 6: 0.117, 8: 0.042, 10: 0.0083},
    6: {1: 0.500, 3: 0.360, 5: 0.235, 7: 0.136, 9: 0.068, 11: 0.028, 13: 0.0083, 15: 0.0014},
    7: {1: 0.500, 3: 0.386, 5: 0.281, 7: 0.191, 9: 0.119, 11: 0.068, 13: 0.035, 15: 0.015, 17: 0.0054, 19: 0.0014},
    8: {2: 0.452, 4: 0.360, 6: 0.274, 8: 0.199, 10: 0.138, 12: 0.089, 14: 0.054, 16: 0.031, 18: 0.016, 20: 0.0071},
    9: {2: 0.460, 4: 0.381, 6: 0.306, 8: 0.238, 10: 0.179, 12: 0.130, 14: 0.090, 16: 0.060, 18: 0.038, 20: 0.022},
    10: {1: 0.500, 5: 0.364, 9: 0.242, 13: 0.146, 17: 0.078, 19: 0.054, 21: 0.036, 23: 0.023, 25: 0.014, 27: 0.0083},
}

# Wisconsin Administrative Code, Natural Resources, table B: the S of a declining trend at 0.2, one-sided.
WISCONSIN = {4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 10, 10: 11}


def scores(*rows):
    """Return the scores of rows of known values."""
    values = np.array(rows, dtype=float)
    return kernels.scores(values, values)


@pytest.mark.parametrize("n", KENDALL)
def test_the_exact_distribution_is_that_of_kendalls_table(n):
    """Two-sided p is twice the printed one-sided one, to the digits printed."""
    tail = kernels.exact_tail(n)
    for s, printed in KENDALL[n].items():
        last_digit = 0.001 if printed >= 0.01 else 0.0001
        assert printed == pytest.approx(tail[s] / 2, abs=0.51 * last_digit)
    assert tail[0] == 1.0


@pytest.mark.parametrize("n", WISCONSIN)
def test_the_critical_values_of_wisconsin(n):
    """The first S that is unlikely enough, whichever parity it has; theirs are rounded to what is safe."""
    tail = kernels.exact_tail(n)
    assert tail[WISCONSIN[n]] / 2 <= 0.2 < tail[WISCONSIN[n] - 2] / 2


@pytest.mark.parametrize("n", [3, 5, 7])
def test_the_exact_distribution_counts_permutations(n):
    """Every order of n values, one by one."""
    counted = Counter(
        abs(sum(np.sign(order[j] - order[i]) for i, j in combinations(range(n), 2))) for order in permutations(range(n))
    )
    whole = sum(counted.values())
    for s in range(n * (n - 1) // 2 + 1):
        expected = sum(times for size, times in counted.items() if size >= s) / whole
        assert expected == pytest.approx(kernels.exact_tail(n)[s])


def test_the_exact_distribution_cannot_be_changed():
    """It is made once for all."""
    with pytest.raises(ValueError, match="read-only"):
        kernels.exact_tail(5)[0] = 0


@pytest.mark.parametrize("n", [2, 5, 8, 13, 30, 50])
def test_exact_p_is_that_of_scipy(n):
    """Another implementation (scipy.stats.kendalltau, exact), for many orders of n values."""
    rng = np.random.default_rng(n)
    rows = [rng.permutation(n) for _ in range(20)]
    expected = [scipy.stats.kendalltau(range(n), row, method="exact").pvalue for row in rows]
    of = scores(*rows)
    assert of.exact.all()
    assert expected == pytest.approx(kernels.p_values(of), rel=1e-9)


def test_more_values_than_fifty_are_taken_as_normal():
    """From 51 values on the normal approximation serves; it is near the exact p there."""
    values = np.random.default_rng(3).permutation(51) + 0.31 * np.arange(51)
    of = scores(values)
    assert not of.exact.any()
    exact = scipy.stats.kendalltau(range(51), values, method="exact").pvalue
    assert exact == pytest.approx(kernels.p_values(of)[0], abs=2e-3)


TIED = st.lists(st.integers(0, 5), min_size=2, max_size=14)


@given(TIED)
def test_the_variance_is_the_usual_one_with_ties(values):
    """n(n-1)(2n+5) less t(t-1)(2t+5) for each group of t ties, all by 18 (Kendall 1975)."""
    n, ties = len(values), Counter(values).values()
    expected = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    assert expected == pytest.approx(scores(values).variance[0])


@pytest.mark.parametrize(
    "ranges", [[(0, 1), (1, 2), (2, 3), (4, 5), (0, 9)], [(0, 0), (0, 4), (1, 1), (3, 9), (2, 5), (7, 7)]]
)
def test_the_variance_of_ranges_is_that_of_all_their_orders(ranges):
    """The mean square of S over all permutations, one by one; its mean is 0."""
    found = [kernels.scores(*np.array(order, dtype=float).T[:, None, :]) for order in permutations(ranges)]
    sums = [int(of.s[0]) for of in found]
    assert 0 == sum(sums)
    assert np.mean(np.square(sums)) == pytest.approx(found[0].variance[0])


@given(TIED)
def test_tau_is_that_of_scipy(values):
    """Kendall's tau-b; NaN where all values are alike."""
    expected = scipy.stats.kendalltau(range(len(values)), values).statistic
    assert expected == pytest.approx(scores(values).tau[0], nan_ok=True)


@given(st.lists(st.integers(0, 9), min_size=20, max_size=60), st.randoms(use_true_random=False))
def test_slope_and_interval_are_those_of_scipy(values, dice):
    """scipy.stats.theilslopes takes the same ranks where the normal approximation serves."""
    at = np.cumsum([dice.choice([1, 2, 5]) for _ in values]).astype(float)
    rows = np.array([values], dtype=float)
    of = kernels.scores(rows, rows)
    assume(of.ordered[0] and not of.exact[0])
    found = kernels.slopes(rows, rows, at, of, 0.05)
    expected = scipy.stats.theilslopes(values, at, alpha=0.95)
    assert expected.slope == pytest.approx(found.low[0])
    assert (expected.low_slope, expected.high_slope) == pytest.approx((found.lower[0], found.upper[0]))


def test_the_interval_takes_the_ranks_of_hollander_and_wolfe():
    """Of 8 values P(S >= 18) = 0.016 is the first below 0.025, so that the 6th of 28 slopes from either end counts."""
    values = np.array([[55, 57, 61, 60, 64, 68, 70, 71]], dtype=float)
    slopes = sorted((values[0, j] - values[0, i]) / (j - i) for i, j in combinations(range(8), 2))
    found = kernels.slopes(values, values, np.arange(8.0), kernels.scores(values, values), 0.05)
    assert (slopes[5], slopes[-6]) == (found.lower[0], found.upper[0])


def test_four_values_have_no_interval():
    """No order of four is unlikely enough."""
    values = np.array([[1.0, 2.0, 3.0, 4.0]])
    found = kernels.slopes(values, values, np.arange(4.0), kernels.scores(values, values), 0.05)
    assert np.isnan([found.lower[0], found.upper[0]]).all()


def test_missing_values_are_left_out():
    """A row with gaps is what it is without them."""
    gap = np.array([[np.nan, 3.0, np.nan, 1.0, 2.0, 2.0, np.nan]])
    of, plain = kernels.scores(gap, gap), scores([3, 1, 2, 2])
    assert (plain.n[0], plain.s[0], plain.variance[0], plain.tau[0]) == (of.n[0], of.s[0], of.variance[0], of.tau[0])


@given(st.lists(st.integers(-9, 9) | st.none(), min_size=1, max_size=9))
def test_medians(values):
    """Those of numpy, and NaN of nothing."""
    row = np.array([[np.nan if value is None else value for value in values]])
    known = [value for value in values if value is not None]
    assert (np.median(known) if known else np.nan) == pytest.approx(kernels.medians(row)[0], nan_ok=True)


def test_the_autocorrelation_of_a_hand_calculation():
    """1, 2, 3, 4, 5 around 3: -2, -1, 0, 1, 2; products 2 + 0 + 0 + 2 over squares 10."""
    assert 0.4 == pytest.approx(kernels.autocorrelations(np.array([[1.0, 2, 3, 4, 5]]))[0])


def test_the_autocorrelation_with_gaps_is_that_of_r():
    """acf(c(1, 2, NA, 4, 6, 3, 2), na.action = na.pass), R 4.2: 0.375 at lag 1.

    By hand: mean 3; -2, -1, 1, 3, 0, -1; products 2 + 3 + 0 + 0 over 4 pairs and one, 1;
    squares 16 over 6 values.
    """
    row = np.array([[1.0, 2, np.nan, 4, 6, 3, 2]])
    assert (5 / 5) / (16 / 6) == pytest.approx(kernels.autocorrelations(row)[0])


def test_blocks_are_seamless(monkeypatch):
    """Rows are the same whether they are taken one by one or together."""
    values = np.random.default_rng(5).integers(0, 9, size=(23, 7)).astype(float)
    values[values == 8] = np.nan
    together = kernels.examined(values, np.arange(7.0), 0.05, even=True)
    monkeypatch.setattr(kernels, "CELLS", 1)
    apart = kernels.examined(values, np.arange(7.0), 0.05, even=True)
    for name in ("n", "exact", "s", "p", "low", "lower", "upper", "intercept", "autocorrelation"):
        assert np.array_equal(getattr(together, name), getattr(apart, name), equal_nan=name not in ("n", "exact"))
