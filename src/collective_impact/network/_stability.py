"""What of a network stayed from one wave to another."""

from typing import Any

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.network._account import Result
from collective_impact.network._compared import compared
from collective_impact.network._core import core_periphery
from collective_impact.network._layers import jaccard, share, together
from collective_impact.network._snapshot import Graph, Node, in_order, snapshot

Pairs = tuple[tuple[Any, Any], ...]


@attrs.frozen(kw_only=True)
class Stability(Result):
    """What of a network stayed from one wave to another; it describes and does not say why.

    ``n``, ``respondents`` and ``isolates`` are about those who are in both waves: how many
    they are, how many of them answered both times, how many are isolates in the later one.

    Parameters
    ----------
    jaccard : float or None
        The ties kept, as a share of those there were in either wave; None where there were none.
    kept, created, dissolved : tuple of (source, target)
        An undirected tie once.
    pairs, of : int
        How many pairs are known in both waves, and how many pairs there are.
    density_earlier, density_later : float or None
        Over the pairs that are known in both; None where there are none.
    stayed, came, went : tuple
        Who is in both waves, only in the later, only in the earlier.
    isolates_earlier, isolates_later : tuple
        Who of those that stayed has no tie with anybody in the wave, though they answered.
    core_earlier, core_later : tuple
        Who is in the core of the wave (`core_periphery`); empty where a wave has none.
    """

    jaccard: float | None
    kept: Pairs
    created: Pairs
    dissolved: Pairs
    pairs: int
    of: int
    density_earlier: float | None
    density_later: float | None
    stayed: tuple[Any, ...]
    came: tuple[Any, ...]
    went: tuple[Any, ...]
    isolates_earlier: tuple[Any, ...]
    isolates_later: tuple[Any, ...]
    core_earlier: tuple[Any, ...]
    core_later: tuple[Any, ...]

    @property
    def became_isolates(self) -> tuple[Any, ...]:
        """Who stayed, and is an isolate in the later wave only."""
        return tuple(node for node in self.isolates_later if node not in self.isolates_earlier)

    @property
    def no_longer_isolates(self) -> tuple[Any, ...]:
        """Who stayed, and is an isolate in the earlier wave only."""
        return tuple(node for node in self.isolates_earlier if node not in self.isolates_later)

    @property
    def entered_core(self) -> tuple[Any, ...]:
        """Who stayed, and is in the core of the later wave only."""
        return tuple(node for node in self.core_later if node in self.stayed and node not in self.core_earlier)

    @property
    def left_core(self) -> tuple[Any, ...]:
        """Who stayed, and is in the core of the earlier wave only."""
        return tuple(node for node in self.core_earlier if node in self.stayed and node not in self.core_later)


def stability(earlier: Graph, later: Graph, *, seed: int = 0) -> Stability:
    """Return what of a network stayed from one wave to another.

    Ties are compared over those who are in both waves, and over the pairs of which both waves
    know whether they are tied; of somebody who did not answer in one of them all pairs or
    none, since others speak of the ties that there are rather than of those that there are not.

    Parameters
    ----------
    earlier, later : networkx graph
        Both directed or both not. Loops are no ties, and parallel ties are one.
    seed : int
        Of `core_periphery`, which looks for the core of each wave, as far as it leaves
        anything to chance.

    Returns
    -------
    Stability

    Raises
    ------
    InvalidValueError
        One is directed and the other is not.

    References
    ----------
    Snijders, van de Bunt & Steglich (2010), Introduction to stochastic actor-based models for
    network dynamics, Social Networks 32 (the Jaccard index of two waves; below .2 they may
    hardly be seen as one network that changes).

    Examples
    --------
    >>> import networkx as nx
    >>> earlier = nx.Graph([("ymca", "library"), ("library", "bank")])
    >>> later = nx.Graph([("ymca", "library"), ("ymca", "bank"), ("bank", "school")])
    >>> found = stability(earlier, later)
    >>> found.kept, found.created, found.dissolved, found.came
    ((('library', 'ymca'),), (('bank', 'ymca'),), (('bank', 'library'),), ('school',))
    >>> round(found.jaccard, 3)
    0.333
    """
    if earlier.is_directed() is not later.is_directed():
        raise InvalidValueError("waves", "one directed and one not", "two directed graphs or two that are not")
    stayed = in_order(set(earlier) & set(later))
    found = compared(earlier, later, stayed)
    ties = len(found.both) + len(found.first), len(found.both) + len(found.second)
    isolates = _isolates(earlier, stayed), _isolates(later, stayed)
    cores = core_periphery(earlier, seed=seed), core_periphery(later, seed=seed)
    return Stability(
        **together([earlier, later], stayed) | {"isolates": len(isolates[1])},
        convention="pairs known in both waves",
        jaccard=jaccard(found),
        kept=found.both,
        created=found.second,
        dissolved=found.first,
        pairs=found.pairs,
        of=found.of,
        density_earlier=share(ties[0], found.pairs),
        density_later=share(ties[1], found.pairs),
        stayed=tuple(stayed),
        came=tuple(in_order(set(later) - set(earlier))),
        went=tuple(in_order(set(earlier) - set(later))),
        isolates_earlier=isolates[0],
        isolates_later=isolates[1],
        core_earlier=tuple(in_order(cores[0].core)),
        core_later=tuple(in_order(cores[1].core)),
        seed=None if all(core.exact for core in cores) else seed,
    )


def _isolates(graph: Graph, stayed: list[Node]) -> tuple[Node, ...]:
    arrays = snapshot(graph)
    degree = (arrays.out_degree + arrays.in_degree).tolist()
    answered = graph.nodes(data=Result.RESPONSE)
    return tuple(node for node in stayed if degree[arrays.index[node]] == 0 and answered[node] is not False)
