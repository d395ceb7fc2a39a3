"""What every record of this room says of itself: how many there were, and how many of them answered."""

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs
from attrs import field

from collective_impact.errors import Message
from collective_impact.model._record import record
from collective_impact.network._snapshot import Graph, snapshot
from collective_impact.network._table import Table, is_plain, written

FEW_WORDS = 20
"""Parts of a tuple that are printed in one line."""


@record(kw_only=True)
class Result:
    """What a measure found in a graph, and in what kind of graph; the base of all records of the room.

    Parameters
    ----------
    n : int
        How many nodes the graph has, isolates included.
    respondents : int, optional
        How many of them answered; None where the graph does not say.
    isolates : int
        How many have no tie at all.
    convention : str
        Which of several ways to compute it was taken, in a word or two.
    seed : int, optional
        Where chance was drawn from; None where there was none.
    warnings : tuple of Message
    """

    n: int
    respondents: int | None = None
    isolates: int = 0
    convention: str = ""
    seed: int | None = None
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    RESPONSE: ClassVar[str] = "answered"

    @property
    def table(self) -> Table | None:
        """What it holds in rows and columns; None where that is not its form."""
        return None

    def __str__(self) -> str:
        """Return its figures line by line, its table if it has one, and what has to be known of them."""
        figures = dict(_figures(self))
        width = max(map(len, figures), default=0)
        title = f"{type(self).__name__} ({self.convention})" if self.convention else type(self).__name__
        lines = [title, *(f"{name:<{width}}  {said}" for name, said in figures.items())]
        lines += [] if self.table is None else [str(self.table)]
        return "\n".join([*lines, *(f"note: {warning}" for warning in self.warnings)])


def _figures(result: Result) -> Iterator[tuple[str, str]]:
    """Yield what a result says in one number or word, or in a few."""
    names = [f.name for f in attrs.fields(type(result)) if f.repr and f.name not in ("convention", "seed", "warnings")]
    for name in names:
        said = getattr(result, name)
        if is_plain(said):
            yield name, written(said)
        elif isinstance(said, tuple) and 0 < len(said) <= FEW_WORDS and all(map(is_plain, said)):
            yield name, ", ".join(map(written, said))


def account(graph: Graph) -> dict[str, Any]:
    """Return the fields that every `Result` has of the graph that it is about.

    Parameters
    ----------
    graph : networkx graph
        Nodes may say whether they ``answered`` (True, False, or None where that is not
        known); the graph may say whether there was a ``roster``, and whether its list of
        ties is ``complete``.

    Returns
    -------
    dict
        ``n``, ``respondents``, ``isolates`` and ``warnings``.
    """
    arrays, answered = snapshot(graph), respondents(graph)
    return {
        "n": arrays.n,
        "respondents": answered,
        "isolates": arrays.isolates,
        "warnings": tuple(_warnings(graph, answered)),
    }


def respondents(graph: Graph) -> int | None:
    """Return how many nodes answered; None where it is not known of all of them."""
    answers = [answered for _, answered in graph.nodes(data=Result.RESPONSE)]
    if not answers or None in answers:
        return None
    return sum(map(bool, answers))


def _warnings(graph: Graph, answered: int | None) -> Iterator[Message]:
    if graph.graph.get("roster") is False:
        yield Message("network.no_roster", {"n": graph.number_of_nodes()})
    if graph.graph.get("complete") is False:
        code = "ties_not_complete" if graph.number_of_edges() else "nothing_known"
        yield Message(f"network.{code}")
    if answered is not None and answered < graph.number_of_nodes():
        yield Message("network.missing_respondents", {"answered": answered, "of": graph.number_of_nodes()})
