"""What a chart can say of a series: that a rule is broken, where, on which side, and whether that is good."""

from attrs import field

from collective_impact.model._record import Vocabulary, record
from collective_impact.model.vocabulary import Direction


class Rule(Vocabulary):
    """The rules by which charts tell a signal from noise; which a chart applies, and how long, it says itself."""

    OUTSIDE_LIMITS = "outside_limits"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    FOUR_OF_FIVE = "four_of_five"
    FEW_CROSSINGS = "few_crossings"


class Side(Vocabulary):
    """Where the points of a signal lie, or where they go."""

    ABOVE = "above"
    BELOW = "below"
    RISING = "rising"
    FALLING = "falling"


class Variation(Vocabulary):
    """What a point shows: nothing but noise, or a change, for better or worse or neither."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Assurance(Vocabulary):
    """Whether a process that goes on as it is will meet a target."""

    WILL_PASS = "will_pass"  # noqa: S105 - a target is passed, no password
    HIT_OR_MISS = "hit_or_miss"
    WILL_FAIL = "will_fail"


@record(kw_only=True)
class Signal:
    """A rule that some points of a chart break.

    Parameters
    ----------
    rule : Rule
    side : Side, optional
        None where the rule has no side (too few crossings, a wide moving range).
    meaning : Variation
        Improvement or concern where the direction of the indicator says which; else neutral.
    positions : tuple of int
        The points that take part, from 0.
    phase : int
        From 0.
    """

    rule: Rule
    side: Side | None = None
    meaning: Variation = Variation.NEUTRAL
    positions: tuple[int, ...] = field(default=(), converter=tuple[int, ...])
    phase: int = 0


def meaning(side: Side | None, direction: Direction | None) -> Variation:
    """Return whether a signal on a side is good; what is to be maintained has no better side."""
    if side is None or direction not in (Direction.INCREASE, Direction.DECREASE):
        return Variation.NEUTRAL
    is_up = side in (Side.ABOVE, Side.RISING)
    return Variation.IMPROVEMENT if is_up == (direction is Direction.INCREASE) else Variation.CONCERN


_PRECEDENCE = (Side.ABOVE, Side.BELOW, Side.RISING, Side.FALLING, None)


def variation(signals: tuple[Signal, ...]) -> Variation:
    """Return what a point shows that takes part in signals; where it lies counts before where it goes."""
    first = min(signals, key=lambda signal: _PRECEDENCE.index(signal.side), default=None)
    return Variation.COMMON_CAUSE if first is None else first.meaning


def assurance(
    direction: Direction | None, target: float | None, lower: float | None, upper: float | None
) -> Assurance | None:
    """Return whether limits lie on the good side of a target; None without limits, target or direction up or down."""
    if target is None or lower is None or upper is None or direction not in (Direction.INCREASE, Direction.DECREASE):
        return None
    if lower <= target <= upper:
        return Assurance.HIT_OR_MISS
    is_beyond = lower > target
    return Assurance.WILL_PASS if is_beyond == (direction is Direction.INCREASE) else Assurance.WILL_FAIL
