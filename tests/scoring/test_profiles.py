import copy
import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from datetime import date

import attrs
import pytest
from hypothesis import given
from tests.scoring import made, strategies

import collective_impact as ci

TREE = made.framework(
    [made.criterion("g/a/x", equity=True), "g/a/y", "g/b/y", "h/z", "door/w"],
    groups=[ci.Group(path="door", label="Door", gate=True)],
)
CARD = made.card(TREE, [40, 80, 50, 90, 10], name="Reads")
"""The group g scores (60 + 50) / 2, h 90, the overall 72.5."""


def test_card_is_a_mapping_of_its_top_level_subjects():
    """Keys are paths in the order of the framework, gates left out; values are scores."""
    assert isinstance(CARD, Mapping)
    assert ["g", "h"] == list(CARD) == list(CARD.keys())
    assert [55.0, 90.0] == [score.value for score in CARD.values()]
    assert [("g", 55.0), ("h", 90.0)] == [(path, score.value) for path, score in CARD.items()]
    assert 2 == len(CARD)
    assert "g" in CARD
    assert "g/a" not in CARD
    assert CARD.get("door") is None
    assert {"g": CARD["g"], "h": CARD["h"]} == dict(CARD)


def test_unknown_subject_is_refused_with_the_nearest():
    """Only top-level subjects are keys; a path below is in nodes."""
    card = made.halves(40, 80)
    with pytest.raises(ci.UnknownNameError, match="no subject 'talks'; did you mean 'talk'"):
        card["talks"]
    with pytest.raises(KeyError):
        card["talk/in_place"]


def test_every_path_is_in_nodes():
    """A last part that only one path has suffices; one that several have is refused with all of them."""
    assert 40.0 == CARD.nodes["g/a/x"].value == CARD.nodes["x"].value
    assert 10.0 == CARD.nodes["door"].value
    with pytest.raises(ci.UnknownNameError) as caught:
        CARD.nodes["y"]
    assert ("g/a/y", "g/b/y") == caught.value.known


def test_overall_and_what_stands_beside_it():
    """The overall, the arithmetic version, the equity line, the coverage and the method."""
    assert (72.5, 72.5, 40.0) == (CARD.overall.value, CARD.arithmetic.value, CARD.equity.value)
    assert (1.0, "made 1: weighted arithmetic mean") == (CARD.coverage, CARD.method)


def test_bottleneck_is_the_lowest_subject():
    """It has path, label and value; gates are none."""
    lowest = CARD.bottleneck
    assert ("g", "G", 55.0, ()) == (lowest.path, lowest.label, lowest.value, lowest.unscored)
    assert "G (55)" == str(lowest)


def test_bottleneck_names_what_is_not_scored():
    """What has no score could be lower still."""
    lowest = made.card(TREE, [40, None, 50, 90, 10]).bottleneck
    assert ("h", 90.0, ("g",)) == (lowest.path, lowest.value, lowest.unscored)
    assert "H (90); not scored: g" == str(lowest)


def test_bottleneck_of_nothing():
    """Where nothing is scored there is no lowest."""
    lowest = made.card(TREE, [None] * 5).bottleneck
    assert (None, None, None, ("g", "h")) == (lowest.path, lowest.label, lowest.value, lowest.unscored)
    assert "none is scored; not scored: g, h" == str(lowest)


def test_equally_low_subjects():
    """The order of the framework does not decide which of two is named."""
    first, second = made.framework(["a/x", "b/x"]), made.framework(["b/x", "a/x"])
    assert "a" == made.card(first, [50, 50]).bottleneck.path == made.card(second, [50, 50]).bottleneck.path


# Supposing -----------------------------------------------------------------------------


def test_what_if():
    """X at 100 makes g (90 + 50) / 2 and the overall 80; what was not supposed stays."""
    supposed = CARD.what_if({"g/a/x": 100})
    assert (70.0, 90.0, 80.0, 100.0) == (
        supposed["g"].value,
        supposed["h"].value,
        supposed.overall.value,
        supposed.equity.value,
    )
    assert type(CARD) is type(supposed)
    assert (CARD.name, CARD.as_of, CARD.framework) == (supposed.name, supposed.as_of, supposed.framework)
    assert 72.5 == CARD.overall.value


@pytest.mark.parametrize("name", ["g/a/x", "g.a.x", "x"])
def test_what_if_by_any_name(name):
    """A criterion is named by path, id or unique name."""
    assert 80.0 == CARD.what_if({name: 100}).overall.value


def test_what_if_by_a_unique_last_part_of_the_path():
    """Where two criteria have one name, the last parts of their paths tell them apart."""
    assert 60.0 == CARD.what_if({"b/y": 60}).nodes["g/b/y"].value


def test_what_if_something_were_known():
    """A supposed criterion is known, applies, and is no self-assessment."""
    tree = made.framework(["g/x", "h/y", "i/z"], independent=0.5)
    answers = made.answers(tree, [40, 60, None])
    unsure = made.evolved(made.evolved(answers, 0, own=False), 1, applies=False)
    card = made.card(tree, unsure)
    assert card.overall.value is None
    supposed = card.what_if({"x": 40, "y": 60, "z": 80})
    assert (60.0, (60.0, 60.0), 1.0) == (supposed.overall.value, supposed.overall.bounds, supposed.coverage)


def test_what_if_warns():
    """The card says that it is supposed, and keeps what was said of dates and evidence, not of scores."""
    dated = ci.Message("card.as_of_inferred", {"as_of": "2024-06-30"})
    gap = ci.Message("score.paper_practice_gap", {"label": "Talk", "points": "90"})
    two = made.framework(["talk/in_place/a", "talk/in_practice/b"])
    card = made.card(two, [100, 10], warnings=(dated, gap))
    once = card.what_if({"b": 100})
    assert ["card.what_if", "card.as_of_inferred"] == [warning.code for warning in once.warnings]
    assert "this is supposed, not assessed: talk/in_practice/b = 100" == str(once.warnings[0])
    twice = once.what_if({"a": 50})
    assert ["card.what_if", "card.what_if", "card.as_of_inferred"] == [warning.code for warning in twice.warnings]
    assert (50.0, 100.0) == (twice.nodes["a"].value, twice.nodes["b"].value)


@pytest.mark.parametrize("value", [-1, 100.1, float("nan"), float("inf"), "50", None, True])
def test_what_cannot_be_supposed(value):
    """A supposed score is a number from 0 to 100."""
    with pytest.raises(ci.InvalidValueError, match=r"x: .* is not a score from 0 to 100"):
        CARD.what_if({"x": value})


@pytest.mark.parametrize("name", ["xx", "y", "g", "overall", ""])
def test_only_criteria_can_be_supposed(name):
    """Groups follow from their criteria; an ambiguous or unknown name is refused."""
    with pytest.raises(ci.UnknownNameError):
        CARD.what_if({name: 50})


# Out -----------------------------------------------------------------------------------


def test_records_are_plain_rows():
    """One row for each score, the overall ones first, of plain values."""
    rows = CARD.to_records()
    assert ["overall", "arithmetic", "equity", "door", "g", "h", "g/a", "g/b"] == [row["path"] for row in rows[:8]]
    assert {
        "path": "overall",
        "label": "Overall",
        "value": 72.5,
        "low": 72.5,
        "high": 72.5,
        "coverage": 1.0,
        "n": 0,
        "assessed_by": "",
        "warnings": "",
    } == rows[0]
    assert rows == json.loads(json.dumps(rows))


def test_no_row_for_an_equity_line_that_is_not_there():
    """A framework without marks has none."""
    assert "equity" not in [row["path"] for row in made.halves(40, 80).to_records()]


def test_warnings_stand_in_their_row():
    """They are one text."""
    rows = {row["path"]: row for row in made.halves(100, 10).to_records()}
    assert "90 points more" in rows["talk"]["warnings"]


def test_columns_hold_the_same():
    """Columns are what data frames take: the records turned."""
    columns = CARD.to_columns()
    assert ["path", "label", "value", "low", "high", "coverage", "n", "assessed_by", "warnings"] == list(columns)
    rows = CARD.to_records()
    assert rows == [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def test_text_is_a_plain_table():
    """Title, subjects and the overall, aligned."""
    assert str(CARD).splitlines() == [
        "Reads, Made by hand, as of 2024-06-30",
        "  G        55 (55–55), 100 % of the evidence",
        "  H        90 (90–90), 100 % of the evidence",
        "  Overall  72 (72–72), 100 % of the evidence",
    ]
    assert str(made.card(TREE, [None] * 5)).startswith("made, ")


def test_html_is_a_table_of_escaped_text():
    """Nothing of a file can become markup."""
    tree = TREE.relabelled({"g": "<script>alert(1)</script>"})
    html = made.card(tree, [40, 80, 50, 90, 10], name="Reads & <b>writes</b>")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "Reads &amp; &lt;b&gt;writes&lt;/b&gt;" in html
    assert "<td>90 (90–90), 100 % of the evidence</td>" in html


def test_card_is_a_value():
    """Equal cards are equal, hash alike, pickle and copy, also after they were looked into."""
    again = made.card(TREE, [40, 80, 50, 90, 10], name="Reads")
    assert CARD == again
    assert CARD.nodes["x"] == again.nodes["x"]
    assert hash(CARD) == hash(again)
    assert CARD == pickle.loads(pickle.dumps(CARD)) == copy.deepcopy(CARD)  # noqa: S301 - our own bytes
    assert CARD != made.card(TREE, [41, 80, 50, 90, 10], name="Reads")
    assert {CARD: 1}[again] == 1
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        CARD.as_of = date(2020, 1, 1)


def test_nodes_are_those_of_the_framework():
    """A card whose nodes are others, fewer or in another order is none."""
    for nodes in ((), CARD.tree[1:], CARD.tree[::-1]):
        with pytest.raises(ci.InvalidValueError, match=r"Profile\.tree"):
            attrs.evolve(CARD, tree=nodes)


def test_faults_of_a_card_in_a_document():
    """A document whose card contradicts itself is refused."""
    document = CARD.to_dict()
    document["scorecard"]["overall"]["bounds"] = [80, 20]
    with pytest.raises(ci.InvalidDocumentError, match=r"\$\.scorecard\.overall"):
        ci.from_dict(document, kind=ci.Profile)


def test_as_of_may_be_text():
    """A date is accepted as its text."""
    assert date(2024, 6, 30) == CARD.as_of


@given(strategies.answered())
def test_card_is_a_document(case):
    """It is read back as it was written, by `from_dict` and through text."""
    card = made.card(*case)
    assert card == ci.from_dict(card.to_dict(), kind=ci.Profile)
    assert card == ci.loads(ci.dumps(card), kind=ci.Profile)


def test_same_card_gives_the_same_bytes():
    """Twice here, and in a process with another order of hashes."""
    program = (
        "import collective_impact as ci; from tests.scoring.test_profiles import CARD;"
        "print(CARD.fingerprint()); print(ci.dumps(CARD), end='')"
    )
    environment = {"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(path for path in sys.path if path)}
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, encoding="utf-8"
    )
    assert ci.dumps(CARD) == ci.dumps(CARD)
    assert f"{CARD.fingerprint()}\n{ci.dumps(CARD)}" == found.stdout


def test_fingerprint_changes_with_the_content():
    """Another value, another fingerprint."""
    assert CARD.fingerprint() != made.card(TREE, [41, 80, 50, 90, 10], name="Reads").fingerprint()


def test_readings_of_a_criterion_stand_apart():
    """What the card combined can be asked for by path or unique last part."""
    readings = CARD.readings("z") if "h/z" in CARD.nodes else ()
    assert CARD.nodes.node("h/z").readings == readings
    with pytest.raises(ci.UnknownNameError):
        CARD.readings("nowhere")


# Without some of it


def test_a_card_without_a_criterion_is_that_of_a_framework_that_does_not_ask_it():
    """By path or id; g is then 80 and 50 in halves, which is 65, and the overall the mean with 90."""
    less = CARD.without("g.a.x")
    assert less == CARD.without("g/a/x")
    assert (65.0, 77.5) == (less["g"].value, less.overall.value)
    assert "g/a/x" not in less.nodes
    assert less.equity is None
    assert less.framework == TREE.without("g/a/x")


def test_a_card_of_an_initiative_without_a_criterion_is_that_of_its_records():
    """As if the initiative had been scored so; what is not of the scores stays."""
    riverbend = ci.examples.load("fictional_riverbend")
    whole = ci.alignment(riverbend)
    less = whole.without("relationships/mutual_trust", "agenda")
    framework = ci.ALIGNMENT.without("relationships/mutual_trust", "agenda")
    assert ci.alignment(riverbend, framework=framework) == less
    assert whole.partners == less.partners


def test_what_a_card_does_not_have_cannot_be_left_out():
    """Nor everything."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'g/a/x'"):
        CARD.without("g/a/xx")
    with pytest.raises(ci.InvalidFrameworkError):
        CARD.without("g", "h")
