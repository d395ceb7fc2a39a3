"""Rows to an initiative: names become ids, rows find the records that they belong to, and contradictions go.

Whatever cannot stand is taken out and named with its place, a cell at a time where that is enough: what is left is
always an initiative.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from collective_impact.errors import Fault, InvalidInitiativeError
from collective_impact.io._accounts import NotUnderstoodError, Remarks
from collective_impact.io._cells import folded
from collective_impact.io._drafts import Draft
from collective_impact.io._kinds import Column, Kind, kinds, titles_of_table
from collective_impact.io._names_in import Names
from collective_impact.io._owners_in import Owners
from collective_impact.model.initiative import Initiative

Rows: TypeAlias = dict[str, list[Draft]]
Owned: TypeAlias = tuple[tuple[str, str], ...]

_LONGEST = 60
_APART = dict.fromkeys((code for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"), " ")
_SPOKEN = ("name", "statement", "description", "outcome", "about", "funder", "role", "text")
"""Fields that an id is made of where there is none; the first two are names."""


def slug(words: str) -> str:
    """Return the id that is made of a name: small letters and digits without accents, joined by ``_``.

    Examples
    --------
    >>> slug("Escuela Niño Jesús (K-8)")
    'escuela_nino_jesus_k_8'
    """
    return "_".join(re.findall(r"[^\W_]+", folded(words)))[:_LONGEST].rstrip("_")


def slugs(names: Sequence[str]) -> list[str]:
    """Return the ids that are made of names, of all at once where they are plain."""
    lines = "\n".join(names)
    if not lines.isascii() or lines.count("\n") != len(names) - 1:
        return list(map(slug, names))
    parts = map(str.split, lines.lower().translate(_APART).split("\n"))
    return ["_".join(words)[:_LONGEST].rstrip("_") for words in parts]


class Assembly:
    """All rows of one initiative, put together."""

    def __init__(self, root: Draft, rows: Rows, remarks: Remarks) -> None:
        self.root = root
        self.rows = rows
        self.remarks = remarks
        self.names: dict[str, Names] = {}
        self._said: set[tuple[object, ...]] = set()

    def initiative(self) -> Initiative:
        """Return the initiative; what had to be left out is said in the remarks."""
        there = [kind for kind in kinds().values() if kind.name in self.rows]
        for kind in there:
            self._identify(kind)
        self._name_constructs()
        for drafts in self.rows.values():
            for draft in drafts:
                self._refer(draft)
        self.rows = {name: [draft for draft in drafts if self._is_whole(draft)] for name, drafts in self.rows.items()}
        for kind in sorted(there, key=_turn):
            self._own(kind)
        return self._without_faults()

    def say(self, draft: Draft, field: str | None, code: str, **params: Any) -> None:  # noqa: ANN401 - as remarks take it
        """Say something about a row, or about a cell of it."""
        self.remarks.add(draft.origin.sheet, draft.row, _title(draft, field), code, **params)

    def say_first(self, draft: Draft, field: str | None, code: str, first: Draft, **params: Any) -> None:  # noqa: ANN401 - as above
        """Say of a row that another one stands in its way, and where that is."""
        there, here = first.origin.sheet, draft.origin.sheet
        if there is here or there is None:
            self.say(draft, field, code, first=str(first.row), **params)
        else:
            sheet = there.name if here is None or there.file == here.file else there.file
            self.say(draft, field, f"{code}_elsewhere", first=str(first.row), sheet=sheet, **params)

    def lacks(self, draft: Draft, field: str) -> None:
        """Say that a row does not say what it has to, unless its cell was refused with a word of its own."""
        if field in draft.refused:
            return
        if draft.title(field) is not None:
            self.say(draft, field, "tables.missing")
        elif (draft.origin, field) not in self._said:  # of no row, then, and once is enough
            self._said.add((draft.origin, field))
            self.remarks.add(draft.origin.sheet, None, _title(draft, field), "tables.missing_column")

    # Ids -----------------------------------------------------------------------------

    def _identify(self, kind: Kind) -> None:
        """Make ids where there are none."""
        drafts = self.rows.get(kind.name, [])
        if not kind.has_id or all("id" in draft.values for draft in drafts):
            return
        ids: dict[Owned, Counter[str]] = defaultdict(Counter)
        for draft in drafts:
            if "id" in draft.values:
                ids[_owned(draft)][draft.values["id"]] += 1
        called: dict[tuple[Owned, str], Draft] = {}
        for draft in list(drafts):
            if "id" in draft.values:
                continue
            taken = ids[_owned(draft)]
            words = next((str(draft.values[name]) for name in _SPOKEN if draft.values.get(name)), None)
            first = called.setdefault((_owned(draft), folded(words)), draft) if words and kind.spoken else draft
            if first is not draft:
                self.say_first(draft, kind.spoken, "tables.same_name", first, given=words)
                drafts.remove(draft)
                continue
            made = slug(words or "") or f"{kind.name}_{len(taken) + 1}"
            if words is None and kind.spoken:
                self.say(draft, None, "tables.no_name", id=made, severity="note")
            if taken[made] and kind.spoken:
                self.say(draft, kind.spoken, "tables.same_id", given=words, id=made, severity="warning")
            draft.values["id"] = _unused(made, taken)
            taken[draft.values["id"]] += 1

    def _name_constructs(self) -> None:
        """Put ids in the place of names where questions say what they ask for together."""
        there = self.rows.get("constructs", ())
        ids = {(_owned(one), folded(one.values["name"])): one.values["id"] for one in there if one.values.get("name")}
        for draft in self.rows.get("items", ()):
            given = draft.values.get("construct")
            if given is not None:
                draft.values["construct"] = ids.get((_owned(draft), folded(given)), given)

    def names_of(self, table: str) -> Names:
        """Return what the records of a table are called."""
        if table not in self.names:
            names = self.names[table] = Names()
            for draft in self.rows.get(table, ()):
                values = draft.values
                if values.get("id") is not None:
                    names.add(values["id"], values.get("name"), values.get("statement"), *values.get("aliases", ()))
        return self.names[table]

    # References ----------------------------------------------------------------------

    def _refer(self, draft: Draft) -> None:
        """Put ids in the place of names."""
        for column in draft.kind.naming:
            if draft.values.get(column.field) is not None:
                self._refer_cell(draft, column, draft.values[column.field])

    def _refer_cell(self, draft: Draft, column: Column, given: Any) -> None:  # noqa: ANN401 - a name or several
        if isinstance(given, str):
            found = self.found(draft, column, given)
            draft.values[column.field] = found
            if found is None:
                del draft.values[column.field]
            return
        known = self.names_of(column.refers)
        parts = given
        if any(
            not known.known(part) and "," in part for part in given
        ):  # commas, where they divide names that are known
            parts = [name for part in given for name in _divided(part, known)]
        found_all = [self.found(draft, column, part) for part in parts]
        ids = [one for one in found_all if one is not None]
        for one, times in Counter(ids).items():
            if times > 1:
                self.say(draft, column.field, "tables.twice", given=one, severity="warning")
        draft.values[column.field] = tuple(dict.fromkeys(ids))

    def found(self, draft: Draft, column: Column, given: str) -> str | None:
        """Return the id of the record that a cell names; None, and a remark, where it names none."""
        try:
            return self.names_of(column.refers).find(given)
        except NotUnderstoodError as error:
            title = draft.title(column.name) or column.name
            place = (draft.origin, draft.row, title, given)
            if place not in self._said:  # a row of a grid names its partner once, for all meetings
                self._said.add(place)
                error.params.setdefault("table", column.refers)
                self.remarks.refuse(draft.origin.sheet, draft.row, title, given, error)
            draft.refused.add(column.name)
            return None

    def _is_whole(self, draft: Draft) -> bool:
        """Say whether a row has what its record cannot do without."""
        missing = [column.name for column in draft.kind.needed if column.field not in draft.values]
        for name in missing:
            self.lacks(draft, name)
        return not missing

    # Owners --------------------------------------------------------------------------

    def _own(self, kind: Kind) -> None:
        """Let each row of a table find the record that it belongs to."""
        drafts = self.rows.get(kind.name, [])
        if kind.single:
            for draft in drafts[1:]:
                self.say(draft, None, "tables.one_row")
            if drafts:
                self.root.children[kind.field] = drafts[:1]
        elif not kind.owner:
            self.root.children.setdefault(kind.field, []).extend(drafts)
        elif len(kind.path) > 1 and kinds()[kind.owner].single:
            if drafts:
                self.root.part(kind.owner).children.setdefault(kind.field, []).extend(drafts)
        else:
            by_owner = Owners(self, kind)
            for draft in drafts:
                by_owner.give(draft)

    # Faults --------------------------------------------------------------------------

    def _without_faults(self) -> Initiative:
        """Return the initiative, without what contradicts itself."""
        while True:
            try:
                made = self.root.made()
            except InvalidInitiativeError as error:
                if not self._leave_out(error.faults):
                    raise
            else:
                return made  # type: ignore[no-any-return] # an initiative

    def _leave_out(self, faults: Iterable[Fault]) -> bool:
        """Leave out what is at fault: a cell, a part of it, or the row where the cell is what makes it one.

        Returns
        -------
        bool
            Whether anything was left out.
        """
        changed = False
        removed: list[Draft] = []
        parts: dict[tuple[int, str], tuple[Draft, list[int]]] = {}
        for fault in faults:
            draft, rest = self.root.at(fault.location)
            field = str(rest[0]) if rest else None
            if fault.code == "fault.duplicate":
                first, _ = self.root.at((*fault.location[:-1], fault.params["first"]))  # type: ignore[arg-type] # an index
                self.say_first(draft, None, "tables.same_record", first, given=str(fault.params["key"]))
            else:
                self.say(draft, field, fault.code, **fault.params)
            value = draft.values.get(field) if field else None
            if field is not None and len(rest) > 1 and isinstance(value, tuple) and isinstance(rest[1], int):
                parts.setdefault((id(draft), field), (draft, []))[1].append(rest[1])
            elif field is not None and field in draft.values and not _is_required(draft.kind, field):
                del draft.values[field]
                changed = True
            elif draft is not self.root:
                removed.append(draft)
        for (_, field), (draft, indexes) in parts.items():
            draft.values[field] = tuple(v for i, v in enumerate(draft.values.get(field, ())) if i not in indexes)
        for draft in removed:
            self.root.remove(draft)
        return changed or bool(parts or removed)


def _owned(draft: Draft) -> Owned:
    """Return what a row says of the record that it belongs to: ids and names need to differ only there."""
    return tuple(sorted((name, str(said)) for name, said in draft.owned.items()))


def _title(draft: Draft, field: str | None) -> str | None:
    """Return what the sheet of a row calls a column, or what the template would."""
    if field is None:
        return None
    return draft.title(field) or titles_of_table(draft.kind.name, "en").get(field, [field])[0]


def _turn(kind: Kind) -> int:
    """Return when a table is put in its place: what others belong to comes before these."""
    return 0 if kind.single else 2 if kind.name == "observations" else 1


def _is_required(kind: Kind, field: str) -> bool:
    return field == "id" or any(column.field == field for column in kind.needed)


def _unused(name: str, taken: Counter[str]) -> str:
    if not taken[name]:
        return name
    number = 2
    while taken[f"{name}_{number}"]:
        number += 1
    return f"{name}_{number}"


def _divided(part: str, known: Names) -> list[str]:
    """Return the names in a text with commas, where all of them are known."""
    names = [name.strip() for name in part.split(",") if name.strip()]
    return names if not known.known(part) and all(map(known.known, names)) else [part]
