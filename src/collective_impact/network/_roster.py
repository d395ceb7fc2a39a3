"""Who is a member of a network, from a list or a table."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.network._columns import Columns, is_missing
from collective_impact.network._reports import Node
from collective_impact.network._rows import Faults, Key, Layout, Members


def rosters(given: object, layout: Layout, faults: Faults) -> Mapping[Key, Members] | None:
    """Return who is a member of each network.

    Parameters
    ----------
    given : iterable of nodes, table, or mapping of such by key
        None where there is no roster.
    layout : Layout
        With ``by``, a table has these columns too, and a mapping is one of such rosters.
    faults : Faults
        Gets what is wrong.
    """
    if given is None:
        return None
    if isinstance(given, str | bytes):
        raise InvalidValueError("roster", given, "a list of nodes or a table of members")
    if layout.by and isinstance(given, Mapping) and layout.node not in given:
        return {_key(key, layout): _alone(part, layout, faults) for key, part in given.items()}
    if isinstance(given, Iterable) and not isinstance(given, Mapping) and not hasattr(given, "columns"):
        given = list(given)
        if not layout.by and not any(isinstance(member, Mapping) for member in given):
            given = {layout.node: given}
    return _of_table(Columns("roster", given), layout, faults)


def _key(given: object, layout: Layout) -> Key:
    key = given if isinstance(given, tuple) else (given,)
    if len(key) != len(layout.by):
        raise InvalidValueError("key of the roster", given, f"one of {', '.join(layout.by)}")
    return key


def _alone(given: object, layout: Layout, faults: Faults) -> Members:
    found = rosters(given, attrs.evolve(layout, by=()), faults)
    return {} if found is None else found[()]


def _of_table(table: Columns, layout: Layout, faults: Faults) -> Mapping[Key, Members]:
    names = [name for name in table.columns if name not in (layout.node, *layout.by)]
    said = zip(*(table[name] for name in names), strict=True) if names else [()] * table.length
    keys = zip(*(table[name] for name in layout.by), strict=True) if layout.by else [()] * table.length
    found: dict[Key, Members] = {} if layout.by else {(): {}}
    first: dict[tuple[Key, Node], int] = {}
    for row, (key, node, cells) in enumerate(zip(keys, table[layout.node], said, strict=True)):
        if _is_member(row, key, node, layout, faults):
            if first.setdefault((key, node), row) != row:
                faults.add(("roster", row, layout.node), "network.table.twice", given=node, first=first[key, node])
            else:
                told = dict(zip(names, (None if is_missing(cell) else cell for cell in cells), strict=True))
                found.setdefault(key, {})[node] = _with_answer(row, told, faults)
    return found


def _is_member(row: int, key: Key, node: Node, layout: Layout, faults: Faults) -> bool:
    cells = list(zip((*layout.by, layout.node), (*key, node), strict=True))
    missing = [name for name, cell in cells if is_missing(cell)]
    for name in missing:
        faults.add(("roster", row, name), "network.table.missing")
    odd = [(name, cell) for name, cell in cells if not isinstance(cell, Hashable)]
    for name, cell in odd:
        faults.add(("roster", row, name), "network.table.no_node", given=cell)
    return not missing and not odd


def _with_answer(row: int, told: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """Return what is told of a member; whether it answered, which some programs write as 1 and 0, as true or false."""
    given = told.get("answered")
    if given is None:
        return told
    if not isinstance(given, Hashable) or given not in (True, False):
        faults.add(("roster", row, "answered"), "network.table.answered", given=given)
    return told | {"answered": bool(given)}
