"""What lists say of those they do not name.

A list that is complete says no. A list of which a known part is missing says "not so far":
the finding counts it as no, but it could turn out to be yes, so that a record that is left
out can widen the bounds of a finding, but never raise its value. A list that goes on nobody
knows how far says nothing of what it does not name; it shows only what there is, and no
share can be told from it.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from collective_impact.conditions import _view
from collective_impact.conditions._counting import Part, mean
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative

SO_FAR = 0.5
"""How much is known of something that a list which may go on does not name (ours)."""


def completeness(initiative: Initiative) -> Mapping[str, bool]:
    """Return, of each collection of which it is said, whether it is complete."""
    return {extent.collection: extent.is_complete for extent in initiative.extents}


def answered(address: str, answer: bool | None) -> Part:  # noqa: FBT001 - yes and no are the subject
    """Return a unit with one answer: yes, no or unknown."""
    if answer is None:
        return Part(address, None, 0.0, 1.0, 0.0)
    return Part(address, float(answer), float(answer), float(answer), 1.0)


def not_named(address: str, is_complete: bool | None) -> Part:  # noqa: FBT001 - yes, no and unknown are the subject
    """Return a unit that a list does not name; it is None where nobody knows how far the list goes on."""
    if is_complete is False:
        return Part(address, 0.0, 0.0, 1.0, SO_FAR)
    return answered(address, False if is_complete else None)


def closed(extent: Extent, listed: int, *, is_complete: bool = True) -> bool | None:
    """Say whether a list is complete, and what else is asked for; None where nobody knows how far it goes on.

    A list that is known to be of something, but names nothing at all, says nothing either.
    """
    unlisted = extent.unlisted(listed)
    if unlisted is None or (unlisted and not listed):
        return None
    return is_complete and unlisted == 0


def told(found: Finding, is_complete: bool | None) -> Finding:  # noqa: FBT001 - yes, no and unknown are the subject
    """Return a share of what a list names; without a value where nobody knows how far the list goes on.

    What is named is then the least that it can be, and counts so far.
    """
    if is_complete is not None or found.value is None or found.low == found.high:
        return found
    return attrs.evolve(found, value=None, likely=found.low)


def widened(told: Part, listed: int, unlisted: int | None) -> Part:
    """Return a unit whose own list may go on: so many are listed, so many are not (None: nobody knows)."""
    if unlisted is None:
        return Part(told.address, told.value, 0.0, 1.0, told.coverage * SO_FAR)
    known = listed / (listed + unlisted)
    low, high = told.low * known, told.high * known + 1.0 - known
    value = None if told.value is None else min(max(told.value, low), high)
    return Part(told.address, value, low, high, told.coverage * known)


def counted(parts: Iterable[Part], code: str, *, extent: Extent | None = None, listed: int | None = None) -> Finding:
    """Return the mean over units, with a sentence that counts them.

    Parameters
    ----------
    parts : iterable of Part
    code : str
        Code of the sentence, which may use ``{yes}``, ``{of}`` and ``{unknown}`` (those that
        could turn out better than they look).
    extent : Extent, optional
        How complete the list of units is; complete unless given.
    listed : int, optional
        How many the list holds, where some of them are no units.
    """
    given = list(parts)
    unlisted = 0 if extent is None else extent.unlisted(len(given) if listed is None else listed) or 0
    met = sum(part.low == 1 for part in given)
    open_ = sum(part.low < part.high for part in given)
    params = {"yes": met, "of": len(given) + unlisted, "unknown": open_ + unlisted}
    return mean(given, code, extent=extent, listed=listed, params=params)


def averaged(parts: Iterable[Part], code: str, *, extent: Extent | None = None, listed: int | None = None) -> Finding:
    """Return the mean over units, with a sentence that gives it in percent.

    Parameters
    ----------
    parts : iterable of Part
    code : str
        Code of the sentences, which stand below it as ``known`` (with ``{percent}`` and
        ``{of}``) and ``unknown`` (with ``{of}``).
    extent : Extent, optional
        How complete the list of units is; complete unless given.
    listed : int, optional
        How many the list holds, where some of them are no units.
    """
    found = mean(parts, code, extent=extent, listed=listed)
    if found.value is None:
        return found.noted(f"{code}.unknown", {"of": found.n})
    return found.noted(f"{code}.known", {"percent": 100 * found.value, "of": found.n})


def source(initiative: Initiative, collection: str, addresses: Iterable[str]) -> str:
    """Return the address of what says that something is not in a collection."""
    recorded = _view.recorded_extent(initiative, collection)
    return min(addresses, default="") if recorded is None else f"extents/{recorded.key}"


def none_left(extent: Extent, listed: int, over: Iterable[str], code: str) -> Finding:
    """Return the finding where nothing of what is listed is asked about (any more).

    Parameters
    ----------
    extent : Extent
        How complete the list is.
    listed : int
        How many it holds.
    over : iterable of str
        Addresses of what was there before.
    code : str
        Code of the sentence that says so.
    """
    rests_on = tuple(sorted(over))
    if extent.is_complete and rests_on:
        return Finding(value=0.0, low=0.0, high=0.0, coverage=1.0, rests_on=rests_on, note=Message(code, {}))
    return mean((), code, extent=extent, listed=listed)


def stakeholders(initiative: Initiative, as_of: date) -> Extent:
    """Return how complete the list of stakeholders is, as it stood on the date."""
    seen = sum(person.joined is None or person.joined <= as_of for person in initiative.stakeholders)
    return _view.extent(initiative, "stakeholders", seen)
