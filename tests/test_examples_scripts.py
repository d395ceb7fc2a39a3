import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "examples"
SCRIPTS = sorted(FOLDER.glob("*.py"))


def run(script: Path, *arguments: str, cwd: Path) -> str:
    """Return what a script prints, run as a reader would run it, but elsewhere."""
    command = [sys.executable, "-W", "error", str(script), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def test_there_are_scripts():
    """The folder of examples is not empty, so that the tests below test something."""
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_script_runs(script, tmp_path):
    """Each example runs from any folder without warnings, prints something, and leaves nothing behind."""
    assert run(script, cwd=tmp_path).strip()
    assert [] == list(tmp_path.iterdir())


def test_a_file_can_be_scored(tmp_path):
    """The first example scores the file that it is given, and says of what."""
    file = tmp_path / "reads.json"
    file.write_text('{"format": "collective-impact", "schema_version": "1.0", "initiative": {"id": "reads"}}', "utf-8")
    first, *_ = run(FOLDER / "score_one.py", str(file), cwd=tmp_path).splitlines()
    assert first.startswith("reads, ")


def test_a_broken_document_is_answered_with_its_fault(tmp_path):
    """The service answers a good document with a card and a broken one with the place of its fault."""
    printed = run(FOLDER / "wrap_it.py", cwd=tmp_path)
    assert "200 OK" in printed
    assert "422 Unprocessable Entity" in printed
    assert "did you mean 'greater_texas_foundation'?" in printed
