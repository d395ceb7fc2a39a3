from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.conditions import shared_measurement

TODAY = date(2020, 6, 30)


def obs(period, value=1.0, **fields):
    """Return an observation."""
    return ci.Observation(period=period, value=value, **fields)


def lost(period, status="not_collected", **fields):
    """Return an observation without a figure."""
    return ci.Observation(period=period, status=status, **fields)


def measuring(*indicators, people="abc", **fields):
    """Return an initiative with members and indicators."""
    members = [ci.Stakeholder(id=name) if isinstance(name, str) else name for name in people]
    return ci.Initiative(id="reads", stakeholders=members, indicators=indicators, **fields)


def extent(collection, completeness, total=None):
    """Return how complete a collection is."""
    return ci.Extent(collection=collection, completeness=completeness, total=total)


def span(finding):
    """Return value and bounds."""
    return finding.value, finding.low, finding.high


def ask(name, initiative, as_of=TODAY):
    """Return value and bounds of a measure."""
    return span(getattr(shared_measurement, name)(initiative, as_of))


FULL = {
    "definition": "share of children who read at grade level",
    "unit": "percent",
    "direction": "increase",
    "baseline": obs("2012", 31),
    "target": obs("2025", 60),
    "reporters": ["a"],
}


class TestDefinedIndicators:
    """Of definition, unit, direction, baseline, target and reporters."""

    def test_complete(self):
        """All six are there."""
        found = shared_measurement.defined_indicators(measuring(ci.Indicator(id="i", **FULL)), TODAY)
        assert (1, 1, 1, 1, 1, ("indicators/i",)) == (*span(found), found.n, found.coverage, found.rests_on)
        said = "1 of 1 indicators are known to have all of definition, unit, direction, baseline, target and reporters"
        assert said == str(found.note)

    @pytest.mark.parametrize("part", ["definition", "unit", "direction", "baseline", "target"])
    def test_one_of_six_unknown(self, part):
        """Five of five known are there: 1, between 5/6 and 1, 5/6 known."""
        found = shared_measurement.defined_indicators(measuring(ci.Indicator(id="i", **(FULL | {part: None}))), TODAY)
        assert (1, 5 / 6, 1, 5 / 6) == (*span(found), found.coverage)

    @pytest.mark.parametrize(
        ("fields", "extents", "expected"),
        [
            ({"reporters": []}, [], (1, 5 / 6, 1)),
            ({"reporters": [], "public_source": "state agency"}, [], (1, 1, 1)),
            ({"reporters": [], "public_source": ""}, [], (1, 5 / 6, 1)),
            ({"reporters": []}, [("indicators/i/reporters", "complete")], (1, 5 / 6, 1)),
            ({"reporters": [], "public_source": ""}, [("indicators/i/reporters", "complete")], (5 / 6, 5 / 6, 5 / 6)),
            ({}, [("indicators/i/reporters", "partial")], (1, 1, 1)),
        ],
    )
    def test_somebody_reports_it_or_a_public_source_has_it(self, fields, extents, expected):
        """Only where both are recorded as none there is nobody."""
        indicator = ci.Indicator(id="i", **(FULL | fields))
        initiative = measuring(indicator, extents=[extent(*one) for one in extents])
        assert pytest.approx(expected) == ask("defined_indicators", initiative)

    def test_letter_grades_are_a_unit(self):
        """An ordinal indicator has grades, which are ordered, instead of a unit."""
        graded = FULL | {"unit": None, "levels": ["F", "C", "A"], "baseline": ci.Observation(level="F")}
        assert (1, 1, 1) == ask("defined_indicators", measuring(ci.Indicator(id="i", **graded)))

    def test_mean_over_indicators(self):
        """One has all six; of the other two of four known are there: (1 + 2/4)/2, from (1 + 2/6)/2 to (1 + 4/6)/2."""
        other = ci.Indicator(id="j", definition="", unit="percent", direction="increase", target=lost("2025"))
        initiative = measuring(ci.Indicator(id="i", **FULL), other)
        assert pytest.approx((3 / 4, 4 / 6, 5 / 6)) == ask("defined_indicators", initiative)

    def test_no_indicators(self):
        """Recorded as none they are 0, else there is nothing to ask."""
        assert (None, 0, 1) == ask("defined_indicators", measuring())
        assert (0, 0, 0) == ask("defined_indicators", measuring(extents=[extent("indicators", "complete")]))

    def test_indicators_that_are_not_listed(self):
        """An indicator set of 53 of which one is listed, and complete: 1/53 to 53/53 (Strive 2011)."""
        initiative = measuring(ci.Indicator(id="i", **FULL), extents=[extent("indicators", "partial", 53)])
        found = shared_measurement.defined_indicators(initiative, TODAY)
        assert (1, 1 / 53, 1, 53, 1 / 53) == (*span(found), found.n, found.coverage)


class TestAgendaCoverage:
    """Of the goals, those with a population indicator."""

    @pytest.mark.parametrize(
        ("level", "expected"),
        [("population", (0.5, 0.5, 0.5)), ("performance", (0, 0, 0)), (None, (0, 0, 0.5))],
    )
    def test_level_of_the_indicator(self, level, expected):
        """What only a program's clients show does not count; of an unknown level it is unknown."""
        goals = ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")])
        initiative = measuring(ci.Indicator(id="i", level=level, goals=["read"]), agenda=goals)
        assert expected == ask("agenda_coverage", initiative)

    def test_population_indicator_without_a_goal(self):
        """It may be one of any goal."""
        initiative = measuring(
            ci.Indicator(id="i", level="population"), agenda=ci.CommonAgenda(goals=[ci.Goal(id="g")])
        )
        assert (None, 0, 1) == ask("agenda_coverage", initiative)

    def test_nothing_is_measured(self):
        """Without a record of indicators it is unknown, with a recorded none it is 0."""
        initiative = measuring(agenda=ci.CommonAgenda(goals=[ci.Goal(id="g")]))
        assert (None, 0, 1) == ask("agenda_coverage", initiative)
        assert (0, 0, 0) == ask("agenda_coverage", initiative.with_extents(extent("indicators", "complete")))


def population(key, *observations, level="population", **fields):
    """Return an indicator about the population."""
    return ci.Indicator(id=key, level=level, observations=observations, **fields)


class TestDisaggregation:
    """Of the population indicators, those with figures by group."""

    @pytest.mark.parametrize(
        ("observation", "expected"),
        [
            (obs("2019", group="Starr County"), (1, 1, 1)),
            (lost("2019", "suppressed", group="Starr County"), (1, 1, 1)),
            (obs("2019", status="provisional", group="Starr County"), (1, 1, 1)),
            (obs("2019"), (0, 0, 0)),
            (obs("2019", status="forecast", group="Starr County"), (0, 0, 0)),
            (lost("2019", group="Starr County"), (0, 0, 0)),
            (obs("2019", None, group="Starr County"), (None, 0, 1)),
            (obs("2020", group="Starr County"), (None, 0, 1)),
        ],
    )
    def test_figures_by_group(self, observation, expected):
        """Withheld for confidentiality counts as there; a forecast, or a year not over, does not."""
        assert expected == ask("disaggregation", measuring(population("i", observation)))

    def test_nothing_observed(self):
        """Without observations it is unknown; with a recorded none there is none; a partial list leaves it open."""
        bare = measuring(population("i"))
        assert (None, 0, 1) == ask("disaggregation", bare)
        assert (0, 0, 0) == ask("disaggregation", bare.with_extents(extent("indicators/i/observations", "complete")))
        listed = measuring(population("i", obs("2019")), extents=[extent("indicators/i/observations", "partial")])
        assert (None, 0, 1) == ask("disaggregation", listed)

    def test_only_population_indicators_are_asked(self):
        """Two are about the population (yes, no), one is not, one may be (no): 1/2, from 1/3 to 1/2."""
        by_group = obs("2019", group="girls")
        initiative = measuring(
            population("i", by_group),
            population("j", obs("2019")),
            population("k", by_group, level="performance"),
            population("l", obs("2019"), level=None),
        )
        found = shared_measurement.disaggregation(initiative, TODAY)
        assert (1 / 2, 1 / 3, 1 / 2, 3, 2 / 3) == (*span(found), found.n, found.coverage)

    def test_none_is_about_the_population(self):
        """Then nothing is seen of it by group."""
        found = shared_measurement.disaggregation(measuring(population("i", level="performance")), TODAY)
        assert (0, 0, 0, ("indicators/i",)) == (*span(found), found.rests_on)
        assert "none of the indicators is about the population" == str(found.note)

    def test_no_indicators(self):
        """There is nothing to ask."""
        assert (None, 0, 1) == ask("disaggregation", measuring())


def reported(key, *observations, reporters=("a", "b"), **fields):
    """Return an indicator that partners report."""
    return ci.Indicator(id=key, reporters=reporters, observations=observations, **fields)


class TestDataAgreements:
    """Of the reporting partners, those with a data-sharing agreement."""

    def test_reporting_partners_only(self):
        """Two report: one has an agreement, of the other it is unknown; the third need not have one."""
        people = [
            ci.Stakeholder(id="a", data_sharing_agreement=True),
            ci.Stakeholder(id="b"),
            ci.Stakeholder(id="c", data_sharing_agreement=False),
        ]
        found = shared_measurement.data_agreements(measuring(reported("i"), people=people), TODAY)
        assert (1, 0.5, 1, 2, ("stakeholders/a",)) == (*span(found), found.n, found.rests_on)

    def test_who_left_has_none(self):
        """For 24 months it stays in the denominator."""
        people = [
            ci.Stakeholder(id="a", data_sharing_agreement=True),
            ci.Stakeholder(id="b", data_sharing_agreement=True, left="2019-01-01"),
        ]
        initiative = measuring(reported("i"), people=people)
        assert (0.5, 0.5, 0.5) == ask("data_agreements", initiative)
        assert (1, 1, 1) == ask("data_agreements", initiative, date(2021, 1, 1))

    def test_not_applicable_where_all_is_public(self):
        """Nobody has to share anything."""
        public = ci.Indicator(id="i", public_source="state agency")
        found = shared_measurement.data_agreements(measuring(public), TODAY)
        assert (False, None, ("indicators/i",)) == (found.applicable, found.value, found.rests_on)
        said = "all indicators (1) come from public sources, so no partner has to report"
        assert said == str(found.note)

    def test_unknown_reporters(self):
        """There may be any number of them: there is something to ask, or what is known is half of it."""
        found = shared_measurement.data_agreements(measuring(ci.Indicator(id="i")), TODAY)
        assert (None, 0, 1, 1, 0) == (*span(found), found.n, found.coverage)
        people = [ci.Stakeholder(id="a", data_sharing_agreement=True)]
        initiative = measuring(reported("i", reporters=["a"]), ci.Indicator(id="j"), people=people)
        found = shared_measurement.data_agreements(initiative, TODAY)
        assert (1, 0, 1, 1, 0.5) == (*span(found), found.n, found.coverage)

    @pytest.mark.parametrize(
        "extents", [[extent("indicators", "partial", 9)], [extent("indicators/i/reporters", "partial", 3)]]
    )
    def test_lists_that_may_go_on(self, extents):
        """Further indicators, or further reporters, may bring partners without an agreement."""
        people = [ci.Stakeholder(id="a", data_sharing_agreement=True)]
        initiative = measuring(reported("i", reporters=["a"]), people=people, extents=extents)
        assert (1, 0, 1) == ask("data_agreements", initiative)

    def test_nobody_is_to_report(self):
        """Then there is nobody to ask; neither is there where nothing is measured, unless that is recorded."""
        none = [extent("indicators/i/reporters", "complete")]
        found = shared_measurement.data_agreements(measuring(ci.Indicator(id="i"), extents=none), TODAY)
        assert (None, 0, 1, 0) == (*span(found), found.n)
        assert (None, 0, 1) == ask("data_agreements", measuring())
        assert (0, 0, 0) == ask("data_agreements", measuring(extents=[extent("indicators", "complete")]))


ANNUAL = {"frequency": "annual"}


class TestCommonReporting:
    """Of the reports expected for the latest period, those received."""

    def test_reporters_times_indicators(self):
        """Three reports of four came in: a and b for i, a for j."""
        initiative = measuring(
            reported("i", obs("2019", reporter="a"), obs("2019", reporter="b"), **ANNUAL),
            reported("j", obs("2019", reporter="a"), obs("2018", reporter="b"), **ANNUAL),
        )
        found = shared_measurement.common_reporting(initiative, TODAY)
        assert (0.75, 0.75, 0.75, 4, 1) == (*span(found), found.n, found.coverage)
        assert ("indicators/i", "indicators/j") == found.rests_on
        assert "3 of 4 reports expected for the latest period are known to have come in" == str(found.note)

    @pytest.mark.parametrize(
        ("frequency", "periods", "as_of", "lag", "received"),
        [
            ("annual", ["2018", "2019"], "2019-12-31", None, 1),  # 2019 ended today, and is there
            ("annual", ["2018"], "2019-12-30", None, 1),  # 2019 is not over
            ("annual", ["2018"], "2019-12-31", None, 0),  # 2019 is over and due at once
            ("annual", ["2018"], "2020-03-29", 90, 1),  # 90 days before: 2019-12-30
            ("annual", ["2018"], "2020-03-30", 90, 0),  # 90 days before: 2019-12-31, so 2019 is due
            ("annual", ["2019"], "2020-01-05", 90, 1),  # ahead of time
            ("annual", ["2015"], "2020-06-30", None, 0),  # nobody has reported for years
            ("annual", ["2018-19"], "2020-06-29", None, 1),  # a school year, 2019-07 to 2020-06 is not over
            ("annual", ["2018-19"], "2020-06-30", None, 0),
            ("quarterly", ["2020 Q1"], "2020-06-29", None, 1),
            ("quarterly", ["2020 Q1"], "2020-06-30", None, 0),
            ("quarterly", ["2020 Q2"], "2020-06-30", None, 1),
            ("monthly", ["2020-01"], "2020-02-28", None, 1),  # February 2020 has 29 days
            ("monthly", ["2020-01"], "2020-02-29", None, 0),
            ("biennial", ["17 May to 11 June 2018"], "2020-06-10", None, 1),
            ("biennial", ["17 May to 11 June 2018"], "2020-06-11", None, 0),
            ("annual", ["9999"], "9999-12-31", None, 1),  # the last day that there is
            ("annual", ["2019"], "2020-06-30", 10**6, 1),  # a lag of thousands of years
        ],
    )
    def test_latest_period_that_is_due(self, frequency, periods, as_of, lag, received):
        """It ended in the months of the frequency before the date, less the publication lag."""
        given = [ci.Period.parse(text, convention="month" if frequency == "monthly" else None) for text in periods]
        indicator = reported(
            "i", *(obs(one, reporter="a") for one in given), reporters=["a"], frequency=frequency, publication_lag=lag
        )
        assert (received,) * 3 == ask("common_reporting", measuring(indicator), date.fromisoformat(as_of))

    def test_who_is_early_makes_nobody_late(self):
        """Within the lag the period before is the latest; after it who has not reported is late."""
        both = [obs("2018", reporter=name) for name in "ab"]
        initiative = measuring(reported("i", *both, obs("2019", reporter="a"), publication_lag=120, **ANNUAL))
        assert (1, 1, 1) == ask("common_reporting", initiative, date(2020, 4, 1))
        assert (0.5, 0.5, 0.5) == ask("common_reporting", initiative, date(2020, 5, 1))

    @pytest.mark.parametrize(
        ("sent", "expected"),
        [
            ([], (None, 0, 1)),  # nothing is recorded
            ([obs("2009", reporter="a")], (0, 0, 0.5)),  # a may be late or not; b never reported
            ([obs("2019", reporter="a"), obs("2018", reporter="b")], (None, 0, 1)),
            ([obs("2018", reporter="a"), lost("2018", reporter="b")], (None, 0, 1)),  # b may have an excuse
            ([obs("2018", reporter="a"), obs("2018")], (None, 0, 1)),  # b may have sent what nobody signed
        ],
    )
    def test_without_a_frequency(self, sent, expected):
        """Nobody knows what is due, however late the last report is; only who never reported has not."""
        assert expected == ask("common_reporting", measuring(reported("i", *sent)))

    @given(
        sent=st.dictionaries(
            st.tuples(st.sampled_from(["2009", "2018", "2019", "November 2019"]), st.sampled_from(["a", "b", None])),
            st.sampled_from([(40, "actual"), (None, "actual"), (None, "not_collected"), (40, "forecast")]),
            max_size=4,
        ),
        frequency=st.sampled_from(["monthly", "annual", "biennial"]),
    )
    def test_knowing_the_frequency_never_widens(self, sent, frequency):
        """Whatever the frequency turns out to be, the bounds stay within what they were."""
        given_ = [obs(of, value, reporter=name, status=said) for (of, name), (value, said) in sent.items()]
        before = ask("common_reporting", measuring(reported("i", *given_)))
        after = ask("common_reporting", measuring(reported("i", *given_, frequency=frequency)))
        assert before[1] <= after[1]
        assert after[2] <= before[2]

    @pytest.mark.parametrize(
        ("observation", "expected"),
        [
            (obs("2019", reporter="b", status="provisional"), (1, 1, 1)),
            (lost("2019", "suppressed", reporter="b"), (1, 1, 1)),
            (ci.Observation(period="2019", low=90, reporter="b"), (1, 1, 1)),
            (obs("2019", reporter="b", group="girls"), (1, 1, 1)),
            (obs("2019", reporter="b", status="forecast"), (0.5, 0.5, 0.5)),
            (lost("2019", reporter="b"), (0.5, 0.5, 0.5)),
            (obs("2019", None, reporter="b"), (1, 0.5, 1)),
            (obs("2019", group="girls"), (1, 0.5, 1)),
            (obs("2019", reporter="c"), (0.5, 0.5, 0.5)),
        ],
    )
    def test_what_is_a_report(self, observation, expected):
        """Withheld counts, a forecast does not; no figure yet, or no name under it, may be."""
        initiative = measuring(reported("i", obs("2019", reporter="a"), observation, **ANNUAL))
        assert expected == ask("common_reporting", initiative)

    def test_unsigned_figures_are_from_the_only_reporter(self):
        """Where only one is to report, nobody else can have."""
        assert (1, 1, 1) == ask("common_reporting", measuring(reported("i", obs("2019"), reporters=["a"], **ANNUAL)))

    @pytest.mark.parametrize(
        ("observations", "expected"),
        [
            ([lost("2019")], (None, 0)),
            ([lost("2019", reporter="a")], (0, 1)),
            ([lost("2019", reporter="a"), lost("2019", reporter="b")], (None, 0)),
            ([lost("2019"), obs("2019", reporter="a")], (0.5, 2)),
        ],
    )
    def test_what_nobody_could_collect_is_not_expected(self, observations, expected):
        """A test that was not held in a pandemic year is no omission; but it was held if anybody has a figure."""
        found = shared_measurement.common_reporting(measuring(reported("i", *observations, **ANNUAL)), TODAY)
        assert expected == (found.value, found.n)

    def test_it_may_be_that_nobody_could_collect_it(self):
        """As long as another's figure is still empty, both are unknown."""
        empty = [lost("2019", reporter="a"), obs("2019", None, reporter="b")]
        assert (None, 0, 1) == ask("common_reporting", measuring(reported("i", *empty, **ANNUAL)))

    def test_nothing_recorded(self):
        """Reports are expected, and nothing is known of them; a partial list leaves open what is missing."""
        found = shared_measurement.common_reporting(measuring(reported("i", **ANNUAL)), TODAY)
        assert (None, 0, 1, 2, 0) == (*span(found), found.n, found.coverage)
        partial = [extent("indicators/i/observations", "partial")]
        initiative = measuring(reported("i", obs("2019", reporter="a"), **ANNUAL), extents=partial)
        assert (1, 0.5, 1) == ask("common_reporting", initiative)
        without_frequency = measuring(reported("i", obs("2019", reporter="a")), extents=partial)
        assert (None, 0, 1) == ask("common_reporting", without_frequency)

    def test_recorded_none(self):
        """Nobody has ever reported, says the extent."""
        none = [extent("indicators/i/observations", "complete")]
        assert (0, 0, 0) == ask("common_reporting", measuring(reported("i"), extents=none))

    def test_who_left_owes_for_24_months(self):
        """After that, and before it joined, nobody expects a report of a partner."""
        people = ["a", ci.Stakeholder(id="b", joined="2018-01-01", left="2019-06-30")]
        initiative = measuring(
            reported("i", obs("2017", reporter="a"), obs("2019", reporter="a"), **ANNUAL), people=people
        )
        assert (0.5, 0.5, 0.5) == ask("common_reporting", initiative)
        assert (1, 1, 1) == ask("common_reporting", initiative, date(2017, 12, 31))
        assert 1 == shared_measurement.common_reporting(initiative, date(2021, 6, 30)).n

    def test_public_sources_are_not_expected(self):
        """One indicator is public, the other is reported by one of two."""
        public = ci.Indicator(id="public", public_source="state agency", observations=[obs("2019")])
        initiative = measuring(public, reported("i", obs("2019", reporter="a"), **ANNUAL))
        assert (0.5, 0.5, 0.5) == ask("common_reporting", initiative)
        assert not shared_measurement.common_reporting(measuring(public), TODAY).applicable

    @pytest.mark.parametrize(
        ("fields", "extents", "expected", "n"),
        [
            ({}, [], (1, 0, 1), 2),
            ({"public_source": "state agency"}, [extent("indicators", "partial", 5)], (1, 0, 1), 1),
            ({}, [extent("indicators/j/reporters", "complete")], (1, 0.5, 1), 2),
            ({"public_source": ""}, [extent("indicators/j/reporters", "complete")], (0.5, 0.5, 0.5), 2),
            ({"public_source": "state agency"}, [extent("indicators/i/reporters", "partial")], (1, 0, 1), 1),
        ],
    )
    def test_who_reports_is_unknown(self, fields, extents, expected, n):
        """There may be any number of reports; where it is recorded that nobody reports, one is missing."""
        sent = reported("i", obs("2019", reporter="a"), reporters=["a"], **ANNUAL)
        found = shared_measurement.common_reporting(
            measuring(sent, ci.Indicator(id="j", **fields), extents=extents), TODAY
        )
        assert (expected, n) == (span(found), found.n)

    def test_public_where_the_list_may_go_on(self):
        """It is not known that all are public."""
        public = ci.Indicator(id="public", public_source="state agency")
        found = shared_measurement.common_reporting(measuring(public, extents=[extent("indicators", "partial")]), TODAY)
        assert (True, None, 0, 1) == (found.applicable, *span(found))

    def test_no_indicators(self):
        """Recorded as none it is 0, else there is nothing to ask."""
        assert (None, 0, 1) == ask("common_reporting", measuring())
        assert (0, 0, 0) == ask("common_reporting", measuring(extents=[extent("indicators", "complete")]))


class TestComparability:
    """Of the reports, those that can be compared."""

    @pytest.mark.parametrize(
        ("unit", "expected"),
        [
            (None, 1),
            ("percent", 1),
            ("%", 1),
            ("ratio", 1),
            ("per 1,000", 1),
            ("student", 0.5),
            ("USD", 0.5),
        ],
    )
    def test_unit(self, unit, expected):
        """It must convert to the indicator's."""
        initiative = measuring(ci.Indicator(id="i", unit="percent", observations=[obs("2018"), obs("2019", unit=unit)]))
        assert (expected,) * 3 == ask("comparability", initiative)

    @pytest.mark.parametrize(("wanted", "given"), [(None, "percent"), ("percent", "pct points or so")])
    def test_unit_that_says_nothing(self, wanted, given):
        """Without a unit of the indicator, or with one that nobody understands, it is unknown."""
        initiative = measuring(ci.Indicator(id="i", unit=wanted, observations=[obs("2018"), obs("2019", unit=given)]))
        assert (1, 0.5, 1) == ask("comparability", initiative)

    def test_units_that_do_not_convert_are_named(self):
        """One for all of them, the same in whatever order."""
        first = ci.Indicator(
            id="i", unit="percent", observations=[obs("2018", unit="student"), obs("2019", unit="student")]
        )
        other = ci.Indicator(id="j", unit="person", observations=[obs("2018", unit="household")])
        said = "0 of 3 reports are known to be comparable; 'household' does not convert to 'person' (j)"
        for indicators in ([first, other], [other, first]):
            assert said == str(shared_measurement.comparability(measuring(*indicators), TODAY).note)

    def test_units_are_read_only_where_they_differ(self):
        """What is spelled alike is alike, even where nobody understands it."""
        initiative = measuring(
            ci.Indicator(id="i", unit="no unit at all", observations=[obs("2019", unit="no unit at all")])
        )
        assert (1, 1, 1) == ask("comparability", initiative)

    @pytest.mark.parametrize(
        ("of_indicator", "of_report", "expected"),
        [
            ("2", None, (1, 1, 1)),
            ("2", "2", (1, 1, 1)),
            ("2", "1", (0.5, 0.5, 0.5)),
            (None, "1", (1, 0.5, 1)),
            (None, None, (1, 1, 1)),
        ],
    )
    def test_version_of_the_definition(self, of_indicator, of_report, expected):
        """A report follows the indicator's definition unless it says otherwise."""
        observations = [obs("2018"), obs("2019", definition_version=of_report)]
        initiative = measuring(ci.Indicator(id="i", definition_version=of_indicator, observations=observations))
        assert expected == ask("comparability", initiative)

    def test_indicator_set_whose_denominator_changes(self):
        """34 of 53, 81 % of 34, 26 of 32: each report has a definition of its own, one is the present one (Strive)."""
        observations = [
            obs("2010", 64, numerator=34, denominator=53, definition_version="53 indicators"),
            obs("2011", 81, definition_version="34 indicators"),
            obs("2012", 81, numerator=26, denominator=32, definition_version="32 indicators"),
        ]
        initiative = measuring(ci.Indicator(id="i", definition_version="32 indicators", observations=observations))
        assert (1 / 3,) * 3 == ask("comparability", initiative)

    def test_population(self):
        """Where one report is about everybody, a report of girls alone cannot be compared; with both figures it can."""
        everybody = [obs("2019", reporter="a")]
        girls = [obs("2019", reporter="b", group="girls")]
        both = [obs("2019", reporter="c"), obs("2019", reporter="c", group="girls")]
        initiative = measuring(ci.Indicator(id="i", observations=[*everybody, *girls, *both]))
        found = shared_measurement.comparability(initiative, TODAY)
        assert (2 / 3, 3) == (found.value, found.n)

    def test_everybody_reports_a_part(self):
        """Where each district reports on its own, none of them is odd."""
        parts = [obs("2019", reporter=name, group=f"district {name}") for name in "abc"]
        assert (1, 1, 1) == ask("comparability", measuring(ci.Indicator(id="i", observations=parts)))

    @pytest.mark.parametrize(
        ("periods", "expected"),
        [
            (["2017", "2018", "2018-19"], 1),  # all a year, wherever it begins
            (["2019", "2020"], 1),  # a leap year is a year
            (["2019 Q1", "2019 Q2", "2018"], 2 / 3),
            (["2018", "2019 Q1"], 1 / 2),  # of as many, the shorter
            (["2019-05-17", "17 May to 11 June 2018"], 1),  # a day and a month in the field
            (["2019-05-17", "2019 Q1"], 1 / 2),
        ],
    )
    def test_length_of_the_period(self, periods, expected):
        """In months, as most of the indicator's."""
        initiative = measuring(ci.Indicator(id="i", observations=[obs(period) for period in periods]))
        assert (expected,) * 3 == ask("comparability", initiative, date(2020, 12, 31))

    def test_of_as_many_the_shorter_period_is_usual(self):
        """A quarter of an old definition and a year: the quarter is as long as usual, so neither can be compared."""
        observations = [obs("2018"), obs("2019 Q1", definition_version="1")]
        indicator = ci.Indicator(id="i", definition_version="2", observations=observations)
        assert (0, 0, 0) == ask("comparability", measuring(indicator))

    @pytest.mark.parametrize("order", [1, -1])
    def test_one_figure_makes_a_report(self, order):
        """Figures of groups that are still empty leave it a report."""
        figures = [obs("2019"), obs("2019", None, group="girls")]
        assert (1, 1, 1) == ask("comparability", measuring(ci.Indicator(id="i", observations=figures[::order])))

    @pytest.mark.parametrize(
        ("observation", "n"),
        [
            (lost("2019", "suppressed"), 2),
            (obs("2019", None), 2),
            (obs("2019", status="forecast"), 1),
            (lost("2019"), 1),
            (obs("2020"), 1),
        ],
    )
    def test_what_is_a_report(self, observation, n):
        """Withheld is one; empty may become one; a forecast, not collected, and a year not over are none."""
        initiative = measuring(ci.Indicator(id="i", observations=[obs("2018"), observation]))
        assert n == shared_measurement.comparability(initiative, TODAY).n

    @pytest.mark.parametrize(
        ("extents", "expected"),
        [
            ([], (1, 0.5, 1, 2)),
            ([("indicators/j/observations", "complete", None)], (1, 1, 1, 1)),
            ([("indicators/j/observations", "partial", 3)], (1, 0.25, 1, 4)),
            ([("indicators/j/observations", "unknown", None)], (1, 0, 1, 1)),
            ([("indicators", "partial", 3)], (1, 0, 1, 1)),
        ],
    )
    def test_reports_that_are_not_listed(self, extents, expected):
        """Of an indicator without observations there may be one, or as many as the extent says."""
        initiative = measuring(
            ci.Indicator(id="i", observations=[obs("2019")]),
            ci.Indicator(id="j"),
            extents=[extent(*one) for one in extents],
        )
        found = shared_measurement.comparability(initiative, TODAY)
        assert expected == (*span(found), found.n)

    def test_nothing_to_compare(self):
        """No reports, no indicators: there is nothing to ask, unless it is recorded that nothing is measured."""
        assert (None, 0, 1) == ask("comparability", measuring(ci.Indicator(id="i", observations=[lost("2019")])))
        assert (None, 0, 1) == ask("comparability", measuring())
        assert (0, 0, 0) == ask("comparability", measuring(extents=[extent("indicators", "complete")]))


class TestTimeliness:
    """Of the indicators, those observed within 1.5 times their frequency and the publication lag."""

    @pytest.mark.parametrize(("completeness", "expected"), [("partial", (0, 0, 0.5)), ("complete", (0, 0, 0))])
    def test_not_collected_in_a_list_with_gaps_excuses_nothing(self, completeness, expected):
        """Beside an indicator that is late: what is not listed may hold a figure; a complete list does not."""
        late = ci.Indicator(id="late", frequency="annual")
        idle = ci.Indicator(id="idle", frequency="annual", observations=[lost("2019")])
        known = [extent(name, "complete") for name in ("indicators", "indicators/late/observations")]
        known.append(extent("indicators/idle/observations", completeness))
        assert expected == ask("timeliness", measuring(late, idle, extents=known))

    @pytest.mark.parametrize(
        ("frequency", "lag", "days", "expected"),
        [
            ("annual", None, 547, 1),  # 1.5 x 12 x 30.4375 = 547.9
            ("annual", None, 548, 0),
            ("annual", 90, 637, 1),
            ("annual", 90, 638, 0),
            ("monthly", None, 45, 1),  # 45.7
            ("monthly", None, 46, 0),
            ("quarterly", None, 136, 1),  # 136.97
            ("quarterly", None, 137, 0),
            ("semiannual", None, 273, 1),  # 273.9
            ("biennial", None, 1095, 1),  # 1095.75
            ("biennial", None, 1096, 0),
        ],
    )
    def test_days_since_the_end_of_the_last_period(self, frequency, lag, days, expected):
        """To the day."""
        last = date.fromordinal(TODAY.toordinal() - days).isoformat()
        indicator = ci.Indicator(id="i", frequency=frequency, publication_lag=lag, observations=[obs(last)])
        assert (expected,) * 3 == ask("timeliness", measuring(indicator))

    @pytest.mark.parametrize(
        ("observation", "expected"),
        [
            (lost("2019", "suppressed"), (1, 1, 1)),
            (obs("2019", status="forecast"), (0, 0, 0)),
            (obs("2019", None), (None, 0, 1)),
            (obs("2020"), (0, 0, 0)),
        ],
    )
    def test_what_is_an_observation(self, observation, expected):
        """Withheld is one, a forecast and a year that is not over are none, an empty one may be."""
        indicator = ci.Indicator(id="i", frequency="annual", observations=[obs("2015"), observation])
        assert expected == ask("timeliness", measuring(indicator))

    def test_public_sources_count(self):
        """It is the indicator that is up to date, whoever observes it."""
        indicator = ci.Indicator(id="i", frequency="annual", public_source="state", observations=[obs("2019")])
        assert (1, 1, 1) == ask("timeliness", measuring(indicator))

    def test_what_could_not_be_collected_is_left_out(self):
        """Tests that were not held lately make no indicator late; held long ago, they are."""
        held = ci.Indicator(id="i", frequency="annual", observations=[obs("2019")])
        skipped = ci.Indicator(id="j", frequency="annual", observations=[obs("2015"), lost("2019")])
        long_ago = ci.Indicator(id="k", frequency="annual", observations=[obs("2015"), lost("2016")])
        found = shared_measurement.timeliness(measuring(held, skipped, long_ago), TODAY)
        assert (0.5, 2) == (found.value, found.n)
        found = shared_measurement.timeliness(measuring(skipped), TODAY)
        assert (None, 0, 1, 0, ()) == (*span(found), found.n, found.rests_on)

    def test_without_a_frequency(self):
        """Nobody knows when the next figure is due; but none at all is not up to date."""
        assert (None, 0, 1) == ask("timeliness", measuring(ci.Indicator(id="i", observations=[obs("2019")])))
        none = measuring(ci.Indicator(id="i"), extents=[extent("indicators/i/observations", "complete")])
        assert (0, 0, 0) == ask("timeliness", none)

    @pytest.mark.parametrize(
        ("observations", "extents"),
        [([], []), ([obs("2021")], []), ([obs("2015")], [extent("indicators/i/observations", "partial")])],
    )
    def test_not_recorded(self, observations, extents):
        """Nothing, nothing until the date, or a list that may go on."""
        indicator = ci.Indicator(id="i", frequency="annual", observations=observations)
        found = shared_measurement.timeliness(measuring(indicator, extents=extents), TODAY)
        assert (None, 0, 1, 1) == (*span(found), found.n)

    def test_indicators_that_are_not_listed(self):
        """One of two is listed, and up to date."""
        indicator = ci.Indicator(id="i", frequency="annual", observations=[obs("2019")])
        assert (1, 0.5, 1) == ask("timeliness", measuring(indicator, extents=[extent("indicators", "partial", 2)]))


def met(*meetings, **fields):
    """Return an initiative with convenings."""
    convenings = [ci.Convening(on=on, **what) for on, what in meetings]
    return ci.Initiative(id="reads", convenings=convenings, **fields)


YES, NO, OPEN = ({"data_reviewed": answer, "results_returned": answer} for answer in (True, False, None))


class TestUse:
    """Of the convenings of the last 12 months, those in which data were reviewed."""

    def test_twelve_months(self):
        """One yes, one no, one unknown; one too old, one later, one planned, one cancelled."""
        initiative = met(
            ("2019-07-01", YES),
            ("2020-01-01", NO),
            ("2020-06-30", OPEN),
            ("2019-06-30", YES),
            ("2020-07-01", YES),
            ("2020-05-01", YES | {"status": "planned"}),
            ("2020-05-02", YES | {"status": "cancelled"}),
        )
        found = shared_measurement.use(initiative, TODAY)
        assert pytest.approx((0.5, 1 / 3, 2 / 3)) == span(found)
        assert (3, ("convenings/2019-07-01", "convenings/2020-01-01")) == (found.n, found.rests_on)
        assert "1 of 3 meetings in the last 12 months are known to have looked at data (not recorded: 1)" == str(
            found.note
        )

    def test_nobody_met(self):
        """A terminated initiative that met until 2018 looks at no data."""
        found = shared_measurement.use(met(("2018-03-01", YES), ("2018-06-01", YES), status="terminated"), TODAY)
        assert (0, 0, 0, 1, ("convenings/2018-06-01",)) == (*span(found), found.n, found.rests_on)
        assert "no meeting was held in the last 12 months" == str(found.note)

    def test_nothing_recorded(self):
        """Without a record of convenings until the date there is nothing to ask."""
        for initiative in (met(), met(("2020-07-01", YES))):
            found = shared_measurement.use(initiative, TODAY)
            assert (None, 0, 1, 0) == (*span(found), found.n)

    @pytest.mark.parametrize(
        ("completeness", "total", "expected"),
        [("partial", 4, (1, 0.25, 1, 4)), ("unknown", None, (1, 0, 1, 1)), ("complete", None, (1, 1, 1, 1))],
    )
    def test_convenings_that_are_not_listed(self, completeness, total, expected):
        """They may have been in these months, with or without data."""
        initiative = met(("2020-01-01", YES), extents=[extent("convenings", completeness, total)])
        found = shared_measurement.use(initiative, TODAY)
        assert expected == (*span(found), found.n)

    def test_recorded_none(self):
        """There never was a convening, says the extent."""
        found = shared_measurement.use(met(extents=[extent("convenings", "complete")]), TODAY)
        assert (0, 0, 0, ("extents/convenings",)) == (*span(found), found.rests_on)


class TestResultsReturned:
    """Whether results were given back to the community within 12 months."""

    @pytest.mark.parametrize(
        ("meetings", "expected"),
        [
            ([("2020-01-01", YES), ("2020-02-01", NO)], (1, 1, 1)),
            ([("2020-01-01", YES), ("2020-02-01", OPEN)], (1, 1, 1)),
            ([("2020-01-01", NO), ("2020-02-01", NO)], (0, 0, 0)),
            ([("2020-01-01", NO), ("2020-02-01", OPEN)], (None, 0, 1)),
            ([("2019-06-30", YES)], (0, 0, 0)),
            ([("2020-07-01", YES)], (None, 0, 1)),
            ([], (None, 0, 1)),
        ],
    )
    def test_once_in_a_year(self, meetings, expected):
        """Once suffices; what is older does not, and where nobody met nothing was given back."""
        found = shared_measurement.results_returned(met(*meetings), TODAY)
        assert (expected, 1) == (span(found), found.n)

    def test_last_occasion_is_named(self):
        """The last of two."""
        found = shared_measurement.results_returned(met(("2020-03-01", YES), ("2020-01-01", YES)), TODAY)
        assert ("convenings/2020-03-01",) == found.rests_on
        assert "results were given back to the community on 2020-03-01" == str(found.note)

    def test_list_that_may_go_on(self):
        """It may have been on an occasion that is not listed."""
        initiative = met(("2020-03-01", NO), extents=[extent("convenings", "partial")])
        assert (None, 0, 1) == span(shared_measurement.results_returned(initiative, TODAY))
