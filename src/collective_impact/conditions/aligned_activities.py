"""The third facet of alignment, activities: gaps, what complements what, and what hangs on one partner.

That partners don't do the same unaware of each other is asked by
`mutually_reinforcing_activities.no_duplication`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from collective_impact.conditions import _view
from collective_impact.conditions._activities import Doing
from collective_impact.conditions._agenda_in_practice import at_work
from collective_impact.conditions._counting import Answer, any_of, share, share_among
from collective_impact.conditions._duplicates import folded
from collective_impact.conditions.finding import Finding
from collective_impact.model.activities import Activity
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative

__all__ = ["complementarity", "goals_advanced", "shared_load"]

JOINT = 2
"""How many partners it takes for something not to hang on one."""


def goals_advanced(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the goals somebody advances.

    The share of goals with an activity under way. An activity is tied to the goals that it
    names and to those of the indicators that it is to move. What is only planned does not
    close a gap.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count.

    Returns
    -------
    Finding
        A share of the goals, 0 to 1. An activity without a recorded goal may be for any.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")]),
    ...     activities=[ci.Activity(id="tutoring", goals=["read"], status="under_way")],
    ... )
    >>> goals_advanced(reads, date(2020, 1, 1)).value
    0.5
    """
    served = Served.on(initiative, as_of)
    answers: list[Answer] = [(f"agenda/goals/{goal.key}", served.is_advanced(goal.id)) for goal in initiative.goals]
    return share(answers, "aligned_activities.goals_advanced", extent=_goals(initiative))


def complementarity(initiative: Initiative, as_of: date) -> Finding:
    """Return for how many of the goals partners bring different things that are joined up.

    The share of goals that are advanced by activities under way with different capabilities
    of which at least two are linked: the one reinforces the other, or the same member is in both.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count, and links between them.

    Returns
    -------
    Finding
        A share of the goals, 0 to 1. Where a capability, a goal or a partner of an activity
        is not recorded, or no link at all is, the answer may be yes.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1): each does
    what it excels at, in a way that supports the others.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> link = ci.Reinforcement(activity="buses")
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="city")],
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read")]),
    ...     activities=[
    ...         ci.Activity(id="tutoring", led_by="ymca", goals=["read"], capability="tutors", status="under_way"),
    ...         ci.Activity(id="buses", led_by="city", goals=["read"], capability="buses", status="under_way"),
    ...     ],
    ... )
    >>> today = date(2020, 1, 1)
    >>> tutoring = reads.activity("tutoring")
    >>> print(complementarity(reads, today).value)
    None
    >>> import attrs
    >>> complementarity(reads.with_activities(attrs.evolve(tutoring, reinforces=[link])), today).value
    1.0
    """
    served = Served.on(initiative, as_of)
    joined = _joined(served)
    answers: list[Answer] = []
    for goal in initiative.goals:
        answer = any_of((*joined[goal.id], served.may_complement(goal.id) and None))
        answers.append((f"agenda/goals/{goal.key}", answer))
    return share(answers, "aligned_activities.complementarity", extent=_goals(initiative))


def shared_load(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the goals do not hang on a single partner.

    The share of those goals that are advanced which at least two members advance by
    activities under way, be it in one activity or in several. A goal that nobody advances
    is a gap, and hangs on nobody: see `goals_advanced`.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Activities under way on this date count, and members that belong on it.

    Returns
    -------
    Finding
        A share of the goals that are advanced, 0 to 1; 0 where none is.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="ymca")],
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")]),
    ...     activities=[ci.Activity(id="tutoring", led_by="ymca", goals=["read"], status="under_way")],
    ... )
    >>> print(shared_load(reads, date(2020, 1, 1)).note)
    0 of 1 goals that are advanced do not hang on a single partner
    """
    served = Served.on(initiative, as_of)
    sure, possible = at_work(initiative, as_of)
    answers = []
    for goal in initiative.goals:
        several: bool | None = len(sure[goal.id]) >= JOINT
        if not several and (served.is_open or len(possible[goal.id] | possible[None]) >= JOINT):
            several = None
        answers.append((f"agenda/goals/{goal.key}", served.is_advanced(goal.id), several))
    return share_among(answers, "aligned_activities.shared_load", extent=_goals(initiative))


def _goals(initiative: Initiative) -> Extent:
    return _view.extent(initiative, "agenda/goals", len(initiative.goals))


@attrs.frozen(kw_only=True)
class Served:
    """What activities that are, or may be, under way serve which goals.

    Parameters
    ----------
    doing : Doing
    by_goal : mapping of str to sequence of Activity
    loose : sequence of Activity
        Those that may serve any goal, for all that is recorded of them.
    """

    doing: Doing
    by_goal: Mapping[str, Sequence[Activity]]
    loose: Sequence[Activity]

    @classmethod
    def on(cls, initiative: Initiative, as_of: date) -> "Served":
        """Look at an initiative's activities on a date."""
        doing = Doing.on(initiative, as_of)
        measured = {indicator.id: indicator.goals for indicator in initiative.indicators}
        by_goal: defaultdict[str, list[Activity]] = defaultdict(list)
        loose = []
        for activity in doing.activities:
            goals = {*activity.goals, *(goal for name in activity.advances for goal in measured[name])}
            for goal in goals:
                by_goal[goal].append(activity)
            here = f"activities/{activity.key}"
            traced = bool(goals) and all(measured[name] for name in activity.advances)
            if not all(doing.said.get(f"{here}/{name}", traced) for name in ("goals", "advances")):
                loose.append(activity)
        return cls(doing=doing, by_goal=by_goal, loose=loose)

    @property
    def is_open(self) -> bool:
        """Whether there may be activities that are not listed."""
        return not self.doing.extent.is_complete

    def is_advanced(self, goal: str) -> bool | None:
        """Say whether an activity under way is tied to a goal."""
        tied = self.by_goal.get(goal, ())
        if any(activity.id in self.doing.sure for activity in tied):
            return True
        return None if tied or self.loose or self.is_open else False

    def may_complement(self, goal: str) -> bool:
        """Say whether activities that bring different things may be joined up, for all that is recorded."""
        if self.is_open:
            return True
        tied = [*self.by_goal.get(goal, ()), *self.loose]
        brought = [folded(activity.capability) for activity in tied]
        distinct = {*brought} - {None, ""}
        if len(distinct) + brought.count(None) < JOINT:
            return False
        is_settled = self.doing.is_linked and not self.loose and None not in brought
        return not (is_settled and all(one.id in self.doing.sure and self.doing.names_all(one) for one in tied))


def _joined(served: Served) -> Mapping[str, list[bool | None]]:
    """Return by goal whether activities for it that bring different things are linked, or have a member in common."""
    joined: defaultdict[str, list[bool | None]] = defaultdict(list)
    doing = served.doing
    goals: defaultdict[str, set[str]] = defaultdict(set)
    for goal, activities in served.by_goal.items():
        brought: defaultdict[str, set[str]] = defaultdict(set)
        for activity in activities:
            goals[activity.id].add(goal)
            capability = folded(activity.capability)
            if activity.id in doing.sure and capability:
                for name in activity.people:
                    brought[name].add(capability)
        joined[goal].append(any(len(capabilities) >= JOINT for capabilities in brought.values()))
    for one, _, other in doing.links():
        mine, theirs = folded(one.capability), folded(other.capability)
        if mine and theirs and mine != theirs and {one.id, other.id} <= doing.sure:
            for goal in goals[one.id] & goals[other.id]:
                joined[goal].append(True)
    return joined
