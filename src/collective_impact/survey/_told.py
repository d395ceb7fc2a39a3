"""How results of the room print: a line for each figure, and what has to be known of them."""

from collections.abc import Iterator
from typing import Any

import attrs


class Told:
    """A result that prints its figures line by line; it holds no answer of anybody, and so prints none."""

    __slots__ = ()

    def __str__(self) -> str:
        figures = dict(_figures(self))
        width = max(map(len, figures), default=0)
        lines = [type(self).__name__, *(f"  {name:<{width}}  {said}" for name, said in figures.items())]
        return "\n".join([*lines, *(f"  note: {warning}" for warning in getattr(self, "warnings", ()))])


def _figures(result: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any record of the room
    """Yield what a result says in one number or word, or in a few."""
    for one in attrs.fields(type(result)):
        said = getattr(result, one.name)
        parts = said if isinstance(said, tuple) else (said,)
        if parts and all(isinstance(part, Told) for part in parts) and hasattr(parts[0], "value"):
            yield from ((part.name, _with_interval(part)) for part in parts)
        elif parts and all(part is None or isinstance(part, str | int | float) for part in parts):
            yield one.name, ", ".join(map(_written, parts))


def _with_interval(part: Any) -> str:  # noqa: ANN401 - a figure of several
    interval = f" ({', '.join(map(_written, part.interval))})" if part.interval else ""
    return _written(part.value) + interval


def _written(part: object) -> str:
    if part is None:
        return "–"
    return f"{part:z.3f}" if isinstance(part, float) else str(part)
