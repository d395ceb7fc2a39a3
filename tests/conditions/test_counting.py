from datetime import date
from itertools import product
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.conditions import _counting, _view
from collective_impact.conditions.finding import NOT_APPLICABLE, Finding

COMPLETE = ci.Extent(collection="stakeholders", completeness="complete")
UNKNOWN = ci.Extent(collection="stakeholders", completeness="unknown")
ANSWERS = st.sampled_from([True, False, None])


def of_total(total):
    """Return the extent of a list of which the total is known."""
    return ci.Extent(collection="stakeholders", completeness="partial", total=total)


def span(finding):
    """Return value and bounds."""
    return finding.value, finding.low, finding.high


def numbered(answers):
    """Give each answer an address of its own."""
    return [(f"stakeholders/{index}", answer) for index, answer in enumerate(answers)]


def holds(wide, narrow):
    """Say whether the bounds of one finding lie within those of another."""
    high = [inf if finding.high is None else finding.high for finding in (wide, narrow)]
    return wide.low - 1e-12 <= narrow.low and high[1] <= high[0] + 1e-12


class TestFinding:
    """A finding has a value within its bounds, or says why it has none."""

    def test_value_outside_its_bounds_is_refused(self):
        """A value that its own bounds exclude is a mistake of the measure."""
        with pytest.raises(ci.InvalidValueError, match="in order: low, value, high"):
            Finding(value=0.9, low=0.1, high=0.8)

    @pytest.mark.parametrize("coverage", [-0.1, 1.1])
    def test_coverage_outside_0_to_1_is_refused(self, coverage):
        """Nobody knows more than all."""
        with pytest.raises(ci.InvalidValueError, match="coverage"):
            Finding(coverage=coverage)

    def test_none_is_unbounded(self):
        """A bound of None excludes nothing."""
        assert Finding(value=7, low=None, high=None).is_known

    def test_a_sentence_is_laid_over_it(self):
        """All but the sentence stays."""
        noted = Finding(value=0.5, low=0.5, high=0.5).noted("finding.nothing_recorded")
        assert "nothing is recorded" == str(noted.note)
        assert 0.5 == noted.value

    def test_not_applicable_is_neither_no_nor_unknown(self):
        """Where a question does not arise there is no value, and nothing to know."""
        assert (False, None, 0) == (NOT_APPLICABLE.applicable, NOT_APPLICABLE.value, NOT_APPLICABLE.n)


class TestAnswers:
    """Yes, no and unknown combine as three values do."""

    @pytest.mark.parametrize(
        ("answers", "any_of", "all_of"),
        [
            ((), False, True),
            ((True, None, False), True, False),
            ((None, False), None, False),
            ((True, None), True, None),
            ((False, False), False, False),
            ((True, True), True, True),
        ],
    )
    def test_unknown_matters_only_where_it_could_decide(self, answers, any_of, all_of):
        """One yes settles "any", one no settles "all"."""
        assert any_of is _counting.any_of(answers)
        assert all_of is _counting.all_of(answers)

    @pytest.mark.parametrize(("text", "answer"), [(None, None), ("", False), (" \n", False), ("a plan", True)])
    def test_an_empty_text_is_a_recorded_none(self, text, answer):
        """An absent text is unknown, an empty one a no."""
        assert answer is _counting.written(text)


class TestShare:
    """Everything unknown counts once as worst and once as best."""

    def test_three_yes_one_no_one_unknown(self):
        """Of five goals: 3/4 of the known, between 3/5 and 4/5."""
        found = _counting.share(numbered([True, True, True, False, None]), "common_agenda.adoption")
        assert (0.75, 0.6, 0.8) == span(found)
        assert (5, 0.8) == (found.n, found.coverage)
        assert ("stakeholders/0", "stakeholders/1", "stakeholders/2", "stakeholders/3") == found.rests_on
        assert "3 of 5 members are known to have adopted the agenda (not recorded: 1)" == str(found.note)

    def test_unknown_throughout_has_units_but_no_value(self):
        """It is known that there are two, and nothing of them."""
        found = _counting.share(numbered([None, None]), "code")
        assert (None, 0, 1, 2, 0) == (*span(found), found.n, found.coverage)

    def test_units_known_only_by_their_number_widen_the_bounds(self):
        """Of 300 leaders 12 are listed, 9 of them yes: 9/300 to 297/300."""
        found = _counting.share(numbered([True] * 9 + [False] * 3), "code", extent=of_total(300))
        assert (0.75, 0.03, 0.99) == span(found)
        assert (300, 0.04) == (found.n, found.coverage)

    def test_what_the_list_holds_beside_units_is_not_unlisted(self):
        """Of ten in all, eight are listed, two of whom are no units any more: two are unlisted."""
        found = _counting.share(numbered([True] * 6), "code", extent=of_total(10), listed=8)
        assert (8, 0.75, 0.75) == (found.n, found.low, found.coverage)

    def test_list_of_unknown_length_allows_everything(self):
        """Nobody knows how many are missing, so what is listed is half of the evidence."""
        found = _counting.share(numbered([True, True]), "code", extent=UNKNOWN)
        assert (1, 0, 1, 2, 0.5) == (*span(found), found.n, found.coverage)

    def test_complete_and_empty_list_is_a_recorded_none(self):
        """It is recorded that there is none, which is 0 and leads back to that record."""
        found = _counting.share([], "code", extent=COMPLETE)
        assert (0, 0, 0, 1) == (*span(found), found.coverage)
        assert ("extents/stakeholders",) == found.rests_on

    @pytest.mark.parametrize(("extent", "n"), [(None, 0), (UNKNOWN, 0), (of_total(7), 7)])
    def test_nothing_recorded_is_no_none(self, extent, n):
        """Without a record there is no value; a known total says how many there are to ask about."""
        found = _counting.share([], "code", extent=extent)
        assert (None, 0, 1, n) == (*span(found), found.n)
        assert "nothing is recorded" == str(found.note)

    def test_list_without_units_is_no_recorded_none(self):
        """A complete list of people of whom none belongs any more does not say that there never was one."""
        found = _counting.share([], "code", extent=COMPLETE, listed=3)
        assert (None, 0, 1, ()) == (*span(found), found.rests_on)

    def test_complete_list_of_later_days_is_a_recorded_none(self):
        """All that a complete list holds is of later days: on the date there was none."""
        later = [ci.Stakeholder(id="later", joined="2030-01-01")]
        initiative = ci.Initiative(id="x", stakeholders=later, extents=[COMPLETE])
        found = _counting.share([], "code", extent=_view.extent(initiative, "stakeholders", 0), listed=1)
        assert (0, 0, 0, 1) == (*span(found), found.coverage)
        assert [COMPLETE] == [initiative.find(address) for address in found.rests_on]

    def test_list_of_later_days_is_no_recorded_none(self):
        """Unless it is recorded that the list is complete, later records say nothing of earlier days."""
        initiative = ci.Initiative(id="x", stakeholders=[ci.Stakeholder(id="later", joined="2030-01-01")])
        found = _counting.share([], "code", extent=_view.extent(initiative, "stakeholders", 0), listed=1)
        assert (None, 0, 1, ()) == (*span(found), found.rests_on)

    @given(st.permutations(numbered([True, False, None, True])))
    def test_order_does_not_matter(self, answers):
        """Neither to the numbers nor to what they rest on."""
        assert _counting.share(numbered([True, False, None, True]), "code") == _counting.share(answers, "code")

    @given(st.lists(ANSWERS, min_size=1, max_size=6), st.integers(0, 3), st.data())
    def test_knowing_more_never_widens(self, answers, unlisted, data):
        """Replace any unknown by a yes or a no, or list one more: the bounds stay within what they were."""
        extent = of_total(len(answers) + unlisted)
        before = _counting.share(numbered(answers), "code", extent=extent)
        known = [data.draw(st.booleans()) if answer is None else answer for answer in answers]
        after = _counting.share(numbered(known), "code", extent=extent)
        assert holds(before, after)
        if unlisted:
            assert holds(after, _counting.share(numbered([*known, data.draw(ANSWERS)]), "code", extent=extent))
        assert holds(_counting.share(numbered(answers), "code", extent=UNKNOWN), before)


class TestShareAmong:
    """Where it is unknown what is a unit, both are tried."""

    def test_may_be_units_count_where_worst_and_where_best(self):
        """Two units (yes, no) and two that may be (yes, no): 1/(2+1) at worst, (1+1)/(2+1) at best."""
        answers = [("a", True, True), ("b", True, False), ("c", None, True), ("d", None, False), ("e", False, True)]
        found = _counting.share_among(answers, "shared_measurement.disaggregation")
        assert (0.5, 1 / 3, 2 / 3) == span(found)
        assert (4, 0.5, ("a", "b")) == (found.n, found.coverage, found.rests_on)
        said = "1 of 4 indicators about the population are known to have figures by group (not recorded: 2)"
        assert said == str(found.note)

    def test_it_may_be_that_none_is_a_unit(self):
        """Of one that may be a unit and is not met, nothing better than 0 can come."""
        assert (None, 0, 0) == span(_counting.share_among([("a", None, False)], "code"))

    def test_where_none_is_a_unit_none_is_met(self):
        """It is known of each that it is no unit, and that is what 0 rests on."""
        found = _counting.share_among([("a", False, None), ("b", False, True)], "shared_measurement.disaggregation")
        assert (0, 0, 0, 1, ("a", "b")) == (*span(found), found.coverage, found.rests_on)
        assert "none of the indicators is about the population" == str(found.note)

    @pytest.mark.parametrize(("extent", "n"), [(UNKNOWN, 0), (of_total(5), 4)])
    def test_units_may_be_among_the_unlisted(self, extent, n):
        """Where the list may go on, that nothing listed is a unit settles nothing."""
        found = _counting.share_among([("a", False, None)], "code", extent=extent)
        assert (None, 0, 1, n) == (*span(found), found.n)

    @pytest.mark.parametrize(
        ("extent", "expected"),
        [
            (of_total(4), (1, 1 / 4, 1, 4, 1 / 4)),  # one unit, yes; three unlisted: 1/(1+3) to 4/4
            (UNKNOWN, (1, 0, 1, 1, 1 / 2)),
        ],
    )
    def test_unlisted_may_be_units(self, extent, expected):
        """They count as units that are not met, and as units that are."""
        found = _counting.share_among([("a", True, True)], "code", extent=extent)
        assert expected == (*span(found), found.n, found.coverage)

    @given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=5), st.data())
    def test_knowing_more_never_widens(self, given_, data):
        """Learn what is a unit, or what it answers: the bounds stay within what they were."""
        learnt = [tuple(data.draw(st.booleans()) if part is None else part for part in pair) for pair in given_]
        before, after = (
            _counting.share_among([(str(index), *pair) for index, pair in enumerate(pairs)], "code")
            for pairs in (given_, learnt)
        )
        assert holds(before, after)


class TestCount:
    """A count has all that may be added as its upper bound."""

    def test_unknown_may_be_added(self):
        """Two yes, one no, one unknown, one unlisted: 2 to 4."""
        found = _counting.count(numbered([True, True, False, None]), "common_agenda.inclusion", extent=of_total(5))
        assert (2, 2, 4) == span(found)
        assert (5, 0.6) == (found.n, found.coverage)
        said = "2 of 5 members are known to live with the problem and to have adopted the agenda (not recorded: 2)"
        assert said == str(found.note)

    def test_list_of_unknown_length_has_no_upper_bound(self):
        """Nobody knows how many more there are."""
        assert (1, 1, None) == span(_counting.count(numbered([True]), "code", extent=UNKNOWN))

    def test_none_is_found_only_where_all_is_known(self):
        """No yes among the known is not yet none; it is what counts so far."""
        assert (None, 0, 1) == span(_counting.count(numbered([False, None]), "code"))
        assert (None, 0, None) == span(_counting.count(numbered([False]), "code", extent=UNKNOWN))
        assert (0, 0, 0) == span(_counting.count(numbered([False, False]), "code"))
        known = [_counting.count(numbered(answers), "code").likely for answers in ([False, None], [None, None])]
        assert [0, None] == known

    @pytest.mark.parametrize(
        ("extent", "expected"),
        [(None, (None, 0, 0)), (UNKNOWN, (None, 0, None)), (of_total(3), (None, 0, 3)), (COMPLETE, (0, 0, 0))],
    )
    def test_of_nothing_listed(self, extent, expected):
        """Only a known total is an upper bound, and only a complete list is a none."""
        assert expected == span(_counting.count([], "code", extent=extent))

    @given(st.lists(ANSWERS, min_size=1, max_size=6), st.data())
    def test_knowing_more_never_widens(self, answers, data):
        """Replace any unknown by a yes or a no: the bounds stay within what they were."""
        before = _counting.count(numbered(answers), "code")
        known = [data.draw(st.booleans()) if answer is None else answer for answer in answers]
        assert holds(before, _counting.count(numbered(known), "code"))
        assert holds(_counting.count(numbered(answers), "code", extent=UNKNOWN), before)


class TestVerdict:
    """A single question has one unit and three sentences."""

    @pytest.mark.parametrize(
        ("answer", "expected", "said"),
        [
            (True, (1, 1, 1), "results were given back to the community on 2019-03-14"),
            (False, (0, 0, 0), "no results were given back to the community in the last 12 months"),
            (
                None,
                (None, 0, 1),
                "it is not recorded whether results were given back to the community in the last 12 months",
            ),
        ],
    )
    def test_yes_no_and_unknown(self, answer, expected, said):
        """Yes is 1, no is 0, unknown is anything between."""
        found = _counting.verdict(("agenda", answer), "shared_measurement.results_returned", {"on": "2019-03-14"})
        assert (expected, 1, said) == (span(found), found.n, str(found.note))


class TestMean:
    """Units that are met in part."""

    def test_part_is_met_as_far_as_its_questions(self):
        """Of four questions one is yes, one no, two unknown: 1/2, between 1/4 and 3/4, half of it known."""
        expected = _counting.Part("indicators/a", 0.5, 0.25, 0.75, 0.5)
        assert expected == _counting.part("indicators/a", [True, False, None, None])

    def test_part_of_which_nothing_is_known(self):
        """It has no value."""
        assert _counting.Part("a", None, 0.0, 1.0, 0.0) == _counting.part("a", [None])

    def test_mean_of_parts(self):
        """(1/2 + 1)/2 among the known; (1/4 + 1 + 0)/3 to (3/4 + 1 + 1)/3; (1/2 + 1 + 0)/3 is known."""
        parts = [
            _counting.part("a", [True, False, None, None]),
            _counting.part("b", [True]),
            _counting.part("c", [None]),
        ]
        found = _counting.mean(parts, "code", params={"of": 3})
        assert (0.75, 1.25 / 3, 2.75 / 3, 3, 0.5, ("a", "b")) == (*span(found), found.n, found.coverage, found.rests_on)

    @pytest.mark.parametrize(
        ("extent", "expected"),
        [
            (of_total(4), (1, 0.5, 1, 4, 0.5)),  # two yes of four
            (UNKNOWN, (1, 0, 1, 2, 0.5)),
            (COMPLETE, (1, 1, 1, 2, 1)),
        ],
    )
    def test_units_that_are_not_listed(self, extent, expected):
        """As for shares."""
        found = _counting.mean([_counting.part("a", [True]), _counting.part("b", [True])], "code", extent=extent)
        assert expected == (*span(found), found.n, found.coverage)

    def test_of_nothing(self):
        """As for shares."""
        assert (None, 0, 1) == span(_counting.mean([], "code"))
        assert (0, 0, 0) == span(_counting.mean([], "code", extent=COMPLETE))

    @given(st.lists(ANSWERS, min_size=1, max_size=6), st.sampled_from([None, UNKNOWN, of_total(9)]))
    def test_share_is_the_mean_of_single_questions(self, answers, extent):
        """Two ways to one number."""
        by_parts = _counting.mean([_counting.part(a, [answer]) for a, answer in numbered(answers)], "c", extent=extent)
        by_share = _counting.share(numbered(answers), "c", extent=extent)
        assert pytest.approx(span(by_share)) == span(by_parts)
        assert (by_share.n, pytest.approx(by_share.coverage)) == (by_parts.n, by_parts.coverage)
        assert by_share.rests_on == by_parts.rests_on

    def test_nothing_says_what_is_missing(self):
        """A measure that cannot say anything says that."""
        found = _counting.nothing("finding.nothing_recorded", n=2, high=None)
        assert (None, 0, None, 2) == (*span(found), found.n)


class TestMonths:
    """Some months earlier."""

    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            ("2020-03-31", 1, "2020-02-29"),
            ("2021-03-31", 1, "2021-02-28"),
            ("2020-02-29", 12, "2019-02-28"),
            ("2020-07-31", 3, "2020-04-30"),
            ("2020-01-15", 24, "2018-01-15"),
            ("2020-01-15", 1, "2019-12-15"),
            ("2020-05-05", 0, "2020-05-05"),
            ("0001-03-01", 12, "0001-01-01"),
        ],
    )
    def test_same_day_or_the_last_one(self, day, months, expected):
        """The month's last day stands in for a day that it does not have; before the first day is nothing."""
        assert date.fromisoformat(expected) == _view.months_before(date.fromisoformat(day), months)


TODAY = date(2020, 6, 30)


class TestView:
    """Later records are not used."""

    def test_who_left_stays_in_the_denominator_for_24_months(self):
        """From the first day no longer a member to the day before the same day two years later."""
        people = [
            ci.Stakeholder(id="stays"),
            ci.Stakeholder(id="later", joined="2020-07-01"),
            ci.Stakeholder(id="leaves tomorrow", left="2020-07-01"),
            ci.Stakeholder(id="left", left="2020-06-30"),
            ci.Stakeholder(id="left two years ago but a day", left="2018-07-01"),
            ci.Stakeholder(id="left two years ago", left="2018-06-30"),
        ]
        initiative = ci.Initiative(id="x", stakeholders=people)
        expected = [
            ("stays", True),
            ("leaves tomorrow", True),
            ("left", False),
            ("left two years ago but a day", False),
        ]
        assert expected == [(person.id, belongs) for person, belongs in _view.owed(initiative, TODAY)]
        assert ["stays", "leaves tomorrow"] == [person.id for person in _view.members(initiative, TODAY)]

    def test_convenings_held_in_the_months_before(self):
        """Held ones only, until the date itself, in order of date."""
        meetings = [
            ci.Convening(on="2020-06-30"),
            ci.Convening(on="2019-07-01"),
            ci.Convening(on="2019-06-30"),
            ci.Convening(on="2020-07-01"),
            ci.Convening(on="2020-01-01", status="cancelled"),
        ]
        initiative = ci.Initiative(id="x", convenings=meetings)
        assert ["2019-07-01", "2020-06-30"] == [str(one.on) for one in _view.held(initiative, TODAY, 12)]
        assert ["2019-06-30", "2019-07-01", "2020-06-30"] == [str(one.on) for one in _view.held(initiative, TODAY)]

    def test_figures_of_periods_that_are_over(self):
        """In order of period; one that ends on the date is over."""
        periods = ["2020 Q2", "2020 Q3", "2019"]
        indicator = ci.Indicator(id="x", observations=[ci.Observation(period=name) for name in periods])
        assert ["2019", "2020 Q2"] == [str(one.period) for one in _view.figures(indicator, TODAY)]

    @pytest.mark.parametrize(
        ("recorded", "seen", "expected"),
        [
            (None, 0, ("unknown", False)),
            (None, 2, ("complete", True)),
            ("complete", 0, ("complete", True)),
            ("partial", 2, ("partial", False)),
            ("unknown", 2, ("unknown", False)),
        ],
    )
    def test_extent_is_as_recorded_or_as_seen_until_the_date(self, recorded, seen, expected):
        """What is listed later makes a list no more complete."""
        extents = [] if recorded is None else [ci.Extent(collection="stakeholders", completeness=recorded)]
        later = ci.Stakeholder(id="later", joined="2030-01-01")
        initiative = ci.Initiative(id="x", stakeholders=[later] if recorded != "complete" else [], extents=extents)
        extent = _view.extent(initiative, "stakeholders", seen)
        is_complete = _view.is_complete(initiative, "stakeholders", seen)
        assert expected == (extent.completeness.value, is_complete)

    def test_what_says_that_something_is_not_listed(self):
        """The extent where there is one, else the record that holds the list, if any."""
        extent = ci.Extent(collection="agenda/reviews", completeness="complete")
        other = ci.Extent(collection="stakeholders", completeness="complete")
        with_extent = ci.Initiative(id="x", agenda=ci.CommonAgenda(), extents=[other, extent])
        assert "agenda" == _view.said_by(ci.Initiative(id="x"), "agenda/reviews")
        assert "" == _view.said_by(ci.Initiative(id="x"), "convenings")  # no record holds those at the top
        address = _view.said_by(with_extent, "agenda/reviews")
        assert extent == with_extent.find(address)


def test_every_combination_of_three_answers_stays_within_its_bounds():
    """By brute force: among all ways to fill in the unknown, the least and the greatest share are the bounds."""
    for answers in product([True, False, None], repeat=3):
        shares = [
            sum(filled) / 3
            for filled in product([True, False], repeat=3)
            if all(a is None or a == b for a, b in zip(answers, filled, strict=True))
        ]
        found = _counting.share(numbered(answers), "code")
        assert (min(shares), max(shares)) == (found.low, found.high)
