"""Attempts to get an answer, or what fewer than five said, out of what is shown."""

import inspect
import itertools
import json
import pickle

import attrs
import numpy as np
import pytest
from tests.survey.questionnaires import questionnaire, response, responses

import collective_impact as ci
from collective_impact.survey import construct_scores
from collective_impact.survey._aggregation import Order
from collective_impact.survey._withheld import may_be_shown

ORDERS = [order.value for order in Order]
FIGURES = ("value", "bounds", "interval", "method", "n", "organizations", "missing", "band")


def is_blank(score):
    """Say whether a score shows nothing but that it is withheld."""
    return all(getattr(score, name) is None for name in FIGURES) and not score.chances and score.withheld is not None


@pytest.mark.parametrize("order", ORDERS)
def test_four_are_too_few(order):
    """Neither construct nor item of four respondents is shown; how many responded is."""
    found = construct_scores(questionnaire("a", "b"), responses((1, 2), (2, 3), (3, 4), (5, 5)), order=order)
    assert [True] * 3 == [is_blank(score) for score in (*found.constructs, *found.items)]
    assert 4 == found.respondents
    assert "survey.withheld" == found["trust"].withheld.code


def test_an_initiative_may_ask_for_more():
    """The minimum can be raised, never lowered."""
    rows = responses((1,), (2,), (3,), (4,), (5,), (5,))
    assert not is_blank(construct_scores(questionnaire("a"), rows)["trust"])
    assert is_blank(construct_scores(questionnaire("a"), rows, minimum=7)["trust"])


@pytest.mark.parametrize("order", ORDERS)
def test_unanimous_answers_of_few_are_withheld(order):
    """Five, or nine, who all said 1 would each be known by the mean, and all but one to that one.

    Ten are a group that agrees.
    """
    survey = questionnaire("a")
    for count in (5, 9):
        for last in (1, 2):
            rows = responses(*[(1,)] * (count - 1), (last,))
            assert is_blank(construct_scores(survey, rows, order=order)["trust"])
    assert 1.0 == construct_scores(survey, responses(*[(1,)] * 10), order=order)["trust"].value
    assert not is_blank(construct_scores(survey, responses(*[(1,)] * 3, (2,), (2,)), order=order)["trust"])


def test_unanimous_scores_of_different_answers_are_withheld_too():
    """All five have a mean of 3, by different answers: with its interval it would be everybody's own score."""
    found = construct_scores(questionnaire("a", "b"), responses((1, 5), (5, 1), (2, 4), (4, 2), (3, 3)))
    assert [True, False, False] == [is_blank(score) for score in (*found.constructs, *found.items)]


@pytest.mark.parametrize("order", ORDERS)
def test_an_item_of_few_is_not_found_from_its_construct(order):
    """Two of seven answered item b: the construct rests on it, and is not shown either; item a is."""
    rows = responses((1, None), (2, None), (3, None), (4, None), (5, None), (4, 1), (2, 5))
    found = construct_scores(questionnaire("a", "b"), rows, order=order)
    assert [True, False, True] == [is_blank(found[name]) for name in ("trust", "a", "b")]


@pytest.mark.parametrize("order", ORDERS)
def test_a_unanimous_item_is_not_found_from_the_others(order):
    """Five said 5 to item b: a and the construct together would tell."""
    rows = responses((1, 5), (2, 5), (3, 5), (4, 5), (5, 5))
    found = construct_scores(questionnaire("a", "b"), rows, order=order)
    assert [True, False, True] == [is_blank(found[name]) for name in ("trust", "a", "b")]


@pytest.mark.parametrize(
    ("order", "hidden"),
    [
        ("respondent_first", ["b"]),
        ("organization_first", ["b"]),
        ("item_first", ["trust", "b"]),
        ("pooled", ["trust", "b"]),
    ],
)
def test_who_answered_a_part_is_not_found_from_the_whole(order, hidden):
    """One of seven left item b out: the construct and both items would be an equation for what she said to a.

    So would the construct in several orders and item a be: the sums of both items, and then hers.
    """
    rows = responses((1, 2), (2, 2), (3, 4), (4, 4), (5, 3), (4, 1), (2, None))
    found = construct_scores(questionnaire("a", "b"), rows, order=order)
    assert hidden == [name for name in ("trust", "a", "b") if is_blank(found[name])]
    codes = {name: found[name].withheld.code for name in hidden}
    assert {name: "survey.withheld" if name == "b" else "survey.withheld_order" for name in hidden} == codes


def test_five_who_answered_a_part_hide_each_other():
    """What is left of the equation then is a sum of five."""
    rows = responses(*[(k % 5 + 1, None) for k in range(5)], *[(k % 5 + 1, (k + 2) % 5 + 1) for k in range(6)])
    found = construct_scores(questionnaire("a", "b"), rows)
    assert [False] * 3 == [is_blank(found[name]) for name in ("trust", "a", "b")]


def test_an_item_that_nobody_answered_hides_nothing():
    """There is nobody to protect: it is withheld, and the other is not."""
    rows = responses(*[(k % 5 + 1, None) for k in range(6)])
    found = construct_scores(questionnaire("a", "b"), rows)
    assert [False, False, True] == [is_blank(found[name]) for name in ("trust", "a", "b")]


@pytest.mark.parametrize("order", ORDERS)
def test_bounds_do_not_tell_what_the_value_hides(order):
    """Two sets of answers with one score and the same gaps have the same bounds: these tell of counts alone."""
    first = responses((1, 2), (2, 2), (3, 4), (4, 4), (5, 3), (4, 1), (2, None))
    other = responses((2, 2), (2, 2), (3, 4), (4, 4), (4, 3), (4, 1), (2, None))
    # p1 and p5 changed by +1 and -1: no mean of a column, of all answers, of respondents or organisations moved
    a, b = (construct_scores(questionnaire("a", "b"), rows, order=order, invited=7)["trust"] for rows in (first, other))
    assert pytest.approx(a.value) == b.value
    assert a.bounds == pytest.approx(b.bounds)
    moved = responses((1, 2), (2, 2), (3, 4), (4, 4), (5, 2), (4, 1), (2.5, None))
    if order == "respondent_first":  # who answered a part said half more, somebody else half less on average
        c = construct_scores(questionnaire("a", "b"), moved, order=order)["trust"]
        assert [a.value, *a.bounds] == pytest.approx([c.value, *c.bounds])


def solved(shown, count, levels):
    """Return how many tables of answers agree with the means that are shown."""
    cells = itertools.product(range(1, levels + 1), repeat=count)
    return {cell for cell in cells if shown(np.array(cell, dtype=float))}


def test_no_answer_follows_from_all_that_is_shown():
    """Every set of answers of five people to two items is tried: each person could have given each answer to each."""
    # on three levels; the fifth answers item a alone, which hides item b
    full = [(1, 3), (2, 1), (3, 2), (2, 2)]
    survey = ci.Instrument(
        id="pulse", levels=["no", "partly", "yes"], items=[ci.Item(id=name, construct="trust") for name in "ab"]
    )
    found = construct_scores(survey, responses(*full, (2, None)))
    figures = {name: found[name].value for name in ("trust", "a", "b")}

    def agrees(cells):
        a, b = cells[:5], cells[5:]
        means = [*(a[:4] + b) / 2, a[4]]
        known = {"trust": np.mean(means), "a": a.mean(), "b": b.mean()}
        return all(figures[name] is None or abs(known[name] - figures[name]) < 1e-9 for name in known)

    left = solved(agrees, 9, 3)
    assert [{1, 2, 3}] * 9 == [set(cells) for cells in zip(*left, strict=True)]


@pytest.mark.parametrize("order", ORDERS)
def test_an_organization_of_one_is_not_found_from_the_interval(order):
    """Four people of X and one of Y: a score and its error would be two equations for the two means."""
    people = [response(f"p{k}", value, organization="Y" if k == 4 else "X") for k, value in enumerate([2, 3, 2, 4, 5])]
    found = construct_scores(questionnaire("a"), people, order=order)["trust"]
    assert (None, None, ()) == (found.interval, found.method, found.chances)


def test_people_who_said_the_same():
    """The rule in itself: enough of them, and not all alike unless they are many."""
    assert [False, False, True, True] == [
        may_be_shown(said, 5) for said in ([1, 2, 3, 4], [3] * 9, [3] * 10, [1, 1, 1, 2, 2])
    ]


def everything(found):
    """Return all that a record says, in each way in which it can say it."""
    return [repr(found), str(found), json.dumps(attrs.asdict(found), default=str), str(found.to_columns())]


def test_records_hold_nobody():
    """No pseudonym, no organisation and no table of answers: not in words, in columns, in fields or in a pickle."""
    people = [response(f"pseudonym{k}", 1 + k % 5, organization=f"secretorg{k}") for k in range(7)]
    found = construct_scores(questionnaire("a"), people)
    told = [*everything(found), repr(pickle.dumps(found)), repr(vars(type(found)).keys())]
    for text in told:
        assert "pseudonym" not in text
        assert "secretorg" not in text
    held = [value for value in attrs.astuple(found, recurse=True) if isinstance(value, np.ndarray)]
    assert [] == held
    assert found == pickle.loads(pickle.dumps(found))  # noqa: S301 - our own


def test_withheld_figures_are_nowhere():
    """Two surveys that differ in what four people said are told in the same words."""
    one, other = (
        construct_scores(questionnaire("a"), responses(*rows))
        for rows in ([(1,), (2,), (3,), (4,)], [(5,), (5,), (5,), (5,)])
    )
    assert everything(one) == everything(other)


def test_filters_are_not_offered():
    """Scores of parts of one survey could be subtracted, so that there is no option to take a part but one apart."""
    options = set(inspect.signature(construct_scores).parameters) - {"instrument", "responses"}
    told_apart = {"wave", "backbone"}  # no response counts in two of either
    assert told_apart | {"order", "minimum", "invited", "population", "confidence", "draws", "seed"} == options


def test_a_wave_of_few_is_not_found_from_another():
    """Waves are never pooled: what six said in the first says nothing of the four of the second."""
    first, second = responses((1,), (2,), (3,), (4,), (5,), (5,), wave="w1"), responses(*[(1,)] * 4, wave="w2")
    other = responses(*[(5,)] * 4, wave="w2")
    told = [
        [everything(construct_scores(questionnaire("a"), [*first, *later], wave=wave)) for wave in ("w1", "w2")]
        for later in (second, other)
    ]
    assert told[0] == told[1]
    assert is_blank(construct_scores(questionnaire("a"), [*first, *second], wave="w2")["trust"])


@pytest.mark.parametrize("draws", [0, 1, 2, 199, 200.0])
def test_a_few_draws_are_no_interval(draws):
    """The ends of two draws with known seeds would be as many equations as one likes for sixteen answers."""
    with pytest.raises(ci.InvalidValueError, match="a whole number, at least 200"):
        construct_scores(questionnaire("a"), responses(*[(k % 5 + 1,) for k in range(16)]), draws=draws)
