import pytest

import collective_impact as ci


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": 0}, True),
        ({"low": 0}, True),
        ({"high": 0}, True),
        ({"level": "A"}, True),
        ({"value": 3, "status": "provisional"}, True),
        ({}, False),
        ({"numerator": 1, "denominator": 2}, False),
        ({"value": 3, "status": "forecast"}, False),
        ({"status": "suppressed"}, False),
        ({"low": 0, "high": 9, "status": "suppressed"}, False),
        ({"status": "not_collected"}, False),
    ],
    ids=str,
)
def test_what_is_a_figure(fields, expected):
    """A figure says what is: not what is planned, withheld or expected, and not nothing."""
    assert expected is ci.Observation(period="2019", **fields).is_figure
