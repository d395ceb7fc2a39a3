"""Mutually reinforcing activities: who does what, for which goal, linked to what else."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, as_date, record, refers, saying
from collective_impact.model.money import Money
from collective_impact.model.vocabulary import ActivityStatus, Strategy


@record(kw_only=True)
class Reinforcement(Record):
    """A link from an activity to another one that it makes stronger.

    Parameters
    ----------
    activity : str
        Id of the activity that is reinforced.
    confirmed_by : tuple of str
        Ids of the stakeholders that confirm the link.
    """

    activity: str = field(metadata=refers("activities"))
    confirmed_by: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))

    KEY: ClassVar[tuple[str, ...]] = ("activity",)


@record(kw_only=True)
class Activity(Record):
    """Something that partners do for the agenda.

    Parameters
    ----------
    id : str
    name : str, optional
    led_by : str, optional
        Id of the stakeholder that leads it.
    partners : tuple of str
        Ids of the other stakeholders in it.
    goals, advances : tuple of str
        Ids of goals, and of indicators that it is to move.
    reinforces : tuple of Reinforcement
    capability : str, optional
        What it brings that others do not.
    place : str, optional
    starts, ends : date or str, optional
        First and last day.
    status : ActivityStatus or str, optional
        None where unknown; then only a first and a last day say whether it is under way.
    strategy : Strategy or str, optional
    cost : Money, optional

    Examples
    --------
    >>> tutoring = Activity(id="tutoring", led_by="ymca", partners=["library"], starts="2020-01-01")
    >>> tutoring.people
    ('ymca', 'library')
    """

    id: str
    name: str | None = None
    led_by: str | None = field(default=None, metadata=refers("stakeholders"))
    partners: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    goals: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("agenda/goals"))
    advances: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("indicators"))
    reinforces: tuple[Reinforcement, ...] = field(default=(), converter=tuple[Reinforcement, ...])
    capability: str | None = None
    place: str | None = None
    starts: date | None = field(default=None, converter=optional(as_date))
    ends: date | None = field(default=None, converter=optional(as_date))
    status: ActivityStatus | None = field(default=None, converter=optional(ActivityStatus))
    strategy: Strategy | None = field(default=None, converter=optional(Strategy))
    cost: Money | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of all stakeholders in it, the lead first, each once."""
        lead = () if self.led_by is None else (self.led_by,)
        return tuple(dict.fromkeys(lead + self.partners))

    def under_way(self, on: date | str) -> bool | None:
        """Say whether it is under way on a date; None where that is not recorded.

        One that is only planned is not, whatever its dates; one that is completed or stopped
        was between them, and is not where no last day is recorded. Without a status nobody
        knows whether one without a last day is under way, over, or was never begun.

        Parameters
        ----------
        on : date or str

        Returns
        -------
        bool or None

        Examples
        --------
        >>> Activity(id="camp", starts="2020-06-01", ends="2020-08-31").under_way("2020-07-01")
        True
        >>> print(Activity(id="fair", starts="2020-06-01").under_way("2020-07-01"))  # it may be over
        None
        """
        day = as_date(on)
        over = (ActivityStatus.COMPLETED, ActivityStatus.STOPPED)
        if self.status is ActivityStatus.PLANNED or (self.status in over and self.ends is None):
            return False
        if (self.starts and day < self.starts) or (self.ends and self.ends < day):
            return False
        known = self.status is ActivityStatus.UNDER_WAY or (self.starts is not None and self.ends is not None)
        return True if known else None

    def contradictions(self) -> Iterable[Saying]:
        """Yield dates out of order and a link to itself."""
        if self.starts and self.ends and self.ends < self.starts:
            yield saying("ends", "fault.dates", later=str(self.ends), earlier=str(self.starts))
        for index, link in enumerate(self.reinforces):
            if link.activity == self.id:
                yield saying(("reinforces", index, "activity"), "fault.reinforces_itself", given=self.id)

    def doubts(self) -> Iterable[Saying]:
        """Yield an activity that nobody leads."""
        if self.led_by is None:
            yield saying("led_by", "warning.nobody_leads")
