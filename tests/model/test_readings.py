"""Readings of several sources put together: what either says stays, and where they disagree both are named."""

from types import SimpleNamespace

import pytest

import collective_impact as ci
from collective_impact.errors import InvalidInitiativeError
from collective_impact.model._record import Extra

OURS = ci.Initiative(
    id="reads",
    name="Riverbend Reads",
    agenda=ci.CommonAgenda(vision="All children read", goals=[ci.Goal(id="g")]),
    stakeholders=[ci.Stakeholder(id="ymca", sector="nonprofit", aliases=["The Y"]), ci.Stakeholder(id="library")],
    bodies=[ci.Body(id="steering", members=["ymca"])],
    indicators=[
        ci.Indicator(
            id="grad",
            baseline=ci.Observation(period="2012", value=87),
            observations=[ci.Observation(period="2013", value=88)],
        )
    ],
    convenings=[ci.Convening(on="2019-03-14")],
)


def theirs(**fields):
    """Return another source of the same initiative."""
    return ci.Initiative(id="theirs", **fields)


def places(error):
    """Return what an error lists: places, addresses and both values."""
    return [
        (fault.path, fault.address, fault.params["one"], fault.params["other"], fault.params["source"])
        for fault in error.faults
    ]


def test_what_either_says_stays():
    """New records are added, known ones know more, and lists of ids hold those of both."""
    other = theirs(
        place="Hidalgo",
        agenda=ci.CommonAgenda(problem="Few read", goals=[ci.Goal(id="h"), ci.Goal(id="g", statement="Read")]),
        stakeholders=[
            ci.Stakeholder(id="ymca", joined="2012-01-31"),
            ci.Stakeholder(id="school"),
            OURS.stakeholders[1],
        ],
        bodies=[ci.Body(id="steering", members=["school", "ymca"])],
        indicators=[ci.Indicator(id="grad", observations=[ci.Observation(period="2014", value=89)])],
        extras=[Extra(key="x_a", text="1")],
    )
    both = OURS.with_readings(other)
    assert ("reads", "Riverbend Reads", "Hidalgo") == (both.id, both.name, both.place)
    assert ("All children read", "Few read", ["g", "h"]) == (
        both.agenda.vision,
        both.agenda.problem,
        [goal.id for goal in both.goals],
    )
    assert "Read" == both.goal("g").statement
    assert ["ymca", "library", "school"] == [one.id for one in both.stakeholders]
    assert ("nonprofit", "2012-01-31") == (both.stakeholder("ymca").sector, str(both.stakeholder("ymca").joined))
    assert ("ymca", "school") == both.body("steering").members
    assert [88, 89] == [one.value for one in both.indicator("grad").observations]
    assert other.extras == both.extras


def test_disagreements_are_listed_all_together():
    """Nothing is overwritten in silence, and no first disagreement hides the others."""
    first = theirs(
        name="Reads",
        agenda=ci.CommonAgenda(vision="Some children read"),
        stakeholders=[ci.Stakeholder(id="ymca", sector="health", aliases=["Y"])],
    )
    second = theirs(
        indicators=[
            ci.Indicator(
                id="grad",
                baseline=ci.Observation(period="2011", value=1),
                observations=[ci.Observation(period="2013", value=90)],
            )
        ],
        convenings=[ci.Convening(on="2019-03-14", status="cancelled")],
    )
    with pytest.raises(ci.InvalidInitiativeError, match="put together") as caught:
        OURS.with_readings(first, second)
    found = {address: (path, one, other, source) for path, address, one, other, source in places(caught.value)}
    assert ("$.agenda.vision", "'All children read'", "'Some children read'", "1") == found["agenda"]
    assert ("$.indicators[0].observations[0].value", "88.0", "90.0", "2") == found["indicators/grad/observations/2013"]
    assert ("$.convenings[0].status", "'held'", "'cancelled'", "2") == found["convenings/2019-03-14"]
    assert 7 == len(caught.value.faults)
    assert any(
        fault.path == "$.indicators[0].baseline" and fault.params["one"].endswith("…") for fault in caught.value.faults
    )


@pytest.mark.parametrize(("prefer", "value"), [("recorded", 88), ("read", 90)])
def test_one_side_may_be_preferred(prefer, value):
    """Then it wins where they disagree, and the other still adds what it alone says."""
    new = [ci.Observation(period="2013", value=90), ci.Observation(period="2014", value=91)]
    both = OURS.with_readings(theirs(indicators=[ci.Indicator(id="grad", observations=new)]), prefer=prefer)
    assert [value, 91] == [one.value for one in both.indicator("grad").observations]


def test_the_recorded_stays_where_a_reading_says_nothing():
    """What every record says that nobody asked for is not taken for an answer."""
    before = ci.Initiative(id="a", status="completed", stakeholders=[ci.Stakeholder(id="p", kind="person")])
    assert before == before.with_readings(theirs(stakeholders=[ci.Stakeholder(id="p")]))
    assert before == before.with_readings() == before.with_readings(before)


def test_own_fields_are_joined_by_key():
    """Two sources may each keep something of their own; where it is the same thing, they may disagree."""
    one, other = (ci.Initiative(id="a", extras=[Extra(key="x_a", text=text)]) for text in "12")
    with pytest.raises(ci.InvalidInitiativeError, match="'1' here, '2' in source 1"):
        one.with_readings(other)
    both = one.with_readings(ci.Initiative(id="a", extras=[Extra(key="x_b", text="3")]))
    assert ["x_a", "x_b"] == [extra.key for extra in both.extras]


def test_of_several_initiatives_the_one_with_the_id_is_meant():
    """A reading of many names the others when none has it."""
    many = ci.read_tables({"Partners": [{"of": "Reads", "Name": "School"}, {"of": "Other", "Name": "x"}]}, by="of")
    assert ["ymca", "library", "school"] == [one.id for one in OURS.with_readings(many, prefer="recorded").stakeholders]
    with pytest.raises(ci.InvalidValueError, match="among them"):
        ci.Initiative(id="third").with_readings(many)


def test_readings_for_no_initiative_add_their_records():
    """Calendars, surveys and figures can be read on their own."""
    reading = SimpleNamespace(initiatives=(), convenings=(ci.Convening(on="2020-01-31"),), other=1)
    assert 2 == len(OURS.with_readings(reading).convenings)


def test_all_is_checked_once():
    """A record that refers to one of another source needs both."""
    meeting = SimpleNamespace(initiatives=(), convenings=(ci.Convening(on="2020-01-31", expected=["school"]),))
    people = theirs(stakeholders=[ci.Stakeholder(id="school")])
    assert ("school",) == OURS.with_readings(meeting, people).convenings[1].expected
    with pytest.raises(ci.InvalidInitiativeError, match="no stakeholder with id 'school'"):
        OURS.with_readings(meeting)


@pytest.mark.parametrize(("given", "prefer"), [("a path", None), (OURS, "mine")])
def test_what_is_no_reading_is_refused(given, prefer):
    """Nor is a preference that there is not."""
    with pytest.raises(ci.InvalidValueError):
        OURS.with_readings(given, prefer=prefer)


def figure(**fields):
    """Return an initiative with one observation, and nothing else."""
    return theirs(indicators=[ci.Indicator(id="grad", observations=[ci.Observation(period="2024", **fields)])])


def meeting(**fields):
    """Return an initiative with one meeting."""
    people = [ci.Stakeholder(id="ymca")]
    return theirs(stakeholders=people, convenings=[ci.Convening(on="2024-03-14", **fields)])


KNOWN, WITHHELD = figure(value=44), figure(status="suppressed")
HELD, OFF = meeting(attendances=[ci.Attendance(stakeholder="ymca")]), meeting(status="cancelled")


@pytest.mark.parametrize(("one", "other"), [(KNOWN, WITHHELD), (WITHHELD, KNOWN), (HELD, OFF), (OFF, HELD)])
def test_what_is_denied_and_shown_is_a_disagreement(one, other):
    """Also where the usual status was not said: a figure that is withheld has none, and nobody came to no meeting."""
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        one.with_readings(other)
    (fault,) = caught.value.faults
    assert fault.path.endswith(".status")
    assert one == one.with_readings(other, prefer="recorded")
    assert other == one.with_readings(other, prefer="read")


def test_a_status_that_is_not_said_denies_nothing():
    """A figure that is preliminary here, and only a figure there, is preliminary."""
    preliminary = figure(value=44, status="provisional")
    assert preliminary == preliminary.with_readings(figure(value=44))
    planned = meeting(status="planned")
    assert planned == planned.with_readings(meeting())


def of_2018(value):
    """Return an initiative with one figure."""
    observations = [ci.Observation(period="2018", value=value)]
    return ci.Initiative(id="x", indicators=[ci.Indicator(id="a", observations=observations)])


def test_a_conflict_of_two_sources_names_both():
    """What nobody recorded is not "here"; and a third source that says the same as the second adds nothing."""
    recorded = ci.Initiative(id="x", indicators=[ci.Indicator(id="a")])
    with pytest.raises(InvalidInitiativeError) as caught:
        recorded.with_readings(of_2018(7), of_2018(9), of_2018(9), of_2018(8))
    assert [
        "7.0 in source 1, 9.0 in source 2 (prefer= says which is right)",
        "7.0 in source 1, 8.0 in source 4 (prefer= says which is right)",
    ] == [str(fault.message) for fault in caught.value.faults]


def test_a_conflict_with_what_a_source_added_to_the_records_names_it():
    """A whole indicator that only the first source has."""
    with pytest.raises(InvalidInitiativeError) as caught:
        ci.Initiative(id="x").with_readings(of_2018(7), of_2018(9))
    assert ["7.0 in source 1, 9.0 in source 2 (prefer= says which is right)"] == [
        str(fault.message) for fault in caught.value.faults
    ]
