"""Whether people agree on each item: records that hold no answer of anybody."""

from attrs import field

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.survey._agreement import Agreement, Consensus
from collective_impact.survey._by_chance import ByChance


@record(kw_only=True)
class ItemAgreement:
    """How far people agree on an item, and how many agree with it.

    Parameters
    ----------
    id : str
        Of the item.
    name : str, optional
        Its text.
    construct : str, optional
        The construct that it belongs to.
    n : int, optional
        Respondents that answered; None where the item is withheld, and then all that follows
        is none too.
    mean : float, optional
        On the scale of the answers, where more is more of the construct.
    agreement : Agreement, optional
        Van der Eijk's A, and whether the item splits people; None of items with two levels,
        on which it is not defined.
    consensus : Consensus, optional
        Tastle and Wierman's.
    agreeing : float, optional
        The share of answers above the middle of the scale; None where all, or all but one, are
        on one side of it, and fewer than twice the minimum. (It mostly follows from mean, A and
        consensus all the same; who chose which level does not.)
    low, high : float, optional
        Wilson's interval of this share.
    chance : ByChance, optional
        What A would be of as many answers at random.
    withheld : Message, optional
        Why nothing is shown.
    """

    id: str
    name: str | None = None
    construct: str | None = None
    n: int | None = None
    mean: float | None = None
    agreement: Agreement | None = None
    consensus: Consensus | None = None
    agreeing: float | None = None
    low: float | None = None
    high: float | None = None
    chance: ByChance | None = None
    withheld: Message | None = None

    @property
    def value(self) -> float | None:
        """A; None where there is none, or it is withheld."""
        return None if self.agreement is None else self.agreement.value

    @property
    def polarised(self) -> bool | None:
        """Whether A is below 0: answers pull further apart than if every level had been chosen equally often."""
        return None if self.agreement is None else self.agreement.polarised

    def __str__(self) -> str:
        if self.n is None:
            return f"{self.id}: withheld"
        said = [] if self.value is None else [f"A {self.value:+z.2f}{', polarised' * bool(self.polarised)}"]
        if self.agreeing is not None:
            said.append(f"{self.agreeing:.0%} agree ({self.low:.0%} to {self.high:.0%})")
        return f"{self.id}: {'; '.join([*said, f'n = {self.n}'])}"


@record(kw_only=True)
class ItemAgreements:
    """How far people agree on the items of an instrument.

    Parameters
    ----------
    instrument : str
        Id of the instrument.
    wave : str, optional
        Id of the wave.
    minimum : int
        Fewer respondents are not shown.
    confidence : float
        Of the intervals.
    backbone : bool
        Whether it is the backbone's own people who answered; otherwise they are left out.
    respondents : int
        Responses, with answers or without.
    items : tuple of ItemAgreement
        In the order of the instrument.
    rests_on : tuple of str
        Addresses of the instrument and of the wave; never of a response.
    warnings : tuple of Message
    """

    instrument: str
    wave: str | None
    minimum: int
    confidence: float
    backbone: bool = False
    respondents: int
    items: tuple[ItemAgreement, ...] = field(default=(), converter=tuple[ItemAgreement, ...])
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __getitem__(self, name: str) -> ItemAgreement:
        """Return how far people agree on an item."""
        items = {item.id: item for item in self.items}
        if name not in items:
            raise UnknownNameError("item", name, sorted(items))
        return items[name]

    @property
    def worst(self) -> ItemAgreement | None:
        """The item on which they agree least, of those that are shown and have an A."""
        known = [(item.value, item.id, item) for item in self.items if item.value is not None]
        return min(known)[2] if known else None

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row for each item as columns, as data frames take them.

        Returns
        -------
        dict of str to list
        """
        told: dict[str, list[object]] = {
            name: [getattr(item, name) for item in self.items]
            for name in ("id", "construct", "n", "mean", "value", "polarised", "agreeing", "low", "high")
        }
        told["consensus"] = [None if item.consensus is None else item.consensus.value for item in self.items]
        return told | {"withheld": [item.withheld is not None for item in self.items]}

    def __str__(self) -> str:
        return "\n".join(map(str, self.items))
