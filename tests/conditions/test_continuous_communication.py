from datetime import date, timedelta

import pytest

import collective_impact as ci
from collective_impact.conditions import _rhythm
from collective_impact.conditions import continuous_communication as cc

TODAY = date(2020, 6, 30)


def extent(collection, completeness, total=None):
    """Return how complete a collection is."""
    return ci.Extent(collection=collection, completeness=completeness, total=total)


def people(*names, **fields):
    """Return stakeholders that are alike."""
    return [ci.Stakeholder(id=name, **fields) for name in names]


def came(*names, **fields):
    """Return attendances that are alike."""
    return [ci.Attendance(stakeholder=name, **fields) for name in names]


def ago(*days):
    """Return dates so many days before today."""
    return [TODAY - timedelta(days=day) for day in days]


def span(finding):
    """Return value and bounds."""
    value = None if finding.value is None else pytest.approx(finding.value)
    return value, pytest.approx(finding.low), pytest.approx(finding.high)


class TestForums:
    """A steering body, working groups and a channel between meetings."""

    def test_all_three(self):
        """All are there, and what says so is found."""
        bodies = [
            ci.Body(id="s", kind="steering_committee"),
            ci.Body(id="w", kind="working_group"),
            ci.Body(id="t", kind="community_table", channel=True),
        ]
        found = cc.forums(ci.Initiative(id="x", bodies=bodies), TODAY)
        assert (1, 1, 1, 3) == (*span(found), found.n)
        assert ("bodies/s", "bodies/t", "bodies/w") == found.rests_on

    def test_no_and_unknown(self):
        """There is no working group, and of a channel nothing is recorded: 1 of 2, from 1/3 to 2/3."""
        found = cc.forums(ci.Initiative(id="x", bodies=[ci.Body(id="s", kind="steering_committee")]), TODAY)
        assert (1 / 2, 1 / 3, 2 / 3) == span(found)

    def test_a_body_of_unknown_kind_may_be_either(self):
        """Neither steering body nor working group can be said not to be there."""
        found = cc.forums(ci.Initiative(id="x", bodies=[ci.Body(id="b", channel=False)]), TODAY)
        assert (0, 0, 2 / 3) == span(found)

    def test_recorded_none_and_nothing_recorded(self):
        """A complete empty list says three times no, no list nothing."""
        found = cc.forums(ci.Initiative(id="x", extents=[extent("bodies", "complete")]), TODAY)
        assert (0, 0, 0, ("extents/bodies",)) == (*span(found), found.rests_on)
        found = cc.forums(ci.Initiative(id="x"), TODAY)
        assert (None, 0, 1, 3) == (*span(found), found.n)


class TestMedianGap:
    """How long the gap between meetings is on the median day of the last 12 months."""

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            (ago(360, 330, 300, 270, 240, 210, 180, 150, 120, 90, 60, 30, 0), 30),
            (ago(300, 290, 280, 270), 270),  # 30 days in gaps of 10, and 270 without a meeting
            (ago(300, 100), 200),  # 200 days in one gap, 100 in the one since
            (ago(300, 190), 190),  # 110 days in one gap, 190 since
            (ago(900, 100), 800),  # the gap counts as long as it is, though it began before
            (ago(20), 20),
            (ago(0), 0),
        ],
    )
    def test_hand_calculated(self, days, expected):
        """Days are counted, not gaps, so that many meetings in one week make no rhythm."""
        assert expected == _rhythm.median_gap(days, TODAY)

    def test_a_further_meeting_never_lengthens_it(self):
        """The plain median of gaps would rise from 30 to 65 where a meeting halves the longest gap."""
        days = ago(260, 230, 200)  # gaps of 30, 30 and 200
        before, after = (_rhythm.median_gap(days, TODAY), _rhythm.median_gap([*days, *ago(100)], TODAY))
        assert (200, 100) == (before, after)


def monthly(body, months):
    """Return a meeting of a body in each of the last months."""
    return [ci.Convening(on=day, body=body) for day in ago(*(30 * k for k in range(months)))]


class TestRhythm:
    """Per body, never pooled."""

    def test_each_body_by_what_is_due(self):
        """A steering body met 92 days ago and 92 days before that: 1. A working group so: (183 - 92)/(183 - 31)."""
        bodies = [ci.Body(id="s", kind="steering_committee"), ci.Body(id="w", kind="working_group", name="Tutors")]
        meetings = [ci.Convening(on=day, body=body) for day in ago(184, 92) for body in "sw"]
        found = cc.rhythm(ci.Initiative(id="x", bodies=bodies, convenings=meetings), TODAY)
        expected = (1 + 91 / 152) / 2
        assert (expected, expected, expected, 2) == (*span(found), found.n)
        assert 4 + 2 == len(found.rests_on)

    def test_a_body_that_meets_no_more(self):
        """Monthly meetings until seven months ago are no rhythm any more, though their own median is 30 days."""
        meetings = [ci.Convening(on=day, body="w") for day in ago(*range(210, 900, 30))]
        bodies = [ci.Body(id="w", kind="working_group")]
        assert (0, 0, 0) == span(cc.rhythm(ci.Initiative(id="x", bodies=bodies, convenings=meetings), TODAY))

    def test_one_busy_body_does_not_make_up_for_another(self):
        """Fifteen groups, of which one meets each month and the others never: 1 of 15."""
        bodies = [ci.Body(id=f"w{k}", kind="working_group") for k in range(15)]
        found = cc.rhythm(ci.Initiative(id="x", bodies=bodies, convenings=monthly("w0", 13)), TODAY)
        assert (1 / 15, 1 / 15, 1 / 15) == span(found)
        assert "w0, on the median day 30 days (of 15 bodies)" in str(found.note)

    def test_one_meeting_is_no_rhythm(self):
        """After a first meeting 107 days ago, a working group has at most (183 - 107)/152 = 1/2."""
        bodies = [ci.Body(id="w", kind="working_group")]
        found = cc.rhythm(ci.Initiative(id="x", bodies=bodies, convenings=monthly("w", 1)), TODAY)
        assert (None, 0, 1) == span(found)
        first = [ci.Convening(on=ago(107)[0], body="w")]
        assert (None, 0, 1 / 2) == span(cc.rhythm(ci.Initiative(id="x", bodies=bodies, convenings=first), TODAY))

    def test_a_body_of_unknown_kind(self):
        """Meeting every 92 days is enough for a steering body, and 91/152 for a working group."""
        meetings = [ci.Convening(on=day, body="b") for day in ago(184, 92)]
        found = cc.rhythm(ci.Initiative(id="x", bodies=[ci.Body(id="b")], convenings=meetings), TODAY)
        assert (None, 91 / 152, 1) == span(found)

    def test_meetings_of_all_members(self):
        """They have a rhythm of their own; where bodies are said to be none, it is the only one."""
        none = [extent("bodies", "complete")]
        found = cc.rhythm(ci.Initiative(id="x", convenings=monthly(None, 13), extents=none), TODAY)
        assert (1, 1, 1, 1) == (*span(found), found.n)
        assert "all members together" in str(found.note)

    def test_bodies_that_are_not_listed(self):
        """Where nothing is said of bodies, there may be others without any rhythm."""
        assert (1, 0, 1) == span(cc.rhythm(ci.Initiative(id="x", convenings=monthly(None, 13)), TODAY))

    def test_meetings_that_are_not_listed(self):
        """What is listed is half of the evidence."""
        open_ = [extent("convenings", "partial")]
        bodies = [ci.Body(id="w", kind="working_group")]
        found = cc.rhythm(ci.Initiative(id="x", bodies=bodies, convenings=monthly("w", 13), extents=open_), TODAY)
        assert (1, 0, 1, 0.5) == (*span(found), found.coverage)

    def test_nothing_recorded(self):
        """No meetings: unknown of each body; no bodies either: nothing to ask about; none of both: none."""
        found = cc.rhythm(ci.Initiative(id="x", bodies=[ci.Body(id="w")]), TODAY)
        assert (None, 0, 1, 1, ()) == (*span(found), found.n, found.rests_on)
        found = cc.rhythm(ci.Initiative(id="x"), TODAY)
        assert (None, 0, 1, 0) == (*span(found), found.n)
        none = [extent("bodies", "complete"), extent("convenings", "complete")]
        assert (0, 0, 0) == span(cc.rhythm(ci.Initiative(id="x", extents=none), TODAY))


class TestEndurance:
    """Quarters with a meeting since the start, at most 12."""

    def test_quarters_are_counted_back(self):
        """Of four quarters, two have a meeting; two meetings in one quarter count once."""
        meetings = [ci.Convening(on=day) for day in ("2020-06-30", "2020-04-01", "2019-12-01")]
        found = cc.endurance(ci.Initiative(id="x", started="2019-07-01", convenings=meetings), TODAY)
        assert (2 / 4, 2 / 4, 2 / 4, 4) == (*span(found), found.n)

    def test_at_most_twelve(self):
        """A meeting in each of the last twelve quarters is enough after twenty years, and one long ago adds nothing."""
        meetings = [ci.Convening(on=day) for day in ago(*range(5, 12 * 91, 91), 5000)]
        found = cc.endurance(ci.Initiative(id="x", started="2000-01-01", convenings=meetings), TODAY)
        assert (1, 1, 1, 12) == (*span(found), found.n)

    def test_a_start_up(self):
        """A month after the start there is one quarter, begun before it."""
        meetings = [ci.Convening(on="2020-06-15")]
        found = cc.endurance(ci.Initiative(id="x", started="2020-06-01", convenings=meetings), TODAY)
        assert (1, 1, 1, 1) == (*span(found), found.n)

    def test_before_the_start(self):
        """There is no quarter to ask about."""
        found = cc.endurance(ci.Initiative(id="x", started="2021-01-01"), TODAY)
        assert (None, 0, 1, 0) == (*span(found), found.n)

    def test_an_unknown_start(self):
        """Met in this and the third quarter back: 2 of 3 since the first meeting; else from 2/12 to 1 of 1."""
        meetings = [ci.Convening(on=day) for day in ("2020-06-15", "2019-12-01")]
        found = cc.endurance(ci.Initiative(id="x", convenings=meetings), TODAY)
        # since 2019-12-01 two quarters have passed wholly: this one, and the last without a meeting
        assert (1 / 2, 2 / 12, 1) == span(found)
        assert 0.5 == found.coverage

    def test_meetings_that_are_not_listed(self):
        """A quarter without a listed meeting had none so far."""
        meetings, open_ = [ci.Convening(on="2020-06-15")], [extent("convenings", "partial")]
        found = cc.endurance(ci.Initiative(id="x", started="2019-07-01", convenings=meetings, extents=open_), TODAY)
        assert (None, 1 / 4, 1) == span(found)

    def test_nothing_recorded_and_recorded_none(self):
        """Without a list nothing is known of any quarter; with a complete empty one all are without a meeting."""
        found = cc.endurance(ci.Initiative(id="x", started="2019-07-01"), TODAY)
        assert (None, 0, 1, 4) == (*span(found), found.n)
        none = [extent("convenings", "complete")]
        found = cc.endurance(ci.Initiative(id="x", extents=none), TODAY)
        assert (0, 0, 0, ("extents/convenings",)) == (*span(found), found.rests_on)

    def test_planned_and_cancelled_meetings_never_count(self):
        """A list of plans is no list of meetings."""
        meetings = [ci.Convening(on="2020-06-15", status="planned"), ci.Convening(on="2020-06-16", status="cancelled")]
        found = cc.endurance(ci.Initiative(id="x", started="2019-07-01", convenings=meetings), TODAY)
        assert (None, 0, 1) == span(found)


def meeting(on="2020-03-01", **fields):
    """Return a meeting."""
    return ci.Convening(on=on, **fields)


class TestAttendance:
    """The share of expected members present, averaged over meetings."""

    def of(self, *meetings, **fields):
        """Return the finding for four members."""
        given = {"stakeholders": people("a", "b", "c", "d"), "convenings": meetings} | fields
        return cc.attendance(ci.Initiative(id="x", **given), TODAY)

    def test_listed_as_expected(self):
        """One of two expected came; the guest does not count."""
        assert (1 / 2, 1 / 2, 1 / 2) == span(self.of(meeting(expected=["a", "b"], attendances=came("a", "d"))))

    def test_members_of_the_body(self):
        """Two of three members of the body came."""
        body = [ci.Body(id="w", members=["a", "b", "c"])]
        assert (2 / 3, 2 / 3, 2 / 3) == span(self.of(meeting(body="w", attendances=came("a", "b")), bodies=body))

    def test_all_members_on_the_day(self):
        """Member b joined after the meeting, c had left a year before it, d three years before: a of a and c."""
        known = [
            ci.Stakeholder(id="a", joined="2019-01-01"),
            ci.Stakeholder(id="b", joined="2020-03-02"),
            ci.Stakeholder(id="c", left="2019-03-01"),
            ci.Stakeholder(id="d", left="2017-03-01"),
        ]
        assert (1 / 2, 1 / 2, 1 / 2) == span(self.of(meeting(attendances=came("a")), stakeholders=known))

    def test_heads_serve_where_names_are_missing(self):
        """Three of four, and never more than all."""
        found = self.of(meeting(head_count=3), meeting("2020-04-01", head_count=9))
        assert (7 / 8, 7 / 8, 7 / 8, 2) == (*span(found), found.n)
        assert "on average 87.5 % of those expected were present (2 meetings)" == str(found.note)

    def test_names_go_before_heads(self):
        """Where names are recorded, they are the record."""
        assert (1 / 4, 1 / 4, 1 / 4) == span(self.of(meeting(attendances=came("a"), head_count=4)))

    def test_neither_names_nor_heads(self):
        """Nothing is known of that meeting."""
        found = self.of(meeting())
        assert (None, 0, 1, 1) == (*span(found), found.n)
        assert "it is not recorded how many of those expected were present (1 meetings)" == str(found.note)

    def test_nobody_came(self):
        """A complete empty list of names says so."""
        nobody = [extent("convenings/2020-03-01/attendances", "complete")]
        assert (0, 0, 0) == span(self.of(meeting(), extents=nobody))

    def test_names_said_to_be_incomplete(self):
        """One is named, three may have come."""
        some = [extent("convenings/2020-03-01/attendances", "partial")]
        assert (1, 1 / 4, 1) == span(self.of(meeting(attendances=came("a")), extents=some))

    def test_a_body_without_recorded_members(self):
        """Who was expected is not known."""
        assert (None, 0, 1) == span(self.of(meeting(body="w", head_count=3), bodies=[ci.Body(id="w")]))

    @pytest.mark.parametrize(
        ("collection", "fields"),
        [
            ("convenings/2020-03-01/expected", {"expected": ["a", "b"]}),
            ("convenings/2020-03-01;body=w/expected", {"expected": ["a", "b"], "body": "w"}),
            ("bodies/w/members", {"body": "w"}),
            ("stakeholders", {}),
        ],
    )
    def test_more_were_expected_than_are_listed(self, collection, fields):
        """One of two came, of two more that were expected nothing is known: from 1/4 to 3/4."""
        body = [ci.Body(id="w", members=["a", "b"])]
        total = [extent(collection, "partial", 4)]
        known = people("a", "b")
        found = self.of(meeting(attendances=came("a"), **fields), stakeholders=known, bodies=body, extents=total)
        assert (1 / 2, 1 / 4, 3 / 4, 1 / 2) == (*span(found), found.coverage)
        found = self.of(meeting(head_count=1, **fields), stakeholders=known, bodies=body, extents=total)
        assert (1 / 4, 1 / 4, 1 / 4) == span(found)

    def test_any_number_was_expected(self):
        """A head count says nothing where nobody knows how many were expected; a name says a little."""
        open_ = [extent("stakeholders", "partial")]
        assert (None, 0, 1) == span(self.of(meeting(head_count=3), extents=open_))
        found = self.of(meeting(attendances=came("a")), extents=open_)
        assert (1 / 4, 0, 1, 1 / 2) == (*span(found), found.coverage)

    def test_no_meeting_in_two_years(self):
        """Earlier meetings show that there have been none since."""
        found = self.of(meeting("2018-06-30", attendances=came("a")))
        assert (0, 0, 0, ("convenings/2018-06-30",)) == (*span(found), found.rests_on)
        assert "no meeting was held in the last 24 months" == str(found.note)

    def test_nothing_recorded_and_recorded_none(self):
        """Nothing recorded, and plans alone, say nothing; a complete empty list says none."""
        assert (None, 0, 1) == span(self.of())
        assert (None, 0, 1) == span(self.of(meeting(status="planned")))
        assert (0, 0, 0) == span(self.of(extents=[extent("convenings", "complete")]))

    def test_meetings_that_are_not_listed(self):
        """One meeting of four is listed, and everybody was there."""
        found = self.of(meeting(head_count=4), extents=[extent("convenings", "partial", 4)])
        assert (1, 1 / 4, 1, 4) == (*span(found), found.n)

    def test_an_initiative_without_members(self):
        """Nobody was expected, so nothing is known."""
        assert (None, 0, 1) == span(self.of(meeting(head_count=3), stakeholders=[]))


class TestAuthority:
    """Seats of organisations on which somebody sat who may commit them."""

    def of(self, *meetings, **fields):
        """Return the finding for two organisations and a person."""
        known = [*people("a", "b"), *people("ana", kind="person")]
        return cc.authority(ci.Initiative(id="x", **{"stakeholders": known, "convenings": meetings} | fields), TODAY)

    def test_mandated_not_mandated_and_absent(self):
        """The person has no such seat: 1 of 2 organisations, then 0 of 2."""
        first = meeting(attendances=[*came("a", mandated=True), *came("ana", mandated=True)])
        second = meeting("2020-04-01", attendances=came("a", "b", mandated=False))
        assert (1 / 4, 1 / 4, 1 / 4, 2) == (*span(found := self.of(first, second)), found.n)

    def test_an_unknown_mandate(self):
        """Member a may have been able to commit itself, b was absent."""
        assert (0, 0, 1 / 2) == span(self.of(meeting(attendances=came("a"))))

    def test_a_head_count_says_nothing_of_mandates(self):
        """Names are missing."""
        assert (None, 0, 1) == span(self.of(meeting(head_count=3)))

    def test_a_body_without_recorded_members(self):
        """Who was expected is not known."""
        assert (None, 0, 1) == span(self.of(meeting(body="w", attendances=came("a")), bodies=[ci.Body(id="w")]))

    def test_only_persons_and_groups(self):
        """Where no organisation was expected, the question does not arise."""
        known = [*people("ana", kind="person"), *people("moms", kind="informal_group")]
        found = self.of(meeting(attendances=came("ana")), stakeholders=known)
        assert (False, None, ("convenings/2020-03-01",)) == (found.applicable, found.value, found.rests_on)

    def test_only_persons_in_the_meetings_that_are_listed(self):
        """Organisations may have been expected at others."""
        found = self.of(
            meeting(attendances=came("ana")),
            stakeholders=people("ana", kind="person"),
            extents=[extent("convenings", "partial")],
        )
        assert (True, None, 0, 1) == (found.applicable, *span(found))

    def test_no_meeting_in_two_years(self):
        """Nobody could commit anything."""
        assert (0, 0, 0) == span(self.of(meeting("2018-06-30")))


class TestStructure:
    """Meetings with an agenda in advance and a named facilitator."""

    @pytest.mark.parametrize(
        ("agenda", "facilitator", "expected"),
        [
            (True, "Ana", (1, 1, 1)),
            (True, "", (0, 0, 0)),
            (False, None, (0, 0, 0)),
            (True, None, (None, 0, 1)),
            (None, "Ana", (None, 0, 1)),
        ],
    )
    def test_both_are_needed(self, agenda, facilitator, expected):
        """One no is enough, one unknown leaves it unknown."""
        one = meeting(agenda_shared=agenda, facilitator=facilitator)
        assert expected == span(cc.structure(ci.Initiative(id="x", convenings=[one]), TODAY))

    def test_no_meeting_in_two_years(self):
        """None was prepared."""
        assert (0, 0, 0) == span(cc.structure(ci.Initiative(id="x", convenings=[meeting("2018-06-30")]), TODAY))


def talking(*pairs, wave="w", **fields):
    """Return ties of communication."""
    return [ci.Tie(source=source, target=target, kind="communication", wave=wave, **fields) for source, target in pairs]


class TestReach:
    """Members in the largest component of communication."""

    def of(self, ties, answered=("a", "b", "c", "d"), ends="2020-05-01", **fields):
        """Return the finding for four members, and who answered of them."""
        waves = [ci.Wave(id="w", ends=ends, answered=answered)]
        given = {"stakeholders": people("a", "b", "c", "d"), "waves": waves, "ties": ties} | fields
        return cc.reach(ci.Initiative(id="x", **given), TODAY)

    def test_components(self):
        """Three are connected, whichever way ties point."""
        found = self.of(talking(("a", "b"), ("c", "b")))
        assert (3 / 4, 3 / 4, 3 / 4, 4, 1, ("waves/w",)) == (*span(found), found.n, found.coverage, found.rests_on)

    def test_two_thirds_must_have_reported(self):
        """With three of four there is a value, with two none; who did not report could be tied to all."""
        ties = talking(("a", "b"))
        assert (2 / 4, 2 / 4, 1, 3 / 4) == (*span(found := self.of(ties, ("a", "b", "c"))), found.coverage)
        found = self.of(ties, ("a", "b"))
        assert (None, 2 / 4, 1, 1 / 2, ()) == (*span(found), found.coverage, found.rests_on)

    def test_reporters_stand_for_answers(self):
        """Where a wave does not say who answered, those who reported ties did."""
        ties = [*talking(("a", "b"), reporter="a"), *talking(("a", "b"), reporter="b")]
        ties += [*talking(("a", "c"), reporter="c")]
        assert (3 / 4, 3 / 4, 1) == span(self.of(ties, answered=()))

    def test_absent_and_unknown_ties(self):
        """An absence is none; what a member does not know could be one."""
        ties = [*talking(("a", "b")), *talking(("b", "c"), status="absent"), *talking(("c", "d"), status="unknown")]
        assert (2 / 4, 2 / 4, 2 / 4) == span(self.of(ties))
        ties = [*talking(("a", "b")), *talking(("b", "c"), status="unknown")]
        assert (2 / 4, 2 / 4, 3 / 4) == span(self.of(ties))

    def test_nobody_is_tied(self):
        """Everybody alone is out of reach."""
        assert (0, 0, 0) == span(self.of(talking(("a", "b"), status="absent")))

    def test_who_left_is_out_of_reach(self):
        """Member d left this year: its ties count no more, but it stays in the denominator."""
        known = [*people("a", "b", "c"), *people("d", left="2020-01-01")]
        found = self.of(talking(("a", "b"), ("c", "d"), ("d", "a")), stakeholders=known)
        assert (2 / 4, 2 / 4, 2 / 4) == span(found)

    def test_the_last_wave_that_asked(self):
        """A later wave that asked for trust only does not replace it; one that is not over is not used."""
        waves = [
            ci.Wave(id="w", ends="2019-05-01", answered=("a", "b", "c", "d")),
            ci.Wave(id="old", ends="2018-05-01", answered=("a", "b", "c", "d")),
            ci.Wave(id="trust", ends="2020-05-01", answered=("a",)),
            ci.Wave(id="now", starts="2020-06-01", ends="2020-07-31", answered=("a",)),
        ]
        ties = [
            *talking(("a", "b")),
            *talking(("a", "b"), ("b", "c"), ("c", "d"), wave="old"),
            *talking(("a", "b"), ("b", "c"), ("c", "d"), wave="now"),
            ci.Tie(source="a", target="c", kind="trust", wave="trust"),
        ]
        assert (2 / 4, 2 / 4, 2 / 4) == span(self.of(ties, waves=waves))

    def test_ties_without_a_wave(self):
        """They count where no wave has a date."""
        ties = [*talking(("a", "b"), wave=None, reporter="a"), *talking(("c", "b"), wave=None, reporter="c")]
        ties += talking(("d", "b"), wave=None, reporter="d")
        found = self.of(ties, waves=[])
        assert (1, 1, 1) == span(found)
        assert ("ties/a>b;kind=communication;reporter=a" in found.rests_on, 3) == (True, len(found.rests_on))

    def test_ties_that_are_not_listed(self):
        """There may be more."""
        assert (2 / 4, 2 / 4, 1) == span(self.of(talking(("a", "b")), extents=[extent("ties", "partial")]))

    def test_members_who_are_not_listed(self):
        """Of 300 leaders four answered: too few. Where nobody knows how many there are, nothing is certain."""
        found = self.of(talking(("a", "b")), extents=[extent("stakeholders", "partial", 300)])
        assert (None, 2 / 300, 1, 300) == (*span(found), found.n)
        found = self.of(talking(("a", "b")), extents=[extent("stakeholders", "partial")])
        assert (None, 0, 1, 1 / 2) == (*span(found), found.coverage)

    def test_nobody_was_asked(self):
        """Ties of another kind say nothing of talk."""
        found = self.of([ci.Tie(source="a", target="b", kind="funding")])
        assert (None, 0, 1, 4) == (*span(found), found.n)

    def test_recorded_none(self):
        """It can be recorded that there are no ties."""
        assert (0, 0, 0) == span(self.of([], extents=[extent("ties", "complete")]))

    def test_a_single_member(self):
        """There is nobody to talk with."""
        found = self.of([], answered=("a",), stakeholders=people("a"))
        assert (None, 0, 1, 0) == (*span(found), found.n)
