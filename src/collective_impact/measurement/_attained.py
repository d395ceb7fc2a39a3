"""What is said of how far an indicator is."""

import attrs
from attrs import field

from collective_impact.errors import Message
from collective_impact.measurement._movement import Change, Movement
from collective_impact.measurement._way import AttainmentStatus
from collective_impact.measurement._waypoints import Waypoint
from collective_impact.model._record import Value, record
from collective_impact.model.vocabulary import Direction


@record(kw_only=True)
class Attainment(Value):
    """How far an indicator is, why, and what is not known of it.

    Parameters
    ----------
    indicator : str
        Its id.
    name : str, optional
    group : str, optional
        The group of people that it is about; None is everybody.
    unit : str, optional
        Of the points; None for grades, which are ranks.
    direction : Direction, optional
        Where it is to move: as recorded, or as baseline and target (or grades) imply.
    definition : str
        Stands for the definition, its version, the unit, the grades and the direction: a
        fingerprint that changes when they do.
    definition_version : str, optional
    status : AttainmentStatus
    movement : Movement
        Improved, maintained or worsened since the baseline, or not evaluable.
    value : float, optional
        The share of the way from baseline to target, 0 to 100; None where it is not known.
    low, high : float
        From where to where it can lie, 0 to 100: with censored figures, and those with a range,
        taken once as worst and once as best.
    raw : float, optional
        The same where it may pass either end; None where the baseline already met the target,
        so that there is no way to go (``value`` is then 100 while the target is met, else 0).
    raw_low, raw_high : float, optional
        From where to where the raw share can lie; an open end is None.
    expected : float, optional
        The share that would be gone by now on the straight path from the end of the
        baseline's period to that of the target's.
    baseline, latest, target : Waypoint, optional
    change : Change, optional
        Since the baseline; since the first comparable figure where there is none.
    n : int
        Periods with a figure that it rests on.
    reasons : tuple of Message
        Why there is no attainment, status or movement.
    warnings : tuple of Message
        What was left out or assumed.
    """

    indicator: str
    name: str | None = None
    group: str | None = None
    unit: str | None = None
    direction: Direction | None = field(default=None, converter=attrs.converters.optional(Direction))
    definition: str = ""
    definition_version: str | None = None
    status: AttainmentStatus = field(default=AttainmentStatus.INSUFFICIENT_DATA, converter=AttainmentStatus)
    movement: Movement = field(default=Movement.NOT_EVALUABLE, converter=Movement)
    value: float | None = None
    low: float = 0.0
    high: float = 100.0
    raw: float | None = None
    raw_low: float | None = None
    raw_high: float | None = None
    expected: float | None = None
    baseline: Waypoint | None = None
    latest: Waypoint | None = None
    target: Waypoint | None = None
    change: Change | None = None
    n: int = 0
    reasons: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Addresses of the records: of the baseline, the latest figure and the target."""
        points = (self.baseline, self.latest, self.target)
        return tuple(dict.fromkeys(address for point in points if point for address in point.rests_on))

    def __str__(self) -> str:
        named, status = self.name or self.indicator, self.status.value.replace("_", " ")
        if self.value is None:
            return f"{named}: {status}"
        beyond = "" if self.raw is None or self.raw == self.value else f" (raw {self.raw:.0f} %)"
        return f"{named}: {self.value:.0f} % of the way{beyond}, {status}"
