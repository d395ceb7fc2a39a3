"""Whose answers scorecards count: of people outside the backbone, in the latest wave, as far as they may be shown."""

import functools
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import attrs

from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.vocabulary import Viewpoint
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, may_be_shown

if TYPE_CHECKING:
    from collective_impact.survey._arrays import Array
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
    wave = tuple(response for response in given if response.wave == latest)
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


def all_entered(heard: Collection[Counted], several: Mapping[str, Parts], minimum: int) -> set[str]:
    """Return the criteria, each asked by several instruments, that can be published beside all that these tell apart.

    Parameters
    ----------
    heard : collection of Counted
    several : dict
        The items about each criterion, by what was counted.
    minimum : int
    """
    import numpy as np

    from collective_impact.survey._ledger import Ledger

    people = sorted({str(name) for one in heard for name in one.plan.heard.people})
    widths = [one.plan.shares.shape[1] for one in heard]
    shares = np.full((len(people), sum(widths)), np.nan)
    places = {
        one: (np.searchsorted(people, one.plan.heard.people), np.arange(end - width, end))
        for one, width, end in zip(heard, widths, np.cumsum(widths).tolist(), strict=True)
    }
    figures: list[Array] = []
    for one, (rows, columns) in places.items():
        shares[np.ix_(rows, columns)] = one.plan.shares
        for ledger, own in dict.fromkeys(one.plan.ledgers):
            for figure in ledger.basis:
                figures.append(np.zeros(shares.shape))
                figures[-1][np.ix_(rows, columns[list(own)])] = figure
    told = Ledger(shares, minimum, np.array(figures).reshape(-1, *shares.shape))
    entered = set()
    for name in sorted(several):
        weights = np.zeros(shares.shape)
        for one, items in several[name].items():
            rows, columns = places[one]
            those = np.ix_(rows[one.rows], columns[list(one.columns(items))])
            weights[those] = ~np.isnan(shares[those])
        if told.enter(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)):
            entered.add(name)
    return entered
