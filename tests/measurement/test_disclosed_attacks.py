"""Attacks on what is published of windows of years and of ranges, by integer programs that share no code with it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

import collective_impact as ci
from collective_impact.measurement import disclosed
from collective_impact.model.vocabulary import ObservationStatus

THRESHOLD = 10


def shown(observations):
    """Return which figures of births are shown."""
    found = disclosed(ci.Indicator(id="x", unit="births", observations=observations), threshold=THRESHOLD)
    return [one.status is not ObservationStatus.SUPPRESSED for one in found.observations]


def narrowed(known, row, least):
    """Return between what a sum of cells must lie for who knows other sums between bounds, and each cell's least."""
    rows, lows, highs = zip(*known, strict=True) if known else ([np.zeros(len(row))], [0], [0])
    fixed, bounds, whole = LinearConstraint(np.array(rows), lows, highs), Bounds(least, 10_000), np.ones(len(row))
    ends = [milp(sign * row, constraints=fixed, bounds=bounds, integrality=whole).fun * sign for sign in (1, -1)]
    return round(ends[0]), round(ends[1])


# Windows of years, as health departments publish them where years are small


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 25), st.integers(1, 25)), min_size=5, max_size=6), st.integers(2, 3))
def test_windows_of_years_give_no_year_away(table, width):
    """From years and all windows of two or three, of two groups and of everybody, no small count is known."""
    cells = np.array(table)
    spans = [(n, n + length) for length in (1, width) for n in range(len(cells) - length + 1)]
    keys = [(first, after, groups) for first, after in spans for groups in ((0,), (1,), (0, 1))]
    rows = []
    for first, after, groups in keys:
        row = np.zeros(cells.shape)
        row[first:after, list(groups)] = 1
        rows.append(row.ravel())
    counts = [int(row @ cells.ravel()) for row in rows]
    observed = [
        ci.Observation(
            period=f"{2000 + first}" if after == first + 1 else f"{2000 + first} to {1999 + after}",
            group=None if len(groups) > 1 else str(groups[0]),
            value=n,
        )
        for (first, after, groups), n in zip(keys, counts, strict=True)
    ]
    told = shown(observed)
    published = [(row, n, n) for row, n, is_shown in zip(rows, counts, told, strict=True) if is_shown]
    for row, n, is_shown in zip(rows, counts, told, strict=True):
        assert n >= THRESHOLD or not is_shown
        if not is_shown:
            low, high = narrowed(published, row, least=1)
            assert low < high
            assert n >= THRESHOLD or high >= THRESHOLD


# Tables with holes

QUARTERS = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 2), (0, 4)]
NAMES = ["2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4", "2024 H1", "2024"]
HOLES = st.lists(st.booleans(), min_size=18, max_size=18)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=4, max_size=4), HOLES)
def test_figures_that_are_missing_give_none_away(table, holes):
    """Some figures of quarters, a half and the year are not in the file; nothing withheld follows from the others."""
    cells = np.array(table)
    keys = [(place, groups) for place in range(6) for groups in ((0,), (1,), (0, 1))]
    keys = [key for key, is_missing in zip(keys, holes, strict=True) if not is_missing]
    rows = []
    for place, groups in keys:
        row = np.zeros(cells.shape)
        row[slice(*QUARTERS[place]), list(groups)] = 1
        rows.append(row.ravel())
    counts = [int(row @ cells.ravel()) for row in rows]
    observed = [
        ci.Observation(period=NAMES[place], group=None if len(groups) > 1 else str(groups[0]), value=n)
        for (place, groups), n in zip(keys, counts, strict=True)
    ]
    told = shown(observed)
    published = [(row, n, n) for row, n, is_shown in zip(rows, counts, told, strict=True) if is_shown]
    for row, n, is_shown in zip(rows, counts, told, strict=True):
        assert n >= THRESHOLD or not is_shown
        if not is_shown:
            low, high = narrowed(published, row, least=0)
            assert low < high


# Ranges beside totals

RANGES = [(1, 9), (0, 9), (1, 12), (10, 14), (10, 40), (0, 30), (1, 4), (5, 9)]
PARTS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from([None, *RANGES])), min_size=2, max_size=5)


@settings(max_examples=100, deadline=None)
@given(PARTS, st.integers(0, 20), st.booleans())
def test_no_range_is_narrowed_to_few(parts, rest, are_quarters):
    """Whatever is known exactly or as a range: none that reaches the small counts leaves some of them out."""
    parts = parts[:4] if are_quarters else parts
    others = 0 if are_quarters else rest
    ends = [(n, n) if span is None or not span[0] <= n <= span[1] else span for n, span in parts]
    whole = sum(n for n, _ in parts) + others
    told = [*ends, (whole, whole)]
    places = [{"period": f"2024 Q{n}"} if are_quarters else {"period": "2024", "group": str(n)} for n in range(1, 6)]
    observed = [
        ci.Observation(low=low, high=high, **place)
        for (low, high), place in zip(told, [*places[: len(parts)], {"period": "2024"}], strict=True)
    ]
    is_shown = shown(observed)
    rows = [*np.eye(len(parts) + 1)[:-1], np.ones(len(parts) + 1)]
    known = [(row, *span) for row, span, seen in zip(rows, told, is_shown, strict=True) if seen]
    known += [] if others else [(np.eye(len(parts) + 1)[-1], 0, 0)]  # a reader may know that there are no others
    is_tied = not are_quarters or len(parts) == 4
    for row, span, seen in zip(rows[:-1], ends, is_shown, strict=False):
        low, high = narrowed(known if is_tied else [one for one in known if one[0] is row], row, least=0)
        is_exact = seen and span[0] == span[1]
        assert low >= THRESHOLD or (not is_exact and low <= 1 and high >= THRESHOLD - 1)


def test_the_attack_finds_what_is_left_open():
    """The tests above can fail: two ranges of 1 to 9 with a sum of 12 are 3 to 9 each."""
    known = [(np.array([1.0, 0]), 1, 9), (np.array([0, 1.0]), 1, 9), (np.ones(2), 12, 12)]
    assert (3, 9) == narrowed(known, np.array([1.0, 0]), least=0)
