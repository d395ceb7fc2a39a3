"""What a survey says, construct by construct: records that hold no answer of anybody."""

from attrs import field

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.survey._aggregation import Order
from collective_impact.survey._told import Told


@record(kw_only=True)
class Missing:
    """Why answers are not there: four different things, each counted.

    Where fewer people than the minimum have one of the reasons, none is told: who answers for
    one of few would be known by it, and the others would tell by what is left.

    Parameters
    ----------
    not_applicable, dont_know, skipped : int, optional
        Answers that say so.
    missing : int, optional
        Questions of which a response says nothing.
    """

    not_applicable: int | None = 0
    dont_know: int | None = 0
    skipped: int | None = 0
    missing: int | None = 0

    @property
    def total(self) -> int | None:
        """All of them; None where they are not told."""
        counts = (self.not_applicable, self.dont_know, self.skipped, self.missing)
        return sum(count for count in counts if count is not None) if None not in counts else None

    def __str__(self) -> str:
        if self.total is None:
            return "withheld, since too few have one of the reasons"
        counts = {name: getattr(self, name) for name in ("not_applicable", "dont_know", "skipped", "missing")}
        return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items() if count) or "none"


@record(kw_only=True)
class BandChance(Told):
    """How probable it is that a score belongs to a band.

    Parameters
    ----------
    band : str
    probability : float
        0 to 1, as far as the choice of organisations goes.
    """

    band: str
    probability: float


@record(kw_only=True)
class SurveyScore:
    """What was said to a construct, or to an item of one.

    Parameters
    ----------
    id : str
        Of the construct, or of the item.
    name : str, optional
    construct : str, optional
        Of an item: the construct that it belongs to.
    value : float, optional
        On the scale of the answers, from 1 to its top, where more is more of the construct.
        None where it is withheld, and then all that follows is none too.
    bounds : tuple of float, optional
        How far it could move if all who did not answer had said the worst, and the best.
    interval : tuple of float, optional
        Where it could lie, as far as the choice of organisations goes; None where fewer than
        four answered, of which it would tell too much, or all of them alike. Of organisations
        of different size it is a little too wide: their error is rounded up.
    method : str, optional
        How the interval was found: ``"t"`` or ``"bootstrap"``, both over organisations.
    n : int, optional
        Respondents that answered.
    organizations : int, optional
        Organisations that they belong to; who belongs to none counts as one.
    missing : Missing, optional
        Why answers are not there, as far as enough people have each of the reasons.
    band : str, optional
        The value in a word of the instrument.
    chances : tuple of BandChance
        How probable each band is, lowest first.
    withheld : Message, optional
        Why nothing is shown.
    """

    id: str
    name: str | None = None
    construct: str | None = None
    value: float | None = None
    bounds: tuple[float, float] | None = None
    interval: tuple[float, float] | None = None
    method: str | None = None
    n: int | None = None
    organizations: int | None = None
    missing: Missing | None = None
    band: str | None = None
    chances: tuple[BandChance, ...] = field(default=(), converter=tuple[BandChance, ...])
    withheld: Message | None = None

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.name or self.id}: withheld"
        between = "" if self.interval is None else f" ({self.interval[0]:.2f} to {self.interval[1]:.2f})"
        word = "" if self.band is None else f", {self.band}"
        return f"{self.name or self.id}: {self.value:.2f}{between}{word}; n = {self.n}"


@record(kw_only=True)
class ConstructScores:
    """What a survey says.

    Parameters
    ----------
    instrument : str
        Id of the instrument.
    wave : str, optional
        Id of the wave.
    order : Order
        What was averaged first.
    minimum : int
        Fewer respondents are not shown.
    confidence : float
        Of the intervals.
    backbone : bool
        Whether it is the backbone's own people who said it; otherwise they are left out.
    respondents : int
        Responses, with answers or without.
    organizations : int
        Organisations that they belong to.
    response_rate : float, optional
        Respondents as a share of the people that were asked; None where their number is not known.
    organization_rate : float, optional
        The share of the organisations invited to the wave that answered.
    constructs, items : tuple of SurveyScore
        In the order of the instrument.
    rests_on : tuple of str
        Addresses of the instrument and of the wave; never of a response.
    warnings : tuple of Message
    """

    instrument: str
    wave: str | None
    order: Order = field(converter=Order)
    minimum: int
    confidence: float
    backbone: bool = False
    respondents: int
    organizations: int
    response_rate: float | None = None
    organization_rate: float | None = None
    constructs: tuple[SurveyScore, ...] = field(default=(), converter=tuple[SurveyScore, ...])
    items: tuple[SurveyScore, ...] = field(default=(), converter=tuple[SurveyScore, ...])
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __getitem__(self, name: str) -> SurveyScore:
        """Return the score of a construct, or of an item where no construct has the id."""
        scores = {score.id: score for score in (*self.items, *self.constructs)}
        if name not in scores:
            raise UnknownNameError("construct or item", name, sorted(scores))
        return scores[name]

    def to_columns(self) -> dict[str, list[object]]:
        """Return constructs and their items as columns, as data frames take them.

        Returns
        -------
        dict of str to list
        """
        rows = (*self.constructs, *self.items)
        kinds: list[object] = [*["construct"] * len(self.constructs), *["item"] * len(self.items)]
        table = {"kind": kinds}
        for name in ("id", "construct", "value", "n", "organizations", "band", "method"):
            table[name] = [getattr(row, name) for row in rows]
        for name in ("bounds", "interval"):
            ends = [getattr(row, name) or (None, None) for row in rows]
            table[f"{name}_low"], table[f"{name}_high"] = [low for low, _ in ends], [high for _, high in ends]
        table["withheld"] = [row.withheld is not None for row in rows]
        return table

    def __str__(self) -> str:
        return "\n".join(map(str, self.constructs or self.items))
