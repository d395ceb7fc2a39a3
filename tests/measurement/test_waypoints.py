"""What cannot be compared."""

from tests.measurement.judged import codes, observed, of


def test_another_definition_breaks_the_way():
    """A figure of version 2 is not set beside a baseline of version 1."""
    found = of(("2010", 50), ("2020", 60), observed("2015", 55, definition_version="2"), definition_version="1")
    assert (None, "insufficient_data", "not_evaluable") == (found.value, found.status, found.movement)
    assert "baseline_definition" in codes(found.reasons)


def test_a_series_that_breaks_says_so():
    """2012 and 2015 follow different versions; the baseline is recorded in the new one and serves."""
    found = of(
        observed("2010", 50, definition_version="2"),
        observed("2020", 60, definition_version="2"),
        observed("2012", 70, definition_version="1"),
        observed("2015", 55, definition_version="2"),
    )
    assert (50.0, [], ["definition"]) == (found.value, codes(found.reasons), codes(found.warnings))


def test_a_target_of_another_definition():
    """A target that was set for version 1 says nothing of a figure of version 2."""
    target = observed("2020", 60, definition_version="1")
    found = of(("2010", 50), target, ("2015", 55), definition_version="2")
    assert ("insufficient_data", None, ["target_definition"]) == (found.status, found.target, codes(found.reasons))


def test_a_new_baseline_year():
    """Figures before the baseline of 2012 are not used, and that is said."""
    found = of(("2012", 50), ("2020", 60), ("2010", 20), ("2012", 50), ("2015", 55))
    assert (50.0, 5.0, 2, ["before_baseline"]) == (found.value, found.change.value, found.n, codes(found.warnings))


def test_three_year_averages_are_no_yearly_figures():
    """An average of 2013 to 2015 is not set beside the single year 2010."""
    found = of(("2010", 50), ("2020", 60), ("2013 to 2015", 55))
    assert (None, "not_evaluable", ["baseline_length"]) == (found.value, found.movement, codes(found.reasons))


def test_averages_that_share_years():
    """2008 to 2010 and 2010 to 2012 share a year."""
    found = of(("2008 to 2010", 50), ("2020", 60), ("2010 to 2012", 55))
    assert (None, ["overlap"], None) == (found.value, codes(found.reasons), found.change)
    apart = of(("2008 to 2010", 50), ("2018 to 2020", 60), ("2013 to 2015", 55))
    assert (50.0, "on_track") == (apart.value, apart.status)


def test_units_convert():
    """A baseline of 0.5 is 50 percent; one in students is nothing to compare with."""
    assert 50.0 == of(observed("2010", 0.5, unit="ratio"), ("2020", 60), ("2015", 55)).value
    odd = of(observed("2010", 500, unit="student"), ("2020", 60), ("2015", 55))
    assert (None, None, ["inconvertible"]) == (odd.value, odd.baseline, codes(odd.reasons))
    aim = of(("2010", 50), observed("2020", 500, unit="student"), ("2015", 55))
    assert ("insufficient_data", ["inconvertible"]) == (aim.status, codes(aim.reasons))


def test_a_change_of_a_count_is_in_its_unit():
    """36 to 45 seats are 9 seats, 25 percent."""
    found = of(("2010", 36), None, ("2015", 45), unit="student")
    assert (9.0, "student", 25.0) == (found.change.value, found.change.unit, found.change.relative)
