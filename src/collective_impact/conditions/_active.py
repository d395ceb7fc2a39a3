"""Who takes part, as far as dated acts tell: in activities, at meetings, with figures."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from collective_impact.conditions import _listing, _meetings, _reports, _view
from collective_impact.conditions._activities import Doing
from collective_impact.conditions._definitions import reported
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import ActivityStatus

Act: TypeAlias = tuple[date, str]
"""The day of something that a partner did, and the address of the record that says so."""


@attrs.frozen(kw_only=True)
class Active:
    """What partners did until a date.

    Parameters
    ----------
    last : mapping of str to Act
        Of each who ever did anything, the last thing.
    since : date
        Who did nothing after it is not active any more.
    open : set of str
        Who may have done something since, as their own records leave open.
    is_told : bool
        Whether activities and meetings are listed, so that who is in none may be said to do nothing.
    is_certain : bool
        Whether nobody else can have done anything since that is not recorded.
    """

    last: Mapping[str, Act]
    since: date
    open: frozenset[str]
    is_told: bool
    is_certain: bool

    @classmethod
    def until(cls, initiative: Initiative, as_of: date) -> "Active":
        """Look at what was done in the 24 months before a date (ours), and at the last act of all."""
        doing, since = Doing.on(initiative, as_of), _view.months_before(as_of, _view.MEMORY)
        last: dict[str, Act] = {}
        for who, act in _acts(initiative, doing, as_of):
            last[who] = max(act, last.get(who, act))
        nameless, all_named = _nameless(initiative, as_of)
        unsigned, all_signed = _unsigned(initiative, as_of, since)
        return cls(
            last=last,
            since=since,
            open=frozenset(doing.people(sure=False) | nameless | unsigned),
            is_told=doing.extent.is_complete and _meetings.Held.until(initiative, as_of).extent.is_complete,
            is_certain=doing.is_named is True and all_named and all_signed,
        )

    def seen(self, name: str) -> bool | None:
        """Say whether a partner is active, as far as is recorded.

        None where its own records leave that open, and where what is done is not listed.
        """
        if name in self.last and self.last[name][0] > self.since:
            return True
        return False if self.is_told and name not in self.open else None

    def known(self, name: str) -> bool | None:
        """Say whether a partner is active; None where a list that goes on may tell otherwise."""
        seen = self.seen(name)
        return seen if seen or self.is_certain else None


def _acts(initiative: Initiative, doing: Doing, as_of: date) -> Iterator[tuple[str, Act]]:
    """Yield all that was done until a date, by whom."""
    for activity in initiative.activities:
        over = activity.ends is not None and activity.ends <= as_of and activity.status is not ActivityStatus.PLANNED
        day = as_of if activity.id in doing.sure else activity.ends if over else None
        if day is not None:
            yield from ((name, (day, f"activities/{activity.key}")) for name in activity.people)
    for meeting in _meetings.held(initiative, as_of):
        act = meeting.on, _meetings.address(meeting)
        yield from ((attendance.stakeholder, act) for attendance in meeting.attendances)
    for indicator in initiative.indicators:
        here = f"indicators/{indicator.key}"
        alone = indicator.reporters[0] if len(indicator.reporters) == 1 else None
        for one in _reports.ended(indicator, as_of):
            sender = one.reporter or alone
            if sender is not None and one.period is not None and reported(one):
                yield sender, (one.period.end, here)


def _nameless(initiative: Initiative, as_of: date) -> tuple[set[str], bool]:
    """Return who was expected at meetings of which nobody knows who came, and whether there are no such meetings."""
    held = _meetings.Held.until(initiative, as_of)
    register = _meetings.Register(initiative, as_of)
    nameless = [meeting for meeting in held.recent if not register.knows_names(meeting)]
    seats = (register.expected(meeting) for meeting in nameless)
    people = {person.id for seat in seats if seat is not None for person in seat.people}
    return people, held.extent.is_complete and not nameless


def _unsigned(initiative: Initiative, as_of: date, since: date) -> tuple[set[str], bool]:
    """Return who may have reported since a date, and whether nobody else can have.

    Those are the reporters of what may have come in from any of them: figures that nobody
    signed, and those of a list that may go on.
    """
    said, people, all_listed = _listing.completeness(initiative), set[str](), True
    for indicator in initiative.indicators:
        seen = _reports.ended(indicator, as_of)
        recent = [one for one in seen if one.period is not None and one.period.end > since]
        nobodys = len(indicator.reporters) != 1 and any(one.reporter is None and reported(one) for one in recent)
        is_listed = said.get(f"indicators/{indicator.key}/observations", bool(seen))
        all_listed = all_listed and is_listed
        if nobodys or not is_listed:
            people.update(indicator.reporters)
    extent = _view.extent(initiative, "indicators", len(initiative.indicators))
    all_named = all(_reports.reporters(initiative, each)[1] for each in initiative.indicators)
    return people, extent.is_complete and all_named and all_listed
