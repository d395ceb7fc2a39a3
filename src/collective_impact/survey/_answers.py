"""Responses as a table: who answered what, on the scale of the construct, and why a cell is empty."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model.instruments import Answer, Instrument, Item, Response
from collective_impact.model.vocabulary import NoAnswer
from collective_impact.survey._arrays import Array, Whole
from collective_impact.survey._items import in_whole_ballots


class Cell(IntEnum):
    """What stands in a cell of the table."""

    ANSWERED = 0
    NOT_APPLICABLE = 1
    DONT_KNOW = 2
    SKIPPED = 3
    MISSING = 4


OF_REASON = {
    NoAnswer.NOT_APPLICABLE: Cell.NOT_APPLICABLE,
    NoAnswer.DONT_KNOW: Cell.DONT_KNOW,
    NoAnswer.SKIPPED: Cell.SKIPPED,
}


@attrs.frozen(eq=False, repr=False)
class Sheet:
    """Answers of respondents (rows, by pseudonym) to items (columns); it never leaves this room.

    Parameters
    ----------
    values : ndarray
        From 1 to the top of each item, reverse-keyed items turned round; NaN in empty cells.
    cells : ndarray
        What stands in each cell, as a `Cell`.
    units : ndarray
        The number of each respondent's organisation; who belongs to none is one alone.
    organizations : tuple of str
        Names of the organisations that are ones.
    """

    values: Array
    cells: npt.NDArray[np.int8]
    units: Whole
    organizations: tuple[str, ...]

    @property
    def asked(self) -> npt.NDArray[np.bool_]:
        """Where a question applied to whom it was put to."""
        asked: npt.NDArray[np.bool_] = self.cells != Cell.NOT_APPLICABLE
        return asked

    @property
    def all_asked(self) -> "Sheet":
        """The same, as though each question had applied to all: so bounds do not tell of how many it did not."""
        return attrs.evolve(self, cells=np.where(self.cells == Cell.NOT_APPLICABLE, Cell.MISSING, self.cells))

    def of_items(self, columns: Sequence[int]) -> "Sheet":
        """Return the answers to some of the items."""
        return attrs.evolve(self, values=self.values[:, columns], cells=self.cells[:, columns])


def sheet(instrument: Instrument, responses: Iterable[Response]) -> Sheet:
    """Return responses to an instrument as a table; who did not rank everything in a ranking counts as silent there.

    Raises
    ------
    InvalidValueError
        Somebody answered twice, or an answer lies off its scale. The error shows no answer.
    UnknownNameError
        An answer is to an item that the instrument does not have.
    """
    given = sorted(responses, key=lambda response: response.respondent)
    if len({response.respondent for response in given}) < len(given):
        raise InvalidValueError("responses", "two of one respondent", "one response of each respondent in a wave")
    known = {item.id: item for item in instrument.items}
    values = np.full((len(given), len(instrument.items)), np.nan)
    cells = np.full(values.shape, Cell.MISSING, dtype=np.int8)
    for row, response in enumerate(given):
        _check(response, instrument, known)
        answers = {answer.item: answer for answer in in_whole_ballots(instrument, response).answers}
        for column, item in enumerate(instrument.items):
            if item.id in answers:
                values[row, column], cells[row, column] = _cell(answers[item.id], item, instrument.top(item))
    names = [response.organization for response in given]
    return Sheet(values, cells, _units(names), tuple(sorted({name for name in names if name is not None})))


def _check(response: Response, instrument: Instrument, known: Mapping[str, Item]) -> None:
    for item, times in Counter(answer.item for answer in response.answers).items():
        if item not in known:
            raise UnknownNameError("item", item, sorted(known))
        if times > 1:
            raise InvalidValueError("answers", f"two to item {item!r} in one response", "one answer to each item")
    for answer in response.answers:
        top = instrument.top(known[answer.item])
        if answer.value is not None and not 1 <= answer.value <= top:
            raise InvalidValueError("answers", f"one to item {answer.item!r} off its scale", f"values from 1 to {top}")


def _cell(answer: Answer, item: Item, top: int) -> tuple[float, Cell]:
    if answer.value is None:
        return np.nan, OF_REASON[answer.reason] if answer.reason is not None else Cell.MISSING
    return (top + 1 - answer.value if item.reverse else answer.value), Cell.ANSWERED


def _units(names: Sequence[str | None]) -> Whole:
    """Give organisations numbers by name, and then those who belong to none, in their own order."""
    number = {name: index for index, name in enumerate(sorted({name for name in names if name is not None}))}
    alone = iter(range(len(number), len(number) + len(names)))
    return np.array([next(alone) if name is None else number[name] for name in names], dtype=np.int64)
