"""Attempts to get an answer out of the reliability of a construct, and out of rankings, beside all else that is shown.

The attacker knows who answered what, and who is left out; alpha and item-rest correlations are
equations for what those say who answered both items. Small surveys are gone through table by
table. Of larger ones another table is looked for behind the same figures: all sums, all counts
of levels, the standard error, and covariances to the last digit, though they are told rounded.
"""

from itertools import permutations, product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from tests.survey.test_nobody_is_heard import Survey, differing

import collective_impact as ci
from collective_impact.survey import construct_scores, item_agreement, perception_gap, reliability
from collective_impact.survey._withheld import MANY

WAYS = ("complete", "pairwise")


def survey_of(values, levels, roles=None):
    """Return a survey of two items, of people who are of one organisation each."""
    asked = [ci.Item(id=f"i{k}", construct="c") for k in range(values.shape[1])]
    people = len(values)
    return Survey(
        ci.Instrument(id="pulse", levels=[f"level {k}" for k in range(levels)], items=asked),
        values,
        roles or ["partner"] * people,
        [f"o{k:02}" for k in range(people)],
        np.empty((0, values.shape[1])),
    )


def small(seed):
    """Draw five to nine people on two levels, or five or six on three, some of whom leave an item open."""
    rng = np.random.default_rng(seed)
    levels = int(rng.choice([2, 3]))
    people = int(rng.integers(5, {2: 10, 3: 7}[levels]))
    values = rng.integers(1, levels + 1, (people, 2)).astype(float)
    for _ in range(int(rng.choice([0, 0, 1, 2]))):
        values[rng.integers(people), rng.integers(2)] = np.nan
    return survey_of(values[~np.isnan(values).all(axis=1)], levels)


def coefficients(tables):
    """Return alpha and the correlation of two items for each of some tables: the attacker's own arithmetic."""
    left = tables - tables.mean(axis=1, keepdims=True)
    own, shared = (left**2).sum(axis=1), (left[..., 0] * left[..., 1]).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = 4 * shared / (own.sum(axis=1) + 2 * shared)
        r = shared / np.sqrt(own.prod(axis=1))
    return np.where(own.sum(axis=1) + 2 * shared > 1e-9, alpha, np.nan), np.where(own.prod(axis=1) > 1e-9, r, np.nan)


def are_told_as(exact, told):
    """Say of coefficients whether they would be told so."""
    return np.isnan(exact) if told is None else np.abs(exact - told) < 0.005 + 1e-9


def counted_in(survey, found):
    """Return whose answers coefficients rest on: those who answered both items, but for the first of them."""
    both = np.flatnonzero(~np.isnan(survey.values).any(axis=1))
    return both[found.spared :]


@pytest.mark.parametrize("seed", range(150))
def test_no_answer_follows_in_a_small_survey(seed):
    """Each answer could be another beside alpha and correlations, for all and, where nobody skips, for who answered."""
    survey = small(seed)
    shown = [found for way in WAYS if (found := told(survey, way)).alpha is not None]
    if not shown:
        return
    cells, ways = survey.tables()
    for found in shown:
        rows = counted_in(survey, found)
        tables = np.full((len(ways), *survey.values.shape), np.nan)
        tables[:, cells[:, 0], cells[:, 1]] = ways
        alpha, r = coefficients(tables[:, rows])
        ways = ways[are_told_as(alpha, found.alpha.value) & are_told_as(r, found.item_rest.values[0])]
    assert (ways == survey.values[tuple(cells.T)]).all(axis=1).any()  # the attacker is right
    assert differing(ways).all()
    if len(cells) == survey.values.size:
        for person in range(len(survey.values)):
            own = cells[:, 0] == person
            assert differing(ways[(ways[:, own] == survey.values[person]).all(axis=1)][:, ~own]).all()


def told(survey, way="complete"):
    """Return the reliability that is told of a survey."""
    return reliability(survey.instrument, survey.responses, "c", missing=way)


def test_small_surveys_are_attacked():
    """A third of them have a reliability, and none where somebody left an item open."""
    surveys = [small(seed) for seed in range(150)]
    shown = [survey for survey in surveys if told(survey).alpha is not None]
    assert len(shown) > 50
    assert not any(np.isnan(survey.values).any() for survey in shown)
    assert any(np.isnan(survey.values).any() for survey in surveys)


def larger(seed):
    """Draw 10 to 20 people on five levels, who answer both items much alike, and of whom some leave one open."""
    rng = np.random.default_rng(seed)
    people = int(rng.integers(10, 21))
    lean = rng.integers(1, 6, (people, 1))
    values = np.clip(lean + rng.integers(-1, 2, (people, 2)), 1, 5).astype(float)
    some = rng.permutation(people)[: int(rng.choice([0, 1, 2, 5, 6]))]
    values[some, rng.integers(0, 2, len(some)) if rng.random() < 0.5 else 0] = np.nan
    roles = rng.choice(["partner", "community"], people).tolist() if rng.random() < 0.3 else None
    return survey_of(values, 5, roles)


class Others:
    """All tables behind what is published of a survey: for each person one of the rows that he or she may have given.

    Sums, squares and products are linear in who gave which row.
    """

    def __init__(self, survey, rows):
        """Gather the equations; of people in some rows covariances are known, too."""
        self.values, people = survey.values, len(survey.values)
        given = [
            list(product(*([np.nan] if np.isnan(value) else range(1, 6) for value in row))) for row in survey.values
        ]
        self.who = np.repeat(np.arange(people), [len(one) for one in given])
        self.said = np.array([row for one in given for row in one], dtype=float)
        known = np.nan_to_num(self.said)
        self.equations = [self.who == person for person in range(people)]
        self.equations += [(weights[self.who] * known).sum(axis=1) for weights, _ in survey.equations()]
        agreed = item_agreement(survey.instrument, survey.responses)
        shown = [item for item in (0, 1) if agreed[f"i{item}"].n is not None]
        self.equations += [self.said[:, item] == level for item in shown for level in range(1, 6)]
        score = construct_scores(survey.instrument, survey.responses, confidence=0.2)["c"]
        if score.interval is not None and score.organizations < MANY:
            self.equations.append(np.nanmean(self.said, axis=1) ** 2)
        inside = np.isin(self.who, rows)[:, None]
        squares = np.stack([known[:, 0], known[:, 1], *(known**2).T, known.prod(axis=1)])
        self.equations += list(squares * inside.T) if len(rows) else []
        self.truth = np.array([(self.said[k] == survey.values[one]) | np.isnan(self.said[k]) for k, one in self.each])

    @property
    def each(self):
        """The rows that could have been given, by number, and by whom."""
        return enumerate(self.who.tolist())

    def could_differ(self, person, item):
        """Say whether somebody could have answered otherwise to an item."""
        true = self.truth.all(axis=1)
        table = np.array(self.equations, dtype=float)
        ends = table @ true
        barred = (self.who == person) & (self.said[:, item] == self.values[person, item])
        found = milp(
            np.zeros(len(true)),
            integrality=np.ones(len(true)),
            bounds=Bounds(0, (~barred).astype(float)),
            constraints=LinearConstraint(table, ends, ends),
            options={"time_limit": 20},
        )
        return found.x is not None and np.abs(table @ np.round(found.x) - ends).max() < 1e-9


@pytest.mark.parametrize("seed", range(40))
def test_no_answer_follows_in_a_larger_survey(seed):
    """There is another table for each answer of those who are left out, and of two whom coefficients rest on."""
    survey = larger(seed)
    found = told(survey)
    if found.alpha is None:
        return
    rows = counted_in(survey, found)
    others = Others(survey, rows)
    for person in [*np.setdiff1d(np.arange(len(survey.values)), rows), *rows[:2]]:
        for item in np.flatnonzero(~np.isnan(survey.values[person])):
            assert others.could_differ(person, item)


def test_larger_surveys_are_attacked():
    """Many have a reliability, some of them where items were left open, with people spared and without."""
    found = [(survey, told(survey)) for survey in map(larger, range(40))]
    shown = [(np.isnan(survey.values).any(), one.spared > 0) for survey, one in found if one.alpha is not None]
    assert shown.count((False, False)) > 5
    assert shown.count((True, True)) > 3
    assert shown.count((True, False)) > 1


ORDERS = np.array(list(permutations((1, 2, 3))))


def ballots(seed):
    """Return five or six whole rankings of three goals, and the goal that somebody ranks alone."""
    rng = np.random.default_rng(seed)
    return ORDERS[rng.integers(6, size=int(rng.integers(5, 7)))], int(rng.integers(3))


def ranked(whole, rank, goal):
    """Return the instrument and responses of some ballots, the last of which is incomplete."""
    items = [ci.Item(id=f"k{j}", construct="priorities") for j in range(3)]
    rows = [*([*enumerate(row)] for row in whole.tolist()), [(goal, rank)]]
    return ci.Instrument(id="ballot", levels=["1st", "2nd", "3rd"], items=items), [
        ci.Response(
            instrument="ballot",
            respondent=f"p{k}",
            organization=f"o{k}",
            answers=[ci.Answer(item=f"k{j}", value=value) for j, value in row],
        )
        for k, row in enumerate(rows)
    ]


@pytest.mark.parametrize("seed", range(40))
def test_nobody_is_heard_by_an_incomplete_ballot(seed):
    """All that is told is the same whatever its only rank; and the ranks of all goals are told, or none."""
    whole, goal = ballots(seed)
    texts = set()
    for rank in (1, 2, 3):
        instrument, people = ranked(whole, rank, goal)
        scores = [construct_scores(instrument, people, order=order) for order in ci.survey.Order]
        results = [*scores, item_agreement(instrument, people), perception_gap(instrument, people)]
        texts.add("".join(map(repr, results)))
        for one in scores:
            assert len({item.value is None for item in one.items}) == 1
            assert {item.n for item in one.items} <= {None, len(whole)}
    assert len(texts) == 1


def test_no_rank_follows_from_those_of_the_others():
    """All five put the third goal last: 6 - 1.4 - 1.6 = 3 would say so, and nothing is told."""
    whole = np.array([(1, 2, 3), (2, 1, 3), (1, 2, 3), (2, 1, 3), (1, 2, 3)])
    instrument, people = ranked(whole, 1, 0)
    assert [None] * 3 == [item.value for item in construct_scores(instrument, people).items]
    ordered = np.array([(1, 2, 3), (2, 3, 1), (1, 3, 2), (2, 1, 3), (3, 1, 2)])
    instrument, people = ranked(ordered, 1, 0)
    assert [9 / 5, 10 / 5, 11 / 5] == [item.value for item in construct_scores(instrument, people).items]


def test_a_ranking_is_shown_by_role_for_all_goals_or_none():
    """All ten partners put the third goal last, which nobody else does: no goal is shown for them apart."""
    partners, others = [(1, 2, 3), (2, 1, 3)] * 5, [(3, 2, 1), (3, 1, 2), (1, 3, 2), (2, 3, 1)] * 3
    instrument, _ = ranked(np.array(partners), 1, 0)
    people = [
        ci.Response(
            instrument="ballot",
            respondent=f"p{k:02}",
            role="partner" if k < 10 else "community",
            answers=[ci.Answer(item=f"k{j}", value=value) for j, value in enumerate(row)],
        )
        for k, row in enumerate([*partners, *others])
    ]
    gap = perception_gap(instrument, people)
    for goal in gap.items:
        assert len({view.value is None for one in gap.items for view in one.views}) == 1, goal
