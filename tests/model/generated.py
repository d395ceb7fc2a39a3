"""Hypothesis strategies: small initiatives with awkward ids, valid by construction."""

from datetime import date

from hypothesis import strategies as st

from collective_impact.model.activities import Activity
from collective_impact.model.agenda import Adoption, CommonAgenda, Goal
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Attendance, Body, Convening
from collective_impact.model.period import Period
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie, Wave
from collective_impact.model.vocabulary import Sector, TieKind

IDS = st.text(alphabet="ab/%;=<>-é2F", min_size=1, max_size=4)
DATES = st.dates(date(1990, 1, 1), date(2030, 12, 31))
FIGURES = st.none() | st.floats(-1e9, 1e9)


@st.composite
def periods(draw, first=date(1, 1, 1), last=date(9999, 12, 31)):
    """Draw any span of days."""
    start, end = sorted([draw(st.dates(first, last)), draw(st.dates(first, last))])
    return Period(start=start, end=end)


def some_of(known):
    """Draw a list of some of the known ids, each at most once."""
    return st.lists(st.sampled_from(sorted(known)), unique=True, max_size=3) if known else st.just([])


def one_of(known):
    """Draw one of the known ids, or none."""
    return st.none() | st.sampled_from(sorted(known)) if known else st.none()


def unlike(records):
    """Draw a list of records without two of one key."""
    return st.lists(records, unique_by=lambda record: record.key, max_size=4)


def stakeholders():
    """Draw stakeholders, with what they refer to nothing of."""
    return st.builds(
        Stakeholder, id=IDS, name=st.none() | st.text(max_size=5), sector=st.none() | st.sampled_from(Sector)
    )


def observations(people):
    """Draw observations reported by some of the people."""
    spans = periods(date(1990, 1, 1), date(2030, 12, 31))
    groups = st.none() | IDS
    return st.builds(Observation, period=spans, value=FIGURES, group=groups, reporter=one_of(people))


def ties(people):
    """Draw ties between two people."""
    pairs = st.permutations(sorted(people)).map(lambda order: order[:2])
    return st.builds(
        lambda pair, kind, directed: Tie(source=pair[0], target=pair[1], kind=kind, directed=directed),
        pairs,
        st.sampled_from(TieKind),
        st.booleans(),
    )


@st.composite
def initiatives(draw):
    """Draw a valid initiative."""
    members = draw(unlike(stakeholders()))
    people = {member.id for member in members}
    agenda = draw(st.none() | agendas(people))
    aims = {goal.id for goal in agenda.goals} if agenda else set()
    bodies = draw(unlike(st.builds(Body, id=IDS, members=some_of(people), goals=some_of(aims))))
    indicator = st.builds(Indicator, id=IDS, goals=some_of(aims), observations=unlike(observations(people)))
    return Initiative(
        id=draw(IDS),
        started=draw(st.none() | DATES),
        agenda=agenda,
        stakeholders=members,
        indicators=draw(unlike(indicator)),
        activities=draw(unlike(st.builds(Activity, id=IDS, led_by=one_of(people), partners=some_of(people)))),
        bodies=bodies,
        convenings=draw(unlike(convenings(people, {body.id for body in bodies}))),
        ties=draw(unlike(ties(people))) if len(people) > 1 else (),
        waves=draw(unlike(st.builds(Wave, id=IDS, invited=some_of(people)))),
    )


def agendas(people):
    """Draw agendas that some of the people adopted."""
    adoptions = some_of(people).map(lambda names: [Adoption(stakeholder=name) for name in names])
    return st.builds(CommonAgenda, goals=unlike(st.builds(Goal, id=IDS)), adoptions=adoptions)


def convenings(people, bodies):
    """Draw meetings of bodies, with some of the people there."""
    there = some_of(people).map(lambda names: [Attendance(stakeholder=name) for name in names])
    return st.builds(Convening, id=st.none() | IDS, on=DATES, body=one_of(bodies), attendances=there)
