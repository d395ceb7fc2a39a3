"""Periods within each other: a year is the sum of its quarters, and gives away the one that is withheld.

Figures of the same people in periods that make up a longer one are tied to it where their
counts add up. Periods that are tied are protected together: as one table with all its sums,
those over groups and those over time, where all counts are known and all groups the same;
else, with the first of them that is withheld, whatever is part of a longer period.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs
import numpy as np

from collective_impact.measurement import _disclosed_lines as lines
from collective_impact.measurement._disclosed_lines import Found, Key
from collective_impact.measurement._people import People
from collective_impact.measurement._suppress_kernels import Protection, rule
from collective_impact.measurement._suppress_table import Figures
from collective_impact.model.period import Period

Place: TypeAlias = tuple[Period | None, Key]
"""Where a figure stands."""
Spot: TypeAlias = tuple[Period, Key | None]
"""Where a figure of a table stands; no key is whoever is in none of the groups."""
Sum: TypeAlias = tuple[Spot, tuple[Spot, ...]]

MOST = 400
"""Figures that are protected as one table; beyond it that takes minutes, and more is withheld instead."""


@attrs.frozen
class Tie:
    """A figure of a period, and those of the same people in shorter periods that make it up.

    Parameters
    ----------
    key : Key
    whole : Period
    parts : tuple of Period
    is_sum : bool
        Whether all of them are known and add up exactly, and their denominators too.
    remnants : tuple of People
        What a reader can make of parts that are ranges, or were withheld before.
    """

    key: Key
    whole: Period
    parts: tuple[Period, ...]
    is_sum: bool = False
    remnants: tuple[People, ...] = ()


def hidden_over_time(periods: Mapping[Period | None, Found], gone: Collection[Place], threshold: int) -> set[Place]:
    """Return which figures are withheld.

    Parameters
    ----------
    periods : mapping of Period to figures
    gone : collection of Place
        Figures of which nothing is recorded but that they were withheld.
    threshold : int
    """
    alone = {(period, key) for period, found in periods.items() for key in lines.hidden_of(found, threshold)}
    hidden = set(alone)
    for ties in _tied_together(_ties(periods, gone, threshold)):
        spans = {period for tie in ties for period in (tie.whole, *tie.parts)}
        within = {place for place in alone if place[0] in spans}
        if within or any(one.is_small(threshold) for tie in ties for one in tie.remnants):
            hidden -= within
            found = {span: periods.get(span, {}) for span in _in_order(spans)}
            hidden |= _hidden_together(found, ties, within, threshold)
    return hidden


def _hidden_together(
    found: Mapping[Period, Found], ties: Collection[Tie], alone: Collection[Place], threshold: int
) -> set[Place]:
    """Return which figures of periods that are tied are withheld, where one is: all parts if they make no table."""
    table = _table(found, ties)
    hidden = None if table is None else _protected(*table, threshold)
    if hidden is not None:
        return hidden
    parts = {part for tie in ties for part in tie.parts}
    return {place for place in alone if place[0] not in parts} | {(part, key) for part in parts for key in found[part]}


# What is tied --------------------------------------------------------------------------


def _tied_together(ties: Iterable[Tie]) -> list[list[Tie]]:
    """Return ties, those together that share a period."""
    together: list[tuple[set[Period], list[Tie]]] = []
    for tie in ties:
        spans, joined = {tie.whole, *tie.parts}, [tie]
        apart = []
        for others in together:
            if others[0].isdisjoint(spans):
                apart.append(others)
            else:
                spans, joined = spans | others[0], [*others[1], *joined]
        together = [*apart, (spans, joined)]
    return [joined for _, joined in together]


def _ties(periods: Mapping[Period | None, Found], gone: Collection[Place], threshold: int) -> Iterator[Tie]:
    """Yield what adds up over time, or may do so as far as it is known."""
    dated: dict[Period, Found] = {period: {} for period, _ in gone if period is not None}
    dated |= {period: found for period, found in periods.items() if period is not None}
    keys = {key for found in dated.values() for key in found}
    for key in sorted(keys, key=lambda whose: tuple(part or "" for part in whose)):
        those = [one for one in _in_order(dated) if _figures_of(dated[one], key) or (one, key) in gone]
        for whole in those:
            for parts in tilings(whole, those):
                members = {one: _figures_of(dated[one], key) for one in (whole, *parts)}
                tie = _tie(dated, members, Tie(key, whole, parts), threshold)
                if tie is not None:
                    yield tie
    yield from _loose_ties(dated, threshold)


def _loose_ties(dated: Mapping[Period, Found], threshold: int) -> Iterator[Tie]:
    """Yield periods whose figures are not of the same groups: what one lacks may follow, and give others away."""
    for whole in dated:
        for parts in tilings(whole, _in_order(dated)):
            members = [dated[one] for one in (whole, *parts)]
            reporters = {reporter for found in members for _, reporter in found}
            of_some = [
                {key for key in found if key[0] is not None or (len(reporters) > 1 and key[1] is not None)}
                for found in members
            ]
            if len({frozenset(keys) for keys in of_some if keys}) > 1 and not _is_refuted(members, threshold):
                yield Tie(lines.ALL, whole, parts)


def _is_refuted(members: Sequence[Found], threshold: int) -> bool:
    """Say whether counts of the same people do not add up over time, so that nothing follows from them."""
    for key in set(members[0]).intersection(*members[1:]):
        counts = lines.known([found[key] for found in members])
        if len(counts) == len(members) and abs(lines.without(counts[0], counts[1:]).low) >= threshold:
            return True
    return False


def _figures_of(found: Found, key: Key) -> tuple[Key, ...]:
    """Return a figure, or those that stand in for it where it is not told: of all groups, or of all reporters."""
    if key in found:
        return (key,)
    group, reporter = key
    groups = tuple(one for one in found if group is None and one[0] is not None and one[1] == reporter)
    return groups or tuple(one for one in found if reporter is None and one[1] is not None and one[0] == group)


def _in_order(spans: Iterable[Period]) -> list[Period]:
    """Return periods in order of time, whatever order they are found in: tables are the same then."""
    return sorted(spans, key=lambda one: (one.start, one.end))


def tilings(whole: Period, spans: Iterable[Period]) -> list[tuple[Period, ...]]:
    """Return how periods make up a longer one: for each that can take part, the way with the fewest others."""
    inside = [one for one in spans if one != whole and whole.start <= one.start and one.end <= whole.end]
    steps = [(one.start.toordinal(), one.end.toordinal() + 1, one) for one in inside]
    before = _reached(whole.start.toordinal(), sorted(steps, key=lambda step: step[0]))
    backwards = sorted(((end, start, one) for start, end, one in steps), key=lambda step: -step[0])
    after = _reached(whole.end.toordinal() + 1, backwards)
    found = (
        (*before[start], one, *reversed(after[end])) for start, end, one in steps if start in before and end in after
    )
    return list(dict.fromkeys(found))


def _reached(first: int, steps: Iterable[tuple[int, int, Period]]) -> dict[int, tuple[Period, ...]]:
    """Return over which periods, as few as possible, each day can be reached; steps are in the order of the way."""
    paths: dict[int, tuple[Period, ...]] = {first: ()}
    for origin, goal, period in steps:
        if origin in paths and (goal not in paths or len(paths[origin]) + 1 < len(paths[goal])):
            paths[goal] = (*paths[origin], period)
    return paths


def _tie(
    found: Mapping[Period, Found], members: Mapping[Period, tuple[Key, ...]], tie: Tie, threshold: int
) -> Tie | None:
    """Return whether and how counts add up; None where they do not, as of people who come in every quarter."""
    whole, *told = _told(found, members, tie) or [None]
    if whole is None:
        return None
    counted = lines.known(told)
    rest = lines.without(whole, counted)
    if whole.is_known and len(counted) == len(told):
        if set(members.values()) != {(tie.key,)}:
            left = (rest,) if rest.is_plain else ()
            return attrs.evolve(tie, remnants=left) if abs(rest.low) < threshold else None
        is_sum = rest.low == 0 and not rest.of and len({one.of is None for one in (whole, *counted)}) == 1
        return attrs.evolve(tie, is_sum=is_sum) if abs(rest.low) < threshold else None
    most = sum(part.high if part is not None else float("inf") for part in told)
    if most < whole.low or sum(part.low for part in told if part is not None) > whole.high:
        return None
    exact = [rest] if whole.is_known else []
    return attrs.evolve(tie, remnants=(*exact, *lines.narrowed(whole, told)))


def _told(
    found: Mapping[Period, Found], members: Mapping[Period, tuple[Key, ...]], tie: Tie
) -> list[People | None] | None:
    """Return the figures of a tie, the whole first; None where counts are not known, or other ties say the same."""
    figures = [[found[one][key] for key in members[one]] for one in (tie.whole, *tie.parts)]
    lent = [keys for keys in members.values() if keys not in {(), (tie.key,)}]
    is_said = bool(lent) and all(found[one].keys() >= set(keys) for keys in lent for one in members)
    if is_said or (tie.key,) not in members.values() or any(None in several for several in figures):
        return None
    return [_together([one for one in several if one is not None]) for several in figures]


def _together(figures: Collection[People]) -> People | None:
    """Return what figures add up to; None of none, which was withheld before."""
    ofs = [one.of for one in figures if one.of is not None]
    of = sum(ofs) if len(ofs) == len(figures) else None
    return People(sum(one.low for one in figures), sum(one.high for one in figures), of) if figures else None


# Protected together --------------------------------------------------------------------


def _table(found: Mapping[Period, Found], ties: Collection[Tie]) -> tuple[Figures, tuple[Spot, ...]] | None:
    """Return the figures of periods as one table; None where it would not hold all that a reader knows."""
    counts: dict[Spot, People] = {}
    for period, figures in found.items():
        counts |= {(period, key): one for key, one in figures.items() if one is not None}
    groups = {frozenset(group for group, _ in figures if group is not None) for figures in found.values()}
    reporters = {reporter for figures in found.values() for _, reporter in figures}
    is_regular = len(groups - {frozenset()}) <= 1 and len(reporters) == 1 and all(tie.is_sum for tie in ties)
    if not is_regular or len(counts) < sum(map(len, found.values())) or not lines.are_alike(counts.values()):
        return None
    sums: list[Sum] = [((tie.whole, tie.key), tuple((part, tie.key) for part in tie.parts)) for tie in ties]
    for period, figures in found.items():
        for whole, parts in lines.lines_of(figures):
            rest = lines.without(counts[period, whole], [counts[period, part] for part in parts])
            if not rest.is_plain:  # groups overlap
                return None
            others: tuple[Spot, ...] = ((period, None),) if rest.low or rest.of else ()
            counts |= dict.fromkeys(others, rest)
            sums.append(((period, whole), (*((period, part) for part in parts), *others)))
    return _figures(counts, sums) if len(counts) <= MOST else None


def _figures(counts: Mapping[Spot, People], sums: Collection[Sum]) -> tuple[Figures, tuple[Spot, ...]]:
    margins = {whole for whole, _ in sums}
    spots = (*(spot for spot in counts if spot not in margins), *(spot for spot in counts if spot in margins))
    places = {spot: place for place, spot in enumerate(spots)}
    parts_first = sorted(sums, key=lambda one: (one[0][0].days, one[0][1] is None or one[0][1][0] is None))
    figures = Figures(
        keys=tuple(_named(spot) for spot in spots),
        detail=np.array([spot not in margins for spot in spots]),
        shown=np.array([key is not None for _, key in spots]),
        values=np.array([_layers(counts[spot]) for spot in spots], dtype=np.int64).T,
        sums=tuple((places[whole], tuple(places[part] for part in parts)) for whole, parts in parts_first),
    )
    return figures, spots


def _named(spot: Spot) -> tuple[tuple[str, str], ...]:
    period, key = spot
    return (
        ("period", period.name),
        ("group", "" if key is None or key[0] is None else key[0]),
        ("rest", str(key is None)),
    )


def _layers(one: People) -> list[float]:
    return [one.low] if one.of is None else [one.low, one.of - one.low, one.of]


def _protected(figures: Figures, spots: tuple[Spot, ...], threshold: int) -> set[Place] | None:
    """Return which figures are withheld; None where some can still be worked out."""
    protection = Protection(figures.equations(), rule(figures, threshold, extremes=True))
    protection.protect()
    if protection.hopeless:
        return None
    withheld = protection.withheld.reshape(figures.values.shape)
    either = withheld[0] | withheld[-1]  # those who are not counted are never shown
    places = (spots[place] for place in np.flatnonzero(either))
    return {(period, key) for period, key in places if key is not None}
