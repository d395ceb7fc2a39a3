"""Two cards beside each other: what moved, by how much, and because of what."""

import attrs
import pytest
from tests.scoring import made

import collective_impact as ci
from collective_impact.scoring.comparing import CardComparison, Shift
from collective_impact.scoring.readings import Answered, CriterionReading
from collective_impact.scoring.scores import Node, Score

TWO = made.framework(["talk/a", "talk/b"])


def known(value, low=None, high=None, readings=()):
    """Return what is known of a criterion."""
    low, high = value if low is None else low, value if high is None else high
    return {"value": value, "low": low, "high": high, "coverage": 1.0, "own": True, "readings": readings}


def card(first, second, **fields):
    """Return a card of two criteria."""
    answered = [Answered(criterion=part, **given) for part, given in zip(TWO.criteria, (first, second), strict=True)]
    return made.card(TWO, answered, **fields)


def compared(before, after, **fields):
    """Return what became of the first of two criteria."""
    steady = known(50.0)
    return ci.compare(card(before, steady), card(after, steady, as_of="2025-06-30", **fields))["a"]


NOTHING = {"low": 0.0, "high": 100.0}


@pytest.mark.parametrize(
    ("before", "after", "shift", "moved", "bounds"),
    [
        (known(40.0), known(60.0), "rose", 20.0, (20.0, 20.0)),
        (known(60.0, 55, 70), known(40.0, 30, 50), "fell", -20.0, (-40.0, -5.0)),
        (known(40.0, 30, 60), known(60.0, 50, 70), "within_bounds", 20.0, (-10.0, 40.0)),
        (known(40.0, 30, 50), known(60.0, 50, 70), "within_bounds", 20.0, (0.0, 40.0)),  # they touch
        (known(40.0), known(40.0), "same", 0.0, (0.0, 0.0)),
        (known(40.0, 30, 50), known(40.0, 35, 50), "within_bounds", 0.0, (-15.0, 20.0)),
        (NOTHING, known(40.0), "scored", None, (-60.0, 40.0)),
        (known(40.0), NOTHING, "not_scored", None, (-40.0, 60.0)),
        (NOTHING, NOTHING, "same", None, (-100.0, 100.0)),
    ],
)
def test_what_became_of_a_score(before, after, shift, moved, bounds):
    """It rose or fell where the bounds are apart; otherwise it may have moved the other way."""
    found = compared(before, after)
    assert (shift, moved, bounds) == (found.shift.value, found.moved, found.bounds)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (known(40.0), known(60.4), "+20 (+20 to +20), rose"),
        (known(60.0, 50, 70), known(59.8, 30, 71), "0 (-40 to +21), within bounds"),
        (NOTHING, known(40.0), "(-60 to +40), scored"),
    ],
)
def test_it_is_told_in_a_line(before, after, told):
    """By how much, how far that is certain, and what it means."""
    assert told == str(compared(before, after))


def reading(value, *rests_on, **fields):
    """Return what records show."""
    return CriterionReading(
        kind="structural", value=value, low=value, high=value, n=1, coverage=1.0, rests_on=rests_on, **fields
    )


def test_because_of_which_records():
    """Addresses that are new or gone, and the readings that say something else; one that stays is not named."""
    judged = CriterionReading(kind="judged", value=50.0, n=1, coverage=1.0, rests_on=["evidence/e"])
    before = known(40.0, readings=(reading(40.0, "ties/a", "ties/b"), judged))
    after = known(60.0, readings=(reading(60.0, "ties/b", "ties/c"), judged))
    found = compared(before, after)
    assert (("ties/c",), ("ties/a",)) == (found.new, found.gone)
    (changed,) = found.readings
    assert ("structural", 40.0, 60.0) == (changed.kind.value, changed.before, changed.after)


def test_readings_that_come_and_go():
    """One kind of reading where there was another: both are named, each without its other side."""
    note = ci.Message("card.what_if", {"changes": "a"})
    before = known(40.0, readings=(reading(40.0, note=note),))
    after = known(60.0, readings=(CriterionReading(kind="perceived", value=60.0, note=note),))
    gone, new = compared(before, after).readings
    assert (("structural", 40.0, None, note, None), ("perceived", None, 60.0, None, note)) == tuple(
        (one.kind.value, one.before, one.after, one.was, one.now) for one in (gone, new)
    )


def test_overall_comes_first_and_every_place_once():
    """In the order of the later card."""
    found = ci.compare(card(known(40.0), known(50.0)), card(known(60.0), known(50.0)))
    assert ["overall", "talk", "talk/a", "talk/b"] == [change.path for change in found]
    assert (4, 10.0) == (len(found), found["overall"].moved)
    assert ["talk/a", "overall", "talk"] == [change.path for change in found.moved]


def test_places_that_only_one_card_has():
    """Another framework, with a criterion dropped and one added: what is new and what is gone has no difference."""
    other = made.framework(["talk/a", "talk/c"])
    before = card(known(40.0), known(50.0))
    found = ci.compare(before, made.card(other, [40.0, 50.0], as_of="2025-06-30"))
    assert (Shift.NEW, None, None) == (found["c"].shift, found["c"].moved, found["c"].bounds)
    assert (Shift.GONE, "B") == (found["b"].shift, found["b"].label)
    assert "gone" == str(found["b"])
    assert ["comparison.frameworks"] == [warning.code for warning in found.warnings]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"as_of": "2025-06-30"}, []),
        ({"as_of": "2023-06-30"}, ["comparison.order"]),
        ({}, ["comparison.same_day"]),
        ({"initiative": "other", "as_of": "2025-06-30"}, ["comparison.initiatives"]),
    ],
)
def test_warnings(fields, codes):
    """What may keep two cards from being compared is said and not forbidden."""
    one = card(known(40.0), known(50.0))
    found = ci.compare(one, card(known(40.0), known(50.0), **fields))
    assert codes == [warning.code for warning in found.warnings]
    assert len(codes) == str(found).count("  ! ")


def test_cards_of_other_kinds_are_refused():
    """Readiness beside alignment says nothing; neither does what is no card."""
    riverbend = ci.examples.load("fictional_riverbend")
    with pytest.raises(ci.InvalidValueError, match="of the same kind"):
        ci.compare(ci.readiness(riverbend), ci.alignment(riverbend))
    with pytest.raises(ci.InvalidValueError, match="readiness, alignment and progress make them"):
        ci.compare(ci.readiness(riverbend), 62)


@pytest.mark.parametrize("kind", [ci.readiness, ci.alignment, ci.progress])
def test_every_kind_of_card_can_be_compared(kind):
    """With itself nothing moves, with the year before something does; read from a file a card says the same."""
    riverbend = ci.examples.load("fictional_riverbend")
    earlier, later = (kind(riverbend, as_of=day) for day in ("2024-06-30", "2025-06-11"))
    assert set() == {change.shift for change in ci.compare(later, later)} - {Shift.SAME}
    found = ci.compare(earlier, later)
    assert found.moved
    back = ci.from_dict(earlier.to_dict(), kind=type(earlier))
    assert found == ci.compare(back, later)
    assert type(later).__name__ == found.kind


def test_a_card_without_an_overall():
    """Progress has subjects alone."""

    def progress(value):
        score = Score(value=value, bounds=(value, value))
        return ci.Scorecard(
            initiative="x", as_of="2024-01-01", tree=[Node(path="grade3", label="Grade 3", score=score)]
        )

    found = ci.compare(progress(10.0), progress(30.0))
    assert ["grade3"] == [change.path for change in found]
    assert 20.0 == found["grade3"].moved


def test_tables():
    """One row a place, as records, columns, text and HTML."""
    found = ci.compare(card(known(40.0), known(50.0)), card(known(60.0), known(50.0), as_of="2025-06-30"))
    row = found.to_records()[2]
    assert {
        "path": "talk/a",
        "label": "A",
        "before": 40.0,
        "after": 60.0,
        "moved": 20.0,
        "shift": "rose",
    }.items() <= row.items()
    assert ["overall", "talk", "talk/a", "talk/b"] == found.to_columns()["path"]
    assert [
        "Profile of made: 2024-06-30 to 2025-06-30",
        "  Overall  +10 (+10 to +10), rose",
        "  Talk     +10 (+10 to +10), rose",
        "    A      +20 (+20 to +20), rose",
        "    B      0 (0 to 0), same",
    ] == str(found).splitlines()
    assert "<th>A</th><td>+20 (+20 to +20), rose</td>" in found._repr_html_()


def test_tables_of_nothing():
    """A comparison without places has no rows."""
    empty = CardComparison(kind="Progress", initiative="x", earlier="2024-01-01", later="2025-01-01")
    assert ([], {}, "Progress of x: 2024-01-01 to 2025-01-01") == (empty.to_records(), empty.to_columns(), str(empty))


def test_unknown_place():
    """The nearest is named."""
    found = ci.compare(card(known(40.0), known(50.0)), card(known(60.0), known(50.0)))
    with pytest.raises(ci.UnknownNameError, match="no path 'talk/c'"):
        found["talk/c"]


def test_values_are_frozen():
    """A comparison is a value like any other."""
    found = compared(known(40.0), known(60.0))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.shift = Shift.SAME
