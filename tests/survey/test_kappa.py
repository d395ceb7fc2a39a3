"""Agreement beyond chance, against published tables, Gwet's own package, irr and statsmodels."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.survey import cohen_kappa, fleiss_kappa, gwet

_ = None
# Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition: four raters, twelve units (cac.raw4raters).
HANDBOOK = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, _],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]

# The same: five observers, fifteen units (cac.raw5obser).
OBSERVERS = [
    [1, 1, 2, _, 0, 0, 1, 1, 2, 2, _, 0, 1, 3, 1],
    [1, 1, 3, 0, 0, 0, 0, _, 2, 1, 1, 0, 2, 3, 1],
    [2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1],
    [_, 1, 3, _, _, _, _, 0, _, 1, 0, 0, 2, 2, _],
    [2, _, _, 0, 0, 0, 1, _, 2, _, _, _, _, 3, 1],
]

# Cohen (1960; 1968): two raters, 200 cases, three categories.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]

# Gwet (2014): 223 patients diagnosed twice (cont4x4diagnosis), and 100 by abstractors (cont3x3abstractors).
DIAGNOSIS = [[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]]
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]

# Fleiss (1971), table 1: how many of six psychiatrists chose each of five diagnoses, for thirty patients.
FLEISS = [
    "44 44 44", "22 25 55", "23 33 35", "55 55 55", "22 24 44", "11 33 33", "33 33 55", "11 33 34", "11 44 44",
    "55 55 55", "14 44 44", "12 44 44", "22 23 33", "14 44 44", "22 44 45", "33 33 35", "11 14 55", "11 11 12",
    "22 44 44", "13 35 55", "55 55 55", "24 44 44", "22 45 55", "11 44 44", "14 44 45", "22 22 24", "11 11 55",
    "22 44 44", "13 33 33", "55 55 55",
]  # fmt: skip

TABLES = st.integers(2, 4).flatmap(
    lambda raters: st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 3)), min_size=raters, max_size=raters), min_size=1, max_size=8
    )
)


def pairs(table):
    """Return the answers of two raters that a table counts."""
    cells = [(i + 1, j + 1) for i, row in enumerate(table) for j, times in enumerate(row) for _ in range(times)]
    return tuple(zip(*cells, strict=True))


def patients():
    """Return the diagnoses of Fleiss (1971), a row for each psychiatrist."""
    return np.transpose([[int(digit) for digit in row.replace(" ", "")] for row in FLEISS])


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


# Gwet


@pytest.mark.parametrize(
    ("weights", "value", "error", "observed", "expected"),
    [
        ("identity", 0.77544407, 0.14294995, 0.81818182, 0.19032118),
        ("linear", 0.85873914, 0.11732902, 0.93939394, 0.57096354),
        ("quadratic", 0.91400072, 0.10396224, 0.97537879, 0.71370443),
        ("ordinal", 0.89893977, 0.10690352, 0.96818182, 0.68515625),
        ("radical", 0.8198117, 0.12835552, 0.89726911, 0.42986923),
    ],
)
def test_the_example_of_the_handbook(weights, value, error, observed, expected):
    """CAC(raw_4raters(), weights=..., digits=8).gwet() of irrCAC 0.4.4, a port of Gwet's own package.

    AC1 = 0.775 with standard error 0.143 is what the handbook prints for it.
    """
    found = ci.survey.gwet(HANDBOOK, weights=weights)
    made_of = (found.value, found.standard_error, found.observed, found.expected)
    assert pytest.approx((value, error, observed, expected), abs=1e-8) == made_of
    assert ("AC1" if weights == "identity" else "AC2") == found.coefficient
    assert (12, 0, (1, 2, 3, 4, 5)) == (found.units, found.left_out, found.categories)


def test_the_interval_of_the_handbook():
    """(0.46081335, 1): t with 11 degrees of freedom, and 1 at most (irrCAC 0.4.4)."""
    assert (pytest.approx(0.46081335, abs=1e-8), 1) == gwet(HANDBOOK).interval
    assert (None, None) == (gwet(HANDBOOK).null_error, gwet(HANDBOOK).p)


@pytest.mark.parametrize(
    ("weights", "value", "error"), [("identity", 0.49662205, 0.12197337), ("quadratic", 0.83043357, 0.05824641)]
)
def test_the_observers_of_the_handbook(weights, value, error):
    """CAC(raw_5observers(), weights=..., digits=8).gwet() of irrCAC 0.4.4; many answers are missing."""
    found = gwet(OBSERVERS, weights=weights)
    assert pytest.approx((value, error), abs=1e-8) == (found.value, found.standard_error)


def test_a_category_that_nobody_chose():
    """CAC(raw_4raters(), categories=[1, ..., 6], digits=8).gwet() of irrCAC 0.4.4."""
    found = gwet(HANDBOOK, categories=[6, 5, 4, 3, 2, 1])
    assert pytest.approx((0.78552678, 0.13869694), abs=1e-8) == (found.value, found.standard_error)


@pytest.mark.parametrize(
    ("table", "value", "error"), [(DIAGNOSIS, 0.45615764, 0.04354762), (ABSTRACTORS, 0.84933055, 0.04343519)]
)
def test_two_raters_of_the_handbook(table, value, error):
    """CAC(pairs, digits=8).gwet() of irrCAC 0.4.4 (its variant for contingency tables divides by n, not n - 1)."""
    found = gwet(pairs(table))
    assert pytest.approx((value, error), abs=1e-8) == (found.value, found.standard_error)


# Fleiss


def test_the_psychiatrists_of_fleiss():
    """Fleiss (1971): 0.430. kappam.fleiss(diagnoses) of irr (R): 0.4302445, z = 17.65183."""
    found = ci.survey.fleiss_kappa(patients())
    assert pytest.approx(0.4302445, abs=5e-8) == found.value
    assert pytest.approx(17.65183, abs=5e-6) == found.value / found.null_error
    assert 0 <= found.p < 1e-60
    assert ("Fleiss' kappa", 30) == (found.coefficient, found.units)


@pytest.mark.parametrize(
    ("weights", "value", "error"), [("identity", 0.76116928, 0.1530192), ("quadratic", 0.86493506, 0.14603361)]
)
def test_the_kappa_of_the_handbook(weights, value, error):
    """CAC(raw_4raters(), weights=..., digits=8).fleiss() of irrCAC 0.4.4; without null error, sizes being unequal."""
    from collective_impact.survey import _chance_agreement as face
    from collective_impact.survey import _chance_kernels as kernels

    counts, categories, _left = face.counted(HANDBOOK, None)
    result = kernels.fleiss_of(counts, kernels.weights_of(weights, categories))
    assert pytest.approx((value, error), abs=1e-8) == (result.value, result.error)
    if weights == "identity":
        found = fleiss_kappa(HANDBOOK)
        assert (result.value, result.error, None) == (found.value, found.standard_error, found.null_error)
        assert (pytest.approx(0.42437628, abs=1e-8), 1) == found.interval


# Cohen


@pytest.mark.parametrize(
    ("weights", "value", "error", "null_error"),
    [
        ("identity", 0.49152542372881347, 0.05100181557607786, 0.051978936356595444),
        ("linear", 0.4736842105263158, 0.054432309177641525, 0.05469634129164873),
        ("quadratic", 0.4545454545454546, 0.06645368159107812, 0.06735866746488249),
    ],
)
def test_the_table_of_cohen(weights, value, error, null_error):
    """cohens_kappa(table, wt=...) of statsmodels 0.15.0; Cohen (1960) prints 0.492."""
    found = ci.survey.cohen_kappa(*pairs(COHEN), weights=weights)
    assert pytest.approx((value, error, null_error)) == (found.value, found.standard_error, found.null_error)
    assert ("Cohen's kappa", 200) == (found.coefficient, found.units)
    ends = (value - 1.959964 * error, value + 1.959964 * error)
    assert pytest.approx(ends, abs=1e-6) == found.interval


def test_the_weights_of_cohen():
    """Cohen (1968): 0.348 with disagreements 0 1 3, 1 0 6, 3 6 0, the greatest of which is 6."""
    disagreements = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])
    assert 0.348 == round(cohen_kappa(*pairs(COHEN), weights=1 - disagreements / 6).value, 3)


def test_two_raters_of_the_handbook_by_cohen():
    """CAC(table, digits=8).cohen() of irrCAC 0.4.4."""
    assert pytest.approx(0.43150078, abs=1e-8) == cohen_kappa(*pairs(DIAGNOSIS)).value
    assert pytest.approx(0.7964094, abs=1e-7) == cohen_kappa(*pairs(ABSTRACTORS)).value


def test_p_of_kappa():
    """Agreement of chance alone: half of the pairs agree, and half were to be expected."""
    found = cohen_kappa([1, 1, 2, 2] * 5, [1, 2, 1, 2] * 5)
    assert (0, pytest.approx(1)) == (found.value, found.p)
    assert cohen_kappa(*pairs(COHEN)).p < 1e-12


# Properties


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_units_is_nothing(units, random):
    """All coefficients that know no raters by name."""
    table = np.array(units, dtype=object).T
    raters, items = list(range(len(table))), list(range(len(units)))
    random.shuffle(raters)
    random.shuffle(items)
    shuffled = table[raters][:, items]
    for measure in (gwet, fleiss_kappa, lambda answers: gwet(answers, weights="ordinal")):
        found, other = measure(table), measure(shuffled)
        assert found.value == (None if other.value is None else pytest.approx(other.value, abs=1e-9))
        error = other.standard_error
        assert found.standard_error == (None if error is None else pytest.approx(error, abs=1e-6))


@given(TABLES)
def test_other_names_for_categories_are_the_same(units):
    """Reversed, and for AC1 and kappa in any order."""
    table = np.array(units, dtype=float).T
    moved = np.choose(np.nan_to_num(table).astype(int), [np.nan, 7, -1, 30])
    for measure, other in (
        (gwet, moved),
        (fleiss_kappa, moved),
        (lambda answers: gwet(answers, weights="linear"), 4 - table),
    ):
        value = measure(other).value
        assert measure(table).value == (None if value is None else pytest.approx(value, abs=1e-9))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=2, max_size=12))
def test_either_rater_may_be_first(answers):
    """Cohen's kappa is symmetric."""
    first, second = zip(*answers, strict=True)
    found, other = cohen_kappa(first, second), cohen_kappa(second, first)
    assert found.value == (None if other.value is None else pytest.approx(other.value))


def test_perfect_agreement_is_one():
    """All coefficients, with errors of 0."""
    answers = [1, 2, 3] * 4
    for found in (gwet([answers] * 3), fleiss_kappa([answers] * 3), cohen_kappa(answers, answers)):
        assert (pytest.approx(1), pytest.approx(0, abs=1e-7)) == (found.value, found.standard_error)
        assert (pytest.approx(1), pytest.approx(1)) == found.interval


# By chance


def test_cohens_kappa_by_chance():
    """Three units and two categories, by going through all 64 pairs of answers; those without a kappa are left out."""
    found = cohen_kappa([1, 2, 1], [1, 2, 2])
    kappas = [cohen_kappa(a, b).value for a, b in product(product((1, 2), repeat=3), repeat=2)]
    known = [kappa for kappa in kappas if kappa is not None]
    chance = found.by_chance(draws=20_000)
    assert pytest.approx(np.mean(known), abs=0.02) == chance.mean
    assert pytest.approx(1 - len(known) / 64, abs=0.01) == chance.undefined


def test_many_raters_by_chance():
    """Nothing on average for AC1; the kappa of Fleiss is a little below 0 with few units."""
    chance = gwet(HANDBOOK).by_chance(draws=500)
    assert abs(chance.mean) < 0.03
    assert (0, 500) == (chance.as_high, chance.draws)
    chance = fleiss_kappa(patients()).by_chance(draws=500)
    assert abs(chance.mean) < 0.02
    assert chance.high < 0.1


# When it is the wrong one


def test_kappa_under_prevalence():
    """Raters agree in 90 of 100 cases, all of them of one category: kappa is below 0, AC1 is 0.89."""
    first, second = [1] * 90 + [2] * 5 + [1] * 5, [1] * 90 + [1] * 5 + [2] * 5
    for found in (cohen_kappa(first, second), fleiss_kappa([first, second])):
        assert found.value < 0
        assert ["kappa.prevalence"] == codes(found)
    found = gwet([first, second])
    assert pytest.approx((0.9 - 2 * 0.95 * 0.05) / (1 - 2 * 0.95 * 0.05)) == found.value
    assert ["kappa.ac_under_prevalence"] == codes(found)
    assert "95 of 100 answers" in str(found.warnings[0])


def test_one_category_alone():
    """Nothing is left for chance; with all categories given AC1 is 1."""
    for found in (gwet([[1] * 10] * 2), fleiss_kappa([[1] * 10] * 2), cohen_kappa([1] * 10, [1] * 10)):
        assert (None, None, 1, ["kappa.one_category"]) == (
            found.value,
            found.interval,
            found.observed,
            codes(found),
        )
        assert "by chance: no value" == str(found.by_chance(draws=3))
    assert (1, []) == (gwet([[1] * 10] * 2, categories=[1, 2]).value, codes(gwet([[1] * 10] * 2, categories=[1, 2])))


def test_without_pairs():
    """Units without answers are left out; with one answer each there is nothing to compare."""
    for found in (gwet([[1, _, _], [_, 2, _]]), fleiss_kappa([[1, _, _], [_, 2, _]])):
        assert (None, 2, 1, ["kappa.left_out", "kappa.no_pairs"]) == (
            found.value,
            found.units,
            found.left_out,
            codes(found),
        )
    for found in (gwet([[_], [_]]), fleiss_kappa([[_], [_]]), cohen_kappa([_, 1], [2, _])):
        assert (None, 0, "kappa.no_pairs") == (found.value, found.units, codes(found)[-1])
        assert "by chance: no value" == str(found.by_chance(draws=3))


def test_few_units():
    """The error of a single unit is not known; that of few is too small."""
    found = gwet([[1], [2], [1]])
    assert (None, None, ["kappa.few_units"]) == (found.standard_error, found.interval, codes(found))


# What is refused


def test_weights_have_to_fit():
    """Names that there are, or a symmetric table of shares."""
    with pytest.raises(UnknownNameError, match="did you mean 'quadratic'"):
        gwet(HANDBOOK, weights="quadratc")
    for weights in (np.eye(4), np.eye(5) * 0.9, np.eye(5) - 0.1, np.triu(np.ones((5, 5))), np.full((5, 5), np.nan)):
        with pytest.raises(InvalidValueError, match="5 × 5 numbers from 0 to 1"):
            gwet(HANDBOOK, weights=weights)


def test_categories_have_to_fit():
    """All answers are of them, and they differ."""
    with pytest.raises(InvalidValueError, match="made of the categories given"):
        gwet(HANDBOOK, categories=[1, 2, 3, 4])
    for categories in ([1, 1, 2], [1, None]):
        with pytest.raises(InvalidValueError, match="different numbers"):
            gwet(HANDBOOK, categories=categories)


def test_both_raters_have_the_same_units():
    """A missing answer is None, not left out."""
    with pytest.raises(InvalidValueError, match="the answers to the same 2 units"):
        cohen_kappa([1, 2], [1])
