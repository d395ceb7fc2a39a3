"""Who serves the whole, and who steers."""

from collections.abc import Iterable

from collective_impact.conditions import _listing, _view
from collective_impact.conditions._counting import Answer
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Body
from collective_impact.model.vocabulary import BodyKind, Role

ORGANIZATIONS = "backbone/organizations"


def named(initiative: Initiative) -> Answer:
    """Say whether a backbone is named: organisations, or how it is set up (a platform, volunteers)."""
    backbone = initiative.backbone
    if backbone is not None and (backbone.organizations or backbone.structure is not None):
        return "backbone", True
    there = [f"stakeholders/{person.key}" for person in initiative.stakeholders if Role.BACKBONE in person.roles]
    if there:
        return min(there), True
    return _listing.source(initiative, ORGANIZATIONS, ()), False if has_none(initiative) else None


def has_none(initiative: Initiative) -> bool:
    """Say whether it is recorded that nobody serves the whole."""
    recorded = _view.recorded_extent(initiative, ORGANIZATIONS)
    return recorded is not None and recorded.is_complete and not initiative.backbone_organizations


def body_of(initiative: Initiative, kinds: Iterable[BodyKind]) -> Answer:
    """Say whether there is a body of some kinds; one of unknown kind may be of any."""
    wanted = frozenset(kinds)
    states = ((body, None if body.kind is None else body.kind in wanted) for body in initiative.bodies)
    return body_that(initiative, states)


def body_that(initiative: Initiative, states: Iterable[tuple[Body, bool | None]]) -> Answer:
    """Say whether there is a body with some property, given of each body whether it has it."""
    given = [(f"bodies/{body.key}", state) for body, state in states]
    there = [address for address, state in given if state]
    if there:
        return min(there), True
    is_known = initiative.extent("bodies").is_complete and all(state is False for _, state in given)
    return _listing.source(initiative, "bodies", (address for address, _ in given)), False if is_known else None
