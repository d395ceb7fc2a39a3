"""How the docs are built: `make docs`."""

from __future__ import annotations

import inspect
import re
import sys
from inspect import formatannotation
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

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
autodoc_default_options = {"exclude-members": "contradictions, doubts, of_key"}  # records tell these to the initiative

# The build asks nobody on the network, so names of other projects stay plain text. Ours must all be found.
# Some names in signatures nobody needs by name: a type variable and its protocol, what all records have in common.
nitpick_ignore_regex = [
    ("py:.*", r"(?!collective_impact\.).*"),
    ("py:class", r"collective_impact\..*\.(Audience|C|Column|D|Document|Phase\w+|Record|Rows|Section|Setting)"),
]


def find_by_public_name(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element) -> Element | None:
    """Lead a reference to the module where something is written to the public name under which it is documented."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in collective_impact.__all__:
        return None
    return env.domains.python_domain.resolve_xref(
        env, node["refdoc"], app.builder, "obj", f"collective_impact.{name}", node, content
    )


def sign_with_fields(app: Sphinx, what: str, name: str, obj: object, *_: object) -> tuple[str, None] | None:  # noqa: ARG001
    """Show what the fields of a record hold; the signature itself says what a record can make of other things."""
    if what != "class" or not attrs.has(obj):
        return None
    shown = [field for field in attrs.fields(obj) if field.init and field.name != "extras" and field.name[0] != "_"]
    by_position = [spelled(field) for field in shown if not field.kw_only]
    by_name = [spelled(field) for field in shown if field.kw_only]
    return f"({', '.join([*by_position, *(['*'] if by_name else []), *by_name])})", None


def spelled(field: attrs.Attribute[object]) -> str:
    """Return a field as an argument."""
    kind = field.type if isinstance(field.type, str) else formatannotation(field.type).replace("typing.", "")
    kind = re.sub(r"\bcollective_impact(\.\w+)+", r"~\g<0>", kind)  # shown by its last name, found by its full one
    kind = re.sub(r"'([A-Z]\w*)'", r"\1", kind)
    return f"{field.alias}: {kind}" + ("" if field.default is attrs.NOTHING else " = ...")


def keep_sentences(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:  # noqa: ARG001, PLR0913, PLR0917
    """Undo that napoleon takes what stands before a colon in a property's docstring for its type."""
    if what == "property":
        lines[:] = [*(inspect.getdoc(obj) or "").splitlines(), ""]


def setup(app: Sphinx) -> None:
    """Tell Sphinx how references are found, and how records and properties are shown."""
    app.connect("missing-reference", find_by_public_name)
    app.connect("autodoc-process-signature", sign_with_fields)
    app.connect("autodoc-process-docstring", keep_sentences, priority=900)
