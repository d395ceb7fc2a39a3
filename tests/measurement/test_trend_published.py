"""Trends of series that the documentation and tests of other software use, with the results printed there."""

from math import erfc, sqrt

import pytest

from collective_impact.measurement import TrendStatus, trend, trends

# Annual flow of the Nile at Aswan, 1871 to 1970, in 10^8 cubic metres (Cobb 1978, Biometrika 65: 243-251).
NILE = (
    *(1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958),
    *(1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020),
    *(1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040),
    *(759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890),
    *(744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740),
)

# Mean temperatures at Nottingham Castle in degrees Fahrenheit, 1920 to 1939, from January to December
# (Anderson 1976, Time Series Analysis and Forecasting: The Box-Jenkins Approach, series R).
NOTTINGHAM = (
    (
        *(40.6, 44.2, 37.5, 41.8, 39.3, 40.0, 39.2, 39.4, 40.8, 34.8),
        *(41.6, 37.1, 42.4, 36.2, 39.4, 40.0, 37.3, 40.8, 42.1, 39.4),
    ),
    (
        *(40.8, 39.8, 38.7, 40.1, 37.5, 40.5, 43.4, 38.5, 41.1, 31.3),
        *(37.1, 38.4, 38.4, 39.3, 38.2, 42.6, 35.0, 41.0, 41.2, 40.9),
    ),
    (
        *(44.4, 45.1, 39.5, 42.9, 38.3, 40.8, 43.4, 45.3, 42.8, 41.0),
        *(41.2, 38.4, 40.3, 44.5, 40.4, 43.5, 44.0, 38.4, 47.3, 42.4),
    ),
    (
        *(46.7, 47.0, 42.1, 45.8, 45.5, 45.1, 48.9, 47.1, 47.3, 43.9),
        *(46.9, 46.5, 44.6, 48.7, 46.9, 47.1, 43.9, 47.4, 46.6, 47.8),
    ),
    (
        *(54.1, 54.1, 55.7, 49.2, 53.2, 53.8, 50.6, 51.7, 50.9, 53.1),
        *(51.2, 53.5, 50.9, 54.2, 53.4, 50.0, 52.7, 54.1, 52.4, 52.4),
    ),
    (
        *(58.5, 58.7, 57.8, 52.7, 57.7, 59.4, 56.8, 55.0, 56.4, 56.9),
        *(60.4, 58.4, 57.0, 60.8, 59.6, 60.5, 58.6, 58.6, 59.0, 58.0),
    ),
    (
        *(57.7, 66.3, 56.8, 64.2, 60.8, 63.5, 62.5, 60.4, 62.2, 62.5),
        *(60.1, 60.6, 62.1, 65.5, 66.5, 64.6, 60.0, 61.4, 59.6, 60.7),
    ),
    (
        *(56.4, 59.9, 54.3, 59.6, 58.2, 61.0, 62.0, 60.5, 60.5, 60.3),
        *(61.6, 58.2, 63.5, 64.9, 60.4, 64.0, 61.1, 61.8, 60.4, 61.8),
    ),
    (
        *(54.3, 57.0, 54.3, 54.4, 56.4, 53.0, 57.5, 54.7, 55.4, 59.8),
        *(57.0, 53.8, 56.3, 60.1, 59.2, 56.8, 58.1, 56.3, 57.0, 58.2),
    ),
    (
        *(50.5, 54.2, 47.1, 49.2, 49.8, 50.0, 46.7, 50.3, 50.2, 49.2),
        *(50.9, 46.6, 47.3, 50.2, 51.2, 48.6, 49.6, 50.9, 50.7, 46.7),
    ),
    (
        *(42.9, 39.7, 41.8, 36.3, 44.4, 38.1, 41.6, 42.3, 43.0, 42.9),
        *(43.0, 45.5, 43.6, 42.1, 42.8, 44.2, 41.6, 41.4, 47.8, 46.6),
    ),
    (
        *(39.8, 42.8, 41.7, 37.6, 43.6, 36.3, 39.8, 35.2, 37.3, 41.9),
        *(38.8, 40.6, 41.8, 35.8, 45.8, 36.4, 41.3, 37.1, 39.2, 37.8),
    ),
)
AUGUST, SEPTEMBER = NOTTINGHAM[7], NOTTINGHAM[8]


def test_the_flow_of_the_nile():
    """Tau -0.2807413 and p 3.658e-05, as the tests of S-Lang's module stats have them for mann_kendall.

    The manual of R's trend has the series as the example of mk.test, and prints no result.
    """
    found = trend(NILE)
    assert pytest.approx(-0.2807413, abs=5e-8) == found.tau
    assert ("normal", pytest.approx(3.658e-05, abs=5e-9)) == (found.method, found.p)
    assert (100, TrendStatus.FALLING) == (found.n, found.status)


@pytest.mark.parametrize(("month", "s", "printed"), [(AUGUST, 80, 0.009), (SEPTEMBER, 67, 0.029)])
def test_the_warm_months_of_nottingham(month, s, printed):
    """S and p of the vignette of R's trend (Pohlert), section "Seasonal Mann-Kendall Test".

    Its p is that of S over its standard deviation; ours takes 1 from S first, for continuity.
    """
    found = trend(month)
    assert (s, "normal") == (found.s, found.method)
    assert printed == round(erfc(s / sqrt(2 * found.variance)), 3)
    assert pytest.approx(erfc((s - 1) / sqrt(2 * found.variance))) == found.p
    assert TrendStatus.RISING is found.status


def test_all_months_of_nottingham():
    """The same: only August and September show a trend, and over all months S is 224 with a p of 0.036."""
    found = trends(NOTTINGHAM)
    assert [7, 8] == [month for month, status in enumerate(found.status) if status == "rising"]
    assert {"rising", "no_trend_shown"} == set(found.status)
    total, variance = found.s.sum(), found.variance.sum()
    assert 224 == total
    assert [0.036, 0.036] == [round(erfc(size / sqrt(2 * variance)), 3) for size in (total, total - 1)]
