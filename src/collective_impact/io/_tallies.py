"""What there is to say of columns of people's answers, counted, so that no remark leads to whom it is about.

A remark has the row of a person or what somebody wrote, never both: words where a column holds what nobody can place,
rows where the row as a whole is at fault, or its words are not repeated.
"""

from collections import Counter

import attrs

from collective_impact.errors import Message, Param
from collective_impact.io._accounts import NotUnderstoodError, Place, Remark, Remarks, Severity, as_written
from collective_impact.io._cells import Cell
from collective_impact.io._pseudonyms import masked, may_be_named, may_be_shown


@attrs.frozen
class _Said:
    column: str | None
    code: str
    given: str | None
    suggestion: str | None
    severity: Severity
    params: tuple[tuple[str, Param], ...]


class Tally:
    """Counts what is to be said, in the order in which it came up first."""

    def __init__(self) -> None:
        self._times: Counter[_Said] = Counter()
        self._rows: dict[_Said, int] = {}

    def add(
        self,
        column: str | None,
        code: str,
        /,
        *,
        given: str | None = None,
        suggestion: str | None = None,
        severity: Severity = "error",
        **params: Param,
    ) -> None:
        """Count a sentence about a column; it learns how often it was said as ``times``.

        What is given is left out where it may lead to a person.
        """
        shown = given if given is None or may_be_named(given) else "…"
        self._times[_Said(column, code, shown, suggestion, severity, tuple(params.items()))] += 1

    def refuse(self, column: str, cell: Cell, error: NotUnderstoodError, row: int) -> None:
        """Count a cell that was not understood; where its words may lead to a person, by its row and without them."""
        words = as_written(cell)
        if error.code != "responses.withheld" and may_be_shown(words):
            more = {"suggestion": error.suggestion, "severity": error.severity}
            self.add(column, error.code, given=words, **more, **error.params)  # type: ignore[arg-type]
            return
        said = _Said(column, "responses.withheld", None, None, error.severity, ())
        self._times[said] += 1
        self._rows.setdefault(said, row)

    def into(self, remarks: Remarks, place: Place) -> None:
        """Make a remark of each sentence."""
        for said, times in self._times.items():
            also = {"given": said.given, "suggestion": said.suggestion, "severity": said.severity}
            params = {"times": str(times), **dict(said.params)}
            remarks.add(place, self._rows.get(said), said.column, said.code, **also, **params)  # type: ignore[arg-type]


def without_cells(remark: Remark) -> Remark:
    """Return what a reader of tables says of a cell without what stands in it."""
    params = {name: "…" if name == "given" else value for name, value in remark.message.params}
    return attrs.evolve(remark, given=None, suggestion=None, message=Message(remark.message.code, params))


def without_addresses(remark: Remark) -> Remark:
    """Return a remark without the e-mail addresses in its words."""
    params = {name: masked(value) if isinstance(value, str) else value for name, value in remark.message.params}
    said = Message(remark.message.code, params)
    return attrs.evolve(
        remark,
        message=said,
        sheet=masked(remark.sheet),
        column=remark.column and masked(remark.column),
        given=remark.given and masked(remark.given),
        suggestion=remark.suggestion and masked(remark.suggestion),
    )
