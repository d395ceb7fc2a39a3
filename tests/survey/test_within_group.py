"""Agreement within a group, against the R package multilevel and calculations by hand."""

from itertools import product
from statistics import mean, median, variance

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.survey import average_deviation, rwg, rwg_j

_ = None
ONE = [3, 4, 4, 5, 3, 4, 2, 4]
THREE = np.transpose([ONE, [2, 3, 4, 4, 3, 3, 2, 5], [4, 4, 5, 5, 4, 4, 3, 4]])

# James, Demaree & Wolf (1984): ten judges (rows) rate one target on four items, on a scale from 1 to 5.
JUDGES = np.transpose(
    [
        [5, 4, 5, 4, 5, 4, 5, 4, 5, 4],
        [4, 5, 4, 5, 4, 5, 4, 5, 4, 5],
        [5, 5, 5, 5, 5, 4, 4, 4, 4, 4],
        [5, 4, 4, 5, 5, 5, 4, 5, 4, 5],
    ]
)

RATINGS = st.lists(st.integers(1, 5), min_size=2, max_size=12)


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


# r*wg and r*wg(j)


def test_one_item_is_that_of_multilevel():
    """rwg(x, rep(1, 8), ranvar = 2)$rwg of multilevel 2.7 (R); var(x) / 2 is 0.4196."""
    found = ci.survey.rwg(ONE, levels=5)
    assert pytest.approx(0.5803571429) == found.value == found.classic
    assert (2, "uniform", 8, (8,), 5) == (found.null_variance, found.null, found.n, found.answers, found.levels)
    assert pytest.approx(variance(ONE)) == found.variance


def test_several_items_are_those_of_multilevel():
    """rwg.j.lindell(x, rep(1, 8), ranvar = 2) and rwg.j(...) of multilevel 2.7 (R)."""
    found = rwg_j(THREE, levels=5)
    assert (pytest.approx(0.6130952381), pytest.approx(0.8262032086)) == (found.value, found.classic)


@pytest.mark.parametrize(
    ("null", "variance", "starred", "classic"),
    [
        ("uniform", 2, 0.8625, 0.9616724739),
        ("slight_skew", 1.34, 0.7947761194, 0.9393605293),
        ("moderate_skew", 0.9, 0.6944444444, 0.9009009009),
        ("heavy_skew", 0.44, 0.375, 0.7058823529),
        ("triangular", 4 / 3, 0.79375, 0.9390018484),
        ("maximum", 4, 0.93125, 0.9818780890),
    ],
)
def test_nulls_are_those_of_james_demaree_and_wolf(null, variance, starred, classic):
    """The judges of James, Demaree & Wolf (1984) under their nulls; values of multilevel 2.7 (R).

    rwg.j.lindell and rwg.j with ranvar = 2, 1.34, .90, .44 (the published variances), 4/3 and 4.
    """
    found = rwg_j(JUDGES, levels=5, null=null)
    assert pytest.approx((variance, starred, classic)) == (found.null_variance, found.value, found.classic)


@pytest.mark.parametrize(("levels", "variance"), [(5, 2), (7, 4), (4, 1.25), (9, 20 / 3)])
def test_the_uniform_null(levels, variance):
    """(A^2 - 1) / 12 (James, Demaree & Wolf 1984)."""
    assert pytest.approx(variance) == rwg([1, 2], levels=levels).null_variance


@pytest.mark.parametrize(("levels", "variance"), [(5, 12 / 9), (4, 5.5 / 6), (3, 2 / 4)])
def test_the_triangular_null(levels, variance):
    """By hand: shares 1 2 3 2 1 of 9, 1 2 2 1 of 6, 1 2 1 of 4, about the middle of the scale."""
    assert pytest.approx(variance) == rwg([1, 2], levels=levels, null="triangular").null_variance


def test_a_null_of_ones_own():
    """Shares of each level, by hand: mean 2.5 on levels 1 to 3, variance 0.25."""
    found = rwg([1, 1, 2, 2], levels=3, null=[0, 0.5, 0.5])
    assert ("own", 0.25) == (found.null, found.null_variance)
    assert pytest.approx(1 - (1 / 3) / 0.25) == found.value


def test_negative_values_are_kept():
    """Two camps vary more than the uniform null: 1 - 4.2 / 2; James, Demaree & Wolf put 0."""
    found = rwg([1, 5, 1, 5, 2], levels=5)
    assert (pytest.approx(-1.1), 0) == (found.value, found.classic)
    assert ["within.few_raters", "within.more_than_null"] == codes(found)
    assert pytest.approx(1 - 4.2 / 4) == rwg([1, 5, 1, 5, 2], levels=5, null="maximum").value


@given(st.lists(RATINGS, min_size=1, max_size=4).filter(lambda rows: len({*map(len, rows)}) == 1))
def test_order_and_direction_are_nothing(items):
    """Raters, items, and the end from which a scale is read."""
    table = np.array(items).T
    found = rwg_j(table, levels=5)
    for other in (table[::-1], table[:, ::-1], 6 - table):
        assert pytest.approx(found.value) == rwg_j(other, levels=5).value
    assert pytest.approx(1 - mean(variance(map(int, item)) for item in items) / 2) == found.value


def test_missing_answers_count_item_by_item():
    """An item keeps the answers that it has; one with fewer than two is left out, and it is said."""
    found = rwg_j([[4, 1, _], [5, 3, _], [_, 2, 5], [_, _, _]], levels=5)
    assert pytest.approx(1 - (0.5 + 1) / 2 / 2) == found.value
    assert (3, (2, 3, 1)) == (found.n, found.answers)
    assert ["within.few_raters", "within.items_left_out"] == codes(found)[:2]


def test_nobody_to_agree_with():
    """One rating has no variance."""
    found = rwg([4, _], levels=5)
    assert (None, None, None) == (found.value, found.classic, found.variance)
    assert "by chance: no value" == str(found.by_chance())


def test_when_the_null_or_the_answers_are_skewed():
    """A theory of bias is named; leniency under the uniform null too."""
    many = [3] * 6 + [4] * 6
    assert [] == codes(rwg(many, levels=5))
    assert ["within.skewed_null"] == codes(rwg(many, levels=5, null="slight_skew"))
    assert ["within.skewed_null"] == codes(rwg(many, levels=3 + 1, null=[0.1, 0.2, 0.3, 0.4]))
    assert ["within.skewed_answers"] == codes(rwg([5] * 6 + [4] * 6, levels=5))
    assert ["within.skewed_answers"] == codes(rwg([1] * 12, levels=5))
    assert [] == codes(rwg([5] * 12, levels=5, null="maximum"))


def test_rwg_by_chance():
    """0 on average under the uniform null; three answers on five levels by going through all 125."""
    chance = rwg([4, 4, 5], levels=5).by_chance()
    values = [1 - variance(answers) / 2 for answers in product(range(1, 6), repeat=3)]
    assert (pytest.approx(0, abs=1e-12), None) == (chance.mean, chance.draws)
    assert pytest.approx(sum(value >= 1 - 1 / 3 / 2 - 1e-9 for value in values) / 125) == chance.as_high


def test_rwg_j_by_chance_is_narrower():
    """More items leave less to chance."""
    one, four = rwg(JUDGES[:, 0], levels=5).by_chance(), rwg_j(JUDGES, levels=5).by_chance(draws=4000)
    assert one.low < four.low < four.high < one.high
    assert (4000, pytest.approx(0, abs=0.02)) == (four.draws, four.mean)
    assert four == rwg_j(JUDGES[:, ::-1], levels=5).by_chance(draws=4000)


# The average deviation


def test_deviations_are_those_of_multilevel():
    """ad.m(x, rep(1, 8)) and with type = "median" of multilevel 2.7 (R), one item and three."""
    assert 0.71875 == average_deviation(ONE, levels=5).value
    assert 0.625 == average_deviation(ONE, levels=5, about="median").value
    assert pytest.approx(0.65625) == average_deviation(THREE, levels=5).value
    assert pytest.approx(0.5833333333) == average_deviation(THREE, levels=5, about="median").value


@given(RATINGS)
def test_deviations_by_hand(ratings):
    """From the mean and the median, as the standard library has them."""
    for about, middle in (("mean", mean), ("median", median)):
        expected = mean(abs(rating - middle(ratings)) for rating in ratings)
        assert pytest.approx(float(expected)) == average_deviation(ratings, levels=5, about=about).value


def test_the_limit_of_agreement():
    """Levels over six (Burke & Dunlap 2002): 0.83 on five, 1.17 on seven."""
    assert (0.83, 1.17) == tuple(round(average_deviation([1, 2], levels=levels).limit, 2) for levels in (5, 7))


def test_deviation_by_chance_is_that_of_even_answers():
    """1.2 on five levels with many raters: (2 + 1 + 0 + 1 + 2) / 5 (Burke & Dunlap 2002)."""
    found = average_deviation([3] * 40_000, levels=5)
    assert pytest.approx(1.2, abs=0.01) == found.by_chance(draws=500).mean
    assert (0, ()) == (found.value, found.warnings)
    assert 0 == found.by_chance(draws=500).as_low


def test_one_answer_does_not_deviate():
    """Neither does a random one: both items count, and chance is half of that of the other item alone.

    By hand for two answers on two levels: they differ half of the time, by 1, of which the mean is 1/2 away.
    """
    chance = average_deviation([[1, 1], [2, _]], levels=2).by_chance(draws=20_000)
    assert pytest.approx((0 + 0.5 * 0.5) / 2, abs=0.005) == chance.mean


def test_nobody_deviates_where_nobody_answers():
    """None, not 0."""
    found = average_deviation([[_, _]], levels=5)
    assert (None, 0, (0, 0)) == (found.value, found.n, found.answers)
    assert ["within.few_raters", "within.items_left_out"] == codes(found)


# What is refused


@pytest.mark.parametrize("ratings", [[0, 1], [6], [1.5], [["a"]], [[]], "12345", [[[1]]]])
def test_ratings_are_levels(ratings):
    """Whole numbers from 1 to the number of levels, in a row or a table."""
    with pytest.raises(InvalidValueError, match=r"whole numbers from 1 to 5|numbers, with a row"):
        average_deviation(ratings, levels=5)


def test_scales_and_nulls_have_to_fit():
    """A scale has two levels; a null has a name or the shares of all levels."""
    with pytest.raises(InvalidValueError, match="at least 2"):
        rwg([1], levels=1)
    with pytest.raises(UnknownNameError, match="did you mean 'uniform'"):
        rwg([1, 2], levels=5, null="unifor")
    with pytest.raises(InvalidValueError, match="give the share of each level"):
        rwg([1, 2], levels=7, null="heavy_skew")
    for null in ([0.5, 0.5], [0.5, 0.6, 0.1], [1.5, -0.5, 0], [None, 0.5, 0.5]):
        with pytest.raises(InvalidValueError, match="the shares of 3 levels"):
            rwg([1, 2], levels=3, null=null)
    with pytest.raises(InvalidValueError, match="more than one level"):
        rwg([1, 2], levels=3, null=[0, 1, 0])
    with pytest.raises(UnknownNameError, match="no middle 'mode'"):
        average_deviation([1], levels=5, about="mode")
