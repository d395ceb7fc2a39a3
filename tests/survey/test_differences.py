"""Differences between means of clustered respondents, against R and the textbook cases between which they lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from collective_impact.survey._differences import Sample, difference, holm, mean_of, standardized


def sample(values, units=None):
    """Return a sample; without organisations, everybody is of one alone."""
    people = np.array([f"{len(values)} {place}" for place in range(len(values))])
    return Sample(
        values=np.array(values, dtype=float), units=people if units is None else np.array(list(units)), people=people
    )


OURS = sample([3, 4, 4.5, 2, 2.5, 5, 1, 3.5, 4], "aaabbcdde")
THEIRS = sample([2, 1, 3, 3, 2.5, 1, 2], "ppqrrrs")
ANSWERS = st.lists(st.integers(1, 5), min_size=4, max_size=9).filter(lambda values: len(set(values)) > 1)


# A mean


def test_a_mean_of_unequal_organizations():
    """As clubSandwich::coef_test(lm(y ~ 1), vcov = "CR2", cluster = g) 0.5.8 gives it in R 4.2.2.

    Satterthwaite: 3.27777777778, standard error 0.483752782783, 3.31501057082 degrees of freedom,
    p 0.00474962969185.
    """
    found = mean_of(OURS, 0.95)
    assert pytest.approx(3.27777777778) == found.value
    assert pytest.approx((1.81780204055, 4.73775351500)) == (found.low, found.high)
    assert pytest.approx(0.00474962969185) == found.p


def test_an_error_that_is_rounded_up():
    """The error above becomes 0.5 and its degrees of freedom 3: qt(0.975, 3) is 3.18244630528 in R 4.2.2."""
    found = mean_of(OURS, 0.95, 0.1)
    assert pytest.approx(3.27777777778) == found.value
    assert pytest.approx((3.27777777778 - 1.59122315264, 3.27777777778 + 1.59122315264)) == (found.low, found.high)
    assert pytest.approx(0.00721784518012) == found.p


def test_how_finely_an_error_is_told():
    """As it is where sizes are alike, in tenths for organisations of different size, in hundredths for many of them."""
    answers = [1, 2, 3, 2, 4, 3, 5, 4, 2, 3, 4, 4, 5, 3, 2, 1, 4, 3]
    few, many = sample(answers, "abbccddeeefffggghh"), sample(answers, "aabcdefghijklmnopq")
    assert [0.0, 0.1, 0.01] == [one.grain(5, is_large=True) for one in (sample(answers), few, many)]
    assert None is sample(answers[:9], "abbccddee").grain(5, is_large=True)


def test_of_a_small_survey_an_error_is_told_of_people_one_by_one():
    """Where people share organisations, whole numbers of answers solve it even rounded."""
    answers = [1, 2, 3, 2, 4, 3, 5, 4, 2, 3, 4, 4, 5, 3, 2, 1, 4, 3]
    known = [sample(answers), sample(answers, "abbccddeeefffggghh")]
    assert [0.0, None] == [one.grain(5, is_large=False) for one in known]


@given(ANSWERS)
def test_a_mean_of_independent_respondents_has_the_t_interval(values):
    """With one respondent for each organisation nothing is clustered."""
    found, textbook = mean_of(sample(values), 0.9), stats.ttest_1samp(values, 0)
    assert pytest.approx(textbook.pvalue) == found.p
    assert pytest.approx(tuple(textbook.confidence_interval(0.9))) == (found.low, found.high)


@given(ANSWERS, st.integers(2, 5))
def test_respondents_who_repeat_their_organization_add_nothing(values, copies):
    """However many people say the same for an organisation, it is one."""
    many = sample(np.repeat(values, copies), np.repeat(np.arange(len(values)), copies).astype(str))
    once, often = mean_of(sample(values), 0.95), mean_of(many, 0.95)
    assert pytest.approx((once.value, once.low, once.high, once.p)) == (often.value, often.low, often.high, often.p)


# A difference


def test_a_difference_between_unequal_organizations():
    """Standard error 0.543047980009 by clubSandwich::coef_test(lm(v ~ k), vcov = "CR2", cluster = o) 0.5.8 in R 4.2.2.

    Degrees of freedom by Welch from the variance of each group and its degrees of freedom: 4.8087473509714.
    """
    found = difference(OURS, THEIRS, 0.95)
    assert pytest.approx(1.2063492063492) == found.value
    assert pytest.approx((-0.2064654979136, 2.6191639106120)) == (found.low, found.high)
    assert pytest.approx(0.0791281828477) == found.p


@given(ANSWERS, ANSWERS)
def test_without_organizations_in_common_it_is_welch(one, other):
    """With one respondent for each organisation."""
    textbook = stats.ttest_ind(one, other, equal_var=False)
    found = difference(sample(one), sample(other, [f"o{place}" for place in range(len(other))]), 0.95)
    assert pytest.approx(textbook.pvalue) == found.p
    assert pytest.approx(tuple(textbook.confidence_interval())) == (found.low, found.high)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_with_all_organizations_in_common_it_is_the_paired_t(values, random):
    """In whatever order each side has them."""
    later = [random.randint(1, 5) for _ in values]
    order = random.sample(range(len(values)), len(values))
    units = [f"o{place}" for place in range(len(values))]
    other = sample([later[place] for place in order], [units[place] for place in order])
    found = difference(sample(values, units), other, 0.95)
    if len({one - two for one, two in zip(values, later, strict=True)}) == 1 or len(set(later)) == 1:
        return
    textbook = stats.ttest_rel(values, later)
    assert pytest.approx(textbook.pvalue) == found.p
    assert pytest.approx(tuple(textbook.confidence_interval())) == (found.low, found.high)


def test_with_some_organizations_in_common():
    """By the formulas of Derrick, Russ, Toher & White (2017) for unequal variances, put down here.

    T = (m1 - m2) / sqrt(s1² / n1 + s2² / n2 - 2 r s1 s2 nc / (n1 n2)), where r s1 s2 is taken from
    the deviations of those in common from the means of all; its degrees of freedom are
    (nc - 1) + (welch - nc + 1) / (na + nb + 2 nc) * (na + nb).
    """
    one, other = np.array([3, 5, 4, 2, 4, 5.0]), np.array([4, 2, 3, 1, 1.0])
    found = difference(sample(one, "abcdef"), sample(other, "cdefg"), 0.95)
    n1, n2, common, na, nb = 6, 5, 4, 2, 1
    shared = ((one[2:] - one.mean()) * (other[:4] - other.mean())).sum() / np.sqrt((n1 - 1) * (n2 - 1) * n1 * n2)
    v1, v2 = one.var(ddof=1) / n1, other.var(ddof=1) / n2
    error = np.sqrt(v1 + v2 - 2 * shared)
    welch = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    freedom = common - 1 + (welch - common + 1) / (na + nb + 2 * common) * (na + nb)
    value = one.mean() - other.mean()
    half = stats.t.ppf(0.975, freedom) * error
    assert pytest.approx((value, value - half, value + half)) == (found.value, found.low, found.high)
    assert pytest.approx(2 * stats.t.sf(value / error, freedom)) == found.p


@given(ANSWERS, ANSWERS, st.integers(-9, 9))
def test_a_constant_is_no_difference(one, other, constant):
    """What all say more moves both means."""
    found = difference(sample(one), sample(other), 0.95)
    moved = difference(sample(np.add(one, constant)), sample(np.add(other, constant)), 0.95)
    assert pytest.approx((found.value, found.low, found.high, found.p)) == (moved.value, moved.low, moved.high, moved.p)


def test_the_other_way_round_is_the_opposite():
    """Who is compared to whom changes the sign alone."""
    there, back = difference(OURS, THEIRS, 0.95), difference(THEIRS, OURS, 0.95)
    assert pytest.approx((-there.value, -there.high, -there.low, there.p)) == (back.value, back.low, back.high, back.p)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (sample([3, 3, 3, 3, 3]), sample([2, 2, 2, 2])),  # nothing varies
        (sample([3, 4, 5], "aaa"), sample([2, 3, 3, 1])),  # all of one organisation
        (sample([2, 3, 3, 1]), sample([3, 4, 5], "aaa")),
        (sample([1, 2, 3, 5], "abcd"), sample([2, 3, 4, 6], "abcd")),  # the same step for all
        (sample([1, 2, 3, 4, 5], "aabbc"), sample([2, 3, 3, 1])),  # of three organisations, one could know another's
    ],
    ids=["alike", "one organization", "other organization", "one step", "three organizations"],
)
def test_what_has_no_interval(one, other):
    """Where nothing varies between organisations, or they are too few."""
    found = difference(one, other, 0.95)
    assert (one.mean - other.mean, None, None, None) == (found.value, found.low, found.high, found.p)


def test_people_of_one_organization_alone_are_taken_one_by_one():
    """Then they are as independent as organisations are; where there is another organisation, they are not."""
    inside = sample([3, 4, 5, 5], "aaaa")
    assert (1, 4) == (inside.organizations, inside.independent.organizations)
    assert None is mean_of(inside, 0.95).p
    assert pytest.approx(stats.ttest_1samp([3, 4, 5, 5], 0).pvalue) == mean_of(inside.independent, 0.95).p
    assert OURS is OURS.independent


# Its size


def test_hedges_g_by_hand():
    """Means 4 and 2, squares 2 and 2 on 6 degrees of freedom: sd 0.816, d 2.449, times 1 - 3 / 23 is 2.130."""
    found = standardized(2.0, [sample([3, 4, 4, 5]), sample([1, 2, 2, 3])])
    assert pytest.approx(2 / (4 / 6) ** 0.5 * 20 / 23) == found


@pytest.mark.parametrize("values", [[3, 3, 3], [3]])
def test_without_variation_there_is_no_size(values):
    """Neither where all say the same, nor where there is one alone."""
    assert None is standardized(1.0, [sample(values), sample(values)])


# Many of them


def test_holm_by_another_implementation():
    """p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05, 0.001, 0.9), "holm") in R 4.2.2."""
    found = holm([0.01, 0.02, 0.03, 0.04, 0.05, 0.001, 0.9])
    assert pytest.approx((0.06, 0.10, 0.12, 0.12, 0.12, 0.007, 0.9)) == found


def test_what_was_not_tested_does_not_count():
    """None stays None, and the others are two."""
    assert (0.04, None, 0.04) == holm([0.02, None, 0.03])
    assert (None, None) == holm([None, None])
    assert () == holm([])


@given(st.lists(st.floats(0, 1), max_size=9))
def test_no_adjusted_p_is_smaller(ps):
    """Nor larger than Bonferroni's, nor in another order."""
    found = holm(ps)
    for p, adjusted in zip(ps, found, strict=True):
        assert p <= adjusted <= min(1.0, p * len(ps) * (1 + 1e-12))
    assert [found[place] for place in np.argsort(ps, kind="stable")] == sorted(found)
