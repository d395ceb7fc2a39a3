"""Differences between two means of respondents who belong to organisations, some of them to the same."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.survey._arrays import Array, Whole
from collective_impact.survey._intervals import FEWEST
from collective_impact.survey._withheld import grain_of, rounded_up

Names: TypeAlias = npt.NDArray[np.str_]

ROUNDING = 1e-12
"""A variance below this share of the square of the answers is rounding."""


@attrs.frozen(kw_only=True, eq=False)
class Sample:
    """What some respondents say, and to which organisation each belongs.

    Parameters
    ----------
    values : array of float
        One for each respondent.
    units : array of str
        The organisation of each, which is what is independent of others; one that belongs to
        none is one alone.
    people : array of str
        Who each of them is.
    """

    values: Array
    units: Names
    people: Names

    @property
    def mean(self) -> float:
        """The mean over respondents."""
        return float(self.values.mean())

    @property
    def organizations(self) -> int:
        """How many organisations they belong to."""
        return len(set(self.units.tolist()))

    @property
    def is_crowded(self) -> bool:
        """Whether some of several organisations have several respondents."""
        return len(set(self.independent.units.tolist())) < len(self.values)

    def grain(self, minimum: int, *, is_large: bool) -> float | None:
        """Return to what the standard error over its organisations must be rounded up; None where it is not told."""
        return grain_of(self.values, self.units, minimum, is_large=is_large)

    @property
    def independent(self) -> "Sample":
        """The same respondents, taken as independent of each other where all are of one organisation.

        A backbone is no sample of organisations; what is known then is how its people differ.
        """
        return attrs.evolve(self, units=self.people) if self.organizations == 1 else self


@attrs.frozen(kw_only=True)
class Estimate:
    """A mean, or a difference between two, with its interval.

    Parameters
    ----------
    value : float
    low, high, p : float, optional
        None where nothing varies, or fewer than four organisations would be told of.
    """

    value: float
    low: float | None = None
    high: float | None = None
    p: float | None = None

    @property
    def alone(self) -> "Estimate":
        """The value without its interval."""
        return Estimate(value=self.value)


@attrs.frozen(kw_only=True, eq=False)
class _Pulls:
    """How far each organisation pulls the mean of all respondents towards its own.

    The sum of their squares is the variance of the mean that is robust to whatever respondents
    of one organisation have in common (CR2 of Bell and McCaffrey). With as many respondents in
    each organisation it is that of the mean of the organisations' means.
    """

    units: Names
    pulls: Array
    freedom: float

    @classmethod
    def of(cls, sample: Sample) -> "_Pulls":
        units, places = np.unique(sample.units, return_inverse=True)
        shares = np.bincount(places) / len(places)
        if len(units) < FEWEST:
            return cls(units=units, pulls=np.zeros(len(units)), freedom=0.0)
        apart = np.bincount(places, weights=sample.values - sample.values.mean()) / len(places)
        odds = shares / (1 - shares)
        spent = (shares**2).sum() + (shares @ odds) ** 2 - (shares**2 * odds**2).sum()
        return cls(units=units, pulls=apart / np.sqrt(1 - shares), freedom=float(1 / spent))

    @property
    def variance(self) -> float:
        return float((self.pulls**2).sum())


def mean_of(sample: Sample, confidence: float, grain: float = 0.0) -> Estimate:
    """Return the mean of a sample, and whether it differs from 0; its error may be rounded up to a grain.

    References
    ----------
    Bell & McCaffrey (2002), Bias reduction in standard errors for linear regression with
    multi-stage samples, Survey Methodology 28: the variance and its degrees of freedom.

    Examples
    --------
    Four organisations with one respondent each: the t interval of four numbers.

    >>> each = np.array(["a", "b", "c", "d"])
    >>> found = mean_of(Sample(values=np.array([1.0, 2, 3, 4]), units=each, people=each), 0.95)
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (2.5, 0.45, 4.55)
    """
    pulls = _Pulls.of(sample)
    return _estimate(sample.mean, pulls.variance, pulls.freedom, _scale(sample), confidence, grain=grain)


def difference(one: Sample, other: Sample, confidence: float, grain: float = 0.0) -> Estimate:
    """Return the difference between the means of two samples, some of whose organisations may be the same.

    With one respondent for each organisation it is Welch's t where they have no organisation
    in common, the paired t where they have all of them in common, and in between the t of
    partially overlapping samples; with several, respondents of an organisation count as far as
    they say different things.

    References
    ----------
    Derrick, Russ, Toher & White (2017), Test statistics for the comparison of means for two
    samples that include both paired and independent observations, Journal of Modern Applied
    Statistical Methods 16.

    Examples
    --------
    >>> us, them = np.array(["h", "i", "j", "k", "l"]), np.array(["d", "e", "f", "g"])
    >>> ours = Sample(values=np.array([4.0, 5, 5, 4, 3]), units=us, people=us)
    >>> theirs = Sample(values=np.array([2.0, 3, 2, 3]), units=them, people=them)
    >>> found = difference(ours, theirs, 0.95)
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (1.7, 0.58, 2.82)
    """
    first, second = _Pulls.of(one), _Pulls.of(other)
    _, here, there = np.intersect1d(first.units, second.units, assume_unique=True, return_indices=True)
    variance = first.variance + second.variance - 2 * float(first.pulls[here] @ second.pulls[there])
    freedom = _freedom(first, second, len(here))
    return _estimate(one.mean - other.mean, variance, freedom, _scale(one) + _scale(other), confidence, grain=grain)


def told(one: Sample, other: Sample | None = None, *, minimum: int, confidence: float, is_large: bool) -> Estimate:
    """Return the mean of a sample, or how far it is above that of another, with an interval as fine as may be told."""
    own, theirs = one.independent, None if other is None else other.independent
    grains = [sample.grain(minimum, is_large=is_large) for sample in (own, theirs) if sample is not None]
    known = [grain for grain in grains if grain is not None]
    grain = max(known, default=0.0)
    found = mean_of(own, confidence, grain) if theirs is None else difference(own, theirs, confidence, grain)
    return found if len(known) == len(grains) else found.alone


def _freedom(first: _Pulls, second: _Pulls, shared: int) -> float:
    """Return Welch's degrees of freedom, the fewer the more organisations are in both samples."""
    if not first.freedom or not second.freedom:
        return 0.0
    spent = first.variance**2 / first.freedom + second.variance**2 / second.freedom
    welch = (first.variance + second.variance) ** 2 / spent if spent else 0.0
    if not shared:
        return welch
    alone = len(first.units) + len(second.units) - 2 * shared
    return shared - 1 + (welch - shared + 1) * alone / (alone + 2 * shared)


def _scale(sample: Sample) -> float:
    return float(np.square(sample.values).mean())


def _estimate(  # noqa: PLR0913 - what an interval is made of
    value: float, variance: float, freedom: float, scale: float, confidence: float, *, grain: float
) -> Estimate:
    from scipy.special import stdtr, stdtrit

    if freedom <= 0 or variance <= ROUNDING * scale:
        return Estimate(value=value)
    error = rounded_up(math.sqrt(variance), grain)
    freedom = max(math.floor(freedom), 1) if grain else freedom
    half = float(stdtrit(freedom, (1 + confidence) / 2) * error)
    p = float(2 * stdtr(freedom, -abs(value) / error))
    return Estimate(value=value, low=value - half, high=value + half, p=p)


def standardized(value: float, samples: Sequence[Sample]) -> float | None:
    """Return a difference in standard deviations of respondents within samples: Hedges' g; None without variation.

    References
    ----------
    Hedges (1981), Distribution theory for Glass's estimator of effect size and related
    estimators, Journal of Educational Statistics 6.

    Examples
    --------
    >>> each = np.array(list("abcd"))
    >>> high = Sample(values=np.array([3.0, 4, 4, 5]), units=each, people=each)
    >>> low = Sample(values=np.array([1.0, 2, 2, 3]), units=each, people=each)
    >>> round(standardized(2.0, [high, low]), 2)
    2.13
    """
    freedom = sum(len(sample.values) - 1 for sample in samples)
    squares = sum(float(np.square(sample.values - sample.mean).sum()) for sample in samples)
    if freedom < 1 or squares <= ROUNDING * sum(map(_scale, samples)):
        return None
    correction = 1 - 3 / (4 * freedom - 1)
    return correction * value / float(np.sqrt(squares / freedom))


def holm(ps: Sequence[float | None]) -> tuple[float | None, ...]:
    """Return p values adjusted for looking at all of them together; None stays None and does not count.

    However many of the differences are none, the chance that any of them is taken for one is
    at most what is asked for.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal
    of Statistics 6.

    Examples
    --------
    >>> [round(p, 2) for p in holm([0.04, 0.01, 0.03])]
    [0.06, 0.03, 0.06]
    """
    known: Whole = np.flatnonzero([p is not None for p in ps])
    given = np.array([p for p in ps if p is not None], dtype=np.float64)
    order = np.argsort(given, kind="stable")
    stepped = np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1))
    adjusted: list[float | None] = [None] * len(ps)
    for place, p in zip(known[order], stepped, strict=True):
        adjusted[place] = min(float(p), 1.0)
    return tuple(adjusted)
