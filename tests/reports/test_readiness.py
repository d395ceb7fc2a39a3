import attrs
import pytest
from tests.reports.made import card, cells, initiative, setting, texts
from tests.scoring import made

import collective_impact as ci
from collective_impact.reports._readiness import profile, whole
from collective_impact.scoring.readings import Answered


def told(of_card, **options):
    """Return the sentences about a card."""
    return texts(profile(setting(of_card=of_card, **options)))


def self_assessed(framework, value):
    """Return the card of criteria that only the initiative itself rated."""
    return made.card(framework, [Answered(criterion=part, value=value) for part in framework.criteria])


def test_scores_are_whole_numbers():
    """More digits would say more than anybody knows."""
    assert ["62", "63", "0"] == [whole(62.4), whole(62.6), whole(0.0)]


def test_an_overall_score_is_said_with_its_range_and_its_evidence():
    """Arithmetic halves of 40 and 80, both fully known: 60."""
    expected = "Overall score: 60 of 100. Depending on what is not known, it could be anything from 60 to 60. 100 % of"
    assert told(card((40.0, 80.0)))[0].startswith(expected)


def test_too_little_evidence_gives_no_overall_score():
    """One half is known to be 40; the other could be 0 to 100, so the mean 20 to 70."""
    expected = (
        "There is no overall score, because too little is known: 50 % of the evidence is there. "
        "Whatever is found out, the score will lie between 20 and 70."
    )
    assert expected == told(card((40.0, None)))[0]


def test_self_assessment_gives_no_overall_score():
    """What the initiative says of itself is shown as such, in the row and where the weakest is named."""
    found = self_assessed(made.framework(["talk/in_place/a", "talk/in_practice/b"]), 50.0)
    assert told(found)[0].startswith("There is no overall score, because what is known rests mainly on what the")
    assert "50, by its own account" == cells(profile(setting(of_card=found)).tables[0], "talk")["score"]
    assert "Weakest condition: Talk (50, by its own account)." in told(found)


def test_a_row_shows_the_score_its_range_its_evidence_and_both_halves():
    """In place 40 and in practice anything: not scored, from 20 to 70."""
    table = profile(setting(of_card=card((40.0, None)))).tables[0]
    assert {
        "condition": "Talk",
        "score": "not scored",
        "range": "20–70",
        "bar": "from 20 to 70 of 100",
        "coverage": "50 %",
        "in_place": "40 (40–40)",
        "in_practice": "not scored (0–100)",
    } == cells(table, "talk")
    bar = table.rows[0].cells[3]
    assert ((20.0, 70.0), None) == (bar.span, bar.value)


def test_a_framework_without_halves_has_no_columns_for_them():
    """Whoever asks otherwise still gets a page; a condition without a half says that nobody asked."""
    flat = made.card(made.framework(["talk/a"]), [40.0])
    mixed = made.card(made.framework(["talk/in_place/a", "work/b"]), [40.0, 50.0])
    assert "in_place" not in cells(profile(setting(of_card=flat)).tables[0], "talk")
    assert "not asked" == cells(profile(setting(of_card=mixed)).tables[0], "work")["in_place"]


def test_a_row_leads_back_to_its_records():
    """The addresses of the score."""
    reading = ci.CriterionReading(kind="structural", value=40.0, low=40.0, high=40.0, n=1, rests_on=["agenda"])
    framework = made.framework(["talk/a"])
    answer = Answered(criterion=framework.criteria[0], readings=(reading,), value=40.0, low=40.0, high=40.0, own=True)
    found = profile(setting(of_card=made.card(framework, [answer])))
    assert ("agenda",) == found.tables[0].rows[0].grounds.addresses == found.blocks[0].grounds.addresses


TWO = made.framework(["talk/a", "work/b"])
PERHAPS = (
    "Weakest of the conditions that could be scored: Work (80). "
    "Others could be weaker, as they could not be scored: Talk."
)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([40.0, 80.0], "Weakest condition: Talk (40)."),
        ([None, 80.0], PERHAPS),
        ([None, None], "Which condition is the weakest cannot be said, as none could be scored."),
    ],
)
def test_the_weakest_condition_is_named_as_far_as_is_known(values, expected):
    """Who could not be scored could be weaker still."""
    assert expected in told(made.card(TWO, values))


def test_the_equity_line_says_what_it_asks():
    """The lowest of the criteria marked equity, 20 of 20 and 60; without such criteria there is no line."""
    framework = made.framework([made.criterion("talk/a", equity=True), made.criterion("talk/b", equity=True), "talk/c"])
    line = next(text for text in told(made.card(framework, [20.0, 60.0, 90.0])) if text.startswith("Equity line"))
    assert "Equity line: 20 (20–20)." == line.partition(" It")[0]
    assert line.endswith(": A, B.")
    assert not [text for text in told(card()) if text.startswith("Equity line")]


def test_preconditions_stand_beside_the_score():
    """The lowest counts; one that does not apply is not listed."""
    gate = ci.Group(path="before", label="Before", minimum=True, gate=True)
    criteria = ["talk/a", "before/will", "before/money", made.criterion("before/law", not_applicable="Without law.")]
    framework = made.framework(criteria, groups=[gate])
    answers = made.answers(framework, [50.0, 75.0, 25.0, None])
    found = made.card(framework, made.evolved(answers, 3, applies=False))
    how = "They stand beside the overall score, and the lowest one counts"
    assert f"Before: 25 (25–25). {how}: Will: 75 (75–75), Money: 25 (25–25)." in told(found)


# Phase


def phase(earliest, latest, shown):
    """Return a phase with one milestone."""
    from collective_impact.conditions.phases import Milestone, Phase, PhaseComponent

    note = ci.Message("mine", {}, "goals")
    milestone = Milestone(phase="organize_for_impact", shown=shown, note=note, rests_on=["agenda"])
    component = PhaseComponent(component="strategic_planning", milestones=[milestone])
    value = earliest if earliest == latest else None
    return Phase(value=value, earliest=earliest, latest=latest, components=[component], note=note)


def with_phase(*parts):
    """Return a card with a phase."""
    fields = {field.name: getattr(card(), field.name) for field in attrs.fields(ci.Profile)}
    return ci.Readiness(**fields | {"phase": phase(*parts)})


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (("organize_for_impact", "organize_for_impact"), "Phase: getting organized."),
        (
            ("initiate_action", "organize_for_impact"),
            "Phase: the records do not show it clearly; somewhere from beginning to act to getting organized.",
        ),
        (("generate_ideas", "sustain_action_and_impact"), "Phase: the records do not show it."),
    ],
)
def test_the_phase_is_said_as_far_as_the_records_show_it(ends, expected):
    """Reported with its evidence, never guessed."""
    assert expected in told(with_phase(*ends, True))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (True, "For the phase the records show: goals."),
        (False, "They show that these are not there: goals."),
        (None, "They do not say whether these are there: goals."),
    ],
)
def test_the_phase_comes_with_its_evidence(shown, expected):
    """What is there, what is not, and what the records do not say."""
    *_, evidence = profile(setting(of_card=with_phase("initiate_action", "organize_for_impact", shown))).blocks
    assert expected == str(evidence.text)
    assert ("agenda",) == evidence.grounds.addresses


def test_a_card_without_a_phase_says_nothing_of_it():
    """Neither a plain scorecard nor a card without one."""
    assert not [text for text in told(card()) if text.startswith("Phase")]
    bare = attrs.evolve(with_phase("initiate_action", "initiate_action", True), phase=None)
    assert not [text for text in told(bare) if text.startswith("Phase")]


def test_the_profile_of_strive_shows_how_little_is_published():
    """No score at all, and every condition could still be among the best."""
    strive = ci.examples.load("strive_2011")
    found = profile(setting(strive, of_card=ci.readiness(strive)))
    rows = [cells(found.tables[0], row.key) for row in found.tables[0].rows]
    assert {"not scored"} == {row["score"] for row in rows}
    assert texts(found)[0].startswith("There is no overall score, because too little is known: ")
    assert all(int(row["coverage"].split()[0]) <= 33 for row in rows)  # less than a third anywhere


def test_an_empty_initiative_still_has_a_profile():
    """At its first meeting nothing is known, and everything possible."""
    new = initiative()
    found = profile(setting(new, of_card=ci.readiness(new)))
    assert 5 == len(found.tables[0].rows)
