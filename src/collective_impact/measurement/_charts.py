"""What all charts have in common: points, phases, signals, and how they come together."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt
from attrs import field

from collective_impact.errors import Message, Param
from collective_impact.measurement._chart_input import Given
from collective_impact.measurement._chart_rules import Found
from collective_impact.measurement._signals import Assurance, Rule, Signal, Variation, assurance, meaning, variation
from collective_impact.measurement._values import Numbers
from collective_impact.model._record import record
from collective_impact.model.vocabulary import Direction

Cell: TypeAlias = str | int | float | bool | None

FEWEST = 5
"""Points that limits need at least: Wheeler (2000) calls those from five or six values useful."""

FIRM = 15
"""Points from which on limits are more than trial limits; NHS England asks for 15, better 20."""


@record(kw_only=True)
class ChartPoint:
    """A point of a chart.

    Parameters
    ----------
    position : int
        From 0.
    period : str, optional
        What it is about, where an indicator was given.
    value : float, optional
        None where it is missing.
    centre, lower, upper : float, optional
        The lines at this point; None where there are none.
    excluded : bool
        Shown, and used for nothing: neither for lines nor for signals.
    phase : int
        From 0.
    signals : tuple of Rule
        The rules that it breaks, alone or with others.
    variation : Variation, optional
        What these say. Where they differ (a rising trend far below the centre), the side on
        which the point lies counts before the way it goes. None of a point that is missing or
        excluded, or has too little around it to tell noise from anything.
    """

    position: int
    period: str | None = None
    value: float | None = None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    excluded: bool = False
    phase: int = 0
    signals: tuple[Rule, ...] = field(default=(), converter=tuple[Rule, ...])
    variation: Variation | None = None


@record(kw_only=True)
class ChartPhase:
    """A stretch of points with lines of their own.

    Parameters
    ----------
    start, stop : int
        Its first point, and the first after it.
    n : int
        Points that are neither missing nor excluded.
    centre : float, optional
        None where there is no such point.
    """

    start: int
    stop: int
    n: int
    centre: float | None = None


@record(kw_only=True)
class Chart:
    """Points with their lines, and the signals among them.

    Parameters
    ----------
    points : tuple of ChartPoint
    signals : tuple of Signal
    direction : Direction, optional
    target : float, optional
    warnings : tuple of Message
        What makes it less sure than it looks.
    """

    points: tuple[ChartPoint, ...] = field(default=(), converter=tuple[ChartPoint, ...])
    signals: tuple[Signal, ...] = field(default=(), converter=tuple[Signal, ...])
    direction: Direction | None = None
    target: float | None = None
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    @property
    def variation(self) -> Variation | None:
        """What the latest point shows that is neither missing nor excluded.

        None where there is no such point, or too little around it to tell noise from anything.
        """
        return None if self._latest is None else self._latest.variation

    @property
    def assurance(self) -> Assurance | None:
        """Whether the latest limits promise the target.

        They do where all of what they enclose is on the good side of it. None without limits
        or target, and where no direction says which side that is.
        """
        latest = self._latest
        return None if latest is None else assurance(self.direction, self.target, latest.lower, latest.upper)

    @property
    def _latest(self) -> ChartPoint | None:
        known = (point for point in reversed(self.points) if point.value is not None and not point.excluded)
        return next(known, None)

    def to_columns(self) -> dict[str, list[Cell]]:
        """Return the points as columns, as data frames take them; several signals are joined by a space."""
        names = [name for name in attrs.fields_dict(ChartPoint) if name != "signals"]
        columns: dict[str, list[Cell]] = {name: [getattr(point, name) for point in self.points] for name in names}
        columns["variation"] = [None if point.variation is None else point.variation.value for point in self.points]
        columns["signals"] = [" ".join(point.signals) for point in self.points]
        return columns

    def __str__(self) -> str:
        """Say what the latest points do, whether the target will be met, and a line for each signal."""
        latest = "too little to judge" if self.variation is None else _words(self.variation)
        target = "" if self.assurance is None else f"; the target: {_words(self.assurance)}"
        return "\n".join([f"{len(self.points)} points, the latest: {latest}{target}", *map(self._told, self.signals)])

    def _told(self, signal: Signal) -> str:
        first, last = (self.points[signal.positions[end]] for end in (0, -1))
        ends = (str(point.position + 1) if point.period is None else point.period for point in (first, last))
        return f"  {_words(signal.rule)}, {_words(signal.meaning)}: {' to '.join(dict.fromkeys(ends))}"


def _words(term: StrEnum) -> str:
    return term.value.replace("_", " ")


@attrs.frozen(kw_only=True, eq=False)
class Stretch:
    """The lines of a phase, a place for each of its points, and what rules find in it (in row 0).

    Points are judged where they have an upper limit, unless it is said whether all of them are.
    """

    centre: Numbers
    lower: Numbers
    upper: Numbers
    is_judged: bool | None = None
    found: Sequence[Found] = ()

    @property
    def judged(self) -> npt.NDArray[np.bool_]:
        """Which points can be judged."""
        return ~np.isnan(self.upper) if self.is_judged is None else np.full(len(self.upper), self.is_judged)


def signals_in(spans: Sequence[slice], stretches: Iterable[Stretch], direction: Direction | None) -> tuple[Signal, ...]:
    """Return the signals of all phases, in order of time."""
    signals = [
        Signal(
            rule=one.rule,
            side=one.side,
            meaning=meaning(one.side, direction),
            positions=tuple(span.start + place for place in places),
            phase=number,
        )
        for number, (span, stretch) in enumerate(zip(spans, stretches, strict=True))
        for one in stretch.found
        for places in one.groups(0)
    ]
    return tuple(sorted(signals, key=lambda signal: (signal.phase, signal.positions[0])))


def points_of(given: Given, stretches: Sequence[Stretch], signals: Iterable[Signal]) -> tuple[ChartPoint, ...]:
    """Return the points of all phases with their lines and signals."""
    lines = [np.concatenate([getattr(one, name) for one in stretches]) for name in ("centre", "lower", "upper")]
    phases = itertools.chain.from_iterable(
        [number] * (span.stop - span.start) for number, span in enumerate(given.spans)
    )
    judged = np.concatenate([stretch.judged for stretch in stretches]) & ~np.isnan(given.values)
    judged[list(given.excluded)] = False
    parts: list[list[Signal]] = [[] for _ in given.values]
    for signal in signals:
        for place in signal.positions:
            parts[place].append(signal)
    return tuple(
        ChartPoint(
            position=position,
            period=given.periods[position],
            value=known(value),
            centre=known(centre),
            lower=known(lower),
            upper=known(upper),
            excluded=position in given.excluded,
            phase=phase,
            signals=tuple(rule for rule in Rule if any(signal.rule is rule for signal in part)),
            variation=variation(tuple(part)) if is_judged else None,
        )
        for position, (value, centre, lower, upper, phase, part, is_judged) in enumerate(
            zip(given.values, *lines, phases, parts, judged, strict=True)
        )
    )


def limit_warnings(phase: ChartPhase, *, has_limits: bool, varies: bool) -> Iterator[Message]:
    """Yield why a phase has no limits, or that they rest on few points."""
    where: dict[str, Param] = {"first": phase.start + 1, "last": phase.stop, "n": phase.n}
    if phase.start == phase.stop:
        yield Message("charts.nothing")
    elif has_limits:
        if phase.n < FIRM:
            yield Message("charts.trial_limits", where)
    elif not phase.n:
        yield Message("charts.no_values", where)
    elif phase.n >= FEWEST and not varies:
        yield Message("charts.no_variation", where)
    else:
        yield Message("charts.no_limits", where)


def known(number: float | np.float64) -> float | None:
    """Return a number of an array; NaN is None."""
    return None if np.isnan(number) else float(number)
