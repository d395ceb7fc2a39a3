"""Measures of inequality against what handbooks and the manuals and tests of other software print."""

import math

import pytest

from collective_impact.measurement import disparity
from collective_impact.measurement._disparity_groups import Group

Z = 1.959963984540054

# R package healthequal 1.0.0 (CRAN, 2024), tests/testthat: inputs of the tests of ordered measures
# (test-aci.R, test-rci.R, test-parisk.R, test-paf.R, test-sii.R).
SIZES = (78, 91, 162, 103, 105)  # set.seed(123); round(rnorm(5, 100, 40)), R 4.2.2
FIVE = [
    Group(f"group {n}", value=value, se=se, population=size)
    for n, (value, se, size) in enumerate(zip((20, 30, 40, 50, 60), (5, 7, 10, 12, 14), SIZES, strict=True))
]

# The same, inputs of the tests of unordered measures (test-bgv.R, test-mld.R, test-ti.R, test-idisu.R,
# test-idisw.R, test-par-nonordered.R, test-paf-nonordered.R): set.seed(123), then round(rnorm(25, 1000, 300)),
# rbinom(25, 1000, .065) and rbinom(25, 100, .045), R 4.2.2.
MANY_SIZES = (832, 931, 1468, 1021, 1039, 1515, 1138, 620, 794, 866, 1367, 1108, 1120, 1033, 833, 1536, 1149, 410)
MANY_SIZES = (*MANY_SIZES, 1210, 858, 680, 935, 692, 781, 812)
MANY_VALUES = (61, 74, 58, 59, 72, 75, 74, 68, 75, 67, 73, 63, 66, 62, 60, 66, 71, 73, 71, 61, 74, 84, 55, 69, 60)
MANY_ERRORS = (5, 3, 3, 3, 4, 9, 2, 2, 2, 5, 5, 7, 5, 6, 4, 5, 6, 6, 9, 4, 3, 4, 1, 3, 7)
MANY = [
    Group(f"region {n}", value=value, se=se, population=size)
    for n, (value, se, size) in enumerate(zip(MANY_VALUES, MANY_ERRORS, MANY_SIZES, strict=True))
]


def variance_of_ranks(groups):
    """Return the variance of the ranks of people, who stand in the middle of their group."""
    everybody, below, squares = sum(group.population for group in groups), 0.0, 0.0
    for group in groups:
        squares += group.population * ((below + group.population / 2) / everybody - 0.5) ** 2
        below += group.population
    return squares / everybody


def half(measure):
    """Return half the width of an interval in standard errors."""
    return (measure.high - measure.low) / 2 / Z


# healthequal: what is the same


def test_ordered_measures_of_healthequal():
    """Expected values of test-aci.R, test-rci.R, test-parisk.R and test-paf.R."""
    found = disparity(FIVE, ordered=True, direction="increase")
    assert pytest.approx(7.3284202, rel=2e-7) == found.absolute_concentration_index.value
    assert pytest.approx(0.17776859, rel=2e-7) == found.concentration_index.value
    assert pytest.approx(18.775509, rel=6e-7) == found.attributable_risk.value
    assert pytest.approx(45.544548, rel=6e-7) == found.attributable_fraction.value


def test_unordered_measures_of_healthequal():
    """Expected values of its tests for variance, both indices of disparity, risk and fraction."""
    found = disparity(MANY, direction="increase")
    assert pytest.approx(46.198326, rel=1e-7) == found.between_group_variance.value
    assert pytest.approx(8.7018175, rel=1e-7) == found.index_of_disparity.value
    assert pytest.approx(8.6178417, rel=1e-7) == found.weighted_index_of_disparity.value
    assert pytest.approx(16.293152, rel=1e-6) == found.attributable_risk.value
    assert pytest.approx(24.06426, rel=1e-6) == found.attributable_fraction.value


# healthequal: what is converted


@pytest.mark.parametrize(
    ("name", "thousandfold", "error"), [("mean_log_deviation", 5.0524006, 0.0014242), ("theil", 5.0359201, 0.0014201)]
)
def test_theil_and_mean_log_deviation_of_healthequal(name, thousandfold, error):
    """test-mld.R, test-ti.R: values a thousandfold, their standard errors not; ours are both plain.

    So its interval of the Theil index, 5.0331367 to 5.0387035, is too narrow by three orders of magnitude.
    Values agree to five digits, of which its own tests ask for three and four.
    """
    found = getattr(disparity(MANY, direction="increase"), name)
    assert pytest.approx(thousandfold / 1000, rel=2e-5) == found.value
    assert pytest.approx(error, abs=5e-8) == half(found)
    assert pytest.approx(thousandfold / 1000 - Z * error, abs=2e-7) == found.low


def test_the_error_of_the_variance_of_healthequal():
    """test-bgv.R has 17.134647, exact for normal errors (Ahn et al. 2018); the delta method is its first part.

    With A = diag(p) - pp' the variance of y'Ay is 4 m'ASAm, which is ours, and twice the trace of ASAS.
    """
    p = [group.population / sum(MANY_SIZES) for group in MANY]
    entries = [[p[i] * ((i == j) - p[j]) for j in range(len(p))] for i in range(len(p))]
    second = sum((entries[i][j] * MANY_ERRORS[i] * MANY_ERRORS[j]) ** 2 for i in range(len(p)) for j in range(len(p)))
    first = half(disparity(MANY, direction="increase").between_group_variance)
    assert pytest.approx(17.134647, rel=1e-6) == math.sqrt(first**2 + 2 * second)


def test_the_slope_that_belongs_to_the_concentration_index_of_healthequal():
    """With weights once the slope is half the absolute concentration index over the variance of the ranks.

    Its sii() has 44.44502 for the five groups: a logit that weights counts of people by population a second time.
    With weights once the logit has 44.905264 (glm of R 4.2.2, binomial). Both are left where they are: ours is
    linear, 46.25381 by this formula.
    """
    found = disparity(FIVE, ordered=True, direction="increase")
    assert pytest.approx(7.3284202 / 2 / variance_of_ranks(FIVE), rel=2e-7) == found.slope_index.value
    low = found.mean - found.slope_index.value / 2  # a weighted line goes through the mean, at rank a half
    assert pytest.approx((low + found.slope_index.value) / low) == found.relative_index.value


# World Health Organization


@pytest.mark.parametrize(
    ("worse", "better", "apart", "times"),
    [
        (53.8, 82.4, 28.6, 1.5),  # table 1: four antenatal visits in Colombia, DHS 1995, rural and urban
        (90, 100, 10, 1.1),  # coverage of 100 and 90 percent is as far apart as of 20 and 10
        (10, 20, 10, 2),
        (50, 100, 50, 2),  # and of 100 and 50 percent in the same ratio as of 2 and 1
        (1, 2, 1, 2),
    ],
)
def test_difference_and_ratio_of_the_handbook(worse, better, apart, times):
    """Lecture 4 of WHO's slides to its Handbook on health inequality monitoring (2013)."""
    found = disparity({"rural": worse, "urban": better}, direction="increase", unit="percent")
    assert pytest.approx(apart) == found.difference.value
    assert pytest.approx(times, abs=0.05) == found.ratio.value


# Other software


def alike(*values):
    """Return groups of one person each."""
    return [Group(str(n), value=value, population=1) for n, value in enumerate(values)]


def test_regional_incomes_of_stoermann():
    """0.2326302 for 10, 10, 10, 20 and 50 (Störmann 2009, as theil() of R's REAT 3.0.3 prints it).

    Of Theil's two measures that is L, the mean log deviation: (3 ln 2 + ln 1 + ln 0.4) / 5.
    """
    found = disparity(alike(10, 10, 10, 20, 50))
    assert pytest.approx(0.2326302, abs=5e-8) == found.mean_log_deviation.value
    assert pytest.approx(0.3 * math.log(0.5) + 0.5 * math.log(2.5)) == found.theil.value


# Means of ten classes of incomes in the United States, 1968, as the manual of R's ineq has them.
INCOMES = (541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261)


def test_the_concentration_index_of_incomes_by_income_is_ginis():
    """0.4620911 by R's ineq, as the documentation of concentrationMetrics (Python) and of tributs (R) print it."""
    found = disparity(alike(*INCOMES), ordered=True, direction="increase")
    assert pytest.approx(0.4620911, abs=5e-8) == found.concentration_index.value


def test_atkinson_is_one_less_the_exponential_of_the_mean_log_deviation():
    """0.3518251 by R's ineq for an aversion of 1, as concentrationMetrics prints it: 1 - exp(-MLD)."""
    found = disparity(alike(*INCOMES))
    assert pytest.approx(0.3518251, abs=5e-8) == -math.expm1(-found.mean_log_deviation.value)
