"""What is said about relations between records where some records could not be read."""

import pytest
from tests.io.documents import faults_of, holding

import collective_impact as ci

PEOPLE = [{"id": "ymca"}, {"id": "library"}]


def contradictions(**fields):
    """Return the faults that are not of shape, in a document whose note is broken."""
    found = faults_of(holding(note=5, **fields))
    return [(code, path.removeprefix("$.initiative.")) for code, path in found if code.startswith("fault.")]


def test_contradictions_are_found_beside_faults_of_shape():
    """A fault of shape elsewhere hides no unknown id, no duplicate and no contradiction."""
    assert [
        ("fault.duplicate", "stakeholders[1]"),
        ("fault.negative", "stakeholders[0].staff_fte"),
        ("fault.unknown_id", "activities[0].led_by"),
        ("fault.dates", "ended"),
    ] == contradictions(
        stakeholders=[{"id": "ymca", "staff_fte": -1}, {"id": "ymca"}],
        activities=[{"id": "walk", "led_by": "school"}],
        started="2020-01-02",
        ended="2020-01-01",
    )


def test_places_are_those_of_the_document():
    """What was left out does not shift the places of what stands behind it."""
    walk = {"id": "walk", "partners": ["library"]}
    run = {
        "id": "run",
        "partners": [1, "nobody", "ymca"],
        "goals": ["read"],
        "reinforces": [{}, {"activity": "garden"}],
    }
    assert [
        ("fault.duplicate", "stakeholders[3]"),
        ("fault.unknown_id", "activities[2].partners[1]"),
        ("fault.unknown_id", "activities[2].goals[0]"),
        ("fault.unknown_id", "activities[2].reinforces[1].activity"),
    ] == contradictions(
        stakeholders=[{"id": "school 2", "name": 5}, {"id": "ymca"}, {"id": "library"}, {"id": "ymca"}],
        activities=[{"id": "swam", "name": 1}, walk, run],
    )


def test_the_first_of_two_alike_is_counted_as_in_the_document():
    """The sentence about a duplicate speaks of the first one's place in the file."""
    check = ci.check(holding(waves=[{"id": 5}, {"id": "one"}, {"id": "one"}]))
    assert ["'one' is there twice (the first is waves[1])"] == [
        str(fault.message) for fault in check.faults if fault.code == "fault.duplicate"
    ]


@pytest.mark.parametrize(
    "stakeholders",
    [
        [{"id": "ymca", "staff_fte": "44"}],
        [{"name": "ymca"}],
        [{"id": 5}],
        [5],
        {"ymca": {}},
    ],
)
def test_nobody_is_said_to_be_unknown_whose_record_could_not_be_read(stakeholders):
    """Where an id itself was lost, any id may be it."""
    assert [] == contradictions(stakeholders=stakeholders, activities=[{"id": "walk", "led_by": "ymca"}])


def test_a_record_that_cannot_be_made_is_known_by_its_id():
    """Who misspells the kind of a change, or leaves out what an indicator needs, is told of that alone."""
    fields = {
        "agenda": {"goals": [{"id": "read", "horizon": 5}, {"id": "write", "extras": 1}]},
        "systems_changes": [{"id": "law", "kind": "policy", "evidence": ["a/b", "c"]}],
        "evidence": [{"id": "a/b"}],
        "bodies": [{"id": "table", "goals": ["read", "write"]}],
        "extents": [{"collection": "evidence", "completeness": "partial"}],
    }
    assert [("fault.unknown_id", "systems_changes[0].evidence[1]")] == contradictions(**fields)


def test_an_unreadable_agenda_makes_no_goal_unknown():
    """Goals may stand in what could not be read."""
    assert [] == contradictions(agenda=["read"], bodies=[{"id": "table", "goals": ["read"]}])


@pytest.mark.parametrize(
    "fields",
    [
        {"indicators": [{"id": "grad", "observations": [{"period": 5}]}]},
        {"indicators": [{"id": "grad", "levels": ["A", 5], "target": {"level": "B"}}]},
        {"indicators": [{"id": "grad", "target": {"numerator": 1, "denominator": "2"}}]},
        {"indicators": [{"id": "grad", "observations": [{"period": "2019", "group": 1}, {"period": "2019"}]}]},
        {"instruments": [{"id": "pulse", "levels": ["no", 1], "items": [{"id": "q"}]}]},
        {
            "instruments": [{"id": "pulse", "levels": ["no", "yes"], "items": [{"text": "how?"}]}],
            "responses": [{"instrument": "pulse", "respondent": "a", "answers": [{"item": "q", "value": 1}]}],
        },
        {
            "instruments": [{"id": "pulse", "levels": ["no", "yes", 1], "items": [{"id": "q"}]}],
            "responses": [{"instrument": "pulse", "respondent": "a", "answers": [{"item": "q", "value": 3}]}],
        },
        {
            "instruments": [{"id": "pulse", "levels": ["no", "yes"], "items": [{"id": "q"}]}],
            "responses": [{"instrument": "pulse", "respondent": "a", "answers": [{"item": "q", "value": "3"}]}],
        },
        {
            "stakeholders": [*PEOPLE, 5],
            "extents": [{"collection": "stakeholders", "completeness": "complete", "total": 3}],
        },
        {
            "indicators": [{"id": "grad", "direction": "up", "observations": [{"period": "2019", "value": "92"}]}],
            "extents": [{"collection": "indicators/grad/observations", "completeness": "complete", "total": 1}],
        },
        {
            "indicators": [{"name": "graduation"}],
            "extents": [{"collection": "indicators/grad/observations", "completeness": "complete"}],
        },
        {"backbone": {"budget": {"amount": "x", "currency": "dollars"}}},
        {"disclosure": {"minimum_count": "x", "minimum_respondents": 0}},
    ],
)
def test_what_rests_on_something_unread_is_not_said(fields):
    """A contradiction that a lost value may explain is not claimed; repair the value and it is looked for again."""
    assert [] == contradictions(**fields)


def test_what_rests_on_nothing_unread_is_said():
    """Each kind of contradiction is found where the records that it rests on are whole."""
    survey = {"id": "pulse", "levels": ["no", "yes"], "items": [{"id": "q"}]}
    answers = [{"item": "q", "value": 3}, {"item": "r", "value": 1}, {"item": "q", "reason": "skipped"}]
    assert {
        ("fault.answer_off_scale", "responses[0].answers[0]"),
        ("fault.unknown_item", "responses[0].answers[1]"),
        ("fault.answered_twice", "responses[0].answers[2]"),
        ("fault.listed_twice", "bodies[0].members"),
        ("fault.total", "extents[0].collection"),
        ("fault.unknown_collection", "extents[1].collection"),
        ("fault.no_period", "indicators[0].observations[0].period"),
        ("fault.threshold", "disclosure.minimum_respondents"),
        ("fault.own_parent", "parent"),
        ("fault.empty_id", "waves[0].id"),
    } == set(
        contradictions(
            stakeholders=PEOPLE,
            bodies=[{"id": "table", "members": ["ymca", "ymca"]}],
            instruments=[survey],
            responses=[{"instrument": "pulse", "respondent": "a", "answers": answers}],
            indicators=[{"id": "grad", "observations": [{"value": 1}]}],
            extents=[
                {"collection": "stakeholders", "completeness": "partial", "total": 1},
                {"collection": "people", "completeness": "partial"},
            ],
            disclosure={"minimum_respondents": 0},
            parent="reads",
            waves=[{"id": " "}],
        )
    )
