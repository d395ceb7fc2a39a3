"""Attempts to get an answer out of all that a survey publishes together: scores, items, roles, waves and scorecards.

The attacker knows who answered what, in which role and of which organisation, and all
figures that public functions give; each mean is an equation for the answers. For small
surveys all tables of answers are gone through, and those kept that fit every equation.
"""

import json
from datetime import date
from itertools import combinations

import attrs
import numpy as np
import pytest
from scipy.special import stdtrit

import collective_impact as ci
from collective_impact.survey import compare_waves, construct_scores, item_agreement, perception_gap
from collective_impact.survey._aggregation import Order
from collective_impact.survey.perceived import perceived

CRITERIA = ("continuous_communication.trust", "continuous_communication.rhythm")
DAY = date(2026, 1, 1)


@attrs.frozen(eq=False)
class Survey:
    """A made-up survey: who answered what, and what an attacker knows of them."""

    instrument: ci.Instrument
    values: np.ndarray
    roles: list
    organizations: list
    backbone: np.ndarray

    @classmethod
    def of(cls, seed):
        """Draw one: five to nine people outside the backbone and up to six within, on two to five levels."""
        rng = np.random.default_rng(seed)
        levels = int(rng.choice([2, 3, 3, 5]))
        items = 2 if levels < 5 and rng.random() < 0.5 else 1
        people = int(rng.integers(5, {(2, 1): 10, (2, 2): 10, (3, 1): 10, (3, 2): 7, (5, 1): 8}[levels, items]))
        asked = [
            ci.Item(id=f"i{k}", construct="c", about=[one for one in CRITERIA if rng.random() < 0.5])
            for k in range(items)
        ]
        values = rng.integers(1, levels + 1, (people, items)).astype(float)
        values[rng.random(values.shape) < rng.choice([0, 0.3])] = levels
        values[rng.random(values.shape) < rng.choice([0, 0.15])] = np.nan
        several = rng.random() < 0.5
        return cls(
            ci.Instrument(id="pulse", levels=[f"level {k}" for k in range(levels)], items=asked),
            values,
            rng.choice(["partner", "community"] if several else ["partner"], people).tolist(),
            [f"o{k}" for k in rng.integers(0, people, people)] if several else [f"o{k}" for k in range(people)],
            rng.integers(1, levels + 1, (int(rng.integers(0, 7)), items)).astype(float),
        )

    @property
    def responses(self):
        """The responses of all, the backbone's too."""
        own = [("backbone", "office", row) for row in self.backbone]
        given = [*zip(self.roles, self.organizations, self.values, strict=True), *own]
        return [self.response(f"pseudonym{k:02}", *one) for k, one in enumerate(given)]

    def response(self, name, role, organization, row):
        """Return one response."""
        answers = [
            ci.Answer(item=item.id, reason="dont_know") if np.isnan(value) else ci.Answer(item=item.id, value=value)
            for item, value in zip(self.instrument.items, row, strict=True)
        ]
        return ci.Response(
            instrument="pulse", respondent=name, role=role, organization=f"secret {organization}", answers=answers
        )

    @property
    def initiative(self):
        """An initiative that asked."""
        homes = dict.fromkeys(response.organization for response in self.responses)
        return ci.Initiative(
            id="reads",
            stakeholders=[ci.Stakeholder(id=home) for home in homes],
            instruments=[self.instrument],
            responses=self.responses,
        )

    def weights(self, columns, order=Order.RESPONDENT_FIRST, role=None):
        """Return how much each answer counts in a mean: the attacker's own arithmetic."""
        there = np.zeros(self.values.shape)
        there[:, columns] = ~np.isnan(self.values[:, columns])
        if role is not None:
            there[[one != role for one in self.roles]] = 0
        if order is Order.POOLED:
            return there / there.sum()
        if order is Order.ITEM_FIRST:
            used = there.any(axis=0)
            return np.divide(there, there.sum(axis=0), where=used, out=np.zeros_like(there)) / used.sum()
        people = there.any(axis=1)
        each = there / np.maximum(there.sum(axis=1, keepdims=True), 1)
        if order is Order.RESPONDENT_FIRST:
            return each / people.sum()
        homes = [home for home, answered in zip(self.organizations, people, strict=True) if answered]
        crowd = np.array([max(homes.count(home), 1) for home in self.organizations])
        return each / crowd[:, None] / len(set(homes))

    def equations(self):
        """Yield the weights and the value of each mean that is published."""
        every = list(range(len(self.instrument.items)))
        things = [("c", every), *((f"i{k}", [k]) for k in every)]
        for order in Order:
            found = construct_scores(self.instrument, self.responses, order=order)
            for name, columns in things:
                if found[name].value is not None:
                    yield self.weights(columns, order), found[name].value
        gap = perception_gap(self.instrument, self.responses)
        for name, columns in things:
            for view in gap[name].views:
                if view.value is not None and view.role != "backbone":
                    yield self.weights(columns, role=view.role.value), view.value
        top = len(self.instrument.levels)
        for criterion, said in perceived(self.initiative, DAY).items():
            columns = [k for k, item in enumerate(self.instrument.items) if criterion in item.about]
            yield self.weights(columns), 1 + (top - 1) * said.value

    def tables(self):
        """Return the cells that were answered, and all ways to fill them that fit what is published, one a row."""
        cells = np.argwhere(~np.isnan(self.values))
        levels = len(self.instrument.levels)
        ways = np.stack(np.unravel_index(np.arange(levels ** len(cells)), [levels] * len(cells)), axis=1) + 1.0
        for weights, value in self.equations():
            assert pytest.approx(value) == float((weights * np.nan_to_num(self.values)).sum())  # the attacker is right
            ways = ways[np.abs(ways @ weights[tuple(cells.T)] - value) < 1e-9]
        agreed = item_agreement(self.instrument, self.responses)
        for item in np.unique(cells[:, 1]):  # A, consensus and mean together are as good as the counts
            if agreed[f"i{item}"].n is not None:
                own = np.sort(ways[:, cells[:, 1] == item], axis=1)
                ways = ways[(own == np.sort(self.values[~np.isnan(self.values[:, item]), item])).all(axis=1)]
        return cells, self.fit_for_intervals(cells, ways)

    def fit_for_intervals(self, cells, ways):
        """Keep the tables that give the published t intervals, too: those of the jackknife over organisations."""
        found = construct_scores(self.instrument, self.responses, confidence=0.2)  # no end lies off the scale
        every = list(range(len(self.instrument.items)))
        for name, columns in [("c", every), *((f"i{k}", [k]) for k in every)]:
            if found[name].interval is not None:
                truth = self.errors(cells, self.values[tuple(cells.T)][None], columns)
                error = error_of(found[name])
                assert fits(truth, error).all()  # the attacker is right
                ways = ways[fits(self.errors(cells, ways, columns), error)]
        return ways

    def errors(self, cells, ways, columns):
        """Return the standard error of a mean for each table."""
        whole = self.weights(columns)
        people = whole.any(axis=1)
        homes = sorted({home for home, answered in zip(self.organizations, people, strict=True) if answered})
        scores = []
        for home in homes:
            rest = whole * (np.array(self.organizations) != home)[:, None]
            scores.append(ways @ (rest / rest.sum())[tuple(cells.T)])
        return np.std(scores, axis=0) * (len(homes) - 1) ** 0.5


def error_of(score, confidence=0.2):
    """Return the standard error behind a published t interval."""
    return (score.interval[1] - score.interval[0]) / 2 / stdtrit(score.organizations - 1, (1 + confidence) / 2)


def fits(errors, published):
    """Say of errors whether they would be published so: as they are, or rounded up to a tenth."""
    if abs(published * 10 - round(published * 10)) < 1e-7:
        errors = np.ceil(np.round(errors * 10, 9)) / 10
    return np.abs(errors - published) < 1e-7


def differing(columns):
    """Say of each column whether it has two different numbers."""
    return columns.min(axis=0) < columns.max(axis=0) - 1e-9


@pytest.mark.parametrize("seed", range(60))
def test_no_answer_and_no_group_of_few_follows_from_all_that_is_published(seed):
    """Each person could have answered otherwise, and any two to four together to an item, or to all."""
    survey = Survey.of(seed)
    cells, ways = survey.tables()
    assert len(ways)
    assert differing(ways).all()
    for size in (2, 3, 4):
        for few in combinations(range(len(survey.values)), size):
            among = np.isin(cells[:, 0], few)
            for item in np.unique(cells[among, 1]):
                assert differing(ways[:, among & (cells[:, 1] == item)].sum(axis=1))


@pytest.mark.parametrize("seed", range(60))
def test_no_answer_follows_for_one_of_those_who_answered(seed):
    """Whoever knows what he or she said does not learn what another did, where nobody left a question open."""
    survey = Survey.of(seed)
    survey = attrs.evolve(survey, values=np.where(np.isnan(survey.values), 1.0, survey.values))
    cells, ways = survey.tables()
    for person in range(len(survey.values)):
        own = cells[:, 0] == person
        known = ways[(ways[:, own] == survey.values[person]).all(axis=1)]
        assert differing(known[:, ~own]).all()


def test_the_attempts_are_made_on_something():
    """Most of these surveys publish something, and many of them roles, other orders and cards."""
    surveys = [Survey.of(seed) for seed in range(60)]
    counts = np.array([len(list(survey.equations())) for survey in surveys])
    assert (counts > 0).sum() > 40
    assert (counts > 4).sum() > 20


def homes(seed):
    """Return answers to one item on three or five levels, of 10 to 13 people in four to seven organisations."""
    rng = np.random.default_rng(seed)
    levels, count = int(rng.choice([3, 5])), int(rng.integers(4, 8))
    sizes = rng.integers(1, 4, count)
    while not 10 <= sizes.sum() <= 13:
        sizes = rng.integers(1, 4, count)
    chances = rng.dirichlet(np.full(levels, rng.choice([0.4, 2.0])))
    return levels, sizes, rng.choice(np.arange(1, levels + 1), sizes.sum(), p=chances).astype(float)


def totals_that_fit(levels, sizes, mean, error):
    """Return all totals of organisations that give a mean and its error as they are published."""
    axes = np.meshgrid(*(np.arange(size, levels * size + 1) for size in sizes), indexing="ij")
    totals = np.stack(axes, axis=-1).reshape(-1, len(sizes))
    totals = totals[totals.sum(axis=1) == round(mean * sizes.sum())]
    people, count = sizes.sum(), len(sizes)
    without = (people * mean - totals) / (people - sizes)
    errors = (count - 1) * without.std(axis=1, ddof=1) / count**0.5  # of the jackknife's pseudovalues
    return totals[fits(errors, error)]


def scored(levels, sizes, said):
    """Return the score of an item that the people of some organisations answered."""
    survey = ci.Instrument(id="pulse", levels=list("12345")[:levels], items=[ci.Item(id="a")])
    owners = np.repeat(np.arange(len(sizes)), sizes)
    people = [
        ci.Response(
            instrument="pulse",
            respondent=f"p{k:02}",
            organization=f"o{owner}",
            answers=[ci.Answer(item="a", value=value)],
        )
        for k, (owner, value) in enumerate(zip(owners, said, strict=True))
    ]
    return construct_scores(survey, people, confidence=0.2)["a"]


@pytest.mark.parametrize("seed", range(300))
def test_an_interval_tells_of_no_organization_of_few(seed):
    """Of organisations, alone or together, with fewer than five people no total follows from a score and its error."""
    levels, sizes, said = homes(seed)
    owners, found = np.repeat(np.arange(len(sizes)), sizes), scored(levels, sizes, said)
    if found.interval is None or len(set(sizes)) == 1:
        return
    fit = totals_that_fit(levels, sizes, found.value, error_of(found))
    assert (fit == np.bincount(owners, weights=said)).all(axis=1).any()  # the attacker is right
    for count in range(1, 5):
        for few in combinations(range(len(sizes)), count):
            if sizes[list(few)].sum() < 5:
                assert len(set(fit[:, few].sum(axis=1))) > 1


def test_many_intervals_are_attacked():
    """A fifth of these surveys have organisations of different size and one; of three levels, none has."""
    drawn = [homes(seed) for seed in range(300)]
    assert sum(len(set(sizes)) > 1 and scored(*one).interval is not None for one in drawn for sizes in [one[1]]) > 50


def panel(seed):
    """Return three waves of one item among 11 people, who leave and come, with the roles that they always have."""
    rng = np.random.default_rng(seed)
    roles = rng.choice(["partner", "community", "backbone"], 11, p=[0.5, 0.4, 0.1]).tolist()
    said = {wave: rng.integers(1, 6, 11).astype(float) for wave in ("1", "2", "3")}
    for values in said.values():
        values[rng.random(11) < 0.25] = np.nan
    return roles, said


@pytest.mark.parametrize("seed", range(40))
def test_no_difference_between_waves_roles_and_all_is_of_few(seed):
    """No combination of what is published of a wave rests on fewer than five people: each is taken away, up to four."""
    roles, said = panel(seed)
    survey = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="a", construct="c")])
    people = [
        ci.Response(
            instrument="pulse", respondent=f"p{k:02}", role=role, wave=wave, answers=[ci.Answer(item="a", value=value)]
        )
        for wave, values in said.items()
        for k, (role, value) in enumerate(zip(roles, values, strict=True))
        if not np.isnan(value)
    ]
    outside = np.array([role != "backbone" for role in roles])
    there = {wave: outside & ~np.isnan(values) for wave, values in said.items()}
    figures = {wave: [] for wave in said}
    for wave, who in there.items():
        if construct_scores(survey, people, wave=wave)["c"].value is not None:
            figures[wave].append(who)
        for view in perception_gap(survey, people, wave=wave)["c"].views:
            if view.value is not None and view.role != "backbone":
                figures[wave].append(who & np.array([role == view.role for role in roles]))
    for one, other in combinations(said, 2):
        if compare_waves(survey, people, one, other)["c"].compared == "matched":
            figures[one].append(there[one] & there[other])
            figures[other].append(there[one] & there[other])
    for rows in filter(None, figures.values()):
        table = np.array(rows, dtype=float)
        for few in (few for size in range(1, 5) for few in combinations(range(11), size)):
            assert np.linalg.matrix_rank(np.delete(table, few, axis=1)) == np.linalg.matrix_rank(table)


def told(survey):
    """Return all that results and cards say, in each way in which they can say it."""
    given, instrument = survey.responses, survey.instrument
    results = [construct_scores(instrument, given, order=order) for order in Order]
    results += [construct_scores(instrument, given, backbone=True), perception_gap(instrument, given)]
    results += [item_agreement(instrument, given), item_agreement(instrument, given, backbone=True)]
    results += [ci.survey.reliability(instrument, given, "c")]
    texts = [text for one in results for text in (repr(one), str(one), str(one.to_columns()), as_json(one))]
    for card in (ci.readiness(survey.initiative, as_of=DAY), ci.alignment(survey.initiative, as_of=DAY)):
        texts += [repr(card), str(card), str(card.to_columns()), str(card.explain()), json.dumps(card.to_dict())]
    return texts


def as_json(result):
    """Return a result as JSON."""
    return json.dumps(attrs.asdict(result), default=str)


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_named_in_any_export(seed):
    """No pseudonym, no organisation of a respondent and no address of a response."""
    for text in told(Survey.of(seed))[:-10]:
        assert "pseudonym" not in text
        assert "secret" not in text
    for text in told(Survey.of(seed)):
        assert "pseudonym" not in text
        assert "responses/" not in text


@pytest.mark.parametrize("people", [4, 7])
def test_surveys_that_differ_in_what_is_withheld_are_told_in_the_same_words(people):
    """Four answers, or seven of one kind, could be any: no result, text or card says anything else then."""
    items = [ci.Item(id="i0", construct="c", about=[CRITERIA[0], "agenda"])]
    instrument = ci.Instrument(id="pulse", levels=list("12345"), items=items)
    tables = [np.full((people, 1), 1.0), np.full((people, 1), 5.0)]
    tables[1][0] = 4.0
    one, other = (
        Survey(instrument, values, ["partner"] * people, ["o"] * people, np.full((4, 1), values[-1, 0]))
        for values in tables
    )
    assert told(one) == told(other)
