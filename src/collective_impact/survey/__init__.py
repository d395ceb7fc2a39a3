"""What people say: questionnaires as data, scores of constructs, agreement and reliability.

Answers stay with those who gave them: nothing here shows what fewer than five people said.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collective_impact.survey._agreement import Agreement as Agreement
    from collective_impact.survey._agreement import Consensus as Consensus
    from collective_impact.survey._agreement import agreement as agreement
    from collective_impact.survey._agreement import consensus as consensus
    from collective_impact.survey._by_chance import ByChance as ByChance

_HOME_OF = {
    "Agreement": "_agreement",
    "ByChance": "_by_chance",
    "Consensus": "_agreement",
    "agreement": "_agreement",
    "consensus": "_agreement",
}

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
