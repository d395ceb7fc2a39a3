import json
import pickle
import re
from datetime import date

import pytest
from hypothesis import given, settings
from tests.reports.made import card, initiative, parsed
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact.errors import InvalidValueError, UnknownNameError

RIVERBEND = ci.examples.load("fictional_riverbend")
AUDIENCES = ("public", "committee", "backbone")
SECTIONS = (
    "about",
    "profile",
    "improvements",
    "questions",
    "alignment",
    "indicators",
    "at_the_table",
    "not_known",
    "warnings",
    "limits",
    "sources",
)


@pytest.fixture(scope="module")
def page():
    """Return the page of the invented example, for the public."""
    return ci.report(RIVERBEND)


def keys(report):
    """Return the keys of the sections."""
    return tuple(section.key for section in report.sections)


# What is on it


@pytest.mark.parametrize("name", ci.examples.names())
def test_a_page_tells_everything_in_one_order(name):
    """From what it is to how it was scored."""
    assert SECTIONS == keys(ci.report(ci.examples.load(name)))


def test_the_backbone_has_a_section_on_each_partner():
    """After the alignment of all of them."""
    found = keys(ci.report(RIVERBEND, "backbone"))
    assert [*SECTIONS[:5], "partners", *SECTIONS[5:]] == [*found]


def test_partners_without_an_act_have_a_section_for_those_who_may_know():
    """Nobody else learns that there is one."""
    of = initiative(
        stakeholders=[ci.Stakeholder(id="busy"), ci.Stakeholder(id="idle", name="Idle Works")],
        activities=[ci.Activity(id="tutoring", led_by="busy", status="under_way")],
        convenings=[ci.Convening(on="2024-01-10", attendances=[ci.Attendance(stakeholder="busy")])],
    )
    reports = {audience: ci.report(of, audience) for audience in AUDIENCES}
    assert {"committee", "backbone"} == {audience for audience, report in reports.items() if "drifting" in keys(report)}
    assert {"backbone"} == {audience for audience, report in reports.items() if "Idle Works" in report.to_markdown()}


def test_a_page_is_found_by_its_sections(page):
    """A wrong key is answered with the nearest."""
    assert "indicators" == page.section("indicators").key
    with pytest.raises(UnknownNameError, match="did you mean 'indicators'"):
        page.section("indicator")


def test_the_heading_says_who_when_and_for_whom():
    """As of the card's date."""
    page = ci.report(initiative(name="Everybody reads"), "committee", card=card(as_of="2012-05-02"))
    lines = page.to_markdown().splitlines()
    assert "# Everybody reads: readiness and alignment" == lines[0]
    assert "As of 2 May 2012. This version is for the steering committee." == lines[2]
    assert date(2012, 5, 2) == page.as_of


def test_an_empty_initiative_has_a_page():
    """Nothing has a date, so none is said."""
    lines = ci.report(ci.Initiative(id="new")).to_markdown().splitlines()
    assert ["# new: readiness and alignment", "No record has a date. This version is for the public."] == [
        lines[0],
        lines[2],
    ]


def test_later_records_are_not_used():
    """A page on a date is a page of that date."""
    assert date(2024, 1, 1) == ci.report(RIVERBEND, as_of="2024-01-01").as_of


def test_a_card_and_another_date_do_not_go_together():
    """A card has its own date."""
    with pytest.raises(InvalidValueError, match="as_of"):
        ci.report(initiative(), card=card(), as_of="2024-01-01")


def test_a_card_of_somebody_else_is_refused():
    """The page would be about nobody."""
    with pytest.raises(InvalidValueError, match="card"):
        ci.report(RIVERBEND, card=card())
    with pytest.raises(InvalidValueError, match="aligned"):
        ci.report(initiative(), card=card(), aligned=ci.alignment(RIVERBEND))


def test_cards_of_two_days_or_of_one_kind_are_refused():
    """One page has one date, and asks two things."""
    aligned = ci.alignment(RIVERBEND, "2024-06-30")
    with pytest.raises(InvalidValueError, match="aligned"):
        ci.report(RIVERBEND, card=ci.readiness(RIVERBEND, as_of="2024-01-01"), aligned=aligned)
    with pytest.raises(InvalidValueError, match="card"):
        ci.report(RIVERBEND, card=aligned)


def test_a_card_of_alignment_may_be_one_s_own():
    """Asked otherwise, and on its own date, which is then that of the page."""
    ours = ci.ALIGNMENT.relabelled({"agenda": "What we want"}).renamed("ours", name="As we ask it")
    page = ci.report(RIVERBEND, aligned=ci.alignment(RIVERBEND, "2024-06-30", framework=ours), locale="es")
    assert date(2024, 6, 30) == page.as_of
    assert "| What we want [" in page.to_markdown()
    assert "As we ask it" in page.to_markdown()
    assert "| Medición [" in page.to_markdown()  # what is not called otherwise is translated


# Ways to write it


def test_a_page_writes_itself_in_three_ways(page, tmp_path):
    """The suffix says how, in whatever case; the file is what the methods return, as UTF-8."""
    expected = {"r.md": page.to_markdown(), "r.HTML": page.to_html()}
    for name in expected:
        page.save(tmp_path / name)
    page.save(str(tmp_path / "r.json"))
    assert expected == {name: (tmp_path / name).read_bytes().decode("utf-8") for name in expected}
    assert page.to_dict() == json.loads((tmp_path / "r.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["report.pdf", "report"])
def test_another_suffix_is_refused_before_anything_is_written(page, tmp_path, name):
    """The error says which there are."""
    with pytest.raises(InvalidValueError, match=r"a path that ends in \.md, \.markdown, \.html, \.json"):
        page.save(tmp_path / name)
    assert [] == list(tmp_path.iterdir())


def test_what_cannot_be_written_leaves_no_half_file(page, tmp_path):
    """The operating system's error, and nothing else."""
    with pytest.raises(OSError, match="missing"):
        page.save(tmp_path / "missing" / "report.md")
    assert [] == list(tmp_path.iterdir())


def test_a_page_shows_itself(page):
    """As Markdown when printed, as HTML in notebooks."""
    assert page.to_markdown() == str(page)
    assert page._repr_html_() in page.to_html()
    assert "article" == parsed(page._repr_html_()).tag


def test_a_page_is_a_value(page):
    """Equal when made again, hashable, picklable, and its repr does not spill the file."""
    again = ci.report(RIVERBEND)
    assert (again, hash(again)) == (page, hash(page))
    assert page == pickle.loads(pickle.dumps(page))  # noqa: S301 - it is our own
    assert "responses" not in repr(page)


def test_plain_data_has_every_number_with_its_records(page):
    """Whoever wants to check a row finds all of its addresses in the file."""
    plain = page.to_dict()
    assert ("2025-06-11", "public", "en", False) == tuple(
        plain[key] for key in ("as_of", "audience", "locale", "is_redacted")
    )
    profile = next(section for section in plain["sections"] if section["key"] == "profile")
    (table,) = (block for block in profile["blocks"] if "rows" in block)
    assert list(ci.readiness(RIVERBEND)) == [row["key"] for row in table["rows"]]
    for row in table["rows"]:
        assert all(RIVERBEND.find(address) for address in row["rests_on"])
        score = ci.readiness(RIVERBEND)[row["key"]]
        assert score.value == row["cells"]["score"]["value"]
        assert len(score.rests_on) == len(row["rests_on"]) + row.get("unnamed_records", 0)


# Languages


def test_a_page_speaks_spanish():
    """Its own sentences; texts of the file stay as they are."""
    page = ci.report(RIVERBEND, locale="es")
    assert "es" == page.locale
    assert page.to_html().splitlines()[1] == '<html lang="es">'
    assert page.to_markdown() != ci.report(RIVERBEND).to_markdown()
    assert RIVERBEND.agenda.vision in page.to_markdown()


@pytest.mark.parametrize("locale", ["es-MX", "es_MX", "ES"])
def test_a_region_of_a_language_is_that_language(locale):
    """As browsers send it."""
    assert "es" == ci.report(initiative(), card=card(), locale=locale).locale


@pytest.mark.parametrize("locale", ["xx", "", "../en"])
def test_a_language_that_is_not_there_is_english(locale):
    """A page in English is better than none, and says that it is English."""
    page = ci.report(initiative(), card=card(), locale=locale)
    assert "en" == page.locale
    assert page.to_markdown() == ci.report(initiative(), card=card()).to_markdown()


# Discretion


def test_no_respondent_stands_on_any_page():
    """Neither a pseudonym nor the address of an answer, in any version."""
    assert RIVERBEND.responses
    for audience in AUDIENCES:
        text = json.dumps(ci.report(RIVERBEND, audience).to_dict())
        assert "responses/" not in text
        assert [] == [each.respondent for each in RIVERBEND.responses if re.search(rf"\b{each.respondent}\b", text)]


def test_no_person_stands_on_a_page_for_others_than_the_backbone():
    """Neither the name nor an address."""
    persons = [person for person in RIVERBEND.stakeholders if person.kind == "person"]
    assert persons
    for audience in ("public", "committee"):
        text = json.dumps(ci.report(RIVERBEND, audience).to_dict())
        assert [] == [person for person in persons if person.name in text or person.id in text]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_redacted_page_names_nobody(audience):
    """No partner by any name or id, no address, no source; and it has forgotten where it comes from."""
    redacted = ci.report(RIVERBEND, audience).redacted()
    text = redacted.to_markdown() + redacted.to_html() + json.dumps(redacted.to_dict())
    known = [name for person in RIVERBEND.stakeholders for name in (person.id, person.name, *person.aliases)]
    assert [] == [name for name in known if name in text]
    assert [] == [address for address in RIVERBEND.addresses() if "/" in address and address in text]
    assert [] == [source for source in RIVERBEND.sources if source in text]
    assert redacted.is_redacted
    assert "This version is for sharing: partners are not named." in text
    assert redacted is redacted.redacted()
    assert b"riverbend_trust" not in pickle.dumps(redacted)


def test_a_redacted_page_keeps_its_scores():
    """Numbers tell nobody who somebody is."""
    page = ci.report(RIVERBEND, "backbone")
    scores, redacted = (
        [row.cells for row in each.section("profile").tables[0].rows] for each in (page, page.redacted())
    )
    assert scores == redacted


# Anything


HOSTILE = '<script>alert("x")</script> | `code` *bold* [x](javascript:y)\n# heading'


def test_hostile_texts_break_no_page():
    """Wherever somebody can write something into a file."""
    of = ci.Initiative(
        id=HOSTILE,
        name=HOSTILE,
        place=HOSTILE,
        agenda=ci.CommonAgenda(problem=HOSTILE, goals=[ci.Goal(id=HOSTILE, statement=HOSTILE)]),
        stakeholders=[ci.Stakeholder(id=HOSTILE, name=HOSTILE)],
        indicators=[ci.Indicator(id=HOSTILE, unit=HOSTILE, observations=[ci.Observation(period="2020", value=1)])],
        bodies=[ci.Body(id=HOSTILE, kind="steering_committee", members=[HOSTILE])],
        sources=[HOSTILE],
        note=HOSTILE,
    )
    page = ci.report(of, "backbone")
    assert [] == list(parsed(page.to_html()).iter("script"))
    markdown = page.to_markdown()
    prose = markdown.partition("## Where the numbers come from")[0]  # addresses stand there as code
    assert "<script" not in prose
    assert "[x](javascript" not in prose
    assert [] == [line for line in markdown.splitlines() if line.startswith("# heading")]


@settings(max_examples=15)
@given(initiatives())
def test_every_initiative_has_a_page_for_everybody(of):
    """Whatever a file holds: in three forms, for three audiences, redacted or not."""
    whole = ci.readiness(of)
    for audience in AUDIENCES:
        page = ci.report(of, audience, card=whole)
        for version in (page, page.redacted()):
            assert version.to_markdown()
            assert json.dumps(version.to_dict(), allow_nan=False)
            assert "html" == parsed(version.to_html()).tag
