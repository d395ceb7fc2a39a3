"""The gap between two groups, then and now."""

import math
from collections.abc import Sequence

import attrs
import numpy as np
from attrs import field

from collective_impact.measurement._disparity_groups import Group
from collective_impact.measurement._disparity_interval import errors_of
from collective_impact.measurement._disparity_kernels import Plan, difference, ratio, standard_error
from collective_impact.measurement._disparity_plan import EVERYBODY, Question
from collective_impact.model._record import Vocabulary, record


class GapChange(Vocabulary):
    """What becomes of a gap."""

    NARROWING = "narrowing"
    WIDENING = "widening"
    UNCHANGED = "unchanged"


@record(kw_only=True)
class Gap:
    """A gap between two groups, then and now.

    Parameters
    ----------
    before, after : float
    change : float
        The later less the earlier difference; the later over the earlier ratio.
    low, high : float, optional
        The interval of the change.
    became : GapChange
        By its size, whoever is ahead.
    certain : bool, optional
        Whether the interval leaves out no change; None without an interval.
    """

    before: float
    after: float
    change: float
    low: float | None = None
    high: float | None = None
    became: GapChange = field(converter=GapChange)
    certain: bool | None = None


@attrs.frozen(kw_only=True)
class Gaps:
    """The gap in absolute and in relative terms, and whose it is; nobody's where it cannot be followed."""

    compared: str | None = None
    reference: str | None = None
    absolute: Gap | None = None
    relative: Gap | None = None


NO_GAP = Gaps()


def gaps(then: Sequence[Group], now: Sequence[Group], questions: tuple[Question, Question], z: float) -> Gaps:
    """Return the gap between the two that are compared at first, then and now."""
    asked, asked_later = questions
    earlier = asked.plan(then, np.array([one.value for one in then], dtype=float))
    later = attrs.evolve(
        asked_later.plan(now, np.array([one.value for one in now], dtype=float)),
        compared=earlier.compared,
        reference=earlier.reference,
    )
    sides = [(then, earlier), (now, later)]
    widths, gap_errors = zip(*(_measured("difference", *side) for side in sides), strict=True)
    ratios, ratio_errors = zip(*(_measured("ratio", *side) for side in sides), strict=True)
    logs = [math.log(one) if math.isfinite(one) and one > 0 else math.nan for one in ratios]
    log_errors = [error / one if one else math.nan for error, one in zip(ratio_errors, ratios, strict=True)]
    return Gaps(
        compared=then[earlier.compared].name,
        reference=EVERYBODY if earlier.reference is None else then[earlier.reference].name,
        absolute=_changed(widths, z * math.hypot(*gap_errors)),
        relative=None if math.isnan(sum(logs)) else _in_ratios(_changed(logs, z * math.hypot(*log_errors))),
    )


def _measured(name: str, groups: Sequence[Group], plan: Plan) -> tuple[float, float]:
    y = np.array([one.value for one in groups], dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float({"difference": difference, "ratio": ratio}[name](y, plan))
        return value, standard_error(name, y, errors_of(groups), plan)


def _changed(sides: Sequence[float], half: float) -> Gap:
    before, after = sides
    change, known = after - before, not math.isnan(half)
    size = abs(after) - abs(before)
    became = GapChange.NARROWING if size < 0 else GapChange.WIDENING
    return Gap(
        before=before,
        after=after,
        change=change,
        low=change - half if known else None,
        high=change + half if known else None,
        became=became if size else GapChange.UNCHANGED,
        certain=abs(change) > half if known else None,
    )


def _in_ratios(logs: Gap) -> Gap:
    """Return a gap of logarithms as one of ratios."""
    return attrs.evolve(
        logs,
        before=math.exp(logs.before),
        after=math.exp(logs.after),
        change=math.exp(logs.change),
        low=None if logs.low is None else math.exp(logs.low),
        high=None if logs.high is None else math.exp(logs.high),
    )
