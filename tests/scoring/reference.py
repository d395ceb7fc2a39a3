"""The engine once more: one initiative, no arrays, as the concept says it in words.

- A node is the weighted power mean of its children; those that do not apply are left out.
- A child counts as what is known of it, however little; one of which nothing is known stands in at the mean of its
  known siblings, clipped into its own bounds.
- Bounds are the means of the children's bounds.
- A node is scored where the share of its weight that is scored suffices; it is then what it is likely to be.
"""

import math
from dataclasses import dataclass, replace

TOLERANCE = 1e-9


@dataclass
class Result:
    """What comes out for one path."""

    value: float | None
    likely: float | None
    low: float | None
    high: float | None
    coverage: float
    applies: bool
    own: float
    known: float


def mean(pairs, power, floor, *, minimum):
    """Return the weighted power mean of (weight, score) pairs, straight from its definition."""
    if not pairs:
        return None
    shares = [(weight, max(score, floor) / 100) for weight, score in pairs]
    total = math.fsum(weight for weight, _ in shares)
    if minimum:
        return 100 * min(y for _, y in shares)
    if power == 0:
        return 100 * math.prod(y ** (weight / total) for weight, y in shares)
    return 100 * (math.fsum(weight * y**power for weight, y in shares) / total) ** (1 / power)


def with_stand_ins(children, aggregate):
    """Return (weight, value) of each child, an unknown one at the mean of its known siblings in its bounds."""
    values = [(weight, child, child.likely) for weight, child in children]
    siblings = aggregate([(weight, value) for weight, _, value in values if value is not None])
    if siblings is None:
        return []
    return [
        (weight, min(max(siblings, child.low), child.high) if value is None else value)
        for weight, child, value in values
    ]


def add_up(children, rule, needs, independent=0.0):
    """Return the result of a node from (weight, result) of its children.

    A child that rests on too much self-assessment counts as one without a value.
    """

    def aggregate(pairs):
        return mean(pairs, rule.power, rule.floor, minimum=rule.minimum)

    applying = [(weight, child) for weight, child in children if child.applies]
    if not applying:
        return Result(None, None, None, None, coverage=0.0, applies=False, own=0.0, known=0.0)
    total = math.fsum(weight for weight, _ in applying)
    counting = [
        (
            weight,
            child if child.own >= independent * child.known - TOLERANCE else replace(child, value=None, likely=None),
        )
        for weight, child in applying
    ]
    scored = math.fsum(weight for weight, child in counting if child.value is not None)
    enough = scored > 0 and scored / total >= needs - TOLERANCE
    return Result(
        value=aggregate(with_stand_ins(counting, aggregate)) if enough else None,
        likely=aggregate(with_stand_ins(applying, aggregate)),
        low=aggregate([(weight, child.low) for weight, child in applying]),
        high=aggregate([(weight, child.high) for weight, child in applying]),
        coverage=math.fsum(weight * child.coverage for weight, child in applying) / total,
        applies=True,
        own=math.fsum(weight * child.own for weight, child in applying) / total,
        known=math.fsum(weight * child.known for weight, child in applying) / total,
    )


@dataclass
class Plain:
    """The arithmetic mean."""

    power: float = 1.0
    floor: float = 0.0
    minimum: bool = False


def leaf(answer):
    """Return the result of a criterion."""
    evidence = {"coverage": answer.coverage, "own": float(answer.own), "known": float(answer.value is not None)}
    if not answer.applies:
        return Result(None, None, None, None, applies=False, **evidence)
    return Result(answer.value, answer.likely, answer.low, answer.high, applies=True, **evidence)


def score(framework, answered):
    """Return the result of every path of a framework for one initiative."""
    leaves = {answer.criterion.path: leaf(answer) for answer in answered}

    def below(path, results, rule_of):
        children = [group for group in framework.groups if group.parent == path]
        for group in children:
            results[group.path] = add_up(
                [*below(group.path, results, rule_of), *own_criteria(group.path)], rule_of(group), group.needs
            )
        return [(group.weight, results[group.path]) for group in children]

    def own_criteria(path):
        return [(c.weight, leaves[c.path]) for c in framework.criteria if c.group == path]

    def overall(results, rule_of):
        below("", results, rule_of)
        top = [(g.weight, results[g.path]) for g in framework.groups if not g.parent and not g.gate]
        return add_up(top, rule_of(framework), framework.needs, framework.independent)

    results = {}
    results["overall"] = overall(results, lambda rule: rule)
    results["arithmetic"] = overall({}, lambda _: Plain())
    marked = [(c.weight, leaves[c.path]) for c in framework.criteria if c.equity]
    if marked:
        results["equity"] = add_up(marked, Plain(minimum=True), 2 / 3)
    return leaves | results
