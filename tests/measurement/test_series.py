"""The figures of an indicator as one series."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact import errors
from collective_impact.measurement import series


def obs(period, value=None, **fields):
    """Return an observation."""
    return ci.Observation(period=period, value=value, **fields)


def indicator(*observations, **fields):
    """Return an indicator in percent, unless another unit is given."""
    return ci.Indicator(**{"id": "rate", "unit": "percent", **fields}, observations=observations)


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


def test_figures_stand_in_order_of_time():
    """Whatever the order of the document, periods ascend by their ends, and everything else goes with them."""
    found = series(
        indicator(obs("2019", 3, denominator=30), obs("2017", 1), obs("2018", 2, numerator=4, denominator=20))
    )
    assert ["2017", "2018", "2019"] == [str(period) for period in found.periods]
    assert (1.0, 2.0, 3.0) == found.values == found.lows == found.highs
    assert (None, 4.0, None) == found.numerators
    assert (None, 20.0, 30.0) == found.denominators
    assert 3 == len(found)


def test_nothing_recorded_is_an_empty_series():
    """An indicator without observations has a series without figures, and no warning."""
    found = series(indicator(definition_version="2"))
    assert (0, (), (), "2") == (len(found), found.periods, found.warnings, found.version)
    assert found.current == found
    assert not found.overlapping


def test_addresses_are_those_of_the_model():
    """Each address leads back to the observation, whatever its spelling needs to have escaped."""
    rate = indicator(obs("2018-19", 1), obs("2020-06-01", 2, group="a/b; c"), id="p/q")
    initiative = ci.Initiative(id="i", indicators=[rate])
    for found in (series(rate), series(rate, group="a/b; c")):
        assert [found.values[0]] == [initiative.find(address).value for address in found.rests_on]


def test_only_what_was_observed_counts():
    """Forecasts, withheld figures, what was not collected and what says nothing are no figures."""
    found = series(
        indicator(
            obs("2015", 1),
            obs("2016", 2, status="provisional"),
            obs("2017", 3, status="forecast"),
            obs("2018", 4, status="suppressed"),
            obs("2019", 5, status="not_collected"),
            obs("2020"),
        )
    )
    assert (1.0, 2.0) == found.values
    assert () == found.warnings


def test_a_forecast_beside_a_figure_takes_nothing_from_it():
    """What a partner expected withholds nothing from what another reported."""
    found = series(indicator(obs("2018", 5, reporter="a"), obs("2018", 6, reporter="b", status="forecast")))
    assert (5.0,) == found.values


def test_everybody_or_one_group():
    """The total is no group, and a group is not the total."""
    rate = indicator(obs("2018", 1), obs("2018", 2, group="girls"), obs("2019", 3, group="girls"))
    assert (1.0,) == series(rate).values
    assert (2.0, 3.0) == series(rate, group="girls").values
    assert () == series(rate, group="boys").values
    assert ("girls", "rate", None) == (
        series(rate, group="girls").group,
        series(rate).indicator,
        series(rate).group,
    )


def test_nothing_after_the_date():
    """A period that ends on the date is over; one that ends a day later is not."""
    rate = indicator(obs("2018", 1), obs("2019", 2))
    assert (1.0, 2.0) == series(rate, as_of="2019-12-31").values
    assert (1.0,) == series(rate, as_of=date(2019, 12, 30)).values


def test_values_are_in_the_unit_of_the_indicator():
    """What converts is converted, to 9 digits; binary fractions make no two figures out of one."""
    found = series(indicator(obs("2017", 44), obs("2018", 0.44, unit="ratio"), obs("2019", 440, unit="per 1,000")))
    assert (44.0, 44.0, 44.0) == found.values
    assert "percent" == found.unit


@pytest.mark.parametrize("unit", ["percentage_point", "student", "nonsense"])
def test_what_does_not_convert_is_left_out(unit):
    """A change is no level, a count no share, and nonsense nothing; the series says what it left out."""
    found = series(indicator(obs("2017", 44), obs("2018", 5, unit=unit)))
    assert (44.0,) == found.values
    assert ["series.inconvertible"] == codes(found)
    assert "rate, 2018: left out" in str(found.warnings[0])


def test_without_a_unit_of_its_own_the_latest_one_is_taken():
    """An indicator whose observations alone name a unit is in that unit; what names none is not assumed to be in it."""
    found = series(indicator(obs("2017", 0.4, unit="ratio"), obs("2018", 50), obs("2019", 44, unit="%"), unit=None))
    assert (40.0, 44.0) == found.values
    assert "%" == found.unit
    assert ["series.no_unit"] == codes(found)


def test_groups_and_everybody_share_a_unit():
    """Where the indicator has none, it is that of everybody, else of the latest figure of any group."""
    groups = obs("2018", 41, group="a", unit="percent"), obs("2019", 0.58, group="b", unit="ratio")
    apart = indicator(*groups, unit=None)
    assert ("ratio", (0.41,)) == (series(apart, group="a").unit, series(apart, group="a").values)
    together = indicator(*groups, obs("2018", 50, unit="percent"), unit=None)
    assert ("percent", (58,)) == (series(together, group="b").unit, series(together, group="b").values)
    assert "percent" == series(apart, group="a", as_of="2018-12-31").unit


def test_no_unit_at_all_is_none():
    """Values without any unit are taken as they are."""
    found = series(indicator(obs("2017", 1), obs("2018", 2), unit=None))
    assert ((1.0, 2.0), None, ()) == (found.values, found.unit, found.warnings)


def test_ranges_stay_ranges():
    """A range ("90-94%") has two bounds, a censored value (">=95%") one; no end becomes 100 or 0."""
    found = series(
        indicator(
            obs("2016", low=90, high=94),
            obs("2017", low=95),
            obs("2018", high=0.05, unit="ratio"),
            obs("2019", low=7, high=7),
            obs("2020", 50, low=45, high=55),
        )
    )
    assert (None, None, None, 7.0, 50.0) == found.values
    assert (90.0, 95.0, None, 7.0, 50.0) == found.lows
    assert (94.0, None, 5.0, 7.0, 50.0) == found.highs


def test_grades_are_their_ranks():
    """The worst grade is 0; what is no grade of the indicator is left out."""
    found = series(
        indicator(obs("2017", level="D"), obs("2018", level="A"), obs("2019", 3), levels=tuple("FDCBA"), unit="percent")
    )
    assert (1.0, 4.0) == found.values
    assert (None, ("F", "D", "C", "B", "A")) == (found.unit, found.levels)
    assert "increase" == found.direction  # they stand from worst to best
    assert ["series.no_grade"] == codes(found)


def test_a_grade_of_no_scale_is_left_out():
    """A grade says nothing where the indicator has no grades."""
    assert ["series.no_number"] == codes(series(indicator(obs("2017", level="D"))))


# Reports of several partners


def test_the_figure_that_nobody_signed_is_that_of_all():
    """It is taken whatever partners report beside it, or withhold."""
    found = series(
        indicator(obs("2018", 50), obs("2018", 40, reporter="a"), obs("2018", status="suppressed", reporter="b"))
    )
    assert (50.0,) == found.values
    assert ("indicators/rate/observations/2018",) == found.rests_on


def test_the_only_report_is_taken():
    """One partner's report is the figure where it is the only one."""
    assert (40.0,) == series(indicator(obs("2018", 40, reporter="a"))).values


@pytest.mark.parametrize("status", ["suppressed", "not_collected", "actual"])
def test_a_part_that_is_not_there_leaves_no_figure(status):
    """Where a partner's part is withheld, not collected or empty, the others are not everybody."""
    found = series(indicator(obs("2018", 40, reporter="a"), obs("2018", status=status, reporter="b")))
    assert () == found.values
    assert ["series.part_withheld"] == codes(found)


def test_shares_with_their_counts_are_pooled():
    """45 of 50 and 30 of 100 are 75 of 150, one half, on two addresses."""
    found = series(
        indicator(
            obs("2018", 90, numerator=45, denominator=50, reporter="b"),
            obs("2018", 30, numerator=30, denominator=100, reporter="a"),
        )
    )
    assert ((50.0,), (75.0,), (150.0,)) == (found.values, found.numerators, found.denominators)
    assert (
        "indicators/rate/observations/2018;reporter=a",
        "indicators/rate/observations/2018;reporter=b",
    ) == found.rests_on


COUNTED = {"numerator": 45, "denominator": 50}


@pytest.mark.parametrize(
    ("second", "fields"),
    [
        ({}, {}),  # no counts
        ({"denominator": 50}, {}),  # half of them
        ({"numerator": 55, "denominator": 50}, {}),  # more than all
        ({"numerator": -5, "denominator": 50}, {}),  # less than none
        ({"numerator": -5, "denominator": -50}, {}),
        (COUNTED | {"definition_version": "old"}, {}),  # another definition
        (COUNTED, {"unit": None}),  # of nobody knows what
        (COUNTED, {"unit": "student"}),  # no share
    ],
)
def test_what_cannot_be_pooled_is_no_figure(second, fields):
    """Without counts of everyone, of one definition and of a share, several reports are no figure."""
    found = series(
        indicator(obs("2018", 90, reporter="a", **COUNTED), obs("2018", 90, reporter="b", **second), **fields)
    )
    assert () == found.values
    assert ["series.several"] == codes(found)
    assert {"n": 2, "indicator": "rate", "period": "2018"} == dict(found.warnings[0].params)


def test_nobody_at_all_is_no_share():
    """0 of 0 is not pooled."""
    none = {"numerator": 0, "denominator": 0}
    assert (
        ()
        == series(indicator(obs("2018", low=0, reporter="a", **none), obs("2018", low=0, reporter="b", **none))).values
    )


def test_two_figures_that_nobody_signed_are_none():
    """An indicator that contradicts itself has no figure."""
    assert ["series.several"] == codes(series(indicator(obs("2018", 1, **COUNTED), obs("2018", 2, **COUNTED))))


def test_a_change_of_reporters_is_said():
    """Where figures rest on the reports of others than before, a change may be theirs."""
    found = series(indicator(obs("2017", 1, reporter="a"), obs("2018", 2, reporter="b"), obs("2019", 3, reporter="b")))
    assert (1.0, 2.0, 3.0) == found.values
    assert ["series.reporters"] == codes(found)
    assert "from 2018 on" in str(found.warnings[0])


# Breaks


def test_another_definition_breaks_the_series():
    """An observation follows the indicator's definition unless it names another."""
    found = series(
        indicator(
            obs("2015", 1, definition_version="1"),
            obs("2016", 2, definition_version="1"),
            obs("2017", 3),
            obs("2018", 4),
            definition_version="2",
        )
    )
    assert ((2,), "2", ["series.definition"]) == (found.breaks, found.version, codes(found))
    assert ((3.0, 4.0), (), 2) == (found.current.values, found.current.breaks, len(found.current.addresses))
    assert "2017" in str(found.warnings[0])


def test_other_lengths_of_periods_break_the_series():
    """Averages of three years are no yearly figures; a leap year is as long as others."""
    found = series(indicator(obs("2010 to 2012", 1), obs("2013 to 2015", 2), obs("2016", 3), obs("2017", 4)))
    assert ((2,), ["series.length"]) == (found.breaks, codes(found))
    assert (3.0, 4.0) == found.current.values
    assert "36 months become periods of 12" in str(found.warnings[0])


def test_averages_beside_single_years_are_left_out():
    """Where both are given for the same time, the years are one series, and the averages none of its points."""
    years = [obs(str(2010 + n), n) for n in range(5)]
    averages = [obs(f"{2008 + n} to {2010 + n}", 50) for n in range(4)]
    found = series(indicator(*years, *averages))
    assert ((0.0, 1.0, 2.0, 3.0, 4.0), (), ["series.beside"]) == (found.values, found.breaks, codes(found))
    assert {"indicator": "rate", "n": 4, "months": 12} == dict(found.warnings[0].params)


def test_of_as_many_years_as_averages_the_years_are_taken():
    """The shorter periods say more."""
    found = series(indicator(obs("2010 to 2012", 1), obs("2012", 2), obs("2011 to 2013", 3), obs("2013", 4)))
    assert ((2.0, 4.0), False) == (found.values, found.overlapping)


def test_an_average_between_years_breaks_the_series_twice():
    """Where lengths take turns without sharing days, nothing is left out."""
    found = series(indicator(obs("2010", 1), obs("2011 to 2013", 2), obs("2014", 3), obs("2015", 4)))
    assert ((1, 2), (3.0, 4.0)) == (found.breaks, found.current.values)


def test_how_long_a_survey_is_in_the_field_does_not_matter():
    """Days and weeks within a month are of one length, as the condition of shared measurement says."""
    found = series(indicator(obs("17 May to 11 June 2023", 1), obs("2024-05-17", 2), obs("1 May to 4 June 2025", 3)))
    assert () == found.breaks


def test_two_reasons_are_one_break():
    """Definition and length may change at once."""
    found = series(indicator(obs("2010 to 2012", 1, definition_version="1"), obs("2013", 2)))
    assert ((1,), ["series.definition", "series.length"]) == (found.breaks, codes(found))


def test_moving_averages_overlap():
    """Periods of one stretch that share days are told; stretches may overlap each other."""
    assert series(indicator(obs("2010 to 2012", 1), obs("2011 to 2013", 2))).overlapping
    apart = series(indicator(obs("2010 to 2012", 1), obs("2012", 2), obs("2013", 3)))
    assert ((1,), False) == (apart.breaks, apart.overlapping)


def test_a_series_is_a_value():
    """It can be compared, and used as a key."""
    assert 1 == len({series(indicator(obs("2018", 1))), series(indicator(obs("2018", 1)))})


def test_only_an_indicator_has_a_series():
    """Anything else is refused by name."""
    with pytest.raises(errors.InvalidValueError, match="an Indicator"):
        series([1, 2, 3])


@given(st.permutations(range(8)))
def test_the_order_of_the_document_says_nothing(order):
    """A series is the same whatever order its observations are listed in."""
    listed = [obs(str(2010 + n), n * n % 5, reporter="ab"[n % 2], definition_version="12"[n > 3]) for n in range(8)]
    assert series(indicator(*listed)) == series(indicator(*(listed[n] for n in order)))


def test_a_series_prints_a_line_for_each_period():
    """Figures with their periods, what is known of a range, and a rule where the series breaks."""
    figures = [
        ci.Observation(period="2018", value=41, definition_version="1"),
        ci.Observation(period="2019", low=90, definition_version="2"),
        ci.Observation(period="2020", low=90, high=94, definition_version="2"),
    ]
    found = series(ci.Indicator(id="reads", unit="percent", observations=figures))
    assert "reads, percent\n  2018: 41\n  --\n  2019: 90 to open\n  2020: 90 to 94" == str(found)


def test_a_series_of_grades_prints_grades():
    """Ranks are for arithmetic, grades for people."""
    grades = [ci.Observation(period="2018", level="B"), ci.Observation(period="2019", level="A")]
    found = series(ci.Indicator(id="buses", levels=["C", "B", "A"], observations=grades))
    assert "buses\n  2018: B\n  2019: A" == str(found)
