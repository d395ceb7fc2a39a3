"""One cell of a questionnaire: a level of its item, a reason why there is none, or nothing."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeAlias

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._answer_words import LEVELS, NOTHING, REASONS
from collective_impact.io._cells import Cell, joined, text
from collective_impact.model.instruments import Instrument, Item
from collective_impact.model.vocabulary import NoAnswer

Given: TypeAlias = int | NoAnswer | None
"""The number of a level from 1, why there is none, or nothing at all."""

Code: TypeAlias = int | str | NoAnswer | None
"""What a caller says that a label means: a level by number or name, a reason, or nothing."""

_NUMBER = re.compile(r"([+-]?\d{1,9})(?:[.,]0+)?", re.ASCII)
_NUMBER_FIRST = re.compile(r"\(?(\d{1,2})\)?\s*[-–—:.=)\s]\s*(\S.*)", re.ASCII | re.DOTALL)
_NUMBER_LAST = re.compile(r"(.*\S)\s*[(\[](\d{1,2})[)\]]", re.ASCII | re.DOTALL)
_LONGEST = 300
"""Characters of a cell that may name a level."""
_MOST_KNOWN = 1_000
"""How many ways to answer are remembered."""

_ALIKE = 0.8
"""How alike a label and a level are where one is suggested: "disagree" is like "agree" by 0.77, and is its opposite."""


def plain(words: str) -> str:
    """Return a label as it is compared."""
    return joined(words).rstrip(" .!?…:;").lstrip(" .…¿¡")


_REASONS = {plain(word): reason for word, reason in REASONS.items()}


@attrs.frozen
class Scale:
    """What cells of one item may hold.

    Parameters
    ----------
    levels : tuple of str
        Lowest first.
    labels : mapping of str to int
        The level of each label, as `plain` has it.
    synonyms : mapping of str to int
    codes : mapping of str to Given
        What the caller says.
    """

    levels: tuple[str, ...]
    labels: dict[str, int]
    synonyms: Mapping[str, int]
    codes: dict[str, Given]
    _known: dict[str, Given] = attrs.field(factory=dict, init=False, eq=False)

    @classmethod
    def of(cls, levels: Iterable[str], codes: Mapping[object, Code]) -> "Scale":
        """Make a scale of levels, lowest first, and what the caller says of labels.

        Raises
        ------
        UnknownNameError, InvalidValueError
            A label is said to mean a level that there is none of.
        """
        named = tuple(levels)
        labels: dict[str, int] = {}
        for number, level in enumerate(named, 1):
            labels.setdefault(plain(level), number)
        return cls(
            named, labels, _synonyms(labels), {plain(str(k)): _meant(v, named, labels) for k, v in codes.items()}
        )

    def read(self, cell: Cell) -> Given:
        """Return what a cell says.

        Raises
        ------
        NotUnderstoodError
            No level, and no reason why there is none.
        """
        if isinstance(cell, str) and cell in self._known:
            return self._known[cell]  # most of them
        given = self._read(cell)
        if isinstance(cell, str) and len(self._known) < _MOST_KNOWN:
            self._known[cell] = given
        return given

    def begins_at_0(self, cells: Iterable[Cell]) -> bool:
        """Say whether the numbers of a column seem to begin at 0: one is 0, and none is that of the top level."""
        given = {*cells}
        if given.isdisjoint((0, "0")):
            return False
        numbers = {cell for cell in map(self._bare, given) if cell is not None}
        return 0 in numbers and len(self.levels) not in numbers

    def is_bare(self, cell: Cell) -> bool:
        """Say whether a cell is a number that only its place in the scale says anything of."""
        return self._bare(cell) is not None

    def _bare(self, cell: Cell) -> int | None:
        words = None if isinstance(cell, bool) else text(cell)
        number = (
            None if words is None or {plain(words)} & (self.labels | self.codes).keys() else _NUMBER.fullmatch(words)
        )
        return int(number[1]) if number else None

    def _read(self, cell: Cell) -> Given:
        words = text(cell)
        if words is None:
            return None
        if len(words) > _LONGEST:
            raise NotUnderstoodError("responses.long")
        key = plain(words)
        if key in self.codes:
            return self.codes[key]
        if key in self.labels:
            return self.labels[key]
        number = _NUMBER.fullmatch(words)
        if number:
            return self.labels.get(number[1]) or self._numbered(int(number[1]))
        return self._worded(words, key)

    def _numbered(self, number: int) -> int:
        if 1 <= number <= len(self.levels):
            return number
        raise NotUnderstoodError("responses.off_scale", params={"top": len(self.levels)})

    def _worded(self, words: str, key: str) -> Given:
        if key in self.synonyms:
            return self.synonyms[key]
        if key in _REASONS:
            return _REASONS[key]
        if joined(words) in NOTHING:
            return None
        first, last = _NUMBER_FIRST.fullmatch(words), _NUMBER_LAST.fullmatch(words)
        if first:
            return self._both(int(first[1]), first[2])
        return self._both(int(last[2]), last[1]) if last else self._refused(words, key)

    def _both(self, number: int, label: str) -> Given:
        """Return the level that a number and its label tell together."""
        key = plain(label)
        found = self.codes.get(key, self.labels.get(key, self.synonyms.get(key, _REASONS.get(key))))
        if isinstance(found, NoAnswer):
            return found
        meant = self.labels.get(str(number), number)
        if found is not None and found != meant:
            raise NotUnderstoodError("responses.two_levels", self.levels[found - 1])
        has_words = not all(label.isdecimal() for label in self.labels)
        if found is None and has_words:
            return self._refused(label, key)
        return self._numbered(meant)

    def _refused(self, words: str, key: str) -> Given:
        near = get_close_matches(key, self.labels, n=1, cutoff=_ALIKE)
        if not near and _may_name(words) and _spoken(key).isdisjoint(set().union(*map(_spoken, self.labels))):
            raise NotUnderstoodError("responses.withheld")  # like no level, and perhaps about somebody
        raise NotUnderstoodError("responses.label", self.levels[self.labels[near[0]] - 1] if near else None)


def _may_name(words: str) -> bool:
    """Say whether a name may stand in a text: a capital letter where no text begins."""
    return any(part[:1].isupper() for part in words.split()[1:])


def _spoken(label: str) -> set[str]:
    """Return the words of a label that carry it."""
    longest_of_none = 3
    return {word for word in label.split() if len(word) > longest_of_none}


def _synonyms(labels: Mapping[str, int]) -> dict[str, int]:
    """Return the level of each word whose line tells one level of the scale."""
    found: dict[str, int] = {}
    doubtful = set()
    for line in LEVELS:
        levels = {labels[word] for word in line if word in labels}
        if len(levels) == 1:
            level = levels.pop()
            doubtful |= {word for word in line if found.get(word, level) != level}
            found |= dict.fromkeys(line, level)
    return {word: level for word, level in found.items() if word not in doubtful}


def _meant(code: Code, levels: tuple[str, ...], labels: Mapping[str, int]) -> Given:
    if code is None or isinstance(code, NoAnswer):
        return code
    if isinstance(code, str):
        if code in [reason.value for reason in NoAnswer]:
            return NoAnswer(code)
        if plain(code) not in labels:
            raise UnknownNameError("level", code, [*levels, *NoAnswer])
        return labels[plain(code)]
    if type(code) is not int or not 1 <= code <= len(levels):
        raise InvalidValueError(
            "codes", code, f"a level from 1 to {len(levels)}, its name, or one of {', '.join(NoAnswer)}"
        )
    return code


def scales(instrument: Instrument, codes: Mapping[object, object] | None) -> dict[str, Scale]:
    """Return the scale of each item; codes are of all items, or under the id of one.

    Raises
    ------
    UnknownNameError
        Codes are given for an item that there is none of, or for a level.
    InvalidValueError
        A code is nothing that a label can mean.
    """
    everywhere: dict[object, Code] = {}
    of_item: dict[str, Mapping[object, Code]] = {}
    ids = [item.id for item in instrument.items]
    for label, meaning in (codes or {}).items():
        if isinstance(meaning, Mapping):
            if label not in ids:
                raise UnknownNameError("item", label, ids)
            of_item[str(label)] = meaning
        else:
            everywhere[label] = meaning  # type: ignore[assignment] # looked at below
    made: dict[tuple[object, ...], Scale] = {}
    found = {}
    for item in instrument.items:
        own = of_item.get(item.id)
        key = (levels_of(instrument, item), None if own is None else item.id)
        if key not in made:
            made[key] = Scale.of(levels_of(instrument, item), everywhere | dict(own or {}))
        found[item.id] = made[key]
    return found


def levels_of(instrument: Instrument, item: Item) -> tuple[str, ...]:
    """Return the levels of an item."""
    return item.levels or instrument.levels
