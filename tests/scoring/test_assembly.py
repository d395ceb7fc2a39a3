import attrs
import pytest
from tests.scoring import made

import collective_impact as ci
from collective_impact.scoring.readings import Answered, CriterionReading

GEOMETRIC = {"power": 0.0, "floor": 1.0}


def codes(messages):
    """Return the codes of messages."""
    return [message.code for message in messages]


def read(criterion, **by_kind):
    """Return the answer of a criterion that has readings of several kinds, each exact."""
    readings = tuple(
        CriterionReading(
            kind=kind, value=value, low=value, high=value, n=3, coverage=1, rests_on=[f"{kind}s/1", "shared"]
        )
        for kind, value in by_kind.items()
    )
    mean = sum(by_kind.values()) / len(by_kind)
    own = set(by_kind) != {"self_assessed"}
    bounds = {"low": min(by_kind.values()), "high": max(by_kind.values())} if own else {}
    return Answered(criterion=criterion, readings=readings, value=mean, coverage=float(own), own=own, **bounds)


def test_every_group_and_criterion_has_a_node():
    """Groups come first, parents before children, then criteria; each has its label."""
    tree = made.framework(["g/a/x", "h/y"])
    card = made.card(tree, [40, 60])
    assert ["g", "h", "g/a", "g/a/x", "h/y"] == [node.path for node in card.tree]
    assert ["G", "H", "G/A", "X", "Y"] == [node.label for node in card.tree]
    assert [40, 60, 40, 40, 60, 50] == [*(node.score.value for node in card.tree), card.overall.value]


def test_paper_practice_gap_warns_above_25_points():
    """A condition that looks better on paper than in practice warns, with the points, from above 25 on."""
    assert () == made.halves(75, 50).warnings
    (warning,) = made.halves(75.1, 50).warnings
    assert "score.paper_practice_gap" == warning.code
    assert {"label": "Talk", "points": "25"} == dict(warning.params)
    (warning,) = made.halves(100, 10)["talk"].warnings
    assert {"label": "Talk", "points": "90"} == dict(warning.params)


def test_more_practice_than_paper_is_no_warning():
    """A community that does without paper is not warned of."""
    assert () == made.halves(0, 100).warnings


@pytest.mark.parametrize("values", [(100, None), (None, 0)])
def test_no_paper_practice_gap_without_both_halves(values):
    """What is not scored is neither better nor worse."""
    assert () == made.halves(*values).warnings


def test_gate_and_conditions_without_halves_have_no_gap():
    """Only a condition with the two halves can have one."""
    tree = made.framework(["g/x", "g/y"])
    assert () == made.card(tree, [100, 0]).warnings


@pytest.mark.parametrize(("said", "points", "way"), [(80.0, "30", "higher"), (23.0, "27", "lower")])
def test_perception_gap_warns_at_its_criterion(said, points, way):
    """A survey 30 points above the records, or 27 below, warns at the criterion, and on the card once."""
    tree = made.framework(["g/x"])
    card = made.card(tree, [read(tree.criteria[0], structural=50.0, perceived=said)])
    (warning,) = card.warnings
    assert (f"score.seen_{way}", {"label": "X", "points": points}) == (warning.code, dict(warning.params))
    assert f"X: people outside the backbone see it {points} points {way} than the records show" == str(warning)
    assert (warning,) == card.nodes["g/x"].warnings
    assert () == card["g"].warnings


def test_score_names_who_assessed_and_what_it_rests_on():
    """A node rests on the records of all readings below it, each named once."""
    tree = made.framework(["g/x", "g/y", "h/z"])
    x, y, z = tree.criteria
    card = made.card(
        tree, [read(x, structural=50.0, perceived=60.0), read(y, judged=70.0), read(z, self_assessed=80.0)]
    )
    assert ("structural", "perceived", "judged") == card["g"].assessed_by
    assert ("structurals/1", "shared", "perceiveds/1", "judgeds/1") == card["g"].rests_on
    assert 3 + 3 + len({"judgeds/1", "shared"}) == card["g"].n  # a piece of evidence counts once
    assert ("self_assessed",) == card["h"].assessed_by
    assert ("structural", "perceived", "judged", "self_assessed") == card.overall.assessed_by


def test_ignored_self_assessment_is_not_named():
    """Where something else has a value, the backbone's own rating did not count, and the score does not rest on it."""
    tree = made.framework(["g/x"])
    card = made.card(tree, [read(tree.criteria[0], judged=70.0, self_assessed=100.0)])
    assert ("judged",) == card["g"].assessed_by
    assert ("judgeds/1", "shared") == card["g"].rests_on
    assert 2 == len(card.tree[-1].readings)


def test_reading_that_knows_nothing_assessed_nothing():
    """Records that were asked in vain are no assessment."""
    tree = made.framework(["g/x", "g/y"])
    x, y = tree.criteria
    vain = CriterionReading(kind="structural", n=3)
    card = made.card(tree, [read(x, judged=70.0), Answered(criterion=y, readings=(vain,))])
    assert ("judged",) == card["g"].assessed_by
    assert () == card.nodes["y"].assessed_by
    assert 3 + len({"judgeds/1", "shared"}) == card["g"].n


def test_gate_is_no_part_of_the_overall():
    """Neither its value nor its records stand in the overall score."""
    tree = made.framework(["g/x", "door/y"], groups=[ci.Group(path="door", label="Door", gate=True)])
    x, y = tree.criteria
    card = made.card(tree, [read(x, structural=50.0), read(y, judged=0.0)])
    assert ("structural",) == card.overall.assessed_by == card.arithmetic.assessed_by
    assert 0.0 == card.nodes["door"].value
    assert ["g"] == list(card)


def test_equity_line_rests_on_its_criteria():
    """It has a score of its own, and no node; without marks there is none."""
    tree = made.framework([made.criterion("g/x", equity=True), made.criterion("g/y")])
    x, y = tree.criteria
    card = made.card(tree, [read(x, judged=30.0), read(y, structural=90.0)])
    assert (30.0, ("judged",)) == (card.equity.value, card.equity.assessed_by)
    assert made.halves(10, 20).equity is None


def test_what_does_not_apply_is_listed_and_rests_on_nothing():
    """A criterion that does not apply has no value, does not count, and its condition does not rest on it."""
    tree = made.framework(["g/x", "g/y"])
    x, y = tree.criteria
    note = CriterionReading(kind="structural", rests_on=["agenda"])
    card = made.card(tree, [read(x, judged=30.0), Answered(criterion=y, applies=False, readings=(note,))])
    assert ("g/y",) == card.not_applicable
    assert (30.0, (30.0, 30.0), 1.0) == (card["g"].value, card["g"].bounds, card["g"].coverage)
    assert ("judgeds/1", "shared") == card["g"].rests_on
    assert (None, (0.0, 100.0), 0.0) == (card.nodes["y"].value, card.nodes["y"].bounds, card.nodes["y"].coverage)
    assert (note,) == card.tree[-1].readings


def test_self_assessed_condition_shows_and_does_not_count():
    """It has a score; the overall is withheld, and the card says why."""
    tree = made.framework(["g/x", "h/y"], independent=0.5)
    x, y = tree.criteria
    card = made.card(tree, [read(x, structural=50.0), read(y, self_assessed=80.0)])
    assert (50.0, 80.0, None) == (card["g"].value, card["h"].value, card.overall.value)
    assert ["card.self_assessed"] == codes(card.warnings)
    assert "H" in str(card.warnings[0])
    assert (25.0, 75.0) == card.overall.bounds  # 50 beside 0 to 100
    only = made.card(tree, [read(x, structural=50.0), read(y, judged=80.0)])
    assert (65.0, ()) == (only.overall.value, only.warnings)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"power": 1.0, "floor": 0.0}, "weighted arithmetic mean"),
        ({"power": 0.0, "floor": 1.0}, "weighted geometric mean"),
        ({"power": -1.0, "floor": 1.0}, "weighted harmonic mean"),
        ({"power": 2.5, "floor": 0.0}, "weighted power (2.5) mean"),
        ({"minimum": True}, "minimum"),
    ],
)
def test_method_says_how_it_adds_up(fields, expected):
    """Framework, version and kind of mean, for the overall and for groups."""
    group = ci.Group(path="g", label="G", **fields)
    card = made.card(made.framework(["g/x"], groups=[group], **fields), [50])
    assert f"made 1: {expected}" == card.overall.method == card["g"].method == card.method


def test_method_of_what_stands_beside():
    """The arithmetic version and the equity line say their own; a criterion says that readings are averaged."""
    card = made.card(made.framework([made.criterion("g/x", equity=True)], **GEOMETRIC), [50])
    assert "made 1: weighted geometric mean" == card.overall.method
    assert "made 1: weighted arithmetic mean" == card.arithmetic.method
    assert card.equity.method.startswith("made 1: ")
    assert "made 1: mean of the readings, between goalposts" == card.nodes["x"].method


def test_numbers_are_rounded_to_nine_digits():
    """The last bits of a float depend on the machine, and do not show; a zero is no minus zero."""
    card = made.card(made.framework(["g/x", "g/y", "g/z"]), [10, 20, 70.1])
    assert 33.366666667 == card["g"].value
    assert "0.0" == str(made.card(made.framework(["g/x"]), [-0.0])["g"].value)


def test_every_card_says_what_it_may_not_be_used_for():
    """Not shown to predict, not comparable without care, who assessed, not for funds alone."""
    tree = made.framework(["g/x"])
    card = made.card(tree, [read(tree.criteria[0], judged=30.0)])
    assert ["card.not_predictive", "card.not_comparable", "card.assessed_by", "card.not_for_funds"] == codes(
        card.caveats
    )
    assert "It rests on: judged." == str(card.caveats[2])
    assert "It rests on: nothing yet." == str(made.card(tree, [None]).caveats[2])


def test_likely_is_there_where_the_score_is_withheld():
    """What is known, however little, is kept as the basis of advice, beside a score that is None."""
    card = made.card(made.framework(["g/x", "g/y"]), [40, None])
    node = card.tree[0]
    assert (None, 40.0, 1.0, (20.0, 70.0)) == (node.score.value, node.likely, node.own, node.score.bounds)


def test_warnings_on_the_card_are_said_once():
    """The same sentence at several places stands on the card once."""
    tree = made.framework(["talk/in_place/a", "talk/in_practice/b"])
    a, b = tree.criteria
    same = attrs.evolve(b, label=a.label)
    tree = attrs.evolve(tree, criteria=[a, same])
    card = made.card(tree, [read(a, structural=0.0, perceived=50.0), read(same, structural=0.0, perceived=50.0)])
    assert ["score.seen_higher"] == codes(card.warnings)
