import json

import jsonschema
import pytest

import collective_impact as ci
from collective_impact.reports.beginning import new_document

SECTORS = [
    "nonprofit",
    "education",
    "education",
    "government",
    "faith",
    "nonprofit",
    "media",
    "health",
    "labor",
    "other",
]


@pytest.fixture
def filled():
    """Return the document as a group fills it in within an hour."""
    document = json.loads(new_document("Reading Together"))
    initiative = document["initiative"]
    initiative["agenda"]["problem"] = "Too few children read well by grade three."
    for goal in initiative["agenda"]["goals"]:
        goal["statement"] = "Half read at grade level by 2028."
    for partner, sector in zip(initiative["stakeholders"], SECTORS, strict=True):
        partner |= {"name": partner["id"].title(), "sector": sector, "affected": False}
    initiative["convenings"] = [{"on": "2025-10-01", "head_count": 8}, {"on": "2026-01-14", "head_count": 7}]
    for view, rating in zip(initiative["evidence"], [3, 1, 2, 3, 2], strict=True):
        view["rating"] = rating
    return ci.from_dict(document)


def test_the_document_is_valid_as_it_stands():
    """Nobody has to fill anything in before the first look; the schema agrees."""
    assert () == ci.check(new_document()).faults
    jsonschema.validate(json.loads(new_document()), ci.json_schema("initiative"))


def test_it_has_one_page():
    """Problem, three goals, ten partners with a sector, meetings, five ratings of whole conditions."""
    initiative = json.loads(new_document())["initiative"]
    assert (None, 3, 10, []) == (
        initiative["agenda"]["problem"],
        len(initiative["agenda"]["goals"]),
        len([partner for partner in initiative["stakeholders"] if "sector" in partner]),
        initiative["convenings"],
    )
    assert [(condition.value, None) for condition in ci.Condition] == [
        (view["about"], view["rating"]) for view in initiative["evidence"]
    ]
    assert len(new_document().splitlines()) < 70


def test_all_that_is_not_filled_in_is_unknown():
    """No score, and every condition could still be anything."""
    card = ci.readiness(ci.loads(new_document()))
    assert card.overall.value is None
    assert 0 == card.coverage
    assert {100} == {round(score.bounds[1]) for score in card.values()}


def test_the_help_names_every_sector_that_there_is():
    """A sector that the help forgets is one that nobody writes."""
    words = " ".join(json.loads(new_document())["initiative"]["x_help_stakeholders"])
    assert [] == [sector for sector in ci.Sector if sector not in words]


def test_the_row_of_the_help_is_a_meeting():
    """What people copy must be right."""
    document = json.loads(new_document())
    document["initiative"]["convenings"] = [document["initiative"]["x_help_convenings"]["row"]]
    assert 8 == ci.from_dict(document).convenings[0].head_count


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Reading Together!", "reading_together"), ("Río 2030", "rio_2030"), ("読む", "our_initiative")],
)
def test_a_name_gives_an_id(name, expected):
    """Letters (without accents) and digits of it; where it has none, the id stays."""
    initiative = ci.loads(new_document(name))
    assert (expected, name) == (initiative.id, initiative.name)


def test_a_name_changes_nothing_else():
    """The page keeps its rows and its help."""
    plain = json.loads(new_document())
    plain["initiative"] |= {"id": "x", "name": "X"}
    assert plain == json.loads(new_document("X"))


def test_a_filled_in_page_gives_a_self_assessed_profile_and_no_overall(filled):
    """Their own view shows where to look first, and does not count."""
    page = ci.report(filled)
    profile = page.section("profile")
    scores = [str(row.cells[1].text) for row in profile.tables[0].rows]
    assert all(score.endswith(", by its own account") for score in scores)
    assert str(profile.blocks[0].text).startswith("There is no overall score, because what is known rests mainly on")


def test_a_filled_in_page_says_who_is_missing(filled):
    """Sectors, people who live with the problem, a steering body."""
    sentences = [str(line.text) for line in ci.report(filled).section("at_the_table").blocks]
    missing = "business, philanthropy, research, community"
    assert (
        f"Nobody listed comes from: {missing}. Not every initiative needs them all; ask who should be there."
        in sentences
    )
    assert "Nobody listed lives with the problem or is led by people who do." in sentences
    assert "Whether there is a steering body is not recorded." in sentences


def test_a_filled_in_page_gives_the_five_next_questions(filled):
    """Five, where a report of records has three."""
    *_, listing = ci.report(filled).section("questions").blocks
    asked = [unknown.label for unknown in ci.readiness(filled).unknowns(5)]
    assert asked == [str(line.text).partition(":")[0] for line in listing.lines]
