"""A statistic of a graph, from a name or a function, as one number."""

import functools
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, TypeAlias

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._snapshot import Graph, Node

Given: TypeAlias = str | Callable[[Any], object]


@attrs.frozen(eq=False)
class Statistic:
    """Something that can be asked of a graph, or of one of its nodes.

    Parameters
    ----------
    name : str
    function : callable
    node : hashable, optional
    """

    name: str
    function: Callable[[Any], object]
    node: Node | None = None

    def __call__(self, graph: Graph) -> float:
        """Return the statistic; NaN where it has no value."""
        found = self.function(graph)
        if self.node is not None:
            found = _of_node(found, self.node)
        return _number(self.name, getattr(found, "value", found))


def asked(given: Given, graph: Graph, node: Node | None = None, name: str | None = None) -> Statistic:
    """Return a statistic from a name in this room, then in networkx, or from a function.

    Parameters
    ----------
    given : str or callable
        Takes a graph alone (`functools.partial` fills in the rest).
    graph : networkx graph
        What it will be asked of; a node has to be there.
    node : hashable, optional
        Of which node it is, where it is one of each node.
    name : str, optional
        What to call it.
    """
    if node is not None and node not in graph:
        raise UnknownNameError("node", str(node), map(str, graph))
    function = _named(given) if isinstance(given, str) else given
    if not callable(function):
        raise InvalidValueError("statistic", given, "a function of a graph, or the name of one")
    return Statistic(name or _called(given), function, node)


def all_asked(
    given: Iterable[Given] | Mapping[str, Given], graph: Graph, node: Node | None = None
) -> tuple[Statistic, ...]:
    """Return several statistics, each with a name of its own."""
    if isinstance(given, str):
        given = [given]
    named = list(given.items()) if isinstance(given, Mapping) else [(None, one) for one in given]
    found = tuple(asked(one, graph, node, name) for name, one in named)
    names = [one.name for one in found]
    if not names or len({*names}) < len(names):
        wanted = "at least one, and no two of the same name (a mapping gives them names)"
        raise InvalidValueError("statistics", names, wanted)
    return found


def _named(name: str) -> Callable[[Any], object]:
    import networkx as nx

    ours = import_module("collective_impact.network")
    if name in ours.__all__:
        return getattr(ours, name)  # type: ignore[no-any-return] # a module's attribute
    if name.isidentifier() and callable(found := getattr(nx, name, None)):
        return found  # type: ignore[no-any-return] # as above
    raise UnknownNameError("statistic", name, ours.__all__)


def _called(given: Given) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, functools.partial):
        filled = [*given.args, *given.keywords.values()]
        said = ", ".join(str(value) for value in filled if isinstance(value, str | int | float))
        return f"{_called(given.func)}({said})" if said else _called(given.func)
    return str(getattr(given, "__name__", type(given).__name__))


def _of_node(found: Any, node: Node) -> Any:  # noqa: ANN401 - a function may return anything
    """Return what is said of a node: in a record's table by node, in a dict or a view; of several parts the total."""
    try:
        said = getattr(found, "by_node", found)[node]
    except (TypeError, KeyError, IndexError):
        raise InvalidValueError("statistic of a node", found, f"something that has a value for {node!r}") from None
    return said["total"] if isinstance(said, Mapping) and "total" in said else said


def _number(name: str, found: object) -> float:
    if found is None:
        return np.nan
    if not isinstance(found, int | float | np.bool_ | np.integer | np.floating) or np.isinf(found):
        wanted = "a finite number, a record that has it as its value, or None where there is none"
        raise InvalidValueError(f"statistic {name}", found, wanted)
    return float(found)
