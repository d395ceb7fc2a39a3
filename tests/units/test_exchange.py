import math
import pickle
from datetime import UTC, date, datetime

import pytest

from collective_impact import units
from collective_impact.errors import InvalidValueError, UnitError

EURO_IN_DOLLARS = units.ExchangeRate(base="EUR", quote="USD", rate=1.25, on="2018-03-01", source="a bank")


@pytest.mark.parametrize(("amount", "pair", "expected"), [(200, ("EUR", "USD"), 250), (250, ("USD", "EUR"), 200)])
def test_an_amount_is_exchanged_at_the_rate_given(amount, pair, expected):
    """200 euros at 1.25 dollars are 250 dollars, and back."""
    assert expected == pytest.approx(units.exchange(amount, *pair, rate=EURO_IN_DOLLARS))


def test_a_rate_of_the_year_of_the_prices_serves():
    """An amount in prices of 2018 is exchanged at a rate of 2018."""
    assert 250 == pytest.approx(units.exchange(200, "EUR", "USD", rate=EURO_IN_DOLLARS, year=2018))


def test_a_rate_of_another_year_is_refused():
    """Exchanging old prices at a new rate would mix in inflation without saying so."""
    with pytest.raises(UnitError, match="in prices of 2011; the rate is of 2018-03-01: give one of 2011"):
        units.exchange(200, "EUR", "USD", rate=EURO_IN_DOLLARS, year=2011)


@pytest.mark.parametrize("pair", [("USD", "GBP"), ("GBP", "EUR"), ("USD", "USD"), ("student", "USD")])
def test_a_rate_between_other_currencies_is_refused(pair):
    """A rate exchanges its own two currencies alone."""
    with pytest.raises(UnitError) as caught:
        units.exchange(1, *pair, rate=EURO_IN_DOLLARS)
    assert "unit.rate_pair" == caught.value.message.code
    assert "the rate is between 'EUR' and 'USD'" in str(caught.value)


def test_a_rate_is_a_value():
    """Rates with equal fields are equal, hashable and picklable, and their date may be spelled."""
    same = units.ExchangeRate(base="EUR", quote="USD", rate=1.25, on=date(2018, 3, 1), source="a bank")
    assert same == EURO_IN_DOLLARS
    assert hash(same) == hash(EURO_IN_DOLLARS)
    assert same == pickle.loads(pickle.dumps(same))  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("rate", 0.0, "a finite number above 0"),
        ("rate", -1.0, "a finite number above 0"),
        ("rate", math.inf, "a finite number above 0"),
        ("rate", math.nan, "a finite number above 0"),
        ("on", "2018", "a date such as"),
        ("on", "20180301", "a date such as"),
        ("on", datetime(2018, 3, 1, tzinfo=UTC), "a date such as"),
        ("quote", "EUR", "another currency than 'EUR'"),
        ("base", "student", "an ISO 4217 code"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(field, given, words):
    """A rate is above zero, of one day, between two currencies."""
    fields = {"base": "EUR", "quote": "USD", "rate": 1.25, "on": "2018-03-01"} | {field: given}
    with pytest.raises(InvalidValueError, match=words):
        units.ExchangeRate(**fields)


def test_a_misspelled_currency_is_answered_with_the_nearest():
    """A code in small letters is no code, and the message says which one is meant."""
    with pytest.raises(UnitError, match="did you mean 'USD'"):
        units.ExchangeRate(base="EUR", quote="usd", rate=1.25, on="2018-03-01")
