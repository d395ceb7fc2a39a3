"""Questionnaires as data, and what people answered."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, Value, as_date, listed_twice, record, refers, saying
from collective_impact.model.vocabulary import NoAnswer, Viewpoint


@record(kw_only=True)
class Item(Record):
    """A question.

    Parameters
    ----------
    id : str
    text : str, optional
        The wording; None where it is somebody's copyright.
    about : tuple of str
        The criteria that it informs, such as ``"continuous_communication.trust"``.
    reverse : bool
        Whether a high answer means little of it.
    construct : str, optional
        The construct that it belongs to.
    levels : tuple of str
        Its own ordered answers, lowest first, where they differ from the instrument's.
    """

    id: str
    text: str | None = None
    about: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    reverse: bool = False
    construct: str | None = None
    levels: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def contradictions(self) -> Iterable[Saying]:
        """Yield repeated levels."""
        return listed_twice("levels", self.levels)


@record(kw_only=True)
class Instrument(Record):
    """A questionnaire: items on an ordered scale.

    Parameters
    ----------
    id : str
    name, version, citation, licence : str, optional
    levels : tuple of str
        The ordered answers, lowest first; answers are recorded as 1 to their number.
    items : tuple of Item

    Examples
    --------
    >>> survey = Instrument(id="pulse", levels=["no", "partly", "yes"], items=[Item(id="q1")])
    >>> survey.top(survey.items[0])
    3
    """

    id: str
    name: str | None = None
    version: str | None = None
    citation: str | None = None
    licence: str | None = None
    levels: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    items: tuple[Item, ...] = field(default=(), converter=tuple[Item, ...])

    DOCUMENT: ClassVar[str] = "instrument"

    def top(self, item: Item) -> int:
        """Return the highest answer of an item; the lowest is 1."""
        return len(item.levels or self.levels)

    def contradictions(self) -> Iterable[Saying]:
        """Yield repeated levels, and items whose scale has no two levels."""
        yield from listed_twice("levels", self.levels)
        for index, item in enumerate(self.items):
            if self.top(item) < 2:  # noqa: PLR2004 - a scale of one level measures nothing
                yield saying(("items", index, "levels"), "fault.no_scale", item=item.id)


@record(kw_only=True)
class Answer(Value):
    """What somebody answered to an item.

    Parameters
    ----------
    item : str
        Id of the item.
    value : float, optional
        From 1 to the number of the item's levels.
    reason : NoAnswer or str, optional
        Why there is no value: not applicable, don't know and skipped are different things.
    """

    item: str
    value: float | None = None
    reason: NoAnswer | None = field(default=None, converter=optional(NoAnswer))

    def contradictions(self) -> Iterable[Saying]:
        """Yield an answer with both or neither of value and reason."""
        if (self.value is None) == (self.reason is None):
            yield saying("value", "fault.answer", item=self.item)


@record(kw_only=True)
class Response(Record):
    """The answers of one respondent, who is a pseudonym.

    Parameters
    ----------
    instrument : str
        Id of the instrument.
    respondent : str
        A pseudonym; never a name.
    organization : str, optional
        Id of the stakeholder that the respondent belongs to.
    role : Viewpoint or str, optional
    wave : str, optional
        Id of the wave.
    on : date or str, optional
    answers : tuple of Answer
    """

    instrument: str = field(metadata=refers("instruments"))
    respondent: str
    organization: str | None = field(default=None, metadata=refers("stakeholders"))
    role: Viewpoint | None = field(default=None, converter=optional(Viewpoint))
    wave: str | None = field(default=None, metadata=refers("waves"))
    on: date | None = field(default=None, converter=optional(as_date))
    answers: tuple[Answer, ...] = field(default=(), converter=tuple[Answer, ...])

    KEY: ClassVar[tuple[str, ...]] = ("instrument", "respondent", "wave")
