"""How a sentence says its parameters."""

import re
import string
from collections.abc import Iterable
from typing import TypeAlias

Param: TypeAlias = str | int | float | bool | None
Params: TypeAlias = Iterable[tuple[str, Param]]

_ASIDE = re.compile(r"\[\[(.*?)\]\]")


def spoken(words: str, params: Params) -> str:
    """Return words with their parameters, as people write them.

    Parameters
    ----------
    words : str
        With ``{name}`` for a parameter, and ``{name!s}`` for one that is to be exact; one that was not given
        stays visible in its braces.
    params : iterable of (str, str or int or float or bool or None)

    Examples
    --------
    >>> spoken("{n} of {of}", [("n", 1234.56), ("of", None)])
    '1,234.6 of ?'
    """
    return words.format_map(_Spoken({name: _said(value) for name, value in params}))


def without_empty_asides(words: str, params: Params) -> str:
    """Return words without what stands in double brackets, where all numbers in it are 0.

    Parameters
    ----------
    words : str
    params : iterable of (str, str or int or float or bool or None)

    Examples
    --------
    >>> without_empty_asides("{yes} of {of}[[ (not recorded: {unknown})]]", [("unknown", 0)])
    '{yes} of {of}'
    """
    given = dict(params)

    def kept(aside: re.Match[str]) -> str:
        names = [name for _, name, _, _ in string.Formatter().parse(aside[1]) if name]
        return "" if all(given.get(name) == 0 for name in names) else aside[1]

    return _ASIDE.sub(kept, words)


class _Spoken(dict[str, object]):
    """The parameters of a sentence; one that was not given stays visible in its braces."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


class _Number(float):
    """A number as people write it, ``{n}``; and as exact as it is, ``{n!s}``."""

    def __format__(self, _spec: str) -> str:
        return f"{float(self):,.1f}".removesuffix(".0") if abs(self) >= 1 else f"{float(self):.2g}"

    def __str__(self) -> str:
        return repr(float(self)).removesuffix(".0")


def _said(value: Param) -> object:
    if isinstance(value, float):
        return _Number(value)
    return "?" if value is None else str(value)
