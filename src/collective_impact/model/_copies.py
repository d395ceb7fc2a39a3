"""Thousands of values at once, each as an ordinary one in everything: it is made by column instead of one by one."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import TypeVar

import attrs

from collective_impact.model._many import cleaned
from collective_impact.model._record import Record

R = TypeVar("R", bound=Record)


def evolved(records: Sequence[R], **changes: Iterable[object]) -> list[R]:
    """Return copies of records of one class, each with its own item of every change.

    What comes of it equals what `attrs.evolve` makes of each, and passes the same checks; of many items that are one
    object, the first passes them for all.

    Parameters
    ----------
    records : sequence of Record
    **changes : iterable
        For a field, as many items as there are records.

    Raises
    ------
    InvalidValueError
        An item is nothing that its field can hold.

    Examples
    --------
    >>> from collective_impact import Observation
    >>> [copy.value for copy in evolved([Observation(period="2019")] * 2, value=[1, None])]
    [1.0, None]
    """
    if not records:
        return []
    kind = type(records[0])
    alike = tuple({id(record): record for record in records}.values())  # mostly few
    made = list(map(object.__new__, repeat(kind, len(records))))
    for field in attrs.fields(kind):
        read = attrgetter(field.name)
        column: Iterable[object]
        if field.name in changes:
            column = cleaned(field, _as_many(changes[field.name], len(records)))
        elif len({id(read(record)) for record in alike}) == 1:
            column = repeat(read(alike[0]), len(records))
        else:
            column = map(read, records)
        fill = getattr(kind, field.name).__set__  # past the value that is frozen once it is made
        deque(map(fill, made, column), maxlen=0)
    return made


def _as_many(items: Iterable[object], count: int) -> list[object]:
    given = list(items)
    if len(given) != count:
        raise ValueError(f"{len(given)} items for {count} records")
    return given
