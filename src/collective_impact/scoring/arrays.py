"""The one engine: scores of many initiatives at once, in arrays."""

import functools
from collections.abc import Iterator, Mapping

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.scoring import _kernels
from collective_impact.scoring.framework import OVERALL, Criterion, Framework, Group

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EQUITY = "equity"
ARITHMETIC = "arithmetic"
EQUITY_NEEDS = 2 / 3
PLAIN = _kernels.Mean(power=1.0, floor=0.0)


@attrs.frozen(eq=False)
class Column:
    """One node of the tree for all initiatives; each array has shape (N,).

    Parameters
    ----------
    value : ndarray of float
        0-100; NaN where it is not scored.
    low, high : ndarray of float
        Bounds, 0-100; always there unless the node is not applicable.
    coverage : ndarray of float
        The share of its evidence that is there, 0-1.
    applies : ndarray of bool
    likely : ndarray of float
        As the value, but with whatever is known, however little: what the means above take.
    own : ndarray of float
        The share of what is scored of it that rests on more than self-assessment, 0-1.
    """

    value: Floats
    low: Floats
    high: Floats
    coverage: Floats
    applies: Bools
    likely: Floats
    own: Floats


@attrs.frozen(eq=False)
class Node:
    """What the engine needs to know of a group: where its children stand, and how they add up."""

    path: str
    children: NDArray[np.intp]
    weights: Floats
    mean: _kernels.Mean
    needs: float
    independent: float = 0.0


@attrs.frozen(eq=False)
class Tier:
    """Nodes that are added up at once: G of them, with C children each."""

    at: NDArray[np.intp]  # (G,): their own columns
    children: NDArray[np.intp]  # (G, C)
    weights: Floats  # (G, C)
    mean: _kernels.Mean
    needs: Floats  # (G,)
    independent: Floats  # (G,)


@attrs.frozen(eq=False)
class Scores(Mapping[str, Floats]):
    """Scores of N initiatives: a mapping of path to values, shape (N,), NaN where not scored.

    The keys are the paths of groups and criteria, ``"overall"``, ``"arithmetic"`` (the
    overall score as an arithmetic mean throughout) and ``"equity"``.

    Parameters
    ----------
    framework : Framework
    columns : mapping of str to Column
        All that is known of each path: value, bounds, coverage.
    """

    framework: Framework
    columns: Mapping[str, Column]

    def __getitem__(self, path: str) -> Floats:
        return self.column(path).value

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def column(self, path: str) -> Column:
        """Return value, bounds, coverage and the rest of a path.

        Raises
        ------
        UnknownNameError
            The framework has no such path.
        """
        if path not in self.columns:
            raise UnknownNameError("path", path, self.columns)
        return self.columns[path]

    @property
    def overall(self) -> Floats:
        """The overall scores, shape (N,)."""
        return self[OVERALL]

    def to_dict(self) -> dict[str, dict[str, list[float | None]]]:
        """Return value, low, high and coverage of each path as lists of length N; None where there is none."""
        shown = ("value", "low", "high", "coverage")
        return {
            path: {name: [None if np.isnan(cell) else float(cell) for cell in getattr(column, name)] for name in shown}
            for path, column in self.columns.items()
        }


def as_table(values: ArrayLike, what: str, width: int) -> Floats:
    """Return a float array of shape (N, width), or raise `InvalidValueError`."""
    try:
        table = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise InvalidValueError(what, values, "a table of numbers") from None
    if table.ndim != 2 or table.shape[1] != width:  # noqa: PLR2004 - rows and columns
        raise InvalidValueError(what, f"shape {table.shape}", f"of shape (N, {width}), one column a criterion")
    return table


def score(  # noqa: PLR0913 - all that may be known of a table
    framework: Framework,
    X: ArrayLike,
    *,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    likely: ArrayLike | None = None,
    applies: ArrayLike | None = None,
) -> Scores:
    """Score many initiatives at once.

    Parameters
    ----------
    framework : Framework
    X : array_like, shape (N, K)
        One row an initiative, one column a criterion in the order of
        ``framework.criteria``, normalized to 0-100; NaN where it is missing.
    low, high : array_like, shape (N, K), optional
        How far each cell could move. A known cell stands still and a missing one could be
        anything from 0 to 100 unless given.
    likely : array_like, shape (N, K), optional
        What little is known of cells that are missing in `X` (elsewhere it is not read). NaN
        where nothing is known: there the mean of the siblings stands in.
    applies : array_like of bool, shape (N, K), optional
        False where the question does not arise.

    Returns
    -------
    Scores
        Values and bounds of a row equal those of `readiness` within 1e-9, where each of its
        criteria is given as the card has it and none rests on self-assessment alone.

    Raises
    ------
    InvalidValueError
        A shape is wrong, a cell lies outside 0-100 or outside its bounds.

    References
    ----------
    OECD & JRC (2008), Handbook on Constructing Composite Indicators.

    Examples
    --------
    >>> import numpy as np
    >>> import collective_impact as ci
    >>> X = np.full((2, len(ci.FIVE_CONDITIONS.criteria)), 50.0)
    >>> X[1] = np.nan
    >>> ci.score(ci.FIVE_CONDITIONS, X).overall.round(6)
    array([50., nan])
    """
    table = as_table(X, "X", len(framework.criteria))
    missing = np.isnan(table)
    lows = np.where(missing, 0.0, table) if low is None else as_table(low, "low", table.shape[1])
    highs = np.where(missing, 100.0, table) if high is None else as_table(high, "high", table.shape[1])
    little = table if likely is None else np.where(missing, as_table(likely, "likely", table.shape[1]), table)
    applicable = np.ones(table.shape, dtype=bool) if applies is None else np.asarray(applies, dtype=bool)
    for what, given in {"low": lows, "high": highs, "likely": little, "applies": applicable}.items():
        if given.shape != table.shape:
            raise InvalidValueError(what, f"shape {given.shape}", f"of the shape of X, {table.shape}")
    _refuse_outside(table, little, lows, highs, applicable)
    told = ~missing & applicable
    return engine(framework, Cells(little, told, lows, highs, applicable, told.astype(float), told.astype(float)))


def _refuse_outside(table: Floats, likely: Floats, low: Floats, high: Floats, applies: Bools) -> None:
    slack, top = _kernels.TOLERANCE, _kernels.TOP
    with np.errstate(invalid="ignore"):
        wrongs = (
            ("X", table, (table < -slack) | (table > top + slack), "from 0 to 100"),
            ("low", low, ~(low >= -slack) | (low > table + slack), "from 0 up to X"),
            ("high", high, ~(high <= top + slack) | (high < np.fmax(table, low) - slack), "from X and low up to 100"),
            ("likely", likely, (likely < low - slack) | (likely > high + slack), "from low to high"),
        )
    for what, given, wrong, wanted in wrongs:
        refused = np.argwhere(wrong & applies)
        if refused.size:
            row, column = refused[0].tolist()
            raise InvalidValueError(f"{what}[{row}, {column}]", float(given[row, column]), wanted)


BLOCK = 2_000
"""Initiatives that are added up at once; more would leave the processor's cache."""

VALUE, LIKELY, LOW, HIGH = range(4)
"""The layers of a node's scores, which all take the same mean over its children."""


@attrs.frozen(eq=False)
class _Tables:
    """All nodes of all initiatives, one column a node; filled from the leaves up."""

    scores: Floats  # (4, N, M)
    applies: Bools  # (N, M)
    evidence: Floats  # (3, N, M): coverage, what rests on more than self-assessment, and what is known at all

    def rows(self, chosen: slice) -> "_Tables":
        """Return some of the initiatives, as a view."""
        return _Tables(self.scores[:, chosen], self.applies[chosen], self.evidence[:, chosen])


@attrs.frozen(eq=False)
class Cells:
    """What is known of each criterion of each initiative; each array has shape (N, K).

    Parameters
    ----------
    likely : ndarray of float
        0-100: what is known, however little; NaN where nothing is.
    told : ndarray of bool
        Whether that is enough to be a score.
    low, high : ndarray of float
        0-100.
    applies : ndarray of bool
    coverage : ndarray of float
        0-1.
    own : ndarray of float
        1 where the score rests on more than self-assessment, else 0.
    """

    likely: Floats
    told: Bools
    low: Floats
    high: Floats
    applies: Bools
    coverage: Floats
    own: Floats


def engine(framework: Framework, cells: Cells) -> Scores:
    """Add up the tree of a framework over cells that are already checked."""
    nodes = plan(framework)
    rows, leaves = cells.likely.shape
    width = leaves + len(nodes)
    tables = _Tables(
        scores=np.full((4, rows, width), np.nan),
        applies=np.zeros((rows, width), dtype=bool),
        evidence=np.zeros((3, rows, width)),
    )
    known = np.stack([np.where(cells.told, cells.likely, np.nan), cells.likely, cells.low, cells.high])
    tables.scores[:, :, :leaves] = np.where(cells.applies, known, np.nan)
    tables.applies[:, :leaves] = cells.applies
    tables.evidence[:, :, :leaves] = np.stack([cells.coverage, cells.own, cells.told])
    for first in range(0, rows, BLOCK):
        block = tables.rows(slice(first, first + BLOCK))
        for tier in tiers(framework):
            _add_up(block, tier)
    paths = [*(criterion.path for criterion in framework.criteria), *(node.path for node in nodes)]
    shown = ((path, at) for at, path in enumerate(paths) if not path.startswith(f"{ARITHMETIC}/"))
    return Scores(framework, {path: _column(tables, at) for path, at in shown})


def _column(tables: _Tables, at: int) -> Column:
    value, likely, low, high = tables.scores[:, :, at]
    coverage, own, known = tables.evidence[:, :, at]
    return Column(
        value=value,
        low=low,
        high=high,
        coverage=coverage,
        applies=tables.applies[:, at],
        likely=likely,
        own=own / np.where(known > 0, known, 1.0),
    )


def _add_up(tables: _Tables, tier: Tier) -> None:
    """Fill the columns of a tier's nodes from those of their children, which stand on the last axis.

    A mean takes what is known of a child, told or not; how much is told decides whether it is.
    """
    applies = tables.applies[:, tier.children]
    weights = tier.weights * applies
    scores = tables.scores[:, :, tier.children]
    evidence = tables.evidence[:, :, tier.children]
    _, own, known = evidence
    independent = own >= tier.independent[:, None] * known - _kernels.TOLERANCE
    counted = np.where(independent, scores[LIKELY], np.nan)
    told = independent & ~np.isnan(scores[VALUE])
    filled = _kernels.fill(np.stack([counted, scores[LIKELY]]), scores[LOW], scores[HIGH], weights, tier.mean)
    means = _kernels.power_mean(np.concatenate([filled, scores[LOW:]]), weights, tier.mean)
    total = weights.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (weights * told).sum(axis=-1) / total
        tables.evidence[:, :, tier.at] = np.where(total > 0, (weights * evidence).sum(axis=-1) / total, 0.0)
    # the last bits of sums may stray out of the bounds
    bounded = np.where(total > 0, np.clip(means, means[LOW], means[HIGH]), np.nan)
    bounded[VALUE][~(share >= tier.needs - _kernels.TOLERANCE)] = np.nan
    tables.scores[:, :, tier.at] = bounded
    tables.applies[:, tier.at] = total > 0


@functools.lru_cache(maxsize=64)
def tiers(framework: Framework) -> tuple[Tier, ...]:
    """Return the nodes of `plan` in tiers: the same mean, as many children each, and none waits for another."""
    leaves = len(framework.criteria)
    heights = [0] * leaves
    together: dict[tuple[int, _kernels.Mean, int], list[int]] = {}
    nodes = plan(framework)
    for at, node in enumerate(nodes, start=leaves):
        heights.append(1 + max(heights[child] for child in node.children))
        together.setdefault((heights[at], node.mean, len(node.children)), []).append(at)
    return tuple(_tier(ats, [nodes[at - leaves] for at in ats]) for _, ats in sorted(together.items()))


def _tier(ats: list[int], nodes: list[Node]) -> Tier:
    return Tier(
        at=np.array(ats, dtype=np.intp),
        children=np.stack([node.children for node in nodes]),
        weights=np.stack([node.weights for node in nodes]),
        mean=nodes[0].mean,
        needs=np.array([node.needs for node in nodes]),
        independent=np.array([node.independent for node in nodes]),
    )


@functools.lru_cache(maxsize=64)
def plan(framework: Framework) -> tuple[Node, ...]:
    """Return the groups of a framework from the leaves up, and what stands beside the overall score.

    Beside it stand the same tree with arithmetic means throughout, and the equity line.
    """
    groups = sorted(framework.groups, key=lambda group: -group.path.count("/"))
    tree: list[tuple[str, Group | Framework, tuple[Criterion | Group, ...]]] = [
        *((group.path, group, framework.children(group.path)) for group in groups),
        (OVERALL, framework, framework.top),
    ]
    at = {criterion.path: index for index, criterion in enumerate(framework.criteria)}
    nodes: list[Node] = []
    for path, mean, children in tree:
        nodes.append(_node(path, mean, children, [at[child.path] for child in children]))
        at[path] = len(at)
    gates = tuple(gate.path for gate in framework.gates)
    for path, mean, children in tree:
        if path.partition("/")[0] in gates:
            continue
        below = [at.get(f"{ARITHMETIC}/{child.path}", at[child.path]) for child in children]
        if path != OVERALL and mean_of(mean) == PLAIN and below == [at[child.path] for child in children]:
            continue  # it is arithmetic as it stands
        plain = path if path != OVERALL else ""
        at[f"{ARITHMETIC}/{plain}"] = len(at)
        node = _node(f"{ARITHMETIC}/{plain}".rstrip("/"), mean, children, below)
        nodes.append(attrs.evolve(node, mean=PLAIN))
    marked = [criterion for criterion in framework.criteria if criterion.equity]
    if marked:
        line = Group(path=EQUITY, label=EQUITY, minimum=True, needs=EQUITY_NEEDS)
        nodes.append(_node(EQUITY, line, tuple(marked), [at[criterion.path] for criterion in marked]))
    return tuple(nodes)


def _node(path: str, mean: Group | Framework, children: tuple[Criterion | Group, ...], at: list[int]) -> Node:
    return Node(
        path=path,
        children=np.array(at, dtype=np.intp),
        weights=np.array([child.weight for child in children]),
        mean=mean_of(mean),
        needs=max(mean.needs, 2 * _kernels.TOLERANCE),  # nothing at all is never enough
        independent=mean.independent if isinstance(mean, Framework) else 0.0,
    )


def mean_of(group: Group | Framework) -> _kernels.Mean:
    """Return the mean that a group takes over its children."""
    return _kernels.Mean(power=-np.inf if group.minimum else group.power, floor=group.floor)
