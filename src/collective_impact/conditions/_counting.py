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


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Say whether one answer is yes; None where none is, but one is unknown."""
    given = set(answers)
    return True if True in given else None if None in given else False


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Say whether all answers are yes; None where none is no, but one is unknown."""
    given = set(answers)
    return False if False in given else None if None in given else True


def written(text: str | None) -> bool | None:
    """Say whether there is a text: an empty one is a recorded none, an absent one unknown."""
    return None if text is None else bool(text.strip())


def share(
    answers: Iterable[Answer],
    code: str,
    *,
    extent: Extent | None = None,
    listed: int | None = None,
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
    listed : int, optional
        How many the list holds, where some of them are no units (who left long ago); else
        as many as there are answers.
    params : mapping, optional
        More for the sentence.
    """
    given = list(answers)
    held = len(given) if listed is None else listed
    unlisted = _unlisted(extent, held)
    if not given:
        return _of_nothing(extent, held)
    known, yes = _known(given)
    unknown = len(given) - len(known)
    low, high, units = _bounds(yes, yes + unknown, len(given), unlisted)
    return Finding(
        value=yes / len(known) if known else None,
        low=low,
        high=high,
        n=len(given) + (unlisted or 0),
        coverage=len(known) / units,
        rests_on=_distinct(known),
        note=_counted(code, yes, len(given) + (unlisted or 0), unknown + (unlisted or 0), params),
    )


def share_among(
    answers: Iterable[tuple[str, bool | None, bool | None]], code: str, *, extent: Extent | None = None
) -> Finding:
    """Return the share of yes among the units, where it may be unknown what is one.

    What may be a unit counts as one where that is worst (it is not met) and where that is
    best (it is met). Where it is known that nothing listed is a unit, none is met, which is 0.

    Parameters
    ----------
    answers : iterable of (str, bool or None, bool or None)
        The address, whether it is a unit, and the answer.
    code : str
        Code of the sentences, which stand below it: ``some`` may use ``{yes}``, ``{of}`` and
        ``{unknown}``, ``none`` says that nothing is a unit.
    extent : Extent, optional
        How complete the list is of which some are units; complete unless given.
    """
    given = list(answers)
    unlisted = _unlisted(extent, len(given))
    asked = [(unit, address, answer) for address, unit, answer in given if unit is not False]
    if not asked:
        if given and unlisted == 0:
            return share([(address, False) for address, _, _ in given], f"{code}.none")
        return _of_nothing(extent, len(given))
    known, yes = _known([(address, answer) for unit, address, answer in asked if unit])
    maybe = [answer for unit, _, answer in asked if unit is None]
    more = unlisted or 0
    undecided = len(asked) - len(maybe) - len(known)
    at_worst = len(known) + undecided + sum(answer is not True for answer in maybe) + more
    joining = undecided + sum(answer is not False for answer in maybe) + more
    n = len(asked) + more
    return Finding(
        value=yes / len(known) if known else None,
        low=0.0 if unlisted is None else yes / max(at_worst, 1),
        high=1.0 if unlisted is None else (yes + joining) / max(len(known) + joining, 1),
        n=n,
        coverage=len(known) / (2 * n if unlisted is None else n),
        rests_on=_distinct(known),
        note=_counted(f"{code}.some", yes, n, n - len(known)),
    )


def count(answers: Iterable[Answer], code: str, *, extent: Extent | None = None, listed: int | None = None) -> Finding:
    """Return how many units are answered with yes.

    None is found (0) only where every answer is known.

    Parameters
    ----------
    answers : iterable of (str, bool or None)
        The address of what says so, and the answer; None is unknown.
    code : str
        Code of the sentence, which may use ``{yes}``, ``{of}`` and ``{unknown}``.
    extent : Extent, optional
        How complete the list of units is; complete unless given. Where nobody knows how
        many are not listed, or nothing is known of any, there is no upper bound: of more
        units of which nothing is known, more would be possible, and no more is known.
    listed : int, optional
        How many the list holds, where some of them are no units.
    """
    given = list(answers)
    held = len(given) if listed is None else listed
    unlisted = _unlisted(extent, held)
    if not given:
        return attrs.evolve(_of_nothing(extent, held), high=unlisted)
    known, yes = _known(given)
    unknown = len(given) - len(known) + (unlisted or 0)
    _, _, units = _bounds(0, 0, len(given), unlisted)
    return Finding(
        value=yes if yes or (unlisted is not None and not unknown) else None,
        likely=yes if known else None,
        low=yes,
        high=None if unlisted is None or not known else yes + unknown,
        n=len(given) + (unlisted or 0),
        coverage=len(known) / units,
        rests_on=_distinct(known),
        note=_counted(code, yes, len(given) + (unlisted or 0), unknown),
    )


def verdict(answer: Answer, code: str, params: Mapping[str, Param] | None = None) -> Finding:
    """Return 1 for yes and 0 for no, to a single question.

    Parameters
    ----------
    answer : (str, bool or None)
        The address of what says so, and the answer.
    code : str
        Code of the sentences, which stand below it as ``yes``, ``no`` and ``unknown``.
    params : mapping, optional
        What they speak of.
    """
    word = {True: "yes", False: "no", None: "unknown"}[answer[1]]
    return share([answer], f"{code}.{word}", params=params)


def mean(
    parts: Iterable[Part],
    code: str,
    *,
    extent: Extent | None = None,
    listed: int | None = None,
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
    listed : int, optional
        How many the list holds, where some of them are no units.
    params : mapping, optional
        What the sentence speaks of.
    """
    given = list(parts)
    held = len(given) if listed is None else listed
    unlisted = _unlisted(extent, held)
    if not given:
        return _of_nothing(extent, held)
    known = [(part.address, part.value) for part in given if part.value is not None]
    value = fsum(value for _, value in known) / len(known) if known else None
    low, high = fsum(part.low for part in given), fsum(part.high for part in given)
    low, high, units = _bounds(low, high, len(given), unlisted)
    return Finding(
        value=None if value is None else min(max(value, low), high),
        low=low,
        high=high,
        n=len(given) + (unlisted or 0),
        coverage=fsum(part.coverage for part in given) / units,
        rests_on=_distinct(known),
        note=Message(code, params or {}),
    )


def _unlisted(extent: Extent | None, listed: int) -> int | None:
    """Return how many units there are beside those listed; None where nobody knows."""
    return 0 if extent is None else extent.unlisted(listed)


def _known(answers: list[Answer]) -> tuple[list[tuple[str, bool]], int]:
    """Return the answers that are known, and how many of them are yes."""
    known = [(address, answer) for address, answer in answers if answer is not None]
    return known, sum(answer for _, answer in known)


def _bounds(low: float, high: float, listed: int, unlisted: int | None) -> tuple[float, float, int]:
    """Return the least and the greatest mean, and by how many units coverage is divided."""
    if unlisted is None:
        return 0.0, 1.0, 2 * listed
    units = listed + unlisted
    return low / units, (high + unlisted) / units, units


def _distinct(known: Iterable[tuple[str, object]]) -> tuple[str, ...]:
    """Return the addresses, each once, in an order that does not depend on that of the records."""
    return tuple(sorted({address for address, _ in known if address}))


def _counted(code: str, yes: int, of: int, unknown: int, params: Mapping[str, Param] | None = None) -> Message:
    counts: dict[str, Param] = {"yes": yes, "of": of, "unknown": unknown}
    return Message(code, counts | dict(params or {}))


def _of_nothing(extent: Extent | None, held: int) -> Finding:
    """Say "none" where none is recorded, nothing where nothing is, and what a known total allows.

    A list may hold what is of later days only; then its total on the date is 0.
    """
    if extent is not None and extent.is_complete and (not held or extent.total == 0):
        return recorded_none(extent)
    return Finding(low=0.0, high=1.0, n=_unlisted(extent, held) or 0, note=Message("finding.nothing_recorded", {}))


def recorded_none(extent: Extent) -> Finding:
    """Return the finding where it is recorded that there is none."""
    code = Message("finding.recorded_none", {"collection": extent.collection})
    return Finding(value=0.0, low=0.0, high=0.0, coverage=1.0, rests_on=(f"extents/{extent.key}",), note=code)


def nothing(code: str, *, n: int = 0, low: float | None = 0.0, high: float | None = 1.0) -> Finding:
    """Return the finding where nothing is known, with the sentence that says what is missing."""
    return Finding(low=low, high=high, n=n, note=Message(code, {}))
