import pytest

import collective_impact as ci


@pytest.mark.parametrize("currency", ["US", "USDX", "usd", "US1", "U$D", "ÜSD", ""])
def test_a_currency_is_a_code_of_three_letters(currency):
    """ISO 4217 has no signs, names or small letters."""
    donor = ci.Stakeholder(id="donor", budget=ci.Money(amount=1, currency=currency))
    with pytest.raises(ci.InvalidInitiativeError, match="is no currency code such as 'USD'"):
        ci.Initiative(id="reads", stakeholders=[donor])


def test_nothing_is_an_amount():
    """Zero is recorded and is something else than unknown."""
    donor = ci.Stakeholder(id="donor", budget=ci.Money(amount=0, currency="USD", year=2012))
    assert 0.0 == ci.Initiative(id="reads", stakeholders=[donor]).stakeholder("donor").budget.amount
