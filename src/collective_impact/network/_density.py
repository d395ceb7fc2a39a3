"""How many of the ties that could be there are there, and how far that is known."""

from attrs import field

from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._snapshot import Graph, snapshot
from collective_impact.network._unknown import cells, unknown_arcs


@record(kw_only=True)
class Density(Result):
    """The share of ties that are there, of those that could be.

    Parameters
    ----------
    value : float, optional
        Among the pairs of which all is known, or the nearer bound if it lies outside of both;
        None where there is no such pair.
    low, high : float
        If no tie were there of which nothing is known, and if all were.
    ties : int
        How many are seen.
    known : float
        For how much of what could be there it is known whether it is, 0 to 1.
    """

    value: float | None
    low: float
    high: float
    ties: int
    known: float = field(default=1.0)

    def __str__(self) -> str:
        value = "unknown" if self.value is None else f"{self.value:.2f}"
        return f"{value} ({self.low:.2f}–{self.high:.2f})"


def density(graph: Graph) -> Density:
    """Return how many of the ties that could be there are there.

    Ties over n (n - 1), or half as many pairs in an undirected graph. Where somebody did not
    answer, the value is that among those who did; of the others only ties are known, as their
    partners reported them, and to count these without those that are not there would overstate.

    Parameters
    ----------
    graph : networkx graph
        Loops are ignored, parallel ties count once.

    Returns
    -------
    Density
        In a graph of fewer than two nodes there is nothing to know: no value, bounds 0 and 0.

    Raises
    ------
    InvalidValueError
        It is no graph of networkx.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis, section 4.2.

    Examples
    --------
    >>> import networkx as nx
    >>> marriages = nx.florentine_families_graph()
    >>> print(density(marriages))
    0.19 (0.19–0.19)
    """
    arrays = snapshot(graph)
    usable = cells(graph)
    possible = arrays.n * (arrays.n - 1)
    seen, in_doubt = len(arrays.codes), len(unknown_arcs(graph))
    compared = possible - len(usable.unknown)
    low, high = (many / possible if possible else 0.0 for many in (seen, seen + in_doubt))
    return Density(
        value=min(max(len(usable.codes) / compared, low), high) if compared else None,
        low=low,
        high=high,
        ties=arrays.m,
        known=1.0 - in_doubt / possible if possible else 1.0,
        convention="among those who answered",
        **account(graph),
    )
