"""Who reports what, and who acts for what, as tables."""

from datetime import date

import pytest

import collective_impact as ci
from collective_impact.conditions._incidence import matrices

TODAY = date(2020, 6, 30)


def figure(reporter=None, **fields):
    """Return a figure for the last year."""
    return ci.Observation(period="2019", value=4, reporter=reporter, **fields)


READS = ci.Initiative(
    id="reads",
    agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")]),
    stakeholders=[ci.Stakeholder(id=name) for name in ("ymca", "library", "city")],
    indicators=[
        ci.Indicator(
            id="grade3",
            goals=["read"],
            frequency="annual",
            reporters=["ymca", "library"],
            observations=[figure("ymca"), figure("city")],
        ),
        ci.Indicator(id="jobs", goals=["work"], reporters=["city"]),
        ci.Indicator(id="loose"),
    ],
    activities=[
        ci.Activity(id="tutoring", led_by="ymca", advances=["grade3"], status="under_way"),
        ci.Activity(id="fair", led_by="library", goals=["work"]),
    ],
)
REPORTING, ACTING, MOVING = matrices(READS, TODAY)


def table(matrix):
    """Return a matrix as rows of words."""
    columns = matrix.to_columns()
    return [[columns[name][row] for name in columns] for row in range(len(matrix.rows))]


def test_who_reports_what():
    """The library owes a report; the city sent one unasked, and may have sent its own; the loose one is open."""
    assert ("indicators/grade3", "indicators/jobs", "indicators/loose") == REPORTING.columns
    assert [
        ["ymca", "reports", "none", "unknown"],
        ["library", "should", "none", "unknown"],
        ["city", "reports", "unknown", "unknown"],
    ] == table(REPORTING)


def test_who_acts_for_what():
    """Tutoring moves an indicator of a goal; whether the fair is under way is not known."""
    assert [["ymca", "acts", "none"], ["library", "none", "unknown"], ["city", "none", "none"]] == table(ACTING)
    assert [
        ["ymca", "acts", "none", "none"],
        ["library", "unknown", "unknown", "unknown"],
        ["city", "none", "none", "none"],
    ] == table(MOVING)


def test_one_cell():
    """By id of the stakeholder and address of the column; others are refused with what there is."""
    assert "should" == REPORTING.cell("library", "indicators/grade3")
    assert "unknown" == REPORTING.cell("library", "indicators/loose")
    with pytest.raises(ci.UnknownNameError, match="did you mean 'indicators/grade3'"):
        REPORTING.cell("library", "indicators/grade")
    with pytest.raises(ci.UnknownNameError, match="no stakeholder 'libary'"):
        REPORTING.cell("libary", "indicators/grade3")


@pytest.mark.parametrize(
    ("activity", "cells"),
    [
        ({"led_by": "ymca"}, ["unknown", "none"]),  # for which goal is not recorded
        ({"led_by": None, "goals": ["read"]}, ["unknown", "unknown"]),  # who is in it is not recorded
        ({"led_by": "ymca", "goals": ["read"]}, ["acts", "none"]),
        ({"led_by": "ymca", "goals": ["work"]}, ["none", "none"]),
    ],
)
def test_what_is_open(activity, cells):
    """An activity without goals may be for any, one without a lead may be anybody's."""
    given = ci.Activity(id="fair", status="under_way", **activity)
    acting = matrices(_with(given), TODAY)[1]
    assert cells == [acting.cell(name, "agenda/goals/read") for name in ("ymca", "city")]


def _with(*activities):
    return ci.Initiative(
        id="reads",
        agenda=READS.agenda,
        stakeholders=READS.stakeholders,
        activities=activities,
    )


def test_activities_that_are_not_listed():
    """Where nothing is said of activities, nobody knows who acts."""
    assert {"unknown"} == {cell for row in table(matrices(_with(), TODAY)[1]) for cell in row[1:]}


def test_it_prints_row_by_row():
    """Each row says what it does, what it should do and what nobody knows; who does nothing has none."""
    assert [
        "ymca: reports indicators/grade3; unknown indicators/loose",
        "library: should indicators/grade3; unknown indicators/loose",
        "city: reports indicators/grade3; unknown indicators/jobs, indicators/loose",  # how often is not said
    ] == str(REPORTING).splitlines()
    assert ["city: none"] == [line for line in str(ACTING).splitlines() if line.startswith("city")]
