"""Krippendorff's alpha, against his own example, the package krippendorff, and its definition by pairs."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.survey import Metric, krippendorff_alpha
from collective_impact.survey import _krippendorff as face
from collective_impact.survey import _krippendorff_kernels as kernels

_ = None
# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: four observers, twelve units.
TABLE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
PUBLISHED = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}

TABLES = st.integers(2, 5).flatmap(
    lambda raters: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=raters, max_size=raters), min_size=1, max_size=8
    )
)  # units by raters


def distance(metric, one, other, totals):
    """Return the squared difference of two values as Krippendorff (2011) defines it."""
    if metric == "nominal":
        return float(one != other)
    if metric == "interval":
        return (one - other) ** 2
    if metric == "ratio":
        return ((one - other) / (one + other)) ** 2 if one != other else 0.0
    low, high = sorted((one, other))
    between = sum(times for value, times in totals.items() if low <= value <= high)
    return (between - (totals[low] + totals[high]) / 2) ** 2


def by_pairs(units, metric):
    """Return alpha from all pairs of answers, within units and altogether; None where nothing varies."""
    units = [[value for value in unit if value is not None] for unit in units]
    units = [unit for unit in units if len(unit) > 1]
    pool = [value for unit in units for value in unit]
    totals = {value: pool.count(value) for value in pool}
    expected = sum(distance(metric, *pair, totals) for pair in permutations(pool, 2))
    if not expected:
        return None
    within = sum(distance(metric, *pair, totals) / (len(unit) - 1) for unit in units for pair in permutations(unit, 2))
    return 1 - within * (len(pool) - 1) / expected


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


# Published, and by definition


@pytest.mark.parametrize("metric", PUBLISHED)
def test_the_published_example(metric):
    """Krippendorff (2011): nominal 0.743, ordinal 0.815, interval 0.849, ratio 0.797."""
    found = ci.survey.krippendorff_alpha(TABLE, metric=metric)
    assert PUBLISHED[metric] == round(found.value, 3)
    assert (11, 1, 4, 40) == (found.units, found.left_out, found.raters, found.n)
    assert (metric, (1, 2, 3, 4, 5), ((2, 1), (3, 2), (4, 8))) == (found.metric, found.values, found.sizes)
    assert found.value == pytest.approx(1 - found.observed / found.expected)


@given(TABLES, st.sampled_from(sorted(PUBLISHED)))
def test_alpha_is_that_of_all_pairs(units, metric):
    """Sums and sums of squares, mid-ranks and steps count the same pairs as going through them one by one."""
    found = krippendorff_alpha(np.array(units, dtype=object).T, metric=metric, draws=0)
    wanted = by_pairs(units, metric)
    assert found.value == (None if wanted is None else pytest.approx(wanted, abs=1e-9))


@given(TABLES, st.sampled_from(sorted(PUBLISHED)), st.randoms(use_true_random=False))
def test_the_order_of_raters_and_units_is_nothing(units, metric, random):
    """Neither alpha nor its interval depends on it."""
    table = np.array(units, dtype=object).T
    raters, items = list(range(len(table))), list(range(len(units)))
    random.shuffle(raters)
    random.shuffle(items)
    found = krippendorff_alpha(table, metric=metric, draws=20)
    other = krippendorff_alpha(table[raters][:, items], metric=metric, draws=20)
    assert found.value == (None if other.value is None else pytest.approx(other.value, abs=1e-9))
    assert found.interval == (None if other.interval is None else pytest.approx(other.interval, abs=1e-9))


@given(TABLES, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_a_scale_read_from_its_other_end_is_the_same(units, metric):
    """A reversed item changes nothing, as long as all of its answers are reversed."""
    table = np.array(units, dtype=float).T
    found, other = (krippendorff_alpha(answers, metric=metric, draws=0).value for answers in (table, 4 - table))
    assert found == (None if other is None else pytest.approx(other, abs=1e-9))


@given(TABLES)
def test_ordinal_alpha_knows_the_order_alone(units):
    """Any numbers in the same order give the same."""
    table = np.array(units, dtype=float).T
    found, other = (krippendorff_alpha(answers, metric="ordinal", draws=0).value for answers in (table, np.exp(table)))
    assert found == (None if other is None else pytest.approx(other, abs=1e-9))


@pytest.mark.parametrize("metric", PUBLISHED)
def test_alpha_is_that_of_the_package_krippendorff(metric):
    """A hundred raters, many answers missing, values in fractions."""
    import krippendorff as peer

    rng = np.random.default_rng(3)
    table = np.abs(rng.normal(5, 2, size=60) + rng.normal(0, 1, size=(100, 60))).round(1)
    table[rng.random(table.shape) < 0.4] = np.nan
    expected = peer.alpha(table, level_of_measurement=metric)
    assert pytest.approx(expected, abs=1e-9) == krippendorff_alpha(table, metric=metric, draws=0).value


def test_perfect_agreement_is_one():
    """All answers to each unit the same, and units different."""
    for metric in PUBLISHED:
        assert pytest.approx(1) == krippendorff_alpha([[0, 1, 7], [0, 1, 7]], metric=metric).value


# The interval


@pytest.mark.parametrize("metric", PUBLISHED)
def test_weights_are_units_drawn_again(metric):
    """A unit that counts three times is the same as three such units; one that counts 0 times is not there."""
    answers = kernels.answers_of(np.array(TABLE, dtype=float))
    drawn = np.random.default_rng(1).integers(11, size=11)
    weights = np.bincount(drawn, minlength=11).astype(float)[:, None]
    alphas = kernels.disagreements(answers, Metric(metric), weights).alpha
    units = [np.repeat(answers.values, counts.astype(int)).tolist() for counts in answers.counts.toarray()[drawn]]
    repeated = np.array([unit + [None] * (4 - len(unit)) for unit in units]).T
    assert pytest.approx(krippendorff_alpha(repeated, metric=metric, draws=0).value) == alphas[0]


def test_the_interval_holds_alpha_and_is_seeded():
    """The same seed gives the same draws; in blocks or at once is the same too."""
    found = krippendorff_alpha(TABLE, metric="ordinal", seed=1)
    assert found == krippendorff_alpha(TABLE, metric="ordinal", seed=1)
    assert found.interval != krippendorff_alpha(TABLE, metric="ordinal", seed=2).interval
    assert found.interval[0] < found.value < found.interval[1]
    assert (1000, 0.95) == (found.draws, found.confidence)
    narrow = krippendorff_alpha(TABLE, metric="ordinal", seed=1, confidence=0.5)
    assert found.interval[0] < narrow.interval[0] < narrow.interval[1] < found.interval[1]


def test_blocks_of_draws_change_nothing(monkeypatch):
    """Memory is bounded by drawing less at a time, from the same stream."""
    at_once = krippendorff_alpha(TABLE, metric="nominal", draws=50)
    monkeypatch.setattr(face, "CELLS", 70)
    assert at_once == krippendorff_alpha(TABLE, metric="nominal", draws=50)


def test_the_interval_covers():
    """Of 200 samples of 40 units, about 95 in 100 intervals hold the alpha of a long series of such units.

    By simulation: with a true coverage of 0.92 to 0.97, 200 samples give 0.86 to 1.00.
    """
    rng = np.random.default_rng(5)

    def sample(units):
        return np.clip(np.round(3 + rng.normal(size=units) + rng.normal(size=(3, units))), 1, 5)

    truth = krippendorff_alpha(sample(100_000), metric="ordinal", draws=0).value
    intervals = [krippendorff_alpha(sample(40), metric="ordinal", draws=400).interval for _ in range(200)]
    assert 0.86 <= np.mean([low <= truth <= high for low, high in intervals]) <= 1


def test_no_interval_is_asked_for():
    """Without draws there is alpha alone."""
    found = krippendorff_alpha(TABLE, metric="ratio", draws=0)
    assert (None, 0) == (found.interval, found.draws)


# By chance


def test_random_answers_do_not_tell_units_apart():
    """Their alpha is 0 on average, whether counts are drawn or answers, and seldom as high as that of the example."""
    for metric in PUBLISHED:
        chance = krippendorff_alpha(TABLE, metric=metric, draws=0).by_chance(draws=400)
        assert abs(chance.mean) < 0.04
        assert chance.low < 0 < chance.high < 0.5
        assert (0, 400) == (chance.as_high, chance.draws)
    many = krippendorff_alpha(TABLE * 3, metric="nominal", draws=0)  # 12 answers on 5 values: counts are drawn
    assert abs(many.by_chance(draws=400).mean) < 0.02


def test_answers_that_do_not_vary_have_no_chance():
    """Nothing can be told apart, by whatever answers."""
    for table in ([[1, 1], [1, 1]], [[1, None], [None, 1]]):
        assert "by chance: no value" == str(krippendorff_alpha(table, metric="nominal").by_chance(draws=5))


# When it is the wrong one


def test_alpha_of_one_item_is_none_of_its_business():
    """One item gives 0 whatever people say: there is nothing to tell it apart from."""
    found = krippendorff_alpha([[4], [4], [5]], metric="interval")
    assert (pytest.approx(0), ["alpha.one_item"]) == (found.value, codes(found))


def test_alpha_without_any_variation_is_none():
    """Everybody said the same of everything."""
    found = krippendorff_alpha([[4, 4], [4, 4]], metric="ordinal")
    assert (None, None, ["alpha.nothing_varies"]) == (found.value, found.interval, codes(found))


def test_alpha_without_pairs_is_none():
    """No unit has two answers."""
    found = krippendorff_alpha([[4, None], [None, 4]], metric="ordinal")
    assert (None, 0, 2, 0) == (found.value, found.units, found.left_out, found.raters)
    assert (None, None, ()) == (found.observed, found.expected, found.sizes)
    assert ["alpha.left_out", "alpha.no_pairs"] == codes(found)


def test_alpha_collapses_where_items_hardly_vary():
    """People agree in nearly all pairs and alpha is low all the same; it is said why."""
    found = krippendorff_alpha([[4] * 19 + [5], [5] + [4] * 19], metric="interval")
    assert found.value < 0
    assert ["alpha.little_variation", "alpha.draws_lost"] == codes(found)  # in some, neither item is drawn
    assert "90 of 100 pairs" in str(found.warnings[0])


def test_items_that_do_not_differ():
    """Answers to one item differ as much as answers to different ones."""
    found = krippendorff_alpha([[1, 2, 3, 4, 5] * 2, [5, 4, 3, 2, 1] * 2], metric="ordinal")
    assert found.value < 0
    assert ["alpha.items_alike"] == codes(found)


def test_few_items_and_lost_draws_are_warned_of():
    """With two units, every other draw holds one of them twice, and nothing that varies."""
    found = krippendorff_alpha([[1, 2], [1, 2]], metric="nominal", draws=400)
    assert ["alpha.few_items", "alpha.draws_lost"] == codes(found)
    assert 150 < found.draws < 250
    assert found.interval == (1, 1)


# What is refused


def test_what_is_no_table_is_refused():
    """A table has two dimensions; metrics have names; a ratio has no negative values."""
    with pytest.raises(InvalidValueError, match="a row for each rater"):
        krippendorff_alpha([1, 2], metric="nominal")
    with pytest.raises(InvalidValueError, match="a row for each rater"):
        krippendorff_alpha([[], []], metric="nominal")
    with pytest.raises(InvalidValueError, match="did you mean 'ordinal'"):
        krippendorff_alpha(TABLE, metric="ordnal")
    with pytest.raises(InvalidValueError, match="without negative values"):
        krippendorff_alpha([[-1, 2], [1, 2]], metric="ratio")
    with pytest.raises(InvalidValueError, match="a whole number, at least 0"):
        krippendorff_alpha(TABLE, metric="ratio", draws=-1)
    with pytest.raises(InvalidValueError, match="a number between 0 and 1"):
        krippendorff_alpha(TABLE, metric="ratio", confidence=95)


def test_errors_show_no_answers():
    """What people said does not get into a log by way of an error."""
    with pytest.raises(InvalidValueError) as raised:
        krippendorff_alpha([[77771, 2], [1, "x"]], metric="nominal")
    assert "77771" not in str(raised.value) + repr(raised.value)
