"""Laws that hold for every measure of activities, communication, the backbone and the preconditions."""

from datetime import date, timedelta
from math import inf

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact import errors
from collective_impact.conditions import (
    backbone_support,
    continuous_communication,
    mutually_reinforcing_activities,
    preconditions,
)
from collective_impact.conditions.phases import PHASES, phase_of

TODAY = date(2020, 6, 30)
ROOMS = (mutually_reinforcing_activities, continuous_communication, backbone_support, preconditions)
MEASURES = [getattr(room, name) for room in ROOMS for name in room.__all__]

PEOPLE, GOALS, INDICATORS, ACTIVITIES = tuple("pqrs"), tuple("gh"), tuple("ij"), tuple("abc")
BODIES = {"s": "steering_committee", "w": "working_group", "t": "community_table"}
BOOLS = st.booleans()
DAYS = st.dates(date(2018, 1, 1), TODAY)


def some(names, **sizes):
    """Return a few of the names."""
    return st.lists(st.sampled_from(names), unique=True, **sizes)


def built(cls, **fields):
    """Return records of a class with drawn fields; what is no strategy is given."""
    drawn = {name: part if isinstance(part, st.SearchStrategy) else st.just(part) for name, part in fields.items()}
    return st.fixed_dictionaries(drawn).map(lambda known: cls(**known))


def each(cls, ids, **fields):
    """Return one record for each id."""
    return st.tuples(*(built(cls, id=name, **fields) for name in ids))


def link_to(name):
    """Return links to the other activities."""
    others = [other for other in ACTIVITIES if other != name]
    link = built(ci.Reinforcement, activity=st.sampled_from(others), confirmed_by=some(PEOPLE, min_size=1, max_size=2))
    return st.lists(link, max_size=2, unique_by=lambda one: one.activity)


def activity(name):
    """Return an activity of which everything is known."""
    return built(
        ci.Activity,
        id=name,
        led_by=st.sampled_from(PEOPLE),
        partners=some(PEOPLE, max_size=2),
        goals=some(GOALS, min_size=1),
        advances=some(INDICATORS, max_size=1),
        reinforces=link_to(name),
        capability=st.sampled_from(["teach", "heal", ""]),
        place=st.sampled_from(["here", "there"]),
        status=st.sampled_from(["under_way", "under_way", "planned", "stopped"]),
    )


MEETING = built(
    ci.Convening,
    on=DAYS,
    body=st.sampled_from([None, *BODIES]),
    expected=some(PEOPLE, max_size=3),
    attendances=st.lists(
        built(ci.Attendance, stakeholder=st.sampled_from(PEOPLE), mandated=BOOLS),
        min_size=1,
        max_size=3,
        unique_by=lambda one: one.stakeholder,
    ),
    facilitator=st.sampled_from(["Ana", ""]),
    agenda_shared=BOOLS,
    results_returned=BOOLS,
    decisions=st.sampled_from([(), ("Begin",)]),
)


@st.composite
def known(draw):
    """Draw an initiative of which everything is known that the measures ask for."""
    names = draw(some(ACTIVITIES, min_size=3))
    body = st.tuples(
        *(
            built(ci.Body, id=name, kind=kind, channel=BOOLS, members=some(PEOPLE, min_size=1), goals=some(GOALS))
            for name, kind in BODIES.items()
        )
    )
    function = st.sampled_from(ci.BackboneFunction)
    provision = built(
        ci.Provision, function=function, providers=some(PEOPLE, min_size=1), confirmed_by=some(PEOPLE, min_size=1)
    )
    funding = built(ci.Funding, id="f", committed_until=st.dates(TODAY, date(2025, 1, 1)), recurring=BOOLS)
    change = built(ci.SystemsChange, id="c", kind=st.sampled_from(ci.SystemsChangeKind), on=DAYS)
    tie = built(
        ci.Tie,
        source=st.sampled_from("pq"),
        target=st.sampled_from("rs"),
        kind="communication",
        wave="asked",
        status=st.sampled_from(["observed", "absent"]),
    )
    indicator = built(
        ci.Indicator,
        id="i",
        goals=some(GOALS, min_size=1),
        tier=st.sampled_from(ci.Tier),
        baseline=ci.Observation(period="2016", value=1),
        target=ci.Observation(period="2030", value=2),
        observations=st.sampled_from(
            [(), (ci.Observation(period="2018", value=1), ci.Observation(period="2019", value=2))]
        ),
    )
    stakeholder = {
        "sector": st.sampled_from(["health", "education", "business"]),
        "kind": st.sampled_from(ci.StakeholderKind),
        "affected": BOOLS,
        "compensated": BOOLS,
        "left": st.sampled_from([None, None, None, "2019-12-31"]),
    }
    backbone = built(
        ci.Backbone,
        organizations=some(PEOPLE, min_size=1, max_size=1),
        provisions=st.lists(provision, max_size=6, unique_by=lambda one: one.function),
        staff=each(ci.StaffMember, ["k"], role=st.sampled_from(ci.StaffRole)),
        funding=funding.map(lambda one: [one]),
        cash_budget=True,
        neutral=BOOLS,
        declared_interest=st.sampled_from(["", "It funds two partners."]),
    )
    return ci.Initiative(
        id="x",
        started=draw(DAYS),
        agenda=ci.CommonAgenda(problem="p", goals=[ci.Goal(id=name) for name in GOALS]),
        stakeholders=draw(each(ci.Stakeholder, PEOPLE, **stakeholder)),
        indicators=[draw(indicator), ci.Indicator(id="j", tier="core", goals=["g"])],
        activities=[draw(activity(name)) for name in names],
        convenings=draw(st.lists(MEETING, min_size=1, max_size=6, unique_by=lambda one: one.key)),
        bodies=draw(body),
        backbone=draw(backbone),
        systems_changes=[draw(change)],
        waves=[ci.Wave(id="asked", ends="2020-01-31", answered=PEOPLE)],
        ties=draw(st.lists(tie, min_size=1, max_size=4, unique_by=lambda one: one.key)),
        extents=[ci.Extent(collection=f"bodies/{name}/goals", completeness="complete") for name in BODIES],
    )


FORGOTTEN = {
    "stakeholders": ["sector", "affected", "compensated"],
    "indicators": ["tier", "target"],
    "activities": ["led_by", "capability", "place", "status", "tied"],
    "convenings": ["facilitator", "agenda_shared", "results_returned", "mandated", "names"],
    "bodies": ["kind", "channel", "members", "listed_goals"],
    "systems_changes": ["on"],
    "ties": ["status", "reporter"],
    "backbone": [
        "neutral",
        "declared_interest",
        "organizations",
        "provisions",
        "staff",
        "funding",
        "until",
        "recurring",
    ],
    "listed": ["stakeholders", "activities", "convenings", "bodies", "systems_changes", "agenda/goals"],
    "initiative": ["started"],
}
"""What may be unknown, by where it stands."""

GAPS = st.tuples(st.sampled_from(sorted(FORGOTTEN)), st.integers(0, 7), st.integers(0, 7)).map(
    lambda drawn: (drawn[0], FORGOTTEN[drawn[0]][drawn[1] % len(FORGOTTEN[drawn[0]])], drawn[2])
)


def forget(initiative, gap):
    """Return an initiative of which one thing more is unknown."""
    where, field, index = gap
    if where == "initiative":
        return attrs.evolve(initiative, **{field: None})
    if where == "listed":
        return unlist(initiative, field)
    if where == "backbone":
        return attrs.evolve(initiative, backbone=forget_backbone(initiative.backbone, field))
    if field == "reporter":
        return attrs.evolve(initiative, waves=[attrs.evolve(initiative.waves[0], answered=PEOPLE[: index % 4 + 1])])
    parts = list(getattr(initiative, where))
    place = index % len(parts)
    parts[place] = forget_field(parts[place], field)
    extents = [one for one in initiative.extents if one.collection != f"bodies/{parts[place].key}/goals"]
    extents = extents if field == "listed_goals" else initiative.extents
    return attrs.evolve(initiative, **{where: parts, "extents": extents})


def forget_field(part, field):
    """Return a record of which a field is unknown."""
    if field == "tied":
        return attrs.evolve(part, goals=(), advances=())
    if field == "listed_goals":
        return attrs.evolve(part, goals=())
    if field == "members":
        return attrs.evolve(part, members=())
    if field == "names":
        return attrs.evolve(part, attendances=())
    if field == "mandated":
        return attrs.evolve(part, attendances=[attrs.evolve(one, mandated=None) for one in part.attendances])
    return attrs.evolve(part, **{field: "unknown" if isinstance(part, ci.Tie) else None})


def forget_backbone(backbone, field):
    """Return a backbone of which something is unknown."""
    if field == "provisions":
        return attrs.evolve(backbone, provisions=[attrs.evolve(one, confirmed_by=()) for one in backbone.provisions])
    if field in ("until", "recurring"):
        name = {"until": "committed_until"}.get(field, field)
        return attrs.evolve(backbone, funding=[attrs.evolve(one, **{name: None}) for one in backbone.funding])
    return attrs.evolve(backbone, **{field: () if field in ("organizations", "staff", "funding") else None})


def unlist(initiative, collection):
    """Return an initiative with a collection of which nobody knows how much is missing."""
    kept = [one for one in initiative.extents if one.collection != collection]
    return attrs.evolve(initiative, extents=[*kept, ci.Extent(collection=collection, completeness="partial")])


def top(bound):
    """Return an upper bound; infinite where there is none."""
    return inf if bound is None else bound


def lies_within(inner, outer):
    """Say whether the bounds of a finding lie within those of another, unless the question does not arise."""
    if not (inner.applicable and outer.applicable):
        return True
    return (outer.low or 0.0) - 1e-9 <= (inner.low or 0.0) and top(inner.high) <= top(outer.high) + 1e-9


@given(initiative=known(), gaps=st.lists(GAPS, max_size=3), gap=GAPS)
def test_knowing_one_thing_more_never_widens(initiative, gaps, gap):
    """Whatever else is unknown: whoever learns one thing has bounds, and phases, within those of before."""
    after = initiative
    for other in gaps:
        after = forget(after, other)
    before = forget(after, gap)
    for measure in MEASURES:
        assert lies_within(measure(after, TODAY), measure(before, TODAY)), measure
    inner, outer = phase_of(after, TODAY), phase_of(before, TODAY)
    order = [PHASES.index(phase) for phase in (outer.earliest, inner.earliest, inner.latest, outer.latest)]
    assert sorted(order) == order


@given(initiative=initiatives(), as_of=st.dates(date(1000, 1, 1)))
def test_any_initiative_can_be_measured(initiative, as_of):
    """Whatever is recorded, all findings come out; their addresses lead somewhere, their sentences have words."""
    for measure in MEASURES:
        found = measure(initiative, as_of)
        assert all(initiative.find(address) for address in found.rests_on), measure
        assert 0 <= found.coverage <= 1, measure
        assert found.note.code in errors._words("en"), measure
    found = phase_of(initiative, as_of)
    milestones = [milestone for row in found.components for milestone in row.milestones]
    assert [4, 12] == [len(found.components), len(milestones)]
    assert all(initiative.find(address) for milestone in milestones for address in milestone.rests_on)
    assert found.value == (found.earliest if found.earliest == found.latest else None)


COLLECTIONS = ("stakeholders", "indicators", "activities", "convenings", "bodies", "ties", "extents")


@given(initiative=known(), gap=GAPS)
def test_order_of_records_does_not_matter(initiative, gap):
    """Neither to the numbers nor to the sentences nor to what they rest on."""
    initiative = forget(initiative, gap)
    turned = attrs.evolve(initiative, **{name: getattr(initiative, name)[::-1] for name in COLLECTIONS})
    for measure in (*MEASURES, phase_of):
        assert measure(initiative, TODAY) == measure(turned, TODAY), measure


def later(initiative):
    """Return an initiative with records of days after today, and meetings that were not held."""
    tomorrow = TODAY + timedelta(days=1)
    person = ci.Stakeholder(id="z", joined=tomorrow, sector="faith", affected=True)
    names = [ci.Attendance(stakeholder=name, mandated=True) for name in (*PEOPLE, "z")]
    return attrs.evolve(
        initiative,
        stakeholders=[*initiative.stakeholders, person],
        activities=[*initiative.activities, ci.Activity(id="z", led_by="z", partners=PEOPLE, starts=tomorrow)],
        convenings=[
            *initiative.convenings,
            ci.Convening(id="z", on=tomorrow, body="s", attendances=names, decisions=["Go"]),
            ci.Convening(id="y", on="2020-06-15", status="planned", attendances=names),
            ci.Convening(id="x", on="2020-06-15", status="cancelled", attendances=names),
        ],
        systems_changes=[*initiative.systems_changes, ci.SystemsChange(id="z", kind="policy", on=tomorrow)],
        waves=[*initiative.waves, ci.Wave(id="z", ends=tomorrow, answered=(*PEOPLE, "z"))],
        ties=[*initiative.ties, ci.Tie(source="p", target="q", kind="communication", wave="z")],
    )


@given(initiative=known(), gap=GAPS)
def test_later_records_change_nothing(initiative, gap):
    """Nothing counts that was not known on the date; planned and cancelled meetings never do."""
    initiative = forget(initiative, gap)
    for measure in (*MEASURES, phase_of):
        assert measure(initiative, TODAY) == measure(later(initiative), TODAY), measure


def better(initiative, way):
    """Return an initiative that does better in one way."""
    first, *others = initiative.convenings if way[0] == "backbone" else getattr(initiative, way[0])
    changes = {
        "joined": lambda: {"activities": [attrs.evolve(first, partners=PEOPLE), *others]},
        "present": lambda: {"convenings": [attrs.evolve(first, attendances=ALL_PRESENT), *others]},
        "prepared": lambda: {"convenings": [attrs.evolve(first, agenda_shared=True, facilitator="Bo"), *others]},
        "channel": lambda: {"bodies": [attrs.evolve(first, channel=True), *others]},
        "seated": lambda: {"bodies": [attrs.evolve(first, members=PEOPLE), *others]},
        "talking": lambda: {"ties": [attrs.evolve(tie, status="observed") for tie in initiative.ties]},
        "changed": lambda: {
            "systems_changes": [*initiative.systems_changes, ci.SystemsChange(id="d", kind="power", on=TODAY)]
        },
        "open": lambda: {"backbone": attrs.evolve(initiative.backbone, declared_interest="It funds two partners.")},
        "staffed": lambda: {"backbone": attrs.evolve(initiative.backbone, staff=ALL_STAFF)},
        "funded": lambda: {
            "backbone": attrs.evolve(
                initiative.backbone, funding=[*initiative.backbone.funding, ci.Funding(id="g", recurring=True)]
            )
        },
    }
    return attrs.evolve(initiative, **changes[way[1]]())


ALL_PRESENT = [ci.Attendance(stakeholder=name, mandated=True) for name in PEOPLE]
ALL_STAFF = [ci.StaffMember(id=role.value, role=role) for role in ci.StaffRole]
WAYS = [
    ("activities", "joined"),
    ("convenings", "present"),
    ("convenings", "prepared"),
    ("bodies", "channel"),
    ("bodies", "seated"),
    ("ties", "talking"),
    ("systems_changes", "changed"),
    ("backbone", "open"),
    ("backbone", "staffed"),
    ("backbone", "funded"),
]
"""What can be done better; naming what an activity brings is knowing more, not doing better."""

WITHOUT = {"joined": {"no_duplication", "reinforcement"}, "seated": {"attendance", "authority", "functions"}}
"""A partner that joins may turn out to do the same as another, and a seat can stay empty."""


@given(initiative=known(), way=st.sampled_from(WAYS))
def test_doing_better_never_lowers(initiative, way):
    """Whatever is done better, no finding falls."""
    improved = better(initiative, way)
    for measure in MEASURES:
        before, after = measure(initiative, TODAY), measure(improved, TODAY)
        if before.value is not None and measure.__name__ not in WITHOUT.get(way[1], ()):
            assert before.value <= after.value + 1e-9, measure
