"""Measures as users write them: functions that can be imported by name."""

from datetime import date

from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message
from collective_impact.model.initiative import Initiative

NO_MEASURE = 7


def share_of_goals(initiative: Initiative, as_of: date) -> Finding:
    """Find the share of goals with a statement; nothing where there are none."""
    del as_of
    said = [goal.statement is not None for goal in initiative.goals]
    if not said:
        return Finding()
    share = sum(said) / len(said)
    return Finding(value=share, low=share, high=share, n=len(said), coverage=1.0, rests_on=["agenda"])


def days_since_start(initiative: Initiative, as_of: date) -> Finding:
    """Find the days since the start: the fewer the better, for some framework."""
    if initiative.started is None:
        return Finding(n=1)
    days = (as_of - initiative.started).days
    return Finding(value=days, low=days, high=days, n=1, coverage=1.0, note=Message("mine.days", {"days": days}))


def unbounded(initiative: Initiative, as_of: date) -> Finding:
    """Find 10 at least."""
    del initiative, as_of
    return Finding(low=10.0, n=3, coverage=0.5)


def half_known(initiative: Initiative, as_of: date) -> Finding:
    """Find three quarters, on half of the evidence."""
    del initiative, as_of
    return Finding(value=0.75, low=0.5, high=1.0, n=4, coverage=0.5, rests_on=["agenda"])


def does_not_apply(initiative: Initiative, as_of: date) -> Finding:
    """Find that the question does not arise."""
    del initiative, as_of
    return Finding(applicable=False, note=Message("mine.none", {}, "nobody to ask"), rests_on=["agenda"])


def breaks(initiative: Initiative, as_of: date) -> Finding:
    """Ask for a goal that nobody has."""
    del as_of
    initiative.goal("none")
    raise AssertionError


class Held:
    """A place for functions below a class."""

    @staticmethod
    def half(initiative: Initiative, as_of: date) -> Finding:
        """Find a half, always."""
        del initiative, as_of
        return Finding(value=0.5, low=0.5, high=0.5, n=2, coverage=1.0)

    def method(self, initiative: Initiative, as_of: date) -> Finding:
        """Find nothing: the library cannot call it."""
        raise NotImplementedError


shorthand = lambda initiative, as_of: Finding()  # noqa: ARG005, E731 - a lambda is what is tested


def silent(_initiative, _as_of):
    """Return no finding, as a measure that forgot its return does."""


def broken(_initiative, _as_of):
    """Fail."""
    raise RuntimeError("no data")
