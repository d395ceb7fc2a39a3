"""Kendall's W, against Siegel's and Kendall's examples, and all orders counted."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.survey import kendalls_w

# Siegel (1956), Nonparametric Statistics, table 9.6: three executives rank six applicants.
EXECUTIVES = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]

# Kendall (1948), Rank Correlation Methods, with ties; also Siegel (1956), p. 234.
TIED = [
    [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
    [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
    [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
]

TABLES = st.integers(2, 5).flatmap(
    lambda items: st.lists(st.lists(st.integers(1, 4), min_size=items, max_size=items), min_size=2, max_size=5)
)


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


def test_the_published_example():
    """Siegel (1956): W = 0.16, from rank sums 8, 14, 11, 11, 11, 8."""
    found = ci.survey.kendalls_w(EXECUTIVES)
    assert 0.16 == round(found.value, 2)
    assert [8, 14, 11, 11, 11, 8] == pytest.approx([3 * rank for rank in found.ranks])
    assert (3, 6, 0) == (found.raters, found.items, found.tied)


def test_the_published_example_with_ties():
    """Kendall (1948): 0.828. friedman.test(r) of R 4.2 gives chi-squared 22.349, which is m (n - 1) W."""
    found = kendalls_w(TIED)
    assert 0.828 == round(found.value, 3)
    assert pytest.approx(0.8277310924) == found.value
    assert pytest.approx(22.349, abs=5e-4) == found.chi_square
    assert (3, "permutation") == (found.tied, found.method)
    assert found.p < 0.001  # the approximation of R says 0.0078, and is known to find too little


def test_p_with_many_raters_is_that_of_chi_square():
    """24 raters: the example eight times, so that W stays and chi-square is eight times 22.34874.

    pchisq(178.78991597, 9, lower.tail = FALSE) of R 4.2.2 is 9.064807e-34.
    """
    found = kendalls_w(TIED * 8)
    assert ("chi-square", pytest.approx(0.8277310924)) == (found.method, found.value)
    assert pytest.approx(178.78991597) == found.chi_square
    assert pytest.approx(9.064807e-34, rel=1e-6, abs=0) == found.p


def test_p_of_few_raters_is_that_of_all_orders():
    """Three raters and three items: 6^3 orders, of which W is at least that found in so many."""
    table = [[1, 2, 3], [1, 3, 2], [1, 2, 3]]
    found = kendalls_w(table, draws=40_000)
    orders = [np.sum(orders, axis=0) for orders in product(permutations((1, 2, 3)), repeat=3)]
    spread = np.var(np.sum(table, axis=0))
    as_high = np.mean([np.var(sums) >= spread - 1e-9 for sums in orders])
    assert pytest.approx(as_high, abs=0.01) == found.p
    assert pytest.approx(as_high, abs=0.01) == found.by_chance(draws=40_000).as_high


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_items_is_nothing(table, random):
    """Neither W nor its p depends on it."""
    table = np.array(table)
    raters, items = list(range(len(table))), list(range(table.shape[1]))
    random.shuffle(raters)
    random.shuffle(items)
    found, other = kendalls_w(table, draws=50), kendalls_w(table[raters][:, items], draws=50)
    assert found.value == (None if other.value is None else pytest.approx(other.value))
    assert (found.p, codes(found)) == (other.p, codes(other))


@given(TABLES)
def test_ranks_from_the_other_end_are_the_same(table):
    """Whether 1 is best or worst, and which numbers put things in order, changes nothing."""
    table = np.array(table)
    found = kendalls_w(table, draws=1).value
    for other in (-table, np.exp(table)):
        value = kendalls_w(other, draws=1).value
        assert found == (None if value is None else pytest.approx(value))


def test_unanimity_and_opposition():
    """One order is 1, with ties in the same places too; two opposite ones are 0."""
    assert 1 == kendalls_w([[1, 2, 3, 4]] * 7).value
    assert 1 == kendalls_w([[1, 2, 2, 5]] * 7).value
    assert 0 == kendalls_w([[1, 2, 3, 4], [4, 3, 2, 1]]).value


def test_w_by_chance_is_one_over_the_raters():
    """Random orders: 1/m on average (Kendall 1948)."""
    assert pytest.approx(1 / 3, abs=0.01) == kendalls_w(EXECUTIVES).by_chance().mean


def test_when_it_says_little():
    """Two raters, few raters, two items, raters without an order."""
    assert ["concordance.two_raters", "concordance.two_items"] == codes(kendalls_w([[1, 2], [2, 1]]))
    assert ["concordance.few_raters"] == codes(kendalls_w(EXECUTIVES))
    assert "0.33 on average" in str(kendalls_w(EXECUTIVES).warnings[0])
    assert ["concordance.all_alike"] == codes(kendalls_w([[1, 2, 3]] * 5 + [[2, 2, 2]]))


def test_nobody_has_an_order():
    """Then there is no W."""
    found = kendalls_w([[3, 3, 3]] * 6)
    assert (None, None, None, None) == (found.value, found.chi_square, found.p, found.method)
    assert None is found.by_chance(draws=9).as_high


def test_missing_ranks_are_refused():
    """W takes whole orders."""
    with pytest.raises(InvalidValueError, match="complete"):
        kendalls_w([[1, 2, None], [1, 2, 3]])
    with pytest.raises(InvalidValueError, match="draws"):
        kendalls_w(EXECUTIVES, draws=0)
