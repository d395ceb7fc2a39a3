"""What all scorecards have in common, on a kind without an overall."""

from datetime import date

import pytest

import collective_impact as ci
from collective_impact.scoring.scores import Node, Score


def node(path, value, coverage, method):
    """Return a node whose score is known exactly."""
    score = Score(value=value, bounds=(value, value), coverage=coverage, method=method)
    return Node(path=path, label=path.title(), score=score)


NODES = [node("a/b", 40, 1.0, "counted"), node("b", 60, 0.5, "judged")]
CARD = ci.Scorecard(initiative="reads", as_of="2024-06-30", tree=NODES)


def test_a_card_maps_its_subjects():
    """Keys are whole paths, whatever characters they have; what only ends like one is none."""
    assert ["a/b", "b"] == list(CARD)
    assert (2, 40.0, 60.0) == (len(CARD), CARD["a/b"].value, CARD["b"].value)
    alone = ci.Scorecard(initiative="reads", as_of="2024-06-30", tree=NODES[:1])
    with pytest.raises(ci.UnknownNameError, match="no subject 'b'"):
        alone["b"]
    assert "b" not in alone


def test_coverage_and_method_are_those_of_its_scores():
    """The mean of 1 and 0.5, and both methods; of nothing there is none."""
    assert (0.75, "counted; judged") == (CARD.coverage, CARD.method)
    assert (0.0, "") == (empty().coverage, empty().method)


def empty():
    """Return a card of nothing."""
    return ci.Scorecard(initiative="reads", name="Reads", as_of="2024-06-30", tree=[])


def test_tables():
    """One row a score, as records, columns and text."""
    assert ["a/b", "b"] == [row["path"] for row in CARD.to_records()] == CARD.to_columns()["path"]
    assert ["reads, as of 2024-06-30", "  A/B  40 (40–40), 100 % of the evidence"] == str(CARD).splitlines()[:2]
    assert "<th>A/B</th><td>40 (40–40), 100 % of the evidence</td>" in CARD._repr_html_()


def test_tables_of_nothing():
    """A card without scores has a title and no rows."""
    assert ([], {}, "Reads, as of 2024-06-30") == (empty().to_records(), empty().to_columns(), str(empty()))


def test_a_card_is_a_document():
    """It is read back as it was written."""
    assert CARD == ci.from_dict(CARD.to_dict(), kind=ci.Scorecard)
    assert date(2024, 6, 30) == CARD.as_of
    assert 64 == len(CARD.fingerprint())
