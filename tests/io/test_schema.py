import json

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from tests.io.documents import Branch, Card, Leaf, card, holding
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact.io.schema import schema_of

INITIATIVE = Draft202012Validator(schema_of(ci.Initiative))
CARD = Draft202012Validator(schema_of(Card))


@pytest.mark.parametrize("kind", [ci.Initiative, ci.Instrument, Card])
def test_a_schema_is_one(kind):
    """What is generated is itself valid by the rules of JSON Schema, and is plain data."""
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema == json.loads(json.dumps(schema, allow_nan=False))


@given(initiatives())
def test_a_schema_accepts_what_is_written(initiative):
    """Every document that the library writes is valid by the schema that it publishes."""
    assert [] == list(INITIATIVE.iter_errors(ci.to_dict(initiative)))


def test_a_schema_accepts_documents_of_other_rooms():
    """Sentences, unknown marks and trees have their place in a schema."""
    tree = Branch(children=(Leaf(measure="a"), Branch(children=())))
    value = Card(on="2020-01-31", note=ci.Message("a", {"n": None}, "{n}"), marks=[1, None], tree=tree)
    assert [] == list(CARD.iter_errors(ci.to_dict(value)))


@pytest.mark.parametrize(
    "fields",
    [
        {"id": 5},
        {"id": None},
        {"nmae": "Reads"},
        {"name": "x" * 1_000_001},
        {"sources": "s1"},
        {"sources": [1]},
        {"stakeholders": None},
        {"stakeholders": {"ymca": {}}},
        {"stakeholders": [{"name": "YMCA"}]},
        {"stakeholders": [{"id": "a", "staff_fte": "44"}]},
        {"stakeholders": [{"id": "a", "staff_fte": True}]},
        {"stakeholders": [{"id": "a", "affected": 1}]},
        {"stakeholders": [{"id": "a", "sector": "nonprofitt"}]},
        {"stakeholders": [{"id": "a", "kind": None}]},
        {"indicators": [{"id": "a", "publication_lag": 1.5}]},
        {"indicators": [{"id": "a", "publication_lag": 2**53}]},
        {"indicators": [{"id": "a", "target": {"period": 2020}}]},
        {"indicators": [{"id": "a", "target": {"period": {"start": "2020-01-01"}}}]},
        {"started": "2020"},
        {"started": "2020-13-01"},
        {"started": "2020-01-01\n"},
        {"agenda": []},
    ],
)
def test_a_schema_refuses_what_is_refused(fields):
    """An editor that knows the schema marks what reading would refuse."""
    document = holding(**fields)
    assert ci.check(document).faults
    assert not INITIATIVE.is_valid(document)


@pytest.mark.parametrize(
    "frame", [{"format": "other"}, {"schema_version": "2.0"}, {"licence": "CC0"}, {"framework": {}}]
)
def test_a_schema_refuses_another_frame(frame):
    """What stands around the content is part of the schema."""
    assert ci.check(holding() | frame).faults
    assert not INITIATIVE.is_valid(holding() | frame)


@pytest.mark.parametrize("tree", [{"measure": 1}, {}, {"children": [{}]}, {"children": [{"measure": "a", "x_b": 1}]}])
def test_a_schema_refuses_trees_that_are_refused(tree):
    """A tree may be of several classes, but of no other."""
    document = json.loads(card(tree=tree))
    assert ci.check(document, Card).faults
    assert not CARD.is_valid(document)


@pytest.mark.parametrize(
    "fields",
    [
        {"x_a": {"b": [1]}, "stakeholders": [{"id": "a", "x_b": None}]},
        {"name": None, "agenda": None, "started": None},
        {
            "indicators": [
                {"id": "a", "publication_lag": 30.0, "target": {"period": {"start": "2020-01-01", "end": "2020-02-01"}}}
            ]
        },
    ],
)
def test_a_schema_accepts_what_is_read(fields):
    """Keys of the user, nulls, whole numbers with a point and spans of days are as fine as what we write."""
    document = holding(**fields) | {"x_tool": 1}
    assert () == ci.check(document).faults
    assert INITIATIVE.is_valid(document)


def test_a_schema_tells_what_the_classes_tell():
    """Titles, descriptions and defaults come from the classes and their docstrings."""
    definitions = schema_of(ci.Initiative)["$defs"]
    stakeholder = definitions["Stakeholder"]
    assert "An organisation, informal group or person that takes part." == stakeholder["description"]
    assert {
        "description": "An organisation unless said otherwise.",
        "$ref": "#/$defs/StakeholderKind",
        "default": "organization",
    } == stakeholder["properties"]["kind"]
    joined, left = (stakeholder["properties"][name]["description"] for name in ("joined", "left"))
    assert "First day as a member, and first day no longer one." == joined == left
    assert ["nonprofit", "government"] == definitions["Sector"]["enum"][:2]
    assert ["id"] == stakeholder["required"]
    assert "required" not in definitions["CommonAgenda"]
    assert definitions["Tie"]["properties"]["directed"]["default"] is True


def test_a_class_that_tells_nothing_has_a_schema_all_the_same():
    """Descriptions are taken where there are any."""
    definitions = schema_of(Card)["$defs"]
    assert {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/Branch"}, {"$ref": "#/$defs/Leaf"}]}} == (
        definitions["Branch"]["properties"]["children"]
    )
    assert "description" not in definitions["Leaf"]["properties"]["weight"]
