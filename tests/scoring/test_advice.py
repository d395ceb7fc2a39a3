import itertools

import attrs
import pytest
from hypothesis import given
from tests.scoring import made, strategies

import collective_impact as ci

TREE = made.framework(["g/x", "g/y", "h/z"])
"""Two groups of equal weight, arithmetic throughout."""


def gains(card):
    """Return what each gap would gain, in order."""
    return [(gap.path, pytest.approx(gap.gain)) for gap in card.gaps()]


def narrowings(card):
    """Return what each unknown would narrow, in order."""
    return [(unknown.path, pytest.approx(unknown.narrows)) for unknown in card.unknowns()]


def test_gain_is_what_the_overall_would_gain():
    """X from 40 to 100 raises its group by 30 and the overall by 15; y and z raise it by 5 each."""
    card = made.card(TREE, [40, 80, 90])
    assert [("g/x", 15), ("g/y", 5), ("h/z", 5)] == gains(card)
    assert [40.0, 80.0, 90.0] == [gap.value for gap in card.gaps()]


def test_gain_in_a_geometric_mean():
    """From sqrt(0.25 * 0.64) = 0.4 the first would lift it to 0.8, the second to 0.5."""
    tree = made.framework(["g/x", "h/y"], power=0.0, floor=1.0)
    assert [("g/x", 40), ("h/y", 10)] == gains(made.card(tree, [25, 64]))


def test_perfect_card_has_no_gaps_and_no_unknowns():
    """Where all is met and known there is nothing to advise."""
    card = made.card(TREE, [100, 100, 100])
    assert () == card.gaps() == card.unknowns()


def test_unknown_criteria_are_no_gaps():
    """What is not known is to be found out, not to be raised."""
    card = made.card(TREE, [40, None, 90])
    assert ["g/x", "h/z"] == [gap.path for gap in card.gaps()]
    assert ["g/y"] == [unknown.path for unknown in card.unknowns()]


def test_gain_where_the_overall_is_withheld():
    """On the evidence there is the overall would be (40 + 90) / 2 = 65; x at 100 makes it 95, z at 100 makes it 70."""
    card = made.card(TREE, [40, None, 90])
    assert card.overall.value is None
    assert [("g/x", 30), ("h/z", 5)] == gains(card)


def test_gain_where_a_group_is_withheld_and_the_overall_is_not():
    """The gain is that of the score that is shown.

    h scores 60, and g stands in with the 40 that is known of it: (40 + 60) / 2 = 50. With h at 100 that makes 70;
    with x at 100 g is scored nowhere still and stands in with 100, which makes 80.
    """
    tree = made.framework(["g/x", "g/y", "h/z"], needs=0.5)
    card = made.card(tree, [40, None, 60])
    assert 50.0 == card.overall.value
    assert [("g/x", 30), ("h/z", 20)] == gains(card)


def test_gates_raise_nothing():
    """A precondition is no part of the overall, so raising it does not raise it."""
    tree = made.framework(["g/x", "door/y"], groups=[ci.Group(path="door", label="Door", gate=True)])
    card = made.card(tree, [50, 0])
    assert ["g/x"] == [gap.path for gap in card.gaps()]
    assert () == made.card(tree, [50, None]).unknowns()


def test_what_does_not_apply_is_neither():
    """A question that does not arise needs neither an act nor an answer."""
    answers = made.evolved(made.answers(TREE, [40, None, 90]), 1, applies=False)
    card = made.card(TREE, answers)
    assert ["g/x", "h/z"] == [gap.path for gap in card.gaps()]
    assert () == card.unknowns()


def test_narrowing_is_what_the_bounds_of_the_overall_come_closer():
    """The unknown y (0 to 100) widens its group by 50, the overall by 25; z (60 to 80) widens it by 10."""
    answers = made.evolved(made.answers(TREE, [40, None, 70]), 2, low=60.0, high=80.0)
    card = made.card(TREE, answers)
    assert (40.0, 75.0) == card.overall.bounds
    assert [("g/y", 25), ("h/z", 10)] == narrowings(card)
    assert [(0.0, 100.0), (60.0, 80.0)] == [unknown.bounds for unknown in card.unknowns()]


def test_most_may_be_asked_for():
    """The first few, or all of them."""
    card = made.card(TREE, [40, 80, 90])
    assert card.gaps()[:2] == card.gaps(2)
    assert () == card.gaps(0)
    unknown = made.card(TREE, [None, None, None])
    assert unknown.unknowns()[:1] == unknown.unknowns(1)


def test_advice_in_the_words_of_the_framework():
    """A criterion's own sentences are used, whatever signs they hold; else there is a plain one."""
    tree = made.framework([made.criterion("g/x", act="Meet {again}.", find_out="Ask {them}."), "g/y"])
    card = made.card(tree, [40, 40])
    assert ["Meet {again}.", "Raise Y."] == [str(gap.act) for gap in card.gaps()]
    assert "Meet {again}. (+30.0)" == str(card.gaps()[0])
    assert "act.of_the_framework" == card.gaps()[0].act.code
    unknown = made.card(tree, [None, None])
    assert ["Ask {them}.", "Find out more about Y."] == [str(found.find_out) for found in unknown.unknowns()]
    assert "Ask {them}. (narrows by 50.0)" == str(unknown.unknowns()[0])


def test_gap_leads_to_its_records():
    """A gap rests on the records of all its readings."""
    reading = ci.CriterionReading(kind="judged", value=40, low=40, high=40, rests_on=["evidence/a", "evidence/b"])
    answers = made.evolved(made.answers(TREE, [40, 80, 90]), 0, readings=(reading, reading))
    assert ("evidence/a", "evidence/b") == made.card(TREE, answers).gaps()[0].rests_on


@given(strategies.answered())
def test_gain_is_what_supposing_it_brings(case):
    """Where there is an overall score, a gap's gain is that of the card on which its criterion is fully met."""
    framework, row = case
    card = made.card(framework, [attrs.evolve(answer, own=answer.value is not None) for answer in row])
    for gap in card.gaps() if card.overall.value is not None else ():
        better = card.what_if({gap.path: 100}).overall.value
        assert better - card.overall.value == pytest.approx(gap.gain, abs=1e-6)


@given(strategies.answered())
def test_advice_comes_in_order_and_is_worth_something(case):
    """Gaps and unknowns come the most first; each brings more than nothing."""
    card = made.card(*case)
    for worth in ([gap.gain for gap in card.gaps()], [unknown.narrows for unknown in card.unknowns()]):
        assert all(later <= earlier + 1e-6 for earlier, later in itertools.pairwise(worth))
        assert all(part > 0 for part in worth)


def test_reworded_advice_is_not_translated_as_ours():
    """Our Spanish belongs to our sentence; a framework that says it otherwise is heard in its own words."""
    ours = ci.FIVE_CONDITIONS
    criterion = ours.criterion("fit")
    reworded = ours.with_criteria(attrs.evolve(criterion, find_out="Ask the mayor."))
    empty = ci.Initiative(id="reads")

    def told(framework):
        (unknown,) = (one for one in ci.readiness(empty, framework=framework).unknowns() if one.path == criterion.path)
        return unknown.find_out.text("es")

    assert "Ask the mayor." == told(reworded)
    assert told(ours) not in ("Ask the mayor.", criterion.find_out)
