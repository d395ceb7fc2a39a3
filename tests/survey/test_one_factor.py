"""The factor behind items: by hand where it is exact, against R where it is not."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from collective_impact.survey import _one_factor
from collective_impact.survey._one_factor import one_factor

LOADINGS = st.lists(st.floats(0.3, 0.95), min_size=3, max_size=8)


def correlated(loadings):
    """Return the correlations that one factor alone gives."""
    table = np.outer(loadings, loadings)
    np.fill_diagonal(table, 1)
    return table


def test_three_items_have_their_factor_by_hand():
    """Spearman's ratios: the square of the first loading is r12 r13 / r23 = 0.63 * 0.54 / 0.42 = 0.81."""
    found = one_factor(np.array([[1, 0.63, 0.54], [0.63, 1, 0.42], [0.54, 0.42, 1]]))
    assert pytest.approx([0.9, 0.7, 0.6]) == found.tolist()


@given(LOADINGS)
def test_one_factor_is_found_again(loadings):
    """Where nothing else makes items go together, nothing is left over."""
    assert pytest.approx(loadings, abs=1e-6) == one_factor(correlated(loadings)).tolist()


@given(LOADINGS)
def test_a_reversed_item_loads_the_other_way(loadings):
    """Turning an item round turns its loading round, and the others stay."""
    turned = np.array([-1, *[1] * (len(loadings) - 1)])
    expected = np.array(loadings) * turned
    assume(abs(expected.sum()) > 1e-3)  # there is no way that most items point
    found = one_factor(correlated(loadings) * np.outer(turned, turned))
    assert pytest.approx(expected * np.sign(expected.sum()), abs=1e-6) == found.tolist()


def test_what_one_factor_leaves_over_is_the_least():
    """The loadings of psych::fa(cor(x), nfactors = 1, fm = "minres") 2.2.9 in R 4.2.2, for Shrout & Fleiss (1979)."""
    ratings = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    expected = [0.833622986488, 0.926503362641, 0.907785823868, 0.821262437377]
    assert pytest.approx(expected, abs=1e-5) == one_factor(np.corrcoef(ratings.T)).tolist()


def test_no_item_is_more_than_the_factor():
    """r12 r13 / r23 = 0.8 * 0.8 / 0.4 = 1.6 would be the square of a loading: it stays at 1."""
    found = one_factor(np.array([[1, 0.8, 0.8], [0.8, 1, 0.4], [0.8, 0.4, 1]]))
    assert 1 == found[0]
    # With the first at 1, b and c minimise (0.8 - b)^2 + (0.8 - c)^2 + (0.4 - bc)^2; they are alike:
    # b = c solves 0.8 - b = b (b^2 - 0.4), that is b^3 + 0.6 b - 0.8 = 0.
    (alike,) = [root.real for root in np.roots([1, 0, 0.6, -0.8]) if abs(root.imag) < 1e-9]
    assert pytest.approx([alike, alike]) == found[1:].tolist()


def test_items_without_anything_in_common_have_no_loadings():
    """Uncorrelated items share nothing."""
    assert [0, 0, 0] == one_factor(np.eye(3)).tolist()


def test_a_factor_that_does_not_settle_is_none(monkeypatch):
    """What still moves is no result."""
    monkeypatch.setattr(_one_factor, "SWEEPS", 1)
    assert one_factor(np.array([[1, 0.6, 0.5], [0.6, 1, 0.4], [0.5, 0.4, 1]])) is None
