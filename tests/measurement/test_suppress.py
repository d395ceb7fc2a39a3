import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.measurement._suppress import Cell, Withholding, suppress

SMALL, COMPLEMENT, WHOLE_GROUP, SECONDARY = Withholding
NORTH = "school=North, group=latino: "

# An attack that shares nothing with the code under test: it reads the published cells alone


def below(cell, details):
    """Return which cells in full detail a cell is the sum of."""
    return np.array([set(cell.key) <= set(detail.key) for detail in details], dtype=float)


def limits(what, published, known, bounds, *, whole=True):
    """Return between what a sum must lie; by integer programming, which is the stronger attack, or linear."""
    found = []
    for sign in (1, -1):
        if whole:
            fixed = LinearConstraint(published, known, known)
            got = milp(sign * what, constraints=fixed, bounds=Bounds(*bounds), integrality=1)
        else:
            got = linprog(sign * what, A_eq=published, b_eq=known, bounds=np.transpose(bounds))
        found.append(sign * got.fun if got.fun is not None else -sign * np.inf)
    return round(found[0], 6), round(found[1], 6)


def attacked(table, *, whole=True):
    """Yield each withheld cell of a table of counts with what a reader can narrow it to."""
    size = max(len(cell.key) for cell in table.cells)
    details = [cell for cell in table.cells if len(cell.key) == size]
    shown = [cell for cell in table.cells if cell.reason is None]
    published = np.array([below(cell, details) for cell in shown] or [np.zeros(len(details))])
    known = np.array([cell.count for cell in shown] or [0], dtype=float)
    least = np.array([1.0 if cell.count is None else cell.count for cell in details])
    most = np.array([np.inf if cell.count is None else cell.count for cell in details])
    for cell in table.cells:
        if cell.reason is not None:
            yield cell, limits(below(cell, details), published, known, (least, most), whole=whole)


def counts(dimensions):
    """Return tables of counts, in which small ones and zeros are common."""
    numbers = st.one_of(st.integers(0, 6), st.integers(0, 40))
    shapes = st.tuples(*[st.integers(2, 4 if dimensions == 2 else 3)] * dimensions)
    return shapes.flatmap(
        lambda shape: st.lists(numbers, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))).map(
            lambda flat: np.array(flat).reshape(shape)
        )
    )


def nonzero_below(table, cell):
    """Return how many cells that are not published as zero a cell is the sum of."""
    size = max(len(cell.key) for cell in table.cells)
    details = [detail for detail in table.cells if len(detail.key) == size]
    return sum(detail.count != 0 for detail in details if set(cell.key) <= set(detail.key))


def assert_hidden(table):
    """Assert that nobody can narrow down what is withheld."""
    for cell, (low, high) in attacked(table):
        assert high > low
        assert cell.low <= low <= high <= (np.inf if cell.high is None else cell.high)
        if cell.reason is SMALL:
            assert low <= nonzero_below(table, cell)
            assert high >= table.threshold


@given(table=counts(2), threshold=st.integers(2, 6))
def test_nothing_can_be_worked_out_of_tables_in_two_dimensions(table, threshold):
    """Whatever is published is added and subtracted, a small count may be anything from 1 to the threshold."""
    assert_hidden(suppress(table, threshold=threshold))


@given(table=counts(3), threshold=st.integers(2, 6))
def test_nothing_can_be_worked_out_of_tables_in_three_dimensions(table, threshold):
    """The same with margins over pairs of dimensions, where linear programs may end in fractions."""
    assert_hidden(suppress(table, threshold=threshold))


@given(table=counts(2), threshold=st.integers(2, 6))
def test_all_small_counts_are_withheld_and_all_else_is_true(table, threshold):
    """No count from 1 to below the threshold is published, in cells or margins, and what is published is right."""
    found = suppress(table, threshold=threshold)
    for row, column in itertools.product(
        [*map(str, range(len(table))), None], [*map(str, range(table.shape[1])), None]
    ):
        key = {name: place for name, place in (("axis0", row), ("axis1", column)) if place is not None}
        part = table[slice(None) if row is None else int(row)][..., slice(None) if column is None else int(column)]
        count, cell = int(part.sum()), found.cell(key)
        assert cell.count in (count, None)
        assert (cell.reason is SMALL) == (0 < count < threshold)
        if count == 0:
            assert 0 == cell.count


@given(table=counts(2), threshold=st.integers(2, 5))
def test_who_knows_which_figures_are_small_cannot_work_out_any(table, threshold):
    """A reader who sees the reasons knows ranges of every withheld cell; still none of them is certain."""
    found = suppress(table, threshold=threshold)
    if any(warning.code == "disclosure.exposed" for warning in found.warnings):
        return
    details = [cell for cell in found.cells if len(cell.key) == 2]
    sums = np.array([below(cell, details) for cell in found.cells])
    least = [1 if cell.reason is SMALL else threshold if cell.count is None else cell.count for cell in found.cells]
    most = [threshold - 1 if cell.reason is SMALL else cell.count for cell in found.cells]
    ends = np.array(least, dtype=float), np.array([np.inf if end is None else end for end in most], dtype=float)
    for cell in (cell for cell in found.cells if cell.reason is not None):
        fixed, ways = LinearConstraint(sums, *ends), (1, -1)
        got = [milp(way * below(cell, details), constraints=fixed, integrality=1) for way in ways]
        low, high = (
            way * one.fun if one.fun is not None else -way * np.inf for way, one in zip(ways, got, strict=True)
        )
        assert high > low + 0.5


@given(
    rows=st.dictionaries(
        st.tuples(st.sampled_from("AB"), st.sampled_from("123"), st.sampled_from("xy")),
        st.tuples(st.one_of(st.integers(0, 6), st.integers(0, 40)), st.one_of(st.integers(0, 5), st.integers(0, 40))),
        min_size=1,
    ),
    threshold=st.integers(2, 6),
)
def test_nothing_can_be_worked_out_of_shares_in_a_hierarchy(rows, threshold):
    """Schools in counties by group, numerators and denominators: neither a count nor its complement is narrowed."""
    table = [
        ({"county": county, "school": school, "group": group}, count, count + others)
        for (county, school, group), (count, others) in rows.items()
    ]
    found = suppress(table, threshold=threshold, hierarchies=[("county", "school")])
    details = [cell for cell in found.cells if len(cell.key) == 3]
    seen, known, nobody = [], [], np.zeros(len(details))
    for cell in found.cells:
        part = below(cell, details)
        if cell.count is not None:
            seen.append(np.concatenate([part, nobody]))
            known.append(cell.count)
        if cell.denominator is not None:
            seen.append(np.concatenate([part, part]))
            known.append(cell.denominator)
    published = np.array(seen or [np.zeros(2 * len(details))]), np.array(known or [0])
    for cell in found.cells:
        part = below(cell, details)
        for layer, reasons in (
            ([part, nobody], (cell.reason,)),
            ([nobody, part], (cell.reason if cell.reason is COMPLEMENT else None,)),
            ([part, part], (cell.denominator_reason,)),
        ):
            if reasons != (None,):
                ends = np.zeros(2 * len(details)), np.full(2 * len(details), np.inf)
                low, high = limits(np.concatenate(layer), *published, ends)
                assert high > low
                assert high >= threshold


@given(table=counts(2))
def test_what_is_said_of_each_cell_is_what_linear_programming_finds(table):
    """The audit's bounds are those of another linear program, written here from the published cells."""
    found = suppress(table, threshold=5)
    for cell, (low, high) in attacked(found, whole=False):
        assert (low, high) == (cell.low, np.inf if cell.high is None else cell.high)


# What is withheld, and why


def test_the_least_is_withheld():
    """The rectangle with the smallest logarithms protects; found by hand: rows I and II, columns A and C.

    Of the rectangles through (II, A): with I and B ln(20·50·19), with I and C ln(20·10·22),
    with III and B ln(17·32·19), with III and C ln(17·12·22) is more than with I and C.
    """
    found = suppress([[20, 50, 10], [3, 19, 22], [17, 32, 12]], threshold=5)
    withheld = {(cell.key[0][1], cell.key[1][1]) for cell in found.cells if cell.reason}
    assert {("0", "0"), ("0", "2"), ("1", "0"), ("1", "2")} == withheld
    assert (4, 1, 1) == (found.withheld, found.small, found.recoverable)


def test_how_far_a_withheld_cell_can_be_narrowed():
    """By hand: (II, A) is at least 1 and at most the 25 of its row without its neighbour's 3."""
    # a = (II, A), b = (II, C) = 25 - a, c = (I, A) = 23 - a, d = (I, C) = 7 + a; each at least 1: a from 1 to 22.
    cell = suppress([[20, 50, 10], [3, 19, 22], [17, 32, 12]], threshold=5).cell({"axis0": "1", "axis1": "0"})
    assert (1, 22) == (cell.low, cell.high)


def test_two_small_counts_whose_sum_tells_are_not_enough():
    """4 + 4 of a published 8 can only be 4 and 4 for who knows that both are below 5."""
    found = suppress([[4, 4, 10, 20]], threshold=5, margins=[("axis0",)])
    assert [None, None] == [cell.count for cell in found.cells[:2]]
    assert SECONDARY in [cell.reason for cell in found.cells]


def test_a_table_without_small_counts_is_published():
    """Nothing is withheld for nothing, and the note says so."""
    found = suppress([[20, 50], [0, 19]], threshold=5)
    assert 0 == found.withheld == found.small == found.recoverable
    assert "None of 9 figures is withheld: none tells of fewer than 5 people." == str(found.note)
    assert 89 == found.cell().count


def test_who_is_told_the_reasons_may_know_too_much():
    """Two people in two cells and a threshold of 3: who knows that all are small knows all, and we say so."""
    found = suppress([[1, 1], [0, 0]], threshold=3)
    assert ["disclosure.exposed"] == [warning.code for warning in found.warnings]
    assert {SMALL, None} == {cell.reason for cell in found.cells}
    assert found.cell().high is None


def shares(*rows, **options):
    """Return the cells of a table of groups with numerators and denominators, without margins."""
    table = [({"group": str(place)}, *row) for place, row in enumerate(rows)]
    return suppress(table, threshold=5, margins=(), **options).cells


def test_complements_and_whole_groups_tell_too():
    """38 of 40 are 2 who are not; 40 of 40 and 0 of 40 tell of each of them; 20 of 40 tell of nobody."""
    cells = shares((38, 40), (40, 40), (0, 40), (3, 40), (20, 40))
    assert [COMPLEMENT, WHOLE_GROUP, WHOLE_GROUP, SMALL, None] == [cell.reason for cell in cells]
    assert [None, None, None, None, 0.5] == [cell.share for cell in cells]
    assert [40] * 5 == [cell.denominator for cell in cells]


def test_small_denominators_are_withheld_with_their_counts():
    """3 of 4 people are too few, above and below the line."""
    (cell,) = shares((3, 4))
    assert (None, None, SMALL, SMALL) == (cell.count, cell.denominator, cell.reason, cell.denominator_reason)


def test_shares_of_everybody_can_be_allowed():
    """Where a group may be told to have reached a goal together, 100 % and 0 % stand."""
    assert [40, 0, 0] == [cell.count for cell in shares((40, 40), (0, 40), (0, 0), extremes=False)]


def test_a_group_of_nobody_is_no_secret():
    """A denominator of 0 is published; it has no share."""
    (cell,) = shares((0, 0))
    assert (0, 0, None) == (cell.count, cell.denominator, cell.share)


def test_counts_with_denominators_may_be_arrays():
    """Two arrays of one shape say the same as rows."""
    found = suppress([[38, 20]], denominators=[[40, 40]], threshold=5, margins=[])
    assert [COMPLEMENT, None] == [cell.reason for cell in found.cells]


def test_margins_that_are_not_published_need_no_protection():
    """Without row totals, a small count in a row is hidden by itself."""
    found = suppress([[3, 20], [20, 20]], threshold=5, margins=[])
    assert (1, 1, 0) == (found.withheld, found.small, found.recoverable)
    assert 4 == len(found.cells)


REST = {"group": "in none of the groups"}


def test_who_is_in_no_group_is_protected_without_being_published():
    """3 of 43 people are in neither group: with the total and both groups published they would be known."""
    rows = [({"group": "a"}, 25), ({"group": "b"}, 15), (REST, 3)]
    found = suppress(rows, threshold=5, unpublished=[REST])
    assert [25, None, 43] == [cell.count for cell in found.cells]
    assert SECONDARY is found.cell({"group": "b"}).reason


def test_who_is_in_no_group_hides_others():
    """A small group beside many in none needs nothing more: the total gives away only both together."""
    rows = [({"group": "a"}, 25), ({"group": "b"}, 3), (REST, 15)]
    assert [25, None, 43] == [cell.count for cell in suppress(rows, threshold=5, unpublished=[REST]).cells]
    with pytest.raises(UnknownNameError, match="no cell"):
        suppress(rows, threshold=5, unpublished=[{"group": "c"}])


def test_hierarchies_have_totals_at_each_level():
    """Counties and schools: the total of a county is the sum of its schools, under the same name or not."""
    rows = [
        ({"county": county, "school": school}, n) for county, school, n in (("A", "1", 9), ("A", "2", 8), ("B", "1", 7))
    ]
    found = suppress(rows, threshold=5, hierarchies=[("county", "school")])
    assert 17 == found.cell({"county": "A"}).count
    assert 7 == found.cell({"county": "B", "school": "1"}).count
    assert [] == list(found.warnings)
    assert 6 == len(found.cells)


def test_combinations_without_a_row_are_said():
    """A group that only one school lists has nobody in the other, which is an assumption."""
    rows = [({"school": "1", "group": "x"}, 9), ({"school": "1", "group": "y"}, 8), ({"school": "2", "group": "x"}, 7)]
    assert ["disclosure.absent"] == [warning.code for warning in suppress(rows, threshold=5).warnings]


def test_what_may_be_published_is_a_table():
    """One sign for all that is withheld, and no reasons beside it."""
    table = [({"group": "a"}, 3), ({"group": "b"}, 7), ({"group": "c"}, 9)]
    columns = suppress(table, threshold=5).to_columns()
    assert ["group", "count", "withheld"] == list(columns)
    assert ["a", "b", "c", None] == columns["group"]
    assert [None, None, 9, 19] == columns["count"]
    assert [True, True, False, False] == columns["withheld"]
    with_shares = suppress([({"group": "a"}, 10, 40)], threshold=5).to_columns()
    assert [0.25, 0.25] == with_shares["share"]


def test_the_order_of_rows_does_not_matter():
    """The same people give the same answer, however the file is sorted."""
    rows = [({"a": str(a), "b": str(b)}, (7 * a + 3 * b + a * b) % 23) for a in range(4) for b in range(4)]
    chosen = [{cell.key: cell.count for cell in suppress(way, threshold=6).cells} for way in (rows, rows[::-1])]
    assert chosen[0] == chosen[1]


# What is refused


@pytest.mark.parametrize("count", [None, -1, 2.5, True, "3", float("nan"), float("inf")])
def test_counts_are_whole_numbers_of_people(count):
    """A missing count cannot be protected, since its margins are unknown; the others are no counts."""
    with pytest.raises(InvalidValueError, match="whole number of people"):
        suppress([({"group": "a"}, count)], threshold=5)


@pytest.mark.parametrize("threshold", [0, -1, 2.5, True, None])
def test_a_threshold_is_at_least_one(threshold):
    """There is no smaller count of people to hide."""
    with pytest.raises(InvalidValueError, match="threshold"):
        suppress([[1]], threshold=threshold)


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        ({"a": 1}, {}, "rows such as"),
        ("abc", {}, "rows such as"),
        (5, {}, "rows such as"),
        ([], {}, "at least one cell"),
        ([[1, 2], [3]], {}, "whole number|rows such as"),
        ([({"a": "1"}, 3), ({"a": "1"}, 4)], {}, "listed once"),
        ([({"a": "1"}, 3), ({"b": "1"}, 4)], {}, "columns a"),
        ([({"a": "1"}, 3), ({"a": None}, 4)], {}, "full detail"),
        ([({"a": "1"}, 3), ({"a": "2"}, 4, 5)], {}, "rows of two"),
        ([({"a": "1"}, 5, 4)], {}, "at most its denominator"),
        ([({"a": "1"}, 5)], {"denominators": [5]}, "part of the rows"),
        ([[5, 4]], {"denominators": [5, 4]}, "shape"),
        ([[5, 4]], {"hierarchies": [("axis0", "axis1")]}, "one level"),
        ([({"a": "1", "b": "2"}, 5)], {"hierarchies": [("a", "b"), ("b", "a")]}, "share no column"),
        ([({"a": "1"}, 5)], {"margins": "a"}, "sequence of"),
        ([({"a": "1"}, 2**31), ({"a": "2"}, 2**31)], {}, "at most 2,147,483,648 people"),
    ],
)
def test_tables_that_say_no_counts_are_refused(table, options, words):
    """Each error says what would be right."""
    with pytest.raises(InvalidValueError, match=words):
        suppress(table, threshold=5, **options)


@pytest.mark.parametrize("options", [{"hierarchies": [("county", "school")]}, {"margins": [("school",)]}])
def test_columns_must_exist(options):
    """A misspelt column is no margin."""
    with pytest.raises(UnknownNameError, match="school"):
        suppress([({"county": "A", "schol": "1"}, 5)], threshold=5, **options)


def test_cells_must_exist():
    """A cell that the table does not have is an error with the cells that it has."""
    with pytest.raises(UnknownNameError, match="did you mean 'group=a'"):
        suppress([({"group": "a"}, 5)], threshold=5).cell({"group": "other"})


# In print


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (Cell(count=12), "total: 12"),
        (Cell(key=(("school", "North"), ("group", "latino")), reason="small", low=1, high=4), NORTH + "withheld"),
        (Cell(count=0, denominator=40), "total: 0 of 40"),
        (Cell(denominator=40, reason="complement", low=36, high=40), "total: withheld of 40"),
        (Cell(count=12, denominator_reason="secondary"), "total: 12 of withheld"),
        (Cell(reason="small", denominator_reason="small", low=0), "total: withheld"),
    ],
)
def test_a_cell_prints_what_may_be_published(cell, printed):
    """One sign for all that is withheld; neither reasons nor what a reader could work out."""
    assert printed == str(cell)


def test_a_table_prints_its_note_and_cells():
    """8 + 9 and 6 + 7, 8 + 6 and 9 + 7; 30 together."""
    lines = [
        "None of 9 figures is withheld: none tells of fewer than 5 people.",
        "  axis0=0, axis1=0: 8",
        "  axis0=0, axis1=1: 9",
        "  axis0=1, axis1=0: 6",
        "  axis0=1, axis1=1: 7",
    ]
    margins = {"  axis0=0: 17", "  axis0=1: 13", "  axis1=0: 14", "  axis1=1: 16", "  total: 30"}
    printed = str(suppress([[8, 9], [6, 7]], threshold=5)).splitlines()
    assert (lines, margins) == (printed[:5], set(printed[5:]))


def test_a_table_never_prints_what_it_withholds():
    """The 3 is small, and each of its row and column hides another; all lines say so, none a count."""
    table = suppress([[20, 50, 10], [3, 19, 22], [17, 32, 12]], threshold=5)
    lines = str(table).splitlines()
    assert str(table.note) == lines[0]
    assert "  axis0=1, axis1=0: withheld" in lines
    assert 4 == sum(line.endswith(": withheld") for line in lines)
    assert not {"  axis0=1, axis1=0: 3", "  axis0=1: 3"} & set(lines)


def test_a_large_table_prints_its_first_cells():
    """Of 5 times 5 cells, 10 margins and a total, 36 figures, 20 have a line."""
    lines = str(suppress([[10] * 5] * 5, threshold=5)).splitlines()
    assert (22, "  … and 16 more") == (len(lines), lines[-1])
