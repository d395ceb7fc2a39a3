"""An indicator as a series: one figure a period, in one unit, broken where figures cannot be compared."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import attrs
from attrs import field

from collective_impact.errors import Message, Param
from collective_impact.measurement._comparable import compared, months, usual_length
from collective_impact.measurement._series_figures import Figure, Open, Reader, checked_indicator, observed, unit_of
from collective_impact.model._record import as_date, record
from collective_impact.model.indicators import Indicator
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import Direction

_PARALLEL = ("periods", "values", "lows", "highs", "ranges", "numerators", "denominators", "addresses")


@record(kw_only=True)
class Series:
    """The figures of an indicator in order of time, all in its unit.

    The tuples are parallel: one place for each period of which there is a figure.

    Parameters
    ----------
    indicator : str
        Its id.
    group : str, optional
        The group of people that it is about; None is everybody.
    unit : str, optional
        What all values are in; None where no unit is recorded, and for grades.
    levels : tuple of str
        For ordinal indicators: the grades from worst to best. Values are their ranks, from 0.
    direction : Direction, optional
        Grades are to rise unless something else is recorded.
    periods : tuple of Period
        By their ends, ascending.
    values : tuple of float
        None where only bounds are known.
    lows, highs : tuple of float
        The value where it is known; else what is known of it ("90-94%"). An open end is None.
    ranges : tuple of tuple of float
        The range recorded beside a value, such as the confidence interval of an estimate;
        None where there is none.
    numerators, denominators : tuple of float
        The counts behind a share, where they are known.
    addresses : tuple of tuple of str
        Where each figure is in the initiative: one address, or several where the reports of
        several partners were pooled.
    version : str, optional
        The version of the definition that the last figures follow.
    breaks : tuple of int
        Positions at which figures begin that cannot be compared with those before.
    warnings : tuple of Message
        What was left out, and why the series breaks.
    """

    indicator: str
    group: str | None = None
    unit: str | None = None
    levels: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    direction: Direction | None = None
    periods: tuple[Period, ...] = field(default=(), converter=tuple[Period, ...])
    values: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    lows: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    highs: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    ranges: tuple[Open | None, ...] = field(default=(), converter=tuple[Open | None, ...])
    numerators: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    denominators: tuple[float | None, ...] = field(default=(), converter=tuple[float | None, ...])
    addresses: tuple[tuple[str, ...], ...] = field(default=(), converter=tuple[tuple[str, ...], ...])
    version: str | None = None
    breaks: tuple[int, ...] = field(default=(), converter=tuple[int, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __len__(self) -> int:
        return len(self.periods)

    def __str__(self) -> str:
        """Return whose figures they are, and a line for each period; a rule stands where the series breaks."""
        whose = ", ".join(filter(None, [self.indicator, self.group, self.unit]))
        lines = [f"  {period}: {self._told(place)}" for place, period in enumerate(self.periods)]
        for place in reversed(self.breaks):
            lines.insert(place, "  --")
        return "\n".join([whose, *lines])

    def _told(self, place: int) -> str:
        value, ends = self.values[place], (self.lows[place], self.highs[place])
        if value is None:
            return " to ".join("open" if end is None else f"{end:g}" for end in ends)
        return self.levels[round(value)] if self.levels else f"{value:g}"

    @property
    def current(self) -> "Series":
        """The last stretch that nothing breaks."""
        if not self.breaks:
            return self
        cut = slice(self.breaks[-1], None)
        return attrs.evolve(self, breaks=(), **{name: getattr(self, name)[cut] for name in _PARALLEL})

    @property
    def overlapping(self) -> bool:
        """Whether periods of one stretch share days, as moving averages do."""
        pairs = enumerate(pairwise(self.periods), start=1)
        return any(later.start <= earlier.end for place, (earlier, later) in pairs if place not in self.breaks)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The addresses of all figures."""
        return tuple(address for several in self.addresses for address in several)


def series(indicator: Indicator, *, group: str | None = None, as_of: date | str | None = None) -> Series:
    """Return the figures of an indicator that can be told as one story, in order of time.

    Actual and provisional figures of periods that were over on a date, about everybody or
    about one group. Of several reports of a period, the figure that names no reporter is
    taken, else that of the only reporter, else the share of all together where numerator and
    denominator of each are known; otherwise there is no figure, and a warning. Values are in
    the indicator's unit; what does not convert is left out with a warning. Grades are their
    rank, from 0.

    The series breaks, with a warning, where the version of the definition or the length of
    the periods in months changes: three-year averages are no yearly figures. A version beside
    figures of which none is known may be another, so it breaks the series too. Where figures
    of several lengths stand beside each other for the same time, those of the most common
    length are taken, of as many the shorter.

    Parameters
    ----------
    indicator : Indicator
    group : str, optional
        None asks for everybody.
    as_of : date or str, optional
        Nothing of a period that ended later is used; None uses all.

    Returns
    -------
    Series
        Empty where there is no figure.

    Raises
    ------
    InvalidValueError
        It is no indicator, or no date.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from collective_impact.measurement import series
    >>> reading = ci.Indicator(
    ...     id="grade3",
    ...     unit="percent",
    ...     observations=[
    ...         ci.Observation(period="2017", value=31),
    ...         ci.Observation(period="2018", value=0.44, unit="ratio"),
    ...         ci.Observation(period="2019", low=95),
    ...     ],
    ... )
    >>> found = series(reading)
    >>> found.values, found.lows, found.highs
    ((31.0, 44.0, None), (31.0, 44.0, 95.0), (31.0, 44.0, None))
    >>> found.addresses[0]
    ('indicators/grade3/observations/2017',)
    """
    checked_indicator(indicator)
    by_period = observed(indicator, group, None if as_of is None else as_date(as_of))
    unit = unit_of(indicator, None if as_of is None else as_date(as_of))
    reader = Reader(indicator, unit)
    figures, beside = _of_one_length(indicator, list(reader.figures(by_period)))
    breaks = list(_breaks(indicator, figures))
    warnings = [*reader.warnings, *beside, *(why for _, why in breaks), *_other_reporters(indicator, figures)]
    return Series(
        indicator=indicator.id,
        group=group,
        unit=unit,
        levels=indicator.levels,
        direction=indicator.direction or (Direction.INCREASE if indicator.levels else None),
        periods=tuple(one.period for one in figures),
        values=tuple(one.value for one in figures),
        lows=tuple(one.low for one in figures),
        highs=tuple(one.high for one in figures),
        ranges=tuple(one.range for one in figures),
        numerators=tuple(one.numerator for one in figures),
        denominators=tuple(one.denominator for one in figures),
        addresses=tuple(one.addresses for one in figures),
        version=figures[-1].version if figures else indicator.definition_version,
        breaks=tuple(sorted({place for place, _ in breaks})),
        warnings=tuple(warnings),
    )


def _of_one_length(indicator: Indicator, figures: list[Figure]) -> tuple[list[Figure], list[Message]]:
    """Leave out averages beside the years that they are made of, which would break the series at every turn."""
    usual = _usual_where_mixed(figures)
    beside = [] if usual is None else _beside_others(figures, usual)
    if not beside:
        return figures, []
    why = Message("series.beside", {"indicator": indicator.id, "n": len(beside), "months": usual})
    return [one for one in figures if one not in beside], [why]


def _beside_others(figures: Sequence[Figure], usual: int) -> list[Figure]:
    """Return figures of other lengths than the usual one that share days with some of that."""
    of_usual = [one.period for one in figures if months(one.period) == usual]
    others = [one for one in figures if months(one.period) != usual]
    return [one for one in others if any(p.start <= one.period.end and one.period.start <= p.end for p in of_usual)]


def _usual_where_mixed(figures: Sequence[Figure]) -> int | None:
    """Return the usual length where lengths take turns; None where they do not."""
    lengths = [months(one.period) for one in figures]
    changes = sum(before != after for before, after in pairwise(lengths))
    return usual_length(lengths) if changes >= max(1, len(set(lengths))) else None


def _breaks(indicator: Indicator, figures: Sequence[Figure]) -> Iterator[tuple[int, Message]]:
    """Yield where figures begin that cannot be compared with those before, and why."""
    for place, (before, after) in enumerate(pairwise(figures), start=1):
        where: dict[str, Param] = {"indicator": indicator.id, "period": str(after.period)}
        first, then = before.terms, after.terms
        shared = compared(first, then)
        if not shared.version:  # one version alone, where the other is not known, may be another
            yield place, Message("series.definition", where | {"before": first.version, "after": then.version})
        if not shared.length:
            yield place, Message("series.length", where | {"before": first.months, "after": then.months})


def _other_reporters(indicator: Indicator, figures: Sequence[Figure]) -> Iterator[Message]:
    """Yield from when on figures rest on the reports of others than before; a change may be theirs alone."""
    for before, after in pairwise(figures):
        if before.reporters != after.reporters:
            yield Message("series.reporters", {"indicator": indicator.id, "period": str(after.period)})
