"""Networks in which everybody has as many ties as observed: pairs of ties that exchange their ends.

Many networks are rearranged side by side. In a round the ties of each are paired at random, and the
two of a pair propose to exchange their ends. A proposal is taken if no tie of the network and no other
proposal of the round is one of its two new ties or of its two old ones: then the same round, begun from
its outcome, would lead back, and in the long run all networks with these degrees come up equally often.
"""

import math

import attrs
import numpy as np

from collective_impact.network._snapshot import Ints
from collective_impact.network._unknown import Mask

FIRST = 10
"""How many rounds show how many proposals are taken, and so how many rounds it takes."""
ENOUGH = 10.0
"""How many swaps there should be for each tie."""
FEW = 20
"""Ties below which there are three times as many: where few swaps can be taken, the beginning is remembered longer."""
MOST = 1000
"""How many rounds there are at the most."""
TOGETHER = 2_000_000
"""How many cells the networks have in all that are rearranged side by side."""


def swapped(  # noqa: PLR0913 - a network, and how to draw
    ties: Ints, n: int, closed: Ints, many: int, rng: np.random.Generator, *, directed: bool
) -> tuple[Ints, float]:
    """Return networks with the degrees of one, and how many swaps there were for each tie.

    Parameters
    ----------
    ties : ndarray of int, shape (m,)
        Source times n plus target; of an undirected tie the smaller end first.
    n : int
    closed : ndarray of int
        Where no tie may come to lie, ascending.
    many : int
        How many networks to make.
    rng : Generator
    directed : bool

    Returns
    -------
    networks : ndarray of int, shape (many, m)
    swaps : float
        On average; 0 where no other network was found.
    """
    chains = _Chains(networks=np.tile(ties, (many, 1)), n=n, closed=closed, directed=directed)
    first = sum(chains.round(rng) for _ in range(FIRST))
    enough = ENOUGH if len(ties) >= FEW else 3 * ENOUGH
    rounds = MOST if first == 0 else math.ceil(FIRST * enough / first)
    rest = sum(chains.round(rng) for _ in range(min(rounds, MOST) - FIRST))
    return chains.networks, first + rest


def together(n: int) -> int:
    """Return how many networks of a size are rearranged side by side."""
    return max(1, TOGETHER // max(n * n, 1))


@attrs.frozen(kw_only=True, eq=False)
class _Chains:
    """Networks that are rearranged side by side, each row the ties of one."""

    networks: Ints
    n: int
    closed: Ints
    directed: bool

    def round(self, rng: np.random.Generator) -> float:
        """Pair the ties of each network, and take all proposals that can be taken; return how many for each tie."""
        rng.permuted(self.networks, axis=1, out=self.networks)
        even = self.networks.shape[1] // 2 * 2
        first, second = self.networks[:, 0:even:2], self.networks[:, 1:even:2]
        proposed = self._exchanged(first, second, rng)
        taken = rng.random(first.shape) < self._share
        for ties in proposed:
            taken &= ~(_loops(ties, self.n) | _is_in(ties, self.closed))
        times, *new = _times([self.networks, *(np.where(taken, ties, -1) for ties in proposed)], self.n)
        for alone in (times[:, 0:even:2], times[:, 1:even:2], *new):
            taken &= alone == 1
        for old, ties in zip((first, second), proposed, strict=True):
            np.copyto(old, ties, where=taken)
        swaps = 2 * int(taken.sum()) + (self._turn_rings(rng) if self.directed else 0)
        return float(swaps / max(self.networks.size, 1))

    @property
    def _share(self) -> float:
        """The share of pairs that propose: fewer where the network is dense, lest they all stand in each other's way.

        Never all of them, or some steps back could not happen.
        """
        dyads: float = self.n * (self.n - 1) / (1 if self.directed else 2)
        ties: int = self.networks.shape[1]
        return min(0.9, dyads / max(4 * ties, 1))

    def _exchanged(self, first: Ints, second: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
        """Return what two ties become when they exchange their targets; undirected ones, either of their ends."""
        n = self.n
        (a, b), (c, d) = np.divmod(first, n), np.divmod(second, n)
        if self.directed:
            return a * n + d, c * n + b
        turned = rng.random(first.shape) < 0.5  # noqa: PLR2004 - either end
        c, d = np.where(turned, d, c), np.where(turned, c, d)
        return np.minimum(a, d) * n + np.maximum(a, d), np.minimum(b, c) * n + np.maximum(b, c)

    def _turn_rings(self, rng: np.random.Generator) -> int:
        """Turn a ring of three ties round in each network where chance points at one, which no swap can do."""
        many, m = self.networks.shape
        if m == 0:
            return 0
        n = self.n
        a, b = np.divmod(self.networks[np.arange(many), rng.integers(0, m, many)], n)
        c = rng.integers(0, n, many)
        ring, back = (a * n + b, b * n + c, c * n + a), (b * n + a, c * n + b, a * n + c)
        taken = _holds(self.networks, ring[1]) & _holds(self.networks, ring[2])
        for ties in back:
            taken &= ~(_holds(self.networks, ties) | _is_in(ties, self.closed))
        for old, new in zip(ring, back, strict=True):
            np.copyto(self.networks, new[:, None], where=taken[:, None] & (self.networks == old[:, None]))
        return 3 * int(taken.sum())


def _holds(networks: Ints, ties: Ints) -> Mask:
    """Return which networks have a tie, each network asked for another one."""
    return np.asarray((networks == ties[:, None]).any(axis=1))


def _loops(ties: Ints, n: int) -> Mask:
    return np.asarray(ties % (n + 1) == 0)


def _is_in(ties: Ints, closed: Ints) -> Mask:
    """Return which ties are among some that are sorted."""
    if not len(closed):
        return np.zeros(ties.shape, dtype=bool)
    place = np.searchsorted(closed, ties)
    return np.asarray(closed[np.minimum(place, len(closed) - 1)] == ties)


def _times(parts: list[Ints], n: int) -> list[Ints]:
    """Return how often each tie is there in its network, over all parts; -1 is none."""
    many = len(parts[0])
    space = many * n * n
    own = np.arange(many)[:, None] * (n * n)
    keys = np.concatenate([np.where(part < 0, space, part + own).ravel() for part in parts])
    if space <= 4 * TOGETHER:
        times = np.bincount(keys, minlength=space + 1)[keys]
    else:
        _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
        times = counts[place]
    ends = np.cumsum([part.size for part in parts])[:-1]
    return [found.reshape(part.shape) for found, part in zip(np.split(times, ends), parts, strict=True)]
