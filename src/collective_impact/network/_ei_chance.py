"""How many ties would stay among those who are alike if nobody cared who is: exactly, and in drawn permutations.

Who is alike is shuffled among the nodes while the ties stay where they are.
"""

import math
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.network._draws import dice
from collective_impact.network._grouped import Mask
from collective_impact.network._snapshot import Ints, Snapshot


@attrs.frozen(kw_only=True, eq=False)
class Alike:
    """Ties among nodes of known kinds, and which kinds are alike.

    Parameters
    ----------
    kinds : ndarray of int, shape (n,)
    sources, targets : ndarray of int, shape (m,)
        Each tie once.
    alike : ndarray of bool, shape (kinds, kinds), optional
        Symmetric; without it each kind is like itself alone.
    """

    kinds: Ints
    sources: Ints
    targets: Ints
    alike: Mask | None = None

    @property
    def internal(self) -> int:
        """How many ties are among those who are alike."""
        return self._internal(self.kinds)

    def moments(self) -> tuple[Fraction, Fraction]:
        """Return mean and variance of the number of internal ties over all permutations, exactly.

        The mean is m f2, where f2 is the share of pairs that are alike. Two ties are the
        same two nodes (a tie that is returned), share one node, or none: the chance that
        both are internal is then f2, f3 or f4.
        """
        n, m = len(self.kinds), len(self.sources)
        f2, f3, f4 = self._shares(n)
        degrees = np.bincount(np.concatenate([self.sources, self.targets]), minlength=n)
        codes = self.sources * n + self.targets
        returned = int(np.count_nonzero(np.isin(codes, self.targets * n + self.sources))) // 2
        touching = int((degrees * (degrees - 1) // 2).sum()) - 2 * returned
        apart = math.comb(m, 2) - touching - returned
        square = m * f2 + 2 * (returned * f2 + touching * f3 + apart * f4)
        return m * f2, square - (m * f2) ** 2

    def p(self, draws: int, seed: int) -> float:
        """Return how often a permutation is as far from the mean as what is there, to either side."""
        mean, _ = self.moments()
        far = abs(self.internal - mean)
        low, high = math.floor(mean - far), math.ceil(mean + far)
        rng = dice(seed)
        kinds = self.kinds.astype(np.int32)  # what is half as large is looked up in less than half the time
        drawn = (self._internal(rng.permutation(kinds)) for _ in range(draws))
        return (sum(not low < internal < high for internal in drawn) + 1) / (draws + 1)

    def _internal(self, kinds: npt.NDArray[np.integer[Any]]) -> int:
        one, other = kinds[self.sources], kinds[self.targets]
        return int(np.count_nonzero(one == other if self.alike is None else self.alike[one, other]))

    def _shares(self, n: int) -> tuple[Fraction, Fraction, Fraction]:
        """Return the shares of pairs that are alike, of triples whose first is like both others, of two such pairs."""
        sizes = np.bincount(self.kinds, minlength=0 if self.alike is None else len(self.alike))
        like = sizes - 1 if self.alike is None else self.alike @ sizes - self.alike.diagonal()
        likes: list[tuple[int, int]] = list(zip(sizes.tolist(), like.tolist(), strict=True))
        pairs = sum(size * others for size, others in likes)
        squares = sum(size * others**2 for size, others in likes)
        ways = (pairs, squares - pairs, pairs**2 - 4 * squares + 2 * pairs)
        of = (math.perm(n, places) for places in (2, 3, 4))
        f2, f3, f4 = (Fraction(count, max(places, 1)) for count, places in zip(ways, of, strict=True))
        return f2, f3, f4


def once(arrays: Snapshot, used: Mask) -> tuple[Ints, Ints]:
    """Return some arcs of a snapshot; of the two of an undirected tie one."""
    chosen = used if arrays.directed else used & (arrays.sources < arrays.targets)
    return arrays.sources[chosen], arrays.targets[chosen]
