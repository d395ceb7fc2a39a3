"""Intraclass correlations, against Shrout and Fleiss (1979) and the R package psych."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.survey import icc

# Shrout and Fleiss (1979), table 2: six targets by four judges.
TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
TABLE = np.transpose(TARGETS)

NAMES = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]

TABLES = st.integers(2, 4).flatmap(
    lambda raters: st.lists(st.lists(st.integers(1, 5), min_size=raters, max_size=raters), min_size=2, max_size=8)
)


def values(found):
    """Return the six values, as far as there are any."""
    return [form.value for form in found.forms]


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


def test_the_published_example():
    """Shrout and Fleiss (1979), table 4: 0.17, 0.29, 0.71, 0.44, 0.62, 0.91; table 3: the mean squares."""
    found = ci.survey.icc(TABLE)
    assert [0.17, 0.29, 0.71, 0.44, 0.62, 0.91] == [round(value, 2) for value in values(found)]
    assert NAMES == [form.name for form in found.forms]
    squares = found.mean_squares
    assert (11.24, 32.49, 1.02, 6.26) == tuple(
        round(square, 2) for square in (squares.units, squares.raters, squares.residual, squares.within)
    )
    assert (6, 4, 0.95) == (found.units, found.raters, found.confidence)


# psych 2.2.9 (R): ICC(matrix, lmer = FALSE)$results, rows in the order of NAMES: estimate, F, p, lower, upper.
PSYCH = [
    (0.1657417684, 1.794678492, 0.1647688083446, -0.13293232487, 0.7225600623),
    (0.2897637795, 11.027247956, 0.0001345665165, 0.01878651337, 0.7610843696),
    (0.7148407148, 11.027247956, 0.0001345665165, 0.34246476503, 0.9458582600),
    (0.4427971337, 1.794678492, 0.1647688083446, -0.88444215524, 0.9124154203),
    (0.6200505476, 11.027247956, 0.0001345665165, 0.07113681530, 0.9272320402),
    (0.9093155424, 11.027247956, 0.0001345665165, 0.67567471382, 0.9858916782),
]


@pytest.mark.parametrize(("name", "row"), list(zip(NAMES, PSYCH, strict=True)))
def test_forms_are_those_of_psych(name, row):
    """Values, F, p and intervals of McGraw and Wong (1996)."""
    form = icc(TABLE)[name]
    assert pytest.approx(row, rel=1e-8) == (form.value, form.f, form.p, *form.interval)
    assert (5, 18 if "(1" in name else 15) == form.df


def test_narrower_intervals_are_those_of_psych():
    """ICC(matrix, lmer = FALSE, alpha = .10) of psych 2.2.9, second and third row."""
    found = icc(TABLE, confidence=0.9)
    assert pytest.approx((0.04290119154, 0.6910706066), rel=1e-8) == found["ICC(2,1)"].interval
    assert pytest.approx((0.41183413092, 0.9258328077), rel=1e-8) == found["ICC(3,1)"].interval


def test_a_denominator_of_rounding_is_none():
    """Mean squares of units 0.1, of raters 0, of the rest 0.5: ICC(2,k) is -0.4 / (0.1 + (0 - 0.5) / 5), of 0."""
    found = icc(np.transpose([[2, 1], [1, 1], [1, 2], [1, 2], [2, 1]]))
    assert pytest.approx((0.1, 0.0, 0.5)) == (
        found.mean_squares.units,
        found.mean_squares.raters,
        found.mean_squares.residual,
    )
    assert None is found["ICC(2,k)"].value
    assert pytest.approx(-0.4 / 0.1) == found["ICC(3,k)"].value


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_units_is_nothing(units, random):
    """Whoever is first, and whatever."""
    table = np.array(units).T
    raters, items = list(range(len(table))), list(range(len(units)))
    random.shuffle(raters)
    random.shuffle(items)
    for form, other in zip(icc(table).forms, icc(table[raters][:, items]).forms, strict=True):
        if abs(icc(table).mean_squares.units) > 1e-9:  # else it is a quotient of rounding errors
            assert form.value == (None if other.value is None else pytest.approx(other.value, abs=1e-6))


@given(TABLES, st.integers(-5, 5), st.integers(1, 7))
def test_another_scale_is_the_same(units, shift, factor):
    """Reversed, moved or stretched for all raters, ratings correlate as before."""
    table = np.array(units).T
    if icc(table).mean_squares.units > 1e-9:
        assert pytest.approx(values(icc(table)), abs=1e-6, nan_ok=True) == values(icc(shift - factor * table))


def test_a_rater_who_is_stricter_costs_agreement_and_no_consistency():
    """ICC(3) is 1 where raters differ by a constant; ICC(2) is not, and it is said."""
    base = np.arange(1, 41)
    found = icc([base, base + 10, base + 20])
    assert (pytest.approx(1), (pytest.approx(1), pytest.approx(1))) == (
        found["ICC(3,1)"].value,
        found["ICC(3,1)"].interval,
    )
    assert found["ICC(2,1)"].value < 0.7
    assert ["icc.raters_differ"] == codes(found)


def test_equal_ratings_are_one():
    """No noise at all: nothing is left to test against."""
    found = icc([[1, 2, 4], [1, 2, 4]])
    assert [1] * 6 == values(found)
    assert (None, 0) == (found["ICC(1,1)"].f, found["ICC(1,1)"].p)
    assert (1, 1) == found["ICC(3,k)"].interval


def test_nothing_varies():
    """Then there is no value, nor anything else."""
    found = icc([[3, 3, 3], [3, 3, 3]])
    assert [None] * 6 == values(found)
    assert (None, None, None) == (found["ICC(2,1)"].f, found["ICC(2,1)"].p, found["ICC(2,1)"].interval)
    assert "by chance" in str(found.by_chance("ICC(2,1)", draws=10))


def test_what_is_too_little_is_said():
    """Few raters, few units, and units that do not differ."""
    assert ["icc.few_raters", "icc.few_units", "icc.units_alike"] == codes(icc([[1, 2, 3, 4], [4, 3, 2, 1]]))


def test_random_ratings_have_no_correlation():
    """On average 0 for one rating; F of equal variances is above its 95 percent point in 5 of 100.

    By hand for ICC(1,1) of 6 units and 4 raters: F(5, 18) is 2.773 there (any table of F), so
    (2.773 - 1) / (2.773 + 3) = 0.307.
    """
    chance = icc(TABLE).by_chance("ICC(1,1)", draws=40_000)
    assert pytest.approx(0.307, abs=0.01) == chance.high
    assert abs(chance.mean) < 0.01
    assert pytest.approx(0.1648, abs=0.01) == chance.as_high  # the p of its F
    assert chance == icc(TABLE).by_chance("ICC(1,1)", draws=40_000, seed=0)


def test_forms_have_names():
    """An unknown one is answered with those that there are."""
    with pytest.raises(UnknownNameError, match=r"did you mean 'ICC\(2,1\)'"):
        icc(TABLE)["ICC(2,1"]
    with pytest.raises(UnknownNameError):
        icc(TABLE).by_chance("ICC2")


def test_missing_ratings_are_refused():
    """Nothing is filled in or left out unasked."""
    with pytest.raises(InvalidValueError, match="complete: leave out raters or items"):
        icc([[1, 2], [1, None]])
    with pytest.raises(InvalidValueError, match="at least two raters"):
        icc([[1, 2]])
