"""Questionnaires as data, and what people answered."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, Value, as_date, listed_twice, record, refers, saying
from collective_impact.model.vocabulary import NoAnswer, Rounding, Viewpoint

TOLERANCE = 1e-9
"""Steps between decimal numbers are not exact."""


@record(kw_only=True)
class Band(Value):
    """A named stretch of a scale.

    Parameters
    ----------
    name : str
    low, high : float
        Its ends as they are printed, both within it.
    """

    name: str
    low: float
    high: float

    def contradictions(self) -> Iterable[Saying]:
        """Yield ends out of order."""
        if self.low > self.high:
            yield saying("low", "fault.low_above_high", low=self.low, high=self.high)


@record(kw_only=True)
class Banding(Value):
    """How values on a scale are put into words.

    A value is rounded first, and then belongs to the highest band whose low end it reaches.
    Printed bands leave gaps (1.0 to 2.9, 3.0 to 3.9), into which no rounded value falls.

    Parameters
    ----------
    bands : tuple of Band
        In any order; `ordered` has the lowest first.
    decimals : int, optional
        To how many decimals a value is rounded first; None is not at all, and then the end
        of one band is the beginning of the next, to which that value belongs.
    rounding : Rounding or str
        What happens half way between; half up unless said otherwise.

    Examples
    --------
    >>> zones = Banding(bands=[Band(name="concern", low=1, high=2.9), Band(name="fine", low=3, high=5)], decimals=1)
    >>> zones.rounding
    <Rounding.HALF_UP: 'half_up'>
    """

    bands: tuple[Band, ...] = field(default=(), converter=tuple[Band, ...])
    decimals: int | None = None
    rounding: Rounding = field(default=Rounding.HALF_UP, converter=Rounding)

    @property
    def ordered(self) -> tuple[Band, ...]:
        """The bands, the lowest first."""
        return tuple(sorted(self.bands, key=lambda band: band.low))

    def contradictions(self) -> Iterable[Saying]:
        """Yield decimals that make no sense, and bands that overlap or leave room for a rounded value between them."""
        if self.decimals is not None and not 0 <= self.decimals <= 9:  # noqa: PLR2004 - floats hold few more
            yield saying("decimals", "fault.decimals", given=self.decimals)
            return
        step = 0.0 if self.decimals is None else 10.0**-self.decimals
        for lower, upper in pairwise(self.ordered):
            if abs(upper.low - lower.high - step) > TOLERANCE:
                wanted = round(lower.high + step, 9)
                place = ("bands", self.bands.index(upper), "low")
                yield saying(place, "fault.bands", given=upper.low, wanted=wanted)


@record(kw_only=True)
class Construct(Record):
    """What several items ask for together; the items name it.

    Parameters
    ----------
    id : str
    name : str, optional
    banding : Banding, optional
        Its own bands, where they differ from the instrument's.
    """

    id: str
    name: str | None = None
    banding: Banding | None = None


@record(kw_only=True)
class Item(Record):
    """A question.

    Parameters
    ----------
    id : str
    text : str, optional
        The wording; None where it is somebody's copyright.
    about : tuple of str
        The criteria that it informs, such as ``"continuous_communication.trust"``; or the
        agenda, or the goal, that it asks what people think of, by address: ``"agenda"``,
        ``"agenda/goals/read"``.
    reverse : bool
        Whether a high answer means little of it.
    construct : str, optional
        Id of the construct that it belongs to. The items of ``"priorities"`` are one ranking:
        each asks for the rank, or the weight, of one thing. Only who ranked all counts there.
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
    note : str, optional
        What whoever uses it should know, such as what it was checked against.
    language : str, optional
        The language of its words, such as ``"en"``; answers are the same in all of them.
    levels : tuple of str
        The ordered answers, lowest first; answers are recorded as 1 to their number.
    items : tuple of Item
    constructs : tuple of Construct
        What its items ask for together; where none is listed, those that the items name.
    banding : Banding, optional
        How scores of its constructs are put into words.

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
    note: str | None = None
    language: str | None = None
    levels: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    items: tuple[Item, ...] = field(default=(), converter=tuple[Item, ...])
    constructs: tuple[Construct, ...] = field(default=(), converter=tuple[Construct, ...])
    banding: Banding | None = None

    DOCUMENT: ClassVar[str] = "instrument"

    def top(self, item: Item) -> int:
        """Return the highest answer of an item; the lowest is 1."""
        return len(item.levels or self.levels)

    def contradictions(self) -> Iterable[Saying]:
        """Yield repeated levels, items whose scale has no two levels, and items of constructs that are not listed."""
        yield from listed_twice("levels", self.levels)
        listed = [construct.id for construct in self.constructs]
        for index, item in enumerate(self.items):
            if self.top(item) < 2:  # noqa: PLR2004 - a scale of one level measures nothing
                yield saying(("items", index, "levels"), "fault.no_scale", item=item.id)
            if listed and item.construct is not None and item.construct not in listed:
                known = ", ".join(listed)
                yield saying(("items", index, "construct"), "fault.no_construct", given=item.construct, known=known)


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
