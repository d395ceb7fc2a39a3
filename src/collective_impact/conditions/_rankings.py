"""How people put priorities in order: whether they do so alike, and how far that could be otherwise."""

from datetime import date
from math import sqrt
from typing import TYPE_CHECKING

import attrs

from collective_impact.conditions import _listing
from collective_impact.conditions._agenda_answers import all_listed
from collective_impact.model.initiative import Initiative
from collective_impact.survey._items import ranking_of
from collective_impact.survey._withheld import may_be_shown
from collective_impact.survey.counted import Counted, counted, happened_on, least_respondents

if TYPE_CHECKING:
    from collective_impact.survey._arrays import Array

DIGITS = 9
"""The last bits of sums depend on the machine."""


@attrs.frozen(kw_only=True)
class Rankings:
    """How far rankings agree.

    Parameters
    ----------
    value : float, optional
        Kendall's W; None where it may not be shown.
    low, high : float
        Whatever the order of those who ranked only a part.
    n, partial : int
        How many ranked all items, and how many only some of them or none.
    items : int
    rests_on : tuple of str
    listed : float
        How much is known of all rankings: less where there are some that are not listed.
    """

    value: float | None
    low: float
    high: float
    n: int
    partial: int
    items: int
    rests_on: tuple[str, ...]
    listed: float = 1.0


def rankings(initiative: Initiative, as_of: date) -> Rankings | None:
    """Return how far people outside the backbone put priorities in the same order; None where nobody was asked.

    Of several instruments that ask for an order the one counts that was answered last.
    """
    found: dict[tuple[date, int, str], tuple[list[str], Counted]] = {}
    for instrument in initiative.instruments:
        items = [instrument.items[column].id for column in ranking_of(instrument)]
        heard = counted(initiative, instrument, as_of) if len(items) > 1 else None
        if heard is not None:
            last = max(happened_on(initiative, response) or date.min for response in heard.responses)
            found[last, len(heard.responses), instrument.id] = items, heard
    return _compared(initiative, *found[max(found)]) if found else None


def _compared(initiative: Initiative, items: list[str], heard: Counted) -> Rankings:
    instrument, responses = heard.instrument, heard.responses
    answered = [{answer.item: answer.value for answer in response.answers} for response in responses]
    orders = [[given.get(item) for item in items] for given in answered]
    whole = [order for order in orders if None not in order]
    here = f"instruments/{instrument.key}"
    waves = {f"waves/{response.wave}" for response in responses if response.wave is not None}
    found = Rankings(
        value=None,
        low=0.0,
        high=1.0,
        n=len(whole),
        partial=len(orders) - len(whole),
        items=len(items),
        rests_on=tuple(sorted({*(f"{here}/items/{one.key}" for one in instrument.items if one.id in items), *waves})),
        listed=1.0 if all_listed(initiative) else _listing.SO_FAR,
    )
    distinct: dict[tuple[int, ...], int] = {}
    alike = [float(distinct.setdefault(_places(order), len(distinct))) for order in whole]
    if not may_be_shown(alike, least_respondents(initiative)) or not all(heard.shows([item]) for item in items):
        return found
    return _with_bounds(found, whole)


def _places(order: list[float | None]) -> tuple[int, ...]:
    """Return the place of each item: other weights can be the same order."""
    sizes = sorted({value for value in order if value is not None})
    return tuple(sizes.index(value) for value in order if value is not None)


def _with_bounds(found: Rankings, whole: list[list[float | None]]) -> Rankings:
    """Return the concordance of the whole rankings, and how far the partial ones could move it.

    With centred ranks x of m raters, W is |sum of x|^2 / (m sum of |x|^2), ties corrected for.
    A ranking that is not known is some x of a length between 0 (all tied) and that of ranks
    without ties.
    """
    import numpy as np

    from collective_impact.survey._concordance import kendalls_w

    table = np.array(whole, dtype=float)
    value = kendalls_w(table, draws=1).value
    if value is None:
        return found
    centred = _centred(table)
    known, squares = float(np.linalg.norm(centred.sum(axis=0))), float((centred**2).sum())
    longest = sqrt((found.items**3 - found.items) / 12)
    low, high = _ends(known, squares, found.n + found.partial, found.partial, longest)
    low, high = (min(low, value), max(high, value)) if found.partial else (value, value)
    low, high = (low, high) if found.listed == 1 else (0.0, 1.0)
    return attrs.evolve(found, value=round(value, DIGITS), low=round(low, DIGITS), high=round(high, DIGITS))


def _centred(table: "Array") -> "Array":
    """Return the ranks of each row less their mean, ties sharing the mean of theirs."""
    below = (table[:, :, None] > table[:, None, :]).sum(axis=2)
    above = (table[:, :, None] < table[:, None, :]).sum(axis=2)
    ranks: Array = (below - above) / 2
    return ranks


def _ends(known: float, squares: float, raters: int, partial: int, longest: float) -> tuple[float, float]:
    """Return W if those who are not known point the other way, and if they all point the same way."""
    least = max(known - partial * longest, 0.0) ** 2 / (raters * (squares + partial * longest**2))
    step = min(partial * longest, partial * squares / known) if known else partial * longest
    most = (known + step) ** 2 / (raters * (squares + step**2 / partial)) if partial else 1.0
    return least, min(most, 1.0)
