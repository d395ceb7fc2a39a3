"""Drawn initiatives of which everything is known that alignment asks for, and what may be unknown of them."""

from datetime import date

import attrs
from hypothesis import strategies as st
from tests.conditions.test_practice_laws import BODIES, BOOLS, GOALS, MEETING, activity, built, each, some

import collective_impact as ci
from collective_impact.conditions.measures import find_measure

TODAY = date(2020, 6, 30)
MEASURES = {c.id: find_measure(c.measure) for c in ci.ALIGNMENT.criteria if c.measure is not None}

PEOPLE = tuple("pqrstu")
INDICATORS = tuple("ij")
KINDS = ("collaboration", "trust", "competition")
RANKED = ("first", "second", "third")

INSTRUMENT = ci.Instrument(
    id="pulse",
    levels=["no", "partly", "yes"],
    items=[
        ci.Item(id="g", about=["agenda/goals/g"]),
        ci.Item(id="h", about=["agenda/goals/h"], reverse=True),
        ci.Item(id="all", about=["agenda"]),
        *(ci.Item(id=name, construct="priorities") for name in RANKED),
    ],
)


def figure(name):
    """Return a figure that a partner sent for the last year, in this or that unit."""
    return ci.Observation(period="2019", value=1, reporter=name[0], unit=name[1])


REPORTED = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["percent", "student"])),
    min_size=1,
    max_size=3,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: [figure(pair) for pair in pairs])

TIE = built(
    ci.Tie,
    source=st.sampled_from("pqr"),
    target=st.sampled_from("stu"),
    kind=st.sampled_from(KINDS),
    wave="asked",
    directed=BOOLS,
    status=st.sampled_from(["observed", "observed", "absent"]),
) | built(
    ci.Tie,
    source=st.sampled_from("stu"),
    target=st.sampled_from("pqr"),
    kind=st.sampled_from(KINDS),
    wave="asked",
    status=st.sampled_from(["observed", "absent"]),
)


@st.composite
def responses(draw):
    """Draw what six people answered."""
    answer = {item: st.integers(1, 3) for item in ("g", "h", "all")}
    given = []
    for number in range(6):
        said = draw(st.fixed_dictionaries(answer)) | dict(zip(RANKED, draw(st.permutations([1, 2, 3])), strict=True))
        answers = [ci.Answer(item=item, value=value) for item, value in said.items()]
        given.append(ci.Response(instrument="pulse", respondent=f"r{number}", wave="asked", answers=answers))
    return given


@st.composite
def known(draw):
    """Draw an initiative of which everything is known that alignment asks for."""
    indicator = {
        "unit": "percent",
        "frequency": "annual",
        "goals": some(GOALS, min_size=1),
        "reporters": some(PEOPLE, min_size=1, max_size=3),
        "observations": REPORTED,
    }
    body = {"members": some(PEOPLE, min_size=1)}
    return ci.Initiative(
        id="x",
        agenda=ci.CommonAgenda(
            goals=[ci.Goal(id=name, statement=name.upper()) for name in GOALS],
            adoptions=[ci.Adoption(stakeholder=name, adopted=draw(BOOLS)) for name in PEOPLE],
        ),
        stakeholders=draw(
            each(
                ci.Stakeholder,
                PEOPLE,
                sector=st.sampled_from(["health", "education", "business"]),
                affected=BOOLS,
                left=st.sampled_from([None, None, None, "2019-12-31"]),
            )
        ),
        indicators=draw(each(ci.Indicator, INDICATORS, **indicator)),
        activities=[draw(activity(name)) for name in draw(some("abc", min_size=3))],
        convenings=draw(st.lists(MEETING, min_size=1, max_size=4, unique_by=lambda one: one.key)),
        bodies=[draw(built(ci.Body, id=name, kind=kind, **body)) for name, kind in BODIES.items()],
        backbone=ci.Backbone(organizations=["p"]),
        waves=[ci.Wave(id="asked", ends="2020-01-31", invited=PEOPLE, answered=PEOPLE)],
        ties=draw(st.lists(TIE, min_size=1, max_size=8, unique_by=lambda one: one.key)),
        instruments=[INSTRUMENT],
        responses=draw(responses()),
    )


FORGOTTEN = {
    "stakeholders": ["sector", "affected"],
    "indicators": ["reporters", "goals", "sender", "observations"],
    "activities": ["led_by", "capability", "place", "status", "tied"],
    "convenings": ["names"],
    "bodies": ["kind", "members"],
    "ties": ["status"],
    "waves": ["answered"],
    "responses": ["g", "h", "all", "second"],
    "agenda": ["adopted", "absent"],
    "listed": [
        "stakeholders",
        "indicators",
        "activities",
        "convenings",
        "bodies",
        "ties",
        "responses",
        "agenda/goals",
        "agenda/adoptions",
    ],
}
"""What may be unknown, by where it stands."""

GAPS = st.tuples(st.sampled_from(sorted(FORGOTTEN)), st.integers(0, 8), st.integers(0, 8)).map(
    lambda drawn: (drawn[0], FORGOTTEN[drawn[0]][drawn[1] % len(FORGOTTEN[drawn[0]])], drawn[2])
)


def forget(initiative, gap):
    """Return an initiative of which one thing more is unknown."""
    where, field, index = gap
    if where == "listed":
        return unlist(initiative, field)
    if where == "agenda":
        return forget_adoption(initiative, field, index)
    parts = list(getattr(initiative, where))
    place = index % len(parts)
    parts[place] = forget_field(parts[place], field, index)
    return attrs.evolve(initiative, **{where: parts})


def forget_field(part, field, index):
    """Return a record of which a field is unknown."""
    if isinstance(part, ci.Response):
        reason = ["skipped", "dont_know"][index % 2]
        answers = [ci.Answer(item=one.item, reason=reason) if one.item == field else one for one in part.answers]
        return attrs.evolve(part, answers=answers)
    if field == "sender":
        figures = part.observations
        known = [figure for figure in figures if figure.reporter in part.reporters]  # others sign what they send
        if not known or None in (figure.reporter for figure in figures):
            return part
        unsigned = attrs.evolve(known[0], reporter=None)
        return attrs.evolve(part, observations=[unsigned if one is known[0] else one for one in figures])
    if field == "answered":
        return attrs.evolve(part, answered=part.answered[1:])
    changes = {
        "tied": {"goals": (), "advances": ()},
        "names": {"attendances": ()},
        "status": {"status": "unknown" if isinstance(part, ci.Tie) else None},
    }
    empty = () if field in ("reporters", "goals", "members", "observations") else None
    return attrs.evolve(part, **changes.get(field, {field: empty}))


def forget_adoption(initiative, field, index):
    """Return an initiative of which one adoption is unknown, or is not in the list."""
    adoptions = list(initiative.agenda.adoptions)
    if not adoptions:
        return initiative
    place = index % len(adoptions)
    if field == "adopted":
        adoptions[place] = attrs.evolve(adoptions[place], adopted=None)
        return attrs.evolve(initiative, agenda=attrs.evolve(initiative.agenda, adoptions=adoptions))
    del adoptions[place]
    shorter = attrs.evolve(initiative, agenda=attrs.evolve(initiative.agenda, adoptions=adoptions))
    return unlist(shorter, "agenda/adoptions")


def unlist(initiative, collection):
    """Return an initiative with a collection of which nobody knows how much is missing."""
    kept = [one for one in initiative.extents if one.collection != collection]
    return attrs.evolve(initiative, extents=[*kept, ci.Extent(collection=collection, completeness="partial")])


RENAMED = ("stakeholders", "agenda/goals", "indicators", "activities", "bodies", "waves", "instruments")
OF_CLASS = dict(
    zip(RENAMED, (ci.Stakeholder, ci.Goal, ci.Indicator, ci.Activity, ci.Body, ci.Wave, ci.Instrument), strict=True)
)


def other(name):
    """Return another id, which stands in the opposite order."""
    return f"n{1000 - sum(map(ord, name))}"


def relabelled(value):
    """Return a value in which every id of a record is another one, and so is every reference to it."""
    if isinstance(value, tuple):
        return tuple(map(relabelled, value))
    if not attrs.has(type(value)) or isinstance(value, ci.Period):
        return value
    changes = {field.name: renamed(value, field) for field in attrs.fields(type(value)) if field.init}
    return type(value)(**changes)


def renamed(record, field):
    """Return a field of a record with other ids."""
    value = getattr(record, field.name)
    if field.name == "id" and isinstance(record, tuple(OF_CLASS.values())):
        return other(value)
    if field.metadata.get("refers") in RENAMED:
        return tuple(map(other, value)) if isinstance(value, tuple) else None if value is None else other(value)
    if field.name == "about" and isinstance(record, ci.Item):
        return tuple(f"agenda/goals/{other(one[13:])}" if one.startswith("agenda/goals/") else one for one in value)
    return relabelled(value)
