"""Scores of the constructs of an instrument, from what people answered."""

from collections.abc import Iterable, Iterator

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._aggregation import Order
from collective_impact.survey._answers import Sheet, sheet
from collective_impact.survey._scores import ConstructScores
from collective_impact.survey._scoring import Scoring
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS

LEAST_DRAWS = 200
"""An interval of two draws is an equation for the organisations that were drawn; a few seeds would solve it."""


def construct_scores(  # noqa: PLR0913 - each option is one decision that a reader has to know of
    instrument: Instrument,
    responses: Iterable[Response],
    *,
    order: Order | str = Order.RESPONDENT_FIRST,
    minimum: int = MINIMUM_RESPONDENTS,
    wave: Wave | str | None = None,
    invited: int | None = None,
    population: int | None = None,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> ConstructScores:
    """Return what people said to each construct and item of an instrument.

    Answers stay on their own scale, from 1 to its top; reverse-keyed items are turned round.
    The orders of averaging differ wherever an answer is missing or organisations are of
    different size. Intervals take organisations for what was sampled, since people of one
    organisation answer alike. What fewer than the minimum said is withheld, what would give
    it away is withheld too, and so is what a group of less than twice the minimum said as
    one; nothing on the record is anybody's own answer.

    Parameters
    ----------
    instrument : Instrument
    responses : iterable of Response
        Those to other instruments are left out.
    order : {"respondent_first", "item_first", "organization_first", "pooled"}
        What is averaged first; see the example.
    minimum : int
        Results of fewer respondents are withheld; 5 or more. Give
        ``Disclosure.minimum_respondents`` where an initiative has a stricter rule.
    wave : Wave or str, optional
        The wave to look at, or its id; needed where the responses are of several. From a
        `Wave` follows which of the invited organisations answered.
    invited : int, optional
        How many people were asked.
    population : int, optional
        How many organisations there are (and people who belong to none), where the scores are
        to speak for those alone and for no others like them: the intervals become narrower,
        and with all of them there is none left.
    confidence : float
    draws : int
        How often organisations are drawn again, where there are fifteen or more; 200 or more.
    seed : int

    Returns
    -------
    ConstructScores

    Raises
    ------
    InvalidValueError
        Responses of several waves without saying which, two of one respondent in a wave, an
        answer off its scale, a construct whose items have different scales, or an option that
        makes no sense.
    UnknownNameError
        An answer is to an item that the instrument does not have, or no response is of the wave.

    Notes
    -----
    Scores of two overlapping sets of responses, published side by side, can be subtracted
    from each other: publish groups of one whole from one place, such as `perception_gap`,
    and do not publish the same survey in two orders of averaging. Scorecards leave out what the
    backbone answered. Where fewer than the minimum answered from there, scores of all beside
    the perceived readings of a scorecard give it away: leave these responses out here, too.

    References
    ----------
    Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician 69.
    Cochran (1977), Sampling techniques, sections 2.6 (finite populations) and 13.2 (bounds where
    people do not respond).

    Examples
    --------
    Organisation X has three respondents, Y two. All answer item a (5, 5, 4, 2, 3), only the
    first of each answer item b (4, 1).

    >>> import collective_impact as ci
    >>> trust = [ci.Item(id=name, construct="trust") for name in "ab"]
    >>> survey = ci.Instrument(id="pulse", levels=["no", "rather no", "partly", "rather", "yes"], items=trust)
    >>> said = {"p1": ("X", 5, 4), "p2": ("X", 5), "p3": ("X", 4), "p4": ("Y", 2, 1), "p5": ("Y", 3)}
    >>> people = [
    ...     ci.Response(
    ...         instrument="pulse",
    ...         respondent=name,
    ...         organization=organization,
    ...         answers=[ci.Answer(item=item, value=value) for item, value in zip("ab", values)],
    ...     )
    ...     for name, (organization, *values) in said.items()
    ... ]
    >>> for order in ("respondent_first", "item_first", "organization_first", "pooled"):
    ...     print(order, round(ci.survey.construct_scores(survey, people, order=order)["trust"].value, 3))
    respondent_first 3.6
    item_first 3.15
    organization_first 3.375
    pooled 3.429

    Respondents: 4.5, 5, 4, 1.5 and 3, the mean is 18 / 5. Items: 19 / 5 and 5 / 2, the mean is
    3.15. Organisations: 13.5 / 3 and 4.5 / 2, the mean is 3.375. All seven answers: 24 / 7.
    """
    _check(minimum, invited, population, confidence, draws)
    order = Order(order)
    name, given = of_wave(instrument, responses, wave)
    table = sheet(instrument, given)
    reached = _reached(table, wave) if isinstance(wave, Wave) and wave.invited else None
    silent = _silent(order, len(given), invited, reached)
    scoring = Scoring(
        table=table,
        order=order,
        minimum=minimum,
        silent=silent,
        population=population,
        confidence=confidence,
        draws=draws,
        seed=seed,
    )
    constructs, items = scoring.scores(instrument)
    return ConstructScores(
        instrument=instrument.id,
        wave=name,
        order=order,
        minimum=minimum,
        confidence=confidence,
        respondents=len(given),
        organizations=len(table.organizations),
        response_rate=None if invited is None else len(given) / invited,
        organization_rate=None if reached is None else reached[0] / reached[1],
        constructs=constructs,
        items=items,
        rests_on=(f"instruments/{instrument.key}", *([] if name is None else [f"waves/{Wave(id=name).key}"])),
        warnings=_warnings(silent),
    )


def _check(minimum: object, invited: object, population: object, confidence: object, draws: object) -> None:
    if type(minimum) is not int or minimum < MINIMUM_RESPONDENTS:
        raise InvalidValueError("minimum", minimum, f"a whole number, {MINIMUM_RESPONDENTS} or more")
    for what, count in (("invited", invited), ("population", population)):
        if count is not None and (type(count) is not int or count < 1):
            raise InvalidValueError(what, count, "a whole number, 1 or more")
    if type(draws) is not int or draws < LEAST_DRAWS:
        raise InvalidValueError("draws", draws, f"a whole number, {LEAST_DRAWS} or more")
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        raise InvalidValueError("confidence", confidence, "between 0 and 1, such as 0.95")


def of_wave(
    instrument: Instrument, responses: Iterable[Response], wave: Wave | str | None
) -> tuple[str | None, list[Response]]:
    """Return the id of a wave, or of the only one that there is, and the responses to an instrument in it.

    Raises
    ------
    InvalidValueError
        There are several, and none is asked for.
    UnknownNameError
        There are responses, and none of the wave that an id asks for.
    """
    own = [response for response in responses if response.instrument == instrument.id]
    waves = sorted({response.wave or "" for response in own})
    if isinstance(wave, str) and own and wave not in waves:
        raise UnknownNameError("wave with responses", wave, filter(None, waves))
    name: str | None
    if wave is not None:
        name = wave.id if isinstance(wave, Wave) else wave
    elif len(waves) > 1:
        raise InvalidValueError("wave", wave, f"one of {', '.join(map(repr, waves))}, since there are several")
    else:
        name = "".join(waves) or None
    return name, [response for response in own if response.wave == name]


def _reached(table: Sheet, wave: Wave) -> tuple[int, int]:
    """Return how many of the invited organisations answered, of how many."""
    invited = set(wave.invited)
    return len(invited & set(table.organizations)), len(invited)


def _silent(order: Order, answered: int, invited: int | None, reached: tuple[int, int] | None) -> int | None:
    """Return how many were asked and said nothing; None where it is not known how much they would weigh."""
    if invited is not None and invited < answered:
        raise InvalidValueError("invited", invited, f"at least the respondents, who are {answered}")
    people = 0 if invited is None else invited - answered
    if order is Order.ORGANIZATION_FIRST and people:
        return None
    return max(people, 0 if reached is None else reached[1] - reached[0])


def _warnings(silent: int | None) -> Iterator[Message]:
    if silent is None:
        yield Message("survey.silent_organizations")
