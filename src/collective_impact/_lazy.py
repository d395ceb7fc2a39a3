"""Public names of a room that load with first use, so that importing the library costs next to nothing."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazily(room: str, home_of: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a module whose public names stand in modules below it (PEP 562).

    Parameters
    ----------
    room : str
        The module's own name, ``__name__``.
    home_of : mapping of str to str
        For each public name the module below ``room`` that defines it; where the name is
        such a module itself, the empty text.

    Examples
    --------
    >>> get = lazily("collective_impact.survey", {"consensus": "_agreement"})
    >>> get("consensus").__name__
    'consensus'
    >>> get("consent")
    Traceback (most recent call last):
    ...
    AttributeError: module 'collective_impact.survey' has no attribute 'consent'
    """

    def get(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        home = home_of[name]
        value: object = getattr(import_module(f"{room}.{home}"), name) if home else import_module(f"{room}.{name}")
        setattr(sys.modules[room], name, value)  # found at once the next time
        return value

    return get
