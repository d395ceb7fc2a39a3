"""Which partners do the same in the same place without knowing of each other.

Partners that do the same are found by grouping, never by comparing each with each, so that
thousands of activities take no longer than it takes to read them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice, product
from math import comb
from typing import TypeAlias

import attrs

from collective_impact.conditions._activities import Doing
from collective_impact.model.activities import Activity

Pair: TypeAlias = tuple[str, str]
Cell: TypeAlias = tuple[str | None, str | None]
"""Capability and place, None where unknown."""

Aim: TypeAlias = tuple[str, str]
"""What somebody wants to move: the kind and the id of an indicator or a goal."""


@attrs.frozen(kw_only=True)
class Pairs:
    """What came of comparing pairs of partners.

    Parameters
    ----------
    compared : int
        Pairs of active partners.
    alike, joined : int
        Pairs that do the same, and those among them that are joint or linked.
    unknown : int
        Pairs that may do the same, as far as is recorded.
    may_be_joined : bool
        Whether an activity may turn out to join those that are not: one of two partners, or
        linked to others, of which not all is recorded that tells whether it is alike.
    groups : tuple of Group
        Partners that do the same.
    rests_on : tuple of str
        Addresses of the activities that say so.
    """

    compared: int
    alike: int
    joined: int
    unknown: int
    may_be_joined: bool
    groups: tuple["Group", ...]
    rests_on: tuple[str, ...]

    def first(self, few: int) -> list[Pair]:
        """Return a few of the duplicates, in an order that does not depend on that of the records."""
        return sorted({pair for group in self.groups for pair in islice(group.apart(), few)})[:few]


@attrs.frozen(kw_only=True)
class Group:
    """Partners with the same capability, aim, place and time."""

    people: tuple[str, ...]
    joined: frozenset[Pair]

    @property
    def alike(self) -> int:
        """How many pairs do the same."""
        return comb(len(self.people), 2)

    def apart(self) -> Iterator[Pair]:
        """Yield the pairs that are neither joint nor linked, in order."""
        return (pair for pair in combinations(self.people, 2) if pair not in self.joined)


@attrs.frozen
class Seat:
    """A partner in an activity, with what it brings there, and where."""

    person: str
    cell: Cell
    is_sure: bool


def compare(doing: Doing, aims: int) -> Pairs:
    """Compare all pairs of partners in activities that are, or may be, under way.

    Parameters
    ----------
    doing : Doing
    aims : int
        How many indicators and goals there are in all, for activities that name none.
    """
    alike: defaultdict[tuple[Aim, Cell], list[Activity]] = defaultdict(list)
    seats: defaultdict[Aim, list[Seat]] = defaultdict(list)
    wild: list[Seat] = []
    everybody: set[str] = set()
    may_be_joined = False
    for activity in doing.activities:
        cell = (folded(activity.capability), folded(activity.place))
        here = list(_seats(activity, cell, is_sure=activity.id in doing.sure))
        everybody.update(seat.person for seat in here)
        if "" in cell:
            continue  # what it brings, or where, is recorded as nothing: it is like nothing else
        if activity.id not in doing.sure or None in cell or not _aims(activity):
            may_be_joined = may_be_joined or doing.has_links or len(here) > 1
        for aim in (named := _aims(activity)):
            seats[aim] += here
            if activity.id in doing.sure and None not in cell:
                alike[aim, cell].append(activity)
        if not named:
            wild += here
    groups = [_group(activities) for activities in alike.values()]
    unknown = sum(_unknown(of_aim, wild) for of_aim in seats.values())
    return Pairs(
        compared=comb(len(everybody), 2),
        alike=sum(group.alike for group in groups),
        joined=sum(len(group.joined) for group in groups),
        unknown=unknown + max(aims - len(seats), 0) * _unknown((), wild),
        may_be_joined=may_be_joined,
        groups=tuple(groups),
        rests_on=_said_by(doing, alike, groups),
    )


def folded(text: str | None) -> str | None:
    """Return a capability or place so that capitals and spaces do not tell it from another."""
    return None if text is None else " ".join(text.casefold().split())


def _aims(activity: Activity) -> list[Aim]:
    """Return the indicators that it is to move; its goals where it names none."""
    return [("indicator", name) for name in activity.advances] or [("goal", name) for name in activity.goals]


def _seats(activity: Activity, cell: Cell, *, is_sure: bool) -> Iterator[Seat]:
    """Yield who is in an activity, and a nameless one where its lead is not recorded."""
    yield from (Seat(name, cell, is_sure and None not in cell) for name in activity.people)
    if activity.led_by is None:
        yield Seat(f"?{activity.key}", cell, is_sure=False)


def _group(activities: Sequence[Activity]) -> Group:
    """Return the partners of activities that are alike, and which of them are joint or linked."""
    joined = {pair for activity in activities for pair in combinations(sorted(activity.people), 2)}
    by_id = {activity.id: activity for activity in activities}
    for activity in activities:
        for link in activity.reinforces:
            if link.activity in by_id:
                met = product(activity.people, by_id[link.activity].people)
                joined |= {(min(pair), max(pair)) for pair in met if pair[0] != pair[1]}
    people = {name for activity in activities for name in activity.people}
    return Group(people=tuple(sorted(people)), joined=frozenset(joined))


def _said_by(doing: Doing, alike: dict[tuple[Aim, Cell], list[Activity]], groups: Iterable[Group]) -> tuple[str, ...]:
    """Return the activities that are alike; all that are compared where none are."""
    found = [group for group, of in zip(alike.values(), groups, strict=True) if of.alike]
    told = {activity.key for group in found for activity in group}
    return tuple(sorted(f"activities/{key}" for key in told or {activity.key for activity in doing.activities}))


def _unknown(named: Collection[Seat], wild: Collection[Seat]) -> int:
    """Return how many couples of seats may be of partners that do the same, without that being certain."""
    surely = [seat for seat in named if seat.is_sure]
    seats = [*named, *wild]
    return _couples(seats) - _couples(surely) if len(surely) < len(seats) else 0


def _couples(seats: Iterable[Seat]) -> int:
    """Return how many couples of seats, of different partners, could be alike."""
    of: defaultdict[str, list[Cell]] = defaultdict(list)
    for seat in seats:
        of[seat.person].append(seat.cell)
    everybody = Counter(cell for cells in of.values() for cell in cells)
    return _alike(everybody) - sum(_alike(Counter(cells)) for cells in of.values() if len(cells) > 1)


def _alike(cells: Counter[Cell]) -> int:
    """Return how many couples could be alike: what is known is equal, what is unknown may be anything."""
    by_capability: Counter[str] = Counter()
    by_place: Counter[str] = Counter()
    somewhere: Counter[str] = Counter()
    something: Counter[str] = Counter()
    anything, couples = cells[None, None], sum(comb(n, 2) for n in cells.values())
    for (capability, place), n in cells.items():
        if capability is not None and place is not None:
            by_capability[capability] += n
            by_place[place] += n
        elif capability is not None:
            somewhere[capability] += n
        elif place is not None:
            something[place] += n
    couples += sum(n * by_capability[capability] for capability, n in somewhere.items())
    couples += sum(n * by_place[place] for place, n in something.items())
    couples += somewhere.total() * something.total()
    return couples + anything * (cells.total() - anything)
