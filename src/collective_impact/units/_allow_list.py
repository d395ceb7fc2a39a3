"""The units that social data may be given in, read from ``allowed.toml``."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

import attrs

from collective_impact.errors import UnknownNameError

OWN = ("count", "point", "currency")  # kinds whose units convert to themselves alone


@attrs.frozen(kw_only=True)
class Catalogue:
    """The allow-list as read from its file."""

    kinds: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str]
    definitions: Mapping[str, str]
    refused: Mapping[str, tuple[str, ...]]
    multipliers: frozenset[str]


def allowed(kind: str | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return the units that are understood, and how else they may be spelled.

    Parameters
    ----------
    kind : {"share", "point", "count", "time", "physical", "currency"}, optional
        Only the units of this kind.

    Returns
    -------
    mapping of str to tuple of str
        From the canonical name to its other spellings, without regular plurals, which are
        understood too.

    Raises
    ------
    UnknownNameError
        If there is no such kind.

    Examples
    --------
    >>> from collective_impact import units
    >>> units.allowed("share")["per_mille"]
    ('‰', 'permille')
    >>> "EUR" in units.allowed("currency")
    True
    """
    known = catalogue()
    kinds = tuple(dict.fromkeys(known.kinds.values()))
    if kind is not None and kind not in kinds:
        raise UnknownNameError("kind of unit", kind, kinds)
    return MappingProxyType({name: also for name, also in known.also.items() if kind in {None, known.kinds[name]}})


@functools.cache
def catalogue() -> Catalogue:
    """Return the allow-list, read once."""
    file = resources.files(__package__) / "allowed.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    named: dict[str, dict[str, list[str]]] = table["names"]
    named["currency"] = {code: [] for code in table["currencies"].split()}
    kinds = {name: kind for kind, names in named.items() for name in names}
    also = {name: tuple(others) for names in named.values() for name, others in names.items()}
    plurals = {_plural(name): name for name, kind in kinds.items() if kind != "share" and name.islower()}
    return Catalogue(
        kinds=kinds,
        also=also,
        spellings=plurals | {spelling: name for name, others in also.items() for spelling in (name, *others)},
        definitions=table["definitions"],
        refused={spelling: tuple(right) for spelling, right in table["refused"].items()},
        multipliers=frozenset(table["multipliers"]),
    )


def _plural(name: str) -> str:
    if name.endswith("y") and name[-2] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "ch")) else f"{name}s"
