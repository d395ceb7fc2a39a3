"""Who works with whom, and the waves in which that was asked."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, as_date, escaped, record, refers, saying, unescaped
from collective_impact.model.vocabulary import TieKind, TieStatus


@record(kw_only=True)
class Tie(Record):
    """A relation between two stakeholders, as somebody reported it.

    Parameters
    ----------
    source, target : str
        Ids of stakeholders.
    kind : TieKind or str
    strength : float, optional
        Zero or more; larger is stronger (it is never a distance).
    directed : bool
        Whether it runs from source to target only.
    status : TieStatus or str
        Observed unless said otherwise; absent is a reported no, unknown is neither.
    reporter : str, optional
        Id of the stakeholder that reported it.
    wave : str, optional
        Id of the wave in which it was reported.

    Examples
    --------
    >>> Tie(source="ymca", target="library", kind="referral").key
    'ymca>library;kind=referral'
    """

    source: str = field(metadata=refers("stakeholders"))
    target: str = field(metadata=refers("stakeholders"))
    kind: TieKind = field(converter=TieKind)
    strength: float | None = None
    directed: bool = True
    status: TieStatus = field(default=TieStatus.OBSERVED, converter=TieStatus)
    reporter: str | None = field(default=None, metadata=refers("stakeholders"))
    wave: str | None = field(default=None, metadata=refers("waves"))

    KEY: ClassVar[tuple[str, ...]] = ("source", "kind", "wave", "reporter")

    def spelled_key(self) -> str:
        """Return source, target and kind, then wave and reporter where known; an undirected tie once."""
        source, target = self.source, self.target
        if not self.directed and target < source:
            source, target = target, source
        return ";".join([f"{_end(source)}{'>' if self.directed else '<>'}{_end(target)}", *self.other_keys()])

    @classmethod
    def of_key(cls, key: str) -> dict[str, object]:
        """Return source, target, whether it is directed, and what else the key spells."""
        ends = key.partition(";")[0]
        source, mark, target = ends.partition("<>" if "<>" in ends else ">")
        return super().of_key(key) | {"source": _id(source), "target": _id(target), "directed": mark == ">"}

    def contradictions(self) -> Iterable[Saying]:
        """Yield a tie to itself and a negative strength."""
        if self.source == self.target:
            yield saying("target", "fault.tie_to_itself", given=self.source)
        if self.strength is not None and self.strength < 0:
            yield saying("strength", "fault.negative", given=self.strength)


def _end(given: str) -> str:
    """Return an id as one end in a tie's key."""
    return escaped(given).replace("<", "%3C").replace(">", "%3E")


def _id(end: str) -> str:
    return unescaped(end.replace("%3C", "<").replace("%3E", ">"))


@record(kw_only=True)
class Wave(Record):
    """A time at which stakeholders were asked. Waves are ordered by date, not by id.

    Parameters
    ----------
    id : str
    name : str, optional
    starts, ends : date or str, optional
    invited, answered : tuple of str
        Ids of the stakeholders that were asked, and of those that answered.
    """

    id: str
    name: str | None = None
    starts: date | None = field(default=None, converter=optional(as_date))
    ends: date | None = field(default=None, converter=optional(as_date))
    invited: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    answered: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))

    def contradictions(self) -> Iterable[Saying]:
        """Yield dates out of order."""
        if self.starts and self.ends and self.ends < self.starts:
            yield saying("ends", "fault.dates", later=str(self.ends), earlier=str(self.starts))

    def doubts(self) -> Iterable[Saying]:
        """Yield answers of those who were not asked."""
        uninvited = sorted(set(self.answered) - set(self.invited)) if self.invited else []
        for stakeholder in uninvited:
            yield saying("answered", "warning.answered_uninvited", stakeholder=stakeholder)
