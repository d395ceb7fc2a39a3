"""What the fields of a class take in a document, read once from its annotations.

A document is made of attrs classes whose fields are text, numbers, answers (true or false),
dates, terms of an enumeration, periods, messages, other classes, and tuples of these. Where
a field may hold one of several classes, the keys that only one of them requires tell which.
"""

import functools
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

import attrs

from collective_impact.errors import Message
from collective_impact.model.period import Period

LEAVES = (str, float, int, bool, date, Period, Message)
EXTRAS = "extras"


@attrs.frozen
class Form:
    """What a field takes: a leaf, a list of items, or an object of one of the parts.

    Parameters
    ----------
    leaf : type, optional
    item : Form, optional
    parts : tuple of type
    nullable : bool
    """

    leaf: type | None = None
    item: "Form | None" = None
    parts: tuple[type, ...] = ()
    nullable: bool = False


@attrs.frozen
class Field:
    """A field of a class, which is a key of its object.

    Parameters
    ----------
    name : str
    form : Form
    default : object
        ``attrs.NOTHING`` where the key is required.
    """

    name: str
    form: Form
    default: object

    @property
    def required(self) -> bool:
        """Whether an object without the key is at fault."""
        return self.default is attrs.NOTHING


@functools.cache
def fields(cls: type) -> tuple[Field, ...]:
    """Return the fields of a class that stand in documents, in the order of the class."""
    hints = typing.get_type_hints(cls)
    return tuple(
        Field(field.name, form_of(hints[field.name]), field.default)
        for field in attrs.fields(cls)
        if field.init and field.name != EXTRAS
    )


@functools.cache
def keys(cls: type) -> frozenset[str]:
    """Return the keys that an object of a class may have."""
    return frozenset(field.name for field in fields(cls))


@functools.cache
def keeps_extras(cls: type) -> bool:
    """Say whether a class has a place for keys that the library does not know."""
    return EXTRAS in attrs.fields_dict(cls)


def form_of(annotation: Any) -> Form:  # noqa: ANN401 - an annotation may be anything
    """Return the form of an annotation.

    Raises
    ------
    TypeError
        Documents have no form for it.
    """
    args = get_args(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        options = [form_of(option) for option in args if option is not types.NoneType]
        nullable = len(options) < len(args)
        if len(options) == 1:
            return attrs.evolve(options[0], nullable=nullable)
        if all(option.parts for option in options):
            return Form(parts=tuple(part for option in options for part in option.parts), nullable=nullable)
    elif get_origin(annotation) is tuple:
        return Form(item=form_of(args[0]))
    elif annotation in LEAVES or (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return Form(leaf=annotation)
    elif attrs.has(annotation):
        return Form(parts=(annotation,))
    raise TypeError(f"documents have no form for {annotation!r}")


def part_for(parts: tuple[type, ...], value: Mapping[str, object]) -> type | None:
    """Return the class among the parts that an object is of; None where its keys do not tell."""
    if len(parts) == 1:
        return parts[0]
    return next((part for part, own in _marks(parts) if own <= value.keys()), None)


@functools.cache
def _marks(parts: tuple[type, ...]) -> tuple[tuple[type, frozenset[str]], ...]:
    """Return each class with the keys that it requires and no other one has."""
    marks = []
    for part in parts:
        others = frozenset().union(*(keys(other) for other in parts if other is not part))
        own = frozenset(field.name for field in fields(part) if field.required) - others
        if not own:
            raise TypeError(f"nothing tells a {part.__name__} in a document from its alternatives")
        marks.append((part, own))
    return tuple(marks)
