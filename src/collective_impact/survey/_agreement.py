"""Whether answers on one ordered item agree, or pull apart: van der Eijk's A, and consensus."""

import functools
from collections.abc import Callable, Iterator

import numpy as np
from attrs import field

from collective_impact.errors import Message
from collective_impact.model._record import record
from collective_impact.survey._arrays import Array, Whole, known_or_none, level_counts, whole
from collective_impact.survey._by_chance import ByChance, by_chance, random_counts
from collective_impact.survey._told import Told

FEWEST_LEVELS = 3
"""On two levels there is nothing between the ends, and A is not defined."""

ENOUGH = 10
"""Below it, chance alone makes answers look as though they agreed (ours)."""


@record(kw_only=True)
class Agreement(Told):
    """How far answers on an ordered scale agree.

    Parameters
    ----------
    value : float, optional
        Van der Eijk's A: 1 where all chose one level, 0 where all levels were chosen equally
        often, -1 where one half chose one end and the other half the other. None without answers.
    n : int
        How many answered.
    levels : int
        How many the scale has.
    polarised : bool, optional
        Whether A is below 0: answers pull further apart than if every level had been chosen
        equally often.
    warnings : tuple of Message
    """

    value: float | None
    n: int
    levels: int
    polarised: bool | None
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def by_chance(self, *, draws: int = 10_000, seed: int = 0) -> ByChance:
        """Return what as many random answers would give.

        Parameters
        ----------
        draws : int
            How many sets of answers to draw where there are too many to go through all.
        seed : int

        Returns
        -------
        ByChance

        Examples
        --------
        >>> from collective_impact.survey import agreement
        >>> found = agreement([0, 1, 3, 4, 0])
        >>> chance = found.by_chance()
        >>> print(chance)
        by chance: 0.20 on average, nine of ten between -0.12 and 0.56
        >>> round(found.value, 2), round(chance.as_high, 2)
        (0.69, 0.02)
        """
        return _by_chance(layered, self.value, (self.n, self.levels), draws, seed)


@record(kw_only=True)
class Consensus(Told):
    """How close answers on an ordered scale lie to their mean.

    Parameters
    ----------
    value : float, optional
        1 where all chose one level, 0 where one half chose one end and the other half the
        other. None without answers.
    n : int
        How many answered.
    levels : int
        How many the scale has.
    mean : float, optional
        Of the levels chosen, the first being 1.
    warnings : tuple of Message
    """

    value: float | None
    n: int
    levels: int
    mean: float | None
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def by_chance(self, *, draws: int = 10_000, seed: int = 0) -> ByChance:
        """Return what as many random answers would give.

        Parameters
        ----------
        draws : int
            How many sets of answers to draw where there are too many to go through all.
        seed : int

        Returns
        -------
        ByChance

        Examples
        --------
        >>> from collective_impact.survey import consensus
        >>> print(consensus([0, 1, 3, 4, 0]).by_chance())
        by chance: 0.47 on average, nine of ten between 0.26 and 0.70
        """
        return _by_chance(concentrated, self.value, (self.n, self.levels), draws, seed)


def agreement(counts: object) -> Agreement:
    """Return how far answers on an ordered scale agree: van der Eijk's A.

    The counts are taken apart into layers, in each of which levels are either chosen or not;
    A is the mean of the agreement of these patterns, weighted by how many answers lie in each.
    It needs the order of the levels and no distances between them.

    Parameters
    ----------
    counts : sequence of int
        How many chose each level, in the order of the levels, zeros included.

    Returns
    -------
    Agreement

    Raises
    ------
    InvalidValueError
        They are no counts, or of fewer than three levels.

    References
    ----------
    van der Eijk (2001), Measuring agreement in ordered rating scales, Quality & Quantity 35.

    Examples
    --------
    >>> from collective_impact.survey import agreement
    >>> round(agreement([30, 40, 210, 130, 530, 50, 10]).value, 4)
    0.6113
    >>> split = agreement([20, 1, 0, 2, 17])
    >>> round(split.value, 2), split.polarised
    (-0.71, True)
    """
    known = level_counts("counts", counts, levels=FEWEST_LEVELS)
    value = known_or_none(layered(known[None, :])[0])
    n, levels = int(known.sum()), len(known)
    polarised = None if value is None else value < 0
    return Agreement(value=value, n=n, levels=levels, polarised=polarised, warnings=_warnings(n, levels))


def consensus(counts: object) -> Consensus:
    """Return how close answers on an ordered scale lie to their mean: Tastle and Wierman's consensus.

    It takes levels as equally spaced; answers that are spread evenly over all levels do not
    come to 0 but to a number between 0 and 1 that depends on how many levels there are.

    Parameters
    ----------
    counts : sequence of int
        How many chose each level, in the order of the levels, zeros included.

    Returns
    -------
    Consensus

    Raises
    ------
    InvalidValueError
        They are no counts, or of fewer than two levels.

    References
    ----------
    Tastle & Wierman (2007), Consensus and dissention: a measure of ordinal dispersion,
    International Journal of Approximate Reasoning 45.

    Examples
    --------
    >>> from collective_impact.survey import consensus
    >>> round(consensus([30, 40, 210, 130, 530, 50, 10]).value, 4)
    0.7257
    """
    known = level_counts("counts", counts, levels=2)
    value = known_or_none(concentrated(known[None, :])[0])
    n, levels = int(known.sum()), len(known)
    mean = float(known @ np.arange(1, levels + 1)) / n if n else None
    return Consensus(value=value, n=n, levels=levels, mean=mean, warnings=_warnings(n, levels))


def _warnings(n: int, levels: int) -> Iterator[Message]:
    if n == 0:
        yield Message("agreement.no_answers")
    elif n < ENOUGH:
        yield Message("agreement.few", {"n": n})
    if 0 < n < levels:
        yield Message("agreement.more_levels", {"n": n, "levels": levels})


def _by_chance(
    kernel: Callable[[Whole], Array], found: float | None, shape: tuple[int, int], draws: int, seed: int
) -> ByChance:
    return by_chance(found, *_at_random(kernel, shape, whole("draws", draws, 1), seed))


@functools.lru_cache(maxsize=32)
def _at_random(
    kernel: Callable[[Whole], Array], shape: tuple[int, int], draws: int, seed: int
) -> tuple[Array, Array | None]:
    """Return what random answers give, and how likely they are; items of a survey are mostly answered by as many."""
    rows, likelihood = random_counts(*shape, draws, seed)
    return kernel(rows), likelihood


def layered(rows: Whole) -> Array:
    """Return A of each row of counts; NaN of one without answers.

    A layer holds the levels that are chosen at least so often. Each level that is not chosen,
    with chosen ones on both sides, makes bimodal triples (1 0 1); with two of them on one side
    it ends unimodal ones (1 1 0, 0 1 1).

    Parameters
    ----------
    rows : array of int
        A row of counts for each item.
    """
    levels = rows.shape[1]
    total, height = np.zeros(len(rows)), np.zeros(len(rows), dtype=np.int64)
    for least in np.sort(rows, axis=1).T:
        chosen = rows >= least[:, None]
        size = chosen.sum(axis=1)
        left = np.cumsum(chosen, axis=1)  # as read where a level is not chosen itself
        right = size[:, None] - left
        bimodal = np.where(chosen, 0, left * right).sum(axis=1)
        unimodal = np.where(chosen, 0, left * (left - 1) + right * (right - 1)).sum(axis=1) / 2
        u = _ratio((levels - 2) * unimodal - (levels - 1) * bimodal, (levels - 2) * (unimodal + bimodal), 1.0)
        total += (least - height) * size * u * (1 - (size - 1) / (levels - 1))
        height = least
    return _ratio(total, rows.sum(axis=1), np.nan)


def concentrated(rows: Whole) -> Array:
    """Return the consensus of each row of counts; NaN of one without answers.

    Parameters
    ----------
    rows : array of int
        A row of counts for each item.
    """
    levels = rows.shape[1]
    shares = _ratio(rows, rows.sum(axis=1)[:, None], np.nan)
    places = np.arange(levels)
    nearness = 1 - np.abs(places - (shares @ places)[:, None]) / (levels - 1)
    logs = np.log2(nearness, out=np.zeros_like(nearness), where=(shares > 0) & (nearness > 0))
    value: Array = 1 + (shares * logs).sum(axis=1)
    return value


def _ratio(above: Array | Whole, below: Array | Whole, otherwise: float) -> Array:
    """Return quotients, and something else where nothing stands below."""
    out: Array = np.full(np.broadcast_shapes(above.shape, below.shape), otherwise)
    np.divide(above, below, out=out, where=below != 0)
    return out
