"""RGV FOCUS against its published scorecards (Educate Texas, 2019 and 2020)."""

import pytest

import collective_impact as ci

# Copied by hand from the scorecards: baseline (2011-12; the last 2015), 2018-19, Texas, 2019-20, Texas. Percent.
PUBLISHED = {
    "pre_k_enrollment": (None, 58, 45, 59, 48),
    "staar_reading_3": (31, 44, 43, None, None),
    "staar_math_8": (31, 54, 55, None, None),
    "graduation": (87, 92, 90, 93, 90),
    "fafsa": (59, 73, 64, 68, 59),
    "college_ready": (None, 41, 42, 45, 44),
    "ap_dual_credit": (32, 51, 43, 54, 45),
    "immediate_enrollment": (56, 57, 52, 58, 51),
    "graduation_2_year": (17, 29, 25, 29, 26),
    "graduation_4_year": (None, 25, 40, 30, 42),
    "employed_2_year": (92, 89, 90, 90, 90),
    "employed_4_year": (78, 80, 75, 80, 75),
}

# The rows "Difference from Baseline" of the scorecards, in percentage points. A row has "-" where there is no
# baseline (three indicators) or, in 2019-20, no figure (two more).
DIFFERENCES = {
    "2018-19": {
        "staar_reading_3": 13,
        "staar_math_8": 23,
        "graduation": 5,
        "fafsa": 14,
        "ap_dual_credit": 19,
        "immediate_enrollment": 1,
        "graduation_2_year": 12,
        "employed_2_year": -3,
        "employed_4_year": 2,
    },
    "2019-20": {
        "graduation": 6,
        "fafsa": 9,
        "ap_dual_credit": 22,
        "immediate_enrollment": 2,
        "graduation_2_year": 12,
        "employed_2_year": -2,
        "employed_4_year": 2,
    },
}
SPLIT_2011 = ci.Period.parse("2011/12")


@pytest.fixture(scope="module")
def rgv():
    """Return RGV FOCUS."""
    return ci.examples.load("rgv_focus")


def value_in(observations, year):
    """Return the value of a school year; None where the test was not administered."""
    (seen,) = [one for one in observations if one.period == ci.Period.parse(year)]
    return seen.value


def texas(indicator):
    """Return the observations of the comparison."""
    (comparison,) = indicator.comparisons
    assert "Texas" == comparison.name
    return comparison.observations


def test_the_twelve_indicators_are_listed_in_the_order_of_the_scorecard(rgv):
    """All twelve are there and no other."""
    assert list(PUBLISHED) == [indicator.id for indicator in rgv.indicators]


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_figure_is_recorded(rgv, name):
    """Baseline, both years and both comparisons are those of the scorecards."""
    indicator = rgv.indicator(name)
    figures = (
        indicator.baseline.value if indicator.baseline else None,
        value_in(indicator.observations, "2018-19"),
        value_in(texas(indicator), "2018-19"),
        value_in(indicator.observations, "2019-20"),
        value_in(texas(indicator), "2019-20"),
    )
    assert PUBLISHED[name] == figures


@pytest.mark.parametrize("year", DIFFERENCES)
def test_the_published_differences_come_out_by_subtraction(rgv, year):
    """Year less baseline is what the scorecard calls the difference, in percentage points."""
    found = {
        indicator.id: now - indicator.baseline.value
        for indicator in rgv.indicators
        if indicator.baseline and (now := value_in(indicator.observations, year)) is not None
    }
    assert DIFFERENCES[year] == found


@pytest.mark.parametrize(("year", "matched", "compared"), [("2018-19", 8, 12), ("2019-20", 9, 10)])
def test_the_valley_matches_or_exceeds_texas_as_often_as_published(rgv, year, matched, compared):
    """8 of 12 in 2018-19 and 9 of 10 in 2019-20 are at or above the state."""
    pairs = [(value_in(one.observations, year), value_in(texas(one), year)) for one in rgv.indicators]
    known = [(here, there) for here, there in pairs if here is not None]
    assert (matched, compared) == (sum(here >= there for here, there in known), len(known))


def test_baselines_are_of_2011_12_but_for_one(rgv):
    """The baseline of graduates employed or enrolled (4-year) is of 2015."""
    years = {one.id: one.baseline.period for one in rgv.indicators if one.baseline}
    assert ci.Period.parse("2015") == years.pop("employed_4_year")
    assert {SPLIT_2011} == set(years.values())


def test_tests_that_were_not_administered_are_not_collected_rather_than_missing(rgv):
    """In 2019-20 STAAR was not administered, here and in all of Texas."""
    found = {
        (indicator.id, len(indicator.comparisons[0].observations))
        for indicator in rgv.indicators
        for seen in indicator.observations
        if seen.status is ci.ObservationStatus.NOT_COLLECTED
    }
    assert {("staar_reading_3", 2), ("staar_math_8", 2)} == found


def test_every_indicator_is_a_population_percentage_that_is_to_increase(rgv):
    """Unit, direction, level, frequency and public source are the same kind throughout."""
    kinds = {(i.unit, i.direction.value, i.level.value, i.frequency.value) for i in rgv.indicators}
    assert {("percent", "increase", "population", "annual")} == kinds
    assert all(indicator.public_source for indicator in rgv.indicators)


def test_every_figure_has_a_source(rgv):
    """No figure stands without the document that it was taken from."""
    figures = [seen for one in rgv.indicators for seen in (*one.observations, *texas(one))]
    figures += [one.baseline for one in rgv.indicators if one.baseline]
    assert [] == [seen for seen in figures if not seen.source]


def test_what_is_not_published_is_unknown(rgv):
    """Targets, ties, adoptions and responses are not published; of 40 organizations 11 are named."""
    assert [None] * 12 == [indicator.target for indicator in rgv.indicators]
    for collection in ("ties", "responses", "agenda/adoptions", "systems_changes"):
        assert "unknown" == rgv.extent(collection).completeness.value
    assert 29 == rgv.extent("stakeholders").unlisted(len(rgv.stakeholders))
    assert 3 == rgv.extent("backbone/staff").unlisted(0)


def test_the_place_is_its_four_counties(rgv):
    """Cameron, Hidalgo, Starr and Willacy are named."""
    assert [] == [county for county in ("Cameron", "Hidalgo", "Starr", "Willacy") if county not in rgv.place]
