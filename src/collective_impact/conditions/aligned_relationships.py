"""The fourth facet of alignment, relationships: across sectors, in trust, in competition, and with those affected.

How many ties there are, and how far they run through one partner, is no more-the-better; it
is described beside the score and scored nowhere (see `_beside`). No finding rests on a tie
by its ends: who trusts whom is nobody's to read off a score.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from collective_impact.conditions import _listing, _meetings, _view
from collective_impact.conditions._activities import Doing
from collective_impact.conditions._counting import any_of, count, share
from collective_impact.conditions._dyads import Dyads
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message, Param
from collective_impact.model.extent import Extent
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Body
from collective_impact.model.vocabulary import BodyKind, Completeness, TieKind
from collective_impact.survey.counted import least_respondents

__all__ = ["at_the_table", "competition", "cross_sector", "mutual_trust", "steering"]

ENOUGH = (2, 3)
"""How many of how many must have answered before their ties are described."""

DIGITS = 9
"""The last bits of sums depend on the machine."""


def cross_sector(initiative: Initiative, as_of: date) -> Finding:
    """Return how many ties of collaboration lead to other sectors, beside what chance would give.

    The share of ties between sectors divided by what it would be on average if sectors were
    dealt out among the same partners: 1 is chance, below it sectors keep to themselves. It
    is (E-I + 1) over its exact expectation, with Krackhardt and Stern's E-I index. More than
    chance is no better than chance. The backbone is left out: it is tied to all by its office.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        The wave in which collaboration was last asked about counts, and members on the date.

    Returns
    -------
    Finding
        A ratio, 0 or more; 0 where all partners are of one sector. No value unless two thirds
        of those asked answered, and the sectors of all are known. Where not everything is
        known it could be anything. Who was not asked, and of whom nobody spoke, counts nowhere.

    References
    ----------
    Krackhardt & Stern (1988), Informal networks and organizational crises, Social Psychology
    Quarterly 51.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> sector = {"north": "education", "south": "education", "bank": "business", "shop": "business"}
    >>> asked = ci.Wave(id="w", ends="2019-05-31", invited=[*sector], answered=[*sector])
    >>> def tie(source, target):
    ...     return ci.Tie(source=source, target=target, kind="collaboration", wave="w", directed=False)
    >>> towns = ci.Initiative(
    ...     id="towns",
    ...     stakeholders=[ci.Stakeholder(id=name, sector=of) for name, of in sector.items()],
    ...     waves=[asked],
    ...     ties=[tie("north", "south"), tie("south", "bank"), tie("bank", "shop")],
    ... )
    >>> cross_sector(towns, date(2020, 1, 1)).value  # 1 tie of 3 leads out, by chance it would be 2 of 3
    0.5
    """
    dyads = Dyads.last(initiative, TieKind.COLLABORATION, as_of)
    if dyads is None:
        return Finding(low=0.0, high=None, n=_asked_in_all(initiative, as_of), note=_unasked("collaboration"))
    people = sorted(dyads.people.difference(initiative.backbone_organizations))
    sectors = {name: initiative.stakeholder(name).sector for name in people}
    pairs = {(min(arc), max(arc)) for arc in dyads.arcs if sectors.keys() >= {*arc}}
    ties = [pair for pair in sorted(pairs) if dyads.either(*pair)]
    external = sum(sectors[one] is not sectors[other] for one, other in ties)
    chance = _expected_external([*sectors.values()])
    answered = len(dyads.answered.intersection(people))
    enough = answered * ENOUGH[1] >= len(people) * ENOUGH[0] and None not in sectors.values()
    value = _ratio(external, len(ties), chance) if enough else None
    is_settled = value is not None and dyads.is_settled
    params: dict[str, Param] = {"external": external, "ties": len(ties), "answered": answered, "of": len(people)}
    params["chance"] = float(round(100 * chance))
    return Finding(
        value=value,
        low=value if is_settled else 0.0,
        high=value if is_settled else None,
        n=len(people),
        coverage=answered / len(people) if people else 0.0,
        rests_on=dyads.rests_on if value is not None else (),
        note=Message("aligned_relationships.cross_sector" if enough else "aligned_relationships.few", params),
    )


def _ratio(external: int, ties: int, chance: float) -> float | None:
    """Return how often ties lead out beside chance; 0 where they cannot, None where there are no ties."""
    if not ties:
        return None
    return round(external / ties / chance, DIGITS) if chance else 0.0


def _expected_external(sectors: list[object]) -> float:
    """Return the share of pairs of partners that are of two sectors, which is what chance would give."""
    n = len(sectors)
    inside = sum(times * (times - 1) for times in map(sectors.count, dict.fromkeys(sectors)))
    return 1.0 - inside / (n * (n - 1)) if n > 1 else 0.0


def _asked_in_all(initiative: Initiative, as_of: date) -> int:
    return len(initiative.members(as_of))


def _unasked(kind: str) -> Message:
    return Message(f"aligned_relationships.unasked.{kind}")


def mutual_trust(initiative: Initiative, as_of: date) -> Finding:
    """Return how much of the trust between partners is returned.

    Of the pairs of which both said whom they trust, and at least one trusts the other, the
    share in which both do. How many trust each other at all is described beside the score.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        The wave in which trust was last asked about counts, and members on the date.

    Returns
    -------
    Finding
        A share of the pairs, 0 to 1. A pair of which one did not answer may be of any kind.
        No value where fewer than five answered (or the minimum of the disclosure rule), or
        fewer than twice as many who all trust each other, or nobody. It rests on waves: who trusts whom is in no score.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis, ch. 13 (the dyad census).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> names = ("north", "south", "bank", "shop", "clinic")
    >>> towns = ci.Initiative(
    ...     id="towns",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in names],
    ...     waves=[ci.Wave(id="w", ends="2019-05-31", invited=names, answered=names)],
    ...     ties=[
    ...         ci.Tie(source=source, target=target, kind="trust", wave="w")
    ...         for source, target in [("north", "south"), ("south", "north"), ("bank", "south")]
    ...     ],
    ... )
    >>> print(mutual_trust(towns, date(2020, 1, 1)).note)
    of 2 pairs with trust of which both answered, 1 trust each other
    """
    dyads = Dyads.last(initiative, TieKind.TRUST, as_of)
    if dyads is None:
        return Finding(low=0.0, high=1.0, n=_asked_in_all(initiative, as_of), note=_unasked("trust"))
    if dyads.tells_of_each(least_respondents(initiative)):
        few: dict[str, Param] = {"answered": len(dyads.answered), "of": len(dyads.people)}
        return Finding(low=0.0, high=1.0, n=dyads.pairs, note=Message("aligned_relationships.withheld", few))
    census = dyads.census()
    mutual, one_way = census[True, True], census[False, True]
    half, maybe_one, unknown = census[None, True], census[None, False], census[None, None]
    known = mutual + one_way
    in_doubt = half + maybe_one + unknown
    at_worst, at_best = known + in_doubt, known + half + unknown
    params: dict[str, Param] = {"mutual": mutual, "known": known, "unknown": in_doubt}
    return Finding(
        value=mutual / known if known else None,
        low=mutual / at_worst if at_worst and dyads.is_complete else 0.0,
        high=(mutual + half + unknown) / at_best if at_best and dyads.is_complete else 1.0,
        n=dyads.pairs,
        coverage=1.0 - in_doubt / dyads.pairs if dyads.pairs else 0.0,
        rests_on=dyads.rests_on if known else (),
        note=Message("aligned_relationships.mutual_trust", params),
    )


def competition(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of those who compete also work together.

    The share of pairs of members with a tie of competition that also have one of
    collaboration, or are in the same activity under way. That partners compete is no fault;
    that they only compete is.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        The waves in which either was last asked about count, and members on the date.

    Returns
    -------
    Finding
        A share of the pairs, 0 to 1; not applicable where all who were asked answered, and
        nobody competes. Where somebody did not answer, there may be further pairs.

    References
    ----------
    Brandenburger & Nalebuff (1996), Co-opetition.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> names = ("north", "south", "bank")
    >>> towns = ci.Initiative(
    ...     id="towns",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in names],
    ...     waves=[ci.Wave(id="w", ends="2019-05-31", invited=names, answered=names)],
    ...     ties=[
    ...         ci.Tie(source="north", target="south", kind="competition", wave="w"),
    ...         ci.Tie(source="north", target="bank", kind="competition", wave="w"),
    ...         ci.Tie(source="bank", target="north", kind="collaboration", wave="w"),
    ...     ],
    ...     extents=[ci.Extent(collection="activities", completeness="complete")],
    ... )
    >>> competition(towns, date(2020, 1, 1)).value
    0.5
    """
    dyads = Dyads.last(initiative, TieKind.COMPETITION, as_of)
    if dyads is None:
        return Finding(low=0.0, high=1.0, n=_asked_in_all(initiative, as_of), note=_unasked("competition"))
    pairs = sorted({(min(arc), max(arc)) for arc in dyads.arcs})
    rivals = [pair for pair in pairs if dyads.either(*pair)]
    if not rivals and dyads.is_settled:
        none = Message("aligned_relationships.no_competition")
        return Finding(applicable=False, rests_on=dyads.rests_on, note=none)
    together = _Together(initiative, as_of)
    found = share([("", together(*pair)) for pair in rivals], "aligned_relationships.competition")
    found = attrs.evolve(found, rests_on=dyads.rests_on if found.is_known else ())
    if dyads.is_settled:
        return found
    answered = len(dyads.answered) / len(dyads.people) if dyads.people else 0.0
    open_ended = attrs.evolve(found, low=0.0, high=1.0, n=max(len(rivals), 1), coverage=found.coverage * answered)
    return open_ended if rivals else attrs.evolve(open_ended, note=Message("aligned_relationships.no_rivals"))


class _Together:
    """Says whether two work together."""

    def __init__(self, initiative: Initiative, as_of: date) -> None:
        doing = Doing.on(initiative, as_of)
        self._tied = Dyads.last(initiative, TieKind.COLLABORATION, as_of)
        self._is_named = doing.extent.is_complete and all(map(doing.names_all, doing.activities))
        self._in: dict[str, dict[str, bool | None]] = {}
        for activity in doing.activities:
            for name in activity.people:
                self._in.setdefault(name, {})[activity.id] = activity.id in doing.sure or None

    def __call__(self, one: str, other: str) -> bool | None:
        mine, theirs = self._in.get(one, {}), self._in.get(other, {})
        shared = (is_sure for activity, is_sure in mine.items() if activity in theirs)
        collaborate = None if self._tied is None else self._tied.either(one, other)
        return any_of((*shared, collaborate, False if self._is_named else None))


def at_the_table(initiative: Initiative, as_of: date) -> Finding:
    """Return at how many of the meetings people affected by the problem were there.

    The share of convenings of the last 24 months (ours) at which at least one stakeholder
    was present that is, or is led by, people affected by the problem.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Meetings held until this date count.

    Returns
    -------
    Finding
        A share of the meetings, 0 to 1. A head count does not say who was there.

    References
    ----------
    Collective Impact Forum (2016), Collective Impact Principles of Practice.
    Kania et al. (2022), Centering Equity in Collective Impact, Stanford Social Innovation Review 20(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> came = [ci.Attendance(stakeholder="parents")]
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="parents", affected=True)],
    ...     convenings=[ci.Convening(on="2019-03-01", attendances=came), ci.Convening(on="2019-06-01", head_count=8)],
    ... )
    >>> found = at_the_table(reads, date(2020, 1, 1))
    >>> found.value, found.low, found.high
    (1.0, 0.5, 1.0)
    """
    held = _meetings.Held.until(initiative, as_of)
    register = _meetings.Register(initiative, as_of)
    affected = {person.id: person.affected for person in initiative.stakeholders}
    parts = []
    for meeting in held.recent:
        named = (affected[attendance.stakeholder] for attendance in meeting.attendances)
        there = any_of((*named, False if register.knows_names(meeting) else None))
        parts.append(_listing.answered(_meetings.address(meeting), there))
    if not parts:
        return held.none("aligned_relationships.no_meeting")
    return _listing.counted(parts, "aligned_relationships.at_the_table", extent=held.extent, listed=held.listed)


def steering(initiative: Initiative, as_of: date) -> Finding:
    """Return how many people affected by the problem have a seat where it is decided.

    The number of members of the steering body that are, or are led by, people affected by
    the problem. It is a count: as a share it would fall with every other seat.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Seats of those who belong on the date count.

    Returns
    -------
    Finding
        A number of members; 0 where it is known that no body steers.

    References
    ----------
    Kania et al. (2022), Centering Equity in Collective Impact, Stanford Social Innovation Review 20(1).
    Konrad, Kramer & Erkut (2008), Critical Mass, Organizational Dynamics 37(2): a group is heard, and no
    token any more, from three of its members on.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id="parents", affected=True), ci.Stakeholder(id="bank", affected=False)],
    ...     bodies=[ci.Body(id="steering", kind="steering_committee", members=["parents", "bank"])],
    ... )
    >>> steering(reads, date(2020, 1, 1)).value
    1.0
    """
    seats: dict[str, list[bool | None]] = {}
    people = {person.id: person for person in initiative.members(as_of)}
    may_be_more = not initiative.extent("bodies").is_complete
    for body in _steering_bodies(initiative):
        certain = body.kind is not None
        may_be_more = may_be_more or not _view.is_complete(initiative, f"bodies/{body.key}/members", len(body.members))
        for name in people.keys() & body.members:
            affected = people[name].affected
            seats.setdefault(name, []).append(affected if certain or affected is False else None)
    if not seats and not may_be_more:
        rests_on = (f"bodies/{body.key}" for body in initiative.bodies)
        none = "aligned_relationships.no_steering"
        return _listing.none_left(initiative.extent("bodies"), len(initiative.bodies), rests_on, none)
    answers = [(f"stakeholders/{people[name].key}", any_of(said)) for name, said in sorted(seats.items())]
    return count(answers, "aligned_relationships.steering", extent=_open_list(may_be_more=may_be_more))


def _steering_bodies(initiative: Initiative) -> Iterator[Body]:
    """Yield the bodies that steer, and those that may."""
    return (body for body in initiative.bodies if body.kind in (None, BodyKind.STEERING_COMMITTEE))


def _open_list(*, may_be_more: bool) -> Extent | None:
    """Return None where all seats are listed, else that nobody knows how many more there are."""
    if not may_be_more:
        return None
    return Extent(collection="bodies", completeness=Completeness.UNKNOWN)
