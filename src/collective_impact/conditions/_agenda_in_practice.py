"""The common agenda in practice: who adopted it, who acts on it together, and what data changed in it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from collective_impact.conditions import _listing, _view
from collective_impact.conditions._counting import Answer, all_of, any_of, count, share, verdict
from collective_impact.conditions.finding import Finding
from collective_impact.model.agenda import Adoption
from collective_impact.model.initiative import Initiative
from collective_impact.model.stakeholders import Stakeholder

JOINT = 2
"""How many partners make an action a joint one."""


def adoption(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the members adopted the agenda.

    The share of members that adopted it. Who left in the last 24 months (ours) counts as
    one that did not, so that giving up raises no share. Of several answers of a member the
    latest counts; one without a date is taken as given, but before any dated one.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Later adoptions are not used.

    Returns
    -------
    Finding
        A share of the members, 0 to 1. Who is not in a complete list of adoptions said no;
        who is not in any other is unknown.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")],
    ...     agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="ymca", on="2012-05-01")]),
    ... )
    >>> found = adoption(reads, date(2020, 1, 1))
    >>> found.value
    0.5
    >>> print(found.note)
    1 of 2 members are known to have adopted the agenda
    """
    answers = [answer for _, answer in adopted(initiative, as_of)]
    extent = _listing.stakeholders(initiative, as_of)
    return share(answers, "common_agenda.adoption", extent=extent, listed=len(initiative.stakeholders))


def inclusion(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of those who adopted the agenda live with the problem.

    The number of members that adopted the agenda and are, or are led by, people affected by
    the problem. It is a count, because both shares that come to mind punish what they should
    reward: the affected among all adopters become a smaller share with every organisation
    that adopts, and the adopters among all affected with every affected person who is
    invited. It is 0 only where that is known of every member.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Later adoptions are not used.

    Returns
    -------
    Finding
        A number of members. There is no upper bound where nobody knows how many members are
        not listed.

    References
    ----------
    Collective Impact Forum (2016), Collective Impact Principles of Practice.
    Kania et al. (2022), Centering Equity in Collective Impact, Stanford Social Innovation Review 20(1).
    Konrad, Kramer & Erkut (2008), Critical Mass, Organizational Dynamics 37(2): a group is heard, and no
    token any more, from three of its members on.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="parents", affected=True), ci.Stakeholder(id="library")],
    ...     agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="parents"), ci.Adoption(stakeholder="library")]),
    ... )
    >>> found = inclusion(reads, date(2020, 1, 1))
    >>> found.value, found.low, found.high
    (1.0, 1.0, 2.0)
    """
    answers = [
        (f"stakeholders/{person.key}", all_of((person.affected, answer)))
        for person, (_, answer) in adopted(initiative, as_of)
    ]
    extent = _listing.stakeholders(initiative, as_of)
    return count(answers, "common_agenda.inclusion", extent=extent, listed=len(initiative.stakeholders))


def joint_action(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the goals are worked on together.

    The share of goals that are advanced by activities under way of at least two partners, be
    it in one activity or in several. An activity is tied to the goals that it names and to
    those of the indicators that it is to move.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count, and partners that belong on it.

    Returns
    -------
    Finding
        A share of the goals, 0 to 1. Where only a lead is recorded, it works alone; an
        activity without a recorded goal may be for any goal, and one without a recorded
        lead may have further partners.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")],
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")]),
    ...     activities=[
    ...         ci.Activity(id="tutoring", led_by="ymca", partners=["library"], goals=["read"], status="under_way"),
    ...         ci.Activity(id="coaching", led_by="ymca", goals=["work"], status="under_way"),
    ...     ],
    ... )
    >>> joint_action(reads, date(2020, 1, 1)).value
    0.5
    """
    sure, possible = at_work(initiative, as_of)
    known = sum(activity.starts is None or activity.starts <= as_of for activity in initiative.activities)
    is_complete = _view.is_complete(initiative, "activities", known)
    answers: list[Answer] = []
    for goal in initiative.goals:
        joint: bool | None = len(sure[goal.id]) >= JOINT
        if not joint and not (is_complete and len(possible[goal.id] | possible[None]) < JOINT):
            joint = None
        answers.append((f"agenda/goals/{goal.key}", joint))
    extent = _view.extent(initiative, "agenda/goals", len(answers))
    return share(answers, "common_agenda.joint_action", extent=extent)


def revision(initiative: Initiative, as_of: date) -> Finding:
    """Return whether something was changed because of what data showed.

    1 where the agenda or activities were changed after a review of data in the last 24
    months (ours), else 0.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Reviews of the 24 months until this date count.

    Returns
    -------
    Finding
        0 or 1. Where reviews are recorded, but none in that time, nothing was changed.

    References
    ----------
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.
    Collective Impact Forum (2016), Collective Impact Principles of Practice.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> agenda = ci.CommonAgenda(reviews=[ci.Review(on="2019-06-01", changed=True)])
    >>> reads = ci.Initiative(id="reads", agenda=agenda)
    >>> revision(reads, date(2020, 1, 1)).value, revision(reads, date(2022, 1, 1)).value
    (1.0, 0.0)
    """
    since = _view.months_before(as_of, _view.MEMORY)
    reviews = [review for review in (initiative.agenda.reviews if initiative.agenda else ()) if review.on <= as_of]
    recent = [review for review in reviews if review.on > since]
    changed = any_of(review.changed for review in recent)
    if changed:
        last = max((review for review in recent if review.changed), key=lambda review: review.on)
        return verdict((f"agenda/reviews/{last.key}", True), "common_agenda.revision", {"on": str(last.on)})
    if not _view.is_complete(initiative, "agenda/reviews", len(reviews)):
        changed = None
    counts = {"of": len(recent), "unknown": sum(review.changed is None for review in recent)}
    return verdict((_view.said_by(initiative, "agenda/reviews"), changed), "common_agenda.revision", counts)


def _latest(initiative: Initiative, as_of: date) -> dict[str, Adoption]:
    """Return the last answer of each stakeholder; a dated one is later than one without a date."""
    latest: dict[str, Adoption] = {}
    for given in initiative.agenda.adoptions if initiative.agenda else ():
        if given.on is None or given.on <= as_of:
            known = latest.setdefault(given.stakeholder, given)
            if (given.on or date.min) > (known.on or date.min):
                latest[given.stakeholder] = given
    return latest


def adopted(initiative: Initiative, as_of: date) -> Iterator[tuple[Stakeholder, Answer]]:
    """Yield whether each member, and each that left not long ago, adopted the agenda."""
    latest = _latest(initiative, as_of)
    is_complete = _view.is_complete(initiative, "agenda/adoptions", len(latest))
    absent: Answer = (_view.said_by(initiative, "agenda/adoptions"), False if is_complete else None)
    for person, belongs in _view.owed(initiative, as_of):
        said = latest.get(person.id)
        if not belongs:
            yield person, (f"stakeholders/{person.key}", False)
        elif said is None:
            yield person, absent
        else:
            yield person, (f"agenda/adoptions/{said.key}", said.adopted)


_Acting: TypeAlias = defaultdict[str | None, set[object]]

_UNNAMED = (object(), object())
"""Partners of whom nothing is recorded; two, for there may be that many."""


def at_work(initiative: Initiative, as_of: date) -> tuple[_Acting, _Acting]:
    """Return who advances each goal for sure, and who may; under None stands who may advance any goal."""
    members = {person.id for person in _view.members(initiative, as_of)}
    measures = {indicator.id: indicator.goals for indicator in initiative.indicators}
    said = _listing.completeness(initiative)
    sure: _Acting = defaultdict(set)
    possible: _Acting = defaultdict(set)
    for activity in initiative.activities:
        at_work = activity.under_way(as_of)
        if at_work is False:
            continue
        here = f"activities/{activity.key}"
        named = members.intersection(activity.people)
        # a lead without partners works alone, unless the list of partners is said to go on
        is_named = activity.led_by is not None and said.get(f"{here}/partners", True)
        may_be = named if is_named else named.union(_UNNAMED)
        goals = {*activity.goals, *(goal for measured in activity.advances for goal in measures[measured])}
        for goal in goals:
            possible[goal] |= may_be
            if at_work:
                sure[goal] |= named
        has_goals = bool(goals) and all(measures[measured] for measured in activity.advances)
        if not (said.get(f"{here}/goals", has_goals) and said.get(f"{here}/advances", has_goals)):
            possible[None] |= may_be
    return sure, possible
