"""Who reports what, and who acts for what, as tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field

from collective_impact.conditions import _reports, _view
from collective_impact.conditions._activities import Doing
from collective_impact.conditions._definitions import reported
from collective_impact.conditions.aligned_measurement import received
from collective_impact.errors import UnknownNameError
from collective_impact.model._record import Value, record
from collective_impact.model.activities import Activity
from collective_impact.model.initiative import Initiative

SHOULD, UNKNOWN, NONE = "should", "unknown", "none"


@record(kw_only=True)
class MatrixRow(Value):
    """A stakeholder's row of a `Matrix`: what is in which of its cells.

    Parameters
    ----------
    stakeholder : str
        Its id.
    there, owed, unknown : tuple of str
        The columns of what it does, of what it should do and does not, and of what nobody knows.
    is_open : bool
        Whether all others are unknown, too.
    """

    stakeholder: str
    there: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    owed: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    unknown: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    is_open: bool = False


@record(kw_only=True)
class Matrix(Value):
    """A table with a row for each member, and a column for each indicator or goal.

    Parameters
    ----------
    name : str
        ``"measurement"``, ``"activities"`` or ``"indicators"``.
    word : str
        What stands in a cell that is met: ``"reports"`` or ``"acts"``.
    columns : tuple of str
        Addresses of the indicators or goals.
    rows : tuple of MatrixRow
    open : tuple of str
        Columns whose cells are unknown wherever nothing else is recorded.
    """

    name: str
    word: str
    columns: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    rows: tuple[MatrixRow, ...] = field(default=(), converter=tuple[MatrixRow, ...])
    open: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def cell(self, stakeholder: str, column: str) -> str:
        """Return what stands in a cell.

        Parameters
        ----------
        stakeholder : str
            Its id.
        column : str
            Address of the indicator or goal.

        Returns
        -------
        {"reports", "acts", "should", "unknown", "none"}

        Raises
        ------
        UnknownNameError
            There is no such row or column.
        """
        if column not in self.columns:
            raise UnknownNameError("column", column, self.columns)
        for row in self.rows:
            if row.stakeholder == stakeholder:
                return dict(self._known(row)).get(column, self._otherwise(row, column))
        raise UnknownNameError("stakeholder", stakeholder, (row.stakeholder for row in self.rows))

    def to_columns(self) -> dict[str, list[str]]:
        """Return the table as columns, as data frames take them: ``stakeholder``, and one by each address."""
        table: dict[str, list[str]] = {"stakeholder": [row.stakeholder for row in self.rows]}
        known = [dict(self._known(row)) for row in self.rows]
        for column in self.columns:
            cells = zip(self.rows, known, strict=True)
            table[column] = [told.get(column) or self._otherwise(row, column) for row, told in cells]
        return table

    def __str__(self) -> str:
        """Return a line for each row, with what is in it."""
        return "\n".join(f"{row.stakeholder}: {self._told(row)}" for row in self.rows)

    def _told(self, row: MatrixRow) -> str:
        cells = {column: self._otherwise(row, column) for column in self.columns} | dict(self._known(row))
        there = {
            word: [column for column in self.columns if cells[column] == word] for word in (self.word, SHOULD, UNKNOWN)
        }
        return "; ".join(f"{word} {', '.join(columns)}" for word, columns in there.items() if columns) or NONE

    def _known(self, row: MatrixRow) -> Iterator[tuple[str, str]]:
        for word, columns in ((UNKNOWN, row.unknown), (SHOULD, row.owed), (self.word, row.there)):
            yield from ((column, word) for column in columns)

    def _otherwise(self, row: MatrixRow, column: str) -> str:
        return UNKNOWN if row.is_open or column in self.open else NONE


def matrices(initiative: Initiative, as_of: date) -> tuple[Matrix, ...]:
    """Return who reports which indicator, who acts for which goal, and who acts on which indicator."""
    doing = Doing.on(initiative, as_of)
    measured = {indicator.id: indicator.goals for indicator in initiative.indicators}

    def goals(activity: Activity) -> set[str]:
        return {*activity.goals, *(goal for name in activity.advances for goal in measured[name])}

    goal_addresses = {goal.id: f"agenda/goals/{goal.key}" for goal in initiative.goals}
    indicator_addresses = {indicator.id: f"indicators/{indicator.key}" for indicator in initiative.indicators}
    by_goal = [(activity, [goal_addresses[name] for name in goals(activity)]) for activity in doing.activities]
    by_indicator = [(one, [indicator_addresses[name] for name in one.advances]) for one in doing.activities]
    return (
        _reporting(initiative, as_of),
        _acting("activities", initiative, as_of, doing, tuple(goal_addresses.values()), by_goal),
        _acting("indicators", initiative, as_of, doing, tuple(indicator_addresses.values()), by_indicator),
    )


def _reporting(initiative: Initiative, as_of: date) -> Matrix:
    cells: dict[bool | None, defaultdict[str, list[str]]] = {state: defaultdict(list) for state in (True, False, None)}
    open_: list[str] = []
    for indicator, name, answer in received(initiative, as_of):
        here = f"indicators/{indicator.key}"
        if name is None:
            open_.append(here)
        else:
            cells[answer][name].append(here)
    for indicator in initiative.indicators:
        for name in {one.reporter for one in _reports.ended(indicator, as_of) if reported(one)}:
            if name is not None and name not in indicator.reporters:
                cells[True][name].append(f"indicators/{indicator.key}")
    rows = [
        MatrixRow(
            stakeholder=person.id,
            there=cells[True].get(person.id, []),
            owed=cells[False].get(person.id, []),
            unknown=cells[None].get(person.id, []),
        )
        for person in initiative.members(as_of)
    ]
    columns = tuple(f"indicators/{indicator.key}" for indicator in initiative.indicators)
    return Matrix(name="measurement", word="reports", columns=columns, rows=rows, open=tuple(dict.fromkeys(open_)))


def _acting(  # noqa: PLR0913, PLR0917 - the rest of one function
    name: str,
    initiative: Initiative,
    as_of: date,
    doing: Doing,
    columns: tuple[str, ...],
    served: Iterable[tuple[Activity, list[str]]],
) -> Matrix:
    sure: defaultdict[str, set[str]] = defaultdict(set)
    perhaps: defaultdict[str, set[str]] = defaultdict(set)
    loose: set[str] = set()
    nameless: set[str] = set()
    for activity, aims in served:
        for person in activity.people:
            (sure if activity.id in doing.sure else perhaps)[person].update(aims)
        if not aims or not all(_lists_all(doing, activity)):
            loose.update(activity.people)
        if not doing.names_all(activity):
            nameless.update(aims or columns)
    is_open = not doing.extent.is_complete
    rows = [
        MatrixRow(
            stakeholder=person.id,
            there=sorted(sure[person.id]),
            unknown=sorted(perhaps[person.id] - sure[person.id]),
            is_open=person.id in loose,
        )
        for person in _view.members(initiative, as_of)
    ]
    open_ = [column for column in columns if is_open or column in nameless]
    return Matrix(name=name, word="acts", columns=columns, rows=rows, open=open_)


def _lists_all(doing: Doing, activity: Activity) -> Iterator[bool]:
    """Yield whether goals, and indicators, of an activity are all listed."""
    listed = bool(activity.goals or activity.advances)
    return (doing.said.get(f"activities/{activity.key}/{name}", listed) for name in ("goals", "advances"))
