"""The trends of an initiative's indicators, looked at together."""

import pytest

import collective_impact as ci
from collective_impact.measurement import TrendStatus, trend, trends_of

RISING = [1, 2, 3, 4, 5, 6]  # S = 15: 2 of 720 orders, p = 0.00278


def yearly(key, values, *, span=1, direction="increase", **fields):
    """Return an indicator with a figure a year, of so many years each."""
    figures = [
        ci.Observation(period=f"{2010 + n} to {2009 + n + span}" if span > 1 else str(2010 + n), value=value)
        for n, value in enumerate(values)
    ]
    return ci.Indicator(id=key, direction=direction, observations=figures, **fields)


def initiative(*indicators, **fields):
    """Return an initiative with some indicators."""
    return ci.Initiative(id="x", indicators=indicators, **fields)


class TestTogether:
    """p is adjusted for all indicators that have one."""

    def test_p_is_multiplied_by_rank(self):
        """Benjamini and Hochberg: of two, the smaller p counts twice, the larger once; as `trend` says them alone."""
        given = [yearly("a", RISING), yearly("b", [1, 2, 4, 3, 5, 6])]  # S = 15 and 13: 2 and 12 of 720 orders
        found = trends_of(given)
        assert [2 / 720, 12 / 720] == pytest.approx([row.trend.p for row in found])
        assert [4 / 720, 12 / 720] == pytest.approx([row.p_adjusted for row in found])
        assert [trend(one) for one in given] == [row.trend for row in found]
        assert ("benjamini_hochberg", 2) == (found.adjustment, found.tested)

    def test_a_trend_may_not_outlast_the_others(self):
        """12 in 720 is shown alone; beside three that stand still it is 4 times that, 0.067, and too short to tell."""
        still = [yearly(name, [1, 3, 2, 4, 2, 1]) for name in "bcd"]
        found = trends_of([yearly("a", [1, 2, 4, 3, 5, 6]), *still])
        first = found.rows[0]
        assert (TrendStatus.IMPROVING, TrendStatus.TOO_SHORT_TO_TELL) == (first.trend.status, first.status)
        assert 48 / 720 == pytest.approx(first.p_adjusted)
        assert "improving" == trends_of(initiative(yearly("a", [1, 2, 4, 3, 5, 6]), *still), alpha=0.07).rows[0].status

    def test_each_indicator_has_its_direction(self):
        """What rises is better, worse, or neither."""
        found = trends_of([yearly(str(way), RISING, direction=way) for way in ("increase", "decrease", None)])
        assert ["improving", "worsening", "rising"] == [row.status for row in found]

    def test_too_few_figures_are_no_test(self):
        """They have no p, and the others are not adjusted for them."""
        found = trends_of([yearly("a", RISING), yearly("b", [1, 2]), yearly("c", [])])
        assert [TrendStatus.INSUFFICIENT_DATA] * 2 == [row.status for row in found.rows[1:]]
        assert (1, 3, None) == (found.tested, len(found), found.rows[2].p_adjusted)
        assert found.rows[0].p_adjusted == found.rows[0].trend.p


class TestRefused:
    """What cannot be tested is named."""

    def test_overlapping_averages_are_refused_and_named(self):
        """The others are tested, and adjusted for themselves alone."""
        found = trends_of(initiative(yearly("average", RISING, span=3), yearly("a", RISING)))
        assert ["average"] == [row.indicator for row in found.refused]
        first, second = found
        assert (None, None, "trend.overlapping") == (first.trend, first.status, first.refused.code)
        assert second.p_adjusted == second.trend.p

    def test_there_may_be_no_indicator(self):
        """Then there is no trend."""
        assert ((), 0) == (trends_of(initiative()).rows, trends_of([]).tested)

    @pytest.mark.parametrize("given", [None, 3, [3], "abc"])
    def test_anything_else_is_refused(self, given):
        """Only indicators have trends."""
        with pytest.raises(ci.InvalidValueError, match="Indicator"):
            trends_of(given)

    def test_other_adjustments_are_not_known(self):
        """The known one is named."""
        with pytest.raises(ci.UnknownNameError, match="benjamini_hochberg"):
            trends_of([], adjust="benjamini")


def test_nothing_later_is_used():
    """Of six years four were over in 2014."""
    found = trends_of([yearly("a", RISING)], as_of="2014-06-30")
    assert ("2014-06-30", 4) == (str(found.as_of), found.rows[0].trend.n)


class TestDisclosure:
    """The initiative's rule holds by default."""

    COUNTED = ci.Indicator(
        id="a",
        unit="student",
        observations=[ci.Observation(period=str(2010 + n), value=value) for n, value in enumerate([3, 20, 21, 22, 23])],
    )

    def test_small_counts_are_withheld(self):
        """A count of three students is not used, and it is said."""
        found = trends_of(initiative(self.COUNTED, disclosure=ci.Disclosure(minimum_count=10)))
        assert (4, ["progress.withheld"]) == (found.rows[0].trend.n, [one.code for one in found.warnings])
        assert {"n": 1, "least": 10} == dict(found.warnings[0].params)

    def test_who_holds_the_data_may_use_them(self):
        """Where it is asked for."""
        known = initiative(self.COUNTED, disclosure=ci.Disclosure(minimum_count=10))
        found = trends_of(known, small_figures=True)
        assert (5, ()) == (found.rows[0].trend.n, found.warnings)


def test_columns_and_lines():
    """A row and a line for each: what it shows alone and beside the others, or why not."""
    found = trends_of(
        [
            yearly("a", RISING, unit="percent", name="Reading"),
            yearly("b", [1, 2]),
            yearly("c", RISING, span=3),
        ]
    )
    columns = found.to_columns()
    assert {3} == {len(column) for column in columns.values()}
    assert ["a", "b", "c"] == columns["indicator"]
    assert ["improving", "insufficient_data", None] == columns["status"] == columns["alone"]
    assert ([6, 2, None], ["benjamini_hochberg"] * 3) == (columns["n"], columns["adjustment"])
    assert (["percentage_point", None], [1.0, None, None]) == (columns["unit"][::2], columns["slope"])
    assert [None, None, str(found.rows[2].refused)] == columns["refused"]
    assert [
        "p of 1 indicators adjusted: Benjamini-Hochberg",
        "  Reading: improving (n = 6, p = 0.00278, adjusted 0.00278)",
        "  b: insufficient data (n = 2)",
        f"  c: refused: {found.rows[2].refused}",
    ] == str(found).splitlines()
    assert str(found.rows[2].refused).startswith("its periods share days, as those of moving averages do")
