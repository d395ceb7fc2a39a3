"""Rows as what they say, before anyone asks whether the records that they name are there."""

from collections.abc import Mapping
from typing import Any

import attrs

from collective_impact.io._grids import Sheet
from collective_impact.io._kinds import Kind, kinds
from collective_impact.model.vocabulary import Completeness


@attrs.frozen(eq=False)
class Origin:
    """The sheet that rows come from.

    Parameters
    ----------
    sheet : Sheet, optional
    titles : mapping of str to str
        What the sheet calls its columns, by the names of these.
    """

    sheet: Sheet | None = None
    titles: Mapping[str, str] = attrs.field(factory=dict)


NOWHERE = Origin()


@attrs.define(eq=False)
class Draft:
    """What a row says of a record.

    Parameters
    ----------
    kind : Kind
    values : dict
        What it says of the fields; what it says nothing of is not there.
    owned : dict
        What it says of the record that it belongs to, by column.
    origin : Origin
    row : int, optional
    children : dict
        The rows that belong to it, by the field that is to hold them.
    whose : str, optional
        The initiative that it belongs to, as the sheet calls it.
    single : bool
        Whether there is one at most.
    refused : set of str
        Columns whose cells were not understood, of which it has been said why.
    listed : Completeness, optional
        What it says, instead of naming a record, of the list that its record would stand in: that it is empty.
    """

    kind: Kind
    values: dict[str, Any] = attrs.field(factory=dict)
    owned: dict[str, Any] = attrs.field(factory=dict)
    origin: Origin = NOWHERE
    row: int | None = None
    children: dict[str, list["Draft"]] = attrs.field(factory=dict)
    whose: str | None = None
    single: bool = False
    refused: set[str] = attrs.field(factory=set)
    listed: Completeness | None = None

    def title(self, field: str) -> str | None:
        """Return what the sheet calls the column of a field."""
        return self.origin.titles.get(field)

    def part(self, name: str) -> "Draft":
        """Return a part that there is one of at most, such as the agenda; it is made where it is not there yet."""
        if not self.children.get(name):
            self.children[name] = [Draft(kind=kinds()[name], single=True)]
        return self.children[name][0]

    def made(self) -> Any:  # noqa: ANN401 - an instance of the class
        """Return the record, with all that belongs to it; `InvalidValueError` where its class refuses it."""
        return self.kind.cls(**self.fields())

    def fields(self) -> dict[str, Any]:
        """Return what its class takes."""
        below = {
            name: drafts[0].made() if drafts[0].single else tuple([draft.made() for draft in drafts])
            for name, drafts in self.children.items()
            if drafts
        }
        return self.values | below

    def at(self, location: tuple[str | int, ...]) -> tuple["Draft", tuple[str | int, ...]]:
        """Return the row that a place in the record stands in, and the steps that are left from there."""
        draft, rest = self, location
        while rest and draft.children.get(str(rest[0])):
            drafts = draft.children[str(rest[0])]
            if drafts[0].single:
                draft, rest = drafts[0], rest[1:]
            else:
                draft, rest = drafts[int(rest[1])], rest[2:]
        return draft, rest

    def remove(self, other: "Draft") -> None:
        """Take out a row that belongs to it, however far below."""
        for drafts in self.children.values():
            if other in drafts:
                drafts.remove(other)
                return
            for draft in drafts:
                draft.remove(other)
