"""Whose answers scorecards count: of people outside the backbone, in the latest wave, as far as they may be shown."""

import functools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import attrs

from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.vocabulary import Viewpoint
from collective_impact.survey._items import in_whole_ballots
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, may_be_shown

if TYPE_CHECKING:
    from collective_impact.survey._arrays import Array, Whole
    from collective_impact.survey._ledger import Ledger
    from collective_impact.survey._plan import Columns, Plan
    from collective_impact.survey._respondents import Rows

Parts: TypeAlias = Mapping["Counted", Iterable[str]]
"""The items of several instruments that inform one criterion."""


@attrs.frozen(eq=False, repr=False)
class Counted:
    """The responses to an instrument that a scorecard counts, and what may be shown of them.

    Parameters
    ----------
    instrument : Instrument
    responses : tuple of Response
    plan : Plan
        Of all responses of people who do not have the backbone's role.
    rows : array of bool
        Which of these are counted.
    shown : frozenset of tuple of int
        The sets of items whose mean may be shown on a scorecard.
    """

    instrument: Instrument
    responses: tuple[Response, ...]
    plan: "Plan"
    rows: "Rows"
    shown: "frozenset[Columns]"

    def columns(self, items: Iterable[str]) -> "Columns":
        """Return the places of items in the instrument."""
        wanted = set(items)
        return tuple(column for column, item in enumerate(self.instrument.items) if item.id in wanted)

    def shows(self, items: Iterable[str]) -> bool:
        """Say whether the mean over an item, or over all items about something, may be shown on a scorecard."""
        return self.columns(items) in self.shown

    def tells_errors(self, items: Iterable[str], *, is_alone: bool) -> bool:
        """Say whether the error of the mean over some items is told.

        Parameters
        ----------
        items : iterable of str
        is_alone : bool
            Whether no other instrument goes into the mean, so that whoever answered alike can be exchanged.
        """
        import numpy as np

        columns = self.columns(items)
        if is_alone and len(columns) == 1 and self.rows.all():
            return True  # it follows from how many chose each level
        return self.plan.tells_errors(columns, self.rows.astype(int) if is_alone else np.arange(len(self.rows)))


def least_respondents(initiative: Initiative) -> int:
    """Return how many must have answered for anything to be shown: as the initiative says, and never below five."""
    rule = initiative.disclosure.minimum_respondents if initiative.disclosure else MINIMUM_RESPONDENTS
    return max(rule, MINIMUM_RESPONDENTS)


def happened_on(initiative: Initiative, response: Response) -> date | None:
    """Return when a response was given: its own date, or the end of its wave."""
    if response.on is not None or response.wave is None:
        return response.on
    wave = next(wave for wave in initiative.waves if wave.id == response.wave)
    return wave.ends or wave.starts


def counted(initiative: Initiative, instrument: Instrument, as_of: date) -> Counted | None:
    """Return the responses of the instrument's latest wave that count; None where there are none.

    A wave counts from the day of its last response on, and before not at all: two scorecards
    as of two days of one wave would give away what was answered in between.
    """
    given = [
        response
        for response in initiative.responses
        if response.instrument == instrument.id and response.role is not Viewpoint.BACKBONE
    ]
    backbone = initiative.backbone.organizations if initiative.backbone else ()
    last: dict[str | None, date] = {}
    for response in given:
        if response.organization not in backbone:
            day = happened_on(initiative, response) or date.min
            last[response.wave] = max(day, last.get(response.wave, date.min))
    over = {wave: day for wave, day in last.items() if day <= as_of}
    if not over:
        return None
    latest = max(over, key=lambda wave: (over[wave], wave or ""))
    wave = tuple(in_whole_ballots(instrument, response) for response in given if response.wave == latest)
    return _counted(instrument, wave, backbone, least_respondents(initiative))


@functools.lru_cache(maxsize=16)
def _counted(
    instrument: Instrument, responses: tuple[Response, ...], backbone: tuple[str, ...], minimum: int
) -> Counted:
    import numpy as np

    from collective_impact.survey._aggregation import Order
    from collective_impact.survey._plan import Plan

    in_order = sorted(responses, key=lambda response: response.respondent)
    rows = np.array([response.organization not in backbone for response in in_order])
    heard = tuple(response for response in responses if response.organization not in backbone)
    plan = Plan.of(_scored(instrument), responses, minimum)
    published = [columns for columns, order in plan.orders if order is Order.RESPONDENT_FIRST and plan.shows(columns)]
    shown = frozenset(columns for columns in published if rows.all() or _is_entered(plan, columns, rows))
    return Counted(instrument, heard, plan, rows, shown)


def _is_entered(plan: "Plan", columns: "Columns", rows: "Rows") -> bool:
    """Say whether a mean may be shown without people of the backbone's organisations who have another role.

    They are left out on scorecards and nowhere else, so that both means together tell of them.
    """
    import numpy as np

    said = [plan.means(each) for each in (columns, *((column,) for column in columns))]
    groups = [one[those & ~np.isnan(one)] for one in said for those in (rows, ~rows)]
    return all(may_be_shown(group, plan.minimum) for group in groups if len(group)) and plan.enter(columns, rows)


def _scored(instrument: Instrument) -> Instrument:
    """Return an instrument without constructs whose items have different scales, which nothing scores as one."""
    tops: dict[str | None, set[int]] = {}
    for item in instrument.items:
        tops.setdefault(item.construct, set()).add(instrument.top(item))
    mixed = {construct for construct, levels in tops.items() if len(levels) > 1}
    items = [attrs.evolve(item, construct=None) if item.construct in mixed else item for item in instrument.items]
    return attrs.evolve(instrument, items=items)


def all_entered(several: Mapping[str, Parts], minimum: int) -> set[str]:
    """Return the criteria, each asked by several instruments, that can be published beside all that these tell apart.

    Parameters
    ----------
    several : dict
        The items about each criterion, by what was counted.
    minimum : int
    """
    return {name for group in _linked(several) for name in _entered({name: several[name] for name in group}, minimum)}


def _linked(several: Mapping[str, Parts]) -> list[list[str]]:
    """Return criteria in groups; those of two groups share no ledger, so that they tell nothing together."""
    groups: list[tuple[set[str], set[Ledger]]] = []
    for name, parts in several.items():
        names, own = {name}, {ledger for one, items in parts.items() for ledger in _ledgers(one, items)}
        for group in [group for group in groups if group[1] & own]:
            groups.remove(group)
            names, own = names | group[0], own | group[1]
        groups.append((names, own))
    return [sorted(names) for names, _ in groups]


def _ledgers(one: Counted, items: Iterable[str]) -> "dict[Ledger, Columns]":
    """Return the ledgers of items, each with its own."""
    return dict(one.plan.ledgers[column] for column in one.columns(items))


def _entered(several: Mapping[str, Parts], minimum: int) -> set[str]:
    """Return the criteria that can be published beside all that is in their ledgers: all of them, or one by one."""
    import numpy as np

    from collective_impact.survey._ledger import Ledger

    owners = {
        ledger: one for parts in several.values() for one, items in parts.items() for ledger in _ledgers(one, items)
    }
    people = sorted({str(name) for one in owners.values() for name in one.plan.heard.people})
    ends = np.cumsum([ledger.shares.shape[1] for ledger in owners]).tolist()
    places = {
        ledger: np.ix_(np.searchsorted(people, one.plan.heard.people), np.arange(end - ledger.shares.shape[1], end))
        for (ledger, one), end in zip(owners.items(), ends, strict=True)
    }
    shares = np.full((len(people), ends[-1]), np.nan)
    known = np.zeros((sum(len(ledger.basis) for ledger in owners), *shares.shape))
    figures = iter(known)
    for ledger, place in places.items():
        shares[place] = ledger.shares
        for figure in ledger.basis:
            next(figures)[place] = figure
    told = Ledger(shares, np.concatenate([ledger.steps for ledger in owners]), minimum, known)
    means = {name: _mean(parts, places, shares) for name, parts in sorted(several.items())}
    if told.enter(*means.values()):
        return set(means)
    return {name for name, weights in means.items() if told.enter(weights)}


def _mean(parts: Parts, places: "Mapping[Ledger, tuple[Whole, ...]]", shares: "Array") -> "Array":
    """Return how much each answer counts in a criterion, people by the items of some ledgers."""
    import numpy as np

    weights = np.zeros(shares.shape)
    for one, items in parts.items():
        asked = one.columns(items)
        for ledger, columns in _ledgers(one, items).items():
            there = one.rows[:, np.newaxis] & np.isin(columns, asked) & ~np.isnan(ledger.shares)
            weights[places[ledger]] = there
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1)
    return weights
