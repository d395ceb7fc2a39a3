"""Agreement on single items: counts by hand, Wilson's published interval, and what is withheld."""

from itertools import product

import pytest
from tests.survey.questionnaires import questionnaire, response, responses

import collective_impact as ci
from collective_impact.survey import consensus, item_agreement

PEOPLE = responses((3, 5), (3, 4), (4, 5), (4, 2), (2, 5), (1, 5))


def test_an_item_by_hand():
    """A, consensus, mean and share of counts 1, 1, 2, 2, 0: (3 + 3 + 4 + 4 + 2 + 1) / 6, and two of six agree."""
    found = item_agreement(questionnaire("a", "b"), PEOPLE)["a"]
    counts = [1, 1, 2, 2, 0]
    assert (ci.survey.agreement(counts), ci.survey.consensus(counts)) == (found.agreement, found.consensus)
    assert (17 / 6, 6, 2 / 6) == pytest.approx((found.mean, found.n, found.agreeing))
    # Wilson with z = 1.959964: (1/3 + z²/12 -+ z sqrt(2/9/6 + z²/144)) / (1 + z²/6)
    assert (0.0967714, 0.7000067) == pytest.approx((found.low, found.high), abs=1e-6)
    assert found.agreement.by_chance() == found.chance


def test_reverse_keyed_items_are_turned_round():
    """Support of a reverse-keyed item is disagreement with its words; A is the same."""
    turned = item_agreement(questionnaire("a", ci.Item(id="b", reverse=True)), PEOPLE)["b"]
    plain = item_agreement(questionnaire("a", "b"), PEOPLE)["b"]
    assert plain.value == turned.value
    assert pytest.approx(6 - plain.mean) == turned.mean


def test_the_worst_item():
    """It is the one with the least A; nothing is worst where nothing is shown."""
    survey = questionnaire("a", "b")
    assert "b" == item_agreement(survey, responses((3, 1), (3, 5), (2, 1), (2, 5), (3, 5), (4, 1))).worst.id
    assert item_agreement(survey, PEOPLE[:4]).worst is None


def test_two_levels_have_no_agreement():
    """Between yes and no there is nothing; how many agree is known."""
    survey = questionnaire("a", levels=["no", "yes"])
    found = item_agreement(survey, responses((1,), (2,), (2,), (1,), (2,)))["a"]
    assert (None, None, 0.6) == (found.value, found.polarised, found.agreeing)
    assert "a: 60% agree (23% to 88%); n = 5" == str(found)


def test_what_few_said_is_withheld():
    """An item of four, or on which all but one of six say the same; the share that all but one are in, too."""
    found = item_agreement(questionnaire("a", "b"), responses((4, 3), (5, 3), (4, 3), (5, 3), (4, 3), (1, 4)))
    assert (None, None) == (found["a"].agreeing, found["a"].low)
    assert (None, "survey.withheld", "b: withheld") == (found["b"].n, found["b"].withheld.code, str(found["b"]))
    assert [False, True] == found.to_columns()["withheld"]
    assert "b: withheld" == str(found).splitlines()[1]


def test_how_many_chose_each_level_follows_and_who_did_does_not():
    """Mean, A and consensus leave one set of counts, and with it a share that is not given; no level has all but one.

    Of six answers 5, 4, 4, 5, 4 and 2 five agree; each level was chosen by at most three.
    """
    found = item_agreement(questionnaire("a"), responses((5,), (4,), (4,), (5,), (4,), (2,)))["a"]
    ways = [counts for counts in product(range(7), repeat=5) if sum(counts) == 6]
    told = (found.n, found.mean, found.value, found.consensus.value)
    fit = [
        counts
        for counts in ways
        if pytest.approx(told)
        == (6, consensus(counts).mean, ci.survey.agreement(counts).value, consensus(counts).value)
    ]
    assert (None, [(0, 1, 0, 3, 2)]) == (found.agreeing, fit)
    assert item_agreement(questionnaire("a"), responses((4,), (4,), (4,), (4,), (4,), (2,)))["a"].n is None


def test_the_backbone_stands_apart():
    """Its people are left out, or looked at alone."""
    own = [response(f"b{k}", value, organization="b", role="backbone") for k, value in enumerate([4, 5, 4, 5, 4])]
    found, alone = (item_agreement(questionnaire("a", "b"), [*PEOPLE, *own], backbone=which) for which in (False, True))
    assert (6, 5, ["survey.apart"]) == (found["a"].n, alone["a"].n, [warning.code for warning in found.warnings])


def test_an_item_that_there_is_not():
    """The error names those that there are."""
    with pytest.raises(ci.UnknownNameError, match="no item 'z'"):
        item_agreement(questionnaire("a", "b"), PEOPLE)["z"]
