"""The core whose image fits best: all of them compared where there are few nodes, climbed to where there are many.

The image has ones among the core and zeros in the periphery; the cells between count as ones
or not at all. How well it fits follows from four numbers: how many nodes are in the core, how
many arcs are inside it, how many inside the periphery, and how many there are.
"""

import functools
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.network._draws import dice
from collective_impact.network._snapshot import Floats, Ints, Snapshot

Mask: TypeAlias = npt.NDArray[np.bool_]
Counts: TypeAlias = Ints | int

FEW = 20
"""Up to so many nodes all cores are compared."""
NEAR = 1e-12
"""Correlations so near to each other are the same, computed otherwise."""
WORK, MOST = 50_000, 1_000
"""How many nodes are placed by chance, over all climbs together, and how many climbs there are at most."""
CHANGED = (0.05, 0.1, 0.2, 0.4)
"""How many of the best core so far are changed before another climb, in turns."""
CANDIDATES = 50
"""How many of the core and of the periphery are tried for an exchange, the likeliest of each."""


@attrs.frozen(kw_only=True, eq=False)
class Image:
    """A network, and what the image of a core makes of the cells between core and periphery.

    Parameters
    ----------
    arrays : Snapshot
    between : bool
        Whether they are ones; otherwise they are ignored.
    """

    arrays: Snapshot
    between: bool

    def fit(self, size: Counts, inside: Counts, outside: Counts) -> Floats:
        """Return the correlation of image and network off the diagonal; -inf where it has none.

        Parameters
        ----------
        size : int or ndarray of int
            How many are in the core.
        inside, outside : int or ndarray of int
            How many arcs are inside the core, and inside the periphery.
        """
        n, arcs = self.arrays.n, len(self.arrays.targets)
        size = np.asarray(size, dtype=np.float64)
        full, empty = size * (size - 1), (n - size) * (n - size - 1)
        hits, misses = np.asarray(inside, dtype=np.float64), np.asarray(outside, dtype=np.float64)
        if self.between:
            full, hits = n * (n - 1) - empty, arcs - misses
        cells, ties = full + empty, hits + misses
        below = full * empty * ties * (cells - ties)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (cells * hits - full * ties) / np.sqrt(below)
        return np.where(below > 0, found, -np.inf)

    def all_cores(self) -> tuple[Mask, float, bool]:
        """Compare every core there can be: return the best, its fit, and whether no other fits as well."""
        n = self.arrays.n
        inside = _inside_of_all(self.arrays)
        sizes = np.zeros(1, dtype=np.int64)
        for _ in range(n):
            sizes = np.concatenate([sizes, sizes + 1])
        fits = self.fit(sizes, inside, inside[::-1])
        best = float(fits.max())
        as_good = np.flatnonzero(fits >= best - NEAR)
        largest = as_good[np.argmax(sizes[as_good])]
        core = (largest >> np.arange(n)) & 1 == 1
        return core, float(fits[largest]), len(as_good) == 1

    def searched(self, seed: int) -> tuple[Mask, float]:
        """Climb from many cores, and return the best that was reached.

        The first takes the highest degrees. Then every other climb begins at degrees that
        chance made larger or smaller, and the rest at the best core so far with some changed.
        """
        n, rng = self.arrays.n, dice(seed)
        degree = self.arrays.out_degree + self.arrays.in_degree
        best = self.climbed(self.best_of_order(np.argsort(-degree, kind="stable")))
        for turn in range(1, min(WORK // n, MOST)):
            if turn % 2:
                begin = self.best_of_order(np.argsort(-degree * rng.exponential(size=n), kind="stable"))
            else:
                begin = best[0] ^ (rng.random(n) < CHANGED[turn // 2 % len(CHANGED)])
            reached = self.climbed(begin)
            best = reached if reached[1] > best[1] + NEAR else best
        return best

    def best_of_order(self, order: Ints) -> Mask:
        """Return the core that fits best of those that take nodes in an order, from the first to any."""
        place = np.empty(self.arrays.n, dtype=np.int64)
        place[order] = np.arange(self.arrays.n)
        ends = place[self.arrays.sources], place[self.arrays.targets]
        inside = np.cumsum(np.bincount(np.maximum(*ends), minlength=len(order)))
        outside = len(ends[0]) - np.cumsum(np.bincount(np.minimum(*ends), minlength=len(order)))
        fits = self.fit(np.arange(1, len(order) + 1), inside, outside)
        return place <= int(np.argmax(fits))

    def climbed(self, core: Mask) -> tuple[Mask, float]:
        """Return a core that no change of a single member, and no likely exchange of two, makes better."""
        state = _State.of(self, core)
        while (better := state.moved() or state.exchanged()) is not None:
            state = better
        return state.core, state.fit


@attrs.frozen(kw_only=True, eq=False)
class _State:
    """A core on the way to a better one, with what it would be after each move.

    Parameters
    ----------
    image : Image
    core : ndarray of bool
    links : ndarray of int
        How many arcs each node has with the core, to and fro.
    inside, outside : int
        How many arcs are inside core and periphery.
    fit : float
    """

    image: Image
    core: Mask
    links: Ints
    inside: int
    outside: int
    fit: float

    @classmethod
    def of(cls, image: Image, core: Mask) -> "_State":
        """Return the state of a core."""
        arrays = image.arrays
        from_core, to_core = core[arrays.sources], core[arrays.targets]
        links = np.bincount(arrays.sources[to_core], minlength=arrays.n)
        links += np.bincount(arrays.targets[from_core], minlength=arrays.n)
        inside = int(np.count_nonzero(from_core & to_core))
        outside = int(np.count_nonzero(~(from_core | to_core)))
        fit = float(image.fit(int(core.sum()), inside, outside))
        return cls(image=image, core=core, links=links, inside=inside, outside=outside, fit=fit)

    @functools.cached_property
    def fits(self) -> Floats:
        """The fit after each node has changed sides."""
        step = np.where(self.core, -1, 1)
        size = int(self.core.sum())
        return self.image.fit(size + step, self.inside + step * self.links, self.outside - step * self._others)

    @property
    def _others(self) -> Ints:
        """How many arcs each node has with the periphery."""
        return self.image.arrays.out_degree + self.image.arrays.in_degree - self.links

    def moved(self) -> "_State | None":
        """Return the state after as many of the best moves at once as make it better; None if none does."""
        moves = np.flatnonzero(self.fits > self.fit + NEAR)
        moves = moves[np.argsort(-self.fits[moves], kind="stable")]
        while len(moves):
            core = self.core.copy()
            core[moves] ^= True
            state = _State.of(self.image, core)
            if state.fit > self.fit + NEAR:
                return state
            moves = moves[: len(moves) // 2]
        return None

    def exchanged(self) -> "_State | None":
        """Return the state after the best exchange of a member and another; None if none makes it better."""
        leave, join = self._likeliest(self.core), self._likeliest(~self.core)
        if not len(leave) or not len(join):
            return None
        shared = self._arcs_between(leave[:, None], join)
        inside = self.inside - self.links[leave][:, None] + self.links[join] - shared
        outside = self.outside - self._others[join] + self._others[leave][:, None] - shared
        fits = self.image.fit(int(self.core.sum()), inside, outside)
        row, column = np.unravel_index(int(np.argmax(fits)), fits.shape)
        if fits[row, column] <= self.fit + NEAR:
            return None
        core = self.core.copy()
        core[[leave[row], join[column]]] ^= True
        return _State.of(self.image, core)

    def _likeliest(self, side: Mask) -> Ints:
        nodes = np.flatnonzero(side)
        return nodes[np.argsort(-self.fits[nodes], kind="stable")[:CANDIDATES]]

    def _arcs_between(self, one: Ints, other: Ints) -> Ints:
        arrays = self.image.arrays
        codes = arrays.codes
        found = np.zeros(np.broadcast_shapes(one.shape, other.shape), dtype=np.int64)
        for wanted in (one * arrays.n + other, other * arrays.n + one):
            place = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
            found += codes[place] == wanted
        return found


def _inside_of_all(arrays: Snapshot) -> Ints:
    """Return how many arcs are inside each set of nodes, in the order of the sets as binary numbers.

    With another node a set has the arcs it had, and those between it and the node.
    """
    table = arrays.dense().astype(np.int64)
    ties = table + table.T
    inside = np.zeros(1, dtype=np.int64)
    for node in range(arrays.n):
        links = np.zeros(1, dtype=np.int64)
        for other in range(node):
            links = np.concatenate([links, links + ties[node, other]])
        inside = np.concatenate([inside, inside + links])
    return inside
