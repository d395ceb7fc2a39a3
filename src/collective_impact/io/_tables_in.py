"""Tables of any source as initiatives, with an account of everything that was not understood."""

import os
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from collective_impact.errors import InvalidInitiativeError, Message, locales, nearest
from collective_impact.io._accounts import NotUnderstoodError, Reading, Remarks
from collective_impact.io._assembly import Assembly, Rows, slug, slugs
from collective_impact.io._attendance_in import attendance
from collective_impact.io._attendance_marks import ATTENDANCES
from collective_impact.io._cells import Cell, joined, truth
from collective_impact.io._columns_in import Plan, checked, table_by_columns, titled
from collective_impact.io._days import Order
from collective_impact.io._drafts import Draft, Origin
from collective_impact.io._fields_in import whole
from collective_impact.io._grids import Grid, Row, Sheet
from collective_impact.io._kinds import ABOUT, Kind, kinds, names_of_tables, owners
from collective_impact.io._listed_in import Listing, listing
from collective_impact.io._numerals_in import Decimal
from collective_impact.io._sheets import grids
from collective_impact.model._record import escaped
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Completeness

Part: TypeAlias = list[tuple[Listing, list[int]]]  # rows of one initiative, by their places in each sheet


@attrs.frozen(kw_only=True)
class TableReading(Reading):
    """What was read from tables of any kind of record, and what was not understood of them.

    Parameters
    ----------
    initiatives : tuple of Initiative
        In the order in which the tables first speak of them; ``.initiative`` is the only one.
    account : Account
    """


def read_tables(  # noqa: PLR0913 - each option says one thing that tables leave open
    source: object,
    *,
    by: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheets: Mapping[str, str] | None = None,
    codes: Mapping[str, Mapping[Any, Any]] | None = None,
    dates: Order | None = None,
    decimal: Decimal | None = None,
) -> TableReading:
    r"""Read initiatives from tables: leniently, and with an account of everything that was not understood.

    A sheet is one kind of record, known by its name in English or Spanish or by its titles; a column is a field, known
    by its title. Records are named by id, name or another name of theirs, whatever the case and accents; ids are made
    from names where there are none. What is not understood is left out and stands in the account: a cell alone, or the
    row where the cell says what the row is about. Nothing is guessed: a name that is nearly one that is known, a date
    that could be two, a number that could be two are left out, with what is probably meant.

    Attendance may be a list (a row for each partner at each meeting, and a column that says who came where not all
    did) or a grid: partners in rows, and dates as titles.

    Parameters
    ----------
    source : path, mapping, iterable of mappings or data frame
        A workbook (``.xlsx``, which needs ``collective-impact[excel]``), a file of separated values, a folder of them,
        a Data Package; a table in memory (rows that are mappings, a mapping of columns, a data frame of pandas, polars
        or pyarrow) or a mapping of names of sheets to such tables.
    by : str, optional
        The title of the column that says which initiative a row belongs to, where one table holds many.
        Upper and lower case are one.
    columns : mapping of str to str, optional
        What titles mean: ``{"Org": "name"}``, or of one sheet ``{"Org": "stakeholders.name"}``. Titles that are
        understood without being explained can be used, too: ``{"Joined": "Member since"}``.
    sheets : mapping of str to str, optional
        Which kind of record a sheet lists: ``{"Sheet1": "stakeholders"}``, or as such a sheet may be called:
        ``{"Sheet1": "Partners"}``; ``""`` is a table in memory.
    codes : mapping of str to mapping, optional
        What cells mean, by title or column: ``{"sector": {"1": "nonprofit", "2": "government"}}``; what the marks of
        an attendance grid mean, by ``"attendances"``: ``{"attendances": {"online": "yes", "excused": "no"}}``.
    dates : {"dmy", "mdy", "ymd"}, optional
        In which order a date such as 3/4/2020 stands; without it such a date is read only where its column shows it.
    decimal : {".", ","}, optional
        The mark before decimals; without it a number such as 68.379 is read only where its column shows it.

    Returns
    -------
    TableReading
        With ``.initiative`` (or ``.initiatives``) and ``.account``.

    Raises
    ------
    InvalidDocumentError
        The file cannot be read at all.
    InvalidValueError
        The source is no table, or ``dates`` or ``decimal`` is none of those above.
    UnknownNameError
        ``columns`` or ``sheets`` name a kind of column or table that there is not.
    OSError
        As the operating system says.

    Examples
    --------
    >>> import collective_impact as ci
    >>> partners = [{"Organization": "Riverbend Library"}, {"Organization": "YMCA", "Sector": "non-profit"}]
    >>> goals = [{"Goal": "More children read by grade three", "Horizon": "soon"}]
    >>> reading = ci.read_tables({"Partners": partners, "Goals": goals})
    >>> [person.id for person in reading.initiative.stakeholders]
    ['riverbend_library', 'ymca']
    >>> print(reading.account.errors)
    1 error
    <BLANKLINE>
    sheet "Goals"
    - row 1, column "Horizon": "soon" is none of: short_term, long_term
    """
    plan = Plan(columns=columns or {}, codes=codes or {}, dates=dates, decimal=decimal, by=by, sheets=sheets or {})
    remarks = Remarks()
    read = _Sheets(checked(plan), remarks)
    for grid in list(grids(source, account=remarks)):
        read.take(grid)
    made = read.initiatives(_stem(source))
    return TableReading(initiatives=made, account=remarks.account())


def _stem(source: object) -> str | None:
    return Path(source).stem if isinstance(source, str | os.PathLike) else None


class _Sheets:
    """The rows of all sheets, and what the questions above them were answered."""

    def __init__(self, plan: Plan, remarks: Remarks) -> None:
        self.plan = plan
        self.remarks = remarks
        self.listings: dict[str, list[Listing]] = {}
        self.answers: list[tuple[Kind, Draft]] = []
        self.is_template = False

    def take(self, grid: Grid) -> None:
        """Read a sheet."""
        table = self.plan.table_of(grid)
        if table == ABOUT:
            self._about(grid)
            return
        sheet, above = titled(grid, table, self.plan, self.remarks)
        if table is None:
            table = table_by_columns(sheet, self.plan)
            if table is None:
                self._not_understood(sheet)
                return
            self.remarks.add(sheet, None, None, "tables.taken_for", table=table, severity="note")
        if sheet.rows and not self._tells(sheet):
            near = nearest(str(self.plan.by), filter(None, sheet.columns))
            self.remarks.add(sheet, None, self.plan.by, "tables.no_whose", suggestion=near)
        kind = kinds()[table]
        for row in above:
            if not self._answered(kind, sheet, row):
                self.remarks.add(sheet, row.number, None, "sheets.above", given=_line(row), severity="note")
        read = attendance if table == ATTENDANCES else listing
        self.listings.setdefault(table, []).append(read(kind, sheet, self.plan, self.remarks))

    def _not_understood(self, sheet: Sheet) -> None:
        if sheet.rows or any(sheet.columns):
            near = nearest(joined(sheet.name), names_of_tables())
            self.remarks.add(sheet, None, None, "tables.sheet", severity="warning", suggestion=near)

    def _about(self, grid: Grid) -> None:
        """Read what a file says of itself."""
        body = [tuple(row.cells) for row in grid.rows]
        said = {str(row[0]): row[1] for row in body if len(row) > 1}
        if str(said.get("withheld", 0)) not in ("0", "None"):
            self.remarks.add(grid, None, None, "tables.withheld", given=str(said["withheld"]), severity="note")

    def _answered(self, kind: Kind, sheet: Sheet, row: Row) -> bool:
        """Take the answer to whether the list is complete; whether the row asks for it."""
        asked = {joined(Message("tables.template.complete").text(locale)) for locale in locales()}
        if not row.cells or joined(str(row.cells[0])) not in asked:
            return False
        cells = [*row.cells, None, None, None, None]
        completeness = self.remarks.tried(sheet, row.number, None, cells[1], _completeness)
        total = self.remarks.tried(sheet, row.number, None, cells[3], whole)
        if completeness is not None:
            values = {"completeness": completeness} | ({} if total is None else {"total": total})
            answer = Draft(kind=kinds()["extents"], values=values, origin=Origin(sheet, {}), row=row.number)
            self.answers.append((kind, answer))
        return True

    # Which initiative ----------------------------------------------------------------

    def _tells(self, sheet: Sheet | None) -> bool:
        """Say whether a sheet has the column that says which initiative a row belongs to, where one is asked for."""
        return self.plan.by is None or sheet is None or any(map(self.plan.is_by, sheet.columns))

    def initiatives(self, stem: str | None) -> tuple[Initiative, ...]:
        """Return the initiatives that the rows tell of."""
        if self.plan.by is None:
            return (self._only(stem),)
        groups: dict[str, Part] = {}
        for one in chain.from_iterable(self.listings.values()):
            for whose, places in self._places(one).items():
                groups.setdefault(whose, []).append((one, places))
        if not groups:
            self.remarks.add(None, None, None, "tables.nothing", severity="note")
        taken: set[str] = set()
        names = [str(parts[0][0].whose[parts[0][1][0]]) for parts in groups.values()]
        named = zip(groups.values(), names, slugs(names), strict=True)
        return tuple([self._ordinary(*group, taken) or self._of_group(group[0], taken) for group in named])

    def _places(self, one: Listing) -> dict[str, list[int]]:
        """Return which rows of a sheet belong to which initiative."""
        keys = {whose: joined(whose) for whose in set(one.whose.values()) if whose is not None}
        found: dict[str, list[int]] = defaultdict(list)
        for place, whose in one.whose.items():
            if whose is None:
                draft = one.draft(place, self.remarks)
                if self._tells(draft.origin.sheet):
                    self.remarks.add(draft.origin.sheet, draft.row, self.plan.by, "tables.whose")
            else:
                found[keys[whose]].append(place)
        return found

    def _ordinary(self, parts: Part, name: str, identity: str, taken: set[str]) -> Initiative | None:
        """Return an initiative whose rows are records as they stand; None where they have to be put together."""
        fields: dict[str, Any] = {}
        for one, places in parts:
            records = one.ordinary(places)
            if records is None:
                return None
            fields[one.kind.field] = fields.get(one.kind.field, ()) + records
        identity = identity or name
        if identity in taken or self.answers:
            return None
        try:
            made = Initiative(id=identity, name=None if identity == name else name, **fields)
        except InvalidInitiativeError:
            return None
        taken.add(identity)
        return made

    def _of_group(self, parts: Part, taken: set[str]) -> Initiative:
        rows = self._drafts(parts)
        roots = rows.pop("initiative", [])
        first = roots[0] if roots else next(iter(rows.values()))[0]
        root = self._root(roots)
        name = str(first.whose)
        if not str(root.values.get("id", "")).strip():
            root.values["id"] = slug(name) or name
        if root.values["id"] in taken:
            self.remarks.add(
                first.origin.sheet, first.row, self.plan.by, "tables.same_id", given=name, id=name, severity="warning"
            )
            root.values["id"] = name
        taken.add(root.values["id"])
        if root.values["id"] != name:
            root.values.setdefault("name", name)
        return self._assembled(root, rows)

    def _drafts(self, parts: Part) -> Rows:
        """Return what some rows say, by table."""
        rows: Rows = {}
        for one, places in parts:
            rows.setdefault(one.kind.name, []).extend(one.draft(place, self.remarks) for place in places)
        return rows

    def _only(self, stem: str | None) -> Initiative:
        rows = self._drafts([(one, list(one.whose)) for one in chain.from_iterable(self.listings.values())])
        is_empty = not any(rows.values())
        if is_empty:
            self.remarks.add(None, None, None, "tables.nothing", severity="note")
        root = self._root(rows.pop("initiative", []))
        if not str(root.values.get("id", "")).strip():
            name = root.values.get("name")
            root.values["id"] = slug(name or "") or slug(stem or "") or "initiative"
            if name is None and not is_empty:
                self.remarks.add(None, None, None, "tables.no_id", id=root.values["id"], severity="note")
        return self._assembled(root, rows)

    def _root(self, roots: list[Draft]) -> Draft:
        """Return the row of the initiative; others of the same one are not understood."""
        for other in roots[1:]:
            self.remarks.add(other.origin.sheet, other.row, None, "tables.one_row")
        return roots[0] if roots else Draft(kind=kinds()["initiative"], single=True)

    def _assembled(self, root: Draft, rows: Rows) -> Initiative:
        extents = [*rows.get("extents", []), *self._extents(rows)]
        return Assembly(root, rows | {"extents": extents}, self.remarks).initiative()

    def _extents(self, rows: Rows) -> list[Draft]:
        """Return what the answers above the sheets say of the lists; those of each record that owns one."""
        found = []
        for kind, answer in self.answers:
            if kind.single:
                continue
            if owners(kind.name):
                holders = rows.get(kind.owner, [])
                keys = [one.values["id"] for one in holders if one.values.get("id")]
                addresses = [f"{kind.owner}/{escaped(key)}/{kind.field}" for key in keys]
                values = {"completeness": answer.values["completeness"]}
            else:
                addresses, values = ["/".join(kind.path)], answer.values
            found += [
                Draft(kind=answer.kind, values={"collection": address, **values}, origin=answer.origin, row=answer.row)
                for address in addresses
            ]
        return found


def _completeness(cell: Cell) -> Completeness | None:
    """Return what was answered to whether a list is complete."""
    try:
        answer = truth(cell)
    except NotUnderstoodError as error:
        if error.code == "cells.unknown":
            return Completeness.UNKNOWN
        raise
    return None if answer is None else Completeness.COMPLETE if answer else Completeness.PARTIAL


def _line(row: Row) -> str:
    return " ".join(str(cell) for cell in row.cells if cell is not None)
