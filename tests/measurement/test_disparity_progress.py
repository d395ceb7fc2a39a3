import math

import attrs
import pytest

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.measurement._disparity_progress import progress_by_group

Z = 1.959963984540054


def indicator(*figures, direction="increase", unit="percent"):
    """Return an indicator of (period, group, value or counts)."""
    observations = []
    for period, group, value in figures:
        counts = dict(zip(("numerator", "denominator"), value, strict=True)) if isinstance(value, tuple) else {}
        number = 100 * value[0] / value[1] if counts else value
        observations.append(ci.Observation(period=period, group=group, value=number, **counts))
    return ci.Indicator(id="grad", unit=unit, direction=direction, observations=observations)


REVERSED = indicator(
    ("2015", "north", (720, 800)),
    ("2015", "south", (40, 200)),
    ("2015", None, (760, 1000)),
    ("2019", "north", (190, 200)),
    ("2019", "south", (200, 800)),
    ("2019", None, (390, 1000)),
)
"""Both groups improve by 5 points (90 to 95, 20 to 25), everybody together falls from 76 to 39: the sizes changed."""


def codes(found):
    """Return the codes of the warnings."""
    return [warning.code for warning in found.warnings]


def test_every_group_may_go_another_way_than_everybody():
    """Simpson's paradox is an alarm, and the part of changed sizes is said (Kitagawa)."""
    found = progress_by_group(REVERSED)
    assert found.reversed
    assert ["equity.progress.reversed"] == codes(found)[:1]
    assert [True, True] == [group.better for group in found.groups]
    assert False is found.total.better
    # Shares of the north from 0.8 to 0.2, of the south from 0.2 to 0.8; mean figures 92.5 and 22.5: -0.6 × 70.
    assert -42 == pytest.approx(found.composition)
    assert -37 == pytest.approx(found.total.change)  # -42, and 5 within the groups


def test_a_change_has_the_error_of_two_samples():
    """Newcombe's interval by statsmodels 0.14 (confint_proportions_2indep(200, 800, 40, 200, method="newcomb"))."""
    south = progress_by_group(REVERSED).groups[1]
    assert (-1.7310218719507942, 10.852759661637206) == pytest.approx((south.low, south.high))
    assert False is south.certain


def test_a_group_changes_by_what_its_attainment_says():
    """One change has one interval, whoever is asked: from counts, and from ranges."""
    ranged = [
        ci.Observation(period=period, group=group, value=value, low=value - 2, high=value + 3)
        for period, group, value in (("2015", "a", 50), ("2015", "b", 60), ("2019", "a", 57), ("2019", "b", 61))
    ]
    for one in (REVERSED, ci.Indicator(id="x", unit="percent", direction="increase", observations=ranged)):
        for group in progress_by_group(one).groups:
            change = ci.measurement.attainment(one, group=group.name).change
            assert (group.change, *change.interval) == pytest.approx((change.value, group.low, group.high), abs=0.6)
            assert (change.interval[0] > 0) == group.certain


def test_a_range_beside_a_value_gives_its_standard_error():
    """4 points wide at 95 percent: 4 / (2 × 1.96); of two, sqrt(2) times that. A range of no width says nothing."""
    ranged = [
        ci.Observation(period=period, group=group, value=value, low=value - 2, high=value + 2)
        for period, group, value in (("2015", "a", 50), ("2015", "b", 60), ("2019", "a", 55), ("2019", "b", 61))
    ]
    found = progress_by_group(ci.Indicator(id="x", unit="percent", direction="increase", observations=ranged))
    half = 2 * math.sqrt(2)
    assert (5 - half, 5 + half) == pytest.approx((found.groups[0].low, found.groups[0].high))
    assert [True, False] == [group.certain for group in found.groups]
    assert pytest.approx(2 * half / math.sqrt(2)) == found.absolute.high - found.absolute.change  # four of them
    flat = [ci.Observation(period="2015", group=name, value=50, low=50, high=50) for name in "ab"]
    assert [None, None] == [one.se for one in ci.measurement.disparity(ci.Indicator(id="x", observations=flat)).groups]


def test_who_does_not_improve_with_everybody_is_left_behind():
    """A group that stands still or falls while the total rises is named."""
    rising = [("2015", None, 50), ("2019", None, 60), ("2015", "a", 60), ("2019", "a", 75)]
    found = progress_by_group(
        indicator(*rising, ("2015", "b", 40), ("2019", "b", 40), ("2015", "c", 50), ("2019", "c", 49))
    )
    assert ("b", "c") == found.left_behind
    assert "equity.progress.left_behind" in codes(found)
    assert [True, None, False] == [group.better for group in found.groups]
    assert None is found.groups[0].low is found.groups[0].certain
    assert not found.reversed


def test_nobody_is_left_behind_where_nobody_said_what_is_better():
    """Without a direction figures move, and no more."""
    figures = [("2015", "a", 60), ("2019", "a", 75), ("2015", "b", 40), ("2019", "b", 40)]
    found = progress_by_group(indicator(*figures, direction=None))
    assert (None, ()) == (found.groups[0].better, found.left_behind)
    assert None is found.total


@pytest.mark.parametrize(
    ("figures", "absolute", "relative"),
    [
        ((20, 40, 40, 60), "unchanged", "narrowing"),  # 20 points; 2 and 1.5
        ((20, 40, 40, 70), "widening", "narrowing"),  # 20 and 30; 2 and 1.75
        ((40, 60, 20, 36), "narrowing", "widening"),  # 20 and 16; 1.5 and 1.8
        ((40, 60, 50, 60), "narrowing", "narrowing"),
        ((40, 60, 40, 60), "unchanged", "unchanged"),
        ((40, 60, 60, 50), "narrowing", "narrowing"),  # the order has changed; the gap is half
    ],
)
def test_absolute_and_relative_gaps_may_disagree(figures, absolute, relative):
    """Both are said, and a warning where they differ."""
    a_then, b_then, a_now, b_now = figures
    found = progress_by_group(
        indicator(("2015", "a", a_then), ("2015", "b", b_then), ("2019", "a", a_now), ("2019", "b", b_now))
    )
    assert (absolute, relative) == (found.absolute.became, found.relative.became)
    assert ("equity.progress.disagree" in codes(found)) == (absolute != relative)
    assert (b_now - a_now) - (b_then - a_then) == pytest.approx(found.absolute.change)
    assert (b_now / a_now) / (b_then / a_then) == pytest.approx(found.relative.change)


def test_gaps_have_intervals():
    """From 70 to 70 points, with the errors of four groups; ratios in logarithms."""
    found = progress_by_group(REVERSED)
    errors = [90 * 10 / 800, 20 * 80 / 200, 95 * 5 / 200, 25 * 75 / 800]
    assert (70, 70, False) == (found.absolute.before, found.absolute.after, found.absolute.certain)
    assert Z * math.sqrt(sum(errors)) == pytest.approx(found.absolute.high)
    shares = [(720, 800), (40, 200), (190, 200), (200, 800)]
    in_logs = math.sqrt(sum(1 / hit - 1 / n for hit, n in shares))
    assert math.exp(Z * in_logs) == pytest.approx(found.relative.high / found.relative.change)
    assert ("south", "north") == (found.compared, found.reference)


def test_less_may_be_better():
    """Where less is wanted, the highest is compared, and a fall is better."""
    figures = [("2015", "a", 60), ("2019", "a", 50), ("2015", "b", 40), ("2019", "b", 41)]
    found = progress_by_group(indicator(*figures, direction="decrease"))
    assert ("a", "b") == (found.compared, found.reference)
    assert [True, False] == [group.better for group in found.groups]
    assert (20, 9) == (found.absolute.before, found.absolute.after)


def test_the_gap_to_everybody_can_be_followed():
    """Compared with the total of each period."""
    found = progress_by_group(REVERSED, reference="total")
    assert ("south", "total") == (found.compared, found.reference)
    assert (56, 14) == pytest.approx((found.absolute.before, found.absolute.after))


def test_groups_in_order_compare_their_ends():
    """The first and the last, whoever is lowest."""
    figures = [
        ("2015", "x", 50),
        ("2015", "y", 40),
        ("2015", "z", 60),
        ("2019", "x", 50),
        ("2019", "y", 45),
        ("2019", "z", 60),
    ]
    found = progress_by_group(indicator(*figures), ordered=True)
    assert ("x", "z") == (found.compared, found.reference)


def test_groups_without_a_figure_in_a_period_are_named():
    """They have no change, and with fewer than two others there is no gap."""
    figures = [("2015", "a", 50), ("2015", "b", 40), ("2019", "a", 55), ("2019", "c", 40), ("2019", "d", 30)]
    found = progress_by_group(indicator(*figures))
    assert ("b", "c", "d") == found.missing
    assert ["equity.progress.no_figure", "equity.progress.no_gap"] == codes(found)
    assert (None, None, None) == (found.absolute, found.compared, found.composition)


def test_a_gap_of_nothing_has_no_ratio():
    """A figure of zero ends in no ratio; the difference stands."""
    figures = [("2015", "a", 0), ("2015", "b", 40), ("2019", "a", 10), ("2019", "b", 40)]
    found = progress_by_group(indicator(*figures))
    assert None is found.relative
    assert -10 == found.absolute.change


def test_periods_may_be_chosen():
    """Between two that are asked for, and not the earliest and the latest."""
    figures = [
        (str(year), group, year - 2000 + shift) for year in range(2015, 2020) for group, shift in (("a", 1), ("b", 9))
    ]
    found = progress_by_group(indicator(*figures), first="2016", last="2018")
    assert (2016, 2018) == (found.first.start.year, found.last.start.year)
    assert 2 == found.groups[0].change


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"first": "2019", "last": "2015"}, "after 2019"),
        ({"first": "2019"}, "after 2019"),
        ({"confidence": 95}, "between 0 and 1"),
    ],
)
def test_periods_are_in_order(options, words):
    """A change goes from an earlier to a later period."""
    with pytest.raises(InvalidValueError, match=words):
        progress_by_group(REVERSED, **options)


def test_two_groups_are_needed_in_one_period():
    """One group has no gap."""
    with pytest.raises(InvalidValueError, match="two groups"):
        progress_by_group(indicator(("2015", "a", 50), ("2019", "a", 60)))


def test_groups_of_different_definitions_have_no_gap():
    """Each is compared with itself alone."""
    versions = {"a": "1", "b": "2"}
    observed = [("2015", "a", 40), ("2015", "b", 60), ("2019", "a", 44), ("2019", "b", 68)]
    observations = [
        ci.Observation(period=when, group=who, value=value, definition_version=versions[who])
        for when, who, value in observed
    ]
    found = progress_by_group(ci.Indicator(id="x", unit="percent", direction="increase", observations=observations))
    assert ([4, 8], None, None) == ([one.change for one in found.groups], found.absolute, found.relative)
    assert (["equity.progress.definitions"], None) == (codes(found), found.composition)


@pytest.mark.parametrize(("unit", "expected"), [("°C", None), ("student", 1.5), ("of our own", 1.5), (None, 1.5)])
def test_temperatures_have_no_ratio(unit, expected):
    """20 and 30 degrees are 10 apart, and 30 is no multiple of 20; of students it is half as many again."""
    figures = [("2015", "a", 30), ("2015", "b", 20), ("2019", "a", 30), ("2019", "b", 20)]
    observations = [ci.Observation(period=when, group=who, value=value) for when, who, value in figures]
    found = progress_by_group(ci.Indicator(id="x", unit=unit, direction="increase", observations=observations))
    ratio = None if found.relative is None else round(found.relative.after, 9)
    assert (10, expected) == (found.absolute.after, ratio)


def test_grades_have_no_ratio():
    """B and A are ranks 1 and 2, and A is not twice B; grades are to rise."""
    observed = [("2015", "a", "C"), ("2015", "b", "B"), ("2019", "a", "B"), ("2019", "b", "A")]
    observations = [ci.Observation(period=when, group=who, level=level) for when, who, level in observed]
    found = progress_by_group(ci.Indicator(id="x", levels=["C", "B", "A"], observations=observations))
    assert ([True, True], 1, None) == ([one.better for one in found.groups], found.absolute.after, found.relative)


def test_progress_prints_groups_gaps_and_warnings():
    """Of 40 to 39 and 60 to 66: 20 to 27 points, 60 / 40 to 66 / 39, and 1.69 / 1.5 = 1.13."""
    figures = [("2015", "a", 40), ("2015", "b", 60), ("2019", "a", 39), ("2019", "b", 66)]
    lines = [
        "grad, percent, 2015 to 2019",
        "  total: 50 to 55, change 5",
        "  a: 40 to 39, change -1",
        "  b: 60 to 66, change 6",
        "  difference of a and b: 20 to 27, widening, change 7",
        "  ratio of a and b: 1.5 to 1.69, widening, times 1.13",
        "  Everybody together improved, these did not: a.",
    ]
    everybody = [("2015", None, 50), ("2019", None, 55)]
    assert lines == str(progress_by_group(indicator(*figures, *everybody))).splitlines()


def test_progress_prints_intervals():
    """An interval stands behind the change that it is of."""
    found = progress_by_group(indicator(*[(when, who, 40) for when in ("2015", "2019") for who in "ab"]))
    moved = attrs.evolve(found.groups[0], after=44.5, change=4.5, low=-1.25, high=10.25)
    printed = str(attrs.evolve(found, groups=[moved], unit=None, confidence=0.9)).splitlines()
    assert ["grad, 2015 to 2019", "  a: 40 to 44.5, change 4.5 (-1.25 to 10.2 at 90 %)"] == printed[:2]


def test_progress_of_many_groups_prints_the_first():
    """Twenty lines, how many more there are, and the gap below all the same."""
    found = progress_by_group(indicator(*[(when, f"{n:02}", 40 + n) for when in ("2015", "2019") for n in range(23)]))
    lines = str(found).splitlines()
    assert ["  19: 59 to 59, change 0", "  … and 3 more"] == lines[20:22]
    assert "  difference of 00 and 22: 22 to 22, unchanged, change 0" == lines[22]
