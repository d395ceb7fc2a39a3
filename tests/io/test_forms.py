from datetime import date

import attrs
import pytest
from tests.io.documents import Branch, Leaf, card, faults_of

import collective_impact as ci
from collective_impact.io import _forms
from collective_impact.io._forms import Form


@pytest.mark.parametrize(
    ("annotation", "form"),
    [
        (str, Form(leaf=str)),
        (date | None, Form(leaf=date, nullable=True)),
        (ci.Sector, Form(leaf=ci.Sector)),
        (ci.Period | None, Form(leaf=ci.Period, nullable=True)),
        (tuple[str, ...], Form(item=Form(leaf=str))),
        (tuple[float | None, ...], Form(item=Form(leaf=float, nullable=True))),
        (ci.Money | None, Form(parts=(ci.Money,), nullable=True)),
        (tuple[ci.Goal, ...], Form(item=Form(parts=(ci.Goal,)))),
        (Branch | Leaf | None, Form(parts=(Branch, Leaf), nullable=True)),
    ],
)
def test_a_form_follows_from_an_annotation(annotation, form):
    """What a document holds under a key is read from the field's annotation and nowhere else."""
    assert form == _forms.form_of(annotation)


@pytest.mark.parametrize(
    "annotation", [str | int, dict[str, int], list[str], complex, object, str | ci.Money, frozenset]
)
def test_what_has_no_form_is_refused(annotation):
    """A field that no document could hold is noticed when its class is first used."""
    with pytest.raises(TypeError, match="no form"):
        _forms.form_of(annotation)


def test_fields_stand_in_the_order_of_the_class():
    """The keys of an object come in the order in which the class has its fields, without extras."""
    assert ["stakeholder", "on", "adopted"] == [field.name for field in _forms.fields(ci.Adoption)]
    assert [True, False, False] == [field.required for field in _forms.fields(ci.Adoption)]


def test_the_keys_that_only_one_class_requires_tell_which_it_is():
    """A branch has children and a leaf a measure; with neither, nobody knows."""
    parts = (Branch, Leaf)
    assert [Branch, Leaf, None, Branch] == [
        _forms.part_for(parts, value) for value in ({"children": []}, {"measure": "a"}, {}, {"children": 1, "label": 2})
    ]


def test_classes_that_nothing_tells_apart_cannot_be_alternatives():
    """Two classes whose objects could look alike are noticed before a document is misread."""

    @attrs.frozen
    class Twig:
        measure: str

    with pytest.raises(TypeError, match="nothing tells a Leaf"):
        _forms.part_for((Leaf, Twig), {"measure": "a"})


def test_faults_in_a_tree_have_their_paths():
    """Trees of several classes are examined to the last leaf."""
    tree = {"children": [{"measure": 5}, {"children": [{"weight": 1}, 7], "label": None}]}
    from tests.io.documents import Card

    assert [
        ("shape.text", "$.scorecard.tree.children[0].measure"),
        ("shape.no_part", "$.scorecard.tree.children[1].children[0]"),
        ("shape.object", "$.scorecard.tree.children[1].children[1]"),
    ] == faults_of(card(tree=tree), Card)


def test_a_tree_of_any_depth_hangs_nothing():
    """A tree deeper than Python follows is a fault of the document, not an error of the program."""
    from tests.io.documents import Card

    tree = {"children": []}
    for _ in range(2000):
        tree = {"children": [tree]}
    document = {"format": "collective-impact", "schema_version": "1.0", "scorecard": {"on": "2020-01-31", "tree": tree}}
    assert [("document.deep", "$")] == faults_of(document, Card)
