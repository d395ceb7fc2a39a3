import math

import attrs
import pytest
from tests.reports.made import change

import collective_impact as ci
from collective_impact.measurement import attainment
from collective_impact.reports._figures import Amount, Change, IncomparableError, against, amount, since_baseline

PERCENT = ci.Indicator(id="grad", unit="percent", direction="increase")
GRADES = ci.Indicator(id="buses", levels=["F", "D", "C", "B", "A"], direction="increase")


def observed(**fields):
    """Return an observation of one period."""
    return ci.Observation(period="2020", **fields)


def test_a_figure_is_an_amount_in_the_unit_of_its_indicator():
    """2,540 per 100,000 are 25.4 per 1,000."""
    arrests = ci.Indicator(id="arrests", unit="per_1000")
    found = amount(arrests, observed(value=2540, unit="per_100000"))
    assert 25.4 == pytest.approx(found.value)
    assert "per_1000" == found.unit


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"low": 90, "high": 94}, (90, 94)),
        ({"low": 95}, (95, math.inf)),
        ({"high": 5}, (-math.inf, 5)),
        ({"value": 92, "low": 90, "high": 94}, (92, 92)),
    ],
)
def test_a_censored_figure_is_a_range_that_may_be_open(fields, expected):
    """From 90 to 94 lies between two numbers, at least 95 above one; a value with an interval is its value."""
    found = amount(PERCENT, observed(**fields))
    assert expected == (found.low, found.high)


def test_what_says_nothing_is_no_amount():
    """A withheld figure, and a grade of an indicator without grades, are no numbers."""
    assert amount(PERCENT, observed(status="suppressed")) is None
    assert amount(PERCENT, observed(level="B")) is None


def test_a_grade_is_its_rank():
    """C is the third of F, D, C, B, A: two steps above F."""
    assert Amount(low=2, high=2, unit="grade") == amount(GRADES, observed(level="C"))


def test_a_change_in_percent_is_in_percentage_points():
    """Tacoma: 55.3 to 82.6 percent are 27.3 points, 49.4 percent of 55.3 (domain of published figures)."""
    found = change(PERCENT, observed(value=55.3), observed(value=82.6))
    assert Amount(low=27.3, high=27.3, unit="percentage_point") == found.amount
    assert 49.4 == round(found.relative, 1)
    assert found.better


def test_a_change_in_anything_else_is_in_its_own_unit():
    """36 seats to 35 are one seat less, 1/36 = 2.8 percent."""
    seats = ci.Indicator(id="seats", unit="seat", direction="maintain")
    found = change(seats, observed(value=36), observed(value=35))
    assert Amount(low=-1, high=-1, unit="seat") == found.amount
    assert -2.8 == round(found.relative, 1)
    assert (False, False) == (found.better, found.worse)


def test_the_change_of_censored_figures_is_a_range():
    """From 90-94 to at least 95: at least 95 - 94 = 1 point, better whatever it is."""
    found = change(PERCENT, observed(low=90, high=94), observed(low=95))
    assert (1, math.inf) == (found.amount.low, found.amount.high)
    assert found.better
    assert found.relative is None


def test_a_change_that_may_be_either_way_is_neither_better_nor_worse():
    """From 90-94 to 92: between 92 - 94 = -2 and 92 - 90 = +2 points."""
    found = change(PERCENT, observed(low=90, high=94), observed(value=92))
    assert (-2, 2) == (found.amount.low, found.amount.high)
    assert found.as_good is None


@pytest.mark.parametrize(
    ("direction", "last", "expected"),
    [
        ("increase", 12, (True, False)),
        ("increase", 8, (False, True)),
        ("decrease", 8, (True, False)),
        ("decrease", 12, (False, True)),
        ("decrease", 10, (False, False)),
        ("maintain", 12, (False, False)),
        (None, 12, (False, False)),
    ],
)
def test_better_is_the_direction_wanted(direction, last, expected):
    """From 10: what is to rise is better above, what is to fall below, what is to stay nowhere."""
    indicator = ci.Indicator(id="x", unit="percent", direction=direction)
    found = change(indicator, observed(value=10), observed(value=last))
    assert expected == (found.better, found.worse)


@pytest.mark.parametrize(("better", "worse", "low", "expected"), [(True, False, 1, True), (False, True, -1, False)])
def test_as_good_follows_the_verdict(better, worse, low, expected):
    """Better is as good, worse is not."""
    found = Change(amount=Amount(low=low, high=low), better=better, worse=worse)
    assert expected is found.as_good


def test_no_difference_is_as_good():
    """90 beside 90 is level."""
    assert change(PERCENT, observed(value=90), observed(value=90)).as_good is True


def test_a_change_of_grades_counts_steps_and_has_no_percent():
    """D to B are two grades; ranks have no zero."""
    found = change(GRADES, observed(level="D"), observed(level="B"))
    assert Amount(low=2, high=2, unit="grade") == found.amount
    assert found.relative is None


@pytest.mark.parametrize(("unit", "first"), [("percent", 0), ("USD", -5), ("degree_Celsius", 10)])
def test_there_is_no_percent_of_nothing(unit, first):
    """Zero, debts and temperatures are no beginning that a change could be a part of."""
    assert change(ci.Indicator(id="x", unit=unit), observed(value=first), observed(value=12)).relative is None


@pytest.mark.parametrize("unit", [None, "widgets of ours"])
def test_a_unit_that_nobody_knows_is_left_as_it_is(unit):
    """A difference needs no unit to be a difference."""
    found = change(ci.Indicator(id="x", unit=unit), observed(value=1), observed(value=3))
    assert Amount(low=2, high=2, unit=unit) == found.amount


def test_a_grade_and_a_number_have_no_difference():
    """B minus 4 is nothing."""
    mixed = ci.Indicator(id="x", levels=["C", "B"])
    assert change(mixed, observed(level="B"), observed(value=4)) is None


def test_another_unit_is_not_compared():
    """Students do not become households."""
    students = ci.Indicator(id="x", unit="student")
    with pytest.raises(IncomparableError):
        against(students, observed(value=1, unit="household"), observed(value=2))


def test_a_change_since_the_first_figure_is_none_since_the_baseline():
    """Where no baseline is recorded, the first figure is none."""
    figures = [ci.Observation(period=str(year), value=year) for year in (2019, 2020)]
    found = attainment(ci.Indicator(id="x", unit="percent", observations=figures))
    assert 1 == found.change.value
    assert since_baseline(found) is None


def counted(share, n=40):
    """Return a figure of 2020 with the counts behind it."""
    return observed(value=share, numerator=share * n / 100, denominator=n)


@pytest.mark.parametrize(
    ("direction", "last", "expected"),
    [
        ("increase", counted(60), (True, False)),
        ("decrease", counted(60), (True, False)),
        ("maintain", counted(60), (True, False)),
        ("maintain", counted(90), (False, False)),
        ("increase", counted(90), (False, False)),
        ("increase", observed(value=60), (False, False)),
    ],
)
def test_what_sampling_error_could_have_done_is_chance(direction, last, expected):
    """From 20 of 40: to 24 could be chance (-11 to +30 points), to 36 not (40 points, standard error 9)."""
    found = change(attrs.evolve(PERCENT, direction=direction), counted(50), last)
    assert expected == (found.chance, found.neither)


def test_what_stays_within_its_band_is_neither():
    """From 45 to 55 percent where 40 to 60 is wanted."""
    steady = attrs.evolve(PERCENT, direction="maintain", target=ci.Observation(period="2030", low=40, high=60))
    found = change(steady, observed(value=45), observed(value=55))
    assert (False, False, False, True) == (found.better, found.worse, found.chance, found.neither)


def test_a_difference_from_somebody_else_has_no_percent():
    """44 against 43 is one point, and no growth."""
    found = against(PERCENT, observed(value=43), observed(value=44))
    assert 1 == found.amount.value
    assert found.relative is None
    assert against(PERCENT, observed(status="suppressed"), observed(value=44)) is None
