"""The stakeholder graph: made from an initiative, a plain graph of networkx."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from collective_impact.errors import UnknownNameError
from collective_impact.model.initiative import Initiative
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie
from collective_impact.model.vocabulary import TieKind, TieStatus

if TYPE_CHECKING:
    import networkx as nx

_RANK = {TieStatus.ABSENT: 0, TieStatus.UNKNOWN: 1, TieStatus.OBSERVED: 2}
"""Of several reports about the same two, one that saw the tie outweighs those that did not."""


def stakeholder_graph(
    initiative: Initiative,
    kind: TieKind | str | None = None,
    wave: str | None = None,
    *,
    statuses: Iterable[TieStatus | str] = (TieStatus.OBSERVED,),
) -> "nx.DiGraph[str]":
    """Return who is tied to whom as a graph of networkx.

    Each call makes a new graph, which is the caller's to change. All stakeholders are nodes,
    under their ids, also those without a tie. A tie that is not directed makes an arc each
    way. Of several reports about an arc (by other reporters, in other waves, of other kinds)
    one that saw it outweighs one that does not know, and that one outweighs one that denies
    it; its strength is the greatest that was reported by those who saw it.

    Parameters
    ----------
    initiative : Initiative
    kind : TieKind or str, optional
        The kind of tie; all kinds unless given.
    wave : str, optional
        Id of the wave in which the ties were reported; all ties unless given.
    statuses : iterable of TieStatus or str
        Which arcs become edges. Observed ones unless said otherwise, since networkx takes
        every edge for a tie; with ``["observed", "absent", "unknown"]`` reported absences
        and what is not known become edges too, told apart by their ``status``.

    Returns
    -------
    networkx.DiGraph
        Nodes have ``name``, ``sector``, ``kind``, ``roles``, ``affected``, ``capabilities``,
        ``staff_fte``, ``joined`` and ``left``; edges have ``strength`` (larger is stronger,
        never a distance) and ``status``. What is not recorded is None. The graph itself has
        ``initiative``, ``kind`` and ``wave``.

    Raises
    ------
    InvalidValueError
        There is no such kind or status.
    UnknownNameError
        There is no wave with that id.

    Examples
    --------
    >>> import collective_impact as ci
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name, sector="nonprofit") for name in ("ymca", "library", "bank")],
    ...     ties=[ci.Tie(source="ymca", target="library", kind="trust", strength=3, directed=False)],
    ... )
    >>> graph = stakeholder_graph(reads, kind="trust")
    >>> sorted(graph.edges(data="strength"))
    [('library', 'ymca', 3.0), ('ymca', 'library', 3.0)]
    >>> graph.nodes["bank"]["sector"]
    'nonprofit'
    """
    kind = None if kind is None else TieKind(kind)
    if wave is not None and wave not in (waves := [known.id for known in initiative.waves]):
        raise UnknownNameError("wave with id", wave, waves)
    ties = (tie for tie in initiative.ties if kind in (None, tie.kind) and wave in (None, tie.wave))
    graph = built(initiative.stakeholders, ties, statuses)
    graph.graph.update(initiative=initiative.id, kind=None if kind is None else kind.value, wave=wave)
    return graph


def built(people: Iterable[Stakeholder], ties: Iterable[Tie], statuses: Iterable[TieStatus | str]) -> "nx.DiGraph[str]":
    """Return the graph of some stakeholders and those of the ties that are between them."""
    import networkx as nx

    wanted = {TieStatus(status) for status in statuses}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((person.id, _attributes(person)) for person in people)
    for (source, target), said in _arcs(ties).items():
        if said["status"] in wanted and source in graph and target in graph:
            graph.add_edge(source, target, strength=said["strength"], status=said["status"].value)
    return graph


def _attributes(person: Stakeholder) -> dict[str, object]:
    return {
        "name": person.name,
        "sector": None if person.sector is None else person.sector.value,
        "kind": person.kind.value,
        "roles": tuple(role.value for role in person.roles),
        "affected": person.affected,
        "capabilities": person.capabilities,
        "staff_fte": person.staff_fte,
        "joined": person.joined,
        "left": person.left,
    }


def _arcs(ties: Iterable[Tie]) -> Mapping[tuple[str, str], dict[str, Any]]:
    """Return what is said of each arc, all reports taken together."""
    arcs: dict[tuple[str, str], dict[str, Any]] = {}
    for tie in ties:
        ends = [(tie.source, tie.target)] if tie.directed else [(tie.source, tie.target), (tie.target, tie.source)]
        strength = tie.strength if tie.status is TieStatus.OBSERVED else None
        for arc in ends:
            said = arcs.setdefault(arc, {"status": tie.status, "strength": strength})
            if _RANK[tie.status] > _RANK[said["status"]]:
                said["status"] = tie.status
            if strength is not None:
                said["strength"] = max(strength, said["strength"] or 0.0)
    return arcs
