"""How errors show what was given, and which of the known names is most like it."""

import reprlib
from collections.abc import Iterable


def nearest(given: str, known: Iterable[str]) -> str | None:
    """Return the known name most like the given one, or None if none is like it.

    Parameters
    ----------
    given : str
    known : iterable of str

    Returns
    -------
    str or None

    Examples
    --------
    >>> nearest("ymcaa", ["ymca", "united_way"])
    'ymca'
    """
    from difflib import get_close_matches

    longest = 200  # a megabyte of nonsense is like nothing, and comparing it takes minutes
    if len(given) > longest:
        return None
    folded = {name.casefold(): name for name in known}
    matches = get_close_matches(given.casefold(), folded, n=1)
    return folded[matches[0]] if matches else None


def short(value: object, width: int = 80) -> str:
    """Return what a value looks like, in a width; a huge or deep one is not written out first."""
    brief = reprlib.Repr()
    brief.maxstring = brief.maxother = width
    try:
        text = brief.repr(value)
    except ValueError:  # a whole number of more digits than Python writes
        text = f"<{type(value).__name__}>"
    return text if len(text) <= width else f"{text[: width - 1]}…"
