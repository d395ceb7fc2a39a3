"""The common agenda: what the problem is, what is to be reached, and who adopted it."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, as_date, record, refers, saying
from collective_impact.model.vocabulary import Horizon, Strategy


@record(kw_only=True)
class Goal(Record):
    """Something that the initiative wants to reach.

    Parameters
    ----------
    id : str
    statement : str, optional
        The goal in words.
    horizon : Horizon or str, optional
        Short term (a win within about two years) or long term.
    strategy : Strategy or str, optional
        Through programs, or on the system around them.
    closes_gap_for : str, optional
        The group whose gap the goal is to close.
    """

    id: str
    statement: str | None = None
    horizon: Horizon | None = field(default=None, converter=optional(Horizon))
    strategy: Strategy | None = field(default=None, converter=optional(Strategy))
    closes_gap_for: str | None = None


@record(kw_only=True)
class Adoption(Record):
    """A stakeholder's formal yes (or no) to the agenda.

    Parameters
    ----------
    stakeholder : str
        Id of the stakeholder.
    on : date or str, optional
    adopted : bool, optional
        True unless it is recorded that the stakeholder declined; None where unknown.
    """

    stakeholder: str = field(metadata=refers("stakeholders"))
    on: date | None = field(default=None, converter=optional(as_date))
    adopted: bool | None = True

    KEY: ClassVar[tuple[str, ...]] = ("stakeholder", "on")


@record(kw_only=True)
class Review(Record):
    """An occasion on which data on the agenda's progress were reviewed.

    Parameters
    ----------
    on : date or str
    changed : bool, optional
        Whether the agenda or activities were changed after it.
    note : str, optional
    """

    on: date = field(converter=as_date)
    changed: bool | None = None
    note: str | None = None

    KEY: ClassVar[tuple[str, ...]] = ("on",)


@record(kw_only=True)
class CommonAgenda(Record):
    """The first condition: a shared understanding of a problem and of what to do about it.

    An absent text is unknown, not missing in the initiative; a recorded none is said by an
    `Extent` (``collection="agenda/goals"``, complete, nothing listed) or, for a text, by an
    empty string.

    Parameters
    ----------
    problem, vision, boundaries : str, optional
        The problem, the future wanted, and what is in and out of scope.
    sources : tuple of str
        Documents that the agenda stands in.
    goals : tuple of Goal
    principles : tuple of str
        How the partners want to work with each other.
    evaluation_plan : str, optional
    adoptions : tuple of Adoption
    reviews : tuple of Review

    Examples
    --------
    >>> agenda = CommonAgenda(problem="Too few children read well", goals=[Goal(id="read")])
    >>> agenda.goals[0].key
    'read'
    """

    problem: str | None = None
    vision: str | None = None
    boundaries: str | None = None
    sources: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    goals: tuple[Goal, ...] = field(default=(), converter=tuple[Goal, ...])
    principles: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    evaluation_plan: str | None = None
    adoptions: tuple[Adoption, ...] = field(default=(), converter=tuple[Adoption, ...])
    reviews: tuple[Review, ...] = field(default=(), converter=tuple[Review, ...])

    def doubts(self) -> Iterable[Saying]:
        """Yield goals that say nothing."""
        for index, goal in enumerate(self.goals):
            if goal.statement is None:
                yield saying(("goals", index, "statement"), "warning.goal_without_statement", goal=goal.id)
