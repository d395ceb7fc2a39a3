"""The fifth condition, backbone support: who serves the whole, who governs it, and what partners see of it.

In place stand `dedicated`, `staffing` and `governance`; in practice `functions`,
`resilience` and `power` (and perceived value, which is judged or surveyed). An initiative
without any backbone can be described as well as any other.
"""

from datetime import date

import attrs

from collective_impact.conditions import _backbone, _connection, _governance, _listing, _view
from collective_impact.conditions._counting import Answer, any_of, share, written
from collective_impact.conditions._power import power
from collective_impact.conditions.finding import Finding
from collective_impact.conditions.phases import PHASES, PhaseName, phase_of
from collective_impact.errors import Message
from collective_impact.model.backbone import Provision
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import BackboneFunction, StaffRole
from collective_impact.network._components import connected_pairs

__all__ = ["dedicated", "functions", "governance", "power", "resilience", "staffing"]

ROLES = (StaffRole.PROJECT_MANAGER, StaffRole.DATA_MANAGER, StaffRole.FACILITATOR)
"""The roles that a backbone needs (Kania & Kramer 2011)."""

DUE_FROM = {
    BackboneFunction.GUIDE_VISION_AND_STRATEGY: PhaseName.GENERATE_IDEAS,
    BackboneFunction.SUPPORT_ALIGNED_ACTIVITIES: PhaseName.INITIATE_ACTION,
    BackboneFunction.ESTABLISH_SHARED_MEASUREMENT: PhaseName.ORGANIZE_FOR_IMPACT,
    BackboneFunction.MOBILIZE_FUNDING: PhaseName.ORGANIZE_FOR_IMPACT,
    BackboneFunction.BUILD_PUBLIC_WILL: PhaseName.SUSTAIN_ACTION_AND_IMPACT,
    BackboneFunction.ADVANCE_POLICY: PhaseName.SUSTAIN_ACTION_AND_IMPACT,
}
"""From which phase on a function is due. That vision and activities come early, public will and
policy late, was observed in Cincinnati (FSG & Greater Cincinnati Foundation 2012); the rest is ours."""


def dedicated(initiative: Initiative, as_of: date) -> Finding:  # noqa: ARG001 - a backbone has no date
    """Return whether somebody's task is the whole, openly.

    The share of two: a backbone is named, and it is neutral or has declared its interest.
    One organisation, several that share it, volunteers and a platform all count.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Not used: a backbone has no date.

    Returns
    -------
    Finding
        0, 0.5 or 1. An empty declaration is a recorded none; that there is no backbone is
        recorded by an extent of its organisations that is complete while none is listed.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> alone = ci.Backbone(structure="volunteer", neutral=False, declared_interest="")
    >>> dedicated(ci.Initiative(id="reads", backbone=alone), date(2020, 1, 1)).value
    0.5
    """
    named, backbone = _backbone.named(initiative), initiative.backbone
    openly = None if backbone is None else any_of((backbone.neutral, written(backbone.declared_interest)))
    if named[1] is False:
        return share([named, named], "backbone_support.dedicated")
    return share([named, ("backbone", openly)], "backbone_support.dedicated")


def staffing(initiative: Initiative, as_of: date) -> Finding:  # noqa: ARG001 - positions have no date
    """Return how many of the roles of a backbone are covered.

    The share of project manager, data manager and facilitator for which there is a
    position, paid or not, whatever its hours.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Not used: positions have no date.

    Returns
    -------
    Finding
        A share of three, 0 to 1.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> team = [
    ...     ci.StaffMember(id="ana", role="project_manager"),
    ...     ci.StaffMember(id="bo", role="facilitator", paid=False),
    ... ]
    >>> found = staffing(ci.Initiative(id="reads", backbone=ci.Backbone(staff=team)), date(2020, 1, 1))
    >>> round(found.value, 3)
    0.667
    """
    staff = initiative.backbone.staff if initiative.backbone else ()
    absent = False if _view.is_complete(initiative, "backbone/staff", len(staff)) else None
    source = _listing.source(initiative, "backbone/staff", (f"backbone/staff/{member.key}" for member in staff))
    answers: list[Answer] = []
    for role in ROLES:
        there = [f"backbone/staff/{member.key}" for member in staff if member.role is role]
        answers.append((min(there), True) if there else (source, absent))
    return share(answers, "backbone_support.staffing")


def governance(initiative: Initiative, as_of: date) -> Finding:
    """Return how far it is governed by those whom it concerns.

    The mean of three: whether three sectors at least sit in the steering body, whether
    people affected by the problem do, and the share of goals that a working group or
    community table works on. Of several steering bodies the seats count together.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Seats count of those that belong on this date.

    Returns
    -------
    Finding
        A mean, 0 to 1. Without a steering body nobody has a seat in one.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.
    Collective Impact Forum (2016), Collective Impact Principles of Practice.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> sectors = {"ymca": "nonprofit", "city": "government", "mall": "business"}
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")]),
    ...     stakeholders=[ci.Stakeholder(id=of, sector=sector, affected=False) for of, sector in sectors.items()],
    ...     bodies=[
    ...         ci.Body(id="steering", kind="steering_committee", members=list(sectors)),
    ...         ci.Body(id="tutors", kind="working_group", goals=["read"]),
    ...     ],
    ... )
    >>> governance(reads, date(2020, 1, 1)).value  # three sectors, nobody affected, half of the goals
    0.5
    """
    return _governance.found(initiative, as_of)


def functions(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the functions that are due somebody performs, as partners see it.

    The share of the functions due in the initiative's phase that a provider performs and
    that somebody confirms who is neither the backbone nor the provider. Due are: to guide
    vision and strategy, from the first phase on; to support activities, from when action is
    initiated; to establish shared measurement and to mobilize funding, from when it is
    organized for impact; to build public will and to advance policy, from when it is
    sustained (ours).

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Functions that are performed since later do not count.

    Returns
    -------
    Finding
        A share of the functions due, 0 to 1. Where the phase is not certain, functions that
        are due only in a later one may be due; what nobody was asked to confirm is unknown.

    References
    ----------
    FSG & Greater Cincinnati Foundation (2012), Understanding the Value of Backbone Organizations
    in Collective Impact.
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> guided = ci.Provision(function="guide_vision_and_strategy", providers=["trust"], confirmed_by=["ymca"])
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="trust"), ci.Stakeholder(id="ymca")],
    ...     backbone=ci.Backbone(organizations=["trust"], provisions=[guided]),
    ... )
    >>> found = functions(reads, date(2020, 1, 1))  # its phase is not known: five others may be due
    >>> found.value, round(found.low, 3), found.n
    (1.0, 0.167, 6)
    """
    phase = phase_of(initiative, as_of)
    earliest, latest = PHASES.index(phase.earliest), PHASES.index(phase.latest)
    provisions = initiative.backbone.provisions if initiative.backbone else ()
    begun = [provision for provision in provisions if provision.since is None or provision.since <= as_of]
    by_function = {provision.function: provision for provision in provisions}
    absent = False if _view.is_complete(initiative, "backbone/provisions", len(begun)) else None
    addresses = (f"backbone/provisions/{provision.key}" for provision in begun)
    source = _listing.source(initiative, "backbone/provisions", addresses)
    ours = frozenset(initiative.backbone_organizations)
    answers: list[Answer] = []
    for function, due_from in DUE_FROM.items():
        provision = by_function.get(function)
        if PHASES.index(due_from) > latest:
            continue
        if PHASES.index(due_from) > earliest:
            answers.append(("", None))
        elif provision is None:
            answers.append((source, absent))
        else:
            answers.append((f"backbone/provisions/{provision.key}", _is_performed(initiative, provision, ours, as_of)))
    return share(answers, "backbone_support.functions")


def _is_performed(initiative: Initiative, provision: Provision, ours: frozenset[str], as_of: date) -> bool | None:
    """Say whether a function is performed, and confirmed by a partner."""
    here = f"backbone/provisions/{provision.key}"
    if provision.since is not None and provision.since > as_of:
        return False
    if not provision.providers:
        return False if _view.is_complete(initiative, f"{here}/providers", 0) else None
    if {*provision.confirmed_by} - ours - {*provision.providers}:
        return True
    return False if _view.is_complete(initiative, f"{here}/confirmed_by", len(provision.confirmed_by)) else None


def resilience(initiative: Initiative, as_of: date) -> Finding:
    """Return how far partners stay connected to each other when the backbone is taken out.

    1 minus the fragmentation of what remains: the share of pairs of members outside the
    backbone that ties of communication among them connect, directly or through others, as
    they were reported in the last wave. It describes the structure of the network; it does
    not say what would happen.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Waves that were over on this date count, and members that belong on it.

    Returns
    -------
    Finding
        A share of the pairs, 0 to 1. No value unless two thirds of those members reported;
        who did not report could be tied to anybody. Where no backbone is named, nobody is
        taken out, and the bounds allow for any backbone; where it is recorded that there is
        none, nobody is.

    References
    ----------
    Borgatti (2006), Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> names = ("trust", "ymca", "library", "bank")
    >>> met = [("trust", "ymca"), ("trust", "library"), ("trust", "bank"), ("ymca", "library")]
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in names],
    ...     backbone=ci.Backbone(organizations=["trust"]),
    ...     waves=[ci.Wave(id="spring", ends="2019-05-31", answered=names)],
    ...     ties=[ci.Tie(source=one, target=two, kind="communication", wave="spring") for one, two in met],
    ... )
    >>> round(resilience(reads, date(2020, 1, 1)).value, 3)  # one pair of three
    0.333
    """
    out = frozenset(initiative.backbone_organizations)
    people = [person for person in _view.members(initiative, as_of) if person.id not in out]
    found = _connection.connection(initiative, as_of, people, connected_pairs, "backbone_support.resilience")
    if out or _backbone.has_none(initiative) or not found.n:
        return found
    note = Message("backbone_support.resilience.nobody", found.note.params if found.is_known and found.note else ())
    coverage = found.coverage * _listing.SO_FAR
    return attrs.evolve(found, low=0.0, high=1.0, coverage=coverage, note=note if found.is_known else found.note)
