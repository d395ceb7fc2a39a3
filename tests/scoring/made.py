"""Small frameworks, answers and cards made by hand."""

import attrs

from collective_impact.scoring.assembly import assemble
from collective_impact.scoring.framework import Criterion, Framework, Group
from collective_impact.scoring.profiles import Profile
from collective_impact.scoring.readings import Answered

DAY = "2024-06-30"


def criterion(path, **fields):
    """Return a criterion at a path, without a measure unless one is given."""
    group, _, name = path.rpartition("/")
    return Criterion(**{"id": path.replace("/", "."), "group": group, "label": name.title()} | fields)


def framework(criteria, *, groups=None, **fields):
    """Return a framework of criteria by path, with an arithmetic group for each step above them unless given."""
    made = [criterion(part) if isinstance(part, str) else part for part in criteria]
    given = {group.path: group for group in groups or ()}
    for part in made:
        steps = part.group.split("/")
        for depth in range(1, len(steps) + 1):
            path = "/".join(steps[:depth])
            given.setdefault(path, Group(path=path, label=path.title()))
    parents_first = sorted(given.values(), key=lambda group: group.path.count("/"))
    plain = {"id": "made", "version": "1", "name": "Made by hand", "power": 1.0, "floor": 0.0}
    return Framework(groups=parents_first, criteria=made, **plain | fields)


def answers(framework, values):
    """Return what is known of each criterion: exactly a number, or (None) nothing at all."""
    return tuple(
        Answered(criterion=part)
        if value is None
        else Answered(criterion=part, value=value, low=value, high=value, coverage=1.0, own=True)
        for part, value in zip(framework.criteria, values, strict=True)
    )


def card(framework, given, **fields):
    """Return the scorecard of values, or of answers, in the order of the criteria."""
    answered = given if given and isinstance(given[0], Answered) else answers(framework, given)
    whole = assemble(answered, framework)
    header = {"initiative": "made", "framework": framework, "as_of": DAY, "warnings": whole.warnings}
    return Profile(**whole.fields(), **header | fields)


def halves(in_place, in_practice, **fields):
    """Return the card of one condition whose two halves have one criterion each."""
    two = framework(["talk/in_place/a", "talk/in_practice/b"], **fields)
    return card(two, [in_place, in_practice])


def evolved(answered, at, **changes):
    """Return answers of which one is changed."""
    return tuple(attrs.evolve(answer, **changes) if k == at else answer for k, answer in enumerate(answered))
