"""Scores of the constructs of an instrument, from what people answered."""

from collections.abc import Iterable, Iterator

from collective_impact.errors import InvalidValueError, Message
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._aggregation import Order
from collective_impact.survey._answers import sheet
from collective_impact.survey._arrays import share, whether, whole
from collective_impact.survey._asked import of_wave
from collective_impact.survey._plan import Plan, apart
from collective_impact.survey._scores import ConstructScores
from collective_impact.survey._scoring import Scoring
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, checked_minimum

LEAST_DRAWS = 200
"""An interval of two draws is an equation for the organisations that were drawn; a few seeds would solve it."""


def construct_scores(  # noqa: PLR0913 - each option is one decision that a reader has to know of
    instrument: Instrument,
    responses: Iterable[Response],
    *,
    order: Order | str = Order.RESPONDENT_FIRST,
    minimum: int = MINIMUM_RESPONDENTS,
    wave: Wave | str | None = None,
    backbone: bool = False,
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
    organisation answer alike. People whose role is backbone are left out, as on scorecards:
    its own view stands apart.

    What fewer than the minimum said is withheld; so is what a group of less than twice the
    minimum said as one (all but one of them, or all); and so are all figures from which,
    beside any others of the survey, that could be worked out. One plan decides that for
    scores, items, roles, waves and scorecards alike. The error of a mean over fewer than
    fifteen organisations of different size is rounded up to a tenth of a point. Nothing on the record is anybody's own
    answer. Of a ranking (the items of ``"priorities"``) whole ballots alone are counted, and
    all items are shown or none, since ranks have one sum.

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
    backbone : bool
        Score what the backbone's own people answered, instead of what all others did.
    invited : int, optional
        How many people were asked, of those whose answers are scored.
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
    What is withheld follows from all responses to the instrument in the wave: give all of
    them. Scores of two overlapping selections, published side by side, can be subtracted from
    each other; groups of one whole come from one place, `perception_gap`. An order of
    averaging that would tell of few beside the others is withheld, and the default comes
    first: where organisations are few and of different size, it is mostly the only one.

    References
    ----------
    Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician 69.
    Cochran (1977), Sampling techniques, sections 2.6 (finite populations) and 13.2 (bounds where
    people do not respond).

    Examples
    --------
    Five organisations have three respondents each, who answer both items alike; five have one,
    who answers item a alone.

    >>> import collective_impact as ci
    >>> trust = [ci.Item(id=name, construct="trust") for name in "ab"]
    >>> survey = ci.Instrument(id="pulse", levels=["no", "rather no", "partly", "rather", "yes"], items=trust)
    >>> said = {organization: [(5, 4), (4, 4), (3, 2)] for organization in "PQRST"}
    >>> said |= {organization: [(value,)] for organization, value in zip("VWXYZ", (1, 2, 3, 1, 3))}
    >>> people = [
    ...     ci.Response(
    ...         instrument="pulse",
    ...         respondent=f"{organization}{number}",
    ...         organization=organization,
    ...         answers=[ci.Answer(item=item, value=value) for item, value in zip("ab", values)],
    ...     )
    ...     for organization, rows in said.items()
    ...     for number, values in enumerate(rows)
    ... ]
    >>> for order in ("respondent_first", "item_first", "organization_first", "pooled"):
    ...     print(order, round(ci.survey.construct_scores(survey, people, order=order)["trust"].value, 3))
    respondent_first 3.25
    item_first 3.417
    organization_first 2.833
    pooled 3.429

    Respondents: five times 4.5, 4 and 2.5, and 10 from the others, the mean is 65 / 20. Items:
    70 / 20 and 50 / 15, the mean is 3.417. Organisations: five times 11 / 3, and 10, the mean
    is 2.833. All answers: 120 / 35.
    """
    _check(invited, population, draws)
    order = Order(order)
    name, everybody = of_wave(instrument, responses, wave)
    given = apart(everybody, backbone=whether("backbone", backbone))
    table = sheet(instrument, given)
    reached = _reached(everybody, wave) if isinstance(wave, Wave) and wave.invited else None
    silent = _silent(order, len(given), invited, reached)
    scoring = Scoring(
        table=table,
        plan=Plan.of(instrument, given, checked_minimum(minimum)),
        order=order,
        silent=silent,
        population=population,
        confidence=share("confidence", confidence),
        draws=draws,
        seed=whole("seed", seed, 0),
    )
    constructs, items = scoring.scores(instrument)
    return ConstructScores(
        instrument=instrument.id,
        wave=name,
        order=order,
        minimum=minimum,
        confidence=confidence,
        backbone=backbone,
        respondents=len(given),
        organizations=len(table.organizations),
        response_rate=None if invited is None else len(given) / invited,
        organization_rate=None if reached is None else reached[0] / reached[1],
        constructs=constructs,
        items=items,
        rests_on=(f"instruments/{instrument.key}", *([] if name is None else [f"waves/{Wave(id=name).key}"])),
        warnings=_warnings(silent, is_apart=len(given) < len(everybody)),
    )


def _check(invited: object, population: object, draws: object) -> None:
    for what, count in (("invited", invited), ("population", population)):
        if count is not None:
            whole(what, count, 1)
    whole("draws", draws, LEAST_DRAWS)


def _reached(responses: Iterable[Response], wave: Wave) -> tuple[int, int]:
    """Return how many of the invited organisations answered, of how many; the backbone's own did so, too."""
    invited = set(wave.invited)
    return len(invited & {response.organization for response in responses}), len(invited)


def _silent(order: Order, answered: int, invited: int | None, reached: tuple[int, int] | None) -> int | None:
    """Return how many were asked and said nothing; None where it is not known how much they would weigh."""
    if invited is not None and invited < answered:
        raise InvalidValueError("invited", invited, f"at least the respondents, who are {answered}")
    people = 0 if invited is None else invited - answered
    if order is Order.ORGANIZATION_FIRST and people:
        return None
    return max(people, 0 if reached is None else reached[1] - reached[0])


def _warnings(silent: int | None, *, is_apart: bool) -> Iterator[Message]:
    if is_apart:
        yield Message("survey.apart")
    if silent is None:
        yield Message("survey.silent_organizations")
