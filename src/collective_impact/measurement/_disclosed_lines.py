"""The figures of one period: which of them add up, and which are withheld where that is all that a reader knows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from collective_impact.measurement._people import People
from collective_impact.measurement._suppress import Cell, suppress

Key: TypeAlias = tuple[str | None, str | None]
"""Whom a figure is about, and who reported it."""
Line: TypeAlias = tuple[Key | None, tuple[Key, ...]]
"""The figure of all, where there is one, and those of its parts."""
Found: TypeAlias = Mapping[Key, People | None]
"""The figures of a period; None where nobody knows of how many people they tell."""

ALL: Key = (None, None)


def hidden_of(found: Found, threshold: int) -> set[Key]:
    """Return which figures of a period are withheld."""
    lines = tuple(lines_of(found))
    hidden = {key for key, counted in found.items() if counted is not None and counted.is_small(threshold)}
    for line in lines:
        hidden |= _hidden_in(line, found, threshold)
    shared = any(sum(key == whole or key in parts for whole, parts in lines) > 1 for key in hidden)
    return hidden | (found.keys() - {ALL}) if shared or _are_loose(found, lines, hidden) else hidden


def _are_loose(found: Collection[Key], lines: Sequence[Line], hidden: Collection[Key]) -> bool:
    """Say whether figures that are withheld may follow from others with which they share no line.

    All groups have the sum of all reporters, though no line says so; and where the groups of
    several reporters are parts of everybody, each line takes those of the others for nobody's.
    """
    tied = {key for whole, parts in lines for key in (whole, *parts)}
    loose = any(_overlap(key, other) for key in hidden if key not in tied for other in found if other != key)
    of_reporters = sum(whole == ALL and None not in parts[0] for whole, parts in lines)
    return loose or (bool(hidden) and of_reporters > 1)


def _overlap(one: Key, other: Key) -> bool:
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in zip(one, other, strict=True))


def lines_of(found: Collection[Key]) -> Iterator[Line]:
    """Yield what adds up: groups to everybody, for each reporter, and reporters to those of nobody in particular."""
    of_everybody = [key for key in found if key[0] is None]
    for reporter in dict.fromkeys(reporter for _, reporter in found):
        groups = tuple(key for key in found if key[0] is not None and key[1] == reporter)
        if groups and of_everybody:
            yield _whole(reporter, of_everybody), groups
    for group in dict.fromkeys(group for group, _ in found):
        parts = tuple(key for key in found if key[0] == group and key[1] is not None)
        if parts and (group, None) in found:
            yield (group, None), parts


def _whole(reporter: str | None, of_everybody: Sequence[Key]) -> Key | None:
    """Return what the groups of a reporter add up to; None where that is spread over several figures."""
    own = [key for key in ((None, reporter), ALL) if key in of_everybody]
    if own:
        return own[0]
    return of_everybody[0] if len(of_everybody) == 1 else None


def _hidden_in(line: Line, found: Found, threshold: int) -> set[Key]:
    """Return the figures of a line that are withheld; all parts, where they do not add up and one is small."""
    whole, parts = line
    of_all, told = None if whole is None else found[whole], [found[part] for part in parts]
    total = of_all if of_all is not None and of_all.is_known else None
    counted = known(told)
    rest = None if total is None else without(total, counted)
    tied = [*counted, *(one for one in (total, rest) if one is not None)]
    apart = [] if total is None or rest is None or rest.is_plain else [without(total, [one]) for one in counted]
    suspects = [*counted, *(one for one in (*tied, *apart) if one.is_plain), *narrowed(of_all, told)]
    if not any(one.is_small(threshold) for one in suspects):
        return set()
    are_ranges = len(counted) < len(parts) or (of_all is not None and total is None)
    if are_ranges or not are_alike(tied):
        return set(parts)
    hidden = _suppressed(counted, rest, threshold)
    return {key for key, is_hidden in zip((*parts, whole), hidden, strict=True) if key and is_hidden}


def known(told: Collection[People | None]) -> list[People]:
    """Return the figures whose counts are known."""
    return [one for one in told if one is not None and one.is_known]


def are_alike(tied: Collection[People]) -> bool:
    """Say whether a table can hold figures: whole numbers, all with a denominator or none."""
    return len({one.of is None for one in tied}) <= 1 and all(one.is_plain for one in tied)


def without(total: People, parts: Collection[People]) -> People:
    """Return those of a total who are in none of some parts; fewer than none where parts overlap. All are known."""
    of = None if total.of is None else total.of - sum(part.of or 0 for part in parts)
    return People.exactly(total.low - sum(part.low for part in parts), of)


def narrowed(whole: People | None, parts: Sequence[People | None]) -> Iterator[People]:
    """Yield what a reader can make of the ranges among parts who knows all parts and their sum."""
    lows = [0.0 if part is None else part.low for part in parts]
    highs = [float("inf") if part is None else part.high for part in parts]
    for place, part in enumerate(parts if whole is not None else ()):
        if part is None or part.is_known or whole is None:
            continue
        low = max(part.low, whole.low - (sum(highs[:place]) + sum(highs[place + 1 :])))
        high = min(part.high, whole.high - (sum(lows) - part.low))
        if low <= high:  # else they overlap, or do not add up
            yield People(low, high, part.of)


def _suppressed(parts: Sequence[People], rest: People | None, threshold: int) -> list[bool]:
    """Return which parts are withheld and, last, whether their sum is; all parts where some are not enough."""
    rows = [_row(str(place), one) for place, one in enumerate(parts)]
    others = [] if rest is None or not (rest.low or rest.of) else [_row("rest", rest)]
    table = suppress([*rows, *others], threshold=threshold, unpublished=[{"part": "rest"}] if others else ())
    exposed = any(warning.code == "disclosure.exposed" for warning in table.warnings)
    cells = [table.cell({"part": str(place)}) for place in range(len(parts))]
    return [*(exposed or _is_withheld(cell) for cell in cells), _is_withheld(table.cell())]


def _is_withheld(cell: Cell) -> bool:
    return cell.reason is not None or cell.denominator_reason is not None


def _row(name: str, one: People) -> tuple[object, ...]:
    key = {"part": name}
    return (key, int(one.low)) if one.of is None else (key, int(one.low), int(one.of))
