"""What missing respondents leave open: how far a measure could move, and what partners say of them."""

import math
from functools import partial
from typing import get_args

import numpy as np

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._draws import counted, dice
from collective_impact.network._open_ties import Model, Odds, Open
from collective_impact.network._search import extremes
from collective_impact.network._snapshot import Graph, Node
from collective_impact.network._statistics import Given, Statistic, asked
from collective_impact.network._tails import spread

MONOTONE = frozenset({"density", "distance_fragmentation", "fragmentation", "number_of_edges"})
"""Functions of this room and of networkx that can only rise, or only fall, as ties are added."""


@record(kw_only=True)
class Bounds(Result):
    """How far a statistic could move, if all were known.

    Parameters
    ----------
    statistic : str
    value : float, optional
        Of the graph as it stands.
    low, high : float, optional
        The lowest and highest that were found; None where the statistic never has a value.
    exact : bool
        Whether nothing lies beyond them. If not, they are the range that a search found.
    unknown : int
        How many ties are open.
    tried : int
        In how many ways they were decided.
    """

    statistic: str
    value: float | None
    low: float | None
    high: float | None
    exact: bool
    unknown: int
    tried: int


@record(kw_only=True)
class Simulation(Result):
    """How a statistic moves when what is unknown is drawn at random.

    Parameters
    ----------
    statistic : str
    value : float, optional
        Of the graph as it stands.
    expected, sd : float, optional
        Mean and standard deviation of the draws.
    low, high : float, optional
        Nine draws in ten lie between them.
    unknown : int
        How many ties are open.
    draws : int
    undefined : int
        In how many draws the statistic had no value.
    """

    statistic: str
    value: float | None
    expected: float | None
    sd: float | None
    low: float | None
    high: float | None
    unknown: int
    draws: int
    undefined: int


def bounds(  # noqa: PLR0913 - what is asked, of whom, and how hard to search
    graph: Graph,
    statistic: Given,
    *,
    node: Node | None = None,
    monotone: bool = False,
    evaluations: int = 1000,
    seed: int = 0,
) -> Bounds:
    """Return between what a statistic lies, whatever the ties are of which nothing is known.

    If the statistic can only rise, or only fall, as ties are added, its bounds are where all of them
    are absent and where all are there. If they can be decided in no more ways than there are
    evaluations, all are tried. Otherwise a search begins with both extremes and with the ties of one
    stakeholder at a time, and then turns single ties as long as that leads further, in a seeded
    order, from there and from decisions drawn at random; what it finds is a range that the statistic
    can really have, and it may be wider (``exact`` is False, with a warning).

    Parameters
    ----------
    graph : networkx graph
    statistic : callable or str
        As for `conditional_uniform_test`.
    node : hashable, optional
        For statistics of every node: of whom.
    monotone : bool
        Whether the statistic can only rise, or only fall, as ties are added. Known of density and
        of the two kinds of fragmentation.
    evaluations : int
        How often to compute the statistic at the most (both extremes always are).
    seed : int

    Returns
    -------
    Bounds

    Raises
    ------
    InvalidValueError
        The statistic is no number.
    UnknownNameError
        There is no such statistic or node.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph([("ymca", "bank"), ("bank", "library")])
    >>> nx.set_node_attributes(graph, {"ymca": True, "bank": True, "library": False}, "answered")
    >>> found = bounds(graph, "density")
    >>> found.unknown, round(found.low, 3), round(found.high, 3), found.exact
    (2, 0.333, 0.667, True)
    """
    question, open_ = asked(statistic, graph, node), Open.of(graph)
    counted(evaluations, "evaluations")
    ties = len(open_.ties)
    both = monotone or _is_monotone(question)
    every = ties <= math.log2(evaluations)
    found = extremes(
        lambda there: question(open_.decided(there)),
        open_.owners,
        budget=2 if both else max(evaluations, 2),
        every=every and not both,
        rng=dice(seed),
    )
    exact = both or every
    fields = account(graph)
    if not exact:
        fields["warnings"] += (Message("network.range_found", {"n": ties, "tried": found.tried}),)
    return Bounds(
        **fields,
        statistic=question.name,
        value=_or_none(question(graph)),
        low=_or_none(found.low),
        high=_or_none(found.high),
        exact=exact,
        unknown=ties,
        tried=found.tried,
        convention="both extremes" if both else "all ways" if every else "search",
        seed=None if exact else seed,
    )


def simulate_missing(  # noqa: PLR0913 - what is asked, of whom, and how to draw
    graph: Graph,
    statistic: Given,
    *,
    node: Node | None = None,
    model: Model = "partner",
    draws: int = 1000,
    seed: int = 0,
) -> Simulation:
    """Return how far a statistic moves when the ties of which nothing is known are drawn at random.

    Those who do not answer are hardly ever like those who do; this shows how much depends on them,
    if they were.

    Parameters
    ----------
    graph : networkx graph
    statistic : callable or str
        As for `conditional_uniform_test`.
    node : hashable, optional
        For statistics of every node: of whom.
    model : {"partner", "density"}
        ``"density"``: each unknown tie is there with the probability that ties among known dyads
        have. ``"partner"``: with that of arcs whose arc back is there, or is not, as the partner says; of
        two unknown arcs between the same two the first is drawn by density, the other by the first. In an
        undirected graph the two are the same.
    draws : int
    seed : int

    Returns
    -------
    Simulation

    Raises
    ------
    InvalidValueError
        No dyad is known from which to learn how probable a tie is, or the statistic is no number.
    UnknownNameError
        There is no such statistic, node or model.

    References
    ----------
    Huisman (2009), Imputation of missing network data, Journal of Social Structure 10.
    Smith & Moody (2013), Structural effects of network sampling coverage I, Social Networks 35.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph([("ymca", "bank"), ("bank", "ymca"), ("bank", "library"), ("ymca", "library")])
    >>> nx.set_node_attributes(graph, {"ymca": True, "bank": True, "library": False}, "answered")
    >>> found = simulate_missing(graph, "reciprocity", draws=200)
    >>> found.value, found.expected
    (0.5, 1.0)
    """
    if model not in get_args(Model):
        raise UnknownNameError("model", model, get_args(Model))
    question, open_ = asked(statistic, graph, node), Open.of(graph)
    odds, rng = Odds.of(graph, model), dice(seed)
    drawn = np.array([question(open_.decided(odds.draw(open_, rng))) for _ in range(counted(draws, "draws"))])
    known = drawn[~np.isnan(drawn)]
    low, high = np.quantile(known, [0.05, 0.95]).tolist() if len(known) else (None, None)
    return Simulation(
        **account(graph),
        statistic=question.name,
        value=_or_none(question(graph)),
        expected=float(known.mean()) if len(known) else None,
        sd=spread(known) if len(known) else None,
        low=low,
        high=high,
        unknown=len(open_.ties),
        draws=draws,
        undefined=draws - len(known),
        convention=model,
        seed=seed,
    )


def _is_monotone(question: Statistic) -> bool:
    function = question.function
    while isinstance(function, partial):
        function = function.func
    home = str(getattr(function, "__module__", "")).partition(".")[0]
    return home in {"collective_impact", "networkx"} and getattr(function, "__name__", "") in MONOTONE


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else value
