import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring import made, strategies

from collective_impact.scoring.arrays import engine
from collective_impact.scoring.assembly import cells_of
from collective_impact.scoring.explanation import Part

SLACK = 1e-9


def columns(framework, row):
    """Return what the engine knows of each path."""
    return engine(framework, cells_of(row)).columns


def never_less(before, after):
    """Say whether a number is there still and no less, where it was there before."""
    return np.isnan(before[0]) or after[0] >= before[0] - SLACK


class TestBounds:
    """Every value lies within its bounds."""

    @given(strategies.answered())
    def test_value_lies_within_its_bounds(self, case):
        """So it does at every path, whatever is missing, for the score and for what it is likely to be."""
        for path, column in columns(*case).items():
            for value in (column.value[0], column.likely[0]):
                assert np.isnan(value) or column.low[0] - SLACK <= value <= column.high[0] + SLACK, path

    @given(strategies.answered())
    def test_bounds_are_there_wherever_the_question_arises(self, case):
        """A path that applies has bounds within 0 to 100, scored or not."""
        for column in columns(*case).values():
            if column.applies[0]:
                assert 0 <= column.low[0] <= column.high[0] <= 100


class TestLearning:
    """Replacing one unknown by a known value never widens the bounds of any node."""

    @given(strategies.answered_and_place(lambda answer: answer.applies and answer.low < answer.high), st.floats(0, 1))
    def test_knowing_one_criterion_widens_nothing(self, case, share):
        """Whatever the criterion turns out to be within its bounds, all bounds stay within those before."""
        framework, row, at = case
        known = min(max(row[at].low + share * (row[at].high - row[at].low), row[at].low), row[at].high)
        settled = made.evolved(row, at, value=known, low=known, high=known, coverage=1.0, own=True)
        after = columns(framework, settled)
        for path, before in columns(framework, row).items():
            if before.applies[0]:
                assert after[path].low[0] >= before.low[0] - SLACK, path
                assert after[path].high[0] <= before.high[0] + SLACK, path

    @given(strategies.answered_and_place(lambda answer: answer.applies and answer.value is None))
    def test_knowing_one_criterion_takes_no_score_away(self, case):
        """What was scored on less stays scored on more, with no less coverage."""
        framework, row, at = case
        known = (row[at].low + row[at].high) / 2
        settled = made.evolved(row, at, value=known, low=known, high=known, coverage=1.0, own=True)
        after = columns(framework, settled)
        for path, before in columns(framework, row).items():
            assert np.isnan(before.value[0]) or not np.isnan(after[path].value[0]), path
            assert never_less(before.coverage, after[path].coverage), path


class TestImproving:
    """Improving any criterion lowers nothing."""

    @given(strategies.answered_and_place(), st.floats(0, 1))
    def test_improvement_lowers_nothing(self, case, share):
        """A better value, and better bounds, lower no score, no bound and no likely score, stand-ins included."""
        framework, row, at = case

        def better(given):
            return given if given is None else given + share * (100 - given)

        answer = row[at]
        improved = made.evolved(
            row, at, value=better(answer.value), low=better(answer.low), high=max(better(answer.high), answer.high)
        )
        after = columns(framework, improved)
        for path, before in columns(framework, row).items():
            for name in ("value", "likely", "low", "high"):
                assert never_less(getattr(before, name), getattr(after[path], name)), (path, name)


class TestExplanation:
    """Parts of the explanation add up within 1e-9, from the root to the criteria."""

    @given(strategies.answered())
    def test_parts_add_up(self, case):
        """At every scored path the parts lost what the whole lost, at every step down, and so do the leaves."""
        framework, row = case
        card = made.card(framework, row)
        for path in ["overall", *card.nodes]:
            score = card.overall if path == "overall" else card.nodes[path]
            whole = card.explain(path)
            if score.value is None:
                assert whole.lost is None
            else:
                assert 100 - score.value == pytest.approx(whole.lost, abs=SLACK)
                assert_adds_up(whole)
                assert whole.lost == pytest.approx(sum(leaf.lost for leaf in whole.leaves()), abs=SLACK)

    @given(strategies.answered())
    def test_assumed_parts_are_the_missing_ones(self, case):
        """A part is marked assumed exactly where its node has no score of its own, and then it is a leaf."""
        framework, row = case
        card = made.card(framework, row)
        whole = card.explain()
        for part in walk(whole) if whole.value is not None else ():
            assert part.assumed is (part.path != "overall" and not counts(card, part.path))
            assert not (part.assumed and part.parts)
            assert part.lost >= 0


def counts(card, path):
    """Say whether a node has a score that counts where it is added up."""
    node = card.nodes.node(path)
    needed = card.framework.independent if "/" not in path else 0.0
    return node.score.value is not None and node.own >= needed - SLACK


def assert_adds_up(part: Part) -> None:
    """Check a part and all below it."""
    if part.parts:
        assert part.lost == pytest.approx(sum(below.lost for below in part.parts), abs=SLACK)
    for below in part.parts:
        assert_adds_up(below)


def walk(part: Part) -> list[Part]:
    """Return a part and all below it."""
    return [part, *(found for below in part.parts for found in walk(below))]


class TestSameness:
    """Reordering, relabelling and other initiatives change nothing."""

    @given(strategies.answered(), st.randoms(use_true_random=False))
    def test_order_and_labels_change_nothing(self, case, random):
        """Groups, criteria and labels may come in any order, and be called anything."""
        framework, row = case
        shuffled = random.sample(row, len(row))
        other = attrs.evolve(
            framework,
            groups=[attrs.evolve(group, label="renamed") for group in parents_first(framework, random)],
            criteria=[attrs.evolve(answer.criterion, label="renamed") for answer in shuffled],
        )
        moved = [attrs.evolve(answer, criterion=other.criterion(answer.criterion.id)) for answer in shuffled]
        expected, actual = columns(framework, row), columns(other, moved)
        assert set(expected) == set(actual)
        for path in expected:
            for name in ("value", "low", "high", "likely", "coverage", "own"):
                assert getattr(expected[path], name)[0] == pytest.approx(
                    getattr(actual[path], name)[0], abs=SLACK, nan_ok=True
                )

    @given(strategies.batches())
    def test_other_initiatives_change_nothing(self, case):
        """A row of a batch scores what it scores alone."""
        framework, rows = case
        batch = engine(framework, stacked([cells_of(row) for row in rows])).columns
        for at, row in enumerate(rows):
            for path, alone in columns(framework, row).items():
                for name in ("value", "low", "high", "likely", "coverage", "own", "applies"):
                    expected = float(getattr(alone, name)[0])
                    assert expected == pytest.approx(float(getattr(batch[path], name)[at]), abs=SLACK, nan_ok=True)

    @given(strategies.answered())
    def test_same_answers_give_the_same_card(self, case):
        """Assembling twice gives equal cards with the same fingerprint."""
        once, twice = made.card(*case), made.card(*case)
        assert once == twice
        assert hash(once) == hash(twice)
        assert once.fingerprint() == twice.fingerprint()


def parents_first(framework, random):
    """Return the groups in another order in which parents still come first."""
    shuffled = random.sample(framework.groups, len(framework.groups))
    return sorted(shuffled, key=lambda group: group.path.count("/"))


def stacked(cells):
    """Put the rows of several initiatives into one table."""
    names = [field.name for field in attrs.fields(type(cells[0]))]
    return type(cells[0])(**{name: np.concatenate([getattr(part, name) for part in cells]) for name in names})
