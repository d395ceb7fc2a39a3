"""What all bundled initiatives have in common."""

from datetime import date
from importlib import resources

import pytest

import collective_impact as ci
from collective_impact.conditions.measures import find_measure, measure_names

NAMES = ["fictional_riverbend", "rgv_focus", "strive_2011"]

# The fictional initiative is not perfect, on purpose.
EXPECTED_WARNINGS = {
    "fictional_riverbend": [
        ("warning.confirms_itself", "backbone/provisions/mobilize_funding"),
        ("warning.nobody_leads", "activities/story_series"),
        ("warning.no_rivals", "contribution_claims/jobs_calm"),
    ],
    "rgv_focus": [],
    "strive_2011": [],
}


def test_names_lists_each_bundled_file_once_and_sorted():
    """The names are those of the JSON files that are shipped."""
    assert tuple(NAMES) == ci.examples.names()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_an_initiative_with_the_name_of_its_file_as_id(name):
    """Who loads a name gets the initiative with that id."""
    assert name == ci.examples.load(name).id


@pytest.mark.parametrize("name", NAMES)
def test_text_is_the_file_as_shipped(name):
    """The text is the file, character by character."""
    file = resources.files("collective_impact.examples") / f"{name}.json"
    assert file.read_bytes() == ci.examples.text(name).encode()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_written_back_as_the_same_bytes(name):
    """Reading and writing an example changes nothing in its file."""
    assert ci.examples.text(name) == ci.dumps(ci.examples.load(name))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_warns_of_what_is_expected_alone(name):
    """What is improbable in an example is known, and nothing else is."""
    warnings = ci.examples.load(name).warnings()
    assert EXPECTED_WARNINGS[name] == [(warning.code, warning.address) for warning in warnings]


@pytest.mark.parametrize("name", NAMES)
def test_evidence_and_questions_are_about_what_the_default_framework_asks(name):
    """An example speaks of criteria, halves and conditions that exist."""
    initiative = ci.examples.load(name)
    asked = {criterion.id for criterion in ci.FIVE_CONDITIONS.criteria}
    groups = {group.path for group in ci.FIVE_CONDITIONS.groups}
    about = {piece.about for piece in initiative.evidence}
    about |= {criterion for survey in initiative.instruments for item in survey.items for criterion in item.about}
    assert set() == about - asked - groups


@pytest.mark.parametrize("name", ["rgv_focus", "strive_2011"])
def test_what_was_published_has_sources_and_is_nowhere_called_fictional(name):
    """An example of an actual initiative says where it comes from."""
    initiative = ci.examples.load(name)
    assert len(initiative.sources) >= 5
    assert "fictional" not in ci.examples.text(name).casefold()


@pytest.mark.parametrize(("name", "as_of"), [("rgv_focus", date(2020, 6, 30)), ("strive_2011", date(2011, 12, 31))])
def test_what_is_not_published_is_never_taken_for_a_no(name, as_of):
    """No source says that something is not there, so no measure may find that for certain."""
    initiative = ci.examples.load(name)
    found = {measure: find_measure(measure)(initiative, as_of) for measure in measure_names()}
    assert [] == [measure for measure, finding in found.items() if finding.applicable and finding.high == 0]


@pytest.mark.parametrize("given", ["rgv_focsu", "RGV_FOCUS", "rgv focus"])
def test_a_misspelled_name_is_refused_with_the_nearest(given):
    """Who misspells an example is told its name."""
    with pytest.raises(ci.UnknownNameError) as caught:
        ci.examples.load(given)
    assert "rgv_focus" == caught.value.nearest


@pytest.mark.parametrize("given", ["", "../errors", "rgv_focus.json", "/etc/hostname"])
def test_only_names_are_names(given):
    """No path leads out of the folder of the examples."""
    with pytest.raises(ci.UnknownNameError):
        ci.examples.text(given)
