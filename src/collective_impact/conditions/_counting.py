"""Counting with unknowns: every share of this library is made here.

Everything unknown counts once as worst and once as best: of five goals three are met, one
is not and one is unknown, so the share lies between 3/5 and 4/5; among the known it is 3/4.
"""

from collections.abc import Iterable, Mapping
from math import fsum
from typing import TypeAlias

import attrs

from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message, Param
from collective_impact.model.extent import Extent


@attrs.frozen
class Part:
    """One unit of a share: how far it is met (0-1), how far it could be, how much of it is known.

    Parameters
    ----------
    address : str
        The record that says so; empty where none does.
    value : float, optional
        None where nothing is known of it.
    low, high : float
    coverage : float
    """

    address: str
    value: float | None
    low: float
    high: float
    coverage: float


Answer: TypeAlias = tuple[str, bool | None]


def part(address: str, answers: Iterable[bool | None]) -> Part:
    """Return a unit that is met as far as its questions are answered with yes."""
    given = list(answers)
    known = [answer for answer in given if answer is not None]
    n, yes, unknown = len(given), sum(known), len(given) - len(known)
    value = yes / len(known) if known else None
    return Part(address, value, yes / n, (yes + unknown) / n, len(known) / n)


def share(
    answers: Iterable[Answer],
    code: str,
    *,
    extent: Extent | None = None,
    params: Mapping[str, Param] | None = None,
) -> Finding:
    """Return the share of units that are answered with yes.

    Parameters
    ----------
    answers : iterable of (str, bool or None)
        The address of what says so, and the answer; None is unknown.
    code : str
        Code of the sentence, which may use ``{yes}``, ``{of}`` and ``{unknown}``.
    extent : Extent, optional
        How complete the list of units is; complete unless given.
    params : mapping, optional
        More for the sentence.
    """
    given = list(answers)
    parts = [part(address, (answer,)) for address, answer in given]
    unlisted = 0 if extent is None else extent.unlisted(len(parts))
    counts: dict[str, Param] = {
        "yes": sum(answer is True for _, answer in given),
        "of": len(given) + (unlisted or 0),
        "unknown": sum(answer is None for _, answer in given) + (unlisted or 0),
    }
    return mean(parts, code, extent=extent, params=counts | dict(params or {}))


def mean(
    parts: Iterable[Part],
    code: str,
    *,
    extent: Extent | None = None,
    params: Mapping[str, Param] | None = None,
) -> Finding:
    """Return the mean over units, each met in part.

    Units that are known to exist but are not listed count once as worst and once as best.
    Where nobody knows how many are not listed, the mean could be anything, and what is
    listed counts as half of the evidence (ours).

    Parameters
    ----------
    parts : iterable of Part
    code : str
        Code of the sentence.
    extent : Extent, optional
        How complete the list of units is; complete unless given.
    params : mapping, optional
        What the sentence speaks of.
    """
    listed = list(parts)
    if not listed:
        return _of_nothing(extent)
    known = [(part.address, part.value) for part in listed if part.value is not None]
    value = fsum(value for _, value in known) / len(known) if known else None
    covered = fsum(part.coverage for part in listed)
    unlisted = 0 if extent is None else extent.unlisted(len(listed))
    if unlisted is None:
        low, high, units = 0.0, 1.0, 2 * len(listed)
    else:
        units = len(listed) + unlisted
        low = fsum(part.low for part in listed) / units
        high = (fsum(part.high for part in listed) + unlisted) / units
    return Finding(
        value=None if value is None else min(max(value, low), high),
        low=low,
        high=high,
        n=len(listed) + (unlisted or 0),
        coverage=covered / units,
        rests_on=tuple(dict.fromkeys(address for address, _ in known if address)),
        note=Message(code, params or {}),
    )


def _of_nothing(extent: Extent | None) -> Finding:
    """Say "none" where none is recorded, nothing where nothing is, and what a known total allows."""
    if extent is not None and extent.is_complete:
        return recorded_none(extent)
    total = 0 if extent is None else extent.total or 0
    return Finding(low=0.0, high=1.0, n=total, note=Message("finding.nothing_recorded", {}))


def recorded_none(extent: Extent) -> Finding:
    """Return the finding where it is recorded that there is none."""
    code = Message("finding.recorded_none", {"collection": extent.collection})
    return Finding(value=0.0, low=0.0, high=0.0, coverage=1.0, rests_on=(f"extents/{extent.key}",), note=code)


def nothing(code: str, *, n: int = 0, low: float | None = 0.0, high: float | None = 1.0) -> Finding:
    """Return the finding where nothing is known, with the sentence that says what is missing."""
    return Finding(low=low, high=high, n=n, note=Message(code, {}))
