import attrs
import pytest
from tests.reports.made import card, initiative, setting, texts
from tests.scoring import made

import collective_impact as ci
from collective_impact.reports._advice import improvements, limits, not_known, questions, sources, warnings
from collective_impact.scoring.readings import Answered

UNKNOWN = (0.0, 100.0)
NOTE = ci.Message("mine.note", {"yes": 1}, "{yes} of 4 came")


def answer(path, value, bounds=None, *, notes=(NOTE,), kind="structural", **fields):
    """Return what is known of a criterion, by one reading for each note."""
    low, high = (value, value) if bounds is None else bounds
    own = value is not None and kind != "self_assessed"
    readings = tuple(
        ci.CriterionReading(
            kind=kind, value=value, low=low, high=high, n=1, coverage=1.0, note=note, rests_on=["agenda"]
        )
        for note in notes
    )
    part = made.criterion(path, act=f"Raise {path}.", find_out=f"Ask about {path}.", **fields)
    return Answered(criterion=part, readings=readings, value=value, low=low, high=high, coverage=1.0, own=own)


def card_of(*answers, **fields):
    """Return the card of answers, each a criterion of a framework of its own."""
    return made.card(made.framework([answer.criterion for answer in answers]), list(answers), **fields)


def listed(section):
    """Return the lines of the section's list, and nothing where it has none."""
    return [line for block in section.blocks for line in getattr(block, "lines", ())]


# What would raise the score


def test_the_three_largest_gains_come_first():
    """Of 12, 60, 40 and 20 in one mean, the furthest from 100 gain most: (100 - x) / 4 points."""
    values = {"a": 12.0, "b": 60.0, "c": 40.0, "d": 20.0}
    found = card_of(*(answer(f"talk/{name}", value) for name, value in values.items()))
    lines = listed(improvements(setting(of_card=found)))
    assert ["A", "D", "C"] == [str(line.text).partition(":")[0] for line in lines]
    assert "A: Raise talk/a. Now: 1 of 4 came. It would add up to 22 points." == str(lines[0].text)
    assert ("agenda",) == lines[0].grounds.addresses


def test_what_may_be_met_already_comes_last_and_says_so():
    """Nobody should be told to do what may be done."""
    found = card_of(answer("talk/a", 0.0, UNKNOWN), answer("talk/b", 90.0))
    first, second = (str(line.text) for line in listed(improvements(setting(of_card=found))))
    assert "B: Raise talk/b. Now: 1 of 4 came. It would add up to 5 points." == first
    known = "It may be met already, so look first. Known so far: 1 of 4 came."
    assert f"A: Raise talk/a. {known} It would add up to 50 points." == second


@pytest.mark.parametrize(
    ("high", "expected"),
    [
        (40.0, "A: Raise talk/a. Now it stands at 40 of 100. It would add up to 60 points."),
        (100.0, "A: Raise talk/a. It may be met already, so look first. It would add up to 60 points."),
    ],
)
def test_without_a_note_the_score_speaks(high, expected):
    """Not every measure says in words what it found."""
    found = card_of(answer("talk/a", 40.0, (40.0, high), notes=(None,)))
    assert [expected] == [str(line.text) for line in listed(improvements(setting(of_card=found)))]


@pytest.mark.parametrize(("value", "expected"), [(98.2, "less than 1 point"), (97.6, "1 point"), (96.5, "2 points")])
def test_gains_are_whole_points(value, expected):
    """In a mean of two, 100 instead of 98.2, 97.6 and 96.5 adds 0.9, 1.2 and 1.75."""
    found = card_of(answer("talk/a", value), answer("talk/b", 100.0))
    assert f"It would add up to {expected}." in str(listed(improvements(setting(of_card=found)))[0].text)


def test_notes_that_name_a_partner_are_for_the_backbone():
    """Whose work is double is not for the public."""
    named = ci.Message("mine.pairs", {"pairs": "ymca and library"}, "the same is done by {pairs}")
    found = card_of(answer("talk/a", 40.0, notes=(named,)))
    of = initiative(stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")])
    backbone, public = (
        str(listed(improvements(setting(of, audience, of_card=found)))[0].text) for audience in ("backbone", "public")
    )
    assert "Now: the same is done by ymca and library." in backbone
    assert "Now it stands at 40 of 100." in public


def test_self_assessment_names_no_single_steps():
    """A rating of a whole condition says nothing about its parts; its words are left out beside others."""
    whole = card_of(answer("talk/a", 40.0, kind="self_assessed"))
    text = (
        "Before single steps can be named, somebody must look: so far there is only what the initiative says of itself."
    )
    assert [text] == texts(improvements(setting(of_card=whole)))


def test_the_words_of_a_rating_that_does_not_count_are_left_out():
    """Beside records the initiative's own rating is not heard, and so not quoted."""
    records = answer("talk/a", 40.0)
    own = ci.CriterionReading(
        kind="self_assessed", value=90.0, n=1, note=ci.Message("mine.own", {}, "we are good at it")
    )
    found = card_of(attrs.evolve(records, readings=(*records.readings, own)))
    assert "Now: 1 of 4 came." in str(listed(improvements(setting(of_card=found)))[0].text)


def test_where_nothing_falls_short_or_is_known_there_is_nothing_to_raise():
    """Two different things to say."""
    assert ["Nothing that is known falls short."] == texts(improvements(setting(of_card=card((100.0, 100.0)))))
    assert ["Too little is known to say it."] == texts(improvements(setting(of_card=card())))


# What would narrow the range


def test_the_three_largest_unknowns_are_asked_first():
    """Two unknown criteria of four: each could move the mean by 100 / 4 points."""
    known = [answer("talk/a", 40.0), answer("talk/b", 50.0)]
    unknown = [answer(f"talk/{name}", None, UNKNOWN) for name in "cd"]
    lines = listed(questions(setting(of_card=card_of(*known, *unknown))))
    rest = "So far it could be anything from 0 to 100. Knowing it would narrow the range by 25 points."
    assert [f"C: Ask about talk/c. {rest}", f"D: Ask about talk/d. {rest}"] == [str(line.text) for line in lines]


def test_three_are_asked_of_records_and_five_of_a_first_hour():
    """Six unknown parts: a page of records asks three questions, the initiative's own view five."""
    unknown = [answer(f"talk/{name}", None, UNKNOWN) for name in "abcdef"]
    own = [answer(f"talk/{name}", 40.0, UNKNOWN, kind="self_assessed") for name in "abcdef"]
    asked = [len(listed(questions(setting(of_card=card_of(*part))))) for part in (unknown, own)]
    assert [3, 5] == asked


def test_where_all_is_known_nothing_is_asked():
    """A sentence instead of an empty list."""
    assert ["Nothing is left open that would narrow the range."] == texts(questions(setting(of_card=card((1.0, 2.0)))))


# What is not known


def test_what_no_evidence_answers_is_listed_by_condition():
    """All of one, some of another, none of a third; what does not apply is no gap."""
    answers = [
        answer("talk/a", None, UNKNOWN),
        answer("talk/b", 40.0, kind="self_assessed"),
        answer("work/c", None, UNKNOWN),
        answer("work/d", 40.0),
        answer("done/e", 40.0),
    ]
    lines = listed(not_known(setting(of_card=card_of(*answers))))
    assert ["Talk, all 2: A, B", "Work, 1 of 2: C"] == [str(line.text) for line in lines]


def test_how_much_evidence_there_is_is_said_first():
    """One of two questions is answered."""
    assert (
        "50 % of the evidence that the questions ask for is there."
        == texts(not_known(setting(of_card=card((1.0, None)))))[0]
    )


def test_incomplete_lists_are_named_with_their_totals():
    """11 of 40 partners, some meetings; what is not recorded at all; a recorded none is known."""
    of = initiative(
        stakeholders=[ci.Stakeholder(id="a")],
        convenings=[ci.Convening(on="2020-01-01")],
        backbone=ci.Backbone(staff=[ci.StaffMember(id="p", role="facilitator")]),
        extents=[
            ci.Extent(collection="stakeholders", completeness="partial", total=40),
            ci.Extent(collection="convenings", completeness="partial"),
            ci.Extent(collection="ties", completeness="complete"),
        ],
    )
    partial, nothing = texts(not_known(setting(of, of_card=card((1.0, 2.0)))))[1:]
    assert "Listed only in part: partners (1 of 40), meetings." == partial
    expected = [
        "goals",
        "who adopted the agenda",
        "indicators",
        "activities",
        "steering body and working groups",
        "answers to surveys",
        "what the backbone does",
        "funding of the backbone",
        "changes of practice, policy or resources",
    ]
    assert f"Nothing is recorded of: {', '.join(expected)}." == nothing


def test_a_complete_file_leaves_nothing_to_say():
    """The invented example lists everything but one systems change."""
    riverbend = ci.examples.load("fictional_riverbend")
    *_, last = texts(not_known(setting(riverbend, of_card=ci.readiness(riverbend))))
    assert "Listed only in part: changes of practice, policy or resources (6 of 7)." == last


def test_what_does_not_apply_is_listed_with_its_rule():
    """It is neither a no nor an unknown."""
    absent = answer("talk/a", None, UNKNOWN, not_applicable="Where nobody reports, none is needed.")
    absent = Answered(criterion=absent.criterion, applies=False)
    found = not_known(setting(of_card=card_of(absent, answer("talk/b", 40.0))))
    assert "Not counted here: A. Where nobody reports, none is needed." == texts(found)[-1]
    assert not [block for block in found.blocks if getattr(block, "lines", None)]


# To keep in mind


def test_warnings_of_the_card_are_for_all_and_those_of_the_file_for_the_backbone():
    """What looks doubtful in a file is a matter of those who keep it."""
    of = initiative(activities=[ci.Activity(id="walk")])
    found = card((1.0, 2.0), warnings=[ci.Message("mine", {}, "this is a card's warning")])
    (listing,) = warnings(setting(of, "backbone", of_card=found)).blocks
    assert [(None, "this is a card's warning"), ("activities/walk", "nobody is recorded as leading it")] == [
        (line.label and str(line.label), str(line.text)) for line in listing.lines
    ]
    assert ["this is a card's warning"] == texts(warnings(setting(of, "committee", of_card=found)))


def test_without_a_warning_there_is_no_section():
    """Nothing to note, nothing noted."""
    assert warnings(setting(of_card=card((1.0, 2.0)))) is None


def test_a_warning_that_names_a_partner_is_for_the_backbone():
    """Whatever it says of it."""
    of = initiative(stakeholders=[ci.Stakeholder(id="ymca")])
    found = card((1.0, 2.0), warnings=[ci.Message("mine", {"who": "ymca"}, "{who} is late")])
    assert ["ymca is late"] == texts(warnings(setting(of, of_card=found)))
    assert warnings(setting(of, "public", of_card=found)) is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("structural", "records in the file"), ("judged", "ratings by others than the backbone")],
)
def test_limits_are_said_in_plain_words(kind, expected):
    """Four of them; kinds of evidence have other names among programs."""
    found = texts(limits(setting(of_card=card_of(answer("talk/a", 40.0, kind=kind)))))
    assert [
        "The score has not been shown to predict outcomes.",
        "It is not comparable across places without care: what is recorded differs.",
        f"It rests on: {expected}.",
        "It must not be used alone to allocate funds.",
    ] == found


def test_a_score_that_rests_on_nothing_says_so():
    """There is always something after the colon."""
    assert "It rests on: nothing yet." in texts(limits(setting(of_card=card())))


def test_sources_and_the_method_close_the_page():
    """Where the records come from, which framework scored them, and whom it follows."""
    of = initiative(note="As published.", sources=["Scorecard 2019"])
    cited = made.card(made.framework(["talk/a"], citation="Kania & Kramer (2011)"), [1.0])
    section = sources(setting(of, of_card=cited))
    assert [
        "As published.",
        "Scorecard 2019",
        "Scored by the framework Made by hand, version 1.",
        "It follows: Kania & Kramer (2011).",
        "Scored by the framework Alignment of the partners, version 1.0.",
        f"It follows: {ci.ALIGNMENT.citation}.",
    ] == texts(section)


def test_what_is_not_there_is_not_said():
    """No note, no sources, no citation; a redacted page names no sources, which would tell who it is."""
    method = ["Scored by the framework Made by hand, version 1."]
    assert method == texts(sources(setting()))[:1]
    assert method == texts(sources(setting(initiative(note="As published.", sources=["Scorecard"]), redacted=True)))[:1]


# What the numbers rest on


def supported(*rests_on, kind="structural", value=40.0, path="talk/a"):
    """Return what is known of a criterion by a reading that rests on these records."""
    reading = ci.CriterionReading(kind=kind, value=value, low=0.0, high=100.0, n=1, coverage=1.0, rests_on=rests_on)
    return made.criterion(path), reading


def answered(criterion, *readings):
    """Return an answered criterion that could be anything."""
    return Answered(criterion=criterion, readings=readings, value=40.0, low=0.0, high=100.0, coverage=1.0, own=True)


PARTNERS = [ci.Stakeholder(id="ymca", name="YMCA")]
RECORDS = ("bodies/board", "stakeholders/ymca")


@pytest.mark.parametrize(("audience", "named"), [("backbone", RECORDS), ("committee", RECORDS[:1])])
def test_a_question_leads_back_to_what_is_known(audience, named):
    """Who may be the one that falls short is for the backbone alone; of what nobody recorded there is no record."""
    known = answered(*supported(*RECORDS))
    nothing = Answered(criterion=made.criterion("talk/b"))
    of = setting(initiative(stakeholders=PARTNERS), audience, of_card=card_of(known, nothing))
    grounds = {line.text.to_dict("en")["params"]["label"]: line.grounds for line in listed(questions(of))}
    assert {"A": named, "B": ()} == {label: found.addresses for label, found in grounds.items()}
    assert len(RECORDS) - len(named) == grounds["A"].unnamed


@pytest.mark.parametrize(("audience", "named"), [("backbone", RECORDS), ("public", RECORDS[:1])])
def test_a_gap_between_people_and_records_leads_back_to_both(audience, named):
    """50 points apart; the records of the criterion stand with the warning."""
    criterion, shown = supported(*RECORDS, value=20.0)
    _, said = supported("instruments/survey", kind="perceived", value=70.0)
    of = setting(initiative(stakeholders=PARTNERS), audience, of_card=card_of(answered(criterion, shown, said)))
    (line,) = listed(warnings(of))
    assert "A: people outside the backbone see it 50 points higher than the records show" == str(line.text)
    assert (*named, "instruments/survey") == line.grounds.addresses


def test_how_much_evidence_there_is_leads_back_to_it():
    """As the overall score does."""
    first, *_ = not_known(setting(of_card=card_of(answered(*supported("agenda", "bodies/board"))))).blocks
    assert ("agenda", "bodies/board") == first.grounds.addresses


def test_lists_that_are_not_whole_lead_back_to_who_says_so():
    """Where a record says it; that nothing is recorded needs none."""
    extents = [
        ci.Extent(collection="stakeholders", completeness="partial", total=40),
        ci.Extent(collection="activities", completeness="unknown"),
    ]
    blocks = not_known(setting(initiative(stakeholders=PARTNERS, extents=extents), "public")).blocks
    found = {str(block.text).partition(":")[0]: block.grounds.addresses for block in blocks if hasattr(block, "text")}
    assert ("extents/stakeholders",) == found["Listed only in part"]
    assert ("extents/activities",) == found["Nothing is recorded of"]
