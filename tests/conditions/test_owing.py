"""Reports that partners owe."""

from datetime import date

import pytest
from hypothesis import given, settings
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact.conditions import _reports, _view
from collective_impact.conditions.shared_measurement import common_reporting

PEOPLE = [ci.Stakeholder(id="district", name="School district"), ci.Stakeholder(id="ymca")]


def reported(*periods, by="district", **fields):
    """Return the reports of somebody for periods."""
    return [ci.Observation(**{"period": period, "value": 40, "reporter": by} | fields) for period in periods]


def initiative(*reports, extents=(), people=PEOPLE, **fields):
    """Return an initiative with one annual indicator that both partners report."""
    plain = {"frequency": "annual", "reporters": ["district", "ymca"], "name": "Reading"}
    grade3 = ci.Indicator(id="grade3", observations=[one for several in reports for one in several], **plain | fields)
    return ci.Initiative(id="reads", stakeholders=people, indicators=[grade3], extents=extents)


def told(of, as_of):
    """Return who owes what period, how many days late."""
    return [(one.partner, str(one.period), one.days_late) for one in ci.outstanding(of, as_of)]


def test_who_owes_the_latest_report():
    """The district reported 2019, the YMCA did not: on 1 June 2020 it is 153 days late (31+29+31+30+31+1)."""
    of = initiative(reported("2018", "2019"), reported("2018", by="ymca"))
    (owed,) = ci.outstanding(of, "2020-06-01")
    assert ("ymca", "ymca", "grade3", "Reading") == (
        owed.partner,
        owed.partner_name,
        owed.indicator,
        owed.indicator_name,
    )
    assert (ci.Period.parse("2019"), date(2019, 12, 31), 153) == (owed.period, owed.due, owed.days_late)
    assert owed.is_latest
    assert owed.is_certain


def test_what_is_published_later_is_due_later():
    """With a lag of 90 days, 2019 is due on 30 March 2020."""
    of = initiative(reported("2018", "2019"), reported("2018", by="ymca"), publication_lag=90)
    assert [] == told(of, "2020-03-29")
    assert [("ymca", "2019", 0)] == told(of, "2020-03-30")
    assert [("ymca", "2019", 2)] == told(of, "2020-04-01")


def test_a_period_that_nobody_reported_is_counted_on():
    """After 2018 comes 2019, after 2018-19 comes 2019-20, after the first quarter the second."""
    assert [("district", "2019", 153), ("ymca", "2019", 153)] == told(
        initiative(reported("2018"), reported("2018", by="ymca")), "2020-06-01"
    )
    split = initiative(reported("2018-19"), reported("2018-19", by="ymca"))
    assert [("district", "2019-20", 1), ("ymca", "2019-20", 1)] == told(split, "2020-07-01")
    quarters = initiative(reported("2019 Q4"), reported("2019 Q4", by="ymca"), frequency="quarterly")
    assert ["2020 Q1", "2020 Q2"] == [period for name, period, _ in told(quarters, "2020-07-01") if name == "ymca"]


def test_months_have_their_own_ends():
    """After January (31 days) comes February with 29 in 2020."""
    months = initiative(reported("2020-01"), reported("2020-01", by="ymca"), frequency="monthly")
    found = ci.outstanding(months, "2020-03-01").reports[0]
    assert (date(2020, 2, 1), date(2020, 2, 29)) == (found.period.start, found.period.end)


def test_what_was_left_out_in_between():
    """The YMCA reported 2015 and 2018: 2016 and 2017 are owed, and 2014, before its first report, is not."""
    of = initiative(reported("2014", "2015", "2016", "2017", "2018"), reported("2015", "2018", by="ymca"))
    found = ci.outstanding(of, "2019-06-01")
    assert [("2016", False), ("2017", False)] == [(str(one.period), one.is_latest) for one in found]
    assert 1.0 == common_reporting(of, date(2019, 6, 1)).value


def test_what_was_left_out_of_a_list_that_is_not_complete():
    """It may have come in, unlisted."""
    extents = [ci.Extent(collection="indicators/grade3/observations", completeness="partial")]
    of = initiative(reported("2015", "2016", "2017"), reported("2015", "2017", by="ymca"), extents=extents)
    assert [] == told(of, "2018-06-01")


def test_a_report_that_may_have_come_in():
    """A figure of 2019 that nobody signed may be that of either."""
    of = initiative(reported("2018"), reported("2018", by="ymca"), [ci.Observation(period="2019", value=40)])
    assert [("district", False), ("ymca", False)] == [
        (one.partner, one.is_certain) for one in ci.outstanding(of, "2020-06-01")
    ]
    assert "it may have come in" in str(ci.outstanding(of, "2020-06-01"))


def test_what_was_not_collected_is_not_owed():
    """A test that was not held is nobody's omission, in the latest period and before."""
    idle = [
        ci.Observation(period="2016", status="not_collected"),
        ci.Observation(period="2018", status="not_collected"),
    ]
    of = initiative(reported("2015", "2017"), reported("2015", "2017", by="ymca"), idle)
    assert [] == told(of, "2019-06-01")


def test_a_withheld_figure_was_reported():
    """Confidential is not missing."""
    withheld = reported("2019", by="ymca", value=None, status="suppressed")
    assert [] == told(initiative(reported("2018", "2019"), reported("2018", by="ymca"), withheld), "2020-06-01")


def test_without_a_frequency():
    """Nobody knows what is due: who never reported owes something, who did may."""
    of = initiative(reported("2018"), frequency=None)
    found = ci.outstanding(of, "2020-06-01")
    assert [("district", None, None, False), ("ymca", None, None, True)] == [
        (one.partner, one.period, one.days_late, one.is_certain) for one in found
    ]
    assert "ymca: Reading, latest period, due" in str(found)


def test_no_period_to_count_from():
    """Of an indicator that was never observed nobody knows which period is due."""
    extents = [ci.Extent(collection="indicators/grade3/observations", completeness="complete")]
    found = ci.outstanding(initiative(extents=extents), "2020-06-01")
    assert [("district", None, True), ("ymca", None, True)] == [
        (one.partner, one.period, one.is_certain) for one in found
    ]


@pytest.mark.parametrize(
    ("period", "as_of", "expected"),
    [
        ("2015-02-28", "2020-06-30", "2020-06-30"),  # the ends of months
        ("2015-02-27", "2020-06-01", "2020-05-27"),
        ("2021-01-30", "2021-03-27", "2021-02-28"),  # February has no 30th
        ("2015-02-27", "0001-01-01", "0001-01-01"),
        ("2015-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_days_are_counted_on_by_months(period, as_of, expected):
    """A count on one day is followed by one on the same day of later months, as far as there are such days."""
    extents = [ci.Extent(collection="indicators/grade3/observations", completeness="complete")]
    of = initiative(reported(period), extents=extents, frequency="monthly")
    owed = [one for one in ci.outstanding(of, as_of) if one.is_latest]
    assert {expected} == {str(one.period) for one in owed}


def test_members_owe():
    """Who left less than 24 months ago still does; who left before, and who is no member yet, does not."""
    people = [ci.Stakeholder(id="district", left="2019-03-01"), ci.Stakeholder(id="ymca", left="2010-03-01")]
    assert ["district"] == [name for name, _, _ in told(initiative(reported("2018"), people=people), "2020-06-01")]


def test_by_partner():
    """Who owes most comes first."""
    of = initiative(reported("2017", "2018"), reported("2018", by="ymca"))
    other = ci.Indicator(id="grad", frequency="annual", reporters=["ymca"], observations=reported("2018", by="ymca"))
    found = ci.outstanding(of.with_indicators(other), "2020-06-01")
    assert {"ymca": 2, "district": 1} == {name: len(owed) for name, owed in found.by_partner.items()}
    assert ["ymca", "district"] == list(found.by_partner)
    assert 3 == len(found)


def test_nobody_is_named():
    """An indicator without reporters and without a public source is told of, since nobody owes it."""
    found = ci.outstanding(initiative(reporters=()), "2020-06-01")
    assert ([], ["progress.no_reporters"]) == (list(found), [warning.code for warning in found.warnings])
    public = ci.outstanding(initiative(reporters=(), public_source="TEA"), "2020-06-01")
    assert ([], []) == (list(public), list(public.warnings))


def test_the_date_is_inferred():
    """The latest thing that happened; the list says so."""
    found = ci.outstanding(initiative(reported("2018", "2019"), reported("2018", by="ymca")))
    assert (date(2019, 12, 31), "card.as_of_inferred") == (found.as_of, found.warnings[0].code)


def test_tables():
    """Plain rows, the same as columns, and lines that can be sent out."""
    found = ci.outstanding(initiative(reported("2018", "2019"), reported("2018", by="ymca")), "2020-06-01")
    row = {
        "partner": "ymca",
        "partner_name": "ymca",
        "indicator": "grade3",
        "indicator_name": "Reading",
        "period": "2019",
        "due": "2019-12-31",
        "days_late": 153,
        "is_latest": True,
        "is_certain": True,
    }
    assert [row] == found.to_records()
    assert {name: [value] for name, value in row.items()} == found.to_columns()
    assert ["reads: reports owed as of 2020-06-01: 1", "  ymca: Reading, 2019, 153 days late"] == str(
        found
    ).splitlines()
    assert "<li>ymca: Reading, 2019, 153 days late</li>" in found._repr_html_()


def test_tables_of_nothing():
    """The columns are there; the rows are not."""
    found = ci.outstanding(ci.Initiative(id="reads"), "2020-06-01")
    assert {()} == {tuple(column) for column in found.to_columns().values()}
    assert {"partner", "days_late"} <= found.to_columns().keys()
    assert "reads: reports owed as of 2020-06-01: 0" == str(found)


@settings(max_examples=15)
@given(initiatives())
def test_every_initiative_has_a_list(of):
    """Whatever is recorded, nothing is late before it was due, and the list agrees with the criterion."""
    found = ci.outstanding(of)
    assert all(one.days_late is None or one.days_late >= 0 for one in found)
    agrees(of, found)


def agrees(of, found):
    """Check the latest reports of a list against what the criterion counts."""
    owed = frozenset(person.id for person, _ in _view.owed(of, found.as_of))
    answers = [came for each in of.indicators for _, came in _reports.by_reporter(of, each, found.as_of, owed)]
    latest = [one.is_certain for one in found if one.is_latest]
    assert (answers.count(False), answers.count(None)) == (latest.count(True), latest.count(False))


@pytest.mark.parametrize("name", ci.examples.names())
@pytest.mark.parametrize("day", ["2012-06-30", "2019-12-31", "2024-09-30", "2025-06-11"])
def test_the_list_agrees_with_the_criterion(name, day):
    """What the criterion counts as missing is on the list as certain, what it does not know as uncertain."""
    of = ci.examples.load(name)
    agrees(of, ci.outstanding(of, day))


@pytest.mark.parametrize("other", [None, "reads"])
def test_only_an_initiative_has_reports(other):
    """A name is none."""
    with pytest.raises(ci.InvalidValueError, match=r"initiative: .* is not an Initiative"):
        ci.outstanding(other)
