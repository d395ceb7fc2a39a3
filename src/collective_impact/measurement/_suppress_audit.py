"""What a reader can work out of figures that were withheld, from those that were not.

Two ways to look: Gaussian elimination finds what subtraction alone gives back; linear
programming finds between which bounds each withheld figure must lie.
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from collective_impact.measurement._suppress_table import Counts, Mask

SLACK = 1e-6
"""Of the solver; counts are whole numbers."""


def determined(equations: "csr_array", withheld: "Mask") -> "Mask":
    """Return which withheld figures the sums alone determine, by Gaussian elimination.

    A figure is determined when its row of the reduced equations holds nothing else unknown.
    """
    unknown = np.flatnonzero(withheld)
    rows = _reduced(equations[:, unknown].toarray())
    alone = rows[np.count_nonzero(rows, axis=1) == 1]
    found = np.zeros(len(withheld), dtype=bool)
    found[unknown[np.flatnonzero(alone.any(axis=0))]] = True
    return found


def _reduced(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the reduced row echelon form."""
    done = 0
    for column in range(rows.shape[1]):
        if done == len(rows):
            break
        pivot = done + int(np.argmax(np.abs(rows[done:, column])))
        if abs(rows[pivot, column]) < SLACK:
            continue
        rows[[done, pivot]] = rows[[pivot, done]]
        rows[done] /= rows[done, column]
        others = np.flatnonzero(rows[:, column])
        others = others[others != done]
        rows[others] -= np.outer(rows[others, column], rows[done])
        rows[np.abs(rows) < SLACK] = 0
        done += 1
    return rows


def bounds(
    equations: "csr_array", values: "Counts", withheld: "Mask", least: "Counts", asked: "Mask"
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the smallest and the largest count that each asked figure can have, by linear programming.

    Parameters
    ----------
    equations : sparse array
        Give zeros for every table that adds up.
    values : array
        The true figures; only those that are not withheld are used.
    withheld : array
        Which figures the reader does not see.
    least : array
        What a reader knows each withheld figure to be at least.
    asked : array
        Which of the withheld figures to bound.
    """
    unknown, known = np.flatnonzero(withheld), np.flatnonzero(~withheld)
    sums = -(equations[:, known] @ values[known])
    matrix = _thin(equations[:, unknown])
    low, high = np.array(values, dtype=float), np.array(values, dtype=float)
    for place in np.flatnonzero(asked[unknown]):
        ends = (_furthest(matrix, sums, least[unknown], int(place), sign) for sign in (1, -1))
        low[unknown[place]], high[unknown[place]] = ends
    return np.ceil(low - SLACK), np.floor(high + SLACK)


def _thin(matrix: "csr_array") -> "csr_array":
    """Return a matrix whose places are 32-bit numbers: slicing makes them longer, and SciPy 1.12 solves no such."""
    from scipy.sparse import csr_array

    places = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return csr_array((matrix.data, *places), shape=matrix.shape)


def _furthest(matrix: "csr_array", sums: npt.NDArray[np.float64], least: "Counts", place: int, sign: int) -> float:
    """Return how small (1) or how large (-1) an unknown figure can be; infinite where nothing holds it."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    cost = np.zeros(len(least))
    cost[place] = sign
    found = milp(cost, constraints=LinearConstraint(matrix, sums, sums), bounds=Bounds(least, np.inf))
    return sign * float(found.fun) if found.fun is not None else -sign * np.inf
