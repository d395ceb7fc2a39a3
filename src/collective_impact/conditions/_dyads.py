"""What is known of each two who were asked about their ties: whether either is tied to the other."""

from collections import defaultdict
from datetime import date
from itertools import chain
from math import comb

import attrs

from collective_impact.conditions import _listing
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import TieKind, TieStatus
from collective_impact.network._layer import Layer, latest_layer

_RANK = {TieStatus.ABSENT: 0, TieStatus.UNKNOWN: 1, TieStatus.OBSERVED: 2}
"""Of several reports one that saw a tie outweighs one that does not know, and that one outweighs one that denies it."""


@attrs.frozen(kw_only=True)
class Dyads:
    """The ties of one kind as they were last asked about, two by two.

    Parameters
    ----------
    people : set of str
        Members that were asked, that answered, or that somebody spoke of.
    answered : set of str
        Those of them who answered.
    arcs : dict
        What was said of who is tied to whom, by source and target.
    is_complete : bool
        Whether all ties of those who answered are listed, and all who were asked.
    rests_on : tuple of str
        Addresses of waves; never of a tie.
    """

    people: frozenset[str]
    answered: frozenset[str]
    arcs: dict[tuple[str, str], TieStatus]
    is_complete: bool
    rests_on: tuple[str, ...]

    @classmethod
    def last(cls, initiative: Initiative, kind: TieKind, as_of: date) -> "Dyads | None":
        """Look at a kind of tie as it was asked about last; None where it never was."""
        layer = latest_layer(initiative, kind, as_of)
        if layer is None:
            return None
        members = {person.id for person in initiative.members(as_of)}
        asked = {tie.wave for tie in layer.ties}
        waves = [wave for wave in initiative.waves if wave.id in asked]
        ends = chain.from_iterable((tie.source, tie.target) for tie in layer.ties)
        people = members.intersection(chain(layer.reported, ends, *(wave.invited for wave in waves)))
        is_listed = bool(waves) and all(wave.invited for wave in waves)
        return cls(
            people=frozenset(people),
            answered=frozenset(people & layer.reported),
            arcs=_arcs(layer, people),
            is_complete=initiative.extent("ties").is_complete
            and (is_listed or _listing.stakeholders(initiative, as_of).is_complete),
            rests_on=tuple(f"waves/{wave.key}" for wave in waves),
        )

    @property
    def is_settled(self) -> bool:
        """Whether all that there is to know is known."""
        return self.is_complete and self.answered == self.people and TieStatus.UNKNOWN not in self.arcs.values()

    def tied(self, source: str, target: str) -> bool | None:
        """Say whether one is tied to another; who answered and did not name somebody is not."""
        status = self.arcs.get((source, target))
        if status is TieStatus.OBSERVED:
            return True
        if status is TieStatus.ABSENT or (status is None and self.is_complete and source in self.answered):
            return False
        return None

    def either(self, one: str, other: str) -> bool | None:
        """Say whether two are tied, whichever way."""
        ways = {self.tied(one, other), self.tied(other, one)}
        return True if True in ways else None if None in ways else False

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return comb(len(self.people), 2)

    def tells_of_each(self, least: int) -> bool:
        """Say whether counts give ties away: few answered, or not many, and all are tied to each other, or nobody."""
        answered, census = len(self.answered), self.census()
        are_alike = comb(answered, 2) in (census[True, True], census[False, False])
        return answered < least or (are_alike and answered < 2 * least)

    def census(self) -> dict[tuple[bool | None, bool | None], int]:
        """Count pairs by what is known of the one way and the other: two times no, one unknown and one yes...

        The unknown comes first, and no before yes.
        """
        spoken = {(min(arc), max(arc)) for arc in self.arcs}
        counts: defaultdict[tuple[bool | None, bool | None], int] = defaultdict(int)
        for one, other in spoken:
            counts[_in_order(self.tied(one, other), self.tied(other, one))] += 1
        silent = [(one in self.answered) + (other in self.answered) for one, other in spoken]
        n, answered = len(self.people), len(self.answered) if self.is_complete else 0
        of = {2: comb(answered, 2), 1: answered * (n - answered), 0: comb(n - answered, 2)}
        gone = {known: silent.count(known) if self.is_complete else (0 if known else len(silent)) for known in of}
        for known, state in ((2, (False, False)), (1, (None, False)), (0, (None, None))):
            counts[state] += of[known] - gone[known]
        return counts


def _in_order(one: bool | None, other: bool | None) -> tuple[bool | None, bool | None]:  # noqa: FBT001 - three states
    rank = {None: 0, False: 1, True: 2}
    return (one, other) if rank[one] <= rank[other] else (other, one)


def _arcs(layer: Layer, people: set[str]) -> dict[tuple[str, str], TieStatus]:
    """Return what was said of each arc among some people."""
    arcs: dict[tuple[str, str], TieStatus] = {}
    for tie in layer.ties:
        if tie.source in people and tie.target in people:
            ways = [(tie.source, tie.target), *([] if tie.directed else [(tie.target, tie.source)])]
            for way in ways:
                arcs[way] = max(tie.status, arcs.get(way, tie.status), key=_RANK.__getitem__)
    return arcs
