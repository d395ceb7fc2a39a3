"""What kind of figure a text is, before anything is said about its numbers: a value, a bound, a range, a share."""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

import attrs

from collective_impact import units
from collective_impact.errors import UnitError
from collective_impact.io import _figure_words as words
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import folded, text
from collective_impact.io._numerals_in import NUMERAL, readings
from collective_impact.model.vocabulary import ObservationStatus

Kind: TypeAlias = Literal["value", "minus", "low", "high", "range", "share", "value_and_share", "status"]

LONGEST = 100
"""Characters of a figure with all that stands around it."""

_ENDLESS = re.compile("[0-9.,' ]{40}")
"""More digits than a number has; patterns that try every way to divide them take long."""


@attrs.frozen(kw_only=True)
class Shape:
    """A figure whose numbers are not read yet.

    Parameters
    ----------
    kind : str
        ``"minus"`` is a number in parentheses, which is below zero in accounts.
    numerals : tuple of str
        Its numbers as they are written.
    status : ObservationStatus
    units : tuple of str
        What it says that it is in; several where a sign of money is that of several currencies.
    marks : tuple of str
        Marks of footnotes.
    """

    kind: Kind
    numerals: tuple[str, ...] = ()
    status: ObservationStatus = ObservationStatus.ACTUAL
    units: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@functools.lru_cache(maxsize=65536)
def shape(cell: str) -> Shape | None:
    """Return what kind of figure a text is; None where nothing stands there.

    Raises
    ------
    NotUnderstoodError
        It is none that can be read, or could be two.
    """
    if _WHOLE_OR_FEW_DECIMALS.fullmatch(cell):
        return Shape(kind="value", numerals=(cell,))  # most of them
    if len(cell) > LONGEST and len(cell.strip()) > LONGEST:
        raise NotUnderstoodError("figure.unknown")
    written = text(cell)
    if written is None:
        return None
    return _word(written) or _marked(_tidy(written))


_WHOLE_OR_FEW_DECIMALS = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,2})?", re.ASCII)

_TYPED = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u2032`\u00b4", "'")
    | dict.fromkeys("\u2212\ufe63\uff0d\u2010\u2011", "-")
    | dict.fromkeys("\u2012\u2014\u2015", "–")
    | {"≥": ">=", "⩾": ">=", "≧": ">=", "≤": "<=", "⩽": "<=", "≦": "<=", "\uff05": "%", "\ufe6a": "%"}
)
"""Apostrophes, minus signs and dashes of typesetters as those of a keyboard."""


def _tidy(written: str) -> str:
    """Return a text in the signs of a keyboard, with single spaces; a dash right before a first number is a minus."""
    plain = " ".join(written.translate(_TYPED).split())
    return re.sub(r"^–(?=[0-9])", "-", plain)


def _word(written: str) -> Shape | None:
    """Return what is said in the place of a figure."""
    word = re.sub(r"(?<=[./]) (?=\S)", "", folded(written)).strip("()[]")
    if word in words.SUPPRESSED or _FEW.fullmatch(_tidy(written)):
        return Shape(kind="status", status=ObservationStatus.SUPPRESSED)
    if word in words.NOT_COLLECTED:
        return Shape(kind="status", status=ObservationStatus.NOT_COLLECTED)
    if word in words.DASHES:
        raise NotUnderstoodError("figure.dash", severity="note")
    return None


_FEW = re.compile(rf"\(?n ?<=? ?(?:{NUMERAL})\)?", re.IGNORECASE)


# Around the numbers ----------------------------------------------------------------------


def _marked(plain: str) -> Shape:
    """Take off the marks of footnotes, then the units, and read what is left."""
    if _ENDLESS.search(plain):
        raise NotUnderstoodError("figure.unknown")
    bare, marks = _without_marks(plain)
    bare, units_said = _without_units(bare)
    for pattern, make in _SHAPES:
        match = pattern.fullmatch(bare)
        if match:
            return attrs.evolve(make(match), units=units_said, marks=marks)
    raise NotUnderstoodError("figure.unknown", _without_the_rest(bare))


_MONEY = re.compile(r"[$€£¥]|\b[A-Z]{3}\b")
_MARK = re.compile(r"(?<=[0-9%)*†‡§¶#!]) ?([*†‡§¶#!]|\([A-Za-z]\)|\[(?:[A-Za-z]|[0-9]{1,2})\]|(?<=[0-9%])[a-fpr])$")


def _without_marks(plain: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without marks of footnotes: raised characters, asterisks, "(a)", "[1]", a letter at a number."""
    raised, bare = _without_raised(plain)
    found: list[str] = []
    while (match := _MARK.search(bare)) and not (match[1] == "b" and _MONEY.search(bare)):  # $1.2b is a lot of it
        found.insert(0, match[1].strip("()[]"))
        bare = bare[: match.start()]
    if leading := re.match(r"[*†‡]+ ?(?=[0-9])", bare):
        found.insert(0, leading[0].strip())
        bare = bare[leading.end() :]
    return bare, (*found, *([raised] if raised else []))


def _without_raised(plain: str) -> tuple[str, str]:
    """Return the raised characters of a text and the rest; a square kilometer is no footnote to a kilometer."""
    raised, bare = "", ""
    for character in plain:
        if unicodedata.decomposition(character).startswith("<super>") and not bare[-1:].isalpha():
            raised += character
        else:
            bare += character
    return unicodedata.normalize("NFKC", raised), bare.rstrip(" ,") if raised else bare


def _without_units(bare: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without what it says that its numbers are in."""
    without, times = _PERCENT.subn("", bare)
    if times:
        return without, ("percent",)
    without, times = re.subn(r"(?<=[0-9]) ?‰", "", bare)
    if times:
        return without, ("per_mille",)
    for sign, currencies in words.CURRENCIES.items():
        if sign in bare:
            return _without_money(bare, re.escape(sign)), currencies
    code = re.search(r"\b[A-Z]{3}\b", bare)
    if code and code[0] in units.allowed("currency"):
        return _without_money(bare, code[0]), (code[0],)
    return _without_unit(bare)


_PERCENT = re.compile(rf"(?<=[0-9]) ?(?:{words.PERCENT})(?![a-z])", re.IGNORECASE)


def _without_money(bare: str, sign: str) -> str:
    return re.sub(rf"{sign} ?(?=[0-9.,-])|(?<=[0-9]) ?{sign}(?!\w)", "", bare)


def _without_unit(bare: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without a last word that is a unit."""
    match = re.fullmatch(r"(.*[0-9]) ([^\W\d][\w ]*)", bare)
    if match is None or _TIMES.fullmatch(match[2]):
        return bare, ()
    try:
        return match[1], (units.check(match[2]),)
    except UnitError:
        return bare, ()


_TIMES = re.compile(rf"(?:{words.TIMES}|{words.OR_LESS}|{words.OR_MORE})", re.IGNORECASE)


def _without_the_rest(bare: str) -> str | None:
    """Return the one number of a text as what may be meant."""
    found = [numeral for numeral in re.findall(NUMERAL, bare) if readings(numeral)]
    return found[0] if len(found) == 1 and not found[0].startswith("-") else None


# The numbers -------------------------------------------------------------------------------


def _value(match: re.Match[str]) -> Shape:
    return Shape(kind="value", numerals=(match[1],))


def _negative(match: re.Match[str]) -> Shape:
    return Shape(kind="value", numerals=(f"-{match[1]}",))


def _of(kind: Kind) -> Callable[[re.Match[str]], Shape]:
    return lambda match: Shape(kind=kind, numerals=tuple(part for part in match.groups() if part is not None))


def _refused(code: str) -> Callable[[re.Match[str]], Shape]:
    def refuse(match: re.Match[str]) -> Shape:
        raise NotUnderstoodError(code, _suggestion(code, match))

    return refuse


def _suggestion(code: str, match: re.Match[str]) -> str | None:
    if code == "figure.slash":
        return f"{match[1]} of {match[2]}"
    found = [part for part in match.groups() if part is not None]
    return found[0] if code in {"figure.about", "figure.interval"} else None


def _spelled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("N", f"({NUMERAL})"), re.IGNORECASE)


def _shapes() -> Iterator[tuple[str, Callable[[re.Match[str]], Shape]]]:
    yield "N", _value
    yield "([0-9][0-9.,' ]*[0-9]|[0-9]) ?-", _negative
    yield r"\(([0-9.,' ]+)\)", _of("minus")
    yield rf"(?:{words.AT_LEAST}|{words.MORE}) ?N|N ?(?:{words.OR_MORE})", _of("low")
    yield rf"(?:{words.AT_MOST}|{words.LESS}) ?N|N ?(?:{words.OR_LESS})", _of("high")
    yield rf"N ?(?:{words.TO}) ?N|(?:between|entre|zwischen) N (?:and|y|und|et) N", _of("range")
    yield rf"N (?:{words.OF}) N", _of("share")
    yield rf"N ?[(\[]N ?(?:/|{words.OF}) ?N[)\]]", _of("value_and_share")
    yield "N ?/ ?N", _refused("figure.slash")
    yield rf"(?:{words.ABOUT}) ?N", _refused("figure.about")
    yield rf"N ?(?:{words.TIMES})", _refused("figure.multiplied")
    yield r"N ?(?:±|\+/-) ?N|N ?[(\[](?:±|\+/-) ?N[)\]]|N ?[(\[]N ?(?:[-–;,]|to) ?N[)\]]", _refused("figure.interval")


_SHAPES = tuple((_spelled(pattern), make) for pattern, make in _shapes())
