"""Which body an entry of a calendar is of, and which stakeholders were expected."""

from collections.abc import Mapping
from datetime import UTC, date, tzinfo

import attrs

from collective_impact.errors import UnknownNameError, nearest
from collective_impact.io._calendar_entries import Entry
from collective_impact.io._calendar_events import Occasion
from collective_impact.io._calendar_lines import Property
from collective_impact.io._cells import joined
from collective_impact.io._organizations_in import Directory
from collective_impact.io._tallies import Tally
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Convening
from collective_impact.model.vocabulary import ConveningStatus

_AWAY = frozenset({"DECLINED", "DELEGATED"})
_THINGS = frozenset({"ROOM", "RESOURCE"})
_OPTIONAL = frozenset({"OPT-PARTICIPANT", "NON-PARTICIPANT"})


@attrs.frozen
class Bodies:
    """Of which body an entry is, by its title.

    Parameters
    ----------
    only : str, optional
        The body of all entries.
    named : mapping of str to str
        The bodies of titles, as `joined` has them.
    leaves_others : bool
        Whether entries with other titles are left out.
    """

    only: str | None
    named: Mapping[str, str | None]
    leaves_others: bool

    @classmethod
    def of(cls, body: str | Mapping[str, str | None] | None, initiative: Initiative | None) -> "Bodies":
        """Take what the caller says, or the bodies of the initiative.

        Raises
        ------
        UnknownNameError
            There is no such body.
        """
        known = () if initiative is None else initiative.bodies
        told = body.values() if isinstance(body, Mapping) else [body]
        ids = [each.id for each in known]
        for name in told:
            if initiative is not None and name is not None and name not in ids:
                raise UnknownNameError("body", name, ids)
        if isinstance(body, Mapping):
            return cls(None, {joined(title): name for title, name in body.items()}, leaves_others=True)
        own = {joined(name): each.id for each in known for name in (each.name, each.id) if name}
        return cls(body, own, leaves_others=False)

    def near(self, title: str) -> str | None:
        """Return the body whose name is in a title, or is like it."""
        words = f" {joined(title)} "
        inside = {name for known, name in self.named.items() if f" {known} " in words}
        near = nearest(joined(title), self.named)
        return inside.pop() if len(inside) == 1 else None if near is None else self.named[near]


@attrs.frozen
class Hall:
    """Makes convenings of occasions."""

    initiative: Initiative | None
    people: Directory
    bodies: Bodies
    home: tzinfo | None
    held_until: date | None
    is_called_off: bool
    tally: Tally

    def day(self, occasion: Occasion) -> date:
        """Return the day on which people met: where they were, as far as the calendar says where that is."""
        when = occasion.when
        if when.zone is not UTC:
            return when.on
        return when.seen_from(self.home).on

    def convening(self, occasion: Occasion, master: Entry) -> tuple[Convening, bool] | None:
        """Return the meeting of an occasion, and whether all who were expected are known; None where it is left out."""
        entry = occasion.entry
        title = entry.title or master.title
        key = joined(title)
        if self.bodies.only is None and self.bodies.leaves_others and key not in self.bodies.named:
            self.tally.add(None, "calendar.other_title", severity="note")
            return None
        body = self.bodies.only or self.bodies.named.get(key)
        if body is None and key not in self.bodies.named:
            near = self.bodies.near(title)
            self.tally.add(None, "calendar.all_members", given=title, suggestion=near, severity="warning")
        if self.home is None and occasion.when.zone is UTC:
            self.tally.add(None, "calendar.world_time", severity="note")
        on = self.day(occasion)
        expected, everybody = self._expected(entry if entry.component.one("ATTENDEE") else master, title)
        status = self._status(entry, on, title, named=entry if entry.heading else master)
        return Convening(id=occasion.id, on=on, body=body, status=status, expected=expected), everybody

    def _status(self, entry: Entry, on: date, title: str, named: Entry) -> ConveningStatus:
        if entry.is_cancelled or self.is_called_off:
            return ConveningStatus.CANCELLED
        if named.is_cancelled_by_title:
            self.tally.add(None, "calendar.cancelled_by_title", title=title, severity="note")
            return ConveningStatus.CANCELLED
        if self.held_until is not None and on <= self.held_until:
            return ConveningStatus.HELD
        if self.held_until is None:
            self.tally.add(None, "calendar.planned", severity="note")
        return ConveningStatus.PLANNED

    def _expected(self, entry: Entry, title: str) -> tuple[tuple[str, ...], bool]:
        """Return the stakeholders of those who were invited, and whether these are all."""
        invited = [person for person in entry.component.all("ATTENDEE") if _is_invited(person)]
        if self.initiative is None:
            if invited:
                self.tally.add(None, "calendar.no_initiative", severity="note")
            return (), True
        matched = [self._stakeholder(person) for person in invited]
        for _ in range(matched.count(None)):
            self.tally.add(None, "calendar.nobody", severity="warning", title=title)
        return tuple(dict.fromkeys(found for found in matched if found is not None)), None not in matched

    def _stakeholder(self, person: Property) -> str | None:
        """Return whose a person is: name, address and domain must not tell different ones."""
        address = person.value.strip()
        address = address[len("mailto:") :] if address.casefold().startswith("mailto:") else address
        name = person.params.get("CN", "")
        found = {match.id for match in (self.people.named(name), self.people.reached(address)) if match.id is not None}
        return found.pop() if len(found) == 1 else None


def _is_invited(person: Property) -> bool:
    """Say whether somebody was expected: no room, not there by choice, and not declining."""
    params = {name: value.upper() for name, value in person.params.items()}
    is_away = params.get("PARTSTAT") in _AWAY
    return not (is_away or params.get("CUTYPE") in _THINGS or params.get("ROLE") in _OPTIONAL)
