"""How a network is governed, as far as its ties show: evidence, and no verdict."""

from datetime import date

from attrs import field

from collective_impact.errors import Message, Param
from collective_impact.model._record import as_date, record
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import BodyKind, TieKind
from collective_impact.network._account import Result, account
from collective_impact.network._centralization import degree_centralization
from collective_impact.network._density import Density, density
from collective_impact.network._graph import among_members
from collective_impact.network._snapshot import Graph, snapshot
from collective_impact.network._undirected import undirected


@record(kw_only=True)
class Governance(Result):
    """How centralized a network is, around whom, how large, and how much its members trust each other.

    Parameters
    ----------
    initiative : str
    kind : TieKind
        The ties that it is about.
    on : date, optional
    density : Density
        Of these ties, whichever way they point.
    centralization : float, optional
        By degree, 0 (all alike) to 1 (a star); None below three members.
    around : tuple of str
        Who has most of these ties: several where they are even.
    around_share : float, optional
        The share of all ties that each of them is an end of; None where there is no tie.
    around_backbone : bool, optional
        Whether one of them is of the backbone; None where no backbone is named, or nobody is
        at the centre.
    trust : Density
        Of ties of trust, each way counted for itself.
    trust_returned : float, optional
        The share of ties of trust that are returned; None where there is none.
    adopted, members : int
        How many of the members are recorded to have adopted the agenda.
    steering : tuple of str
        Ids of the steering bodies.
    """

    initiative: str
    kind: TieKind
    on: date | None = None
    density: Density
    centralization: float | None = None
    around: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    around_share: float | None = None
    around_backbone: bool | None = None
    trust: Density
    trust_returned: float | None = None
    adopted: int = 0
    members: int = 0
    steering: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @property
    def findings(self) -> tuple[Message, ...]:
        """The evidence in sentences, with what each is held to go with."""
        said: list[Message] = [Message("network.governance.size", {"n": self.n})]
        if self.centralization is not None and self.around_share is not None:
            params: dict[str, Param] = {
                "centralization": self.centralization,
                "around": ", ".join(self.around),
                "percent": 100 * self.around_share,
            }
            said.append(Message("network.governance.centre", params))
        if self.around_backbone is not None:
            code = "backbone" if self.around_backbone else "others"
            said.append(Message(f"network.governance.{code}", {"around": ", ".join(self.around)}))
        if self.trust.value is not None:
            said.append(Message("network.governance.trust", {"density": self.trust.value}))
        said.append(Message("network.governance.consensus", {"adopted": self.adopted, "members": self.members}))
        return tuple(said)

    def __str__(self) -> str:
        return "\n".join([f"Governance of {self.initiative}:", *(f"  {finding}" for finding in self.findings)])


def governance(
    initiative: Initiative,
    kind: TieKind | str = TieKind.COLLABORATION,
    *,
    wave: str | None = None,
    on: date | str | None = None,
) -> Governance:
    """Describe how a network is governed: how centralized it is, around whom, its size and its trust.

    Networks are governed by their members together, by one of them that leads, or by an
    organisation made for it; which of these fits is held to depend on the number of members,
    on trust, and on agreement about goals. This brings the evidence together. It does not name
    the form, since the same figures come with different forms, and no figure is the better the
    higher it is: in one trial coalitions of lower density adopted more (Valente et al. 2007).

    Parameters
    ----------
    initiative : Initiative
    kind : TieKind or str
        The ties that it is about; trust is looked at besides.
    wave : str, optional
        Id of the wave in which ties were reported; all unless given.
    on : date or str, optional
        Members that belong on this date; all who have not left unless given.

    Returns
    -------
    Governance
        Printed, it lists the evidence.

    Raises
    ------
    InvalidValueError
        There is no such kind, or ``on`` is no date.
    UnknownNameError
        There is no wave with that id.

    References
    ----------
    Provan & Kenis (2008), Modes of network governance, Journal of Public Administration
    Research and Theory 18.
    Valente, Chou & Pentz (2007), Community coalitions as a system, American Journal of Public
    Health 97:880.

    Examples
    --------
    >>> import collective_impact as ci
    >>> names = ("office", "ymca", "library", "bank")
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in names],
    ...     backbone=ci.Backbone(organizations=["office"]),
    ...     ties=[ci.Tie(source="office", target=name, kind="collaboration") for name in names[1:]],
    ... )
    >>> found = governance(reads)
    >>> found.around, found.centralization, found.around_backbone
    (('office',), 1.0, True)
    """
    day = None if on is None else as_date(on)
    graph = among_members(initiative, kind, wave, day)
    either = undirected(graph)
    trust = among_members(initiative, TieKind.TRUST, wave, day)
    around, share = _around(either)
    ours = set(initiative.backbone_organizations)
    enough = 3  # a star of two is a pair
    return Governance(
        initiative=initiative.id,
        kind=TieKind(kind),
        on=day,
        density=density(either),
        centralization=degree_centralization(either) if len(either) >= enough else None,
        around=around,
        around_share=share,
        around_backbone=bool(ours.intersection(around)) if ours and around else None,
        trust=density(trust),
        trust_returned=_returned(trust),
        adopted=_adopted(initiative, graph, day),
        members=len(graph),
        steering=tuple(body.id for body in initiative.bodies if body.kind is BodyKind.STEERING_COMMITTEE),
        convention="undirected",
        **account(graph),
    )


def _around(graph: Graph) -> tuple[tuple[str, ...], float | None]:
    """Return who has most ties, in the order of the graph, and the share of all ties that is."""
    arrays = snapshot(graph)
    if not arrays.m:
        return (), None
    most = arrays.out_degree.max()
    there = {node for node, degree in zip(arrays.nodes, arrays.out_degree, strict=True) if degree == most}
    return tuple(node for node in graph if node in there), int(most) / arrays.m


def _returned(graph: Graph) -> float | None:
    arrays = snapshot(graph)
    return arrays.both.m * 2 / arrays.m if arrays.m else None


def _adopted(initiative: Initiative, graph: Graph, on: date | None) -> int:
    """Return how many of the members adopted the agenda, by their last word before a date."""
    said = initiative.agenda.adoptions if initiative.agenda else ()
    past = [adoption for adoption in said if on is None or adoption.on is None or adoption.on <= on]
    last = {each.stakeholder: each.adopted for each in sorted(past, key=lambda each: each.on or date.min)}
    return sum(adopted is True and stakeholder in graph for stakeholder, adopted in last.items())
