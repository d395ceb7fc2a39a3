"""How documents of earlier major versions become documents of this one.

A minor version only adds keys, so documents of one major version need no migration. A new
major version adds a function here, and the functions of earlier ones stay: a document walks
through all that lie between its version and ours.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Migration: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Any]]

CURRENT = (1, 0)
"""Major and minor version of the documents that are written."""

MIGRATIONS: dict[int, Migration] = {}
"""By major version: what takes a raw document of it and returns one of the next.

A migration changes nothing in what it is given, and leaves alone what it does not
understand: whether the result is right is looked at afterwards.
"""


def migrated(document: Mapping[str, Any], major: int) -> Mapping[str, Any] | None:
    """Return a document of an earlier major version as one of ours; None where no way leads to it.

    Parameters
    ----------
    document : mapping
        The raw document.
    major : int
        Its major version.

    Returns
    -------
    mapping or None

    Examples
    --------
    >>> migrated({"format": "collective-impact", "schema_version": "0.1"}, 0) is None
    True
    """
    steps = range(major, CURRENT[0])
    if not all(step in MIGRATIONS for step in steps):
        return None
    for step in steps:
        document = MIGRATIONS[step](document)
    return document
