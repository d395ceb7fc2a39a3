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
        As the operating system says; the old file is then as it was.
    """
    target = Path(os.path.realpath(path))
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
        with suppress(FileNotFoundError):
            waiting.unlink()
        raise
