import numpy as np
import pytest

from collective_impact.survey._aggregation import Sums
from collective_impact.survey._intervals import Spread, resampled, spread


def organizations(rng, count):
    """Return the means of organisations of one kind: normal, around 3."""
    means = rng.normal(3, 0.7, size=(count, 1))
    return Sums(means, np.ones_like(means))


def uneven(rng, count):
    """Return sums of organisations with one to six people each, who answer alike."""
    people = rng.integers(1, 7, size=(count, 1)).astype(float)
    means = rng.normal(3, 0.7, size=(count, 1)) + rng.normal(0, 0.8, size=(count, 1)) / np.sqrt(people)
    return Sums(means * people, people)


def coverage(make, count, *, seed, samples=1500, draws=400):
    """Return how often the interval holds the mean of 3 that the answers were made around."""
    rng = np.random.default_rng(seed)
    hits = 0
    for sample in range(samples):
        low, high = spread(make(rng, count), population=None, draws=draws, seed=sample).interval(0.95)
        hits += low <= 3 <= high
    return hits / samples


@pytest.mark.parametrize("count", [8, 25])
def test_intervals_hold_what_they_promise(count):
    """Of 95 % intervals over eight organisations (t) and over 25 (bootstrap) about 95 % hold the truth."""
    # the standard error of a share of 0.95 in 1,500 samples is 0.0056
    assert pytest.approx(0.95, abs=0.017) == coverage(organizations, count, seed=count)


@pytest.mark.parametrize("count", [8, 25])
def test_intervals_of_uneven_organizations_are_nearly_as_good(count):
    """Where organisations have one to six respondents the share is at least 0.92."""
    assert 0.92 <= coverage(uneven, count, seed=count) <= 0.97


def test_a_bootstrap_of_eight_organizations_is_too_narrow():
    """Plain percentiles of eight organisations drawn again hold the truth in about 87 of 100 samples."""
    rng = np.random.default_rng(0)
    hits, samples = 0, 1500
    for sample in range(samples):
        low, high = np.quantile(resampled(organizations(rng, 8), 400, sample), [0.025, 0.975])
        hits += low <= 3 <= high
    assert pytest.approx(0.87, abs=0.025) == hits / samples


def test_jackknife_is_the_t_interval_where_organizations_count_alike():
    """Means 1, 2, 4, 5: 3 with a standard error of sqrt(10 / 3 / 4), t with 3 degrees of freedom 3.182446."""
    found = spread(Sums(np.array([[1.0], [2], [4], [5]]), np.ones((4, 1))), population=None, draws=1, seed=0)
    error = (10 / 12) ** 0.5
    assert (3 - 3.1824463 * error, 3 + 3.1824463 * error) == pytest.approx(found.interval(0.95))


def test_jackknife_of_organizations_of_different_size():
    """Sums 6, 4, 9, 5 of 2, 1, 3, 1 people: each organisation left out in turn."""
    found = spread(
        Sums(np.array([[6.0], [4], [9], [5]]), np.array([[2.0], [1], [3], [1]])), population=None, draws=1, seed=0
    )
    # 24 / 7; without one 18 / 5, 20 / 6, 15 / 4, 19 / 6; values 4 * 24 / 7 - 3 * those: 2.9143, 3.7143, 2.4643, 4.2143
    # around their mean of 3.3268 the squares add up to 1.851875; error sqrt(1.851875 / 3 / 4)
    reach = 3.1824463 * (1.851875 / 12) ** 0.5
    assert (24 / 7 - reach, 24 / 7 + reach) == pytest.approx(found.interval(0.95))


def test_bootstrap_has_the_width_of_t():
    """Expanded percentiles of 20 organisations are about as wide as their t interval."""
    means = np.random.default_rng(2).normal(3, 1, size=(20, 1))
    found = spread(Sums(means, np.ones_like(means)), population=None, draws=20_000, seed=0)
    reach = 2.0930241 * means.std(ddof=1) / 20**0.5
    low, high = found.interval(0.95)
    assert pytest.approx(2 * reach, rel=0.05) == high - low


def test_finite_population_shrinks_a_bootstrap():
    """Of forty organisations twenty: the interval is narrower by the root of a half, around the same value."""
    means = np.random.default_rng(2).normal(3, 1, size=(20, 1))
    whole, half = (
        spread(Sums(means, np.ones_like(means)), population=size, draws=500, seed=0).interval(0.9)
        for size in (None, 40)
    )
    middle = means.mean()
    assert [middle + 0.5**0.5 * (end - middle) for end in whole] == pytest.approx(list(half))


@pytest.mark.parametrize("count", [5, 20])
def test_organizations_that_are_alike_say_nothing_about_others(count):
    """Without a difference between organisations there is no interval."""
    assert spread(Sums(np.full((count, 1), 3.0), np.ones((count, 1))), population=None, draws=50, seed=0) is None


def test_probability_of_lying_below():
    """Student's t with 3 degrees of freedom: 0.5 at the value, 0.975 at 3.182446 standard errors; draws are counted."""
    few = Spread(3.0, 4, error=0.5)
    assert [0.5, 0.975] == pytest.approx(list(few.below(np.array([3.0, 3 + 0.5 * 3.1824463]))))
    many = Spread(3.0, 20, draws=np.array([4.0, 2.0, 3.0, 2.5]))
    assert [0.5, 1.0] == list(many.below(np.array([2.75, 4.5])))
