"""Which few nodes hold a network together, and which few reach most of it."""

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np

from collective_impact.errors import InvalidValueError, Message
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._draws import counted, dice
from collective_impact.network._remains import degrees_left, remains
from collective_impact.network._snapshot import Floats, Graph, Ints, Snapshot, snapshot
from collective_impact.network._spread import nearness
from collective_impact.network._subsets import all_subsets, how_many, random_subsets

Criterion: TypeAlias = Literal["fragment", "distance_fragment", "reach", "distance_reach"]
Worth: TypeAlias = Callable[[Ints], Floats]

CRITERIA = ("fragment", "distance_fragment", "reach", "distance_reach")
EXACT = 20_000
"""Sets that are tried one and all."""
STARTS = 4
"""Random sets that a search begins with, beside the one that it builds."""
SHOWN = 20
"""Best sets that are listed."""
SAME = 12
"""Decimals in which the worth of two sets is the same."""
CELLS = 2**22


@record(kw_only=True)
class KeyPlayers(Result):
    """The sets of nodes that do most together.

    Parameters
    ----------
    criterion : str
    sets : tuple of tuple
        The best sets that were found, at most twenty of them.
    value : float
        What each of them does: the fragmentation that is left without it, or the share of the
        network that it reaches.
    before : float
        The fragmentation with everybody; 0 for reach, since nobody reaches no one.
    exact : bool
        Whether all sets were tried.
    best : int, optional
        How many sets do as much. None where not all were tried.
    """

    criterion: str
    sets: tuple[tuple[object, ...], ...]
    value: float
    before: float
    exact: bool
    best: int | None

    @property
    def unique(self) -> bool | None:
        """Whether no other set does as much; None where not all were tried."""
        return None if self.best is None else self.best == 1


def key_players(
    graph: Graph, k: int, *, criterion: Criterion = "fragment", steps: int = 1, seed: int = 0
) -> KeyPlayers:
    """Return the k nodes whose loss would take a network apart most, or who together reach most of it.

    The best set is not the k best nodes, since those may do the same work. All sets are tried
    as long as there are no more than 20,000. Beyond that a set is built one node at a time, and
    each member in turn is swapped for the best other as long as that helps; the same is done
    from some random sets. The best that results need not be the best there is.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    k : int
        From 1 to the number of nodes.
    criterion : {"fragment", "distance_fragment", "reach", "distance_reach"}
        ``"fragment"`` and ``"distance_fragment"``: the `fragmentation` and
        `distance_fragmentation` of those who remain without the set, whichever way ties point.
        ``"reach"``: the share of nodes in the set or within some steps of it, along the
        direction of ties. ``"distance_reach"``: the same with each node outside counting
        1 / its distance from the nearest member.
    steps : int
        For ``"reach"`` alone.
    seed : int

    Returns
    -------
    KeyPlayers

    Raises
    ------
    InvalidValueError
        There is no such criterion, or no such number of nodes or steps; or it is no graph of
        networkx.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12 (KPP-Neg and KPP-Pos).

    Examples
    --------
    >>> import networkx as nx
    >>> kite = nx.krackhardt_kite_graph()
    >>> found = key_players(kite, 1)
    >>> found.sets, round(found.value, 3), found.unique  # two and seven nodes of nine: 1 - (2 + 42) / 72
    (((7,),), 0.389, True)
    >>> found = key_players(kite, 2, criterion="reach")
    >>> found.sets, found.value  # all others are tied to three or eight
    (((3, 8),), 1.0)
    """
    arrays = snapshot(graph)
    if criterion not in CRITERIA:
        raise InvalidValueError("criterion", criterion, f"one of {', '.join(CRITERIA)}")
    if counted(k, "k") > arrays.n:
        raise InvalidValueError("k", k, f"a number of nodes from 1 to {arrays.n}")
    counted(steps, "steps")
    worth = _worth(arrays, criterion, steps)
    exact = how_many(arrays.n, k) <= EXACT
    sets = all_subsets(arrays.n, k) if exact else _searched(arrays.n, k, _guided(arrays, criterion, worth), seed)
    values = worth(sets)
    best = sets[values == values.max()]
    about = account(graph)
    if not exact:
        about["warnings"] += (Message("network_paths.searched", {"k": k, "n": arrays.n}),)
    return KeyPlayers(
        **about,
        convention="all sets" if exact else "greedy and swaps",
        seed=None if exact else seed,
        criterion=criterion,
        sets=tuple(tuple(arrays.nodes[place] for place in chosen) for chosen in best[:SHOWN]),
        value=float(values.max()),
        before=float(worth(np.zeros((1, 0), dtype=np.int64))[0]),
        exact=exact,
        best=len(best) if exact else None,
    )


def _worth(arrays: Snapshot, criterion: Criterion, steps: int) -> Worth:
    """Return the function that says what sets of nodes (a row of positions each) are worth."""
    if criterion == "fragment":
        return lambda sets: np.round(remains(arrays, sets, distances=False)["fragmentation"], SAME)
    if criterion == "distance_fragment":
        return lambda sets: np.round(remains(arrays, sets, distances=True)["distance_fragmentation"], SAME)
    near = nearness(arrays)
    if criterion == "reach":
        near = (near > 1 / (steps + 0.5)).astype(np.float64)
    np.fill_diagonal(near, 1.0)
    return lambda sets: _reached(near, sets)


def _reached(near: Floats, sets: Ints) -> Floats:
    """Return how much of the network sets reach, each node counting as it is near to its nearest member."""
    if not sets.shape[1]:
        return np.zeros(len(sets))
    step = max(1, CELLS // sets.shape[1] // len(near))
    parts = [near[sets[first : first + step]].max(axis=1).mean(axis=1) for first in range(0, len(sets), step)]
    return np.round(np.concatenate(parts), SAME)


def _guided(arrays: Snapshot, criterion: Criterion, worth: Worth) -> Worth:
    """Return what a search goes by: of sets that fragment as much (often none at all) that which leaves most exposed.

    Exposed is who has few ties left; one pair more that is not connected outweighs all of that.
    """
    if criterion != "fragment":
        return worth

    def guide(sets: Ints) -> Floats:
        here = np.ones((len(sets), arrays.n), dtype=bool)
        here[np.arange(len(sets))[:, None], sets] = False
        exposed: Floats = (1 / (1 + degrees_left(arrays, here))).sum(axis=1, where=here)
        return worth(sets) + np.round(exposed / arrays.n**3, SAME)

    return guide


def _searched(n: int, k: int, worth: Worth, seed: int) -> Ints:
    """Return the sets that a search ends in, each once and in ascending order."""
    chance = dice(seed)
    built = np.zeros(0, dtype=np.int64)
    for _ in range(k):
        others = np.setdiff1d(np.arange(n), built)
        values = worth(np.column_stack([np.tile(built, (len(others), 1)), others]))
        built = np.append(built, others[np.argmax(values)])
    ends = [_improved(start, n, worth) for start in (built, *random_subsets(n, k, STARTS, chance))]
    return np.unique(np.sort(ends, axis=1), axis=0)


def _improved(members: Ints, n: int, worth: Worth) -> Ints:
    """Return the set that results when each member in turn gives way to a better one, as long as there is one."""
    value, unchanged = worth(members[None, :])[0], 0
    while unchanged < len(members):
        kept, last = members[1:], members[0]
        others = np.setdiff1d(np.arange(n), kept)
        values = worth(np.column_stack([np.tile(kept, (len(others), 1)), others]))
        better = values.max() > value
        members = np.append(kept, others[np.argmax(values)] if better else last)
        value, unchanged = max(value, values.max()), 0 if better else unchanged + 1
    return members
