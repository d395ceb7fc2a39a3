"""Shared measurement: indicators and what was observed of them."""

from collections.abc import Iterable
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.errors import Step, UnitError
from collective_impact.model._record import Record, Saying, Value, escaped, listed_twice, record, refers, saying
from collective_impact.model.period import Period, as_period
from collective_impact.model.vocabulary import Direction, Frequency, IndicatorLevel, ObservationStatus, Tier
from collective_impact.units import check

_PERCENT = ("percent", "percentage", "%")


@record(kw_only=True)
class Observation(Record):
    """One figure of an indicator.

    Parameters
    ----------
    period : Period or str, optional
        Needed in a series; a baseline or a target may have none.
    value : float, optional
        None where there is no single value: see ``low``, ``high``, ``level`` and ``status``.
    low, high : float, optional
        What is known of a censored value: "90-94%" has both, ">=95%" only ``low``. Beside a
        value, the range of an estimate: its confidence interval, taken for one at 95 percent;
        beside a target's value, the band that is to be reached.
    level : str, optional
        A grade of the indicator's ``levels``.
    unit : str, optional
        The unit as reported, where it differs from the indicator's.
    numerator, denominator : float, optional
        The counts behind a share.
    group : str, optional
        The group of people that it is about; None is everybody.
    reporter : str, optional
        Id of the stakeholder that reported it.
    status : ObservationStatus or str
        Actual unless said otherwise.
    definition_version : str, optional
        The version of the definition that it follows, where it differs from the indicator's.
    source : str, optional

    Examples
    --------
    >>> Observation(period="2018-19", value=92, group="Starr County").key
    '2018-19;group=Starr County'
    """

    period: Period | None = field(default=None, converter=optional(as_period))
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: str | None = None
    unit: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    group: str | None = None
    reporter: str | None = field(default=None, metadata=refers("stakeholders"))
    status: ObservationStatus = field(default=ObservationStatus.ACTUAL, converter=ObservationStatus)
    definition_version: str | None = None
    source: str | None = None

    KEY: ClassVar[tuple[str, ...]] = ("period", "group", "reporter")

    def spelled_key(self) -> str:
        """Return the period in its one spelling, then group and reporter."""
        span = escaped(self.period.name if self.period else "?")
        if self.group is None and self.reporter is None:
            return span  # most of them, and there are thousands
        return ";".join([span, *self.other_keys()])

    @property
    def is_figure(self) -> bool:
        """Whether it says anything of what is (not of what is planned, withheld or expected)."""
        happened = self.status in (ObservationStatus.ACTUAL, ObservationStatus.PROVISIONAL)
        if self.value is not None:
            return happened  # most of them, and there are thousands
        return happened and any(part is not None for part in (self.low, self.high, self.level))

    def contradictions(self) -> Iterable[Saying]:
        """Yield bounds out of order, negative counts and half a fraction."""
        low, high, value = self.low, self.high, self.value
        if low is not None and high is not None and high < low:
            yield saying("high", "fault.low_above_high", low=low, high=high)
        elif value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            yield saying("value", "fault.outside_bounds", value=value, low=low, high=high)
        for name in ("numerator", "denominator"):
            count = getattr(self, name)
            if count is not None and count < 0:
                yield saying(name, "fault.negative", given=count)
        if self.numerator is not None and self.denominator is None:
            yield saying("numerator", "fault.numerator_alone")
        if self.denominator == 0 and self.value is not None:
            yield saying("denominator", "fault.zero_denominator")


@record(kw_only=True)
class Comparison(Record):
    """The same figures for somebody else: a state, a peer, another city.

    Parameters
    ----------
    name : str
        Whose figures.
    observations : tuple of Observation
    """

    name: str
    observations: tuple[Observation, ...] = field(default=(), converter=tuple[Observation, ...])

    KEY: ClassVar[tuple[str, ...]] = ("name",)

    def contradictions(self) -> Iterable[Saying]:
        """Yield observations without a period."""
        yield from _undated(self.observations)


def _undated(series: tuple[Observation, ...]) -> Iterable[Saying]:
    for index, observation in enumerate(series):
        if observation.period is None:
            yield saying(("observations", index, "period"), "fault.no_period")


@record(kw_only=True)
class Code(Value):
    """What an outside vocabulary calls the indicator.

    Parameters
    ----------
    vocabulary : str
        For example ``"IRIS+"`` or ``"SDG"``.
    code : str
    """

    vocabulary: str
    code: str


@record(kw_only=True)
class Indicator(Record):
    """Something that is measured to see whether goals come closer.

    Parameters
    ----------
    id : str
    name, definition, definition_version : str, optional
    unit : str, optional
        A unit of the allow-list of `collective_impact.units`, such as ``"percent"``.
    levels : tuple of str
        For ordinal indicators: the grades from worst to best.
    direction : Direction or str, optional
        Where it is to move.
    level : IndicatorLevel or str, optional
        About the population, or about those whom a program serves.
    tier : Tier or str, optional
    goals : tuple of str
        Ids of goals.
    baseline, target : Observation, optional
    observations : tuple of Observation
    comparisons : tuple of Comparison
    reporters : tuple of str
        Ids of the stakeholders that are to report it.
    public_source : str, optional
        The public source it is taken from, where no partner has to report it.
    frequency : Frequency or str, optional
        How often it is observed.
    publication_lag : int, optional
        Days from the end of a period until its figure is published.
    codes : tuple of Code

    Examples
    --------
    >>> graduation = Indicator(
    ...     id="grad", unit="percent", direction="increase", baseline=Observation(period="2012", value=87)
    ... )
    >>> graduation.baseline.value
    87.0
    """

    id: str
    name: str | None = None
    definition: str | None = None
    definition_version: str | None = None
    unit: str | None = None
    levels: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    direction: Direction | None = field(default=None, converter=optional(Direction))
    level: IndicatorLevel | None = field(default=None, converter=optional(IndicatorLevel))
    tier: Tier | None = field(default=None, converter=optional(Tier))
    goals: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("agenda/goals"))
    baseline: Observation | None = None
    target: Observation | None = None
    observations: tuple[Observation, ...] = field(default=(), converter=tuple[Observation, ...])
    comparisons: tuple[Comparison, ...] = field(default=(), converter=tuple[Comparison, ...])
    reporters: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    public_source: str | None = None
    frequency: Frequency | None = field(default=None, converter=optional(Frequency))
    publication_lag: int | None = None
    codes: tuple[Code, ...] = field(default=(), converter=tuple[Code, ...])

    def contradictions(self) -> Iterable[Saying]:
        """Yield observations without a period, unknown or repeated grades and a negative lag."""
        yield from listed_twice("levels", self.levels)
        yield from _undated(self.observations)
        for place, observation in self._all_observations() if self.levels else ():
            if observation.level is not None and observation.level not in self.levels:
                known = ", ".join(self.levels)
                yield saying((*place, "level"), "fault.unknown_level", given=observation.level, known=known)
        if self.publication_lag is not None and self.publication_lag < 0:
            yield saying("publication_lag", "fault.negative", given=self.publication_lag)

    def _all_observations(self) -> Iterable[tuple[tuple[Step, ...], Observation]]:
        """Yield every observation with the steps to its place."""
        for name, end in (("baseline", self.baseline), ("target", self.target)):
            if end is not None:
                yield (name,), end
        for index, observation in enumerate(self.observations):
            yield ("observations", index), observation
        for number, comparison in enumerate(self.comparisons):
            for index, observation in enumerate(comparison.observations):
                yield ("comparisons", number, "observations", index), observation

    def doubts(self) -> Iterable[Saying]:
        """Yield a target on the wrong side of the baseline, percentages above 100 and units that nobody understands."""
        yield from self._doubtful_target()
        yield from self._doubtful_units()
        for place, observation in self._all_observations():
            value = observation.value
            if value is not None and value > 100 and (observation.unit or self.unit) in _PERCENT:  # noqa: PLR2004 - percent
                yield saying((*place, "value"), "warning.above_100_percent", value=value)

    def _doubtful_units(self) -> Iterable[Saying]:
        given: list[tuple[tuple[Step, ...], str | None]] = [(("unit",), self.unit)]
        given += [((*place, "unit"), observation.unit) for place, observation in self._all_observations()]
        for place, unit in given:
            try:
                if unit is not None:
                    check(unit)
            except UnitError as error:
                yield place, error.message

    def _doubtful_target(self) -> Iterable[Saying]:
        start, end = self.baseline, self.target
        if start is None or end is None or start.unit != end.unit:
            return
        first: float | str
        last: float | str
        if start.value is not None and end.value is not None:
            first, last = start.value, end.value
            change = last - first
        elif start.level in self.levels and end.level in self.levels:
            first, last = start.level, end.level
            change = self.levels.index(last) - self.levels.index(first)
        else:
            return
        wrong = {Direction.INCREASE: change < 0, Direction.DECREASE: change > 0}
        if self.direction is not None and wrong.get(self.direction, False):
            yield saying("target", "warning.target_side", target=last, baseline=first, direction=self.direction.value)
