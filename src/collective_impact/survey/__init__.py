"""What people say: questionnaires as data, scores of constructs, agreement and reliability.

Answers stay with those who gave them: nothing here shows what fewer than five people said.
"""

from importlib import import_module
from typing import TYPE_CHECKING

_HOME_OF: dict[str, str] = {}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - the table above is the one list of names


if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any misspelt name for an object

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return list(__all__)
