"""Meetings of a calendar that an initiative has on record already: one meeting, of which two sources tell.

An attendance list knows who came, a calendar who was expected; neither names the other's meetings. The same day and
the same body are the same meeting, where either source has only one of them.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import attrs

from collective_impact.io._accounts import Remarks
from collective_impact.io._grids import Grid
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Convening
from collective_impact.model.vocabulary import ConveningStatus


def recognized(initiative: Initiative, found: Iterable[Convening]) -> list[tuple[Convening, Convening | None]]:
    """Return the meetings of a calendar, those on record by the ids that they have there, and the records of these."""
    meetings = list(found)
    by_id = {one.id: one for one in initiative.convenings if one.id is not None}
    named = by_id.keys() & {one.id for one in meetings}
    on_record = _only_ones([one for one in initiative.convenings if one.id not in named])
    in_calendar = _only_ones([one for one in meetings if one.id not in named])
    paired = []
    for meeting in meetings:
        record = by_id.get(meeting.id or "")
        if record is None and in_calendar.get(_place(meeting)) is meeting:
            record = on_record.get(_place(meeting))
        paired.append((meeting if record is None else attrs.evolve(meeting, id=record.id), record))
    return paired


def _place(meeting: Convening) -> tuple[date, str | None]:
    return meeting.on, meeting.body


def _only_ones(meetings: list[Convening]) -> dict[tuple[date, str | None], Convening]:
    """Return the meetings that are the only ones of their day and body, or the only ones that were not called off."""
    standing = [one for one in meetings if one.status is not ConveningStatus.CANCELLED]
    found: dict[tuple[date, str | None], Convening] = {}
    for some in (meetings, standing):
        times = Counter(map(_place, some))
        found |= {_place(one): one for one in some if times[_place(one)] == 1}
    return found


def together(meeting: Convening, record: Convening, place: Grid, remarks: Remarks) -> Convening:
    """Return what is on record of a meeting, and who was expected; what has taken place stays as it is on record."""
    expected = tuple(dict.fromkeys((*record.expected, *meeting.expected)))
    if record.status is ConveningStatus.PLANNED:
        return attrs.evolve(record, on=meeting.on, body=meeting.body, status=meeting.status, expected=expected)
    known = ConveningStatus.PLANNED, record.status
    if _place(meeting) != _place(record) or meeting.status not in known:
        on, status, there = meeting.on.isoformat(), meeting.status.value, record.status.value
        code = "calendar.recorded_otherwise"
        remarks.add(place, None, None, code, record=record.key, on=on, status=status, recorded=there)
    return attrs.evolve(record, expected=expected)
