"""Indicators over time: attainment, trends, charts, equity gaps and confidentiality.

Arrays or an `Indicator` in, frozen records out. Nothing here knows scores, and nothing plots.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collective_impact.measurement._proportions import Fit as Fit
    from collective_impact.measurement._proportions import Grim as Grim
    from collective_impact.measurement._proportions import Proportion as Proportion
    from collective_impact.measurement._proportions import SignTest as SignTest
    from collective_impact.measurement._proportions import clopper_pearson as clopper_pearson
    from collective_impact.measurement._proportions import grim as grim
    from collective_impact.measurement._proportions import sign_test as sign_test
    from collective_impact.measurement._proportions import wilson as wilson
    from collective_impact.measurement._series import Series as Series
    from collective_impact.measurement._series import series as series

_HOME_OF: dict[str, str] = {
    "Fit": "_proportions",
    "Grim": "_proportions",
    "Proportion": "_proportions",
    "SignTest": "_proportions",
    "clopper_pearson": "_proportions",
    "grim": "_proportions",
    "sign_test": "_proportions",
    "wilson": "_proportions",
    "Series": "_series",
    "series": "_series",
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
