"""Shared measurement in practice: what is reported, whether it can be compared, and what it is used for."""

from datetime import date

from collective_impact.conditions import _reports, _view
from collective_impact.conditions._counting import any_of, share, verdict
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative

YEAR = 12
"""The months in which data are to be used and results to be given back."""


def not_reported_by_partners(initiative: Initiative) -> Finding:
    """Return that the question does not arise, since all indicators come from public sources."""
    return Finding(
        applicable=False,
        rests_on=tuple(sorted(f"indicators/{indicator.key}" for indicator in initiative.indicators)),
        note=Message("shared_measurement.all_public", {"of": len(initiative.indicators)}),
    )


def common_reporting(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the reports that partners owe have come in.

    The share of expected reports (of each reporter for each indicator) that were received
    for the latest period, or for a later one. The latest period is the one that ended in the
    months of the indicator's frequency before the date, less its publication lag (no lag
    unless one is stated). Of an indicator without a frequency nobody knows which it is: only
    of who never reported it is known that the report has not come in.

    What comes from a public source and has no reporters is not expected. Neither is, where
    nobody has a figure, what is recorded as not collected: a test that was not held is no
    partner's omission. A figure that is withheld for confidentiality was reported, a
    forecast was not. A figure without a reporter may be from any of several.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Reports of periods that were over on it count. They are expected of members, and of
        those that left in the 24 months before.

    Returns
    -------
    Finding
        A share of the expected reports, 0 to 1; not applicable where all indicators come
        from public sources. Where nobody knows who reports an indicator, it could be any.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Kramer, Parkhurst & Vaidyanathan (2009), Breakthroughs in Shared Measurement and Social Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
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
    >>> people = [ci.Stakeholder(id="district"), ci.Stakeholder(id="ymca")]
    >>> reads = ci.Initiative(id="reads", stakeholders=people, indicators=[grade3])
    >>> common_reporting(reads, date(2020, 2, 1)).value, common_reporting(reads, date(2020, 6, 1)).value
    (1.0, 0.5)
    """
    if _reports.all_public(initiative):
        return not_reported_by_partners(initiative)
    owed = frozenset(person.id for person, _ in _view.owed(initiative, as_of))
    answers = [one for each in initiative.indicators for one in _reports.received(initiative, each, as_of, owed)]
    return share(answers, "shared_measurement.common_reporting", extent=_reports.reporters_extent(initiative))


def comparability(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the reports are known to be comparable with each other.

    The share of reports (all figures of a reporter for an indicator and a period) that have
    a unit that converts to the indicator's, the indicator's version of the definition, a
    figure for everybody where any report of the indicator has one, and periods as long, in
    months, as most of the indicator's. Units that do not convert are named in the note.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Reports of periods that were over on it count.

    Returns
    -------
    Finding
        A share of the reports, 0 to 1. What names no unit or version of its own has the
        indicator's; a unit that is not understood is unknown, and so is a version where the
        indicator has none. A series (`collective_impact.measurement.series`) asks the same,
        and breaks also where it is unknown. Which length is usual, of as many the shorter, is
        read off the reports that are listed.

    References
    ----------
    Kramer, Parkhurst & Vaidyanathan (2009), Breakthroughs in Shared Measurement and Social Impact, FSG.
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> grade3 = ci.Indicator(
    ...     id="grade3",
    ...     unit="percent",
    ...     observations=[
    ...         ci.Observation(period="2017", value=40),
    ...         ci.Observation(period="2018", value=0.41, unit="ratio"),
    ...         ci.Observation(period="2019", value=440, unit="student"),
    ...     ],
    ... )
    >>> print(comparability(ci.Initiative(id="reads", indicators=[grade3]), date(2020, 1, 1)).note)
    2 of 3 reports are known to be comparable; 'student' does not convert to 'percent' (grade3)
    """
    comparer = _reports.Comparer()
    answers = [answer for indicator in initiative.indicators for answer in comparer.compared(indicator, as_of)]
    extent = _reports.reports_extent(initiative, as_of, len(answers))
    if not comparer.misfits:
        return share(answers, "shared_measurement.comparability", extent=extent)
    given, wanted, indicator = min(comparer.misfits)
    misfit = {"given": given, "wanted": wanted, "indicator": indicator}
    return share(answers, "shared_measurement.inconvertible", extent=extent, params=misfit)


def timeliness(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the indicators are up to date.

    The share of indicators that were observed for a period that ended within 1.5 times their
    frequency (ours) and the publication lag that their source states (none unless stated).
    An indicator whose data were recorded as not collected in that time is left out.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Observations of periods that were over on it count.

    Returns
    -------
    Finding
        A share of the indicators, 0 to 1. Without a frequency it is unknown whether what was
        observed is up to date.

    References
    ----------
    Kramer, Parkhurst & Vaidyanathan (2009), Breakthroughs in Shared Measurement and Social Impact, FSG.
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> grade3 = ci.Indicator(id="grade3", frequency="annual", observations=[ci.Observation(period="2018", value=40)])
    >>> reads = ci.Initiative(id="reads", indicators=[grade3])
    >>> timeliness(reads, date(2020, 6, 30)).value, timeliness(reads, date(2020, 7, 31)).value
    (1.0, 0.0)
    """
    answers = [one for each in initiative.indicators for one in _reports.observed(initiative, each, as_of)]
    listed = len(initiative.indicators)
    extent = _view.extent(initiative, "indicators", listed)
    return share(answers, "shared_measurement.timeliness", extent=extent, listed=listed)


def use(initiative: Initiative, as_of: date) -> Finding:
    """Return in how many of the meetings data were looked at.

    The share of convenings of the last 12 months in which data were reviewed.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Convenings held in the 12 months until this date count.

    Returns
    -------
    Finding
        A share of the convenings, 0 to 1. Where convenings are recorded, but none was held in
        that time, no data were looked at.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> in_march = ci.Convening(on="2019-03-14", data_reviewed=True)
    >>> in_june = ci.Convening(on="2019-06-13", data_reviewed=False)
    >>> use(ci.Initiative(id="reads", convenings=[in_march, in_june]), date(2020, 1, 1)).value
    0.5
    """
    held = _view.held(initiative, as_of, YEAR)
    extent = _convenings(initiative, as_of)
    if not held and extent.is_complete:
        return share([(_last(initiative, as_of), False)], "shared_measurement.no_convening")
    answers = [(f"convenings/{meeting.key}", meeting.data_reviewed) for meeting in held]
    return share(answers, "shared_measurement.use", extent=extent, listed=len(initiative.convenings))


def results_returned(initiative: Initiative, as_of: date) -> Finding:
    """Return whether the community was given the results of what is measured about it.

    1 where results were given back to the community at a convening of the last 12 months,
    else 0.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Convenings held in the 12 months until this date count.

    Returns
    -------
    Finding
        0 or 1. Where convenings are recorded, but none was held in that time, no results
        were given back.

    References
    ----------
    Collective Impact Forum (2016), Collective Impact Principles of Practice.
    Kania et al. (2022), Centering Equity in Collective Impact, Stanford Social Innovation Review 20(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> fair = ci.Convening(on="2019-03-14", results_returned=True)
    >>> print(results_returned(ci.Initiative(id="reads", convenings=[fair]), date(2020, 1, 1)).note)
    results were given back to the community on 2019-03-14
    """
    held = _view.held(initiative, as_of, YEAR)
    given = any_of(meeting.results_returned for meeting in held)
    code = "shared_measurement.results_returned"
    if given:
        last = [meeting for meeting in held if meeting.results_returned][-1]
        return verdict((f"convenings/{last.key}", True), code, {"on": str(last.on)})
    if not _convenings(initiative, as_of).is_complete:
        given = None
    return verdict((_last(initiative, as_of), given), code)


def _convenings(initiative: Initiative, as_of: date) -> Extent:
    """Return how complete the list of convenings is."""
    return _view.extent(initiative, "convenings", sum(meeting.on <= as_of for meeting in initiative.convenings))


def _last(initiative: Initiative, as_of: date) -> str:
    """Return the address of the last convening of all; of the extent where none is listed."""
    past = [(meeting.on, meeting.key) for meeting in initiative.convenings if meeting.on <= as_of]
    return f"convenings/{max(past)[1]}" if past else _view.said_by(initiative, "convenings")
