"""Rows of a survey, one for a respondent and a partner, read into reports, with all that is wrong with them."""

from collections.abc import Hashable, Mapping
from numbers import Real
from typing import Any, TypeAlias

import attrs

from collective_impact.errors import Fault, InvalidError, Message, Param, Step, nearest
from collective_impact.model.vocabulary import TieStatus
from collective_impact.network._columns import Columns, is_missing
from collective_impact.network._reports import Node, Report

Key: TypeAlias = tuple[Any, ...]
Members: TypeAlias = dict[Node, dict[str, Any]]
"""Attributes of the members of one network, by node."""

COMPARED = 100
"""Names off the roster for which the most similar on it is looked up; nobody reads thousands."""

_STATUS = {status.value: status for status in TieStatus}


@attrs.frozen(kw_only=True)
class Layout:
    """What the columns of a table are called.

    Parameters
    ----------
    source, target : str
    strength, reporter, status : str, optional
    attributes : tuple of str
    directed : bool
    kind : str, optional
        Of all ties.
    node : str
        In the roster.
    by : tuple of str
        What tells one network from another.
    """

    source: str = "source"
    target: str = "target"
    strength: str | None = None
    reporter: str | None = None
    status: str | None = None
    attributes: tuple[str, ...] = ()
    directed: bool = True
    kind: str | None = None
    node: str = "id"
    by: tuple[str, ...] = ()


class Faults:
    """All that is wrong, until it is raised together."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.found: list[Fault] = []

    def add(self, location: tuple[Step, ...], code: str, **params: object) -> None:
        """Note that something is wrong at a place."""
        plain: dict[str, Param] = {name: _plain(value) for name, value in params.items()}
        self.found.append(Fault(message=Message(code, plain), location=location))

    def raise_any(self) -> None:
        """Raise `InvalidError` if anything is wrong."""
        if self.found:
            raise InvalidError(self.what, self.found)


def _plain(value: object) -> Param:
    return value if isinstance(value, str | int) else repr(value)


@attrs.define(kw_only=True)
class Network:
    """What the rows say of one network."""

    members: Members | None = None
    reports: list[Report] = attrs.Factory(list)
    named: dict[Node, None] = attrs.Factory(dict)
    reporters: dict[Node, int] = attrs.Factory(dict)
    """With the first row in which each reports."""
    rows: dict[Key, int] = attrs.Factory(dict)
    """Who said something of whom, with the row."""


class Reading:
    """Rows of a table, taken apart into networks."""

    def __init__(self, table: object, layout: Layout, rosters: Mapping[Key, Members] | None, faults: Faults) -> None:
        self.layout = layout
        self.faults = faults
        self.rosters = rosters
        self.networks = {key: Network(members=members) for key, members in (rosters or {}).items()}
        self.compared = 0
        columns = Columns("table of ties", table)
        keys = zip(*(columns[name] for name in layout.by), strict=True) if layout.by else [()] * columns.length
        ends = columns[layout.source], columns[layout.target]
        others = (columns.optional(name) for name in (layout.strength, layout.reporter, layout.status))
        ratings = [columns[name] for name in layout.attributes]
        rated = zip(*ratings, strict=True) if ratings else [()] * columns.length
        for row, cells in enumerate(zip(keys, *ends, *others, rated, strict=True)):
            self._row(row, *cells)

    def _row(  # noqa: PLR0913, PLR0917 - the cells of a row
        self,
        row: int,
        key: Key,
        source: Node,
        target: Node,
        strength: object,
        reporter: Node,
        status: object,
        ratings: tuple[Any, ...],
    ) -> None:
        layout = self.layout
        network = self._network(row, key)
        if network is None:
            return
        if layout.reporter is None or is_missing(reporter):
            reporter = None
        alone = reporter is not None and is_missing(target)
        fine = self._is_node(row, layout.source, source, network)
        fine &= alone or self._is_node(row, layout.target, target, network)
        fine &= reporter is None or self._is_node(row, layout.reporter or "", reporter, network)
        if fine and reporter is not None:
            network.reporters.setdefault(reporter, row)
        if fine and not alone and self._is_new(row, network, (source, target, reporter)):
            weight = self._number(row, layout.strength, strength)
            network.reports.append(
                Report(
                    source,
                    target,
                    self._status(row, status, weight),
                    weight,
                    reporter,
                    layout.kind,
                    None,
                    layout.directed,
                    None,
                    tuple(self._number(row, *cell) for cell in zip(layout.attributes, ratings, strict=True)),
                )
            )

    def _network(self, row: int, key: Key) -> Network | None:
        try:
            if key in self.networks:
                return self.networks[key]
        except TypeError:
            self.faults.add((row, self.layout.by[0]), "network.table.no_node", given=key)
            return None
        missing = [column for column, part in zip(self.layout.by, key, strict=True) if is_missing(part)]
        for column in missing:
            self.faults.add((row, column), "network.table.missing")
        if missing:
            return None
        if self.rosters is not None:
            self.faults.add((row, self.layout.by[0]), "network.table.no_roster", given=key if len(key) > 1 else key[0])
            return None
        return self.networks.setdefault(key, Network())

    def _is_node(self, row: int, column: str, node: Any, network: Network) -> bool:  # noqa: ANN401 - any cell
        if type(node) is str and node in network.named:  # most of them
            return True
        if is_missing(node):
            self.faults.add((row, column), "network.table.missing")
        elif not isinstance(node, Hashable):
            self.faults.add((row, column), "network.table.no_node", given=node)
        elif network.members is not None and node not in network.members:
            self._stranger(row, column, node, network.members)
        else:
            network.named[node] = None
            return True
        return False

    def _stranger(self, row: int, column: str, node: Node, members: Members) -> None:
        near = nearest(str(node), map(str, members)) if self.compared < COMPARED else None
        self.compared += 1
        if near is None:
            self.faults.add((row, column), "network.table.off_roster", given=node)
        else:
            self.faults.add((row, column), "network.table.off_roster_near", given=node, near=near)

    def _is_new(self, row: int, network: Network, said: Key) -> bool:
        """Say whether nobody has said this before; the same of oneself, or twice, is a fault."""
        if said[0] == said[1]:
            self.faults.add((row, self.layout.target), "network.table.oneself", given=said[0])
            return False
        first = network.rows.setdefault(said, row)
        if first != row:
            self.faults.add((row,), "network.table.repeated", first=first)
        return first == row

    def _number(self, row: int, column: str | None, given: Any) -> float | None:  # noqa: ANN401 - any cell
        if column is None or is_missing(given):
            return None
        is_number = isinstance(given, int | float | Real) and given is not True and given is not False
        if is_number and 0 <= given < float("inf"):
            return float(given)
        self.faults.add((row, column), "network.table.number", given=given)
        return None

    def _status(self, row: int, given: object, strength: float | None) -> TieStatus:
        if self.layout.status is None or is_missing(given):
            return TieStatus.ABSENT if strength == 0 else TieStatus.OBSERVED
        if isinstance(given, str) and given in _STATUS:
            return _STATUS[given]
        self.faults.add((row, self.layout.status), "network.table.status", given=given, known=", ".join(_STATUS))
        return TieStatus.UNKNOWN
