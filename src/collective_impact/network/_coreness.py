"""Continuous coreness: how much each node is of the core, so that ties are where two of much coreness meet.

The products of coreness come as near as they can to the network, off the diagonal, by least
squares (MINRES). To maximise their correlation instead has no answer in most networks: what
fits best is then the limit of a coreness that is nearly the same for all. And no coreness is
above 1 (a Heywood case), or a star would want an infinite one for its centre.
"""

import numpy as np

from collective_impact.network._snapshot import Floats, Snapshot

STEPS = 1000
PRECISION = 1e-9


class Fit:
    """How far the products of coreness are from a network.

    Parameters
    ----------
    arrays : Snapshot
    """

    def __init__(self, arrays: Snapshot) -> None:
        self.cells = arrays.n * (arrays.n - 1.0)
        self.ties = float(len(arrays.targets))
        self.matrix = arrays.matrix + arrays.backward.matrix

    def __call__(self, coreness: Floats) -> tuple[float, Floats]:
        """Return the squares of what is left, summed over all cells off the diagonal, and its gradient."""
        square = float(coreness @ coreness)
        drawn = self.matrix @ coreness
        left = self.ties - float(drawn @ coreness) + square**2 - float((coreness**4).sum())
        return left, 4 * square * coreness - 4 * coreness**3 - 2 * drawn

    def scaled(self, coreness: Floats) -> Floats:
        """Return a multiple of a coreness that fits as well as any multiple can, no value above 1."""
        square = float(coreness @ coreness)
        wanted, has = float((self.matrix @ coreness) @ coreness) / 2, square**2 - float((coreness**4).sum())
        return np.minimum(coreness * float(np.sqrt(wanted / has)), 1.0)

    def correlation(self, coreness: Floats) -> float | None:
        """Return the correlation of the network with the products; None where either is the same in all cells."""
        square = float(coreness @ coreness)
        products, squares = float(coreness.sum()) ** 2 - square, square**2 - float((coreness**4).sum())
        together = float((self.matrix @ coreness) @ coreness) / 2 - self.ties * products / self.cells
        spread = (self.ties - self.ties**2 / self.cells) * (squares - products**2 / self.cells)
        return together / float(np.sqrt(spread)) if spread > PRECISION * self.ties * squares else None


def coreness(arrays: Snapshot) -> tuple[Floats, float | None] | None:
    """Return the coreness that leaves least, as found from degrees, and its correlation with the network.

    None where there is none, because nobody is tied.
    """
    from scipy import optimize

    if not len(arrays.targets):
        return None
    fit = Fit(arrays)
    found = optimize.minimize(
        fit.__call__,
        fit.scaled((arrays.out_degree + arrays.in_degree).astype(np.float64)),
        jac=True,
        method="L-BFGS-B",
        bounds=optimize.Bounds(0.0, 1.0),
        options={"maxiter": STEPS, "ftol": 0.0, "gtol": PRECISION * fit.ties},
    )
    values = np.asarray(found.x, dtype=np.float64)
    return values, fit.correlation(values)
