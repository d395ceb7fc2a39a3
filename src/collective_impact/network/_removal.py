"""What a network loses with those who leave it, beside what it would lose with others."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._draws import counted, dice
from collective_impact.network._remains import HARM, Figures, remains
from collective_impact.network._snapshot import Graph, Ints, Node, Snapshot, groups, snapshot
from collective_impact.network._subsets import all_subsets, how_many, random_subsets
from collective_impact.network._table import Table

Attribute: TypeAlias = str | Mapping[Any, object]

STRUCTURAL = "structural, not causal"

TIED = 12
"""Decimals in which figures are the same."""

NOBODY = np.zeros((1, 0), dtype=np.int64)


@record(kw_only=True)
class Effect:
    """What becomes of one figure of a network.

    Parameters
    ----------
    measure : str
    before : float
        With everybody.
    value : float
        Without those removed, among those who remain.
    expected, sd : float
        Mean and standard deviation of what it becomes when as many are removed at random.
    p : float
        How often a random removal does as much or more: raises fragmentation, components or
        isolates as far, or lowers density as far. For centralization, which has no good side,
        twice the smaller of how often it becomes as high and as low.
    rank : int, optional
        1 where no other single node's removal does more; ties share the better rank. None for
        centralization, where several are removed together, and where not all nodes were tried.
    """

    measure: str
    before: float
    value: float
    expected: float
    sd: float
    p: float
    rank: int | None = None


@record(kw_only=True)
class Loss:
    """What a network loses with one node; ``loss["fragmentation"]`` is the effect on one figure.

    Parameters
    ----------
    node : object
    effects : tuple of Effect
    """

    node: object
    effects: tuple[Effect, ...]

    def __getitem__(self, measure: str) -> Effect:
        return named(self.effects, measure)


@record(kw_only=True)
class Removal(Result):
    """What a network loses with each of its nodes; structural, and no claim about causes.

    Parameters
    ----------
    losses : tuple of Loss
        For each node that was asked for, in the graph's own order.
    random : int
        How many single removals the effects are compared with: of all nodes, or of as many
        drawn at random.
    """

    losses: tuple[Loss, ...]
    random: int

    @property
    def by_node(self) -> dict[Node, Loss]:
        """The loss with each node."""
        return {loss.node: loss for loss in self.losses}

    @property
    def table(self) -> Table:
        """A row for each node: what each figure becomes without it."""
        names = [effect.measure for effect in self.losses[0].effects] if self.losses else []
        columns: dict[str, list[object]] = {"without": [loss.node for loss in self.losses]}
        return Table(columns | {name: [loss[name].value for loss in self.losses] for name in names})


@record(kw_only=True)
class JointRemoval(Result):
    """What a network loses with several nodes together; ``["fragmentation"]`` is the effect on one figure.

    Parameters
    ----------
    nodes : tuple
        Those removed, in the graph's own order.
    effects : tuple of Effect
    random : int
        How many removals of as many nodes the effects are compared with: all there are, or as
        many drawn at random.
    exact : bool
        Whether those were all there are.
    """

    nodes: tuple[object, ...]
    effects: tuple[Effect, ...]
    random: int
    exact: bool

    def __getitem__(self, measure: str) -> Effect:
        return named(self.effects, measure)

    @property
    def table(self) -> Table:
        """A row for each figure: with them, without them, and without as many at random."""
        return beside_chance(self.effects)


def removal(  # noqa: PLR0913 - what to take out, what to look at, and how to draw
    graph: Graph,
    nodes: Iterable[Node] | None = None,
    *,
    attribute: Attribute | None = None,
    distances: bool = True,
    draws: int = 1000,
    seed: int = 0,
) -> Removal:
    """Return what a network loses with each of its nodes, one at a time, beside the loss of any other.

    The figures are ``fragmentation``, ``distance_fragmentation``, ``components``,
    ``new_isolates`` (nodes that had ties and have none left), ``density`` and
    ``degree_centralization``, each among those who remain. Fragmentation, components and
    isolates do not ask which way ties point. With an attribute there are also
    ``ties_between_groups``: how many of the ties between nodes of different (known) groups
    remain.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    nodes : iterable, optional
        Those of whom to say it; all unless given.
    attribute : str or mapping, optional
        An attribute of nodes, or a value for each node, that makes groups, such as the sector.
    distances : bool
        Whether to work out distance fragmentation, which takes most of the time: for 500
        nodes half a second, for 5,000 many minutes.
    draws : int
        Each loss is compared with that of every node, or of this many random ones if there
        are more nodes than that.
    seed : int

    Returns
    -------
    Removal

    Raises
    ------
    UnknownNameError
        A node is not in the graph, or no node has the attribute.
    InvalidValueError
        There are no draws, or it is no graph of networkx.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12.

    Examples
    --------
    >>> import networkx as nx
    >>> coalition = nx.Graph([("school", "backbone"), ("bank", "backbone"), ("backbone", "ymca"), ("ymca", "library")])
    >>> loss = removal(coalition).by_node["backbone"]["fragmentation"]
    >>> loss.before, round(loss.value, 3), loss.rank  # of six pairs, only ymca and library remain connected
    (0.0, 0.833, 1)
    """
    arrays = snapshot(graph)
    asked = _positions(arrays, graph if nodes is None else nodes)
    drawn, exact = _drawn(arrays.n, 1, draws, seed)
    left = functools.partial(remains, arrays, distances=distances, between=_between(graph, attribute, arrays))
    chance = left(drawn)
    own = chance if exact and nodes is None else left(asked[:, None])
    whole = _row(left(NOBODY), 0)
    effects = {
        arrays.nodes[place]: tuple(_effects(whole, _row(own, row), chance, exact=exact, ranked=exact))
        for row, place in enumerate(asked)
    }
    return Removal(
        **account(graph),
        convention=STRUCTURAL,
        seed=None if exact else seed,
        random=len(drawn),
        losses=tuple(Loss(node=node, effects=effects[node]) for node in graph if node in effects),
    )


def joint_removal(  # noqa: PLR0913 - as above
    graph: Graph,
    nodes: Iterable[Node],
    *,
    attribute: Attribute | None = None,
    distances: bool = True,
    draws: int = 1000,
    seed: int = 0,
) -> JointRemoval:
    """Return what a network loses with several nodes together, beside the loss of as many at random.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    nodes : iterable
        Those removed together, such as the organisations of a backbone.
    attribute : str or mapping, optional
        As in `removal`.
    distances : bool
        Whether to work out distance fragmentation too, as in `removal`.
    draws : int
        With how many random sets of as many nodes (any nodes, also those removed) to compare;
        with all of them if there are no more. Drawn sets have p = (b + 1) / (draws + 1).
    seed : int

    Returns
    -------
    JointRemoval

    Raises
    ------
    UnknownNameError
        A node is not in the graph, or no node has the attribute.
    InvalidValueError
        There are no draws, or it is no graph of networkx.

    See Also
    --------
    removal : The same for each node alone, and what the figures mean.

    Examples
    --------
    >>> import networkx as nx
    >>> families = nx.florentine_families_graph()
    >>> loss = joint_removal(families, ["Medici", "Strozzi"], draws=100)["new_isolates"]
    >>> loss.value  # Acciaiuoli
    1.0
    """
    arrays = snapshot(graph)
    asked = _positions(arrays, nodes)
    drawn, exact = _drawn(arrays.n, len(asked), draws, seed)
    left = functools.partial(remains, arrays, distances=distances, between=_between(graph, attribute, arrays))
    whole, own, chance = map(left, (NOBODY, asked[None, :], drawn))
    removed = {arrays.nodes[place] for place in asked}
    return JointRemoval(
        **account(graph),
        convention=STRUCTURAL,
        seed=None if exact else seed,
        random=len(drawn),
        exact=exact,
        nodes=tuple(node for node in graph if node in removed),
        effects=tuple(_effects(_row(whole, 0), _row(own, 0), chance, exact=exact, ranked=False)),
    )


def _between(graph: Graph, attribute: Attribute | None, arrays: Snapshot) -> Snapshot | None:
    """Return the ties between nodes of different known groups alone; None where nobody asks for groups."""
    if attribute is None:
        return None
    codes = groups(graph, attribute, arrays).codes
    one, other = codes[arrays.sources], codes[arrays.targets]
    apart = (one != other) & (one >= 0) & (other >= 0)
    return attrs.evolve(arrays, sources=arrays.sources[apart], targets=arrays.targets[apart])


def _positions(arrays: Snapshot, nodes: Iterable[Node]) -> Ints:
    """Return the positions of some nodes, each once and in the order of the snapshot."""
    listed = list(nodes)
    for node in listed:
        if node not in arrays.index:
            raise UnknownNameError("node", node, map(str, arrays.nodes))
    return np.array(sorted({arrays.index[node] for node in listed}), dtype=np.int64)


def _drawn(n: int, size: int, draws: int, seed: int) -> tuple[Ints, bool]:
    """Return sets of nodes to compare with, and whether they are all there are."""
    chance = dice(seed)
    if how_many(n, size) <= counted(draws, "draws"):
        return all_subsets(n, size), True
    return random_subsets(n, size, draws, chance), False


def _row(figures: Figures, row: int) -> dict[str, float]:
    return {measure: float(values[row]) for measure, values in figures.items()}


def _effects(
    before: dict[str, float], after: dict[str, float], chance: Figures, *, exact: bool, ranked: bool
) -> Iterator[Effect]:
    for measure, values in chance.items():
        value, harm = after[measure], HARM[measure]
        ahead = np.round((values - value) * (harm or 1), TIED)
        more, less = np.count_nonzero(ahead >= 0), np.count_nonzero(ahead <= 0)
        shares = [many / len(ahead) if exact else (many + 1) / (len(ahead) + 1) for many in (more, less)]
        yield Effect(
            measure=measure,
            before=before[measure],
            value=value,
            expected=float(values.mean()),
            sd=float(values.std()),
            p=shares[0] if harm else min(1.0, 2 * min(shares)),
            rank=1 + int(np.count_nonzero(ahead > 0)) if ranked and harm else None,
        )


def beside_chance(effects: tuple[Effect, ...]) -> Table:
    """Return effects in a table, beside those of as many at random."""
    columns = {"figure": "measure", "with": "before", "without": "value", "at random": "expected", "p": "p"}
    return Table({title: [getattr(effect, name) for effect in effects] for title, name in columns.items()})


def named(effects: tuple[Effect, ...], measure: str) -> Effect:
    """Return the effect on one figure, or raise `UnknownNameError`."""
    for effect in effects:
        if effect.measure == measure:
            return effect
    raise UnknownNameError("measure", measure, (effect.measure for effect in effects))
