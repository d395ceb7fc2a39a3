"""Structural holes: how far one's contacts are tied to each other, and so of how much use they are apart."""

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._snapshot import Floats, Graph, Node, Snapshot, arc_values, snapshot
from collective_impact.network._triangles import around
from collective_impact.network._unknown import attributes_of_ties


def constraint(graph: Graph, *, strength: str | None = None) -> dict[Node, float | None]:
    """Return how far each node's contacts, directly and through each other, are one and the same.

    The sum over contacts j of (p_ij + sum over q of p_iq p_qj) squared, where p_ij is the
    share of j in all ties of i, given and received. High where one depends on few, or on
    many who are tied to each other; low where one bridges holes. Ties of contacts count
    wherever they lead (UCINET: whole network model). It describes a position and does not
    say what comes of it.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one. In a directed graph a tie that is
        returned counts twice as much as one that is not.
    strength : str, optional
        The attribute of ties that says how strong they are; without it each counts 1. A
        strength of 0 is no tie.

    Returns
    -------
    dict
        In the order of the graph; None for isolates, who have no contacts to be held by.

    Raises
    ------
    UnknownNameError
        No tie has the attribute.
    InvalidValueError
        A strength is missing, negative or no number.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2.

    Examples
    --------
    Three partners of a backbone, of whom two also work with each other:

    >>> import networkx as nx
    >>> graph = nx.Graph([("backbone", "ymca"), ("backbone", "bank"), ("backbone", "school"), ("ymca", "bank")])
    >>> {node: round(value, 3) for node, value in constraint(graph).items()}
    {'backbone': 0.611, 'ymca': 1.007, 'bank': 1.007, 'school': 1.0}
    """
    shares = _shares(graph, strength)
    return shares.by_node(shares.summed(shares.held**2), graph)


def hierarchy(graph: Graph, *, strength: str | None = None) -> dict[Node, float | None]:
    """Return how far each node's constraint comes from a single contact: 0 if all have as much of it, towards 1 if one.

    The Coleman-Theil index of disorder over the constraint of the single contacts:
    sum of r ln r / (N ln N), where r is a contact's constraint divided by the mean of all N.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one.
    strength : str, optional
        The attribute of ties that says how strong they are; without it each counts 1.

    Returns
    -------
    dict
        In the order of the graph; None for isolates, and with one contact, where the
        formula is 0 / 0.

    Raises
    ------
    UnknownNameError
        No tie has the attribute.
    InvalidValueError
        A strength is missing, negative or no number.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("backbone", "ymca"), ("backbone", "bank"), ("backbone", "school"), ("ymca", "bank")])
    >>> {node: None if value is None else round(value, 3) for node, value in hierarchy(graph).items()}
    {'backbone': 0.052, 'ymca': 0.01, 'bank': 0.01, 'school': None}
    """
    shares = _shares(graph, strength)
    held = shares.held**2
    contacts = shares.contacts
    with np.errstate(divide="ignore", invalid="ignore"):  # no contact or one
        ratio = held / (shares.summed(held) / contacts)[shares.arcs.sources]
        disorder = shares.summed(ratio * np.log(np.where(ratio > 0, ratio, 1.0)))
        found = np.maximum(disorder / (contacts * np.log(contacts)), 0.0)  # rounded, it may be below
    several = np.where(contacts > 1, found, np.nan)
    return shares.by_node(several, graph)


def effective_size(graph: Graph, *, strength: str | None = None) -> dict[Node, float | None]:
    """Return how many of each node's contacts are left when those are taken off who lead to the same people.

    The sum over contacts j of 1 - sum over q of p_iq m_jq, where p_iq is the share of q in
    the ties of i, and m_jq the tie of j and q as a share of the strongest of j. Where all
    ties count the same and none has a direction it is n - 2 t / n, with n contacts and t
    ties among them.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one. In a directed graph a tie that is
        returned counts twice as much as one that is not.
    strength : str, optional
        The attribute of ties that says how strong they are; without it each counts 1. A
        strength of 0 is no tie.

    Returns
    -------
    dict
        In the order of the graph; None for isolates.

    Raises
    ------
    UnknownNameError
        No tie has the attribute.
    InvalidValueError
        A strength is missing, negative or no number.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2; Borgatti (1997), Structural holes: unpacking
    Burt's redundancy measures, Connections 20(1).

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("backbone", "ymca"), ("backbone", "bank"), ("backbone", "school"), ("ymca", "bank")])
    >>> {node: round(value, 3) for node, value in effective_size(graph).items()}
    {'backbone': 2.333, 'ymca': 1.0, 'bank': 1.0, 'school': 1.0}
    """
    shares = _shares(graph, strength)
    return shares.by_node(shares.effective, graph)


def efficiency(graph: Graph, *, strength: str | None = None) -> dict[Node, float | None]:
    """Return the share of each node's contacts that are of use apart: effective size / number of contacts.

    Parameters
    ----------
    graph : networkx graph
        Loops are left out and parallel ties are one.
    strength : str, optional
        The attribute of ties that says how strong they are; without it each counts 1.

    Returns
    -------
    dict
        In the order of the graph; None for isolates.

    Raises
    ------
    UnknownNameError
        No tie has the attribute.
    InvalidValueError
        A strength is missing, negative or no number.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("backbone", "ymca"), ("backbone", "bank"), ("backbone", "school"), ("ymca", "bank")])
    >>> {node: round(value, 3) for node, value in efficiency(graph).items()}
    {'backbone': 0.778, 'ymca': 0.5, 'bank': 0.5, 'school': 1.0}
    """
    shares = _shares(graph, strength)
    return shares.by_node(shares.effective / np.maximum(shares.contacts, 1), graph)


@attrs.frozen(kw_only=True, eq=False)
class _Shares:
    """What each contact is to each node.

    Parameters
    ----------
    arcs : Snapshot
        An undirected one: who is a contact of whom.
    ties : ndarray of float, shape (arcs,)
        How strongly the ends of each arc are tied, both ways together.
    """

    arcs: Snapshot
    ties: Floats

    @property
    def contacts(self) -> Floats:
        """How many contacts each node has."""
        return self.arcs.out_degree.astype(np.float64)

    @property
    def invested(self) -> Floats:
        """The share of each contact in all ties of a node, for each arc."""
        return self.ties / self.summed(self.ties)[self.arcs.sources]

    @property
    def held(self) -> Floats:
        """The share of each contact and, on two steps, of those who lead to it, for each arc."""
        share = self.invested
        found = share.copy()
        for iq, qj, ij in around(self.arcs):
            found += np.bincount(ij, share[iq] * share[qj], len(found))
        return found

    @property
    def effective(self) -> Floats:
        """How many contacts are left of each node when what is redundant is taken off."""
        share, marginal = self.invested, self.ties / self._strongest()[self.arcs.targets]
        redundant = np.zeros(self.arcs.n)
        for iq, qj, _ in around(self.arcs):
            redundant += np.bincount(self.arcs.sources[iq], share[iq] * marginal[qj], self.arcs.n)
        return self.contacts - redundant

    def summed(self, values: Floats) -> Floats:
        """Return the sum of values of arcs over those that leave each node."""
        return np.bincount(self.arcs.sources, values, self.arcs.n).astype(np.float64)  # none are whole numbers

    def by_node(self, values: Floats, graph: Graph) -> dict[Node, float | None]:
        """Return values by node, None for isolates and where there is none."""
        known = (self.contacts > 0) & ~np.isnan(values)
        listed = values.astype(object)
        listed[~known] = None
        return self.arcs.by_node(listed, graph)

    def _strongest(self) -> Floats:
        found = np.zeros(self.arcs.n)
        np.maximum.at(found, self.arcs.sources, self.ties)
        return found


def _shares(graph: Graph, strength: str | None) -> _Shares:
    arrays = snapshot(graph)
    if strength is not None:
        return _weighed(arrays, _strengths(graph, strength, arrays))
    ties = np.ones(len(arrays.either.targets))
    if arrays.directed:
        ties[np.searchsorted(arrays.either.codes, arrays.both.codes)] = 2.0
    return _Shares(arcs=arrays.either, ties=ties)


def _weighed(arrays: Snapshot, strengths: Floats) -> _Shares:
    """Return shares by strength, both ways together; a tie of strength 0 is none."""
    either = arrays.either
    ties = np.zeros(len(either.targets))
    for codes in (arrays.codes, arrays.targets * arrays.n + arrays.sources):
        ties[np.searchsorted(either.codes, codes)] += strengths
    there = ties > 0
    kept = attrs.evolve(either, sources=either.sources[there], targets=either.targets[there])
    return _Shares(arcs=kept, ties=ties[there])


def _strengths(graph: Graph, strength: str, arrays: Snapshot) -> Floats:
    values = arc_values(graph, strength, arrays)
    missing = np.flatnonzero(np.isnan(values))
    if len(missing) and len(missing) == len(values):
        raise UnknownNameError("attribute of ties", strength, attributes_of_ties(graph))
    if len(missing):
        source, target = (arrays.nodes[ends[missing[0]]] for ends in (arrays.sources, arrays.targets))
        raise InvalidValueError(f"{strength} of {source!r} to {target!r}", None, "known; every tie needs one")
    return values
