"""The agenda: adoption by those who act, and what people outside the backbone think of it."""

from datetime import date
from itertools import product

import attrs
import pytest

import collective_impact as ci
from collective_impact.conditions.aligned_agenda import adoption, agreement, priorities, support

TODAY = date(2020, 6, 30)
FIVE = ["no", "hardly", "partly", "mostly", "yes"]


def asked(*columns, levels=FIVE, about=("agenda/goals/read",), **fields):
    """Return an initiative in which each column of answers is to an item about a goal; None is skipped."""
    items = [ci.Item(id=f"q{place}", text=f"Q{place}", about=[one]) for place, one in enumerate(about)]
    responses = [
        ci.Response(
            instrument="pulse", respondent=f"p{row:04}", answers=[said(f"q{k}", v) for k, v in enumerate(cells)]
        )
        for row, cells in enumerate(zip(*columns, strict=True))
    ]
    plain = {
        "agenda": ci.CommonAgenda(goals=[ci.Goal(id="read", statement="All read")]),
        "instruments": [ci.Instrument(id="pulse", levels=levels, items=items)],
        "responses": responses,
    }
    return ci.Initiative(id="reads", **plain | fields)


def said(item, value):
    """Return an answer; a text is why there is none."""
    return ci.Answer(item=item, reason=value) if isinstance(value, str) else ci.Answer(item=item, value=value)


def spread(*counts):
    """Return answers of which so many are on each level."""
    return [level for level, times in enumerate(counts, start=1) for _ in range(times)]


class TestAdoption:
    """Of the members that act, how many adopted the agenda."""

    def test_only_those_who_act_count(self):
        """An activity, a meeting or a figure is an act; of three that act two adopted; who only signed is not asked."""
        found = adoption(ACTING, TODAY)
        assert (2 / 3, 2 / 3, 2 / 3, 3) == (found.value, found.low, found.high, found.n)

    def test_acts_grow_old(self):
        """24 months and a day later nobody acts any more but who is in the activity under way."""
        found = adoption(ACTING, date(2022, 7, 1))
        assert (1.0, 1) == (found.value, found.n)

    def test_nobody_acts(self):
        """Where all lists are complete and empty of acts, none of the members is aligned, which is 0."""
        lists = ["activities", "convenings", "indicators"]
        silent = ci.Initiative(
            id="reads",
            stakeholders=[ci.Stakeholder(id="ymca")],
            agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="ymca")]),
            extents=[ci.Extent(collection=name, completeness="complete") for name in lists],
        )
        found = adoption(silent, TODAY)
        assert (0.0, 0.0) == (found.value, found.high)
        assert "no member is active" == str(found.note)

    def test_who_gave_up_counts_as_no(self):
        """A partner that left in the last 24 months stays in the denominator and lowers the share."""
        left = attrs.evolve(ACTING.stakeholder("city"), left="2020-01-31")
        assert 1 / 3 == adoption(ACTING.with_stakeholders(left), TODAY).value

    def test_without_members_nothing_is_known(self):
        """Where nobody belongs any more, there is nothing to tell, and no record that says so."""
        gone = ci.Initiative(id="reads", stakeholders=[ci.Stakeholder(id="ymca", left="2001-01-01")])
        assert (None, 0.0, 1.0) == attrs.astuple(adoption(gone, TODAY))[:3]


ACTING = ci.Initiative(
    id="reads",
    stakeholders=[ci.Stakeholder(id=name) for name in ("ymca", "library", "city", "bank")],
    agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder=name) for name in ("ymca", "city", "bank")]),
    activities=[ci.Activity(id="tutoring", led_by="ymca", status="under_way")],
    convenings=[ci.Convening(on="2019-03-01", attendances=[ci.Attendance(stakeholder="library")])],
    indicators=[
        ci.Indicator(
            id="grade3", reporters=["city"], observations=[ci.Observation(period="2019", value=4, reporter="city")]
        )
    ],
)


class TestAgreement:
    """How far people see the agenda alike."""

    def test_published_example(self):
        """Van der Eijk (2001): the counts (30, 40, 210, 130, 530, 50, 10) have an agreement of 0.6113."""
        found = agreement(asked(spread(30, 40, 210, 130, 530, 50, 10), levels=list("abcdefg")), TODAY)
        assert pytest.approx(0.6113, abs=5e-5) == found.value
        assert (found.value, found.value) == (found.low, found.high)
        assert ("instruments/pulse/items/q0",) == found.rests_on

    def test_unknown_answers_are_gone_through(self):
        """Two who did not answer could have chosen any level: the ends are those of all 25 ways."""
        told = [2, 3, 1, 0, 1]
        found = agreement(asked([*spread(*told), "skipped", "dont_know"]), TODAY)
        pairs = product(range(5), repeat=2)
        counts = ([n + pair.count(k) for k, n in enumerate(told)] for pair in pairs)
        ways = [ci.survey.agreement(one).value for one in counts]
        assert pytest.approx((min(ways), max(ways))) == (found.low, found.high)
        assert ci.survey.agreement(told).value == pytest.approx(found.value)
        assert 7 / 9 == found.coverage

    def test_too_many_unknown_could_be_anything(self):
        """Of sixty who did not answer nobody goes through all ways."""
        found = agreement(asked([*spread(2, 3, 1, 0, 1), *60 * ["skipped"]]), TODAY)
        assert (-1.0, 1.0) == (found.low, found.high)

    def test_worst_item_stands_beside_the_mean(self):
        """Items on the goal and on the whole: a full agreement of 12 and a split of 12 are 0 on average."""
        both = asked(12 * [4], 6 * [1, 5], about=("agenda/goals/read", "agenda"))
        found = agreement(both, TODAY)
        assert 0.0 == found.value
        told = "agreement (A, from −1 to 1) is 0.00 on average of 2 items about the agenda, least -1.00 on 'Q1'"
        assert f"{told}; split by: Q1" == str(found.note)

    def test_goal_that_nobody_was_asked_about_is_unknown(self):
        """Of two goals one is asked about: half of the evidence, and the other could be anything."""
        goals = ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")])
        found = agreement(asked(12 * [4], agenda=goals), TODAY)
        assert (1.0, 0.0, 1.0, 0.5) == (found.value, found.low, found.high, found.coverage)

    def test_reverse_keyed_items_are_turned_round(self):
        """Support of a reverse-keyed item is disagreement with its words."""
        initiative = asked([1, 1, 2, 4, 5])
        item = attrs.evolve(initiative.instruments[0].items[0], reverse=True)
        turned = attrs.evolve(initiative, instruments=[attrs.evolve(initiative.instruments[0], items=[item])])
        assert (0.4, 0.6) == (support(initiative, TODAY).value, support(turned, TODAY).value)

    def test_two_levels_have_support_and_no_agreement(self):
        """Between yes and no there is nothing; A is not defined."""
        votes = asked(spread(4, 8), levels=["no", "yes"])
        assert pytest.approx(2 / 3) == support(votes, TODAY).value
        assert (None, "aligned_agenda.agreement.unasked") == (
            agreement(votes, TODAY).value,
            agreement(votes, TODAY).note.code,
        )

    def test_nobody_was_asked(self):
        """Without items about the agenda, and with items that nobody was given, nothing is known."""
        assert "nobody was asked what they think of the agenda" == str(agreement(ci.Initiative(id="new"), TODAY).note)
        assert None is agreement(asked([]), TODAY).value
        assert None is support(asked(6 * ["not_applicable"]), TODAY).value

    def test_responses_that_are_not_listed_leave_it_open(self):
        """Where the list of responses may go on, the rest could say anything; there is half of the evidence."""
        partial = [ci.Extent(collection="responses", completeness="partial")]
        for measure, ends in ((agreement, (-1.0, 1.0)), (support, (0.0, 1.0))):
            found = measure(asked(spread(1, 0, 3, 4, 4), extents=partial), TODAY)
            assert (*ends, 0.5) == (found.low, found.high, found.coverage)

    def test_latest_wave_counts_and_the_backbone_does_not(self):
        """Of two waves the later; who answers for the backbone is left out."""
        first = asked(12 * [1]).responses
        waves = [ci.Wave(id="a", ends="2019-01-31"), ci.Wave(id="b", ends="2020-01-31")]
        early = [attrs.evolve(one, wave="a") for one in first]
        late = [attrs.evolve(one, wave="b", answers=[said("q0", 5)]) for one in first]
        own = ci.Response(instrument="pulse", respondent="z", wave="b", role="backbone", answers=[said("q0", 1)])
        found = support(asked([], waves=waves, responses=[*early, *late, own]), TODAY)
        assert (1.0, ("instruments/pulse/items/q0", "waves/b")) == (found.value, found.rests_on)


class TestWithheld:
    """What few people said is never shown."""

    @pytest.mark.parametrize("measure", [agreement, support])
    @pytest.mark.parametrize(
        "answers",
        [
            [1, 2, 3, 4],  # fewer than five
            [5, 5, 5, 5, 5],  # all the same, and fewer than ten: the mean is everybody's answer
            9 * [2],
        ],
    )
    def test_few_and_unanimous(self, measure, answers):
        """Too few, or too few all alike: there is no value, the bounds say nothing, and neither does the sentence."""
        found = measure(asked(answers), TODAY)
        assert (None, 0.0, ()) == (found.value, found.coverage, found.rests_on)
        assert (-1.0 if measure is agreement else 0.0, 1.0) == (found.low, found.high)
        assert str(found.note).startswith("too few answered")

    def test_ten_alike_are_a_finding_about_a_group(self):
        """From twice the minimum on agreement is shown."""
        assert 1.0 == agreement(asked(10 * [2]), TODAY).value
        assert 0.0 == support(asked(10 * [2]), TODAY).value

    def test_support_of_all_is_withheld_where_agreement_is_not(self):
        """Five who all agree, on different levels: their levels stay hidden, and so does it that all agree."""
        all_agree = asked([4, 4, 5, 5, 5])
        assert None is support(all_agree, TODAY).value
        assert agreement(all_agree, TODAY).value is not None

    def test_initiative_may_ask_for_more(self):
        """A disclosure rule raises the minimum and never lowers it."""
        seven = asked([1, 2, 3, 4, 5, 5, 5], disclosure=ci.Disclosure(minimum_respondents=8))
        four = asked([1, 2, 3, 4], disclosure=ci.Disclosure(minimum_respondents=2))
        assert (None, None) == (support(seven, TODAY).value, support(four, TODAY).value)

    def test_card_holds_no_answer(self):
        """No respondent and no answer is in the card as a document."""
        text = ci.dumps(ci.alignment(asked([1, 2, 3, 4, 5, 5, 5]), TODAY))
        assert "p000" not in text
        assert "responses" not in text


class TestSupport:
    """How many agree with the agenda."""

    def test_share_above_the_middle(self):
        """Of 2, 1, 3, 4 and 2 answers on five levels six of twelve lie above the middle."""
        found = support(asked(spread(2, 1, 3, 4, 2)), TODAY)
        assert (0.5, 0.5, 0.5) == (found.value, found.low, found.high)

    def test_wilson_interval_of_the_worst_item(self):
        """Agresti & Coull's example form: 6 of 12 is 25 to 75 % by Wilson's formula.

        (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n) with p = 0.5, n = 12, z = 1.96:
        (0.66 +- 1.96 sqrt(0.02083 + 0.00667)) / 1.32 = (0.66 +- 0.325) / 1.32 = 0.254, 0.746.
        """
        found = support(asked(spread(2, 1, 3, 4, 2), 12 * [5], about=("agenda/goals/read", "agenda")), TODAY)
        assert "least to 'All read': 50 % (25–75 %) of 12 people" in str(found.note)
        assert 0.75 == found.value

    def test_unknown_answers(self):
        """Two skipped: from 6 of 14 to 8 of 14."""
        found = support(asked([*spread(2, 1, 3, 4, 2), "skipped", "skipped"]), TODAY)
        assert pytest.approx((6 / 14, 8 / 14)) == (found.low, found.high)


def ballots(*orders, partial=(), **fields):
    """Return an initiative in which people rank three things."""
    names = ("a", "b", "c")
    items = [ci.Item(id=name, construct="priorities", about=[f"agenda/goals/{name}"]) for name in names]
    rows = [*orders, *partial]
    responses = [
        ci.Response(
            instrument="ballot",
            respondent=f"p{number:02}",
            answers=[ci.Answer(item=name, value=rank) for name, rank in zip(names, row, strict=True) if rank],
        )
        for number, row in enumerate(rows)
    ]
    instrument = ci.Instrument(id="ballot", levels=["1st", "2nd", "3rd"], items=items)
    return ci.Initiative(id="reads", instruments=[instrument], responses=responses, **fields)


SIX = [(1, 2, 3), (1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 1, 3), (1, 3, 2)]


class TestPriorities:
    """Whether people put priorities in the same order."""

    def test_by_hand(self):
        """Rank sums 8, 12, 16 of six people: S = 16 + 0 + 16 = 32, W = 12 S / (36 (27 - 3)) = 0.4444."""
        found = priorities(ballots(*SIX), TODAY)
        assert pytest.approx(12 * 32 / (36 * 24)) == found.value
        assert (found.value, found.value, 6, 1.0) == (found.low, found.high, found.n, found.coverage)
        assert (
            "concordance (W, from 0 to 1) is 0.44 among 6 of 6 people who put 3 priorities in order (by chance 0.17)"
            == str(found.note)
        )

    def test_partial_ballot_could_be_any_order(self):
        """Whatever weak order of three the seventh has, W lies within bounds; one order comes near the upper end."""
        found = priorities(ballots(*SIX, partial=[(1, None, None)]), TODAY)
        orders = list(product((1, 2, 3), repeat=3))
        ways = [ci.survey.kendalls_w([*SIX, order], draws=1).value for order in orders]
        assert found.low - 1e-9 <= min(ways)
        assert max(ways) <= found.high + 1e-9
        assert found.high - max(ways) < 0.02
        assert (found.value, 6 / 7) == (pytest.approx(12 * 32 / (36 * 24)), found.coverage)

    @pytest.mark.parametrize("orders", [SIX[:4], 9 * [(1, 2, 3)], []])
    def test_few_and_unanimous_are_withheld(self, orders):
        """Four ballots, or nine alike, or none that is whole."""
        found = priorities(ballots(*orders, partial=[(1, None, None)]), TODAY)
        assert (None, 0.0, 1.0, ()) == (found.value, found.low, found.high, found.rests_on)

    def test_one_thing_that_all_put_first(self):
        """Six agree on the first and not on the rest: their rank of it would be known of each."""
        assert None is priorities(ballots(*3 * [(1, 2, 3), (1, 3, 2)]), TODAY).value

    def test_one_order_by_other_weights_is_withheld(self):
        """(1, 1, 2) and (1, 1, 3) put three things in one order: W of 1 would be everybody's."""
        assert None is priorities(ballots(*4 * [(1, 1, 2)], (1, 1, 3)), TODAY).value

    def test_ten_alike(self):
        """W is 1."""
        assert 1.0 == priorities(ballots(*10 * [(1, 2, 3)]), TODAY).value

    def test_all_tied_have_no_order(self):
        """Six that rank everything alike say nothing, and their being alike is not shown either."""
        assert None is priorities(ballots(*5 * [(1, 1, 1)], (2, 2, 2)), TODAY).value

    def test_opposite_orders_may_be_turned_by_the_unknown(self):
        """Two each way round have rank sums that are all alike (W = 0), which one unknown ballot can only raise."""
        around = 2 * [(1, 2, 3), (2, 3, 1), (3, 1, 2)]
        found = priorities(ballots(*around, partial=[(None, None, None)]), TODAY)
        assert (0.0, 0.0) == (found.value, found.low)
        turned = ci.survey.kendalls_w([*around, (1, 2, 3)], draws=1).value
        assert turned <= found.high + 1e-9

    def test_open_list_of_responses(self):
        """Ballots that are not listed could say anything."""
        partial = [ci.Extent(collection="responses", completeness="partial")]
        found = priorities(ballots(*SIX, extents=partial), TODAY)
        assert (0.0, 1.0, 0.5) == (found.low, found.high, found.coverage)

    def test_instrument_that_was_answered_last(self):
        """Of two that ask for an order the later one counts, whatever its name."""
        early, late = ballots(*SIX), ballots(*10 * [(1, 2, 3)])
        waves = [ci.Wave(id="z", ends="2019-01-31"), ci.Wave(id="a", ends="2020-01-31")]
        instrument = early.instruments[0]
        both = ci.Initiative(
            id="reads",
            waves=waves,
            instruments=[instrument, attrs.evolve(instrument, id="again")],
            responses=[
                *(attrs.evolve(one, wave="a") for one in early.responses),
                *(attrs.evolve(one, wave="z", instrument="again") for one in late.responses),
            ],
        )
        assert pytest.approx(12 * 32 / (36 * 24)) == priorities(both, TODAY).value

    def test_nobody_was_asked(self):
        """Items about goals are no ranking, and one item is no order."""
        assert "aligned_agenda.priorities.unasked" == priorities(asked([1, 2, 3, 4, 5]), TODAY).note.code
