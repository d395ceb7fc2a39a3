"""Attempts to solve for answers in whole numbers: 9 to 14 people, two or three levels, up to three items, some skipped.

The attacker knows who answered what, in which role and of which organisation, and every
figure that public functions give to its last digit: means in all orders, of roles and of
criteria, errors, effect sizes and reliability. All tables of answers that fit these are gone
through, made of two halves; one attacker is among those who answered, and knows one row.
"""

import numpy as np
import pytest
from tests.survey.test_nobody_is_heard import CRITERIA, DAY, Survey, error_of

import collective_impact as ci
from collective_impact.survey import construct_scores, item_agreement, perception_gap, reliability
from collective_impact.survey._aggregation import Order
from collective_impact.survey.perceived import perceived

CLOSE = 1e-8

LEAKING = (2, 3, 4, 8, 12, 18, 22, 23, 28, 29, 30, 38, 39, 57, 58)
"""Of these surveys an answer followed when figures were looked at as real numbers alone, and as sums alone."""


def drawn(seed):
    """Draw a survey of which some answers are skipped."""
    rng = np.random.default_rng([77, seed])
    levels, items = [(2, 1), (2, 2), (2, 2), (2, 3), (2, 3), (3, 1), (3, 2)][rng.integers(7)]
    people = int(rng.integers(9, 13 if (levels, items) == (3, 2) else 15))
    often = rng.choice([0.5, 0.65, 0.8])
    chances = [1 - often, often] if levels == 2 else [(1 - often) / 2, (1 - often) / 2, often]
    values = rng.choice(np.arange(1.0, levels + 1), (people, items), p=chances)
    values[rng.random(values.shape) < rng.choice([0.15, 0.25, 0.3, 0.4])] = np.nan
    homes = np.arange(people) if rng.random() < 0.5 else np.repeat(np.arange(people), rng.choice([1, 1, 2, 3], people))
    roles = ["partner", "community"] if rng.random() < 0.6 else ["partner"]
    asked = [
        ci.Item(id=f"i{k}", construct="c", about=[one for one in CRITERIA if rng.random() < 0.5]) for k in range(items)
    ]
    return Survey(
        ci.Instrument(id="pulse", levels=[f"level {k}" for k in range(levels)], items=asked),
        values,
        rng.choice(roles, people).tolist(),
        [f"o{home}" for home in homes[:people]],
        np.empty((0, items)),
    )


def things(survey):
    """Return the construct and the items, with the columns of each."""
    every = list(range(survey.values.shape[1]))
    return [("c", every), *((f"i{k}", [k]) for k in every)]


def means(survey, tables, columns, rows=slice(None)):
    """Return what each of some people says to some items, for each table."""
    there = ~np.isnan(survey.values[rows][:, columns])
    answered = there.any(axis=1)
    return tables[:, rows][:, :, columns][:, answered].sum(axis=2) / there[answered].sum(axis=1)


def jackknifed(survey, columns, order):
    """Return the error over organisations as a function of tables."""
    people = survey.weights(columns, order).any(axis=1)
    homes = sorted({home for home, answered in zip(survey.organizations, people, strict=True) if answered})
    without = []
    for home in homes:
        values = survey.values.copy()
        values[[one == home for one in survey.organizations]] = np.nan
        rest = Survey(survey.instrument, values, survey.roles, survey.organizations, survey.backbone)
        without.append(rest.weights(columns, order))
    return lambda tables: np.tensordot(tables, without, axes=([1, 2], [1, 2])).std(axis=1) * (len(homes) - 1) ** 0.5


def squares(survey, columns, groups):
    """Return the squares within groups as a function of tables: an effect size tells them, and so does an error."""

    def found(tables):
        said = [means(survey, tables, columns, rows) for rows in groups]
        return sum(((one - one.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) for one in said)

    return found


def together(survey, way):
    """Return how items vary together as a function of tables: more than reliability tells."""
    known = ~np.isnan(survey.values)
    kept = known.all(axis=1) if way == "complete" else known.any(axis=1)
    there = known[kept].astype(float)
    pairs = there.T @ there

    def found(tables):
        sums = np.einsum("tpi,pj->tij", tables[:, kept], there)
        products = np.einsum("tpi,tpj->tij", tables[:, kept], tables[:, kept])
        covariances = (products - sums * sums.transpose(0, 2, 1) / pairs) / (pairs - 1)
        return covariances.reshape(len(tables), pairs.size)

    return found


def others(survey):
    """Return what is published and is no sum, as functions of tables."""
    return [*errors(survey), *effects(survey), *coefficients(survey)]


def errors(survey):
    """Yield the errors of means over organisations, and over people on cards."""
    for order in Order:
        scores = construct_scores(survey.instrument, survey.responses, order=order, confidence=0.2)
        for name, columns in things(survey):
            if scores[name].interval is not None:
                error = jackknifed(survey, columns, order)
                if pytest.approx(error_of(scores[name])) == error(np.nan_to_num(survey.values)[None])[0]:
                    yield error  # it is not rounded
    for criterion, said in perceived(survey.initiative, DAY).items():
        columns = [k for k, item in enumerate(survey.instrument.items) if criterion in item.about]
        if pytest.approx((said.value * (1 - said.value) / (said.n - 1)) ** 0.5) != said.standard_error:
            yield squares(survey, columns, [np.ones(len(survey.values), dtype=bool)])


def effects(survey):
    """Yield the squares behind effect sizes."""
    gap = perception_gap(survey.instrument, survey.responses)
    for name, columns in things(survey):
        for one in gap[name].gaps:
            if one.standardized is not None:
                groups = [np.array([role == known for role in survey.roles]) for known in (one.one, one.other)]
                yield squares(survey, columns, groups)


def coefficients(survey):
    """Yield what is behind reliability."""
    for way in ("complete", "pairwise") if survey.values.shape[1] > 1 else ():
        if reliability(survey.instrument, survey.responses, "c", missing=way).withheld is None:
            yield together(survey, way)


def halves(survey, cells, equations):
    """Return all ways to fill each half of the cells, and what they add to each figure."""
    levels = len(survey.instrument.levels)
    agreed = item_agreement(survey.instrument, survey.responses)
    counted = [k for k in range(survey.values.shape[1]) if agreed[f"i{k}"].n is not None and levels > 2]
    for part in np.array_split(np.arange(len(cells)), 2):
        ways = np.stack(np.unravel_index(np.arange(levels ** len(part)), [levels] * len(part)), axis=1) + 1.0
        sums = ways @ np.array([weights[tuple(cells[part].T)] for weights, _ in equations]).T
        counts = [(ways[:, cells[part, 1] == k] == level).sum(axis=1) for k in counted for level in range(1, levels)]
        yield ways, np.column_stack([sums, *counts])


def tables(survey, cells, equations):
    """Yield, in parts, the ways to fill the cells that fit all sums and how many chose each level."""
    (left, own), (right, added) = halves(survey, cells, equations)
    truth = survey.values[tuple(cells.T)]
    here = np.flatnonzero((left == truth[: left.shape[1]]).all(axis=1))[0]
    there = np.flatnonzero((right == truth[left.shape[1] :]).all(axis=1))[0]
    wanted = own[here] + added[there]
    mixed = np.random.default_rng(0).normal(size=len(wanted))
    order = np.argsort(own @ mixed)
    left, own = left[order], own[order]
    needed = (wanted - added) @ mixed
    starts, ends = (np.searchsorted(own @ mixed, needed + slack) for slack in (-1e-7, 1e-7))
    for rows in np.array_split(np.random.default_rng(1).permutation(np.flatnonzero(ends > starts)), 40):
        times = ends[rows] - starts[rows]
        second = np.repeat(rows, times)
        first = np.arange(times.sum()) + np.repeat(starts[rows] - np.cumsum(times) + times, times)
        fits = (np.abs(own[first] + added[second] - wanted) < CLOSE).all(axis=1)
        yield np.hstack([left[first[fits]], right[second[fits]]])


def open_cells(survey):
    """Return which answers could be others, or are no secret, for all and for each of those who answered."""
    cells, equations = np.argwhere(~np.isnan(survey.values)), list(survey.equations())
    truth, known = survey.values[tuple(cells.T)], others(survey)
    public = np.zeros(len(cells), dtype=bool)
    for item, said in enumerate(survey.values.T):
        _, times = np.unique(said[~np.isnan(said)], return_counts=True)
        public |= (cells[:, 1] == item) & (times.sum() >= 10) & (times.max(initial=0) >= times.sum() - 1)
    own = cells[:, 0] == np.arange(len(survey.values))[:, None]
    for_all, for_one = public.copy(), own | public
    for fitting in tables(survey, cells, equations) if equations else ():
        filled = np.zeros((len(fitting), *survey.values.shape))
        filled[:, *cells.T] = fitting
        for figure in known:
            fits = np.abs(figure(filled) - figure(np.nan_to_num(survey.values)[None])) < CLOSE
            filled = filled[fits if fits.ndim == 1 else fits.all(axis=1)]
        changed = filled[:, *cells.T] != truth
        for_all |= changed.any(axis=0)
        moved = changed @ own.T > 0
        for_one |= (~moved).T.astype(float) @ changed > 0
        if for_one.all() and for_all.all():
            break
    return len(equations), for_all, for_one


@pytest.mark.parametrize("seed", LEAKING)
def test_no_answer_follows_in_whole_numbers(seed):
    """Each answer could be another, for all and for any one of those who answered."""
    figures, for_all, for_one = open_cells(drawn(seed))
    assert figures
    assert for_all.all()
    assert for_one.all()


def waves(said):
    """Return responses of waves to one item on three levels; None is somebody who was not there."""
    return [
        ci.Response(instrument="pulse", respondent=f"p{k:02}", wave=wave, answers=[ci.Answer(item="a", value=value)])
        for wave, values in said.items()
        for k, value in enumerate(values)
        if value is not None
    ]


def test_who_stayed_is_not_told_where_those_who_left_could_not_be_exchanged():
    """Five left, and all but one of them said 1: of those who stayed nothing is told then."""
    survey = ci.Instrument(id="pulse", levels=list("123"), items=[ci.Item(id="a", construct="c")])
    stayed = [1, 2, 3, 2, 1, 3]
    first = {"1": [*stayed, 1, 2, 3, 2, 1], "2": [3, 1, 2, 3, 2, 1, *[None] * 5]}
    alike = {"1": [*stayed, 1, 1, 1, 1, 2], "2": first["2"]}
    found = [ci.survey.compare_waves(survey, waves(said), "1", "2")["c"] for said in (first, alike)]
    assert ["matched", "everybody"] == [one.compared for one in found]
