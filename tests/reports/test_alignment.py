"""Whether partners pull the same way: what is said to all, and what to the backbone alone."""

import functools

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports.made import cells, setting, texts

import collective_impact as ci
from collective_impact.reports._alignment import aligned

RIVERBEND = ci.examples.load("fictional_riverbend")
CARD = ci.readiness(RIVERBEND)
FORMS = ("markdown", "html", "json")
CONFIDENTIAL = ("trust", "competition")


def section(audience="backbone", of=RIVERBEND, *, as_of=None, **options):
    """Return the section about alignment."""
    of_card = CARD if of is RIVERBEND else ci.readiness(of, as_of=as_of)
    return aligned(setting(of, audience, of_card=of_card, **options).for_readers())


def listed(found, label):
    """Return the lines under a label."""
    lists = {str(block.label): block.lines for block in found.blocks if hasattr(block, "lines")}
    return [str(line.text) for line in lists.get(label, ())]


# The facets


def test_each_facet_has_a_score_its_range_its_evidence_and_its_lowest_part():
    """As the card has them: reports are the lowest of measurement, with 7 of 10."""
    (table,) = section().tables
    assert ["agenda", "measurement", "activities", "relationships"] == [row.key for row in table.rows]
    expected = {
        "facet": "Measurement",
        "score": "90",
        "range": "78–90",
        "bar": "from 78 to 90 of 100",
        "coverage": "88 %",
        "lowest": "Reports that compare (70)",
    }
    assert expected == cells(table, "measurement")
    assert "not scored" == cells(table, "agenda")["score"]
    assert RIVERBEND.indicators[0].key in str(table.rows[1].grounds.addresses)


def test_of_what_nothing_is_known_there_are_questions_alone():
    """A new initiative has no overall score of alignment, and no empty tables."""
    found = section(of=ci.Initiative(id="new"))
    assert "There is no overall score of alignment" in texts(found)[0]
    assert () == found.tables
    (questions,) = found.blocks[1:]
    assert "What would tell the most about it, if it were known" == str(questions.label)
    assert 3 == len(questions.lines)


def test_a_facet_of_which_nothing_is_known_has_no_lowest_part():
    """Where something is known of another: that a goal is worked on."""
    goal = ci.Activity(id="tutoring", led_by="ymca", goals=["read"], status="under_way")
    agenda = ci.CommonAgenda(goals=[ci.Goal(id="read")])
    of = ci.Initiative(id="new", agenda=agenda, activities=[goal], stakeholders=[ci.Stakeholder(id="ymca")])
    found = section(of=of, as_of="2024-06-30")
    assert "not scored" == cells(found.tables[0], "agenda")["lowest"]
    unknown = "Adoption by active partners, Agreement on the agenda, Support for the agenda, Shared priorities"
    assert [f"Not known: {unknown}"] == listed(found, "Agenda, part by part")


def test_an_overall_score_is_said_with_its_range():
    """Where all facets are scored."""
    whole = ci.alignment(RIVERBEND, CARD.as_of).what_if(
        {"agenda/agreement": 60, "agenda/support": 60, "agenda/priorities": 60}
    )
    told = texts(aligned(setting(RIVERBEND, of_card=CARD, aligned=whole)))[0]
    low, high = whole.overall.bounds
    assert f"Alignment overall: {whole.overall.value:.0f} ({low:.0f}–{high:.0f}) of 100." in told


def test_each_part_says_what_was_found_and_what_that_rests_on():
    """What is not known at all comes last, in one line."""
    found = section()
    expected = "Adoption by active partners, 65 (61–67): 11 of 18 members that are active, or may be, are known"
    adoption, unknown = listed(found, "Agenda, part by part")
    assert adoption.startswith(expected)
    assert "Not known: Agreement on the agenda, Support for the agenda, Shared priorities" == unknown
    lines = next(block.lines for block in found.blocks if str(getattr(block, "label", "")).startswith("Agenda"))
    assert "agenda/adoptions/alder_schools;on=2022-06-08" in lines[0].grounds.addresses


def test_what_does_not_apply_has_no_line():
    """Where everybody answered and nobody competes, competition is not asked."""
    asked = ci.Wave(id="w", ends="2024-05-31", invited=["a", "b"], answered=["a", "b"])
    tie = ci.Tie(source="a", target="b", kind="competition", wave="w", status="absent")
    back = attrs.evolve(tie, source="b", target="a")
    of = ci.Initiative(
        id="two", stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")], waves=[asked], ties=[tie, back]
    )
    assert not ci.alignment(of, "2024-06-30").nodes.node("competition").applies
    found = section(of=of, as_of="2024-06-30")
    assert [] == [line for line in listed(found, "Relationships, part by part") if "Compet" in line]


def test_what_would_raise_and_what_would_tell_the_most_is_said():
    """In the order of the card: three of each at the most."""
    found = section()
    acts = listed(found, "What would raise alignment the most")
    assert acts[0].startswith("Adoption by active partners: Go to the active partners that have not adopted")
    questions = listed(found, "What would tell the most about it, if it were known")
    assert questions[0].startswith("Agreement on the agenda: Ask all partners, goal by goal, what they think of it.")
    assert (3, 3) == (len(acts), len(questions))


# What stands out

GOALS = [ci.Goal(id="read", statement="All read"), ci.Goal(id="swim", statement="All swim")]
LONELY = ci.Initiative(
    id="lonely",
    agenda=ci.CommonAgenda(goals=GOALS),
    stakeholders=[ci.Stakeholder(id="ymca", name="YMCA Valley"), ci.Stakeholder(id="club", name="Swim Club")],
    indicators=[ci.Indicator(id="x", name="Pages", goals=["read"])],
    activities=[ci.Activity(id="t", led_by="ymca", goals=["read"], status="under_way", capability="Tutoring")],
    convenings=[ci.Convening(on="2024-05-02", attendances=[ci.Attendance(stakeholder="ymca")])],
    extents=[ci.Extent(collection="indicators/x/observations", completeness="complete")],
)


def test_what_hangs_on_nobody_is_named_to_all_and_what_hangs_on_one_to_the_backbone():
    """One goal has nobody, one indicator no figures, one goal and one capability one partner."""
    open_to_all = [
        "goals that nobody advances: All swim",
        "indicators that nobody reports, or that are tied to nothing: Pages",
    ]
    on_one = ["goals that hang on one partner: All read: YMCA Valley", "1 of 1 capabilities are brought by one partner"]
    told = listed(section(of=LONELY), "What stands out")
    assert open_to_all == told[:2]
    assert all(any(line.startswith(one) for line in told) for one in on_one)
    for audience in ("committee", "public"):
        assert open_to_all == listed(section(audience, LONELY), "What stands out")


def test_a_single_partner_is_named_to_nobody_but_the_backbone():
    """Not in the section, whatever form it takes."""
    assert "YMCA Valley" in ci.report(LONELY, "backbone").to_markdown()
    for page in (ci.report(LONELY, "committee"), ci.report(LONELY), ci.report(LONELY, "backbone").redacted()):
        for form in FORMS:
            assert "YMCA Valley" not in page.written(form)


# Who trusts whom


def without_confidences(of):
    """Return an initiative without what was said of trust and of competition."""
    return attrs.evolve(of, ties=[tie for tie in of.ties if tie.kind.value not in CONFIDENTIAL])


def told(of, *, locale="en"):
    """Return all that others than the backbone are told, in every form, with the addresses."""
    card = ci.readiness(of, as_of="2025-06-11")
    pages = [ci.report(of, audience, card=card, locale=locale) for audience in ("public", "committee")]
    pages.append(ci.report(of, "backbone", card=card, locale=locale).redacted())
    return [page.written(form) for page in pages for form in FORMS]


@pytest.mark.parametrize("locale", ["en", "es"])
def test_ties_of_trust_and_competition_leave_no_trace_in_the_versions_for_others(locale):
    """With them or without them, each version for others is the same to the last letter, its scores included."""
    assert {tie.kind.value for tie in RIVERBEND.ties} >= {*CONFIDENTIAL}
    bare = without_confidences(RIVERBEND)
    assert told(bare, locale=locale) == told(RIVERBEND, locale=locale)
    assert ci.report(bare, "backbone").to_markdown() != ci.report(RIVERBEND, "backbone").to_markdown()


def test_they_leave_none_where_there_are_no_other_ties():
    """That somebody was asked about trust isn't told either."""
    none = attrs.evolve(RIVERBEND, ties=[])
    alone = attrs.evolve(RIVERBEND, ties=[tie for tie in RIVERBEND.ties if tie.kind.value in CONFIDENTIAL])
    assert told(none) == told(alone)


IDS = [person.id for person in RIVERBEND.members(CARD.as_of)]
TIES = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(CONFIDENTIAL), st.booleans()), max_size=25
)


@functools.cache
def told_without():
    """Return what others are told of Riverbend without any tie of trust or competition."""
    return told(without_confidences(RIVERBEND))


@settings(max_examples=12, deadline=None)
@given(TIES)
def test_no_tie_of_trust_or_competition_shows_in_the_versions_for_others(drawn):
    """Whoever trusts or competes with whom, or says that they do not."""
    wave = RIVERBEND.waves[-1].id
    found = {
        (source, target, kind): ci.Tie(
            source=source, target=target, kind=kind, wave=wave, status="observed" if there else "absent"
        )
        for source, target, kind, there in drawn
        if source != target
    }
    bare = without_confidences(RIVERBEND)
    assert told_without() == told(attrs.evolve(bare, ties=[*bare.ties, *found.values()]))


def test_the_backbone_is_told_of_trust_and_of_what_others_are_shown_instead():
    """Mutual trust scores 0. The others see two parts, of 93 and 88, since few persons live with the problem."""
    found = section()
    assert any(line.startswith("Mutual trust, 0 (0–55):") for line in listed(found, "Relationships, part by part"))
    assert any("whether one partner trusts another" in line for line in listed(found, "What stands out"))
    elsewhere = "Relationships: in all versions but this one it is "
    assert any(line.startswith(elsewhere) for line in texts(found))
    shown = cells(section("committee").tables[0], "relationships")["score"]
    assert "not scored" == shown or abs(float(shown) - 90) <= 1


def test_where_others_see_the_same_the_backbone_is_told_nothing_of_it():
    """Nobody was asked about trust, so it moves no score; the range may still be another."""
    framework = ci.ALIGNMENT.without("relationships/mutual_trust", "relationships/competition")
    own = ci.alignment(RIVERBEND, CARD.as_of, framework=framework)
    found = aligned(setting(attrs.evolve(RIVERBEND, disclosure=None), of_card=CARD, aligned=own))
    assert [] == [line for line in texts(found) if "in all versions but this one" in line]


def test_a_card_of_one_s_own_tells_others_nothing_of_trust_either():
    """A framework of readiness may ask for trust; a group of nothing else goes with it."""
    asks = ci.ALIGNMENT.criterion("mutual_trust")
    ours = ci.FIVE_CONDITIONS.renamed("ours").with_criteria(
        attrs.evolve(asks, id="ours.trusted", group="backbone_support/in_place", label="Ways both")
    )
    card = ci.readiness(RIVERBEND, framework=ours)
    assert "Ways both" in ci.report(RIVERBEND, "backbone", card=card).written("json")
    assert "Ways both" not in ci.report(RIVERBEND, "committee", card=card).written("json")
    alone = attrs.evolve(
        ours.without("ours.trusted"),
        groups=[*ours.groups, ci.Group(path="bond", label="Bonds")],
        criteria=[*ours.without("ours.trusted").criteria, attrs.evolve(asks, id="bond.trusted", group="bond")],
    )
    card = ci.readiness(RIVERBEND, framework=alone)
    assert "Bonds" in ci.report(RIVERBEND, "backbone", card=card).to_markdown()
    assert "Bonds" not in ci.report(RIVERBEND, card=card).to_markdown()


# Few who live with the problem


def few(n, **fields):
    """Return an initiative with some persons who live with the problem on its board, and a rule of disclosure."""
    people = [ci.Stakeholder(id=f"p{k}", kind="person", affected=True) for k in range(n)]
    houses = [ci.Stakeholder(id=f"o{k}", affected=False) for k in range(3)]
    everybody = [*people, *houses]
    return ci.Initiative(
        id="few",
        stakeholders=everybody,
        bodies=[ci.Body(id="board", kind="steering_committee", members=[one.id for one in everybody])],
        convenings=[ci.Convening(on="2024-05-02", body="board", attendances=[ci.Attendance(stakeholder="o0")])],
        disclosure=ci.Disclosure(minimum_count=5),
        **fields,
    )


@pytest.mark.parametrize(
    ("n", "audience", "says"), [(2, "committee", False), (2, "backbone", True), (5, "public", True)]
)
def test_how_many_people_affected_are_seated_is_not_told_of_few_persons(n, audience, says):
    """As in the section on who is at the table, by the initiative's rule; the score would tell it, too."""
    lines = listed(section(audience, few(n)), "Relationships, part by part")
    assert says is any("People affected in the steering body" in line for line in lines)
    assert says is any("people affected have a seat" in line for line in lines)


def test_how_many_of_few_are_affected_makes_no_difference_to_the_section():
    """One of five or four of five, seated or not: other readers are told the same."""
    shown = []
    for n in (1, 4):
        people = [attrs.evolve(one, affected=k < n) for k, one in enumerate(few(5).stakeholders)]
        of = attrs.evolve(few(5), stakeholders=people)
        shown.append(section("committee", of).to_dict())
    assert shown[0] == shown[1]
    assert "how many of the few" in str(shown)
