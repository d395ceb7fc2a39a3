"""What is wrong with a framework: every fault, each at its place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from collective_impact.conditions.measures import measure_names
from collective_impact.errors import Message, Step, nearest

if TYPE_CHECKING:
    from collective_impact.scoring.framework import Criterion, Framework, Group

RESERVED = ("overall", "arithmetic", "equity")
"""Names that stand beside the top-level groups on every scorecard."""

Place: TypeAlias = tuple[tuple[Step, ...], Message]


def faults_of(framework: "Framework") -> Iterator[Place]:
    """Yield each place of a framework that makes no sense, with why."""
    seen: set[str] = set()
    for index, group in enumerate(framework.groups):
        yield from _group_faults(framework, group, ("groups", index), seen)
    ids: set[str] = set()
    paths = set(seen)
    for index, criterion in enumerate(framework.criteria):
        place: tuple[Step, ...] = ("criteria", index)
        if criterion.id in ids or criterion.path in paths:
            yield (*place, "id"), Message("framework.twice", {"given": criterion.id})
        ids.add(criterion.id)
        paths.add(criterion.path)
        if not criterion.name or "/" in criterion.name:
            yield (*place, "id"), Message("framework.path", {"given": criterion.id})
        if criterion.group not in seen:
            yield (*place, "group"), Message("framework.no_group", {"given": criterion.group})
        yield from _criterion_faults(criterion, place)
    if not framework.top:
        yield ("groups",), Message("framework.empty")
    yield from _mean_faults(framework, ())
    if not 0 <= framework.independent <= 1:
        yield ("independent",), Message("framework.share", {"given": framework.independent})


def _group_faults(framework: "Framework", group: "Group", place: tuple[Step, ...], seen: set[str]) -> Iterator[Place]:
    if not all(group.path.split("/")):
        yield (*place, "path"), Message("framework.path", {"given": group.path})
    if group.path in seen:
        yield (*place, "path"), Message("framework.twice", {"given": group.path})
    if group.parent and group.parent not in seen:
        yield (*place, "path"), Message("framework.no_parent", {"given": group.path, "parent": group.parent})
    if group.path.partition("/")[0] in RESERVED:
        yield (*place, "path"), Message("framework.reserved", {"given": group.path})
    seen.add(group.path)
    if not framework.children(group.path):
        yield place, Message("framework.childless", {"given": group.path})
    if group.gate and group.parent:
        yield (*place, "gate"), Message("framework.inner_gate", {"given": group.path})
    yield from _weight_faults(group.weight, place)
    yield from _mean_faults(group, place)


LARGEST = 1e9
"""Weights and goalposts beyond it make no sense, and their sums no numbers."""


def _weight_faults(weight: float, place: tuple[Step, ...]) -> Iterator[Place]:
    if weight <= 0:
        yield (*place, "weight"), Message("framework.weight", {"given": weight})
    elif weight > LARGEST:
        yield (*place, "weight"), Message("framework.too_large", {"given": weight, "most": LARGEST})


def _mean_faults(mean: "Group | Framework", place: tuple[Step, ...]) -> Iterator[Place]:
    if not 0 <= mean.needs <= 1:
        yield (*place, "needs"), Message("framework.share", {"given": mean.needs})
    if not 0 <= mean.floor < 100:  # noqa: PLR2004 - scores end at 100
        yield (*place, "floor"), Message("framework.floor", {"given": mean.floor})
    elif mean.power <= 0 and mean.floor == 0 and not mean.minimum:
        yield (*place, "floor"), Message("framework.no_floor", {"power": mean.power})


def _criterion_faults(criterion: "Criterion", place: tuple[Step, ...]) -> Iterator[Place]:
    yield from _weight_faults(criterion.weight, place)
    if not 0 <= criterion.needs <= 1:
        yield (*place, "needs"), Message("framework.share", {"given": criterion.needs})
    if max(abs(criterion.worst), abs(criterion.best)) > LARGEST:
        yield (*place, "best"), Message("framework.too_large", {"given": criterion.best, "most": LARGEST})
    if criterion.worst == criterion.best:
        yield (*place, "best"), Message("framework.goalposts", {"given": criterion.best})
    name = criterion.measure
    if name is not None and ":" not in name and name not in measure_names():
        near = nearest(name, measure_names())
        code = "framework.unknown_measure" if near is None else "framework.unknown_measure_near"
        yield (*place, "measure"), Message(code, {"given": name, "near": near})
