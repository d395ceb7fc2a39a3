import functools
import pickle
from datetime import date

import pytest
from tests.scoring import measures

import collective_impact as ci
from collective_impact.conditions.measures import find_measure, measure_names, name_of

DAY = date(2024, 6, 30)


def test_names_are_dotted_and_in_the_order_of_the_conditions():
    """Every measure of the package has the name of its room and its own, each once."""
    names = measure_names()
    rooms = list(dict.fromkeys(name.partition(".")[0] for name in names))
    facets = ["aligned_agenda", "aligned_measurement", "aligned_activities", "aligned_relationships"]
    assert [*(condition.value for condition in ci.Condition), "preconditions", *facets] == rooms
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", measure_names())
def test_measures_of_the_package_are_found_by_name(name):
    """Each is a function of an initiative and a date, and says something of an empty initiative."""
    finding = find_measure(name)(ci.Initiative(id="new"), DAY)
    assert isinstance(finding, ci.Finding)
    assert finding.value is None or finding.coverage > 0


@pytest.mark.parametrize("name", measure_names())
def test_measures_of_the_package_travel_between_processes(name):
    """Each pickles by name."""
    measure = find_measure(name)
    assert measure is pickle.loads(pickle.dumps(measure))  # noqa: S301 - our own bytes


def test_function_of_somebody_else_is_found_by_module_and_name():
    """Functions, also below a class, are found under the name that name_of gives them."""
    assert "tests.scoring.measures:share_of_goals" == name_of(measures.share_of_goals)
    assert measures.share_of_goals is find_measure("tests.scoring.measures:share_of_goals")
    assert "tests.scoring.measures:Held.half" == name_of(measures.Held.half)
    assert measures.Held.half is find_measure("tests.scoring.measures:Held.half")


@pytest.mark.parametrize(
    "name",
    [
        "common_agenda.adoptoin",
        "common_agenda",
        "",
        "no_such_module:measure",
        "tests.scoring.measures:no_such_function",
        "tests.scoring.measures:NO_MEASURE",
        "tests.scoring.measures:",
        ":share_of_goals",
        ".measures:share_of_goals",
    ],
)
def test_unknown_measures_are_refused(name):
    """A name that leads to nothing that can be called is refused."""
    with pytest.raises(ci.UnknownNameError, match="no measure"):
        find_measure(name)


def test_nearest_measure_is_named():
    """A misspelt name is answered with the one that was meant."""
    with pytest.raises(ci.UnknownNameError, match=r"did you mean 'common_agenda\.adoption'"):
        find_measure("common_agenda.adoptoin")


def closure():
    """Return a function that no other process finds."""

    def inside(initiative, as_of):
        return measures.share_of_goals(initiative, as_of)

    return inside


@pytest.mark.parametrize(
    "function",
    [
        measures.shorthand,
        closure(),
        functools.partial(measures.share_of_goals),
        measures.Held().method,
        functools.wraps(measures.share_of_goals)(lambda *_: ci.Finding()),
        "common_agenda.adoption",
        None,
    ],
)
def test_functions_that_no_other_process_finds_are_refused(function):
    """Lambdas, closures, partial functions, bound methods and impostors have no name of their own."""
    with pytest.raises(ci.InvalidValueError, match="imported by name"):
        name_of(function)


def test_changed_function_is_found_anew(monkeypatch):
    """A function that is defined again, as in a notebook, is the one that is found."""

    def share_of_goals(initiative, as_of):
        raise NotImplementedError

    monkeypatch.setattr(measures, "share_of_goals", share_of_goals)
    assert share_of_goals is find_measure("tests.scoring.measures:share_of_goals")
