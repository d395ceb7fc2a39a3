"""Agreement and consensus on one item, against published values and counting by hand."""

from itertools import combinations, product
from math import comb, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.survey import agreement, consensus
from collective_impact.survey._by_chance import by_chance

# The example of the R package agrmt (Ruedin), in its manual for `agreement` and `consensus`.
SAMPLE = [30, 40, 210, 130, 530, 50, 10]

COUNTS = st.lists(st.integers(0, 40), min_size=3, max_size=9).filter(sum)


def by_triples(counts):
    """Return A as van der Eijk (2001) describes it: layer by layer, triple by triple, nothing vectorised."""
    counts, n, levels, total = list(counts), sum(counts), len(counts), 0.0
    while any(counts):
        least = min(count for count in counts if count)
        pattern = [int(count > 0) for count in counts]
        triples = list(combinations(pattern, 3))
        tdu = triples.count((1, 0, 1))
        tu = triples.count((1, 1, 0)) + triples.count((0, 1, 1))
        u = ((levels - 2) * tu - (levels - 1) * tdu) / ((levels - 2) * (tu + tdu)) if tu + tdu else 1.0
        total += least * sum(pattern) / n * u * (1 - (sum(pattern) - 1) / (levels - 1))
        counts = [count - least * one for count, one in zip(counts, pattern, strict=True)]
    return total


# Van der Eijk's A


def test_the_published_example():
    """0.6113, as agrmt 1.42.12 (R) gives for it after van der Eijk (2001)."""
    found = ci.survey.agreement(SAMPLE)
    assert 0.6113333 == round(found.value, 7)
    assert (1000, 7, False, ()) == (found.n, found.levels, found.polarised, found.warnings)


@pytest.mark.parametrize("levels", range(3, 12))
def test_what_a_is_at_its_corners(levels):
    """1 for unanimity, 0 for all levels alike, -1 for a split to the ends (van der Eijk 2001)."""
    for level in range(levels):
        assert 1 == agreement([12 * (level == other) for other in range(levels)]).value
    assert 0 == agreement([3] * levels).value
    assert pytest.approx(-1) == agreement([6, *[0] * (levels - 2), 6]).value


@given(COUNTS)
def test_a_is_that_of_counting_triples(counts):
    """The sums over levels count the same triples as going through them one by one."""
    assert pytest.approx(by_triples(counts), abs=1e-12) == agreement(counts).value


@given(COUNTS, st.integers(2, 50))
def test_a_depends_on_shares_alone(counts, times):
    """More people of the same opinions, or a scale read from its other end, change nothing."""
    found = agreement(counts).value
    assert pytest.approx(found, abs=1e-12) == agreement([count * times for count in counts]).value
    assert pytest.approx(found, abs=1e-12) == agreement(counts[::-1]).value
    assert -1 - 1e-12 <= found <= 1 + 1e-12


def test_polarised_is_below_zero():
    """Further apart than even: the ends of a scale are, neighbours and an even spread are not."""
    assert [True, False, False] == [agreement(counts).polarised for counts in ([9, 0, 0, 0, 9], [9, 9, 0], [7, 7, 7])]


def test_without_answers_there_is_no_agreement():
    """None, not 0; and it is said why."""
    found, near = agreement([0, 0, 0]), consensus([0, 0])
    assert (None, None, 0) == (found.value, found.polarised, found.n)
    assert (None, None, 0) == (near.value, near.mean, near.n)
    assert ["nobody answered"] == [str(warning) for warning in found.warnings]
    assert ["agreement.no_answers"] == [warning.code for warning in near.warnings]
    assert "by chance: no value" == str(found.by_chance())


def test_few_answers_are_warned_of():
    """Below ten chance looks like agreement, and below the number of levels most levels are empty."""
    assert ["agreement.few", "agreement.more_levels"] == [w.code for w in agreement([1, 1, 0, 0, 1]).warnings]
    assert ["agreement.few"] == [w.code for w in agreement([3, 3, 3]).warnings]
    assert [] == [w.code for w in agreement([4, 3, 3]).warnings]


@pytest.mark.parametrize(
    "given",
    [
        [1, 2],
        [1, -1, 2],
        [0.5, 1, 2],
        [1, None, 2],
        ["1", 2, 3],
        [True, 2, 3],
        [[1, 2, 3]],
        [[1, 2], [3]],
        5,
        [1, float("inf"), 2],
        [1, 2, 10**400],
        np.ma.masked_array([1, 2, 3]),
        np.array(["a", "b", "c"]),
        [2**53, 2**53, 1],
    ],
)
def test_what_is_no_count_is_refused(given):
    """Counts are whole, known and not negative, and A needs three levels."""
    with pytest.raises(InvalidValueError, match=r"a whole number of answers for each|a row of numbers"):
        agreement(given)


# Consensus


def test_the_published_consensus():
    """0.7256876, as agrmt 1.42.4 (R) gives for it after Tastle and Wierman (2007)."""
    assert 0.7256876 == round(ci.survey.consensus(SAMPLE).value, 7)


def test_consensus_at_its_corners():
    """1 for unanimity, 0 for a split to the ends; evenly spread answers by the formula, 0.4340 on five levels.

    By hand: 1 + (2 log2(1 - 2/4) + 2 log2(1 - 1/4) + log2(1)) / 5.
    """
    assert (1, 0) == (consensus([0, 9, 0, 0]).value, consensus([5, 0, 0, 5]).value)
    assert pytest.approx(1 + (2 * log2(0.5) + 2 * log2(0.75)) / 5) == consensus([4] * 5).value
    assert 3 == consensus([4] * 5).mean


@given(COUNTS, st.integers(2, 50))
def test_consensus_depends_on_shares_alone(counts, times):
    """More people of the same opinions, or a scale read from its other end, change nothing."""
    found = consensus(counts).value
    assert pytest.approx(found, abs=1e-12) == consensus([count * times for count in counts]).value
    assert pytest.approx(found, abs=1e-12) == consensus(counts[::-1]).value
    assert -1e-12 <= found <= 1 + 1e-12


# By chance


def test_what_chance_gives_for_eight_answers():
    """On five levels A has mean 0.20, and nine of ten sets lie between -0.125 and 0.5625.

    By going through all 5^8 = 390,625 sequences of answers, each as likely as the others.
    """
    found = agreement([0, 1, 3, 4, 0])
    values = {}
    for shape in {tuple(sorted(answers)) for answers in product(range(5), repeat=8)}:
        counts = [shape.count(level) for level in range(5)]
        ways, left = 1, 8
        for count in counts:
            ways, left = ways * comb(left, count), left - count
        values[shape] = (by_triples(counts), ways)
    mean = sum(value * ways for value, ways in values.values()) / 5**8
    chance = found.by_chance()
    assert pytest.approx(mean) == chance.mean
    assert 0.20 == round(mean, 2)
    assert (pytest.approx(-0.125), pytest.approx(0.5625)) == (chance.low, chance.high)
    as_high = sum(ways for value, ways in values.values() if value >= found.value - 1e-9) / 5**8
    as_low = sum(ways for value, ways in values.values() if value <= found.value + 1e-9) / 5**8
    assert (pytest.approx(as_high), pytest.approx(as_low)) == (chance.as_high, chance.as_low)
    assert (None, 0) == (chance.draws, chance.undefined)


def test_many_answers_are_drawn():
    """Where there are too many ways to answer, a sample of them does, the same for the same seed."""
    found = agreement(SAMPLE)
    chance = found.by_chance(draws=500, seed=1)
    assert 500 == chance.draws
    assert chance == found.by_chance(draws=500, seed=1) != found.by_chance(draws=500, seed=2)
    assert 0 == chance.as_high
    assert abs(chance.mean) < 0.1  # so many random answers are nearly even


def test_the_consensus_of_random_answers():
    """Of two answers on two levels: one half agree (1), one half are split (0)."""
    chance = consensus([2, 0]).by_chance()
    assert (pytest.approx(0.5), 0, 1, pytest.approx(0.5), pytest.approx(1)) == (
        chance.mean,
        chance.low,
        chance.high,
        chance.as_high,
        chance.as_low,
    )


def test_sets_without_a_value_are_left_out_and_counted():
    """They count neither as high nor as low."""
    chance = by_chance(None, np.array([1.0, np.nan, 3.0, np.nan]))
    assert (2, 1, 3, None, None, 4, 0.5) == (
        chance.mean,
        chance.low,
        chance.high,
        chance.as_high,
        chance.as_low,
        chance.draws,
        chance.undefined,
    )


def test_draws_are_a_number():
    """At least one is drawn."""
    with pytest.raises(InvalidValueError, match="a whole number, at least 1"):
        agreement(SAMPLE).by_chance(draws=0)
