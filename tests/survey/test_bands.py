import numpy as np
import pytest
from tests.survey.questionnaires import ZONES

import collective_impact as ci
from collective_impact.survey._bands import band_of, chances, edges, rounded
from collective_impact.survey._intervals import Spread


def banding(decimals, rounding="half_up"):
    """Return rules without bands."""
    return ci.Banding(decimals=decimals, rounding=rounding)


@pytest.mark.parametrize(
    ("value", "decimals", "rounding", "expected"),
    [
        (2.95, 1, "half_up", 3.0),
        (2.85, 1, "half_up", 2.9),  # stored as 2.85000000000000008882
        (1.005, 2, "half_up", 1.01),  # stored as 1.00499999999999989342
        (2.949, 1, "half_up", 2.9),
        (2.95, 1, "half_even", 3.0),
        (2.85, 1, "half_even", 2.8),
        (2.86, 1, "half_even", 2.9),
        (2.99, 1, "down", 2.9),
        (0.1 + 0.2, 1, "down", 0.3),  # 0.30000000000000004
        (2.9, 1, "down", 2.9),
        (2.5, 0, "half_up", 3.0),
        (2.987, None, "half_up", 2.987),
    ],
)
def test_rounding(value, decimals, rounding, expected):
    """Half way goes where the rule says; how a number is stored does not matter."""
    assert pytest.approx(expected) == rounded(value, banding(decimals, rounding))


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (1.0, "concern"),
        (2.94, "concern"),
        (2.95, "borderline"),
        (3.94, "borderline"),
        (3.95, "strength"),
        (5, "strength"),
    ],
)
def test_bands_at_their_edges(value, band):
    """Printed bands of 1.0-2.9, 3.0-3.9 and 4.0-5.0: a value belongs to one after rounding half up."""
    assert band == band_of(value, ZONES)


def test_touching_bands():
    """Without rounding an edge belongs to the upper band; what lies below all belongs to the lowest."""
    zones = ci.Banding(bands=[ci.Band(name="low", low=2, high=3), ci.Band(name="high", low=3, high=5)])
    assert ["low", "low", "high"] == [band_of(value, zones) for value in (1.5, 2.999, 3.0)]


@pytest.mark.parametrize(
    ("decimals", "rounding", "expected"),
    [(1, "half_up", 2.95), (1, "half_even", 2.95), (1, "down", 3.0), (None, "half_up", 3.0), (0, "half_up", 2.5)],
)
def test_where_a_band_begins_before_rounding(decimals, rounding, expected):
    """Half a unit below its printed end where numbers are rounded to the nearest."""
    bands = [ci.Band(name="low", low=1, high=2), ci.Band(name="high", low=3, high=5)]
    assert [expected] == list(edges(ci.Banding(bands=bands, decimals=decimals, rounding=rounding)))


def test_chances_of_bands():
    """Of a hundred draws from 2.00 to 4.97 those below 2.95 are concern, those from 3.95 on strength."""
    draws = 2 + np.arange(100) * 0.03
    found = dict(chances(Spread(3.5, 20, draws=draws), ZONES))
    # 2 + 0.03 k < 2.95 for k <= 31; >= 3.95 for k >= 65
    assert {"concern": 0.32, "borderline": 0.33, "strength": 0.35} == pytest.approx(found)
