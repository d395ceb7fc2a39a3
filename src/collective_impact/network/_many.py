"""Many networks in one table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from collective_impact.errors import InvalidValueError
from collective_impact.network._elsewhere import answers, assembled
from collective_impact.network._reports import in_order_of_parts
from collective_impact.network._roster import rosters
from collective_impact.network._rows import Faults, Layout, Reading

if TYPE_CHECKING:
    import networkx as nx


def graphs(  # noqa: PLR0913 - one for each column that a table may have
    edges: object,
    by: str | Iterable[str],
    *,
    source: str = "source",
    target: str = "target",
    strength: str | None = None,
    reporter: str | None = None,
    status: str | None = None,
    attributes: Iterable[str] = (),
    directed: bool = True,
    roster: object = None,
    node: str = "id",
    kind: str | None = None,
) -> "dict[tuple[Any, ...], nx.DiGraph[Any]]":
    """Return the graphs of many networks that stand in one table.

    Parameters
    ----------
    edges : iterable of mappings, mapping of columns, or data frame
        As for `from_edges`, and so are the others.
    by : str or iterable of str
        The columns that tell one network from another, such as the coalition and the wave.
    source, target : str
    strength, reporter, status : str, optional
    attributes : iterable of str
    directed : bool
    roster : table, or mapping of such by key, optional
        All members: a table with the columns ``by`` and ``node``, or for each network (by its
        key) what `from_edges` takes. A network that is on the roster and has no ties is a
        graph of isolates.
    node : str
    kind : str, optional

    Returns
    -------
    dict
        By key, a tuple of the values of ``by``, in order; each a networkx.DiGraph as
        `from_edges` makes it. Without a roster, networks without any tie cannot be seen either.

    Raises
    ------
    InvalidError
        With everything that is wrong with the table, as for `from_edges`, also that there is
        no roster for a network.
    InvalidValueError
        It is no table, or there is no column to tell networks apart.
    UnknownNameError
        There is no such column.

    Examples
    --------
    >>> edges = {"coalition": ["north", "north"], "source": ["ymca", "bank"], "target": ["bank", "mall"]}
    >>> members = {"north": ["ymca", "bank", "mall", "school"], "south": ["park", "zoo"]}
    >>> found = graphs(edges, by="coalition", roster=members)
    >>> {key: (len(graph), graph.size()) for key, graph in found.items()}
    {('north',): (4, 2), ('south',): (2, 0)}
    """
    layout = Layout(
        source=source,
        target=target,
        strength=strength,
        reporter=reporter,
        status=status,
        attributes=tuple(attributes),
        directed=directed,
        kind=None if kind is None else str(kind),
        node=node,
        by=(by,) if isinstance(by, str) else tuple(by),
    )
    if not layout.by:
        raise InvalidValueError("by", by, "the name of a column, or several")
    faults = Faults("table of ties")
    reading = Reading(edges, layout, rosters(roster, layout, faults), faults)
    made = {}
    for key in in_order_of_parts(reading.networks):
        network = reading.networks[key]
        made[key] = assembled(network, layout, answers(network, layout, faults))
    faults.raise_any()
    return made
