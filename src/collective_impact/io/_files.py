"""Files that are there whole or not at all."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def replace(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file so that a reader finds either the old content or the new one.

    The permissions of an existing file stay, and so does a link to it.

    Raises
    ------
    OSError
        As the operating system says, with the path as it was given; the old file is then as it was.
    """
    try:
        _replace(Path(os.path.realpath(path)), content)
    except OSError as error:  # it may speak of the waiting file, of which nobody has heard
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def _replace(target: Path, content: bytes) -> None:
    waiting = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with waiting.open("xb") as file:
            if target.exists():
                waiting.chmod(stat.S_IMODE(target.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(target)
    except BaseException:
        with suppress(OSError):  # often it is not there; the first error says more
            waiting.unlink()
        raise
