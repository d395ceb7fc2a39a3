"""Krippendorff's alpha: whether answers tell items apart, from any number of raters, with answers missing."""

from collections.abc import Iterator

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.model._record import record
from collective_impact.survey._arrays import Array, Whole, described, known_or_none, share, table_of, whole
from collective_impact.survey._by_chance import ByChance, by_chance
from collective_impact.survey._krippendorff_kernels import (
    PAIR,
    Answers,
    Metric,
    answers_of,
    at_random,
    disagreements,
    exact_agreement,
)
from collective_impact.survey._told import Told

CELLS = 500_000
"""Numbers that an array holds at a time while units are drawn again and again: 4 MB."""

FEW = 10
"""Below it so many units say little of what others would give (ours)."""

TENTATIVE = 0.667
"""Krippendorff's least alpha for tentative conclusions."""

MOSTLY = 0.8
"""From this share of equal pairs on, people agree whatever alpha says (ours)."""


@record(kw_only=True)
class KrippendorffAlpha(Told):
    """How far answers tell units apart, beyond chance.

    Parameters
    ----------
    value : float, optional
        1 where all answers to a unit are the same; 0 where they differ as much as answers to
        different units; below it where they differ more. None where nothing varies at all.
    metric : Metric
    interval : tuple of float, optional
        Percentiles of alpha over units that were drawn with replacement.
    confidence : float
        Of the interval.
    observed, expected : float, optional
        Disagreement within units, and of answers whatever unit they belong to.
    units : int
        With at least two answers; others say nothing, and are left out.
    left_out : int
        Units with fewer.
    raters : int
        With an answer that counts.
    n : int
        Answers that count.
    sizes : tuple of tuple of int
        Answers to a unit, and how many units have so many.
    values : tuple of float
        All that occur.
    draws : int
        How often units were drawn.
    warnings : tuple of Message
    """

    value: float | None
    metric: Metric
    interval: tuple[float, float] | None
    confidence: float
    observed: float | None
    expected: float | None
    units: int
    left_out: int
    raters: int
    n: int
    sizes: tuple[tuple[int, int], ...] = field(converter=tuple[tuple[int, int], ...], repr=False)
    values: tuple[float, ...] = field(converter=tuple[float, ...], repr=False)
    draws: int
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def by_chance(self, *, draws: int = 1000, seed: int = 0) -> ByChance:
        """Return what random answers to as many units would give, each one of the values that occur.

        Parameters
        ----------
        draws : int
        seed : int

        Returns
        -------
        ByChance

        Examples
        --------
        >>> from collective_impact.survey import krippendorff_alpha
        >>> found = krippendorff_alpha([[1, 2, 3, 3, 2, 1], [1, 2, 3, 3, 2, 2]], metric="ordinal")
        >>> print(found.by_chance())
        by chance: -0.01 on average, nine of ten between -0.62 and 0.64
        """
        rng = np.random.default_rng(seed)
        sizes = np.repeat(*np.array(self.sizes, dtype=np.int64).reshape(-1, 2).T)
        values = [_random_alpha(sizes, self, rng) for _ in range(whole("draws", draws, 1))]
        return by_chance(self.value, np.array(values))


def krippendorff_alpha(
    table: object,
    *,
    metric: Metric | str,
    draws: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> KrippendorffAlpha:
    """Return how far answers tell units apart, beyond chance: Krippendorff's alpha.

    Any number of raters, any values, answers missing: all that it takes is units (items,
    documents, organisations) of which at least some got two answers. It is a measure of
    reliability: whether one can rely on these raters, or on these items, to tell units apart.
    Whether people agree on one item is what `agreement` says.

    Parameters
    ----------
    table : array_like
        A row for each rater, a column for each unit; None or NaN where there is no answer.
    metric : {"nominal", "ordinal", "interval", "ratio"}
        What the values are: names, an order, numbers with equal steps, or numbers with a true zero.
    draws : int
        How often to draw units with replacement, for the interval; 0 for none.
    confidence : float
        Of the interval.
    seed : int

    Returns
    -------
    KrippendorffAlpha

    Raises
    ------
    InvalidValueError
        The table holds something other than numbers, or negative ones with the ratio metric.

    Notes
    -----
    The interval draws units and takes alpha of each draw, its expected disagreement included
    (the percentile bootstrap); Krippendorff's own algorithm draws pairs and keeps the expected
    disagreement as it is. The interval and the ordinal metric cost time and memory in
    proportion to the answers, however many values there are; the ratio metric goes through all
    pairs of values, at each draw.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania.
    Krippendorff (2018), Content Analysis, 4th edition, ch. 12.
    Zapf, Castell, Morawietz & Karch (2016), Measuring inter-rater reliability for nominal data,
    BMC Medical Research Methodology 16: the bootstrap.

    Examples
    --------
    The example of Krippendorff (2011): four raters, twelve units, some answers missing.

    >>> from collective_impact.survey import krippendorff_alpha
    >>> table = [
    ...     [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    ...     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    ...     [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    ...     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ... ]
    >>> found = krippendorff_alpha(table, metric="ordinal")
    >>> round(found.value, 3), found.units, found.left_out
    (0.815, 11, 1)
    """
    known = table_of("table", table)
    metric = Metric(metric)
    if metric is Metric.RATIO and (known < 0).any():
        raise InvalidValueError("table", described(table), "without negative values, which a ratio scale does not have")
    whole("draws", draws, 0)
    answers = answers_of(known)
    found = _packed(known, answers, metric, share("confidence", confidence))
    alphas = np.array([np.nan]) if found.value is None else _resampled(answers, metric, draws, seed)
    used = alphas[~np.isnan(alphas)]
    return attrs.evolve(
        found,
        interval=_percentiles(used, confidence) if len(used) else None,
        draws=len(used),
        warnings=tuple(_warnings(found, answers, draws, len(used))),
    )


def _percentiles(values: Array, confidence: float) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist()
    return low, high


def _packed(table: Array, answers: Answers, metric: Metric, confidence: float) -> KrippendorffAlpha:
    units = len(answers.sizes)
    has_two = (~np.isnan(table)).sum(axis=0) >= PAIR
    parts = disagreements(answers, metric, np.ones((units, 1))) if units else None
    sizes, times = np.unique(answers.sizes.astype(np.int64), return_counts=True)
    return KrippendorffAlpha(
        value=None if parts is None else known_or_none(parts.alpha[0]),
        metric=metric,
        interval=None,
        confidence=confidence,
        observed=None if parts is None else float(parts.observed[0]),
        expected=None if parts is None else float(parts.expected[0]),
        units=units,
        left_out=table.shape[1] - units,
        raters=int((~np.isnan(table[:, has_two])).any(axis=1).sum()),
        n=int(answers.sizes.sum()),
        sizes=zip(sizes.tolist(), times.tolist(), strict=True),
        values=answers.values.tolist(),
        draws=0,
    )


def _resampled(answers: Answers, metric: Metric, draws: int, seed: int) -> Array:
    """Return alpha of as many draws of units with replacement, as many at a time as memory should hold."""
    rng, units = np.random.default_rng(seed), len(answers.sizes)
    block = max(1, CELLS // max(answers.counts.shape))
    alphas = [np.empty(0)]
    for start in range(0, draws, block):
        drawn = rng.integers(units, size=(min(block, draws - start), units))
        weights = np.array([np.bincount(row, minlength=units) for row in drawn], dtype=np.float64)
        alphas.append(disagreements(answers, metric, weights.T).alpha)
    return np.concatenate(alphas)


def _random_alpha(sizes: Whole, found: KrippendorffAlpha, rng: np.random.Generator) -> float:
    if not len(sizes):
        return np.nan
    answers = at_random(sizes, np.array(found.values), rng)
    return float(disagreements(answers, found.metric, np.ones((len(sizes), 1))).alpha[0])


def _warnings(found: KrippendorffAlpha, answers: Answers, draws: int, used: int) -> Iterator[Message]:
    if found.left_out:
        yield Message("alpha.left_out", {"n": found.left_out})
    if found.value is None:
        yield Message("alpha.nothing_varies" if found.units else "alpha.no_pairs")
        return
    if found.units == 1:
        yield Message("alpha.one_item")
        return
    if found.units < FEW:
        yield Message("alpha.few_items", {"n": found.units})
    alike = exact_agreement(answers)
    if alike >= MOSTLY and found.value < TENTATIVE:
        shares: dict[str, Param] = {"share": 100 * alike, "value": found.value}
        yield Message("alpha.little_variation", shares)
    elif found.value <= 0:
        yield Message("alpha.items_alike", {"value": found.value})
    if used < draws:
        yield Message("alpha.draws_lost", {"n": draws - used, "of": draws})
