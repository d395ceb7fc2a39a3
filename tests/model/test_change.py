"""Change without mutation: each verb returns another initiative, checked once."""

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.model import generated
from tests.model.whole import GRADUATION, WHOLE

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.model import _check

BARE = ci.Initiative(
    id="reads",
    stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")],
    indicators=[ci.Indicator(id="grad"), ci.Indicator(id="attend")],
    instruments=[ci.Instrument(id="pulse", levels=["no", "yes"])],
)

VERBS = {
    "with_stakeholders": ("stakeholders", ci.Stakeholder(id="x"), ci.Stakeholder(id="x", name="new")),
    "with_indicators": ("indicators", ci.Indicator(id="x"), ci.Indicator(id="x", name="new")),
    "with_activities": ("activities", ci.Activity(id="x"), ci.Activity(id="x", name="new")),
    "with_convenings": ("convenings", ci.Convening(on="2019-01-02"), ci.Convening(on="2019-01-02", head_count=3)),
    "with_ties": (
        "ties",
        ci.Tie(source="a", target="b", kind="trust", directed=False),
        ci.Tie(source="b", target="a", kind="trust", directed=False, strength=2),
    ),
    "with_bodies": ("bodies", ci.Body(id="x"), ci.Body(id="x", name="new")),
    "with_waves": ("waves", ci.Wave(id="x"), ci.Wave(id="x", name="new")),
    "with_instruments": ("instruments", ci.Instrument(id="x"), ci.Instrument(id="x", name="new")),
    "with_responses": (
        "responses",
        ci.Response(instrument="pulse", respondent="r1"),
        ci.Response(instrument="pulse", respondent="r1", organization="a"),
    ),
    "with_evidence": ("evidence", ci.Evidence(id="x", about="c"), ci.Evidence(id="x", about="c", rating=2)),
    "with_systems_changes": (
        "systems_changes",
        ci.SystemsChange(id="x", kind="policy"),
        ci.SystemsChange(id="x", kind="practice"),
    ),
    "with_contribution_claims": (
        "contribution_claims",
        ci.ContributionClaim(id="x", outcome="grad"),
        ci.ContributionClaim(id="x", outcome="attend"),
    ),
    "with_extents": (
        "extents",
        ci.Extent(collection="ties", completeness="partial"),
        ci.Extent(collection="ties", completeness="complete"),
    ),
    "with_goals": ("agenda.goals", ci.Goal(id="x"), ci.Goal(id="x", statement="new")),
    "with_adoptions": (
        "agenda.adoptions",
        ci.Adoption(stakeholder="a", on="2019-01-02"),
        ci.Adoption(stakeholder="a", on="2019-01-02", adopted=False),
    ),
    "with_reviews": ("agenda.reviews", ci.Review(on="2019-01-02"), ci.Review(on="2019-01-02", changed=True)),
    "with_provisions": (
        "backbone.provisions",
        ci.Provision(function="advance_policy"),
        ci.Provision(function="advance_policy", providers=["a"]),
    ),
}
"""Each verb with the collection that it changes, a record and another one with the same key."""

EACH_VERB = pytest.mark.parametrize(
    ("verb", "collection", "record", "other"), [(v, *r) for v, r in VERBS.items()], ids=VERBS
)


def listed(initiative, collection):
    """Return what a collection lists."""
    for step in collection.split("."):
        initiative = getattr(initiative, step)
    return initiative


@pytest.fixture
def checks(monkeypatch):
    """Count how often an initiative is checked."""
    count = []
    original = _check.faults
    monkeypatch.setattr(_check, "faults", lambda *args: count.append(args) or original(*args))
    return count


def test_every_collection_has_a_verb():
    """What is named with_... is tested here, and there is one for each collection of the initiative."""
    verbs = {name for name in dir(ci.Initiative) if name.startswith("with_")}
    assert verbs == {*VERBS, "with_observations", "with_readings"}
    collections = {f.name for f in attrs.fields(ci.Initiative) if f.default == ()} - {"extras", "sources"}
    assert collections == {collection for collection, _, _ in VERBS.values() if "." not in collection}


@EACH_VERB
def test_a_verb_adds_a_record(verb, collection, record, other):  # noqa: ARG001 - one table for all
    """The record is there, the original is as it was."""
    before = BARE.fingerprint()
    after = getattr(BARE, verb)(record)
    assert record in listed(after, collection)
    assert before == attrs.evolve(BARE).fingerprint()
    assert BARE != after


@EACH_VERB
def test_a_verb_replaces_the_record_with_the_same_key(verb, collection, record, other):
    """Where the key is known, the new record takes the place of the old one."""
    once, twice = getattr(BARE, verb)(record), getattr(getattr(BARE, verb)(record), verb)(other)
    assert [other if part == record else part for part in listed(once, collection)] == list(listed(twice, collection))


@EACH_VERB
def test_a_verb_takes_one_record_or_many(verb, collection, record, other):
    """One, several, a list, a generator, or lists among records: they say the same."""
    change = getattr(BARE, verb)
    expected = change(other)
    assert expected == change(record, other) == change([record, other]) == change([record], [], other)
    assert expected == change(part for part in (record, other))
    assert listed(expected, collection) == listed(expected.patched({}), collection)


@EACH_VERB
def test_a_verb_without_records_changes_nothing_that_is_listed(verb, collection, record, other):  # noqa: ARG001
    """Nothing added is nothing changed."""
    full = getattr(BARE, verb)(record)
    assert full == getattr(full, verb)()


@EACH_VERB
def test_a_verb_checks_once(verb, collection, record, other, checks):  # noqa: ARG001
    """However much is added, the initiative is checked one time."""
    getattr(BARE, verb)(record, other)
    assert 1 == len(checks)


@EACH_VERB
@pytest.mark.parametrize("wrong", ["x", 5, None, {"id": "x"}, ["x"]], ids=str)
def test_a_verb_refuses_what_is_no_record(verb, collection, record, other, wrong):  # noqa: ARG001
    """The error says what kind of record is wanted."""
    with pytest.raises(InvalidValueError, match=f"of type {type(record).__name__} or several of them"):
        getattr(BARE, verb)(wrong)


@EACH_VERB
def test_a_verb_undone_gives_the_original(verb, collection, record, other):  # noqa: ARG001
    """What was added can be taken out by its address."""
    start = BARE.patched({"agenda": {}, "backbone": {}})
    after = getattr(start, verb)(record)
    assert start == after.without(f"{collection.replace('.', '/')}/{record.key}")


def test_order_is_kept():
    """Who is replaced stays at its place, who is new comes last."""
    after = BARE.with_stakeholders(ci.Stakeholder(id="c"), ci.Stakeholder(id="a", name="A"))
    assert ["a", "b", "c"] == [person.id for person in after.stakeholders]
    assert "A" == after.stakeholders[0].name


def test_a_change_that_contradicts_is_refused():
    """A verb never returns an initiative with faults."""
    with pytest.raises(ci.InvalidInitiativeError, match="no stakeholder with id 'c'"):
        BARE.with_bodies(ci.Body(id="x", members=["a", "c"]))


def test_8000_observations_go_in_with_one_call(checks):
    """200 indicators get 40 observations each, checked once."""
    ids = [f"i{n}" for n in range(200)]
    start = ci.Initiative(id="large", indicators=[ci.Indicator(id=name) for name in ids])
    checks.clear()
    series = [ci.Observation(period=f"{year}", value=year) for year in range(1980, 2020)]
    after = start.with_observations(dict.fromkeys(ids, series))
    assert 1 == len(checks)
    assert 8000 == sum(len(indicator.observations) for indicator in after.indicators)
    assert 1980.0 == after.find("indicators/i199/observations/1980").value


def test_observations_are_replaced_where_period_group_and_reporter_are_known():
    """A later figure for the same group in the same year takes the place of the earlier one."""
    old, group = ci.Observation(period="2018-19", value=1), ci.Observation(period="2018-19", value=2, group="girls")
    new = ci.Observation(period="2018/2019", value=3, status="provisional")
    after = BARE.with_observations({"grad": [old, group]}).with_observations({"grad": new, "attend": []})
    assert (new, group) == after.indicator("grad").observations
    assert () == after.indicator("attend").observations


def test_observations_go_to_indicators_that_are_there():
    """An unknown indicator is answered with the nearest."""
    with pytest.raises(ci.UnknownNameError, match="no indicator with id 'gradd'; did you mean 'grad'"):
        BARE.with_observations({"gradd": ci.Observation(period="2019")})


def test_observations_are_given_by_indicator():
    """A list of them does not say where they belong."""
    with pytest.raises(InvalidValueError, match="a mapping by the id of the indicator"):
        BARE.with_observations([ci.Observation(period="2019")])


# without


def test_records_are_taken_out_by_their_addresses():
    """One or many addresses, at any depth, as arguments or in lists."""
    addresses = ["extents/stakeholders", "backbone/staff/director"]
    after = WHOLE.without("indicators/grad/target", addresses, ("convenings/kickoff",))
    assert 4 == len(WHOLE.addresses()) - len(after.addresses())
    assert set(WHOLE.addresses()) - set(after.addresses()) == {
        "indicators/grad/target",
        "convenings/kickoff",
        *addresses,
    }


@pytest.mark.parametrize("order", [1, -1])
def test_who_goes_takes_along_what_it_owns(order):
    """It does not matter whether the owner or what it owns is named first."""
    both = ["agenda/reviews/2019-01-02", "agenda"][::order]
    assert BARE == BARE.with_reviews(ci.Review(on="2019-01-02")).without(*both)


def test_what_is_still_referred_to_cannot_be_taken_out():
    """Every record that refers to it is named."""
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        WHOLE.without("activities/meals", "indicators/attend")
    assert {"activities/tutoring/reinforces/meals"} == {fault.address for fault in caught.value.faults}


def test_what_refers_to_it_can_go_with_it():
    """Taken out together, they leave a valid initiative."""
    after = WHOLE.without("activities/meals", "activities/tutoring/reinforces/meals", "indicators/attend")
    assert ["tutoring"] == [activity.id for activity in after.activities]


@pytest.mark.parametrize(
    "address", ["stakeholders/zoe", "stakeholders", "place", "agenda/vision", "id", "", "disclosure/x"]
)
def test_only_records_can_be_taken_out(address):
    """A field or a collection is no record: see `patched`."""
    with pytest.raises(ci.UnknownNameError, match="no record at address"):
        WHOLE.without(address)


def test_what_is_not_there_cannot_be_taken_out():
    """An absent agenda has no address."""
    with pytest.raises(ci.UnknownNameError, match="no record at address 'agenda'"):
        BARE.without("agenda")


def test_without_checks_once(checks):
    """Many removals are one change."""
    WHOLE.without("extents/stakeholders", "disclosure", "convenings/kickoff")
    assert 1 == len(checks)


def test_taking_out_nothing_changes_nothing():
    """No address, no change."""
    assert WHOLE == WHOLE.without() == WHOLE.without([])


# patched


def test_what_is_not_mentioned_stays():
    """Absent means unchanged."""
    after = WHOLE.patched({"place": "Starr", "indicators": {"grad": {"unit": "person"}}})
    assert ("Starr", "person") == (after.place, after.indicator("grad").unit)
    assert WHOLE == after.patched({"place": "Hidalgo", "indicators": {"grad": {"unit": "percent"}}})


def test_none_makes_unknown():
    """None is what nobody knows; of a collection, that nothing is listed."""
    after = WHOLE.patched({"place": None, "stakeholders": {"ymca": {"budget": None, "roles": None}}, "ties": None})
    ymca = after.stakeholder("ymca")
    assert (None, None, (), ()) == (after.place, ymca.budget, ymca.roles, after.ties)


def test_remove_takes_out():
    """REMOVE takes out a record, and gives a field back its default."""
    after = WHOLE.patched(
        {
            "disclosure": ci.REMOVE,
            "extents": ci.REMOVE,
            "convenings": {"kickoff": ci.REMOVE},
            "indicators": {"grad": {"comparisons": {"Texas": ci.REMOVE}, "name": ci.REMOVE}},
            "stakeholders": {"garza": {"kind": ci.REMOVE}},
        }
    )
    assert (None, (), 1) == (after.disclosure, after.extents, len(after.convenings))
    assert ((), None) == (after.indicator("grad").comparisons, after.indicator("grad").name)
    assert ci.StakeholderKind.ORGANIZATION is after.stakeholder("garza").kind
    assert "REMOVE" == repr(ci.REMOVE)


def test_new_records_are_made():
    """A key that is not there makes a record, with everything that it holds."""
    after = BARE.patched(
        {
            "agenda": {"problem": "Too few read", "goals": {"read": {"statement": "All read"}}},
            "stakeholders": {"c": {"budget": {"amount": 5, "currency": "USD"}, "roles": ["funder"]}, "a%2Fb": {}},
            "indicators": {
                "grad": {
                    "baseline": {"period": "2011/12", "value": 87},
                    "observations": {"2019;group=girls": {"value": 3}},
                    "codes": [{"vocabulary": "SDG", "code": "4"}, ci.Code(vocabulary="IRIS+", code="P")],
                },
                "new": {"comparisons": {"Texas": {"observations": [{"period": "2019", "value": 1}]}}},
            },
            "ties": {"a>b;kind=trust": {}, "a<>b;kind=referral": {"strength": 2}},
            "convenings": {"2019-01-02": {}, "kickoff": {"on": "2019-01-03"}},
            "backbone": {"organizations": ["a"], "staff": [{"id": "lead", "role": "other"}]},
        }
    )
    expected = ci.Initiative(
        id="reads",
        agenda=ci.CommonAgenda(problem="Too few read", goals=[ci.Goal(id="read", statement="All read")]),
        stakeholders=[
            *BARE.stakeholders,
            ci.Stakeholder(id="c", budget=ci.Money(amount=5, currency="USD"), roles=["funder"]),
            ci.Stakeholder(id="a/b"),
        ],
        indicators=[
            ci.Indicator(
                id="grad",
                baseline=ci.Observation(period="2011/12", value=87),
                observations=[ci.Observation(period="2019", group="girls", value=3)],
                codes=[ci.Code(vocabulary="SDG", code="4"), ci.Code(vocabulary="IRIS+", code="P")],
            ),
            ci.Indicator(id="attend"),
            ci.Indicator(
                id="new",
                comparisons=[ci.Comparison(name="Texas", observations=[ci.Observation(period="2019", value=1)])],
            ),
        ],
        instruments=BARE.instruments,
        ties=[
            ci.Tie(source="a", target="b", kind="trust"),
            ci.Tie(source="a", target="b", kind="referral", directed=False, strength=2),
        ],
        convenings=[ci.Convening(on="2019-01-02"), ci.Convening(id="kickoff", on="2019-01-03")],
        backbone=ci.Backbone(organizations=["a"], staff=[ci.StaffMember(id="lead", role="other")]),
    )
    assert expected.fingerprint() == after.fingerprint()


def test_records_can_be_given_as_they_are():
    """A record stands for the mapping of its fields, whether new or in the place of another."""
    changed, new = ci.Stakeholder(id="a", name="A"), ci.Stakeholder(id="c")
    after = BARE.patched({"stakeholders": {"a": changed, "c": new}, "agenda": ci.CommonAgenda(vision="All read")})
    assert (changed, BARE.stakeholders[1], new) == after.stakeholders
    assert "All read" == after.agenda.vision
    assert (changed,) == BARE.patched({"stakeholders": [changed]}).stakeholders


def test_a_record_can_be_renamed():
    """A new id is a change like any other; what refers to the old one must change with it."""
    after = WHOLE.patched(
        {
            "activities": {
                "meals": {"id": "lunch"},
                "tutoring": {"reinforces": [{"activity": "lunch", "confirmed_by": ["district"]}]},
            }
        }
    )
    assert ["tutoring", "lunch"] == [activity.id for activity in after.activities]


WRONG = {
    "a field that is not there": (
        {"placee": "Starr"},
        ci.UnknownNameError,
        "no field of Initiative 'placee'; did you mean 'place'?",
    ),
    "a field of a record that is not there": (
        {"indicators": {"grad": {"unti": "percent"}}},
        ci.UnknownNameError,
        "no field of indicators/grad 'unti'; did you mean 'unit'?",
    ),
    "a field of a new record that is not there": (
        {"stakeholders": {"c": {"namee": "C"}}},
        ci.UnknownNameError,
        "no field of stakeholders/c 'namee'; did you mean 'name'?",
    ),
    "a key that spells what is no field": (
        {"indicators": {"grad": {"observations": {"2019;groups=a": {}}}}},
        ci.UnknownNameError,
        "no field of indicators/grad/observations/2019;groups=a 'groups'; did you mean 'group'?",
    ),
    "a record to remove that is not there": (
        {"stakeholders": {"ymcaa": ci.REMOVE}},
        ci.UnknownNameError,
        "no record at address 'stakeholders/ymcaa'; did you mean 'stakeholders/ymca'?",
    ),
    "a wrong value": (
        {"place": 5},
        InvalidValueError,
        "Initiative.place: 5 is not text",
    ),
    "a wrong value in a record": (
        {"stakeholders": {"ymca": {"staff_fte": "44"}}},
        InvalidValueError,
        "stakeholders/ymca/staff_fte: '44' is not a number",
    ),
    "a wrong value in a record in a record": (
        {"indicators": {"grad": {"baseline": {"period": "11-12"}}}},
        InvalidValueError,
        "indicators/grad/baseline/period: '11-12' is not a period such as '2018-19', '2013 Q1' or '2018 to 2020'",
    ),
    "a wrong value in a new record": (
        {"stakeholders": {"c": {"budget": {"amount": True, "currency": "USD"}}}},
        InvalidValueError,
        "stakeholders/c/budget/amount: True is not a number",
    ),
    "a new record without what it needs": (
        {"contribution_claims": {"c": {}}},
        InvalidValueError,
        "contribution_claims/c: {'id': 'c'} is not a new ContributionClaim, which needs outcome",
    ),
    "a new record under another key": (
        {"stakeholders": {"c": {"id": "d"}}},
        InvalidValueError,
        "stakeholders/c: 'd' is not the key 'c' that the record is given under",
    ),
    "a new record as it is under another key": (
        {"stakeholders": {"c": ci.Stakeholder(id="d")}},
        InvalidValueError,
        "stakeholders/c: 'd' is not the key 'c' that the record is given under",
    ),
    "something else than a record": (
        {"stakeholders": {"ymca": "YMCA"}},
        InvalidValueError,
        "stakeholders/ymca: 'YMCA' is not a mapping of fields, a Stakeholder or REMOVE",
    ),
    "unknown as a record": (
        {"stakeholders": {"ymca": None}},
        InvalidValueError,
        "stakeholders/ymca: None is not a mapping of fields, a Stakeholder or REMOVE",
    ),
    "a record of another kind": (
        {"stakeholders": {"ymca": ci.Code(vocabulary="SDG", code="4")}},
        InvalidValueError,
        "stakeholders/ymca: Code(vocabulary='SDG', code='4') is not a mapping of fields, a Stakeholder or REMOVE",
    ),
    "keys where there are none": (
        {"indicators": {"grad": {"codes": {"SDG": {}}}}},
        InvalidValueError,
        "indicators/grad/codes: {'SDG': {}} is not a sequence of Code (they have no keys)",
    ),
    "a key that is no text": (
        {"stakeholders": {5: {}}},
        InvalidValueError,
        "stakeholders: 5 is not the key of a record",
    ),
    "no sequence": (
        {"stakeholders": {"ymca": {"aliases": "Y"}}},
        InvalidValueError,
        "stakeholders/ymca/aliases: 'Y' is not a sequence",
    ),
    "text for records": (
        {"stakeholders": "ymca"},
        InvalidValueError,
        "Initiative.stakeholders: 'ymca' is not a sequence",
    ),
    "a number for records": (
        {"indicators": {"grad": {"observations": 5}}},
        InvalidValueError,
        "indicators/grad/observations: 5 is not a sequence",
    ),
    "unknown where it must be known": (
        {"status": None},
        InvalidValueError,
        "Initiative.status: None is not one of active, completed, terminated",
    ),
    "the id removed": ({"id": ci.REMOVE}, InvalidValueError, "Initiative.id: None is not text"),
    "no mapping": ("place", InvalidValueError, "changes: 'place' is not a mapping of fields of Initiative"),
}


@pytest.mark.parametrize(("changes", "error", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_change_is_refused_with_its_place(changes, error, sentence):
    """The error says where, what was given and what would be right."""
    with pytest.raises(error) as caught:
        WHOLE.patched(changes)
    assert sentence == str(caught.value)


def test_patched_checks_once(checks):
    """However deep the changes, the initiative is checked one time."""
    WHOLE.patched({"place": "Starr", "indicators": {"grad": {"name": "x"}}, "stakeholders": {"c": {}}})
    assert 1 == len(checks)


def test_patched_refuses_contradictions():
    """A patched initiative is as valid as any."""
    with pytest.raises(ci.InvalidInitiativeError, match="low \\(5\\) is above high \\(4\\)"):
        WHOLE.patched({"indicators": {"grad": {"baseline": {"value": None, "low": 5, "high": 4}}}})


# laws


def changes(initiative):
    """Draw one change of an initiative, sensible or not, as a verb and what it takes."""
    people = {person.id for person in initiative.stakeholders}
    leads, members = generated.one_of(people | {"zoe"}), st.lists(generated.IDS, max_size=2)
    removals = st.dictionaries(generated.IDS, st.just({"led_by": "a"}) | st.just(ci.REMOVE), max_size=2)
    return st.one_of(
        st.tuples(st.just("with_stakeholders"), generated.stakeholders()),
        st.tuples(st.just("with_activities"), st.builds(ci.Activity, id=generated.IDS, led_by=leads)),
        st.tuples(st.just("with_goals"), st.builds(ci.Goal, id=generated.IDS)),
        st.tuples(st.just("with_bodies"), st.builds(ci.Body, id=generated.IDS, members=members)),
        st.tuples(st.just("without"), st.sampled_from((*initiative.addresses(), "agenda"))),
        st.tuples(st.just("patched"), st.fixed_dictionaries({"activities": removals})),
        st.tuples(st.just("patched"), st.just({"stakeholders": None})),
    )


@given(generated.initiatives(), st.data())
def test_no_sequence_of_changes_leads_to_an_invalid_initiative(initiative, data):
    """Each change is refused with an error of ours, or gives an initiative without faults."""
    for _ in range(4):
        verb, given = data.draw(changes(initiative))
        before = attrs.evolve(initiative)
        try:
            after = getattr(initiative, verb)(given)
        except ci.CollectiveImpactError:
            after = initiative
        assert before == initiative
        assert () == _check.faults(after, ci.Initiative)
        initiative = after


@given(generated.initiatives(), generated.stakeholders())
def test_with_then_without_gives_the_original(initiative, stakeholder):
    """Adding a record that was not there, and taking it out again, changes nothing."""
    address = f"stakeholders/{stakeholder.key}"
    if address not in initiative.addresses():
        assert initiative == initiative.with_stakeholders(stakeholder).without(address)


@given(generated.initiatives(), st.data())
def test_without_then_with_gives_the_original_content(initiative, data):
    """A record that nothing refers to can be taken out and put back; only the order may differ."""
    assume(initiative.convenings)
    meeting = data.draw(st.sampled_from(initiative.convenings))
    without = initiative.without(f"convenings/{meeting.key}")
    assert len(initiative.convenings) - 1 == len(without.convenings)
    assert initiative.fingerprint() == without.with_convenings(meeting).fingerprint()


@given(generated.initiatives())
def test_an_empty_patch_changes_nothing(initiative):
    """So does a patch that says what is already there."""
    same = {"stakeholders": {person.key: {"name": person.name} for person in initiative.stakeholders}}
    assert initiative == initiative.patched({}) == initiative.patched(same)


def test_graduation_of_the_whole_is_what_the_tests_say():
    """The record that other tests look at is the one in the initiative."""
    assert GRADUATION is WHOLE.indicator("grad")
