"""JSON Schema of documents, generated from the classes that they hold.

What a schema cannot say, such as that an id refers to a record that is there, `check` says.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum, StrEnum
from typing import Any, TypeAlias

from collective_impact.errors import Message
from collective_impact.io import _extras
from collective_impact.io._envelope import FORMAT
from collective_impact.io._forms import Field, Form, fields, keeps_extras
from collective_impact.io._leaves import LARGEST, LONGEST
from collective_impact.io.migrations import CURRENT
from collective_impact.model.period import Period

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT: Schema = {"type": "string", "maxLength": LONGEST}
_DATE: Schema = {"type": "string", "maxLength": 10, "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
_PARAM: Schema = {"type": ["string", "number", "boolean", "null"], "maxLength": LONGEST}
_LEAVES: dict[type, Schema] = {
    str: _TEXT,
    float: {"type": "number"},
    int: {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
    bool: {"type": "boolean"},
    date: _DATE,
}
_MESSAGE: Schema = {
    "title": "Message",
    "description": "A sentence for people: a stable code, its parameters, and words of your own.",
    "type": "object",
    "properties": {
        "code": _TEXT,
        "params": {"type": "object", "additionalProperties": _PARAM},
        "template": {**_TEXT, "type": ["string", "null"]},
    },
    "required": ["code"],
    "additionalProperties": False,
}


def schema_of(cls: Any) -> Schema:  # noqa: ANN401 - a class of documents
    """Return the JSON Schema (draft 2020-12) of the documents that hold an instance of a class.

    Parameters
    ----------
    cls : type
        `Initiative`, `Instrument`, or another class of documents.

    Returns
    -------
    dict
        Plain data, fit for `json.dumps`; titles and descriptions are those of the classes.

    References
    ----------
    JSON Schema: a media type for describing JSON documents, draft 2020-12.

    Examples
    --------
    >>> from collective_impact.model.initiative import Initiative
    >>> schema_of(Initiative)["properties"]["initiative"]
    {'$ref': '#/$defs/Initiative'}
    """
    definitions: dict[str, Schema] = {}
    _define(cls, definitions)
    version = f"{CURRENT[0]}.{CURRENT[1]}"
    keys = {"format": {"const": FORMAT}, "schema_version": {"const": version}, cls.DOCUMENT: _reference(cls)}
    return {
        "$schema": DIALECT,
        "title": f"{FORMAT} {cls.DOCUMENT}, version {version}",
        **_object(keys, list(keys), extras=keeps_extras(cls)),
        "$defs": dict(sorted(definitions.items())),
    }


def _object(keys: Schema, required: list[str], *, extras: bool) -> Schema:
    return {
        "type": "object",
        "properties": keys,
        **({"patternProperties": {f"^{_extras.OWN}": True}} if extras else {}),
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _reference(cls: type) -> Schema:
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _define(cls: Any, definitions: dict[str, Schema]) -> None:  # noqa: ANN401 - a class that mypy must not narrow
    """Add the definition of a class, and of all that it holds."""
    if cls.__name__ in definitions:
        return
    if issubclass(cls, Enum):
        definitions[cls.__name__] = {**_title(cls), "enum": [member.value for member in cls]}
        return
    if cls is Message:
        definitions[cls.__name__] = _MESSAGE
        return
    definitions[cls.__name__] = schema = _title(cls)
    told = dict(_told(cls))
    keys = {field.name: _of_field(field, told.get(field.name), definitions) for field in fields(cls)}
    required = [field.name for field in fields(cls) if field.required]
    form = _object(keys, required, extras=keeps_extras(cls))
    schema |= {"anyOf": [{"type": "string"}, form]} if cls is Period else form


def _title(cls: type) -> Schema:
    return {"title": cls.__name__, "description": _joined((cls.__doc__ or "").partition("\n\n")[0])}


def _of_field(field: Field, told: str | None, definitions: dict[str, Schema]) -> Schema:
    schema: Schema = {"description": told} if told else {}
    schema |= _of_form(field.form, definitions)
    if not field.required and field.default not in (None, ()):
        schema["default"] = _plain_default(field.default)
    return schema


def _plain_default(default: object) -> object:
    if isinstance(default, StrEnum):
        return default.value
    return list(default) if isinstance(default, tuple) else default


def _of_form(form: Form, definitions: dict[str, Schema]) -> Schema:
    if form.item is not None:
        return {"type": "array", "items": _of_form(form.item, definitions)}
    if form.leaf in _LEAVES:
        schema = dict(_LEAVES[form.leaf])
        return {**schema, "type": [schema["type"], "null"]} if form.nullable else schema
    parts = form.parts if form.leaf is None else (form.leaf,)
    for part in parts:
        _define(part, definitions)
    choices = [_reference(part) for part in parts] + ([{"type": "null"}] if form.nullable else [])
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


_HEAD = re.compile(r"^(?P<names>[a-z_]+(?:, [a-z_]+)*) : ")


def _told(cls: type) -> Iterator[tuple[str, str]]:
    """Yield what the Parameters section of a class's docstring tells of each of its fields."""
    section = re.search(r"\n *Parameters\n *-+\n(.*?)(?:\n\n|\Z)", cls.__doc__ or "", re.DOTALL)
    names: list[str] = []
    words: list[str] = []
    for line in section[1].splitlines() if section else []:
        head = _HEAD.match(line.strip())
        if head:
            yield from ((name, _joined(" ".join(words))) for name in names)
            names, words = head["names"].split(", "), []
        else:
            words.append(line)
    yield from ((name, _joined(" ".join(words))) for name in names)


def _joined(text: str) -> str:
    """Return words on one line, without the marks of the docstrings' own syntax."""
    return " ".join(text.split()).replace("`", "")
