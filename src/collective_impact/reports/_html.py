"""A report as HTML: one file, nothing from elsewhere, for screens, printers and screen readers."""

from collections.abc import Iterator, Sequence
from html import escape

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

STYLE = """
.collective-impact { font: 15px/1.45 "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; color: #1c1c1c;
  max-width: 62rem; margin: 0 auto; padding: 1rem; }
.collective-impact h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
.collective-impact h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #c8c8c8; }
.collective-impact p, .collective-impact ul, .collective-impact ol { margin: .4rem 0; }
.collective-impact table { border-collapse: collapse; width: 100%; margin: .6rem 0; }
.collective-impact caption { text-align: left; font-weight: 600; padding: .2rem 0; }
.collective-impact th, .collective-impact td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid #e2e2e2; font-weight: normal; }
.collective-impact thead th { font-weight: 600; }
.collective-impact code { font-size: .85em; overflow-wrap: anywhere; }
.collective-impact .records { font-size: .85em; color: #444; }
.collective-impact svg { width: 9rem; height: .9rem; }
.collective-impact .track { fill: #ececec; }
.collective-impact .range { fill: #7fa8c9; }
.collective-impact .value { fill: #123c5a; }
@media print { .collective-impact { font-size: 10pt; max-width: none; padding: 0; }
  .collective-impact h2, .collective-impact caption { break-after: avoid; }
  .collective-impact tr, .collective-impact li { break-inside: avoid; } }
"""

PAGE = """<!DOCTYPE html>
<html lang="{locale}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}</title>
</head>
<body>
{article}</body>
</html>
"""


class Html:
    """Draws sections in a language."""

    def __init__(self, sections: Sequence[Section], locale: str) -> None:
        self._sections = sections
        self._locale = locale
        self._notes = notes(sections)

    def page(self, title: Text, under: Text, records: Message) -> str:
        """Return a whole document."""
        return PAGE.format(locale=self._locale, title=self._text(title), article=self.article(title, under, records))

    def article(self, title: Text, under: Text, records: Message) -> str:
        """Return the page without what stands around it, as notebooks take it."""
        parts = [f"<h1>{self._text(title)}</h1>", f"<p>{self._text(under)}</p>", *map(self._section, self._sections)]
        if self._notes:
            items = "\n".join(f'<li id="record-{number}">{text}</li>' for number, text in self._numbered())
            parts.append(f'<section class="records">\n<h2>{self._text(records)}</h2>\n<ol>\n{items}\n</ol>\n</section>')
        content = "\n".join([f"<style>{STYLE}</style>", *parts])
        return f'<article class="collective-impact" lang="{self._locale}">\n{content}\n</article>\n'

    def _text(self, text: Text) -> str:
        return escape(one_line(text if isinstance(text, str) else text.text(self._locale)))

    def _section(self, section: Section) -> str:
        blocks = "\n".join(map(self._block, section.blocks))
        return f'<section id="{section.key}">\n<h2>{self._text(section.title)}</h2>\n{blocks}\n</section>'

    def _block(self, block: Block) -> str:
        if isinstance(block, Line):
            return f"<p>{self._line(block)}</p>"
        return self._listing(block) if isinstance(block, Listing) else self._table(block)

    def _line(self, line: Line) -> str:
        label = "" if line.label is None else f"<strong>{self._text(line.label)}:</strong> "
        return f"{label}{self._text(line.text)}{self._note(line.grounds)}"

    def _note(self, grounds: Grounds) -> str:
        number = self._notes.get(grounds)
        return "" if number is None else f'<sup><a href="#record-{number}">{number}</a></sup>'

    def _listing(self, listing: Listing) -> str:
        label = ""
        if listing.label is not None:
            label = f"<p><strong>{self._text(listing.label)}:</strong>{self._note(listing.grounds)}</p>\n"
        items = "\n".join(f"<li>{self._line(line)}</li>" for line in listing.lines[: listing.most])
        kind = "ol" if listing.ordered else "ul"
        return f"{label}<{kind}>\n{items}\n</{kind}>{self._rest(len(listing.lines), listing.most)}"

    def _rest(self, there: int, most: int | None) -> str:
        left = there - (there if most is None else most)
        return f"\n<p>{self._text(Message('report.and_more', {'n': left}))}</p>" if left > 0 else ""

    def _table(self, table: Table) -> str:
        headings = "".join(f'<th scope="col">{self._text(heading)}</th>' for _, heading in table.columns)
        rows = "\n".join(map(self._row, table.rows[: table.most]))
        return (
            f"<table>\n<caption>{self._text(table.title)}</caption>\n<thead><tr>{headings}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody>\n</table>{self._rest(len(table.rows), table.most)}"
        )

    def _row(self, row: Row) -> str:
        first, *others = map(self._cell, row.cells)
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        return f'<tr><th scope="row">{first}{self._note(row.grounds)}</th>{cells}</tr>'

    def _cell(self, cell: Cell) -> str:
        if cell.span is None:
            return self._text(cell.text)
        low, high = cell.span
        marks = _rectangle("track", 0, 100) + _rectangle("range", low, max(high - low, 1))
        if cell.value is not None:
            marks += _rectangle("value", min(cell.value, 98), 2)
        box = f'viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{self._text(cell.text)}"'
        return f"<svg {box}>{marks}</svg>"

    def _numbered(self) -> Iterator[tuple[int, str]]:
        for grounds, number in self._notes.items():
            yield number, ", ".join(filter(None, map(self._record, in_short(grounds))))

    def _record(self, entry: tuple[str | None, Message | None]) -> str:
        address, words = entry
        named = [f"<code>{self._text(address)}</code>"] if address else []
        return " ".join([*named, *([self._text(words)] if words else [])])


def _rectangle(name: str, at: float, width: float) -> str:
    return f'<rect class="{name}" x="{at:.1f}" y="0" width="{width:.1f}" height="10"/>'
