"""Whether what is seen in a network is more than chance: beside networks drawn at random that share some of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._draws import counted
from collective_impact.network._nulls import CONDITIONS, Condition, Null, known_condition
from collective_impact.network._snapshot import Floats, Graph, Node
from collective_impact.network._statistics import Given, Statistic, all_asked, asked
from collective_impact.network._table import Table
from collective_impact.network._tails import AgainstChance, against

FEW = 5.0
"""Swaps for each tie; with fewer, networks may still look like the one that they began as."""


@record(kw_only=True)
class ChanceTest(AgainstChance):
    """A statistic beside what it is in networks drawn at random.

    Parameters
    ----------
    statistic : str
    condition : str
        What the drawn networks share with the observed one.
    node : str, optional
        Of whom the statistic is.
    swaps : float, optional
        On condition of degrees: how many swaps there were for each tie, on average.
    """

    statistic: str
    condition: str
    node: str | None = None
    swaps: float | None = None


@record(kw_only=True)
class Comparison(Result):
    """Several statistics, each beside what it is under several conditions.

    Parameters
    ----------
    tests : tuple of ChanceTest
        Statistic by statistic, in the order in which they were given, and condition by condition.
    """

    tests: tuple[ChanceTest, ...] = field(converter=tuple[ChanceTest, ...])

    def __getitem__(self, key: tuple[str, str]) -> ChanceTest:
        """Return the test of a statistic on a condition."""
        for test in self.tests:
            if (test.statistic, test.condition) == key:
                return test
        known = [f"{test.statistic}, {test.condition}" for test in self.tests]
        raise UnknownNameError("test of", ", ".join(key), known)

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row for each test as plain lists by column, as data frames take them."""
        names = ("statistic", "condition", "value", "expected", "sd", "z", "p_low", "p_high", "p")
        return {name: [getattr(test, name) for test in self.tests] for name in names}

    def __str__(self) -> str:
        """Return a row for each statistic: its value, what chance gives on each condition, and p of both sides."""
        rows: dict[str, list[ChanceTest]] = {}
        for test in self.tests:
            rows.setdefault(test.statistic, []).append(test)
        columns: dict[str, list[object]] = {"statistic": [*rows], "value": [row[0].value for row in rows.values()]}
        for at, test in enumerate(next(iter(rows.values()))):
            columns[test.condition] = [row[at].expected for row in rows.values()]
            columns[f"p {test.condition}"] = [row[at].p for row in rows.values()]
        return str(Table(columns))


def conditional_uniform_test(  # noqa: PLR0913 - what is asked, of whom, and beside what
    graph: Graph,
    statistic: Given,
    *,
    condition: str = "edges",
    node: Node | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> ChanceTest:
    """Return how a statistic compares with networks drawn at random that share something with the graph.

    All networks that share it are equally probable. On condition of

    - ``"size"``: as many nodes; each tie is there with probability 1/2,
    - ``"edges"``: also as many ties,
    - ``"dyads"``: also as many pairs tied both ways, one way and not at all (in an undirected graph
      that is the same as ``"edges"``),
    - ``"degrees"``: everybody has as many ties as observed; in a directed graph as many that leave and
      as many that reach them. Pairs of ties exchange their ends, again and again; how often is in the
      record, with a warning where it is not enough.

    Parameters
    ----------
    graph : networkx graph
    statistic : callable or str
        Takes a graph, and returns a number, None where there is none, or a record with a ``value``;
        or the name of such a function of this package or of networkx. `functools.partial` fills in
        whatever else it takes.
    condition : {"edges", "size", "dyads", "degrees"}
    node : hashable, optional
        For statistics of every node (a dict by node, or a record that has one as ``by_node``): of whom.
    draws : int
    seed : int

    Returns
    -------
    ChanceTest

    Raises
    ------
    InvalidValueError
        The statistic is no number.
    UnknownNameError
        There is no such statistic, condition or node.

    Notes
    -----
    Drawn networks have the nodes of the graph with their attributes, and ties without attributes.
    The observed one is read in the same way: loops left out, parallel ties once. Where it is unknown
    whether there is a tie, no drawn network has one. A drawn graph brings its snapshot, so that measures
    of this package need no conversion.

    References
    ----------
    Butts (2008), Social network analysis: a methodological introduction, Asian Journal of Social
    Psychology 11. Maslov & Sneppen (2002), Specificity and stability in topology of protein networks,
    Science 296 (swaps). Rao, Jana & Bandyopadhyay (1996), A Markov chain Monte Carlo method for generating
    random (0, 1)-matrices with given marginals, Sankhya A 58 (rings of three).

    Examples
    --------
    >>> import networkx as nx
    >>> club = nx.karate_club_graph()
    >>> found = conditional_uniform_test(club, "transitivity", condition="edges", draws=200)
    >>> round(found.value, 3), found.p_high
    (0.256, 0.00497...)
    """
    tests = _tests(graph, [asked(statistic, graph, node)], [known_condition(condition)], counted(draws, "draws"), seed)
    return tests[0]


def compare_to_chance(  # noqa: PLR0913 - as above
    graph: Graph,
    statistics: Iterable[Given] | Mapping[str, Given],
    *,
    node: Node | None = None,
    conditions: Iterable[str] = CONDITIONS,
    draws: int = 1000,
    seed: int = 0,
) -> Comparison:
    """Return statistics of a graph, or of one of its nodes, beside chance on several conditions.

    The conditions tell more and more about the network, so a statistic that stands out from networks
    with as many ties, and no longer from networks with the same degrees, is explained by who has how many
    ties. A lead organisation can have far more ties than chance would give it, and stand between others just
    as often as anybody with so many ties would.

    Parameters
    ----------
    graph : networkx graph
    statistics : iterable or mapping of str to callable or str
        As `conditional_uniform_test` takes them; a mapping gives them names of its own.
    node : hashable, optional
        For statistics of every node: of whom.
    conditions : iterable of str
    draws : int
        On each condition; each drawn network is asked for all statistics.
    seed : int

    Returns
    -------
    Comparison
        Prints as a table: what chance gives on each condition, each with p of both sides.

    Raises
    ------
    InvalidValueError
        Statistics share a name, there is none, or one is no number.
    UnknownNameError
        There is no such statistic, condition or node.

    Examples
    --------
    >>> import networkx as nx
    >>> families = nx.florentine_families_graph()
    >>> print(compare_to_chance(families, ["degree", "betweenness_centrality"], node="Medici", draws=200))
    statistic               value   size  p size  edges  p edges  dyads  p dyads  degrees  p degrees
    degree                  6.000  7.165   0.746  2.675    0.119  2.505    0.070    6.000      1.000
    betweenness_centrality  0.522  0.042   0.010  0.095    0.020  0.090    0.020    0.436      0.428
    """
    questions = all_asked(statistics, graph, node)
    wanted = [known_condition(condition) for condition in conditions]
    if not wanted:
        raise InvalidValueError("conditions", wanted, f"some of {', '.join(CONDITIONS)}")
    tests = _tests(graph, questions, wanted, counted(draws, "draws"), seed)
    return Comparison(**account(graph), tests=tests, convention="conditional uniform", seed=seed)


def _tests(
    graph: Graph, questions: Sequence[Statistic], conditions: Sequence[Condition], draws: int, seed: int
) -> list[ChanceTest]:
    null, about = Null.of(graph), account(graph)
    values = [question(null.observed) for question in questions]
    found: list[list[ChanceTest]] = []
    for condition in conditions:
        rows, each = _answers(questions, null.graphs(condition, draws, seed))
        swaps = float(np.mean(each)) if condition == "degrees" else None
        shared = {**about, "condition": condition, "swaps": swaps, "seed": seed, "convention": "conditional uniform"}
        found.append(
            [
                _test(question, value, column, shared | {"warnings": (*about["warnings"], *_said(null, column, swaps))})
                for question, value, column in zip(questions, values, rows.T, strict=True)
            ]
        )
    return [test for tests in zip(*found, strict=True) for test in tests]


def _answers(questions: Sequence[Statistic], drawn: Iterable[tuple[Graph, float]]) -> tuple[Floats, list[float]]:
    """Return what each drawn network answers to each question, and how many swaps it took."""
    rows, swaps = [], []
    for graph, each in drawn:
        rows.append([question(graph) for question in questions])
        swaps.append(each)
    return np.array(rows), swaps


def _test(question: Statistic, value: float, draws: Floats, shared: dict[str, Any]) -> ChanceTest:
    return ChanceTest(
        **shared,
        **against(None if np.isnan(value) else value, draws),
        statistic=question.name,
        node=None if question.node is None else str(question.node),
    )


def _said(null: Null, draws: Floats, swaps: float | None) -> Iterator[Message]:
    """Yield what has to be said of the draws."""
    if len(null.unknown):
        yield Message("network.unknown_left_empty", {"n": len(null.unknown)})
    if swaps == 0:
        yield Message("network.no_other_network")
    elif swaps is not None and swaps < FEW:
        yield Message("network.few_swaps", {"swaps": swaps})
    if undefined := int(np.isnan(draws).sum()):
        yield Message("network.undefined_draws", {"n": undefined, "of": len(draws)})
