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


def test_units_that_nobody_understands_warn():
    """A refused or unknown unit is kept as it is given, and the warning says what would be right."""
    odd = ci.Indicator(id="i", unit="pct", observations=[ci.Observation(period="2019", value=1, unit="blorb")])
    warnings = ci.Initiative(id="x", indicators=[odd]).warnings()
    assert [("$.indicators[0].unit", "unit.refused"), ("$.indicators[0].observations[0].unit", "unit.unknown")] == [
        (warning.path, warning.code) for warning in warnings
    ]
    assert "percent" in str(warnings[0].message)
    plain = ci.Indicator(
        id="i", unit="percent", observations=[ci.Observation(period="2019", value=1, unit="per 1,000")]
    )
    assert () == ci.Initiative(id="x", indicators=[plain]).warnings()
