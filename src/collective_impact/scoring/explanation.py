"""Why a score is what it is: points lost, in one currency from the top to the criteria."""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from collective_impact.scoring import _kernels
from collective_impact.scoring.arrays import mean_of
from collective_impact.scoring.framework import OVERALL, Criterion, Framework, Group
from collective_impact.scoring.scores import Node, Nodes, Score


@attrs.frozen(kw_only=True)
class Part:
    """A place in the tree, and the points that the explained score lost there.

    Parameters
    ----------
    path, label : str
    weight : float
        Relative to its siblings.
    value : float, optional
        Its score; for an assumed one the value that it stands in with.
    lost : float, optional
        Points of the explained score; None where that has no value.
    assumed : bool
        Whether it is not scored, and stands in with what little is known of it, or else at
        the mean of its siblings.
    parts : tuple of Part
        What its own points were lost to, the most first; they add up to ``lost``.
    """

    path: str
    label: str
    weight: float = 1.0
    value: float | None = None
    lost: float | None = None
    assumed: bool = False
    parts: tuple["Part", ...] = ()

    def leaves(self) -> Iterator["Part"]:
        """Yield the parts that have no parts: criteria and stand-ins."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def to_dict(self) -> dict[str, object]:
        """Return the tree as plain data."""
        plain: dict[str, object] = {name: getattr(self, name) for name in ("path", "label", "weight", "value", "lost")}
        return plain | {"assumed": self.assumed, "parts": [part.to_dict() for part in self.parts]}

    def __str__(self) -> str:
        return "\n".join(self._lines(0))

    def _lines(self, depth: int) -> Iterator[str]:
        value = "not scored" if self.value is None else f"{self.value:.1f}"
        lost = "" if self.lost is None else f", {self.lost:.1f} points lost"
        yield f"{'  ' * depth}{self.label}: {value}{lost}{' (assumed)' if self.assumed else ''}"
        for part in self.parts:
            yield from part._lines(depth + 1)  # noqa: SLF001 - its own kind


def explain_overall(framework: Framework, nodes: Nodes, overall: Score) -> Part:
    """Return where the overall score lost its points."""
    lost = None if overall.value is None else _kernels.TOP - overall.value
    whole = Part(path=OVERALL, label="Overall", value=overall.value, lost=lost)
    return attrs.evolve(whole, parts=_parts(framework, nodes, framework, framework.top, whole))


def explain(framework: Framework, nodes: Nodes, path: str) -> Part:
    """Return where the score at a path lost its points."""
    node = nodes.node(path)
    lost = None if node.score.value is None else _kernels.TOP - node.score.value
    return _broken_down(framework, nodes, Part(path=path, label=node.label, value=node.score.value, lost=lost))


def _broken_down(framework: Framework, nodes: Nodes, part: Part) -> Part:
    group = next((group for group in framework.groups if group.path == part.path), None)
    if group is None or part.assumed:
        return part
    return attrs.evolve(part, parts=_parts(framework, nodes, group, framework.children(group.path), part))


def _parts(
    framework: Framework, nodes: Nodes, mean: Group | Framework, children: Sequence[Criterion | Group], whole: Part
) -> tuple[Part, ...]:
    applying = [child for child in children if nodes.node(child.path).applies]
    below = [nodes.node(child.path) for child in applying]
    weights = [child.weight for child in applying]
    independent = [_is_independent(framework, nodes, node, mean) for node in below]
    known = [node.likely if counts else None for node, counts in zip(below, independent, strict=True)]
    values = _stand_ins(known, [node.score for node in below], weights, mean)
    losses = _losses(values, weights, mean, whole)
    parts = [
        Part(
            path=child.path,
            label=child.label,
            weight=child.weight,
            value=node.score.value if whole.value is None else value,
            lost=lost,
            assumed=whole.value is not None and not (counts and node.score.value is not None),
        )
        for child, node, counts, value, lost in zip(applying, below, independent, values, losses, strict=True)
    ]
    parts.sort(key=lambda part: -(part.lost or 0.0))
    return tuple(_broken_down(framework, nodes, part) for part in parts)


def _is_independent(framework: Framework, nodes: Nodes, node: Node, mean: Group | Framework) -> bool:
    """Return whether what is known counts: not where what is scored of it rests on too much self-assessment."""
    if not isinstance(mean, Framework) or node.own >= mean.independent - _kernels.TOLERANCE:
        return True
    return all(nodes.node(one.path).score.value is None for one in framework.criteria_under(node.path))


def _stand_ins(
    known: Sequence[float | None], scores: Sequence[Score], weights: Sequence[float], mean: Group | Framework
) -> list[float]:
    """Return the values that the engine took: what is known, and the mean of siblings where nothing is."""
    values = np.array([[np.nan if value is None else value for value in known]])
    low, high = (np.array([[score.bounds[end] for score in scores]]) for end in (0, 1))
    filled = _kernels.fill(values, low, high, np.array([weights]), mean_of(mean))
    return [float(value) for value in filled[0]]


def _losses(
    values: Sequence[float], weights: Sequence[float], mean: Group | Framework, whole: Part
) -> Sequence[float | None]:
    if whole.value is None or whole.lost is None:
        return [None] * len(values)
    shares = _kernels.points_lost(values, weights, whole.value, mean_of(mean))
    total = float(shares.sum())
    return [abs(float(share) * whole.lost / total) if total else 0.0 for share in shares]  # no minus zero
