"""Reports as they stood on a date: who is to report what, what has come in, and what it can be compared with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeAlias

import attrs

from collective_impact.conditions import _view
from collective_impact.conditions._counting import Answer, all_of, any_of, written
from collective_impact.conditions._definitions import reported
from collective_impact.measurement._comparable import (
    DAYS_PER_MONTH,
    Terms,
    compared,
    months,
    unit_given,
    usual_length,
    version_followed,
)
from collective_impact.model.extent import Extent
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Completeness, Frequency, ObservationStatus

PATIENCE = 1.5
"""By how many times its frequency an indicator may lie back and still be up to date (ours)."""

ANY_NUMBER = Extent(collection="indicators", completeness=Completeness.UNKNOWN)
"""Where it is not known who reports, there may be any number of reports, and of partners that report."""


def ended(indicator: Indicator, as_of: date) -> list[Observation]:
    """Return the observations whose period was over on the date, whatever their status."""
    return [one for one in indicator.observations if one.period is not None and one.period.end <= as_of]


def reporters(initiative: Initiative, indicator: Indicator) -> tuple[tuple[str, ...], bool]:
    """Return who is to report an indicator, and whether that is all of them.

    Nobody has to report what comes from a public source, unless reporters are named.
    """
    named = indicator.reporters
    recorded = _view.recorded_extent(initiative, f"indicators/{indicator.key}/reporters")
    if recorded is not None:
        return named, recorded.is_complete
    return named, bool(named or written(indicator.public_source))


def reporters_extent(initiative: Initiative) -> Extent | None:
    """Return None where it is known who reports each indicator; else how complete the list of reports is."""
    indicators = initiative.indicators
    extent = _view.extent(initiative, "indicators", len(indicators))
    if not indicators:
        return extent
    is_known = all(reporters(initiative, indicator)[1] for indicator in indicators)
    return None if extent.is_complete and is_known else ANY_NUMBER


def all_public(initiative: Initiative) -> bool:
    """Say whether all indicators come from public sources and have no reporters."""
    indicators = initiative.indicators
    if not indicators or not _view.is_complete(initiative, "indicators", len(indicators)):
        return False
    return all(written(each.public_source) and reporters(initiative, each) == ((), True) for each in indicators)


# What has come in ---------------------------------------------------------------------


def received(initiative: Initiative, indicator: Indicator, as_of: date, owed: frozenset[str]) -> Iterator[Answer]:
    """Yield, for each report of an indicator that is expected, whether the latest that is due has come in."""
    here = f"indicators/{indicator.key}"
    yield from ((here, came) for _, came in expected(initiative, indicator, as_of, owed))


def expected(
    initiative: Initiative, indicator: Indicator, as_of: date, owed: frozenset[str]
) -> Iterator[tuple[str | None, bool | None]]:
    """Yield who is to report an indicator, and whether the latest report that is due has come in.

    None stands for reporters of whom nobody knows who they are. Without a frequency nobody
    knows what is due; only who never reported has not.
    """
    names, all_named = reporters(initiative, indicator)
    is_public = written(indicator.public_source)
    if not names and not (all_named and is_public):
        yield None, False if all_named and is_public is False else None
    yield from by_reporter(initiative, indicator, as_of, owed)


def by_reporter(
    initiative: Initiative, indicator: Indicator, as_of: date, owed: frozenset[str]
) -> Iterator[tuple[str, bool | None]]:
    """Yield each reporter that is to report an indicator, and whether its latest report that is due has come in."""
    names, _ = reporters(initiative, indicator)
    seen = ended(indicator, as_of)
    is_complete = _view.is_complete(initiative, f"indicators/{indicator.key}/observations", len(seen))
    owing = [name for name in names if name in owed]
    if indicator.frequency is None:
        inbox = _Inbox.of(seen, names)
        yield from ((name, False if is_complete and inbox.never_came(name) else None) for name in owing)
        return
    inbox = _Inbox.of(_due(indicator.frequency, indicator, seen, as_of), names)
    for name in owing:
        if not inbox.excuses(name):
            came = inbox.came(name)
            yield name, came if is_complete or came else None


def left_out(indicator: Indicator, name: str, observations: Iterable[Observation]) -> bool:
    """Say whether a reporter certainly sent none of some observations, and would not be excused."""
    inbox = _Inbox.of(observations, indicator.reporters)
    return inbox.came(name) is False and not inbox.excuses(name)


def due_window(frequency: Frequency, indicator: Indicator, as_of: date) -> tuple[date, date]:
    """Return between which days, both included, the latest period that is due ended.

    Due is what was over when the publication lag (none unless stated) began. Of a regular
    series exactly one period ends in the months between two observations, so the latest
    that is due ended in those months before; who is late does not depend on what others
    sent.
    """
    day = _days_before(as_of, indicator.publication_lag or 0)
    first = _view.months_before(min(day, date.max - timedelta(1)) + timedelta(1), frequency.months)
    return first, day


def _due(frequency: Frequency, indicator: Indicator, seen: list[Observation], as_of: date) -> list[Observation]:
    """Return the observations of the latest period that is due, and of later ones."""
    first, _ = due_window(frequency, indicator, as_of)
    return [one for one in seen if one.period is not None and one.period.end >= first]


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, date.min.toordinal()))


@attrs.frozen
class _Inbox:
    """What came in of the latest period: the answers by reporter, and who did not collect any."""

    said: Mapping[str | None, list[bool | None]]
    anybody: bool | None
    idle: frozenset[str | None]

    @classmethod
    def of(cls, observations: Iterable[Observation], names: tuple[str, ...]) -> "_Inbox":
        """Sort observations; what nobody signed comes from the only reporter, where there is but one."""
        said: defaultdict[str | None, list[bool | None]] = defaultdict(list)
        idle: set[str | None] = set()
        for one in observations:
            sender = names[0] if one.reporter is None and len(names) == 1 else one.reporter
            said[sender].append(reported(one))
            if one.status is ObservationStatus.NOT_COLLECTED:
                idle.add(sender)
        return cls(said, any_of(answer for answers in said.values() for answer in answers), frozenset(idle))

    def excuses(self, name: str) -> bool:
        """Say whether a report is not to be expected: no data were collected, and nobody has any."""
        return self.anybody is False and self._is_idle(name)

    def came(self, name: str) -> bool | None:
        """Say whether a report came in; what nobody signed may be from anybody."""
        came = any_of(self.said.get(name, ()))
        may_have = any_of(self.said.get(None, ())) is not False
        may_be_excused = self.anybody is None and self._is_idle(name)
        return None if came is False and (may_have or may_be_excused) else came

    def never_came(self, name: str) -> bool:
        """Say whether no report came in, and none would be excused, in whatever part of this time."""
        return self.came(name) is False and not self._is_idle(name)

    def _is_idle(self, name: str) -> bool:
        return name in self.idle or None in self.idle


def observed(initiative: Initiative, indicator: Indicator, as_of: date) -> Iterator[Answer]:
    """Yield whether an indicator was observed lately; nothing where no data were collected lately."""
    here = f"indicators/{indicator.key}"
    seen = ended(indicator, as_of)
    recent = seen
    if indicator.frequency is not None:
        allowed = PATIENCE * indicator.frequency.months * DAYS_PER_MONTH + (indicator.publication_lag or 0)
        first = _days_before(as_of, int(allowed))
        recent = [one for one in seen if one.period is not None and one.period.end >= first]
    was = any_of(map(reported, recent))
    if was is False:
        is_complete = _view.is_complete(initiative, f"{here}/observations", len(seen))
        if is_complete and any(one.status is ObservationStatus.NOT_COLLECTED for one in recent):
            return
        was = False if is_complete else None
    yield here, was if indicator.frequency is not None or was is False else None


# What it can be compared with ---------------------------------------------------------

Misfit: TypeAlias = tuple[str, str, str]
"""The unit of a report, the unit that it does not convert to, and the indicator."""


def reports_extent(initiative: Initiative, as_of: date, listed: int) -> Extent:
    """Return how complete the list of reports is; of an indicator of which none is recorded there may be one."""
    extent = _view.extent(initiative, "indicators", len(initiative.indicators))
    if not initiative.indicators:
        return extent
    missing = [_missing(initiative, indicator, as_of) for indicator in initiative.indicators]
    known = [more for more in missing if more is not None]
    if len(known) < len(missing) or not extent.is_complete:
        return ANY_NUMBER
    return Extent(collection="indicators", completeness=Completeness.PARTIAL, total=listed + sum(known))


def _missing(initiative: Initiative, indicator: Indicator, as_of: date) -> int | None:
    recorded = _view.recorded_extent(initiative, f"indicators/{indicator.key}/observations")
    return int(not ended(indicator, as_of)) if recorded is None else recorded.unlisted(len(indicator.observations))


Sent: TypeAlias = tuple[date, date, str | None]
"""What tells a report of an indicator from others: first and last day, and who sent it."""


class Comparer:
    """Compares the reports of indicators, and keeps what it found on the way."""

    def __init__(self) -> None:
        self.misfits: set[Misfit] = set()

    def compared(self, indicator: Indicator, as_of: date) -> Iterator[Answer]:
        """Yield whether each report (all figures of a reporter for a period) can be compared."""
        here = f"indicators/{indicator.key}"
        yield from ((here, fits) for _, fits in self.reports(indicator, as_of))

    def latest(self, indicator: Indicator, as_of: date) -> Mapping[str | None, bool | None]:
        """Return, by who sent it, whether the latest report can be compared."""
        sent = sorted(self.reports(indicator, as_of), key=lambda report: report[0][1::-1])
        return {sender: fits for (_, _, sender), fits in sent}

    def reports(self, indicator: Indicator, as_of: date) -> Iterator[tuple[Sent, bool | None]]:
        """Yield each report, and whether it can be compared."""
        has_figure: dict[Sent, bool | None] = {}
        lengths: dict[Sent, int] = {}
        terms: dict[Sent, set[tuple[str | None, str | None]]] = {}
        of_everybody: set[Sent] = set()
        for one in ended(indicator, as_of):
            if one.period is None or (is_report := reported(one)) is False:
                continue
            key = one.period.start, one.period.end, one.reporter
            lengths[key] = months(one.period)
            has_figure[key] = is_report or has_figure.get(key)
            terms.setdefault(key, set()).add((unit_given(indicator, one), version_followed(indicator, one)))
            if one.group is None:
                of_everybody.add(key)
        wanted = Terms(indicator.unit, indicator.definition_version, usual_length(lengths.values()))
        fits: dict[tuple[str | None, str | None, int], bool | None] = {}
        for key, figure in has_figure.items():
            given = {(*said, lengths[key]) for said in terms[key]}
            for said in given - fits.keys():
                fits[said] = self._fits(indicator, wanted, Terms(*said))
            is_like_others = key in of_everybody or not of_everybody
            yield key, all_of((figure, is_like_others, *(fits[said] for said in given)))

    def _fits(self, indicator: Indicator, wanted: Terms, given: Terms) -> bool | None:
        """Say whether a figure shares a series with what is wanted, and keep a unit that does not convert."""
        shared = compared(given, wanted)
        if shared.unit is False:
            self.misfits.add((str(given.unit), str(wanted.unit), indicator.id))
        return shared.together
