"""Scores that are never bare numbers, each at its place in a tree."""

from collections.abc import Collection, Iterator, Mapping

from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.model._record import Value, record
from collective_impact.scoring.readings import TOP, CriterionReading


@record(kw_only=True, order=False)
class Score(Value):
    """A value from 0 to 100 with all that it stands on; it has no order and is no float.

    Parameters
    ----------
    value : float, optional
        0-100; None where too little is known.
    bounds : tuple of float
        How far it could move: everything unknown counted once as worst and once as best.
    interval : tuple of float, optional
        A statistical interval; None until asked for.
    n : int
        How many units, respondents and ratings were counted below it.
    coverage : float
        How complete its evidence is, 0 to 1.
    rests_on : tuple of str
        Addresses of records.
    method : str
        How it was computed.
    warnings : tuple of Message
    assessed_by : tuple of str
        Kinds of readings that it rests on: structural, perceived, judged, self_assessed;
        those that know nothing are left out.

    Raises
    ------
    InvalidValueError
        The bounds are none, or the value lies outside them.

    Examples
    --------
    >>> print(Score(value=62.1, bounds=(45, 78), coverage=0.71, method="by hand"))
    62 (45–78), 71 % of the evidence
    """

    value: float | None = None
    bounds: tuple[float, float] = (0.0, 100.0)
    interval: tuple[float, float] | None = None
    n: int = 0
    coverage: float = 0.0
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    method: str = ""
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])
    assessed_by: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def __attrs_post_init__(self) -> None:
        pairs: dict[str, tuple[float, ...] | None] = {"bounds": self.bounds, "interval": self.interval}
        for name, ends in pairs.items():
            if ends is not None and (len(ends) != 2 or not 0 <= ends[0] <= ends[1] <= TOP):  # noqa: PLR2004 - a pair
                raise InvalidValueError(f"Score.{name}", ends, "a pair from 0 to 100, in order")
        low, high = self.bounds
        if self.value is not None and not low <= self.value <= high:
            raise InvalidValueError("Score.value", self.value, f"within its bounds {self.bounds}")

    def __str__(self) -> str:
        low, high = self.bounds
        value = "not scored" if self.value is None else f"{self.value:.0f}"
        return f"{value} ({low:.0f}–{high:.0f}), {100 * self.coverage:.0f} % of the evidence"


@record(kw_only=True)
class Node(Value):
    """A place in the tree of a scorecard.

    Parameters
    ----------
    path : str
    label : str
    score : Score
    applies : bool
        False where a rule of the framework says that the question does not arise.
    likely : float, optional
        What it would score on whatever is known; the basis of advice, not a score.
    own : float
        The share of what is known of it that rests on more than self-assessment.
    readings : tuple of CriterionReading
        For criteria: the alternatives that were combined.
    """

    path: str
    label: str
    score: Score
    applies: bool = True
    likely: float | None = None
    own: float = 0.0
    readings: tuple[CriterionReading, ...] = field(default=(), converter=tuple[CriterionReading, ...])


class Nodes(Mapping[str, Score]):
    """The scores of a card by path; the last part of a path will do where only one has it."""

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self._by_path = {node.path: node for node in nodes}

    @property
    def paths(self) -> Collection[str]:
        """The paths in full."""
        return self._by_path.keys()

    def __getitem__(self, path: str) -> Score:
        return self.node(path).score

    def node(self, path: str) -> Node:
        """Return the node at a path, or at the one path that ends in the name.

        Raises
        ------
        UnknownNameError
            No path ends so, or several do.
        """
        if path in self._by_path:
            return self._by_path[path]
        found = [node for name, node in self._by_path.items() if name.endswith(f"/{path}")]
        if len(found) != 1:
            names = [name.rpartition("/")[2] for name in self._by_path]
            raise UnknownNameError("path", path, [node.path for node in found] or [*self._by_path, *names])
        return found[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_path)

    def __len__(self) -> int:
        return len(self._by_path)
