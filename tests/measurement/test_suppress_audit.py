import numpy as np
import pytest

from collective_impact.measurement._suppress_audit import bounds, determined
from collective_impact.measurement._suppress_table import figures, read

INVESTMENT = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]
"""Investment of enterprises by activity and region (Fischetti & Salazar 2000, the introduction's example)."""


def audited(withheld):
    """Return the figures, their equations, and which of them are withheld, by row and column."""
    table = figures(*read(INVESTMENT, None, ()))
    hidden = [tuple(int(category) for _, category in key) in withheld for key in table.keys]
    hidden = np.array([full and yes for full, yes in zip(table.detail, hidden, strict=True)])
    return table.values.ravel(), table.equations(), hidden


def test_the_interval_of_a_textbook():
    """Withheld are (II, A), (II, C), (III, A) and (III, C): (II, C) is between 5 and 30, as the paper says."""
    # By hand: (II, A) = 30 - x >= 0 and (III, A) = x - 5 >= 0.
    values, equations, withheld = audited({(1, 0), (1, 2), (2, 0), (2, 2)})
    low, high = bounds(equations, values, withheld, np.zeros_like(values), withheld)
    assert (5, 30) == (low[5], high[5])
    assert 22 == values[5]


@pytest.mark.parametrize(
    ("withheld", "expected"),
    [
        ({(1, 2)}, {(1, 2)}),  # the row total less the others
        ({(1, 2), (1, 0)}, {(1, 2), (1, 0)}),  # each column has one unknown
        ({(1, 2), (1, 0), (2, 0), (2, 2)}, set()),  # a rectangle
        ({(1, 2), (1, 0), (2, 0), (2, 2), (0, 1)}, {(0, 1)}),  # a rectangle, and one alone
        ({(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 0)}, set()),  # a cycle through three rows
    ],
)
def test_what_subtraction_gives_back(withheld, expected):
    """A withheld cell is safe from subtraction when it lies on a cycle of withheld cells (Cox 1980)."""
    _, equations, hidden = audited(withheld)
    cells = [(row, column) for row in range(3) for column in range(3)]
    assert expected == {
        cell for cell, given_back in zip(cells, determined(equations, hidden), strict=False) if given_back
    }


def test_what_nothing_holds_is_open():
    """With its totals withheld too, a cell may be as large as anything."""
    values, equations, _ = audited(set())
    everything = np.ones(len(values), dtype=bool)
    low, high = bounds(equations, values, everything, np.ones_like(values), everything)
    assert ([1] * 9, np.inf) == (list(low[:9]), high.min())
