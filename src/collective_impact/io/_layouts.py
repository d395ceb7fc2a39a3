"""How programs lay out what people answered: which column holds what, and one submission after the other."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import attrs

from collective_impact.errors import UnknownNameError
from collective_impact.io._cells import Cell, folded, is_empty, joined
from collective_impact.io._grids import Grid, Rows
from collective_impact.io._pseudonyms import identifies
from collective_impact.model.instruments import Instrument

Layout: TypeAlias = Literal["wide", "long", "qualtrics", "google_forms"]

LAYOUTS = ("wide", "long", "qualtrics", "google_forms")

IMPORT_ID = '{"ImportId"'
"""How the cells of the third row of titles begin that Qualtrics writes."""

_MOST_TITLES = 3

_ROW_TWO = frozenset(
    ["start date", "end date", "response id", "recorded date", "response type", "finished", "progress"]
)
"""What stands in the second row of titles where Qualtrics writes no third (its older exports)."""

_PARTS = {
    "respondent": (
        "respondent|respondent id|participant|participant id|person|id|externalreference|external data reference"
        "|recipientemail|recipient email|email|e mail|mail|email address|e mail address|username|responseid|response id"
        "|encuestado|encuestada|participante|correo electronico|direccion de correo electronico|nombre de usuario"
        "|teilnehmer|teilnehmerin|befragte|befragter|e mail adresse|nutzername|repondant|repondante|participante"
        "|adresse e mail|adresse mail|courriel|nom d'utilisateur"
    ),
    "organization": (
        "organization|organisation|organization name|organisation name|your organization|your organisation|agency"
        "|organizacion|su organizacion|nombre de la organizacion|entidad|einrichtung|ihre organisation|ihre einrichtung"
        "|name der organisation|structure|votre organisation|votre structure|nom de l'organisation"
    ),
    "role": "role|viewpoint|your role|rol|su rol|papel|rolle|ihre rolle|votre role",
    "on": (
        "timestamp|recordeddate|recorded date|enddate|end date|date|submitted|marca temporal|fecha|zeitstempel|datum"
        "|horodateur"
    ),
    "wave": "wave|round|oleada|ronda|welle|runde|vague",
    "item": "item|item id|question|question id|pregunta|frage|element",
    "answer": "answer|response|value|respuesta|valor|antwort|wert|reponse|valeur",
}
PARTS = {part: tuple(dict.fromkeys(titles.split("|"))) for part, titles in _PARTS.items()}
"""Titles of what there is besides items, folded, those that are preferred first."""

_OF_LONG = ("item", "answer")

MACHINERY = frozenset(
    [
        "status",
        "ipaddress",
        "progress",
        "finished",
        "locationlatitude",
        "locationlongitude",
        "distributionchannel",
        "userlanguage",
        "startdate",
        "enddate",
        "recordeddate",
        "responseid",
        "recipientlastname",
        "recipientfirstname",
        "recipientemail",
        "externalreference",
        "duration_(in_seconds)",
    ]
)
"""Columns that Qualtrics adds to every survey, in lower case."""


@attrs.frozen
class Column:
    """A column and what it may be called.

    Parameters
    ----------
    index : int
    title : str
        As people see it.
    names : tuple of str
        Its title and other titles, such as the wording of its question.
    """

    index: int
    title: str
    names: tuple[str, ...]


@attrs.frozen
class Table:
    """Columns with their names, and the rows below."""

    place: Grid
    columns: tuple[Column, ...]
    rows: Rows

    def column(self, index: int | None) -> list[Cell]:
        """Return the cell of each row in a column; None where the row is shorter, or the column is none."""
        if index is None:
            return [None] * len(self.rows)
        try:
            return self.rows.column(index)
        except IndexError:  # a row ends with its last filled cell
            return [cells[index] if index < len(cells) else None for cells in self.rows.cells]

    def find(self, title: str) -> Column:
        """Return the column of a title.

        Raises
        ------
        UnknownNameError
            No column is called that.
        """
        for same in (str, joined):
            for column in self.columns:
                if any(same(name) == same(title) for name in column.names):
                    return column
        raise UnknownNameError("column", title, [column.title for column in self.columns])

    def is_filled(self, column: Column) -> bool:
        """Say whether anything stands in a column."""
        return not all(map(is_empty, self.column(column.index)))


def table(grid: Grid, layout: Layout) -> Table:
    """Return a grid as columns and rows; Qualtrics has up to three rows of titles."""
    if grid.fields is None:
        heads, rows = [row.cells for row in grid.rows[:1]], grid.rows[1:]
    else:
        heads, rows = [grid.fields], grid.rows
    if layout == "qualtrics":
        more = _more_titles([row.cells for row in rows[: _MOST_TITLES - 1]])
        heads += [row.cells for row in rows[:more]]
        rows = rows[more:]
    width = max((len(head) for head in heads), default=0)
    columns = [_column(index, [head[index] if index < len(head) else None for head in heads]) for index in range(width)]
    filled = [not all(map(is_empty, cells)) for cells in rows.cells]
    return Table(grid, tuple(columns), rows.where(filled))


def _more_titles(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many of the first rows below the titles are titles, too."""
    for number, row in enumerate(rows, 1):
        if any(isinstance(cell, str) and cell.replace(" ", "").startswith(IMPORT_ID) for cell in row):
            return number
    first = rows[0] if rows else ()
    return int(sum(isinstance(cell, str) and joined(cell) in _ROW_TWO for cell in first) > 1)


def _column(index: int, cells: Iterable[Cell]) -> Column:
    titles = [" ".join(str(cell).split()) for cell in cells if not is_empty(cell)]
    names = [name for title in titles[:2] for name in _readings(title)]
    return Column(index, titles[0] if titles else "", tuple(dict.fromkeys(names)))


def _readings(title: str) -> Iterator[str]:
    """Yield a title, and the row of a grid of questions in it: "How much? [We meet.]", "How much? - We meet."."""
    if title.startswith(IMPORT_ID):
        return
    yield title
    bracket = re.search(r"\[([^\[\]]+)\]\s*$", title)
    if bracket:
        yield bracket[1].strip()
    parts = title.split(" - ")
    yield from (" - ".join(parts[start:]) for start in range(1, len(parts)))


def worded(words: str) -> str:
    """Return a wording as it is compared: letters and figures alone."""
    return " ".join(re.findall(r"\w+", folded(words)))


@attrs.frozen
class Plan:
    """Which column holds what.

    Parameters
    ----------
    items : tuple of pairs of str and Column
        Ids of items and their columns, in the order of the instrument; none in the long layout.
    parts : mapping of str to tuple of Column
        The columns of what there is besides.
    doubled : tuple of pairs of str and tuple of Column
        Items that several columns ask for.
    left : tuple of Column
        All other columns.
    """

    items: tuple[tuple[str, Column], ...]
    parts: Mapping[str, tuple[Column, ...]]
    doubled: tuple[tuple[str, tuple[Column, ...]], ...]
    left: tuple[Column, ...]

    def one(self, part: str) -> int | None:
        """Return the place of the column of a part; None where there is none."""
        columns = self.parts.get(part, ())
        return columns[0].index if columns else None


def plan(  # noqa: PLR0913 - a table, a questionnaire, and what the caller says of both
    found: Table,
    instrument: Instrument,
    layout: Layout,
    *,
    columns: Mapping[str, str],
    parts: Mapping[str, Sequence[str]],
    first_item: str | None,
) -> Plan:
    """Find out which column holds what: what the caller says first, then ids of items, then wordings.

    Raises
    ------
    UnknownNameError
        The caller names a column, or an item, that there is none of.
    """
    known = [*(item.id for item in instrument.items), *PARTS]
    for name in columns.values():
        if name not in known:
            raise UnknownNameError("item", name, known)
    told = {part: tuple(dict.fromkeys(map(found.find, titles))) for part, titles in parts.items()}
    items: dict[str, tuple[Column, ...]] = {}
    if layout != "long":
        items = _told_items(found, instrument, columns)
        items |= {} if first_item is None else _in_order(found, instrument, first_item, {*items})
    taken = {column.index for group in (*told.values(), *items.values()) for column in group}
    names = [part for part in PARTS if layout == "long" or part not in _OF_LONG]
    if layout != "long" and first_item is None:
        free = [column for column in found.columns if column.index not in taken]
        items |= _matched(free, instrument, {*items})
        taken |= {column.index for group in items.values() for column in group}
    for part in names:
        if part not in told and (column := _titled(found, PARTS[part], taken)):
            told[part] = (column,)
            taken.add(column.index)
    ordered = [(item.id, items[item.id]) for item in instrument.items if item.id in items]
    return Plan(
        items=tuple((name, group[0]) for name, group in ordered if len(group) == 1),
        parts=told,
        doubled=tuple((name, group) for name, group in ordered if len(group) > 1),
        left=tuple(column for column in found.columns if column.index not in taken),
    )


def _told_items(found: Table, instrument: Instrument, columns: Mapping[str, str]) -> dict[str, tuple[Column, ...]]:
    ids = {item.id for item in instrument.items}
    told: dict[str, tuple[Column, ...]] = {}
    for title, name in columns.items():
        if name in ids and name not in PARTS:
            told[name] = (*told.get(name, ()), found.find(title))
    return told


def _in_order(found: Table, instrument: Instrument, title: str, told: set[str]) -> dict[str, tuple[Column, ...]]:
    """Return the items that stand side by side from a column on, in the order of the instrument."""
    first = found.find(title).index
    items = zip(instrument.items, found.columns[first:], strict=False)
    return {item.id: (column,) for item, column in items if item.id not in told}


def _matched(free: Sequence[Column], instrument: Instrument, told: set[str]) -> dict[str, tuple[Column, ...]]:
    matched: dict[str, tuple[Column, ...]] = {}
    taken: set[int] = set()
    for same, key in ((joined, "id"), (worded, "text")):
        by_name: dict[str, list[Column]] = {}
        for column in free:
            for name in {same(name) for name in column.names}:
                by_name.setdefault(name, []).append(column)
        for item in instrument.items:
            name = getattr(item, key)
            if name and item.id not in told and item.id not in matched:
                group = tuple(column for column in by_name.get(same(name), ()) if column.index not in taken)
                matched |= {item.id: group} if group else {}
                taken |= {column.index for column in group}
    return matched


def _titled(found: Table, titles: Iterable[str], taken: set[int]) -> Column | None:
    """Return the first filled column that is called one of some titles, the preferred titles first."""
    for title in titles:
        for column in found.columns:
            is_called = any(joined(name).strip(" :?*.") == title for name in column.names)
            if is_called and column.index not in taken and found.is_filled(column):
                return column
    return None


def kind_of(column: Column, layout: Layout) -> Literal["identifying", "machinery", "other"]:
    """Say what a column is that is not read: it leads to people, the program added it, or neither."""
    if any(map(identifies, column.names)):
        return "identifying"
    names = {name.casefold().replace(" ", "_") for name in column.names[:1]}
    return "machinery" if layout == "qualtrics" and names & MACHINERY else "other"
