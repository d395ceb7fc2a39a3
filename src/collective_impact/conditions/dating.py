"""The date that an initiative is looked at: as given, else the latest thing that happened."""

from collections.abc import Iterator
from datetime import date

from collective_impact.errors import Message
from collective_impact.model._record import as_date
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import ActivityStatus, ConveningStatus
from collective_impact.survey.counted import happened_on

NO_DATE = date(1970, 1, 1)
"""Stands where nothing recorded has a date, so that none matters."""


def dated(initiative: Initiative, as_of: date | str | None) -> tuple[date, tuple[Message, ...]]:
    """Return the date to look at an initiative, and the warning where it was inferred.

    Raises
    ------
    InvalidValueError
        ``as_of`` is no date.
    """
    if as_of is not None:
        return as_date(as_of), ()
    day = latest_event(initiative)
    if day is None:
        return NO_DATE, (Message("card.as_of_unknown", {"as_of": str(NO_DATE)}),)
    return day, (Message("card.as_of_inferred", {"as_of": str(day)}),)


def latest_event(initiative: Initiative) -> date | None:
    """Return the date of the latest thing that is recorded as having happened.

    Where no meeting, figure, answer, evidence, adoption, review or systems change has a
    date, the latest beginning does: of the initiative, a membership or an activity.

    Parameters
    ----------
    initiative : Initiative

    Returns
    -------
    date or None
        None where nothing recorded has a date.

    Examples
    --------
    >>> import collective_impact as ci
    >>> latest_event(ci.Initiative(id="new", convenings=[ci.Convening(on="2024-05-02")]))
    datetime.date(2024, 5, 2)
    """
    return max(_events(initiative), default=None) or max(_beginnings(initiative), default=None)


def _events(initiative: Initiative) -> Iterator[date]:
    yield from (meeting.on for meeting in initiative.convenings if meeting.status is ConveningStatus.HELD)
    for indicator in initiative.indicators:
        yield from (o.period.end for o in indicator.observations if o.period is not None and o.is_figure)
    dated = [happened_on(initiative, response) for response in initiative.responses]
    dated += [evidence.on for evidence in initiative.evidence]
    dated += [change.on for change in initiative.systems_changes]
    if initiative.agenda is not None:
        dated += [adoption.on for adoption in initiative.agenda.adoptions]
        dated += [review.on for review in initiative.agenda.reviews]
    yield from (day for day in dated if day is not None)


def _beginnings(initiative: Initiative) -> Iterator[date]:
    dated = [initiative.started, *(person.joined for person in initiative.stakeholders)]
    dated += [a.starts for a in initiative.activities if a.status is not ActivityStatus.PLANNED]
    yield from (day for day in dated if day is not None)
