from datetime import date

import pytest
from tests.model.whole import GRADUATION, WHOLE

import collective_impact as ci
from collective_impact.errors import InvalidValueError


def ids(records):
    """Return the ids of records."""
    return [record.id for record in records]


def test_next_to_nothing_is_an_initiative():
    """An id suffices; everything else is unknown, and nothing is warned of."""
    new = ci.Initiative(id="new")
    assert ((), (), ()) == (new.addresses(), new.warnings(), new.goals)
    assert ci.InitiativeStatus.ACTIVE is new.status


def test_an_initiative_prints_its_name_and_what_is_recorded():
    """Not a page of records, which is what its repr is for."""
    reads = ci.Initiative(
        id="reads",
        name="Hidalgo Reads",
        stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")],
        agenda=ci.CommonAgenda(goals=[ci.Goal(id="grade3")]),
        sources=["a newspaper"],
    )
    assert "Hidalgo Reads (goals: 1, stakeholders: 2)" == str(reads)
    assert "new (no records yet)" == str(ci.Initiative(id="new"))


def test_members_are_those_who_belong_on_a_date():
    """The first day as a member counts, the first day no longer one does not."""
    assert ["district", "garza"] == ids(WHOLE.members("2012-04-30"))
    assert ["ymca", "district", "garza"] == ids(WHOLE.members(date(2012, 5, 1)))
    assert ["ymca", "district", "garza"] == ids(WHOLE.members("2020-12-31"))
    assert ["ymca", "garza"] == ids(WHOLE.members("2021-01-01"))


def test_without_a_date_members_are_those_who_have_not_left():
    """Whoever is to leave at some time has a recorded end, and is left out."""
    assert ["ymca", "garza"] == ids(WHOLE.members())


def test_a_wrong_date_is_refused_even_where_nobody_takes_part():
    """An empty list is no reason not to look."""
    with pytest.raises(InvalidValueError, match="a date such as"):
        ci.Initiative(id="new").members("May")


@pytest.mark.parametrize(
    ("ask", "given", "expected"),
    [
        ("stakeholder", "ymca", WHOLE.stakeholders[0]),
        ("indicator", "grad", GRADUATION),
        ("activity", "meals", WHOLE.activities[1]),
        ("body", "steering", WHOLE.bodies[0]),
        ("goal", "finish", WHOLE.agenda.goals[0]),
    ],
)
def test_records_are_found_by_id(ask, given, expected):
    """Each of them is asked for by the name of what it is."""
    assert expected is getattr(WHOLE, ask)(given)


@pytest.mark.parametrize(
    ("ask", "given", "sentence"),
    [
        ("stakeholder", "ymcaa", "no stakeholder with id 'ymcaa'; did you mean 'ymca'?"),
        ("indicator", "x", "no indicator with id 'x'; there are: grad, attend"),
        ("activity", "meal", "no activity with id 'meal'; did you mean 'meals'?"),
        ("body", "x", "no body with id 'x'; there are: steering"),
        ("goal", "Finish!", "no goal with id 'Finish!'; did you mean 'finish'?"),
        ("indicators_for", "finishh", "no goal with id 'finishh'; did you mean 'finish'?"),
        ("activities_for", "finishh", "no goal with id 'finishh'; did you mean 'finish'?"),
    ],
)
def test_an_unknown_id_is_answered_with_what_there_is(ask, given, sentence):
    """The nearest id if one is near, else all of a few."""
    with pytest.raises(ci.UnknownNameError) as caught:
        getattr(WHOLE, ask)(given)
    assert sentence == str(caught.value)


def test_a_goal_without_an_agenda_is_an_unknown_id():
    """An absent agenda has no goals."""
    with pytest.raises(ci.UnknownNameError, match="no goal with id 'finish'"):
        ci.Initiative(id="new").goal("finish")


def test_what_belongs_to_a_goal():
    """Indicators name their goals; activities name goals, or indicators of goals."""
    initiative = ci.Initiative(
        id="reads",
        agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="stay")]),
        indicators=[
            ci.Indicator(id="grade3", goals=["read"]),
            ci.Indicator(id="attend", goals=["stay", "read"]),
            ci.Indicator(id="none"),
        ],
        activities=[
            ci.Activity(id="direct", goals=["read"]),
            ci.Activity(id="measured", advances=["none", "attend"]),
            ci.Activity(id="other", goals=["stay"], advances=["none"]),
            ci.Activity(id="both", goals=["read"], advances=["grade3"]),
        ],
    )
    assert ["grade3", "attend"] == ids(initiative.indicators_for("read"))
    assert ["attend"] == ids(initiative.indicators_for("stay"))
    assert ["direct", "measured", "both"] == ids(initiative.activities_for("read"))
    assert ["measured", "other"] == ids(initiative.activities_for("stay"))


def test_a_large_initiative_is_built_and_checked():
    """500 stakeholders, 200 indicators of 40 observations and 5,000 ties are one value like any other."""
    stakeholders = [ci.Stakeholder(id=f"s{n}") for n in range(500)]
    years = [f"{year}" for year in range(1980, 2020)]
    series = [ci.Observation(period=year, value=1, reporter="s0") for year in years]
    indicators = [ci.Indicator(id=f"i{n}", observations=series) for n in range(200)]
    pairs = [(n % 500, (n + 1 + n // 500) % 500) for n in range(5000)]
    ties = [ci.Tie(source=f"s{one}", target=f"s{other}", kind="trust") for one, other in pairs]
    large = ci.Initiative(id="large", stakeholders=stakeholders, indicators=indicators, ties=ties)
    assert 500 + 200 * 41 + 5000 == len(large.addresses())
    assert 1.0 == large.find("indicators/i199/observations/2019;reporter=s0").value
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        large.with_ties(ci.Tie(source="s499", target="s500", kind="trust"))
    assert ["$.ties[5000].target"] == [fault.path for fault in caught.value.faults]


def test_those_who_serve_the_whole_are_listed_or_have_the_role():
    """What the backbone lists counts; only where it lists nobody do roles."""
    people = [ci.Stakeholder(id="trust", roles=["backbone"]), ci.Stakeholder(id="city")]
    assert ("trust",) == ci.Initiative(id="reads", stakeholders=people).backbone_organizations
    assert ("trust",) == ci.Initiative(id="reads", stakeholders=people, backbone=ci.Backbone()).backbone_organizations
    listed = ci.Initiative(id="reads", stakeholders=people, backbone=ci.Backbone(organizations=["city"]))
    assert ("city",) == listed.backbone_organizations
    assert () == ci.Initiative(id="reads").backbone_organizations
