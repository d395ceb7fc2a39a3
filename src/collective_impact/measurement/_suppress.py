"""Tables of counts of people, with every figure withheld from which few people could be known."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.measurement._printed import printed
from collective_impact.measurement._suppress_audit import bounds, determined
from collective_impact.measurement._suppress_kernels import Protection, Rule, rule
from collective_impact.measurement._suppress_table import ALL, COUNTED, LARGEST, OTHERS, Figures, Mask, figures, read
from collective_impact.model._record import Vocabulary, record


class Withholding(Vocabulary):
    """Why a figure is withheld."""

    SMALL = "small"
    """It counts too few people."""
    COMPLEMENT = "complement"
    """Too few people of the denominator are not counted in it."""
    WHOLE_GROUP = "whole_group"
    """It counts none of the denominator or all of them, and so tells of each."""
    SECONDARY = "secondary"
    """Another that is withheld could be worked out from it."""


@record(kw_only=True)
class Cell:
    """A cell or a margin of a table, as it may be published.

    Parameters
    ----------
    key : tuple of (str, str)
        Columns and categories; columns that are summed over are left out, and a total has none.
    count : int, optional
        None where it is withheld.
    denominator : int, optional
        Where the table has denominators; None where it is withheld.
    reason, denominator_reason : Withholding, optional
        Why it is withheld. Not to be published: a reader who knows it knows more of the figure.
    low, high : int, optional
        Between what a reader can work out that a withheld count must be; no `high` is open.
    """

    key: tuple[tuple[str, str], ...] = ()
    count: int | None = None
    denominator: int | None = None
    reason: Withholding | None = field(default=None, converter=Withholding)
    denominator_reason: Withholding | None = field(default=None, converter=Withholding)
    low: int | None = None
    high: int | None = None

    @property
    def share(self) -> float | None:
        """The count as a share of its denominator; None where one of the two is withheld or nobody is in it."""
        return self.count / self.denominator if self.count is not None and self.denominator else None

    def __str__(self) -> str:
        """Return what may be published of it: no reason and no bounds."""
        figures = [self.count]
        if self.denominator is not None or self.denominator_reason is not None:
            figures.append(self.denominator)
        if not any(figure is not None for figure in figures):
            return f"{_spelled(dict(self.key))}: withheld"
        said = " of ".join("withheld" if figure is None else str(figure) for figure in figures)
        return f"{_spelled(dict(self.key))}: {said}"


@record(kw_only=True)
class Suppressed:
    """A table in which nobody can be found again.

    Parameters
    ----------
    threshold : int
        Counts of people below it are small.
    columns : tuple of str
    cells : tuple of Cell
        In full detail first, then the margins.
    withheld : int
        How many figures are withheld; where there are denominators, a cell has two.
    small : int
        How many of those are for their own sake, and not for that of others.
    recoverable : int
        How many of these subtraction would have given back, had they alone been withheld.
    note : Message
        What was withheld, in a sentence.
    warnings : tuple of Message
    """

    threshold: int
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    withheld: int
    small: int
    recoverable: int
    note: Message
    warnings: tuple[Message, ...] = ()

    def cell(self, key: Mapping[str, str] | None = None) -> Cell:
        """Return a cell, or a margin by the columns that it is not summed over; the total by none.

        Parameters
        ----------
        key : mapping of str to str, optional

        Returns
        -------
        Cell

        Raises
        ------
        UnknownNameError
            There is none.
        """
        wanted = dict(key or {})
        for cell in self.cells:
            if dict(cell.key) == wanted:
                return cell
        raise UnknownNameError("cell", _spelled(wanted), [_spelled(dict(cell.key)) for cell in self.cells])

    def to_columns(self) -> dict[str, list[object]]:
        """Return what may be published, as columns: one sign for all that is withheld, and no reasons.

        Returns
        -------
        dict of str to list
            The table's own columns, with None where they are summed over; ``count``, ``withheld``
            and, with denominators, ``denominator`` and ``share``.
        """
        keys = [dict(cell.key) for cell in self.cells]
        table: dict[str, list[object]] = {column: [key.get(column) for key in keys] for column in self.columns}
        has_denominators = any(cell.denominator is not None or cell.denominator_reason for cell in self.cells)
        for name in ("count", "denominator", "share") if has_denominators else ("count",):
            table[name] = [getattr(cell, name) for cell in self.cells]
        table["withheld"] = [bool(cell.reason or cell.denominator_reason) for cell in self.cells]
        return table

    def __str__(self) -> str:
        """Return what was withheld, and the cells as they may be published."""
        return printed(str(self.note), map(str, self.cells))


def _spelled(key: Mapping[str, str]) -> str:
    return ", ".join(f"{column}={category}" for column, category in key.items()) or "total"


def suppress(  # noqa: PLR0913 - each option is one thing that tables or rules have
    table: object,
    *,
    threshold: int,
    denominators: object = None,
    hierarchies: Iterable[Sequence[str]] = (),
    margins: Iterable[Iterable[str]] | None = None,
    unpublished: Iterable[Mapping[str, str]] = (),
    extremes: bool = True,
) -> Suppressed:
    """Withhold counts of few people, and what they could be worked out from.

    Withheld for their own sake are counts from 1 to below the threshold, in cells and in
    margins. With denominators, these are also counts that all but a few of the denominator are
    in, and shares of 0 or 100 %, which tell of every member of a group; and denominators
    below the threshold. Zeros of tables without denominators are published.

    Then more figures are withheld, until no reader can exclude any count from 1 (from 0 where
    zeros are withheld) to the threshold for a small figure, however the published figures are
    added up, and nothing that is withheld can be worked out, not even by a reader who is told
    which figures are small. Each of these claims is proved by another table of whole numbers
    that agrees with everything published. Chosen are the figures that lose least: the sum of
    the logarithms of what is withheld, as far as a linear program finds it one figure after
    the other. The same table always gives the same answer.

    Parameters
    ----------
    table : array_like or iterable of tuple
        Counts in any number of dimensions, whose sums along all axes are the margins; or rows
        such as ``({"school": "North", "group": "latino"}, 12)``, or with a denominator as
        third, in full detail. Combinations that no row mentions are known to have nobody.
    threshold : int
        The least count of people that may be shown, such as `Disclosure.minimum_count`.
    denominators : array_like, optional
        With an array: how many people each count is of.
    hierarchies : iterable of sequence of str
        Columns of rows that lie within each other, from broad to narrow: ``[("county", "school")]``.
    margins : iterable of iterable of str, optional
        The columns of each margin that is published, ``()`` for the total; all when None. What
        is not published is no help to readers, and needs no protection.
    unpublished : iterable of mapping of str to str
        Keys of rows that are not published, but follow from the margins where all others are:
        the people of a total who are in none of the groups. They are protected, and no answer.
    extremes : bool
        Whether shares of 0 and 100 % are withheld.

    Returns
    -------
    Suppressed

    Raises
    ------
    InvalidValueError
        The threshold is below 1, a count is missing, negative or no whole number, a numerator
        is above its denominator, or a row is listed twice.
    UnknownNameError
        A hierarchy or a margin has a column that the rows do not have.

    Notes
    -----
    What is published elsewhere (last year's table, another report on the same people) is not
    known here, and may give figures away.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control, 2012, chapters 4 and 5. Cox, Suppression
    Methodology and Statistical Disclosure Control, 1980. Kelly, Golden & Assad, Cell
    Suppression: Disclosure Protection for Sensitive Tabular Data, 1992. Fischetti & Salazar,
    Models and Algorithms for Optimizing Cell Suppression in Tabular Data with Linear
    Constraints, 2000. National Center for Education Statistics, SLDS Technical Brief 3, 2010.

    Examples
    --------
    >>> table = suppress([[20, 50, 10], [3, 19, 22], [17, 32, 12]], threshold=5)
    >>> table.withheld, table.small
    (4, 1)
    >>> table.cell({"axis0": "1", "axis1": "0"}).reason
    <Withholding.SMALL: 'small'>
    >>> for line in str(table).splitlines()[1:4]:
    ...     print(line)
      axis0=0, axis1=0: withheld
      axis0=0, axis1=1: 50
      axis0=0, axis1=2: withheld
    """
    checked_threshold(threshold)
    rows, dimensions = read(table, denominators, hierarchies)
    found = figures(rows, dimensions, margins, unpublished)
    equations, ruled = found.equations(), rule(found, threshold, extremes=extremes)
    protection = Protection(equations, ruled)
    protection.protect()
    hidden = protection.hidden()
    ends = bounds(equations, ruled.values, protection.withheld, ruled.least, hidden & ruled.shown)
    recoverable = determined(equations, ruled.withheld) & ruled.small
    published = ruled.shown & ~protection.withheld
    small = int((ruled.shown & ruled.withheld).sum())
    withheld = int((ruled.shown & protection.withheld).sum())
    counts = {"withheld": withheld, "of": int(ruled.shown.sum()), "small": small, "threshold": threshold}
    return Suppressed(
        threshold=threshold,
        columns=tuple(column for names in dimensions for column in names),
        cells=_cells(found, ruled, published, ends),
        withheld=withheld,
        small=small,
        recoverable=int(recoverable.sum()),
        note=_note(counts),
        warnings=tuple(_warnings(len(protection.hopeless), _absent(found, dimensions))),
    )


def checked_threshold(threshold: object) -> int:
    """Return a least count of people as it is.

    Raises
    ------
    InvalidValueError
        It is none.
    """
    if type(threshold) is not int or not 1 <= threshold <= LARGEST:
        raise InvalidValueError("threshold", threshold, "a whole number of people, 1 or more")
    return threshold


def _note(counts: Mapping[str, int]) -> Message:
    if not counts["withheld"]:
        return Message("disclosure.nothing", {"of": counts["of"], "threshold": counts["threshold"]})
    others = counts["withheld"] - counts["small"]
    return Message("disclosure.withheld", {**counts, "others": others})


def _warnings(exposed: int, absent: int) -> Iterable[Message]:
    if exposed:
        yield Message("disclosure.exposed", {"n": exposed})
    if absent:
        yield Message("disclosure.absent", {"n": absent})


def _absent(found: Figures, dimensions: Sequence[tuple[str, ...]]) -> int:
    """Return how many combinations of categories no row mentions."""
    keys = [dict(key) for key, detail in zip(found.keys, found.detail, strict=True) if detail]
    paths = ({tuple(key[column] for column in columns) for key in keys} for columns in dimensions)
    return math.prod(map(len, paths)) - len(keys)


def _cells(
    found: Figures, ruled: Rule, published: Mask, ends: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
) -> tuple[Cell, ...]:
    shape = found.values.shape
    small, seen = ruled.small.reshape(shape), published.reshape(shape)
    low, high = (end.reshape(shape) for end in ends)
    cells = []
    for key in map(int, np.flatnonzero(found.shown)):
        parts: dict[str, object] = {"key": found.keys[key]}
        for layer, name, reason in ((COUNTED, "count", "reason"), (ALL, "denominator", "denominator_reason")):
            if layer < len(found.values):
                open_to_all = seen[layer, key]
                parts[name] = int(found.values[layer, key]) if open_to_all else None
                parts[reason] = None if open_to_all else _reason(found, small, layer, key)
        if not seen[COUNTED, key]:
            parts |= {"low": int(low[COUNTED, key]), "high": _end(high[COUNTED, key])}
        cells.append(Cell(**parts))  # type: ignore[arg-type] # the fields by name
    return tuple(cells)


def _end(high: float) -> int | None:
    return int(high) if math.isfinite(high) else None


def _reason(found: Figures, small: Mask, layer: int, key: int) -> Withholding:
    if small[layer, key]:
        return Withholding.SMALL if found.values[layer, key] else Withholding.WHOLE_GROUP
    if layer == COUNTED and found.has_denominators and small[OTHERS, key]:
        return Withholding.COMPLEMENT if found.values[OTHERS, key] else Withholding.WHOLE_GROUP
    return Withholding.SECONDARY
