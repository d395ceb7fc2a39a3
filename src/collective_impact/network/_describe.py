"""A network in three tables: its nodes, the whole, and its ties."""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._brokerage import brokerage
from collective_impact.network._centralization import (
    betweenness_centralization,
    closeness_centralization,
    degree_centralization,
)
from collective_impact.network._density import density
from collective_impact.network._distances import betweenness, closeness
from collective_impact.network._ei import ei_index
from collective_impact.network._fragmentation import component_labels, distance_fragmentation, fragmentation
from collective_impact.network._holes import constraint, effective_size, efficiency, hierarchy
from collective_impact.network._krackhardt import krackhardt
from collective_impact.network._mixing import mixing_matrix
from collective_impact.network._snapshot import Graph, Ints, Snapshot, groups, snapshot
from collective_impact.network._table import Table
from collective_impact.network._triangles import around

Attribute: TypeAlias = str | Mapping[Any, object]

PAIR = 2
TRIAD = 3
"""Nodes below which nothing can be central."""


@record(kw_only=True)
class Description(Result):
    """A network in three tables.

    Parameters
    ----------
    nodes : Table
        One row for each node: where it stands.
    system : Table
        ``measure`` and ``value``: the network as a whole.
    pairs : Table
        One row for each tie.
    """

    nodes: Table
    system: Table
    pairs: Table

    def __getitem__(self, measure: str) -> object:
        """Return a measure of the network as a whole; raise `UnknownNameError` where there is none of that name."""
        return Table(_one_row(self.system))[measure][0]

    @property
    def table(self) -> Table:
        """The network as a whole: the same as ``system``."""
        return self.system

    def __str__(self) -> str:
        lines = [str(self.system), *(f"note: {warning}" for warning in self.warnings)]
        return "\n".join(lines)


def _one_row(system: Table) -> dict[str, tuple[object, ...]]:
    return {str(name): (value,) for name, value in zip(system["measure"], system["value"], strict=True)}


def describe(graph: Graph, attribute: Attribute | None = None) -> Description:
    """Describe a network: each node, the whole, and each tie, in one call and without chance.

    Nothing here is the better the higher it is; `compare_to_chance` says what is more than a
    network of this size would have anyway. All ways between all pairs are looked at, which is
    a matter of moments for a thousand nodes and not meant for a hundred thousand.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.
    attribute : str or mapping, optional
        An attribute of nodes, or a value for each node, that makes groups: adds E-I index,
        brokerage and mixing.

    Returns
    -------
    Description
        ``.nodes`` has ``node``, degrees, ``betweenness``, ``closeness`` (harmonic),
        ``constraint``, ``effective_size``, ``efficiency``, ``hierarchy``, ``core`` (its core
        number), ``clustering``, ``component`` (how many nodes it has) and ``cut`` (whether
        the network falls apart without it). ``.pairs`` has ``source``, ``target``,
        ``strength``, ``returned``, ``confirmed``, ``shared`` (contacts that both have) and
        ``bridge``. Core number, clustering, cut points and bridges are those of networkx.
        ``.system`` has density with its bounds, reciprocity, transitivity, components, both
        kinds of fragmentation, the mean distance, centralizations, and Krackhardt's four
        dimensions (hierarchy and efficiency of nodes are Burt's). None stands where a measure
        has no value.

    Raises
    ------
    UnknownNameError
        No node has the attribute.
    InvalidValueError
        A value cannot name a group, or it is no graph of networkx.

    References
    ----------
    Freeman (1979), Centrality in social networks, Social Networks 1. Burt (1992), Structural
    Holes. Borgatti (2006), Identifying sets of key players in a social network. Krackhardt
    (1994), Graph theoretical dimensions of informal organizations.

    Examples
    --------
    >>> import networkx as nx
    >>> found = describe(nx.florentine_families_graph())
    >>> round(found["degree_centralization"], 3)
    0.275
    >>> medici = found.nodes["node"].index("Medici")
    >>> found.nodes["cut"][medici], found.nodes["degree"][medici]
    (True, 6)
    """
    plain = _Plain(graph)
    return Description(
        nodes=Table(dict(_of_nodes(graph, plain, attribute))),
        system=_as_rows(_of_all(graph, attribute, plain)),
        pairs=Table(dict(_of_pairs(graph, plain, attribute))),
        convention="binary ties",
        **account(graph),
    )


def describe_many(
    graphs: "Mapping[Any, Graph]", by: str | Iterable[str] = "network", attribute: Attribute | None = None
) -> Table:
    """Describe many networks in one tidy table, a row for each.

    Parameters
    ----------
    graphs : mapping
        Networks by key, as `graphs` makes them.
    by : str or iterable of str
        What the parts of a key are called, in order.
    attribute : str or mapping, optional
        As in `describe`; a network in which no node has the attribute is an error.

    Returns
    -------
    Table
        The parts of the key, ``n``, ``respondents``, ``isolates``, every measure of
        ``describe(graph).system``, and ``warnings``: codes in one text, empty where there is
        nothing to warn of. ``pandas.DataFrame(table.to_columns())`` makes a data frame of it.

    Raises
    ------
    InvalidValueError
        It is no mapping; a key has more or fewer parts than there are names, or a part has the name of a measure.
    UnknownNameError
        In one of the networks no node has the attribute.

    Examples
    --------
    >>> import networkx as nx
    >>> found = describe_many({("north", 1): nx.path_graph(3), ("south", 1): nx.star_graph(4)}, ["coalition", "wave"])
    >>> found["coalition"], found["n"], found["degree_centralization"]
    (('north', 'south'), (3, 5), (1.0, 1.0))
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    rows: list[dict[str, object]] = []
    if not isinstance(graphs, Mapping):
        raise InvalidValueError("graphs", graphs, "a mapping of networks by key, as `graphs` makes it")
    for key, graph in graphs.items():
        parts = key if isinstance(key, tuple) else (key,)
        if len(parts) != len(names):
            raise InvalidValueError("by", names, f"a name for each part of the key {key!r}")
        found = account(graph)
        found["warnings"] = " ".join(warning.code for warning in found["warnings"])
        said = _of_one_of_many(key, graph, attribute)
        if taken := {*names} & {*found, *said}:
            raise InvalidValueError("by", names, f"names that no measure has, other than {', '.join(sorted(taken))}")
        warnings = found.pop("warnings")
        rows.append(dict(zip(names, parts, strict=True)) | found | said | {"warnings": warnings})
    columns: dict[str, None] = dict.fromkeys(name for row in rows for name in row)
    return Table({name: [row.get(name) for row in rows] for name in columns})


def _of_one_of_many(key: object, graph: Graph, attribute: Attribute | None) -> dict[str, object]:
    """Return the measures of one network; where its nodes lack the attribute, the error says which network it is."""
    try:
        return dict(_of_all(graph, attribute, _Plain(graph)))
    except UnknownNameError as error:
        raise UnknownNameError(f"{error.kind} in network {key!r}", error.given, error.known) from None


def _as_rows(measures: Iterable[tuple[str, object]]) -> Table:
    listed = list(measures)
    return Table({"measure": [name for name, _ in listed], "value": [value for _, value in listed]})


class _Plain:
    """What networkx says of the undirected graph without loops, each of it asked for once."""

    def __init__(self, graph: Graph) -> None:
        import networkx as nx

        arrays = snapshot(graph).either
        self.graph: nx.Graph[Any] = nx.Graph()
        self.graph.add_nodes_from(range(arrays.n))
        self.graph.add_edges_from(zip(arrays.sources.tolist(), arrays.targets.tolist(), strict=True))
        self.degree: dict[int, int] = dict(self.graph.degree)

    @functools.cached_property
    def clustering(self) -> dict[int, float]:
        """The share of pairs of contacts that are tied."""
        import networkx as nx

        return dict(nx.clustering(self.graph))  # type: ignore[arg-type] # of all nodes it is a dict

    @functools.cached_property
    def blocks(self) -> list[list[tuple[int, int]]]:
        """The ties of the parts that hold together without any one node."""
        import networkx as nx

        return [list(block) for block in nx.biconnected_component_edges(self.graph)]

    @property
    def transitivity(self) -> float | None:
        """The share of pairs with a common contact that are tied: clustering, weighted by pairs of contacts."""
        pairs = {node: degree * (degree - 1) for node, degree in self.degree.items()}
        every = sum(pairs.values())
        return sum(self.clustering[node] * pairs[node] for node in pairs) / every if every else None

    @property
    def cuts(self) -> set[int]:
        """The nodes that are in several of these parts: without them the network falls apart."""
        inside = Counter(node for block in self.blocks for node in {end for tie in block for end in tie})
        return {node for node, many in inside.items() if many > 1}

    @property
    def bridges(self) -> set[frozenset[int]]:
        """The ties that are a part for themselves."""
        return {frozenset(block[0]) for block in self.blocks if len(block) == 1}


def _of_all(graph: Graph, attribute: Attribute | None, plain: _Plain) -> Iterator[tuple[str, object]]:
    """Yield the measures of the network as a whole; None where it is too small for one to mean anything."""
    arrays = snapshot(graph)
    seen = density(graph)
    yield from {
        "ties": arrays.m,
        "density": seen.value,
        "density_low": seen.low,
        "density_high": seen.high,
        "reciprocity": arrays.both.m * 2 / arrays.m if arrays.directed and arrays.m else None,
        "transitivity": plain.transitivity,
        "components": int(component_labels(arrays).max(initial=-1)) + 1,
        "fragmentation": _if(arrays.n >= PAIR, fragmentation, graph),
        "distance_fragmentation": _if(arrays.n >= PAIR, distance_fragmentation, graph),
        "mean_distance": _mean_distance(arrays),
    }.items()
    central = arrays.n >= TRIAD
    yield "degree_centralization", _if(central, degree_centralization, graph)
    if arrays.directed:
        yield "indegree_centralization", degree_centralization(graph, mode="in") if central else None
        yield "outdegree_centralization", degree_centralization(graph, mode="out") if central else None
    yield "betweenness_centralization", _if(central, betweenness_centralization, graph)
    yield "closeness_centralization", _if(central, closeness_centralization, graph)
    command = krackhardt(graph)
    yield "krackhardt_connectedness", command.connectedness if arrays.n >= PAIR else None
    yield "krackhardt_hierarchy", command.hierarchy
    yield "krackhardt_efficiency", command.efficiency
    yield "krackhardt_least_upper_boundedness", command.least_upper_boundedness
    if attribute is not None:
        yield "ei_index", ei_index(graph, attribute, draws=0).value
        yield "assortativity", mixing_matrix(graph, attribute).assortativity


def _if(enough: bool, measure: Callable[[Graph], float], graph: Graph) -> float | None:  # noqa: FBT001 - a guard
    return measure(graph) if enough else None


def _mean_distance(arrays: Snapshot) -> float | None:
    """Return the mean length of the shortest ways that there are."""
    counts = arrays.distances.sum(axis=0)
    steps = np.arange(1, len(counts) + 1)
    return float((counts * steps).sum() / counts.sum()) if counts.sum() else None


def _of_nodes(graph: Graph, plain: _Plain, attribute: Attribute | None) -> Iterator[tuple[str, Iterable[object]]]:
    import networkx as nx

    arrays = snapshot(graph)
    places = [arrays.index[node] for node in graph]

    def ordered(values: Iterable[object]) -> list[object]:
        listed = list(values)
        return [listed[place] for place in places]

    yield "node", list(graph)
    if arrays.directed:
        yield "in_degree", ordered(arrays.in_degree.tolist())
        yield "out_degree", ordered(arrays.out_degree.tolist())
    yield "degree", ordered(arrays.either.out_degree.tolist())
    yield "betweenness", betweenness(graph).values()
    yield "closeness", closeness(graph).values()
    if arrays.directed:
        yield "closeness_in", closeness(graph, mode="in").values()
    for name, measure in {
        "constraint": constraint,
        "effective_size": effective_size,
        "efficiency": efficiency,
        "hierarchy": hierarchy,
    }.items():
        yield name, measure(graph).values()
    cores, cuts = nx.core_number(plain.graph), plain.cuts
    labels = component_labels(arrays)
    yield "core", (cores[place] for place in places)
    yield "clustering", (plain.clustering[place] if plain.degree[place] >= PAIR else None for place in places)
    yield "component", ordered(np.bincount(labels)[labels].tolist())
    yield "cut", (place in cuts for place in places)
    yield "answered", (graph.nodes[node].get(Result.RESPONSE) for node in graph)
    if attribute is not None:
        known = groups(graph, attribute, arrays)
        yield "group", ordered(None if code < 0 else known.labels[code] for code in known.codes.tolist())
        by_node = ei_index(graph, attribute, draws=0).by_node
        yield "ei_index", (by_node[node].value for node in graph)
        roles = brokerage(graph, attribute).by_node
        yield "brokerage", (roles[node]["total"] for node in graph)


def _of_pairs(graph: Graph, plain: _Plain, attribute: Attribute | None) -> Iterator[tuple[str, Iterable[object]]]:
    arrays = snapshot(graph)
    shown = np.arange(len(arrays.codes)) if arrays.directed else np.flatnonzero(arrays.sources < arrays.targets)
    sources, targets = arrays.sources[shown], arrays.targets[shown]
    ends = list(zip(sources.tolist(), targets.tolist(), strict=True))
    yield "source", [arrays.nodes[place] for place in sources]
    yield "target", [arrays.nodes[place] for place in targets]
    for name in ("strength", "confirmed"):
        said = _greatest(graph, name, arrays)
        if said:
            yield name, [said.get(pair) for pair in ends]
    if arrays.directed:
        back = np.isin(targets * arrays.n + sources, arrays.codes)
        yield "returned", back.tolist()
    either = arrays.either
    yield "shared", _shared(either)[np.searchsorted(either.codes, sources * arrays.n + targets)].tolist()
    bridges = plain.bridges
    yield "bridge", [frozenset(pair) in bridges for pair in ends]
    if attribute is not None:
        codes = groups(graph, attribute, arrays).codes.tolist()
        alike = ((codes[one], codes[other]) for one, other in ends)
        yield "same_group", [None if min(pair) < 0 else pair[0] == pair[1] for pair in alike]


def _greatest(graph: Graph, name: str, arrays: Snapshot) -> dict[tuple[int, int], Any]:
    """Return what ties say of themselves, by position of their ends; of parallel ties the greatest."""
    said: dict[tuple[int, int], Any] = {}
    ties: Iterable[tuple[Any, Any, Any]] = graph.edges(data=name)
    for source, target, value in ties:
        if value is not None:
            one, other = arrays.index[source], arrays.index[target]
            pair = (one, other) if arrays.directed else (min(one, other), max(one, other))
            said[pair] = max(value, said.get(pair, value))
    return said


def _shared(either: Snapshot) -> Ints:
    """Return how many contacts both ends have, for each arc of an undirected snapshot."""
    found = np.zeros(len(either.codes), dtype=np.int64)
    for _, _, ends in around(either):
        found += np.bincount(ends, minlength=len(found))
    return found
