"""Network alignment: whether those who are tied share priorities, and whether that is more than chance."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._ei import EI, EICounts, among_known, at_ends, by_chance
from collective_impact.network._grouped import Mask, grouped_account
from collective_impact.network._snapshot import Graph, Ints, Node, Snapshot, groups, in_order, snapshot


def alignment(
    graph: Graph, priorities: str | Mapping[Any, Collection[object] | None], *, draws: int = 1000, seed: int = 0
) -> EI:
    """Return whether ties join those who share a priority: an E-I index where each may name several.

    A tie is internal if its ends share at least one priority: -1 where all ties do, 1 where
    none does. Ask it of the graph of each activity or kind of tie by itself: partners may
    refer clients to those who share their priorities and plan with others.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one.
    priorities : str or mapping
        What each node stated: the name of a node attribute, or a mapping. Missing or None
        is unknown; nothing in it says that there are none, and is shared with nobody.
    draws : int
        How many permutations of the statements to draw for p; 0 for none.
    seed : int

    Returns
    -------
    EI
        Its groups are the priorities: the ties of those who named one, internal where the
        other named it too.

    Raises
    ------
    UnknownNameError
        No node has the attribute, or the mapping names nodes that are not there.
    InvalidValueError
        Priorities are no collection, or the number of draws is negative.

    References
    ----------
    Krackhardt & Stern (1988), Informal networks and organizational crises: an experimental
    simulation, Social Psychology Quarterly 51, for groups that do not overlap.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("ymca", "school"), ("school", "clinic"), ("clinic", "bank")])
    >>> named = {"ymca": ["reading"], "school": ["reading", "health"], "clinic": ["health"], "bank": ["jobs"]}
    >>> found = alignment(graph, named, draws=0)
    >>> round(found.value, 3), round(found.chance.expected, 3)
    (-0.333, 0.333)
    >>> found.by_group["health"].value
    0.0
    """
    arrays = snapshot(graph)
    grouped = groups(graph, _stated(graph, priorities), arrays)
    names, named = _table(grouped.labels)
    ends = _ends(arrays, grouped.codes, named)
    order = [arrays.index[node] for node in graph]
    return EI(
        **grouped_account(graph, grouped),
        seed=seed if draws else None,
        convention="arcs" if arrays.directed else "edges",
        whole=_whole(ends),
        chance=by_chance(among_known(arrays, grouped.codes, _alike(named)), draws, seed),
        groups=tuple(names),
        of_groups=tuple(_of_each(arrays, grouped.codes, named)),
        nodes=tuple(graph),
        of_nodes=tuple(map(tuple, ends[:, order].tolist())),
    )


def _stated(graph: Graph, priorities: str | Mapping[Any, Any]) -> dict[Any, tuple[Any, ...] | None]:
    """Return the priorities of each node as what can name a group."""
    if not isinstance(priorities, str):
        return {node: _tuple(node, stated) for node, stated in priorities.items()}
    if len(graph) and not any(priorities in data for _, data in graph.nodes(data=True)):
        known = {name for _, data in graph.nodes(data=True) for name in data}
        raise UnknownNameError("node attribute", priorities, sorted(map(str, known)))
    return {node: _tuple(node, stated) for node, stated in graph.nodes(data=priorities)}


def _tuple(node: Node, stated: object) -> tuple[Any, ...] | None:
    if stated is None:
        return None
    if isinstance(stated, str) or not isinstance(stated, Collection):
        raise InvalidValueError(f"priorities of {node!r}", stated, "a collection, such as a list of names")
    return tuple(in_order(set(stated)))


def _table(statements: tuple[Any, ...]) -> tuple[list[Node], Mask]:
    """Return all priorities, and a table with a row for each statement: which of them it names."""
    names = in_order({name for stated in statements for name in stated})
    table = np.zeros((len(statements), len(names)), dtype=np.bool_)
    for row, stated in zip(table, statements, strict=True):
        row[[names.index(name) for name in stated]] = True
    return names, table


def _alike(named: Mask) -> Mask:
    """Return which statements share a priority."""
    return named.astype(np.int64) @ named.T.astype(np.int64) > 0


def _ends(arrays: Snapshot, codes: Ints, named: Mask) -> Ints:
    """Return external, internal, unknown and possibly internal ties of each node: shape (4, n)."""
    source, target = codes[arrays.sources], codes[arrays.targets]
    known = (source >= 0) & (target >= 0)
    shared = np.zeros(len(known), dtype=np.bool_)
    shared[known] = _alike(named)[source[known], target[known]]
    names_none = np.append(~named.any(axis=1), [False])  # who is unknown may have named anything
    may_be = ~known & ~names_none[source] & ~names_none[target]
    return np.stack([at_ends(arrays, used) for used in (known & ~shared, shared, ~known, may_be)])


def _whole(ends: Ints) -> EICounts:
    external, internal, unknown, may_be = (ends.sum(axis=1) // 2).tolist()
    return EICounts(external=external, internal=internal, unknown=unknown, may_be_internal=may_be)


def _of_each(arrays: Snapshot, codes: Ints, named: Mask) -> Iterator[EICounts]:
    """Yield the ties of those who named each priority."""
    unknown = codes < 0
    for names_it in named.T:
        one = np.append(names_it, [False])[codes]
        both, either = one[arrays.sources] & one[arrays.targets], one[arrays.sources] | one[arrays.targets]
        open_ = either & (unknown[arrays.sources] | unknown[arrays.targets])
        outside, inside, asked = (
            int(at_ends(arrays, used)[one].sum()) for used in (either & ~both & ~open_, both, open_)
        )
        yield EICounts(external=outside, internal=inside, unknown=asked, may_be_internal=asked)
