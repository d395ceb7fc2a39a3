"""One submission after the other: whose it is, from where and when, and what it answers."""

import functools
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from collective_impact.errors import nearest
from collective_impact.io._accounts import NotUnderstoodError, Remarks, as_written
from collective_impact.io._answer_words import ROLES
from collective_impact.io._answers_in import Scale
from collective_impact.io._cells import Cell, choice, folded, is_empty, joined, text
from collective_impact.io._days import Order, day, order_of
from collective_impact.io._grids import Row
from collective_impact.io._layouts import Column, Layout, Plan, Table, worded
from collective_impact.io._organizations_in import Directory, Match
from collective_impact.io._pseudonyms import Pseudonyms, is_address
from collective_impact.io._tallies import Tally
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Answer, Instrument, Response
from collective_impact.model.vocabulary import NoAnswer, Viewpoint

_UNREAL = frozenset(
    {
        *("survey preview", "survey test", "spam", "survey preview spam", "imported spam", "offline survey preview"),
        *("1", "2", "8", "9", "12", "17"),
    }
)
"""The status of submissions to Qualtrics that are nobody's: previews, tests, spam."""

_OF_SUBMISSION = frozenset({"responseid", "response id"})
"""Titles of what identifies a submission and not who made it."""


@attrs.frozen
class Desk:
    """What submissions are read with."""

    table: Table
    plan: Plan
    instrument: Instrument
    scales: Mapping[str, Scale]
    pseudonyms: Pseudonyms
    people: Directory
    initiative: Initiative | None
    wave: str | None
    dates: Order | None
    columns: Mapping[str, str]
    tally: Tally
    remarks: Remarks

    def cell(self, row: Row, part: str) -> Cell:
        """Return a cell by what it holds; None where no column holds that."""
        return self.table.cell(row, self.plan.one(part))

    def title(self, part: str) -> str:
        """Return the title of the column of a part that there is."""
        return self.plan.parts[part][0].title


@attrs.frozen
class Submission:
    """The cells of one person: the row that tells who it is, and one cell for each item."""

    row: Row
    respondent: str
    wave: str | None
    cells: tuple[tuple[str, str, Cell], ...]
    """Ids of items, the titles where they are asked for, and what stands there."""


def responses_of(desk: Desk, layout: Layout) -> Iterator[Response]:
    """Yield the response of each submission; of two by one person in one wave, the first."""
    order = desk.dates or order_of(desk.cell(row, "on") for row in desk.table.rows)
    _say_respondents(desk)
    seen: dict[tuple[str, str | None], int] = {}
    for submission in _long(desk) if layout == "long" else _wide(desk, _real_rows(desk, layout)):
        who = (submission.respondent, submission.wave)
        if who in seen:
            desk.remarks.add(desk.table.place, submission.row.number, None, "responses.twice", row=str(seen[who]))
            continue
        answers = tuple(_answers(desk, submission))
        if not answers:
            desk.tally.add(None, "responses.empty", severity="note")
            continue
        seen[who] = submission.row.number
        yield Response(
            instrument=desk.instrument.id,
            respondent=submission.respondent,
            organization=_organization(desk, submission.row),
            role=_role(desk, submission.row),
            wave=submission.wave,
            on=_day(desk, submission.row, order),
            answers=answers,
        )


def _say_respondents(desk: Desk) -> None:
    columns = desk.plan.parts.get("respondent", ())
    names = {joined(name) for column in columns for name in column.names}
    if not columns or names & _OF_SUBMISSION:
        desk.remarks.add(desk.table.place, None, None, "responses.anonymous", severity="note")


def _real_rows(desk: Desk, layout: Layout) -> Iterator[Row]:
    """Yield the rows of submissions that somebody made."""
    status = _left(desk, {"status", "response type"}) if layout == "qualtrics" else None
    finished = _left(desk, {"finished"}) if layout == "qualtrics" else None
    for row in desk.table.rows:
        if status is not None and folded(_words(desk.table.cell(row, status.index)) or "") in _UNREAL:
            desk.tally.add(status.title, "responses.unreal", severity="note")
            continue
        if finished is not None and folded(_words(desk.table.cell(row, finished.index)) or "") in {"false", "0"}:
            desk.tally.add(finished.title, "responses.unfinished", severity="note")
        yield row


def _left(desk: Desk, titles: set[str]) -> Column | None:
    return next((column for column in desk.plan.left if titles & set(map(joined, column.names))), None)


def _wide(desk: Desk, rows: Iterator[Row]) -> Iterator[Submission]:
    for row in rows:
        cells = tuple((item, column.title, desk.table.cell(row, column.index)) for item, column in desk.plan.items)
        yield Submission(row, _respondent(desk, row) or _of_row(desk, row), _wave(desk, row), cells)


def _long(desk: Desk) -> Iterator[Submission]:
    """Yield the answers that stand in rows of their own by who gave them."""
    known = _items_by_name(desk)
    found: dict[tuple[str, str | None], tuple[Row, dict[str, Cell]]] = {}
    for row in desk.table.rows:
        respondent = _respondent(desk, row)
        item = _item(desk, row, known)
        if respondent is None or item is None:
            continue
        _, cells = found.setdefault((respondent, _wave(desk, row)), (row, {}))
        if item in cells:
            desk.remarks.add(desk.table.place, row.number, None, "responses.answered_twice", item=item)
        else:
            cells[item] = desk.cell(row, "answer")
    title = desk.title("answer")
    for (respondent, wave), (row, cells) in found.items():
        yield Submission(row, respondent, wave, tuple((item, title, cell) for item, cell in cells.items()))


def _items_by_name(desk: Desk) -> dict[str, str]:
    """Return the items by what a cell may call them: what the caller says, ids, and wordings that one item has."""
    wordings: dict[str, list[str]] = {}
    for item in desk.instrument.items:
        if item.text:
            wordings.setdefault(worded(item.text), []).append(item.id)
    only = {wording: ids[0] for wording, ids in wordings.items() if len(ids) == 1}
    ids = {item.id: item.id for item in desk.instrument.items}
    return only | {joined(name): name for name in ids} | {joined(title): desk.columns[title] for title in desk.columns}


def _item(desk: Desk, row: Row, known: Mapping[str, str]) -> str | None:
    words = _words(desk.cell(row, "item"))
    if words is None:
        desk.remarks.add(desk.table.place, row.number, desk.title("item"), "responses.no_item")
        return None
    item = known.get(joined(words), known.get(worded(words)))
    if item not in desk.scales:
        near = nearest(joined(words), desk.scales)
        desk.tally.add(desk.title("item"), "responses.item", given=words, suggestion=near)
        return None
    return item


def _words(cell: Cell) -> str | None:
    """Return the text of a cell; None where there is none, or what a formula left that failed."""
    try:
        return text(cell)
    except NotUnderstoodError:
        return None


def _identity(desk: Desk, row: Row) -> list[str]:
    cells = [_words(desk.table.cell(row, column.index)) for column in desk.plan.parts.get("respondent", ())]
    return [words or "" for words in cells]


def _respondent(desk: Desk, row: Row) -> str | None:
    """Return the pseudonym of whom a row is by; None, and a remark, where it does not say whom."""
    identity = _identity(desk, row)
    if any(identity):
        return desk.pseudonyms.of_person(*identity)
    if identity:
        title = desk.plan.parts["respondent"][0].title
        desk.remarks.add(desk.table.place, row.number, title, "responses.nobody", severity="warning")
    return None


def _of_row(desk: Desk, row: Row) -> str:
    """Return the pseudonym of a row that is by nobody known: of all that stands in it, so that no other has it."""
    cells = ("" if cell is None else as_written(cell) for cell in row.cells)
    return desk.pseudonyms.of_person("row", desk.table.place.file, desk.table.place.name, str(row.number), *cells)


def _wave(desk: Desk, row: Row) -> str | None:
    words = _words(desk.cell(row, "wave"))
    if desk.wave is not None or words is None:
        return desk.wave
    if desk.initiative is None:
        return words
    named = {joined(name): wave.id for wave in desk.initiative.waves for name in (wave.name, wave.id) if name}
    if joined(words) in named:
        return named[joined(words)]
    near = nearest(joined(words), named)
    suggestion = None if near is None else named[near]
    desk.tally.add(desk.title("wave"), "responses.wave", given=words, suggestion=suggestion)
    return None


def _organization(desk: Desk, row: Row) -> str | None:
    """Return whose people a respondent is: as the column says, else as the domain of the address does."""
    if desk.initiative is None:
        return None
    words = _words(desk.cell(row, "organization"))
    if words is not None:
        match = desk.people.reached(words) if is_address(words) else desk.people.named(words)
        return _matched(desk, desk.title("organization"), words, match)
    for address in filter(is_address, _identity(desk, row)):
        return _matched(desk, desk.title("respondent"), address, desk.people.reached(address))
    return None


def _matched(desk: Desk, title: str, words: str, match: Match) -> str | None:
    if match.id is not None:
        return match.id
    known = ", ".join(match.several) or None
    if is_address(words):
        desk.tally.add(title, "responses.domain", suggestion=match.suggestion or known, severity="warning")
    elif match.several:
        desk.tally.add(title, "responses.several", given=words, known=known, severity="warning")
    else:
        desk.tally.add(title, "responses.organization", given=words, suggestion=match.suggestion, severity="warning")
    return None


def _role(desk: Desk, row: Row) -> Viewpoint | None:
    cell = desk.cell(row, "role")
    try:
        return choice(cell, Viewpoint, ROLES)
    except NotUnderstoodError as error:
        desk.tally.refuse(desk.title("role"), cell, error, row.number)
        return None


def _day(desk: Desk, row: Row, order: Order | None) -> date | None:
    cell = desk.cell(row, "on")
    try:
        return None if is_empty(cell) else day(cell, order, desk.table.place.epoch)
    except NotUnderstoodError:
        desk.tally.add(desk.title("on"), "responses.date", severity="warning")
        return None


def _answers(desk: Desk, submission: Submission) -> Iterator[Answer]:
    for item, title, cell in submission.cells:
        try:
            given = desk.scales[item].read(cell)
        except NotUnderstoodError as error:
            desk.tally.refuse(title, cell, error, submission.row.number)
            continue
        if given is not None:
            yield _answer(item, given)


@functools.lru_cache(maxsize=10_000)
def _answer(item: str, given: int | NoAnswer) -> Answer:
    """Return an answer; equal ones are one object, since few of them are different."""
    return Answer(item=item, reason=given) if isinstance(given, NoAnswer) else Answer(item=item, value=given)
