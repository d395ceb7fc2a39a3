"""The arithmetic of regression over dyads: project once, permute what is left (Frisch, Waugh, Lovell).

The coefficient of a term beside others is that of what the others leave of it on what they leave of
the outcome. The others stay the same under all permutations, so their projection is made once; a
permutation then costs one rearranged table and its products with a few fixed columns.
"""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError
from collective_impact.network._snapshot import Floats, Ints
from collective_impact.network._unknown import Mask

BLOCK = 1_000_000
"""How many cells are rearranged at a time, so that memory stays small."""
COLLINEAR = 1e-7
"""What others leave of a term, as a share of it, where it is nothing but rounding."""
EXACT = 1e-12
"""The share of the outcome's variance that a perfect fit leaves, by rounding."""


@attrs.frozen(kw_only=True, eq=False)
class Fit:
    """A regression by ordinary least squares.

    Parameters
    ----------
    columns : ndarray of float, shape (dyads, terms)
        The terms, centred and of length 1.
    outcome : ndarray of float, shape (dyads,)
        Centred.
    estimates : ndarray of float, shape (terms,)
    intercept : float
    r2 : float
    """

    columns: Floats
    outcome: Floats
    estimates: Floats
    intercept: float
    r2: float

    @property
    def df(self) -> int:
        """How many dyads there are beyond those that the coefficients take up."""
        return len(self.outcome) - len(self.estimates) - 1

    @classmethod
    def of(cls, outcome: Floats, columns: Sequence[Floats], names: Sequence[str]) -> "Fit":
        """Return the regression of an outcome on columns that have names."""
        if len(outcome) <= len(columns) + 1:
            raise InvalidValueError(
                "known dyads", len(outcome), f"more than {len(columns) + 1}, for so many coefficients"
            )
        table = np.column_stack(columns)
        means = table.mean(axis=0)
        scaled, lengths = _scaled(table - means, names)
        centred = outcome - outcome.mean()
        if not _varies(centred, outcome):
            raise InvalidValueError("y", "a network in which all known dyads are alike", "one with and without ties")
        solution = np.linalg.lstsq(scaled, centred, rcond=None)[0]
        estimates = solution / lengths
        left = centred - scaled @ solution
        return cls(
            columns=scaled,
            outcome=centred,
            estimates=estimates,
            intercept=float(outcome.mean() - means @ estimates),
            r2=float(1 - (left @ left) / (centred @ centred)),
        )

    def beside(self, term: int) -> tuple[Floats, Floats, Floats]:
        """Return a basis of the other terms with the intercept, and what they leave of the term and of the outcome."""
        others = np.delete(self.columns, term, axis=1)
        constant = np.full((len(others), 1), len(others) ** -0.5)
        basis = np.hstack([constant, np.linalg.qr(others)[0]])
        own = self.columns[:, term]
        return basis, own - basis @ (basis.T @ own), self.outcome - basis @ (basis.T @ self.outcome)


def _varies(centred: Floats, before: Floats) -> bool:
    return bool(np.abs(centred).max() > EXACT * np.abs(before).max())


def _scaled(centred: Floats, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Return columns of length 1, and how long they were; what cannot be told apart is named."""
    lengths = np.linalg.norm(centred, axis=0)
    flat = [name for name, length in zip(names, lengths, strict=True) if length <= EXACT * len(centred)]
    if flat:
        raise InvalidValueError("terms", flat, "terms that are not the same in all known dyads")
    scaled = centred / lengths
    tied = [name for at, name in enumerate(names) if _left(scaled, at) < COLLINEAR]
    if tied:
        raise InvalidValueError("terms", tied, "terms of which none follows from the others (leave one of these out)")
    return scaled, lengths


def _left(scaled: Floats, at: int) -> float:
    """Return the length of what the other columns leave of one."""
    others = np.delete(scaled, at, axis=1)
    explained = others @ np.linalg.lstsq(others, scaled[:, at], rcond=None)[0]
    return float(np.linalg.norm(scaled[:, at] - explained))


def t_values(fit: Fit, used: Mask, orders: Ints, *, directed: bool) -> Floats:
    """Return the t of each term where what the others leave of it is rearranged, for each order of the nodes.

    Parameters
    ----------
    fit : Fit
    used : ndarray of bool, shape (n, n)
        The dyads of the fit, in the order of its rows; of an undirected network above the diagonal.
    orders : ndarray of int, shape (permutations, n)
    directed : bool

    Returns
    -------
    ndarray of float, shape (permutations, terms)
        NaN where nothing of the rearranged term is left beside the others.
    """
    n = len(used)
    terms = [_Term.of(fit, at, used, directed=directed) for at in range(fit.columns.shape[1])]
    found = np.empty((len(orders), len(terms)))
    for block in _blocks(len(orders), n):
        order = orders[block]
        places = (order[:, :, None] * n + order[:, None, :]).reshape(len(order), -1)
        for at, term in enumerate(terms):
            found[block, at] = term.t(places, fit)
    return found


def _blocks(orders: int, n: int) -> Iterator[slice]:
    step = max(1, BLOCK // max(n * n, 1))
    return (slice(start, start + step) for start in range(0, orders, step))


@attrs.frozen(kw_only=True, eq=False)
class _Term:
    """What is rearranged of a term, and what that is multiplied with: all of it flat tables.

    Parameters
    ----------
    table : ndarray of float, shape (n * n,)
        What the others leave of the term; 0 where the dyad is not used.
    fixed : ndarray of float, shape (n * n, terms + 1)
        What the others leave of the outcome, and a basis of the others; 0 where the dyad is not used.
    length : float
        The sum of its squares, which is the same in every order if all dyads are used.
    used : ndarray of float, shape (n * n,), optional
        1 where the dyad is used; None where all are.
    """

    table: Floats
    fixed: Floats
    length: float
    used: Floats | None

    @classmethod
    def of(cls, fit: Fit, at: int, used: Mask, *, directed: bool) -> "_Term":
        """Lay out a term of a regression."""
        basis, own, outcome = fit.beside(at)
        n = len(used)
        table = np.zeros((n, n))
        table[used] = own
        fixed = np.zeros((n * n, basis.shape[1] + 1))
        fixed[used.ravel()] = np.column_stack([outcome, basis])
        complete = len(own) == n * (n - 1) // (1 if directed else 2)
        return cls(
            table=(table if directed else table + table.T).ravel(),
            fixed=fixed,
            length=float(own @ own),
            used=None if complete else used.ravel().astype(float),
        )

    def t(self, places: Ints, fit: Fit) -> Floats:
        """Return t where each cell of the table comes from another place; shape (permutations,)."""
        moved = self.table.take(places)
        products = moved @ self.fixed
        shared, beside = products[:, 0], products[:, 1:]
        squares = self.length if self.used is None else (moved * moved) @ self.used
        length = squares - (beside * beside).sum(axis=1)
        length = np.where(length < COLLINEAR**2, np.nan, length)
        outcome = self.fixed[:, 0]
        left = np.maximum(outcome @ outcome - shared * shared / length, 0.0)
        left = np.where(left < EXACT * (fit.outcome @ fit.outcome), 0.0, left)
        with np.errstate(divide="ignore"):
            return np.asarray(shared / np.sqrt(length * left / fit.df))
