"""Activities on a date: which are under way, who is in them, and what links them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from collective_impact.conditions import _listing, _view
from collective_impact.model.activities import Activity, Reinforcement
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import ActivityStatus

Link: TypeAlias = tuple[Activity, Reinforcement, Activity]


def current(activity: Activity, as_of: date) -> bool | None:
    """Say whether an activity is planned or under way; None where that is not recorded.

    A plan counts whatever its first day, since plans speak of later days.
    """
    if activity.status is ActivityStatus.PLANNED and (activity.ends is None or as_of <= activity.ends):
        return True
    return activity.under_way(as_of)


def tied(activity: Activity, said: Mapping[str, bool]) -> bool | None:
    """Say whether an activity serves anything; None where nothing is recorded of it."""
    if activity.goals or activity.advances:
        return True
    here = f"activities/{activity.key}"
    return False if said.get(f"{here}/goals") and said.get(f"{here}/advances") else None


def in_place(initiative: Initiative, as_of: date) -> Iterator[tuple[Activity, bool | None]]:
    """Yield the activities that have begun, or are planned, and whether they still are (see `current`)."""
    for activity in initiative.activities:
        is_current = current(activity, as_of)
        if is_current is not False or activity.starts is None or activity.starts <= as_of:
            yield activity, is_current


def extent(initiative: Initiative, as_of: date) -> Extent:
    """Return how complete the list of activities is, as it stood on the date."""
    seen = sum(activity.starts is None or activity.starts <= as_of for activity in initiative.activities)
    return _view.extent(initiative, "activities", seen)


@attrs.frozen(kw_only=True)
class Doing:
    """The activities that are, or may be, under way on a date.

    Parameters
    ----------
    activities : tuple of Activity
    sure : set of str
        Ids of those that certainly are.
    over : tuple of str
        Addresses of those that certainly are not, and do not begin later.
    listed : int
        How many activities are listed in all.
    has_links : bool
        Whether any link between activities is recorded, be it of one that is over.
    extent : Extent
        How complete the list of activities is.
    said : mapping of str to bool
        How complete other collections are said to be.
    """

    activities: tuple[Activity, ...]
    sure: frozenset[str]
    over: tuple[str, ...]
    listed: int
    has_links: bool
    extent: Extent
    said: Mapping[str, bool]

    @classmethod
    def on(cls, initiative: Initiative, as_of: date) -> "Doing":
        """Look at an initiative's activities on a date."""
        state = [(activity, activity.under_way(as_of)) for activity in initiative.activities]
        begun = [(one, known) for one, known in state if one.starts is None or one.starts <= as_of]
        return cls(
            activities=tuple(activity for activity, known in state if known is not False),
            sure=frozenset(activity.id for activity, known in state if known),
            over=tuple(f"activities/{activity.key}" for activity, known in begun if known is False),
            listed=len(state),
            has_links=any(activity.reinforces for activity, _ in begun),
            extent=extent(initiative, as_of),
            said=_listing.completeness(initiative),
        )

    @property
    def is_silent(self) -> bool:
        """Whether nothing is recorded of what is under way."""
        return not self.activities and not self.extent.is_complete

    def people(self, *, sure: bool) -> set[str]:
        """Return who is in an activity that certainly is, or only may be, under way."""
        return {name for activity in self.activities if (activity.id in self.sure) is sure for name in activity.people}

    def names_all(self, activity: Activity) -> bool:
        """Say whether everybody in an activity is named: a lead without partners works alone."""
        return activity.led_by is not None and self.said.get(f"activities/{activity.key}/partners", True)

    @property
    def lists_partners(self) -> bool:
        """Whether no list of partners is said to be incomplete."""
        return all(self.said.get(f"activities/{activity.key}/partners", True) for activity in self.activities)

    @property
    def is_named(self) -> bool | None:
        """Whether nobody can be in an activity without being named; None where the list of activities is open."""
        is_complete = all(map(self.names_all, self.activities))
        return _listing.closed(self.extent, self.listed, is_complete=is_complete and self.lists_partners)

    @property
    def is_linked(self) -> bool:
        """Whether there can be no link that is not recorded: links are recorded once one is."""
        lists = (f"activities/{activity.key}/reinforces" for activity in self.activities)
        return self.extent.is_complete and all(self.said.get(links, self.has_links) for links in lists)

    def links(self) -> Iterator[Link]:
        """Yield the links between these activities."""
        by_id = {activity.id: activity for activity in self.activities}
        for activity in self.activities:
            for link in activity.reinforces:
                if link.activity in by_id:
                    yield activity, link, by_id[link.activity]
