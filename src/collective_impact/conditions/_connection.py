"""How far stakeholders are connected, by what they told of whom they talk with."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from collective_impact.conditions import _listing
from collective_impact.conditions._counting import nothing, recorded_none
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message, Param
from collective_impact.model.initiative import Initiative
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.vocabulary import TieKind, TieStatus
from collective_impact.network._layer import Layer, latest_layer

Sizes: TypeAlias = Sequence[int]
"""Of the components of a network, how many members each has."""

ENOUGH = (2, 3)
"""How many of how many must have reported before the network is described."""

PAIR = 2
"""How many it takes to be connected."""


def connection(
    initiative: Initiative,
    as_of: date,
    people: Sequence[Stakeholder],
    measure: Callable[[Sizes, int], float],
    code: str,
) -> Finding:
    """Return how far stakeholders are connected by ties of communication.

    Ties that either side observed count, whichever way they point. Who did not report could
    be tied to anybody.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
    people : sequence of Stakeholder
    measure : callable
        From the sizes of components, and the number of stakeholders with those that are not
        listed, to a share that grows with the components.
    code : str
        Code of the sentences, which stand below it as ``known``, ``few``, ``unknown`` and
        ``alone``.
    """
    unlisted = _listing.stakeholders(initiative, as_of).unlisted(len(initiative.stakeholders))
    asked = len(people) + (unlisted or 0)
    if asked < PAIR:
        return nothing(f"{code}.alone")
    layer = latest_layer(initiative, TieKind.COMMUNICATION, as_of)
    if layer is not None:
        return _described(initiative, people, layer, measure, unlisted, code)
    extent = initiative.extent("ties")
    if extent.is_complete and not initiative.ties:
        return recorded_none(extent)
    return nothing(f"{code}.unknown", n=asked)


def _described(  # noqa: PLR0913, PLR0917 - the rest of one function
    initiative: Initiative,
    people: Sequence[Stakeholder],
    layer: Layer,
    measure: Callable[[Sizes, int], float],
    unlisted: int | None,
    code: str,
) -> Finding:
    asked = len(people) + (unlisted or 0)
    reported = sum(person.id in layer.reported for person in people)
    is_open = unlisted is None or reported < asked or not initiative.extent("ties").is_complete
    names = [person.id for person in people]
    seen = measure(layer.sizes(names, TieStatus.OBSERVED), asked)
    most = (asked,) if is_open else layer.sizes(names, TieStatus.OBSERVED, TieStatus.UNKNOWN)
    enough = unlisted is not None and reported * ENOUGH[1] >= asked * ENOUGH[0]
    params: dict[str, Param] = {"percent": 100 * seen, "reported": reported, "of": asked}
    return Finding(
        value=seen if enough else None,
        low=0.0 if unlisted is None else seen,
        high=measure(most, asked),
        n=asked,
        coverage=reported / asked * (_listing.SO_FAR if unlisted is None else 1.0),
        rests_on=layer.rests_on if enough else (),
        note=Message(f"{code}.known" if enough else f"{code}.few", params),
    )
