"""The phase that an initiative is in, with the evidence for it: reported, never guessed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias

from attrs import field

from collective_impact.conditions import _milestones
from collective_impact.errors import Message
from collective_impact.model._record import Value, Vocabulary, record
from collective_impact.model.initiative import Initiative

__all__ = ["Component", "Milestone", "Phase", "PhaseComponent", "PhaseName", "phase_of"]

SLACK = 1
"""How many of the four components may lag behind the phase (ours)."""


class PhaseName(Vocabulary):
    """The phases of collective impact, in order (Hanleybrown, Kania & Kramer 2012, and the dialogue before them)."""

    GENERATE_IDEAS = "generate_ideas"
    INITIATE_ACTION = "initiate_action"
    ORGANIZE_FOR_IMPACT = "organize_for_impact"
    SUSTAIN_ACTION_AND_IMPACT = "sustain_action_and_impact"


class Component(Vocabulary):
    """What is looked at in each phase (Hanleybrown, Kania & Kramer 2012)."""

    GOVERNANCE_AND_INFRASTRUCTURE = "governance_and_infrastructure"
    STRATEGIC_PLANNING = "strategic_planning"
    COMMUNITY_INVOLVEMENT = "community_involvement"
    EVALUATION_AND_IMPROVEMENT = "evaluation_and_improvement"


PHASES = tuple(PhaseName)
"""The phases in order."""


@record(kw_only=True)
class Milestone(Value):
    """What a component shows of a phase.

    Parameters
    ----------
    phase : PhaseName or str
    shown : bool, optional
        Whether the records show it; None where they do not say.
    note : Message
        What was looked for.
    rests_on : tuple of str
        Addresses of the records that say so.
    """

    phase: PhaseName = field(converter=PhaseName)
    shown: bool | None = None
    note: Message
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])


@record(kw_only=True)
class PhaseComponent(Value):
    """How far a component has come: one milestone for each phase after the first.

    Parameters
    ----------
    component : Component or str
    milestones : tuple of Milestone
    """

    component: Component = field(converter=Component)
    milestones: tuple[Milestone, ...] = field(converter=tuple[Milestone, ...])

    @property
    def reached(self) -> PhaseName:
        """The last phase that the records show, with all before it."""
        return PHASES[_steps(milestone.shown is True for milestone in self.milestones)]

    @property
    def reachable(self) -> PhaseName:
        """The last phase that the records do not rule out."""
        return PHASES[_steps(milestone.shown is not False for milestone in self.milestones)]


@record(kw_only=True)
class Phase(Value):
    """The phase of an initiative, and what says so.

    Parameters
    ----------
    value : PhaseName or str, optional
        None where the records do not show it.
    earliest, latest : PhaseName or str
        Between which phases it lies, as far as the records say.
    components : tuple of PhaseComponent
        The evidence.
    note : Message
    """

    value: PhaseName | None = None
    earliest: PhaseName = field(converter=PhaseName)
    latest: PhaseName = field(converter=PhaseName)
    components: tuple[PhaseComponent, ...] = field(converter=tuple[PhaseComponent, ...])
    note: Message

    def __str__(self) -> str:
        return str(self.note)


Look: TypeAlias = Callable[[Initiative, date], _milestones.Shown]

_ROWS: tuple[tuple[Component, tuple[Look, Look, Look]], ...] = (
    (
        Component.GOVERNANCE_AND_INFRASTRUCTURE,
        (_milestones.several_sectors, _milestones.backbone_and_steering, _milestones.meets),
    ),
    (
        Component.STRATEGIC_PLANNING,
        (_milestones.problem_described, _milestones.goals_set, _milestones.goals_worked_on),
    ),
    (
        Component.COMMUNITY_INVOLVEMENT,
        (_milestones.affected_are_members, _milestones.affected_have_seats, _milestones.results_returned),
    ),
    (
        Component.EVALUATION_AND_IMPROVEMENT,
        (_milestones.baseline_known, _milestones.targets_set, _milestones.progress_tracked),
    ),
)


def phase_of(initiative: Initiative, as_of: date) -> Phase:
    """Return the phase that an initiative is in, with the evidence for it.

    Each of four components is looked up in the records for each phase. A component has
    reached a phase where that and all before it are shown; the initiative is in the last
    phase that all components but one (ours) have reached. Where unknowns leave room for
    another phase, it is not said which it is.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Later records are not used.

    Returns
    -------
    Phase

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review:
    phases and components. What shows a component in a phase is ours.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> found = phase_of(ci.Initiative(id="new"), date(2020, 1, 1))
    >>> print(found.value, found.earliest, found.latest)
    None generate_ideas sustain_action_and_impact
    """
    components = tuple(
        PhaseComponent(component=component, milestones=tuple(_looked_up(initiative, as_of, component, looks)))
        for component, looks in _ROWS
    )
    earliest = _but_for_a_few(row.reached for row in components)
    latest = _but_for_a_few(row.reachable for row in components)
    value = earliest if earliest is latest else None
    return Phase(value=value, earliest=earliest, latest=latest, components=components, note=_note(earliest, latest))


def _looked_up(
    initiative: Initiative, as_of: date, component: Component, looks: tuple[Look, Look, Look]
) -> Iterable[Milestone]:
    for phase, look in zip(PHASES[1:], looks, strict=True):
        shown, rests_on = look(initiative, as_of)
        note = Message(f"phase.{component.value}.{phase.value}", {})
        yield Milestone(phase=phase, shown=shown, note=note, rests_on=tuple(sorted(set(rests_on))))


def _steps(shown: Iterable[bool]) -> int:
    """Return how many steps are taken before the first that is not."""
    taken = 0
    for step in shown:
        if not step:
            return taken
        taken += 1
    return taken


def _but_for_a_few(reached: Iterable[PhaseName]) -> PhaseName:
    return sorted(reached, key=PHASES.index)[SLACK]


def _note(earliest: PhaseName, latest: PhaseName) -> Message:
    if earliest is latest:
        return Message(f"phase.found.{earliest.value}", {})
    if (earliest, latest) == (PHASES[0], PHASES[-1]):
        return Message("phase.unknown", {})
    return Message("phase.between", {"earliest": _in_words(earliest), "latest": _in_words(latest)})


def _in_words(phase: PhaseName) -> str:
    return phase.value.replace("_", " ")
