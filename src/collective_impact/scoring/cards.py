"""The scorecard: scores of an initiative on a date, with all that they stand on."""

import functools
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from attrs import field

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model import _canonical
from collective_impact.model._record import Record, as_date, record
from collective_impact.scoring.scores import Node, Nodes, Score


@record(kw_only=True)
class Scorecard(Record, Mapping[str, Score]):
    """What an initiative scores on a date: a mapping of the subjects of its kind.

    `Readiness`, `Alignment` and `Progress` are kinds of it.

    Parameters
    ----------
    initiative : str
        Id of the initiative.
    name : str, optional
        Its name.
    as_of : date or str
        Later records were not used.
    tree : tuple of Node
        Every place that has a score, parents before children.
    warnings : tuple of Message
    caveats : tuple of Message
        What the card may not be used for.

    Examples
    --------
    >>> import collective_impact as ci
    >>> isinstance(ci.readiness(ci.examples.load("fictional_riverbend")), ci.Scorecard)
    True
    """

    initiative: str
    name: str | None = None
    as_of: date = field(converter=as_date)
    tree: tuple[Node, ...] = field(converter=tuple[Node, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])
    caveats: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    DOCUMENT: ClassVar[str] = "scorecard"

    def __getitem__(self, path: str) -> Score:
        if path not in self._top:
            raise UnknownNameError("subject", path, self._top)
        return self.nodes[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._top)

    def __len__(self) -> int:
        return len(self._top)

    @property
    def _top(self) -> Collection[str]:
        """The paths of its subjects: all of them, unless a kind has subjects of subjects."""
        return self.nodes.paths

    @functools.cached_property
    def nodes(self) -> Nodes:
        """The score at every path; a last part that only one path has suffices."""
        return Nodes(self.tree)

    @property
    def coverage(self) -> float:
        """How complete the evidence is in all, 0 to 1."""
        covered = [score.coverage for score in self.values()]
        return sum(covered) / len(covered) if covered else 0.0

    @property
    def method(self) -> str:
        """How the scores were computed."""
        return "; ".join(dict.fromkeys(score.method for score in self.values()))

    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that stand for the content, the same in every process."""
        return _canonical.fingerprint(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the card as a document, which `from_dict` reads back with ``kind=type(card)``."""
        from collective_impact.io.documents import to_dict

        return to_dict(self)

    def to_records(self) -> list[dict[str, object]]:
        """Return one plain row for each score."""
        return [row_of(node.path, node.label, node.score) for node in self.tree]

    def to_columns(self) -> dict[str, list[object]]:
        """Return the rows of `to_records` as columns, as data frames take them."""
        rows = self.to_records()
        return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}

    def __str__(self) -> str:
        """Return a plain table of the scores."""
        rows = list(self._told())
        width = max((len(label) for label, _ in rows), default=0)
        return "\n".join([self._title(), *(f"  {label:<{width}}  {told}" for label, told in rows)])

    def _repr_html_(self) -> str:
        """Return the scores as a table, for notebooks."""
        from html import escape

        cells = "".join(f"<tr><th>{escape(label)}</th><td>{escape(told)}</td></tr>" for label, told in self._told())
        return f"<table><caption>{escape(self._title())}</caption>{cells}</table>"

    def _title(self) -> str:
        return f"{self.name or self.initiative}, as of {self.as_of}"

    def _told(self) -> Iterator[tuple[str, str]]:
        """Yield what the table has on each line: a label, and what is told of it."""
        for path, score in self.items():
            yield self.nodes.node(path).label, str(score)


def row_of(path: str, label: str, score: Score) -> dict[str, object]:
    """Return a score as a plain row."""
    low, high = score.bounds
    return {
        "path": path,
        "label": label,
        "value": score.value,
        "low": low,
        "high": high,
        "coverage": score.coverage,
        "n": score.n,
        "assessed_by": ", ".join(score.assessed_by),
        "warnings": "; ".join(str(warning) for warning in score.warnings),
    }
