import pytest
from tests.reports.made import change, setting

import collective_impact as ci
from collective_impact.reports._figures import Amount, Change
from collective_impact.reports._wording import change_in_words, number, signed, spelled

PERCENT = ci.Indicator(id="grad", unit="percent", direction="increase")


def observed(**fields):
    """Return an observation of one period."""
    return ci.Observation(period="2020", **fields)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (92.0, "92"),
        (55.3, "55.3"),
        (1234567.5, "1,234,567.5"),
        (-0.5, "−0.5"),
        (0.00012, "0.00012"),
        (0.0, "0"),
        (1e-7, "1e−07"),
    ],
)
def test_numbers_are_written_as_they_were_reported(value, expected):
    """No tail of digits, thousands apart, a real minus."""
    assert expected == number(value)


def test_differences_have_a_sign():
    """Plus is written, zero has none."""
    assert ["+1", "−1", "0"] == [signed(1.0), signed(-1.0), signed(0.0)]


@pytest.mark.parametrize(
    ("unit", "fields", "expected"),
    [
        ("percent", {"value": 92}, "92 %"),
        ("%", {"value": 92}, "92 %"),
        ("percent", {"low": 90, "high": 94}, "90–94 %"),
        ("percent", {"low": 95}, "at least 95 %"),
        ("percent", {"high": 5}, "at most 5 %"),
        ("percent", {"low": 95, "high": 95}, "95 %"),
        ("percent", {"value": 79.6, "low": 77.9, "high": 81.3}, "79.6 %, range 77.9–81.3"),
        ("percent", {"value": 0.71, "unit": "ratio"}, "0.71 as a ratio"),
        ("participant", {"value": 310}, "310 participants"),
        ("participant", {"value": 1}, "1 participant"),
        ("youth", {"value": 1}, "1 young person"),
        ("per 1,000", {"value": 31.2}, "31.2 per 1,000"),
        ("USD/person", {"value": 5}, "5 USD/person"),
        ("housing_unit", {"value": 1}, "1 housing unit"),
        ("widgets {of} ours", {"value": 5}, "5 widgets {of} ours"),
        ("widgets {of} ours", {"value": 1}, "1 widgets {of} ours"),
        (None, {"value": 5}, "5"),
        ("percent", {"status": "suppressed"}, ""),
        (None, {"level": "B"}, "B"),
    ],
)
def test_figures_carry_their_unit(unit, fields, expected):
    """Percent as a sign, what is counted in words, what nobody knows as it is spelled."""
    assert expected == spelled(setting(), ci.Indicator(id="x", unit=unit), observed(**fields))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ({"value": 31}, {"value": 44}, "+13 points (+41.9 %), better"),  # 13/31 = 0.41935
        ({"value": 92}, {"value": 89}, "−3 points (−3.3 %), worse"),  # 3/92 = 0.03261
        ({"value": 50}, {"value": 51}, "+1 point (+2 %), better"),
        ({"value": 50}, {"value": 50}, "no change"),
        ({"value": 50}, {"low": 60}, "at least +10 points, better"),
        ({"value": 50}, {"high": 40}, "at most −10 points, worse"),
        ({"low": 50, "high": 60}, {"value": 62}, "+2 to +12 points, better"),
        ({"low": 50}, {"low": 60}, "could be anything"),
        ({"value": 0}, {"value": 5}, "+5 points, better"),
    ],
)
def test_a_change_says_how_much_of_what_and_whether_it_is_wanted(first, last, expected):
    """In points, in percent of the beginning, and in the direction wanted."""
    found = change(PERCENT, observed(**first), observed(**last))
    assert expected == change_in_words(setting(), found)


@pytest.mark.parametrize(
    ("unit", "by", "expected"),
    [("grade", 2, "+2 grades"), ("grade", -1, "−1 grade"), ("seat", -1, "−1 seat"), (None, 3, "+3")],
)
def test_a_change_in_other_units_is_in_theirs(unit, by, expected):
    """Grades are steps, counts are what is counted."""
    assert expected == change_in_words(setting(), Change(amount=Amount(low=by, high=by, unit=unit)))


@pytest.mark.parametrize(
    ("verdict", "expected"), [("chance", "+3, could be chance"), ("neither", "+3, neither better nor worse")]
)
def test_a_change_that_does_not_count_says_why(verdict, expected):
    """The portfolio counts it among those that did neither."""
    assert expected == change_in_words(setting(), Change(amount=Amount(low=3, high=3), **{verdict: True}))


def test_no_difference_has_its_own_words():
    """Beside somebody else's figure "no change" would be wrong."""
    level = Change(amount=Amount(low=0, high=0, unit="percentage_point"))
    assert "the same" == change_in_words(setting(), level, "change.same")
