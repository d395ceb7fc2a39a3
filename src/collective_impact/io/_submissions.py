"""One submission after the other: whose it is, from where and when, and what it answers."""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress, count, repeat
from operator import is_not
from typing import NamedTuple, TypeAlias, cast

import attrs

from collective_impact.errors import nearest
from collective_impact.io._accounts import NotUnderstoodError, Remarks, as_written
from collective_impact.io._answer_words import ROLES
from collective_impact.io._answers_in import Scale
from collective_impact.io._cells import Cell, Told, choice, folded, is_empty, joined, text
from collective_impact.io._days import Order, day, order_of
from collective_impact.io._grids import Row
from collective_impact.io._layouts import Layout, Plan, Table, worded
from collective_impact.io._organizations_in import Directory, Match
from collective_impact.io._pseudonyms import Pseudonyms, is_address
from collective_impact.io._tallies import Tally
from collective_impact.model._copies import evolved
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Answer, Instrument, Response
from collective_impact.model.vocabulary import NoAnswer, Viewpoint

Outcome: TypeAlias = Answer | NotUnderstoodError | None
"""What a cell says: an answer, nothing, or nothing that can be understood."""

Refused: TypeAlias = tuple[str, Cell, NotUnderstoodError]
"""The title of a column, what stands there, and why that is no answer."""

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
    words: Told[str | None] = attrs.field(factory=lambda: Told(_words), init=False)

    def column(self, part: str) -> list[Cell]:
        """Return the cell of each row by what it holds; None where no column holds that."""
        return self.table.column(self.plan.one(part))

    def title(self, part: str) -> str:
        """Return the title of the column of a part that there is."""
        return self.plan.parts[part][0].title


class Submission(NamedTuple):
    """The answers of one person: which of the rows tells who it is, and what was not understood."""

    at: int
    respondent: str
    wave: str | None
    answers: tuple[Answer, ...]
    refused: tuple[Refused, ...]


def responses_of(desk: Desk, layout: Layout) -> list[Response]:
    """Return the response of each submission; of two by one person in one wave, the first."""
    _say_respondents(desk)
    found = _taken(desk, _long(desk) if layout == "long" else _wide(desk, layout))
    rows = [one.at for one in found]
    told: dict[str, Iterable[object]] = {
        "respondent": [one.respondent for one in found],
        "wave": [one.wave for one in found],
        "answers": [one.answers for one in found],
    }
    if desk.initiative is not None:
        told["organization"] = _organizations(desk, rows)
    if "role" in desk.plan.parts:
        told["role"] = _roles(desk, rows)
    if "on" in desk.plan.parts:
        told["on"] = _days(desk, rows)
    blank = Response(instrument=desk.instrument.id, respondent="")
    return evolved([blank] * len(found), **told)


def _taken(desk: Desk, submissions: Iterable[Submission]) -> list[Submission]:
    """Return the submissions that say anything, the first by each person in each wave."""
    numbers = desk.table.rows.numbers
    taken: dict[tuple[str, str | None], Submission] = {}
    for submission in submissions:
        who = submission.respondent, submission.wave
        if who in taken:
            first = str(numbers[taken[who].at])
            desk.remarks.add(desk.table.place, numbers[submission.at], None, "responses.twice", row=first)
            continue
        for title, cell, error in submission.refused:
            desk.tally.refuse(title, cell, error, numbers[submission.at])
        if submission.answers:
            taken[who] = submission
        else:
            desk.tally.add(None, "responses.empty", severity="note")
    return list(taken.values())


def _say_respondents(desk: Desk) -> None:
    columns = desk.plan.parts.get("respondent", ())
    names = {joined(name) for column in columns for name in column.names}
    if not columns or names & _OF_SUBMISSION:
        desk.remarks.add(desk.table.place, None, None, "responses.anonymous", severity="note")


def _unreal(desk: Desk, layout: Layout) -> set[int]:
    """Return the rows that nobody made, which Qualtrics exports with the others."""
    if layout != "qualtrics":
        return set()
    unreal = _say_where(desk, {"status", "response type"}, _UNREAL, "responses.unreal")
    _say_where(desk, {"finished"}, {"false", "0"}, "responses.unfinished", but=unreal)
    return unreal


def _say_where(
    desk: Desk, titles: set[str], words: Collection[str], code: str, *, but: Collection[int] = ()
) -> set[int]:
    """Return the rows that say one of some words in the first column of some titles, and count them."""
    column = next((one for one in desk.plan.left if titles & set(map(joined, one.names))), None)
    if column is None:
        return set()
    cells = enumerate(desk.table.column(column.index))
    found = {at for at, cell in cells if at not in but and folded(desk.words[cell] or "") in words}
    for _ in found:
        desk.tally.add(column.title, code, severity="note")
    return found


def _wide(desk: Desk, layout: Layout) -> Iterator[Submission]:
    unreal, wave_of = _unreal(desk, layout), _wave(desk)
    titles = [column.title for _, column in desk.plan.items]
    columns = {item: desk.table.column(column.index) for item, column in desk.plan.items}
    said = [list(map(_answers(item, desk, column).__getitem__, column)) for item, column in columns.items()]
    odd = {at for column in said for at in compress(count(), map(is_not, map(type, column), repeat(Answer)))}
    lines = zip(*said, strict=True) if said else [()] * len(desk.table.rows)
    told = zip(_respondents(desk), _words_of(desk, "wave"), lines, strict=True)
    for at, (respondent, words, outcomes) in enumerate(told):
        if at in unreal:
            continue
        if respondent is None:
            _nobody(desk, desk.table.rows.numbers[at])
        who = respondent or _of_row(desk, desk.table.rows[at]), wave_of(words)
        if at in odd:
            cells = [column[at] for column in columns.values()]
            yield Submission(at, *who, *_understood(titles, cells, outcomes))
        else:
            yield Submission(at, *who, cast("tuple[Answer, ...]", outcomes), ())


def _long(desk: Desk) -> Iterator[Submission]:
    """Yield the answers that stand in rows of their own by who gave them."""
    item_of, wave_of = _item(desk), _wave(desk)
    found: dict[tuple[str, str | None], tuple[int, dict[str, Cell]]] = {}
    told = zip(_respondents(desk), _words_of(desk, "item"), _words_of(desk, "wave"), desk.column("answer"), strict=True)
    numbers = desk.table.rows.numbers
    for at, (respondent, named, words, cell) in enumerate(told):
        if respondent is None:
            _nobody(desk, numbers[at])
        item = item_of(named, numbers[at])
        if respondent is None or item is None:
            continue
        who = respondent, wave_of(words)
        if who not in found:
            found[who] = at, {}
        cells = found[who][1]
        if item in cells:
            desk.remarks.add(desk.table.place, numbers[at], None, "responses.answered_twice", item=item)
        else:
            cells[item] = cell
    known = _known(desk, (cells for _, cells in found.values()))
    title = desk.title("answer")
    for (respondent, wave), (at, cells) in found.items():
        outcomes = tuple(known[item][cell] for item, cell in cells.items())
        if set(map(type, outcomes)) == {Answer}:
            yield Submission(at, respondent, wave, cast("tuple[Answer, ...]", outcomes), ())
        else:
            yield Submission(at, respondent, wave, *_understood([title] * len(cells), [*cells.values()], outcomes))


def _known(desk: Desk, people: Iterable[Mapping[str, Cell]]) -> dict[str, Told[Outcome]]:
    """Return what the cells of people say, by item."""
    answered: dict[str, set[Cell]] = {item: set() for item in desk.scales}
    if not {0, "0"}.isdisjoint(desk.column("answer")):  # seldom; only then does it matter what stands beside a cell
        for cells in people:
            for item, cell in cells.items():
                answered[item].add(cell)
    return {item: _answers(item, desk, cells) for item, cells in answered.items()}


def _understood(
    titles: Sequence[str], cells: Sequence[Cell], outcomes: Sequence[Outcome]
) -> tuple[tuple[Answer, ...], tuple[Refused, ...]]:
    """Return the answers of a row, and what is none."""
    answers = tuple(one for one in outcomes if isinstance(one, Answer))
    told = zip(titles, cells, outcomes, strict=True)
    return answers, tuple((title, cell, one) for title, cell, one in told if isinstance(one, NotUnderstoodError))


def _items_by_name(desk: Desk) -> dict[str, str]:
    """Return the items by what a cell may call them: what the caller says, ids, and wordings that one item has."""
    wordings: dict[str, list[str]] = {}
    for item in desk.instrument.items:
        if item.text:
            wordings.setdefault(worded(item.text), []).append(item.id)
    only = {wording: ids[0] for wording, ids in wordings.items() if len(ids) == 1}
    ids = {item.id: item.id for item in desk.instrument.items}
    return only | {joined(name): name for name in ids} | {joined(title): desk.columns[title] for title in desk.columns}


def _item(desk: Desk) -> Callable[[str | None, int], str | None]:
    """Return what finds the item that a row is about; it has nothing, and makes a remark, where that is none."""
    names = _items_by_name(desk)
    known = Told(lambda words: names.get(joined(str(words)), names.get(worded(str(words)))))
    near = Told(lambda words: nearest(joined(str(words)), desk.scales))

    def item_of(words: str | None, row: int) -> str | None:
        if words is None:
            desk.remarks.add(desk.table.place, row, desk.title("item"), "responses.no_item")
            return None
        item = known[words]
        if item not in desk.scales:
            desk.tally.add(desk.title("item"), "responses.item", given=words, suggestion=near[words])
            return None
        return item

    return item_of


def _words(cell: Cell) -> str | None:
    """Return the text of a cell; None where there is none, or what a formula left that failed."""
    try:
        return text(cell)
    except NotUnderstoodError:
        return None


def _words_of(desk: Desk, part: str) -> list[str | None]:
    return list(map(desk.words.__getitem__, desk.column(part)))


def _respondents(desk: Desk) -> list[str | None]:
    """Return the pseudonym of whom each row is by; None where it does not say whom."""
    columns = [desk.table.column(column.index) for column in desk.plan.parts.get("respondent", ())]
    if not columns:
        return [None] * len(desk.table.rows)
    told = [list(map(desk.words.__getitem__, column)) for column in columns]
    known = {
        identity: desk.pseudonyms.of_person(*(words or "" for words in identity)) if any(identity) else None
        for identity in dict.fromkeys(zip(*told, strict=True))
    }
    return [known[identity] for identity in zip(*told, strict=True)]


def _nobody(desk: Desk, row: int) -> None:
    """Say that a row does not tell whom it is by, if there are columns where it could."""
    if "respondent" in desk.plan.parts:
        title = desk.title("respondent")
        desk.remarks.add(desk.table.place, row, title, "responses.nobody", severity="warning")


def _of_row(desk: Desk, row: Row) -> str:
    """Return the pseudonym of a row that is by nobody known: of all that stands in it, so that no other has it."""
    cells = ("" if cell is None else as_written(cell) for cell in row.cells)
    return desk.pseudonyms.of_person("row", desk.table.place.file, desk.table.place.name, str(row.number), *cells)


def _wave(desk: Desk) -> Callable[[str | None], str | None]:
    """Return what finds the wave that a row names."""
    waves = () if desk.initiative is None else desk.initiative.waves
    named = {joined(name): wave.id for wave in waves for name in (wave.name, wave.id) if name}

    def wave_of(words: str | None) -> str | None:
        if desk.wave is not None or words is None:
            return desk.wave
        if desk.initiative is None:
            return words
        if joined(words) in named:
            return named[joined(words)]
        near = nearest(joined(words), named)
        desk.tally.add(
            desk.title("wave"), "responses.wave", given=words, suggestion=None if near is None else named[near]
        )
        return None

    return wave_of


def _organizations(desk: Desk, rows: Iterable[int]) -> Iterator[str | None]:
    """Yield whose people respondents are: as the column says, else as the domain of the address does."""
    named = _words_of(desk, "organization")
    identities = [desk.table.column(column.index) for column in desk.plan.parts.get("respondent", ())]
    for at in rows:
        words = named[at]
        if words is not None:
            match = desk.people.reached(words) if is_address(words) else desk.people.named(words)
            yield _matched(desk, desk.title("organization"), words, match)
            continue
        told = filter(None, (desk.words[column[at]] for column in identities))
        address = next(filter(is_address, told), None)
        if address is None:
            yield None
        else:
            yield _matched(desk, desk.title("respondent"), address, desk.people.reached(address))


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


def _roles(desk: Desk, rows: Iterable[int]) -> Iterator[Viewpoint | None]:
    cells, read = desk.column("role"), Told(_viewpoint)
    for at in rows:
        found = read[cells[at]]
        if isinstance(found, NotUnderstoodError):
            desk.tally.refuse(desk.title("role"), cells[at], found, desk.table.rows.numbers[at])
            found = None
        yield found


def _viewpoint(cell: Cell) -> Viewpoint | NotUnderstoodError | None:
    try:
        return choice(cell, Viewpoint, ROLES)
    except NotUnderstoodError as error:
        return error.with_traceback(None)


def _days(desk: Desk, rows: Iterable[int]) -> Iterator[date | None]:
    cells = desk.column("on")
    order = desk.dates or order_of(cells)
    for at in rows:
        try:
            yield None if is_empty(cells[at]) else day(cells[at], order, desk.table.place.epoch)
        except NotUnderstoodError:
            desk.tally.add(desk.title("on"), "responses.date", severity="warning")
            yield None


def _answers(item: str, desk: Desk, column: Collection[Cell]) -> Told[Outcome]:
    """Return what cells say to an item, which stand in a column together."""
    scale = desk.scales[item]
    begins_at_0 = scale.begins_at_0(column)

    def read(cell: Cell) -> Outcome:
        try:
            if begins_at_0 and scale.is_bare(cell):
                return NotUnderstoodError("responses.begins_at_0")
            given = scale.read(cell)
        except NotUnderstoodError as error:
            return error.with_traceback(None)
        return None if given is None else _answer(item, given)

    return Told(read)


@functools.lru_cache(maxsize=10_000)
def _answer(item: str, given: int | NoAnswer) -> Answer:
    """Return an answer; equal ones are one object, since few of them are different."""
    return Answer(item=item, reason=given) if isinstance(given, NoAnswer) else Answer(item=item, value=given)
