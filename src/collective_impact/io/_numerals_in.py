"""Numbers as people write them: which mark stands before the decimals, and which between the thousands.

"68.379" is 68.379 or 68,379, and nothing in the cell says which. What is known of how a table writes its numbers is
the set of `Writing` that all its cells agree with; a number is read only where all of them read the same.
"""

import functools
import math
import re
from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

Decimal: TypeAlias = Literal[".", ","]
Writing: TypeAlias = tuple[str, str]  # the mark before decimals, and the one between thousands

WRITINGS: frozenset[Writing] = frozenset({(".", ","), (".", "'"), (".", " "), (",", "."), (",", "'"), (",", " ")})
"""Ways to write numbers. Switzerland sets an apostrophe between thousands, France and standards a space."""

NUMERAL = r"[+-]?(?:[0-9](?:[0-9.,' ]*[0-9])?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
"""What may be a number; `readings` says whether it is one."""

_COMMON = re.compile(r"-?(?:[0-9]{1,15}|(?P<decimal>[0-9]{1,15}\.(?:[0-9]{1,2}|[0-9]{4,15})))", re.ASCII)


def of_decimal(decimal: Decimal) -> frozenset[Writing]:
    """Return the ways to write numbers that have a decimal mark."""
    return frozenset(writing for writing in WRITINGS if writing[0] == decimal)


_DOTTED = of_decimal(".")
_GRAMMAR = {
    writing: re.compile(
        rf"(?P<sign>[+-]?)(?P<whole>[1-9][0-9]{{0,2}}(?:{re.escape(writing[1])}[0-9]{{3}})+|[0-9]+|(?=\D[0-9]))"
        rf"(?:{re.escape(writing[0])}(?P<part>[0-9]+))?(?P<power>[eE][+-]?[0-9]+)?",
        re.ASCII,
    )
    for writing in sorted(WRITINGS)
}


@functools.lru_cache(maxsize=65536)
def readings(numeral: str) -> dict[Writing, float]:
    """Return what a numeral is in each way of writing in which it is a number.

    Examples
    --------
    >>> sorted(set(readings("68.379").values())), sorted(set(readings("1.234,5").values()))
    ([68.379, 68379.0], [1234.5])
    """
    found = {}
    for writing, grammar in _GRAMMAR.items():
        match = grammar.fullmatch(numeral)
        value = math.inf if match is None else _value(match)
        if math.isfinite(value):
            found[writing] = value
    return found


def _value(match: re.Match[str]) -> float:
    whole = re.sub(r"\D", "", match["whole"])
    if match["power"] and whole != match["whole"]:
        return math.inf  # nobody groups the thousands of 1.234E+05
    return float(f"{match['sign']}{whole or 0}.{match['part'] or 0}{match['power'] or ''}")


def writings(
    texts: Iterable[str], numerals: Callable[[str], Iterable[str]] = lambda text: (text,)
) -> frozenset[Writing]:
    """Return the ways to write numbers that all texts agree with; none where they disagree.

    Parameters
    ----------
    texts : iterable of str
    numerals : callable
        Returns the numerals of a text that is more than a common one.
    """
    agreed = WRITINGS
    for text in texts:
        common = _COMMON.fullmatch(text)
        if common is None:
            for numeral in numerals(text):
                agreed &= frozenset(readings(numeral)) or WRITINGS  # what is no number says nothing
        elif common["decimal"]:
            agreed &= _DOTTED
    return agreed


def plain_numerals(writing: frozenset[Writing], *, whole: bool) -> re.Pattern[str]:
    """Return the numerals that are one number in some ways to write them, or in all, and Python reads as the same."""
    if whole or not writing & _DOTTED:
        return _WHOLE
    return _DECIMALS if writing <= _DOTTED else _CERTAIN


_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_DECIMALS = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,15})?", re.ASCII)
_CERTAIN = re.compile(r"-?(?![1-9][0-9]{0,2}\.[0-9]{3}$)[0-9]{1,9}(?:\.[0-9]{1,15})?", re.ASCII)
