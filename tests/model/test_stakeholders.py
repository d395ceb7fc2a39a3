from datetime import date

import pytest

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.model.stakeholders import as_roles


@pytest.mark.parametrize(
    ("joined", "left", "on", "expected"),
    [
        (None, None, None, True),
        (None, None, "2020-01-01", True),
        ("2020-01-01", None, "2019-12-31", False),
        ("2020-01-01", None, "2020-01-01", True),
        ("2020-01-01", None, None, True),
        (None, "2020-01-01", "2019-12-31", True),
        (None, "2020-01-01", "2020-01-01", False),
        (None, "2020-01-01", None, False),
        ("2020-01-01", "2020-01-01", "2020-01-01", False),
        ("2020-01-01", "2020-01-02", "2020-01-01", True),
        ("2020-01-01", None, date(2020, 1, 1), True),
    ],
)
def test_who_belongs(joined, left, on, expected):
    """From the first day as a member to the day before the first day no longer one."""
    assert expected is ci.Stakeholder(id="a", joined=joined, left=left).belongs(on)


def test_roles_for_type_checkers_are_roles():
    """The converter that type checkers read does what the field does."""
    assert ci.Stakeholder(id="a", roles=["funder"]).roles == as_roles(["funder"])


def test_a_wrong_date_is_refused():
    """A date is a date or its spelling."""
    with pytest.raises(InvalidValueError, match="date: 'today' is not a date such as"):
        ci.Stakeholder(id="a").belongs("today")
