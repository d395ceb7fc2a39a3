"""Rows that belong to other records, each to the one that it names."""

import functools
from typing import Any, Protocol

from collective_impact.io._drafts import Draft
from collective_impact.io._kinds import Column, Kind, Series, kinds
from collective_impact.model.vocabulary import Completeness


class Answering(Protocol):
    """What knows all rows of an initiative, and what their records are called."""

    root: Draft
    rows: dict[str, list[Draft]]

    def say(self, draft: Draft, field: str | None, code: str, **params: Any) -> None: ...  # noqa: ANN401 - as remarks take it
    def lacks(self, draft: Draft, field: str) -> None: ...
    def found(self, draft: Draft, column: Column, given: str) -> str | None: ...


class Owners:
    """The records of a table, as the rows that belong to them name them."""

    def __init__(self, assembly: Answering, kind: Kind) -> None:
        self.assembly = assembly
        self.kind = kind
        self.owner = kinds()[kind.owner]
        self.drafts = assembly.rows.setdefault(kind.owner, [])
        self.named = [column for column in kind.columns if column.owner and column.name not in ("series", "comparison")]
        self.exact: dict[tuple[Any, ...], Draft] = {}
        self.days: dict[Any, list[Draft]] = {}
        for draft in self.drafts:
            self.exact.setdefault(self._key(draft.values), draft)
            self.days.setdefault(draft.values.get("on"), []).append(draft)

    def _key(self, values: dict[str, Any]) -> tuple[Any, ...]:
        return tuple([values.get(column.field) for column in self.named])

    def give(self, draft: Draft) -> None:
        """Let a row belong to the record that it names, or say that there is none."""
        key = tuple([draft.owned.get(column.name) for column in self.named])
        owner = self.exact.get(key) or self._by_name(draft, key)
        if owner is None:
            return
        if self.kind.name == "observations":
            self._give_figure(draft, owner)
        elif draft.listed is not None:
            self._give_none(draft, owner)
        else:
            owner.children.setdefault(self.kind.field, []).append(draft)

    def _by_name(self, draft: Draft, key: tuple[Any, ...]) -> Draft | None:
        first = self.named[0].name
        if self.kind.name == "attendances":
            return self._meeting(draft)
        if self.kind.name == "answers":
            key = self._ids(draft, key)
            if (found := self.exact.get(key)) is None and key[1] is None:
                self.assembly.lacks(draft, "respondent")
            elif found is None:
                self.assembly.say(draft, "respondent", "tables.no_owner", given=str(key[1]), table=self.owner.name)
            return found
        if draft.owned.get(first) is None:
            self.assembly.lacks(draft, first)
            return None
        name = self._find(draft, first, self.owner.name)
        found = None if name is None else self.exact.get((name,))
        if found is not None:
            self.exact[key] = found  # what others of its rows call it, too
        return found

    def _ids(self, draft: Draft, key: tuple[Any, ...]) -> tuple[Any, ...]:
        questionnaire, respondent, wave = key
        found = None if questionnaire is None else self._find(draft, "instrument", "instruments")
        return found, respondent, None if wave is None else self._find(draft, "wave", "waves")

    def _find(self, draft: Draft, column: str, table: str) -> str | None:
        given = draft.owned[column]
        return self.assembly.found(draft, _column(column, table), given)

    def _meeting(self, draft: Draft) -> Draft | None:
        """Return the meeting that somebody was at: by its id, or by its day and the body that met."""
        named, on, body = (draft.owned.get(name) for name in ("convening", "on", "body"))
        if named is not None:
            found = self._find(draft, "convening", "convenings")
            return next((one for one in self.drafts if one.values.get("id") == found), None) if found else None
        if on is None:
            self.assembly.lacks(draft, "on")
            return None
        who = None if body is None else self._find(draft, "body", "bodies")
        if body is not None and who is None:
            return None
        there = [one for one in self.days.get(on, []) if body is None or one.values.get("body") == who]
        if len(there) > 1:
            self.assembly.say(draft, "on", "tables.several_meetings", given=str(on))
            return None
        return there[0] if there else self._new_meeting(draft, on, who)

    def _new_meeting(self, draft: Draft, on: Any, body: str | None) -> Draft:  # noqa: ANN401 - a day
        """Return a meeting that only those who were there tell of."""
        values = {"on": on} if body is None else {"on": on, "body": body}
        made = Draft(kind=self.owner, values=values, origin=draft.origin, row=draft.row)
        self.drafts.append(made)
        self.assembly.root.children.setdefault("convenings", []).append(made)
        self.exact[self._key(values)] = made
        self.days.setdefault(on, []).append(made)
        return made

    def _give_none(self, draft: Draft, meeting: Draft) -> None:
        """Record that nobody was at a meeting, where that is known of all."""
        if draft.listed is not Completeness.COMPLETE:
            return
        named = {name: meeting.values.get(name) for name in ("id", "on", "body")}
        address = f"{self.owner.name}/{self.owner.cls(**named).key}/{self.kind.field}"
        there = self.assembly.root.children.setdefault("extents", [])
        if all(one.values.get("collection") != address for one in (*self.assembly.rows.get("extents", ()), *there)):
            values = {"collection": address, "completeness": draft.listed}
            there.append(Draft(kind=kinds()["extents"], values=values, origin=draft.origin, row=draft.row))

    def _give_figure(self, draft: Draft, indicator: Draft) -> None:
        series, comparison = draft.owned.get("series"), draft.owned.get("comparison")
        if draft.values.get("unit") == indicator.values.get("unit") and "unit" not in draft.origin.titles:
            draft.values.pop("unit", None)  # the cell says again what the indicator is in
        if series in (Series.BASELINE, Series.TARGET):
            if indicator.children.get(series.value):
                self.assembly.say(draft, "series", "tables.two_ends", given=series.value)
                return
            draft.single = True
            indicator.children[series.value] = [draft]
        elif comparison is not None:
            self._compared(indicator, comparison, draft).children.setdefault("observations", []).append(draft)
        else:
            indicator.children.setdefault("observations", []).append(draft)

    def _compared(self, indicator: Draft, name: str, draft: Draft) -> Draft:
        """Return with whom an indicator is compared."""
        there = indicator.children.setdefault("comparisons", [])
        found = next((one for one in there if one.values.get("name") == name), None)
        if found is None:
            found = Draft(kind=kinds()["comparisons"], values={"name": name}, origin=draft.origin, row=draft.row)
            there.append(found)
        return found


@functools.cache
def _column(name: str, table: str) -> Column:
    """Return a column of names of the records of a table."""
    return Column(name=name, field=name, form=kinds()["stakeholders"].by_name["name"].form, refers=table)
