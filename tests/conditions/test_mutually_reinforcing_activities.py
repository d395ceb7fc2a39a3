from datetime import date
from time import perf_counter

import attrs
import pytest

import collective_impact as ci
from collective_impact.conditions import mutually_reinforcing_activities as mra

TODAY = date(2020, 6, 30)
GOALS = ("read", "work")


def initiative(*activities, people="abcd", **fields):
    """Return an initiative with two goals, four stakeholders and some activities."""
    agenda = ci.CommonAgenda(goals=[ci.Goal(id=name) for name in GOALS])
    stakeholders = [ci.Stakeholder(id=name) for name in people]
    given = {"agenda": agenda, "stakeholders": stakeholders, "activities": activities} | fields
    return ci.Initiative(id="x", **given)


def activity(name, lead="a", *partners, **fields):
    """Return an activity under way."""
    return ci.Activity(id=name, led_by=lead, partners=partners, **{"status": "under_way", "goals": ["read"]} | fields)


def extent(collection, completeness, total=None):
    """Return how complete a collection is."""
    return ci.Extent(collection=collection, completeness=completeness, total=total)


def link(name, *confirmed_by):
    """Return a link to an activity."""
    return ci.Reinforcement(activity=name, confirmed_by=confirmed_by)


def span(finding):
    """Return value and bounds."""
    return finding.value, pytest.approx(finding.low), pytest.approx(finding.high)


def spans(value, low, high):
    """Return what a finding should span."""
    return None if value is None else pytest.approx(value), low, high


class TestFit:
    """Activities that are tied to a goal or an indicator."""

    def test_yes_no_and_unknown(self):
        """One is tied, one recorded as tied to nothing, of one nothing is recorded: 1 of 2, from 1/3 to 2/3."""
        none = [extent("activities/b/goals", "complete"), extent("activities/b/advances", "complete")]
        found = mra.fit(
            initiative(activity("a"), activity("b", goals=[]), activity("c", goals=[]), extents=none), TODAY
        )
        assert spans(1 / 2, 1 / 3, 2 / 3) == span(found)
        assert (3, pytest.approx(2 / 3)) == (found.n, found.coverage)
        assert ("activities/a", "activities/b") == found.rests_on

    def test_plans_count_and_what_is_over_does_not(self):
        """A plan for next year is a plan today; what was stopped is none any more."""
        plan = activity("plan", status="planned", starts="2021-01-01")
        over = activity("over", goals=[], status="stopped")
        found = mra.fit(initiative(plan, over), TODAY)
        assert (1, 1, 1, 1) == (found.value, found.low, found.high, found.n)

    def test_a_plan_that_should_be_over_does_not_count(self):
        """What was planned until last year and never became more is no plan any more."""
        found = mra.fit(initiative(activity("plan", status="planned", ends="2019-12-31")), TODAY)
        assert (0, 0, 0) == (found.value, found.low, found.high)

    def test_nothing_recorded(self):
        """Without a list of activities there is nothing to say."""
        found = mra.fit(initiative(), TODAY)
        assert (None, 0, 1, 0, 0) == (found.value, found.low, found.high, found.n, found.coverage)

    def test_recorded_none(self):
        """Where it is recorded that there is no activity, none is tied."""
        found = mra.fit(initiative(extents=[extent("activities", "complete")]), TODAY)
        assert (0, 0, 0, ("extents/activities",)) == (found.value, found.low, found.high, found.rests_on)


class TestRoles:
    """Activities with a lead and a named capability."""

    @pytest.mark.parametrize(
        ("lead", "capability", "expected"),
        [
            ("a", "tutors", (1, 1, 1)),
            ("a", "", (0, 0, 0)),
            ("a", None, (None, 0, 1)),
            (None, "tutors", (None, 0, 1)),
            (None, "", (0, 0, 0)),
        ],
    )
    def test_both_are_needed(self, lead, capability, expected):
        """An empty capability is a no whoever leads; without a recorded lead the rest is unknown."""
        found = mra.roles(initiative(activity("one", lead, capability=capability)), TODAY)
        assert expected == (found.value, found.low, found.high)


class TestCoverage:
    """Goals and core indicators with an activity."""

    def test_goals_by_themselves_and_by_their_indicators(self):
        """Of two goals and two core indicators, one goal is served by its indicator, which is moved: 2 of 4."""
        indicators = [
            ci.Indicator(id="grade3", tier="core", goals=["read"]),
            ci.Indicator(id="grade8", tier="core", goals=["read"]),
            ci.Indicator(id="visits", tier="contributing"),
        ]
        moving = activity("tutoring", goals=[], advances=["grade3"])
        found = mra.coverage(initiative(moving, indicators=indicators), TODAY)
        assert spans(2 / 4, 2 / 4, 2 / 4) == span(found)
        assert (4, 1) == (found.n, found.coverage)

    def test_an_indicator_of_unknown_tier_may_be_a_core_one(self):
        """Of two goals one is served; a third aim may be there: 1 of 2, from 1/3 to 2/3."""
        found = mra.coverage(initiative(activity("a"), indicators=[ci.Indicator(id="i")]), TODAY)
        # indicators are listed, so their list is complete
        assert spans(1 / 2, 1 / 3, 2 / 3) == span(found)

    def test_an_activity_tied_to_nothing_recorded_may_serve_any_goal(self):
        """One goal is served; the other is not so far, but could be: half of that is known."""
        none = [extent("indicators", "complete")]
        found = mra.coverage(initiative(activity("a"), activity("b", goals=[]), extents=none), TODAY)
        assert spans(1 / 2, 1 / 2, 1) == span(found)
        assert pytest.approx(3 / 4) == found.coverage

    def test_an_indicator_without_a_recorded_goal_may_be_of_any(self):
        """What is to move it may serve the other goal, too."""
        indicators = [ci.Indicator(id="i", tier="contributing")]
        found = mra.coverage(initiative(activity("a", advances=["i"]), indicators=indicators), TODAY)
        assert spans(1 / 2, 1 / 2, 1) == span(found)

    def test_what_may_be_under_way_may_serve(self):
        """An activity of unknown state leaves its goal unknown."""
        none = [extent("indicators", "complete")]
        found = mra.coverage(initiative(activity("a", status=None), extents=none), TODAY)
        assert spans(0, 0, 1 / 2) == span(found)

    def test_an_open_list_shows_no_share(self):
        """Where nobody knows how many activities are missing, one served goal of two is at least one."""
        open_ = [extent("activities", "partial"), extent("indicators", "complete")]
        found = mra.coverage(initiative(activity("a"), extents=open_), TODAY)
        assert spans(None, 1 / 2, 1) == span(found)

    def test_more_goals_than_are_listed(self):
        """One of two listed goals is served, of two more nothing is known: from 1/4 to 3/4."""
        more = [extent("agenda/goals", "partial", 4), extent("indicators", "complete")]
        found = mra.coverage(initiative(activity("a"), extents=more), TODAY)
        assert spans(1 / 2, 1 / 4, 3 / 4) == span(found)
        assert 4 == found.n

    def test_any_number_of_indicators(self):
        """Where nobody knows whether there are core indicators, the share could be any."""
        found = mra.coverage(initiative(activity("a")), TODAY)
        assert spans(1 / 2, 0, 1) == span(found)

    def test_nothing_recorded(self):
        """Neither goals nor indicators nor activities."""
        found = mra.coverage(ci.Initiative(id="x"), TODAY)
        assert (None, 0, 1, 0) == (found.value, found.low, found.high, found.n)


class TestParticipation:
    """Members in an activity under way."""

    def test_leads_and_partners_take_part(self):
        """Two of four members are in one."""
        found = mra.participation(initiative(activity("one", "a", "b")), TODAY)
        assert (0.5, 0.5, 0.5, 4, 1) == (*span(found), found.n, found.coverage)
        assert "2 of 4 members are in an activity under way" == str(found.note)

    def test_who_left_stays_in_the_denominator_for_two_years(self):
        """Member b left a year ago, c three years ago: a takes part, of a, b and d."""
        people = [
            ci.Stakeholder(id="a"),
            ci.Stakeholder(id="b", left="2019-07-01"),
            ci.Stakeholder(id="c", left="2017-07-01"),
            ci.Stakeholder(id="d"),
        ]
        found = mra.participation(initiative(activity("one", "a", "b", "c"), stakeholders=people), TODAY)
        assert spans(1 / 3, 1 / 3, 1 / 3) == span(found)

    def test_an_activity_without_a_lead_may_be_led_by_anybody(self):
        """Member a takes part; the three others do not so far."""
        found = mra.participation(initiative(activity("one", None, "a")), TODAY)
        assert (1 / 4, 1 / 4, 1) == span(found)
        assert (1 + 3 / 2) / 4 == found.coverage

    def test_a_list_with_a_known_part_missing(self):
        """Nine activities are not listed: who is in none so far could be in one."""
        found = mra.participation(
            initiative(activity("one", "a"), extents=[extent("activities", "partial", 10)]), TODAY
        )
        assert (1 / 4, 1 / 4, 1) == span(found)

    def test_an_open_list_shows_no_share(self):
        """Where nobody knows how many activities are missing, one of four is at least one."""
        found = mra.participation(initiative(activity("one", "a"), extents=[extent("activities", "partial")]), TODAY)
        assert (None, 1 / 4, 1, 1 / 4) == (*span(found), found.coverage)

    def test_nothing_recorded_of_activities(self):
        """That somebody left says nothing of what those who stay do."""
        people = [ci.Stakeholder(id="a"), ci.Stakeholder(id="b", left="2020-01-01")]
        found = mra.participation(initiative(stakeholders=people), TODAY)
        assert (None, 0, 1 / 2, 2) == (*span(found), found.n)

    def test_what_may_be_under_way(self):
        """Who is in an activity of unknown state may take part; the others do not."""
        found = mra.participation(initiative(activity("one", "a", status=None)), TODAY)
        assert (0, 0, 1 / 4) == span(found)

    def test_leaders_who_are_not_listed(self):
        """Of 300 leaders four are listed and two take part: from 2/300 to 298/300."""
        total = [extent("stakeholders", "partial", 300)]
        found = mra.participation(initiative(activity("one", "a", "b"), extents=total), TODAY)
        assert spans(1 / 2, 2 / 300, 298 / 300) == span(found)
        assert 300 == found.n

    def test_no_activity_is_under_way(self):
        """Where all are over, nobody takes part."""
        found = mra.participation(initiative(activity("one", status="stopped")), TODAY)
        assert (0, 0, 0) == span(found)


class TestCoordination:
    """Activities that are joint or linked."""

    def test_joint_linked_either_way_and_alone(self):
        """One is joint, two are linked, one stands alone: 3 of 4."""
        activities = [
            activity("joint", "a", "b"),
            activity("from", "a", reinforces=[link("to")]),
            activity("to", "b"),
            activity("alone", "c"),
        ]
        found = mra.coordination(initiative(*activities), TODAY)
        assert (3 / 4, 3 / 4, 3 / 4, 4) == (*span(found), found.n)

    def test_links_that_were_never_recorded(self):
        """Where no link is recorded at all, what stands alone could be linked."""
        found = mra.coordination(initiative(activity("joint", "a", "b"), activity("alone", "a")), TODAY)
        assert (1 / 2, 1 / 2, 1, 3 / 4) == (*span(found), found.coverage)

    def test_a_link_to_what_is_over_links_nothing(self):
        """The other end must be under way."""
        activities = [activity("a", reinforces=[link("b")]), activity("b", status="stopped")]
        found = mra.coordination(initiative(*activities), TODAY)
        assert (0, 0, 0) == span(found)

    def test_a_link_to_what_may_be_over_is_unknown(self):
        """An end of unknown state leaves both unknown."""
        activities = [activity("a", reinforces=[link("b")]), activity("b", status=None)]
        found = mra.coordination(initiative(*activities), TODAY)
        assert (None, 0, 1) == span(found)

    def test_an_activity_of_which_nobody_is_named(self):
        """Nothing is known of who works on it."""
        found = mra.coordination(initiative(activity("a", None)), TODAY)
        assert (None, 0, 1) == span(found)

    def test_partners_said_to_be_incomplete(self):
        """A lead alone is no lone lead where the list of partners goes on."""
        found = mra.coordination(initiative(activity("a"), extents=[extent("activities/a/partners", "partial")]), TODAY)
        assert (None, 0, 1) == span(found)

    def test_none_under_way(self):
        """Where activities are listed and all are over, none is coordinated, and they say so."""
        found = mra.coordination(initiative(activity("a", status="stopped")), TODAY)
        assert (0, 0, 0, ("activities/a",)) == (*span(found), found.rests_on)
        assert "no activity is under way" == str(found.note)

    def test_more_activities_than_are_listed(self):
        """One of one is joint; three more may be under way or not: from 1/4 to 1."""
        found = mra.coordination(
            initiative(activity("a", "a", "b"), extents=[extent("activities", "partial", 4)]), TODAY
        )
        assert spans(1, 1 / 4, 1) == span(found)


class TestReinforcement:
    """Active partners with a link that the other confirms."""

    def test_the_other_must_confirm(self):
        """Member b confirms that a's work helps b's; nobody confirms the other way round, and c has no link."""
        activities = [activity("one", "a", reinforces=[link("two", "b")]), activity("two", "b"), activity("three", "c")]
        found = mra.reinforcement(initiative(*activities), TODAY)
        assert spans(1 / 3, 1 / 3, 1 / 3) == span(found)
        assert 3 == found.n  # d is in no activity

    def test_both_confirm(self):
        """A link is a link for both where both confirm it."""
        activities = [activity("one", "a", reinforces=[link("two", "a", "b")]), activity("two", "b")]
        assert (1, 1, 1) == span(mra.reinforcement(initiative(*activities), TODAY))

    def test_nobody_was_asked(self):
        """A link without a confirmation is unknown."""
        activities = [activity("one", "a", reinforces=[link("two")]), activity("two", "b")]
        assert (None, 0, 1) == span(mra.reinforcement(initiative(*activities), TODAY))

    def test_ones_own_confirmation_does_not_count(self):
        """Member a links two activities of its own and confirms it."""
        activities = [activity("one", "a", reinforces=[link("two", "a")]), activity("two", "a")]
        assert (0, 0, 0) == span(mra.reinforcement(initiative(*activities), TODAY))

    def test_no_link_is_recorded(self):
        """Where no link is recorded at all, nothing is known."""
        found = mra.reinforcement(initiative(activity("one", "a")), TODAY)
        assert (None, 0, 1, 1) == (*span(found), found.n)

    def test_links_that_are_recorded_as_none(self):
        """Where all links are said to be listed and none is, nobody has one."""
        none = [extent("activities/one/reinforces", "complete")]
        assert (0, 0, 0) == span(mra.reinforcement(initiative(activity("one", "a"), extents=none), TODAY))

    def test_an_unnamed_lead_is_one_more_partner(self):
        """Of a's and an unnamed partner's activities only the link is known: 0 of 1, from 0 to 1."""
        activities = [activity("one", "a", reinforces=[link("two", "a")]), activity("two", None)]
        found = mra.reinforcement(initiative(*activities), TODAY)
        assert (None, 0, 1, 2) == (*span(found), found.n)

    def test_who_left_has_none(self):
        """Member b left this year and is still listed as a partner: 1 of 2."""
        people = [ci.Stakeholder(id="a"), ci.Stakeholder(id="b", left="2020-01-01"), ci.Stakeholder(id="c")]
        activities = [activity("one", "a", "b", reinforces=[link("two", "c")]), activity("two", "c")]
        found = mra.reinforcement(initiative(*activities, stakeholders=people), TODAY)
        # a: confirmed by c; b: gone; c: nobody of the other side confirms
        assert spans(1 / 3, 1 / 3, 1 / 3) == span(found)

    def test_perhaps_active(self):
        """Who is only in an activity of unknown state may be no active partner at all."""
        activities = [
            activity("one", "a", reinforces=[link("two", "a", "b")]),
            activity("two", "b"),
            activity("three", "c", status=None),
        ]
        found = mra.reinforcement(initiative(*activities), TODAY)
        assert spans(1, 2 / 3, 1) == span(found)

    def test_any_number_of_activities(self):
        """Where activities are missing from the list, so may active partners be."""
        activities = [activity("one", "a", reinforces=[link("two", "a", "b")]), activity("two", "b")]
        found = mra.reinforcement(initiative(*activities, extents=[extent("activities", "partial", 9)]), TODAY)
        assert (1, 0, 1) == span(found)

    def test_none_under_way(self):
        """Where all are over, nobody reinforces anybody."""
        assert (0, 0, 0) == span(mra.reinforcement(initiative(activity("a", status="stopped")), TODAY))


def clinic(name, lead, *partners, **fields):
    """Return an activity of which all is known that duplicates can be told by."""
    return activity(
        name, lead, *partners, **{"capability": "clinic", "place": "Starr", "advances": ["asthma"]} | fields
    )


def health(*activities, **fields):
    """Return an initiative about asthma whose links are all recorded."""
    none = [extent(f"activities/{one.id}/reinforces", "complete") for one in activities]
    return initiative(*activities, indicators=[ci.Indicator(id="asthma")], **{"extents": none} | fields)


class TestNoDuplication:
    """Partners that do the same in the same place without being joint or linked."""

    def test_different_counties(self):
        """Clinics in different counties are no duplicates."""
        found = mra.no_duplication(health(clinic("one", "a"), clinic("two", "b", place="Willacy")), TODAY)
        assert (1, 1, 1, 1) == (*span(found), found.n)

    @pytest.mark.parametrize("change", [{"capability": "coaching"}, {"advances": ["asthma"], "status": "stopped"}])
    def test_something_or_some_time_else(self, change):
        """Another capability, or a time that is over, makes no duplicate; nor is a single partner one of itself."""
        found = mra.no_duplication(health(clinic("one", "a", "b"), clinic("two", "c", **change)), TODAY)
        assert (1, 1, 1) == span(found)

    def test_duplicates_are_named(self):
        """Three do the same; two of them are joint, so two pairs of three are duplicates."""
        people = [ci.Stakeholder(id="a", name="St. Ann"), ci.Stakeholder(id="b", name="Mercy"), ci.Stakeholder(id="c")]
        found = mra.no_duplication(health(clinic("one", "a", "b"), clinic("two", "c"), stakeholders=people), TODAY)
        assert spans(1 / 3, 1 / 3, 1 / 3) == span(found)
        assert ("activities/one", "activities/two") == found.rests_on
        assert str(found.note).endswith("neither joint nor linked: Mercy / c; St. Ann / c")

    def test_linked_partners_know_of_each_other(self):
        """A link makes a pair no duplicate, whichever way it points."""
        found = mra.no_duplication(health(clinic("one", "a", reinforces=[link("two")]), clinic("two", "b")), TODAY)
        assert (1, 1, 1) == span(found)

    def test_links_that_were_never_recorded(self):
        """Where no link is recorded at all, the duplicate could be linked."""
        found = mra.no_duplication(health(clinic("one", "a"), clinic("two", "b"), extents=[]), TODAY)
        assert (0, 0, 1, 1 / 2) == (*span(found), found.coverage)

    def test_spelling_does_not_hide_a_duplicate(self):
        """Capitals and spaces tell no place from another."""
        found = mra.no_duplication(health(clinic("one", "a"), clinic("two", "b", place="  starr ")), TODAY)
        assert (0, 0, 0) == span(found)

    @pytest.mark.parametrize("change", [{"capability": None}, {"place": None}, {"status": None}])
    def test_what_is_not_recorded_may_be_the_same(self, change):
        """One pair may do the same."""
        found = mra.no_duplication(health(clinic("one", "a"), clinic("two", "b", **change)), TODAY)
        assert (None, 0, 1) == span(found)

    def test_unknown_in_another_place_is_no_duplicate(self):
        """Whatever the second clinic does, it does it elsewhere."""
        found = mra.no_duplication(
            health(clinic("one", "a"), clinic("two", "b", place="Hidalgo", capability=None)), TODAY
        )
        assert (1, 1, 1) == span(found)

    def test_a_recorded_none_is_like_nothing(self):
        """Two that bring nothing of their own do not bring the same."""
        found = mra.no_duplication(health(clinic("one", "a", capability=""), clinic("two", "b", capability="")), TODAY)
        assert (1, 1, 1) == span(found)

    def test_goals_serve_where_no_indicator_is_named(self):
        """Two that serve the same goal in the same way in the same place are a pair."""
        found = mra.no_duplication(health(clinic("one", "a", advances=[]), clinic("two", "b", advances=[])), TODAY)
        assert (0, 0, 0) == span(found)

    def test_an_activity_for_nothing_recorded(self):
        """It may be for the indicator or either goal: with the clinic it could be a pair once."""
        loose = clinic("two", "b", advances=[], goals=[])
        found = mra.no_duplication(health(clinic("one", "a"), loose), TODAY)
        assert (None, 0, 1) == span(found)

    def test_a_pair_of_unknown_activities_may_be_alike_for_each_aim(self):
        """Two known duplicates, and two others for one indicator and two goals: 0 of 1, up to 7 of 8.

        Per aim, four seats make six couples; for the indicator, one of these is known. The
        goals add the couple of the two others alone, once each: 5 + 1 + 1 unknown.
        """
        loose = {"advances": [], "goals": []}
        activities = [
            clinic("one", "a"),
            clinic("two", "b"),
            clinic("three", "c", **loose),
            clinic("four", "d", **loose),
        ]
        found = mra.no_duplication(health(*activities), TODAY)
        assert spans(0, 0, 7 / 8) == span(found)

    def test_a_lead_who_is_not_named(self):
        """The unnamed lead of the second clinic may be anybody."""
        found = mra.no_duplication(health(clinic("one", "a"), clinic("two", None)), TODAY)
        assert (None, 0, 1) == span(found)

    def test_one_partner_has_nobody_to_compare_with(self):
        """There is no pair to ask about."""
        found = mra.no_duplication(health(clinic("one", "a"), clinic("two", "a")), TODAY)
        assert (None, 0, 1, 0) == (*span(found), found.n)

    def test_nothing_recorded(self):
        """Without a list of activities there is nothing to say."""
        found = mra.no_duplication(initiative(), TODAY)
        assert (None, 0, 1, 0) == (*span(found), found.n)
        assert "nothing is recorded" == str(found.note)

    def test_activities_that_are_not_listed(self):
        """What is not listed could make any number of duplicates."""
        open_ = [extent("activities", "partial", 9)]
        found = mra.no_duplication(
            health(clinic("one", "a"), clinic("two", "b", place="Willacy"), extents=open_), TODAY
        )
        assert (1, 0, 1, 1 / 2) == (*span(found), found.coverage)

    def test_thousands_of_activities(self):
        """Two thousand clinics in one place are compared by grouping, not pair by pair."""
        names = [f"p{k}" for k in range(2000)]
        many = health(*(clinic(name, name) for name in names), people=names)
        started = perf_counter()
        found = mra.no_duplication(many, TODAY)
        assert perf_counter() - started < 1
        assert (0, 2000 * 1999 / 2) == (found.value, found.n)


class TestSystemsChange:
    """Changes of practice, policy, resources or power in 24 months."""

    def changes(self, *drawn, **fields):
        """Return an initiative with systems changes."""
        changes = [ci.SystemsChange(id=str(k), kind=kind, on=on) for k, (kind, on) in enumerate(drawn)]
        return ci.Initiative(id="x", systems_changes=changes, **fields)

    def test_kinds_and_dates(self):
        """Two of five count: one is of minds, one too old, one to come."""
        drawn = [("policy", "2020-01-01"), ("power", "2018-07-01"), ("practice", "2018-06-30")]
        found = mra.systems_change(
            self.changes(*drawn, ("mental_model", "2020-01-01"), ("policy", "2020-07-01")), TODAY
        )
        assert (2, 2, 2) == (found.value, found.low, found.high)
        assert ("systems_changes/0", "systems_changes/1", "systems_changes/2") == found.rests_on

    def test_a_change_without_a_date(self):
        """It may have come about in that time."""
        found = mra.systems_change(self.changes(("policy", "2020-01-01"), ("policy", None)), TODAY)
        assert (1, 1, 2) == (found.value, found.low, found.high)

    def test_only_changes_of_other_kinds(self):
        """A complete list without any of the four kinds says none."""
        found = mra.systems_change(self.changes(("relationship", "2020-01-01")), TODAY)
        assert (0, 0, 0, ("systems_changes/0",)) == (found.value, found.low, found.high, found.rests_on)

    def test_nothing_recorded_and_recorded_none(self):
        """Nothing recorded has no upper bound, a recorded none is 0."""
        found = mra.systems_change(self.changes(), TODAY)
        assert (None, 0, None) == (found.value, found.low, found.high)
        found = mra.systems_change(self.changes(extents=[extent("systems_changes", "complete")]), TODAY)
        assert (0, 0, 0) == (found.value, found.low, found.high)

    def test_a_list_that_goes_on(self):
        """A change of another kind in a list of three leaves room for two."""
        total = [extent("systems_changes", "partial", 3)]
        found = mra.systems_change(self.changes(("relationship", "2020-01-01"), extents=total), TODAY)
        assert (None, 0, 2) == (found.value, found.low, found.high)


def test_what_is_not_listed_never_raises_a_value():
    """Whoever leaves a lead out of the record gains nothing by it."""
    full = initiative(activity("one", "a", "b"), activity("two", "c"))
    left_out = full.with_activities(attrs.evolve(full.activities[1], led_by=None))
    assert mra.participation(left_out, TODAY).value <= mra.participation(full, TODAY).value


def test_who_may_be_joined_is_no_certain_duplicate():
    """Two do the same apart, and are in a third activity whose capability nobody knows: it may be what joins them."""

    def teaching(name, *people, capability="teach"):
        lead, *partners = people
        fields = {"goals": ["read"], "capability": capability, "place": "here", "status": "under_way"}
        return ci.Activity(id=name, led_by=lead, partners=partners, **fields)

    def reads(*activities):
        return ci.Initiative(
            id="reads",
            agenda=ci.CommonAgenda(goals=[ci.Goal(id="read")]),
            stakeholders=[ci.Stakeholder(id=name) for name in "pq"],
            activities=activities,
            extents=[ci.Extent(collection=f"activities/{name}/reinforces", completeness="complete") for name in "abc"],
        )

    apart = [teaching("a", "p"), teaching("b", "q")]
    measure = mra.no_duplication
    known = measure(reads(*apart, teaching("c", "p", "q", capability="")), date(2020, 1, 1))
    assert (0.0, 0.0, 0.0) == (known.value, known.low, known.high)
    joined = measure(reads(*apart, teaching("c", "p", "q")), date(2020, 1, 1))
    assert (1.0, 1.0) == (joined.value, joined.high)
    unknown = measure(reads(*apart, teaching("c", "p", "q", capability=None)), date(2020, 1, 1))
    assert (0.0, 0.0, 1.0) == (unknown.value, unknown.low, unknown.high)
