"""Who to introduce to whom, so that the network hangs together better."""

import itertools
from collections.abc import Collection, Iterator
from typing import Any

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._components import connected_pairs
from collective_impact.network._draws import counted, dice
from collective_impact.network._snapshot import Floats, Graph, Ints, Node, Snapshot, snapshot
from collective_impact.network._spread import nearness
from collective_impact.network._unknown import turned, unknown_arcs

LARGEST = 5_000
"""Nodes; distances between all pairs are held in memory."""

CANDIDATES = 500
"""Pairs within a component that are tried at the least; all of them where there are not more."""

WORK = 10**8
"""Distances that are looked at for one suggestion, as long as these are enough candidates."""

SAME = 1e-9
"""Gains closer than this are equally good: they are sums in another order."""


@record(kw_only=True)
class Introduction:
    """Two who are not tied, and what a tie between them would do.

    Parameters
    ----------
    one, other : object
        The nodes.
    fragmentation, distance_fragmentation : float
        Of the network with this tie and those suggested before it.
    equally_good : int
        How many other pairs would do as much; chance chose among them.
    reason : Message
    may_be_tied : bool
        Whether nothing is known of a tie between them, since somebody did not answer.
    """

    one: object
    other: object
    fragmentation: float
    distance_fragmentation: float
    equally_good: int
    reason: Message
    may_be_tied: bool = False

    def __str__(self) -> str:
        doubt = " (they may be tied: not known)" if self.may_be_tied else ""
        return f"{self.one} and {self.other}: {self.reason}{doubt}"


@record(kw_only=True)
class Introductions(Result):
    """The introductions that would bring a network together most, one after the other.

    Parameters
    ----------
    fragmentation, distance_fragmentation : float
        Of the network as it is.
    suggested : tuple of Introduction
        The best first; each builds on those before it.
    """

    fragmentation: float
    distance_fragmentation: float
    suggested: tuple[Introduction, ...] = field(default=(), converter=tuple[Introduction, ...])

    def __str__(self) -> str:
        title = f"fragmentation {self.fragmentation:.2f}, by distance {self.distance_fragmentation:.2f}"
        return "\n".join([title, *(f"  {number}. {each}" for number, each in enumerate(self.suggested, 1))])


def introductions(graph: Graph, most: int = 3, *, without: Collection[Any] = (), seed: int = 0) -> Introductions:
    """Suggest who to introduce to whom: the ties that would reduce fragmentation most.

    Each suggestion is the best single tie given those before it: the one that connects most
    pairs, and among those the one that makes the ways between all pairs shortest. As long as
    there are several components all pairs between them are compared. Within one component all
    pairs are tried up to a hundred nodes and more. Beyond, as many as take no more than
    moments (500 at the least), of which half are the most promising and half are drawn by
    chance: there may be a better one. What it describes is structure; whether two should meet
    is for people to say.

    Parameters
    ----------
    graph : networkx.Graph or networkx.DiGraph
        A tie counts whichever way it points.
    most : int
        How many at the most, 1 or more. Where everybody is tied to everybody there are none.
    without : collection of nodes
        Who gets no new tie, such as the backbone, on whom others should not depend more.
    seed : int
        Chooses among those equally good, and draws pairs where there are many.

    Returns
    -------
    Introductions

    Raises
    ------
    InvalidValueError
        ``most`` is below 1, or the graph has more than 5,000 nodes.
    UnknownNameError
        A node that is to be left out is not in the graph.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12 (its two measures, here for a tie that is added).

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("ymca", "library"), ("library", "school"), ("bank", "mall")])
    >>> print(introductions(graph, 1))
    fragmentation 0.60, by distance 0.65
      1. library and mall: connects a part of 3 with a part of 2; pairs that no way connects now: 6
    """
    most = counted(most, "most")
    arrays = snapshot(graph).either
    if arrays.n > LARGEST:
        raise InvalidValueError("graph", f"{arrays.n} nodes", f"a graph of at most {LARGEST} nodes")
    for node in without:
        if node not in arrays.index:
            raise UnknownNameError("node", node, map(str, arrays.nodes))
    search = _Search(graph, arrays, {arrays.index[node] for node in without}, dice(seed))
    fragmentation, by_distance = search.fragmentation
    return Introductions(
        fragmentation=fragmentation,
        distance_fragmentation=by_distance,
        suggested=tuple(search.best(most)),
        convention="greedy, undirected",
        seed=seed,
        **account(graph),
    )


@attrs.frozen(kw_only=True)
class _Pick:
    """A pair by position, with how many others are as good and why it was taken."""

    one: int
    other: int
    equally_good: int
    reason: Message


class _Search:
    """A network to which one tie after the other is added."""

    def __init__(self, graph: Graph, arrays: Snapshot, without: Collection[int], chance: np.random.Generator) -> None:
        self.nodes: tuple[Node, ...] = arrays.nodes
        self.chance = chance
        self.allowed = np.array([place not in without for place in range(arrays.n)], dtype=bool)
        in_doubt = unknown_arcs(graph)
        self.in_doubt = {*in_doubt.tolist(), *turned(in_doubt, arrays.n).tolist()}
        self.distances = _distances(arrays)

    @property
    def fragmentation(self) -> tuple[float, float]:
        """Fragmentation, and the same by distance; 0 where there is no pair."""
        n = len(self.nodes)
        pairs = n * (n - 1)
        if not pairs:
            return 0.0, 0.0
        nearness = np.divide(1.0, self.distances, where=self.distances > 0, out=np.zeros_like(self.distances))
        return 1.0 - connected_pairs(np.bincount(self.components()).tolist(), n), 1.0 - float(nearness.sum()) / pairs

    def components(self) -> Ints:
        """Return a number for each node that it shares with those whom a way connects to it."""
        first = np.isfinite(self.distances).argmax(axis=1) if len(self.nodes) else np.zeros(0, dtype=np.int64)
        return np.unique(first, return_inverse=True)[1]

    def best(self, most: int) -> Iterator[Introduction]:
        """Yield the best tie again and again, each added before the next is sought."""
        for _ in range(most):
            pick = self.between() or self.within()
            if pick is None:
                return
            self.distances = self._with(pick.one, pick.other)
            fragmentation, by_distance = self.fragmentation
            ends = sorted((pick.one, pick.other))
            one, other = (self.nodes[end] for end in ends)
            yield Introduction(
                one=one,
                other=other,
                fragmentation=fragmentation,
                distance_fragmentation=by_distance,
                equally_good=pick.equally_good,
                reason=pick.reason,
                may_be_tied=ends[0] * len(self.nodes) + ends[1] in self.in_doubt,
            )

    def between(self) -> _Pick | None:
        """Return the best pair of two components; None where there is but one."""
        parts = self.components()
        sizes = np.bincount(parts, minlength=1)
        open_to = [part for part in range(len(sizes)) if self.allowed[parts == part].any()]
        pairs = max((int(sizes[a] * sizes[b]) for a, b in itertools.combinations(open_to, 2)), default=0)
        if not pairs:
            return None
        best = [(a, b) for a, b in itertools.combinations(open_to, 2) if sizes[a] * sizes[b] == pairs]
        gains = [self._joined(np.flatnonzero(parts == a), np.flatnonzero(parts == b)) for a, b in best]
        found = [np.concatenate(column) for column in zip(*gains, strict=True)]
        pick, as_good = self._chosen(found[0])
        joined = sorted((int(sizes[parts[found[end][pick]]]) for end in (1, 2)), reverse=True)
        params = {"one": joined[0], "other": joined[1], "pairs": pairs}
        reason = Message("network.introduction.joins", params)
        return _Pick(one=int(found[1][pick]), other=int(found[2][pick]), equally_good=as_good, reason=reason)

    def _joined(self, one: Ints, other: Ints) -> tuple[Floats, Ints, Ints]:
        """Return, for each pair of two components, the sum of 1 / distance that a tie of it would bring."""
        far = self.distances[np.isfinite(self.distances)].max(initial=0).astype(int) + 1
        counts = [_histogram(self.distances[np.ix_(part, part)], far) for part in (one, other)]
        steps = np.arange(far)
        gains = counts[0] @ (1.0 / (steps[:, None] + steps + 1)) @ counts[1].T
        ways = gains.ravel(), np.repeat(one, len(other)), np.tile(other, len(one))
        kept = self.allowed[ways[1]] & self.allowed[ways[2]]
        return ways[0][kept], ways[1][kept], ways[2][kept]

    def within(self) -> _Pick | None:
        """Return the best pair of those who are connected and not tied; None where all are tied."""
        apart = np.isfinite(self.distances) & (self.distances > 1) & self.allowed[:, None] & self.allowed
        one, other = np.nonzero(np.triu(apart, 1))
        if not len(one):
            return None
        tried = max(CANDIDATES, WORK // len(self.nodes) ** 2)
        if len(one) > tried:
            chosen = self._candidates(one, other, tried)
            one, other = one[chosen], other[chosen]
        gains = np.array([self._gain(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True)])
        pick, as_good = self._chosen(gains)
        ends = int(one[pick]), int(other[pick])
        shorter = int((self._with(*ends) < self.distances).sum()) // 2
        params = {"distance": int(self.distances[ends]), "pairs": shorter}
        reason = Message("network.introduction.shortens", params)
        return _Pick(one=ends[0], other=ends[1], equally_good=as_good, reason=reason)

    def _candidates(self, one: Ints, other: Ints, many: int) -> Ints:
        """Return positions of pairs: those that are far apart and near to others, and some by chance."""
        nearness = np.divide(1.0, self.distances, where=self.distances > 0, out=np.zeros_like(self.distances)).sum(0)
        promise = (self.distances[one, other] - 1) * nearness[one] * nearness[other]
        by_promise = np.argsort(-np.round(promise, 9), kind="stable")
        half = many // 2
        drawn = self.chance.choice(by_promise[half:], many - half, replace=False)
        return np.sort(np.concatenate([by_promise[:half], drawn]))

    def _with(self, one: int, other: int) -> Floats:
        """Return the distances that there would be if two were tied."""
        d = self.distances
        there: Floats = d[:, one][:, None] + 1 + d[other]
        shorter: Floats = np.minimum(d, np.minimum(there, there.T))
        return shorter

    def _gain(self, one: int, other: int) -> float:
        """Return the sum of 1 / distance that a tie of two in one component would add."""
        new = self._with(one, other)
        shorter = new < self.distances
        return float((1.0 / new[shorter] - 1.0 / self.distances[shorter]).sum())

    def _chosen(self, gains: Floats) -> tuple[int, int]:
        """Return the position of the greatest gain, and how many others are as great."""
        as_good = np.flatnonzero(gains >= gains.max() - SAME)
        return int(self.chance.choice(as_good)), len(as_good) - 1


def _distances(arrays: Snapshot) -> Floats:
    """Return how many steps it is from each node to each other; infinite where no way leads."""
    near = nearness(arrays)
    far = np.full_like(near, np.inf)
    np.divide(1.0, near, out=far, where=near > 0)
    far = np.rint(far)
    np.fill_diagonal(far, 0.0)
    return far


def _histogram(distances: Floats, far: int) -> Floats:
    """Return how many nodes are at each distance from each: shape (n, far)."""
    n = len(distances)
    cells = np.arange(n)[:, None] * far + distances.astype(np.int64)
    return np.bincount(cells.ravel(), minlength=n * far).reshape(n, far).astype(np.float64)
