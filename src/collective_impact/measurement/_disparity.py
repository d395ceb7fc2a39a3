"""How unequal groups are: differences and ratios, and measures over all groups."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message
from collective_impact.measurement._differences import has_zero
from collective_impact.measurement._disparity_groups import Group, read, scale_of, scaled
from collective_impact.measurement._disparity_interval import Interval, Method, errors_of, intervals
from collective_impact.measurement._disparity_kernels import MEASURES, Numbers, Plan, between_group_variance, mean
from collective_impact.measurement._disparity_plan import (
    EVERYBODY,
    ORDERED,
    RELATIVE,
    UNORDERED,
    Question,
    bounded,
    reasons,
)
from collective_impact.measurement._printed import bracketed, number, printed, span
from collective_impact.measurement._proportions import Ends
from collective_impact.model._record import record
from collective_impact.model.indicators import Indicator
from collective_impact.model.vocabulary import Direction

Spelled: TypeAlias = Direction | Literal["increase", "decrease", "maintain"] | None
SIGNS = {Direction.INCREASE: 1, Direction.DECREASE: -1}
OVERLAP = 0.01
"""By how much, of the figure of everybody, that of the groups together may differ unremarked."""
TOLERANCE = 1e-9
"""Bounds are ends of searches; equal ones may differ in their last bits."""


@record(kw_only=True)
class Measure:
    """One measure of inequality.

    Parameters
    ----------
    name : str
    value : float, optional
        None where it is absent, or only bounded.
    low, high : float, optional
        Its confidence interval.
    least, most : float, optional
        Between what it must be where groups have no figure.
    absent : Message, optional
        Why there is no value.
    """

    name: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    absent: Message | None = None


@record(kw_only=True)
class Disparity:
    """How unequal groups are, by several measures.

    Parameters
    ----------
    groups : tuple of Group
        As given, with the values and standard errors that were taken.
    unit : str, optional
        Of values, of the difference, the slope index and the attributable risk.
    direction : Direction, optional
    ordered : bool
        Whether the groups stand from the most disadvantaged to the most advantaged.
    mean : float, optional
        The figure of all groups together, weighted by population.
    compared, reference : str
        The group that is compared, and with which; ``"total"`` is everybody.
    difference, ratio : Measure
        How far the compared group is behind the reference: positive, and above 1, where it is
        worse off. Without a direction, the higher less (over) the lower.
    between_group_variance, index_of_disparity, weighted_index_of_disparity : Measure
        Of groups in no order. The variance is in the unit squared, the indices in percent of
        the mean; in the second every group counts alike, in the third every person.
    mean_log_deviation, theil : Measure
        Of groups in no order; not scaled by 1,000.
    slope_index, relative_index : Measure
        Of ordered groups: the figure at the most advantaged end of the fitted line less (over)
        that at the other. Positive, and above 1: more among the advantaged.
    absolute_concentration_index, concentration_index : Measure
        Of ordered groups. Positive: more among the advantaged.
    attributable_risk, attributable_fraction : Measure
        How much the mean would change, in the unit and in percent of it, if all groups had the
        figure of the best (of the most advantaged, where they are ordered).
    missing : tuple of str
        Groups without a figure.
    interval : str
        How intervals were made: ``"delta method"`` or ``"bootstrap"``.
    confidence : float
    warnings : tuple of Message
    """

    groups: tuple[Group, ...]
    unit: str | None
    direction: Direction | None
    ordered: bool
    mean: float | None
    compared: str
    reference: str
    difference: Measure
    ratio: Measure
    between_group_variance: Measure
    index_of_disparity: Measure
    weighted_index_of_disparity: Measure
    mean_log_deviation: Measure
    theil: Measure
    slope_index: Measure
    relative_index: Measure
    absolute_concentration_index: Measure
    concentration_index: Measure
    attributable_risk: Measure
    attributable_fraction: Measure
    missing: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    interval: str = "delta method"
    confidence: float = 0.95
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All of them, absent ones too."""
        return tuple(getattr(self, name) for name in MEASURES)

    def to_columns(self) -> dict[str, list[object]]:
        """Return the measures as columns, one row for each.

        Returns
        -------
        dict of str to list
            ``measure``, ``value``, ``low``, ``high``, ``least``, ``most``, ``absent``.
        """
        names = ("value", "low", "high", "least", "most")
        columns: dict[str, list[object]] = {"measure": [one.name for one in self.measures]}
        columns |= {name: [getattr(one, name) for one in self.measures] for name in names}
        columns["absent"] = [None if one.absent is None else str(one.absent) for one in self.measures]
        return columns

    def __str__(self) -> str:
        """Return who is compared, a line for each measure, and the absent ones by why they are."""
        heading = f"{self.compared} compared with {self.reference}, {len(self.groups)} groups"
        absent: dict[Message, list[str]] = {}
        for one in self.measures:
            if one.absent is not None:
                absent.setdefault(one.absent, []).append(_words(one.name))
        lines = [self._told(one) for one in self.measures if one.absent is None]
        lines += [f"{', '.join(names)}: {reason}" for reason, names in absent.items()]
        return printed(heading if self.unit is None else f"{heading}, {self.unit}", lines)

    def _told(self, one: Measure) -> str:
        value = span(one.least, one.most) if one.value is None else number(one.value)
        return f"{_words(one.name)}: {value}{bracketed(one.low, one.high, self.confidence)}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def disparity(  # noqa: PLR0913 - each option is a choice that the field argues about, stated in the record
    groups: object,
    *,
    ordered: bool = False,
    direction: Spelled = None,
    reference: str | None = None,
    total: float | None = None,
    period: object = None,
    unit: str | None = None,
    interval: Method = "delta method",
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> Disparity:
    """Return how unequal groups are.

    Groups in no order are compared by difference and ratio, their variance, the index of
    disparity, the mean log deviation and the Theil index; groups in order, from the most
    disadvantaged to the most advantaged, by difference and ratio, the slope and the relative
    index of inequality (a line fitted to the middle ranks, weighted by population once) and
    the concentration index. Both have a population attributable risk. No measure stands for
    all: absolute and relative ones may disagree.

    A group without a figure is named in ``missing`` and never dropped: difference, ratio, the
    indices of ordered groups and attributable risks are then bounded, as far as the figure is;
    the other measures are absent. Where the unit has no zero that means none (temperatures,
    points of a scale), ratios and all measures relative to the mean are absent.

    Parameters
    ----------
    groups : sequence of Group, mapping of str to float, or Indicator
        Of an indicator, its observations of groups in a period; its own direction and unit.
    ordered : bool
        Whether they stand from the most disadvantaged to the most advantaged.
    direction : Direction or str, optional
        ``"increase"`` where more is better, ``"decrease"`` where less is.
    reference : str, optional
        With whom the worst-off group is compared: the name of a group, ``"best"`` (of the
        groups; without a direction the highest), ``"largest"``, or ``"total"``. By default
        the best; of ordered groups the most advantaged, and then the most disadvantaged is
        compared.
    total : float, optional
        The figure of everybody, where it is known; else the mean weighted by population.
    period : Period or str, optional
        Of an indicator; the latest in which groups were observed when None.
    unit : str, optional
        Of the values. Shares (``"percent"``, ``"ratio"``, ``"per_mille"``) have bounds, and
        standard errors by their denominators.
    interval : {"delta method", "bootstrap"}
        The bootstrap draws counts where they are known, else values with their standard errors.
    confidence : float
    draws, seed : int
        Of the bootstrap.

    Returns
    -------
    Disparity

    Raises
    ------
    InvalidValueError
        Fewer than two groups, two of one name, counts that contradict each other or the
        values, or a share outside its bounds; an indicator with grades, or whose groups
        follow different definitions.
    UnknownNameError
        The reference is no group.

    Notes
    -----
    Intervals take groups for independent samples and their sizes for known. Ratios are
    treated on the logarithmic scale. A range that an indicator has beside a value is taken
    for an interval at 95 percent, and gives its standard error.

    References
    ----------
    World Health Organization, Handbook on health inequality monitoring, 2013. Schlotheuber &
    Hosseinpoor, Summary measures of health inequality, 2022. Ahn et al., Variance estimation
    and confidence intervals for 11 commonly used health disparity measures, 2018.

    Examples
    --------
    >>> found = disparity(
    ...     [Group("latino", value=41, denominator=320), Group("white", value=58, denominator=410)],
    ...     direction="increase",
    ...     unit="percent",
    ... )
    >>> found.compared, found.reference, found.difference.value, round(found.ratio.value, 2)
    ('latino', 'white', 17.0, 1.41)
    >>> print(found)
    latino compared with white, 2 groups, percent
      difference: 17 (9.8 to 24.2 at 95 %)
      ratio: 1.41 (1.21 to 1.65 at 95 %)
      between group variance: 71.2 (10.9 to 131 at 95 %)
      index of disparity: 16.8 (9.6 to 24 at 95 %)
      weighted index of disparity: 16.6 (9.45 to 23.7 at 95 %)
      mean log deviation: 0.0145 (0.00169 to 0.0274 at 95 %)
      theil: 0.0142 (0.00186 to 0.0265 at 95 %)
      attributable risk: 7.45 (4.3 to 10.6 at 95 %)
      attributable fraction: 14.7 (8.41 to 21.1 at 95 %)
      slope index, relative index, absolute concentration index, concentration index: Only for groups in an order.
    """
    given, everybody, own_unit = read(groups, period, unit)
    scale = scale_of(given, own_unit)
    how = Interval(method=interval, confidence=confidence, draws=draws, seed=seed, scale=scale)
    way = _direction(groups, direction)
    if total is None and everybody is not None:
        total = everybody.value
    sign, zero = 0 if way is None else SIGNS.get(way, 0), has_zero(own_unit)
    question = Question(ordered=ordered, sign=sign, reference=reference, total=total, has_zero=zero)
    taken = tuple(scaled(one, scale) for one in given)
    plan, found, warnings = _answered(taken, question, how)
    missing = tuple(one.name for one in taken if one.value is None)
    return Disparity(
        groups=taken,
        unit=own_unit,
        direction=way,
        ordered=ordered,
        mean=None if missing else _mean(_values(taken), plan),
        compared=taken[plan.compared].name,
        reference=EVERYBODY if plan.reference is None else taken[plan.reference].name,
        missing=missing,
        interval=interval,
        confidence=confidence,
        warnings=tuple(warnings),
        **{one.name: one for one in found},
    )


def _answered(
    taken: Sequence[Group], question: Question, how: Interval
) -> tuple[Plan, Sequence[Measure], Sequence[Message]]:
    known = [one for one in taken if one.value is not None]
    if len(known) < 2:  # noqa: PLR2004 - nothing to compare
        raise InvalidValueError("groups", [one.name for one in known], "two groups with a figure or more")
    if len(known) < len(taken):
        names = ", ".join(one.name for one in taken if one.value is None)
        warning = Message("equity.warning.missing", {"groups": names})
        return _names_alone(taken, known, question), _measures_of_some(taken, names, question), [warning]
    y = _values(taken)
    plan = question.plan(taken, y)
    absent = reasons(y, plan, question)
    ends = intervals([name for name in MEASURES if name not in absent], taken, y, plan, how)
    found = [_measure(name, y, plan, absent, ends) for name in MEASURES]
    return plan, found, [*_warnings(taken, y, plan, question, found)]


def _values(groups: Sequence[Group]) -> Numbers:
    return np.array([one.value for one in groups], dtype=float)


def _mean(y: Numbers, plan: Plan) -> float | None:
    centre = float(mean(y, plan))
    return None if np.isnan(centre) else centre


def _direction(groups: object, given: Spelled) -> Direction | None:
    if given is not None:
        return Direction(given)
    return groups.direction if isinstance(groups, Indicator) else None


def _measure(name: str, y: Numbers, plan: Plan, absent: Mapping[str, Message], ends: Mapping[str, Ends]) -> Measure:
    if name in absent:
        return Measure(name=name, absent=absent[name])
    low, high = ends.get(name, (None, None))
    return Measure(name=name, value=float(MEASURES[name](y, plan)), low=low, high=high)


# Where groups have no figure -------------------------------------------------------------


def _measures_of_some(taken: Sequence[Group], names: str, question: Question) -> list[Measure]:
    """Return measures between the bounds that missing figures leave; without an interval."""
    ends = bounded(taken, question)
    found = []
    for name in MEASURES:
        if name in ends:
            least, most = ends[name]
            same = most is not None and math.isclose(least, most, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
            found.append(Measure(name=name, value=least if same else None, least=least, most=most))
        elif name in (UNORDERED if question.ordered else ORDERED):
            code = "unordered_only" if question.ordered else "ordered_only"
            found.append(Measure(name=name, absent=Message(f"equity.absent.{code}")))
        elif name in RELATIVE and not question.has_zero:
            found.append(Measure(name=name, absent=Message("equity.absent.no_zero")))
        else:
            found.append(Measure(name=name, absent=Message("equity.absent.missing", {"groups": names})))
    return found


def _names_alone(taken: Sequence[Group], known: Sequence[Group], question: Question) -> Plan:
    """Return a plan that says whom the known figures compare."""
    middle = float(np.median(_values(known)))  # never the highest or the lowest
    filled = np.array([middle if one.value is None else one.value for one in taken])
    return question.plan(taken, filled)


# What to bear in mind --------------------------------------------------------------------


def _warnings(
    taken: Sequence[Group], y: Numbers, plan: Plan, question: Question, found: Sequence[Measure]
) -> Iterator[Message]:
    errors = errors_of(taken)
    unknown = [one.name for one in taken if one.se is None]
    if unknown:
        yield Message("equity.warning.no_errors", {"groups": ", ".join(unknown)})
    picked = not question.ordered and question.reference in (None, "best")
    if picked and len(taken) > 2 and found[0].low is not None:  # noqa: PLR2004 - of two groups nobody picks
        yield Message("equity.warning.picked", {"n": len(taken)})
    degenerate = [one.name for one in found if one.value is not None and one.low is None]
    if degenerate and not unknown:
        yield Message("equity.warning.no_interval", {"measures": ", ".join(degenerate)})
    if plan.shares is not None:
        expected = plan.shares * (1 - plan.shares) @ errors**2
        if expected > 0 and between_group_variance(y, plan) <= expected:
            yield Message("equity.warning.noise")
        centre = float(mean(y, plan))
        if plan.total is not None and abs(centre - plan.total) > OVERLAP * abs(plan.total):
            yield Message("equity.warning.total", {"total": plan.total, "mean": centre})
