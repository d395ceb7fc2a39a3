import json

import jsonschema
import pytest
from tests.scoring import made

import collective_impact as ci

KINDS = {
    "initiative": ci.examples.load("fictional_riverbend"),
    "scorecard": ci.readiness(ci.examples.load("fictional_riverbend")),
    "framework": ci.FIVE_CONDITIONS,
    "instrument": ci.Instrument(id="s", levels=["no", "yes"], items=[ci.Item(id="t", about=["talk.trust"])]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_documents_fit_their_schema(kind):
    """What is written of each kind is valid by the schema of its kind, and by no other."""
    document = json.loads(ci.dumps(KINDS[kind]))
    for other in KINDS:
        schema = ci.json_schema(other)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert jsonschema.Draft202012Validator(schema).is_valid(document) is (kind == other)


def test_schema_refuses_what_is_no_card():
    """A card with a key of its own invention, or without what every card has, does not fit."""
    validator = jsonschema.Draft202012Validator(ci.json_schema("scorecard"))
    document = json.loads(ci.dumps(made.halves(40, 60)))
    assert validator.is_valid(document)
    assert not validator.is_valid(document | {"scorecard": document["scorecard"] | {"rank": 1}})
    del document["scorecard"]["overall"]
    assert not validator.is_valid(document)


def test_unknown_kind_is_refused_with_the_nearest():
    """There are four kinds of documents."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'scorecard'"):
        ci.json_schema("scorecards")


@pytest.mark.parametrize("kind", ["initiative", "scorecard", "framework", "instrument"])
def test_schemas_are_json(kind):
    """What is written of a schema reads back as the same."""
    schema = ci.json_schema(kind)
    assert schema == json.loads(json.dumps(schema))
