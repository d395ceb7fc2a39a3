"""Thousands of records at once, each as an ordinary one in everything: they are filled field by field."""

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import repeat
from types import NoneType
from typing import Any, TypeVar

import attrs

from collective_impact.model._record import Record

R = TypeVar("R", bound=Record)


def made(kind: type[R], columns: Mapping[str, Sequence[object]]) -> list[R]:
    """Return the records that a class would make of each row of some columns.

    Every item passes the check of its field; of many items that are one object, the first passes it for all.

    Parameters
    ----------
    kind : type
    columns : mapping of str to sequence
        By field, and of one length; the other fields hold their defaults.

    Raises
    ------
    InvalidValueError
        An item is nothing that its field can hold.

    Examples
    --------
    >>> from collective_impact import Goal
    >>> [goal.statement for goal in made(Goal, {"id": ["read", "finish"], "statement": ["More read", None]})]
    ['More read', None]
    """
    count = len(next(iter(columns.values()), ()))
    records = list(map(object.__new__, repeat(kind, count)))
    for field in attrs.fields(kind):
        column = cleaned(field, columns[field.name]) if field.name in columns else repeat(_usual(field))
        fill = getattr(kind, field.name).__set__  # past the values that are frozen once they are made
        deque(map(fill, records, column), maxlen=0)
    return records


def _usual(field: "attrs.Attribute[Any]") -> Any:  # noqa: ANN401 - what the field holds
    return field.converter(field.default)  # type: ignore[misc, operator] # all of ours have one


def cleaned(field: "attrs.Attribute[Any]", items: Sequence[object]) -> Sequence[object]:
    """Return the items of a field as its records hold them."""
    if _are_plain_texts(field, items):
        return items
    given = {id(item): item for item in items}
    held = {key: field.converter(item) for key, item in given.items()}  # type: ignore[misc, operator]
    if all(held[key] is item for key, item in given.items()):
        return items
    return [held[id(item)] for item in items]


def _are_plain_texts(field: "attrs.Attribute[Any]", items: Sequence[Any]) -> bool:
    """Say whether texts are what a field takes and what is there, all of them ASCII."""
    absent = {NoneType} if field.type == str | None else set()
    is_text = absent or field.type is str
    return bool(is_text) and set(map(type, items)) <= {str} | absent and "".join(filter(None, items)).isascii()
