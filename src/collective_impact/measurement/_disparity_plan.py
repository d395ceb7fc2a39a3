"""Whom to compare with whom, which measures make sense for given figures, and what missing ones leave open."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.measurement._disparity_groups import Group
from collective_impact.measurement._disparity_kernels import MEASURES, Numbers, Plan, ends, mean, pair

EVERYBODY = "total"
CHOICES = ("best", "largest", EVERYBODY)

ORDERED = ("slope_index", "relative_index", "absolute_concentration_index", "concentration_index")
UNORDERED = (
    "between_group_variance",
    "index_of_disparity",
    "weighted_index_of_disparity",
    "mean_log_deviation",
    "theil",
)
BY_SIZE = (*ORDERED, "between_group_variance", "weighted_index_of_disparity", "mean_log_deviation", "theil")
BY_MEAN = ("index_of_disparity", "attributable_risk", "attributable_fraction")
OVER_MEAN = ("index_of_disparity", "weighted_index_of_disparity", "concentration_index", "attributable_fraction")
RELATIVE = ("ratio", "relative_index", *OVER_MEAN, "mean_log_deviation", "theil")
LOGARITHMS = ("mean_log_deviation", "theil")
BOUNDED = ("difference", "ratio", *ORDERED, "attributable_risk", "attributable_fraction")
"""Measures whose least and most are at the ends of what missing figures can be, or where groups change places."""
MOST_MISSING = 4


@attrs.frozen(kw_only=True)
class Question:
    """What is asked of groups.

    Parameters
    ----------
    ordered : bool
    sign : int
        1 where more is better, -1 where less is, 0 where nobody said.
    reference : str, optional
    total : float, optional
    has_zero : bool
        Whether zero means none, so that a figure can be a multiple of another.
    """

    ordered: bool
    sign: int
    reference: str | None
    total: float | None
    has_zero: bool = True

    def plan(self, groups: Sequence[Group], y: Numbers) -> Plan:
        """Return whom to compare with whom, where the groups have some figures."""
        sizes = [one.size for one in groups]
        known = np.array([size for size in sizes if size is not None], dtype=float)
        shares = known / known.sum() if len(known) == len(sizes) and known.sum() > 0 else None
        reference = self._reference(groups, y, shares)
        plan = Plan(self.sign, 0, reference, self._best(y), shares, self.total)
        if self.ordered and self.reference is None:
            return plan
        other = (plan.total if plan.total is not None else mean(y, plan)) if reference is None else y[reference]
        behind = np.abs(y - other) if self.sign == 0 else self.sign * (other - y)
        if reference is not None:
            behind[reference] = -np.inf
        return attrs.evolve(plan, compared=int(np.argmax(behind)))

    def _best(self, y: Numbers) -> int | None:
        if self.sign == 0:
            return None
        return len(y) - 1 if self.ordered else int(np.argmax(self.sign * y))

    def _reference(self, groups: Sequence[Group], y: Numbers, shares: Numbers | None) -> int | None:
        names = [one.name for one in groups]
        if self.reference is None and self.ordered:
            return len(names) - 1
        if self.reference in names:
            return names.index(self.reference)
        if self.reference in (None, "best"):
            return int(np.argmax(self.sign * y if self.sign else y))
        if self.reference not in CHOICES:
            raise UnknownNameError("group", self.reference, [*names, *CHOICES])
        if self.reference == "largest" and shares is not None:
            return int(np.argmax(shares))
        if self.reference == EVERYBODY and (shares is not None or self.total is not None):
            return None
        raise InvalidValueError("reference", self.reference, "known: some groups have no population")


def reasons(y: Numbers, plan: Plan, question: Question) -> Mapping[str, Message]:
    """Return why measures are absent, by name; those that are not there make sense."""
    found: dict[str, Message] = {}
    for name, code in _reasons(y, plan, question):
        found.setdefault(name, Message(f"equity.absent.{code}"))
    return found


def _reasons(y: Numbers, plan: Plan, question: Question) -> Iterator[tuple[str, str]]:
    yield from ((name, "ordered_only") for name in ORDERED if not question.ordered)
    yield from ((name, "unordered_only") for name in UNORDERED if question.ordered)
    yield from ((name, "no_zero") for name in RELATIVE if not question.has_zero)
    if plan.best is None:
        yield from ((name, "no_direction") for name in ("attributable_risk", "attributable_fraction"))
    if plan.shares is None:
        yield from ((name, "no_sizes") for name in BY_SIZE)
        if plan.total is None:
            yield from ((name, "no_sizes") for name in BY_MEAN)
    elif plan.shares.max() == 1:
        yield from ((name, "one_group") for name in ("slope_index", "relative_index"))
    elif not min(ends(y, plan)) > 0:
        yield "relative_index", "not_positive"
    if not mean(y, plan) > 0:
        yield from ((name, "not_positive") for name in OVER_MEAN)
    yield from _reasons_of_figures(y, plan)


def _reasons_of_figures(y: Numbers, plan: Plan) -> Iterator[tuple[str, str]]:
    high, low = pair(y, plan)
    if not low > 0:
        yield "ratio", "not_positive"
    elif high < 0:
        yield "ratio", "negative"
    if (y < 0).any():
        yield from ((name, "negative") for name in LOGARITHMS)
    elif (y == 0).any():
        yield "mean_log_deviation", "zero"
        if (y == 0).all():
            yield "theil", "not_positive"


def bounded(groups: Sequence[Group], question: Question) -> Mapping[str, tuple[float, float | None]]:
    """Return the least and the most that measures can be, whatever groups without a figure have.

    A ratio whose denominator might be zero has no most. Absent are measures of which the ends
    are not known, and all where a missing figure has no bounds or too many are missing.
    """
    known = [one.value for one in groups if one.value is not None]
    unknown = [one for one in groups if one.value is None]
    # Measures bend where a group meets the best or worst known one, or another at an end of what that one can be.
    turns = [min(known), max(known), *(end for one in unknown for end in (one.low, one.high) if end is not None)]
    choices: list[set[float]] = []
    for one in groups:
        if one.value is not None:
            choices.append({one.value})
        elif one.low is None or one.high is None:
            return {}
        else:
            choices.append(set(np.clip(turns, one.low, one.high).tolist()))
    if len(choices) - len(known) > MOST_MISSING:
        return {}
    found: dict[str, list[float | None]] = {name: [] for name in BOUNDED}
    for figures in itertools.product(*choices):
        y = np.array(figures)
        plan = question.plan(groups, y)
        absent = reasons(y, plan, question)
        for name, values in found.items():
            values.append(None if name in absent else float(MEASURES[name](y, plan)))
    return dict(_ends(found))


def _ends(found: Mapping[str, Sequence[float | None]]) -> Iterator[tuple[str, tuple[float, float | None]]]:
    for name, values in found.items():
        defined = [value for value in values if value is not None]
        if len(defined) == len(values):
            yield name, (min(defined), max(defined))
        elif defined and name == "ratio":
            yield name, (min(defined), None)
