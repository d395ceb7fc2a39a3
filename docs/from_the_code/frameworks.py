"""A framework in words."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collective_impact import Criterion, Framework, Group

USUAL_NEED = 0.5
"""The share of its evidence that a measure needs; the page says it once, and again where it is another."""

MEANS = {1.0: "arithmetic", 0.0: "geometric", -1.0: "harmonic"}


def described(framework: Framework) -> Iterator[str]:
    """Yield the framework's own note, and a section for each top-level group and each half of it, in Markdown."""
    yield from (f"> {framework.note}", ">", f"> After {framework.citation}.", "")
    for top in (*framework.top, *framework.gates):
        yield from (f"### {top.label}", "", f"`{top.path}`. {_of_group(top)}", "")
        criteria, halves = _children(framework, top.path)
        yield from _definitions(criteria)
        for half in halves:
            yield from (f"#### {top.label}: {half.label[0].lower()}{half.label[1:]}", "")
            yield from (f"`{half.path}`. {_of_group(half)}", "")
            yield from _definitions(framework.criteria_under(half.path))


def _children(framework: Framework, path: str) -> tuple[list[Criterion], list[Group]]:
    children = framework.children(path)
    criteria = [child for child in framework.criteria if child in children]
    return criteria, [child for child in framework.groups if child in children]


def _of_group(group: Group) -> str:
    said = [f"Weight {group.weight:g}." if not group.gate else "A gate: it stands beside the overall score."]
    if group.minimum:
        said.append("The lowest of its parts decides.")
    else:
        floor = f", parts counted as {group.floor:g} at least" if group.floor else ""
        said.append(f"Weighted {MEANS.get(group.power, f'power ({group.power:g})')} mean{floor}.")
    said.append(f"Scored if {_share(group.needs)} of its weight is.")
    if group.source:
        said.append(f"Source: {group.source}.")
    return " ".join(said)


def _share(needs: float) -> str:
    words = {1.0: "all", 2 / 3: "two thirds", 0.5: "half"}
    return next((word for share, word in words.items() if isclose(share, needs)), f"{needs:.0%}")


def _definitions(criteria: tuple[Criterion, ...] | list[Criterion]) -> Iterator[str]:
    for criterion in criteria:
        mark = " · equity" if criterion.equity else ""
        yield f"{criterion.label} (`{criterion.id}`){mark}"
        first, *others = _lines(criterion)
        yield f": {first}"
        yield ""
        yield from (f"  - {line}" for line in others)
        yield ""


def _lines(criterion: Criterion) -> Iterator[str]:
    yield f"*{criterion.question}*"
    if criterion.measure is None:
        yield "Measured: not from records; answered by surveys and rated evidence alone."
    else:
        posts = f"{criterion.worst:g} → 0, {criterion.best:g} → 100"
        yield f"Measured: {criterion.formula}. Unit: {criterion.unit}. Goalposts: {posts}."
    needed = f" Needs {_share(criterion.needs)} of its evidence."
    yield f"Weight: {criterion.weight:g}." + ("" if isclose(criterion.needs, USUAL_NEED) else needed)
    if criterion.not_applicable:
        yield f"Not applicable: {criterion.not_applicable}"
    yield f"To raise it: {criterion.act}"
    yield f"To find out: {criterion.find_out}"
    yield f"Source: {criterion.source}." + (f" Ours: {criterion.ours}." if criterion.ours else "")
