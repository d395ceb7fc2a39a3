import pytest

import collective_impact as ci

TWO = ci.Initiative(
    id="reads",
    stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")],
    indicators=[ci.Indicator(id="grad", observations=[ci.Observation(period="2019", value=1)])],
)


@pytest.mark.parametrize(
    ("collection", "completeness"),
    [
        ("stakeholders", "complete"),
        ("indicators/grad/observations", "complete"),
        ("indicators/grad/comparisons", "unknown"),
        ("activities", "unknown"),
        ("agenda/adoptions", "unknown"),  # there is no agenda
        ("backbone/provisions", "unknown"),
    ],
)
def test_what_is_not_said_follows_from_what_is_listed(collection, completeness):
    """Anything listed is complete, nothing listed is unknown."""
    assert ci.Extent(collection=collection, completeness=completeness) == TWO.extent(collection)


@pytest.mark.parametrize("completeness", ci.Completeness)
def test_what_is_said_counts(completeness):
    """A recorded extent is returned as it is."""
    extent = ci.Extent(collection="stakeholders", completeness=completeness)
    assert extent is TWO.with_extents(extent).extent("stakeholders")


def test_complete_and_empty_is_a_recorded_none():
    """That there are no activities can be said, which is something else than not knowing."""
    none = ci.Extent(collection="activities", completeness="complete", total=0)
    assert 0 == TWO.with_extents(none).extent("activities").unlisted(0)


@pytest.mark.parametrize(
    ("completeness", "total", "listed", "unlisted"),
    [
        ("complete", None, 12, 0),
        ("complete", 12, 12, 0),
        ("partial", 300, 12, 288),  # "300 leaders, 12 listed"
        ("partial", 12, 12, 0),
        ("partial", 11, 12, 0),
        ("partial", None, 12, None),
        ("unknown", None, 12, None),
        ("unknown", 20, 12, 8),
    ],
)
def test_how_many_are_not_listed(completeness, total, listed, unlisted):
    """Who is not listed does not exist, is counted, or is not known."""
    extent = ci.Extent(collection="stakeholders", completeness=completeness, total=total)
    assert unlisted == extent.unlisted(listed)


@pytest.mark.parametrize(
    "collection", ["stakeholder", "stakeholders/a", "stakeholders/", "id", "indicators/x/observations"]
)
def test_asking_for_a_collection_that_cannot_be_is_an_error(collection):
    """The error names what was asked for."""
    with pytest.raises(ci.UnknownNameError, match="no collection"):
        TWO.extent(collection)


def test_the_error_names_the_nearest_collection():
    """A misspelled collection is answered with the right one."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'stakeholders'"):
        TWO.extent("stakeholder")
