"""Entries of a calendar: what each says of itself, and which of several versions of one counts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import attrs

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._calendar_lines import Component
from collective_impact.io._calendar_times import Moment, Zones, moments
from collective_impact.io._grids import Grid

_HIDDEN = frozenset({"PRIVATE", "CONFIDENTIAL"})

_OFF = r"(?:canceled|cancelled|cancelad[oa]|anulad[oa]|suspendid[oa]|abgesagt|storniert|entf(?:ä|ae)llt|annulée?)"
_CALLED_OFF = re.compile(rf"(?:(?:[\[(] ?{_OFF} ?[\])] ?[:–—-]?|{_OFF} ?:|{_OFF} [–—-](?= )) ?)+", re.IGNORECASE)
_CALLED_OFF_BEHIND = re.compile(rf"(?: [–—-] {_OFF}| ?[\[(] ?{_OFF} ?[\])])$", re.IGNORECASE)
"""What programs and people put before or behind a title, in English, Spanish, German and French."""


@attrs.frozen
class Entry:
    """An event as it stands in the file.

    Parameters
    ----------
    component : Component
    uid : str
    start : Moment
    instead_of : Moment, optional
        The occasion of its series that it replaces.
    and_later : bool
        Whether it changes all later occasions in the same way.
    """

    component: Component
    uid: str
    start: Moment
    instead_of: Moment | None = None
    and_later: bool = False

    @property
    def heading(self) -> str:
        """What stands above it, on one line."""
        found = self.component.one("SUMMARY")
        longest = 200
        return "" if found is None else unicodedata.normalize("NFC", " ".join(found.text.split())[:longest])

    @property
    def title(self) -> str:
        """What it is called, whether it is called off or not."""
        return self._parted[0]

    @property
    def is_cancelled_by_title(self) -> bool:
        """Whether its title says that it is called off."""
        return self._parted[1]

    @property
    def _parted(self) -> tuple[str, bool]:
        heading = self.heading
        before, behind = _CALLED_OFF.match(heading), _CALLED_OFF_BEHIND.search(heading)
        begin, end = before.end() if before else 0, behind.start() if behind else len(heading)
        return heading[begin:end], bool(before or behind)

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called off."""
        return self.component.value("STATUS").upper() == "CANCELLED"

    @property
    def is_hidden(self) -> bool:
        """Whether it is nobody else's business."""
        return self.component.value("CLASS").upper() in _HIDDEN

    @property
    def version(self) -> int:
        """How often it was changed."""
        digits = self.component.value("SEQUENCE")
        return int(digits) if digits.isdecimal() and len(digits) < 10 else 0  # noqa: PLR2004 - no number of changes

    @property
    def repeats(self) -> bool:
        """Whether it stands for several occasions."""
        return any(self.component.one(name) for name in ("RRULE", "RDATE"))


def entries(calendars: Sequence[Component], zones: Zones, place: Grid, remarks: Remarks) -> Iterator[Entry]:
    """Yield the events of calendars that say when they are."""
    for component in (part for calendar in calendars for part in calendar.parts if part.name == "VEVENT"):
        try:
            said = component.one("RECURRENCE-ID")
            instead_of = _moment(component, "RECURRENCE-ID", zones) if said else None
            start = instead_of if component.one("DTSTART") is None else None
            start = start or _moment(component, "DTSTART", zones)
        except NotUnderstoodError as error:
            remarks.add(place, component.line, None, error.code)
            continue
        reach = said.params.get("RANGE", "").strip().upper() if said else ""
        if reach not in {"", "THISANDFUTURE"}:
            remarks.add(place, component.line, None, "calendar.range", given=reach, severity="warning")
        entry = Entry(component, component.value("UID"), start, instead_of, and_later=reach == "THISANDFUTURE")
        yield entry if entry.uid else attrs.evolve(entry, uid=f"{entry.title} {start.local.isoformat()}")


def _moment(component: Component, name: str, zones: Zones) -> Moment:
    found = component.one(name)
    if found is None:
        raise NotUnderstoodError("calendar.no_start")
    return next(moments(found, zones))


def latest_versions(found: Iterable[Entry]) -> list[list[Entry]]:
    """Return the entries by series, each occasion in its latest version."""
    series: dict[str, dict[tuple[Moment | None, bool], Entry]] = {}
    for entry in found:
        versions = series.setdefault(entry.uid, {})
        occasion = entry.instead_of, entry.and_later
        before = versions.get(occasion)
        if before is None or before.version <= entry.version:
            versions[occasion] = entry
    return [list(versions.values()) for versions in series.values()]
