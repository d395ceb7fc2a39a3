"""Reports that partners owe: the list that a data manager sends out every month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import attrs
from attrs import field

from collective_impact.conditions import _reports, _view
from collective_impact.conditions._counting import written
from collective_impact.conditions._definitions import reported
from collective_impact.conditions.dating import dated
from collective_impact.errors import InvalidValueError, Message
from collective_impact.model._record import record
from collective_impact.model.indicators import Indicator
from collective_impact.model.initiative import Initiative
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import Frequency


@record(kw_only=True)
class OwedReport:
    """A report that a partner owes.

    Parameters
    ----------
    partner, partner_name : str
        Id and name; the id where there is no name.
    indicator, indicator_name : str
    period : Period, optional
        None where the indicator has no frequency, or no period to count from.
    due : date, optional
        The end of the period and the publication lag.
    days_late : int, optional
        Since it was due.
    is_latest : bool
        Whether it is the latest that is due; else one that was left out in between.
    is_certain : bool
        False where it may have come in: a figure is not signed, or not all figures are listed.
    """

    partner: str
    partner_name: str
    indicator: str
    indicator_name: str
    period: Period | None = None
    due: date | None = None
    days_late: int | None = None
    is_latest: bool = True
    is_certain: bool = True

    def __str__(self) -> str:
        late = "due" if self.days_late is None else f"{self.days_late} days late"
        perhaps = "" if self.is_certain else " (it may have come in)"
        return f"{self.partner_name}: {self.indicator_name}, {self.period or 'latest period'}, {late}{perhaps}"


@record(kw_only=True)
class Outstanding:
    """The reports that are owed on a date, the longest overdue first.

    Parameters
    ----------
    initiative : str
    as_of : date
    reports : tuple of OwedReport
    warnings : tuple of Message
        How the date was found, and of which indicators nobody knows who reports them.
    """

    initiative: str
    as_of: date
    reports: tuple[OwedReport, ...] = field(default=(), converter=tuple[OwedReport, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __iter__(self) -> Iterator[OwedReport]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    @property
    def by_partner(self) -> dict[str, tuple[OwedReport, ...]]:
        """What each partner owes; who owes most reports comes first."""
        partners = dict.fromkeys(report.partner for report in self.reports)
        owed = {name: tuple(report for report in self.reports if report.partner == name) for name in partners}
        return dict(sorted(owed.items(), key=lambda item: -len(item[1])))

    def to_records(self) -> list[dict[str, object]]:
        """Return one plain row for each report."""
        return [
            {
                "partner": report.partner,
                "partner_name": report.partner_name,
                "indicator": report.indicator,
                "indicator_name": report.indicator_name,
                "period": None if report.period is None else str(report.period),
                "due": None if report.due is None else str(report.due),
                "days_late": report.days_late,
                "is_latest": report.is_latest,
                "is_certain": report.is_certain,
            }
            for report in self.reports
        ]

    def to_columns(self) -> dict[str, list[object]]:
        """Return the rows of `to_records` as columns, as data frames take them."""
        rows = self.to_records()
        return {name: [row[name] for row in rows] for name in attrs.fields_dict(OwedReport)}

    def __str__(self) -> str:
        """Return a plain table, partner by partner."""
        title = f"{self.initiative}: reports owed as of {self.as_of}: {len(self.reports)}"
        return "\n".join([title, *(f"  {report}" for owed in self.by_partner.values() for report in owed)])

    def _repr_html_(self) -> str:
        """Return the table for notebooks."""
        from html import escape

        rows = [f"<li>{escape(str(report))}</li>" for owed in self.by_partner.values() for report in owed]
        return f"<p>{escape(str(self).partition(chr(10))[0])}</p><ul>{''.join(rows)}</ul>"


def outstanding(initiative: Initiative, as_of: date | str | None = None) -> Outstanding:
    """List the reports that partners owe: who, which indicator, which period, and how late.

    Owed is the latest report that is due, exactly where the criterion
    ``shared_measurement.common_reporting`` counts it as not come in: the period ended in the
    months of the indicator's frequency before the date, less the publication lag. Also owed
    is what a partner left out since its own first report; that does not count there.

    Parameters
    ----------
    initiative : Initiative
    as_of : date or str, optional
        Unless given, the latest thing that is recorded as having happened, with a warning
        that says so.

    Returns
    -------
    Outstanding
        The longest overdue first. Members owe them, and those that left in the 24 months before.

    Raises
    ------
    InvalidValueError
        It is no initiative, or ``as_of`` is no date.

    Examples
    --------
    >>> import collective_impact as ci
    >>> grade3 = ci.Indicator(
    ...     id="grade3",
    ...     frequency="annual",
    ...     publication_lag=90,
    ...     reporters=["district", "ymca"],
    ...     observations=[
    ...         ci.Observation(period="2018", reporter="district", value=40),
    ...         ci.Observation(period="2018", reporter="ymca", value=38),
    ...         ci.Observation(period="2019", reporter="district", value=44),
    ...     ],
    ... )
    >>> people = [ci.Stakeholder(id="district"), ci.Stakeholder(id="ymca", name="YMCA")]
    >>> reads = ci.Initiative(id="reads", stakeholders=people, indicators=[grade3])
    >>> print(ci.outstanding(reads, as_of="2020-06-01"))
    reads: reports owed as of 2020-06-01: 1
      YMCA: grade3, 2019, 63 days late
    """
    if not isinstance(initiative, Initiative):
        raise InvalidValueError("initiative", initiative, "an Initiative (read_json reads one from a file)")
    day, warnings = dated(initiative, as_of)
    owing = frozenset(person.id for person, _ in _view.owed(initiative, day))
    found = [report for each in initiative.indicators for report in _of_indicator(initiative, each, day, owing)]
    found.sort(key=lambda report: (-(report.days_late or 0), report.partner, report.indicator))
    return Outstanding(
        initiative=initiative.id,
        as_of=day,
        reports=found,
        warnings=(*warnings, *_without_reporters(initiative)),
    )


def _without_reporters(initiative: Initiative) -> Iterator[Message]:
    for indicator in initiative.indicators:
        names, _ = _reports.reporters(initiative, indicator)
        if not names and not written(indicator.public_source):
            yield Message("progress.no_reporters", {"indicator": indicator.id})


def _of_indicator(
    initiative: Initiative, indicator: Indicator, as_of: date, owing: frozenset[str]
) -> Iterator[OwedReport]:
    for name, came in _reports.by_reporter(initiative, indicator, as_of, owing):
        person = initiative.stakeholder(name)
        owed = OwedReport(
            partner=name,
            partner_name=person.name or name,
            indicator=indicator.id,
            indicator_name=indicator.name or indicator.id,
        )
        if not came:
            latest = attrs.evolve(owed, is_certain=came is False)
            yield latest if indicator.frequency is None else _timed(latest, indicator, indicator.frequency, as_of)
        if indicator.frequency is not None:
            for window in _left_out(initiative, indicator, indicator.frequency, name, as_of):
                earlier = attrs.evolve(owed, is_latest=False)
                yield _timed(earlier, indicator, indicator.frequency, window, late_on=as_of)


def _timed(
    owed: OwedReport, indicator: Indicator, frequency: Frequency, as_of: date, late_on: date | None = None
) -> OwedReport:
    """Return what is owed with its period, where there is one to count from, and how late it is."""
    period, on, lag = _period_due(indicator, frequency, as_of), late_on or as_of, indicator.publication_lag or 0
    if period is None or (on - period.end).days < lag:  # a lag of ages: no calendar has a day on which it is due
        return owed
    due = period.end + timedelta(lag)
    return attrs.evolve(owed, period=period, due=due, days_late=(on - due).days)


def _period_due(indicator: Indicator, frequency: Frequency, as_of: date) -> Period | None:
    """Return the latest period that is due: one that somebody reported, or one as long counted on from it."""
    first, last = _reports.due_window(frequency, indicator, as_of)
    ends = (indicator.baseline, *indicator.observations)
    known = sorted((one.period for one in ends if one and one.period), key=lambda period: (period.end, period.start))
    within = [period for period in known if first <= period.end <= last]
    if within or not known:
        return within[-1] if within else None
    apart = (last.year - known[-1].end.year) * 12 + last.month - known[-1].end.month
    steps = apart // frequency.months * frequency.months
    moved = _moved(known[-1], steps)
    return moved if moved.end <= last else _moved(known[-1], steps - frequency.months)


def _moved(period: Period, months: int) -> Period:
    """Return a period some months later (or earlier); what ended with its month still does."""
    end = _view.months_before(period.end, -months)
    if period.end.day == monthrange(period.end.year, period.end.month)[1]:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return Period(start=end if period.days == 1 else _view.months_before(period.start, -months), end=end)


def _left_out(
    initiative: Initiative, indicator: Indicator, frequency: Frequency, name: str, as_of: date
) -> Iterator[date]:
    """Yield, for each report that a partner left out since its first one, a date when that was the latest due."""
    seen = _reports.ended(indicator, as_of)
    if not _view.is_complete(initiative, f"indicators/{indicator.key}/observations", len(seen)):
        return
    own = [one.period.end for one in seen if one.period and one.reporter == name and reported(one)]
    day = _view.months_before(as_of, frequency.months)
    while own and _reports.due_window(frequency, indicator, day)[0] > min(own):
        first, last = _reports.due_window(frequency, indicator, day)
        if _reports.left_out(indicator, name, [one for one in seen if one.period and first <= one.period.end <= last]):
            yield day
        day = _view.months_before(day, frequency.months)
