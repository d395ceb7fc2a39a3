"""What contradicts itself in a document whose shape is faulty in places.

The initiative's own check runs over what could be read. What it says is believed where
nothing that the sentence rests on was left out.
"""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import attrs

from collective_impact.errors import Fault, Message
from collective_impact.io._examination import Examination, rerooted
from collective_impact.io._text import Location
from collective_impact.model import _check
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument

_COLLECTION_OF = {kind: tuple(collection.split("/")) for collection, kind in _check.TARGETS.items()}


def contradictions(taken: Mapping[str, Any], examination: Examination, root: Location) -> list[Fault]:
    """Return the contradictions of what could be read of an initiative.

    Parameters
    ----------
    taken : mapping
        Its fields, as far as they could be read.
    examination : Examination
        What could not be read, and where.
    root : tuple
        The place of the initiative in the document.
    """
    return list(_SecondLook(_fields_of_initiative(**taken), examination, root).look())


def within(instrument: Instrument, root: Location) -> tuple[Fault, ...]:
    """Return the contradictions of an instrument that stands alone, as an initiative that held it would find them."""
    holder = _fields_of_initiative(instruments=(instrument,))
    found = _check.faults(holder, Initiative)
    return tuple(attrs.evolve(fault, location=(*root, *fault.location[len(("instruments", 0)) :])) for fault in found)


def _fields_of_initiative(**fields: object) -> SimpleNamespace:
    defaults = {field.name: field.default for field in attrs.fields(Initiative) if field.default is not attrs.NOTHING}
    return SimpleNamespace(**{"id": None, **defaults, **fields})


class _SecondLook:
    """The initiative's own check, with the places of the faults of shape beside it."""

    def __init__(self, initiative: SimpleNamespace, examination: Examination, root: Location) -> None:
        self.initiative = initiative
        self.examination = examination
        self.root = root
        self.touched = {
            fault.location[:length] for fault in examination.faults for length in range(len(fault.location) + 1)
        }

    def look(self) -> Iterator[Fault]:
        for fault in _check.faults(self.initiative, Initiative, self.examination.also_known):
            if self._is_certain(fault):
                moved = rerooted(fault, self._origin(fault.location))
                yield attrs.evolve(moved, message=self._with_origin(moved.message, fault.location))

    def _origin(self, location: Location) -> Location:
        """Return the place in the document of a place in what could be read of it."""
        place = self.root
        for step in location:
            read = self.examination.origins.get(place)
            place = (*place, read[step] if read is not None and isinstance(step, int) else step)
        return place

    def _with_origin(self, message: Message, location: Location) -> Message:
        """Correct the index that a sentence speaks of."""
        params = dict(message.params)
        if message.code == "fault.duplicate":
            params["first"] = self._first(params, location)[-1]
        return Message(message.code, params)

    def _first(self, params: Mapping[str, Any], location: Location) -> Location:
        return self._origin((*location[:-1], params["first"]))

    def _is_certain(self, fault: Fault) -> bool:
        return not any(place in self.touched for place in self._rests_on(fault))

    def _rests_on(self, fault: Fault) -> Iterator[Location]:
        """Yield the places that must be whole for a sentence to be true."""
        params = fault.params
        place = self._origin(fault.location)
        match fault.code:
            case "fault.unknown_id" | "fault.unknown_id_near":
                collection = (*self.root, *_COLLECTION_OF[str(params["kind"])])
                above = (collection[:length] for length in range(len(collection) + 1))
                yield from (place for place in above if place in self.examination.lost)
            case "fault.listed_twice":
                pass
            case "fault.duplicate":
                yield from (place, self._first(params, fault.location))
            case "fault.unknown_item" | "fault.answer_off_scale":
                yield from (place[:-2], (*self.root, "instruments"))
            case "fault.unknown_collection" | "fault.total" | "fault.complete_total":
                extent = self.initiative.extents[fault.location[1]]
                yield (*self.root, extent.collection.partition("/")[0])
            case _:
                yield self._whole_record(place)

    def _whole_record(self, place: Location) -> Location:
        """Return the place of the listed record that a place lies in, or of what holds it where none is listed."""
        numbers = [length for length, step in enumerate(place) if isinstance(step, int)]
        if numbers:
            return place[: numbers[0] + 1]
        return place if len(place) == len(self.root) + 1 else place[:-1]
