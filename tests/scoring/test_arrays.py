import json
import math

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring import made, reference, strategies

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.scoring.arrays import engine, plan, score
from collective_impact.scoring.assembly import cells_of
from collective_impact.scoring.framework import Group

NAN = np.nan


def one_group(count, **fields):
    """Return a framework of one group "g" with some criteria."""
    group = Group(path="g", label="G", **fields)
    return made.framework([f"g/c{k}" for k in range(count)], groups=[group])


def column(framework, row, path="g", **bounds):
    """Return what one row scores at a path."""
    return score(framework, [row], **{name: [cells] for name, cells in bounds.items()}).column(path)


def same(expected, actual):
    """Say whether two numbers are the same within 1e-9, None being NaN."""
    return math.isnan(actual) if expected is None else abs(expected - actual) <= 1e-9


@given(strategies.answered())
def test_engine_agrees_with_an_engine_without_arrays(case):
    """Value, bounds, coverage and the rest equal those of a second implementation, at every path."""
    framework, row = case
    expected = reference.score(framework, row)
    actual = engine(framework, cells_of(row))
    assert set(expected) == set(actual)
    for path, result in expected.items():
        numbers = vars(result) | {"own": result.own / (result.known or 1.0)}
        del numbers["known"]
        for name, number in numbers.items():
            cell = float(getattr(actual.column(path), name)[0])
            assert same(number, cell), (path, name, number, cell)


@given(strategies.frameworks().flatmap(lambda framework: st.tuples(st.just(framework), st.data())))
def test_score_agrees_with_an_engine_without_arrays(case):
    """What is not given is not known at all; what is given stands still."""
    framework, data = case
    cell = st.one_of(st.none(), strategies.SCORES)
    row = data.draw(st.lists(cell, min_size=len(framework.criteria), max_size=len(framework.criteria)))
    expected = reference.score(framework, made.answers(framework, row))
    actual = score(framework, np.array([row], dtype=float))
    for path, result in expected.items():
        assert same(result.value, float(actual[path][0])), path
        assert same(result.low, float(actual.column(path).low[0])), path
        assert same(result.high, float(actual.column(path).high[0])), path


def test_missing_child_is_bounded_by_its_worst_and_best():
    """Of 40, 80 and one unknown the mean is 60 and lies between 40 and 73.3."""
    three = one_group(3, needs=2 / 3)
    found = column(three, [40, 80, NAN])
    assert [60.0] == pytest.approx(found.value)
    assert [40.0] == pytest.approx(found.low)  # (40 + 80 + 0) / 3
    assert [220 / 3] == pytest.approx(found.high)  # (40 + 80 + 100) / 3
    assert [2 / 3] == pytest.approx(found.coverage)


def test_given_bounds_clip_the_stand_in():
    """A missing child that can be 90 at least stands in with 90: (40 + 80 + 90) / 3 = 70."""
    three = one_group(3, needs=2 / 3)
    found = column(three, [40, 80, NAN], low=[40, 80, 90], high=[40, 80, 100])
    assert [70.0] == pytest.approx(found.value)
    assert [70.0, 220 / 3] == pytest.approx([*found.low, *found.high])


def test_two_thirds_are_two_of_three():
    """Exactly two of three equal weights suffice for two thirds, in spite of the last bits; one does not."""
    three = one_group(3, needs=0.6666666666666666)
    assert [60.0] == pytest.approx(column(three, [40, 80, NAN]).value)
    assert np.isnan(column(three, [40, NAN, NAN]).value).all()
    tenths = made.framework(
        [made.criterion(f"g/c{k}", weight=0.1) for k in range(3)],
        groups=[Group(path="g", label="G", needs=0.6666666666666667)],
    )
    assert [60.0] == pytest.approx(column(tenths, [40, 80, NAN]).value)


def test_coverage_rule_weighs():
    """Two thirds of the weight are needed, not of the count."""
    heavy = made.framework(
        [made.criterion("g/a", weight=4), "g/b", "g/c"], groups=[Group(path="g", label="G", needs=2 / 3)]
    )
    assert [50.0] == pytest.approx(column(heavy, [50, NAN, NAN]).value)  # 4 of 6
    assert np.isnan(column(heavy, [NAN, 50, 50]).value).all()  # 2 of 6


def test_nothing_at_all_is_never_enough():
    """Even a group that needs nothing is not scored on nothing."""
    assert np.isnan(column(one_group(2, needs=0), [NAN, NAN]).value).all()
    assert [30.0] == column(one_group(2, needs=0), [30, NAN]).value


def test_unscored_child_keeps_its_bounds_and_stands_in_above():
    """A half without a score stands in with what is known of it, where the condition needs one half only."""
    two = made.framework(
        ["g/a/x", "g/b/y", "g/b/z"],
        groups=[Group(path="g", label="G", needs=0.5), Group(path="g/b", label="B", needs=1)],
    )
    scores = score(two, [[60, 20, NAN]])
    assert np.isnan(scores["g/b"]).all()
    assert [10.0, 60.0] == [*scores.column("g/b").low, *scores.column("g/b").high]
    # on what is known, however little, the half is 20, and the group (60 + 20) / 2
    assert [20.0] == scores.column("g/b").likely
    assert [40.0] == scores["g"] == scores.column("g").likely
    assert [35.0, 60.0] == [*scores.column("g").low, *scores.column("g").high]


def test_what_little_is_known_stands_in_before_the_siblings():
    """It counts as it is known: (40 + 80 + 90) / 3 = 70; where nothing is, the siblings' mean of what is known does."""
    three = one_group(3, needs=2 / 3)
    assert [70.0] == pytest.approx(column(three, [40, 80, NAN], likely=[NAN, NAN, 90]).value)
    assert [60.0] == pytest.approx(column(three, [40, 80, NAN], likely=[NAN, NAN, NAN]).value)
    assert np.isnan(column(three, [40, NAN, NAN], likely=[NAN, 80, 90]).value).all()  # told is one of three
    four = one_group(4, needs=0.5)
    assert [70.0] == pytest.approx(column(four, [40, 80, NAN, NAN], likely=[NAN, NAN, 90, NAN]).value)  # and 70


def test_losing_evidence_never_raises_a_score():
    """A child that can no longer be told counts as before, so the mean stays, told or not."""
    three = one_group(3, needs=2 / 3)
    assert [50.0] == pytest.approx(column(three, [20, 40, 90]).value)
    assert [50.0] == pytest.approx(column(three, [NAN, 40, 90], likely=[20, NAN, NAN]).value)
    assert np.isnan(column(three, [NAN, NAN, 90], likely=[20, 40, NAN]).value).all()


def test_what_does_not_apply_is_renormalised():
    """A criterion that does not apply leaves its weight to its siblings, and needs no value."""
    three = one_group(3)
    found = column(three, [40, 80, NAN], applies=[True, True, False])
    assert [60.0, 60.0, 60.0, 1.0] == pytest.approx([*found.value, *found.low, *found.high, *found.coverage])
    assert [True] == list(found.applies)


def test_group_of_which_nothing_applies_does_not_apply():
    """It is left out above, with neither value nor bounds."""
    two = made.framework(["g/a/x", "g/b/y"])
    scores = score(two, [[40, NAN]], applies=[[True, False]])
    assert [40.0] == scores["g"]
    nothing = scores.column("g/b")
    assert np.isnan([nothing.value, nothing.low, nothing.high, nothing.likely]).all()
    assert [False, 0.0] == [*nothing.applies, *nothing.coverage]


def test_gate_never_counts_in_the_overall():
    """A gate of 0 leaves the overall and its arithmetic version as they are."""
    gated = made.framework(["g/a", "door/b"], groups=[Group(path="door", label="Door", gate=True)])
    scores = score(gated, [[70, 0], [70, NAN]])
    assert [70.0, 70.0] == list(scores.overall)
    assert [70.0, 70.0] == list(scores["arithmetic"])
    assert [70.0, 70.0] == list(scores.column("overall").high)
    assert [0.0] == scores["door"][:1]


def test_arithmetic_version_has_arithmetic_means_throughout():
    """Of (100, 25) and (64) the geometric tree makes sqrt(50 * 64), the arithmetic one (62.5 + 64) / 2."""
    geometric = {"power": 0.0, "floor": 1.0}
    two = made.framework(["g/a", "g/b", "h/c"], groups=[Group(path="g", label="G", **geometric)], **geometric)
    scores = score(two, [[100, 25, 64]])
    assert [56.568542494923804] == pytest.approx(scores.overall)
    assert [63.25] == pytest.approx(scores["arithmetic"])


def test_equity_line_stands_beside_the_overall():
    """It is the lowest of the criteria marked equity alone, wherever they stand, two thirds of which it needs."""
    marked = made.framework([made.criterion(f"g{k}/c", equity=True) for k in range(3)] + ["g/d"])
    assert [40.0] == pytest.approx(score(marked, [[40, 80, NAN, 0]])["equity"])
    assert np.isnan(score(marked, [[40, NAN, NAN, 0]])["equity"]).all()


def test_no_equity_line_without_marks():
    """A framework that marks no criterion has no equity line."""
    assert "equity" not in score(one_group(1), [[10]])
    with pytest.raises(UnknownNameError):
        score(one_group(1), [[10]])["equity"]


def self_assessed(framework, own):
    """Return the engine's scores where every criterion scores 50, some by self-assessment alone."""
    row = made.answers(framework, [50] * len(own))
    return engine(framework, cells_of([attrs.evolve(a, own=is_own) for a, is_own in zip(row, own, strict=True)]))


def test_self_assessed_group_shows_and_does_not_count():
    """A group that rests mainly on self-assessment has a score; the overall, which needs it, has none."""
    two = made.framework(["g/a", "g/b", "h/c"], independent=0.5)
    alone = self_assessed(two, [False, False, True])
    assert [50.0, 50.0] == [*alone["g"], *alone["h"]]
    assert np.isnan([*alone.overall, *alone["arithmetic"]]).all()
    half = self_assessed(two, [True, False, True])
    assert [50.0, 50.0] == [*half.overall, *half["arithmetic"]]


def test_little_evidence_is_no_self_assessment():
    """A group that is known by a third, and not by itself, counts."""
    thin = made.framework(["g/a", "g/b", "g/c", "h/d"], groups=[Group(path="g", label="G", needs=0)], independent=0.5)
    assert [55.0] == pytest.approx(score(thin, [[50, NAN, NAN, 60]]).overall)


def test_self_assessed_group_does_not_count_where_it_is_not_needed():
    """Where the overall can do without it, it stands in at its siblings, as one that has no score."""
    three = made.framework(["g/a", "h/b", "i/c"], needs=2 / 3, independent=0.5)
    row = made.answers(three, [80, 50, 50])
    own = engine(three, cells_of(made.evolved(row, 0, own=False, low=0.0, high=100.0)))
    assert [80.0, 50.0] == pytest.approx([*own["g"], *own.overall])


def test_scores_are_a_mapping_of_paths():
    """Groups, criteria, "overall", "arithmetic" and "equity" are the keys; others are refused with the nearest."""
    marked = made.framework([made.criterion("g/a/x", equity=True)])
    scores = score(marked, [[10]])
    assert {"g", "g/a", "g/a/x", "overall", "arithmetic", "equity"} == set(scores)
    assert 6 == len(scores)
    with pytest.raises(UnknownNameError, match=r"no path 'overal'; did you mean 'overall'\?"):
        scores["overal"]


def test_no_rows_are_no_scores():
    """An empty table scores nothing, without complaint."""
    assert (0,) == score(one_group(2), np.empty((0, 2))).overall.shape


@pytest.mark.parametrize(
    ("X", "fields", "message"),
    [
        ([["a", 1]], {}, "X: .* is not a table of numbers"),
        ([1, 2], {}, r"X: 'shape \(2,\)' is not of shape \(N, 2\)"),
        ([[1, 2, 3]], {}, r"X: 'shape \(1, 3\)' is not of shape \(N, 2\)"),
        ([[1, 101]], {}, r"X\[0, 1\]: 101.0 is not from 0 to 100"),
        ([[1, 1], [-1, 1]], {}, r"X\[1, 0\]: -1.0 is not from 0 to 100"),
        ([[1, np.inf]], {}, r"X\[0, 1\]: inf is not from 0 to 100"),
        ([[5, 5]], {"low": [[1]]}, r"low: 'shape \(1, 1\)' is not of shape \(N, 2\)"),
        ([[5, 5]], {"low": [[1, 1], [1, 1]]}, r"low: 'shape \(2, 2\)' is not of the shape of X, \(1, 2\)"),
        ([[5, 5], [5, 5], [5, 5]], {"high": [[9, 9], [9, 9]]}, r"high: 'shape \(2, 2\)' is not of the shape of X"),
        ([[5, 5]], {"applies": [True, True]}, r"applies: 'shape \(2,\)' is not of the shape of X, \(1, 2\)"),
        ([[5, 5]], {"low": [[1, 6]]}, r"low\[0, 1\]: 6.0 is not from 0 up to X"),
        ([[5, 5]], {"low": [[-1, 1]]}, r"low\[0, 0\]: -1.0 is not"),
        ([[5, 5]], {"low": [[NAN, 1]]}, r"low\[0, 0\]: nan is not"),
        ([[5, NAN]], {"low": [[1, 9]], "high": [[9, 8]]}, r"high\[0, 1\]: 8.0 is not from X and low up to 100"),
        ([[5, 5]], {"high": [[9, 4]]}, r"high\[0, 1\]: 4.0 is not from X and low up to 100"),
        ([[5, 5]], {"high": [[101, 5]]}, r"high\[0, 0\]: 101.0 is not"),
        ([[5, NAN]], {"high": [[5, NAN]]}, r"high\[0, 1\]: nan is not"),
    ],
)
def test_tables_that_cannot_be_are_refused(X, fields, message):
    """The first cell that is wrong is named, with what it would have to be."""
    with pytest.raises(InvalidValueError, match=message):
        score(one_group(2), X, **fields)


def test_cells_that_do_not_apply_may_hold_anything():
    """Where the question does not arise, nobody looks at the answer."""
    found = column(one_group(2), [5, -99], low=[5, NAN], high=[5, NAN], applies=[True, False])
    assert [5.0] == found.value


def test_none_is_missing():
    """A table of Python's own lists may say None."""
    assert [5.0] == column(one_group(2, needs=0.5), [5, None]).value


def test_plan_goes_from_the_leaves_up():
    """Every node stands after its children, so that one pass adds up the tree."""
    deep = made.framework(["g/a/b/x", "g/y", "h/z"], groups=[Group(path="g/a", label="A", power=0, floor=1)])
    nodes = plan(deep)
    leaves = len(deep.criteria)
    assert all(max(node.children) < at for at, node in enumerate(nodes, start=leaves))
    # g/a/b and h are arithmetic as they stand; g is not, since what it adds up is not
    beside = ["arithmetic/g/a", "arithmetic/g", "arithmetic"]
    assert ["g/a/b", "g/a", "g", "h", "overall", *beside] == [node.path for node in nodes]


@pytest.mark.parametrize("rows", [1, 10_000])
def test_rows_are_scored_one_by_one(rows):
    """A row in a table of ten thousand scores what it scores alone."""
    rng = np.random.default_rng(7)
    two = made.framework(
        ["g/a/x", "g/a/y", "g/b/z", "h/w"], groups=[Group(path="g", label="G", power=0, floor=1)], power=-1, floor=1
    )
    X = rng.uniform(0, 100, (rows, 4))
    X[rng.random((rows, 4)) < 0.2] = NAN
    scores = score(two, X)
    for at in {0, rows // 2, rows - 1}:
        alone = score(two, X[[at]])
        for path in scores:
            assert alone[path] == pytest.approx(scores[path][[at]], abs=1e-9, nan_ok=True)


def test_scores_are_plain_data():
    """Lists of numbers, and None where there is no score: 40 and 60 make 50; of nothing there is nothing."""
    plain = score(one_group(2), [[40, 60], [NAN, NAN]]).to_dict()
    assert {"value": [50.0, None], "low": [50.0, 0.0], "high": [50.0, 100.0], "coverage": [1.0, 0.0]} == plain[
        "overall"
    ]
    assert plain == json.loads(json.dumps(plain, allow_nan=False))
