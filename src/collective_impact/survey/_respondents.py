"""Who said what, of which organisation and from where; it never leaves this room."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.vocabulary import Viewpoint
from collective_impact.survey._aggregation import row_means
from collective_impact.survey._answers import sheet
from collective_impact.survey._arrays import Array
from collective_impact.survey._differences import Names, Sample
from collective_impact.survey._items import constructs_of, scale_of
from collective_impact.survey._withheld import may_be_shown

Rows: TypeAlias = npt.NDArray[np.bool_]


@attrs.frozen(eq=False, repr=False)
class Block:
    """What was said to a construct and to its items, or to an item that belongs to none.

    Parameters
    ----------
    construct : str, optional
    items : tuple of str
    columns : tuple of int
        The places of the items in the instrument.
    values : array of float
        Respondents by items; NaN where there is no answer.
    """

    construct: str | None
    items: tuple[str, ...]
    columns: tuple[int, ...]
    values: Array

    @property
    def means(self) -> Array:
        """What each respondent says to all of it; NaN of those who say nothing."""
        return row_means(self.values)

    @property
    def answered(self) -> Rows:
        """Who said anything to it."""
        answered: Rows = ~np.isnan(self.means)
        return answered

    def is_shown(self, rows: Rows, minimum: int) -> bool:
        """Say whether what some of the respondents said to all of it may be shown."""
        return may_be_shown(self.means[rows & self.answered], minimum)


@attrs.frozen(eq=False, repr=False)
class Respondents:
    """The respondents of one wave, by pseudonym, and what they said.

    Parameters
    ----------
    people : array of str
        Who they are.
    units : array of str
        The organisation of each, or themselves.
    roles : tuple of Viewpoint or None
    blocks : tuple of Block
    """

    people: Names
    units: Names
    roles: tuple[Viewpoint | None, ...]
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, instrument: Instrument, responses: Iterable[Response]) -> "Respondents":
        """Return who gave some responses to an instrument in one wave.

        Raises
        ------
        InvalidValueError
            Somebody answered twice, an answer lies off its scale, or items of one construct
            have different scales.
        UnknownNameError
            An answer is to an item that the instrument does not have.
        """
        given = sorted(responses, key=lambda response: response.respondent)
        people = [f"respondent {response.respondent}" for response in given]
        units = [
            person if response.organization is None else f"organization {response.organization}"
            for person, response in zip(people, given, strict=True)
        ]
        roles = tuple(response.role for response in given)
        values = sheet(instrument, given).values  # whose rows are in the same order
        parts = tuple(_blocks(instrument, values))
        return cls(np.array(people, dtype=np.str_), np.array(units, dtype=np.str_), roles, parts)

    @property
    def everybody(self) -> Rows:
        """All of them."""
        return np.ones(len(self.people), dtype=bool)

    def sample(self, values: Array, rows: Rows) -> Sample:
        """Return what some of them said, as far as they said anything."""
        those = rows & ~np.isnan(values)
        return Sample(values=values[those], units=self.units[those], people=self.people[those])


def _blocks(instrument: Instrument, values: Array) -> Iterator[Block]:
    for construct, columns in constructs_of(instrument):
        items = [instrument.items[column] for column in columns]
        scale_of(instrument, items)
        name = None if construct is None else construct.id
        yield Block(name, tuple(item.id for item in items), tuple(columns), values[:, columns])
