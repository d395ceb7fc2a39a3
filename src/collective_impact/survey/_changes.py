"""What changed from one wave to another: records that hold no answer of anybody."""

from collections.abc import Iterator

import attrs
from attrs import field
from attrs.converters import optional

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import Vocabulary, record
from collective_impact.survey._told import Told


class Design(Vocabulary):
    """How waves of a survey hang together."""

    PANEL = "panel"
    """The same people are asked again, under the same pseudonyms."""
    CROSS_SECTION = "cross_section"
    """People are asked anew, whoever they are."""


class Compared(Vocabulary):
    """Whose answers a change is between."""

    MATCHED = "matched"
    """Those who answered in both waves."""
    EVERYBODY = "everybody"
    """All who answered in one wave, and all who answered in the other."""


@record(kw_only=True)
class WaveChange:
    """How a construct or an item changed from one wave to another.

    Parameters
    ----------
    id : str
        Of the construct or item.
    construct : str, optional
        Of an item: the construct that it belongs to.
    compared : Compared, optional
        Whose answers; None where the change is withheld, and then all that follows is none too.
    earlier, later : float, optional
        Means over these respondents, from 1 to the top of the scale.
    n_earlier, n_later : int, optional
        How many they are.
    value : float, optional
        The later mean less the earlier, in points of the scale.
    low, high, p : float, optional
        The interval, and how often chance alone would make as large a change; None where
        nothing varies, and where few people would be told of. Each for this change by itself;
        of organisations of different size a little too wide, since their error is rounded up.
    adjusted_p : float, optional
        By Holm's correction, for looking at all constructs (or items).
    standardized : float, optional
        In standard deviations of respondents within waves (Hedges' g).
    withheld : Message, optional
        Why nothing is shown.
    """

    id: str
    construct: str | None = None
    compared: Compared | None = field(default=None, converter=optional(Compared))
    earlier: float | None = None
    later: float | None = None
    n_earlier: int | None = None
    n_later: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    adjusted_p: float | None = None
    standardized: float | None = None
    withheld: Message | None = None

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.id}: withheld"
        people = self.n_later if self.compared is Compared.MATCHED else f"{self.n_earlier} and {self.n_later}"
        said = f"{self.id}: {self.earlier:.2f} to {self.later:.2f}, {self.value:+z.2f}"
        if self.low is None or self.high is None or self.adjusted_p is None:
            return f"{said} ({self.compared}, n = {people})"
        interval = f"{self.low:+z.2f} to {self.high:+z.2f}; p = {self.adjusted_p:.3f} by Holm"
        return f"{said} ({interval}; {self.compared}, n = {people})"


@record(kw_only=True)
class Departure(Told):
    """How those who did not answer again had differed from those who did, in the earlier wave.

    Parameters
    ----------
    id : str
        Of the construct.
    left, stayed : float
        Means in the earlier wave.
    n_left, n_stayed : int
    value : float
        The mean of those who left less that of those who stayed.
    low, high, p, adjusted_p : float, optional
        As of a `WaveChange`.
    """

    id: str
    left: float
    stayed: float
    n_left: int
    n_stayed: int
    value: float
    low: float | None = None
    high: float | None = None
    p: float | None = None
    adjusted_p: float | None = None


@record(kw_only=True)
class WaveComparison:
    """What changed from one wave of a survey to another.

    Parameters
    ----------
    instrument, earlier, later : str
        Ids of the instrument and of the waves.
    design : Design
    minimum : int
        Fewer respondents are not shown.
    confidence : float
        Of the intervals.
    correction : str
        For many comparisons: ``"holm"``.
    both, left, came : int
        Respondents in both waves, in the earlier alone, in the later alone, by their pseudonyms.
    constructs, items : tuple of WaveChange
        In the order of the instrument.
    departures : tuple of Departure
        Of a panel: one for each construct of which those who left and those who stayed can both be shown.
    rests_on : tuple of str
        Addresses of the instrument and of the waves; never of a response.
    warnings : tuple of Message
    """

    instrument: str
    earlier: str
    later: str
    design: Design = field(converter=Design)
    minimum: int
    confidence: float
    correction: str = "holm"
    both: int
    left: int
    came: int
    constructs: tuple[WaveChange, ...] = field(default=(), converter=tuple[WaveChange, ...])
    items: tuple[WaveChange, ...] = field(default=(), converter=tuple[WaveChange, ...])
    departures: tuple[Departure, ...] = field(default=(), converter=tuple[Departure, ...])
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __getitem__(self, name: str) -> WaveChange:
        """Return the change of a construct, or of an item where no construct has the id."""
        changes = {change.id: change for change in (*self.items, *self.constructs)}
        if name not in changes:
            raise UnknownNameError("construct or item", name, sorted(changes))
        return changes[name]

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row for each construct and item as columns, as data frames take them.

        Returns
        -------
        dict of str to list
        """
        rows = list(self._kinds())
        names = [name for name in attrs.fields_dict(WaveChange) if name != "withheld"]
        told: dict[str, list[object]] = {"kind": [kind for kind, _ in rows]}
        told |= {name: [getattr(change, name) for _, change in rows] for name in names}
        return told | {"withheld": [change.withheld is not None for _, change in rows]}

    def _kinds(self) -> Iterator[tuple[str, WaveChange]]:
        yield from (("construct", change) for change in self.constructs)
        yield from (("item", change) for change in self.items)

    def __str__(self) -> str:
        title = f"{self.earlier} to {self.later}: {self.both} in both, {self.left} left, {self.came} came"
        return "\n".join([title, *(f"  {change}" for change in self.constructs or self.items)])
