"""What a network would lose with its backbone, and what partners have among themselves."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field

from collective_impact.errors import InvalidValueError, Message
from collective_impact.model._record import as_date, record
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import TieKind
from collective_impact.network._account import Result, account
from collective_impact.network._density import Density, density
from collective_impact.network._fragmentation import fragmentation
from collective_impact.network._graph import among_members
from collective_impact.network._introductions import Introduction, introductions
from collective_impact.network._layer import latest_layer
from collective_impact.network._missing import bounds
from collective_impact.network._removal import STRUCTURAL, Effect, Loss, beside_chance, joint_removal, named, removal
from collective_impact.network._snapshot import in_order
from collective_impact.network._table import Table
from collective_impact.network._undirected import undirected

if TYPE_CHECKING:
    import networkx as nx

SECTOR = "sector"


@record(kw_only=True)
class SinglePoint:
    """A stakeholder without whom a part of the network falls apart.

    Parameters
    ----------
    stakeholder : str
    is_backbone : bool
    parts : tuple of int
        How many stakeholders each part has into which its own part of the network would
        fall, the largest first.
    remedy : tuple of Introduction
        Ties among partners that would hold these parts together without it, as far as they
        can.
    """

    stakeholder: str
    is_backbone: bool
    parts: tuple[int, ...] = field(converter=tuple[int, ...])
    remedy: tuple[Introduction, ...] = field(default=(), converter=tuple[Introduction, ...])

    def __str__(self) -> str:
        ties = ", ".join(f"{each.one} and {each.other}" for each in self.remedy) or "none among partners"
        return f"{self.stakeholder}: parts of {', '.join(map(str, self.parts))}; a remedy: {ties}"


@record(kw_only=True)
class BackboneDependence(Result):
    """What a network would lose with its backbone; structural, and no claim about causes.

    ``dependence["fragmentation"]`` is the effect on one figure, as `joint_removal` has it.

    Parameters
    ----------
    initiative : str
    kind : TieKind
    wave : str, optional
        The wave in which the ties were reported.
    on : date, optional
    backbone : tuple of str
        Who was taken out.
    effects : tuple of Effect
        On each figure, beside as many taken out at random; empty where there is no backbone,
        and where nothing is known of any tie.
    random : int
        With how many random removals that is compared.
    others : tuple of Loss
        The same for every other stakeholder, one at a time.
    fragmentation_bounds : tuple of float, optional
        Between what fragmentation without the backbone lies, whatever the ties are of which
        nothing is known.
    direct : Density
        Of the ties that partners have among themselves, whichever way they point.
    only_through_backbone : tuple of str
        Partners who are tied to the backbone and to nobody else.
    single_points : tuple of SinglePoint
        Stakeholders without whom the network falls apart, the most harmful first.
    """

    initiative: str
    kind: TieKind
    wave: str | None = None
    on: date | None = None
    backbone: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    effects: tuple[Effect, ...] = field(default=(), converter=tuple[Effect, ...])
    random: int = 0
    others: tuple[Loss, ...] = field(default=(), converter=tuple[Loss, ...])
    fragmentation_bounds: tuple[float, float] | None = None
    direct: Density
    only_through_backbone: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    single_points: tuple[SinglePoint, ...] = field(default=(), converter=tuple[SinglePoint, ...])

    def __getitem__(self, measure: str) -> Effect:
        return named(self.effects, measure)

    @property
    def table(self) -> Table:
        """Each figure with the backbone, without it, and without as many at random."""
        return beside_chance(self.effects)

    def __str__(self) -> str:
        who = f" without {', '.join(self.backbone)}" if self.backbone else ""
        lines = [f"{self.initiative}{who} ({self.kind.value}; {self.convention})"]
        lines += [str(self.table)] if self.effects else []
        if self.effects and self.fragmentation_bounds and len({*self.fragmentation_bounds}) > 1:
            low, high = self.fragmentation_bounds
            lines.append(f"fragmentation without it, whatever is not known: {low:.2f}–{high:.2f}")
        lines.append(f"among partners directly: density {self.direct}")
        if self.only_through_backbone:
            lines.append(f"tied to the backbone alone: {', '.join(self.only_through_backbone)}")
        lines += [f"single point of failure: {point}" for point in self.single_points]
        return "\n".join([*lines, *(f"note: {warning}" for warning in self.warnings)])


def backbone_dependence(  # noqa: PLR0913 - which ties, of when, and how to draw
    initiative: Initiative,
    kind: TieKind | str = TieKind.COMMUNICATION,
    *,
    wave: str | None = None,
    on: date | str | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> BackboneDependence:
    """Say what a network would lose with the organisations of its backbone.

    It takes them out and looks at what is left of the ties that were reported: how far it
    falls apart, how far apart partners are, who is left alone, how many ties between sectors
    are left. Beside it stand the same for every other stakeholder and for as many taken out at
    random; what partners have among themselves; and who else holds the network together
    alone, with the ties that would change that. All of it is about structure. It does not say
    what would happen, since people make other ties when one is gone, nor what the backbone
    brought about.

    Parameters
    ----------
    initiative : Initiative
    kind : TieKind or str
    wave : str, optional
        Id of the wave in which the ties were reported. Unless given, the latest in which this
        kind was asked about: so it is about the same ties as the criterion
        ``backbone_support.resilience``.
    on : date or str, optional
        Members that belong on this date, and waves over on it; who has not left unless given.
    draws : int
        With how many random removals to compare; with all there are if there are no more.
    seed : int

    Returns
    -------
    BackboneDependence
        Without a named backbone nobody is taken out, and a warning says so.

    Raises
    ------
    InvalidValueError
        There is no such kind, or ``on`` is no date.
    UnknownNameError
        There is no wave with that id.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12.

    Examples
    --------
    >>> import collective_impact as ci
    >>> names = ("office", "ymca", "library", "bank")
    >>> met = [("office", "ymca"), ("office", "library"), ("office", "bank"), ("ymca", "library")]
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in names],
    ...     backbone=ci.Backbone(organizations=["office"]),
    ...     ties=[ci.Tie(source=one, target=two, kind="communication") for one, two in met],
    ... )
    >>> found = backbone_dependence(reads)
    >>> loss = found["fragmentation"]
    >>> loss.before, round(loss.value, 3), found.only_through_backbone
    (0.0, 0.667, ('bank',))
    """
    if not isinstance(initiative, Initiative):
        raise InvalidValueError("initiative", initiative, "an Initiative (read_json reads one from a file)")
    kind, day = TieKind(kind), None if on is None else as_date(on)
    wave = wave or _latest_wave(initiative, kind, day)
    graph = among_members(initiative, kind, wave, day)
    out = [name for name in initiative.backbone_organizations if name in graph]
    partners = graph.copy()
    partners.remove_nodes_from(out)
    either = undirected(graph)
    is_known = graph.graph["complete"] is not False or bool(graph.number_of_edges())
    joint = joint_removal(graph, out, attribute=SECTOR, draws=draws, seed=seed) if out and is_known else None
    found = account(graph)
    found["warnings"] += () if out else (Message("network.backbone.nobody"),)
    return BackboneDependence(
        initiative=initiative.id,
        kind=kind,
        wave=wave,
        on=day,
        backbone=tuple(out),
        effects=joint.effects if joint else (),
        random=joint.random if joint else 0,
        others=removal(graph, partners, attribute=SECTOR, draws=draws, seed=seed).losses if is_known else (),
        fragmentation_bounds=_fragmentation_bounds(partners),
        direct=density(undirected(partners)),
        only_through_backbone=tuple(_only_through(either, frozenset(out))),
        single_points=tuple(_single_points(either, frozenset(out), seed)),
        convention=STRUCTURAL,
        seed=seed,
        **found,
    )


def _latest_wave(initiative: Initiative, kind: TieKind, on: date | None) -> str | None:
    """Return the wave in which the kind was asked about last; None where ties name none, or several of one day."""
    layer = latest_layer(initiative, kind, on or date.max)
    waves = {tie.wave for tie in layer.ties} if layer else set()
    return waves.pop() if len(waves) == 1 else None


def _fragmentation_bounds(partners: "nx.DiGraph[str]") -> tuple[float, float] | None:
    found = bounds(partners, fragmentation, monotone=True)
    return None if found.low is None or found.high is None else (found.low, found.high)


def _only_through(graph: "nx.Graph[Any]", backbone: frozenset[str]) -> Iterator[str]:
    """Yield the partners all of whose ties are to the backbone."""
    for node in graph:
        others = {*graph[node]} - {node}
        if node not in backbone and others and others <= backbone:
            yield node


def _single_points(graph: "nx.Graph[Any]", backbone: frozenset[str], seed: int) -> Iterable[SinglePoint]:
    """Return those without whom their part of the network falls apart, those who cut off most pairs first."""
    import networkx as nx

    found = []
    for node in in_order(nx.articulation_points(graph)):
        around = graph.subgraph(nx.node_connected_component(graph, node) - {node})
        parts = sorted(map(len, nx.connected_components(around)), reverse=True)
        without = [name for name in around if name in backbone]
        remedy = introductions(around, len(parts) - 1, without=without, seed=seed).suggested
        found.append(
            SinglePoint(stakeholder=str(node), is_backbone=node in backbone, parts=tuple(parts), remedy=remedy)
        )
    return sorted(found, key=lambda point: sum(size**2 for size in point.parts))
