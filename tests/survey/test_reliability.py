"""Alpha, omega and item-rest correlations, against published values, R and counting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import fdtri

import collective_impact as ci
from collective_impact.survey import _one_factor, cronbach_alpha, item_rest, mcdonald_omega
from collective_impact.survey._covariances import Covariances
from collective_impact.survey._reliability import alpha_of, feldt_interval, item_rest_of, omega_of

# Shrout & Fleiss (1979), table 2: six targets by four judges, whose ICC(3, 4) is Cronbach's alpha.
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

# Made up: twelve respondents, five items on five levels, the fourth worded the other way round.
ANSWERS = [
    *([4, 5, 4, 2, 3], [2, 1, 2, 4, 3], [5, 5, 4, 1, 4], [3, 3, 3, 3, 3], [1, 2, 2, 5, 2], [4, 4, 5, 2, 5]),
    *([2, 3, 1, 4, 1], [5, 4, 4, 3, 3], [3, 2, 4, 3, 4], [4, 3, 3, 1, 2], [1, 1, 2, 4, 3], [3, 4, 5, 2, 4]),
]
TURNED = [[6 - answer if place == 3 else answer for place, answer in enumerate(row)] for row in ANSWERS]

TABLES = arrays(np.float64, st.tuples(st.integers(3, 12), st.integers(2, 6)), elements=st.integers(1, 5)).filter(
    lambda table: table.sum(axis=1).var() > 0
)


# The covariances of the lower triangle, column by column, of the seven items of R's `attitude`
# (Chatterjee & Price 1977), as cov(attitude) gives them in R 4.2.2; 30 departments.
ATTITUDE = [
    *(148.1712643678, 133.7793103448, 63.4643678161, 89.1045977011, 74.6885057471, 18.8425287356, 19.4229885057),
    *(177.2827586207, 90.9517241379, 93.2551724138, 92.6413793103, 24.7310344828, 30.7655172414),
    *(149.7057471264, 70.8459770115, 56.6712643678, 17.8252873563, 43.2160919540),
    *(137.7574712644, 78.1390804598, 13.4678160920, 64.1977011494),
    *(108.1022988506, 38.7735632184, 61.4229885057, 97.9091954023, 28.8459770115, 105.8574712644),
]


def attitude():
    """Return what reliability is computed from, for a data set that does not stand here."""
    matrix = np.zeros((7, 7))
    matrix[np.triu_indices(7)] = ATTITUDE  # row by row of the upper triangle is column by column of the lower
    matrix = matrix + np.triu(matrix, 1).T
    items = tuple("1234567")
    return Covariances(items=items, of=30, pairs=np.full((7, 7), 30), matrix=matrix, missing="complete")


def codes(found):
    """Return what a record warns of."""
    return [warning.code for warning in found.warnings]


def holes(table, *places):
    """Return a table in which some answers are missing."""
    return [
        [None if (row, column) in places else cell for column, cell in enumerate(cells)]
        for row, cells in enumerate(table)
    ]


# Cronbach's alpha


def test_alpha_of_the_published_ratings():
    """0.91 in Shrout & Fleiss (1979), table 4; 0.676 to 0.986 by psych::ICC and psych::alpha 2.2.9 in R 4.2.2."""
    found = ci.survey.cronbach_alpha(RATINGS)
    assert pytest.approx(0.909315542377, abs=1e-12) == found.value
    assert pytest.approx((0.675674713816, 0.985891678169), abs=1e-9) == (found.low, found.high)
    assert (("1", "2", "3", "4"), 6, 6, 0.95) == (found.items, found.n, found.of, found.confidence)
    assert "alpha 0.91 (0.68 to 0.99; 4 items, 6 respondents)" == str(found)


def test_coefficients_of_attitude():
    """Alpha 0.8431, and the others, by psych::alpha and psych::fa(fm = "minres") 2.2.9 in R 4.2.2."""
    alpha, omega = alpha_of(attitude(), 0.95), omega_of(attitude())
    with_rest = [0.6712620572, 0.7421097102, 0.5607111115, 0.7144454981, 0.7862755938, 0.2650343392, 0.4608105495]
    loadings = [0.757772224935, 0.833827161664, 0.603427276333, 0.788727056277, 0.841119377112]
    assert pytest.approx((0.843142769565, 0.739375685643, 0.915773072160)) == (alpha.value, alpha.low, alpha.high)
    assert pytest.approx(with_rest) == item_rest_of(attitude()).values
    assert pytest.approx([*loadings, 0.284464807131, 0.491046864893], abs=2e-5) == omega.loadings
    assert pytest.approx(0.860262393391, abs=1e-5) == omega.value
    assert () == alpha.warnings


def test_the_interval_of_a_published_alpha():
    """0.9044024 to 0.9211588 for 0.913 of 20 items and 873 people (C. Evans, in the statistics wiki of the MRC CBU)."""
    assert pytest.approx((0.9044024, 0.9211588), abs=1e-7) == feldt_interval(0.913, 20, 873, 0.95)


def test_alpha_by_hand():
    """Variances 1, 1 and 4 / 3, and 16 / 3 of the sums 3, 7 and 7: 3 / 2 (1 - (10 / 3) / (16 / 3)) = 9 / 16."""
    assert pytest.approx(9 / 16) == cronbach_alpha([[1, 1, 1], [2, 2, 3], [3, 3, 1]]).value


@pytest.mark.parametrize("copies", [2, 3, 7])
def test_copies_of_an_item_are_perfectly_reliable(copies):
    """Items that say the same have an alpha of 1, and nothing is left to doubt in the interval."""
    found = cronbach_alpha([[level] * copies for level in (1, 2, 4, 5)])
    assert pytest.approx((1, 1, 1)) == (found.value, found.low, found.high)


@given(arrays(np.float64, st.tuples(st.integers(3, 12), st.just(2)), elements=st.integers(1, 5)))
def test_alpha_of_two_standardised_items_is_spearman_brown(table):
    """2 r / (1 + r): half a test lengthened to the whole (Spearman 1910, Brown 1910)."""
    deviations = table.std(axis=0, ddof=1)
    if deviations.min() == 0 or (r := np.corrcoef(table.T)[0, 1]) < -0.99:
        return
    found = cronbach_alpha((table - table.mean(axis=0)) / deviations)
    assert pytest.approx(2 * r / (1 + r), abs=1e-9) == found.value


@given(TABLES, st.integers(-1000, 1000), st.integers(1, 9))
def test_alpha_has_no_scale(table, constant, factor):
    """Adding a constant to an item, or measuring all in another unit, changes nothing."""
    moved = factor * table
    moved[:, 0] += constant
    assert pytest.approx(cronbach_alpha(table).value, abs=1e-9) == cronbach_alpha(moved).value


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(table, random):
    """Neither that of respondents nor that of items."""
    rows, columns = list(range(len(table))), list(range(table.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    moved = table[rows][:, columns]
    assert pytest.approx(cronbach_alpha(table).value, abs=1e-9) == cronbach_alpha(moved).value
    values = item_rest(table).values
    assert pytest.approx([values[column] for column in columns], abs=1e-9) == list(item_rest(moved).values)


@given(TABLES)
def test_reliability_is_the_same_if_all_items_are_turned(table):
    """6 - answer throughout is the same questionnaire, read backwards."""
    assert pytest.approx(cronbach_alpha(table).value, abs=1e-9) == cronbach_alpha(6 - table).value
    assert pytest.approx(item_rest(table).values, abs=1e-9) == item_rest(6 - table).values


# McDonald's omega


def test_omega_of_the_published_ratings():
    """Loadings of psych::fa(cor(x), fm = "minres") 2.2.9 in R 4.2.2, put in the formula of omega."""
    loadings = np.array([0.833622986488, 0.926503362641, 0.907785823868, 0.821262437377])
    shared = loadings * np.std(RATINGS, axis=0, ddof=1)
    expected = shared.sum() ** 2 / (shared.sum() ** 2 + (np.var(RATINGS, axis=0, ddof=1) - shared**2).sum())
    found = mcdonald_omega(RATINGS)
    assert pytest.approx(0.9175711, abs=1e-6) == expected  # as R computes it
    assert pytest.approx(expected, abs=1e-5) == found.value
    assert pytest.approx(loadings, abs=1e-5) == found.loadings
    assert "omega 0.92 (4 items, 6 respondents)" == str(found)


def test_coefficients_of_a_questionnaire():
    """As psych::alpha and psych::fa 2.2.9 in R 4.2.2 give them, after the fourth item is turned."""
    loadings = [0.8877574203, 0.7841125256, 0.8945305374, 0.8560342066, 0.5920410546]
    with_rest = [0.8323180403, 0.7359544097, 0.8503937506, 0.8063909211, 0.5540613933]
    alpha, omega = cronbach_alpha(TURNED), mcdonald_omega(TURNED)
    assert pytest.approx((0.9009240246, 0.7719742692, 0.9674704581), abs=1e-9) == (alpha.value, alpha.low, alpha.high)
    assert pytest.approx(0.9099777214, abs=1e-5) == omega.value
    assert pytest.approx(loadings, abs=1e-5) == omega.loadings
    assert pytest.approx(with_rest, abs=1e-9) == item_rest(TURNED).values


@given(st.floats(0.3, 0.9), st.integers(3, 6))
def test_omega_of_equally_good_items_is_alpha(loading, items):
    """Where each two items correlate alike, both are Spearman-Brown's k r / (1 + (k - 1) r)."""
    r = loading**2
    rows = np.linalg.cholesky(np.full((items, items), r) + (1 - r) * np.eye(items))
    table = np.vstack([rows.T, -rows.T])  # its products are twice the correlations
    expected = pytest.approx(items * r / (1 + (items - 1) * r), abs=1e-6)
    assert expected == cronbach_alpha(table).value
    assert expected == mcdonald_omega(table).value


@pytest.mark.parametrize("function", [cronbach_alpha, mcdonald_omega, item_rest])
def test_turning_an_item_and_its_key_changes_nothing(function):
    """An item asked the other way round and turned again is the item."""
    other_way = [[6 - cell if place == 1 else cell for place, cell in enumerate(row)] for row in TURNED]
    turned_again = [[6 - cell if place == 1 else cell for place, cell in enumerate(row)] for row in other_way]
    assert function(TURNED) == function(turned_again)
    assert codes(function(TURNED)) != codes(function(other_way))


def test_omega_without_a_factor_that_settles(monkeypatch):
    """No value, and the reason."""
    monkeypatch.setattr(_one_factor, "SWEEPS", 1)
    found = mcdonald_omega(TURNED)
    assert (None, (None,) * 5) == (found.value, found.loadings)
    assert "reliability.no_factor" in codes(found)
    assert "omega: no value (5 items, 12 respondents)" == str(found)


def test_an_item_that_is_the_factor_is_named():
    """Correlations of 0.8, 0.8 and 0.4 leave the first item nothing of its own (see test_one_factor)."""
    rows = np.linalg.cholesky(np.array([[1, 0.8, 0.8], [0.8, 1, 0.4], [0.8, 0.4, 1]]))
    found = mcdonald_omega(np.vstack([rows.T, -rows.T]))
    assert "the factor explains all of 1: there are too few items or answers to tell it from the item itself" in [
        str(warning) for warning in found.warnings
    ]


# What makes them doubtful


def test_an_item_that_was_not_turned_is_named():
    """It runs against the rest, and each pair with it is negative: 4 of 10."""
    found = cronbach_alpha(ANSWERS)
    assert ["reliability.few_respondents", "reliability.negative", "reliability.against_the_rest"] == codes(found)
    assert "4" == dict(found.warnings[2].params)["item"]
    counts = dict(found.warnings[1].params)
    assert (4, 10, "1", "4") == (counts["negative"], counts["pairs"], counts["first"], counts["second"])
    assert "-0.82" == counts["r"]  # cor(x)[1, 4] in R: -0.8236615821


def test_two_items_are_too_few():
    """Alpha has a value and says little; omega has none."""
    pairs = [row[:2] for row in ANSWERS]
    alpha, omega = cronbach_alpha(pairs), mcdonald_omega(pairs)
    assert (True, None) == (alpha.value is not None, omega.value)
    assert "reliability.few_items" in codes(alpha)
    assert "reliability.few_items" in codes(omega)


def test_one_item_has_no_reliability():
    """There is nothing that it could go together with."""
    found = cronbach_alpha([[1], [2], [3]])
    assert (None, None, None) == (found.value, found.low, found.high)
    assert "alpha: no value (1 items, 3 respondents)" == str(found)
    assert (None,) == item_rest([[1], [2], [3]]).values


def test_everybody_answering_alike_is_no_reliability():
    """Without differences between people there is nothing to be reliable about."""
    found = cronbach_alpha([[3, 3, 3]] * 40)
    assert found.value is None
    assert [*["reliability.constant"] * 3, "reliability.no_variation"] == codes(found)
    assert (None, None, None) == item_rest([[3, 3, 3]] * 40).values


def test_an_item_that_does_not_vary_has_no_part_in_omega():
    """It has no loading, and the others keep theirs."""
    found = mcdonald_omega([[*row, 3.1] for row in TURNED])
    assert pytest.approx([*mcdonald_omega(TURNED).loadings, None]) == list(found.loadings)
    assert pytest.approx(mcdonald_omega(TURNED).value) == found.value
    assert None is item_rest([[*row, 3.1] for row in TURNED]).values[-1]


@pytest.mark.parametrize("rows", [[[1, 2, 3]], [[None, None, None]], [[1, 2, None], [None, 1, 2]]])
def test_too_few_answers_have_no_reliability(rows):
    """One respondent, none, or none that answered all."""
    assert None is cronbach_alpha(rows).value
    assert None is mcdonald_omega(rows).value
    assert (None, None, None) == item_rest(rows).values
    assert "reliability.few_respondents" in codes(cronbach_alpha(rows))


def test_enough_answers_are_not_warned_of():
    """Thirty respondents and three items that go together have no warning."""
    assert () == cronbach_alpha([row[:3] for row in TURNED] * 3).warnings


# Missing answers


def test_complete_answers_alone():
    """Of six, three answered all: alpha 0.9502487562 by psych::alpha 2.2.9 in R 4.2.2 for these."""
    found = cronbach_alpha(holes(RATINGS, (0, 1), (3, 3), (5, 0)))
    assert pytest.approx(0.9502487562, abs=1e-9) == found.value
    assert (3, 6, "complete") == (found.n, found.of, found.missing)
    assert "it rests on 3 of 6 respondents: those that left an item open are left out" in map(str, found.warnings)


def test_pairs_of_items():
    """Each covariance over those that answered both; those without answers are nobody."""
    table = np.array([*TURNED, [np.nan] * 5], dtype=float)
    table[0, 1] = table[3, 3] = table[5, 0] = table[5, 1] = np.nan
    columns = [(one, other) for one in range(5) for other in range(5)]
    both = {pair: ~np.isnan(table[:, pair[0]]) & ~np.isnan(table[:, pair[1]]) for pair in columns}
    matrix = np.array([np.cov(table[both[pair]][:, pair].T)[0, 1] for pair in columns]).reshape(5, 5)
    found = cronbach_alpha(table, missing="pairwise")
    assert pytest.approx(5 / 4 * (1 - matrix.trace() / matrix.sum())) == found.value
    assert (min(map(np.sum, both.values())), 12, "pairwise") == (found.n, found.of, found.missing)
    assert "some pairs of items rest on only 9 of 12 respondents" in map(str, found.warnings)
    rest = matrix.sum() - 2 * matrix[0].sum() + matrix[0, 0]
    expected = (matrix[0].sum() - matrix[0, 0]) / np.sqrt(matrix[0, 0] * rest)
    assert pytest.approx(expected) == item_rest(table, missing="pairwise").values[0]


def test_pairs_that_do_not_fit_together_have_no_value():
    """Of six respondents with holes, one item would correlate 1.11 with the rest (R's cov(x, use = "pairwise"))."""
    table = holes(RATINGS, (0, 1), (3, 3), (5, 0))
    for function in (cronbach_alpha, mcdonald_omega):
        found = function(table, missing="pairwise")
        assert None is found.value
        assert "reliability.impossible" in codes(found)
    assert (None,) * 4 == item_rest(table, missing="pairwise").values


# Records and refusals


def test_records_are_columns():
    """A row of figures for alpha, a row for each item of the others."""
    row = {name: cells[0] for name, cells in cronbach_alpha(RATINGS).to_columns().items()}
    assert ["value", "low", "high", "confidence", "n", "of"] == list(row)
    assert (6, 6, 0.95) == (row["n"], row["of"], row["confidence"])
    omega, rest = mcdonald_omega(RATINGS), item_rest(RATINGS)
    assert {"item": ["1", "2", "3", "4"], "loading": list(omega.loadings)} == omega.to_columns()
    assert {"item": ["1", "2", "3", "4"], "r": list(rest.values)} == rest.to_columns()


def test_correlations_are_printed_item_by_item():
    """By R: 0.806, 0.859, 0.844, 0.790 (psych::alpha 2.2.9, r.drop)."""
    assert "1  0.81\n2  0.86\n3  0.84\n4  0.79" == str(item_rest(RATINGS))
    assert "1  no value" == str(item_rest([[1], [2]]))


@pytest.mark.parametrize(
    ("function", "given", "what"),
    [
        (cronbach_alpha, {"table": [1, 2, 3]}, "table"),
        (mcdonald_omega, {"table": [["a", "b"]]}, "table"),
        (item_rest, {"table": []}, "table"),
        (cronbach_alpha, {"table": RATINGS, "confidence": 95}, "confidence"),
        (cronbach_alpha, {"table": RATINGS, "missing": "listwise"}, "MissingAnswers"),
    ],
)
def test_what_has_no_reliability(function, given, what):
    """Something else than a table, a confidence or a way with missing answers."""
    with pytest.raises(ci.InvalidValueError) as caught:
        function(**given)
    assert what == caught.value.what


# By chance


@pytest.mark.parametrize(("n", "items"), [(8, 4), (20, 5)])
def test_alpha_by_chance_is_feldts_distribution_at_nothing(n, items):
    """1 - alpha of random answers is distributed as F((n - 1)(k - 1), n - 1), whose mean is (n - 1) / (n - 3)."""
    found = cronbach_alpha(np.random.default_rng(1).integers(1, 6, (n, items)).astype(float))
    chance = found.by_chance(draws=200_000)
    low, high = 1 - fdtri((n - 1) * (items - 1), n - 1, [0.95, 0.05])
    assert pytest.approx((-2 / (n - 3), low, high), abs=0.03) == (chance.mean, chance.low, chance.high)
    assert pytest.approx(1.0, abs=1e-9) == chance.as_high + chance.as_low


def test_alpha_by_chance_is_seeded():
    """Twice the same, and the same whatever was answered."""
    one, other = cronbach_alpha(RATINGS), cronbach_alpha(np.flip(RATINGS, axis=1))
    assert one.by_chance(seed=5) == other.by_chance(seed=5)
    assert one.by_chance(seed=5) != one.by_chance(seed=6)


@pytest.mark.parametrize("table", [[[1], [2], [4]], [[1, 2, 3]]])
def test_alpha_of_one_item_or_respondent_has_no_value_by_chance_either(table):
    """There is nothing to compare."""
    chance = cronbach_alpha(table).by_chance()
    assert (None, None, None, 1.0) == (chance.mean, chance.low, chance.high, chance.undefined)
