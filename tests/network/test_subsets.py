from collections import Counter

import numpy as np

from collective_impact.network._subsets import all_subsets, how_many, random_subsets


def test_all():
    """Each set once, in ascending order; of size 0 there is one."""
    assert [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] == all_subsets(4, 2).tolist()
    assert [[]] == all_subsets(4, 0).tolist()
    assert [6, 1, 0] == [how_many(4, 2), how_many(4, 0), how_many(1, 2)]


def test_random():
    """Each set is as likely as any other: of six, each comes about a thousand times of six (5 sd of 29 either way)."""
    drawn = Counter(map(tuple, random_subsets(4, 2, 6000, np.random.default_rng(0)).tolist()))
    assert set(map(tuple, all_subsets(4, 2).tolist())) == set(drawn)
    assert all(abs(times - 1000) < 5 * 29 for times in drawn.values())
