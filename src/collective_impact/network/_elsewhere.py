"""Networks from elsewhere: tables and matrices of a survey, in the form of the stakeholder graph."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model.vocabulary import TieStatus
from collective_impact.network._columns import is_missing
from collective_impact.network._reports import ABSENT, OBSERVED, UNKNOWN, Node, Report, put_together
from collective_impact.network._roster import rosters
from collective_impact.network._rows import Faults, Layout, Network, Reading
from collective_impact.network._snapshot import Floats

if TYPE_CHECKING:
    import networkx as nx


def from_edges(  # noqa: PLR0913 - one for each column that a table may have
    table: object,
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
    respondents: Iterable[Node] | None = None,
    kind: str | None = None,
) -> "nx.DiGraph[Any]":
    """Return the graph of a table of ties, in the form of the stakeholder graph.

    One row is one respondent and partner. Who did not answer, who confirms what, and what is
    absent or unknown follows from the columns that are named, and from nothing else.

    Parameters
    ----------
    table : iterable of mappings, mapping of columns, or data frame
        Of pandas, polars or pyarrow. A cell is missing where it is None, NaN or an empty text.
    source, target : str
        The columns of the two ends. A row that has a ``reporter`` and no target says that
        somebody answered and named nobody.
    strength : str, optional
        The column of a number of zero or more; larger is stronger. Zero is a reported
        absence, unless a ``status`` says otherwise; where it is missing the tie is there, and
        how strong it is is not known.
    reporter : str, optional
        The column of who reports the row: often the same as ``source``. Without one nobody
        is known to have reported anything.
    status : str, optional
        A column with ``"observed"``, ``"absent"`` or ``"unknown"``.
    attributes : iterable of str
        Columns of further ratings of the tie, each like a strength, kept under their names.
    directed : bool
        False: a tie runs both ways, whoever reports it.
    roster : iterable of nodes, or table, optional
        All members, also those without a tie. The other columns of a table become what is
        said of the nodes; ``answered`` says of each whether it answered.
    node : str
        The column of the roster with the node.
    respondents : iterable of nodes, optional
        Who answered; nobody else did. Without it (and without ``answered`` in the roster)
        those who report anything did, and nobody else, since nothing is known from them.
    kind : str, optional
        What kind of tie it is.

    Returns
    -------
    networkx.DiGraph
        As `stakeholder_graph` makes it. Without a roster ``graph.graph["roster"]`` is False:
        members without a tie cannot be seen, and every record of a measure warns of that.

    Raises
    ------
    InvalidError
        With everything that is wrong with the table, by row and column: cells are missing, a
        number is none, a node is not on the roster, two rows say the same.
    InvalidValueError
        It is no table.
    UnknownNameError
        There is no such column, or a respondent is not on the roster.

    See Also
    --------
    graphs : Many networks in one table.

    Examples
    --------
    >>> rows = [
    ...     {"who": "ymca", "partner": "library", "trust": 3},
    ...     {"who": "library", "partner": "ymca", "trust": 2},
    ...     {"who": "library", "partner": "bank", "trust": 0},
    ... ]
    >>> members = ["ymca", "library", "bank"]
    >>> graph = from_edges(rows, source="who", target="partner", strength="trust", reporter="who", roster=members)
    >>> sorted(graph.edges(data="strength"))
    [('library', 'ymca', 2.0), ('ymca', 'library', 3.0)]
    >>> graph.graph["absent"]
    (('library', 'bank'),)
    >>> dict(graph.nodes(data="answered"))
    {'ymca': True, 'library': True, 'bank': False}
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
    )
    faults = Faults("table of ties")
    reading = Reading(table, layout, rosters(roster, layout, faults), faults)
    network = reading.networks.get((), Network())
    graph = assembled(network, layout, answers(network, layout, faults, respondents))
    faults.raise_any()
    return graph


def answers(
    network: Network, layout: Layout, faults: Faults, respondents: Iterable[Node] | None = None
) -> dict[Node, bool | None]:
    """Return who answered, as it is said, or else those who report anything; who did not and reports is a fault."""
    members, reporters = network.members, network.reporters
    nodes: Iterable[Node] = network.named if members is None else members
    found: dict[Node, bool | None]
    if respondents is not None:
        found = _listed(nodes, respondents, is_roster=members is not None)
    elif members is not None and any("answered" in said for said in members.values()):
        told = {node: said.get("answered") for node, said in members.items()}
        found = {node: node in reporters or None if answered is None else answered for node, answered in told.items()}
    else:
        found = dict.fromkeys(nodes) if layout.reporter is None else {node: node in reporters for node in nodes}
    for node, row in reporters.items():
        if found[node] is False:
            faults.add((row, layout.reporter or layout.source), "network.table.did_not_answer", given=node)
    return found


def _listed(nodes: Iterable[Node], respondents: Iterable[Node], *, is_roster: bool) -> dict[Node, bool | None]:
    found: dict[Node, bool | None] = dict.fromkeys(nodes, False)
    for node in respondents:
        if is_roster and node not in found:
            raise UnknownNameError("node that answered", node, map(str, found))
        found[node] = True
    return found


def assembled(network: Network, layout: Layout, answered: Mapping[Node, bool | None]) -> "nx.DiGraph[Any]":
    """Return the graph of one network, of which it is known who answered."""
    import networkx as nx

    graph: nx.DiGraph[Any] = nx.DiGraph(
        initiative=None, kind=layout.kind, wave=None, roster=network.members is not None, complete=True
    )
    members = network.members or {}
    graph.add_nodes_from((node, {**members.get(node, {}), "answered": said}) for node, said in answered.items())
    known = frozenset(node for node, said in answered.items() if said)
    put_together(graph, network.reports, {(layout.kind, None): known}, ratings=layout.attributes)
    return graph


def from_matrix(
    matrix: npt.ArrayLike,
    nodes: Iterable[Node],
    *,
    respondents: Iterable[Node] | None = None,
    directed: bool = True,
    kind: str | None = None,
) -> "nx.DiGraph[Any]":
    """Return the graph of a matrix of ties, in the form of the stakeholder graph.

    A row is what one member reports of its ties to the others.

    Parameters
    ----------
    matrix : array_like, shape (n, n)
        Zero is a reported absence, a larger number a tie of that strength, and None or NaN
        what nobody knows. The diagonal is left out.
    nodes : iterable
        All members, in the order of rows and columns: they are the roster.
    respondents : iterable of nodes, optional
        Who answered; the rows of others, often filled with zeros, are not read. Without it
        those answered whose row has anything but None or NaN.
    directed : bool
        False: a tie has no direction, and each of its two cells is one end's report of it.
    kind : str, optional
        What kind of tie it is.

    Returns
    -------
    networkx.DiGraph
        As `stakeholder_graph` makes it.

    Raises
    ------
    InvalidValueError
        It is no square matrix of numbers with a row for each node, or a node is there twice.
    InvalidError
        With everything that is wrong with the cells, by row and column: a number is negative,
        or there is a tie in the row of somebody who did not answer.
    UnknownNameError
        A respondent is no node.

    Examples
    --------
    >>> graph = from_matrix([[0, 1, 0], [2, 0, None], [None, None, None]], ["ymca", "library", "bank"])
    >>> sorted(graph.edges(data="strength"))
    [('library', 'ymca', 2.0), ('ymca', 'library', 1.0)]
    >>> graph.graph["unknown"]
    (('library', 'bank'),)
    >>> dict(graph.nodes(data="answered"))
    {'ymca': True, 'library': True, 'bank': False}
    """
    members = list(nodes)
    table = _square(matrix, members)
    answered = _answering(table, members, respondents)
    layout = Layout(directed=directed, kind=None if kind is None else str(kind))
    network = Network(members={node: {} for node in members})
    faults = Faults("matrix of ties")
    for row, cells in enumerate(table.tolist()):
        for column, cell in enumerate(cells):
            if row != column:
                for status in _cell(row, column, cell, faults, answered=answered[members[row]]):
                    ends = members[row], members[column], status, cell or None, members[row]
                    network.reports.append(Report(*ends, layout.kind, directed=directed))
    faults.raise_any()
    return assembled(network, layout, answered)


def _square(matrix: npt.ArrayLike, members: list[Node]) -> Floats:
    try:
        cells = np.asarray(matrix)
    except ValueError:  # rows of several lengths
        cells = np.array("")
    if cells.dtype.kind == "O":
        plain = [np.nan if is_missing(cell) else cell for cell in cells.ravel().tolist()]
        cells = np.array(plain).reshape(cells.shape)
    n = len(members)
    if cells.dtype.kind not in "biuf" or (cells.shape != (n, n) and cells.size + n > 0):
        raise InvalidValueError("matrix", matrix, f"a matrix of numbers with a row and a column for each of {n} nodes")
    twice = [node for node, times in Counter(members).items() if times > 1]
    if twice:
        raise InvalidValueError("nodes", twice, "a list of nodes, each of them once")
    return cells.astype(float).reshape(n, n)


def _answering(table: Floats, members: list[Node], respondents: Iterable[Node] | None) -> dict[Node, bool | None]:
    if respondents is not None:
        return _listed(members, respondents, is_roster=True)
    others = ~np.eye(len(members), dtype=bool)
    cells = (~np.isnan(table) & others).sum(axis=1).tolist()
    return {node: told > 0 or len(members) == 1 for node, told in zip(members, cells, strict=True)}


def _cell(row: int, column: int, cell: float, faults: Faults, *, answered: bool | None) -> Iterator[TieStatus]:
    """Yield what a cell says, if it says anything."""
    if cell < 0 or cell == np.inf:
        faults.add((row, column), "network.table.number", given=cell)
    elif answered:
        yield OBSERVED if cell > 0 else ABSENT if cell == 0 else UNKNOWN
    elif cell > 0:
        faults.add((row, column), "network.table.silent_row")
