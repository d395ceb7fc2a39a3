"""The marks that people put into attendance lists, for who was there and who was not."""

import re
from collections.abc import Iterable, Mapping, Sequence

from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import Cell, folded, text, truth
from collective_impact.io._columns_in import Plan, words_of
from collective_impact.io._grids import Sheet
from collective_impact.io._spellings import YES

ATTENDANCES = "attendances"

_HERE = """
present|present(e)|presente|presentes|presents|anwesend|here|attended|asistio|participo|teilgenommen|zugegen|participe
"""
_AWAY = """
absent|absent(e)|absente|ausente|abwesend|not present|no presente|nicht anwesend|non present|did not attend|not there
no asistio|falto|inasistente|nicht teilgenommen|fehlt|gefehlt|no show|no-show|unexcused|unentschuldigt
excused|excusado|excusada|justificado|justificada|entschuldigt|excuse|excuse(e)|excusee|apologies|sent apologies|regrets
"""
PRESENT, ABSENT = (frozenset(re.split(r"[|\n]", words.strip())) for words in (_HERE, _AWAY))
"""What people write of who came beside yes and no, in English, Spanish, German and French: folded."""

_LETTERS = {"p": True, "a": False, "e": False}
"""Present, absent and excused, where it is plain that they are: "A" alone may be *anwesend* and *asistió*, too."""

_BESIDE_LETTERS = frozenset({*_LETTERS, "l", "n"})
"""Letters beside which they are plain; F, say, is *falta*, and then A is *asistió*, and P has leave (*permiso*)."""


class Marks:
    """The marks in some columns of a sheet, as the caller and all the others explain each.

    Parameters
    ----------
    sheet : Sheet
    columns : iterable of int
    plan : Plan
    """

    def __init__(self, sheet: Sheet, columns: Iterable[int], plan: Plan) -> None:
        self.sheet = sheet
        self._cells = {index: _explained(sheet, index, plan) for index in columns}
        self._letters = _letters(cell for cells in self._cells.values() for cell in cells)

    def of(self, place: int, remarks: Remarks) -> dict[int, bool | None]:
        """Return what a row says, by column: that somebody was there, or was not; None for neither."""
        number, titles = self.sheet.rows.numbers[place], self.sheet.columns
        return {
            index: remarks.tried(self.sheet, number, titles[index], cells[place], self._came)
            for index, cells in self._cells.items()
        }

    def _came(self, cell: Cell) -> bool | None:
        word = _word(text(cell))
        if word in self._letters:
            return self._letters[word]
        if word in _LETTERS:
            raise NotUnderstoodError("tables.letter")
        return word in PRESENT if word in PRESENT | ABSENT else truth(cell)


def _explained(sheet: Sheet, index: int, plan: Plan) -> Sequence[Cell]:
    """Return the marks of a column, those that the caller explains as what they mean."""
    codes = plan.codes_of(sheet.columns[index], ATTENDANCES)
    cells = sheet.rows.column(index)
    return [codes.get(str(words_of(cell)), cell) for cell in cells] if codes else cells


def _letters(marks: Iterable[Cell]) -> Mapping[str, bool]:
    """Return what single letters mean, where P stands among them and no other mark says that somebody was there."""
    words = {_word(words_of(cell)) for cell in marks}
    others = {word for word in words if len(word) == 1 and word.isalpha()} - _BESIDE_LETTERS
    return _LETTERS if "p" in words and not others and words.isdisjoint(YES | PRESENT) else {}


def _word(words: str | None) -> str:
    return folded(words or "").rstrip(".!")
