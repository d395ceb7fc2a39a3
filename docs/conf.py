"""How the docs are built: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import collective_impact

sys.path.insert(0, str(Path(__file__).parent))  # where from_the_code is, the pages that the package makes itself

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "collective_impact"
author = "The collective_impact authors"
project_copyright = author
release = collective_impact.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "from_the_code"]
html_theme = "furo"
html_title = "collective_impact"

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
napoleon_google_docstring = False
napoleon_use_param = napoleon_use_rtype = False  # types in docstrings are words for people; signatures have the links
autodoc_member_order = "bysource"
autodoc_typehints = "signature"

# The build asks nobody on the network, so names of other projects stay plain text. Ours must all be found.
# Some names in signatures nobody needs by name: a type variable and its protocol, what all records have in common.
nitpick_ignore_regex = [
    ("py:.*", r"(?!collective_impact\.).*"),
    ("py:class", r"collective_impact\..*\.(Audience|Column|D|Document|Record|Section|Setting)"),
]


def find_by_public_name(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element) -> Element | None:
    """Lead a reference to the module where something is written to the public name under which it is documented."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in collective_impact.__all__:
        return None
    return env.domains.python_domain.resolve_xref(
        env, node["refdoc"], app.builder, "obj", f"collective_impact.{name}", node, content
    )


def setup(app: Sphinx) -> None:
    """Tell Sphinx how references are found."""
    app.connect("missing-reference", find_by_public_name)
