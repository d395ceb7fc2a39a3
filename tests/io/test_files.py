import errno
import os
import stat
from pathlib import Path

import pytest

from collective_impact.io import _files


def test_a_file_is_there_whole(tmp_path):
    """What is written is what is found, and nothing else lies beside it."""
    path = tmp_path / "a.json"
    _files.replace(path, b"new")
    assert [(path, b"new")] == [(one, one.read_bytes()) for one in tmp_path.iterdir()]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, broken, error):
    """A full disk or an interruption at any step changes nothing."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def fail(*_arguments):
        raise error

    monkeypatch.setattr(*((os, "fsync") if broken == "fsync" else (Path, "replace")), fail)
    with pytest.raises(error):
        _files.replace(path, b"new")
    assert [(path, b"old")] == [(one, one.read_bytes()) for one in tmp_path.iterdir()]


def test_the_content_is_on_the_disk_before_it_is_named(tmp_path, monkeypatch):
    """After a crash there is the old file or the whole new one, never an empty one under its name."""
    path = tmp_path / "a.json"
    steps = []
    monkeypatch.setattr(os, "fsync", lambda _number: steps.append(("fsync", path.exists())))
    _files.replace(path, b"new")
    assert [("fsync", False)] == steps
    assert path.exists()


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640])
def test_permissions_stay(tmp_path, mode):
    """Who may read a file is not changed by writing it."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(mode)
    _files.replace(path, b"new")
    assert (mode, b"new") == (stat.S_IMODE(path.stat().st_mode), path.read_bytes())


def test_a_link_stays_a_link(tmp_path):
    """Writing through a link changes the file that it leads to."""
    path, link = tmp_path / "a.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    link.symlink_to(path)
    _files.replace(link, b"new")
    assert link.is_symlink()
    assert b"new" == path.read_bytes()


def test_a_folder_is_no_file(tmp_path):
    """What cannot be replaced is said by the operating system, and nothing is left behind."""
    with pytest.raises(OSError, match=str(tmp_path)):
        _files.replace(tmp_path, b"new")
    assert [] == list(tmp_path.iterdir())
    assert [] == list(tmp_path.parent.glob(".*.tmp"))


@pytest.mark.parametrize("place", ["missing/a.json", "file/a.json", "folder"])
def test_a_failure_names_the_path_that_was_given(tmp_path, monkeypatch, place):
    """Not the file that was waiting to take its place."""
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    Path("folder").mkdir()
    with pytest.raises((FileNotFoundError, NotADirectoryError, IsADirectoryError)) as raised:
        _files.replace(Path(place), b"new")
    assert (place, None) == (raised.value.filename, raised.value.filename2)
    assert ".tmp" not in str(raised.value)


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, OSError), (errno.EACCES, PermissionError)])
def test_a_failure_keeps_its_number_and_its_kind(tmp_path, monkeypatch, number, kind):
    """Only the path is another; a full disk names none."""

    def fail(_number):
        raise OSError(number, "because")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind) as raised:
        _files.replace(tmp_path / "a.json", b"new")
    assert (number, "because", str(tmp_path / "a.json")) == (*raised.value.args, raised.value.filename)
