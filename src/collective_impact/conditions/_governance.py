"""Who sits in the steering body, and which goals the other bodies work on."""

from collections.abc import Iterable
from datetime import date

import attrs

from collective_impact.conditions import _backbone, _listing, _view
from collective_impact.conditions._counting import Answer, Part, any_of, mean, share
from collective_impact.conditions._listing import answered
from collective_impact.conditions.finding import Finding
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Body
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.vocabulary import BodyKind

SECTORS = 3
"""How many sectors a steering body should have at least (Hanleybrown, Kania & Kramer 2012: cross-sector; ours)."""

WORKING = frozenset({BodyKind.WORKING_GROUP, BodyKind.COMMUNITY_TABLE})


def found(initiative: Initiative, as_of: date) -> Finding:
    """Return the mean of sectors in the steering body, seats of people affected there, and goals covered."""
    steers, has_steering = _backbone.body_of(initiative, [BodyKind.STEERING_COMMITTEE])
    steering = [body for body in initiative.bodies if body.kind is BodyKind.STEERING_COMMITTEE]
    seated, is_all = _seated(initiative, steering, as_of)
    affected = any_of((*(person.affected for person in seated), False if is_all else None))
    covered = _goals_covered(initiative)
    goals = share(covered, "backbone_support.governance", extent=initiative.extent("agenda/goals"))
    parts = [
        answered(steers, _sectors(seated, is_all=is_all) if has_steering else has_steering),
        answered(steers, affected if has_steering else has_steering),
        Part("", goals.value, goals.low or 0.0, 1.0 if goals.high is None else goals.high, goals.coverage),
    ]
    params = {
        "sectors": len({person.sector for person in seated} - {None}),
        "affected": sum(person.affected is True for person in seated),
        "covered": sum(answer is True for _, answer in covered),
        "goals": len(covered),
    }
    told = mean(parts, "backbone_support.governance", params=params)
    rests_on = {*told.rests_on, *goals.rests_on, *(f"stakeholders/{person.key}" for person in seated)}
    return attrs.evolve(told, rests_on=tuple(sorted(rests_on))) if told.is_known else told


def _seated(initiative: Initiative, steering: Iterable[Body], as_of: date) -> tuple[list[Stakeholder], bool]:
    """Return who belongs and sits in a steering body, and whether that is all."""
    names = {name for body in steering for name in body.members}
    people = [person for person in _view.members(initiative, as_of) if person.id in names]
    lists = (_view.is_complete(initiative, f"bodies/{body.key}/members", len(body.members)) for body in steering)
    kinds = (body.kind is not None for body in initiative.bodies)
    return people, initiative.extent("bodies").is_complete and all(lists) and all(kinds)


def _sectors(seated: Iterable[Stakeholder], *, is_all: bool) -> bool | None:
    """Say whether enough sectors have a seat; somebody of unknown sector may be of another one."""
    sectors = [person.sector for person in seated]
    known = len({sector for sector in sectors if sector is not None})
    if known >= SECTORS:
        return True
    return False if is_all and known + sectors.count(None) < SECTORS else None


def _goals_covered(initiative: Initiative) -> list[Answer]:
    """Return for each goal whether a working group or community table works on it."""
    certain: dict[str, str] = {}
    may_be: set[str] = set()
    is_complete = initiative.extent("bodies").is_complete
    for body in initiative.bodies:
        here = f"bodies/{body.key}"
        if body.kind in WORKING:
            for name in body.goals:
                certain[name] = min(here, certain.get(name, here))
        elif body.kind is None:
            may_be.update(body.goals)
        if body.kind is None or body.kind in WORKING:
            is_complete = is_complete and _view.is_complete(initiative, f"{here}/goals", len(body.goals))
    uncovered = _listing.source(initiative, "bodies", (f"bodies/{body.key}" for body in initiative.bodies))
    answers: list[Answer] = []
    for goal in initiative.goals:
        if goal.id in certain:
            answers.append((certain[goal.id], True))
        else:
            answers.append((uncovered, False if is_complete and goal.id not in may_be else None))
    return answers
