"""The sheets that readers of tables know, with what people may call them and their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collective_impact.io._kinds import kinds, titles_of_table, words

if TYPE_CHECKING:
    from collections.abc import Iterator


def known(language: str) -> Iterator[str]:
    """Yield a table of all sheets and their columns by their titles in a language, in Markdown."""
    yield from ("| table | sheet | columns |", "| --- | --- | --- |")
    called = words()["sheets"][language]
    for name, kind in kinds().items():
        titles = titles_of_table(name, language)
        columns = (titles.get(column.name, (column.name,))[0] for column in kind.columns)
        yield f"| `{name}` | {' / '.join(called[name])} | {', '.join(columns)} |"
