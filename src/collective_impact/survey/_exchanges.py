"""Whether whole numbers settle an answer: who could have said what somebody else did, and every figure be the same.

Answers are levels of a scale, so that figures tell more than the same equations would of real
numbers: of halves and thirds that add up to 5/6 there is one of each. A table of answers is
open where others fit all that is published of it. These are looked for by moves:

- two people exchange their answers to an item, of which it may be known how many chose each level;
- of an item that is not published itself, one person moves to another level.

Such a move shifts figures, unless both count alike in all of them; then one to three other
moves must shift them back. An answer is open if moves change it without any one
person, who knows what he or she said.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.survey._arrays import Array, Whole
from collective_impact.survey._withheld import are_alike

Complex: TypeAlias = npt.NDArray[np.complex128]
Rows: TypeAlias = npt.NDArray[np.bool_]

ALIKE = 9
"""Decimals to which two people count alike."""

SAME = 1e-10
"""A shift below it is rounding."""

MOST_MOVES = 20_000
"""Of more moves as many are looked at, evenly spread (ours)."""

MOST_SECONDS = 1_000
"""So many are tried between a first move and one that shifts all back (ours)."""

MOST_PAIRED = 400
"""So many are tried between a first move and two that shift all back, and in these two (ours)."""

MOST_FOUND = 2_000
"""As many ways are looked at to change one answer (ours)."""

NOBODY = -1


@attrs.frozen(eq=False, repr=False)
class Moves:
    """Moves of one person, or of two with each other; each changes one or two answers.

    Parameters
    ----------
    shifts : array of complex
        How far all figures move, as one number: 0 if and only if none of them does (almost surely).
    people, cells : array of int
        Two of each; `NOBODY` where there is one alone.
    """

    shifts: Complex
    people: Whole
    cells: Whole

    def __len__(self) -> int:
        return len(self.shifts)

    def __getitem__(self, which: Whole | Rows | slice) -> "Moves":
        return Moves(self.shifts[which], self.people[which], self.cells[which])

    @classmethod
    def joined(cls, several: "list[Moves]") -> "Moves":
        """Return all moves of several."""
        return cls(*(np.concatenate([getattr(one, field.name) for one in several]) for field in attrs.fields(cls)))


@attrs.frozen(eq=False)
class Exchanges:
    """A table of answers, and how it could be another one behind the same figures.

    Parameters
    ----------
    shares : array of float
        Respondents by items, from 0 at the one end of the scale to 1 at the other; NaN where there is no answer.
    steps : array of int
        Of each item, how many steps its scale has from end to end.
    basis : array of float
        Figures by respondents by items: weights, of which all that is published is a combination.
    secret : array of bool
        The items whose answers are to stay open.
    """

    shares: Array
    steps: Whole
    basis: Array
    secret: Rows

    def leave_open(self) -> bool:
        """Say whether every answer could be another, for all and for whoever answered."""
        return all(self._is_open(*place) for place in self._doubtful())

    def kinds(self) -> Whole:
        """Return a number for each person, alike where the same items are answered and count alike in all figures."""
        rows = np.round(np.where(np.isnan(self.shares), np.inf, self.pulls.real), ALIKE)
        kinds: Whole = np.unique(rows, axis=0, return_inverse=True)[1].ravel()
        return kinds

    def are_whole(self, parts: Whole, minimum: int) -> bool:
        """Say whether people can exchange all that they said, so that no figure could show it, sum or not.

        Parameters
        ----------
        parts : array of int
            Of which part each person is, where exchanges between these would be seen.
        minimum : int
            How many must be of a kind, since what they said together may be known.
        """
        _, kind = np.unique(np.stack([self.kinds(), parts], axis=1), axis=0, return_inverse=True)
        for rows in (kind.ravel() == one for one in range(kind.max(initial=-1) + 1)):
            known = self.known[rows].any(axis=0)
            if known.any() and rows.sum() < minimum:
                return False
            if any(are_alike(column) for column in self.shares[np.ix_(rows, known)].T):
                return False
        return True

    @cached_property
    def known(self) -> Rows:
        """Which answers there are that matter."""
        known: Rows = ~np.isnan(self.shares) & self.secret
        return known

    @cached_property
    def pulls(self) -> Complex:
        """How much each answer counts in all figures, as one number: alike where it counts alike in each of them."""
        rng = np.random.default_rng(0)
        mixed = rng.normal(size=len(self.basis)) + 1j * rng.normal(size=len(self.basis))
        return np.asarray(np.tensordot(mixed, self.basis, axes=1), dtype=np.complex128)

    @cached_property
    def is_counted(self) -> Rows:
        """Whether the mean of all answers to an item is published, and with it how many chose each level."""
        rows = self.basis.reshape(len(self.basis), self.shares.size)
        there = np.zeros((self.shares.shape[1], *self.shares.shape))
        for item, answered in enumerate(~np.isnan(self.shares.T)):
            there[item, answered, item] = 1
        whole = there.reshape(len(there), -1)
        left = np.square(whole).sum(axis=1) - np.square(whole @ rows.T).sum(axis=1)
        counted: Rows = left < SAME * np.maximum(np.square(whole).sum(axis=1), 1)
        return counted

    def _doubtful(self) -> Iterator[tuple[int, int]]:
        """Yield the answers that fewer than two others can exchange with their owner alone."""
        for item in np.flatnonzero(self.known.any(axis=0)).tolist():
            people = np.flatnonzero(self.known[:, item])
            kinds = np.round(self.pulls.real[people, item], ALIKE)
            if not self.is_counted[item]:
                yield from ((person, item) for person, kind in zip(people.tolist(), kinds, strict=True) if kind)
                continue
            _, kind, sizes = np.unique(kinds, return_inverse=True, return_counts=True)
            both = np.stack([kind, np.round(self.shares[people, item], ALIKE)], axis=1)
            _, same, times = np.unique(both, axis=0, return_inverse=True, return_counts=True)
            others = sizes[kind] - times[same.ravel()]
            yield from ((person, item) for person in people[others < 2].tolist())  # noqa: PLR2004 - one may be asked

    def _moves(self, item: int, people: Whole) -> Moves:
        """Return what people can change of their answers to an item."""
        said, pulls = self.shares[:, item], self.pulls[:, item]
        everybody = np.flatnonzero(self.known[:, item])
        if self.is_counted[item]:
            one, other = (both.ravel() for both in np.meshgrid(people, everybody, indexing="ij"))
            changes = said[other] - said[one]
            shifts = changes * (pulls[one] - pulls[other])
        else:
            one, level = (
                both.ravel() for both in np.meshgrid(people, np.arange(self.steps[item] + 1.0), indexing="ij")
            )
            changes, other = level / self.steps[item] - said[one], np.full(len(one), NOBODY)
            shifts = changes * pulls[one]
        cells = np.stack([self._cell(one, item), np.where(other < 0, NOBODY, self._cell(other, item))], axis=1)
        found = Moves(shifts, np.stack([one, other], axis=1), cells)
        return found[np.abs(changes) > SAME]

    def _cell(self, people: Whole, item: int) -> Whole:
        cells: Whole = people * self.shares.shape[1] + item
        return cells

    @cached_property
    def _all(self) -> Moves:
        """All moves that shift something, by how far they do; as many as are looked at."""
        items = np.flatnonzero(self.known.any(axis=0)).tolist()
        found = Moves.joined([self._moves(item, np.flatnonzero(self.known[:, item])) for item in items])
        found = found[(found.people[:, 0] > found.people[:, 1]) & (np.abs(found.shifts) > SAME)]
        found = _some(found, MOST_MOVES)
        return found[np.argsort(found.shifts.real, kind="stable")]

    def _is_open(self, person: int, item: int) -> bool:
        """Say whether an answer can be changed without any one of the others."""
        own = self._moves(item, np.array([person]))
        still = np.abs(own.shifts) < SAME
        needed = np.ones(len(self.shares), dtype=bool)
        needed[person] = False
        return any(_is_spared(needed, people) for people in self._ways(own[still], own[~still]))

    def _ways(self, still: Moves, own: Moves) -> Iterator[Whole]:
        """Yield who takes part in ways to change an answer, a row for each: of one to four moves."""
        yield still.people
        yield self._shifted_back(own, self._all)
        yield self._shifted_back(_made(own, _some(self._all, MOST_SECONDS)), self._all)
        yield self._shifted_back(_made(own, _some(self._all, MOST_PAIRED)), self._pairs)

    @cached_property
    def _pairs(self) -> Moves:
        """Moves made by twos, by how far they shift figures."""
        found = _made(*[_some(self._all, MOST_PAIRED)] * 2)
        return found[np.argsort(found.shifts.real, kind="stable")]

    def _shifted_back(self, made: Moves, moves: Moves) -> Whole:
        """Return who takes part where moves are made, and then others that shift all figures back."""
        start, end = (np.searchsorted(moves.shifts.real, -made.shifts.real + slack) for slack in (-SAME, SAME))
        times = end - start
        found = np.arange(0, times.sum(), 1 + times.sum() // MOST_FOUND)
        before = np.searchsorted(np.cumsum(times), found, side="right")
        one, other = made[before], moves[found + (start - np.cumsum(times) + times)[before]]
        fits = (np.abs(one.shifts + other.shifts) < SAME) & _apart(one.cells, other.cells)
        people: Whole = np.concatenate([one.people[fits], other.people[fits]], axis=1)
        return people


def _some(moves: Moves, most: int) -> Moves:
    """Return as many moves as are looked at, evenly spread."""
    return moves[:: 1 + len(moves) // most]


def _made(one: Moves, other: Moves) -> Moves:
    """Return each of some moves made with each of others that change other answers."""
    first, second = (both.ravel() for both in np.meshgrid(np.arange(len(one)), np.arange(len(other)), indexing="ij"))
    apart = _apart(one.cells[first], other.cells[second])
    first, second = first[apart], second[apart]
    return Moves(
        one.shifts[first] + other.shifts[second],
        np.concatenate([one.people[first], other.people[second]], axis=1),
        np.concatenate([one.cells[first], other.cells[second]], axis=1),
    )


def _apart(one: Whole, other: Whole) -> Rows:
    """Say of moves, row by row, whether they change different answers."""
    same = (one[:, :, np.newaxis] == other[:, np.newaxis, :]) & (one[:, :, np.newaxis] != NOBODY)
    apart: Rows = ~same.any(axis=(1, 2))
    return apart


def _is_spared(needed: Rows, ways: Whole) -> bool:
    """Strike out who is not needed in one of these ways, and say whether nobody is left who is needed in all."""
    if len(ways):
        there = np.zeros((len(ways), len(needed) + 1), dtype=bool)
        np.put_along_axis(there, ways, values=True, axis=1)  # nobody is in the last column
        needed &= there[:, :-1].all(axis=0)
        return not needed.any()
    return False
