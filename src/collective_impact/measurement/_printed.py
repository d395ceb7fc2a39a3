"""How results print: a heading, and lines that nobody has to scroll for."""

from collections.abc import Iterable

LONGEST = 20
"""Lines below a heading; of the others it is said how many they are."""
WHOLE = 100
"""From here on three digits are no decimals."""


def printed(heading: str, lines: Iterable[str], *, after: Iterable[str] = ()) -> str:
    """Return a heading, the first of the lines below it, and the lines after these."""
    given = list(lines)
    more = [f"… and {len(given) - LONGEST} more"] if len(given) > LONGEST else []
    return "\n  ".join([heading, *given[:LONGEST], *more, *after])


def number(value: float) -> str:
    """Return a number to three digits, and all digits before the point."""
    return f"{value:.0f}" if abs(value) >= WHOLE else f"{value:.3g}"


def span(low: float | None, high: float | None) -> str:
    """Return two ends; one that nobody knows is open."""
    return " to ".join("open" if end is None else number(end) for end in (low, high))


def bracketed(low: float | None, high: float | None, confidence: float) -> str:
    """Return an interval to stand behind a figure; nothing where there is none."""
    return "" if low is None and high is None else f" ({span(low, high)} at {100 * confidence:.4g} %)"
