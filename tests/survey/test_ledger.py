"""The ledger: which figures can be published together."""

import numpy as np

from collective_impact.survey._ledger import Ledger, _is_one_sided, withstands

SHARES = np.array([[0.25], [0.5], [0.75], [0.5], [0.25], [0.75], [0.5], [0.25], [0.5], [0.75]])

FOUR = np.array([4])
"""Steps of a scale of five levels."""


def of(*people):
    """Return a mean of some of ten people."""
    rows = np.zeros((10, 1))
    rows[list(people)] = 1 / len(people)
    return rows


def test_a_difference_of_few_is_refused():
    """All ten less six are four; all less five are five; and what follows from what is there is no news."""
    ledger = Ledger(SHARES, FOUR, 5)
    assert [True, False, True, True] == [
        ledger.enter(of(*range(10))),
        ledger.enter(of(*range(6))),
        ledger.enter(of(*range(5))),
        ledger.enter(of(*range(5, 10))),
    ]


def test_the_end_of_a_scale_settles_answers():
    """Five whose mean is the top are known each; so they are to the fifth where four of them are at the top."""
    for fifth in (1.0, 0.75):
        shares = np.vstack([SHARES[:5], np.full((4, 1), 1.0), [[fifth]]])
        ledger = Ledger(shares, FOUR, 5)
        assert ledger.enter(of(*range(10)))
        assert not ledger.enter(of(*range(5, 10)))


def test_both_ends_settle_two_groups_together():
    """On two levels five at the top and five at the bottom: both means are free of nothing."""
    ledger = Ledger(np.array([[0.0]] * 5 + [[1.0]] * 5), FOUR, 5)
    assert ledger.enter(of(*range(10)))
    assert not ledger.enter(of(*range(5)))


def test_where_there_are_too_many_ways_the_answer_is_no():
    """Twenty people who each count in their own way in twelve figures: not all ways to take eight away are tried."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(12, 20))
    blocks = np.array([np.outer(column, column) for column in rows.T])
    assert not withstands(blocks, np.ones(20, dtype=np.int64), 8)


def test_what_rests_on_nothing_that_is_secret_settles_nothing():
    """A combination whose weights all lie on items that are no secret."""
    everybody, one = np.ones(5, dtype=bool), np.ones((1, 1))
    assert not _is_one_sided(np.zeros((1, 1)), one, np.zeros((1, 5, 1)), np.ones((5, 1)), everybody)
    assert _is_one_sided(np.zeros((1, 1)), one, np.ones((1, 5, 1)), np.ones((5, 1)), everybody)
