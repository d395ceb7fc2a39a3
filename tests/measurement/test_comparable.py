"""Which figures can be compared: for series and for the criteria of shared measurement alike."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.conditions import shared_measurement
from collective_impact.measurement import series
from collective_impact.measurement._comparable import Terms, compared, same_unit, usual_length
from collective_impact.units import convert

UNITS = ("percent", "ratio", "per 1,000", "student", "USD", "day", "year")
TERMS = st.builds(
    Terms,
    unit=st.sampled_from([None, *UNITS, "no unit at all"]),
    version=st.sampled_from([None, "1", "2"]),
    months=st.sampled_from([1, 3, 12]),
)
YEARLY = Terms("percent", "1", 12)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, (True, True, True, True)),
        ({"unit": "ratio"}, (True, True, True, True)),
        ({"unit": "student"}, (False, True, True, False)),
        ({"unit": None}, (None, True, True, None)),
        ({"unit": "no unit at all"}, (None, True, True, None)),
        ({"version": "2"}, (True, False, True, False)),
        ({"version": None}, (True, None, True, None)),
        ({"months": 36}, (True, True, False, False)),
        ({"version": None, "months": 36}, (True, None, False, False)),
    ],
)
def test_what_two_figures_share(other, expected):
    """Unit, version and length of period; what one of them alone says is unknown, and one difference is enough."""
    found = compared(YEARLY, attrs.evolve(YEARLY, **other))
    assert expected == (found.unit, found.version, found.length, found.together)


def test_where_nothing_is_said_nothing_differs():
    """Neither names a unit or a version: they are as alike as they can be known to be."""
    assert compared(Terms(None, None, 12), Terms(None, None, 12)).together


@given(TERMS, TERMS)
def test_it_does_not_matter_which_is_asked(one, other):
    """To be comparable is mutual, and each is comparable with itself."""
    assert compared(one, other) == compared(other, one)
    assert compared(one, one).together


@pytest.mark.parametrize("given_unit", UNITS)
@pytest.mark.parametrize("wanted", UNITS)
def test_a_unit_is_the_same_where_it_converts(given_unit, wanted):
    """Said without a number, and true of every number."""
    try:
        convert(3.0, given_unit, wanted)
    except ci.UnitError:
        assert same_unit(given_unit, wanted) is False
    else:
        assert same_unit(given_unit, wanted) is True


@pytest.mark.parametrize(("lengths", "expected"), [([12, 12, 3], 12), ([36, 12, 36, 12], 12), ([], None)])
def test_usual_length(lengths, expected):
    """The most common; of as many the shorter, since it says more."""
    assert expected == usual_length(lengths)


YEARS = range(2012, 2018)
SENT = st.fixed_dictionaries({"definition_version": st.sampled_from([None, "1", "2"]), "value": st.just(1.0)})


@given(st.lists(SENT, min_size=2, max_size=6), st.sampled_from([None, "1", "2"]))
def test_a_series_of_comparable_reports_does_not_break(reports, version):
    """Where all reports are known to be comparable a series is whole; where some are known not to be, it breaks."""
    observations = [ci.Observation(period=str(year), **report) for year, report in zip(YEARS, reports, strict=False)]
    indicator = ci.Indicator(id="rate", definition_version=version, observations=observations)
    initiative = ci.Initiative(
        id="x", indicators=[indicator], extents=[ci.Extent(collection="indicators", completeness="complete")]
    )
    found = shared_measurement.comparability(initiative, date(2020, 1, 1))
    if found.low == 1:
        assert () == series(indicator).breaks
    if found.high < 1 and found.value > 0:
        assert series(indicator).breaks
