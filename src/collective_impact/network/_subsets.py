"""Sets of nodes of one size: all there are, or some drawn by chance."""

import math
from itertools import chain, combinations

import numpy as np

from collective_impact.network._snapshot import Ints


def how_many(n: int, size: int) -> int:
    """Return how many sets of a size there are among n nodes."""
    return math.comb(n, size)


def all_subsets(n: int, size: int) -> Ints:
    """Return all sets of a size among n positions, a row for each, in ascending order."""
    listed = chain.from_iterable(combinations(range(n), size))
    return np.fromiter(listed, dtype=np.int64, count=math.comb(n, size) * size).reshape(math.comb(n, size), size)


def random_subsets(n: int, size: int, draws: int, dice: np.random.Generator) -> Ints:
    """Return sets of a size among n positions, each drawn anew, a row for each, in ascending order."""
    return np.sort([dice.choice(n, size, replace=False) for _ in range(draws)], axis=1)
