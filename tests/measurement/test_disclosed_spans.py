"""Quarters beside their year, and ranges beside totals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

import collective_impact as ci
from collective_impact.measurement import disclosed
from collective_impact.measurement._disclosed_spans import tilings
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import ObservationStatus

QUARTERS = ("2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4")
PERIODS = {**{quarter: (quarter,) for quarter in QUARTERS}, "2024 H1": QUARTERS[:2], "2024": QUARTERS}
"""Each period and the quarters in it."""


def births(counts, **fields):
    """Return an indicator of births, by period, or by period and group."""
    observed = [
        ci.Observation(period=key, value=n)
        if isinstance(key, str)
        else ci.Observation(period=key[0], group=key[1], value=n)
        for key, n in counts.items()
    ]
    return ci.Indicator(id="x", unit="births", observations=observed, **fields)


def shown(given, threshold=10):
    """Return which observations are shown."""
    return [o.status is not ObservationStatus.SUPPRESSED for o in disclosed(given, threshold=threshold).observations]


def share(period, numerator, denominator, **fields):
    """Return an observation with the counts behind it."""
    value = 100 * numerator / denominator
    return ci.Observation(period=period, value=value, numerator=numerator, denominator=denominator, **fields)


# Periods within each other


def test_a_quarter_takes_another_with_it():
    """4 = 104 - 40 - 20 - 40: the fourth quarter would follow from the year, so that the cheapest other goes too."""
    counts = dict(zip((*QUARTERS, "2024"), (40, 20, 40, 4, 104), strict=True))
    assert [True, False, True, False, True] == shown(births(counts))


def test_quarters_of_another_year_stay():
    """Years that share no days are protected apart."""
    before = {f"2023 Q{n}": 30 for n in (1, 2, 3, 4)} | {"2023": 120}
    now = dict(zip((*QUARTERS, "2024"), (40, 20, 40, 4, 104), strict=True))
    assert [True] * 5 == shown(births(before | now))[:5]


def test_shares_whose_counts_add_up():
    """4 of 30 in the last quarter would follow from the year, in numerator and denominator."""
    counts = [(20, 50), (25, 60), (30, 70), (4, 30), (79, 210)]
    found = [share(when, *pair) for when, pair in zip((*QUARTERS, "2024"), counts, strict=True)]
    assert [False, True, True, False, True] == shown(ci.Indicator(id="x", unit="percent", observations=found))


def test_the_same_people_in_every_quarter():
    """Of the same 200, other ones enroll in each quarter: only the numerators add up, and all quarters are withheld."""
    counts = [(40, 200), (50, 200), (60, 200), (4, 200), (154, 200)]
    found = [share(when, *pair) for when, pair in zip((*QUARTERS, "2024"), counts, strict=True)]
    assert [*[False] * 4, True] == shown(ci.Indicator(id="x", unit="percent", observations=found))


def test_what_does_not_add_up():
    """Patients in care at the end of a quarter: nothing follows from the year, and only the small one is withheld."""
    counts = dict(zip((*QUARTERS, "2024"), (40, 20, 40, 4, 90), strict=True))
    assert [True, True, True, False, True] == shown(births({**counts, "2024": 60}))
    assert [True, True, True, False, True] == shown(births(counts))


def test_a_revision_is_no_protection():
    """The year was revised by three, so subtracting gives the small quarter away nearly: all quarters are withheld."""
    counts = dict(zip((*QUARTERS, "2024"), (40, 20, 40, 4, 107), strict=True))
    assert [*[False] * 4, True] == shown(births(counts))


def test_a_quarter_that_its_source_withheld():
    """The file does not know the 4 of the last quarter; whoever subtracts does."""
    counts = dict(zip((*QUARTERS[:3], "2024"), (40, 20, 40, 104), strict=True))
    given = births(counts)
    withheld = ci.Observation(period=QUARTERS[3], status="suppressed")
    known = given.observations
    assert [True] * 4 == shown(given)
    assert [False, False, False, True, False] == shown(
        ci.Indicator(id="x", unit="births", observations=(*known, withheld))
    )


def test_a_large_one_that_its_source_withheld():
    """60 births are nobody's secret of ours, and nothing else of the year is withheld."""
    counts = dict(zip((*QUARTERS[:3], "2024"), (40, 20, 40, 160), strict=True))
    withheld = ci.Observation(period=QUARTERS[3], status="suppressed")
    given = ci.Indicator(id="x", unit="births", observations=(*births(counts).observations, withheld))
    assert [True, True, True, True, False] == shown(given)


def test_quarters_without_counts():
    """Percentages of nobody knows how many give nothing away."""
    quarters = [ci.Observation(period=quarter, value=50) for quarter in QUARTERS]
    given = ci.Indicator(id="x", unit="percent", observations=[*quarters, share("2024", 4, 200)])
    assert [True, True, True, True, False] == shown(given)


def test_groups_that_are_not_the_same_in_each_quarter():
    """Who is in no group in one quarter is in one in another: all quarters are withheld with the first of them."""
    counts = {(when, group): 30 for when in QUARTERS for group in ("a", "b")} | {(QUARTERS[0], "a"): 4}
    counts |= {("2024", "a"): 94, ("2024", "b"): 120} | {(when, None): 60 for when in QUARTERS[1:]}
    del counts[QUARTERS[3], "b"]
    found = shown(births(counts | {(QUARTERS[0], None): 34, ("2024", None): 214}))
    assert [True, True] == found[7:9]
    assert not any(found[:7])


def test_groups_that_overlap_within_quarters():
    """70 girls and 60 from here among 100 people overlap: all quarters are withheld with the small one."""
    rows = {"girls": (70, 70, 70, 4), "here": (60, 60, 60, 60), None: (100, 100, 100, 30)}
    counts = {(when, group): n for group, ns in rows.items() for when, n in zip(QUARTERS, ns, strict=True)}
    counts |= {("2024", group): sum(ns) for group, ns in rows.items()}
    assert [False] * 12 + [True] * 3 == shown(births(counts))


def test_so_many_periods_that_no_table_holds_them():
    """A decade of months would take minutes; all parts of what is tied are withheld with the first."""
    months = [f"{year}-{month:02d}-01..{year}-{month:02d}-28" for year in range(2000, 2010) for month in range(1, 13)]
    spans = [Period.parse(f"{m[:4]}-{m[5:7]}", convention="month") for m in months]
    observed = [
        ci.Observation(period=span, group=group, value=4 if place == 0 else 20)
        for place, span in enumerate(spans)
        for group in "abcd"
    ]
    whole = [ci.Observation(period="2000 to 2009", group=group, value=4 + 119 * 20) for group in "abcd"]
    given = ci.Indicator(id="x", unit="births", observations=[*observed, *whole])
    assert [False] * 480 + [True] * 4 == shown(given)


def test_tables_that_leave_a_figure_open():
    """1 and 1 of 2: whatever is withheld of the table, the year tells; all its quarters are withheld, and it is too."""
    halves = [share("2024 H1", 1, 1), share("2024 H2", 7, 12), share("2024", 8, 13)]
    assert [False, False] == shown(ci.Indicator(id="x", unit="percent", observations=halves), 2)[:2]


def test_groups_stand_in_for_everybody():
    """Quarters of two groups and a year of everybody: 4 = 284 less all others, so that no quarter stays."""
    counts = {(when, group): 40 for when in QUARTERS for group in "ab"} | {(QUARTERS[3], "b"): 4}
    assert [*[False] * 8, True] == shown(births(counts | {("2024", None): 284}))
    assert [*[True] * 7, False, True] == shown(births(counts | {("2024", None): 384}))
    assert [*[True] * 7, False] == shown(births(counts))


def test_groups_of_a_year_beside_quarters_of_everybody():
    """4 = 40 and 20 and 30 and 14, less the 100 of the other group: the quarters go, and the large group stays."""
    quarters = dict(zip(QUARTERS, (40, 20, 30, 14), strict=True))
    assert [*[False] * 4, True, False] == shown(births(quarters | {("2024", "a"): 100, ("2024", "b"): 4}))


def test_people_in_no_group_of_quarters():
    """Of 324 in the year, 320 are in groups of its quarters: the 4 others are few, so that no quarter stays."""
    counts = {(when, group): 40 for when in QUARTERS for group in "ab"}
    assert [*[False] * 8, True] == shown(births(counts | {("2024", None): 324}))
    assert [*[True] * 8, True] == shown(births(counts | {("2024", None): 320}))


def test_reporters_of_quarters_stand_in_for_all():
    """Two schools in each quarter, and a year of both together."""
    one = [ci.Observation(period=when, reporter=who, value=40) for when in QUARTERS for who in ("r", "s")][:-1]
    few, whole = ci.Observation(period=QUARTERS[3], reporter="s", value=4), ci.Observation(period="2024", value=284)
    assert [*[False] * 8, True] == shown(ci.Indicator(id="x", unit="births", observations=[*one, few, whole]))


def test_groups_that_change_among_people_who_come_every_quarter():
    """40 in care at the end of each quarter are not 160 in the year: nothing follows, and only the small one goes."""
    counts = {(when, None): 40 for when in (*QUARTERS, "2024")}
    groups = {(QUARTERS[0], "a"): 4, ("2024", "b"): 30}
    assert [*[True] * 5, False, True] == shown(births(counts | groups))


def test_groups_that_change_among_people_who_come_once():
    """160 births in the year are the quarters', so that whatever was counted of groups may follow: the quarters go."""
    counts = {(when, None): 40 for when in QUARTERS} | {("2024", None): 160}
    groups = {(QUARTERS[0], "a"): 4, ("2024", "b"): 30}
    assert [*[False] * 4, True, False, True] == shown(births(counts | groups))


def test_the_order_of_observations_does_not_matter():
    """A file may list the year before its quarters, or groups in turn: the same figures are withheld."""
    rows = {"a": (40, 20, 40, 4), "b": (30, 30, 4, 30), "c": (50, 50, 50, 50)}
    counts = {(when, group): n for group, ns in rows.items() for when, n in zip(QUARTERS, ns, strict=True)}
    counts |= {("2024", group): sum(ns) for group, ns in rows.items()}
    there = dict(zip(counts, shown(births(counts)), strict=True))
    back = dict(reversed(counts.items()))
    assert there == dict(zip(back, shown(births(back)), strict=True))
    assert not all(there.values())


def test_the_baseline_is_a_period_too():
    """A year as baseline beside its quarters gives the small one away as well."""
    counts = dict(zip(QUARTERS, (40, 20, 40, 4), strict=True))
    given = births(counts, baseline=ci.Observation(period="2024", value=104))
    assert [True, False, True, False] == shown(given)
    assert 104 == disclosed(given, threshold=10).baseline.value


def test_figures_without_a_period_are_tied_to_none():
    """They stand in no series, and are judged alone."""
    given = births({"2024": 40})
    undated = ci.Observation(value=4)
    assert [True, False] == shown(ci.Indicator(id="x", unit="births", observations=(*given.observations, undated)))


def test_how_periods_are_made_up():
    """A year by its halves, and by a half and two quarters; not where a quarter is missing."""
    year, first, second, third, fourth = (Period.parse(p) for p in ("2024", "2024 H1", "2024 H2", *QUARTERS[2:]))
    assert [(first, second), (first, third, fourth)] == tilings(year, [year, first, second, third, fourth])
    assert [] == tilings(year, [year, first, third])
    assert [] == tilings(first, [year, first, third])


def test_averages_over_several_years_beside_the_years():
    """Three years of 3, 4 and 5 deaths: the sum of all may be shown, and none of the years."""
    counts = {"2021": 3, "2022": 4, "2023": 5, "2021 to 2023": 12}
    assert [False, False, False, True] == shown(births(counts))


# An attack that shares nothing with the code: what is published, and how figures add up


def narrowed(published, groups, wanted):
    """Return between what a figure must lie, for who knows all that is published; both are keys of period and group."""
    cells = [(quarter, group) for quarter in QUARTERS for group in groups]

    def row(key):
        period, group = key
        return np.array([float(q in PERIODS[period] and group in (None, g)) for q, g in cells])

    return _ends([(row(key), n) for key, n in published.items()], row(wanted))


def _ends(published, row):
    """Return between what a sum of cells must lie."""
    matrix, told = zip(*published, strict=True) if published else ([np.zeros(len(row))], [0])
    fixed, bounds, whole = LinearConstraint(np.array(matrix), told, told), Bounds(0, 10_000), np.ones(len(row))
    ends = [milp(s * row, constraints=fixed, bounds=bounds, integrality=whole).fun * s for s in (1, -1)]
    return round(ends[0]), round(ends[1])


GROUPS = st.integers(2, 3)
TABLES = GROUPS.flatmap(lambda n: st.lists(st.tuples(*[st.integers(1, 40)] * n), min_size=4, max_size=4))


@settings(max_examples=40, deadline=None)
@given(TABLES, st.sets(st.sampled_from(["2024 H1", "everybody"])))
def test_no_withheld_count_can_be_worked_out(table, beside):
    """From quarters, a half and the year, of groups and of everybody: no small count is known within 1 to 10."""
    names = [f"g{n}" for n in range(len(table[0]))]
    cells = {(q, g): n for q, ns in zip(QUARTERS, table, strict=True) for g, n in zip(names, ns, strict=True)}
    spans = [period for period in PERIODS if period in beside or period != "2024 H1"]
    rows = [*names, *([None] if "everybody" in beside else [])]
    counts = {
        (period, group): sum(n for (q, g), n in cells.items() if q in PERIODS[period] and group in (None, g))
        for period in spans
        for group in rows
    }
    told = dict(zip(counts, shown(births(counts)), strict=True))
    published = {key: n for key, n in counts.items() if told[key]}
    assert all(n >= 10 for n in published.values())
    for key, n in counts.items():
        if not told[key]:
            low, high = narrowed(published, names, key)
            assert low <= n <= high
            assert low < high
        if n < 10:
            least = sum(q in PERIODS[key[0]] and key[1] in (None, g) for q, g in cells)
            assert low <= least
            assert high >= 10


PAIRS = st.tuples(st.integers(0, 25), st.integers(0, 25))
SHARES = GROUPS.flatmap(lambda n: st.lists(st.tuples(*[PAIRS] * n), min_size=4, max_size=4))


@settings(max_examples=25, deadline=None)
@given(SHARES, st.booleans())
def test_no_withheld_share_can_be_worked_out(table, has_everybody):
    """Each is a numerator and those who are not counted: two cells of an attack, published together or not at all."""
    parts = [f"{name}{layer}" for name in "abc"[: len(table[0])] for layer in "+-"]
    cells = dict(zip(((q, part) for q in QUARTERS for part in parts), np.ravel(table).tolist(), strict=True))

    def both(key):
        return [sum(n for cell, n in cells.items() if _is_in(cell, key, layer)) for layer in "+-"]

    groups = [*dict.fromkeys(part[0] for part in parts), *[None] * has_everybody]
    counts = {key: both(key) for period in (*QUARTERS, "2024") for group in groups if sum(both(key := (period, group)))}
    observed = [share(period, a, a + b, group=group) for (period, group), (a, b) in counts.items()]
    told = dict(zip(counts, shown(ci.Indicator(id="x", unit="percent", observations=observed)), strict=True))
    assert not [key for key, pair in counts.items() if told[key] and min(pair) < 10]
    rows = {key: [np.array([_is_in(cell, key, layer) for cell in cells]) for layer in "+-"] for key in counts}
    published = [pair for key in counts if told[key] for pair in zip(rows[key], counts[key], strict=True)]
    for key in counts:
        if not told[key]:
            low, high = _ends(published, rows[key][0])
            assert low <= counts[key][0] <= high
            assert low < high


def _is_in(cell, key, layer):
    """Say whether a cell is part of a figure."""
    (quarter, part), (period, group) = cell, key
    return float(quarter in PERIODS[period] and group in (None, part[0]) and part[1] == layer)


def test_the_attack_finds_what_is_left_open():
    """The test above can fail: with one quarter withheld, the year gives it away."""
    published = {(quarter, "a"): 20 for quarter in QUARTERS[:3]} | {("2024", "a"): 64}
    assert (4, 4) == narrowed(published, ["a"], (QUARTERS[3], "a"))


# Ranges


def test_a_range_alone_is_judged_by_what_it_says():
    """At 10, "fewer than 10" is what withholding says too; "1 to 4" says more, and "20 or more" nothing of few."""
    ranges = {(1, 9): True, (None, 9): True, (0, 30): True, (20, None): True, (10, 14): True, (0, 0): True}
    ranges |= {(1, 4): False, (None, 5): False, (5, 9): False, (8, 30): False, (2, 9): False, (3, 3): False}
    found = {
        ends: shown(
            ci.Indicator(
                id="x", unit="students", observations=[ci.Observation(period="2024", low=ends[0], high=ends[1])]
            )
        )[0]
        for ends in ranges
    }
    assert ranges == found


@pytest.mark.parametrize(
    ("low", "high", "of", "expected"),
    [
        (95, None, 400, True),  # up to 20 are not counted
        (95, None, 60, False),  # 0 to 3 are not
        (90, 94, 40, False),  # 36 or 37, so 3 or 4 are not
        (50, 60, 100, True),
        (None, 5, 60, False),  # 0 to 3
        (40, 60, 8, False),  # of 8
        (10, 10.4, 103, True),  # no whole count, so the nearest: 11
    ],
)
def test_a_range_of_a_share(low, high, of, expected):
    """It is judged by the counts that it leaves, and by those of the others."""
    one = ci.Observation(period="2024", low=low, high=high, denominator=of)
    assert [expected] == shown(ci.Indicator(id="x", unit="percent", observations=[one]))


def test_a_range_of_people_in_a_group():
    """5 students or more of 200 reach into the small counts; 20 or more of 200 do not, but 195 or more do."""
    for low, expected in ((5, False), (20, True), (195, False)):
        one = ci.Observation(period="2024", low=low, denominator=200)
        assert [expected] == shown(ci.Indicator(id="x", unit="students", observations=[one]))


def test_a_range_beside_a_total():
    """A "1 to 9" is fine alone; beside 40, 60 and their total of 104 it is 4, so that no group stays."""
    one = ci.Observation(period="2024", group="c", low=1, high=9)
    two = {("2024", "a"): 40, ("2024", "b"): 60}
    for total, expected in ((104, False), (150, True)):
        observed = (*births(two | {("2024", None): total}).observations, one)
        assert [expected, expected, True, expected] == shown(ci.Indicator(id="x", unit="births", observations=observed))


def test_ranges_that_a_total_narrows():
    """Two groups of 1 to 9 who are 12 together are 3 to 9 each, which leaves 1 and 2 out."""
    observed = [ci.Observation(period="2024", group=group, low=1, high=9) for group in "ab"]
    for total, expected in ((12, False), (10, True)):
        given = ci.Indicator(
            id="x", unit="births", observations=[*observed, ci.Observation(period="2024", value=total)]
        )
        assert [expected, expected, True] == shown(given)


def test_a_range_as_total():
    """40, and 104 to 106 with those of no group: 64 others at least, so nothing is told; with a 4, all groups go."""
    total = ci.Observation(period="2024", low=104, high=106)
    for n, expected in ((40, True), (4, False)):
        observed = (*births({("2024", "a"): 40, ("2024", "b"): n}).observations, total)
        assert [expected, expected, True] == shown(ci.Indicator(id="x", unit="births", observations=observed))


def test_a_total_that_cannot_be():
    """Ranges that do not add up to their total narrow nothing."""
    observed = [ci.Observation(period="2024", group=group, low=1, high=9) for group in "ab"]
    given = ci.Indicator(id="x", unit="births", observations=[*observed, ci.Observation(period="2024", value=40)])
    assert [True, True, True] == shown(given)


def test_quarters_that_are_ranges():
    """Four quarters of 1 to 9 and a year of 36: each is 9. Of a year of 20, none is narrowed."""
    quarters = [ci.Observation(period=quarter, low=1, high=9) for quarter in QUARTERS]
    for n, expected in ((36, False), (20, True), (80, True), (2, True)):
        given = ci.Indicator(id="x", unit="births", observations=[*quarters, ci.Observation(period="2024", value=n)])
        assert [expected] * 4 == shown(given)[:4]


def test_a_year_that_is_a_range():
    """It ties its quarters where it can be their sum."""
    year = ci.Observation(period="2024", low=100, high=110)
    for last, expected in ((4, [False] * 4), (40, [True] * 4)):
        observed = births(dict(zip(QUARTERS, (40, 20, 40, last), strict=True))).observations
        assert [*expected, True] == shown(ci.Indicator(id="x", unit="births", observations=(*observed, year)))


# Units


def test_whole_numbers_without_a_unit():
    """Where no figure has a fraction they are taken for counts; a scale from 1 to 5 has fractions."""
    few = ci.Observation(period="2024", value=3)
    assert [False, True] == shown(ci.Indicator(id="x", observations=[few, ci.Observation(period="2023", value=12)]))
    assert [True, True] == shown(ci.Indicator(id="x", observations=[few, ci.Observation(period="2023", value=3.5)]))
    assert [True] == shown(ci.Indicator(id="x", observations=[ci.Observation(period="2024", value=50, denominator=60)]))
