"""Which figures can be published together, so that none of them, and no difference of them, is of few people.

Every mean that a survey gives is a sum of answers with weights that a reader may know: who
answered what, in which role, of which organisation. Readers can add and subtract what is
published as they like. So figures are entered in a ledger one after the other, and one is
refused where, with those already in it,

1. some combination of figures would rest on fewer people than the minimum,
2. the ends of the scale would settle somebody's answer (a mean of 5 on a scale up to 5), to
   all or to one other respondent, who knows what he or she said, or
3. whole numbers would: see `_exchanges`.

The space of all combinations has a basis of rows B, with a block B_p of columns for each
person p. A combination rests on a set S of people alone if and only if the other blocks are
of lower rank, that is if the sum of B_p B_p' over all others is singular.
"""

from collections.abc import Iterator
from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.survey._arrays import Array, Whole
from collective_impact.survey._exchanges import Exchanges
from collective_impact.survey._withheld import are_alike

NOTHING = 1e-9
"""What is smaller in figures of length 1 is rounding."""

MOST_WAYS = 100
"""Of so many ways to take people away each is looked at; where there are more, the figure is refused (ours)."""

SOLVED = 100
"""Where people have fewer steps of their scale between them (25 on five levels, 100 who say yes or no), it is seen to
that whole numbers do not solve what is published (ours): of larger surveys they hardly do."""


@attrs.define(eq=False, repr=False)
class Ledger:
    """Figures that are published of one table of answers.

    Parameters
    ----------
    shares : array of float
        Respondents by items, from 0 at the one end of the scale to 1 at the other; NaN where there is no answer.
    steps : array of int
        Of each item, how many steps its scale has from end to end.
    minimum : int
    basis : array of float
        Figures by respondents by items: weights, of which all that is published is a combination.
    is_strict : bool
        Whether it is seen to at each figure that whole numbers leave all answers open. What leaves them
        open with more figures does so with fewer, so that it may be seen to at the end alone.
    """

    shares: Array
    steps: Whole
    minimum: int
    basis: Array = attrs.field()
    is_strict: bool = True

    @basis.default
    def _empty(self) -> Array:
        return np.empty((0, *self.shares.shape))

    def enter(self, *figures: Array) -> bool:
        """Enter figures, all or none, and say whether they can be published beside those that are in the ledger.

        Parameters
        ----------
        *figures : array of float
            The weight of each answer, respondents by items.
        """
        basis = self._with(figures)
        if len(basis) > len(self.basis) and (_tells_of_few(basis, self.minimum) or self._tells_answers(basis)):
            return False
        self.basis = basis
        return True

    def _tells_answers(self, basis: Array) -> bool:
        """Say whether figures settle an answer; what whole numbers leave open, the ends of the scale do too."""
        if self._is_large:
            return self._settles(basis)
        return self.is_strict and not self.is_open(basis)

    @cached_property
    def _is_large(self) -> bool:
        people = int((~np.isnan(self.shares)).any(axis=1).sum())
        return bool(people * self.steps.min() >= SOLVED)

    def is_open(self, basis: Array | None = None) -> bool:
        """Say whether whole numbers leave all answers open, beside what is published or other figures.

        Of large surveys that is taken for granted.
        """
        if self._is_large:
            return True
        return self._exchanges(self.basis if basis is None else basis).leave_open()

    def is_whole(self, parts: Whole | None = None) -> bool:
        """Say whether people can exchange all that they said; see `Exchanges.are_whole`."""
        one = np.zeros(len(self.shares), dtype=np.int64) if parts is None else parts
        return self._exchanges(self.basis).are_whole(one, self.minimum)

    def kinds(self) -> Whole:
        """Return a number for each person; see `Exchanges.kinds`."""
        return self._exchanges(self.basis).kinds()

    def _exchanges(self, basis: Array) -> Exchanges:
        return Exchanges(self.shares, self.steps, basis, self._secret)

    def _with(self, figures: tuple[Array, ...]) -> Array:
        rows = self.basis.reshape(len(self.basis), self.shares.size)
        for figure in figures:
            given = np.where(np.isnan(self.shares), 0.0, figure).ravel()
            new = given - rows.T @ (rows @ given)
            new -= rows.T @ (rows @ new)  # once more, since the first time leaves rounding
            if np.linalg.norm(new) > NOTHING * np.linalg.norm(given):
                rows = np.vstack([rows, new / np.linalg.norm(new)])
        return rows.reshape(len(rows), *self.shares.shape)

    @cached_property
    def _secret(self) -> npt.NDArray[np.bool_]:
        """The items on which it is a secret what each said; that ten or more agree on one is none."""
        said = [column[~np.isnan(column)] for column in self.shares.T]
        return np.array([len(one) > 0 and (len(one) < 2 * self.minimum or not are_alike(one)) for one in said])

    def _settles(self, basis: Array) -> bool:
        """Say whether the ends of the scale settle an answer."""
        shares, rows = self.shares[:, self._secret], basis[:, :, self._secret]
        inside = (shares > 0) & (shares < 1)
        within = _blocks(np.where(inside, rows, 0.0))
        everywhere = _blocks(np.where(np.isnan(shares), 0.0, rows)).sum(axis=0)
        span = _vectors(everywhere, nothing=False)
        if withstands(span.T @ within @ span, np.ones(len(within), dtype=np.int64), 1):
            return False
        signs = np.where(np.isnan(shares) | inside, 0.0, np.where(shares <= 0, 1.0, -1.0))
        return any(
            _is_one_sided(span.T @ within[who].sum(axis=0) @ span, span, rows, signs, who)
            for who in _but_one(len(within))
        )


def _but_one(people: int) -> Iterator[npt.NDArray[np.bool_]]:
    """Yield all, and then all but each."""
    everybody = np.ones(people, dtype=bool)
    yield everybody
    for person in range(people):
        others = everybody.copy()
        others[person] = False
        yield others


def _is_one_sided(within: Array, span: Array, rows: Array, signs: Array, who: npt.NDArray[np.bool_]) -> bool:
    """Say whether a combination rests on answers at the ends of the scale alone, each of which could only move one way.

    Such a sum is as low as can be, so that none of the answers in it can be another (Farkas).
    """
    free = span @ _vectors(within, nothing=True)
    if not free.shape[1]:
        return False
    moves = (np.tensordot(free.T, rows[:, who], axes=1) * signs[who]).reshape(free.shape[1], -1)
    moves = moves[:, np.abs(moves).max(axis=0, initial=0.0) > NOTHING]
    if not moves.size:
        return False
    if len(moves) == 1:
        return bool((moves > 0).all() or (moves < 0).all())
    from scipy.optimize import linprog

    total = moves.sum(axis=1)
    # the sum of all moves, none of which goes back, is above 0 for some combination, or 0 for all of them
    found = linprog(-total, A_ub=np.vstack([-moves.T, total]), b_ub=[*[0.0] * moves.shape[1], 1.0], bounds=(None, None))
    return bool(found.fun is None or found.fun < -0.5)  # noqa: PLR2004 - the program finds 0 or 1


def _tells_of_few(basis: Array, minimum: int) -> bool:
    """Say whether a combination rests on fewer people than the minimum; who counts alike everywhere is of one kind."""
    columns = np.round(basis.transpose(1, 0, 2).reshape(basis.shape[1], -1), 9) + 0.0
    kinds, sizes = np.unique(columns, axis=0, return_counts=True)
    blocks = _blocks(kinds.reshape(len(kinds), len(basis), -1).transpose(1, 0, 2))
    there = np.abs(blocks).max(axis=(1, 2)) > 0
    return not withstands(blocks[there], sizes[there], minimum - 1)


def _blocks(rows: Array) -> Array:
    """Return the product of the columns of each person with themselves."""
    columns = rows.transpose(1, 0, 2)
    blocks: Array = columns @ columns.transpose(0, 2, 1)
    return blocks


def _vectors(product: Array, *, nothing: bool) -> Array:
    """Return combinations of length 1, at right angles, that a product makes nothing of; or the others."""
    sizes, vectors = np.linalg.eigh(product)
    chosen: Array = vectors[:, (sizes < NOTHING) == nothing]
    return chosen


def withstands(blocks: Array, sizes: Whole, most: int) -> bool:
    """Say whether the sum of blocks stays regular, whoever is taken away, up to so many people.

    Parameters
    ----------
    blocks : array of float
        One for each kind of people, times as many as they are.
    sizes : array of int
        How many people are of each kind; a kind counts until all of them are gone.
    most : int

    Examples
    --------
    >>> one, other = np.diag([1.0, 0.0]), np.diag([0.0, 1.0])
    >>> withstands(np.array([one, other]), np.array([3, 2]), 1), withstands(np.array([one, other]), np.array([3, 2]), 2)
    (True, False)
    """
    left = [(blocks, sizes, most)]
    for _ in range(MOST_WAYS):
        if not left:
            return True
        blocks, sizes, most = left.pop()
        stays = sizes > most
        open_to = _vectors(blocks[stays].sum(axis=0), nothing=True)  # combinations of people who can be taken away
        if not open_to.shape[1]:
            continue
        blocks, sizes = open_to.T @ blocks[~stays] @ open_to, sizes[~stays]
        spanning = _spanning(blocks, sizes > 0)
        if spanning is None:
            return False
        if not _many_spanning(blocks, sizes, most):  # whoever makes it singular holds one of a set that spans it
            left += [(np.delete(blocks, k, axis=0), np.delete(sizes, k), most - int(sizes[k])) for k in spanning]
    return False


def _many_spanning(blocks: Array, sizes: Whole, most: int) -> bool:
    """Say whether more sets of people span it than can be taken away, no two of them with a person in common."""
    sizes = sizes.copy()
    for _ in range(most + 1):
        spanning = _spanning(blocks, sizes > 0)
        if spanning is None:
            return False
        sizes[spanning] -= 1
    return True


def _spanning(blocks: Array, there: npt.NDArray[np.bool_]) -> list[int] | None:
    """Return some kinds whose blocks have a regular sum, as few as are found; None where there are none."""
    found: list[int] = []
    left = np.eye(blocks.shape[1])
    for one in np.flatnonzero(there).tolist():
        block = left.T @ blocks[one] @ left
        if np.abs(block).max(initial=0.0) > NOTHING:
            left = left @ _vectors(block, nothing=True)
            found.append(one)
        if not left.shape[1]:
            return found
    return None
