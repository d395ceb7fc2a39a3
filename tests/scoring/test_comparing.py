"""Two cards beside each other: what moved, by how much, and because of what."""

import attrs
import pytest
from tests.scoring import made

import collective_impact as ci
from collective_impact.scoring.comparisons import CardComparison, Shift
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
        (NOTHING | {"likely": 0.0}, NOTHING | {"likely": 90.0}, "within_bounds", None, (-100.0, 100.0)),
        (NOTHING | {"likely": 90.0}, NOTHING | {"likely": 90.0}, "same", None, (-100.0, 100.0)),
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
        (NOTHING, known(40.0), "scored: before not scored (0–100), now 40 (40–40)"),
        (known(40.0), NOTHING, "not scored: before 40 (40–40), now not scored (0–100)"),
        (NOTHING, NOTHING, "not scored, now or before"),
        (NOTHING, NOTHING | {"low": 30.0}, "before not scored (0–100), now not scored (30–100)"),
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
    assert ("gone: before 50 (50–50)", "new: now 50 (50–50)") == (str(found["b"]), str(found["c"]))
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


# What chance does


def said(value, error, n=9):
    """Return what people say, with its standard error."""
    return CriterionReading(
        kind="perceived", value=value, low=value, high=value, n=n, coverage=1.0, standard_error=error
    )


def asked(value, *readings):
    """Return what is known of a criterion within half a point, by readings."""
    return known(value, value - 0.5, value + 0.5, readings=readings)


@pytest.mark.parametrize(("then", "shift"), [(69.0, "within_sampling_error"), (70.0, "rose")])
def test_a_rise_that_chance_could_bring_about_is_none(then, shift):
    """Half of each score is a survey: errors of 4 and 3 are 2 and 1.5, their difference's 2.5, twice that 5 points."""
    shown = reading(40.0)
    found = compared(asked(50.0, shown, said(60.0, 4.0)), asked((40 + then) / 2, shown, said(then, 3.0)))
    assert (shift, 2.5) == (found.shift.value, found.standard_error)
    assert "; sampling ±5)" in str(found)


def test_a_fall_of_a_whole_is_one_of_chance_where_that_of_its_part_is():
    """The mean of two parts has half the error of the one that was asked about: 2.5 of 5, and falls by 4."""
    before, after = asked(60.0, said(60.0, 4.0)), asked(52.0, said(52.0, 3.0))
    found = ci.compare(card(before, known(50.0)), card(after, known(50.0), as_of="2025-06-30"))
    assert ("within_sampling_error", 5.0) == (found["a"].shift.value, found["a"].standard_error)
    assert [(2.5, "within_sampling_error")] * 2 == [
        (found[path].standard_error, found[path].shift.value) for path in ("talk", "overall")
    ]
    assert 0.0 == found["b"].standard_error


def test_chance_goes_through_a_geometric_mean_as_far_as_that_lets_it():
    """The mean of 36 and 64 is 48; 13 points on the first make it 56, so that its error of 13 is one of 8."""
    geometric = made.framework(["talk/a", "talk/b"], groups=[ci.Group(path="talk", label="Talk", power=0.0, floor=1.0)])

    def of(first):
        answered = zip(geometric.criteria, (asked(first, said(first, 13.0)), known(64.0)), strict=True)
        return made.card(geometric, [Answered(criterion=part, **given) for part, given in answered])

    assert pytest.approx(8 * 2**0.5) == ci.compare(of(36.0), of(36.0))["talk"].standard_error


def test_chance_at_the_upper_end_goes_down():
    """No score passes 100: 98 with an error of 4 is moved to 94."""
    found = ci.compare(card(asked(98.0, said(98.0, 4.0)), known(50.0)), card(known(50.0), known(50.0)))
    assert (4.0, 2.0) == (found["a"].standard_error, found["talk"].standard_error)


@pytest.mark.parametrize(
    "given",
    [
        {"applies": False},
        {"own": False, "readings": (attrs.evolve(said(60.0, 4.0), kind="self_assessed"),)},
        {"readings": (attrs.evolve(said(60.0, 4.0), kind="self_assessed"), reading(60.0))},
        {"readings": (attrs.evolve(said(60.0, None), value=None, low=0.0),)},
    ],
)
def test_where_no_survey_counts_chance_does_nothing(given):
    """What does not apply, what the initiative says of itself, and a survey without a score."""
    before = known(60.0, readings=(said(60.0, 4.0),)) | given
    assert 0.0 == ci.compare(card(before, known(50.0)), card(before, known(50.0)))["a"].standard_error


# Indicators


def share(period, numerator, denominator=40, **fields):
    """Return a percentage with its counts."""
    counts = {"numerator": numerator, "denominator": denominator}
    return ci.Observation(period=period, value=100 * numerator / denominator, **counts | fields)


def progress(*observations, of="percent", **fields):
    """Return the progress of an indicator from 25 % in 2010 to 75 % in 2030."""
    given = {"baseline": share("2010", 10), "target": ci.Observation(period="2030", value=75)}
    indicator = ci.Indicator(id="read", unit=of, direction="increase", observations=observations, **given | fields)
    return ci.progress(ci.Initiative(id="x", indicators=[indicator]), as_of=f"{observations[-1].period.end}")


def test_figures_of_an_indicator_are_told_with_their_sampling_error():
    """20 and 22 of 40 are 5 points apart.

    Wilson's intervals are 35.2 to 64.8 and 39.8 to 69.3; Newcombe's of the difference reaches
    down sqrt(15.2 ** 2 + 14.8 ** 2) = 21.2 points and up sqrt(14.3 ** 2 + 14.8 ** 2) = 20.6.
    """
    before, after = progress(share("2015", 20)), progress(share("2015", 20), share("2016", 22))
    found = ci.compare(before, after)["read"]
    assert (Shift.WITHIN_SAMPLING_ERROR, 10.0) == (found.shift, found.moved)
    told = found.figures
    assert (50.0, 55.0, 5.0, "percentage_point") == (told.before, told.after, told.value, told.unit)
    assert ("2015", "2016") == (str(told.start), str(told.end))
    assert pytest.approx((5 - 21.2, 5 + 20.6), abs=0.05) == told.interval


def test_a_rise_that_counts_bear_out_is_a_rise():
    """20 and 36 of 40."""
    found = ci.compare(progress(share("2015", 20)), progress(share("2015", 20), share("2016", 36)))["read"]
    assert Shift.ROSE == found.shift
    assert found.figures.interval[0] > 0


def test_figures_without_counts_are_told_without_a_sampling_error():
    """And what is no number, or without a unit, as that."""
    plain = [ci.Observation(period=f"201{k}", value=50.0 + k) for k in (5, 6)]
    found = ci.compare(progress(plain[0]), progress(*plain))["read"]
    assert "figures: 55 (2015) to 56 (2016): +1 percentage point" == found.because[0]
    at_least = ci.Observation(period="2016", low=60.0)
    counted = {"baseline": ci.Observation(period="2010", value=25.0), "of": None}
    found = ci.compare(progress(plain[0], **counted), progress(plain[0], at_least, **counted))["read"]
    assert "figures: 55 (2015) to a range (2016): not known" == found.because[0]


def test_the_same_figures_are_not_told():
    """Nothing new came in; or nothing at all."""
    one = progress(share("2015", 20))
    assert ci.compare(one, one)["read"].figures is None
    none = ci.progress(ci.Initiative(id="x", indicators=[ci.Indicator(id="read")]), as_of="2015-12-31")
    assert ci.compare(none, one)["read"].figures is None
    other = ci.progress(ci.Initiative(id="x", indicators=[ci.Indicator(id="swim")]), as_of="2016-12-31")
    assert [None, None] == [change.figures for change in ci.compare(one, other)]


def test_another_definition_is_warned_of():
    """Its figures are not told beside those of the former."""
    before = progress(share("2015", 20))
    after = progress(share("2015", 20), share("2016", 22), definition_version="2")
    found = ci.compare(before, after)
    assert ["comparison.definitions"] == [warning.code for warning in found.warnings]
    assert "read" in str(found.warnings[0])
    assert found["read"].figures is None


# Tables


def test_parts_stand_below_what_they_are_parts_of():
    """A card has its groups first."""
    four = made.framework(["talk/x/a", "talk/y/b", "walk/c"])
    found = ci.compare(made.card(four, [1, 2, 3]), made.card(four, [1, 2, 3]))
    paths = ["overall", "talk", "talk/x", "talk/x/a", "talk/y", "talk/y/b", "walk", "walk/c"]
    assert paths == [change.path for change in found]


def test_a_part_that_is_otherwise_says_because_of_what():
    """What was and is found, and the first three of the records; what adds up parts says nothing of its own."""
    note = ci.Message("card.what_if", {"changes": "a"})
    before = known(40.0, readings=(reading(40.0, "ties/a", "ties/b"),))
    after = known(60.0, readings=(reading(60.0, *(f"ties/{k}" for k in "bcdef"), note=note),))
    found = ci.compare(card(before, known(50.0)), card(after, known(50.0), as_of="2025-06-30"))
    because = ["now: this is supposed, not assessed: a", "new: ties/c, ties/d, ties/e and 1 more", "gone: ties/a"]
    assert because == [*found["a"].because]
    lines = str(found).splitlines()
    assert [f"        {line}" for line in because] == lines[4:7]
    assert "    B      0 (0 to 0), same" == lines[7]
    assert f"<td>+20 (+20 to +20), rose<br/>{'<br/>'.join(because)}</td>" in found._repr_html_()


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
