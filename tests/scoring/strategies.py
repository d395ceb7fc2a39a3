"""Hypothesis strategies: random frameworks, and what may be known of their criteria."""

import attrs
from hypothesis import strategies as st

from collective_impact.scoring.framework import Criterion, Framework, Group
from collective_impact.scoring.readings import Answered

DEPTH = 3
WEIGHTS = st.sampled_from([0.1, 0.5, 1.0, 1.0, 1.0, 2.0, 7.0])
NEEDS = st.sampled_from([0.0, 0.3, 0.5, 2 / 3, 0.75, 1.0])
POWERS = st.sampled_from([-3.0, -1.0, 0.0, 0.0, 0.5, 1.0, 1.0, 2.0]) | st.floats(-6, 6).map(lambda p: round(p, 2))
SCORES = st.sampled_from([0.0, 100.0, 50.0]) | st.floats(0, 100)


@st.composite
def means(draw):
    """Draw power, minimum and floor of a mean, every kind of them."""
    power = draw(POWERS)
    least = 0.5 if power <= 0 else 0.0
    floor = draw(st.sampled_from([least, 1.0, 10.0]))
    return {"power": power, "minimum": draw(st.sampled_from([False, False, False, True])), "floor": floor}


@st.composite
def trees(draw, path, depth):
    """Draw a group with all that is below it, parents before children."""
    gate = depth == 1 and draw(st.sampled_from([False, False, True]))
    rule = {"weight": draw(WEIGHTS), "needs": draw(NEEDS), "gate": gate}
    groups = [Group(path=path, label=f"Group {path}", **rule, **draw(means()))]
    criteria = [
        Criterion(
            id=f"{path.replace('/', '.')}.c{k}",
            group=path,
            label=f"Criterion {k} of {path}",
            weight=draw(WEIGHTS),
            equity=draw(st.booleans()),
        )
        for k in range(draw(st.integers(0 if depth < DEPTH else 1, 3)))
    ]
    for k in range(draw(st.integers(0 if criteria else 1, 2)) if depth < DEPTH else 0):
        more_groups, more_criteria = draw(trees(f"{path}/g{k}", depth + 1))
        groups += more_groups
        criteria += more_criteria
    return groups, criteria


@st.composite
def frameworks(draw):
    """Draw a framework of one to four top-level groups, one of which at least is no gate."""
    drawn = [draw(trees(f"t{k}", 1)) for k in range(draw(st.integers(1, 4)))]
    groups = [group for groups, _ in drawn for group in groups]
    if all(group.gate for group in groups if not group.parent):
        groups[0] = attrs.evolve(groups[0], gate=False)
    return Framework(
        id="random",
        version="1",
        name="Random",
        groups=groups,
        criteria=[criterion for _, criteria in drawn for criterion in criteria],
        needs=draw(NEEDS),
        independent=draw(st.sampled_from([0.0, 0.5, 1.0])),
        **draw(means()),
    )


@st.composite
def answers(draw, criterion):
    """Draw what is known of a criterion: a value in its bounds, too little, bounds alone, or that it does not apply."""
    low, middle, high = sorted(draw(st.tuples(SCORES, SCORES, SCORES)))
    kind = draw(st.sampled_from(["exact", "exact", "range", "little", "unknown", "open", "own", "not applicable"]))
    if kind == "exact":
        return Answered(criterion=criterion, value=middle, low=middle, high=middle, coverage=1.0, own=True)
    if kind == "range":
        return Answered(criterion=criterion, value=middle, low=low, high=high, coverage=0.5, own=True)
    if kind == "little":
        return Answered(criterion=criterion, likely=middle, low=low, high=high, coverage=0.25)
    if kind == "unknown":
        return Answered(criterion=criterion, low=low, high=high, coverage=0.25)
    if kind == "own":
        return Answered(criterion=criterion, value=middle)
    return Answered(criterion=criterion, applies=kind == "open")


@st.composite
def answered(draw):
    """Draw a framework, and what is known of all its criteria."""
    framework = draw(frameworks())
    return framework, tuple(draw(answers(criterion)) for criterion in framework.criteria)


@st.composite
def batches(draw):
    """Draw a framework, and what is known of all its criteria in several initiatives."""
    framework = draw(frameworks())
    row = st.tuples(*(answers(criterion) for criterion in framework.criteria))
    return framework, draw(st.lists(row, min_size=2, max_size=4))


@st.composite
def answered_and_place(draw, wanted=lambda answer: answer.applies):
    """Draw a framework, what is known of its criteria, and the place of one that is as wanted."""
    framework, row = draw(answered().filter(lambda drawn: any(wanted(answer) for answer in drawn[1])))
    return framework, row, draw(st.sampled_from([k for k, answer in enumerate(row) if wanted(answer)]))
