"""The reliability of a construct, from what people answered."""

from collections.abc import Iterable

from attrs import field

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._arrays import share
from collective_impact.survey._asked import of_wave
from collective_impact.survey._covariances import Covariances, MissingAnswers
from collective_impact.survey._plan import Plan, apart
from collective_impact.survey._reliability import Alpha, ItemRest, Omega, alpha_of, item_rest_of, omega_of
from collective_impact.survey._respondents import Block
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, checked_minimum


@record(kw_only=True)
class Reliability:
    """Whether the items of a construct say one thing.

    Parameters
    ----------
    instrument, construct : str
        Their ids.
    wave : str, optional
        Id of the wave.
    alpha : Alpha, optional
        None where it is withheld, and then so are the others.
    omega : Omega, optional
    item_rest : ItemRest, optional
    withheld : Message, optional
        Why nothing is shown.
    rests_on : tuple of str
        Addresses of the instrument and of the wave; never of a response.
    """

    instrument: str
    construct: str
    wave: str | None = None
    alpha: Alpha | None = None
    omega: Omega | None = None
    item_rest: ItemRest | None = None
    withheld: Message | None = None
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What makes the coefficients doubtful, each said once."""
        found = (self.alpha, self.omega, self.item_rest)
        return tuple(dict.fromkeys(warning for one in found if one is not None for warning in one.warnings))

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row for each item as columns, as data frames take them.

        Returns
        -------
        dict of str to list
            ``item``, ``r`` (with the rest), ``loading``.
        """
        if self.item_rest is None or self.omega is None:
            return {"item": [], "r": [], "loading": []}
        return self.item_rest.to_columns() | self.omega.to_columns()

    def __str__(self) -> str:
        if self.withheld is not None:
            return f"{self.construct}: withheld"
        return "\n".join([self.construct, *(f"  {line}" for line in self._lines())])

    def _lines(self) -> list[str]:
        return [str(self.alpha), str(self.omega), *str(self.item_rest).splitlines()]


def reliability(  # noqa: PLR0913 - each option is one decision that a reader has to know of
    instrument: Instrument,
    responses: Iterable[Response],
    construct: str,
    *,
    wave: Wave | str | None = None,
    missing: MissingAnswers | str = MissingAnswers.COMPLETE,
    minimum: int = MINIMUM_RESPONDENTS,
    confidence: float = 0.95,
) -> Reliability:
    """Return alpha, omega and item-rest correlations of the items of a construct.

    Reverse-keyed items are turned round first. Answers such as "don't know" count as missing.
    People whose role is backbone are left out, as on scorecards.

    Parameters
    ----------
    instrument : Instrument
    responses : iterable of Response
        Those to other instruments are left out.
    construct : str
        Its id.
    wave : Wave or str, optional
        The wave to look at, or its id; needed where the responses are of several.
    missing : {"complete", "pairwise"}
        Count respondents that answered all items, or compare each two items over those that
        answered both.
    minimum : int
        Withhold what fewer respondents said; 5 or more.
    confidence : float
        Of alpha's interval.

    Returns
    -------
    Reliability

    Raises
    ------
    InvalidValueError
        Responses of several waves without saying which, two of one respondent in a wave, an
        answer off its scale, items of different scales, or an option that makes no sense.
    UnknownNameError
        The instrument has no such construct, or not the item of an answer; or no response is of the wave.

    Examples
    --------
    >>> import collective_impact as ci
    >>> items = [ci.Item(id=name, construct="trust", reverse=name == "doubt") for name in ("rely", "keep", "doubt")]
    >>> survey = ci.Instrument(id="pulse", levels=list("12345"), items=items)
    >>> said = [(4, 5, 2), (2, 1, 4), (5, 5, 1), (3, 3, 3), (1, 2, 4), (4, 4, 3)]
    >>> people = [
    ...     ci.Response(
    ...         instrument="pulse",
    ...         respondent=f"p{number}",
    ...         answers=[ci.Answer(item=item.id, value=value) for item, value in zip(items, values)],
    ...     )
    ...     for number, values in enumerate(said)
    ... ]
    >>> print(ci.survey.reliability(survey, people, "trust"))
    trust
      alpha 0.96 (0.81 to 0.99; 3 items, 6 respondents)
      omega 0.96 (3 items, 6 respondents)
      rely   0.92
      keep   0.92
      doubt  0.94
    """
    share("confidence", confidence)
    way = MissingAnswers(missing)
    name, given = of_wave(instrument, responses, wave)
    plan = Plan.of(instrument, apart(given), checked_minimum(minimum))
    blocks = {block.construct: block for block in plan.heard.blocks}
    if construct not in blocks:
        raise UnknownNameError("construct", construct, sorted(known for known in blocks if known is not None))
    found = _found(plan, blocks[construct], way)
    rests_on = (f"instruments/{instrument.key}", *([] if name is None else [f"waves/{Wave(id=name).key}"]))
    return Reliability(
        instrument=instrument.id,
        construct=construct,
        wave=name,
        alpha=None if found is None else alpha_of(found, confidence),
        omega=None if found is None else omega_of(found),
        item_rest=None if found is None else item_rest_of(found),
        withheld=Message("survey.withheld", {"minimum": minimum}) if found is None else None,
        rests_on=rests_on,
    )


def _found(plan: Plan, block: Block, way: MissingAnswers) -> Covariances | None:
    """Return how items vary together; None where that would say of few, or of all as one, what they answered."""
    found = Covariances.among(block.values, block.items, way)
    return found if plan.shows(block.columns) and found.n >= plan.minimum else None
