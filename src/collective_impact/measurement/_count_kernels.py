"""The arithmetic of charts of counts: one phase, NaN where a point is not used."""

import math

import attrs
import numpy as np

from collective_impact.measurement._charts import FEWEST
from collective_impact.measurement._values import Numbers

D2 = 1.128
"""Mean range of pairs of standard normal numbers (Montgomery, appendix VI)."""


@attrs.frozen(kw_only=True, eq=False)
class Spread:
    """Where the points of a phase lie and how widely; NaN where that cannot be computed.

    Parameters
    ----------
    n : int
        Points used.
    centre : float
    sigma : array
        What chance alone does to each point.
    sigma_z : float
        How far standardized points lie from one to the next, as a standard deviation; None
        reaches across a point that is not used.
    """

    n: int
    centre: float
    sigma: Numbers
    sigma_z: float

    def reach(self, *, laney: bool) -> Numbers:
        """Return how far limits are from the centre, three sigma; NaN with too few points or nothing that varies."""
        reach = 3 * self.sigma * (self.sigma_z if laney else 1.0)
        return np.where((self.n >= FEWEST) & (reach > 0), reach, np.nan)


def spread(values: Numbers, counts: Numbers, sizes: Numbers, *, is_share: bool) -> Spread:
    """Return centre and spread of a phase; a share has a binomial distribution, a rate that of Poisson."""
    used = ~np.isnan(values)
    total = float(sizes[used].sum())
    centre = float(counts[used].sum()) / total if total else math.nan
    sigma = np.sqrt(centre * (1 - centre if is_share else 1.0) / sizes)
    with np.errstate(invalid="ignore"):  # where nothing varies, all is 0 of 0
        ranges = np.abs(np.diff((values - centre) / sigma))
    known = ranges[~np.isnan(ranges)]
    sigma_z = float(known.mean()) / D2 if len(known) >= FEWEST - 1 else math.nan
    return Spread(n=int(used.sum()), centre=centre, sigma=sigma, sigma_z=sigma_z)
