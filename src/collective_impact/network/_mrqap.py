"""What goes with a tie, everything else being equal: regression over dyads, tested by permutation."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model._record import record
from collective_impact.network._account import Result, account
from collective_impact.network._draws import counted, dice
from collective_impact.network._partialling import Fit, t_values
from collective_impact.network._snapshot import Floats, Graph
from collective_impact.network._table import Table
from collective_impact.network._tails import shares
from collective_impact.network._terms import Layers, Term, found
from collective_impact.network._unknown import Mask, cells


@record(kw_only=True)
class Coefficient:
    """How a term goes with ties, all other terms being equal.

    Parameters
    ----------
    term : str
    estimate : float
        By how much a tie is more probable (or stronger) where the term is greater by one.
    t : float, optional
        The estimate in standard errors of ordinary least squares; None where the fit leaves no
        error. It only serves to compare with permutations, which is where p comes from.
    p_low, p_high : float, optional
        The share of permutations with as low a t, or as high: (b + 1) / (permutations + 1).
        None for the intercept, which is not tested.
    p : float, optional
        The share with a t as far from 0, whichever way.
    """

    term: str
    estimate: float
    t: float | None = None
    p_low: float | None = None
    p_high: float | None = None
    p: float | None = None


@record(kw_only=True)
class Regression(Result):
    """Which terms go with the ties of a network, and how much of them they account for.

    Parameters
    ----------
    coefficients : tuple of Coefficient
        The intercept first, then the terms as they were given.
    r2, adjusted_r2 : float
        The share of the variance over dyads that the terms account for.
    dyads : int
        How many were used; ordered pairs unless the network is undirected.
    unknown : int
        How many were left out because a tie or a term is unknown.
    permutations : int
    """

    coefficients: tuple[Coefficient, ...] = field(converter=tuple[Coefficient, ...])
    r2: float
    adjusted_r2: float
    dyads: int
    unknown: int
    permutations: int

    @property
    def table(self) -> Table:
        """The coefficients as columns, a row for each term."""
        names = [part.name for part in attrs.fields(Coefficient)]
        return Table({name: [getattr(row, name) for row in self.coefficients] for name in names})

    def __getitem__(self, term: str) -> Coefficient:
        """Return the coefficient of a term by its name."""
        for row in self.coefficients:
            if row.term == term:
                return row
        raise UnknownNameError("term", term, [row.term for row in self.coefficients])

    def to_columns(self) -> dict[str, list[object]]:
        """Return the coefficients as plain lists by column, as data frames take them."""
        return self.table.to_columns()

    def __str__(self) -> str:
        """Return a plain table."""
        width = max(len(row.term) for row in self.coefficients)
        rows = [
            f"{row.term:<{width}}  {row.estimate:>9.3g}  {_cell(row.t, 7, 2)}  {_cell(row.p, 5, 3)}"
            for row in self.coefficients
        ]
        fit = f"R2 {self.r2:.3f}, adjusted {self.adjusted_r2:.3f}"
        counts = f"{self.dyads:,} dyads, {self.unknown:,} left out"
        last = f"{fit}; {counts}; {self.permutations:,} permutations, seed {self.seed}"
        return "\n".join([f"{'':<{width}}  {'estimate':>9}  {'t':>7}  {'p':>5}", *rows, last])


def _cell(value: float | None, width: int, digits: int) -> str:
    return f"{'–':>{width}}" if value is None else f"{value:{width}.{digits}f}"


def mrqap(  # noqa: PLR0913 - the model, and how it is tested
    y: Graph,
    terms: Iterable[Term],
    *,
    strength: str | None = None,
    layers: Mapping[str, Graph] | None = None,
    permutations: int = 1000,
    seed: int = 0,
) -> Regression:
    """Return which properties of stakeholders, and which other networks, go with the ties of a network.

    A linear regression over all dyads, each term beside all others. Since dyads depend on each
    other, p comes from permutation: what is left of a term beside the others is rearranged by
    changing the places of nodes, and the regression done again (double semi-partialling).

    An estimate of 0.2 for ``same("sector")`` in a network of trust says that, everything else in
    the table being equal, a tie of trust is 20 percentage points more probable between two of a
    sector; p says how often chance has as much to show. It describes who is tied to whom; that one
    thing leads to the other does not follow.

    Parameters
    ----------
    y : networkx graph
        The network to explain. Of an undirected one each pair counts once.
    terms : iterable of Term
        `same`, `absdiff`, `ego`, `alter`, `layer`.
    strength : str, optional
        Explain this attribute of ties instead of whether there is a tie; ties without it are unknown.
    layers : mapping of str to networkx graph, optional
        Networks among the same nodes that ``layer("trust")`` finds by name.
    permutations : int
    seed : int

    Returns
    -------
    Regression
        Prints as a table. Dyads in which the tie or any term is unknown are left out and counted;
        ties that others reported of a stakeholder that did not answer are not used (see
        `qap_correlation`). Stakeholders of whom no dyad is used do not change places; where single
        dyads are unknown they change places with the others, as if the term were no surprise there.

    Raises
    ------
    InvalidValueError
        There are no terms, or two of one name; terms follow from each other (they are named) or
        do not vary, ties do not vary, or too few dyads are known.
    UnknownNameError
        There is no such attribute or layer.

    References
    ----------
    Dekker, Krackhardt & Snijders (2007), Sensitivity of MRQAP tests to collinearity and
    autocorrelation conditions, Psychometrika 72.

    Examples
    --------
    >>> import networkx as nx
    >>> from collective_impact.network import layer, same
    >>> collaboration = nx.DiGraph([("ymca", "bank"), ("bank", "ymca"), ("school", "ymca"), ("bank", "city")])
    >>> trust = nx.DiGraph([("ymca", "bank"), ("bank", "ymca"), ("city", "school"), ("ymca", "city")])
    >>> sectors = {"ymca": "social", "bank": "business", "school": "public", "city": "public"}
    >>> nx.set_node_attributes(trust, sectors, "sector")
    >>> print(mrqap(trust, [layer(collaboration, name="collaboration"), same("sector")], permutations=99))
                    estimate        t      p
    intercept          0.167        –      –
    collaboration      0.333     1.01  0.410
    same sector        0.333     0.80  0.780
    R2 0.125, adjusted -0.069; 12 dyads, 0 left out; 99 permutations, seed 0
    """
    terms, names = _named(terms)
    counted(permutations, "permutations")
    used, tables = _dyads(y, terms, strength, layers or {})
    fit = Fit.of(tables[0][used], [table[used] for table in tables[1:]], names)
    rng = dice(seed)
    orders = np.stack([np.arange(len(used)), *(rng.permutation(len(used)) for _ in range(permutations))])
    values = t_values(fit, used, orders, directed=y.is_directed())
    dyads = int(used.sum())
    return Regression(
        **_of_all(y, terms, layers or {}),
        coefficients=(
            Coefficient(term="intercept", estimate=fit.intercept),
            *(_row(*row) for row in zip(names, fit.estimates.tolist(), values.T, strict=True)),
        ),
        r2=fit.r2,
        adjusted_r2=1 - (1 - fit.r2) * (dyads - 1) / fit.df,
        dyads=dyads,
        unknown=len(y) * (len(y) - 1) // (1 if y.is_directed() else 2) - dyads,
        permutations=permutations,
        convention="OLS over dyads, double semi-partialling",
        seed=seed,
    )


def _of_all(y: Graph, terms: tuple[Term, ...], layers: Layers) -> dict[str, Any]:
    """Return what a record says of the network to explain, with the warnings of all layers."""
    others = [found(term.network, layers) for term in terms if term.network is not None]
    warnings = dict.fromkeys(warning for graph in (y, *others) for warning in account(graph)["warnings"])
    return account(y) | {"warnings": tuple(warnings)}


def _named(given: object) -> tuple[tuple[Term, ...], list[str]]:
    """Return terms, and what they are called; without any, or with two alike, there is nothing to tell apart."""
    terms = () if isinstance(given, str) or not isinstance(given, Iterable) else tuple(given)
    if not terms or not all(isinstance(term, Term) for term in terms):
        raise InvalidValueError("terms", given, 'a list of terms, such as [same("sector")]')
    names = [term.name for term in terms]
    if len({*names}) < len(names):
        raise InvalidValueError("terms", names, "terms of which no two have the same name (they take `name=`)")
    return terms, names


def _dyads(y: Graph, terms: Sequence[Term], strength: str | None, layers: Mapping[str, Graph]) -> tuple[Mask, Floats]:
    """Return which dyads are used, and the outcome and the terms as tables, of the nodes that have such a dyad."""
    tables = np.stack([cells(y, strength).dense(), *(term.table(y, layers) for term in terms)])
    used: Mask = np.logical_and.reduce(np.isfinite(tables))
    if not y.is_directed():
        used = np.triu(used)
    some: Mask = np.logical_or(used.any(axis=0), used.any(axis=1))
    return used[np.ix_(some, some)], tables[:, some][:, :, some]


def _row(name: str, estimate: float, values: Floats) -> Coefficient:
    """Return the row of a term: its t first among the values, those of the permutations behind it."""
    t, draws = float(values[0]), values[1:]
    low, high = shares(t, draws)
    _, far = shares(abs(t), np.abs(draws))
    return Coefficient(term=name, estimate=estimate, t=t if np.isfinite(t) else None, p_low=low, p_high=high, p=far)
