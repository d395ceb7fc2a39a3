"""Which items belong together, and the scale that they share."""

from collections.abc import Iterator, Sequence

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.model.instruments import Construct, Instrument, Item, Response

PRIORITIES = "priorities"
"""The construct whose items are one ranking."""


def constructs_of(instrument: Instrument) -> Iterator[tuple[Construct | None, list[int]]]:
    """Yield each construct that items name, with the numbers of these items; items that name none stand alone.

    Parameters
    ----------
    instrument : Instrument
    """
    named = dict.fromkeys(item.construct for item in instrument.items if item.construct is not None)
    listed = {construct.id: construct for construct in instrument.constructs}
    for name in (*listed, *(name for name in named if name not in listed)):
        columns = [column for column, item in enumerate(instrument.items) if item.construct == name]
        if columns:
            yield listed.get(name, Construct(id=name)), columns
    for column, item in enumerate(instrument.items):
        if item.construct is None:
            yield None, [column]


def scale_of(instrument: Instrument, items: Sequence[Item]) -> int:
    """Return the highest answer to items of one construct; the lowest is 1.

    Raises
    ------
    InvalidValueError
        They have different scales.
    """
    tops = {instrument.top(item) for item in items}
    if len(tops) > 1:
        given = f"items of construct {items[0].construct!r} with {' and '.join(map(str, sorted(tops)))} levels"
        raise InvalidValueError("instrument", given, "items of one scale in each construct")
    return tops.pop()


def ranking_of(instrument: Instrument) -> tuple[int, ...]:
    """Return the numbers of the items that are one ranking: what was said to all but one of them tells the last.

    Parameters
    ----------
    instrument : Instrument
    """
    return tuple(column for column, item in enumerate(instrument.items) if item.construct == PRIORITIES)


def in_whole_ballots(instrument: Instrument, response: Response) -> Response:
    """Return a response without the ranks in it, where it does not rank everything.

    Ranks have the same sum for all who rank everything. So means of single items of which some
    rest on a person more than others would tell what that person answered.

    Parameters
    ----------
    instrument : Instrument
    response : Response
    """
    ranked = {instrument.items[column].id for column in ranking_of(instrument)}
    given = {answer.item for answer in response.answers if answer.value is not None}
    if ranked <= given:
        return response
    kept = [answer for answer in response.answers if answer.item not in ranked or answer.value is None]
    return attrs.evolve(response, answers=kept)
