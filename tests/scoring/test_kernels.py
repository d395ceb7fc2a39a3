import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.scoring import _kernels
from collective_impact.scoring._kernels import Mean

MINIMUM = -np.inf
ARITHMETIC = Mean(power=1.0, floor=0.0)
GEOMETRIC = Mean(power=0.0, floor=1.0)
SCORES = st.lists(st.floats(1, 100), min_size=1, max_size=6)


def mean_of(scores, weights=None, *, power, floor=1.0):
    """Return the power mean of one row."""
    weights = np.ones(len(scores)) if weights is None else np.array(weights, dtype=float)
    return float(_kernels.power_mean(np.array(scores, dtype=float), weights, Mean(power=power, floor=floor)))


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (1, 62.5),  # (25 + 100) / 2
        (0, 50.0),  # sqrt(0.25 * 1) = 0.5
        (-1, 40.0),  # 2 / (1/0.25 + 1/1) = 2/5
        (2, 72.88689868556625),  # sqrt((0.0625 + 1) / 2) = sqrt(0.53125)
        (MINIMUM, 25.0),
    ],
)
def test_mean_of_two(power, expected):
    """The mean of 25 and 100 is arithmetic, geometric, harmonic, quadratic or the minimum, as the power says."""
    assert expected == pytest.approx(mean_of([25, 100], power=power), abs=1e-12)


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (1, 43.75),  # (3 * 25 + 100) / 4
        (0, 35.35533905932738),  # 0.25 ** 0.75
        (-1, 400 / 13),  # 4 / (3/0.25 + 1/1) = 4/13
        (MINIMUM, 25.0),  # weights do not matter to the minimum
    ],
)
def test_weighted_mean_of_two(power, expected):
    """A weight of 3 counts as three children of weight 1."""
    assert expected == pytest.approx(mean_of([25, 100], [3, 1], power=power), abs=1e-12)
    assert expected == pytest.approx(mean_of([25, 25, 25, 100], power=power), abs=1e-12)


def test_floor_keeps_a_zero_from_being_all_that_counts():
    """A zero counts as the floor: sqrt(0.01 * 1) is 0.1."""
    assert pytest.approx(10.0) == mean_of([0, 100], power=0, floor=1)


def test_zero_counts_in_full_where_there_is_no_floor():
    """Without a floor the arithmetic mean of 0 and 100 is 50, the quadratic one 100/sqrt(2)."""
    assert 50.0 == mean_of([0, 100], power=1, floor=0)
    assert pytest.approx(70.71067811865476) == mean_of([0, 100], power=2, floor=0)
    assert 0.0 == mean_of([0, 0], power=2, floor=0)
    assert 0.0 == mean_of([0, 100], power=MINIMUM, floor=0)


@pytest.mark.parametrize("power", [5e-324, 1e-17, -1e-17, 1e-9, -1e-9])
def test_powers_near_0_come_close_to_the_geometric_mean(power):
    """The power mean is continuous at 0, so that a tiny power is no other mean."""
    assert mean_of([10, 40, 90], [1, 2, 3], power=0) == pytest.approx(mean_of([10, 40, 90], [1, 2, 3], power=power))


@pytest.mark.parametrize(("power", "expected"), [(-1e6, 10.0), (1e6, 90.0), (-1e300, 10.0), (1e300, 90.0)])
def test_extreme_powers_come_close_to_minimum_and_maximum(power, expected):
    """No power overflows; the limits are the lowest and the highest child."""
    assert expected == pytest.approx(mean_of([10, 40, 90], power=power), rel=1e-5)


@pytest.mark.parametrize("power", [-2, 0, 1, 2, MINIMUM])
def test_nothing_to_weigh_has_no_mean(power):
    """Where all weights are 0 the mean is missing."""
    assert np.isnan(mean_of([10, np.nan], [0, 0], power=power))


@pytest.mark.parametrize("power", [-2, 0, 1, 2, MINIMUM])
def test_missing_child_makes_the_mean_missing_unless_it_weighs_nothing(power):
    """A NaN spreads where its weight counts, and only there."""
    assert np.isnan(mean_of([10, np.nan], [1, 1], power=power))
    assert pytest.approx(10.0) == mean_of([10, np.nan], [1, 0], power=power)


@given(SCORES, st.floats(-6, 6), st.floats(-6, 6))
def test_power_mean_inequality(scores, first, second):
    """A higher power never gives a lower mean, and every mean lies between the lowest and the highest score."""
    low, high = sorted([first, second])
    slack = 1e-9
    assert min(scores) - slack <= mean_of(scores, power=low) <= mean_of(scores, power=high) + slack
    assert mean_of(scores, power=high) <= max(scores) + slack


@given(st.floats(1, 100), st.integers(1, 5), st.floats(-6, 6))
def test_mean_of_equals(score, count, power):
    """The mean of equal scores is that score, whatever the power."""
    assert score == pytest.approx(mean_of([score] * count, power=power), abs=1e-9)


def test_rows_and_layers_broadcast():
    """Scores of several layers share the weights of their row."""
    scores = np.array([[[10.0, 20.0], [30.0, 50.0]], [[0.0, 40.0], [60.0, 80.0]]])
    weights = np.array([[1.0, 1.0], [1.0, 3.0]])
    # (10 + 20)/2, (30 + 3 * 50)/4; (0 + 40)/2, (60 + 3 * 80)/4
    expected = [[15.0, 45.0], [20.0, 75.0]]
    assert expected == pytest.approx(_kernels.power_mean(scores, weights, Mean(power=1, floor=0)))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (183, 0.0),
        (137.5, 50.0),  # half way from 183 to 92
        (92, 100.0),
        (400, 0.0),
        (7, 100.0),
    ],
)
def test_goalposts_may_run_downwards(raw, expected):
    """Where less is better, worst is the larger goalpost; beyond either end the score is clipped."""
    assert [expected] == _kernels.normalize(np.array([float(raw)]), [183], [92])


def test_normalize_keeps_what_is_missing():
    """A missing finding stays missing, each column between its own goalposts."""
    scores = _kernels.normalize(np.array([[np.nan, 12.0, 0.25]]), [0, 0, 0], [1, 24, 0.5])
    assert np.isnan(scores[0, 0])
    assert [50.0, 50.0] == list(scores[0, 1:])


def filled(scores, low, high, *, weights=None, mean=ARITHMETIC):
    """Return one row with stand-ins."""
    rows = [np.array([row], dtype=float) for row in (scores, low, high, weights or [1] * len(scores))]
    return list(_kernels.fill(*rows, mean)[0])


def test_missing_child_stands_in_at_the_mean_of_its_siblings():
    """The stand-in is the siblings' own kind of mean, with their weights."""
    assert [60.0, 40.0, 80.0] == pytest.approx(filled([np.nan, 40, 80], [0, 40, 80], [100, 40, 80]))
    # (3 * 40 + 80) / 4
    assert 50.0 == pytest.approx(filled([np.nan, 40, 80], [0, 0, 0], [100] * 3, weights=[1, 3, 1])[0])
    # sqrt(0.4 * 0.8) = 0.565685...
    assert 56.568542494923804 == pytest.approx(filled([np.nan, 40, 80], [0] * 3, [100] * 3, mean=GEOMETRIC)[0])


def test_stand_in_is_clipped_into_its_own_bounds():
    """A stand-in is never worse or better than the missing child could be."""
    assert 70.0 == filled([np.nan, 40, 80], [70, 40, 80], [90, 40, 80])[0]
    assert 30.0 == filled([np.nan, 40, 80], [10, 40, 80], [30, 40, 80])[0]


def test_nothing_stands_in_for_nothing():
    """Where no sibling is known all stay missing; where all are known nothing changes."""
    assert np.isnan(filled([np.nan, np.nan], [0, 0], [100, 100])).all()
    assert [1.0, 2.0] == filled([1, 2], [1, 2], [1, 2])


def lost_of(scores, weights=None, *, power, floor=1.0):
    """Return the points that each part lost of its mean."""
    weights = [1.0] * len(scores) if weights is None else weights
    score = mean_of(scores, weights, power=power, floor=floor)
    return list(_kernels.points_lost(scores, weights, score, Mean(power=power, floor=floor)))


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (1, [37.5, 25.0]),  # S = 37.5; 62.5 lost, as 0.75 : 0.5
        (0, [43.09644062711508, 21.54822031355754]),  # S = 35.3553...; ln 4 : ln 2 = 2 : 1
        (-1, [50.0, 50 / 3]),  # S = 100/3; 200/3 lost, as (1 - 4) : (1 - 2) = 3 : 1
        (2, [60.4715292478953 * 5 / 9, 60.4715292478953 * 4 / 9]),  # S = 100 sqrt(0.15625); 0.9375 : 0.75 = 5 : 4
        (MINIMUM, [75.0, 0.0]),  # the lowest alone
    ],
)
def test_points_lost_of_two(power, expected):
    """Of 25 and 50 the first lost more, as much as its power says."""
    assert expected == pytest.approx(lost_of([25, 50], power=power), abs=1e-9)


def test_points_lost_by_weight():
    """A part of three times the weight lost three times as much."""
    assert [15.0, 45.0] == pytest.approx(lost_of([40, 40], [1, 3], power=1))
    assert [15.0, 45.0] == pytest.approx(lost_of([40, 40], [1, 3], power=0))


def test_equally_low_parts_share_what_the_minimum_lost():
    """Where the minimum decides, all parts that are the lowest lost it, by weight."""
    assert [18.75, 56.25, 0.0] == lost_of([25, 25, 50], [1, 3, 1], power=MINIMUM)


@pytest.mark.parametrize("power", [-1, 0, 1, MINIMUM])
def test_perfect_parts_lost_nothing(power):
    """Where nothing is lost, every part lost 0, and no minus zero."""
    assert ["0.0", "0.0"] == [str(float(lost)) for lost in lost_of([100, 100], power=power)]
    assert "0.0" == str(float(lost_of([50, 100], power=power)[1]))


@pytest.mark.parametrize("power", [-1000, -1e-17, 1e-17, 1000])
def test_points_lost_at_odd_powers_still_add_up(power):
    """No power overflows or vanishes in an explanation."""
    lost = lost_of([1, 25, 50], power=power)
    assert 100 - mean_of([1, 25, 50], power=power) == pytest.approx(sum(lost), abs=1e-9)
    assert sorted(lost, reverse=True) == lost


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6), st.sampled_from([-4, -1, 0, 0.3, 1, 2, MINIMUM]))
def test_points_lost_add_up(scores, power):
    """The parts add up to what the mean lost, and none lost less than nothing."""
    lost = lost_of(scores, power=power)
    assert 100 - mean_of(scores, power=power) == pytest.approx(sum(lost), abs=1e-9)
    assert all(part >= 0 for part in lost)
