import attrs
import pytest

import collective_impact as ci
from collective_impact.network._absent import who_is_missing

ALL = ("stakeholders", "activities", "bodies", "ties")


def reads(**changes):
    """Return an initiative of four, all of whose lists are complete."""
    people = {"ymca": "nonprofit", "city": "government", "bank": "business", "ana": "community"}
    given = {
        "id": "reads",
        "agenda": ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="count", closes_gap_for="newcomers")]),
        "stakeholders": [
            ci.Stakeholder(id=name, sector=sector, affected=name == "ana", joined="2019-01-01")
            for name, sector in people.items()
        ],
        "activities": [ci.Activity(id="tutoring", led_by="bank", goals=["read"], status="under_way")],
        "bodies": [],
        "ties": [ci.Tie(source="ymca", target="city", kind="communication")],
        "extents": [ci.Extent(collection=name, completeness="complete") for name in ALL],
    }
    return ci.Initiative(**given | changes)


def codes(missing):
    """Return the codes of what is missing, without the room's name."""
    return [finding.code.removeprefix("network.absent.") for finding in missing.findings]


def by_name(presences):
    """Return presences by what they are about."""
    return {each.what: each for each in presences}


def test_sectors_without_a_member_are_missing():
    """Every sector is asked for but 'other'; of those there, it is said who is connected."""
    missing = who_is_missing(reads())
    sectors = by_name(missing.sectors)
    assert set(ci.Sector) - {ci.Sector.OTHER} == set(sectors)
    assert (("ymca",), ("ymca",), True) == (
        sectors["nonprofit"].there,
        sectors["nonprofit"].connected,
        sectors["nonprofit"].present,
    )
    assert (("bank",), (), True) == (
        sectors["business"].there,
        sectors["business"].connected,
        sectors["business"].present,
    )
    assert sectors["faith"].present is False
    assert "education, health, philanthropy, faith, labor, research, media" == dict(missing.findings[0].params)["what"]


@pytest.mark.parametrize(
    "change",
    [
        {"extents": [ci.Extent(collection="stakeholders", completeness="partial")]},
        {"stakeholders": [ci.Stakeholder(id="ymca"), ci.Stakeholder(id="city", sector="government")], "activities": []},
    ],
    ids=["list not complete", "a member without a sector"],
)
def test_a_sector_is_not_missing_where_that_is_not_known(change):
    """Members who are not listed, or without a sector, may be of any."""
    sectors = by_name(who_is_missing(reads(**change)).sectors)
    assert sectors["faith"].present is None
    assert sectors["government"].present is True


def test_goals_need_an_owner_who_is_connected():
    """Who leads or shares an activity for it, or sits in a body that works on it, owns a goal."""
    goals = by_name(who_is_missing(reads()).goals)
    assert (("bank",), (), True) == (goals["read"].there, goals["read"].connected, goals["read"].present)
    assert goals["count"].present is False
    seated = reads(bodies=[ci.Body(id="table", kind="working_group", goals=["count"], members=["city"])])
    assert ("city",) == by_name(who_is_missing(seated).goals)["count"].connected
    unlisted = reads(activities=[], extents=[])
    assert by_name(who_is_missing(unlisted).goals)["count"].present is None


def test_people_affected_are_asked_for():
    """There and alone, absent, or not known: three things."""
    assert "affected_alone" in codes(who_is_missing(reads()))
    people = [attrs.evolve(person, affected=False) for person in reads().stakeholders]
    assert "affected" in codes(who_is_missing(reads(stakeholders=people)))
    people = [attrs.evolve(person, affected=None) for person in reads().stakeholders]
    assert "affected_unknown" in codes(who_is_missing(reads(stakeholders=people)))


def test_groups_are_for_people_to_ask_about():
    """Whose gap a goal is to close, and whom an indicator tells apart; no record says who belongs to them."""
    rate = ci.Indicator(
        id="rate",
        observations=[
            ci.Observation(period="2020", value=1, group="newcomers"),
            ci.Observation(period="2020", value=2, group="renters"),
        ],
    )
    missing = who_is_missing(reads(indicators=[rate]))
    assert ("newcomers", "renters") == missing.groups
    assert "groups" == codes(missing)[-1]
    assert "groups" not in codes(who_is_missing(reads(agenda=None, activities=[])))


def test_who_is_not_there_on_the_date_does_not_count():
    """A member that came later fills no seat before."""
    later = [attrs.evolve(p, joined="2021-01-01") if p.id == "ymca" else p for p in reads().stakeholders]
    missing = who_is_missing(reads(stakeholders=later), on="2020-01-01")
    assert by_name(missing.sectors)["nonprofit"].present is False
    assert 3 == missing.n


def test_it_suggests_introductions_and_prints_as_a_list():
    """Four members and one tie: the largest part first, joined with one of the two who are alone."""
    missing = who_is_missing(reads())
    assert 3 == len(missing.introductions.suggested)
    assert {"ymca", "city"} & {missing.introductions.suggested[0].one, missing.introductions.suggested[0].other}
    text = str(missing)
    assert text.startswith("Missing from reads:\n  no member of: ")
    assert "connects a part of 2 with a part of 1" in text


def test_everybody_there_leaves_nothing_to_say():
    """No sentence is made of nothing."""
    people = [
        ci.Stakeholder(id=sector.value, sector=sector, affected=True) for sector in ci.Sector if sector.value != "other"
    ]
    names = [person.id for person in people]
    ties = [ci.Tie(source=one, target=names[0], kind="trust") for one in names[1:]]
    full = reads(agenda=None, stakeholders=people, activities=[], ties=ties)
    assert () == who_is_missing(full, "trust").findings


def test_who_has_left_is_not_there():
    """Without a date those count who have not left."""
    gone = [attrs.evolve(p, left="2021-01-01") if p.id == "ymca" else p for p in reads().stakeholders]
    missing = who_is_missing(reads(stakeholders=gone))
    assert by_name(missing.sectors)["nonprofit"].present is False
    assert by_name(missing.sectors)["government"].connected == ()


def test_nobody_is_alone_where_that_is_not_known():
    """Who did not answer may have ties, and so may all where not all ties are listed."""
    waves = [ci.Wave(id="spring", answered=["ymca", "city", "ana"])]
    ties = [ci.Tie(source="ymca", target="city", kind="communication", wave="spring")]
    silent = by_name(who_is_missing(reads(waves=waves, ties=ties)).sectors)
    assert (None, True) == (silent["business"].alone, silent["community"].alone)
    extents = [ci.Extent(collection="ties", completeness="partial")]
    missing = who_is_missing(reads(extents=[*reads().extents[:3], *extents]))
    assert by_name(missing.sectors)["community"].alone is None
    assert {"sector_alone_unknown", "affected_alone_unknown", "goal_alone_unknown"} <= set(codes(missing))
    assert ["network.ties_not_complete"] == [warning.code for warning in missing.warnings]


def test_where_no_tie_is_recorded_nothing_is_known():
    """Of RGV FOCUS no tie was published: nobody is called alone, and a warning stands on it."""
    missing = who_is_missing(ci.examples.load("rgv_focus"))
    assert not any(code.endswith("_alone") for code in codes(missing))
    assert "network.nothing_known" in [warning.code for warning in missing.warnings]


@pytest.mark.parametrize(
    ("status", "on", "expected"),
    [
        ("planned", None, False),
        ("completed", None, False),
        ("under_way", None, True),
        (None, None, None),
        ("under_way", "2018-01-01", False),
        ("under_way", "2021-01-01", True),
    ],
)
def test_only_activities_under_way_are_work_on_a_goal(status, on, expected):
    """One that is planned, over or not begun is none; without a status nobody knows."""
    activity = ci.Activity(id="tutoring", led_by="bank", goals=["read"], status=status, starts="2020-01-01")
    people = [attrs.evolve(person, joined="2017-01-01") for person in reads().stakeholders]
    goals = by_name(who_is_missing(reads(activities=[activity], stakeholders=people), on=on).goals)
    assert expected is goals["read"].present


def test_the_backbone_gets_no_more_ties():
    """Introductions are sought among the others."""
    missing = who_is_missing(reads(backbone=ci.Backbone(organizations=["ymca"])))
    assert "ymca" not in {end for each in missing.introductions.suggested for end in (each.one, each.other)}
