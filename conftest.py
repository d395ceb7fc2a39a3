"""Run the examples of the README, the docs and the docstrings as tests."""

from contextlib import ExitStack, chdir
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from tempfile import TemporaryDirectory
from typing import Any

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection
from sybil.typing import Parser

FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE


def enter_empty_folder(namespace: dict[str, Any]) -> None:
    """Let the examples of a page write their files where nobody minds."""
    stack = namespace["_empty_folder"] = ExitStack()
    stack.enter_context(chdir(stack.enter_context(TemporaryDirectory())))


def leave_empty_folder(namespace: dict[str, Any]) -> None:
    """Go back, and take the files away."""
    namespace.pop("_empty_folder").close()


def area(parser: Parser, **where: str | list[str]) -> Sybil:
    """Return what finds and runs the examples of one area."""
    return Sybil([parser, SkipParser()], setup=enter_empty_folder, teardown=leave_empty_folder, **where)


# A pattern such as src/**/*.py would match nothing, without a word: tests/test_docs.py counts what is found.
pytest_collect_file = SybilCollection(
    [
        area(PythonCodeBlockParser(doctest_optionflags=FLAGS), filenames=["README.md"]),
        area(PythonCodeBlockParser(doctest_optionflags=FLAGS), path="docs", pattern="*.md"),
        area(DocTestParser(FLAGS), path="src", pattern="*.py"),
    ]
).pytest()
