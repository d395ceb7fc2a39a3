"""Directives whose pages are made from the package itself at every build, so that they cannot grow old.

``{framework} five_conditions`` describes a framework, ``{report} rgv_focus`` shows the report of a bundled
example, ``{records} initiative`` lists every kind of record of a document with its fields,
``{tables} en`` the sheets that readers know, by their titles in a language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

import collective_impact as ci
from from_the_code.frameworks import described
from from_the_code.records import listed
from from_the_code.reports import shown
from from_the_code.tables import known

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

FRAMEWORKS = {framework.id: framework for framework in (ci.FIVE_CONDITIONS, ci.COLLECTIVE_IMPACT_3, ci.ALIGNMENT)}

DOCUMENTS = {"initiative": ci.Initiative, "framework": ci.Framework}


class FrameworkDirective(SphinxDirective):
    """Describe every group and criterion of a framework."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[Node]:
        """Return the framework's description."""
        text = "\n".join(described(FRAMEWORKS[self.arguments[0]]))
        return self.parse_text_to_nodes(text, allow_section_headings=True)


class RecordsDirective(SphinxDirective):
    """List every kind of record of a document with its fields."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[Node]:
        """Return one section for each kind of record."""
        return self.parse_text_to_nodes("\n".join(listed(DOCUMENTS[self.arguments[0]])), allow_section_headings=True)


class ReportDirective(SphinxDirective):
    """Show the report of a bundled example."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[Node]:
        """Return the report, set off from the page."""
        return self.parse_text_to_nodes("\n".join(shown(self.arguments[0])))


class TablesDirective(SphinxDirective):
    """List the sheets that readers of tables know."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[Node]:
        """Return them as a table."""
        return self.parse_text_to_nodes("\n".join(known(self.arguments[0])))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("framework", FrameworkDirective)
    app.add_directive("records", RecordsDirective)
    app.add_directive("report", ReportDirective)
    app.add_directive("tables", TablesDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
