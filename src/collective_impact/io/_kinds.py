"""Which table stands for which kind of record, and which column for which of its fields.

Tables follow from the classes of the model: a collection is a table, what it holds are its rows, and a row that belongs
to another record names it in columns of its own. `tables.toml` says what people call them. Template, reader and writer
go by what stands here and by nothing else.
"""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import resources
from typing import Any, TypeAlias

import attrs

from collective_impact.io._cells import joined
from collective_impact.io._forms import EXTRAS, Form, fields
from collective_impact.model._record import Vocabulary
from collective_impact.model.agenda import CommonAgenda
from collective_impact.model.backbone import Backbone
from collective_impact.model.extent import Disclosure
from collective_impact.model.indicators import Code, Comparison, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Banding
from collective_impact.model.meetings import Convening
from collective_impact.model.money import Money

Owners: TypeAlias = tuple[tuple[str, str], ...]


class Series(Vocabulary):
    """Which figures of an indicator a figure belongs to."""

    SERIES = "series"
    BASELINE = "baseline"
    TARGET = "target"


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        Of the column: the field's, with a part behind it where a field has several columns.
    field : str
        Of the class; of the owner where the column names it.
    form : Form
        What its cells hold.
    part : str
        Of an amount of money.
    refers : str
        The table whose records the cells name; empty where they name none.
    owner : bool
        Whether it names the record that the row belongs to.
    required : bool
    default : object
        What an empty cell stands for.
    """

    name: str
    field: str
    form: Form
    part: str = ""
    refers: str = ""
    owner: bool = False
    required: bool = False
    default: Any = None


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of record, and the table of all its records.

    Parameters
    ----------
    name : str
        Of the table.
    cls : type
    path : tuple of str
        The fields that lead to it from the initiative.
    single : bool
        Whether there is one at most.
    owner : str
        The table of the records that its rows belong to; empty for those of the initiative itself.
    columns : tuple of Column
    """

    name: str
    cls: type
    path: tuple[str, ...] = ()
    single: bool = False
    owner: str = ""
    columns: tuple[Column, ...] = ()

    @functools.cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @functools.cached_property
    def naming(self) -> tuple[Column, ...]:
        """The columns that name other records."""
        return tuple(column for column in self.columns if column.refers)

    @functools.cached_property
    def needed(self) -> tuple[Column, ...]:
        """The columns that a record cannot do without."""
        return tuple(column for column in self.columns if column.required)

    @property
    def field(self) -> str:
        """The field of the owner that holds the records."""
        return self.path[-1] if self.path else ""

    @property
    def has_id(self) -> bool:
        """Whether each record needs an id."""
        return "id" in self.by_name and self.by_name["id"].required

    @property
    def spoken(self) -> str | None:
        """The field by which people speak of a record that has an id."""
        return next((name for name in ("name", "statement") if self.has_id and name in self.by_name), None)


EXTRAS_FORM = Form(item=Form(parts=(object,)))
"""The form of the column for keys that the library does not know: an object of JSON."""

_INLINE: frozenset[type] = frozenset({Money, Code, Banding, Observation})
"""Classes that have no table by being a field: cells hold them. Observations are all in one table."""

_SINGLE: tuple[type, ...] = (CommonAgenda, Backbone, Disclosure)

_OWNERS: Mapping[str, tuple[str, Owners]] = {
    "observations": ("indicators", (("indicator", "id"),)),
    "comparisons": ("indicators", (("indicator", "id"),)),
    "reinforces": ("activities", (("reinforcing", "id"),)),
    "attendances": ("convenings", (("convening", "id"), ("on", "on"), ("body", "body"))),
    "items": ("instruments", (("instrument", "id"),)),
    "constructs": ("instruments", (("instrument", "id"),)),
    "answers": ("responses", (("instrument", "instrument"), ("respondent", "respondent"), ("wave", "wave"))),
}
"""The table that owns a table, and which columns name the owner by which of its fields."""

_ORDER = """
initiative stakeholders goals indicators observations activities bodies convenings attendances agenda adoptions
reviews backbone provisions staff funding ties evidence comparisons reinforces systems_changes contribution_claims
waves instruments items constructs responses answers disclosure extents
"""
"""Tables in the order in which people fill them in."""

FIRST_HOUR = ("initiative", "stakeholders", "goals", "indicators", "observations", "activities", "convenings")
"""Tables to begin with."""

ABOUT = "about"
"""The table in which a file says what it is."""


@functools.cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by the name of their table, in the order in which people fill them in."""
    root = Kind(name="initiative", cls=Initiative, single=True, columns=tuple(_columns(Initiative, "")))
    found = {kind.name: kind for kind in (root, *_below(Initiative, ()))}
    return {name: found[name] for name in _ORDER.split()}


def _below(cls: type, path: tuple[str, ...]) -> Iterator[Kind]:
    """Yield a kind for each collection, and for each part that has its own table."""
    for field in fields(cls):
        parts = (field.form.item or field.form).parts
        if not parts or field.name == EXTRAS or (cls is Comparison and parts[0] is Observation):
            continue
        (part,) = parts
        single = field.form.item is None
        if (single and part in _SINGLE) or (not single and part not in _INLINE - {Observation}):
            here = (*path, field.name)
            owner = _OWNERS[field.name][0] if field.name in _OWNERS else path[0] if path else ""
            columns = tuple(_columns(part, field.name))
            yield Kind(name=field.name, cls=part, path=here, single=single, owner=owner, columns=columns)
            yield from _below(part, here)


def _columns(cls: type, table: str) -> Iterator[Column]:
    yield from _owner_columns(table)
    marks = {field.name: field.metadata.get("refers", "").rpartition("/")[2] for field in attrs.fields(cls)}
    for field in fields(cls):
        parts = (field.form.item or field.form).parts
        default = None if field.required else field.default
        if field.form.parts == (Money,):
            for part in fields(Money):
                name = field.name if part.name == "amount" else f"{field.name}_{part.name}"
                yield Column(name=name, field=field.name, form=part.form, part=part.name)
        elif not parts or parts[0] in _INLINE - {Observation}:
            yield Column(
                name=field.name,
                field=field.name,
                form=field.form,
                refers=marks[field.name],
                required=field.required,
                default=default,
            )
    yield Column(name=EXTRAS, field=EXTRAS, form=EXTRAS_FORM, default=())


def _owner_columns(table: str) -> Iterator[Column]:
    for name, field in _OWNERS[table][1] if table in _OWNERS else ():
        cls = Convening if field == "on" else None
        form = next(f.form for f in fields(cls) if f.name == field) if cls else Form(leaf=str)
        yield Column(name=name, field=field, form=form, owner=True)
    if table == "observations":
        yield Column(name="series", field="series", form=Form(leaf=Series), owner=True)
        yield Column(name="comparison", field="comparison", form=Form(leaf=str), owner=True)


def owners(table: str) -> Owners:
    """Return which columns of a table name the owner of a row, by which of the owner's fields."""
    return _OWNERS[table][1] if table in _OWNERS else ()


# What people call them -----------------------------------------------------------------


@functools.cache
def words() -> dict[str, Any]:
    """Return what people call tables, columns and terms, by language."""
    found: dict[str, Any] = tomllib.loads((resources.files(__package__) / "tables.toml").read_text("utf-8"))
    return found


@functools.cache
def names_of_tables() -> dict[str, str]:
    """Return the table that each name of one means, as `joined` compares names."""
    named = {joined(name): name for name in (*kinds(), ABOUT)}
    for language in words()["sheets"].values():
        for table, names in language.items():
            for name in names:
                named.setdefault(joined(name), table)
    return named


@functools.cache
def names_of_columns(table: str) -> dict[str, str]:
    """Return the column of a table that each title means, as `joined` compares them: what is called so first."""
    columns = kinds()[table].by_name
    named = {joined(name): name for name in columns}
    called = {language: titles_of_table(table, language) for language in words()["columns"]}
    for names in called.values():
        for column in columns:
            named.setdefault(joined(names[column][0]), column)
    for names in called.values():
        for column in columns:
            for name in names[column][1:]:
                named.setdefault(joined(name), column)
    return named


@functools.cache
def titles_of_table(table: str, language: str) -> dict[str, list[str]]:
    """Return the titles of the columns of a table in a language: the usual one, then the others."""
    spoken = words()["columns"][language]
    own = words()["own"][language].get(table, {})
    return {column: own.get(column) or spoken[column] for column in kinds()[table].by_name}


@functools.cache
def synonyms(kind: type[Vocabulary]) -> dict[str, Vocabulary]:
    """Return what else the terms of an enumeration are called, in all languages."""
    return {name: term for spoken in words()["terms"].values() for term in kind for name in spoken.get(term.value, ())}


def term_in(term: StrEnum, language: str) -> str:
    """Return what a term is called in a language; its own spelling where that has no word for it."""
    spoken: list[str] = words()["terms"][language].get(term.value, [])
    return spoken[0] if spoken else term.value.replace("_", " ")
