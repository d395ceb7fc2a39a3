from math import log, sqrt

import pytest
from tests.scoring import made

import collective_impact as ci

GEOMETRIC = {"power": 0.0, "floor": 1.0}
TREE = made.framework(["g/x", "g/y", "h/z"], **GEOMETRIC)
"""Across the two groups a geometric mean, inside the first an arithmetic one."""


def lost_by_path(part):
    """Return the points lost at every path of an explanation."""
    found = {part.path: part.lost}
    for below in part.parts:
        found |= lost_by_path(below)
    return found


def test_points_lost_down_the_tree():
    """Of sqrt(0.6 * 0.9) the groups lost as ln(1/0.6) to ln(1/0.9), and inside the first 40 and 80 as 60 to 20."""
    lost = 100 - 100 * sqrt(0.6 * 0.9)
    first = lost * log(0.6) / (log(0.6) + log(0.9))
    expected = {
        "overall": lost,
        "g": first,
        "g/x": first * 60 / 80,
        "g/y": first * 20 / 80,
        "h": lost - first,
        "h/z": lost - first,
    }
    found = lost_by_path(made.card(TREE, [40, 80, 90]).explain())
    assert list(expected) == list(found)
    assert expected == pytest.approx(found, abs=1e-8)  # scores are rounded to nine digits


def test_explanation_of_a_part_is_in_points_of_that_part():
    """The first group lost 40 points of its own: 30 to one criterion and 10 to the other."""
    part = made.card(TREE, [40, 80, 90]).explain("g")
    assert {"g": 40, "g/x": 30, "g/y": 10} == pytest.approx(lost_by_path(part))
    assert (60.0, False) == (part.value, part.assumed)


def test_criterion_lost_all_by_itself():
    """A criterion, by its last part, is its own explanation."""
    part = made.card(TREE, [40, 80, 90]).explain("x")
    assert ("g/x", 40.0, 60.0, ()) == (part.path, part.value, part.lost, part.parts)


def test_most_lost_comes_first():
    """Parts are in the order of what was lost to them; equal ones stay in the order of the framework."""
    tree = made.framework(["g/a", "g/b", "g/c"])
    assert ["g/b", "g/a", "g/c"] == [part.path for part in made.card(tree, [90, 10, 90]).explain("g").parts]


def test_weights_are_those_among_siblings():
    """Each part says how much it weighs."""
    tree = made.framework([made.criterion("g/a", weight=3), "g/b"])
    part = made.card(tree, [60, 60]).explain("g")
    assert [("g/a", 3.0, 30.0), ("g/b", 1.0, 10.0)] == [
        (below.path, below.weight, pytest.approx(below.lost)) for below in part.parts
    ]


def test_stand_in_is_a_leaf_marked_assumed():
    """A missing criterion lost what its siblings' mean lost, and is said to be assumed."""
    tree = made.framework(["g/a", "g/b", "g/c"], groups=[ci.Group(path="g", label="G", needs=2 / 3)])
    part = made.card(tree, [40, 80, None]).explain("g")
    assert {"g/a": (40.0, False), "g/b": (80.0, False), "g/c": (60.0, True)} == {
        below.path: (pytest.approx(below.value), below.assumed) for below in part.parts
    }
    assert {"g": 40, "g/a": 20, "g/b": 20 / 3, "g/c": 40 / 3} == pytest.approx(lost_by_path(part))


def test_self_assessed_group_is_assumed_where_it_does_not_count():
    """It stands in at its siblings, whatever it says of itself."""
    tree = made.framework(["g/a", "h/b", "i/c"], needs=2 / 3, independent=0.5)
    answers = made.evolved(made.answers(tree, [80, 50, 50]), 0, own=False, low=0.0, high=100.0)
    card = made.card(tree, answers)
    assert 80.0 == card["g"].value
    part = {below.path: (below.value, below.assumed) for below in card.explain().parts}
    assert {"g": (50.0, True), "h": (50.0, False), "i": (50.0, False)} == part


def test_withheld_group_is_a_leaf_marked_assumed():
    """A half without a score stands in whole, with what little is known of it: 20, so that g is (60 + 20) / 2."""
    half = ci.Group(path="g", label="G", needs=0.5)
    tree = made.framework(["g/a/x", "g/b/y", "g/b/z"], groups=[half])
    part = made.card(tree, [60, 20, None]).explain("g")
    assert [("g/b", True, 0), ("g/a", False, 1)] == [(p.path, p.assumed, len(p.parts)) for p in part.parts]
    assert [20, 60, 40] == [*(p.value for p in part.parts), part.value]
    assert [40, 20] == pytest.approx([p.lost for p in part.parts])  # (100 - 20) / 2 and (100 - 60) / 2


def test_what_does_not_apply_lost_nothing():
    """A criterion whose question does not arise is no part of the explanation."""
    tree = made.framework(["g/a", "g/b"])
    answers = made.answers(tree, [60, None])
    card = made.card(tree, made.evolved(answers, 1, applies=False))
    assert {"g": 40.0, "g/a": 40.0} == lost_by_path(card.explain("g"))


def test_without_a_score_nothing_was_lost():
    """The profile is still explained, without points, and nothing is assumed that was not counted."""
    card = made.card(TREE, [40, None, 90])
    part = card.explain()
    assert (None, None) == (part.value, part.lost)
    assert {None} == set(lost_by_path(part).values())
    assert {"overall": None, "g": None, "g/x": 40.0, "g/y": None, "h": 90.0, "h/z": 90.0} == {
        below.path: below.value for below in walk(part)
    }
    assert not any(below.assumed for below in walk(part))


def walk(part):
    """Yield a part and all below it."""
    yield part
    for below in part.parts:
        yield from walk(below)


def test_nothing_applies_nothing_is_explained():
    """Where no question arises there are no parts."""
    tree = made.framework(["g/a"])
    card = made.card(tree, made.evolved(made.answers(tree, [None]), 0, applies=False))
    assert () == card.explain().parts
    assert () == card.explain("g").parts


def test_unknown_path():
    """A path that is not there is refused."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'g/x'"):
        made.card(TREE, [40, 80, 90]).explain("g/xx")


def test_leaves():
    """Leaves are what has no parts: criteria and stand-ins."""
    part = made.card(TREE, [40, 80, 90]).explain()
    assert ["g/x", "g/y", "h/z"] == [leaf.path for leaf in part.leaves()]


def test_explanation_as_text_and_as_plain_data():
    """The text is indented by depth; plain data hold every field."""
    tree = made.framework(["g/a", "g/b"], groups=[ci.Group(path="g", label="G", needs=0.5)])
    part = made.card(tree, [60, None]).explain()
    assert str(part).splitlines() == [
        "Overall: 60.0, 40.0 points lost",
        "  G: 60.0, 40.0 points lost",
        "    A: 60.0, 20.0 points lost",
        "    B: 60.0, 20.0 points lost (assumed)",
    ]
    plain = part.to_dict()
    assert ["path", "label", "weight", "value", "lost", "assumed", "parts"] == list(plain)
    assert (True, []) == (plain["parts"][0]["parts"][1]["assumed"], plain["parts"][0]["parts"][1]["parts"])
    assert "Overall: not scored" == str(made.card(TREE, [None, None, None]).explain()).splitlines()[0]


def test_what_little_is_known_of_a_group_counts_below_the_overall():
    """Nothing of g is scored, so nothing of it is self-assessed; it stands in with 20 where half suffices."""
    tree = made.framework(["g/x", "h/y"], needs=0.5, independent=0.5)
    card = made.card(tree, made.evolved(made.answers(tree, [None, 60]), 0, likely=20.0))
    assert 40.0 == card.overall.value  # (20 + 60) / 2
    assert [("g", 20.0, True, 40.0), ("h", 60.0, False, 20.0)] == [
        (part.path, part.value, part.assumed, pytest.approx(part.lost)) for part in card.explain().parts
    ]
