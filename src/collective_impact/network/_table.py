"""A table of results: columns by name, and a way into any data frame."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError

WIDEST = 40
"""Characters that a cell takes in print at the most."""

LONGEST = 30
"""Rows that are printed."""


def _columns(given: Mapping[str, Iterable[object]]) -> tuple[tuple[str, tuple[object, ...]], ...]:
    return tuple((name, tuple(cells)) for name, cells in given.items())


@attrs.frozen
class Table(Mapping[str, tuple[object, ...]]):
    """Columns of equal length by name; None where a cell has no value.

    Data frames take ``to_columns()`` (``pandas.DataFrame(table.to_columns())``), not the table itself.

    Parameters
    ----------
    columns : mapping of str to sequence

    Raises
    ------
    InvalidValueError
        The columns differ in length.

    Examples
    --------
    >>> table = Table({"node": ["ymca", "bank"], "degree": [2, None]})
    >>> table["degree"]
    (2, None)
    >>> table.to_records()[0]
    {'node': 'ymca', 'degree': 2}
    >>> print(table)
    node  degree
    ymca       2
    bank       –
    """

    columns: tuple[tuple[str, tuple[object, ...]], ...] = attrs.field(converter=_columns)

    def __attrs_post_init__(self) -> None:
        if len({len(cells) for _, cells in self.columns}) > 1:
            lengths = {name: len(cells) for name, cells in self.columns}
            raise InvalidValueError("Table.columns", lengths, "columns of one length")

    def __getitem__(self, name: str) -> tuple[object, ...]:
        for known, cells in self.columns:
            if known == name:
                return cells
        raise UnknownNameError("column", name, self)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0][1]) if self.columns else 0

    def to_columns(self) -> dict[str, list[object]]:
        """Return the table as plain lists by column, as data frames take them."""
        return {name: list(cells) for name, cells in self.columns}

    def to_records(self) -> list[dict[str, object]]:
        """Return the table as one plain dict for each row."""
        names = list(self)
        return [dict(zip(names, row, strict=True)) for row in zip(*(cells for _, cells in self.columns), strict=True)]

    def __str__(self) -> str:
        """Return the first rows in aligned columns."""
        shown = [[name, *map(written, cells[:LONGEST])] for name, cells in self.columns]
        lines = list(zip(*map(_aligned, shown, (cells for _, cells in self.columns)), strict=True))
        more = [f"… {self.rows - LONGEST} more"] if self.rows > LONGEST else []
        return "\n".join(["  ".join(line).rstrip() for line in lines] + more)


def is_plain(cell: object) -> bool:
    """Say whether something is a number, a word or nothing."""
    return cell is None or isinstance(cell, str | int | float)


def written(cell: object) -> str:
    """Return what stands in print: three decimals, and a dash for nothing."""
    if cell is None:
        return "–"
    text = f"{cell:.3f}" if isinstance(cell, float) else str(cell)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _aligned(column: Sequence[str], cells: Sequence[object]) -> list[str]:
    """Return a column in print: numbers to the right, anything else to the left."""
    width = max(map(len, column))
    numbers = all(cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool)) for cell in cells)
    return [cell.rjust(width) if numbers else cell.ljust(width) for cell in column]
