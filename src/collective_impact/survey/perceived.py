"""How far people outside the backbone see each criterion met."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import fsum, sqrt
from typing import TypeAlias

from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Answer, Instrument, Response
from collective_impact.model.vocabulary import NoAnswer, Viewpoint
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, may_be_shown, shown_items

Shares: TypeAlias = dict[tuple[str, str], float | None]
"""What somebody answered to each item of an instrument, as a share of its scale; None where it is not known."""


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
        are twice as many. Of criteria that have some items in common and not all, or are
        asked by several instruments, those are left out from which, beside the others or beside
        the same of another day, it would follow what few said to an item.

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
    shares: dict[str, dict[str, Shares]] = defaultdict(lambda: defaultdict(dict))
    sources: dict[str, set[str]] = defaultdict(set)
    for instrument in initiative.instruments:
        for response in latest_responses(initiative, instrument, as_of):
            for criterion, item, share in _shares(instrument, response):
                shares[criterion][response.respondent][instrument.id, item] = share
                sources[criterion].add(f"instruments/{instrument.key}")
    least = max(rule, MINIMUM_RESPONDENTS)
    told = _told_apart(shares, least)
    found = {name: _summary(shares[name].values(), sources[name], least) for name in sorted(shares) if name not in told}
    return {name: summary for name, summary in found.items() if summary is not None}


def _told_apart(shares: Mapping[str, Mapping[str, Shares]], least: int) -> set[str]:
    """Return the criteria that beside others would tell what few said to an item, or to a part of the items.

    One that is asked by several instruments was told of by the first alone, as of a day before the others.
    """
    items = {name: {item for answers in people.values() for item in answers} for name, people in shares.items()}
    mixed = [
        one
        for one in items
        if len({instrument for instrument, _ in items[one]}) > 1
        or any(items[one] != items[other] and items[one] & items[other] for other in items)
    ]
    return {name for name in mixed if not _all_shown(shares[name].values(), sorted(items[name]), least)}


def _all_shown(people: Iterable[Shares], items: Sequence[tuple[str, str]], least: int) -> bool:
    import numpy as np

    table = np.array([[answers.get(item) for item in items] for answers in people], dtype=float)
    answered = table[:, ~np.isnan(table).all(axis=0)]
    return all(shown_items(answered, least, respondents_first=True))


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


def _shares(instrument: Instrument, response: Response) -> Iterator[tuple[str, str, float | None]]:
    """Yield each criterion that one respondent was asked about, the item, and the answer as a share of the scale."""
    answers = {answer.item: answer for answer in response.answers}
    for item in instrument.items:
        answer = answers.get(item.id, Answer(item=item.id, reason=NoAnswer.SKIPPED))
        if answer.reason is NoAnswer.NOT_APPLICABLE:
            continue
        share = None if answer.value is None else (answer.value - 1) / (instrument.top(item) - 1)
        for criterion in item.about:
            yield criterion, item.id, 1 - share if share is not None and item.reverse else share


def _summary(people: Iterable[Shares], instruments: set[str], least: int) -> Perceived | None:
    """Return what people say of a criterion, each of them as what is known and how much of it."""
    said = [_mean(shares.values()) for shares in people]
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


def _mean(shares: Collection[float | None]) -> tuple[float | None, float]:
    """Return what one respondent says, the mean over what was answered, and the share of it that was."""
    known = [share for share in shares if share is not None]
    return (fsum(known) / len(known) if known else None), len(known) / len(shares)
