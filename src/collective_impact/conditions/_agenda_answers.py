"""What people outside the backbone answered to items about the agenda: counts, and never an answer.

An item is about the agenda where it is ``about`` its address, ``"agenda"``, and about a goal
where it is about that goal's, such as ``"agenda/goals/read"``. It asks for a view of one's
own. (An item about a criterion, such as ``"alignment.agenda.agreement"``, asks people to
judge that criterion, as all others do.)
"""

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from math import comb, floor

import attrs

from collective_impact.conditions import _view
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument, Item, Response
from collective_impact.model.vocabulary import NoAnswer
from collective_impact.survey._items import PRIORITIES
from collective_impact.survey._withheld import may_be_shown
from collective_impact.survey.counted import counted, least_respondents

AGENDA = "agenda"
GOALS = "agenda/goals/"

ORDERED = 3
"""On fewer levels there is nothing between the ends, and A is not defined."""

MOST = 5_000
"""Up to so many ways in which those could have answered who did not, all are gone through (ours)."""

DIGITS = 9
"""The last bits of sums depend on the machine."""


@attrs.frozen(kw_only=True)
class Asked:
    """What was answered to an item about the agenda, as far as it may be shown.

    Parameters
    ----------
    address : str
        Of the item.
    rests_on : tuple of str
        Addresses of the item and the wave.
    label : str
        What it asks about: the statement of its goal, its own text, else the item's id.
    goal : str, optional
        Address of its goal; None of an item about the agenda as a whole.
    counts : tuple of int
        How many chose each level.
    unknown : int
        How many skipped it or do not know.
    minimum : int
        How many must have answered.
    may_be_shown : bool
        Whether enough answered, not too few of them all the same, and nothing else that is
        shown of the survey tells of few beside it.
    is_open : bool
        Whether there are responses that are not listed.
    """

    address: str
    rests_on: tuple[str, ...]
    label: str
    goal: str | None
    counts: tuple[int, ...]
    unknown: int
    minimum: int
    may_be_shown: bool
    is_open: bool = False

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def is_graded(self) -> bool:
        """Whether there are levels enough to agree on one of them."""
        return len(self.counts) >= ORDERED

    @property
    def agreement(self) -> float | None:
        """Van der Eijk's A; None where it may not be shown."""
        if not self.may_be_shown:
            return None
        from collective_impact.survey._agreement import agreement

        value = agreement(self.counts).value
        return None if value is None else round(value, DIGITS)

    def agreement_bounds(self) -> tuple[float, float]:
        """Return the least and the greatest A, whatever those would answer who did not."""
        levels = len(self.counts)
        if self.is_open or not self.may_be_shown or comb(self.unknown + levels - 1, self.unknown) > MOST:
            return -1.0, 1.0
        return _ends(self.counts, self.unknown)

    @property
    def agreeing(self) -> int:
        """How many chose a level above the middle."""
        middle = (len(self.counts) + 1) / 2
        return sum(times for level, times in enumerate(self.counts, start=1) if level > middle)

    @property
    def support(self) -> float | None:
        """The share that agrees; None where it may not be shown."""
        agreeing = self.agreeing
        said = [1.0] * agreeing + [0.0] * (self.n - agreeing)
        return agreeing / self.n if self.may_be_shown and may_be_shown(said, self.minimum) else None

    @property
    def support_bounds(self) -> tuple[float, float]:
        """The least and the greatest share that agrees, whatever those would answer who did not."""
        if self.is_open or self.support is None:
            return 0.0, 1.0
        of = self.n + self.unknown
        return self.agreeing / of, (self.agreeing + self.unknown) / of


@functools.lru_cache(maxsize=1024)
def _ends(counts: tuple[int, ...], unknown: int) -> tuple[float, float]:
    import numpy as np

    from collective_impact.survey._agreement import layered
    from collective_impact.survey._by_chance import random_counts

    ways, _ = random_counts(unknown, len(counts), 1, 0)
    values = layered(ways + np.array(counts))
    return round(float(values.min()), DIGITS), round(float(values.max()), DIGITS)


def all_listed(initiative: Initiative) -> bool:
    """Say whether there are no responses beside those listed."""
    recorded = _view.recorded_extent(initiative, "responses")
    return recorded is None or recorded.unlisted(len(initiative.responses)) == 0


def asked(initiative: Initiative, as_of: date) -> tuple[Asked, ...]:
    """Return what was answered to each item about the agenda, in the latest wave of each instrument."""
    return tuple(one for instrument in initiative.instruments for one in _of(initiative, instrument, as_of))


def _of(initiative: Initiative, instrument: Instrument, as_of: date) -> Iterator[Asked]:
    goals = {f"{GOALS}{goal.key}": goal.statement or goal.id for goal in initiative.goals}
    items = [
        (item, about)
        for item in instrument.items
        if item.construct != PRIORITIES
        for about in item.about
        if about == AGENDA or about in goals
    ]
    if not items:
        return
    heard = counted(initiative, instrument, as_of)
    if heard is None:
        return
    responses = heard.responses
    waves = sorted({f"waves/{response.wave}" for response in responses if response.wave is not None})
    for item, about in items:
        counts, unknown = _counted(instrument, item, responses)
        if not (sum(counts) or unknown):
            continue
        here = f"instruments/{instrument.key}/items/{item.key}"
        yield Asked(
            address=here,
            rests_on=(here, *waves),
            label=goals.get(about) or item.text or item.id,
            goal=about if about in goals else None,
            counts=counts,
            unknown=unknown,
            minimum=least_respondents(initiative),
            may_be_shown=heard.shows([item.id]),
            is_open=not all_listed(initiative),
        )


def _counted(instrument: Instrument, item: Item, responses: Iterable[Response]) -> tuple[tuple[int, ...], int]:
    """Return how many chose each level of an item, reverse-keyed ones turned round, and of how many nobody knows."""
    counts, unknown = [0] * instrument.top(item), 0
    for response in responses:
        answer = next((one for one in response.answers if one.item == item.id), None)
        if answer is None or answer.value is None:
            unknown += answer is None or answer.reason is not NoAnswer.NOT_APPLICABLE
        else:
            level = floor(answer.value + 0.5)
            counts[-level if item.reverse else level - 1] += 1
    return tuple(counts), unknown
