from datetime import date

import pytest

import collective_impact as ci
from collective_impact.survey.counted import happened_on
from collective_impact.survey.perceived import perceived

DAY = date(2024, 6, 30)
TRUST = "continuous_communication.trust"
SCALE = ["no", "rather not", "partly", "rather", "yes"]
NOT_APPLICABLE, DONT_KNOW, SKIPPED = "not_applicable", "dont_know", "skipped"


def item(name="t", *about, **fields):
    """Return a question about trust unless said otherwise."""
    return ci.Item(id=name, about=about or [TRUST], **fields)


def answered(respondent, *values, instrument="pulse", items=("t", "u", "v"), **fields):
    """Return a response; numbers are answers, words are reasons why there is none."""
    answers = [
        ci.Answer(item=name, reason=value) if isinstance(value, str) else ci.Answer(item=name, value=value)
        for name, value in zip(items, values, strict=False)
    ]
    return ci.Response(instrument=instrument, respondent=respondent, answers=answers, **fields)


def people(*values, start=0, **fields):
    """Return responses of as many people as there are values, each to one item."""
    return [answered(f"p{k}", value, **fields) for k, value in enumerate(values, start=start)]


def asked(*responses, items=None, **fields):
    """Return an initiative with one instrument of five levels and its responses."""
    survey = ci.Instrument(id="pulse", levels=SCALE, items=items or [item()])
    return ci.Initiative(**{"id": "reads", "instruments": [survey], "responses": responses} | fields)


def of(initiative, criterion=TRUST, as_of=DAY):
    """Return what people say of a criterion, or None."""
    return perceived(initiative, as_of).get(criterion)


def test_nobody_asked():
    """Without responses there is nothing to say."""
    assert {} == perceived(ci.Initiative(id="reads"), DAY)
    assert {} == perceived(asked(), DAY)


def test_answers_are_shares_of_the_scale():
    """On five levels 1 is 0, 3 is a half and 5 is 1; the mean of 1, 2, 3, 4, 5 is a half."""
    found = of(asked(*people(1, 2, 3, 4, 5)))
    assert (0.5, 0.5, 0.5, 5, 1.0) == (found.value, found.low, found.high, found.n, found.coverage)
    # shares 0, .25, .5, .75, 1: variance (.25 + .0625 + 0 + .0625 + .25) / 4 = .15625; over 5, the root
    assert 0.03125**0.5 == pytest.approx(found.standard_error)


def test_four_people_are_too_few():
    """Fewer than five respondents are never shown."""
    assert of(asked(*people(1, 2, 3, 4))) is None


@pytest.mark.parametrize(("count", "shown"), [(5, False), (9, False), (10, True)])
def test_few_who_say_the_same_are_not_shown(count, shown):
    """Five who all say no would each be known by their mean, and four of them by the fifth who does not.

    From ten on they are a group that agrees.
    """
    for last in (1, 2):
        assert shown is (of(asked(*people(*[1] * (count - 1), last))) is not None)
    assert of(asked(*people(*[1] * (count - 2), 2, 2))) is not None


def test_bounds_do_not_tell_what_one_person_said():
    """Who left a question open says more, somebody else less: with one value, all bounds are the same."""
    two_items = [item("t"), item("u")]
    others = [answered(f"p{k}", 4, 4) for k in range(4)]
    one, other = (
        of(asked(*others, answered("p4", first, first), answered("p5", last), items=two_items))
        for first, last in ((2, 5), (5, 2))
    )
    assert one == other


@pytest.mark.parametrize(("minimum", "shown"), [(1, True), (5, True), (6, True), (7, False)])
def test_disclosure_rule_may_only_ask_for_more(minimum, shown):
    """The larger of five and the initiative's own minimum holds."""
    six = asked(*people(1, 2, 3, 4, 5, 5), disclosure=ci.Disclosure(minimum_respondents=minimum))
    assert shown is (of(six) is not None)
    four = asked(*people(1, 2, 3, 4), disclosure=ci.Disclosure(minimum_respondents=minimum))
    assert of(four) is None


def test_respondents_of_several_instruments_are_people_not_answers():
    """Three people who answered two instruments are three, which is too few; each counts once, as a mean."""
    pulse = ci.Instrument(id="pulse", levels=SCALE, items=[item()])
    other = ci.Instrument(id="other", levels=SCALE, items=[item()])
    twice = [*people(1, 3, 5), *people(5, 3, 5, instrument="other")]
    three = ci.Initiative(id="reads", instruments=[pulse, other], responses=twice)
    assert of(three) is None
    five = three.with_responses(*people(5, 5, start=3), *people(3, 5, start=3, instrument="other"))
    found = of(five)
    # the first said 0 and 1, the second .5 twice, the fourth 1 and .5, the others 1: (.5 + .5 + 1 + .75 + 1) / 5
    assert (0.75, 5) == (found.value, found.n)
    assert ("instruments/other", "instruments/pulse") == found.instruments


def test_it_rests_on_instruments_never_on_responses():
    """No address of a response leaves the survey."""
    assert ("instruments/pulse",) == of(asked(*people(1, 2, 3, 4, 5))).instruments


def test_each_respondent_counts_once():
    """Who answers more items does not count more: the mean is over people, not over answers."""
    three_items = [item("t"), item("u"), item("v")]
    full = [answered(f"p{k}", 5, 5 - k % 2, 5) for k in range(10)]
    part = [answered(f"q{k}", 1 + k % 2, NOT_APPLICABLE, NOT_APPLICABLE) for k in range(5)]
    found = of(asked(*full, *part, items=three_items))
    # ten people say 1 or (1 + .75 + 1) / 3 by turns, five say 0 or .25
    value = (5 + 5 * 2.75 / 3 + 0.5) / 15
    assert pytest.approx((value, value, value, 15, 1.0)) == (
        found.value,
        found.low,
        found.high,
        found.n,
        found.coverage,
    )


def test_not_applicable_is_left_out():
    """Who says that a question does not apply is not asked, and not counted as a respondent."""
    assert of(asked(*people(1, 2, 3, 4, NOT_APPLICABLE))) is None
    found = of(asked(*people(5, 5, 5, 4, 1, *[NOT_APPLICABLE] * 5)))
    assert (0.75, 0.75, 0.75, 5, 1.0) == (found.value, found.low, found.high, found.n, found.coverage)


def test_not_applicable_of_few_is_unknown():
    """One of six says so: bounds and coverage would tell, so that it counts as an answer that could be any."""
    found = of(asked(*people(5, 5, 5, 4, 1, NOT_APPLICABLE)))
    assert [0.75, 3.75 / 6, 4.75 / 6, 5, 5 / 6] == pytest.approx(
        [found.value, found.low, found.high, found.n, found.coverage]
    )


@pytest.mark.parametrize("reason", [DONT_KNOW, SKIPPED])
def test_unknown_answers_count_as_worst_and_as_best(reason):
    """Of 20 people 19 say yes and one does not know: 1, between 0.95 and 1, 95 % of the evidence."""
    found = of(asked(*people(*[5] * 19, reason)))
    assert (1.0, 0.95, 1.0, 19) == (found.value, found.low, found.high, found.n)
    assert pytest.approx(0.95) == found.coverage


def test_item_without_an_answer_is_skipped():
    """A response that does not mention an item leaves it open."""
    two_items = [item("t"), item("u")]
    found = of(asked(*[answered(f"p{k}", 5) for k in range(10)], items=two_items))
    assert (1.0, 0.5, 1.0, 10, 0.5) == (found.value, found.low, found.high, found.n, found.coverage)


def test_who_knows_nothing_is_no_respondent():
    """Five people of whom one does not know are four respondents."""
    assert of(asked(*people(5, 5, 5, 5, DONT_KNOW))) is None


def test_value_stays_in_its_bounds_where_who_knows_less_says_more():
    """One of six knows half of the questions, says no to it, and leaves the rest open."""
    two_items = [item("t"), item("u")]
    full = [answered(f"p{k}", *pair) for k, pair in enumerate([(5, 5), (5, 4), (4, 5), (4, 4), (5, 5), (4, 4)])]
    found = of(asked(*full, answered("p6", 1), items=two_items))
    # (1 + .875 + .875 + .75 + 1 + .75 + 0) / 7; 13 of 14 answers are known, so that it could move by a fourteenth
    assert [0.75, 0.75 - 1 / 14, 0.75 + 1 / 14] == pytest.approx([found.value, found.low, found.high])


def test_reverse_keyed_item():
    """A high answer to a reversed item means little of it."""
    found = of(asked(*people(1, 1, 1, 5, 5), items=[item(reverse=True)]))
    assert pytest.approx(0.6) == found.value


def test_item_with_levels_of_its_own():
    """An item's own scale goes before the instrument's: 3 of 3 is the top."""
    found = of(asked(*people(3, 3, 3, 1, 1), items=[item(levels=["no", "partly", "yes"])]))
    assert pytest.approx(0.6) == found.value


def test_item_about_several_criteria():
    """An answer informs each criterion that its item is about."""
    both = asked(*people(5, 5, 5, 4, 4), items=[item("t", TRUST, "backbone_support.perceived_value")])
    assert [TRUST, "backbone_support.perceived_value"] == sorted(perceived(both, DAY), reverse=True)


def test_answers_about_nothing_inform_nothing():
    """An item about no criterion is kept without being scored."""
    assert {} == perceived(asked(*people(1, 2, 3, 4, 5), items=[ci.Item(id="t")]), DAY)


BACKBONE = {
    "stakeholders": [ci.Stakeholder(id="office"), ci.Stakeholder(id="ymca")],
    "backbone": ci.Backbone(organizations=["office"]),
}


def test_backbone_does_not_count_about_itself():
    """Answers from the role of the backbone, or from its organisations, are left out."""
    outside = people(3, 2, 1, 1, 1, organization="ymca", role="partner")
    inside = [answered("b1", 5, role="backbone", organization="office"), answered("b2", 5, role="backbone")]
    found = of(asked(*outside, *inside, **BACKBONE))
    assert (0.15, 5) == (found.value, found.n)
    assert of(asked(*outside[:4], *inside, **BACKBONE)) is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [([4], False), ([4, 1, 2, 5], False), ([5, 5, 5, 5, 5], False), ([4, 1, 2, 5, 3], True)],
)
def test_people_of_the_backbone_with_another_role_are_not_found(given, shown):
    """Scores count them and scorecards do not: a card withholds where both together would tell what few said."""
    outside = people(3, 2, 1, 4, 1, 5, organization="ymca", role="partner")
    lent = people(*given, start=6, organization="office", role="partner")
    found = of(asked(*outside, *lent, **BACKBONE))
    assert (6 if shown else None) == (None if found is None else found.n)
    told = ci.survey.construct_scores(ci.Instrument(id="pulse", levels=SCALE, items=[item()]), [*outside, *lent])
    assert 6 + len(given) == told["t"].n


def waves(*dated):
    """Return waves that end on given days."""
    return [ci.Wave(id=name, ends=day) for name, day in dated]


def test_latest_wave_by_date_counts():
    """Waves go by their dates, not by their ids or order: the one that ends last until the date counts."""
    responses = [*people(3, 2, 1, 1, 1, wave="z"), *people(3, 4, 5, 5, 5, wave="a")]
    both = asked(*responses, waves=waves(("a", "2023-06-01"), ("z", "2022-06-01")))
    assert 0.85 == of(both).value
    assert 0.15 == of(both, as_of=date(2022, 12, 31)).value
    assert of(both, as_of=date(2022, 5, 31)) is None


def test_too_small_a_latest_wave_hides_the_earlier_ones():
    """An old answer of many does not stand in for a new one of few."""
    responses = [*people(1, 1, 1, 1, 1, wave="first"), *people(5, 5, wave="second")]
    both = asked(*responses, waves=waves(("first", "2022-06-01"), ("second", "2023-06-01")))
    assert of(both) is None


def test_a_wave_counts_when_its_last_response_is_in():
    """A response's own date goes before its wave's; until the last of them, the wave before counts."""
    before = people(5, 5, 5, 4, 3, wave="v")
    early = people(3, 4, 5, 5, 5, wave="w", on="2024-01-01")
    late = people(1, 1, 1, 1, 1, start=5, wave="w", on="2024-12-01")
    both = asked(*before, *early, *late, waves=waves(("v", "2023-12-31"), ("w", "2024-12-31")))
    assert (0.85, 5) == (of(both).value, of(both).n)
    later = of(both, as_of=date(2024, 12, 1))
    assert (0.425, 10) == (later.value, later.n)


@pytest.mark.parametrize("wave", ["w", None])
def test_the_last_answer_is_not_found_from_two_dates(wave):
    """As of two days of one wave, six less five would be what one person said."""
    given = [answered(f"p{k}", value, wave=wave, on=f"2024-01-0{k + 1}") for k, value in enumerate([3, 4, 2, 5, 3, 1])]
    one_by_one = asked(*given, waves=waves(("w", "2024-01-31")))
    found = [of(one_by_one, as_of=date(2024, 1, day)) for day in range(1, 7)]
    assert [None, None, None, None, None, 6] == [None if one is None else one.n for one in found]


def test_each_instrument_has_its_own_latest_wave():
    """A later wave of another instrument does not hide an earlier one of this."""
    pulse = ci.Instrument(id="pulse", levels=SCALE, items=[item()])
    other = ci.Instrument(id="other", levels=SCALE, items=[item("t", "backbone_support.perceived_value")])
    responses = [*people(3, 4, 5, 5, 5, wave="w1"), *people(3, 2, 1, 1, 1, wave="w2", instrument="other")]
    both = ci.Initiative(
        id="reads",
        instruments=[pulse, other],
        responses=responses,
        waves=waves(("w1", "2022-06-01"), ("w2", "2023-06-01")),
    )
    assert 0.85 == of(both).value
    assert 0.15 == of(both, "backbone_support.perceived_value").value


def test_undated_responses_always_count():
    """What has no date is not known to be later."""
    assert 5 == of(asked(*people(1, 2, 3, 4, 5)), as_of=date(1990, 1, 1)).n


def test_when_a_response_was_given():
    """On its own date, else at the end or the beginning of its wave, else nobody knows."""
    known = asked(waves=[ci.Wave(id="w", starts="2024-01-01", ends="2024-02-01"), ci.Wave(id="v", starts="2024-03-01")])
    assert date(2024, 1, 15) == happened_on(known, answered("p", 1, wave="w", on="2024-01-15"))
    assert date(2024, 2, 1) == happened_on(known, answered("p", 1, wave="w"))
    assert date(2024, 3, 1) == happened_on(known, answered("p", 1, wave="v"))
    assert happened_on(known, answered("p", 1)) is None


def test_order_of_responses_changes_nothing():
    """The mean of many shares is the same in any order, to the last bit."""
    responses = people(1, 2, 3, 4, 5, 2, 2, 4, 4, 3, 1)
    assert perceived(asked(*responses), DAY) == perceived(asked(*reversed(responses)), DAY)


RHYTHM = "continuous_communication.rhythm"


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        ([5, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE], False),  # few answered it
        ([5, 4, 3, 2, 1, SKIPPED], True),  # few answered a part, and the item is shown nowhere else
        ([4, 4, 4, 4, 4, 4], False),  # all said the same
        ([5, 4, 3, 2, 1, 2], True),
    ],
)
def test_an_item_is_not_found_from_two_criteria(second, shown):
    """One criterion has items t and u, the other t alone: their difference tells what was said to u."""
    both = asked(
        *(answered(f"p{k}", *pair) for k, pair in enumerate(zip([1, 4, 2, 5, 3, 2], second, strict=True))),
        items=[item("t", TRUST, RHYTHM), item("u", TRUST)],
    )
    assert shown is (of(both) is not None)
    assert 6 == of(both, RHYTHM).n


@pytest.mark.parametrize(("second", "shown"), [([5], False), ([5, 4, 3, 2, 1, 2], True)])
def test_a_second_instrument_of_few_is_not_found_from_two_dates(second, shown):
    """All six answered the pulse and then only one another instrument, about the same: the step would be hers."""
    pulse, other = (ci.Instrument(id=name, levels=SCALE, items=[item()]) for name in ("pulse", "other"))
    first = people(1, 4, 2, 5, 3, 2, wave="w1")
    both = ci.Initiative(
        id="reads",
        instruments=[pulse, other],
        responses=[*first, *people(*second, wave="w2", instrument="other")],
        waves=waves(("w1", "2022-06-01"), ("w2", "2023-06-01")),
    )
    assert 6 == of(both, as_of=date(2022, 6, 1)).n
    assert shown is (of(both) is not None)


def test_criteria_of_the_same_items_tell_nothing_more():
    """Two criteria that are asked by the same items have the same figure."""
    both = asked(
        *(answered(f"p{k}", value, 3 + k % 2 if k < 6 else SKIPPED) for k, value in enumerate([1, 4, 2, 5, 3, 2, 4])),
        items=[item("t", TRUST, RHYTHM), item("u", TRUST, RHYTHM)],
    )
    assert of(both).value == of(both, RHYTHM).value


def test_an_item_that_nobody_answered_tells_nothing():
    """There is nothing that could follow from the difference."""
    both = asked(
        *(answered(f"p{k}", value, NOT_APPLICABLE) for k, value in enumerate([1, 4, 2, 5, 3])),
        items=[item("t", TRUST, RHYTHM), item("u", TRUST)],
    )
    assert of(both).value == of(both, RHYTHM).value


def of_two(*rows, criteria=(TRUST,)):
    """Return an initiative with two instruments, which ask about the same; a row has an answer to each of them."""
    surveys = [ci.Instrument(id=name, levels=SCALE, items=[item("t", *criteria)]) for name in ("pulse", "other")]
    given = [
        answered(f"p{number}", value, instrument=name)
        for number, row in enumerate(rows)
        for name, value in zip(("pulse", "other"), row, strict=True)
        if value is not None
    ]
    return ci.Initiative(id="reads", instruments=surveys, responses=given)


def test_a_mean_of_two_instruments_that_is_the_same_for_all_is_not_shown():
    """Each of five said 2 and 4, or 4 and 2: all come to 3, which is half of the scale."""
    assert None is of(of_two((2, 4), (4, 2), (2, 4), (4, 2), (2, 4)))
    # shares of the scale: .375, .5, .5, .5 and .375 of each person
    assert pytest.approx(0.45) == of(of_two((1, 4), (4, 2), (2, 4), (4, 2), (2, 3))).value


def test_criteria_of_two_instruments_are_shown_as_far_as_they_can_be_together():
    """Six answered the one and five the other; all of both, less one and less the other, would be the one person's."""
    rows = [(1, 4), (4, 2), (2, 5), (3, 2), (2, 3), (5, None)]
    assert None is of(of_two(*rows))
    # shares of the scale: .375, .5, .625, .375 and .375 of each person
    assert pytest.approx(0.45) == of(of_two(*rows[:5])).value


def test_criteria_of_the_same_items_are_decided_together():
    """An item about two criteria gives both the same value."""
    both = perceived(of_two((1, 4), (4, 2), (2, 5), (3, 2), (2, 3), criteria=(TRUST, "x.rhythm")), DAY)
    assert [TRUST, "x.rhythm"] == list(both)
    assert both[TRUST] == both["x.rhythm"]
