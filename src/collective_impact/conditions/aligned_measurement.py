"""The second facet of alignment, measurement: who reports what, and whether it is for more than one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from collective_impact.conditions import _activities, _reports, _view
from collective_impact.conditions._activities import Doing
from collective_impact.conditions._counting import Answer, all_of, any_of, share
from collective_impact.conditions._definitions import reported
from collective_impact.conditions._measurement_in_practice import not_reported_by_partners
from collective_impact.conditions.finding import Finding
from collective_impact.model.indicators import Indicator
from collective_impact.model.initiative import Initiative

__all__ = ["no_orphans", "reporting", "shared_use"]

SHARED = 2
"""By how many partners an indicator is used that is shared."""


def reporting(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the reports that partners owe have come in and can be compared.

    The share of expected reports (of each reporter for each indicator) that were received
    for the latest period, in a unit that converts to the indicator's, by its version of the
    definition, and about a period as long as the others'. Expected is what
    ``shared_measurement.common_reporting`` expects, and comparable what
    ``shared_measurement.comparability`` counts so.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Reports of periods that were over on it count.

    Returns
    -------
    Finding
        A share of the expected reports, 0 to 1; not applicable where all indicators come
        from public sources.

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
    ...     unit="percent",
    ...     frequency="annual",
    ...     reporters=["district", "ymca", "library"],
    ...     observations=[
    ...         ci.Observation(period="2019", reporter="district", value=44),
    ...         ci.Observation(period="2019", reporter="ymca", value=120, unit="student"),
    ...     ],
    ... )
    >>> people = [ci.Stakeholder(id=name) for name in ("district", "ymca", "library")]
    >>> found = reporting(ci.Initiative(id="reads", stakeholders=people, indicators=[grade3]), date(2020, 6, 1))
    >>> print(found.note)
    1 of 3 reports that are due have come in and can be compared
    """
    if _reports.all_public(initiative):
        return not_reported_by_partners(initiative)
    answers = [(f"indicators/{indicator.key}", answer) for indicator, _, answer in received(initiative, as_of)]
    return share(answers, "aligned_measurement.reporting", extent=_reports.reporters_extent(initiative))


def received(initiative: Initiative, as_of: date) -> Iterator[tuple[Indicator, str | None, bool | None]]:
    """Yield each report that is expected: the indicator, who is to send it, and whether a comparable one came in."""
    owed = frozenset(person.id for person, _ in _view.owed(initiative, as_of))
    comparer = _reports.Comparer()
    for indicator in initiative.indicators:
        fits: Mapping[str | None, bool | None] | None = None
        for name, came in _reports.expected(initiative, indicator, as_of, owed):
            if came:
                fits = comparer.latest(indicator, as_of) if fits is None else fits
                yield indicator, name, fits.get(name, fits.get(None))
            else:
                yield indicator, name, came


def no_orphans(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the indicators are fed and followed.

    The share of indicators of which a figure came in, and that a goal or an activity (one
    that is planned or under way) is tied to. An indicator that nobody reports, or that is
    tied to nothing, is an orphan.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Reports of periods that were over on it count.

    Returns
    -------
    Finding
        A share of the indicators, 0 to 1.

    References
    ----------
    Kramer, Parkhurst & Vaidyanathan (2009), Breakthroughs in Shared Measurement and Social Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> figures = [ci.Observation(period="2019", value=44)]
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read")]),
    ...     indicators=[
    ...         ci.Indicator(id="grade3", goals=["read"], observations=figures),
    ...         ci.Indicator(id="visits", observations=figures),
    ...     ],
    ...     activities=[ci.Activity(id="tutoring", advances=["grade3"], status="under_way")],
    ... )
    >>> found = no_orphans(reads, date(2020, 1, 1))
    >>> found.value, found.low, found.high  # of which goal the visits are is not recorded
    (1.0, 0.5, 1.0)
    """
    answers = fed_and_followed(initiative, as_of)
    extent = _view.extent(initiative, "indicators", len(answers))
    return share(answers, "aligned_measurement.no_orphans", extent=extent)


def fed_and_followed(initiative: Initiative, as_of: date) -> list[Answer]:
    """Return of each indicator whether a figure of it came in, and a goal or an activity is tied to it."""
    advanced, may_be_more = _advanced(initiative, as_of)
    answers: list[Answer] = []
    for indicator in initiative.indicators:
        tied = [*([True] if indicator.goals else []), *advanced[indicator.id]]
        if not _view.is_complete(initiative, f"indicators/{indicator.key}/goals", len(indicator.goals)) or may_be_more:
            tied.append(None)
        answers.append(
            (f"indicators/{indicator.key}", all_of((_has_figure(initiative, indicator, as_of), any_of(tied))))
        )
    return answers


def _advanced(initiative: Initiative, as_of: date) -> tuple[Mapping[str, list[bool | None]], bool]:
    """Return by indicator whether activities are to move it, and whether there may be more such activities."""
    advanced: defaultdict[str, list[bool | None]] = defaultdict(list)
    may_be_more = not _activities.extent(initiative, as_of).is_complete
    for activity, is_current in _activities.in_place(initiative, as_of):
        if is_current is False:
            continue
        for name in activity.advances:
            advanced[name].append(is_current)
        listed = bool(activity.goals or activity.advances)
        may_be_more = may_be_more or not _view.is_complete(initiative, f"activities/{activity.key}/advances", listed)
    return advanced, may_be_more


def _has_figure(initiative: Initiative, indicator: Indicator, as_of: date) -> bool | None:
    """Say whether a figure of an indicator came in."""
    seen = _reports.ended(indicator, as_of)
    has = any_of(map(reported, seen))
    is_complete = _view.is_complete(initiative, f"indicators/{indicator.key}/observations", len(seen))
    return None if has is False and not is_complete else has


def shared_use(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the indicators more than one partner uses.

    The share of indicators that at least two members report, or want to move by what they do:
    as the lead of, or a partner in, an activity under way that advances it.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Reports of periods that were over on it count, and activities under way on it.

    Returns
    -------
    Finding
        A share of the indicators, 0 to 1. The sentence counts those that only one partner uses.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="district")],
    ...     indicators=[
    ...         ci.Indicator(id=name, observations=[ci.Observation(period="2019", reporter="district", value=44)])
    ...         for name in ("grade3", "grade8")
    ...     ],
    ...     activities=[ci.Activity(id="tutoring", led_by="ymca", advances=["grade3"], status="under_way")],
    ... )
    >>> print(shared_use(reads, date(2020, 1, 1)).note)
    1 of 2 indicators are used by more than one partner, 1 by only one
    """
    users, perhaps = users_of(initiative, as_of)
    answers: list[Answer] = []
    for indicator in initiative.indicators:
        surely, may_be = users[indicator.id], perhaps[indicator.id] | perhaps[None]
        is_shared: bool | None = len(surely) >= SHARED
        if not is_shared and len(surely | may_be) >= SHARED:
            is_shared = None
        answers.append((f"indicators/{indicator.key}", is_shared))
    extent = _view.extent(initiative, "indicators", len(answers))
    alone = sum(len(users[indicator.id]) == 1 for indicator in initiative.indicators)
    return share(answers, "aligned_measurement.shared_use", extent=extent, params={"alone": alone})


UNNAMED = (object(), object())
"""Partners of whom nothing is recorded; two, for there may be that many."""

_Users = defaultdict[str | None, set[object]]


def users_of(initiative: Initiative, as_of: date) -> tuple[_Users, _Users]:
    """Return who uses each indicator for sure, and who may; under None stands who may use any."""
    doing = Doing.on(initiative, as_of)
    members = {person.id for person in _view.members(initiative, as_of)}
    surely: _Users = defaultdict(set)
    perhaps: _Users = defaultdict(set)
    if not doing.extent.is_complete:
        perhaps[None].update(UNNAMED)
    for activity in doing.activities:
        named = members.intersection(activity.people)
        may_be = named if doing.names_all(activity) else named.union(UNNAMED)
        for name in activity.advances:
            perhaps[name] |= may_be
            if activity.id in doing.sure:
                surely[name] |= named
        listed = bool(activity.goals or activity.advances)
        if not doing.said.get(f"activities/{activity.key}/advances", listed):
            perhaps[None] |= may_be
    for indicator in initiative.indicators:
        _add_reporters(initiative, indicator, as_of, members, surely, perhaps)
    return surely, perhaps


def _add_reporters(  # noqa: PLR0913, PLR0917 - the rest of one function
    initiative: Initiative, indicator: Indicator, as_of: date, members: set[str], surely: _Users, perhaps: _Users
) -> None:
    names, all_named = _reports.reporters(initiative, indicator)
    seen = _reports.ended(indicator, as_of)
    for one in seen:
        sender = names[0] if one.reporter is None and len(names) == 1 else one.reporter
        came = reported(one)
        if sender in members and came is not False:
            (surely if came else perhaps)[indicator.id].add(sender)
        elif one.reporter is None and came is not False:
            perhaps[indicator.id].update(members.intersection(names) if all_named else UNNAMED)
    if not _view.is_complete(initiative, f"indicators/{indicator.key}/observations", len(seen)):
        perhaps[indicator.id].update(UNNAMED)  # not only reporters report
