from datetime import date
from itertools import count

import pytest

import collective_impact as ci
from collective_impact.conditions import common_agenda

TODAY = date(2020, 6, 30)


def agenda(*members, **fields):
    """Return an initiative with members and an agenda."""
    members = [person for several in members for person in several]
    return ci.Initiative(id="reads", stakeholders=members, agenda=ci.CommonAgenda(**fields))


def people(*ids, **fields):
    """Return stakeholders that are alike."""
    return [ci.Stakeholder(id=name, **fields) for name in ids]


def extent(collection, completeness, total=None):
    """Return how complete a collection is."""
    return ci.Extent(collection=collection, completeness=completeness, total=total)


def span(finding):
    """Return value and bounds."""
    return finding.value, finding.low, finding.high


class TestProblemUnderstood:
    """Of problem, population or place, boundaries, sources and vision."""

    def test_all_five(self):
        """Everything is documented."""
        texts = {"problem": "p", "boundaries": "b", "vision": "v", "sources": ["a study"]}
        initiative = ci.Initiative(id="x", population="children", agenda=ci.CommonAgenda(**texts))
        found = common_agenda.problem_understood(initiative, TODAY)
        assert (1, 1, 1, 5, 1, ("agenda",)) == (*span(found), found.n, found.coverage, found.rests_on)

    def test_place_serves_instead_of_population(self):
        """The outcome may be about a river: one of five is there, four are unknown."""
        found = common_agenda.problem_understood(ci.Initiative(id="river", place="Elizabeth River"), TODAY)
        assert (1, 0.2, 1, 0.2) == (*span(found), found.coverage)

    def test_empty_is_no_and_absent_is_unknown(self):
        """Vision and place are recorded as none, but a population may be: 1 yes, 1 no, 3 unknown."""
        initiative = ci.Initiative(id="x", place="", agenda=ci.CommonAgenda(problem="p", vision=""))
        assert (0.5, 0.2, 0.8) == span(common_agenda.problem_understood(initiative, TODAY))

    def test_recorded_none_of_sources(self):
        """A complete and empty list of sources is a no, and leads back to the record that says so."""
        initiative = ci.Initiative(id="x", extents=[extent("agenda/sources", "complete")])
        found = common_agenda.problem_understood(initiative, TODAY)
        assert (0, 0, 0.8, ("extents/agenda%2Fsources",)) == (*span(found), found.rests_on)

    def test_nothing_recorded(self):
        """There are five questions, and no answer."""
        found = common_agenda.problem_understood(ci.Initiative(id="x"), TODAY)
        assert (None, 0, 1, 5, 0) == (*span(found), found.n, found.coverage)


FULL = {
    "unit": "percent",
    "direction": "increase",
    "baseline": ci.Observation(period="2012", value=31),
    "target": ci.Observation(period="2025", value=60),
}


def measured(**changes):
    """Return an initiative with one goal and one indicator of it."""
    indicator = ci.Indicator(**({"id": "grade3", "goals": ["read"]} | FULL | changes))
    return agenda(goals=[ci.Goal(id="read")]).with_indicators(indicator)


class TestMeasurableGoals:
    """Of the goals, those with an indicator that has unit, direction, baseline and target."""

    def test_goals_with_and_without(self):
        """One of two goals has an indicator, and the list of indicators is complete."""
        initiative = measured().with_goals(ci.Goal(id="work"))
        found = common_agenda.measurable_goals(initiative, TODAY)
        assert (0.5, 0.5, 0.5) == span(found)
        assert ("agenda/goals/work", "indicators/grade3") == found.rests_on
        assert "1 of 2 goals are known to have an indicator with unit, direction, baseline and target" == str(
            found.note
        )

    @pytest.mark.parametrize("part", ["unit", "direction", "baseline", "target"])
    def test_part_that_is_not_recorded_is_unknown(self, part):
        """It may be defined without being recorded."""
        found = common_agenda.measurable_goals(measured(**{part: None}), TODAY)
        assert (None, 0, 1, 1) == (*span(found), found.n)

    @pytest.mark.parametrize(
        "none",
        [
            {"unit": ""},
            {"baseline": ci.Observation(status="not_collected")},
            {"baseline": ci.Observation(period="2012", value=31, status="forecast")},
            {"target": ci.Observation(status="not_collected")},
        ],
    )
    def test_part_that_is_recorded_as_none_is_no(self, none):
        """An empty unit, a baseline that was not collected or is a forecast, a target that nobody set."""
        assert (0, 0, 0) == span(common_agenda.measurable_goals(measured(**none), TODAY))

    @pytest.mark.parametrize(
        "there",
        [
            {"unit": None, "levels": ["D", "C", "B", "A"]},
            {"baseline": ci.Observation(period="2012", status="suppressed")},
            {"baseline": ci.Observation(low=95)},
            {"target": ci.Observation(level="B", status="forecast")},
            {"level": "performance"},
        ],
    )
    def test_other_ways_to_be_there(self, there):
        """Grades are a unit; a withheld or censored baseline is there; a target may be a grade."""
        assert (1, 1, 1) == span(common_agenda.measurable_goals(measured(**there), TODAY))

    @pytest.mark.parametrize("part", ["baseline", "target"])
    def test_end_without_a_figure_is_unknown(self, part):
        """A period alone says nothing."""
        initiative = measured(**{part: ci.Observation(period="2012")})
        assert (None, 0, 1) == span(common_agenda.measurable_goals(initiative, TODAY))

    def test_later_baseline_is_not_known_yet(self):
        """Of a baseline of 2012 nothing was known in June 2012."""
        assert (None, 0, 1) == span(common_agenda.measurable_goals(measured(), date(2012, 6, 30)))
        assert (1, 1, 1) == span(common_agenda.measurable_goals(measured(), date(2012, 12, 31)))

    def test_one_good_indicator_suffices(self):
        """Further ones may be sketches."""
        initiative = measured().with_indicators(ci.Indicator(id="a sketch", goals=["read"], unit=""))
        assert (1, 1, 1) == span(common_agenda.measurable_goals(initiative, TODAY))

    def test_indicator_without_a_goal_may_be_of_any(self):
        """Of one goal it is known, of the other it may be."""
        initiative = measured().with_goals(ci.Goal(id="work")).with_indicators(ci.Indicator(id="loose"))
        assert (1, 0.5, 1) == span(common_agenda.measurable_goals(initiative, TODAY))

    @pytest.mark.parametrize(
        ("extents", "expected"),
        [
            ([extent("indicators/loose/goals", "complete")], (0.5, 0.5, 0.5)),
            ([extent("indicators/grade3/goals", "partial"), extent("indicators/loose/goals", "complete")], (1, 0.5, 1)),
            ([extent("indicators", "partial"), extent("indicators/loose/goals", "complete")], (1, 0.5, 1)),
        ],
    )
    def test_extents_say_which_goals_may_have_one(self, extents, expected):
        """A recorded none ties it to no goal; a list that may go on leaves the other goal open."""
        initiative = measured().with_goals(ci.Goal(id="work")).with_indicators(ci.Indicator(id="loose"))
        assert expected == span(common_agenda.measurable_goals(initiative.with_extents(extents), TODAY))

    def test_indicator_that_is_no_use_leaves_no_goal_open(self):
        """It is recorded as having no unit, so it makes no goal measurable, whichever it is of."""
        initiative = measured().with_goals(ci.Goal(id="work")).with_indicators(ci.Indicator(id="loose", unit=""))
        assert (0.5, 0.5, 0.5) == span(common_agenda.measurable_goals(initiative, TODAY))

    def test_goals_that_are_not_listed(self):
        """One of four is listed, and measurable: 1/4 to 4/4."""
        initiative = measured().with_extents(extent("agenda/goals", "partial", 4))
        found = common_agenda.measurable_goals(initiative, TODAY)
        assert (1, 0.25, 1, 4, 0.25) == (*span(found), found.n, found.coverage)

    def test_no_goals(self):
        """Recorded as none they are 0, else there is nothing to ask."""
        found = common_agenda.measurable_goals(ci.Initiative(id="x"), TODAY)
        assert (None, 0, 1, 0) == (*span(found), found.n)
        none = ci.Initiative(id="x", extents=[extent("agenda/goals", "complete")])
        assert (0, 0, 0) == span(common_agenda.measurable_goals(none, TODAY))


class TestHorizons:
    """Short-term wins and long-term goals."""

    @pytest.mark.parametrize(
        ("given_", "expected"),
        [
            (["short_term", "long_term"], (1, 1, 1)),
            (["short_term", "short_term"], (0.5, 0.5, 0.5)),
            (["long_term", None], (1, 0.5, 1)),
            ([None, None], (None, 0, 1)),
            ([], (None, 0, 1)),
        ],
    )
    def test_both_are_asked(self, given_, expected):
        """A goal of unknown horizon may have either."""
        goals = [ci.Goal(id=str(index), horizon=horizon) for index, horizon in enumerate(given_)]
        found = common_agenda.horizons(agenda(goals=goals), TODAY)
        assert (expected, 2) == (span(found), found.n)

    def test_list_that_may_go_on(self):
        """Among the goals not listed there may be short-term wins."""
        initiative = agenda(goals=[ci.Goal(id="a", horizon="long_term")]).with_extents(
            extent("agenda/goals", "partial")
        )
        assert (1, 0.5, 1) == span(common_agenda.horizons(initiative, TODAY))

    def test_recorded_none(self):
        """Without goals there is neither."""
        initiative = ci.Initiative(id="x", extents=[extent("agenda/goals", "complete")])
        found = common_agenda.horizons(initiative, TODAY)
        assert (0, 0, 0, ("extents/agenda%2Fgoals",)) == (*span(found), found.rests_on)


class TestLearningProvision:
    """Principles and an evaluation plan."""

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"principles": ["listen"], "evaluation_plan": "yearly"}, (1, 1, 1)),
            ({"principles": ["listen"], "evaluation_plan": ""}, (0.5, 0.5, 0.5)),
            ({"evaluation_plan": "yearly"}, (1, 0.5, 1)),
            ({"principles": [""]}, (0, 0, 0.5)),
            ({}, (None, 0, 1)),
        ],
    )
    def test_both_are_asked(self, fields, expected):
        """Empty is a recorded none, absent unknown."""
        assert expected == span(common_agenda.learning_provision(agenda(**fields), TODAY))


class TestAdoption:
    """Of the members, those that adopted the agenda."""

    def test_complete_list_says_no_of_who_is_not_in_it(self):
        """Three of five adopted, one declined, one is not in the list."""
        adoptions = [ci.Adoption(stakeholder=name) for name in "abc"] + [ci.Adoption(stakeholder="d", adopted=False)]
        initiative = agenda(people(*"abcde"), adoptions=adoptions)
        found = common_agenda.adoption(initiative, TODAY)
        assert (0.6, 0.6, 0.6, 5, 1) == (*span(found), found.n, found.coverage)
        expected = ("agenda", *(f"agenda/adoptions/{name}" for name in "abcd"))
        assert expected == found.rests_on
        assert all(initiative.find(address) for address in found.rests_on)

    @pytest.mark.parametrize("completeness", ["partial", "unknown"])
    def test_other_lists_leave_it_unknown(self, completeness):
        """Three of five adopted, one declined, of one nothing is recorded: 3/4, between 3/5 and 4/5."""
        adoptions = [ci.Adoption(stakeholder=name) for name in "abc"] + [ci.Adoption(stakeholder="d", adopted=False)]
        initiative = agenda(people(*"abcde"), adoptions=adoptions)
        found = common_agenda.adoption(initiative.with_extents(extent("agenda/adoptions", completeness)), TODAY)
        assert (0.75, 0.6, 0.8) == span(found)
        said = "3 of 5 members are known to have adopted the agenda (not recorded: 1)"
        assert said == str(found.note)

    def test_unknown_answer(self):
        """It is recorded that a member was asked, but not what it said."""
        adoptions = [ci.Adoption(stakeholder="a"), ci.Adoption(stakeholder="b", adopted=None)]
        initiative = agenda(people("a", "b"), adoptions=adoptions)
        assert (1, 0.5, 1) == span(common_agenda.adoption(initiative, TODAY))

    def test_nothing_recorded(self):
        """There are members to ask about, and nothing is known of them."""
        found = common_agenda.adoption(ci.Initiative(id="x", stakeholders=people("a", "b")), TODAY)
        assert (None, 0, 1, 2, 0) == (*span(found), found.n, found.coverage)

    def test_recorded_none(self):
        """Nobody adopted it, says the extent."""
        none = extent("agenda/adoptions", "complete")
        found = common_agenda.adoption(ci.Initiative(id="x", stakeholders=people("a", "b"), extents=[none]), TODAY)
        assert (0, 0, 0, ("extents/agenda%2Fadoptions",)) == (*span(found), found.rests_on)

    def test_later_adoption_is_not_used(self):
        """Before the first of them nothing was recorded; on its day it counts."""
        adoptions = [ci.Adoption(stakeholder="a", on="2020-07-01"), ci.Adoption(stakeholder="b", on="2021-01-01")]
        initiative = agenda(people("a", "b"), adoptions=adoptions)
        assert (None, 0, 1) == span(common_agenda.adoption(initiative, TODAY))
        assert (0.5, 0.5, 0.5) == span(common_agenda.adoption(initiative, date(2020, 7, 1)))

    @pytest.mark.parametrize("order", [1, -1])
    def test_latest_answer_counts(self, order):
        """It was adopted once, without a date, and given up in 2018; in 2021 it is adopted again."""
        answers = [
            ci.Adoption(stakeholder="a"),
            ci.Adoption(stakeholder="a", on="2018-01-01", adopted=False),
            ci.Adoption(stakeholder="a", on="2021-01-01"),
        ]
        initiative = agenda(people("a"), adoptions=answers[::order])
        assert (0, 0, 0) == span(common_agenda.adoption(initiative, TODAY))
        assert (1, 1, 1) == span(common_agenda.adoption(initiative, date(2021, 1, 1)))

    def test_who_left_counts_as_no_for_24_months(self):
        """One stays and adopted; one that had adopted left in 2019, one in 2017."""
        left = [*people("b", left="2019-01-01"), *people("c", left="2017-01-01")]
        initiative = agenda(people("a"), left, adoptions=[ci.Adoption(stakeholder=name) for name in "abc"])
        found = common_agenda.adoption(initiative, TODAY)
        assert (0.5, ("agenda/adoptions/a", "stakeholders/b")) == (found.value, found.rests_on)

    def test_300_leaders_some_listed(self):
        """Of 300 leaders 12 are listed and 3 of these adopted: 3/300 to 291/300, 12/300 known (Strive 2011)."""
        listed = people(*(f"leader {index}" for index in range(12)))
        initiative = agenda(listed, adoptions=[ci.Adoption(stakeholder=f"leader {index}") for index in range(3)])
        initiative = initiative.with_extents(extent("stakeholders", "partial", 300))
        found = common_agenda.adoption(initiative, TODAY)
        assert (0.25, 0.01, 0.97, 300, 0.04) == (*span(found), found.n, found.coverage)

    def test_complete_list_of_later_members_is_a_recorded_none(self):
        """On the date there was nobody; that the only member left long ago is no such record."""
        complete = [ci.Extent(collection="stakeholders", completeness="complete")]
        later = ci.Initiative(id="x", stakeholders=people("a", joined="2030-01-01"), extents=complete)
        found = common_agenda.adoption(later, TODAY)
        assert (0, 0, 0, ("extents/stakeholders",)) == (*span(found), found.rests_on)
        gone = ci.Initiative(id="x", stakeholders=people("a", left="2000-01-01"), extents=complete)
        assert (None, 0, 1) == span(common_agenda.adoption(gone, TODAY))

    def test_who_left_long_ago_is_listed_all_the_same(self):
        """Of three in all, two are listed: one is a member, one left in 2010, so one is not listed: 1/2 to 2/2."""
        initiative = agenda(people("a"), people("b", left="2010-01-01"), adoptions=[ci.Adoption(stakeholder="a")])
        found = common_agenda.adoption(initiative.with_extents(extent("stakeholders", "partial", 3)), TODAY)
        assert (1, 0.5, 1, 2) == (*span(found), found.n)

    def test_no_members(self):
        """Without members there is nobody to ask, not even where all have left."""
        for initiative in (ci.Initiative(id="x"), ci.Initiative(id="x", stakeholders=people("a", left="2000-01-01"))):
            found = common_agenda.adoption(initiative, TODAY)
            assert (None, 0, 1, 0, ()) == (*span(found), found.n, found.rests_on)


class TestInclusion:
    """How many of those who adopted it live with the problem."""

    def test_affected_and_adopted(self):
        """Two are affected and adopted, one is affected and did not, one adopted and is not affected."""
        adoptions = [ci.Adoption(stakeholder=name) for name in "dab"]
        initiative = agenda(people(*"abc", affected=True), people("d", affected=False), adoptions=adoptions)
        found = common_agenda.inclusion(initiative, TODAY)
        assert (2, 2, 2, 4, 1) == (*span(found), found.n, found.coverage)
        assert "2 of 4 members are known to live with the problem and to have adopted the agenda" == str(found.note)

    def test_one_no_settles_it(self):
        """Who did not adopt need not be affected or not; who adopted may be: 0 to 1, and no value."""
        initiative = agenda(people("a", "b"), adoptions=[ci.Adoption(stakeholder="a")])
        assert (None, 0, 1, 0.5) == (
            *span(common_agenda.inclusion(initiative, TODAY)),
            common_agenda.inclusion(initiative, TODAY).coverage,
        )

    def test_nobody_affected(self):
        """It is known of all members that they do not live with the problem."""
        initiative = agenda(people("a", affected=False), adoptions=[ci.Adoption(stakeholder="a")])
        assert (0, 0, 0) == span(common_agenda.inclusion(initiative, TODAY))

    def test_another_organisation_takes_nothing_away(self):
        """A coalition that grows by organisations includes no fewer people."""
        initiative = agenda(people("a", affected=True), adoptions=[ci.Adoption(stakeholder="a")])
        grown = initiative.with_stakeholders(people("b", affected=False)).with_adoptions(ci.Adoption(stakeholder="b"))
        assert (1, 1, 1) == span(common_agenda.inclusion(initiative, TODAY))
        assert (1, 1, 1) == span(common_agenda.inclusion(grown, TODAY))

    def test_members_that_are_not_listed(self):
        """Of a list of unknown length there is no upper bound."""
        initiative = agenda(people("a", affected=True), adoptions=[ci.Adoption(stakeholder="a")])
        open_list = initiative.with_extents(extent("stakeholders", "unknown"))
        assert (1, 1, None) == span(common_agenda.inclusion(open_list, TODAY))

    def test_no_members(self):
        """There is nobody to ask."""
        found = common_agenda.inclusion(ci.Initiative(id="x"), TODAY)
        assert (None, 0, None, 0) == (*span(found), found.n)


def acting(*activities, **fields):
    """Return an initiative with three members, a goal, an indicator of it, and activities."""
    numbered = zip(count(), activities, strict=False)
    return ci.Initiative(
        id="reads",
        stakeholders=[*people(*"abc"), *people("gone", left="2020-01-01"), *people("soon", joined="2021-01-01")],
        agenda=ci.CommonAgenda(goals=[ci.Goal(id="read")]),
        indicators=[ci.Indicator(id="grade3", goals=["read"]), ci.Indicator(id="loose")],
        activities=[ci.Activity(**({"id": str(n), "status": "under_way"} | one)) for n, one in numbered],
        **fields,
    )


READ = {"led_by": "a", "goals": ["read"]}


class TestJointAction:
    """Of the goals, those advanced by activities under way of at least two partners."""

    @pytest.mark.parametrize(
        "activities",
        [
            [READ | {"partners": ["b"]}],
            [{"partners": ["a", "b"], "goals": ["read"]}],
            [READ, {"led_by": "b", "advances": ["grade3"]}],
            [READ | {"partners": ["b"], "status": None, "starts": "2020-06-30", "ends": "2020-06-30"}],
        ],
    )
    def test_joint(self, activities):
        """In one activity or in several, tied to the goal or to an indicator of it."""
        assert (1, 1, 1) == span(common_agenda.joint_action(acting(*activities), TODAY))

    @pytest.mark.parametrize(
        "activities",
        [
            [READ],
            [READ, READ],
            [READ | {"partners": ["gone"]}],
            [READ | {"partners": ["soon"]}],
            [READ | {"partners": ["b"], "status": "planned"}],
            [READ | {"partners": ["b"], "status": None, "ends": "2020-06-29"}],
            [{"led_by": "a", "goals": ["read"], "partners": []}],
        ],
    )
    def test_not_joint(self, activities):
        """One partner alone, partners that do not belong, activities that are not under way."""
        assert (0, 0, 0) == span(common_agenda.joint_action(acting(*activities), TODAY))

    @pytest.mark.parametrize(
        "activities",
        [
            [],
            [READ | {"partners": ["b"], "status": None}],
            [READ | {"partners": ["b"], "status": None, "starts": "2020-06-30"}],
            [{"partners": ["a"], "goals": ["read"]}],
            [{"goals": ["read"]}],
            [READ, {"led_by": "b"}],
            [READ, {"led_by": "b", "advances": ["loose"]}],
            [READ | {"partners": ["b"], "status": None, "starts": "2020-07-01"}],
        ],
    )
    def test_unknown(self, activities):
        """Nothing was recorded on the date; not whether it is under way, who leads it, or which goal it is for."""
        found = common_agenda.joint_action(acting(*activities), TODAY)
        assert (None, 0, 1, 1, 0) == (*span(found), found.n, found.coverage)

    @pytest.mark.parametrize(
        ("activities", "extents", "expected"),
        [
            ([], [("activities", "complete")], (0, 0, 0)),
            ([READ], [("activities", "partial")], (None, 0, 1)),
            ([READ], [("activities/0/partners", "unknown")], (None, 0, 1)),
            ([READ], [("activities/0/partners", "complete")], (0, 0, 0)),
            ([READ, {"led_by": "b"}], [("activities/1/goals", "complete")], (None, 0, 1)),
            (
                [READ, {"led_by": "b"}],
                [("activities/1/goals", "complete"), ("activities/1/advances", "complete")],
                (0, 0, 0),
            ),
            ([READ | {"partners": ["b"]}], [("activities", "partial")], (1, 1, 1)),
        ],
    )
    def test_extents(self, activities, extents, expected):
        """They say whether there may be more activities, more partners, more goals."""
        initiative = acting(*activities, extents=[extent(*one) for one in extents])
        assert expected == span(common_agenda.joint_action(initiative, TODAY))

    def test_indicator_without_a_goal_may_be_of_any(self):
        """Its mover, beside the goal that it names, may work on the other one too: 1 no, 1 unknown."""
        initiative = acting(READ).with_goals(ci.Goal(id="work"))
        mover = ci.Activity(id="mover", led_by="b", goals=["work"], advances=["loose"], status="under_way")
        assert (0, 0, 0.5) == span(common_agenda.joint_action(initiative.with_activities(mover), TODAY))

    def test_goals_are_counted(self):
        """One of two goals is worked on by two, the other by one."""
        initiative = acting(READ | {"partners": ["b"]}, {"led_by": "c", "goals": ["read"]}).with_goals(
            ci.Goal(id="work")
        )
        found = common_agenda.joint_action(initiative, TODAY)
        assert (0.5, 0.5, 0.5, 2) == (*span(found), found.n)
        assert ("agenda/goals/read", "agenda/goals/work") == found.rests_on

    def test_no_goals(self):
        """There is nothing to ask."""
        assert (None, 0, 1) == span(common_agenda.joint_action(ci.Initiative(id="x"), TODAY))


class TestRevision:
    """Whether something was changed after data were reviewed, within 24 months."""

    def test_changed(self):
        """The last change is named."""
        reviews = [ci.Review(on=day, changed=True) for day in ("2020-01-15", "2019-01-15")]
        found = common_agenda.revision(agenda(reviews=[*reviews, ci.Review(on="2020-02-01", changed=False)]), TODAY)
        assert (1, 1, 1, 1, ("agenda/reviews/2020-01-15",)) == (*span(found), found.n, found.rests_on)
        said = "the agenda or activities were changed after data were reviewed on 2020-01-15"
        assert said == str(found.note)

    @pytest.mark.parametrize(
        ("reviews", "expected"),
        [
            ([("2018-07-01", True)], (1, 1, 1)),
            ([("2018-06-30", True)], (0, 0, 0)),
            ([("2020-06-30", True)], (1, 1, 1)),
            ([("2020-07-01", True)], (None, 0, 1)),
            ([("2020-01-01", False)], (0, 0, 0)),
            ([("2020-01-01", False), ("2020-02-01", None)], (None, 0, 1)),
            ([("2020-01-01", True), ("2020-02-01", None)], (1, 1, 1)),
            ([], (None, 0, 1)),
        ],
    )
    def test_24_months(self, reviews, expected):
        """Earlier reviews are too old, later ones not used; where only old ones are recorded, nothing was changed."""
        initiative = agenda(reviews=[ci.Review(on=day, changed=changed) for day, changed in reviews])
        found = common_agenda.revision(initiative, TODAY)
        assert (expected, 1) == (span(found), found.n)

    @pytest.mark.parametrize(("completeness", "expected"), [("partial", (None, 0, 1)), ("complete", (0, 0, 0))])
    def test_extent(self, completeness, expected):
        """Among reviews that are not listed there may be one that changed something."""
        initiative = agenda(reviews=[ci.Review(on="2020-01-01", changed=False)])
        found = common_agenda.revision(initiative.with_extents(extent("agenda/reviews", completeness)), TODAY)
        assert expected == span(found)

    def test_words(self):
        """Reviews without a change are counted."""
        found = common_agenda.revision(agenda(reviews=[ci.Review(on="2020-01-01", changed=False)]), TODAY)
        said = "nothing was changed because of data in the last 24 months (reviews of data: 1)"
        assert said == str(found.note)
