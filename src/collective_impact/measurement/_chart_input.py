"""What charts are made of: values or counts in order of time, as arrays or as an indicator."""

import itertools
import operator
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, Message
from collective_impact.measurement._chart_story import Story, story
from collective_impact.measurement._people import is_rate
from collective_impact.measurement._series import Series
from collective_impact.measurement._values import SMALLEST, Numbers, numbers
from collective_impact.model.indicators import Indicator
from collective_impact.model.vocabulary import Direction

Source: TypeAlias = npt.ArrayLike | Sequence[float | None] | Indicator | Series


@attrs.frozen(kw_only=True, eq=False)
class Given:
    """Points in order of time.

    Parameters
    ----------
    values : array of float
        What is drawn; NaN where a point is missing.
    counts, sizes : array of float
        For charts of counts: of each point so many in so many.
    used : array of bool
        Which points are known and not excluded.
    excluded : tuple of int
    spans : tuple of slice
        The phases.
    periods : tuple of str
        What each point is about, where that is known.
    direction : Direction, optional
    target : float, optional
    warnings : tuple of Message
    """

    values: Numbers
    counts: Numbers
    sizes: Numbers
    used: npt.NDArray[np.bool_]
    excluded: tuple[int, ...]
    spans: tuple[slice, ...]
    periods: tuple[str | None, ...]
    direction: Direction | None
    target: float | None
    warnings: tuple[Message, ...]


@attrs.frozen
class Asked:
    """What is asked of a chart beside its points; it counts before what an indicator says."""

    direction: Direction | str | None
    target: float | None
    exclude: Iterable[int]
    phases: Iterable[int]

    def of(self, told: Story | None, values: Numbers, counts: Numbers, sizes: Numbers) -> Given:
        """Return the points with what is asked of them.

        Raises
        ------
        InvalidValueError
            There are no such positions.
        """
        n = len(values)
        excluded = _positions("exclude", self.exclude, n)
        starts = [0, *_positions("phases", self.phases, n, first=1), n]
        used = ~np.isnan(values)
        used[list(excluded)] = False
        direction = None if self.direction is None else Direction(self.direction)
        return Given(
            values=values,
            counts=counts,
            sizes=sizes,
            used=used,
            excluded=excluded,
            spans=tuple(slice(start, stop) for start, stop in itertools.pairwise(starts)),
            periods=(None,) * n if told is None else told.periods,
            direction=direction or (None if told is None else told.direction),
            target=_number("target", self.target),
            warnings=() if told is None else told.warnings,
        )


def given_values(
    source: Source, asked: Asked, *, what: str = "values", are_ranks_fine: bool = False, are_counts: bool = False
) -> Given:
    """Return the points of a chart of values, and the target of an indicator unless another is asked for."""
    told = story(source)
    if told is None:
        values = numbers(what, source)
    elif told.has_grades and not are_ranks_fine:
        raise InvalidValueError(what, told.indicator, "an indicator with numbers; grades have no mean")
    elif are_counts and is_rate(told.unit):
        raise InvalidValueError(what, told.unit, "the unit of an indicator that counts; for shares and rates see p, u")
    else:
        values = numbers(what, told.values)
        asked = attrs.evolve(asked, target=told.target if asked.target is None else asked.target)
    return asked.of(told, values, values, np.ones_like(values))


def given_counts(counts: Source, sizes: npt.ArrayLike | None, asked: Asked, *, names: tuple[str, str]) -> Given:
    """Return the points of a chart of counts in sizes; the recorded target is of values, so it is not taken."""
    told = story(counts)
    if told is not None:
        if sizes is not None:
            raise InvalidValueError(names[1], sizes, "left out where an indicator is given, which has its own")
        if all(count is None for count in told.numerators):
            raise InvalidValueError(names[0], told.indicator, "an indicator with numerators and denominators")
        many, of = numbers(names[0], told.numerators), numbers(names[1], told.denominators)
    elif sizes is None:
        raise InvalidValueError(names[1], sizes, f"given beside {names[0]} that are an array")
    else:
        many, of = numbers(names[0], counts), numbers(names[1], sizes)
    if len(many) != len(of):
        raise InvalidValueError(names[1], len(of), f"as many as there are {names[0]}, {len(many)}")
    refuse(names[0], many, (many < 0) | (many % 1 > 0), "a whole number from 0 on")
    refuse(names[1], of, of < SMALLEST, "above 0; where there was nothing to count, the point is missing (NaN)")
    if names[1] == "denominators":
        refuse(names[1], of, of % 1 > 0, "a whole number")
        refuse(names[0], many, many > of, "at most its denominator")
    return asked.of(told, many / of, many, of)


def refuse(what: str, values: Numbers, wrong: npt.NDArray[np.bool_], wanted: str) -> None:
    """Raise an error for the first value that is wrong."""
    for place in np.flatnonzero(wrong):
        raise InvalidValueError(f"{what}[{place}]", float(values[place]), wanted)


def _number(what: str, given: object) -> float | None:
    if given is None:
        return None
    try:
        return float(numbers(what, [given])[0])
    except InvalidValueError:
        raise InvalidValueError(what, given, "a finite number") from None


def _positions(what: str, given: Iterable[int], n: int, *, first: int = 0) -> tuple[int, ...]:
    """Return positions of points, sorted, each once."""
    wanted = f"positions of points, from {first} to {n - 1}"
    try:
        cells = list(given)
        places = [operator.index(cell) for cell in cells]
    except TypeError:
        raise InvalidValueError(what, given, wanted) from None
    if any(isinstance(cell, bool) for cell in cells) or any(not first <= place < n for place in places):
        raise InvalidValueError(what, given, wanted)
    return tuple(sorted(set(places)))
