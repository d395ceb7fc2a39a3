"""What is told beside the scores of alignment, because more of it is not better."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from math import sqrt

from attrs import field

from collective_impact.conditions._activities import Doing
from collective_impact.conditions._agenda_in_practice import at_work
from collective_impact.conditions._duplicates import folded
from collective_impact.conditions._dyads import Dyads
from collective_impact.conditions.aligned_activities import Served
from collective_impact.conditions.aligned_measurement import fed_and_followed, users_of
from collective_impact.errors import Message, Param
from collective_impact.model._record import Value, record
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import TieKind
from collective_impact.survey.counted import least_respondents

DIGITS = 9
"""The last bits of sums depend on the machine."""


@record(kw_only=True)
class Description(Value):
    """A number that is no score: nobody can say in which direction it would be better.

    Parameters
    ----------
    id : str
    value : float, optional
        On its own scale; None where it is unknown.
    low, high : float, optional
        How far it could move; None where nobody can say.
    n : int
        How many pairs, ties, goals or capabilities it is about.
    rests_on : tuple of str
        Addresses of records.
    note : Message, optional
        The number in a sentence.
    """

    id: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    note: Message | None = None

    def __str__(self) -> str:
        return str(self.note)


def described(initiative: Initiative, as_of: date) -> tuple[Description, ...]:
    """Return what is told beside the scores, as far as it was asked about."""
    return (
        *_cross_sector(initiative, as_of),
        *_trust(initiative, as_of),
        *_rivalry(initiative, as_of),
        *_gaps(initiative, as_of),
        *_orphans(initiative, as_of),
        *_lone_indicators(initiative, as_of),
        *_lone_goals(initiative, as_of),
        *_lone_capabilities(initiative, as_of),
    )


def _cross_sector(initiative: Initiative, as_of: date) -> Iterator[Description]:
    """Yield the E-I index of collaboration across sectors beside its exact expectation by chance."""
    dyads = Dyads.last(initiative, TieKind.COLLABORATION, as_of)
    if dyads is None:
        return
    import numpy as np

    from collective_impact.network._ei_chance import Alike

    people = sorted(dyads.people.difference(initiative.backbone_organizations))
    sectors = [initiative.stakeholder(name).sector for name in people]
    place = {name: number for number, name in enumerate(people) if sectors[number] is not None}
    pairs = sorted({(min(arc), max(arc)) for arc in dyads.arcs if place.keys() >= {*arc} and dyads.either(*arc)})
    if not pairs:
        return
    kinds = {sector: number for number, sector in enumerate(dict.fromkeys(sectors))}
    known = sorted(place.values())
    codes = {number: position for position, number in enumerate(known)}
    ends = np.array([[codes[place[one]], codes[place[other]]] for one, other in pairs])
    alike = Alike(kinds=np.array([kinds[sectors[k]] for k in known]), sources=ends[:, 0], targets=ends[:, 1])
    mean, variance = alike.moments()
    m = len(pairs)
    value, expected, sd = 1 - 2 * alike.internal / m, 1 - 2 * float(mean) / m, 2 * sqrt(variance) / m
    words: dict[str, Param] = {"value": f"{value:.2f}", "expected": f"{expected:.2f}", "sd": f"{sd:.2f}", "n": m}
    note = Message("aligned_beside.cross_sector", words)
    settled = round(value, DIGITS) if dyads.is_settled and len(known) == len(people) else None
    yield Description(
        id="cross_sector_ties",
        value=round(value, DIGITS),
        low=-1.0 if settled is None else settled,
        high=1.0 if settled is None else settled,
        n=m,
        rests_on=dyads.rests_on,
        note=note,
    )


def _trust(initiative: Initiative, as_of: date) -> Iterator[Description]:
    """Yield the density of trust among the ways of which it is known."""
    dyads = Dyads.last(initiative, TieKind.TRUST, as_of)
    if dyads is None or dyads.tells_of_each(least_respondents(initiative)):
        return
    census = dyads.census()
    arcs = 2 * dyads.pairs
    trusting = sum(times * [*state].count(True) for state, times in census.items())
    unknown = sum(times * [*state].count(None) for state, times in census.items())
    value = trusting / (arcs - unknown) if arcs > unknown else None
    words: dict[str, Param] = {"trusting": trusting, "known": arcs - unknown, "arcs": arcs}
    yield Description(
        id="trust_density",
        value=value,
        low=trusting / arcs,
        high=(trusting + unknown) / arcs,
        n=arcs,
        rests_on=dyads.rests_on,
        note=Message("aligned_beside.trust", words),
    )


def _rivalry(initiative: Initiative, as_of: date) -> Iterator[Description]:
    dyads = Dyads.last(initiative, TieKind.COMPETITION, as_of)
    if dyads is not None:
        rivals = len({(min(arc), max(arc)) for arc in dyads.arcs if dyads.either(*arc)})
        unknown = sum(times for state, times in dyads.census().items() if None in state and True not in state)
        yield Description(
            id="competing_pairs",
            value=rivals,
            low=rivals,
            high=rivals + unknown,
            n=dyads.pairs,
            rests_on=dyads.rests_on,
            note=Message("aligned_beside.competition", {"rivals": rivals, "of": dyads.pairs}),
        )


def _named(what: str, there: Mapping[str, str], n: int, code: str, none: str) -> Description:
    """Return how many of some records are as described, and which, by address."""
    named: dict[str, Param] = {"named": "; ".join(there.values()), "n": len(there), "of": n}
    return Description(id=what, value=len(there), n=n, rests_on=[*there], note=Message(code if there else none, named))


def _gaps(initiative: Initiative, as_of: date) -> Iterator[Description]:
    """Yield the goals that nobody is known to advance."""
    served = Served.on(initiative, as_of)
    gaps = [goal for goal in initiative.goals if served.is_advanced(goal.id) is False]
    if initiative.goals:
        there = {f"agenda/goals/{goal.key}": goal.statement or goal.id for goal in gaps}
        n = len(initiative.goals)
        yield _named("gaps", there, n, "aligned_beside.gaps", "aligned_beside.no_gaps")


def _orphans(initiative: Initiative, as_of: date) -> Iterator[Description]:
    """Yield the indicators that nobody reports, or that are tied to nothing."""
    answers = dict(fed_and_followed(initiative, as_of))
    named = {f"indicators/{one.key}": one.name or one.id for one in initiative.indicators}
    if named:
        there = {address: name for address, name in named.items() if answers[address] is False}
        yield _named("orphans", there, len(named), "aligned_beside.orphans", "aligned_beside.no_orphans")


def _lone_indicators(initiative: Initiative, as_of: date) -> Iterator[Description]:
    """Yield the indicators that only one partner is known to use."""
    users, _ = users_of(initiative, as_of)
    if initiative.indicators:
        alone = [one for one in initiative.indicators if len(users[one.id]) == 1]
        there = {f"indicators/{one.key}": one.name or one.id for one in alone}
        n = len(initiative.indicators)
        yield _named("indicators_of_one_partner", there, n, "aligned_beside.indicators", "aligned_beside.no_indicators")


def _lone_goals(initiative: Initiative, as_of: date) -> Iterator[Description]:
    """Yield the goals that only one member is known to advance, with who that is."""
    sure, _ = at_work(initiative, as_of)
    names = {person.id: person.name or person.id for person in initiative.stakeholders}
    alone = {goal: names[str(*sure[goal.id])] for goal in initiative.goals if len(sure[goal.id]) == 1}
    if initiative.goals:
        named = "; ".join(f"{goal.statement or goal.id}: {who}" for goal, who in alone.items())
        yield Description(
            id="goals_on_one_partner",
            value=len(alone),
            n=len(initiative.goals),
            rests_on=tuple(f"agenda/goals/{goal.key}" for goal in alone),
            note=Message("aligned_beside.goals" if alone else "aligned_beside.no_goals", {"named": named}),
        )


def _lone_capabilities(initiative: Initiative, as_of: date) -> Iterator[Description]:
    """Yield the capabilities that only one member brings to what is under way."""
    doing = Doing.on(initiative, as_of)
    members = {person.id for person in initiative.members(as_of)}
    bring: defaultdict[str, set[str]] = defaultdict(set)
    at: defaultdict[str, list[str]] = defaultdict(list)
    for activity in doing.activities:
        capability = folded(activity.capability)
        if activity.id in doing.sure and capability:
            bring[capability] |= members.intersection(activity.people)
            at[capability].append(f"activities/{activity.key}")
    alone = sorted(capability for capability, people in bring.items() if len(people) == 1)
    words: dict[str, Param] = {"named": ", ".join(alone), "n": len(alone), "of": len(bring)}
    if bring:
        yield Description(
            id="capabilities_of_one_partner",
            value=len(alone),
            n=len(bring),
            rests_on=tuple(sorted(address for capability in alone for address in at[capability])),
            note=Message("aligned_beside.capabilities" if alone else "aligned_beside.no_capabilities", words),
        )
