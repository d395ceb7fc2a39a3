"""How far people outside the backbone see each criterion met."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from math import fsum, sqrt
from typing import TypeAlias

from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Answer, Instrument, Response
from collective_impact.model.vocabulary import NoAnswer
from collective_impact.survey._withheld import may_be_shown
from collective_impact.survey.counted import Counted, all_entered, counted, least_respondents

Asked: TypeAlias = tuple[str, str]
"""An instrument and one of its items."""

Shares: TypeAlias = dict[Asked, float | NoAnswer | None]
"""What somebody answered to each item, as a share of its scale; None where it is not known, and where it did not apply
that it did not."""


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
        Of the mean; of few respondents who did not all answer the same items the greatest that the
        mean allows, since exactly it could tell what one of them said.
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
        the initiative's disclosure rule) answered to, and not all or all but one of them
        alike unless they are twice as many; and so each of the items about it. Criteria are
        left out from which, beside other figures of the survey, it would follow what few said.

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
    asking = [instrument for instrument in initiative.instruments if any(item.about for item in instrument.items)]
    heard = [one for instrument in asking if (one := counted(initiative, instrument, as_of))]
    least = least_respondents(initiative)
    items: dict[str, list[Asked]] = defaultdict(list)
    shares: dict[str, dict[str, Shares]] = defaultdict(lambda: defaultdict(dict))
    for one in heard:
        for response in one.responses:
            for criterion, item, share in _shares(one.instrument, response):
                shares[criterion][response.respondent][one.instrument.id, item] = share
        for question in one.instrument.items:
            for criterion in question.about:
                items[criterion].append((one.instrument.id, question.id))
    shown = _shown(heard, items, least)
    sources = {one.instrument.id: f"instruments/{one.instrument.key}" for one in heard}
    found = {
        name: _summary(
            list(shares[name].values()),
            {sources[source] for source, _ in items[name]},
            least,
            is_told=_is_told(heard, items[name]),
        )
        for name in sorted(shown)
    }
    return {name: summary for name, summary in found.items() if summary is not None}


def _shown(heard: Collection[Counted], items: Mapping[str, Collection[Asked]], least: int) -> set[str]:
    """Return the criteria that may be shown: each asked by one instrument by its plan, and the others beside these."""
    parts: dict[str, dict[Counted, list[str]]] = {}
    for one in heard:
        for name, asked in items.items():
            own = [item for source, item in asked if source == one.instrument.id]
            parts.setdefault(name, {}).update({one: own} if own else {})
    sound = {name: of for name, of in parts.items() if all(one.shows(those) for one, those in of.items())}
    several = {name: of for name, of in sound.items() if len(of) > 1}
    entered = all_entered(several, least) if several else set()
    return {name for name in sound if name not in several or name in entered}


def _shares(instrument: Instrument, response: Response) -> Iterator[tuple[str, str, float | NoAnswer | None]]:
    """Yield each criterion that one respondent was asked about, the item, and the answer as a share of the scale."""
    answers = {answer.item: answer for answer in response.answers}
    for item in instrument.items:
        answer = answers.get(item.id, Answer(item=item.id, reason=NoAnswer.SKIPPED))
        share: float | NoAnswer | None = None
        if answer.value is not None:
            place = (answer.value - 1) / (instrument.top(item) - 1)
            share = 1 - place if item.reverse else place
        elif answer.reason is NoAnswer.NOT_APPLICABLE:
            share = answer.reason
        for criterion in item.about:
            yield criterion, item.id, share


def _asked(people: Collection[Shares], least: int) -> Iterator[list[float | None]]:
    """Yield what was answered of what applied to whom it was put to.

    Where it did not apply to few, it counts as not known: bounds and coverage would tell how few.
    """
    excused = sum(any(isinstance(share, NoAnswer) for share in answers.values()) for answers in people)
    for answers in people:
        known = [None if isinstance(share, NoAnswer) else share for share in answers.values()]
        left = [share for share in answers.values() if not isinstance(share, NoAnswer)]
        if 0 < excused < least:
            yield known
        elif left:
            yield left


def _is_told(heard: Collection[Counted], items: Collection[Asked]) -> bool:
    """Say whether the error of a criterion is told."""
    asked = {one: [item for source, item in items if source == one.instrument.id] for one in heard}
    parts = [(one, own) for one, own in asked.items() if own]
    return all(one.tells_errors(own, is_alone=len(parts) == 1) for one, own in parts)


def _error(values: Collection[float], value: float, *, is_told: bool) -> float:
    """Return the standard error of a mean, or the greatest that the mean allows, which tells nothing."""
    squares = fsum((one - value) ** 2 for one in values) if is_told else len(values) * value * (1 - value)
    return sqrt(squares / (len(values) - 1) / len(values))


def _summary(people: Collection[Shares], instruments: set[str], least: int, *, is_told: bool) -> Perceived | None:
    """Return what people say of a criterion, each of them as what is known and how much of it."""
    said = [_mean(shares) for shares in _asked(people, least)]
    known = [(value, part) for value, part in said if value is not None]
    values = [value for value, _ in known]
    if not may_be_shown(values, least):
        return None
    n, answered = len(known), len(known) / len(said)
    value = fsum(values) / n
    complete = fsum(part for _, part in known) / n
    return Perceived(
        value=value,
        low=min(answered * max(value - (1 - complete), 0.0), value),
        high=max(answered * min(value + (1 - complete), 1.0) + 1 - answered, value),
        n=n,
        coverage=answered * complete,
        standard_error=_error(values, value, is_told=is_told),
        instruments=tuple(sorted(instruments)),
    )


def _mean(shares: Collection[float | None]) -> tuple[float | None, float]:
    """Return what one respondent says, the mean over what was answered, and the share of it that was."""
    known = [share for share in shares if share is not None]
    return (fsum(known) / len(known) if known else None), len(known) / len(shares)
