"""The initiative as it stood on a date: later records are not used."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

import attrs

from collective_impact.model.extent import Extent
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Convening
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.vocabulary import Completeness, ConveningStatus

MEMORY = 24
"""Months for which those who left stay in denominators, and changes count as recent (ours)."""


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def recorded_extent(initiative: Initiative, collection: str) -> Extent | None:
    """Return how complete a collection is said to be, if anything is said."""
    for extent in initiative.extents:
        if extent.collection == collection:
            return extent
    return None


def is_complete(initiative: Initiative, collection: str, seen: int) -> bool:
    """Say whether what is not listed does not exist.

    As `Initiative.extent` says it, but where nothing is said, only what was there on the
    date (``seen``) makes a collection complete: a later record says nothing of earlier days.
    """
    recorded = recorded_extent(initiative, collection)
    return seen > 0 if recorded is None else recorded.is_complete


def extent(initiative: Initiative, collection: str, seen: int) -> Extent:
    """Return how complete a collection is, of which so many were there on the date.

    One that is said to be complete, and of which nothing was there, held none on the date
    (a total of 0), whatever is listed of later days.
    """
    recorded = recorded_extent(initiative, collection)
    if recorded is not None:
        return recorded if seen or not recorded.is_complete else attrs.evolve(recorded, total=0)
    return Extent(collection=collection, completeness=Completeness.COMPLETE if seen else Completeness.UNKNOWN)


def said_by(initiative: Initiative, collection: str) -> str:
    """Return the address of what says that something is not in a collection; empty where nothing does.

    That is its extent, else the record that holds it; no record holds those at the top.
    """
    recorded = recorded_extent(initiative, collection)
    if recorded is not None:
        return f"extents/{recorded.key}"
    return collection.partition("/")[0] if "/" in collection else ""


def members(initiative: Initiative, as_of: date) -> tuple[Stakeholder, ...]:
    """Return who belongs on the date."""
    return initiative.members(as_of)


def owed(initiative: Initiative, as_of: date) -> Iterator[tuple[Stakeholder, bool]]:
    """Yield who is in a denominator: members, and those who left in the last 24 months (False).

    A partner that gives up must not raise the share of those that go on.
    """
    since = months_before(as_of, MEMORY)
    for person in initiative.stakeholders:
        if person.belongs(as_of):
            yield person, True
        elif person.left is not None and since < person.left <= as_of:
            yield person, False


def held(initiative: Initiative, as_of: date, months: int | None = None) -> tuple[Convening, ...]:
    """Return the convenings held until the date (in the months before it), in order of date."""
    since = date.min if months is None else months_before(as_of, months)
    meetings = (
        meeting
        for meeting in initiative.convenings
        if meeting.status is ConveningStatus.HELD and since < meeting.on <= as_of
    )
    return tuple(sorted(meetings, key=lambda meeting: (meeting.on, meeting.key)))


def figures(indicator: Indicator, as_of: date) -> tuple[Observation, ...]:
    """Return the observations whose period is over on the date, in order of period.

    A period that ends on the date is over; figures that are planned, expected, withheld or
    not collected are kept: each measure says which of them it counts.
    """
    over = (o for o in indicator.observations if o.period is not None and o.period.end <= as_of)
    return tuple(sorted(over, key=lambda o: (o.period.end, o.key) if o.period else (date.min, "")))
