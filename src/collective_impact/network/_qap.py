"""Whether two networks among the same stakeholders go together more than chance would have it."""

from typing import Any, ClassVar

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._draws import counted, dice
from collective_impact.network._snapshot import Floats, Graph, Ints, snapshot
from collective_impact.network._tails import AgainstChance, against
from collective_impact.network._unknown import Cells, attributes_of_ties, cells, same_nodes

DENSE = 2000
"""Up to how many nodes a whole table is laid out; beyond it only the cells that are not 0."""
ROUNDING = 1e-12
"""A variance below this share of the mean square is rounding."""


@record(kw_only=True)
class Correlation(AgainstChance):
    """How far two networks go together, beside what chance gives.

    Parameters
    ----------
    dyads : int
        How many pairs of nodes were compared; ordered pairs unless both networks are undirected.
    unknown : int
        How many were left out, because nothing is known of them in one network or the other.
    """

    dyads: int
    unknown: int


def qap_correlation(
    x: Graph, y: Graph, *, strength: str | None = None, permutations: int = 1000, seed: int = 0
) -> Correlation:
    """Return how far two networks among the same nodes go together, tested by permutation of the nodes.

    The value is Pearson's correlation over all dyads. Dyads of a network depend on each other, so
    no textbook p holds for it; instead the nodes of one network change places at random, which
    keeps everything about both networks but who stands where (quadratic assignment procedure).
    With ties that are there or not, Jaccard's index and simple matching follow from the same count
    of shared ties, and so does their p: where all dyads are known, p is that of all three.

    Parameters
    ----------
    x, y : networkx graph
        Among the same nodes. If one is directed, an undirected tie of the other is one each way.
    strength : str, optional
        Compare the values of this attribute of ties; a network in which no tie has it is taken by
        its ties alone, and where only some have it, the dyads of the others are unknown.
    permutations : int
    seed : int

    Returns
    -------
    Correlation
        Dyads of which nothing is known in one of the networks are left out and counted; under
        permutation they change places with their nodes, and again only dyads known in both count.
        Of a stakeholder that did not answer, ties that others reported are not used either (see
        `reconstruct`): that would be to count ties and never their absence. Without variation in
        one of the networks there is no value.

    Raises
    ------
    InvalidValueError
        The networks are not among the same nodes, or there are no permutations.

    References
    ----------
    Krackhardt (1988), Predicting with networks: nonparametric multiple regression analysis of
    dyadic data, Social Networks 10.

    Examples
    --------
    >>> import networkx as nx
    >>> marriages = nx.florentine_families_graph()
    >>> business = nx.Graph([("Medici", "Pazzi"), ("Medici", "Tornabuoni"), ("Bischeri", "Guadagni")])
    >>> business.add_nodes_from(marriages)
    >>> found = qap_correlation(marriages, business, permutations=200)
    >>> round(found.value, 3), found.dyads
    (0.208, 105)
    """
    one, two = compared(x, y, strength)
    counted(permutations, "permutations")
    ways = 1 if x.is_directed() or y.is_directed() else 2
    few, many = sorted((one, two), key=lambda side: len(side.codes) + len(side.unknown))
    pair = _Pair.of(few, many, ways)
    order, rng = np.arange(one.arrays.n), dice(seed)
    value = pair.correlation(order)
    draws = np.array([pair.correlation(rng.permutation(order)) for _ in range(permutations)])
    unknown = len(np.union1d(one.unknown, two.unknown)) // ways
    return Correlation(
        **of_both(x, y, () if np.isfinite(value) else (Message("network.no_variation"),)),
        **against(value if np.isfinite(value) else None, draws),
        dyads=pair.dyads - unknown,
        unknown=unknown,
        convention="Pearson over dyads, nodes permuted",
        seed=seed,
    )


def compared(x: Graph, y: Graph, strength: str | None) -> tuple[Cells, Cells]:
    """Return two networks cell by cell; one that does not know the strength, by its ties."""
    same_nodes(x, y)
    if strength is None:
        return cells(x), cells(y)
    one, two = (attributes_of_ties(graph) for graph in (x, y))
    if strength not in {*one, *two}:
        raise UnknownNameError("attribute of ties", strength, sorted({*one, *two}))
    return cells(x, strength if strength in one else None), cells(y, strength if strength in two else None)


def of_both(x: Graph, y: Graph, warnings: tuple[Message, ...] = ()) -> dict[str, Any]:
    """Return what a record says of two networks: who answered in both, and who is isolated in both."""
    one, two = account(x), account(y)
    known = one["respondents"] is not None and two["respondents"] is not None
    answered = [all(graph.nodes[node][Result.RESPONSE] for graph in (x, y)) for node in x] if known else []
    degrees = sum(arrays.out_degree + arrays.in_degree for arrays in map(snapshot, (x, y)))
    return {
        "n": one["n"],
        "respondents": sum(answered) if known else None,
        "isolates": int(np.count_nonzero(degrees == 0)),
        "warnings": (*dict.fromkeys((*one["warnings"], *two["warnings"])), *warnings),
    }


@attrs.frozen(kw_only=True, eq=False)
class _Pair:
    """Two tables of the same nodes, of which one can be rearranged.

    Each cell that is not 0 is a row: its value and, where anything is unknown, the square of it and
    whether it is unknown. The sums of a table stay the same however it is rearranged; so the products
    of rows that meet are all that has to be computed for a permutation.
    """

    n: int
    dyads: int
    ends: tuple[Ints, Ints]
    rows: Floats
    fixed: "_Table"
    sums: Floats

    @classmethod
    def of(cls, moving: Cells, fixed: Cells, ways: int) -> "_Pair":
        n = moving.arrays.n
        codes, rows = _rows(moving)
        there, theirs = _rows(fixed)
        once = (codes // max(n, 1) < codes % max(n, 1)) | (ways == 1)
        width = rows.shape[1] if len(moving.unknown) or len(fixed.unknown) else 1
        return cls(
            n=n,
            dyads=n * (n - 1) // ways,
            ends=(codes[once] // max(n, 1), codes[once] % max(n, 1)),
            rows=rows[once, :width],
            fixed=_Table.of(there, theirs[:, :width], n),
            sums=np.stack([rows.sum(axis=0), theirs.sum(axis=0)]) / ways,
        )

    def correlation(self, order: Ints) -> float:
        """Return Pearson's correlation where the nodes of one table stand in an order; NaN if there is none."""
        met = np.zeros((3, 3))
        width = self.rows.shape[1]
        there = self.fixed.at((order * self.n)[self.ends[0]] + order[self.ends[1]])
        met[:width, :width] = np.einsum(
            "ka,kb->ab", self.rows, there
        )  # so small that threads would only get in the way
        (one, one_squares, one_open), (two, two_squares, two_open) = self.sums
        dyads = self.dyads - one_open - two_open + met[2, 2]
        one, one_squares = one - met[0, 2], one_squares - met[1, 2]
        two, two_squares = two - met[2, 0], two_squares - met[2, 1]
        one_spread, two_spread = dyads * one_squares - one * one, dyads * two_squares - two * two
        if one_spread <= ROUNDING * dyads * one_squares or two_spread <= ROUNDING * dyads * two_squares:
            return np.nan
        return float((dyads * met[0, 0] - one * two) / np.sqrt(one_spread * two_spread))


def _rows(side: Cells) -> tuple[Ints, Floats]:
    """Return the cells of a table that are not 0, in order, with value, square and whether they are unknown."""
    codes = np.concatenate([side.codes, side.unknown])
    rows = np.zeros((len(codes), 3))
    rows[: len(side.codes), 0] = side.values
    rows[: len(side.codes), 1] = side.values**2
    rows[len(side.codes) :, 2] = 1.0
    order = np.argsort(codes)
    return codes[order], rows[order]


@attrs.frozen(kw_only=True, eq=False)
class _Table:
    """Rows by cell, zeros where there is none: laid out in full, or looked up where that is too large.

    Looking up first asks a table of remainders whether there can be a row at all, which for nearly all
    cells of a sparse network there cannot.
    """

    codes: Ints
    rows: Floats
    seen: npt.NDArray[np.bool_] | None

    REMAINDERS: ClassVar[int] = 2**24

    @classmethod
    def of(cls, codes: Ints, rows: Floats, n: int) -> "_Table":
        if n <= DENSE:
            table = np.zeros((n * n, rows.shape[1]))
            table[codes] = rows
            return cls(codes=codes, rows=table, seen=None)
        seen = np.zeros(cls.REMAINDERS, dtype=bool)
        seen[codes % cls.REMAINDERS] = True
        return cls(codes=codes, rows=rows, seen=seen)

    def at(self, wanted: Ints) -> Floats:
        """Return the rows of some cells."""
        if self.seen is None:
            return self.rows.take(wanted, axis=0)
        found = np.zeros((len(wanted), self.rows.shape[1]))
        likely = np.flatnonzero(self.seen[wanted % self.REMAINDERS])
        place = np.searchsorted(self.codes, wanted[likely])
        place[place == len(self.codes)] = 0
        hit = self.codes[place] == wanted[likely]
        found[likely[hit]] = self.rows[place[hit]]
        return found
