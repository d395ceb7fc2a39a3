"""Groups of people with a figure each, from what callers give."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs
from attrs import field

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.measurement._comparable import version_followed
from collective_impact.measurement._proportions import (
    CONFIDENCE,
    ROUNDED,
    Estimate,
    normal_quantile,
    share_estimated,
)
from collective_impact.measurement._series import Series, series
from collective_impact.measurement._series_figures import checked_indicator
from collective_impact.measurement._values import LARGEST, SMALLEST
from collective_impact.model._record import record
from collective_impact.model.indicators import Indicator
from collective_impact.model.period import Period, as_period

SCALES = {"percent": 100.0, "percentage": 100.0, "%": 100.0, "per_mille": 1000.0, "ratio": 1.0}
"""What a share of everybody is in units of shares."""


@record
class Group:
    """A group of people and its figure.

    Parameters
    ----------
    name : str
    value : float, optional
        None where it is withheld or missing; from counts where these are given alone.
    population : float, optional
        How many people it has; the denominator where it is not given.
    numerator, denominator : float, optional
        The counts behind a share.
    se : float, optional
        The standard error of the value; from the counts where it is not given.
    low, high : float, optional
        Where the value is None: what it must be at least and at most.

    Examples
    --------
    >>> Group("latino", value=41, denominator=320)
    Group(name='latino', value=41.0, population=None, numerator=None, denominator=320.0, se=None, low=None, high=None)
    """

    name: str
    value: float | None = field(default=None, kw_only=True)
    population: float | None = field(default=None, kw_only=True)
    numerator: float | None = field(default=None, kw_only=True)
    denominator: float | None = field(default=None, kw_only=True)
    se: float | None = field(default=None, kw_only=True)
    low: float | None = field(default=None, kw_only=True)
    high: float | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for name in ("population", "numerator", "denominator", "se"):
            number = getattr(self, name)
            if number is not None and number < 0:
                raise InvalidValueError(f"Group.{name}", number, "0 or more")
        for name in ("value", "population", "se"):
            number = getattr(self, name)
            if number and not SMALLEST <= abs(number) <= LARGEST:
                raise InvalidValueError(f"Group.{name}", number, f"0, or from {SMALLEST:g} to {LARGEST:g} in size")
        if self.numerator is not None and (self.denominator is None or self.numerator > self.denominator):
            raise InvalidValueError("Group.numerator", self.numerator, f"at most its denominator, {self.denominator}")
        if self.value is not None and self.denominator == 0:
            raise InvalidValueError("Group.denominator", self.denominator, "above 0, since there is a value")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InvalidValueError("Group", (self.low, self.high), "in order: low, high")

    @property
    def size(self) -> float | None:
        """The people it has, as far as anybody said."""
        return self.denominator if self.population is None else self.population


def scale_of(groups: Iterable[Group], unit: str | None) -> float | None:
    """Return what everybody is in the unit of the values; None where they are no shares.

    Where no unit is given, counts tell: 12 of 40 is 0.3, or 30, or 300 beside its value.
    """
    if unit is not None:
        return SCALES.get(unit)
    counted = [one for one in groups if one.numerator is not None and one.denominator]
    told = [one for one in counted if one.value is not None]
    for scale in sorted(set(SCALES.values())):
        if all(_agrees(one, scale) for one in told):
            return scale if counted else None
    wanted = "values in the one unit of their counts (1, 100 or 1,000 for everybody)"
    raise InvalidValueError("groups", [(one.name, one.value) for one in told], wanted)


def _agrees(group: Group, scale: float) -> bool:
    parts = group.numerator, group.denominator, group.value
    numerator, denominator, value = (0.0 if part is None else part for part in parts)
    return abs(value / scale - numerator / denominator) <= ROUNDED


def scaled(group: Group, scale: float | None) -> Group:
    """Return a group with the value that its counts give, its standard error, and the bounds that shares have.

    Parameters
    ----------
    group : Group
    scale : float, optional
        What everybody is in the unit of the value; None where it is no share.
    """
    value, share = group.value, None
    if scale is not None and group.denominator:
        share = _share(group, scale)
        value = share * scale if value is None and share is not None else value
    if scale is not None and value is not None and not 0 <= value <= scale:
        raise InvalidValueError(f"Group({group.name!r}).value", value, f"a share between 0 and {scale:g}")
    low, high = (0.0, scale) if scale is not None else (None, None)
    return attrs.evolve(
        group,
        value=value,
        se=_error(group, share, scale) if group.se is None else group.se,
        low=low if group.low is None else group.low,
        high=high if group.high is None else group.high,
    )


def _share(group: Group, scale: float) -> float | None:
    """Return the share by the counts, else by the value; both must say the same."""
    if group.numerator is None or not group.denominator:
        return None if group.value is None else group.value / scale
    share = group.numerator / group.denominator
    if group.value is not None and not _agrees(group, scale):
        wanted = f"{share * scale:.4g}, which its counts give (another unit?)"
        raise InvalidValueError(f"Group({group.name!r}).value", group.value, wanted)
    return share


def _error(group: Group, share: float | None, scale: float | None) -> float | None:
    """Return the standard error of a share; two more of either kind where all or none are counted (Agresti 1998)."""
    if share is None or scale is None or not group.denominator or not 0 <= share <= 1:
        return None
    n = group.denominator
    if share in (0, 1):
        share, n = (share * n + 2) / (n + 4), n + 4
    return scale * math.sqrt(share * (1 - share) / n)


def estimated(group: Group, scale: float | None, confidence: float) -> Estimate | None:
    """Return a figure with its interval, from its standard error, else from its counts; None where neither is known."""
    if group.se is not None and group.value is not None:
        half = normal_quantile(confidence) * group.se
        return group.value, group.value - half, group.value + half
    share = None if scale is None or not group.denominator else _share(group, scale)
    if share is None or scale is None or not group.denominator:
        return None
    middle, low, high = share_estimated(share * group.denominator, group.denominator, confidence)
    return scale * middle, scale * low, scale * high


def read(groups: object, period: object, unit: str | None) -> tuple[tuple[Group, ...], Group | None, str | None]:
    """Return the groups, everybody together where that is given, and the unit; two groups at least."""
    total = None
    if isinstance(groups, Indicator):
        found, total, unit = of_indicator(groups, period)
    elif period is not None:
        raise InvalidValueError("period", period, "given with an indicator only")
    elif isinstance(groups, Mapping):
        found = [value if isinstance(value, Group) else Group(name, value=value) for name, value in groups.items()]
    elif isinstance(groups, Iterable) and not isinstance(groups, str):
        found = list(groups)
    else:
        raise InvalidValueError("groups", groups, "groups, a mapping of names to values, or an indicator")
    for one in found:
        if not isinstance(one, Group):
            raise InvalidValueError("groups", one, "a Group")
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise InvalidValueError("groups", name, "listed once")
    if len(found) < 2:  # noqa: PLR2004 - nothing to compare
        raise InvalidValueError("groups", names, "two groups or more")
    return tuple(found), total, unit


def of_indicator(indicator: Indicator, period: object) -> tuple[list[Group], Group | None, str | None]:
    """Return the groups of an indicator in a period, by default the latest in which groups were observed."""
    names = group_names(indicator)
    if indicator.levels:
        raise InvalidValueError("indicator", indicator.id, "one with numbers; grades have no differences and no ratios")
    by_name = {name: series(indicator, group=name) for name in names}
    observed = [one.period for one in indicator.observations if one.group is not None and one.period is not None]
    if period is None and not observed:
        raise InvalidValueError("indicator", indicator.id, "one whose observations name groups")
    chosen = max(observed, key=lambda one: one.end) if period is None else as_period(period)  # type: ignore[arg-type]
    if chosen not in observed:
        raise UnknownNameError("period with groups", str(chosen), dict.fromkeys(map(str, observed)))
    if len(definitions(indicator, [chosen])) > 1:
        raise InvalidValueError("indicator", indicator.id, f"one whose groups follow one definition in {chosen}")
    everybody = series(indicator)
    total = at(everybody, chosen, "total") if chosen in everybody.periods else None
    unit = next((one.unit for one in by_name.values() if one.unit is not None), None)
    return [at(found, chosen, name) for name, found in by_name.items()], total, unit


def group_names(indicator: object) -> Sequence[str]:
    """Return the groups that an indicator was observed of, in their order."""
    checked = checked_indicator(indicator)
    return list(dict.fromkeys(one.group for one in checked.observations if one.group is not None))


def definitions(indicator: Indicator, periods: Collection[Period]) -> set[str | None]:
    """Return the versions of the definition that figures of groups follow in some periods."""
    return {
        version_followed(indicator, one)
        for one in indicator.observations
        if one.group is not None and one.is_figure and one.period in periods
    }


def at(found: Series, period: Period, name: str) -> Group:
    """Return a group as it was in a period, with the standard error that a range beside its value is of."""
    if period not in found.periods:
        return Group(name)
    place = found.periods.index(period)
    value = found.values[place]
    known = value is not None
    low, high = found.ranges[place] or (None, None)
    return Group(
        name,
        value=value,
        se=None if low is None or high is None or low == high else (high - low) / (2 * normal_quantile(CONFIDENCE)),
        numerator=found.numerators[place],
        denominator=found.denominators[place],
        low=None if known else found.lows[place],
        high=None if known else found.highs[place],
    )
