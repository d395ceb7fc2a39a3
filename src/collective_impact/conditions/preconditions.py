"""What must be there before the five conditions: money for the time to come.

An influential champion and urgency are preconditions too, but no record can stand for them:
that somebody is called a champion does not say that others follow. They are judged or
surveyed.
"""

from collections.abc import Iterable
from datetime import date

import attrs

from collective_impact.conditions import _view
from collective_impact.conditions._counting import recorded_none
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message
from collective_impact.model.backbone import Backbone, Funding
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import BackboneStructure

__all__ = ["financial_resources"]

RECURRING = 24.0
"""Months for which a recurring appropriation counts as committed (ours)."""

DAYS_A_MONTH = 365.25 / 12


def financial_resources(initiative: Initiative, as_of: date) -> Finding:
    """Return for how many months money is committed to the backbone.

    The months from the date until the last commitment ends; at least 24 (ours) where a
    recurring appropriation is among them. Amounts are not weighed: they are often not
    published, and an anchor funder who stays is what the source asks for.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        From when the months count.

    Returns
    -------
    Finding
        Months. Not applicable to a backbone without a cash budget, or one of volunteers of
        which neither budget nor funding is recorded. There is no upper bound where the end
        of a commitment, or whether there are more, is not known.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review:
    resources for two to three years at least, of at least one anchor funder.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> grant = ci.Funding(id="grant", committed_until="2021-01-01", recurring=False)
    >>> reads = ci.Initiative(id="reads", backbone=ci.Backbone(funding=[grant]))
    >>> round(financial_resources(reads, date(2020, 1, 1)).value, 1)
    12.0
    """
    backbone = initiative.backbone or Backbone()
    if _works_without_money(backbone):
        return Finding(applicable=False, rests_on=("backbone",), note=Message("preconditions.no_cash_budget", {}))
    extent = _view.extent(initiative, "backbone/funding", len(backbone.funding))
    if not backbone.funding:
        if extent.is_complete:
            none = recorded_none(extent)  # unless it works without money, which would be no fault
            return none if backbone.cash_budget else attrs.evolve(none, high=None)
        n = extent.unlisted(0) or 0
        return Finding(low=0.0, n=n, note=Message("preconditions.financial_resources.unknown", {"of": n}))
    return _months(backbone.funding, as_of, extent.unlisted(len(backbone.funding)))


def _works_without_money(backbone: Backbone) -> bool:
    if backbone.cash_budget is not None:
        return not backbone.cash_budget
    is_unpaid = backbone.structure is BackboneStructure.VOLUNTEER
    return is_unpaid and backbone.budget is None and not backbone.funding


def _months(funding: Iterable[Funding], as_of: date, unlisted: int | None) -> Finding:
    """Return how long the longest commitment lasts; one that is not known may last for ever."""
    given = {f"backbone/funding/{part.key}": _lasts(part, as_of) for part in funding}
    known = {address: months for address, (months, _, _) in given.items() if months is not None}
    lows = [low for _, low, _ in given.values()]
    highs = [high for _, _, high in given.values() if high is not None]
    is_bounded = unlisted == 0 and len(highs) == len(given)
    longest = max(known.values(), default=None)
    n = len(given) + (unlisted or 0)
    code = "unknown" if longest is None else "known"
    return Finding(
        value=longest,
        low=max(lows),
        high=max(highs) if is_bounded else None,
        n=n,
        coverage=len(known) / (2 * len(given) if unlisted is None else n),
        rests_on=tuple(sorted(address for address, months in known.items() if months == longest)),
        note=Message(f"preconditions.financial_resources.{code}", {"months": longest, "of": n}),
    )


def _lasts(part: Funding, as_of: date) -> tuple[float | None, float, float | None]:
    """Return for how many months money is committed: as far as is known, at least, at most (None is unbounded)."""
    least = RECURRING if part.recurring else 0.0
    if part.committed_until is None:
        return (least or None), least, None
    months = max((part.committed_until - as_of).days / DAYS_A_MONTH, least)
    return months, months, max(months, RECURRING) if part.recurring is None else months
