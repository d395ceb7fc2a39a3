"""How far people outside the backbone see each criterion met."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import fsum, sqrt

from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Answer, Instrument, Response
from collective_impact.model.vocabulary import NoAnswer, Viewpoint
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, may_be_shown


@record(kw_only=True)
class Perceived:
    """How far respondents see a criterion met.

    Parameters
    ----------
    value, low, high : float
        Mean over respondents, 0 to 1; answers that were skipped or not known count once as
        worst and once as best. The bounds follow from the value and from counts alone, so that
        nobody's own answers can be worked out from them.
    n : int
        Respondents that answered.
    coverage : float
        The share of questions put to them that were answered, 0 to 1.
    standard_error : float
        Of the mean.
    instruments : tuple of str
        Addresses of the instruments; never of a response.
    """

    value: float
    low: float
    high: float
    n: int
    coverage: float
    standard_error: float
    instruments: tuple[str, ...]


def perceived(initiative: Initiative, as_of: date) -> Mapping[str, Perceived]:
    """Return how far people outside the backbone see criteria met.

    The latest wave of each instrument whose last response was given until the date counts, and
    all of its responses do. Each respondent counts once,
    as the mean of the answers given to all instruments; "not applicable" is left out,
    "don't know" and skipped are unknown. Answers from the backbone about itself do not count.

    Parameters
    ----------
    initiative : Initiative
    as_of : date

    Returns
    -------
    dict
        Under the id of each criterion that at least five people (or the larger minimum of
        the initiative's disclosure rule) answered to, and not all of them alike unless they
        are twice as many.

    Examples
    --------
    >>> from datetime import date
    >>> import collective_impact as ci
    >>> item = ci.Item(id="t", about=["continuous_communication.trust"])
    >>> survey = ci.Instrument(id="pulse", levels=["no", "partly", "yes"], items=[item])
    >>> people = [
    ...     ci.Response(instrument="pulse", respondent=f"p{k}", answers=[ci.Answer(item="t", value=value)])
    ...     for k, value in enumerate([1, 2, 2, 3, 3])
    ... ]
    >>> asked = ci.Initiative(id="reads", instruments=[survey], responses=people)
    >>> perceived(asked, date(2026, 1, 1))["continuous_communication.trust"].value
    0.6
    """
    if not initiative.responses:
        return {}
    rule = initiative.disclosure.minimum_respondents if initiative.disclosure else MINIMUM_RESPONDENTS
    shares: dict[str, dict[str, list[float | None]]] = defaultdict(lambda: defaultdict(list))
    sources: dict[str, set[str]] = defaultdict(set)
    for instrument in initiative.instruments:
        for response in latest_responses(initiative, instrument, as_of):
            for criterion, share in _shares(instrument, response):
                shares[criterion][response.respondent].append(share)
                sources[criterion].add(f"instruments/{instrument.key}")
    least = max(rule, MINIMUM_RESPONDENTS)
    found = {name: _summary(people.values(), sources[name], least) for name, people in sorted(shares.items())}
    return {name: summary for name, summary in found.items() if summary is not None}


def happened_on(initiative: Initiative, response: Response) -> date | None:
    """Return when a response was given: its own date, or the end of its wave."""
    if response.on is not None or response.wave is None:
        return response.on
    wave = next(wave for wave in initiative.waves if wave.id == response.wave)
    return wave.ends or wave.starts


def latest_responses(initiative: Initiative, instrument: Instrument, as_of: date) -> Iterator[Response]:
    """Yield the responses of the instrument's latest wave that count.

    A wave counts from the day of its last response on, and before not at all: two scorecards
    as of two days of one wave would give away what was answered in between.
    """
    given = [
        response
        for response in initiative.responses
        if response.instrument == instrument.id and _from_outside(initiative, response)
    ]
    last: dict[str | None, date] = {}
    for response in given:
        day = happened_on(initiative, response) or date.min
        last[response.wave] = max(day, last.get(response.wave, date.min))
    over = {wave: day for wave, day in last.items() if day <= as_of}
    if over:
        latest = max(over, key=lambda wave: (over[wave], wave or ""))
        yield from (response for response in given if response.wave == latest)


def _from_outside(initiative: Initiative, response: Response) -> bool:
    organizations = initiative.backbone.organizations if initiative.backbone else ()
    return response.role is not Viewpoint.BACKBONE and response.organization not in organizations


def _shares(instrument: Instrument, response: Response) -> Iterator[tuple[str, float | None]]:
    """Yield each criterion that one respondent was asked about, with the answer as a share of the scale."""
    answers = {answer.item: answer for answer in response.answers}
    for item in instrument.items:
        answer = answers.get(item.id, Answer(item=item.id, reason=NoAnswer.SKIPPED))
        if answer.reason is NoAnswer.NOT_APPLICABLE:
            continue
        share = None if answer.value is None else (answer.value - 1) / (instrument.top(item) - 1)
        for criterion in item.about:
            yield criterion, 1 - share if share is not None and item.reverse else share


def _summary(people: Iterable[list[float | None]], instruments: set[str], least: int) -> Perceived | None:
    """Return what people say of a criterion, each of them as what is known and how much of it."""
    said = [_mean(shares) for shares in people]
    known = [(value, part) for value, part in said if value is not None]
    values = [value for value, _ in known]
    if not may_be_shown(values, least):
        return None
    n, answered = len(known), len(known) / len(said)
    value = fsum(values) / n
    complete = fsum(part for _, part in known) / n
    spread = fsum((one - value) ** 2 for one in values) / (n - 1)
    return Perceived(
        value=value,
        low=min(answered * max(value - (1 - complete), 0.0), value),
        high=max(answered * min(value + (1 - complete), 1.0) + 1 - answered, value),
        n=n,
        coverage=answered * complete,
        standard_error=sqrt(spread / n),
        instruments=tuple(sorted(instruments)),
    )


def _mean(shares: list[float | None]) -> tuple[float | None, float]:
    """Return what one respondent says, the mean over what was answered, and the share of it that was."""
    known = [share for share in shares if share is not None]
    return (fsum(known) / len(known) if known else None), len(known) / len(shares)
