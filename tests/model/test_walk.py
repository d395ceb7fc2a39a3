"""Every record has an address, and `find` returns what is there."""

import attrs
import pytest
from hypothesis import given
from tests.model.generated import initiatives
from tests.model.whole import GRADUATION, WHOLE

import collective_impact as ci
from collective_impact.model import _walk
from collective_impact.model._record import Extra, Record

ADDRESSES = {
    "agenda": WHOLE.agenda,
    "agenda/goals/finish": WHOLE.agenda.goals[0],
    "agenda/adoptions/ymca;on=2012-06-01": WHOLE.agenda.adoptions[0],
    "agenda/adoptions/district": WHOLE.agenda.adoptions[1],
    "agenda/reviews/2014-01-15": WHOLE.agenda.reviews[0],
    "stakeholders/ymca": WHOLE.stakeholders[0],
    "stakeholders/district": WHOLE.stakeholders[1],
    "stakeholders/garza": WHOLE.stakeholders[2],
    "indicators/grad": GRADUATION,
    "indicators/grad/baseline": GRADUATION.baseline,
    "indicators/grad/target": GRADUATION.target,
    "indicators/grad/observations/2017-18;reporter=district": GRADUATION.observations[0],
    "indicators/grad/observations/2018-19;reporter=district": GRADUATION.observations[1],
    "indicators/grad/observations/2018-19;group=Starr County": GRADUATION.observations[2],
    "indicators/grad/comparisons/Texas": GRADUATION.comparisons[0],
    "indicators/grad/comparisons/Texas/observations/2018-19": GRADUATION.comparisons[0].observations[0],
    "indicators/attend": WHOLE.indicators[1],
    "activities/tutoring": WHOLE.activities[0],
    "activities/tutoring/reinforces/meals": WHOLE.activities[0].reinforces[0],
    "activities/meals": WHOLE.activities[1],
    "convenings/2014-03-01;body=steering": WHOLE.convenings[0],
    "convenings/2014-03-01;body=steering/attendances/ymca": WHOLE.convenings[0].attendances[0],
    "convenings/2014-03-01;body=steering/attendances/garza": WHOLE.convenings[0].attendances[1],
    "convenings/kickoff": WHOLE.convenings[1],
    "ties/ymca>district;kind=referral;wave=w1;reporter=ymca": WHOLE.ties[0],
    "ties/garza<>ymca;kind=trust": WHOLE.ties[1],
    "bodies/steering": WHOLE.bodies[0],
    "backbone": WHOLE.backbone,
    "backbone/provisions/guide_vision_and_strategy": WHOLE.backbone.provisions[0],
    "backbone/staff/director": WHOLE.backbone.staff[0],
    "backbone/funding/grant": WHOLE.backbone.funding[0],
    "waves/w1": WHOLE.waves[0],
    "instruments/pulse": WHOLE.instruments[0],
    "instruments/pulse/constructs/trust": WHOLE.instruments[0].constructs[0],
    "instruments/pulse/items/q1": WHOLE.instruments[0].items[0],
    "instruments/pulse/items/q2": WHOLE.instruments[0].items[1],
    "responses/pulse;respondent=r1;wave=w1": WHOLE.responses[0],
    "evidence/minutes": WHOLE.evidence[0],
    "systems_changes/policy": WHOLE.systems_changes[0],
    "contribution_claims/claim": WHOLE.contribution_claims[0],
    "extents/stakeholders": WHOLE.extents[0],
    "disclosure": WHOLE.disclosure,
}


def test_every_record_has_an_address():
    """These are all records of the initiative."""
    assert sorted(ADDRESSES) == sorted(WHOLE.addresses())


@pytest.mark.parametrize(("address", "record"), ADDRESSES.items(), ids=ADDRESSES)
def test_find_returns_the_record_at_an_address(address, record):
    """However deep it lies, a record is found by its address."""
    assert record is WHOLE.find(address)


@given(initiatives())
def test_an_address_leads_to_one_record(initiative):
    """Whatever the ids are made of, no two records of a valid initiative share an address."""
    walked = [record for _, record in _walk.addresses(initiative, ci.Initiative)]
    assert len(walked) == len(initiative.addresses())
    assert walked == [initiative.find(address) for address in initiative.addresses()]


@given(initiatives())
def test_the_way_to_a_record_and_its_address_agree(initiative):
    """The location in the document and the address name the same record."""
    places = _walk.places(initiative, ci.Initiative)
    named = {_walk.address_of(initiative, way): part for way, part in places if way and isinstance(part, Record)}
    assert named == {address: initiative.find(address) for address in initiative.addresses()}


@given(initiatives())
def test_a_key_is_read_back(initiative):
    """The fields that a key spells give the same key, however awkward the ids."""
    for address in initiative.addresses():
        record = initiative.find(address)
        if record is not initiative.agenda:
            spelled = type(record).of_key(address.rpartition("/")[2])
            assert spelled
            assert record.key == attrs.evolve(record, **spelled).key


@pytest.mark.parametrize(
    ("key", "record"),
    [
        ("a%2Fb", ci.Stakeholder(id="a/b")),
        ("100%25", ci.Stakeholder(id="100%")),
        ("a%3Bb", ci.Stakeholder(id="a;b")),
        ("2011%2F12", ci.Observation(period="2011/12")),
        ("?", ci.Observation(value=1)),
        ("2019;group=a%2Fb;reporter=c", ci.Observation(period="2019", group="a/b", reporter="c")),
        ("a%3Eb>c%3C;kind=trust", ci.Tie(source="a>b", target="c<", kind="trust")),
        ("a<>b-c;kind=trust", ci.Tie(source="b-c", target="a", kind="trust", directed=False)),
        ("a-b<>c;kind=trust", ci.Tie(source="a-b", target="c", kind="trust", directed=False)),
        ("2019-01-02", ci.Convening(on="2019-01-02")),
        ("kick%2Foff", ci.Convening(id="kick/off", on="2019-01-02")),
        ("advance_policy", ci.Provision(function="advance_policy")),
        ("agenda%2Fgoals", ci.Extent(collection="agenda/goals", completeness="complete")),
    ],
)
def test_what_would_divide_an_address_is_escaped(key, record):
    """Ids and names may hold any text; slashes, percents and semicolons are spelled in hexadecimal."""
    assert key == record.key


@pytest.mark.parametrize(
    ("kind", "key", "fields"),
    [
        (ci.Stakeholder, "a%2Fb", {"id": "a/b"}),
        (ci.Observation, "2011%2F12;group=a=b", {"period": "2011/12", "group": "a=b"}),
        (ci.Adoption, "ymca;on=2019-01-02", {"stakeholder": "ymca", "on": "2019-01-02"}),
        (
            ci.Tie,
            "a>b;kind=trust;wave=w",
            {"source": "a", "target": "b", "kind": "trust", "wave": "w", "directed": True},
        ),
        (ci.Tie, "a-b<>c;kind=trust", {"source": "a-b", "target": "c", "kind": "trust", "directed": False}),
        (ci.Convening, "2019-01-02;body=x", {"on": "2019-01-02", "body": "x"}),
        (ci.Convening, "2019-01-02", {"on": "2019-01-02"}),
        (ci.Convening, "2019-01-02b", {"id": "2019-01-02b"}),
        (ci.Convening, "kick%2Foff", {"id": "kick/off"}),
    ],
)
def test_what_a_key_spells(kind, key, fields):
    """A key is the first field, then the others by name."""
    assert fields == kind.of_key(key)


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("stakeholders/ymcaa", "stakeholders/ymca"),
        ("stakeholder/ymca", "stakeholders/ymca"),
        (
            "indicators/grad/observation/2018-19;reporter=district",
            "indicators/grad/observations/2018-19;reporter=district",
        ),
        ("backbones", "backbone"),
    ],
)
def test_a_wrong_address_is_answered_with_the_nearest(address, near):
    """The error says what was asked for and what there is."""
    with pytest.raises(ci.UnknownNameError) as caught:
        WHOLE.find(address)
    assert f"no record at address {address!r}; did you mean {near!r}?" == str(caught.value)


@pytest.mark.parametrize("address", ["", "stakeholders", "stakeholders/", "indicators/grad/unit", "agenda/", "/agenda"])
def test_only_records_have_addresses(address):
    """A collection, a field or the initiative itself is not found."""
    with pytest.raises(ci.UnknownNameError):
        WHOLE.find(address)


@pytest.mark.parametrize(
    ("collection", "expected"),
    [
        ("stakeholders", WHOLE.stakeholders),
        ("stakeholders/ymca/aliases", ("Y",)),
        ("agenda/principles", ("nothing about us without us",)),
        ("indicators/grad/observations", GRADUATION.observations),
        ("indicators/grad/comparisons/Texas/observations", GRADUATION.comparisons[0].observations),
        ("indicators/grad/codes", GRADUATION.codes),
        ("convenings/2014-03-01;body=steering/attendances", WHOLE.convenings[0].attendances),
        ("stakeholders/", None),
        ("stakeholders/ymca", None),
        ("stakeholders/ymca/", None),
        ("stakeholders/ymca/name", None),
        ("stakeholders/nobody/aliases", None),
        ("stakeholders/ymca/budget", None),
        ("stakeholders/ymca/extras", None),
        ("place", None),
        ("place/x", None),
        ("agenda", None),
        ("agenda/", None),
        ("agenda/goal", None),
        ("extras", None),
        ("", None),
    ],
)
def test_what_a_collection_lists(collection, expected):
    """An address names a collection of an initiative, or there can be no such collection."""
    assert expected == _walk.listed(WHOLE, ci.Initiative, collection)


@pytest.mark.parametrize("collection", ["agenda/goals", "backbone/provisions", "agenda/adoptions"])
def test_what_is_not_there_lists_nothing(collection):
    """The collections of an agenda or backbone exist before it does."""
    assert () == _walk.listed(ci.Initiative(id="new"), ci.Initiative, collection)


def test_what_the_library_does_not_know_has_no_address():
    """Keys kept from a document are no records."""
    kept = ci.Initiative(id="new", extras=[Extra(key="x_note", text='"a"')])
    assert () == kept.addresses()
    assert kept != ci.Initiative(id="new")
