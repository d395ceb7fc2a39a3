"""Whether people agree on each item of an instrument, from what they answered."""

from collections.abc import Iterable
from math import sqrt
from typing import Any

import numpy as np

from collective_impact.errors import Message
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._agreement import FEWEST_LEVELS, agreement, consensus
from collective_impact.survey._arrays import Array, share, whether
from collective_impact.survey._asked import of_wave
from collective_impact.survey._item_views import ItemAgreement, ItemAgreements
from collective_impact.survey._plan import Plan, apart
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, checked_minimum, may_be_shown


def item_agreement(  # noqa: PLR0913 - each option is one decision that a reader has to know of
    instrument: Instrument,
    responses: Iterable[Response],
    *,
    wave: Wave | str | None = None,
    backbone: bool = False,
    minimum: int = MINIMUM_RESPONDENTS,
    confidence: float = 0.95,
) -> ItemAgreements:
    """Return how far people agree on each item of an instrument.

    Two questions that a mean does not answer: whether people agree with each other (van der
    Eijk's A, beside what as many random answers would give, and Tastle and Wierman's
    consensus), and how many agree with the item. Reverse-keyed items are turned round first,
    and an answer between two levels counts as the upper one. People whose role is backbone
    are left out, as on scorecards. What may not be shown of an item in `construct_scores` is
    not shown here.

    Parameters
    ----------
    instrument : Instrument
    responses : iterable of Response
        Those to other instruments are left out. Give all to this one in the wave.
    wave : Wave or str, optional
        The wave to look at, or its id; needed where the responses are of several.
    backbone : bool
        Look at what the backbone's own people answered, instead of what all others did.
    minimum : int
        Items that fewer respondents answered are withheld; 5 or more.
    confidence : float
        Of Wilson's interval.

    Returns
    -------
    ItemAgreements

    Raises
    ------
    InvalidValueError
        Responses of several waves without saying which, two of one respondent in a wave, an
        answer off its scale, or an option that makes no sense.
    UnknownNameError
        An answer is to an item that the instrument does not have, or no response is of the wave.

    Notes
    -----
    The mean, A and consensus of few answers mostly tell how many chose each level, and with it
    the share that agrees where it is left out. That is no answer of anybody: an item is shown
    only if no level was chosen by all, or by all but one, of less than twice the minimum, so
    that nobody can say who chose which level.

    References
    ----------
    van der Eijk (2001), Measuring agreement in ordered rating scales, Quality & Quantity 35.
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22.

    Examples
    --------
    >>> import collective_impact as ci
    >>> survey = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="heard"), ci.Item(id="useful")])
    >>> said = [(1, 4), (5, 4), (1, 3), (5, 4), (1, 4), (5, 5), (2, None)]
    >>> people = [
    ...     ci.Response(
    ...         instrument="pulse",
    ...         respondent=f"p{number}",
    ...         answers=[ci.Answer(item=item.id, value=value) for item, value in zip(survey.items, values) if value],
    ...     )
    ...     for number, values in enumerate(said)
    ... ]
    >>> found = ci.survey.item_agreement(survey, people)
    >>> print(found)
    heard: A -0.69, polarised; 43% agree (16% to 75%); n = 7
    useful: A +0.75; n = 6
    >>> print(found.worst.chance)
    by chance: 0.21 on average, nine of ten between -0.20 and 0.57

    Six of seven answered the second item, and five of these agree. There is no share then: the
    one who does not would read it as what all others say.
    """
    name, everybody = of_wave(instrument, responses, wave)
    given = apart(everybody, backbone=whether("backbone", backbone))
    plan = Plan.of(instrument, given, checked_minimum(minimum))
    return ItemAgreements(
        instrument=instrument.id,
        wave=name,
        minimum=minimum,
        confidence=share("confidence", confidence),
        backbone=backbone,
        respondents=len(given),
        items=[_item(instrument, plan, column, confidence) for column in range(len(instrument.items))],
        rests_on=(f"instruments/{instrument.key}", *([] if name is None else [f"waves/{Wave(id=name).key}"])),
        warnings=[Message("survey.apart")] if len(given) < len(everybody) else (),
    )


def _item(instrument: Instrument, plan: Plan, column: int, confidence: float) -> ItemAgreement:
    item = instrument.items[column]
    known: dict[str, Any] = {"id": item.id, "name": item.text, "construct": item.construct}
    if not plan.shows((column,)):
        return ItemAgreement(**known, withheld=Message("survey.withheld", {"minimum": plan.minimum}))
    levels = instrument.top(item)
    answers = plan.shares[:, column] * (levels - 1) + 1
    answers = answers[~np.isnan(answers)]
    counts = np.bincount(np.floor(answers + 0.5).astype(int) - 1, minlength=levels)
    found = agreement(counts) if levels >= FEWEST_LEVELS else None
    return ItemAgreement(
        **known,
        n=len(answers),
        mean=float(answers.mean()),
        agreement=found,
        consensus=consensus(counts),
        chance=None if found is None else found.by_chance(),
        **_agreeing((answers > (levels + 1) / 2).astype(float), plan.minimum, confidence),
    )


def _agreeing(above: Array, minimum: int, confidence: float) -> dict[str, Any]:
    """Return the share that agrees, and Wilson's interval of it, where it may be shown."""
    if not may_be_shown(above, minimum):
        return {}
    from scipy.special import ndtri

    n, part = len(above), float(above.mean())
    z = float(ndtri((1 + confidence) / 2))
    middle, reach = part + z**2 / (2 * n), z * sqrt(part * (1 - part) / n + z**2 / (4 * n**2))
    low, high = ((middle + end) / (1 + z**2 / n) for end in (-reach, reach))
    return {"agreeing": part, "low": max(low, 0.0), "high": min(high, 1.0)}
