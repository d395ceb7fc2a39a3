from datetime import date

import pytest

import collective_impact as ci
from collective_impact.conditions import preconditions

TODAY = date(2020, 6, 30)


def resources(*funding, extents=(), **fields):
    """Return the finding for a backbone with some funding, given as (committed until, recurring)."""
    listed = [
        ci.Funding(id=str(k), committed_until=until, recurring=recurring)
        for k, (until, recurring) in enumerate(funding)
    ]
    initiative = ci.Initiative(id="x", backbone=ci.Backbone(funding=listed, **fields), extents=extents)
    return preconditions.financial_resources(initiative, TODAY)


def span(finding):
    """Return value and bounds."""
    return finding.value, finding.low, finding.high


def test_until_the_last_commitment_ends():
    """A year has 12 months of 365.25/12 days; the longest of two commitments counts."""
    found = resources(("2021-06-30", False), ("2020-12-31", False))
    year = pytest.approx(365 / (365.25 / 12))
    assert (year, year, year) == span(found)
    assert (2, 1, ("backbone/funding/0",)) == (found.n, found.coverage, found.rests_on)
    assert "money is committed for 12 months (2 commitments)" == str(found.note)


def test_a_recurring_appropriation_counts_as_two_years():
    """Unless it is committed for longer; when it ends is often not said."""
    assert (24, 24, 24) == span(resources(("2020-07-31", True)))
    assert (24, 24, None) == span(resources((None, True)))
    assert pytest.approx(1826 / (365.25 / 12)) == resources(("2025-06-30", True)).value


def test_what_is_over_is_no_commitment():
    """Money that was committed until last year is none."""
    assert (0, 0, 0) == span(resources(("2019-06-30", False)))


def test_what_may_recur():
    """Half a year is committed; were it recurring, it would be two years."""
    found = resources(("2020-12-31", None))
    half = pytest.approx(184 / (365.25 / 12))
    assert (half, half, 24) == span(found)


def test_an_unknown_end_has_no_upper_bound():
    """Nothing is known of one commitment, so it may be the longest."""
    found = resources((None, None), ("2020-06-30", False))
    assert (0, 0, None, 1 / 2) == (*span(found), found.coverage)
    found = resources((None, None))
    assert (None, 0, None, 1, ()) == (*span(found), found.n, found.rests_on)
    assert "it is not recorded until when money is committed (1 commitments)" == str(found.note)


def test_commitments_that_are_not_listed():
    """There may be longer ones."""
    open_ = [ci.Extent(collection="backbone/funding", completeness="partial")]
    found = resources(("2020-06-30", False), extents=open_)
    assert (0, 0, None, 1 / 2) == (*span(found), found.coverage)
    total = [ci.Extent(collection="backbone/funding", completeness="partial", total=3)]
    found = resources(("2020-06-30", False), extents=total)
    assert (0, 0, None, 3, 1 / 3) == (*span(found), found.n, found.coverage)


def test_nothing_recorded_and_recorded_none():
    """No list says nothing, a complete empty list says no money."""
    found = preconditions.financial_resources(ci.Initiative(id="x"), TODAY)
    assert (None, 0, None, 0) == (*span(found), found.n)
    none = [ci.Extent(collection="backbone/funding", completeness="complete")]
    found = resources(extents=none, cash_budget=True)
    assert (0, 0, 0, ("extents/backbone%2Ffunding",)) == (*span(found), found.rests_on)


@pytest.mark.parametrize("fields", [{"cash_budget": False}, {"structure": "volunteer"}])
def test_no_cash_budget(fields):
    """A rural initiative of volunteers needs no committed money."""
    found = resources(**fields)
    assert (False, ("backbone",)) == (found.applicable, found.rests_on)
    assert "the backbone works without a cash budget" == str(found.note)


@pytest.mark.parametrize(
    "fields",
    [
        {"structure": "volunteer", "cash_budget": True},
        {"structure": "volunteer", "budget": ci.Money(amount=1, currency="USD")},
        {"structure": "platform"},
    ],
)
def test_volunteers_with_a_budget_need_money(fields):
    """So does any other backbone."""
    assert resources(**fields).applicable


def test_volunteers_with_funding_need_money():
    """Funding that is recorded is asked about."""
    assert resources(("2020-12-31", False), structure="volunteer").applicable


def test_influential_champions_and_urgency_have_no_measure():
    """No record can stand for them."""
    assert ["financial_resources"] == preconditions.__all__


def test_no_funding_is_a_fault_only_of_those_who_need_money():
    """As long as it is not recorded that the backbone needs money, none of it may turn out to be none needed."""
    none = [ci.Extent(collection="backbone/funding", completeness="complete")]

    def found(cash_budget):
        return resources(extents=none, cash_budget=cash_budget)

    assert (0, 0, 0) == (found(True).value, found(True).low, found(True).high)
    assert (0, 0, None) == (found(None).value, found(None).low, found(None).high)
    assert not found(False).applicable
