"""The reports of the bundled examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import collective_impact as ci

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = re.compile(r"^#+ (?P<words>.*)$")


def shown(name: str, audience: str = "committee") -> Iterator[str]:
    """Yield the report of an example in Markdown, its headings as paragraphs: they are no part of our outline."""
    for line in ci.report(ci.examples.load(name), audience=audience).to_markdown().splitlines():
        heading = HEADING.match(line)
        yield f"**{heading['words']}**" if heading else line
