"""Continuous communication: bodies and the occasions on which people met."""

import re
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, as_date, escaped, record, refers, saying, unescaped
from collective_impact.model.vocabulary import BodyKind, ConveningStatus


@record(kw_only=True)
class Body(Record):
    """A group of members that meets: a steering committee, a working group.

    Parameters
    ----------
    id : str
    name : str, optional
    kind : BodyKind or str, optional
    members : tuple of str
        Ids of stakeholders.
    goals : tuple of str
        Ids of the goals that it works on.
    decision_rule : str, optional
        For example ``"consensus"``.
    channel : bool, optional
        Whether its members can reach each other between meetings (a list, a group, a newsletter).
    """

    id: str
    name: str | None = None
    kind: BodyKind | None = field(default=None, converter=optional(BodyKind))
    members: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    goals: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("agenda/goals"))
    decision_rule: str | None = None
    channel: bool | None = None


@record(kw_only=True)
class Attendance(Record):
    """A stakeholder that was there.

    Parameters
    ----------
    stakeholder : str
        Id of the stakeholder.
    mandated : bool, optional
        Whether somebody was there who may commit the organisation.
    """

    stakeholder: str = field(metadata=refers("stakeholders"))
    mandated: bool | None = None

    KEY: ClassVar[tuple[str, ...]] = ("stakeholder",)


@record(kw_only=True)
class Convening(Record):
    """A meeting, held or not.

    Parameters
    ----------
    id : str, optional
    on : date or str
    body : str, optional
        Id of the body that met; None is a meeting of all members.
    status : ConveningStatus or str
        Held unless said otherwise.
    expected : tuple of str
        Ids of the stakeholders that were expected; where none are listed, the body's members.
    attendances : tuple of Attendance
    head_count : int, optional
        How many stakeholders were there, where their names are not recorded.
    facilitator : str, optional
        Who facilitated, by name.
    agenda_shared : bool, optional
        Whether the agenda went out in advance.
    data_reviewed : bool, optional
        Whether the shared data were looked at.
    results_returned : bool, optional
        Whether results were given back to the community on this occasion.
    decisions : tuple of str

    Examples
    --------
    >>> Convening(on="2019-03-14", body="steering").key
    '2019-03-14;body=steering'
    """

    id: str | None = None
    on: date = field(converter=as_date)
    body: str | None = field(default=None, metadata=refers("bodies"))
    status: ConveningStatus = field(default=ConveningStatus.HELD, converter=ConveningStatus)
    expected: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    attendances: tuple[Attendance, ...] = field(default=(), converter=tuple[Attendance, ...])
    head_count: int | None = None
    facilitator: str | None = None
    agenda_shared: bool | None = None
    data_reviewed: bool | None = None
    results_returned: bool | None = None
    decisions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    KEY: ClassVar[tuple[str, ...]] = ("on", "body")

    def spelled_key(self) -> str:
        """Return the id, or the date and body where it has none."""
        return super().spelled_key() if self.id is None else escaped(self.id)

    @classmethod
    def of_key(cls, key: str) -> dict[str, object]:
        """Return date and body where the key begins with a date, else the id."""
        is_dated = re.match(r"\d{4}-\d\d-\d\d(;|$)", key)
        return super().of_key(key) if is_dated else {"id": unescaped(key)}

    def contradictions(self) -> Iterable[Saying]:
        """Yield a negative head count."""
        if self.head_count is not None and self.head_count < 0:
            yield saying("head_count", "fault.negative", given=self.head_count)

    def doubts(self) -> Iterable[Saying]:
        """Yield fewer heads than names."""
        if self.head_count is not None and self.head_count < len(self.attendances):
            yield saying("head_count", "warning.fewer_heads", heads=self.head_count, names=len(self.attendances))
