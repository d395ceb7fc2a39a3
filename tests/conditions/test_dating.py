"""The date that an initiative is looked at where none is given."""

from datetime import date

import pytest

import collective_impact as ci
from collective_impact.conditions.dating import dated, latest_event


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"convenings": [ci.Convening(on="2024-05-02")]}, date(2024, 5, 2)),
        ({"convenings": [ci.Convening(on="2024-05-02", status="planned")]}, None),
        ({"convenings": [ci.Convening(on="2024-05-02", status="cancelled")]}, None),
        ({"evidence": [ci.Evidence(id="e", about="x", on="2024-03-01")]}, date(2024, 3, 1)),
        ({"systems_changes": [ci.SystemsChange(id="s", kind="policy", on="2023-03-01")]}, date(2023, 3, 1)),
        ({"agenda": ci.CommonAgenda(reviews=[ci.Review(on="2022-03-01")])}, date(2022, 3, 1)),
        (
            {
                "stakeholders": [ci.Stakeholder(id="a")],
                "agenda": ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="a", on="2021-03-01")]),
            },
            date(2021, 3, 1),
        ),
        (
            {
                "instruments": [ci.Instrument(id="s")],
                "responses": [ci.Response(instrument="s", respondent="p", on="2020-03-01")],
            },
            date(2020, 3, 1),
        ),
        (
            {
                "instruments": [ci.Instrument(id="s")],
                "waves": [ci.Wave(id="w", ends="2020-04-30")],
                "responses": [ci.Response(instrument="s", respondent="p", wave="w")],
            },
            date(2020, 4, 30),
        ),
        # where nothing happened, the latest beginning
        ({"started": "2019-01-01"}, date(2019, 1, 1)),
        ({"started": "2019-01-01", "stakeholders": [ci.Stakeholder(id="a", joined="2019-06-01")]}, date(2019, 6, 1)),
        ({"activities": [ci.Activity(id="a", starts="2019-07-01")]}, date(2019, 7, 1)),
        ({"activities": [ci.Activity(id="a", starts="2030-07-01", status="planned")]}, None),
        # what happened goes before what began
        ({"started": "2024-01-01", "convenings": [ci.Convening(on="2023-05-02")]}, date(2023, 5, 2)),
        ({}, None),
    ],
)
def test_latest_thing_that_happened(fields, expected):
    """Never a plan: meetings held, figures, answers, evidence, adoptions, reviews, changes; else beginnings."""
    assert expected == latest_event(ci.Initiative(id="reads", **fields))


@pytest.mark.parametrize(
    ("status", "value", "expected"),
    [
        ("actual", 3.0, date(2023, 12, 31)),
        ("provisional", 3.0, date(2023, 12, 31)),
        ("forecast", 3.0, None),
        ("suppressed", None, None),
        ("not_collected", None, None),
        ("actual", None, None),
    ],
)
def test_figures_happened_and_forecasts_did_not(status, value, expected):
    """An actual or provisional figure is known when its period is over; targets are never looked at."""
    figure = ci.Observation(period="2023", value=value, status=status)
    indicator = ci.Indicator(id="i", observations=[figure], target=ci.Observation(period="2030", value=9))
    assert expected == latest_event(ci.Initiative(id="reads", indicators=[indicator]))


def test_a_date_that_is_given():
    """It is taken as it is, without a warning."""
    assert (date(2024, 5, 2), ()) == dated(ci.Initiative(id="reads", started="2030-01-01"), "2024-05-02")


def test_a_date_that_is_inferred():
    """It is said that it was, or that nothing has a date."""
    day, (warning,) = dated(ci.Initiative(id="reads", started="2019-01-01"), None)
    assert (date(2019, 1, 1), "card.as_of_inferred") == (day, warning.code)
    day, (warning,) = dated(ci.Initiative(id="reads"), None)
    assert (date(1970, 1, 1), "card.as_of_unknown") == (day, warning.code)
