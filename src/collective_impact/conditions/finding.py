"""What a measure finds: a value in its own unit, and all that it does not know."""

import itertools
from collections.abc import Mapping

import attrs
from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.model._record import record

TOLERANCE = 1e-9
"""Findings are sums of shares; the last bits of two ways to add them up may differ."""


@record(kw_only=True)
class Finding:
    """What a measure finds in an initiative.

    Parameters
    ----------
    value : float, optional
        In the measure's own unit (a share, days, months, a count). None where nothing is
        known, or too little to tell; otherwise the value of what is known.
    low, high : float, optional
        How far the value could move: everything unknown counted once as worst and once as
        best, in the measure's own unit. None is unbounded.
    likely : float, optional
        Where there is no value, what the records say as far as they go: it is never told, and
        counts in means, which would rise otherwise where less is known. The value unless given.
    n : int
        How many units (members, goals, meetings) it counted, known or not. With no unit the
        measure says nothing, unless it is recorded that there is none: then the value is 0
        with ``n`` of 0, and it rests on that record.
    coverage : float
        The share of what it asked for that is recorded, 0 to 1.
    rests_on : tuple of str
        Addresses of the records it rests on.
    note : Message, optional
        The finding in a sentence.
    applicable : bool
        False where the question does not arise at all, which is neither "no" nor "unknown".

    Raises
    ------
    InvalidValueError
        The value (or what is likely) lies outside its bounds, or coverage outside 0 to 1.

    Examples
    --------
    >>> Finding(value=0.75, low=0.6, high=0.8, n=5, coverage=0.8).is_known
    True
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    likely: float | None = None
    n: int = 0
    coverage: float = 0.0
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    note: Message | None = None
    applicable: bool = True

    def __attrs_post_init__(self) -> None:
        if not -TOLERANCE <= self.coverage <= 1 + TOLERANCE:
            raise InvalidValueError("Finding.coverage", self.coverage, "between 0 and 1")
        for middle in (self.value, self.likely):
            parts = [part for part in (self.low, middle, self.high) if part is not None]
            if any(later < earlier - TOLERANCE for earlier, later in itertools.pairwise(parts)):
                raise InvalidValueError("Finding", tuple(parts), "in order: low, value, high")

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    def noted(self, code: str, params: Mapping[str, Param] | None = None) -> "Finding":
        """Return the finding with a sentence."""
        return attrs.evolve(self, note=Message(code, params or {}))


NOT_APPLICABLE = Finding(applicable=False)
"""The question does not arise."""
