"""An indicator as it may be published: without figures from which few people could be known.

The figures of one period are tied to each other: groups add up to everybody, and so do the
parts of reporters. Each such sum is a line, and `suppress` protects it. Lines that have only
published figures in common are protected apart; where they share one that is withheld, or one
is in none of them, nothing of the period is published but what is known of everybody. Periods
that make up a longer one are protected together with it.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING

import attrs

from collective_impact.errors import Message
from collective_impact.measurement._disclosed_spans import Place, hidden_over_time
from collective_impact.measurement._people import People, Teller
from collective_impact.measurement._series_figures import checked_indicator
from collective_impact.measurement._suppress import checked_threshold
from collective_impact.model.indicators import Comparison, Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import ObservationStatus

if TYPE_CHECKING:
    from collective_impact.measurement._disclosed_lines import Key
    from collective_impact.model.period import Period


def disclosed(indicator: Indicator, *, threshold: int) -> Indicator:
    """Return an indicator as it may be published, without figures from which few people could be known.

    Looked at are the counts behind shares (where only the denominator is recorded, the
    numerator that the share implies) and values that count people; whole numbers without a
    known unit are taken for such. What is withheld is left with the status *suppressed*. It is
    what `suppress` withholds in the figures of each period: those of groups, of reporters and
    of everybody, whose sums a reader knows. Where groups overlap and one tells of few, all of
    them are withheld. Of a figure without counts nothing is known, and it stays.

    Quarters that add up to their year are protected together with it, as one table where all
    counts are known; else all of them are withheld with the first. A range stays where it
    leaves open all counts from 1 to below the threshold, or reaches none of them.

    Reports do this with the rule of the initiative, for all readers but the backbone.

    Parameters
    ----------
    indicator : Indicator
    threshold : int
        The least count of people that may be shown, such as `Disclosure.minimum_count`.

    Returns
    -------
    Indicator

    Raises
    ------
    InvalidValueError
        It is no indicator, or the threshold is no whole number from 1.

    Examples
    --------
    >>> import collective_impact as ci
    >>> north, south = (
    ...     ci.Observation(period="2024", value=50, numerator=n, denominator=2 * n, group=group)
    ...     for group, n in {"north": 4, "south": 40}.items()
    ... )
    >>> of_all = ci.Observation(period="2024", value=50, numerator=44, denominator=88)
    >>> graduation = ci.Indicator(id="graduation", unit="percent", observations=[north, south, of_all])
    >>> [observation.value for observation in disclosed(graduation, threshold=10).observations]
    [None, None, 50.0]
    """
    checked_indicator(indicator)
    checked_threshold(threshold)
    start, target = indicator.baseline, indicator.target
    begun = [] if start is None or start.period is None else [start]
    teller = Teller.of(indicator)
    hidden = _hidden(teller, [*indicator.observations, *begun], threshold)
    changes: dict[str, object] = {}
    if start is not None and (_place(start) in hidden or _tells(teller, start, People.is_small, threshold)):
        changes["baseline"] = _withheld(start)
    if target is not None and _tells(teller, target, People.counts_few, threshold):
        changes["target"] = _withheld(target)
    if hidden:
        changes["observations"] = tuple(_withheld(o) if _place(o) in hidden else o for o in indicator.observations)
    comparisons = tuple(_compared(teller, comparison, threshold) for comparison in indicator.comparisons)
    if comparisons != indicator.comparisons:
        changes["comparisons"] = comparisons
    return attrs.evolve(indicator, **changes) if changes else indicator  # type: ignore[arg-type] # the fields by name


def may_be_shown(initiative: Initiative, day: date) -> tuple[tuple[Indicator, ...], tuple[Message, ...]]:
    """Return the indicators as the disclosure rule lets them be shown, and how many figures it withholds."""
    rule = initiative.disclosure
    if rule is None or rule.minimum_count is None:
        return initiative.indicators, ()
    shown = tuple(disclosed(one, threshold=rule.minimum_count) for one in initiative.indicators)
    n = sum(map(withheld, initiative.indicators, shown, repeat(day)))
    return shown, (Message("progress.withheld", {"n": n, "least": rule.minimum_count}),) if n else ()


def withheld(recorded: Indicator, shown: Indicator, as_of: date, *, with_comparisons: bool = False) -> int:
    """Return how many figures for everybody, of periods that were over, one lacks that the other has."""
    if recorded is shown:
        return 0
    before, after = _figures(recorded), _figures(shown)
    if with_comparisons:
        before, after = chain(before, _figures_of_others(recorded)), chain(after, _figures_of_others(shown))
    return sum(
        one.status is not other.status
        and one.group is None
        and (one is recorded.target or one.period is None or one.period.end <= as_of)
        for one, other in zip(before, after, strict=True)
    )


def _figures(indicator: Indicator) -> Iterable[Observation]:
    """Yield all figures of an indicator itself, in one order."""
    yield from (end for end in (indicator.baseline, indicator.target) if end is not None)
    yield from indicator.observations


def _figures_of_others(indicator: Indicator) -> Iterable[Observation]:
    yield from (observation for comparison in indicator.comparisons for observation in comparison.observations)


def _compared(teller: Teller, comparison: Comparison, threshold: int) -> Comparison:
    hidden = _hidden(teller, comparison.observations, threshold)
    shown = tuple(_withheld(o) if _place(o) in hidden else o for o in comparison.observations)
    return attrs.evolve(comparison, observations=shown) if hidden else comparison


def _withheld(observation: Observation) -> Observation:
    """Return what is left of an observation that is withheld: that there is one."""
    return Observation(
        period=observation.period,
        group=observation.group,
        reporter=observation.reporter,
        unit=observation.unit,
        definition_version=observation.definition_version,
        source=observation.source,
        status=ObservationStatus.SUPPRESSED,
    )


def _tells(teller: Teller, end: Observation, of_few: Callable[[People, int], bool], threshold: int) -> bool:
    counted = teller.people(end)
    return counted is not None and of_few(counted, threshold)


def _place(observation: Observation) -> Place:
    return observation.period, (observation.group, observation.reporter)


def _hidden(teller: Teller, observations: Collection[Observation], threshold: int) -> set[Place]:
    """Return the places of the figures that are withheld."""
    periods: dict[Period | None, dict[Key, People | None]] = {}
    for one in filter(_tells_anything, observations):
        period, key = _place(one)
        found = periods.setdefault(period, {})
        found[key] = found.get(key) or teller.people(one)
    before = {_place(one) for one in observations if one.status is ObservationStatus.SUPPRESSED}
    told = {(period, key) for period, found in periods.items() for key in found}
    return hidden_over_time(periods, before - told, threshold) | (before & told)


def _tells_anything(observation: Observation) -> bool:
    """Say whether there is any number or grade, whatever its status: counts may stand where there is no value."""
    names = ("value", "low", "high", "level", "numerator", "denominator")
    return any(getattr(observation, name) is not None for name in names)
