"""Single cells as people fill them in: yes and no, texts and choices, in English, Spanish, German and French.

Each function returns what a cell says, None for an empty one, and raises `NotUnderstoodError` for all else;
`_days` does the same with days.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeAlias, TypeVar

from collective_impact.errors import Param, nearest
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._spellings import FAILED, NO, NOTHING, YES

Cell: TypeAlias = str | int | float | bool | date | datetime | None
Epoch: TypeAlias = Literal[1900, 1904]
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_INVISIBLE = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
)


class Told(dict[Cell, T]):
    """What a reader makes of cells: tables repeat themselves, and each text is read once.

    Parameters
    ----------
    read : callable
        Says the same of the same text at any time.
    """

    def __init__(self, read: Callable[[Cell], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> T:
        found = self._read(cell)
        if (type(cell) is str or cell is None) and len(self) < _MOST_TOLD:  # 1 equals 1.0 and true, and is neither
            self[cell] = found
        return found


_MOST_TOLD = 100_000
"""Texts that are remembered of a column; one with more hardly repeats any."""


def is_empty(cell: Cell) -> bool:
    """Say whether nothing stands in a cell, or nothing but spaces."""
    if isinstance(cell, str) and cell[:1].isalnum():
        return False  # most of them
    return cell is None or (isinstance(cell, str) and not cell.translate(_INVISIBLE).strip())


def text(cell: Cell) -> str | None:
    """Return a text, trimmed and composed (NFC), without what cannot be seen; a number as it would be typed."""
    if isinstance(cell, str):
        if cell.isascii() and cell.isprintable():
            words = cell.strip()  # most of them
        else:
            words = unicodedata.normalize("NFC", cell.translate(_INVISIBLE)).strip()
        if words in FAILED:
            raise NotUnderstoodError("cells.failed")
        if not words.isascii() and any("\ud800" <= character <= "\udfff" for character in words):
            raise NotUnderstoodError("cells.half_character")
        return words or None
    if isinstance(cell, bool):
        return str(cell).upper()  # as spreadsheets show it
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0")
    if isinstance(cell, datetime):
        return cell.isoformat(" ").removesuffix(" 00:00:00")
    return cell.isoformat() if isinstance(cell, date) else None if cell is None else str(cell)


def folded(words: str) -> str:
    """Return a text as it is compared: without case and accents, and with single spaces."""
    bare = words if words.isascii() else _unaccented(words)
    return " ".join(bare.casefold().replace("’", "'").split())


def _unaccented(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.translate(_INVISIBLE))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def truth(cell: Cell) -> bool | None:
    """Return yes or no; a tick or a cross (x) is yes, and so is 1."""
    words = text(cell)
    if words is None:
        return None
    word = folded(words).rstrip(".!")
    if word in YES or word in NO:
        return word in YES
    raise not_understood("cells.truth", words)


def choice(cell: Cell, kind: type[E], synonyms: Mapping[str, E] | None = None) -> E | None:
    """Return a term by its value, its name or a synonym, however it is spelled; a near one is suggested."""
    words = text(cell)
    if words is None:
        return None
    terms = _terms(kind)
    named = {joined(name): term for name, term in (synonyms or {}).items()}
    found = named.get(joined(words)) or terms.get(joined(words))
    if found is not None:
        return found  # type: ignore[return-value] # its terms
    raise not_understood("cells.choice", words, _meant(joined(words), {**terms, **named}), known=", ".join(kind))


def _meant(given: str, terms: Mapping[str, StrEnum]) -> str | None:
    """Return the only term that is abbreviated so ("gov"), or else the term with the nearest name."""
    begun = {str(term) for name, term in terms.items() if name.startswith(given)}
    if len(begun) == 1:
        return begun.pop()
    near = nearest(given, terms)
    return None if near is None else str(terms[near])


@functools.cache
def _terms(kind: type[StrEnum]) -> dict[str, StrEnum]:
    return {joined(name): term for term in kind for name in (term.name, term.value)}


def joined(words: str) -> str:
    """Return words as they are compared where it does not matter what joins them: "Non-profit" as "non_profit"."""
    return " ".join(re.split(r"[\s_/–-]+", folded(words)))


def not_understood(code: str, words: str, suggestion: str | None = None, **params: Param) -> NotUnderstoodError:
    """Return why a text was not understood; a way to say that nothing is known is no mistake, and only noted."""
    if folded(words) in NOTHING:
        return NotUnderstoodError("cells.unknown", severity="note")
    return NotUnderstoodError(code, suggestion, params)
