"""A report as Markdown, with tables as most programs understand them."""

import math
import re
from collections.abc import Iterator, Sequence

from collective_impact.errors import Message
from collective_impact.reports.sections import (
    Block,
    Cell,
    Grounds,
    Line,
    Listing,
    Row,
    Section,
    Table,
    Text,
    in_short,
    notes,
    one_line,
)

CELLS = 20

_MARKUP = re.compile(r"[\\`*\[\]|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_BEGINS_A_BLOCK = re.compile(r"^(?:(\d+)(?=[.)])|(?=[#+=-]))")


def escaped(text: str) -> str:
    r"""Return a text so that Markdown shows it as it is, on one line.

    Examples
    --------
    >>> print(escaped("a | b <script> *c*"))
    a \| b &lt;script&gt; \*c\*
    """
    return _MARKUP.sub(r"\\\g<0>", one_line(text)).replace("<", "&lt;").replace(">", "&gt;")


def at_the_start(line: str) -> str:
    r"""Return an escaped line so that it begins no heading and no list.

    Examples
    --------
    >>> print(at_the_start("# 1"), at_the_start("1. a"), at_the_start("a # 1"))
    \# 1 1\. a a # 1
    """
    return _BEGINS_A_BLOCK.sub(r"\g<1>\\", line)


def code(text: str) -> str:
    """Return an address as code, whatever stands in it."""
    line = one_line(text)
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence, space = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{space}{line}{space}{fence}"


def bar(low: float, high: float, value: float | None) -> str:
    """Draw where a score could be between 0 and 100, and where it is.

    Examples
    --------
    >>> print(bar(45, 78, 62), bar(0, 100, None))
    ·········▒▒▒█▒▒▒···· ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
    """
    first = min(int(low * CELLS / 100), CELLS - 1)
    last = max(math.ceil(high * CELLS / 100) - 1, first)
    here = None if value is None else min(int(value * CELLS / 100), last)
    return "".join("█" if cell == here else "▒" if first <= cell <= last else "·" for cell in range(CELLS))


class Markdown:
    """Draws sections in a language."""

    def __init__(self, sections: Sequence[Section], locale: str) -> None:
        self._sections = sections
        self._locale = locale
        self._notes = notes(sections)

    def page(self, title: Text, under: Text, records: Message) -> str:
        """Return the whole page; ``records`` is the heading above the addresses."""
        parts = [f"# {self._text(title)}", at_the_start(self._text(under))]
        for section in self._sections:
            parts += [f"## {self._text(section.title)}", *map(self._block, section.blocks)]
        if self._notes:
            parts += [f"## {self._text(records)}", "\n".join(self._numbered())]
        return "\n\n".join(parts) + "\n"

    def _text(self, text: Text) -> str:
        return escaped(self._plain(text))

    def _plain(self, text: Text) -> str:
        return text if isinstance(text, str) else text.text(self._locale)

    def _block(self, block: Block) -> str:
        if isinstance(block, Line):
            return self._line(block)
        return self._listing(block) if isinstance(block, Listing) else self._table(block)

    def _line(self, line: Line) -> str:
        text = self._text(line.text)
        text = at_the_start(text) if line.label is None else f"**{self._text(line.label)}:** {text}"
        return text + self._note(line.grounds)

    def _note(self, grounds: Grounds) -> str:
        return f" [{self._notes[grounds]}]" if grounds else ""

    def _listing(self, listing: Listing) -> str:
        lines = [] if listing.label is None else [f"**{self._text(listing.label)}:**{self._note(listing.grounds)}", ""]
        marks = (f"{number}." if listing.ordered else "-" for number in range(1, len(listing.lines) + 1))
        shown = zip(marks, listing.lines[: listing.most], strict=False)
        lines += [f"{mark} {self._line(line)}" for mark, line in shown]
        return "\n".join([*lines, *self._rest(len(listing.lines), listing.most)])

    def _rest(self, there: int, most: int | None) -> list[str]:
        """Say how many are not shown."""
        left = there - (there if most is None else most)
        return ["", self._text(Message("report.and_more", {"n": left}))] if left > 0 else []

    def _table(self, table: Table) -> str:
        headings = [self._text(heading) for _, heading in table.columns]
        rows = [headings, ["---"] * len(headings), *map(self._cells, table.rows[: table.most])]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([f"**{self._text(table.title)}**", "", *lines, *self._rest(len(table.rows), table.most)])

    def _cells(self, row: Row) -> list[str]:
        first, *others = map(self._cell, row.cells)
        return [first + self._note(row.grounds), *others]

    def _cell(self, cell: Cell) -> str:
        return self._text(cell.text) if cell.span is None else bar(*cell.span, cell.value)

    def _numbered(self) -> Iterator[str]:
        for grounds, number in self._notes.items():
            yield f"{number}. {', '.join(filter(None, map(self._record, in_short(grounds))))}"

    def _record(self, entry: tuple[str | None, Message | None]) -> str:
        address, words = entry
        return " ".join(([code(address)] if address else []) + ([self._text(words)] if words else []))
