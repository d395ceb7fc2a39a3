"""Mutually reinforcing activities in practice: who takes part, what is joined up, and what changes."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from collective_impact.conditions import _duplicates, _listing, _view
from collective_impact.conditions._activities import Doing
from collective_impact.conditions._counting import Answer, any_of, count
from collective_impact.conditions._listing import answered, counted, none_left, not_named
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message, Param
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Completeness, SystemsChangeKind

JOINT = 2
"""How many partners make an activity a joint one."""

NAMED = 3
"""How many duplicates a sentence names (ours)."""

SYSTEMIC = frozenset(
    {
        SystemsChangeKind.PRACTICE,
        SystemsChangeKind.POLICY,
        SystemsChangeKind.RESOURCE_FLOW,
        SystemsChangeKind.POWER,
    }
)
"""The kinds of systems change that show in what is done; relationships and mental models show in surveys."""


def participation(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the members take part in what is done.

    The share of members in at least one activity under way, as its lead or as a partner.
    Who left in the last 24 months (ours) counts as one that is in none.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count, and members that belong on it.

    Returns
    -------
    Finding
        A share of the members, 0 to 1. Where activities are known to be missing from the
        list, or an activity has no recorded lead, who is in none could still be in one; no
        value where nobody knows how many activities are missing.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in ("ymca", "library", "bank", "mall")],
    ...     activities=[ci.Activity(id="tutoring", led_by="ymca", partners=["library"], status="under_way")],
    ... )
    >>> participation(reads, date(2020, 1, 1)).value
    0.5
    """
    doing = Doing.on(initiative, as_of)
    sure, perhaps, is_named = doing.people(sure=True), doing.people(sure=False), doing.is_named
    parts = []
    for person, belongs in _view.owed(initiative, as_of):
        here = f"stakeholders/{person.key}"
        if not belongs or person.id in sure:
            parts.append(answered(here, belongs))
        elif person.id in perhaps:
            parts.append(answered(here, None))
        else:
            parts.append(not_named(here, is_named))
    found = counted(
        parts,
        "mutually_reinforcing_activities.participation",
        extent=_listing.stakeholders(initiative, as_of),
        listed=len(initiative.stakeholders),
    )
    return _listing.told(found, is_named)


def coordination(initiative: Initiative, as_of: date) -> Finding:
    """Return how much of what is done is joined up.

    The share of activities under way that are joint (of two partners or more) or linked to
    another one, as what reinforces it or what is reinforced by it.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count, and links between them.

    Returns
    -------
    Finding
        A share of the activities, 0 to 1. Where no link at all is recorded, an activity of
        one partner could still be linked.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")],
    ...     activities=[
    ...         ci.Activity(id="tutoring", led_by="ymca", partners=["library"], status="under_way"),
    ...         ci.Activity(id="gala", led_by="ymca", status="under_way"),
    ...     ],
    ... )
    >>> found = coordination(reads, date(2020, 1, 1))
    >>> found.value, found.low, found.high
    (0.5, 0.5, 1.0)
    """
    doing = Doing.on(initiative, as_of)
    linked: defaultdict[str, set[bool | None]] = defaultdict(set)
    for one, _, other in doing.links():
        linked[one.id].add(other.id in doing.sure or None)
        linked[other.id].add(one.id in doing.sure or None)
    is_linked = doing.is_linked
    parts = []
    for activity in doing.activities:
        here = f"activities/{activity.key}"
        joined = any_of((len(activity.people) >= JOINT, *linked[activity.id]))
        if activity.id not in doing.sure or (not joined and not doing.names_all(activity)):
            parts.append(answered(here, None))
        elif joined is False:
            parts.append(not_named(here, is_linked))
        else:
            parts.append(answered(here, joined))
    if not parts:
        return _none_under_way(doing)
    return counted(parts, "mutually_reinforcing_activities.coordination", extent=doing.extent, listed=doing.listed)


def reinforcement(initiative: Initiative, as_of: date) -> Finding:
    """Return how many active partners reinforce each other, as the other sees it.

    The share of members in an activity under way that have a link, either way, to an
    activity under way whose lead or partner, somebody else than they, confirms it.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count, and members that belong on it.

    Returns
    -------
    Finding
        A share of the active members, 0 to 1. Where no link at all is recorded, nothing is
        known; a link that nobody has yet confirmed is unknown.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> link = ci.Reinforcement(activity="homework", confirmed_by=["library"])
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")],
    ...     activities=[
    ...         ci.Activity(id="tutoring", led_by="ymca", reinforces=[link], status="under_way"),
    ...         ci.Activity(id="homework", led_by="library", status="under_way"),
    ...     ],
    ... )
    >>> reinforcement(reads, date(2020, 1, 1)).value  # the YMCA has not said that it sees it so
    0.5
    """
    doing = Doing.on(initiative, as_of)
    confirmed = _confirmed_links(doing)
    sure, perhaps = doing.people(sure=True), doing.people(sure=False)
    is_linked, has_links = doing.is_linked, doing.has_links
    is_complete = bool(doing.is_named) and is_linked
    parts = [answered("", None) for activity in doing.activities if activity.led_by is None]
    for person, belongs in _view.owed(initiative, as_of):
        here = f"stakeholders/{person.key}"
        answer = any_of(confirmed.get(person.id, ()))
        if person.id in perhaps - sure or (person.id in sure and belongs and not (has_links or is_linked)):
            parts.append(answered(here, None))
        elif person.id in sure and belongs and answer is False:
            parts.append(not_named(here, is_complete))
        elif person.id in sure:
            parts.append(answered(here, answer if belongs else False))
    if not parts:
        return _none_under_way(doing)
    extent = doing.extent
    if not (extent.is_complete and doing.lists_partners):  # nobody knows how many more are active
        extent = Extent(collection=extent.collection, completeness=Completeness.UNKNOWN)
    return counted(parts, "mutually_reinforcing_activities.reinforcement", extent=extent)


def _confirmed_links(doing: Doing) -> Mapping[str, Collection[bool | None]]:
    """Return of each partner whether its links are confirmed by the other side."""
    confirmed: defaultdict[str, set[bool | None]] = defaultdict(set)
    for one, link, other in doing.links():
        is_sure = (one.id in doing.sure and other.id in doing.sure) or None
        for mine, theirs in ((one, other), (other, one)):
            others, is_named = frozenset(theirs.people), doing.names_all(theirs)
            confirming = others.intersection(link.confirmed_by)
            for person in mine.people:
                is_denied = is_named and (link.confirmed_by or others == {person})
                confirmed[person].add(is_sure if confirming - {person} else False if is_denied else None)
    return confirmed


def _none_under_way(doing: Doing) -> Finding:
    return none_left(doing.extent, doing.listed, doing.over, "mutually_reinforcing_activities.none_under_way")


def no_duplication(initiative: Initiative, as_of: date) -> Finding:
    """Return how far partners keep from doing the same in the same place unaware of each other.

    1 minus the share of those pairs of partners with the same capability, aim, place and
    time that are neither joint nor linked. The aim is an indicator, or a goal where an
    activity names no indicator; a pair counts once for each aim, capability and place.
    Partners are joint where they are in the same activity, and linked where one of their
    activities reinforces the other. Two clinics in different counties are no duplicates.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count: they run at the same time.

    Returns
    -------
    Finding
        A share of the pairs, 0 to 1; 1 where no two do the same, and no value where there
        are no two. ``n`` counts all pairs of active partners. Pairs whose capability, place or
        aim is not recorded may do the same; an empty capability or place is a recorded none.
        The sentence names the first duplicates.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> def clinic(of, place):
    ...     return ci.Activity(
    ...         id=of, led_by=of, capability="clinic", advances=["asthma"], place=place, status="under_way"
    ...     )
    >>> people = [ci.Stakeholder(id="st_ann"), ci.Stakeholder(id="mercy")]
    >>> asthma = ci.Indicator(id="asthma")
    >>> apart = [clinic("st_ann", "Starr County"), clinic("mercy", "Willacy County")]
    >>> breathe = ci.Initiative(id="breathe", stakeholders=people, indicators=[asthma], activities=apart)
    >>> no_duplication(breathe, date(2020, 1, 1)).value
    1.0
    >>> found = no_duplication(breathe.with_activities(clinic("mercy", "Starr County")), date(2020, 1, 1))
    >>> found.value
    0.0
    >>> print(found.note)
    1 of 1 pairs of partners that do the same in the same place are neither joint nor linked: mercy / st_ann
    """
    doing = Doing.on(initiative, as_of)
    pairs = _duplicates.compare(doing, len(initiative.indicators) + len(initiative.goals))
    if len(doing.people(sure=True)) < JOINT:
        code = "finding.nothing_recorded" if doing.is_silent else "mutually_reinforcing_activities.no_pairs"
        return Finding(low=0.0, high=1.0, n=pairs.compared, note=Message(code, {}))
    return _duplication(initiative, doing, pairs)


def _duplication(initiative: Initiative, doing: Doing, pairs: _duplicates.Pairs) -> Finding:
    alone = pairs.alike - pairs.joined
    of = pairs.alike + pairs.unknown
    doubtful = 0 if doing.is_named and doing.is_linked and not pairs.may_be_joined else alone
    is_open = not (doing.extent.is_complete and doing.lists_partners)
    value = pairs.joined / pairs.alike if pairs.alike else None if pairs.unknown else 1.0
    coverage = (pairs.alike - doubtful * (1 - _listing.SO_FAR)) / of if of else 1.0
    names = {person.id: person.name or person.id for person in initiative.stakeholders}
    named = sorted(" / ".join(sorted(names[name] for name in pair)) for pair in pairs.first(NAMED))
    code = "duplicates" if named else "no_duplicates"
    params: dict[str, Param] = {
        "alone": alone,
        "alike": pairs.alike,
        "unknown": pairs.unknown,
        "named": "; ".join(named),
    }
    return Finding(
        value=value,
        low=0.0 if is_open else pairs.joined / of if of else 1.0,
        high=1.0 if is_open or not of else (pairs.joined + doubtful + pairs.unknown) / of,
        n=pairs.compared,
        coverage=coverage * (_listing.SO_FAR if is_open else 1.0),
        rests_on=pairs.rests_on,
        note=Message(f"mutually_reinforcing_activities.{code}", params),
    )


def systems_change(initiative: Initiative, as_of: date) -> Finding:
    """Return how many changes of the system came about.

    The number of recorded changes of practice, policy, flow of resources or power in the
    last 24 months (ours). Changes of relationships and mental models are not counted here:
    they show in what partners say.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Changes of the 24 months until this date count.

    Returns
    -------
    Finding
        A number of changes. One without a date may have come about in that time. There is
        no upper bound where the list is not complete.

    References
    ----------
    Kania, Kramer & Senge (2018), The Water of Systems Change, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> policy = ci.SystemsChange(id="free_rides", kind="policy", on="2019-05-02")
    >>> undated = ci.SystemsChange(id="one_form", kind="practice")
    >>> found = systems_change(ci.Initiative(id="reads", systems_changes=[policy, undated]), date(2020, 1, 1))
    >>> found.value, found.low, found.high
    (1.0, 1.0, 2.0)
    """
    since = _view.months_before(as_of, _view.MEMORY)
    known = [change for change in initiative.systems_changes if change.on is None or change.on <= as_of]
    answers: list[Answer] = [
        (f"systems_changes/{change.key}", None if change.on is None else change.on > since)
        for change in known
        if change.kind in SYSTEMIC
    ]
    extent = _view.extent(initiative, "systems_changes", len(known))
    code = "mutually_reinforcing_activities.systems_change"
    if known and not answers and extent.is_complete:
        return none_left(extent, len(known), (f"systems_changes/{change.key}" for change in known), code)
    return count(answers, code, extent=extent, listed=len(initiative.systems_changes))
