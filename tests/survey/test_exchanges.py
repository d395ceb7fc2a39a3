"""Whether whole numbers settle an answer: tables small enough to solve by hand."""

import numpy as np
import pytest

from collective_impact.survey._exchanges import Exchanges
from collective_impact.survey._ledger import Ledger

ONE_STEP, SECRET = np.array([1]), np.array([True])


def exchanges(said, *figures, steps=1):
    """Return answers to items, of which sums with some weights are published."""
    shares = np.array(said, dtype=float)
    rows, _ = np.linalg.qr(np.array(figures, dtype=float).reshape(len(figures), shares.size).T)
    basis = rows.T.reshape(len(figures), *shares.shape)
    count = shares.shape[1]
    return Exchanges(shares, np.full(count, steps), basis, np.ones(count, dtype=bool))


def column(*numbers):
    """Return one number for each person."""
    return [[number] for number in numbers]


def test_two_others_who_said_otherwise_keep_an_answer_open():
    """Of two who said yes and two who said no each can be anybody; of one and three the one knows all others."""
    assert exchanges(column(1, 1, 0, 0), column(1, 1, 1, 1)).leave_open()
    assert not exchanges(column(1, 0, 0, 0), column(1, 1, 1, 1)).leave_open()


def test_halves_and_thirds_tell_who_counts_how():
    """Of three halves and three thirds, yes or no, 5/6 are one of each: but for the one half each other knows nothing.

    Which of the three it is stays open to outsiders; whoever it is knows the other halves to be no.
    """
    weights = column(1 / 2, 1 / 2, 1 / 2, 1 / 3, 1 / 3, 1 / 3)
    assert not exchanges(column(1, 0, 0, 1, 0, 0), weights, column(*[1] * 6)).leave_open()
    more = column(*[1 / 2] * 4, *[1 / 3] * 4)
    assert exchanges(column(1, 1, 0, 0, 1, 1, 0, 0), more, column(*[1] * 8)).leave_open()


def test_a_second_move_shifts_back_what_the_first_did():
    """One who counts twice exchanges with those who count once at both items, in opposite directions.

    At one item alone nobody can make up for that.
    """
    said = [[0, 1], [1 / 3, 2 / 3], [1, 0], [2 / 3, 1 / 3], [1 / 3, 1 / 3], [2 / 3, 2 / 3]]
    sums, items = [[2, 2], *[[1, 1]] * 5], [[[1, 0]] * 6, [[0, 1]] * 6]
    assert exchanges(said, sums, *items, steps=3).leave_open()
    alone = column(0, 1 / 3, 1, 2 / 3, 1 / 3, 2 / 3)
    assert not exchanges(alone, column(2, 1, 1, 1, 1, 1), column(*[1] * 6), steps=3).leave_open()


def test_who_counts_in_nothing_is_open():
    """An answer without weight is nobody's business."""
    weights = np.zeros((0, 3, 1))
    assert Exchanges(np.array(column(1.0, 0.0, 1.0)), ONE_STEP, weights, SECRET).leave_open()


def test_a_move_of_one_alone_where_the_item_is_not_counted():
    """Of a sum of two items that are not published themselves anybody can have said more to one, less to the other."""
    said = [[0, 1], [1, 0], [0, 1], [1, 0]]
    assert exchanges(said, [[1, 1]] * 4).leave_open()
    assert not exchanges([[1, 1]] * 4, [[1, 1]] * 4).leave_open()


@pytest.mark.parametrize(
    ("said", "is_whole"), [((1, 1, 0, 0, 1), True), ((1, 0, 0, 0, 0), False), ((1, 1, 0, 0), False)]
)
def test_who_can_exchange_all_that_they_said(said, is_whole):
    """Five of a kind, not all but one of whom said the same."""
    known = exchanges(column(*said), column(*[1] * len(said)))
    assert is_whole == known.are_whole(np.zeros(len(said), dtype=int), 5)


def test_large_surveys_are_not_gone_through():
    """A hundred steps between them: real numbers alone are looked at; of fewer, who said yes knows the others."""
    for count, is_open in ((99, False), (100, True)):
        shares = np.array(column(1, *[0] * (count - 1)), dtype=float)
        shares[-40:] = np.arange(40)[:, np.newaxis] % 2
        weights = np.zeros((1, count, 1))
        weights[0, :20] = 20**-0.5
        assert is_open == Ledger(shares, ONE_STEP, 5, weights).is_open()
