import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHELL = re.compile(r"^```(?:sh|shell|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^\s*(>>> |```\{?python|```\{code-block\} python)", re.MULTILINE)


def pages(area: str) -> list[Path]:
    """Return the files of an area that may hold examples."""
    if area == "README.md":
        return [ROOT / area]
    suffix = {"docs": "*.md", "src": "*.py"}[area]
    return list((ROOT / area).rglob(suffix))


@pytest.fixture(scope="module")
def collected():
    """Return how many examples pytest finds in each file."""
    run = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "README.md", "docs", "src"]
    found = subprocess.run(run, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return Counter(line.partition("::")[0] for line in found.splitlines() if "::line:" in line)


@pytest.mark.parametrize("area", ["README.md", "docs", "src"])
def test_no_example_goes_unrun(area, collected):
    """Every file that shows an example has it run, so a pattern that matches nothing is noticed."""
    shown = {path.relative_to(ROOT).as_posix() for path in pages(area) if EXAMPLE.search(path.read_text("utf-8"))}
    assert shown
    assert shown == {page for page in collected if page.startswith(area)}


def test_the_readme_begins_with_the_two_commands():
    """The first two shell lines score a real initiative and pass the tests; nothing needs to be decided before."""
    shell = SHELL.findall((ROOT / "README.md").read_text("utf-8"))
    lines = [line.partition("#")[0].strip() for block in shell for line in block.splitlines()]
    assert ["make example", "make test"] == lines[:2]
