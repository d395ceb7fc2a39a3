"""A table as figures and the sums that tie them together.

Every figure is a variable: the cells in full detail, and each margin over them. A dimension
may have several levels (county, then school); its margins are the sums over any of its
levels. Where figures have a numerator and a denominator, every cell exists three times: those
counted, the others, and both together.
"""

import itertools
import numbers as abstract
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Key: TypeAlias = tuple[tuple[str, str], ...]
"""What a figure is about: pairs of column and category; columns that are summed over are left out."""
Counts: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Node: TypeAlias = tuple[tuple[str, ...], ...]

COUNTED, OTHERS, ALL = 0, 1, 2
"""The layers of a table with denominators; a table of counts has the last alone."""
LARGEST = 2**31
WANTED = "a whole number of people, 0 or more"


@attrs.frozen(eq=False)
class Figures:
    """Figures, and which of them add up to which.

    Parameters
    ----------
    keys : tuple of Key
        One for each cell and margin, in full detail first.
    detail : array
        Whether a key is in full detail.
    shown : array
        Whether a key is to be published, as far as nobody must be protected.
    values : array
        One row for each layer, one column for each key.
    sums : tuple of (int, tuple of int)
        A margin and the keys that add up to it; those that are margins themselves come earlier.
    """

    keys: tuple[Key, ...]
    detail: Mask
    shown: Mask
    values: Counts
    sums: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def has_denominators(self) -> bool:
        """Whether there are layers."""
        return len(self.values) > 1

    def equations(self) -> "csr_array":
        """Return a matrix that gives zeros for every table that adds up; its columns are layers of keys."""
        from scipy.sparse import csr_array

        layers, width = self.values.shape
        rows = [[(layer * width + key, 1) for key, layer in terms] for terms in self._balances(layers)]
        signs = [1.0 if place == 0 else -1.0 for row in rows for place, _ in enumerate(row)]
        columns = [column for row in rows for column, _ in row]
        starts = np.cumsum([0, *map(len, rows)])
        return csr_array((signs, columns, starts), shape=(len(rows), layers * width))

    def _balances(self, layers: int) -> Iterable[list[tuple[int, int]]]:
        """Yield each sum, then what it is the sum of, as pairs of key and layer."""
        for layer in range(max(layers - 1, 1)):
            for margin, parts in self.sums:
                yield [(margin, layer), *((part, layer) for part in parts)]
        if layers > 1:
            for key in range(len(self.keys)):
                yield [(key, ALL), (key, COUNTED), (key, OTHERS)]


def figures(
    rows: Sequence[tuple[Key, int, int | None]],
    dimensions: Sequence[tuple[str, ...]],
    margins: object = None,
    unpublished: Iterable[Mapping[str, str]] = (),
) -> Figures:
    """Return the figures of a table: its rows, and their sums over all levels of all dimensions.

    Parameters
    ----------
    rows : sequence of (key, count, denominator)
        Each with a category for every column; a denominator for all or for none.
    dimensions : sequence of tuple of str
        The columns of each, from broad to narrow.
    margins : iterable of iterable of str, optional
        The columns of each margin that is published; all when None.
    unpublished : iterable of mapping of str to str
        Cells in full detail that are not published.
    """
    leaves: dict[Node, tuple[int, int | None]] = {}
    for key, count, denominator in rows:
        node = _node(dict(key), dimensions)
        if node in leaves:
            raise InvalidValueError("table", dict(key), "listed once (two rows are about the same people)")
        leaves[node] = (count, denominator)
    places = {node: place for place, node in enumerate(leaves)}
    sums: dict[int, dict[int, None]] = {}
    for node in list(leaves):
        _add_above(node, places, sums)
    keys = tuple(_key(node, dimensions) for node in places)
    parts_first = sorted(sums, key=lambda margin: -len(keys[margin]))
    ordered = tuple((margin, tuple(sums[margin])) for margin in parts_first)
    values = added_up(_details(list(leaves.values())), ordered)
    if values.max() > LARGEST:
        raise InvalidValueError("table", int(values.max()), f"a table of at most {LARGEST:,} people")
    detail = np.arange(len(places)) < len(leaves)
    shown = detail | _published(keys, margins, dimensions)
    for cell in unpublished:
        node = _node_of(cell, dimensions, leaves)
        shown[places[node]] = False
    return Figures(keys, detail, shown, values, ordered)


def _node(key: Mapping[str, str], dimensions: Sequence[tuple[str, ...]]) -> Node:
    return tuple(tuple(key[column] for column in columns) for columns in dimensions)


def _node_of(cell: Mapping[str, str], dimensions: Sequence[tuple[str, ...]], leaves: Iterable[Node]) -> Node:
    for node in leaves:
        if dict(_key(node, dimensions)) == dict(cell):
            return node
    raise UnknownNameError("cell", dict(cell), [str(dict(_key(node, dimensions))) for node in leaves])


def _key(node: Node, dimensions: Sequence[tuple[str, ...]]) -> Key:
    pairs = (zip(columns, path, strict=False) for columns, path in zip(dimensions, node, strict=True))
    return tuple(itertools.chain.from_iterable(pairs))


def _add_above(node: Node, places: dict[Node, int], sums: dict[int, dict[int, None]]) -> None:
    """Enter all margins above a cell; each is the sum over the first of its dimensions that is not in full detail.

    One sum for each margin suffices: the others follow from it.
    """
    full = tuple(map(len, node))
    shapes = itertools.product(*(range(length, -1, -1) for length in full))
    for lengths in itertools.islice(shapes, 1, None):
        above = tuple(path[:length] for path, length in zip(node, lengths, strict=True))
        summed = next(place for place, length in enumerate(lengths) if length < full[place])
        finer = (*lengths[:summed], lengths[summed] + 1, *lengths[summed + 1 :])
        below = tuple(path[:length] for path, length in zip(node, finer, strict=True))
        margin = places.setdefault(above, len(places))
        sums.setdefault(margin, {})[places.setdefault(below, len(places))] = None


def _details(pairs: Sequence[tuple[int, int | None]]) -> Counts:
    """Return the cells in full detail: one row for each layer."""
    cells = [[count] if total is None else [count, total - count, total] for count, total in pairs]
    return np.array(cells, dtype=np.int64).T


def added_up(details: Counts, sums: Sequence[tuple[int, tuple[int, ...]]]) -> Counts:
    """Return cells in full detail with all margins after them; of a margin with several sums, the largest."""
    margins = {margin for margin, _ in sums}
    values = np.zeros((len(details), details.shape[1] + len(margins)), dtype=np.int64)
    values[:, : details.shape[1]] = details
    for margin, parts in sums:
        values[:, margin] = np.maximum(values[:, margin], values[:, list(parts)].sum(axis=1))
    return values


def _published(keys: Sequence[Key], margins: object, dimensions: Sequence[tuple[str, ...]]) -> Mask:
    if margins is None:
        return np.ones(len(keys), dtype=bool)
    columns = [column for names in dimensions for column in names]
    chosen = [_column_set(margin, columns) for margin in _iterated("margins", margins)]
    return np.array([frozenset(column for column, _ in key) in chosen for key in keys])


def _column_set(margin: object, columns: Sequence[str]) -> frozenset[str]:
    names = frozenset(_iterated("margins", margin))
    for name in names:
        if name not in columns:
            raise UnknownNameError("column", name, columns)
    return frozenset(map(str, names))


def _iterated(what: str, values: object) -> Iterable[object]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InvalidValueError(what, values, "a sequence of sequences of column names")
    return values


# Reading what callers give --------------------------------------------------------------


def read(
    table: object, denominators: object, hierarchies: Iterable[Sequence[str]]
) -> tuple[list[tuple[Key, int, int | None]], list[tuple[str, ...]]]:
    """Return the rows of a table and the columns of its dimensions, from an array or from rows."""
    if isinstance(table, Mapping | str):
        raise InvalidValueError("table", table, "an array of counts, or rows such as ({'school': 'North'}, 12)")
    rows = list(table) if isinstance(table, Iterable) else []
    if rows and all(isinstance(row, tuple) and row and isinstance(row[0], Mapping) for row in rows):
        if denominators is not None:
            raise InvalidValueError("denominators", denominators, "part of the rows where the table is rows")
        return _read_rows(rows, hierarchies)
    if tuple(hierarchies):
        raise InvalidValueError(
            "hierarchies", tuple(hierarchies), "given with rows; the axes of an array have one level"
        )
    return _read_array(table, denominators)


def _read_rows(
    rows: Sequence[tuple[object, ...]], hierarchies: Iterable[Sequence[str]]
) -> tuple[list[tuple[Key, int, int | None]], list[tuple[str, ...]]]:
    lengths = {len(row) for row in rows}
    if lengths not in ({2}, {3}):
        raise InvalidValueError(
            "table", rows[0], "rows of two (key, count) or rows of three (key, numerator, denominator)"
        )
    first = rows[0][0]
    columns = [str(column) for column in first] if isinstance(first, Mapping) else []
    dimensions = _dimensions(columns, hierarchies)
    return [_row(row, columns) for row in rows], dimensions


def _row(row: tuple[object, ...], columns: Sequence[str]) -> tuple[Key, int, int | None]:
    key = row[0]
    if not isinstance(key, Mapping) or set(map(str, key)) != set(columns):
        raise InvalidValueError("table", key, f"a key with the columns {', '.join(columns)}")
    named = {str(column): str(category) for column, category in key.items() if category is not None}
    if len(named) != len(columns):
        raise InvalidValueError("table", dict(key), "a cell in full detail; its margins are added up here")
    denominator = _count("denominator", row[2]) if len(row) > 2 else None  # noqa: PLR2004 - key, numerator, denominator
    return tuple((column, named[column]) for column in columns), *_pair(_count("count", row[1]), denominator)


def _pair(count: int, denominator: int | None) -> tuple[int, int | None]:
    if denominator is not None and count > denominator:
        raise InvalidValueError("numerator", count, f"at most its denominator, {denominator}")
    return count, denominator


def _count(what: str, given: object) -> int:
    """Return a count; a count that is missing cannot be protected, since its margins are unknown."""
    is_number = isinstance(given, abstract.Real) and not isinstance(given, bool | np.bool_)
    if not is_number or not (0 <= given <= LARGEST) or given % 1:  # type: ignore[operator]
        raise InvalidValueError(what, given, WANTED)
    return int(given)  # type: ignore[call-overload,no-any-return]


def _dimensions(columns: Sequence[str], hierarchies: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    chains = [tuple(chain) for chain in hierarchies if not isinstance(chain, str)]
    named = [column for chain in chains for column in chain]
    for column in named:
        if column not in columns:
            raise UnknownNameError("column", column, columns)
    if len(set(named)) < len(named):
        raise InvalidValueError("hierarchies", chains, "chains that share no column")
    starts = {chain[0]: chain for chain in chains if chain}
    return [starts.get(column, (column,)) for column in columns if column in starts or column not in named]


def _read_array(table: object, denominators: object) -> tuple[list[tuple[Key, int, int | None]], list[tuple[str, ...]]]:
    cells = _array("table", table)
    totals = None if denominators is None else _array("denominators", denominators)
    if totals is not None and totals.shape != cells.shape:
        raise InvalidValueError("denominators", totals.shape, f"of the table's shape, {cells.shape}")
    axes = [f"axis{axis}" for axis in range(cells.ndim)]
    rows: list[tuple[Key, int, int | None]] = []
    for place in np.ndindex(cells.shape):
        key = tuple((axis, str(index)) for axis, index in zip(axes, place, strict=True))
        denominator = None if totals is None else _count("denominators", totals[place])
        rows.append((key, *_pair(_count("table", cells[place]), denominator)))
    return rows, [(axis,) for axis in axes]


def _array(what: str, given: object) -> npt.NDArray[np.object_]:
    try:
        array = np.array(given if hasattr(given, "__array__") else list(given), dtype=object)  # type: ignore[call-overload]
    except (TypeError, ValueError):  # not iterable, or rows of unequal lengths
        raise InvalidValueError(what, given, "an array of counts, or rows such as ({'school': 'North'}, 12)") from None
    if array.size == 0 or array.ndim == 0:
        raise InvalidValueError(what, given, "a table with at least one cell")
    return array
