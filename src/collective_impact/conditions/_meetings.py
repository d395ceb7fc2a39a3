"""Meetings until a date: which were held, who was expected, and who came."""

from collections.abc import Callable, Iterable
from datetime import date

import attrs

from collective_impact.conditions import _listing, _view
from collective_impact.conditions._counting import Part
from collective_impact.conditions.finding import Finding
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Attendance, Body, Convening
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.vocabulary import ConveningStatus


@attrs.frozen(kw_only=True)
class Held:
    """The meetings that were held in some months until a date.

    Parameters
    ----------
    recent : tuple of Convening
        Those that are asked about.
    before : tuple of Convening
        Those that were held earlier.
    extent : Extent
        How complete the list of meetings is.
    listed : int
        How many it holds.
    """

    recent: tuple[Convening, ...]
    before: tuple[Convening, ...]
    extent: Extent
    listed: int

    @classmethod
    def until(cls, initiative: Initiative, as_of: date, months: int = _view.MEMORY) -> "Held":
        """Look at the meetings of the months before a date (24, ours)."""
        since = _view.months_before(as_of, months)
        meetings = held(initiative, as_of)
        return cls(
            recent=tuple(meeting for meeting in meetings if meeting.on > since),
            before=tuple(meeting for meeting in meetings if meeting.on <= since),
            extent=_view.extent(initiative, "convenings", len(meetings)),
            listed=len(initiative.convenings),
        )

    def none(self, code: str) -> Finding:
        """Return the finding where none of those that are asked about was held in these months."""
        others = map(address, (*self.before, *self.recent))
        return _listing.none_left(self.extent, self.listed, others, code)


def held(initiative: Initiative, as_of: date) -> list[Convening]:
    """Return the meetings that were held until a date, in no order."""
    meetings = initiative.convenings
    return [meeting for meeting in meetings if meeting.status is ConveningStatus.HELD and meeting.on <= as_of]


def latest(meetings: Iterable[Convening]) -> Convening:
    """Return the last of some meetings; of several on that day the same, in whatever order they are recorded."""
    known = list(meetings)
    last = max(meeting.on for meeting in known)
    return max((meeting for meeting in known if meeting.on == last), key=address)


def address(meeting: Convening) -> str:
    """Return where a meeting is found."""
    return f"convenings/{meeting.key}"


@attrs.frozen(kw_only=True)
class Seats:
    """Who was expected at a meeting.

    Parameters
    ----------
    people : tuple of Stakeholder
    unlisted : int, optional
        How many more were; None where nobody knows.
    """

    people: tuple[Stakeholder, ...]
    unlisted: int | None


class Register:
    """Who is expected at the meetings of an initiative, and whether it is known who came."""

    def __init__(self, initiative: Initiative, as_of: date) -> None:
        self._people = {person.id: person for person in initiative.stakeholders}
        self._bodies = {body.id: body for body in initiative.bodies}
        self._extents = {extent.collection: extent for extent in initiative.extents if "/" in extent.collection}
        self._rooms = {collection.partition("/")[0] for collection in self._extents}
        self._unlisted = _listing.stakeholders(initiative, as_of).unlisted(len(initiative.stakeholders))

    def expected(self, meeting: Convening) -> Seats | None:
        """Return who was expected at a meeting; None where that is not recorded.

        Those listed as expected; else the members of its body, or all members where it has
        none, that belonged on the day or had left in the 24 months before.
        """
        if meeting.expected:
            people = tuple(self._people[name] for name in meeting.expected)
            return Seats(people=people, unlisted=self._more(meeting, "expected", len(people)))
        if meeting.body is None:
            return Seats(people=self._owed(self._people.values(), meeting.on), unlisted=self._unlisted)
        body = self._bodies[meeting.body]
        if not body.members:
            return None
        people = self._owed((self._people[name] for name in body.members), meeting.on)
        return Seats(people=people, unlisted=self._more(body, "members", len(body.members)))

    def knows_names(self, meeting: Convening) -> bool:
        """Say whether who is not named as present was absent."""
        recorded = self._said(meeting, "attendances")
        return bool(meeting.attendances) if recorded is None else recorded.is_complete

    def _more(self, owner: Convening | Body, collection: str, listed: int) -> int | None:
        recorded = self._said(owner, collection)
        return 0 if recorded is None else recorded.unlisted(listed)

    def _said(self, owner: Convening | Body, collection: str) -> Extent | None:
        """Return how complete a list of a meeting or body is said to be, if anything is said of any."""
        room = "convenings" if isinstance(owner, Convening) else "bodies"
        if room not in self._rooms:
            return None
        return self._extents.get(f"{room}/{owner.key}/{collection}")

    @staticmethod
    def _owed(people: Iterable[Stakeholder], on: date) -> tuple[Stakeholder, ...]:
        there = [person for person in people if person.joined is None or person.joined <= on]
        if all(person.left is None for person in there):
            return tuple(there)
        since = _view.months_before(on, _view.MEMORY)
        return tuple(person for person in there if person.left is None or person.left > since)


def present(
    register: Register, meeting: Convening, seats: Seats | None, came: Callable[[Attendance], bool | None]
) -> Part:
    """Return how many of those who were expected came, as far as names tell."""
    here = address(meeting)
    if seats is None or not seats.people:
        return _listing.answered(here, None)
    named = {attendance.stakeholder: came(attendance) for attendance in meeting.attendances}
    absent = False if register.knows_names(meeting) else None
    answers = [named.get(person.id, absent) for person in seats.people]
    of, yes, unknown = len(answers), answers.count(True), answers.count(None)
    value = yes / (of - unknown) if unknown < of else None
    told = Part(here, value, yes / of, (yes + unknown) / of, 1.0 - unknown / of)
    return told if seats.unlisted == 0 else _listing.widened(told, of, seats.unlisted)
