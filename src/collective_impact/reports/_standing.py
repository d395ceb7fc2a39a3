"""How an indicator stands: what is known of it in each period, and what that can be compared with."""

from collections.abc import Iterator
from itertools import groupby

import attrs

from collective_impact.conditions._view import figures
from collective_impact.model._record import escaped
from collective_impact.model.indicators import Comparison, Indicator, Observation
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus
from collective_impact.reports._figures import Change, IncomparableError, against
from collective_impact.reports._setting import Setting

ENDS = ("baseline", "target")


@attrs.frozen(kw_only=True)
class Moment:
    """What is known of an indicator (for everybody, not for a group) in one period.

    Parameters
    ----------
    period : Period
    figures : tuple of Observation
        Several where partners report apart, which nobody may add up unasked.
    without : tuple of Observation
        What is withheld or was not collected.
    """

    period: Period
    figures: tuple[Observation, ...]
    without: tuple[Observation, ...]

    @property
    def figure(self) -> Observation | None:
        """The one figure, where there is one; that of nobody in particular before those of reporters."""
        of_all = tuple(o for o in self.figures if o.reporter is None)
        found = of_all or self.figures
        return found[0] if len(found) == 1 and (of_all or not self.without) else None


@attrs.frozen(kw_only=True)
class Standing:
    """An indicator at its latest figure, or at an earlier one.

    Parameters
    ----------
    indicator : Indicator
    moment : Moment, optional
        None where there is no figure.
    later : tuple of Moment
        Later periods, of which there is no figure.
    """

    indicator: Indicator
    moment: Moment | None
    later: tuple[Moment, ...] = ()

    @property
    def figure(self) -> Observation | None:
        """The one figure, where there is one."""
        return self.moment.figure if self.moment else None

    def other(self, comparison: Comparison) -> Observation | None:
        """Return what somebody else has for the same period."""
        period = None if self.moment is None else self.moment.period
        return next((o for o in comparison.observations if o.period == period and o.group is None), None)

    def addresses(self) -> Iterator[str]:
        """Yield the addresses of all that it stands on."""
        yield from self.own_addresses()
        for comparison in self.indicator.comparisons:
            yield from self.addresses_of(comparison)

    def own_addresses(self) -> Iterator[str]:
        """Yield the addresses of the indicator and its own figures."""
        address = f"indicators/{escaped(self.indicator.id)}"
        yield address
        yield from (f"{address}/{end}" for end in ENDS if getattr(self.indicator, end) is not None)
        for moment in (self.moment, *self.later):
            for observation in (*moment.figures, *moment.without) if moment else ():
                yield f"{address}/observations/{observation.key}"

    def addresses_of(self, comparison: Comparison) -> Iterator[str]:
        """Yield the address of somebody else's figure, where there is one."""
        other = self.other(comparison)
        if other is not None:
            yield f"indicators/{escaped(self.indicator.id)}/comparisons/{comparison.key}/observations/{other.key}"


def standings(setting: Setting, indicator: Indicator) -> tuple[Standing, ...]:
    """Return how an indicator stands: at its latest figure first, then at those before."""
    known = tuple(_moments(setting, indicator))
    with_figures = [moment for moment in known if moment.figures]
    if not with_figures:
        return (Standing(indicator=indicator, moment=None, later=known),)
    later = known[: known.index(with_figures[0])]
    first = Standing(indicator=indicator, moment=with_figures[0], later=later)
    return (first, *(Standing(indicator=indicator, moment=moment) for moment in with_figures[1:]))


def _moments(setting: Setting, indicator: Indicator) -> Iterator[Moment]:
    """Yield the periods of which something is recorded, the latest first."""
    observed = [
        (o.period, o)
        for o in figures(indicator, setting.card.as_of)
        if o.period is not None and o.group is None and o.status is not ObservationStatus.FORECAST
    ]
    by_period = [(period, [o for _, o in same]) for period, same in groupby(observed, key=lambda pair: pair[0])]
    for period, observations in reversed(by_period):
        shown = tuple(o for o in observations if o.is_figure)
        yield Moment(period=period, figures=shown, without=tuple(o for o in observations if o not in shown))


def compared(standing: Standing, comparison: Comparison) -> Change | None:
    """Return by how much ours differs from somebody else's figure for the same period, where both are there."""
    ours, other = standing.figure, standing.other(comparison)
    if ours is None or other is None or not other.is_figure:
        return None
    try:
        return against(standing.indicator, other, ours)
    except IncomparableError:
        return None
